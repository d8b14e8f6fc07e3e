//! Content that is broken: the last good site stays, what is wrong is said, and mending it is all that is needed.

use std::fs;
use std::os::unix::fs::symlink;

use crate::desk::{Desk, Start, wait_for};
use crate::page::Open;
use crate::project::{Project, posting};

/// Ways to break the small site: the file, what is then in it, and what is said.
const BREAKS: [(&str, &str, &str); 9] = [
    ("content/jobs/a.md", "---\ntitle: Alpha\nlevel: wizard\n---\n", "content/jobs/a.md:3:"),
    ("content/jobs/new.md", "no front matter", "content/jobs/new.md"),
    ("content/jobs/a.md", "---\ntitle: \"Alpha\n---\n", "content/jobs/a.md:2:"),
    ("content/site.yaml", "titel: Careers\n", "content/site.yaml:1:"),
    ("content/skills.yaml", "- a\n- b\n", "content/skills.yaml"),
    ("content/pages/about.md", "---\nmenu: maybe\n---\n", "content/pages/about.md"),
    ("templates/role.html", "{% block main %}{{ role.title", "templates/role.html:1:"),
    ("templates/index.html", "{{ list.nothing.such }}", "templates/index.html:1:"),
    ("static/jobs/b/index.html", "mine", "static/jobs/b/index.html"),
];

#[test]
fn the_last_good_site_stays_and_what_is_wrong_is_said() {
    let mut desk = Desk::new();
    for (file, text, place) in BREAKS {
        let good = desk.clean();
        let mut page = Open::follow(&mut desk, "/jobs/a/");
        let before = fs::read(desk.project.path(file)).ok();
        desk.project.write(file, text);
        let said = desk.hears_of_errors();
        assert!(said.contains(place), "{place} is not in {said}");
        let told = page.hear();
        assert!(!told.is_new, "{file}: {told:?}");
        assert_eq!(told.problems.as_deref(), Some(&*said));
        desk.serves(&good);
        // A page that is opened now says so too, and at once.
        let mut late = Open::follow(&mut desk, "/jobs/b/");
        assert_eq!(late.hear().problems, told.problems);
        match before {
            Some(bytes) => fs::write(desk.project.path(file), bytes).expect("a file can be written"),
            None => desk.project.remove(file),
        }
        for page in [&mut page, &mut late] {
            let told = page.hear();
            assert!(!told.is_new && told.problems.is_none(), "{file}: {told:?}");
        }
        desk.hears_of_mending();
        desk.settle();
        desk.all_was_well();
    }
}

#[test]
fn other_edits_follow_as_soon_as_all_is_mended() {
    let mut desk = Desk::new();
    let good = desk.clean();
    desk.project.write("content/jobs/a.md", "---\ntitle: Alpha\nlevel: wizard\n---\n");
    desk.hears_of_errors();
    desk.project.write("content/jobs/b.md", &posting("Beta", "Sales", "Edited meanwhile."));
    desk.project.write("content/jobs/new.md", &posting("New", "Sales", "New."));
    desk.project.remove("content/pages/about.md");
    desk.serves(&good);
    desk.project.write("content/jobs/a.md", "---\ntitle: Alpha\nlevel: wizardess\n---\n");
    assert!(desk.hears_of_errors().contains("wizardess"));
    desk.serves(&good);
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Sales", "Mended."));
    desk.settle();
    assert!(desk.client.get("/jobs/b/").text().contains("Edited meanwhile."));
}

#[test]
fn symbolic_links_that_lead_nowhere_or_out() {
    let mut desk = Desk::new();
    for (target, said) in [("nowhere.md", "leads nowhere"), ("/etc/passwd", "leads out of the project")] {
        let good = desk.clean();
        symlink(target, desk.project.path("content/jobs/link.md")).expect("a link can be made");
        assert!(desk.hears_of_errors().contains(said));
        desk.serves(&good);
        desk.project.remove("content/jobs/link.md");
        desk.settle();
    }
    // It leads somewhere as soon as there is something.
    symlink("late.txt", desk.project.path("content/jobs/link.md")).expect("a link can be made");
    desk.hears_of_errors();
    desk.project.write("content/jobs/late.txt", &posting("Late", "Sales", "Late."));
    desk.settle();
}

