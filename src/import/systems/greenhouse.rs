//! Greenhouse: `boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true` (developers.greenhouse.io, Job Board API).

use super::{Refusal, Text, board_of, identified};
use crate::import::draft::{Amounts, Draft, Fact, Moment};
use crate::import::json::Field;

/// Names of custom fields that state what the answer has no field for, and the fact that each states.
type Custom = (&'static [&'static str], fn(String) -> Fact);

const CUSTOM: &[Custom] = &[
    (&["closing date", "application deadline", "closes", "close date"], |day| Fact::Closes(Moment::Text(day))),
    (&["employment type", "employment", "job type", "time type", "commitment", "contract type"], Fact::Employment),
    (&["workplace type", "workplace", "work model", "remote", "location type"], Fact::Workplace),
    (&["level", "seniority", "experience level", "career level"], Fact::Level),
    (&["salary", "salary range", "compensation", "pay range", "pay"], Fact::Pay),
];

/// The board of a posting's address: the employer's name on Greenhouse's own pages, which have had several hosts, or the host
/// of the employer's site.
pub(super) fn board(address: &str) -> Option<String> {
    let board = board_of(address, 1)?;
    let (host, name) = board.split_once('/').unwrap_or((&board, ""));
    // `boards.greenhouse.io/embed/job_app?for=acme`
    let named = || {
        url::Url::parse(address).ok()?.query_pairs().find(|(key, _)| key == "for").map(|(_, name)| name.into_owned())
    };
    let name = if name == "embed" { named()? } else { name.to_owned() };
    Some(if host.ends_with("greenhouse.io") { format!("boards.greenhouse.io/{name}") } else { host.to_owned() })
}

/// One posting.
pub(super) fn draft(job: Field<'_>) -> Result<Draft, Refusal> {
    let (key, title) = identified(job, &["id"], "title")?;
    let mut text = Text::of(&title);
    let has_text = text.add_first(job, &["content"])?;
    let mut draft = Draft::new(key, title.clone(), text.done());
    if !has_text {
        draft.leave("content", "the answer has no text; ask for it with `?content=true`");
    }
    draft.state("absolute_url", job.fact("absolute_url", Fact::Apply));
    draft.state("requisition_id", job.fact("requisition_id", Fact::Number));
    draft.state("language", job.fact("language", Fact::Language));
    draft.state("first_published", job.day("first_published", Fact::Posted));
    draft.state("application_deadline", job.day("application_deadline", Fact::Closes));
    let departments = job.list("departments").filter_map(|department| department.text("name"));
    draft.state_department("departments", departments.filter(|name| name != "No Department").collect());
    places(job, &mut draft);
    for field in job.list("metadata") {
        custom(field, &mut draft);
    }
    pay(job, &mut draft);
    Ok(draft)
}

/// The pay of all zones that are paid in the currency and for the time of the first: the least and the most of them.
fn pay(job: Field<'_>, draft: &mut Draft) {
    let field = "pay_input_ranges";
    let units = |range: Field<'_>, key: &str| range.number(key).map(|cents| cents / 100.0);
    let mut whole: Option<Amounts> = None;
    for range in job.list(field) {
        let (min, max) = (units(range, "min_cents"), units(range, "max_cents"));
        let (currency, per) = (range.text("currency_type"), range.text("title"));
        match &mut whole {
            None => whole = (min.is_some() || max.is_some()).then_some(Amounts { min, max, currency, per }),
            Some(known) if known.currency == currency && known.per == per && min.is_some() && max.is_some() => {
                known.min = known.min.zip(min).map(|(a, b)| a.min(b));
                known.max = known.max.zip(max).map(|(a, b)| a.max(b));
            }
            Some(_) => {
                let ends = [min, max].into_iter().flatten().map(|end| end.to_string()).collect::<Vec<_>>().join(" to ");
                draft.leave(format!("{field}: {ends} {}", currency.unwrap_or_default()), "a posting has one pay");
            }
        }
    }
    draft.state(field, whole.map(Fact::Amounts));
}

/// The offices say where the location is: their `location` is "Tallinn, Estonia" where the location is "Tallinn".
fn places(job: Field<'_>, draft: &mut Draft) {
    let name = job.text("location.name").or_else(|| job.text("location"));
    if name.is_none() {
        for office in job.list("offices") {
            let place = office.text("location").or_else(|| office.text("name"));
            draft.state("offices", place.map(Fact::Place));
        }
        return;
    }
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
    // A currency range is `{ min_value, max_value, unit }`; the time it is paid for can only be in its name.
    if let Some(range) = field.at("value").map(Field).filter(|value| value.0.is_object()) {
        let amounts = range.amounts(["min_value", "max_value", "unit", "period"]);
        let names_time = ["annual", "year", "month", "week", "hour"].iter().any(|time| plain.contains(time));
        let per = names_time.then_some(plain);
        draft.state(
            &what,
            amounts.map(|fact| match fact {
                Fact::Amounts(amounts) => Fact::Amounts(Amounts { per: amounts.per.or(per), ..amounts }),
                other => other,
            }),
        );
        return;
    }
    for value in field.texts("value") {
        match known {
            Some((_, make)) => draft.state(&what, Some(make(value))),
            None => draft.leave(format!("{what}: {value}"), "rolecall has no key for it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::board;

    #[test]
    fn a_board_is_one_whatever_pages_show_it() {
        for address in [
            "https://boards.greenhouse.io/acme/jobs/1",
            "https://job-boards.eu.greenhouse.io/acme/jobs/2",
            "https://boards.greenhouse.io/embed/job_app?for=acme&token=3",
        ] {
            assert_eq!(board(address).as_deref(), Some("boards.greenhouse.io/acme"));
        }
        for address in ["https://acme.example/jobs/cook?gh_jid=1", "https://acme.example/careers/2?gh_jid=2"] {
            assert_eq!(board(address).as_deref(), Some("acme.example"));
        }
    }
}
