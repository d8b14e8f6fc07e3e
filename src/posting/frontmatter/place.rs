//! Countries, places, and where applicants may live.

use super::{LOCATION, LOCATION_INSTEAD, meant};
use crate::posting::{ApplicantArea, Country, Location};
use crate::yaml::read::{Fields, Problems, items, shortened, text, wrong_type};
use crate::yaml::{Kind, Value};

/// A country by its ISO 3166-1 code.
pub fn country(value: Value<'_>, problems: &mut Problems) -> Option<Country> {
    let written = text(value, problems)?;
    let found = Country::from_code(&written);
    if found.is_none() {
        problems.add("unknown-country", value.span(), format!("`{}` is no country's code", shortened(&written)), |d| {
            match meant::country(&written) {
                Some(meant) => d.label(format!("did you mean `{}`?", meant.code())),
                None => d.help("a country is given by its two letters of ISO 3166, such as `DE`, `GB` or `US`"),
            }
        });
    }
    found
}

/// Countries where applicants may live, or `anywhere`.
pub fn applicants_in(value: Value<'_>, problems: &mut Problems) -> Vec<ApplicantArea> {
    let mut areas = Vec::new();
    for item in items(value, problems) {
        let written = item.text().map(|text| text.trim().to_lowercase()).unwrap_or_default();
        let anywhere = written == "anywhere";
        if let Some((what, mend)) = not_a_country(&written) {
            let message = format!("`{}` is {what}", shortened(&item.text().unwrap_or_default()));
            problems.add("unknown-country", item.span(), message, |d| d.help(mend));
            continue;
        }
        let area =
            if anywhere { Some(ApplicantArea::Anywhere) } else { country(item, problems).map(ApplicantArea::Country) };
        if let Some(area) = area.filter(|area| !areas.contains(area)) {
            areas.push(area);
        }
    }
    areas
}

/// What to say to words for more than one country.
fn not_a_country(written: &str) -> Option<(&'static str, &'static str)> {
    match written {
        "worldwide" | "global" | "everywhere" | "world" => {
            Some(("no country's code", "for people of all countries write `anywhere`"))
        }
        "eu" | "europe" | "european union" => Some((
            "not one country",
            "name the countries; those of the European Union are `[AT, BE, BG, CY, CZ, DE, DK, EE, ES, FI, FR, GR, HR, HU, IE, IT, \
             LT, LU, LV, MT, NL, PL, PT, RO, SE, SI, SK]`",
        )),
        "emea" | "apac" | "latam" | "dach" | "nordics" => {
            Some(("not one country", "name the countries: `[DE, AT, CH]`"))
        }
        _ => None,
    }
}

/// Places: one or a list, each "City, CC", a country's code, or a mapping.
pub fn locations(value: Value<'_>, problems: &mut Problems) -> Vec<Location> {
    let items = items(value, problems);
    let written = |item: &Value<'_>| item.text().map(|text| text.trim().to_owned()).unwrap_or_default();
    // `[Berlin, DE]` is two places to YAML, and one to who wrote it.
    if let [city, country] = &items[..]
        && Country::from_code(&written(country)).is_some()
        && !written(city).is_empty()
        && !written(city).contains(',')
        && Country::from_code(&written(city)).is_none()
    {
        let message = format!("`{}` does not end with a country's code", shortened(&written(city)));
        problems.add("unknown-country", city.span(), message, |d| {
            d.help(format!(
                "write `[\"{}, {}\"]`: the quotes make it one place",
                shortened(&written(city)),
                written(country)
            ))
        });
        return Vec::new();
    }
    items.into_iter().filter_map(|item| location(item, problems)).collect()
}

/// One place.
pub fn location(value: Value<'_>, problems: &mut Problems) -> Option<Location> {
    if *value.kind() == Kind::Map {
        let fields = Fields::of_with(value, LOCATION, "a location", LOCATION_INSTEAD, problems);
        let mut line = |key: &str| fields.get(key).and_then(|v| text(v, problems));
        let (city, region, postal_code, street) = (line("city"), line("region"), line("postal_code"), line("street"));
        let country_field = fields.get("country");
        let country = country_field.and_then(|v| country(v, problems));
        if city.is_none() && region.is_none() && country_field.is_none() {
            problems.add("empty-location", value.span(), "this location has neither a city nor a country", |d| {
                d.help("write for example `{ city: Berlin, country: DE }`")
            });
            return None;
        }
        return Some(Location { city, region, country, postal_code, street });
    }
    if matches!(value.kind(), Kind::List) {
        wrong_type(value, "a location", problems);
        return None;
    }
    short_location(value, problems)
}

/// "Berlin, DE", or a country's code alone.
fn short_location(value: Value<'_>, problems: &mut Problems) -> Option<Location> {
    let written = text(value, problems)?;
    let (city, code) = match written.rsplit_once(',') {
        Some((city, code)) => (Some(city.trim()), code.trim()),
        None => (None, written.as_str()),
    };
    match Country::from_code(code) {
        Some(country) => Some(Location {
            city: city.filter(|c| !c.is_empty()).map(str::to_owned),
            region: None,
            country: Some(country),
            postal_code: None,
            street: None,
        }),
        None => {
            let message = format!("`{}` does not end with a country's code", shortened(&written));
            problems.add("unknown-country", value.span(), message, |d| match (meant::country(code), city) {
                (Some(meant), Some(city)) => d.label(format!("did you mean `{city}, {}`?", meant.code())),
                (Some(meant), None) => d.label(format!("did you mean `{}`?", meant.code())),
                (None, Some(city)) if meant::is_us_state(code) => {
                    d.help(format!("write `{{ city: {}, region: {code}, country: US }}`", shortened(city)))
                }
                (None, None) if code.to_lowercase().starts_with("remote") => {
                    d.help("write `workplace: remote`, and where people may live as `applicants_in: [DE, AT]`")
                }
                (None, None) => match written.rsplit_once(' ').filter(|(_, code)| Country::from_code(code).is_some()) {
                    Some((city, code)) => d.label(format!("did you mean `{city}, {code}`?")),
                    None => d.help("add a comma and the two letters of its country, `Berlin, DE`; in a list in quotes"),
                },
                _ => d.help("a place is a city and its country's two letters: `Berlin, DE`"),
            });
            None
        }
    }
}
