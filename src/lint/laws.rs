//! Where the law asks for the pay in job postings. The sources are those of the code `salary-missing`.

use jiff::civil::{Date, date};

use crate::posting::Location;
use crate::slug::fold;

/// A law that asks for the pay or its range in postings.
#[derive(Debug)]
pub(super) struct Law {
    /// The place in words.
    pub(super) place: &'static str,
    country: &'static str,
    /// The region's code and name.
    regions: &'static [&'static str],
    /// Large cities there, for locations that name no region.
    cities: &'static [&'static str],
    /// The first day.
    pub(super) since: Date,
    /// Which employers it is about.
    pub(super) employers: &'static str,
    /// The widest range in units of currency a year, and the pay above which the law does not hold.
    pub(super) widest: Option<(u64, u64)>,
}

const fn us(
    place: &'static str,
    regions: &'static [&'static str],
    cities: &'static [&'static str],
    since: Date,
    employers: &'static str,
) -> Law {
    Law { place, country: "US", regions, cities, since, employers, widest: None }
}

/// Colorado's law holds for remote roles too that could be done from there.
pub(super) const COLORADO: Law = us(
    "Colorado",
    &["CO", "Colorado"],
    &["Denver", "Boulder", "Colorado Springs"],
    date(2021, 1, 1),
    "with an employee there",
);

/// The laws, besides [`COLORADO`].
pub(super) const LAWS: &[Law] = &[
    us(
        "California",
        &["CA", "California"],
        &[
            "Los Angeles",
            "San Francisco",
            "San Diego",
            "San Jose",
            "Oakland",
            "Sacramento",
            "Palo Alto",
            "Mountain View",
        ],
        date(2023, 1, 1),
        "of 15 or more",
    ),
    us(
        "Washington",
        &["WA", "Washington"],
        &["Seattle", "Bellevue", "Redmond", "Tacoma"],
        date(2023, 1, 1),
        "of 15 or more",
    ),
    us(
        "New York",
        &["NY", "New York"],
        &["New York", "New York City", "Brooklyn", "NYC"],
        date(2023, 9, 17),
        "of 4 or more",
    ),
    us("Hawaii", &["HI", "Hawaii"], &["Honolulu"], date(2024, 1, 1), "of 50 or more"),
    us(
        "the District of Columbia",
        &["DC", "District of Columbia"],
        &["Washington DC", "Washington D.C."],
        date(2024, 6, 30),
        "of any size",
    ),
    us("Maryland", &["MD", "Maryland"], &["Baltimore"], date(2024, 10, 1), "of any size"),
    us(
        "Minnesota",
        &["MN", "Minnesota"],
        &["Minneapolis", "Saint Paul", "St. Paul"],
        date(2025, 1, 1),
        "of 30 or more",
    ),
    us("Illinois", &["IL", "Illinois"], &["Chicago"], date(2025, 1, 1), "of 15 or more"),
    us("New Jersey", &["NJ", "New Jersey"], &["Newark", "Jersey City"], date(2025, 6, 1), "of 10 or more"),
    us("Vermont", &["VT", "Vermont"], &["Burlington"], date(2025, 7, 1), "of 5 or more"),
    us("Massachusetts", &["MA", "Massachusetts"], &["Boston", "Cambridge"], date(2025, 10, 29), "of 25 or more"),
    Law {
        place: "Ontario",
        country: "CA",
        regions: &["ON", "Ontario"],
        cities: &["Toronto", "Ottawa", "Mississauga", "Hamilton"],
        since: date(2026, 1, 1),
        employers: "of 25 or more",
        widest: Some((50_000, 200_000)),
    },
];

/// From this day member states of the European Union were to have made Directive (EU) 2023/970 their law.
pub(super) const EU_SINCE: Date = date(2026, 6, 7);

/// The member states of the European Union.
pub(super) const EU: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

impl Law {
    /// Whether a place is under it on a day.
    pub(super) fn holds_at(&self, place: &Location, today: Date) -> bool {
        if today < self.since || place.country.map(|country| country.code()) != Some(self.country) {
            return false;
        }
        let is_one_of = |name: &str, known: &[&str]| {
            let name = fold(name);
            known.iter().any(|known| fold(known) == name)
        };
        match (&place.region, &place.city) {
            // "US-CA" is how ISO 3166-2 writes it.
            (Some(region), _) => is_one_of(region.rsplit('-').next().unwrap_or(region), self.regions),
            // In "Austin TX" the city names the region.
            (None, Some(city)) => {
                is_one_of(city, self.cities)
                    || city
                        .rsplit_once([' ', ','])
                        .is_some_and(|(city, region)| self.regions[0] == region.trim() && !city.is_empty())
            }
            (None, None) => false,
        }
    }
}

/// The law that holds at a place.
pub(super) fn at(place: &Location, today: Date) -> Option<&'static Law> {
    LAWS.iter().chain(std::iter::once(&COLORADO)).find(|law| law.holds_at(place, today))
}
