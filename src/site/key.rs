//! Page keys: what identifies everything that a page is made of, told without making it.
//!
//! Where two sites give a page the same key, they give it the same bytes. So a build that notes the keys of the pages it wrote
//! need not render those again whose keys are the same: there is no graph of what depends on what, and nothing is patched.
//!
//! A key is made of values, in three rings, each of which is taken whole so that nothing has to be chosen with care:
//!
//! 1. the surroundings: all files of the project but the postings, in one fingerprint; any change there is a change of
//!    every page;
//! 2. the names: every term of every facet, for which pages have links, and what the filters' form offers; not how many
//!    roles there are;
//! 3. the roles that the page shows, each with all that is known of it, and the counts that the page shows. Files of the
//!    whole board, which no role's text stands in, have all roles with all but their texts.
//!
//! What could be forgotten is only in the third ring: whoever lets a page show another role or another count adds it in
//! [`Keys::key`]. A law on random projects holds that equal keys mean equal bytes.

use std::collections::BTreeSet;
use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;
use jiff::civil::Date;

use super::view::list;
use super::{FeedScope, Page, Site, links, sitemap};
use crate::catalog::related::Related;
use crate::catalog::{Facet, Role, RoleId, TermId};
use crate::posting::Apply;
use crate::source::Fingerprint;

/// The keys of a site's pages.
pub struct Keys<'s> {
    site: &'s Site,
    related: &'s Related,
    /// The first two rings.
    around: Fingerprint,
    /// The roles that every page that shows them has in its key.
    roles: Vec<Fingerprint>,
    /// All roles but for their texts, for the files that tell of the whole board.
    board: Fingerprint,
    /// How many roles each term has.
    counts: Fingerprint,
}

impl<'s> Keys<'s> {
    /// The keys of a site that was made of these [surroundings](crate::pipeline::surroundings), and whose roles are related
    /// like this.
    pub fn of(site: &'s Site, surroundings: Fingerprint, related: &'s Related) -> Self {
        use rayon::prelude::*;
        let of_role = |role: &Role| {
            let made = made_of(site, role);
            let with = |bytes| Inputs::from_iter([bytes, made]).done();
            (with(role.posting.fingerprint), with(role.posting.facts))
        };
        let (roles, without_text): (Vec<_>, Vec<_>) = site.catalog.roles().par_iter().map(of_role).unzip();
        let mut board = Inputs::from_iter(without_text);
        board.number(site.catalog.listed().len());
        let mut counts = Inputs::default();
        counts.number(site.catalog.listed().len());
        for facet in site.catalog.facets().present() {
            counts.text(facet.kind.name());
            for term in &facet.terms {
                counts.number(facet.count(term));
            }
        }
        let (board, counts) = (board.done(), counts.done());
        Self { site, related, around: around(site, surroundings), roles, board, counts }
    }

    /// The key of a page; none for a file that is copied as it is.
    pub fn key(&self, page: Page) -> Option<Fingerprint> {
        let site = self.site;
        let mut inputs = Inputs::default();
        inputs.fingerprint(self.around);
        inputs.kind(page);
        match page {
            Page::Index { number } => {
                inputs.number(number as usize);
                inputs.fingerprint(self.counts);
                self.list(page, &mut inputs);
            }
            Page::NotFound => inputs.fingerprint(self.counts),
            Page::Terms(facet) => {
                let facet = site.catalog.facets().get(facet);
                for term in &facet.terms {
                    inputs.number(facet.count(term));
                }
            }
            Page::Term { term, number } => {
                inputs.number(number as usize);
                self.term(site.catalog.facets().get(term.facet), term, &mut inputs);
                self.list(page, &mut inputs);
            }
            Page::Role(id) => {
                inputs.fingerprint(self.roles[id as usize]);
                if site.catalog.role(id).stage.is_listed() {
                    self.add(self.related.to(id).iter().copied(), &mut inputs);
                }
            }
            Page::Alias(index) => {
                let alias = &site.aliases[index as usize];
                inputs.text(&alias.from);
                inputs.text(&alias.to);
            }
            Page::Feed(scope, _) => {
                if let FeedScope::Term(term) = scope {
                    inputs.text(&links::term(&site.catalog, term));
                }
                self.add(site.feed_roles(scope), &mut inputs);
            }
            // Named by what they are made of.
            Page::FilterFacts => inputs.text(&site.filter_files[0]),
            Page::FilterTitles(part) => inputs.text(&site.filter_files[part as usize + 1]),
            Page::SitemapPart(part) => {
                inputs.number(part as usize);
                inputs.fingerprint(self.board);
            }
            // Which old addresses stand, for those that host, depends on every page. None of these tells a role's text.
            Page::JobList
            | Page::Filters
            | Page::Sitemap
            | Page::Robots
            | Page::Headers
            | Page::Redirects
            | Page::NoJekyll => inputs.fingerprint(self.board),
            // These are in the surroundings whole.
            Page::Content(_) | Page::Asset(_) => {}
            Page::Static(_) => return None,
        }
        Some(inputs.done())
    }

