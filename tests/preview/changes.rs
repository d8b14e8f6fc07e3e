//! Every kind of change to a project's files.

use std::fs;
use std::os::unix::fs::symlink;

use crate::desk::{Desk, Start};
use crate::project::{Project, SITE, posting};

#[test]
fn postings_come_move_and_go() {
    let mut desk = Desk::new();
    let steps: [fn(&Project); 12] = [
        |p| p.write("content/jobs/new.md", &posting("New", "Legal", "New.")),
        |p| p.rename("content/jobs/new.md", "content/jobs/newer.md"),
        // A folder with a file in it at once, and one a level deeper.
        |p| p.write("content/jobs/x/one.md", &posting("One", "Legal", "One.")),
        |p| p.write("content/jobs/x/y/z/two.md", &posting("Two", "Legal", "Two.")),
        |p| p.rename("content/jobs/x", "content/jobs/w"),
        // Out of the project, with all that is in it, and back again.
        |p| p.rename("content/jobs/w", "../w"),
        |p| p.rename("../w", "content/jobs/back"),
        |p| fs::remove_dir_all(p.path("content/jobs/back")).expect("it was there"),
        // A name that sorts between a folder and what is in it.
        |p| p.write("content/jobs/deep-er.md", &posting("Deeper", "Sales", "Deeper.")),
        |p| p.rename("content/jobs/deep", "../deep"),
        |p| p.remove("content/jobs/newer.md"),
        |p| {
            p.write("content/jobs/deep", "a file where a folder was");
            p.remove("content/jobs/deep");
            p.write("content/jobs/deep/c.md", &posting("Gamma", "Legal", "Gamma."));
        },
    ];
    for step in steps {
        step(&desk.project);
        desk.settle();
    }
    desk.all_was_well();
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let mut desk = Desk::new();
    desk.project.remove("content/jobs/a.md");
    desk.project.write("content/jobs/a.md/inner.md", &posting("Inner", "Sales", "In a folder called like a file."));
    desk.settle();
    fs::remove_dir_all(desk.project.path("content/jobs/a.md")).expect("it was there");
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Sales", "A file again."));
    desk.settle();
    fs::remove_dir_all(desk.project.path("content/jobs/deep")).expect("it was there");
    desk.project.write("content/jobs/deep", "now a file, which is not used");
    desk.settle();
    desk.all_was_well();
}

#[test]
fn what_is_no_content_changes_nothing() {
    let mut desk = Desk::new();
    desk.project.write("public/index.html", "an older build");
    for path in [
        "content/jobs/.hidden.md",
        "content/jobs/a.md~",
        "content/.git/index.md",
        "static/node_modules/x.js",
        "static/target/CACHEDIR.TAG",
        "static/target/x.js",
        "public/jobs/a/index.html",
        "other/content/jobs/x.md",
        "jobs.md",
    ] {
        desk.project.write(path, "nothing");
        // What comes in the same breath.
        desk.project.write("content/jobs/a.md", &posting("Alpha", "Sales", &format!("After {}.", path.len())));
        desk.settle();
        desk.project.write(path, "nothing more");
    }
    // A compiler at work beside an edit: each of its files has a hint of its own.
    desk.project.write("static/target/deep/x.js", "nothing");
    desk.project.write("static/target/y.js", "nothing");
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Sales", "The last."));
    desk.settle();
    assert_eq!(fs::read_to_string(desk.project.path("public/index.html")).expect("it is there"), "an older build");
    desk.all_was_well();
}

