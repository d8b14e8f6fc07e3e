//! What templates see: one plain value for each page, documented in `templates/README.md`.

#[cfg(test)]
mod documented;
pub mod filters;
pub mod list;
pub mod role;
pub mod shared;

use jiff::civil::Date;
use serde::Serialize;
use tera::Value;

use self::shared::Shared;
use super::{FeedScope, Page, Site, hosting, links};
use crate::catalog::facets::Key;
use crate::catalog::{FacetKind, RoleId, TermId};
use crate::posting::SkillLevel;

/// What holds for every page of a site; made once.
#[derive(Debug, Serialize)]
pub struct SiteView<'s> {
    title: &'s str,
    language: &'s str,
    url: String,
    root: &'s str,
    company: CompanyView<'s>,
    is_board: bool,
    facets: Vec<FacetLink<'s>>,
    equal_opportunity: Option<&'s str>,
    stylesheets: Vec<String>,
    scripts: Vec<String>,
    icon: Option<String>,
    policy: String,
    extra: &'s serde_json::Value,
}

/// The site's own employer.
#[derive(Debug, Serialize)]
struct CompanyView<'s> {
    name: &'s str,
    url: Option<&'s str>,
    logo: Option<String>,
    description: Option<&'s str>,
}

#[derive(Debug, Serialize)]
struct FacetLink<'s> {
    name: &'static str,
    title: &'s str,
    url: String,
}

/// A link in the menu.
#[derive(Debug, Serialize)]
pub struct MenuLink<'s> {
    title: &'s str,
    url: String,
    current: bool,
}

/// What the layout says of one page.
#[derive(Debug, Serialize)]
pub struct PageView {
    kind: &'static str,
    title: String,
    heading: String,
    description: String,
    url: String,
    canonical: Option<String>,
    index: bool,
    image: Option<String>,
    scripts: Value,
    modules: Value,
    feeds: Value,
}

#[derive(Debug, Serialize)]
struct FeedLink {
    title: String,
    url: String,
    r#type: &'static str,
}

/// A name with the address of its page, if it has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    name: String,
    url: Option<String>,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateView {
    iso: String,
    text: String,
}

impl DateView {
    fn of(site: &Site, date: Date) -> Self {
        Self { iso: date.to_string(), text: site.texts.date(date) }
    }
}

impl<'s> SiteView<'s> {
    /// The view of a site.
    pub fn of(site: &'s Site) -> Self {
        let config = &site.config;
        let published = |name: &str| asset(site, name);
        let icon = ["favicon.svg", "favicon.png", "favicon.ico"]
            .into_iter()
            .find(|icon| site.statics.iter().any(|(path, _)| path == icon));
        Self {
            title: &config.title,
            language: &config.language,
            url: site.links.absolute(""),
            root: site.links.root(),
            company: CompanyView {
                name: &config.company.name,
                url: config.company.url.as_deref(),
                logo: config.company.logo.as_deref().map(|logo| site.links.written(logo)),
                description: config.company.description.as_deref(),
            },
            is_board: site.catalog.is_board(),
            facets: site.catalog.facets().present().map(|facet| facet_link(site, facet.kind)).collect(),
            equal_opportunity: config.equal_opportunity.as_deref(),
            // A site's `custom.css` and `custom.js` are added to the theme's own.
            stylesheets: ["style.css", "custom.css"].into_iter().filter_map(published).collect(),
            scripts: ["custom.js"].into_iter().filter_map(published).collect(),
            icon: icon.map(|icon| site.links.path(icon)),
            policy: hosting::policy(site),
            extra: &config.extra,
        }
    }
}

fn facet_link(site: &Site, kind: FacetKind) -> FacetLink<'_> {
    FacetLink {
        name: kind.name(),
        title: site.texts.get(&["facets", kind.name(), "many"]),
        url: site.links.path(&links::terms(kind)),
    }
}

/// The menu of a page: the entries of site.yaml, then the content pages that ask for a place in it.
pub fn menu(site: &Site, current: Page) -> Vec<MenuLink<'_>> {
    let here = match current {
        Page::Content(index) => Some(site.links.path(&format!("{}/", site.contents[index as usize].slug))),
        _ => None,
    };
    let written = site.config.menu.iter().map(|item| (item.title.as_str(), site.links.written(&item.url)));
    let pages = site.contents.iter().filter(|page| page.in_menu);
    let pages = pages.map(|page| (page.title.as_str(), site.links.path(&format!("{}/", page.slug))));
    let mut menu: Vec<MenuLink<'_>> = Vec::new();
    for (title, url) in written.chain(pages) {
        if !menu.iter().any(|item| item.url == url) {
            menu.push(MenuLink { current: Some(&url) == here.as_ref(), title, url });
        }
    }
    menu
}

