//! Random edits of every kind, in bursts; after each the preview equals a clean build, or says what is wrong with it.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::time::{Duration, SystemTime};

use crate::desk::{Desk, Start};
use crate::project::{Project, SITE, posting};

/// So many sequences, unless the environment says how many.
fn cases(usual: u64) -> u64 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        // Knuth's MMIX generator; its high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// Few paths, so that the operations meet.
const FOLDERS: [&str; 4] = ["content/jobs", "content/jobs/x", "content/jobs/x/y", "content/jobs/a.md"];
const NAMES: [&str; 4] = ["a.md", "b.md", "x.md", "new.md"];
const OTHERS: [(&str, &[&str]); 8] = [
    ("content/site.yaml", &[SITE, "title: Others\n", "title: Careers\nper_page: 1\n", "titel: x\n", ""]),
    ("content/skills.yaml", &["Magic: { aliases: [sorcery] }\n", "[broken"]),
    ("content/pages/about.md", &["---\ntitle: About\n---\nOne.\n", "---\ntitle: About\n---\nTwo.\n", "x"]),
    ("content/companies/acme.md", &["---\ntitle: Acme\n---\nUs.\n", "---\ntitle: Emca\n---\nUs.\n"]),
    ("templates/row.html", &["<p>{{ role.title }}</p>", "<b>{{ role.title }}</b>", "{{ nothing }}", "{{"]),
    ("templates/base.html", &["{% extends \"rolecall/base.html\" %}{% block footer %}{% endblock %}"]),
    ("static/assets/style.css", &["a {}", "b {}"]),
    ("static/logo.svg", &["<svg/>", "<svg></svg>"]),
];

fn text(random: &mut Random, n: usize) -> String {
    match random.below(10) {
        0 => format!("---\ntitle: Broken\nlevel: wizard {n}\n---\n"),
        1 => format!("---\ntitle: Skilled {n}\nrequirements: {{ skills: [sorcery] }}\n---\n"),
        // The same length each time.
        2..5 => posting("Same", "Sales", &format!("Edit {:06}.", n % 1_000_000)),
        _ => posting(&format!("Role {n}"), random.pick(&["Sales", "Legal"]), &format!("Edit {n}.")),
    }
}

/// One operation; many of them fail, as they may.
fn edit(project: &Project, random: &mut Random, n: usize) {
    let folder = project.path(random.pick(&FOLDERS));
    let (a, b) = (folder.join(random.pick(&NAMES)), project.path(random.pick(&FOLDERS)).join(random.pick(&NAMES)));
    let text = text(random, n);
    let _ = match random.below(14) {
        0..4 => fs::write(&a, text),
        4 => fs::create_dir_all(&folder).and_then(|()| fs::write(&a, text)),
        5 => fs::write(a.with_extension("md.Xyz"), text).and_then(|()| fs::rename(a.with_extension("md.Xyz"), &b)),
        6 => fs::rename(&a, &b),
        7 => fs::remove_file(&a),
        8 => fs::rename(&folder, project.path(random.pick(&FOLDERS))),
        9 if random.below(2) == 0 => fs::remove_dir_all(&folder),
        9 => fs::rename(&folder, project.path("../away")),
        10 => fs::rename(project.path("../away"), &folder),
        11 => File::options()
            .write(true)
            .open(&a)
            .and_then(|file| file.set_modified(SystemTime::now() - Duration::from_secs(random.below(100_000) as u64))),
        12 if random.below(3) == 0 => symlink(&b, &a),
        _ => {
            let (path, texts) = OTHERS[random.below(OTHERS.len())];
            let path = project.path(path);
            match random.below(texts.len() + 1) {
                0 => fs::remove_file(path),
                n => fs::create_dir_all(path.parent().expect("a folder")).and_then(|()| fs::write(path, texts[n - 1])),
            }
        }
    };
}

fn follow(seed: u64, poll: bool, bursts: usize) {
    println!("seed {seed}");
    let mut random = Random(seed);
    let mut desk = Start { poll, ..Start::default() }.on(Project::new());
    for burst in 0..bursts {
        for n in 0..=random.below(12) {
            edit(&desk.project, &mut random, burst * 100 + n);
            if random.below(3) == 0 {
                // In the middle of it all somebody looks.
                desk.client.get(random.pick(&["/jobs/a/", "/jobs/x/", "/", "/about/"]));
            }
        }
        settle(&mut desk);
    }
    // All is mended.
    fs::remove_dir_all(desk.project.path("content")).expect("it was there");
    desk.project.write("content/jobs/a.md", &posting("Alpha", "Sales", "The end."));
    for path in ["templates", "static"] {
        let _ = fs::remove_dir_all(desk.project.path(path));
    }
    desk.settle();
}

fn settle(desk: &mut Desk) {
    match desk.wrong() {
        None => desk.settle(),
        Some(wrong) => desk.says(&wrong),
    }
}

#[test]
fn random_edits_end_in_what_a_clean_build_gives() {
    for seed in 0..cases(12) {
        follow(seed, false, 6);
    }
}

#[test]
fn random_edits_while_polling() {
    for seed in 1000..1000 + cases(2) {
        follow(seed, true, 3);
    }
}
