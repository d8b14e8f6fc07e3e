//! The output folder: writes what changed, removes what an earlier build wrote and this one does not, and touches
//! nothing else.
//!
//! [`Output::open`] changes nothing until all of this is known to be right, in this order:
//!
//! | room | what it answers |
//! |---|---|
//! | `path` | which paths may name a file of the output |
//! | `plan` | which files will be written, and which folders they need |
//! | `place` | whether this folder may be built into, what is in it, and whether another build is at it |
//! | `list` | which files are ours: those that `.rolecall` names |
//! | `survey` | what is where the planned files belong, and whose it is |
//!
//! Then [`write`](Output::write) and [`copy`](Output::copy) find out in `slot` and `compare` whether a file is as it
//! should be, and write it in the folder of `staging` if not; a rename gives it its name, so that a page is there whole
//! or not at all. The first site of an empty folder grows in a `nursery` instead. [`finish`](Output::finish) removes what
//! is `stale`.
//!
//! The list is written before anything else, with the files of the earlier build and of this one, so that a build that
//! is killed half way leaves nothing unknown to the next one.

mod compare;
mod list;
mod nursery;
mod path;
mod place;
mod plan;
mod slot;
mod staging;
mod stale;
mod survey;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::hash::BuildHasher as _;
use std::io::{self, Read, Write};
use std::path::Path;

use foldhash::HashMap;
use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::error::Error;
use compare::{PIECE, same_bytes, same_files};
use list::List;
use nursery::Nursery;
use place::Place;
use plan::Plan;
use slot::Slot;
use staging::Staging;
use survey::Survey;

/// What writing a file did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// There was no such file.
    New,
    /// There was one with other bytes.
    Changed,
    /// The same bytes were there already.
    Unchanged,
}

/// What a build did to its output folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were not there before.
    pub new: usize,
    /// Files whose bytes changed.
    pub changed: usize,
    /// Files that stayed as they were.
    pub unchanged: usize,
    /// Files of earlier builds that were removed.
    pub removed: usize,
    /// Bytes of all files of this build, the unchanged too.
    pub bytes: u64,
}

/// A folder that is being built into. Many threads may write at once.
///
/// Dropped without [`finish`](Self::finish), it leaves the files that were written, removes nothing, and the next build
/// completes the site. While it lives no other build can open the same folder (where the system can lock folders).
#[derive(Debug)]
pub struct Output {
    place: Place,
    list: List,
    /// The planned files, in order.
    files: Vec<(Box<str>, Slot)>,
    /// Where each stands among them, by its hash: to look for a hundred thousand by their order takes far longer.
    places: HashMap<u64, u32>,
    /// Where they grow while the folder has no others; `None` again when they have been moved.
    nursery: Option<Nursery>,
    /// How many files of earlier builds had to go for a folder of the same name, or for a file their folder had.
    cleared: usize,
    staging: Staging,
    /// Dropped last: nobody else may come in before the staging folder is gone.
    _lock: Option<File>,
}

impl Output {
    /// The path in the output of the list of our files.
    pub const LIST: &'static str = path::LIST;

    /// Prepares folder `root` for a build of the project in folder `project` that will write the `planned` files (`/`
    /// between their parts, relative). Afterwards the list names the earlier and planned files.
    ///
    /// # Errors
    /// When the folder is part of the project's sources or holds them, is not empty and not ours, or is being built
    /// into; when a file or folder of somebody else is where a planned one belongs; when a planned path is no plain
    /// relative path; when the system refuses. In all these cases no file has been changed.
    pub fn open(root: &Path, project: &Path, planned: impl Iterator<Item = impl AsRef<str>>) -> Result<Self, Error> {
        let plan = Plan::new(planned)?;
        let place = Place::new(root, project)?;
        fs::create_dir_all(place.root()).map_err(|e| place.error("create", "", &e))?;
        let lock = place.lock()?;
        let names = place.names()?;
        let mut list = List::read(&place, &names)?;
        // In a folder without files nothing has to be looked for.
        let fresh = names.iter().all(|name| name == path::STAGING);
        let mut survey = if fresh { Survey::default() } else { Survey::new(&place, &plan, &list)? };

        let staging = Staging::make(&place, &names)?;
        let known = {
            let mut known: Vec<&str> = plan.files.iter().chain(&list.earlier).map(String::as_str).collect();
            known.sort_unstable();
            known.dedup();
            list::text(known)
        };
        list.write(&known, &place, &staging)?;
        drop(known);
        let cleared = survey.clear(&place)?;
        let nursery = if fresh { Some(Nursery::make(&place, &plan)?) } else { None };
        for level in plan.folders.iter().filter(|_| nursery.is_none()) {
            level.par_iter().filter(|folder| !survey.present.contains(folder.as_str())).try_for_each(|folder| {
                fs::create_dir(place.path(folder)).map_err(|e| place.error("create", folder, &e))
            })?;
        }
        let slots: Vec<Slot> =
            plan.files.iter().map(|path| survey.slots.remove(path.as_str()).unwrap_or_else(Slot::absent)).collect();
        drop(survey);
        // A large site's paths are many megabytes: they are moved, not copied.
        let Plan { files, folders } = plan;
        drop(folders);
        let places = (0..).zip(&files).map(|(place, path)| (hash(path), place)).collect();
        let files = files.into_iter().map(String::into_boxed_str).zip(slots).collect();
        Ok(Self { files, places, nursery, place, list, cleared, staging, _lock: lock })
    }

