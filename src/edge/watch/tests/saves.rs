//! How editors save a file, what they leave beside it, and how many hints there are.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Instant;

use super::{DEADLINE, Site, project, start};
use crate::edge::watch::{Hint, Mode};

const FILE: &str = "content/jobs/a.md";

#[test]
fn a_plain_save() {
    for file in [FILE, "content/site.yaml", "static/a/b/c/x.svg", "templates/base.html"] {
        let site = Site::new(&[FILE, file]);
        site.write(file);
        site.wait_for(file);
        site.expect_only(&[file]);
    }
}

#[test]
fn a_save_in_several_writes_has_its_last_hint_after_the_last_write() {
    let site = Site::new(&[FILE]);
    let mut file = File::create(site.path(FILE)).unwrap();
    for _ in 0..5 {
        file.write_all(b"more").unwrap();
        site.wait_for(FILE);
    }
}

/// Runs a way to save twice: an editor's second save must be seen as well.
#[track_caller]
fn saved_by(save: impl Fn(&Site)) {
    let site = Site::new(&[FILE]);
    for _ in 0..2 {
        save(&site);
        site.wait_for(FILE);
        site.expect_only(&[FILE]);
    }
}

#[test]
fn saved_by_vim() {
    saved_by(|site| {
        site.write("content/jobs/.a.md.swp");
        site.write("content/jobs/4913");
        fs::remove_file(site.path("content/jobs/4913")).unwrap();
        site.rename(FILE, "content/jobs/a.md~");
        site.write(FILE);
        fs::set_permissions(site.path(FILE), fs::Permissions::from_mode(0o644)).unwrap();
        fs::remove_file(site.path("content/jobs/a.md~")).unwrap();
        fs::remove_file(site.path("content/jobs/.a.md.swp")).unwrap();
    });
}

#[test]
fn saved_by_helix() {
    saved_by(|site| {
        site.rename(FILE, "content/jobs/a.mdGh3xYz.bck");
        site.write(FILE);
        fs::remove_file(site.path("content/jobs/a.mdGh3xYz.bck")).unwrap();
    });
}

#[test]
fn saved_by_vs_code() {
    saved_by(|site| {
        let mut file = File::options().write(true).truncate(true).open(site.path(FILE)).unwrap();
        file.write_all(b"text").unwrap();
        file.sync_all().unwrap();
    });
}

#[test]
fn saved_by_jetbrains() {
    saved_by(|site| {
        site.write("content/jobs/a.md___jb_tmp___");
        site.rename(FILE, "content/jobs/a.md___jb_old___");
        site.rename("content/jobs/a.md___jb_tmp___", FILE);
        fs::remove_file(site.path("content/jobs/a.md___jb_old___")).unwrap();
    });
}

#[test]
fn saved_by_kate_and_emacs() {
    saved_by(|site| {
        site.write("content/jobs/.a.md.kate-swp");
        site.write("content/jobs/.a.md.Xk2lmn");
        site.rename("content/jobs/.a.md.Xk2lmn", FILE);
        fs::remove_file(site.path("content/jobs/.a.md.kate-swp")).unwrap();
    });
    saved_by(|site| {
        std::os::unix::fs::symlink("me@host.1:2", site.path("content/jobs/.#a.md")).unwrap();
        site.write("content/jobs/#a.md#");
        site.rename(FILE, "content/jobs/a.md~");
        site.write(FILE);
        fs::remove_file(site.path("content/jobs/#a.md#")).unwrap();
        fs::remove_file(site.path("content/jobs/.#a.md")).unwrap();
    });
}

#[test]
fn what_is_no_content_gives_no_hint() {
    let site = Site::new(&[FILE, "content/.git/refs/", "static/node_modules/x/", "static/.well-known/"]);
    for file in [
        "content/jobs/.a.md.swp",
        "content/jobs/a.md~",
        "content/jobs/4913",
        "content/.git/HEAD",
        "content/.git/refs/main",
        "static/node_modules/x/y.js",
        "static/.env",
    ] {
        site.write(file);
        fs::remove_file(site.path(file)).unwrap();
    }
    site.expect_only(&[]);
    site.write("static/.well-known/security.txt");
    site.wait_for("static/.well-known/security.txt");
    // A folder may be called like an editor's file.
    fs::create_dir(site.path("content/4913")).unwrap();
    site.write("content/4913/a.md");
    site.wait_for("content/4913/a.md");
    site.write("content/4913/b.md");
    site.wait_for("content/4913/b.md");
    fs::remove_dir_all(site.path("content/4913")).unwrap();
    site.wait_for("content/4913");
}

