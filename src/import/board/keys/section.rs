//! Front matter that is text: a section of the body.

use super::{Found, blocks, plain};
use crate::import::board::tree::Tree;
use crate::import::description;

/// From this length on a text is no name and no number.
const LONG: usize = 80;
/// Keys with one of these words hold a section of the text, however short its items are: `must_have: [Rust, SQL]`.
const SECTIONS: [&str; 46] = [
    "requirement",
    "required",
    "qualif",
    "skill",
    "must_have",
    "musthave",
    "must_haves",
    "nice_to_have",
    "nicetohave",
    "bonus_points",
    "preferred",
    "desired",
    "desirable",
    "essential",
    "prerequisite",
    "responsibilit",
    "duties",
    "tasks",
    "what_you",
    "what_we",
    "who_you",
    "who_we",
    "you_have",
    "you_bring",
    "you_are",
    "you_will",
    "looking_for",
    "about_you",
    "experience_",
    "_experience",
    "competenc",
    "expertise",
    "knowledge",
    "certificat",
    "criteria",
    "candidate",
    "anforderung",
    "voraussetzung",
    "profil",
    "aufgaben",
    "qualifikation",
    "kenntnisse",
    "要求",
    "职责",
    "条件",
    "技能",
];

/// Keys that only say that a text is in them.
const DRAWERS: [&str; 14] = [
    "text",
    "text_bard",
    "body",
    "content",
    "contents",
    "html",
    "markdown",
    "sections",
    "section",
    "components",
    "blocks",
    "page_builder",
    "rows",
    "inhalt",
];

/// A section of the body that stood in the front matter.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::import::board) struct Section {
    /// The key in its plain spelling.
    key: String,
    /// What stands above it; empty for a text without heading.
    heading: String,
    text: String,
}

impl Section {
    /// The section of a key that is none of a posting's, if its value is text.
    pub(super) fn of(found: &Found<'_>) -> Option<Self> {
        let is_text = match found.value {
            Tree::List(items) if items.iter().any(has_pieces) => blocks::text(items).split_whitespace().count() > 12,
            Tree::List(_) | Tree::Text(_) if names_section(found) && has_words(found.value) => true,
            Tree::List(items) => {
                let is_long = |item: &Tree| item.line().is_some_and(|line| line.split_whitespace().count() > 3);
                items.iter().all(|item| matches!(item, Tree::Text(_)) || is_text_with_colon(item))
                    && items.iter().any(|item| is_long(item) || is_text_with_colon(item))
            }
            Tree::Text(text) => text.contains('\n') || text.chars().count() > LONG,
            Tree::Unreadable(lines) => lines.contains("- ") || lines.chars().count() > LONG,
            _ => false,
        };
        if is_text { Self::any(found) } else { None }
    }

    /// The same without asking whether the value looks like text.
    pub(super) fn any(found: &Found<'_>) -> Option<Self> {
        let text = text(found);
        let text = description::cleaned(&text).map_or(text, |cleaned| cleaned.body);
        let has_heading = text.starts_with("## ") || DRAWERS.contains(&found.key.as_str());
        let heading = if has_heading { String::new() } else { heading(found) };
        (!text.is_empty()).then(|| Self { key: found.key.clone(), heading, text })
    }

    /// The same with nothing above it.
    pub(super) fn without_heading(found: &Found<'_>) -> Option<Self> {
        Self::any(found).map(|section| Self { heading: String::new(), ..section })
    }

    /// The body with the section: in place of the template code that stood for it, else at the end.
    pub(in crate::import::board) fn placed_in(&self, body: &str) -> String {
        let lines: Vec<&str> = body.lines().collect();
        let key: String = self.key.chars().filter(|c| c.is_alphanumeric()).collect();
        let stands_for = |line: &&str| {
            let line = line.trim();
            let is_code =
                line.starts_with("{%") && line.ends_with("%}") || line.starts_with("{{") && line.ends_with("}}");
            is_code && line.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>().contains(&key)
        };
        let Some(at) = lines.iter().position(stands_for) else {
            let heading = if self.heading.is_empty() { String::new() } else { format!("## {}\n\n", self.heading) };
            return format!("{body}\n\n{heading}{}", self.text).trim().to_owned();
        };
        let above = lines[..at].iter().rev().find(|line| !line.trim().is_empty());
        let has_heading = above.is_some_and(|line| {
            line.starts_with('#') && line.trim_start_matches('#').trim().eq_ignore_ascii_case(&self.heading)
        });
        let heading =
            if has_heading || self.heading.is_empty() { String::new() } else { format!("## {}\n\n", self.heading) };
        let before = lines[..at].join("\n");
        let after = lines[at + 1..].join("\n");
        format!("{}\n\n{heading}{}\n\n{}", before.trim_end(), self.text, after.trim_start()).trim().to_owned()
    }
}

