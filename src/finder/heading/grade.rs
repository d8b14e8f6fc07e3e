//! The pay grade beside a job.

use std::ops::Range;

use super::super::reading::Reading;
use super::super::tokens::TokenKind;

/// The job without a pay grade at its start or its end: "GS-14", "GS 13/14", "GS-0301-15", "TVöD E 13".
pub(super) fn without_grade(reading: &Reading<'_>, job: Range<usize>) -> Option<Range<usize>> {
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
        _ if ["TVöD", "TVL"].contains(&word) => at + 1,
        _ if word == "TV" && reading.is_word(at + 1, &["L"]) => at + 2,
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
