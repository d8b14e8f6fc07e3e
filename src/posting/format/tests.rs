//! What is written is read again, whatever the texts are; and it looks as a person would have written it.

use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;
use crate::posting::{
    Amount, Country, Currency, Experience, LanguageLevel, Level, RequiredLanguage, SalaryRange, SkillLevel, Workplace,
    parse,
};
use crate::source::{Fingerprint, ProjectPath};

const PATH: &str = "content/jobs/a.md";

/// Texts that have been something else to some reader of YAML.
const ODD: &[&str] = &[
    "a: b",
    "Architect: core",
    "#1",
    "x #y",
    "- x",
    "-x",
    "? x",
    "yes",
    "NO",
    "off",
    "2026",
    "1e5",
    "0x1F",
    "1_000",
    "12:30",
    "2026-11-01",
    "null",
    "~",
    "<<",
    "=",
    "---",
    "...",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "|",
    ">",
    "\"a\"",
    "'a'",
    "It's",
    "a\\b",
    "[a]",
    "{a}",
    "a, b",
    "a\nb",
    " a ",
    "a  b",
    "🚀",
    "数据: 平台",
    "é\u{301}",
    "a\u{200b}b",
    "a \u{feff} b",
    "\u{2028}a",
    "a\u{85}b",
    "a\u{a0}#b",
    "a\tb",
];

fn text() -> impl Strategy<Value = String> {
    // A letter in front, so that something is left to be seen.
    prop_oneof![
        select(ODD).prop_map(str::to_owned),
        "[a-z]\\PC{0,20}",
        "[-a-z:#\\[\\]{}&*!|>'\"%@`,? \\\\0-9._+~=<é]{0,10}x",
    ]
}

fn few<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    vec(of, 0..4)
}

fn day() -> impl Strategy<Value = Date> {
    (0i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).expect("a day"))
}

fn words<W: Word + std::fmt::Debug>() -> impl Strategy<Value = W> {
    select(W::ALL)
}

fn country() -> impl Strategy<Value = Country> {
    select(&["DE", "NO", "US", "CN", "GB"][..]).prop_map(|code| Country::from_code(code).expect("a country"))
}

fn place() -> impl Strategy<Value = Location> {
    (of(text()), of(text()), of(country()), of(text()), of(text()), any::<bool>()).prop_map(
        |(city, region, country, postal_code, street, is_short)| {
            let country = if city.is_none() && region.is_none() { Country::from_code("NO") } else { country };
            if is_short && country.is_some() {
                return Location { city, region: None, country, postal_code: None, street: None };
            }
            Location { city, region, country, postal_code, street }
        },
    )
}

fn pay() -> impl Strategy<Value = Salary> {
    let amount = || prop_oneof![(1u64..200_000).prop_map(|n| n * 1000), 1u64..100_000_000];
    let currency =
        of(select(&["EUR", "USD", "KWD"][..]).prop_map(|code| Currency::from_code(code).expect("a currency")));
    (amount(), amount(), 0..3, currency, words()).prop_map(|(a, b, which, currency, per)| {
        let amount = |thousandths: u64| Amount::from_units(thousandths as f64 / 1000.0).expect("an amount");
        let range = match which {
            0 => SalaryRange::From(amount(a)),
            1 => SalaryRange::UpTo(amount(a)),
            _ => SalaryRange::Between(amount(a.min(b)), amount(a.max(b))),
        };
        Salary { range, currency, per }
    })
}

fn asked() -> impl Strategy<Value = Requirements> {
    let skill = || (text(), of(words::<SkillLevel>())).prop_map(|(name, level)| RequiredSkill { name, level });
    let years = (0u8..=60, of(text())).prop_map(|(years, scope)| Experience { years, scope });
    let language = (text(), of(words::<LanguageLevel>())).prop_map(|(name, level)| RequiredLanguage { name, level });
    (of(words()), few(text()), few(years), few(skill()), few(skill()), few(language), few(text())).prop_map(
        |(education, fields, experience, mut skills, mut preferred, mut languages, certificates)| {
            let mut known: Vec<String> = Vec::new();
            let mut is_new = |name: &str| {
                let name = folded(name).to_ascii_lowercase();
                !known.contains(&name) && (known.push(name), true).1
            };
            skills.retain(|s| is_new(&s.name));
            preferred.retain(|s| is_new(&s.name));
            languages.retain(|l| is_new(&l.name));
            Requirements { education, fields, experience, skills, preferred, languages, certificates }
        },
    )
}

