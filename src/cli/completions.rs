//! `rolecall completions` and `rolecall man`: what shells and manuals make of the declaration of the arguments.

use std::process::ExitCode;

use clap::Args;
use clap_complete::Shell;

use super::command;
use crate::diagnostic::suggest;
use crate::edge::error::{Error, plain_words};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolecall completions bash > ~/.local/share/bash-completion/completions/rolecall
  rolecall completions zsh > ~/.zfunc/_rolecall
  rolecall completions fish > ~/.config/fish/completions/rolecall.fish")]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolecall man | man -l -
  rolecall man new > rolecall-new.1")]
pub(super) struct ManArgs {
    /// The command; without one, the page of the program
    command: Option<String>,
}

/// Prints what a shell needs to complete the arguments.
pub(super) fn completions(args: &CompletionsArgs) -> Result<ExitCode, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "rolecall", &mut script);
    print(&script)
}

/// Prints a page of the manual.
pub(super) fn man(args: &ManArgs) -> Result<ExitCode, Error> {
    let mut program = command();
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
                let error = Error::new(format!("there is no command `{name}`"));
                return Err(error.with_help(format!("it is one of {}", suggest::one_of(names))));
            }
        },
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(|e| Error::new(plain_words(&e)))?;
    print(&text)
}

/// Prints a text that another program is to read.
fn print(bytes: &[u8]) -> Result<ExitCode, Error> {
    super::print::print(&String::from_utf8_lossy(bytes))?;
    Ok(ExitCode::SUCCESS)
}
