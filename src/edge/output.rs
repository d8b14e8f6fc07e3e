//! The output folder: writes what changed, removes what an earlier build wrote and this one does not, and touches
//! nothing else.
//!
//! [`Opening::look`] changes nothing, and finds out whether all of this is right, in this order:
//!
//! | room | what it answers |
//! |---|---|
//! | `path` | which paths may name a file of the output |
//! | `plan` | which files will be written, and which folders they need |
//! | `place` | whether this folder may be built into, what is in it, and whether another build is at it |
//! | `list` | which files are ours: those that `.rolecall` names |
//! | `survey` | what is where the planned files belong, and whose it is |
//!
//! Then, [opened](Opening::open), [`write`](Output::write) and [`copy`](Output::copy) find out in `slot` and `compare` whether a file is as it
//! should be, and write it in the folder of `staging` if not; a rename gives it its name, so that a page is there whole
//! or not at all. The first site of an empty folder grows in a `nursery` instead. [`finish`](Output::finish) removes what
//! is `stale`.
//!
//! The list is written before anything else, with the files of the earlier build and of this one, so that a build that
//! is killed half way leaves nothing unknown to the next one.

mod compare;
mod list;
mod nursery;
mod opening;
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
use std::fs::File;
use std::hash::BuildHasher as _;
use std::io::{self, Read, Write};
use std::path::Path;

use super::error::Error;
use compare::{PIECE, same_bytes, same_files};
use foldhash::HashMap;
use foldhash::fast::FixedState;
use list::List;
use nursery::Nursery;
pub use opening::Opening;
use path::are_in;
use place::Place;
use slot::Slot;
use staging::Staging;

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
pub struct Output<'p> {
    place: Place,
    list: List,
    /// The planned files, in order.
    files: Vec<&'p str>,
    /// What is known of each.
    slots: Vec<Slot>,
    places: Places,
    /// Where they grow while the folder has no others; `None` again when they have been moved.
    nursery: Option<Nursery>,
    /// How many files of earlier builds had to go for a folder of the same name, or for a file their folder had.
    cleared: usize,
    staging: Staging,
    /// Dropped last: nobody else may come in before the staging folder is gone.
    _lock: Option<File>,
}

impl Output<'_> {
    /// The path in the output of the list of our files.
    pub const LIST: &'static str = path::LIST;

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
        for (path, slot) in self.files.iter().zip(&self.slots) {
            match slot.outcome() {
                Some(Written::New) => summary.new += 1,
                Some(Written::Changed) => summary.changed += 1,
                Some(Written::Unchanged) => summary.unchanged += 1,
                None => {
                    stale.insert(*path);
                    continue;
                }
            }
            summary.bytes += slot.len();
            written.push(*path);
        }
        let earlier = self.list.earlier.iter().zip(are_in(&self.list.earlier, &written));
        stale.extend(earlier.filter(|(_, is_written)| !is_written).map(|(path, _)| path.as_str()));
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
        let place = self.places.find(path, &self.files);
        place
            .map(|place| &self.slots[place])
            .ok_or_else(|| Error::new(format!("`{path}` is not among the files planned for the output")))
    }
}

/// Where each of some sorted paths stands, by its hash: to look for a hundred thousand by their order takes far longer.
#[derive(Debug)]
struct Places(HashMap<u64, u32>);

impl Places {
    fn of(paths: &[&str]) -> Self {
        Self((0..).zip(paths).map(|(place, path)| (hash(path), place)).collect())
    }

    /// Where a path stands among the same paths.
    fn find(&self, path: &str, paths: &[&str]) -> Option<usize> {
        let likely =
            self.0.get(&hash(path)).map(|place| *place as usize).filter(|place| paths.get(*place) == Some(&path));
        // Two paths may have one hash.
        likely.or_else(|| paths.binary_search(&path).ok())
    }
}

fn hash(path: &str) -> u64 {
    FixedState::default().hash_one(path)
}

impl Drop for Output<'_> {
    fn drop(&mut self) {
        if let Some(nursery) = self.nursery.take() {
            // A build that fails says why; what it has written is whole.
            let _ = nursery.settle(&self.place);
        }
    }
}
