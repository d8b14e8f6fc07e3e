//! Building a site into its output folder: every page that is not there already is rendered in parallel and written as it is
//! made.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{DiskSources, Kept};
use super::error::Error;
use super::output::{self, Summary};
use super::progress::Progress;
use super::record::{self, Last, Shelf};
use crate::catalog::related::Related;
use crate::diagnostic::{Diagnostic, Report};
use crate::meter::{Meter, Stage, Work};
use crate::pipeline::{self, Request};
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
    let sources = DiskSources::list(&job.root, Some(&job.out))?;
    meter.begin(Stage::Compare);
    let shelf = Shelf::of(job);
    let (mut last, postings) = shelf.as_ref().and_then(Shelf::read).unzip();
    if let Some((roles, files)) = last.as_ref().and_then(|last: &Last| last.still_holds(job, &sources)) {
        let report = Report::new(Vec::new());
        return Ok(Outcome { report, written: Some(Written { roles, files }), is_partial: false, sources });
    }
    let mut memo = postings.map(record::Postings::memo).unwrap_or_default();
    let sources = match &last {
        Some(last) => last.mark(sources),
        None => sources,
    };
    let surroundings = pipeline::surroundings(&sources, &job.request);
    let kept = Kept::of(&sources);
    let (built, report) = pipeline::build_metered(&kept, &job.request, &mut memo, meter);
    let Some(built) = built else {
        return Ok(Outcome { report, written: None, is_partial: false, sources });
    };
    // What changed while it was read is in the site or in the keys, and nobody knows in which.
    let surroundings = surroundings.filter(|before| pipeline::surroundings(&sources, &job.request) == Some(*before));
    meter.begin(Stage::Related);
    let site = &built.site;
    let related = last.as_mut().and_then(|last| last.related(site));
    let related = related.unwrap_or_else(|| Related::of(&site.catalog, site.config.related));
    let run = Run { job, site, sources: &kept, last: last.as_ref(), surroundings, related: &related, meter };
    let mut is_partial = false;
    let written = run.write(&built.theme.templates, &mut is_partial);
    if let (Some(shelf), Ok((summary, Some(pages)))) = (&shelf, &written) {
        meter.begin(Stage::Note);
        let was_silent = report.diagnostics().is_empty();
        let made = record::Made { site, sources: &sources, memo: &memo, related: &related, pages, summary, was_silent };
        shelf.keep(job, &made, last.as_ref());
    }
    let written = written.map(|(files, _)| files);
    let roles = built.site.catalog.listed().len();
    // Taking a large site apart takes time, for which nobody should have to wait.
    rayon::spawn(move || drop((built, memo)));
    match written {
        Ok(files) => Ok(Outcome { report, written: Some(Written { roles, files }), is_partial: false, sources }),
        Err(Stop::Environment(error)) => Err(error),
        Err(Stop::Template(diagnostic)) => {
            Ok(Outcome { report: report.with(*diagnostic), written: None, is_partial, sources })
        }
    }
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
    last: Option<&'a Last>,
    /// None when they changed meanwhile.
    surroundings: Option<Fingerprint>,
    related: &'a Related,
    meter: &'a dyn Meter,
}

/// A page of this build, its key, and whether it is still there from the last one.
struct Planned<'a> {
    entry: &'a Entry,
    key: Option<Fingerprint>,
    stays: bool,
}

impl<'a> Run<'a> {
    /// Renders and writes the pages that are not as the last build left them; notes in `is_partial` when it has begun. Gives
    /// what was done, and what the next build should know of each page, if that can be told.
    fn write(&self, templates: &Templates, is_partial: &mut bool) -> Result<(Summary, Option<Pages<'a>>), Stop> {
        let meter = self.meter;
        let mut renderer = Renderer::new(self.site, templates, self.sources).metered(meter).with_related(self.related);
        meter.begin(Stage::Keys);
        let mut planned = self.planned();
        meter.begin(Stage::Rows);
        // Few pages are quicker without the rows of the whole board.
        if planned.iter().filter(|page| !page.stays).count() > planned.len() / 4 {
            renderer.prepare()?;
        }
        meter.begin(Stage::Samples);
        for page in renderer.samples() {
            renderer.render(page)?;
        }
        meter.begin(Stage::Open);
        let paths = planned.iter().map(|page| &*page.entry.path);
        let out = output::Output::open(&self.job.out, &self.job.root, paths)?;
        meter.begin(Stage::Pages);
        *is_partial = true;
        let progress = Progress::new(planned.len());
        // Roles that are like one another stand near one another in the catalog: in its order their pages find in the
        // processor's cache what they need of each other.
        planned.sort_by_key(|planned| match planned.entry.page {
            Page::Role(id) => id,
            _ => 0,
        });
        let done: Pages<'a> = planned
            .par_iter()
            .map(|page| {
                let path = &*page.entry.path;
                let is_kept = page.stays && out.keep(path);
                if !is_kept {
                    self.render(&renderer, page.entry, &out)?;
                }
                progress.step();
                Ok::<_, Stop>((path, page.key, is_kept))
            })
            .collect::<Result<_, Stop>>()?;
        progress.finish();
        meter.begin(Stage::Finish);
        let summary = out.finish()?;
        Ok((summary, self.surroundings.map(|_| done)))
    }

    fn render(&self, renderer: &Renderer<'_>, entry: &Entry, out: &output::Output) -> Result<(), Stop> {
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

    /// The pages of the shard. Without knowing the surroundings all are made.
    fn planned(&self) -> Vec<Planned<'a>> {
        let keys = self.surroundings.map(|surroundings| Keys::of(self.site, surroundings, self.related));
        let own = self.site.pages().par_iter().filter(|entry| self.job.shard.has(&entry.path));
        own.map(|entry| {
            let key = keys.as_ref().and_then(|keys| keys.key(entry.page));
            let is_same_source = match entry.page {
                Page::Static(index) => self.sources.is_unchanged(&self.site.statics[index as usize].1),
                _ => key.is_some(),
            };
            let stays = is_same_source && self.last.is_some_and(|last| last.has(&entry.path, key));
            Planned { entry, key, stays }
        })
        .collect()
    }
}

/// The paths of the output with their keys, and whether the last build's file was left as it was.
type Pages<'a> = Vec<(&'a str, Option<Fingerprint>, bool)>;

/// The output folder that is meant when none is given.
pub fn default_out(root: &Path) -> PathBuf {
    root.join("public")
}
