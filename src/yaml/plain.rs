//! The YAML that front matter and the built-in files are mostly written in, read in one go: keys with plain or quoted values
//! on one line, lists, and brackets that close on their line.
//!
//! Such a text says the same to every reader of YAML, and reading it here takes a tenth of the crate's time, which was a
//! fifth of a build's. Whatever is not certainly as simple gives `None` and is left to the crate: anchors, tags, block
//! texts, escapes, tabs, numbers other than plain whole ones, every mistake. A test holds that both read the same.

use std::borrow::Cow;

use super::{Kind, NONE, Node, link};

/// How deep values nest here at most.
const MOST_LEVELS: usize = 16;
/// The longest key; YAML has a limit of its own, far above.
const LONGEST_KEY: usize = 64;

/// The values of a text, if it is simple: the root first, each before those inside it.
pub(super) fn nodes(text: &str) -> Option<Vec<Node<'_>>> {
    if !is_printable(text) {
        return None;
    }
    let body = match text.strip_prefix("---") {
        Some(rest) => {
            let (line, rest) = rest.split_once('\n')?;
            line.bytes().all(|byte| byte == b' ').then_some(rest)?
        }
        None => text,
    };
    let mut reader = Reader { rest: body, column: 0, nodes: Vec::with_capacity(48) };
    let first = reader.line()?;
    if first.indent != 0 || !is_entry(first.content) {
        return None;
    }
    reader.mapping(0, Place::root(), 0)?;
    reader.line().is_none().then_some(reader.nodes)
}

/// Whether a text has none of the characters that YAML forbids, or takes for an end of line that editors do not.
fn is_printable(text: &str) -> bool {
    let is_usual = |byte: u8| matches!(byte, b'\n' | b' '..=b'~');
    text.bytes().all(is_usual)
        || text.chars().all(|c| {
            matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fdcf}'
                | '\u{fdf0}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..='\u{1fffd}')
        })
}

/// Where a value stands in the tree.
struct Place<'a> {
    parent: u32,
    position: u32,
    key: Option<&'a str>,
}

impl Place<'_> {
    fn root() -> Self {
        Self { parent: NONE, position: 0, key: None }
    }
}

/// A line that says something.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// The column of its first character, from 0.
    indent: usize,
    /// Without the spaces around it.
    content: &'a str,
}

struct Reader<'a> {
    /// What is still to be read: from the beginning of a line, or from a list's item in one.
    rest: &'a str,
    /// The column at which `rest` begins.
    column: usize,
    nodes: Vec<Node<'a>>,
}

