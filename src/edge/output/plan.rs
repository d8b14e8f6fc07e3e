//! What a build will write, known to be sound before the output folder is looked at.

use super::path::{are_in, fault, folders_above};
use crate::edge::error::Error;

/// The files that a build will write, and the folders that they need.
#[derive(Debug)]
pub(super) struct Plan<'p> {
    /// In order, each once.
    pub(super) files: Vec<&'p str>,
    /// First those at the top, then those one level below, and so on.
    pub(super) folders: Vec<Vec<&'p str>>,
}

impl<'p> Plan<'p> {
    /// # Errors
    /// When a path is no plain relative path, or is both a file and the folder of another.
    pub(super) fn new(planned: impl Iterator<Item = &'p str>) -> Result<Self, Error> {
        let mut files = Vec::with_capacity(planned.size_hint().0);
        for path in planned {
            if let Some(fault) = fault(path) {
                return Err(Error::new(format!("cannot write a file called `{}`: {fault}", path.escape_debug())));
            }
            files.push(path);
        }
        files.sort_unstable();
        files.dedup();
        let mut folders: Vec<Vec<&str>> = Vec::new();
        let mut before = "";
        for &file in &files {
            // In this order all files of a folder stand together.
            let is_new = |folder: &&str| before.strip_prefix(folder).is_none_or(|rest| !rest.starts_with('/'));
            for (depth, folder) in folders_above(file).enumerate().filter(|(_, folder)| is_new(folder)) {
                if folders.len() <= depth {
                    folders.resize(depth + 1, Vec::new());
                }
                folders[depth].push(folder);
            }
            before = file;
        }
        for level in &mut folders {
            // The order of the paths, not of the paths with a `/` behind them.
            level.sort();
            if let Some((both, _)) = level.iter().zip(are_in(level, &files)).find(|(_, is_file)| *is_file) {
                return Err(Error::new(format!("the site needs `{both}` both as a file and as a folder")));
            }
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
