//! Raw HTML in a text: sanitised by ammonia, then read back as events, so that it obeys the rules for all others.

use std::{borrow::Cow, collections::HashMap, collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd, html as writer};

use super::simplify::COLUMN_HEADER;

/// The longest text whose raw HTML is read as such. html5ever takes quadratic time for many attributes of one tag, much
/// text in an unclosed table, or many `&` without a tag between them: up to 0.5 s here, and minutes for 1 MiB.
const MAX_BYTES: usize = 64 * 1024;
/// The most steps through open elements: at a tag html5ever may look at all that raw tags have left open.
const MAX_STEPS: usize = 20_000_000;
/// The most elements that html5ever may add: it opens each formatting element left open, like `<b>`, again in every
/// later paragraph. (It knows `<b>`s apart by their attributes, so its limit of three of a kind is none.)
const MAX_REOPENED: usize = 500_000;
/// How deep elements nest: more than Markdown's own limit lets through. What is inside deeper ones is kept, without
/// them.
const MAX_NESTING: usize = 256;

/// The tags whose unclosed elements are opened again: <https://html.spec.whatwg.org/multipage/parsing.html#formatting>.
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// The elements that a text may use. Other tags vanish and their content stays.
pub(super) const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];
/// The elements that vanish with what is in them, which is no text for readers.
const TAGS_WITH_CONTENT: &[&str] = &[
    "iframe", "math", "noembed", "noframes", "object", "option", "script", "select", "style", "svg", "template",
    "textarea", "title", "xmp",
];
/// The attributes that are kept; those of links and images then go through the rules for Markdown's own.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "title"]),
    ("abbr", &["title"]),
    ("details", &["open"]),
    ("dfn", &["title"]),
    ("img", &["src", "alt", "title"]),
    ("ol", &["start"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
];
/// The attributes that every element may have.
const COMMON_ATTRIBUTES: &[&str] = &["dir", "lang"];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(set(TAGS))
        .clean_content_tags(set(TAGS_WITH_CONTENT))
        .tag_attributes(ATTRIBUTES.iter().map(|&(tag, names)| (tag, set(names))).collect::<HashMap<_, _>>())
        .generic_attributes(set(COMMON_ATTRIBUTES))
        .attribute_filter(|_, name, value| is_valid(name, value).then_some(Cow::Borrowed(value)))
        // Once more than needed: `rewrite` looks at every link by rules of its own.
        .url_schemes(set(&["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
});

fn set(names: &[&'static str]) -> HashSet<&'static str> {
    names.iter().copied().collect()
}

/// Whether an attribute's value is one that HTML knows.
fn is_valid(name: &str, value: &str) -> bool {
    match name {
        "colspan" | "rowspan" => matches!(value.parse::<u16>(), Ok(1..=1000)),
        "start" => value.parse::<i32>().is_ok(),
        "scope" => matches!(value, "col" | "row" | "colgroup" | "rowgroup"),
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        "lang" => {
            !value.is_empty()
                && value
                    .split('-')
                    .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        }
        _ => true,
    }
}

/// Sanitised HTML of events with raw HTML in them, in the form that [`events`] reads: what html5ever writes, with
/// every element closed, every attribute in double quotes and every text escaped.
pub(super) fn sanitised(events: Vec<Event<'_>>, size: usize) -> String {
    let mut html = String::with_capacity(size + size / 4 + 64);
    writer::push_html(&mut html, events.into_iter());
    SANITISER.clean(&html).to_string()
}

/// Makes text of all raw HTML: its source is shown.
pub(super) fn show_as_text(events: &mut [Event]) {
    for event in events {
        if let Event::Html(raw) | Event::InlineHtml(raw) = event
            && &**raw != COLUMN_HEADER
        {
            *event = Event::Text(std::mem::replace(raw, CowStr::Borrowed("")));
        }
    }
}

/// Whether html5ever gets through the events of a text of `size` bytes in a fraction of a second.
pub(super) fn is_affordable(events: &[Event], size: usize) -> bool {
    if size > MAX_BYTES {
        return false;
    }
    let (mut tags, mut opening_tags, mut formatting_tags) = (0, 0, 0);
    for event in events {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => {
                // Whatever might be a tag counts, be it in a comment.
                for rest in raw.split('<').skip(1) {
                    let name = rest.find(|c: char| !c.is_ascii_alphanumeric()).map_or(rest, |end| &rest[..end]);
                    tags += 1;
                    opening_tags += usize::from(!name.is_empty() && !is_void(name));
                    formatting_tags += usize::from(FORMATTING.iter().any(|known| known.eq_ignore_ascii_case(name)));
                }
            }
            Event::Start(_) | Event::End(_) => tags += 1,
            _ => {}
        }
    }
    opening_tags * tags <= MAX_STEPS && formatting_tags * tags <= MAX_REOPENED
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "wbr")
}

/// The events of HTML that [`sanitised`] wrote: headings, links and images as if they were Markdown's, other tags as
/// they are.
pub(super) fn events(canonical: &str) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    let mut nesting = 0;
    let mut headings: usize = 0;
    let mut rest = canonical;
    while let Some(open) = rest.find('<') {
        push_text(&mut events, &rest[..open]);
        let Some(tag) = CanonicalTag::at_start_of(&rest[open..]) else {
            rest = &rest[open..];
            break;
        };
        rest = &rest[open + tag.whole.len()..];
        // A heading that an unknown element has brought into another one is its text.
        let is_heading = heading_level(tag.name).is_some();
        headings = usize::saturating_sub(headings, usize::from(is_heading && tag.closes));
        let is_inside = is_heading && headings > 0;
        headings += usize::from(is_heading && !tag.closes);
        if is_inside {
            continue;
        }
        if is_void(tag.name) {
            push_tag(&mut events, &tag);
        } else if tag.closes {
            nesting -= 1;
            if nesting < MAX_NESTING {
                push_tag(&mut events, &tag);
            }
        } else {
            nesting += 1;
            if nesting <= MAX_NESTING {
                push_tag(&mut events, &tag);
            }
        }
    }
    // After a tag that is none, which html5ever never writes, all is text: safe, whatever it is.
    push_text(&mut events, rest);
    events
}

fn push_text<'a>(events: &mut Vec<Event<'a>>, escaped: &'a str) {
    if !escaped.is_empty() {
        events.push(Event::Text(unescaped(escaped)));
    }
}

