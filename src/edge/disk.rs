//! The project's files on disk, as [`Sources`]: what counts as content, and what cannot be used and why.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::{Error, plain_words};
use crate::source::{Entry, ProjectPath, Sources, Trouble};

/// The folders of a project that hold its sources.
const FOLDERS: [&str; 3] = ["content", "static", "templates"];

/// A file below `content/` or `templates/` may have this many bytes.
const MAX_TEXT: u64 = 8 << 20;

/// The nearest folder from `from` upward that holds a `content/` folder, without symbolic links in its path.
///
/// # Errors
/// When `from` does not exist, and when no folder above it is a project.
pub fn find_root(from: &Path) -> Result<PathBuf, Error> {
    let start = fs::canonicalize(from).map_err(|e| Error::io("open", from, &e))?;
    match start.ancestors().find(|folder| folder.join("content").is_dir()) {
        Some(root) => Ok(root.to_path_buf()),
        None => Err(Error::new(format!("no `content` folder in `{}` or in a folder above it", start.display()))
            .with_help("go to the folder of your site, or start a new one with `rolecall init`")),
    }
}

/// The files of a project as they were when it was listed; their bytes are read when asked for.
#[derive(Debug, Clone)]
pub struct DiskSources {
    root: PathBuf,
    entries: BTreeMap<ProjectPath, Entry>,
    /// The files that are reached through a symbolic link, whose way is checked again at each reading.
    linked: BTreeSet<ProjectPath>,
}

impl DiskSources {
    /// Lists the project in folder `root`. `output` is the folder that is built into, which is never content.
    ///
    /// # Errors
    /// When `root` is not a folder that can be opened. What is wrong inside it becomes [`Entry::Broken`].
    pub fn list(root: &Path, output: Option<&Path>) -> Result<Self, Error> {
        let real = fs::canonicalize(root).map_err(|e| Error::io("open", root, &e))?;
        // An output folder that does not exist yet has no files to skip.
        let output = output.and_then(|path| fs::canonicalize(path).ok());
        let listing = Listing { root: &real, output: output.as_deref() };

        // Level by level rather than by recursion: no depth of folders overflows a stack.
        let mut found = listing.roots();
        let (mut files, mut linked) = (Vec::new(), Vec::new());
        while !found.is_empty() {
            let mut folders = Vec::new();
            for level in found {
                files.extend(level.entries);
                linked.extend(level.linked);
                folders.extend(level.folders);
            }
            found = folders.into_par_iter().map(|folder| listing.folder(&folder)).collect();
        }
        files.par_sort_by(|a, b| a.0.cmp(&b.0));
        Ok(Self { entries: files.into_iter().collect(), linked: linked.into_iter().collect(), root: real })
    }

    /// The project's root, without symbolic links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file is on disk.
    pub fn absolute(&self, path: &ProjectPath) -> PathBuf {
        self.root.join(path.as_str())
    }

    /// Where to read a linked file, provided that its links still stay inside the project.
    fn follow(&self, path: &ProjectPath) -> Result<PathBuf, Trouble> {
        let real = inside(&self.root, &self.absolute(path))?;
        match fs::metadata(&real) {
            Ok(metadata) if metadata.is_file() => Ok(real),
            Ok(_) => Err(not_a_file()),
            Err(error) => Err(unreadable(&error)),
        }
    }
}

