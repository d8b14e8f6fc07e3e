//! The facts of roles: all that they are filtered, counted and sorted by, and what a row of a list says beside the title.
//!
//! Columns, in this order; "in" names the dictionary of the header:
//!
//! | column | of each role |
//! |---|---|
//! | `company` `department` `workplace` `level` `education` `experience` | at most one term, in the facet of that name |
//! | team, salary, posted, closes, posting's language | at most one, in `teams`, `salaries`, `posted`, `closes`, `languages` |
//! | flags | 1 for a draft, 2 for a role that closes soon |
//! | `location` | terms; the country of a city is left out |
//! | places | what a row calls them, in `places` |
//! | `employment` | terms, in the posting's order |
//! | how many skills are required | one number |
//! | `skill` | terms: the required ones in the posting's order, then the preferred |
//! | skill levels | one number for each skill: 0 not stated, then familiar, proficient, expert |
//! | `language` | terms |
//! | language levels | one number for each language: 0 not stated, then A1 to C2, native |
//!
//! A column of at most one is 0 for none, otherwise the place in the dictionary and one; a column of several is how many
//! each role has, then all of them. Behind these stand the columns of `titles`, when the header has them.

use std::cmp::Reverse;
use std::hash::Hash;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value as Json;

use super::pack::{Columns, Dictionary, file};
use super::{ROLES_IN_ONE_FILE, VERSION, flags, titles};
use crate::catalog::facets::{Key, key_of};
use crate::catalog::{FacetKind, Role, TermId};
use crate::posting::{Amount, LanguageLevel, Period, SkillLevel, Word};
use crate::site::view::{role::place_names, term_name};
use crate::site::{Site, links};

/// The header of the facts.
#[derive(Debug, Serialize)]
struct Header<'s> {
    version: u32,
    roles: usize,
    per_page: usize,
    language: &'s str,
    /// All facets in the order of the site.
    facets: Vec<FacetTerms>,
    /// For each skill its other names, for searching.
    aliases: Vec<String>,
    /// Skills that include others: the skill, then all of those that a role asks for.
    implies: Vec<Vec<u32>>,
    /// The years of each term of `experience`.
    years: Vec<u8>,
    /// For each place its name in a row, and its region, for searching.
    places: Vec<(&'s str, &'s str)>,
    teams: Vec<&'s str>,
    languages: Vec<&'s str>,
    salaries: Vec<SalaryFacts>,
    /// Newest first: the day, and the day in words.
    posted: Vec<(String, String)>,
    /// Soonest first: the day, and what a row says of it.
    closes: Vec<(String, String)>,
    /// The texts that the script fills in, and the separator between groups of digits.
    texts: &'s Json,
    digits: &'s str,
    places_more: &'s str,
    draft: &'s str,
    /// The names of levels, lowest first.
    skill_levels: Vec<&'s str>,
    language_levels: Vec<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    titles: Option<titles::Header<'s>>,
}

/// The terms of a facet.
#[derive(Debug, Serialize)]
struct FacetTerms {
    name: &'static str,
    names: Vec<String>,
    /// What stands for a term in addresses: `rust`, `de/berlin`.
    slugs: Vec<String>,
}

