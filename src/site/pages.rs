//! The list of all pages: made once, from the catalog and the content pages, with a path for each.

use foldhash::HashMap;
use std::borrow::Cow;
use std::sync::Arc;

use super::{Alias, Entry, FeedFormat, FeedScope, Page, Site, filter_index, links, sitemap};
use crate::catalog::{Catalog, Role, RoleId, TermId};
use crate::config::Config;
use crate::content::ContentPage;
use crate::diagnostic::Diagnostic;
use crate::skills::Vocabulary;
use crate::source::{ProjectPath, Span};
use crate::theme::Asset;
use crate::theme::text::Texts;
use jiff::civil::Date;
use rayon::prelude::*;

/// Files that a site may bring itself in place of the generated ones.
const REPLACEABLE: [Page; 4] = [Page::Robots, Page::Headers, Page::Redirects, Page::NoJekyll];

/// The file that a host shows for a folder.
const INDEX: &str = "index.html";

/// Finds the place of a front matter's key, or of an entry of its list, for messages.
pub type Place<'a> = &'a (dyn Fn(&ProjectPath, &str, &str) -> Option<Span> + Sync);

/// What a site is made of.
pub struct Parts<'a> {
    /// The settings.
    pub config: Config,
    /// The interface texts.
    pub texts: Arc<Texts>,
    /// The skill names.
    pub vocabulary: Arc<Vocabulary>,
    /// The roles.
    pub catalog: Catalog,
    /// The pages of `content/pages`.
    pub contents: Vec<ContentPage>,
    /// The day for which it is built.
    pub today: Date,
    /// The files of `static/assets/`.
    pub assets: Arc<[Asset]>,
    /// The other files of `static/`.
    pub statics: Vec<ProjectPath>,
    /// Finds the place of a front matter's key, or of an entry of its list, for messages.
    pub place: Place<'a>,
}

impl Site {
    /// The site with every page in its place. Two pages at one path are reported.
    pub fn new(parts: Parts<'_>) -> (Self, Vec<Diagnostic>) {
        let Parts { config, texts, vocabulary, catalog, contents, today, assets, statics, place } = parts;
        let statics: Vec<(String, ProjectPath)> =
            statics.into_iter().filter_map(|path| Some((path.below("static")?.to_owned(), path))).collect();
        let aliases = aliases(&catalog, &contents);
        let mut site = Self {
            links: links::Links::new(config.base_url.clone()),
            config,
            texts,
            vocabulary,
            catalog,
            contents,
            today,
            assets,
            statics,
            aliases,
            filter_files: Vec::new(),
            pages: Vec::new(),
        };
        // Each goes through all roles, which lie all over the memory.
        let (filter_files, of_roles) = rayon::join(|| filter_index::paths(&site), || role_pages(&site));
        site.filter_files = filter_files;
        let pages = all_pages(&site, of_roles);
        let diagnostics = site.put_in_place(pages, place);
        (site, diagnostics)
    }

