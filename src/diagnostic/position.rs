//! Lines and columns, as editors and other programs count them.

use super::Diagnostic;
use crate::source::{ProjectPath, Sources, Span};

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
    pub fn of(text: &Lined, span: Span) -> Self {
        let (line, column) = text.line_and_column(span.start);
        let (end_line, end_column) = text.line_and_column(span.end.max(span.start));
        Self { line, column, end_line, end_column }
    }
}

/// A text whose lines were counted once, so that many places in it are found in a time that does not grow with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lined {
    text: String,
    /// Where each line begins.
    starts: Vec<usize>,
    /// How many characters begin before each multiple of [`STEP`] bytes.
    characters: Vec<usize>,
}

/// After so many bytes it is noted how many characters they are.
const STEP: usize = 1024;

impl Lined {
    /// Counts the lines of a text.
    pub fn new(text: String) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1)).collect();
        let counts = text.as_bytes().chunks(STEP).scan(0, |count, chunk| {
            let before = *count;
            *count += beginnings(chunk);
            Some(before)
        });
        let mut characters: Vec<usize> = counts.collect();
        characters.push(beginnings(text.as_bytes()));
        Self { starts, characters, text }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of the line in which a byte stands, from 1, and where the line begins.
    pub fn line(&self, at: usize) -> (usize, usize) {
        let number = self.starts.partition_point(|start| *start <= at);
        (number, self.starts[number - 1])
    }

    fn line_and_column(&self, at: usize) -> (usize, usize) {
        let at = self.text.floor_char_boundary(at.min(self.text.len()));
        let (line, start) = self.line(at);
        let mark = '\u{feff}'.len_utf8();
        let is_behind_mark = start == 0 && at >= mark && self.text.starts_with('\u{feff}');
        (line, self.before(at) - self.before(start) + 1 - usize::from(is_behind_mark))
    }

    /// How many characters stand before a place.
    fn before(&self, at: usize) -> usize {
        let step = at / STEP;
        self.characters[step] + beginnings(&self.text.as_bytes()[step * STEP..at])
    }
}

/// How many characters begin in some bytes.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// The files that diagnostics are about, one after the other.
pub struct Texts<'s> {
    sources: &'s dyn Sources,
    last: Option<(ProjectPath, Option<Lined>)>,
}

impl<'s> Texts<'s> {
    /// The files of some sources.
    pub fn new(sources: &'s dyn Sources) -> Self {
        Self { sources, last: None }
    }

    /// The text of a diagnostic's file, if it has a place there. A report is in path order, so each file is read once.
    pub fn of(&mut self, diagnostic: &Diagnostic) -> Option<&Lined> {
        diagnostic.span?;
        if self.last.as_ref().is_none_or(|(path, _)| *path != diagnostic.path) {
            let bytes = self.sources.read(&diagnostic.path).ok();
            let text = bytes.map(|bytes| Lined::new(String::from_utf8_lossy(&bytes).into_owned()));
            self.last = Some((diagnostic.path.clone(), text));
        }
        self.last.as_ref()?.1.as_ref()
    }
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
        let position = |text: &str, start, end| {
            let text = text.to_owned();
            let p = Position::of(&Lined::new(text), Span::new(start, end));
            (p.line, p.column, p.end_line, p.end_column)
        };
        assert_eq!(position("a\nbé: x\n", 2, 5), (2, 1, 2, 3));
        assert_eq!(position("a\nbé: x\n", 7, 8), (2, 5, 2, 6));
        assert_eq!(position("\u{feff}---\r\nx: 1\r\n", 8, 9), (2, 1, 2, 2));
        assert_eq!(position("a\nb\n", 0, 3), (1, 1, 2, 2));
        assert_eq!(position("", 3, 9), (1, 1, 1, 1));
        let long = format!("\u{feff}a\n{}x", "é".repeat(5000));
        assert_eq!(position(&long, 10_005, 10_006), (2, 5001, 2, 5002));
    }
}
