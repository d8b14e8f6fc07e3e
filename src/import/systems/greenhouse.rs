//! Greenhouse: `boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true` (developers.greenhouse.io, Job Board API).

use super::{Refusal, identified};
use crate::import::draft::{Draft, Fact};
use crate::import::html;
use crate::import::json::Field;

/// Names of custom fields that state what the answer has no field for, and the fact that each states.
type Custom = (&'static [&'static str], fn(String) -> Fact);

const CUSTOM: &[Custom] = &[
    (&["employment type", "employment", "job type", "time type", "commitment", "contract type"], Fact::Employment),
    (&["workplace type", "workplace", "work model", "remote", "location type"], Fact::Workplace),
    (&["level", "seniority", "experience level", "career level"], Fact::Level),
    (&["salary", "salary range", "compensation", "pay range", "pay"], Fact::Pay),
];

/// One posting.
pub(super) fn draft(job: Field<'_>) -> Result<Draft, Refusal> {
    let (key, title) = identified(job, &["id"], "title")?;
    let content = job.text("content").unwrap_or_default();
    let body = html::escaped_markdown(&content).map_err(|why| Refusal::of(&title, why))?;
    let mut draft = Draft::new(key, title, body);
    if content.is_empty() {
        draft.leave("content", "the answer has no text; ask for it with `?content=true`");
    }
    draft.state("absolute_url", job.fact("absolute_url", Fact::Apply));
    draft.state("requisition_id", job.fact("requisition_id", Fact::Number));
    draft.state("language", job.fact("language", Fact::Language));
    draft.state("first_published", job.day("first_published", Fact::Posted));
    for department in job.list("departments").filter(|department| department.text("name").is_some()) {
        draft.state("departments", department.fact("name", Fact::Department));
    }
    places(job, &mut draft);
    for field in job.list("metadata") {
        custom(field, &mut draft);
    }
    for range in job.list("pay_input_ranges") {
        let cents =
            [range.number("min_cents"), range.number("max_cents")].map(|cents| cents.map(|cents| cents / 100.0));
        let [min, max] = cents;
        let currency = range.text("currency_type");
        let per = range.text("title");
        let amounts = crate::import::draft::Amounts { min, max, currency, per };
        draft.state("pay_input_ranges", (min.is_some() || max.is_some()).then_some(Fact::Amounts(amounts)));
    }
    Ok(draft)
}

/// The offices say where the location is: their `location` is "Tallinn, Estonia" where the location is "Tallinn".
fn places(job: Field<'_>, draft: &mut Draft) {
    let name = job.text("location.name");
    let full = job.list("offices").filter_map(|office| office.text("location")).find(|full| {
        name.as_ref()
            .is_some_and(|name| full.len() > name.len() && full.to_lowercase().starts_with(&name.to_lowercase()))
    });
    match full {
        Some(full) => draft.state("offices.location", Some(Fact::Place(full))),
        None => draft.state("location.name", name.map(Fact::Place)),
    }
}

fn custom(field: Field<'_>, draft: &mut Draft) {
    let Some(name) = field.text("name") else { return };
    let what = format!("metadata: {name}");
    let plain = name.to_lowercase();
    let known = CUSTOM.iter().find(|(names, _)| names.contains(&plain.trim()));
    // A currency range is `{ min_value, max_value, unit }`.
    if let Some(range) = field.at("value").map(Field).filter(|value| value.0.is_object()) {
        draft.state(&what, range.amounts(["min_value", "max_value", "unit", "period"]));
        return;
    }
    for value in field.texts("value") {
        match known {
            Some((_, make)) => draft.state(&what, Some(make(value))),
            None => draft.leave(format!("{what}: {value}"), "rolecall has no key for it"),
        }
    }
}
