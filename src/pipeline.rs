//! The stages in order, from the sources to the site, and the memo that makes a second run quick.

pub mod known;

use foldhash::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::catalog::{self, Catalog, Facets};
use crate::config::{self, BaseUrl, Config};
use crate::content::{self, Company, ContentPage};
use crate::diagnostic::{Diagnostic, Report};
use crate::meter::{Meter, Stage, Unmetered, Work};
use crate::posting::{Posting, parse};
use crate::site::{Site, pages};
use crate::skills::{self, Vocabulary};
use crate::source::{Entry, Fingerprint, ProjectPath, Sources};
use crate::theme::Theme;

/// What is asked of a run beside the sources.
#[derive(Debug, Clone)]
pub struct Request {
    /// What day it is.
    pub clock: Clock,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// The site's address in place of the one in site.yaml.
    pub base_url: Option<BaseUrl>,
}

/// What day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// This day.
    Day(Date),
    /// The day of this instant in the site's time zone.
    Instant(Timestamp),
}

impl Clock {
    /// The day in a time zone.
    pub fn day(self, zone: &TimeZone) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Instant(instant) => instant.to_zoned(zone.clone()).date(),
        }
    }
}

/// A site with the templates that show it.
#[derive(Debug)]
pub struct Built {
    /// The pages.
    pub site: Site,
    /// The theme with its templates.
    pub theme: Arc<Theme>,
}

/// All that could be made of some sources, whatever is wrong with them.
#[derive(Debug)]
pub struct Made {
    /// The site of what is not wrong. A theme that cannot be used has the built-in one in its place.
    pub built: Built,
    /// All valid postings, in path order; those too that have no page today.
    pub postings: Vec<Arc<Posting>>,
    /// Everything that is wrong.
    pub report: Report,
}

/// What was read from the project's files in the run before: the postings, the skill names and the theme, each by the bytes
/// that it was read from; and the facets, by what they were made of.
///
/// Nothing else is carried from one run to the next, so a site built on an old one cannot differ from one built from
/// nothing. What a run does not use is dropped, so the memo is never larger than the project.
#[derive(Debug, Default)]
pub struct Memo {
    postings: HashMap<ProjectPath, (Fingerprint, Parsed)>,
    vocabulary: KnownVocabulary,
    theme: KnownTheme,
    facets: Option<Arc<Facets>>,
}

impl Memo {
    /// What an earlier program noted of postings' files: the bytes that each was read from, and what they said.
    pub fn of(postings: Vec<(Fingerprint, Arc<Posting>)>) -> Self {
        let parsed = postings.into_iter().map(|(bytes, posting)| (posting.path.clone(), (bytes, Ok(posting))));
        Self { postings: parsed.collect(), ..Self::default() }
    }

    /// The postings of the last run, whose files had nothing wrong.
    pub fn postings(&self) -> impl Iterator<Item = (Fingerprint, &Posting)> {
        self.postings.values().filter_map(|(fingerprint, parsed)| Some((*fingerprint, &**parsed.as_ref().ok()?)))
    }

    /// What identifies the bytes of a posting's file that the last run read.
    pub fn fingerprint(&self, path: &ProjectPath) -> Option<Fingerprint> {
        self.postings.get(path).map(|(fingerprint, _)| *fingerprint)
    }
}

/// A posting, or all that is wrong with its file.
type Parsed = Result<Arc<Posting>, Arc<[Diagnostic]>>;

/// Makes the site of some sources. There is none when anything is an error; the report says everything either way.
pub fn build(sources: &dyn Sources, request: &Request, memo: &mut Memo) -> (Option<Built>, Report) {
    build_metered(sources, request, memo, &Unmetered)
}

/// The same, while a meter takes the time.
pub fn build_metered(
    sources: &dyn Sources,
    request: &Request,
    memo: &mut Memo,
    meter: &dyn Meter,
) -> (Option<Built>, Report) {
    let Made { built, report, .. } = make(sources, request, memo, meter);
    (Some(built).filter(|_| report.errors() == 0), report)
}

