//! Building a site into its output folder: every page rendered in parallel and written as it is made.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::disk::DiskSources;
use super::error::Error;
use super::output::{self, Summary};
use super::progress::Progress;
use crate::diagnostic::{Diagnostic, Report};
use crate::pipeline::{self, Built, Memo, Request};
use crate::render::{Failure, Renderer};
use crate::site::{Entry, Output};

/// What a build is asked for.
#[derive(Debug, Clone)]
pub struct Job {
    /// The project's root.
    pub root: PathBuf,
    /// The output folder.
    pub out: PathBuf,
    /// The day, drafts, and another address.
    pub request: Request,
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
    /// How long each stage took, in order.
    pub timings: Vec<(&'static str, Duration)>,
}

/// What a build wrote.
#[derive(Debug)]
pub struct Written {
    /// How many roles can be applied for.
    pub roles: usize,
    /// Files and bytes.
    pub files: Summary,
}

/// Builds a site.
///
/// # Errors
/// What the environment refuses; nothing of it is about the content.
pub fn build(job: &Job) -> Result<Outcome, Error> {
    let mut stages = Stages { last: Instant::now(), timings: Vec::new() };
    let sources = DiskSources::list(&job.root, Some(&job.out))?;
    stages.end("list files");
    let (built, report) = pipeline::build(&sources, &job.request, &mut Memo::default());
    stages.end("read and arrange");
    let Some(built) = built else {
        return Ok(Outcome { report, written: None, is_partial: false, sources, timings: stages.timings });
    };
    match write(job, &built, &sources, &mut stages) {
        Ok(files) => {
            let roles = built.site.catalog.listed().len();
            let written = Some(Written { roles, files });
            Ok(Outcome { report, written, is_partial: false, sources, timings: stages.timings })
        }
        Err(Stop::Environment(error)) => Err(error),
        Err(Stop::Template(diagnostic)) => {
            let report = report.with(*diagnostic);
            let is_partial = stages.has_begun(WRITING);
            Ok(Outcome { report, written: None, is_partial, sources, timings: stages.timings })
        }
    }
}

/// The stage after which pages are written.
const WRITING: &str = "prepare the output";

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

fn write(job: &Job, built: &Built, sources: &DiskSources, stages: &mut Stages) -> Result<Summary, Stop> {
    let site = &built.site;
    let mut renderer = Renderer::new(site, &built.theme.templates, sources);
    renderer.prepare_rows()?;
    for page in renderer.samples() {
        renderer.render(page)?;
    }
    stages.end("render rows, try templates");
    let out = output::Output::open(&job.out, &job.root, site.pages().iter().map(|entry| &*entry.path))?;
    stages.end(WRITING);
    let progress = Progress::new(site.pages().len());
    site.pages().par_iter().try_for_each(|Entry { path, page }| {
        match renderer.render(*page)? {
            Output::Bytes(bytes) => out.write(path, &bytes)?,
            Output::Pieces(pieces) => out.write_pieces(path, pieces)?,
            Output::CopyOf(file) => out.copy(path, &sources.absolute(file))?,
        };
        progress.step();
        Ok::<(), Stop>(())
    })?;
    progress.finish();
    stages.end("render and write");
    let summary = out.finish()?;
    stages.end("remove what is stale");
    Ok(summary)
}

/// Takes the time of one stage after the other.
struct Stages {
    last: Instant,
    timings: Vec<(&'static str, Duration)>,
}

impl Stages {
    fn has_begun(&self, name: &str) -> bool {
        self.timings.iter().any(|(stage, _)| *stage == name)
    }

    fn end(&mut self, name: &'static str) {
        let now = Instant::now();
        self.timings.push((name, now - self.last));
        self.last = now;
    }
}

/// The output folder that is meant when none is given.
pub fn default_out(root: &Path) -> PathBuf {
    root.join("public")
}
