//! The department that a sentence puts the job in: "This position is located in the Compliance Division".

use std::ops::Range;

use super::outline::{Kind, Statement};
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::Section;

/// A unit's name has at most this many tokens.
const LONGEST: usize = 12;

/// The words that end a unit's name; an office or a branch at the end of a name may be a place.
const ENDS: [&str; 4] = ["department", "division", "directorate", "unit"];

/// The words that begin one with "of".
const BEGINS: [&str; 8] =
    ["office", "department", "division", "bureau", "directorate", "school", "faculty", "institute"];

/// The tokens of the department's name, if a sentence names exactly one.
pub fn in_sentence(reading: &Reading<'_>, statement: &Statement) -> Option<Range<usize>> {
    let tokens = &statement.tokens;
    if statement.kind == Kind::Heading || matches!(statement.section, Section::Benefits | Section::Apply) {
        return None;
    }
    let from = tokens.clone().find_map(|at| placed(reading, at))?;
    let mut units = Vec::new();
    let mut at = from;
    // "The General Services Administration (GSA), Office of Solutions": from the whole to its part.
    while at < tokens.end.min(from + 3 * LONGEST) {
        let end = run_end(reading, at..tokens.end.min(at + LONGEST));
        if end == at {
            break;
        }
        units.extend(unit(reading, at..end));
        at = end;
        if reading.is(at, '(') {
            at = (at..tokens.end).find(|&at| reading.is(at, ')')).map_or(tokens.end, |close| close + 1);
        }
        if !reading.is(at, ',') {
            break;
        }
        at += 1;
    }
    (units.len() == 1).then(|| units.remove(0))
}

/// The token behind "this position is located in the", "you will join our".
fn placed(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let is = |at: usize, words: &[&str]| reading.is_word(at, words);
    let article = if is(at, &["this", "the"])
        && is(at + 1, &["position", "role", "job", "post", "vacancy", "opportunity"])
        && is(at + 2, &["is", "sits"])
    {
        let verb = at + 3;
        let is_put = is(verb, &["located", "situated", "housed", "based", "placed"]);
        let put = if is_put { verb + 1 } else { verb };
        is(put, &["in", "within"]).then_some(put + 1)
    } else {
        let is_joining = is(at, &["you"]) && is(at + 1, &["will", "'ll"]) && is(at + 2, &["join"]);
        is_joining.then_some(at + 3)
    }?;
    is(article, &["the", "our"]).then_some(article + 1)
}

/// Where a name ends that starts at the first token: words with capitals, and what joins them.
fn run_end(reading: &Reading<'_>, tokens: Range<usize>) -> usize {
    let is_capital = |at: usize| {
        reading.tokens[at].kind != TokenKind::Word || reading.word(at).starts_with(|c: char| c.is_uppercase())
    };
    let joins = |at: usize| reading.is_word(at, &["of", "and", "for", "the"]);
    let is_of_name = |at: usize| match reading.tokens[at].kind {
        TokenKind::Mark(mark) => mark == '&',
        _ => is_capital(at) || joins(at) || reading.is_word(at, &ENDS),
    };
    let end = tokens.clone().find(|&at| !is_of_name(at)).unwrap_or(tokens.end);
    let is_whole = |at: &usize| !joins(*at) && !matches!(reading.tokens[*at].kind, TokenKind::Mark(_));
    (tokens.start..end).rfind(is_whole).map_or(tokens.start, |last| last + 1)
}

/// The tokens that name a unit of the employer, if a name is one: "Office of Solutions", "Finance" of "Finance department".
fn unit(reading: &Reading<'_>, name: Range<usize>) -> Option<Range<usize>> {
    // "Solutions Division's Login.gov team": what it has is meant.
    let next = name.end;
    if reading.is(next, '\'') || reading.is(next, '’') || reading.word(next).starts_with(['\'', '’']) {
        return None;
    }
    if name.len() > 2 && reading.is_word(name.start, &BEGINS) && reading.is_word(name.start + 1, &["of"]) {
        return Some(name);
    }
    let last = name.end - 1;
    if name.len() < 2 || !reading.is_word(last, &ENDS) {
        return None;
    }
    // A department is called by what is before the word.
    Some(if reading.is_word(last, &["department"]) { name.start..last } else { name })
}
