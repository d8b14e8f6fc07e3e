//! The walk through a project's folders: every file with its length, and every name that cannot be used.

use std::fs::{self, DirEntry, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::names::is_ignored;
use super::stamp::Stamp;
use super::trouble::{not_a_file, not_a_folder, unreadable};
use super::{FOLDERS, link};
use crate::source::{Entry, ProjectPath, Trouble};

/// The project that is being listed, its paths without symbolic links.
pub(super) struct Listing<'a> {
    pub(super) root: &'a Path,
    pub(super) output: Option<&'a Path>,
}

/// What has been found in one folder or in several.
#[derive(Default)]
pub(super) struct Found {
    pub(super) entries: Vec<(ProjectPath, Entry)>,
    /// What tells whether a file is still the one that was listed.
    pub(super) stamps: Vec<(ProjectPath, Stamp)>,
    /// The files that are reached through a symbolic link.
    pub(super) linked: Vec<ProjectPath>,
    /// The folders still to be listed.
    folders: Vec<Folder>,
}

/// How many folders may be reached through symbolic links to folders.
const MOST_THROUGH_LINKS: usize = 5000;

/// A folder still to be listed.
struct Folder {
    /// Its path in the project: `content/jobs`.
    path: String,
    /// Where it really is.
    real: PathBuf,
    /// The real folders of the links that led here; empty when there was none.
    via: Vec<PathBuf>,
}

impl Found {
    fn add_broken(&mut self, path: &str, trouble: Trouble) {
        self.entries.push((ProjectPath::new(path), Entry::Broken(trouble)));
    }

    fn broken(path: &str, error: &io::Error) -> Self {
        let mut found = Self::default();
        found.add_broken(path, unreadable(error));
        found
    }
}

