//! Views of a role: the row in a list, and the page.

use serde::Serialize;
use tera::Value;

use super::shared::{Shared, value};
use super::{DateView, Link, skill_level};
use crate::catalog::facets::{Key, key_of};
use crate::catalog::{FacetKind, Role, RoleId, Stage, TermId};
use crate::config::Employer;
use crate::posting::{
    ApplicantArea, Apply, Education, Experience, Location, RequiredLanguage, RequiredSkill, Word as _, Workplace,
};
use crate::site::{Site, filter_index, links};
use crate::slug::fold;

/// How many places a row names.
const ROW_PLACES: usize = 2;
/// How many skills a row names.
const ROW_SKILLS: usize = 4;

/// One role in a list.
#[derive(Debug, Serialize)]
pub struct RowView<'s> {
    title: &'s str,
    url: String,
    language: Option<&'s str>,
    company: Option<&'s str>,
    department: Option<&'s str>,
    workplace: Option<&'s str>,
    level: Option<&'s str>,
    employment: Option<String>,
    salary: Option<String>,
    places: Option<String>,
    posted: Option<DateView>,
    closing: Option<String>,
    skills: Vec<&'s str>,
    skills_text: String,
    facts: String,
    draft: bool,
}

/// What separates the facts of a role in one line.
const BETWEEN: &str = " · ";

impl<'s> RowView<'s> {
    /// The row of a role.
    pub fn of(site: &'s Site, id: RoleId) -> Self {
        let role = site.catalog.role(id);
        let posting = &role.posting;
        let texts = &site.texts;
        let skills = posting.requirements.skills.iter().take(ROW_SKILLS);
        let skills: Vec<&str> = skills.map(|skill| canonical(site, FacetKind::Skill, &skill.name)).collect();
        let mut row = Self {
            title: &posting.title,
            url: site.links.path(&links::role(&posting.slug)),
            language: posting.language.as_deref().filter(|language| *language != site.config.language),
            company: role.company.map(|index| site.catalog.companies()[index].employer.name.as_str()),
            department: posting.department.as_deref().map(|name| canonical(site, FacetKind::Department, name)),
            workplace: posting.workplace.map(|w| texts.word("workplace", w.word())),
            level: posting.level.map(|l| texts.word("level", l.word())),
            employment: (!posting.employment.is_empty()).then(|| {
                posting.employment.iter().map(|e| texts.word("employment", e.word())).collect::<Vec<_>>().join(", ")
            }),
            salary: salary(site, role),
            places: Some(places(site, role)).filter(|places| !places.is_empty()),
            posted: posting.posted.map(|date| DateView::of(site, date)),
            closing: match role.stage {
                Stage::Closing(last) => Some(texts.fill(&["closes_on"], &[("date", &texts.date(last))])),
                _ => None,
            },
            skills_text: skills.join(", "),
            skills,
            facts: String::new(),
            draft: role.stage == Stage::Draft,
        };
        let facts =
            [row.company, row.department, row.places.as_deref(), row.workplace, row.employment.as_deref(), row.level];
        row.facts = facts.into_iter().flatten().collect::<Vec<_>>().join(BETWEEN);
        row
    }
}

impl RowView<'static> {
    /// A row of which each variable is its own name, `{role.title}`: the browser's script puts the values in their place.
    pub fn blank() -> Self {
        Self {
            title: "{role.title}",
            url: "{role.url}".to_owned(),
            language: Some("{role.language}"),
            company: Some("{role.company}"),
            department: Some("{role.department}"),
            workplace: Some("{role.workplace}"),
            level: Some("{role.level}"),
            employment: Some("{role.employment}".to_owned()),
            salary: Some("{role.salary}".to_owned()),
            places: Some("{role.places}".to_owned()),
            posted: Some(DateView { iso: "{role.posted.iso}".to_owned(), text: "{role.posted.text}".to_owned() }),
            closing: Some("{role.closing}".to_owned()),
            skills: vec!["{role.skills_text}"],
            skills_text: "{role.skills_text}".to_owned(),
            facts: "{role.facts}".to_owned(),
            draft: false,
        }
    }
}

/// The name under which a facet knows what a posting says: one spelling for all.
fn canonical<'s>(site: &'s Site, facet: FacetKind, written: &'s str) -> &'s str {
    let facet = site.catalog.facets().get(facet);
    match facet.find_name(written) {
        Some(index) => &facet.terms[index as usize].name,
        None => written,
    }
}

/// The employer of a role: a board's company, or the site's own.
pub fn employer<'s>(site: &'s Site, role: &Role) -> &'s Employer {
    role.company.map_or(&site.config.company, |index| &site.catalog.companies()[index].employer)
}

