//! Gathers the terms of all facets from the roles, and puts them in order with a name and a slug each.

use super::{Facet, FacetKind, Key, Term, key_of};
use crate::content::Company;
use crate::posting::{ApplicantArea, Country, Education, Employment, Level, Posting, Word, Workplace};
use crate::skills::Vocabulary;
use crate::slug::{fold, slug};
use foldhash::{HashMap, HashMapExt as _};

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

    /// Takes up what another part of the roles was found under; says which term each of the other's terms is here.
    fn absorb(&mut self, other: Self) -> Vec<u32> {
        let mut renamed = Vec::with_capacity(other.terms.len());
        for (key, spellings) in other.terms {
            let term = self.term(key);
            // In any order: each spelling is counted for itself.
            spellings.into_iter().for_each(|(spelling, times)| self.spelled(term, spelling, times));
            renamed.push(term);
        }
        let spellings = other.by_spelling.into_iter();
        self.by_spelling.extend(spellings.map(|(spelling, term)| (spelling, renamed[term as usize])));
        renamed
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
        let mut taken: HashMap<(Option<u32>, String), u32> = HashMap::new();
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

/// The slug, with a number behind it when a sibling has it already. `taken` holds the last number tried for each slug.
fn free_slug(wanted: String, parent: Option<u32>, taken: &mut HashMap<(Option<u32>, String), u32>) -> String {
    let mut slug = wanted.clone();
    let mut number = taken.get(&(parent, wanted.clone())).copied().unwrap_or(1);
    while taken.contains_key(&(parent, slug.clone())) {
        number += 1;
        slug = format!("{wanted}-{number}");
    }
    taken.insert((parent, wanted), number);
    taken.entry((parent, slug.clone())).or_insert(1);
    slug
}

fn fixed_word(kind: FacetKind, index: u8) -> &'static str {
    fn of<W: Word>(index: u8) -> &'static str {
        W::ALL[usize::from(index)].word()
    }
    match kind {
        FacetKind::Workplace => of::<Workplace>(index),
        FacetKind::Employment => of::<Employment>(index),
        FacetKind::Level => of::<Level>(index),
        _ => of::<Education>(index),
    }
}

/// Goes through the roles and gathers the terms of all facets.
pub(super) struct Gathering<'r> {
    vocabulary: &'r Vocabulary,
    facets: [Gathered<'r>; FacetKind::ALL.len()],
    cities: HashMap<(Option<Country>, &'r str), u32>,
}

impl<'r> Gathering<'r> {
    /// Begins with the employers: each has its page even while it offers no role.
    pub(super) fn new(vocabulary: &'r Vocabulary, companies: &[Company]) -> Self {
        let mut gathering = Self { vocabulary, facets: Default::default(), cities: HashMap::new() };
        for company in 0..companies.len() {
            gathering.facets[FacetKind::Company as usize].term(Key::Company(company as u32));
        }
        gathering
    }

    /// Takes up what was gathered from another part of the roles; says for each facet which term each of the other's terms is.
    pub(super) fn absorb(&mut self, other: Self) -> Vec<Vec<u32>> {
        self.facets.iter_mut().zip(other.facets).map(|(own, other)| own.absorb(other)).collect()
    }

    /// The facets in their order, each with where its terms went: from the number that [`Self::posting`] gave to the place.
    pub(super) fn finish(self, companies: &[Company]) -> impl Iterator<Item = (Facet, Vec<u32>)> {
        FacetKind::ALL.into_iter().zip(self.facets).map(|(kind, gathered)| gathered.finish(kind, companies))
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

    /// Notes the terms of one posting, in `terms` too.
    pub(super) fn posting(&mut self, posting: &'r Posting, company: Option<usize>, terms: &mut Vec<(FacetKind, u32)>) {
        use FacetKind as F;
        if let Some(company) = company {
            self.fixed(F::Company, Key::Company(company as u32), terms);
        }
        if let Some(department) = &posting.department {
            self.named(F::Department, department, |name| name, terms);
        }
        self.places(posting, terms);
        if let Some(workplace) = posting.workplace {
            self.fixed(F::Workplace, key_of(workplace), terms);
        }
        for employment in &posting.employment {
            self.fixed(F::Employment, key_of(*employment), terms);
        }
        if let Some(level) = posting.level {
            self.fixed(F::Level, key_of(level), terms);
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
            self.fixed(F::Education, key_of(education), terms);
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
