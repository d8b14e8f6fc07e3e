//! What years of experience are of, in the words of the text.

use std::ops::Range;

use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Small};

/// A scope is at most this many words.
const LONGEST: usize = 14;

/// The tokens that say what some years are of; the years' number starts at `first`, and `after` is behind their unit.
pub fn around(reading: &Reading<'_>, sentence: &Range<usize>, first: usize, after: usize) -> Option<Range<usize>> {
    let after = skip_small(reading, after, sentence.end);
    let end = clause_end(reading, after, sentence.end);
    // "experience with Python (5+ years)", "Python: 5 years"
    if after >= end {
        return before(reading, sentence, first);
    }
    let Some(experience) = experience_in(reading, after..end) else { return Some(after..end) };
    let own = without_vague(reading, after, experience.start);
    if own.is_empty() {
        let follows = skip_small(reading, experience.end, sentence.end);
        let follows_end = clause_end(reading, follows, sentence.end);
        return (follows < follows_end).then_some(follows..follows_end);
    }
    // "specialized experience" says no more, so the word belongs to it.
    let is_adjective = own.len() == 1
        && reading.is_word(
            own.start,
            &["specialized", "specialised", "supervisory", "managerial", "clinical", "commercial", "creditable"],
        );
    Some(own.start..if is_adjective { experience.end } else { own.end })
}

/// The first noun that means experience: it parts "N years of X experience in Y".
fn experience_in(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let is_noun = |at: usize| {
        !reading.is_word(at, &["as", "working", "of", "in", "worked", "hands", "experienced", "post", "的"])
    };
    let mut found: Option<Range<usize>> = None;
    for (cue, mark) in reading.cues(tokens) {
        if cue == Cue::Experience && is_noun(mark.first) {
            match &mut found {
                Some(known) if known.start == mark.first => known.end = mark.end,
                Some(_) => break,
                None => found = Some(mark.first..mark.end),
            }
        }
    }
    found
}

/// A scope that stands before years in brackets or behind a colon.
fn before(reading: &Reading<'_>, sentence: &Range<usize>, first: usize) -> Option<Range<usize>> {
    let open =
        first.checked_sub(1).filter(|&at| at > sentence.start && (reading.is(at, '(') || reading.is(at, ':')))?;
    let knowing = reading.cues(sentence.start..open).rfind(|(cue, _)| matches!(cue, Cue::Knowing | Cue::Experience));
    let start = skip_small(reading, knowing.map_or(sentence.start, |(_, mark)| mark.end), open);
    (start < open && open - start <= 6).then_some(start..open)
}

/// The tokens without words that say nothing: "relevant", "professional".
fn without_vague(reading: &Reading<'_>, start: usize, end: usize) -> Range<usize> {
    let is_vague = |at: usize| reading.small(at, Small::Vague) || matches!(reading.tokens[at].kind, TokenKind::Mark(_));
    let start = (start..end).find(|&at| !is_vague(at)).unwrap_or(end);
    start..end.max(start)
}

fn skip_small(reading: &Reading<'_>, from: usize, to: usize) -> usize {
    let is_small =
        |at: usize| reading.small(at, Small::BeforeScope) || reading.is(at, '+') || reading.is(at, ')') && at == from;
    (from..to).find(|&at| !is_small(at)).unwrap_or(to.max(from))
}

/// Where the words about some years end.
fn clause_end(reading: &Reading<'_>, from: usize, to: usize) -> usize {
    let limit = to.min(from + LONGEST);
    let stops = |at: usize| match reading.tokens[at].kind {
        TokenKind::Mark('&' | '/' | '\'' | '"' | '“' | '”') => false,
        // "Node.js", "C++", "A/B": no end inside a name.
        TokenKind::Mark('.' | '-' | '+' | '#') => !reading.tokens.get(at + 1).is_some_and(|next| next.glued),
        TokenKind::Mark(_) => true,
        _ => {
            reading.small(at, Small::EndsScope)
                || reading.number(at).is_some() && reading.has(at..(at + 4).min(to), |cue| cue == Cue::Years)
        }
    };
    let end = (from..limit).find(|&at| stops(at)).unwrap_or(limit);
    // "Internet or software industry experience": an "or" belongs to it if the experience comes behind.
    if end < limit
        && reading.small(end, Small::Or)
        && let Some(experience) = experience_in(reading, end..limit)
    {
        let is_one = (end + 1..experience.start).all(|at| !stops(at));
        if is_one {
            return experience.end;
        }
    }
    // "As a Head or Sous Chef": one word before the "or" needs the noun behind it.
    if end < limit && end == from + 1 && reading.small(end, Small::Or) {
        let noun = (end + 1..limit.min(end + 4)).find(|&at| stops(at) || reading.small(at, Small::Role));
        if let Some(noun) = noun.filter(|&at| !stops(at)) {
            return noun + 1;
        }
    }
    // No scope ends in a word that only joins.
    let joins = |at: usize| reading.small(at, Small::BeforeScope) || reading.small(at, Small::And);
    (from..end).rfind(|&at| !joins(at)).map_or(from, |last| last + 1)
}

/// The words of a scope, if they say anything.
pub fn name(reading: &Reading<'_>, tokens: Range<usize>) -> Option<String> {
    let says = tokens.clone().any(|at| {
        let joins = matches!(reading.tokens[at].kind, TokenKind::Mark(_))
            || reading.small(at, Small::And)
            || reading.small(at, Small::Or);
        !joins && !reading.small(at, Small::Vague) && !reading.is_word(at, &["experience", "berufserfahrung", "jobs"])
    });
    let words = reading.words(tokens);
    let words = words.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#' | ')' | '.'));
    (says && words.chars().any(char::is_alphabetic)).then(|| words.to_owned())
}