/// The pay in words.
pub fn salary(site: &Site, role: &Role) -> Option<String> {
    Some(site.texts.salary(role.posting.salary?, role.currency?))
}

/// The first places in words: "Berlin, Shanghai + 2"; for remote roles without a place, where people may live.
pub fn places(site: &Site, role: &Role) -> String {
    let mut seen: Vec<&str> = Vec::with_capacity(ROW_PLACES);
    for (name, _) in place_names(site, role) {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    let more = seen.len().saturating_sub(ROW_PLACES);
    let mut text = seen[..seen.len() - more].join(", ");
    if more > 0 {
        text.push(' ');
        text.push_str(&site.texts.fill(&["places_more"], &[("n", &more.to_string())]));
    }
    text
}

/// What a row calls the places of a role, each with its region; for remote roles without a place, where people may live.
pub fn place_names<'s>(site: &'s Site, role: &'s Role) -> impl Iterator<Item = (&'s str, &'s str)> {
    let posting = &role.posting;
    let places = posting.locations.iter().map(|place| (short_place(site, place), place.region.as_deref()));
    let areas = posting.applicants_in.iter().filter(|_| posting.locations.is_empty());
    let areas = areas.map(|area| (area_name(site, *area), None));
    places.chain(areas).map(|(name, region)| (name, region.unwrap_or_default()))
}

fn short_place<'s>(site: &'s Site, location: &'s Location) -> &'s str {
    match (&location.city, location.country) {
        (Some(city), _) => city,
        (None, Some(country)) => site.texts.country(country.code()),
        (None, None) => location.region.as_deref().unwrap_or_default(),
    }
}

fn area_name(site: &Site, area: ApplicantArea) -> &str {
    match area {
        ApplicantArea::Country(country) => site.texts.country(country.code()),
        ApplicantArea::Anywhere => site.texts.get(&["anywhere"]),
    }
}

/// A role on its own page.
#[derive(Debug, Serialize)]
pub struct RoleView<'s> {
    title: &'s str,
    url: String,
    slug: &'s str,
    language: Option<&'s str>,
    facts: String,
    stage: &'static str,
    notice: Option<String>,
    body: Value,
    summary: &'s str,
    company: RoleCompany<'s>,
    department: Option<Value>,
    workplace: Option<Value>,
    level: Option<Value>,
    team: Option<&'s str>,
    id: Option<&'s str>,
    employment: Vec<Value>,
    locations: Vec<LocationView<'s>>,
    applicants_in: Vec<Value>,
    posted: Option<DateView>,
    updated: Option<DateView>,
    closes: Option<DateView>,
    salary: Option<SalaryView>,
    education: Option<Value>,
    fields: &'s [String],
    experience: Vec<ExperienceView<'s>>,
    skills: Vec<Value>,
    preferred: Vec<Value>,
    languages: Vec<Value>,
    certificates: &'s [String],
    education_need: Option<String>,
    benefits: &'s [String],
    has_requirements: bool,
    apply: Option<ApplyView<'s>>,
    structured_data: Option<Value>,
    extra: Option<&'s serde_json::Value>,
}

#[derive(Debug, Serialize)]
struct RoleCompany<'s> {
    name: &'s str,
    url: Option<String>,
    logo: Option<String>,
}

#[derive(Debug, Serialize)]
struct LocationView<'s> {
    name: String,
    url: Option<Value>,
    street: Option<&'s str>,
    postal_code: Option<&'s str>,
    region: Option<&'s str>,
    address: String,
}

#[derive(Debug, Serialize)]
struct SalaryView {
    text: String,
}

#[derive(Debug, Serialize)]
struct ExperienceView<'s> {
    text: String,
    scope: Option<&'s str>,
    url: Option<Value>,
    need: Option<String>,
}

/// A skill or language that is asked for.
#[derive(Debug, Serialize)]
pub(super) struct NeedView<'s> {
    name: Value,
    url: Value,
    level: Option<&'s str>,
    /// What the browser's script reads: `skill:rust:2`, with the level's place on its scale.
    need: String,
}

#[derive(Debug, Serialize)]
struct ApplyView<'s> {
    url: String,
    email: Option<&'s str>,
}

