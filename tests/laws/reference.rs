//! The rules of the filters, written anew from the words of the design and the values of the postings: slow and plain.

use std::collections::{BTreeMap, BTreeSet};

use super::generate::{DEGREES, Project, Role, TODAY};

/// What the site must list, by facet and term.
pub struct Reference {
    /// The addresses' last parts of all listed roles, in order.
    pub listed: Vec<String>,
    pub terms: BTreeMap<(&'static str, String), Listed>,
}

/// The roles of one term's pages, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    pub matching: Vec<String>,
    pub not_stated: Vec<String>,
}

pub fn of(project: &Project) -> Reference {
    let mut listed: Vec<&(String, Role)> =
        project.roles.iter().filter(|(_, role)| is_listed(role, project.drafts)).collect();
    // Newest first, those without a date last, then by address.
    listed.sort_by_key(|(slug, role)| (role.posted.is_none(), role.posted.map(|days| -days), slug.clone()));
    let mut terms: BTreeMap<(&'static str, String), Listed> = BTreeMap::new();
    if project.board {
        // An employer has a page even while it offers no role.
        for company in ["acme", "globex"] {
            terms.insert(("company", company.to_owned()), Listed::default());
        }
    }
    for (slug, role) in &listed {
        for term in choices(role) {
            terms.entry(term).or_default().matching.push(slug.clone());
        }
    }
    // Every degree and number of years that some listed role states; each lists what asks for no more.
    let years: BTreeSet<u8> = listed.iter().filter_map(|(_, role)| most_years(role)).collect();
    for mine in years {
        let page = scale(&listed, |role| most_years(role).map(|asked| asked <= mine));
        terms.insert(("experience", mine.to_string()), page);
    }
    let degree =
        |role: &Role| role.education.map(|degree| DEGREES.iter().position(|d| *d == degree).expect("a degree"));
    let degrees: BTreeSet<usize> = listed.iter().filter_map(|(_, role)| degree(role)).collect();
    for mine in degrees {
        let page = scale(&listed, |role| degree(role).map(|asked| asked <= mine));
        terms.insert(("education", DEGREES[mine].to_owned()), page);
    }
    Reference { listed: listed.into_iter().map(|(slug, _)| slug.clone()).collect(), terms }
}

fn is_listed(role: &Role, drafts: bool) -> bool {
    match role.status {
        "draft" => drafts,
        "filled" => false,
        _ => role.posted_on().is_none_or(|day| day <= TODAY) && role.closes_on().is_none_or(|last| last >= TODAY),
    }
}

fn most_years(role: &Role) -> Option<u8> {
    role.years.iter().copied().max()
}

fn scale(listed: &[&(String, Role)], fits: impl Fn(&Role) -> Option<bool>) -> Listed {
    let mut page = Listed::default();
    for (slug, role) in listed {
        match fits(role) {
            Some(true) => page.matching.push(slug.clone()),
            Some(false) => {}
            None => page.not_stated.push(slug.clone()),
        }
    }
    page
}

/// The terms of the facets that are a choice.
fn choices(role: &Role) -> BTreeSet<(&'static str, String)> {
    let mut terms = BTreeSet::new();
    terms.extend(role.company.map(|name| ("company", name.to_owned())));
    terms.extend(role.department.map(|name| ("department", folded(name))));
    terms.extend(role.workplace.map(|word| ("workplace", word.to_owned())));
    terms.extend(role.employment.iter().map(|word| ("employment", (*word).to_owned())));
    terms.extend(role.level.map(|word| ("level", word.to_owned())));
    for (city, country) in &role.places {
        let country = country.map(country_slug);
        terms.extend(country.clone().map(|country| ("location", country)));
        // A city is one with its country; without one it is another place.
        terms.extend(city.map(|city| ("location", format!("{}/{}", country.unwrap_or_default(), folded(city)))));
    }
    for area in &role.applicants {
        terms.insert(("location", if *area == "anywhere" { "anywhere".to_owned() } else { country_slug(area) }));
    }
    terms.extend(role.skills.iter().chain(&role.preferred).map(|skill| ("skill", known_skill(skill))));
    terms.extend(role.languages.iter().map(|language| ("language", folded(language))));
    terms
}

fn country_slug(code: &str) -> String {
    if code == "UK" { "gb".to_owned() } else { code.to_lowercase() }
}

/// The built-in vocabulary as far as the test's words need it.
fn known_skill(name: &str) -> String {
    match name {
        "k8s" => "kubernetes".to_owned(),
        "golang" => "go".to_owned(),
        "cpp" => "c++".to_owned(),
        _ => folded(name),
    }
}

/// A name without case and surplus spaces.
pub fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
