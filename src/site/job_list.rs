//! `jobs.json`: every open role's facts, for other people's programs.
//!
//! The names are the front matter's. What front matter allows in two forms has one here, so that a program need not
//! ask: kinds of employment are a list, experience and skills are lists of objects, names of skills are canonical, and a
//! salary always has its currency. What is not stated is left out; so is `extra`, which belongs to the site's templates.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Site, links};
use crate::catalog::{Facet, FacetKind, Role};
use crate::posting::{ApplicantArea, Apply, Experience, Location, RequiredLanguage, RequiredSkill, Requirements, Word};

/// How many jobs one piece holds.
const PIECE: usize = 500;

/// The file's text in pieces: on a board of 100,000 roles it has 100 MB, which need not be in memory at once.
pub fn job_list(site: &Site) -> impl Iterator<Item = Vec<u8>> {
    let begin = std::iter::once(b"{\"version\":1,\"jobs\":[".to_vec());
    let end = std::iter::once(b"\n]}\n".to_vec());
    let skills = site.catalog.facets().get(FacetKind::Skill);
    let mut is_first = true;
    let jobs = site.catalog.listed().chunks(PIECE).map(move |roles| {
        let mut piece = Vec::new();
        for role in roles.iter().filter(|role| role.stage.is_open()) {
            // A line each, for people who look into the file or compare two.
            piece.extend_from_slice(if std::mem::take(&mut is_first) { b"\n" } else { b",\n" });
            let written = serde_json::to_writer(&mut piece, &Job::of(site, role, skills));
            debug_assert!(written.is_ok(), "writing to memory cannot fail: {written:?}");
        }
        piece
    });
    begin.chain(jobs).chain(end)
}

#[derive(Serialize)]
struct Job<'a> {
    slug: &'a str,
    url: String,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    workplace: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    applicants_in: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    employment: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    posted: Option<Shown<jiff::civil::Date>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<Shown<jiff::civil::Date>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closes: Option<Shown<jiff::civil::Date>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    salary: Option<Pay>,
    #[serde(skip_serializing_if = "Option::is_none")]
    requirements: Option<Asked<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    benefits: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    apply: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    street: Option<&'a str>,
}

#[derive(Serialize)]
struct Pay {
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<serde_json::Value>,
    currency: &'static str,
    per: &'static str,
}

#[derive(Serialize)]
struct Asked<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    education: Option<&'static str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    fields: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    experience: Vec<Years<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    skills: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    preferred: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    languages: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    certificates: &'a [String],
}

#[derive(Serialize)]
struct Years<'a> {
    years: u8,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
}

/// A value that is written as its text.
struct Shown<T>(T);

impl<T: fmt::Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'a> Job<'a> {
    fn of(site: &Site, role: &'a Role, skills: &'a Facet) -> Self {
        let posting = &*role.posting;
        Self {
            slug: &posting.slug,
            url: site.links.absolute(&links::role(&posting.slug)),
            title: &posting.title,
            language: posting.language.as_deref(),
            department: posting.department.as_deref(),
            team: posting.team.as_deref(),
            company: posting.company.as_deref(),
            locations: posting.locations.iter().map(Place::of).collect(),
            workplace: posting.workplace.map(Word::word),
            applicants_in: posting
                .applicants_in
                .iter()
                .map(|area| match area {
                    ApplicantArea::Country(country) => country.code(),
                    ApplicantArea::Anywhere => "anywhere",
                })
                .collect(),
            employment: posting.employment.iter().map(|kind| kind.word()).collect(),
            level: posting.level.map(Word::word),
            posted: posting.posted.map(Shown),
            updated: posting.updated.map(Shown),
            closes: posting.closes.map(Shown),
            salary: posting.salary.zip(role.currency).map(|(salary, currency)| Pay {
                min: salary.range.min().map(|amount| amount.to_json()),
                max: salary.range.max().map(|amount| amount.to_json()),
                currency: currency.code(),
                per: salary.per.word(),
            }),
            requirements: (!posting.requirements.is_empty()).then(|| Asked::of(&posting.requirements, skills)),
            benefits: &posting.benefits,
            apply: role.apply.as_ref().map(|apply| match apply {
                Apply::Page(address) | Apply::Email(address) => address.as_str(),
            }),
            id: posting.id.as_deref(),
        }
    }
}

