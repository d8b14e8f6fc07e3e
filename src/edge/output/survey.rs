//! Looks at what is where planned files and folders belong, before anything is changed.

use std::ffi::OsStr;
use std::fs;
use std::io;

use foldhash::HashSet;
use rayon::prelude::*;

use super::list::List;
use super::path::{are_in, folder_of};
use super::place::{Found, Place};
use super::plan::Plan;
use super::slot::Slot;
use crate::edge::disk::Stamp;
use crate::edge::error::Error;

/// So many folders beside one another are found sooner by reading the folder that holds them than by looking at each.
const MANY: usize = 16;

/// What is where planned files and folders belong, all of it ours.
#[derive(Debug)]
pub(super) struct Survey<'p> {
    /// Needed folders that are there.
    pub(super) present: HashSet<&'p str>,
    /// What is where each planned file belongs, in the order of the plan.
    pub(super) slots: Vec<Slot>,
    /// The stamps of those that are files.
    pub(super) stamps: Vec<Option<Stamp>>,
    /// Files where a folder belongs, and in folders where a file belongs: they must go first.
    files_in_the_way: Vec<String>,
    /// Folders where a file belongs, each before those in it: they must go after their files.
    folders_in_the_way: Vec<String>,
}

impl<'p> Survey<'p> {
    /// # Errors
    /// When files of somebody else are in the way, or a symbolic link in place of a folder; when the system refuses.
    pub(super) fn new(place: &Place, plan: &Plan<'p>, list: &List) -> Result<Self, Error> {
        let (present, files_in_the_way, folders_in_the_way) = Default::default();
        let (slots, stamps) = (Vec::with_capacity(plan.files.len()), Vec::with_capacity(plan.files.len()));
        let mut survey = Self { present, slots, stamps, files_in_the_way, folders_in_the_way };
        let mut foreign = Vec::new();
        for level in &plan.folders {
            for (folder, found) in survey.look_for_folders(place, level)? {
                match found {
                    Found::Nothing => {}
                    Found::Folder => _ = survey.present.insert(folder),
                    Found::File(_) if list.has(folder) => survey.files_in_the_way.push(folder.into()),
                    Found::Link => return Err(is_link(place, folder)),
                    Found::File(_) | Found::Other => foreign.push(folder.into()),
                }
            }
        }
        let found: Vec<Found> = plan
            .files
            .par_iter()
            .map(|path| if survey.may_hold(path) { place.look(path) } else { Ok(Found::Nothing) })
            .collect::<Result<_, _>>()?;
        let ours = are_in(&plan.files, &list.earlier);
        for ((&path, found), ours) in plan.files.iter().zip(found).zip(ours) {
            let (slot, stamp) = match found {
                Found::Nothing => (Slot::absent(), None),
                Found::File(stamp) if ours => (Slot::regular(stamp.length()), Some(stamp)),
                // Replaced by the rename, never opened: not followed when a link, not waited for when a pipe.
                Found::Link | Found::Other if ours => (Slot::other(), None),
                Found::Folder => {
                    survey.look_through(place, path, list, &mut foreign)?;
                    (Slot::absent(), None)
                }
                Found::File(_) | Found::Link | Found::Other => {
                    foreign.push(path.into());
                    (Slot::absent(), None)
                }
            };
            survey.stamps.push(stamp);
            survey.slots.push(slot);
        }
        foreign.sort();
        match &foreign[..] {
            [] => Ok(survey),
            [first, others @ ..] => Err(is_foreign(place, first, others.len())),
        }
    }

    /// Whether the folder of a path is there.
    fn may_hold(&self, path: &str) -> bool {
        folder_of(path).is_none_or(|folder| self.present.contains(folder))
    }

    /// What is where folders of one level belong, except in folders that are not there.
    fn look_for_folders(&self, place: &Place, level: &[&'p str]) -> Result<Vec<(&'p str, Found)>, Error> {
        let siblings = level.par_chunk_by(|a, b| folder_of(a) == folder_of(b)).filter(|some| self.may_hold(some[0]));
        let found = siblings.map(|siblings| {
            let all = if siblings.len() < MANY { HashSet::default() } else { place.folders(folder_of(siblings[0])) };
            let look = |&folder: &&'p str| {
                let name = folder_of(folder).map_or(folder, |above| &folder[above.len() + 1..]);
                Ok((folder, if all.contains(OsStr::new(name)) { Found::Folder } else { place.look(folder)? }))
            };
            siblings.iter().map(look).collect::<Result<Vec<_>, Error>>()
        });
        Ok(found.collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect())
    }

    /// Looks through a folder that is where a planned file belongs: it may go if all its files are ours.
    fn look_through(
        &mut self,
        place: &Place,
        folder: &str,
        list: &List,
        foreign: &mut Vec<String>,
    ) -> Result<(), Error> {
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            let unread = |error: io::Error| place.error("read", &folder, &error);
            for entry in fs::read_dir(place.path(&folder)).map_err(unread)? {
                let entry = entry.map_err(unread)?;
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if entry.file_type().map_err(unread)?.is_dir() {
                    waiting.push(path);
                } else if list.has(&path) {
                    self.files_in_the_way.push(path);
                } else {
                    foreign.push(path);
                }
            }
            self.folders_in_the_way.push(folder);
        }
        Ok(())
    }

    /// Removes what is in the way of planned files and folders; returns how many files that were.
    pub(super) fn clear(&self, place: &Place) -> Result<usize, Error> {
        for file in &self.files_in_the_way {
            fs::remove_file(place.path(file)).map_err(|e| place.error("remove", file, &e))?;
        }
        for folder in self.folders_in_the_way.iter().rev() {
            fs::remove_dir(place.path(folder)).map_err(|e| place.error("remove", folder, &e))?;
        }
        Ok(self.files_in_the_way.len())
    }
}

fn is_link(place: &Place, folder: &str) -> Error {
    Error::new(format!("`{}` is a symbolic link, and rolecall writes through none", place.name(folder)))
        .with_help("remove the link, or choose another folder with `--out`")
}

fn is_foreign(place: &Place, first: &str, others: usize) -> Error {
    let others = match others {
        0 => String::new(),
        1 => " (and one more like it)".into(),
        n => format!(" (and {n} more like it)"),
    };
    Error::new(format!("`{}` was not written by rolecall, and is in the way of the site{others}", place.name(first)))
        .with_help("move it away; a file that belongs to the site has its place in `static`")
}