    fn put_in_place(&mut self, mut pages: Vec<Entry>, place: Place<'_>) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        // A file of `static/` takes the place of a generated file for hosts.
        let replaced: Vec<&str> = self.statics.iter().map(|(path, _)| path.as_str()).collect();
        pages.retain(|e| !(REPLACEABLE.contains(&e.page) && replaced.binary_search(&&*e.path).is_ok()));
        // Of two pages with one path the one that nobody can move stays, an alias never.
        let rank = |page: Page| (self.file_of(page).is_some(), is_alias(page));
        pages.par_sort_by(|a, b| a.path.cmp(&b.path).then_with(|| rank(a.page).cmp(&rank(b.page))));
        let mut kept: Vec<Entry> = Vec::with_capacity(pages.len());
        for entry in pages {
            match kept.last() {
                Some(other) if other.path == entry.path => diagnostics.extend(self.same_path(&entry, other, place)),
                _ => kept.push(entry),
            }
        }
        // `a` and `a/b` cannot both be: one is a file, the other needs a folder of that name.
        // Most pages are a folder's index, which nothing lies below.
        let files = kept.iter().filter(|entry| !entry.path.ends_with("/index.html"));
        let files: HashMap<&str, Page> = files.map(|entry| (&*entry.path, entry.page)).collect();
        let (all, files) = (&kept, &files);
        let crossing = all.par_iter().flat_map_iter(|entry| {
            entry.path.match_indices('/').filter_map(move |(end, _)| {
                let folder = &entry.path[..end];
                let page = if folder.ends_with("/index.html") {
                    let place = all.binary_search_by(|entry| (*entry.path).cmp(folder)).ok()?;
                    all[place].page
                } else {
                    *files.get(folder)?
                };
                Some((entry, Entry { path: folder.into(), page }))
            })
        });
        let crossing: Vec<(&Entry, Entry)> = crossing.collect();
        let mut in_the_way: Vec<Entry> = Vec::new();
        for (entry, other) in crossing {
            diagnostics.extend(self.same_path(entry, &other, place));
            in_the_way.extend([entry.clone(), other].into_iter().find(|entry| is_alias(entry.page)));
        }
        kept.retain(|entry| !in_the_way.contains(entry));
        self.pages = kept;
        diagnostics
    }

    /// Says that two pages have one path, at the file of the one that a person can move.
    ///
    /// An alias gives way to a page that rolecall makes, with a warning: such pages come and go with the roles, and a site
    /// that is built every day should not fail on the day when one appears.
    fn same_path(&self, a: &Entry, b: &Entry, place: Place<'_>) -> Option<Diagnostic> {
        // An alias is moved rather than a page.
        let (a, b) = if is_alias(b.page) && !is_alias(a.page) { (b, a) } else { (a, b) };
        let (file, mine, other) = match (self.file_of(a.page), self.file_of(b.page)) {
            (Some(file), _) => (file, a, b),
            (None, Some(file)) => (file, b, a),
            (None, None) => return None,
        };
        let whose = match self.file_of(other.page) {
            Some(other) => other.to_string(),
            None => "a page that rolecall makes".to_owned(),
        };
        // The catalog has said already what collides with a posting's address.
        if matches!((mine.page, other.page), (Page::Role(_) | Page::Alias(_), Page::Role(_))) {
            return None;
        }
        let address = address_of(&mine.path);
        if let Page::Alias(index) = mine.page {
            let address = &self.aliases[index as usize].from;
            let message = format!("the alias `/{address}` is the address of {whose}");
            let diagnostic = Diagnostic::error("same-address", file, message)
                .at(place(file, "aliases", address))
                .help("change the alias or take it away");
            return Some(if self.file_of(other.page).is_none() { diagnostic.warning() } else { diagnostic });
        }
        let message = format!("`/{address}` collides with {whose}");
        Some(
            Diagnostic::error("same-address", file, message)
                .help("rename one of the two; the address comes from the file's name"),
        )
    }

    /// The file of the project behind a page, if it has one of its own.
    fn file_of(&self, page: Page) -> Option<&ProjectPath> {
        match page {
            Page::Role(id) => Some(&self.catalog.role(id).posting.path),
            Page::Content(index) => Some(&self.contents[index as usize].path),
            Page::Static(index) => Some(&self.statics[index as usize].1),
            Page::Alias(index) => Some(&self.aliases[index as usize].source),
            _ => None,
        }
    }
}

fn is_alias(page: Page) -> bool {
    matches!(page, Page::Alias(_))
}

/// The file in the output behind an address below the root: `jobs/x/` is `jobs/x/index.html`.
pub fn file_of(address: &str) -> Cow<'_, str> {
    if address.is_empty() || address.ends_with('/') {
        Cow::Owned([address, INDEX].concat())
    } else {
        Cow::Borrowed(address)
    }
}

