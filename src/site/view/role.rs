//! Views of a role: the row in a list, and the page.

use serde::Serialize;

use super::{DateView, Link, key_link, skill_level, term_link};
use crate::catalog::facets::{Key, key_of};
use crate::catalog::{FacetKind, Role, RoleId, Stage, TermId};
use crate::config::Employer;
use crate::posting::{ApplicantArea, Apply, Education, Location, RequiredSkill, Word as _, Workplace};
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
    body: String,
    summary: &'s str,
    company: RoleCompany<'s>,
    department: Option<Link>,
    workplace: Option<Link>,
    level: Option<Link>,
    team: Option<&'s str>,
    id: Option<&'s str>,
    employment: Vec<Link>,
    locations: Vec<LocationView<'s>>,
    applicants_in: Vec<Link>,
    posted: Option<DateView>,
    updated: Option<DateView>,
    closes: Option<DateView>,
    salary: Option<SalaryView>,
    education: Option<Link>,
    fields: &'s [String],
    experience: Vec<ExperienceView<'s>>,
    skills: Vec<SkillView>,
    preferred: Vec<SkillView>,
    languages: Vec<SkillView>,
    certificates: &'s [String],
    education_need: Option<String>,
    benefits: &'s [String],
    has_requirements: bool,
    apply: Option<ApplyView<'s>>,
    structured_data: Option<String>,
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
    url: Option<String>,
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
    url: Option<String>,
    need: Option<String>,
}

#[derive(Debug, Serialize)]
struct SkillView {
    name: String,
    url: Option<String>,
    level: Option<String>,
    need: String,
}

#[derive(Debug, Serialize)]
struct ApplyView<'s> {
    url: String,
    email: Option<&'s str>,
}

impl<'s> RoleView<'s> {
    /// The page of a role; `body` is its text as safe HTML, `structured_data` its JobPosting.
    pub fn of(site: &'s Site, id: RoleId, body: String, structured_data: Option<String>) -> Self {
        let role = site.catalog.role(id);
        let posting = &*role.posting;
        let requirements = &posting.requirements;
        let date = |date: Option<jiff::civil::Date>| date.map(|date| DateView::of(site, date));
        let company = company(site, role);
        let department = posting.department.as_deref().map(|name| named(site, FacetKind::Department, name));
        let locations: Vec<LocationView<'_>> = workplaces(site, role).map(|l| location(site, l)).collect();
        let places: Vec<&str> = locations.iter().map(|place| place.name.as_str()).collect();
        let workplace = posting.workplace.map(|w| site.texts.word("workplace", w.word()));
        let facts =
            [Some(company.name), department.as_ref().map(|d| d.name.as_str()), Some(&*places.join("; ")), workplace]
                .into_iter()
                .flatten()
                .filter(|fact| !fact.is_empty())
                .collect::<Vec<_>>()
                .join(BETWEEN);
        let fixed = |facet: FacetKind, key: Key, word: &str| {
            key_link(site, facet, &key, || site.texts.word(facet.name(), word).to_owned())
        };
        Self {
            title: &posting.title,
            url: site.links.path(&links::role(&posting.slug)),
            slug: &posting.slug,
            language: posting.language.as_deref().filter(|language| *language != site.config.language),
            stage: role.stage.name(),
            notice: notice(site, role.stage),
            body,
            summary: &posting.summary,
            facts,
            company,
            department,
            workplace: posting.workplace.map(|w| fixed(FacetKind::Workplace, key_of(w), w.word())),
            level: posting.level.map(|l| fixed(FacetKind::Level, key_of(l), l.word())),
            team: posting.team.as_deref(),
            id: posting.id.as_deref(),
            employment: posting.employment.iter().map(|e| fixed(FacetKind::Employment, key_of(*e), e.word())).collect(),
            locations,
            applicants_in: posting.applicants_in.iter().map(|area| applicant_area(site, *area)).collect(),
            posted: date(posting.posted),
            updated: date(posting.updated),
            closes: date(posting.closes),
            salary: salary(site, role).map(|text| SalaryView { text }),
            education: requirements.education.map(|e| fixed(FacetKind::Education, key_of(e), e.word())),
            fields: &requirements.fields,
            experience: experience(site, role),
            skills: requirements.skills.iter().map(|s| skill(site, s)).collect(),
            preferred: requirements.preferred.iter().map(|s| skill(site, s)).collect(),
            languages: requirements
                .languages
                .iter()
                .map(|language| {
                    let Link { name, url } = named(site, FacetKind::Language, &language.name);
                    let need = need(site, FacetKind::Language, &language.name, filter_index::level(language.level));
                    SkillView {
                        name,
                        url,
                        level: language.level.map(|level| site.texts.word("language_level", level.word()).to_owned()),
                        need,
                    }
                })
                .collect(),
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
            structured_data,
            extra: posting.extra.as_ref(),
        }
    }
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
        term_link(site, TermId { facet: FacetKind::Company, index }).url
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

fn location<'s>(site: &'s Site, location: &'s Location) -> LocationView<'s> {
    let country = location.country.map(|country| site.texts.country(country.code()));
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
        url: key.and_then(|key| key_link(site, FacetKind::Location, &key, String::new).url),
        street: location.street.as_deref(),
        postal_code: location.postal_code.as_deref(),
        region,
    }
}

fn applicant_area(site: &Site, area: ApplicantArea) -> Link {
    let key = match area {
        ApplicantArea::Country(country) => Key::Country(country),
        ApplicantArea::Anywhere => Key::Anywhere,
    };
    key_link(site, FacetKind::Location, &key, || area_name(site, area).to_owned())
}

fn experience<'s>(site: &'s Site, role: &'s Role) -> Vec<ExperienceView<'s>> {
    let years = role.posting.requirements.years();
    role.posting
        .requirements
        .experience
        .iter()
        .map(|entry| {
            let text = site.texts.plural("years", usize::from(entry.years));
            // Filters count the largest entry alone, so only that one leads to a list with this role in it.
            let counted = Some(entry.years) == years;
            let link = counted.then(|| key_link(site, FacetKind::Experience, &Key::Years(entry.years), String::new));
            let need = (counted && entry.years > 0).then(|| format!("experience:{}", entry.years));
            ExperienceView { text, scope: entry.scope.as_deref(), url: link.and_then(|link| link.url), need }
        })
        .collect()
}

fn skill(site: &Site, skill: &RequiredSkill) -> SkillView {
    let Link { name, url } = named(site, FacetKind::Skill, &skill.name);
    let need = need(site, FacetKind::Skill, &skill.name, filter_index::level(skill.level));
    SkillView { name, url, level: skill.level.map(|level| skill_level(site, level)), need }
}

/// What a role asks for, as the browser's script reads it: `skill:rust:2`, with the level's place on its scale.
fn need(site: &Site, facet: FacetKind, written: &str, level: u32) -> String {
    let facet = site.catalog.facets().get(facet);
    match facet.find_name(written) {
        Some(index) => format!("{}:{}:{level}", facet.kind.name(), facet.terms[index as usize].slug),
        None => String::new(),
    }
}

/// A term by a name as written in a posting.
fn named(site: &Site, facet: FacetKind, written: &str) -> Link {
    match site.catalog.facets().get(facet).find_name(written) {
        Some(index) => term_link(site, TermId { facet, index }),
        None => Link { name: written.to_owned(), url: None },
    }
}
