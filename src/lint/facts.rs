//! What a text asks for and the keys do not say, and the other way round: candidates filter by the keys and read the text.

use std::ops::Range;

use super::Role;
use super::file::Step::{Item, Key};
use crate::diagnostic::{Diagnostic, suggest};
use crate::finder::{Finder, Found, Stated};
use crate::posting::{Education, Experience, RequiredSkill, Word as _};

/// How many skills a message names.
const NAMED: usize = 8;

/// All lints about facts that are stated once.
pub(super) fn all(role: &Role<'_>, finder: &Finder, found: &mut Vec<Diagnostic>) {
    let stated = finder.find(role.file.body());
    found.extend(skills_of_text(role, &stated));
    found.extend(skills_of_keys(role, &stated));
    found.extend(degree(role, stated.education.as_ref()));
    found.extend(years(role, &stated.experience));
}

/// The skills that the text asks for and the keys do not name, nor imply.
fn skills_of_text(role: &Role<'_>, stated: &Found) -> Option<Diagnostic> {
    let vocabulary = &role.site.vocabulary;
    let requirements = &role.posting.requirements;
    let mut known: Vec<&str> = Vec::new();
    for skill in requirements.skills.iter().chain(&requirements.preferred) {
        let name = vocabulary.canonical(&skill.name);
        known.push(name);
        known.extend(vocabulary.implied(name));
    }
    // What years are asked for in is no skill besides: "five years in software development".
    let keys = requirements.experience.iter().filter_map(|years| years.scope.as_deref());
    let text = stated.experience.iter().filter_map(|years| years.value.scope.as_deref());
    let other: Vec<String> =
        keys.chain(text).chain(requirements.fields.iter().map(String::as_str)).map(str::to_lowercase).collect();
    let is_known = |name: &str| {
        let lower = name.to_lowercase();
        known.iter().any(|known| known.to_lowercase() == lower) || other.iter().any(|other| other.contains(&lower))
    };
    let mut missing: Vec<&Stated<RequiredSkill>> = Vec::new();
    for skill in stated.skills.iter().chain(&stated.preferred) {
        let is_said = missing.iter().any(|other| other.value.name == skill.value.name);
        if is_name(role.file.body(), skill.span.range()) && !is_known(&skill.value.name) && !is_said {
            missing.push(skill);
        }
    }
    missing.sort_by_key(|skill| skill.span);
    let first = missing.first()?;
    let names = named(missing.iter().map(|skill| skill.value.name.as_str()));
    let message = format!("the text asks for {names}, and the keys do not");
    Some(
        role.warn("requirement-not-in-keys", message)
            .at(role.file.in_body(Some(first.span.range())))
            .help("add what is meant to `skills` or `preferred`, so that candidates find the role by it"),
    )
}

/// The skills that the keys require and a text that asks for others does not speak of.
fn skills_of_keys(role: &Role<'_>, stated: &Found) -> Option<Diagnostic> {
    if stated.skills.is_empty() {
        return None;
    }
    let vocabulary = &role.site.vocabulary;
    let text = role.survey.prose.text().to_lowercase();
    let is_said = |name: &str| {
        let skill = vocabulary.find(name);
        let aliases = skill.into_iter().flat_map(|skill| std::iter::once(&skill.name).chain(&skill.aliases));
        std::iter::once(name).chain(aliases.map(String::as_str)).any(|name| text.contains(&name.to_lowercase()))
    };
    let skills = &role.posting.requirements.skills;
    let first = skills.iter().position(|skill| !is_said(&skill.name))?;
    let names = named(skills.iter().map(|skill| skill.name.as_str()).filter(|name| !is_said(name)));
    let message = format!("the keys ask for {names}, and the text does not");
    Some(
        role.warn("requirement-not-in-text", message)
            .at(role.file.value(&[Key("requirements"), Key("skills"), Item(first)]))
            .help("say in the text what it is needed for"),
    )
}

