//! `rolecall import`: job descriptions of every kind become postings.

use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::report::{counted, styled};
use super::{CONTENT, here};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::show::show;
use crate::edge::disk;
use crate::edge::error::Error;
use crate::edge::import::{self, Done, Input, Job, Outcome, What};
use crate::import::LARGEST;
use crate::import::draft::Left;
use crate::import::meaning::From;
use crate::source::ProjectPath;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolecall import description.txt
  rolecall import ../old-site/_jobs
  curl -s 'https://boards-api.greenhouse.io/v1/boards/example/jobs?content=true' | rolecall import -")]
pub(super) struct ImportArgs {
    /// Files or folders: plain text, Markdown, HTML, or the JSON or XML of an applicant tracking system; `-` reads what is
    /// handed over
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Say what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Mark roles that their source does not have any more as filled
    #[arg(long)]
    close_missing: bool,
    /// Put new postings into this folder of content/jobs
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
    /// The title of a description that has none
    #[arg(long)]
    title: Option<String>,
    /// What to call the place where the postings come from, so that a later import knows them again [default: by what the
    /// files say, or the name of their folder]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Say of every value where it came from
    #[arg(long, short)]
    verbose: bool,
}

/// Imports into the project of the current folder.
pub(super) fn run(args: ImportArgs) -> Result<ExitCode, Error> {
    let here = here()?;
    let job = Job {
        root: disk::find_root(&here)?,
        inputs: args.files.into_iter().map(input).collect::<Result<_, _>>()?,
        into: args.into.as_deref().map(folder).transpose()?.unwrap_or_default(),
        title: args.title,
        source: args.source,
        closes_missing: args.close_missing,
        is_dry: args.dry_run,
    };
    let outcome = import::import(&job)?;
    for (file, note) in &outcome.notes {
        println!("note      {file}: {note}");
    }
    for done in &outcome.postings {
        tell(done, args.verbose);
    }
    for (file, what, why) in &outcome.skipped {
        let what = if what == file || file.ends_with(what.as_str()) { file.clone() } else { format!("{file}: {what}") };
        println!("skipped   {what}: {why}");
    }
    complain(&outcome);
    println!("{}", summary(&outcome, job.is_dry));
    Ok(if outcome.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(CONTENT) })
}

fn input(path: PathBuf) -> Result<Input, Error> {
    if path != Path::new("-") {
        return Ok(Input::Path(path));
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(LARGEST as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|e| Error::io("read", &path, &e))?;
    Ok(Input::Handed(bytes))
}

/// A folder below `content/jobs`, with `/` between its parts.
fn folder(path: &Path) -> Result<String, Error> {
    let below = path.strip_prefix("content/jobs").unwrap_or(path);
    let part = |part: Component<'_>| match part {
        Component::Normal(name) => name.to_str().filter(|name| !name.starts_with('.')).map(str::to_owned),
        _ => None,
    };
    let parts: Option<Vec<String>> = below.components().filter(|part| *part != Component::CurDir).map(part).collect();
    parts.map(|parts| parts.join("/")).ok_or_else(|| {
        Error::new(format!("`{}` is no folder below content/jobs", path.display()))
            .with_help("give it like `--into engineering`")
    })
}

fn tell(done: &Done, is_verbose: bool) {
    let word = match done.what {
        What::New => "new",
        What::Changed => "changed",
        What::Unchanged => "unchanged",
        What::Removed => "removed",
        What::Gone => "gone",
        What::Closed => "filled",
    };
    if done.what == What::Unchanged && done.kept.is_empty() && !is_verbose {
        return;
    }
    println!("{word:<9} {}: {}", done.path, done.title);
    match done.what {
        What::Removed => println!(
            "          its file was removed by hand, so it stays away; remove its record in content/jobs/.imported to have it again"
        ),
        What::Gone => println!("          its source does not have it any more; `--close-missing` marks it as filled"),
        What::Closed => println!("          its source does not have it any more"),
        What::New | What::Changed | What::Unchanged => found(done, is_verbose),
    }
    if !done.kept.is_empty() {
        println!("          kept as you changed it: {}", done.kept.join(", "));
    }
    if !done.contested.is_empty() {
        println!("          the source has changed too, and was not followed: {}", done.contested.join(", "));
    }
}

/// What was found, and what was left and why.
fn found(done: &Done, is_verbose: bool) {
    let Some(imported) = &done.imported else { return };
    let (mut stated, mut in_text): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for ((key, index), from) in &imported.origins {
        let list = if matches!(from, From::Field(..)) { &mut stated } else { &mut in_text };
        if !list.contains(&key.as_str()) {
            list.push(key);
        }
        if is_verbose {
            let item = index.map(|index| format!(" {}", index + 1)).unwrap_or_default();
            let from = match from {
                From::Field(name, Some(line)) => format!("from `{name}`, line {line}"),
                From::Field(name, None) => format!("from `{name}`"),
                From::Text(line) => format!("line {line} of the text"),
                From::Title => "the title".into(),
            };
            println!("          {key}{item}: {from}");
        }
    }
    if !is_verbose {
        for (what, keys) in [("stated by the source", stated), ("found in the text", in_text)] {
            if !keys.is_empty() {
                let keys: Vec<&str> = keys.iter().map(|key| key.trim_start_matches("requirements.")).collect();
                println!("          {what}: {}", keys.join(", "));
            }
        }
    }
    let left = done.left();
    if is_verbose {
        left.iter().for_each(|left| println!("          {}", sentence(left)));
    } else if !left.is_empty() {
        let shown: Vec<String> = left.iter().take(3).map(sentence).collect();
        shown.iter().for_each(|left| println!("          {left}"));
        if left.len() > 3 {
            println!("          and {} more; `--verbose` names them", left.len() - 3);
        }
    }
}

fn sentence(left: &Left) -> String {
    let line = left.line.map(|line| format!(" (line {line})")).unwrap_or_default();
    let what: String = left.what.chars().take(80).collect();
    let word = if left.is_kept { "note" } else { "left" };
    format!("{word}: {what}{line}: {}", left.why)
}

fn complain(outcome: &Outcome) {
    let (red, plain) = if styled() { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
    for (file, refusal) in &outcome.refused {
        if let Some((span, text)) = refusal.place.as_deref() {
            // The path is shown as it was given.
            let mut diagnostic = Diagnostic::error("import", &ProjectPath::as_given(file), &*refusal.why).at(*span);
            diagnostic.help.clone_from(&refusal.help);
            eprintln!("{}\n", show(&diagnostic, Some(text), styled()));
            continue;
        }
        let what = if refusal.what.is_empty() { String::new() } else { format!(" `{}`:", refusal.what) };
        eprintln!("{red}error{plain}: {file}:{what} {}", refusal.why);
        if let Some(help) = &refusal.help {
            eprintln!("  = help: {help}");
        }
    }
}

fn summary(outcome: &Outcome, is_dry: bool) -> String {
    let count = |what: What| outcome.postings.iter().filter(|done| done.what == what).count();
    let parts = [
        (count(What::New), "new"),
        (count(What::Changed), "changed"),
        (count(What::Unchanged), "unchanged"),
        (count(What::Removed), "removed by hand"),
        (count(What::Gone), "gone at the source"),
        (count(What::Closed), "marked as filled"),
        (outcome.skipped.len(), "skipped"),
        (outcome.refused.len(), "not imported"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let dry = if is_dry { "; nothing was written" } else { "" };
    let all = counted(outcome.postings.len(), "posting");
    if parts.is_empty() { format!("{all}{dry}") } else { format!("{all}: {}{dry}", parts.join(", ")) }
}
