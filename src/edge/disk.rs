//! The project's files on disk, as [`Sources`]: what counts as content, and what cannot be used and why.
//!
//! `listing` walks the project's folders, `names` knows what is no content by its name, `link` where a symbolic link
//! may lead, and `trouble` says what is wrong with a file. The bytes are read here, when somebody asks for them; a build has
//! the postings `kept` that it needs twice.

mod kept;
mod link;
mod listing;
mod names;
mod stamp;
mod trouble;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::error::Error;
use crate::source::{Entry, ProjectPath, Sources, Trouble};
pub use kept::Kept;
use listing::{Listing, file_entry};
pub(super) use names::is_ignored;
pub(super) use stamp::Stamp;
use trouble::{not_a_file, unreadable};

/// The folders of a project that hold its sources.
pub(super) const FOLDERS: [&str; 3] = ["content", "static", "templates"];

/// A file below `content/` or `templates/` may have this many bytes.
const MAX_TEXT: u64 = 8 << 20;

/// A path without symbolic links, if there is such a file or folder.
pub fn real_path(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// The nearest folder from `from` upward that holds a `content/` folder, without symbolic links in its path.
///
/// # Errors
/// When `from` does not exist, and when no folder above it is a project.
pub fn find_root(from: &Path) -> Result<PathBuf, Error> {
    let start = fs::canonicalize(from).map_err(|e| Error::io("open", from, &e))?;
    match start.ancestors().find(|folder| folder.join("content").is_dir()) {
        Some(root) => Ok(root.to_path_buf()),
        None => Err(Error::new(format!("no `content` folder in `{}` or in a folder above it", start.display()))
            .with_help("go to the folder of your site, start one with `rolecall init my-careers`, or make a folder `content/jobs` with a posting")),
    }
}

/// The files of a project as they were when it was listed; their bytes are read when asked for.
#[derive(Debug, Clone)]
pub struct DiskSources {
    root: PathBuf,
    entries: BTreeMap<ProjectPath, Entry>,
    /// The files that are reached through a symbolic link, whose way is checked again at each reading.
    linked: BTreeSet<ProjectPath>,
    noted: Noted,
    /// The files that may have changed since the run before, see [`Self::following`]; all may when there was none.
    changed: Option<BTreeSet<ProjectPath>>,
}

/// What tells later whether the files of a listing are still the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Noted {
    stamps: BTreeMap<ProjectPath, Stamp>,
    /// When the listing began: what changed shortly before may have changed since without showing it.
    listed: SystemTime,
}

impl DiskSources {
    /// Lists the project in folder `root`. `output` is the folder that is built into, which is never content.
    ///
    /// # Errors
    /// When `root` is not a folder that can be opened. What is wrong inside it becomes [`Entry::Broken`].
    pub fn list(root: &Path, output: Option<&Path>) -> Result<Self, Error> {
        let root = fs::canonicalize(root).map_err(|e| Error::io("open", root, &e))?;
        // An output folder that does not exist yet has no files to skip.
        let output = output.and_then(|path| fs::canonicalize(path).ok());
        let listed = SystemTime::now();
        let found = Listing { root: &root, output: output.as_deref() }.all();
        let (entries, linked) = (found.entries.into_iter().collect(), found.linked.into_iter().collect());
        let stamps = found.stamps.into_iter().collect();
        // Gone while we looked: then it only seems to be empty.
        fs::metadata(&root).map_err(|e| Error::io("open", &root, &e))?;
        Ok(Self { root, entries, linked, noted: Noted { stamps, listed }, changed: None })
    }

    /// The project's root, without symbolic links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The project after something happened to the files at these paths; `None` when only a new listing can tell.
    #[must_use]
    pub fn after(&self, paths: &[PathBuf]) -> Option<Self> {
        // The time of the listing stays: what is looked at later than that counts as fresh, which is safe.
        let mut next = Self { changed: None, ..self.clone() };
        for path in paths {
            let text = path.to_str()?;
            let path = ProjectPath::new(&if cfg!(windows) { text.replace('\\', "/") } else { text.into() });
            // One of the folders of sources itself.
            let (folder, name) = path.as_str().rsplit_once('/')?;
            if next.first_below(path.as_str()).is_some() || next.linked.contains(&path) {
                return None;
            }
            match fs::symlink_metadata(next.absolute(&path)) {
                Ok(metadata) if metadata.is_file() => {
                    if !next.entries.contains_key(&path) {
                        if is_ignored(folder, name, false) {
                            continue;
                        }
                        // Where a plain file was listed, a plain file counts: no folder above it is a link or no content.
                        next.first_below(folder).filter(|known| !next.linked.contains(*known))?;
                    }
                    let absolute = next.absolute(&path);
                    next.noted.stamps.insert(path.clone(), Stamp::of(&metadata));
                    next.entries.insert(path.clone(), file_entry(&path, || absolute, &metadata));
                }
                // Unless the whole project is gone.
                Err(error) if error.kind() == io::ErrorKind::NotFound && next.root.is_dir() => {
                    next.noted.stamps.remove(&path);
                    next.entries.remove(&path);
                }
                _ => return None,
            }
        }
        Some(next)
    }

    /// The first name that was listed below a folder.
    fn first_below(&self, folder: &str) -> Option<&ProjectPath> {
        let (first, _) = self.entries.range(ProjectPath::new(&format!("{folder}/"))..).next()?;
        first.below(folder).map(|_| first)
    }

