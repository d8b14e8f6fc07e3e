//! The live preview: the site as it is on disk, over HTTP, always.
//!
//! ```text
//!  watch ──hint──► keeper: list, build ──► Shown (the last good site, what is wrong now)
//!                                            │                      │ wake
//!  browser ──GET──► answers: find the page, render it ◄─────────────┘
//! ```
//!
//! `keeper` keeps the shown site equal to the files; `shown` is what it publishes; `answers` gives a request its page;
//! `live` is what makes an open page follow; `problems` says what is wrong, on the terminal and in the browser. `http` is the
//! server, which knows nothing of sites.

mod answers;
pub mod http;
mod keeper;
mod live;
mod problems;
mod shown;

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;

use super::error::{Error, plain_words};
use super::timings::Timings;
use super::watch::{self, Mode, Watch, Why};
use super::{build, disk};
use crate::config::BaseUrl;
use crate::pipeline::Clock;
use answers::Answers;
use keeper::{Keeper, Signal};
use shown::Shown;

pub use problems::Problems;

/// The port that is tried first.
pub const PORT: u16 = 4000;

/// What a preview is asked for.
pub struct Options {
    /// The project's root.
    pub root: PathBuf,
    /// The address to listen on; 127.0.0.1 if there is none.
    pub host: Option<String>,
    /// The port; without one, the first free from [`PORT`] on.
    pub port: Option<u16>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether to look for changes again and again instead of being told.
    pub poll: bool,
    /// The site's address in place of the one in site.yaml.
    pub base_url: Option<BaseUrl>,
    /// Says what time it is, whenever it is asked.
    pub clock: Arc<dyn Fn() -> Clock + Send + Sync>,
}

/// What the terminal should tell.
#[derive(Debug)]
pub enum News {
    /// The preview answers at this address.
    Ready(String),
    /// Others than this machine can reach it.
    Open(SocketAddr),
    /// Changes are found by looking again and again, for this reason.
    Polling(Why),
    /// Something is wrong with the content, or unwise.
    Wrong(Arc<Problems>),
    /// There are no errors any more, and the site follows its files again.
    Mended,
    /// The files changed and were taken in: what took how long.
    Took(Timings),
}

/// A running preview. It ends when it is dropped.
pub struct Preview {
    server: Arc<http::Server>,
    signals: mpsc::Sender<Signal>,
    keeper: Option<thread::JoinHandle<()>>,
    _watch: Arc<Watch>,
}

impl Preview {
    /// Starts the preview: lists and reads the project, then answers. `tell` gets the news, on several threads.
    ///
    /// # Errors
    /// When the project cannot be listed, the port cannot be had, or the system gives no threads. What is wrong with the
    /// content is no error: it is shown.
    pub fn start(mut options: Options, tell: impl Fn(News) + Send + Sync + 'static) -> Result<Self, Error> {
        let host = options.host.as_deref();
        let port = options.port.map_or(http::Port::From(PORT), http::Port::Exactly);
        let bound = http::bind(host, port).map_err(|e| refused(&options, &e))?;
        let address = bound.address();
        // Where a link to it leads later is another project.
        options.root = fs::canonicalize(&options.root).map_err(|e| Error::io("open", &options.root, &e))?;
        let tell: Arc<dyn Fn(News) + Send + Sync> = Arc::new(tell);
        let (signals, inbox) = mpsc::channel();
        let project = watch::Project {
            root: options.root.clone(),
            folders: disk::FOLDERS.map(Into::into).into(),
            output: Some(build::default_out(&options.root)),
            is_ignored: disk::is_ignored,
        };
        let hints = signals.clone();
        let wake = move |hint| drop(hints.send(Signal::Hint(hint)));
        let (watch, mode) = Watch::start(&project, options.poll, wake).map_err(|e| failed("watch the project", &e))?;
        let watch = Arc::new(watch);
        let shown = Arc::new(Shown::new());
        let mut keeper = Keeper::new(&options, Arc::clone(&shown), Arc::clone(&tell), Arc::clone(&watch));
        keeper.begin()?;
        let answers = Answers::new(Arc::clone(&shown), signals.clone());
        let server = bound.serve(Arc::new(answers)).map_err(|e| failed("start the server", &e))?;
        let server = Arc::new(server);
        if let Mode::Polling(why) = mode {
            tell(News::Polling(why));
        }
        if !address.ip().is_loopback() {
            tell(News::Open(address));
        }
        tell(News::Ready(format!("http://{}{}", name_of(host, address), shown.root())));
        let waker = Arc::clone(&server);
        let keeper = thread::Builder::new()
            .name("keeper".into())
            .spawn(move || keeper.run(&inbox, &|| waker.wake()))
            .map_err(|e| failed("start a thread", &e))?;
        Ok(Self { server, signals, keeper: Some(keeper), _watch: watch })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Waits for the end, which only the system brings.
    pub fn wait(mut self) {
        if let Some(keeper) = self.keeper.take() {
            drop(keeper.join());
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        drop(self.signals.send(Signal::End));
        self.server.stop();
        if let Some(keeper) = self.keeper.take() {
            drop(keeper.join());
        }
    }
}

fn failed(what: &str, error: &std::io::Error) -> Error {
    Error::new(format!("cannot {what}: {}", plain_words(error)))
}

/// Why the port or the host cannot be had.
fn refused(options: &Options, error: &std::io::Error) -> Error {
    let host = options.host.as_deref().unwrap_or("127.0.0.1");
    match options.port {
        Some(port) if error.kind() == std::io::ErrorKind::AddrInUse => {
            Error::new(format!("port {port} of {host} is taken by another program"))
                .with_help("leave --port out to take the next free one")
        }
        Some(port) => Error::new(format!("cannot listen on port {port} of {host}: {}", plain_words(error))),
        None => Error::new(format!("cannot listen on {host}: {}", plain_words(error))),
    }
}

/// How a browser on this machine calls the address: `localhost:4000`.
fn name_of(host: Option<&str>, address: SocketAddr) -> String {
    match host {
        Some(host) if !address.ip().is_loopback() && !address.ip().is_unspecified() => {
            if address.is_ipv6() {
                address.to_string()
            } else {
                format!("{host}:{}", address.port())
            }
        }
        _ => format!("localhost:{}", address.port()),
    }
}
