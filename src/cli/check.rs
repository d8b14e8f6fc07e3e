//! `rolecall check`: says everything that is wrong with the content, or unwise.

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::arguments::day;
use super::print::print;
use super::report::counted;
use super::{CONTENT, here};
use crate::config::BaseUrl;
use crate::diagnostic::codes::{self, Code};
use crate::diagnostic::position::{Placed, Position, Texts};
use crate::diagnostic::show::show_with_code;
use crate::diagnostic::{Report, formats, suggest};
use crate::edge::error::Error;
use crate::edge::external::{self, Answer, Cache, Reach};
use crate::edge::{clock, disk};
use crate::lint::{self, Findings};
use crate::meter::Unmetered;
use crate::pipeline::{self, Memo, Request};
use crate::source::Sources;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolecall check
  rolecall check --strict --format github
  rolecall check --explain salary-missing")]
pub(super) struct CheckArgs {
    /// How to say it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// Say what a code means and why; without a code, list all
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["format", "strict"])]
    explain: Option<String>,
    /// Ask other sites whether the pages that links lead to are there
    #[arg(long)]
    external: bool,
    /// Check the site that shows drafts too; drafts are checked in any case
    #[arg(long)]
    drafts: bool,
    /// Where the site will be found, in place of base_url of site.yaml
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
    /// Check the site of this day [default: SOURCE_DATE_EPOCH, or today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<Date>,
}

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The line with a caret, and how to mend it
    Text,
    /// A line each: path:line:column: severity[code] message
    Short,
    /// A JSON document
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// Checks the content of the current folder's project.
pub(super) fn run(args: CheckArgs) -> Result<ExitCode, Error> {
    if let Some(code) = &args.explain {
        return explain(code);
    }
    let root = disk::find_root(&here()?)?;
    let sources = disk::DiskSources::list(&root, None)?;
    let request = Request { clock: clock::clock(args.today)?, drafts: args.drafts, base_url: args.base_url };
    let made = pipeline::make(&sources, &request, &mut Memo::default(), &Unmetered);
    let mut findings = lint::check(&sources, &made);
    if args.external {
        findings = with_dead_links(findings);
    }
    let report = findings.report(&made.built.site);
    print(&written(&report, &sources, args.format, &folder_in_repository(&root)))?;
    let fails = report.errors() > 0 || (args.strict && report.warnings() > 0);
    Ok(if fails { ExitCode::from(CONTENT) } else { ExitCode::SUCCESS })
}

/// The project's folder in the repository that GitHub's runner has checked out, `careers/`; empty elsewhere.
fn folder_in_repository(root: &Path) -> String {
    let workspace = std::env::var_os("GITHUB_WORKSPACE").and_then(|path| disk::real_path(Path::new(&path)));
    let below = workspace.and_then(|workspace| root.strip_prefix(workspace).ok().map(Path::to_path_buf));
    let parts = below.iter().flat_map(|below| below.iter()).map(|part| format!("{}/", part.to_string_lossy()));
    parts.collect()
}

/// Asks other sites. Nothing of what goes wrong there is a failure of the check.
fn with_dead_links(findings: Findings) -> Findings {
    let mut cache = Cache::of_user();
    let answers = external::ask(findings.elsewhere.iter().map(|link| link.url.as_str()), &mut cache, Reach::Web);
    cache.keep();
    findings.with_dead(|url| match answers.get(external::page_of(url)) {
        Some(Answer::Dead(why)) => Some(why.clone()),
        _ => None,
    })
}

/// The report in a format.
fn written(report: &Report, sources: &dyn Sources, format: Format, folder: &str) -> String {
    let mut texts = Texts::new(sources);
    if format == Format::Text {
        let styled = std::io::IsTerminal::is_terminal(&std::io::stdout()) && std::env::var_os("NO_COLOR").is_none();
        let shown = report.diagnostics().iter().map(|d| format!("{}\n\n", show_with_code(d, texts.of(d), styled)));
        return shown.collect::<String>() + &summary(report);
    }
    let placed: Vec<Placed<'_>> = report
        .diagnostics()
        .iter()
        .map(|diagnostic| {
            let position = texts.of(diagnostic).zip(diagnostic.span).map(|(text, span)| Position::of(text, span));
            Placed { diagnostic, position }
        })
        .collect();
    match format {
        Format::Text => String::new(),
        Format::Short => formats::short(&placed),
        Format::Json => formats::json(&placed),
        Format::Github => formats::github(&placed, folder),
        Format::Sarif => formats::sarif(&placed, folder),
    }
}

fn summary(report: &Report) -> String {
    let (errors, warnings) = (report.errors(), report.warnings());
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(format!("{} in {}", counted(errors, "error"), counted(report.files_with_errors(), "file")));
    }
    if warnings > 0 {
        parts.push(counted(warnings, "warning"));
    }
    if parts.is_empty() { "All is well.\n".into() } else { format!("{}\n", parts.join(", ")) }
}

fn explain(name: &str) -> Result<ExitCode, Error> {
    if name.is_empty() {
        let width = codes::all().map(|code| code.name.len()).max().unwrap_or(0);
        let lines = codes::all().map(|c| format!("{:<7}  {:width$}  {}\n", c.weight(), c.name, c.meaning));
        print(&lines.collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(code) = codes::find(name) else {
        let error = Error::new(format!("there is no code `{name}`"));
        return Err(match suggest::nearest(name, codes::all().map(|code| code.name)) {
            Some(near) => error.with_help(format!("did you mean `{near}`?")),
            None => error.with_help("`rolecall check --explain` lists all codes"),
        });
    };
    print(&explained(code))?;
    Ok(ExitCode::SUCCESS)
}

fn explained(code: &Code) -> String {
    let mut text = format!("{} ({})\n\n{}\n\n", code.name, code.weight(), folded(code.meaning));
    text.push_str(&folded(code.reason));
    text.push('\n');
    if !code.sources.is_empty() {
        text.push_str("\nSources:\n");
        for source in code.sources {
            text.push_str(&format!("  {source}\n"));
        }
    }
    if code.is_off {
        text.push_str(&format!("\nIn content/site.yaml, `lints: {{ {}: warn }}` asks for it.\n", code.name));
    } else if code.is_lint() {
        text.push_str(&format!(
            "\nIn content/site.yaml, `lints: {{ {}: off }}` silences it, and `error` in place of `off` makes the check fail.\n",
            code.name
        ));
    }
    text
}

/// A text in lines that a terminal shows whole.
fn folded(text: &str) -> String {
    const WIDTH: usize = 80;
    let mut folded = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        if length > 0 && length + 1 + word.chars().count() > WIDTH {
            folded.push('\n');
            length = 0;
        } else if length > 0 {
            folded.push(' ');
            length += 1;
        }
        folded.push_str(word);
        length += word.chars().count();
    }
    folded
}
