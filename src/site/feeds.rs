//! Feeds of the newest roles: Atom 1.0 (RFC 4287) and JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).
//!
//! Both tell the same: the newest open roles that say when they were posted. A role is the same entry in every feed; its
//! address is its id. All times come from the postings, so a feed changes only when a role does.

use std::borrow::Cow;
use std::io;

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde::Serialize;

use super::view::{self, role as role_view};
use super::{FeedScope, Site, links, sitemap};
use crate::catalog::{FacetKind, Role, TermId};
use crate::posting::Word as _;

/// The facets whose terms are an entry's categories.
const CATEGORIES: [FacetKind; 5] =
    [FacetKind::Department, FacetKind::Location, FacetKind::Workplace, FacetKind::Employment, FacetKind::Level];

/// Stands in a feed without entries, which never changed: Atom asks for a time.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// The Atom feed of a scope.
pub fn atom(site: &Site, scope: FeedScope) -> String {
    let mut writer = Writer::new(Vec::with_capacity(1024 * (site.config.feed_items + 1)));
    let written = write_atom(site, scope, &mut writer);
    debug_assert!(written.is_ok(), "writing to memory cannot fail: {written:?}");
    String::from_utf8(writer.into_inner()).unwrap_or_default()
}

/// The JSON Feed of a scope.
pub fn json(site: &Site, scope: FeedScope) -> String {
    let own = &site.config.company;
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: view::feed_title(site, scope),
        home_page_url: site.links.absolute(&home(site, scope)),
        feed_url: site.links.absolute(&format!("{}feed.json", home(site, scope))),
        icon: own.logo.as_deref().and_then(|logo| picture(site, logo)),
        favicon: favicon(site),
        authors: [Author { name: publisher(site), url: own.url.as_deref() }],
        language: &site.config.language,
        items: roles(site, scope).map(|role| item(site, role)).collect(),
    };
    let mut text = serde_json::to_string(&feed).unwrap_or_default();
    text.push('\n');
    text
}

/// The roles of a feed. Without a date a role cannot be new.
fn roles(site: &Site, scope: FeedScope) -> impl Iterator<Item = &Role> {
    site.feed_roles(scope).into_iter().map(|id| site.catalog.role(id)).filter(|role| role.posting.posted.is_some())
}

/// The path below the root of the page whose roles the feed tells of.
fn home(site: &Site, scope: FeedScope) -> String {
    match scope {
        FeedScope::All => String::new(),
        FeedScope::Term(term) => links::term(&site.catalog, term),
    }
}

/// Who speaks: the employer, or the board itself.
fn publisher(site: &Site) -> &str {
    if site.catalog.is_board() { &site.config.title } else { &site.config.company.name }
}

fn picture(site: &Site, written: &str) -> Option<String> {
    url::Url::parse(&site.links.written_absolute(written)).ok().map(Into::into)
}

fn favicon(site: &Site) -> Option<String> {
    let found = ["favicon.svg", "favicon.png", "favicon.ico"]
        .into_iter()
        .find(|icon| site.statics.iter().any(|(path, _)| path == icon));
    found.map(|icon| site.links.absolute(icon))
}

/// A day as the time at which it begins in the site's time zone.
fn beginning(site: &Site, day: Date) -> String {
    match day.to_zoned(site.config.timezone.clone()) {
        Ok(begin) => begin.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        Err(_) => format!("{day}T00:00:00Z"),
    }
}

/// The employer of a role on a board, where it is not the feed's own author.
fn author<'s>(site: &'s Site, role: &Role) -> Option<Author<'s>> {
    let employer = role_view::employer(site, role);
    (site.catalog.is_board()).then(|| Author { name: &employer.name, url: employer.url.as_deref() })
}