    /// A term as its own page shows it, with the country or the cities beside it.
    fn term(&self, facet: &Facet, term: TermId, inputs: &mut Inputs) {
        inputs.text(&links::term(&self.site.catalog, term));
        inputs.number(facet.count(&facet.terms[term.index as usize]));
        inputs.number(facet.not_stated.len());
        for (index, child) in facet.children(term.index) {
            inputs.number(index as usize);
            inputs.number(facet.count(child));
        }
    }

    /// The roles of one page of a list.
    fn list(&self, page: Page, inputs: &mut Inputs) {
        let (stated, unstated) = list::roles_on(self.site, page);
        inputs.number(stated.len());
        self.add(stated.into_iter().chain(unstated), inputs);
    }

    fn add(&self, roles: impl IntoIterator<Item = RoleId>, inputs: &mut Inputs) {
        for role in roles {
            inputs.fingerprint(self.roles[role as usize]);
        }
    }
}

/// The surroundings and the names.
fn around(site: &Site, surroundings: Fingerprint) -> Fingerprint {
    // Named one by one, so that whoever adds something to a site says here where its changes are noticed.
    let Site {
        // Read from files that are no postings.
        config: _,
        texts: _,
        vocabulary: _,
        contents: _,
        assets: _,
        statics: _,
        links: _,
        // What is made of postings: the names below, the rest with each page.
        catalog,
        aliases: _,
        // Known by the fingerprints of roles.
        today: _,
        filter_files,
        pages: _,
    } = site;
    let mut inputs = Inputs::default();
    inputs.fingerprint(surroundings);
    inputs.number(usize::from(filter_files.is_empty()));
    for facet in catalog.facets().present() {
        inputs.text(facet.kind.name());
        for term in &facet.terms {
            inputs.text(&term.name);
            inputs.text(&term.slug);
            inputs.number(term.parent.map_or(usize::MAX, |parent| parent as usize));
        }
    }
    // What the form offers beside terms.
    let listed = catalog.listed();
    inputs.number(usize::from(listed.iter().any(|role| role.posting.posted.is_some())));
    let paid = listed.iter().filter(|role| role.posting.salary.is_some());
    let currencies: BTreeSet<&str> = paid.filter_map(|role| Some(role.currency?.code())).collect();
    for currency in currencies {
        inputs.text(currency);
    }
    inputs.done()
}

/// All that is known of a role beside its file's bytes: its address, and what the catalog has made of it.
fn made_of(site: &Site, role: &Role) -> Fingerprint {
    let Role { posting, stage, currency, apply, company, terms } = role;
    let mut inputs = Inputs::default();
    inputs.text(posting.path.as_str());
    // The day on which it closes is in the file's bytes.
    inputs.text(stage.name());
    inputs.text(currency.map_or("", |currency| currency.code()));
    let (way, address) = match apply {
        Some(Apply::Page(page)) => ("to", page.as_str()),
        Some(Apply::Email(email)) => ("at", email.as_str()),
        None => ("", ""),
    };
    inputs.text(way);
    inputs.text(address);
    inputs.number(company.unwrap_or(usize::MAX));
    for TermId { facet, index } in terms.iter() {
        inputs.number(*facet as usize);
        inputs.number(*index as usize);
    }
    // Depends on the day: an `updated` that lies ahead does not count yet.
    inputs.day(sitemap::changed(site, role));
    inputs.done()
}

/// Values one behind the other, none of which can be taken for a part of another.
struct Inputs(Vec<u8>);

impl Default for Inputs {
    fn default() -> Self {
        // Enough for a role, of which there are the most.
        Self(Vec::with_capacity(512))
    }
}

impl FromIterator<Fingerprint> for Inputs {
    fn from_iter<I: IntoIterator<Item = Fingerprint>>(fingerprints: I) -> Self {
        let mut inputs = Self::default();
        for fingerprint in fingerprints {
            inputs.fingerprint(fingerprint);
        }
        inputs
    }
}

impl Inputs {
    /// What kind of page it is; which one of them is said by its path, under which its key is noted.
    fn kind(&mut self, page: Page) {
        self.number(FixedState::default().hash_one(std::mem::discriminant(&page)) as usize);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn number(&mut self, number: usize) {
        self.0.extend_from_slice(&(number as u64).to_le_bytes());
    }

    fn day(&mut self, day: Option<Date>) {
        let (year, month, day) = day.map_or((0, 0, 0), |day| (day.year(), day.month(), day.day()));
        self.0.extend(year.to_le_bytes().into_iter().chain([month as u8, day as u8]));
    }

    fn fingerprint(&mut self, fingerprint: Fingerprint) {
        self.0.extend_from_slice(&fingerprint.bytes());
    }

    fn done(self) -> Fingerprint {
        Fingerprint::of(&self.0)
    }
}
