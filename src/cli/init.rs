//! `rolecall init`: starts a site.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::print::print;
use super::{arguments, here};
use crate::edge::clock;
use crate::edge::error::Error;
use crate::edge::init::{self, Forge, Host, Starter, Workflow};
use crate::pipeline::Clock;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolecall init my-careers
  rolecall init my-careers --ci github --host cloudflare --program https://github.com/example/rolecall")]
pub(super) struct InitArgs {
    /// The folder of the site, new or empty [default: the current one]
    folder: Option<PathBuf>,
    /// Write a workflow that checks every change, publishes the site, and builds it anew every day
    #[arg(long, value_enum)]
    ci: Option<Forge>,
    /// Where the workflow publishes the site [default: pages]
    #[arg(long, value_enum, requires = "ci")]
    host: Option<Host>,
    /// The address of rolecall's repository, from which the workflow installs the program
    #[arg(long, value_name = "URL", requires = "ci", value_parser = arguments::web_address)]
    program: Option<String>,
}

/// Where the program comes from, if whoever built it has said so.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// Starts a site in a folder.
pub(super) fn run(args: &InitArgs) -> Result<ExitCode, Error> {
    let here = here()?;
    let folder = args.folder.as_ref().map_or_else(|| here.clone(), |folder| here.join(folder));
    let name = folder.file_name().map_or_else(|| "Careers".into(), |name| name.to_string_lossy().into_owned());
    let workflow = match args.ci {
        Some(forge) => Some(Workflow { forge, host: args.host.unwrap_or(Host::Pages), program: program(args)? }),
        None => None,
    };
    let today = match clock::clock(None)? {
        Clock::Day(day) => day,
        Clock::Instant(instant) => instant.to_zoned(jiff::tz::TimeZone::UTC).date(),
    };
    let written = init::write(&folder, &Starter { name, today, workflow })?;
    for path in written {
        print(&format!("Wrote `{path}`\n"))?;
    }
    if let Some(folder) = &args.folder {
        print(&format!("\nSee it with\n\n  cd {}\n  rolecall serve --open\n\n", folder.display()))?;
    } else {
        print("\nSee it with\n\n  rolecall serve --open\n\n")?;
    }
    print(
        "Then say whose site it is in `content/site.yaml`, and put your own roles in place of the three examples.\n",
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Where a workflow gets the program from. There is no published release that it could name by itself.
fn program(args: &InitArgs) -> Result<String, Error> {
    match &args.program {
        Some(address) => Ok(address.clone()),
        None if !REPOSITORY.is_empty() => Ok(REPOSITORY.into()),
        None => Err(Error::new("--ci: the workflow must know where to install rolecall from")
            .with_help("give the address of its repository, yours or the one you cloned: `--program https://...`")),
    }
}
