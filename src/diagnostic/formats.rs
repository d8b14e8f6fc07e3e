//! Diagnostics as other programs read them.

mod github;
mod json;
mod sarif;
mod short;

pub use github::github;
pub use json::json;
pub use sarif::sarif;
pub use short::short;

#[cfg(test)]
mod fixture {
    use super::super::Diagnostic;
    use super::super::position::{Placed, Position};
    use crate::source::ProjectPath;

    /// An error with a place and a warning about a whole file, with signs that formats give a meaning.
    pub(super) fn diagnostics() -> [Diagnostic; 2] {
        let path = ProjectPath::new("content/jobs/a, b:c.md");
        [
            Diagnostic::error("unknown-key", &path, "unknown key `50%`").label("did you mean `x`?").help("look: again"),
            Diagnostic::lint("no-date", &path, "two\nlines"),
        ]
    }

    pub(super) fn placed(diagnostics: &[Diagnostic]) -> Vec<Placed<'_>> {
        let position = Position { line: 3, column: 2, end_line: 3, end_column: 7 };
        let positions = [Some(position), None];
        diagnostics.iter().zip(positions).map(|(diagnostic, position)| Placed { diagnostic, position }).collect()
    }
}
