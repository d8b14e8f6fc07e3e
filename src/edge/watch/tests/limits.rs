//! The limits of inotify, for real: in a child process with a user namespace of its own, whose limits concern nobody
//! else; where the system does not allow one, these tests say so and do nothing.

use std::env;
use std::process::Command;

use super::{DEADLINE, Site, make, project, start};
use crate::edge::watch::{Hint, Limit, Mode, Why};

/// Runs one of the ignored tests below after these commands of a shell.
#[allow(clippy::print_stderr)]
fn in_child(test: &str, commands: &str) {
    let possible = Command::new("unshare").args(["-Ur", "sh", "-c", commands]).output();
    if !possible.is_ok_and(|output| output.status.success()) {
        return eprintln!("skipped: no user namespace of our own here");
    }
    let (_, module) = module_path!().split_once("::").unwrap();
    let output = Command::new("unshare")
        .args(["-Ur", "sh", "-c", &format!("{commands} && exec \"$0\" \"$@\"")])
        .arg(env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", &format!("{module}::{test}")])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn without_instances_we_poll() {
    in_child("child_without_instances", "echo 0 > /proc/sys/user/max_inotify_instances");
}

#[test]
#[ignore = "started by another test"]
fn child_without_instances() {
    let folder = tempfile::tempdir().unwrap();
    let (_watch, mode, hints) = start(&project(folder.path()), false);
    assert!(matches!(mode, Mode::Polling(Why::Limit(Limit::Instances(Some(_))))), "{mode:?}");
    assert_eq!(hints.recv_timeout(DEADLINE), Ok(Hint::Rescan));
}

#[test]
fn with_too_few_watches_we_poll() {
    in_child("child_with_too_few_watches", "echo 5 > /proc/sys/user/max_inotify_watches");
}

#[test]
#[ignore = "started by another test"]
fn child_with_too_few_watches() {
    // The root, `content`, and `jobs` have watches; those that come later have not enough.
    let site = Site::new(&["content/jobs/a.md"]);
    make(&site.path("content/1/2/3/4/5"), true);
    loop {
        match site.hints.recv_timeout(DEADLINE).unwrap() {
            Hint::Polling(Why::Limit(Limit::Watches(Some(_)))) => break,
            Hint::Polling(why) => panic!("{why:?}"),
            _ => {}
        }
    }
    assert_eq!(site.hints.recv_timeout(DEADLINE), Ok(Hint::Rescan));
    // And from the start.
    drop(site.watch);
    let (_watch, mode, _hints) = start(&project(&site.root), false);
    assert!(matches!(mode, Mode::Polling(Why::Limit(Limit::Watches(Some(_))))), "{mode:?}");
}
