//! Reading YAML with positions: the only file family that names the YAML crate.
//!
//! The crate gives values without places and places only with errors. So a text is read twice at most: once into a
//! [`Document`], a tree of values (by `plain` if it is as simple as most are); and, only when there is something to say about a value, a second time up to that
//! value, where an error is raised on purpose whose place is the place sought (see `locate`).

mod explain;
mod locate;
mod plain;
pub mod read;
pub mod write;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;

use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::diagnostic::Diagnostic;
use crate::source::{ProjectPath, Span};

/// The longest text in bytes: each mistake in it is found anew from its beginning.
const LONGEST: usize = 512 << 10;

/// No node: the end of a chain of siblings.
const NONE: u32 = u32::MAX;

/// A YAML text as a tree of values.
#[derive(Debug)]
pub struct Document<'a> {
    text: &'a str,
    /// Where `text` begins in its file, in bytes.
    offset: usize,
    nodes: Vec<Node<'a>>,
    /// The scalars as they were written, in the order of the nodes; read when the first number is wanted as text.
    written: OnceCell<Vec<Box<str>>>,
}

#[derive(Debug, PartialEq)]
struct Node<'a> {
    parent: u32,
    /// Which child of its parent it is, from 0.
    position: u32,
    first_child: u32,
    next_sibling: u32,
    /// The key of a mapping's entry.
    key: Option<Cow<'a, str>>,
    kind: Kind<'a>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind<'a> {
    /// Nothing: `~`, `null` or an empty value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Another number.
    Float(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List,
    /// Keys with values.
    Map,
}

/// One value of a document.
#[derive(Clone, Copy)]
pub struct Value<'d> {
    document: &'d Document<'d>,
    id: u32,
}

impl<'a> Document<'a> {
    /// Reads a YAML text that begins `offset` bytes into its file.
    ///
    /// # Errors
    /// One diagnostic in plain words when the text is no YAML, nests deeper than 128 levels, or grows by aliases to more
    /// values than it has characters.
    pub fn parse(path: &ProjectPath, text: &'a str, offset: usize) -> Result<Self, Box<Diagnostic>> {
        if text.len() > LONGEST {
            let message = format!("this file is longer than {} KiB", LONGEST >> 10);
            return Err(Box::new(Diagnostic::error("too-long", path, message)));
        }
        let nodes = match plain::nodes(text) {
            Some(nodes) => nodes,
            None => {
                if let Some(at) = locate::too_deep(text) {
                    return Err(Box::new(explain::nested_too_deeply(path, Span::new(offset + at, offset + at + 1))));
                }
                by_crate(text).map_err(|error| Box::new(explain::syntax_error(path, text, offset, &error)))?
            }
        };
        Ok(Self { text, offset, nodes, written: OnceCell::new() })
    }

    /// Reads a file that is YAML as a whole, with or without a byte order mark.
    ///
    /// # Errors
    /// As for [`parse`](Self::parse).
    pub fn of_file(path: &ProjectPath, text: &'a str) -> Result<Self, Box<Diagnostic>> {
        let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self::parse(path, plain, text.len() - plain.len())
    }

    /// The value of the whole text.
    pub fn root(&self) -> Value<'_> {
        Value { document: self, id: 0 }
    }
}

/// The values of a text as the crate reads them.
fn by_crate(text: &str) -> Result<Vec<Node<'_>>, serde_yaml::Error> {
    let mut nodes = Vec::with_capacity(64);
    // Without aliases a text cannot have more values than characters; with them it could have billions.
    let limit = text.len() + 1000;
    let seed = NodeSeed { nodes: &mut nodes, limit, parent: NONE, position: 0, key: None };
    match seed.deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(_) => Ok(nodes),
        // A text of nothing but comments is an empty mapping.
        Err(error) if nodes.is_empty() && error.location().is_none() && is_blank(text) => {
            nodes.push(Node::new(NONE, 0, None, Kind::Null));
            Ok(nodes)
        }
        Err(error) => Err(error),
    }
}

