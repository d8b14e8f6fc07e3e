//! Pay and currencies.

use super::{SALARY, SALARY_INSTEAD, word};
use crate::posting::{Amount, Currency, Period, Salary, SalaryRange};
use crate::yaml::read::{Fields, Problems, shortened, text};
use crate::yaml::{Kind, Value};

/// A currency by its ISO 4217 code.
pub fn currency(value: Value<'_>, problems: &mut Problems) -> Option<Currency> {
    let written = text(value, problems)?;
    let found = Currency::from_code(&written);
    if found.is_none() {
        let meant = match written.as_str() {
            "€" => Some("EUR"),
            "$" | "US$" => Some("USD"),
            "£" => Some("GBP"),
            _ => match written.to_uppercase().as_str() {
                "EURO" | "EUROS" => Some("EUR"),
                "DOLLAR" | "DOLLARS" => Some("USD"),
                "POUND" | "POUNDS" => Some("GBP"),
                "SFR" | "FRANKEN" => Some("CHF"),
                "RMB" => Some("CNY"),
                _ => None,
            },
        };
        problems.add(
            "unknown-currency",
            value.span(),
            format!("`{}` is no currency's code", shortened(&written)),
            |d| match meant {
                Some(code) => d.label(format!("did you mean `{code}`?")),
                None => d.help("a currency is given by its three letters of ISO 4217, such as `EUR` or `USD`"),
            },
        );
    }
    found
}

/// Pay: `{ min: 60000, max: 90000, currency: EUR, per: year }`.
pub fn salary(value: Value<'_>, problems: &mut Problems) -> Option<Salary> {
    if *value.kind() != Kind::Map {
        let written = value.text().unwrap_or_default();
        problems.add("wrong-type", value.span(), "`salary` must say the numbers apart", |d| {
            match Spoken::of(&written) {
                Some(pay) => d.help(format!("write `salary: {pay}`")),
                None if written.contains(|c: char| c.is_ascii_digit()) => {
                    d.help("write for example `salary: { min: 60000, max: 90000, currency: EUR, per: year }`")
                }
                None => d.help("a salary is an amount; leave `salary` out if the posting does not tell it"),
            }
        });
        return None;
    }
    if let Some((amount, digits)) = torn_apart(value) {
        let whole = format!("{}{digits}", amount.text().unwrap_or_default());
        problems.add("wrong-number", amount.span(), "the comma inside this number makes two values of it", |d| {
            d.label(format!("write `{whole}`"))
        });
        return None;
    }
    let fields = Fields::of_with(value, SALARY, "`salary`", SALARY_INSTEAD, problems);
    let has_other_keys = value.children().any(|entry| !SALARY.contains(&entry.key().unwrap_or_default()));
    let (min_field, max_field) = (fields.get("min"), fields.get("max"));
    let min = min_field.map(|v| amount(v, problems));
    let max = max_field.map(|v| amount(v, problems));
    let currency_field = fields.get("currency");
    let currency = currency_field.and_then(|v| currency(v, problems));
    let per = match fields.get("per") {
        Some(v) => word(v, problems),
        None => Some(Period::Year),
    };
    let range = match (min, max) {
        // What was meant for them is said already.
        (None, None) if has_other_keys => return None,
        (None, None) => {
            problems.add("empty-salary", value.key_span(), "this salary has neither `min` nor `max`", |d| {
                d.help("give one of them or both, or leave `salary` out")
            });
            return None;
        }
        (Some(min), None) => SalaryRange::From(min?),
        (None, Some(max)) => SalaryRange::UpTo(max?),
        (Some(min), Some(max)) => {
            let (min, max) = (min?, max?);
            if min > max {
                problems.add("min-above-max", min_field.and_then(|v| v.span()), "`min` is above `max`", |d| {
                    let exchanged = max_field.and_then(|v| v.text()).zip(min_field.and_then(|v| v.text()));
                    match exchanged {
                        Some((min, max)) => d.help(format!("exchange the two numbers: `min: {min}`, `max: {max}`")),
                        None => d.help("exchange the two numbers"),
                    }
                });
                return None;
            }
            SalaryRange::Between(min, max)
        }
    };
    Some(Salary { range, currency, per: per? })
}

