//! Where links lead: to pages, files and headings that the site has, or to other sites.

use foldhash::{HashMap, HashMapExt as _};

use super::Role;
use super::file::Step::Key;
use super::file::TextFile;
use crate::diagnostic::{Diagnostic, suggest};
use crate::pipeline::Made;
use crate::posting::markdown::survey::{Leads, Survey};
use crate::posting::{Apply, Status};
use crate::render::Renderer;
use crate::site::{Output, Page, Site, links as addresses, pages};
use crate::slug::slug;
use crate::source::{ProjectPath, Sources, Span};
use crate::yaml::read::shortened;

/// A link that is to be followed.
#[derive(Debug)]
pub(super) struct Link {
    /// The file that has it, and where.
    pub(super) path: ProjectPath,
    pub(super) span: Option<Span>,
    /// The address as written, for messages.
    pub(super) written: String,
    pub(super) to: Target,
}

/// Where a link leads.
#[derive(Debug)]
pub(super) enum Target {
    /// To a page or file of this site: the address, and the address of the page that it is on, below the root.
    Site { address: String, from: String },
    /// To a heading that its text does not have.
    LostHeading,
    /// To another site.
    Elsewhere(String),
}

/// A link to another site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The file that has it.
    pub path: ProjectPath,
    /// Where it stands in the file.
    pub span: Option<Span>,
    /// The address.
    pub url: String,
}

/// What to say of a link that does not work; `why` is the answer, such as "404 Not Found".
pub(super) fn dead(link: &Elsewhere, why: &str) -> Diagnostic {
    Diagnostic::lint("dead-link", &link.path, format!("`{}` does not work: {why}", shortened(&link.url)))
        .at(link.span)
        .help("open it in a browser; mend the address, or take the link away")
}

/// The links of a text on the page at an address below the root.
pub(super) fn of_text(file: &TextFile, survey: &Survey, from: &str) -> Vec<Link> {
    let links = survey.links.iter().map(|link| (&link.address, &link.place, &link.leads));
    let images = survey.images.iter().map(|image| (&image.address, &image.place, &image.leads));
    links
        .chain(images)
        .filter_map(|(written, place, leads)| {
            let to = match leads {
                Leads::Site(address) => Target::Site { address: address.clone(), from: from.to_owned() },
                Leads::Elsewhere(url) => Target::Elsewhere(url.clone()),
                Leads::LostHeading => Target::LostHeading,
                Leads::Refused | Leads::Wordless | Leads::Heading | Leads::Contact => return None,
            };
            Some(Link { path: file.path().clone(), span: file.in_body(place.clone()), written: written.clone(), to })
        })
        .collect()
}

/// Where a role is applied for.
pub(super) fn of_posting(role: &Role<'_>) -> Option<Link> {
    let Some(Apply::Page(url)) = &role.posting.apply else { return None };
    (role.posting.status == Status::Open && !url.contains('{')).then(|| Link {
        path: role.posting.path.clone(),
        span: role.file.value(&[Key("apply")]),
        written: url.clone(),
        to: Target::Elsewhere(url.clone()),
    })
}

/// Follows links inside the site; gives what is broken, and the links that lead elsewhere.
pub(super) fn followed(
    site: &Site,
    made: &Made,
    sources: &dyn Sources,
    links: Vec<Link>,
) -> (Vec<Diagnostic>, Vec<Elsewhere>) {
    let mut ground = Ground::new(site, made, sources);
    let (mut broken, mut elsewhere) = (Vec::new(), Vec::new());
    for link in links {
        match &link.to {
            Target::LostHeading => broken.push(
                Diagnostic::lint(
                    "broken-anchor",
                    &link.path,
                    format!("no heading of this text is called `{}`", shortened(&link.written)),
                )
                .at(link.span)
                .help("write `#` and the heading's words joined by hyphens, such as `#what-you-bring`"),
            ),
            Target::Site { address, from } => broken.extend(ground.follow(&link, address, from)),
            Target::Elsewhere(url) => match ground.own(url) {
                Some(address) => broken.extend(ground.follow(&link, &address, "")),
                None => elsewhere.push(Elsewhere { url: url.clone(), path: link.path, span: link.span }),
            },
        }
    }
    (broken, elsewhere)
}

/// What there is to lead to.
struct Ground<'a> {
    site: &'a Site,
    sources: &'a dyn Sources,
    made: &'a Made,
    /// Postings by their address that have no page now, and why.
    away: HashMap<String, &'static str>,
    /// The ids on pages that a link names a heading of.
    ids: HashMap<Page, Vec<String>>,
    /// The nearest address to each that is missing.
    nearest: HashMap<String, Option<String>>,
}

