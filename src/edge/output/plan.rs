//! What a build will write, known to be sound before the output folder is looked at.

use std::collections::BTreeSet;

use super::path::{fault, folders_above};
use crate::edge::error::Error;

/// The files that a build will write, and the folders that they need.
pub(super) struct Plan {
    pub(super) files: BTreeSet<String>,
    /// First those at the top, then those one level below, and so on.
    pub(super) folders: Vec<Vec<String>>,
}

impl Plan {
    /// # Errors
    /// When a path is no plain relative path, or is both a file and the folder of another.
    pub(super) fn new(planned: impl Iterator<Item = impl AsRef<str>>) -> Result<Self, Error> {
        let mut files = BTreeSet::new();
        for path in planned {
            let path = path.as_ref();
            if let Some(fault) = fault(path) {
                return Err(Error::new(format!("cannot write a file called `{}`: {fault}", path.escape_debug())));
            }
            files.insert(path.to_owned());
        }
        let needed: BTreeSet<&str> = files.iter().flat_map(|file| folders_above(file)).collect();
        if let Some(both) = needed.iter().find(|path| files.contains(**path)) {
            return Err(Error::new(format!("the site needs `{both}` both as a file and as a folder")));
        }
        let mut folders: Vec<Vec<String>> = Vec::new();
        for folder in needed {
            let depth = folder.matches('/').count();
            if folders.len() <= depth {
                folders.resize(depth + 1, Vec::new());
            }
            folders[depth].push(folder.to_owned());
        }
        Ok(Self { files, folders })
    }
}
