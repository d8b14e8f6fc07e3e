//! `content/site.yaml`: what holds for the whole site. Every key may be left out.

pub mod schema;

use std::ops::RangeInclusive;

use jiff::tz::TimeZone;

use crate::diagnostic::{Diagnostic, Severity, suggest};
use crate::posting::frontmatter as read;
use crate::posting::{Apply, Currency, Location};
use crate::source::ProjectPath;
use crate::yaml::read::{Fields, Problems, items, shortened, text, truth, whole};
use crate::yaml::{Document, Kind, Value};

/// The file.
pub const FILE: &str = "content/site.yaml";

const KEYS: &[&str] = &[
    "title",
    "base_url",
    "language",
    "timezone",
    "company",
    "apply",
    "currency",
    "per_page",
    "feed_items",
    "related",
    "menu",
    "equal_opportunity",
    "closed",
    "lints",
    "extra",
];
/// How many roles one page of a list may have.
const PER_PAGE: RangeInclusive<i64> = 1..=1000;
/// How many entries a feed may have.
const FEED_ITEMS: RangeInclusive<i64> = 1..=1000;
/// How many similar roles there may be under a role.
const RELATED: RangeInclusive<i64> = 0..=20;
const COMPANY: &[&str] = &["name", "url", "logo", "description", "address"];

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// Where the site will be found.
    pub base_url: BaseUrl,
    /// The language of the interface (BCP 47).
    pub language: String,
    /// Decides when a day ends.
    pub timezone: TimeZone,
    /// The site's own employer.
    pub company: Employer,
    /// Whether site.yaml names the employer; otherwise its name is the site's title.
    pub names_company: bool,
    /// Where to apply for postings that do not say; `{slug}` and `{id}` are filled in.
    pub apply: Option<Apply>,
    /// For salaries that name no currency.
    pub currency: Option<Currency>,
    /// Roles on one page of a list.
    pub per_page: usize,
    /// Entries in a feed.
    pub feed_items: usize,
    /// Similar roles under a role.
    pub related: usize,
    /// Links at the top of every page.
    pub menu: Vec<MenuItem>,
    /// Shown under every role.
    pub equal_opportunity: Option<String>,
    /// Whether a closed role keeps its page.
    pub keep_closed: bool,
    /// Levels of `check`'s findings by their code; `None` switches one off.
    pub lints: Vec<(String, Option<Severity>)>,
    /// Anything, for templates of the site's own.
    pub extra: serde_json::Value,
}

/// An employer: the site's own, or one of a board's.
#[derive(Debug, Clone, PartialEq)]
pub struct Employer {
    /// Its name.
    pub name: String,
    /// Its own site.
    pub url: Option<String>,
    /// A picture: a web address, or a path from the site's root.
    pub logo: Option<String>,
    /// A sentence or two.
    pub description: Option<String>,
    /// The head office.
    pub address: Option<Location>,
}

/// A link in the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// Its words.
    pub title: String,
    /// A path from the site's root, or a web address.
    pub url: String,
}

/// The site's absolute address: scheme and host, and a path that begins and ends with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    root: String,
}

impl BaseUrl {
    /// The address of a text such as `https://example.com/jobs`.
    ///
    /// # Errors
    /// Says in plain words what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = url::Url::parse(text).map_err(|_| format!("`{}` is not a web address", shortened(text)))?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(format!("`{}` is not a web address", shortened(text)));
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
            return Err("the site's address has only a host and a path".into());
        }
        let mut root = url.path().to_owned();
        if !root.ends_with('/') {
            root.push('/');
        }
        if root.contains("//") {
            return Err("the path of the site's address has an empty part".into());
        }
        Ok(Self { origin: url.origin().ascii_serialization(), root })
    }

    /// Scheme, host and port: `https://example.com`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The path: `/` or `/jobs/`.
    pub fn root(&self) -> &str {
        &self.root
    }
}