impl<'s> RoleView<'s> {
    /// The page of a role; `body` is its text as safe HTML, `structured_data` its JobPosting.
    pub fn of(shared: &Shared<'s>, id: RoleId, body: &str, structured_data: Option<&str>) -> Self {
        let site = shared.site;
        let role = site.catalog.role(id);
        let posting = &*role.posting;
        let requirements = &posting.requirements;
        let date = |date: Option<jiff::civil::Date>| date.map(|date| DateView::of(site, date));
        let company = company(site, role);
        let locations: Vec<LocationView<'_>> = workplaces(site, role).map(|l| location(shared, l)).collect();
        let fixed =
            |facet: FacetKind, key: Key, word: &str| linked(shared, facet, &key, site.texts.word(facet.name(), word));
        let skill = |skill: &RequiredSkill| match skill.level {
            None => shared.plain_need(FacetKind::Skill, &skill.name),
            Some(level) => {
                let place = filter_index::level(skill.level);
                value(&need(shared, FacetKind::Skill, &skill.name, Some(skill_level(site, level)), place))
            }
        };
        let language = |language: &RequiredLanguage| match language.level {
            None => shared.plain_need(FacetKind::Language, &language.name),
            Some(level) => {
                let text = site.texts.word("language_level", level.word());
                let place = filter_index::level(language.level);
                value(&need(shared, FacetKind::Language, &language.name, Some(text), place))
            }
        };
        Self {
            title: &posting.title,
            url: site.links.path(&links::role(&posting.slug)),
            slug: &posting.slug,
            language: posting.language.as_deref().filter(|language| *language != site.config.language),
            stage: role.stage.name(),
            notice: notice(site, role.stage),
            body: Value::safe_string(body),
            summary: &posting.summary,
            facts: facts(site, role, &company, &locations),
            company,
            department: posting.department.as_deref().map(|name| shared.named(FacetKind::Department, name)),
            workplace: posting.workplace.map(|w| fixed(FacetKind::Workplace, key_of(w), w.word())),
            level: posting.level.map(|l| fixed(FacetKind::Level, key_of(l), l.word())),
            team: posting.team.as_deref(),
            id: posting.id.as_deref(),
            employment: posting.employment.iter().map(|e| fixed(FacetKind::Employment, key_of(*e), e.word())).collect(),
            locations,
            applicants_in: posting.applicants_in.iter().map(|area| applicant_area(shared, *area)).collect(),
            posted: date(posting.posted),
            updated: date(posting.updated),
            closes: date(posting.closes),
            salary: salary(site, role).map(|text| SalaryView { text }),
            education: requirements.education.map(|e| fixed(FacetKind::Education, key_of(e), e.word())),
            fields: &requirements.fields,
            experience: experience(shared, role),
            skills: requirements.skills.iter().map(skill).collect(),
            preferred: requirements.preferred.iter().map(skill).collect(),
            languages: requirements.languages.iter().map(language).collect(),
            certificates: &requirements.certificates,
            education_need: requirements
                .education
                .filter(|degree| *degree != Education::None)
                .map(|degree| format!("education:{}", degree.word())),
            benefits: &posting.benefits,
            has_requirements: !requirements.is_empty(),
            apply: role.apply.as_ref().map(|apply| match apply {
                Apply::Page(url) => ApplyView { url: url.clone(), email: None },
                Apply::Email(email) => ApplyView { url: format!("mailto:{email}"), email: Some(email) },
            }),
            structured_data: structured_data.map(Value::safe_string),
            extra: posting.extra.as_ref(),
        }
    }
}

/// Company, department, places and workplace in one line.
fn facts(site: &Site, role: &Role, company: &RoleCompany<'_>, locations: &[LocationView<'_>]) -> String {
    let posting = &*role.posting;
    let department = posting.department.as_deref().map(|name| canonical(site, FacetKind::Department, name));
    let workplace = posting.workplace.map(|w| site.texts.word("workplace", w.word()));
    let mut line = String::with_capacity(96);
    let mut add = |fact: &str, between: &str| {
        if !fact.is_empty() {
            line.push_str(if line.is_empty() { "" } else { between });
            line.push_str(fact);
        }
    };
    add(company.name, BETWEEN);
    add(department.unwrap_or_default(), BETWEEN);
    for (place, location) in locations.iter().enumerate() {
        add(&location.name, if place == 0 { BETWEEN } else { "; " });
    }
    add(workplace.unwrap_or_default(), BETWEEN);
    line
}

fn notice(site: &Site, stage: Stage) -> Option<String> {
    let texts = &site.texts;
    let dated = |key: &str, date| Some(texts.fill(&[key], &[("date", &texts.date(date))]));
    match stage {
        Stage::Open => None,
        Stage::Draft => Some(texts.get(&["notice_draft"]).to_owned()),
        Stage::Filled => Some(texts.get(&["notice_filled"]).to_owned()),
        Stage::Closing(last) => dated("notice_closing", last),
        Stage::Closed(last) => dated("notice_closed", last),
    }
}