/// Puts a child behind the one before it.
fn link(nodes: &mut [Node<'_>], parent: u32, previous: &mut u32, child: u32) {
    if *previous == NONE {
        nodes[parent as usize].first_child = child;
    } else {
        nodes[*previous as usize].next_sibling = child;
    }
    *previous = child;
}

fn is_blank(text: &str) -> bool {
    text.lines().all(|line| matches!(line.trim(), "" | "---" | "...") || line.trim_start().starts_with('#'))
}

impl<'d> Value<'d> {
    fn node(&self) -> &'d Node<'d> {
        &self.document.nodes[self.id as usize]
    }

    /// What the value is.
    pub fn kind(&self) -> &'d Kind<'d> {
        &self.node().kind
    }

    /// Whether it says nothing: null, or a text of which nothing can be seen.
    pub fn is_blank(&self) -> bool {
        match self.kind() {
            Kind::Null => true,
            Kind::Text(text) => text.chars().all(|c| c.is_whitespace() || read::is_invisible(c)),
            _ => false,
        }
    }

    /// The key under which it stands in a mapping.
    pub fn key(&self) -> Option<&'d str> {
        self.node().key.as_deref()
    }

    /// The items of a list or the values of a mapping, in order.
    pub fn children(&self) -> impl Iterator<Item = Value<'d>> + use<'d> {
        let document = self.document;
        let mut id = self.node().first_child;
        std::iter::from_fn(move || {
            let child = Value { document, id: (id != NONE).then_some(id)? };
            id = child.node().next_sibling;
            Some(child)
        })
    }

    /// The text of a scalar as it was written; `None` for null, lists and mappings.
    ///
    /// A number or truth value where a text belongs is read as its text, so `title: 2026` and `1.10` stay what they are.
    pub fn text(&self) -> Option<Cow<'d, str>> {
        match self.kind() {
            Kind::Text(text) => Some(Cow::Borrowed(text)),
            Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) => self.document.written(self.id).map(Cow::Borrowed),
            Kind::Null | Kind::List | Kind::Map => None,
        }
    }

    /// The place of the value in its file.
    pub fn span(&self) -> Option<Span> {
        self.document.locate(&self.trail(), locate::Target::Value)
    }

    /// Whether it is written between brackets, `{ a: 1 }` or `[1]`, rather than on lines of its own.
    pub fn is_bracketed(&self) -> bool {
        let start = self.span().map(|span| span.start - self.document.offset);
        start.is_some_and(|start| self.document.text[start..].starts_with(['{', '[']))
    }

    /// The line of a list's entry that was meant as a text, with quotes around it: a line to copy.
    pub fn quoted_line(&self) -> Option<String> {
        let start = self.span()?.start - self.document.offset;
        let line = explain::line_around(self.document.text, start);
        explain::quoted_line(line).filter(|_| line.trim_start().starts_with("- "))
    }

    /// The line of the value as `key: value`, where another sign stands for the colon: a line to copy.
    pub fn mended_key(&self) -> Option<String> {
        let start = self.span()?.start - self.document.offset;
        explain::mended_key(explain::line_around(self.document.text, start))
    }

    /// What stands behind the key of a value that says nothing: a remark, or a tag. Empty when nothing does.
    pub fn hidden(&self) -> &'d str {
        let rest = self.key_span().and_then(|key| {
            let line = explain::line_around(self.document.text, key.start - self.document.offset);
            line.split_once(':')
        });
        rest.map_or("", |(_, rest)| rest.trim())
    }

    /// The place of the value's key in its file; the value's own place when it has none.
    pub fn key_span(&self) -> Option<Span> {
        let target = if self.key().is_some() { locate::Target::Key } else { locate::Target::Value };
        self.document.locate(&self.trail(), target)
    }

    /// The position among its siblings of each node from the root's child down to this one.
    fn trail(&self) -> Vec<u32> {
        let mut trail = Vec::new();
        let mut node = self.node();
        while node.parent != NONE {
            trail.push(node.position);
            node = &self.document.nodes[node.parent as usize];
        }
        trail.reverse();
        trail
    }

    /// The value as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        match self.kind() {
            Kind::Null => serde_json::Value::Null,
            Kind::Bool(value) => (*value).into(),
            Kind::Int(value) => (*value).into(),
            Kind::Float(value) => (*value).into(),
            Kind::Text(text) => text.as_ref().into(),
            Kind::List => self.children().map(|item| item.to_json()).collect(),
            Kind::Map => serde_json::Value::Object(
                self.children().map(|entry| (entry.key().unwrap_or_default().to_owned(), entry.to_json())).collect(),
            ),
        }
    }
}

