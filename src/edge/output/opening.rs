//! An output folder that has been looked at and is about to be built into.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::Path;

use rayon::prelude::*;

use super::list::{self, List};
use super::nursery::Nursery;
use super::path;
use super::place::Place;
use super::plan::Plan;
use super::slot::Slot;
use super::staging::Staging;
use super::survey::Survey;
use super::{Output, Places};
use crate::edge::disk::Stamp;
use crate::edge::error::Error;

/// An output folder before a build: all that must be right is known to be right, and nothing has been changed yet.
///
/// While it lives no other build can look at the same folder (where the system can lock folders).
#[derive(Debug)]
pub struct Opening<'p> {
    place: Place,
    plan: Plan<'p>,
    places: Places,
    /// None while there is no such folder.
    found: Option<Contents<'p>>,
}

/// What an output folder holds.
#[derive(Debug)]
struct Contents<'p> {
    lock: Option<File>,
    names: Vec<OsString>,
    list: List,
    /// None when there are no files that would have to be looked for.
    survey: Option<Survey<'p>>,
}

impl<'p> Opening<'p> {
    /// Looks at folder `root` before a build of the project in folder `project` that will write the `planned` files (`/`
    /// between their parts, relative).
    ///
    /// # Errors
    /// When the folder is part of the project's sources or holds them, is not empty and not ours, or is being built
    /// into; when a file or folder of somebody else is where a planned one belongs; when a planned path is no plain
    /// relative path; when the system refuses.
    pub fn look(root: &Path, project: &Path, planned: impl Iterator<Item = &'p str>) -> Result<Self, Error> {
        let plan = Plan::new(planned)?;
        let place = Place::new(root, project)?;
        let found = if place.root().exists() { Some(Contents::of(&place, &plan)?) } else { None };
        Ok(Self { places: Places::of(&plan.files), place, plan, found })
    }

    /// Leaves the file at a planned path as it is if its stamp tells that it has the right bytes; gives the stamp then.
    pub(in crate::edge) fn keep_if(&self, path: &str, is_right: impl FnOnce(Stamp) -> bool) -> Option<Stamp> {
        let survey = self.found.as_ref()?.survey.as_ref()?;
        let place = self.places.find(path, &self.plan.files)?;
        survey.stamps[place].filter(|stamp| is_right(*stamp) && survey.slots[place].keep())
    }

    /// Prepares the folder. Afterwards the list names the earlier and planned files.
    ///
    /// # Errors
    /// When the system refuses, and when another build has come in between.
    pub fn open(self) -> Result<Output<'p>, Error> {
        let Self { place, plan, places, found } = self;
        let contents = match found {
            Some(contents) => contents,
            None => {
                fs::create_dir_all(place.root()).map_err(|e| place.error("create", "", &e))?;
                // Another build may have made it too.
                Contents::of(&place, &plan)?
            }
        };
        let Contents { lock, names, mut list, survey } = contents;
        let staging = Staging::make(&place, &names)?;
        list.write(&list::text(list.with(&plan.files)), &place, &staging)?;
        let (nursery, cleared, slots) = match survey {
            None => (Some(Nursery::make(&place, &plan)?), 0, plan.files.iter().map(|_| Slot::absent()).collect()),
            Some(survey) => {
                let cleared = survey.clear(&place)?;
                for level in &plan.folders {
                    level.par_iter().filter(|folder| !survey.present.contains(*folder)).try_for_each(|folder| {
                        fs::create_dir(place.path(folder)).map_err(|e| place.error("create", folder, &e))
                    })?;
                }
                (None, cleared, survey.slots)
            }
        };
        Ok(Output { files: plan.files, slots, places, nursery, place, list, cleared, staging, _lock: lock })
    }
}

impl<'p> Contents<'p> {
    fn of(place: &Place, plan: &Plan<'p>) -> Result<Self, Error> {
        let lock = place.lock()?;
        let names = place.names()?;
        let list = List::read(place, &names)?;
        // In a folder without files nothing has to be looked for.
        let is_fresh = names.iter().all(|name| name == path::STAGING);
        let survey = if is_fresh { None } else { Some(Survey::new(place, plan, &list)?) };
        Ok(Self { lock, names, list, survey })
    }
}
