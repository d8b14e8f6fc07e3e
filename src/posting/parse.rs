//! From a file's bytes to a [`Posting`], or to everything that is wrong with it.

use super::frontmatter as read;
use super::{Posting, Requirements, Status, markdown};
use crate::diagnostic::Diagnostic;
use crate::slug::slug;
use crate::source::{Fingerprint, ProjectPath, Sources, Span};
use crate::yaml::read::{Fields, Problems, text, texts};
use crate::yaml::{Document, Kind};

/// The longest body in bytes; far beyond any posting, and short enough that no Markdown takes minutes.
pub const LONGEST_BODY: usize = 1 << 20;
/// The longest front matter in bytes.
pub const LONGEST_FRONT_MATTER: usize = 64 << 10;
/// The longest title in characters.
const LONGEST_TITLE: usize = 200;
/// How many characters the summary of a posting has at most.
const SUMMARY: usize = 200;

/// Reads one posting.
///
/// # Errors
/// All that is wrong with the file.
pub fn posting(path: &ProjectPath, bytes: &[u8]) -> Result<Posting, Vec<Diagnostic>> {
    let file = FrontMatterFile::split(path, bytes).map_err(|d| vec![*d])?;
    let document = Document::parse(path, file.front_matter, file.offset).map_err(|d| vec![*d])?;
    let mut problems = Problems::new(path);
    let posting = from_document(path, bytes, &file, &document, &mut problems);
    match posting {
        Some(posting) if problems.is_empty() => Ok(posting),
        _ => Err(problems.into_vec()),
    }
}

fn from_document(
    path: &ProjectPath,
    bytes: &[u8],
    file: &FrontMatterFile<'_>,
    document: &Document<'_>,
    problems: &mut Problems,
) -> Option<Posting> {
    if !is_keys(document, problems) {
        return None;
    }
    let fields = Fields::of_with(document.root(), read::POSTING, "a posting", read::MISPLACED, problems);
    let title = required_title(&fields, file, problems);
    let slug = slug(path.stem());
    if slug.is_empty() {
        problems.add(
            "no-slug",
            None,
            "the file's name has neither letters nor digits, so the page has no address",
            |d| d.help("name the file after the job, such as `software-architect.md`"),
        );
    }
    let (posted_field, closes_field) = (fields.get("posted"), fields.get("closes"));
    let posted = posted_field.and_then(|v| read::date(v, problems));
    let closes = closes_field.and_then(|v| read::date(v, problems));
    if let (Some(posted), Some(closes)) = (posted, closes)
        && closes < posted
    {
        let span = closes_field.and_then(|v| v.span());
        let message = format!("this role closes before it is posted on {posted}");
        problems.add("closes-before-posted", span, message, |d| d.help("look at both dates, the year too"));
    }
    let updated_field = fields.get("updated");
    let updated = updated_field.and_then(|v| read::date(v, problems));
    if let (Some(posted), Some(updated)) = (posted, updated)
        && updated < posted
    {
        let span = updated_field.and_then(|v| v.span());
        let message = format!("this role was updated before it was posted on {posted}");
        problems.add("updated-before-posted", span, message, |d| d.help("look at both dates, the year too"));
    }
    let mut line = |key: &str| fields.get(key).and_then(|v| text(v, problems));
    let (department, team, id) = (line("department"), line("team"), line("id"));
    let company = line("company").map(|name| crate::slug::slug(&name));
    let mut posting = Posting {
        slug,
        language: fields.get("language").and_then(|v| read::language_tag(v, problems)),
        department,
        team,
        company,
        locations: fields.get("locations").map(|v| read::locations(v, problems)).unwrap_or_default(),
        workplace: fields.get("workplace").and_then(|v| read::word(v, problems)),
        applicants_in: fields.get("applicants_in").map(|v| read::applicants_in(v, problems)).unwrap_or_default(),
        employment: fields.get("employment").map(|v| read::employment(v, problems)).unwrap_or_default(),
        level: fields.get("level").and_then(|v| read::word(v, problems)),
        posted,
        updated,
        closes,
        status: fields.get("status").and_then(|v| read::word(v, problems)).unwrap_or(Status::Open),
        salary: fields.get("salary").and_then(|v| read::salary(v, problems)),
        requirements: fields
            .get("requirements")
            .map_or_else(Requirements::default, |v| read::requirements(v, problems)),
        benefits: fields.get("benefits").map(|v| texts(v, problems)).unwrap_or_default(),
        apply: fields.get("apply").and_then(|v| read::apply(v, problems)),
        id,
        aliases: fields.get("aliases").map(|v| read::aliases(v, problems)).unwrap_or_default(),
        extra: fields.get("extra").map(|v| v.to_json()),
        summary: markdown::excerpt(file.body, SUMMARY),
        fingerprint: Fingerprint::of(bytes),
        facts: Fingerprint::of(&bytes[..file.body_start]),
        findable: Fingerprint::of(b""),
        body_start: file.body_start,
        path: path.clone(),
        title: title?,
    };
    posting.findable = posting.findable_by();
    posting.shrink();
    Some(posting)
}

