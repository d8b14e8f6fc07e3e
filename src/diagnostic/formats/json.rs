//! JSON for programs of one's own, described in README.md under "Checking".

use serde::Serialize;

use super::super::Severity;
use super::super::position::Placed;

/// The version of the format. New members may come without a new one; what is there keeps its meaning.
const VERSION: u8 = 1;

#[derive(Serialize)]
struct Report<'d> {
    version: u8,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Entry<'d>>,
}

#[derive(Serialize)]
struct Entry<'d> {
    severity: &'static str,
    code: &'static str,
    message: &'d str,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'d str>,
    file: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
}

/// The diagnostics as one JSON document.
pub fn json(diagnostics: &[Placed<'_>]) -> String {
    let entries = diagnostics.iter().map(|Placed { diagnostic, position }| Entry {
        severity: diagnostic.severity.name(),
        code: diagnostic.code,
        message: &diagnostic.message,
        label: &diagnostic.label,
        help: diagnostic.help.as_deref(),
        file: diagnostic.path.as_str(),
        line: position.map(|p| p.line),
        column: position.map(|p| p.column),
        end_line: position.map(|p| p.end_line),
        end_column: position.map(|p| p.end_column),
    });
    let entries: Vec<Entry<'_>> = entries.collect();
    let errors = diagnostics.iter().filter(|placed| placed.diagnostic.severity == Severity::Error).count();
    let report = Report { version: VERSION, errors, warnings: entries.len() - errors, diagnostics: entries };
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{diagnostics, placed};
    use super::*;

    #[test]
    fn places_are_there_or_left_out() {
        let json: serde_json::Value = serde_json::from_str(&json(&placed(&diagnostics()))).unwrap();
        assert_eq!(
            (json["version"].as_u64(), json["errors"].as_u64(), json["warnings"].as_u64()),
            (Some(1), Some(1), Some(1))
        );
        let entries = &json["diagnostics"];
        assert_eq!(entries[0]["end_column"], 7);
        assert_eq!(entries[0]["label"], "did you mean `x`?");
        assert!(entries[1].get("line").is_none() && entries[1].get("help").is_none());
        assert_eq!(entries[1]["message"], "two\nlines");
    }
}
