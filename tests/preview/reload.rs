//! Open pages follow what concerns them, and nothing else.

use std::fs;

use crate::desk::Desk;
use crate::page::Open;
use crate::project::posting;

#[test]
fn a_page_is_told_of_its_own_change_and_of_no_other() {
    let mut desk = Desk::new();
    let mut alpha = Open::follow(&mut desk, "/jobs/a/");
    let mut beta = Open::follow(&mut desk, "/jobs/b/");
    for n in 0..5 {
        desk.project.write("content/jobs/a.md", &posting("Alpha", "Engineering", &format!("Edit {n}.")));
        let told = alpha.hear();
        assert!(told.is_new && told.problems.is_none(), "{told:?}");
        desk.settle();
    }
    // Beta was asked about each time when Alpha was.
    assert!(!beta.is_told());
    desk.project.write("content/jobs/b.md", &posting("Beta", "Sales", "Another beta."));
    let told = beta.hear();
    assert!(told.is_new && told.problems.is_none(), "{told:?}");
    desk.settle();
    assert!(!alpha.is_told() && !beta.is_told());
}

#[test]
fn an_edit_between_the_page_and_its_listening_is_not_lost() {
    let mut desk = Desk::new();
    let mut page = Open::load(&mut desk, "/jobs/a/");
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Engineering", "Quick."));
    desk.settle();
    page.listen();
    assert!(page.hear().is_new);
    desk.settle();
    assert!(!page.is_told(), "the reload comes twice");
}

#[test]
fn the_same_content_saved_again_reloads_nothing() {
    let mut desk = Desk::new();
    let mut pages = ["/", "/jobs/a/", "/about/"].map(|path| Open::follow(&mut desk, path));
    let files = ["content/jobs/a.md", "content/jobs/b.md", "content/site.yaml", "content/pages/about.md"];
    for file in files {
        let bytes = fs::read(desk.project.path(file)).expect("it is there");
        fs::write(desk.project.path(file), &bytes).expect("a file can be written");
        fs::write(desk.project.aside("new"), &bytes).expect("a file can be written");
        fs::rename(desk.project.aside("new"), desk.project.path(file)).expect("a file can be renamed");
    }
    // What is seen after it: so that has been seen.
    let mut gamma = Open::follow(&mut desk, "/jobs/c/");
    desk.project.write("content/jobs/deep/c.md", &posting("Gamma", "Sales", "Another gamma."));
    assert!(gamma.hear().is_new);
    desk.settle();
    assert!(!pages[1].is_told() && !pages[2].is_told());
}

#[test]
fn a_style_sheet_is_told_apart_from_the_page() {
    let mut desk = Desk::new();
    let mut page = Open::follow(&mut desk, "/jobs/a/");
    desk.project.write("static/assets/style.css", "body { color: red }");
    let told = page.hear();
    assert!(!told.is_new, "a style sheet needs no reload: {told:?}");
    let [style] = &told.styles[..] else { panic!("{told:?}") };
    let heard = desk.client.get(style);
    assert_eq!((heard.status, &*heard.body), (200, &b"body { color: red }"[..]));
    // Another has to be linked by the page.
    desk.project.write("static/assets/custom.css", "p { color: red }");
    let told = page.hear();
    assert!(told.is_new && told.styles.len() == 2, "{told:?}");
    desk.settle();
    assert!(!page.is_told());
}

#[test]
fn a_page_that_goes_shows_that_it_is_gone_and_comes_back() {
    let mut desk = Desk::new();
    let mut page = Open::follow(&mut desk, "/jobs/a/");
    desk.project.rename("content/jobs/a.md", "../a.md");
    assert!(page.hear().is_new);
    desk.settle();
    let mut gone = Open::follow(&mut desk, "/jobs/a/");
    desk.project.rename("../a.md", "content/jobs/a.md");
    assert!(gone.hear().is_new && page.hear().is_new);
    desk.settle();
}

#[test]
fn a_list_is_told_when_only_the_data_of_its_filters_change() {
    let mut desk = Desk::new();
    // It stands last, on the second page of the list; what the first page shows of all roles are the filters.
    let text = posting("Gamma", "Sales", "About gamma.").replace("2026-11-01", "2026-10-01");
    desk.project.write("content/jobs/deep/c.md", &text);
    desk.settle();
    let before = desk.clean();
    let mut list = Open::follow(&mut desk, "/");
    desk.project.write("content/jobs/deep/c.md", &text.replace("Gamma", "Delta"));
    assert!(desk.clean().files["index.html"] == before.files["index.html"]);
    assert!(list.hear().is_new);
    desk.settle();
    assert!(!list.is_told());
}

#[test]
fn a_site_that_moves_takes_its_open_pages_along() {
    let mut desk = Desk::new();
    let (mut index, mut page) = (Open::follow(&mut desk, "/"), Open::follow(&mut desk, "/jobs/a/"));
    desk.project.write("content/site.yaml", "title: Careers\nbase_url: https://example.com/x/\nper_page: 2\n");
    assert!(index.hear().is_new && page.hear().is_new);
    desk.settle();
    assert_eq!(desk.client.get("/").field("location"), "/x/");
    let mut moved = Open::follow(&mut desk, "/x/jobs/a/");
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Engineering", "Moved."));
    assert!(moved.hear().is_new);
}

#[test]
fn every_page_has_the_script_and_other_files_do_not() {
    let mut desk = Desk::new();
    for path in ["/", "/jobs/a/", "/about/", "/department/", "/department/sales/", "/404.html", "/not/there/"] {
        let text = desk.client.get(path).text();
        assert_eq!(text.matches("/_rolecall/live.js").count(), 1, "{path}");
        assert!(text.ends_with("></script>\n</body>\n</html>\n"), "{path}: {text}");
        assert_eq!(desk.client.get(path).field("cache-control"), "no-store");
    }
    for path in ["/feed.xml", "/jobs.json", "/sitemap.xml", "/robots.txt", "/logo.svg"] {
        assert!(!desk.client.get(path).text().contains("_rolecall"), "{path}");
    }
    let script = desk.client.get("/_rolecall/live.js");
    assert_eq!((script.status, script.field("content-type")), (200, "text/javascript; charset=utf-8"));
}