#[test]
fn the_rest_of_the_root_gives_no_hint() {
    let site = Site::new(&[FILE, "public/jobs/", "target/debug/", ".git/", "node_modules/x/"]);
    for file in ["public/jobs/index.html", "target/debug/x", ".git/index", "node_modules/x/y.js", "README.md", ".env"] {
        site.write(file);
        fs::remove_file(site.path(file)).unwrap();
    }
    for folder in ["public", "contents", "dist"] {
        fs::create_dir_all(site.path(folder).join("x")).unwrap();
        fs::remove_dir_all(site.path(folder)).unwrap();
    }
    site.expect_only(&[]);
}

#[test]
fn the_output_gives_no_hint_wherever_it_is() {
    let site = Site::new(&[FILE, "static/out/"]);
    let mut project = project(&site.root);
    project.output = Some(site.path("static/out"));
    let (watch, mode, hints) = start(&project, false);
    assert_eq!(mode, Mode::Events);
    let site = Site { watch, hints, ..site };
    fs::create_dir(site.path("static/out/jobs")).unwrap();
    site.write("static/out/jobs/index.html");
    site.write("static/out/index.html");
    site.expect_only(&[]);
}

#[test]
fn reading_gives_no_hint() {
    let site = Site::new(&[FILE, "static/logo.svg"]);
    for _ in 0..100 {
        for file in [FILE, "static/logo.svg"] {
            File::open(site.path(file)).unwrap().read_to_end(&mut Vec::new()).unwrap();
        }
        assert!(fs::read_dir(site.path("content")).unwrap().count() > 0);
        fs::canonicalize(site.path(FILE)).unwrap();
    }
    site.expect_only(&[]);
}

#[test]
fn a_thousand_files_at_once_give_few_hints() {
    let files: Vec<_> = (0..1000).map(|n| format!("content/jobs/{n:04}.md")).collect();
    let site = Site::new(&files.iter().map(String::as_str).collect::<Vec<_>>());
    let begin = Instant::now();
    for file in &files {
        site.write(file);
    }
    let mut missing: BTreeSet<_> = files.iter().map(PathBuf::from).collect();
    let mut hints = 0;
    while !missing.is_empty() {
        match site.hints.recv_timeout(DEADLINE).unwrap() {
            Hint::Changed(paths) => missing.retain(|path| !paths.contains(path)),
            other => panic!("{other:?}"),
        }
        hints += 1;
    }
    // Hints keep their distance, however slow the disk is.
    let most = 10 + begin.elapsed().as_millis() / 2;
    assert!(hints < most.min(500), "{hints} hints, at most {most}");
}

#[test]
fn a_busy_consumer_finds_few_hints_later() {
    let site = Site::new(&["content/jobs/"]);
    let (sender, hints) = mpsc::channel();
    let (busy, free) = mpsc::channel::<()>();
    let (watch, _) = crate::edge::watch::Watch::start(&project(&site.root), false, move |hint| {
        sender.send(hint).unwrap();
        let _ = free.recv();
    })
    .unwrap();
    site.write("content/jobs/first.md");
    hints.recv_timeout(DEADLINE).unwrap();
    // As many files as no hint names, while the consumer is busy. The other watch shows that all has been reported.
    for n in 0..=crate::edge::watch::MOST_PATHS {
        site.write(&format!("content/jobs/{n}.md"));
    }
    site.wait_for(&format!("content/jobs/{}.md", crate::edge::watch::MOST_PATHS));
    for _ in 0..20 {
        busy.send(()).unwrap();
    }
    let mut seen = 0;
    while hints.recv_timeout(DEADLINE).unwrap() != Hint::Rescan {
        seen += 1;
        assert!(seen < 20);
    }
    drop(busy);
    drop(watch);
}
