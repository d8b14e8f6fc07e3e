//! Mistakes that recruiters make, and what the program says to each: `tests/mistakes/*.txt`; see `tests/README.md`.
//!
//! `UPDATE=1 cargo test --test mistakes` rewrites what is said.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test reads its cases")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rolecall::diagnostic::position::Lined;
use rolecall::diagnostic::show::show;
use rolecall::pipeline::{self, Clock, Memo, Request};
use rolecall::source::{MemorySources, Sources as _};

/// Begins a mistake, with what it is.
const NAME: &str = "#### ";
/// Begins a file; without one the text is that of a posting.
const FILE: &str = "@@ ";
/// Begins what is said.
const SAYS: &str = ">>>>";
/// The posting at hand.
const POSTING: &str = "content/jobs/baker.md";

/// One mistake.
struct Mistake {
    name: String,
    files: Vec<(String, String)>,
    says: String,
}

#[test]
fn every_mistake_is_said_where_it_is_and_how_to_mend_it() {
    let mut wrong = String::new();
    for file in files() {
        let text = fs::read_to_string(&file).expect("a file of mistakes");
        let mistakes = mistakes(&text);
        let mut rewritten = String::new();
        for mistake in &mistakes {
            let (said, problem) = said(mistake);
            if let Some(problem) = problem {
                let _ = writeln!(wrong, "{}: {problem}:\n{said}", mistake.name);
            }
            if said != mistake.says {
                let _ = writeln!(wrong, "{} says now:\n{said}", mistake.name);
            }
            rewritten.push_str(&Mistake { says: said, ..mistake.clone_without_words() }.written());
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, rewritten).expect("the file can be written");
        }
    }
    assert!(wrong.is_empty() || std::env::var_os("UPDATE").is_some(), "\n{wrong}");
}

#[test]
fn all_mistakes_are_said_in_one_run() {
    let mut sources = MemorySources::new();
    let mut paths = Vec::new();
    let texts = files().into_iter().map(|file| fs::read_to_string(file).expect("a file of mistakes"));
    let all: Vec<Mistake> = texts.flat_map(|text| mistakes(&text)).collect();
    for (number, mistake) in all.into_iter().enumerate() {
        if let [(path, text)] = &mistake.files[..]
            && path == POSTING
        {
            let path = format!("content/jobs/{number}.md");
            sources.insert(&path, text.as_str());
            paths.push((path, mistake.name));
        }
    }
    let (_, report) = pipeline::build(&sources, &request(), &mut Memo::default());
    for (path, name) in paths {
        assert!(report.diagnostics().iter().any(|d| d.path.as_str() == path), "nothing is said to: {name}");
    }
}

impl Mistake {
    fn clone_without_words(&self) -> Self {
        Self { name: self.name.clone(), files: self.files.clone(), says: String::new() }
    }

    fn written(&self) -> String {
        let mut text = format!("{NAME}{}\n", self.name);
        for (path, content) in &self.files {
            if self.files.len() > 1 || path != POSTING {
                text.push_str(&format!("{FILE}{path}\n"));
            }
            text.push_str(&hidden(content));
        }
        text + &format!("{SAYS}\n{}\n", self.says)
    }
}

/// A text with the signs that editors would take away or not show.
fn hidden(text: &str) -> String {
    text.replace('\t', "⇥").replace("\u{a0}", "⍽")
}

fn shown(text: &str) -> String {
    text.replace('⇥', "\t").replace('⍽', "\u{a0}")
}

/// What is said to a mistake, and what is wrong with that.
fn said(mistake: &Mistake) -> (String, Option<&'static str>) {
    let mut sources = MemorySources::new();
    for (path, text) in &mistake.files {
        sources.insert(path, text.as_str());
    }
    let (_, report) = pipeline::build(&sources, &request(), &mut Memo::default());
    let mut said = String::new();
    for diagnostic in report.diagnostics() {
        let bytes = sources.read(&diagnostic.path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let text = bytes.ok().map(Lined::new);
        said.push_str(&show(diagnostic, text.as_ref(), false));
        said.push('\n');
    }
    let has_no_place = |d: &rolecall::diagnostic::Diagnostic| d.span.is_none() && !WHOLE_FILES.contains(&d.code);
    let problem = if report.errors() == 0 {
        Some("it is not noticed")
    } else if report.diagnostics().iter().any(has_no_place) {
        Some("the place is not said")
    } else if report.diagnostics().iter().any(|d| d.label.is_empty() && d.help.is_none()) {
        Some("it is not said how to mend it")
    } else {
        None
    };
    (hidden(&said), problem)
}

/// What is about a whole file.
const WHOLE_FILES: [&str; 5] = ["same-address", "no-slug", "empty-file", "not-text", "too-long"];

fn request() -> Request {
    Request { clock: Clock::Day("2026-11-22".parse().expect("a day")), drafts: true, base_url: None }
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let entries = fs::read_dir(folder).expect("the folder of mistakes").flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn mistakes(text: &str) -> Vec<Mistake> {
    let sections = format!("\n{text}");
    let begins = format!("\n{NAME}");
    let sections = sections.split(&begins).skip(1);
    sections
        .map(|section| {
            let (name, rest) = section.split_once('\n').unwrap_or((section, ""));
            let (posting, says) = rest.split_once(&format!("{SAYS}\n")).unwrap_or((rest, ""));
            let posting = if posting.ends_with('\n') { posting.to_owned() } else { format!("{posting}\n") };
            let files = if posting.starts_with(FILE) {
                let files = posting.split(FILE).skip(1).filter_map(|file| file.split_once('\n'));
                files.map(|(path, text)| (path.to_owned(), shown(text))).collect()
            } else {
                vec![(POSTING.to_owned(), shown(&posting))]
            };
            Mistake { name: name.to_owned(), files, says: says.trim_end_matches('\n').to_owned() + "\n" }
        })
        .collect()
}
