//! `content/jobs` as an import finds it: which names are taken, which postings were imported, and what was imported last.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use crate::edge::disk::DiskSources;
use crate::edge::error::Error;
use crate::import::meaning::{Origin, origin_of};
use crate::import::plan::address_of;
use crate::source::{ProjectPath, Sources};

/// The folder of the postings.
pub(super) const JOBS: &str = "content/jobs";
/// The folder in it that keeps what was imported last.
pub(super) const RECORD: &str = ".imported";

/// The folder.
pub(super) struct Folder {
    /// The slugs of all postings.
    pub(super) slugs: BTreeSet<String>,
    /// The postings that were imported.
    pub(super) known: BTreeMap<Origin, Known>,
    /// The addresses that are taken, each with the imported posting that has it.
    pub(super) addresses: BTreeMap<String, Option<Origin>>,
}

/// A posting that was imported.
#[derive(Debug, Default, Clone)]
pub(super) struct Known {
    /// The board that it came from.
    pub(super) board: String,
    /// Its file, from `content/jobs`.
    pub(super) path: String,
    /// What the file says now; `None` when it was removed.
    pub(super) now: Option<String>,
    /// What was imported last; `None` when that is not known any more.
    pub(super) last: Option<String>,
    /// The record of it, from `content/jobs`.
    pub(super) record: Option<String>,
}

impl Known {
    /// Where the record of it belongs, from `content/jobs`.
    pub(super) fn record_now(&self) -> String {
        record(&self.board, &self.path)
    }

    /// What is known of its text: what was imported last, else what its file says.
    pub(super) fn text(&self) -> Option<&str> {
        self.last.as_deref().or(self.now.as_deref())
    }
}

impl Folder {
    /// Reads the folder.
    ///
    /// # Errors
    /// When what was imported last cannot be read.
    pub(super) fn read(sources: &DiskSources) -> Result<Self, Error> {
        let paths: Vec<&ProjectPath> = sources.entries().keys().filter(|path| path.below(JOBS).is_some()).collect();
        let slugs = paths.iter().map(|path| crate::slug::slug(path.stem())).collect();
        let texts: Vec<(String, String)> = paths
            .par_iter()
            .filter_map(|path| {
                let text = String::from_utf8(sources.read(path).ok()?.into_owned()).ok()?;
                Some((path.below(JOBS)?.to_owned(), text))
            })
            .collect();
        let mut addresses: BTreeMap<_, _> =
            texts.par_iter().flat_map_iter(|(path, text)| addresses(path, text)).collect();
        addresses.extend(of_the_site(sources).map(|address| (address, None)));
        let origins: BTreeMap<&str, Origin> =
            texts.iter().filter_map(|(path, text)| Some((path.as_str(), origin_of(text)?))).collect();
        let moved: BTreeSet<&Origin> = origins.values().collect();
        let mut known: BTreeMap<Origin, Known> = BTreeMap::new();
        let files: BTreeMap<&str, &String> = texts.iter().map(|(path, text)| (path.as_str(), text)).collect();
        for (record, text) in records(&sources.root().join(JOBS).join(RECORD))? {
            let Some(origin) = origin_of(&text) else { continue };
            // `.imported/<board>/<path of the file>`
            let path = record.split_once('/').map_or("", |(_, path)| path).to_owned();
            // Another posting may have its name now, if it was moved itself.
            let is_same = match origins.get(path.as_str()) {
                Some(other) => *other == origin,
                None => !moved.contains(&origin),
            };
            let now = files.get(path.as_str()).filter(|_| is_same).map(|text| (*text).clone());
            let record = Some(format!("{RECORD}/{record}"));
            known.insert(origin.clone(), Known { board: origin.board, path, now, last: Some(text), record });
        }
        for (path, text) in &texts {
            let Some(origin) = origin_of(text) else { continue };
            let entry =
                known.entry(origin.clone()).or_insert_with(|| Known { board: origin.board, ..Known::default() });
            // It was moved, or its record is lost.
            if entry.now.is_none() {
                entry.path.clone_from(path);
                entry.now = Some(text.clone());
            }
        }
        Ok(Self { slugs, known, addresses })
    }

    /// The boards of a system from which postings were imported.
    pub(super) fn boards_of(&self, system: &str) -> BTreeSet<&str> {
        let boards = self.known.keys().map(|origin| origin.board.as_str());
        boards
            .filter(|board| board.strip_prefix(system).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
            .collect()
    }
}

/// The addresses of the pages and files that the site has beside its postings.
fn of_the_site(sources: &DiskSources) -> impl Iterator<Item = String> {
    const MADE: [&str; 9] = [
        "/",
        "/jobs/",
        "/404.html",
        "/feed.json",
        "/feed.xml",
        "/filters.json",
        "/jobs.json",
        "/robots.txt",
        "/sitemap.xml",
    ];
    let own = sources.entries().keys().filter_map(|path| {
        if let Some(file) = path.below("static") {
            return Some(address_of(&format!("/{file}")));
        }
        let page = path.below("content/pages").map(|page| ("", page));
        let (above, page) = page.or_else(|| path.below("content/companies").map(|page| ("/company", page)))?;
        let parts: Vec<String> = page.strip_suffix(".md")?.split('/').map(crate::slug::slug).collect();
        Some(format!("{above}/{}/", parts.join("/")))
    });
    own.collect::<Vec<_>>().into_iter().chain(MADE.map(str::to_owned))
}

/// The addresses of a posting: its own, and those that it had.
fn addresses(path: &str, text: &str) -> Vec<(String, Option<Origin>)> {
    let path = ProjectPath::new(path);
    let own = (format!("/jobs/{}/", crate::slug::slug(path.stem())), None);
    let posting = crate::posting::parse::posting(&path, text.as_bytes());
    let aliases = posting.map(|posting| posting.aliases).unwrap_or_default();
    aliases.into_iter().map(|alias| (address_of(&alias), origin_of(text))).chain([own]).collect()
}

/// The files below a folder with their paths in it; none when there is no such folder.
fn records(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let mut found = Vec::new();
    let mut waiting = vec![String::new()];
    while let Some(below) = waiting.pop() {
        let place = folder.join(&below);
        let entries = match fs::read_dir(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && below.is_empty() => return Ok(found),
            entries => entries.map_err(|e| Error::io("read", &place, &e))?,
        };
        for entry in entries {
            let entry = entry.map_err(|e| Error::io("read", &place, &e))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            match entry.file_type().map_err(|e| Error::io("read", &place, &e))? {
                kind if kind.is_dir() => waiting.push(path),
                kind if kind.is_file() && path.ends_with(".md") => {
                    let text = fs::read_to_string(entry.path()).map_err(|e| Error::io("read", &entry.path(), &e))?;
                    found.push((path, text));
                }
                _ => {}
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Where the record of a file is, from `content/jobs`.
pub(super) fn record(board: &str, below: &str) -> String {
    let folder = Some(crate::slug::slug(board)).filter(|name| !name.is_empty()).unwrap_or_else(|| "text".into());
    format!("{RECORD}/{folder}/{below}")
}
