//! A posting as the text of a file: what [`parse`](super::parse) reads is the same posting again.
//!
//! The keys come in the reader's order. [`Notes`] carry what else is to stand in the file for the people who read it: where
//! a value came from, what could be chosen instead, and keys that wait for a value.

use std::collections::BTreeMap;

use super::frontmatter::{POSTING, REQUIREMENTS};
use super::{ApplicantArea, Apply, Location, Posting, RequiredSkill, Requirements, Salary, Status, Word};
use crate::yaml::read::folded;
use crate::yaml::write::{Item, Node, Row, write};

/// Remarks for the people who read the file. Keys are `salary`, or `requirements.education` for those inside.
///
/// A note of a key that the posting leaves out stands in a line of its own, at the key's place.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    above: BTreeMap<String, Vec<String>>,
    beside: BTreeMap<String, String>,
    items: BTreeMap<(String, usize), String>,
    unset: BTreeMap<String, String>,
    end: Vec<String>,
}

impl Notes {
    /// A line of its own before a key. Several are kept in order.
    pub fn above(&mut self, key: &str, remark: impl Into<String>) -> &mut Self {
        self.above.entry(key.into()).or_default().push(remark.into());
        self
    }

    /// Behind a key's value. The last one counts.
    pub fn beside(&mut self, key: &str, remark: impl Into<String>) -> &mut Self {
        self.beside.insert(key.into(), remark.into());
        self
    }

    /// Behind the item at `index` (from 0) of the list that a key has. The last one counts.
    pub fn beside_item(&mut self, key: &str, index: usize, remark: impl Into<String>) -> &mut Self {
        self.items.insert((key.into(), index), remark.into());
        self
    }

    /// What a key could say, for a posting that leaves it out: `60000` makes the line `# salary: 60000`.
    pub fn unset(&mut self, key: &str, example: impl Into<String>) -> &mut Self {
        self.unset.insert(key.into(), example.into());
        self
    }

    /// A line of its own at the end of the front matter.
    pub fn at_end(&mut self, remark: impl Into<String>) -> &mut Self {
        self.end.push(remark.into());
        self
    }
}

/// The text of a file that says what the posting says, with the notes and the body.
///
/// The body is written as it is. Texts are written as the reader would fold them; those of which nothing is left are left
/// out.
pub fn format(posting: &Posting, notes: &Notes, body: &str) -> String {
    let mut rows = Vec::new();
    for key in POSTING {
        let value = if *key == "requirements" { requirements(posting, notes) } else { value(posting, key) };
        let value = value.or_else(|| (*key == "status" && notes.speak_of(key)).then(|| word(posting.status)));
        add(&mut rows, key, key, value, notes);
    }
    rows.extend(notes.end.iter().cloned().map(Row::Remark));
    format!("---\n{}---\n{body}", write(&rows))
}

/// What a key of the posting says; `None` when it says nothing, and for `requirements`.
fn value(posting: &Posting, key: &str) -> Option<Node> {
    let optional = |text: &Option<String>| text.as_deref().and_then(text_node);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| Node::Bare(day.to_string()));
    match key {
        "title" => text_node(&posting.title),
        "language" => optional(&posting.language),
        "department" => optional(&posting.department),
        "team" => optional(&posting.team),
        "company" => optional(&posting.company),
        "locations" => one_or_list(posting.locations.iter().map(location).collect()),
        "workplace" => posting.workplace.map(word),
        "applicants_in" => match posting.applicants_in.as_slice() {
            [ApplicantArea::Anywhere] => Some(area(&ApplicantArea::Anywhere)),
            areas => list(areas.iter().map(area).collect()),
        },
        "employment" => one_or_list(posting.employment.iter().copied().map(word).collect()),
        "level" => posting.level.map(word),
        "posted" => day(posting.posted),
        "updated" => day(posting.updated),
        "closes" => day(posting.closes),
        "status" => (posting.status != Status::Open).then(|| word(posting.status)),
        "salary" => posting.salary.map(salary),
        "benefits" => texts(&posting.benefits),
        "apply" => match posting.apply.as_ref()? {
            Apply::Page(address) | Apply::Email(address) => text_node(address),
        },
        "id" => optional(&posting.id),
        "aliases" => texts(&posting.aliases),
        "extra" => posting.extra.as_ref().map(Node::of_json),
        _ => None,
    }
}

fn requirements(posting: &Posting, notes: &Notes) -> Option<Node> {
    let mut rows = Vec::new();
    for key in REQUIREMENTS {
        let value = requirement(&posting.requirements, key);
        add(&mut rows, key, &format!("requirements.{key}"), value, notes);
    }
    (!rows.is_empty()).then_some(Node::Section(rows))
}

