//! How the commands say what was wrong and what took long.

use std::io::IsTerminal as _;

use super::print::complain;
use crate::diagnostic::position::Texts;
use crate::diagnostic::show::show;
use crate::diagnostic::{Report, Severity};
use crate::source::Sources;

/// Whether messages may have colours: they go to a terminal, and nobody asked for none.
pub(super) fn styled() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Shows everything that is wrong, then how much it is and, after errors, what became of the command (`effect`).
pub(super) fn print_report(report: &Report, sources: &dyn Sources, effect: &str) {
    let styled = styled();
    let mut texts = Texts::new(sources);
    for diagnostic in report.diagnostics() {
        complain(&format!("{}\n\n", show(diagnostic, texts.of(diagnostic), styled)));
    }
    if report.errors() > 0 {
        let files = counted(report.files_with_errors(), "file");
        complain(&format!("{} in {files}; {effect}\n", counted(report.errors(), "error")));
    } else if report.diagnostics().iter().any(|d| d.severity == Severity::Warning) {
        complain(&format!("{}\n", counted(report.warnings(), "warning")));
    }
}

/// A number with its noun in the plural where it belongs.
pub(super) fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
