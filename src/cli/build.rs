//! `rolecall build`: writes the site into a folder.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::arguments::day;
use super::print::print;
use super::report::{counted, print_report};
use super::{CONTENT, here, timings};
use crate::config::BaseUrl;
use crate::edge::build::{self, Job, Outcome, Written};
use crate::edge::error::Error;
use crate::edge::timings::Stopwatch;
use crate::edge::{clock, disk};
use crate::meter::{Meter, Unmetered};
use crate::pipeline::Request;
use crate::site::shard::Shard;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolecall build
  rolecall build --out /var/www/careers --base-url https://careers.example.com/
  rolecall build --drafts --today 2026-12-01")]
pub(super) struct BuildArgs {
    /// The output folder [default: public, beside content]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where the site will be found, in place of base_url of site.yaml
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    /// Build for this day [default: SOURCE_DATE_EPOCH, or today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<Date>,
    /// Write only one share of the pages, for builds side by side: 2/3 is the second of three
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
    /// Say what took how long: each stage, and each template
    #[arg(long)]
    timings: bool,
    /// How --timings says it
    #[arg(long, value_enum, default_value = "text", requires = "timings")]
    format: Format,
}

/// How timings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// As tables
    Text,
    /// As JSON, and nothing else on standard output
    Json,
}

/// Builds the site of the current folder.
pub(super) fn run(args: BuildArgs) -> Result<ExitCode, Error> {
    let here = here()?;
    let root = disk::find_root(&here)?;
    let out = args.out.map_or_else(|| build::default_out(&root), |out| here.join(out));
    let request = Request { clock: clock::clock(args.today)?, drafts: args.drafts, base_url: args.base_url };
    let job = Job { root, out: out.clone(), request, shard: args.shard.unwrap_or(Shard::WHOLE) };
    let stopwatch = args.timings.then(Stopwatch::start);
    let meter = stopwatch.as_ref().map_or(&Unmetered as &dyn Meter, |stopwatch| stopwatch);
    let outcome = build::build(&job, meter)?;
    let timings = stopwatch.map(|stopwatch| stopwatch.stop());
    print_report(&outcome.report, &outcome.sources, effect(&outcome));
    let written = outcome.written.as_ref();
    match (timings, args.format) {
        (Some(timings), Format::Json) => {
            print(&format!("{}\n", timings::as_json(&timings, written.map(|written| &written.files))))?
        }
        (Some(timings), Format::Text) => print(&format!("{}\n", timings::table(&timings)))?,
        (None, _) => {}
    }
    if let Some(written) = written.filter(|_| args.format == Format::Text) {
        let share = args.shard.map(|shard| format!(" (shard {shard})")).unwrap_or_default();
        print(&format!("{}{share}\n", summary(written, &out, &here)))?;
    }
    let status = if written.is_some() { ExitCode::SUCCESS } else { ExitCode::from(CONTENT) };
    // The program ends, and the system takes its memory back in one piece.
    std::mem::forget(outcome);
    Ok(status)
}

/// What an error made of the output folder.
fn effect(outcome: &Outcome) -> &'static str {
    if outcome.is_partial { "some pages were written, none was removed" } else { "nothing was written" }
}

fn summary(written: &Written, out: &Path, here: &Path) -> String {
    let files = &written.files;
    let shown = out.strip_prefix(here).unwrap_or(out);
    let changes =
        [(files.new, "new"), (files.changed, "changed"), (files.unchanged, "unchanged"), (files.removed, "removed")];
    let changes: Vec<String> =
        changes.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    format!("{} in `{}`: {}", counted(written.roles, "role"), shown.display(), changes.join(", "))
}
