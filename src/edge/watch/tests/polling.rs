//! Polling, on request.

use std::time::{Duration, Instant};

use super::{DEADLINE, Site, project, start};
use crate::edge::watch::changes::Gathered;
use crate::edge::watch::{Hint, Mode, Why};

#[test]
fn polling_asks_for_a_scan_again_and_again() {
    let site = Site::new(&["content/"]);
    let begin = Instant::now();
    let (watch, mode, hints) = start(&project(&site.root), true);
    assert_eq!(mode, Mode::Polling(Why::Asked));
    watch.scan_took(Duration::from_millis(1));
    for _ in 0..3 {
        assert_eq!(hints.recv_timeout(DEADLINE), Ok(Hint::Rescan));
    }
    assert!(begin.elapsed() >= Duration::from_millis(900), "polled all the time");
}

#[test]
fn a_slow_scan_is_asked_for_less_often() {
    let gathered = Gathered::default();
    assert_eq!(gathered.poll_interval(), Duration::from_millis(500));
    for (scan, interval) in [(0, 300), (15, 300), (100, 1000), (60_000, 10_000)] {
        gathered.set_scan(Duration::from_millis(scan));
        assert_eq!(gathered.poll_interval(), Duration::from_millis(interval));
    }
    gathered.set_scan(Duration::MAX);
    assert_eq!(gathered.poll_interval(), Duration::from_secs(10));
}
