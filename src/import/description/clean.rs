//! Markdown of other generators as Markdown that stands for itself: comments go, template code is flagged, and what was
//! meant as a heading or a list is one.

use crate::import::ends::Ends;
use crate::import::html::{self, TOO_LONG};
use crate::posting::parse::LONGEST_BODY;

/// A body, and what was found in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// The body.
    pub body: String,
    /// How many comments were taken out.
    pub comments: usize,
    /// The template code that stays as text, each with its line in the body as it was.
    pub code: Vec<(usize, String)>,
}

/// What begins and ends a comment that no reader sees.
const COMMENTS: [(&str, &str); 3] = [("<!--", "-->"), ("{#", "#}"), ("{{/*", "*/}}")];
/// What begins and ends the code of programs that stays in the middle of a text.
const PROGRAMS: [(&str, &str); 7] =
    [("<%", "%>"), ("<?=", "?>"), ("<?php", "?>"), ("&lt;?=", "?>"), ("&lt;?php", "?>"), ("<#", ">"), ("<@", ">")];
/// Tags that only lay out, and that editors paste.
const LAYOUT: [&str; 12] =
    ["span", "div", "font", "center", "section", "article", "o:p", "u", "small", "big", "main", "header"];

/// Cleans a body.
///
/// # Errors
/// Why it cannot be the text of a posting.
pub fn cleaned(body: &str) -> Result<Cleaned, &'static str> {
    let mut found = Cleaned::default();
    let text = without_comments(body, &mut found.comments);
    if text.len() > LONGEST_BODY {
        return Err(TOO_LONG);
    }
    found.code = template_code(&text);
    found.body = if is_html(&text) { html::markdown(&text)? } else { html::tidied(&mended(&without_layout(&text))) };
    Ok(found)
}

/// The text without comments; its lines keep their numbers.
fn without_comments(text: &str, count: &mut usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut ends = Ends::default();
    let (mut at, mut copied) = (0, 0);
    while let Some(start) = text[at..].find(['<', '{']).map(|next| at + next) {
        let Some(end) = comment_at(text, start, &mut ends) else {
            at = start + 1;
            continue;
        };
        out.push_str(&text[copied..start]);
        out.extend(text[start..end].chars().filter(|c| *c == '\n'));
        (at, copied) = (end, end);
        *count += 1;
    }
    out.push_str(&text[copied..]);
    out
}

/// One past the comment that begins at a place. One that is never closed is none.
fn comment_at(text: &str, start: usize, ends: &mut Ends) -> Option<usize> {
    let rest = &text[start..];
    if let Some((open, close)) = COMMENTS.iter().find(|(open, _)| rest.starts_with(open)) {
        return ends.after(text, start + open.len(), close);
    }
    // `{% comment --- %} ... {% endcomment --- %}`
    if rest.starts_with("{% comment") || rest.starts_with("{%- comment") {
        let last = ends.after(text, start, "endcomment")?;
        return ends.after(text, last, "%}");
    }
    None
}

/// Template code and shortcodes, each with its line.
fn template_code(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut ends = Ends::default();
    let mut first = 0;
    for (number, line) in text.split('\n').enumerate() {
        let last = first + line.len();
        let mut at = first;
        while let Some(start) = text[at..last].find(['{', '[', '<', '&']).map(|next| at + next) {
            at = start + 1;
            let line = &text[start..last];
            // FreeMarker's names are words: `<#if`, `<@page`.
            let is_named = |open: &str| {
                open.len() > 2
                    || !open.ends_with(['#', '@'])
                    || line[2..].starts_with(|c: char| c.is_ascii_alphabetic())
            };
            if let Some((_, close)) = PROGRAMS.iter().find(|(open, _)| line.starts_with(open) && is_named(open)) {
                let Some(end) = ends.after(text, start, close).filter(|end| *end <= last) else { continue };
                at = end;
            } else if ["{{", "{%", "[[% "].iter().any(|mark| line.starts_with(mark)) {
                let closing = ["}}", "%}"].iter().filter_map(|mark| ends.after(text, start, mark)).min();
                at = closing.filter(|end| *end <= last).unwrap_or(last);
            } else {
                continue;
            }
            found.push((number + 1, text[start..at].to_owned()));
        }
        first = last + 1;
    }
    found
}

/// Whether a text is HTML through and through: it has blocks of HTML, and no mark of Markdown.
fn is_html(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let has_blocks = ["<p", "<ul", "<ol", "<li", "<h1", "<h2", "<h3", "<h4", "<table", "<div"]
        .iter()
        .any(|tag| lower.match_indices(tag).any(|(at, _)| lower[at + tag.len()..].starts_with(['>', ' ', '\n', '/'])));
    let is_markdown = text.lines().any(|line| {
        let line = line.trim();
        line.starts_with("# ")
            || line.starts_with("##")
            || line.starts_with("- ")
            || line.starts_with("* ")
            || line.starts_with("```")
            || line.contains("**")
            || line.contains("](")
    });
    has_blocks && !is_markdown
}

