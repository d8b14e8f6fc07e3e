//! What the last build into an output folder was made of and what it wrote, kept from one run of the program to the next.
//!
//! With a record a build need not do again what it would do the same way. Nothing rests on it: where it is missing, damaged,
//! of another program or of other options, or where a file is not as it was noted, everything is made anew.
//!
//! | question | what answers it |
//! |---|---|
//! | Is there anything to do at all? | the stamps of the project's files and of the output's, and what was asked for |
//! | Which roles are alike? | [`Related`]: they are, if all roles are found under the same terms |
//! | What do the postings say? | [`Memo`]: a posting whose file has its noted stamp, or its noted bytes, is not parsed again |
//! | Which pages must be rendered? | [`Keys`](crate::site::key::Keys): a page with its noted key, whose file has its noted stamp, is as it should be |
//!
//! A stamp is a file's time, length, inode and time of change. A file that was written so shortly before it was looked at that
//! another change could have the same stamp counts as changed.
//!
//! Records lie in `.rolecall-cache/` beside `content/`, one for each output folder: not in the output, which is published, and
//! not in the user's home, where they would outlive the project. The folder may be deleted at any time, and a project that
//! cannot be written to has none. `file` is the format on disk.

mod file;

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::build::{Job, Planned};
use super::disk::{DiskSources, Noted, Stamp};
use super::output::{Output, Summary};
use crate::catalog::related::Related;
use crate::pipeline::Memo;
use crate::site::Site;
use crate::source::Fingerprint;
use file::File;
pub(super) use file::{Parts, Postings};

/// The folder of records in a project.
pub const FOLDER: &str = ".rolecall-cache";

/// What was asked for: a build that is asked for something else has other pages.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    day: Date,
    drafts: bool,
    base_url: Option<String>,
    shard: String,
}

impl Asked {
    fn of(job: &Job, zone: &TimeZone) -> Self {
        Self {
            day: job.request.clock.day(zone),
            drafts: job.request.drafts,
            base_url: job.request.base_url.as_ref().map(|url| format!("{url:?}")),
            shard: job.shard.to_string(),
        }
    }
}

/// One file of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Page {
    /// None for a copied file.
    key: Option<Fingerprint>,
    stamp: Stamp,
}

/// What is kept of a build, beside the postings. On the way to disk it borrows what is large.
#[derive(Debug, Serialize, Deserialize)]
struct Record<'r> {
    asked: Asked,
    /// The name of the site's time zone; without one, only a day that was asked for tells the day.
    zone: Option<String>,
    /// None once it has been taken over, as what follows.
    inputs: Option<Cow<'r, Noted>>,
    related: Option<Cow<'r, Related>>,
    /// In the order of their paths.
    pages: Vec<(Cow<'r, str>, Page)>,
    /// The list of the output.
    list: Stamp,
    /// When the output was finished.
    finished: SystemTime,
    /// Whether there was nothing to warn of.
    was_silent: bool,
    roles: usize,
    bytes: u64,
}

/// Where the record of an output folder is kept.
#[derive(Debug)]
pub(super) struct Shelf {
    file: File,
    out: PathBuf,
}

/// The record of the last build, as far as it can be used.
#[derive(Debug)]
pub(super) struct Last {
    record: Record<'static>,
    out: PathBuf,
}

impl Shelf {
    /// The place for the record of a job; none when the program cannot tell itself from another version of it.
    pub(super) fn of(job: &Job) -> Option<Self> {
        let out = std::path::absolute(&job.out).ok()?;
        Some(Self { file: File::of(&job.root.join(FOLDER), &out)?, out })
    }

    /// The record of the last build, and the postings as they were parsed.
    pub(super) fn read(&self) -> Option<(Last, Postings)> {
        let (record, postings) = self.file.read()?;
        Some((Last { record, out: self.out.clone() }, postings))
    }

    /// Keeps what a build was made of and wrote. What cannot be kept is forgotten.
    pub(super) fn keep(&self, job: &Job, made: &Made<'_>) {
        if let Some(record) = made.record(job, &self.out) {
            self.file.write(&record, made.memo, made.parts);
        }
    }
}