fn extra() -> impl Strategy<Value = serde_json::Value> {
    (text(), text(), any::<i64>(), few(text())).prop_map(|(key, text, number, list)| {
        serde_json::json!({ key.clone(): text, "n": [number, { "deep": list }], "none": null, "exact": " a\n" })
    })
}

fn posting() -> impl Strategy<Value = Posting> {
    let names =
        (text(), of(text()), of(text()), of("[a-z]{1,6}"), of(text()), of(select(&["de", "no", "zh-Hans"][..])));
    let places = (few(place()), of(words::<Workplace>()), subsequence(&["DE", "NO"][..], 0..=2), any::<bool>());
    let kinds = (subsequence(super::super::Employment::ALL, 0..=3), of(words::<Level>()), words::<Status>());
    let days = (of(day()), of(day()), of(day()));
    let apply = of(prop_oneof![
        Just(Apply::Page("https://example.com/apply?a=b#c".into())),
        Just(Apply::Page("https://example.com/{slug}".into())),
        Just(Apply::Email("jobs@example.com".into())),
    ]);
    let rest = (of(pay()), asked(), few(text()), apply, subsequence(&["/a/", "/b/c.html"][..], 0..=2), of(extra()));
    (names, places, kinds, days, rest).prop_map(|(names, places, kinds, mut days, rest)| {
        if let (Some(posted), Some(closes)) = (days.0, days.2) {
            (days.0, days.2) = (Some(posted.min(closes)), Some(posted.max(closes)));
        }
        let mut posting = Posting::of_title(ProjectPath::new(PATH), names.0);
        (posting.department, posting.team, posting.company, posting.id) = (names.1, names.2, names.3, names.4);
        posting.language = names.5.map(str::to_owned);
        (posting.locations, posting.workplace) = (places.0, places.1);
        posting.applicants_in = places
            .2
            .into_iter()
            .map(|code| ApplicantArea::Country(Country::from_code(code).expect("a country")))
            .chain(places.3.then_some(ApplicantArea::Anywhere))
            .collect();
        (posting.employment, posting.level, posting.status) = kinds;
        posting.updated = days.1.map(|day| day.max(days.0.unwrap_or(day)));
        (posting.posted, posting.closes) = (days.0, days.2);
        (posting.salary, posting.requirements, posting.benefits) = (rest.0, rest.1, rest.2);
        (posting.apply, posting.extra) = (rest.3, rest.5);
        posting.aliases = rest.4.into_iter().map(str::to_owned).collect();
        posting
    })
}

/// The posting with its texts as every reader leaves them.
fn read_once(mut posting: Posting) -> Posting {
    let fold = |text: &mut String| *text = folded(text);
    fold(&mut posting.title);
    [&mut posting.department, &mut posting.team, &mut posting.id].into_iter().flatten().for_each(fold);
    for place in &mut posting.locations {
        let lines = [&mut place.city, &mut place.region, &mut place.postal_code, &mut place.street];
        lines.into_iter().flatten().for_each(fold);
    }
    let asked = &mut posting.requirements;
    asked.fields.iter_mut().chain(&mut asked.certificates).chain(&mut posting.benefits).for_each(fold);
    asked.experience.iter_mut().filter_map(|asked| asked.scope.as_mut()).for_each(fold);
    asked.skills.iter_mut().chain(&mut asked.preferred).for_each(|skill| fold(&mut skill.name));
    asked.languages.iter_mut().for_each(|language| fold(&mut language.name));
    posting
}

/// Without what identifies a file's bytes.
fn facts(posting: Posting) -> Posting {
    let none = Fingerprint::of(b"");
    Posting { fingerprint: none, facts: none, findable: none, summary: String::new(), body_start: 0, ..posting }
}

/// Notes on every key, with this text.
fn notes_of(text: &str) -> Notes {
    let mut notes = Notes::default();
    let inner = REQUIREMENTS.iter().map(|key| format!("requirements.{key}"));
    for key in POSTING.iter().map(|key| (*key).to_owned()).chain(inner) {
        notes.above(&key, text).beside(&key, text).beside_item(&key, 0, text).beside_item(&key, 1, text);
        notes.unset(&key, text);
    }
    notes.at_end(text);
    notes
}