/// Whether the last point of a number stands before exactly three digits.
fn has_thousands_mark(written: &str) -> bool {
    written.rsplit_once('.').is_some_and(|(_, digits)| digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn amount(value: Value<'_>, problems: &mut Problems) -> Option<Amount> {
    let units = match value.kind() {
        Kind::Int(number) => Some(*number as f64),
        // `60.000` is sixty thousand to many who write it, and sixty to YAML.
        Kind::Float(_) if has_thousands_mark(&value.text().unwrap_or_default()) => None,
        Kind::Float(number) => Some(*number),
        _ => None,
    };
    let found = units.and_then(Amount::from_units);
    if found.is_none() {
        let message = match value.text() {
            Some(text) => format!("`{}` is not an amount of money above zero", shortened(&text)),
            None => "this must be an amount of money above zero".to_owned(),
        };
        problems.add("wrong-number", value.span(), message, |d| {
            let written = value.text().unwrap_or_default();
            let plain = written.trim().trim_matches(|c: char| !c.is_alphanumeric() && c != '-').trim();
            match spoken_amount(plain).map(|(number, _)| number) {
                Some(number) => d.label(format!("did you mean `{number}`?")),
                None => d.help("write digits only, without currency and thousands' marks: `60000`"),
            }
        });
    }
    found
}

/// An amount that a comma inside it tore apart, `{ min: 60,000 }`, with the digits that became a key.
fn torn_apart(value: Value<'_>) -> Option<(Value<'_>, &str)> {
    let entries: Vec<Value<'_>> = value.children().collect();
    entries.windows(2).find_map(|pair| {
        let digits = pair[1].key()?;
        let is_rest = digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()) && pair[1].is_blank();
        (is_rest && matches!(pair[0].kind(), Kind::Int(_))).then_some((pair[0], digits))
    })
}

/// Pay as people write it in one line: "60.000 - 90.000 €", "up to $45/hour".
struct Spoken {
    min: Option<String>,
    max: Option<String>,
    currency: Option<&'static str>,
    per: &'static str,
}

impl Spoken {
    /// What a text says of pay; `None` when it leaves doubts.
    fn of(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let mut amounts = Vec::new();
        let mut rest = lower.as_str();
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let (amount, length) = spoken_amount(&rest[start..])?;
            amounts.push(amount);
            rest = &rest[start + length..];
        }
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let per = if has(&["hour", "stunde", "/h", "/ h", "hr", "std"]) {
            "hour"
        } else if has(&["week", "woche"]) {
            "week"
        } else if has(&["month", "monat"]) {
            "month"
        } else if has(&["day", "tag"]) {
            "day"
        } else {
            "year"
        };
        // A small number without a period could be an hour's pay or a month's.
        let is_plain = has(&["year", "annum", "annual", "jahr", "p.a"]) || per != "year";
        let is_large = |amount: &String| amount.split('.').next().is_some_and(|units| units.len() >= 5);
        if !is_plain && !amounts.iter().all(is_large) {
            return None;
        }
        let currency = [
            ("EUR", &["€", "eur"][..]),
            ("GBP", &["£", "gbp"]),
            ("CHF", &["chf", "sfr"]),
            ("CAD", &["cad", "c$"]),
            ("AUD", &["aud", "a$"]),
            ("USD", &["usd", "$"]),
        ];
        let currency = currency.into_iter().find(|(_, signs)| has(signs)).map(|(code, _)| code);
        let (min, max) = match &amounts[..] {
            [one] if has(&["up to", "bis", "max"]) => (None, Some(one.clone())),
            [one] if has(&["from", "ab ", "min", "+"]) => (Some(one.clone()), None),
            [one] => (Some(one.clone()), Some(one.clone())),
            [min, max] => (Some(min.clone()), Some(max.clone())),
            _ => return None,
        };
        Some(Self { min, max, currency, per })
    }
}

impl std::fmt::Display for Spoken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let entries = [("min", self.min.as_deref()), ("max", self.max.as_deref()), ("currency", self.currency)];
        let entries = entries.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}", value?)));
        write!(f, "{{ {}, per: {} }}", entries.collect::<Vec<_>>().join(", "), self.per)
    }
}

/// The amount that a text begins with, as a plain number, and how many bytes it takes: `60.000`, `18,50`, `90k`.
fn spoken_amount(text: &str) -> Option<(String, usize)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '_'))).unwrap_or(text.len());
    let written = text[..end].trim_end_matches(['.', ',', '\'']);
    let thousands = text[written.len()..].starts_with(['k', 'K']);
    // One or two digits behind the last mark are a part of the unit; three are thousands.
    let (units, part) = match written.rsplit_once(['.', ',']) {
        Some((units, part)) if part.len() < 3 => (units, part),
        _ => (written, ""),
    };
    let units: String = units.chars().filter(char::is_ascii_digit).collect();
    if units.is_empty() || units.len() > 9 || units.bytes().all(|b| b == b'0') {
        return None;
    }
    let number = match (thousands, part.is_empty()) {
        (true, true) => format!("{units}000"),
        (true, false) => format!("{units}{part:0<3}"),
        (false, true) => units,
        (false, false) => format!("{units}.{part}"),
    };
    Some((number, written.len() + usize::from(thousands)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_in_a_line_is_taken_apart_where_there_is_no_doubt() {
        for (text, wanted) in [
            ("60.000 - 90.000 €", "{ min: 60000, max: 90000, currency: EUR, per: year }"),
            ("$60,000 - $90,000 per year", "{ min: 60000, max: 90000, currency: USD, per: year }"),
            ("60k-90k EUR", "{ min: 60000, max: 90000, currency: EUR, per: year }"),
            ("18,50 € / Stunde", "{ min: 18.50, max: 18.50, currency: EUR, per: hour }"),
            ("up to £4,500 a month", "{ max: 4500, currency: GBP, per: month }"),
            ("from 100000 CHF", "{ min: 100000, currency: CHF, per: year }"),
            ("62.5k p.a.", "{ min: 62500, max: 62500, per: year }"),
        ] {
            assert_eq!(Spoken::of(text).map(|pay| pay.to_string()).as_deref(), Some(wanted), "{text}");
        }
        for text in ["4500 €", "competitive", "1 of 3 levels", "0", "99999999999"] {
            assert!(Spoken::of(text).is_none(), "{text}");
        }
    }
}
