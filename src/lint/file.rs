//! One file at hand: its text, and where a key or a part of the body stands in it.

use std::ops::Range;

use crate::posting::parse::{FrontMatterFile, decode};
use crate::source::{ProjectPath, Sources, Span};
use crate::yaml::{Document, Kind, Value};

/// A step on the way to a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'a> {
    /// Into a mapping.
    Key(&'a str),
    /// Into a list, or to an entry of a mapping by its number; any other value is its own first item.
    Item(usize),
}

/// A file with front matter, or, without a body, of YAML alone.
#[derive(Debug)]
pub(super) struct TextFile {
    path: ProjectPath,
    text: String,
    /// Where the YAML is.
    yaml: Range<usize>,
    body_start: usize,
}

impl TextFile {
    /// Reads a file with front matter; none when it cannot be read, which is said elsewhere.
    pub(super) fn read(path: &ProjectPath, sources: &dyn Sources) -> Option<Self> {
        let bytes = sources.read(path).ok()?;
        let file = FrontMatterFile::split(path, &bytes).ok()?;
        let (yaml, body_start) = (file.offset..file.offset + file.front_matter.len(), file.body_start);
        Some(Self { path: path.clone(), yaml, body_start, text: decode(path, &bytes).ok()?.to_owned() })
    }

    /// Reads a file that is YAML as a whole.
    pub(super) fn read_yaml(path: &ProjectPath, sources: &dyn Sources) -> Option<Self> {
        let bytes = sources.read(path).ok()?;
        let text = decode(path, &bytes).ok()?.to_owned();
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Some(Self { path: path.clone(), yaml: start..text.len(), body_start: text.len(), text })
    }

    pub(super) fn path(&self) -> &ProjectPath {
        &self.path
    }

    pub(super) fn body(&self) -> &str {
        &self.text[self.body_start..]
    }

    /// Where a part of the body stands.
    pub(super) fn in_body(&self, part: Option<Range<usize>>) -> Option<Span> {
        part.map(|part| Span::new(self.body_start + part.start, self.body_start + part.end))
    }

    /// The line that opens the front matter: the place of a key that is missing.
    pub(super) fn top(&self) -> Option<Span> {
        Some(Span::new(self.yaml.start, self.yaml.start + 3))
    }

    /// Where a value stands.
    pub(super) fn value(&self, steps: &[Step<'_>]) -> Option<Span> {
        self.at(steps, |value| value.span())
    }

    /// Where the key of a value stands.
    pub(super) fn key(&self, steps: &[Step<'_>]) -> Option<Span> {
        self.at(steps, |value| value.key_span())
    }

    /// The YAML is read anew each time: few files have something to say about them.
    fn at(&self, steps: &[Step<'_>], place: impl Fn(Value<'_>) -> Option<Span>) -> Option<Span> {
        let document = Document::parse(&self.path, &self.text[self.yaml.clone()], self.yaml.start).ok()?;
        let mut value = document.root();
        for step in steps {
            value = match step {
                Step::Key(key) => value.children().find(|child| child.key() == Some(*key))?,
                Step::Item(0) if !matches!(value.kind(), Kind::List | Kind::Map) => value,
                // Empty items count for nobody who reads the list.
                Step::Item(index) => value.children().filter(|item| !item.is_blank()).nth(*index)?,
            };
        }
        place(value)
    }
}
