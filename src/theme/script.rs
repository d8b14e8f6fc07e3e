//! The built-in scripts without their comments, which are for those who read the source: two fifths of the bytes.

/// A script without the lines that are comments and without indentation.
///
/// It knows comments by how their lines begin, so it is for the built-in scripts alone: a test holds that they have no text
/// over several lines in which such a line could be meant.
pub fn without_comments(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines() {
        let mut rest = line.trim();
        while in_comment || rest.starts_with("/*") {
            let Some(end) = rest.find("*/") else {
                in_comment = true;
                rest = "";
                break;
            };
            in_comment = false;
            rest = rest[end + 2..].trim_start();
            // Brackets behind a comment on the same line belong to a cast and stay.
        }
        if rest.is_empty() || rest.starts_with("//") {
            continue;
        }
        out.push_str(&without_casts(rest));
        out.push('\n');
    }
    out
}

/// A line without the `/** @type {...} */` inside it.
fn without_casts(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find("/** @") {
        let Some(length) = rest[start..].find("*/") else { break };
        out.push_str(&rest[..start]);
        rest = rest[start + length + 2..].trim_start();
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_code_stays() {
        let script = "/* One.\n   Two. */\nimport a from \"b\"; // kept: not a line of its own\n\n/** @param {string} x */\n\
                      const f = (/** @type {any} */ x) => {\n  // why\n  return \"/*\" + x; /* kept too */\n};\n/** One line. */ const y = 1;\n";
        let wanted = "import a from \"b\"; // kept: not a line of its own\nconst f = (x) => {\nreturn \"/*\" + x; /* kept too */\n};\nconst y = 1;\n";
        assert_eq!(without_comments(script), wanted);
    }

    #[test]
    fn no_built_in_script_has_a_text_over_several_lines() {
        for file in super::super::ASSETS.find("**/*.js").unwrap().filter_map(|entry| entry.as_file()) {
            for line in file.contents_utf8().unwrap().lines() {
                assert!(line.matches('`').count() % 2 == 0, "{}: {line}", file.path().display());
            }
        }
    }
}
