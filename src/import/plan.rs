//! Which file each posting is to be.

use std::collections::{BTreeMap, BTreeSet};

use super::meaning::{Imported, Origin};
use crate::slug::slug;
use crate::source::Fingerprint;

/// The longest name of a file in bytes, without its ending and without what tells it from others.
const LONGEST: usize = 120;

/// The names of the files of postings, without ending, in their order. `known` has the postings that have a file, whose
/// place here stays empty; `taken` the slugs that are taken already.
///
/// Which name a posting gets does not depend on the order: of several that would share one, each gets a suffix of its own,
/// made of what its source calls it.
pub fn names(
    postings: &[(Origin, Imported)],
    known: &BTreeMap<Origin, String>,
    taken: &BTreeSet<String>,
) -> Vec<Option<String>> {
    let mut sharing: BTreeMap<String, usize> = BTreeMap::new();
    let bases: Vec<Option<String>> = postings
        .iter()
        .map(|(origin, imported)| {
            let base = (!known.contains_key(origin)).then(|| base(imported));
            if let Some(base) = &base {
                *sharing.entry(base.clone()).or_default() += 1;
            }
            base
        })
        .collect();
    let mut taken = taken.clone();
    let mut names = vec![None; postings.len()];
    // Who shares a name with nobody keeps it, whatever the others are called with their suffixes.
    for (at, base) in bases.iter().enumerate() {
        if let Some(base) = base
            && sharing[base] == 1
            && taken.insert(base.clone())
        {
            names[at] = Some(base.clone());
        }
    }
    let mut order: Vec<usize> = (0..postings.len()).collect();
    order.sort_by(|a, b| postings[*a].0.cmp(&postings[*b].0));
    for at in order {
        if let Some(base) = bases[at].as_deref().filter(|_| names[at].is_none()) {
            let suffixes = suffixes(&postings[at].0);
            let name = suffixes.map(|suffix| suffixed(base, &suffix)).find(|name| !taken.contains(name));
            taken.extend(name.clone());
            names[at] = name;
        }
    }
    names
}

/// A name with a suffix. One that begins with the name, as that of a posting known by its title does, is the whole.
fn suffixed(base: &str, suffix: &str) -> String {
    let is_whole = suffix.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    if is_whole { suffix.to_owned() } else { format!("{base}-{suffix}") }
}

/// Leaves out former addresses that are another page's. `owners` has the addresses that are taken already, each with the
/// posting that has it, if one of these has it. Of several postings that want one, the first in the order of their origins
/// has it, whatever the order in which they were read.
pub fn share_out_aliases(postings: &mut [(Origin, Imported)], owners: &BTreeMap<String, Option<Origin>>) {
    let mut owners = owners.clone();
    let mut order: Vec<usize> = (0..postings.len()).collect();
    order.sort_by(|a, b| postings[*a].0.cmp(&postings[*b].0));
    for at in order {
        let (origin, imported) = &mut postings[at];
        let is_own = |address: &str| owners.get(address).is_none_or(|owner| owner.as_ref() == Some(&*origin));
        let is_free = |alias: &str| {
            let address = address_of(alias);
            // Below a file nothing can be.
            let above = address.match_indices('/').map(|(at, _)| &address[..at]).filter(|above| is_file(above));
            is_own(&address) && above.into_iter().all(is_own)
        };
        let taken: Vec<String> = imported.posting.aliases.iter().filter(|alias| !is_free(alias)).cloned().collect();
        for alias in taken {
            imported.drop_alias(&alias);
        }
        for alias in &imported.posting.aliases {
            owners.insert(address_of(alias), Some(origin.clone()));
        }
    }
}

/// The address of a page in the one form in which addresses are compared: a folder's ends with `/`.
pub fn address_of(alias: &str) -> String {
    let address = alias.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(alias);
    if address.ends_with('/') || is_file(address) { address.to_owned() } else { format!("{address}/") }
}

