//! Law 2 on a real disk: a build on top of another, with what that one noted, is the build from nothing.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rolecall::config::BaseUrl;
use rolecall::edge::build::{Job, Outcome, build};
use rolecall::edge::record::FOLDER;
use rolecall::meter::Unmetered;
use rolecall::pipeline::{Clock, Request};
use rolecall::site::shard::Shard;

use crate::generate::{self, Project as Board, TODAY, Tweak};
use crate::project::{Files, Project, bytes, files, posting, touched, wait_for_the_clock};

#[test]
fn a_rebuild_is_told_by_its_folder_and_survives_its_loss() {
    let project = Project::new();
    let first = project.build();
    let folder = project.path(FOLDER);
    assert_eq!(fs::read_to_string(folder.join(".gitignore")).expect("a file"), "*\n");
    assert!(fs::read_to_string(folder.join("CACHEDIR.TAG")).expect("a file").starts_with("Signature: "));
    fs::remove_dir_all(&folder).expect("it can be removed");
    assert_eq!(touched(&first, &project.build()), [] as [&str; 0]);
    assert!(folder.is_dir());
    // Where it cannot be made there is none.
    fs::remove_dir_all(&folder).expect("it can be removed");
    fs::write(&folder, "in the way").expect("a file can be written");
    assert_eq!(touched(&first, &project.build()), [] as [&str; 0]);
    assert_eq!(fs::read_to_string(&folder).expect("a file"), "in the way");
}

#[test]
fn one_changed_posting_renders_its_page_and_few_others() {
    let project = Project::new();
    for i in 0..300 {
        let department = ["X", "Y", "Z"][i % 3];
        project.write(&format!("content/jobs/role-{i}.md"), &posting(&format!("Role {i}"), department, "Text."));
    }
    project.write("content/site.yaml", "title: Careers\nper_page: 10\n");
    project.build();
    wait_for_the_clock();
    project.build();
    project.write("content/jobs/role-7.md", &posting("Role 7", "Y", "Another text."));
    let output = project.run(&["--timings", "--format", "json"]);
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let of = |name: &str| {
        let work = said["work"].as_array().expect("a list").iter().find(|work| work["work"] == name);
        work.and_then(|work| work["files"].as_u64()).unwrap_or(0)
    };
    assert_eq!(of("parse"), 1, "only the posting that changed: {said}");
    assert!((1..40).contains(&of("role.html")), "its page, and those that name it as related: {said}");
    assert!(of("term.html") + of("index.html") < 10, "the lists that it stands in: {said}");
    assert_eq!(of("jobs.json") + of("sitemap"), 0, "files that tell no role's text: {said}");
}

#[test]
fn an_output_that_somebody_touched_is_mended() {
    let project = Project::new();
    let first = project.build();
    wait_for_the_clock();
    project.build();
    let page = project.path("public/jobs/a/index.html");
    let text = fs::read_to_string(&page).expect("a page");
    // As long as before.
    fs::write(&page, text.replacen("Text.", "Next.", 1)).expect("it can be written");
    fs::remove_file(project.path("public/jobs/b/index.html")).expect("it was there");
    fs::remove_file(project.path("public/logo.svg")).expect("it was there");
    let mended = project.build();
    assert!(bytes(&mended) == bytes(&first), "{:?}", touched(&first, &mended));
}

/// Something that happens between two builds.
#[derive(Debug, Clone)]
enum Event {
    Tweak(Tweak),
    /// A file beside the postings: its path, and its text or none.
    File(&'static str, Option<&'static str>),
    Today(i32),
    Drafts(bool),
    BaseUrl(Option<&'static str>),
    Shard(u32),
    /// A file of the output is written over, by its place.
    Spoil(usize),
    /// A file of the output is removed.
    Lose(usize),
    /// The record is deleted, cut off, or has a wrong byte.
    Damage(usize, usize),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    const FILES: &[(&str, Option<&str>)] = &[
        ("templates/row.html", Some("<li>{{ role.title }} {{ role.url }}</li>\n")),
        ("templates/row.html", None),
        ("templates/text/en.yaml", Some("apply: Go on\n")),
        ("static/a/b.txt", Some("file")),
        ("static/a/b.txt", Some("life")),
        ("static/a/b.txt", None),
        ("static/assets/custom.css", Some("p { margin: 0 }")),
        ("static/assets/custom.css", None),
        ("content/skills.yaml", Some("Rust Language: { aliases: [rust] }\n")),
        ("content/pages/new.md", Some("---\ntitle: New\nmenu: true\n---\nText.\n")),
        ("content/jobs/wrong.md", Some("---\ntitel: x\n---\n")),
        ("content/jobs/wrong.md", None),
    ];
    let event = prop_oneof![
        8 => generate::tweaks(2).prop_map(|tweaks| Event::Tweak(tweaks[0])),
        4 => prop::sample::select(FILES).prop_map(|(path, text)| Event::File(path, text)),
        1 => (-3i32..40).prop_map(Event::Today),
        1 => any::<bool>().prop_map(Event::Drafts),
        1 => prop::sample::select(vec![None, Some("https://example.org/x/")]).prop_map(Event::BaseUrl),
        1 => (1u32..=2).prop_map(Event::Shard),
        2 => any::<usize>().prop_map(Event::Spoil),
        2 => any::<usize>().prop_map(Event::Lose),
        2 => (any::<usize>(), 0usize..3).prop_map(|(place, how)| Event::Damage(place, how)),
    ];
    prop::collection::vec(event, 1..12)
}

/// A project on disk that is built again and again.
struct Site {
    folder: tempfile::TempDir,
    board: Board,
    job: Job,
}

impl Site {
    fn new(board: Board) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = fs::canonicalize(folder.path()).expect("it is there");
        let job = Job { out: root.join("public"), root, request: board.request(), shard: Shard::WHOLE };
        let site = Self { folder, board, job };
        site.lay();
        site
    }

