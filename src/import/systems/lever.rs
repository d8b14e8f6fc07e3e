//! Lever: `api.lever.co/v0/postings/{site}?mode=json` (github.com/lever/postings-api).

use super::{Refusal, Text, identified};
use crate::import::draft::{Draft, Fact, Moment};
use crate::import::json::Field;

/// One posting. Its requirements are in `lists`, not in `description`.
pub(super) fn draft(job: Field<'_>) -> Result<Draft, Refusal> {
    let (key, title) = identified(job, &["id", "hostedUrl"], "text")?;
    let mut text = Text::of(&title);
    // `description` is the opening and the body. The interface for owners keeps all of the text in `content`.
    let whole = ["description", "content.descriptionHtml", "descriptionPlain", "content.description"];
    if !text.add_first(job, &whole)? {
        text.add_first(job, &["opening", "openingPlain"])?;
        text.add_first(job, &["descriptionBody", "descriptionBodyPlain"])?;
    }
    for list in job.list("lists").chain(job.list("content.lists")) {
        if let Some(heading) = list.text("text") {
            text.heading(3, &heading);
        }
        text.add(&list.text("content").unwrap_or_default())?;
    }
    text.add_first(job, &["additional", "content.closingHtml", "additionalPlain", "content.closing"])?;
    text.add_first(job, &["salaryDescription", "salaryDescriptionPlain"])?;
    let mut draft = Draft::new(key, title.clone(), text.done());
    draft.state("categories.department", job.fact("categories.department", Fact::Department));
    draft.state("categories.team", job.fact("categories.team", Fact::Team));
    draft.state("categories.commitment", job.fact("categories.commitment", Fact::Employment));
    draft.state("workplaceType", job.fact("workplaceType", Fact::Workplace));
    places(job, &mut draft);
    let created = job.number("createdAt").map(|milliseconds| Moment::Milliseconds(milliseconds as i64));
    draft.state("createdAt", created.map(Fact::Posted));
    if let Some(range) = job.at("salaryRange").map(Field) {
        draft.state("salaryRange", range.amounts(["min", "max", "currency", "interval"]));
    }
    let apply = ["applyUrl", "urls.apply", "hostedUrl", "urls.show"];
    if let Some(field) = apply.iter().find(|field| job.text(field).is_some()) {
        draft.state(field, job.fact(field, Fact::Apply));
    }
    draft.state("reqCode", job.fact("reqCode", Fact::Number));
    draft.state("categories.level", job.fact("categories.level", Fact::Level));
    if let Some(state) = job.text("state").filter(|state| ["closed", "draft", "pending"].contains(&&**state)) {
        draft.state("state", Some(Fact::Status(state)));
    }
    Ok(draft)
}

/// All places; the country belongs to the first of them.
fn places(job: Field<'_>, draft: &mut Draft) {
    let first = job.text("categories.location");
    let mut places = job.texts("categories.allLocations");
    if let Some(first) = first.clone().filter(|first| !places.contains(first)) {
        places.insert(0, first);
    }
    for place in places {
        let country = job.text("country").filter(|_| Some(&place) == first.as_ref() && !place.contains(','));
        match country {
            Some(country) => {
                draft.state("categories.location, country", Some(Fact::PlaceIn(place, country)));
            }
            None => draft.state("categories.allLocations", Some(Fact::Place(place))),
        }
    }
}
