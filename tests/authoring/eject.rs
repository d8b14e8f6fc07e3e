//! `rolecall eject`.

use super::Site;

#[test]
fn ejecting_every_template_changes_no_page() {
    let posting =
        "---\ntitle: Nurse\nposted: 2026-11-01\nlocations: Oslo, NO\nrequirements: { skills: [Triage] }\n---\nText.\n";
    let site =
        Site::with(&[("content/jobs/nurse.md", posting), ("content/pages/about.md", "---\ntitle: About\n---\nUs.\n")]);
    site.run(&["build"]).done();
    let pages = || site.files().into_iter().filter(|(path, _)| path.starts_with("public")).collect::<Vec<_>>();
    let before = pages();
    let list = site.run(&["eject", "--list"]);
    let templates: Vec<&str> = list.done().lines().filter(|path| path.starts_with("templates/")).collect();
    assert!(templates.contains(&"templates/base.html") && templates.contains(&"templates/text/en.yaml"));
    for path in &templates {
        assert!(site.run(&["eject", path]).done().contains(path));
    }
    site.run(&["build"]).done();
    assert_eq!(pages(), before);
}

#[test]
fn a_file_that_is_there_stays_and_unknown_names_are_mended() {
    let site = Site::with(&[("content/jobs/a.md", "---\ntitle: A\n---\n"), ("templates/role.html", "mine")]);
    assert!(site.run(&["eject", "templates/role.html"]).refused().contains("`templates/role.html` exists already"));
    assert_eq!(site.read("templates/role.html"), "mine");
    assert!(site.run(&["eject", "style.css"]).refused().contains("did you mean `static/assets/style.css`?"));
    assert!(site.run(&["eject", "../../etc/passwd"]).refused().contains("there is no built-in file"));
    let told = site.run(&["eject", "static/assets/style.css"]);
    assert_eq!(told.done(), "Wrote `static/assets/style.css`; it takes the place of the built-in file\n");
    assert!(site.read("static/assets/style.css").starts_with("/* copied from rolecall "));
}
