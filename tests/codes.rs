//! Every code that the program can print is one that `rolecall check --explain` knows, and the other way round.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test reads the sources")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rolecall::diagnostic::codes;

/// What a diagnostic's code is written behind.
const MAKERS: [&str; 5] = ["Diagnostic::error(", "Diagnostic::lint(", "problems.add(", "problems.error(", "warn("];
/// Codes that are chosen among others: the code stands alone in a text.
const CHOSEN: [&str; 6] =
    ["hype-word", "gendered-word", "age-coded", "skills-alike", "names-alike", "remote-without-country"];

#[test]
fn every_code_in_the_sources_is_explained_and_used() {
    let mut used: BTreeSet<String> = CHOSEN.iter().map(|code| (*code).to_owned()).collect();
    let mut sources = Vec::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    for text in &sources {
        for maker in MAKERS {
            for (at, _) in text.match_indices(maker) {
                let argument = text[at + maker.len()..].trim_start();
                if let Some(code) = argument.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                    used.insert(code.to_owned());
                }
            }
        }
    }
    let known: BTreeSet<String> = codes::all().map(|code| code.name.to_owned()).collect();
    let unexplained: Vec<&String> = used.difference(&known).collect();
    assert!(unexplained.is_empty(), "add them to src/diagnostic/codes/: {unexplained:?}");
    let unused: Vec<&String> = known.difference(&used).collect();
    assert!(unused.is_empty(), "nothing says these codes: {unused:?}");
}

/// The texts of all Rust files below a folder.
fn texts(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of src").flatten() {
        let path = entry.path();
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            found.push(text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned());
        }
    }
}
