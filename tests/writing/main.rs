//! The output folder on a real disk, through the program: what is written, kept, removed and left alone.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test of the program stands outside of it"
)]

#[path = "../laws/generate.rs"]
#[allow(dead_code, reason = "the laws use the rest")]
mod generate;
mod project;
mod rebuild;
mod shards;
mod timings;

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use project::{Files, Project, bytes, files, posting, touched, wait_for_the_clock};

#[test]
fn an_unchanged_rebuild_touches_nothing() {
    let project = Project::new();
    let first = project.build();
    wait_for_the_clock();
    assert_eq!(touched(&first, &project.build()), [] as [&str; 0]);
    // Nor when only the times of the sources are new.
    project.write("content/jobs/a.md", &posting("a", "Engineering", "Text."));
    assert_eq!(touched(&first, &project.build()), [] as [&str; 0]);
}

#[test]
fn a_new_body_touches_its_own_page_and_what_tells_of_it() {
    let project = Project::new();
    let first = project.build();
    wait_for_the_clock();
    project.write(
        "content/jobs/c.md",
        &posting("c", "Sales", "Text.\n\nAn end that no summary reaches. ".repeat(40).as_str()),
    );
    let rebuilt = project.build();
    let touched = touched(&first, &rebuilt);
    assert!(touched.contains(&"jobs/c/index.html".to_owned()), "{touched:?}");
    let told = |path: &String| {
        path == "jobs/c/index.html" || path == "jobs.json" || path.ends_with("feed.xml") || path.ends_with("feed.json")
    };
    assert!(touched.iter().all(told), "{touched:?}");
    // And the other department knows nothing of it.
    assert!(!touched.iter().any(|path| path.starts_with("department/engineering")), "{touched:?}");
}

#[test]
fn stale_files_and_empty_folders_go_and_foreign_files_stay() {
    let project = Project::new();
    project.build();
    project.write("public/.git/HEAD", "ref");
    project.write("public/own.txt", "mine");
    project.write("public/department/sales/own.txt", "mine too");
    fs::remove_file(project.path("content/jobs/c.md")).expect("it was there");
    fs::remove_file(project.path("content/jobs/d.md")).expect("it was there");
    fs::remove_file(project.path("static/logo.svg")).expect("it was there");
    let rebuilt = project.build();
    let gone = [
        "jobs/c/index.html",
        "department/sales/index.html",
        "department/sales/feed.xml",
        "logo.svg",
        "page/2/index.html",
    ];
    assert!(gone.iter().all(|path| !rebuilt.contains_key(*path)));
    assert!(!project.path("public/jobs/c").exists() && !project.path("public/page").exists());
    let kept = [".git/HEAD", "own.txt", "department/sales/own.txt"];
    assert!(kept.iter().all(|path| rebuilt.contains_key(*path)));
    // What is left is what a build into a new folder gives.
    let clean = project.run(&["--out", "clean"]);
    assert!(clean.status.success());
    let clean = files(&project.path("clean"));
    let mut ours = bytes(&rebuilt);
    ours.retain(|path, _| !kept.contains(path));
    assert!(ours == bytes(&clean), "{:?}", touched(&rebuilt, &clean));
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_left_as_it_is() {
    let project = Project::new();
    project.write("public/index.html", "mine");
    let before = files(project.root());
    let output = project.run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.starts_with("error: ") && stderr.contains("public"), "{stderr}");
    assert_eq!(touched(&before, &files(project.root())), [] as [&str; 0]);
    // The sources, the project itself and a file are no place for the output either.
    for out in ["content", "content/jobs", "templates", "static/x", ".", "..", "/", "content/site.yaml"] {
        let output = project.run(&["--out", out]);
        assert_eq!(output.status.code(), Some(2), "{out}");
        assert_eq!(touched(&before, &files(project.root())), [] as [&str; 0], "{out}");
    }
}

#[test]
fn a_page_is_replaced_and_never_written_in_place() {
    let project = Project::new();
    project.build();
    // Who reads the old page while the new one is written reads the old one to its end.
    let old = fs::read(project.path("public/jobs/a/index.html")).expect("a page");
    fs::hard_link(project.path("public/jobs/a/index.html"), project.path("reader.html")).expect("a second name");
    project.write("content/jobs/a.md", &posting("a", "Engineering", "Another text."));
    project.build();
    assert!(fs::read(project.path("reader.html")).expect("a page") == old);
    assert!(fs::read(project.path("public/jobs/a/index.html")).expect("a page") != old);
}