/// The place of a key's value in a file's front matter; of one `entry` of it, where the value is a list and has it; else of
/// the key, where the value is a list or a mapping. For what is found out only later.
pub fn key_span(path: &ProjectPath, bytes: &[u8], key: &str, entry: &str) -> Option<Span> {
    let file = FrontMatterFile::split(path, bytes).ok()?;
    let document = Document::parse(path, file.front_matter, file.offset).ok()?;
    let value = document.root().children().find(|entry| entry.key() == Some(key))?;
    let plain = |text: &str| text.trim_matches('/').to_owned();
    let wanted = value.children().find(|child| child.text().is_some_and(|text| plain(&text) == plain(entry)));
    match (wanted, value.kind()) {
        (Some(entry), Kind::List) => entry.span(),
        (_, Kind::List | Kind::Map) => value.key_span(),
        _ => value.span(),
    }
}

/// Whether a front matter is keys with values, or nothing; says so otherwise.
pub fn is_keys(document: &Document<'_>, problems: &mut Problems) -> bool {
    match document.root().kind() {
        Kind::Map | Kind::Null => return true,
        Kind::List => {
            problems.add("wrong-type", document.root().span(), "the front matter must be keys with values", |d| {
                d.help("write for example `title: Software Architect`")
            })
        }
        _ => problems.add("yaml", document.root().span(), "this line is not of the form `key: value`", |d| {
            d.help(document.root().mended_key().unwrap_or_else(|| {
                "is the colon, or the space after it, missing? what the role is about stands below the second `---`"
                    .into()
            }))
        }),
    }
    false
}

/// The `title` of a posting, a page or a company.
pub fn required_title(fields: &Fields<'_>, file: &FrontMatterFile<'_>, problems: &mut Problems) -> Option<String> {
    if let Some(value) = fields.get("title") {
        let title = text(value, problems)?;
        if title.chars().count() > LONGEST_TITLE {
            problems.error("too-long", value.span(), format!("this title is longer than {LONGEST_TITLE} characters"));
            return None;
        }
        if !title.is_empty() {
            return Some(title);
        }
    }
    if fields.may_be_mistyped("title") {
        return None;
    }
    let place = match fields.written("title") {
        Some(empty) if empty.hidden().starts_with(['#', '!']) => {
            let hidden = empty.hidden();
            let mark = hidden.chars().next().unwrap_or_default();
            let message = format!("the title is missing: a text that begins with `{mark}` must stand in quotes");
            problems.add("missing-title", empty.key_span(), message, |d| {
                d.help(format!("write `title: \"{}\"`", hidden.replace('\\', "\\\\").replace('"', "\\\"")))
            });
            return None;
        }
        Some(empty) => empty.key_span(),
        // The line that opens the front matter, below which the title belongs.
        None => Some(Span::new(file.offset, file.offset + 3)),
    };
    problems.add("missing-title", place, "the title is missing", |d| {
        d.help("add a line such as `title: Software Architect`")
    });
    None
}

/// A file with front matter, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct FrontMatterFile<'a> {
    /// The front matter with the line that opens it, so that its lines are the file's.
    pub front_matter: &'a str,
    /// Where the front matter begins in the file: after a byte order mark.
    pub offset: usize,
    /// What follows the line that closes the front matter.
    pub body: &'a str,
    /// Where the body begins in the file, in bytes.
    pub body_start: usize,
}

