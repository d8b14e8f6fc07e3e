//! Places in titles and headings, which name one only where it is set apart.

use std::ops::Range;

use super::{Placed, locations};
use crate::finder::reading::Reading;
use crate::finder::tokens::TokenKind;
use crate::posting::Location;

/// The places that a title sets apart: "Cook - Berlin", "Cook (Ulm, Germany)", "厨师-上海". Only those that are known.
pub fn in_title(reading: &Reading<'_>) -> Vec<Location> {
    in_heading(reading, reading.all()).into_iter().map(|(location, _)| location).collect()
}

/// The places that a heading sets apart, as a title does.
pub fn in_heading(reading: &Reading<'_>, all: Range<usize>) -> Vec<Placed> {
    let is_gap = |at: usize| at > all.start && reading.tokens[at].start > reading.tokens[at - 1].end;
    let is_han = |at: usize| reading.tokens[at].kind == TokenKind::Character;
    let parts = |at: usize| match reading.tokens[at].kind {
        TokenKind::Mark('(' | ')' | '|' | '·' | '[' | ']' | '—' | '/' | ':') => true,
        TokenKind::Mark('-') => !reading.tokens[at].glued,
        // "(工作地点: 上海, 长期有效)"
        TokenKind::Mark(',') => reading.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Character),
        _ => false,
    };
    for start in all.clone() {
        // A hyphen between two Chinese characters is no token.
        let begins = start > all.start
            && (parts(start - 1) || reading.is(start - 1, ',') || is_han(start) && is_gap(start))
            || start == all.start && is_han(start);
        if !begins {
            continue;
        }
        // No place is longer; the limit keeps the time linear.
        let limit = all.end.min(start + 24);
        let end = (start + 1..limit).find(|&at| parts(at) || is_han(start) && is_gap(at)).unwrap_or(limit);
        let mut placed = known_piece(reading, start..end);
        // "(深圳/北京)"
        let mut last = end;
        while !placed.is_empty() && last < all.end && reading.is(last, '/') {
            let next = (last + 1..all.end.min(last + 24)).find(|&at| parts(at)).unwrap_or(all.end.min(last + 24));
            let more = known_piece(reading, last + 1..next);
            if more.is_empty() {
                break;
            }
            placed.extend(more);
            last = next;
        }
        if !placed.is_empty() {
            return placed;
        }
    }
    Vec::new()
}

/// The places that some tokens are and nothing else, if all of them are known.
fn known_piece(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<Placed> {
    let placed = locations(reading, tokens.clone());
    let covers = placed.first().is_some_and(|(_, own)| own.start == tokens.start)
        && placed.last().is_some_and(|(_, own)| own.end == tokens.end);
    let is_known = |location: &Location| location.city.is_some() && location.country.is_some();
    if covers && placed.iter().all(|(location, _)| is_known(location)) { placed } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::finder::Finder;
    use crate::skills::Vocabulary;

    #[test]
    fn a_title_names_a_place_only_where_it_is_set_apart_and_known() {
        let finder = Finder::new(&Vocabulary::read(None).0);
        for (title, wanted) in [
            ("Cook - Berlin", vec!["Berlin"]),
            ("Cook (Ulm, Germany)", vec!["Ulm"]),
            ("Cook, Austin, TX", vec!["Austin"]),
            ("某某-后端工程师-上海", vec!["上海"]),
            ("后端工程师 成都 内推", vec!["成都"]),
            ("Cook of the Berlin Inn", vec![]),
            ("Cook - Kitchen", vec![]),
            ("Berlin Marathon Coordinator", vec![]),
        ] {
            let found: Vec<String> = finder.places_of_title(title).into_iter().filter_map(|place| place.city).collect();
            assert_eq!(found, wanted, "{title}");
        }
    }
}
