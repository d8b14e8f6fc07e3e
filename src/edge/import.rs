//! Importing: what is read from files or handed over, and what is written into `content/jobs`.
//!
//! What was imported last is kept beside the postings, in `content/jobs/.imported/`, one file for each: by it a later import
//! knows what was changed by hand. The folder belongs into version control with the postings; it is no content.

mod folder;
mod inputs;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::DiskSources;
use super::error::Error;
use super::progress::Progress;
use crate::config::{self, Config};
use crate::finder::Finder;
use crate::import::draft::{Draft, Left};
use crate::import::meaning::{Ground, Imported, Origin, understand};
use crate::import::merge::{body_of, filled, merge};
use crate::import::plan::{names, share_out_aliases};
use crate::import::{Batch, Refusal};
use crate::posting::parse::read_text;
use crate::skills::{self, Vocabulary};
use crate::source::{ProjectPath, Sources};
use folder::{Folder, JOBS};
pub use inputs::Input;

/// What an import is asked for.
#[derive(Debug)]
pub struct Job {
    /// The project's root.
    pub root: PathBuf,
    /// What to read.
    pub inputs: Vec<Input>,
    /// The folder below `content/jobs` for new postings; empty for `content/jobs` itself.
    pub into: String,
    /// What the title of the one posting is, for a text that has none.
    pub title: Option<String>,
    /// What to call the place where the postings come from, instead of what the files say.
    pub source: Option<String>,
    /// Whether roles that are gone at the source are marked as filled.
    pub closes_missing: bool,
    /// Whether nothing is written.
    pub is_dry: bool,
}

/// What an import did, or would do.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The postings, in the order of what was read.
    pub postings: Vec<Done>,
    /// What is no posting: the file, its name, and why.
    pub skipped: Vec<(String, String, String)>,
    /// What could not be imported: the file, and why.
    pub refused: Vec<(String, Refusal)>,
    /// What is to be said of whole files: the file, and what.
    pub notes: Vec<(String, String)>,
}

/// What became of one posting.
#[derive(Debug)]
pub struct Done {
    /// Its file, from the project's root.
    pub path: String,
    /// Its title.
    pub title: String,
    /// What was done.
    pub what: What,
    /// The posting as it was understood; `None` for one that its source does not have any more.
    pub imported: Option<Imported>,
    /// The keys that were changed by hand and stay.
    pub kept: Vec<String>,
    /// Those of them that the source changed as well.
    pub contested: Vec<String>,
}

impl Done {
    /// What was left out, and why.
    pub fn left(&self) -> &[Left] {
        self.imported.as_ref().map_or(&[], |imported| &imported.left)
    }
}

/// What was done with a posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It has a file now.
    New,
    /// Its file was changed.
    Changed,
    /// Its file is as it was.
    Unchanged,
    /// Its file was removed by hand, so it stays away.
    Removed,
    /// Its source does not have it any more.
    Gone,
    /// Its source does not have it any more, and it is marked as filled.
    Closed,
}

/// Imports.
///
/// # Errors
/// What the environment refuses; what is wrong with the files to read is in the outcome.
pub fn import(job: &Job) -> Result<Outcome, Error> {
    let sources = DiskSources::list(&job.root, None)?;
    let site = Site::read(&sources);
    let folder = Folder::read(&sources)?;
    let mut outcome = Outcome::default();
    let read = read_all(job, &sources.root().join("content"), &mut outcome)?;
    // Each is understood, and then written.
    let progress = Progress::of(("importing", "steps"), 2 * read.drafts.len());
    let mut postings = understood(read.drafts, &site, &progress, &mut outcome);
    if let Some(title) = &job.title
        && let [(_, imported)] = postings.as_mut_slice()
    {
        imported.posting.title.clone_from(title);
    }
    let target = write::Target::new(job)?;
    outcome.postings = write_all(job, postings, &folder, &target, &progress)?;
    progress.finish();
    let seen: BTreeSet<&Origin> = read.seen.iter().collect();
    for (origin, known) in folder.known.iter().filter(|(origin, _)| read.whole.contains(&origin.board)) {
        if !seen.contains(origin) {
            outcome.postings.extend(gone(job, known, &target)?);
        }
    }
    Ok(outcome)
}

