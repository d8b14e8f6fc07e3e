//! Names that look alike and are not one: two spellings of a skill, department, city or language.

use foldhash::{HashMap, HashMapExt as _};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::file::Step::{Item, Key};
use super::file::{Step, TextFile};
use crate::diagnostic::Diagnostic;
use crate::posting::Posting;
use crate::site::Site;
use crate::slug::fold;
use crate::source::Sources;

/// Names with fewer letters are not taken for misspelt: `Polaris` and `Solaris` are two things.
const LONG: usize = 8;

/// A name is held against at most so many that begin or end as it does.
const MOST_NEAR: usize = 256;

/// What kind of name it is; the same name of two kinds is two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Skill,
    Department,
    City,
    Language,
}

impl Kind {
    fn code(self) -> &'static str {
        if self == Self::Skill { "skills-alike" } else { "names-alike" }
    }

    fn plural(self) -> &'static str {
        match self {
            Self::Skill => "skills",
            Self::Department => "departments",
            Self::City => "cities",
            Self::Language => "languages",
        }
    }
}

/// A name as postings use it.
struct Used<'a> {
    name: &'a str,
    /// How many postings use it; none for a name of the vocabulary.
    postings: usize,
    /// The first of them, and the way to the name in it.
    first: Option<(&'a Posting, Vec<Step<'static>>)>,
}

