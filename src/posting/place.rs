//! Places: countries by ISO 3166-1, locations, and where applicants may live.

use serde::{Deserialize, Serialize};

/// A country of ISO 3166-1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static str);

impl Country {
    /// The country of a two-letter code in any case; also `UK`, which people write for `GB`.
    pub fn from_code(code: &str) -> Option<Self> {
        let upper = code.to_ascii_uppercase();
        let code = if upper == "UK" { "GB" } else { &upper };
        rust_iso3166::from_alpha2(code).map(|known| Self(known.alpha2))
    }

    /// The country of an English name or a three-letter code, to suggest its code.
    pub fn from_name(name: &str) -> Option<Self> {
        let wanted = name.to_lowercase();
        if wanted.len() < 3 {
            return None;
        }
        let exact =
            rust_iso3166::ALL.iter().find(|c| c.name.to_lowercase() == wanted || c.alpha3.to_lowercase() == wanted);
        let found = exact.or_else(|| rust_iso3166::ALL.iter().find(|c| c.name.to_lowercase().starts_with(&wanted)));
        found.and_then(|c| Self::from_code(c.alpha2))
    }

    /// Its two letters, upper case.
    pub fn code(self) -> &'static str {
        self.0
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// A place where work is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// The city.
    pub city: Option<String>,
    /// The state, province or canton.
    pub region: Option<String>,
    /// The country.
    pub country: Option<Country>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// Street and number.
    pub street: Option<String>,
}

/// Where applicants for a remote role may live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ApplicantArea {
    /// In a country.
    Country(Country),
    /// Anywhere on Earth.
    Anywhere,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_those_of_the_list() {
        assert_eq!(Country::from_code("no").unwrap().code(), "NO");
        assert_eq!(Country::from_code("UK").unwrap().code(), "GB");
        assert!(Country::from_code("XX").is_none() && Country::from_code("Germany").is_none());
        assert_eq!(Country::from_name("germany").unwrap().code(), "DE");
        assert_eq!(Country::from_name("USA").unwrap().code(), "US");
        assert!(Country::from_name("d").is_none());
    }
}
