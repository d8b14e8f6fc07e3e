//! Code of programs that make a page, around and between its HTML: PHP, JSP and ERB, FreeMarker, Blade.

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

/// The text without such code, and how many pieces there were; its lines keep their numbers. `None` when there is none.
pub fn without_programs(text: &str) -> Option<(String, usize)> {
    let is_line = |line: &str| LINES.iter().any(|start| line.starts_with(start));
    let has_code = CODE.iter().any(|(open, _)| text.contains(open));
    if !has_code && !text.lines().any(|line| is_line(line.trim_start())) {
        return None;
    }
    let mut count = 0;
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
        out.extend(rest[start..end].chars().filter(|c| *c == '\n'));
        rest = &rest[end..];
        count += 1;
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.split('\n').map(|line| if is_line(line.trim_start()) { "" } else { line }).collect();
    count += lines.iter().zip(out.split('\n')).filter(|(new, old)| new.is_empty() && !old.is_empty()).count();
    (count > 0).then(|| (lines.join("\n"), count))
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
        for text in ["a <# b", "5 <% 6", "mail <@ us", "write to us @stopping"] {
            assert_eq!(without_programs(text), None, "{text}");
        }
    }
}
