//! Builds that fail or are killed.

use std::fs;

use super::{Project, tree};
use crate::edge::output::Written;

#[test]
fn a_killed_build_is_completed_by_the_next() {
    let project = Project::new();
    let output = project.open(&["index.html", "jobs/a/index.html", "jobs/b/index.html"]).unwrap();
    output.write("jobs/a/index.html", b"a").unwrap();
    drop(output);
    project.put("public/.rolecall-staging/17", "half a pa");
    let files = [("index.html", "home"), ("jobs/b/index.html", "b")];
    let summary = project.build(&files).unwrap();
    assert_eq!((summary.new, summary.removed), (2, 1));
    assert_eq!(project.tree("public"), tree(&files));
    // Killed before the list was written.
    project.put("dist/.rolecall-staging/0", "rolec");
    project.open_at("dist", &["x"]).unwrap().finish().unwrap();
    assert_eq!(project.tree("dist"), tree(&[]));
}

#[test]
fn a_failed_build_removes_nothing() {
    let project = Project::new();
    let files = [("index.html", "home"), ("jobs/a/index.html", "a")];
    project.build(&files).unwrap();
    let output = project.open(&["index.html", "jobs/b/index.html"]).unwrap();
    output.write("index.html", b"new").unwrap();
    drop(output);
    assert_eq!(project.tree("public")["jobs/a/index.html"], "a");
    project.build(&files).unwrap();
    assert_eq!(project.tree("public"), tree(&files));
}

#[test]
fn an_error_leaves_nothing_half_written() {
    let project = Project::new();
    project.build(&[]).unwrap();
    let output = project.open(&["a/index.html"]).unwrap();
    fs::create_dir_all(project.at("public/a/index.html/x")).unwrap();
    let error = output.write("a/index.html", b"a").unwrap_err().to_string();
    assert!(error.starts_with("cannot write `public/a/index.html`: "), "{error}");
    assert_eq!(fs::read_dir(project.at("public/.rolecall-staging")).unwrap().count(), 0);
}

#[test]
fn the_first_site_is_seen_when_it_is_whole() {
    let project = Project::new();
    let output = project.open(&["a/index.html", "b/c", "index.html"]).unwrap();
    assert_eq!(output.write("a/index.html", b"a").unwrap(), Written::New);
    assert_eq!(output.write("a/index.html", b"a").unwrap(), Written::Unchanged);
    assert_eq!(output.write("a/index.html", b"b").unwrap(), Written::Changed);
    output.write("index.html", b"home").unwrap();
    let is_shown = || project.at("public/index.html").exists() || project.at("public/a").exists();
    assert!(!is_shown());
    // Somebody puts a file where the site belongs: it stays.
    project.put("public/a/mine", "mine");
    let error = output.finish().unwrap_err().to_string();
    assert!(error.starts_with("cannot write `public/a`: "), "{error}");
    assert_eq!(project.tree("public")["a/mine"], "mine");
    assert!(!project.at("public/.rolecall-staging").exists());
}
