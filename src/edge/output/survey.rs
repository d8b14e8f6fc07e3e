//! Looks at what is where planned files and folders belong, before anything is changed.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;

use rayon::prelude::*;

use super::list::List;
use super::path::is_below_one_of;
use super::place::{Found, Place};
use super::plan::Plan;
use super::slot::Slot;
use crate::edge::error::Error;

/// What is where planned files and folders belong, all of it ours.
#[derive(Default)]
pub(super) struct Survey<'p> {
    /// Needed folders that are there.
    pub(super) present: BTreeSet<&'p str>,
    /// Planned files that are there.
    pub(super) slots: HashMap<&'p str, Slot>,
    /// Files where a folder belongs, and in folders where a file belongs: they must go first.
    files_in_the_way: Vec<String>,
    /// Folders where a file belongs, each before those in it: they must go after their files.
    folders_in_the_way: Vec<String>,
}

impl<'p> Survey<'p> {
    /// # Errors
    /// When files of somebody else are in the way, or a symbolic link in place of a folder; when the system refuses.
    pub(super) fn new(place: &Place, plan: &'p Plan, list: &List) -> Result<Self, Error> {
        let mut survey = Self::default();
        let mut foreign = Vec::new();
        for level in &plan.folders {
            for (folder, found) in survey.look(place, level)? {
                match found {
                    Found::Nothing => {}
                    Found::Folder => _ = survey.present.insert(folder),
                    Found::File(_) if list.earlier.contains(folder) => survey.files_in_the_way.push(folder.into()),
                    Found::Link => return Err(is_link(place, folder)),
                    Found::File(_) | Found::Other => foreign.push(folder.into()),
                }
            }
        }
        for (path, found) in survey.look(place, &plan.files)? {
            let ours = list.earlier.contains(path);
            let slot = match found {
                Found::Nothing => continue,
                Found::File(len) if ours => Slot::regular(len),
                // Replaced by the rename, never opened: not followed when a link, not waited for when a pipe.
                Found::Link | Found::Other if ours => Slot::other(),
                Found::Folder => {
                    survey.look_through(place, path, list, &mut foreign)?;
                    continue;
                }
                Found::File(_) | Found::Link | Found::Other => {
                    foreign.push(path.into());
                    continue;
                }
            };
            survey.slots.insert(path, slot);
        }
        foreign.sort();
        match &foreign[..] {
            [] => Ok(survey),
            [first, others @ ..] => Err(is_foreign(place, first, others.len())),
        }
    }

    /// What is at these paths, except in folders that are not there.
    fn look<P>(&self, place: &Place, paths: &'p P) -> Result<Vec<(&'p str, Found)>, Error>
    where
        &'p P: IntoParallelIterator<Item = &'p String>,
    {
        let reachable = paths.into_par_iter().filter(|path| is_below_one_of(&self.present, path));
        reachable.map(|path| Ok((path.as_str(), place.look(path)?))).collect()
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
                } else if list.earlier.contains(&path) {
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
