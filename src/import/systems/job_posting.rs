//! JobPosting of schema.org, as careers pages carry it for search engines: JSON-LD, alone or inside a page.

use serde_json::Value;

use super::{Refusal, board_of, body};
use crate::import::draft::{Address, Amounts, Draft, Fact, TitleKind};
use crate::import::html::Page;
use crate::import::json::Field;

/// Whether a value is a posting.
pub(super) fn is_one(value: Field<'_>) -> bool {
    value.texts("@type").iter().any(|kind| kind == "JobPosting")
}

/// The postings that a page states of itself in its JSON-LD.
pub fn in_page(page: &Page) -> Vec<Result<Draft, Refusal>> {
    let mut found = Vec::new();
    for data in &page.data {
        let Ok(root) = crate::import::json::parse(data) else { continue };
        let items = root.as_array().map_or_else(|| std::slice::from_ref(&root), Vec::as_slice);
        for item in items.iter().map(Field) {
            let inside = item.list("@graph").chain(std::iter::once(item)).filter(|item| is_one(*item));
            found.extend(inside.map(draft));
        }
    }
    found
}

/// One posting.
pub(super) fn draft(job: Field<'_>) -> Result<Draft, Refusal> {
    let title = job.text("title").or_else(|| job.text("name"));
    let title = title.ok_or_else(|| Refusal::of("a JobPosting", "it has no `title`"))?;
    let description = job.text("description").unwrap_or_default();
    let text = body(&title, &description)?;
    let number = job.text("identifier.value").or_else(|| job.text("identifier"));
    let address = job.text("url").or_else(|| job.text("@id"));
    let employer = job.text("hiringOrganization.name").or_else(|| job.text("hiringOrganization"));
    let board = address.as_deref().and_then(|address| board_of(address, 0)).or(employer);
    let is_by_title = number.is_none() && address.is_none();
    let key = number.clone().or_else(|| address.clone()).unwrap_or_else(|| title.clone());
    let mut draft = Draft::new(key, title, text);
    draft.is_by_title = is_by_title;
    draft.board = board;
    draft.title_kind = TitleKind::Stated;
    draft.state("identifier", number.map(Fact::Number));
    draft.state("datePosted", job.day("datePosted", Fact::Posted));
    draft.state("dateModified", job.day("dateModified", Fact::Updated));
    draft.state("validThrough", job.day("validThrough", Fact::Closes));
    for employment in job.texts("employmentType") {
        draft.state("employmentType", Some(Fact::Employment(employment)));
    }
    for place in each(job, "jobLocation") {
        draft.state("jobLocation", location(place));
    }
    if job.texts("jobLocationType").iter().any(|kind| kind.eq_ignore_ascii_case("telecommute")) {
        draft.state("jobLocationType", Some(Fact::Workplace("remote".into())));
    }
    for area in each(job, "applicantLocationRequirements") {
        draft.state("applicantLocationRequirements", area.fact("name", Fact::Applicants));
    }
    draft.state("baseSalary", salary(job));
    requirements(job, &mut draft);
    let benefits = job.texts("jobBenefits");
    draft.state("jobBenefits", (!benefits.is_empty()).then_some(Fact::Benefits(benefits)));
    draft.state("inLanguage", job.fact("inLanguage", Fact::Language));
    draft.state("url", address.map(Fact::Apply));
    Ok(draft)
}

/// The values of a property that may have one or several.
fn each<'a>(job: Field<'a>, key: &str) -> Vec<Field<'a>> {
    match job.at(key) {
        Some(Value::Array(items)) => items.iter().map(Field).collect(),
        Some(value) => vec![Field(value)],
        None => Vec::new(),
    }
}

fn location(place: Field<'_>) -> Option<Fact> {
    let Some(parts) = place.at("address").map(Field).filter(|parts| parts.0.is_object()) else {
        return place.fact("address", Fact::Place).or_else(|| place.fact("name", Fact::Place));
    };
    let address = Address {
        city: parts.text("addressLocality"),
        region: parts.text("addressRegion"),
        country: parts.text("addressCountry.name").or_else(|| parts.text("addressCountry")),
        postal_code: parts.text("postalCode"),
        street: parts.text("streetAddress"),
    };
    (!address.is_empty()).then_some(Fact::Address(address))
}

fn salary(job: Field<'_>) -> Option<Fact> {
    let base = Field(job.at("baseSalary")?);
    let currency = base.text("currency").or_else(|| job.text("salaryCurrency"));
    let value = base.at("value").map(Field).filter(|value| value.0.is_object());
    let positive = |number: Option<f64>| number.filter(|number| *number > 0.0);
    let (min, max, per) = match value {
        Some(value) => {
            let exact = positive(value.number("value"));
            let (min, max) = (positive(value.number("minValue")), positive(value.number("maxValue")));
            (min.or(exact), max.or(exact), value.text("unitText"))
        }
        None => {
            let exact = positive(base.number("value"));
            let (min, max) = (positive(base.number("minValue")), positive(base.number("maxValue")));
            (min.or(exact), max.or(exact), base.text("unitText"))
        }
    };
    (min.is_some() || max.is_some()).then_some(Fact::Amounts(Amounts { min, max, currency, per }))
}

fn requirements(job: Field<'_>, draft: &mut Draft) {
    for degree in each(job, "educationRequirements") {
        draft.state("educationRequirements", degree.fact("credentialCategory", Fact::Education));
    }
    let months = job.number("experienceRequirements.monthsOfExperience").filter(|months| (0.0..720.0).contains(months));
    // Eighteen months are not two years: what is asked for are the full ones.
    draft.state("experienceRequirements", months.map(|months| Fact::Years((months / 12.0).floor() as u8)));
    let mut skills = Vec::new();
    for text in job.texts("skills") {
        let names = text.split([',', ';', '\n']).map(str::trim).filter(|name| !name.is_empty());
        // What reads like a sentence names no skill.
        skills.extend(names.filter(|name| name.split_whitespace().count() <= 4).map(str::to_owned));
    }
    draft.state("skills", (!skills.is_empty()).then_some(Fact::Skills(skills)));
}
