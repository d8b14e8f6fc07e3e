//! The progress of long work, on a terminal only.

use std::io::IsTerminal as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// What takes less than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many steps pass between two looks at the clock.
const STRIDE: usize = 64;

/// Counts what is done and shows a bar when it takes long.
pub struct Progress {
    started: Instant,
    /// What is done, and to what: "writing" and "files".
    words: (&'static str, &'static str),
    total: usize,
    done: AtomicUsize,
    bar: OnceLock<ProgressBar>,
    shown: bool,
}

impl Progress {
    /// So many files are written from now on.
    pub fn new(total: usize) -> Self {
        Self::of(("writing", "files"), total)
    }

    /// So many things are done from now on; the words say what, as in "writing" and "files".
    pub fn of(words: (&'static str, &'static str), total: usize) -> Self {
        Self {
            started: Instant::now(),
            words,
            total,
            done: AtomicUsize::new(0),
            bar: OnceLock::new(),
            shown: std::io::stderr().is_terminal(),
        }
    }

    /// One more is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown && done.is_multiple_of(STRIDE) && self.started.elapsed() > PATIENCE {
            self.bar.get_or_init(|| self.new_bar()).set_position(done as u64);
        }
    }

    /// All is done.
    pub fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }

    fn new_bar(&self) -> ProgressBar {
        let bar = ProgressBar::new(self.total as u64);
        let (verb, things) = self.words;
        let template = format!("{verb} {{wide_bar}} {{human_pos}}/{{human_len}} {things}");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        bar
    }
}
