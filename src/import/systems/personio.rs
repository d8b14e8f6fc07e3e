//! XML: Personio's list, `{company}.jobs.personio.de/xml` (developer.personio.de), and RSS such as Teamtailor's `/jobs.rss`.

use super::{Refusal, Text, board_of, body, only, xml};
use crate::import::draft::{Draft, Fact, Moment, TitleKind};
use crate::import::{Batch, Unreadable};
use xml::Element;

/// Reads an XML file; `None` when it is of no kind that we know.
///
/// # Errors
/// Where and why it is no XML.
pub fn batch(text: &str) -> Result<Option<Batch>, Unreadable> {
    let root = xml::parse(text)?;
    // Several answers may have been put behind one another.
    let mut batch: Option<Batch> = None;
    for top in &root.children {
        let Some((mut own, drafts)) = answer(top) else {
            let why = format!("what it is rolecall does not know: <{}>", top.name);
            if let Some(batch) = &mut batch {
                batch.refused.push(Refusal::of("the text behind the list", why));
                continue;
            }
            return Ok(None);
        };
        for draft in drafts {
            match draft {
                Ok(draft) => own.drafts.push(draft),
                Err(refusal) => own.refused.push(refusal),
            }
        }
        match &mut batch {
            Some(known) if known.system == own.system && known.board == own.board => {
                known.drafts.append(&mut own.drafts);
                known.refused.append(&mut own.refused);
            }
            Some(known) => known.refused.push(Refusal::of("another list behind the first", "import it on its own")),
            None => batch = Some(own),
        }
    }
    Ok(batch)
}

/// The postings of one answer; `None` when it is of no kind that we know.
fn answer(top: &Element) -> Option<(Batch, Vec<Result<Draft, Refusal>>)> {
    match top.name.as_str() {
        "workzag-jobs" => {
            let mut batch = Batch::new("Personio");
            batch.board = only(top.each("position").filter_map(|position| position.text("subcompany")));
            batch.is_whole = true;
            Some((batch, top.each("position").map(position).collect()))
        }
        "position" => {
            let mut batch = Batch::new("Personio");
            batch.board = top.text("subcompany");
            Some((batch, vec![position(top)]))
        }
        "rss" => {
            let channel = top.each("channel").next()?;
            let mut batch = Batch::new("RSS");
            batch.board = channel.text("link").and_then(|link| board_of(&link, 0));
            Some((batch, channel.each("item").map(item).collect()))
        }
        _ => None,
    }
}

fn position(position: &Element) -> Result<Draft, Refusal> {
    let title = position.text("name").ok_or_else(|| Refusal::of("a position", "it has no `name`"))?;
    let key = position.text("id").ok_or_else(|| Refusal::of(&title, "it has no `id` to know it by"))?;
    let mut body = Text::of(&title);
    for part in position.each("jobDescriptions").flat_map(|parts| parts.each("jobDescription")) {
        if let Some(heading) = part.text("name") {
            body.heading(2, &heading);
        }
        body.add(&part.text("value").unwrap_or_default())?;
    }
    let mut draft = Draft::new(key, title.clone(), body.done());
    draft.title_kind = TitleKind::Stated;
    let text = |name: &str, make: fn(String) -> Fact| position.text(name).map(make);
    draft.state("department", text("department", Fact::Department));
    draft.state("office", text("office", Fact::Place));
    for office in position.each("additionalOffices").flat_map(|offices| offices.each("office")) {
        let name = office.text.trim();
        draft.state("additionalOffices", (!name.is_empty()).then(|| Fact::Place(name.to_owned())));
    }
    // `permanent` says nothing of the hours, which `schedule` does.
    let kind = position.text("employmentType").filter(|kind| kind != "permanent");
    draft.state("employmentType", kind.map(Fact::Employment));
    draft.state("schedule", text("schedule", Fact::Employment));
    draft.state("seniority", position.text("seniority").filter(|level| level != "experienced").map(Fact::Level));
    draft.state(
        "yearsOfExperience",
        position.text("yearsOfExperience").and_then(|years| lowest(&years)).map(Fact::Years),
    );
    if let Some(keywords) = position.text("keywords") {
        let names = keywords.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        draft.state("keywords", Some(Fact::Tags(names)));
    }
    draft.state("id", Some(Fact::Number(draft.key.clone())));
    draft.leave(
        "the address to apply at",
        "the list has none; write `apply: https://NAME.jobs.personio.de/job/{id}` into site.yaml",
    );
    draft.state("createdAt", position.text("createdAt").map(|text| Fact::Posted(Moment::Text(text))));
    Ok(draft)
}

/// The years that are enough: `lt-1` none, `2-5` two, `gt-15` fifteen.
fn lowest(range: &str) -> Option<u8> {
    match range.strip_prefix("gt-") {
        Some(years) => years.parse().ok(),
        None if range.starts_with("lt-") => Some(0),
        None => range.split('-').next()?.parse().ok(),
    }
}

fn item(item: &Element) -> Result<Draft, Refusal> {
    let title = item.text("title").ok_or_else(|| Refusal::of("an item", "it has no `title`"))?;
    let key = item.text("guid").or_else(|| item.text("link"));
    let key = key.ok_or_else(|| Refusal::of(&title, "it has neither `guid` nor `link` to know it by"))?;
    let html = item.text("encoded").or_else(|| item.text("description")).unwrap_or_default();
    let mut draft = Draft::new(key, title.clone(), body(&title, &html)?);
    draft.state("pubDate", item.text("pubDate").map(|text| Fact::Posted(Moment::Text(text))));
    draft.state("department", item.text("department").map(Fact::Department));
    draft.state("remoteStatus", item.text("remoteStatus").map(Fact::Workplace));
    for place in item.each("locations").flat_map(|places| places.each("location")) {
        let country = place.text("country");
        let address = crate::import::draft::Address { city: place.text("city"), country, ..Default::default() };
        let fact = if address.is_empty() { place.text("name").map(Fact::Place) } else { Some(Fact::Address(address)) };
        draft.state("locations", fact);
    }
    draft.state("link", item.text("link").map(Fact::Apply));
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_years_ask_for_their_lower_end() {
        assert_eq!(
            ["lt-1", "1-2", "2-5", "7-10", "gt-15", "x"].map(lowest),
            [Some(0), Some(1), Some(2), Some(7), Some(15), None]
        );
    }
}
