//! `rolecall new` at a terminal: a real pseudo-terminal, keys and all.

use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

use super::Site;

/// How long a question may take to appear: far longer than it ever does.
const PATIENCE: u64 = 60_000;

fn posting(more: &str) -> String {
    format!("---\ntitle: X\n{more}\n---\n")
}

fn site() -> Site {
    Site::with(&[
        ("content/site.yaml", "apply: jobs@example.com\n"),
        (
            "content/jobs/a.md",
            &posting("department: Night Care\nlocations: Oslo, NO\nrequirements: { skills: [Triage] }"),
        ),
    ])
}

fn program(site: &Site, args: &[&str]) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolecall"));
    command.args(args).current_dir(site.path()).env("SOURCE_DATE_EPOCH", "1795346400").env("TERM", "xterm");
    command.env("NO_COLOR", "1");
    spawn_command(command, Some(PATIENCE)).expect("a pseudo-terminal")
}

/// Waits for a question and answers it.
fn answer(terminal: &mut PtySession, question: &str, keys: &str) -> String {
    let before = terminal.exp_string(question).unwrap_or_else(|error| panic!("{question}: {error}"));
    terminal.send(keys).expect("keys are taken");
    terminal.flush().expect("keys are sent");
    before
}

const ENTER: &str = "\r";
const DOWN: &str = "\u{1b}[B";

#[test]
fn what_is_missing_is_asked_with_choices_of_the_site() {
    let site = site();
    let mut terminal = program(&site, &["new", "--level", "senior"]);
    answer(&mut terminal, "Job title:", "Night Nurse\r");
    // Tab completes from the departments in use.
    answer(&mut terminal, "Department:", "nig\t\r");
    answer(&mut terminal, "Where:", "Bergen, Norway\r");
    answer(&mut terminal, "does not end with a country's code", &format!("{}NO\r", "\u{7f}".repeat(6)));
    answer(&mut terminal, "Workplace:", &format!("{DOWN}{ENTER}"));
    // The level is not asked for: it was given.
    let between = answer(&mut terminal, "Employment:", ENTER);
    assert!(!between.contains("Level"), "{between}");
    answer(&mut terminal, "Required skills:", "tri\t, first aid\r");
    answer(&mut terminal, "Years of experience:", "2 in nursing\r");
    answer(&mut terminal, "Lowest degree:", ENTER);
    answer(&mut terminal, "Languages:", "Norwegian B2\r");
    answer(&mut terminal, "Pay:", ENTER);
    answer(&mut terminal, "Last day to apply:", "2027-01-31\r");
    let rest = terminal.exp_eof().expect("the end");
    assert!(rest.contains("http://localhost:4000/jobs/night-nurse/"), "{rest}");
    assert!(!rest.contains("Where to apply"), "site.yaml has it: {rest}");
    let text = site.read("content/jobs/night-nurse.md");
    for line in [
        "title: Night Nurse",
        "department: Night Care ",
        "locations: Bergen, NO ",
        "workplace: onsite ",
        "# employment: full-time ",
        "level: senior ",
        "  skills: [Triage, first aid] ",
        "    - { years: 2, in: nursing }",
        "  # education: bachelor ",
        "    - { name: Norwegian, level: B2 }",
        "# salary: ",
        "closes: 2027-01-31 ",
    ] {
        assert!(text.contains(&format!("\n{line}")), "`{line}` in\n{text}");
    }
    assert_eq!(site.run(&["build", "--today", "2026-12-01"]).status, Some(0));
}

#[test]
fn stopping_writes_nothing_and_no_colour_means_none() {
    let site = site();
    let mut terminal = program(&site, &["new"]);
    answer(&mut terminal, "Job title:", "Nurse\r");
    let shown = answer(&mut terminal, "Department:", "\u{3}");
    assert!(!shown.contains("\u{1b}[38;") && !shown.contains("\u{1b}[32m"), "{shown:?}");
    let rest = terminal.exp_eof().expect("the end");
    assert!(rest.contains("error: stopped; nothing was written"), "{rest}");
    assert_eq!(site.files().len(), 2);
}

#[test]
fn nothing_is_asked_when_nobody_wants_to_be() {
    let site = site();
    let mut terminal = program(&site, &["new", "Nurse", "--no-input"]);
    assert!(terminal.exp_eof().expect("the end").contains("Wrote `content/jobs/nurse.md`"));
}