    /// Writes the files of the board that are not as they should be.
    fn lay(&self) {
        for (path, text) in self.board.files() {
            let path = self.folder.path().join(path);
            if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
                write(&path, &text);
            }
        }
    }

    fn happens(&mut self, event: &Event) {
        match event {
            Event::Tweak(tweak) => {
                tweak.apply(&mut self.board);
                self.lay();
            }
            Event::File(path, Some(text)) => write(&self.folder.path().join(path), text),
            Event::File(path, None) => _ = fs::remove_file(self.folder.path().join(path)),
            Event::Today(days) => {
                use jiff::ToSpan as _;
                self.job.request.clock = Clock::Day(TODAY + days.days());
            }
            Event::Drafts(drafts) => self.job.request.drafts = *drafts,
            Event::BaseUrl(url) => {
                self.job.request.base_url = url.map(|url| BaseUrl::parse(url).expect("an address"));
            }
            Event::Shard(number) => self.job.shard = Shard::new(*number, 2).expect("a shard"),
            Event::Spoil(place) => {
                if let Some(path) = self.output(*place) {
                    let length = fs::read(&path).map_or(0, |bytes| bytes.len());
                    fs::write(&path, "x".repeat(length)).expect("it can be written");
                }
            }
            Event::Lose(place) => {
                if let Some(path) = self.output(*place) {
                    fs::remove_file(path).expect("it was there");
                }
            }
            Event::Damage(place, how) => self.damage(*place, *how),
        }
    }

    /// A file of the output, but for its list.
    fn output(&self, place: usize) -> Option<PathBuf> {
        let paths: Vec<String> = files(&self.job.out).into_keys().filter(|path| path != ".rolecall").collect();
        (!paths.is_empty()).then(|| self.job.out.join(&paths[place % paths.len()]))
    }

    fn damage(&self, place: usize, how: usize) {
        for entry in fs::read_dir(self.job.root.join(FOLDER)).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|extension| extension != "build") {
                continue;
            }
            let mut bytes = fs::read(&path).expect("a record");
            let at = place % bytes.len().max(1);
            match how {
                0 => bytes.truncate(at),
                1 if !bytes.is_empty() => bytes[at] ^= 1 << (place % 8),
                _ => {
                    fs::remove_file(&path).expect("it was there");
                    continue;
                }
            }
            fs::write(&path, bytes).expect("it can be written");
        }
    }

    fn build(&self, request: &Request) -> Outcome {
        build(&Job { request: request.clone(), ..self.job.clone() }, &Unmetered).expect("the environment is well")
    }

    /// What a build from nothing gives, without what earlier ones noted.
    fn cold(&self, number: usize) -> (Outcome, Files) {
        let out = self.job.root.join(format!("cold-{number}"));
        let job = Job { out: out.clone(), ..self.job.clone() };
        let outcome = build(&job, &Unmetered).expect("the environment is well");
        let made = files(&out);
        if out.exists() {
            fs::remove_dir_all(&out).expect("it can be removed");
        }
        (outcome, made)
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(16), failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn law_2_a_rebuild_is_the_build_from_nothing(board in generate::project(10), events in events()) {
        let mut site = Site::new(board);
        site.build(&site.job.request);
        for (number, event) in events.iter().enumerate() {
            site.happens(event);
            let before = files(&site.job.out);
            let warm = site.build(&site.job.request);
            let after = files(&site.job.out);
            let (cold, wanted) = site.cold(number);
            prop_assert_eq!(&warm.report, &cold.report, "after {:?}", event);
            prop_assert_eq!(warm.written.is_some(), cold.written.is_some());
            if let (Some(warm), Some(cold)) = (&warm.written, &cold.written) {
                let differs = || touched(&wanted, &after).into_iter().filter(|path| wanted.get(path).map(|f| &f.0) != after.get(path).map(|f| &f.0)).collect::<Vec<_>>();
                prop_assert!(bytes(&after) == bytes(&wanted), "{:?} differ after {:?}", differs(), event);
                prop_assert_eq!((warm.roles, warm.files.bytes), (cold.roles, cold.files.bytes));
                // Only what differs was written: a file with the same bytes has its old time.
                for (path, (bytes, time)) in &after {
                    if let Some((old, old_time)) = before.get(path) {
                        prop_assert!(old != bytes || old_time == time, "{path} was written again after {event:?}");
                    }
                }
            } else {
                prop_assert!(touched(&before, &after).is_empty());
            }
        }
    }
}

fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}
