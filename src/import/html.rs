//! HTML as Markdown.

mod mend;

use std::borrow::Cow;

use dom_query::{Document, NodeRef, Selection};
use foldhash::{HashMap, HashMapExt as _};

use crate::posting::parse::LONGEST_BODY;

/// The longest HTML in bytes of which one posting is made.
const LONGEST: usize = LONGEST_BODY;
/// More attributes no tag has. The parser compares each with all that the tag has so far.
const MOST_ATTRIBUTES: usize = 100;
/// Deeper nesting is no document but an attack; the converter goes down level by level.
const DEEPEST: usize = 200;
/// What no reader sees, or cannot use in a posting.
const UNSEEN: &str = "script, style, noscript, template, iframe, object, embed, svg, form, button, input, select, textarea, \
                      link, meta, head, title, video, audio, canvas";
/// What stands around the text of a page.
const AROUND: &str = "nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo]";
/// The way to a page within its site.
const CRUMBS: &str =
    "[aria-label=breadcrumb], [aria-label=Breadcrumb], .breadcrumb, .breadcrumbs, #breadcrumb, #breadcrumbs";

/// A page: what it calls itself, and its text.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// The first heading of the first rank, or the page's title.
    pub title: Option<String>,
    /// The page's title, where a heading is the first one.
    pub head: Option<String>,
    /// The text as Markdown.
    pub body: String,
    /// The structured data of the page: the texts of its JSON-LD.
    pub data: Vec<String>,
}

/// A piece of HTML as Markdown.
///
/// # Errors
/// Why it cannot be converted.
pub fn markdown(html: &str) -> Result<String, &'static str> {
    if html.len() > LONGEST {
        return Err(TOO_LONG);
    }
    affordable(html)?;
    let document = Document::fragment(html);
    written(&document, &document.root())
}

/// Whether a text has tags of HTML that its author has meant: pairs of them, or those that stand alone.
pub fn has_tags(text: &str) -> bool {
    ["</", "/>", "<br", "<p>", "<li>", "<hr>"].iter().any(|tag| text.contains(tag))
}

/// HTML whose own characters were escaped, once or twice, as HTML again: `&lt;p&gt;`. What has real tags was not escaped.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    const MOST: usize = 2;
    let mut text = Cow::Borrowed(text);
    for _ in 0..MOST {
        if has_tags(&text) || !text.contains("lt;") {
            break;
        }
        let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        text = plain.replace("&amp;", "&").into();
    }
    text
}

/// A text without tags in which entities of HTML stand for other characters: `R&amp;D`.
pub fn plain(text: &str) -> Cow<'_, str> {
    let has_entity = text.split('&').skip(1).any(|rest| rest.find(';').is_some_and(|end| (2..=8).contains(&end)));
    if !has_entity {
        return text.into();
    }
    Document::fragment(text.replace('<', "&lt;")).root().text().to_string().into()
}

/// Whether a page is what a server answers that has none: "404 Not Found", and hardly a word besides.
pub fn is_refusal(title: &str, body: &str) -> bool {
    const LONGEST: usize = 600;
    const ANSWERS: [&str; 14] = [
        "moved permanently",
        "found",
        "bad request",
        "unauthorized",
        "forbidden",
        "access denied",
        "not found",
        "page not found",
        "gone",
        "too many requests",
        "internal server error",
        "bad gateway",
        "service unavailable",
        "service temporarily unavailable",
    ];
    let title = title.to_lowercase();
    let code = title.trim_start_matches("error").trim_start();
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    let words = code[digits..].trim_matches(|c: char| !c.is_alphanumeric());
    let has_code = digits == 3 && code.starts_with(['3', '4', '5']);
    let is_answer = ANSWERS.contains(&words) || words.starts_with("gateway time");
    body.len() <= LONGEST && (has_code && (is_answer || words.is_empty()) || is_answer && words.contains(' '))
}