/// What the site says that an import needs to know.
struct Site {
    vocabulary: Vocabulary,
    finder: Finder,
    companies: BTreeSet<String>,
    config: Config,
}

impl Site {
    /// What is wrong with these files is `check`'s business.
    fn read(sources: &DiskSources) -> Self {
        let text = |path: &ProjectPath| {
            read_text(sources, path, &mut Vec::new()).filter(|_| sources.entries().contains_key(path))
        };
        let path = ProjectPath::new(skills::FILE);
        let own = text(&path);
        let (vocabulary, _) = Vocabulary::read(own.as_deref().map(|text| (&path, text)));
        let path = ProjectPath::new(config::FILE);
        let config = text(&path).map_or_else(Config::default, |text| Config::read(&path, &text).0);
        let pages = sources.entries().keys().filter(|path| path.below("content/companies").is_some());
        let companies = pages.map(|path| crate::slug::slug(path.stem())).collect();
        Self { finder: Finder::new(&vocabulary), vocabulary, companies, config }
    }

    fn ground(&self) -> Ground<'_> {
        Ground {
            finder: &self.finder,
            vocabulary: &self.vocabulary,
            companies: &self.companies,
            language: &self.config.language,
            has_currency: self.config.currency.is_some(),
        }
    }
}

/// What was read.
#[derive(Default)]
struct Read {
    /// The postings with their origins and the files they stand in.
    drafts: Vec<(String, Origin, Draft)>,
    /// All postings that their sources have.
    seen: Vec<Origin>,
    /// The boards of which all postings were read.
    whole: BTreeSet<String>,
}

fn read_all(job: &Job, content: &Path, outcome: &mut Outcome) -> Result<Read, Error> {
    let files = inputs::files(&job.inputs, content)?;
    let title = job.title.as_deref();
    let batches: Vec<(usize, Result<Batch, Refusal>)> =
        files.par_iter().enumerate().map(|(at, file)| (at, file.read(title))).collect();
    let mut read = Read::default();
    let mut whole_folders: BTreeMap<String, bool> = BTreeMap::new();
    for (at, batch) in batches {
        let file = &files[at];
        let name = file.shown.clone();
        let batch = match batch {
            Ok(batch) => batch,
            Err(refusal) => {
                whole_folders.insert(file.board.clone(), false);
                outcome.refused.push((name, refusal));
                continue;
            }
        };
        let is_file = batch.system.starts_with("a ");
        let board = match (&job.source, &batch.board) {
            (Some(source), _) => source.clone(),
            (None, _) if is_file => file.board.clone(),
            (None, Some(board)) => format!("{} {board}", batch.system),
            (None, None) => batch.system.to_owned(),
        };
        let has_all = batch.refused.is_empty() && if is_file { file.is_of_folder } else { batch.is_whole };
        let so_far = whole_folders.entry(board.clone()).or_insert(true);
        *so_far &= has_all;
        outcome.skipped.extend(batch.skipped.into_iter().map(|(what, why)| (name.clone(), what, why)));
        outcome.notes.extend(batch.notes.into_iter().map(|note| (name.clone(), note)));
        outcome.refused.extend(batch.refused.into_iter().map(|refusal| (name.clone(), refusal)));
        for draft in batch.drafts {
            let origin = Origin::new(&board, &draft.key);
            read.seen.push(origin.clone());
            read.drafts.push((name.clone(), origin, draft));
        }
    }
    read.whole = whole_folders.into_iter().filter(|(_, is_whole)| *is_whole).map(|(board, _)| board).collect();
    Ok(read)
}

/// The postings that the drafts are; one that was read twice, once with more of its text, is taken from there.
fn understood(
    drafts: Vec<(String, Origin, Draft)>,
    site: &Site,
    progress: &Progress,
    outcome: &mut Outcome,
) -> Vec<(Origin, Imported)> {
    let ground = site.ground();
    let all: Vec<_> = drafts
        .into_par_iter()
        .map(|(name, origin, draft)| {
            let imported = understand(draft, ground);
            progress.step();
            (name, origin, imported)
        })
        .collect();
    let mut postings: Vec<(Origin, Imported)> = Vec::with_capacity(all.len());
    let mut places: BTreeMap<Origin, usize> = BTreeMap::new();
    for (name, origin, imported) in all {
        match (imported, places.get(&origin)) {
            (Err(refusal), _) => outcome.refused.push((name, refusal)),
            (Ok(imported), Some(at)) => {
                if imported.body.len() > postings[*at].1.body.len() {
                    postings[*at].1 = imported;
                }
            }
            (Ok(imported), None) => {
                places.insert(origin.clone(), postings.len());
                postings.push((origin, imported));
            }
        }
    }
    postings
}

