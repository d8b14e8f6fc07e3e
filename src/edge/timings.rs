//! The stopwatch behind `--timings`: how long each stage took, and what the threads did meanwhile.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::meter::{Meter, Stage, Work};

/// Takes the time of stages and of the threads' work.
///
/// Each thread has a lap of its own, so that none waits for another. Work that is begun inside other work, by a call or
/// because the thread took up another task meanwhile, stops the outer one: a thread's moments are counted once.
#[derive(Debug)]
pub struct Stopwatch {
    stages: Mutex<Stages>,
    /// The thread that runs the stages, then those of the pool.
    laps: Vec<Mutex<Lap>>,
}

#[derive(Debug)]
struct Stages {
    began: Instant,
    current: Option<Stage>,
    over: Vec<(Stage, Duration)>,
}

#[derive(Debug, Default)]
struct Lap {
    /// The work at hand, the innermost last, and since when it alone has been done.
    open: Vec<Work>,
    since: Option<Instant>,
    done: BTreeMap<Work, Share>,
}

/// How much of the threads' time one kind of work took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many files were read, parsed or written, or pages rendered.
    pub files: usize,
    /// The time of all threads together.
    pub time: Duration,
    /// The bytes that were read or made.
    pub bytes: u64,
}

/// What a stopwatch has taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timings {
    /// How many threads share the parallel stages.
    pub threads: usize,
    /// The time of each stage by the clock on the wall, in order. They add up to [`Self::wall`].
    pub stages: Vec<(Stage, Duration)>,
    /// What the threads of the pool did. With [`Self::other`] it adds up to [`Self::wall`] times [`Self::threads`].
    pub work: Vec<(Work, Share)>,
}

impl Timings {
    /// The time of the whole run by the clock on the wall.
    pub fn wall(&self) -> Duration {
        self.stages.iter().map(|(_, time)| *time).sum()
    }

    /// The time in which the pool's threads did nothing that is named: they waited for a stage that runs on one thread,
    /// for one another or for work, or did small things in common.
    pub fn other(&self) -> Duration {
        let all = self.wall() * u32::try_from(self.threads).unwrap_or(u32::MAX);
        all.saturating_sub(self.work.iter().map(|(_, share)| share.time).sum())
    }
}

impl Stopwatch {
    /// A stopwatch that begins now.
    pub fn start() -> Self {
        let stages = Stages { began: Instant::now(), current: None, over: Vec::new() };
        let laps = (0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect();
        Self { stages: Mutex::new(stages), laps }
    }

    /// Ends the stage at hand and says what was taken.
    pub fn stop(&self) -> Timings {
        let mut stages = locked(&self.stages);
        stages.end(Instant::now());
        let mut work: BTreeMap<Work, Share> = BTreeMap::new();
        // What the thread of the stages does by itself is the stage's time.
        for lap in &self.laps[1..] {
            for (kind, share) in &locked(lap).done {
                let all = work.entry(*kind).or_default();
                all.files += share.files;
                all.time += share.time;
                all.bytes += share.bytes;
            }
        }
        Timings { threads: self.laps.len() - 1, stages: stages.over.clone(), work: work.into_iter().collect() }
    }

    fn lap(&self) -> MutexGuard<'_, Lap> {
        locked(&self.laps[rayon::current_thread_index().map_or(0, |index| index + 1)])
    }
}

/// What was noted before a panic is whole: each note is made in one go.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Meter for Stopwatch {
    fn begin(&self, stage: Stage) {
        let mut stages = locked(&self.stages);
        stages.end(Instant::now());
        stages.current = Some(stage);
    }

    fn enter(&self, work: Work) {
        self.lap().enter(work, Instant::now());
    }

    fn leave(&self, files: usize, bytes: u64) {
        self.lap().leave(files, bytes, Instant::now());
    }
}

impl Stages {
    fn end(&mut self, now: Instant) {
        if let Some(stage) = self.current.take() {
            self.over.push((stage, now - self.began));
            self.began = now;
        }
    }
}

impl Lap {
    fn enter(&mut self, work: Work, now: Instant) {
        self.note(now);
        self.open.push(work);
    }

    fn leave(&mut self, files: usize, bytes: u64, now: Instant) {
        self.note(now);
        if let Some(work) = self.open.pop() {
            let share = self.done.entry(work).or_default();
            share.files += files;
            share.bytes += bytes;
        }
    }

    /// Gives the time since the last note to the work at hand.
    fn note(&mut self, now: Instant) {
        if let (Some(work), Some(since)) = (self.open.last(), self.since) {
            self.done.entry(*work).or_default().time += now - since;
        }
        self.since = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: Instant, ms: u64) -> Instant {
        start + Duration::from_millis(ms)
    }

    #[test]
    fn work_inside_work_is_taken_out_of_it() {
        let start = Instant::now();
        let mut lap = Lap::default();
        lap.enter(Work::Template("role.html"), at(start, 0));
        lap.enter(Work::Read, at(start, 1));
        lap.leave(1, 10, at(start, 3));
        lap.leave(1, 20, at(start, 7));
        lap.enter(Work::Write, at(start, 100));
        lap.leave(1, 30, at(start, 101));
        let share = |time, bytes| Share { files: 1, time: Duration::from_millis(time), bytes };
        let wanted =
            [(Work::Read, share(2, 10)), (Work::Template("role.html"), share(5, 20)), (Work::Write, share(1, 30))];
        assert_eq!(lap.done.into_iter().collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn the_parts_add_up_to_the_whole() {
        let stopwatch = Stopwatch::start();
        stopwatch.begin(Stage::List);
        stopwatch.begin(Stage::Pages);
        rayon::join(
            || (&stopwatch as &dyn Meter).measured(Work::Parse, |_| 1, || ()),
            || (&stopwatch as &dyn Meter).measured(Work::Parse, |_| 2, || ()),
        );
        let timings = stopwatch.stop();
        assert_eq!(timings.stages.iter().map(|(stage, _)| *stage).collect::<Vec<_>>(), [Stage::List, Stage::Pages]);
        let [(Work::Parse, share)] = timings.work[..] else { panic!("{:?}", timings.work) };
        assert_eq!((share.files, share.bytes), (2, 3));
        let threads = u32::try_from(timings.threads).unwrap();
        assert_eq!(share.time + timings.other(), timings.wall() * threads);
        // Once stopped, no time passes any more.
        assert_eq!(stopwatch.stop(), timings);
    }
}
