//! Seniority, as titles and lines name it.

use std::ops::Range;

use super::reading::Reading;
use super::words::Cue;
use crate::posting::Level;

/// The seniority that a title names.
pub fn in_text(reading: &Reading<'_>) -> Option<Level> {
    in_tokens(reading, reading.all()).map(|(level, _)| level)
}

/// The highest seniority that some tokens name, with its tokens.
pub fn in_tokens(reading: &Reading<'_>, tokens: Range<usize>) -> Option<(Level, Range<usize>)> {
    let named = reading.cues(tokens.clone()).filter_map(|(cue, mark)| match cue {
        Cue::Seniority(level) => Some((level, mark.first..mark.end)),
        _ => None,
    });
    // "Lead Generation Manager", "Executive Assistant", "Account Executive": the word is of the trade.
    let is_trade = |own: &Range<usize>| {
        let alone = own.len() == 1;
        alone
            && reading.is_word(own.start, &["lead"])
            && reading.is_word(own.end, &["generation", "gen", "time", "qualification", "acquisition"])
            || alone
                && reading.is_word(own.start, &["executive"])
                && (reading.is_word(own.end, &["assistant", "search", "recruiter", "chef"])
                    || own.start > tokens.start
                        && reading.is_word(
                            own.start - 1,
                            &["account", "sales", "marketing", "support", "customer", "service"],
                        ))
            || alone
                && reading.is_word(own.start, &["mid"])
                && reading.is_word(own.end, &["market", "office", "atlantic", "size"])
            || alone
                && reading.is_word(own.start, &["principal"])
                && reading.is_word(own.end, &["teacher", "investigator"])
            || alone
                && reading.is_word(own.start, &["graduate"])
                && reading.is_word(own.end, &["school", "studies", "degree", "programs", "admissions"])
            || alone
                && reading.is_word(own.start, &["chief"])
                && own.start > tokens.start
                && reading.is_word(own.start - 1, &["branch", "section", "division"])
    };
    named.filter(|(_, own)| !is_trade(own)).max_by_key(|(level, own)| (*level, std::cmp::Reverse(own.start)))
}
