//! A Markdown body as lines of plain text that know where they stand in the source.
//!
//! Postings are pasted from everywhere: `##Heading` without a space, lists of tabs and dashes, plain text with numbered
//! lines. So lines are told apart by what begins them, not by the grammar of CommonMark, which makes paragraphs of such
//! headings; and the time is linear whatever the text.

mod inline;
mod template;

use crate::source::Span;

/// What stands for an address in the text: its words are no names.
pub const ADDRESS: char = '\u{fffc}';

/// The plain text of a body.
#[derive(Debug, Default)]
pub struct Document {
    /// All lines, each ended by `\n`.
    pub text: String,
    /// Where its pieces stand in the source.
    runs: Vec<Run>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its links and bare addresses.
    pub links: Vec<Link>,
    /// Whether the last line has left bold text open.
    open_bold: bool,
}

/// A line of plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The first byte in the text.
    pub start: usize,
    /// One past the last byte, without the line's end.
    pub end: usize,
    /// What begins it.
    pub kind: LineKind,
    /// How far it is indented.
    pub indent: usize,
    /// Whether an empty line is above it.
    pub after_blank: bool,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Whether the source asks for a new line behind it.
    pub broken: bool,
}

/// What begins a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// `##`, an HTML heading, or a line that is underlined.
    Heading(u8),
    /// A bullet.
    Item,
    /// A number.
    Numbered,
    /// The row of a table.
    Row,
    /// Nothing.
    Text,
}

/// A link or a bare address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its words in the text.
    pub start: usize,
    /// One past its words.
    pub end: usize,
    /// Where it leads to.
    pub target: String,
}

/// A piece of the text that stands in the source in one piece.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Where it starts in the text.
    start: usize,
    /// Where it starts in the source.
    source: usize,
    /// How many bytes of the source it is, if not as many as in the text: an entity, an address.
    other_length: Option<usize>,
}

impl Document {
    /// Reads a body. Template code and comments state nothing and are left out.
    pub fn read(source: &str) -> Self {
        let code_free = template::without_code(source);
        let mut document = Self::default();
        let mut blank = true;
        let mut start = 0;
        for line in code_free.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            if content.trim().is_empty() || is_link_definition(content) || document.is_rule(content, blank) {
                blank = true;
            } else {
                document.line(content, start, blank);
                blank = false;
            }
            start += line.len();
        }
        document
    }

    /// Whether a line is a rule between parts or under a heading; the line above an underline becomes a heading.
    fn is_rule(&mut self, content: &str, after_blank: bool) -> bool {
        let marks: String = content.chars().filter(|c| !c.is_whitespace()).collect();
        let Some(first) = marks.chars().next().filter(|c| matches!(c, '-' | '=' | '*' | '_')) else { return false };
        if marks.len() < 3 && first != '=' || !marks.chars().all(|c| c == first) {
            return false;
        }
        if !after_blank
            && matches!(first, '-' | '=')
            && let Some(above) = self.lines.last_mut()
            && above.kind == LineKind::Text
            && above.after_blank
        {
            above.kind = LineKind::Heading(if first == '=' { 1 } else { 2 });
        }
        true
    }

    fn line(&mut self, content: &str, source: usize, after_blank: bool) {
        let mut rest = content;
        let mut indent = 0;
        loop {
            let trimmed = rest.trim_start();
            let space = &rest[..rest.len() - trimmed.len()];
            indent += space.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>();
            match trimmed.strip_prefix('>') {
                Some(quoted) => rest = quoted,
                None => {
                    rest = trimmed;
                    break;
                }
            }
        }
        let (kind, skipped) = beginning(rest);
        // "**Requirements:  " and "**A degree" below it: the marks of the second line close what the first one opened.
        let closes_bold = self.open_bold
            && !after_blank
            && rest[skipped..].trim_start().starts_with("**")
            && rest[skipped..].matches("**").count() % 2 == 1;
        let skipped =
            if closes_bold { rest[skipped..].find("**").map_or(skipped, |at| skipped + at + 2) } else { skipped };
        let offset = source + content.len() - rest.len() + skipped;
        let is_heading = matches!(kind, LineKind::Heading(_));
        let rest = if is_heading { rest.trim_end().trim_end_matches('#') } else { rest };
        let broken = content.ends_with("  ") || content.ends_with('\\');
        inline::read(
            self,
            rest.get(skipped..).unwrap_or(""),
            offset,
            Line { start: self.text.len(), end: 0, kind, indent, after_blank, bold: false, broken },
        );
    }

    /// Where a piece of the text stands in the source.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let first = self.source_of(start, false);
        let last = if end > start { self.source_of(end, true) } else { first };
        Span::new(first, last)
    }

    /// The place in the source of a place in the text; as an end it belongs to what is before it.
    fn source_of(&self, at: usize, as_end: bool) -> usize {
        let before = |run: &Run| if as_end { run.start < at } else { run.start <= at };
        let Some(run) = self.runs[..self.runs.partition_point(before)].last() else { return 0 };
        match run.other_length {
            Some(length) if as_end => run.source + length,
            Some(_) => run.source,
            None => run.source + (at - run.start),
        }
    }
}

