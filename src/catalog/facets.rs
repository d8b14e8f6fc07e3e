//! The facets: what roles are found by, their terms, and the roles of each term.

mod gather;

use rayon::prelude::*;

use super::{Role, RoleId, qualify};
use crate::content::Company;
use crate::posting::{Education, Word};
use crate::skills::Vocabulary;
use crate::slug::fold;
use crate::source::Fingerprint;
use foldhash::HashMap;
use gather::Gathering;
use std::sync::Arc;

/// What roles are found by, in the order of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacetKind {
    /// The employer, on a board of several.
    Company,
    /// The department.
    Department,
    /// The country, then the city.
    Location,
    /// On site, hybrid or remote.
    Workplace,
    /// The kind of employment.
    Employment,
    /// The seniority.
    Level,
    /// A required or preferred skill.
    Skill,
    /// A human language.
    Language,
    /// The degree: at most what the candidate has.
    Education,
    /// The years: at most what the candidate has.
    Experience,
}

impl FacetKind {
    /// All facets, in the order of the site.
    pub const ALL: [Self; 10] = [
        Self::Company,
        Self::Department,
        Self::Location,
        Self::Workplace,
        Self::Employment,
        Self::Level,
        Self::Skill,
        Self::Language,
        Self::Education,
        Self::Experience,
    ];

    /// Its name in addresses, data and templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Department => "department",
            Self::Location => "location",
            Self::Workplace => "workplace",
            Self::Employment => "employment",
            Self::Level => "level",
            Self::Skill => "skill",
            Self::Language => "language",
            Self::Education => "education",
            Self::Experience => "experience",
        }
    }

    /// Whether its terms are a scale, so that a role matches when it asks for at most the term.
    pub fn is_ordered(self) -> bool {
        matches!(self, Self::Education | Self::Experience)
    }

    /// Whether its terms have feeds of their own.
    pub fn has_feeds(self) -> bool {
        matches!(self, Self::Department | Self::Location | Self::Workplace)
    }
}

/// A term: its facet and its place in [`Facet::terms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId {
    /// The facet.
    pub facet: FacetKind,
    /// The place among the facet's terms.
    pub index: u32,
}

/// The terms of one facet.
#[derive(Debug)]
pub struct Facet {
    /// Which facet it is.
    pub kind: FacetKind,
    /// Its terms: by name, or along the scale; a city after its country.
    pub terms: Vec<Term>,
    /// Ordered facets: the listed roles that do not say what they ask for, newest first.
    pub not_stated: Vec<RoleId>,
    by_key: HashMap<Key, u32>,
    /// Names as written in postings, aliases too, so that a page finds its terms without folding each name again.
    by_spelling: HashMap<String, u32>,
}

/// One term of a facet.
#[derive(Debug)]
pub struct Term {
    /// What it stands for.
    pub key: Key,
    /// Its name as written in postings; for fixed words and countries, the word or code (the interface texts name them).
    pub name: String,
    /// The last part of its address.
    pub slug: String,
    /// The country of a city.
    pub parent: Option<u32>,
    /// The listed roles that match, newest first; on a scale, those that ask for at most this.
    pub roles: Vec<RoleId>,
}

/// What makes two roles' values the same term.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A name without case and accents.
    Name(String),
    /// One of a fixed set of words, by its place in it; a company, by its place among them.
    Fixed(u8),
    /// A number of years.
    Years(u8),
    /// A country.
    Country(crate::posting::Country),
    /// Remote from anywhere.
    Anywhere,
    /// A city, with its country if that is known.
    City(Option<crate::posting::Country>, String),
    /// An employer, by its place in the catalog.
    Company(u32),
}

impl Facet {
    /// The term of a key.
    pub fn find(&self, key: &Key) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    /// The term of a name as written in a listed posting.
    pub fn find_name(&self, written: &str) -> Option<u32> {
        self.by_spelling.get(written).copied().or_else(|| self.find(&Key::Name(fold(written))))
    }

    /// How many roles the term's page lists: on a scale, those that state nothing stay in it.
    pub fn count(&self, term: &Term) -> usize {
        term.roles.len() + self.not_stated.len()
    }

    /// The cities of a country.
    pub fn children(&self, parent: u32) -> impl Iterator<Item = (u32, &Term)> {
        (0u32..).zip(&self.terms).filter(move |(_, term)| term.parent == Some(parent))
    }
}

