//! Names of skills that no vocabulary has: found in a row with names that it has, among the examples of what one should
//! know, or by a spelling that only products have.

use std::ops::Range;

use super::lexicon::{Lexicon, Mark, Meaning};
use super::outline::{Kind, Statement};
use super::phrases;
use super::reading::Reading;
use super::skills::is_connector;
use super::tokens::TokenKind;
use super::words::{Cue, Guard, PhraseWord, Section, Small};

/// A product's name stands at most so many tokens behind the words that ask for it.
const FARTHEST: usize = 24;

/// The name of a product has at most this many words.
const LONGEST: usize = 3;

/// The unknown names among some tokens that ask for skills. What may be anything else is left.
pub fn unknown(lexicon: &Lexicon, reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = beside_known(lexicon, reading, tokens);
    let others = examples(reading, tokens).into_iter().chain(products(reading, tokens));
    let others = others.chain(listed(lexicon, reading, tokens));
    for name in others {
        if found.iter().all(|known| name.end <= known.start || known.end <= name.start) {
            found.push(name);
        }
    }
    found.sort_by_key(|name| name.start);
    found
}

/// The skills' names that are the employer's own, by the words that tell of it: "GitLab seeks", "Acme is a company that".
pub fn employers(lexicon: &Lexicon, reading: &Reading<'_>, statements: &[Statement]) -> Vec<String> {
    let mut names = Vec::new();
    for statement in statements.iter().filter(|statement| matches!(statement.kind, Kind::Prose | Kind::Heading)) {
        let tokens = &statement.tokens;
        let start = tokens.start + usize::from(reading.is_word(tokens.start, &["about", "join", "at"]));
        // "SQL is a must, and you help the team": what is asked for is no employer.
        let asks = matches!(statement.section, Section::Required | Section::Preferred | Section::Duties)
            || reading.has(tokens.clone(), |cue| matches!(cue, Cue::Demanded | Cue::Asked | Cue::Knowing));
        if start >= tokens.end || statement.kind == Kind::Prose && asks {
            continue;
        }
        let begins = reading.marks(start..tokens.end).take_while(|mark| mark.first == start);
        let skill = begins.into_iter().find_map(|mark| match mark.meaning {
            // "About Sales" is a department's heading.
            Meaning::Skill(skill) if lexicon.guard(skill) != Some(Guard::Common) => {
                Some((lexicon.skill(skill).to_owned(), mark.end))
            }
            _ => None,
        });
        let product = || is_product(reading, start).then(|| (reading.words(start..start + 1), start + 1));
        let Some((name, end)) = skill.or_else(product) else { continue };
        let near = end..tokens.end.min(end + 14);
        let is_company = reading.is_word(end, &["is", "was"])
            && near.clone().any(|at| reading.small(at, Small::Employer))
            || reading.is_word(end, &["seeks", "helps", "offers", "believes", "employs", "develops", "welcomes"]);
        let is_heading = start > tokens.start && statement.kind == Kind::Heading && end == tokens.end;
        if is_company || is_heading {
            names.push(name);
        }
    }
    names
}

/// "Experience with build tools such as Webpack or Gulp": the names behind the word, as far as they are names.
fn examples(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for at in tokens.clone() {
        let before = at.wrapping_sub(1);
        let is_short =
            reading.is_word(at, &["g"]) && reading.is(before, '.') && reading.is_word(at.wrapping_sub(2), &["e"]);
        let leads = is_short
            || reading.small(at, Small::LeadsExamples)
                && (!reading.is_word(at, &["as"]) || reading.is_word(before, &["such"]));
        let noun = if reading.is_word(before, &["such"]) { at.wrapping_sub(2) } else { before };
        let knows = |until: usize| {
            reading.has(tokens.start..until, |cue| matches!(cue, Cue::Knowing | Cue::Skilled(_) | Cue::Experience))
        };
        if !leads || at <= tokens.start || reading.small(noun, Small::HasExamples) || !knows(at) {
            continue;
        }
        let mut start = at + 1;
        while start < tokens.end && matches!(reading.tokens[start].kind, TokenKind::Mark('.' | ',' | ':')) {
            start += 1;
        }
        while start < tokens.end {
            let end = (start..tokens.end)
                .find(|&at| is_connector(reading, at) || matches!(reading.tokens[at].kind, TokenKind::Mark(_)))
                .unwrap_or(tokens.end);
            let stop = (start..end).find(|&at| !is_capital(reading, at)).unwrap_or(end);
            if is_name(reading, &(start..stop)) && !reading.is(stop, '(') {
                found.push(start..stop);
            }
            let is_over = stop < end && stop == start || end >= tokens.end || !is_connector(reading, end);
            if is_over {
                break;
            }
            start = end + 1;
            while start < tokens.end && is_connector(reading, start) {
                start += 1;
            }
        }
    }
    found
}