/// Whether a line says where the links of a name lead: `[name]: https://...`, and maybe a title in quotes. It is not shown
/// (CommonMark 0.31.2, section 4.7). A footnote, `[^1]: ...`, is.
fn is_link_definition(line: &str) -> bool {
    let Some((name, target)) = line.trim().strip_prefix('[').and_then(|line| line.split_once("]:")) else {
        return false;
    };
    let (address, title) = target.trim().split_once(char::is_whitespace).unwrap_or((target.trim(), ""));
    let title = title.trim();
    let is_title = |open, close| title.len() > 1 && title.starts_with(open) && title.ends_with(close);
    !name.trim().is_empty()
        && !name.starts_with('^')
        && !name.contains(['[', ']'])
        && !address.is_empty()
        && (title.is_empty() || is_title('"', '"') || is_title('\'', '\'') || is_title('(', ')'))
}

/// A heading of the lower ranks that is a sentence has at most this many characters.
const LONGEST_HEADING: usize = 40;

/// "###### If you are interested, please write to us by ...": a paragraph that should look small.
fn is_sentence(heading: &str) -> bool {
    let is_chinese = heading.contains(['，', '。', '；']);
    let has_end = heading.contains(". ") || heading.trim_end().ends_with('.');
    is_chinese || has_end && heading.chars().count() > LONGEST_HEADING
}

/// What begins a line without its indent, and how many bytes of it are only that.
fn beginning(rest: &str) -> (LineKind, usize) {
    let sharps = rest.len() - rest.trim_start_matches('#').len();
    if (1..=6).contains(&sharps) {
        let after = &rest[sharps..];
        let is_heading = after.starts_with([' ', '\t', '[', '*'])
            || after.chars().next().is_some_and(|c| c.is_uppercase() || super::tokens::is_character(c))
            || sharps > 1 && after.chars().next().is_some_and(char::is_alphanumeric);
        if is_heading {
            let is_paragraph = sharps > 3 && is_sentence(after);
            let kind = if is_paragraph { LineKind::Text } else { LineKind::Heading(sharps as u8) };
            return (kind, sharps);
        }
    }
    let mut chars = rest.chars();
    let (first, after) = (chars.next().unwrap_or(' '), chars.as_str());
    match first {
        '-' | '*' | '+' | '–' | '—' | 'o' if after.starts_with([' ', '\t', '\u{a0}']) => {
            return (LineKind::Item, first.len_utf8());
        }
        // "\\- Experience": a dash that another program made safe.
        '\\' if after.starts_with(['-', '*', '+']) && after[1..].starts_with([' ', '\t']) => {
            return (LineKind::Item, 2);
        }
        // "-Experience with ...", as people type lists into forms.
        '-' | '–' if after.starts_with(char::is_uppercase) => return (LineKind::Item, first.len_utf8()),
        '•' | '·' | '▪' | '◦' | '‣' | '●' | '○' | '■' | '◆' | '➢' | '✓' | '✔' | '►' | '▶' => {
            return (LineKind::Item, first.len_utf8());
        }
        '|' => return (LineKind::Row, 1),
        _ => {}
    }
    match numbering(rest) {
        Some(length) => (LineKind::Numbered, length),
        None => (LineKind::Text, 0),
    }
}

