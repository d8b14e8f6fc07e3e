//! What people mean who write something else: other words for ours, names of countries and languages, addresses with a slip.

use crate::posting::{Country, Word};

/// Other words for the fixed words of front matter, in lower case without spaces and signs, each with the key they stand for.
const WORDS: &[(&str, &[(&str, &str)])] = &[
    (
        "employment",
        &[
            ("permanent", "full-time"),
            ("vollzeit", "full-time"),
            ("teilzeit", "part-time"),
            ("freelance", "contract"),
            ("freelancer", "contract"),
            ("contractor", "contract"),
            ("fixedterm", "temporary"),
            ("befristet", "temporary"),
            ("apprenticeship", "internship"),
            ("praktikum", "internship"),
        ],
    ),
    (
        "workplace",
        &[
            ("homeoffice", "remote"),
            ("wfh", "remote"),
            ("fromhome", "remote"),
            ("office", "onsite"),
            ("inoffice", "onsite"),
            ("inperson", "onsite"),
            ("mixed", "hybrid"),
        ],
    ),
    (
        "level",
        &[
            ("entrylevel", "junior"),
            ("graduate", "junior"),
            ("midlevel", "mid"),
            ("intermediate", "mid"),
            ("experienced", "senior"),
            ("manager", "lead"),
            ("director", "executive"),
            // Of skills and languages.
            ("basic", "familiar"),
            ("beginner", "familiar"),
            ("good", "proficient"),
            ("advanced", "expert"),
            ("fluent", "C1"),
            ("businessfluent", "C1"),
            ("nativespeaker", "native"),
            ("mothertongue", "native"),
        ],
    ),
    (
        "status",
        &[
            ("active", "open"),
            ("published", "open"),
            ("live", "open"),
            ("closed", "filled"),
            ("inactive", "draft"),
            ("hidden", "draft"),
            ("unpublished", "draft"),
        ],
    ),
    (
        "education",
        &[
            ("phd", "doctorate"),
            ("dr", "doctorate"),
            ("bsc", "bachelor"),
            ("ba", "bachelor"),
            ("bs", "bachelor"),
            ("msc", "master"),
            ("ma", "master"),
            ("mba", "master"),
            ("diplom", "master"),
            ("university", "bachelor"),
            ("degree", "bachelor"),
            ("abitur", "high-school"),
            ("ged", "high-school"),
            ("alevels", "high-school"),
        ],
    ),
    (
        "per",
        &[
            ("annum", "year"),
            ("annual", "year"),
            ("yearly", "year"),
            ("monthly", "month"),
            ("hourly", "hour"),
            ("jahr", "year"),
            ("monat", "month"),
            ("stunde", "hour"),
        ],
    ),
];

/// The fixed word that is meant by another: one of [`WORDS`], or the one that stands in it as a word, "Senior Level".
pub(super) fn word<W: Word>(key: &str, written: &str) -> Option<&'static str> {
    let plain: String = written.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let known = |word: &&str| W::ALL.iter().any(|known| known.word() == *word);
    let others = WORDS.iter().find(|(of, _)| *of == key).map_or(&[][..], |(_, words)| words);
    let other = others.iter().filter(|(other, word)| *other == plain && known(word)).map(|(_, word)| *word).next();
    other.or_else(|| {
        let lower = written.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        words.find_map(|word| W::from_word(word).map(W::word))
    })
}

