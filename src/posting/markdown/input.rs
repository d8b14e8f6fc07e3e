//! Makes a stranger's text fit to be parsed: no forbidden characters, and no nesting that would cost quadratic time.

use std::borrow::Cow;

/// The column up to which a line may open quotes and list items.
///
/// pulldown-cmark looks at every open quote and list for each line, so a first line of `- - - - …` makes every later
/// line slow: 1 MiB of it took minutes. A list needs two columns and a quote one, hence nothing nests deeper than this.
const MAX_COLUMN: usize = 128;

/// The text without forbidden characters, and with what would nest too deeply escaped.
pub(super) fn prepared(text: &str) -> Cow<'_, str> {
    match without_forbidden(text) {
        Cow::Borrowed(text) => with_shallow_nesting(text),
        Cow::Owned(text) => Cow::Owned(with_shallow_nesting(&text).into_owned()),
    }
}

/// Whether a character must not be in HTML or XML: controls but for tab and line ends, and Unicode's noncharacters.
///
/// <https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream>, and
/// <https://www.w3.org/TR/xml/#charsets> for the feeds, which forbids the form feed too.
pub(super) fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{FDD0}'..='\u{FDEF}')
        || (u32::from(c) & 0xFFFE) == 0xFFFE
}

/// The text without the characters that [`is_forbidden`] names.
pub(super) fn without_forbidden(text: &str) -> Cow<'_, str> {
    if has_forbidden(text) {
        Cow::Owned(text.chars().filter(|&c| !is_forbidden(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn has_forbidden(text: &str) -> bool {
    // Plain ASCII, the usual case, is looked through many bytes at once: the fold has no branch.
    let is_plain = |b: &u8| (0x20..0x7F).contains(b) || matches!(b, b'\t' | b'\n' | b'\r');
    let mut rest = text;
    loop {
        let plain = rest.as_bytes().chunks(32).take_while(|chunk| chunk.iter().fold(true, |all, b| all & is_plain(b)));
        let skipped: usize = plain.map(<[u8]>::len).sum();
        // What was skipped is ASCII, so this is a character's boundary.
        rest = &rest[skipped..];
        let mut chars = rest.chars();
        for c in chars.by_ref().take(32) {
            if is_forbidden(c) {
                return true;
            }
        }
        rest = chars.as_str();
        if rest.is_empty() {
            return false;
        }
    }
}

/// The text with a backslash before the first marker of a line that stands beyond [`MAX_COLUMN`].
fn with_shallow_nesting(text: &str) -> Cow<'_, str> {
    let mut shallow = String::new();
    let mut copied = 0;
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]) {
        // Only what begins beyond that column can be too deep, and a tab is worth four columns at most.
        let line = &text.as_bytes()[start..end];
        if line.len() > MAX_COLUMN / 4
            && let Some(marker) = first_marker_too_deep(line)
        {
            shallow.push_str(&text[copied..start + marker]);
            shallow.push('\\');
            copied = start + marker;
        }
        start = end;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    shallow.push_str(&text[copied..]);
    Cow::Owned(shallow)
}

/// Where in a line the first sign stands that opens a quote or list item beyond [`MAX_COLUMN`].
fn first_marker_too_deep(line: &[u8]) -> Option<usize> {
    let mut column = 0;
    let mut at = 0;
    while let Some(&byte) = line.get(at) {
        let sign = match byte {
            b' ' => {
                column += 1;
                at += 1;
                continue;
            }
            b'\t' => {
                column += 4 - column % 4;
                at += 1;
                continue;
            }
            b'>' => at,
            b'-' | b'+' | b'*' if ends_marker(line, at + 1) => at,
            b'0'..=b'9' => {
                let digits = line[at..].iter().take_while(|b| b.is_ascii_digit()).count();
                let dot = at + digits;
                if !matches!(line.get(dot), Some(b'.' | b')')) || !ends_marker(line, dot + 1) {
                    return None;
                }
                dot
            }
            _ => return None,
        };
        if column >= MAX_COLUMN {
            return Some(sign);
        }
        column += sign + 1 - at;
        at = sign + 1;
    }
    None
}

/// Whether a list marker that ends before `at` is one: white space or the line's end follows.
fn ends_marker(line: &[u8], at: usize) -> bool {
    line.get(at).is_none_or(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_vanish_wherever_they_stand() {
        for bad in ['\0', '\u{1}', '\u{B}', '\u{C}', '\u{1B}', '\u{7F}', '\u{85}', '\u{FDD0}', '\u{FFFE}', '\u{10FFFF}']
        {
            for before in [0, 1, 31, 32, 33, 70] {
                for filler in ["a", "ü", "中"] {
                    let text = format!("{}{bad}{}", filler.repeat(before), filler.repeat(40));
                    assert_eq!(without_forbidden(&text), filler.repeat(before + 40), "{bad:?} after {before} {filler}");
                }
            }
        }
    }

    #[test]
    fn all_other_characters_stay() {
        let text = "\u{FEFF}a\tb\r\n\u{A0}ü — “中文” \u{200D}🚀\u{FFFD}".repeat(9);
        assert!(matches!(without_forbidden(&text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn usual_lines_stay_as_they_are() {
        let rule = "-".repeat(500);
        let code = " ".repeat(400);
        let text = format!("> - 1. a\n\n{rule}\n\n{code}x\n\n* * *\n\n{}", "1".repeat(300));
        assert!(matches!(with_shallow_nesting(&text), Cow::Borrowed(_)));
    }

    #[test]
    fn a_marker_too_deep_is_text() {
        assert_eq!(with_shallow_nesting(&">".repeat(200)), format!("{}\\{}", ">".repeat(128), ">".repeat(72)));
        let deep = format!("a\n{}12. b\nc", "\t".repeat(32));
        assert_eq!(with_shallow_nesting(&deep), format!("a\n{}12\\. b\nc", "\t".repeat(32)));
    }
}
