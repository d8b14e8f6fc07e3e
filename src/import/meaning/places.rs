//! Places as sources state them.

use crate::finder::{Finder, Place};
use crate::import::draft::Address;
use crate::posting::{Country, Location};

/// The place that the parts of an address are.
pub(super) fn of_address(address: &Address, finder: &Finder) -> Option<Location> {
    let country = address.country.as_deref().and_then(|text| country(text, finder));
    let Address { city, region, postal_code, street, country: written } = address.clone();
    // A country that is on no list may still be a place.
    let region = region.or(written.filter(|_| country.is_none()));
    // "WI" is in one country only, whatever the town's name.
    let of_region = || {
        let written = format!("{}, {}", city.as_deref().unwrap_or("Town"), region.as_deref()?);
        finder.place(&written).locations.first().filter(|place| place.region.is_some())?.country
    };
    let country = country.or_else(of_region);
    // A city that is its own region is said once.
    let region = region.filter(|region| Some(region) != city.as_ref());
    let is_stated = city.is_some() || region.is_some() || country.is_some();
    is_stated.then_some(Location { city, region, country, postal_code, street })
}

/// A country by code or name.
pub(super) fn country(text: &str, finder: &Finder) -> Option<Country> {
    let text = text.trim();
    let by_finder = || finder.place(text).locations.into_iter().find_map(|place| place.country);
    Country::from_code(text).or_else(|| exact_name(text)).or_else(by_finder)
}

/// By its whole name; a beginning of one could be another's too.
fn exact_name(text: &str) -> Option<Country> {
    let found = Country::from_name(text)?;
    (text.len() == 3 || Country::from_name(&format!("{text} ")).is_none()).then_some(found)
}

/// The places of a text that a source gives as the role's place.
pub(super) fn of_text(text: &str, finder: &Finder) -> Place {
    let text = &parted(text, finder);
    let mut place = finder.place(text);
    let says_nothing = place.locations.is_empty() && place.workplace.is_none() && place.applicants_in.is_empty();
    if says_nothing
        && finder.area(text).is_none()
        && let Some(city) = city(text)
    {
        place.locations.push(Location {
            city: Some(city),
            region: None,
            country: None,
            postal_code: None,
            street: None,
        });
    }
    place
}

/// A place as one would write it: "Hybrid- Fremont, CA" with its dash apart, "US-NY-New York" from the small to the large.
fn parted(text: &str, finder: &Finder) -> String {
    let parts: Vec<&str> = text.split('-').map(str::trim).collect();
    let is_code = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase());
    match parts[..] {
        [country, region, city] if is_code(country) && is_code(region) && !city.is_empty() => {
            format!("{city}, {region}, {country}")
        }
        // "IT-Support" is no place in Italy.
        [country, city]
            if is_code(country)
                && !text.contains([' ', ','])
                && finder.place(city).locations.iter().any(|place| place.country.is_some()) =>
        {
            format!("{city}, {country}")
        }
        _ => text.replace("- ", " - "),
    }
}

/// Says of places that name no country which it is; where there is no place at all, the country is the place.
pub(super) fn put_into(place: &mut Place, country: Country) {
    for location in &mut place.locations {
        location.country.get_or_insert(country);
    }
    if place.locations.is_empty() && place.applicants_in.is_empty() {
        let nothing = Location { city: None, region: None, country: Some(country), postal_code: None, street: None };
        place.locations.push(nothing);
    }
}

/// A name that can only be that of a place, because the field is there for places.
fn city(text: &str) -> Option<String> {
    let text = text.trim();
    let is_name = !text.is_empty()
        && text.chars().count() <= 40
        && text.split_whitespace().count() <= 4
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’'))
        && ![
            "various",
            "multiple",
            "flexible",
            "worldwide",
            "global",
            "anywhere",
            "tbd",
            "other",
            "n",
            "headquarters",
            "hq",
            "office",
        ]
        .iter()
        .any(|word| text.to_lowercase().split(' ').any(|part| part == *word));
    (is_name && !crate::finder::is_house(text)).then(|| text.to_owned())
}
