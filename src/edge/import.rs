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
use crate::import::merge::{body_of, filled, is_status_by_hand, merge};
use crate::import::plan::{names, share_out_aliases};
use crate::import::same::{Told, tell_apart};
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
    /// What could not be written.
    pub failed: Vec<Error>,
    /// Whether roles may be gone of which that is not certain, for not all could be read.
    pub is_unsure: bool,
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
    /// Remarks of somebody at lines that the source does not have any more.
    pub lost: Vec<String>,
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
    let read = read_all(job, sources.root(), &folder, &mut outcome)?;
    // Each is understood, and then written.
    let progress = Progress::of(("importing", "steps"), 2 * read.drafts.len());
    let told = understood(read.drafts, &site, &progress, &mut outcome);
    let seen: BTreeSet<Origin> = read.seen.into_iter().collect();
    let mut postings = tell_apart(told, |origin| folder.known.get(origin)?.text().map(body_of));
    if let Some(title) = &job.title
        && let [(_, imported)] = postings.as_mut_slice()
    {
        imported.posting.title.clone_from(title);
    }
    let target = write::Target::new(job)?;
    let seen: BTreeSet<Origin> = postings.iter().map(|(origin, _)| origin.clone()).chain(seen).collect();
    write_all(job, postings, &folder, &target, &progress, &mut outcome);
    progress.finish();
    for (origin, known) in folder.known.iter().filter(|(origin, _)| !seen.contains(origin)) {
        match read.boards.get(&origin.board) {
            Some(Extent::Whole) => match gone(job, known, &target) {
                Ok(done) => outcome.postings.extend(done),
                Err(error) => outcome.failed.push(error),
            },
            Some(Extent::Unsure) => outcome.is_unsure |= known.now.as_deref().and_then(filled).is_some(),
            Some(Extent::Part) | None => {}
        }
    }
    let boards: BTreeSet<&str> = seen.iter().map(|origin| origin.board.as_str()).collect();
    let is_of_these = |board: &str| boards.contains(board) || read.boards.contains_key(board);
    let is_moved = |known: &folder::Known| known.record.as_ref().is_some_and(|record| *record != known.record_now());
    let moved = folder.known.iter().filter(|(origin, known)| is_of_these(&origin.board) && is_moved(known));
    if let Err(error) = target.put_in_place(moved) {
        outcome.failed.push(error);
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
    /// How much of each board was read.
    boards: BTreeMap<String, Extent>,
}

/// How much of a board was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    /// All postings: one that is missing is gone.
    Whole,
    /// It would be all, if all could be read.
    Unsure,
    /// It says nothing of those that it does not have.
    Part,
}

impl Read {
    fn saw(&mut self, board: &str, extent: Extent) {
        let so_far = self.boards.entry(board.to_owned()).or_insert(extent);
        *so_far = extent.max(*so_far);
    }
}

fn read_all(job: &Job, root: &Path, folder: &Folder, outcome: &mut Outcome) -> Result<Read, Error> {
    let inputs = inputs::files(&job.inputs, root)?;
    let left = inputs.left.into_iter().map(|(path, why)| (path.clone(), path, why.to_owned()));
    outcome.skipped.extend(left);
    let title = job.title.as_deref();
    let batches: Vec<Result<Batch, Refusal>> = inputs.files.par_iter().map(|file| file.read(title)).collect();
    let mut read = Read::default();
    let named = |board: &str| job.source.clone().unwrap_or_else(|| board.to_owned());
    inputs.folders.iter().for_each(|board| read.saw(&named(board), Extent::Whole));
    let mut is_all_read = true;
    for (file, batch) in inputs.files.iter().zip(batches) {
        let name = file.shown.clone();
        let batch = match batch {
            Ok(batch) => batch,
            Err(refusal) => {
                is_all_read = false;
                let is_whole = file.is_of_folder || job.source.is_some();
                read.saw(&named(&file.board), if is_whole { Extent::Unsure } else { Extent::Part });
                outcome.refused.push((name, refusal));
                continue;
            }
        };
        let is_whole = if batch.is_of_files() { file.is_of_folder } else { batch.is_whole };
        let extent = match is_whole {
            true if batch.refused.is_empty() => Extent::Whole,
            true => Extent::Unsure,
            false => Extent::Part,
        };
        if batch.is_empty() && !batch.is_of_files() {
            let (board, why) = board_of_empty(job, &batch, folder);
            board.iter().for_each(|board| read.saw(board, extent));
            outcome.skipped.push((name.clone(), name, why));
            continue;
        }
        read.saw(&board_of(job, file, &batch, None), extent);
        outcome.skipped.extend(batch.skipped.iter().map(|(what, why)| (name.clone(), what.clone(), why.clone())));
        outcome.notes.extend(batch.notes.iter().map(|note| (name.clone(), note.clone())));
        outcome.refused.extend(batch.refused.iter().map(|refusal| (name.clone(), refusal.clone())));
        let boards: Vec<String> =
            batch.drafts.iter().map(|draft| board_of(job, file, &batch, draft.board.as_ref())).collect();
        for (draft, board) in batch.drafts.into_iter().zip(boards) {
            // Two employers may have the same number for a posting, also where somebody gave both one name.
            let key = match (&job.source, &draft.board) {
                (Some(_), Some(of)) => format!("{} {of}", draft.key),
                _ => draft.key.clone(),
            };
            let origin = Origin::new(&board, &key);
            read.seen.push(origin.clone());
            read.drafts.push((name.clone(), origin, draft));
        }
    }
    // A file that cannot be read may have been of any board.
    if !is_all_read {
        read.boards.values_mut().for_each(|extent| *extent = Extent::Unsure.max(*extent));
    }
    Ok(read)
}

