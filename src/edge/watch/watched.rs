//! The folders that are watched, and what a change at a path means for the project.
//!
//! With inotify every folder has a watch of its own, which we set ourselves: the crate's recursive mode gives up at the
//! first folder that is unreadable or just being deleted, and sets the watch of a new folder only after it has told of
//! it, so that a file which is written in between is missed. Elsewhere one watch holds for a whole tree. Symbolic links
//! are not left to the crate either: two paths to one folder would share a watch, and lose it together.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use notify::{Config, ErrorKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};

use super::changes::{Changes, Gathered};
use super::mode::Why;
use super::mounts::Mounts;
use super::places::{Found, Place};
use super::{IsIgnored, Project};

/// A project's watches.
#[derive(Debug)]
pub(super) struct Watched {
    root: PathBuf,
    output: Option<PathBuf>,
    is_ignored: IsIgnored,
    watcher: RecommendedWatcher,
    /// The project's folders, each by its name and where it really is.
    tops: Vec<Top>,
    /// Every real folder that is watched for its own sake.
    folders: BTreeSet<PathBuf>,
    /// Where symbolic links lead. A change there may concern several paths of the project.
    targets: BTreeSet<PathBuf>,
    places: Vec<Place>,
}

#[derive(Debug)]
struct Top {
    name: String,
    real: Option<PathBuf>,
}

/// What some changes mean for the project.
#[derive(Debug, Default)]
pub(super) struct Digest {
    /// The paths to read again, relative to the root.
    pub(super) paths: BTreeSet<PathBuf>,
    /// Whether all is to be read again.
    pub(super) rescan: bool,
    /// Whether the watches have to be set up anew.
    pub(super) stale: bool,
}

/// Whether each folder needs a watch of its own.
const PER_FOLDER: bool = cfg!(any(target_os = "linux", target_os = "android"));

impl Watched {
    /// Watches a project, whose root is a real path. What does not exist yet is watched when it comes.
    pub(super) fn new(project: &Project, gathered: &Arc<Gathered>) -> Result<Self, Why> {
        debug_assert_eq!(PER_FOLDER, RecommendedWatcher::kind() == WatcherKind::Inotify);
        let sink = Arc::clone(gathered);
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(move |event| sink.add(event), config).map_err(|e| Why::of(&e))?;
        let mut watched = Self {
            root: project.root.clone(),
            output: project.output.clone(),
            is_ignored: project.is_ignored,
            watcher,
            tops: Vec::new(),
            folders: BTreeSet::new(),
            targets: BTreeSet::new(),
            places: vec![Place::new(project.root.clone())],
        };
        let mounts = Mounts::read();
        let reports = |path: &Path| mounts.silent(path).map_or(Ok(()), |kind| Err(Why::FileSystem(kind.into())));
        reports(&project.root)?;
        // Not the folders in it: here we see those come and go that are watched.
        watched.watch(&project.root, RecursiveMode::NonRecursive)?;

        let mut links = Vec::new();
        for name in &project.folders {
            let path = project.root.join(name);
            let place = Place::new(path.clone());
            let real = place.found().filter(|found| watched.may_follow(&path, found)).map(|found| found.real.clone());
            watched.places.push(place);
            if let Some(real) = &real {
                reports(real)?;
                links.extend(watched.add_tree(real, name)?);
            }
            watched.tops.push(Top { name: name.clone(), real });
        }
        let mut parents = BTreeSet::new();
        while let Some(link) = links.pop() {
            let place = Place::new(link.clone());
            if let Some(found) = place.found().filter(|found| watched.may_follow(&link, found)) {
                watched.targets.insert(found.real.clone());
                if found.is_folder() {
                    reports(&found.real)?;
                    let name = watched.relative(&found.real);
                    links.extend(watched.add_tree(&found.real, &name)?);
                } else if let Some(parent) = found.real.parent() {
                    // An editor replaces the file, so its folder tells.
                    parents.insert(parent.to_path_buf());
                }
            }
            watched.places.push(place);
        }
        for parent in parents {
            if parent != watched.root && !watched.folders.contains(&parent) {
                watched.watch(&parent, RecursiveMode::NonRecursive)?;
                watched.places.push(Place::new(parent));
            }
        }
        Ok(watched)
    }

