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
    problems.add("wrong-date", value.span(), message, |d| match mended_date(&written) {
        Some(mended) => d.label(format!("write `{mended}`")),
        None => d.help("a date is year, month and day: `2026-11-30`"),
    });
    None
}

fn strict_date(written: &str) -> Option<Date> {
    let shape = written.len() == 10
        && written.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    written.parse().ok().filter(|_| shape)
}

/// The date that was meant by a known other way of writing it.
fn mended_date(written: &str) -> Option<Date> {
    let day = written.split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let number = |part: &str| part.parse::<i16>().ok();
    let [first, second, third] = parts.as_slice() else {
        return ["%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y"]
            .iter()
            .find_map(|format| Date::strptime(format, written).ok());
    };
    // Only orders that leave no doubt: the year first, or day.month.year with dots.
    let (year, month, day) = match (first.len(), third.len()) {
        (4, _) => (first, second, third),
        (_, 4) if day.contains('.') => (third, second, first),
        _ => return None,
    };
    Date::new(number(year)?, number(month)?.try_into().ok()?, number(day)?.try_into().ok()?).ok()
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
        return Some(format!("there is no month {month}"));
    };
    let days = first.days_in_month();
    (day < 1 || day > i16::from(days)).then(|| format!("`{written}` is not a day: that month has {days} days"))
}