impl<'a> Reader<'a> {
    /// The line to be read next; empty lines and comments are passed over.
    fn line(&mut self) -> Option<Line<'a>> {
        while !self.rest.is_empty() {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            let content = self.rest[..end].trim_start_matches(' ');
            if !content.is_empty() && !content.starts_with('#') {
                return Some(Line {
                    indent: self.column + end - content.len(),
                    content: content.trim_end_matches(' '),
                });
            }
            self.end_line();
        }
        None
    }

    fn end_line(&mut self) {
        self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
        self.column = 0;
    }

    fn push(&mut self, place: Place<'a>, kind: Kind<'a>) -> Option<u32> {
        let id = u32::try_from(self.nodes.len()).ok()?;
        self.nodes.push(Node::new(place.parent, place.position, place.key.map(Cow::Borrowed), kind));
        Some(id)
    }

    /// Keys with values, one below the other at a column.
    fn mapping(&mut self, indent: usize, place: Place<'a>, level: usize) -> Option<u32> {
        let id = self.push(place, Kind::Map)?;
        let (mut position, mut previous) = (0, NONE);
        while let Some(line) = self.line().filter(|line| line.indent >= indent) {
            let (key, value) = entry(line.content).filter(|_| line.indent == indent)?;
            let place = Place { parent: id, position, key: Some(key) };
            let child = if value.is_empty() || value.starts_with('#') {
                self.end_line();
                self.below(indent, place, level + 1)?
            } else {
                let child = self.inline(value, place, level + 1)?;
                self.end_line();
                child
            };
            link(&mut self.nodes, id, &mut previous, child);
            position += 1;
        }
        Some(id)
    }

    /// The value of a key that stands on the lines below it.
    fn below(&mut self, indent: usize, place: Place<'a>, level: usize) -> Option<u32> {
        if level > MOST_LEVELS {
            return None;
        }
        match self.line() {
            // A list may stand at the column of its key.
            Some(line) if line.indent >= indent && line.content.starts_with("- ") => {
                self.list(line.indent, place, level)
            }
            Some(line) if line.indent > indent => {
                is_entry(line.content).then_some(())?;
                self.mapping(line.indent, place, level)
            }
            _ => self.push(place, Kind::Null),
        }
    }

    /// Items with a dash, one below the other at a column.
    fn list(&mut self, indent: usize, place: Place<'a>, level: usize) -> Option<u32> {
        let id = self.push(place, Kind::List)?;
        let (mut position, mut previous) = (0, NONE);
        while let Some(line) = self.line().filter(|line| line.indent >= indent) {
            let Some(item) = line.content.strip_prefix("- ").filter(|_| line.indent == indent) else { break };
            let item = item.trim_start_matches(' ');
            let place = Place { parent: id, position, key: None };
            let child = if is_entry(item) {
                // The keys of an item stand below its first one.
                let column = line.indent + line.content.len() - item.len();
                self.rest = &self.rest[column - self.column..];
                self.column = column;
                (level < MOST_LEVELS).then_some(())?;
                self.mapping(column, place, level + 1)?
            } else {
                let child = self.inline(item, place, level + 1)?;
                self.end_line();
                child
            };
            link(&mut self.nodes, id, &mut previous, child);
            position += 1;
        }
        Some(id)
    }

    /// A value that takes the rest of a line.
    fn inline(&mut self, written: &'a str, place: Place<'a>, level: usize) -> Option<u32> {
        let (id, rest) = match written.as_bytes().first()? {
            b'[' | b'{' => self.brackets(written, place, level)?,
            b'"' | b'\'' => {
                let (text, rest) = quoted(written)?;
                (self.push(place, Kind::Text(Cow::Borrowed(text)))?, rest)
            }
            _ => {
                let plain = written.find(" #").map_or(written, |comment| &written[..comment]).trim_end_matches(' ');
                (!plain.contains(": ") && !plain.ends_with(':')).then_some(())?;
                return self.push(place, scalar(plain)?);
            }
        };
        let after = rest.trim_start_matches(' ');
        (after.is_empty() || (after.len() < rest.len() && after.starts_with('#'))).then_some(id)
    }

    /// A list or mapping between brackets, and what follows it.
    fn brackets(&mut self, written: &'a str, place: Place<'a>, level: usize) -> Option<(u32, &'a str)> {
        (level <= MOST_LEVELS).then_some(())?;
        let (kind, close) = if written.starts_with('[') { (Kind::List, ']') } else { (Kind::Map, '}') };
        let is_map = kind == Kind::Map;
        let id = self.push(place, kind)?;
        let mut rest = written[1..].trim_start_matches(' ');
        if let Some(rest) = rest.strip_prefix(close) {
            return Some((id, rest));
        }
        let (mut position, mut previous) = (0, NONE);
        loop {
            let mut place = Place { parent: id, position, key: None };
            if is_map {
                let (key, value) = entry(rest)?;
                place.key = Some(key);
                rest = value;
            }
            let (child, after) = match rest.as_bytes().first()? {
                b'[' | b'{' => self.brackets(rest, place, level + 1)?,
                b'"' | b'\'' => {
                    let (text, after) = quoted(rest)?;
                    (self.push(place, Kind::Text(Cow::Borrowed(text)))?, after)
                }
                _ => {
                    let end = rest.find([',', '[', ']', '{', '}'])?;
                    let plain = rest[..end].trim_end_matches(' ');
                    // Signs that readers of YAML disagree about between brackets.
                    (!plain.contains([':', '?', '#'])).then_some(())?;
                    (self.push(place, scalar(plain)?)?, &rest[end..])
                }
            };
            link(&mut self.nodes, id, &mut previous, child);
            position += 1;
            let after = after.trim_start_matches(' ');
            match after.strip_prefix(',') {
                Some(next) => rest = next.trim_start_matches(' '),
                None => return Some((id, after.strip_prefix(close)?)),
            }
        }
    }
}

/// Whether a line begins with a key.
fn is_entry(line: &str) -> bool {
    entry(line).is_some()
}

