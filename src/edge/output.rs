//! The output folder: writes what changed, removes what an earlier build wrote and this one does not, and touches
//! nothing else.
//!
//! The list `.rolecall` names the files that are ours. It is written before anything else, with the files of the
//! earlier build and of this one, so that a build that is killed half way leaves nothing unknown to the next one.
//! Each file is written in a staging folder and then renamed: a page is there whole or not at all.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

use rayon::prelude::*;

use super::error::Error;

/// The list of our files.
const LIST: &str = ".rolecall";
/// Where files are written before they get their names.
const STAGING: &str = ".rolecall-staging";
/// The first line of the list: what it is, and the version of its format.
const HEADER: &str = "rolecall 1";
/// A folder that holds no more than these is still empty: what version control and file managers put there.
const UNSEEN: [&str; 5] = [".git", ".gitattributes", ".gitignore", ".gitkeep", ".DS_Store"];
/// Files are compared and copied in pieces of so many bytes; a smaller static file is read at once.
const PIECE: usize = 1 << 16;

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
    staging: PathBuf,
    /// The planned files.
    files: HashMap<Box<str>, Slot>,
    /// The files of earlier builds.
    earlier: BTreeSet<String>,
    /// The text of the list as it is on disk.
    listed: String,
    temporaries: AtomicU64,
    /// How many files of earlier builds had to go for a folder of the same name, or for a file their folder had.
    cleared: usize,
    _lock: Option<File>,
}

impl Output {
    /// Prepares folder `root` for a build of the project in folder `project` that will write the `planned` files (`/`
    /// between their parts, relative). Afterwards all folders exist, and the list names the earlier and planned files.
    ///
    /// # Errors
    /// When the folder is part of the project's sources or holds them, is not empty and not ours, or is being built
    /// into; when a file or folder of somebody else is where a planned one belongs; when a planned path is no plain
    /// relative path; when the system refuses. In all these cases no file has been changed.
    pub fn open(root: &Path, project: &Path, planned: impl Iterator<Item = impl AsRef<str>>) -> Result<Self, Error> {
        let plan = Plan::new(planned)?;
        let place = Place::new(root, project)?;
        let made = !place.root.exists();
        fs::create_dir_all(&place.root).map_err(|e| place.error("create", "", &e))?;
        let lock = place.lock()?;
        let names = if made { Vec::new() } else { place.names()? };
        let (earlier, listed) = place.earlier(&names)?;

        let mut output = Self {
            staging: place.root.join(STAGING),
            files: plan.files.iter().map(|path| (path.as_str().into(), Slot::absent())).collect(),
            earlier,
            listed,
            temporaries: AtomicU64::new(0),
            cleared: 0,
            _lock: lock,
            place,
        };
        // In a folder without files nothing has to be looked for.
        let fresh = names.iter().all(|name| name == STAGING);
        let obstacles = if fresh { Obstacles::default() } else { output.survey(&plan)? };

        if names.iter().any(|name| name == STAGING) {
            output.remove_leftovers()?;
        }
        fs::create_dir(&output.staging).map_err(|e| output.place.error("create", STAGING, &e))?;
        let text = list_text(plan.files.union(&output.earlier).map(String::as_str));
        output.write_list(text)?;
        output.clear(&obstacles)?;
        output.cleared = obstacles.files.len();
        for level in &plan.folders {
            level.par_iter().filter(|folder| !obstacles.present.contains(folder.as_str())).try_for_each(|folder| {
                fs::create_dir(output.place.path(folder)).map_err(|e| output.place.error("create", folder, &e))
            })?;
        }
        Ok(output)
    }

