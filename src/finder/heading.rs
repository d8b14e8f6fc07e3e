//! What a title says besides the job: the unit before it, and its pay grade.

use std::ops::Range;

use super::lexicon::Meaning;
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Small};

/// A unit's name has at most this many words.
const LONGEST_UNIT: usize = 8;

/// A title in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// The job alone.
    pub title: String,
    /// The unit that stands before it: "Office of Solutions: Fraud Analyst".
    pub unit: Option<String>,
}

/// The parts of a title, as far as they are certain; `heading` is the first heading of the text below it, if it has one.
pub fn parts(reading: &Reading<'_>, heading: Option<&str>) -> Heading {
    let (unit, job) = unit(reading, heading);
    let job = without_grade(reading, job.clone()).unwrap_or(job);
    let unit = unit.map(|tokens| reading.words(tokens)).filter(|unit| !unit.is_empty());
    Heading { title: reading.words(job), unit }
}

/// The tokens of the unit, if one is certain, and those of the job.
fn unit(reading: &Reading<'_>, heading: Option<&str>) -> (Option<Range<usize>>, Range<usize>) {
    let all = reading.all();
    if let Some(colon) = all.clone().find(|&at| reading.is(at, ':') && !reading.tokens[at].begins)
        && is_job(reading, colon + 1..all.end)
        && is_unit(reading, all.start..colon)
    {
        return (Some(all.start..colon), colon + 1..all.end);
    }
    // "HUD Fellow - Product Lead", and below it the heading "Product Lead": only the heading makes it certain.
    let last_dash = all.clone().rfind(|&at| is_dash(reading, at));
    if let Some(dash) = last_dash
        && heading.is_some_and(|heading| {
            crate::slug::fold(heading.trim()) == crate::slug::fold(&reading.words(dash + 1..all.end))
        })
        && is_job(reading, dash + 1..all.end)
    {
        return (None, dash + 1..all.end);
    }
    (None, all)
}

/// Whether some tokens name a job: "Fraud Analyst", "Director of Outreach".
fn is_job(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    tokens.clone().any(|at| reading.small(at, Small::Role)) && !tokens.clone().any(|at| reading.is(at, ':'))
}

/// Whether some tokens are a unit's name and nothing else that may stand before a title: no job, place, hours or level.
fn is_unit(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let is_notice = |cue| {
        matches!(cue, Cue::Workplace(_) | Cue::Employment(_) | Cue::Apply | Cue::Asked | Cue::Demanded | Cue::Wished)
    };
    // "Berlin: Cook", "Job: Cook", "Senior, Berlin: Cook": nothing but what else is said of a job.
    let is_other = |at: usize| {
        matches!(reading.tokens[at].kind, TokenKind::Mark(_))
            || reading.marks_over(at..at + 1).any(|mark| match mark.meaning {
                Meaning::Cue(cue) => matches!(
                    cue,
                    Cue::City(..)
                        | Cue::Country(_)
                        | Cue::Region(..)
                        | Cue::Seniority(_)
                        | Cue::Label(_)
                        | Cue::Job
                        | Cue::Month(_)
                ),
                Meaning::Skill(_) => false,
            })
    };
    let first = reading.word(tokens.start);
    !tokens.is_empty()
        && tokens.len() <= LONGEST_UNIT
        && first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && tokens.clone().any(|at| reading.tokens[at].kind == TokenKind::Word)
        && !tokens.clone().any(|at| reading.small(at, Small::Role) || is_dash(reading, at))
        && !reading.has(tokens.clone(), is_notice)
        && !tokens.clone().any(|at| reading.is_word(at, &["hiring", "wanted", "urgent", "urgently", "gesucht"]))
        && !tokens.into_iter().all(is_other)
}

/// A dash between words, not the hyphen of one.
fn is_dash(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.tokens[at].kind, TokenKind::Mark('-'))
        && !reading.tokens[at].glued
        && reading.tokens.get(at + 1).is_some_and(|next| !next.glued)
}

