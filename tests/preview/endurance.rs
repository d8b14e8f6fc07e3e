//! A day of editing does not fill the memory.

use std::fs;

use crate::desk::wait_for;
use crate::program::Program;
use crate::project::{Project, posting};

/// So many edits; `PREVIEW_EDITS` says another number.
const EDITS: usize = 1200;
/// So much more memory may be in use after them than after the first tenth. Each edit that stayed would cost 20 KiB or more.
const GROWTH: usize = 4 << 10;

/// The memory of a process in KiB.
fn memory(process: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[test]
fn memory_does_not_grow_with_the_edits() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let edits = std::env::var("PREVIEW_EDITS").ok().and_then(|n| n.parse().ok()).unwrap_or(EDITS);
    let project = Project::new();
    // So that a site that stayed would weigh something.
    for n in 0..40 {
        project.write(&format!("content/jobs/more/role-{n}.md"), &posting(&format!("Role {n}"), "More", "More."));
    }
    let mut program = Program::start(&project, &["--port", "0"]);
    let mut client = program.client();
    let mut early = 0;
    for n in 0..edits {
        let text = match n % 50 {
            // Errors, and content that is the same as before.
            10 => format!("---\ntitle: Alpha\nlevel: wizard {n}\n---\n"),
            20..25 => posting("Alpha", "Engineering", "The same."),
            _ => posting("Alpha", &format!("Department {n}"), &format!("Edit {n}.")),
        };
        project.write("content/jobs/a.md", &text);
        // Not each is waited for, so that some are seen together.
        if n % 4 == 3 && !(20..25).contains(&(n % 50)) {
            let text = format!("Edit {n}.");
            wait_for(|| client.get("/jobs/a/").text().contains(&text).then_some(()).ok_or(text.clone()));
        }
        if n == edits / 10 {
            early = memory(program.id());
        }
    }
    let late = memory(program.id());
    println!("{early} KiB after {} edits, {late} KiB after {edits}", edits / 10);
    assert!(late < early + GROWTH, "{early} KiB after {} edits, {late} KiB after {edits}", edits / 10);
    program.interrupt();
}
