//! Names of skills that no vocabulary has: found where they stand in a row with names that it has.

use std::ops::Range;

use super::lexicon::{Lexicon, Meaning};
use super::reading::Reading;
use super::skills::is_connector;
use super::tokens::TokenKind;
use super::words::Guard;

/// The name of a product has at most this many words.
const LONGEST: usize = 3;

/// The unknown names among some tokens: written as products are, in a row with at least two skills that are known by
/// their names: "Terraform, Crossplane and Helm". What may be anything else is left.
pub fn unknown(lexicon: &Lexicon, reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for row in rows(reading, tokens) {
        let last = row.len() - 1;
        let is_known = |(number, part): &(usize, &Range<usize>)| {
            reading.marks((*part).clone()).any(|mark| match mark.meaning {
                Meaning::Skill(skill) => {
                    !matches!(lexicon.guard(skill), Some(Guard::Common | Guard::Never))
                        && (mark.first == part.start || *number == 0)
                        && (mark.end == part.end || *number == last)
                }
                Meaning::Cue(_) => false,
            })
        };
        if row.iter().enumerate().filter(is_known).count() < 2 {
            continue;
        }
        found.extend(row.iter().enumerate().filter_map(|(number, part)| {
            let is_written = |at: &usize| is_capital(reading, *at);
            // Words may stand before the row and behind it: "experience with Crossplane, Helm and Flux is a plus".
            let name = match number {
                0 => part.clone().rfind(|at| !is_written(at)).map_or(part.start, |at| at + 1)..part.end,
                _ if number == last => part.start..part.clone().find(|at| !is_written(at)).unwrap_or(part.end),
                _ => part.clone(),
            };
            let starts_sentence = name.start == tokens.start && !has_inner_capital(reading, name.start);
            (!starts_sentence && is_name(reading, &name)).then_some(name)
        }));
    }
    found
}

/// The runs of parts between commas, slashes and "and"; a bracket, a colon or another mark ends a run.
fn rows(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Vec<Range<usize>>> {
    let (mut rows, mut row, mut start) = (Vec::new(), Vec::new(), tokens.start);
    for at in tokens.clone() {
        // "Java oder Kotlin – wichtiger ist die Lust, Neues zu lernen": a dash ends the row as well.
        let ends_row = matches!(reading.tokens[at].kind, TokenKind::Mark('(' | ')' | ':' | ';' | '"'))
            || reading.is(at, '-') && !reading.tokens[at].glued;
        if !ends_row && !is_connector(reading, at) {
            continue;
        }
        if at > start {
            row.push(start..at);
        }
        start = at + 1;
        if ends_row {
            rows.push(std::mem::take(&mut row));
        }
    }
    if tokens.end > start {
        row.push(start..tokens.end);
    }
    rows.push(row);
    rows.retain(|row| row.len() > 2);
    rows
}

/// Whether some tokens are nothing but a name: a few words with capitals, none of which means anything else.
fn is_name(reading: &Reading<'_>, name: &Range<usize>) -> bool {
    let is_known = || reading.marks_over(name.clone()).next().is_some();
    !name.is_empty()
        && name.len() <= LONGEST
        && name.clone().all(|at| is_capital(reading, at))
        && reading.word(name.start).len() > 1
        && !is_german_quality(reading.word(name.end - 1))
        && !is_known()
}

/// "Docker, Kubernetes und Leidenschaft": German writes every noun with a capital, and these endings make no names.
fn is_german_quality(word: &str) -> bool {
    ["ung", "ungen", "heit", "keit", "keiten", "schaft", "geist", "nisse", "ismus"]
        .iter()
        .any(|end| word.ends_with(end))
}

fn is_capital(reading: &Reading<'_>, at: usize) -> bool {
    reading.tokens[at].kind == TokenKind::Word && reading.word(at).starts_with(char::is_uppercase)
}

fn has_inner_capital(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at).chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit())
}
