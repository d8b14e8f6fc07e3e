//! Import: job descriptions of every kind become postings.
//!
//! ```text
//!  bytes ─decode─► text ─┬─ systems      JSON and XML of applicant tracking systems ─┐
//!                        ├─ board        Markdown with front matter                  ├─► drafts ─meaning─► postings
//!                        └─ description  plain text, Markdown, HTML                  ┘       │
//!                                                                                    finder ┘  what the text states
//! ```
//!
//! A [`Draft`] has what a source states in its fields, in the source's words; `meaning` understands them all in one way and
//! adds what the [`finder`](crate::finder) finds in the text. `same` tells postings apart that their source calls by one name,
//! `plan` says which file each is to be and `merge` brings a changed one together with what was changed by hand. Nothing here
//! reads or writes a file; `edge::import` does.

mod board;
mod decode;
mod description;
pub mod draft;
mod ends;
mod html;
mod json;
pub mod meaning;
pub mod merge;
pub mod plan;
pub mod same;
mod systems;

use board::addresses as board_addresses;
use draft::{Draft, TitleKind};

use crate::diagnostic::position::Lined;
use crate::posting::parse::LONGEST_BODY;
use crate::source::Span;

/// A larger file is no list of postings that anybody would write in one piece.
pub const LARGEST: usize = 64 << 20;

/// What one file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// The kind of source: `Greenhouse`, `a board`.
    pub system: &'static str,
    /// Which board of that kind; `None` when the file does not tell.
    pub board: Option<String>,
    /// Whether it has all postings of the board, so that one that is missing is gone.
    pub is_whole: bool,
    /// The postings.
    pub drafts: Vec<Draft>,
    /// What is no posting, or none for the public: its name, and why.
    pub skipped: Vec<(String, String)>,
    /// What could not be read.
    pub refused: Vec<Refusal>,
    /// What is to be said of the whole file, such as how its characters were read.
    pub notes: Vec<String>,
}

/// Why something could not be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The posting inside the file; empty when the whole file is meant.
    pub what: String,
    /// Why, in plain words.
    pub why: String,
    /// The bytes of the text that are meant, where it is known, and the text.
    pub place: Option<Box<(Span, Lined)>>,
    /// How to mend it.
    pub help: Option<String>,
}

/// Why a text cannot be read, and at which of its bytes.
type Unreadable = (Option<Span>, String);

impl Batch {
    fn new(system: &'static str) -> Self {
        Self {
            system,
            board: None,
            is_whole: false,
            drafts: Vec::new(),
            skipped: Vec::new(),
            refused: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Whether its postings are known by the files that they stand in: it is no answer of a system.
    pub fn is_of_files(&self) -> bool {
        self.system.starts_with("a ")
    }

    /// Whether it is a list in which nothing stands.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.skipped.is_empty() && self.refused.is_empty()
    }
}

impl Refusal {
    /// A posting that could not be imported.
    pub fn of(what: &str, why: impl Into<String>) -> Self {
        Self { what: what.to_owned(), why: why.into(), place: None, help: None }
    }

    /// A file that could not be imported.
    pub fn file(why: impl Into<String>) -> Self {
        Self::of("", why)
    }

    /// The same at a place in a text.
    #[must_use]
    pub fn at(self, text: &str, span: Option<Span>) -> Self {
        Self { place: span.map(|span| Box::new((span, Lined::new(text.to_owned())))), ..self }
    }

