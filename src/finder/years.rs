//! Years of experience: told from all the other years that a posting speaks of.

use std::ops::Range;

use super::lexicon::Mark;
use super::outline::{Kind, Statement};
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Fact, Section, Small};
use super::{scope, wishes};
use crate::posting::Experience;

/// Years with the tokens that state them.
pub type Years = (Experience, Range<usize>);

/// The years that a statement asks for.
///
/// `before` is the statement above it.
pub fn in_statement(reading: &Reading<'_>, statement: &Statement, before: Option<&Statement>) -> Vec<Years> {
    let tokens = statement.tokens.clone();
    if matches!(statement.section, Section::Company | Section::Benefits | Section::Apply | Section::Preferred) {
        return Vec::new();
    }
    let is_whole = |mark: &Mark| {
        // "Construction experience is not required": other experience may be.
        reading.is_word(mark.first, &["no", "keine", "auch", "without"])
            || (tokens.start..mark.first).all(|at| reading.small(at, Small::Vague))
            || !reading.is_word(mark.first, &["experience"])
    };
    if let Some((_, mark)) =
        reading.cues(tokens.clone()).find(|(cue, mark)| *cue == Cue::NoExperience && is_whole(mark))
    {
        return vec![(Experience { years: 0, scope: None }, mark.first..mark.end)];
    }
    if is_other_way(reading, statement, before) {
        return Vec::new();
    }
    let mut found: Vec<Years> = Vec::new();
    let units = reading.cues(tokens.clone()).filter(|(cue, _)| matches!(cue, Cue::Years | Cue::Months));
    for (unit, mark) in units {
        let number = match number_in(reading, mark.first) {
            Some(number) => Some((number, mark.first)),
            None => number_before(reading, mark.first, tokens.start).or_else(|| a_year(reading, mark, tokens.start)),
        };
        let Some((number, first)) = number else { continue };
        let years = match unit {
            Cue::Months if number > 0 && number % 12 == 0 => number / 12,
            Cue::Months => continue,
            _ => number,
        };
        let Ok(years) = u8::try_from(years) else { continue };
        // "5 yrs+ of Python"
        let after = if reading.is(mark.end, '+') { mark.end + 1 } else { mark.end };
        let place = Place { tokens: tokens.clone(), first, unit: mark.first, after };
        if years > Experience::MOST || !place.is_asked(reading, statement, found.last()) {
            continue;
        }
        let scope = scope::around(reading, &tokens, place.first, mark.end);
        let end = scope.as_ref().map_or(mark.end, |scope| scope.end.max(mark.end));
        let scope = scope.and_then(|tokens| scope::name(reading, tokens));
        let experience = Experience { years, scope };
        if found.iter().all(|(known, _)| *known != experience) {
            found.push((experience, first..end));
        }
    }
    found
}

/// "2. An associate degree and five years of experience; or", below another way that ends so as well.
fn is_other_way(reading: &Reading<'_>, statement: &Statement, before: Option<&Statement>) -> bool {
    let Some(before) = before.filter(|before| (before.kind, statement.kind) == (Kind::Item, Kind::Item)) else {
        return false;
    };
    let start = statement.tokens.start;
    let is_degree = |cue: Cue| matches!(cue, Cue::Degree(_) | Cue::PerhapsDegree(_) | Cue::Instead);
    let leads = reading.has(start..(start + 5).min(statement.tokens.end), is_degree);
    let end = before.tokens.end;
    let ends_so = (end.saturating_sub(2).max(before.tokens.start)..end).any(|at| reading.is_word(at, &["or", "oder"]));
    ends_so && leads
}

/// The number of a unit that says it itself: "zweijährige".
fn number_in(reading: &Reading<'_>, at: usize) -> Option<u32> {
    reading.number(at).filter(|_| reading.tokens[at].kind == TokenKind::Word)
}

/// "A year of experience"
fn a_year(reading: &Reading<'_>, mark: &Mark, from: usize) -> Option<(u32, usize)> {
    let at = mark.first.checked_sub(1).filter(|&at| at >= from && reading.is_word(at, &["a"]))?;
    let is_of_experience =
        reading.is_word(mark.end, &["of", "'s"]) && reading.has(mark.end..mark.end + 3, |cue| cue == Cue::Experience);
    (reading.is_word(mark.first, &["year"]) && is_of_experience).then_some((1, at))
}