/// The address of a site that does not know its own.
impl Default for BaseUrl {
    fn default() -> Self {
        Self { origin: "http://localhost".into(), root: "/".into() }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Careers".into(),
            base_url: BaseUrl::default(),
            language: "en".into(),
            timezone: TimeZone::UTC,
            company: Employer { name: String::new(), url: None, logo: None, description: None, address: None },
            names_company: false,
            apply: None,
            currency: None,
            per_page: 50,
            feed_items: 50,
            related: 4,
            menu: Vec::new(),
            equal_opportunity: None,
            keep_closed: true,
            lints: Vec::new(),
            extra: serde_json::Value::Object(serde_json::Map::new()),
        }
    }
}

impl Config {
    /// Reads the file's text. What is wrong is left at its default, so that the postings' errors can still be shown.
    pub fn read(path: &ProjectPath, text: &str) -> (Self, Vec<Diagnostic>) {
        match Document::of_file(path, text) {
            Ok(document) => {
                let mut problems = Problems::new(path);
                let config = Self::from_value(document.root(), &mut problems);
                (config, problems.into_vec())
            }
            Err(diagnostic) => (Self::default(), vec![*diagnostic]),
        }
    }

    fn from_value(value: Value<'_>, problems: &mut Problems) -> Self {
        let fields = Fields::of(value, KEYS, "site.yaml", problems);
        let mut config = Self::default();
        if let Some(base_url) = fields.get("base_url").and_then(|v| base_url(v, problems)) {
            config.base_url = base_url;
        }
        if let Some(language) = fields.get("language").and_then(|v| read::language_tag(v, problems)) {
            config.language = language;
        }
        if let Some(timezone) = fields.get("timezone").and_then(|v| timezone(v, problems)) {
            config.timezone = timezone;
        }
        if let Some(value) = fields.get("company") {
            config.company = company(value, problems);
        }
        match fields.get("title").and_then(|v| text(v, problems)) {
            Some(title) => config.title = title,
            None if !config.company.name.is_empty() => config.title = config.company.name.clone(),
            None => {}
        }
        config.names_company = !config.company.name.is_empty();
        if !config.names_company {
            config.company.name = config.title.clone();
        }
        config.apply = fields.get("apply").and_then(|v| read::apply(v, problems));
        config.currency = fields.get("currency").and_then(|v| read::currency(v, problems));
        let mut number = |key: &str, range, default: usize| {
            fields.get(key).and_then(|v| whole(v, range, problems)).and_then(|n| n.try_into().ok()).unwrap_or(default)
        };
        config.per_page = number("per_page", PER_PAGE, config.per_page);
        config.feed_items = number("feed_items", FEED_ITEMS, config.feed_items);
        config.related = number("related", RELATED, config.related);
        config.menu = fields.get("menu").map(|v| menu(v, problems)).unwrap_or_default();
        config.equal_opportunity = fields.get("equal_opportunity").and_then(|v| text(v, problems));
        if let Some(value) = fields.get("closed") {
            let closed = Fields::of(value, &["keep"], "`closed`", problems);
            config.keep_closed = closed.get("keep").and_then(|v| truth(v, problems)).unwrap_or(true);
        }
        config.lints = fields.get("lints").map(|v| lints(v, problems)).unwrap_or_default();
        if let Some(value) = fields.get("extra") {
            config.extra = value.to_json();
        }
        config
    }
}

fn base_url(value: Value<'_>, problems: &mut Problems) -> Option<BaseUrl> {
    let written = text(value, problems)?;
    match BaseUrl::parse(&written) {
        Ok(base_url) => Some(base_url),
        Err(why) => {
            problems.add("wrong-address", value.span(), why, |d| {
                d.help("write for example `https://careers.example.com/`")
            });
            None
        }
    }
}

fn timezone(value: Value<'_>, problems: &mut Problems) -> Option<TimeZone> {
    let written = text(value, problems)?;
    match TimeZone::get(&written) {
        Ok(timezone) => Some(timezone),
        Err(_) => {
            let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
            let message = format!("unknown time zone `{}`", shortened(&written));
            problems.add("unknown-timezone", value.span(), message, |d| {
                match suggest::nearest(&written, names.iter().map(String::as_str)) {
                    Some(near) => d.label(format!("did you mean `{near}`?")),
                    None => d.help("a time zone is a continent and a city, such as `Europe/Berlin`, or `UTC`"),
                }
            });
            None
        }
    }
}

