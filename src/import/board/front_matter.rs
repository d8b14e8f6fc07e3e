//! Where front matter begins and ends, and its entries.

use std::collections::BTreeSet;

use super::mend;
use super::tree::{Entry, Tree};
use crate::import::Refusal;
use crate::import::draft::Left;
use crate::source::{ProjectPath, Span};
use crate::yaml::Document;

/// The longest front matter in bytes.
const LONGEST: usize = 256 << 10;

/// A file taken apart.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    language: Language,
    /// The whole text, and where in it the front matter begins.
    file: &'a str,
    at: usize,
    /// The front matter without the lines around it.
    front_matter: &'a str,
    /// The line of the file on which the front matter begins, from 1.
    line: usize,
    /// What follows it.
    pub(super) body: &'a str,
    /// The line on which the body begins, from 1.
    pub(super) body_line: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Yaml,
    Toml,
    Json,
}

/// Takes a file apart; `None` when it has no front matter.
pub(super) fn split(text: &str) -> Option<Result<Parts<'_>, Refusal>> {
    let start = text.len() - text.trim_start().len();
    let content = &text[start..];
    let line = lines(&text[..start]) + 1;
    let first = content.lines().next()?.trim_end();
    let (language, closing): (_, &[&str]) = match first {
        "---" => (Language::Yaml, &["---", "..."]),
        "+++" => (Language::Toml, &["+++"]),
        // Somebody forgot the first line.
        _ if begins_with_key(first) => {
            return closing_line(content, &["---"])
                .filter(|(end, _)| is_yaml(&content[..*end]))
                .or_else(|| metadata(content))
                .filter(|(end, _)| *end <= LONGEST)
                .map(|found| Ok(parts(Language::Yaml, content, 0, line, found)));
        }
        _ => return None,
    };
    let inside = content.find('\n')? + 1;
    let opening = Some(Span::new(start, start + first.len()));
    match closing_line(&content[inside..], closing) {
        Some((end, body)) if end <= LONGEST => {
            let found = &content[inside..];
            // What closes the text is no part of it.
            let is_alone = language == Language::Yaml && found[body..].trim().is_empty();
            let prose = if is_alone { before_prose(found, end) } else { None };
            let (content, (end, body)) = match prose {
                Some(prose) => (&content[..inside + end], (prose, prose)),
                None => (content, (end, body)),
            };
            let parts = parts(language, content, inside, line + 1, (inside + end, inside + body));
            Some(Ok(Parts { file: text, at: start + inside, ..parts }))
        }
        Some(_) => Some(Err(Refusal::file("its front matter is longer than 256 KiB").at(text, opening))),
        // A text may begin with a rule.
        None if language == Language::Yaml && !content[inside..].lines().take(3).any(begins_with_key) => None,
        None => Some(Err(Refusal::file("its front matter is not closed")
            .at(text, opening)
            .help(format!("write a line `{first}` between the keys and the text")))),
    }
}

/// Takes a file apart that begins with JSON; `None` when nothing follows that could be a posting's text.
pub(super) fn split_json(text: &str) -> Option<Parts<'_>> {
    if !text.starts_with('{') || crate::import::json::has_too_many_values(text) {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    let value = values.next()?.ok()?;
    let end = values.byte_offset();
    let has_title = value.as_object()?.keys().any(|key| key.eq_ignore_ascii_case("title"));
    let is_text = !text[end..].trim().is_empty() && !text[end..].trim_start().starts_with(['{', '[', ',']);
    (has_title && is_text).then(|| parts(Language::Json, text, 0, 1, (end, end)))
}

fn parts(language: Language, content: &str, start: usize, line: usize, (end, body): (usize, usize)) -> Parts<'_> {
    let front_matter = &content[start..end];
    let body_line = line + lines(&content[start..body]);
    Parts { language, file: content, at: start, front_matter, line, body: &content[body..], body_line }
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Where the line that closes the front matter begins, and where the line after it begins.
fn closing_line(content: &str, closing: &[&str]) -> Option<(usize, usize)> {
    let mut start = 0;
    for line in content.split_inclusive('\n') {
        if closing.contains(&line.trim_end()) {
            return Some((start, start + line.len()));
        }
        start += line.len();
    }
    None
}

