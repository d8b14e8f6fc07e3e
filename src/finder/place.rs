//! Places of work, and where applicants may live.

mod heading;
mod sentence;

use std::ops::Range;

use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Small};
use super::{Place, cities, workplace};
use crate::posting::{ApplicantArea, Country, Location, Workplace};
pub use heading::{in_heading, in_title};
pub use sentence::{in_sentence, living_in};

/// A place with the tokens that state it.
pub type Placed = (Location, Range<usize>);

/// What the value of a line such as "Location: ..." says.
pub fn in_value(reading: &Reading<'_>, tokens: Range<usize>) -> (Place, Vec<Placed>) {
    let mut place = Place { workplace: workplace::in_value(reading, tokens.clone()), ..Place::default() };
    let is_remote = place.workplace == Some(Workplace::Remote);
    // "Anywhere in Europe" is not anywhere in the world.
    let has_area = reading.has(tokens.clone(), |cue| cue == Cue::Area);
    let anywhere = reading.has(tokens.clone(), |cue| cue == Cue::Anywhere) && !has_area;
    let mut placed: Vec<Placed> = Vec::new();
    for piece in pieces(reading, tokens) {
        for (location, own) in locations(reading, piece) {
            let is_country = location.city.is_none() && location.region.is_none();
            match location.country.filter(|_| is_country && (is_remote || anywhere)) {
                Some(country) => add(&mut place.applicants_in, ApplicantArea::Country(country)),
                None if placed.iter().all(|(known, _)| *known != location) => placed.push((location, own)),
                None => {}
            }
        }
    }
    if anywhere && placed.is_empty() {
        place.workplace.get_or_insert(Workplace::Remote);
        if place.applicants_in.is_empty() {
            place.applicants_in.push(ApplicantArea::Anywhere);
        }
    }
    // "Wartberg / Austria": the country of the one place before it.
    if let [(first, _), (second, own)] = placed.as_slice()
        && first.country.is_none()
        && second.city.is_none()
        && second.region.is_none()
    {
        let (country, end) = (second.country, own.end);
        placed.truncate(1);
        placed[0].0.country = country;
        placed[0].1.end = end;
    }
    // "United Nations - New York, USA": what stands before a dash and a known place is a house.
    let is_known = |location: &Location| location.city.is_some() && location.country.is_some();
    if placed.iter().any(|(location, _)| is_known(location)) {
        // "Frankfurt (Main)": what is in brackets behind it, and on no list, belongs to its name.
        let is_in_brackets =
            |own: &Range<usize>| reading.is(own.end, ')') && own.start > 0 && reading.is(own.start - 1, '(');
        let is_part = |own: &Range<usize>| reading.is(own.end, '-') || is_in_brackets(own);
        placed.retain(|(location, own)| location.country.is_some() || !is_part(own));
    }
    // "Halle (Saale)": of a name on no list as well.
    if let [(first, _), (second, own)] = placed.as_slice()
        && [first, second].iter().all(|place| place.country.is_none() && place.region.is_none())
        && reading.is(own.end, ')')
        && own.start > 0
        && reading.is(own.start - 1, '(')
    {
        placed.truncate(1);
    }
    place.locations = placed.iter().map(|(location, _)| location.clone()).collect();
    (place, placed)
}

fn add(areas: &mut Vec<ApplicantArea>, area: ApplicantArea) {
    if !areas.contains(&area) {
        areas.push(area);
    }
}