    /// Writes a planned file, unless the same bytes are there: then it keeps its time.
    ///
    /// # Errors
    /// When `path` was not planned, and when the system refuses; then the file is what it was before.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Written, Error> {
        let slot = self.slot(path)?;
        let target = self.place.path(path);
        if slot.may_equal(bytes.len() as u64) && same_bytes(&target, bytes) {
            return Ok(slot.unchanged());
        }
        self.replace(path, &target, |file| file.write_all(bytes)).map_err(|e| self.place.error("write", path, &e))?;
        Ok(slot.written(bytes.len() as u64))
    }

    /// Copies a file to a planned path, unless the same bytes are there.
    ///
    /// # Errors
    /// As for [`write`](Self::write), and when `from` is not a file that can be read.
    pub fn copy(&self, path: &str, from: &Path) -> Result<Written, Error> {
        let slot = self.slot(path)?;
        let unread = |error: &io::Error| Error::io("read", self.place.shorten(from), error);
        let mut source = File::open(from).map_err(|e| unread(&e))?;
        let metadata = source.metadata().map_err(|e| unread(&e))?;
        if !metadata.is_file() {
            return Err(Error::new(format!("cannot read `{}`: not a file", self.place.shorten(from).display())));
        }
        if metadata.len() <= PIECE as u64 {
            let mut bytes = Vec::with_capacity(PIECE);
            source.read_to_end(&mut bytes).map_err(|e| unread(&e))?;
            return self.write(path, &bytes);
        }
        let target = self.place.path(path);
        if slot.may_equal(metadata.len()) && same_files(&target, from) {
            return Ok(slot.unchanged());
        }
        let copied = self.replace(path, &target, |file| io::copy(&mut source, file));
        Ok(slot.written(copied.map_err(|e| self.place.error("write", path, &e))?))
    }

    /// Removes the files of earlier builds that this one has not written, and the folders that are empty without them;
    /// then the list names the files of this build alone.
    ///
    /// # Errors
    /// When a file cannot be removed or the list not written; the next build tries again.
    pub fn finish(mut self) -> Result<Summary, Error> {
        let mut summary = Summary::default();
        let mut ours = BTreeSet::new();
        for (path, slot) in &self.files {
            match slot.outcome() {
                Some(Written::New) => summary.new += 1,
                Some(Written::Changed) => summary.changed += 1,
                Some(Written::Unchanged) => summary.unchanged += 1,
                None => continue,
            }
            summary.bytes += slot.len.load(Relaxed);
            ours.insert(&**path);
        }
        let known = self.earlier.iter().map(String::as_str).chain(self.files.keys().map(|path| &**path));
        let unwritten = |path: &&str| self.files.get(*path).is_none_or(|slot| slot.outcome().is_none());
        let stale: BTreeSet<&str> = known.filter(unwritten).collect();
        summary.removed = self.cleared + self.remove_stale(&stale)?;
        let text = list_text(ours);
        self.write_list(text)?;
        Ok(summary)
    }

    fn slot(&self, path: &str) -> Result<&Slot, Error> {
        self.files
            .get(path)
            .ok_or_else(|| Error::new(format!("`{path}` is not among the files planned for the output")))
    }

    /// What `make` writes, under a name of the staging folder first; the file itself is old or new, never half.
    fn replace<T>(&self, path: &str, target: &Path, make: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
        debug_assert!(fault(path).is_none());
        let temporary = self.staging.join(self.temporaries.fetch_add(1, Relaxed).to_string());
        let made = File::create_new(&temporary).and_then(|mut file| make(&mut file));
        let made = made.and_then(|made| fs::rename(&temporary, target).map(|()| made));
        if made.is_err() {
            // The first error tells more than a second one would.
            let _ = fs::remove_file(&temporary);
        }
        made
    }

    /// Writes the list, unless it is there already.
    fn write_list(&mut self, text: String) -> Result<(), Error> {
        if self.listed != text {
            let target = self.place.path(LIST);
            self.replace("list", &target, |file| file.write_all(text.as_bytes()))
                .map_err(|e| self.place.error("write", LIST, &e))?;
            self.listed = text;
        }
        Ok(())
    }

    /// Removes what a killed build left in the staging folder.
    fn remove_leftovers(&self) -> Result<(), Error> {
        let removed = match fs::symlink_metadata(&self.staging) {
            Ok(found) if found.is_dir() => fs::remove_dir_all(&self.staging),
            Ok(_) => fs::remove_file(&self.staging),
            Err(error) => Err(error),
        };
        removed.map_err(|e| self.place.error("remove", STAGING, &e))
    }

    /// Looks at what is where planned files and folders belong, before anything is changed.
    fn survey<'p>(&mut self, plan: &'p Plan) -> Result<Obstacles<'p>, Error> {
        let mut obstacles = Obstacles::default();
        for level in &plan.folders {
            let found: Vec<_> = level
                .par_iter()
                .filter(|folder| parent(folder).is_none_or(|above| obstacles.present.contains(above)))
                .map(|folder| Ok((folder.as_str(), self.place.look(folder)?)))
                .collect::<Result<_, Error>>()?;
            for (folder, found) in found {
                match found {
                    Found::Nothing => {}
                    Found::Folder => _ = obstacles.present.insert(folder),
                    Found::File(_) if self.earlier.contains(folder) => obstacles.files.push(folder.into()),
                    Found::Link => return Err(self.place.refuse_link(folder)),
                    Found::File(_) | Found::Other => obstacles.foreign.push(folder.into()),
                }
            }
        }
        let found: Vec<_> = plan
            .files
            .par_iter()
            .filter(|path| parent(path).is_none_or(|above| obstacles.present.contains(above)))
            .map(|path| Ok((path, self.place.look(path)?)))
            .collect::<Result<_, Error>>()?;
        for (path, found) in found {
            let ours = self.earlier.contains(path);
            let slot = match found {
                Found::Nothing => continue,
                Found::File(len) if ours => Slot::regular(len),
                // Replaced by the rename, never opened: not followed when a link, not waited for when a pipe.
                Found::Link | Found::Other if ours => Slot::other(),
                Found::Folder => {
                    self.survey_folder(path, &mut obstacles)?;
                    continue;
                }
                Found::File(_) | Found::Link | Found::Other => {
                    obstacles.foreign.push(path.clone());
                    continue;
                }
            };
            if let Some(planned) = self.files.get_mut(path.as_str()) {
                *planned = slot;
            }
        }
        obstacles.foreign.sort();
        match &obstacles.foreign[..] {
            [] => Ok(obstacles),
            [first, others @ ..] => Err(self.place.refuse_foreign(first, others.len())),
        }
    }

    /// Looks through a folder that is where a planned file belongs: it may go if all its files are ours.
    fn survey_folder(&self, folder: &str, obstacles: &mut Obstacles<'_>) -> Result<(), Error> {
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            let unread = |error: io::Error| self.place.error("read", &folder, &error);
            for entry in fs::read_dir(self.place.path(&folder)).map_err(unread)? {
                let entry = entry.map_err(unread)?;
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if entry.file_type().map_err(unread)?.is_dir() {
                    waiting.push(path);
                } else if self.earlier.contains(&path) {
                    obstacles.files.push(path);
                } else {
                    obstacles.foreign.push(path);
                }
            }
            // A folder comes before what is in it.
            obstacles.folders.push(folder);
        }
        Ok(())
    }

    /// Removes our files of an earlier build where there is a folder now, and the other way round.
    fn clear(&self, obstacles: &Obstacles<'_>) -> Result<(), Error> {
        for file in &obstacles.files {
            fs::remove_file(self.place.path(file)).map_err(|e| self.place.error("remove", file, &e))?;
        }
        for folder in obstacles.folders.iter().rev() {
            fs::remove_dir(self.place.path(folder)).map_err(|e| self.place.error("remove", folder, &e))?;
        }
        Ok(())
    }

    /// Removes stale files, and the folders above them that hold nothing more.
    fn remove_stale(&self, stale: &BTreeSet<&str>) -> Result<usize, Error> {
        // A folder that has become a link leads to files that we did not write.
        let mut real = BTreeMap::new();
        for folder in stale.iter().flat_map(|path| folders_above(path)).collect::<BTreeSet<_>>() {
            let above = parent(folder).is_none_or(|above| real.get(above) == Some(&true));
            real.insert(folder, above && matches!(self.place.look(folder)?, Found::Folder));
        }
        let removed = stale
            .par_iter()
            .filter(|path| parent(path).is_none_or(|above| real.get(above) == Some(&true)))
            .map(|path| match fs::remove_file(self.place.path(path)) {
                Ok(()) => Ok(1),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
                // Somebody made a folder of the same name, which is theirs.
                Err(_) if matches!(self.place.look(path)?, Found::Folder) => Ok(0),
                Err(error) => Err(self.place.error("remove", path, &error)),
            })
            .try_reduce(|| 0, |a, b| Ok(a + b))?;
        // From the inside out: a folder comes before what is in it.
        for (folder, _) in real.iter().rev().filter(|(_, real)| **real) {
            // One that is not empty holds files of this build, or of somebody else.
            let _ = fs::remove_dir(self.place.path(folder));
        }
        Ok(removed)
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.staging);
    }
}

