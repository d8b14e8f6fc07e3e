//! The systems whose answers are understood, one small module each, and how one is told from another.
//!
//! The shapes are those of the vendors' public job interfaces; each module names the document that it follows.

mod ashby;
mod feed;
mod greenhouse;
mod job_posting;
mod lever;
mod personio;
mod recruitee;
mod smartrecruiters;
mod teamtailor;
mod workable;
mod xml;

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde_json::Value;

use super::draft::{Draft, TitleKind};
use super::json::Field;
use super::{Batch, Refusal, html};

pub use job_posting::in_page;
pub use personio::batch as read_xml;

/// A system, by what its answers look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    Greenhouse,
    Lever,
    Ashby,
    Workable,
    SmartRecruiters,
    Recruitee,
    Teamtailor,
    JsonFeed,
    JobPosting,
}

/// Reads an answer in JSON; `None` when it is of no system that we know.
pub fn read(root: &Value) -> Option<Batch> {
    let answer = Field(root);
    let (system, jobs) = jobs(answer)?;
    let mut batch = Batch::new(system.name());
    batch.board = system.board(answer, &jobs);
    batch.is_whole = system.is_whole(answer, jobs.len());
    let (hidden, public): (Vec<_>, Vec<_>) = jobs.into_iter().partition(|job| system.hidden(*job).is_some());
    for job in hidden {
        batch.skipped.extend(system.hidden(job).map(|why| (title(job), why.to_owned())));
    }
    let drafts: Vec<Result<Draft, Refusal>> = public.par_iter().map(|job| system.draft(*job, answer)).collect();
    let boards: Vec<Option<String>> = public.iter().map(|job| system.board_of_one(*job)).collect();
    let mut drafts: Vec<(Result<Draft, Refusal>, Option<String>)> = drafts.into_iter().zip(boards).collect();
    // The answers of two employers that were put behind one another are no whole board of either.
    // An employer may have a site of its own beside the system's pages: that tells nothing.
    let is_own = |board: &&String| {
        ["greenhouse.io/", "lever.co/", "ashbyhq.com/", "recruitee.com"].iter().any(|host| board.contains(host))
    };
    let named: BTreeSet<&String> = drafts.iter().filter_map(|(_, board)| board.as_ref()).filter(is_own).collect();
    if named.len() > 1 {
        batch.is_whole = false;
        for (draft, board) in &mut drafts {
            if let (Ok(draft), Some(board)) = (draft, board) {
                draft.board = Some(board.clone());
            }
        }
    }
    for (draft, _) in drafts {
        match draft {
            Ok(draft) => batch.drafts.push(draft),
            Err(refusal) => batch.refused.push(refusal),
        }
    }
    if system == System::Workable {
        workable::join(&mut batch.drafts);
    }
    if system != System::JsonFeed {
        batch.drafts.iter_mut().for_each(|draft| draft.title_kind = TitleKind::Stated);
    }
    Some(batch)
}

/// Keys under which answers have their lists.
const LISTS: [&str; 7] = ["jobs", "offers", "content", "results", "data", "items", "@graph"];

/// Whether an answer is a list of nothing.
pub fn is_empty(root: &Value) -> bool {
    LISTS.into_iter().any(|key| root.get(key).and_then(Value::as_array).is_some_and(Vec::is_empty))
}

/// The pages of a list as one answer: the postings of all of them in what stands around the first.
pub fn joined(pages: Vec<Value>) -> Value {
    let mut pages = pages.into_iter();
    let mut whole = pages.next().unwrap_or(Value::Null);
    for mut page in pages {
        let list =
            LISTS.into_iter().find(|key| [&whole, &page].iter().all(|one| one.get(key).is_some_and(Value::is_array)));
        match (list, &mut whole) {
            (Some(key), _) => {
                // What the postings of a page point at goes with them.
                for key in [key, "included"] {
                    if let (Some(Value::Array(known)), Some(Value::Array(more))) =
                        (whole.get_mut(key), page.get_mut(key))
                    {
                        known.append(more);
                    }
                }
            }
            (None, Value::Array(known)) => match page {
                Value::Array(mut more) => known.append(&mut more),
                one => known.push(one),
            },
            (None, _) => whole = Value::Array(vec![whole, page]),
        }
    }
    whole
}

