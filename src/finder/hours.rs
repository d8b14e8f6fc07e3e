//! What numbers say of a job's hours and its time: "37.5 hours per week", "75 %", "a two-year contract".

use std::ops::Range;

use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Small};
use crate::posting::Employment;

/// Hours a week from which a job is full-time: what France counts as full, the least of the countries whose postings are read.
const FULL: f64 = 35.0;
/// Hours a week up to which a job is part-time; those between are called the one or the other.
const PART: f64 = 30.0;
/// More hours a week are none of one person.
const MOST: f64 = 60.0;
/// Fewer are none of a job.
const LEAST: f64 = 2.0;
/// Percent of full time from which a job is full-time.
const WHOLE: f64 = 95.0;

/// What hours a week or a share of full time say: "20 Stunden pro Woche", "Pensum: 80-100 %", "0.5 FTE". In a title a
/// share needs no other word: "Engineer (60-100%)".
pub fn kinds(reading: &Reading<'_>, tokens: Range<usize>, is_title: bool) -> Vec<(Employment, Range<usize>)> {
    let weekly = weekly(reading, &tokens).find_map(|(low, high, own)| {
        let kind = match (low, high) {
            (low, high) if low >= FULL && high <= MOST => Employment::FullTime,
            (low, high) if high <= PART && low >= LEAST => Employment::PartTime,
            _ => return None,
        };
        (!is_of_others(reading, &tokens, own.start)).then_some(vec![(kind, own)])
    });
    weekly
        .or_else(|| monthly(reading, &tokens))
        .or_else(|| share(reading, &tokens, is_title))
        .or_else(|| {
            let own = whole_days(reading, &tokens).filter(|own| !is_of_others(reading, &tokens, own.start))?;
            Some(vec![(Employment::FullTime, own)])
        })
        .unwrap_or_default()
}

/// The hours a week that some tokens name, or the least and the most of them: "20-25 hours per week", "Hours per week: 40".
fn weekly<'a>(
    reading: &'a Reading<'_>,
    tokens: &'a Range<usize>,
) -> impl Iterator<Item = (f64, f64, Range<usize>)> + use<'a> {
    let counted = reading.cues(tokens.clone()).filter(|(cue, _)| *cue == Cue::Weekly).filter_map(|(_, mark)| {
        let (low, high, own) = range_before(reading, mark.first, tokens.start)?;
        Some((low, high, own.start..mark.end))
    });
    // "Die wöchentliche Arbeitszeit kann zwischen 8 und 19 Stunden betragen", "hours (weekly): 20 hours"
    let is_week = |at: usize| reading.small(at, Small::Week);
    // "Three 12-hour shifts per week": hours of a day.
    let is_shift = |at: usize| reading.is_word(at + 1, &["shift", "shifts", "schicht", "schichten", "day", "days"]);
    let spoken =
        tokens.clone().filter(move |&at| reading.small(at, Small::Hour) && !is_shift(at)).filter_map(move |at| {
            let near = at.saturating_sub(12).max(tokens.start)..(at + 6).min(tokens.end);
            let (low, high, own) = range_before(reading, at, tokens.start).filter(|_| near.clone().any(is_week))?;
            Some((low, high, own.start..at + 1))
        });
    // "Hours per week: 40": the words stand in the label.
    let label = tokens.start.checked_sub(2).filter(|_| reading.is(tokens.start - 1, ':'));
    let is_named = label.is_some_and(|last| {
        reading.cues(last.saturating_sub(4)..last + 1).any(|(cue, mark)| cue == Cue::Weekly && mark.end == last + 1)
    });
    let end = (tokens.start..tokens.end.min(tokens.start + 8)).take_while(|&at| is_in_number(reading, at)).last();
    let bare = end.filter(|_| is_named).and_then(|last| range_before(reading, last + 1, tokens.start));
    // "The hours of work are 35 per week", "Working hours: 37.5 per week": the hours stand before.
    let told = tokens.clone().filter(move |&at| is_week(at)).filter_map(move |at| {
        let end = at.checked_sub(1).filter(|&end| end > tokens.start && reading.is_word(end, &["per", "a", "pro"]))?;
        let (low, high, own) = range_before(reading, end, tokens.start)?;
        let from = if label.is_some() { tokens.start.saturating_sub(4) } else { tokens.start };
        let is_work = |at: usize| {
            reading.small(at, Small::Hour)
                && (at > from && reading.is_word(at - 1, &["working", "weekly", "contracted"])
                    || reading.is_word(at + 1, &["of"]) && reading.is_word(at + 2, &["work"])
                    || begins_line(reading, at) && reading.is(at + 1, ':'))
        };
        let near = from.max(own.start.saturating_sub(8))..own.start;
        let is_of_staff =
            near.clone().any(|at| reading.is_word(at, &["our", "of"]) && !reading.is_word(at + 1, &["work"]));
        (near.clone().any(is_work) && !is_of_staff).then_some((low, high, own.start..at + 1))
    });
    counted.chain(spoken).chain(told).chain(bare)
}

