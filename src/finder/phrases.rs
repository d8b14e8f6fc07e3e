//! Names of skills by where they stand: the few words right behind "experience with" or "knowledge of" are what is to
//! be known, though no vocabulary has them.

use std::ops::Range;

use super::lexicon::{Lexicon, Meaning};
use super::reading::Reading;
use super::skills::is_connector;
use super::tokens::TokenKind;
use super::words::{Cue, Guard, PhraseWord};

/// A name has at most this many words.
const LONGEST: usize = 3;

/// So many words may stand before a name that are no part of it: "a variety of modern".
const FARTHEST: usize = 5;

/// A row of names has at most this many.
const MOST_NAMES: usize = 24;

/// The names right behind words of knowing, and those that go on in a row with them.
pub fn named(lexicon: &Lexicon, reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if is_of_other_tongue(reading, tokens) {
        return found;
    }
    let mut from = tokens.start;
    for (cue, mark) in reading.cues(tokens.clone()) {
        if !matches!(cue, Cue::Knowing | Cue::Skilled(_) | Cue::Experience) || mark.end < from {
            continue;
        }
        let start = if leads(reading, mark.end - 1) && mark.end > mark.first + 1 {
            mark.end
        } else if leads(reading, mark.end) {
            mark.end + 1
        } else {
            continue;
        };
        if start <= from && from > tokens.start {
            continue;
        }
        from = start;
        row(lexicon, reading, start..tokens.end, &mut found);
    }
    for (_, mark) in reading.cues(tokens.clone()).filter(|(cue, _)| matches!(cue, Cue::Knowing | Cue::Experience)) {
        // "Pass a pre-employment background check"
        let is_check = reading.is_word(mark.end, &["check", "checks", "investigation", "investigations", "screening"]);
        if !is_check && !leads(reading, mark.end) && !leads(reading, mark.end - 1) {
            row_before(lexicon, reading, tokens.start..mark.first, &mut found);
        }
    }
    found.sort_by_key(|name| name.start);
    found.dedup();
    found
}

/// The names of a row right before a word of knowing: "piano tuning and restoration experience".
fn row_before(lexicon: &Lexicon, reading: &Reading<'_>, tokens: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut end = tokens.end;
    for _ in 0..MOST_NAMES {
        let start = (tokens.start..end).rfind(|&at| ends(reading, at)).map_or(tokens.start, |at| at + 1);
        let first = (start..end).find(|&at| !is(lexicon, reading, at, PhraseWord::Before)).unwrap_or(end);
        let name = first..end;
        // One word alone may be any: "speaking skills".
        if name.len() < 2 || !is_name(lexicon, reading, &name) {
            return;
        }
        found.push(name);
        if start <= tokens.start || !is_connector(reading, start - 1) {
            return;
        }
        end = start - 1;
        while end > tokens.start && is_connector(reading, end - 1) {
            end -= 1;
        }
    }
}

/// Whether some tokens have small words of another language than English.
pub fn is_of_other_tongue(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|at| reading.is_word(at, &OF_OTHER_TONGUES))
}

/// Small words of the languages that have the word "in" as well.
const OF_OTHER_TONGUES: [&str; 22] = [
    "der", "die", "das", "den", "dem", "des", "und", "mit", "oder", "von", "im", "ein", "eine", "einer", "einem",
    "einen", "sind", "een", "het", "di", "della", "voor",
];

/// Whether a word leads from knowing to what is known.
fn leads(reading: &Reading<'_>, at: usize) -> bool {
    reading.is_word(at, &["with", "in", "of", "using"])
}

/// The names of a row: "emergency response, GIS tools and web mapping".
fn row(lexicon: &Lexicon, reading: &Reading<'_>, tokens: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut start = tokens.start;
    for _ in 0..MOST_NAMES {
        let first = (start..tokens.end.min(start + FARTHEST))
            .find(|&at| !is(lexicon, reading, at, PhraseWord::Before))
            .unwrap_or(start);
        let end = (first..tokens.end).find(|&at| ends(reading, at)).unwrap_or(tokens.end);
        // "Principles of accounting": what is known stands behind.
        if reading.is_word(end, &["of"]) && end < tokens.end && end <= first + 2 {
            start = end + 1;
            continue;
        }
        let name = first..end;
        if is_name(lexicon, reading, &name) && !reading.is_word(end, &["of"]) {
            found.push(name);
        }
        if end >= tokens.end || !is_connector(reading, end) {
            return;
        }
        start = end + 1;
        while start < tokens.end && is_connector(reading, start) {
            start += 1;
        }
    }
}

fn is(lexicon: &Lexicon, reading: &Reading<'_>, at: usize, kind: PhraseWord) -> bool {
    reading.tokens.get(at).is_some_and(|token| lexicon.is_phrase_word(token, kind))
}

/// Whether a name cannot go on with a token.
fn ends(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.tokens[at].kind, TokenKind::Mark(_) | TokenKind::Character)
        || is_connector(reading, at)
        || reading.is_word(at, &ENDS)
        || reading.has(at..at + 1, |cue| matches!(cue, Cue::Wished | Cue::WishedNext | Cue::Knowing | Cue::Instead))
}