/// Where the keys of a file end whose text stands among them, in front of the line that should close only the keys.
fn before_prose(content: &str, end: usize) -> Option<usize> {
    const SENTENCE: usize = 40;
    const LONG_KEY: usize = 6;
    let is_inner = |line: &str| line.starts_with([' ', '\t', '-', '#']);
    let (mut start, mut above) = (0, None);
    for line in content[..end].split_inclusive('\n') {
        // "We are looking for a lead: somebody who" begins with no key.
        let is_key = mend::key_of(line.trim_end()).is_some_and(|key| key.split_whitespace().count() < LONG_KEY);
        let is_prose = !is_inner(line) && !is_key && line.trim().len() >= SENTENCE;
        if is_prose {
            // A heading right above it is a comment of the keys. Where all of it is YAML, it is a text that goes on.
            return above.filter(|_| start > 0 && yaml_entries(&content[..end]).is_none());
        }
        let is_heading = line.trim_start().starts_with('#');
        above = if line.trim().is_empty() || is_heading { above.or(Some(start)) } else { None };
        start += line.len();
    }
    None
}

/// Where a block of keys at the beginning of a text ends that nothing closes but an empty line, as MultiMarkdown and Pelican
/// have it. What any posting may say of itself, "Title: Cook" and "Location: Ulm", is none: a key for a program is among them.
fn metadata(content: &str) -> Option<(usize, usize)> {
    const FOR_PROGRAMS: [&str; 19] = [
        "date",
        "slug",
        "category",
        "categories",
        "tags",
        "author",
        "authors",
        "license",
        "lang",
        "layout",
        "template",
        "modified",
        "summary",
        "save_as",
        "url",
        "draft",
        "css",
        "keywords",
        "permalink",
    ];
    let mut end = 0;
    let (mut has_title, mut is_for_programs) = (false, false);
    for line in content.split_inclusive('\n') {
        if line.trim().is_empty() {
            return (has_title && is_for_programs).then_some((end, end + line.len()));
        }
        let key = mend::key_of(line.trim_end());
        let key = key.map(|key| key.to_lowercase());
        match key.as_deref() {
            Some(key) if key.split_whitespace().count() <= 3 => {
                has_title |= key == "title";
                is_for_programs |= FOR_PROGRAMS.contains(&key);
            }
            _ if line.starts_with([' ', '\t', '-']) && end > 0 => {}
            _ => return None,
        }
        end += line.len();
    }
    None
}

/// Whether a line is `key: value`.
fn begins_with_key(line: &str) -> bool {
    mend::key_of(line).is_some_and(|key| key.split_whitespace().count() <= 3 && key.is_ascii())
}

/// Whether all lines could be YAML.
fn is_yaml(text: &str) -> bool {
    text.lines().all(|line| {
        let is_inner = line.starts_with([' ', '\t', '-', '#']);
        line.trim().is_empty() || is_inner || mend::key_of(line).is_some()
    })
}

