//! Law 4: the outside world is in `edge/` alone; modules use only what is below them; files stay small.
//!
//! `clippy.toml` holds the same border with types in hand; this test needs no clippy and sees whole modules.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test reads the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Longer files are to be taken apart.
const MOST_LINES: usize = 600;

/// The modules from the lowest to the highest; a module uses its own level and those above it in this list.
const LEVELS: &[&[&str]] = &[
    &["source", "meter", "diagnostic", "yaml", "slug"],
    &["config", "skills", "posting", "content"],
    &["catalog", "finder"],
    &["site", "theme", "import"],
    &["render"],
    &["pipeline"],
    &["lint"],
    &["edge"],
    &["cli"],
];

/// What only the edge and the command line may name.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::os",
    "std::thread",
    "Instant::now",
    "SystemTime",
    "Timestamp::now",
    "Zoned::now",
    "TimeZone::system",
    "File::open",
    "File::create",
    "TcpListener",
    "stdin()",
    "stdout()",
    "stderr()",
    "println!",
    "eprintln!",
    "print!(",
    "eprint!(",
    "dbg!(",
    ".canonicalize()",
    ".read_dir()",
    ".is_file()",
    ".is_dir()",
    ".exists()",
    "walkdir::",
    "indicatif::",
    "notify::",
    "tiny_http::",
    "inquire::",
    "ureq::",
];

/// One file of `src/`: its path there, and its lines of code without comments and unit tests (none if it is all tests).
struct File {
    path: String,
    length: usize,
    code: Vec<(usize, String)>,
}

impl File {
    /// `site/view/role.rs` belongs to `site`.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut waiting = vec![root.clone()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src").flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                let path = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
                files.push((path, text));
            }
        }
    }
    let for_tests: Vec<String> = files.iter().flat_map(|(path, text)| modules_for_tests(path, text)).collect();
    let is_for_tests = |path: &str| {
        for_tests
            .iter()
            .any(|module| path.strip_prefix(&**module).is_some_and(|rest| rest == ".rs" || rest.starts_with('/')))
    };
    let mut files: Vec<File> = files
        .into_iter()
        .map(|(path, text)| {
            let code = if is_for_tests(&path) { Vec::new() } else { code(&text) };
            File { code, length: text.lines().count(), path }
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The modules of files of their own that only tests have, as paths without ending.
fn modules_for_tests(path: &str, text: &str) -> Vec<String> {
    let own = path.strip_suffix(".rs").unwrap_or(path);
    let folder = if matches!(own, "lib" | "main") { String::new() } else { format!("{own}/") };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let after = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]").map(|pair| pair[1]);
    after
        .filter_map(|line| line.split_once("mod ")?.1.strip_suffix(';'))
        .map(|name| format!("{folder}{name}"))
        .collect()
}

/// The lines of code with their numbers: no comments, no texts, nothing below `#[cfg(test)]` before a module.
fn code(text: &str) -> Vec<(usize, String)> {
    let mut code = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim_start();
        let after_test = lines.get(at + 1).map_or("", |line| line.trim_start());
        if line.starts_with("#[cfg(test)]") {
            if after_test.starts_with("mod ") && after_test.ends_with('{') {
                break;
            }
            // A module or function that only tests have: its first line is enough to know.
            at += 2;
            continue;
        }
        code.push((at + 1, without_texts(line)));
        at += 1;
    }
    code
}

/// A line up to its comment, with what stands between double quotes taken out.
fn without_texts(line: &str) -> String {
    let mut out = String::new();
    let mut in_text = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if in_text => _ = chars.next(),
            // A quotation mark as a character: '"'.
            '\'' if !in_text && chars.peek() == Some(&'"') => _ = (chars.next(), chars.next()),
            '"' => in_text = !in_text,
            '/' if !in_text && chars.peek() == Some(&'/') => return out,
            c if !in_text => out.push(c),
            _ => {}
        }
    }
    out
}

/// The modules of this crate that a file uses, each with the line.
fn used(file: &File) -> Vec<(usize, String)> {
    let mut used = Vec::new();
    for (number, line) in &file.code {
        for start in ["crate::", "rolecall::"] {
            for (at, _) in line.match_indices(start) {
                let before = line[..at].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                    continue;
                }
                let rest = &line[at + start.len()..];
                let names: Vec<&str> = match rest.strip_prefix('{') {
                    Some(list) => list.split('}').next().unwrap_or_default().split(',').collect(),
                    None => vec![rest],
                };
                for name in names {
                    let name = name.trim();
                    let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
                    used.push((*number, name[..end].to_owned()));
                }
            }
        }
    }
    used
}

fn level(module: &str) -> Option<usize> {
    LEVELS.iter().position(|level| level.contains(&module))
}

#[test]
fn every_module_has_its_place_in_the_order() {
    let modules: BTreeSet<String> = sources().iter().map(|file| file.module().to_owned()).collect();
    let without: Vec<&String> =
        modules.iter().filter(|m| !["lib", "main"].contains(&m.as_str()) && level(m).is_none()).collect();
    assert!(without.is_empty(), "give them a place in LEVELS, and in section 7 of the design: {without:?}");
}

#[test]
fn a_module_uses_only_those_below_it() {
    let mut wrong = Vec::new();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in sources().iter().filter(|file| !["lib.rs", "main.rs"].contains(&file.path.as_str())) {
        for (line, name) in used(file) {
            if let (Some(own), Some(other)) = (level(file.module()), level(&name)) {
                if other > own {
                    wrong.push(format!("src/{}:{line}: {} must not use {name}", file.path, file.module()));
                }
                if name != file.module() {
                    uses.entry(file.module().to_owned()).or_default().insert(name);
                }
            }
        }
    }
    // Inside a level too, two modules must not need each other.
    for (module, needs) in &uses {
        for other in needs.iter().filter(|other| *other > module) {
            if uses.get(other).is_some_and(|back| back.contains(module)) {
                wrong.push(format!("{module} and {other} use each other"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_outside_world_is_in_the_edge_alone() {
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| !["edge", "cli"].contains(&file.module())) {
        for (number, line) in &file.code {
            // The program hands its exit status on.
            let line = if file.path == "main.rs" { line.replace("std::process::ExitCode", "") } else { line.clone() };
            for name in OUTSIDE.iter().filter(|name| line.contains(**name)) {
                wrong.push(format!("src/{}:{number}: `{name}` belongs into edge/", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_stay_small() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|file| file.length > MOST_LINES)
        .map(|file| format!("src/{}: {} lines", file.path, file.length))
        .collect();
    assert!(long.is_empty(), "more than {MOST_LINES} lines; take them apart:\n{}", long.join("\n"));
}

#[test]
fn the_yaml_crate_is_named_by_its_own_module_alone() {
    let named: Vec<String> = sources()
        .iter()
        .filter(|file| file.module() != "yaml" && file.code.iter().any(|(_, line)| line.contains("serde_yaml")))
        .map(|file| file.path.clone())
        .collect();
    assert_eq!(named, [] as [&str; 0]);
}

#[test]
fn code_is_told_from_comments_and_texts() {
    let text = "use crate::{catalog::Role, theme}; // crate::edge\nlet a = \"crate::cli \\\" std::fs\"; let b = '\"'; crate::site::x();\n\
                #[cfg(test)]\nmod tests {\n    use crate::edge;\n}\n";
    let file = File { path: "slug.rs".into(), length: 6, code: code(text) };
    let names: Vec<(usize, String)> = used(&file);
    let wanted = [(1, "catalog"), (1, "theme"), (2, "site")].map(|(line, name)| (line, name.to_owned()));
    assert_eq!(names, wanted);
}
