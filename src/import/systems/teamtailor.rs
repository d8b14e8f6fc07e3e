//! Teamtailor: `api.teamtailor.com/v1/jobs?include=department,locations`, a document of JSON:API (docs.teamtailor.com).

use super::{Refusal, Text, identified};
use crate::import::draft::{Address, Draft, Fact};
use crate::import::json::Field;

/// One posting.
pub(super) fn draft(job: Field<'_>, answer: Field<'_>) -> Result<Draft, Refusal> {
    let (key, title) = identified(job, &["id"], "attributes.title")?;
    let mut text = Text::of(&title);
    text.add_first(job, &["attributes.pitch"])?;
    text.add_first(job, &["attributes.body"])?;
    let mut draft = Draft::new(key, title.clone(), text.done());
    draft.state("status", job.fact("attributes.human-status", Fact::Status));
    draft.state("remote-status", job.fact("attributes.remote-status", Fact::Workplace));
    draft.state("employment-type", job.fact("attributes.employment-type", Fact::Employment));
    let posted = ["attributes.start-date", "attributes.created-at"].into_iter().find(|path| job.text(path).is_some());
    if let Some(path) = posted {
        draft.state(path.trim_start_matches("attributes."), job.day(path, Fact::Posted));
    }
    draft.state("end-date", job.day("attributes.end-date", Fact::Closes));
    if let Some(salary) = job.at("attributes").map(Field) {
        let amounts = salary.amounts(["min-salary", "max-salary", "currency", "salary-time-unit"]);
        draft.state("min-salary, max-salary", amounts);
    }
    let tags = job.texts("attributes.tags");
    draft.state("tags", (!tags.is_empty()).then_some(Fact::Tags(tags)));
    let apply = ["attributes.external-application-url", "links.careersite-job-apply-url", "links.careersite-job-url"];
    if let Some(path) = apply.iter().find(|path| job.text(path).is_some()) {
        draft.state(path, job.fact(path, Fact::Apply));
    }
    related(job, answer, &mut draft);
    Ok(draft)
}

/// Department, role and places stand apart, and only in an answer that was asked to include them.
fn related(job: Field<'_>, answer: Field<'_>, draft: &mut Draft) {
    let mut is_missing = false;
    for relation in ["department", "location", "locations"] {
        let path = format!("relationships.{relation}.data");
        let Some(data) = job.at(&path) else {
            is_missing |= job.at(&format!("relationships.{relation}.links")).is_some();
            continue;
        };
        let links = data.as_array().map_or_else(|| std::slice::from_ref(data), Vec::as_slice);
        for link in links.iter().map(Field) {
            let same =
                |found: &Field<'_>| found.text("id") == link.text("id") && found.text("type") == link.text("type");
            let Some(found) = answer.list("included").find(same).and_then(|found| found.at("attributes")).map(Field)
            else {
                is_missing = true;
                continue;
            };
            if relation == "department" {
                draft.state(relation, found.fact("name", Fact::Department));
                continue;
            }
            let address = Address {
                city: found.text("city"),
                country: found.text("country"),
                postal_code: found.text("zip"),
                street: found.text("address"),
                region: None,
            };
            let fact = if address.is_empty() { found.fact("name", Fact::Place) } else { Some(Fact::Address(address)) };
            draft.state(relation, fact);
        }
    }
    if is_missing {
        draft.leave(
            "department and places",
            "the answer does not include them; ask with `?include=department,locations`",
        );
    }
}
