//! SmartRecruiters: `api.smartrecruiters.com/v1/companies/{id}/postings`, a list without texts, and
//! `.../postings/{posting id}`, one with its text (developers.smartrecruiters.com, Posting API).

use super::{Refusal, Text, identified};
use crate::import::draft::{Address, Draft, Fact};
use crate::import::json::Field;

/// The sections of a text, in the order in which the careers page shows them.
const SECTIONS: [&str; 4] = ["companyDescription", "jobDescription", "qualifications", "additionalInformation"];

/// One posting.
pub(super) fn draft(job: Field<'_>) -> Result<Draft, Refusal> {
    let title_field = if job.text("name").is_some() { "name" } else { "title" };
    let (key, title) = identified(job, &["id", "uuid"], title_field)?;
    let mut text = Text::of(&title);
    for section in SECTIONS {
        let Some(section) = job.at("jobAd.sections").and_then(|sections| sections.get(section)).map(Field) else {
            continue;
        };
        let Some(words) = section.text("text") else { continue };
        if let Some(heading) = section.text("title") {
            text.heading(2, &heading);
        }
        text.add(&words)?;
    }
    let is_empty = text.is_empty();
    let mut draft = Draft::new(key.clone(), title.clone(), text.done());
    if is_empty {
        draft.leave(
            "jobAd",
            "the list has no texts; import the answer of each posting's own address, `.../postings/{id}`",
        );
    }
    if job.at("active").and_then(serde_json::Value::as_bool) == Some(false) {
        draft.state("active", Some(Fact::Status("inactive".into())));
    }
    draft.state("department.label", job.fact("department.label", Fact::Department));
    let employment = ["typeOfEmployment.label", "employmentType.label", "typeOfEmployment.id", "employmentType"];
    if let Some(field) = employment.iter().find(|field| job.text(field).is_some()) {
        draft.state(field, job.fact(field, Fact::Employment));
    }
    draft.state("experienceLevel.label", job.fact("experienceLevel.label", Fact::Level));
    place(job, &mut draft);
    draft.state("releasedDate", job.day("releasedDate", Fact::Posted));
    draft.state("refNumber", job.fact("refNumber", Fact::Number));
    draft.state("language.code", job.fact("language.code", Fact::Language));
    if let Some(salary) = job.at("compensation.salary").or_else(|| job.at("compensation")).map(Field) {
        draft.state("compensation.salary", salary.amounts(["min", "max", "currency", "period"]));
    }
    let named = ["applyUrl", "postingUrl"].iter().find_map(|field| Some((*field, job.text(field)?)));
    // A list names none; this is where the careers page has it.
    let own = || Some(("id", format!("https://jobs.smartrecruiters.com/{}/{key}", job.text("company.identifier")?)));
    if let Some((field, address)) = named.or_else(own) {
        draft.state(field, Some(Fact::Apply(address)));
    }
    Ok(draft)
}

fn place(job: Field<'_>, draft: &mut Draft) {
    if let Some(place) = job.at("location").map(Field) {
        let address = Address {
            city: place.text("city"),
            region: place.text("region"),
            country: place.text("country"),
            postal_code: place.text("postalCode"),
            street: place.text("address"),
        };
        draft.state("location", (!address.is_empty()).then_some(Fact::Address(address)));
        let workplace = [("remote", "remote"), ("hybrid", "hybrid")];
        if let Some((field, word)) = workplace.iter().find(|(field, _)| place.flag(field)) {
            draft.state(&format!("location.{field}"), Some(Fact::Workplace((*word).into())));
        }
    }
}