/// Makes what can be made of some sources.
pub fn make(sources: &dyn Sources, request: &Request, memo: &mut Memo, meter: &dyn Meter) -> Made {
    meter.begin(Stage::Settings);
    let mut diagnostics = unusable(sources);
    let config = config(sources, request, &mut diagnostics);
    let ((vocabulary, of_skills), (theme, of_theme)) =
        rayon::join(|| vocabulary(sources, &mut memo.vocabulary), || theme(sources, &config.language, &mut memo.theme));
    diagnostics.extend(of_skills.into_iter().chain(of_theme));
    meter.begin(Stage::Postings);
    let postings = postings(sources, memo, meter, &mut diagnostics);
    meter.begin(Stage::Documents);
    let contents: Vec<ContentPage> = documents(sources, "content/pages", content::page, &mut diagnostics);
    let companies: Vec<Company> = documents(sources, "content/companies", content::company, &mut diagnostics);
    let today = request.clock.day(&config.timezone);
    let place =
        |path: &ProjectPath, key: &str, entry: &str| parse::key_span(path, &sources.read(path).ok()?, key, entry);
    meter.begin(Stage::Catalog);
    let (catalog, found) = Catalog::new(catalog::Parts {
        postings: &postings,
        companies,
        config: &config,
        vocabulary: &vocabulary,
        today,
        drafts: request.drafts,
        known: memo.facets.take(),
        place: &place,
    });
    diagnostics.extend(found);
    memo.facets = Some(Arc::clone(catalog.facets()));
    meter.begin(Stage::Site);
    // What is wrong with a theme is no reason to keep silent on the rest.
    let theme = theme.unwrap_or_else(|| Arc::new(Theme::built_in(&config.language)));
    let (texts, assets) = (Arc::clone(&theme.texts), Arc::clone(&theme.assets));
    let statics = statics(sources);
    let parts = pages::Parts { config, texts, vocabulary, catalog, contents, today, assets, statics, place: &place };
    let (site, found) = Site::new(parts);
    diagnostics.extend(found);
    Made { built: Built { site, theme }, postings, report: Report::new(diagnostics) }
}

/// What identifies all that a site is made of beside its postings and the day: the bytes of every other file, the names of
/// those that are only copied, and another base address. None when a file cannot be read.
pub fn surroundings(sources: &dyn Sources, request: &Request) -> Option<Fingerprint> {
    let mut inputs = format!("{:?}\n", request.base_url).into_bytes();
    for (path, entry) in sources.entries() {
        let Entry::File { .. } = entry else { return None };
        if path.below("content/jobs").is_some() && path.extension() == "md" {
            continue;
        }
        inputs.extend_from_slice(path.as_str().as_bytes());
        inputs.push(0);
        if path.below("static").is_none() || path.below("static/assets").is_some() {
            inputs.extend_from_slice(&Fingerprint::of(&sources.read(path).ok()?).bytes());
        }
    }
    Some(Fingerprint::of(&inputs))
}

/// Names that cannot be used, and files that stand where nobody looks for them.
fn unusable(sources: &dyn Sources) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (path, entry) in sources.entries() {
        match entry {
            Entry::Broken(trouble) => diagnostics.push(Diagnostic::error("unreadable", path, trouble.to_string())),
            Entry::File { .. } if path.below("content").is_some() && !is_used(path) => {
                let help = if path.extension().eq_ignore_ascii_case("md") || path.extension() == "markdown" {
                    "postings are `content/jobs/*.md`, other pages `content/pages/*.md`, employers `content/companies/*.md`"
                } else {
                    "pictures and other files to be published belong into `static/`"
                };
                diagnostics.push(Diagnostic::error("unused-file", path, "this file is not used").help(help).warning());
            }
            Entry::File { .. } => {}
        }
    }
    diagnostics
}

fn is_used(path: &ProjectPath) -> bool {
    matches!(path.as_str(), config::FILE | skills::FILE)
        || (path.extension() == "md"
            && ["content/jobs", "content/pages", "content/companies"].iter().any(|folder| path.below(folder).is_some()))
}

fn config(sources: &dyn Sources, request: &Request, diagnostics: &mut Vec<Diagnostic>) -> Config {
    let path = ProjectPath::new(config::FILE);
    let mut config = match text_if_there(sources, &path, diagnostics) {
        Some(text) => {
            let (config, found) = Config::read(&path, &text);
            diagnostics.extend(found);
            config
        }
        None => Config::read(&path, "").0,
    };
    if let Some(base_url) = &request.base_url {
        config.base_url = base_url.clone();
    }
    config
}

/// The skill names of the last run, by the bytes of their file, if there was one.
type KnownVocabulary = Option<(Option<Fingerprint>, Arc<Vocabulary>)>;
/// The theme of the last run, by the bytes of its files.
type KnownTheme = Option<(Fingerprint, Arc<Theme>)>;

fn vocabulary(sources: &dyn Sources, last: &mut KnownVocabulary) -> (Arc<Vocabulary>, Vec<Diagnostic>) {
    let path = ProjectPath::new(skills::FILE);
    let mut diagnostics = Vec::new();
    let own = text_if_there(sources, &path, &mut diagnostics);
    let key = own.as_deref().map(|text| Fingerprint::of(text.as_bytes()));
    if let Some((known, vocabulary)) = last
        && *known == key
    {
        return (Arc::clone(vocabulary), diagnostics);
    }
    let (vocabulary, found) = Vocabulary::read(own.as_deref().map(|text| (&path, text)));
    let vocabulary = Arc::new(vocabulary);
    // What is wrong with a file is said in each run.
    *last = found.is_empty().then(|| (key, Arc::clone(&vocabulary)));
    diagnostics.extend(found);
    (vocabulary, diagnostics)
}