impl Sources for DiskSources {
    fn entries(&self) -> &BTreeMap<ProjectPath, Entry> {
        &self.entries
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
    let mut file = File::open(path)?;
    let expected = usize::try_from(len).map_err(|_| io::ErrorKind::OutOfMemory)?;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(expected + 1).map_err(|_| io::ErrorKind::OutOfMemory)?;
    bytes.resize(expected + 1, 0);
    let mut filled = 0;
    loop {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if filled as u64 > max {
            return Ok(None);
        }
        if filled == bytes.len() {
            // It has grown since it was listed.
            bytes.resize(filled * 2, 0);
        }
    }
    bytes.truncate(filled);
    Ok(Some(bytes))
}

/// A folder still to be listed.
struct Folder {
    /// Its path in the project: `content/jobs`.
    path: String,
    /// Where it really is.
    real: PathBuf,
    /// The real folders of the links that led here; empty when there was none.
    via: Vec<PathBuf>,
}

/// What one folder holds.
#[derive(Default)]
struct Level {
    entries: Vec<(ProjectPath, Entry)>,
    linked: Vec<ProjectPath>,
    folders: Vec<Folder>,
}

/// The project that is being listed.
struct Listing<'a> {
    root: &'a Path,
    output: Option<&'a Path>,
}

impl Listing<'_> {
    /// The three folders themselves, each of which may be missing or a symbolic link.
    fn roots(&self) -> Vec<Level> {
        let project = Folder { path: String::new(), real: self.root.into(), via: Vec::new() };
        let mut level = Level::default();
        for name in FOLDERS {
            match fs::symlink_metadata(self.root.join(name)) {
                Ok(found) if found.is_symlink() => self.link(&project, name, &mut level),
                Ok(found) if found.is_dir() => self.add_folder(&project, name, &mut level),
                Ok(_) => level.entries.push((ProjectPath::new(name), not_a_folder())),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => level.entries.push((ProjectPath::new(name), Entry::Broken(unreadable(&error)))),
            }
        }
        // `content` may be a link to a file.
        for (path, entry) in &mut level.entries {
            if FOLDERS.contains(&path.as_str()) && matches!(entry, Entry::File { .. }) {
                *entry = not_a_folder();
            }
        }
        vec![level]
    }

    /// What a folder holds, without going deeper.
    fn folder(&self, folder: &Folder) -> Level {
        let mut level = Level::default();
        let mut files = Vec::new();
        let names = match fs::read_dir(&folder.real) {
            Ok(names) => names,
            // Deleted while we looked.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return level,
            Err(error) => return broken_folder(folder, &error),
        };
        let mut path = format!("{}/", folder.path);
        let above = path.len();
        for name in names {
            let name = match name {
                Ok(name) => name,
                Err(error) => return broken_folder(folder, &error),
            };
            let os_name = name.file_name();
            let shown = os_name.to_string_lossy();
            let kind = name.file_type();
            let is_folder = kind.as_ref().is_ok_and(|kind| kind.is_dir());
            // A folder may be called like an editor's file: `content/jobs/4913/`.
            if is_hidden(&folder.path, &shown) || (!is_folder && is_temporary(&shown)) {
                continue;
            }
            path.truncate(above);
            path.push_str(&shown);
            let path = || ProjectPath::new(&path);
            match kind {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => level.entries.push((path(), Entry::Broken(unreadable(&error)))),
                Ok(_) if os_name.to_str().is_none() => {
                    level.entries.push((path(), Entry::Broken(Trouble::NotUnicode)));
                }
                Ok(kind) if kind.is_symlink() => self.link(folder, &shown, &mut level),
                Ok(kind) if kind.is_dir() => self.add_folder(folder, &shown, &mut level),
                Ok(kind) if kind.is_file() => files.push((path(), name)),
                Ok(_) => level.entries.push((path(), Entry::Broken(not_a_file()))),
            }
        }
        // The lengths cost more than the names; a folder of a hundred thousand is shared among the threads.
        let files: Vec<_> = files
            .into_par_iter()
            .with_min_len(512)
            .filter_map(|(path, name)| {
                let entry = match name.metadata() {
                    Ok(metadata) => file_entry(&path, || name.path(), &metadata),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
                    Err(error) => Entry::Broken(unreadable(&error)),
                };
                Some((path, entry))
            })
            .collect();
        if !folder.via.is_empty() {
            level.linked.extend(files.iter().map(|(path, _)| path.clone()));
        }
        level.entries.extend(files);
        level
    }

    /// A folder below another, unless it is the output or what a compiler put there.
    fn add_folder(&self, parent: &Folder, name: &str, level: &mut Level) {
        let real = parent.real.join(name);
        // `target` is a name that a folder of postings may have; cargo marks its own.
        let compiled = name == "target" && real.join("CACHEDIR.TAG").exists();
        if !compiled && self.output != Some(real.as_path()) {
            level.folders.push(Folder { path: join(&parent.path, name), real, via: parent.via.clone() });
        }
    }

    /// A symbolic link: the file or folder that it leads to, under the link's own path.
    fn link(&self, parent: &Folder, name: &str, level: &mut Level) {
        let path = join(&parent.path, name);
        let link = parent.real.join(name);
        let entry = match inside(self.root, &link).and_then(|real| match fs::metadata(&real) {
            Ok(metadata) => Ok((real, metadata)),
            Err(error) => Err(unreadable(&error)),
        }) {
            Ok((real, metadata)) if metadata.is_dir() => {
                if self.output.is_some_and(|output| real.starts_with(output)) {
                    return;
                }
                let mut via = parent.via.clone();
                via.push(parent.real.clone());
                if !via.iter().any(|seen| seen.starts_with(&real)) {
                    level.folders.push(Folder { path, real, via });
                    return;
                }
                Entry::Broken(Trouble::LinkLoop)
            }
            Ok((real, metadata)) => {
                let path = ProjectPath::new(&path);
                let entry = file_entry(&path, || real, &metadata);
                level.linked.push(path);
                entry
            }
            Err(trouble) => Entry::Broken(trouble),
        };
        level.entries.push((ProjectPath::new(&path), entry));
    }
}

