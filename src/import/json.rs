//! Reading the fields of a system's answer, each by its path: `categories.commitment`.

use serde_json::Value;

use super::draft::{Address, Amounts, Fact, Moment};

/// Beyond so many values a file is no list of postings, and would fill the memory.
const MOST_VALUES: usize = 6_000_000;

/// Reads a text as JSON.
///
/// # Errors
/// Where and why it is none, in plain words: the line if it is known.
pub fn parse(text: &str) -> Result<Value, (Option<usize>, String)> {
    parse_all(text).map(|mut values| if values.len() == 1 { values.remove(0) } else { Value::Array(values) })
}

/// Reads the values that stand one behind the other in a text, as `curl` writes the pages of a list.
///
/// # Errors
/// As for [`parse`].
pub fn parse_all(text: &str) -> Result<Vec<Value>, (Option<usize>, String)> {
    if has_too_many_values(text) {
        return Err((None, "this JSON has more values than any list of postings".into()));
    }
    let values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    values.collect::<Result<Vec<_>, _>>().map_err(|error| {
        let message = match error.classify() {
            serde_json::error::Category::Eof => "this JSON ends in the middle; was it saved whole?".into(),
            _ if error.to_string().contains("recursion") => "this JSON nests too deeply".into(),
            _ => format!("this is not JSON: {}", plain(&error.to_string())),
        };
        (Some(error.line()), message)
    })
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
            Value::String(text) => text.trim().parse().ok().or_else(|| grouped(text.trim())),
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
    fn what_is_no_json_is_said_with_its_line() {
        assert_eq!(parse("{\n \"a\": x}").unwrap_err().0, Some(2));
        assert!(parse("{\"a\": [1,").unwrap_err().1.contains("ends in the middle"));
        assert!(parse(&"[".repeat(100_000)).unwrap_err().1.contains("too deeply"));
    }
}
