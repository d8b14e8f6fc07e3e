//! Keeps the shown site equal to the files: what a hint names is read at once, and a scan of the folders makes sure soon
//! after.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::problems::Problems;
use super::shown::{Good, Shown};
use super::{News, Options};
use crate::config::{self, BaseUrl, Config};
use crate::diagnostic::{Diagnostic, Report};
use crate::edge::build;
use crate::edge::disk::DiskSources;
use crate::edge::error::Error;
use crate::edge::timings::Stopwatch;
use crate::edge::watch::{Hint, Watch};
use crate::meter::{Meter as _, Stage};
use crate::pipeline::{self, Built, Clock, Memo, Request};
use crate::render::{Failure, Renderer};
use crate::source::{Fingerprint, ProjectPath, Sources as _};

/// How long after the last hint the folders are scanned.
const SCAN_AFTER: Duration = Duration::from_millis(300);
/// How often a project whose folder is gone is looked for.
const SEARCH: Duration = Duration::from_secs(1);
/// How long content that has just broken may be only half written: after its last change, and after the first.
const GRACE: Duration = Duration::from_millis(120);
const LONGEST_GRACE: Duration = Duration::from_secs(1);
/// How often the date is looked at, at least: a laptop may have slept.
const DATE_CHECK: Duration = Duration::from_secs(30);
/// More fresh files than this are not compared one by one.
const MOST_COMPARED: usize = 2000;

/// What wakes the keeper.
#[derive(Debug)]
pub(super) enum Signal {
    /// Something may have changed.
    Hint(Hint),
    /// A page was asked for whose file is not the one that the site was made of.
    Stale(ProjectPath),
    /// The preview ends.
    End,
}

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Task {
    /// Read what changed at these paths.
    Read(Vec<PathBuf>),
    /// List everything.
    Scan,
}

/// The time in which content may be only half written.
#[derive(Debug, Clone, Copy)]
struct Grace {
    /// When this was seen first.
    first: Instant,
    /// When something changed last.
    last: Instant,
}

/// Keeps the shown site equal to the files.
pub(super) struct Keeper {
    root: PathBuf,
    drafts: bool,
    base_url: Option<BaseUrl>,
    clock: Arc<dyn Fn() -> Clock + Send + Sync>,
    shown: Arc<Shown>,
    tell: Arc<dyn Fn(News) + Send + Sync>,
    watch: Arc<Watch>,
    memo: Memo,
    /// The files that the last run was made of.
    sources: Option<Arc<DiskSources>>,
    /// The day of the last run, and the time zone that decides when it ends; `None` when it never does.
    day: Option<(TimeZone, Date)>,
    /// When a scan is due.
    scan_at: Option<Instant>,
    /// Set while broken content may be half written.
    grace: Option<Grace>,
    /// What was put off meanwhile.
    put_off: Option<Task>,
    /// What was wrong in the state that was told last.
    told: Option<Arc<Problems>>,
    /// The last state without errors that was told.
    warned: Option<Arc<Problems>>,
    /// Takes the time of the run at hand.
    stopwatch: Stopwatch,
}

impl Keeper {
    pub(super) fn new(
        options: &Options,
        shown: Arc<Shown>,
        tell: Arc<dyn Fn(News) + Send + Sync>,
        watch: Arc<Watch>,
    ) -> Self {
        Self {
            root: options.root.clone(),
            drafts: options.drafts,
            base_url: options.base_url.clone(),
            clock: Arc::clone(&options.clock),
            shown,
            tell,
            watch,
            memo: Memo::default(),
            sources: None,
            day: None,
            scan_at: None,
            grace: None,
            put_off: None,
            told: None,
            warned: None,
            stopwatch: Stopwatch::start(),
        }
    }

    /// The first run, of whatever is there.
    ///
    /// # Errors
    /// When the root cannot be opened.
    pub(super) fn begin(&mut self) -> Result<(), Error> {
        self.stopwatch = Stopwatch::start();
        self.stopwatch.begin(Stage::List);
        let sources = self.list()?;
        self.build(Arc::new(sources), true);
        self.scan_at = Some(Instant::now() + SCAN_AFTER);
        Ok(())
    }

