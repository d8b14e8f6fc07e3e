//! Human languages that are asked for, and certificates.

use std::ops::Range;

use super::outline::{Kind, Statement};
use super::reading::Reading;
use super::wishes;
use super::words::{Cue, Fact, Section, Small};
use crate::posting::{LanguageLevel, RequiredLanguage};

/// A list item of at most this many words is nothing but a name.
const LONGEST_NAME: usize = 4;

/// The languages that a statement asks for.
pub fn in_statement(reading: &Reading<'_>, statement: &Statement) -> Vec<(RequiredLanguage, Range<usize>)> {
    let tokens = statement.tokens.clone();
    if !may_ask(reading, statement) {
        return Vec::new();
    }
    let speaks = reading.has(tokens.clone(), |cue| matches!(cue, Cue::Speaking | Cue::Speaks(_)));
    // "English | Deutsch" of a page's menu is nothing that is asked for.
    let required = ["required", "mandatory", "necessary", "essential", "needed", "must", "erforderlich", "notwendig"];
    let is_name = statement.section == Section::Required
        && (tokens.len() <= 3
            || reading.cues(tokens.clone()).any(|(cue, mark)| {
                let follows = if reading.is_word(mark.end, &["is", "ist"]) { mark.end + 1 } else { mark.end };
                matches!(cue, Cue::Tongue(_)) && reading.is_word(follows, &required)
            }));
    if !speaks && statement.label != Some(Fact::Languages) && !is_name {
        return Vec::new();
    }
    let mut found: Vec<(RequiredLanguage, Range<usize>)> = Vec::new();
    let tongues: Vec<(&'static str, Range<usize>)> = reading
        .cues(tokens.clone())
        .filter_map(|(cue, mark)| match cue {
            Cue::Tongue(name) => Some((name, mark.first..mark.end)),
            _ => None,
        })
        .collect();
    for (number, (name, own)) in tongues.iter().enumerate() {
        // English writes languages with a capital, others do not: "angličtina".
        let written = reading.word(own.start);
        let is_capital = !written.starts_with(char::is_lowercase) || !written.eq_ignore_ascii_case(name);
        let is_wished = wishes::is_wished(reading, &tokens, own) || is_wished_ahead(reading, &tokens, own.start);
        if !is_capital || is_wished || found.iter().any(|(known, _)| known.name == *name) {
            continue;
        }
        // "Chinese market", "English literature": another thing of that language.
        if reading.small(own.end, Small::NotSpoken) && statement.label != Some(Fact::Languages) {
            continue;
        }
        let before = number.checked_sub(1).and_then(|n| tongues.get(n)).map_or(tokens.start, |(_, before)| before.end);
        let after = tongues.get(number + 1).map_or(tokens.end, |(_, next)| next.start);
        let level = level(reading, own.end..after, before..own.start);
        found.push((RequiredLanguage { name: (*name).to_owned(), level }, own.clone()));
    }
    found
}

/// "A further language is a plus: Danish, Swedish", "bonus points for others (e.g. Dutch)": a wish whose examples follow.
fn is_wished_ahead(reading: &Reading<'_>, tokens: &Range<usize>, at: usize) -> bool {
    let wishes = reading.cues(tokens.start..at).filter(|(cue, _)| *cue == Cue::Wished);
    let examples =
        ["e", "such", "like", "especially", "particularly", "namely", "including", "zb", "z", "insbesondere"];
    wishes.map(|(_, mark)| mark.end).any(|end| {
        let follows = if reading.is(end, ',') { end + 1 } else { end };
        let are_examples = reading.is(end, ':') || reading.is(end, '(') || reading.is_word(follows, &examples);
        are_examples && !(end..at).any(|at| reading.is(at, ';') || reading.is(at, ')'))
    })
}

/// The level that stands behind a language, or else before it.
fn level(reading: &Reading<'_>, after: Range<usize>, before: Range<usize>) -> Option<LanguageLevel> {
    let of = |tokens: Range<usize>| {
        reading.cues(tokens).find_map(|(cue, mark)| match cue {
            Cue::Speaks(level) => Some((level, mark.first)),
            _ => None,
        })
    };
    let behind = of(after.clone()).filter(|&(_, at)| at - after.start <= 8).map(|(level, _)| level);
    let ahead = of(before.clone())
        .filter(|&(_, at)| {
            before.end - at <= 3 && !(at..before.end).any(|at| reading.is(at, ',') || reading.is(at, ')'))
        })
        .map(|(level, _)| level);
    behind.or(ahead)
}

/// The certificates that a statement asks for.
pub fn certificates(reading: &Reading<'_>, statement: &Statement) -> Vec<(String, Range<usize>)> {
    let tokens = statement.tokens.clone();
    if !may_ask(reading, statement) {
        return Vec::new();
    }
    let named = reading.cues(tokens.clone()).filter_map(|(cue, mark)| match cue {
        Cue::Certificate(name) => Some((name, mark.first..mark.end)),
        _ => None,
    });
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    for (name, own) in named.clone() {
        // "CDL" inside of "Class A CDL": the longer name says all.
        let is_part = named.clone().any(|(longer, other)| {
            longer != name
                && other.len() > own.len()
                && other.start <= own.start
                && own.end <= other.end
                && !is_row(reading, &other)
        });
        if is_part {
            continue;
        }
        let first = reading.word(own.start);
        let is_written = !first.is_ascii() || first.len() > 5 || first.starts_with(char::is_uppercase) || own.len() > 1;
        if is_written && !wishes::is_wished(reading, &tokens, &own) && found.iter().all(|(known, _)| known != name) {
            found.push((name.to_owned(), own));
        }
    }
    found
}

/// "First aid and CPR", "CPR/AED": a name of two certificates.
fn is_row(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    own.clone().any(|at| reading.is(at, '/') || reading.is(at, '&') || reading.is_word(at, &["and", "or"]))
}

fn may_ask(reading: &Reading<'_>, statement: &Statement) -> bool {
    // "Any of these is a plus:" above the list.
    if statement.lead.clone().is_some_and(|lead| reading.has(lead, |cue| matches!(cue, Cue::Wished | Cue::WishedNext)))
    {
        return false;
    }
    if matches!(statement.label, Some(Fact::Languages | Fact::Skills | Fact::Education)) {
        return statement.section != Section::Preferred;
    }
    match statement.section {
        Section::Required => statement.kind != Kind::Heading,
        Section::Preferred | Section::Company | Section::Benefits | Section::Apply | Section::Pay => false,
        // A list item that is nothing but the name: "Driver's license".
        Section::Other | Section::Facts if statement.kind == Kind::Item && statement.tokens.len() <= LONGEST_NAME => {
            true
        }
        Section::Other | Section::Duties | Section::Facts => {
            statement.kind != Kind::Heading
                && reading.has(statement.tokens.clone(), |cue| matches!(cue, Cue::Asked | Cue::Demanded))
                && reading.has(statement.tokens.clone(), |cue| {
                    matches!(cue, Cue::Speaking | Cue::Speaks(_) | Cue::Certificate(_))
                })
        }
    }
}
