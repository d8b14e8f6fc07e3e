//! The progress of a long build, on a terminal only.

use std::io::IsTerminal as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A build shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many files pass between two looks at the clock.
const STRIDE: usize = 64;

/// Counts the files of a build and shows a bar when it takes long.
pub struct Progress {
    started: Instant,
    total: usize,
    done: AtomicUsize,
    bar: OnceLock<ProgressBar>,
    shown: bool,
}

impl Progress {
    /// A build of so many files that begins now.
    pub fn new(total: usize) -> Self {
        Self {
            started: Instant::now(),
            total,
            done: AtomicUsize::new(0),
            bar: OnceLock::new(),
            shown: std::io::stderr().is_terminal(),
        }
    }

    /// One more file is written.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown && done.is_multiple_of(STRIDE) && self.started.elapsed() > PATIENCE {
            self.bar.get_or_init(|| self.new_bar()).set_position(done as u64);
        }
    }

    /// The build is over.
    pub fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }

    fn new_bar(&self) -> ProgressBar {
        let bar = ProgressBar::new(self.total as u64);
        if let Ok(style) = ProgressStyle::with_template("writing {wide_bar} {human_pos}/{human_len} files") {
            bar.set_style(style);
        }
        bar
    }
}
