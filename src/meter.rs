//! Who takes the time: the library says what it is doing, and whoever holds a clock listens.
//!
//! The library has no clock of its own, so a [`Meter`] is passed in. There are two kinds of time. A [`Stage`] is a part of
//! the whole run; stages follow one another, and their times add up to the run's. A [`Work`] is what one thread does at a
//! time within a stage, for one file or page; work inside work is taken out of it, so that a thread's time is never
//! counted twice.

use std::borrow::Cow;

use crate::source::{ProjectPath, Sources, Trouble};

/// A part of a run; one ends where the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The project's folders are listed, while what the run before noted is read.
    List,
    /// The files are compared with those of the run before.
    Compare,
    /// site.yaml, the skill names and the theme are read.
    Settings,
    /// The postings are read and parsed, in parallel.
    Postings,
    /// The pages and companies are read.
    Documents,
    /// The roles are put in order and found under their terms.
    Catalog,
    /// Every page gets its place.
    Site,
    /// The rows of lists are rendered, in parallel.
    Rows,
    /// Each template is tried on a page.
    Samples,
    /// What is in the output folder is looked at.
    Survey,
    /// The output's list is written, and its folders are made.
    Open,
    /// Roles that are like one another are found.
    Related,
    /// Which pages are as the last build left them.
    Keys,
    /// Pages are rendered and written, in parallel.
    Pages,
    /// Stale files are removed, and the list of the output is written.
    Finish,
    /// What was read and written is noted for the next build.
    Note,
    /// The preview makes sure that the files are still those that were read, and shows the new site.
    Show,
}

impl Stage {
    /// Its name in machine-readable timings, which stays.
    pub fn key(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Compare => "compare",
            Self::Settings => "settings",
            Self::Postings => "postings",
            Self::Documents => "documents",
            Self::Catalog => "catalog",
            Self::Site => "site",
            Self::Rows => "rows",
            Self::Samples => "samples",
            Self::Survey => "survey",
            Self::Open => "open",
            Self::Related => "related",
            Self::Keys => "keys",
            Self::Pages => "pages",
            Self::Finish => "finish",
            Self::Note => "note",
            Self::Show => "show",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "look at the files",
            Self::Compare => "compare with the last run",
            Self::Settings => "settings, skills, theme",
            Self::Postings => "read and parse postings",
            Self::Documents => "other pages, companies",
            Self::Catalog => "catalog and facets",
            Self::Site => "pages of the site",
            Self::Rows => "render the lists' rows",
            Self::Samples => "try templates",
            Self::Survey => "look at the output",
            Self::Open => "prepare the output",
            Self::Related => "find related roles",
            Self::Keys => "tell which pages stay",
            Self::Pages => "render and write pages",
            Self::Finish => "remove what is stale",
            Self::Note => "note it for the next build",
            Self::Show => "look again, and show",
        }
    }
}

/// What a thread does for one file or page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// A posting's file is read.
    Read,
    /// A posting is parsed.
    Parse,
    /// A page, or a row of lists, is rendered by the template of this name.
    Template(&'static str),
    /// A feed.
    Feed,
    /// The filters' form or a file of their data.
    Filters,
    /// `jobs.json`.
    JobList,
    /// The sitemap or a part of it.
    Sitemap,
    /// What hosts read: `robots.txt`, `_headers` and the like.
    Hosting,
    /// A file of the output is compared with what is there, and written if it differs.
    Write,
}

impl Work {
    /// Its name, in machine-readable timings too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Parse => "parse",
            Self::Template(name) => name,
            Self::Feed => "feeds",
            Self::Filters => "filters",
            Self::JobList => "jobs.json",
            Self::Sitemap => "sitemap",
            Self::Hosting => "hosting",
            Self::Write => "write",
        }
    }
}

/// Hears what is being done.
pub trait Meter: Sync {
    /// A stage begins; the one before is over.
    fn begin(&self, stage: Stage);

    /// This thread begins some work.
    fn enter(&self, work: Work);

    /// This thread has ended the work that it began last, on so many files (0 for another part of one) and bytes.
    fn leave(&self, files: usize, bytes: u64);
}

/// A meter that nobody reads.
#[derive(Debug, Clone, Copy)]
pub struct Unmetered;

impl Meter for Unmetered {
    fn begin(&self, _: Stage) {}

    fn enter(&self, _: Work) {}

    fn leave(&self, _: usize, _: u64) {}
}

impl dyn Meter + '_ {
    /// Does some work on one file, which has so many bytes.
    pub fn measured<T>(&self, work: Work, bytes: impl FnOnce(&T) -> u64, does: impl FnOnce() -> T) -> T {
        self.enter(work);
        let made = does();
        self.leave(1, bytes(&made));
        made
    }

    /// Reads a file of the project.
    ///
    /// # Errors
    /// As [`Sources::read`].
    pub fn read<'s>(&self, sources: &'s dyn Sources, path: &ProjectPath) -> Result<Cow<'s, [u8]>, Trouble> {
        let bytes = |read: &Result<Cow<'s, [u8]>, Trouble>| read.as_ref().map_or(0, |bytes| bytes.len() as u64);
        self.measured(Work::Read, bytes, || sources.read(path))
    }

    /// The pieces of one file, each made when it is asked for.
    pub fn measured_pieces<'m>(
        &'m self,
        work: Work,
        mut pieces: impl Iterator<Item = Vec<u8>> + 'm,
    ) -> impl Iterator<Item = Vec<u8>> + 'm {
        let mut files = 1;
        std::iter::from_fn(move || {
            self.enter(work);
            let piece = pieces.next();
            self.leave(std::mem::take(&mut files), piece.as_ref().map_or(0, |piece| piece.len() as u64));
            piece
        })
    }
}