#[test]
fn templates_assets_and_static_files() {
    let mut desk = Desk::new();
    let steps: [fn(&Project); 13] = [
        |p| {
            p.write(
                "templates/role.html",
                "{% extends \"rolecall/role.html\" %}{% block notice %}<p>1</p>{% endblock %}",
            )
        },
        |p| {
            p.write(
                "templates/role.html",
                "{% extends \"rolecall/role.html\" %}{% block notice %}<p>2</p>{% endblock %}",
            )
        },
        // A page without an end of the body.
        |p| p.write("templates/404.html", "<title>{{ page.title }}</title>"),
        |p| p.write("templates/row.html", "<p>{{ role.title }}</p>"),
        |p| p.remove("templates/role.html"),
        |p| fs::remove_dir_all(p.path("templates")).expect("it was there"),
        |p| p.write("static/assets/style.css", "body { color: red }"),
        |p| p.write("static/assets/style.css", "body { color: tan }"),
        |p| p.write("static/assets/own.js", "export {}"),
        |p| fs::remove_dir_all(p.path("static/assets")).expect("it was there"),
        |p| {
            p.write("static/logo.svg", "<svg>2</svg>");
            p.write("static/a folder/f\u{fc}r uns.bin", "bytes");
            p.write("static/page.html", "<body>as it is</body>");
            p.write("static/robots.txt", "User-agent: none\n");
            p.write("static/.well-known/security.txt", "Contact: x\n");
        },
        |p| p.write("templates/text/en.yaml", "closed_notice: Too late\n"),
        |p| {
            p.remove("static/robots.txt");
            p.remove("static/logo.svg");
            fs::remove_dir_all(p.path("templates")).expect("it was there");
        },
    ];
    for (n, step) in steps.into_iter().enumerate() {
        step(&desk.project);
        if n == 11 && desk.wrong().is_some() {
            continue;
        }
        desk.settle();
    }
}

#[test]
fn settings_skills_companies_and_pages() {
    let mut desk = Desk::new();
    let skilled = |skill: &str| {
        format!("---\ntitle: Skilled\nposted: 2026-11-02\nrequirements:\n  skills: [{skill}]\n---\nText.\n")
    };
    desk.project.write("content/jobs/skilled.md", &skilled("Sorcery"));
    desk.settle();
    desk.project.write("content/skills.yaml", "Magic: { aliases: [sorcery] }\n");
    desk.settle();
    assert_eq!(desk.client.get("/skill/magic/").status, 200);
    desk.project.write("content/site.yaml", "title: Others\nper_page: 3\nmenu: [{ title: X, url: /about/ }]\n");
    desk.settle();
    desk.project.write("content/companies/acme.md", "---\ntitle: Acme\n---\nWe make things.\n");
    desk.project.write("content/jobs/a.md", "---\ntitle: Alpha\ncompany: acme\nposted: 2026-11-01\n---\nText.\n");
    desk.settle();
    desk.project.write("content/companies/acme.md", "---\ntitle: Acme Inc\n---\nWe make more.\n");
    desk.settle();
    desk.project.write("content/pages/more.md", "---\ntitle: More\naliases: [/old/more/]\n---\nMore.\n");
    desk.project.remove("content/pages/about.md");
    desk.settle();
    desk.project.remove("content/skills.yaml");
    desk.project.remove("content/site.yaml");
    desk.settle();
    fs::remove_dir_all(desk.project.path("content/jobs")).expect("it was there");
    desk.settle();
    desk.all_was_well();
}

#[test]
fn another_path_of_the_address_moves_the_whole_site() {
    let mut desk = Desk::new();
    for root in ["https://example.com/jobs-site/", "https://example.com/a/b/", "https://example.com/"] {
        desk.project.write("content/site.yaml", &SITE.replace("https://example.com/", root));
        desk.settle();
        let root = root.trim_start_matches("https://example.com");
        if root != "/" {
            for path in ["/", root.trim_end_matches('/')] {
                let heard = desk.client.get(path);
                assert_eq!((heard.status, heard.field("location")), (302, root), "{path}");
            }
        }
        // A folder without its slash leads to it.
        let heard = desk.client.get(&format!("{root}jobs/a"));
        assert_eq!((heard.status, heard.field("location")), (302, &*format!("{root}jobs/a/")));
    }
}