fn read(text: &str) -> Posting {
    let read = parse::posting(&ProjectPath::new(PATH), text.as_bytes());
    read.unwrap_or_else(|wrong| panic!("{wrong:?}\n{text}"))
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        posting in posting(),
        body in prop_oneof!["(?s).{0,40}", Just("---\ntitle: x\n---\n".to_owned())],
        remark in of(prop_oneof!["(?s).{0,12}", text()]),
    ) {
        let notes = remark.map(|remark| notes_of(&remark)).unwrap_or_default();
        let text = format(&posting, &notes, &body);
        let again = read(&text);
        prop_assert_eq!(&text[again.body_start..], body);
        prop_assert_eq!(facts(again), read_once(posting), "{}", text);
    }

    #[test]
    fn what_was_read_is_read_again(posting in posting(), body in "\\PC{0,20}") {
        let first = read(&format(&posting, &Notes::default(), &body));
        let text = format(&first, &Notes::default(), &body);
        prop_assert_eq!(read(&text), first, "{}", text);
    }
}

/// A file of every key in the style of the README.
const WHOLE: &str = r#"---
title: Software Architect
language: en
department: Engineering
team: Platform
company: acme
locations:
  - Berlin, DE
  - { city: Shanghai, country: CN, postal_code: "10115", street: Main Road 1 }
workplace: hybrid
applicants_in: [DE, "NO"]
employment: full-time
level: principal
posted: 2026-11-01
updated: 2026-11-05
closes: 2027-01-31
status: filled
salary: { min: 60000, max: 90000.50, currency: EUR, per: year }
requirements:
  education: bachelor
  fields: [Computer Science]
  experience:
    - { years: 5, in: software industry }
    - 2
  skills:
    - Microservices
    - { name: Kubernetes, level: proficient }
  preferred: [AI platforms, .NET]
  languages:
    - { name: English, level: C1 }
  certificates: ["A, B"]
benefits: [30 days of leave]
apply: https://example.com/apply
id: REQ-1024
aliases: [/old/address/]
extra: { hiring_manager: Ada }
---
Body.
"#;

#[test]
fn a_file_in_our_style_is_written_as_it_was() {
    assert_eq!(format(&read(WHOLE), &Notes::default(), "Body.\n"), WHOLE);
}

#[test]
fn every_key_is_written() {
    let text = format(&read(WHOLE), &Notes::default(), "");
    for key in POSTING {
        assert!(text.contains(&format!("\n{key}:")), "{key}");
    }
    for key in REQUIREMENTS {
        assert!(text.contains(&format!("\n  {key}:")), "{key}");
    }
}

#[test]
fn notes_stand_where_they_belong() {
    let mut posting = Posting::of_title(ProjectPath::new(PATH), "Nurse: nights");
    posting.requirements.skills =
        ["Triage", "First aid"].map(|name| RequiredSkill { name: name.into(), level: None }).into();
    posting.locations = vec![Location {
        city: Some("Oslo".into()),
        region: None,
        country: Country::from_code("NO"),
        postal_code: None,
        street: None,
    }];
    let mut notes = Notes::default();
    notes.above("title", "from nurse.docx").beside("status", "open | draft | filled");
    notes.beside_item("requirements.skills", 1, "line 4: \"first\naid\"");
    notes.beside_item("locations", 0, "line 2");
    notes.unset("salary", "{ min: 30, currency: NOK, per: hour }").beside("salary", "what it pays");
    notes.beside("requirements.education", "line 9 could not be read").at_end("not used: `shift: night`");
    let wanted = r#"---
# from nurse.docx
title: "Nurse: nights"
locations: Oslo, NO                 # line 2
status: open                        # open | draft | filled
# salary: { min: 30, currency: NOK, per: hour }  # what it pays
requirements:
  # line 9 could not be read
  skills:
    - Triage
    - First aid                     # line 4: "first aid"
# not used: `shift: night`
---
Text.
"#;
    assert_eq!(format(&posting, &notes, "Text.\n"), wanted);
}
