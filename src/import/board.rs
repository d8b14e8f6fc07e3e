//! Boards kept as Markdown by other generators: front matter in YAML, TOML or JSON, under whatever keys they use.

mod front_matter;
mod keys;
mod mend;
mod tree;

use super::description;
use super::draft::{Draft, Left, TitleKind};
use super::{Batch, Refusal};
use front_matter::Parts;
pub(super) use keys::addresses;
use tree::Entry;

/// Reads a file with front matter; `None` when it has none.
pub(super) fn read(name: &str, text: &str) -> Option<Result<Batch, Refusal>> {
    let parts = front_matter::split(text)?;
    Some(parts.and_then(|parts| batch(name, &parts)))
}

/// Reads a file whose front matter is JSON with a text behind it; `None` when it is not that.
pub(super) fn with_json(name: &str, text: &str) -> Option<Result<Batch, Refusal>> {
    let parts = front_matter::split_json(text)?;
    Some(batch(name, &parts))
}

fn batch(name: &str, parts: &Parts<'_>) -> Result<Batch, Refusal> {
    let mut batch = Batch::new("a board");
    let mut left = Vec::new();
    let entries = parts.entries(&mut left)?;
    let titles = keys::titles(&entries);
    if let Some(why) = no_posting(name, titles.title.as_deref()) {
        batch.skipped.push((name.to_owned(), why.to_owned()));
        return Ok(batch);
    }
    batch.drafts.push(draft(name, parts, &entries, titles, left)?);
    Ok(batch)
}

fn draft(
    name: &str,
    parts: &Parts<'_>,
    entries: &[Entry],
    titles: keys::Titles,
    left: Vec<Left>,
) -> Result<Draft, Refusal> {
    let label = titles.title.unwrap_or_default();
    let cleaned = description::cleaned(parts.body).map_err(|why| Refusal::of(&label, why))?;
    let mut body = cleaned.body;
    let mut draft = Draft::new(name, label, "");
    draft.left = left;
    draft.other_titles = titles.others;
    draft.stem = Some(crate::slug::slug(&file_stem(name))).filter(|slug| !slug.is_empty());
    let sections = keys::state(entries, &mut draft, body.trim().is_empty());
    if cleaned.comments > 0 {
        draft.leave(counted(cleaned.comments, "comment"), "readers do not see them");
    }
    for section in sections {
        body = section.placed_in(&body);
    }
    let code: Vec<_> = cleaned.code.into_iter().filter(|(_, code)| body.contains(code.as_str())).collect();
    note_code(&mut draft, &code, parts.body_line - 1);
    if draft.title.is_empty() {
        let described = description::read(&body);
        let by_name = description::title_of_stem(&file_stem(name));
        if described.title.is_none() {
            draft.title_kind = TitleKind::File;
        }
        draft.title = described.title.or(by_name).ok_or_else(|| Refusal::file("it has no title"))?;
        body = described.body;
    } else {
        body = without_title(&body, &draft.title);
    }
    draft.body = body;
    Ok(draft)
}

/// The body without a heading that only repeats the title.
fn without_title(body: &str, title: &str) -> String {
    let plain = |text: &str| text.to_lowercase().split(|c: char| !c.is_alphanumeric()).collect::<String>();
    let mut lines = body.lines();
    match lines.next().and_then(|line| line.strip_prefix("# ")) {
        Some(heading) if plain(&description::plain_line(heading)) == plain(title) => {
            lines.collect::<Vec<_>>().join("\n").trim_start().to_owned()
        }
        _ => body.to_owned(),
    }
}

/// What names the posting in a path: the file's name, or its folder's where the file is called `index`; without a day that
/// Jekyll wants in front.
fn file_stem(name: &str) -> String {
    let stem = super::stem(name);
    let stem = if stem.eq_ignore_ascii_case("index") { name.rsplit('/').nth(1).unwrap_or(stem) } else { stem };
    let (day, rest) = stem.split_at_checked(11).unwrap_or(("", stem));
    let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 | 10 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if is_day && !day.is_empty() && !rest.is_empty() { rest.to_owned() } else { stem.to_owned() }
}

/// Flags the template code that stays in a text as it is; `before` lines stand before the text in its file.
pub(super) fn note_code(draft: &mut Draft, code: &[(usize, String)], before: usize) {
    for (line, code) in code {
        let why = "it is another generator's template code, and stays in the text as it is".to_owned();
        draft.left.push(Left { what: code.clone(), why, line: Some(line + before), is_kept: true });
    }
}

/// Why a file is no posting; `None` when it may be one.
pub(super) fn no_posting(name: &str, title: Option<&str>) -> Option<&'static str> {
    const FILES: [&str; 9] = [
        "readme",
        "contributing",
        "license",
        "licence",
        "changelog",
        "code_of_conduct",
        "code-of-conduct",
        "_index",
        "summary",
    ];
    const PLACEHOLDERS: [&str; 12] = [
        "job title",
        "position title",
        "title",
        "your title here",
        "job title here",
        "position name",
        "role title",
        "title here",
        "new job",
        "job posting template",
        "insert title",
        "jobtitel",
    ];
    const ABOUT: [&str; 9] = [
        "general information",
        "about us",
        "how to apply",
        "why work",
        "our benefits",
        "frequently asked",
        "careers at",
        "open positions",
        "all jobs",
    ];
    let stem = super::stem(name).to_lowercase();
    let words = || stem.split(|c: char| !c.is_alphanumeric());
    if FILES.contains(&stem.as_str()) {
        return Some("it tells about the files around it");
    }
    let is_template = |word: &str| matches!(word, "template" | "vorlage");
    // "email-template-designer.md" is the role that its title says.
    let names_role = title.is_some_and(|title| title.to_lowercase().split_whitespace().any(is_template))
        && !words().next_back().is_some_and(is_template)
        && !words().find(|word| !word.is_empty()).is_some_and(is_template);
    if words().any(is_template) && !names_role {
        return Some("it is a template for postings");
    }
    let title = title?.to_lowercase();
    // "Org: Position title"
    let plain = title.rsplit(": ").next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    if PLACEHOLDERS.contains(&plain) || title.contains("{{") {
        return Some("its title is a placeholder, so it is a template");
    }
    // "How to apply machine learning: staff engineer" is about no board.
    let is_all = |rest: &str| !rest.contains(':') && rest.split_whitespace().count() <= LONGEST_ABOUT;
    ABOUT
        .iter()
        .any(|start| title.strip_prefix(start).is_some_and(is_all))
        .then_some("its title says that it is about something else than a role")
}

/// What is about the board has at most so many words more in its title.
const LONGEST_ABOUT: usize = 4;

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

#[cfg(test)]
mod tests;
