//! A posting's file taken apart: the front matter, its keys with their lines, and what stands below it.

use crate::source::ProjectPath;
use crate::yaml::Document;

/// A posting's file taken apart.
pub(super) struct File<'a> {
    pub(super) front_matter: &'a str,
    pub(super) body: &'a str,
}

impl<'a> File<'a> {
    pub(super) fn split(text: &'a str) -> Option<Self> {
        let inside = text.trim_start_matches('\u{feff}').strip_prefix("---")?;
        let inside = inside.strip_prefix("\r\n").or_else(|| inside.strip_prefix('\n'))?;
        let mut at = 0;
        for line in inside.split_inclusive('\n') {
            if matches!(line.trim_end(), "---" | "...") {
                return Some(Self { front_matter: &inside[..at], body: &inside[at + line.len()..] });
            }
            at += line.len();
        }
        None
    }
}

/// A key with its lines, and the remarks above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'a> {
    pub(super) key: &'a str,
    pub(super) remarks: &'a str,
    pub(super) lines: &'a str,
}

impl Block<'_> {
    /// What it says, whatever it looks like.
    pub(super) fn value(&self) -> Option<serde_json::Value> {
        let document = Document::parse(&ProjectPath::new("block"), self.lines, 0).ok()?;
        document.root().children().next().map(|value| value.to_json())
    }

    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        self.lines == other.lines || self.value().is_some_and(|value| Some(value) == other.value())
    }

    pub(super) fn text(&self) -> String {
        format!("{}{}", self.remarks, self.lines)
    }
}

/// The blocks of some lines, and how far their keys stand from the margin.
pub(super) struct Blocks<'a> {
    pub(super) indent: usize,
    list: Vec<Block<'a>>,
}

impl<'a> Blocks<'a> {
    /// The keys stand where the first of them does. Lines before the first and behind the last belong to a block without a
    /// key.
    pub(super) fn of(text: &'a str) -> Self {
        let is_content = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let indent = text.lines().find(is_content).map_or(0, margin);
        let mut starts: Vec<(usize, usize, &str)> = Vec::new();
        let mut at = 0;
        let mut remark_from = None;
        for line in text.split_inclusive('\n') {
            let (space, rest) = line.split_at(margin(line));
            let is_here = space.len() == indent || rest.trim().is_empty();
            let key = rest
                .split_once(':')
                .map(|(key, _)| key)
                .filter(|_| space.len() == indent && !rest.starts_with(['#', '-', '}', ']']));
            if let Some(key) = key {
                starts.push((remark_from.unwrap_or(at), at, key.trim_matches(['"', '\''])));
                remark_from = None;
            } else if is_here && (rest.starts_with('#') || rest.trim().is_empty()) {
                remark_from = remark_from.or(Some(at));
            } else {
                remark_from = None;
            }
            at += line.len();
        }
        if let Some(tail) = remark_from.filter(|tail| *tail < text.len()) {
            starts.push((tail, tail, ""));
        }
        // What stands before the first key, such as a remark further in or out than the keys, is nobody's, and stays.
        if starts.first().map_or(!text.is_empty(), |(start, ..)| *start > 0) {
            starts.insert(0, (0, 0, ""));
        }
        let ends: Vec<usize> = starts.iter().skip(1).map(|(start, ..)| *start).chain([text.len()]).collect();
        let block =
            |((start, key_at, key), end)| Block { key, remarks: &text[start..key_at], lines: &text[key_at..end] };
        Self { indent, list: starts.into_iter().zip(ends).map(block).collect() }
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Block<'a>> + ExactSizeIterator {
        self.list.iter()
    }

    /// The block of a key.
    pub(super) fn find(&self, key: &str) -> Option<&Block<'a>> {
        self.list.iter().find(|block| block.key == key && !key.is_empty())
    }
}

/// How many spaces a line begins with.
pub(super) fn margin(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Lines whose keys stand `from` columns from the margin as lines whose keys stand `to` columns from it.
pub(super) fn moved(lines: &str, from: usize, to: usize) -> String {
    if from == to {
        return lines.to_owned();
    }
    let line = |line: &str| {
        let space = margin(line);
        if line.trim().is_empty() {
            return line.to_owned();
        }
        format!("{}{}", " ".repeat((space + to).saturating_sub(from)), &line[space..])
    };
    lines.split_inclusive('\n').map(line).collect()
}
