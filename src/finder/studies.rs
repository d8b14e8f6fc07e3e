//! Fields of study that no list has, told by how their names are built.

use std::ops::Range;

use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Small};

/// A field of study has at most this many words.
const LONGEST: usize = 4;

/// The last words of English names of studies: "Museum Studies", "Urban Planning".
const HEADS: &[&str] = &[
    "science",
    "sciences",
    "studies",
    "engineering",
    "management",
    "administration",
    "design",
    "arts",
    "history",
    "technology",
    "technologies",
    "education",
    "planning",
    "policy",
    "analytics",
    "therapy",
    "economics",
    "physics",
    "chemistry",
    "biology",
    "psychology",
    "mathematics",
    "statistics",
    "informatics",
    "linguistics",
    "literature",
    "law",
    "finance",
    "medicine",
    "relations",
    "affairs",
    "health",
    "mechanics",
    "journalism",
];

/// The endings of English names of studies: "Oceanography", "Hydrogeology".
const ENDINGS: &[&str] = &["ology", "ography", "onomy", "onomics", "omatics", "metrics", "ophysics", "ochemistry"];

/// The endings of German names of studies: "Siedlungswasserwirtschaft", "Getränketechnologie".
const GERMAN_ENDINGS: &[&str] = &[
    "technik",
    "technologie",
    "wissenschaft",
    "wissenschaften",
    "wesen",
    "wirtschaft",
    "wirtschaftslehre",
    "informatik",
    "pädagogik",
    "physik",
    "chemie",
    "biologie",
    "ökonomie",
    "psychologie",
    "mathematik",
    "planung",
    "gestaltung",
    "design",
    "logistik",
    "mechanik",
    "elektronik",
    "soziologie",
    "ingenieurwesen",
    "therapie",
];

/// The studies behind a degree that no list has; the words end where `tokens` do.
pub fn unknown(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut found = compounds(reading, &tokens);
    // "(BA/BS) in museum studies", "with a major in urban planning".
    let near = tokens.start..tokens.end.min(tokens.start + 9);
    let Some(start) = near.into_iter().find(|&at| reading.is_word(at, &["in"])) else { return found };
    let mut first = start + 1;
    for at in start + 1..=tokens.end {
        let parts = at == tokens.end
            || matches!(reading.tokens[at].kind, TokenKind::Mark(mark) if mark != '&')
            || reading.small(at, Small::Or)
            || reading.is_word(at, &["and", "und", "with", "from", "in"]);
        if !parts {
            continue;
        }
        let part = without_article(reading, first..at);
        if is_study(reading, &part) {
            found.push(part);
        }
        first = at + 1;
    }
    found
}

/// A name as it stands in a list: "museum studies" is Museum Studies.
pub fn name(reading: &Reading<'_>, own: Range<usize>) -> String {
    let upper = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        first.chain(chars).collect::<String>()
    };
    let words = reading.words(own);
    let is_small = |word: &str| matches!(word, "and" | "of" | "the");
    let words = words.split(' ').map(|word| if is_small(word) { word.to_owned() } else { upper(word) });
    words.collect::<Vec<_>>().join(" ")
}

/// "Abgeschlossenes Studium im Bereich der Siedlungswasserwirtschaft": long German words that no list has.
fn compounds(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let is_compound = |at: &usize| {
        let word = reading.word(*at);
        let is_alone = !reading.is_word(at.wrapping_sub(1), &["für", "in", "mit", "als"])
            || reading.is_word(at.wrapping_sub(1), &["in"]) && *at == tokens.start + 1;
        word.starts_with(char::is_uppercase)
            && GERMAN_ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
            && is_alone
            && !reading.has(*at..*at + 1, |cue| matches!(cue, Cue::Subject(_)))
    };
    tokens.clone().filter(is_compound).map(|at| at..at + 1).collect()
}

/// The words without an article before them, and without the kind behind them: "the computer sciences field".
fn without_article(reading: &Reading<'_>, mut part: Range<usize>) -> Range<usize> {
    while !part.is_empty() && reading.is_word(part.start, &["a", "an", "the", "either", "one", "of", "field", "fields"])
    {
        part.start += 1;
    }
    while !part.is_empty() && reading.is_word(part.end - 1, &["field", "fields", "discipline", "degree", "preferred"]) {
        part.end -= 1;
    }
    part
}

/// Whether some words are built as the name of a study, and no list has them.
fn is_study(reading: &Reading<'_>, part: &Range<usize>) -> bool {
    if part.is_empty() || part.len() > LONGEST {
        return false;
    }
    let last = reading.word(part.end - 1).to_lowercase();
    let is_head = part.len() > 1 && HEADS.contains(&last.as_str());
    let is_ending = ENDINGS.iter().any(|ending| last.len() > ending.len() + 1 && last.ends_with(ending));
    let says_nothing = |at: usize| {
        let others = [
            "related",
            "similar",
            "relevant",
            "any",
            "other",
            "equivalent",
            "comparable",
            "appropriate",
            "applicable",
            "your",
            "our",
            "this",
            "strong",
            "good",
            "quantitative",
            "technical",
            "scientific",
            "experience",
            "allied",
            "another",
            "some",
            "accredited",
            "following",
            "area",
            "areas",
            "least",
            "work",
            "project",
        ];
        reading.is_word(at, &others) || reading.tokens[at].kind != TokenKind::Word
    };
    // One word of a list may end a longer name, a longer one of a list is the name.
    let has_known = reading.cues(part.clone()).any(|(cue, mark)| {
        matches!(cue, Cue::Subject(_))
            && (mark.end - mark.first == part.len() || mark.end - mark.first > 1 || mark.end != part.end)
    });
    (is_head || is_ending) && !part.clone().any(says_nothing) && !has_known
}
