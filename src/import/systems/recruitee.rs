//! Recruitee: `{slug}.recruitee.com/api/offers/` (docs.recruitee.com, Careers Site API).

use super::{Refusal, Text, identified};
use crate::import::draft::{Address, Draft, Fact};
use crate::import::json::Field;

/// One posting.
pub(super) fn draft(job: Field<'_>) -> Result<Draft, Refusal> {
    let (key, title) = identified(job, &["id", "slug"], "title")?;
    let mut text = Text::of(&title);
    text.add_first(job, &["highlight"])?;
    text.add_first(job, &["description"])?;
    if let Some(requirements) = job.text("requirements") {
        text.heading(3, "Requirements");
        text.add(&requirements)?;
    }
    let mut draft = Draft::new(key, title.clone(), text.done());
    draft.state("status", job.fact("status", Fact::Status));
    draft.state("department", job.fact("department", Fact::Department));
    draft.state("employment_type_code", job.fact("employment_type_code", Fact::Employment));
    draft.state("experience_code", job.fact("experience_code", Fact::Level));
    draft.state("education_code", job.fact("education_code", Fact::Education));
    places(job, &mut draft);
    let workplaces: Vec<_> = [("remote", "remote"), ("hybrid", "hybrid"), ("on_site", "onsite")]
        .iter()
        .filter(|(f, _)| job.flag(f))
        .collect();
    match workplaces.as_slice() {
        [] => {}
        [(field, word)] => draft.state(field, Some(Fact::Workplace((*word).into()))),
        // Who may choose works partly at the office.
        several => {
            let fields: Vec<&str> = several.iter().map(|(field, _)| *field).collect();
            draft.state(&fields.join(", "), Some(Fact::Workplace("hybrid".into())));
        }
    }
    let posted = if job.text("published_at").is_some() { "published_at" } else { "created_at" };
    draft.state(posted, job.day(posted, Fact::Posted));
    draft.state("close_at", job.day("close_at", Fact::Closes));
    match job.at("salary").map(Field) {
        Some(salary) if salary.0.is_object() => {
            draft.state("salary", salary.amounts(["min", "max", "currency", "period"]));
        }
        _ => draft.state("salary", job.fact("salary", Fact::Pay)),
    }
    draft.state("tags", Some(job.texts("tags")).filter(|tags| !tags.is_empty()).map(Fact::Tags));
    let apply = if job.text("careers_apply_url").is_some() { "careers_apply_url" } else { "careers_url" };
    draft.state(apply, job.fact(apply, Fact::Apply));
    if let (Some(min), Some(max)) = (job.text("min_hours"), job.text("max_hours")) {
        draft.leave(format!("{min} to {max} hours a week"), "rolecall has no key for it");
    }
    Ok(draft)
}

fn places(job: Field<'_>, draft: &mut Draft) {
    let mut found = false;
    for place in job.list("locations") {
        let country = ["country_code", "country"].iter().find_map(|key| place.text(key));
        let region = ["state", "state_code"].iter().find_map(|key| place.text(key));
        let postal_code = place.text("postal_code");
        let address = Address { city: place.text("city"), region, country, postal_code, street: place.text("street") };
        found |= !address.is_empty();
        draft.state("locations", (!address.is_empty()).then_some(Fact::Address(address)));
    }
    if !found {
        let country = if job.text("country_code").is_some() { "country_code" } else { "country" };
        match job.address(["city", "state_code", country]) {
            Some(address) => draft.state("city, country", Some(address)),
            None => draft.state("location", job.fact("location", Fact::Place)),
        }
    }
}
