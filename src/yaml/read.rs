//! Typed reading of YAML values, key by key, so that all mistakes of a file are found in one pass.

use std::borrow::Cow;

use super::{Kind, Value};
use crate::diagnostic::{Diagnostic, suggest};
use crate::source::{ProjectPath, Span};

/// How many diagnostics one file may add; a file with more has something wrong with it as a whole.
const MOST: usize = 100;

/// The diagnostics found so far in one file.
#[derive(Debug)]
pub struct Problems<'p> {
    path: &'p ProjectPath,
    found: Vec<Diagnostic>,
}

impl<'p> Problems<'p> {
    /// No problems yet in this file.
    pub fn new(path: &'p ProjectPath) -> Self {
        Self { path, found: Vec::new() }
    }

    /// Adds a diagnostic about this file, built by `with` from an error of that code and message.
    pub fn add(
        &mut self,
        code: &'static str,
        span: Option<Span>,
        message: impl Into<String>,
        with: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        if self.found.len() < MOST {
            self.found.push(with(Diagnostic::error(code, self.path, message).at(span)));
        }
    }

    /// Adds an error with nothing but a message.
    pub fn error(&mut self, code: &'static str, span: Option<Span>, message: impl Into<String>) {
        self.add(code, span, message, |d| d);
    }

    /// Whether more can be added; looking for further mistakes is idle when not.
    pub fn is_full(&self) -> bool {
        self.found.len() >= MOST
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The file.
    pub fn path(&self) -> &'p ProjectPath {
        self.path
    }

    /// What was found.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// The entries of a mapping whose keys are known.
pub struct Fields<'d> {
    entries: Vec<Value<'d>>,
    /// The known keys that unknown ones may have been meant for.
    meant: Vec<&'static str>,
}

impl<'d> Fields<'d> {
    /// The entries of `value`. Unknown and repeated keys are reported; `inside` names the mapping in messages.
    pub fn of(value: Value<'d>, known: &[&'static str], inside: &str, problems: &mut Problems) -> Self {
        Self::of_with(value, known, inside, &[], problems)
    }

    /// The same with what to say to keys that people write instead of ours.
    pub fn of_with(
        value: Value<'d>,
        known: &[&'static str],
        inside: &str,
        instead: &[(&str, &str)],
        problems: &mut Problems,
    ) -> Self {
        match value.kind() {
            Kind::Map => {}
            Kind::Null => return Self { entries: Vec::new(), meant: Vec::new() },
            _ => {
                problems.add("wrong-type", value.span(), format!("{inside} must be keys with values"), |d| {
                    d.help(format!("known keys: {}", suggest::one_of(known.iter().copied())))
                });
                return Self { entries: Vec::new(), meant: Vec::new() };
            }
        }
        let mut entries: Vec<Value<'d>> = Vec::new();
        let mut meant = Vec::new();
        for entry in value.children() {
            if problems.is_full() {
                break;
            }
            let key = entry.key().unwrap_or_default();
            if !known.contains(&key) {
                let message = format!("unknown key `{}` in {inside}", shortened(key));
                let plain = key.to_lowercase().replace([' ', '-'], "_");
                let hint = instead.iter().find(|(other, _)| *other == plain).map(|(_, hint)| *hint);
                let near = suggest::nearest(key, known.iter().copied());
                meant.extend(known.iter().copied().filter(|name| Some(*name) == near));
                // Of a mistyped key that belongs elsewhere.
                let other = suggest::nearest(key, instead.iter().map(|(other, _)| *other));
                let other = other.and_then(|name| instead.iter().find(|(other, _)| *other == name));
                problems.add("unknown-key", entry.key_span(), message, |d| match (hint, near, other) {
                    (Some(hint), ..) => d.help(hint),
                    (None, Some(name), _) => d.label(format!("did you mean `{name}`?")),
                    (None, None, Some((name, hint))) => d.label(format!("did you mean `{name}`?")).help(*hint),
                    (None, None, None) => d.help(format!("known keys: {}", suggest::one_of(known.iter().copied()))),
                });
            } else if entries.iter().any(|e| e.key() == Some(key)) {
                problems.add("repeated-key", entry.key_span(), format!("`{key}` is given twice"), |d| {
                    d.help("keep one of the two")
                });
            } else {
                entries.push(entry);
            }
        }
        Self { entries, meant }
    }

    /// Whether an unknown key may have been meant for this one, which then need not be said to be missing.
    pub fn may_be_mistyped(&self, key: &str) -> bool {
        self.meant.contains(&key)
    }

    /// The value of a key; `None` when it is left out or left empty.
    pub fn get(&self, key: &str) -> Option<Value<'d>> {
        self.entries.iter().find(|e| e.key() == Some(key)).copied().filter(|v| !v.is_blank())
    }

    /// Whether the key is written, be it with an empty value.
    pub fn written(&self, key: &str) -> Option<Value<'d>> {
        self.entries.iter().find(|e| e.key() == Some(key)).copied()
    }
}

/// A name from a file, short enough for a message.
pub fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(60) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// The longest text in characters; only bodies are longer.
const LONGEST_TEXT: usize = 2000;
/// The longest list.
const LONGEST_LIST: usize = 200;

