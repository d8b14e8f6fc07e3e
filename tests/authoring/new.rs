//! `rolecall new` without a terminal.

use std::fs;

use super::Site;

fn site() -> Site {
    Site::with(&[("content/site.yaml", "base_url: https://example.com/careers/\ntimezone: Pacific/Auckland\n")])
}

#[test]
fn a_new_posting_can_be_built_and_says_where_it_is_shown() {
    let site = site();
    let told = site.run(&[
        "new",
        "Senior Accountant",
        "--department",
        "Finance",
        "--location",
        "Oslo, NO",
        "--skill",
        "Excel=expert",
    ]);
    assert_eq!(
        told.done(),
        "Wrote `content/jobs/senior-accountant.md`\n\
         While `rolecall serve` runs, it is shown at http://localhost:4000/careers/jobs/senior-accountant/\n"
    );
    let text = site.read("content/jobs/senior-accountant.md");
    assert!(text.contains("\ndepartment: Finance ") && text.contains("    - { name: Excel, level: expert }"), "{text}");
    // In the site's time zone the 22nd is over.
    assert!(text.contains("\nposted: 2026-11-23 "), "{text}");
    assert!(
        site.run(&["build", "--today", "2026-11-22"]).done().starts_with("0 roles in `public`"),
        "not before its day"
    );
    assert!(site.run(&["build"]).done().starts_with("1 role in `public`"));
    assert!(site.read("public/jobs/senior-accountant/index.html").contains("Senior Accountant"));
}

#[test]
fn a_draft_is_told_to_be_one() {
    let site = site();
    assert!(site.run(&["new", "Nurse", "--draft"]).done().contains("While `rolecall serve --drafts` runs"));
    let text = site.read("content/jobs/nurse.md");
    assert!(text.contains("\nstatus: draft ") && text.contains("\n# posted: "), "{text}");
}

#[test]
fn nothing_is_ever_overwritten() {
    let site = site();
    site.run(&["new", "Nurse"]).done();
    fs::create_dir(site.path().join("content/jobs/sub")).unwrap();
    fs::write(site.path().join("content/jobs/sub/Field Nurse.md"), "mine").unwrap();
    let before = site.files();
    let again = site.run(&["new", "NURSE!"]);
    assert!(again.refused().starts_with("error: `content/jobs/nurse.md` has the address `/jobs/nurse/` already"));
    assert!(again.stderr.contains("`--slug nurse-2`"));
    assert!(site.run(&["new", "Field nurse"]).refused().contains("`content/jobs/sub/Field Nurse.md` has the address"));
    assert_eq!(site.files(), before);
    site.run(&["new", "Nurse", "--slug", "nurse-2"]).done();
    assert!(site.read("content/jobs/nurse-2.md").contains("title: Nurse\n"));
}

#[test]
fn whatever_the_title_the_file_is_in_content_jobs() {
    let long = "x".repeat(300);
    let titles = [
        "../../etc/passwd",
        "/etc/passwd",
        "a/b\\c",
        "..",
        ".",
        "🚀",
        "🚀 Rocket",
        "C++ (m/f/d)",
        "数据工程师",
        " ",
        "a\nb",
        "-",
        "--",
        &long,
    ];
    for title in titles {
        let site = site();
        let answer = site.run(&["new", "--", title]);
        let new: Vec<String> = site
            .files()
            .iter()
            .map(|(path, _)| path.display().to_string())
            .filter(|path| path != "content/site.yaml")
            .collect();
        match answer.status {
            Some(0) => assert!(
                new.len() == 1 && new[0].starts_with("content/jobs/") && new[0].matches('/').count() == 2,
                "{title}: {new:?}"
            ),
            _ => assert!(answer.refused().starts_with("error: the title: ") && new.is_empty(), "{title}: {new:?}"),
        }
        assert_eq!(site.run(&["build", "--today", "2026-12-01"]).status, Some(0), "{title}");
    }
}

#[test]
fn a_wrong_flag_is_told_as_in_a_posting() {
    let site = site();
    let said = |args: &[&str]| site.run(&[&["new", "Nurse"], args].concat()).refused().to_owned();
    assert_eq!(
        said(&["--closes", "2027-2-30"]),
        "error: --closes: `2027-2-30` is not a day: that month has 28 days\n  = help: a date is year, month and day: `2026-11-30`\n"
    );
    assert!(
        said(&["--salary", "60k EUR"])
            .contains("--salary: `60k` is not an amount of money above zero\n  = help: did you mean `60000`?")
    );
    assert!(said(&["--company", "acme"]).contains("there is no `content/companies/acme.md`"));
    assert!(said(&["--posted", "2026-12-01", "--closes", "2026-11-30"]).contains("closes before it is posted"));
    assert!(site.run(&["new"]).refused().contains("its title is missing"));
    assert_eq!(site.files().len(), 1, "nothing was written");
}

#[test]
fn an_empty_folder_is_told_how_to_start() {
    let told = Site::nothing().run(&["new", "Nurse"]).refused().to_owned();
    assert!(
        told.contains("no `content` folder in") && told.contains("start one with `rolecall init my-careers`"),
        "{told}"
    );
}

#[test]
fn a_board_asks_for_its_companies() {
    let site = Site::with(&[("content/companies/acme.md", "---\ntitle: Acme\n---\n")]);
    assert!(site.run(&["new", "Nurse", "--company", "acne"]).refused().contains("did you mean `acme`?"));
    site.run(&["new", "Nurse", "--company", "acme"]).done();
    assert!(site.read("content/jobs/nurse.md").contains("\ncompany: acme "));
    assert_eq!(site.run(&["build", "--today", "2026-12-01"]).status, Some(0));
}
