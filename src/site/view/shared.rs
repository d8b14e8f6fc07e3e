//! What many pages show, as values of templates that are made once: links to terms, feeds, scripts.
//!
//! A template's value is cheap to copy and dear to make, and a hundred pages show the same link.

use std::sync::OnceLock;

use serde::Serialize;
use tera::Value;

use super::{FeedLink, Link, asset, feeds, role, term_link};
use crate::catalog::{FacetKind, TermId};
use crate::site::{FeedScope, Page, Site};

/// What `static/assets/filters/list.js` imports at once.
const LIST_MODULES: &[&str] = &["controls.js", "load.js", "profile.js", "state.js"];
/// What `static/assets/filters/role.js` imports.
const ROLE_MODULES: &[&str] = &["profile.js"];

/// The values that pages of one site share.
#[derive(Debug)]
pub struct Shared<'s> {
    /// The site.
    pub site: &'s Site,
    /// For each term a link to its page.
    links: PerTerm,
    /// For each skill and language how a role's page names it, when no level is asked for.
    plain_needs: PerTerm,
    feeds: Value,
    list_scripts: Scripts,
    role_scripts: Scripts,
    no_scripts: Scripts,
}

/// The script modules of a page.
#[derive(Debug, Clone)]
pub(super) struct Scripts {
    /// The page's own.
    pub(super) scripts: Value,
    /// Those that it cannot begin without.
    pub(super) modules: Value,
}

impl<'s> Shared<'s> {
    /// What the pages of a site share.
    pub fn of(site: &'s Site) -> Self {
        let scripts = |names: &[&str]| -> Value {
            let published = |name: &&str| asset(site, &format!("filters/{name}"));
            names.iter().filter_map(published).collect::<Vec<_>>().into()
        };
        let pair = |script: &[&str], modules: &[&str]| Scripts { scripts: scripts(script), modules: scripts(modules) };
        Self {
            site,
            links: PerTerm::of(site),
            plain_needs: PerTerm::of(site),
            feeds: value(&feeds(site, FeedScope::All)),
            list_scripts: pair(&["list.js"], LIST_MODULES),
            role_scripts: pair(&["role.js"], ROLE_MODULES),
            no_scripts: pair(&[], &[]),
        }
    }

    /// The link to a term.
    pub(super) fn term(&self, term: TermId) -> Value {
        self.links.get(term, || value(&term_link(self.site, term)))
    }

    /// A skill or language by its name in a posting, which asks for no level.
    pub(super) fn plain_need(&self, facet: FacetKind, written: &str) -> Value {
        match self.site.catalog.facets().get(facet).find_name(written) {
            Some(index) => {
                let make = || value(&role::need(self, facet, written, None, 0));
                self.plain_needs.get(TermId { facet, index }, make)
            }
            None => value(&role::need(self, facet, written, None, 0)),
        }
    }

    /// The term of a name in a posting as a link; only the name where no listed role has it.
    pub(super) fn named(&self, facet: FacetKind, written: &str) -> Value {
        match self.site.catalog.facets().get(facet).find_name(written) {
            Some(index) => self.term(TermId { facet, index }),
            None => value(&Link { name: written.to_owned(), url: None }),
        }
    }

    /// The links to the feeds of a page.
    pub(super) fn feeds(&self, scope: FeedScope) -> Value {
        match scope {
            FeedScope::All => self.feeds.clone(),
            FeedScope::Term(_) => value::<Vec<FeedLink>>(&feeds(self.site, scope)),
        }
    }

    /// The script of a page that has one.
    pub(super) fn scripts(&self, page: Page) -> Scripts {
        match page {
            Page::Index { .. } | Page::Term { .. } if !self.site.filter_files.is_empty() => self.list_scripts.clone(),
            Page::Role(id) if self.site.catalog.role(id).stage.is_listed() => self.role_scripts.clone(),
            _ => self.no_scripts.clone(),
        }
    }
}

/// A value for each term of each facet, made when it is first asked for.
#[derive(Debug)]
struct PerTerm(Vec<Box<[OnceLock<Value>]>>);

impl PerTerm {
    fn of(site: &Site) -> Self {
        let terms = |kind: FacetKind| site.catalog.facets().get(kind).terms.iter().map(|_| OnceLock::new()).collect();
        Self(FacetKind::ALL.into_iter().map(terms).collect())
    }

    fn get(&self, term: TermId, make: impl FnOnce() -> Value) -> Value {
        self.0[term.facet as usize][term.index as usize].get_or_init(make).clone()
    }
}

/// A view as a template's value.
pub fn value<T: Serialize + ?Sized>(view: &T) -> Value {
    Value::from_serializable(view)
}
