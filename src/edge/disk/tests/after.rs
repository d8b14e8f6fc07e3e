//! What is known after some changes is what a new listing finds, or nothing.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::super::DiskSources;
use super::{list, project};
use crate::source::{Entry, ProjectPath, Sources as _};

/// The project after changes at these paths; `None` when a new listing has to tell.
fn after(sources: &DiskSources, paths: &[&str]) -> Option<DiskSources> {
    sources.after(&paths.iter().map(PathBuf::from).collect::<Vec<_>>())
}

#[test]
fn files_that_come_change_and_go_are_known_without_a_listing() {
    let folder = project(&["content/jobs/a.md", "content/jobs/b.md", "static/x.svg"]);
    let before = list(&folder);
    let path = |path: &str| folder.path().join(path);
    fs::write(path("content/jobs/a.md"), "longer than it was before").unwrap();
    fs::remove_file(path("content/jobs/b.md")).unwrap();
    fs::write(path("content/jobs/c.md"), "new").unwrap();
    fs::write(path("content/jobs/c.md~"), "no content").unwrap();
    let changed = ["content/jobs/a.md", "content/jobs/b.md", "content/jobs/c.md", "content/jobs/c.md~", "static/gone"];
    let after = after(&before, &changed).unwrap();
    assert!(after.is_same(&list(&folder)));
    assert!(!after.is_same(&before));
    // Its bytes may have changed since without showing it.
    assert!(after.fresh().any(|path| path.as_str() == "content/jobs/c.md"));
    assert!(!after.following(&before).is_unchanged(&ProjectPath::new("content/jobs/a.md")));
}

#[test]
fn a_file_with_an_older_time_is_another() {
    let folder = project(&["content/jobs/a.md"]);
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(100_000);
    let set = |time| {
        let file = fs::File::options().write(true).open(folder.path().join("content/jobs/a.md")).unwrap();
        file.set_modified(time).unwrap();
    };
    set(old + std::time::Duration::from_secs(50));
    let before = list(&folder);
    assert!(before.clone().following(&before).is_unchanged(&ProjectPath::new("content/jobs/a.md")));
    set(old);
    let after = after(&before, &["content/jobs/a.md"]).unwrap();
    assert!(!after.is_same(&before));
    assert!(!after.following(&before).is_unchanged(&ProjectPath::new("content/jobs/a.md")));
}

#[test]
fn a_folder_that_comes_or_goes_needs_a_listing() {
    let folder = project(&["content/jobs/x/one.md", "content/jobs/x-y.md", "content/jobs/x.md", "content/jobs/z.md"]);
    let before = list(&folder);
    fs::rename(folder.path().join("content/jobs/x"), folder.path().join("x")).unwrap();
    assert!(after(&before, &["content/jobs/x"]).is_none(), "what was in it would stay");
    fs::create_dir(folder.path().join("content/jobs/new")).unwrap();
    assert!(after(&before, &["content/jobs/new"]).is_none());
    // A folder where a file was.
    fs::remove_file(folder.path().join("content/jobs/z.md")).unwrap();
    fs::create_dir(folder.path().join("content/jobs/z.md")).unwrap();
    assert!(after(&before, &["content/jobs/z.md"]).is_none());
    // A file where a folder was.
    fs::write(folder.path().join("content/jobs/x"), "").unwrap();
    assert!(after(&before, &["content/jobs/x"]).is_none());
    assert!(after(&before, &["content"]).is_none() && after(&before, &["static"]).is_none());
}

#[test]
fn what_a_listing_leaves_out_stays_out() {
    let folder = project(&["content/jobs/a.md", "static/x.svg", "content/site.yaml"]);
    let before = list(&folder);
    let hidden = ["static/target/x.js", "static/target/CACHEDIR.TAG", "content/.git/x.md", "content/linked/x.md"];
    symlink("jobs", folder.path().join("content/linked")).unwrap();
    for path in hidden {
        fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        fs::write(folder.path().join(path), "x").unwrap();
    }
    let listed = list(&folder);
    for path in hidden {
        let same = after(&before, &[path]).is_none_or(|after| after.is_same(&listed));
        assert!(same, "{path}");
    }
    // A link to a file in place of the file, and a file behind a link.
    fs::remove_file(folder.path().join("content/jobs/a.md")).unwrap();
    symlink("../site.yaml", folder.path().join("content/jobs/a.md")).unwrap();
    assert!(after(&before, &["content/jobs/a.md"]).is_none());
    assert!(after(&listed, &["content/linked/a.md"]).is_none());
}

#[test]
fn a_project_that_is_gone_has_not_lost_its_files() {
    let folder = project(&["site/content/jobs/a.md"]);
    let root = folder.path().join("site");
    let before = DiskSources::list(&root, None).unwrap();
    fs::rename(&root, folder.path().join("away")).unwrap();
    assert!(after(&before, &["content/jobs/a.md"]).is_none());
}

#[test]
fn a_text_that_is_emptied_is_noticed() {
    let folder = project(&["content/jobs/a.md", "static/a.txt", "content/jobs/empty.md"]);
    let empty = |path: &Path| fs::write(path, "").unwrap();
    empty(&folder.path().join("content/jobs/empty.md"));
    let before = list(&folder);
    assert!(matches!(before.entries()[&ProjectPath::new("content/jobs/empty.md")], Entry::File { len: 0 }));
    assert!(!before.has_emptied(&before));
    empty(&folder.path().join("static/a.txt"));
    assert!(!list(&folder).has_emptied(&before));
    empty(&folder.path().join("content/jobs/new.md"));
    assert!(list(&folder).has_emptied(&before), "a new one");
    let before = list(&folder);
    empty(&folder.path().join("content/jobs/a.md"));
    assert!(list(&folder).has_emptied(&before));
}

#[test]
fn a_site_made_of_files_that_changed_meanwhile_is_noticed() {
    let folder = project(&["content/jobs/a.md", "content/site.yaml", "static/a.txt", "static/assets/style.css"]);
    for (path, counts) in [
        ("content/jobs/a.md", true),
        ("content/site.yaml", true),
        ("static/assets/style.css", true),
        // It is copied as it is when somebody asks for it.
        ("static/a.txt", false),
    ] {
        let listed = list(&folder);
        assert!(!listed.has_moved_on());
        fs::write(folder.path().join(path), "other").unwrap();
        assert_eq!(listed.has_moved_on(), counts, "{path}");
    }
    let listed = list(&folder);
    fs::remove_file(folder.path().join("content/site.yaml")).unwrap();
    assert!(listed.has_moved_on());
}