fn write_all(
    job: &Job,
    mut postings: Vec<(Origin, Imported)>,
    folder: &Folder,
    target: &write::Target,
    progress: &Progress,
) -> Result<Vec<Done>, Error> {
    let paths = folder.known.iter().map(|(origin, known)| (origin.clone(), known.path.clone())).collect();
    let names = names(&postings, &paths, &folder.slugs);
    let mut addresses = folder.addresses.clone();
    addresses.extend(names.iter().flatten().map(|name| (format!("/jobs/{name}/"), None)));
    share_out_aliases(&mut postings, &addresses);
    let jobs: Vec<_> = postings.into_iter().zip(names).collect();
    jobs.into_par_iter()
        .map(|((origin, imported), name)| {
            let done = match (folder.known.get(&origin), name) {
                (Some(known), _) => update(&origin, imported, known, target),
                (None, Some(name)) => add(job, &origin, imported, &name, target),
                (None, None) => Err(Error::new(format!("no name is left for `{}`", imported.posting.title))),
            };
            progress.step();
            done
        })
        .collect()
}

fn add(job: &Job, origin: &Origin, imported: Imported, name: &str, target: &write::Target) -> Result<Done, Error> {
    let below = if job.into.is_empty() { format!("{name}.md") } else { format!("{}/{name}.md", job.into) };
    let text = imported.text(origin);
    target.create(&below, &text)?;
    target.remember(&origin.board, &below, &text)?;
    Ok(done(&below, What::New, Some(imported)))
}

fn update(origin: &Origin, imported: Imported, known: &folder::Known, target: &write::Target) -> Result<Done, Error> {
    let new = imported.text(origin);
    let Some(now) = &known.now else {
        return Ok(done(&known.path, What::Removed, Some(imported)));
    };
    // A list without texts says less than what is known; it is no newer word.
    if imported.body.is_empty() && !body_of(now).trim().is_empty() {
        return Ok(done(&known.path, What::Unchanged, Some(imported)));
    }
    // Without a record of what was imported, all that differs may have been written by hand.
    let merged = merge(known.last.as_deref().unwrap_or(&new), &new, now);
    let what = if merged.text == *now { What::Unchanged } else { What::Changed };
    if what == What::Changed {
        target.replace(&known.path, &merged.text)?;
    }
    if known.last.as_ref() != Some(&new) {
        target.remember(&origin.board, &known.path, &new)?;
    }
    target.forget_elsewhere(&origin.board, known)?;
    Ok(Done { kept: merged.kept, contested: merged.contested, ..done(&known.path, what, Some(imported)) })
}

/// A posting that its source does not have any more; `None` when that was known before.
fn gone(job: &Job, known: &folder::Known, target: &write::Target) -> Result<Option<Done>, Error> {
    let (Some(now), Some(last)) = (&known.now, &known.last) else { return Ok(None) };
    let Some(closed) = filled(now) else { return Ok(None) };
    let title =
        crate::posting::parse::posting(&ProjectPath::new(&known.path), now.as_bytes()).map(|posting| posting.title);
    let mut done = done(&known.path, What::Gone, None);
    done.title = title.unwrap_or_default();
    if job.closes_missing {
        target.replace(&known.path, &closed)?;
        if let Some(last) = filled(last) {
            target.remember(&known.board, &known.path, &last)?;
        }
        done.what = What::Closed;
    }
    Ok(Some(done))
}

fn done(below: &str, what: What, imported: Option<Imported>) -> Done {
    let title = imported.as_ref().map(|imported| imported.posting.title.clone()).unwrap_or_default();
    Done { path: format!("{JOBS}/{below}"), title, what, imported, kept: Vec::new(), contested: Vec::new() }
}
