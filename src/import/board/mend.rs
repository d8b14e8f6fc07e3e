//! YAML that no reader accepts, mended where only one thing can have been meant.

use std::fmt::Write as _;

/// The lines of one key of the front matter.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// The key; `None` for lines that belong to none.
    pub(super) key: Option<String>,
    /// The line of the file, from 1.
    pub(super) line: usize,
    /// The lines.
    pub(super) text: &'a str,
}

impl Block<'_> {
    /// What stands below and behind the key as it was written, without comments and without its margin.
    pub(super) fn below(&self) -> String {
        let mut lines = self.text.lines();
        let first = lines.next().unwrap_or_default();
        let behind = first.split_once(':').map_or("", |(_, value)| value.trim()).trim_start_matches(['|', '>', '-']);
        let lines: Vec<&str> = lines.filter(|line| !line.starts_with('#')).collect();
        let filled = || lines.iter().filter(|line| !line.trim().is_empty());
        let margin = filled().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        let mut out = behind.trim().to_owned();
        for line in &lines {
            let _ = write!(out, "\n{}", line.get(margin..).unwrap_or_default().trim_end());
        }
        out.trim().to_owned()
    }
}

/// The key with which a line begins at its very first column.
pub(super) fn key_of(line: &str) -> Option<String> {
    if line.starts_with([' ', '\t', '-', '#', '[', '{', '|', '>', '&', '*', '%', '@', '`']) {
        return None;
    }
    let (key, value) = match line.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split_once(['"', '\'']).map(|(key, rest)| (key, rest.trim_start()))?,
        None => {
            let colon = line.find(": ").or_else(|| line.trim_end().strip_suffix(':').map(str::len))?;
            (&line[..colon], &line[colon..])
        }
    };
    let is_key = value.starts_with(':') && !key.trim().is_empty() && key.chars().count() <= 60;
    is_key.then(|| key.trim().to_owned())
}

/// The front matter key by key; `first` is the line of the file on which it begins.
pub(super) fn blocks(text: &str, first: usize) -> Vec<Block<'_>> {
    // Where each block begins, with its key and its line.
    let mut starts: Vec<(usize, Option<String>, usize)> = Vec::new();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let key = key_of(line.trim_end_matches(['\n', '\r']));
        let is_nothing = line.trim().is_empty() || line.starts_with('#');
        if key.is_some() || (starts.is_empty() && !is_nothing) {
            starts.push((start, key, first + number));
        }
        start += line.len();
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|(start, ..)| *start).chain([text.len()]).collect();
    starts.into_iter().zip(ends).map(|((start, key, line), end)| Block { key, line, text: &text[start..end] }).collect()
}

/// A way to mend a text, and how to say that it was gone.
type Way = (fn(&str) -> String, &'static str);

/// A block mended, and what was done: `None` when nothing certain can be.
pub(super) fn mended(text: &str) -> Option<(String, &'static str)> {
    let ways: [Way; 4] = [
        (without_tabs, "with spaces for its tabs"),
        (with_quotes, "with quotation marks around the text that has a colon or a sign in it"),
        (with_one_margin, "with all items of its list below one another"),
        (
            |text| with_one_margin(&with_quotes(&without_tabs(text))),
            "with its signs quoted and its lines below one another",
        ),
    ];
    let readable = |text: &str| super::front_matter::is_readable(text);
    ways.iter().map(|(way, how)| (way(text), *how)).find(|(mended, _)| mended != text && readable(mended))
}

/// Tabs at the beginning of a line stand for two spaces.
fn without_tabs(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let rest = line.trim_start_matches([' ', '\t']);
        format!("{}{rest}", line[..line.len() - rest.len()].replace('\t', "  "))
    });
    lines.collect()
}

/// A value in one line that has `: ` or ` #` in it, or begins with a sign of YAML's own, between quotation marks.
fn with_quotes(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, line) in lines.iter().enumerate() {
        let margin = line.len() - line.trim_start().len();
        let (lead, rest) = line.split_at(margin);
        let (dash, rest) = rest.strip_prefix("- ").map_or(("", rest), |rest| ("- ", rest));
        // Of a list's item only what is no key with a value: `- Objective 1: do it` is a text, if nothing stands below.
        let (key, value) = match rest.split_once(": ") {
            Some((key, value)) if dash.is_empty() => (Some(key), value),
            _ => (None, rest),
        };
        let is_parent = lines.get(at + 1).is_some_and(|next| {
            !next.trim().is_empty() && next.len() - next.trim_start().len() > margin && !dash.is_empty()
        });
        let odd = value.contains(": ")
            || value.ends_with(':')
            || value.starts_with(['%', '@', '`', '*', '&', '!', '{', '[', '|', '>', '"', '\'']);
        let is_whole = |mark: char| value.len() > 1 && value.starts_with(mark) && value.trim_end().ends_with(mark);
        let is_block = matches!(value.trim(), "|" | ">" | "|-" | ">-" | "");
        if odd && !is_block && !is_parent && !is_whole('"') && !is_whole('\'') && (key.is_some() || !dash.is_empty()) {
            let key = key.map(|key| format!("{key}: ")).unwrap_or_default();
            let value = without_opening(value.trim_end());
            let _ = writeln!(out, "{lead}{dash}{key}'{}'", value.replace('\'', "''"));
        } else {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

/// A value without the mark at its beginning that nothing closes: `"Cook`, `[Cook`.
fn without_opening(value: &str) -> &str {
    let pairs = [('"', '"'), ('\'', '\''), ('[', ']'), ('{', '}')];
    let open = pairs.into_iter().find(|(open, close)| value.starts_with(*open) && !value[1..].contains(*close));
    open.map_or(value, |_| value[1..].trim_start())
}

/// The items of the outermost list, some of which stand at another column than the first, below one another.
fn with_one_margin(text: &str) -> String {
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    let margin = |line: &str| line.len() - line.trim_start().len();
    let Some(first) = text.lines().find(|line| is_item(line)).map(margin) else { return text.to_owned() };
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        if is_item(line) && margin(line) < first {
            let _ = writeln!(out, "{}{}", " ".repeat(first), line.trim_start());
        } else {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}