/// The address below the root of a file in the output.
fn address_of(file: &str) -> &str {
    file.strip_suffix(INDEX).unwrap_or(file)
}

fn aliases(catalog: &Catalog, contents: &[ContentPage]) -> Vec<Alias> {
    let of_roles =
        catalog.roles().iter().map(|role| (&role.posting.aliases, links::role(&role.posting.slug), &role.posting.path));
    let of_pages = contents.iter().map(|page| (&page.aliases, format!("{}/", page.slug), &page.path));
    of_roles
        .chain(of_pages)
        .flat_map(|(aliases, to, source)| {
            let alias =
                move |from: &String| Alias { from: from[1..].to_owned(), to: to.clone(), source: source.clone() };
            aliases.iter().map(alias)
        })
        .collect()
}

fn role_pages(site: &Site) -> Vec<Entry> {
    let entry = |(id, role): (usize, &Role)| {
        let address = links::role(&role.posting.slug);
        Entry { path: [&*address, INDEX].concat().into(), page: Page::Role(id as RoleId) }
    };
    site.catalog.roles().par_iter().enumerate().map(entry).collect()
}

/// The pages of the roles, and all others.
fn all_pages(site: &Site, of_roles: Vec<Entry>) -> Vec<Entry> {
    let mut pages = of_roles;
    let mut add = |address: &str, page: Page| pages.push(Entry { path: file_of(address).into(), page });
    let per_page = site.config.per_page;
    for number in numbers(site.catalog.listed().len(), per_page) {
        add(&links::numbered("", number), Page::Index { number });
    }
    for facet in site.catalog.facets().present() {
        add(&links::terms(facet.kind), Page::Terms(facet.kind));
        for (index, term) in (0u32..).zip(&facet.terms) {
            let id = TermId { facet: facet.kind, index };
            let first = links::term(&site.catalog, id);
            for number in numbers(facet.count(term), per_page) {
                add(&links::numbered(&first, number), Page::Term { term: id, number });
            }
            if facet.kind.has_feeds() {
                add(&format!("{first}feed.xml"), Page::Feed(FeedScope::Term(id), FeedFormat::Atom));
                add(&format!("{first}feed.json"), Page::Feed(FeedScope::Term(id), FeedFormat::Json));
            }
        }
    }
    for (index, content) in (0u32..).zip(&site.contents) {
        add(&format!("{}/", content.slug), Page::Content(index));
    }
    for (index, alias) in (0u32..).zip(&site.aliases) {
        add(&alias.from, Page::Alias(index));
    }
    for (index, asset) in (0u32..).zip(site.assets.iter()) {
        add(&asset.path, Page::Asset(index));
    }
    for (index, (path, _)) in (0u32..).zip(&site.statics) {
        add(path, Page::Static(index));
    }
    add("feed.xml", Page::Feed(FeedScope::All, FeedFormat::Atom));
    add("feed.json", Page::Feed(FeedScope::All, FeedFormat::Json));
    add("jobs.json", Page::JobList);
    add(filter_index::MANIFEST, Page::Filters);
    for (index, path) in (0u32..).zip(&site.filter_files) {
        add(path, index.checked_sub(1).map_or(Page::FilterFacts, Page::FilterTitles));
    }
    add("404.html", Page::NotFound);
    add("robots.txt", Page::Robots);
    add("_headers", Page::Headers);
    add("_redirects", Page::Redirects);
    add(".nojekyll", Page::NoJekyll);
    add("sitemap.xml", Page::Sitemap);
    let parts = sitemap::parts(site);
    if parts > 1 {
        for part in 0..parts {
            add(&sitemap::part_path(part), Page::SitemapPart(part));
        }
    }
    pages
}

/// The numbers of a list's pages; an empty list has one.
pub fn numbers(count: usize, per_page: usize) -> std::ops::RangeInclusive<u32> {
    1..=(count.div_ceil(per_page).max(1) as u32)
}
