//! What the preview shows now: the last good site, and what is wrong with the files that came after it.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use super::problems::Problems;
use crate::edge::disk::DiskSources;
use crate::pipeline::Built;
use crate::site::Page;
use crate::source::{Fingerprint, ProjectPath};

/// How many files of the last good site are kept as they were when their pages were last asked for.
const MOST_KEPT: usize = 64;

/// A site and the files that it was made of.
#[derive(Debug)]
pub(super) struct Good {
    pub(super) built: Built,
    pub(super) sources: Arc<DiskSources>,
    /// The files of the filters' data, each once it is asked for: on a large board one takes as long as a hundred pages.
    filter_files: Vec<OnceLock<Vec<u8>>>,
}

impl Good {
    pub(super) fn new(built: Built, sources: Arc<DiskSources>) -> Self {
        let filter_files = built.site.filter_files.iter().map(|_| OnceLock::new()).collect();
        Self { built, sources, filter_files }
    }

    /// Where the bytes are kept of a page that is one of the files of the filters' data.
    pub(super) fn filter_file(&self, page: Page) -> Option<&OnceLock<Vec<u8>>> {
        match page {
            Page::FilterFacts => self.filter_files.first(),
            Page::FilterTitles(part) => self.filter_files.get(part as usize + 1),
            _ => None,
        }
    }
}

/// One state of the preview.
#[derive(Debug, Default, Clone)]
pub(super) struct State {
    /// Counts the states.
    pub(super) number: u64,
    /// The last site without errors, if there was one.
    pub(super) good: Option<Arc<Good>>,
    /// What is wrong now, or unwise.
    pub(super) problems: Option<Arc<Problems>>,
    /// Whether the project's folder is gone for the moment.
    pub(super) is_away: bool,
}

impl State {
    /// Whether the files are not those of the site that is shown, and it will not follow them until somebody acts.
    pub(super) fn is_stuck(&self) -> bool {
        self.is_away || self.problems.as_ref().is_some_and(|problems| problems.is_broken())
    }
}

/// A file as it was when the page made of it was last asked for.
#[derive(Debug)]
struct KeptFile {
    path: ProjectPath,
    fingerprint: Fingerprint,
    bytes: Arc<[u8]>,
}

/// The state that requests are answered from, and who waits for the next.
#[derive(Debug, Default)]
pub(super) struct Shown {
    state: RwLock<State>,
    number: Mutex<u64>,
    changed: Condvar,
    kept: Mutex<VecDeque<KeptFile>>,
}

impl Shown {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// The state of now.
    pub(super) fn state(&self) -> State {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The path under which the site is shown.
    pub(super) fn root(&self) -> String {
        self.state().good.map_or_else(|| "/".to_owned(), |good| good.built.site.links.root().to_owned())
    }

    /// Shows another state. A site that is left out stays the one before.
    pub(super) fn publish(&self, good: Option<Arc<Good>>, problems: Option<Arc<Problems>>) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.number += 1;
        state.problems = problems;
        state.is_away = false;
        let before = match good {
            Some(good) => state.good.replace(good),
            None => None,
        };
        let number = state.number;
        drop(state);
        self.count(number);
        // Taking a large site apart takes time, for which nobody should have to wait.
        rayon::spawn(move || drop(before));
    }

    /// Notes whether the project's folder is gone; says whether that is new.
    pub(super) fn set_away(&self, is_away: bool) -> bool {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if state.is_away == is_away {
            return false;
        }
        state.is_away = is_away;
        state.number += 1;
        let number = state.number;
        drop(state);
        self.count(number);
        true
    }

    /// Tells those who wait that there is a state of this number.
    fn count(&self, number: u64) {
        *self.number.lock().unwrap_or_else(PoisonError::into_inner) = number;
        self.changed.notify_all();
    }

    /// Waits until a state has come after one; says whether it has.
    pub(super) fn wait_beyond(&self, number: u64, patience: Duration) -> bool {
        let now = self.number.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(now, patience, |now| *now <= number);
        *waited.unwrap_or_else(PoisonError::into_inner).0 > number
    }

    /// Keeps a file as it is, in case that it breaks while its page is open.
    pub(super) fn keep(&self, path: &ProjectPath, bytes: &[u8]) {
        let fingerprint = Fingerprint::of(bytes);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = kept.iter().position(|known| known.path == *path) {
            if kept[place].fingerprint == fingerprint {
                return;
            }
            kept.remove(place);
        }
        if kept.len() == MOST_KEPT {
            kept.pop_front();
        }
        kept.push_back(KeptFile { path: path.clone(), fingerprint, bytes: bytes.into() });
    }

    /// A file as it was when the page made of it was last asked for.
    pub(super) fn kept(&self, path: &ProjectPath, fingerprint: Fingerprint) -> Option<Arc<[u8]>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.iter().find(|known| known.path == *path && known.fingerprint == fingerprint)?;
        Some(Arc::clone(&known.bytes))
    }
}
