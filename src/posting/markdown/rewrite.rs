//! Writes events as HTML by the site's rules for headings, links and images.

use std::vec;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd, html as writer};

use super::{
    LinkContext,
    headings::Outline,
    links::{self, Destination},
};

/// The HTML of events, which came from `size` bytes of text.
pub(super) fn html(events: Vec<Event<'_>>, size: usize, links: &LinkContext) -> String {
    let outline = Outline::of(&events);
    let rewriter =
        Rewriter { events: events.into_iter(), outline, links, open_headings: Vec::new(), open_links: Vec::new() };
    let mut html = String::with_capacity(size + size / 4 + 64);
    writer::push_html(&mut html, rewriter);
    html
}

/// The events as pulldown-cmark's writer shall write them.
struct Rewriter<'e, 'c> {
    events: vec::IntoIter<Event<'e>>,
    /// The headings that are still to come, and the ids of all.
    outline: Outline,
    links: &'c LinkContext<'c>,
    /// The headings that are open, with their levels on the page; `None` if left out. Raw HTML may nest them.
    open_headings: Vec<Option<HeadingLevel>>,
    /// Whether each link that is open was written. Raw HTML may nest them, too.
    open_links: Vec<bool>,
}

impl<'e> Iterator for Rewriter<'e, '_> {
    type Item = Event<'e>;

    fn next(&mut self) -> Option<Event<'e>> {
        loop {
            let written = match self.events.next()? {
                Event::Start(Tag::Heading { .. }) => self.start_heading(),
                Event::End(TagEnd::Heading(_)) => {
                    self.open_headings.pop().flatten().map(|level| Event::End(TagEnd::Heading(level)))
                }
                Event::Start(Tag::Link { dest_url, title, .. }) => {
                    let tag = self.link_tag(&dest_url, &title);
                    self.open_links.push(tag.is_some());
                    tag.map(|tag| Event::InlineHtml(tag.into()))
                }
                Event::End(TagEnd::Link) => self.open_links.pop().unwrap_or(false).then_some(Event::End(TagEnd::Link)),
                Event::Start(Tag::Image { dest_url, title, .. }) => Some(self.image(&dest_url, &title)),
                other => Some(other),
            };
            if written.is_some() {
                return written;
            }
        }
    }
}

impl<'e> Rewriter<'e, '_> {
    fn start_heading(&mut self) -> Option<Event<'e>> {
        let heading = self.outline.next_heading();
        self.open_headings.push(heading.as_ref().map(|heading| heading.level));
        heading.map(|heading| {
            Event::Start(Tag::Heading {
                level: heading.level,
                id: Some(heading.id.into()),
                classes: Vec::new(),
                attrs: Vec::new(),
            })
        })
    }

    /// The tag of a link whose content begins at the next event; `None` if only its content shall be written.
    fn link_tag(&self, written: &str, title: &str) -> Option<String> {
        // A link in a link is not HTML, and one without words cannot be named by a screen reader.
        if self.is_in_link() || !has_words_before_link_end(self.events.as_slice()) {
            return None;
        }
        match links::destination(written, self.links)? {
            Destination::Fragment(fragment) => {
                let id = self.outline.id_of(&fragment)?;
                Some(link_tag(&format!("#{id}"), title, false))
            }
            Destination::Site(address) | Destination::Contact(address) => Some(link_tag(&address, title, false)),
            Destination::Elsewhere(address) => Some(link_tag(&address, title, true)),
        }
    }

    /// The image whose content begins at the next event, as the event that stands for all of it.
    fn image(&mut self, written: &str, title: &str) -> Event<'e> {
        let alt = self.rest_of_image();
        match links::destination(written, self.links) {
            Some(Destination::Site(address)) => {
                let mut tag = String::from("<img");
                push_attribute(&mut tag, "src", &address);
                push_attribute(&mut tag, "alt", &alt);
                if !title.is_empty() {
                    push_attribute(&mut tag, "title", title);
                }
                tag.push_str(" loading=\"lazy\">");
                Event::InlineHtml(tag.into())
            }
            Some(Destination::Elsewhere(address)) if !self.is_in_link() && !alt.trim().is_empty() => {
                let mut link = link_tag(&address, title, true);
                push_escaped(&mut link, &alt);
                link.push_str("</a>");
                Event::InlineHtml(link.into())
            }
            _ => Event::Text(alt.into()),
        }
    }

    /// Takes the events up to the image's end; gives their words.
    fn rest_of_image(&mut self) -> String {
        let mut words = String::new();
        let mut inner = 0_usize;
        for event in self.events.by_ref() {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::Start(Tag::Image { .. }) => inner += 1,
                Event::End(TagEnd::Image) if inner == 0 => break,
                Event::End(TagEnd::Image) => inner -= 1,
                _ => {}
            }
        }
        words
    }

    fn is_in_link(&self) -> bool {
        self.open_links.contains(&true)
    }
}

/// Whether a link whose content begins here has words, or an image that has.
fn has_words_before_link_end(events: &[Event]) -> bool {
    events
        .iter()
        .take_while(|event| !matches!(event, Event::End(TagEnd::Link)))
        .any(|event| matches!(event, Event::Text(words) | Event::Code(words) if !words.trim().is_empty()))
}

fn link_tag(address: &str, title: &str, leads_elsewhere: bool) -> String {
    let mut tag = String::with_capacity(address.len() + title.len() + 48);
    tag.push_str("<a");
    push_attribute(&mut tag, "href", address);
    if !title.is_empty() {
        push_attribute(&mut tag, "title", title);
    }
    tag.push_str(if leads_elsewhere { " rel=\"noopener\">" } else { ">" });
    tag
}

fn push_attribute(tag: &mut String, name: &str, value: &str) {
    tag.push(' ');
    tag.push_str(name);
    tag.push_str("=\"");
    push_escaped(tag, value);
    tag.push('"');
}

/// Escapes for a quoted attribute, and so for a text as well.
fn push_escaped(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        html.push_str(&rest[..at]);
        html.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    html.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaping_leaves_nothing_to_read_as_markup() {
        let mut html = String::new();
        push_escaped(&mut html, "\"a\" <b> & 'c' ü");
        assert_eq!(html, "&quot;a&quot; &lt;b&gt; &amp; 'c' ü");
    }
}
