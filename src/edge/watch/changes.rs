//! What the system has reported and nobody has looked at yet: a set of paths of limited size.

use std::collections::BTreeMap;
use std::mem;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind};

/// More paths than this are not kept: they count as lost.
const MOST_KEPT: usize = 16_384;

/// Polling takes at most one part in so many of the consumer's time.
const POLL_SHARE: u32 = 10;

/// The shortest and the longest time between two polls.
const POLL_LIMITS: (Duration, Duration) = (Duration::from_millis(300), Duration::from_secs(10));

/// How long a scan is thought to take before we have been told.
const UNKNOWN_SCAN: Duration = Duration::from_millis(50);

/// Changes that belong together.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// The real paths, each with whether the name itself may have come or gone, not only its bytes.
    pub(super) paths: BTreeMap<PathBuf, bool>,
    /// Whether there were more, of which nothing is known.
    pub(super) lost: bool,
}

/// Where the system's thread leaves the changes and ours finds them.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    state: Mutex<State>,
    woken: Condvar,
}

#[derive(Debug, Default)]
struct State {
    changes: Changes,
    scan: Option<Duration>,
    stopped: bool,
}

impl Changes {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.lost
    }

    fn add(&mut self, path: PathBuf, structural: bool) {
        *self.paths.entry(path).or_default() |= structural;
        if self.paths.len() > MOST_KEPT {
            self.lose();
        }
    }

    fn lose(&mut self) {
        self.paths = BTreeMap::new();
        self.lost = true;
    }
}

impl Gathered {
    /// Adds what the system reports.
    pub(super) fn add(&self, event: notify::Result<Event>) {
        let Ok(event) = event else {
            return self.change(Changes::lose);
        };
        let structural = match event.kind {
            // The last word about a file that was written, also through a memory map.
            EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Data(_)) => false,
            // Windows says so of a folder whenever something in it has changed.
            EventKind::Modify(ModifyKind::Any) => false,
            // Somebody reads: were we told of it, we would wake ourselves for ever.
            EventKind::Access(_) => return,
            _ => true,
        };
        if event.need_rescan() || event.paths.is_empty() {
            return self.change(Changes::lose);
        }
        self.change(|changes| {
            for path in event.paths {
                changes.add(path, structural);
            }
        });
    }

    /// What has been gathered until now.
    pub(super) fn take(&self) -> Changes {
        mem::take(&mut self.lock().changes)
    }

    /// Waits for changes: `false` when none came in time, `None` when the watch has been stopped.
    pub(super) fn wait(&self, timeout: Duration) -> Option<bool> {
        let idle = |state: &mut State| !state.stopped && state.changes.is_empty();
        let state = self.woken.wait_timeout_while(self.lock(), timeout, idle);
        let (state, _) = state.unwrap_or_else(PoisonError::into_inner);
        if state.stopped { None } else { Some(!state.changes.is_empty()) }
    }

    /// Lets time pass, whatever comes; `false` when the watch has been stopped.
    pub(super) fn rest(&self, time: Duration) -> bool {
        let until = Instant::now() + time;
        let mut state = self.lock();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if state.stopped || left.is_zero() {
                return !state.stopped;
            }
            state = self.woken.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// How long to wait between two polls.
    pub(super) fn poll_interval(&self) -> Duration {
        let scan = self.lock().scan.unwrap_or(UNKNOWN_SCAN);
        scan.saturating_mul(POLL_SHARE).clamp(POLL_LIMITS.0, POLL_LIMITS.1)
    }

    /// Remembers how long a scan takes.
    pub(super) fn set_scan(&self, time: Duration) {
        self.lock().scan = Some(time);
    }

    /// Ends all waiting, now and later.
    pub(super) fn stop(&self) {
        self.lock().stopped = true;
        self.woken.notify_all();
    }

    /// Keeps the system's thread waiting, so that its queue overflows.
    #[cfg(test)]
    pub(super) fn hold(&self) -> impl Drop + '_ {
        struct Held<'a>(#[expect(dead_code, reason = "held until dropped")] MutexGuard<'a, State>);
        impl Drop for Held<'_> {
            fn drop(&mut self) {}
        }
        Held(self.lock())
    }

    fn change(&self, change: impl FnOnce(&mut Changes)) {
        let mut state = self.lock();
        let idle = state.changes.is_empty();
        change(&mut state.changes);
        drop(state);
        if idle {
            self.woken.notify_all();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
