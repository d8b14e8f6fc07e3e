//! Building a site into its output folder: every page that is not there already is rendered in parallel and written as it is
//! made.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{DiskSources, Kept, Stamp};
use super::error::Error;
use super::output::{Opening, Output as Folder, Summary};
use super::progress::Progress;
use super::record::{self, Last, Shelf};
use crate::catalog::related::Related;
use crate::diagnostic::{Diagnostic, Report};
use crate::meter::{Meter, Stage, Work};
use crate::pipeline::{self, Built, Memo, Request};
use crate::render::{Failure, Renderer};
use crate::site::key::Keys;
use crate::site::shard::Shard;
use crate::site::{Entry, Output, Page, Site};
use crate::source::{Fingerprint, Sources as _};
use crate::theme::Templates;

/// What a build is asked for.
#[derive(Debug, Clone)]
pub struct Job {
    /// The project's root.
    pub root: PathBuf,
    /// The output folder.
    pub out: PathBuf,
    /// The day, drafts, and another address.
    pub request: Request,
    /// The share of the pages that is written.
    pub shard: Shard,
}

/// What became of a build.
#[derive(Debug)]
pub struct Outcome {
    /// Everything that is wrong or unwise.
    pub report: Report,
    /// What was written; `None` when there are errors.
    pub written: Option<Written>,
    /// Whether pages were written before an error ended the build. They are whole, and the next build goes on from them.
    pub is_partial: bool,
    /// The files, for showing the lines of the report.
    pub sources: DiskSources,
    /// What the site was made of. A program that ends has no need to take it apart, which takes time on a large board.
    pub memory: Memory,
}

/// What a build holds in memory until its outcome is dropped.
#[derive(Debug, Default)]
pub struct Memory {
    _built: Option<Built>,
    _memo: Memo,
    _last: Option<Last>,
}

/// What a build wrote.
#[derive(Debug)]
pub struct Written {
    /// How many roles can be applied for.
    pub roles: usize,
    /// Files and bytes.
    pub files: Summary,
}

/// Builds a site, while a meter takes the time.
///
/// # Errors
/// What the environment refuses; nothing of it is about the content.
pub fn build(job: &Job, meter: &dyn Meter) -> Result<Outcome, Error> {
    meter.begin(Stage::List);
    let shelf = Shelf::of(job);
    let (sources, read) =
        rayon::join(|| DiskSources::list(&job.root, Some(&job.out)), || shelf.as_ref().and_then(Shelf::read));
    let sources = sources?;
    meter.begin(Stage::Compare);
    let (mut last, postings) = read.unzip();
    if let Some((roles, files)) = last.as_ref().and_then(|last: &Last| last.still_holds(job, &sources)) {
        let report = Report::new(Vec::new());
        let memory = Memory { _last: last, ..Memory::default() };
        return Ok(Outcome { report, written: Some(Written { roles, files }), is_partial: false, sources, memory });
    }
    let (known, (sources, surroundings)) = rayon::join(
        || postings.map(record::Postings::memo),
        || {
            let sources = match &mut last {
                Some(last) => last.mark(sources),
                None => sources,
            };
            let surroundings = pipeline::surroundings(&sources, &job.request);
            (sources, surroundings)
        },
    );
    let (mut memo, parts) = known.map_or_else(Default::default, |(memo, parts)| (memo, Some(parts)));
    let kept = Kept::of(&sources);
    let (built, report) = pipeline::build_metered(&kept, &job.request, &mut memo, meter);
    let Some(built) = built else {
        let memory = Memory { _built: None, _memo: memo, _last: last };
        return Ok(Outcome { report, written: None, is_partial: false, sources, memory });
    };
    // What changed while it was read is in the site or in the keys, and nobody knows in which.
    let surroundings = surroundings.filter(|before| pipeline::surroundings(&sources, &job.request) == Some(*before));
    meter.begin(Stage::Related);
    let site = &built.site;
    let related = last.as_mut().and_then(|last| last.related(site));
    let related = related.unwrap_or_else(|| Related::of(&site.catalog, site.config.related));
    let run = Run { job, site, sources: &kept, surroundings, related: &related, meter };
    let mut is_partial = false;
    let written = run.write(&built.theme.templates, last, &mut is_partial);
    if let (Some(shelf), Ok((summary, Some(pages)))) = (&shelf, &written) {
        meter.begin(Stage::Note);
        let was_silent = report.diagnostics().is_empty();
        let (sources, parts, related) = (&sources, parts.as_ref(), &related);
        let made = record::Made { site, sources, memo: &memo, parts, related, pages, summary, was_silent };
        shelf.keep(job, &made);
    }
    let written = written.map(|(files, _)| files);
    let roles = built.site.catalog.listed().len();
    let (report, written) = match written {
        Ok(files) => (report, Some(Written { roles, files })),
        Err(Stop::Environment(error)) => return Err(error),
        Err(Stop::Template(diagnostic)) => (report.with(*diagnostic), None),
    };
    let memory = Memory { _built: Some(built), _memo: memo, _last: None };
    Ok(Outcome { report, is_partial: is_partial && written.is_none(), written, sources, memory })
}

