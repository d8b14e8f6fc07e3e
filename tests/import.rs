//! What `rolecall import` makes of other tools' postings: `tests/import/cases`; see `tests/README.md`.
//!
//! `CASE=name cargo test --test import` runs the cases whose name contains it; `UPDATE=1` rewrites the expectations.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test of the program stands outside of it")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rayon::prelude::*;

/// What is run in a case that does not say it.
const STEPS: &str = "import input";

#[test]
fn cases_give_the_expected_postings_and_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/cases");
    let wanted = std::env::var("CASE").unwrap_or_default();
    let cases: Vec<PathBuf> = entries(&folder).into_iter().filter(|path| name(path).contains(&wanted)).collect();
    assert!(!cases.is_empty() || !wanted.is_empty(), "no cases in {}", folder.display());
    let failed: Vec<String> = cases
        .into_par_iter()
        .filter_map(|case| run(&case).err().map(|why| format!("\n==== {}: {}\n", name(&case), why.trim_end())))
        .collect();
    assert!(failed.is_empty(), "{} failing cases:\n{}", failed.len(), failed.concat());
}

/// Beginnings of comments, code and tags that nothing ends, and many that end: each took minutes when the rest of the text
/// was looked through for each.
#[test]
fn no_text_keeps_an_import_busy() {
    let beginnings = [
        "<",
        "<!--",
        "<!-- x -->\n",
        "{#",
        "{{/*",
        "{% comment",
        "{% raw %}",
        "{{ ",
        "{{ }} ",
        "[[% ",
        "<%",
        "<?php ",
        "<#if ",
        "</",
        "<!",
        "<div",
        "<div ",
        "<![CDATA[",
        "<a href=\"",
    ];
    for beginning in beginnings {
        let many = beginning.repeat(300_000 / beginning.len());
        for text in [format!("# Cook\n\n{many}"), format!("<html><body><h1>Cook</h1><p>{many}</p></body></html>")] {
            let _ = rolecall::import::read("cook", text.as_bytes());
        }
    }
}

#[test]
fn what_is_too_much_is_refused_before_it_is_read() {
    let refused = |text: &str| rolecall::import::read("cook", text.as_bytes()).expect_err("too much").why;
    let attributes: String = (0..400_000).map(|number| format!(" a{number}")).collect();
    let page = format!("<html><body><h1>Cook</h1><p{attributes}>We cook.</p></body></html>");
    assert_eq!(refused(&page), "a tag of its HTML has too many attributes");
    for text in ["|".repeat(8_000_000), "a\n".repeat(2_000_000), format!("# Cook\n\n{}", "*".repeat(4_000_000))] {
        assert_eq!(refused(&text), "its text is longer than 1 MiB");
    }
}

#[test]
fn no_word_of_a_text_is_lost() {
    for path in all_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/cases")) {
        let bytes = fs::read(&path).expect("reading");
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let is_text = path.extension().is_some_and(|ending| ending == "txt") && !text.contains('\0');
        if !is_text || path.components().any(|part| part.as_os_str() == "expected") {
            continue;
        }
        let Ok(batch) = rolecall::import::read(&name(&path), &bytes) else { continue };
        let draft = &batch.drafts[0];
        let title = if draft.title_kind == rolecall::import::draft::TitleKind::File { "" } else { &draft.title };
        let found = words(&format!("{title}\n{}", draft.body));
        // A title that a line names stays in that line too.
        let found = if words(&draft.body) == words(text) { words(&draft.body) } else { found };
        assert_eq!(found, words(text), "{}", path.display());
    }
}

#[test]
fn no_word_of_a_systems_html_is_lost() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/cases");
    for system in ["greenhouse", "lever", "workable", "smartrecruiters", "recruitee", "teamtailor"] {
        for path in files(&cases.join(system), &cases.join(system)).keys().filter(|path| path.ends_with(".json")) {
            let bytes = fs::read(cases.join(system).join(path)).expect("reading");
            let batch = rolecall::import::read("-", &bytes).expect("a known system");
            let found: Vec<String> =
                batch.drafts.iter().flat_map(|draft| words(&format!("{} {}", draft.title, draft.body))).collect();
            let answer: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
            for word in html_in(&answer).iter().flat_map(|html| words(&without_tags(html))) {
                assert!(found.contains(&word), "{system}/{path}: `{word}` is lost");
            }
        }
    }
}

