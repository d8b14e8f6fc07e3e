//! Which posting is which, where the source has no id for it: by the title alone two postings look like one.

use std::collections::{BTreeMap, BTreeSet};

use super::meaning::{Imported, Origin};

/// Texts of more lines than this are compared line by line only.
const MOST_LINES: usize = 400;

/// So many postings of one name are compared with each other line by line.
const MOST_OF_A_NAME: usize = 12;

/// A posting that was read and understood.
#[derive(Debug)]
pub struct Told {
    /// What its source calls it.
    pub origin: Origin,
    /// Whether the source calls it by its title and has nothing else to know it by.
    pub is_by_title: bool,
    /// The posting.
    pub imported: Imported,
}

/// The postings, each once. What has the origin of another posting, but is quite another text, has an origin of its own;
/// `known` is the text of a posting that was imported before.
pub fn tell_apart<'k>(told: Vec<Told>, known: impl Fn(&Origin) -> Option<&'k str>) -> Vec<(Origin, Imported)> {
    let mut postings: Vec<(Origin, Imported)> = Vec::with_capacity(told.len());
    let mut places: BTreeMap<Origin, usize> = BTreeMap::new();
    for Told { origin, is_by_title, imported } in told {
        // Where one id was given to several, the id tells as little as a title does.
        let is_by_title = is_by_title || known(&numbered(&origin, 2)).is_some();
        let mut best: Option<(f64, Origin)> = None;
        let mut number = 1;
        let origin = loop {
            let candidate = numbered(&origin, number);
            let likeness = match (places.get(&candidate), known(&candidate)) {
                // Of very many of one name only the same text is looked for.
                (Some(at), _) if number > MOST_OF_A_NAME => {
                    Some(f64::from(u8::from(imported.body == postings[*at].1.body)))
                }
                (None, Some(text)) if number > MOST_OF_A_NAME && is_by_title => {
                    Some(f64::from(u8::from(imported.body.trim() == text.trim())))
                }
                // A posting that was read twice, perhaps once with more of its text, is one.
                (Some(at), _) => Some(likeness_in_one_run(&imported, &postings[*at].1, is_by_title)),
                (None, Some(text)) if is_by_title => Some(likeness(&imported.body, text)),
                (None, Some(_)) | (None, None) => None,
            };
            let Some(likeness) = likeness else {
                break best.map_or(candidate, |(_, origin)| origin);
            };
            if likeness >= 0.5 && best.as_ref().is_none_or(|(most, _)| likeness > *most) {
                best = Some((likeness, candidate));
            }
            number += 1;
        };
        match places.get(&origin) {
            // One text for several places, none of which has an id of its own.
            Some(at) if is_by_title && imported.body == postings[*at].1.body => {
                add_places(&mut postings[*at].1, imported)
            }
            Some(at) if imported.body.len() > postings[*at].1.body.len() => postings[*at].1 = imported,
            Some(_) => {}
            None => {
                places.insert(origin.clone(), postings.len());
                postings.push((origin, imported));
            }
        }
    }
    postings
}

/// Adds the places of a posting to another that is the same otherwise.
fn add_places(into: &mut Imported, from: Imported) {
    for (index, place) in from.posting.locations.into_iter().enumerate() {
        if into.posting.locations.contains(&place) {
            continue;
        }
        into.posting.locations.push(place);
        if let Some(origin) = from.origins.get(&("locations".to_owned(), Some(index))) {
            let at = into.posting.locations.len() - 1;
            into.origins.insert(("locations".to_owned(), Some(at)), origin.clone());
        }
    }
}

/// The origin of the posting that is the second, third of its name.
fn numbered(origin: &Origin, number: usize) -> Origin {
    match number {
        1 => origin.clone(),
        _ => Origin::new(&origin.board, &format!("{} ({number})", origin.key)),
    }
}

fn likeness_in_one_run(one: &Imported, other: &Imported, is_by_title: bool) -> f64 {
    if !is_by_title && one.posting.title == other.posting.title {
        return 1.0;
    }
    likeness(&one.body, &other.body).max(likeness(&other.body, &one.body))
}

