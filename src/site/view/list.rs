//! Views of lists: rows of roles with a pager, facets with their terms, and the ways to browse.

use serde::Serialize;
use tera::Value;

use super::{Link, term_link, term_name};
use crate::catalog::{Facet, FacetKind, RoleId, TermId};
use crate::site::{Page, Site, links, pages};

/// How many terms of a facet are offered for browsing.
const BROWSED_TERMS: usize = 12;
/// How many pages around the current one a pager names.
const NEIGHBOURS: u32 = 2;

/// One page of a list of roles.
#[derive(Debug, Serialize)]
pub struct ListView {
    /// Rows, with a heading between those that match and those that state nothing.
    pub sections: Vec<Section>,
    url: String,
    scope: String,
    number: u32,
    count: usize,
    count_text: String,
    pager: Option<Pager>,
}

/// Rows under one heading.
#[derive(Debug, Serialize)]
pub struct Section {
    heading: Option<String>,
    /// The rendered rows.
    pub rows: Value,
    /// The roles whose rows they are.
    #[serde(skip)]
    pub roles: Vec<RoleId>,
}

#[derive(Debug, Serialize)]
struct Pager {
    number: u32,
    total: u32,
    text: String,
    previous: Option<String>,
    next: Option<String>,
    pages: Vec<Step>,
}

#[derive(Debug, Serialize)]
struct Step {
    number: u32,
    url: Option<String>,
    current: bool,
}

impl ListView {
    /// The list of an index or term page, its rows not yet rendered.
    pub fn of(site: &Site, page: Page) -> Option<Self> {
        let (first, number, heading) = match page {
            Page::Index { number } => (String::new(), number, None),
            Page::Term { term, number } => {
                let heading = term
                    .facet
                    .is_ordered()
                    .then(|| site.texts.get(&[&format!("not_stated_{}", term.facet.name())]).to_owned());
                (links::term(&site.catalog, term), number, heading)
            }
            _ => return None,
        };
        let scope = match page {
            Page::Term { .. } => first[..first.len() - 1].replacen('/', "=", 1),
            _ => String::new(),
        };
        let (matching, not_stated) = Roles::of(site, page);
        let per_page = site.config.per_page;
        let count = matching.len() + not_stated.len();
        let (stated, unstated) = roles_on(site, page);
        let mut sections = Vec::new();
        for (heading, roles) in [(None, stated), (heading, unstated)] {
            if !roles.is_empty() {
                sections.push(Section { heading, rows: Value::none(), roles });
            }
        }
        Some(Self {
            sections,
            url: site.links.path(&first),
            scope,
            number,
            count,
            count_text: site.texts.plural("count_roles", count),
            pager: Pager::of(site, &first, number, *pages::numbers(count, per_page).end()),
        })
    }
}

/// The roles on one page of a list: those that match, and those that state nothing.
pub fn roles_on(site: &Site, page: Page) -> (Vec<RoleId>, Vec<RoleId>) {
    let (Page::Index { number } | Page::Term { number, .. }) = page else { return (Vec::new(), Vec::new()) };
    let (matching, not_stated) = Roles::of(site, page);
    let (number, per_page) = (number as usize, site.config.per_page);
    let range = (number - 1) * per_page..(number * per_page).min(matching.len() + not_stated.len());
    let stated = range.clone().filter_map(|i| matching.get(i)).collect();
    (stated, range.filter_map(|i| i.checked_sub(matching.len())).map(|i| not_stated[i]).collect())
}

/// The roles of a list without a copy.
#[derive(Clone, Copy)]
enum Roles<'s> {
    First(usize),
    These(&'s [RoleId]),
}

impl<'s> Roles<'s> {
    /// The roles of a whole list: those that match, and those that state nothing.
    fn of(site: &'s Site, page: Page) -> (Self, &'s [RoleId]) {
        match page {
            Page::Term { term, .. } => {
                let facets = site.catalog.facets();
                (Self::These(&facets.term(term).roles), &facets.get(term.facet).not_stated)
            }
            _ => (Self::First(site.catalog.listed().len()), &[]),
        }
    }

    fn len(self) -> usize {
        match self {
            Self::First(count) => count,
            Self::These(roles) => roles.len(),
        }
    }

    fn get(self, index: usize) -> Option<RoleId> {
        match self {
            Self::First(count) => (index < count).then_some(index as RoleId),
            Self::These(roles) => roles.get(index).copied(),
        }
    }
}

