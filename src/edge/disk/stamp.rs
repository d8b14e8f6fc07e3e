//! What tells from a file's metadata whether it may have changed.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// So coarse are the times of the coarsest file systems in use (FAT).
const COARSE: Duration = Duration::from_secs(2);

/// The times, the length and the identity of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// On Unix the inode and the time of the last change of any kind, which nobody can set back.
    identity: (u64, i64, i64),
}

impl Stamp {
    /// The stamp of a file.
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self { modified: metadata.modified().ok(), length: metadata.len(), identity: identity(metadata) }
    }

    /// Whether the file was written so shortly before a moment that another change could have the same times.
    pub(super) fn is_fresh(&self, moment: SystemTime) -> bool {
        match self.modified {
            // A time in the future says nothing either.
            Some(modified) => moment.duration_since(modified).map_or(true, |age| age < COARSE),
            None => true,
        }
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}
