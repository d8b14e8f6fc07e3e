//! What stands in a Markdown text and where: its headings, links, images, removed HTML and words, for those who check it.
//!
//! It goes the ways of [`super::to_html`], so that it cannot disagree with the page about what is kept of a text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::headings::Outline;
use super::links::{self, Destination};
use super::{LinkContext, OPTIONS, input, raw_html, simplify};

/// What stands in a text. Places are bytes of the text; there is none where the page is made of an altered text.
#[derive(Debug, Default)]
pub struct Survey {
    /// Its headings, in order.
    pub headings: Vec<WrittenHeading>,
    /// Its links, in order.
    pub links: Vec<WrittenLink>,
    /// Its images, in order.
    pub images: Vec<WrittenImage>,
    /// The HTML elements that the page leaves out, each with its place.
    pub removed: Vec<(String, Option<Range<usize>>)>,
    /// Its words without code, links' addresses and HTML; blocks end with a line's end.
    pub prose: Prose,
}

/// A heading as its author wrote it.
#[derive(Debug)]
pub struct WrittenHeading {
    /// Its level, from 1 to 6.
    pub level: u8,
    /// Its words.
    pub words: String,
    /// Where it stands.
    pub place: Option<Range<usize>>,
}

/// A link as its author wrote it.
#[derive(Debug)]
pub struct WrittenLink {
    /// The address.
    pub address: String,
    /// Where it stands.
    pub place: Option<Range<usize>>,
    /// What the page makes of it.
    pub leads: Leads,
}

/// Where a link leads on the page.
#[derive(Debug, PartialEq, Eq)]
pub enum Leads {
    /// Its address is not allowed: the page shows its words alone.
    Refused,
    /// It has no words, or stands in another link: the page leaves it out.
    Wordless,
    /// It names a heading that the text does not have.
    LostHeading,
    /// It leads to a heading of the text.
    Heading,
    /// To another page or file of the site: the address from the site's root or from the page.
    Site(String),
    /// To another site.
    Elsewhere(String),
    /// To a mail address or a telephone.
    Contact,
}

/// An image as its author wrote it.
#[derive(Debug)]
pub struct WrittenImage {
    /// The address.
    pub address: String,
    /// The alternative text.
    pub words: String,
    /// Where it stands.
    pub place: Option<Range<usize>>,
    /// What the page makes of its address.
    pub leads: Leads,
}

/// The words of a text, and where each stands in it.
#[derive(Debug, Default)]
pub struct Prose {
    text: String,
    /// Where in `text` a piece begins, and where in the Markdown text.
    pieces: Vec<(usize, usize)>,
    is_placed: bool,
}

impl Prose {
    /// The words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a part of the words stands in the Markdown text.
    pub fn place(&self, part: Range<usize>) -> Option<Range<usize>> {
        let index = self.pieces.partition_point(|(start, _)| *start <= part.start).checked_sub(1)?;
        let (start, source) = self.pieces[index];
        let from = source + part.start - start;
        self.is_placed.then(|| from..from + part.len())
    }

    fn push(&mut self, words: &str, source: usize) {
        self.pieces.push((self.text.len(), source));
        self.text.push_str(words);
    }
}

/// Looks through a text.
pub fn survey(markdown: &str) -> Survey {
    let text = input::prepared(markdown);
    let is_placed = matches!(text, std::borrow::Cow::Borrowed(_));
    let (simplified, has_raw_html) = simplify::events(&text);
    let mut survey = Survey { prose: Prose { is_placed, ..Prose::default() }, ..Survey::default() };
    if has_raw_html && raw_html::is_affordable(&simplified, text.len()) {
        survey.removed = removed(&text);
        let canonical = raw_html::sanitised(simplified, text.len());
        let events = raw_html::events(&canonical);
        let outline = Outline::of(&events);
        let mut sought = Sought { text: &text, from: 0 };
        survey.take(events.into_iter().map(|event| (sought.place_of(&event), event)), &outline);
        // The words are those of the Markdown text, since only they have places.
        survey.prose = Prose { is_placed, ..Prose::default() };
        survey.take_words(&text);
    } else {
        let outline = Outline::of(&simplified);
        survey.take(Parser::new_ext(&text, OPTIONS).into_offset_iter().map(|(e, at)| (Some(at), e)), &outline);
    }
    if !is_placed {
        survey.forget_places();
    }
    survey
}

