//! Tells that something below some folders of a project may have changed.
//!
//! A [`Hint`] is no more than that: what is on disk is the truth, and whoever gets a hint reads it again. `changes`
//! gathers what the system reports, `watched` is the set of folders that are watched and what a change in them means,
//! `places` are the paths whose replacement nobody reports, `mounts` knows the file systems that report nothing, and
//! `mode` says in words why we have to poll.

mod changes;
mod mode;
mod mounts;
mod places;
mod watched;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use changes::Gathered;
pub use mode::{Limit, Mode, Why};
use watched::Watched;

/// A hint names at most this many paths; more become [`Hint::Rescan`].
const MOST_PATHS: usize = 4096;

/// How long changes are gathered before they are told: programs empty a file a moment before they write it.
const SHORTEST_PAUSE: Duration = Duration::from_micros(500);

/// How long at most while changes keep coming.
const LONGEST_PAUSE: Duration = Duration::from_millis(4);

/// How long after the queue has overflowed or the system has failed: what caused it goes on for a while.
const PAUSE_AFTER_LOSS: Duration = Duration::from_millis(50);

/// How often we look whether the watched folders are still the same ones.
const CHECK: Duration = Duration::from_secs(2);

/// Whether a name is no content: its folder's path in the project, the name, and whether it names a folder.
pub type IsIgnored = fn(folder: &str, name: &str, is_folder: bool) -> bool;

/// What to watch.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder of the project.
    pub root: PathBuf,
    /// The folders in it that hold sources; none of them needs to exist yet. Nothing else is watched.
    pub folders: Vec<String>,
    /// The folder that is built into, which is never content.
    pub output: Option<PathBuf>,
    /// The names that wake nobody.
    pub is_ignored: IsIgnored,
}

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// Something at these paths, relative to the root and in order. A folder stands for everything below it; a path
    /// may be gone, or never have been there for long.
    Changed(Vec<PathBuf>),
    /// Anything.
    Rescan,
    /// Anything, and from now on only polling will tell: the terminal should say why.
    Polling(Why),
}

impl Hint {
    /// One hint for two, so that a consumer who was busy does its work once.
    #[must_use]
    pub fn merge(self, later: Self) -> Self {
        match (self, later) {
            (Self::Polling(why), _) | (_, Self::Polling(why)) => Self::Polling(why),
            (Self::Rescan, _) | (_, Self::Rescan) => Self::Rescan,
            (Self::Changed(a), Self::Changed(b)) => {
                let paths: BTreeSet<_> = a.into_iter().chain(b).collect();
                Self::of(paths).unwrap_or(Self::Changed(Vec::new()))
            }
        }
    }

    /// The hint for these paths.
    fn of(paths: BTreeSet<PathBuf>) -> Option<Self> {
        match paths.len() {
            0 => None,
            1..=MOST_PATHS => Some(Self::Changed(paths.into_iter().collect())),
            _ => Some(Self::Rescan),
        }
    }
}

/// A running watch. It ends when dropped: no hint comes after that.
#[derive(Debug)]
pub struct Watch {
    gathered: Arc<Gathered>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Starts to watch a project: every change after this function has returned gives a hint, so start first and read
    /// the project then. `poll` asks for polling. `wake` gets the hints on a thread of their own and should not block.
    ///
    /// # Errors
    /// When the root cannot be found, or when no thread can be started. Whatever keeps the system from reporting
    /// changes is no error: it leads to [`Mode::Polling`].
    pub fn start(project: &Project, poll: bool, wake: impl FnMut(Hint) + Send + 'static) -> io::Result<(Self, Mode)> {
        let mut project = project.clone();
        // The system reports real paths.
        project.root = fs::canonicalize(&project.root)?;
        project.output = project.output.map(|output| real_or_same(&output));
        let gathered = Arc::new(Gathered::default());
        let watched = if poll { Err(Why::Asked) } else { Watched::new(&project, &gathered) };
        let mode = watched.as_ref().map_or_else(|why| Mode::Polling(why.clone()), |_| Mode::Events);
        let shared = Arc::clone(&gathered);
        let thread = thread::Builder::new().name("watch".into()).spawn(move || {
            run(&project, watched, &shared, wake);
        })?;
        Ok((Self { gathered, thread: Some(thread) }, mode))
    }

    /// Tells how long the consumer took to scan the project, so that polling costs little of its time.
    pub fn scan_took(&self, time: Duration) {
        self.gathered.set_scan(time);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.gathered.stop();
        if let Some(thread) = self.thread.take()
            // It cannot wait for itself, if `wake` should own the watch.
            && thread.thread().id() != thread::current().id()
        {
            // A panic in `wake` has been reported already.
            let _ = thread.join();
        }
    }
}

/// A path without symbolic links, as far as it exists.
fn real_or_same(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Tells of changes until the watch is dropped.
fn run(project: &Project, watched: Result<Watched, Why>, gathered: &Arc<Gathered>, mut wake: impl FnMut(Hint)) {
    if let Ok(watched) = watched
        && let Some(why) = tell_events(project, watched, gathered, &mut wake)
    {
        wake(Hint::Polling(why));
    }
    // Stopped already, unless there are no events or no more of them.
    while gathered.rest(gathered.poll_interval()) {
        wake(Hint::Rescan);
    }
}

/// Tells what the system reports. Ends when the watch is dropped, or with the reason why we have to poll.
fn tell_events(
    project: &Project,
    mut watched: Watched,
    gathered: &Arc<Gathered>,
    wake: &mut impl FnMut(Hint),
) -> Option<Why> {
    let mut pause = SHORTEST_PAUSE;
    let mut check = CHECK;
    let mut checked = Instant::now();
    loop {
        let waited = Instant::now();
        let some = gathered.wait(check.saturating_sub(checked.elapsed()))?;
        let mut stale = false;
        if some {
            // A single change is told at once; the more follow, the more of them share a hint.
            let quiet = waited.elapsed() > LONGEST_PAUSE * 2;
            pause = if quiet { SHORTEST_PAUSE } else { (pause * 2).min(LONGEST_PAUSE) };
            gathered.rest(pause).then_some(())?;
        } else {
            let start = Instant::now();
            stale = watched.is_stale();
            // Thousands of symbolic links are looked at less often.
            check = CHECK.max(start.elapsed() * 50);
            checked = Instant::now();
        }
        let changes = gathered.take();
        if changes.lost {
            gathered.rest(PAUSE_AFTER_LOSS).then_some(())?;
        }
        stale |= changes.lost;
        let hint = match watched.digest(changes) {
            Ok(digest) => {
                stale |= digest.stale;
                if digest.rescan { Some(Hint::Rescan) } else { Hint::of(digest.paths) }
            }
            Err(why) => return Some(why),
        };
        let hint = if stale {
            // The new watches are set before the old ones end, and told after: whatever happens meanwhile is seen.
            watched = match Watched::new(project, gathered) {
                Ok(watched) => watched,
                Err(why) => return Some(why),
            };
            Some(Hint::Rescan)
        } else {
            hint
        };
        if let Some(hint) = hint {
            wake(hint);
        }
    }
}
