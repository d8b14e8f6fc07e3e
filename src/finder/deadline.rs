//! The first and the last day of a posting, in the lines and sentences that speak of them.

use std::ops::Range;

use jiff::civil::Date;

use super::reading::Reading;
use super::words::{Cue, Fact, Small};
use super::{Order, day};

/// A day and its tokens.
type Day = (Date, Range<usize>);

/// The days that a line names.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// The first day.
    pub(super) posted: Option<Day>,
    /// The last day.
    pub(super) closes: Option<Day>,
}

/// A day is named at most this many tokens behind the words that say what it is.
const NEAR: usize = 8;

/// Words before a day on which something begins.
const BEGINS: [&str; 7] = ["begin", "begins", "beginning", "starts", "start", "starting", "commence"];

/// Words between applying and the last day for it.
const BY_A_DAY: [&str; 19] = [
    "by",
    "before",
    "until",
    "till",
    "bis",
    "deadline",
    "close",
    "closes",
    "closing",
    "due",
    "spätestens",
    "than",
    "end",
    "ends",
    "ending",
    "received",
    "endet",
    "avant",
    "hasta",
];

/// The day behind "Closes:" or "Posted:", or the two of "Application period: 1 March 2026 to 31 March 2026".
pub(super) fn of_line(reading: &Reading<'_>, order: Option<Order>, fact: Fact, tokens: Range<usize>) -> Days {
    let days = all(reading, order, tokens.clone());
    let Some(first) = days.first().cloned() else { return Days::default() };
    if fact == Fact::Posted {
        return Days { posted: Some(first), closes: None };
    }
    let is_period = |between: Range<usize>| {
        (1..=3).contains(&between.len())
            && between.clone().any(|at| reading.is(at, '-') || reading.small(at, Small::To))
    };
    if let Some(last) = days.get(1).filter(|last| last.0 >= first.0 && is_period(first.1.end..last.1.start)) {
        return Days { posted: Some(first), closes: Some(last.clone()) };
    }
    // "Review of applications will begin on March 1, 2026": no day to apply by.
    let is_begin = (tokens.start..first.1.start).any(|at| reading.is_word(at, &BEGINS));
    Days { posted: None, closes: Some(first).filter(|_| !is_begin) }
}

/// The last day that a sentence names: "Apply by August 22, 2024", "Bewerbungsfrist ist der 31.01.2027".
pub(super) fn in_sentence(reading: &Reading<'_>, order: Option<Order>, tokens: &Range<usize>) -> Option<Day> {
    let mut before = tokens.start;
    all(reading, order, tokens.clone()).into_iter().find(|(_, own)| {
        let near = own.start.saturating_sub(NEAR).max(before)..own.start;
        before = own.end;
        is_last_day(reading, tokens, near, own.end)
    })
}

/// Whether the words of a sentence around a day make it the last one for applying.
fn is_last_day(reading: &Reading<'_>, tokens: &Range<usize>, near: Range<usize>, after: usize) -> bool {
    // "Closing date is", but of "close" alone it may be the shop.
    let is_verb = |at: usize| reading.is_word(at, &["close", "closing", "expires", "due"]);
    let is_named = reading
        .cues(near.clone())
        .any(|(cue, mark)| cue == Cue::Label(Fact::Closes) && !(mark.end == mark.first + 1 && is_verb(mark.first)));
    let is_begin = near.clone().any(|at| reading.is_word(at, &BEGINS) || reading.is_word(at, &["from"]));
    let is_by = near.clone().any(|at| reading.is_word(at, &BY_A_DAY))
        // "请于2026年3月1日前报名"
        || ["前", "截", "之"].contains(&reading.word(after));
    !is_begin && (is_named || is_by && reading.has(tokens.clone(), |cue| cue == Cue::Apply))
}

/// The first day that a short line of its own names: "Posted July 31, 2018", "(published on 3 May 2026)".
pub(super) fn posting_day(reading: &Reading<'_>, order: Option<Order>, tokens: &Range<usize>) -> Option<Day> {
    const LONGEST: usize = 16;
    let start = tokens.start + usize::from(reading.is(tokens.start, '('));
    let is_named = |(cue, first): (Cue, usize)| {
        cue == Cue::Label(Fact::Posted) && first == start && !reading.is_word(first, &["open", "opens", "opening"])
    };
    if tokens.len() > LONGEST {
        return None;
    }
    let (_, mark) = reading.cues(start..tokens.end).find(|(cue, mark)| is_named((*cue, mark.first)))?;
    all(reading, order, mark.end..tokens.end).into_iter().next().filter(|(_, own)| own.start < mark.end + 4)
}

/// All days of some tokens, and the last one of a month that "the end of March 2026" means.
fn all(reading: &Reading<'_>, order: Option<Order>, tokens: Range<usize>) -> Vec<Day> {
    let Reading { text, tokens: words, marks } = reading;
    let mut days = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let found = day::starting(text, words, marks, at, order).or_else(|| day::ending(text, words, marks, at));
        match found.filter(|(_, end)| *end <= tokens.end) {
            Some((date, end)) => {
                days.push((date, at..end));
                at = end;
            }
            None => at += 1,
        }
    }
    days
}
