//! Where the output folder is: whether it may be built into, how messages call it, and what is at a path in it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use foldhash::HashSet;

use crate::edge::disk::{FOLDERS, Stamp};
use crate::edge::error::Error;

/// What is at a path, links not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// A regular file.
    File(Stamp),
    Folder,
    Link,
    /// A pipe, a device and the like.
    Other,
}

/// An output folder that may be built into, as far as its place goes.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Without symbolic links.
    root: PathBuf,
    /// As the user knows it.
    shown: PathBuf,
    /// The project's root, without symbolic links.
    project: PathBuf,
}

impl Place {
    /// # Errors
    /// When the folder is part of the project's sources or holds them, and when it is a place that holds much else.
    pub(super) fn new(root: &Path, project: &Path) -> Result<Self, Error> {
        let project = fs::canonicalize(project).map_err(|e| Error::io("open", project, &e))?;
        let real = resolve(root)?;
        let place = Self { shown: real.strip_prefix(&project).unwrap_or(root).into(), root: real, project };
        match place.fault() {
            None => Ok(place),
            Some(why) => Err(Error::new(format!("cannot build into `{}`: {why}", root.display()))
                .with_help("choose a folder of its own, such as `public`")),
        }
    }

    /// Why this is no place for an output.
    fn fault(&self) -> Option<String> {
        if self.root.parent().is_none() {
            return Some("it is the root of the file system".into());
        }
        if std::env::home_dir().and_then(|home| fs::canonicalize(home).ok()).is_some_and(|home| home == self.root) {
            return Some("it is your home folder".into());
        }
        if self.project.starts_with(&self.root) {
            return Some("it holds the site's sources".into());
        }
        for name in FOLDERS {
            let named = self.project.join(name);
            // The folder may be a link to another place in the project.
            let real = fs::canonicalize(&named).unwrap_or_else(|_| named.clone());
            if self.root.starts_with(&named) || self.root.starts_with(&real) {
                return Some(format!("`{name}` is for the site's sources"));
            }
            if real.starts_with(&self.root) {
                return Some("it holds the site's sources".into());
            }
        }
        (self.root.exists() && !self.root.is_dir()).then(|| "it is not a folder".into())
    }

    /// The folder itself, without symbolic links.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// A folder in which the same paths stand for the time being; messages call them by where they will be.
    pub(super) fn within(&self, folder: &str) -> Self {
        Self { root: self.path(folder), ..self.clone() }
    }

    /// Where a path of the output is.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// How to call a path of the output in a message; an empty one is the folder itself.
    pub(super) fn name(&self, path: &str) -> String {
        // Joining an empty path would end the name with a `/`.
        let name = if path.is_empty() { self.shown.clone() } else { self.shown.join(path) };
        name.display().to_string()
    }

    /// What the system said when something was done to a path of the output.
    pub(super) fn error(&self, action: &str, path: &str, error: &io::Error) -> Error {
        Error::io(action, Path::new(&self.name(path)), error)
    }

    /// A path without the project's, if it is in it.
    pub(super) fn shorten<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.project).unwrap_or(path)
    }

    /// Keeps other builds out as long as the file that is returned is open. The system gives the lock back when a
    /// process is killed. `None` where folders cannot be locked: then we go on without.
    pub(super) fn lock(&self) -> Result<Option<File>, Error> {
        let Ok(folder) = File::open(&self.root) else {
            return Ok(None);
        };
        match folder.try_lock() {
            Ok(()) => Ok(Some(folder)),
            Err(fs::TryLockError::Error(_)) => Ok(None),
            Err(fs::TryLockError::WouldBlock) => {
                Err(Error::new(format!("another build is writing to `{}`", self.name("")))
                    .with_help("wait until it is done, or choose another folder with `--out`"))
            }
        }
    }

    /// The names in the output folder itself.
    pub(super) fn names(&self) -> Result<Vec<OsString>, Error> {
        let names = fs::read_dir(&self.root).and_then(|names| names.map(|name| Ok(name?.file_name())).collect());
        names.map_err(|e| self.error("read", "", &e))
    }

    /// The names of the folders in a folder, or at the top; none when they cannot be read.
    pub(super) fn folders(&self, folder: Option<&str>) -> HashSet<OsString> {
        let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
        let entries = fs::read_dir(self.path(folder.unwrap_or_default()));
        entries.into_iter().flatten().flatten().filter(is_folder).map(|entry| entry.file_name()).collect()
    }

    /// What is at a path.
    pub(super) fn look(&self, path: &str) -> Result<Found, Error> {
        match fs::symlink_metadata(self.path(path)) {
            Ok(metadata) => Ok(match metadata.file_type() {
                kind if kind.is_file() => Found::File(Stamp::of(&metadata)),
                kind if kind.is_dir() => Found::Folder,
                kind if kind.is_symlink() => Found::Link,
                _ => Found::Other,
            }),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Found::Nothing),
            Err(error) => Err(self.error("look at", path, &error)),
        }
    }
}

/// The real place of a path, the last parts of which need not exist yet.
fn resolve(path: &Path) -> Result<PathBuf, Error> {
    let failed = |error: io::Error| Error::io("open", path, &error);
    let absolute = std::path::absolute(path).map_err(failed)?;
    let mut existing = absolute.as_path();
    while fs::symlink_metadata(existing).is_err_and(|e| e.kind() == ErrorKind::NotFound) {
        let Some(above) = existing.parent() else { break };
        existing = above;
    }
    let mut real = fs::canonicalize(existing).map_err(failed)?;
    for part in absolute.strip_prefix(existing).unwrap_or(Path::new("")).components() {
        match part {
            Component::ParentDir => _ = real.pop(),
            part => real.push(part),
        }
    }
    Ok(real)
}
