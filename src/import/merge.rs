//! A posting that was imported before and has changed: what was imported last, what the source says now, and what the file
//! says now become one text, key by key. What was changed by hand stays.

use crate::posting::parse::posting;
use crate::source::ProjectPath;
use crate::yaml::Document;

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
}

/// Brings the three together: `last` was imported last, `new` is what the source says now, `now` is the file.
pub fn merge(last: &str, new: &str, now: &str) -> Merged {
    if now == last || now == new {
        return Merged { text: new.to_owned(), kept: Vec::new(), contested: Vec::new() };
    }
    let untouched = |contested: &[&str]| {
        let contested: Vec<String> = contested.iter().map(|key| (*key).to_owned()).collect();
        Merged { text: now.to_owned(), kept: contested.clone(), contested }
    };
    let (Some(last), Some(new), Some(file)) = (File::split(last), File::split(new), File::split(now)) else {
        return untouched(&["the file"]);
    };
    let mut merged = Merged { text: String::new(), kept: Vec::new(), contested: Vec::new() };
    let front_matter = merge_blocks(
        &blocks(last.front_matter, 0),
        &blocks(new.front_matter, 0),
        &blocks(file.front_matter, 0),
        "",
        &mut merged,
    );
    let body = merge_bodies(last.body, new.body, file.body, &mut merged);
    merged.text = format!("---\n{front_matter}---\n{body}");
    // Two changes that are well each by itself need not be so together.
    let path = ProjectPath::new("content/jobs/imported.md");
    if posting(&path, merged.text.as_bytes()).is_err() && posting(&path, now.as_bytes()).is_ok() {
        return untouched(&["the file"]);
    }
    merged
}

/// The text of a file with `status: filled`; nothing else of it changes. `None` when it says so already.
pub fn filled(text: &str) -> Option<String> {
    let file = File::split(text)?;
    let blocks = blocks(file.front_matter, 0);
    let status = blocks.iter().find(|block| block.key == "status");
    if status.is_some_and(|block| block.value() == Some("filled".into())) {
        return None;
    }
    let mut out = String::from("---\n");
    for block in &blocks {
        if block.key == "status" {
            out.push_str(block.remarks);
            out.push_str("status: filled\n");
            continue;
        }
        out.push_str(block.remarks);
        out.push_str(block.lines);
        if status.is_none() && block.key == "title" {
            out.push_str("status: filled\n");
        }
    }
    out.push_str("---\n");
    out.push_str(file.body);
    Some(out)
}

/// What stands below the front matter.
pub fn body_of(text: &str) -> &str {
    File::split(text).map_or("", |file| file.body)
}

/// A posting's file taken apart.
struct File<'a> {
    front_matter: &'a str,
    body: &'a str,
}

impl<'a> File<'a> {
    fn split(text: &'a str) -> Option<Self> {
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
struct Block<'a> {
    key: &'a str,
    remarks: &'a str,
    lines: &'a str,
}

impl Block<'_> {
    /// What it says, whatever it looks like.
    fn value(&self) -> Option<serde_json::Value> {
        let document = Document::parse(&ProjectPath::new("block"), self.lines, 0).ok()?;
        document.root().children().next().map(|value| value.to_json())
    }

    fn says_the_same(&self, other: &Self) -> bool {
        self.lines == other.lines || self.value().is_some_and(|value| Some(value) == other.value())
    }
}

/// The blocks whose keys stand `indent` columns from the margin. Lines before the first and behind the last key belong to a
/// block without a key.
fn blocks(text: &str, indent: usize) -> Vec<Block<'_>> {
    let mut starts: Vec<(usize, usize, &str)> = Vec::new();
    let mut at = 0;
    let mut remark_from = None;
    for line in text.split_inclusive('\n') {
        let (margin, rest) = line.split_at(line.len() - line.trim_start().len());
        let is_here = margin.len() == indent || rest.is_empty();
        let key = rest
            .split_once(':')
            .map(|(key, _)| key)
            .filter(|_| margin.len() == indent && !rest.starts_with(['#', '-', '}', ']']));
        if let Some(key) = key {
            starts.push((remark_from.unwrap_or(at), at, key.trim_matches(['"', '\''])));
            remark_from = None;
        } else if is_here && (rest.starts_with('#') || rest.is_empty()) {
            remark_from = remark_from.or(Some(at));
        } else {
            remark_from = None;
        }
        at += line.len();
    }
    if let Some(tail) = remark_from.filter(|tail| *tail < text.len()) {
        starts.push((tail, text.len(), ""));
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|(start, ..)| *start).chain([text.len()]).collect();
    let block = |((start, key_at, key), end)| Block { key, remarks: &text[start..key_at], lines: &text[key_at..end] };
    starts.into_iter().zip(ends).map(block).collect()
}

