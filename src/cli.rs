//! The command line: arguments, one short module a command, and all printing.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this module is where the program speaks")]
#![allow(clippy::disallowed_methods, reason = "it asks for the current folder and whether there is a terminal")]

mod arguments;
mod build;
mod check;
mod completions;
mod eject;
mod import;
mod init;
mod new;
mod print;
mod report;
mod schema;
mod serve;
mod timings;
mod wrong;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::edge::error::Error;

/// Turns Markdown job postings into a careers site.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  rolecall init my-careers
  rolecall new \"Senior Accountant\"
  rolecall serve --open
  rolecall build";

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
    /// Write a posting to begin with
    New(Box<new::NewArgs>),
    /// Start a site
    Init(init::InitArgs),
    /// Print the JSON Schema of postings or of site.yaml, for editors
    Schema(schema::SchemaArgs),
    /// Copy a built-in file into the site, to change it
    Eject(eject::EjectArgs),
    /// Print what a shell needs to complete the options
    Completions(completions::CompletionsArgs),
    /// Print a page of the manual
    Man(completions::ManArgs),
}

/// The content has errors.
const CONTENT: u8 = 1;
/// The environment or the command line is at fault.
const ENVIRONMENT: u8 = 2;

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // Help and version are no failures, and are shown as they are.
        Err(shown) if !shown.use_stderr() || shown.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            shown.exit()
        }
        Err(error) => {
            let args: Vec<String> = std::env::args_os().map(|arg| arg.to_string_lossy().into_owned()).collect();
            return failed(&wrong::plain(&error, &args));
        }
    };
    let result = match cli.command {
        Command::Build(args) => build::run(args),
        Command::Check(args) => check::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Import(args) => import::run(args),
        Command::New(args) => new::run(*args),
        Command::Init(args) => init::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Eject(args) => eject::run(&args),
        Command::Completions(args) => completions::completions(&args),
        Command::Man(args) => completions::man(&args),
    };
    result.unwrap_or_else(|error| failed(&error))
}

/// Says why the command ends.
fn failed(error: &Error) -> ExitCode {
    let help = error.help().map(|help| format!("  = help: {help}\n")).unwrap_or_default();
    print::complain(&format!("error: {error}\n{help}"));
    ExitCode::from(ENVIRONMENT)
}

/// The one declaration of all arguments.
fn command() -> clap::Command {
    Cli::command()
}

/// The folder that the program was started in.
fn here() -> Result<PathBuf, Error> {
    std::env::current_dir().map_err(|e| Error::new(format!("cannot tell the current folder: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_of_every_command_has_an_example_that_the_program_understands() {
        for sub in command().get_subcommands() {
            let help = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
            let name = format!("rolecall {}", sub.get_name());
            let examples: Vec<&str> = help.lines().map(str::trim).filter(|line| line.starts_with(&name)).collect();
            assert!(!examples.is_empty(), "`{name} --help` has no example");
            for example in examples {
                let words = words(example);
                let read = command().try_get_matches_from(&words);
                assert!(read.is_ok(), "{example}: {}", read.expect_err("not read"));
            }
        }
    }

    /// The words of a command line up to a pipe or a redirection.
    fn words(line: &str) -> Vec<String> {
        let mut words = Vec::new();
        for (number, part) in line.split('"').enumerate() {
            if number % 2 == 1 {
                words.push(part.to_owned());
            } else {
                words.extend(part.split_whitespace().map(str::to_owned));
            }
        }
        words.into_iter().take_while(|word| !matches!(word.as_str(), "|" | ">")).collect()
    }

    #[test]
    fn the_declaration_is_sound() {
        command().debug_assert();
    }
}
