//! Small projects and what becomes of them: `tests/cases/good`, `tests/cases/bad` and `tests/cases/check`; see `tests/README.md`.
//!
//! `CASE=name cargo test --test cases` runs the cases whose name contains it; `UPDATE=1` rewrites the expectations.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test of the program stands outside of it")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rayon::prelude::*;

/// The day for which a case without `args` is built.
const TODAY: &str = "2026-11-22";
/// What a case folder may hold.
const PARTS: [&str; 11] =
    ["content", "templates", "static", "args", "setup", "expected", "absent", "stderr", "stdout", "status", "note"];

#[test]
fn good_cases_give_the_expected_files() {
    run_all("good", good);
}

#[test]
fn bad_cases_give_the_expected_messages_and_write_nothing() {
    run_all("bad", bad);
}

#[test]
fn check_cases_say_what_is_unwise_and_write_nothing() {
    run_all("check", check);
}

/// Runs all cases of a kind and names every one that fails.
fn run_all(kind: &str, check: fn(&Case) -> Result<(), String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(kind);
    let wanted = std::env::var("CASE").unwrap_or_default();
    let names: Vec<String> = names_in(&folder).into_iter().filter(|name| name.contains(&wanted)).collect();
    assert!(!names.is_empty() || !wanted.is_empty(), "no cases in {}", folder.display());
    let failed: Vec<String> = names
        .into_par_iter()
        .filter_map(|name| {
            let result = Case::set_up(&folder.join(&name)).and_then(|case| check(&case));
            result.err().map(|why| format!("\n==== {kind}/{name}: {}\n", why.trim_end()))
        })
        .collect();
    assert!(failed.is_empty(), "{} failing cases:\n{}", failed.len(), failed.concat());
}

/// One case, copied to a folder of its own.
struct Case {
    /// The case in the repository.
    folder: PathBuf,
    /// Removed with the case.
    temporary: tempfile::TempDir,
    /// The copy.
    project: PathBuf,
    /// Whether the program must run without root's rights, to which no file is closed.
    as_nobody: bool,
}

impl Case {
    fn set_up(folder: &Path) -> Result<Self, String> {
        let unknown: Vec<String> =
            names_in(folder).into_iter().filter(|name| !PARTS.contains(&name.as_str())).collect();
        if !unknown.is_empty() {
            return Err(format!("nothing reads {}", unknown.join(", ")));
        }
        let temporary = tempfile::tempdir().map_err(|e| e.to_string())?;
        let project = temporary.path().join("project");
        fs::create_dir(&project).map_err(|e| e.to_string())?;
        // A case without content of its own has an empty folder, which git would not keep.
        fs::create_dir(project.join("content")).map_err(|e| e.to_string())?;
        for part in ["content", "templates", "static"] {
            for (path, bytes) in files_below(&folder.join(part)) {
                write(&project.join(part).join(path), &bytes);
            }
        }
        let mut case = Self { folder: folder.into(), temporary, project, as_nobody: false };
        for line in case.text("setup").lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            case.obey(line)?;
        }
        Ok(case)
    }

    /// One line of `setup`: what git would not keep, or what would be too long to read.
    fn obey(&mut self, line: &str) -> Result<(), String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            // link content/jobs/a.md -> ../../outside.md
            ["link", from, "->", to] => link(to, &self.project.join(from)),
            // outside secret.md: a file beside the project
            ["outside", name] => write(&self.temporary.path().join(name), b"---\ntitle: Outside\n---\n"),
            // folder content/jobs/a.md
            ["folder", path] => fs::create_dir_all(self.project.join(path)).map_err(|e| e.to_string())?,
            // closed content/jobs/a.md: may not be read
            ["closed", path] => {
                let path = self.project.join(path);
                let mut permissions = fs::metadata(&path).map_err(|e| e.to_string())?.permissions();
                std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0);
                fs::set_permissions(&path, permissions).map_err(|e| e.to_string())?;
                self.as_nobody = true;
            }
            // append content/jobs/a.md 70000 x\n
            ["append", path, times, ..] => {
                let text = line.splitn(4, ' ').nth(3).unwrap_or_default().replace("\\n", "\n");
                let path = self.project.join(path);
                let mut bytes = fs::read(&path).unwrap_or_default();
                bytes.extend(text.repeat(times.parse().map_err(|_| format!("`{times}` is no number"))?).into_bytes());
                write(&path, &bytes);
            }
            // bytes content/jobs/a.md ff fe 2d 00
            ["bytes", path, ref bytes @ ..] => {
                let bytes: Result<Vec<u8>, _> = bytes.iter().map(|byte| u8::from_str_radix(byte, 16)).collect();
                write(&self.project.join(path), &bytes.map_err(|e| format!("{line}: {e}"))?);
            }
            _ => return Err(format!("setup: what is `{line}`?")),
        }
        Ok(())
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap_or_default()
    }

    /// Runs a command of the program in the copy.
    fn run(&self, subcommand: &str) -> Output {
        let args = self.text("args");
        let mut args: Vec<&str> = args.split_whitespace().collect();
        if !args.contains(&"--today") && !args.contains(&"SOURCE_DATE_EPOCH") {
            args.extend(["--today", TODAY]);
        }
        let program = Path::new(env!("CARGO_BIN_EXE_rolecall"));
        let mut command = Command::new(program);
        if self.as_nobody && is_root(self.temporary.path()) {
            command = Command::new(give_to_nobody(self.temporary.path(), program));
            std::os::unix::process::CommandExt::uid(&mut command, NOBODY);
        }
        // SOURCE_DATE_EPOCH in `args` with the seconds after it sets the variable.
        if let Some(at) = args.iter().position(|arg| *arg == "SOURCE_DATE_EPOCH") {
            command.env("SOURCE_DATE_EPOCH", args.get(at + 1).unwrap_or(&""));
            args.drain(at..(at + 2).min(args.len()));
        } else {
            command.env_remove("SOURCE_DATE_EPOCH");
        }
        command.current_dir(&self.project).arg(subcommand).args(&args).output().expect("the program starts")
    }
}

