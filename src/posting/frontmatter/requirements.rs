//! What a role asks for: degree, years, skills, languages, certificates.

use super::{REQUIREMENTS, meant, word};
use crate::posting::{Experience, LanguageLevel, RequiredLanguage, RequiredSkill, Requirements, SkillLevel, Word};
use crate::yaml::read::{Fields, Problems, items, shortened, text, texts, wrong_type};
use crate::yaml::{Kind, Value};

/// What a role asks for.
pub fn requirements(value: Value<'_>, problems: &mut Problems) -> Requirements {
    if !matches!(value.kind(), Kind::Map | Kind::Null) {
        let message = match value.text() {
            Some(text) => format!("`requirements` must say what `{}` is", shortened(&text)),
            None => "`requirements` must say what is in this list".to_owned(),
        };
        problems.add("wrong-type", value.span(), message, |d| match value.kind() {
            Kind::List => d.help("if these are skills, write a line `skills:` above them, two spaces in"),
            _ => d.help("if it is a skill, write `requirements: { skills: [...] }`"),
        });
        return Requirements::default();
    }
    let fields = Fields::of(value, REQUIREMENTS, "`requirements`", problems);
    let skills: Vec<RequiredSkill> = fields.get("skills").map(|v| required_skills(v, problems)).unwrap_or_default();
    let mut preferred: Vec<RequiredSkill> =
        fields.get("preferred").map(|v| required_skills(v, problems)).unwrap_or_default();
    // What is required need not be preferred as well.
    preferred.retain(|p| !skills.iter().any(|s| s.name.eq_ignore_ascii_case(&p.name)));
    Requirements {
        education: fields.get("education").and_then(|v| word(v, problems)),
        fields: fields.get("fields").map(|v| texts(v, problems)).unwrap_or_default(),
        experience: fields.get("experience").map(|v| experience(v, problems)).unwrap_or_default(),
        skills,
        preferred,
        languages: fields.get("languages").map(|v| languages(v, problems)).unwrap_or_default(),
        certificates: fields.get("certificates").map(|v| texts(v, problems)).unwrap_or_default(),
    }
}

fn required_skills(value: Value<'_>, problems: &mut Problems) -> Vec<RequiredSkill> {
    let mut skills: Vec<RequiredSkill> = Vec::new();
    for item in items(value, problems) {
        if let Some((name, level)) = named_level::<SkillLevel>(item, "a skill", problems)
            && !skills.iter().any(|s| s.name.eq_ignore_ascii_case(&name))
        {
            skills.push(RequiredSkill { name, level });
        }
    }
    skills
}

fn languages(value: Value<'_>, problems: &mut Problems) -> Vec<RequiredLanguage> {
    let mut languages: Vec<RequiredLanguage> = Vec::new();
    for item in items(value, problems) {
        if let Some((name, level)) = named_level::<LanguageLevel>(item, "a language", problems)
            && !languages.iter().any(|l| l.name.eq_ignore_ascii_case(&name))
        {
            languages.push(RequiredLanguage { name, level });
        }
    }
    languages
}

/// A name by itself, or `{ name: ..., level: ... }`.
fn named_level<L: Word>(value: Value<'_>, inside: &str, problems: &mut Problems) -> Option<(String, Option<L>)> {
    if *value.kind() != Kind::Map {
        return text(value, problems).map(|name| (name, None));
    }
    // `- Go: fast` is a key with a value to YAML, and a text to who wrote it.
    if !value.is_bracketed() && !value.children().any(|entry| matches!(entry.key(), Some("name" | "level"))) {
        let level = value.children().next().filter(|_| value.children().count() == 1);
        let named = level.and_then(|level| Some((level.key()?, L::from_word(&level.text()?)?.word())));
        match named {
            Some((name, level)) => {
                let message = format!("{inside} with a level must name both");
                problems.add("wrong-type", value.span(), message, |d| {
                    d.help(format!("write `- {{ name: {}, level: {level} }}`", shortened(name)))
                });
            }
            None => wrong_type(value, "a text", problems),
        }
        return None;
    }
    let fields = Fields::of(value, &["name", "level"], inside, problems);
    let level = fields.get("level").and_then(|v| word(v, problems));
    match fields.get("name") {
        Some(name) => text(name, problems).map(|name| (name, level)),
        None => {
            problems.add("missing-key", value.span(), format!("{inside} needs a `name`"), |d| {
                d.help(format!("write for example `{{ name: Kubernetes, level: {} }}`", L::ALL[0].word()))
            });
            None
        }
    }
}

fn experience(value: Value<'_>, problems: &mut Problems) -> Vec<Experience> {
    items(value, problems)
        .into_iter()
        .filter_map(|item| {
            if *item.kind() != Kind::Map {
                return years(item, problems).map(|years| Experience { years, scope: None });
            }
            let fields = Fields::of(item, &["years", "in"], "`experience`", problems);
            let scope = fields.get("in").and_then(|v| text(v, problems));
            match fields.get("years") {
                Some(v) => years(v, problems).map(|years| Experience { years, scope }),
                None => {
                    problems.add("missing-key", item.span(), "an entry of `experience` needs its `years`", |d| {
                        d.help("write for example `{ years: 5, in: software industry }`")
                    });
                    None
                }
            }
        })
        .collect()
}

fn years(value: Value<'_>, problems: &mut Problems) -> Option<u8> {
    let found = match value.kind() {
        Kind::Int(years) => u8::try_from(*years).ok().filter(|y| *y <= Experience::MOST),
        _ => None,
    };
    if found.is_none() {
        let message = match value.text() {
            Some(text) => {
                format!("`{}` is not a whole number of years from 0 to {}", shortened(&text), Experience::MOST)
            }
            None => format!("years of experience are a whole number from 0 to {}", Experience::MOST),
        };
        problems.add("wrong-number", value.span(), message, |d| {
            let written = value.text().unwrap_or_default();
            let start = written.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '-');
            let digits: String = start.chars().take_while(char::is_ascii_digit).collect();
            let number = digits.parse::<u8>().ok().or_else(|| meant::number(start)).filter(|n| *n <= Experience::MOST);
            match number {
                // "5 to 8 years": five are enough.
                Some(number)
                    if start[digits.len()..].contains(|c: char| c.is_ascii_digit()) && !start.contains([',', '.']) =>
                {
                    d.label(format!("did you mean `{number}`?"))
                        .help("of a range the lower end counts: so many years are enough")
                }
                Some(number) => d.label(format!("did you mean `{number}`?")),
                None => d.help("write the number of full years, such as `5`"),
            }
        });
    }
    found
}
