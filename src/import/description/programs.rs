//! Code of programs that make a page, around and between its HTML: PHP, JSP and ERB, FreeMarker, Blade.

use crate::import::html;

/// What begins and ends a piece of code.
const CODE: [(&str, &str); 6] = [("<?php", "?>"), ("<?=", "?>"), ("<%", "%>"), ("<#", ">"), ("</#", ">"), ("<@", ">")];
/// What lines begin with that tell Blade which parts a page has.
const LINES: [&str; 24] = [
    "@extends(",
    "@section(",
    "@endsection",
    "@include(",
    "@includeIf(",
    "@yield(",
    "@stop",
    "@show",
    "@parent",
    "@push(",
    "@endpush",
    "@stack(",
    "@component(",
    "@endcomponent",
    "@slot(",
    "@endslot",
    "@if(",
    "@if (",
    "@else",
    "@endif",
    "@foreach(",
    "@foreach (",
    "@endforeach",
    "@csrf",
];

/// Tags inside a line of text.
const INLINE: [&str; 12] = ["a", "b", "i", "em", "strong", "span", "u", "small", "code", "mark", "font", "br"];
/// Tags whose text may be a value alone.
const CELLS: [&str; 6] = ["li", "td", "th", "dd", "dt", "p"];
/// What code begins with that writes a value.
const VALUES: [&str; 5] = ["<%=", "<%-", "<?=", "<?php echo", "<?php print"];
/// What code begins with that writes nothing.
const SILENT: [&str; 4] = ["<%@", "<%--", "<%#", "<%!"];
/// So many bytes around a piece of code tell whether it stands in text.
const NEAR: usize = 400;

/// The text without the code that makes the page, and how many pieces there were; its lines keep their numbers. Code in the
/// middle of text stays, so that no sentence loses a part: a browser would take some of it for a comment, which is prevented
/// where the text has markup. `None` when nothing is to be changed.
pub fn without_programs(text: &str) -> Option<(String, usize)> {
    let is_line = |line: &str| LINES.iter().any(|start| line.starts_with(start));
    let has_code = CODE.iter().any(|(open, _)| text.contains(open));
    if !has_code && !text.lines().any(|line| is_line(line.trim_start())) {
        return None;
    }
    let is_plain = !html::has_tags(text) && !super::is_markdown(text) && !text.starts_with(['-', '+', '{']);
    let (mut count, mut kept) = (0, 0);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // An end that is missing somewhere is missing in the rest as well, and is looked for no more.
    let mut missing = [false; CODE.len()];
    while let Some(start) = rest.find('<') {
        let code = CODE.iter().enumerate().find(|(_, (open, _))| rest[start..].starts_with(open));
        let end = code.and_then(|(number, (open, close))| {
            let inside = start + open.len();
            // FreeMarker's names are words: `<#if`, `<@page`.
            let is_word = *close != ">" || rest[inside..].starts_with(|c: char| c.is_ascii_alphabetic());
            if !is_word || missing[number] {
                return None;
            }
            let end = rest[inside..].find(close).map(|at| inside + at + close.len());
            missing[number] = end.is_none();
            end
        });
        let Some(end) = end else {
            let stop = start + 1;
            out.push_str(&rest[..stop]);
            rest = &rest[stop..];
            continue;
        };
        out.push_str(&rest[..start]);
        if is_in_text(&out, &rest[start..end], &rest[end..]) {
            let is_seen = is_plain || !(rest[start..].starts_with("<?") || rest[start..].starts_with("</"));
            out.push_str(if is_seen { "<" } else { "&lt;" });
            out.push_str(&rest[start + 1..end]);
            rest = &rest[end..];
            kept += 1;
            continue;
        }
        out.extend(rest[start..end].chars().filter(|c| *c == '\n'));
        rest = &rest[end..];
        count += 1;
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.split('\n').map(|line| if is_line(line.trim_start()) { "" } else { line }).collect();
    count += lines.iter().zip(out.split('\n')).filter(|(new, old)| new.is_empty() && !old.is_empty()).count();
    (count + kept > 0).then(|| (lines.join("\n"), count))
}

/// Whether code stands in a line of text, and not in a tag or between blocks.
fn is_in_text(before: &str, code: &str, after: &str) -> bool {
    if code.contains('\n') || SILENT.iter().any(|start| code.starts_with(start)) {
        return false;
    }
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(NEAR))..];
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = after[..after.floor_char_boundary(NEAR)].split('\n').next().unwrap_or_default();
    let is_name = |c: char| c.is_ascii_alphabetic() || c == '/';
    let tag = before.rfind(['<', '>']).map_or("", |at| &before[at..]);
    let is_in_tag = tag.strip_prefix('<').is_some_and(|name| name.starts_with(is_name));
    let is_attribute = before.trim_end_matches(['"', '\'']).ends_with('=');
    let is_title = before.rfind("<title").is_some_and(|at| !before[at..].contains("</title"));
    if is_in_tag || is_attribute || is_title {
        return false;
    }
    let (above, last) = text_before(before);
    let is_value = VALUES.iter().any(|start| code.starts_with(start));
    above || has_text_first(after) || is_value && CELLS.contains(&last.as_str())
}

