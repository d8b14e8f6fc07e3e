//! Names in Latin letters inside Chinese sentences: a product or a technique, for nothing else is written so there.

use std::ops::Range;

use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::Cue;

/// A sentence with fewer Chinese characters may be one of another language.
const FEWEST_CHARACTERS: usize = 4;

/// A name has at most this many digits.
const MOST_DIGITS: usize = 2;

/// A name has at most this many words.
const LONGEST: usize = 3;

/// The unknown names among some tokens that ask for skills: "有Socket开发经验", "熟悉LXC、lmctfy等".
pub fn names(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let is_character = |at: usize| reading.tokens[at].kind == TokenKind::Character;
    let asks = |cue| matches!(cue, Cue::Knowing | Cue::Skilled(_));
    if tokens.clone().filter(|&at| is_character(at)).count() < FEWEST_CHARACTERS || !reading.has(tokens.clone(), asks) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let end = (at..tokens.end).find(|&at| !is_of_name(reading, at)).unwrap_or(tokens.end);
        if end == at {
            at += 1;
            continue;
        }
        let name = at..end;
        at = end;
        let is_known = || reading.marks_over(name.clone()).next().is_some();
        if name.len() <= LONGEST
            && reading.word(name.start).len() > 1
            && !is_known()
            && is_in_chinese(reading, &name, tokens)
        {
            found.push(name);
        }
    }
    found
}

/// A word of Latin letters; "Yarn" and "React Router" are names of one word and of two, "J18456" is a number.
fn is_of_name(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.word(at);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    reading.tokens[at].kind == TokenKind::Word && word.is_ascii() && digits <= MOST_DIGITS
}

/// Whether a name stands among Chinese characters and the marks of a row, not in a sentence of another language.
fn is_in_chinese(reading: &Reading<'_>, name: &Range<usize>, tokens: &Range<usize>) -> bool {
    let fits = |at: usize| match reading.tokens[at].kind {
        TokenKind::Character => true,
        TokenKind::Mark(mark) => matches!(mark, ',' | '/' | '(' | ')' | ';' | ':'),
        _ => false,
    };
    (name.start == tokens.start || fits(name.start - 1))
        && (name.end >= tokens.end || fits(name.end) || reading.is(name.end, '.') && !is_glued(reading, name.end + 1))
}

fn is_glued(reading: &Reading<'_>, at: usize) -> bool {
    reading.tokens.get(at).is_some_and(|token| token.glued && token.kind == TokenKind::Word)
}
