//! Finding where a value stands: the text is read again up to the value, where an error is raised for its place.

use std::fmt;

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::{Document, Kind, NONE};
use crate::source::Span;

/// What is sought of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The key of a mapping's entry.
    Key,
    /// The value itself.
    Value,
}

impl Document<'_> {
    /// The place in the file of the value that `trail` leads to; `None` for what has no place of its own, such as a
    /// value that is left empty.
    pub(super) fn locate(&self, trail: &[u32], target: Target) -> Option<Span> {
        let walk = Walk { trail, target };
        let error = walk.deserialize(serde_yaml::Deserializer::from_str(self.text)).err()?;
        let location = error.location()?;
        let start = byte_offset(self.text, location.line(), location.column());
        let end = start + written_length(self.text, start);
        Some(Span::new(self.offset + start, self.offset + end))
    }

    /// The scalar of a node as it was written.
    pub(super) fn written(&self, id: u32) -> Option<&str> {
        let written = self.written.get_or_init(|| {
            let mut all = vec![Box::default(); self.nodes.len()];
            let seed = WrittenSeed { document: self, id: 0, all: &mut all };
            // The text was read once without an error, so it is read again without one.
            let read = seed.deserialize(serde_yaml::Deserializer::from_str(self.text));
            debug_assert!(read.is_ok(), "{read:?}");
            all
        });
        written.get(id as usize).map(|text| &**text)
    }
}

/// The byte at which a text opens more brackets than could be meant: the YAML reader takes time by the square of their
/// depth. What closes on the same line does not count, unless quotes or a comment on it may hide that it does not.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    const MOST: usize = 5000;
    let mut open = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let opening = line.bytes().filter(|b| matches!(b, b'[' | b'{')).count();
        let closing = line.bytes().filter(|b| matches!(b, b']' | b'}')).count();
        let hides = line.contains(['"', '\'', '#']);
        open += if hides { opening } else { opening.saturating_sub(closing) };
        if open > MOST {
            return Some(start + line.find(['[', '{']).unwrap_or(0));
        }
        start += line.len();
    }
    None
}

/// The byte at a line and a column in characters, both from 1; the end of the text when it is shorter. Lines end where
/// the YAML reader sees them end, which is at more characters than editors do.
pub(super) fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        let Some(end) = text[start..].find(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) else { return text.len() };
        let rest = &text[start + end..];
        let length = if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) };
        start += end + length;
    }
    text[start..].char_indices().nth(column - 1).map_or(text.len(), |(i, _)| start + i)
}

/// How many bytes the scalar at `start` takes; for a list or mapping, up to the end of its line.
pub(super) fn written_length(text: &str, start: usize) -> usize {
    let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let opened = |c: char| text[line_start..start].matches(c).count();
    // Commas and closing brackets end a text only where brackets were opened.
    let is_in_flow = opened('[') > opened(']') || opened('{') > opened('}');
    let text = &text[start..];
    let line_end = text.find(['\n', '\r']).unwrap_or(text.len());
    let line = &text[..line_end];
    if let Some(quote @ ('"' | '\'')) = line.chars().next() {
        let mut escaped = false;
        for (i, c) in line.char_indices().skip(1) {
            if !escaped && c == quote {
                return i + 1;
            }
            escaped = quote == '"' && c == '\\' && !escaped;
        }
        return line.len();
    }
    if line.starts_with("- ") {
        return line.trim_end().len();
    }
    if line.starts_with(['[', '{']) {
        let mut depth = 0_usize;
        for (i, c) in line.char_indices() {
            match c {
                '[' | '{' => depth += 1,
                ']' | '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return i + 1;
            }
        }
        return line.trim_end().len();
    }
    let mut end = line.len();
    for (i, c) in line.char_indices() {
        let rest = &line[i + c.len_utf8()..];
        let stops = match c {
            ':' => rest.is_empty() || rest.starts_with([' ', '\t', ',', '}', ']']),
            ',' | ']' | '}' if i > 0 && is_in_flow => true,
            '#' => i > 0 && line[..i].ends_with([' ', '\t']),
            _ => false,
        };
        if stops {
            end = i;
            break;
        }
    }
    line[..end].trim_end().len().max(usize::from(!line.is_empty()))
}

/// Follows a trail of positions through the text, and raises an error where it ends.
struct Walk<'t> {
    trail: &'t [u32],
    target: Target,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.trail.is_empty() { deserializer.deserialize_any(Here) } else { deserializer.deserialize_any(self) }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list or a mapping")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some((position, trail)) = self.trail.split_first() else { return Ok(()) };
        for _ in 0..*position {
            items.next_element::<IgnoredAny>()?;
        }
        items.next_element_seed(Walk { trail, target: self.target })?;
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Some((position, trail)) = self.trail.split_first() else { return Ok(()) };
        for _ in 0..*position {
            entries.next_entry::<IgnoredAny, IgnoredAny>()?;
        }
        if trail.is_empty() && self.target == Target::Key {
            entries.next_key_seed(Walk { trail, target: self.target })?;
            return Ok(());
        }
        entries.next_key::<IgnoredAny>()?;
        entries.next_value_seed(Walk { trail, target: self.target })?;
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (_tag, value): (IgnoredAny, _) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}

/// Raises an error for any value; the reader adds the place.
struct Here;

impl<'de> Visitor<'de> for Here {
    type Value = ();

    // Every `visit_*` that is not written out answers with an error made of this.
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("nothing: only the place is asked for")
    }
}

/// Reads the text again along the nodes that it gave, and takes every scalar as a text, whatever it looks like.
struct WrittenSeed<'w, 'a> {
    document: &'w Document<'a>,
    id: u32,
    all: &'w mut Vec<Box<str>>,
}

impl WrittenSeed<'_, '_> {
    fn child(&mut self, id: u32) -> WrittenSeed<'_, '_> {
        WrittenSeed { document: self.document, id, all: self.all }
    }
}

impl<'de> DeserializeSeed<'de> for WrittenSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.document.nodes[self.id as usize].kind {
            Kind::List | Kind::Map => deserializer.deserialize_any(self),
            Kind::Null => deserializer.deserialize_ignored_any(IgnoredAny).map(drop),
            _ => deserializer.deserialize_str(self),
        }
    }
}

impl<'de> Visitor<'de> for WrittenSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("what was read before")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        self.all[self.id as usize] = value.into();
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let mut id = self.document.nodes[self.id as usize].first_child;
        while id != NONE && items.next_element_seed(self.child(id))?.is_some() {
            id = self.document.nodes[id as usize].next_sibling;
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let mut id = self.document.nodes[self.id as usize].first_child;
        while id != NONE && entries.next_key::<IgnoredAny>()?.is_some() {
            entries.next_value_seed(self.child(id))?;
            id = self.document.nodes[id as usize].next_sibling;
        }
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (_tag, value): (IgnoredAny, _) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}
