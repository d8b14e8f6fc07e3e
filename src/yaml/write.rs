//! Writing YAML as a careful person would: short things in one line, quotes only where they are needed, remarks aligned.

/// How many columns a list or mapping in one line may have.
const WIDTH: usize = 100;
/// The column at which remarks behind a value begin, when it is shorter.
const REMARKS: usize = 36;
/// A longer key is written with a `?` before it: readers look only 1,024 characters ahead for the colon.
const LONGEST_KEY: usize = 200;

/// A value to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A text, quoted where another reading of it is possible.
    Text(String),
    /// A number, a day or a word of ours, as it is.
    Bare(String),
    /// A list; in one line when it is short and has only texts and words.
    List(Vec<Item>),
    /// Keys with values; in one line when they fit.
    Map(Vec<Row>),
    /// Keys with values, each on a line of its own.
    Section(Vec<Row>),
}

/// A value with what is remarked about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The value.
    pub value: Node,
    /// What stands behind it after a `#`.
    pub remark: Option<String>,
}

/// A row of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A key and its value.
    Entry(String, Item),
    /// A line that readers skip.
    Remark(String),
    /// A line that readers skip until its `#` is taken away, with what is remarked about it.
    Unset(String, Option<String>),
}

impl From<Node> for Item {
    fn from(value: Node) -> Self {
        Self { value, remark: None }
    }
}

impl Node {
    /// The same value as YAML that a JSON value is.
    pub fn of_json(json: &serde_json::Value) -> Self {
        use serde_json::Value as Json;
        match json {
            Json::Null | Json::Bool(_) | Json::Number(_) => Self::Bare(json.to_string()),
            Json::String(text) => Self::Text(text.clone()),
            Json::Array(items) => Self::List(items.iter().map(|item| Self::of_json(item).into()).collect()),
            Json::Object(entries) => Self::Map(
                entries.iter().map(|(key, value)| Row::Entry(key.clone(), Self::of_json(value).into())).collect(),
            ),
        }
    }
}

/// The rows as YAML, each line with its end.
pub fn write(rows: &[Row]) -> String {
    let mut out = String::new();
    write_rows(&mut out, rows, 0);
    out
}

fn write_rows(out: &mut String, rows: &[Row], indent: usize) {
    for row in rows {
        match row {
            Row::Entry(key, item) => {
                let (key, margin) = (scalar(key, true), " ".repeat(indent));
                let is_long = key.chars().nth(LONGEST_KEY).is_some();
                let lead = if is_long { format!("{margin}? {key}\n{margin}:") } else { format!("{margin}{key}:") };
                write_item(out, &lead, item, indent);
            }
            Row::Remark(text) => line(out, " ".repeat(indent), Some(text)),
            Row::Unset(text, remark) => {
                line(out, format!("{}# {}", " ".repeat(indent), in_one_line(text)), remark.as_deref());
            }
        }
    }
}

/// Writes a value behind `lead`, which is its margin with `key:` or `-`.
fn write_item(out: &mut String, lead: &str, item: &Item, indent: usize) {
    let remark = item.remark.as_deref();
    let is_scalar = matches!(item.value, Node::Text(_) | Node::Bare(_));
    if let Some(short) = in_line(&item.value, false) {
        let one = format!("{lead} {short}");
        if is_scalar || is_empty(&item.value) || one.chars().count() <= WIDTH {
            return line(out, one, remark);
        }
    }
    match &item.value {
        Node::Text(_) | Node::Bare(_) => {}
        Node::List(items) => {
            line(out, lead.to_owned(), remark);
            for item in items {
                write_item(out, &format!("{}-", " ".repeat(indent + 2)), item, indent + 2);
            }
        }
        Node::Map(rows) | Node::Section(rows) => {
            let mut inner = String::new();
            write_rows(&mut inner, rows, indent + 2);
            if lead.ends_with('-') && remark.is_none() && matches!(rows.first(), Some(Row::Entry(..))) {
                // The first key stands beside the dash.
                out.push_str(&format!("{lead} {}", inner.trim_start_matches(' ')));
            } else {
                line(out, lead.to_owned(), remark);
                out.push_str(&inner);
            }
        }
    }
}