impl Pager {
    fn of(site: &Site, first: &str, number: u32, total: u32) -> Option<Self> {
        if total < 2 {
            return None;
        }
        let url = |number| site.links.path(&links::numbered(first, number));
        let mut pages = Vec::new();
        let mut last_named = 0;
        for step in 1..=total {
            if step == 1 || step == total || step.abs_diff(number) <= NEIGHBOURS {
                // A gap of one page is named rather than hidden.
                if step == last_named + 2 {
                    pages.push(Step { number: step - 1, url: Some(url(step - 1)), current: false });
                } else if step > last_named + 2 {
                    pages.push(Step { number: 0, url: None, current: false });
                }
                pages.push(Step { number: step, url: Some(url(step)), current: step == number });
                last_named = step;
            }
        }
        Some(Self {
            number,
            total,
            text: site.texts.fill(&["page_of"], &[("number", &number.to_string()), ("total", &total.to_string())]),
            previous: (number > 1).then(|| url(number - 1)),
            next: (number < total).then(|| url(number + 1)),
            pages,
        })
    }
}

/// A facet with its terms.
#[derive(Debug, Serialize)]
pub struct FacetView {
    name: &'static str,
    title: String,
    url: String,
    terms: Vec<TermView>,
    more: usize,
    more_text: String,
}

/// A term with its count.
#[derive(Debug, Serialize)]
pub struct TermView {
    name: String,
    url: String,
    count: usize,
    sense: Option<String>,
    parent: Option<Link>,
    children: Vec<TermView>,
}

impl TermView {
    fn plain(site: &Site, facet: &Facet, index: u32) -> Self {
        let id = TermId { facet: facet.kind, index };
        Self {
            name: term_name(site, id),
            url: site.links.path(&links::term(&site.catalog, id)),
            count: facet.count(&facet.terms[index as usize]),
            sense: None,
            parent: None,
            children: Vec::new(),
        }
    }

    /// A term for its own page.
    pub fn of(site: &Site, id: TermId) -> Self {
        let facet = site.catalog.facets().get(id.facet);
        let term = &facet.terms[id.index as usize];
        let mut view = Self::plain(site, facet, id.index);
        view.sense = match id.facet {
            FacetKind::Education => Some(site.texts.get(&["sense_education"]).to_owned()),
            FacetKind::Experience => Some(site.texts.fill(&["sense_experience"], &[("years", &view.name)])),
            _ => None,
        };
        view.parent = term.parent.map(|index| term_link(site, TermId { facet: id.facet, index }));
        view.children = children(site, facet, id.index);
        view
    }
}

/// The cities of a country, the largest first.
fn children(site: &Site, facet: &Facet, parent: u32) -> Vec<TermView> {
    let mut children: Vec<TermView> =
        facet.children(parent).map(|(index, _)| TermView::plain(site, facet, index)).collect();
    children.sort_by(|a, b| (b.count.cmp(&a.count)).then_with(|| a.name.cmp(&b.name)));
    children
}

impl FacetView {
    fn empty(site: &Site, kind: FacetKind) -> Self {
        Self {
            name: kind.name(),
            title: site.texts.get(&["facets", kind.name(), "many"]).to_owned(),
            url: site.links.path(&links::terms(kind)),
            terms: Vec::new(),
            more: 0,
            more_text: String::new(),
        }
    }

    /// A facet as its terms' pages name it: without the terms.
    pub fn heading(site: &Site, kind: FacetKind) -> Self {
        Self::empty(site, kind)
    }

    /// A facet with all its terms, in their own order.
    pub fn all(site: &Site, kind: FacetKind) -> Self {
        let facet = site.catalog.facets().get(kind);
        let mut view = Self::empty(site, kind);
        view.terms = (0u32..)
            .zip(&facet.terms)
            .filter(|(_, term)| term.parent.is_none())
            .map(|(index, _)| {
                let mut term = TermView::plain(site, facet, index);
                term.children = children(site, facet, index);
                term
            })
            .collect();
        // Countries are found by their name in the reader's language, not by their code.
        if kind == FacetKind::Location {
            view.terms.sort_by(|a, b| a.name.cmp(&b.name));
        }
        view
    }

    /// A facet with its commonest terms.
    fn commonest(site: &Site, facet: &Facet) -> Self {
        let mut view = Self::empty(site, facet.kind);
        let mut top: Vec<(u32, usize)> = (0u32..)
            .zip(&facet.terms)
            .filter(|(_, term)| term.parent.is_none())
            .map(|(index, term)| (index, facet.count(term)))
            .collect();
        let all = top.len();
        let is_scale = matches!(facet.kind, FacetKind::Education | FacetKind::Experience | FacetKind::Level);
        if all > BROWSED_TERMS || !is_scale {
            top.sort_by_key(|&(index, count)| (std::cmp::Reverse(count), index));
            top.truncate(BROWSED_TERMS);
        }
        if is_scale {
            top.sort_unstable();
        }
        view.terms = top.into_iter().map(|(index, _)| TermView::plain(site, facet, index)).collect();
        view.more = all - view.terms.len();
        view.more_text = site.texts.fill(&["more"], &[("n", &site.texts.number(view.more as u64))]);
        view
    }
}

/// The ways into the board: every facet with its commonest terms.
pub fn browse(site: &Site) -> Vec<FacetView> {
    site.catalog.facets().present().map(|facet| FacetView::commonest(site, facet)).collect()
}
