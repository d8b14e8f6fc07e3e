//! Reading the fields of a system's answer, each by its path: `categories.commitment`.

use std::borrow::Cow;

use serde_json::Value;

use super::Unreadable;
use super::draft::{Address, Amounts, Fact, Moment};
use crate::source::Span;

/// Beyond so many values a file is no list of postings, and would fill the memory.
const MOST_VALUES: usize = 6_000_000;

/// Reads a text as JSON.
///
/// # Errors
/// Where and why it is none, in plain words.
pub fn parse(text: &str) -> Result<Value, Unreadable> {
    parse_all(text).map(|mut values| if values.len() == 1 { values.remove(0) } else { Value::Array(values) })
}

/// Reads the values that stand one behind the other in a text, as `curl` writes the pages of a list.
///
/// # Errors
/// As for [`parse`].
pub fn parse_all(text: &str) -> Result<Vec<Value>, Unreadable> {
    if has_too_many_values(text) {
        return Err((None, "this JSON has more values than any list of postings".into()));
    }
    let (text, _) = without_halves(text);
    let values = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
    values.collect::<Result<Vec<_>, _>>().map_err(|error| {
        let message = match error.classify() {
            serde_json::error::Category::Eof => "this JSON ends in the middle; was it saved whole?".into(),
            _ if error.to_string().contains("recursion") => "this JSON nests too deeply".into(),
            _ => format!("this is not JSON: {}", plain(&error.to_string())),
        };
        (Some(place(&text, error.line(), error.column())), message)
    })
}

/// The bytes at a line and a column that the parser counts: the column in bytes, of the last that was read.
fn place(text: &str, line: usize, column: usize) -> Span {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = text.floor_char_boundary((start + column.saturating_sub(1)).min(text.len()));
    Span::new(at, text.ceil_char_boundary((at + 1).min(text.len())))
}