impl Listing<'_> {
    /// All that the project holds, in the order of the paths.
    pub(super) fn all(&self) -> Found {
        let mut all = self.sources();
        // Level by level rather than by recursion: no depth of folders overflows a stack.
        let mut through_links = 0;
        while !all.folders.is_empty() {
            let mut folders = std::mem::take(&mut all.folders);
            // Links to folders full of links multiply from level to level.
            through_links += folders.iter().filter(|folder| !folder.via.is_empty()).count();
            if through_links > MOST_THROUGH_LINKS {
                let (linked, plain) = folders.into_iter().partition(|folder| !folder.via.is_empty());
                let too_many: Vec<Folder> = linked;
                for folder in too_many {
                    all.add_broken(&folder.path, Trouble::Unreadable("too many folders behind symbolic links".into()));
                }
                folders = plain;
            }
            let level: Vec<_> = folders.into_par_iter().map(|folder| self.folder(&folder)).collect();
            for found in level {
                all.entries.extend(found.entries);
                all.stamps.extend(found.stamps);
                all.linked.extend(found.linked);
                all.folders.extend(found.folders);
            }
        }
        all.entries.par_sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// The folders of sources themselves, each of which may be missing or a symbolic link.
    fn sources(&self) -> Found {
        let project = Folder { path: String::new(), real: self.root.into(), via: Vec::new() };
        let mut found = Found::default();
        for name in FOLDERS {
            match fs::symlink_metadata(self.root.join(name)) {
                Ok(metadata) if metadata.is_symlink() => self.add_link(&project, name, &mut found),
                Ok(metadata) if metadata.is_dir() => self.add_folder(&project, name, &mut found),
                Ok(_) => found.add_broken(name, not_a_folder()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => found.add_broken(name, unreadable(&error)),
            }
        }
        // `content` may be a link to a file.
        for (_, entry) in &mut found.entries {
            if matches!(entry, Entry::File { .. }) {
                *entry = Entry::Broken(not_a_folder());
            }
        }
        found
    }

    /// What a folder holds, without going deeper.
    fn folder(&self, folder: &Folder) -> Found {
        let mut found = Found::default();
        let mut files = Vec::new();
        let names = match fs::read_dir(&folder.real) {
            Ok(names) => names,
            // Deleted while we looked.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return found,
            Err(error) => return Found::broken(&folder.path, &error),
        };
        let mut path = format!("{}/", folder.path);
        let above = path.len();
        for name in names {
            let name = match name {
                Ok(name) => name,
                Err(error) => return Found::broken(&folder.path, &error),
            };
            let os_name = name.file_name();
            let shown = os_name.to_string_lossy();
            let kind = name.file_type();
            let is_folder = kind.as_ref().is_ok_and(|kind| kind.is_dir());
            if is_ignored(&folder.path, &shown, is_folder) {
                continue;
            }
            path.truncate(above);
            path.push_str(&shown);
            match kind {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => found.add_broken(&path, unreadable(&error)),
                Ok(_) if os_name.to_str().is_none() => found.add_broken(&path, Trouble::NotUnicode),
                Ok(kind) if kind.is_symlink() => self.add_link(folder, &shown, &mut found),
                Ok(kind) if kind.is_dir() => self.add_folder(folder, &shown, &mut found),
                Ok(kind) if kind.is_file() => files.push((ProjectPath::new(&path), name)),
                Ok(_) => found.add_broken(&path, not_a_file()),
            }
        }
        let files = measured(files);
        if !folder.via.is_empty() {
            found.linked.extend(files.iter().map(|(path, ..)| path.clone()));
        }
        for (path, entry, stamp) in files {
            found.stamps.extend(stamp.map(|stamp| (path.clone(), stamp)));
            found.entries.push((path, entry));
        }
        found
    }

    /// A folder below another, unless it is the output or what a compiler put there.
    fn add_folder(&self, parent: &Folder, name: &str, found: &mut Found) {
        let real = parent.real.join(name);
        // `target` is a name that a folder of postings may have; cargo marks its own.
        let compiled = name == "target" && real.join("CACHEDIR.TAG").exists();
        if !compiled && self.output != Some(real.as_path()) {
            found.folders.push(Folder { path: parent.join(name), real, via: parent.via.clone() });
        }
    }

    /// A symbolic link: the file or folder that it leads to, under the link's own path.
    fn add_link(&self, parent: &Folder, name: &str, found: &mut Found) {
        let path = parent.join(name);
        match link::follow(self.root, &parent.real.join(name)) {
            Ok((real, metadata)) if metadata.is_dir() => {
                if self.output.is_some_and(|output| real.starts_with(output)) {
                    return;
                }
                let mut via = parent.via.clone();
                via.push(parent.real.clone());
                if via.iter().any(|seen| seen.starts_with(&real)) {
                    found.add_broken(&path, Trouble::LinkLoop);
                } else {
                    found.folders.push(Folder { path, real, via });
                }
            }
            Ok((real, metadata)) => {
                let path = ProjectPath::new(&path);
                let entry = file_entry(&path, || real, &metadata);
                found.linked.push(path.clone());
                found.stamps.push((path.clone(), Stamp::of(&metadata)));
                found.entries.push((path, entry));
            }
            Err(trouble) => found.add_broken(&path, trouble),
        }
    }
}

impl Folder {
    /// The path in the project of a name in this folder.
    fn join(&self, name: &str) -> String {
        if self.path.is_empty() { name.into() } else { format!("{}/{name}", self.path) }
    }
}

/// The files with their lengths, which cost more than the names: a hundred thousand are shared among the threads.
fn measured(files: Vec<(ProjectPath, DirEntry)>) -> Vec<(ProjectPath, Entry, Option<Stamp>)> {
    let files = files.into_par_iter().with_min_len(512).filter_map(|(path, name)| {
        match name.metadata() {
            Ok(metadata) => {
                let entry = file_entry(&path, || name.path(), &metadata);
                Some((path, entry, Some(Stamp::of(&metadata))))
            }
            // Deleted while we looked.
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => Some((path, Entry::Broken(unreadable(&error)), None)),
        }
    });
    files.collect()
}

/// A regular file that we may open.
pub(super) fn file_entry(path: &ProjectPath, real: impl FnOnce() -> PathBuf, metadata: &Metadata) -> Entry {
    if !metadata.is_file() {
        return Entry::Broken(not_a_file());
    }
    // Static files are copied, not read with the content: what is wrong with one should be known beforehand.
    if path.below("static").is_some()
        && maybe_secret(metadata)
        && let Err(error) = File::open(real())
    {
        return Entry::Broken(unreadable(&error));
    }
    Entry::File { len: metadata.len() }
}

/// Whether some users may not read this file.
#[cfg(unix)]
fn maybe_secret(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o444 != 0o444
}

/// Whether some users may not read this file: not to be seen from its metadata here.
#[cfg(not(unix))]
fn maybe_secret(_: &Metadata) -> bool {
    false
}
