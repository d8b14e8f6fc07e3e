//! What counts as content, and what of it can be read.

#[cfg(unix)]
mod after;
#[cfg(unix)]
mod unix;

use std::fs::{self, File};

use tempfile::TempDir;

use super::{DiskSources, MAX_TEXT, find_root};
use crate::source::{Entry, ProjectPath, Sources, Trouble};

fn project(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    folder
}

fn list(folder: &TempDir) -> DiskSources {
    DiskSources::list(folder.path(), Some(&folder.path().join("static/out"))).unwrap()
}

fn names(sources: &DiskSources) -> Vec<&str> {
    sources.entries().keys().map(ProjectPath::as_str).collect()
}

#[test]
fn the_root_is_the_nearest_folder_with_content() {
    let folder = project(&["site/content/jobs/a.md", "site/static/deep/x"]);
    let root = folder.path().canonicalize().unwrap().join("site");
    for from in ["site", "site/content/jobs", "site/static/deep", "site/static/deep/x"] {
        assert_eq!(find_root(&folder.path().join(from)).unwrap(), root);
    }
    assert!(find_root(&folder.path().join("gone")).unwrap_err().to_string().ends_with("no such file or folder"));
    if !folder.path().ancestors().any(|above| above.join("content").is_dir()) {
        let error = find_root(folder.path()).unwrap_err();
        assert!(["content/jobs", "rolecall init"].iter().all(|word| error.help().unwrap().contains(word)));
    }
}

#[test]
fn all_content_is_listed_in_path_order_and_nothing_else() {
    let folder = project(&[
        "content/site.yaml",
        "content/jobs/z.md",
        "content/jobs/a.md",
        "content/jobs/deep/er/x.md",
        "content/jobs/4913/kept.md",
        "content/jobs/target/kept.md",
        "content/jobs/4913.md",
        "static/.well-known/security.txt",
        "static/logo.svg",
        "templates/base.html",
        "README.md",
        // No content:
        "content/.hidden.md",
        "content/.git/config",
        "content/.well-known/x",
        "content/jobs/a.md~",
        "content/jobs/#a.md#",
        "content/jobs/.#a.md",
        "content/jobs/.a.md.swp",
        "content/jobs/4913/4913",
        "content/jobs/a.bck",
        "content/jobs/a.md___jb_tmp___",
        "content/jobs/a.md___jb_old___",
        "content/jobs/a.md.kate-swp",
        "static/sub/.well-known/x",
        "static/.well-known/.x",
        "static/node_modules/x.js",
        "static/target/CACHEDIR.TAG",
        "static/target/x",
        "static/out/index.html",
    ]);
    let sources = list(&folder);
    assert_eq!(
        names(&sources),
        [
            "content/jobs/4913.md",
            "content/jobs/4913/kept.md",
            "content/jobs/a.md",
            "content/jobs/deep/er/x.md",
            "content/jobs/target/kept.md",
            "content/jobs/z.md",
            "content/site.yaml",
            "static/.well-known/security.txt",
            "static/logo.svg",
            "templates/base.html",
        ]
    );
    for (path, entry) in sources.entries() {
        assert_eq!(*entry, Entry::File { len: path.as_str().len() as u64 });
        assert_eq!(*sources.read(path).unwrap(), *path.as_str().as_bytes());
        assert_eq!(fs::read(sources.absolute(path)).unwrap(), path.as_str().as_bytes());
    }
}

#[test]
fn what_was_not_listed_cannot_be_read() {
    let folder = project(&["content/jobs/a.md", "secret", "content/.env"]);
    let sources = list(&folder);
    for path in ["secret", "content/../secret", "content/.env", "content/jobs", "content/jobs/b.md"] {
        assert_eq!(sources.read(&ProjectPath::new(path)), Err(Trouble::Unreadable("no such file".into())));
    }
    fs::remove_file(folder.path().join("content/jobs/a.md")).unwrap();
    let gone = sources.read(&ProjectPath::new("content/jobs/a.md"));
    assert_eq!(gone, Err(Trouble::Unreadable("no such file or folder".into())));
}

#[test]
fn a_missing_folder_is_empty_and_a_file_in_its_place_is_an_error() {
    assert_eq!(names(&list(&project(&["README.md"]))), Vec::<&str>::new());
    let folder = project(&["content"]);
    let sources = list(&folder);
    let not_a_folder = Entry::Broken(Trouble::Unreadable("not a folder".into()));
    assert_eq!(sources.entries()[&ProjectPath::new("content")], not_a_folder);
    assert!(DiskSources::list(&folder.path().join("gone"), None).is_err());
}

#[test]
fn a_text_has_a_limit_and_a_static_file_has_none() {
    let folder = project(&["content/a.md", "content/grown.md", "static/a.zip"]);
    for file in ["content/a.md", "static/a.zip"] {
        File::options().write(true).open(folder.path().join(file)).unwrap().set_len(MAX_TEXT + 1).unwrap();
    }
    let sources = list(&folder);
    let grown = File::options().write(true).open(folder.path().join("content/grown.md")).unwrap();
    grown.set_len(MAX_TEXT + 1).unwrap();
    for path in ["content/a.md", "content/grown.md"] {
        let too_large = Err(Trouble::Unreadable("larger than 8 MiB".into()));
        assert_eq!(sources.read(&ProjectPath::new(path)), too_large);
    }
    assert_eq!(sources.read(&ProjectPath::new("static/a.zip")).unwrap().len() as u64, MAX_TEXT + 1);
    grown.set_len(MAX_TEXT).unwrap();
    assert_eq!(sources.read(&ProjectPath::new("content/grown.md")).unwrap().len() as u64, MAX_TEXT);
}