    /// The same with a way to mend it.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Reads a file. `name` is its path below the folder that is imported, with `/` between its parts, or `-`; what it holds is
/// told by its content.
///
/// # Errors
/// Why nothing can be made of the file.
pub fn read(name: &str, bytes: &[u8]) -> Result<Batch, Refusal> {
    if bytes.len() > LARGEST {
        return Err(Refusal::file(format!("this file is larger than {} MiB", LARGEST >> 20)).help("import it in parts"));
    }
    let decoded = decode::decode(bytes).map_err(Refusal::file)?;
    let (text, halves) = json::without_halves(&decoded.text);
    let mut batch = read_text(name, &text)?;
    if name == "-" && batch.is_of_files() {
        batch.drafts.iter_mut().for_each(|draft| draft.key.clone_from(&draft.title));
        batch.drafts.iter_mut().for_each(|draft| draft.is_by_title = true);
    }
    batch.notes.extend(decoded.note);
    if halves > 0 {
        let pieces = if halves == 1 { "half a character" } else { "halves of characters" };
        batch.notes.push(format!("{pieces} of JSON, such as `\\ud83d` alone, became `\u{fffd}`"));
    }
    Ok(batch)
}

/// The same for what was handed over, of which one posting has no title of its own but this one.
///
/// # Errors
/// As for [`read`].
pub fn read_titled(title: &str, bytes: &[u8]) -> Result<Batch, Refusal> {
    // A file's name is the last place where a title is looked for.
    let mut batch = read(&format!("{}.txt", title.replace(['/', '.'], " ")), bytes)?;
    let is_of_files = batch.is_of_files();
    batch.drafts.iter_mut().for_each(|draft| draft.is_by_title |= is_of_files);
    for draft in batch.drafts.iter_mut().filter(|draft| draft.title_kind == TitleKind::File) {
        draft.title_kind = TitleKind::Written;
    }
    Ok(batch)
}

fn read_text(name: &str, text: &str) -> Result<Batch, Refusal> {
    let Some((text, count)) = description::without_programs(text) else { return read_plain(name, text) };
    let mut batch = read_plain(name, page_below(&text))?;
    for draft in batch.drafts.iter_mut().filter(|_| count > 0) {
        let pieces = if count == 1 { "1 piece".to_owned() } else { format!("{count} pieces") };
        draft.leave(format!("{pieces} of a program's code"), "it makes the page around the text");
    }
    Ok(batch)
}

/// The page of a text whose first lines are the words of a program, such as the page's name.
fn page_below(text: &str) -> &str {
    let has_blocks = ["</div>", "</section>", "</main>", "</article>", "</ul>"].iter().any(|tag| text.contains(tag));
    let starts = text.lines().next().is_some_and(|line| line.trim().is_empty());
    let at = text.find('<').filter(|at| *at < 400 && has_blocks && starts);
    at.map_or(text, |at| &text[at..])
}

fn read_plain(name: &str, text: &str) -> Result<Batch, Refusal> {
    let start = text.trim_start();
    if start.is_empty() {
        return Err(Refusal::file("this file is empty"));
    }
    match start.as_bytes() {
        [b'{' | b'[', ..] if name.ends_with(".json") || is_json(start) => {
            // Hugo's front matter can be JSON, with the text behind it.
            if let Some(batch) = board::with_json(name, start) {
                return batch;
            }
            return read_json(text);
        }
        [b'<', ..] if is_xml(start) => {
            let unknown = || Refusal::file("this XML is of no system that rolecall knows").help(KNOWN);
            return systems::read_xml(text).map_err(|(at, why)| Refusal::file(why).at(text, at))?.ok_or_else(unknown);
        }
        [b'<', ..] if is_html(start) => return read_page(name, start),
        _ => {}
    }
    match board::read(name, text) {
        Some(batch) => batch,
        None => describe(name, text),
    }
}

const KNOWN: &str = "it knows Greenhouse, Lever, Ashby, Workable, SmartRecruiters, Recruitee, Personio, Teamtailor, JSON Feed and \
                     JobPosting of schema.org";

fn read_json(text: &str) -> Result<Batch, Refusal> {
    let pages = json::parse_all(text).map_err(|(at, why)| Refusal::file(why).at(text, at))?;
    let root = systems::joined(pages);
    if let Some(batch) = systems::read(&root) {
        return Ok(batch);
    }
    // A list without postings looks like that of the one system whose list has nothing around it.
    if root.as_array().is_some_and(Vec::is_empty) {
        return Ok(Batch { is_whole: true, ..Batch::new("Lever") });
    }
    // An answer in XML that a program kept as one text.
    if let Some(inside) = root.as_str().or_else(|| root.get("xml").and_then(serde_json::Value::as_str))
        && let Ok(Some(batch)) = systems::read_xml(inside)
    {
        return Ok(batch);
    }
    if systems::is_empty(&root) {
        return Err(Refusal::file("this list has no postings, and nothing in it says which system it is of"));
    }
    Err(Refusal::file("this JSON is of no system that rolecall knows").help(KNOWN))
}

/// Whether a text that begins with a bracket is JSON: a link of Markdown, `[Berlin] Cook` and a template's code are none.
fn is_json(start: &str) -> bool {
    let is_list = start.starts_with('[');
    let first = start[1..].trim_start();
    match first.chars().next() {
        None => true,
        Some('"' | '}' | '/') if !is_list => true,
        Some('"' | '{' | '[' | ']' | '-' | '0'..='9') if is_list => {
            // "[2026] Cook", "[[wiki]]"
            let inside = first.trim_start_matches(['[', '-']);
            inside.is_empty() || inside.starts_with(['"', '{']) || is_closed(inside) || is_number(inside)
        }
        _ => ["true", "false", "null"].iter().any(|word| is_list && first.starts_with(word)),
    }
}

/// Whether a text begins with a number that ends as one in a list of JSON does.
fn is_number(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'));
    rest.len() < text.len() && (rest.trim_start().starts_with(',') || is_closed(rest.trim_start()))
}

/// Whether a list ends here and nothing else than another list or value follows.
fn is_closed(text: &str) -> bool {
    text.strip_prefix(']').is_some_and(|rest| {
        let rest = rest.trim_start_matches([']', ' ', '\t']);
        rest.is_empty() || rest.starts_with([',', '\n', '\r']) && !rest.trim_start().starts_with(char::is_alphanumeric)
    })
}

fn is_xml(start: &str) -> bool {
    let head = start.get(..200).unwrap_or(start);
    ["<?xml", "<workzag-jobs", "<position>", "<rss"].iter().any(|start| head.starts_with(start))
        && !head.contains("<html")
}

/// Whether a text that begins with `<` is HTML: an address or a placeholder in pointed brackets is none.
fn is_html(start: &str) -> bool {
    let name = start[1..].trim_start_matches(['!', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let is_tag = matches!(name[end..].chars().next(), Some('>' | ' ' | '\n' | '-' | '/')) || start.starts_with("<!--");
    is_tag && start.contains("</")
}

/// A page: the postings that it states for search engines, else its text.
fn read_page(name: &str, text: &str) -> Result<Batch, Refusal> {
    let page = html::page(text).map_err(Refusal::file)?;
    let mut batch = Batch::new("JobPosting");
    for draft in systems::in_page(&page) {
        match draft {
            Ok(draft) => batch.drafts.push(draft),
            Err(refusal) => batch.refused.push(refusal),
        }
    }
    if !batch.drafts.is_empty() {
        return Ok(batch);
    }
    batch.system = "a description";
    if let Some(title) = page.title.as_ref().filter(|title| html::is_refusal(title, &page.body)) {
        batch.skipped.push((name.to_owned(), format!("it is a server's answer that there is no page: `{title}`")));
        return Ok(batch);
    }
    let mut draft = untitled(name, page.body, page.title)?;
    draft.other_titles.extend(page.head);
    batch.drafts.push(draft);
    Ok(batch)
}

fn describe(name: &str, text: &str) -> Result<Batch, Refusal> {
    if let Some(why) = board::no_posting(name, None) {
        let mut batch = Batch::new("a description");
        batch.skipped.push((name.to_owned(), why.to_owned()));
        return Ok(batch);
    }
    if text.len() > LONGEST_BODY {
        return Err(Refusal::file(html::TOO_LONG));
    }
    let description = description::read(text);
    let mut batch = Batch::new("a description");
    batch.drafts.push(untitled(name, description.body, description.title)?);
    Ok(batch)
}

/// A posting of a text alone: called by the title that the text has, else by the file's name.
fn untitled(name: &str, body: String, title: Option<String>) -> Result<Draft, Refusal> {
    let stem = if name == "-" { None } else { Some(stem(name)) };
    let by_name = stem.and_then(description::title_of_stem);
    let is_named_by_file = title.is_none();
    let no_title = || Refusal::file("it has no title").help("give it one with `--title`, or as the first line");
    let title = title.or(by_name).ok_or_else(no_title)?;
    let cleaned = description::cleaned(&body).map_err(|why| Refusal::of(&title, why))?;
    let mut draft = Draft::new(if name == "-" { &title } else { name }, &*title, cleaned.body);
    draft.stem = stem.map(crate::slug::slug).filter(|slug| !slug.is_empty());
    if is_named_by_file {
        draft.title_kind = TitleKind::File;
    }
    board::note_code(&mut draft, &cleaned.code, 0);
    Ok(draft)
}

/// The last part of a path without its ending.
fn stem(name: &str) -> &str {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.rsplit_once('.').map_or(last, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_a_bracket_need_not_be_json() {
        for text in ["[{\"a\":1}]", "{\"a\": 1}", "[]", "{}", "[", "{", "[ \"a\" ]", "[1, 2]", "[[{}]]"] {
            assert!(is_json(text), "{text}");
        }
        for text in [
            "[#import \"/main.ftl\" as main]",
            "[Apply](https://a.example)",
            "[上海] 厨师",
            "{% raw %}",
            "[2026] Cook",
            "[1]: https://a.example\n\n# Cook",
            "[ ] Cook",
            "[x](y)",
        ] {
            assert!(!is_json(text), "{text}");
        }
    }
}