/// What a key of the requirements says; `None` when it says nothing.
fn requirement(requirements: &Requirements, key: &str) -> Option<Node> {
    match key {
        "education" => requirements.education.map(word),
        "fields" => texts(&requirements.fields),
        "experience" => {
            let years = requirements.experience.iter().map(|asked| {
                let years = Node::Bare(asked.years.to_string());
                match asked.scope.as_deref().and_then(text_node) {
                    Some(scope) => map(vec![("years", Some(years)), ("in", Some(scope))]),
                    None => years,
                }
            });
            one_or_list(years.collect())
        }
        "skills" => skills(&requirements.skills),
        "preferred" => skills(&requirements.preferred),
        "languages" => {
            list(requirements.languages.iter().filter_map(|asked| named(&asked.name, asked.level.map(word))).collect())
        }
        "certificates" => texts(&requirements.certificates),
        _ => None,
    }
}

impl Notes {
    fn speak_of(&self, key: &str) -> bool {
        self.beside.contains_key(key) || self.above.contains_key(key)
    }
}

/// Adds a key with its notes; `place` is its name in the notes.
fn add(rows: &mut Vec<Row>, key: &str, place: &str, value: Option<Node>, notes: &Notes) {
    rows.extend(notes.above.get(place).into_iter().flatten().cloned().map(Row::Remark));
    let mut remark = notes.beside.get(place).cloned();
    let noted = |index: usize| notes.items.get(&(place.to_owned(), index)).cloned();
    let value = match value {
        Some(Node::List(items)) => {
            let items = items.into_iter().enumerate();
            Node::List(items.map(|(index, item)| Item { remark: noted(index), ..item }).collect())
        }
        Some(one) => {
            // A list of one thing is written without the list.
            remark = remark.or_else(|| noted(0));
            one
        }
        None => {
            let unset = notes.unset.get(place).map(|example| format!("{key}: {example}"));
            if let Some(text) = unset {
                rows.push(Row::Unset(text, remark));
            } else if let Some(remark) = remark {
                rows.push(Row::Remark(remark));
            }
            return;
        }
    };
    rows.push(Row::Entry(key.into(), Item { value, remark }));
}

fn word<W: Word>(word: W) -> Node {
    Node::Text(word.word().into())
}

fn text_node(text: &str) -> Option<Node> {
    let text = folded(text);
    (!text.is_empty()).then_some(Node::Text(text))
}

fn list(nodes: Vec<Node>) -> Option<Node> {
    (!nodes.is_empty()).then(|| Node::List(nodes.into_iter().map(Item::from).collect()))
}

/// One word or text by itself, or a list of several.
fn one_or_list(mut nodes: Vec<Node>) -> Option<Node> {
    match nodes.as_slice() {
        // The reader takes a text that begins as a list's line does for a list gone wrong.
        [Node::Text(text)] if text.starts_with('-') => list(nodes),
        [Node::Text(_) | Node::Bare(_)] => nodes.pop(),
        _ => list(nodes),
    }
}

fn texts(texts: &[String]) -> Option<Node> {
    list(texts.iter().filter_map(|text| text_node(text)).collect())
}

/// The entries that say something.
fn map(entries: Vec<(&str, Option<Node>)>) -> Node {
    let rows = entries.into_iter().filter_map(|(key, value)| Some(Row::Entry(key.into(), value?.into())));
    Node::Map(rows.collect())
}

/// "Berlin, DE" or `DE` where that says it all.
fn location(place: &Location) -> Node {
    let Location { city, region, country, postal_code, street } = place;
    let line = |text: &Option<String>| text.as_deref().and_then(text_node);
    let (city, region, postal_code, street) = (line(city), line(region), line(postal_code), line(street));
    match (&city, country) {
        (_, Some(country)) if region.is_none() && postal_code.is_none() && street.is_none() => match city {
            Some(Node::Text(city)) => Node::Text(format!("{city}, {}", country.code())),
            _ => Node::Text(country.code().into()),
        },
        _ => map(vec![
            ("city", city),
            ("region", region),
            ("country", country.map(|country| Node::Text(country.code().into()))),
            ("postal_code", postal_code),
            ("street", street),
        ]),
    }
}

fn area(area: &ApplicantArea) -> Node {
    match area {
        ApplicantArea::Country(country) => Node::Text(country.code().into()),
        ApplicantArea::Anywhere => Node::Text("anywhere".into()),
    }
}

fn salary(pay: Salary) -> Node {
    let amount = |amount: super::Amount| {
        // Three digits behind a point could be a thousands' mark, which the reader refuses.
        let fraction = match amount.thousandths() {
            0 => String::new(),
            fraction if fraction % 10 == 0 => format!(".{:02}", fraction / 10),
            fraction => format!(".{fraction:03}0"),
        };
        Node::Bare(format!("{}{fraction}", amount.units()))
    };
    map(vec![
        ("min", pay.range.min().map(amount)),
        ("max", pay.range.max().map(amount)),
        ("currency", pay.currency.map(|currency| Node::Text(currency.code().into()))),
        ("per", Some(word(pay.per))),
    ])
}

fn skills(skills: &[RequiredSkill]) -> Option<Node> {
    list(skills.iter().filter_map(|skill| named(&skill.name, skill.level.map(word))).collect())
}

/// A name by itself, or with its level.
fn named(name: &str, level: Option<Node>) -> Option<Node> {
    let name = text_node(name)?;
    Some(if level.is_some() { map(vec![("name", Some(name)), ("level", level)]) } else { name })
}

#[cfg(test)]
mod tests;