/// The link to a file of `static/assets/`.
fn asset(site: &Site, name: &str) -> Option<String> {
    site.assets.iter().find(|asset| asset.name == name).map(|asset| site.links.path(&asset.path))
}

/// How many characters of a page's text stand in for a description that is not given, at most.
const DESCRIPTION: usize = 300;

impl PageView {
    /// The layout's view of an HTML page.
    pub fn of(shared: &Shared<'_>, page: Page) -> Self {
        let site = shared.site;
        let texts = &site.texts;
        let config = &site.config;
        let title_of = |title: &str| texts.fill(&["title_page"], &[("title", title), ("site", &config.title)]);
        let names = [("company", config.company.name.as_str()), ("site", config.title.as_str())];
        // Texts about a board name the site where others name the company.
        let board = |key: &str| if speaks_of_site(site) { format!("{key}_board") } else { key.to_owned() };
        let describe = |key: &str, more: &[(&str, &str)]| texts.fill(&[&board(key)], &[&names, more].concat());
        let count = |n: usize| texts.plural("count_roles", n);
        let below_root = address(site, page);
        let scripts = shared.scripts(page);
        let mut view = Self {
            kind: "index",
            title: config.title.clone(),
            heading: String::new(),
            description: String::new(),
            url: site.links.path(&below_root),
            canonical: Some(site.links.absolute(&below_root)),
            index: true,
            image: config.company.logo.as_deref().and_then(|logo| picture(site, logo)),
            scripts: scripts.scripts,
            modules: scripts.modules,
            feeds: shared.feeds(FeedScope::All),
        };
        match page {
            Page::Index { number } => {
                view.heading = texts.get(&["heading_index"]).to_owned();
                let key = if speaks_of_site(site) && !site.catalog.is_board() {
                    "description_index_plain"
                } else {
                    &board("description_index")
                };
                let count = count(site.catalog.listed().len());
                view.description = texts.fill(&[key], &[names[0], names[1], ("count", &count)]);
                view.number(site, number);
            }
            Page::Terms(facet) => {
                view.kind = "terms";
                view.heading = texts.get(&["heading_terms", facet.name()]).to_owned();
                view.title = title_of(&view.heading);
                view.description = describe("description_terms", &[("heading", &view.heading)]);
            }
            Page::Term { term, number } => {
                let facet = site.catalog.facets().get(term.facet);
                let name = term_name(site, term);
                view.kind = if term.facet == FacetKind::Company { "company" } else { "term" };
                view.heading = texts.fill(&["heading_term", term.facet.name()], &[("name", &name)]);
                let says_roles =
                    matches!(term.facet, FacetKind::Education | FacetKind::Experience | FacetKind::Company);
                let title = if says_roles {
                    texts.fill(&["title_term"], &[("heading", &view.heading)])
                } else {
                    view.heading.clone()
                };
                view.title = title_of(&title);
                let count = count(facet.count(site.catalog.facets().term(term)));
                view.description = if term.facet == FacetKind::Company {
                    texts.fill(&["description_company"], &[("count", &count), ("name", &name)])
                } else {
                    describe("description_term", &[("heading", &view.heading), ("count", &count)])
                };
                if term.facet.has_feeds() {
                    view.feeds = shared.feeds(FeedScope::Term(term));
                }
                view.number(site, number);
            }
            Page::Role(id) => view.role(site, id, &title_of),
            Page::Content(index) => {
                let content = &site.contents[index as usize];
                view.kind = "page";
                view.heading = content.title.clone();
                view.title = title_of(&content.title);
                view.description = match &content.description {
                    Some(description) => description.clone(),
                    None => crate::posting::markdown::excerpt(&content.body, DESCRIPTION),
                };
                if view.description.is_empty() {
                    view.description = view.title.clone();
                }
            }
            Page::Alias(_) => {
                view.kind = "alias";
                view.heading = texts.get(&["moved"]).to_owned();
                view.title = title_of(&view.heading);
                view.index = false;
            }
            _ => {
                view.kind = "not-found";
                view.heading = texts.get(&["heading_not_found"]).to_owned();
                view.title = title_of(&view.heading);
                view.description = texts.get(&["not_found_text"]).to_owned();
                view.canonical = None;
                view.index = false;
            }
        }
        view
    }

