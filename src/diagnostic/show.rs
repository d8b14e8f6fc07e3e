//! A diagnostic as a good compiler shows it: the file, the line, a caret, and how to mend it.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::position::{Lined, Position};
use super::{Diagnostic, Severity};
use crate::source::Span;

/// Bytes of a line that are shown on either side of the place; a longer line is cut.
const LINE: usize = 400;

/// The diagnostic as text for a terminal or, `styled` false, for anything else. `text` is the file's, if it has any.
pub fn show(diagnostic: &Diagnostic, text: Option<&Lined>, styled: bool) -> String {
    shown(diagnostic, text, styled, false)
}

/// The same with the diagnostic's code, by which site.yaml can change its weight: `warning[no-date]: ...`.
pub fn show_with_code(diagnostic: &Diagnostic, text: Option<&Lined>, styled: bool) -> String {
    shown(diagnostic, text, styled, true)
}

fn shown(diagnostic: &Diagnostic, text: Option<&Lined>, styled: bool, with_code: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message));
    let title = if with_code { title.id(diagnostic.code) } else { title };
    let path = visible(diagnostic.path.as_str());
    let place = text.zip(diagnostic.span).map(|(text, span)| place(text, span));
    let mut group: Group<'_> = match &place {
        Some(place) => {
            let annotation = AnnotationKind::Primary.span(place.span.range());
            let annotation =
                if diagnostic.label.is_empty() { annotation } else { annotation.label(visible(&diagnostic.label)) };
            let snippet =
                Snippet::source(place.line.as_str()).line_start(place.number).path(&path).annotation(annotation);
            title.element(snippet)
        }
        None => title.element(Origin::path(&path)),
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let shown = renderer.render(&[group]);
    match &place {
        // The column is that of the whole line, of which only a part is shown.
        Some(Place { number, column, column_in_part, .. }) if column != column_in_part => {
            shown.replacen(&format!("{path}:{number}:{column_in_part}"), &format!("{path}:{number}:{column}"), 1)
        }
        _ => shown,
    }
}

/// A line of a file with a span in it.
struct Place {
    line: String,
    number: usize,
    column: usize,
    column_in_part: usize,
    span: Span,
}

/// The line around the beginning of a span, cut to what fits a screen, with the span moved into it.
fn place(lined: &Lined, span: Span) -> Place {
    let text = lined.text();
    let at = floor(text, span.start);
    let (number, start) = lined.line(at);
    let from = ceil(text, start.max(at.saturating_sub(LINE)));
    let to = floor(text, at + LINE);
    let to = text[at..to].find('\n').map_or(to, |end| at + end);
    // A byte order mark and carriage returns take no room on the screen.
    let line = text[from..to].trim_end_matches('\r');
    let (line, from) = match line.strip_prefix('\u{feff}') {
        Some(rest) => (rest, from + '\u{feff}'.len_utf8()),
        None => (line, from),
    };
    let within = |position: usize| floor(line, position.saturating_sub(from).min(line.len()));
    let column_in_part = line[..within(at)].chars().count() + 1;
    let column = Position::of(lined, span).column;
    let span = Span::new(within(at), within(span.end));
    Place { number, column, column_in_part, span, line: line.to_owned() }
}

/// A text without characters that would command a terminal, or turn the order in which it is read.
fn visible(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() && c != '\n' || turns(c) { '\u{fffd}' } else { c }).collect()
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::ProjectPath;

    fn shown(text: &str, start: usize, end: usize) -> String {
        let diagnostic =
            Diagnostic::error("unknown-key", &ProjectPath::new("content/jobs/a.md"), "unknown key `skils`")
                .at(Span::new(start, end))
                .label("did you mean `skills`?")
                .help("look again");
        show(&diagnostic, Some(&Lined::new(text.to_owned())), false)
    }

    #[test]
    fn shows_file_line_caret_and_help() {
        let wanted = "error: unknown key `skils`\n --> content/jobs/a.md:3:3\n  |\n3 |   skils: [Rust]\n  |   ^^^^^ did you mean `skills`?\n  |\n  = help: look again";
        assert_eq!(shown("---\nrequirements:\n  skils: [Rust]\n", 20, 25), wanted);
        // The same with a byte order mark and the line ends of Windows.
        assert_eq!(shown("\u{feff}---\r\nrequirements:\r\n  skils: [Rust]\r\n", 25, 30), wanted);
    }

    #[test]
    fn long_lines_and_commands_to_the_terminal_are_tamed() {
        let text = format!("{}\u{1b}[31mx", "ü".repeat(100_000));
        let shown = shown(&text, 200_000, 200_001);
        assert!(shown.len() < 3000 && !shown.contains('\u{1b}'), "{}", shown.len());
        assert!(shown.contains("content/jobs/a.md:1:100001"), "{shown}");
    }

    #[test]
    fn places_at_and_past_the_end_are_shown() {
        for (text, start, end) in [("", 0, 3), ("a", 1, 1), ("a\n", 2, 9), ("é", 1, 2)] {
            assert!(shown(text, start, end).contains("content/jobs/a.md"));
        }
    }
}
