//! The command line: arguments, one short function a command, and all printing.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this module is where the program speaks")]
#![allow(clippy::disallowed_methods, reason = "it asks for the current folder and whether there is a terminal")]

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

use crate::config::BaseUrl;
use crate::diagnostic::Severity;
use crate::diagnostic::show::show;
use crate::edge::build::{self, Job, Outcome, Written};
use crate::edge::error::Error;
use crate::edge::serve::{self, News};
use crate::edge::{browser, clock, disk};
use crate::pipeline::Request;
use crate::source::Sources;

/// Turns Markdown job postings into a careers site.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the site into a folder that any static host can serve
    Build(BuildArgs),
    /// Preview the site while you edit it
    Serve(ServeArgs),
}

#[derive(Debug, Args)]
struct BuildArgs {
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

#[derive(Debug, Args)]
struct ServeArgs {
    /// The port to listen on [default: 4000, or the next free one]
    #[arg(long)]
    port: Option<u16>,
    /// The address to listen on: 0.0.0.0 lets other machines in [default: 127.0.0.1]
    #[arg(long)]
    host: Option<String>,
    /// Open the preview in a browser
    #[arg(long)]
    open: bool,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    /// Look for changes again and again, where the system does not report them
    #[arg(long)]
    poll: bool,
    /// Where the site will be found, in place of base_url of site.yaml
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
    /// Show the site of this day [default: SOURCE_DATE_EPOCH, or today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// Say of every change how long each stage took
    #[arg(long)]
    timings: bool,
}

/// The content has errors.
const CONTENT: u8 = 1;
/// The environment or the command line is at fault.
const ENVIRONMENT: u8 = 2;

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Build(args) => build(args),
        Command::Serve(args) => serve(args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        if let Some(help) = error.help() {
            eprintln!("  = help: {help}");
        }
        ExitCode::from(ENVIRONMENT)
    })
}

fn build(args: BuildArgs) -> Result<ExitCode, Error> {
    let here = std::env::current_dir().map_err(|e| Error::new(format!("cannot tell the current folder: {e}")))?;
    let root = disk::find_root(&here)?;
    let out = args.out.map_or_else(|| build::default_out(&root), |out| here.join(out));
    let request = Request { clock: clock::clock(args.today)?, drafts: args.drafts, base_url: args.base_url };
    let outcome = build::build(&Job { root, out: out.clone(), request })?;
    print_report(&outcome);
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

fn serve(args: ServeArgs) -> Result<ExitCode, Error> {
    let here = std::env::current_dir().map_err(|e| Error::new(format!("cannot tell the current folder: {e}")))?;
    let root = disk::find_root(&here)?;
    let today = args.today;
    let first = clock::clock(today)?;
    let options = serve::Options {
        root,
        host: args.host,
        port: args.port,
        drafts: args.drafts,
        poll: args.poll,
        base_url: args.base_url,
        // The variable was read well a moment ago.
        clock: Arc::new(move || clock::clock(today).unwrap_or(first)),
    };
    let (opens, timings) = (args.open, args.timings);
    let styled = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    serve::Preview::start(options, move |news| tell(&news, opens, styled, timings))?.wait();
    Ok(ExitCode::SUCCESS)
}

fn tell(news: &News, opens: bool, styled: bool, timings: bool) {
    match news {
        News::Ready(address) => {
            println!("The preview is at {address} (Ctrl-C ends it)");
            if opens && let Err(error) = browser::open(address) {
                eprintln!("warning: no browser could be opened: {error}");
            }
        }
        News::Open(address) => {
            eprintln!(
                "warning: listening on {address}: every machine that reaches this one can read the drafts shown here"
            );
        }
        News::Polling(why) => {
            eprintln!("note: {why}");
            if let Some(help) = why.help() {
                eprintln!("  = help: {help}");
            }
        }
        News::Wrong(problems) => eprint!("{}", if styled { problems.styled() } else { problems.text() }),
        News::Mended => println!("All is well again."),
        News::Took(stages) if timings => print_timings(stages),
        News::Took(_) => {}
    }
}

fn print_timings(stages: &[(&'static str, Duration)]) {
    for (stage, time) in stages {
        println!("{:>9.1} ms  {stage}", time.as_secs_f64() * 1e3);
    }
}

fn summary(written: &Written, out: &std::path::Path, here: &std::path::Path) -> String {
    let files = &written.files;
    let shown = out.strip_prefix(here).unwrap_or(out);
    let changes =
        [(files.new, "new"), (files.changed, "changed"), (files.unchanged, "unchanged"), (files.removed, "removed")];
    let changes: Vec<String> =
        changes.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    format!("{} in `{}`: {}", counted(written.roles, "role"), shown.display(), changes.join(", "))
}

/// Shows everything that is wrong, then how much it is.
fn print_report(outcome: &Outcome) {
    let (report, sources) = (&outcome.report, &outcome.sources);
    let styled = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut text: Option<(&str, Option<String>)> = None;
    for diagnostic in report.diagnostics() {
        let path = diagnostic.path.as_str();
        if text.as_ref().is_none_or(|(known, _)| *known != path) {
            let bytes = diagnostic.span.and_then(|_| sources.read(&diagnostic.path).ok());
            text = Some((path, bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())));
        }
        let lines = text.as_ref().and_then(|(_, text)| text.as_deref());
        eprintln!("{}\n", show(diagnostic, lines, styled));
    }
    if report.errors() > 0 {
        let files = counted(report.files_with_errors(), "file");
        let written =
            if outcome.is_partial { "some pages were written, none was removed" } else { "nothing was written" };
        eprintln!("{} in {files}; {written}", counted(report.errors(), "error"));
    } else if report.diagnostics().iter().any(|d| d.severity == Severity::Warning) {
        eprintln!("{}", counted(report.warnings(), "warning"));
    }
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