/// What is known of one planned file.
#[derive(Debug)]
struct Slot {
    state: AtomicU8,
    len: AtomicU64,
}

/// The file is not there; nothing to compare with.
const ABSENT: u8 = 0;
/// An earlier build's file is there.
const REGULAR: u8 = 1;
/// Something else, which is ours by name, is there.
const OTHER: u8 = 2;
/// Written by this build as a new file.
const NEW: u8 = 3;
/// Written by this build in place of other bytes.
const CHANGED: u8 = 4;
/// Found by this build with the right bytes.
const UNCHANGED: u8 = 5;

impl Slot {
    fn with(state: u8, len: u64) -> Self {
        Self { state: AtomicU8::new(state), len: AtomicU64::new(len) }
    }

    fn absent() -> Self {
        Self::with(ABSENT, 0)
    }

    fn regular(len: u64) -> Self {
        Self::with(REGULAR, len)
    }

    fn other() -> Self {
        Self::with(OTHER, 0)
    }

    /// Whether the file that is there may have the bytes of one that is so long.
    fn may_equal(&self, len: u64) -> bool {
        !matches!(self.state.load(Relaxed), ABSENT | OTHER) && self.len.load(Relaxed) == len
    }

    fn unchanged(&self) -> Written {
        // Written a second time, a file is as new as it was.
        let _ = self.state.compare_exchange(REGULAR, UNCHANGED, Relaxed, Relaxed);
        Written::Unchanged
    }

    fn written(&self, len: u64) -> Written {
        self.len.store(len, Relaxed);
        let before = self.state.load(Relaxed);
        self.state.store(if matches!(before, ABSENT | NEW) { NEW } else { CHANGED }, Relaxed);
        if before == ABSENT { Written::New } else { Written::Changed }
    }

    fn outcome(&self) -> Option<Written> {
        match self.state.load(Relaxed) {
            NEW => Some(Written::New),
            CHANGED => Some(Written::Changed),
            UNCHANGED => Some(Written::Unchanged),
            _ => None,
        }
    }
}

/// The files that a build will write, and the folders that they need.
struct Plan {
    files: BTreeSet<String>,
    /// First those at the top, then those one level below, and so on.
    folders: Vec<Vec<String>>,
}

impl Plan {
    fn new(planned: impl Iterator<Item = impl AsRef<str>>) -> Result<Self, Error> {
        let mut files = BTreeSet::new();
        for path in planned {
            let path = path.as_ref();
            if let Some(fault) = fault(path) {
                return Err(Error::new(format!("cannot write a file called `{}`: {fault}", path.escape_debug())));
            }
            files.insert(path.to_owned());
        }
        let mut needed = BTreeSet::new();
        for file in &files {
            let mut folder = parent(file);
            while let Some(path) = folder.filter(|path| needed.insert(*path)) {
                folder = parent(path);
            }
        }
        if let Some(both) = needed.iter().find(|path| files.contains(**path)) {
            return Err(Error::new(format!("the site needs `{both}` both as a file and as a folder")));
        }
        let mut folders: Vec<Vec<String>> = Vec::new();
        for folder in needed {
            let depth = folder.matches('/').count();
            if folders.len() <= depth {
                folders.resize(depth + 1, Vec::new());
            }
            folders[depth].push(folder.to_owned());
        }
        Ok(Self { files, folders })
    }
}

/// What is where planned files and folders belong.
#[derive(Default)]
struct Obstacles<'p> {
    /// Needed folders that are there.
    present: BTreeSet<&'p str>,
    /// Files of ours that must go first.
    files: Vec<String>,
    /// Folders that must go after them.
    folders: Vec<String>,
    /// Files of somebody else.
    foreign: Vec<String>,
}

/// What is at a path, links not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    File(u64),
    Folder,
    Link,
    Other,
}

/// Where the output folder is, and how messages call it.
#[derive(Debug)]
struct Place {
    /// Without symbolic links.
    root: PathBuf,
    /// As the user knows it.
    shown: PathBuf,
    project: PathBuf,
}