/// Whether a part of a text is written as a name: "Rust", "k8s". In small letters words mostly mean the thing, not the skill: a
/// text that speaks of rail and scheduling asks for neither Ruby on Rails nor schedulers. A capital letter that begins a
/// sentence says nothing, unless the sentence is a list of names.
fn is_name(text: &str, part: Range<usize>) -> bool {
    let is_capital = |c: char| c.is_uppercase() || c.is_ascii_digit() || (c.is_alphabetic() && !c.is_lowercase());
    let words = &text[part.clone()];
    let begins = text[..part.start].trim_end_matches([' ', '*', '_', '-', '+', '`', '\n']);
    let line_begins = text[..part.start].rsplit('\n').next().is_none_or(|line| !line.contains(char::is_alphanumeric));
    if line_begins || begins.ends_with(['.', '!', '?', ':']) {
        let rest = text[part.end..].trim_start_matches(['*', '_', '`']);
        let is_list = rest.is_empty() || rest.starts_with(['\n', '\r', ',', ';', '/']);
        return words.chars().skip(1).any(is_capital) || is_list && words.contains(is_capital) && !words.contains(' ');
    }
    words.split_whitespace().all(|word| word.contains(is_capital))
}

fn degree(role: &Role<'_>, stated: Option<&Stated<Education>>) -> Option<Diagnostic> {
    let keys = role.posting.requirements.education;
    let place = || role.file.value(&[Key("requirements"), Key("education")]);
    match (keys, stated) {
        (None, Some(text)) => Some(
            role.warn("requirement-not-in-keys", "the text asks for a degree, and the keys do not")
                .at(role.file.in_body(Some(text.span.range())))
                .help(format!("add `education: {}` to `requirements`", text.value.word())),
        ),
        (Some(keys), Some(text)) if keys != text.value => {
            let message = format!("the text asks for `{}`, and the keys for `{}`", text.value.word(), keys.word());
            Some(
                role.warn("requirement-differs", message)
                    .at(role.file.in_body(Some(text.span.range())))
                    .help("candidates filter by the keys and read the text: make them agree"),
            )
        }
        (Some(keys), None) if keys > Education::HighSchool => {
            let message = format!("the keys ask for `{}`, and the text for no degree", keys.word());
            Some(
                role.warn("requirement-not-in-text", message).at(place()).help("say in the text what it is needed for"),
            )
        }
        _ => None,
    }
}

fn years(role: &Role<'_>, stated: &[Stated<Experience>]) -> Option<Diagnostic> {
    let text = stated.iter().max_by_key(|stated| stated.value.years);
    match (role.posting.requirements.years(), text) {
        (None, Some(text)) => Some(
            role.warn("requirement-not-in-keys", "the text asks for years of experience, and the keys do not")
                .at(role.file.in_body(Some(text.span.range())))
                .help(format!("add `experience: {}` to `requirements`", text.value.years)),
        ),
        (Some(keys), Some(text)) if keys != text.value.years => {
            let message =
                format!("the text asks for {} years of experience, and the keys for {keys}", text.value.years);
            Some(
                role.warn("requirement-differs", message)
                    .at(role.file.in_body(Some(text.span.range())))
                    .help("candidates filter by the keys and read the text: make them agree"),
            )
        }
        (Some(keys), None) if keys > 0 => {
            let message = format!("the keys ask for {keys} years of experience, and the text does not");
            let place = role.file.key(&[Key("requirements"), Key("experience")]);
            Some(
                role.warn("requirement-not-in-text", message)
                    .at(place)
                    .help("say in the text what they are needed for"),
            )
        }
        _ => None,
    }
}

/// Names in words: "`a`, `b` and 3 more".
fn named<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.len() <= NAMED {
        return suggest::one_of(names).replace(" or ", " and ");
    }
    let first: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    format!("{} and {} more", first.join(", "), names.len() - NAMED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_words() {
        for (text, part, wanted) in [
            ("at home on Linux and", "Linux", true),
            ("Ship by rail, water", "rail", false),
            ("- Scheduling your visits", "Scheduling", false),
            ("- Rust, Go or\n", "Rust", true),
            ("- Kubernetes\n", "Kubernetes", true),
            ("- **Kafka**, and", "Kafka", true),
            ("- Data architecture: have", "Data architecture", false),
            ("with Machine Learning", "Machine Learning", true),
            ("with Machine learning", "Machine learning", false),
            ("Done. Scheduling is", "Scheduling", false),
            ("- PostgreSQL is ours", "PostgreSQL", true),
        ] {
            let start = text.find(part).unwrap();
            assert_eq!(is_name(text, start..start + part.len()), wanted, "{text}");
        }
    }
}
