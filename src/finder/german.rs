//! German names of practices that no vocabulary has: behind "Kenntnisse in" and "Erfahrung mit", told by how they are built.

use std::ops::Range;

use super::lexicon::Meaning;
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::Cue;

/// The part of a compound before its end has at least this many letters.
const SHORTEST_PART: usize = 3;

/// So many words may stand between the word of knowing and a name.
const FARTHEST: usize = 6;

/// A row of names has at most this many.
const MOST_NAMES: usize = 16;

/// How the names of practices end that are feminine, so that an adjective before them ends in `e`.
const FEMININE: [&str; 48] = [
    "technik",
    "entwicklung",
    "pflege",
    "planung",
    "verwaltung",
    "analyse",
    "analytik",
    "gestaltung",
    "beratung",
    "betreuung",
    "steuerung",
    "bearbeitung",
    "akquise",
    "wirtschaft",
    "verarbeitung",
    "optimierung",
    "koordination",
    "logistik",
    "therapie",
    "diagnostik",
    "pädagogik",
    "didaktik",
    "statistik",
    "programmierung",
    "modellierung",
    "simulation",
    "automatisierung",
    "konstruktion",
    "kalkulation",
    "abrechnung",
    "montage",
    "instandhaltung",
    "wartung",
    "fertigung",
    "produktion",
    "redaktion",
    "erziehung",
    "förderung",
    "buchhaltung",
    "finanzierung",
    "vermessung",
    "aufbereitung",
    "vermittlung",
    "forschung",
    "digitalisierung",
    "moderation",
    "dokumentation",
    "organisation",
];

/// How the others end.
const OTHERS: [&str; 9] =
    ["management", "recht", "wesen", "design", "marketing", "vertrieb", "einkauf", "controlling", "fundraising"];

/// What is built so and is a quality or says nothing.
const NEVER: [&str; 14] = [
    "weiterentwicklung",
    "selbstorganisation",
    "arbeitsorganisation",
    "arbeitsplanung",
    "selbstmanagement",
    "zeitmanagement",
    "persönlichkeitsentwicklung",
    "organisation",
    "beschäftigungsförderung",
    "berufserziehung",
    "einarbeitung",
    "nachbearbeitung",
    "weiterverarbeitung",
    "arbeitstechnik",
];

/// Words between knowing and what is known: "Erfahrung im Bereich der Kundenbetreuung".
const BETWEEN: [&str; 24] = [
    "in",
    "im",
    "mit",
    "von",
    "der",
    "des",
    "den",
    "dem",
    "die",
    "das",
    "bereich",
    "bereichen",
    "zum",
    "zur",
    "bei",
    "beim",
    "umgang",
    "auf",
    "gebiet",
    "als",
    "einem",
    "einer",
    "feld",
    "themen",
];

/// The practices behind words of knowing, each with its name: "Psychosoziale Beratung", "Fördermittelakquise".
pub fn named(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let mut from = tokens.start;
    for (cue, mark) in reading.cues(tokens.clone()) {
        let is_lead = |at: usize| reading.is_word(at, &BETWEEN);
        if !matches!(cue, Cue::Knowing | Cue::Skilled(_) | Cue::Experience)
            || mark.end < from
            || !is_lead(mark.end) && !is_lead(mark.end - 1)
        {
            continue;
        }
        from = row(reading, mark.end..tokens.end, &mut found);
    }
    found
}

/// The names of a row and one past its last token.
fn row(reading: &Reading<'_>, tokens: Range<usize>, found: &mut Vec<(String, Range<usize>)>) -> usize {
    let mut start = tokens.start;
    let mut cut: Option<Range<usize>> = None;
    for _ in 0..MOST_NAMES {
        let Some(noun) = noun(reading, start..tokens.end) else { return start };
        // "Kosten- und Terminplanung": the end stands behind.
        if reading.is(noun.end, '-') && reading.tokens[noun.end].glued {
            cut = Some(noun.clone());
        } else if let Some(ending) = ending(reading, &noun).or_else(|| with_adjective(reading, &noun, tokens.start)) {
            let cut = cut.take().filter(|cut| !is_other(reading, cut));
            found.extend(cut.map(|cut| (reading.words(cut.clone()) + ending, cut)));
            if !is_other(reading, &noun) {
                found.push(written(reading, noun.clone(), tokens.start, ending));
            }
        }
        let end = noun.end + usize::from(reading.is(noun.end, '-') && reading.tokens[noun.end].glued);
        let joins = |at: usize| {
            reading.is(at, ',') || reading.is(at, '/') || reading.is(at, '&') || reading.is_word(at, &JOINS)
        };
        if end >= tokens.end || !joins(end) {
            return end;
        }
        start = (end..tokens.end).find(|&at| !joins(at)).unwrap_or(tokens.end);
    }
    start
}

