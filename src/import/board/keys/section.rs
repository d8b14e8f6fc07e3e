//! Front matter that is text: a section of the body.

use super::Found;
use crate::import::board::tree::Tree;
use crate::import::description;

/// From this length on a text is no name and no number.
const LONG: usize = 80;

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
        (!text.is_empty()).then(|| Self { key: found.key.clone(), heading: heading(&found.key), text })
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

/// The value as Markdown.
fn text(found: &Found<'_>) -> String {
    // Items with items below them are one long text to YAML, and a list to who wrote and who reads them.
    let is_nested =
        |raw: &str| raw.lines().any(|line| line.starts_with([' ', '\t']) && line.trim_start().starts_with("- "));
    match (found.value, found.raw) {
        (Tree::List(items), Some(raw)) if is_nested(raw) || items.iter().any(is_text_with_colon) => as_list(raw),
        (Tree::Unreadable(lines), _) => as_list(lines),
        (Tree::List(items), _) => {
            let lines: Vec<String> = items.iter().filter_map(Tree::line).map(|line| format!("- {line}")).collect();
            lines.join("\n")
        }
        (Tree::Text(text), _) => text.trim().to_owned(),
        _ => String::new(),
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

/// `key_objectives` as a heading: "Key objectives".
fn heading(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut chars = words.trim().chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