/// All facets of the listed roles.
#[derive(Debug)]
pub struct Facets {
    facets: Vec<Facet>,
    /// What identifies all that they are made of.
    pub(super) key: Fingerprint,
    /// The terms that each role is found under, sorted.
    pub(super) terms_of_roles: Vec<Arc<[TermId]>>,
}

/// What identifies all that the facets of some roles are made of, so that they are made once for many catalogs.
pub(super) fn key(roles: &[Role], companies: &[Company], vocabulary: &Vocabulary) -> Fingerprint {
    let mut inputs = vocabulary.fingerprint().into_bytes();
    for company in companies {
        inputs.extend(format!("{}\n{}\n", company.slug, company.employer.name).bytes());
    }
    // The postings lie all over the memory: two threads wait for it half as long.
    let each = roles.par_iter().map(|role| (role.posting.findable, role.company.map_or(u32::MAX, |i| i as u32)));
    for (findable, company) in each.collect::<Vec<_>>() {
        inputs.extend(findable.bytes());
        inputs.extend(company.to_le_bytes());
    }
    Fingerprint::of(&inputs)
}

impl Facets {
    /// Finds the terms of all roles. `key` is that of the same roles.
    pub(super) fn of(key: Fingerprint, roles: &[Role], companies: &[Company], vocabulary: &Vocabulary) -> Self {
        let mut found: Vec<Vec<(FacetKind, u32)>> = Vec::with_capacity(roles.len());
        let mut gathering = Gathering::new(vocabulary, companies);
        for role in roles.iter() {
            let mut terms = Vec::with_capacity(20);
            gathering.posting(&role.posting, role.company, &mut terms);
            found.push(terms);
        }
        let (mut facets, places): (Vec<Facet>, Vec<Vec<u32>>) = gathering.finish(companies).unzip();
        let mut terms_of_roles = Vec::with_capacity(roles.len());
        for (id, terms) in (0..).zip(found) {
            let mut ids: Vec<TermId> = terms
                .into_iter()
                .map(|(facet, raw)| TermId { facet, index: places[facet as usize][raw as usize] })
                .collect();
            ids.sort_unstable();
            ids.dedup();
            for term in &ids {
                let facet = &mut facets[term.facet as usize];
                if !term.facet.is_ordered() {
                    facet.terms[term.index as usize].roles.push(id);
                }
            }
            terms_of_roles.push(ids.into());
        }
        let mut facets = Self { facets, key, terms_of_roles };
        facets.fill_scale(FacetKind::Education, roles);
        facets.fill_scale(FacetKind::Experience, roles);
        facets
    }

    fn fill_scale(&mut self, kind: FacetKind, roles: &[Role]) {
        let facet = &mut self.facets[kind as usize];
        for (id, role) in (0..).zip(roles) {
            let requirements = &role.posting.requirements;
            let mut stated = true;
            for term in &mut facet.terms {
                let verdict = match term.key {
                    Key::Years(have) => qualify::experience(requirements, have),
                    Key::Fixed(degree) => qualify::education(requirements, Education::ALL[usize::from(degree)]),
                    _ => qualify::Verdict::AsksMore,
                };
                match verdict {
                    qualify::Verdict::Qualified => term.roles.push(id),
                    qualify::Verdict::NotStated => stated = false,
                    qualify::Verdict::AsksMore => {}
                }
            }
            if !stated {
                facet.not_stated.push(id);
            }
        }
    }

    /// What identifies all that they are made of.
    pub fn key(&self) -> Fingerprint {
        self.key
    }

    /// One facet.
    pub fn get(&self, kind: FacetKind) -> &Facet {
        &self.facets[kind as usize]
    }

    /// The facets that have any term.
    pub fn present(&self) -> impl Iterator<Item = &Facet> {
        self.facets.iter().filter(|facet| !facet.terms.is_empty())
    }

    /// The term of an id.
    pub fn term(&self, id: TermId) -> &Term {
        &self.get(id.facet).terms[id.index as usize]
    }
}

/// The key of one of a fixed set of words.
pub fn key_of<W: Word + PartialEq>(word: W) -> Key {
    Key::Fixed(W::ALL.iter().position(|w| *w == word).unwrap_or_default() as u8)
}