/// A plain or quoted key, and what follows its colon without the spaces between.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = if line.starts_with(['"', '\'']) {
        quoted(line)?
    } else {
        let is_of_key = |byte: u8| byte.is_ascii_alphanumeric() || b"_- ./+&()".contains(&byte);
        let key = &line[..line.bytes().position(|byte| !is_of_key(byte))?];
        (!key.ends_with(' ') && matches!(scalar(key)?, Kind::Text(_))).then_some(())?;
        (key, &line[key.len()..])
    };
    let value = rest.strip_prefix(':').filter(|value| value.is_empty() || value.starts_with(' '))?;
    (key.len() <= LONGEST_KEY).then(|| (key, value.trim_start_matches(' ')))
}

/// The text between quotes that a line begins with, and what follows them; `None` if something in it is escaped.
fn quoted(line: &str) -> Option<(&str, &str)> {
    let quote = char::from(*line.as_bytes().first()?);
    let (text, rest) = line[1..].split_once(quote)?;
    let is_escaped = if quote == '"' { text.contains('\\') } else { rest.starts_with(quote) };
    (!is_escaped).then_some((text, rest))
}

/// What a plain scalar is; `None` if that takes more than a look.
fn scalar(plain: &str) -> Option<Kind<'_>> {
    let bytes = plain.as_bytes();
    match bytes.first()? {
        b'0'..=b'9' => {
            let is_day = || {
                let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
                bytes.len() == 10
                    && bytes[4] == b'-'
                    && bytes[7] == b'-'
                    && digits(0..4)
                    && digits(5..7)
                    && digits(8..10)
            };
            let is_whole = bytes.iter().all(u8::is_ascii_digit) && (bytes[0] != b'0' || bytes.len() == 1);
            // No number has such a letter, but for those that begin with 0x and the like.
            let is_word = || bytes[0] != b'0' && bytes.iter().any(|b| b.is_ascii_alphabetic() && !b"eE".contains(b));
            if is_whole && bytes.len() <= 18 {
                plain.parse().ok().map(Kind::Int)
            } else {
                (is_day() || is_word()).then_some(Kind::Text(Cow::Borrowed(plain)))
            }
        }
        b'.' if plain.len() > 1 && !plain[1..].starts_with(|c: char| !c.is_ascii_alphabetic()) => {
            (!is_special(&plain[1..])).then_some(Kind::Text(Cow::Borrowed(plain)))
        }
        b'A'..=b'Z' | b'a'..=b'z' | 0x80.. => (!is_special(plain)).then_some(Kind::Text(Cow::Borrowed(plain))),
        _ => None,
    }
}

