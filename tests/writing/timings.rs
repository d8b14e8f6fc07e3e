//! What `build --timings` says.

use serde_json::Value;

use crate::project::{Project, files};

/// The timings of a build as JSON.
fn timings(project: &Project, args: &[&str]) -> (Value, Option<i32>) {
    let args = [&["--timings", "--format", "json"], args].concat();
    let output = project.run(&args);
    let text = String::from_utf8(output.stdout).expect("a text");
    (serde_json::from_str(&text).expect("JSON and nothing else"), output.status.code())
}

fn sum(list: &Value, key: &str) -> f64 {
    list.as_array().expect("a list").iter().map(|part| part[key].as_f64().expect("a number")).sum()
}

#[test]
fn the_parts_add_up() {
    let project = Project::new();
    let (said, status) = timings(&project, &[]);
    assert_eq!((status, &said["version"]), (Some(0), &Value::from(1)));
    // Each figure is cut off at a microsecond.
    let (wall, cut) = (said["wall_ms"].as_f64().expect("a number"), 0.001);
    let stages = said["stages"].as_array().expect("a list").len() as f64;
    assert!((wall - sum(&said["stages"], "wall_ms")).abs() <= stages * cut, "{said}");
    let all = wall * said["threads"].as_f64().expect("a number");
    let parts = sum(&said["work"], "thread_ms") + said["other_thread_ms"].as_f64().expect("a number");
    assert!((all - parts).abs() <= 64.0 * cut, "{said}");
}

#[test]
fn each_template_has_its_pages() {
    let project = Project::new();
    project.write("content/pages/about.md", "---\ntitle: About\n---\nUs.\n");
    let (said, _) = timings(&project, &[]);
    let written = files(&project.path("public"));
    let work = |name: &str| {
        said["work"]
            .as_array()
            .expect("a list")
            .iter()
            .find(|work| work["work"] == name)
            .unwrap_or(&Value::Null)
            .clone()
    };
    let of = |is: &dyn Fn(&str) -> bool| {
        written.iter().filter(|(path, _)| is(path)).map(|(_, (bytes, _))| bytes.len()).collect::<Vec<_>>()
    };
    for (name, lengths) in [
        ("role.html", of(&|path| path.starts_with("jobs/"))),
        ("page.html", of(&|path| path == "about/index.html")),
        ("jobs.json", of(&|path| path == "jobs.json")),
        ("write", of(&|path| path != ".rolecall")),
    ] {
        let work = work(name);
        assert_eq!(work["files"].as_u64(), Some(lengths.len() as u64), "{name}");
        assert_eq!(work["bytes"].as_u64(), Some(lengths.iter().sum::<usize>() as u64), "{name}");
    }
    assert_eq!(work("parse")["files"], 4);
    assert_eq!(work("read")["files"], 8, "each posting is read again for its page");
    assert_eq!(said["written"]["new"].as_u64(), Some(written.len() as u64 - 1));
}

#[test]
fn a_build_that_fails_tells_its_stages_too() {
    let project = Project::new();
    project.write("content/jobs/b.md", "---\ntitle: B\nlevel: wizard\n---\n");
    let (said, status) = timings(&project, &[]);
    assert_eq!((status, &said["written"]), (Some(1), &Value::Null));
    assert!(said["stages"].as_array().is_some_and(|stages| stages.iter().any(|stage| stage["stage"] == "postings")));
}

#[test]
fn people_read_tables() {
    let project = Project::new();
    let output = project.run(&["--timings"]);
    let text = String::from_utf8_lossy(&output.stdout);
    for part in ["wall time", "read and parse postings", "role.html", "thread time", "in all", "roles in `public`"] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
    // A format without timings says nothing.
    assert_eq!(project.run(&["--format", "json"]).status.code(), Some(2));
}