    /// Whether a text is empty that was not, or is new: programs empty a file before they write it.
    pub fn has_emptied(&self, before: &Self) -> bool {
        let empty = Entry::File { len: 0 };
        let mut texts = self.entries.iter().filter(|(path, entry)| **entry == empty && path.below("static").is_none());
        texts.any(|(path, _)| before.entries.get(path) != Some(&empty))
    }

    /// Whether files that a site was made of just now are not as they were listed: it may have been made of halves.
    pub fn has_moved_on(&self) -> bool {
        let is_as_listed = |path: &ProjectPath, stamp: &Stamp| {
            fs::metadata(self.absolute(path)).is_ok_and(|now| Stamp::of(&now) == *stamp)
        };
        self.noted.stamps.iter().any(|(path, stamp)| {
            let is_read = match path.below("static") {
                Some(name) => name.starts_with("assets/"),
                // Of the postings only those that changed; the few other texts always.
                None => !self.is_unchanged(path) || path.below("content/jobs").is_none(),
            };
            is_read && !is_as_listed(path, stamp)
        })
    }

    /// Whether a listing found the same files as another, as far as times and lengths tell.
    pub fn is_same(&self, other: &Self) -> bool {
        self.noted.stamps == other.noted.stamps && self.entries == other.entries && self.linked == other.linked
    }

    /// The files that changed so shortly before they were listed that a later change may not show in their times.
    pub fn fresh(&self) -> impl Iterator<Item = &ProjectPath> {
        self.noted.stamps.iter().filter(|(_, stamp)| stamp.is_fresh(self.noted.listed)).map(|(path, _)| path)
    }

    /// Notes which files are certainly the same as in the listing that the run before was made of.
    #[must_use]
    pub fn following(self, before: &Self) -> Self {
        self.following_noted(&before.noted)
    }

    /// The same, after a listing of which only this was kept.
    #[must_use]
    pub(super) fn following_noted(mut self, before: &Noted) -> Self {
        // Both are in order: of a hundred thousand files none has to be looked up.
        let mut known = before.stamps.iter().peekable();
        let mut may_have_changed = |path: &ProjectPath, stamp: &Stamp| {
            while known.next_if(|(other, _)| *other < path).is_some() {}
            let old = known.next_if(|(other, _)| *other == path);
            old.is_none_or(|(_, old)| old != stamp || old.is_fresh(before.listed))
        };
        let changed = self.noted.stamps.iter().filter(|(path, stamp)| may_have_changed(path, stamp));
        self.changed = Some(changed.map(|(path, _)| path.clone()).collect());
        self
    }

    /// Whether these are certainly the files of an earlier listing, with the same bytes.
    pub(super) fn is_still(&self, before: &Noted) -> bool {
        let is_usable = |entry: &Entry| matches!(entry, Entry::File { .. });
        self.noted.stamps == before.stamps
            && self.entries.values().all(is_usable)
            && !before.stamps.values().any(|stamp| stamp.is_fresh(before.listed))
    }

    /// What tells later whether the files are still the same.
    pub(super) fn noted(&self) -> &Noted {
        &self.noted
    }

    /// Opens a file of the project.
    ///
    /// # Errors
    /// Says why it cannot be opened.
    pub fn open(&self, path: &ProjectPath) -> Result<File, Trouble> {
        if !matches!(self.entries.get(path), Some(Entry::File { .. })) {
            return Err(Trouble::Unreadable("no such file".into()));
        }
        let place = if self.linked.contains(path) { self.follow(path)? } else { self.absolute(path) };
        File::open(place).map_err(|e| unreadable(&e))
    }

    /// Where a file is on disk.
    pub fn absolute(&self, path: &ProjectPath) -> PathBuf {
        self.root.join(path.as_str())
    }

    /// Where to read a linked file, provided that its links still stay inside the project.
    fn follow(&self, path: &ProjectPath) -> Result<PathBuf, Trouble> {
        let (real, metadata) = link::follow(&self.root, &self.absolute(path))?;
        if metadata.is_file() { Ok(real) } else { Err(not_a_file()) }
    }
}

impl Sources for DiskSources {
    fn entries(&self) -> &BTreeMap<ProjectPath, Entry> {
        &self.entries
    }

    fn is_unchanged(&self, path: &ProjectPath) -> bool {
        self.changed.as_ref().is_some_and(|changed| !changed.contains(path))
    }

    fn read(&self, path: &ProjectPath) -> Result<Cow<'_, [u8]>, Trouble> {
        let len = match self.entries.get(path) {
            Some(Entry::File { len }) => *len,
            Some(Entry::Broken(trouble)) => return Err(trouble.clone()),
            // Nothing but what was listed can be read, so that no path can lead elsewhere.
            None => return Err(Trouble::Unreadable("no such file".into())),
        };
        let max = if path.below("static").is_some() { u64::MAX } else { MAX_TEXT };
        let place = if self.linked.contains(path) { self.follow(path)? } else { self.absolute(path) };
        let bytes = if len > max { None } else { read_up_to(&place, len, max).map_err(|e| unreadable(&e))? };
        bytes.map(Cow::Owned).ok_or_else(|| Trouble::Unreadable("larger than 8 MiB".into()))
    }
}

/// A file's bytes; `None` when there are more than `max`. `len` is what we expect: it saves asking for it.
fn read_up_to(path: &Path, len: u64, max: u64) -> io::Result<Option<Vec<u8>>> {
    let file = File::open(path)?;
    let mut bytes = Vec::new();
    // One more, so that the end is found without making room for what does not come.
    let room = usize::try_from(len.saturating_add(1)).map_err(|_| io::ErrorKind::OutOfMemory)?;
    bytes.try_reserve_exact(room)?;
    // It may have grown since it was listed, or be growing still.
    file.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= max).then_some(bytes))
}
