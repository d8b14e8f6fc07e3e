//! `rolecall import`: job descriptions of every kind become postings.

use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::print::{complain, harmless, print};
use super::report::{counted, styled};
use super::{CONTENT, ENVIRONMENT, here};
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
    // All is done by now: whatever happens to the words, nothing happens to the files.
    let mut said = Said::default();
    for (file, note) in &outcome.notes {
        said.line(&format!("note      {file}: {note}"));
    }
    for done in &outcome.postings {
        tell(done, args.verbose, &mut said);
    }
    for (file, what, why) in &outcome.skipped {
        let what = if what == file || file.ends_with(what.as_str()) { file.clone() } else { format!("{file}: {what}") };
        said.line(&format!("skipped   {what}: {why}"));
    }
    if outcome.is_unsure {
        said.line("note      which roles are gone at their source was not looked for: not all of it could be read");
    }
    let printed = print(&said.0);
    complain_of(&outcome);
    printed?;
    print(&format!("{}\n", summary(&outcome, job.is_dry)))?;
    Ok(match (outcome.failed.is_empty(), outcome.refused.is_empty()) {
        (false, _) => ExitCode::from(ENVIRONMENT),
        (true, false) => ExitCode::from(CONTENT),
        (true, true) => ExitCode::SUCCESS,
    })
}

/// What is to be said, line by line.
#[derive(Default)]
struct Said(String);

impl Said {
    fn line(&mut self, line: &str) {
        self.0.push_str(&harmless(line));
        self.0.push('\n');
    }

    /// A line about the posting before.
    fn more(&mut self, line: &str) {
        self.line(&format!("          {line}"));
    }
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

fn tell(done: &Done, is_verbose: bool, said: &mut Said) {
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
    said.line(&format!("{word:<9} {}: {}", done.path, done.title));
    match done.what {
        What::Removed => said.more(
            "its file was removed by hand, so it stays away; remove its record in content/jobs/.imported to have it again",
        ),
        What::Gone if done.kept.is_empty() => {
            said.more("its source does not have it any more; `--close-missing` marks it as filled");
        }
        What::Gone | What::Closed => said.more("its source does not have it any more"),
        What::New | What::Changed | What::Unchanged => found(done, is_verbose, said),
    }
    if !done.kept.is_empty() {
        said.more(&format!("kept as you changed it: {}", done.kept.join(", ")));
    }
    if !done.contested.is_empty() {
        said.more(&format!("the source has changed too, and was not followed: {}", done.contested.join(", ")));
    }
    if !done.lost.is_empty() {
        said.more(&format!("your remarks went with the lines that they stood at: {}", done.lost.join("; ")));
    }
}

/// What was found, and what was left and why.
fn found(done: &Done, is_verbose: bool, said: &mut Said) {
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
            said.more(&format!("{key}{item}: {from}"));
        }
    }
    if !is_verbose {
        for (what, keys) in [("stated by the source", stated), ("found in the text", in_text)] {
            if !keys.is_empty() {
                let keys: Vec<&str> = keys.iter().map(|key| key.trim_start_matches("requirements.")).collect();
                said.more(&format!("{what}: {}", keys.join(", ")));
            }
        }
    }
    let left = done.left();
    if is_verbose {
        left.iter().for_each(|left| said.more(&sentence(left)));
    } else if !left.is_empty() {
        let shown: Vec<String> = left.iter().take(3).map(sentence).collect();
        shown.iter().for_each(|left| said.more(left));
        if left.len() > 3 {
            said.more(&format!("and {} more; `--verbose` names them", left.len() - 3));
        }
    }
}

fn sentence(left: &Left) -> String {
    let line = left.line.map(|line| format!(" (line {line})")).unwrap_or_default();
    let what: String = left.what.chars().take(80).collect();
    let word = if left.is_kept { "note" } else { "left" };
    format!("{word}: {what}{line}: {}", left.why)
}

fn complain_of(outcome: &Outcome) {
    let (red, plain) = if styled() { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
    let error = |text: &str, help: Option<&str>| {
        let help = help.map(|help| format!("  = help: {}\n", harmless(help))).unwrap_or_default();
        complain(&format!("{red}error{plain}: {}\n{help}", harmless(text)));
    };
    for (file, refusal) in &outcome.refused {
        if let Some((span, text)) = refusal.place.as_deref() {
            // The path is shown as it was given.
            let mut diagnostic = Diagnostic::error("unreadable", &ProjectPath::as_given(file), &*refusal.why).at(*span);
            diagnostic.help.clone_from(&refusal.help);
            complain(&format!("{}\n\n", show(&diagnostic, Some(text), styled())));
            continue;
        }
        let what = if refusal.what.is_empty() { String::new() } else { format!(" `{}`:", refusal.what) };
        error(&format!("{file}:{what} {}", refusal.why), refusal.help.as_deref());
    }
    for failed in &outcome.failed {
        error(failed.message(), failed.help());
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
        (outcome.failed.len(), "not written"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let dry = if is_dry { "; nothing was written" } else { "" };
    let all = counted(outcome.postings.len(), "posting");
    if parts.is_empty() { format!("{all}{dry}") } else { format!("{all}: {}{dry}", parts.join(", ")) }
}
