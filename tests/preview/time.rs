//! Midnight in the site's time zone: roles close and open without an edit.

use jiff::Timestamp;
use rolecall::pipeline::Clock;

use crate::desk::{Desk, Start};
use crate::page::Open;
use crate::project::Project;

/// Just before midnight of 22 November in Auckland, and in that second.
const BEFORE: &str = "2026-11-22T10:59:59.8Z";
const AFTER: &str = "2026-11-22T11:00:00.1Z";

fn at(instant: &str) -> Clock {
    Clock::Instant(instant.parse::<Timestamp>().expect("an instant"))
}

fn project() -> Project {
    let project = Project::new();
    project.write("content/site.yaml", "title: Careers\ntimezone: Pacific/Auckland\n");
    project.write("content/jobs/last.md", "---\ntitle: Last\nposted: 2026-11-01\ncloses: 2026-11-22\n---\nText.\n");
    project.write("content/jobs/first.md", "---\ntitle: First\nposted: 2026-11-23\n---\nText.\n");
    // No scan takes them for changed: the clock alone makes another site.
    project.age();
    project
}

fn desk() -> Desk {
    let mut desk = Start { clock: at(BEFORE), ..Start::default() }.on(project());
    desk.settle();
    desk
}

#[test]
fn a_role_closes_and_another_opens() {
    let mut desk = desk();
    assert_eq!(desk.client.get("/jobs/first/").status, 404);
    let (mut last, mut list) = (Open::follow(&mut desk, "/jobs/last/"), Open::follow(&mut desk, "/"));
    desk.set_clock(at(AFTER));
    assert!(last.hear().is_new && list.hear().is_new);
    desk.settle();
    assert_eq!(desk.client.get("/jobs/first/").status, 200);
    // And the next day, and a clock that is set back.
    desk.set_clock(at("2026-11-23T10:59:59.9Z"));
    desk.settle();
    desk.set_clock(at("2026-11-24T10:59:59.9Z"));
    desk.project.write("content/jobs/touch.md", "---\ntitle: Touched\n---\n");
    desk.settle();
    desk.set_clock(at(BEFORE));
    desk.project.remove("content/jobs/touch.md");
    desk.settle();
}

#[test]
fn midnight_while_something_is_broken() {
    let mut desk = desk();
    let good = desk.clean();
    desk.project.write("content/jobs/a.md", "---\ntitle: Alpha\nlevel: wizard\n---\n");
    desk.hears_of_errors();
    desk.set_clock(at(AFTER));
    desk.serves(&good);
    desk.project.write("content/jobs/a.md", "---\ntitle: Alpha\n---\n");
    desk.settle();
}

#[test]
fn midnight_before_there_is_a_site() {
    let project = project();
    project.write("content/jobs/a.md", "---\ntitle: Alpha\nlevel: wizard\n---\n");
    let mut desk = Start { clock: at(BEFORE), ..Start::default() }.on(project);
    let wrong = desk.wrong().expect("it is broken");
    desk.says(&wrong);
    desk.set_clock(at(AFTER));
    desk.says(&wrong);
    desk.project.write("content/jobs/a.md", "---\ntitle: Alpha\n---\n");
    desk.settle();
    assert_eq!(desk.client.get("/jobs/first/").status, 200);
}

#[test]
fn another_time_zone_is_another_day() {
    let mut desk = desk();
    desk.set_clock(at(AFTER));
    desk.project.write("content/site.yaml", "title: Careers\ntimezone: Pacific/Honolulu\n");
    desk.settle();
    assert_eq!(desk.client.get("/jobs/first/").status, 404);
    desk.project.write("content/site.yaml", "title: Careers\ntimezone: Pacific/Kiritimati\n");
    desk.settle();
    assert_eq!(desk.client.get("/jobs/first/").status, 200);
}