/// What an entry says of a role: the facts in a line, and the first words of the text.
fn summary(site: &Site, role: &Role) -> String {
    let posting = &*role.posting;
    let texts = &site.texts;
    let places = role_view::places(site, role);
    let mut facts: Vec<Cow<'_, str>> = Vec::with_capacity(8);
    if site.catalog.is_board() {
        facts.push(role_view::employer(site, role).name.as_str().into());
    }
    facts.extend(posting.department.as_deref().map(Cow::Borrowed));
    facts.extend((!places.is_empty()).then_some(Cow::Owned(places)));
    facts.extend(posting.workplace.map(|word| Cow::Borrowed(texts.word("workplace", word.word()))));
    facts.extend(posting.employment.iter().map(|word| Cow::Borrowed(texts.word("employment", word.word()))));
    facts.extend(role_view::salary(site, role).map(Cow::Owned));
    let facts = facts.join(" · ");
    match (facts.is_empty(), posting.summary.is_empty()) {
        (false, false) => format!("{facts} — {}", posting.summary),
        (false, true) => facts,
        (true, false) => posting.summary.clone(),
        // An entry must say something.
        (true, true) => posting.title.clone(),
    }
}

fn categories(role: &Role) -> impl Iterator<Item = TermId> {
    role.terms.iter().copied().filter(|term| CATEGORIES.contains(&term.facet))
}

fn write_atom(site: &Site, scope: FeedScope, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    let own = &site.config.company;
    let home = home(site, scope);
    let address = site.links.absolute(&format!("{home}feed.xml"));
    let changed = roles(site, scope).filter_map(|role| sitemap::changed(site, role)).max();
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    line_end(writer)?;
    let mut feed = BytesStart::new("feed");
    feed.push_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    feed.push_attribute(("xml:lang", site.config.language.as_str()));
    writer.write_event(Event::Start(feed))?;
    line_end(writer)?;
    text(writer, "id", &address)?;
    text(writer, "title", &view::feed_title(site, scope))?;
    text(writer, "updated", &changed.map_or_else(|| NEVER.to_owned(), |day| beginning(site, day)))?;
    link(writer, "self", "application/atom+xml", &address)?;
    link(writer, "alternate", "text/html", &site.links.absolute(&home))?;
    write_author(writer, &Author { name: publisher(site), url: own.url.as_deref() })?;
    if let Some(icon) = favicon(site) {
        text(writer, "icon", &icon)?;
    }
    if let Some(logo) = own.logo.as_deref().and_then(|logo| picture(site, logo)) {
        text(writer, "logo", &logo)?;
    }
    for role in roles(site, scope) {
        write_entry(site, role, writer)?;
    }
    writer.write_event(Event::End(BytesEnd::new("feed")))?;
    line_end(writer)
}

fn write_entry(site: &Site, role: &Role, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    let posting = &*role.posting;
    let address = site.links.absolute(&links::role(&posting.slug));
    writer.write_event(Event::Start(BytesStart::new("entry")))?;
    line_end(writer)?;
    text(writer, "id", &address)?;
    let mut title = BytesStart::new("title");
    if let Some(language) = &posting.language {
        title.push_attribute(("xml:lang", language.as_str()));
    }
    element(writer, title, &posting.title)?;
    link(writer, "alternate", "text/html", &address)?;
    if let Some(day) = sitemap::changed(site, role) {
        text(writer, "updated", &beginning(site, day))?;
    }
    if let Some(day) = posting.posted {
        text(writer, "published", &beginning(site, day))?;
    }
    if let Some(author) = author(site, role) {
        write_author(writer, &author)?;
    }
    for term in categories(role) {
        let scheme = links::terms(term.facet);
        let below_root = links::term(&site.catalog, term);
        let slug = below_root[scheme.len()..].trim_end_matches('/');
        let (scheme, label) = (site.links.absolute(&scheme), view::term_name(site, term));
        empty(writer, "category", &[("term", slug), ("scheme", &scheme), ("label", &without_forbidden(&label))])?;
    }
    text(writer, "summary", &summary(site, role))?;
    writer.write_event(Event::End(BytesEnd::new("entry")))?;
    line_end(writer)
}

fn write_author(writer: &mut Writer<Vec<u8>>, author: &Author<'_>) -> io::Result<()> {
    writer.write_event(Event::Start(BytesStart::new("author")))?;
    element(writer, BytesStart::new("name"), author.name)?;
    if let Some(url) = author.url {
        element(writer, BytesStart::new("uri"), url)?;
    }
    writer.write_event(Event::End(BytesEnd::new("author")))?;
    line_end(writer)
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    element(writer, BytesStart::new(name), text)
}

fn element(writer: &mut Writer<Vec<u8>>, start: BytesStart<'_>, text: &str) -> io::Result<()> {
    let end = start.to_end().into_owned();
    writer.write_event(Event::Start(start))?;
    writer.write_event(Event::Text(BytesText::new(&without_forbidden(text))))?;
    writer.write_event(Event::End(end))?;
    line_end(writer)
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    empty(writer, "link", &[("rel", rel), ("type", kind), ("href", href)])
}

