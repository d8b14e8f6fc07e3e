//! The world's larger cities, each with the country that its name means: `words/cities.txt`, which `scripts/cities` writes
//! from the facts of [GeoNames](https://www.geonames.org/) (CC BY 4.0).

/// A name in small letters, a tab, and the country's code; in the order of the names' bytes.
const CITIES: &str = include_str!("words/cities.txt");

/// The code of the country that a city's name means, if the list has it. The names are not read beforehand: a lookup
/// halves the text some 15 times.
pub fn country(name: &str) -> Option<&'static str> {
    let wanted = form(name);
    let mut rest = CITIES;
    while !rest.is_empty() {
        let middle = rest.as_bytes()[..rest.len() / 2].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let end = rest[middle..].find('\n').map_or(rest.len(), |at| middle + at);
        let (city, code) = rest[middle..end].split_once('\t')?;
        match wanted.as_str().cmp(city) {
            std::cmp::Ordering::Equal => return Some(code),
            std::cmp::Ordering::Less => rest = &rest[..middle],
            std::cmp::Ordering::Greater => rest = rest.get(end + 1..)?,
        }
    }
    None
}

/// A name as the list has it: in small letters, with spaces for hyphens and without points: "St. Austell", "Castrop-Rauxel".
fn form(name: &str) -> String {
    let small = name.to_lowercase().replace('-', " ").replace(['.', '\'', '’'], "");
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_city_of_the_list_is_found_and_no_other_name() {
        for line in CITIES.lines() {
            let (name, code) = line.split_once('\t').expect("a tab");
            assert_eq!(country(name), Some(code), "{name}");
            assert!(crate::posting::Country::from_code(code).is_some(), "{code}");
        }
        for name in ["", "a", "zzz", "Reading", "\n", "\t", "Nowhere in Particular"] {
            assert_eq!(country(name), None, "{name}");
        }
    }

    #[test]
    fn case_hyphens_points_and_accents_do_not_matter() {
        assert_eq!(country("Wiener Neustadt"), Some("AT"));
        assert_eq!(country("St. Austell"), Some("GB"));
        assert_eq!(country("Castrop-Rauxel"), Some("DE"));
        assert_eq!((country("Jönköping"), country("Jonkoping")), (Some("SE"), Some("SE")));
    }
}