impl<'a> Node<'a> {
    fn new(parent: u32, position: u32, key: Option<Cow<'a, str>>, kind: Kind<'a>) -> Self {
        Self { parent, position, first_child: NONE, next_sibling: NONE, key, kind }
    }
}

/// Reads one value, and those inside it, into the list of nodes.
struct NodeSeed<'n, 'a> {
    nodes: &'n mut Vec<Node<'a>>,
    limit: usize,
    parent: u32,
    position: u32,
    key: Option<Cow<'a, str>>,
}

impl<'a> NodeSeed<'_, 'a> {
    fn push<E: de::Error>(&mut self, kind: Kind<'a>) -> Result<u32, E> {
        if self.nodes.len() >= self.limit {
            return Err(E::custom(explain::TOO_MANY_VALUES));
        }
        let id = u32::try_from(self.nodes.len()).map_err(|_| E::custom(explain::TOO_MANY_VALUES))?;
        self.nodes.push(Node::new(self.parent, self.position, self.key.take(), kind));
        Ok(id)
    }
}

impl<'a> DeserializeSeed<'a> for NodeSeed<'_, 'a> {
    type Value = u32;

    fn deserialize<D: de::Deserializer<'a>>(self, deserializer: D) -> Result<u32, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for NodeSeed<'_, 'a> {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: de::Error>(mut self) -> Result<u32, E> {
        self.push(Kind::Null)
    }

    fn visit_none<E: de::Error>(mut self) -> Result<u32, E> {
        self.push(Kind::Null)
    }

    fn visit_bool<E: de::Error>(mut self, value: bool) -> Result<u32, E> {
        self.push(Kind::Bool(value))
    }

    fn visit_i64<E: de::Error>(mut self, value: i64) -> Result<u32, E> {
        self.push(Kind::Int(value))
    }

    fn visit_u64<E: de::Error>(mut self, value: u64) -> Result<u32, E> {
        // Numbers beyond 63 bits lose their last digits; none of our keys has use for them.
        self.push(i64::try_from(value).map_or(Kind::Float(value as f64), Kind::Int))
    }

    fn visit_i128<E: de::Error>(mut self, value: i128) -> Result<u32, E> {
        self.push(Kind::Float(value as f64))
    }

    fn visit_u128<E: de::Error>(mut self, value: u128) -> Result<u32, E> {
        self.push(Kind::Float(value as f64))
    }

    fn visit_f64<E: de::Error>(mut self, value: f64) -> Result<u32, E> {
        self.push(Kind::Float(value))
    }

    fn visit_borrowed_str<E: de::Error>(mut self, value: &'a str) -> Result<u32, E> {
        self.push(Kind::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E: de::Error>(mut self, value: &str) -> Result<u32, E> {
        self.push(Kind::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'a>>(mut self, mut items: A) -> Result<u32, A::Error> {
        let id = self.push(Kind::List)?;
        let (mut position, mut previous) = (0, NONE);
        loop {
            let seed = NodeSeed { nodes: self.nodes, limit: self.limit, parent: id, position, key: None };
            let Some(child) = items.next_element_seed(seed)? else { return Ok(id) };
            link(self.nodes, id, &mut previous, child);
            position += 1;
        }
    }

    fn visit_map<A: MapAccess<'a>>(mut self, mut entries: A) -> Result<u32, A::Error> {
        let id = self.push(Kind::Map)?;
        let (mut position, mut previous) = (0, NONE);
        while let Some(Key(key)) = entries.next_key()? {
            let seed = NodeSeed { nodes: self.nodes, limit: self.limit, parent: id, position, key: Some(key) };
            let child = entries.next_value_seed(seed)?;
            link(self.nodes, id, &mut previous, child);
            position += 1;
        }
        Ok(id)
    }

    /// A value with a tag of its own, e.g. `!!timestamp 2026-01-01`, is the value.
    fn visit_enum<A: EnumAccess<'a>>(self, tagged: A) -> Result<u32, A::Error> {
        let (_tag, value): (de::IgnoredAny, _) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}

/// A mapping's key: any scalar, as its text.
struct Key<'a>(Cow<'a, str>);

