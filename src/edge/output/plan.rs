//! What a build will write, known to be sound before the output folder is looked at.

use super::path::{fault, folders_above};
use crate::edge::error::Error;

/// The files that a build will write, and the folders that they need.
pub(super) struct Plan {
    /// In order, each once.
    pub(super) files: Vec<String>,
    /// First those at the top, then those one level below, and so on.
    pub(super) folders: Vec<Vec<String>>,
}

impl Plan {
    /// # Errors
    /// When a path is no plain relative path, or is both a file and the folder of another.
    pub(super) fn new(planned: impl Iterator<Item = impl AsRef<str>>) -> Result<Self, Error> {
        let mut files = Vec::with_capacity(planned.size_hint().0);
        for path in planned {
            let path = path.as_ref();
            if let Some(fault) = fault(path) {
                return Err(Error::new(format!("cannot write a file called `{}`: {fault}", path.escape_debug())));
            }
            files.push(path.to_owned());
        }
        files.sort_unstable();
        files.dedup();
        let mut needed: Vec<&str> = files.iter().flat_map(|file| folders_above(file)).collect();
        needed.sort_unstable();
        needed.dedup();
        if let Some(both) = needed.iter().find(|path| files.binary_search_by(|file| (**file).cmp(path)).is_ok()) {
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

    /// The folders that hold other folders, outermost first.
    pub(super) fn branches(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().flat_map(|level| {
            let mut above: Vec<&str> = level.iter().filter_map(|folder| Some(folder.rsplit_once('/')?.0)).collect();
            above.dedup();
            above
        })
    }
}