fn is_empty(node: &Node) -> bool {
    match node {
        Node::List(items) => items.is_empty(),
        Node::Map(rows) => rows.is_empty(),
        _ => false,
    }
}

/// A value in one line, if it can be; `inside` brackets more characters need quotes.
fn in_line(node: &Node, inside: bool) -> Option<String> {
    match node {
        Node::Text(text) => Some(scalar(text, inside)),
        Node::Bare(word) => Some(word.clone()),
        Node::Section(_) => None,
        Node::List(items) => {
            let plain = |item: &Item| {
                let is_scalar = matches!(item.value, Node::Text(_) | Node::Bare(_));
                if is_scalar && item.remark.is_none() { in_line(&item.value, true) } else { None }
            };
            Some(format!("[{}]", items.iter().map(plain).collect::<Option<Vec<_>>>()?.join(", ")))
        }
        Node::Map(rows) if rows.is_empty() => Some("{}".into()),
        Node::Map(rows) => {
            let entry = |row: &Row| match row {
                Row::Entry(key, Item { value, remark: None }) if key.chars().nth(LONGEST_KEY).is_none() => {
                    Some(format!("{}: {}", scalar(key, true), in_line(value, true)?))
                }
                _ => None,
            };
            Some(format!("{{ {} }}", rows.iter().map(entry).collect::<Option<Vec<_>>>()?.join(", ")))
        }
    }
}

/// Writes a line with its remark.
fn line(out: &mut String, mut text: String, remark: Option<&str>) {
    if let Some(remark) = remark.map(in_one_line).filter(|remark| !remark.is_empty()) {
        if !text.trim().is_empty() {
            let width = text.lines().last().unwrap_or_default().chars().count();
            text.push_str(&" ".repeat(REMARKS.saturating_sub(width).max(2)));
        }
        text.push_str("# ");
        text.push_str(&remark);
    }
    out.push_str(text.trim_end());
    out.push('\n');
}

