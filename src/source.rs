//! The inputs as values: which files a project has, their bytes, and places inside them.
//!
//! Everything that is read comes through one door, [`Sources`]. The disk implements it in `edge`, [`MemorySources`]
//! implements it for tests; the rest of the library does not know the difference.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A file's path inside the project, with `/` between its parts on every system: `content/jobs/rust.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProjectPath(Arc<str>);

impl ProjectPath {
    /// The path with this text. Leading `./` and `/` are dropped.
    pub fn new(path: &str) -> Self {
        Self(path.trim_start_matches("./").trim_start_matches('/').into())
    }

    /// The path of a file that is none of the project's, as whoever named it wrote it.
    pub fn as_given(path: &str) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part: `rust.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The last part without its extension: `rust`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[..dot],
            _ => name,
        }
    }

    /// What follows the last dot of the file name: `md`; empty when there is none.
    pub fn extension(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[dot + 1..],
            _ => "",
        }
    }

    /// The rest of the path below a folder, e.g. `rust.md` below `content/jobs`.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

impl fmt::Display for ProjectPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ProjectPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A range of bytes in a file, the byte order mark included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The span as a range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// What identifies the bytes of a file: their 128-bit XXH3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// The fingerprint of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(bytes))
    }

    /// Its bytes.
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// Twelve hexadecimal digits, enough to tell the versions of an asset apart.
    pub fn short(self) -> String {
        format!("{:012x}", self.0 >> 80)
    }
}

/// Takes the fingerprint of bytes that come in pieces.
#[derive(Clone, Default)]
pub struct Fingerprinting(xxhash_rust::xxh3::Xxh3);

impl Fingerprinting {
    /// Adds the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The fingerprint of all bytes so far: that of [`Fingerprint::of`].
    pub fn done(&self) -> Fingerprint {
        Fingerprint(self.0.digest128())
    }
}

/// Why a name in the project has no content that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// A symbolic link that leads nowhere.
    DeadLink,
    /// A symbolic link that leads out of the project.
    LeavesProject,
    /// A symbolic link to a folder that contains it.
    LinkLoop,
    /// The name is not valid Unicode.
    NotUnicode,
    /// The file or folder cannot be read; the system's words for why.
    Unreadable(String),
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DeadLink => f.write_str("this symbolic link leads nowhere"),
            Self::LeavesProject => f.write_str("this symbolic link leads out of the project"),
            Self::LinkLoop => f.write_str("this symbolic link leads to a folder that contains it"),
            Self::NotUnicode => f.write_str("this file name is not valid Unicode"),
            Self::Unreadable(why) => write!(f, "this cannot be read: {why}"),
        }
    }
}

/// One name below `content/`, `templates/` or `static/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A regular file of so many bytes.
    File {
        /// Its length in bytes when the folder was listed.
        len: u64,
    },
    /// Something that should be content and cannot be used.
    Broken(Trouble),
}

/// The files of a project: the one door through which the library sees the outside world.
pub trait Sources: Sync {
    /// Every file below `content/`, `templates/` and `static/`, in path order. Dot files and editors' temporary files
    /// are not among them.
    fn entries(&self) -> &BTreeMap<ProjectPath, Entry>;

    /// The bytes of one file as they are now.
    ///
    /// # Errors
    /// Says why the file cannot be read, e.g. because it has vanished since it was listed.
    fn read(&self, path: &ProjectPath) -> Result<Cow<'_, [u8]>, Trouble>;

    /// Whether a file certainly has the bytes that it had in the run before, so that it need not be read again.
    fn is_unchanged(&self, _: &ProjectPath) -> bool {
        false
    }
}

/// A project held in memory.
#[derive(Debug, Clone, Default)]
pub struct MemorySources {
    entries: BTreeMap<ProjectPath, Entry>,
    files: BTreeMap<ProjectPath, Vec<u8>>,
}

impl MemorySources {
    /// A project without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        let (path, bytes) = (ProjectPath::new(path), bytes.into());
        self.entries.insert(path.clone(), Entry::File { len: bytes.len() as u64 });
        self.files.insert(path, bytes);
    }

    /// The same project with one more file.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.insert(path, bytes);
        self
    }

    /// Adds a name that cannot be used.
    pub fn insert_broken(&mut self, path: &str, trouble: Trouble) {
        self.entries.insert(ProjectPath::new(path), Entry::Broken(trouble));
    }

    /// Removes a file; says whether it was there.
    pub fn remove(&mut self, path: &str) -> bool {
        let path = ProjectPath::new(path);
        self.files.remove(&path);
        self.entries.remove(&path).is_some()
    }
}

impl Sources for MemorySources {
    fn entries(&self) -> &BTreeMap<ProjectPath, Entry> {
        &self.entries
    }

    fn read(&self, path: &ProjectPath) -> Result<Cow<'_, [u8]>, Trouble> {
        match self.files.get(path) {
            Some(bytes) => Ok(Cow::Borrowed(bytes)),
            None => Err(Trouble::Unreadable("no such file".into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_knows_its_parts() {
        let path = ProjectPath::new("./content/jobs/data/etl.v2.md");
        assert_eq!(path.as_str(), "content/jobs/data/etl.v2.md");
        assert_eq!((path.file_name(), path.stem(), path.extension()), ("etl.v2.md", "etl.v2", "md"));
        assert_eq!(path.below("content/jobs"), Some("data/etl.v2.md"));
        assert_eq!(path.below("content/job"), None);
        assert_eq!(ProjectPath::new("static/.nojekyll").extension(), "");
    }
}