#[test]
fn a_thousand_files_come_change_and_go() {
    let mut desk = Desk::new();
    let all = |desk: &Desk, text: &str| {
        for n in 0..1000 {
            let path = format!("content/jobs/many/{}/role-{n}.md", n % 20);
            desk.project.write(&path, &posting(&format!("Role {n}"), "Many", text));
        }
    };
    // With so many a page of the list takes all, or the test would ask for thousands of pages.
    desk.project.write("content/site.yaml", "title: Careers\nper_page: 1000\n");
    all(&desk, "Before.");
    let spots = |desk: &mut Desk, text: &str| {
        crate::desk::wait_for(|| {
            for n in (0..1000).step_by(111) {
                let heard = desk.client.get(&format!("/jobs/role-{n}/"));
                if heard.status != 200 || !heard.text().contains(text) {
                    return Err(heard.text());
                }
            }
            Ok(())
        });
    };
    spots(&mut desk, "Before.");
    all(&desk, "After.");
    spots(&mut desk, "After.");
    fs::rename(desk.project.path("content/jobs/many"), desk.project.path("../many")).expect("it can be moved");
    desk.settle();
    fs::rename(desk.project.path("../many"), desk.project.path("content/jobs/many")).expect("it can be moved");
    spots(&mut desk, "After.");
    fs::remove_dir_all(desk.project.path("content/jobs/many")).expect("it was there");
    desk.settle();
    desk.all_was_well();
}

#[test]
fn a_root_that_is_a_symbolic_link() {
    let project = Project::new();
    let link = project.path("../link");
    symlink(project.root(), &link).expect("a link can be made");
    let mut desk = Start::default().at(link, project);
    desk.settle();
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Sales", "Through a link."));
    desk.settle();
    desk.project.write("content/jobs/x/new.md", &posting("New", "Sales", "Through a link."));
    desk.settle();
}

#[test]
fn postings_and_folders_that_are_symbolic_links() {
    let project = Project::new();
    project.write("shared/one.md", &posting("One", "Sales", "Shared."));
    project.write("shared/folder/two.md", &posting("Two", "Sales", "Shared."));
    symlink("../../shared/one.md", project.path("content/jobs/one.md")).expect("a link can be made");
    symlink("../../shared/folder", project.path("content/jobs/linked")).expect("a link can be made");
    let mut desk = Start::default().on(project);
    desk.settle();
    let steps: [fn(&Project); 7] = [
        |p| p.write("shared/one.md", &posting("One", "Sales", "Changed where it is.")),
        |p| p.write("shared/folder/two.md", &posting("Two", "Sales", "Changed where it is.")),
        |p| p.write("shared/folder/three.md", &posting("Three", "Sales", "Came where the link leads.")),
        |p| p.rename("shared/folder/three.md", "shared/folder/four.md"),
        |p| symlink("../../shared/one.md", p.path("content/jobs/uno.md")).expect("a link can be made"),
        |p| p.remove("content/jobs/one.md"),
        |p| p.remove("content/jobs/linked"),
    ];
    for step in steps {
        step(&desk.project);
        desk.settle();
    }
    desk.all_was_well();
}

#[test]
fn polling_sees_the_same() {
    let mut desk = Start { poll: true, ..Start::default() }.on(Project::new());
    desk.settle();
    let steps: [fn(&Project); 4] = [
        |p| p.write("content/jobs/a.md", &posting("Alpha", "Sales", "Polled.")),
        |p| p.write("content/jobs/x/new.md", &posting("New", "Legal", "Polled.")),
        |p| p.write("templates/row.html", "<p>{{ role.title }}</p>"),
        |p| fs::remove_dir_all(p.path("content/jobs/x")).expect("it was there"),
    ];
    for step in steps {
        step(&desk.project);
        desk.settle();
    }
    desk.all_was_well();
}

#[test]
fn drafts_are_shown_when_asked_for() {
    let mut desk = Start { drafts: true, ..Start::default() }.on(Project::new());
    desk.project.write("content/jobs/draft.md", "---\ntitle: Draft\nstatus: draft\n---\nNot yet.\n");
    desk.settle();
    assert_eq!(desk.client.get("/jobs/draft/").status, 200);
}