/// A project into which one posting was imported, and the folder that it came from.
fn imported() -> (tempfile::TempDir, PathBuf) {
    let temporary = tempfile::tempdir().expect("a folder");
    let project = temporary.path().join("project");
    write(&project.join("content/site.yaml"), b"title: Harbour\n");
    write(&temporary.path().join("board/cook.md"), b"---\ntitle: Cook\n---\n\nText.\n");
    let mut said = Said::default();
    said.of(&project, &["import", "../board"], None).expect("imported");
    assert!(said.stdout.contains("1 new"), "{}{}", said.stdout, said.stderr);
    (temporary, project)
}

#[cfg(unix)]
#[test]
fn who_may_read_a_file_may_read_the_changed_one() {
    use std::os::unix::fs::PermissionsExt as _;
    let (temporary, project) = imported();
    let file = project.join("content/jobs/cook.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).expect("rights");
    write(&temporary.path().join("board/cook.md"), b"---\ntitle: Cook\n---\n\nAnother text.\n");
    Said::default().of(&project, &["import", "../board"], None).expect("imported");
    assert!(fs::read_to_string(&file).expect("reading").contains("Another"));
    assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o440);
}

#[cfg(target_os = "linux")]
#[test]
fn where_nobody_listens_it_ends_quietly_and_where_no_room_is_it_says_so() {
    let (_temporary, project) = imported();
    let program = |out: Stdio, args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolecall"));
        command.args(args).current_dir(&project).stdin(Stdio::null()).stdout(out).stderr(Stdio::piped());
        command.output().expect("it runs")
    };
    for args in [&["import", "--verbose", "../board"][..], &["schema", "posting"], &["eject", "--list"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let closed = program(writer.into(), args);
        assert_eq!((closed.status.code(), String::from_utf8_lossy(&closed.stderr).as_ref()), (Some(0), ""), "{args:?}");
        let full = program(fs::File::create("/dev/full").expect("a device").into(), args);
        let said = String::from_utf8_lossy(&full.stderr).into_owned();
        let wanted = "error: cannot write to the standard output: no space left on device\n";
        assert_eq!((full.status.code(), said.as_str()), (Some(2), wanted), "{args:?}");
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().any(char::is_alphabetic));
    words.map(str::to_lowercase).collect()
}

/// The texts of an answer that are HTML.
fn html_in(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => {
            let text = text.replace("&lt;", "<").replace("&gt;", ">");
            if text.contains("</") { vec![text] } else { Vec::new() }
        }
        serde_json::Value::Array(items) => items.iter().flat_map(html_in).collect(),
        serde_json::Value::Object(entries) => entries.values().flat_map(html_in).collect(),
        _ => Vec::new(),
    }
}

fn without_tags(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces.collect::<Vec<_>>().join(" ").replace("&amp;", "&").replace("&amp;", "&").replace("&nbsp;", " ")
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    files(folder, folder).into_keys().map(|path| folder.join(path)).collect()
}

/// Runs the steps of a case in an empty project, and compares what is there and what was said.
fn run(case: &Path) -> Result<(), String> {
    let temporary = tempfile::tempdir().map_err(|e| e.to_string())?;
    let project = temporary.path().join("project");
    copy(&case.join("project"), &project);
    fs::create_dir_all(project.join("content")).map_err(|e| e.to_string())?;
    let mut said = Said::default();
    let steps = fs::read_to_string(case.join("steps")).unwrap_or_else(|_| STEPS.to_owned());
    let mut used = vec!["project", "steps", "expected", "stdout", "stderr"];
    for step in steps.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let words: Vec<&str> = step.split_whitespace().collect();
        match words[..] {
            // import FOLDER ARGS...: the folder is the board, in the place where it was before
            ["import", from, ref args @ ..] => {
                used.push(from);
                let board = temporary.path().join("old-site/jobs");
                let _ = fs::remove_dir_all(&board);
                copy(&case.join(from), &board);
                said.of(&project, &[&["import", "../old-site/jobs"], args].concat(), None)?;
            }
            // stdin FILE ARGS...: the file is handed over
            ["stdin", from, ref args @ ..] => {
                used.push(from);
                let bytes = fs::read(case.join(from)).map_err(|e| format!("{from}: {e}"))?;
                said.of(&project, &[&["import", "-"], args].concat(), Some(&bytes))?;
            }
            // hand FOLDER: what somebody changed in the project
            ["hand", from] => {
                used.push(from);
                copy(&case.join(from), &project);
            }
            // run ARGS...: the program as it is, in the project
            ["run", ref args @ ..] => said.of(&project, args, None)?,
            ["remove", path] => fs::remove_file(project.join(path)).map_err(|e| format!("{path}: {e}"))?,
            ["move", from, to] => {
                fs::rename(project.join(from), project.join(to)).map_err(|e| format!("{from}: {e}"))?
            }
            // check: the postings are accepted
            ["check"] => said.of(&project, &["build", "--out", "../public", "--today", "2026-11-22"], None)?,
            _ => return Err(format!("steps: what is `{step}`?")),
        }
    }
    let unused: Vec<String> =
        entries(case).iter().map(|path| name(path)).filter(|name| !used.contains(&name.as_str())).collect();
    if !unused.is_empty() {
        return Err(format!("nothing reads {}", unused.join(", ")));
    }
    // All that was written must stand below content/jobs; what the case brought stays what it was.
    let mut files = files(&project, &project);
    // The step `check` is a build, which notes what the next one may use.
    files.retain(|path, _| !path.starts_with(".rolecall-cache/"));
    for (path, bytes) in self::files(&case.join("project"), &case.join("project")) {
        if !path.starts_with("content/jobs/") && files.remove(&path).as_ref() != Some(&bytes) {
            return Err(format!("{path} was changed"));
        }
    }
    if let Some(path) = files.keys().find(|path| !path.starts_with("content/jobs/")) {
        return Err(format!("{path} was written outside content/jobs"));
    }
    let mut is_right = expect(&case.join("stdout"), &said.stdout) & expect(&case.join("stderr"), &said.stderr);
    is_right &= expect_files(&case.join("expected"), &files);
    if is_right { Ok(()) } else { Err(difference(case, &files, &said)) }
}

