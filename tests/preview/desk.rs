//! A project with its preview, and the law that both are to keep: once it has settled, the preview serves every file of a
//! clean build and nothing else.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, mpsc};
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::civil::date;
use rolecall::edge::serve::{News, Options, Preview};
use rolecall::pipeline::Clock;
use serde_json::Value;

use crate::client::{Client, Heard};
use crate::project::{Built, Project, build};

/// So long the preview may take to settle: far longer than it does, since other programs may keep the machine busy.
const DEADLINE: Duration = Duration::from_secs(60);

/// Someone who edits a project with its preview open.
pub struct Desk {
    pub project: Project,
    pub preview: Preview,
    pub client: Client,
    pub news: mpsc::Receiver<News>,
    clock: Arc<Mutex<Clock>>,
    drafts: bool,
    /// Every address that was ever served.
    seen: BTreeSet<String>,
}

/// How a preview is started.
#[derive(Clone, Copy)]
pub struct Start {
    pub clock: Clock,
    pub poll: bool,
    pub drafts: bool,
}

impl Default for Start {
    fn default() -> Self {
        Self { clock: Clock::Day(date(2026, 11, 22)), poll: false, drafts: false }
    }
}

impl Start {
    /// Starts the preview of a project.
    pub fn on(self, project: Project) -> Desk {
        let root = project.root();
        self.at(root, project)
    }

    /// The same with another path to the project.
    pub fn at(self, root: std::path::PathBuf, project: Project) -> Desk {
        let clock = Arc::new(Mutex::new(self.clock));
        let (tell, news) = mpsc::channel();
        let now = Arc::clone(&clock);
        let options = Options {
            root,
            host: None,
            port: Some(0),
            drafts: self.drafts,
            poll: self.poll,
            base_url: None,
            clock: Arc::new(move || *now.lock().expect("a clock")),
        };
        let tell = move |news| drop(tell.send(news));
        let preview = Preview::start(options, tell).unwrap_or_else(|error| panic!("{error}"));
        let client = Client::to(preview.address());
        Desk { project, preview, client, news, clock, drafts: self.drafts, seen: BTreeSet::new() }
    }
}

impl Desk {
    /// A preview of the small site that has settled.
    pub fn new() -> Self {
        let mut desk = Start::default().on(Project::new());
        desk.settle();
        desk
    }

    /// Sets the clock.
    pub fn set_clock(&self, clock: Clock) {
        *self.clock.lock().expect("a clock") = clock;
    }

    /// What a clean build gives now.
    pub fn clean(&self) -> Built {
        let clock = *self.clock.lock().expect("a clock");
        let built = build(&self.project.root(), clock, self.drafts);
        built.unwrap_or_else(|report| panic!("errors: {:?}", report.diagnostics()))
    }

    /// What a clean build says that is wrong; `None` if there are no errors.
    pub fn wrong(&self) -> Option<Vec<String>> {
        let clock = *self.clock.lock().expect("a clock");
        let report = build(&self.project.root(), clock, self.drafts).err()?;
        Some(report.diagnostics().iter().map(|diagnostic| diagnostic.message.clone()).collect())
    }

    /// Waits until the preview serves what a clean build gives.
    pub fn settle(&mut self) {
        let built = self.clean();
        self.serves(&built);
    }

    /// Waits until the preview serves a build, and nothing but it.
    pub fn serves(&mut self, built: &Built) {
        let Self { client, seen, .. } = self;
        wait_for(|| is_served(client, built, seen));
        seen.extend(built.files.keys().map(|path| address(built, path)));
    }

    /// Waits until the preview says that these things are wrong, and no other.
    pub fn says(&mut self, wrong: &[String]) {
        let client = &mut self.client;
        wait_for(|| {
            let heard = client.get("/_rolecall/news?page=/&known=");
            let told: Value = serde_json::from_slice(&heard.body).expect("JSON");
            let text = told["problems"].as_str().unwrap_or_default();
            let missing = wrong.iter().find(|message| !text.contains(message.as_str()));
            let is_head = |line: &&str| line.starts_with("error: ") || line.starts_with("warning: ");
            let count = text.lines().filter(is_head).count();
            match missing {
                Some(message) => Err(format!("`{message}` is not said: {text}")),
                None if count > wrong.len() => Err(format!("more than {wrong:?} is said: {text}")),
                None => Ok(()),
            }
        });
    }

