//! Folders that are not built into, and what is refused in those that are.

use std::fs;
use std::path::Path;

use super::{Project, tree};
use crate::edge::output::Opening;

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let project = Project::new();
    project.put("public/thesis.doc", "years of work");
    let error = project.open(&["index.html"]).map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "`public` is not empty, and what is in it was not written by rolecall");
    assert!(error.help().unwrap().contains("--out"));
    assert_eq!(project.tree("public"), tree(&[("thesis.doc", "years of work")]));
    // What a new repository holds is no reason to refuse.
    project.put("pages/.git", "gitdir: elsewhere");
    let output = project.open_at("pages", &["index.html"]).unwrap();
    output.write("index.html", b"home").unwrap();
    output.finish().unwrap();
    assert_eq!(project.tree("pages"), tree(&[(".git", "gitdir: elsewhere"), ("index.html", "home")]));
}

#[test]
fn a_users_file_in_our_folder_stays() {
    let project = Project::new();
    project.build(&[("index.html", "home")]).unwrap();
    project.put("public/CNAME", "careers.example.com");
    project.put("public/about/index.html", "mine");
    project.build(&[("index.html", "new home")]).unwrap();
    let error = project.refusal(&["index.html", "about/index.html"]);
    assert_eq!(error, "`public/about/index.html` was not written by rolecall, and is in the way of the site");
    assert!(project.refusal(&["index.html", "about/index.html", "CNAME/x"]).ends_with("(and one more like it)"));
    let left = [("index.html", "new home"), ("CNAME", "careers.example.com"), ("about/index.html", "mine")];
    assert_eq!(project.tree("public"), tree(&left));
}

#[test]
fn sources_and_their_parents_are_no_output_folder() {
    let project = Project::new();
    fs::create_dir_all(project.at("texts/site")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("texts/site", project.at("templates")).unwrap();
    let places = ["", "..", "content", "content/public", "static", "static/x/../y", "content/jobs/../../content"];
    let linked = ["texts", "texts/site/x", "templates"];
    for place in places.iter().chain(if cfg!(unix) { &linked[..] } else { &[] }) {
        let error = project.open_at(place, &["x"]).map(|_| ()).unwrap_err();
        assert!(error.to_string().starts_with("cannot build into"), "{place}: {error}");
    }
    assert!(Opening::look(Path::new("/"), project.folder.path(), ["x"].into_iter()).is_err());
    if let Some(home) = std::env::home_dir().filter(|home| home.is_dir()) {
        assert!(Opening::look(&home, project.folder.path(), ["x"].into_iter()).is_err());
    }
    project.put("file", "");
    let error = project.open_at("file", &["x"]).map(|_| ()).unwrap_err();
    assert!(error.to_string().ends_with("it is not a folder"), "{error}");
    assert!(!project.at("static").exists());
    // A place that does not exist yet, by a way that does not exist yet.
    project.open_at("new/../dist/site", &["x"]).unwrap();
    assert!(project.at("dist/site").is_dir());
}

#[test]
fn two_builds_do_not_share_a_folder() {
    let project = Project::new();
    let output = project.open(&["index.html"]).unwrap();
    if output._lock.is_some() {
        assert_eq!(project.refusal(&["index.html"]), "another build is writing to `public`");
    }
    output.write("index.html", b"home").unwrap();
    output.finish().unwrap();
    project.open(&["index.html"]).unwrap();
}

#[test]
fn a_hostile_list_is_refused() {
    let project = Project::new();
    project.put("outside.txt", "mine");
    project.put("public/kept.txt", "kept");
    let lists: [&[u8]; 10] = [
        b"rolecall 1\n../outside.txt\n",
        b"rolecall 1\nkept.txt\n/etc/passwd\n",
        b"rolecall 1\na/../../outside.txt\n",
        b"rolecall 1\na//b\n",
        b"rolecall 1\n./kept.txt\n",
        b"rolecall 1\n.rolecall\n",
        b"rolecall 1\nkept.txt\\",
        b"rolecall 1\n\xff\n",
        b"rolecall 2\nkept.txt\n",
        b"",
    ];
    for list in lists {
        fs::write(project.at("public/.rolecall"), list).unwrap();
        let error = project.refusal(&["index.html"]);
        assert!(error.starts_with("cannot use `public/.rolecall`"), "{error}");
        assert_eq!(project.tree("public"), tree(&[("kept.txt", "kept")]));
    }
    assert!(project.at("outside.txt").exists());
}

#[test]
fn planned_paths_are_plain() {
    let project = Project::new();
    for path in ["", "/x", "../x", "a/../../x", "a//b", "a/", "./a", "a/./b", ".rolecall", ".rolecall-staging/1"] {
        assert!(project.refusal(&[path]).starts_with("cannot write a file called"), "{path}");
    }
    assert_eq!(project.refusal(&["a", "a/b"]), "the site needs `a` both as a file and as a folder");
    assert!(!project.at("public").exists());
    let output = project.open(&["x"]).unwrap();
    assert!(output.write("y", b"").is_err());
    assert!(output.write("../x", b"").is_err());
    assert!(output.copy("y", &project.at("content")).is_err());
}