/// All pairs of names that look alike, each said where the rarer one is first used.
pub(super) fn alike(site: &Site, postings: &[Arc<Posting>], sources: &dyn Sources) -> Vec<Diagnostic> {
    // In order, so that the messages are the same in each run.
    let mut used: BTreeMap<(Kind, String), Used<'_>> = BTreeMap::new();
    for posting in postings {
        for (kind, name, way) in names(site, posting) {
            let key = (kind, fold(name));
            let entry = used.entry(key).or_insert_with(|| Used { name, postings: 0, first: Some((posting, way)) });
            entry.postings += 1;
        }
    }
    // A misspelt name is often one of a skill that no posting spells well; two of the vocabulary are two on purpose.
    let is_known = |folded: &str| site.vocabulary.find_folded(folded).is_some();
    if used.keys().any(|(kind, folded)| *kind == Kind::Skill && !is_known(folded)) {
        for name in site.vocabulary.skills().iter().map(|skill| skill.name.as_str()) {
            used.entry((Kind::Skill, fold(name))).or_insert(Used { name, postings: 0, first: None });
        }
    }
    let plain: Vec<(Kind, String, &Used<'_>)> =
        used.iter().map(|((kind, _), used)| (*kind, plain(used.name), used)).collect();
    let mut found = Vec::new();
    let mut by_shape: HashMap<(Kind, Shape<'_>), Vec<usize>> = HashMap::with_capacity(plain.len() * 2);
    for (number, (kind, name, used)) in plain.iter().enumerate() {
        let mut met: Vec<usize> = Vec::new();
        for shape in shapes(name) {
            let others = by_shape.entry((*kind, shape)).or_default();
            // The limit keeps the time linear where thousands of names begin alike.
            for &other in others.iter().rev().take(MOST_NEAR) {
                let (_, other_name, other_used) = &plain[other];
                let is_of_postings = used.first.is_some() || other_used.first.is_some();
                if is_of_postings && !met.contains(&other) && are_alike(name, other_name) {
                    met.push(other);
                    found.extend(said(site, *kind, used, other_used, sources));
                }
            }
            others.push(number);
        }
    }
    found
}

fn said(site: &Site, kind: Kind, a: &Used<'_>, b: &Used<'_>, sources: &dyn Sources) -> Option<Diagnostic> {
    let weight = |used: &Used<'_>| {
        (used.first.is_none(), kind == Kind::Skill && site.vocabulary.find(used.name).is_some(), used.postings)
    };
    let (rare, usual) = if weight(a) <= weight(b) { (a, b) } else { (b, a) };
    let (posting, way) = rare.first.as_ref()?;
    // Two skills of the vocabulary are two on purpose.
    if kind == Kind::Skill && [rare, usual].iter().all(|used| site.vocabulary.find(used.name).is_some()) {
        return None;
    }
    let message = format!("`{}` and `{}` look alike and are two {}", rare.name, usual.name, kind.plural());
    let file = TextFile::read(&posting.path, sources);
    let place = file.and_then(|file| file.value(way));
    let others = match rare.postings {
        0 | 1 => String::new(),
        more => format!(" in {more} postings"),
    };
    let alias = if kind == Kind::Skill {
        format!(", or add to content/skills.yaml `{}: {{ aliases: [{}] }}`", quoted(usual.name), quoted(rare.name))
    } else {
        String::new()
    };
    let help = format!("write `{}`{others}{alias}", usual.name);
    Some(Diagnostic::lint(kind.code(), &posting.path, message).at(place).help(help))
}

/// A name as YAML takes it between brackets or as a key.
fn quoted(name: &str) -> String {
    let is_plain =
        name.chars().all(|c| c.is_alphanumeric() || " .+/-".contains(c)) && name.starts_with(char::is_alphanumeric);
    if is_plain { name.to_owned() } else { format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")) }
}

/// The names in a posting, each with the way to it.
fn names<'a>(site: &'a Site, posting: &'a Posting) -> Vec<(Kind, &'a str, Vec<Step<'static>>)> {
    let mut names = Vec::new();
    if let Some(department) = &posting.department {
        names.push((Kind::Department, department.as_str(), vec![Key("department")]));
    }
    for (index, place) in posting.locations.iter().enumerate() {
        if let Some(city) = &place.city {
            names.push((Kind::City, city.as_str(), vec![Key("locations"), Item(index)]));
        }
    }
    let requirements = &posting.requirements;
    for (key, skills) in [("skills", &requirements.skills), ("preferred", &requirements.preferred)] {
        for (index, skill) in skills.iter().enumerate() {
            let way = vec![Key("requirements"), Key(key), Item(index)];
            names.push((Kind::Skill, site.vocabulary.canonical(&skill.name), way));
        }
    }
    for (index, language) in requirements.languages.iter().enumerate() {
        names.push((Kind::Language, language.name.as_str(), vec![Key("requirements"), Key("languages"), Item(index)]));
    }
    names
}

/// The name without case, spaces and most signs; `+` and `#` make C, C++ and C# three names.
fn plain(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#')).collect()
}

/// A piece that names which look alike have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Shape<'a> {
    /// All of it.
    Whole(&'a str),
    /// Its beginning.
    Start(&'a str),
    /// Its end.
    End(&'a str),
}

/// What plain names must share to be looked at: all of it, or nearly half of it if they are long. One letter more or less,
/// another letter or two that are exchanged leave the beginning or the end as it is, up to the letter beside the middle.
fn shapes(plain: &str) -> Vec<Shape<'_>> {
    let bounds: Vec<usize> = plain.char_indices().map(|(at, _)| at).chain([plain.len()]).collect();
    let length = bounds.len() - 1;
    let mut shapes = vec![Shape::Whole(plain)];
    if length >= LONG {
        // A name with one letter less has its half counted from that.
        let mut halves = vec![length / 2 - 1, (length - 1) / 2 - 1];
        halves.dedup();
        for half in halves {
            shapes.push(Shape::Start(&plain[..bounds[half]]));
            shapes.push(Shape::End(&plain[bounds[length - half]..]));
        }
    }
    shapes
}

/// Whether two plain names would be taken for one.
fn are_alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (length, other) = (a.chars().count(), b.chars().count());
    if length.min(other) < LONG || length.abs_diff(other) > 1 {
        return false;
    }
    // Numbers tell versions and norms apart: IEC 60870-5-101 and -104.
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let signs = |name: &str| name.chars().filter(|c| !c.is_alphanumeric()).count();
    digits(a) == digits(b) && signs(a) == signs(b) && strsim::damerau_levenshtein(a, b) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share_and_are_alike(a: &str, b: &str) -> bool {
        let (a, b) = (plain(a), plain(b));
        are_alike(&a, &b) && shapes(&a).iter().any(|shape| shapes(&b).contains(shape))
    }

    #[test]
    fn spellings_are_alike_and_different_things_are_not() {
        for (a, b) in [
            ("Ops/Dev", "Ops Dev"),
            ("React.js", "ReactJS"),
            ("Kubernets", "Kubernetes"),
            ("Kuberentes", "Kubernetes"),
            ("Human Resource", "Human Resources"),
        ] {
            assert!(share_and_are_alike(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("C", "C++"),
            ("C#", "C"),
            ("Java", "JavaFX"),
            ("IEC 60870-5-101", "IEC 60870-5-104"),
            ("Solaris", "Polaris"),
        ] {
            assert!(!share_and_are_alike(a, b), "{a} {b}");
        }
    }

    proptest::proptest! {
        #[test]
        fn names_that_differ_by_one_letter_share_a_shape(name in "[a-c]{8,14}", at in 0_usize..14, change in 0_u8..4) {
            let mut other: Vec<char> = name.chars().collect();
            let at = at % (other.len() - 1);
            match change {
                0 => other.insert(at, 'z'),
                1 => other[at] = 'z',
                2 => other.swap(at, at + 1),
                _ => _ = other.remove(at),
            }
            let other: String = other.into_iter().collect();
            proptest::prop_assert_eq!(share_and_are_alike(&name, &other), other.chars().count() >= LONG);
        }
    }
}
