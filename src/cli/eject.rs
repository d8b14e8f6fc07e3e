//! `rolecall eject`: copies a built-in file into the site, to be changed there.

use std::process::ExitCode;

use clap::Args;

use super::here;
use super::print::print;
use crate::diagnostic::suggest;
use crate::edge::error::Error;
use crate::edge::{create, disk};
use crate::source::ProjectPath;
use crate::theme::eject;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolecall eject --list
  rolecall eject templates/role.html

To change one block of a page, a file that extends the built-in one is better than a copy: see templates/README.md.")]
pub(super) struct EjectArgs {
    /// The built-in file, such as templates/role.html
    #[arg(required_unless_present = "list")]
    file: Option<String>,
    /// Show all built-in files
    #[arg(long)]
    list: bool,
}

/// Copies a file into the site of the current folder.
pub(super) fn run(args: &EjectArgs) -> Result<ExitCode, Error> {
    let Some(file) = args.file.as_deref().filter(|_| !args.list) else {
        for path in eject::paths() {
            print(&format!("{path}\n"))?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let path = ProjectPath::new(&file.replace('\\', "/"));
    let Some(text) = eject::copy(path.as_str()) else {
        let error = Error::new(format!("there is no built-in file `{file}`"));
        let known = eject::paths();
        // `role.html` is enough to be understood, not enough to be done.
        let meant = known.iter().find(|known| known.ends_with(&format!("/{path}"))).map(String::as_str);
        return Err(match meant.or_else(|| suggest::nearest(file, known.iter().map(String::as_str))) {
            Some(near) => error.with_help(format!("did you mean `{near}`?")),
            None => error.with_help("`rolecall eject --list` shows all of them"),
        });
    };
    let root = disk::find_root(&here()?)?;
    create::file(&root, &path, text.as_bytes())?;
    print(&format!("Wrote `{path}`; it takes the place of the built-in file\n"))?;
    Ok(ExitCode::SUCCESS)
}
