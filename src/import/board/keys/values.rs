//! The values of known keys as facts.

use super::{Found, Meaning, plain};
use crate::import::board::tree::{Entry, Tree};
use crate::import::draft::{Address, Amounts, Draft, Fact, Moment, Stated};

/// What a key states; nothing when its value is none of that kind.
pub(super) fn facts(meaning: Meaning, found: &Found<'_>) -> Vec<Fact> {
    let value = found.value;
    let one = |make: fn(String) -> Fact| value.line().map(make).into_iter().collect::<Vec<_>>();
    let each = |make: fn(String) -> Fact| value.lines().into_iter().map(make).collect::<Vec<_>>();
    let days = |make: fn(Moment) -> Fact| value.line().map(|text| make(Moment::Text(text))).into_iter().collect();
    match meaning {
        Meaning::Department => one(Fact::Department),
        Meaning::Team => one(Fact::Team),
        Meaning::Company => match value.entries() {
            [] => one(Fact::Company),
            entries => entry(entries, &["name", "title"]).map(Fact::Company).into_iter().collect(),
        },
        Meaning::Language => one(Fact::Language),
        Meaning::Place => place(value),
        Meaning::Workplace => workplace(found),
        Meaning::Applicants => each(Fact::Applicants),
        Meaning::Employment => {
            // `employmentType: { original: Contract, typeInfo: [...] }`
            let kinds = kinds_in_short(value.entries()).map(Fact::Employment).into_iter().chain(each(Fact::Employment));
            kinds.filter(|fact| !is_page_type(&found.key, fact)).collect()
        }
        Meaning::Level => one(Fact::Level),
        Meaning::Posted => days(Fact::Posted),
        Meaning::Updated => days(Fact::Updated),
        Meaning::Closes => days(Fact::Closes),
        Meaning::Draft => {
            truth(value).filter(|truth| *truth).map(|_| Fact::Status("draft".into())).into_iter().collect()
        }
        Meaning::Published => match truth(value) {
            Some(true) => vec![],
            Some(false) => vec![Fact::Status("draft".into())],
            None => days(Fact::Posted),
        },
        Meaning::Active => match truth(value) {
            Some(true) => vec![],
            Some(false) => vec![Fact::Status("closed".into())],
            None => days(Fact::Posted),
        },
        Meaning::Closed => match truth(value) {
            Some(false) => vec![],
            Some(true) => vec![Fact::Status("closed".into())],
            None => days(Fact::Closes),
        },
        Meaning::Status => one(Fact::Status),
        Meaning::Pay => pay(value),
        Meaning::Education => one(Fact::Education).into_iter().filter(is_short).collect(),
        Meaning::Experience => {
            let years = value.line().and_then(|text| text.parse().ok()).filter(|years| *years <= 60);
            years.map(Fact::Years).into_iter().collect()
        }
        Meaning::Skills => names(value).map(Fact::Skills).into_iter().collect(),
        Meaning::Tags => names(value).map(Fact::Tags).into_iter().collect(),
        Meaning::Benefits => match value {
            Tree::List(_) => vec![Fact::Benefits(value.lines())],
            _ => vec![],
        },
        Meaning::Apply => apply(value),
        Meaning::Number => one(Fact::Number),
        Meaning::Alias => each(Fact::Alias),
        Meaning::Slug => {
            let slug = value.line().map(|slug| crate::slug::slug(&slug)).filter(|slug| !slug.is_empty());
            slug.map(Fact::Alias).into_iter().collect()
        }
        _ => vec![],
    }
}

/// The kinds of employment that a mapping says in short.
pub(super) fn kinds_in_short(entries: &[Entry]) -> Option<String> {
    entry(entries, &["original", "text_description", "text", "label"])
}

/// Why a key of a known meaning states nothing.
pub(super) fn why_not(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Apply => "it has neither a web address nor an e-mail address",
        _ => "its value is of another kind than rolecall expects",
    }
}

/// Whether the key is read together with others, by [`state_parts`].
pub(super) fn is_said_in_parts(meaning: Meaning) -> bool {
    use Meaning as M;
    matches!(
        meaning,
        M::Title
            | M::City
            | M::Region
            | M::Country
            | M::PostalCode
            | M::Street
            | M::PayMin
            | M::PayMax
            | M::PayCurrency
            | M::PayPer
    )
}

/// Whether the value says just that nothing is out of the ordinary: `draft: false`.
pub(super) fn says_nothing(meaning: Meaning, found: &Found<'_>) -> bool {
    use Meaning as M;
    let is_switch = matches!(meaning, M::Draft | M::Published | M::Active | M::Closed | M::Workplace);
    (is_switch && truth(found.value).is_some()) || meaning == M::Employment && found.key == "type"
}

