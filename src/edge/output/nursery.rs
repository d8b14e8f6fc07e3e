//! Where the first site of an empty folder grows: beside its place, where nobody sees it until it is moved there whole.
//!
//! So each file is written once under its own name. Elsewhere every page is written in the staging folder and renamed, which
//! costs a tenth more: a rename between folders stops all others of the file system.

use std::fs::{self, File};
use std::io::{self, ErrorKind};

use super::path::NURSERY;
use super::place::Place;
use super::plan::Plan;
use crate::edge::error::Error;

/// A site that grows out of sight.
#[derive(Debug)]
pub(super) struct Nursery {
    /// Where it grows.
    site: Place,
    /// The names at its top: folders, then files, `index.html` the last of them that readers may ask for.
    names: Vec<String>,
}

impl Nursery {
    /// Makes the folder for the planned files of an output folder, and those in it that hold other folders.
    pub(super) fn make(place: &Place, plan: &Plan) -> Result<Self, Error> {
        let site = place.within(NURSERY);
        fs::create_dir(site.root()).map_err(|e| place.error("create", NURSERY, &e))?;
        for folder in plan.branches() {
            fs::create_dir(site.path(folder)).map_err(|e| place.error("create", folder, &e))?;
        }
        let folders = plan.folders.first().into_iter().flatten();
        let files = plan.files.iter().filter(|file| !file.contains('/'));
        Ok(Self { site, names: folders.chain(files).map(|name| (*name).to_owned()).collect() })
    }

    /// The place in which it grows.
    pub(super) fn site(&self) -> &Place {
        &self.site
    }

    /// Writes a new file.
    ///
    /// # Errors
    /// When `write` fails or the system refuses; then there is no such file.
    pub(super) fn write<T>(&self, path: &str, write: impl FnOnce(&mut File) -> io::Result<T>) -> Result<T, Error> {
        let file = self.site.path(path);
        let make_folder = || match file.parent().map(fs::create_dir) {
            Some(Err(error)) if error.kind() != ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        };
        // Most pages have a folder of their own, which is made with them rather than by all threads at once.
        let is_likely_first = path.ends_with("/index.html");
        let ready = if is_likely_first { make_folder() } else { Ok(()) };
        let created = ready.and_then(|()| File::create_new(&file)).or_else(|error| {
            if error.kind() != ErrorKind::NotFound || is_likely_first {
                return Err(error);
            }
            make_folder()?;
            File::create_new(&file)
        });
        let written = created.and_then(|mut file| write(&mut file));
        written.map_err(|error| {
            // The first error tells more than a second one would.
            let _ = fs::remove_file(&file);
            self.site.error("write", path, &error)
        })
    }

    /// Moves all that has grown to its place.
    ///
    /// # Errors
    /// When something is there that was not when the build began, and when the system refuses.
    pub(super) fn settle(&self, place: &Place) -> Result<(), Error> {
        for name in &self.names {
            match fs::rename(self.site.path(name), place.path(name)) {
                Ok(()) => {}
                // A planned file that was not written.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(place.error("write", name, &error)),
            }
        }
        Ok(())
    }
}
