//! `rolecall build`: writes the site into a folder.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use super::report::{counted, print_report, print_timings};
use super::{CONTENT, here};
use crate::config::BaseUrl;
use crate::edge::build::{self, Job, Outcome, Written};
use crate::edge::error::Error;
use crate::edge::{clock, disk};
use crate::pipeline::Request;

#[derive(Debug, Args)]
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
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// Say how long each stage took
    #[arg(long)]
    timings: bool,
}

/// Builds the site of the current folder.
pub(super) fn run(args: BuildArgs) -> Result<ExitCode, Error> {
    let here = here()?;
    let root = disk::find_root(&here)?;
    let out = args.out.map_or_else(|| build::default_out(&root), |out| here.join(out));
    let request = Request { clock: clock::clock(args.today)?, drafts: args.drafts, base_url: args.base_url };
    let outcome = build::build(&Job { root, out: out.clone(), request })?;
    print_report(&outcome.report, &outcome.sources, effect(&outcome));
    if args.timings {
        print_timings(&outcome.timings);
    }
    match outcome.written {
        Some(written) => {
            println!("{}", summary(&written, &out, &here));
            Ok(ExitCode::SUCCESS)
        }
        None => Ok(ExitCode::from(CONTENT)),
    }
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