/// Which part of a text's lines stands in another text, from 0 to 1. A line in which a few words are others is the same line.
fn likeness(text: &str, other: &str) -> f64 {
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim().to_lowercase()).filter(|line| !line.is_empty()).collect()
    };
    let (mine, theirs) = (lines(text), lines(other));
    // Who says nothing contradicts nobody.
    if mine.is_empty() || theirs.is_empty() {
        return 1.0;
    }
    let whole: BTreeSet<&str> = theirs.iter().map(String::as_str).collect();
    let is_short = mine.len() <= MOST_LINES && theirs.len() <= MOST_LINES;
    let by_word: Vec<BTreeSet<&str>> =
        if is_short { theirs.iter().map(|line| words(line)).collect() } else { Vec::new() };
    let is_there = |line: &&String| {
        let own = words(line);
        whole.contains(line.as_str())
            || by_word.iter().any(|line| own.intersection(line).count() * 5 >= own.len().max(line.len()).max(1) * 3)
    };
    mine.iter().filter(is_there).count() as f64 / mine.len() as f64
}

fn words(line: &str) -> BTreeSet<&str> {
    line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::draft::Draft;
    use crate::import::meaning::{on_ground, understand};

    fn told(key: &str, is_by_title: bool, body: &str) -> Told {
        let imported = on_ground(|ground| understand(Draft::new(key, key, body), ground)).unwrap();
        Told { origin: Origin::new("-", key), is_by_title, imported }
    }

    fn keys(told: Vec<Told>, known: &[(&str, &str)]) -> Vec<String> {
        let known: BTreeMap<Origin, &str> = known.iter().map(|(key, text)| (Origin::new("-", key), *text)).collect();
        tell_apart(told, |origin| known.get(origin).copied()).into_iter().map(|(origin, _)| origin.key).collect()
    }

    const SOUP: &str = "You cook soup for our guests.\n\nEvery day at nine.\n\nJoin us.";
    const BREAD: &str = "Bread is baked by night.\n\nThe oven is yours.\n\nJoin us.";

    #[test]
    fn quite_another_text_of_one_title_is_another_posting() {
        let more = SOUP.replace("nine", "ten").replace("our guests", "all our guests") + "\n\nCome soon.";
        let known = [("Cook", SOUP)];
        assert_eq!(keys(vec![told("Cook", true, &more)], &known), ["Cook"]);
        assert_eq!(keys(vec![told("Cook", true, BREAD)], &known), ["Cook (2)"]);
        // Each finds itself again, in whatever order they come.
        let known = [("Cook", SOUP), ("Cook (2)", BREAD)];
        assert_eq!(keys(vec![told("Cook", true, BREAD), told("Cook", true, &more)], &known), ["Cook (2)", "Cook"]);
        assert_eq!(keys(vec![told("Cook", true, BREAD), told("Cook", true, SOUP)], &[]), ["Cook", "Cook (2)"]);
    }

    #[test]
    fn an_id_is_an_id_whatever_the_text_says() {
        assert_eq!(keys(vec![told("17", false, BREAD)], &[("17", SOUP)]), ["17"]);
        assert_eq!(keys(vec![told("17", false, BREAD), told("17", false, SOUP)], &[]), ["17"]);
        // Two pages that state one id for jobs of different names are careless, and both are jobs.
        let mut other = told("17", false, SOUP);
        other.imported.posting.title = "Cook".into();
        let again = Told { imported: other.imported.clone(), origin: other.origin.clone(), is_by_title: false };
        assert_eq!(keys(vec![told("17", false, BREAD), other], &[]), ["17", "17 (2)"]);
        let known = [("17", BREAD), ("17 (2)", SOUP)];
        assert_eq!(keys(vec![again, told("17", false, BREAD)], &known), ["17 (2)", "17"]);
    }

    #[test]
    fn one_text_at_two_places_is_one_posting_of_both() {
        let at = |city: &str| {
            let mut draft = Draft::new("Cook", "Cook", SOUP);
            draft.state("jobLocation", Some(crate::import::draft::Fact::Place(city.into())));
            let imported = on_ground(|ground| understand(draft, ground)).unwrap();
            Told { origin: Origin::new("-", "Cook"), is_by_title: true, imported }
        };
        let postings = tell_apart(vec![at("Berlin"), at("Munich"), at("Berlin")], |_| None);
        let cities: Vec<_> = postings[0].1.posting.locations.iter().filter_map(|place| place.city.as_deref()).collect();
        assert_eq!((postings.len(), cities), (1, vec!["Berlin", "Munich"]));
    }

    #[test]
    fn very_many_of_one_name_are_told_apart_and_found_again() {
        let texts: Vec<String> = (0..200).map(|n| format!("w{n}a w{n}b w{n}c\n\nx{n}d x{n}e x{n}f")).collect();
        let all = || texts.iter().map(|text| told("Cook", true, text)).collect();
        let first = keys(all(), &[]);
        assert_eq!(first.len(), texts.len());
        let known: Vec<(&str, &str)> = first.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
        assert_eq!(keys(all(), &known), first);
    }
}
