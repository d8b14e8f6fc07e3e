//! Real files in a temporary folder, and the hints that come. Nothing sleeps: a test waits for the hint that must
//! come, and that nothing comes is seen from the hint of a later change coming alone.

#[cfg(unix)]
mod folders;
#[cfg(target_os = "linux")]
mod limits;
#[cfg(unix)]
mod links;
#[cfg(unix)]
mod lost;
mod polling;
#[cfg(unix)]
mod random;
#[cfg(unix)]
mod saves;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{Hint, Mode, Project, Watch};
use crate::edge::disk::is_ignored;

/// What has not come by then never will.
const DEADLINE: Duration = Duration::from_secs(20);

fn project(root: &Path) -> Project {
    Project {
        root: root.to_path_buf(),
        folders: ["content", "static", "templates"].map(Into::into).into(),
        output: None,
        is_ignored,
    }
}

/// A project that is watched.
struct Site {
    root: PathBuf,
    watch: Watch,
    hints: Receiver<Hint>,
    _folder: TempDir,
}

impl Site {
    /// A watched project with these files; a path that ends in `/` is a folder.
    fn new(files: &[&str]) -> Self {
        Self::prepared(files, |_| {})
    }

    /// The same with something done before the watch starts.
    fn prepared(files: &[&str], prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("site");
        fs::create_dir(&root).unwrap();
        for file in files {
            make(&root.join(file), file.ends_with('/'));
        }
        prepare(&root);
        let (watch, mode, hints) = start(&project(&root), false);
        assert_eq!(mode, Mode::Events);
        Self { root, watch, hints, _folder: folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn write(&self, path: &str) {
        fs::write(self.path(path), "text").unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// Waits for a hint that leads to reading this path again; all paths that were named until then.
    fn wait_for(&self, path: &str) -> BTreeSet<PathBuf> {
        let mut all = BTreeSet::new();
        let until = Instant::now() + DEADLINE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.hints.recv_timeout(left) {
                Ok(Hint::Changed(paths)) => {
                    assert!(!paths.is_empty() && paths.is_sorted(), "{paths:?}");
                    let found = paths.iter().any(|named| Path::new(path).starts_with(named));
                    all.extend(paths);
                    if found {
                        return all;
                    }
                }
                Ok(Hint::Rescan) => {
                    all.insert("RESCAN".into());
                    return all;
                }
                other => panic!("no hint for {path}, but {other:?} after {all:?}"),
            }
        }
    }

    /// Waits for [`Hint::Rescan`].
    fn wait_for_rescan(&self) {
        let until = Instant::now() + DEADLINE;
        loop {
            match self.hints.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Hint::Rescan) => return,
                Ok(Hint::Changed(_)) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// Asserts that no hint comes any more but for these paths.
    fn expect_only(&self, paths: &[&str]) {
        // All that came before it has been told when this is.
        self.write("content/sentinel.md");
        let mut all = self.wait_for("content/sentinel.md");
        all.remove(Path::new("content/sentinel.md"));
        let unexpected: Vec<_> =
            all.iter().filter(|path| !paths.iter().any(|named| Path::new(named) == *path)).collect();
        assert!(unexpected.is_empty(), "{unexpected:?}");
    }
}

fn make(path: &Path, is_folder: bool) {
    if is_folder {
        fs::create_dir_all(path).unwrap();
    } else {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "text").unwrap();
    }
}

fn start(project: &Project, poll: bool) -> (Watch, Mode, Receiver<Hint>) {
    let (sender, hints) = mpsc::channel();
    let (watch, mode) = Watch::start(project, poll, move |hint| drop(sender.send(hint))).unwrap();
    (watch, mode, hints)
}

#[test]
fn two_hints_make_one() {
    let changed = |paths: &[&str]| Hint::Changed(paths.iter().map(Into::into).collect());
    assert_eq!(changed(&["b", "a"]).merge(changed(&["a", "c"])), changed(&["a", "b", "c"]));
    assert_eq!(changed(&["a"]).merge(Hint::Rescan), Hint::Rescan);
    let why = Hint::Polling(super::Why::Asked);
    assert_eq!(Hint::Rescan.merge(why.clone()).merge(changed(&["a"])), why);
    let many = |from: usize| Hint::Changed((from..from + super::MOST_PATHS).map(|n| n.to_string().into()).collect());
    assert!(matches!(many(0).merge(many(0)), Hint::Changed(_)));
    assert_eq!(many(0).merge(many(1)), Hint::Rescan);
}

#[test]
fn a_root_that_is_not_there_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Watch::start(&project(&folder.path().join("gone")), false, drop).is_err());
}