fn theme(sources: &dyn Sources, language: &str, last: &mut KnownTheme) -> (Option<Arc<Theme>>, Vec<Diagnostic>) {
    let key = Theme::fingerprint(sources, language);
    if let Some((known, theme)) = last
        && Some(*known) == key
    {
        return (Some(Arc::clone(theme)), Vec::new());
    }
    match Theme::load(sources, language) {
        Ok(theme) => {
            let theme = Arc::new(theme);
            // A file that changed while it was read is not what the key says.
            let is_still = Theme::fingerprint(sources, language) == key;
            *last = key.filter(|_| is_still).map(|key| (key, Arc::clone(&theme)));
            (Some(theme), Vec::new())
        }
        Err(found) => (None, found),
    }
}

/// The text of a file that need not be there.
fn text_if_there(sources: &dyn Sources, path: &ProjectPath, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let is_there = matches!(sources.entries().get(path), Some(Entry::File { .. }));
    is_there.then(|| parse::read_text(sources, path, diagnostics)).flatten()
}

/// The Markdown files below a folder.
fn markdown_below<'s>(sources: &'s dyn Sources, folder: &str) -> Vec<&'s ProjectPath> {
    let is_file = |entry: &Entry| matches!(entry, Entry::File { .. });
    let all = sources.entries().iter().filter(|(_, entry)| is_file(entry)).map(|(path, _)| path);
    all.filter(|path| path.below(folder).is_some() && path.extension() == "md").collect()
}

fn postings(
    sources: &dyn Sources,
    memo: &mut Memo,
    meter: &dyn Meter,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<Posting>> {
    let paths = markdown_below(sources, "content/jobs");
    let known = &memo.postings;
    let is_known = |path: &ProjectPath| sources.is_unchanged(path) && known.contains_key(path);
    let read: Vec<(&ProjectPath, Option<Fingerprint>, Parsed)> = paths
        .par_iter()
        .filter(|path| !is_known(path))
        .map(|&path| {
            let bytes = match meter.read(sources, path) {
                Ok(bytes) => bytes,
                Err(trouble) => {
                    let diagnostic = Diagnostic::error("unreadable", path, trouble.to_string());
                    return (path, None, Err([diagnostic].into()));
                }
            };
            let fingerprint = Fingerprint::of(&bytes);
            let parsed = match known.get(path) {
                Some((known, parsed)) if *known == fingerprint => parsed.clone(),
                _ => {
                    let parse = || parse::posting(path, &bytes).map(Arc::new).map_err(Into::into);
                    meter.measured(Work::Parse, |_| bytes.len() as u64, parse)
                }
            };
            (path, Some(fingerprint), parsed)
        })
        .collect();
    memo.postings.reserve(paths.len().saturating_sub(memo.postings.len()));
    for (path, fingerprint, parsed) in read {
        match (fingerprint, parsed) {
            (Some(fingerprint), parsed) => drop(memo.postings.insert(path.clone(), (fingerprint, parsed))),
            (None, parsed) => {
                memo.postings.remove(path);
                diagnostics.extend(parsed.err().iter().flat_map(|found| found.iter().cloned()));
            }
        }
    }
    let mut postings = Vec::with_capacity(paths.len());
    let mut used = 0;
    let of_paths = paths.par_iter().map(|path| memo.postings.get(*path).map(|(_, parsed)| parsed.clone()));
    for parsed in of_paths.collect::<Vec<Option<Parsed>>>().into_iter().flatten() {
        used += 1;
        match parsed {
            Ok(posting) => postings.push(posting),
            Err(found) => diagnostics.extend(found.iter().cloned()),
        }
    }
    // What this run had no use for is dropped.
    if memo.postings.len() > used {
        let paths: HashSet<&ProjectPath> = paths.into_iter().collect();
        memo.postings.retain(|path, _| paths.contains(path));
    }
    postings
}

/// The few other documents; they are quick to read anew each time.
fn documents<T>(
    sources: &dyn Sources,
    folder: &str,
    parse: impl Fn(&ProjectPath, &[u8]) -> Result<T, Vec<Diagnostic>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<T> {
    let mut documents = Vec::new();
    for path in markdown_below(sources, folder) {
        match sources.read(path) {
            Ok(bytes) => match parse(path, &bytes) {
                Ok(document) => documents.push(document),
                Err(found) => diagnostics.extend(found),
            },
            Err(trouble) => diagnostics.push(Diagnostic::error("unreadable", path, trouble.to_string())),
        }
    }
    documents
}

/// The files of `static/` that are copied as they are.
fn statics(sources: &dyn Sources) -> Vec<ProjectPath> {
    let entries =
        sources.entries().iter().filter(|(_, entry)| matches!(entry, Entry::File { .. })).map(|(path, _)| path);
    entries.filter(|path| path.below("static").is_some() && path.below("static/assets").is_none()).cloned().collect()
}
