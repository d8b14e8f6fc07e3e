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
        if let Some(part) =
            of_which(reading, &tokens, mark.end).filter(|(part, _)| found.iter().all(|(known, _)| known != part))
        {
            found.push(part);
        }
    }
    if found.is_empty()
        && let Some(years) = behind_label(reading, statement)
    {
        found.push(years);
    }
    found
}

/// "Years of experience: 5", "Experience (years): 3-5": the label has the unit.
fn behind_label(reading: &Reading<'_>, statement: &Statement) -> Option<Years> {
    let tokens = statement.tokens.clone();
    let label = tokens.start.saturating_sub(8)..tokens.start;
    let has_unit = statement.label == Some(Fact::Experience) && reading.has(label, |cue| cue == Cue::Years);
    let at = tokens.start;
    let is_all = (at..tokens.end)
        .all(|at| reading.is_digits(at) || matches!(reading.tokens[at].kind, TokenKind::Mark('+' | '-' | '.')));
    let years = reading.number(at).filter(|_| has_unit && is_all && tokens.len() <= 4)?;
    let years = u8::try_from(years).ok().filter(|&years| years <= Experience::MOST)?;
    Some((Experience { years, scope: None }, at..at + 1))
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
    // "A year or more of experience", but not "half a year"
    let is_open = reading.is_word(mark.end, &["or"]) && reading.is_word(mark.end + 1, &["more"]);
    let end = if is_open { mark.end + 2 } else { mark.end };
    let is_of_experience =
        reading.is_word(end, &["of", "'s", "in"]) && reading.has(end..end + 5, |cue| cue == Cue::Experience);
    let is_part = at > from && reading.is_word(at - 1, &["half"]);
    (reading.is_word(mark.first, &["year"]) && is_of_experience && !is_part).then_some((1, at))
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
        at = at.checked_sub(1)?;
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
            // "has over" ends where the number starts; "our team" is anywhere before; "history" may be studied.
            let is_studied = reading.has(mark.first..mark.end, |cue| matches!(cue, Cue::Subject(_)))
                && reading
                    .has(self.tokens.start..mark.first, |cue| matches!(cue, Cue::Degree(_) | Cue::PerhapsDegree(_)));
            cue == Cue::Others && mark.end <= self.first && !is_studied
        }) || reading.is_word(self.tokens.start, &["we", "wir"])
            && reading.is_word(self.tokens.start + 1, &["are", "sind", "'re"]);
        // "Our head has 25 years of experience", "Join a chef with 15 years of experience"
        let first = self.tokens.start;
        let is_colleague = (reading.is_word(first, &["join"])
            || reading.is_word(first, &["our", "my", "unser", "unsere"])
                && (first..self.first).any(|at| reading.is_word(at, &["has", "have", "brings", "hat", "haben"])))
            && !(first..self.first).any(|at| reading.is_word(at, &["you", "your", "candidate", "sie", "du"]));
        if (of_others || is_colleague) && !asked_before {
            return false;
        }
        if wishes::is_wished(reading, &self.tokens, &(self.first..self.after)) || self.is_alternative(reading, before) {
            return false;
        }
        // "2 years of college", "4 years university degree"
        let studied = ["college", "university", "school", "degree", "study", "studies", "education", "coursework"];
        let is_study = (self.after..(self.after + 4).min(self.tokens.end)).any(|at| reading.is_word(at, &studied));
        if is_study && !experience_near {
            return false;
        }
        if matches!(statement.label, Some(Fact::Experience | Fact::Level)) {
            return true;
        }
        if statement.label.is_some_and(|fact| !matches!(fact, Fact::Education | Fact::Skills | Fact::Other)) {
            return false;
        }
        // "At least", "a minimum of", directly before the number.
        let is_least = reading
            .cues(before_start..self.first)
            .any(|(cue, mark)| matches!(cue, Cue::Asked) && mark.end + 1 >= self.first && is_amount(reading, mark));
        if experience_near || experience_after || experience_before {
            return statement.section == Section::Required
                || asked_before
                || self.first <= self.tokens.start + 3
                || experience_near
                || is_least
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
        // "A cook with at least two years of professional baking": sought in a sentence of any section.
        let is_sought = reading
            .cues(self.tokens.start..self.first)
            .any(|(cue, mark)| cue == Cue::Demanded || reading.is_word(mark.first, &["looking", "seeking", "suchen"]));
        if is_least && goes_on && is_sought && !lasting {
            return true;
        }
        if statement.section != Section::Required || lasting {
            return false;
        }
        // "Minimum 3 years professional library work"
        let goes_on = goes_on || is_least && reading.small(self.after, Small::Vague);
        goes_on && (is_first || is_second || asked_before) || self.is_bare(reading, statement, is_least)
    }

    /// Whether a requirement's number of years needs no word for experience: "5 years Java", "Java (5 years)".
    fn is_bare(&self, reading: &Reading<'_>, statement: &Statement, is_least: bool) -> bool {
        let is_end = self.after >= self.tokens.end
            || matches!(reading.tokens[self.after].kind, TokenKind::Mark('.' | ')' | ',' | ';'))
            || reading.is_word(self.after, &["minimum", "min"])
            || reading.word(self.after) == "以";
        let before = |at: usize| self.first.checked_sub(at).filter(|&at| at >= self.tokens.start);
        let bounds = ["at", "least", "more", "than", "over", "a", "minimum", "of", "mehr", "als", "mindestens"];
        let lead = (self.tokens.start..self.first).rfind(|&at| !reading.is_word(at, &bounds));
        // "You have written Go for more than 3 years", but not "you have held a licence for 3 years"
        let start = self.tokens.start;
        let has_done =
            (start..(start + 3).min(self.first)).any(|at| reading.is_word(at, &["have", "'ve", "has", "had"]));
        let others =
            ["held", "lived", "licence", "license", "right", "resident", "residence", "record", "citizen", "visa"];
        let is_other = (start..self.first).any(|at| reading.is_word(at, &others));
        if lead.is_some_and(|at| reading.is_word(at, &["for"])) && is_end && has_done && !is_other {
            return true;
        }
        // "Führerschein seit 3 Jahren"
        let is_held = lead.is_some_and(|at| reading.is_word(at, &["seit"]));
        // "18+ years" alone is an age.
        let is_age = reading.number(self.first).is_some_and(|number| matches!(number, 16 | 18 | 21));
        if statement.kind != Kind::Item || is_age || is_other || is_held {
            return false;
        }
        // "2 years qualified"
        if self.after < self.tokens.end && reading.is_word(self.after, &["qualified", "since", "post"]) {
            return true;
        }
        // "Python - 3 years", "Python (3 years)", "Java; more than 3 years"
        let is_told =
            reading.is(self.first, '(') || lead.is_some_and(|at| matches!(reading.tokens[at].kind, TokenKind::Mark(_)));
        let is_first =
            lead.is_none() || before(1).is_none() || reading.small(lead.unwrap_or(self.first), Small::InYears);
        let is_name = |at: usize| {
            at < self.tokens.end
                && reading.tokens[at].kind == TokenKind::Word
                && !reading.is_word(at, &["or", "and", "for", "at", "on", "to", "by", "from", "per", "since", "ago"])
        };
        let is_chinese = reading.tokens[self.unit].kind == TokenKind::Character;
        is_end && (is_told || is_first || is_least) && !is_chinese
            || is_chinese && reading.word(self.after) == "以"
            || (is_first || reading.is(self.first.wrapping_sub(1), ',')) && is_name(self.after)
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
            // "A degree and/or a minimum of three years": both are asked for.
            let is_both =
                |at: usize| reading.is(at.wrapping_sub(1), '/') && reading.is_word(at.wrapping_sub(2), &["and", "und"]);
            let or = tokens.clone().rfind(|&at| is_or(at) && !is_both(at));
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

/// "At least", "minimum of": a lower bound.
fn is_amount(reading: &Reading<'_>, mark: &Mark) -> bool {
    let bounds = ["minimum", "at", "mindestens", "mind", "minimal", "minstens", "au", "al", "almeno", "至"];
    reading.is_word(mark.first, &bounds)
}

/// "8 years of experience, 3 of which in management", "6 years, including 4 in marketing": numbers without their unit.
fn of_which(reading: &Reading<'_>, tokens: &Range<usize>, from: usize) -> Option<Years> {
    let near = from..tokens.end.min(from + 24);
    near.clone().find_map(|at| {
        let number = reading.number(at).filter(|&number| number > 0 && number <= u32::from(Experience::MOST))?;
        // "two (2) of which", "2+ of them"
        let is_told = reading.is(at + 1, '(') && reading.number(at + 2) == Some(number) && reading.is(at + 3, ')');
        let end = if is_told {
            at + 4
        } else if reading.is(at + 1, '+') {
            at + 2
        } else {
            at + 1
        };
        let is_part = reading.is_word(end, &["of"]) && reading.is_word(end + 1, &["which", "those", "them"]);
        let bounds = ["at", "least", "minimum", "mindestens"];
        let lead = (from..at).rfind(|&at| !reading.is_word(at, &bounds));
        let is_inside = lead.is_some_and(|at| reading.is_word(at, &["including", "davon", "whereof", "dont"]));
        let end = if is_part { end + 2 } else { end };
        let goes_on =
            reading.is_word(end, &["in", "as", "directly", "with", "working", "als", "im", "en", "managing", "must"]);
        if !(is_part || is_inside) || !goes_on || reading.tokens[at].glued {
            return None;
        }
        let scope = scope::around(reading, tokens, at, end);
        let own = at..scope.as_ref().map_or(end, |scope| scope.end.max(end));
        let scope = scope.and_then(|tokens| scope::name(reading, tokens));
        Some((Experience { years: number as u8, scope }, own))
    })
}