    /// Says in the title which page of a list it is.
    fn number(&mut self, site: &Site, number: u32) {
        if number > 1 {
            self.title =
                site.texts.fill(&["title_numbered"], &[("title", &self.title), ("number", &number.to_string())]);
        }
    }

    fn role(&mut self, site: &Site, id: RoleId, title_of: &dyn Fn(&str) -> String) {
        let role = site.catalog.role(id);
        let posting = &role.posting;
        let places = role::places(site, role);
        let words = [
            ("title", posting.title.as_str()),
            ("company", role::employer(site, role).name.as_str()),
            ("places", places.as_str()),
            ("summary", posting.summary.as_str()),
        ];
        self.kind = "role";
        self.heading = posting.title.clone();
        self.title = if places.is_empty() {
            title_of(&posting.title)
        } else {
            title_of(&site.texts.fill(&["title_role"], &words))
        };
        let key = if places.is_empty() { "description_role_no_place" } else { "description_role" };
        self.description = site.texts.fill(&[key], &words).trim_end().to_owned();
        self.index = role.stage.is_open();
        if let Some(logo) = &role::employer(site, role).logo {
            self.image = picture(site, logo);
        }
    }
}

/// The picture for Open Graph; services that show it take no SVG.
fn picture(site: &Site, logo: &str) -> Option<String> {
    (!logo.to_ascii_lowercase().ends_with(".svg")).then(|| site.links.written_absolute(logo))
}

/// The links to the feeds of a scope, Atom first.
fn feeds(site: &Site, scope: FeedScope) -> Vec<FeedLink> {
    let home = match scope {
        FeedScope::All => String::new(),
        FeedScope::Term(term) => links::term(&site.catalog, term),
    };
    let title = feed_title(site, scope);
    [("feed.xml", "application/atom+xml"), ("feed.json", "application/feed+json")]
        .into_iter()
        .map(|(file, r#type)| FeedLink { title: title.clone(), url: site.links.path(&format!("{home}{file}")), r#type })
        .collect()
}

/// Whether texts name the site where others name the company: there are several, or none is named.
fn speaks_of_site(site: &Site) -> bool {
    site.catalog.is_board() || !site.config.names_company
}

/// The title of a feed: "Engineering: open roles at Acme".
pub fn feed_title(site: &Site, scope: FeedScope) -> String {
    let board = if speaks_of_site(site) { "_board" } else { "" };
    let names = [("company", site.config.company.name.as_str()), ("site", site.config.title.as_str())];
    match scope {
        FeedScope::All => site.texts.fill(&[&format!("feed_all{board}")], &names),
        FeedScope::Term(term) => {
            let name = term_name(site, term);
            site.texts.fill(&[&format!("feed_term{board}")], &[names[0], names[1], ("term", &name)])
        }
    }
}

/// The path below the root of an HTML page.
pub fn address(site: &Site, page: Page) -> String {
    match page {
        Page::Index { number } => links::numbered("", number),
        Page::Terms(facet) => links::terms(facet),
        Page::Term { term, number } => links::numbered(&links::term(&site.catalog, term), number),
        Page::Role(id) => links::role(&site.catalog.role(id).posting.slug),
        Page::Content(index) => format!("{}/", site.contents[index as usize].slug),
        // An alias speaks for the page that it leads to.
        Page::Alias(index) => site.aliases[index as usize].to.clone(),
        _ => "404.html".to_owned(),
    }
}

/// A term's name in the site's language.
pub fn term_name(site: &Site, id: TermId) -> String {
    let term = site.catalog.facets().term(id);
    match &term.key {
        Key::Fixed(_) => site.texts.word(id.facet.name(), &term.name).to_owned(),
        Key::Years(years) => site.texts.plural("years", usize::from(*years)),
        Key::Country(country) => site.texts.country(country.code()).to_owned(),
        Key::Anywhere => site.texts.get(&["anywhere"]).to_owned(),
        Key::Name(_) | Key::City(..) | Key::Company(_) => term.name.clone(),
    }
}

/// A term as a link.
fn term_link(site: &Site, id: TermId) -> Link {
    Link { name: term_name(site, id), url: Some(site.links.path(&links::term(&site.catalog, id))) }
}

fn skill_level(site: &Site, level: SkillLevel) -> &str {
    use crate::posting::Word as _;
    site.texts.word("skill_level", level.word())
}