/// The job without a pay grade at its start or its end: "GS-14", "GS 13/14", "GS-0301-15", "TVöD E 13".
fn without_grade(reading: &Reading<'_>, job: Range<usize>) -> Option<Range<usize>> {
    let at = job.clone().find(|&at| grade_end(reading, at, job.end).is_some())?;
    let end = grade_end(reading, at, job.end)?;
    let is_around = |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark(',' | '(' | ')' | '-' | '|' | ':'));
    if (job.start..at).all(is_around) {
        let start = (end..job.end).find(|&at| !is_around(at))?;
        return Some(start..job.end);
    }
    if (end..job.end).all(is_around) {
        let last = (job.start..at).rfind(|&at| reading.is(at, ')') || !is_around(at))?;
        return Some(job.start..last + 1);
    }
    None
}

/// One past a pay grade that starts at a token.
fn grade_end(reading: &Reading<'_>, at: usize, to: usize) -> Option<usize> {
    let word = reading.word(at);
    // "GS14" is one word.
    let digits = word.strip_prefix("GS").or_else(|| word.strip_prefix("SES"));
    let mut end = match digits {
        Some("") => at + 1,
        // GS1 is no grade but a standard.
        Some(digits) if digits != "1" && digits.bytes().all(|byte| byte.is_ascii_digit()) => at + 1,
        _ if ["TVöD", "TV-L", "TVL"].contains(&word) => at + 1,
        _ => return None,
    };
    let has_digits = digits.is_some_and(|digits| !digits.is_empty());
    let goes_on = |at: usize| {
        reading.is_digits(at)
            || matches!(reading.tokens[at].kind, TokenKind::Mark('-' | '/'))
            || reading.is_word(at, &["E", "EG", "a", "b"])
    };
    let from = end;
    while end < to && goes_on(end) {
        end += 1;
    }
    let is_number = |at: usize| reading.is_digits(at);
    (has_digits || (from..end).any(is_number)).then_some(end)
}

#[cfg(test)]
mod tests {
    use crate::finder::Finder;
    use crate::skills::Vocabulary;

    /// The unit, if any, and the job.
    fn parts(title: &str, heading: Option<&str>) -> String {
        let parts = Finder::new(&Vocabulary::read(None).0).heading(title, heading);
        parts.unit.map_or(String::new(), |unit| format!("{unit} | ")) + &parts.title
    }

    #[test]
    fn a_unit_before_the_job_is_told_from_it() {
        for (title, wanted) in [
            ("Office of Solutions: Fraud Analyst", "Office of Solutions | Fraud Analyst"),
            ("Public Experience (PX): Contact Center Analyst", "Public Experience (PX) | Contact Center Analyst"),
            ("Growth: Senior Product Manager", "Growth | Senior Product Manager"),
            ("Vertrieb: Sachbearbeiter (m/w/d)", "Vertrieb | Sachbearbeiter (m/w/d)"),
        ] {
            assert_eq!(parts(title, None), wanted);
        }
    }

    #[test]
    fn what_may_be_anything_else_stays_in_the_title() {
        for title in [
            "Berlin: Sales Manager",
            "Remote: Backend Engineer",
            "Job: Cook",
            "Senior: Engineer",
            "Engineer: Platform",
            "Fellow Supervisor: Design Lead",
            "Now hiring: Nurse",
            "Sales: part of something greater",
            "Marketing - Product Manager",
            "Front-End Developer",
            "Cook",
            "12:30 Lunch Cook",
        ] {
            assert_eq!(parts(title, None), title);
        }
    }

    #[test]
    fn what_the_text_calls_the_job_is_the_job() {
        assert_eq!(parts("City Fellow - Product Lead", Some("Product lead")), "Product Lead");
        assert_eq!(parts("City Fellow - Product Lead", Some("About us")), "City Fellow - Product Lead");
    }

    #[test]
    fn a_pay_grade_is_no_part_of_the_job() {
        for (title, wanted) in [
            ("Engineer GS15", "Engineer"),
            ("Innovation Specialist, GS-0301-13", "Innovation Specialist"),
            ("GS 14 IT Specialist", "IT Specialist"),
            ("Program Manager (GS-13/14)", "Program Manager"),
            ("Referent (m/w/d) TVöD E 13", "Referent (m/w/d)"),
            ("GS1 Standards Consultant in Retail", "GS1 Standards Consultant in Retail"),
            ("GS-15", "GS-15"),
        ] {
            assert_eq!(parts(title, None), wanted);
        }
    }
}