fn is_file(address: &str) -> bool {
    address.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

/// Names that mean a device to Windows, whatever their ending: no file there can have them.
fn is_device(name: &str) -> bool {
    let numbered = |name: &str| matches!(name.as_bytes(), [b'1'..=b'9']);
    matches!(name, "con" | "aux" | "prn" | "nul")
        || ["com", "lpt"].iter().any(|device| name.strip_prefix(device).is_some_and(numbered))
}

/// What a file would be called if no other had its name.
fn base(imported: &Imported) -> String {
    let wanted = imported.stem.as_deref().map(slug).filter(|stem| !stem.is_empty());
    let mut name = wanted.unwrap_or_else(|| slug(&imported.posting.title));
    if name.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
        // No word is cut in the middle.
        let end = name[..end].rfind('-').filter(|at| *at > 0).unwrap_or(end);
        name.truncate(end);
    }
    match name {
        name if name.is_empty() => "role".into(),
        name if is_device(&name) => format!("{name}-role"),
        name => name,
    }
}

/// What tells a posting from others of its name: its id, the beginning of a long one, and at last a number that nobody else
/// has.
fn suffixes(origin: &Origin) -> impl Iterator<Item = String> {
    // The second of a name has its number already.
    let number =
        origin.key.strip_suffix(')').and_then(|key| key.rsplit_once(" (")).map(|(_, number)| number.to_owned());
    let number = number.filter(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    let is_path = origin.key.contains(['/', '.']);
    let id = Some(slug(&origin.key)).filter(|id| !id.is_empty() && !is_path);
    let short = id.as_deref().filter(|_| number.is_none()).map(|id| id.chars().take(8).collect::<String>());
    let short = short.map(|id| id.trim_matches('-').to_owned());
    let id = id.filter(|id| id.len() <= 40);
    let hash = Fingerprint::of(format!("{}\n{}", origin.board, origin.key).as_bytes()).short();
    let (first, second) = match &id {
        Some(id) if id.len() <= 12 => (Some(id.clone()), None),
        _ => (short.filter(|short| !short.is_empty()), id),
    };
    let counted = (2..).map({
        let hash = hash.clone();
        move |number: u32| format!("{hash}-{number}")
    });
    number.into_iter().chain(first).chain(second).chain([hash[..6].to_owned(), hash]).chain(counted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::draft::Draft;
    use crate::import::meaning::{on_ground, understand};

    fn named(keys: &[(&str, &str)], taken: &[&str]) -> Vec<String> {
        let imported = |key: &str, title: &str| on_ground(|ground| understand(Draft::new(key, title, "Text"), ground));
        let postings: Vec<_> =
            keys.iter().map(|(key, title)| (Origin::new("b", key), imported(key, title).unwrap())).collect();
        let taken = taken.iter().map(|name| (*name).to_owned()).collect();
        names(&postings, &BTreeMap::new(), &taken).into_iter().flatten().collect()
    }

    #[test]
    fn an_address_has_one_form() {
        for (alias, address) in
            [("/a", "/a/"), ("/a/", "/a/"), ("/a/index.html", "/a/"), ("/index.html", "/"), ("/a.xml", "/a.xml")]
        {
            assert_eq!(address_of(alias), address);
        }
    }

    #[test]
    fn names_are_safe_and_do_not_depend_on_the_order() {
        assert_eq!(
            named(&[("1", "../../etc/passwd"), ("2", "C:\\x: it's (a) & b"), ("3", "🎉")], &[]),
            ["etc-passwd", "c-x-its-a-and-b", "role"]
        );
        let both = named(&[("11", "Cook"), ("22", "Cook"), ("33", "Baker")], &["baker"]);
        assert_eq!(both, ["cook-11", "cook-22", "baker-33"]);
        let back = named(&[("33", "Baker"), ("22", "Cook"), ("11", "Cook")], &["baker"]);
        assert_eq!(back, ["baker-33", "cook-22", "cook-11"]);
        assert_eq!(named(&[("1", "CON"), ("2", "Com1"), ("3", "Contact")], &[]), ["con-role", "com1-role", "contact"]);
        assert_eq!(named(&[("Cook (2)", "Cook"), ("Cook", "Cook")], &[]), ["cook-2", "cook"]);
        let long = named(&[("5ac21346-8e0c-4494", "Cook"), ("a/b.md", "Cook")], &[]);
        assert_eq!(long[0], "cook-5ac21346");
        assert!(named(&[("1", &"word ".repeat(40)), ("2", "x")], &[])[0].len() <= LONGEST);
    }
}