fn company(value: Value<'_>, problems: &mut Problems) -> Employer {
    if *value.kind() != Kind::Map {
        let name = text(value, problems).unwrap_or_default();
        return Employer { name, url: None, logo: None, description: None, address: None };
    }
    let fields = Fields::of(value, COMPANY, "`company`", problems);
    Employer {
        name: fields.get("name").and_then(|v| text(v, problems)).unwrap_or_default(),
        url: fields.get("url").and_then(|v| read::web_address(v, problems)),
        logo: fields.get("logo").and_then(|v| read::picture(v, problems)),
        description: fields.get("description").and_then(|v| text(v, problems)),
        address: fields.get("address").and_then(|v| read::location(v, problems)),
    }
}

fn menu(value: Value<'_>, problems: &mut Problems) -> Vec<MenuItem> {
    let mut menu = Vec::new();
    for item in items(value, problems) {
        if *item.kind() != Kind::Map {
            problems.add("wrong-type", item.span(), "a menu entry needs a `title` and a `url`", |d| {
                d.help("write for example `{ title: Benefits, url: /benefits/ }`")
            });
            continue;
        }
        let fields = Fields::of(item, &["title", "url"], "a menu entry", problems);
        let title = fields.get("title").and_then(|v| text(v, problems));
        let url = fields.get("url").and_then(|v| read::picture(v, problems));
        match (title, url) {
            (Some(title), Some(url)) => menu.push(MenuItem { title, url }),
            (None, _) if fields.get("title").is_none() => {
                problems.error("missing-key", item.span(), "a menu entry needs its `title`");
            }
            (_, None) if fields.get("url").is_none() => {
                problems.error("missing-key", item.span(), "a menu entry needs its `url`");
            }
            _ => {}
        }
    }
    menu
}

fn lints(value: Value<'_>, problems: &mut Problems) -> Vec<(String, Option<Severity>)> {
    if *value.kind() != Kind::Map {
        problems.error("wrong-type", value.span(), "`lints` must be codes with `off`, `warn` or `error`");
        return Vec::new();
    }
    let mut lints = Vec::new();
    for entry in value.children() {
        let level = match entry.text().as_deref() {
            // YAML 1.1 readers, and people used to them, write `off` as a truth value.
            Some("off" | "false") => None,
            Some("warn") => Some(Severity::Warning),
            Some("error") => Some(Severity::Error),
            _ => {
                problems.add("unknown-value", entry.span(), "this must be `off`, `warn` or `error`", |d| {
                    d.help("`off` silences a warning of `rolecall check`, `error` makes the check fail")
                });
                continue;
            }
        };
        lints.push((entry.key().unwrap_or_default().to_owned(), level));
    }
    lints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Config, Vec<String>) {
        let (config, diagnostics) = Config::read(&ProjectPath::new(FILE), text);
        (config, diagnostics.into_iter().map(|d| d.message).collect())
    }

    #[test]
    fn an_empty_file_is_the_defaults() {
        let (config, problems) = read("# nothing\n");
        assert_eq!(problems, [] as [&str; 0]);
        assert_eq!((config.per_page, config.language.as_str(), config.base_url.root()), (50, "en", "/"));
    }

    #[test]
    fn a_base_url_is_a_host_and_a_path() {
        let base = BaseUrl::parse("https://Example.com:8443/a/b").unwrap();
        assert_eq!((base.origin(), base.root()), ("https://example.com:8443", "/a/b/"));
        for wrong in [
            "example.com",
            "ftp://example.com/",
            "https://example.com/?a",
            "https://a:b@example.com/",
            "https://e.com//x/",
        ] {
            assert!(BaseUrl::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let (config, problems) = read(
            "titel: x\ntimezone: Europe/Berlim\nper_page: 0\nmenu: [{ title: A }]\ncurrency: EURO\nlints: { a: loud }\nclosed: { keep: maybe }\n",
        );
        assert_eq!(problems.len(), 7, "{problems:?}");
        assert_eq!(config.per_page, 50);
    }
}