impl Parts<'_> {
    /// The entries of the front matter. What cannot be read is mended where it is certain; what else cannot be, is left.
    ///
    /// # Errors
    /// The line on which it is of no use at all.
    pub(super) fn entries(&self, left: &mut Vec<Left>) -> Result<Vec<Entry>, Refusal> {
        match self.language {
            Language::Yaml => Ok(self.json_inside().unwrap_or_else(|| self.yaml(left))),
            Language::Toml => self.toml(),
            Language::Json => {
                let value = serde_json::from_str(self.front_matter).unwrap_or_default();
                Ok(Tree::of_json(&value).entries().to_vec())
            }
        }
    }

    /// The entries of JSON between the lines that YAML has around it, which may be indented with tabs.
    fn json_inside(&self) -> Option<Vec<Entry>> {
        let text = self.front_matter.trim();
        if !text.starts_with('{') || crate::import::json::has_too_many_values(text) {
            return None;
        }
        let value: serde_json::Value = serde_json::from_str(text).ok()?;
        Some(Tree::of_json(&value).entries().to_vec())
    }

    fn toml(&self) -> Result<Vec<Entry>, Refusal> {
        let table = self.front_matter.parse::<toml::Table>().map_err(|error| {
            let span = error.span().map(|span| Span::new(self.at + span.start, self.at + span.end));
            let message = error.message().lines().collect::<Vec<_>>().join("; ");
            Refusal::file(format!("its front matter is no TOML: {message}")).at(self.file, span)
        })?;
        let mut entries = Tree::of_toml(toml::Value::Table(table)).entries().to_vec();
        note_lines(&mut entries, self.front_matter, self.line);
        Ok(entries)
    }

    fn yaml(&self, left: &mut Vec<Left>) -> Vec<Entry> {
        let blocks = mend::blocks(self.front_matter, self.line);
        let whole = yaml_entries(self.front_matter);
        let mut entries = Vec::new();
        if let Some(found) = &whole {
            entries.extend(found.iter().cloned());
        } else {
            for block in &blocks {
                entries.extend(block_entries(block, left));
            }
        }
        // Of two values one is wrong, and which is not said.
        let mut seen = BTreeSet::new();
        for block in &blocks {
            if let Some(key) = block.key.as_deref().filter(|key| !seen.insert(key.to_string())) {
                let what = block.text.lines().next().unwrap_or(key).trim().to_owned();
                let why = "the key stands twice; its first value counts".to_owned();
                left.push(Left { what, why, line: Some(block.line), is_kept: false });
            }
        }
        for entry in &mut entries {
            if let Some(block) = blocks.iter().find(|block| block.key.as_deref() == Some(&*entry.key)) {
                note_lines(std::slice::from_mut(entry), block.text, block.line);
                entry.raw = Some(block.below());
            }
        }
        entries
    }
}

/// Notes on which lines of a text keys stand, nested ones too; `first` is the line of the file on which the text begins.
fn note_lines(entries: &mut [Entry], text: &str, first: usize) {
    for entry in entries {
        let begins = |line: &str| {
            let line = line.trim_start_matches(['[', '{', '"', '\'', ' ', '\t', '-']);
            let rest = line.strip_prefix(&*entry.key).map(str::trim_start);
            rest.is_some_and(|rest| rest.starts_with([':', '=', ']', '"', '\'', '.']))
        };
        let Some(at) = text.lines().position(begins) else { continue };
        entry.line = Some(first + at);
        if let Tree::Map(inner) = &mut entry.value {
            let start = text.split_inclusive('\n').take(at).map(str::len).sum::<usize>();
            note_lines(inner, &text[start..], first + at);
        }
    }
}

/// The entries of a part of the front matter that cannot be read as a whole.
fn block_entries(block: &mend::Block<'_>, left: &mut Vec<Left>) -> Vec<Entry> {
    if let Some(found) = yaml_entries(block.text) {
        return found;
    }
    if let Some((text, how)) = mend::mended(block.text) {
        let what = block.key.clone().unwrap_or_default();
        left.push(Left {
            what,
            why: format!("it was no YAML and was read {how}"),
            line: Some(block.line),
            is_kept: true,
        });
        return yaml_entries(&text).unwrap_or_default();
    }
    let Some(key) = block.key.clone() else {
        let what = block.text.trim().lines().next().unwrap_or_default().to_owned();
        left.push(Left { what, why: "this is no YAML".into(), line: Some(block.line), is_kept: false });
        return Vec::new();
    };
    vec![Entry::new(&key, Tree::Unreadable(block.below()))]
}

/// Whether a text is a mapping in YAML.
pub(super) fn is_readable(text: &str) -> bool {
    yaml_entries(text).is_some()
}

/// The entries of a text in YAML; `None` when it is no mapping.
fn yaml_entries(text: &str) -> Option<Vec<Entry>> {
    let document = Document::parse(&ProjectPath::new("front matter"), text, 0).ok()?;
    match Tree::of_yaml(document.root()) {
        Tree::Map(entries) => Some(entries),
        Tree::Nothing => Some(Vec::new()),
        _ => None,
    }
}
