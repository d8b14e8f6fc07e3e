//! Human languages that are asked for.

use std::ops::Range;

use super::outline::{Kind, Statement};
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Fact, Section, Small};
use super::{education, wishes};
use crate::posting::{LanguageLevel, RequiredLanguage};

/// A list item of at most this many words is nothing but a name.
const LONGEST_NAME: usize = 4;

/// How many tokens of a row with semicolons are looked at for the words that demand it.
const REACH_OF_DEMAND: usize = 60;

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
    // "A degree in journalism, English or communications": a field of study.
    let studied = if tongues.is_empty() { Vec::new() } else { education::subjects(reading, statement) };
    for (number, (name, own)) in tongues.iter().enumerate() {
        if studied.iter().any(|(_, field)| field.start <= own.start && own.end <= field.end) {
            continue;
        }
        // English writes languages with a capital, others do not: "angličtina".
        let written = reading.word(own.start);
        let is_capital = !written.starts_with(char::is_lowercase) || !written.eq_ignore_ascii_case(name);
        let next = tongues.get(number + 1).map(|(_, next)| next.start);
        let before = number.checked_sub(1).and_then(|n| tongues.get(n)).map_or(tokens.start, |(_, before)| before.end);
        let is_wished = wishes::is_wished(reading, &tokens, own)
            && !is_apart(reading, own.end..tokens.end, next)
            && !has_own_word(reading, before..own.start, own.end..next.unwrap_or(tokens.end))
            || is_wished_ahead(reading, &tokens, own.start);
        if !is_capital || is_wished || found.iter().any(|(known, _)| known.name == *name) {
            continue;
        }
        // "Chinese market", "English literature": another thing of that language.
        if reading.small(own.end, Small::NotSpoken) && statement.label != Some(Fact::Languages) {
            continue;
        }
        if is_not_asked(reading, &tokens, own) {
            continue;
        }
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

/// "Fluent English, good German is a plus", "fluency in English and additional fluency in Danish is a plus": the wish is
/// for the second language, which has its own word for how it is spoken.
fn is_apart(reading: &Reading<'_>, behind: Range<usize>, next: Option<usize>) -> bool {
    // "English, further languages are a plus"
    let others = ["weitere", "other", "further", "additional", "any", "andere", "another", "zusätzliche", "jede"];
    let is_other = behind.clone().any(|at| reading.is(at, ',') && reading.is_word(at + 1, &others));
    let parts =
        |at: &usize| reading.is(*at, ',') || reading.small(*at, Small::And) || reading.is_word(*at, &["and", "y", "e"]);
    let is_spoken = |cue| matches!(cue, Cue::Speaking | Cue::Speaks(_) | Cue::Knowing);
    is_other
        || next
            .is_some_and(|next| (behind.start..next).find(parts).is_some_and(|part| reading.has(part..next, is_spoken)))
}

/// "Deutsch fließend, Englisch von Vorteil", "Fluent English, French an asset": of several languages between commas, what is
/// wished for is the last, where this one has a word of its own for how it is spoken.
fn has_own_word(reading: &Reading<'_>, before: Range<usize>, behind: Range<usize>) -> bool {
    let Some(comma) = behind.clone().find(|&at| reading.is(at, ',')) else { return false };
    // "Knowledge of Spanish, Portuguese or Italian is an asset": of all of them.
    let is_of_all = |at: usize| reading.is_word(at, &["knowledge", "kenntnisse", "skills", "languages"]);
    let tells = |tokens: Range<usize>| {
        reading.cues(tokens).any(|(cue, mark)| {
            matches!(cue, Cue::Speaks(_)) || cue == Cue::Speaking && !(mark.first..mark.end).any(is_of_all)
        })
    };
    let clause = before.clone().rfind(|&at| reading.is(at, ',')).map_or(before.start, |at| at + 1);
    let more = ["additional", "other", "further", "desired", "another", "second", "weitere", "weiteren"];
    let is_wished = reading.has(behind.start..comma, |cue| matches!(cue, Cue::Wished | Cue::WishedNext))
        || before.clone().any(|at| reading.is_word(at, &more));
    // "Deutschkenntnisse (C1)" says it in one word.
    !is_wished && (tells(behind.start..comma) || tells(clause..behind.start))
}

/// "No knowledge of German", "a language other than English", "plain English", "GCSE English", "English and French are the
/// working languages of the house".
fn is_not_asked(reading: &Reading<'_>, tokens: &Range<usize>, own: &Range<usize>) -> bool {
    let near = own.start.saturating_sub(5).max(tokens.start)..own.start;
    let parts = |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark(',' | '.' | ';' | '(' | ':'));
    let from = near.clone().rfind(|&at| parts(at)).map_or(near.start, |at| at + 1);
    let is_denied = (from..own.start).any(|at| {
        reading.is_word(at, &["no", "keine", "without", "ohne", "besides", "außer", "neben"])
            || reading.is_word(at, &["than"]) && reading.is_word(at.wrapping_sub(1), &["other"])
    });
    let is_other = own.start > tokens.start
        && reading.is_word(own.start - 1, &["plain", "gcse", "teach", "teaching", "old", "non", "major"]);
    let of_house = (own.end..(own.end + 8).min(tokens.end)).any(|at| {
        reading.is_word(at, &["languages"])
            && reading.is_word(at.wrapping_sub(1), &["working", "official"])
            && reading.is_word(at + 1, &["of"])
    });
    // "Gute Noten in Mathematik und Englisch": of a school.
    let is_marked = near.clone().any(|at| reading.is_word(at, &["noten", "note", "grades", "gcse", "zeugnisnoten"]));
    is_denied || is_other || of_house || is_marked
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

/// Whether a statement may ask for a language or a certificate.
pub(super) fn may_ask(reading: &Reading<'_>, statement: &Statement) -> bool {
    // "Any of these is a plus:" above the list.
    if statement.lead.clone().is_some_and(|lead| reading.has(lead, |cue| matches!(cue, Cue::Wished | Cue::WishedNext)))
    {
        return false;
    }
    if matches!(statement.label, Some(Fact::Languages | Fact::Skills | Fact::Education)) {
        return statement.section != Section::Preferred;
    }
    // "A driver's licence is required", though among what is nice to have.
    let is_called_required = statement.section == Section::Preferred
        && statement.kind != Kind::Heading
        && statement.tokens.clone().any(|at| {
            let is_is = reading.is_word(at.wrapping_sub(1), &["is", "are", "ist", "sind"]);
            is_is && reading.is_word(at, &["required", "mandatory", "erforderlich"])
        });
    if is_called_required {
        return true;
    }
    // "Candidates should also have: ...; fluency in English"
    let is_led = statement.lead.clone().is_some_and(|lead| reading.has(lead, |cue| cue == Cue::Demanded));
    let is_led = is_led || is_demanded_above(reading, statement.tokens.start);
    match statement.section {
        Section::Required => statement.kind != Kind::Heading,
        Section::Other if is_led && statement.kind != Kind::Heading => true,
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

/// "Candidates should have organisational skills; fluency in English": behind a semicolon what began before it goes on.
fn is_demanded_above(reading: &Reading<'_>, start: usize) -> bool {
    if start == 0 || !reading.is(start - 1, ';') {
        return false;
    }
    let near = start.saturating_sub(REACH_OF_DEMAND)..start;
    let from =
        near.clone().rfind(|&at| reading.is(at, '.') || reading.tokens[at + 1].begins).map_or(near.start, |at| at + 1);
    reading.has(from..start, |cue| cue == Cue::Demanded)
}