/// A salary in words, and in thousandths of the currency's unit a year: its top (none is open) and its bottom.
#[derive(Debug, Serialize)]
struct SalaryFacts(String, Option<u64>, Option<u64>, &'static str);

/// What makes two salaries the same.
type SalaryKey = (&'static str, Option<Amount>, Option<Amount>, Period);

/// The file of all listed roles' facts.
pub fn facts(site: &Site) -> Vec<u8> {
    let roles = site.catalog.listed();
    let facets = site.catalog.facets();
    let mut columns = Columns::default();
    for facet in [
        FacetKind::Company,
        FacetKind::Department,
        FacetKind::Workplace,
        FacetKind::Level,
        FacetKind::Education,
        FacetKind::Experience,
    ] {
        columns.single(roles.iter().map(|role| terms(role, facet).next()));
    }
    let teams = single(roles, &mut columns, |role| role.posting.team.as_deref());
    let salaries = single(roles, &mut columns, salary_key);
    let posted = single(roles, &mut columns, |role| role.posting.posted.map(Reverse));
    let closes = single(roles, &mut columns, |role| role.posting.closes);
    let own = |language: &&str| *language != site.config.language;
    let languages = single(roles, &mut columns, |role| role.posting.language.as_deref().filter(own));
    for role in roles {
        columns.number(u64::from(flags(role.stage)));
    }
    columns.lists(&each(roles, |role| cities_and_bare_countries(site, role)));
    let (dictionary, places) = Dictionary::sorted(roles.iter().flat_map(|role| place_names(site, role)));
    columns.lists(&each(roles, |role| place_names(site, role).filter_map(|place| dictionary.number(&place)).collect()));
    let employment = facets.get(FacetKind::Employment);
    columns.lists(&each(roles, |role| {
        role.posting.employment.iter().filter_map(|kind| employment.find(&key_of(*kind))).collect()
    }));
    skills(site, roles, &mut columns);
    spoken_languages(site, roles, &mut columns);
    let in_one_file = roles.len() <= ROLES_IN_ONE_FILE;
    let titles = in_one_file.then(|| titles::write(site, 0..roles.len(), &mut columns));
    let texts = &site.texts;
    let in_words = |date: Date| texts.date(date);
    let header = Header {
        version: VERSION,
        roles: roles.len(),
        per_page: site.config.per_page,
        language: &site.config.language,
        facets: FacetKind::ALL.into_iter().map(|facet| facet_terms(site, facet)).collect(),
        aliases: aliases(site),
        implies: implies(site),
        years: facets.get(FacetKind::Experience).terms.iter().map(|term| years(&term.key)).collect(),
        places,
        teams,
        languages,
        salaries: salaries.into_iter().filter_map(|key| salary_facts(site, key)).collect(),
        posted: posted.into_iter().map(|Reverse(date)| (date.to_string(), in_words(date))).collect(),
        closes: closes
            .into_iter()
            .map(|date| (date.to_string(), texts.fill(&["closes_on"], &[("date", &in_words(date))])))
            .collect(),
        texts: &texts.tree()["script"],
        digits: texts.get(&["number", "group"]),
        places_more: texts.get(&["places_more"]),
        draft: texts.get(&["draft"]),
        skill_levels: SkillLevel::ALL.iter().map(|level| texts.word("skill_level", level.word())).collect(),
        language_levels: LanguageLevel::ALL.iter().map(|level| texts.word("language_level", level.word())).collect(),
        titles,
    };
    file(&header, &columns)
}

fn each<'s>(roles: &'s [Role], list: impl FnMut(&'s Role) -> Vec<u32>) -> Vec<Vec<u32>> {
    roles.iter().map(list).collect()
}

/// Adds a column of what each role has at most one of, and gives its dictionary.
fn single<'s, K: Hash + Eq + Ord + Clone>(
    roles: &'s [Role],
    columns: &mut Columns,
    value: impl Fn(&'s Role) -> Option<K>,
) -> Vec<K> {
    let (dictionary, values) = Dictionary::sorted(roles.iter().filter_map(&value));
    columns.single(roles.iter().map(|role| value(role).and_then(|value| dictionary.number(&value))));
    values
}

/// The terms of one facet that a role is found under.
fn terms(role: &Role, facet: FacetKind) -> impl Iterator<Item = u32> {
    role.terms.iter().filter(move |term| term.facet == facet).map(|term| term.index)
}

/// A role's places without the countries that its cities are in.
fn cities_and_bare_countries(site: &Site, role: &Role) -> Vec<u32> {
    let places = &site.catalog.facets().get(FacetKind::Location).terms;
    let parent = |term: u32| places[term as usize].parent;
    let is_bare = |term: &u32| !terms(role, FacetKind::Location).any(|other| parent(other) == Some(*term));
    terms(role, FacetKind::Location).filter(is_bare).collect()
}

fn skills(site: &Site, roles: &[Role], columns: &mut Columns) {
    let facet = site.catalog.facets().get(FacetKind::Skill);
    let asked = |role: &Role| {
        let requirements = &role.posting.requirements;
        let skills = requirements.skills.iter().chain(&requirements.preferred);
        let found = |skill: &crate::posting::RequiredSkill| Some((facet.find_name(&skill.name)?, level(skill.level)));
        skills.filter_map(found).unzip::<u32, u32, Vec<u32>, Vec<u32>>()
    };
    let (terms, levels): (Vec<_>, Vec<_>) = roles.iter().map(asked).unzip();
    for role in roles {
        columns.number(role.posting.requirements.skills.len() as u64);
    }
    columns.lists(&terms);
    columns.values(&levels);
}

fn spoken_languages(site: &Site, roles: &[Role], columns: &mut Columns) {
    let facet = site.catalog.facets().get(FacetKind::Language);
    let asked = |role: &Role| {
        // Two spellings of one language are one, asked for at the higher level.
        let mut found: Vec<(u32, u32)> = Vec::new();
        for language in &role.posting.requirements.languages {
            let Some(term) = facet.find_name(&language.name) else { continue };
            let level = level(language.level);
            match found.iter_mut().find(|(other, _)| *other == term) {
                Some((_, known)) => *known = level.max(*known),
                None => found.push((term, level)),
            }
        }
        found.into_iter().unzip::<u32, u32, Vec<u32>, Vec<u32>>()
    };
    let (terms, levels): (Vec<_>, Vec<_>) = roles.iter().map(asked).unzip();
    columns.lists(&terms);
    columns.values(&levels);
}

/// 0 for a level that is not stated, otherwise its place on the scale, from 1.
pub fn level<W: Word + PartialEq>(level: Option<W>) -> u32 {
    level.and_then(|level| (1..).zip(W::ALL).find(|(_, known)| **known == level)).map_or(0, |(place, _)| place)
}

fn facet_terms(site: &Site, kind: FacetKind) -> FacetTerms {
    let ids = (0..site.catalog.facets().get(kind).terms.len() as u32).map(|index| TermId { facet: kind, index });
    let slug = |id| links::term(&site.catalog, id)[kind.name().len() + 1..].trim_end_matches('/').to_owned();
    FacetTerms {
        name: kind.name(),
        names: ids.clone().map(|id| term_name(site, id)).collect(),
        slugs: ids.map(slug).collect(),
    }
}

fn years(key: &Key) -> u8 {
    match key {
        Key::Years(years) => *years,
        _ => 0,
    }
}

fn aliases(site: &Site) -> Vec<String> {
    let skills = &site.catalog.facets().get(FacetKind::Skill).terms;
    skills.iter().map(|term| site.vocabulary.find(&term.name).map_or(String::new(), |s| s.aliases.join(", "))).collect()
}

/// The skills of the board that bring others of the board with them.
fn implies(site: &Site) -> Vec<Vec<u32>> {
    let facet = site.catalog.facets().get(FacetKind::Skill);
    let implied = |(index, term): (u32, &crate::catalog::Term)| {
        let names = site.vocabulary.implied(&term.name);
        let mut terms: Vec<u32> = names.iter().filter_map(|name| facet.find_name(name)).collect();
        terms.retain(|other| *other != index);
        terms.sort_unstable();
        terms.dedup();
        (!terms.is_empty()).then(|| std::iter::once(index).chain(terms).collect())
    };
    (0u32..).zip(&facet.terms).filter_map(implied).collect()
}

fn salary_key(role: &Role) -> Option<SalaryKey> {
    let salary = role.posting.salary?;
    Some((role.currency?.code(), salary.range.max(), salary.range.min(), salary.per))
}

fn salary_facts(site: &Site, (code, max, min, per): SalaryKey) -> Option<SalaryFacts> {
    use crate::posting::{Currency, Salary, SalaryRange as Range};
    let range = match (min, max) {
        (Some(min), Some(max)) => Range::Between(min, max),
        (Some(min), None) => Range::From(min),
        (None, Some(max)) => Range::UpTo(max),
        (None, None) => return None,
    };
    let currency = Currency::from_code(code)?;
    let text = site.texts.salary(Salary { range, currency: Some(currency), per }, currency);
    let a_year = |amount: Amount| amount.in_thousandths().saturating_mul(per.times_a_year());
    Some(SalaryFacts(text, max.map(a_year), min.map(a_year), code))
}
