//! What a body calls the job: on a line that says so, in a heading or a line of its own, in a sentence that seeks somebody.

use std::ops::Range;

use super::document::{Document, LineKind};
use super::heading::{call, is_page_name, is_trade, names_job};
use super::outline::{Kind, Statement};
use super::reading::Reading;
use super::section;
use super::tokens::{self, TokenKind};
use super::words::{Cue, Fact, Section, Small};

/// A job's name has at most this many tokens.
const LONGEST: usize = 34;
/// A heading with the job is among this many statements at the beginning of a body.
const FIRST_HEADINGS: usize = 40;
/// A line of its own with the job, and a sentence that seeks somebody, are among fewer.
const FIRST_LINES: usize = 16;
/// Between the call and the job stand at most this many tokens.
const FARTHEST: usize = 26;

/// The job's name in a line, a heading or a line of its own.
pub(super) fn title(reading: &Reading<'_>, document: &Document, statements: &[Statement]) -> Option<Range<usize>> {
    let labelled = statements.iter().filter(|statement| statement.label == Some(Fact::Title));
    let values: Vec<Range<usize>> = labelled.map(|statement| value(reading, statement)).collect();
    if let Some(value) = values.iter().find(|value| value.len() <= LONGEST && names_job(reading, (*value).clone())) {
        return Some(value.clone());
    }
    let first = first_heading(reading, document, statements);
    let is_first_a_job = first.clone().is_some_and(|heading| is_name(reading, &heading));
    let job = || {
        let headings = statements.iter().take(FIRST_HEADINGS).filter(|statement| statement.kind == Kind::Heading);
        headings.map(|heading| value(reading, heading)).find(|heading| is_name(reading, heading))
    };
    let line = || {
        let lines = statements.iter().take(FIRST_LINES);
        let lines = lines.filter(|line| line.kind == Kind::Prose && line.label.is_none());
        lines.filter_map(|line| alone(reading, document, &line.tokens)).find(|line| is_name(reading, line))
    };
    // "Position: Full-time" names no job.
    let says_hours = |value: &Range<usize>| reading.has(value.clone(), |cue| matches!(cue, Cue::Employment(_)));
    let labelled = || values.iter().find(|value| value.len() <= LONGEST / 2 && !says_hours(value)).cloned();
    first.clone().filter(|_| is_first_a_job).or_else(job).or_else(line).or_else(labelled).or(first)
}

/// The first heading, if it stands at the beginning and is no section's.
fn first_heading(reading: &Reading<'_>, document: &Document, statements: &[Statement]) -> Option<Range<usize>> {
    let high = document.lines.iter().take(3).find(|line| matches!(line.kind, LineKind::Heading(1 | 2)));
    // A text that begins with a heading is called so, whatever its rank.
    let line = high.or_else(|| document.lines.first().filter(|line| matches!(line.kind, LineKind::Heading(_))))?;
    let heading = statements.iter().find(|statement| {
        statement.kind == Kind::Heading && reading.bytes(statement.tokens.clone()).start >= line.start
    })?;
    let is_title = heading.section == Section::Other
        && length(reading, &heading.tokens) <= LONGEST_HEADING
        && !reading.is(heading.tokens.end - 1, ':')
        && !is_page_name(reading, heading.tokens.clone());
    is_title.then(|| value(reading, heading))
}

/// A heading that is a title has at most so many words.
const LONGEST_HEADING: usize = 16;

/// How many words some tokens are; two Chinese characters are one.
fn length(reading: &Reading<'_>, tokens: &Range<usize>) -> usize {
    let characters = tokens.clone().filter(|&at| reading.tokens[at].kind == TokenKind::Character).count();
    tokens.len() - characters.div_ceil(2)
}

/// The tokens of a value as a line has it, without the point at its end.
fn value(reading: &Reading<'_>, statement: &Statement) -> Range<usize> {
    let mut tokens = statement.tokens.clone();
    // A stroke backwards asks for a new line.
    while tokens.len() > 1 && ['.', ',', '\\'].iter().any(|&mark| reading.is(tokens.end - 1, mark)) {
        tokens.end -= 1;
    }
    tokens
}