impl Survey {
    fn take<'e>(&mut self, events: impl Iterator<Item = (Option<Range<usize>>, Event<'e>)>, outline: &Outline) {
        let mut open = Open::default();
        for (place, event) in events {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    self.headings.push(WrittenHeading { level: level as u8, words: String::new(), place });
                    open.heading = true;
                }
                Event::End(TagEnd::Heading(_)) => {
                    open.heading = false;
                    self.prose.push("\n", place.map_or(0, |at| at.end));
                }
                Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                    let address = match link_type {
                        LinkType::Email => format!("mailto:{dest_url}"),
                        _ => dest_url.into_string(),
                    };
                    let leads = leads(&address, outline);
                    open.links.push(self.links.len());
                    self.links.push(WrittenLink { address, place, leads });
                    open.has_words.push(false);
                }
                Event::End(TagEnd::Link) => {
                    if let (Some(link), Some(has_words)) = (open.links.pop(), open.has_words.pop())
                        && (!has_words || !open.links.is_empty())
                    {
                        self.links[link].leads = Leads::Wordless;
                    }
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let leads = leads(&dest_url, outline);
                    let image = WrittenImage { address: dest_url.into_string(), words: String::new(), place, leads };
                    self.images.push(image);
                    open.images += 1;
                }
                Event::End(TagEnd::Image) => open.images -= 1,
                Event::Text(words) => self.word(&words, &open, place),
                Event::Code(words) => self.word(&words, &open, None),
                Event::SoftBreak | Event::HardBreak => self.word(&CowStr::Borrowed(" "), &open, place),
                Event::Start(Tag::CodeBlock(_)) => open.code = true,
                Event::End(TagEnd::CodeBlock) => open.code = false,
                Event::End(end) if !is_inline(end) => self.prose.push("\n", place.map_or(0, |at| at.end)),
                _ => {}
            }
            if let Some(has_words) = open.words.take() {
                open.has_words.iter_mut().for_each(|seen| *seen |= has_words);
            }
        }
    }

    /// Takes a piece of the text's words to what is open around it.
    fn word(&mut self, words: &CowStr<'_>, open: &Open, place: Option<Range<usize>>) {
        if open.code {
            return;
        }
        if open.images > 0 {
            if let Some(image) = self.images.last_mut() {
                image.words.push_str(words);
            }
        } else if let Some(place) = place {
            self.prose.push(words, place.start);
        }
        if open.heading
            && let Some(heading) = self.headings.last_mut()
        {
            heading.words.push_str(words);
        }
        open.words.set(Some(!words.trim().is_empty()));
    }

    fn take_words(&mut self, text: &str) {
        let mut in_code = false;
        for (event, place) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
            match event {
                Event::Text(words) if !in_code => self.prose.push(&words, place.start),
                Event::SoftBreak | Event::HardBreak => self.prose.push(" ", place.start),
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::End(end) if !is_inline(end) => self.prose.push("\n", place.end),
                _ => {}
            }
        }
    }

    fn forget_places(&mut self) {
        self.headings.iter_mut().for_each(|heading| heading.place = None);
        self.links.iter_mut().for_each(|link| link.place = None);
        self.images.iter_mut().for_each(|image| image.place = None);
        self.removed.iter_mut().for_each(|(_, place)| *place = None);
    }
}

/// Whether words go on behind the end of such a thing.
fn is_inline(end: TagEnd) -> bool {
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// What is open at an event.
#[derive(Default)]
struct Open {
    heading: bool,
    code: bool,
    images: usize,
    links: Vec<usize>,
    /// Whether each open link has words so far.
    has_words: Vec<bool>,
    /// Whether the event at hand has words.
    words: std::cell::Cell<Option<bool>>,
}

fn leads(address: &str, outline: &Outline) -> Leads {
    // The root is left out: whoever checks an address knows where the site begins.
    match links::destination(address, &LinkContext { root: "/" }) {
        None => Leads::Refused,
        Some(Destination::Fragment(fragment)) => match outline.id_of(&fragment) {
            Some(_) => Leads::Heading,
            None => Leads::LostHeading,
        },
        Some(Destination::Site(address)) => Leads::Site(address),
        Some(Destination::Elsewhere(address)) => Leads::Elsewhere(address),
        Some(Destination::Contact(_)) => Leads::Contact,
    }
}

/// Finds again in a text what canonical HTML was made of: by its address or words, from one to the next.
struct Sought<'t> {
    text: &'t str,
    from: usize,
}