impl Place {
    fn new(root: &Path, project: &Path) -> Result<Self, Error> {
        let project = fs::canonicalize(project).map_err(|e| Error::io("open", project, &e))?;
        let real = resolve(root)?;
        let place = Self { shown: real.strip_prefix(&project).unwrap_or(root).into(), root: real, project };
        let refuse = |why: &str| {
            let message = format!("cannot build into `{}`: {why}", root.display());
            Err(Error::new(message).with_help("choose a folder of its own, such as `public`"))
        };
        if place.root.parent().is_none() {
            return refuse("it is the root of the file system");
        }
        if std::env::home_dir().and_then(|home| fs::canonicalize(home).ok()).is_some_and(|home| home == place.root) {
            return refuse("it is your home folder");
        }
        if place.project.starts_with(&place.root) {
            return refuse("it holds the site's sources");
        }
        for name in ["content", "templates", "static"] {
            let named = place.project.join(name);
            // The folder may be a link to another place in the project.
            let real = fs::canonicalize(&named).unwrap_or_else(|_| named.clone());
            if place.root.starts_with(&named) || place.root.starts_with(&real) {
                return refuse(&format!("`{name}` is for the site's sources"));
            }
            if real.starts_with(&place.root) {
                return refuse("it holds the site's sources");
            }
        }
        if place.root.exists() && !place.root.is_dir() {
            return refuse("it is not a folder");
        }
        Ok(place)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// How to call a path of the output in a message.
    fn name(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.shown.clone() } else { self.shown.join(path) }
    }

    fn error(&self, action: &str, path: &str, error: &io::Error) -> Error {
        Error::io(action, &self.name(path), error)
    }

    /// A path without the project's, if it is in it.
    fn shorten<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.project).unwrap_or(path)
    }

    /// Keeps other builds out as long as the file that is returned is open. The system gives the lock back when a
    /// process is killed. `None` where folders cannot be locked: then we go on without.
    fn lock(&self) -> Result<Option<File>, Error> {
        let Ok(folder) = File::open(&self.root) else {
            return Ok(None);
        };
        match folder.try_lock() {
            Ok(()) => Ok(Some(folder)),
            Err(fs::TryLockError::Error(_)) => Ok(None),
            Err(fs::TryLockError::WouldBlock) => {
                Err(Error::new(format!("another build is writing to `{}`", self.shown.display()))
                    .with_help("wait until it is done, or choose another folder with `--out`"))
            }
        }
    }

    /// The names in the output folder itself.
    fn names(&self) -> Result<Vec<OsString>, Error> {
        let names = fs::read_dir(&self.root).and_then(|names| names.map(|name| Ok(name?.file_name())).collect());
        names.map_err(|e| self.error("read", "", &e))
    }

    /// The files of earlier builds, and the text of the list.
    fn earlier(&self, names: &[OsString]) -> Result<(BTreeSet<String>, String), Error> {
        if !names.iter().any(|name| name == LIST) {
            let empty = names.iter().all(|name| name == STAGING || UNSEEN.iter().any(|unseen| name == unseen));
            return if empty { Ok(Default::default()) } else { Err(self.refuse_folder()) };
        }
        if !matches!(self.look(LIST)?, Found::File(_)) {
            return Err(self.refuse_folder());
        }
        let bytes = fs::read(self.path(LIST)).map_err(|e| self.error("read", LIST, &e))?;
        let text = String::from_utf8(bytes).map_err(|_| self.refuse_list("it is not valid UTF-8"))?;
        let earlier = parse_list(&text).map_err(|why| self.refuse_list(&why))?;
        Ok((earlier, text))
    }

    /// What is at a path.
    fn look(&self, path: &str) -> Result<Found, Error> {
        match fs::symlink_metadata(self.path(path)) {
            Ok(metadata) => Ok(match metadata.file_type() {
                kind if kind.is_file() => Found::File(metadata.len()),
                kind if kind.is_dir() => Found::Folder,
                kind if kind.is_symlink() => Found::Link,
                _ => Found::Other,
            }),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Found::Nothing),
            Err(error) => Err(self.error("look at", path, &error)),
        }
    }

    fn refuse_folder(&self) -> Error {
        let shown = self.shown.display();
        Error::new(format!("`{shown}` is not empty, and what is in it was not written by rolecall"))
            .with_help(format!("empty `{shown}` if nothing in it is needed, or choose another folder with `--out`"))
    }

    fn refuse_list(&self, why: &str) -> Error {
        Error::new(format!("cannot use `{}`, the list of what earlier builds wrote: {why}", self.name(LIST).display()))
            .with_help(format!("empty `{}` and build again", self.shown.display()))
    }

    fn refuse_link(&self, folder: &str) -> Error {
        let name = self.name(folder);
        Error::new(format!("`{}` is a symbolic link, and rolecall writes through none", name.display()))
            .with_help("remove the link, or choose another folder with `--out`")
    }

    fn refuse_foreign(&self, first: &str, others: usize) -> Error {
        let others = match others {
            0 => String::new(),
            1 => " (and one more like it)".into(),
            n => format!(" (and {n} more like it)"),
        };
        let name = self.name(first);
        Error::new(format!("`{}` was not written by rolecall, and is in the way of the site{others}", name.display()))
            .with_help("move it away; a file that belongs to the site has its place in `static`")
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

/// Why a path cannot name a file of the output.
fn fault(path: &str) -> Option<&'static str> {
    let first = path.split('/').next().unwrap_or_default();
    if path.is_empty() {
        Some("it is empty")
    } else if path.starts_with('/') {
        Some("it does not begin in the output folder")
    } else if path.split('/').any(|part| part == "..") {
        Some("it leads upward")
    } else if path.split('/').any(|part| part.is_empty() || part == ".") {
        Some("a part of it is empty")
    } else if path.contains('\0') || (cfg!(windows) && path.contains(['\\', ':'])) {
        Some("it has a character that is not allowed")
    } else if first.eq_ignore_ascii_case(LIST) || first.eq_ignore_ascii_case(STAGING) {
        Some("this name is rolecall's own")
    } else {
        None
    }
}

