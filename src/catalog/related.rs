//! Roles like a role: those that share skills, department and place.
//!
//! Only neighbours in the lists of the role's own terms are looked at, so the cost of one page does not grow with the
//! board.

use std::cmp::Reverse;

use foldhash::{HashMap, HashMapExt as _};

use super::{Catalog, FacetKind, RoleId, TermId};

/// How many roles before and after it are looked at in each of a role's lists.
const NEIGHBOURS: usize = 6;
/// How many of the likeliest neighbours are compared term by term.
const COMPARED: usize = 10;

impl Catalog {
    /// At most `most` listed roles like a listed role, the most alike first.
    pub fn related(&self, id: RoleId, most: usize) -> Vec<RoleId> {
        let own = &self.role(id).terms;
        let mut met: HashMap<RoleId, u32> = HashMap::with_capacity(own.len() * 2 * NEIGHBOURS);
        // A level is shared by a fifth of a board: it tells likeness apart, but finds nobody.
        for &term in own.iter().filter(|term| weight(term.facet) > 1) {
            let roles = &self.facets().term(term).roles;
            let place = roles.partition_point(|&other| other < id);
            let around = place.saturating_sub(NEIGHBOURS)..(place + 1 + NEIGHBOURS).min(roles.len());
            for &other in roles[around].iter().filter(|&&other| other != id) {
                *met.entry(other).or_default() += weight(term.facet);
            }
        }
        // First by what was met on the way, which is cheap; then the likeliest by all that they share.
        let mut likely: Vec<(u32, RoleId)> = met.into_iter().map(|(other, score)| (score, other)).collect();
        keep_best(&mut likely, COMPARED.max(most));
        let mut scored: Vec<(u32, RoleId)> =
            likely.into_iter().map(|(_, other)| (likeness(own, &self.role(other).terms), other)).collect();
        keep_best(&mut scored, most);
        scored.into_iter().map(|(_, other)| other).collect()
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
fn likeness(a: &[TermId], b: &[TermId]) -> u32 {
    let (mut i, mut j, mut score) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                score += weight(a[i].facet);
                i += 1;
                j += 1;
            }
        }
    }
    score
}
