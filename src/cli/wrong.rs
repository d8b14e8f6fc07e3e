//! What is wrong with a command line, in the words of our other messages.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::command;
use crate::diagnostic::suggest;
use crate::edge::error::Error;

/// The error of the argument parser as one of ours; `args` are those of the process.
pub(super) fn plain(error: &clap::Error, args: &[String]) -> Error {
    let said = |kind| error.get(kind).and_then(first_text);
    let argument = said(ContextKind::InvalidArg).unwrap_or_default();
    // `--today <YYYY-MM-DD>` is called `--today`.
    let option = argument.split(' ').next().unwrap_or_default().to_owned();
    let program = command();
    let used = args.iter().find(|arg| program.find_subcommand(arg).is_some());
    let lists = match used {
        Some(name) => format!("`rolecall {name} --help` lists what there is"),
        None => "`rolecall --help` lists the commands".to_owned(),
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = said(ContextKind::InvalidSubcommand).unwrap_or_default();
            let names = program.get_subcommands().map(clap::Command::get_name);
            let help = suggest::nearest(&name, names).map(|near| format!("did you mean `rolecall {near}`?"));
            Error::new(format!("there is no command `{name}`")).with_help(help.unwrap_or(lists))
        }
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            let help = if used.is_some_and(|name| name == "new") { TITLE.to_owned() } else { lists };
            Error::new(format!("`{argument}` is one word too many")).with_help(help)
        }
        ErrorKind::UnknownArgument => {
            let near = said(ContextKind::SuggestedArg).map(|near| format!("did you mean `{near}`?"));
            Error::new(format!("there is no option `{argument}`")).with_help(near.unwrap_or(lists))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = said(ContextKind::InvalidValue).unwrap_or_default();
            let choices = error.get(ContextKind::ValidValue).map(texts).unwrap_or_default();
            let why = error.source().map(ToString::to_string);
            match (value.as_str(), why) {
                ("", _) => Error::new(format!("{option}: its value is missing")).with_help(lists),
                (_, Some(why)) => Error::new(format!("{option}: {why}")).with_help(lists),
                (value, None) => Error::new(format!("{option}: `{value}` is not known here"))
                    .with_help(format!("it is one of {}", suggest::one_of(choices.iter().map(String::as_str)))),
            }
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = error.get(ContextKind::InvalidArg).map(texts).unwrap_or_default().join(" and ");
            Error::new(format!("{missing} is missing")).with_help(lists)
        }
        ErrorKind::ArgumentConflict => {
            let other = said(ContextKind::PriorArg).unwrap_or_default();
            if other.is_empty() || other == argument {
                Error::new(format!("{option} can be given only once"))
            } else {
                Error::new(format!("{option} cannot be used together with {other}"))
            }
            .with_help(lists)
        }
        _ => {
            let text = error.to_string();
            let line = text.lines().next().unwrap_or_default();
            Error::new(line.trim_start_matches("error: ").to_owned()).with_help(lists)
        }
    }
}

/// Titles have spaces.
const TITLE: &str = "a title of several words must stand in quotes: `rolecall new \"Senior Accountant\"`";

fn texts(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::String(text) => vec![text.clone()],
        ContextValue::Strings(texts) => texts.clone(),
        _ => Vec::new(),
    }
}

fn first_text(value: &ContextValue) -> Option<String> {
    texts(value).into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &[&str]) -> String {
        let args: Vec<String> = std::iter::once("rolecall").chain(line.iter().copied()).map(str::to_owned).collect();
        let error = command().try_get_matches_from(&args).expect_err("this is wrong");
        let error = plain(&error, &args);
        format!("{error}\n{}", error.help().unwrap_or_default())
    }

    #[test]
    fn a_wrong_command_line_is_told_plainly() {
        assert_eq!(said(&["biuld"]), "there is no command `biuld`\ndid you mean `rolecall build`?");
        assert_eq!(said(&["build", "--draft"]), "there is no option `--draft`\ndid you mean `--drafts`?");
        assert_eq!(said(&["new", "Senior", "Accountant"]), format!("`Accountant` is one word too many\n{TITLE}"));
        assert_eq!(
            said(&["build", "--today", "2026-2-30"]),
            "--today: `2026-2-30` is not a day: that month has 28 days\n`rolecall build --help` lists what there is"
        );
        assert_eq!(said(&["eject"]), "<FILE> is missing\n`rolecall eject --help` lists what there is");
        assert_eq!(
            said(&["completions", "ksh"]),
            "<SHELL>: `ksh` is not known here\nit is one of `bash`, `elvish`, `fish`, `powershell` or `zsh`"
        );
        assert_eq!(
            said(&["build", "--out"]),
            "--out: its value is missing\n`rolecall build --help` lists what there is"
        );
        let twice = said(&["build", "--today", "2026-01-01", "--today", "2026-01-02"]);
        assert!(twice.starts_with("--today can be given only once"), "{twice}");
    }
}
