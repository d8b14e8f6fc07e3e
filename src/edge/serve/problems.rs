//! What is wrong with the content, in words: for the terminal, and for the page that a browser shows.

use crate::diagnostic::Report;
use crate::diagnostic::position::Texts;
use crate::diagnostic::show::show;
use crate::source::{Fingerprint, Sources};

/// What is wrong with the content of one state.
#[derive(Debug)]
pub struct Problems {
    text: String,
    styled: String,
    errors: usize,
}

impl Problems {
    /// The words for a report, with the lines of the files that it is about.
    pub(super) fn of(report: &Report, sources: &dyn Sources) -> Self {
        let (mut text, mut styled) = (String::new(), String::new());
        let mut texts = Texts::new(sources);
        for diagnostic in report.diagnostics() {
            let lines = texts.of(diagnostic);
            text.push_str(&show(diagnostic, lines, false));
            text.push_str("\n\n");
            styled.push_str(&show(diagnostic, lines, true));
            styled.push_str("\n\n");
        }
        Self { text, styled, errors: report.errors() }
    }

    /// In plain text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// With colours for a terminal.
    pub fn styled(&self) -> &str {
        &self.styled
    }

    /// Whether there are errors, so that an older site is shown.
    pub fn is_broken(&self) -> bool {
        self.errors > 0
    }

    /// What tells these words from others.
    pub(super) fn id(&self) -> String {
        Fingerprint::of(self.text.as_bytes()).short()
    }

    /// A page that shows them, for when there is no site to show.
    pub(super) fn page(&self) -> Vec<u8> {
        let text = self.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        page("There are errors", "This page shows itself anew when they are mended.", &format!("<pre>{text}</pre>\n"))
    }
}

/// A page for a moment in which its file can neither be read nor is known to be gone.
pub(super) fn unreadable_page() -> Vec<u8> {
    page("This page cannot be shown now", "Its file cannot be read. It shows itself as soon as that is possible.", "")
}

/// A page of the preview's own.
fn page(title: &str, words: &str, more: &str) -> Vec<u8> {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{words}</p>\n{more}</body>\n</html>\n"
    )
    .into_bytes()
}