/// The tokens of a statement that are a line of their own.
fn alone(reading: &Reading<'_>, document: &Document, tokens: &Range<usize>) -> Option<Range<usize>> {
    let bytes = reading.bytes(tokens.clone());
    let at = document.lines.partition_point(|line| line.end <= bytes.start);
    let line = document.lines.get(at).filter(|line| line.kind == LineKind::Text)?;
    let starts = document.text[line.start..bytes.start].trim().is_empty();
    let begins = line.after_blank || at == 0 || document.lines[at - 1].kind != LineKind::Text;
    // What goes on in the next line is longer, or goes on with a small letter.
    let is_apart = document.lines.get(at + 1).is_none_or(|next| {
        let goes_on = document.text[next.start..next.end].trim_start().starts_with(char::is_lowercase);
        next.after_blank || next.kind != LineKind::Text || line.broken || !goes_on && line.end - line.start < SHORT
    });
    let end = reading.tokens.partition_point(|token| token.start < line.end);
    let is_whole = end <= tokens.end || document.text[bytes.end..line.end].trim().is_empty();
    (starts && begins && is_apart && is_whole).then(|| tokens.start..end.min(tokens.end))
}

/// A line that is shorter in bytes was not wrapped.
const SHORT: usize = 48;

/// Whether a heading or a line is the name of a job and nothing else: no question, no sentence, no section.
fn is_name(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let Some(last) = tokens.clone().next_back().filter(|_| tokens.len() <= LONGEST) else { return false };
    let first = reading.word(tokens.start);
    let begins = first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || tokens::is_character(c))
        || matches!(reading.tokens[tokens.start].kind, TokenKind::Mark('[' | '(' | '【'));
    let ends = !matches!(reading.tokens[last].kind, TokenKind::Mark('.' | '?' | ':' | ';' | ','));
    let is_said = tokens.clone().any(|at| reading.is_word(at, &SPEAKS));
    let is_section = section::heading_section(reading, tokens.clone()).is_some()
        && !section::is_job(reading, tokens.clone())
        && !is_trade(reading, last);
    begins && ends && !is_said && !is_section && names_job(reading, tokens.clone())
}

/// Words of sentences and of the headings of sections, which are in no job's name.
const SPEAKS: [&str; 58] = [
    "what",
    "who",
    "why",
    "how",
    "when",
    "where",
    "our",
    "your",
    "we",
    "you",
    "they",
    "us",
    "about",
    "is",
    "are",
    "will",
    "was",
    "were",
    "must",
    "should",
    "can",
    "do",
    "does",
    "this",
    "these",
    "meet",
    "hear",
    "contact",
    "reports",
    "report",
    "supervisor's",
    "ihre",
    "deine",
    "wir",
    "du",
    "sie",
    "unser",
    "unsere",
    "ist",
    "sind",
    "dich",
    "apply",
    "applicants",
    "candidates",
    "candidate",
    "requirements",
    "responsibilities",
    "qualifications",
    "duties",
    "skills",
    "benefits",
    "nous",
    "vous",
    "votre",
    "notre",
    "be",
    "has",
    "have",
];

/// The job as a sentence names it that seeks somebody: "We are looking for a part-time line cook to join us".
pub(super) fn sought(reading: &Reading<'_>, statements: &[Statement]) -> Option<Range<usize>> {
    let sentences = statements.iter().take(FIRST_LINES).filter(|statement| statement.kind != Kind::Heading);
    sentences.filter(|sentence| sentence.section != Section::Required).find_map(|sentence| {
        let tokens = sentence.tokens.clone();
        let limit = tokens.end.min(tokens.start + 4 * FARTHEST);
        (tokens.start..limit).find_map(|at| {
            let end = call::verb_end(reading, at).or_else(|| stands_as(reading, at))?;
            person(reading, end..tokens.end)
        })
    })
}