/// The number before a unit, the lower one of a range, and its first token.
fn number_before(reading: &Reading<'_>, unit: usize, from: usize) -> Option<(u32, usize)> {
    let mut at = unit.checked_sub(1)?;
    for _ in 0..4 {
        let skips = reading.is(at, '+')
            || reading.is(at, ')') && !is_bracketed_number(reading, at)
            || reading.small(at, Small::InYears);
        if !skips {
            break;
        }
        at = at.checked_sub(1)?;
    }
    // "one (1) year", "five (5) or more years"
    if reading.is(at, ')') {
        at -= 1;
    }
    let (number, mut first) = number_ending(reading, at, from)?;
    if first > from && reading.is(first - 1, '(') {
        first -= 1;
        if first > from && reading.number(first - 1) == Some(number) {
            first -= 1;
        }
    }
    // "3 - 5", "three to five", "0 tot 2", "3至5"
    if first >= from + 2 {
        let joins = reading.is(first - 1, '-') || reading.small(first - 1, Small::To);
        let (mut at, plus) = (first - 2, reading.is(first - 2, '+'));
        if plus && at > from {
            at -= 1;
        }
        if joins && let Some((lower, lower_first)) = number_ending(reading, at, from) {
            let is_between = !reading.is_word(first - 1, &["and", "und", "a"])
                || lower_first > from && reading.is_word(lower_first - 1, &["between", "zwischen"]);
            if lower < number && is_between {
                return Some((lower, lower_first));
            }
        }
    }
    Some((number, first))
}

fn is_bracketed_number(reading: &Reading<'_>, close: usize) -> bool {
    close >= 2 && reading.number(close - 1).is_some() && reading.is(close - 2, '(')
}

/// The number whose last token this is; Chinese numbers are of several characters.
fn number_ending(reading: &Reading<'_>, at: usize, from: usize) -> Option<(u32, usize)> {
    let token = reading.tokens.get(at).filter(|_| at >= from)?;
    let last = reading.number(at)?;
    if token.kind == TokenKind::Number {
        // "1.5 years", "24/7", "2,000 years", "$5 years"
        let digits_before = at > from + 1 && reading.is_digits(at - 2);
        let part = at > from
            && token.glued
            && match reading.tokens[at - 1].kind {
                TokenKind::Mark('.' | ',' | '/') => digits_before,
                TokenKind::Mark(mark) => matches!(mark, '$' | '€' | '£' | '#'),
                _ => false,
            };
        return (!part).then_some((last, at));
    }
    if token.kind == TokenKind::Character && at > from {
        // 十五 is 15, 二十 is 20.
        match (reading.number(at - 1), reading.word(at - 1), reading.word(at)) {
            (Some(_), "十", _) if last < 10 => return Some((10 + last, at - 1)),
            (Some(tens), _, "十") if tens < 10 => return Some((tens * 10, at - 1)),
            _ => {}
        }
    }
    Some((last, at))
}

/// Where a number of years stands in its statement.
struct Place {
    /// The statement's tokens.
    tokens: Range<usize>,
    /// The number's first token.
    first: usize,
    /// The unit.
    unit: usize,
    /// The token behind the unit.
    after: usize,
}