/// Whether a word means something else than itself, to some reader at least.
fn is_special(word: &str) -> bool {
    ["null", "true", "false", "nan", "inf", "infinity"].iter().any(|special| word.eq_ignore_ascii_case(special))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::by_crate;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<Vec<Node<'_>>> {
        nodes(text)
    }

    #[test]
    fn front_matter_as_people_write_it_is_simple() {
        let text = "---\ntitle: \"Go: fast\"  # so\n# Where\nlocations:\n- { city: São Paulo, country: BR }\n- Berlin, DE\n\
                    posted: 2026-11-01\nsalary: { min: 60000, max: 90000 }\nrequirements:\n  education: bachelor\n\n  \
                    experience:\n    - years: 5\n      in: it's work\n    - 3\n  skills: [Rust, \"C, C++\", 'x']\n  fields: \
                    []\nteam:\napply: https://example.com/a#b?c=d\n";
        assert_eq!(read(text).as_ref(), by_crate(text).ok().as_ref());
        assert!(read(text).is_some());
    }

    #[test]
    fn the_built_in_texts_are_simple() {
        assert!(read(include_str!("../../templates/text/en.yaml")).is_some());
    }

    #[test]
    fn what_is_not_certain_is_left_to_the_crate() {
        for text in [
            "",
            "# a\n",
            "---\n",
            "a\n",
            "- a\n",
            " a: 1\n",
            "a: 1\n b: 2\n",
            "a: b: c\n",
            "a: b:\n",
            "a: |\n  b\n",
            "a: &b c\n",
            "a: *b\n",
            "a: !t c\n",
            "a: 1.5\n",
            "a: 007\n",
            "a: 1e3\n",
            "a: 0x1F\n",
            "a: ~\n",
            "a: Null\n",
            "a: true\n",
            "a: b\n  c\n",
            "a: \"b\n  c\"\n",
            "a: \"\\t\"\n",
            "a: 'it''s'\n",
            "a: [b\n",
            "a: [b,\n  c]\n",
            "a: [b,]\n",
            "a: {b}\n",
            "a: {b: c: d}\n",
            "a: [b: c]\n",
            "a: [http://x]\n",
            "a:\tb\n",
            "a: b\r\n",
            "a: -1\n",
            "a: .inf\n",
            "a : b\n",
            "\"a\" : b\n",
            "\"a\\t\": b\n",
            "a: 0b1\n",
            "a: .inf\n",
            ".nan: b\n",
            "a: - b\n",
            "a:\n  b\n",
            "a:\n - b\nc:\n -\n",
            "a: [b]x\n",
            "a: \"b\"x\n",
            "a: b\n---\nc: d\n",
            "a: \u{85}b\n",
            "a: \u{2028}b\n",
            "true: a\n",
            "a: @b\n",
            "a: `b`\n",
            "a: %b\n",
            "a:b\n",
            "a: b\n...\n",
            "--- a: b\n",
            "a: [#b]\n",
            "a: ,b\n",
            "? a\n",
            "a: {b: }\n",
            "a:\n  - - b\n",
            "a: b\n- c\n",
            "a:\n    b: 1\n  c: 2\n",
        ] {
            assert!(read(text).is_none(), "{text:?}");
        }
    }

    /// Lines of pieces that mean something to YAML, so that most of them are nearly right.
    fn lines() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            "b",
            "key",
            "a: ",
            "b: ",
            "c:",
            "key: ",
            ": ",
            ":",
            "- ",
            "- ",
            "-",
            "[",
            "]",
            "{",
            "}",
            ", ",
            ",",
            "\"",
            "'",
            "#",
            " #",
            " ",
            "  ",
            "1",
            "0",
            "2026-11-01",
            "12:30",
            "1.5",
            "1_000",
            "1e3",
            "0x1f",
            "0o7",
            "true",
            "null",
            "No",
            "~",
            "é",
            "\u{85}",
            "\u{a0}",
            "\u{2028}",
            "🚀",
            "\\",
            "|",
            ">",
            "&x",
            "*x",
            "!t",
            "?",
            "%",
            "@",
            "<<",
            "---",
            "...",
            "\t",
            "it's",
            "x/y?z=1&q",
            "C++",
            "C#",
            ".NET",
            "R&D",
            "nan",
            "a-b_c",
            "C/C++ & (x): ",
            "\"C#\": ",
            "'a b': ",
            "3d",
            "3d: ",
            "401k ",
            "1d",
            "5e",
            ".NET: ",
            ".inf",
            "+1",
        ]);
        let line = (0..5_usize, prop::collection::vec(piece, 0..7))
            .prop_map(|(indent, pieces)| format!("{}{}\n", " ".repeat(indent), pieces.concat()));
        prop::collection::vec(line, 1..7).prop_map(|lines| lines.concat())
    }

    /// Lines that are right, in an order and at columns that need not be.
    fn tidy_lines() -> impl Strategy<Value = String> {
        let line = prop::sample::select(vec![
            "a: b",
            "b:",
            "c: 5",
            "d: [x, \"y\", 2]",
            "e: { f: g, h: [] }",
            "- a",
            "- b: c",
            "- {a: 1}",
            "d: 'q' # z",
            "# z",
            "",
            "f: x #y",
            "- \"t\"",
            "g: 2026-01-02",
            "- [a, b]",
            "h: http://x.org/#a",
            "i: x: y",
            "j: \"a\" b",
            "k: [a, {b: c}, []]",
            "l: No",
            "C/C++ (x): { a b: [.NET, 3d x, 2D], \"c#\": 'd' }",
            ".NET & more: [5s]",
            "\"F#\":",
            "G: # x",
        ]);
        let line = (prop::sample::select(vec![0_usize, 0, 0, 1, 2, 2, 4]), line)
            .prop_map(|(indent, line)| format!("{}{line}\n", " ".repeat(indent)));
        prop::collection::vec(line, 1..9).prop_map(|lines| lines.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn whatever_is_read_here_the_crate_reads_alike(text in prop_oneof![lines(), tidy_lines()], opened in any::<bool>()) {
            let text = format!("{}{text}", if opened { "---\n" } else { "" });
            if let Some(nodes) = read(&text) {
                prop_assert_eq!(Some(nodes), by_crate(&text).ok());
            }
        }
    }
}