/// The parts of a value between ";", "or" and the like.
fn pieces(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = tokens.start;
    for at in tokens.clone() {
        // "Olten (CH)" is one place.
        let is_code = is_code_in_brackets(reading, at) || at > 1 && is_code_in_brackets(reading, at - 2);
        let parts = match reading.tokens[at].kind {
            TokenKind::Mark('(' | ')') if is_code => false,
            TokenKind::Mark(';' | '/' | '|' | '(' | ')' | '&' | '·' | '•' | '+') => true,
            TokenKind::Mark('-') => !reading.tokens[at].glued,
            // "Vienna: office, remote", "One vacancy in: Ulm"
            TokenKind::Mark(':') => true,
            TokenKind::Mark('.') => at > start && reading.word(at - 1).len() > 2,
            _ => {
                reading.is_word(
                    at,
                    &["or", "and", "oder", "und", "in", "ou", "et", "from", "within", "near", "nahe", "only"],
                ) && !reading.word(at).starts_with(char::is_uppercase)
            }
        };
        if parts {
            pieces.push(start..at);
            start = at + 1;
        }
    }
    pieces.push(start..tokens.end);
    pieces.retain(|piece| !piece.is_empty());
    // "Wartberg near Linz", "Evry, 30 kilometers from Paris": the city that is better known is not the place.
    let is_near = |piece: &Range<usize>| {
        let Some(before) = piece.start.checked_sub(1).filter(|&before| before > tokens.start) else { return false };
        let is_distance = |at: usize| reading.number(at).is_some();
        reading.is_word(before, &["near", "nahe"])
            || reading.is_word(before, &["from"]) && (before.saturating_sub(3)..before).any(is_distance)
    };
    pieces.retain(|piece| !is_near(piece));
    pieces
}

/// A line's place ends before one of so many marks.
const MOST_MARKS: usize = 4;

/// "(CH)": a bracket that opens here and holds nothing but a code.
fn is_code_in_brackets(reading: &Reading<'_>, at: usize) -> bool {
    let code = reading.word(at + 1);
    let is_code = matches!(code.len(), 1..=3) && code.bytes().all(|b| b.is_ascii_uppercase());
    reading.is(at, '(') && is_code && reading.is(at + 2, ')')
}

/// What one part between commas is.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    Country(Country),
    Region {
        code: &'static str,
        country: &'static str,
    },
    City {
        /// The name to give to one that is written in capitals alone: "NYC".
        name: Option<&'static str>,
        country: &'static str,
    },
    /// Capitalised words that no list has.
    Unknown(String),
    /// What is no place.
    Other,
}

