//! One line each, which editors and terminals make a link of: `path:line:column: severity[code] message`.

use super::super::position::Placed;

/// The diagnostics, a line each.
pub fn short(diagnostics: &[Placed<'_>]) -> String {
    let mut lines = String::new();
    for Placed { diagnostic, position } in diagnostics {
        let (line, column) = position.map_or((1, 1), |position| (position.line, position.column));
        let message = diagnostic.full_message().replace('\n', " ");
        let severity = diagnostic.severity.name();
        lines.push_str(&format!("{}:{line}:{column}: {severity}[{}] {message}\n", diagnostic.path, diagnostic.code));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{diagnostics, placed};
    use super::*;

    #[test]
    fn a_line_each() {
        let wanted = "content/jobs/a, b:c.md:3:2: error[unknown-key] unknown key `50%`; did you mean `x`?\n\
                      content/jobs/a, b:c.md:1:1: warning[no-date] two lines\n";
        assert_eq!(short(&placed(&diagnostics())), wanted);
    }
}
