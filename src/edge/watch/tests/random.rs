//! A consumer that reads only what the hints name ends with what is on disk, whatever happens meanwhile.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{DEADLINE, Site};
use crate::edge::watch::Hint;

/// Every file below a path, links followed, with its text.
fn read(root: &Path, path: &Path, depth: u32, into: &mut BTreeMap<PathBuf, String>) {
    let full = root.join(path);
    if let Ok(text) = fs::read_to_string(&full) {
        into.insert(path.into(), text);
    } else if depth < 8
        && let Ok(entries) = fs::read_dir(&full)
    {
        for entry in entries.flatten() {
            read(root, &path.join(entry.file_name()), depth + 1, into);
        }
    }
}

fn read_all(root: &Path) -> BTreeMap<PathBuf, String> {
    let mut all = BTreeMap::new();
    for top in ["content", "static", "templates"] {
        read(root, Path::new(top), 0, &mut all);
    }
    all
}

fn apply(root: &Path, hint: Hint, known: &mut BTreeMap<PathBuf, String>) {
    match hint {
        Hint::Changed(paths) => {
            for path in paths {
                known.retain(|file, _| !file.starts_with(&path));
                let depth = u32::try_from(path.components().count()).unwrap() - 1;
                read(root, &path, depth, known);
            }
        }
        _ => *known = read_all(root),
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        // Knuth's MMIX generator; its high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    /// One of few paths, so that the operations meet.
    fn path(&mut self, root: &Path) -> PathBuf {
        const NAMES: [&str; 4] = ["a", "b", "c", "d"];
        let mut path = root.join(["content", "content", "static", "shared"][self.below(4)]);
        for _ in 0..=self.below(4) {
            path.push(NAMES[self.below(4)]);
        }
        path
    }
}

/// One operation; most of them fail, as they may.
fn change(root: &Path, random: &mut Random, n: usize, links: bool) {
    let (a, b) = (random.path(root), random.path(root));
    let _ = match random.below(if links { 11 } else { 10 }) {
        0..=3 => fs::write(&a, n.to_string()),
        4..=5 => fs::create_dir_all(&a),
        6 => fs::create_dir_all(&a).and_then(|()| fs::write(a.join("a"), n.to_string())),
        7 => fs::rename(&a, &b),
        8 => fs::remove_file(&a),
        9 if random.below(3) == 0 => fs::remove_dir_all(&a),
        9 => fs::write(a.with_extension("tmp"), n.to_string()).and_then(|()| fs::rename(a.with_extension("tmp"), &b)),
        _ if b.starts_with(root.join("shared")) && !a.starts_with(root.join("shared")) => symlink(&b, &a),
        _ => Ok(()),
    };
}

fn follow(seed: u64, links: bool) {
    let site = Site::new(&["content/", "static/", "shared/"]);
    let mut known = read_all(&site.root);
    let root = site.root.clone();
    let worker = std::thread::spawn(move || {
        let mut random = Random(seed);
        for n in 0..1500 {
            change(&root, &mut random, n, links);
        }
    });
    while !worker.is_finished() {
        if let Ok(hint) = site.hints.recv_timeout(Duration::from_millis(1)) {
            apply(&site.root, hint, &mut known);
        }
    }
    worker.join().unwrap();
    let disk = read_all(&site.root);
    let until = Instant::now() + DEADLINE;
    while known != disk {
        let hint = site.hints.recv_timeout(until.saturating_duration_since(Instant::now()));
        let Ok(hint) = hint else {
            let missing: Vec<_> = disk.iter().filter(|(path, text)| known.get(*path) != Some(text)).collect();
            let left: Vec<_> = known.keys().filter(|path| !disk.contains_key(*path)).collect();
            panic!("seed {seed}: missing {missing:?}, left {left:?}");
        };
        apply(&site.root, hint, &mut known);
    }
}

#[test]
fn whatever_happens_a_consumer_ends_with_what_is_on_disk() {
    for seed in 0..10 {
        follow(seed, false);
    }
}

#[test]
fn the_same_with_symbolic_links() {
    for seed in 100..105 {
        follow(seed, true);
    }
}
