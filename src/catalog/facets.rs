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

/// So many roles are gone through by one thread: the same number whatever machine it is.
const PART: usize = 1024;

/// The terms of some roles, numbered as they were gathered.
struct Numbered {
    /// The terms of the first role, of the second, ...
    terms: Vec<(FacetKind, u32)>,
    /// Where each role's end.
    ends: Vec<usize>,
}

impl Numbered {
    fn of<'r>(roles: &'r [Role], gathering: &mut Gathering<'r>) -> Self {
        let mut terms = Vec::with_capacity(roles.len() * 20);
        let mut ends = Vec::with_capacity(roles.len());
        for role in roles {
            gathering.posting(&role.posting, role.company, &mut terms);
            ends.push(terms.len());
        }
        Self { terms, ends }
    }

    /// The terms of each role, sorted; `index` tells a term's place from its facet and number.
    fn ids(&self, index: impl Fn(FacetKind, u32) -> u32) -> Vec<Arc<[TermId]>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ids = starts.zip(&self.ends).map(|(start, &end)| {
            let terms = self.terms[start..end].iter();
            let mut ids: Vec<_> = terms.map(|&(facet, raw)| TermId { facet, index: index(facet, raw) }).collect();
            ids.sort_unstable();
            ids.dedup();
            ids.into()
        });
        ids.collect()
    }
}

/// Who qualifies for what on a scale.
struct Scale {
    /// For each term the roles that ask for at most this.
    roles: Vec<Vec<RoleId>>,
    not_stated: Vec<RoleId>,
}

impl Scale {
    fn of(facet: &Facet, roles: &[Role]) -> Self {
        let mut scale = Self { roles: vec![Vec::new(); facet.terms.len()], not_stated: Vec::new() };
        for (id, role) in (0..).zip(roles) {
            let requirements = &role.posting.requirements;
            let mut stated = true;
            for (term, qualified) in facet.terms.iter().zip(&mut scale.roles) {
                let verdict = match term.key {
                    Key::Years(have) => qualify::experience(requirements, have),
                    Key::Fixed(degree) => qualify::education(requirements, Education::ALL[usize::from(degree)]),
                    _ => qualify::Verdict::AsksMore,
                };
                match verdict {
                    qualify::Verdict::Qualified => qualified.push(id),
                    qualify::Verdict::NotStated => stated = false,
                    qualify::Verdict::AsksMore => {}
                }
            }
            if !stated {
                scale.not_stated.push(id);
            }
        }
        scale
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
        let parts = roles.par_chunks(PART).map(|roles| {
            let mut gathering = Gathering::new(vocabulary, companies);
            (Numbered::of(roles, &mut gathering), gathering)
        });
        let mut gathering = Gathering::new(vocabulary, companies);
        let parts: Vec<_> =
            parts.collect::<Vec<_>>().into_iter().map(|(of, part)| (of, gathering.absorb(part))).collect();
        let (mut facets, places): (Vec<Facet>, Vec<Vec<u32>>) = gathering.finish(companies).unzip();
        let ids = parts.par_iter().flat_map_iter(|(numbered, renamed)| {
            numbered.ids(|facet, raw| places[facet as usize][renamed[facet as usize][raw as usize] as usize])
        });
        let terms_of_roles: Vec<Arc<[TermId]>> = ids.collect();
        let (education, experience) = rayon::join(
            || Scale::of(&facets[FacetKind::Education as usize], roles),
            || Scale::of(&facets[FacetKind::Experience as usize], roles),
        );
        for (id, terms) in (0..).zip(&terms_of_roles) {
            for term in terms.iter().filter(|term| !term.facet.is_ordered()) {
                facets[term.facet as usize].terms[term.index as usize].roles.push(id);
            }
        }
        for (kind, scale) in [(FacetKind::Education, education), (FacetKind::Experience, experience)] {
            let facet = &mut facets[kind as usize];
            facet.not_stated = scale.not_stated;
            for (term, roles) in facet.terms.iter_mut().zip(scale.roles) {
                term.roles = roles;
            }
        }
        Self { facets, key, terms_of_roles }
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
