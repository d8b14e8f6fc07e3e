//! What is known of one planned file, shared between the threads that write.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

use super::Written;

/// The file is not there; nothing to compare with.
const ABSENT: u8 = 0;
/// An earlier build's file is there.
const REGULAR: u8 = 1;
/// Something else, which is ours by name, is there.
const OTHER: u8 = 2;
/// Written by this build as a new file.
const NEW: u8 = 3;
/// Written by this build in place of other bytes.
const CHANGED: u8 = 4;
/// Found by this build with the right bytes.
const UNCHANGED: u8 = 5;

/// What is known of one planned file.
#[derive(Debug)]
pub(super) struct Slot {
    state: AtomicU8,
    len: AtomicU64,
}

impl Slot {
    /// Nothing is there.
    pub(super) fn absent() -> Self {
        Self { state: AtomicU8::new(ABSENT), len: AtomicU64::new(0) }
    }

    /// An earlier build's file of so many bytes is there.
    pub(super) fn regular(len: u64) -> Self {
        Self { state: AtomicU8::new(REGULAR), len: AtomicU64::new(len) }
    }

    /// Something that is no file is there under the name of ours.
    pub(super) fn other() -> Self {
        Self { state: AtomicU8::new(OTHER), len: AtomicU64::new(0) }
    }

    /// Whether nothing is there, and nothing has been written.
    pub(super) fn is_absent(&self) -> bool {
        self.state.load(Relaxed) == ABSENT
    }

    /// Whether the file that is there may have the bytes of one that is so long.
    pub(super) fn may_equal(&self, len: u64) -> bool {
        !matches!(self.state.load(Relaxed), ABSENT | OTHER) && self.len() == len
    }

    /// Notes that the file has the right bytes.
    pub(super) fn unchanged(&self) -> Written {
        // Written a second time, a file is as new as it was.
        let _ = self.state.compare_exchange(REGULAR, UNCHANGED, Relaxed, Relaxed);
        Written::Unchanged
    }

    /// Notes that an earlier build's file stays, if there is one.
    pub(super) fn keep(&self) -> bool {
        self.state.compare_exchange(REGULAR, UNCHANGED, Relaxed, Relaxed).is_ok()
    }

    /// Notes that the file has been written and is so long now.
    pub(super) fn written(&self, len: u64) -> Written {
        self.len.store(len, Relaxed);
        let before = self.state.load(Relaxed);
        self.state.store(if matches!(before, ABSENT | NEW) { NEW } else { CHANGED }, Relaxed);
        if before == ABSENT { Written::New } else { Written::Changed }
    }

    /// What this build did to the file; `None` when it has not written it.
    pub(super) fn outcome(&self) -> Option<Written> {
        match self.state.load(Relaxed) {
            NEW => Some(Written::New),
            CHANGED => Some(Written::Changed),
            UNCHANGED => Some(Written::Unchanged),
            _ => None,
        }
    }

    /// The file's length in bytes.
    pub(super) fn len(&self) -> u64 {
        self.len.load(Relaxed)
    }
}
