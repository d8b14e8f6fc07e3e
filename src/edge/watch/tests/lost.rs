//! What the system could not tell, what is kept, and the end.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::{Arc, mpsc};
use std::time::Instant;

use notify::event::{EventKind, Flag};

use super::{DEADLINE, Site, project, start};
use crate::edge::watch::changes::Gathered;
use crate::edge::watch::watched::Watched;
use crate::edge::watch::{Hint, Watch};

#[test]
fn an_overflow_leads_to_a_rescan_and_to_new_watches() {
    let site = Site::new(&["content/a.md", "content/b.md"]);
    let held = site.watch.gathered.hold();
    // More than the queue takes, and no two alike in a row.
    let limit = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events");
    let limit: usize = limit.map_or(0, |limit| limit.trim().parse().unwrap());
    let mode = fs::Permissions::from_mode(0o644);
    for n in 0..=limit + 100 {
        fs::set_permissions(site.path(if n % 2 == 0 { "content/a.md" } else { "content/b.md" }), mode.clone()).unwrap();
    }
    // Of this nobody is told.
    fs::create_dir_all(site.path("content/new/deep")).unwrap();
    drop(held);
    site.wait_for_rescan();
    site.write("content/new/deep/a.md");
    site.wait_for("content/new/deep/a.md");
}

#[test]
fn what_the_system_cannot_tell_leads_to_a_rescan() {
    let site = Site::new(&["content/jobs/a.md"]);
    site.watch.gathered.add(Ok(notify::Event::new(EventKind::Other).set_flag(Flag::Rescan)));
    site.wait_for_rescan();
    site.watch.gathered.add(Err(notify::Error::generic("odd")));
    site.wait_for_rescan();
    let many = (0..20_000).map(|n| site.path(&format!("content/{n}.md")));
    site.watch.gathered.add(Ok(many.fold(notify::Event::new(EventKind::Any), notify::Event::add_path)));
    site.wait_for_rescan();
    // Paths from anywhere are nobody's.
    for path in ["/", "", "content/relative.md", "/elsewhere/content/a.md"] {
        site.watch.gathered.add(Ok(notify::Event::new(EventKind::Any).add_path(path.into())));
    }
    site.expect_only(&[]);
}

#[test]
fn what_is_kept_does_not_grow() {
    let site = Site::new(&["content/jobs/a.md", "shared/", "aside/"]);
    let gathered = Arc::new(Gathered::default());
    let mut watched = Watched::new(&project(&site.root), &gathered).unwrap();
    let size = watched.size();
    for n in 0..100 {
        let sub = format!("content/jobs/{n}/deep/er");
        fs::create_dir_all(site.path(&sub)).unwrap();
        digest_until(&mut watched, &gathered, &site, n * 4);
        site.rename(&format!("content/jobs/{n}"), &format!("content/{n}"));
        digest_until(&mut watched, &gathered, &site, n * 4 + 1);
        if n % 2 == 0 {
            fs::remove_dir_all(site.path(&format!("content/{n}"))).unwrap();
        } else {
            site.rename(&format!("content/{n}"), &format!("aside/{n}"));
        }
        digest_until(&mut watched, &gathered, &site, n * 4 + 2);
        assert_eq!(watched.size(), size, "{n}");
    }
}

/// Digests until a file that is written now has been reported.
fn digest_until(watched: &mut Watched, gathered: &Gathered, site: &Site, n: usize) {
    let file = format!("content/jobs/{n}.md");
    site.write(&file);
    let until = Instant::now() + DEADLINE;
    loop {
        assert_eq!(gathered.wait(until.saturating_duration_since(Instant::now())), Some(true));
        let digest = watched.digest(gathered.take()).unwrap();
        assert!(!digest.stale && !digest.rescan);
        if digest.paths.contains(std::path::Path::new(&file)) {
            return;
        }
    }
}

#[test]
fn the_end_is_clean() {
    for poll in [false, true] {
        let site = Site::new(&["content/jobs/a.md"]);
        let (watch, _, hints) = start(&project(&site.root), poll);
        let ours = Arc::downgrade(&watch.gathered);
        site.write("content/jobs/a.md");
        hints.recv_timeout(DEADLINE).unwrap();
        let start = Instant::now();
        drop(watch);
        // Our thread has ended, and with it the callback.
        while hints.try_recv().is_ok() {}
        assert_eq!(hints.try_recv(), Err(mpsc::TryRecvError::Disconnected));
        // The system's thread ends by itself, a moment later.
        while ours.strong_count() > 0 {
            assert!(start.elapsed() < DEADLINE, "the thread does not end");
            std::thread::yield_now();
        }
    }
}

#[test]
fn the_callback_may_own_the_watch() {
    let site = Site::new(&["content/jobs/a.md"]);
    let (sender, receiver) = mpsc::channel::<Watch>();
    let (done, hints) = mpsc::channel::<Hint>();
    let (watch, _) = Watch::start(&project(&site.root), false, move |hint| {
        drop(receiver.recv());
        drop(done.send(hint));
    })
    .unwrap();
    sender.send(watch).unwrap();
    site.write("content/jobs/a.md");
    hints.recv_timeout(DEADLINE).unwrap();
}
