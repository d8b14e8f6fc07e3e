//! The systems' words for what we have words for too.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::finder::Finder;
use crate::import::draft::{Amounts, Moment};
use crate::posting::{
    Amount, Currency, Education, Employment, Level, Period, Salary, SalaryRange, Status, Word, Workplace,
};

/// A code as words: `fulltime_permanent` and `FullTime` are "fulltime permanent" and "full time".
pub(super) fn spoken(code: &str) -> String {
    let mut out = String::with_capacity(code.len() + 4);
    let mut was_small = false;
    for c in code.trim().chars() {
        if c.is_uppercase() && was_small {
            out.push(' ');
        }
        was_small = c.is_lowercase();
        out.extend(if matches!(c, '_' | '/') { ' ' } else { c }.to_lowercase());
    }
    out
}

/// The kinds of employment that a field names.
pub(super) fn employment(text: &str, finder: &Finder) -> Vec<Employment> {
    // "permanent / contract / part-time / temporary": a template that nobody has filled in.
    if text.split('/').count() > 3 {
        return Vec::new();
    }
    let words = spoken(text);
    if let Some(kind) = Employment::from_word(&words) {
        return vec![kind];
    }
    let known = match words.as_str() {
        "full" | "full time" | "fulltime" | "regular full time" => Some(Employment::FullTime),
        "part" | "parttime" => Some(Employment::PartTime),
        "contractor" | "freelance" | "freelancer" | "contractor freelance" => Some(Employment::Contract),
        "intern" | "internship" | "trainee" | "traineeship" | "working student" => Some(Employment::Internship),
        "term" | "temp" | "short term" | "fixed term" | "temporary" | "seasonal" => Some(Employment::Temporary),
        "volunteer" | "volunteering" => Some(Employment::Volunteer),
        _ => None,
    };
    if let Some(kind) = known {
        return vec![kind];
    }
    let mut kinds = finder.employment(&words);
    // `fulltime_fixed_term` in one word.
    for (part, kind) in
        [("fulltime", Employment::FullTime), ("parttime", Employment::PartTime), ("fixed term", Employment::Temporary)]
    {
        if words.contains(part) && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// The seniority that a field names.
pub(super) fn level(text: &str, finder: &Finder) -> Option<Level> {
    let words = spoken(text);
    // LinkedIn's "Mid-Senior level" is either of two.
    if words.contains("mid") && words.contains("senior") {
        return None;
    }
    Level::from_word(&words)
        .or_else(|| Level::from_word(words.trim_end_matches(" level")))
        .or_else(|| finder.level(&words))
}

/// Where the work is done, by a field that is made for it.
pub(super) fn workplace(text: &str, finder: &Finder) -> Option<Workplace> {
    let words = spoken(text);
    Workplace::from_word(&words).or_else(|| match words.as_str() {
        "fully" | "true" | "yes" | "fully remote" | "remote first" | "telecommute" => Some(Workplace::Remote),
        "partial" | "partially" | "partly" | "some" | "teilweise" | "part" => Some(Workplace::Hybrid),
        "office" | "in office" | "on site" | "in person" => Some(Workplace::Onsite),
        "flexible" | "flex" => None,
        _ => finder.place(&words).workplace,
    })
}

/// Whether a field for the workplace says that nothing is said.
pub(super) fn is_unspecified(text: &str) -> bool {
    matches!(spoken(text).as_str(), "unspecified" | "none" | "not specified" | "false" | "no" | "n a")
}

/// The lowest degree that is enough, by a field that is made for it.
pub(super) fn education(text: &str, finder: &Finder) -> Option<Education> {
    let words = spoken(text).replace("'s", "").replace('’', "");
    Education::from_word(words.trim_end_matches(" degree")).or_else(|| match words.as_str() {
        "no requirements" | "unspecified degree" | "not required" => Some(Education::None),
        "high school" | "high school or equivalent" | "high school coursework" | "secondary education" => {
            Some(Education::HighSchool)
        }
        "bachelors" | "bachelors degree" | "undergraduate" | "undergraduate degree" => Some(Education::Bachelor),
        "masters" | "masters degree" | "postgraduate degree" => Some(Education::Master),
        "phd" | "doctoral degree" | "doctorate degree" => Some(Education::Doctorate),
        _ => finder.find(&format!("Requirements:\n\n- {text}\n")).education.map(|found| found.value),
    })
}

/// The fields of study that a field for the degree names with it.
pub(super) fn subjects(text: &str, finder: &Finder) -> Vec<String> {
    let found = finder.find(&format!("Requirements:\n\n- {text}\n")).fields;
    found.into_iter().map(|subject| subject.value).collect()
}

/// Whether a role is open.
pub(super) fn status(text: &str) -> Option<Status> {
    let words = spoken(text);
    // "❌ closed", "[closed]", "Closed."
    let plain = words.trim_matches(|c: char| !c.is_alphanumeric());
    Some(match plain {
        "open"
        | "published"
        | "public"
        | "active"
        | "live"
        | "searching"
        | "hiring"
        | "accepting applications"
        | "ongoing"
        | "true" => Status::Open,
        "paused" | "on hold" | "hold" | "draft" | "unpublished" | "internal" | "pending" | "preview" | "upcoming"
        | "planned" => Status::Draft,
        "filled"
        | "closed"
        | "expired"
        | "inactive"
        | "archived"
        | "cancelled"
        | "canceled"
        | "ended"
        | "hired"
        | "position filled"
        | "position closed"
        | "job closed"
        | "not open"
        | "no longer open"
        | "no longer accepting applications"
        | "not accepting applications"
        | "vergeben"
        | "besetzt"
        | "geschlossen"
        | "archiviert"
        | "已关闭"
        | "已结束"
        | "false" => Status::Filled,
        _ => return None,
    })
}

/// A day.
pub(super) fn day(moment: &Moment, finder: &Finder) -> Option<Date> {
    match moment {
        Moment::Text(text) => finder.day(text),
        Moment::Milliseconds(time) => {
            Timestamp::from_millisecond(*time).ok().map(|time| time.to_zoned(TimeZone::UTC).date())
        }
    }
}

/// A pay in parts; an error says what it lacks.
pub(super) fn salary(amounts: &Amounts) -> Result<Salary, &'static str> {
    let amount = |units: Option<f64>| units.and_then(Amount::from_units);
    let range = match (amount(amounts.min), amount(amounts.max)) {
        (Some(min), Some(max)) if min <= max => SalaryRange::Between(min, max),
        (Some(_), Some(_)) => return Err("its lower end is above its upper end"),
        (Some(min), None) => SalaryRange::From(min),
        (None, Some(max)) => SalaryRange::UpTo(max),
        (None, None) => return Err("it names no amount"),
    };
    let currency = match &amounts.currency {
        Some(code) => Some(currency(code).ok_or("its currency is on no ISO list")?),
        None => None,
    };
    let per = amounts.per.as_deref().and_then(period).ok_or("it does not say for which time it is paid")?;
    Ok(Salary { range, currency, per })
}

fn currency(text: &str) -> Option<Currency> {
    let code = match text.trim() {
        "€" => "EUR",
        "£" => "GBP",
        "US$" => "USD",
        other => other,
    };
    Currency::from_code(code)
}

/// `1 YEAR`, `per-year-salary`, `annually`, `HOUR`.
fn period(text: &str) -> Option<Period> {
    let words = spoken(text);
    let kinds: [(&[&str], Period); 5] = [
        (&["year", "annual", "annum", "yearly", "jahr"], Period::Year),
        (&["month", "monat"], Period::Month),
        (&["week", "woche"], Period::Week),
        (&["hour", "stunde"], Period::Hour),
        (&["day", "daily", "tag"], Period::Day),
    ];
    // Twice a month is none of ours.
    let is_odd = words.contains("bi") || words.contains("semi") || words.contains("twice");
    let found = kinds.iter().find(|(names, _)| names.iter().any(|name| words.contains(name)));
    found.map(|(_, period)| *period).filter(|_| !is_odd)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skills::Vocabulary;

    #[test]
    fn the_systems_words_are_ours() {
        let finder = Finder::new(&Vocabulary::read(None).0);
        for (text, wanted) in [
            ("FullTime", vec![Employment::FullTime]),
            ("FULL_TIME", vec![Employment::FullTime]),
            ("fulltime_permanent", vec![Employment::FullTime]),
            ("parttime_fixed_term", vec![Employment::PartTime, Employment::Temporary]),
            ("CONTRACTOR", vec![Employment::Contract]),
            ("permanent", vec![]),
            ("Intern", vec![Employment::Internship]),
        ] {
            let mut kinds = employment(text, &finder);
            kinds.sort();
            assert_eq!(kinds, wanted, "{text}");
        }
        assert_eq!(
            ["mid_level", "Mid-Senior level", "Entry level"].map(|text| level(text, &finder)),
            [Some(Level::Mid), None, Some(Level::Junior)]
        );
        assert_eq!(
            ["on-site", "OnSite", "fully", "unspecified"].map(|text| workplace(text, &finder)),
            [Some(Workplace::Onsite), Some(Workplace::Onsite), Some(Workplace::Remote), None]
        );
        assert_eq!(
            ["bachelor_degree", "Bachelor's Degree", "no requirements"].map(|text| education(text, &finder)),
            [Some(Education::Bachelor), Some(Education::Bachelor), Some(Education::None)]
        );
        assert_eq!(
            ["1 YEAR", "per-year-salary", "HOUR", "bi-weekly", ""].map(period),
            [Some(Period::Year), Some(Period::Year), Some(Period::Hour), None, None]
        );
    }
}
