//! Lines and columns, as editors and other programs count them.

use super::Diagnostic;
use crate::source::Span;

/// A place in a text: lines and columns from 1, columns in characters (Unicode code points), a byte order mark not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line of its first character.
    pub line: usize,
    /// The column of its first character.
    pub column: usize,
    /// The line of its end.
    pub end_line: usize,
    /// The column after its last character.
    pub end_column: usize,
}

impl Position {
    /// The place of a span in a text.
    pub fn of(text: &str, span: Span) -> Self {
        let (line, column) = line_and_column(text, span.start);
        let (end_line, end_column) = line_and_column(text, span.end.max(span.start));
        Self { line, column, end_line, end_column }
    }
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = text[start..at].trim_start_matches('\u{feff}');
    (text[..start].matches('\n').count() + 1, before.chars().count() + 1)
}

/// A diagnostic with its place in lines and columns.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'d> {
    /// The diagnostic.
    pub diagnostic: &'d Diagnostic,
    /// Its place; none when the whole file is meant.
    pub position: Option<Position>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters_and_end_behind_the_last() {
        let position = |text, start, end| {
            let p = Position::of(text, Span::new(start, end));
            (p.line, p.column, p.end_line, p.end_column)
        };
        assert_eq!(position("a\nbé: x\n", 2, 5), (2, 1, 2, 3));
        assert_eq!(position("a\nbé: x\n", 7, 8), (2, 5, 2, 6));
        assert_eq!(position("\u{feff}---\r\nx: 1\r\n", 8, 9), (2, 1, 2, 2));
        assert_eq!(position("a\nb\n", 0, 3), (1, 1, 2, 2));
        assert_eq!(position("", 3, 9), (1, 1, 1, 1));
    }
}
