//! Files and folders that come, go and change their names; also the project's folders and its root.

use std::fs;

use super::Site;

#[test]
fn files_come_go_and_change_their_names() {
    let site = Site::new(&["content/jobs/"]);
    site.write("content/jobs/a.md");
    site.wait_for("content/jobs/a.md");
    site.rename("content/jobs/a.md", "content/jobs/b.md");
    let mut seen = site.wait_for("content/jobs/b.md");
    if !seen.contains(std::path::Path::new("content/jobs/a.md")) {
        seen.extend(site.wait_for("content/jobs/a.md"));
    }
    fs::remove_file(site.path("content/jobs/b.md")).unwrap();
    site.wait_for("content/jobs/b.md");
    site.expect_only(&["content/jobs/a.md", "content/jobs/b.md"]);
}

#[test]
fn a_file_in_a_folder_that_is_made_at_the_same_time() {
    let site = Site::new(&["content/"]);
    for n in 0..50 {
        let folder = format!("content/{n}/deep/er");
        fs::create_dir_all(site.path(&folder)).unwrap();
        let file = format!("{folder}/a.md");
        site.write(&file);
        site.wait_for(&file);
        // Once we have been told of the folder, its watches are there.
        let later = format!("{folder}/b.md");
        site.write(&later);
        site.wait_for(&later);
    }
}

#[test]
fn a_folder_is_watched_under_its_new_name() {
    let site = Site::new(&["content/old/deep/a.md", "content/old/b.md"]);
    site.rename("content/old", "content/new");
    site.wait_for("content/new/deep/a.md");
    site.write("content/new/deep/a.md");
    site.wait_for("content/new/deep/a.md");
    // A second folder of the old name has nothing to do with the first.
    fs::create_dir_all(site.path("content/old/deep")).unwrap();
    site.wait_for("content/old/deep");
    fs::remove_dir_all(site.path("content/old")).unwrap();
    site.wait_for("content/old");
    site.expect_only(&["content/old", "content/old/deep", "content/old/deep/a.md", "content/new/deep/a.md"]);
    site.write("content/new/deep/a.md");
    site.wait_for("content/new/deep/a.md");
}

#[test]
fn a_folder_that_leaves_the_project_is_watched_no_more() {
    let site = Site::new(&["content/jobs/deep/a.md", "aside/"]);
    site.rename("content/jobs", "aside/jobs");
    site.wait_for("content/jobs/deep/a.md");
    site.expect_only(&["content/jobs"]);
    site.write("aside/jobs/deep/a.md");
    site.expect_only(&[]);
    site.rename("aside/jobs", "content/jobs");
    site.wait_for("content/jobs/deep/a.md");
    site.write("content/jobs/deep/a.md");
    site.wait_for("content/jobs/deep/a.md");
}

#[test]
fn a_folder_is_replaced_by_another() {
    let site = Site::new(&["content/jobs/deep/a.md", "next/deep/a.md"]);
    site.rename("content/jobs", "old");
    site.rename("next", "content/jobs");
    site.wait_for("content/jobs/deep/a.md");
    site.expect_only(&["content/jobs"]);
    for _ in 0..2 {
        site.write("content/jobs/deep/a.md");
        site.wait_for("content/jobs/deep/a.md");
        site.expect_only(&["content/jobs/deep/a.md"]);
        site.write("old/deep/a.md");
        site.expect_only(&[]);
    }
}

#[test]
fn the_projects_folders_may_come_later() {
    let site = Site::new(&["README.md"]);
    for folder in ["content", "static", "templates"] {
        fs::create_dir(site.path(folder)).unwrap();
        site.write(&format!("{folder}/a"));
        site.wait_for_rescan();
        site.write(&format!("{folder}/b"));
        site.wait_for(&format!("{folder}/b"));
    }
}

#[test]
fn the_projects_folders_come_and_go() {
    let site = Site::new(&["content/jobs/a.md"]);
    for _ in 0..3 {
        fs::remove_dir_all(site.path("content")).unwrap();
        site.wait_for_rescan();
        fs::create_dir_all(site.path("content/jobs")).unwrap();
        site.wait_for_rescan();
        settle(&site);
        site.rename("content", "aside");
        site.wait_for_rescan();
        site.rename("aside", "content");
        site.wait_for_rescan();
        settle(&site);
    }
}

#[test]
fn content_is_replaced_as_a_whole() {
    let site = Site::new(&["content/jobs/a.md", "next/jobs/a.md"]);
    site.rename("content", "old");
    site.rename("next", "content");
    site.wait_for_rescan();
    settle(&site);
    site.write("old/jobs/a.md");
    site.expect_only(&[]);
}

#[test]
fn the_root_comes_back() {
    let site = Site::new(&["content/jobs/a.md"]);
    let aside = site.root.with_file_name("aside");
    fs::rename(&site.root, &aside).unwrap();
    site.wait_for_rescan();
    fs::rename(&aside, &site.root).unwrap();
    site.wait_for_rescan();
    settle(&site);
    fs::remove_dir_all(&site.root).unwrap();
    site.wait_for_rescan();
    fs::create_dir_all(site.path("content/jobs")).unwrap();
    site.wait_for_rescan();
    settle(&site);
}

/// Writes until the change is told by its own path: there may have been several reasons to scan all.
fn settle(site: &Site) {
    site.write("content/jobs/a.md");
    let named = std::path::Path::new("content/jobs/a.md");
    while !site.wait_for("content/jobs/a.md").contains(named) {
        site.write("content/jobs/a.md");
    }
    // What has been written may be told twice: when the file is emptied, and when it is closed.
    site.write("content/sentinel.md");
    while !site.wait_for("content/sentinel.md").contains(std::path::Path::new("content/sentinel.md")) {}
}
