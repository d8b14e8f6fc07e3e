//! The facets: what roles are found by, their terms, and the roles of each term.

use std::collections::{HashMap, HashSet};

use super::{Role, RoleId, qualify};
use crate::content::Company;
use crate::posting::{ApplicantArea, Education, Posting, Word};
use crate::skills::Vocabulary;
use crate::slug::{fold, slug};

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
}

impl Facets {
    /// Finds the terms of all roles and gives each role its own.
    pub(super) fn of(roles: &mut [Role], companies: &[Company], vocabulary: &Vocabulary) -> Self {
        let mut found: Vec<Vec<(FacetKind, u32)>> = Vec::with_capacity(roles.len());
        let mut gathering = Gathering::new(vocabulary);
        // An employer has its page even while it offers no role.
        for company in 0..companies.len() {
            gathering.facets[FacetKind::Company as usize].term(Key::Company(company as u32));
        }
        for role in roles.iter() {
            let mut terms = Vec::with_capacity(20);
            gathering.posting(&role.posting, role.company, &mut terms);
            found.push(terms);
        }
        let mut facets = Vec::with_capacity(FacetKind::ALL.len());
        let mut places = Vec::with_capacity(FacetKind::ALL.len());
        for (kind, gathered) in FacetKind::ALL.into_iter().zip(gathering.facets) {
            let (facet, place) = gathered.finish(kind, companies);
            facets.push(facet);
            places.push(place);
        }
        for (id, (role, terms)) in (0..).zip(roles.iter_mut().zip(found)) {
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
            role.terms = ids.into();
        }
        let mut facets = Self { facets };
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

/// The terms of one facet while the roles are gone through.
#[derive(Default)]
struct Gathered<'r> {
    /// How each term found so far is spelled, and how often.
    terms: Vec<(Key, HashMap<&'r str, u32>)>,
    by_key: HashMap<Key, u32>,
    /// Names as written that were met before: most roles are done with this one look.
    by_spelling: HashMap<&'r str, u32>,
}

impl<'r> Gathered<'r> {
    fn term(&mut self, key: Key) -> u32 {
        *self.by_key.entry(key).or_insert_with_key(|key| {
            self.terms.push((key.clone(), HashMap::new()));
            (self.terms.len() - 1) as u32
        })
    }

    /// The term of a name that is its own key; `name` is what to show, `written` what the posting says.
    fn named(&mut self, written: &'r str, name: impl FnOnce(&'r str) -> &'r str) -> u32 {
        let term = match self.by_spelling.get(written) {
            Some(&term) => term,
            None => {
                let shown = name(written);
                let term = self.term(Key::Name(fold(shown)));
                self.by_spelling.insert(written, term);
                // The vocabulary's spelling wins over any number of others.
                if shown != written {
                    self.spelled(term, shown, u32::MAX / 2);
                }
                term
            }
        };
        self.spelled(term, written, 1);
        term
    }

    fn spelled(&mut self, term: u32, spelling: &'r str, times: u32) {
        let count = self.terms[term as usize].1.entry(spelling).or_default();
        *count = count.saturating_add(times);
    }

    /// The facet, and where each term went.
    fn finish(self, kind: FacetKind, companies: &[Company]) -> (Facet, Vec<u32>) {
        let mut terms: Vec<(usize, Key, String)> = Vec::with_capacity(self.terms.len());
        for (raw, (key, spellings)) in self.terms.into_iter().enumerate() {
            let name = match &key {
                Key::Name(_) | Key::City(..) => commonest(&spellings),
                Key::Fixed(index) => fixed_word(kind, *index).to_owned(),
                Key::Years(years) => years.to_string(),
                Key::Country(country) => country.code().to_owned(),
                Key::Anywhere => "anywhere".to_owned(),
                Key::Company(index) => companies[*index as usize].employer.name.clone(),
            };
            terms.push((raw, key, name));
        }
        // Names in the order of their folded form, scales and fixed words in their own, cities behind their country.
        let sort_name = |key: &Key, name: &str| match key {
            Key::Name(folded) => folded.clone(),
            Key::Company(_) => fold(name),
            _ => String::new(),
        };
        terms.sort_by_cached_key(|(_, key, name)| (sort_name(key, name), group(key), key.clone()));
        let mut places = vec![0; terms.len()];
        let mut by_key = HashMap::with_capacity(terms.len());
        let mut taken: HashSet<(Option<u32>, String)> = HashSet::new();
        let mut finished: Vec<Term> = Vec::with_capacity(terms.len());
        for (index, (raw, key, name)) in (0u32..).zip(terms) {
            places[raw] = index;
            let parent = match &key {
                Key::City(Some(country), _) => by_key.get(&Key::Country(*country)).copied(),
                _ => None,
            };
            let wanted = match &key {
                Key::Company(company) => companies[*company as usize].slug.clone(),
                _ => Some(slug(&name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "term".into()),
            };
            let slug = free_slug(wanted, parent, &mut taken);
            by_key.insert(key.clone(), index);
            finished.push(Term { key, name, slug, parent, roles: Vec::new() });
        }
        let by_spelling =
            self.by_spelling.into_iter().map(|(name, raw)| (name.to_owned(), places[raw as usize])).collect();
        (Facet { kind, terms: finished, not_stated: Vec::new(), by_key, by_spelling }, places)
    }
}

/// Countries with their cities, then cities without a country, then anywhere.
fn group(key: &Key) -> (u8, String, u8) {
    match key {
        Key::Country(country) => (0, country.code().to_owned(), 0),
        Key::City(Some(country), _) => (0, country.code().to_owned(), 1),
        Key::City(None, _) => (1, String::new(), 0),
        Key::Anywhere => (2, String::new(), 0),
        _ => (0, String::new(), 0),
    }
}

/// The spelling that most postings use; among equals the first of the alphabet.
fn commonest(spellings: &HashMap<&str, u32>) -> String {
    let mut spellings: Vec<(&str, u32)> = spellings.iter().map(|(spelling, count)| (*spelling, *count)).collect();
    spellings.sort_unstable_by_key(|(spelling, count)| (std::cmp::Reverse(*count), *spelling));
    spellings.first().map(|(spelling, _)| (*spelling).to_owned()).unwrap_or_default()
}

/// The slug, with a number behind it when a sibling has it already.
fn free_slug(wanted: String, parent: Option<u32>, taken: &mut HashSet<(Option<u32>, String)>) -> String {
    if taken.insert((parent, wanted.clone())) {
        return wanted;
    }
    let mut number = 2;
    loop {
        let slug = format!("{wanted}-{number}");
        if taken.insert((parent, slug.clone())) {
            return slug;
        }
        number += 1;
    }
}

fn fixed_word(kind: FacetKind, index: u8) -> &'static str {
    fn of<W: Word>(index: u8) -> &'static str {
        W::ALL[usize::from(index)].word()
    }
    match kind {
        FacetKind::Workplace => of::<crate::posting::Workplace>(index),
        FacetKind::Employment => of::<crate::posting::Employment>(index),
        FacetKind::Level => of::<crate::posting::Level>(index),
        _ => of::<Education>(index),
    }
}