/// Where a path leads when its links are followed, provided that this is a visible place inside the project.
fn inside(root: &Path, path: &Path) -> Result<PathBuf, Trouble> {
    let real = fs::canonicalize(path).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => unreadable(&error),
        // Also links that lead to each other.
        _ => Trouble::DeadLink,
    })?;
    let Ok(below) = real.strip_prefix(root) else {
        return Err(Trouble::LeavesProject);
    };
    // A link must not publish what is no content by name: `.git/config`, `.env`.
    if below.iter().any(|part| part != ".well-known" && part.as_encoded_bytes().starts_with(b".")) {
        return Err(Trouble::Unreadable("this symbolic link leads to a hidden file or folder".into()));
    }
    Ok(real)
}

/// A regular file that we may open.
fn file_entry(path: &ProjectPath, real: impl FnOnce() -> PathBuf, metadata: &Metadata) -> Entry {
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

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.into() } else { format!("{folder}/{name}") }
}

fn unreadable(error: &io::Error) -> Trouble {
    Trouble::Unreadable(plain_words(error))
}

fn not_a_file() -> Trouble {
    Trouble::Unreadable("not a regular file".into())
}

fn not_a_folder() -> Entry {
    Entry::Broken(Trouble::Unreadable("not a folder".into()))
}

fn broken_folder(folder: &Folder, error: &io::Error) -> Level {
    let entries = vec![(ProjectPath::new(&folder.path), Entry::Broken(unreadable(error)))];
    Level { entries, ..Level::default() }
}

/// Whether a name is hidden or a package manager's; `static/.well-known` is an address of the web (RFC 8615).
fn is_hidden(folder: &str, name: &str) -> bool {
    name == "node_modules" || (name.starts_with('.') && !(folder == "static" && name == ".well-known"))
}

