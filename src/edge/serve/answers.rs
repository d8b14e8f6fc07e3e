//! From a request to its answer: the page of that path, rendered now from the site that is shown.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, mpsc};
use std::time::Duration;

use super::http::{Answer, Ask, Body, Handler, Reply, content_type};
use super::keeper::Signal;
use super::live::{self, Version};
use super::problems::{Problems, unreadable_page};
use super::shown::{Good, Shown, State};
use crate::diagnostic::Report;
use crate::edge::disk::DiskSources;
use crate::render::{Failure, Renderer};
use crate::site::{FeedFormat, Output, Page};
use crate::source::{Entry, Fingerprint, ProjectPath, Sources, Trouble};

/// How long a page waits for the site to take in a file that has changed under it.
const PATIENCE: Duration = Duration::from_secs(2);

/// The status of a page that says what is wrong.
const NO_SITE: u16 = 500;

/// Answers requests from what is shown.
pub(super) struct Answers {
    shown: Arc<Shown>,
    signals: mpsc::Sender<Signal>,
}

/// What stands at a path.
enum Found {
    /// The bytes of a page, its status and type; whether its list is filtered by the data of the site.
    Page { bytes: Vec<u8>, status: u16, content_type: &'static str, has_filters: bool },
    /// A file of `static/`.
    File(std::fs::File, &'static str),
    /// Another path.
    Elsewhere(String),
}

impl Answers {
    pub(super) fn new(shown: Arc<Shown>, signals: mpsc::Sender<Signal>) -> Self {
        Self { shown, signals }
    }

    /// What stands at a path of the site, and in which state of the preview.
    fn find(&self, path: &str) -> (Found, State) {
        for _ in 0..3 {
            let state = self.shown.state();
            let found = match &state.good {
                Some(good) => self.in_site(good, path),
                None => Ok(no_site(&state)),
            };
            match found {
                Ok(found) => return (found, state),
                // Its file changed a moment ago, and the site is about to follow; unless it is what is wrong, or all is
                // gone, and what it was is not known any more.
                Err(Failure::Changed(file)) => {
                    if state.is_stuck() {
                        return (no_site(&state), state);
                    }
                    drop(self.signals.send(Signal::Stale(file)));
                    if !self.shown.wait_beyond(state.number, PATIENCE) {
                        break;
                    }
                }
                Err(Failure::Template(diagnostic)) => {
                    let sources = state.good.as_ref().map(|good| Arc::clone(&good.sources));
                    let report = Report::new(vec![*diagnostic]);
                    let problems = sources.map(|sources| Arc::new(Problems::of(&report, &*sources)));
                    let failed = State { problems, ..state };
                    return (no_site(&failed), failed);
                }
            }
        }
        let state = self.shown.state();
        (no_site(&state), state)
    }

    fn in_site(&self, good: &Good, path: &str) -> Result<Found, Failure> {
        let site = &good.built.site;
        let root = site.links.root();
        let Some(below) = path.strip_prefix(root) else {
            let is_elsewhere = path == "/" || format!("{path}/") == root;
            return if is_elsewhere { Ok(Found::Elsewhere(root.to_owned())) } else { self.page(good, None, path) };
        };
        let file = crate::site::pages::file_of(below);
        match site.page(&file) {
            Some(page) => self.page(good, Some(page), &file),
            // `jobs/rust` without its slash is a folder, which hosts lead to.
            None if !below.is_empty() && site.has(&format!("{below}/")) => {
                Ok(Found::Elsewhere(site.links.path(&format!("{below}/"))))
            }
            None => self.page(good, None, &file),
        }
    }

    fn page(&self, good: &Good, page: Option<Page>, file: &str) -> Result<Found, Failure> {
        let Good { built, sources, .. } = good;
        let sources = Kept { sources, good, shown: &self.shown };
        let renderer = Renderer::new(&built.site, &built.theme.templates, &sources);
        let status = if page.is_some() { 200 } else { 404 };
        let page = page.or_else(|| built.site.page("404.html")).unwrap_or(Page::NotFound);
        let made = good.filter_file(page);
        let bytes = match made.and_then(OnceLock::get) {
            Some(bytes) => bytes.clone(),
            None => match renderer.render(page)? {
                Output::Bytes(bytes) => bytes.into_owned(),
                Output::Pieces(pieces) => pieces.flatten().collect(),
                Output::CopyOf(path) => {
                    let opened = good.sources.open(path).map_err(|_| Failure::Changed(path.clone()))?;
                    return Ok(Found::File(opened, content_type(file)));
                }
            },
        };
        if let Some(made) = made {
            made.get_or_init(|| bytes.clone());
        }
        let has_filters = matches!(page, Page::Index { .. } | Page::Term { .. });
        let content_type = match page {
            _ if status == 404 => content_type("404.html"),
            Page::Feed(_, FeedFormat::Atom) => "application/atom+xml; charset=utf-8",
            Page::Feed(_, FeedFormat::Json) => "application/feed+json; charset=utf-8",
            _ => content_type(file),
        };
        Ok(Found::Page { bytes, status, content_type, has_filters })
    }

    /// What an open page would see now.
    fn version(&self, path: &str) -> Version {
        let (found, state) = self.find(path);
        let site = state.good.as_ref().map(|good| &good.built.site);
        match found {
            Found::Page { bytes, has_filters, .. } => Version::of(&bytes, site, has_filters, state.problems.as_deref()),
            Found::File(..) | Found::Elsewhere(_) => Version::of(&[], site, false, state.problems.as_deref()),
        }
    }
}

impl Handler for Answers {
    fn answer(&self, ask: &Ask) -> Answer {
        if let Some(asked) = live::asked(ask) {
            return match asked {
                live::Asked::Script => Reply::new(200, content_type("live.js"), live::SCRIPT).into(),
                live::Asked::News { path, known } => {
                    let now = self.version(&path);
                    if now.tag() == known {
                        Answer::Park
                    } else {
                        Reply::new(200, content_type("a.json"), now.json()).into()
                    }
                }
            };
        }
        let (found, state) = self.find(&ask.path);
        let site = state.good.as_ref().map(|good| &good.built.site);
        let reply = match found {
            Found::Page { bytes, status, content_type, has_filters } if content_type.starts_with("text/html") => {
                let version = Version::of(&bytes, site, has_filters, state.problems.as_deref());
                let root = site.map_or("/", |site| site.links.root());
                Reply::new(status, content_type, live::with_script(bytes, root, &version, status == NO_SITE))
            }
            Found::Page { bytes, status, content_type, .. } => Reply::new(status, content_type, bytes),
            Found::File(file, content_type) => match Body::file(file) {
                Ok(body) => Reply::new(200, content_type, body),
                Err(_) => Reply::text(404, "This file is gone."),
            },
            Found::Elsewhere(path) => Reply::redirect(&path),
        };
        reply.into()
    }
}

/// What is shown while there has been no site yet, or no page of it can be.
fn no_site(state: &State) -> Found {
    let problems = state.problems.as_ref().filter(|problems| problems.is_broken());
    let bytes = problems.map_or_else(unreadable_page, |problems| problems.page());
    Found::Page { bytes, status: NO_SITE, content_type: content_type("a.html"), has_filters: false }
}

/// The files of the last good site: one that has broken since is still had as it was, if its page was open.
struct Kept<'s> {
    sources: &'s DiskSources,
    good: &'s Good,
    shown: &'s Shown,
}

impl Sources for Kept<'_> {
    fn entries(&self) -> &BTreeMap<ProjectPath, Entry> {
        self.sources.entries()
    }

    fn read(&self, path: &ProjectPath) -> Result<Cow<'_, [u8]>, Trouble> {
        let now = self.sources.read(path);
        let role = self.good.built.site.catalog.roles().iter().find(|role| role.posting.path == *path);
        let Some(wanted) = role.map(|role| role.posting.fingerprint) else { return now };
        if let Ok(bytes) = &now
            && Fingerprint::of(bytes) == wanted
        {
            self.shown.keep(path, bytes);
            return now;
        }
        match self.shown.kept(path, wanted).filter(|_| self.shown.state().is_stuck()) {
            Some(kept) => Ok(Cow::Owned(kept.to_vec())),
            None => now,
        }
    }
}