/// The place of a word among its kind.
pub fn place<W: Word + PartialEq>(word: W) -> Key {
    Key::Fixed(W::ALL.iter().position(|w| *w == word).unwrap_or_default() as u8)
}

/// Goes through the roles and gathers the terms of all facets.
struct Gathering<'r> {
    vocabulary: &'r Vocabulary,
    facets: [Gathered<'r>; FacetKind::ALL.len()],
    cities: HashMap<(Option<crate::posting::Country>, &'r str), u32>,
}

impl<'r> Gathering<'r> {
    fn new(vocabulary: &'r Vocabulary) -> Self {
        Self { vocabulary, facets: Default::default(), cities: HashMap::new() }
    }

    fn fixed(&mut self, kind: FacetKind, key: Key, terms: &mut Vec<(FacetKind, u32)>) {
        terms.push((kind, self.facets[kind as usize].term(key)));
    }

    fn named(
        &mut self,
        kind: FacetKind,
        written: &'r str,
        name: impl FnOnce(&'r str) -> &'r str,
        terms: &mut Vec<(FacetKind, u32)>,
    ) {
        terms.push((kind, self.facets[kind as usize].named(written, name)));
    }

    fn posting(&mut self, posting: &'r Posting, company: Option<usize>, terms: &mut Vec<(FacetKind, u32)>) {
        use FacetKind as F;
        if let Some(company) = company {
            self.fixed(F::Company, Key::Company(company as u32), terms);
        }
        if let Some(department) = &posting.department {
            self.named(F::Department, department, |name| name, terms);
        }
        self.places(posting, terms);
        if let Some(workplace) = posting.workplace {
            self.fixed(F::Workplace, place(workplace), terms);
        }
        for employment in &posting.employment {
            self.fixed(F::Employment, place(*employment), terms);
        }
        if let Some(level) = posting.level {
            self.fixed(F::Level, place(level), terms);
        }
        let requirements = &posting.requirements;
        let vocabulary = self.vocabulary;
        for skill in requirements.skills.iter().chain(&requirements.preferred) {
            self.named(F::Skill, &skill.name, |name| vocabulary.canonical(name), terms);
        }
        for language in &requirements.languages {
            self.named(F::Language, &language.name, |name| name, terms);
        }
        if let Some(education) = requirements.education {
            self.fixed(F::Education, place(education), terms);
        }
        if let Some(years) = requirements.years() {
            self.fixed(F::Experience, Key::Years(years), terms);
        }
    }

    /// The countries and cities of the work, and the countries where applicants may live.
    fn places(&mut self, posting: &'r Posting, terms: &mut Vec<(FacetKind, u32)>) {
        let kind = FacetKind::Location;
        for location in &posting.locations {
            if let Some(country) = location.country {
                self.fixed(kind, Key::Country(country), terms);
            }
            if let Some(city) = &location.city {
                let spelling = (location.country, city.as_str());
                let term = match self.cities.get(&spelling) {
                    Some(&term) => term,
                    None => {
                        let term = self.facets[kind as usize].term(Key::City(location.country, fold(city)));
                        self.cities.insert(spelling, term);
                        term
                    }
                };
                self.facets[kind as usize].spelled(term, city, 1);
                terms.push((kind, term));
            }
        }
        for area in &posting.applicants_in {
            let key = match area {
                ApplicantArea::Country(country) => Key::Country(*country),
                ApplicantArea::Anywhere => Key::Anywhere,
            };
            self.fixed(kind, key, terms);
        }
    }
}
