//! Days of the calendar.

use jiff::civil::Date;

use crate::yaml::read::{Problems, shortened, text, wrong_type};
use crate::yaml::{Kind, Value};

/// A day of the calendar, `YYYY-MM-DD`.
pub fn date(value: Value<'_>, problems: &mut Problems) -> Option<Date> {
    if matches!(value.kind(), Kind::List | Kind::Map) {
        wrong_type(value, "a date", problems);
        return None;
    }
    let written = text(value, problems)?;
    if let Some(date) = strict_date(&written) {
        return Some(date);
    }
    let message = match day_that_is_not(&written) {
        Some(why) => why,
        None => format!("`{}` is not a date", shortened(&written)),
    };
    problems.add("wrong-date", value.span(), message, |d| match (mended_date(&written), either_order(&written)) {
        (Some(mended), _) => d.label(format!("write `{mended}`")),
        (None, Some((day_first, month_first))) => d.help(format!(
            "write `{day_first}` or `{month_first}`: which number is the month differs from country to country"
        )),
        (None, None) if written.len() == 7 && strict_date(&format!("{written}-01")).is_some() => {
            d.help(format!("the day is missing: `{written}-01`"))
        }
        (None, None) if !written.contains(|c: char| c.is_ascii_digit()) => {
            d.help("a date is year, month and day, `2026-11-30`; leave the key out if there is none")
        }
        (None, None) => d.help("a date is year, month and day: `2026-11-30`"),
    });
    None
}

fn strict_date(written: &str) -> Option<Date> {
    let shape = written.len() == 10
        && written.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    written.parse().ok().filter(|_| shape)
}

/// The date that was meant by another way of writing it that leaves no doubt.
fn mended_date(written: &str) -> Option<Date> {
    let day = written.split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return date_in_words(written) };
    if third.is_empty() {
        return date_in_words(written);
    }
    match (first.len(), third.len()) {
        (4, _) => calendar_day(first, second, third),
        // With dots the day comes first.
        (_, 2 | 4) if day.contains('.') => calendar_day(third, second, first),
        // The other order would be no day.
        (_, 4) => match (calendar_day(third, second, first), calendar_day(third, first, second)) {
            (Some(day), None) | (None, Some(day)) => Some(day),
            (Some(day), Some(other)) if day == other => Some(day),
            _ => None,
        },
        _ => None,
    }
}

/// Both days that `03/04/2026` may be.
fn either_order(written: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = written.split(['/', '-']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    (third.len() == 4).then(|| Some((calendar_day(third, second, first)?, calendar_day(third, first, second)?)))?
}

/// A day of the calendar; a year of two digits is of this century.
fn calendar_day(year: &str, month: &str, day: &str) -> Option<Date> {
    let number = |part: &str| part.trim().parse::<i16>().ok();
    let year = if year.len() == 2 { 2000 + number(year)? } else { number(year)? };
    Date::new(year, number(month)?.try_into().ok()?, number(day)?.try_into().ok()?).ok()
}

/// `December 31, 2026`, `31 Dec 2026`, `31. Dezember 2026`.
fn date_in_words(written: &str) -> Option<Date> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "jän"],
        &["feb"],
        &["mar", "mär", "maerz"],
        &["apr"],
        &["may", "mai"],
        &["jun"],
        &["jul"],
        &["aug"],
        &["sep"],
        &["oct", "okt"],
        &["nov"],
        &["dec", "dez"],
    ];
    let words: Vec<&str> = written.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let (day, month, year) = match words[..] {
        [first, month, year] if first.starts_with(|c: char| c.is_ascii_digit()) => (first, month, year),
        [month, day, year] => (day, month, year),
        _ => return None,
    };
    let lower = month.to_lowercase();
    let month = MONTHS.iter().position(|names| names.iter().any(|name| lower.starts_with(name)))? + 1;
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    (year.len() == 4).then(|| calendar_day(year, &month.to_string(), day))?
}

/// Says why a date of the right shape is none: `2026-02-30`.
fn day_that_is_not(written: &str) -> Option<String> {
    let mut parts = written.split('-').map(|part| part.parse::<i16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1000..=9999).contains(&year) {
        return None;
    }
    if parts.next().is_some() {
        return None;
    }
    let Ok(first) = Date::new(year, month.try_into().ok()?, 1) else {
        return Some(format!("`{written}` is not a day: there is no month {month}"));
    };
    let days = first.days_in_month();
    (day < 1 || day > i16::from(days)).then(|| format!("`{written}` is not a day: that month has {days} days"))
}