/// What there is to keep of a build.
pub(super) struct Made<'a> {
    pub(super) site: &'a Site,
    pub(super) sources: &'a DiskSources,
    pub(super) memo: &'a Memo,
    /// What the last record has of it.
    pub(super) parts: Option<&'a Parts>,
    pub(super) related: &'a Related,
    pub(super) pages: &'a [Planned<'a>],
    pub(super) summary: &'a Summary,
    pub(super) was_silent: bool,
}

impl<'a> Made<'a> {
    fn record(&self, job: &Job, out: &Path) -> Option<Record<'a>> {
        let finished = SystemTime::now();
        let zone = &self.site.config.timezone;
        let page = |page: &Planned<'a>| {
            let path = &*page.entry.path;
            let stamp = page.kept.as_deref().copied().or_else(|| stamp(&out.join(path)))?;
            Some((Cow::Borrowed(path), Page { key: page.key, stamp }))
        };
        let mut pages: Vec<_> = self.pages.par_iter().filter_map(page).collect();
        pages.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Some(Record {
            asked: Asked::of(job, zone),
            zone: zone.iana_name().map(str::to_owned),
            inputs: Some(Cow::Borrowed(self.sources.noted())),
            related: Some(Cow::Borrowed(self.related)),
            pages,
            list: stamp(&out.join(Output::LIST))?,
            finished,
            was_silent: self.was_silent,
            roles: self.site.catalog.listed().len(),
            bytes: self.summary.bytes,
        })
    }
}

impl Last {
    /// What a build would say that has nothing to do: how many roles are listed, and what it found in the output. None when
    /// there may be something to do.
    pub(super) fn still_holds(&self, job: &Job, sources: &DiskSources) -> Option<(usize, Summary)> {
        let record = &self.record;
        let zone = record.zone.as_deref().map_or(Some(TimeZone::UTC), |name| TimeZone::get(name).ok())?;
        let is_same = record.was_silent
            && (record.zone.is_some() || matches!(job.request.clock, crate::pipeline::Clock::Day(_)))
            && record.asked == Asked::of(job, &zone)
            && record.inputs.as_ref().is_some_and(|inputs| sources.is_still(inputs))
            && stamp(&self.out.join(Output::LIST)) == Some(record.list)
            && record.pages.par_iter().all(|(path, page)| self.is_same(page, stamp(&self.out.join(&**path))));
        let summary = Summary { unchanged: record.pages.len(), bytes: record.bytes, ..Summary::default() };
        is_same.then_some((record.roles, summary))
    }

    /// The project's files, those marked that are certainly the same.
    pub(super) fn mark(&mut self, sources: DiskSources) -> DiskSources {
        match self.record.inputs.take() {
            Some(inputs) => sources.following_noted(&inputs),
            None => sources,
        }
    }

    /// The related roles, where they are those of this site too.
    pub(super) fn related(&mut self, site: &Site) -> Option<Related> {
        let related = self.record.related.take()?.into_owned();
        related.is_of(&site.catalog, site.config.related).then_some(related)
    }

    /// Of each of some paths in order, what was noted of its page.
    pub(super) fn pages<'l>(&'l self, paths: &[&str]) -> Vec<Option<&'l Page>> {
        let mut pages = self.record.pages.iter().peekable();
        let find = |path: &&str| {
            while pages.next_if(|(known, _)| **known < **path).is_some() {}
            pages.next_if(|(known, _)| known == path).map(|(_, page)| page)
        };
        paths.iter().map(find).collect()
    }

    /// Whether the file of a page, which has this stamp, has certainly the bytes that belong to this key.
    pub(super) fn has(&self, page: &Page, key: Option<Fingerprint>, stamp: Stamp) -> bool {
        page.key == key && self.is_same(page, Some(stamp))
    }

    fn is_same(&self, page: &Page, stamp: Option<Stamp>) -> bool {
        stamp == Some(page.stamp) && !page.stamp.is_fresh(self.record.finished)
    }
}

/// The stamp of a file, links not followed.
fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::symlink_metadata(path).ok()?;
    metadata.is_file().then(|| Stamp::of(&metadata))
}