/// JSON with `\ufffd` in place of escapes that are one half of a character, and how many there were; every other byte stays
/// where it is. Programs that cut texts at a length leave such halves, and no reader accepts them. What is no JSON stays.
pub(super) fn without_halves(text: &str) -> (Cow<'_, str>, usize) {
    let is_json = text.trim_start().starts_with(['{', '[']);
    if !is_json || !(text.contains("\\ud") || text.contains("\\uD")) {
        return (text.into(), 0);
    }
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    };
    let is_second = |at: usize| unit(at).is_some_and(|unit| (0xDC00..0xE000).contains(&unit));
    let (mut out, mut copied, mut count, mut at) = (String::new(), 0, 0, 0);
    while let Some(start) = text[at..].find('\\').map(|next| at + next) {
        at = match unit(start) {
            Some(0xD800..0xDC00) if is_second(start + 6) => start + 12,
            Some(0xD800..0xE000) => {
                out.push_str(&text[copied..start]);
                out.push_str("\\ufffd");
                copied = start + 6;
                count += 1;
                copied
            }
            // The sign behind a backslash begins no other escape.
            _ => start + 1 + text[start + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    if count == 0 {
        return (text.into(), 0);
    }
    out.push_str(&text[copied..]);
    (out.into(), count)
}

/// Whether reading a text could fill the memory.
pub(super) fn has_too_many_values(text: &str) -> bool {
    // A value needs one of these before it, so there cannot be more values than this.
    text.bytes().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count() > MOST_VALUES
}

/// The parser's words without the place, which is said apart.
fn plain(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

/// A value of an answer, and the fields below it.
#[derive(Clone, Copy)]
pub struct Field<'a>(pub &'a Value);

impl<'a> Field<'a> {
    /// What stands at a path of keys.
    pub fn at(self, path: &str) -> Option<&'a Value> {
        path.split('.').try_fold(self.0, |value, key| value.get(key)).filter(|value| !value.is_null())
    }

    /// A text or a number, as a text without spaces at its ends; `None` when it is empty.
    pub fn text(self, path: &str) -> Option<String> {
        self.at(path).and_then(scalar)
    }

    /// A truth value, be it written as a text.
    pub fn flag(self, path: &str) -> bool {
        self.text(path).is_some_and(|text| text.eq_ignore_ascii_case("true"))
    }

    /// A number, be it written as a text.
    pub fn number(self, path: &str) -> Option<f64> {
        match self.at(path)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => grouped(text.trim()).or_else(|| text.trim().parse().ok()),
            _ => None,
        }
    }

    /// The items of a list; none when it is no list.
    pub fn list(self, path: &str) -> impl Iterator<Item = Field<'a>> + use<'a> {
        self.at(path).and_then(Value::as_array).into_iter().flatten().map(Field)
    }

    /// The texts of a list, or one text.
    pub fn texts(self, path: &str) -> Vec<String> {
        match self.at(path) {
            Some(Value::Array(items)) => items.iter().filter_map(scalar).collect(),
            Some(value) => scalar(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Whether an object has a key, with whatever value.
    pub fn has(self, key: &str) -> bool {
        self.0.get(key).is_some()
    }

    /// A text as the fact that `make` makes of it.
    pub fn fact(self, path: &str, make: impl FnOnce(String) -> Fact) -> Option<Fact> {
        self.text(path).map(make)
    }

    /// A point of time as the fact that `make` makes of it.
    pub fn day(self, path: &str, make: impl FnOnce(Moment) -> Fact) -> Option<Fact> {
        self.text(path).map(|text| make(Moment::Text(text)))
    }

    /// The parts of a place below this value, under these keys.
    pub fn address(self, [city, region, country]: [&str; 3]) -> Option<Fact> {
        let (city, region, country) = (self.text(city), self.text(region), self.text(country));
        let address = Address { city, region, country, ..Address::default() };
        (!address.is_empty()).then_some(Fact::Address(address))
    }

    /// The parts of a pay below this value, under these keys.
    pub fn amounts(self, [min, max, currency, per]: [&str; 4]) -> Option<Fact> {
        let (min, max) = (self.number(min).filter(|n| *n > 0.0), self.number(max).filter(|n| *n > 0.0));
        let amounts = Amounts { min, max, currency: self.text(currency), per: self.text(per) };
        (min.is_some() || max.is_some()).then_some(Fact::Amounts(amounts))
    }
}

/// A number as people write it: "45,000", "3.750,00". One mark alone parts thousands if three digits stand behind it.
fn grouped(text: &str) -> Option<f64> {
    let last = text.rfind([',', '.'])?;
    let is_thousands = text.len() - last == 4;
    let decimal = (!is_thousands).then_some(last);
    let plain: String = text
        .char_indices()
        .filter_map(|(at, c)| match c {
            ',' | '.' => (Some(at) == decimal).then_some('.'),
            c => Some(c),
        })
        .collect();
    plain.parse().ok()
}

fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_their_path() {
        let value: Value = serde_json::from_str(r#"{"a":{"b":[" x ",3,""]},"n":"18.50","e":"  "}"#).unwrap();
        let field = Field(&value);
        assert_eq!(field.texts("a.b"), ["x", "3"]);
        assert_eq!(field.number("n"), Some(18.5));
        assert_eq!(
            ["45,000", "3.750,00", "1,234,567", "18,5", "x,y"].map(grouped),
            [Some(45_000.0), Some(3_750.0), Some(1_234_567.0), Some(18.5), None]
        );
        assert_eq!((field.text("e"), field.text("a.c")), (None, None));
    }

    #[test]
    fn half_a_character_is_no_character() {
        for (text, wanted, count) in [
            (r#"["a\ud83d"]"#, r#"["a\ufffd"]"#, 1),
            (r#"["\ude00\ud83d\ude00\uD83Dx"]"#, r#"["\ufffd\ud83d\ude00\ufffdx"]"#, 2),
            (r#"["\\ud83d \n\u00e4"]"#, r#"["\\ud83d \n\u00e4"]"#, 0),
            (r"C:\ud83d", r"C:\ud83d", 0),
        ] {
            assert_eq!(without_halves(text), (wanted.into(), count));
        }
        assert_eq!(parse(r#"["a\ud83d"]"#).unwrap()[0], "a\u{fffd}");
    }

    #[test]
    fn what_is_no_json_is_said_with_its_line() {
        assert_eq!(parse("{\n \"ä\": x}").unwrap_err().0, Some(Span::new(9, 10)));
        assert!(parse("{\"a\": [1,").unwrap_err().1.contains("ends in the middle"));
        assert!(parse(&"[".repeat(100_000)).unwrap_err().1.contains("too deeply"));
    }
}