/// The places of a piece: "Berlin, Germany", "Austin, TX, USA", "Berlin, Hamburg".
fn locations(reading: &Reading<'_>, piece: Range<usize>) -> Vec<Placed> {
    let mut piece = piece;
    // "1701 East Upland St Austin TX 78702"
    if reading.is_digits(piece.start)
        && let Some(street) = (piece.start + 2..piece.end.min(piece.start + LONGEST_STREET))
            .find(|&at| reading.is_word(at, &STREETS) && at + 1 < piece.end && !reading.is(at + 1, ','))
    {
        piece.start = street + 1 + usize::from(reading.is(street + 1, '.'));
    }
    // "Cork City Centre"
    let is_centre = piece.len() > 2
        && reading.is_word(piece.end - 1, &["centre", "center"])
        && reading.is_word(piece.end - 2, &["city"]);
    if is_centre && listed_city(reading, &piece).is_none() {
        piece.end -= 2;
    }
    let mut parts: Vec<(Part, Range<usize>, Option<String>)> = Vec::new();
    let mut start = piece.start;
    let parts_here = |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark(',' | '(' | ')'));
    for end in (piece.start..=piece.end).filter(|&at| at == piece.end || parts_here(at)) {
        if start < end {
            parts.extend(parts_of(reading, start..end));
        }
        start = end + 1;
    }
    let mut placed: Vec<Placed> = Vec::new();
    for (number, (part, own, postal_code)) in parts.iter().enumerate() {
        let next = parts.get(number + 1).map(|(part, ..)| part);
        let blank =
            Location { city: None, region: None, country: None, postal_code: postal_code.clone(), street: None };
        let is_followed = matches!(next, Some(Part::Country(_) | Part::Region { .. }));
        match part {
            Part::City { name, country } => {
                let written = reading.words(own.clone());
                let is_other = |name: &&str| {
                    written.is_ascii() && written.len() <= 3 || written.strip_suffix(" City") == Some(*name)
                };
                // "NYC", "New York City"
                let name = match name.filter(is_other) {
                    Some(name) => name.to_owned(),
                    None => written.trim_end_matches('市').to_owned(),
                };
                placed
                    .push((Location { city: Some(name), country: Country::from_code(country), ..blank }, own.clone()));
            }
            // "Information Services Group (IS)" is a house with its letters, "Olten (CH)" a place.
            Part::Unknown(name) if name.contains(' ') && reading.is(own.end, '(') => {}
            Part::Unknown(name) if is_followed || parts.len() == 1 => {
                placed.push((Location { city: Some(name.clone()), ..blank }, own.clone()));
            }
            // "New York, NY", "Washington, DC": the city has its state's name.
            Part::Region { .. }
                if matches!(next, Some(Part::Region { .. })) && reading.words(own.clone()).len() > 3 =>
            {
                placed.push((Location { city: Some(reading.words(own.clone())), ..blank }, own.clone()));
            }
            Part::Region { code, country } => {
                let alone =
                    Location { region: Some((*code).to_owned()), country: Country::from_code(country), ..blank };
                match placed.last_mut().filter(|(known, _)| known.city.is_some() && known.region.is_none()) {
                    Some((known, all)) => {
                        // "Berlin, DE": the city's own country has that code too; "Ulm, DE" is hardly in Delaware.
                        let own_country = known.country.map(Country::code) == Some(*code);
                        let is_delaware = known.city.as_deref().is_some_and(|city| DELAWARE.contains(&city));
                        if known.country.is_none()
                            && *code == "DE"
                            && reading.is_word(own.start, &["de"])
                            && !is_delaware
                        {
                            known.country = Country::from_code("DE");
                        } else if !own_country {
                            known.region = alone.region;
                            known.country = alone.country;
                        }
                        all.end = own.end;
                    }
                    // "New York, USA": the city has its state's name.
                    None if reading.is_word(own.start, &["new"]) && *code == "NY" => {
                        let city = Some(reading.words(own.clone()));
                        placed.push((Location { city, region: None, ..alone }, own.clone()));
                    }
                    None if reading.words(own.clone()).len() > 3 => placed.push((alone, own.clone())),
                    None => {}
                }
            }
            Part::Country(country) => {
                match placed.last_mut().filter(|(known, _)| known.city.is_some() || known.region.is_some()) {
                    Some((known, all))
                        if known.country.is_none() || known.country == Some(*country) || known.region.is_none() =>
                    {
                        known.country = Some(*country);
                        all.end = own.end;
                    }
                    _ => placed.push((Location { country: Some(*country), ..blank }, own.clone())),
                }
            }
            Part::Unknown(_) | Part::Other => {}
        }
    }
    placed
}