    /// Whether one of the project's folders, or the end of a link, is not what it was.
    pub(super) fn is_stale(&self) -> bool {
        self.places.iter().any(Place::is_stale)
    }

    /// What some changes mean. New folders are watched when this returns: what happened in them before is told by
    /// their own path, and what happens later is reported.
    pub(super) fn digest(&mut self, changes: Changes) -> Result<Digest, Why> {
        let mut digest = Digest { rescan: changes.lost, stale: changes.lost, ..Digest::default() };
        let mut renewed = Vec::new();
        for (path, structural) in changes.paths {
            let paths = self.paths_of(&path);
            let linked = self.is_linked(&path);
            digest.stale |= structural && self.is_landmark(&path);
            digest.rescan |= linked;
            if structural && (linked || !paths.is_empty()) {
                renewed.push(path);
            }
            digest.paths.extend(paths);
        }
        // All old watches go before any new one is set: a folder that was moved has one watch under two paths.
        for path in &renewed {
            self.forget_tree(path);
        }
        let mut done: Option<&Path> = None;
        for path in &renewed {
            // They come in order, a folder before what is in it.
            if done.is_some_and(|done| path.starts_with(done)) {
                continue;
            }
            match fs::symlink_metadata(path) {
                Ok(metadata) if metadata.is_symlink() => digest.stale = true,
                Ok(metadata) if metadata.is_dir() => {
                    let name = self.paths_of(path).pop().map_or_else(|| self.relative(path), |path| text(&path));
                    // A folder that was moved here may have links in it.
                    digest.stale |= !self.add_tree(path, &name)?.is_empty();
                    done = Some(path);
                }
                _ => {}
            }
        }
        Ok(digest)
    }

    /// Whether a symbolic link leads to a real path or to a folder above it.
    fn is_linked(&self, path: &Path) -> bool {
        path.ancestors().any(|above| self.targets.contains(above)) && !self.skips(path, Path::new(&self.relative(path)))
    }

    /// Whether a change of this name itself means that we watch the wrong folders.
    fn is_landmark(&self, path: &Path) -> bool {
        path == self.root
            || self.tops.iter().any(|top| top.real.as_deref() == Some(path) || self.root.join(&top.name) == path)
    }

    /// The paths in the project of a real path; none for what is no content.
    fn paths_of(&self, path: &Path) -> Vec<PathBuf> {
        let below = |top: &Top| {
            let rest = path.strip_prefix(top.real.as_ref()?).ok()?;
            let name =
                if rest.as_os_str().is_empty() { top.name.clone().into() } else { Path::new(&top.name).join(rest) };
            (!self.skips(path, &name)).then_some(name)
        };
        self.tops.iter().filter_map(below).collect()
    }

    /// Whether a real path, which has this path in the project, is no content.
    fn skips(&self, path: &Path, name: &Path) -> bool {
        if self.output.as_deref().is_some_and(|output| path.starts_with(output)) {
            return true;
        }
        let mut folder = String::new();
        let mut parts = name.iter().map(|part| part.to_string_lossy()).peekable();
        while let Some(part) = parts.next() {
            // A hidden folder hides all that is in it.
            if (self.is_ignored)(&folder, &part, true) {
                return true;
            }
            if parts.peek().is_none() && (self.is_ignored)(&folder, &part, false) {
                return !self.folders.contains(path) && !is_folder(path);
            }
            folder = join(&folder, &part);
        }
        false
    }

