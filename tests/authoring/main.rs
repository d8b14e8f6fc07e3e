//! Who writes postings meets the program: `new`, `init`, `eject`, completions and the manual, run as a user runs them.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test runs the program on real files")]

mod eject;
mod init;
mod new;
#[cfg(unix)]
mod terminal;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder for a site, removed in the end.
pub struct Site {
    folder: tempfile::TempDir,
}

/// What a command answered.
#[derive(Debug)]
pub struct Answer {
    /// The exit status.
    pub status: Option<i32>,
    /// What it said.
    pub stdout: String,
    /// What it complained of.
    pub stderr: String,
}

impl Site {
    /// An empty folder.
    pub fn nothing() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// A site with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let site = Self::nothing();
        for (path, text) in files {
            let path = site.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        site
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs the program here, without a terminal, on 22 November 2026.
    pub fn run(&self, args: &[&str]) -> Answer {
        let output = Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .args(args)
            .current_dir(self.path())
            .env("SOURCE_DATE_EPOCH", "1795346400")
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Answer { status: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    /// Every file below, with its bytes, in order.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut waiting = vec![self.path().to_path_buf()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(&folder).expect("a folder").flatten() {
                match entry.path() {
                    path if path.is_dir() => waiting.push(path),
                    path => files.push((
                        path.strip_prefix(self.path()).expect("below").into(),
                        fs::read(&path).expect("a file"),
                    )),
                }
            }
        }
        files.sort();
        files
    }
}

impl Answer {
    /// What it said when it did as it was told.
    pub fn done(&self) -> &str {
        assert_eq!((self.status, self.stderr.as_str()), (Some(0), ""), "{}", self.stdout);
        &self.stdout
    }

    /// What it said when it refused; nothing of it is coloured.
    pub fn refused(&self) -> &str {
        assert_eq!((self.status, self.stdout.as_str()), (Some(2), ""), "{}", self.stderr);
        assert!(!self.stderr.contains('\u{1b}'), "{}", self.stderr);
        &self.stderr
    }
}

#[test]
fn every_shell_and_the_manual_know_every_command() {
    let here = Site::nothing();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = here.run(&["completions", shell]);
        assert!(
            ["build", "eject", "--applicants-in"]
                .iter()
                .all(|word| script.done().contains(word.trim_start_matches('-'))),
            "{shell}"
        );
    }
    assert!(here.run(&["man"]).done().contains("rolecall\\-eject"));
    let page = here.run(&["man", "new"]);
    assert!(page.done().contains(".TH rolecall-new 1") && page.stdout.contains("Night Nurse"), "{}", page.stdout);
    assert!(here.run(&["man", "nwe"]).refused().contains("there is no command `nwe`"));
}

#[test]
fn a_wrong_command_line_ends_with_two_and_plain_words() {
    let here = Site::nothing();
    let wanted = "error: there is no option `--draft`\n  = help: did you mean `--drafts`?\n";
    assert_eq!(here.run(&["build", "--draft"]).refused(), wanted);
    assert_eq!(here.run(&["--version"]).done(), concat!("rolecall ", env!("CARGO_PKG_VERSION"), "\n"));
    assert!(here.run(&["new", "--help"]).done().contains("Night Nurse"));
}