/// One past "als" and "as" before a job with its genders: "als Koch (m/w/d)".
fn stands_as(reading: &Reading<'_>, at: usize) -> Option<usize> {
    reading.is_word(at, &["als"]).then_some(at + 1).filter(|_| reading.word(at + 1).starts_with(char::is_uppercase))
}

/// The job right behind a call, or behind the article that follows later: "suchen wir zum 1. Mai eine Köchin".
fn person(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let near = tokens.end.min(tokens.start + FARTHEST);
    let articles = ["a", "an", "our", "eine", "einen", "ein", "une", "un", "una", "een"];
    let article = (tokens.start..near).find(|&at| reading.is_word(at, &articles)).map(|at| at + 1);
    [Some(tokens.start), article].into_iter().flatten().find_map(|from| {
        let mut start = from;
        while start < near && is_before_job(reading, start) {
            start += 1;
        }
        let ends =
            |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark('.' | ';' | '!' | '?' | '"' | '“' | '„'));
        let goes_on = |at: &usize| !ends(*at) && !reading.is_word(*at, &BETWEEN);
        let trade = (start..near.min(start + 9)).take_while(goes_on).find(|&at| is_trade(reading, at))?;
        Some(start..name_end(reading, trade, tokens.end))
    })
}

/// Words that no job's name has before its trade.
const BETWEEN: [&str; 20] = [
    "who", "that", "which", "to", "with", "will", "is", "are", "for", "can", "die", "der", "das", "mit", "from", "by",
    "at", "um", "zur", "zum",
];

/// Whether a token is between a call and the job: an article, praise, a sign of gender.
fn is_before_job(reading: &Reading<'_>, at: usize) -> bool {
    // "full" is of "full-time", and of "full-stack".
    if reading.is_word(at, &["full", "part", "detail", "hard", "self"]) {
        return reading.is_word(at + 1, &["time", "oriented", "working", "driven", "motivated", "starting"]);
    }
    reading.small(at, Small::Article)
        || reading.small(at, Small::BeforeJob)
        || matches!(reading.tokens[at].kind, TokenKind::Mark(':' | '*' | '/' | '_' | '(' | ')' | ',' | '-' | '·'))
        || reading.is_word(at, &["and", "und"]) && reading.small(at + 1, Small::BeforeJob)
}

/// One past a job's name whose trade is this token: with a second trade behind a stroke, its genders and its number.
fn name_end(reading: &Reading<'_>, trade: usize, limit: usize) -> usize {
    let mut end = trade + 1;
    while end < limit && is_trade(reading, end) {
        end += 1;
    }
    let is_joint = end + 1 < limit && (reading.is(end, '/') || reading.is(end, '&'));
    if let Some(second) = (end + 1..limit.min(end + 4)).find(|&at| is_trade(reading, at)).filter(|_| is_joint) {
        end = second + 1;
    }
    // "Entwickler*in", "Entwickler:in", "Entwickler/-in"
    let is_sign = |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark('*' | ':' | '/' | '_' | '·'));
    if end + 1 < limit && is_sign(end) && reading.is_word(end + 1, &["in", "innen"]) {
        end += 2;
    }
    if end < limit && super::heading::has_gender(reading, end) {
        end = (end..limit).find(|&at| reading.is(at, ')')).map_or(end, |close| close + 1);
    }
    end
}

/// A job's name out of a sentence as a title has it: "line cook" is "Line Cook".
pub(super) fn written(words: &str) -> String {
    const SMALL: [&str; 9] = ["of", "and", "for", "in", "the", "or", "und", "für", "oder"];
    let capital = |word: &str| {
        let mut chars = word.chars();
        match chars.next() {
            Some(first) if !SMALL.contains(&word) => first.to_uppercase().chain(chars).collect(),
            _ => word.to_owned(),
        }
    };
    words.split(' ').map(capital).collect::<Vec<String>>().join(" ")
}
