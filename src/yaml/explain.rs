//! The YAML reader's messages in words that a recruiter understands.

use super::locate::{byte_offset, written_length};
use crate::diagnostic::Diagnostic;
use crate::source::{ProjectPath, Span};

/// What our own reader says when aliases multiply.
pub(super) const TOO_MANY_VALUES: &str = "too many values";
/// What our own reader says when a key is a list or a mapping.
pub(super) const KEY_IS_TEXT: &str = "a key that is a text";

/// A message of the reader's, as part of what it says, in plain words, and a way to mend it.
type Rule = (&'static str, &'static str, &'static str);

/// In this order: the first that fits is taken.
const RULES: &[Rule] = &[
    ("a tab character that violates", "a tab cannot be used to indent", "replace it by two spaces"),
    (
        "expected ',' or ']'",
        "this list is not closed, or a comma is missing",
        "a list that begins with `[` ends with `]`, with commas between",
    ),
    (
        "expected ',' or '}'",
        "these braces are not closed, or a comma is missing",
        "what begins with `{` ends with `}`, with commas between",
    ),
    ("quoted scalar", "a quotation mark is not closed", "end the text with the same mark that begins it"),
    (
        "expected ':'",
        "this line is not of the form `key: value`",
        "is the colon, or the space after it, missing? what the role is about stands below the second `---`",
    ),
    (
        "expected '-' indicator",
        "this line does not belong to the list above it",
        "begin it with `- `, or indent it as the lines it belongs to",
    ),
    (
        "expected key",
        "this line does not fit the lines above it",
        "lines that belong together begin in the same column",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot begin on the line of its key",
        "write each entry on a line of its own, or all between `[` and `]`",
    ),
    ("control characters", "there is a character here that a text cannot contain", "delete it, and type the line anew"),
    (TOO_MANY_VALUES, "too many values: aliases (`*name`) repeat one another", "write the values out"),
    ("repetition limit", "too many values: aliases (`*name`) repeat one another", "write the values out"),
    ("recursion limit", TOO_DEEP, "write it with fewer brackets or less indentation"),
    ("more than one document", "there is a second `---` here", "only one block of keys is allowed"),
    (KEY_IS_TEXT, "a key must be a text", "a list or another mapping cannot be a key"),
];

const TOO_DEEP: &str = "lists and keys are nested too deeply here";

/// The diagnostic for a text that is no YAML.
pub(super) fn syntax_error(path: &ProjectPath, text: &str, offset: usize, error: &serde_yaml::Error) -> Diagnostic {
    let raw = error.to_string();
    let reported = error.location().map(|at| byte_offset(text, at.line(), at.column()));
    let at = reported.unwrap_or(0);
    let found = Found::by_line(text, at).unwrap_or_else(|| Found::of(&raw, text, at));
    let start = on_text(text, found.at);
    let first = text[start..].chars().next().filter(|c| *c == '\t' || is_refused(*c));
    let end = start + first.map_or_else(|| written_length(text, start), char::len_utf8);
    let diagnostic = Diagnostic::error("yaml", path, found.message).at(Span::new(offset + start, offset + end));
    Diagnostic { help: found.help, ..diagnostic }
}

/// The diagnostic for more open brackets than could be meant.
pub(super) fn nested_too_deeply(path: &ProjectPath, place: Span) -> Diagnostic {
    Diagnostic::error("yaml", path, TOO_DEEP).at(place)
}

/// What is wrong, and where.
struct Found {
    at: usize,
    message: String,
    help: Option<String>,
}

impl Found {
    /// What the line at hand shows by itself, whatever the reader stumbled over.
    fn by_line(text: &str, at: usize) -> Option<Self> {
        let line = line_around(text, at);
        let start = line_start(text, at) + line.len() - line.trim_start().len();
        let said = |message: &str, help: String| Some(Self { at: start, message: message.into(), help: Some(help) });
        let plain = line.trim();
        if plain.starts_with("**") || plain.starts_with("| ") {
            let help = "write `key: value`, such as `department: Engineering`; the text stands below the second `---`";
            return said("this line is Markdown, and here stand keys", help.into());
        }
        let (key, value) = plain.split_once(": ")?;
        let value = value.trim();
        if value.starts_with('[')
            && let Some((_, address)) = value.split_once("](")
        {
            let address = address.trim_end_matches(')');
            let start = start + plain.len() - value.len();
            let said =
                |message: &str, help: String| Some(Self { at: start, message: message.into(), help: Some(help) });
            return said("a Markdown link cannot stand here", format!("write `{key}: {address}`"));
        }
        let entries = value.strip_prefix("- ").map(|rest| rest.split(" - ").map(str::trim).collect::<Vec<_>>());
        if let Some(entries) = entries {
            let message = "a list cannot begin on the line of its key";
            return said(message, format!("write `{key}: [{}]`", entries.join(", ")));
        }
        // A text that begins with a quotation mark ends at the next one.
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let inner = &value[1..];
        let rest = inner[inner.find(quote)? + 1..].trim();
        if rest.is_empty() || rest.starts_with(['#', ',', '}', ']']) || inner.contains('\\') {
            return None;
        }
        let whole = match inner.strip_suffix(quote) {
            Some(whole) => whole,
            None => value,
        };
        let message = format!("the text ends at the second `{quote}`, and more follows");
        let start = start + plain.len() - plain[key.len() + 1..].trim_start().len();
        let said = |message: &str, help: String| Some(Self { at: start, message: message.into(), help: Some(help) });
        said(&message, format!("write `{key}: {}`", in_quotes(whole)))
    }

    fn of(raw: &str, text: &str, at: usize) -> Self {
        let line = line_around(text, at);
        let in_quotes = |what: &str| Self {
            at,
            message: format!("a value that {what} must stand in quotes"),
            help: quoted_line(line),
        };
        if raw.contains("mapping values are not allowed") {
            return Self::stray_colon(text, at).unwrap_or_else(|| in_quotes("contains `: `"));
        }
        let is_escape =
            ["escape character", "escape code", "hexdecimal", "hexadecimal"].iter().any(|said| raw.contains(said));
        if is_escape {
            let message = "a backslash inside double quotes has a meaning of its own".into();
            return Self { at, message, help: Some("write it twice, `\\\\`, or use single quotes".into()) };
        }
        if raw.contains("cannot start any token") && !text[at..].starts_with('\t') {
            let first = text[at..].chars().next().unwrap_or_default();
            return in_quotes(&format!("begins with `{first}`"));
        }
        if raw.contains("unknown anchor") || raw.contains("expected alphabetic or numeric character") {
            return in_quotes("begins with `*` or `&`");
        }
        if raw.contains("expected comment or line break") {
            return Self { at: opening(raw, text).unwrap_or(at), ..in_quotes("begins with `|` or `>`") };
        }
        let tab = ("cannot start any token", "a tab cannot be used to indent", "replace it by two spaces");
        match RULES.iter().chain([&tab]).find(|(said, ..)| raw.contains(said)) {
            Some((said, message, help)) => {
                // The reader does not say where a character stands that it refuses.
                let refused = text.find(is_refused).filter(|_| *said == "control characters");
                let opened = refused.or_else(|| opening(raw, text));
                if let Some(torn) = opened.and_then(|opened| Self::missing_comma(text, opened, at)) {
                    return torn;
                }
                let at = opened.unwrap_or(at);
                let line = line_around(text, at);
                let help = match *said {
                    "quoted scalar" => closed(line, &['"', '\'']).unwrap_or_else(|| (*help).into()),
                    "expected ',' or ']'" => closed(line, &['[']).unwrap_or_else(|| (*help).into()),
                    "expected ',' or '}'" => closed(line, &['{']).unwrap_or_else(|| (*help).into()),
                    "expected ':'" => mended_key(line).unwrap_or_else(|| (*help).into()),
                    "expected key" if line.trim_start().starts_with("- ") => {
                        "begin it in the same column as the entry above it".into()
                    }
                    _ => (*help).into(),
                };
                Self { at, message: (*message).into(), help: Some(help) }
            }
            None => {
                let message = format!("this cannot be read: {}", raw.split(" at line").next().unwrap_or_default());
                Self { at, message, help: None }
            }
        }
    }

    /// Brackets that are closed on their line: then something between them is wrong.
    fn missing_comma(text: &str, opened: usize, at: usize) -> Option<Self> {
        let line = line_around(text, opened);
        let inner = line[opened - line_start(text, opened)..].trim_end();
        let (open, close) = (inner.chars().next()?, inner.chars().next_back()?);
        let wanted = match open {
            '[' => ']',
            '{' => '}',
            _ => return None,
        };
        let same_line = at >= opened && at <= opened + inner.len();
        if close == wanted && same_line {
            let message = "a comma is missing before this".into();
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let at = at - text[..at].chars().rev().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>();
            return Some(Self { at, message, help: Some(format!("between `{open}` and `{close}` stand commas")) });
        }
        let is_other = matches!(close, ']' | '}' | ')') && close != wanted;
        is_other.then(|| Self {
            at: opened,
            message: format!("this begins with `{open}` and ends with `{close}`"),
            help: Some(format!("what begins with `{open}` ends with `{wanted}`")),
        })
    }

    /// A colon where none may be, though the value has no other: the line is indented, or the one before it has no space
    /// after its colon, `title:Engineer`, and so is a text that this line seems to go on with.
    fn stray_colon(text: &str, at: usize) -> Option<Self> {
        let line = line_around(text, at);
        let before = line_start(text, at).checked_sub(1).map(|end| (line_start(text, end), line_around(text, end)));
        if let Some((start, before)) = before
            && let Some((key, value)) = before.split_once(':')
            && !key.is_empty()
            && key.chars().all(|c| c.is_alphanumeric() || c == '_')
            && value.starts_with(|c: char| !c.is_whitespace() && c != '/')
        {
            let message = "the space after the colon is missing".into();
            return Some(Self { at: start, message, help: mended_key(before) });
        }
        let is_alone = line.split_once(':').is_some_and(|(_, value)| !value.contains(':'));
        (is_alone && line.starts_with(' ') && !line.trim_start().starts_with("- ")).then(|| Self {
            at: line_start(text, at) + line.len() - line.trim_start().len(),
            message: "this line is indented deeper than the lines it belongs to".into(),
            help: Some("begin it in the same column as they do".into()),
        })
    }
}

fn is_refused(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Where what is not closed, or not finished, was opened: the reader says so at the end of its message, "while parsing a
/// flow sequence at line 3 column 4".
fn opening(raw: &str, text: &str) -> Option<usize> {
    let (_, context) = raw.split_once(", while ")?;
    let kinds = ["flow sequence", "flow mapping", "quoted scalar", "simple key", "block scalar"];
    let (_, place) = context.rsplit_once("at line ").filter(|_| kinds.iter().any(|kind| context.contains(kind)))?;
    let (line, column) = place.split_once(" column ")?;
    Some(byte_offset(text, line.trim().parse().ok()?, column.trim().parse().ok()?))
}

/// The place itself, or, at an end of the text or of a line, the first letter of the line that ends there.
fn on_text(text: &str, at: usize) -> usize {
    let last = text.trim_end().char_indices().next_back().map_or(0, |(i, _)| i);
    let at = at.min(last);
    if !text[at..].starts_with(['\n', '\r']) {
        return at;
    }
    let line = line_around(text, at);
    line_start(text, at) + line.len() - line.trim_start().len()
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |i| i + 1)
}

pub(super) fn line_around(text: &str, at: usize) -> &str {
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |i| at + i);
    &text[line_start(text, at)..end]
}

