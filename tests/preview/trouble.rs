//! What happens around the project: folders and the root itself that go and come back.

use std::fs;

use crate::desk::{Desk, wait_for};
use crate::page::Open;
use crate::project::{Project, posting};

#[test]
fn the_root_vanishes_and_comes_back() {
    let mut desk = Desk::new();
    let good = desk.clean();
    let mut page = Open::follow(&mut desk, "/jobs/a/");
    let (root, away) = (desk.project.root(), desk.project.aside("away"));
    fs::rename(&root, &away).expect("it can be moved");
    // The last good site, also those pages that are made of a file as it is.
    for _ in 0..20 {
        for path in ["/", "/jobs/a/", "/about/", "/department/sales/"] {
            let heard = desk.client.get(path);
            assert_eq!(heard.status, 200, "{path}: {}", heard.text());
        }
    }
    fs::rename(&away, &root).expect("it can be moved");
    desk.serves(&good);
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Sales", "Back again."));
    while !page.hear().is_new {}
    desk.settle();
}

#[test]
fn the_root_is_replaced_by_another() {
    let mut desk = Desk::new();
    let other = Project::new();
    other.write("content/jobs/other.md", &posting("Other", "Legal", "Another project."));
    let root = desk.project.root();
    fs::rename(&root, desk.project.aside("away")).expect("it can be moved");
    fs::rename(other.root(), &root).expect("it can be moved");
    desk.settle();
    desk.project.write("content/jobs/other.md", &posting("Other", "Legal", "Seen."));
    desk.settle();
}

#[test]
fn folders_of_sources_come_and_go() {
    let mut desk = Desk::new();
    let steps: [fn(&Project); 6] = [
        |p| p.rename("static", "../static"),
        |p| p.write("templates/row.html", "<p>{{ role.title }}</p>"),
        |p| p.rename("../static", "static"),
        |p| p.rename("templates", "../templates"),
        |p| p.rename("content/jobs", "../jobs"),
        |p| p.rename("../jobs", "content/jobs"),
    ];
    for step in steps {
        step(&desk.project);
        desk.settle();
    }
    // A file called like a folder of sources is an error, which ends with it.
    desk.project.write("templates", "a file");
    let wrong = desk.wrong().expect("it is broken");
    desk.says(&wrong);
    desk.project.remove("templates");
    desk.settle();
}

#[test]
fn static_files_that_change_under_a_request() {
    let mut desk = Desk::new();
    let large = "x".repeat(1 << 20);
    for n in 0..20 {
        desk.project.write("static/large.txt", &format!("{large}{n}"));
        // At once, whatever the preview knows of it: the file as it is, or not there.
        let heard = desk.client.get("/large.txt");
        assert!(matches!(heard.status, 200 | 404), "{}", heard.status);
        desk.project.remove("static/large.txt");
        let heard = desk.client.get("/large.txt");
        assert!(matches!(heard.status, 200 | 404), "{}", heard.status);
    }
    desk.settle();
}

#[test]
fn a_page_that_is_asked_for_while_its_file_changes_is_old_or_new() {
    let mut desk = Desk::new();
    for n in 0..50 {
        desk.project.write("content/jobs/a.md", &posting("Alpha", "Sales", &format!("Edit {n}.")));
        let heard = desk.client.get("/jobs/a/");
        assert_eq!(heard.status, 200, "{}", heard.text());
    }
    desk.settle();
    desk.all_was_well();
}

/// Its own page may be open while a posting breaks, and others that were never asked for.
#[test]
fn pages_of_postings_while_one_is_broken() {
    let mut desk = Desk::new();
    let good = desk.clean();
    for broken in ["---\ntitle: Alpha\nlevel: wizard\n---\n", "", "---\n"] {
        desk.project.write("content/jobs/a.md", broken);
        desk.hears_of_errors();
        desk.serves(&good);
    }
    desk.project.remove("content/jobs/a.md");
    desk.settle();
    desk.project.write("content/jobs/never.md", &posting("Never", "Sales", "Nobody has opened it."));
    wait_for(|| desk.client.get("/feed.xml").text().contains("Never").then_some(()).ok_or("not yet".to_owned()));
    desk.project.write("content/jobs/never.md", "---\ntitle: Never\nlevel: wizard\n---\n");
    desk.hears_of_errors();
    // What it was is not known any more: its page says why.
    let heard = desk.client.get("/jobs/never/");
    assert!(heard.text().contains("wizard"), "{}", heard.text());
    assert_eq!(desk.client.get("/jobs/b/").status, 200);
    desk.project.write("content/jobs/never.md", &posting("Never", "Sales", "Mended."));
    desk.settle();
}