/// A remark ends where its line ends, so it has no line ends, and nothing that YAML forbids.
fn in_one_line(remark: &str) -> String {
    let seen: String = remark.chars().map(|c| if is_plain_character(c) { c } else { ' ' }).collect();
    // The space between `#` and an indented text stays.
    let margin: String = seen.chars().take_while(|c| *c == ' ').collect();
    margin + &seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as a scalar: as it is where no reader could take it for something else, in quotes otherwise.
fn scalar(text: &str, inside: bool) -> String {
    if is_plain(text, inside) {
        return text.to_owned();
    }
    let is_simple = text.chars().all(is_plain_character);
    if is_simple && text.contains(['"', '\\']) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if is_plain_character(c) => quoted.push(c),
            // Whatever must be escaped has at most 16 bits.
            c => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character can stand in YAML without an escape and ends no line.
fn is_plain_character(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text needs no quotes.
fn is_plain(text: &str, inside: bool) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let begins_well =
        first.is_alphanumeric() || "/($_.+".contains(first) || (!first.is_ascii() && !first.is_whitespace());
    let ends_badly = text.ends_with(|c: char| c.is_whitespace() || c == ':') || text.starts_with("..");
    let has_mark = |(a, b): (char, char)| (a == ':' && b.is_whitespace()) || (a.is_whitespace() && b == '#');
    let is_marked = text.chars().zip(text.chars().skip(1)).any(has_mark);
    let needs_more = inside && text.contains([',', '[', ']', '{', '}', ':', '?']);
    begins_well
        && text.chars().all(is_plain_character)
        && !(ends_badly || is_marked || needs_more || is_another_type(text))
}

/// Whether some reader, of YAML 1.1 or 1.2, takes a text for a number, a day, a truth value or nothing.
fn is_another_type(text: &str) -> bool {
    const WORDS: &[&str] =
        &["null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", "+.inf", "-.inf", ".nan"];
    let begins_as_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let is_number = text.chars().all(|c| c.is_ascii_hexdigit() || "xXoO_+-.:TtZz ".contains(c));
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) || (begins_as_number && is_number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::ProjectPath;
    use crate::yaml::{Document, Kind};
    use proptest::prelude::*;

    #[test]
    fn quotes_stand_where_they_are_needed_and_nowhere_else() {
        for plain in
            ["Software Architect", ".NET", "C++", "数据", "🚀 Rocket", "30 days of leave", "Kraków, PL", "/a/", "a:b"]
        {
            assert_eq!(scalar(plain, false), plain);
        }
        let quoted =
            ["a: b", "#1", "- x", "yes", "NO", "2026", "1e5", "2026-01-01", "", "x #y", "12:30", "x:", "...", "null"];
        for text in quoted {
            assert_eq!(scalar(text, false), format!("\"{text}\""));
        }
        assert_eq!(scalar("Kraków, PL", true), "\"Kraków, PL\"");
        assert_eq!(scalar("\"It's\"", false), "'\"It''s\"'");
        assert_eq!(scalar("a\nb\u{feff}", false), "\"a\\nb\\uFEFF\"");
    }

    #[test]
    fn a_remark_stays_in_its_line() {
        let entry =
            Row::Entry("a".into(), Item { value: Node::Bare("1".into()), remark: Some("x\ny: 2\u{2028}z".into()) });
        assert_eq!(write(&[entry, Row::Remark("b\rc".into())]), format!("a: 1{}# x y: 2 z\n# b c\n", " ".repeat(32)));
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let text = prop_oneof![
            "\\PC{0,12}",
            "(?s).{0,8}",
            "[-a-z:#\\[\\]{}&*!|>'\"%@`,? \t\n\r\\\\0-9._+~=<é\u{85}\u{2028}\u{feff}\u{0}]{0,8}",
            "[0-9+.eExXoO_:-]{1,8}",
            proptest::sample::select(
                &["yes", "NO", "~", "null", "1e5", "0x1f", ".inf", "---", "...", "<<", "=", "2026-01-01"][..]
            )
            .prop_map(str::to_owned),
        ];
        let long = "[a: ]{900,1200}";
        let leaf = prop_oneof![
            4 => text.clone().prop_map(Into::into),
            1 => any::<i64>().prop_map(Into::into),
            1 => any::<f64>().prop_filter("JSON has finite numbers", |n| n.is_finite()).prop_map(Into::into),
            1 => any::<bool>().prop_map(Into::into),
            1 => Just(serde_json::Value::Null),
        ];
        let key = prop_oneof![20 => text, 1 => long];
        leaf.prop_recursive(4, 24, 4, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::Array),
                proptest::collection::vec((key.clone(), inner), 0..4)
                    .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in json(), remark in "(?s).{0,9}") {
            let rows = [
                Row::Entry("before".into(), Item { value: Node::Text("x".into()), remark: Some(remark.clone()) }),
                Row::Remark(remark.clone()),
                Row::Unset(remark.clone(), Some(remark.clone())),
                Row::Entry("value".into(), Item { value: Node::of_json(&value), remark: Some(remark) }),
                Row::Entry("after".into(), Node::Bare("1".into()).into()),
            ];
            let text = write(&rows);
            let document = Document::parse(&ProjectPath::new("a"), &text, 0);
            let document = document.map_err(|d| TestCaseError::fail(format!("{}\n{text}", d.message)))?;
            let read: Vec<_> = document.root().children().collect();
            prop_assert_eq!(read.len(), 3, "{}", text);
            prop_assert_eq!(read[1].to_json(), value, "{}", text);
            prop_assert_eq!(read[2].kind(), &Kind::Int(1));
        }
    }
}
