//! The staging folder, where a file is written before it gets its name.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::path::STAGING;
use super::place::{Found, Place};
use crate::edge::error::Error;

/// A staging folder of one build; it goes when this is dropped.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    /// How many files have been begun: the name of the next one.
    begun: AtomicU64,
}

impl Staging {
    /// Makes the staging folder of an output folder with these `names`, without what a killed build left in one.
    pub(super) fn make(place: &Place, names: &[OsString]) -> Result<Self, Error> {
        let folder = place.path(STAGING);
        if names.iter().any(|name| name == STAGING) {
            let removed = match place.look(STAGING)? {
                Found::Folder => fs::remove_dir_all(&folder),
                _ => fs::remove_file(&folder),
            };
            removed.map_err(|e| place.error("remove", STAGING, &e))?;
        }
        fs::create_dir(&folder).map_err(|e| place.error("create", STAGING, &e))?;
        Ok(Self { folder, begun: AtomicU64::new(0) })
    }

    /// Gives `path` the bytes that `write` writes. At every moment the file is the old one or the new one, never half.
    ///
    /// # Errors
    /// When `write` fails or the system refuses; then the file is what it was before.
    pub(super) fn replace<T>(
        &self,
        place: &Place,
        path: &str,
        write: impl FnOnce(&mut File) -> io::Result<T>,
    ) -> Result<T, Error> {
        self.replace_unless(place, path, write, |_, _| false).map(|(written, _)| written)
    }

    /// The same, unless `is_there` finds that the file has the bytes already that were written to the one it is shown.
    /// Says whether the file was replaced.
    ///
    /// # Errors
    /// As for [`replace`](Self::replace).
    pub(super) fn replace_unless<T>(
        &self,
        place: &Place,
        path: &str,
        write: impl FnOnce(&mut File) -> io::Result<T>,
        is_there: impl FnOnce(&Path, &T) -> bool,
    ) -> Result<(T, bool), Error> {
        let temporary = self.folder.join(self.begun.fetch_add(1, Relaxed).to_string());
        let written = File::create_new(&temporary).and_then(|mut file| write(&mut file));
        let replaced = written.and_then(|written| {
            if is_there(&temporary, &written) {
                return fs::remove_file(&temporary).map(|()| (written, false));
            }
            fs::rename(&temporary, place.path(path)).map(|()| (written, true))
        });
        replaced.map_err(|error| {
            // The first error tells more than a second one would.
            let _ = fs::remove_file(&temporary);
            place.error("write", path, &error)
        })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
