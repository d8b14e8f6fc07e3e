//! One file, saved in every way that programs save files.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use crate::desk::Desk;
use crate::project::posting;

type Save = fn(&Path, &[u8]);

/// What replaces `a.md` in the folder of a path, with another ending.
fn beside(path: &Path, ending: &str) -> std::path::PathBuf {
    let name = path.file_name().expect("a name").to_string_lossy();
    path.with_file_name(format!("{name}{ending}"))
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("a file can be written");
}

fn rename(from: &Path, to: &Path) {
    fs::rename(from, to).expect("a file can be renamed");
}

fn remove(path: &Path) {
    fs::remove_file(path).expect("a file can be removed");
}

/// Vim tries whether it may write, keeps the old file beside, and writes a new one.
fn vim(path: &Path, bytes: &[u8]) {
    let swap = path.with_file_name(".a.md.swp");
    write(&swap, b"swap");
    let probe = path.with_file_name("4913");
    write(&probe, b"");
    remove(&probe);
    rename(path, &beside(path, "~"));
    write(path, bytes);
    remove(&beside(path, "~"));
    remove(&swap);
}

fn helix(path: &Path, bytes: &[u8]) {
    rename(path, &beside(path, "Xy1.bck"));
    write(path, bytes);
    remove(&beside(path, "Xy1.bck"));
}

/// Empties the file and writes it.
fn code(path: &Path, bytes: &[u8]) {
    let mut file = File::options().write(true).truncate(true).open(path).expect("a file");
    let (one, two) = bytes.split_at(bytes.len() / 2);
    file.write_all(one).and_then(|()| file.write_all(two)).and_then(|()| file.sync_all()).expect("it can be written");
}

fn jetbrains(path: &Path, bytes: &[u8]) {
    let (new, old) = (beside(path, "___jb_tmp___"), beside(path, "___jb_old___"));
    write(&new, bytes);
    rename(path, &old);
    rename(&new, path);
    remove(&old);
}

/// KDE and GNOME write beside and rename.
fn kate(path: &Path, bytes: &[u8]) {
    let swap = path.with_file_name(".a.md.kate-swp");
    write(&swap, b"swap");
    let new = beside(path, ".QbWxYz");
    write(&new, bytes);
    rename(&new, path);
    remove(&swap);
}

fn emacs(path: &Path, bytes: &[u8]) {
    let lock = path.with_file_name(".#a.md");
    std::os::unix::fs::symlink("somebody@somewhere.1:2", &lock).expect("a link can be made");
    write(&path.with_file_name("#a.md#"), b"half");
    fs::copy(path, beside(path, "~")).expect("a copy");
    write(path, bytes);
    remove(&path.with_file_name("#a.md#"));
    remove(&lock);
}

/// As `git stash pop` and `cp -p` do: the file is another, and older than the one before.
fn older(path: &Path, bytes: &[u8]) {
    let new = beside(path, "~");
    write(&new, bytes);
    let then = SystemTime::now() - Duration::from_secs(86_400);
    File::options().write(true).open(&new).and_then(|file| file.set_modified(then)).expect("a time can be set");
    rename(&new, path);
}

/// Another text of the same length, with the time of the old one.
fn same_time(path: &Path, bytes: &[u8]) {
    let then = fs::metadata(path).and_then(|data| data.modified()).expect("a time");
    let mut file = File::options().write(true).open(path).expect("a file");
    file.write_all(bytes).and_then(|()| file.set_len(bytes.len() as u64)).expect("it can be written");
    file.set_modified(then).expect("a time can be set");
}

const SAVES: [(&str, Save); 10] = [
    ("plain", write),
    ("vim", vim),
    ("helix", helix),
    ("code", code),
    ("jetbrains", jetbrains),
    ("kate", kate),
    ("emacs", emacs),
    ("older", older),
    ("same time", same_time),
    // The text is as long as the one before, and all times that can be set are its own.
    ("same tide", same_time),
];

#[test]
fn every_way_to_save_is_followed_and_none_shows_an_error() {
    let mut desk = Desk::new();
    for round in ["first", "again", "third"] {
        for (name, save) in SAVES {
            for file in ["content/jobs/a.md", "content/jobs/deep/c.md"] {
                let text = posting(&format!("Role {round}"), "Sales", &format!("Saved by {name}, {round}."));
                save(&desk.project.path(file), text.as_bytes());
            }
            desk.settle();
            let page = desk.client.get("/jobs/a/").text();
            assert!(page.contains(&format!("Saved by {name}, {round}.")), "{name}: {page}");
        }
    }
    desk.all_was_well();
}

#[test]
fn edits_of_the_same_length_in_the_same_second_are_all_seen() {
    let mut desk = Desk::new();
    for n in 100..130 {
        desk.project.write("content/jobs/a.md", &posting("Alpha", "Engineering", &format!("Edit {n}.")));
        // Files whose bytes nobody compares.
        desk.project.write("content/pages/about.md", &format!("---\ntitle: About\n---\nEdit {n}.\n"));
        if n % 3 == 0 {
            desk.settle();
        }
    }
    desk.settle();
    desk.all_was_well();
}

/// Whoever writes slowly: what is there for a moment is no error, and a file that is empty for a moment is none at all.
#[test]
fn a_half_written_file_shows_no_error() {
    let mut desk = Desk::new();
    let site = "title: Careers\nbase_url: https://example.com/\nmenu: [{ title: Half, url: /about/ }]\n";
    let moved = site.replace("example.com/", "example.com/x/");
    let role = "{% extends \"rolecall/role.html\" %}{% block notice %}Whole.{% endblock %}";
    let files = [
        ("content/jobs/a.md", posting("Alpha", "Sales", "Whole.")),
        ("content/jobs/new.md", posting("New", "Sales", "Whole.")),
        ("templates/role.html", role.to_owned()),
        ("templates/role.html", role.replace("Whole.", "Entire.")),
        ("content/site.yaml", site.to_owned()),
        ("content/site.yaml", moved.clone()),
        ("content/site.yaml", moved.replace("Half", "Whole")),
    ];
    for (path, text) in &files {
        for first in [0, text.len() / 3, text.len() * 2 / 3] {
            while !written_slowly(&mut desk, path, text, first) {
                desk.settle();
                desk.news.try_iter().for_each(drop);
            }
            desk.settle();
            desk.all_was_well();
        }
    }
}

/// Writes the first bytes of a file, and all of it a while later. Says whether it was as quick as that: a machine that is
/// busy elsewhere makes anyone a writer whom nobody can wait for.
fn written_slowly(desk: &mut Desk, path: &str, text: &str, first: usize) -> bool {
    let page = format!("{}jobs/b/", desk.clean().root);
    let begun = Instant::now();
    desk.project.write(path, &text[..first]);
    let mut pages = Vec::new();
    while begun.elapsed() < Duration::from_millis(60) {
        pages.push(desk.client.get(&page));
    }
    desk.project.write(path, text);
    let is_quick = begun.elapsed() < Duration::from_millis(100);
    for page in pages.iter().filter(|_| is_quick) {
        assert_ne!(page.status, 500, "{path}: {}", page.text());
        // Half of the settings may be settings too, of a site somewhere else.
        let is_same = page.text().contains("About beta.") || (first > 0 && path.ends_with("site.yaml"));
        assert!(is_same, "{path}, {first}: {}", page.text());
    }
    is_quick
}
