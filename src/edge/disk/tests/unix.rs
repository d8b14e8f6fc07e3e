//! Symbolic links, special files, odd names and closed doors, as Unix has them.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;

use super::{list, names, project};
use crate::edge::disk::DiskSources;
use crate::source::{Entry, ProjectPath, Sources, Trouble};

fn trouble<'a>(sources: &'a DiskSources, path: &str) -> &'a Trouble {
    match &sources.entries()[&ProjectPath::new(path)] {
        Entry::Broken(trouble) => trouble,
        entry @ Entry::File { .. } => panic!("{path}: {entry:?}"),
    }
}

#[test]
fn links_inside_the_project_are_followed() {
    let folder = project(&["content/jobs/a.md", "shared/b.md", "shared/sub/c.md", "assets/x.css", "public/p"]);
    symlink("../../shared/b.md", folder.path().join("content/jobs/linked.md")).unwrap();
    symlink("../../shared", folder.path().join("content/jobs/more")).unwrap();
    symlink("assets", folder.path().join("static")).unwrap();
    symlink("../public", folder.path().join("assets/out")).unwrap();
    let alias = folder.path().join("alias");
    symlink(".", &alias).unwrap();
    let sources = DiskSources::list(&alias, Some(&alias.join("public"))).unwrap();
    assert_eq!(
        names(&sources),
        [
            "content/jobs/a.md",
            "content/jobs/linked.md",
            "content/jobs/more/b.md",
            "content/jobs/more/sub/c.md",
            "static/x.css",
        ]
    );
    let read = |path: &str| sources.read(&ProjectPath::new(path)).unwrap().into_owned();
    assert_eq!(read("content/jobs/linked.md"), b"shared/b.md");
    assert_eq!(read("content/jobs/more/sub/c.md"), b"shared/sub/c.md");
    assert_eq!(read("static/x.css"), b"assets/x.css");
}

#[test]
fn links_to_nowhere_outside_or_back_are_troubles() {
    let outside = project(&["secret", "folder/x.md"]);
    let folder = project(&["content/jobs/a.md", ".env", "templates/t/x.html", "static/s/y"]);
    let at = |path: &str| folder.path().join(path);
    symlink("nowhere.md", at("content/jobs/dead.md")).unwrap();
    symlink("self.md", at("content/jobs/self.md")).unwrap();
    symlink(outside.path().join("secret"), at("content/jobs/out.md")).unwrap();
    symlink(outside.path().join("folder"), at("content/out")).unwrap();
    symlink("../../.env", at("content/jobs/env.md")).unwrap();
    symlink("../..", at("content/jobs/up")).unwrap();
    symlink(".", at("content/jobs/here")).unwrap();
    symlink("../../static/s", at("templates/t/to_s")).unwrap();
    symlink("../../templates/t", at("static/s/to_t")).unwrap();
    let sources = list(&folder);
    assert_eq!(*trouble(&sources, "content/jobs/dead.md"), Trouble::DeadLink);
    assert_eq!(*trouble(&sources, "content/jobs/self.md"), Trouble::DeadLink);
    assert_eq!(*trouble(&sources, "content/jobs/out.md"), Trouble::LeavesProject);
    assert_eq!(*trouble(&sources, "content/out"), Trouble::LeavesProject);
    assert!(matches!(trouble(&sources, "content/jobs/env.md"), Trouble::Unreadable(_)));
    assert_eq!(*trouble(&sources, "content/jobs/up"), Trouble::LinkLoop);
    assert_eq!(*trouble(&sources, "content/jobs/here"), Trouble::LinkLoop);
    assert_eq!(*trouble(&sources, "templates/t/to_s/to_t"), Trouble::LinkLoop);
    assert_eq!(*trouble(&sources, "static/s/to_t/to_s"), Trouble::LinkLoop);
    assert_eq!(sources.read(&ProjectPath::new("content/jobs/out.md")), Err(Trouble::LeavesProject));
}

#[test]
fn a_link_that_is_bent_later_is_not_followed() {
    let outside = project(&["secret"]);
    let folder = project(&["shared/a.md", "content/b.md"]);
    let link = folder.path().join("content/a.md");
    symlink("../shared/a.md", &link).unwrap();
    let sources = list(&folder);
    fs::remove_file(&link).unwrap();
    symlink(outside.path().join("secret"), &link).unwrap();
    assert_eq!(sources.read(&ProjectPath::new("content/a.md")), Err(Trouble::LeavesProject));
}

#[test]
fn odd_names_and_special_files_are_troubles() {
    let folder = project(&["content/jobs/a.md"]);
    let at = |path: &str| folder.path().join(path);
    // Not every file system takes such a name.
    let odd = fs::write(at("content/jobs").join(OsStr::from_bytes(b"b\xff.md")), "").is_ok();
    let _socket = UnixListener::bind(at("content/jobs/socket.md")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(at("content/jobs/pipe.md")).status();
    symlink("socket.md", at("content/jobs/link.md")).unwrap();
    let sources = list(&folder);
    if odd {
        assert_eq!(*trouble(&sources, "content/jobs/b\u{fffd}.md"), Trouble::NotUnicode);
    }
    let special = Trouble::Unreadable("not a regular file".into());
    assert_eq!(*trouble(&sources, "content/jobs/socket.md"), special);
    assert_eq!(*trouble(&sources, "content/jobs/link.md"), special);
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(*trouble(&sources, "content/jobs/pipe.md"), special);
        assert_eq!(sources.read(&ProjectPath::new("content/jobs/pipe.md")), Err(special));
    }
}

#[test]
fn what_may_not_be_read_is_a_trouble() {
    let folder = project(&["content/jobs/a.md", "static/closed/x", "static/secret", "static/own"]);
    let set = |path: &str, mode| {
        fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    set("static/closed", 0);
    set("static/secret", 0);
    set("static/own", 0o600);
    let sources = list(&folder);
    set("static/closed", 0o755);
    assert!(matches!(sources.entries()[&ProjectPath::new("static/own")], Entry::File { .. }));
    // The superuser may read everything.
    if sources.entries().contains_key(&ProjectPath::new("static/closed")) {
        let denied = Trouble::Unreadable("permission denied".into());
        assert_eq!(*trouble(&sources, "static/closed"), denied);
        assert_eq!(*trouble(&sources, "static/secret"), denied);
    }
}