#[test]
fn it_starts_on_broken_content_and_becomes_the_site() {
    let project = Project::new();
    project.write("content/jobs/a.md", "---\ntitle: Alpha\nlevel: <script>alert(1)</script>&amp;\n---\n");
    let mut desk = Start::default().on(project);
    let said = desk.hears_of_errors();
    assert!(said.contains("<script>alert(1)</script>&amp;"), "{said}");
    for path in ["/", "/jobs/a/", "/anything"] {
        let heard = desk.client.get(path);
        assert_eq!((heard.status, heard.field("content-type")), (500, "text/html; charset=utf-8"));
        let text = heard.text();
        assert!(text.contains("content/jobs/a.md:3:"), "{text}");
        assert!(text.contains("level: &lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"), "{text}");
        assert!(!text.contains("<script>alert"), "{text}");
    }
    let mut page = Open::follow(&mut desk, "/jobs/a/");
    // Another error takes the place of the first.
    desk.project.write("content/jobs/a.md", "---\ntitle: Alpha\nlevel: wizard\n---\n");
    assert!(page.hear().problems.is_some_and(|text| text.contains("wizard")));
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Sales", "Mended."));
    let told = page.hear();
    assert!(told.is_new && told.problems.is_none(), "{told:?}");
    desk.settle();
    assert!(desk.client.get("/jobs/a/").text().contains("Mended."));
}

#[test]
fn an_error_page_says_it_once() {
    let project = Project::new();
    project.write("content/jobs/a.md", "---\ntitle: Alpha\nlevel: wizard\n---\n");
    let mut desk = Start::default().on(project);
    let mut page = Open::follow(&mut desk, "/");
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Sales", "Mended."));
    let told = page.hear();
    assert!(told.is_new && told.problems.is_none(), "what stands on the page comes a second time: {told:?}");
}

#[test]
fn an_empty_folder_becomes_a_site() {
    let mut desk = Start::default().on(Project::empty());
    desk.settle();
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Sales", "The first."));
    desk.settle();
}

/// Templates are tried on one page of each kind; this one fails on another.
#[test]
fn a_template_that_fails_on_some_page_breaks_no_other() {
    let mut desk = Desk::new();
    let mut beta = Open::follow(&mut desk, "/jobs/b/");
    desk.project.write("content/site.yaml", "title: Careers\nrelated: 0\n");
    let fails = "{% extends \"rolecall/role.html\" %}{% block notice %}\
                 {% if role.title == \"Beta\" %}{{ role.nothing.such }}{% endif %}{% endblock %}";
    desk.project.write("templates/role.html", fails);
    let heard = wait_for(|| {
        let heard = desk.client.get("/jobs/b/");
        if heard.status == 500 { Ok(heard) } else { Err(heard.text()) }
    });
    assert!(heard.text().contains("templates/role.html:1:"), "{}", heard.text());
    assert_eq!(desk.client.get("/jobs/a/").status, 200);
    while !beta.hear().is_new {}
    desk.project.write("templates/role.html", "{% extends \"rolecall/role.html\" %}");
    desk.settle();
    while beta.hear().problems.is_some() {}
}

#[test]
fn warnings_are_told_and_hide_nothing() {
    let mut desk = Desk::new();
    let mut page = Open::follow(&mut desk, "/jobs/a/");
    desk.project.write("content/jobs/notes.txt", "not used");
    let text = desk.hears(|news| match news {
        rolecall::edge::serve::News::Wrong(problems) => Some(problems.text().to_owned()),
        _ => None,
    });
    assert!(text.contains("notes.txt"), "{text}");
    desk.settle();
    assert!(!page.is_told(), "a warning is for the terminal");
    desk.all_was_well();
    // Broken, then mended but for the warning.
    desk.project.write("content/jobs/a.md", "---\ntitle: Alpha\nlevel: wizard\n---\n");
    desk.hears_of_errors();
    assert!(page.hear().problems.is_some());
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Engineering", "About alpha."));
    assert!(page.hear().problems.is_none());
    desk.hears_of_mending();
    desk.settle();
}
