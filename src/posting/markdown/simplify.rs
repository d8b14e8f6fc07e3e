//! The parser's events without what we do not publish: check boxes, inline styles, classes, endless nesting.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

/// How deep quotes, lists and emphasis nest; what is inside deeper ones is kept, without them.
///
/// Browsers flatten at some hundred levels and no reader follows ten, while 1 MiB of `**a` would nest 100,000 deep.
const MAX_NESTING: usize = 64;

/// The tag of a cell in a table's head. It is written as raw HTML, since pulldown-cmark's writer knows no `scope`.
pub(super) const COLUMN_HEADER: &str = "<th scope=\"col\">";

/// The events of a text, and whether raw HTML is among them.
pub(super) fn events(text: &str) -> (Vec<Event<'_>>, bool) {
    // Six to ten events come from a line of prose; too small a guess only costs a copy.
    let mut events = Vec::with_capacity(text.len() / 16 + 16);
    let mut has_raw_html = false;
    let mut nesting = 0;
    let mut images = 0_usize;
    let mut in_table_head = false;
    for event in super::parser(text) {
        events.push(match event {
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                nesting += 1;
                if nesting > MAX_NESTING {
                    continue;
                }
                event
            }
            Event::End(
                TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough,
            ) => {
                nesting -= 1;
                if nesting >= MAX_NESTING {
                    continue;
                }
                event
            }
            Event::Start(Tag::Item) | Event::End(TagEnd::Item) if nesting > MAX_NESTING => continue,
            // pulldown-cmark writes `<input disabled>`, a form control without a label.
            Event::TaskListMarker(done) => Event::Text(CowStr::Borrowed(if done { "☑ " } else { "☐ " })),
            // It would align by a `style` attribute, which the site's Content-Security-Policy forbids.
            Event::Start(Tag::Table(_)) => Event::Start(Tag::Table(Vec::new())),
            Event::Start(Tag::TableHead) => {
                in_table_head = true;
                event
            }
            Event::End(TagEnd::TableHead) => {
                in_table_head = false;
                event
            }
            Event::Start(Tag::TableCell) if in_table_head => Event::InlineHtml(CowStr::Borrowed(COLUMN_HEADER)),
            // The language would become a class of the author's choice.
            Event::Start(Tag::CodeBlock(_)) => Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)),
            Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, title, id }) => Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url: format!("mailto:{dest_url}").into(),
                title,
                id,
            }),
            Event::Start(Tag::Image { .. }) => {
                images += 1;
                event
            }
            Event::End(TagEnd::Image) => {
                images -= 1;
                event
            }
            // An image's text has no tags, and pulldown-cmark's writer would show their source.
            Event::InlineHtml(_) if images > 0 => continue,
            Event::Html(_) | Event::InlineHtml(_) => {
                has_raw_html = true;
                event
            }
            _ => event,
        });
    }
    (events, has_raw_html)
}
