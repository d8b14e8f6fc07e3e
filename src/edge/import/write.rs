//! Writing postings: below `content/jobs` and nowhere else, and each file whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Job;
use super::folder::{JOBS, Known, record};
use crate::edge::error::Error;
use crate::import::meaning::{Origin, origin_of};
use crate::import::merge::is_same;

/// The folder that is written into.
pub(super) struct Target {
    jobs: PathBuf,
    is_dry: bool,
}

impl Target {
    /// The folder of a job.
    ///
    /// # Errors
    /// When it would lie outside the project, or cannot be made.
    pub(super) fn new(job: &Job) -> Result<Self, Error> {
        let root = fs::canonicalize(&job.root).map_err(|e| Error::io("open", &job.root, &e))?;
        let jobs = root.join(JOBS);
        if job.is_dry {
            return Ok(Self { jobs, is_dry: true });
        }
        fs::create_dir_all(&jobs).map_err(|e| Error::io("create", &jobs, &e))?;
        let real = fs::canonicalize(&jobs).map_err(|e| Error::io("open", &jobs, &e))?;
        if !real.starts_with(&root) {
            return Err(Error::new(format!("`{JOBS}` leads out of the project, to `{}`", real.display())));
        }
        Ok(Self { jobs: real, is_dry: false })
    }

    /// Writes a file that must not be there yet.
    pub(super) fn create(&self, below: &str, text: &str) -> Result<(), Error> {
        let path = self.jobs.join(below);
        if fs::symlink_metadata(&path).is_ok() {
            return Err(Error::new(format!("`{JOBS}/{below}` is there already; it was not overwritten")));
        }
        self.put(&path, text)
    }

    /// Writes a file in place of the one that is there.
    pub(super) fn replace(&self, below: &str, text: &str) -> Result<(), Error> {
        let path = self.jobs.join(below);
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(Error::new(format!("`{JOBS}/{below}` is no plain file; it was not changed")));
        }
        self.put(&path, text)
    }

    /// Keeps what was imported.
    pub(super) fn remember(&self, board: &str, below: &str, text: &str) -> Result<(), Error> {
        self.put(&self.jobs.join(record(board, below)), text)
    }

    /// Keeps what was imported of a posting that is known, under the name that its file has now.
    pub(super) fn remember_known(&self, known: &Known, text: &str) -> Result<(), Error> {
        let is_here = known.record.as_deref() == Some(&*known.record_now());
        if is_here && known.last.as_deref().is_some_and(|last| is_same(last, text)) {
            return Ok(());
        }
        self.remember(&known.board, &known.path, text)
    }

    /// Puts the records of postings whose files have another name now under that name, and removes those under the old one.
    /// It is done after all was written: two files may have exchanged their names, and only one of them was imported.
    pub(super) fn put_in_place<'k>(
        &self,
        moved: impl Iterator<Item = (&'k Origin, &'k Known)> + Clone,
    ) -> Result<(), Error> {
        if self.is_dry {
            return Ok(());
        }
        let is_of = |place: &str, origin: &Origin| {
            fs::read_to_string(self.jobs.join(place)).is_ok_and(|text| origin_of(&text).as_ref() == Some(origin))
        };
        for (origin, known) in moved.clone() {
            let place = known.record_now();
            if let Some(last) = known.last.as_ref().filter(|_| !is_of(&place, origin)) {
                self.put(&self.jobs.join(&place), last)?;
            }
        }
        for (origin, known) in moved {
            if let Some(old) = known.record.as_ref().filter(|old| is_of(old, origin)) {
                let path = self.jobs.join(old);
                fs::remove_file(&path).map_err(|e| Error::io("remove", &path, &e))?;
            }
        }
        Ok(())
    }

    /// Gives a file its text; at every moment it is the old one or the new one.
    fn put(&self, path: &Path, text: &str) -> Result<(), Error> {
        if self.is_dry {
            return Ok(());
        }
        let folder = path.parent().unwrap_or(&self.jobs);
        fs::create_dir_all(folder).map_err(|e| Error::io("create", folder, &e))?;
        // A folder in between may be a link.
        let real = fs::canonicalize(folder).map_err(|e| Error::io("open", folder, &e))?;
        if !real.starts_with(&self.jobs) {
            return Err(Error::new(format!("`{}` leads out of `{JOBS}`", folder.display())));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = real.join(format!(".{}~", short(&name)));
        let place = real.join(&*name);
        let written = write(&temporary, text)
            .and_then(|()| keep_rights(&place, &temporary))
            .and_then(|()| fs::rename(&temporary, &place));
        written.map_err(|error| {
            let _ = fs::remove_file(&temporary);
            Error::io("write", &Path::new(JOBS).join(path.strip_prefix(&self.jobs).unwrap_or(path)), &error)
        })
    }
}

/// A temporary name is no longer than the file's own, which may be as long as a name can be.
fn short(name: &str) -> &str {
    let end = name.len().saturating_sub(2);
    &name[..(0..=end).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0)]
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(text.as_bytes())
}

/// Who may read and write the file that is there may do so with the one that takes its place.
fn keep_rights(old: &Path, new: &Path) -> io::Result<()> {
    match fs::metadata(old) {
        Ok(found) => fs::set_permissions(new, found.permissions()),
        Err(_) => Ok(()),
    }
}
