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
    // A misspelt name is often one of a skill that no posting spells well.
    for name in site.vocabulary.skills().iter().map(|skill| skill.name.as_str()) {
        used.entry((Kind::Skill, fold(name))).or_insert(Used { name, postings: 0, first: None });
    }
    let mut found = Vec::new();
    let mut by_shape: HashMap<(Kind, String), Vec<&Used<'_>>> = HashMap::with_capacity(used.len() * 2);
    for ((kind, _), name) in &used {
        let mut met: Vec<&str> = Vec::new();
        for shape in shapes(name.name) {
            let others = by_shape.entry((*kind, shape)).or_default();
            for other in others.iter() {
                if !met.contains(&other.name) && are_alike(name.name, other.name) {
                    met.push(other.name);
                    found.extend(said(site, *kind, name, other, sources));
                }
            }
            others.push(name);
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

/// What names must share to be looked at: their plain form, or, of long ones, that without one of its letters. Two names that
/// differ by one letter, more or less or another or exchanged, share at least one.
fn shapes(name: &str) -> Vec<String> {
    let plain = plain(name);
    let length = plain.chars().count();
    let mut shapes = Vec::new();
    if length >= LONG {
        for (at, c) in plain.char_indices() {
            let shape = format!("{}{}", &plain[..at], &plain[at + c.len_utf8()..]);
            if !shapes.contains(&shape) {
                shapes.push(shape);
            }
        }
    }
    shapes.push(plain);
    shapes
}

/// Whether two names of one shape would be taken for one.
fn are_alike(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    if a == b {
        return true;
    }
    // Numbers tell versions and norms apart: IEC 60870-5-101 and -104.
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let signs = |name: &str| name.chars().filter(|c| !c.is_alphanumeric()).count();
    a.chars().count().min(b.chars().count()) >= LONG
        && digits(&a) == digits(&b)
        && signs(&a) == signs(&b)
        && strsim::damerau_levenshtein(&a, &b) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_alike_and_different_things_are_not() {
        for (a, b) in [
            ("Ops/Dev", "Ops Dev"),
            ("React.js", "ReactJS"),
            ("Kubernets", "Kubernetes"),
            ("Kuberentes", "Kubernetes"),
            ("Human Resource", "Human Resources"),
        ] {
            assert!(are_alike(a, b) && shapes(a).iter().any(|shape| shapes(b).contains(shape)), "{a} {b}");
        }
        for (a, b) in [
            ("C", "C++"),
            ("C#", "C"),
            ("Java", "JavaFX"),
            ("IEC 60870-5-101", "IEC 60870-5-104"),
            ("Solaris", "Polaris"),
        ] {
            assert!(!are_alike(a, b), "{a} {b}");
        }
    }
}