    /// Follows the signals until the end. `wake` tells those who wait for news.
    pub(super) fn run(mut self, signals: &Receiver<Signal>, wake: &dyn Fn()) {
        loop {
            let mut task: Option<Task> = None;
            match signals.recv_timeout(self.patience()) {
                Ok(signal) => {
                    // All that is waiting is done at once.
                    for signal in std::iter::once(signal).chain(signals.try_iter()) {
                        let Some(next) = self.task_of(signal) else { return };
                        task = Some(task.map_or_else(|| next.clone(), |task| task.and(next.clone())));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.follow(task) {
                wake();
            }
        }
    }

    /// How long nothing is to be done.
    fn patience(&self) -> Duration {
        let now = Instant::now();
        let until = |moment: Instant| moment.saturating_duration_since(now);
        let grace = self.grace.map(|grace| until(grace.end()));
        let scan = self.scan_at.map(until);
        [grace, scan, self.until_midnight(), Some(DATE_CHECK)].into_iter().flatten().min().unwrap_or(DATE_CHECK)
    }

    /// How long until the site's next day begins.
    fn until_midnight(&self) -> Option<Duration> {
        let (Clock::Instant(now), Some((zone, _))) = ((self.clock)(), &self.day) else { return None };
        let now = now.to_zoned(zone.clone());
        let next = now.date().tomorrow().ok()?.to_zoned(zone.clone()).ok()?;
        Duration::try_from(now.duration_until(&next)).ok()
    }

    /// Whether the day of the last run has passed.
    fn is_another_day(&self) -> bool {
        let (Clock::Instant(now), Some((zone, day))) = ((self.clock)(), &self.day) else { return false };
        now.to_zoned(zone.clone()).date() != *day
    }

    /// What a signal asks for; `None` when it is the end.
    fn task_of(&self, signal: Signal) -> Option<Task> {
        match signal {
            Signal::Hint(Hint::Changed(paths)) => Some(Task::Read(paths)),
            Signal::Hint(Hint::Polling(why)) => {
                (self.tell)(News::Polling(why));
                Some(Task::Scan)
            }
            Signal::Hint(Hint::Rescan) => Some(Task::Scan),
            Signal::Stale(path) => Some(Task::Read(vec![PathBuf::from(path.as_str())])),
            Signal::End => None,
        }
    }

    /// Does what is to be done; says whether something else is shown now.
    fn follow(&mut self, task: Option<Task>) -> bool {
        let now = Instant::now();
        let Some(before) = self.sources.clone() else { return false };
        let is_due = self.scan_at.is_some_and(|at| at <= now);
        let is_grace_over = self.grace.is_some_and(|grace| grace.end() <= now);
        let is_another_day = self.is_another_day();
        let task = match task {
            Some(task) => {
                // What was reported is read at once and looked through again; a scan has seen all.
                self.scan_at = matches!(task, Task::Read(_)).then(|| now + SCAN_AFTER);
                self.put_off.take().map_or(task.clone(), |put_off| put_off.and(task))
            }
            None if is_due || is_grace_over || is_another_day => {
                self.scan_at = None;
                Task::Scan
            }
            None => return false,
        };
        self.stopwatch = Stopwatch::start();
        self.stopwatch.begin(Stage::List);
        let found = match &task {
            Task::Read(paths) => before.after(paths).map_or_else(|| self.list(), Ok),
            Task::Scan => self.list(),
        };
        self.put_off = None;
        self.stopwatch.begin(Stage::Compare);
        let Ok(found) = found else {
            // The root itself is gone: it may come back, and until then the last good site is shown.
            self.scan_at = Some(now + SEARCH);
            self.grace = None;
            self.shown.set_away(true);
            return false;
        };
        let is_back = self.shown.set_away(false);
        if !is_grace_over && found.has_emptied(&before) {
            self.extend_grace();
            self.put_off = Some(task);
            return is_back;
        }
        if self.is_same(&before, &found) && !is_grace_over && !is_another_day {
            self.sources = Some(Arc::new(found));
            return is_back;
        }
        let found = found.following(&before);
        self.build(Arc::new(found), is_grace_over) || is_back
    }

    /// Notes that what has just been seen may be only half written.
    fn extend_grace(&mut self) {
        let now = Instant::now();
        let first = self.grace.map_or(now, |grace| grace.first);
        self.grace = Some(Grace { first, last: now });
    }

    /// Whether the files are those of the last run: by their times and lengths, and those whose times say little by
    /// their bytes.
    fn is_same(&self, before: &DiskSources, found: &DiskSources) -> bool {
        if !before.is_same(found) {
            return false;
        }
        let fresh: Vec<_> = before.fresh().take(MOST_COMPARED + 1).collect();
        fresh.len() <= MOST_COMPARED
            && fresh.iter().all(|path| {
                let bytes = found.read(path).ok().map(|bytes| Fingerprint::of(&bytes));
                // Of other files than postings nobody knows the bytes, and they are few.
                bytes.is_some() && bytes == self.memo.fingerprint(path)
            })
    }

    fn list(&self) -> Result<DiskSources, Error> {
        let start = Instant::now();
        let sources = DiskSources::list(&self.root, Some(&build::default_out(&self.root)));
        self.watch.scan_took(start.elapsed());
        sources
    }

    /// Makes the site of these files and shows it, or what is wrong with them; says whether something else is shown now.
    fn build(&mut self, sources: Arc<DiskSources>, is_final: bool) -> bool {
        let clock = (self.clock)();
        let (built, report) = self.made(&sources, clock);
        self.day = match clock {
            Clock::Day(_) => None,
            Clock::Instant(now) => {
                let zone = built.as_ref().map_or_else(|| zone_of(&sources), |built| built.site.config.timezone.clone());
                let day = now.to_zoned(zone.clone()).date();
                Some((zone, day))
            }
        };
        self.sources = Some(Arc::clone(&sources));
        let has_moved_on = !is_final && sources.has_moved_on();
        if !is_final && (built.is_none() || has_moved_on) {
            // Perhaps only half written: it gets a moment, which ends when nothing changes any more.
            self.extend_grace();
            if has_moved_on {
                self.scan_at = Some(Instant::now());
            }
            return false;
        }
        self.grace = None;
        let problems = (!report.diagnostics().is_empty()).then(|| Arc::new(Problems::of(&report, &*sources)));
        self.tell_of(problems.clone());
        self.shown.publish(built.map(|built| Arc::new(Good::new(built, sources))), problems);
        (self.tell)(News::Took(self.stopwatch.stop()));
        true
    }

    /// The site of these files, if there are no errors, and all that is wrong.
    fn made(&mut self, sources: &DiskSources, clock: Clock) -> (Option<Built>, Report) {
        let request = Request { clock, drafts: self.drafts, base_url: self.base_url.clone() };
        let (memo, stopwatch) = (&mut self.memo, &self.stopwatch);
        let made = catch_unwind(AssertUnwindSafe(|| {
            let (built, report) = pipeline::build_metered(sources, &request, memo, stopwatch);
            stopwatch.begin(Stage::Samples);
            // A template is wrong only on a page: each is tried on one, as a build does.
            let tried = built.as_ref().map_or(Ok(()), |built| tried(built, sources));
            stopwatch.begin(Stage::Show);
            match tried {
                Err(Failure::Template(diagnostic)) => (None, report.with(*diagnostic)),
                // A file that is changing still will be reported again.
                Ok(()) | Err(Failure::Changed(_)) => (built, report),
            }
        }));
        made.unwrap_or_else(|_| {
            // The preview outlives a mistake in the program, and what it had noted is not to be trusted.
            self.memo = Memo::default();
            let message = "rolecall itself failed on these files: this is a mistake in the program";
            let help = "the terminal shows where it failed; please report it";
            let diagnostic = Diagnostic::error("internal", &ProjectPath::new("content"), message).help(help);
            (None, Report::new(vec![diagnostic]))
        })
    }

    /// Tells the terminal what is wrong, if that has changed.
    fn tell_of(&mut self, problems: Option<Arc<Problems>>) {
        let is_broken = |problems: &Option<Arc<Problems>>| problems.as_ref().is_some_and(|p| p.is_broken());
        let text = |problems: &Option<Arc<Problems>>| problems.as_ref().map(|p| p.text().to_owned());
        let (was_broken, is_broken) = (is_broken(&self.told), is_broken(&problems));
        if was_broken && !is_broken {
            (self.tell)(News::Mended);
        }
        // Warnings that were told before an error came are not told again after it.
        let known = if is_broken { &self.told } else { &self.warned };
        if let Some(now) = problems.as_ref().filter(|_| text(known) != text(&problems)) {
            (self.tell)(News::Wrong(Arc::clone(now)));
        }
        if !is_broken {
            self.warned.clone_from(&problems);
        }
        self.told = problems;
    }
}

impl Grace {
    fn end(&self) -> Instant {
        (self.last + GRACE).min(self.first + LONGEST_GRACE)
    }
}

impl Task {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Read(mut paths), Self::Read(more)) => {
                paths.extend(more);
                Self::Read(paths)
            }
            _ => Self::Scan,
        }
    }
}

/// The time zone of a project, also of one that has errors.
fn zone_of(sources: &DiskSources) -> TimeZone {
    let path = ProjectPath::new(config::FILE);
    let bytes = sources.read(&path).unwrap_or_default();
    Config::read(&path, &String::from_utf8_lossy(&bytes)).0.timezone
}

/// Tries each template on a page.
fn tried(built: &Built, sources: &DiskSources) -> Result<(), Failure> {
    let renderer = Renderer::new(&built.site, &built.theme.templates, sources);
    renderer.samples().into_iter().try_for_each(|page| renderer.render(page).map(drop))
}