/// A whole page.
///
/// # Errors
/// As for [`markdown`].
pub fn page(html: &str) -> Result<Page, &'static str> {
    if html.len() > 8 * LONGEST {
        return Err("this page is larger than 8 MiB");
    }
    affordable(html)?;
    let document = Document::from(html);
    if is_deep(&document.root()) {
        return Err(TOO_DEEP);
    }
    let data = document.select("script[type='application/ld+json']").iter().map(|s| s.text().to_string()).collect();
    let line = |selection: &Selection<'_>| {
        let text = selection.text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    };
    let head = line(&document.select_single("title")).or_else(|| last_crumb(&document));
    document.select(CRUMBS).remove();
    document.select(AROUND).remove();
    // A page that is hidden until a script shows it is all there is.
    let hidden = document.select("[aria-hidden=true]");
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let is_outermost = |node: &&NodeRef<'_>| {
        !node.ancestors_it(None).any(|above| above.attr("aria-hidden").is_some_and(|value| &*value == "true"))
    };
    let of_hidden: usize = hidden.nodes().iter().filter(is_outermost).map(|node| letters(&node.text())).sum();
    if letters(&document.select("body").text()) > of_hidden {
        hidden.remove();
    }
    let place = ["main", "[role=main]", "article", "body"].iter().map(|name| document.select_single(name));
    let text = place.into_iter().find(|found| found.length() > 0 && !found.text().trim().is_empty());
    let heading = text.as_ref().map(|text| text.select_single("h1"));
    let title = heading.as_ref().and_then(line);
    if let Some(heading) = heading {
        heading.remove();
    }
    let node = text.and_then(|text| text.nodes().first().copied());
    let body = written(&document, &node.unwrap_or_else(|| document.root()))?;
    let (title, head) = if title.is_some() { (title, head) } else { (head, None) };
    Ok(Page { title, head, body, data })
}

/// The last step of the way to a page: what the page is called there.
fn last_crumb(document: &Document) -> Option<String> {
    let crumbs = document.select_single(CRUMBS).text();
    // "Koch (m/w/d)" is one step.
    let steps = crumbs.replace(" / ", "\n").replace("\u{a0}/\u{a0}", "\n");
    let last = steps.trim().rsplit(['›', '»', '>', '\n']).map(str::trim).find(|step| !step.is_empty())?;
    let last = last.trim_start_matches('/');
    Some(last.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What is said of a text of which no posting can be made.
pub const TOO_LONG: &str = "its text is longer than 1 MiB";
const TOO_DEEP: &str = "its HTML nests too deeply";

fn written(document: &Document, node: &NodeRef<'_>) -> Result<String, &'static str> {
    if is_deep(node) {
        return Err(TOO_DEEP);
    }
    document.select(UNSEEN).remove();
    remove_foreign_images(document);
    remove_odd_links(document);
    mark_labels(document);
    mend::mend(document);
    Ok(tidied(&node.md(Some(&[]))))
}

/// Pictures that stand in the text itself, or beside the page that is no longer around it, cannot be shown.
fn remove_foreign_images(document: &Document) {
    for image in document.select("img").iter() {
        let source = image.attr("src").unwrap_or_default();
        if !source.starts_with("http://") && !source.starts_with("https://") && !source.starts_with('/') {
            image.remove();
        }
    }
}

/// A table with lists or other tables in it is no table of Markdown but becomes lines, so that "Job title" and "Cook" side by
/// side would be one text: a colon parts them.
fn mark_labels(document: &Document) {
    const LONGEST_LABEL: usize = 40;
    for table in document.select("table").iter() {
        let rows = table.select("tr");
        let of_two = |row: &Selection<'_>| row.select("td, th").length() == 2;
        if table.select("ul, ol, table, h1, h2, h3, h4, h5, h6, pre, blockquote").length() == 0 {
            continue;
        }
        for row in rows.iter().filter(of_two) {
            let cell = row.select_single("td, th");
            let text = cell.text();
            let label = text.trim();
            let is_label = !label.is_empty()
                && label.chars().count() <= LONGEST_LABEL
                && label.ends_with(|c: char| c.is_alphanumeric())
                && label.starts_with(char::is_alphabetic);
            if is_label {
                cell.append_html(":&#32;");
            }
        }
    }
}

/// A link that runs a script, or opens what no reader can open, is only its text.
fn remove_odd_links(document: &Document) {
    for link in document.select("a[href]").iter() {
        let target = link.attr("href").unwrap_or_default();
        let scheme = target.trim_start().split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let is_usual = ["http:", "https:", "mailto:", "tel:"].iter().any(|usual| scheme.starts_with(usual));
        if scheme.contains(':') && !is_usual {
            link.remove_attr("href");
        }
    }
}

/// Elements that have no end.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that end where the next of their kind begins.
const SELF_ENDING: [&str; 12] = ["p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "body"];
/// Elements whose content has no tags.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Whether the parser gets through a page in a time that grows with its length: no tag has endless attributes, and no more
/// elements are begun than ended than any page has. The parser looks through all that are open at each tag, so this is found
/// out before it begins.
fn affordable(html: &str) -> Result<(), &'static str> {
    const MOST_OPEN: usize = 1000;
    let mut open: HashMap<String, usize> = HashMap::new();
    let mut depth = 0;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (ends, name) = rest.strip_prefix('/').map_or((false, rest), |name| (true, name));
        let length = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == ':')).unwrap_or(name.len());
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (name, inside) = name.split_at(length);
        let name = name.to_ascii_lowercase();
        rest = &inside[end_of_tag(inside)?..];
        if VOID.contains(&&*name) || SELF_ENDING.contains(&&*name) {
            continue;
        }
        if !ends && RAW.contains(&&*name) {
            let close = format!("</{name}");
            let end = rest.as_bytes().windows(close.len()).position(|part| part.eq_ignore_ascii_case(close.as_bytes()));
            rest = end.map_or("", |end| &rest[end + close.len()..]);
            continue;
        }
        let count = open.entry(name).or_default();
        match (ends, *count) {
            (false, _) => (*count, depth) = (*count + 1, depth + 1),
            // What was never begun does not end.
            (true, 0) => {}
            (true, _) => (*count, depth) = (*count - 1, depth - 1),
        }
        if depth > MOST_OPEN {
            return Err(TOO_DEEP);
        }
    }
    Ok(())
}

