//! What the keys of other generators' front matter mean: one fact has many names.

mod blocks;
mod names;
mod section;
mod values;

use self::names::{Meaning, meaning_of};
use super::tree::{Entry, Tree};
use crate::import::draft::{Draft, Fact, Left, Stated};
pub(super) use section::Section;
pub(in crate::import) use values::addresses;

/// Keys with a mapping below them that belongs together; any other mapping is only a drawer.
const WHOLE: [Meaning; 7] = [
    Meaning::Place,
    Meaning::Pay,
    Meaning::Company,
    Meaning::Apply,
    Meaning::Workplace,
    Meaning::Experience,
    Meaning::Employment,
];

/// A key and its value, wherever it is nested.
struct Found<'a> {
    /// The key with those above it, as written: `position.title`.
    name: String,
    /// The key alone, plain.
    key: String,
    line: Option<usize>,
    value: &'a Tree,
    raw: Option<&'a str>,
    /// What it states, and its rank among the keys that state the same.
    meaning: Option<(Meaning, usize)>,
}

/// A key in its plain spelling.
fn plain(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut was_small = false;
    for c in key.trim().chars() {
        if c.is_uppercase() && was_small {
            out.push('_');
        }
        was_small = c.is_lowercase() || c.is_ascii_digit();
        out.extend(if matches!(c, ' ' | '-' | '.') { '_' } else { c }.to_lowercase());
    }
    out
}

fn gather<'a>(entries: &'a [Entry], above: &str, line: Option<usize>, out: &mut Vec<Found<'a>>) {
    for entry in entries {
        let key = plain(&entry.key);
        let name = if above.is_empty() { entry.key.clone() } else { format!("{above}.{}", entry.key) };
        let line = entry.line.or(line);
        let meaning = meaning_of(&key);
        let is_whole = meaning.is_some_and(|(meaning, _)| WHOLE.contains(&meaning));
        // `position: { title: Cook }` is a drawer, `location: { city: Ulm }` is not.
        let has_title =
            |entries: &[Entry]| entries.iter().any(|entry| matches!(&*plain(&entry.key), "title" | "job_title"));
        // `title: { original: Cook, slug: cook }`
        if let (Some((Meaning::Title, _)), Tree::Map(inner)) = (meaning, &entry.value)
            && let Some(value) = whole_title(inner)
        {
            out.push(Found { name, key, line, value, raw: None, meaning });
            continue;
        }
        // `contract: { type: Permanent, salary: 40k }` is a drawer, `employmentType: { original: Contract }` is not.
        let is_whole = is_whole
            && !(matches!(meaning, Some((Meaning::Employment, _)))
                && values::kinds_in_short(entry.value.entries()).is_none());
        match &entry.value {
            Tree::Map(inner) if !is_whole || has_title(inner) => gather(inner, &name, line, out),
            value => out.push(Found { name, key, line, value, raw: entry.raw.as_deref(), meaning }),
        }
    }
}

/// The title of a mapping that has it in several forms.
fn whole_title(entries: &[Entry]) -> Option<&Tree> {
    const FORMS: [&str; 9] = ["original", "rendered", "text", "plain", "raw", "full", "value", "en", "de"];
    FORMS.iter().find_map(|form| {
        let entry = entries.iter().find(|entry| entry.key == *form)?;
        entry.value.line().map(|_| &entry.value)
    })
}

fn all(entries: &[Entry]) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    gather(entries, "", None, &mut found);
    // Of several names of one fact the more telling ones first; else in their order.
    found.sort_by_key(|found| found.meaning.map_or((usize::MAX, 0), |(meaning, rank)| (meaning as usize, rank)));
    found
}

/// What the front matter calls the job: the title, and other names for it.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// The title.
    pub(super) title: Option<String>,
    /// The other names.
    pub(super) others: Vec<String>,
}

/// The titles that the front matter states.
pub(super) fn titles(entries: &[Entry]) -> Titles {
    let titles = all(entries);
    let titles = titles.iter().filter(|found| matches!(found.meaning, Some((Meaning::Title, _))));
    let titles = titles.filter_map(|found| found.value.line());
    let mut titles = titles.filter(|title| title.chars().any(char::is_alphanumeric));
    let Some(whole) = titles.next() else { return Titles::default() };
    let others: Vec<String> = titles.collect();
    // `title: Upland University Web Developer` and `position: Web Developer`: the job alone.
    let alone = others.iter().find(|title| {
        let rest = whole.strip_suffix(title.as_str()).or_else(|| whole.strip_prefix(title.as_str()));
        title.contains(' ') && rest.is_some_and(|rest| rest.starts_with(' ') || rest.ends_with(' '))
    });
    Titles { title: Some(alone.cloned().unwrap_or(whole)), others }
}

/// Notes what the front matter states; gives back what of it is text that belongs into the body.
pub(super) fn state(entries: &[Entry], draft: &mut Draft, is_body_empty: bool) -> Vec<Section> {
    let found = all(entries);
    let mut sections = Vec::new();
    values::state_parts(&found, draft);
    let beside_pay = values::beside_pay(&found);
    for found in &found {
        if *found.value == Tree::Nothing {
            continue;
        }
        let Some((meaning, _)) = found.meaning else {
            match Section::of(found) {
                Some(section) => sections.push(section),
                None => leave(draft, found, "rolecall has no key for it"),
            }
            continue;
        };
        match meaning {
            Meaning::Summary if is_body_empty => sections.extend(Section::without_heading(found)),
            Meaning::Summary => {
                leave(draft, found, "it repeats the text in short, which rolecall does itself");
                add(draft, found, found.value.line().map(Fact::InShort).into_iter().collect());
            }
            Meaning::Layout => leave(draft, found, "it says how the other generator shows the page"),
            Meaning::Experience | Meaning::Benefits | Meaning::Skills | Meaning::Education => {
                let facts = values::facts(meaning, found);
                // A text in sentences is read like the rest of the text.
                if facts.is_empty() { sections.extend(Section::any(found)) } else { add(draft, found, facts) }
            }
            _ => {
                let mut facts = values::facts(meaning, found);
                for fact in &mut facts {
                    if let Fact::Pay(text) = fact {
                        text.push_str(&beside_pay);
                    }
                }
                if facts.is_empty() && !values::is_said_in_parts(meaning) && !values::says_nothing(meaning, found) {
                    leave(draft, found, values::why_not(meaning));
                }
                add(draft, found, facts);
            }
        }
    }
    sections
}

fn add(draft: &mut Draft, found: &Found<'_>, facts: Vec<Fact>) {
    for fact in facts {
        if let Fact::Alias(slug) = &fact
            && found.key == "slug"
        {
            draft.stem = Some(slug.clone());
            continue;
        }
        draft.stated.push(Stated { field: found.name.clone(), line: found.line, fact });
    }
}

fn leave(draft: &mut Draft, found: &Found<'_>, why: &str) {
    let value = found.value.line().filter(|value| value.chars().count() <= 60);
    let what = value.map_or_else(|| found.name.clone(), |value| format!("{}: {value}", found.name));
    draft.left.push(Left { what, why: why.to_owned(), line: found.line, is_kept: false });
}
