//! The command line: arguments, one short module a command, and all printing.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this module is where the program speaks")]
#![allow(clippy::disallowed_methods, reason = "it asks for the current folder and whether there is a terminal")]

mod build;
mod check;
mod import;
mod report;
mod serve;
mod timings;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::edge::error::Error;

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
    Build(build::BuildArgs),
    /// Say everything that is wrong with the content, or unwise; write nothing
    Check(check::CheckArgs),
    /// Preview the site while you edit it
    Serve(serve::ServeArgs),
    /// Make postings of job descriptions, of another tool's board, or of an applicant tracking system's answer
    Import(import::ImportArgs),
}

/// The content has errors.
const CONTENT: u8 = 1;
/// The environment or the command line is at fault.
const ENVIRONMENT: u8 = 2;

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Build(args) => build::run(args),
        Command::Check(args) => check::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Import(args) => import::run(args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        if let Some(help) = error.help() {
            eprintln!("  = help: {help}");
        }
        ExitCode::from(ENVIRONMENT)
    })
}

/// The folder that the program was started in.
fn here() -> Result<PathBuf, Error> {
    std::env::current_dir().map_err(|e| Error::new(format!("cannot tell the current folder: {e}")))
}
