//! A posting that was imported before and has changed: what was imported last, what the source says now, and what the file
//! says now become one text, key by key. What was changed by hand stays.

mod blocks;
mod remarks;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::posting::parse::posting;
use crate::source::ProjectPath;
use blocks::{Block, Blocks, File, moved};

/// Texts of more lines than this are not merged line by line.
const MOST_LINES: usize = 5000;
/// The word for what stands below the front matter.
const BODY: &str = "the text";

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Its new text.
    pub text: String,
    /// The keys, or "the text", that were changed by hand and stay as they are.
    pub kept: Vec<String>,
    /// Those of them that the source has changed as well, to something else.
    pub contested: Vec<String>,
    /// Remarks that were written by hand at lines which the source does not have any more.
    pub lost: Vec<String>,
}

impl Merged {
    fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), kept: Vec::new(), contested: Vec::new(), lost: Vec::new() }
    }
}

/// Brings the three together: `last` was imported last, `new` is what the source says now, `now` is the file.
///
/// How lines end is no difference: the file keeps the ends that it has.
pub fn merge(last: &str, new: &str, now: &str) -> Merged {
    let (unix_last, unix_new, unix_now) = (unix(last), unix(new), unix(now));
    let mut merged = merge_lines(&unix_last, &unix_new, &unix_now);
    // What the source did not change, nothing changes.
    if unix_last == unix_new || merged.text == *unix_now {
        now.clone_into(&mut merged.text);
    } else {
        merged.text = ended_like(now, merged.text);
    }
    merged
}

/// Whether two texts are the same but for the ends of their lines.
pub fn is_same(a: &str, b: &str) -> bool {
    unix(a) == unix(b)
}

/// A text whose lines end as they do on Unix, without the mark that some programs begin a file with.
fn unix(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

/// A text with the ends of lines, and the mark at the beginning, of a file.
fn ended_like(file: &str, text: String) -> String {
    let text = if file.contains("\r\n") { text.replace('\n', "\r\n") } else { text };
    if file.starts_with('\u{feff}') { format!("\u{feff}{text}") } else { text }
}

fn merge_lines(last: &str, new: &str, now: &str) -> Merged {
    if now == last || now == new {
        return Merged::of(new);
    }
    let untouched = || Merged {
        kept: vec!["the file".into()],
        contested: if last == new { Vec::new() } else { vec!["the file".into()] },
        ..Merged::of(now)
    };
    let (Some(last_file), Some(new_file), Some(file)) = (File::split(last), File::split(new), File::split(now)) else {
        return untouched();
    };
    let mut merged = Merged::of("");
    let parts = [last_file.front_matter, new_file.front_matter, file.front_matter].map(Blocks::of);
    let front_matter = merge_blocks(&parts[0], &parts[1], &parts[2], "", &mut merged);
    let body = merge_bodies(last_file.body, new_file.body, file.body, &mut merged);
    let front_matter = remarks::counted(&front_matter, &body, new);
    merged.text = format!("---\n{front_matter}---\n{body}");
    // Two changes that are well each by itself need not be so together.
    let path = ProjectPath::new("content/jobs/imported.md");
    if posting(&path, merged.text.as_bytes()).is_err() && posting(&path, now.as_bytes()).is_ok() {
        return untouched();
    }
    merged
}

/// The text of a file with `status: filled`; nothing else of it changes. `None` when it says so already.
pub fn filled(text: &str) -> Option<String> {
    let lines = unix(text);
    let file = File::split(&lines)?;
    let blocks = Blocks::of(file.front_matter);
    let status = blocks.find("status");
    if status.is_some_and(says_filled) {
        return None;
    }
    let line = format!("{}status: filled\n", " ".repeat(blocks.indent));
    let mut out = String::from("---\n");
    for block in blocks.iter() {
        out.push_str(block.remarks);
        out.push_str(if block.key == "status" { &line } else { block.lines });
        if status.is_none() && block.key == "title" {
            out.push_str(&line);
        }
    }
    out.push_str("---\n");
    out.push_str(file.body);
    Some(ended_like(text, out))
}

/// Whether somebody has given the file a status since `last` was written, be it the one that it has anyway.
pub fn is_status_by_hand(last: &str, now: &str) -> bool {
    let (last, now) = (unix(last), unix(now));
    let (Some(last), Some(now)) = (File::split(&last), File::split(&now)) else { return false };
    let (last, now) = (Blocks::of(last.front_matter), Blocks::of(now.front_matter));
    match (last.find("status"), now.find("status")) {
        (Some(last), Some(now)) => !now.says_the_same(last),
        // Who takes `filled` away opens the role again.
        (Some(last), None) => says_filled(last),
        (None, now) => now.is_some(),
    }
}

fn says_filled(block: &Block<'_>) -> bool {
    block.value() == Some("filled".into())
}

/// What stands below the front matter.
pub fn body_of(text: &str) -> &str {
    File::split(text).map_or("", |file| file.body)
}

/// The blocks of the file with what is new; `above` is the key that they stand under.
fn merge_blocks(last: &Blocks<'_>, new: &Blocks<'_>, now: &Blocks<'_>, above: &str, merged: &mut Merged) -> String {
    let indent = if now.iter().any(|block| !block.key.is_empty()) { now.indent } else { new.indent };
    let fresh = |lines: &str| moved(lines, new.indent, indent);
    let mut out: Vec<(&str, String)> = Vec::new();
    for block in now.iter() {
        let (before, after) = (last.find(block.key), new.find(block.key));
        let text = match (before, after) {
            _ if block.key.is_empty() => Some(block.text()),
            // Both of requirements have keys of their own.
            (Some(before), Some(after)) if above.is_empty() && block.key == "requirements" => {
                Some(requirements(before, after, block, merged))
            }
            (Some(before), Some(after)) if block.says_the_same(before) => {
                Some(followed(before, after, block, fresh, merged))
            }
            // The source says it no longer, and nobody else did.
            (Some(before), None) if block.says_the_same(before) => {
                merged.lost.extend(remarks::own(&before.text(), &block.text()));
                None
            }
            (before, after) => {
                note(merged, &named(above, block.key), before, after, Some(block));
                let lines =
                    after.map_or_else(|| block.lines.to_owned(), |after| remarks::refreshed(block.lines, after.lines));
                Some(format!("{}{lines}", block.remarks))
            }
        };
        out.extend(text.map(|text| (block.key, text)));
    }
    for (at, block) in new.iter().enumerate().filter(|(_, block)| !block.key.is_empty()) {
        if now.find(block.key).is_some() {
            continue;
        }
        let before = last.find(block.key);
        if before.is_some() {
            // It was taken out by hand.
            note(merged, &named(above, block.key), before, Some(block), None);
            continue;
        }
        let earlier: Vec<&str> = new.iter().take(at).map(|block| block.key).filter(|key| !key.is_empty()).collect();
        let previous = earlier.iter().rev().find_map(|key| out.iter().position(|(known, _)| known == key));
        // A remark above all keys stays there.
        let first = usize::from(out.first().is_some_and(|(key, _)| key.is_empty()));
        out.insert(previous.map_or(first, |at| at + 1), (block.key, fresh(&block.text())));
    }
    out.into_iter().map(|(_, text)| text).collect()
}

fn named(above: &str, key: &str) -> String {
    if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") }
}

/// Notes that a key was changed by hand, and whether the source changed it too.
fn note(
    merged: &mut Merged,
    key: &str,
    before: Option<&Block<'_>>,
    after: Option<&Block<'_>>,
    now: Option<&Block<'_>>,
) {
    let same = |a: Option<&Block<'_>>, b: Option<&Block<'_>>| match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a.says_the_same(b),
        // A role without a status is open.
        (Some(one), None) | (None, Some(one)) => one.key == "status" && one.value() == Some("open".into()),
    };
    if same(after, now) {
        return;
    }
    merged.kept.push(key.to_owned());
    if !same(before, after) {
        merged.contested.push(key.to_owned());
    }
}