/// "Voter file tools (NGP VAN, Catalist, etc.)", "software tools: Digital Commons and Archive-It", "two out of Boost, Eigen or
/// Armadillo": names alone, in a row behind the word for what they are or behind small words.
fn listed(lexicon: &Lexicon, reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Others write every noun with a capital, or have small words that are not told from names.
    if phrases::is_of_other_tongue(reading, tokens) {
        return found;
    }
    for row in rows(reading, tokens) {
        let (first, last) = (row[0].start, row.len() - 1);
        let before = first.checked_sub(1).filter(|&at| at > 0);
        let is_opened = before.is_some_and(|at| reading.is(at, '(') || reading.is(at, ':'));
        let is_thing = before.is_some_and(|at| lexicon.is_phrase_word(&reading.tokens[at - 1], PhraseWord::Kind));
        let is_cut = |part: &Range<usize>| reading.is_word(part.start, &["etc", "others", "similar", "other"]);
        let has_more = row.iter().any(is_cut);
        let own = |number: usize, part: &Range<usize>| {
            let start = match number {
                0 => part.clone().rfind(|&at| !is_capital(reading, at)).map_or(part.start, |at| at + 1),
                _ => part.start,
            };
            let end = match number == last {
                true => (start..part.end).find(|&at| !is_capital(reading, at)).unwrap_or(part.end),
                false => part.end,
            };
            start..end
        };
        let names: Vec<Range<usize>> = row.iter().enumerate().map(|(number, part)| own(number, part)).collect();
        let is_known = |name: &Range<usize>| {
            reading.marks_over(name.clone()).any(|mark| matches!(mark.meaning, Meaning::Skill(_)))
        };
        // "Digital Commons": a word of the name may mean something by itself.
        let is_new = |name: &Range<usize>| {
            let means_other = |mark: &Mark| {
                name.len() == 1
                    || matches!(mark.meaning, Meaning::Skill(_))
                    || mark.first <= name.start && name.end <= mark.end
            };
            is_written_as_name(reading, name)
                && !reading.small(name.end - 1, Small::Role)
                && !reading.small(name.end - 1, Small::People)
                && !reading.marks_over(name.clone()).any(means_other)
        };
        let are_names = names.iter().zip(&row).all(|(name, part)| is_new(name) || is_known(name) || is_cut(part));
        // Where every word has a capital it tells nothing.
        let asks = |cue| matches!(cue, Cue::Knowing | Cue::Skilled(_) | Cue::Experience | Cue::Asked);
        let last_name = names[last].end;
        let is_of_people =
            reading.small(last_name, Small::Role) || reading.small(last_name, Small::People) || is_day(reading, &names);
        let is_led = names[0].start > first
            && row.len() > 2
            && !has_inner_capital(reading, first)
            && !is_of_people
            && reading.has(tokens.start..names[0].start, asks)
            && !reading.has(tokens.clone(), |cue| matches!(cue, Cue::Degree(_) | Cue::PerhapsDegree(_)));
        if are_names && (is_opened && (is_thing || has_more) || !is_opened && is_led) {
            found.extend(names.into_iter().filter(is_new));
        }
    }
    found
}

/// "Tuesdays, Wednesdays and Thursdays"
fn is_day(reading: &Reading<'_>, names: &[Range<usize>]) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    names.iter().any(|name| DAYS.contains(&reading.word(name.start).to_lowercase().trim_end_matches('s')))
}