/// Whether an editor left a file of this name: Emacs, Vim, Kate, JetBrains, and backups.
fn is_temporary(name: &str) -> bool {
    name.ends_with('~')
        || name == "4913"
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || [".bck", ".kate-swp", "___jb_tmp___", "___jb_old___"].iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn project(files: &[&str]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn list(folder: &TempDir) -> DiskSources {
        DiskSources::list(folder.path(), Some(&folder.path().join("static/out"))).unwrap()
    }

    fn names(sources: &DiskSources) -> Vec<&str> {
        sources.entries().keys().map(ProjectPath::as_str).collect()
    }

    #[cfg(unix)]
    fn trouble<'a>(sources: &'a DiskSources, path: &str) -> &'a Trouble {
        match &sources.entries()[&ProjectPath::new(path)] {
            Entry::Broken(trouble) => trouble,
            entry @ Entry::File { .. } => panic!("{path}: {entry:?}"),
        }
    }

    #[test]
    fn the_root_is_the_nearest_folder_with_content() {
        let folder = project(&["site/content/jobs/a.md", "site/static/deep/x"]);
        let root = folder.path().canonicalize().unwrap().join("site");
        for from in ["site", "site/content/jobs", "site/static/deep", "site/static/deep/x"] {
            assert_eq!(find_root(&folder.path().join(from)).unwrap(), root);
        }
        assert!(find_root(&folder.path().join("gone")).unwrap_err().to_string().ends_with("no such file or folder"));
        if !folder.path().ancestors().any(|above| above.join("content").is_dir()) {
            assert!(find_root(folder.path()).unwrap_err().help().unwrap().contains("rolecall init"));
        }
    }

    #[test]
    fn all_content_is_listed_in_path_order_and_nothing_else() {
        let folder = project(&[
            "content/site.yaml",
            "content/jobs/z.md",
            "content/jobs/a.md",
            "content/jobs/deep/er/x.md",
            "content/jobs/4913/kept.md",
            "content/jobs/target/kept.md",
            "content/jobs/4913.md",
            "static/.well-known/security.txt",
            "static/logo.svg",
            "templates/base.html",
            "README.md",
            // No content:
            "content/.hidden.md",
            "content/.git/config",
            "content/.well-known/x",
            "content/jobs/a.md~",
            "content/jobs/#a.md#",
            "content/jobs/.#a.md",
            "content/jobs/.a.md.swp",
            "content/jobs/4913/4913",
            "content/jobs/a.bck",
            "content/jobs/a.md___jb_tmp___",
            "content/jobs/a.md___jb_old___",
            "content/jobs/a.md.kate-swp",
            "static/sub/.well-known/x",
            "static/.well-known/.x",
            "static/node_modules/x.js",
            "static/target/CACHEDIR.TAG",
            "static/target/x",
            "static/out/index.html",
        ]);
        let sources = list(&folder);
        assert_eq!(
            names(&sources),
            [
                "content/jobs/4913.md",
                "content/jobs/4913/kept.md",
                "content/jobs/a.md",
                "content/jobs/deep/er/x.md",
                "content/jobs/target/kept.md",
                "content/jobs/z.md",
                "content/site.yaml",
                "static/.well-known/security.txt",
                "static/logo.svg",
                "templates/base.html",
            ]
        );
        for (path, entry) in sources.entries() {
            assert_eq!(*entry, Entry::File { len: path.as_str().len() as u64 });
            assert_eq!(*sources.read(path).unwrap(), *path.as_str().as_bytes());
            assert_eq!(fs::read(sources.absolute(path)).unwrap(), path.as_str().as_bytes());
        }
    }

    #[test]
    fn what_was_not_listed_cannot_be_read() {
        let folder = project(&["content/jobs/a.md", "secret", "content/.env"]);
        let sources = list(&folder);
        for path in ["secret", "content/../secret", "content/.env", "content/jobs", "content/jobs/b.md"] {
            assert_eq!(sources.read(&ProjectPath::new(path)), Err(Trouble::Unreadable("no such file".into())));
        }
        fs::remove_file(folder.path().join("content/jobs/a.md")).unwrap();
        let gone = sources.read(&ProjectPath::new("content/jobs/a.md"));
        assert_eq!(gone, Err(Trouble::Unreadable("no such file or folder".into())));
    }

    #[test]
    fn a_missing_folder_is_empty_and_a_file_in_its_place_is_an_error() {
        assert_eq!(names(&list(&project(&["README.md"]))), Vec::<&str>::new());
        let folder = project(&["content"]);
        let sources = list(&folder);
        assert_eq!(sources.entries()[&ProjectPath::new("content")], not_a_folder());
        assert!(DiskSources::list(&folder.path().join("gone"), None).is_err());
    }

    #[test]
    fn a_text_has_a_limit_and_a_static_file_has_none() {
        let folder = project(&["content/a.md", "content/grown.md", "static/a.zip"]);
        for file in ["content/a.md", "static/a.zip"] {
            File::options().write(true).open(folder.path().join(file)).unwrap().set_len(MAX_TEXT + 1).unwrap();
        }
        let sources = list(&folder);
        let grown = File::options().write(true).open(folder.path().join("content/grown.md")).unwrap();
        grown.set_len(MAX_TEXT + 1).unwrap();
        for path in ["content/a.md", "content/grown.md"] {
            let too_large = Err(Trouble::Unreadable("larger than 8 MiB".into()));
            assert_eq!(sources.read(&ProjectPath::new(path)), too_large);
        }
        assert_eq!(sources.read(&ProjectPath::new("static/a.zip")).unwrap().len() as u64, MAX_TEXT + 1);
        grown.set_len(MAX_TEXT).unwrap();
        assert_eq!(sources.read(&ProjectPath::new("content/grown.md")).unwrap().len() as u64, MAX_TEXT);
    }

    #[cfg(unix)]
    mod unix {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::{PermissionsExt, symlink};
        use std::os::unix::net::UnixListener;

        use super::*;

        #[test]
        fn links_inside_the_project_are_followed() {
            let folder = project(&["content/jobs/a.md", "shared/b.md", "shared/sub/c.md", "assets/x.css", "public/p"]);
            symlink("../../shared/b.md", folder.path().join("content/jobs/linked.md")).unwrap();
            symlink("../../shared", folder.path().join("content/jobs/more")).unwrap();
            symlink("assets", folder.path().join("static")).unwrap();
            symlink("../public", folder.path().join("assets/out")).unwrap();
            let alias = folder.path().join("alias");
            symlink(".", &alias).unwrap();
            let sources = DiskSources::list(&alias, Some(&alias.join("public"))).unwrap();
            assert_eq!(
                names(&sources),
                [
                    "content/jobs/a.md",
                    "content/jobs/linked.md",
                    "content/jobs/more/b.md",
                    "content/jobs/more/sub/c.md",
                    "static/x.css",
                ]
            );
            let read = |path: &str| sources.read(&ProjectPath::new(path)).unwrap().into_owned();
            assert_eq!(read("content/jobs/linked.md"), b"shared/b.md");
            assert_eq!(read("content/jobs/more/sub/c.md"), b"shared/sub/c.md");
            assert_eq!(read("static/x.css"), b"assets/x.css");
        }

        #[test]
        fn links_to_nowhere_outside_or_back_are_troubles() {
            let outside = project(&["secret", "folder/x.md"]);
            let folder = project(&["content/jobs/a.md", ".env", "templates/t/x.html", "static/s/y"]);
            let at = |path: &str| folder.path().join(path);
            symlink("nowhere.md", at("content/jobs/dead.md")).unwrap();
            symlink("self.md", at("content/jobs/self.md")).unwrap();
            symlink(outside.path().join("secret"), at("content/jobs/out.md")).unwrap();
            symlink(outside.path().join("folder"), at("content/out")).unwrap();
            symlink("../../.env", at("content/jobs/env.md")).unwrap();
            symlink("../..", at("content/jobs/up")).unwrap();
            symlink(".", at("content/jobs/here")).unwrap();
            symlink("../../static/s", at("templates/t/to_s")).unwrap();
            symlink("../../templates/t", at("static/s/to_t")).unwrap();
            let sources = list(&folder);
            assert_eq!(*trouble(&sources, "content/jobs/dead.md"), Trouble::DeadLink);
            assert_eq!(*trouble(&sources, "content/jobs/self.md"), Trouble::DeadLink);
            assert_eq!(*trouble(&sources, "content/jobs/out.md"), Trouble::LeavesProject);
            assert_eq!(*trouble(&sources, "content/out"), Trouble::LeavesProject);
            assert!(matches!(trouble(&sources, "content/jobs/env.md"), Trouble::Unreadable(_)));
            assert_eq!(*trouble(&sources, "content/jobs/up"), Trouble::LinkLoop);
            assert_eq!(*trouble(&sources, "content/jobs/here"), Trouble::LinkLoop);
            assert_eq!(*trouble(&sources, "templates/t/to_s/to_t"), Trouble::LinkLoop);
            assert_eq!(*trouble(&sources, "static/s/to_t/to_s"), Trouble::LinkLoop);
            assert_eq!(sources.read(&ProjectPath::new("content/jobs/out.md")), Err(Trouble::LeavesProject));
        }

        #[test]
        fn a_link_that_is_bent_later_is_not_followed() {
            let outside = project(&["secret"]);
            let folder = project(&["shared/a.md", "content/b.md"]);
            let link = folder.path().join("content/a.md");
            symlink("../shared/a.md", &link).unwrap();
            let sources = list(&folder);
            fs::remove_file(&link).unwrap();
            symlink(outside.path().join("secret"), &link).unwrap();
            assert_eq!(sources.read(&ProjectPath::new("content/a.md")), Err(Trouble::LeavesProject));
        }

        #[test]
        fn odd_names_and_special_files_are_troubles() {
            let folder = project(&["content/jobs/a.md"]);
            let at = |path: &str| folder.path().join(path);
            // Not every file system takes such a name.
            let odd = fs::write(at("content/jobs").join(OsStr::from_bytes(b"b\xff.md")), "").is_ok();
            let _socket = UnixListener::bind(at("content/jobs/socket.md")).unwrap();
            let made = std::process::Command::new("mkfifo").arg(at("content/jobs/pipe.md")).status();
            symlink("socket.md", at("content/jobs/link.md")).unwrap();
            let sources = list(&folder);
            if odd {
                assert_eq!(*trouble(&sources, "content/jobs/b\u{fffd}.md"), Trouble::NotUnicode);
            }
            let special = Trouble::Unreadable("not a regular file".into());
            assert_eq!(*trouble(&sources, "content/jobs/socket.md"), special);
            assert_eq!(*trouble(&sources, "content/jobs/link.md"), special);
            if made.is_ok_and(|status| status.success()) {
                assert_eq!(*trouble(&sources, "content/jobs/pipe.md"), special);
                assert_eq!(sources.read(&ProjectPath::new("content/jobs/pipe.md")), Err(special));
            }
        }

        #[test]
        fn what_may_not_be_read_is_a_trouble() {
            let folder = project(&["content/jobs/a.md", "static/closed/x", "static/secret", "static/own"]);
            let set = |path: &str, mode| {
                fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
            };
            set("static/closed", 0);
            set("static/secret", 0);
            set("static/own", 0o600);
            let sources = list(&folder);
            set("static/closed", 0o755);
            assert!(matches!(sources.entries()[&ProjectPath::new("static/own")], Entry::File { .. }));
            // The superuser may read everything.
            if sources.entries().contains_key(&ProjectPath::new("static/closed")) {
                let denied = Trouble::Unreadable("permission denied".into());
                assert_eq!(*trouble(&sources, "static/closed"), denied);
                assert_eq!(*trouble(&sources, "static/secret"), denied);
            }
        }
    }
}
