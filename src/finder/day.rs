//! Days of the calendar in every usual shape that leaves no doubt.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Order;
use super::lexicon::{Mark, Meaning};
use super::reading::Reading;
use super::tokens::{Token, TokenKind};
use super::words::Cue;

/// The first day that a text names.
pub(super) fn in_text(reading: &Reading<'_>) -> Option<Date> {
    let text = reading.text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return of_eight_digits(text).or_else(|| of_unix_time(text));
    }
    (0..reading.tokens.len())
        .find_map(|at| starting(reading.text, &reading.tokens, &reading.marks, at, None))
        .map(|(day, _)| day)
}

/// `20240822`.
fn of_eight_digits(digits: &str) -> Option<Date> {
    let number: i32 = digits.parse().ok().filter(|_| digits.len() == 8)?;
    date(year(number / 10_000)?, number / 100 % 100, number % 100)
}

/// Seconds or milliseconds since 1970, of our times: 2001 to 2096.
fn of_unix_time(digits: &str) -> Option<Date> {
    let number: i64 = digits.parse().ok()?;
    let seconds = match digits.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let time = Timestamp::from_second(seconds).ok().filter(|_| (1_000_000_000..4_000_000_000).contains(&seconds))?;
    Some(time.to_zoned(TimeZone::UTC).date())
}

/// The day whose first token is this one, and the number of the token behind it.
///
/// `03/04/2026` has two meanings: it is read only if `order` says which.
pub(super) fn starting(
    text: &str,
    tokens: &[Token],
    marks: &[Mark],
    at: usize,
    order: Option<Order>,
) -> Option<(Date, usize)> {
    let number = |at: usize| -> Option<i32> {
        let token = tokens.get(at).filter(|token| matches!(token.kind, TokenKind::Number | TokenKind::Word))?;
        let digits = text[token.range()].trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (1..=4).contains(&digits.len()).then(|| digits.parse().ok())?
    };
    let is = |at: usize, mark: char| tokens.get(at).is_some_and(|token| token.is_mark(mark));
    let character = |at: usize, wanted: &str| tokens.get(at).is_some_and(|token| &text[token.range()] == wanted);
    let month = |at: usize| month_at_of(marks, at);
    let skip = |at: usize, marks: &[char]| at + usize::from(marks.iter().any(|&mark| is(at, mark)));

    // August 22, 2024, Aug-22-2024, and as computers write it: Aug 22 05:22:20 2024
    if let Some(month) = month(at) {
        let day_at = skip(at + 1, &['.', '-', '/', ',']);
        let day_at = day_at + usize::from(character(day_at, "the"));
        let year_at = past_clock(&is, skip(day_at + 1, &[',', '-', '/', '.']));
        return Some((date(year(number(year_at)?)?, month, number(day_at)?)?, year_at + 1));
    }
    let first = number(at)?;
    // 2024 August 22
    if let (Some(year), Some(month)) = (year(first), month(skip(at + 1, &['-', ',']))) {
        let day_at = skip(skip(at + 1, &['-', ',']) + 1, &['-', '.']);
        return Some((date(year, month, number(day_at)?)?, day_at + 1));
    }
    // 2026年11月1日
    if character(at + 1, "年") && character(at + 3, "月") {
        let end = at + 5 + usize::from(character(at + 5, "日") || character(at + 5, "号"));
        return Some((date(year(first)?, number(at + 2)?, number(at + 4)?)?, end));
    }
    // 22 August 2024, 1. November 2026, 3rd of May, 2026, 22-Aug-2024, 22 de agosto de 2024
    let is_of = |at: usize| usize::from(["of", "de", "del", "di"].iter().any(|of| character(at, of)));
    let month_at = skip(at + 1, &['.', '/', '-']);
    let month_at = month_at + is_of(month_at);
    if let Some(month) = month(month_at) {
        let year_at = past_clock(&is, skip(month_at + 1, &[',', '.', '-', '/']));
        let year_at = year_at + is_of(year_at);
        return Some((date(year(number(year_at)?)?, month, first)?, year_at + 1));
    }
    let between = ['-', '/', '.'].into_iter().find(|&mark| is(at + 1, mark) && is(at + 3, mark))?;
    let (second, third) = (number(at + 2)?, number(at + 4)?);
    let spaced = tokens[at + 1..at + 5].iter().all(|token| token.glued);
    let (year, month, day) = if first > 31 {
        (year(first)?, second, third)
    } else if between == '.' {
        (if third < 100 { 2000 + third } else { year(third)? }, second, first)
    } else if third < 1000 && !(spaced && between == '/' && tokens[at + 4].range().len() == 2) || !spaced {
        return None;
    } else {
        let third = if third < 100 { 2000 + third } else { third };
        match order.or_else(|| Order::of(first, second))? {
            Order::DayFirst => (third, second, first),
            Order::MonthFirst => (third, first, second),
        }
    };
    Some((date(year, month, day)?, at + 5))
}