/// Words behind which something else begins.
const ENDS: [&str; 42] = [
    "alongside",
    "in",
    "of",
    "for",
    "to",
    "with",
    "on",
    "at",
    "from",
    "by",
    "as",
    "via",
    "using",
    "is",
    "are",
    "that",
    "which",
    "who",
    "where",
    "within",
    "across",
    "through",
    "preferred",
    "required",
    "preferably",
    "ideally",
    "including",
    "such",
    "related",
    "desired",
    "when",
    "while",
    "based",
    "under",
    "into",
    "between",
    "than",
    "used",
    "would",
    "must",
    "will",
    "like",
];

/// Whether some words are a name: few, none of them of a sentence, and not one that may mean anything.
fn is_name(lexicon: &Lexicon, reading: &Reading<'_>, name: &Range<usize>) -> bool {
    if name.is_empty() || name.len() > LONGEST {
        return false;
    }
    let of = |at: usize, kind: PhraseWord| is(lexicon, reading, at, kind);
    let is_word = |at: usize| {
        let word = reading.word(at);
        reading.tokens[at].kind == TokenKind::Word && word.is_ascii() && word.len() > 1 && !word.starts_with('\'')
    };
    let is_plain = |at: usize| is_word(at) && !of(at, PhraseWord::Never) && !reading.word(at).ends_with("ly");
    if !name.clone().all(is_plain)
        || name.clone().all(|at| of(at, PhraseWord::Weak))
        || is_other(lexicon, reading, name)
    {
        return false;
    }
    let (first, last) = (reading.word(name.start), name.end - 1);
    let is_deed = first.ends_with("ing") && !of(name.start, PhraseWord::Noun);
    // "UN Cluster System" is a name, "international systems" are things.
    let is_written = |at: usize| reading.word(at).starts_with(char::is_uppercase);
    let is_kind = of(last, PhraseWord::Kind) && !name.clone().all(is_written);
    // "Systems design and steer the design": words of a sentence.
    let is_said = name.clone().any(|at| reading.is_word(at, &["the", "a", "an", "our", "your"]));
    // "Architectural practices": of whatever kind.
    let is_any = reading.is_word(last, &["practices"]) && !name.clone().all(is_written);
    if is_deed || is_kind || is_said || is_any || is_quality(reading.word(last)) || of(last, PhraseWord::Before) {
        return false;
    }
    // "Coding in C": what is known comes behind.
    let goes_on = reading.is_word(name.end, &["in", "with", "for", "using"]);
    if name.len() > 1 {
        return name.clone().all(is_written) || is_practice(reading.word(last));
    }
    is_written(last) || of(last, PhraseWord::Noun) && !goes_on || is_subject(first)
}

/// "Qualitative and quantitative research": an adjective shares the word of another.
fn is_quality(word: &str) -> bool {
    let ends = ["al", "ic", "ive", "ous", "able", "ible", "ed", "ful"];
    ends.iter().any(|end| word.ends_with(end))
}

/// What is done or studied, by how its noun is built or by the few that are not built so: "yeast health", "campaign
/// operations"; things are not: "political campaigns", "logic gates".
fn is_practice(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    let ends =
        ["ment", "tion", "sion", "ing", "ture", "ance", "ence", "ysi", "sis", "ic", "graphy", "istry", "logy", "care"];
    let others = [
        "design", "research", "theory", "health", "law", "practice", "safety", "repair", "transfer", "history",
        "therapy", "policy",
    ];
    ends.iter().any(|end| singular.ends_with(end)) || others.iter().any(|other| singular.eq_ignore_ascii_case(other))
}

/// What is taught or practised, by how its name is built: "epidemiology", "cartography".
fn is_subject(word: &str) -> bool {
    ["ology", "ography", "ometry", "onomy", "omics", "istry", "culture"].iter().any(|end| word.ends_with(end))
        && !["technology", "methodology", "culture", "terminology"].iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// Whether the words mean something else: a skill of the vocabulary, a language, a degree, a place, a time. A common word
/// at the end of a longer name is that name's: "digital curation".
fn is_other(lexicon: &Lexicon, reading: &Reading<'_>, name: &Range<usize>) -> bool {
    reading.marks_over(name.clone()).any(|mark| match mark.meaning {
        Meaning::Skill(skill) => {
            !(lexicon.guard(skill) == Some(Guard::Common)
                && mark.end == name.end
                && mark.end == mark.first + 1
                && mark.first > name.start)
        }
        Meaning::Cue(cue) => matches!(
            cue,
            Cue::Tongue(_)
                | Cue::Degree(_)
                | Cue::Certificate(_)
                | Cue::Years
                | Cue::Months
                | Cue::City(..)
                | Cue::Country(_)
                | Cue::Region(..)
                | Cue::Others
                | Cue::Per(_)
        ),
    })
}

/// A name as a list of skills has it: "disaster response" is Disaster Response.
pub fn written(reading: &Reading<'_>, name: Range<usize>) -> String {
    let words = reading.words(name);
    let mut written = String::with_capacity(words.len());
    for word in words.split(' ') {
        if !written.is_empty() {
            written.push(' ');
        }
        let mut letters = word.chars();
        written.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        written.push_str(letters.as_str());
    }
    written
}