/// Words that join the names of a row.
const JOINS: [&str; 5] = ["und", "oder", "sowie", "bzw", "beziehungsweise"];

/// The first noun of some tokens, with what is glued to it by a hyphen; before it stand only adjectives and small words.
fn noun(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let is_word = |at: usize| reading.tokens[at].kind == TokenKind::Word;
    let near = tokens.start..tokens.end.min(tokens.start + FARTHEST);
    let is_between =
        |at: usize| is_word(at) && (reading.word(at).starts_with(char::is_lowercase) || reading.is_word(at, &BETWEEN));
    let first = near.into_iter().find(|&at| !is_between(at))?;
    if !is_word(first) || !reading.word(first).starts_with(char::is_uppercase) {
        return None;
    }
    let end = (first + 1..tokens.end).find(|&at| !is_word(at) || !reading.tokens[at].glued).unwrap_or(tokens.end);
    Some(first..end)
}

/// How a compound ends, if so end the names of practices.
fn ending(reading: &Reading<'_>, noun: &Range<usize>) -> Option<&'static str> {
    let word = reading.words(noun.clone()).to_lowercase();
    let is_never = NEVER.contains(&word.as_str()) || word.contains("mitarbeit") && word.ends_with("entwicklung");
    let ends = |ending: &&&str| {
        word.strip_suffix(**ending)
            .is_some_and(|part| part.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST_PART)
    };
    FEMININE.iter().chain(&OTHERS).find(ends).copied().filter(|_| !is_never)
}

/// Whether the words mean something else, or are a skill of the vocabulary.
fn is_other(reading: &Reading<'_>, noun: &Range<usize>) -> bool {
    reading.marks_over(noun.clone()).any(|mark| match mark.meaning {
        Meaning::Skill(_) => true,
        Meaning::Cue(cue) => {
            matches!(cue, Cue::Subject(_) | Cue::Degree(_) | Cue::Certificate(_) | Cue::Tongue(_) | Cue::Others)
                && mark.first <= noun.start
                && !matches!(cue, Cue::Subject(_))
        }
    })
}

/// The end of the names of practices that a noun is, if an adjective tells of what it is: "psychosozialer Beratung".
fn with_adjective(reading: &Reading<'_>, noun: &Range<usize>, from: usize) -> Option<&'static str> {
    let word = reading.words(noun.clone()).to_lowercase();
    let ending = FEMININE.iter().find(|ending| **ending == word)?;
    (written(reading, noun.clone(), from, ending).1.start < noun.start).then_some(*ending)
}

/// A name with the adjective that tells its trade: "psychosozialer Beratung" is Psychosoziale Beratung.
fn written(reading: &Reading<'_>, noun: Range<usize>, from: usize, ending: &str) -> (String, Range<usize>) {
    let name = reading.words(noun.clone());
    let before = noun.start.checked_sub(1).filter(|&at| at >= from && FEMININE.contains(&ending));
    let adjective = before.and_then(|at| {
        let word = reading.word(at);
        let stem = word.strip_suffix("en").or_else(|| word.strip_suffix("er")).or_else(|| word.strip_suffix('e'))?;
        let of_trade = ["isch", "sozial", "wirtschaftlich", "rechtlich"].iter().any(|end| stem.ends_with(end));
        let is_plain =
            ["praktisch", "analytisch", "systematisch", "methodisch", "typisch", "empathisch"].contains(&stem);
        let mut letters = stem.chars();
        let first: String = letters.next()?.to_uppercase().collect();
        (of_trade && !is_plain && word.starts_with(char::is_lowercase))
            .then(|| (format!("{first}{}e {name}", letters.as_str()), at..noun.end))
    });
    adjective.unwrap_or((name, noun))
}