/// The hours a month of a job for some of the time: "32 Stunden / Monat", "20-40 hours per month".
fn monthly(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Vec<(Employment, Range<usize>)>> {
    let mut hours = tokens.clone().filter(|&at| reading.small(at, Small::Hour));
    hours.find_map(|at| {
        let joins = reading.is(at + 1, '/') || reading.is_word(at + 1, &["per", "a", "pro", "im"]);
        let is_month = joins && reading.is_word(at + 2, &["month", "monat"])
            || reading.is_word(at + 1, &["monthly", "monatlich"])
            || (tokens.start..at).any(|at| reading.is_word(at, &["monatliche", "monatlichen", "monthly"]));
        // "You give 20 hours per month of lessons": of something else than the job.
        let is_told =
            tokens.start > 0 && reading.is(tokens.start - 1, ':') && !reading.is_word(tokens.start - 2, &["call"])
                || tokens.clone().any(|at| {
                    reading.is_word(
                        at,
                        &["work", "role", "position", "job", "stelle", "umfang", "arbeitsumfang", "arbeitszeit"],
                    )
                });
        let (low, high, own) = range_before(reading, at, tokens.start).filter(|_| is_month && is_told)?;
        let is_part = low >= LEAST && high <= PART * WEEKS && !is_of_others(reading, tokens, own.start);
        is_part.then(|| vec![(Employment::PartTime, own.start..at + 1)])
    })
}

/// So many whole weeks are in a month.
const WEEKS: f64 = 4.0;

/// Whether a token is the first of its line.
fn begins_line(reading: &Reading<'_>, at: usize) -> bool {
    at == 0 || reading.text[reading.tokens[at - 1].end..reading.tokens[at].start].contains('\n')
}

fn is_in_number(reading: &Reading<'_>, at: usize) -> bool {
    reading.is_digits(at) || matches!(reading.tokens[at].kind, TokenKind::Mark('.' | ',' | '-'))
}

/// "Monday through Friday from 7:00 am to 3:30 pm", "Mo-Fr 8-17 Uhr": whole days of a whole week.
fn whole_days(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let monday = tokens.clone().find(|&at| reading.small(at, Small::Monday))?;
    let friday = (monday + 1..(monday + 4).min(tokens.end)).find(|&at| reading.small(at, Small::Friday))?;
    let clock = (friday + 1..(friday + 8).min(tokens.end)).find_map(|at| {
        let (begin, end) = clock_time(reading, at)?;
        let second = (end..(end + 3).min(tokens.end)).find(|&at| reading.is_digits(at))?;
        let (finish, last) = clock_time(reading, second)?;
        let finish = if finish <= begin { finish + 12.0 } else { finish };
        ((7.0..=12.0).contains(&(finish - begin))).then_some(last)
    })?;
    Some(monday..clock)
}

/// The time of a clock that begins at a token, in hours, and the token behind it: "7:00 am", "3.30pm", "17".
fn clock_time(reading: &Reading<'_>, at: usize) -> Option<(f64, usize)> {
    let hour = reading.number(at).filter(|hour| reading.is_digits(at) && *hour <= 24)?;
    let mut end = at + 1;
    let mut minutes = 0;
    if (reading.is(end, ':') || reading.is(end, '.')) && reading.word(end + 1).len() == 2 {
        minutes = reading.number(end + 1).filter(|minutes| *minutes < 60)?;
        end += 2;
    }
    // "am" and "pm", "a.m." and "p.m."
    let is_afternoon = reading.is_word(end, &["pm", "p"]);
    while reading.is_word(end, &["am", "pm", "a", "p", "m", "uhr", "h"]) || reading.is(end, '.') {
        end += 1;
    }
    let hour = if is_afternoon && hour < 12 { hour + 12 } else { hour };
    Some((f64::from(hour) + f64::from(minutes) / 60.0, end))
}

/// The share of full time that some tokens state.
fn share(reading: &Reading<'_>, tokens: &Range<usize>, is_title: bool) -> Option<Vec<(Employment, Range<usize>)>> {
    let is_share = |cue| cue == Cue::Share;
    // "75% - 100%": the second sign has both.
    let goes_on = |at: usize| reading.is(at + 1, '-') && reading.is_digits(at + 2) && reading.is(at + 3, '%');
    let percent = tokens.clone().filter(|&at| reading.is(at, '%') && !goes_on(at)).find_map(|at| {
        let (low, high, own) = range_before(reading, at, tokens.start)?;
        // "80% - 100%"
        let low = match own.start.checked_sub(2).filter(|&sign| sign > tokens.start && reading.is(sign, '%')) {
            Some(sign) if reading.is(sign + 1, '-') => range_before(reading, sign, tokens.start)?.0,
            _ => low,
        };
        let near = own.start.saturating_sub(6).max(tokens.start)..(at + 5).min(tokens.end);
        let is_remote = reading.has(near.clone(), |cue| matches!(cue, Cue::Workplace(_)));
        // "We look for an engineer (m/f/d) (60-100%)"
        let opens = own.start.checked_sub(1).filter(|&open| open > tokens.start && reading.is(open, '('));
        let is_beside_role = reading.is(at + 1, ')')
            && opens.is_some_and(|open| reading.small(open - 1, Small::Role) || reading.is(open - 1, ')'));
        let says_share = reading.has(near, is_share) || is_title || is_beside_role;
        (says_share && !is_remote && low >= 10.0 && high <= 100.0).then(|| of_share(low, high, own.start..at + 1))
    });
    // "0.8 FTE", "FTE: 1.0"
    let equivalent = || {
        reading.cues(tokens.clone()).filter(|(cue, _)| is_share(*cue)).find_map(|(_, mark)| {
            let decimal = |first: usize| {
                let is_decimal = first >= tokens.start
                    && first + 2 < tokens.end
                    && reading.is_digits(first)
                    && (reading.is(first + 1, '.') || reading.is(first + 1, ','))
                    && reading.tokens[first + 1].glued
                    && reading.is_digits(first + 2);
                let words = is_decimal.then(|| format!("{}.{}", reading.word(first), reading.word(first + 2)))?;
                words.parse::<f64>().ok().filter(|share| (0.1..=1.0).contains(share))
            };
            let before = mark.first.checked_sub(3);
            let behind = if reading.is(mark.end, ':') { mark.end + 1 } else { mark.end };
            let (share, first) =
                before.and_then(|first| Some((decimal(first)?, first))).or_else(|| Some((decimal(behind)?, behind)))?;
            // "0.8 FTE considered": another way than the one that is offered.
            let is_other = reading.small(mark.end, Small::Possible);
            (!is_other).then(|| of_share(share * 100.0, share * 100.0, first.min(mark.first)..mark.end.max(first + 3)))
        })
    };
    percent.or_else(equivalent)
}

fn of_share(low: f64, high: f64, own: Range<usize>) -> Vec<(Employment, Range<usize>)> {
    let full = (high >= WHOLE).then(|| (Employment::FullTime, own.clone()));
    let part = (low < WHOLE).then(|| (Employment::PartTime, own.clone()));
    full.into_iter().chain(part).collect()
}

/// The number or the two ends of the range that ends at a token, with where it starts: "25-30", "37.5", "20 to 25".
fn range_before(reading: &Reading<'_>, end: usize, from: usize) -> Option<(f64, f64, Range<usize>)> {
    let (high, start) = number_before(reading, end, from)?;
    let joins = |at: usize| {
        reading.is(at, '-') || [Small::To, Small::Or, Small::And].into_iter().any(|small| reading.small(at, small))
    };
    let low = start.checked_sub(1).filter(|&at| at > from && joins(at)).and_then(|at| number_before(reading, at, from));
    match low {
        Some((low, first)) if low <= high => Some((low, high, first..end)),
        _ => Some((high, high, start..end)),
    }
}

/// The number that ends at a token, with its first token: "40", "37.5", "38,5", "twenty".
fn number_before(reading: &Reading<'_>, end: usize, from: usize) -> Option<(f64, usize)> {
    let last = end.checked_sub(1).filter(|&last| last >= from)?;
    let number = f64::from(reading.number(last)?);
    let is_decimal = last >= from + 2
        && reading.is_digits(last)
        && matches!(reading.tokens[last - 1].kind, TokenKind::Mark('.' | ','))
        && reading.tokens[last].glued
        && reading.is_digits(last - 2);
    if !is_decimal {
        return Some((number, last));
    }
    let words = format!("{}.{}", reading.word(last - 2), reading.word(last));
    Some((words.parse().ok()?, last - 2))
}

/// "Up to 8 hours per week for your own projects", "40 hours per week of overtime": hours of something else.
fn is_of_others(reading: &Reading<'_>, tokens: &Range<usize>, at: usize) -> bool {
    let near = at.saturating_sub(8).max(tokens.start)..(at + 10).min(tokens.end);
    near.into_iter().any(|at| reading.small(at, Small::NotHours))
}

/// The limited time that a sentence says the job is for: "a two-year contract", "appointed for a 12 month term".
pub fn limited(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    // "$10,000 for a two-year commitment", "our lease is a three-year contract"
    let is_of_money = tokens.clone().any(|at| reading.is_word(at, &["bonus", "lease", "loan", "repayment"]));
    reading.cues(tokens.clone()).filter(|_| !is_of_money).find_map(|(cue, mark)| {
        if !matches!(cue, Cue::Years | Cue::Months) {
            return None;
        }
        let mut number = mark.first.checked_sub(1).filter(|&at| at >= tokens.start)?;
        // "three (3) year"
        if reading.is(number, ')') && number >= tokens.start + 2 {
            number -= 2;
        }
        reading.number(number).filter(|&number| (1..=60).contains(&number))?;
        if is_predicate(reading, tokens, number) && !is_of_others(reading, tokens, number) {
            return Some(number..mark.end);
        }
        let begins = number == tokens.start
            || (number.saturating_sub(6).max(tokens.start)..number).any(|at| {
                reading.small(at, Small::ThisJob) || reading.is_word(at, &["a", "an", "initial", "eine", "einen"])
            });
        // "a 2-year, full-time contract", "a two-year fixed term"
        // "a twelve-month position": paid all year round, as schools say.
        let is_school_year =
            cue == Cue::Months && reading.number(number).is_some_and(|number| (9..=12).contains(&number));
        let noun = (mark.end..(mark.end + 7).min(tokens.end)).find(|&at| {
            reading.small(at, Small::LimitedJob)
                && !reading.has(at + 1..(at + 3).min(tokens.end), |cue| cue == Cue::Experience)
        })?;
        let between = mark.end..noun;
        let is_near = between.clone().all(|at| {
            matches!(reading.tokens[at].kind, TokenKind::Mark(',' | '(' | ')' | '-'))
                || reading.small(at, Small::InLimited)
                || reading.small(at, Small::Role)
                || reading.word(at).starts_with(char::is_uppercase)
        });
        let is_limited = !is_school_year
            || reading.small(noun, Small::Lasts)
            || between.clone().any(|at| reading.small(at, Small::Lasts));
        (begins && is_near && is_limited).then_some(number..noun + 1)
    })
}

/// "The appointment is for one year", "the post is available for 18 months", "funding is secured for 2 years".
fn is_predicate(reading: &Reading<'_>, tokens: &Range<usize>, number: usize) -> bool {
    let Some(before) = number.checked_sub(1).filter(|&before| before > tokens.start) else { return false };
    let before = if reading.small(before, Small::UpTo) && before > tokens.start + 1 { before - 1 } else { before };
    let near = before.saturating_sub(4).max(tokens.start)..before;
    let is_said = near.clone().any(|at| reading.small(at, Small::Holds));
    // "The fellow will be appointed for up to one year"
    let is_job = near.clone().any(|at| reading.is_word(at, &["appointed"])) && !reading.is_word(tokens.start, &["our"])
        || (tokens.start..before)
            .take(LONGEST_SUBJECT)
            .any(|at| reading.small(at, Small::LimitedJob) || reading.small(at, Small::Funds));
    let is_open = near.clone().any(|at| reading.is_word(at, &["been", "open", "requires", "required", "least"]));
    reading.is_word(before, &["for", "to", "auf", "für", "last", "lasts"]) && is_said && is_job && !is_open
}

/// "A post for one year, with the possibility of renewal", "a role for a period of 4 years".
pub fn renewable(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    // "A probation period of 6 months"
    let is_trial = tokens.clone().any(|at| {
        reading.is_word(at, &["probation", "probationary", "trial", "probezeit", "notice", "customers", "clients"])
    });
    let is_job = tokens.clone().take(LONGEST_SUBJECT).any(|at| reading.small(at, Small::LimitedJob));
    reading.cues(tokens.clone()).filter(|_| !is_trial).find_map(|(cue, mark)| {
        let is_time = matches!(cue, Cue::Years | Cue::Months) && mark.first >= tokens.start + 2;
        let number = is_time.then(|| mark.first - 1)?;
        reading.number(number).filter(|&number| (1..=60).contains(&number))?;
        let is_for = reading.is_word(number - 1, &["for", "auf", "für"]);
        let is_period = is_job
            && number >= tokens.start + 3
            && reading.is_word(number - 1, &["of"])
            && reading.is_word(number - 2, &["period", "duration", "term"]);
        let behind = mark.end..tokens.end.min(mark.end + 8);
        let is_renewed =
            behind.clone().any(|at| reading.is_word(at, &["renewal", "renewable", "extension", "verlängerung"]));
        // "Part-time | for 4 years", "Commence for one year": a line that tells of nothing else.
        let is_line = number == tokens.start + 1 && mark.end == tokens.end;
        let begins = reading.is_word(tokens.start, &["commence", "commencing", "starting", "appointment"]);
        let is_said = is_period || is_for && (is_line || is_renewed && (is_job || begins));
        (is_said && !is_of_others(reading, tokens, number)).then_some(number..mark.end)
    })
}

/// "A position that will last until 31 December": its end is a day.
pub fn until_day(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let is_job = tokens.clone().take(LONGEST_SUBJECT).any(|at| reading.small(at, Small::LimitedJob));
    let lasts = tokens.clone().find(|&at| {
        let behind = at + 2..tokens.end.min(at + 8);
        reading.is_word(at, &["last", "lasts", "runs"])
            && reading.is_word(at + 1, &["until", "through"])
            && behind.clone().any(|at| reading.is_digits(at))
    })?;
    is_job.then_some(lasts..lasts + 2)
}

/// What a sentence is about stands among this many of its first tokens.
const LONGEST_SUBJECT: usize = 12;

/// The time that a line for the kind of employment or its duration names: "6 months", "12 Monate".
pub fn duration(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let (_, mark) = reading.cues(tokens.clone()).find(|(cue, _)| matches!(cue, Cue::Years | Cue::Months))?;
    let number = mark.first.checked_sub(1).filter(|&at| at >= tokens.start && at <= tokens.start + 3)?;
    let is_trial = reading.has(tokens.clone(), |cue| cue == Cue::Experience)
        || tokens.clone().any(|at| reading.small(at, Small::NotHours));
    (reading.number(number).is_some() && !is_trial).then_some(number..mark.end)
}