/// Where a tag ends whose attributes begin a text: in front of its `>`, should it have one.
fn end_of_tag(inside: &str) -> Result<usize, &'static str> {
    let bytes = inside.as_bytes();
    let (mut at, mut count) = (0, 0);
    let mut in_value = false;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        // A stroke parts names as a space does, but is a part of a value without quotes: `src=/a/b`.
        let is_behind_name =
            || at > 1 && !matches!(bytes[at - 2], b'/' | b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\n' | b'\r');
        in_value = byte == b'=' && is_behind_name() || in_value && !byte.is_ascii_whitespace();
        match byte {
            b'>' => return Ok(at - 1),
            // A value in quotes; elsewhere a quote is a part of a name.
            b'"' | b'\'' if bytes[..at - 1].trim_ascii_end().ends_with(b"=") => {
                at = memchr::memchr(byte, &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
                in_value = false;
                count += 1;
            }
            b'/' if !in_value => count += 1,
            _ if byte.is_ascii_whitespace() && !bytes.get(at).is_some_and(u8::is_ascii_whitespace) => count += 1,
            _ => {}
        }
        if count > 2 * MOST_ATTRIBUTES {
            return Err("a tag of its HTML has too many attributes");
        }
    }
    Ok(at)
}

/// Whether something below a node lies deeper than [`DEEPEST`].
fn is_deep(node: &NodeRef<'_>) -> bool {
    let mut waiting = vec![(*node, 0)];
    while let Some((node, depth)) = waiting.pop() {
        if depth > DEEPEST {
            return true;
        }
        waiting.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    false
}

/// A heading is bold without being told so: `### **You**`.
fn without_bold_heading(line: &str) -> Cow<'_, str> {
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    let inner = line[marks..].trim().strip_prefix("**").and_then(|text| text.strip_suffix("**"));
    match inner.filter(|text| marks > 0 && !text.is_empty() && !text.contains("**")) {
        Some(text) => format!("{} {}", &line[..marks], text.trim()).into(),
        None => line.into(),
    }
}

