//! SARIF 2.1.0, which code scanning services read: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use serde_json::{Value, json};

use super::super::Diagnostic;
use super::super::codes::{self, Code};
use super::super::position::{Placed, Position};

/// The diagnostics as a SARIF log with one run. `folder` is the project's in the repository: `careers/`, or empty.
pub fn sarif(diagnostics: &[Placed<'_>], folder: &str) -> String {
    let mut rules: Vec<&Code> = Vec::new();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|Placed { diagnostic, position }| {
            let rule = codes::find(diagnostic.code).map(|code| {
                rules.iter().position(|known| known.name == code.name).unwrap_or_else(|| {
                    rules.push(code);
                    rules.len() - 1
                })
            });
            result(diagnostic, *position, rule, folder)
        })
        .collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "rolecall",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules.into_iter().map(rule).collect::<Vec<_>>(),
                }
            },
            // Columns are counted in characters, as in all of rolecall's messages.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(code: &Code) -> Value {
    let sources =
        if code.sources.is_empty() { String::new() } else { format!("\n\nSources: {}", code.sources.join(" ")) };
    let mut rule = json!({
        "id": code.name,
        "shortDescription": { "text": code.meaning },
        "fullDescription": { "text": code.reason },
        "help": { "text": format!("{}{sources}", code.reason) },
        "defaultConfiguration": { "level": code.severity.name() },
    });
    if let Some(address) = code.sources.iter().find(|source| source.starts_with("https://")) {
        rule["helpUri"] = json!(address);
    }
    rule
}

fn result(diagnostic: &Diagnostic, position: Option<Position>, rule: Option<usize>, folder: &str) -> Value {
    let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let mut place = json!({
        "artifactLocation": { "uri": uri(&format!("{folder}{}", diagnostic.path)), "uriBaseId": "%SRCROOT%" },
    });
    if let Some(position) = position {
        place["region"] = json!({
            "startLine": position.line,
            "startColumn": position.column,
            "endLine": position.end_line,
            // One past the last character, as in `Position`.
            "endColumn": position.end_column,
        });
    }
    let mut result = json!({
        "ruleId": diagnostic.code,
        "level": diagnostic.severity.name(),
        "message": { "text": format!("{}{help}", diagnostic.full_message()) },
        "locations": [{ "physicalLocation": place }],
    });
    if let Some(rule) = rule {
        result["ruleIndex"] = json!(rule);
    }
    result
}

/// A path as a relative reference of RFC 3986.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{diagnostics, placed};
    use super::*;

    #[test]
    fn results_refer_to_their_rules_and_places() {
        let log: Value = serde_json::from_str(&sarif(&placed(&diagnostics()), "my site/")).unwrap();
        let run = &log["runs"][0];
        for result in run["results"].as_array().unwrap() {
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
        }
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20site/content/jobs/a%2C%20b%3Ac.md");
        assert_eq!((&place["region"]["startColumn"], &place["region"]["endColumn"]), (&json!(2), &json!(7)));
        assert!(run["results"][1]["locations"][0]["physicalLocation"].get("region").is_none());
        assert_eq!(run["results"][1]["level"], "warning");
    }
}
