//! How well a skill is asked for, by the words before it, behind it, or above its list.

use std::ops::Range;

use super::super::lexicon::{Mark, Meaning};
use super::super::outline::Statement;
use super::super::reading::Reading;
use super::super::tokens::TokenKind;
use super::super::words::{Cue, Small};
use super::is_connector;
use crate::posting::SkillLevel;

/// The level by the nearest word that says one: before it, right behind it, or in the line above its list.
pub(super) fn level(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> Option<SkillLevel> {
    let behind = own.end..(own.end + 4).min(statement.tokens.end);
    let is_apart = behind.start < behind.end
        && (reading.is(behind.start, '(') || reading.is(behind.start, '-') || reading.is(behind.start, ':'));
    if is_apart {
        let named = reading.cues(behind.start + 1..behind.end).find_map(|(cue, _)| match cue {
            Cue::Skilled(level) => Some(level),
            _ => None,
        });
        if named.is_some() {
            return named;
        }
    }
    if let Some(named) = level_of_pair(reading, statement, own).or_else(|| level_of_frame(reading, statement, own)) {
        return Some(named);
    }
    let before = statement.tokens.start..own.start;
    let says_own = reading.has(before.clone(), |cue| matches!(cue, Cue::Knowing));
    let lead = statement.lead.clone().filter(|_| !says_own);
    level_said(reading, before).or_else(|| level_said(reading, lead?))
}

/// "对Java有深入理解": what stands between the two words has the level said behind it.
fn level_of_pair(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> Option<SkillLevel> {
    let ends_clause = |at: usize| reading.is(at, ';') || reading.is(at, ',') && reading.word(at) != "、";
    let start = (statement.tokens.start..own.start).rfind(|&at| ends_clause(at)).unwrap_or(statement.tokens.start);
    if !(start..own.start).any(|at| reading.is_word(at, &["对"])) {
        return None;
    }
    let end = (own.end..statement.tokens.end).find(|&at| ends_clause(at)).unwrap_or(statement.tokens.end);
    let has = (own.end..end).find(|&at| reading.is_word(at, &["有"]))?;
    level_said(reading, has..end)
}

/// "Mit Excel sind Sie sicher", "in Java bist du fit": a German sentence that begins so says behind it how well.
fn level_of_frame(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> Option<SkillLevel> {
    let tokens = &statement.tokens;
    let is_frame = reading.is_word(tokens.start, &["mit", "in", "im"]);
    let verb = (own.end..tokens.end).find(|&at| {
        reading.is_word(at, &["sind", "bist", "kennst", "kennen", "gehst", "gehen"])
            && reading.is_word(at + 1, &["sie", "du", "dir", "ihnen"])
    })?;
    let is_said_before = reading.has(tokens.start..own.start, |cue| matches!(cue, Cue::Skilled(_) | Cue::WishedNext));
    level_said(reading, verb..tokens.end).filter(|_| is_frame && !is_said_before)
}

/// The level that some words say of what stands behind them.
fn level_said(reading: &Reading<'_>, tokens: Range<usize>) -> Option<SkillLevel> {
    let mut level = None;
    for (cue, mark) in reading.cues(tokens.clone()) {
        match cue {
            // "As an expert consultant, you are versed in": how good the person is called.
            Cue::Skilled(_)
                if mark.first >= tokens.start + 2
                    && reading.is_word(mark.first - 2, &["as"])
                    && reading.is_word(mark.first - 1, &["a", "an", "our"]) => {}
            // "Basic proficiency", "深入了解": the longer phrase says it, not the words in it.
            Cue::Skilled(_) if level.is_some_and(|(_, end)| mark.first < end && mark.end <= end) => {}
            // "Deep learning and Python"
            Cue::Skilled(_) if is_in_skill(reading, mark) => {}
            Cue::Skilled(named) => level = Some((named, mark.end)),
            // "熟悉Java，有Docker经验": the level is of the first alone.
            Cue::Asked | Cue::Demanded if begins_clause(reading, mark.first) => level = None,
            // "Familiar with services, ideally cloud": the wish has no level.
            Cue::WishedNext => level = None,
            // "strong communication skills and experience with Python": the level is of the first alone.
            Cue::Knowing => {
                let begins_anew = mark.first > tokens.start
                    && (reading.is(mark.first - 1, ',')
                        || reading.is_word(mark.first - 1, &["and", "or", "with", "und", "sowie"]));
                let says_more = |end: usize| (end..mark.first).any(|at| !is_of_knowing(reading, at));
                if begins_anew && level.is_some_and(|(_, end)| says_more(end)) {
                    level = None;
                }
            }
            _ => {}
        }
    }
    // "熟悉Java，良好的编码习惯，包括重构": what is said anew has no level of its own.
    let (level, end) = level?;
    let anew = (end..tokens.end).any(|at| begins_clause(reading, at) && reading.is_word(at, &["良", "在", "对"]));
    (!anew).then_some(level)
}

/// Whether a word is one of a longer name of a skill.
fn is_in_skill(reading: &Reading<'_>, mark: &Mark) -> bool {
    let own = mark.first..mark.end;
    reading.marks_over(own.clone()).any(|other| {
        let is_longer = other.first <= own.start && own.end <= other.end && other.end - other.first > own.len();
        is_longer && matches!(other.meaning, Meaning::Skill(_))
    })
}

/// Whether a clause of a Chinese sentence begins with a token.
fn begins_clause(reading: &Reading<'_>, at: usize) -> bool {
    at > 0 && reading.tokens[at].kind == TokenKind::Character && ["，", ","].contains(&reading.word(at - 1))
}

/// Whether a token only joins words about knowledge: "expert knowledge of and expertise in".
fn is_of_knowing(reading: &Reading<'_>, at: usize) -> bool {
    is_connector(reading, at)
        || reading.small(at, Small::EndsName)
        || reading.has(at..at + 1, |cue| matches!(cue, Cue::Knowing))
}