/// One past a time of day that stands before a year: "05:22:20".
fn past_clock(is: &impl Fn(usize, char) -> bool, at: usize) -> usize {
    let colons = (0..2).take_while(|colon| is(at + 1 + 2 * colon, ':')).count();
    if colons == 0 { at } else { at + 1 + 2 * colons }
}

/// The last day of a month that is named after "the last day of" or "the end of", with the number of the token behind it.
pub(super) fn ending(text: &str, tokens: &[Token], marks: &[Mark], at: usize) -> Option<(Date, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| &text[token.range()]);
    let is = |at: usize, words: &[&str]| words.iter().any(|other| word(at).eq_ignore_ascii_case(other));
    let month_at = if is(at, &["last"]) && is(at + 1, &["day"]) && is(at + 2, &["of", "in"]) {
        at + 3
    } else if is(at, &["end"]) && is(at + 1, &["of"]) {
        at + 2
    } else if is(at, &["ende", "fin"]) {
        at + 1
    } else {
        return None;
    };
    let month = month_at_of(marks, month_at)?;
    let year_at = month_at + 1 + usize::from(tokens.get(month_at + 1).is_some_and(|token| token.is_mark(',')));
    let year = word(year_at).parse().ok().and_then(year)?;
    date(year, month, 1).map(|first| (first.last_of_month(), year_at + 1))
}

impl Order {
    /// The order of two numbers of which only one can be a month, or that are equal.
    pub(super) fn of(first: i32, second: i32) -> Option<Self> {
        match (first > 12, second > 12) {
            (true, false) => Some(Self::DayFirst),
            (false, true) => Some(Self::MonthFirst),
            (false, false) if first == second => Some(Self::DayFirst),
            _ => None,
        }
    }
}

fn month_at_of(marks: &[Mark], at: usize) -> Option<i32> {
    let from = marks.partition_point(|mark| mark.first < at);
    marks[from..].iter().take_while(|mark| mark.first == at).find_map(|mark| match mark.meaning {
        Meaning::Cue(Cue::Month(month)) => Some(i32::from(month)),
        _ => None,
    })
}

/// A year of our times.
fn year(number: i32) -> Option<i32> {
    (1970..2100).contains(&number).then_some(number)
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use crate::finder::Finder;
    use crate::skills::Vocabulary;

    #[test]
    fn every_usual_shape_is_read() {
        let finder = Finder::new(&Vocabulary::read(None).0);
        for (text, wanted) in [
            ("2024-08-22", "2024-08-22"),
            ("2024-8-2", "2024-08-02"),
            ("2018-02-25 19:07:50 +0000", "2018-02-25"),
            ("2021-06-04T09:08:07.123456+02:00", "2021-06-04"),
            ("August 22, 2024", "2024-08-22"),
            ("Aug 3rd 2024", "2024-08-03"),
            ("Thursday, 22 August 2024", "2024-08-22"),
            ("1. November 2026", "2026-11-01"),
            ("31.01.2027", "2027-01-31"),
            ("31.1.27", "2027-01-31"),
            ("12/27/2016", "2016-12-27"),
            ("27/12/2016", "2016-12-27"),
            ("2026/1/5", "2026-01-05"),
            ("2026年11月1日", "2026-11-01"),
            ("1er mars 2026", "2026-03-01"),
            ("Fri Aug 7 05:22:20 2020", "2020-08-07"),
            ("Fri, 7 Aug 2020 05:22:20 GMT", "2020-08-07"),
            ("7-Aug-2020", "2020-08-07"),
            ("07/Aug/2020", "2020-08-07"),
            ("Aug-07-2020", "2020-08-07"),
            ("2020 Aug 7", "2020-08-07"),
            ("August the 7th, 2020", "2020-08-07"),
            ("7 de agosto de 2020", "2020-08-07"),
            ("12/27/16", "2016-12-27"),
            ("20240822", "2024-08-22"),
            ("1519585670", "2018-02-25"),
            ("1519585670000", "2018-02-25"),
        ] {
            assert_eq!(finder.day(text).map(|day| day.to_string()).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_or_two_is_not_read() {
        let finder = Finder::new(&Vocabulary::read(None).0);
        for text in [
            "Invalid date",
            "24/7/365",
            "20241722",
            "2024-17-01",
            "2026-02-30",
            "03/04/2026",
            "asap",
            "August 22",
            "5",
            "12345678901",
            "",
        ] {
            assert_eq!(finder.day(text), None, "{text}");
        }
    }
}