#[test]
fn errors_leave_the_earlier_site_as_it_is() {
    let project = Project::new();
    let first = project.build();
    project.write("content/jobs/b.md", "---\ntitle: B\nlevel: wizard\n---\n");
    let output = project.run(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(touched(&first, &files(&project.path("public"))), [] as [&str; 0]);
}

#[test]
fn the_list_names_exactly_the_files() {
    let project = Project::new();
    let check = |built: &Files| {
        let list = String::from_utf8(built[".rolecall"].0.clone()).expect("a text");
        let listed: Vec<&str> = list.lines().skip(1).collect();
        let written: Vec<&str> = built.keys().map(String::as_str).filter(|path| *path != ".rolecall").collect();
        assert_eq!(listed, written);
    };
    check(&project.build());
    fs::remove_file(project.path("content/jobs/a.md")).expect("it was there");
    project.write("static/new.txt", "new");
    check(&project.build());
}

#[test]
fn two_builds_are_equal_and_nothing_outside_the_output_is_touched() {
    let project = Project::new();
    let before = files(project.root());
    for out in ["one", "two"] {
        assert!(project.run(&["--out", out]).status.success());
    }
    let (one, two) = (files(&project.path("one")), files(&project.path("two")));
    assert!(!one.is_empty() && bytes(&one) == bytes(&two), "{:?}", touched(&one, &two));
    let mut after = files(project.root());
    after.retain(|path, _| !path.starts_with("one/") && !path.starts_with("two/"));
    // One folder beside the output is the program's own: what it notes of each output folder.
    let noted: Vec<String> = after.keys().filter(|path| path.starts_with(".rolecall-cache/")).cloned().collect();
    assert_eq!(noted.iter().filter(|path| path.ends_with(".build")).count(), 2, "{noted:?}");
    assert_eq!(noted.len(), 4, "{noted:?}");
    after.retain(|path, _| !path.starts_with(".rolecall-cache/"));
    assert_eq!(touched(&before, &after), [] as [&str; 0]);
    // Another folder of work, another name of the project, another number of threads: the same bytes.
    let elsewhere = Project::new();
    let mut command = elsewhere.command(&["--out", "../../three"]);
    let output = command.current_dir(elsewhere.path("content/jobs")).env("RAYON_NUM_THREADS", "1").output();
    assert!(output.expect("the program starts").status.success());
    let three = files(&elsewhere.path("three"));
    assert!(bytes(&one) == bytes(&three), "{:?}", touched(&one, &three));
}

#[test]
fn outside_a_project_it_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(env!("CARGO_BIN_EXE_rolecall")).arg("build").current_dir(folder.path()).output();
    let output = output.expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("no `content` folder") && stderr.contains("content/jobs"), "{stderr}");
    assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 0);
}

#[test]
fn a_build_that_is_killed_is_completed_by_the_next() {
    let project = Project::new();
    for i in 0..1000 {
        let department = ["X", "Y", "Z"][i % 3];
        project.write(&format!("content/jobs/group/role-{i}.md"), &posting(&format!("Role {i}"), department, "Text."));
    }
    let (mut finished, mut partial) = (0, 0);
    // So long after the first file is written; the last comes late enough to find a finished build on most machines.
    for (round, wait) in [0u64, 1, 5, 10, 20, 30, 60, 150].into_iter().enumerate() {
        // A new title changes every page; a posting comes and another goes.
        project.write("content/site.yaml", &format!("title: Careers {round}\nper_page: 20\n"));
        project.write(&format!("content/jobs/new-{round}.md"), &posting(&format!("New {round}"), "New", "Text."));
        fs::remove_file(project.path(&format!("content/jobs/group/role-{round}.md"))).expect("it was there");
        let mut child =
            project.command(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        // The first file with a title, in the order of paths; others follow on other threads.
        let first = project.path("public/404.html");
        let begun = || fs::read_to_string(&first).is_ok_and(|page| page.contains(&format!("Careers {round}")));
        while !begun() && child.try_wait().expect("a child").is_none() {
            sleep(Duration::from_millis(1));
        }
        sleep(Duration::from_millis(wait));
        child.kill().expect("it can be killed");
        finished += usize::from(child.wait().expect("it ends").success());
        // Whatever is there is whole, and the list knows it.
        let left = files(&project.path("public"));
        let listed =
            left.get(".rolecall").map(|(list, _)| String::from_utf8_lossy(list).into_owned()).unwrap_or_default();
        let mut new = 0;
        for (path, (bytes, _)) in left.iter().filter(|(path, _)| !path.starts_with(".rolecall")) {
            assert!(listed.lines().any(|line| line == path), "{path} is on no list");
            let text = String::from_utf8_lossy(bytes);
            assert!(!path.ends_with(".html") || text.ends_with("</html>\n"), "{path} is half: {text}");
            new += usize::from(path.ends_with(".html") && text.contains(&format!("Careers {round}")));
        }
        partial += usize::from((1..1000).contains(&new));
    }
    println!("{finished} builds were too quick, {partial} were killed between the first page and the last");
    let completed = project.build();
    assert!(project.run(&["--out", "clean"]).status.success());
    let clean = files(&project.path("clean"));
    assert!(bytes(&completed) == bytes(&clean), "{} files differ", touched(&completed, &clean).len());
}
