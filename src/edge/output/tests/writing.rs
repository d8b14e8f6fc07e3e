//! What is written, left alone and removed when all goes well.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{Project, tree};
use crate::edge::output::compare::PIECE;
use crate::edge::output::{Summary, Written};

fn age(path: &Path) -> SystemTime {
    let old = SystemTime::now() - Duration::from_secs(1000);
    File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn a_new_folder_holds_the_site_and_the_list() {
    let project = Project::new();
    let files = [("index.html", "home"), ("jobs/rust/index.html", "rust"), ("odd\\na\nme", "x")];
    let summary = project.build(&files).unwrap();
    assert_eq!(summary, Summary { new: 3, bytes: 9, ..Summary::default() });
    assert_eq!(project.tree("public"), tree(&files));
    let list = fs::read_to_string(project.at("public/.rolecall")).unwrap();
    assert_eq!(list, "rolecall 1\nindex.html\njobs/rust/index.html\nodd\\\\na\\nme\n");
    // Its own list is understood again, also with the line endings of another system.
    fs::write(project.at("public/.rolecall"), list.replace('\n', "\r\n")).unwrap();
    assert_eq!(project.build(&files).unwrap().unchanged, 3);
}

#[test]
fn only_what_differs_is_written() {
    let project = Project::new();
    project.build(&[("a/index.html", "one"), ("b/index.html", "two"), ("c", "old")]).unwrap();
    let time = age(&project.at("public/a/index.html"));
    let list_time = age(&project.at("public/.rolecall"));
    let files = [("a/index.html", "one"), ("b/index.html", "TWO"), ("c", "longer")];
    let output = project.open(&["a/index.html", "b/index.html", "c"]).unwrap();
    assert_eq!(output.write("a/index.html", b"one").unwrap(), Written::Unchanged);
    assert_eq!(output.write("b/index.html", b"TWO").unwrap(), Written::Changed);
    assert_eq!(output.write("c", b"longer").unwrap(), Written::Changed);
    assert_eq!(output.write("c", b"longer").unwrap(), Written::Unchanged);
    let summary = output.finish().unwrap();
    assert_eq!(summary, Summary { changed: 2, unchanged: 1, bytes: 12, ..Summary::default() });
    assert_eq!(project.tree("public"), tree(&files));
    assert_eq!(fs::metadata(project.at("public/a/index.html")).unwrap().modified().unwrap(), time);
    assert_eq!(fs::metadata(project.at("public/.rolecall")).unwrap().modified().unwrap(), list_time);
}

#[test]
fn copies_follow_the_same_rule_however_large() {
    let project = Project::new();
    let large = "0123456789".repeat(PIECE / 4);
    project.put("static/small.txt", "small");
    project.put("static/large.txt", &large);
    let copy = || {
        let output = project.open(&["small.txt", "large.txt"]).unwrap();
        let small = output.copy("small.txt", &project.at("static/small.txt")).unwrap();
        let large = output.copy("large.txt", &project.at("static/large.txt")).unwrap();
        (small, large, output.finish().unwrap().bytes)
    };
    let bytes = large.len() as u64 + 5;
    assert_eq!(copy(), (Written::New, Written::New, bytes));
    assert_eq!(copy(), (Written::Unchanged, Written::Unchanged, bytes));
    project.put("static/large.txt", &large.replace("56789012", "56789O12"));
    assert_eq!(copy(), (Written::Unchanged, Written::Changed, bytes));
    assert_eq!(fs::read(project.at("public/large.txt")).unwrap(), fs::read(project.at("static/large.txt")).unwrap());
    let output = project.open(&["small.txt"]).unwrap();
    let error = output.copy("small.txt", &project.folder.path().canonicalize().unwrap().join("static/gone"));
    assert_eq!(error.unwrap_err().to_string(), "cannot read `static/gone`: no such file or folder");
    assert!(output.copy("small.txt", &project.at("static")).is_err());
}

#[test]
fn stale_files_go_and_the_folders_they_leave_empty() {
    let project = Project::new();
    project.build(&[("index.html", "home"), ("a/b/c/index.html", "deep"), ("a/x.html", "x"), ("d/e", "e")]).unwrap();
    project.put("public/d/mine.txt", "mine");
    fs::create_dir(project.at("public/empty")).unwrap();
    let summary = project.build(&[("index.html", "home"), ("a/x.html", "x")]).unwrap();
    assert_eq!((summary.unchanged, summary.removed), (2, 2));
    let left = [("index.html", "home"), ("a/x.html", "x"), ("d/mine.txt", "mine"), ("empty/", "")];
    assert_eq!(project.tree("public"), tree(&left));
}

#[test]
fn a_file_and_a_folder_change_places() {
    let project = Project::new();
    project.build(&[("a", "file"), ("b/c/d", "deep"), ("b/e", "e")]).unwrap();
    let swapped = [("a/x/y", "deep"), ("b", "file")];
    let summary = project.build(&swapped).unwrap();
    assert_eq!((summary.new, summary.removed), (2, 3));
    assert_eq!(project.tree("public"), tree(&swapped));
    // Not when somebody else's file is in the folder.
    project.put("public/a/x/mine", "mine");
    assert_eq!(
        project.refusal(&["a", "b"]),
        "`public/a/x/mine` was not written by rolecall, and is in the way of the site"
    );
    assert_eq!(project.tree("public").len(), 3);
}

#[test]
fn pieces_follow_the_same_rule() {
    let project = Project::new();
    let write = |pieces: &[&str]| {
        let output = project.open(&["jobs.json"]).unwrap();
        let pieces = pieces.iter().map(|piece| piece.as_bytes().to_vec());
        let written = output.write_pieces("jobs.json", pieces).unwrap();
        (written, output.finish().unwrap().bytes)
    };
    assert_eq!(write(&["one", "", "two"]), (Written::New, 6));
    let time = age(&project.at("public/jobs.json"));
    assert_eq!(write(&["onet", "wo"]), (Written::Unchanged, 6));
    assert_eq!(fs::metadata(project.at("public/jobs.json")).unwrap().modified().unwrap(), time);
    assert_eq!(write(&["other"]), (Written::Changed, 5));
    assert_eq!(fs::read_to_string(project.at("public/jobs.json")).unwrap(), "other");
}