/// "Experience with CollectiveAccess": a word that has a capital behind a small letter, where knowledge is asked for.
fn products(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let Some((_, knowing)) =
        reading.cues(tokens.clone()).find(|(cue, _)| matches!(cue, Cue::Knowing | Cue::Skilled(_) | Cue::Experience))
    else {
        return Vec::new();
    };
    (knowing.end..tokens.end.min(knowing.end + FARTHEST))
        .filter(|&at| is_product(reading, at) && is_name(reading, &(at..at + 1)))
        .map(|at| at..at + 1)
        .collect()
}

/// Whether a word is spelled as only products are: not "APIs".
fn is_product(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.word(at);
    let lower = word.find(char::is_lowercase);
    is_capital(reading, at)
        && lower.is_some_and(|lower| word[lower..].contains(char::is_uppercase))
        && !word.starts_with("Mc")
        && !word.starts_with("Mac")
}

/// "Scripts in Python": a preposition leads to the name.
fn is_led_to(reading: &Reading<'_>, start: usize, name: usize) -> bool {
    name > start && reading.is_word(name - 1, &["in", "with", "using", "mit"])
}

/// Whether the first part of a row stands right behind words such as "experience with".
fn follows_knowing(reading: &Reading<'_>, tokens: &Range<usize>, row: &[Range<usize>]) -> bool {
    let Some(first) = row.first() else { return false };
    let start = first.clone().rfind(|&at| !is_capital(reading, at)).map_or(first.start, |at| at + 1);
    let near = start.saturating_sub(3).max(tokens.start);
    reading.cues(near..start).any(|(cue, mark)| {
        matches!(cue, Cue::Knowing | Cue::Skilled(_))
            && (mark.end..start).all(|at| reading.is_word(at, &["with", "of", "in", "using", "working", "mit", "the"]))
    })
}

/// The unknown names in a row with skills that are known by their names: "Terraform, Crossplane and Helm".
fn beside_known(lexicon: &Lexicon, reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for row in rows(reading, tokens) {
        let last = row.len() - 1;
        let is_known = |(number, part): &(usize, &Range<usize>)| {
            reading.marks((*part).clone()).any(|mark| match mark.meaning {
                Meaning::Skill(skill) => {
                    !matches!(lexicon.guard(skill), Some(Guard::Common | Guard::Never))
                        && (mark.first == part.start || *number == 0 || is_led_to(reading, part.start, mark.first))
                        && (mark.end == part.end || *number == last)
                }
                Meaning::Cue(_) => false,
            })
        };
        let known = row.iter().enumerate().filter(is_known).count();
        if known == 0 || known == 1 && !(row.len() == 2 && follows_knowing(reading, tokens, &row)) {
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
    rows.retain(|row| row.len() > 1);
    rows
}

/// Whether some tokens are nothing but a name: a few words with capitals, none of which means anything else.
fn is_name(reading: &Reading<'_>, name: &Range<usize>) -> bool {
    is_written_as_name(reading, name) && !reading.is_known(name.clone())
}

/// Whether some tokens are written as a name.
fn is_written_as_name(reading: &Reading<'_>, name: &Range<usize>) -> bool {
    !name.is_empty()
        && name.len() <= LONGEST
        && name.clone().all(|at| is_capital(reading, at))
        && reading.word(name.start).len() > 1
        && !is_german_quality(reading.word(name.end - 1))
}

/// "Docker, Kubernetes und Leidenschaft": German writes every noun with a capital, and these endings make no names.
fn is_german_quality(word: &str) -> bool {
    ["Spaß", "Freude", "Lust", "Interesse", "Motivation", "Neugier", "Engagement", "Humor", "Herz"].contains(&word)
        || ["ung", "ungen", "heit", "keit", "keiten", "schaft", "geist", "nisse", "ismus"]
            .iter()
            .any(|end| word.ends_with(end))
}

fn is_capital(reading: &Reading<'_>, at: usize) -> bool {
    reading.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
        && reading.word(at).starts_with(char::is_uppercase)
}

fn has_inner_capital(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at).chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit())
}
