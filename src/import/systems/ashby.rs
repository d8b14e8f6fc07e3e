//! Ashby: `api.ashbyhq.com/posting-api/job-board/{name}?includeCompensation=true` (developers.ashbyhq.com).

use super::{Refusal, Text, identified};
use crate::import::draft::{Draft, Fact};
use crate::import::json::Field;

/// One posting.
pub(super) fn draft(job: Field<'_>) -> Result<Draft, Refusal> {
    let (key, title) = identified(job, &["id", "jobUrl"], "title")?;
    let mut text = Text::of(&title);
    text.add_first(job, &["descriptionHtml", "descriptionPlain"])?;
    let mut draft = Draft::new(key, title.clone(), text.done());
    draft.state("department", job.fact("department", Fact::Department));
    // Where there are no teams, the team is the department.
    let team = job.text("team").filter(|team| Some(team) != job.text("department").as_ref());
    draft.state("team", team.map(Fact::Team));
    draft.state("employmentType", job.fact("employmentType", Fact::Employment));
    // Said before the places, one of which may be called "Remote" beside it.
    let remote = job.flag("isRemote").then(|| Fact::Workplace("Remote".into()));
    draft.state("workplaceType", job.fact("workplaceType", Fact::Workplace).or(remote));
    place(job, "address", &mut draft);
    for other in job.list("secondaryLocations") {
        place(other, "secondaryLocations.address", &mut draft);
    }
    draft.state("publishedAt", job.day("publishedAt", Fact::Posted));
    let apply = if job.text("applyUrl").is_some() { "applyUrl" } else { "jobUrl" };
    draft.state(apply, job.fact(apply, Fact::Apply));
    pay(job, &mut draft);
    Ok(draft)
}

fn place(place: Field<'_>, field: &str, draft: &mut Draft) {
    let parts = ["addressLocality", "addressRegion", "addressCountry"];
    // The first place keeps its address one level deeper than the others.
    let address = ["address.postalAddress", "address"].iter().find_map(|path| {
        let found = Field(place.at(path)?);
        found.text("addressCountry").and_then(|_| found.address(parts))
    });
    let name = place.text("location");
    match address {
        Some(address) => draft.state(field, Some(address)),
        None => draft.state("location", name.map(Fact::Place)),
    }
}

fn pay(job: Field<'_>, draft: &mut Draft) {
    if job.at("shouldDisplayCompensationOnJobPostings").and_then(serde_json::Value::as_bool) == Some(false) {
        return;
    }
    let salary = job
        .list("compensation.summaryComponents")
        .find(|part| part.text("compensationType").is_some_and(|kind| kind.eq_ignore_ascii_case("salary")));
    if let Some(salary) = salary {
        let amounts = salary.amounts(["minValue", "maxValue", "currencyCode", "interval"]);
        draft.state("compensation.summaryComponents", amounts);
    } else {
        let summaries = ["compensation.scrapeableCompensationSalarySummary", "compensation.compensationTierSummary"];
        if let Some(summary) = summaries.iter().find(|summary| job.text(summary).is_some()) {
            draft.state(summary, job.fact(summary, Fact::Pay));
        }
    }
}
