//! Places of work in sentences: "based in Berlin", "we seek a cook for our hotel in Ulm".

use std::ops::Range;

use super::{Placed, is_code_in_brackets, locations, pieces};
use crate::finder::reading::Reading;
use crate::finder::tokens::TokenKind;
use crate::finder::words::{Cue, Small};
use crate::posting::{Country, Location};

/// The places that a sentence says the work is in: "based in Berlin", "we seek a cook for our hotel in Ulm".
/// `hiring` says whether the sentence may tell of hiring without saying that anything is based there.
pub fn in_sentence(reading: &Reading<'_>, tokens: Range<usize>, hiring: bool) -> Vec<Placed> {
    let mut placed: Vec<Placed> = based_country(reading, &tokens).into_iter().collect();
    // "We are based in Ulm" tells of the employer.
    let is_of_employer = |first: usize| {
        let near = first.saturating_sub(4).max(tokens.start)..first;
        near.clone()
            .any(|at| reading.is_word(at, &["we", "company", "organization", "organisation", "foundation", "ngo"]))
            && near.clone().any(|at| reading.is_word(at, &["are", "is", "'re", "’re"]))
    };
    let anchors =
        reading.cues(tokens.clone()).filter(|(cue, mark)| *cue == Cue::BasedIn && !is_of_employer(mark.first));
    let anchors = anchors.map(|(_, mark)| mark.end);
    let hired = if hiring { hiring_places(reading, &tokens) } else { Vec::new() };
    // "Based at the university campus in Ulm"
    let later = |start: usize| {
        let near = start + 1..tokens.end.min(start + FARTHEST_IN);
        let is_name = |at: &usize| matches!(reading.tokens[*at].kind, TokenKind::Word);
        near.take_while(is_name).find(|&at| reading.is_word(at, &["in"])).map(|at| at + 1)
    };
    for start in anchors.chain(hired) {
        let mut places = known_from(reading, start, tokens.end);
        if places.is_empty() {
            places = later(start).map(|start| known_from(reading, start, tokens.end)).unwrap_or_default();
        }
        if places.is_empty() && start > 0 && reading.is_word(start - 1, &["at"]) {
            places.extend(of_university(reading, start..tokens.end.min(start + FARTHEST_IN)));
        }
        for (location, own) in places {
            let is_city = location.city.is_some() && location.country.is_some();
            if is_city && placed.iter().all(|(other, _)| *other != location) {
                placed.push((location, own));
            }
        }
    }
    placed
}

/// "This is a US based position": the country.
fn based_country(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Placed> {
    reading.cues(tokens.clone()).find_map(|(cue, mark)| {
        let Cue::Country(code) = cue else { return None };
        let own = mark.first..mark.end;
        let is_written = reading.words(own.clone()).chars().all(char::is_uppercase)
            || reading.words(own.clone()).starts_with(char::is_uppercase);
        let is_position = reading.is_word(own.end, &["based"])
            && reading.has(own.end + 1..(own.end + 4).min(tokens.end), |cue| cue == Cue::Job);
        let country = Country::from_code(code).filter(|_| is_written && is_position)?;
        let nothing = Location { city: None, region: None, country: Some(country), postal_code: None, street: None };
        Some((nothing, own))
    })
}

/// The countries that a sentence says those who work from afar may live in: "based in the UK", "residents of Canada".
pub fn living_in(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<(Country, Range<usize>)> {
    let anchors = reading.cues(tokens.clone()).filter(|(cue, _)| matches!(cue, Cue::BasedIn | Cue::LivingIn));
    let places = anchors.flat_map(|(_, mark)| known_from(reading, mark.end, tokens.end));
    let is_country = |(location, own): Placed| {
        let alone = location.city.is_none() && location.region.is_none();
        location.country.filter(|_| alone).map(|country| (country, own))
    };
    places.filter_map(is_country).collect()
}

/// The places whose country is known that are named from a token on.
fn known_from(reading: &Reading<'_>, start: usize, limit: usize) -> Vec<Placed> {
    let limit = limit.min(start + LONGEST_LIST);
    // "Base: Ulm", "base：上海", "based out of our Iowa City, IA or Ulm offices"
    let start = if reading.is(start, ':') { start + 1 } else { start };
    let start = (start..limit).find(|&at| !is_around(reading, at)).unwrap_or(limit);
    let is_name = |at: usize| {
        let word = reading.word(at);
        word.chars().next().is_some_and(char::is_uppercase)
            || reading.is(at, ',')
            || reading.is(at, '.') && reading.is_word(at - 1, &["st"])
            || is_code_in_brackets(reading, at)
            || at > 1 && is_code_in_brackets(reading, at - 2)
            || reading.is_word(at, &["or", "and", "oder", "und"])
            || reading.tokens[at].kind == TokenKind::Character
    };
    let end = (start..limit).find(|&at| !is_name(at)).unwrap_or(limit);
    let known = pieces(reading, start.min(end)..end).into_iter().flat_map(|piece| locations(reading, piece));
    known.filter(|(location, _)| location.country.is_some()).collect()
}

/// "In the heart of", "in the centre of beautiful".
fn is_around(reading: &Reading<'_>, at: usize) -> bool {
    reading.small(at, Small::AroundCity)
        || reading.is_word(at, &["centre", "center"]) && reading.is_word(at + 1, &["of"])
}

/// Where a sentence that tells of hiring names a place: behind "in", or between commas behind the employer:
/// "The University of Utopia, Linz invites applications".
fn hiring_places(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<usize> {
    let hires = tokens.clone().any(|at| reading.small(at, Small::Hires));
    if !hires || tokens.len() > LONGEST_HIRING {
        return Vec::new();
    }
    let is_in = |at: usize| {
        reading.is_word(at, &["in"])
            && at > tokens.start
            && !reading.word(at).starts_with(char::is_uppercase)
            && !reading.small(at - 1, Small::ElsewhereIn)
    };
    let is_behind_employer = |at: usize| {
        let is_capital = |at: usize| reading.word(at).starts_with(char::is_uppercase);
        reading.is(at, ',') && at > tokens.start && is_capital(at - 1) && tokens.start + LONGEST_EMPLOYER > at
    };
    tokens.clone().filter(|&at| is_in(at) || is_behind_employer(at)).map(|at| at + 1).collect()
}

/// "At the Department of Physics, University of Oxford": the city that a university is called by.
fn of_university(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Placed> {
    let house = tokens.clone().find(|&at| reading.is_word(at, &["university"]))?;
    let name = house + 2..house + 3;
    if !reading.is_word(house + 1, &["of"]) || name.end > tokens.end {
        return None;
    }
    let known = locations(reading, name.clone()).into_iter().next()?;
    (known.1 == name && known.0.city.is_some() && known.0.country.is_some()).then_some(known)
}

/// "In" stands at most so many tokens behind what a post is based at.
const FARTHEST_IN: usize = 8;

/// The places of a sentence stand among this many tokens; the limit keeps the time linear.
const LONGEST_LIST: usize = 160;

/// A longer sentence tells of more than of hiring.
const LONGEST_HIRING: usize = 70;

/// An employer's name and its place stand among this many tokens.
const LONGEST_EMPLOYER: usize = 16;
