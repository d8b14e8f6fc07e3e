//! Turns the Markdown of a posting, which may come from a stranger, into HTML that is safe to publish.
//!
//! A text becomes pulldown-cmark's events, the events are rewritten by our rules, and the HTML is written from them:
//!
//! ```text
//!                                  ┌── no raw HTML ──────────────────────────────────────────┐
//!  text ─input─► text ─simplify─► events                                                  events ─rewrite─► HTML
//!                                  └── raw HTML ─► HTML ─ammonia─► canonical HTML ─raw_html─┘
//! ```
//!
//! So headings, links and images obey one set of rules, however they were written. The upper way is safe by
//! construction: without raw HTML in it the output holds only tags that pulldown-cmark or `rewrite` writes, with every
//! text and attribute escaped. The lower way is slower, and only texts with raw HTML take it.

mod excerpt;
mod headings;
mod input;
mod links;
mod raw_html;
mod rewrite;
mod simplify;
pub mod survey;
#[cfg(test)]
mod tests;

use pulldown_cmark::{Event, Options, Parser};

pub use excerpt::excerpt;

/// How links of a Markdown text become links of the site.
#[derive(Clone, Copy, Debug)]
pub struct LinkContext<'a> {
    /// The path of the site's index: begins and ends with `/`.
    pub root: &'a str,
}

/// CommonMark with the extensions that postings use. Metadata blocks, footnotes, smart punctuation and heading
/// attributes stay off: the first three surprise more than they help, the last would let a text choose its ids.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

/// Safe HTML of a Markdown text; the outermost heading becomes `<h2>`.
///
/// * Headings: a section's heading is one level below the heading of the section around it, never more, from h2 to h6;
///   each has an id, `s-` and its words. Empty ones are dropped.
/// * Links: http, https, mailto, tel and the site's own; a root-relative one is put under [`LinkContext::root`], a
///   fragment must name a heading of this text. Of any other link the text is kept.
/// * Images of the site are shown; one from elsewhere, which the site's Content-Security-Policy would block, becomes a
///   link.
/// * Raw HTML passes an allow list that has no class, style, id, form or embedding, and obeys the rules above. In a text
///   of more than 64 KiB it is shown as text.
///
/// The time grows linearly with the text, whatever is in it; see the limits in `input`, `simplify` and `raw_html`.
pub fn to_html(markdown: &str, links: &LinkContext) -> String {
    let text = input::prepared(markdown);
    let (mut events, has_raw_html) = simplify::events(&text);
    let html = if has_raw_html && raw_html::is_affordable(&events, text.len()) {
        let canonical = raw_html::sanitised(events, text.len());
        rewrite::html(raw_html::events(&canonical), canonical.len(), links)
    } else {
        raw_html::show_as_text(&mut events);
        rewrite::html(events, text.len(), links)
    };
    // Only a numeric character reference can bring a forbidden character back in. It ends in a text or in a quoted
    // attribute, so to take it out here cannot make a tag; and the links are already percent-encoded.
    if text.contains("&#") { input::without_forbidden(&html).into_owned() } else { html }
}

/// The parser for a text, set up as postings need it.
fn parser(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, OPTIONS)
}
