//! Texts that a content system keeps in pieces, as Markdown: lists of mappings with a heading and a text each, and the nodes
//! that editors of rich text write.

use std::fmt::Write as _;

use super::plain;
use crate::import::board::tree::{Entry, Tree};

/// Keys of a piece's heading.
const HEADINGS: [&str; 11] = [
    "title",
    "heading",
    "headline",
    "headline_txt",
    "header",
    "name",
    "label",
    "question",
    "section_title",
    "subheading",
    "titel",
];
/// Keys of a piece's text.
const TEXTS: [&str; 14] = [
    "text",
    "body",
    "content",
    "description",
    "value",
    "copy",
    "answer",
    "markdown",
    "html",
    "paragraph",
    "intro",
    "inhalt",
    "details",
    "point",
];
/// Texts of pieces nest no deeper than that.
const DEEPEST: usize = 24;

/// The text of a list that has mappings in it; nothing where they hold no text.
pub(super) fn text(items: &[Tree]) -> String {
    let mut out = String::new();
    pieces(items, &mut out, 0);
    out.trim().to_owned()
}

fn pieces(items: &[Tree], out: &mut String, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    for item in items {
        match item {
            Tree::Text(text) => _ = writeln!(out, "- {}", text.trim()),
            Tree::List(inner) => pieces(inner, out, depth + 1),
            Tree::Map(entries) if is_node(entries) => node(entries, out, depth),
            Tree::Map(entries) => piece(entries, out, depth),
            Tree::Nothing | Tree::Unreadable(_) => {}
        }
    }
}

/// A heading and what stands below it; a heading alone is a name of something else, and is left out.
fn piece(entries: &[Entry], out: &mut String, depth: usize) {
    let has_name = |entry: &Entry, names: &[&str]| names.contains(&plain(&entry.key).as_str());
    let heading = entries.iter().find(|entry| has_name(entry, &HEADINGS) && matches!(entry.value, Tree::Text(_)));
    let mut below = String::new();
    for entry in entries.iter().filter(|entry| heading.is_none_or(|heading| heading.key != entry.key)) {
        match &entry.value {
            Tree::Text(text) => {
                let is_text = text.split_whitespace().count() > 6 && text.contains(' ') || text.contains('\n');
                if has_name(entry, &TEXTS) || is_text {
                    let _ = write!(below, "\n{}\n", text.trim());
                }
            }
            Tree::List(items) => {
                let is_long = |item: &Tree| item.line().is_some_and(|line| line.split_whitespace().count() > 1);
                if items.iter().any(|item| is_long(item) || matches!(item, Tree::Map(_))) {
                    below.push('\n');
                    pieces(items, &mut below, depth + 1);
                }
            }
            Tree::Map(inner) if depth < DEEPEST => piece(inner, &mut below, depth + 1),
            _ => {}
        }
    }
    if below.trim().is_empty() {
        return;
    }
    if let Some(heading) = heading.and_then(|entry| entry.value.line()) {
        let _ = write!(out, "\n## {heading}\n");
    }
    let _ = write!(out, "\n{}\n", below.trim());
}

/// Whether a mapping is a node of a rich text: `{ type: paragraph, content: [...] }`.
fn is_node(entries: &[Entry]) -> bool {
    let has = |wanted: &str| entries.iter().any(|entry| entry.key == wanted);
    // A drawer of nodes may have a type and a `text` as well, in which they are.
    let has_text = entries.iter().any(|entry| entry.key == "text" && matches!(entry.value, Tree::Text(_)));
    has("type") && (has("content") || has_text || has("children"))
}

fn node(entries: &[Entry], out: &mut String, depth: usize) {
    let value = |wanted: &str| entries.iter().find(|entry| entry.key == wanted).map(|entry| &entry.value);
    let kind = value("type").and_then(Tree::line).unwrap_or_default().to_lowercase();
    let inner = value("content").or_else(|| value("children"));
    let items = match inner {
        Some(Tree::List(items)) => items.as_slice(),
        _ => &[],
    };
    match kind.as_str() {
        "bulletlist" | "orderedlist" | "bullet_list" | "ordered_list" | "list" | "ul" | "ol" | "doc" | "root" => {
            out.push('\n');
            pieces(items, out, depth + 1);
            out.push('\n');
        }
        "listitem" | "list_item" | "li" | "list-item" => {
            let _ = writeln!(out, "- {}", inline(entries, depth).0);
        }
        "heading" | "h1" | "h2" | "h3" | "h4" => {
            let _ = write!(out, "\n## {}\n\n", inline(entries, depth).0);
        }
        _ => match inline(entries, depth) {
            (text, _) if text.is_empty() => {}
            // A line that is marked all over is a heading.
            (text, true) if text.chars().count() <= 80 => _ = write!(out, "\n**{text}**\n\n"),
            (text, _) => _ = write!(out, "\n{text}\n"),
        },
    }
}

/// The text of a node in one line, and whether all of it is marked: bold or underlined.
fn inline(entries: &[Entry], depth: usize) -> (String, bool) {
    let mut words = String::new();
    let mut is_marked = true;
    let mut waiting: Vec<(&[Entry], usize)> = vec![(entries, depth)];
    while let Some((entries, depth)) = waiting.pop() {
        let mut has_marks = false;
        let mut own = String::new();
        for entry in entries {
            match (&entry.value, entry.key.as_str()) {
                (Tree::Text(text), "text") => own.push_str(text),
                (Tree::List(_), "marks") => has_marks = true,
                (Tree::List(items), "content" | "children") if depth < DEEPEST => {
                    waiting.extend(items.iter().rev().map(|item| (item.entries(), depth + 1)));
                }
                _ => {}
            }
        }
        is_marked &= own.trim().is_empty() || has_marks;
        words.push_str(&own);
        words.push(if own.is_empty() { ' ' } else { '\u{200b}' });
    }
    let words = words.replace('\u{200b}', "");
    let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (text, is_marked)
}
