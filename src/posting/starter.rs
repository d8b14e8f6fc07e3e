//! The file of a new posting: what is known of it, every other useful key behind a `#`, and sections to fill in.

use jiff::ToSpan as _;

use super::Posting;
use super::format::{Notes, format};
use super::guide::GUIDES;

/// Keys that a new posting does not mention: those that come later in its life, or are for engineers.
const SELDOM: &[&str] = &["language", "updated", "status", "aliases", "extra", "requirements"];

/// The text under the keys. What stands between `<!--` and `-->` is never shown.
const BODY: &str = "\
<!-- Two or three sentences: what is this role for, and why would somebody want it? -->

## What you will do

<!-- The tasks of a usual week, the most important first. Each line of a list begins with a dash: -->
<!-- - Close the monthly accounts with a team of three -->

## What you bring

<!-- What nobody can do without, in words. The same as facts belongs under `requirements:` above, so that people find the role. -->

## What we offer

<!-- What is good about working here. -->

## How to apply

<!-- What to send, who reads it, and when they will answer. -->
";

/// How long a role is usually open.
const USUAL_MONTHS: i32 = 2;

/// The text of the file. `is_board` is whether the site has several employers.
pub fn text(posting: &Posting, is_board: bool) -> String {
    let mut notes = Notes::default();
    notes.above("title", "Take the # away from the lines that you know; what you do not know, leave out.");
    for guide in GUIDES {
        let is_shown = guide.key != "company" || is_board;
        if guide.key == "title" || SELDOM.contains(&guide.key) || !is_shown {
            continue;
        }
        notes.unset(guide.key, guide.example).beside(guide.key, guide.remark());
    }
    if let Some(posted) = posting.posted {
        // A day that can be used as it is.
        notes.unset("closes", (posted + USUAL_MONTHS.months()).to_string());
    }
    if posting.status != super::Status::Open {
        notes.beside("status", "make it open when it may be seen");
    }
    format(posting, &notes, BODY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::{Status, parse};
    use crate::source::ProjectPath;

    fn read(text: &str) -> Posting {
        let read = parse::posting(&ProjectPath::new("content/jobs/a.md"), text.as_bytes());
        read.unwrap_or_else(|wrong| panic!("{wrong:?}\n{text}"))
    }

    #[test]
    fn a_new_posting_says_its_title_and_nothing_else() {
        let posting = Posting::of_title(ProjectPath::new("content/jobs/a.md"), "Senior Accountant: Group");
        let text = text(&posting, true);
        let read = read(&text);
        assert_eq!(read.title, "Senior Accountant: Group");
        assert!(read.requirements.is_empty() && read.department.is_none() && read.salary.is_none());
        let remarks = |line: &str| line.contains("Close the monthly") || line.contains("sentences");
        assert!(!remarks(&read.summary), "remarks are no text: {}", read.summary);
    }

    #[test]
    fn every_line_can_be_used_by_taking_its_mark_away() {
        let mut posting = Posting::of_title(ProjectPath::new("content/jobs/a.md"), "A");
        posting.status = Status::Draft;
        let text = text(&posting, true);
        let marked =
            |line: &&str| line.trim_start().starts_with("# ") && line.contains(':') && !line.contains("Take the");
        let used: Vec<String> =
            text.lines().map(|line| if marked(&line) { line.replacen("# ", "", 1) } else { line.into() }).collect();
        let read = read(&used.join("\n"));
        let unset: Vec<&str> = GUIDES.iter().map(|g| g.key).filter(|key| !SELDOM.contains(key)).collect();
        assert_eq!(
            used.iter()
                .filter(|line| unset.iter().any(|key| {
                    let key = key.rsplit('.').next().unwrap_or(key);
                    line.trim_start().starts_with(&format!("{key}:"))
                }))
                .count(),
            unset.len()
        );
        assert!(read.salary.is_some() && !read.requirements.skills.is_empty() && read.apply.is_some());
    }
}
