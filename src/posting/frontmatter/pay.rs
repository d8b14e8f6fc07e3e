//! Pay and currencies.

use super::{SALARY, word};
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
        problems.add("wrong-type", value.span(), "`salary` must say the numbers apart", |d| {
            d.help("write for example `salary: { min: 60000, max: 90000, currency: EUR, per: year }`")
        });
        return None;
    }
    let fields = Fields::of(value, SALARY, "`salary`", problems);
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
                    d.help("exchange the two numbers")
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
        problems.add("wrong-number", value.span(), "this must be an amount of money above zero", |d| {
            let digits: String =
                value.text().unwrap_or_default().chars().filter(|c| !matches!(c, ',' | '.' | ' ' | '_')).collect();
            match (digits.parse::<u32>(), digits.strip_suffix(['k', 'K']).map(str::parse::<u32>)) {
                (Ok(number), _) if number > 0 => d.label(format!("did you mean `{number}`?")),
                (_, Some(Ok(thousands))) => d.label(format!("did you mean `{thousands}000`?")),
                _ => d.help("write digits only, without currency and thousands' marks: `60000`"),
            }
        });
    }
    found
}