/// Names of countries that no list of ISO has, in lower case.
const COUNTRIES: &[(&str, &str)] = &[
    ("deutschland", "DE"),
    ("allemagne", "DE"),
    ("österreich", "AT"),
    ("schweiz", "CH"),
    ("suisse", "CH"),
    ("svizzera", "CH"),
    ("frankreich", "FR"),
    ("italien", "IT"),
    ("italia", "IT"),
    ("spanien", "ES"),
    ("españa", "ES"),
    ("niederlande", "NL"),
    ("nederland", "NL"),
    ("holland", "NL"),
    ("polen", "PL"),
    ("polska", "PL"),
    ("dänemark", "DK"),
    ("schweden", "SE"),
    ("belgien", "BE"),
    ("tschechien", "CZ"),
    ("czech republic", "CZ"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("great britain", "GB"),
    ("großbritannien", "GB"),
    ("u.k.", "GB"),
    ("u.s.", "US"),
    ("u.s.a.", "US"),
    ("america", "US"),
    ("united states", "US"),
    ("united states of america", "US"),
    ("south korea", "KR"),
    ("russia", "RU"),
    ("vietnam", "VN"),
    ("türkei", "TR"),
    ("turkey", "TR"),
    ("uae", "AE"),
    ("中国", "CN"),
    ("日本", "JP"),
];

/// The country of a name.
pub(super) fn country(written: &str) -> Option<Country> {
    let lower = written.trim().to_lowercase();
    let other = COUNTRIES.iter().find(|(name, _)| *name == lower).and_then(|(_, code)| Country::from_code(code));
    other.or_else(|| Country::from_name(written))
}

/// Whether letters are a state of the United States, which people write where a country belongs.
pub(super) fn is_us_state(code: &str) -> bool {
    const STATES: &str = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC \
                          ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY";
    STATES.split_whitespace().any(|state| state == code)
}

/// The code of a language's name.
pub(super) fn language(written: &str) -> Option<&'static str> {
    const LANGUAGES: &[(&str, &str)] = &[
        ("english", "en"),
        ("german", "de"),
        ("deutsch", "de"),
        ("french", "fr"),
        ("français", "fr"),
        ("spanish", "es"),
        ("español", "es"),
        ("italian", "it"),
        ("dutch", "nl"),
        ("polish", "pl"),
        ("portuguese", "pt"),
        ("chinese", "zh"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("russian", "ru"),
    ];
    let lower = written.to_lowercase();
    LANGUAGES.iter().find(|(name, _)| *name == lower).map(|(_, code)| *code)
}

/// A number of years in words.
pub(super) fn number(written: &str) -> Option<u8> {
    const NUMBERS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let first = written.split_whitespace().next()?.to_lowercase();
    NUMBERS.iter().position(|number| *number == first).and_then(|number| number.try_into().ok())
}

/// The address in a text with a slip, as far as `is_good` takes it: a Markdown link, brackets or a name around it, a space, a
/// comma for a point, two `@`, a missing `https://`.
pub(super) fn address(written: &str, is_good: impl Fn(&str) -> bool) -> Option<String> {
    let between = |open: char, close: char| {
        let start = written.find(open)? + open.len_utf8();
        let end = start + written[start..].find(close)?;
        Some(written[start..end].to_owned())
    };
    let link = written.contains("](").then(|| between('(', ')')).flatten();
    let candidates = [link, between('<', '>'), Some(written.to_owned())].into_iter().flatten();
    candidates
        .flat_map(|address| {
            let tight: String = address.replace(" at ", "@").split_whitespace().collect();
            let mended = tight.replace(',', ".").replace("@@", "@").replace("(at)", "@").replace("[at]", "@");
            let https = match mended.split_once(":/") {
                Some((scheme, rest)) if !rest.starts_with('/') => format!("{scheme}://{rest}"),
                _ if mended.contains('.') && !mended.contains([':', '@']) => format!("https://{mended}"),
                _ => mended.clone(),
            };
            [address, tight, mended, https]
        })
        .find(|address| address != written && is_good(address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::{Education, Employment, LanguageLevel, Level, Period, SkillLevel};

    #[test]
    fn other_words_lead_to_ours_of_the_same_kind() {
        assert_eq!(word::<Employment>("employment", "Permanent"), Some("full-time"));
        assert_eq!(word::<Education>("education", "B.Sc."), Some("bachelor"));
        assert_eq!(word::<Education>("education", "Bachelor's degree"), Some("bachelor"));
        assert_eq!(word::<Level>("level", "Senior Level"), Some("senior"));
        assert_eq!(word::<SkillLevel>("level", "advanced"), Some("expert"));
        assert_eq!(word::<LanguageLevel>("level", "fluent"), Some("C1"));
        assert_eq!(word::<Level>("level", "fluent"), None);
        assert_eq!(word::<Period>("per", "per month"), Some("month"));
        assert_eq!(word::<Period>("per", "century"), None);
    }

    #[test]
    fn every_other_word_leads_to_a_word() {
        let words: Vec<&str> = [
            Employment::ALL.iter().map(|w| w.word()).collect::<Vec<_>>(),
            crate::posting::Workplace::ALL.iter().map(|w| w.word()).collect(),
            Level::ALL.iter().map(|w| w.word()).collect(),
            SkillLevel::ALL.iter().map(|w| w.word()).collect(),
            LanguageLevel::ALL.iter().map(|w| w.word()).collect(),
            crate::posting::Status::ALL.iter().map(|w| w.word()).collect(),
            Education::ALL.iter().map(|w| w.word()).collect(),
            Period::ALL.iter().map(|w| w.word()).collect(),
        ]
        .concat();
        for (other, word) in WORDS.iter().flat_map(|(_, pairs)| *pairs) {
            assert!(words.contains(word), "{other} leads to {word}");
        }
        assert!(COUNTRIES.iter().all(|(_, code)| Country::from_code(code).is_some()));
    }
}
