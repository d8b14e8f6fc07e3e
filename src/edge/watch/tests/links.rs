//! Symbolic links: the root, the project's folders, and what is in them.

use std::fs;
use std::os::unix::fs::symlink;

use super::{Site, project, start};
use crate::edge::watch::{Hint, Mode};

#[test]
fn a_linked_root_has_paths_of_its_own() {
    let site = Site::new(&["content/jobs/a.md"]);
    let link = site.root.with_file_name("link");
    symlink(&site.root, &link).unwrap();
    let (watch, mode, hints) = start(&project(&link), false);
    assert_eq!(mode, Mode::Events);
    let site = Site { watch, hints, ..site };
    fs::write(link.join("content/jobs/a.md"), "x").unwrap();
    site.wait_for("content/jobs/a.md");
    site.expect_only(&["content/jobs/a.md"]);
}

#[test]
fn a_linked_folder_of_the_project_has_its_own_name() {
    let site = Site::prepared(&["data/jobs/a.md", "other/jobs/a.md"], |root| {
        symlink("data", root.join("content")).unwrap();
    });
    site.write("data/jobs/a.md");
    site.wait_for("content/jobs/a.md");
    site.expect_only(&["content/jobs/a.md"]);
    // And then it leads elsewhere.
    symlink("other", site.path("new")).unwrap();
    site.rename("new", "content");
    site.wait_for_rescan();
    site.write("data/jobs/a.md");
    site.write("other/jobs/a.md");
    site.wait_for("content/jobs/a.md");
    fs::remove_file(site.path("content")).unwrap();
    site.wait_for_rescan();
}

#[test]
fn a_link_that_comes_later_takes_the_place_of_a_folder() {
    let site = Site::new(&["content/jobs/a.md", "data/jobs/a.md"]);
    site.rename("content", "old");
    symlink("data", site.path("content")).unwrap();
    site.wait_for_rescan();
    site.write("data/jobs/b.md");
    site.wait_for("content/jobs/b.md");
}

#[test]
fn what_is_behind_links_is_watched() {
    let site = Site::prepared(&["content/jobs/a.md", "shared/parts/x.md", "one/file.md", "static/logo.svg"], |root| {
        symlink("../../shared", root.join("content/jobs/shared")).unwrap();
        symlink("../one/file.md", root.join("content/file.md")).unwrap();
        symlink("../static/logo.svg", root.join("content/logo.svg")).unwrap();
    });
    for file in ["shared/parts/x.md", "shared/new.md", "one/file.md", "static/logo.svg"] {
        // Twice, because an editor replaces the file.
        for _ in 0..2 {
            site.write("one/temp");
            site.rename("one/temp", file);
            site.wait_for_rescan();
        }
        site.quiet();
    }
    site.write("one/other.md");
    site.write("shared/.x.swp");
    symlink("me@host", site.path("shared/.#x.md")).unwrap();
    site.expect_only(&[]);
    fs::create_dir(site.path("shared/more")).unwrap();
    site.wait_for_rescan();
    site.quiet();
    site.write("shared/more/y.md");
    site.wait_for_rescan();
}

#[test]
fn a_link_may_come_later() {
    let site = Site::new(&["content/jobs/", "shared/x.md", "more/y.md", "more/z/"]);
    symlink("../shared", site.path("content/shared")).unwrap();
    site.wait_for_rescan();
    site.quiet();
    // A link behind a link.
    symlink("../more", site.path("shared/more")).unwrap();
    site.wait_for_rescan();
    site.quiet();
    site.write("more/y.md");
    site.wait_for_rescan();
    site.quiet();
    // The end of a link comes, and goes.
    symlink("../late", site.path("content/late")).unwrap();
    site.wait_for_rescan();
    site.quiet();
    fs::create_dir(site.path("late")).unwrap();
    site.wait_for_rescan();
    site.quiet();
    site.write("late/a.md");
    site.wait_for_rescan();
    fs::remove_dir_all(site.path("late")).unwrap();
    site.wait_for_rescan();
    // Links that arrive inside a folder.
    fs::create_dir(site.path("aside")).unwrap();
    symlink("../../z", site.path("aside/z")).unwrap();
    fs::create_dir(site.path("z")).unwrap();
    site.quiet();
    site.rename("aside", "content/aside");
    site.wait_for_rescan();
    site.quiet();
    site.write("z/a.md");
    site.wait_for_rescan();
}

#[test]
fn links_that_must_not_be_followed_are_not() {
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(outside.path().join("x")).unwrap();
    let site = Site::prepared(&["content/jobs/a.md", ".git/x/", "public/x/", "node_modules/x/"], |root| {
        symlink("..", root.join("content/root")).unwrap();
        symlink(".", root.join("content/self")).unwrap();
        symlink("../jobs", root.join("content/jobs/up")).unwrap();
        symlink("../.git", root.join("content/git")).unwrap();
        symlink("../node_modules", root.join("content/modules")).unwrap();
        symlink(outside.path(), root.join("content/outside")).unwrap();
        symlink("nowhere", root.join("content/dead")).unwrap();
        symlink("loop", root.join("content/loop")).unwrap();
    });
    for file in [".git/x/y", "public/x/y", "node_modules/x/y", "README.md"] {
        site.write(file);
    }
    fs::write(outside.path().join("x/y"), "").unwrap();
    site.expect_only(&[]);
}

impl Site {
    /// Takes all hints until the one of a change of ours.
    fn quiet(&self) {
        let name = std::path::Path::new("content/quiet.md");
        loop {
            fs::write(self.path("content/quiet.md"), "").unwrap();
            if self.wait_for("content/quiet.md").contains(name) {
                break;
            }
        }
        assert!(self.hints.try_iter().all(|hint| matches!(hint, Hint::Changed(_) | Hint::Rescan)));
    }
}