impl Sought<'_> {
    fn place_of(&mut self, event: &Event<'_>) -> Option<Range<usize>> {
        let written = match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => dest_url,
            _ => return None,
        };
        let at = self.from + self.text[self.from..].find(&**written).filter(|_| !written.is_empty())?;
        self.from = at + written.len();
        Some(at..self.from)
    }
}

/// The elements that are taken out of a text's raw HTML.
fn removed(text: &str) -> Vec<(String, Option<Range<usize>>)> {
    let mut found = Vec::new();
    for (event, place) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        let (Event::Html(raw) | Event::InlineHtml(raw)) = event else { continue };
        for (at, _) in raw.match_indices('<') {
            let rest = &raw[at + 1..];
            let name = rest.find(|c: char| !c.is_ascii_alphanumeric()).map_or(rest, |end| &rest[..end]);
            let name = name.to_ascii_lowercase();
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) && !raw_html::TAGS.contains(&name.as_str()) {
                let start = place.start + at;
                found.push((name, Some(start..(start + rest.find('>').map_or(1, |end| end + 2)).min(place.end))));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'t>(text: &'t str, place: &Option<Range<usize>>) -> &'t str {
        place.clone().map_or("", |place| &text[place])
    }

    #[test]
    fn links_and_images_are_found_with_what_the_page_makes_of_them() {
        let text = "## Über uns\n\n[a](/b/) [c](#über-uns) [d](#lost) [e](javascript:x) [](/f/) <g@h.org>\n\n![](/p.png) ![q](//r.org/s.png)\n";
        let survey = survey(text);
        let links: Vec<_> = survey.links.iter().map(|link| (at(text, &link.place), &link.leads)).collect();
        assert_eq!(
            links,
            [
                ("[a](/b/)", &Leads::Site("/b/".into())),
                ("[c](#über-uns)", &Leads::Heading),
                ("[d](#lost)", &Leads::LostHeading),
                ("[e](javascript:x)", &Leads::Refused),
                ("[](/f/)", &Leads::Wordless),
                ("<g@h.org>", &Leads::Contact),
            ]
        );
        let images: Vec<_> = survey.images.iter().map(|image| (image.words.as_str(), &image.leads)).collect();
        let elsewhere = Leads::Elsewhere("https://r.org/s.png".into());
        assert_eq!(images, [("", &Leads::Site("/p.png".into())), ("q", &elsewhere)]);
        assert_eq!(survey.headings[0].words, "Über uns");
    }

    #[test]
    fn raw_html_obeys_the_same_rules() {
        let text = "<h3>Team</h3>\n\n<a href=\"/x/\">y</a> <script>1</script> <a href=\"ftp://z\">z</a> <img src=\"/p.png\">\n\n[t](#team)\n";
        let survey = survey(text);
        let links: Vec<_> = survey.links.iter().map(|link| (at(text, &link.place), &link.leads)).collect();
        assert_eq!(links, [("/x/", &Leads::Site("/x/".into())), ("", &Leads::Refused), ("#team", &Leads::Heading)]);
        assert_eq!((survey.headings[0].level, survey.headings[0].words.as_str()), (3, "Team"));
        assert_eq!((survey.images[0].words.as_str(), at(text, &survey.images[0].place)), ("", "/p.png"));
        let removed: Vec<_> = survey.removed.iter().map(|(name, place)| (name.as_str(), at(text, place))).collect();
        assert_eq!(removed, [("script", "<script>")]);
    }

    #[test]
    fn words_know_their_places() {
        let text = "We *want* a\nrock star &amp; `ninja`.\n\n```\nguru\n```\n\n[x](/wizard/)\n";
        let survey = survey(text);
        assert_eq!(survey.prose.text(), "We want a rock star & .\nx\n");
        let start = survey.prose.text().find("rock star").unwrap();
        assert_eq!(&text[survey.prose.place(start..start + 9).unwrap()], "rock star");
        assert!(!survey.prose.text().contains("guru"));
    }

    #[test]
    fn an_altered_text_has_no_places() {
        let survey = survey("a \u{1} [b](/c/) ninja");
        assert_eq!((survey.links.len(), survey.links[0].place.clone()), (1, None));
        assert_eq!(survey.prose.place(0..1), None);
    }
}