impl<'a> Place<'a> {
    fn of(location: &'a Location) -> Self {
        Self {
            city: location.city.as_deref(),
            region: location.region.as_deref(),
            country: location.country.as_ref().map(|country| country.code()),
            postal_code: location.postal_code.as_deref(),
            street: location.street.as_deref(),
        }
    }
}

impl<'a> Asked<'a> {
    fn of(requirements: &'a Requirements, skills: &'a Facet) -> Self {
        let canonical =
            |written: &'a str| skills.find_name(written).map_or(written, |i| &skills.terms[i as usize].name);
        let skill =
            |skill: &'a RequiredSkill| Named { name: canonical(&skill.name), level: skill.level.map(Word::word) };
        let language =
            |language: &'a RequiredLanguage| Named { name: &language.name, level: language.level.map(Word::word) };
        let years = |entry: &'a Experience| Years { years: entry.years, scope: entry.scope.as_deref() };
        Self {
            education: requirements.education.map(Word::word),
            fields: &requirements.fields,
            experience: requirements.experience.iter().map(years).collect(),
            skills: requirements.skills.iter().map(skill).collect(),
            preferred: requirements.preferred.iter().map(skill).collect(),
            languages: requirements.languages.iter().map(language).collect(),
            certificates: &requirements.certificates,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::site::fixture::site;

    fn text(site: &Site) -> String {
        String::from_utf8(job_list(site).flatten().collect()).unwrap()
    }

    #[test]
    fn it_says_what_the_posting_says_in_one_form() {
        let posting = "---\ntitle: Baker\nteam: Night\nlocations: [{ city: Oslo, country: NO, postal_code: '0150' }, SE]\n\
                    workplace: hybrid\napplicants_in: [NO, anywhere]\nemployment: full-time\nlevel: senior\nposted: 2026-11-01\n\
                    closes: 2027-01-31\nsalary: { min: 18.5, per: hour }\nbenefits: [Bread]\nid: R 1\n\
                    requirements: { education: none, experience: 2, skills: [k8s, { name: Ovens, level: expert }], languages: [Norsk] }\n\
                    extra: { secret: yes }\n---\nText\n";
        let config = "base_url: https://e.org/x/\ncurrency: NOK\napply: https://e.org/apply/{slug}?id={id}";
        let site = site(&[("content/site.yaml", config), ("baker.md", posting)]);
        let wanted = json!({ "version": 1, "jobs": [{
            "slug": "baker", "url": "https://e.org/x/jobs/baker/", "title": "Baker", "team": "Night",
            "locations": [{ "city": "Oslo", "country": "NO", "postal_code": "0150" }, { "country": "SE" }],
            "workplace": "hybrid", "applicants_in": ["NO", "anywhere"], "employment": ["full-time"], "level": "senior",
            "posted": "2026-11-01", "closes": "2027-01-31",
            "salary": { "min": 18.5, "currency": "NOK", "per": "hour" },
            "requirements": {
                "education": "none", "experience": [{ "years": 2 }],
                "skills": [{ "name": "Kubernetes" }, { "name": "Ovens", "level": "expert" }], "languages": [{ "name": "Norsk" }],
            },
            "benefits": ["Bread"], "apply": "https://e.org/apply/baker?id=R%201", "id": "R 1",
        }] });
        assert_eq!(serde_json::from_str::<Value>(&text(&site)).unwrap(), wanted);
    }

    #[test]
    fn only_open_roles_are_told_of_newest_first_each_on_a_line() {
        let site = site(&[
            ("a.md", "---\ntitle: A\nposted: 2026-10-01\n---\n"),
            ("b.md", "---\ntitle: B\nposted: 2026-11-01\n---\n"),
            ("draft.md", "---\ntitle: D\nstatus: draft\n---\n"),
            ("filled.md", "---\ntitle: F\nstatus: filled\n---\n"),
            ("later.md", "---\ntitle: L\nposted: 2026-12-01\n---\n"),
        ]);
        let json = text(&site);
        let lines: Vec<&str> = json.lines().filter_map(|line| line.get(..13)).collect();
        assert_eq!(lines, ["{\"version\":1,", "{\"slug\":\"b\",\"", "{\"slug\":\"a\",\""]);
        assert_eq!(serde_json::from_str::<Value>(&text(&crate::site::fixture::site(&[]))).unwrap()["jobs"], json!([]));
    }
}