/// Markdown without empty emphasis, spaces that are no spaces, and more empty lines than one.
pub fn tidied(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut is_after_blank = true;
    for line in markdown.lines() {
        let line = line.replace(['\u{a0}', '\u{202f}'], " ").replace(['\u{200b}', '\u{feff}', '\u{ad}'], "");
        let breaks = line.ends_with("  ") && !line.trim().is_empty();
        let text = without_bold_heading(line.trim_end());
        let text = text.as_ref();
        let is_blank = text.trim().is_empty() || matches!(text.trim(), "****" | "**" | "__" | "##" | "###" | "####");
        if is_blank {
            if !is_after_blank {
                out.push('\n');
            }
        } else {
            out.push_str(text);
            out.push_str(if breaks { "  \n" } else { "\n" });
        }
        is_after_blank = is_blank;
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn html_becomes_the_markdown_that_one_would_write() {
        let html = "<div><p>We make <strong>maps </strong>for&nbsp;cyclists.</p><h3>You</h3><ul><li><span>3+ years of \
                    Rust</span></li><li><p>C++ &amp; SQL</p></li></ul><script>alert(1)</script></div>";
        let wanted = "We make **maps** for cyclists.\n\n### You\n\n- 3+ years of Rust\n- C++ & SQL";
        assert_eq!(markdown(html).unwrap(), wanted);
        assert_eq!(
            markdown("<h3><b>You</b></h3><a href='JavaScript:x'>no</a> <a href='/a'>yes</a>").unwrap(),
            "### You\n\nno [yes](/a)"
        );
        for escaped in ["&lt;p&gt;R&amp;amp;D&lt;/p&gt;", "&amp;lt;p&amp;gt;R&amp;amp;amp;D&amp;lt;/p&amp;gt;"] {
            assert_eq!(markdown(&unescaped(escaped)).unwrap(), "R&D");
        }
    }

    #[test]
    fn a_label_and_its_value_side_by_side_are_two() {
        let table = "<table><tr><th colspan=2>Offer 7</th></tr><tr><td>Job title</td><td>Cook</td></tr><tr>\
                     <td colspan=2><ul><li>Soups</li></ul></td></tr></table>";
        let markdown = markdown(table).unwrap();
        assert!(markdown.contains("Job title: Cook"), "{markdown}");
    }

    #[test]
    fn of_a_page_only_the_text_stays() {
        let html = "<!doctype html><html><head><title>Cook - Inn</title></head><body><nav>Home</nav><main><h1>Cook</h1>\
                    <p>Cook well.</p></main><footer>Imprint</footer></body></html>";
        let page = page(html).unwrap();
        assert_eq!((page.title.as_deref(), page.body.as_str()), (Some("Cook"), "Cook well."));
    }

    #[test]
    fn what_is_hidden_counts_where_there_is_nothing_else() {
        let hidden = page("<body><div aria-hidden='true'><h1>Cook</h1><p>Cook well.</p></div></body>").unwrap();
        assert_eq!((hidden.title.as_deref(), hidden.body.as_str()), (Some("Cook"), "Cook well."));
        let two = "<div aria-hidden='true'><h1>Cook</h1><p>Cook <i aria-hidden='true'>well.</i></p></div>";
        let two = page(&format!("<body>{two}\n<div aria-hidden='true'>Bake.</div></body>")).unwrap();
        assert_eq!((two.title.as_deref(), two.body.contains("Bake.")), (Some("Cook"), true));
        let shown = page("<body aria-hidden='false'><p>Cook.</p><p aria-hidden='true'>Bake.</p></body>").unwrap();
        assert_eq!(shown.body, "Cook.");
        let page =
            page("<body><p id=breadcrumb>Jobs / Cook</p><p>Cook well.</p><i aria-hidden='true'>x</i></body>").unwrap();
        assert_eq!((page.title.as_deref(), page.body.as_str()), (Some("Cook"), "Cook well."));
    }

    #[test]
    fn a_server_that_has_no_page_is_told_from_a_posting() {
        for title in
            ["404 Not Found", "403 Forbidden", "502 Bad Gateway", "Page not found", "Error 404", "504 Gateway Time-out"]
        {
            assert!(is_refusal(title, "nginx"), "{title}");
        }
        for title in ["Cook", "Found", "24/7 Support", "365 Consultant", "Gone Fishing Guide"] {
            assert!(!is_refusal(title, "We cook."), "{title}");
        }
        assert!(!is_refusal("404 Not Found", &"We seek who finds it. ".repeat(50)));
    }

    #[test]
    fn a_picture_in_a_tag_is_one_value() {
        let html = format!("<p>Cook <img src=data:image/png;base64,{} alt=x> well.</p>", "ab/".repeat(5_000));
        assert_eq!(markdown(&html).as_deref(), Ok("Cook well."));
        for start in ["", "a=\"\"/", "=b/"] {
            assert!(markdown(&format!("<p {start}{}>x</p>", "a/".repeat(5_000))).is_err(), "{start}");
        }
    }

    #[test]
    fn what_nests_deeply_is_refused() {
        for tag in ["div", "b", "ul", "blockquote", "table", "a", "span"] {
            let html = format!("{}x{}", format!("<{tag}>").repeat(20_000), format!("</{tag}>").repeat(20_000));
            let (fragment, whole) = (markdown(&html), page(&html));
            assert!(fragment.is_err() || fragment.as_deref() == Ok("x"), "{tag}");
            assert!(whole.is_err() || whole.is_ok_and(|page| page.body == "x"), "{tag}");
        }
    }

    proptest! {
        #[test]
        fn no_html_makes_it_panic(html in "(<(/?(p|ul|ol|li|b|i|a|h[1-6]|table|tr|td|th|pre|code|br|blockquote|span|div|script|img src=x|svg|template)) ?/?>|[ a-z\n*_#|`\\[\\]&;-]){0,40}") {
            let _ = (markdown(&unescaped(&html)), page(&html));
        }
    }
}