/// The postings of an answer, and the system whose shape they have.
fn jobs(answer: Field<'_>) -> Option<(System, Vec<Field<'_>>)> {
    if let Some(found) = grouped(answer) {
        return Some(found);
    }
    if let Some(items) = answer.0.as_array() {
        let jobs: Vec<Field<'_>> = items.iter().map(Field).collect();
        // Lever's list is bare; several answers about one posting each can be put into a list too.
        let system = jobs.first().copied().and_then(System::of)?;
        return Some((system, jobs));
    }
    for key in LISTS {
        let Some(items) = answer.at(key).and_then(Value::as_array) else { continue };
        let jobs: Vec<Field<'_>> = items.iter().map(Field).collect();
        let known = match jobs.first().copied() {
            Some(first) => System::of_list(answer, key).or_else(|| System::of(first)),
            None => System::of_empty(answer, key),
        };
        if let Some(system) = known {
            let jobs = jobs.into_iter().filter(|job| system != System::JobPosting || job_posting::is_one(*job));
            return Some((system, jobs.collect()));
        }
    }
    for key in ["data", "offer", "job"] {
        let one = answer.at(key).map(Field);
        if let Some(found) = one.and_then(|one| System::of(one).map(|system| (system, vec![one]))) {
            return Some(found);
        }
    }
    System::of(answer).map(|system| (system, vec![answer]))
}

