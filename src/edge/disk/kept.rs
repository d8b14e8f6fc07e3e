//! Postings kept in memory from their parsing to their page, so that a build of a usual board reads each file once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::BuildHasher as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use foldhash::HashMap;
use foldhash::fast::FixedState;

use super::DiskSources;
use crate::source::{Entry, ProjectPath, Sources, Trouble};

/// The postings are kept if all of them together have at most so many bytes; those of a larger board are read twice.
const MOST_BYTES: u64 = 64 << 20;
/// How many threads can be at the kept files at once.
const SHARDS: usize = 16;

/// A project's files, each posting of which is kept from one reading to the next.
pub struct Kept<'s> {
    sources: &'s DiskSources,
    is_small: bool,
    kept: [Mutex<HashMap<ProjectPath, Vec<u8>>>; SHARDS],
}

impl<'s> Kept<'s> {
    /// The files of a project.
    pub fn of(sources: &'s DiskSources) -> Self {
        let length = |(path, entry): (&ProjectPath, &Entry)| match entry {
            Entry::File { len } if path.below("content/jobs").is_some() => *len,
            _ => 0,
        };
        let bytes: u64 = sources.entries().iter().map(length).sum();
        Self { sources, is_small: bytes <= MOST_BYTES, kept: Default::default() }
    }

    /// Where a file is on disk.
    pub fn absolute(&self, path: &ProjectPath) -> PathBuf {
        self.sources.absolute(path)
    }

    fn shard(&self, path: &ProjectPath) -> &Mutex<HashMap<ProjectPath, Vec<u8>>> {
        &self.kept[FixedState::default().hash_one(path) as usize % SHARDS]
    }
}

impl Sources for Kept<'_> {
    fn entries(&self) -> &BTreeMap<ProjectPath, Entry> {
        self.sources.entries()
    }

    fn read(&self, path: &ProjectPath) -> Result<Cow<'_, [u8]>, Trouble> {
        if !self.is_small || path.below("content/jobs").is_none() {
            return self.sources.read(path);
        }
        let mut kept = self.shard(path).lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = kept.remove(path) {
            return Ok(Cow::Owned(bytes));
        }
        drop(kept);
        let bytes = self.sources.read(path)?;
        let mut kept = self.shard(path).lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(path.clone(), bytes.to_vec());
        Ok(bytes)
    }

    fn is_unchanged(&self, path: &ProjectPath) -> bool {
        self.sources.is_unchanged(path)
    }
}