impl<'a> de::Deserialize<'a> for Key<'a> {
    fn deserialize<D: de::Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'a> Visitor<'a> for KeyVisitor {
            type Value = Key<'a>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str(explain::KEY_IS_TEXT)
            }
            fn visit_borrowed_str<E>(self, value: &'a str) -> Result<Key<'a>, E> {
                Ok(Key(Cow::Borrowed(value)))
            }
            fn visit_str<E>(self, value: &str) -> Result<Key<'a>, E> {
                Ok(Key(Cow::Owned(value.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Document<'_>, Box<Diagnostic>> {
        Document::parse(&ProjectPath::new("content/jobs/a.md"), text, 0)
    }

    /// The texts that the value and its key span.
    fn spanned<'a>(text: &'a str, value: Value<'_>) -> (&'a str, &'a str) {
        (&text[value.key_span().unwrap().range()], &text[value.span().unwrap().range()])
    }

    #[test]
    fn values_know_their_places_in_block_and_flow_style() {
        let text = "---\ntitle: Größe über  # so\nlist:\n  - { name: \"Go: fast\", level: 3 }\n  - plain\nn: 1.10\n";
        let document = parse(text).unwrap();
        let entries: Vec<_> = document.root().children().collect();
        assert_eq!(spanned(text, entries[0]), ("title", "Größe über"));
        let items: Vec<_> = entries[1].children().collect();
        let inner: Vec<_> = items[0].children().collect();
        assert_eq!(spanned(text, inner[0]), ("name", "\"Go: fast\""));
        assert_eq!(spanned(text, inner[1]), ("level", "3"));
        assert_eq!(spanned(text, items[1]), ("plain", "plain"));
        assert_eq!(entries[2].text().as_deref(), Some("1.10"));
    }

    #[test]
    fn windows_line_ends_and_an_offset_keep_places_true() {
        let file = "\u{feff}---\r\na: 1\r\nbé: x y\r\n";
        let text = &file[3..];
        let document = Document::parse(&ProjectPath::new("a"), text, 3).unwrap();
        let second = document.root().children().nth(1).unwrap();
        assert_eq!(spanned(file, second), ("bé", "x y"));
    }

    #[test]
    fn repeated_keys_are_told_apart() {
        let text = "a: 1\nb: 2\na: 3\n";
        let document = parse(text).unwrap();
        let last = document.root().children().nth(2).unwrap();
        assert_eq!((last.key(), last.key_span().unwrap().start), (Some("a"), 10));
    }

    #[test]
    fn tags_are_seen_through_and_yaml_1_1_words_are_texts() {
        let document = parse("a: !!timestamp 2026-01-01\nb: !Thing x\nc: NO\nd: yes\n").unwrap();
        let texts: Vec<_> = document.root().children().map(|v| v.text().unwrap().into_owned()).collect();
        assert_eq!(texts, ["2026-01-01", "x", "NO", "yes"]);
    }

    #[test]
    fn an_alias_bomb_and_deep_nesting_are_refused_quickly() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for i in 1..12 {
            bomb.push_str(&format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 9].join(", ")));
        }
        assert!(parse(&bomb).unwrap_err().message.contains("too many values"));
        assert!(parse(&"[".repeat(60_000)).is_err());
        assert!(parse(&format!("a: {}{}", "[".repeat(500), "]".repeat(500))).unwrap_err().message.contains("nested"));
    }

    #[test]
    fn an_empty_text_is_null() {
        assert_eq!(parse("---\n# nothing yet\n").unwrap().root().kind(), &Kind::Null);
        assert_eq!(parse("").unwrap().root().kind(), &Kind::Null);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(?s)[-a-z:#\\[\\]{}&*!|>'\"%@`,? \t\n\r\\\\0-9é]{0,60}") {
            if let Ok(document) = parse(&text) {
                for value in document.root().children() {
                    let span = value.span();
                    prop_assert!(span.is_none_or(|s| text.get(s.range()).is_some()));
                    let _ = (value.text(), value.key_span(), value.to_json());
                }
            }
        }
    }
}