/// The text without tags that only lay out.
fn without_layout(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut ends = Ends::default();
    let (mut at, mut copied) = (0, 0);
    while let Some(start) = text[at..].find('<').map(|next| at + next) {
        at = start + 1;
        let name = text[at..].strip_prefix('/').unwrap_or(&text[at..]);
        let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == ':')).unwrap_or(name.len());
        let is_layout = LAYOUT.iter().any(|tag| name[..end].eq_ignore_ascii_case(tag));
        if is_layout && let Some(close) = ends.after(text, at, ">") {
            out.push_str(&text[copied..start]);
            (at, copied) = (close, close);
        }
    }
    out.push_str(&text[copied..]);
    out
}

/// Headings without a space, and lists that CommonMark would not see.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_fenced = false;
    // By how many tabs the list is moved in that the line belongs to.
    let mut tabs = 0;
    let mut before = "";
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let after = lines.peek().copied().unwrap_or_default();
        is_fenced ^= line.trim_start().starts_with("```");
        let leading = line.bytes().take_while(|byte| *byte == b'\t').count();
        if leading < tabs && !line.trim().is_empty() {
            tabs = 0;
        } else if leading > 0 && tabs == 0 && is_item(line) && !is_item(before) {
            tabs = leading;
        }
        if is_fenced {
            out.push_str(line);
        } else if tabs > 0 {
            let text = line.trim_start_matches('\t');
            out.push_str(&format!("{}{text}", "  ".repeat(leading.saturating_sub(tabs))));
        } else if let Some((marks, heading)) = heading_without_space(line) {
            out.push_str(&format!("{marks} {heading}"));
        } else if let Some(item) = stray_item(line, before, after) {
            out.push_str(&format!("- {item}"));
        } else {
            out.push_str(line);
        }
        out.push('\n');
        before = if line.trim().is_empty() { before } else { line };
    }
    out
}

/// Whether a line is the item of a list.
fn is_item(line: &str) -> bool {
    let text = line.trim_start();
    text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ")
}

/// `##Role summary`. One `#` is a heading only before words: `#hiring` is none.
fn heading_without_space(line: &str) -> Option<(&str, &str)> {
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    let text = &line[marks..];
    let is_heading = match marks {
        1 => text.starts_with(char::is_uppercase) && text.contains(' '),
        2..=6 => text.starts_with(|c: char| !c.is_whitespace()),
        _ => false,
    };
    is_heading.then_some((&line[..marks], text))
}

/// An item behind a sign that is no mark of a list. A dash is one only beside other items.
fn stray_item<'a>(line: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let text = line.trim_start();
    let bullets = ["• ", "· ", "● ", "▪ ", "•\t", "●\t", "·\t"];
    let dash =
        || ["— ", "– "].iter().find_map(|mark| line.strip_prefix(mark)).filter(|_| is_item(before) || is_item(after));
    bullets.iter().find_map(|mark| text.strip_prefix(mark)).or_else(dash).map(str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_code_is_flagged() {
        let body = "{% comment --- %}\nAsk for {% include x %}\n{% endcomment --- %}\n<!-- a\nb -->Hello {{ page.title }}\n\n{% include job.html %}\n{# no #}\n";
        let found = cleaned(body).unwrap();
        assert_eq!(found.body, "Hello {{ page.title }}\n\n{% include job.html %}");
        assert_eq!(found.comments, 3);
        assert_eq!(found.code, [(5, "{{ page.title }}".into()), (7, "{% include job.html %}".into())]);
    }

    #[test]
    fn what_was_meant_as_markdown_is_markdown() {
        let body = "##Role summary\nText\n#hiring now\n#User Experience Designer\n\n\t- one\n\t- two\n\n- a\n— b\n• c\n<span style=\"x\">d</span>\n";
        let wanted =
            "## Role summary\nText\n#hiring now\n# User Experience Designer\n\n- one\n- two\n\n- a\n- b\n- c\nd";
        assert_eq!(cleaned(body).unwrap().body, wanted);
        assert_eq!(cleaned("<div>\n<p>Hi <b>you</b></p></div>").unwrap().body, "Hi **you**");
    }

    #[test]
    fn a_comment_that_is_never_closed_is_text() {
        assert_eq!(cleaned("a <!-- b").unwrap().body, "a <!-- b");
    }
}
