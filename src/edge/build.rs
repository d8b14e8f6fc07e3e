//! Building a site into its output folder: every page rendered in parallel and written as it is made.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{DiskSources, Kept};
use super::error::Error;
use super::output::{self, Summary};
use super::progress::Progress;
use crate::diagnostic::{Diagnostic, Report};
use crate::meter::{Meter, Stage, Work};
use crate::pipeline::{self, Built, Memo, Request};
use crate::render::{Failure, Renderer};
use crate::site::shard::Shard;
use crate::site::{Entry, Output, Page};

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
    let kept = Kept::of(&sources);
    let (built, report) = pipeline::build_metered(&kept, &job.request, &mut Memo::default(), meter);
    let Some(built) = built else {
        return Ok(Outcome { report, written: None, is_partial: false, sources });
    };
    let mut is_partial = false;
    let written = write(job, &built, &kept, meter, &mut is_partial);
    let roles = built.site.catalog.listed().len();
    // Taking a large site apart takes time, for which nobody should have to wait.
    rayon::spawn(move || drop(built));
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

/// Renders and writes the pages; notes in `is_partial` when it has begun to write.
fn write(
    job: &Job,
    built: &Built,
    sources: &Kept<'_>,
    meter: &dyn Meter,
    is_partial: &mut bool,
) -> Result<Summary, Stop> {
    let site = &built.site;
    let mut renderer = Renderer::new(site, &built.theme.templates, sources).metered(meter);
    meter.begin(Stage::Rows);
    renderer.prepare_rows()?;
    meter.begin(Stage::Samples);
    for page in renderer.samples() {
        renderer.render(page)?;
    }
    meter.begin(Stage::Open);
    let mut pages: Vec<&Entry> = site.pages().iter().filter(|entry| job.shard.has(&entry.path)).collect();
    let out = output::Output::open(&job.out, &job.root, pages.iter().map(|entry| &*entry.path))?;
    meter.begin(Stage::Pages);
    *is_partial = true;
    let progress = Progress::new(pages.len());
    // Roles that are like one another stand near one another in the catalog: in its order their pages find in the processor's
    // cache what they need of each other.
    pages.sort_by_key(|entry| match entry.page {
        Page::Role(id) => id,
        _ => 0,
    });
    pages.par_iter().try_for_each(|Entry { path, page }| {
        let made = renderer.render(*page)?;
        let write = || match made {
            Output::Bytes(bytes) => out.write(path, &bytes),
            Output::Pieces(pieces) => out.write_pieces(path, pieces),
            Output::CopyOf(file) => out.copy(path, &sources.absolute(file)),
        };
        meter.measured(Work::Write, |_| out.length(path), write)?;
        progress.step();
        Ok::<(), Stop>(())
    })?;
    progress.finish();
    meter.begin(Stage::Finish);
    Ok(out.finish()?)
}

/// The output folder that is meant when none is given.
pub fn default_out(root: &Path) -> PathBuf {
    root.join("public")
}