/// What the program said in all steps.
#[derive(Default)]
struct Said {
    stdout: String,
    stderr: String,
}

impl Said {
    fn of(&mut self, project: &Path, args: &[&str], input: Option<&[u8]>) -> Result<(), String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolecall"));
        command.args(args).current_dir(project).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|e| e.to_string())?;
        let mut stdin = child.stdin.take().ok_or("no standard input")?;
        // A program that has seen enough need not read on.
        let _ = stdin.write_all(input.unwrap_or_default());
        drop(stdin);
        let output = child.wait_with_output().map_err(|e| e.to_string())?;
        let stderr = String::from_utf8_lossy(&output.stderr);
        let wanted = i32::from(stderr.contains("error"));
        if output.status.code() != Some(wanted) && output.status.code() != Some(2) {
            return Err(format!("ended with {:?} and said {stderr}", output.status.code()));
        }
        if args[0] == "import" {
            self.stdout.push_str(&String::from_utf8_lossy(&output.stdout));
        }
        self.stderr.push_str(&stderr);
        Ok(())
    }
}

fn expect(path: &Path, text: &str) -> bool {
    let is_same = fs::read_to_string(path).unwrap_or_default() == text;
    if !is_same && updates() {
        if text.is_empty() { fs::remove_file(path).expect("removing") } else { fs::write(path, text).expect("writing") }
    }
    is_same || updates()
}

fn expect_files(folder: &Path, found: &BTreeMap<String, Vec<u8>>) -> bool {
    let is_same = files(folder, folder) == *found;
    if !is_same && updates() {
        let _ = fs::remove_dir_all(folder);
        for (path, bytes) in found {
            write(&folder.join(path), bytes);
        }
    }
    is_same || updates()
}

fn updates() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// The first thing that is not as it should be.
fn difference(case: &Path, found: &BTreeMap<String, Vec<u8>>, said: &Said) -> String {
    let wanted = files(&case.join("expected"), &case.join("expected"));
    for path in wanted.keys().chain(found.keys()) {
        let text = |files: &BTreeMap<String, Vec<u8>>| {
            files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        };
        match (text(&wanted), text(found)) {
            (Some(wanted), Some(found)) if wanted == found => {}
            (Some(wanted), Some(found)) => return format!("{path}\n--- wanted\n{wanted}\n--- found\n{found}"),
            (Some(_), None) => return format!("{path} is missing"),
            (None, _) => return format!("{path} should not be there:\n{}", text(found).unwrap_or_default()),
        }
    }
    format!("it said\n{}\n{}", said.stdout, said.stderr)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// All files below a folder with their paths in it.
fn files(folder: &Path, root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for path in entries(folder) {
        if path.is_dir() {
            found.extend(files(&path, root));
        } else {
            let below = path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
            found.insert(below, fs::read(&path).expect("reading"));
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for (path, bytes) in files(from, from) {
        write(&to.join(path), &bytes);
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("writing");
}
