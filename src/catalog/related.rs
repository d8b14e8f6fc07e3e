//! Roles like a role: those that share skills, department and place.
//!
//! Only neighbours in the lists of the role's own terms are looked at, so the cost of one page does not grow with the
//! board.

use std::cmp::Reverse;

use foldhash::HashMap;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Catalog, FacetKind, RoleId, TermId};
use crate::source::Fingerprint;

/// How many roles before and after it are looked at in each of a role's lists.
const NEIGHBOURS: usize = 6;
/// How many of the likeliest neighbours are compared term by term.
const COMPARED: usize = 10;

impl Catalog {
    /// At most `most` listed roles like a listed role, the most alike first.
    pub fn related(&self, id: RoleId, most: usize) -> Vec<RoleId> {
        let own = &self.role(id).terms;
        let place = |term| self.facets().term(term).roles.partition_point(|&other| other < id) as u32;
        let places: Vec<(TermId, u32)> =
            own.iter().filter(|term| weight(term.facet) > 0).map(|&term| (term, place(term))).collect();
        let mut search = Search::default();
        search.meet(self, id, &places);
        search.choose(most, |other| likeness(own.iter(), self.role(other).terms.iter()));
        search.scored.into_iter().map(|(_, other)| other).collect()
    }
}

/// The related roles of all listed roles: a whole build needs those of each role twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// What identifies the terms of all roles.
    facets: Fingerprint,
    /// How many each role has at most.
    most: usize,
    /// Those of the first role, those of the second, ...
    roles: Vec<RoleId>,
    /// Where each role's end.
    ends: Vec<u32>,
}

impl Related {
    /// At most `most` for each listed role of a catalog, as [`Catalog::related`] finds them.
    pub fn of(catalog: &Catalog, most: usize) -> Self {
        let near = Near::of(catalog);
        let listed = 0..catalog.listed().len() as RoleId;
        let each: Vec<Search> = listed
            .into_par_iter()
            .fold(Search::default, |mut search, id| {
                if most > 0 {
                    search.meet(catalog, id, near.of_role(id));
                    let own = || near.of_role(id).iter().map(|(term, _)| term);
                    search.choose(most, |other| likeness(own(), near.of_role(other).iter().map(|(term, _)| term)));
                }
                search.keep();
                search
            })
            .collect();
        let mut related = Self { facets: catalog.facets().key(), most, roles: Vec::new(), ends: Vec::new() };
        for part in each {
            let start = related.roles.len() as u32;
            related.roles.extend(part.kept);
            related.ends.extend(part.ends.into_iter().map(|end| start + end));
        }
        related
    }

    /// Whether it was found among roles of the same terms, and so is that of this catalog too.
    pub fn is_of(&self, catalog: &Catalog, most: usize) -> bool {
        self.facets == catalog.facets().key() && self.most == most && self.ends.len() == catalog.listed().len()
    }

    /// The roles like a listed role, the most alike first.
    pub fn to(&self, id: RoleId) -> &[RoleId] {
        let end = |id: usize| self.ends[id] as usize;
        let start = (id as usize).checked_sub(1).map_or(0, end);
        &self.roles[start..end(id as usize)]
    }
}

/// The terms by which listed roles are alike, one role's behind the other's, each with the role's place in the term's
/// list: what comparing all with all would otherwise look for all over the memory.
struct Near {
    terms: Vec<(TermId, u32)>,
    /// Where each role's terms end.
    ends: Vec<u32>,
}

impl Near {
    fn of(catalog: &Catalog) -> Self {
        let facets = catalog.facets();
        // How far each term's list has been gone through; the roles stand in it in order.
        let mut reached: Vec<Vec<u32>> =
            FacetKind::ALL.iter().map(|&kind| vec![0; facets.get(kind).terms.len()]).collect();
        let mut near = Self { terms: Vec::new(), ends: Vec::with_capacity(catalog.listed().len()) };
        for role in catalog.listed() {
            for &term in role.terms.iter().filter(|term| weight(term.facet) > 0) {
                let place = &mut reached[term.facet as usize][term.index as usize];
                near.terms.push((term, *place));
                *place += 1;
            }
            near.ends.push(near.terms.len() as u32);
        }
        near
    }

    fn of_role(&self, id: RoleId) -> &[(TermId, u32)] {
        let end = |id: usize| self.ends[id] as usize;
        let start = (id as usize).checked_sub(1).map_or(0, end);
        &self.terms[start..end(id as usize)]
    }
}

/// The search for the roles like one role, with room that the next search uses again.
#[derive(Default)]
struct Search {
    /// The roles met on the way, with the weight of what was met.
    met: HashMap<RoleId, u32>,
    scored: Vec<(u32, RoleId)>,
    /// What earlier searches found, and where the roles of each end.
    kept: Vec<RoleId>,
    ends: Vec<u32>,
}

impl Search {
    /// Meets the neighbours of a role in the lists of its terms, where it has these places.
    fn meet(&mut self, catalog: &Catalog, id: RoleId, places: &[(TermId, u32)]) {
        self.met.clear();
        self.met.reserve(places.len() * 2 * NEIGHBOURS);
        // A level is shared by a fifth of a board: it tells likeness apart, but finds nobody.
        for &(term, place) in places.iter().filter(|(term, _)| weight(term.facet) > 1) {
            let roles = &catalog.facets().term(term).roles;
            let place = place as usize;
            let around = place.saturating_sub(NEIGHBOURS)..(place + 1 + NEIGHBOURS).min(roles.len());
            for &other in roles[around].iter().filter(|&&other| other != id) {
                *self.met.entry(other).or_default() += weight(term.facet);
            }
        }
    }

    /// Chooses among the roles that were met: first by what was met on the way, which is cheap; then the likeliest by all
    /// that they share.
    fn choose(&mut self, most: usize, likeness: impl Fn(RoleId) -> u32) {
        self.scored.clear();
        self.scored.extend(self.met.iter().map(|(&other, &score)| (score, other)));
        keep_best(&mut self.scored, COMPARED.max(most));
        for (score, other) in &mut self.scored {
            *score = likeness(*other);
        }
        keep_best(&mut self.scored, most);
    }

    /// Keeps what was chosen.
    fn keep(&mut self) {
        self.kept.extend(self.scored.iter().map(|(_, other)| other));
        self.ends.push(self.kept.len() as u32);
    }
}

/// The first `most` by score; the newest among equals.
fn keep_best(scored: &mut Vec<(u32, RoleId)>, most: usize) {
    let best_first = |&(score, other): &(u32, RoleId)| (Reverse(score), other);
    if most < scored.len() {
        scored.select_nth_unstable_by_key(most, best_first);
        scored.truncate(most);
    }
    scored.sort_unstable_by_key(best_first);
}

/// How much a shared term makes two roles alike.
fn weight(facet: FacetKind) -> u32 {
    match facet {
        FacetKind::Skill => 4,
        FacetKind::Department => 3,
        FacetKind::Location => 2,
        FacetKind::Level => 1,
        _ => 0,
    }
}

/// The weights of the terms that two sorted lists share.
fn likeness<'t>(a: impl Iterator<Item = &'t TermId>, b: impl Iterator<Item = &'t TermId>) -> u32 {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    let mut score = 0;
    while let (Some(&one), Some(&other)) = (a.peek(), b.peek()) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                score += weight(one.facet);
                a.next();
                b.next();
            }
        }
    }
    score
}