    /// Whether a symbolic link, or a folder of the project, is followed to where it leads: to a visible place in the
    /// project that does not contain it.
    fn may_follow(&self, link: &Path, found: &Found) -> bool {
        let real_link = link.parent().and_then(|parent| fs::canonicalize(parent).ok());
        found.real.starts_with(&self.root)
            && !self.skips(&found.real, Path::new(&self.relative(&found.real)))
            && real_link.is_some_and(|parent| !parent.starts_with(&found.real))
    }

    /// Watches a real folder and those below it; `name` is its path in the project. The symbolic links in them.
    fn add_tree(&mut self, real: &Path, name: &str) -> Result<Vec<PathBuf>, Why> {
        let mut links = Vec::new();
        if !PER_FOLDER && !self.folders.contains(real) && !self.is_below_watched(real) {
            self.watch(real, RecursiveMode::Recursive)?;
        }
        let mut todo = vec![(real.to_path_buf(), name.to_string())];
        while let Some((real, name)) = todo.pop() {
            if self.folders.contains(&real) || self.output.as_ref() == Some(&real) {
                continue;
            }
            // First the watch, then the look: what comes in between is seen twice rather than never.
            if PER_FOLDER && !self.watch(&real, RecursiveMode::NonRecursive)? {
                continue;
            }
            // Unreadable or gone: the consumer says so, and its parent tells when that changes.
            let Ok(entries) = fs::read_dir(&real) else { continue };
            self.folders.insert(real);
            for entry in entries.map_while(Result::ok) {
                match self.kind_of(&entry, &name) {
                    Some(Kind::Link) => links.push(entry.path()),
                    Some(Kind::Folder(name)) => todo.push((entry.path(), name)),
                    None => {}
                }
            }
        }
        Ok(links)
    }

    /// What an entry of the folder with this path in the project is, if it has to be looked at.
    fn kind_of(&self, entry: &DirEntry, folder: &str) -> Option<Kind> {
        let kind = entry.file_type().ok().filter(|kind| kind.is_dir() || kind.is_symlink())?;
        let os_name = entry.file_name();
        let name = os_name.to_string_lossy();
        if (self.is_ignored)(folder, &name, kind.is_dir()) {
            return None;
        }
        Some(if kind.is_dir() { Kind::Folder(join(folder, &name)) } else { Kind::Link })
    }

    /// Ends the watches of a folder and of those below it, which is there no more or not the same.
    fn forget_tree(&mut self, path: &Path) {
        let below = self.folders.range(path.to_path_buf()..).take_while(|folder| folder.starts_with(path));
        for folder in below.cloned().collect::<Vec<_>>() {
            if PER_FOLDER {
                // It has ended by itself when the folder was deleted.
                let _ = self.watcher.unwatch(&folder);
            }
            self.folders.remove(&folder);
        }
    }

    /// Sets a watch; `false` when there is nothing that we could watch.
    fn watch(&mut self, path: &Path, mode: RecursiveMode) -> Result<bool, Why> {
        let error = match self.watcher.watch(path, mode) {
            Ok(()) => return Ok(true),
            Err(error) => error,
        };
        match &error.kind {
            ErrorKind::PathNotFound => Ok(false),
            ErrorKind::Io(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied) => {
                Ok(false)
            }
            _ => Err(Why::of(&error)),
        }
    }

    /// Whether a tree that is watched as a whole contains this folder.
    fn is_below_watched(&self, real: &Path) -> bool {
        real.ancestors().any(|above| self.folders.contains(above))
    }

    /// How many things are remembered.
    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        self.folders.len() + self.targets.len() + self.places.len()
    }

    /// A real path in the project as text, relative to the root.
    fn relative(&self, real: &Path) -> String {
        text(real.strip_prefix(&self.root).unwrap_or(real))
    }
}

/// What the walk through the folders has to look at.
enum Kind {
    /// A symbolic link.
    Link,
    /// A folder with its path in the project.
    Folder(String),
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// A path with `/` between its parts on every system.
fn text(path: &Path) -> String {
    path.iter().fold(String::new(), |folder, part| join(&folder, &part.to_string_lossy()))
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.into() } else { format!("{folder}/{name}") }
}
