//! The JSON Schemas and the reader agree about every posting and every `site.yaml` of the cases and of the demo.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test reads the cases")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use rolecall::config::{self, Config};
use rolecall::diagnostic::Diagnostic;
use rolecall::posting::parse::FrontMatterFile;
use rolecall::posting::{self, parse};
use rolecall::source::ProjectPath;
use rolecall::yaml::Document;
use serde_json::{Value, json};

/// Kinds of mistakes, by the codes of their diagnostics, that a schema cannot express: what compares two values, what is
/// about the file's name and not about what it says, how a number was spelled, and a key that came twice.
const BEYOND_A_SCHEMA: &[&str] = &[
    "closes-before-posted",
    "min-above-max",
    "no-slug",
    "repeated-key",
    "updated-before-posted",
    "wrong-number (thousands' mark)",
];

/// A file of the cases, what the reader says of it, and what it says as JSON; `None` where it is no YAML at all.
struct Case {
    path: PathBuf,
    problems: Vec<Diagnostic>,
    value: Option<Value>,
}

fn files(folder: &Path, wanted: &dyn Fn(&Path) -> bool, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, wanted, found);
        } else if wanted(&path) {
            found.push(path);
        }
    }
}

/// The files of the cases and of the demo that are asked for.
fn all(wanted: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("tests/cases"), wanted, &mut found);
    files(&root.join("content"), wanted, &mut found);
    found
}

fn is_posting(path: &Path) -> bool {
    path.to_string_lossy().replace('\\', "/").contains("content/jobs/") && path.extension().is_some_and(|e| e == "md")
}

/// `null` for a front matter without keys is what an empty mapping is.
fn json_of(path: &ProjectPath, text: &str, offset: usize) -> Option<Value> {
    let value = Document::parse(path, text, offset).ok()?.root().to_json();
    Some(if value.is_null() { json!({}) } else { value })
}

fn postings() -> Vec<Case> {
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("a file");
        let name = ProjectPath::new(&format!("content/jobs/{}", path.file_name().expect("a name").to_string_lossy()));
        let file = FrontMatterFile::split(&name, &bytes).ok();
        let value = file.and_then(|file| json_of(&name, file.front_matter, file.offset));
        Case { path, problems: parse::posting(&name, &bytes).err().unwrap_or_default(), value }
    };
    all(&is_posting).into_iter().map(read).collect()
}

fn sites() -> Vec<Case> {
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("a file");
        let (name, text) = (ProjectPath::new(config::FILE), String::from_utf8_lossy(&bytes).into_owned());
        let plain = text.trim_start_matches('\u{feff}');
        Case { path, problems: Config::read(&name, &text).1, value: json_of(&name, plain, 0) }
    };
    all(&|path: &Path| path.ends_with("content/site.yaml")).into_iter().map(read).collect()
}

/// The kind of a mistake, more closely where a code stands for mistakes that a schema can and cannot express.
fn kind(diagnostic: &Diagnostic) -> String {
    match diagnostic.code {
        "wrong-number" if diagnostic.label.contains("did you mean") => "wrong-number (thousands' mark)".into(),
        code => code.into(),
    }
}

/// Holds the schema against the files; adds the kinds of mistakes that it did not see, where the reader saw nothing else.
fn hold(schema: &Value, cases: Vec<Case>, unseen: &mut BTreeSet<String>) {
    let validator: Validator = jsonschema::draft202012::new(schema).expect("a schema");
    assert!(!cases.is_empty());
    for case in cases {
        let Some(value) = &case.value else {
            assert!(!case.problems.is_empty(), "{}: the reader reads what is no YAML", case.path.display());
            continue;
        };
        let errors: Vec<String> = validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        if case.problems.is_empty() {
            assert_eq!(errors, [] as [&str; 0], "{}: the schema refuses a good file", case.path.display());
        } else if errors.is_empty() {
            let kinds: BTreeSet<String> = case.problems.iter().map(kind).collect();
            let known = |kind: &String| BEYOND_A_SCHEMA.contains(&kind.as_str());
            assert!(kinds.iter().all(known), "{}: the schema does not see {kinds:?}", case.path.display());
            unseen.extend(kinds);
        }
    }
}

#[test]
fn a_schema_accepts_and_refuses_what_the_reader_does() {
    let mut unseen = BTreeSet::new();
    hold(&posting::schema::posting(), postings(), &mut unseen);
    hold(&config::schema::site(), sites(), &mut unseen);
    let unseen: Vec<&str> = unseen.iter().map(String::as_str).collect();
    assert_eq!(unseen, BEYOND_A_SCHEMA, "the list is exact");
}

