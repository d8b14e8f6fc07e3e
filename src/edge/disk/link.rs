//! Symbolic links: where one leads, provided that it may.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::trouble::unreadable;
use crate::source::Trouble;

/// Where a path leads when its links are followed, and what is there. It must be a visible place inside the project.
pub(super) fn follow(root: &Path, path: &Path) -> Result<(PathBuf, Metadata), Trouble> {
    let real = fs::canonicalize(path).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => unreadable(&error),
        // Also links that lead to each other.
        _ => Trouble::DeadLink,
    })?;
    let Ok(below) = real.strip_prefix(root) else {
        return Err(Trouble::LeavesProject);
    };
    // A link must not publish what is no content by name: `.git/config`, `.env`.
    if below.iter().any(|part| part != ".well-known" && part.as_encoded_bytes().starts_with(b".")) {
        return Err(Trouble::Unreadable("this symbolic link leads to a hidden file or folder".into()));
    }
    match fs::metadata(&real) {
        Ok(metadata) => Ok((real, metadata)),
        Err(error) => Err(unreadable(&error)),
    }
}
