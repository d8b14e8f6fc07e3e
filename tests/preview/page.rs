//! An open page: what its script does in a browser.

use serde_json::Value;

use crate::client::Client;
use crate::desk::Desk;

/// A page that was loaded and waits for news of itself.
pub struct Open {
    path: String,
    /// The path of the script without its name: `/_rolecall/`.
    base: String,
    /// What the browser shows, by the page's own word.
    shows: String,
    known: String,
    client: Client,
}

impl Open {
    /// Loads a page. It does not listen yet.
    pub fn load(desk: &mut Desk, path: &str) -> Self {
        let text = desk.client.get(path).text();
        let (_, script) = text.rsplit_once("<script defer src=\"").expect("the script");
        let (base, script) = script.split_once("live.js\" data-page=\"").expect("its address");
        let (shows, script) = script.split_once("\" data-known=\"").expect("the version of the page");
        let (known, _) = script.split_once('"').expect("what is known");
        let client = Client::to(desk.preview.address());
        Self { path: path.to_owned(), base: base.to_owned(), shows: shows.to_owned(), known: known.to_owned(), client }
    }

    /// Loads a page and listens.
    pub fn follow(desk: &mut Desk, path: &str) -> Self {
        let mut page = Self::load(desk, path);
        page.listen();
        page
    }

    /// Asks for news.
    pub fn listen(&mut self) {
        self.client.say(&format!("{}news?page={}&known={}", self.base, self.path, self.known));
    }

    /// Waits for news, and listens again; what the browser then does.
    pub fn hear(&mut self) -> Told {
        let heard = self.client.hear();
        assert_eq!(heard.status, 200);
        let told: Value = serde_json::from_slice(&heard.body).expect("JSON");
        self.known = told["tag"].as_str().expect("a tag").to_owned();
        let page = told["page"].as_str().expect("a version").to_owned();
        let is_new = page != self.shows;
        self.shows = page;
        let styles = told["styles"].as_array().expect("a list").iter();
        let styles = styles.map(|style| style.as_str().expect("an address").to_owned()).collect();
        let problems = told["problems"].as_str().map(str::to_owned);
        self.listen();
        Told { is_new, styles, problems }
    }

    /// Whether it has been told something that it has not heard yet.
    pub fn is_told(&mut self) -> bool {
        self.client.has_heard()
    }
}

/// What an open page is told.
#[derive(Debug)]
pub struct Told {
    /// Whether the page shows itself anew.
    pub is_new: bool,
    pub styles: Vec<String>,
    pub problems: Option<String>,
}