impl<'a> Ground<'a> {
    fn new(site: &'a Site, made: &'a Made, sources: &'a dyn Sources) -> Self {
        let mut away = HashMap::new();
        for path in sources.entries().keys().filter(|path| path.below("content").is_some() && path.extension() == "md")
        {
            // What a file with a mistake will be is not known but for its address.
            let below = |folder: &str| path.below(folder).and_then(|below| below.strip_suffix(".md"));
            let slugs = |below: &str| below.split('/').map(slug).collect::<Vec<_>>().join("/");
            let address = match (below("content/jobs"), below("content/companies"), below("content/pages")) {
                (Some(_), ..) => addresses::role(&slug(path.stem())),
                (_, Some(company), _) => format!("company/{}/", slugs(company)),
                (.., Some(page)) => format!("{}/", slugs(page)),
                _ => continue,
            };
            away.insert(address, "");
        }
        for posting in &made.postings {
            let why = match posting.status {
                Status::Draft => "is a draft",
                _ if posting.posted.is_some_and(|day| day > site.today) => "is not posted yet",
                _ => "has no page any more, since it is closed",
            };
            away.insert(addresses::role(&posting.slug), why);
        }
        Self { site, sources, made, away, ids: HashMap::new(), nearest: HashMap::new() }
    }

    /// The address below the root, with a `/` before it, of a full address of this site.
    fn own(&self, url: &str) -> Option<String> {
        let below = url.strip_prefix(self.site.config.base_url.origin())?;
        below.strip_prefix(self.site.config.base_url.root()).map(|below| format!("/{below}"))
    }

    fn follow(&mut self, link: &Link, address: &str, from: &str) -> Option<Diagnostic> {
        let url = url::Url::parse("http://site.invalid/").ok()?.join(from).ok()?.join(address).ok()?;
        let decoded = |part: &str| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
        let below = decoded(url.path().trim_start_matches('/'));
        let warn = |code, message: String| Diagnostic::lint(code, &link.path, message).at(link.span);
        let written = shortened(&link.written);
        let folder = format!("{below}/");
        let file =
            [pages::file_of(&below), pages::file_of(&folder)].into_iter().find(|file| self.site.page(file).is_some());
        let Some(page) = file.and_then(|file| self.site.page(&file)) else {
            let address = if below.ends_with('/') { &below } else { &folder };
            return match self.away.get(address) {
                // A mistake in its file is said already.
                Some(&"") => None,
                Some(why) => Some(warn("broken-link", format!("`{written}` leads to a role that {why}"))),
                None => {
                    let broken = warn("broken-link", format!("there is nothing at `{written}` on this site"));
                    Some(match self.nearest(&below) {
                        Some(near) => broken.help(format!("did you mean `/{near}`?")),
                        None => broken.help("pages are at the address that their file's name gives, files at their path below `static/`"),
                    })
                }
            };
        };
        let fragment = decoded(url.fragment().filter(|fragment| !fragment.is_empty())?);
        let ids = self.ids(page)?;
        if ids.contains(&fragment) {
            return None;
        }
        let prefixed = format!("s-{}", fragment.to_lowercase());
        let near = suggest::nearest(&prefixed, ids.iter().map(String::as_str)).map(str::to_owned);
        let broken = warn("broken-anchor", format!("the page of `{written}` has no heading `{fragment}`"));
        Some(match near {
            Some(near) => broken.help(format!("did you mean `#{near}`?")),
            None => broken.help("a heading's id is `s-` and its words joined by hyphens: `#s-what-you-bring`"),
        })
    }

    /// The ids on a page; none when it cannot be rendered, which is said elsewhere.
    fn ids(&mut self, page: Page) -> Option<&[String]> {
        if let std::collections::hash_map::Entry::Vacant(entry) = self.ids.entry(page) {
            let renderer = Renderer::new(self.site, &self.made.built.theme.templates, self.sources);
            let Output::Bytes(bytes) = renderer.render(page).ok()? else { return None };
            let html = String::from_utf8_lossy(&bytes);
            let ids = html.split(" id=\"").skip(1).filter_map(|rest| rest.split_once('"'));
            entry.insert(ids.map(|(id, _)| id.replace("&amp;", "&")).collect());
        }
        self.ids.get(&page).map(Vec::as_slice)
    }

    /// The address nearest to one that is missing.
    fn nearest(&mut self, missing: &str) -> Option<&str> {
        let site = self.site;
        self.nearest
            .entry(missing.to_owned())
            .or_insert_with(|| {
                let addresses = site.pages().iter().filter(|entry| {
                    matches!(
                        entry.page,
                        Page::Role(_)
                            | Page::Content(_)
                            | Page::Term { number: 1, .. }
                            | Page::Terms(_)
                            | Page::Static(_)
                    )
                });
                let addresses = addresses.map(|entry| entry.path.strip_suffix("index.html").unwrap_or(&entry.path));
                let is_as_long = |address: &&str| address.len().abs_diff(missing.len()) <= missing.len() / 3 + 1;
                suggest::nearest(missing, addresses.filter(is_as_long)).map(str::to_owned)
            })
            .as_deref()
    }
}