/// Why writing ended early.
enum Stop {
    Environment(Error),
    Template(Box<Diagnostic>),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Environment(error)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Template(diagnostic) => Self::Template(diagnostic),
            Failure::Changed(path) => Self::Environment(
                Error::new(format!("`{path}` changed while the site was being built")).with_help("run the build again"),
            ),
        }
    }
}

/// A site that is to be written.
struct Run<'a> {
    job: &'a Job,
    site: &'a Site,
    sources: &'a Kept<'a>,
    /// None when they changed meanwhile.
    surroundings: Option<Fingerprint>,
    related: &'a Related,
    meter: &'a dyn Meter,
}

/// A page of this build.
pub(super) struct Planned<'a> {
    pub(super) entry: &'a Entry,
    pub(super) key: Option<Fingerprint>,
    /// The stamp of its file, if that is left as the last build wrote it. A first build has none, so it takes no room.
    pub(super) kept: Option<Box<Stamp>>,
}

impl<'a> Run<'a> {
    /// Renders and writes the pages that are not as the last build left them; notes in `is_partial` when it has begun. Gives
    /// what was done, and what the next build should know of each page, if that can be told.
    fn write(
        &self,
        templates: &Templates,
        last: Option<Last>,
        is_partial: &mut bool,
    ) -> Result<(Summary, Option<Vec<Planned<'a>>>), Stop> {
        let meter = self.meter;
        let mut renderer = Renderer::new(self.site, templates, self.sources).metered(meter).with_related(self.related);
        meter.begin(Stage::Survey);
        let own: Vec<&Entry> = self.site.pages().par_iter().filter(|page| self.job.shard.has(&page.path)).collect();
        let paths: Vec<&str> = own.iter().map(|entry| &*entry.path).collect();
        let opening = Opening::look(&self.job.out, &self.job.root, paths.iter().copied())?;
        meter.begin(Stage::Keys);
        let mut planned = self.planned(own, &paths, last.as_ref(), &opening);
        drop((paths, last));
        meter.begin(Stage::Rows);
        // Few pages are quicker without the rows of the whole board.
        if planned.iter().filter(|page| page.kept.is_none()).count() > planned.len() / 4 {
            renderer.prepare()?;
        }
        meter.begin(Stage::Samples);
        for page in renderer.samples() {
            renderer.render(page)?;
        }
        meter.begin(Stage::Open);
        let out = opening.open()?;
        meter.begin(Stage::Pages);
        *is_partial = true;
        let progress = Progress::new(planned.len());
        // Roles that are like one another stand near one another in the catalog: in its order their pages find in the
        // processor's cache what they need of each other.
        planned.sort_by_key(|planned| match planned.entry.page {
            Page::Role(id) => id,
            _ => 0,
        });
        planned.par_iter().try_for_each(|page| {
            if page.kept.is_none() {
                self.render(&renderer, page.entry, &out)?;
            }
            progress.step();
            Ok::<_, Stop>(())
        })?;
        progress.finish();
        meter.begin(Stage::Finish);
        let summary = out.finish()?;
        Ok((summary, self.surroundings.map(|_| planned)))
    }

    fn render(&self, renderer: &Renderer<'_>, entry: &Entry, out: &Folder<'_>) -> Result<(), Stop> {
        let made = renderer.render(entry.page)?;
        let path = &*entry.path;
        let write = || match made {
            Output::Bytes(bytes) => out.write(path, &bytes),
            Output::Pieces(pieces) => out.write_pieces(path, pieces),
            Output::CopyOf(file) => out.copy(path, &self.sources.absolute(file)),
        };
        self.meter.measured(Work::Write, |_| out.length(path), write)?;
        Ok(())
    }

    /// The pages of the shard, and which of them are as they should be in the output that was looked at. Without knowing the
    /// surroundings all are made.
    fn planned(
        &self,
        own: Vec<&'a Entry>,
        paths: &[&str],
        last: Option<&Last>,
        opening: &Opening<'_>,
    ) -> Vec<Planned<'a>> {
        let keys = self.surroundings.map(|surroundings| Keys::of(self.site, surroundings, self.related));
        let noted = last.map_or_else(|| vec![None; own.len()], |last| last.pages(paths));
        let planned = own.into_par_iter().zip(noted).map(|(entry, noted)| {
            let key = keys.as_ref().and_then(|keys| keys.key(entry.page));
            let is_same_source = match entry.page {
                Page::Static(index) => self.sources.is_unchanged(&self.site.statics[index as usize].1),
                _ => key.is_some(),
            };
            let noted = noted.filter(|_| is_same_source).zip(last);
            let kept = noted.and_then(|(noted, last)| {
                opening.keep_if(&entry.path, |stamp| last.has(noted, key, stamp)).map(Box::new)
            });
            Planned { entry, key, kept }
        });
        planned.collect()
    }
}

/// The output folder that is meant when none is given.
pub fn default_out(root: &Path) -> PathBuf {
    root.join("public")
}
