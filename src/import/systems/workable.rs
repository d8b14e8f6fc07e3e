//! Workable: the public widget, `apply.workable.com/api/v1/widget/accounts/{slug}?details=true`; the lists and details of
//! the careers page (`/api/v2`, `/api/v3`); and the interface for the account's owner (workable.readme.io).

use super::{Refusal, Text, identified};
use crate::import::draft::{Address, Draft, Fact};
use crate::import::json::Field;
use foldhash::{HashMap, HashMapExt as _};

/// In what state a posting may be.
const STATES: [&str; 4] = ["draft", "published", "closed", "archived"];

/// Joins what the widget lists once for every place of a posting.
pub(super) fn join(drafts: &mut Vec<Draft>) {
    let mut firsts: HashMap<String, usize> = HashMap::new();
    let mut joined: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts.drain(..) {
        match firsts.get(&draft.key).copied() {
            Some(first) if joined[first].title == draft.title && joined[first].body == draft.body => {
                let places = draft.stated.into_iter().filter(|stated| matches!(stated.fact, Fact::Address(_)));
                let known = &mut joined[first].stated;
                let new: Vec<_> = places.filter(|place| known.iter().all(|one| one.fact != place.fact)).collect();
                known.extend(new);
            }
            first => {
                if first.is_none() {
                    firsts.insert(draft.key.clone(), joined.len());
                }
                joined.push(draft);
            }
        }
    }
    *drafts = joined;
}

/// One posting of any of the shapes.
pub(super) fn draft(job: Field<'_>) -> Result<Draft, Refusal> {
    let (key, title) = identified(job, &["shortcode"], "title")?;
    let mut text = Text::of(&title);
    text.add_first(job, &["description"])?;
    for (part, heading) in [("requirements", "Requirements"), ("benefits", "Benefits")] {
        if let Some(more) = job.text(part) {
            text.heading(3, heading);
            text.add(&more)?;
        }
    }
    let is_empty = text.is_empty();
    let mut draft = Draft::new(key.clone(), title.clone(), text.done());
    if is_empty {
        draft.leave("description", "the answer has no text; ask for it with `?details=true`");
    }
    if is_in_state(job) {
        draft.state("state", job.fact("state", Fact::Status));
    }
    let departments = job.texts("department");
    draft.state_department("department", departments);
    let employment = ["employment_type", "type"].iter().find_map(|field| Some((*field, job.text(field)?)));
    if let Some((field, employment)) = employment {
        draft.state(field, Some(Fact::Employment(employment)));
    }
    let workplace = ["workplace", "location.workplace_type", "workplace_type"];
    let stated = workplace.iter().find_map(|field| Some((*field, job.text(field)?)));
    let is_remote = ["telecommuting", "remote", "location.telecommuting"].iter().find(|field| job.flag(field));
    match (stated, is_remote) {
        (Some((field, workplace)), _) => draft.state(field, Some(Fact::Workplace(workplace))),
        (None, Some(field)) => draft.state(field, Some(Fact::Workplace("remote".into()))),
        (None, None) => {}
    }
    places(job, &mut draft);
    let posted = ["published_on", "published", "created_at"].iter().find(|field| job.text(field).is_some());
    if let Some(field) = posted {
        draft.state(field, job.day(field, Fact::Posted));
    }
    draft.state("experience", job.fact("experience", Fact::Level));
    draft.state("education", job.fact("education", Fact::Education));
    draft.state("code", job.fact("code", Fact::Number));
    if let Some(salary) = job.at("salary").map(Field) {
        draft.state("salary", salary.amounts(["salary_from", "salary_to", "salary_currency", "salary_period"]));
    }
    let apply = ["application_url", "url", "shortlink"].iter().find_map(|field| Some((*field, job.text(field)?)));
    let (field, address) = apply.unwrap_or_else(|| ("shortcode", format!("https://apply.workable.com/j/{key}")));
    draft.state(field, Some(Fact::Apply(address)));
    Ok(draft)
}

/// Whether the `state` is that of the posting; in the widget's answer it is that of the address.
fn is_in_state(job: Field<'_>) -> bool {
    !job.has("city") && job.text("state").is_some_and(|state| STATES.contains(&&*state.to_lowercase()))
}

fn places(job: Field<'_>, draft: &mut Draft) {
    let mut found = false;
    for place in job.list("locations").filter(|place| !place.flag("hidden")) {
        let country = ["countryCode", "country_code", "country"].iter().find_map(|key| place.text(key));
        let address = Address { city: place.text("city"), region: place.text("region"), country, ..Address::default() };
        found |= !address.is_empty();
        draft.state("locations", (!address.is_empty()).then_some(Fact::Address(address)));
    }
    if found {
        return;
    }
    match job.at("location").map(Field) {
        Some(place) if place.0.is_object() => {
            let country = ["country_code", "countryCode", "country"].iter().find(|key| place.text(key).is_some());
            draft.state("location", place.address(["city", "region", country.unwrap_or(&"country")]));
        }
        _ if is_in_state(job) => draft.state("country", job.fact("country", Fact::Place)),
        _ => draft.state("city, state, country", job.address(["city", "state", "country"])),
    }
}
