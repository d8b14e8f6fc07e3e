//! A small tree of an XML file: elements, their attributes' place taken by nothing, and their texts.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::import::Unreadable;
use crate::source::Span;

/// Deeper elements are no list of postings.
const DEEPEST: usize = 64;
/// More elements than any list of postings has.
const MOST: usize = 3_000_000;

/// An element: its name without prefix, its own text, and the elements in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// The elements of a name directly below this one.
    pub(super) fn each<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first element of a name; `None` when it is empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let text = self.each(name).next()?.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// Reads a text as XML. Entities that the file itself defines are not filled in, so that none can grow.
///
/// # Errors
/// Where and why it is none.
pub(super) fn parse(text: &str) -> Result<Element, Unreadable> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        // The tag at hand, or the place that the parser has come to.
        let place = |reader: &Reader<&[u8]>, is_error: bool| {
            let at = if is_error { reader.error_position() } else { reader.buffer_position() };
            let at = text.floor_char_boundary(usize::try_from(at).unwrap_or(usize::MAX).min(text.len()));
            Some(Span::new(at, text.ceil_char_boundary((at + 1).min(text.len()))))
        };
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err((place(&reader, true), format!("this is not XML: {error}"))),
        };
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST {
                    return Err((place(&reader, false), "this XML nests too deeply or has too many elements".into()));
                }
                open.push(named(start.local_name().as_ref()));
            }
            Event::Empty(start) => {
                let element = named(start.local_name().as_ref());
                open.push(element);
                close(&mut open);
            }
            Event::End(_) => close(&mut open),
            Event::Text(part) => add(&mut open, &part.xml10_content()),
            Event::CData(part) => add(&mut open, &part.xml10_content()),
            Event::GeneralRef(name) => {
                let written = name.xml10_content();
                let meant = match name.resolve_char_ref() {
                    Ok(Some(character)) => Some(character.to_string()),
                    _ => quick_xml::escape::resolve_xml_entity(&written).map(str::to_owned),
                };
                // An entity of the file's own stays as it is written.
                add(&mut open, &meant.unwrap_or_else(|| format!("&{written};")));
            }
            Event::Eof if open.len() > 1 => {
                return Err((place(&reader, false), "this XML ends in the middle; was it saved whole?".into()));
            }
            Event::Eof => return Ok(open.pop().unwrap_or_default()),
            _ => {}
        }
    }
}

fn named(name: &str) -> Element {
    Element { name: name.to_owned(), ..Element::default() }
}

fn add(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let (Some(element), Some(parent)) = (open.pop(), open.last_mut())
    {
        parent.children.push(element);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_hold_their_texts_and_entities_do_not_grow() {
        let root =
            parse("<!DOCTYPE a [<!ENTITY b \"&c;&c;\">]><a><b>x &amp; &#246; &b;</b><b><![CDATA[<p>]]></b><c/></a>")
                .unwrap();
        let a = &root.children[0];
        assert_eq!(a.each("b").map(|b| b.text.as_str()).collect::<Vec<_>>(), ["x & ö &b;", "<p>"]);
        assert!(parse("<a>\n<b></a>").is_err() && parse("<a>").is_err());
        assert!(parse(&"<a>".repeat(100_000)).unwrap_err().1.contains("too deeply"));
    }
}