/// The parts of what stands between two commas: mostly one, but "Austin TX" is two.
fn parts_of(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<(Part, Range<usize>, Option<String>)> {
    let mut tokens = tokens;
    let mut postal_code = None;
    while tokens.end > tokens.start
        && reading.is(tokens.end - 1, '.')
        && reading.word(tokens.end - 2.min(tokens.end)).len() > 2
    {
        tokens.end -= 1;
    }
    // "10115 Berlin", "Seattle 98101"
    let is_code = |at: usize| reading.is_digits(at) && matches!(reading.word(at).len(), 4..=6);
    if tokens.len() > 1 && is_code(tokens.start) {
        postal_code = Some(reading.word(tokens.start).to_owned());
        tokens.start += 1;
    } else if tokens.len() > 1 && is_code(tokens.end - 1) {
        tokens.end -= 1;
    }
    // "Remote US, Remote Canada"
    let is_workplace = |at: usize| reading.has(at..at + 1, |cue| matches!(cue, Cue::Workplace(_)));
    // "Dublin 2", "London SE1", "Leeds LS8 2QF": a district of the city.
    let is_district = |at: usize| {
        let word = reading.word(at);
        word.len() <= 4
            && word.bytes().any(|b| b.is_ascii_digit())
            && word.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
            && (word.len() <= 2 || word.bytes().any(|b| b.is_ascii_uppercase()))
    };
    let districts = (tokens.start + 1..tokens.end).rev().take_while(|&at| is_district(at)).count();
    let head = tokens.start..tokens.end - districts;
    if districts > 0 && matches!(whole(reading, &head), Some(Part::City { .. })) {
        tokens = head;
    }
    while tokens.len() > 1 && (reading.small(tokens.start, Small::AroundCity) || is_workplace(tokens.start)) {
        tokens.start += 1;
    }
    // "North London"; but "North York" is a place of its own.
    let rest = tokens.start + 1..tokens.end;
    if tokens.len() > 1
        && reading.is_word(tokens.start, &["north", "south", "east", "west", "inner", "outer"])
        && whole(reading, &tokens).is_none()
        && matches!(whole(reading, &rest), Some(Part::City { .. }))
    {
        tokens = rest;
    }
    // "Berlin office"; but "Iowa City" is no state.
    let is_state_with_city = |own: &Range<usize>| {
        matches!(whole(reading, &(own.start..own.end - 1)), Some(Part::Region { .. }))
            && reading.is_word(own.end - 1, &["city"])
    };
    while tokens.len() > 1
        && reading.small(tokens.end - 1, Small::AroundCity)
        && whole(reading, &tokens).is_none()
        && !is_state_with_city(&tokens)
    {
        tokens.end -= 1;
    }
    if let Some(part) = whole(reading, &tokens) {
        return vec![(part, tokens, postal_code)];
    }
    if let Some(parts) = in_canton(reading, &tokens, postal_code.as_deref()) {
        return parts.map(|(part, own)| (part, own, postal_code.take())).into();
    }
    // "Washington DC", "London UK"
    let last = (1..tokens.len()).rev().find_map(|length| {
        let tail = tokens.end - length..tokens.end;
        // "Marzahn-Hellersdorf" is not "Marzahn, Hellersdorf".
        let part = whole(reading, &tail).filter(|part| !matches!(part, Part::City { .. }))?;
        let head = tokens.start..tail.start;
        let first = whole(reading, &head).or_else(|| unknown(reading, &head))?;
        Some(vec![(first, head, postal_code.clone()), (part, tail, None)])
    });
    if let Some(parts) = last {
        return parts;
    }
    // "上海市浦东新区": the city, and what belongs to it; "甘肃省兰州市": its province before it.
    if reading.tokens.get(tokens.start).is_some_and(|token| token.kind == TokenKind::Character) {
        let from = |start: usize| start + 1..tokens.end.min(start + 8);
        let province = from(tokens.start)
            .find(|&end| matches!(whole(reading, &(tokens.start..end)), Some(Part::Region { .. } | Part::Country(_))))
            .map(|end| if reading.is_word(end, &["省", "市"]) { end + 1 } else { end });
        let start = province.filter(|&start| start < tokens.end).unwrap_or(tokens.start);
        let city = from(start).rev().find_map(|end| {
            let head = start..end;
            whole(reading, &head).filter(|part| matches!(part, Part::City { .. })).map(|part| (part, head))
        });
        if let Some((part, head)) = city {
            let end = if reading.is_word(head.end, &["市"]) { head.end + 1 } else { head.end };
            return vec![(part, head.start..end, postal_code)];
        }
    }
    let part = unknown(reading, &tokens).unwrap_or(Part::Other);
    vec![(part, tokens, postal_code)]
}

/// Towns of Delaware that no list has, as their names are those of other towns as well.
const DELAWARE: [&str; 18] = [
    "Dover",
    "Newark",
    "Smyrna",
    "Lewes",
    "Milford",
    "Georgetown",
    "Seaford",
    "Middletown",
    "Bear",
    "Rehoboth Beach",
    "Hockessin",
    "Claymont",
    "Delaware City",
    "Selbyville",
    "Ocean View",
    "Bethany Beach",
    "Laurel",
    "Elsmere",
];

/// The cantons whose codes stand behind a town without a comma: "Olten SO", "Baar ZG" (ISO 3166-2:CH).
const CANTONS: [&str; 26] = [
    "AG", "AI", "AR", "BE", "BL", "BS", "FR", "GE", "GL", "GR", "JU", "LU", "NE", "NW", "OW", "SG", "SH", "SO", "SZ",
    "TG", "TI", "UR", "VD", "VS", "ZG", "ZH",
];

/// A town of Switzerland and its canton. A town of another country has none, "Lyon FR"; two codes are those of states as well,
/// "Omaha NE", and one ends the names of companies, "Muster AG", where no postal code stands before it.
fn in_canton(
    reading: &Reading<'_>,
    tokens: &Range<usize>,
    postal_code: Option<&str>,
) -> Option<[(Part, Range<usize>); 2]> {
    let last = tokens.end.checked_sub(1).filter(|&last| last > tokens.start)?;
    let code = CANTONS.into_iter().find(|code| *code == reading.word(last))?;
    let town = tokens.start..last;
    let first = whole(reading, &town).or_else(|| unknown(reading, &town))?;
    let is_there = match &first {
        Part::City { country, .. } => *country == "CH",
        Part::Unknown(_) => !matches!(code, "AR" | "NE" | "AG") || postal_code.is_some_and(|digits| digits.len() == 4),
        _ => false,
    };
    let region = Part::Region { code, country: "CH" };
    is_there.then(|| [(Part::Unknown(reading.words(town.clone())), town), (region, last..tokens.end)])
}

/// What all of some tokens are the name of.
fn whole(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Part> {
    // No place's name is longer; the limit keeps the time linear.
    if tokens.len() > LONGEST_NAME {
        return None;
    }
    let mut found = None;
    for (cue, mark) in
        reading.cues(tokens.clone()).filter(|(_, mark)| mark.first == tokens.start && mark.end == tokens.end)
    {
        let written = reading.words(mark.first..mark.end);
        let is_code = written.len() <= 3 && written.is_ascii();
        let is_capital = written.chars().next().is_some_and(|c| !c.is_lowercase());
        if !is_capital || is_code && written.chars().any(|c| c.is_lowercase()) {
            continue;
        }
        match cue {
            Cue::City(name, country) => return Some(Part::City { name: Some(name), country }),
            Cue::Country(code) => found = Country::from_code(code).map(Part::Country),
            Cue::Area => return Some(Part::Other),
            Cue::Region(code, country) if found.is_none() => found = Some(Part::Region { code, country }),
            _ => {}
        }
    }
    let written = reading.word(tokens.start);
    let is_code = tokens.len() == 1 && written.len() == 2 && written.bytes().all(|b| b.is_ascii_uppercase());
    found
        .or_else(|| Country::from_code(written).filter(|_| is_code).map(Part::Country))
        .or_else(|| listed_city(reading, tokens))
}

/// A city that only the long list has: "Jönköping", "St. Austell"; each of its words begins as a name does.
fn listed_city(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Part> {
    let is_capital = |at: usize| !reading.word(at).starts_with(char::is_lowercase);
    if tokens.len() > MOST_WORDS || !is_capital(tokens.start) || !is_capital(tokens.end.wrapping_sub(1)) {
        return None;
    }
    cities::country(&reading.words(tokens.clone())).map(|country| Part::City { name: None, country })
}

/// The most tokens of a name that the lists have.
const LONGEST_NAME: usize = 16;

/// No city's name has more words: "Newcastle upon Tyne", "Rio de Janeiro".
const MOST_WORDS: usize = 4;

/// The words that end a street's name, and so many tokens before which they stand.
const STREETS: [&str; 14] = [
    "st",
    "street",
    "ave",
    "avenue",
    "blvd",
    "boulevard",
    "rd",
    "road",
    "drive",
    "lane",
    "hwy",
    "highway",
    "parkway",
    "way",
];
const LONGEST_STREET: usize = 8;

/// Capitalised words that may be a city's name.
fn unknown(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Part> {
    let is_name = (1..=MOST_WORDS).contains(&tokens.len())
        && tokens.clone().enumerate().all(|(number, at)| {
            let token = &reading.tokens[at];
            let word = reading.word(at);
            let is_word = matches!(token.kind, TokenKind::Word) && word.chars().all(char::is_alphabetic);
            let is_mark = token.is_mark('.') || token.is_mark('\'');
            let is_capital = word.chars().next().is_some_and(char::is_uppercase);
            let is_character = token.kind == TokenKind::Character;
            !reading.small(at, Small::NotCity)
                && (is_word && (is_capital || number > 0 && reading.small(at, Small::InCity))
                    || is_mark && number > 0
                    || is_character)
        });
    // "CDI", "Full-time", "City": no city; a Chinese district or street belongs to the city before it.
    let says_other = |cue| matches!(cue, Cue::Employment(_) | Cue::Workplace(_) | Cue::Job | Cue::Per(_));
    let is_other = reading.has(tokens.clone(), says_other)
        || tokens.len() == 1 && reading.is_word(tokens.start, &["city", "centre", "center", "downtown"])
        || tokens.clone().next_back().is_some_and(|at| reading.tokens[at].kind == TokenKind::Character)
            && ["区", "县", "镇", "路", "街", "号", "楼", "园", "厦"].contains(&reading.word(tokens.end - 1));
    (is_name && !is_other && !is_house(&reading.words(tokens.clone())))
        .then(|| Part::Unknown(reading.words(tokens.clone())))
}

/// Whether a name is a house's and no city's: "Upland University", "Public Library".
pub fn is_house(name: &str) -> bool {
    const HOUSES: [&str; 17] = [
        "university",
        "college",
        "institute",
        "school",
        "hospital",
        "library",
        "libraries",
        "museum",
        "universität",
        "hochschule",
        "klinikum",
        "headquarters",
        "laboratory",
        "department",
        "faculty",
        "gmbh",
        "foundation",
    ];
    let name = name.to_lowercase();
    let mut words = name.split_whitespace();
    words.next_back().is_some_and(|last| HOUSES.contains(&last)) && words.next().is_some()
        || name.starts_with("university of ")
}

/// The place that a line is or begins with, if it says of which country: "Ulm, Germany", "Austin, TX"; with more behind
/// it only where that is another fact: "Austin, TX, full-time, $28 an hour".
pub fn of_line(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Location> {
    let is_fact = |cue| matches!(cue, Cue::Employment(_) | Cue::Workplace(_) | Cue::Per(_));
    let is_in_two = |own: &Range<usize>| own.clone().any(|at| reading.is(at, ','));
    let ends = tokens.clone().skip(1).filter(|&at| reading.is(at, ',') || reading.is(at, '-') || reading.is(at, '('));
    ends.take(MOST_MARKS).chain([tokens.end]).find_map(|end| {
        let own = tokens.start..end;
        let is_followed = end == tokens.end || reading.has(end..tokens.end, is_fact);
        let mut placed = locations(reading, own.clone());
        let (location, all) = placed.pop().filter(|_| is_in_two(&own) && is_followed && placed.is_empty())?;
        // "Upland, California 94035"
        let is_whole = all.start == own.start && (all.end..own.end).all(|at| reading.is_digits(at));
        (is_whole && location.city.is_some() && location.country.is_some()).then_some(location)
    })
}
