//! Finding where a value stands: the text is read again up to the value, where an error is raised for its place.

use std::fmt;

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::Document;
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
        let walk = Walk { trail, end: End::Place(target) };
        let error = walk.deserialize(serde_yaml::Deserializer::from_str(self.text)).err()?;
        let location = error.location()?;
        let start = byte_offset(self.text, location.line(), location.column());
        let end = start + written_length(&self.text[start..]);
        Some(Span::new(self.offset + start, self.offset + end))
    }

    /// The scalar that `trail` leads to as it was written.
    pub(super) fn written(&self, trail: &[u32]) -> Option<String> {
        let walk = Walk { trail, end: End::Text };
        walk.deserialize(serde_yaml::Deserializer::from_str(self.text)).ok().flatten()
    }
}

/// The byte at a line and a column in characters, both from 1; the end of the text when it is shorter.
pub(super) fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text[start..].find('\n') {
            Some(end) => start += end + 1,
            None => return text.len(),
        }
    }
    text[start..].char_indices().nth(column - 1).map_or(text.len(), |(i, _)| start + i)
}

/// How many bytes the scalar at the beginning of `text` takes; for a list or mapping, up to the end of its line.
pub(super) fn written_length(text: &str) -> usize {
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
    let mut end = line.len();
    for (i, c) in line.char_indices() {
        let rest = &line[i + c.len_utf8()..];
        let stops = match c {
            ':' => rest.is_empty() || rest.starts_with([' ', '\t', ',', '}', ']']),
            ',' | ']' | '}' if i > 0 => true,
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

/// What to do where the trail ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Place(Target),
    Text,
}

/// Follows a trail of positions through the text.
struct Walk<'t> {
    trail: &'t [u32],
    end: End,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match (self.trail, self.end) {
            ([], End::Place(_)) => deserializer.deserialize_any(Here),
            ([], End::Text) => deserializer.deserialize_str(Written).map(Some),
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list or a mapping")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let Some((position, trail)) = self.trail.split_first() else { return Ok(None) };
        for _ in 0..*position {
            items.next_element::<IgnoredAny>()?;
        }
        let found = items.next_element_seed(Walk { trail, end: self.end })?.flatten();
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let Some((position, trail)) = self.trail.split_first() else { return Ok(None) };
        for _ in 0..*position {
            entries.next_entry::<IgnoredAny, IgnoredAny>()?;
        }
        if trail.is_empty() && self.end == End::Place(Target::Key) {
            entries.next_key_seed(Walk { trail, end: self.end })?;
            return Ok(None);
        }
        entries.next_key::<IgnoredAny>()?;
        let found = entries.next_value_seed(Walk { trail, end: self.end })?;
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(found)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Self::Value, A::Error> {
        let (_tag, value): (IgnoredAny, _) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}

/// Raises an error for any value; the reader adds the place.
struct Here;

impl<'de> Visitor<'de> for Here {
    type Value = Option<String>;

    // Every `visit_*` that is not written out answers with an error made of this.
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("nothing: only the place is asked for")
    }
}

/// Takes a scalar's text, whatever it looks like.
struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a scalar")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }
}