/// The line with its value, or its entry of a list, in quotes: a line to copy.
pub(super) fn quoted_line(line: &str) -> Option<String> {
    let line = line.trim();
    let (before, value) = match line.strip_prefix("- ") {
        Some(entry) => ("- ".to_owned(), entry),
        None => line.split_once(':').map(|(key, value)| (format!("{key}: "), value))?,
    };
    let value = value.trim();
    if value.is_empty() || value.len() > 200 || value.starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    Some(format!("write `{before}{}`", in_quotes(without_smart_quotes(value))))
}

/// The line with what opens its value closed again, where nothing of the line closes it.
fn closed(line: &str, openers: &[char]) -> Option<String> {
    let line = line.trim();
    let value = line.split_once(": ").map(|(_, value)| value).or_else(|| line.strip_prefix("- "))?.trim();
    let open = value.chars().next().filter(|c| openers.contains(c))?;
    let close = match open {
        '[' => "]",
        '{' => " }",
        '"' => "\"",
        _ => "'",
    };
    let is_open = !value[1..].contains(close.trim()) && value.len() < 200;
    is_open.then(|| format!("write `{}{close}`", line.trim_end_matches(',')))
}

/// A text in double quotes; in single ones where that reads better.
fn in_quotes(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') {
        format!("'{text}'")
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// A text without the quotation marks of a word processor around it, which are none to YAML.
fn without_smart_quotes(text: &str) -> &str {
    let pairs = [('“', '”'), ('„', '“'), ('‘', '’'), ('«', '»'), ('»', '«')];
    let inner = pairs.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.unwrap_or(text)
}

/// The line with its key, a colon and a space, where another sign or none stands between key and value.
pub(super) fn mended_key(line: &str) -> Option<String> {
    let line = line.trim();
    let signs = ["=", "：", ":\u{a0}", ":", "\t"];
    let (key, value) = signs.iter().find_map(|sign| line.split_once(sign))?;
    let (key, value) = (key.trim(), value.trim());
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_key && !value.is_empty() && value.len() < 200).then(|| format!("write `{}: {value}`", key.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use crate::source::ProjectPath;

    fn said(text: &str) -> (String, usize, Option<String>) {
        let error = *Document::parse(&ProjectPath::new("a.md"), text, 0).unwrap_err();
        let line = 1 + text[..error.span.unwrap().start].matches('\n').count();
        (error.message, line, error.help)
    }

    #[test]
    fn an_unquoted_colon_comes_with_the_line_to_copy() {
        let (message, line, help) = said("---\ntitle: Engineer: Backend \"core\"\nlevel: mid\n");
        assert_eq!((message.as_str(), line), ("a value that contains `: ` must stand in quotes", 2));
        assert_eq!(help.unwrap(), r#"write `title: 'Engineer: Backend "core"'`"#);
    }

    #[test]
    fn tabs_marks_and_open_brackets_are_named() {
        assert_eq!(said("a:\n\tb: 1\n").0, "a tab cannot be used to indent");
        assert_eq!(said("a: @home\n").2.unwrap(), "write `a: \"@home\"`");
        assert_eq!(said("a: *new\n").0, "a value that begins with `*` or `&` must stand in quotes");
        assert_eq!(said("a: | x\n").0, "a value that begins with `|` or `>` must stand in quotes");
        assert_eq!(said("a: [x, y\nb: 1\n").0, "this list is not closed, or a comma is missing");
        assert_eq!(said("a: \"x\nb: 1\n").0, "a quotation mark is not closed");
        assert_eq!(said("a: \"\\d\"\n").0, "a backslash inside double quotes has a meaning of its own");
        assert_eq!(said("a: 1\nlevel mid\nb: 2\n").0, "this line is not of the form `key: value`");
    }

    #[test]
    fn a_colon_that_seems_too_many_may_be_another_mistake() {
        let (message, line, _) = said("---\ntitle:Engineer\nlevel: mid\n");
        assert_eq!((message.as_str(), line), ("the space after the colon is missing", 2));
        let (message, line, _) = said("---\ntitle: Engineer\n level: mid\n");
        assert_eq!((message.as_str(), line), ("this line is indented deeper than the lines it belongs to", 3));
        assert_eq!(said("a:\n  - Lunch: free: always\n").2.unwrap(), "write `- \"Lunch: free: always\"`");
    }

    #[test]
    fn what_is_not_closed_is_shown_where_it_opens() {
        for text in ["a: 1\nb: [x, y\nc: 1\n", "a: 1\nb: \"x\nc: 1\n", "a: 1\nb: { x: 1\nc: 1\n"] {
            assert_eq!(said(text).1, 2, "{text}");
        }
    }
}