/// The reader's problems with one key's value, and the schema's.
fn judged(key: &str, yaml: &str, validator: &Validator) -> (bool, bool) {
    let text = match key.strip_prefix("requirements.") {
        Some(inner) => format!("---\ntitle: x\nrequirements:\n  {inner}: {yaml}\n---\n"),
        None => format!("---\ntitle: x\n{key}: {yaml}\n---\n"),
    };
    let path = ProjectPath::new("content/jobs/a.md");
    let file = FrontMatterFile::split(&path, text.as_bytes()).expect("front matter");
    let value = json_of(&path, file.front_matter, file.offset).expect("YAML");
    (parse::posting(&path, text.as_bytes()).is_ok(), validator.is_valid(&value))
}

#[test]
fn single_values_are_judged_alike() {
    let validator = jsonschema::draft202012::new(&posting::schema::posting()).expect("a schema");
    let values: &[(&str, &[&str])] = &[
        (
            "posted",
            &[
                "2026-11-30",
                "2026-02-29",
                "2024-02-29",
                "1900-02-29",
                "2000-02-29",
                "2026-4-1",
                "2026-04-31",
                "20261101",
                "~",
                "\" \"",
            ],
        ),
        (
            "employment",
            &[
                "Full Time",
                "full_time",
                "FULLTIME",
                "[full-time, Per Diem]",
                "[]",
                "fulltimes",
                "[full-time, ~]",
                "{ a: b }",
                "5",
            ],
        ),
        ("workplace", &["on-site", "remote", "home", "[remote]", "true"]),
        (
            "locations",
            &[
                "\"Berlin, DE\"",
                "de",
                "\"Berlin, Germany\"",
                "[UK, \"a, b, us\"]",
                "{ city: Berlin }",
                "{ street: x }",
                "{ region: BE, country: de }",
                "5",
                "{ city: \" \" }",
                "XX",
            ],
        ),
        ("applicants_in", &["Anywhere", "[DE, at]", "[Europe]", "NO", "no", "false"]),
        (
            "salary",
            &[
                "{ min: 1 }",
                "{ max: 2.5, currency: eur, per: Hour }",
                "{}",
                "{ min: 0 }",
                "{ min: x }",
                "{ min: , max: 5 }",
                "60000",
                "{ min: 5, currency: XXXX }",
                "{ min: 1000000000000 }",
            ],
        ),
        (
            "apply",
            &[
                "https://example.com/{slug}?a={id}",
                "a@b.de",
                "mailto:a@b.de",
                "a@b",
                "https://",
                "ftp://a.de",
                "https://a.de/{x}",
                "jobs at x",
                "a..b@c.de",
                "HTTPS://a.de",
                "ü@ä.de",
            ],
        ),
        (
            "aliases",
            &["/a/", "[/a, /b/c.html]", "a/b", "/", "//a", "/_a/", "/a./", "/a b/", "/a%20b/", "/.git/", "[~]"],
        ),
        ("language", &["de", "pt_BR", "zh-Hans", "deutsch", "d", "NO", "true"]),
        ("id", &["2026", "true", "1.10", "[a]", "{ a: 1 }", "\"a\\u0007\""]),
        ("benefits", &["one", "[a, 5, true, ~]", "[[a]]", "{ a: b }"]),
        (
            "requirements.experience",
            &[
                "5",
                "0",
                "61",
                "-1",
                "2.5",
                "\"5\"",
                "[1, { years: 2, in: x }]",
                "{ in: x }",
                "{ years: 2, for: x }",
                "{ years: ~ }",
            ],
        ),
        (
            "requirements.skills",
            &[
                "Rust",
                "[Rust, { name: Go, level: Expert }]",
                "[{ level: expert }]",
                "[{ name: Go, level: guru }]",
                "[{ Go: fast }]",
                "{ name: x, level: }",
                "[{ name: \" \" }]",
                "5",
            ],
        ),
        ("requirements.languages", &["[{ name: English, level: c1 }]", "[{ name: English, level: D1 }]", "English"]),
        ("requirements.education", &["High School", "none", "phd"]),
        ("extra", &["{ a: [1, { b: ~ }] }", "x"]),
        ("status", &["Open", "closed"]),
        ("title2", &["x"]),
    ];
    for (key, values) in values {
        for value in *values {
            let (reader, schema) = judged(key, value, &validator);
            assert_eq!(schema, reader, "`{key}: {value}`: the schema and the reader (right) do not agree");
        }
    }
}

#[test]
fn an_editor_is_told_what_each_key_is() {
    for schema in [posting::schema::posting(), config::schema::site()] {
        let keys = schema["properties"].as_object().expect("keys");
        assert!(keys.values().all(|key| key["description"].is_string()), "{schema:#}");
    }
}