fn find<'b, 'a>(blocks: &'b [Block<'a>], key: &str) -> Option<&'b Block<'a>> {
    blocks.iter().find(|block| block.key == key && !key.is_empty())
}

/// The blocks of the file with what is new; `above` is the key that they stand under.
fn merge_blocks(last: &[Block<'_>], new: &[Block<'_>], now: &[Block<'_>], above: &str, merged: &mut Merged) -> String {
    let mut out: Vec<(&str, String)> = Vec::new();
    for block in now {
        let written = || format!("{}{}", block.remarks, block.lines);
        let (before, after) = (find(last, block.key), find(new, block.key));
        let text = match (before, after) {
            _ if block.key.is_empty() => Some(written()),
            // Both of requirements have keys of their own.
            (Some(before), Some(after)) if above.is_empty() && block.key == "requirements" => {
                Some(requirements(before, after, block, merged))
            }
            (Some(before), Some(after)) if block.says_the_same(before) => {
                let same = after.says_the_same(before);
                Some(if same { written() } else { format!("{}{}", remarks_kept(block, before, after), after.lines) })
            }
            // The source says it no longer, and nobody else did.
            (Some(before), None) if block.says_the_same(before) => None,
            (before, after) => {
                note(merged, &named(above, block.key), before, after, Some(block));
                Some(written())
            }
        };
        out.extend(text.map(|text| (block.key, text)));
    }
    for (at, block) in new.iter().enumerate().filter(|(_, block)| !block.key.is_empty()) {
        if find(now, block.key).is_some() {
            continue;
        }
        let before = find(last, block.key);
        if before.is_some() {
            // It was taken out by hand.
            note(merged, &named(above, block.key), before, Some(block), None);
            continue;
        }
        let previous = new[..at].iter().rev().find_map(|earlier| out.iter().position(|(key, _)| *key == earlier.key));
        out.insert(previous.map_or(0, |at| at + 1), (block.key, format!("{}{}", block.remarks, block.lines)));
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
        _ => false,
    };
    if same(after, now) {
        return;
    }
    merged.kept.push(key.to_owned());
    if !same(before, after) {
        merged.contested.push(key.to_owned());
    }
}

/// The remarks above a block: those of the new one, and what was written by hand.
fn remarks_kept(block: &Block<'_>, before: &Block<'_>, after: &Block<'_>) -> String {
    let own = block.remarks.split_inclusive('\n').filter(|line| !before.remarks.contains(*line));
    own.chain(std::iter::once(after.remarks)).collect()
}

fn requirements(before: &Block<'_>, after: &Block<'_>, now: &Block<'_>, merged: &mut Merged) -> String {
    let inside = |lines: &'_ str| lines.find('\n').map_or(lines.len(), |end| end + 1);
    let parts = |block: &Block<'_>| {
        let (head, rest) = block.lines.split_at(inside(block.lines));
        (head.trim_end() == "requirements:").then(|| (head.to_owned(), rest.to_owned()))
    };
    let (Some((_, last)), Some((_, new)), Some((head, file))) = (parts(before), parts(after), parts(now)) else {
        note(merged, "requirements", Some(before), Some(after), Some(now));
        return format!("{}{}", now.remarks, now.lines);
    };
    let inner = merge_blocks(&blocks(&last, 2), &blocks(&new, 2), &blocks(&file, 2), "requirements", merged);
    if inner.trim().is_empty() { String::new() } else { format!("{}{head}{inner}", now.remarks) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LAST: &str = "---\n# imported from x | 1\ntitle: Cook\nlocations: Ulm, DE   # from `city`\nlevel: senior\nrequirements:\n  \
                        education: bachelor\n  skills: [Soup]\n---\n\nWe cook.\n\nJoin us.\n";

    #[test]
    fn what_the_source_changed_is_taken_and_what_was_changed_by_hand_stays() {
        let new = LAST
            .replace("Ulm", "Bonn")
            .replace("[Soup]", "[Soup, Bread]")
            .replace("We cook", "We cook well")
            .replace("level: senior\n", "");
        let now =
            LAST.replace("bachelor", "none").replace("title: Cook", "title: Head Cook").replace("Join us", "Come");
        let merged = merge(LAST, &new, &now);
        let wanted = "---\n# imported from x | 1\ntitle: Head Cook\nlocations: Bonn, DE   # from `city`\nrequirements:\n  \
                      education: none\n  skills: [Soup, Bread]\n---\n\nWe cook well.\n\nCome.\n";
        assert_eq!(merged.text, wanted);
        assert_eq!(merged.kept, ["title", "requirements.education", "the text"]);
        assert_eq!(merged.contested, [] as [&str; 0]);
        // What was imported is the source's word now: nothing is left to do.
        assert_eq!(merge(&new, &new, &merged.text).text, merged.text);
    }

    #[test]
    fn where_both_changed_it_the_hand_wins_and_is_named() {
        let new = LAST.replace("senior", "lead").replace("We cook", "We bake");
        let now = LAST.replace("level: senior", "# asked Jo\nlevel: mid").replace("We cook", "We roast");
        let merged = merge(LAST, &new, &now);
        assert_eq!(merged.text, now);
        assert_eq!(merged.contested, ["level", "the text"]);
        let without = LAST.replace("level: senior\n", "");
        assert_eq!(merge(LAST, &new, &without).contested, ["level"]);
        assert_eq!(
            merge(LAST, LAST, &without),
            Merged { text: without, kept: vec!["level".into()], contested: vec![] }
        );
    }

    #[test]
    fn looks_do_not_count() {
        let now = LAST.replace("locations: Ulm, DE   # from `city`", "locations: \"Ulm, DE\" # right");
        assert_eq!(merge(LAST, LAST, &now).kept, [] as [&str; 0]);
        let new = LAST.replace("Ulm", "Bonn").replace("level: senior", "level: senior\nstatus: draft");
        let merged = merge(LAST, &new, &now);
        assert!(merged.text.contains("locations: Bonn, DE") && merged.text.contains("level: senior\nstatus: draft\n"));
    }

    #[test]
    fn a_change_that_would_make_the_file_wrong_is_not_made() {
        let last = "---\ntitle: Cook\ncloses: 2026-05-01\n---\n";
        let now = "---\ntitle: Cook\nposted: 2026-04-01\ncloses: 2026-05-01\n---\n";
        let merged = merge(last, "---\ntitle: Cook\ncloses: 2026-03-01\n---\n", now);
        assert_eq!((merged.text.as_str(), merged.contested.as_slice()), (now, &["the file".to_owned()][..]));
    }

    #[test]
    fn a_role_is_filled_by_one_line() {
        let text = filled(LAST).unwrap();
        assert_eq!(text, LAST.replace("title: Cook\n", "title: Cook\nstatus: filled\n"));
        assert_eq!(filled(&text), None);
        let draft = LAST.replace("level: senior", "status: draft   # soon");
        assert_eq!(filled(&draft).unwrap(), LAST.replace("level: senior", "status: filled"));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic_and_the_unchanged_takes_what_is_new(
            texts in prop::array::uniform3("(---\n|title: [ab]\n|level: senior\n|requirements:\n|  skills: [a]\n|# x\n|\n|  - a\n|text\n){0,10}"),
        ) {
            let [last, new, now] = texts;
            let _ = (merge(&last, &new, &now), filled(&now));
            prop_assert_eq!(merge(&last, &new, &last).text, new);
        }
    }
}
