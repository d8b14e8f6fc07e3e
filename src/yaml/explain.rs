//! The YAML reader's messages in words that a recruiter understands.

use super::locate::{byte_offset, written_length};
use crate::diagnostic::Diagnostic;
use crate::source::{ProjectPath, Span};

/// What our own reader says when aliases multiply.
pub(super) const TOO_MANY_VALUES: &str = "too many values";
/// What our own reader says when a key is a list or a mapping.
pub(super) const KEY_IS_TEXT: &str = "a key that is a text";

/// The diagnostic for a text that is no YAML.
pub(super) fn syntax_error(path: &ProjectPath, text: &str, offset: usize, error: &serde_yaml::Error) -> Diagnostic {
    let raw = error.to_string();
    let said = |words: &str| raw.contains(words);
    // The reader does not say where a character stands that it refuses.
    let refused = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}');
    let start = if said("control characters") { text.find(refused) } else { None };
    let place = || error.location().map(|at| byte_offset(text, at.line(), at.column()));
    let start = start.or_else(place).unwrap_or(0);
    let line = line_around(text, start);
    let (message, help): (String, Option<String>) = if said("mapping values are not allowed") {
        ("a value that contains `: ` must stand in quotes".into(), quoted_line(line))
    } else if said("cannot start any token") && text[start..].starts_with('\t') {
        ("a tab cannot be used to indent".into(), Some("use spaces".into()))
    } else if said("a tab character that violates indentation") {
        ("a tab cannot be used to indent".into(), Some("use spaces".into()))
    } else if said("cannot start any token") {
        let first = text[start..].chars().next().unwrap_or_default();
        (format!("a value that begins with `{first}` must stand in quotes"), quoted_line(line))
    } else if said("unknown anchor") {
        ("a value that begins with `*` must stand in quotes".into(), quoted_line(line))
    } else if said("expected alphabetic or numeric character") {
        ("a value that begins with `*` or `&` must stand in quotes".into(), quoted_line(line))
    } else if said("expected ',' or ']'") {
        (
            "this list is not closed".into(),
            Some("a list that begins with `[` ends with `]`, with commas between".into()),
        )
    } else if said("expected ',' or '}'") {
        ("these braces are not closed".into(), Some("what begins with `{` ends with `}`, with commas between".into()))
    } else if said("quoted scalar") && said("end of stream") {
        ("a quotation mark is not closed".into(), Some("end the text with the same mark that begins it".into()))
    } else if said("escape character") || said("escape code") {
        (
            "a backslash inside double quotes has a meaning of its own".into(),
            Some("write it twice, `\\\\`, or use single quotes".into()),
        )
    } else if said("could not find expected ':'") {
        (
            "this line is not of the form `key: value`".into(),
            Some("is the colon, or the space after it, missing?".into()),
        )
    } else if said("did not find expected '-' indicator") {
        (
            "this line does not belong to the list above it".into(),
            Some("begin it with `- `, or indent it as the lines it belongs to".into()),
        )
    } else if said("did not find expected key") || said("block sequence entries are not allowed") {
        ("this line does not fit the lines above it".into(), Some("lines that belong together begin in the same column, and texts with quotation marks in the middle stand in quotes as a whole".into()))
    } else if said("control characters") || said("invalid Unicode") {
        (
            "there is a character here that a text cannot contain".into(),
            Some("delete it, and type the line anew".into()),
        )
    } else if said(TOO_MANY_VALUES) || said("repetition limit") {
        ("too many values: aliases (`*name`) repeat one another".into(), Some("write the values out".into()))
    } else if said("recursion limit") || said("nest") || said("depth") {
        ("lists and keys are nested too deeply here".into(), None)
    } else if said("more than one document") {
        ("there is a second `---` here".into(), Some("only one block of keys is allowed".into()))
    } else if said(KEY_IS_TEXT) {
        ("a key must be a text".into(), None)
    } else {
        (format!("this cannot be read: {}", raw.split(" at line").next().unwrap_or_default()), None)
    };
    let start = start.min(text.trim_end().len());
    let end = start + written_length(text, start);
    let diagnostic = Diagnostic::error("yaml", path, message).at(Span::new(offset + start, offset + end));
    Diagnostic { help, ..diagnostic }
}

/// The diagnostic for more open brackets than could be meant.
pub(super) fn nested_too_deeply(path: &ProjectPath, place: Span) -> Diagnostic {
    Diagnostic::error("yaml", path, "lists and keys are nested too deeply here").at(place)
}

fn line_around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |i| at + i);
    &text[start..end]
}

/// `key: value` with the value in quotes, as a line to copy.
fn quoted_line(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let value = value.trim();
    if value.is_empty() || value.len() > 200 || value.starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    let value = value.replace('\\', "\\\\").replace('"', "\\\"");
    Some(format!("write `{}: \"{value}\"`", key.trim_start()))
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
        assert_eq!(help.unwrap(), r#"write `title: "Engineer: Backend \"core\""`"#);
    }

    #[test]
    fn tabs_marks_and_open_brackets_are_named() {
        assert_eq!(said("a:\n\tb: 1\n").0, "a tab cannot be used to indent");
        assert_eq!(said("a: @home\n").2.unwrap(), "write `a: \"@home\"`");
        assert_eq!(said("a: *new\n").0, "a value that begins with `*` must stand in quotes");
        assert_eq!(said("a: [x, y\nb: 1\n").0, "this list is not closed");
        assert_eq!(said("a: \"x\nb: 1\n").0, "a quotation mark is not closed");
        assert_eq!(said("a: \"\\d\"\n").0, "a backslash inside double quotes has a meaning of its own");
        assert_eq!(said("a: 1\nlevel mid\nb: 2\n").0, "this line is not of the form `key: value`");
    }
}
