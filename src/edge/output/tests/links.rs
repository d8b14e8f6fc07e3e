//! Symbolic links: nothing is written or removed through one.

use std::fs;
use std::os::unix::fs::symlink;

use super::{Project, tree};

#[test]
fn the_output_folder_may_be_one() {
    let project = Project::new();
    fs::create_dir(project.at("elsewhere")).unwrap();
    symlink("elsewhere", project.at("public")).unwrap();
    project.build(&[("a/index.html", "a")]).unwrap();
    assert_eq!(project.tree("elsewhere"), tree(&[("a/index.html", "a")]));
    symlink("nowhere", project.at("dead")).unwrap();
    assert!(project.open_at("dead", &["x"]).is_err());
    // A link to the sources is as bad as the sources.
    symlink("content", project.at("alias")).unwrap();
    assert!(project.open_at("alias/x", &["x"]).is_err());
}

#[test]
fn nothing_is_written_or_removed_through_one() {
    let project = Project::new();
    project.build(&[("a/index.html", "a"), ("b", "b")]).unwrap();
    project.put("outside/index.html", "mine");
    fs::remove_dir_all(project.at("public/a")).unwrap();
    symlink(project.at("outside"), project.at("public/a")).unwrap();
    assert!(project.refusal(&["a/index.html"]).starts_with("`public/a` is a symbolic link"));
    assert!(project.refusal(&["a/b/c"]).starts_with("`public/a` is a symbolic link"));
    // `a/index.html` is listed and stale now, but it is not the file that we wrote.
    assert_eq!(project.build(&[("b", "b")]).unwrap().removed, 0);
    assert_eq!(project.tree("outside"), tree(&[("index.html", "mine")]));
    assert!(project.at("public/a").is_symlink());
}

#[test]
fn one_in_place_of_our_file_is_replaced_and_not_followed() {
    let project = Project::new();
    project.put("outside.html", "home");
    project.put("nothing", "");
    project.build(&[("index.html", "home"), ("feed.xml", "feed"), ("empty", "")]).unwrap();
    for (file, target) in [("index.html", "outside.html"), ("feed.xml", "outside.html"), ("empty", "nothing")] {
        fs::remove_file(project.at("public").join(file)).unwrap();
        symlink(project.at(target), project.at("public").join(file)).unwrap();
    }
    assert_eq!(project.build(&[("index.html", "home"), ("empty", "")]).unwrap().changed, 2);
    assert!(!project.at("public/empty").is_symlink());
    assert!(project.at("public/index.html").is_file() && !project.at("public/index.html").is_symlink());
    assert!(!project.at("public/feed.xml").exists());
    assert_eq!(fs::read_to_string(project.at("outside.html")).unwrap(), "home");
}

#[test]
fn neither_the_list_nor_the_staging_folder_is_one() {
    let project = Project::new();
    project.put("outside/list", "rolecall 1\nkept.txt\n");
    project.put("public/kept.txt", "kept");
    symlink(project.at("outside/list"), project.at("public/.rolecall")).unwrap();
    assert!(project.refusal(&["x"]).contains("is not empty"));
    fs::remove_file(project.at("public/.rolecall")).unwrap();
    fs::remove_file(project.at("public/kept.txt")).unwrap();
    symlink(project.at("outside"), project.at("public/.rolecall-staging")).unwrap();
    project.build(&[("x", "x")]).unwrap();
    assert_eq!(project.tree("outside").len(), 1);
    assert_eq!(project.tree("public"), tree(&[("x", "x")]));
}