impl Place {
    /// Whether these years are asked of the candidate.
    fn is_asked(&self, reading: &Reading<'_>, statement: &Statement, before: Option<&Years>) -> bool {
        let near_after = self.after..(self.after + 4).min(self.tokens.end);
        let before_start = self.first.saturating_sub(8).max(self.tokens.start);
        let is_experience = |cue| cue == Cue::Experience;
        let experience_near = reading.has(near_after.clone(), is_experience);
        let experience_after = reading.has(self.after..(self.after + 16).min(self.tokens.end), is_experience);
        let experience_before =
            reading.has(self.first.saturating_sub(10).max(self.tokens.start)..self.first, is_experience);
        let asked_before =
            reading.cues(self.tokens.start..self.first).any(|(cue, _)| matches!(cue, Cue::Asked | Cue::Demanded));

        if reading.has(self.after..(self.after + 3).min(self.tokens.end), |cue| cue == Cue::Age) {
            return false;
        }
        // "the next three years", "per year"
        let is_passing = reading.cues(before_start..self.first).any(|(cue, mark)| {
            let is_least = mark.first > 0 && reading.is_word(mark.first - 1, &["no", "not"]);
            cue == Cue::Passing && mark.end == self.first && !is_least
        });
        if is_passing {
            return false;
        }
        // "3-year vision", "two-year fellowship"
        let joined = self.unit > 0
            && reading.text[reading.tokens[self.unit - 1].end..reading.tokens[self.unit].start]
                .contains(['-', '\u{2010}', '\u{2011}']);
        // "the two year cohort experience": singular, so it is an adjective.
        let singular = reading.is_word(self.unit, &["year"])
            && reading.number(self.unit.wrapping_sub(1)).is_some_and(|number| number != 1);
        if (joined || singular) && !reading.has(self.after..(self.after + 1).min(self.tokens.end), is_experience) {
            return false;
        }
        let lasting = reading.has(before_start..self.first, |cue| cue == Cue::Lasting)
            || reading.has(near_after, |cue| cue == Cue::Lasting);
        if lasting && !experience_near && !experience_after {
            return false;
        }
        let of_others = reading.cues(self.tokens.start..(self.first + 1).min(self.tokens.end)).any(|(cue, mark)| {
            // "has over" ends where the number starts; "our team" is anywhere before.
            cue == Cue::Others && mark.end <= self.first
        }) || reading.is_word(self.tokens.start, &["we", "wir"])
            && reading.is_word(self.tokens.start + 1, &["are", "sind", "'re"]);
        if of_others && !asked_before {
            return false;
        }
        if wishes::is_wished(reading, &self.tokens, &(self.first..self.after)) || self.is_alternative(reading, before) {
            return false;
        }
        if matches!(statement.label, Some(Fact::Experience | Fact::Level)) {
            return true;
        }
        if statement.label.is_some_and(|fact| !matches!(fact, Fact::Education | Fact::Skills | Fact::Other)) {
            return false;
        }
        if experience_near || experience_after || experience_before {
            return statement.section == Section::Required
                || asked_before
                || self.first <= self.tokens.start + 3
                || experience_near
                || reading.is_word(self.first.wrapping_sub(1), &["with", "mit", "over", "least", "minimum"]);
        }
        // "Dental receptionist: 1 year (Required)"
        let is_named = self.first > self.tokens.start && reading.is(self.first - 1, ':');
        if is_named && statement.section == Section::Required {
            return self.after >= self.tokens.end || reading.is(self.after, '(') || reading.is(self.after, '.');
        }
        // "5+ years in product management", "3+ years building software"
        // "One year or more of cooking"
        let is_open = reading.is_word(self.after, &["or"]) && reading.is_word(self.after + 1, &["more", "longer"]);
        let after = if is_open { self.after + 2 } else { self.after };
        let next = reading.word(after);
        let goes_on = reading.is_word(after, &["of", "in", "as", "with", "im", "als", "using", "mit", "at"])
            || next.len() > 4 && next.ends_with("ing");
        // "5 years in marketing and 2 years managing a team"
        let is_second = before.is_some() && reading.is_word(self.first.wrapping_sub(1), &["and", "und", ","]);
        let is_first = self.first <= self.tokens.start + 4;
        statement.section == Section::Required && goes_on && (is_first || is_second || asked_before)
    }

    /// Whether these years only stand in for something else: "or 4+ years of equivalent experience".
    fn is_alternative(&self, reading: &Reading<'_>, before: Option<&Years>) -> bool {
        let is_degree = |cue: Cue| matches!(cue, Cue::Degree(_) | Cue::PerhapsDegree(_) | Cue::DegreeWord);
        let head = self.tokens.start..self.first;
        let Some(degree) = reading.cues(head.clone()).rfind(|(cue, _)| is_degree(*cue) || *cue == Cue::Instead) else {
            // "in lieu of a degree"
            return reading.cues(self.after..self.tokens.end).any(|(cue, mark)| {
                cue == Cue::Instead && reading.is_word(mark.first, &["in", "instead", "substitute", "substituted"])
            });
        };
        let is_or = |at: usize| reading.small(at, Small::Or) && !reading.is_word(at, &["of"]);
        let is_and = |at: usize| reading.small(at, Small::And) || reading.is(at, ',') || reading.is(at, '+');
        let between = degree.1.end..self.first;
        let or_before = |tokens: Range<usize>| {
            let or = tokens.clone().rfind(|&at| is_or(at));
            or.is_some_and(|or| !(or + 1..tokens.end).any(is_and))
        };
        if degree.0 == Cue::Instead && !between.clone().any(is_and) || or_before(between) {
            return true;
        }
        // "..., or a master's degree and 3 years"
        if let Some((_, earlier)) = before {
            let to_degree = earlier.end..degree.1.first;
            if degree.1.first > earlier.end && to_degree.clone().any(is_or) {
                return true;
            }
        }
        is_or(self.tokens.start) && is_degree(degree.0)
    }
}