/// Whether the last thing in a line is text, tags inside of text aside; and the name of the last other tag.
fn text_before(line: &str) -> (bool, String) {
    let mut rest = line.trim_end();
    while rest.ends_with('>') && !rest.ends_with("%>") && !rest.ends_with("?>") {
        let Some(start) = rest.rfind('<') else { break };
        let name = name_of(&rest[start..]);
        if !INLINE.contains(&name.as_str()) {
            return (false, name);
        }
        rest = rest[..start].trim_end();
    }
    (!rest.is_empty(), String::new())
}

/// Whether the first thing in a line is text, tags inside of text and other code aside.
fn has_text_first(line: &str) -> bool {
    let mut rest = line.trim_start();
    while rest.starts_with('<') {
        let code = CODE.iter().find(|(open, _)| rest.starts_with(open));
        if code.is_none() && !INLINE.contains(&name_of(rest).as_str()) {
            return false;
        }
        let close = code.map_or(">", |(_, close)| close);
        let Some(end) = rest.find(close) else { return false };
        rest = rest[end + close.len()..].trim_start();
    }
    !rest.is_empty()
}

/// The name of the tag that begins a text.
fn name_of(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_the_page_goes_and_its_lines_stay() {
        for (text, wanted) in [
            ("<?php\ninclude 'a';\n?>\n<h1>Cook</h1>", "\n\n\n<h1>Cook</h1>"),
            ("<%@ page %><h1><%= title %></h1>", "<h1></h1>"),
            ("<#include \"a.ftl\" /><h1>Cook</h1></#if>", "<h1>Cook</h1>"),
            ("a <# b\n<?php echo 1 ?><h1>Cook</h1>", "a <# b\n<h1>Cook</h1>"),
            ("@extends('layout')\n<h1>Cook</h1>\n  @endsection", "\n<h1>Cook</h1>\n"),
        ] {
            assert_eq!(without_programs(text).map(|(text, _)| text).as_deref(), Some(wanted));
        }
        for (text, wanted) in [
            ("Salary is <%= salary %> per year.", "Salary is <%= salary %> per year."),
            ("<p>Pay: <b><?= $pay ?></b></p>", "<p>Pay: <b>&lt;?= $pay ?></b></p>"),
            ("<li><%= a %></li><a href=\"<%= b %>\">x</a>", "<li><%= a %></li><a href=\"\">x</a>"),
            ("<% if a %>more<% end %>\n<%= yield %>", "<% if a %>more<% end %>\n"),
            ("<title>Cook - <%= name %></title>", "<title>Cook - </title>"),
        ] {
            assert_eq!(without_programs(text).map(|(text, _)| text).as_deref(), Some(wanted));
        }
        for text in ["a <# b", "5 <% 6", "mail <@ us", "write to us @stopping"] {
            assert_eq!(without_programs(text), None, "{text}");
        }
    }
}
