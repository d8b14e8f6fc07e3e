//! `rolecall init`.

use std::fs;

use super::Site;

const PROGRAM: [&str; 2] = ["--program", "https://example.com/rolecall"];

#[test]
fn a_new_site_is_good_as_it_is() {
    let site = Site::nothing();
    let told = site.run(&["init", "my-careers"]);
    assert!(told.done().contains("\n  cd my-careers\n  rolecall serve --open\n"), "{}", told.stdout);
    let inside = |args: &[&str]| {
        let root = Site::nothing();
        fs::remove_dir(root.path()).expect("an empty folder");
        fs::rename(site.path().join("my-careers"), root.path()).expect("a move");
        let answer = root.run(args);
        fs::rename(root.path(), site.path().join("my-careers")).expect("a move");
        answer
    };
    assert!(inside(&["build"]).done().starts_with("3 roles in `public`"));
    inside(&["check", "--strict"]).done();
    inside(&["check", "--strict", "--today", "2027-01-31"]).done();
    assert!(site.read("my-careers/.gitignore").contains("/public/"));
    assert!(site.read("my-careers/README.md").starts_with("# my-careers\n"));
}

#[test]
fn a_folder_that_is_not_empty_loses_nothing() {
    let site = Site::with(&[("notes.txt", "mine"), ("a/b.txt", "mine too")]);
    let before = site.files();
    assert!(site.run(&["init"]).refused().contains("is not empty: there is `a` and 1 more"));
    assert!(site.run(&["init", "notes.txt"]).refused().contains("cannot open"));
    assert_eq!(site.files(), before);
    site.run(&["init", "a/new"]).done();
    assert!(site.read("a/new/content/site.yaml").contains("base_url:"));
}

#[test]
fn the_commands_of_every_workflow_are_understood() {
    for (forge, file) in [("github", ".github/workflows/site.yml"), ("gitlab", ".gitlab-ci.yml")] {
        for host in ["pages", "netlify", "cloudflare"] {
            let site = Site::nothing();
            site.run(&["init", ".", "--ci", forge, "--host", host, PROGRAM[0], PROGRAM[1]]).done();
            let text = site.read(file);
            let commands = text.lines().filter_map(|line| {
                line.trim().trim_start_matches("- ").trim_start_matches("run: ").strip_prefix("rolecall ")
            });
            let mut number = 0;
            for command in commands {
                // What the forge fills in is an address.
                let words = command.split_once('"').map_or(command, |(before, _)| before).split_whitespace();
                let mut words: Vec<&str> = words.collect();
                if command.contains('"') {
                    words.push("https://example.com/");
                }
                words.push("--help");
                site.run(&words).done();
                number += 1;
            }
            assert!(number >= 3, "{forge}, {host}: check, build with drafts, build");
        }
    }
}

#[test]
fn a_workflow_is_told_where_the_program_comes_from() {
    let site = Site::nothing();
    assert!(site.run(&["init", "a", "--ci", "github"]).refused().contains("`--program https://...`"));
    assert!(
        site.run(&["init", "a", "--ci", "github", "--program", "x; rm -rf /"])
            .refused()
            .contains("is not a web address")
    );
    assert!(site.run(&["init", "a", "--ci", "jenkins"]).refused().contains("it is one of `github` or `gitlab`"));
    assert!(site.files().is_empty());
}
