//! The site: every page that exists, known before any is rendered.

pub mod feeds;
pub mod filter_index;
#[cfg(test)]
pub(crate) mod fixture;
pub mod hosting;
pub mod job_list;
pub mod json_ld;
pub mod key;
pub mod links;
pub mod pages;
pub mod shard;
pub mod sitemap;
pub mod view;

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;

use crate::catalog::{Catalog, FacetKind, RoleId, TermId};
use crate::config::Config;
use crate::content::ContentPage;
use crate::skills::Vocabulary;
use crate::source::ProjectPath;
use crate::theme::Asset;
use crate::theme::text::Texts;
use links::Links;

/// A site for one day: its pages and all that they are made of.
#[derive(Debug)]
pub struct Site {
    /// The settings.
    pub config: Config,
    /// The interface texts.
    pub texts: Arc<Texts>,
    /// The skill names.
    pub vocabulary: Arc<Vocabulary>,
    /// The roles and their facets.
    pub catalog: Catalog,
    /// The pages of `content/pages`, in path order.
    pub contents: Vec<ContentPage>,
    /// Addresses of everything.
    pub links: Links,
    /// The day for which it is built.
    pub today: Date,
    /// The files of `static/assets/`.
    pub assets: Arc<[Asset]>,
    /// The other files of `static/`, copied as they are: their paths in the output.
    pub statics: Vec<(String, ProjectPath)>,
    /// Addresses that lead elsewhere: the path in the output, and the path that it leads to.
    pub aliases: Vec<Alias>,
    /// The files of the filters' data: their paths in the output; none while no role is listed.
    pub filter_files: Vec<String>,
    pages: Vec<Entry>,
}

/// An address that leads to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The old address as a path below the site's root, without the first `/`: `old/address/`.
    pub from: String,
    /// The new address as a path below the site's root, without the first `/`: `jobs/rust/`.
    pub to: String,
    /// The file that asks for it.
    pub source: ProjectPath,
}

/// One page of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// A page of the list of all roles; numbers begin at 1.
    Index {
        /// Which of its pages.
        number: u32,
    },
    /// A facet's terms.
    Terms(FacetKind),
    /// A page of a term's roles.
    Term {
        /// The term.
        term: TermId,
        /// Which of its pages.
        number: u32,
    },
    /// A role.
    Role(RoleId),
    /// A page of `content/pages`.
    Content(u32),
    /// The page for addresses that do not exist.
    NotFound,
    /// An old address.
    Alias(u32),
    /// A feed.
    Feed(FeedScope, FeedFormat),
    /// `jobs.json`.
    JobList,
    /// `filters.json`: which files have the filters' data.
    Filters,
    /// The listed roles' facts for the filters.
    FilterFacts,
    /// Titles for the filters of a board that is too large for one file, from 0.
    FilterTitles(u32),
    /// The sitemap, or the index of its parts.
    Sitemap,
    /// One part of a sitemap that is too long for one file, from 0.
    SitemapPart(u32),
    /// `robots.txt`.
    Robots,
    /// `_headers`.
    Headers,
    /// `_redirects`.
    Redirects,
    /// `.nojekyll`.
    NoJekyll,
    /// A file of `static/assets/`.
    Asset(u32),
    /// Another file of `static/`.
    Static(u32),
}

/// Which roles a feed tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedScope {
    /// All.
    All,
    /// Those of a term.
    Term(TermId),
}

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedFormat {
    /// Atom 1.0 (RFC 4287): `feed.xml`.
    Atom,
    /// JSON Feed 1.1: `feed.json`.
    Json,
}

/// A page with its path in the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path, relative, with `/` between its parts: `jobs/rust/index.html`.
    pub path: Box<str>,
    /// The page.
    pub page: Page,
}

/// What a page is made into.
pub enum Output<'s> {
    /// These bytes.
    Bytes(Cow<'s, [u8]>),
    /// These bytes one after the other, of a file that grows with the board.
    Pieces(Box<dyn Iterator<Item = Vec<u8>> + 's>),
    /// A copy of a file of the project.
    CopyOf(&'s ProjectPath),
}

impl Site {
    /// Every page, in path order.
    pub fn pages(&self) -> &[Entry] {
        &self.pages
    }

    /// The page at a path in the output.
    pub fn page(&self, path: &str) -> Option<Page> {
        let index = self.pages.binary_search_by(|entry| (*entry.path).cmp(path)).ok()?;
        Some(self.pages[index].page)
    }

    /// Whether a page stands at a path below the site's root: `jobs/rust/`.
    pub fn has(&self, address: &str) -> bool {
        self.page(&pages::file_of(address)).is_some()
    }

    /// The aliases that have a page: those that gave way to another page lead nowhere.
    pub fn standing_aliases(&self) -> impl Iterator<Item = &Alias> {
        let stands = |index: u32, from: &str| self.page(&pages::file_of(from)) == Some(Page::Alias(index));
        (0u32..).zip(&self.aliases).filter(move |(index, alias)| stands(*index, &alias.from)).map(|(_, alias)| alias)
    }

    /// The roles of a feed that are told of: the newest open ones.
    pub fn feed_roles(&self, scope: FeedScope) -> Vec<RoleId> {
        let all = 0..self.catalog.listed().len() as RoleId;
        let is_open = |id: &RoleId| self.catalog.role(*id).stage.is_open();
        match scope {
            FeedScope::All => all.filter(is_open).take(self.config.feed_items).collect(),
            FeedScope::Term(term) => {
                let roles = &self.catalog.facets().term(term).roles;
                roles.iter().copied().filter(is_open).take(self.config.feed_items).collect()
            }
        }
    }
}
