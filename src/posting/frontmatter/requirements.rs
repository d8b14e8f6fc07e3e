//! What a role asks for: degree, years, skills, languages, certificates.

use super::{REQUIREMENTS, word};
use crate::posting::{Experience, LanguageLevel, RequiredLanguage, RequiredSkill, Requirements, SkillLevel, Word};
use crate::yaml::read::{Fields, Problems, items, text, texts, wrong_type};
use crate::yaml::{Kind, Value};

/// What a role asks for.
pub fn requirements(value: Value<'_>, problems: &mut Problems) -> Requirements {
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
        wrong_type(value, "a text", problems);
        return None;
    }
    let fields = Fields::of(value, &["name", "level"], inside, problems);
    let level = fields.get("level").and_then(|v| word(v, problems));
    match fields.get("name") {
        Some(name) => text(name, problems).map(|name| (name, level)),
        None => {
            problems.add("missing-key", value.span(), format!("{inside} needs a `name`"), |d| d);
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
        let message = format!("years of experience are a whole number from 0 to {}", Experience::MOST);
        problems.add("wrong-number", value.span(), message, |d| {
            let digits: String = value.text().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
            match digits.parse::<u8>() {
                Ok(number) if number <= Experience::MOST => d.label(format!("did you mean `{number}`?")),
                _ => d,
            }
        });
    }
    found
}