/// The first key of a meaning that has a value in one line, and that value.
fn part<'a, 'b>(found: &'a [Found<'b>], wanted: Meaning) -> Option<(&'a Found<'b>, String)> {
    let mut parts = found.iter().filter(|found| found.meaning.is_some_and(|(meaning, _)| meaning == wanted));
    parts.find_map(|found| Some((found, found.value.line()?)))
}

/// Facts whose parts stand under keys of their own: city and country, the ends of a pay.
pub(super) fn state_parts(found: &[Found<'_>], draft: &mut Draft) {
    let part = |wanted: Meaning| part(found, wanted);
    let text = |wanted: Meaning| part(wanted).map(|(_, text)| text);
    let address = Address {
        city: text(Meaning::City),
        region: text(Meaning::Region),
        country: text(Meaning::Country),
        postal_code: text(Meaning::PostalCode),
        street: text(Meaning::Street),
    };
    let first = [Meaning::City, Meaning::Country, Meaning::Region].into_iter().find_map(part);
    if let Some((key, _)) = first {
        let place = text(Meaning::Place).filter(|place| address.city.is_none() && !place.contains(','));
        let fact = match (place, &address.country) {
            (Some(place), Some(country)) => Fact::PlaceIn(place, country.clone()),
            _ => Fact::Address(address),
        };
        draft.stated.push(Stated { field: key.name.clone(), line: key.line, fact });
    }
    let ends = [Meaning::PayMin, Meaning::PayMax].map(part);
    if let Some((key, _)) = ends.iter().flatten().next() {
        let numbers = ends.iter().map(|end| end.as_ref().and_then(|(_, text)| number(text))).collect::<Vec<_>>();
        let per = text(Meaning::PayPer);
        let fact = if numbers.iter().any(Option::is_some) && per.is_some() {
            Fact::Amounts(Amounts { min: numbers[0], max: numbers[1], currency: text(Meaning::PayCurrency), per })
        } else {
            let texts: Vec<&str> = ends.iter().flatten().map(|(_, text)| text.as_str()).collect();
            let currency = text(Meaning::PayCurrency).map(|code| format!(" {code}")).unwrap_or_default();
            Fact::Pay(texts.join(" - ") + &currency)
        };
        draft.stated.push(Stated { field: key.name.clone(), line: key.line, fact });
    }
}

/// A switch, in all the ways in which it is written.
fn truth(value: &Tree) -> Option<bool> {
    match value.line()?.to_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" => Some(true),
        "false" | "no" | "n" | "off" | "0" => Some(false),
        _ => None,
    }
}

fn number(text: &str) -> Option<f64> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '_' | ' ')).collect();
    digits.parse().ok().filter(|number: &f64| *number > 0.0)
}

/// The text of the first of these keys.
fn entry(entries: &[Entry], keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| entries.iter().find(|entry| plain(&entry.key) == *key)?.value.line())
}

fn place(value: &Tree) -> Vec<Fact> {
    match value {
        Tree::List(items) => items.iter().flat_map(place).collect(),
        Tree::Map(entries) => {
            // `jobLocation: { address: {...} }`, `{ locations: [...] }`
            let inner = ["locations", "address"].into_iter().find_map(|key| {
                let entry = entries.iter().find(|entry| plain(&entry.key) == key)?;
                Some(place(&entry.value)).filter(|facts| !facts.is_empty() && entry.value.line().is_none())
            });
            if let Some(facts) = inner {
                return facts;
            }
            let address = Address {
                city: entry(entries, &["city", "town", "locality", "address_locality"]),
                region: entry(entries, &["region", "state", "province", "address_region"]),
                country: entry(entries, &["country", "country_code", "country_name", "address_country"]),
                postal_code: entry(entries, &["postal_code", "zip", "postcode"]),
                street: entry(entries, &["street", "street_address"]),
            };
            let mut facts = Vec::new();
            let name = entry(entries, &["name", "title", "label", "place", "address"]);
            if let (None, Some(name), Some(country)) = (&address.city, &name, &address.country) {
                facts.push(Fact::PlaceIn(name.clone(), country.clone()));
            } else if !address.is_empty() {
                facts.push(Fact::Address(address));
            } else if let Some(name) = name {
                facts.push(Fact::Place(name));
            }
            let remote = entries.iter().find(|entry| plain(&entry.key) == "remote").map(|entry| &entry.value);
            if remote.and_then(truth) == Some(true) {
                facts.push(Fact::Workplace("remote".into()));
            }
            facts
        }
        other => other.line().map(Fact::Place).into_iter().collect(),
    }
}

