//! `rolecall serve`: previews the site while it is edited.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use super::arguments::day;
use super::print::{complain, print};
use super::report::styled;
use super::{here, timings};
use crate::config::BaseUrl;
use crate::edge::error::Error;
use crate::edge::serve::{self, News};
use crate::edge::{browser, clock, disk};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolecall serve --open
  rolecall serve --drafts --port 8080")]
pub(super) struct ServeArgs {
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
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<Date>,
    /// Say of every change how long each stage took
    #[arg(long)]
    timings: bool,
}

/// Serves the site of the current folder until the program is ended.
pub(super) fn run(args: ServeArgs) -> Result<ExitCode, Error> {
    let root = disk::find_root(&here()?)?;
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
    let styled = styled();
    serve::Preview::start(options, move |news| tell(&news, opens, styled, timings))?.wait();
    Ok(ExitCode::SUCCESS)
}

fn tell(news: &News, opens: bool, styled: bool, is_timed: bool) {
    match news {
        News::Ready(address) => {
            say(&format!("The preview is at {address} (Ctrl-C ends it)\n"));
            if opens && let Err(error) = browser::open(address) {
                complain(&format!("warning: no browser could be opened: {error}\n"));
            }
        }
        News::Open(address) => {
            complain(&format!(
                "warning: listening on {address}: every machine that reaches this one can read the drafts shown here\n"
            ));
        }
        News::Polling(why) => {
            complain(&format!("note: {why}\n"));
            if let Some(help) = why.help() {
                complain(&format!("  = help: {help}\n"));
            }
        }
        News::Wrong(problems) => complain(if styled { problems.styled() } else { problems.text() }),
        News::Mended => say("All is well again.\n"),
        News::Took(took) if is_timed => say(&timings::stages(took)),
        News::Took(_) => {}
    }
}

/// Says it; the preview goes on when nobody hears it.
fn say(text: &str) {
    let _ = print(text);
}