/// A block that nobody changed by hand, but for its looks and remarks, as the source has it now.
fn followed(
    before: &Block<'_>,
    after: &Block<'_>,
    now: &Block<'_>,
    fresh: impl Fn(&str) -> String,
    merged: &mut Merged,
) -> String {
    if after.says_the_same(before) {
        return format!("{}{}", now.remarks, remarks::refreshed(now.lines, after.lines));
    }
    let own = now.remarks.split_inclusive('\n').filter(|line| !before.remarks.contains(*line));
    let above: String = own.map(str::to_owned).chain([fresh(after.remarks)]).collect();
    format!("{above}{}", remarks::carried(before.lines, &fresh(after.lines), now.lines, &mut merged.lost))
}

fn requirements(before: &Block<'_>, after: &Block<'_>, now: &Block<'_>, merged: &mut Merged) -> String {
    let inside = |lines: &'_ str| lines.find('\n').map_or(lines.len(), |end| end + 1);
    let parts = |block: &Block<'_>| {
        let (head, rest) = block.lines.split_at(inside(block.lines));
        let is_open = remarks::split(head).0.trim_end().ends_with(':');
        is_open.then(|| (head.to_owned(), rest.to_owned()))
    };
    let (Some((_, last)), Some((_, new)), Some((head, file))) = (parts(before), parts(after), parts(now)) else {
        if now.says_the_same(before) {
            return followed(before, after, now, str::to_owned, merged);
        }
        note(merged, "requirements", Some(before), Some(after), Some(now));
        return now.text();
    };
    let inner = merge_blocks(&Blocks::of(&last), &Blocks::of(&new), &Blocks::of(&file), "requirements", merged);
    let has_keys = inner.lines().any(|line| !remarks::split(line).0.trim().is_empty());
    if has_keys {
        return format!("{}{head}{inner}", now.remarks);
    }
    merged.lost.extend(inner.lines().filter_map(|line| remarks::split(line).1).map(str::to_owned));
    String::new()
}

fn merge_bodies(last: &str, new: &str, now: &str, merged: &mut Merged) -> String {
    if now == last || now == new {
        return new.to_owned();
    }
    merged.kept.push(BODY.to_owned());
    if new == last {
        return now.to_owned();
    }
    let is_short = [last, new, now].iter().all(|text| text.lines().count() <= MOST_LINES);
    match is_short.then(|| diffy::merge(last, now, new)) {
        Some(Ok(text)) => text,
        _ => {
            merged.contested.push(BODY.to_owned());
            now.to_owned()
        }
    }
}
