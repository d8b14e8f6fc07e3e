//! Removes files that an earlier build wrote and that are not in the site any more.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;

use rayon::prelude::*;

use super::path::{folder_of, folders_above};
use super::place::{Found, Place};
use crate::edge::error::Error;

/// Removes `stale` files, and the folders above them that hold nothing more; returns how many files there were.
pub(super) fn remove(place: &Place, stale: &BTreeSet<&str>) -> Result<usize, Error> {
    // A folder that has become a link leads to files that we did not write.
    let mut real = BTreeSet::new();
    let is_in = |real: &BTreeSet<&str>, path: &str| folder_of(path).is_none_or(|folder| real.contains(folder));
    // Sorted, a folder comes before those in it.
    for folder in stale.iter().flat_map(|path| folders_above(path)).collect::<BTreeSet<_>>() {
        if is_in(&real, folder) && matches!(place.look(folder)?, Found::Folder) {
            real.insert(folder);
        }
    }
    let removed = stale
        .par_iter()
        .filter(|path| is_in(&real, path))
        .map(|path| match fs::remove_file(place.path(path)) {
            Ok(()) => Ok(1),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
            // Somebody made a folder of the same name, which is theirs.
            Err(_) if matches!(place.look(path)?, Found::Folder) => Ok(0),
            Err(error) => Err(place.error("remove", path, &error)),
        })
        .try_reduce(|| 0, |a, b| Ok(a + b))?;
    for folder in real.iter().rev() {
        // One that is not empty holds files of this build, or of somebody else.
        let _ = fs::remove_dir(place.path(folder));
    }
    Ok(removed)
}