/// The length of a number that begins a line: `1.`, `2)`, `(3)`, `4、`, `一、`.
fn numbering(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix(['(', '（']).unwrap_or(rest);
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '一'..='十' if "一二三四五六七八九十".contains(c));
    let digits = inner.find(|c| !is_digit(c)).filter(|&length| length > 0 && inner[..length].chars().count() < 3)?;
    let mark = inner[digits..].chars().next()?;
    let after = &inner[digits + mark.len_utf8()..];
    let ends = match mark {
        '.' | ')' => {
            inner.len() < rest.len()
                || after.starts_with([' ', '\t'])
                || after.chars().next().is_some_and(super::tokens::is_character)
        }
        '、' | '．' | '）' => true,
        _ => false,
    };
    ends.then(|| rest.len() - after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> Vec<(LineKind, String)> {
        let document = Document::read(source);
        document.lines.iter().map(|line| (line.kind, document.text[line.start..line.end].trim().to_owned())).collect()
    }

    fn shown(source: &str) -> Vec<String> {
        lines(source).into_iter().map(|(kind, text)| format!("{kind:?} {text}")).collect()
    }

    #[test]
    fn lines_are_told_apart_as_people_write_them() {
        assert_eq!(
            shown("##Basic Information:\n- a\n\t- b\n1. c\n(2) d\n一、任职要求\nTitle\n===\n"),
            [
                "Heading(2) Basic Information:",
                "Item a",
                "Item b",
                "Numbered c",
                "Numbered d",
                "Numbered 任职要求",
                "Text Title",
            ]
        );
        assert_eq!(shown("Title\n=====\n\ntext\n"), ["Heading(1) Title", "Text text"]);
        assert_eq!(
            shown("<h2>Profile</h2><ul><li>one</li><li>two</li></ul>"),
            ["Heading(2) Profile", "Item one", "Item two"]
        );
        assert_eq!(shown("2024. was a year\n2026 roles"), ["Text 2024. was a year", "Text 2026 roles"]);
    }

    #[test]
    fn code_and_comments_state_nothing() {
        assert_eq!(
            shown("a {{ page.title }} b\n{% comment -- %}\nc\n{% endcomment -- %}\n<!-- d -->\n{# e #}\nf {{< g >}}"),
            ["Text a                  b", "Text f"]
        );
    }

    #[test]
    fn what_a_link_is_called_states_nothing() {
        assert_eq!(
            shown("We cook.\n\n[ref]: https://a.example/x\n[id]: <x> \"T\"\n[^1]: a note\n"),
            ["Text We cook.", "Text ^1: a note"]
        );
        assert_eq!(shown("[Pay]: 20 EUR an hour"), ["Text Pay: 20 EUR an hour"]);
    }

    #[test]
    fn words_know_where_they_stand() {
        let source = "- **Salt &amp; pepper** from [the *shop*](https://a.example/x), mail `me@b.example`\n";
        let document = Document::read(source);
        let of = |words: &str| {
            let at = document.text.find(words).unwrap();
            &source[document.span(at, at + words.len()).range()]
        };
        assert_eq!(of("Salt & pepper"), "Salt &amp; pepper");
        assert_eq!(of("shop"), "shop");
        assert_eq!(
            document.links.iter().map(|link| link.target.as_str()).collect::<Vec<_>>(),
            ["https://a.example/x", "mailto:me@b.example"]
        );
    }
}