fn company<'s>(site: &'s Site, role: &Role) -> RoleCompany<'s> {
    let employer = employer(site, role);
    let page = role.company.map(|index| Key::Company(index as u32)).and_then(|key| {
        let index = site.catalog.facets().get(FacetKind::Company).find(&key)?;
        super::term_link(site, TermId { facet: FacetKind::Company, index }).url
    });
    RoleCompany {
        name: if role.company.is_some() || site.config.names_company { &employer.name } else { "" },
        url: page.or_else(|| employer.url.clone()),
        // On a company's own site the logo stands at the top of every page already.
        logo: role.company.and(employer.logo.as_deref()).map(|logo| site.links.written(logo)),
    }
}

/// Where the work is done. A role that names no place and is not remote is at its employer's address, which then stands
/// in the structured data and so must stand on the page.
fn workplaces<'s>(site: &'s Site, role: &'s Role) -> impl Iterator<Item = &'s Location> {
    let posting = &role.posting;
    let is_at_office = posting.locations.is_empty() && posting.workplace != Some(Workplace::Remote);
    let office = employer(site, role).address.as_ref().filter(|_| is_at_office);
    posting.locations.iter().chain(office)
}

fn location<'s>(shared: &Shared<'s>, location: &'s Location) -> LocationView<'s> {
    let country = location.country.map(|country| shared.site.texts.country(country.code()));
    let key = match (&location.city, location.country) {
        (Some(city), country) => Some(Key::City(country, fold(city))),
        (None, country) => country.map(Key::Country),
    };
    let parts: Vec<&str> = [location.city.as_deref(), country].into_iter().flatten().collect();
    let name = if parts.is_empty() { location.region.clone().unwrap_or_default() } else { parts.join(", ") };
    let region = location.region.as_deref().filter(|_| !parts.is_empty());
    let address = [location.street.as_deref(), location.postal_code.as_deref(), region];
    LocationView {
        name,
        address: address.into_iter().flatten().collect::<Vec<_>>().join(", "),
        url: key.and_then(|key| term_of(shared.site, FacetKind::Location, &key)).map(|term| url(&shared.term(term))),
        street: location.street.as_deref(),
        postal_code: location.postal_code.as_deref(),
        region,
    }
}

fn applicant_area(shared: &Shared<'_>, area: ApplicantArea) -> Value {
    let key = match area {
        ApplicantArea::Country(country) => Key::Country(country),
        ApplicantArea::Anywhere => Key::Anywhere,
    };
    linked(shared, FacetKind::Location, &key, area_name(shared.site, area))
}

fn experience<'s>(shared: &Shared<'s>, role: &'s Role) -> Vec<ExperienceView<'s>> {
    let requirements = &role.posting.requirements;
    let years = requirements.years();
    let view = |entry: &'s Experience| {
        // Filters count the largest entry alone, so only that one leads to a list with this role in it.
        let counted = Some(entry.years) == years;
        let term = term_of(shared.site, FacetKind::Experience, &Key::Years(entry.years)).filter(|_| counted);
        ExperienceView {
            text: shared.site.texts.plural("years", usize::from(entry.years)),
            scope: entry.scope.as_deref(),
            url: term.map(|term| url(&shared.term(term))),
            need: (counted && entry.years > 0).then(|| format!("experience:{}", entry.years)),
        }
    };
    requirements.experience.iter().map(view).collect()
}

/// What a role asks for: a skill or language by its name in the posting, and the level with its place on the scale.
pub(super) fn need<'s>(
    shared: &Shared<'_>,
    facet: FacetKind,
    written: &str,
    level: Option<&'s str>,
    place: u32,
) -> NeedView<'s> {
    let facet = shared.site.catalog.facets().get(facet);
    let slug = facet.find_name(written).map(|index| &facet.terms[index as usize].slug);
    let link = shared.named(facet.kind, written);
    NeedView {
        name: member(&link, "name"),
        url: url(&link),
        level,
        need: slug.map(|slug| format!("{}:{slug}:{place}", facet.kind.name())).unwrap_or_default(),
    }
}

/// The term of a key as a link; only the name where no listed role has it.
fn linked(shared: &Shared<'_>, facet: FacetKind, key: &Key, name: &str) -> Value {
    match term_of(shared.site, facet, key) {
        Some(term) => shared.term(term),
        None => value(&Link { name: name.to_owned(), url: None }),
    }
}

fn term_of(site: &Site, facet: FacetKind, key: &Key) -> Option<TermId> {
    site.catalog.facets().get(facet).find(key).map(|index| TermId { facet, index })
}

fn url(link: &Value) -> Value {
    member(link, "url")
}

fn member(value: &Value, key: &'static str) -> Value {
    value.as_map().and_then(|map| map.get(&tera::value::Key::Str(key))).cloned().unwrap_or_else(Value::none)
}