fn push_tag<'a>(events: &mut Vec<Event<'a>>, tag: &CanonicalTag<'a>) {
    let attribute = |name| tag.attribute(name).map_or(CowStr::Borrowed(""), unescaped);
    let (title, id) = (attribute("title"), CowStr::Borrowed(""));
    match (tag.name, tag.closes) {
        ("a", false) => {
            events.push(Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url: attribute("href"),
                title,
                id,
            }));
        }
        ("a", true) => events.push(Event::End(TagEnd::Link)),
        ("img", _) => {
            let dest_url = attribute("src");
            events.push(Event::Start(Tag::Image { link_type: LinkType::Inline, dest_url, title, id }));
            events.push(Event::Text(attribute("alt")));
            events.push(Event::End(TagEnd::Image));
        }
        (name, closes) => events.push(match (heading_level(name), closes) {
            (Some(level), false) => {
                Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() })
            }
            (Some(level), true) => Event::End(TagEnd::Heading(level)),
            (None, _) => Event::InlineHtml(CowStr::Borrowed(tag.whole)),
        }),
    }
}

fn heading_level(name: &str) -> Option<HeadingLevel> {
    HeadingLevel::try_from(name.strip_prefix('h')?.parse::<usize>().ok()?).ok()
}

/// A tag as html5ever writes it: `<name attribute="value">` or `</name>`.
struct CanonicalTag<'a> {
    whole: &'a str,
    name: &'a str,
    closes: bool,
    attributes: &'a str,
}

impl<'a> CanonicalTag<'a> {
    /// The tag that a piece of HTML begins with.
    fn at_start_of(html: &'a str) -> Option<Self> {
        let inside = html.strip_prefix('<')?;
        let mut in_quotes = false;
        let end = inside.find(|c| {
            in_quotes ^= c == '"';
            c == '>' && !in_quotes
        })?;
        let inside = &inside[..end];
        let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |name| (true, name));
        let (name, attributes) = inside.split_once(' ').unwrap_or((inside, ""));
        let is_allowed = TAGS.contains(&name);
        is_allowed.then_some(Self { whole: &html[..end + 2], name, closes, attributes })
    }

    /// The value of an attribute, still escaped.
    fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        while let Some((this, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"')?;
            if this.trim_start() == name {
                return Some(value);
            }
            rest = after;
        }
        None
    }
}

/// The text that html5ever escaped.
fn unescaped(html: &str) -> CowStr<'_> {
    if !html.contains('&') {
        return CowStr::Borrowed(html);
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (entity, c) = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&nbsp;", '\u{A0}')]
            .into_iter()
            .find(|(entity, _)| rest.starts_with(entity))
            .unwrap_or(("&", '&'));
        text.push(c);
        rest = &rest[entity.len()..];
    }
    text.push_str(rest);
    text.into()
}
