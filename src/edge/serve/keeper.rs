//! Keeps the shown site equal to the files: what a hint names is read at once, and a scan of the folders makes sure soon
//! after.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::problems::Problems;
use super::shown::{Good, Shown};
use super::{News, Options};
use crate::config::BaseUrl;
use crate::edge::build;
use crate::edge::disk::DiskSources;
use crate::edge::error::Error;
use crate::edge::watch::Hint;
use crate::pipeline::{self, Clock, Memo, Request};
use crate::render::{Failure, Renderer};
use crate::source::{Fingerprint, ProjectPath, Sources as _};

/// How long after the last hint the folders are scanned.
const SCAN_AFTER: Duration = Duration::from_millis(300);
/// How long content that has just broken may be only half written.
const GRACE: Duration = Duration::from_millis(120);
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

/// Keeps the shown site equal to the files.
pub(super) struct Keeper {
    root: PathBuf,
    drafts: bool,
    base_url: Option<BaseUrl>,
    clock: Arc<dyn Fn() -> Clock + Send + Sync>,
    shown: Arc<Shown>,
    tell: Arc<dyn Fn(News) + Send + Sync>,
    memo: Memo,
    /// The files that the last run was made of.
    sources: Option<Arc<DiskSources>>,
    /// The day of the site, as far as it is known.
    clock_of_site: Option<Clock>,
    /// When a scan is due.
    scan_at: Option<Instant>,
    /// Until when broken content may be half written.
    broken_since: Option<Instant>,
    /// What was told last.
    told: Option<Arc<Problems>>,
}

impl Keeper {
    pub(super) fn new(options: &Options, shown: Arc<Shown>, tell: Arc<dyn Fn(News) + Send + Sync>) -> Self {
        Self {
            root: options.root.clone(),
            drafts: options.drafts,
            base_url: options.base_url.clone(),
            clock: Arc::clone(&options.clock),
            shown,
            tell,
            memo: Memo::default(),
            sources: None,
            clock_of_site: None,
            scan_at: None,
            broken_since: None,
            told: None,
        }
    }

    /// The first run, of whatever is there.
    ///
    /// # Errors
    /// When the root cannot be opened.
    pub(super) fn begin(&mut self) -> Result<(), Error> {
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
        let grace = self.broken_since.map(|since| until(since + GRACE));
        let scan = self.scan_at.map(until);
        [grace, scan, self.until_midnight(), Some(DATE_CHECK)].into_iter().flatten().min().unwrap_or(DATE_CHECK)
    }

    /// How long until the site's next day begins.
    fn until_midnight(&self) -> Option<Duration> {
        let Clock::Instant(now) = (self.clock)() else { return None };
        let zone = self.shown.state().good?.built.site.config.timezone.clone();
        let now = now.to_zoned(zone);
        let next = now.date().tomorrow().ok()?.to_zoned(now.time_zone().clone()).ok()?;
        Duration::try_from(now.duration_until(&next)).ok()
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
        let is_hint = task.is_some();
        let scan_is_due = self.scan_at.is_some_and(|at| at <= now);
        let task = task.or_else(|| scan_is_due.then_some(Task::Scan));
        let is_grace_over = self.broken_since.is_some_and(|since| since + GRACE <= now);
        let Some(before) = self.sources.clone() else { return false };
        let found = match task {
            Some(Task::Read(paths)) => before.after(&paths).map_or_else(|| self.list(), Ok),
            Some(Task::Scan) => {
                self.scan_at = None;
                self.list()
            }
            None if is_grace_over || self.is_another_day() => Ok((*before).clone()),
            None => return false,
        };
        if is_hint {
            self.scan_at = Some(now + SCAN_AFTER);
        }
        // The root itself is gone: it may come back, and until then the last good site is shown.
        let Ok(found) = found else { return false };
        let changed = !self.is_same(&before, &found);
        if !changed && !is_grace_over && !self.is_another_day() {
            self.sources = Some(Arc::new(found));
            return false;
        }
        self.build(Arc::new(found.following(&before)), is_grace_over)
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
        DiskSources::list(&self.root, Some(&build::default_out(&self.root)))
    }

    /// Whether the day of the site has passed.
    fn is_another_day(&self) -> bool {
        let Some(good) = self.shown.state().good else { return false };
        match (self.clock)() {
            Clock::Day(_) => false,
            Clock::Instant(now) => {
                let zone = good.built.site.config.timezone.clone();
                let day = now.to_zoned(zone).date();
                day != good.built.site.today && self.clock_of_site != Some(Clock::Day(day))
            }
        }
    }

    /// Makes the site of these files and shows it, or what is wrong with them; says whether something else is shown now.
    fn build(&mut self, sources: Arc<DiskSources>, is_final: bool) -> bool {
        let clock = (self.clock)();
        let request = Request { clock, drafts: self.drafts, base_url: self.base_url.clone() };
        let (built, mut report) = pipeline::build(&*sources, &request, &mut self.memo);
        if let (Clock::Instant(now), Some(good)) = (clock, self.shown.state().good) {
            self.clock_of_site = Some(Clock::Day(now.to_zoned(good.built.site.config.timezone.clone()).date()));
        }
        self.sources = Some(Arc::clone(&sources));
        // A template is wrong only on a page: each is tried on one, as a build does.
        let built = built.filter(|built| match tried(built, &sources) {
            Ok(()) => true,
            Err(Failure::Template(diagnostic)) => {
                report = report.with(*diagnostic);
                false
            }
            // The files are changing still: the scan that follows finds it.
            Err(Failure::Changed(_)) => true,
        });
        if built.is_none() && !is_final && self.broken_since.is_none_or(|since| since.elapsed() < GRACE) {
            // Perhaps only half written: it gets a moment.
            self.broken_since.get_or_insert_with(Instant::now);
            return false;
        }
        self.broken_since = None;
        let problems = (!report.diagnostics().is_empty()).then(|| Arc::new(Problems::of(&report, &*sources)));
        match (&problems, &self.told) {
            (Some(now), before) if before.as_ref().is_none_or(|before| before.text() != now.text()) => {
                (self.tell)(News::Wrong(Arc::clone(now)));
            }
            (None, Some(before)) if before.is_broken() => (self.tell)(News::Mended),
            _ => {}
        }
        self.told.clone_from(&problems);
        self.shown.publish(built.map(|built| Arc::new(Good { built, sources })), problems);
        true
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

/// Tries each template on a page.
fn tried(built: &pipeline::Built, sources: &DiskSources) -> Result<(), Failure> {
    let renderer = Renderer::new(&built.site, &built.theme.templates, sources);
    renderer.samples().into_iter().try_for_each(|page| renderer.render(page).map(drop))
}