    /// Writes a planned file, unless the same bytes are there: then it keeps its time.
    ///
    /// # Errors
    /// When `path` was not planned, and when the system refuses; then the file is what it was before.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Written, Error> {
        let slot = self.slot(path)?;
        if slot.may_equal(bytes.len() as u64) && same_bytes(&self.site().path(path), bytes) {
            return Ok(slot.unchanged());
        }
        self.replace(slot, path, |file| file.write_all(bytes))?;
        Ok(slot.written(bytes.len() as u64))
    }

    /// Leaves a planned file as it is, because it is known to have the right bytes; false when it must be written after all.
    pub fn keep(&self, path: &str) -> bool {
        self.slot(path).is_ok_and(Slot::keep)
    }

    /// Writes a planned file from its pieces, unless the same bytes are there.
    ///
    /// # Errors
    /// As for [`write`](Self::write).
    pub fn write_pieces(&self, path: &str, pieces: impl Iterator<Item = Vec<u8>>) -> Result<Written, Error> {
        let slot = self.slot(path)?;
        let write = |file: &mut File| {
            let mut len = 0;
            for piece in pieces {
                file.write_all(&piece)?;
                len += piece.len() as u64;
            }
            Ok(len)
        };
        if slot.is_absent() {
            return Ok(slot.written(self.replace(slot, path, write)?));
        }
        let site = self.site();
        let is_there = |staged: &Path, len: &u64| slot.may_equal(*len) && same_files(&site.path(path), staged);
        let (len, replaced) = self.staging.replace_unless(site, path, write, is_there)?;
        Ok(if replaced { slot.written(len) } else { slot.unchanged() })
    }

    /// Copies a file to a planned path, unless the same bytes are there.
    ///
    /// # Errors
    /// As for [`write`](Self::write), and when `from` is not a file that can be read.
    pub fn copy(&self, path: &str, from: &Path) -> Result<Written, Error> {
        let slot = self.slot(path)?;
        let shown = self.place.shorten(from);
        let unread = |error: io::Error| Error::io("read", shown, &error);
        let mut source = File::open(from).map_err(unread)?;
        let metadata = source.metadata().map_err(unread)?;
        if !metadata.is_file() {
            return Err(Error::new(format!("cannot read `{}`: not a file", shown.display())));
        }
        if metadata.len() <= PIECE as u64 {
            let mut bytes = Vec::with_capacity(PIECE);
            source.read_to_end(&mut bytes).map_err(unread)?;
            return self.write(path, &bytes);
        }
        if slot.may_equal(metadata.len()) && same_files(&self.site().path(path), from) {
            return Ok(slot.unchanged());
        }
        let len = self.replace(slot, path, |file| io::copy(&mut source, file))?;
        Ok(slot.written(len))
    }

    /// Removes the files of earlier builds that this one has not written, and the folders that are empty without them;
    /// then the list names the files of this build alone.
    ///
    /// # Errors
    /// When a file cannot be removed or the list not written; the next build tries again.
    pub fn finish(mut self) -> Result<Summary, Error> {
        if let Some(nursery) = self.nursery.take() {
            nursery.settle(&self.place)?;
        }
        let mut summary = Summary::default();
        let mut written = Vec::with_capacity(self.files.len());
        let mut stale = BTreeSet::new();
        for (path, slot) in &self.files {
            match slot.outcome() {
                Some(Written::New) => summary.new += 1,
                Some(Written::Changed) => summary.changed += 1,
                Some(Written::Unchanged) => summary.unchanged += 1,
                None => {
                    stale.insert(&**path);
                    continue;
                }
            }
            summary.bytes += slot.len();
            written.push(&**path);
        }
        let earlier = self.list.earlier.iter().map(String::as_str);
        stale.extend(earlier.filter(|path| written.binary_search(path).is_err()));
        summary.removed = self.cleared + stale::remove(&self.place, &stale)?;
        self.list.write(&list::text(written), &self.place, &self.staging)?;
        Ok(summary)
    }

    /// How many bytes a planned file has; 0 for one that is not there.
    pub fn length(&self, path: &str) -> u64 {
        self.slot(path).ok().map_or(0, Slot::len)
    }

    /// Where the planned files are now.
    fn site(&self) -> &Place {
        self.nursery.as_ref().map_or(&self.place, Nursery::site)
    }

    /// Gives a file the bytes that `write` writes.
    fn replace<T>(&self, slot: &Slot, path: &str, write: impl FnOnce(&mut File) -> io::Result<T>) -> Result<T, Error> {
        match &self.nursery {
            Some(nursery) if slot.is_absent() => nursery.write(path, write),
            _ => self.staging.replace(self.site(), path, write),
        }
    }

    fn slot(&self, path: &str) -> Result<&Slot, Error> {
        let is_it = |file: &&(Box<str>, Slot)| *file.0 == *path;
        let likely = self.places.get(&hash(path)).and_then(|place| self.files.get(*place as usize)).filter(is_it);
        let found = likely.or_else(|| {
            // Two paths may have one hash.
            let place = self.files.binary_search_by(|(planned, _)| (**planned).cmp(path)).ok()?;
            self.files.get(place)
        });
        found
            .map(|(_, slot)| slot)
            .ok_or_else(|| Error::new(format!("`{path}` is not among the files planned for the output")))
    }
}

fn hash(path: &str) -> u64 {
    FixedState::default().hash_one(path)
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some(nursery) = self.nursery.take() {
            // A build that fails says why; what it has written is whole.
            let _ = nursery.settle(&self.place);
        }
    }
}