/// The board of a batch, or of one of its postings that is of another.
fn board_of(job: &Job, file: &inputs::Found, batch: &Batch, of_draft: Option<&String>) -> String {
    match (&job.source, of_draft.or(batch.board.as_ref())) {
        (Some(source), _) => source.clone(),
        (None, _) if batch.is_of_files() => file.board.clone(),
        (None, Some(board)) => format!("{} {board}", batch.system),
        (None, None) => batch.system.to_owned(),
    }
}

/// The board of a list without postings, if that is known, and what to say of the list. It seldom says whose it is: then it
/// may be an answer that went wrong, and nothing is closed for it.
fn board_of_empty(job: &Job, batch: &Batch, folder: &Folder) -> (Option<String>, String) {
    let why = "this list has no postings".to_owned();
    if let Some(source) = &job.source {
        return (Some(source.clone()), why);
    }
    if let Some(board) = &batch.board {
        return (Some(format!("{} {board}", batch.system)), why);
    }
    let names: Vec<String> =
        folder.boards_of(batch.system).into_iter().map(|board| format!("`--source \"{board}\"`")).collect();
    if names.is_empty() {
        return (None, why);
    }
    (None, format!("{why}, and does not say whose it is; {} says it", names.join(" or ")))
}

/// The postings that the drafts are.
fn understood(
    drafts: Vec<(String, Origin, Draft)>,
    site: &Site,
    progress: &Progress,
    outcome: &mut Outcome,
) -> Vec<Told> {
    let ground = site.ground();
    let all: Vec<_> = drafts
        .into_par_iter()
        .map(|(name, origin, draft)| {
            let is_by_title = draft.is_by_title;
            let imported = understand(draft, ground);
            progress.step();
            imported.map(|imported| Told { origin, is_by_title, imported }).map_err(|refusal| (name, refusal))
        })
        .collect();
    let mut told = Vec::with_capacity(all.len());
    for one in all {
        match one {
            Ok(one) => told.push(one),
            Err(refusal) => outcome.refused.push(refusal),
        }
    }
    told
}

fn write_all(
    job: &Job,
    mut postings: Vec<(Origin, Imported)>,
    folder: &Folder,
    target: &write::Target,
    progress: &Progress,
    outcome: &mut Outcome,
) {
    let paths = folder.known.iter().map(|(origin, known)| (origin.clone(), known.path.clone())).collect();
    let names = names(&postings, &paths, &folder.slugs);
    let mut addresses = folder.addresses.clone();
    addresses.extend(names.iter().flatten().map(|name| (format!("/jobs/{name}/"), None)));
    share_out_aliases(&mut postings, &addresses);
    let jobs: Vec<_> = postings.into_iter().zip(names).collect();
    let all: Vec<Result<Done, Error>> = jobs
        .into_par_iter()
        .map(|((origin, imported), name)| {
            let done = match (folder.known.get(&origin), name) {
                (Some(known), _) => update(&origin, imported, known, target),
                (None, Some(name)) => add(job, &origin, imported, &name, target),
                (None, None) => Err(Error::new(format!("no name is left for `{}`", imported.posting.title))),
            };
            progress.step();
            done
        })
        .collect();
    // One that cannot be written is no reason to leave the others.
    for done in all {
        match done {
            Ok(done) => outcome.postings.push(done),
            Err(error) => outcome.failed.push(error),
        }
    }
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
    target.remember_known(known, &new)?;
    Ok(Done {
        kept: merged.kept,
        contested: merged.contested,
        lost: merged.lost,
        ..done(&known.path, what, Some(imported))
    })
}

/// A posting that its source does not have any more; `None` when that was known before.
fn gone(job: &Job, known: &folder::Known, target: &write::Target) -> Result<Option<Done>, Error> {
    let (Some(now), Some(last)) = (&known.now, &known.last) else { return Ok(None) };
    let Some(closed) = filled(now) else { return Ok(None) };
    let title =
        crate::posting::parse::posting(&ProjectPath::new(&known.path), now.as_bytes()).map(|posting| posting.title);
    let mut done = done(&known.path, What::Gone, None);
    done.title = title.unwrap_or_default();
    // Whoever wrote a status knows more of the role than its absence says.
    if is_status_by_hand(last, now) {
        done.kept.push("status".into());
    } else if job.closes_missing {
        target.replace(&known.path, &closed)?;
        target.remember_known(known, filled(last).as_deref().unwrap_or(last))?;
        done.what = What::Closed;
    }
    Ok(Some(done))
}

fn done(below: &str, what: What, imported: Option<Imported>) -> Done {
    let title = imported.as_ref().map(|imported| imported.posting.title.clone()).unwrap_or_default();
    let path = format!("{JOBS}/{below}");
    Done { path, title, what, imported, kept: Vec::new(), contested: Vec::new(), lost: Vec::new() }
}
