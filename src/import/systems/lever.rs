//! Lever: `api.lever.co/v0/postings/{site}?mode=json` (github.com/lever/postings-api).

use super::{Refusal, body, identified};
use crate::import::draft::{Draft, Fact, Moment};
use crate::import::json::Field;

/// One posting. Its requirements are in `lists`, not in `description`.
pub(super) fn draft(job: Field<'_>) -> Result<Draft, Refusal> {
    let (key, title) = identified(job, &["id", "hostedUrl"], "text")?;
    let mut html = String::new();
    // `description` is the opening and the body.
    let description = job.text("description");
    let parts = ["opening", "descriptionBody"].map(|part| job.text(part).unwrap_or_default());
    html.push_str(&description.unwrap_or_else(|| parts.concat()));
    for list in job.list("lists") {
        if let Some(heading) = list.text("text") {
            html.push_str(&format!("<h3>{}</h3>", heading.replace('&', "&amp;").replace('<', "&lt;")));
        }
        let content = list.text("content").unwrap_or_default();
        // The items come without the list around them.
        let is_bare = content.starts_with("<li");
        html.push_str(&if is_bare { format!("<ul>{content}</ul>") } else { content });
    }
    html.push_str(&job.text("additional").unwrap_or_default());
    html.push_str(&job.text("salaryDescription").unwrap_or_default());
    let mut draft = Draft::new(key, title.clone(), body(&title, &html)?);
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
    draft.state("applyUrl", job.fact("applyUrl", Fact::Apply).or_else(|| job.fact("hostedUrl", Fact::Apply)));
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
