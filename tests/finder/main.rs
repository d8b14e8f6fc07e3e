//! The finder: cases of its own as people write postings, and laws for any text.
//!
//! A case is a file in `cases/`: front matter with all that the text below it states, and the text. `UPDATE=1` rewrites
//! the front matter; write it by hand first.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test reads its cases")]

mod laws;
mod lines;
mod shown;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rolecall::finder::Finder;
use rolecall::skills::Vocabulary;

#[test]
fn cases_state_what_their_front_matter_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/finder/cases");
    let chosen = std::env::var("CASE").unwrap_or_default();
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).expect("the cases").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let finder = Finder::new(&Vocabulary::read(None).0);
    let mut wrong = String::new();
    for file in files.iter().filter(|file| file.to_string_lossy().contains(&chosen)) {
        let text = fs::read_to_string(file).expect("a case");
        let (expected, body) =
            text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")).expect("front matter and a text");
        let found = shown::front_matter(&finder.find(body));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(file, format!("---\n{found}---\n{body}")).expect("the case is rewritten");
        } else if shown::value(expected) != shown::value(&found) {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            write!(wrong, "\n{name}\n{}", shown::difference(expected, &found)).expect("a text takes all");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
