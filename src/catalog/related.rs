//! Roles like a role: those that share skills, department and place.
//!
//! Only neighbours in the lists of the role's own terms are looked at, so the cost of one page does not grow with the
//! board.

use super::{Catalog, FacetKind, RoleId, TermId};

/// How many roles before and after it are looked at in each of a role's lists.
const NEIGHBOURS: usize = 8;

impl Catalog {
    /// At most `most` listed roles like a listed role, the most alike first.
    pub fn related(&self, id: RoleId, most: usize) -> Vec<RoleId> {
        let own = &self.role(id).terms;
        let mut candidates: Vec<RoleId> = Vec::new();
        for &term in own.iter().filter(|term| weight(term.facet) > 0) {
            let roles = &self.facets().term(term).roles;
            let place = roles.partition_point(|&other| other < id);
            let around = place.saturating_sub(NEIGHBOURS)..(place + 1 + NEIGHBOURS).min(roles.len());
            candidates.extend(roles[around].iter().filter(|&&other| other != id));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let mut scored: Vec<(u32, RoleId)> =
            candidates.into_iter().map(|other| (likeness(own, &self.role(other).terms), other)).collect();
        // The most alike first, the newest among equals.
        scored.sort_unstable_by_key(|&(score, other)| (std::cmp::Reverse(score), other));
        scored.truncate(most);
        scored.into_iter().map(|(_, other)| other).collect()
    }
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
