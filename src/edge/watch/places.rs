//! The paths whose replacement nobody may report: the root, the folders in it, and symbolic links.
//!
//! A watch belongs to a folder, not to its name: once another folder is mounted or moved there, or the root itself is
//! away for a while, no event tells. So these few paths are looked at every now and then.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// A path and where it led when it was looked at.
#[derive(Debug)]
pub(super) struct Place {
    path: PathBuf,
    found: Option<Found>,
}

/// What is at the end of a path's symbolic links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its path without symbolic links.
    pub(super) real: PathBuf,
    /// Which folder it is; `None` for anything else, since a file is replaced each time it is saved.
    folder: Option<Identity>,
}

/// What tells a folder from a later one of the same name.
type Identity = (u64, u64);

impl Place {
    /// The place that a path leads to now.
    pub(super) fn new(path: PathBuf) -> Self {
        let found = Found::at(&path);
        Self { path, found }
    }

    /// What was found there; `None` when it leads nowhere.
    pub(super) fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// Whether the path leads elsewhere now.
    pub(super) fn is_stale(&self) -> bool {
        Found::at(&self.path) != self.found
    }
}

impl Found {
    fn at(path: &Path) -> Option<Self> {
        let real = fs::canonicalize(path).ok()?;
        let metadata = fs::metadata(&real).ok()?;
        Some(Self { real, folder: metadata.is_dir().then(|| identity(&metadata)) })
    }

    /// Whether it is a folder.
    pub(super) fn is_folder(&self) -> bool {
        self.folder.is_some()
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

/// Windows keeps a folder that is watched from being replaced unseen.
#[cfg(not(unix))]
fn identity(_: &Metadata) -> Identity {
    (0, 0)
}