    /// Asserts that no error was told of since this was asked last.
    pub fn all_was_well(&self) {
        for news in self.news.try_iter() {
            assert!(!matches!(&news, News::Wrong(problems) if problems.is_broken()), "{news:?}");
        }
    }

    /// Waits for news of this kind.
    pub fn hears<T>(&self, mut wanted: impl FnMut(News) -> Option<T>) -> T {
        let until = Instant::now() + DEADLINE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let news = self.news.recv_timeout(left).expect("news in time");
            if let Some(found) = wanted(news) {
                return found;
            }
        }
    }

    /// The text of what is told to be wrong.
    pub fn hears_of_errors(&self) -> String {
        self.hears(|news| match news {
            News::Wrong(problems) if problems.is_broken() => Some(problems.text().to_owned()),
            _ => None,
        })
    }

    pub fn hears_of_mending(&self) {
        self.hears(|news| matches!(news, News::Mended).then_some(()));
    }
}

/// Tries again until it is so.
pub fn wait_for<T>(mut attempt: impl FnMut() -> Result<T, String>) -> T {
    let until = Instant::now() + DEADLINE;
    loop {
        match attempt() {
            Ok(found) => return found,
            Err(why) => assert!(Instant::now() < until, "not in time: {why}"),
        }
        sleep(Duration::from_millis(2));
    }
}

/// The address of a file of the output, as a browser asks for it.
fn address(built: &Built, path: &str) -> String {
    let mut address = built.root.clone();
    let shown = path.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(path);
    for byte in shown.bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => address.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

fn is_served(client: &mut Client, built: &Built, seen: &BTreeSet<String>) -> Result<(), String> {
    let mut addresses = BTreeSet::new();
    for (path, bytes) in &built.files {
        let address = address(built, path);
        check(&client.get(&address), 200, media_type(path), bytes).map_err(|why| format!("{address}: {why}"))?;
        addresses.insert(address);
    }
    let not_found = &built.files["404.html"];
    let nowhere = [format!("{}no/such/page/", built.root), format!("{}nowhere.png", built.root)];
    for address in seen.difference(&addresses).chain(&nowhere) {
        let heard = client.get(address);
        // The root of old leads to the new one.
        if address == "/" {
            assert_eq!((heard.status, heard.field("location")), (302, &*built.root));
            continue;
        }
        check(&heard, 404, media_type("404.html"), not_found).map_err(|why| format!("{address} is gone: {why}"))?;
    }
    Ok(())
}

fn check(heard: &Heard, status: u16, media_type: &str, bytes: &[u8]) -> Result<(), String> {
    if heard.status != status {
        return Err(format!("status {}: {}", heard.status, heard.text()));
    }
    assert_eq!(heard.field("content-type"), media_type);
    let is_live = media_type.starts_with("text/html") && heard.body != bytes;
    let body = if is_live { without_script(&heard.body)? } else { heard.body.clone() };
    if body == bytes { Ok(()) } else { Err(format!("other bytes:\n{}", heard.text())) }
}

/// A page without what the preview adds to it.
fn without_script(page: &[u8]) -> Result<Vec<u8>, String> {
    let text = String::from_utf8_lossy(page);
    let (before, rest) = text.rsplit_once("<script defer src=\"").ok_or("no script")?;
    let (script, after) = rest.split_once("></script>\n").ok_or("half a script")?;
    if !script.contains("_rolecall/live.js\" data-page=\"") || !(after.is_empty() || after.starts_with("</body>")) {
        return Err(format!("another script: {script}{after}"));
    }
    Ok([before, after].concat().into_bytes())
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "json" if path.ends_with("feed.json") => "application/feed+json; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "xml" if path.ends_with("feed.xml") => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        _ => "application/octet-stream",
    }
}