/// `remote: true`, `hybrid: true` and `workplace: on-site`.
fn workplace(found: &Found<'_>) -> Vec<Fact> {
    let word = match &*found.key {
        "hybrid" => "hybrid",
        "onsite" | "on_site" => "onsite",
        _ => "remote",
    };
    match truth(found.value) {
        Some(true) => vec![Fact::Workplace(word.into())],
        Some(false) => vec![],
        None => found.value.lines().into_iter().map(Fact::Workplace).collect(),
    }
}

/// `type: post` says which template shows the page.
fn is_page_type(key: &str, fact: &Fact) -> bool {
    const PAGES: [&str; 12] = [
        "post",
        "page",
        "job",
        "jobs",
        "posting",
        "position",
        "positions",
        "career",
        "careers",
        "role",
        "opening",
        "vacancy",
    ];
    matches!(fact, Fact::Employment(kind) if key == "type" && PAGES.contains(&kind.to_lowercase().as_str()))
}

/// What keys beside a pay say of it: `salaryCurrency: JPY`, `salaryPeriod: year`.
pub(super) fn beside_pay(found: &[Found<'_>]) -> String {
    let part = |wanted: Meaning| part(found, wanted).map(|(_, text)| text);
    let currency = part(Meaning::PayCurrency).map(|code| format!(" {code}"));
    let per = part(Meaning::PayPer).map(|per| format!(" per {per}"));
    currency.unwrap_or_default() + &per.unwrap_or_default()
}

fn pay(value: &Tree) -> Vec<Fact> {
    let entries = value.entries();
    if entries.is_empty() {
        return value.line().map(Fact::Pay).into_iter().collect();
    }
    let amount = |keys: &[&str]| entry(entries, keys).as_deref().and_then(number);
    let amounts = Amounts {
        min: amount(&["min", "minimum", "from", "min_value", "low"]),
        max: amount(&["max", "maximum", "to", "max_value", "high"]),
        currency: entry(entries, &["currency"]),
        per: entry(entries, &["per", "period", "unit", "interval", "unit_text", "frequency"]),
    };
    let exact = amount(&["amount", "value"]);
    let (min, max) = (amounts.min.or(exact), amounts.max.or(exact));
    let text = entry(entries, &["original", "text", "label", "range"]);
    // Numbers without a time say less than the text that they were taken from.
    if min.is_none() && max.is_none() || amounts.per.is_none() && text.is_some() {
        return text.or_else(|| entry(entries, &["description"])).map(Fact::Pay).into_iter().collect();
    }
    vec![Fact::Amounts(Amounts { min, max, ..amounts })]
}

/// Names in a list, or between commas.
fn names(value: &Tree) -> Option<Vec<String>> {
    let names: Vec<String> = match value {
        Tree::Text(text) => text.split([',', ';']).map(|name| name.trim().to_owned()).collect(),
        other => other.lines(),
    };
    let are_names = names.iter().all(|name| name.split_whitespace().count() <= 6);
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    (are_names && !names.is_empty()).then_some(names)
}

fn is_short(fact: &Fact) -> bool {
    matches!(fact, Fact::Education(text) if text.chars().count() <= 60)
}

/// The addresses in a text, a list or a mapping.
fn apply(value: &Tree) -> Vec<Fact> {
    let texts: Vec<String> = match value {
        Tree::Map(entries) => {
            let keys = ["url", "link", "email", "mail", "website", "href"];
            keys.iter()
                .filter_map(|key| entry(entries, &[key]))
                .chain(entries.iter().flat_map(|entry| entry.value.lines()))
                .collect()
        }
        other => other.lines(),
    };
    let mut found: Vec<String> = Vec::new();
    for address in texts.iter().flat_map(|text| addresses(text)) {
        if !found.contains(&address) {
            found.push(address);
        }
    }
    found.into_iter().map(Fact::Apply).collect()
}

/// The addresses of the web and of e-mail in a text.
pub(crate) fn addresses(text: &str) -> Vec<String> {
    let separates = |c: char| c.is_whitespace() || "<>\"'()[]{}|，。；".contains(c);
    let words = text.split(separates).map(|word| word.trim_matches(['.', ',', ';', ':', '!', '?', '*', '`']));
    let is_web = |word: &str| word.starts_with("https://") || word.starts_with("http://");
    let is_mail = |word: &str| {
        let plain = word.strip_prefix("mailto:").unwrap_or(word);
        plain.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
    };
    words.filter(|word| is_web(word) || is_mail(word)).map(str::to_owned).collect()
}