impl<'a> FrontMatterFile<'a> {
    /// Takes a file apart.
    ///
    /// # Errors
    /// One diagnostic when the file is no text, has no front matter, or is too long.
    pub fn split(path: &ProjectPath, bytes: &'a [u8]) -> Result<Self, Box<Diagnostic>> {
        let text = decode(path, bytes)?;
        let offset = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let content = &text[offset..];
        if content.trim().is_empty() {
            return Err(Box::new(Diagnostic::error("empty-file", path, "this file is empty").help(START)));
        }
        let first_line = content.lines().next().unwrap_or_default();
        if first_line.trim_end() != "---" {
            return Err(Box::new(no_front_matter(path, content, offset)));
        }
        let Some((end, body)) = closing_line(content) else {
            let message = "the second line of three dashes, `---`, is missing, so the keys do not end";
            let diagnostic = Diagnostic::error("open-front-matter", path, message);
            let help = format!("write `---` below line {}, between the keys and the text", last_line_of_keys(content));
            return Err(Box::new(diagnostic.at(Span::new(offset, offset + 3)).help(help)));
        };
        if end > LONGEST_FRONT_MATTER {
            let message = format!("the front matter is longer than {} KiB", LONGEST_FRONT_MATTER >> 10);
            return Err(Box::new(Diagnostic::error("too-long", path, message).at(Span::new(offset, offset + 3))));
        }
        if content.len() - body > LONGEST_BODY {
            let message = format!("the text is longer than {} MiB", LONGEST_BODY >> 20);
            return Err(Box::new(Diagnostic::error("too-long", path, message)));
        }
        Ok(Self { front_matter: &content[..end], offset, body: &content[body..], body_start: offset + body })
    }
}

const START: &str =
    "a file begins with a line of three dashes, `---`, then `title: ...`, then `---` again, then the text";

/// Bytes as text.
///
/// # Errors
/// One diagnostic at the first byte that is no UTF-8.
pub fn decode<'a>(path: &ProjectPath, bytes: &'a [u8]) -> Result<&'a str, Box<Diagnostic>> {
    std::str::from_utf8(bytes).map_err(|error| {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.contains(&0) {
            let message = "this is not a text in UTF-8; it may be a picture, a Word file or a text in UTF-16";
            return Box::new(Diagnostic::error("not-text", path, message).help("save it as plain text in UTF-8"));
        }
        let at = error.valid_up_to();
        let message = "there is a character here that is not UTF-8";
        Box::new(
            Diagnostic::error("not-utf-8", path, message)
                .at(Span::new(at, at + 1))
                .help("save the file as UTF-8 in your editor"),
        )
    })
}

/// The text of a file; says why there is none.
pub fn read_text(sources: &dyn Sources, path: &ProjectPath, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    match sources.read(path) {
        Err(trouble) => diagnostics.push(Diagnostic::error("unreadable", path, trouble.to_string())),
        Ok(bytes) => match decode(path, &bytes) {
            Ok(text) => return Some(text.to_owned()),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        },
    }
    None
}

fn no_front_matter(path: &ProjectPath, content: &str, offset: usize) -> Diagnostic {
    let first_line = content.lines().next().unwrap_or_default();
    let message = "this file does not begin with a line of three dashes, `---`";
    let diagnostic = Diagnostic::error("no-front-matter", path, message)
        .at(Span::new(offset, offset + first_line.trim_end().len().min(80)));
    let line = first_line.trim();
    let is_dashes = |line: &str| !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '—' | '–'));
    let help = if line == "+++" {
        "this is TOML; write the keys as YAML between two lines of `---`"
    } else if line.starts_with('{') {
        "this is JSON; write the keys as YAML between two lines of `---`"
    } else if is_dashes(line) {
        "the first line must be exactly three dashes, `---`, without spaces before them"
    } else if line.is_empty() && content.trim_start().starts_with("---") {
        "delete the empty lines above the dashes"
    } else if is_line_of_keys(line) {
        "write a line `---` above this one"
    } else {
        START
    };
    diagnostic.help(help)
}

/// Whether a line is `key: value` or belongs to one.
fn is_line_of_keys(line: &str) -> bool {
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_');
    line.starts_with([' ', '\t', '#'])
        || line.starts_with("- ")
        || line.split_once(':').is_some_and(|(key, _)| is_key(key))
}

/// The number of the last line of keys of a front matter that is not closed.
fn last_line_of_keys(content: &str) -> usize {
    let lines = content.lines().skip(1).take_while(|line| is_line_of_keys(line));
    lines.count() + 1
}

/// Where the line `---` that closes the front matter begins, and where the line after it begins.
fn closing_line(content: &str) -> Option<(usize, usize)> {
    let mut start = content.find('\n')? + 1;
    loop {
        let rest = &content[start..];
        let length = rest.find('\n').map_or(rest.len(), |i| i + 1);
        let line = rest[..length].trim_end();
        if line == "---" || line == "..." {
            return Some((start, start + length));
        }
        if length == rest.len() {
            return None;
        }
        start += length;
    }
}
