//! What tells from a file's metadata whether it may have changed.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// So coarse are the times of the coarsest file systems in use (FAT).
const COARSE: Duration = Duration::from_secs(2);
/// So coarse are the times of file systems that store them to the microsecond or finer: the system's clock for files ticks
/// every 10 ms at the slowest.
const FINE: Duration = Duration::from_millis(20);

/// The times, the length and the identity of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::edge) struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// On Unix the inode and the time of the last change of any kind, which nobody can set back.
    identity: (u64, i64, i64),
}

impl Stamp {
    /// The stamp of a file.
    pub(in crate::edge) fn of(metadata: &Metadata) -> Self {
        Self { modified: metadata.modified().ok(), length: metadata.len(), identity: identity(metadata) }
    }

    /// The file's length in bytes.
    pub(in crate::edge) fn length(&self) -> u64 {
        self.length
    }

    /// Whether the file was written so shortly before a moment that another change could have the same times.
    pub(in crate::edge) fn is_fresh(&self, moment: SystemTime) -> bool {
        let Some(modified) = self.modified else { return true };
        // A file system that cannot store fractions of a millisecond leaves none.
        let nanoseconds = modified.duration_since(UNIX_EPOCH).map_or(0, |time| time.subsec_nanos());
        let granule = if nanoseconds % 1_000_000 == 0 { COARSE } else { FINE };
        // A time in the future says nothing either.
        moment.duration_since(modified).map_or(true, |age| age < granule)
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