/// `- Bake: bread` is a key with a value to YAML, and a text to who wrote it.
fn is_text_with_colon(item: &Tree) -> bool {
    matches!(item.entries(), [entry] if matches!(entry.value, Tree::Text(_)))
}

/// Whether an item is a mapping that is no such text.
fn has_pieces(item: &Tree) -> bool {
    matches!(item, Tree::Map(_)) && !is_text_with_colon(item)
}

/// Whether a key names what is a section of a posting's text.
fn is_section(key: &str) -> bool {
    SECTIONS.iter().any(|word| key.contains(word))
}

/// Whether a key or the one above it does.
fn names_section(found: &Found<'_>) -> bool {
    is_section(&found.key) || above(found).is_some()
}

/// The key above, if that names a section: `requirements` of `requirements: { technical: ... }`.
fn above(found: &Found<'_>) -> Option<String> {
    let (above, _) = found.name.rsplit_once('.')?;
    Some(plain(above.rsplit('.').next().unwrap_or(above))).filter(|above| is_section(above))
}

/// Whether a value is words, and neither a number nor a switch.
fn has_words(value: &Tree) -> bool {
    let lines = value.lines();
    let is_switch =
        |line: &str| matches!(line.to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "none" | "n/a");
    lines.iter().any(|line| line.chars().filter(|c| c.is_alphabetic()).count() > 1 && !is_switch(line))
        && lines.iter().all(|line| !line.starts_with("http") && !line.starts_with('/'))
}

/// The value as Markdown.
fn text(found: &Found<'_>) -> String {
    // Items with items below them are one long text to YAML, and a list to who wrote and who reads them.
    let is_nested =
        |raw: &str| raw.lines().any(|line| line.starts_with([' ', '\t']) && line.trim_start().starts_with("- "));
    match (found.value, found.raw) {
        (Tree::List(items), Some(raw))
            if !items.iter().any(has_pieces) && (is_nested(raw) || items.iter().any(is_text_with_colon)) =>
        {
            as_list(raw)
        }
        (Tree::List(items), _) if items.iter().any(has_pieces) => blocks::text(items),
        (Tree::Unreadable(lines), _) => as_list(lines),
        (Tree::List(items), _) => {
            let lines: Vec<String> = items.iter().filter_map(item).map(|line| format!("- {line}")).collect();
            lines.join("\n")
        }
        (Tree::Text(text), _) => text.trim().to_owned(),
        _ => String::new(),
    }
}

/// An item in one line: `- item: Bake` says what it is, `- Bake: bread` is a text with a colon.
fn item(item: &Tree) -> Option<String> {
    const NAMES: [&str; 9] = ["item", "text", "name", "label", "title", "value", "point", "content", "description"];
    match item.entries() {
        [entry] => {
            let value = entry.value.line()?;
            Some(if NAMES.contains(&&*plain(&entry.key)) { value } else { format!("{}: {value}", entry.key) })
        }
        _ => item.line(),
    }
}

/// Lines of YAML that are a list of Markdown as well: without quotation marks around an item, and without comments.
fn as_list(raw: &str) -> String {
    let lines = raw.lines().filter(|line| !line.trim_start().starts_with("# ")).map(|line| {
        let margin = line.len() - line.trim_start().len();
        let (margin, text) = line.split_at(margin);
        let margin = margin.replace('\t', "  ");
        let Some(item) = text.strip_prefix("- ") else { return format!("{margin}{text}") };
        let item = item.trim();
        let is_quoted = |mark: char| item.len() > 1 && item.starts_with(mark) && item.ends_with(mark);
        let bare = if is_quoted('"') || is_quoted('\'') { &item[1..item.len() - 1] } else { item };
        format!("{margin}- {bare}")
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// `key_objectives` as a heading: "Key objectives"; `requirements: { technical: ... }` as "Technical requirements".
fn heading(found: &Found<'_>) -> String {
    let above = above(found).filter(|_| !is_section(&found.key)).unwrap_or_default();
    let words = format!("{} {above}", found.key).replace('_', " ");
    let mut chars = words.trim().chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