/// A line of text: its spaces folded, without the ones at its ends, and without characters that change the direction of
/// what follows. Empty when nothing of it can be seen.
pub fn text(value: Value<'_>, problems: &mut Problems) -> Option<String> {
    let Some(text) = value.text() else {
        wrong_type(value, "a text", problems);
        return None;
    };
    // Nearly all are, and need not be gone through four times.
    if text.len() <= LONGEST_TEXT && is_line(&text) {
        return Some(text.into_owned());
    }
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        problems.error("control-character", value.span(), "there is an invisible control character in this text");
        return None;
    }
    if text.chars().nth(LONGEST_TEXT).is_some() {
        problems.error("too-long", value.span(), format!("this text is longer than {LONGEST_TEXT} characters"));
        return None;
    }
    Some(folded(&text))
}

/// Whether a text certainly is a line as it stands: words of ASCII with one space between them.
fn is_line(text: &str) -> bool {
    let mut before = b' ';
    let is_folded = text.bytes().all(|byte| {
        let is_good = (b' '..=b'~').contains(&byte) && (byte, before) != (b' ', b' ');
        before = byte;
        is_good
    });
    is_folded && before != b' '
}

/// A text as a line: its spaces folded, without what cannot be seen.
pub fn folded(text: &str) -> String {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_unseen = |c: char| is_invisible(c) || (c.is_control() && !c.is_whitespace());
    if text.contains(is_unseen) { fold(&text.replace(is_unseen, "")) } else { fold(text) }
}

/// Characters without a shape that words do not need: byte order marks, zero-width spaces, and the ones that override the
/// direction of the text around them. Joiners and direction marks stay, since scripts need them.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Several texts: a list, or one text by itself.
pub fn texts(value: Value<'_>, problems: &mut Problems) -> Vec<String> {
    let items = items(value, problems);
    items.into_iter().filter_map(|item| text(item, problems)).filter(|text| !text.is_empty()).collect()
}

/// The items of a list without the empty ones, or the one value by itself.
pub fn items<'d>(value: Value<'d>, problems: &mut Problems) -> Vec<Value<'d>> {
    if !matches!(value.kind(), Kind::List) {
        if let Some(first) = unmarked_entry(value) {
            problems.add("wrong-type", value.span(), "each entry of a list begins with `-` and a space", |d| {
                d.help(format!("write `- {first}`, each entry on a line of its own"))
            });
            return Vec::new();
        }
        return vec![value];
    }
    let mut items: Vec<Value<'d>> = value.children().filter(|item| !item.is_blank()).collect();
    if items.len() > LONGEST_LIST {
        let message = format!("this list has {} entries; at most {LONGEST_LIST} are allowed", items.len());
        problems.error("too-long", value.key_span(), message);
        items.truncate(LONGEST_LIST);
    }
    items
}

/// The first entry of a list that is none to YAML: `-Bread` without a space, or a bullet of a word processor.
fn unmarked_entry(value: Value<'_>) -> Option<String> {
    const MARKS: [char; 6] = ['-', '–', '—', '•', '·', '▪'];
    let Kind::Text(text) = value.kind() else { return None };
    let rest = text.trim_start().strip_prefix(MARKS)?;
    let first = rest.split(MARKS).next().unwrap_or_default().trim();
    first.starts_with(char::is_alphabetic).then(|| shortened(first).into_owned())
}

/// `true` or `false`.
pub fn truth(value: Value<'_>, problems: &mut Problems) -> Option<bool> {
    match value.kind() {
        Kind::Bool(truth) => Some(*truth),
        _ => {
            problems.add("wrong-type", value.span(), "this must be `true` or `false`", |d| d);
            None
        }
    }
}

/// A whole number of a range.
pub fn whole(value: Value<'_>, range: std::ops::RangeInclusive<i64>, problems: &mut Problems) -> Option<i64> {
    match value.kind() {
        Kind::Int(number) if range.contains(number) => Some(*number),
        _ => {
            let message = format!("this must be a whole number from {} to {}", range.start(), range.end());
            let number: Option<i64> = value.text().and_then(|text| text.trim().parse().ok());
            problems.add("wrong-number", value.span(), message, |d| match number.filter(|n| range.contains(n)) {
                Some(number) => d.label(format!("write `{number}`, without quotes")),
                None => d.help(format!("write digits, such as `{}`", 50.clamp(*range.start(), *range.end()))),
            });
            None
        }
    }
}

/// Says that something else was expected here.
pub fn wrong_type(value: Value<'_>, expected: &str, problems: &mut Problems) {
    let found = match value.kind() {
        Kind::List => "a list",
        Kind::Map => "keys with values",
        Kind::Null => "nothing",
        Kind::Bool(_) => "a truth value",
        Kind::Int(_) | Kind::Float(_) => "a number",
        Kind::Text(_) => "a text",
    };
    let subject = value.key().map_or_else(|| "this".to_owned(), |key| format!("`{key}`"));
    // A list or mapping begins on a line of its own, where a caret would point at its first key.
    let span = if matches!(value.kind(), Kind::List | Kind::Map) { value.key_span() } else { value.span() };
    problems.add("wrong-type", span, format!("{subject} must be {expected}, not {found}"), |d| {
        // `- Lunch: free` is a key with a value to YAML, and a text to who wrote it.
        let is_text = *value.kind() == Kind::Map && expected == "a text" && !value.is_bracketed();
        match (value.kind(), value.quoted_line()) {
            (_, Some(mended)) if is_text => d.help(mended),
            _ if is_text => d.help("a text with `: ` in it must stand in quotes"),
            (Kind::List, _) => d.help("keep one entry of the list, without brackets and dashes"),
            _ => d,
        }
    });
}