/// The folder of a path; `None` at the top.
fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

/// The folders above a path, outermost first.
fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// The text of the list of these files.
fn list_text<'a>(files: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = format!("{HEADER}\n");
    for file in files {
        for char in file.chars() {
            match char {
                '\\' => text.push_str("\\\\"),
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                char => text.push(char),
            }
        }
        text.push('\n');
    }
    text
}

/// The files of a list; what is wrong with it when it is none of ours.
fn parse_list(text: &str) -> Result<BTreeSet<String>, String> {
    // Version control may have changed the line endings.
    let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    if lines.next() != Some(HEADER) {
        return Err(format!("its first line is not `{HEADER}`"));
    }
    let files = lines.enumerate().filter(|(_, line)| !line.is_empty()).map(|(index, line)| {
        let path = unescape(line).filter(|path| fault(path).is_none());
        path.ok_or_else(|| format!("line {} names no file of this folder", index + 2))
    });
    files.collect()
}

fn unescape(line: &str) -> Option<String> {
    let mut path = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        path.push(match char {
            '\\' => match chars.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            char => char,
        });
    }
    Some(path)
}

/// Whether a file, known to be as long, has these bytes. One that cannot be read has other bytes.
fn same_bytes(path: &Path, bytes: &[u8]) -> bool {
    thread_local! {
        static PIECE_READ: RefCell<Vec<u8>> = RefCell::new(vec![0; PIECE]);
    }
    let Ok(mut file) = File::open(path) else { return false };
    PIECE_READ.with_borrow_mut(|buffer| {
        bytes.chunks(PIECE).all(|piece| {
            let read = &mut buffer[..piece.len()];
            file.read_exact(read).is_ok() && read == piece
        })
    })
}

