//! `rolecall schema`: the JSON Schema of postings and of site.yaml, for editors.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::print::print;
use crate::config;
use crate::edge::error::Error;
use crate::posting;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolecall schema > posting.schema.json
  rolecall schema site > site.schema.json")]
pub(super) struct SchemaArgs {
    /// What the schema is of
    #[arg(value_enum, default_value_t = Subject::Posting)]
    subject: Subject,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Subject {
    /// The front matter of content/jobs/*.md
    Posting,
    /// content/site.yaml
    Site,
}

/// Prints a schema.
pub(super) fn run(args: &SchemaArgs) -> Result<ExitCode, Error> {
    let schema = match args.subject {
        Subject::Posting => posting::schema::posting(),
        Subject::Site => config::schema::site(),
    };
    print(&format!("{schema:#}\n"))?;
    Ok(ExitCode::SUCCESS)
}
