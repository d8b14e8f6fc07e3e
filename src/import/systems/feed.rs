//! JSON Feed 1.1 (jsonfeed.org) of a careers site, such as Teamtailor's: a title, a text and an address for each role.

use super::{Refusal, body, identified};
use crate::import::draft::{Draft, Fact};
use crate::import::json::Field;

/// One posting.
pub(super) fn draft(item: Field<'_>) -> Result<Draft, Refusal> {
    let (key, title) = identified(item, &["id", "url"], "title")?;
    // A careers site gives the JobPosting of its page beside the text.
    if let Some(job) = item.at("_jobposting").map(Field).filter(|job| super::job_posting::is_one(*job)) {
        let mut draft = super::job_posting::draft(job)?;
        (draft.key, draft.title) = (key, title);
        draft.state("url", item.fact("url", Fact::Apply));
        return Ok(draft);
    }
    let text = match item.text("content_html") {
        Some(html) => body(&title, &html)?,
        None => super::super::description::markdown_of(&item.text("content_text").unwrap_or_default()),
    };
    let mut draft = Draft::new(key, title, text);
    draft.state("date_published", item.day("date_published", Fact::Posted));
    let apply = if item.text("external_url").is_some() { "external_url" } else { "url" };
    draft.state(apply, item.fact(apply, Fact::Apply));
    draft.state("language", item.fact("language", Fact::Language));
    let tags = item.texts("tags");
    draft.state("tags", (!tags.is_empty()).then_some(Fact::Tags(tags)));
    Ok(draft)
}