/// An element that has attributes alone. Its text is put together at once: a feed has five hundred of them.
fn empty(writer: &mut Writer<Vec<u8>>, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    let mut content = String::with_capacity(192);
    content.push_str(name);
    for (key, value) in attributes {
        content.extend([" ", key, "=\"", &escape(*value), "\""]);
    }
    writer.write_event(Event::Empty(BytesStart::from_content(content, name.len())))?;
    line_end(writer)
}

/// A line for each element: a feed that nobody can read is a feed that nobody can mend.
fn line_end(writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    writer.get_mut().push(b'\n');
    Ok(())
}

/// The text without what XML 1.0 cannot hold, not even escaped: <https://www.w3.org/TR/xml/#charsets>.
fn without_forbidden(text: &str) -> Cow<'_, str> {
    // Plain ASCII, the usual case, is seen without decoding it.
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let is_forbidden =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    if text.contains(is_forbidden) { Cow::Owned(text.replace(is_forbidden, "")) } else { Cow::Borrowed(text) }
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    favicon: Option<String>,
    authors: [Author<'a>; 1],
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    url: String,
    title: &'a str,
    content_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authors: Option<[Author<'a>; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

fn item<'s>(site: &'s Site, role: &'s Role) -> Item<'s> {
    let posting = &*role.posting;
    let address = site.links.absolute(&links::role(&posting.slug));
    Item {
        id: address.clone(),
        url: address,
        title: &posting.title,
        content_text: summary(site, role),
        date_published: posting.posted.map(|day| beginning(site, day)),
        date_modified: sitemap::changed(site, role).map(|day| beginning(site, day)),
        authors: author(site, role).map(|author| [author]),
        tags: categories(role).map(|term| view::term_name(site, term)).collect(),
        language: posting.language.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use serde_json::{Value, json};

    use super::*;
    use crate::catalog::facets::Key;
    use crate::site::fixture::site;

    /// The texts of all elements of a name.
    fn all(xml: &str, name: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        let mut found = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) if start.name().as_ref() == name => {
                    let text = reader.read_text(start.name()).unwrap();
                    found.push(quick_xml::escape::unescape(&text).unwrap().into_owned());
                }
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    const CONFIG: (&str, &str) = (
        "content/site.yaml",
        "base_url: https://e.org/x/\ntimezone: Europe/Berlin\ncompany: { name: A & B, logo: /logo.svg }\n",
    );

    fn department(site: &Site, name: &str) -> FeedScope {
        let facet = site.catalog.facets().get(FacetKind::Department);
        FeedScope::Term(TermId { facet: FacetKind::Department, index: facet.find(&Key::Name(name.into())).unwrap() })
    }

    #[test]
    fn the_newest_open_roles_with_a_date_are_told_of() {
        let site = site(&[
            CONFIG,
            ("old.md", "---\ntitle: Old\nposted: 2026-07-01\nupdated: 2026-11-05\n---\n"),
            ("new.md", "---\ntitle: New <T>\nposted: 2026-11-02\n---\n"),
            ("undated.md", "---\ntitle: Undated\n---\n"),
            ("draft.md", "---\ntitle: Draft\nposted: 2026-11-03\nstatus: draft\n---\n"),
            ("filled.md", "---\ntitle: Filled\nposted: 2026-11-03\nstatus: filled\n---\n"),
        ]);
        let xml = atom(&site, FeedScope::All);
        assert_eq!(all(&xml, "title"), ["Open roles at A & B", "New <T>", "Old"]);
        let ids = ["https://e.org/x/feed.xml", "https://e.org/x/jobs/new/", "https://e.org/x/jobs/old/"];
        assert_eq!(all(&xml, "id"), ids);
        // The feed is as new as its newest entry, whatever day it is.
        let days = ["2026-11-05T00:00:00+01:00", "2026-11-02T00:00:00+01:00", "2026-11-05T00:00:00+01:00"];
        assert_eq!(all(&xml, "updated"), days);
        assert_eq!(all(&xml, "published"), ["2026-11-02T00:00:00+01:00", "2026-07-01T00:00:00+02:00"]);
        assert_eq!(all(&xml, "logo"), ["https://e.org/x/logo.svg"]);
        assert_eq!(all(&xml, "name"), ["A & B"]);

        let feed: Value = serde_json::from_str(&json(&site, FeedScope::All)).unwrap();
        assert_eq!((&feed["title"], &feed["items"][1]["id"]), (&json!("Open roles at A & B"), &json!(ids[2])));
        assert_eq!(feed["items"][1]["date_modified"], days[2]);
        assert_eq!(feed["items"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn an_empty_feed_is_valid_and_never_changes() {
        let site = site(&[CONFIG]);
        let xml = atom(&site, FeedScope::All);
        assert_eq!((all(&xml, "updated"), all(&xml, "entry")), (vec![NEVER.to_owned()], vec![]));
        let feed: Value = serde_json::from_str(&json(&site, FeedScope::All)).unwrap();
        assert_eq!(feed["items"], json!([]));
    }

    #[test]
    fn the_feed_of_a_term_is_another_feed_with_the_same_entries() {
        let role = "---\ntitle: T\nposted: 2026-11-01\ndepartment: R&D\nlocations: 'Bad Tölz, DE'\nworkplace: hybrid\n\
                    salary: { min: 18.5, currency: EUR, per: hour }\n---\nWhat you do.\n";
        let site = site(&[CONFIG, ("t.md", role)]);
        let xml = atom(&site, department(&site, "r&d"));
        assert_eq!(all(&xml, "id"), ["https://e.org/x/department/r-and-d/feed.xml", "https://e.org/x/jobs/t/"]);
        assert_eq!(all(&xml, "title")[0], "R&D: open roles at A & B");
        assert!(
            xml.contains("<link rel=\"alternate\" type=\"text/html\" href=\"https://e.org/x/department/r-and-d/\"/>")
        );
        let category = "<category term=\"de/bad-tolz\" scheme=\"https://e.org/x/location/\" label=\"Bad Tölz\"/>";
        assert!(xml.contains(category) && xml.contains("label=\"R&amp;D\""), "{xml}");
        assert_eq!(all(&xml, "summary"), ["R&D · Bad Tölz · Hybrid · from €18.50 an hour — What you do."]);
        let feed: Value = serde_json::from_str(&json(&site, department(&site, "r&d"))).unwrap();
        assert_eq!(feed["home_page_url"], "https://e.org/x/department/r-and-d/");
        assert_eq!(feed["feed_url"], "https://e.org/x/department/r-and-d/feed.json");
        assert_eq!(feed["items"][0]["tags"], json!(["R&D", "Germany", "Bad Tölz", "Hybrid"]));
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        let role = "---\ntitle: \"a\\uFFFEb\"\nposted: 2026-11-01\nlanguage: de\n---\nc\u{1}d&#1;&#xFFFF;e\n";
        let site = site(&[CONFIG, ("t.md", role)]);
        let xml = atom(&site, FeedScope::All);
        assert_eq!(all(&xml, "title")[1], "ab");
        assert!(xml.contains("<title xml:lang=\"de\">"));
        let forbidden = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
        assert!(!xml.contains(forbidden), "{xml:?}");
    }

    #[test]
    fn on_a_board_every_entry_names_its_employer() {
        let site = site(&[
            ("content/site.yaml", "title: Green Jobs"),
            ("content/companies/acme.md", "---\ntitle: Acme\nurl: https://acme.example/\n---\n"),
            ("t.md", "---\ntitle: T\ncompany: acme\nposted: 2026-11-01\n---\n"),
        ]);
        let xml = atom(&site, FeedScope::All);
        assert_eq!(all(&xml, "name"), ["Green Jobs", "Acme"]);
        assert_eq!(
            (all(&xml, "uri"), all(&xml, "summary")),
            (vec!["https://acme.example/".to_owned()], vec!["Acme".to_owned()])
        );
    }

    #[test]
    fn a_day_begins_where_its_midnight_is_skipped_too() {
        let config = "timezone: America/Sao_Paulo";
        let site = site(&[("content/site.yaml", config), ("t.md", "---\ntitle: T\nposted: 2018-11-04\n---\n")]);
        assert_eq!(all(&atom(&site, FeedScope::All), "published"), ["2018-11-04T01:00:00-02:00"]);
    }
}