/// The postings of an answer that lists them by department, office or team; each once, though two of these have it.
fn grouped(answer: Field<'_>) -> Option<(System, Vec<Field<'_>>)> {
    let lists = [(answer.list("departments"), "jobs"), (answer.list("offices"), "departments")];
    let mut groups: Vec<(Field<'_>, &str)> =
        lists.into_iter().flat_map(|(list, key)| list.map(move |g| (g, key))).collect();
    groups.extend(answer.0.as_array().into_iter().flatten().map(|group| (Field(group), "postings")));
    let mut jobs: Vec<Field<'_>> = Vec::new();
    let mut seen = BTreeSet::new();
    for (group, key) in groups {
        let found = group.list(key).flat_map(|one| match key {
            "departments" => one.list("jobs").collect(),
            _ => vec![one],
        });
        jobs.extend(found.filter(|job| job.text("id").is_some_and(|id| seen.insert(id))));
    }
    let system = System::of(*jobs.first()?)?;
    Some((system, jobs))
}

impl System {
    /// The system of one posting.
    fn of(job: Field<'_>) -> Option<Self> {
        let has = |keys: &[&str]| keys.iter().all(|key| job.has(key));
        Some(match () {
            () if job_posting::is_one(job) => Self::JobPosting,
            () if has(&["absolute_url", "title"]) => Self::Greenhouse,
            () if has(&["text", "hostedUrl"]) || has(&["text", "categories"]) => Self::Lever,
            () if has(&["title", "jobUrl"]) || has(&["title", "descriptionHtml"]) => Self::Ashby,
            () if has(&["title", "shortcode"]) => Self::Workable,
            () if job.has("jobAd") || has(&["name", "releasedDate"]) || has(&["name", "typeOfEmployment"]) => {
                Self::SmartRecruiters
            }
            () if has(&["title", "careers_url"]) || has(&["title", "careers_apply_url"]) => Self::Recruitee,
            () if has(&["attributes", "type"]) && job.text("type").as_deref() == Some("jobs") => Self::Teamtailor,
            () => return None,
        })
    }

    /// The system of a list by what stands beside it.
    fn of_list(answer: Field<'_>, key: &str) -> Option<Self> {
        let feed = answer.text("version").is_some_and(|version| version.contains("jsonfeed.org"));
        (key == "items" && feed).then_some(Self::JsonFeed)
    }

    /// The system of a list without postings, by what stands beside it.
    fn of_empty(answer: Field<'_>, key: &str) -> Option<Self> {
        Some(match key {
            "jobs" if answer.has("apiVersion") => Self::Ashby,
            "jobs" if answer.at("meta.total").is_some() => Self::Greenhouse,
            "jobs" if answer.has("name") => Self::Workable,
            "results" if answer.has("total") => Self::Workable,
            "content" if answer.has("totalFound") => Self::SmartRecruiters,
            "offers" => Self::Recruitee,
            "data" if answer.at("meta.record-count").is_some() => Self::Teamtailor,
            "items" => return Self::of_list(answer, key),
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Greenhouse => "Greenhouse",
            Self::Lever => "Lever",
            Self::Ashby => "Ashby",
            Self::Workable => "Workable",
            Self::SmartRecruiters => "SmartRecruiters",
            Self::Recruitee => "Recruitee",
            Self::Teamtailor => "Teamtailor",
            Self::JsonFeed => "JSON Feed",
            Self::JobPosting => "JobPosting",
        }
    }

    /// Which employer's board it is; `None` when the answer does not tell.
    fn board(self, answer: Field<'_>, jobs: &[Field<'_>]) -> Option<String> {
        let by_address = |path: &str, parts: usize| jobs.iter().find_map(|job| board_of(&job.text(path)?, parts));
        match self {
            Self::Greenhouse | Self::Lever | Self::Ashby | Self::Recruitee => {
                jobs.iter().find_map(|job| self.board_of_one(*job))
            }
            Self::Workable => answer.text("name"),
            Self::SmartRecruiters => {
                let name = |board: String| board.split_once('/').map(|(_, name)| name.to_owned());
                let by_apply = || by_address("applyUrl", 1).and_then(name);
                jobs.iter().find_map(|job| job.text("company.identifier")).or_else(by_apply)
            }
            Self::Teamtailor => by_address("links.careersite-job-url", 0),
            Self::JsonFeed => ["feed_url", "home_page_url"].iter().find_map(|key| board_of(&answer.text(key)?, 0)),
            Self::JobPosting => None,
        }
    }

    /// Which employer's board a posting is of, where its own address tells that.
    fn board_of_one(self, job: Field<'_>) -> Option<String> {
        match self {
            Self::Greenhouse => greenhouse::board(&job.text("absolute_url")?),
            Self::Lever => board_of(&job.text("hostedUrl")?, 1),
            Self::Ashby => board_of(&job.text("jobUrl")?, 1),
            Self::Recruitee => board_of(&job.text("careers_url")?, 0),
            _ => None,
        }
    }

    /// Whether the answer has all postings of the board, so that one that is missing is gone.
    fn is_whole(self, answer: Field<'_>, found: usize) -> bool {
        let all = |path: &str| answer.number(path).is_none_or(|total| total <= found as f64);
        match self {
            // One department has its own number, and its jobs alone.
            Self::Greenhouse => answer.has("jobs") && !answer.has("id") && all("meta.total"),
            Self::Lever => answer.0.is_array(),
            Self::Ashby | Self::Recruitee => answer.has("jobs") || answer.has("offers"),
            Self::Workable => answer.has("jobs") && answer.at("paging.next").is_none(),
            Self::Teamtailor => answer.at("data").is_some_and(Value::is_array) && all("meta.record-count"),
            // A feed has only the newest; a page has what its author put there.
            Self::JsonFeed | Self::JobPosting | Self::SmartRecruiters => false,
        }
    }

    /// Why a posting is not for the public.
    fn hidden(self, job: Field<'_>) -> Option<&'static str> {
        let is = |path: &str, word: &str| job.text(path).is_some_and(|text| text.eq_ignore_ascii_case(word));
        let (is_internal, is_unlisted) = match self {
            Self::Ashby => (false, job.at("isListed").and_then(Value::as_bool) == Some(false)),
            Self::Lever => (is("state", "internal"), is("state", "unlisted")),
            Self::SmartRecruiters => (is("visibility", "internal"), false),
            Self::Teamtailor => {
                let status = ["attributes.human-status", "attributes.status"];
                (job.flag("attributes.internal"), status.iter().any(|path| is(path, "unlisted")))
            }
            Self::Workable => (job.flag("isInternal"), false),
            _ => (false, false),
        };
        is_internal
            .then_some("it is for the employer's own people")
            .or_else(|| is_unlisted.then_some("it is listed nowhere, and reached by its address alone"))
    }

    /// What one posting states.
    fn draft(self, job: Field<'_>, answer: Field<'_>) -> Result<Draft, Refusal> {
        match self {
            Self::Greenhouse => greenhouse::draft(job),
            Self::Lever => lever::draft(job),
            Self::Ashby => ashby::draft(job),
            Self::Workable => workable::draft(job),
            Self::SmartRecruiters => smartrecruiters::draft(job),
            Self::Recruitee => recruitee::draft(job),
            Self::Teamtailor => teamtailor::draft(job, answer),
            Self::JsonFeed => feed::draft(job),
            Self::JobPosting => job_posting::draft(job),
        }
    }
}

/// What a posting is called in messages.
fn title(job: Field<'_>) -> String {
    let keys = ["title", "text", "name", "attributes.title", "id"];
    keys.iter().find_map(|key| job.text(key)).unwrap_or_else(|| "a posting".into())
}

/// The posting's key and title, both of which every system gives.
fn identified(job: Field<'_>, key: &[&str], title_path: &str) -> Result<(String, String), Refusal> {
    let found = key.iter().find_map(|path| job.text(path));
    match (found, job.text(title_path)) {
        (Some(key), Some(title)) => Ok((key, title)),
        (None, _) => Err(Refusal::of(&title(job), format!("it has no `{}` to know it by", key.join("` or `")))),
        (_, None) => Err(Refusal::of(&title(job), format!("it has no `{title_path}`"))),
    }
}

/// A posting's text, put together of the parts that a system keeps apart.
struct Text<'t> {
    title: &'t str,
    parts: Vec<String>,
}

impl<'t> Text<'t> {
    fn of(title: &'t str) -> Self {
        Self { title, parts: Vec::new() }
    }

    /// Adds a heading of so many marks.
    fn heading(&mut self, rank: usize, text: &str) {
        self.parts.push(format!("{} {}", "#".repeat(rank), escaped_line(text)));
    }

    /// Adds a text: HTML, HTML whose own characters are escaped, or plain text.
    fn add(&mut self, text: &str) -> Result<(), Refusal> {
        let text = html::unescaped(text);
        let part = if html::has_tags(&text) {
            html::markdown(&text).map_err(|why| Refusal::of(self.title, why))?
        } else {
            super::description::markdown_of(&html::plain(&text))
        };
        if !part.is_empty() {
            self.parts.push(part);
        }
        Ok(())
    }

    /// The first of these fields that has a text; says whether one has.
    fn add_first(&mut self, job: Field<'_>, fields: &[&str]) -> Result<bool, Refusal> {
        match fields.iter().find_map(|field| job.text(field)) {
            Some(text) => self.add(&text).map(|()| true),
            None => Ok(false),
        }
    }

    fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    fn done(self) -> String {
        self.parts.join("\n\n")
    }
}

/// A line of text as Markdown that says just that.
fn escaped_line(text: &str) -> String {
    let words = text.replace('&', "&amp;").replace('<', "&lt;");
    html::markdown(&format!("<span>{words}</span>")).unwrap_or_default().replace('\n', " ")
}

/// One text as the whole of a posting.
fn body(title: &str, text: &str) -> Result<String, Refusal> {
    let mut parts = Text::of(title);
    parts.add(text)?;
    Ok(parts.done())
}

/// The one name that all of some are.
fn only(names: impl Iterator<Item = String>) -> Option<String> {
    let mut names: BTreeSet<String> = names.collect();
    names.pop_first().filter(|_| names.is_empty())
}

/// The host of an address and the first `parts` of its path: `boards.greenhouse.io/example`.
fn board_of(address: &str, parts: usize) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    let mut board = url.host_str()?.to_owned();
    for part in url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).take(parts) {
        board.push('/');
        board.push_str(part);
    }
    Some(board)
}
