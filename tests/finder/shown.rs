//! What is found as front matter, and how two front matters differ.

use std::fmt::Write as _;

use rolecall::finder::{Found, Stated};
use rolecall::posting::{Amount, ApplicantArea, Apply, Level, RequiredSkill, Salary, Word};
use serde_yaml::Value;

/// All that was found, as the front matter of a posting.
pub fn front_matter(found: &Found) -> String {
    let mut out = String::new();
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            writeln!(out, "{key}: {value}").expect("a text takes all");
        }
    };
    let text = |stated: &Option<Stated<String>>| stated.as_ref().map(|s| quoted(&s.value));
    line("title", text(&found.title));
    line("department", text(&found.department));
    line("team", text(&found.team));
    line(
        "locations",
        list(&found.locations, |place| {
            let parts = [
                ("city", place.city.clone()),
                ("region", place.region.clone()),
                ("country", place.country.map(|country| country.code().to_owned())),
                ("postal_code", place.postal_code.clone()),
            ];
            let parts = parts.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}", quoted(&value?))));
            format!("{{ {} }}", parts.collect::<Vec<_>>().join(", "))
        }),
    );
    line("workplace", found.workplace.as_ref().map(|s| s.value.word().to_owned()));
    line(
        "applicants_in",
        list(&found.applicants_in, |area| match area {
            ApplicantArea::Country(country) => quoted(country.code()),
            ApplicantArea::Anywhere => "anywhere".to_owned(),
        }),
    );
    line("employment", list(&found.employment, |kind| kind.word().to_owned()));
    line("level", found.level.as_ref().map(|s| Level::word(s.value).to_owned()));
    line("posted", found.posted.as_ref().map(|s| s.value.to_string()));
    line("closes", found.closes.as_ref().map(|s| s.value.to_string()));
    line("salary", found.salary.as_ref().map(|s| salary(&s.value)));
    let apply = found.apply.as_ref().map(|s| match &s.value {
        Apply::Page(address) | Apply::Email(address) => quoted(address),
    });
    line("apply", apply);
    line("id", text(&found.id));
    let requirements = requirements(found);
    if !requirements.is_empty() {
        write!(out, "requirements:\n{requirements}").expect("a text takes all");
    }
    out
}

fn requirements(found: &Found) -> String {
    let mut out = String::new();
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            writeln!(out, "  {key}: {value}").expect("a text takes all");
        }
    };
    line("education", found.education.as_ref().map(|s| s.value.word().to_owned()));
    line("fields", list(&found.fields, |field| quoted(field)));
    line(
        "experience",
        list(&found.experience, |experience| match &experience.scope {
            Some(scope) => format!("{{ years: {}, in: {} }}", experience.years, quoted(scope)),
            None => format!("{{ years: {} }}", experience.years),
        }),
    );
    let skill = |skill: &RequiredSkill| match skill.level {
        Some(level) => format!("{{ name: {}, level: {} }}", quoted(&skill.name), level.word()),
        None => quoted(&skill.name),
    };
    line("skills", list(&found.skills, skill));
    line("preferred", list(&found.preferred, skill));
    line(
        "languages",
        list(&found.languages, |language| match language.level {
            Some(level) => format!("{{ name: {}, level: {} }}", quoted(&language.name), level.word()),
            None => format!("{{ name: {} }}", quoted(&language.name)),
        }),
    );
    line("certificates", list(&found.certificates, |certificate| quoted(certificate)));
    out
}

fn list<T>(stated: &[Stated<T>], show: impl Fn(&T) -> String) -> Option<String> {
    let items: Vec<String> = stated.iter().map(|s| show(&s.value)).collect();
    (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
}

fn salary(salary: &Salary) -> String {
    let mut parts = Vec::new();
    let number = |amount: Amount| amount.to_json().to_string();
    parts.extend(salary.range.min().map(|amount| format!("min: {}", number(amount))));
    parts.extend(salary.range.max().map(|amount| format!("max: {}", number(amount))));
    parts.extend(salary.currency.map(|currency| format!("currency: {}", currency.code())));
    parts.push(format!("per: {}", salary.per.word()));
    format!("{{ {} }}", parts.join(", "))
}

/// A text as YAML reads it back, also inside a list.
fn quoted(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '/' | '+' | '(' | ')' | '_' | '-'));
    let begins = text.starts_with(char::is_alphabetic) && !matches!(text, "NO" | "No" | "no" | "yes" | "on" | "off");
    if plain && begins { text.to_owned() } else { format!("{text:?}") }
}

/// A front matter as a value, without what is empty.
pub fn value(front_matter: &str) -> Value {
    let mut value: Value = serde_yaml::from_str(front_matter).unwrap_or_else(|error| panic!("{error}\n{front_matter}"));
    prune(&mut value);
    value
}

fn prune(value: &mut Value) {
    if let Value::Mapping(map) = value {
        map.iter_mut().for_each(|(_, inner)| prune(inner));
        // The order in which things are named does not matter.
        for (_, inner) in map.iter_mut() {
            if let Value::Sequence(items) = inner {
                items.sort_by_key(shown);
            }
        }
        map.retain(|_, inner| !matches!(inner, Value::Null) && !inner.as_sequence().is_some_and(Vec::is_empty));
    }
}

/// The lines in which what was found differs from what is expected.
pub fn difference(expected: &str, found: &str) -> String {
    let lines = |text: &str| -> Vec<String> {
        let value = value(text);
        let mut lines = Vec::new();
        for (key, inner) in value.as_mapping().into_iter().flatten() {
            match inner.as_mapping().filter(|_| key.as_str() == Some("requirements")) {
                Some(map) => lines.extend(map.iter().map(|(key, inner)| format!("{}: {}", shown(key), shown(inner)))),
                None => lines.push(format!("{}: {}", shown(key), shown(inner))),
            }
        }
        lines
    };
    let (expected, found) = (lines(expected), lines(found));
    let mut out = String::new();
    for line in expected.iter().filter(|line| !found.contains(line)) {
        writeln!(out, "  expected {line}").expect("a text takes all");
    }
    for line in found.iter().filter(|line| !expected.contains(line)) {
        writeln!(out, "  found    {line}").expect("a text takes all");
    }
    out
}

fn shown(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