/// Whether two files have the same bytes. Ones that cannot be read differ.
fn same_files(a: &Path, b: &Path) -> bool {
    let compare = || -> io::Result<bool> {
        let (mut a, mut b) = (File::open(a)?, File::open(b)?);
        let mut left = a.metadata()?.len();
        if b.metadata()?.len() != left {
            return Ok(false);
        }
        let (mut piece_a, mut piece_b) = (vec![0; PIECE], vec![0; PIECE]);
        while left > 0 {
            let len = usize::try_from(left).map_or(PIECE, |left| left.min(PIECE));
            a.read_exact(&mut piece_a[..len])?;
            b.read_exact(&mut piece_b[..len])?;
            if piece_a[..len] != piece_b[..len] {
                return Ok(false);
            }
            left -= len as u64;
        }
        Ok(true)
    };
    compare().unwrap_or(false)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::time::{Duration, SystemTime};

    use proptest::prelude::*;
    use tempfile::TempDir;

    use super::*;

    /// A project with an output folder.
    struct Project {
        folder: TempDir,
    }

    impl Project {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir_all(folder.path().join("content/jobs")).unwrap();
            Self { folder }
        }

        fn at(&self, path: &str) -> PathBuf {
            self.folder.path().join(path)
        }

        fn put(&self, path: &str, text: &str) {
            let path = self.at(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn open(&self, planned: &[&str]) -> Result<Output, Error> {
            Output::open(&self.at("public"), self.folder.path(), planned.iter())
        }

        fn build(&self, files: &[(&str, &str)]) -> Result<Summary, Error> {
            let planned: Vec<_> = files.iter().map(|(path, _)| *path).collect();
            let output = self.open(&planned)?;
            for (path, text) in files {
                output.write(path, text.as_bytes())?;
            }
            output.finish()
        }

        fn refusal(&self, planned: &[&str]) -> String {
            self.open(planned).map(|_| ()).unwrap_err().to_string()
        }

        /// Every file of a folder (folders that are empty end with `/`), without the list.
        fn tree(&self, folder: &str) -> BTreeMap<String, String> {
            let mut tree = BTreeMap::new();
            read_tree(&self.at(folder), "", &mut tree);
            tree.remove(LIST);
            tree
        }
    }

    fn read_tree(folder: &Path, prefix: &str, tree: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                let before = tree.len();
                read_tree(&entry.path(), &format!("{path}/"), tree);
                if tree.len() == before {
                    tree.insert(path + "/", String::new());
                }
            } else {
                tree.insert(path, fs::read_to_string(entry.path()).unwrap_or_default());
            }
        }
    }

    fn tree(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
    }

    fn age(path: &Path) -> SystemTime {
        let old = SystemTime::now() - Duration::from_secs(1000);
        File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
        fs::metadata(path).unwrap().modified().unwrap()
    }

    #[test]
    fn a_new_folder_holds_the_site_and_the_list() {
        let project = Project::new();
        let files = [("index.html", "home"), ("jobs/rust/index.html", "rust"), ("odd\\na\nme", "x")];
        let summary = project.build(&files).unwrap();
        assert_eq!(summary, Summary { new: 3, bytes: 9, ..Summary::default() });
        assert_eq!(project.tree("public"), tree(&files));
        let list = fs::read_to_string(project.at("public/.rolecall")).unwrap();
        assert_eq!(list, "rolecall 1\nindex.html\njobs/rust/index.html\nodd\\\\na\\nme\n");
        // Its own list is understood again, also with the line endings of another system.
        fs::write(project.at("public/.rolecall"), list.replace('\n', "\r\n")).unwrap();
        assert_eq!(project.build(&files).unwrap().unchanged, 3);
    }

    #[test]
    fn only_what_differs_is_written() {
        let project = Project::new();
        project.build(&[("a/index.html", "one"), ("b/index.html", "two"), ("c", "old")]).unwrap();
        let time = age(&project.at("public/a/index.html"));
        let list_time = age(&project.at("public/.rolecall"));
        let files = [("a/index.html", "one"), ("b/index.html", "TWO"), ("c", "longer")];
        let output = project.open(&["a/index.html", "b/index.html", "c"]).unwrap();
        assert_eq!(output.write("a/index.html", b"one").unwrap(), Written::Unchanged);
        assert_eq!(output.write("b/index.html", b"TWO").unwrap(), Written::Changed);
        assert_eq!(output.write("c", b"longer").unwrap(), Written::Changed);
        assert_eq!(output.write("c", b"longer").unwrap(), Written::Unchanged);
        let summary = output.finish().unwrap();
        assert_eq!(summary, Summary { changed: 2, unchanged: 1, bytes: 12, ..Summary::default() });
        assert_eq!(project.tree("public"), tree(&files));
        assert_eq!(fs::metadata(project.at("public/a/index.html")).unwrap().modified().unwrap(), time);
        assert_eq!(fs::metadata(project.at("public/.rolecall")).unwrap().modified().unwrap(), list_time);
    }

    #[test]
    fn copies_follow_the_same_rule_however_large() {
        let project = Project::new();
        let large = "0123456789".repeat(PIECE / 4);
        project.put("static/small.txt", "small");
        project.put("static/large.txt", &large);
        let copy = || {
            let output = project.open(&["small.txt", "large.txt"]).unwrap();
            let small = output.copy("small.txt", &project.at("static/small.txt")).unwrap();
            let large = output.copy("large.txt", &project.at("static/large.txt")).unwrap();
            (small, large, output.finish().unwrap().bytes)
        };
        let bytes = large.len() as u64 + 5;
        assert_eq!(copy(), (Written::New, Written::New, bytes));
        assert_eq!(copy(), (Written::Unchanged, Written::Unchanged, bytes));
        project.put("static/large.txt", &large.replace("56789012", "56789O12"));
        assert_eq!(copy(), (Written::Unchanged, Written::Changed, bytes));
        assert_eq!(
            fs::read(project.at("public/large.txt")).unwrap(),
            fs::read(project.at("static/large.txt")).unwrap()
        );
        let output = project.open(&["small.txt"]).unwrap();
        let error = output.copy("small.txt", &project.folder.path().canonicalize().unwrap().join("static/gone"));
        assert_eq!(error.unwrap_err().to_string(), "cannot read `static/gone`: no such file or folder");
        assert!(output.copy("small.txt", &project.at("static")).is_err());
    }

    #[test]
    fn stale_files_go_and_the_folders_they_leave_empty() {
        let project = Project::new();
        project
            .build(&[("index.html", "home"), ("a/b/c/index.html", "deep"), ("a/x.html", "x"), ("d/e", "e")])
            .unwrap();
        project.put("public/d/mine.txt", "mine");
        fs::create_dir(project.at("public/empty")).unwrap();
        let summary = project.build(&[("index.html", "home"), ("a/x.html", "x")]).unwrap();
        assert_eq!((summary.unchanged, summary.removed), (2, 2));
        let left = [("index.html", "home"), ("a/x.html", "x"), ("d/mine.txt", "mine"), ("empty/", "")];
        assert_eq!(project.tree("public"), tree(&left));
    }

    #[test]
    fn a_folder_of_somebody_else_is_refused() {
        let project = Project::new();
        project.put("public/thesis.doc", "years of work");
        let error = project.open(&["index.html"]).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), "`public` is not empty, and what is in it was not written by rolecall");
        assert!(error.help().unwrap().contains("--out"));
        assert_eq!(project.tree("public"), tree(&[("thesis.doc", "years of work")]));
        // What a new repository holds is no reason to refuse.
        project.put("pages/.git", "gitdir: elsewhere");
        let output = Output::open(&project.at("pages"), project.folder.path(), ["index.html"].iter()).unwrap();
        output.write("index.html", b"home").unwrap();
        output.finish().unwrap();
        assert_eq!(project.tree("pages"), tree(&[(".git", "gitdir: elsewhere"), ("index.html", "home")]));
    }

    #[test]
    fn a_users_file_in_our_folder_stays() {
        let project = Project::new();
        project.build(&[("index.html", "home")]).unwrap();
        project.put("public/CNAME", "careers.example.com");
        project.put("public/about/index.html", "mine");
        project.build(&[("index.html", "new home")]).unwrap();
        let error = project.refusal(&["index.html", "about/index.html"]);
        assert_eq!(error, "`public/about/index.html` was not written by rolecall, and is in the way of the site");
        assert!(project.refusal(&["index.html", "about/index.html", "CNAME/x"]).ends_with("(and one more like it)"));
        let left = [("index.html", "new home"), ("CNAME", "careers.example.com"), ("about/index.html", "mine")];
        assert_eq!(project.tree("public"), tree(&left));
    }

    #[test]
    fn sources_and_their_parents_are_no_output_folder() {
        let project = Project::new();
        fs::create_dir_all(project.at("texts/site")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("texts/site", project.at("templates")).unwrap();
        let places = ["", "..", "content", "content/public", "static", "static/x/../y", "content/jobs/../../content"];
        let linked = ["texts", "texts/site/x", "templates"];
        for place in places.iter().chain(if cfg!(unix) { &linked[..] } else { &[] }) {
            let error = Output::open(&project.at(place), project.folder.path(), ["x"].iter()).map(|_| ()).unwrap_err();
            assert!(error.to_string().starts_with("cannot build into"), "{place}: {error}");
        }
        assert!(Output::open(Path::new("/"), project.folder.path(), ["x"].iter()).is_err());
        if let Some(home) = std::env::home_dir().filter(|home| home.is_dir()) {
            assert!(Output::open(&home, project.folder.path(), ["x"].iter()).is_err());
        }
        project.put("file", "");
        let error = Output::open(&project.at("file"), project.folder.path(), ["x"].iter()).map(|_| ()).unwrap_err();
        assert!(error.to_string().ends_with("it is not a folder"), "{error}");
        assert!(!project.at("static").exists());
        // A place that does not exist yet, by a way that does not exist yet.
        Output::open(&project.at("new/../dist/site"), project.folder.path(), ["x"].iter()).unwrap();
        assert!(project.at("dist/site").is_dir());
    }

    #[test]
    fn a_killed_build_is_completed_by_the_next() {
        let project = Project::new();
        let output = project.open(&["index.html", "jobs/a/index.html", "jobs/b/index.html"]).unwrap();
        output.write("jobs/a/index.html", b"a").unwrap();
        drop(output);
        project.put("public/.rolecall-staging/17", "half a pa");
        let files = [("index.html", "home"), ("jobs/b/index.html", "b")];
        let summary = project.build(&files).unwrap();
        assert_eq!((summary.new, summary.removed), (2, 1));
        assert_eq!(project.tree("public"), tree(&files));
        // Killed before the list was written.
        project.put("dist/.rolecall-staging/0", "rolec");
        Output::open(&project.at("dist"), project.folder.path(), ["x"].iter()).unwrap().finish().unwrap();
        assert_eq!(project.tree("dist"), tree(&[]));
    }

    #[test]
    fn a_failed_build_removes_nothing() {
        let project = Project::new();
        let files = [("index.html", "home"), ("jobs/a/index.html", "a")];
        project.build(&files).unwrap();
        let output = project.open(&["index.html", "jobs/b/index.html"]).unwrap();
        output.write("index.html", b"new").unwrap();
        drop(output);
        assert_eq!(project.tree("public")["jobs/a/index.html"], "a");
        project.build(&files).unwrap();
        assert_eq!(project.tree("public"), tree(&files));
    }

    #[test]
    fn two_builds_do_not_share_a_folder() {
        let project = Project::new();
        let output = project.open(&["index.html"]).unwrap();
        if output._lock.is_some() {
            assert_eq!(project.refusal(&["index.html"]), "another build is writing to `public`");
        }
        output.write("index.html", b"home").unwrap();
        output.finish().unwrap();
        project.open(&["index.html"]).unwrap();
    }

    #[test]
    fn a_hostile_list_is_refused() {
        let project = Project::new();
        project.put("outside.txt", "mine");
        project.put("public/kept.txt", "kept");
        let lists: [&[u8]; 10] = [
            b"rolecall 1\n../outside.txt\n",
            b"rolecall 1\nkept.txt\n/etc/passwd\n",
            b"rolecall 1\na/../../outside.txt\n",
            b"rolecall 1\na//b\n",
            b"rolecall 1\n./kept.txt\n",
            b"rolecall 1\n.rolecall\n",
            b"rolecall 1\nkept.txt\\",
            b"rolecall 1\n\xff\n",
            b"rolecall 2\nkept.txt\n",
            b"",
        ];
        for list in lists {
            fs::write(project.at("public/.rolecall"), list).unwrap();
            let error = project.refusal(&["index.html"]);
            assert!(error.starts_with("cannot use `public/.rolecall`"), "{error}");
            assert_eq!(project.tree("public"), tree(&[("kept.txt", "kept")]));
        }
        assert!(project.at("outside.txt").exists());
    }

    #[test]
    fn planned_paths_are_plain() {
        let project = Project::new();
        for path in ["", "/x", "../x", "a/../../x", "a//b", "a/", "./a", "a/./b", ".rolecall", ".rolecall-staging/1"] {
            assert!(project.refusal(&[path]).starts_with("cannot write a file called"), "{path}");
        }
        assert_eq!(project.refusal(&["a", "a/b"]), "the site needs `a` both as a file and as a folder");
        assert!(!project.at("public").exists());
        let output = project.open(&["x"]).unwrap();
        assert!(output.write("y", b"").is_err());
        assert!(output.write("../x", b"").is_err());
        assert!(output.copy("y", &project.at("content")).is_err());
    }

    #[test]
    fn a_file_and_a_folder_change_places() {
        let project = Project::new();
        project.build(&[("a", "file"), ("b/c/d", "deep"), ("b/e", "e")]).unwrap();
        let swapped = [("a/x/y", "deep"), ("b", "file")];
        let summary = project.build(&swapped).unwrap();
        assert_eq!((summary.new, summary.removed), (2, 3));
        assert_eq!(project.tree("public"), tree(&swapped));
        // Not when somebody else's file is in the folder.
        project.put("public/a/x/mine", "mine");
        assert_eq!(
            project.refusal(&["a", "b"]),
            "`public/a/x/mine` was not written by rolecall, and is in the way of the site"
        );
        assert_eq!(project.tree("public").len(), 3);
    }

    #[test]
    fn an_error_leaves_nothing_half_written() {
        let project = Project::new();
        let output = project.open(&["a/index.html"]).unwrap();
        fs::create_dir_all(project.at("public/a/index.html/x")).unwrap();
        let error = output.write("a/index.html", b"a").unwrap_err().to_string();
        assert!(error.starts_with("cannot write `public/a/index.html`: "), "{error}");
        assert_eq!(fs::read_dir(&output.staging).unwrap().count(), 0);
    }

    #[cfg(unix)]
    mod links {
        use std::os::unix::fs::symlink;

        use super::*;

        #[test]
        fn the_output_folder_may_be_one() {
            let project = Project::new();
            fs::create_dir(project.at("elsewhere")).unwrap();
            symlink("elsewhere", project.at("public")).unwrap();
            project.build(&[("a/index.html", "a")]).unwrap();
            assert_eq!(project.tree("elsewhere"), tree(&[("a/index.html", "a")]));
            symlink("nowhere", project.at("dead")).unwrap();
            assert!(Output::open(&project.at("dead"), project.folder.path(), ["x"].iter()).is_err());
            // A link to the sources is as bad as the sources.
            symlink("content", project.at("alias")).unwrap();
            assert!(Output::open(&project.at("alias/x"), project.folder.path(), ["x"].iter()).is_err());
        }

        #[test]
        fn nothing_is_written_or_removed_through_one() {
            let project = Project::new();
            project.build(&[("a/index.html", "a"), ("b", "b")]).unwrap();
            project.put("outside/index.html", "mine");
            fs::remove_dir_all(project.at("public/a")).unwrap();
            symlink(project.at("outside"), project.at("public/a")).unwrap();
            assert!(project.refusal(&["a/index.html"]).starts_with("`public/a` is a symbolic link"));
            assert!(project.refusal(&["a/b/c"]).starts_with("`public/a` is a symbolic link"));
            // `a/index.html` is listed and stale now, but it is not the file that we wrote.
            assert_eq!(project.build(&[("b", "b")]).unwrap().removed, 0);
            assert_eq!(project.tree("outside"), tree(&[("index.html", "mine")]));
            assert!(project.at("public/a").is_symlink());
        }

        #[test]
        fn one_in_place_of_our_file_is_replaced_and_not_followed() {
            let project = Project::new();
            project.put("outside.html", "home");
            project.put("nothing", "");
            project.build(&[("index.html", "home"), ("feed.xml", "feed"), ("empty", "")]).unwrap();
            for (file, target) in [("index.html", "outside.html"), ("feed.xml", "outside.html"), ("empty", "nothing")] {
                fs::remove_file(project.at("public").join(file)).unwrap();
                symlink(project.at(target), project.at("public").join(file)).unwrap();
            }
            assert_eq!(project.build(&[("index.html", "home"), ("empty", "")]).unwrap().changed, 2);
            assert!(!project.at("public/empty").is_symlink());
            assert!(project.at("public/index.html").is_file() && !project.at("public/index.html").is_symlink());
            assert!(!project.at("public/feed.xml").exists());
            assert_eq!(fs::read_to_string(project.at("outside.html")).unwrap(), "home");
        }

        #[test]
        fn neither_the_list_nor_the_staging_folder_is_one() {
            let project = Project::new();
            project.put("outside/list", "rolecall 1\nkept.txt\n");
            project.put("public/kept.txt", "kept");
            symlink(project.at("outside/list"), project.at("public/.rolecall")).unwrap();
            assert!(project.refusal(&["x"]).contains("is not empty"));
            fs::remove_file(project.at("public/.rolecall")).unwrap();
            fs::remove_file(project.at("public/kept.txt")).unwrap();
            symlink(project.at("outside"), project.at("public/.rolecall-staging")).unwrap();
            project.build(&[("x", "x")]).unwrap();
            assert_eq!(project.tree("outside").len(), 1);
            assert_eq!(project.tree("public"), tree(&[("x", "x")]));
        }
    }

    /// Paths that cross each other as files and folders.
    const PATHS: [&str; 9] = ["a", "a/b", "a/b/c", "a/d", "e/f", "e/f/g", "e/h", "i", "theirs/x"];
    const THEIRS: [(&str, &str); 2] = [("theirs/y", "1"), ("e/theirs", "2")];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn whatever_was_built_before_the_last_build_counts(
            builds in prop::collection::vec((prop::collection::btree_set((0..PATHS.len(), 0..2u8), 0..6), any::<bool>()), 1..7)
        ) {
            let project = Project::new();
            project.build(&[]).unwrap();
            for (path, text) in THEIRS {
                project.put(&format!("public/{path}"), text);
            }
            for (chosen, killed) in builds {
                // Of paths that cannot stand together the first stays.
                let mut files: BTreeMap<&str, &str> = BTreeMap::new();
                for (index, text) in chosen {
                    let path = PATHS[index];
                    let crosses = |other: &&str| path.starts_with(&format!("{other}/"));
                    if !files.keys().any(crosses) {
                        files.insert(path, ["one", "two"][usize::from(text)]);
                    }
                }
                let planned: Vec<_> = files.keys().copied().collect();
                let output = project.open(&planned).unwrap();
                for (path, text) in files.iter().take(if killed { files.len() / 2 } else { files.len() }) {
                    output.write(path, text.as_bytes()).unwrap();
                }
                if killed {
                    drop(output);
                    project.put("public/.rolecall-staging/0", "half");
                    continue;
                }
                let summary = output.finish().unwrap();
                prop_assert_eq!(summary.new + summary.changed + summary.unchanged, files.len());
                files.extend(THEIRS);
                let files: Vec<_> = files.into_iter().collect();
                prop_assert_eq!(project.tree("public"), tree(&files));
                let list = fs::read_to_string(project.at("public/.rolecall")).unwrap();
                prop_assert_eq!(list, list_text(planned));
            }
        }
    }
}
