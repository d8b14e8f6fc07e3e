//! Requirements, skills, pay, places and days of one line each, with what they state: `lines/*.txt`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rolecall::finder::{Finder, Found};
use rolecall::posting::{Amount, Word as _};
use rolecall::skills::Vocabulary;

/// Holds each line, as `text` sets it into a posting, against what stands before its bar; values are parted by `; `, and
/// a dash is none.
fn check(lines: &str, text: fn(&str) -> String, shown: fn(&Found) -> Vec<String>) {
    let finder = Finder::new(&Vocabulary::read(None).0);
    let (mut differing, mut right, mut wrong, mut missed) = (String::new(), 0, 0, 0);
    for line in lines.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (wanted, line) = line.split_once(" | ").expect("a bar before the text");
        let wanted: BTreeSet<String> = wanted.split("; ").filter(|value| *value != "-").map(str::to_owned).collect();
        let found: BTreeSet<String> = shown(&finder.find(&text(line))).into_iter().collect();
        right += found.intersection(&wanted).count();
        wrong += found.difference(&wanted).count();
        missed += wanted.difference(&found).count();
        if found != wanted {
            writeln!(differing, "{line}\n    wanted {wanted:?}, found {found:?}").expect("a text takes all");
        }
    }
    let percent = |of: usize| 100.0 * f64::from(right as u32) / f64::from((right + of) as u32);
    let (precision, recall) = (percent(wrong), percent(missed));
    assert!(differing.is_empty(), "precision {precision:.1}, recall {recall:.1}\n{differing}");
}

fn required(line: &str) -> String {
    format!("## Requirements\n\n- {line}\n")
}

#[test]
fn the_lowest_degree_that_is_enough() {
    check(include_str!("lines/education.txt"), required, |found| {
        let Some(degree) = &found.education else { return Vec::new() };
        let fields: Vec<&str> = found.fields.iter().map(|field| field.value.as_str()).collect();
        let fields = if fields.is_empty() { String::new() } else { format!(" [{}]", fields.join(", ")) };
        vec![format!("{}{fields}", degree.value.word())]
    });
}

#[test]
fn the_years_that_are_asked_for() {
    check(include_str!("lines/years.txt"), required, |found| {
        found.experience.iter().map(|asked| asked.value.years.to_string()).collect()
    });
}

#[test]
fn the_languages_that_are_asked_for() {
    check(include_str!("lines/languages.txt"), required, |found| {
        found.languages.iter().map(|language| language.value.name.clone()).collect()
    });
}

#[test]
fn the_certificates_that_are_asked_for() {
    check(include_str!("lines/certificates.txt"), required, |found| {
        found.certificates.iter().map(|certificate| certificate.value.clone()).collect()
    });
}

#[test]
fn the_skills_that_are_asked_for() {
    check(include_str!("lines/skills.txt"), required, |found| {
        let required = found.skills.iter().map(|skill| skill.value.name.clone());
        required.chain(found.preferred.iter().map(|skill| format!("?{}", skill.value.name))).collect()
    });
}

#[test]
fn the_pay_of_the_role() {
    check(include_str!("lines/pay.txt"), str::to_owned, |found| {
        let Some(salary) = found.salary.as_ref().map(|salary| salary.value) else { return Vec::new() };
        let number = |amount: Option<Amount>| amount.map_or("0".to_owned(), |amount| amount.to_json().to_string());
        vec![format!(
            "{}-{} {} {}",
            number(salary.range.min()),
            number(salary.range.max()),
            salary.currency.map_or("?", |currency| currency.code()),
            salary.per.word()
        )]
    });
}

#[test]
fn the_places_of_work() {
    check(include_str!("lines/places.txt"), str::to_owned, |found| {
        let place = |place: &rolecall::posting::Location| {
            let country = place.country.map(|country| country.code().to_owned());
            [place.city.clone(), place.region.clone(), country].into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        found.locations.iter().map(|stated| place(&stated.value)).collect()
    });
}

#[test]
fn the_hours_and_where_the_work_is_done() {
    check(include_str!("lines/hours.txt"), str::to_owned, |found| {
        let kinds = found.employment.iter().map(|kind| kind.value.word().to_owned());
        kinds.chain(found.workplace.as_ref().map(|stated| stated.value.word().to_owned())).collect()
    });
}

#[test]
fn the_first_and_the_last_day() {
    check(include_str!("lines/days.txt"), str::to_owned, |found| {
        let day = |name: &str, day: &Option<rolecall::finder::Stated<jiff::civil::Date>>| {
            day.as_ref().map(|stated| format!("{name} {}", stated.value))
        };
        [day("posted", &found.posted), day("closes", &found.closes)].into_iter().flatten().collect()
    });
}

#[test]
fn the_job_in_a_title() {
    let finder = Finder::new(&Vocabulary::read(None).0);
    let lines = include_str!("lines/titles.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut differing = String::new();
    for (wanted, title) in lines.map(|line| line.split_once(" | ").expect("a bar before the title")) {
        let found = finder.heading(title, None).title;
        if found != wanted {
            writeln!(differing, "{title}\n    wanted {wanted:?}, found {found:?}").expect("a text takes all");
        }
    }
    assert!(differing.is_empty(), "\n{differing}");
}