fn good(case: &Case) -> Result<(), String> {
    let output = case.run("build");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.code() != Some(0) {
        return Err(format!("exit status {:?}\n{stderr}", output.status.code()));
    }
    let mut wrong = Vec::new();
    wrong.extend(compare_text(case, "stderr", &stderr).err());
    let built: BTreeMap<String, Vec<u8>> = files_below(&case.project.join("public"))
        .into_iter()
        .map(|(path, bytes)| (without_hashes(&path), without_hashes_in(&bytes)))
        .collect();
    let expected = files_below(&case.folder.join("expected"));
    let absent = case.text("absent");
    let absent: Vec<&str> = absent.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    if expected.is_empty() && absent.is_empty() {
        wrong.push("it expects nothing".into());
    }
    for (path, wanted) in expected {
        match built.get(&path) {
            None => wrong.push(format!("{path} is expected and was not written")),
            Some(found) if *found == without_hashes_in(&wanted) => {}
            Some(found) if updating() => write(&case.folder.join("expected").join(&path), found),
            Some(found) => wrong.push(difference(&path, &wanted, found)),
        }
    }
    for path in absent {
        let folder = format!("{}/", path.trim_end_matches('/'));
        if built.keys().any(|built| built == path || built.starts_with(&folder)) {
            wrong.push(format!("{path} was written and must not exist"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn bad(case: &Case) -> Result<(), String> {
    let before = everything_below(case.temporary.path());
    let output = case.run("build");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut wrong = Vec::new();
    if output.status.code() != Some(1) {
        wrong.push(format!("exit status {:?} in place of 1", output.status.code()));
    }
    if !output.stdout.is_empty() {
        wrong.push(format!("standard output should be empty: {}", String::from_utf8_lossy(&output.stdout)));
    }
    if !case.folder.join("stderr").exists() && !updating() {
        wrong.push("there is no file `stderr` with the expected messages; UPDATE=1 makes one".into());
    }
    wrong.extend(compare_text(case, "stderr", &stderr).err());
    let mut after = everything_below(case.temporary.path());
    after.retain(|path| !path.ends_with("rolecall-for-nobody"));
    if before != after {
        let written: Vec<_> = after.difference(&before).collect();
        wrong.push(format!("it wrote {written:?}"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// `rolecall check`: what it says on standard output, and its exit status, which is 0 without a file `status`.
fn check(case: &Case) -> Result<(), String> {
    let before = everything_below(case.temporary.path());
    let output = case.run("check");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut wrong = Vec::new();
    let wanted = case.text("status").trim().parse().unwrap_or(0);
    if output.status.code() != Some(wanted) {
        wrong.push(format!("exit status {:?} in place of {wanted}", output.status.code()));
    }
    wrong.extend(compare_text(case, "stdout", &text(&output.stdout)).err());
    wrong.extend(compare_text(case, "stderr", &text(&output.stderr)).err());
    if before != everything_below(case.temporary.path()) {
        wrong.push("it wrote something".into());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// Compares a text with the case's file of that name; no file is an empty text.
fn compare_text(case: &Case, name: &str, found: &str) -> Result<(), String> {
    let wanted = case.text(name);
    if wanted == found {
        return Ok(());
    }
    if updating() {
        write(&case.folder.join(name), found.as_bytes());
        return Ok(());
    }
    Err(difference(name, wanted.as_bytes(), found.as_bytes()))
}

fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// The first lines that differ, with what surrounds them.
fn difference(name: &str, wanted: &[u8], found: &[u8]) -> String {
    let (wanted, found) = (String::from_utf8_lossy(wanted), String::from_utf8_lossy(found));
    let (wanted, found): (Vec<&str>, Vec<&str>) = (wanted.split('\n').collect(), found.split('\n').collect());
    let same = wanted.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let tail = wanted[same..].iter().rev().zip(found[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut text = format!("{name} differs at line {}:\n", same + 1);
    let mut show = |mark: char, lines: &[&str]| {
        for line in lines.iter().take(12) {
            text.push_str(&format!(
                "{mark} {}\n",
                line.escape_debug().to_string().replace("\\\"", "\"").replace("\\'", "'")
            ));
        }
    };
    show(' ', &wanted[same.saturating_sub(2)..same]);
    show('-', &wanted[same..wanted.len() - tail]);
    show('+', &found[same..found.len() - tail]);
    text
}

/// `assets/style-0123456789ab.css` as `assets/style-HASH.css`.
fn without_hashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("assets/") {
        let name_end =
            rest[at..].find(|c: char| !(c.is_alphanumeric() || "/-_.".contains(c))).map_or(rest.len(), |i| at + i);
        let name = &rest[at..name_end];
        let hash = name.rfind('-').map(|dash| dash + 1).filter(|&start| {
            name.get(start..start + 12).is_some_and(|hash| hash.bytes().all(|b| b.is_ascii_hexdigit()))
                && name.as_bytes().get(start + 12).is_none_or(|&b| b == b'.' || b == b'/')
        });
        out.push_str(&rest[..at]);
        match hash {
            Some(start) => out.push_str(&format!("{}HASH{}", &name[..start], &name[start + 12..])),
            None => out.push_str(name),
        }
        rest = &rest[name_end..];
    }
    out + rest
}

fn without_hashes_in(bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) => without_hashes(text).into_bytes(),
        Err(_) => bytes.to_owned(),
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The files below a folder by their path in it; none when there is no such folder.
fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in names_in(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            files.extend(files_below(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            files.insert(name, fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())));
        }
    }
    files
}

/// The paths of everything below a folder, links not followed.
fn everything_below(folder: &Path) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(entry.path());
            }
            all.insert(entry.path());
        }
    }
    all
}

fn write(path: &Path, bytes: &[u8]) {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    }
    fs::write(path, bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}

fn link(to: &str, from: &Path) {
    if let Some(folder) = from.parent() {
        fs::create_dir_all(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    }
    std::os::unix::fs::symlink(to, from).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
}

/// The user without rights.
const NOBODY: u32 = 65534;

fn is_root(own_folder: &Path) -> bool {
    fs::metadata(own_folder).is_ok_and(|found| std::os::unix::fs::MetadataExt::uid(&found) == 0)
}

/// Gives a folder, and a copy of the program in it, to the user without rights.
fn give_to_nobody(folder: &Path, program: &Path) -> PathBuf {
    let copy = folder.join("rolecall-for-nobody");
    fs::copy(program, &copy).expect("the program can be copied");
    for path in everything_below(folder).into_iter().chain([folder.to_owned()]) {
        std::os::unix::fs::lchown(&path, Some(NOBODY), Some(NOBODY)).expect("root gives away what it has made");
    }
    copy
}

#[test]
fn hashes_are_taken_out_and_nothing_else() {
    let text = r#"<link href="/a/assets/style-0123456789ab.css"> assets/x-y.css assets/a-0123456789abc.js"#;
    let wanted = r#"<link href="/a/assets/style-HASH.css"> assets/x-y.css assets/a-0123456789abc.js"#;
    assert_eq!(without_hashes(text), wanted);
}
