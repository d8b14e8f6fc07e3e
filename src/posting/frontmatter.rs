//! Reading the values of front matter, and of the site's other YAML files, into the model's types.

use jiff::civil::Date;

use super::{
    Amount, ApplicantArea, Apply, Country, Currency, Employment, Experience, LanguageLevel, Location, Period,
    RequiredLanguage, RequiredSkill, Requirements, Salary, SalaryRange, SkillLevel, Word,
};
use crate::diagnostic::suggest;
use crate::yaml::read::{Fields, Problems, items, shortened, text, texts, wrong_type};
use crate::yaml::{Kind, Value};

/// The keys of a posting.
pub const POSTING: &[&str] = &[
    "title",
    "language",
    "department",
    "team",
    "company",
    "locations",
    "workplace",
    "applicants_in",
    "employment",
    "level",
    "posted",
    "updated",
    "closes",
    "status",
    "salary",
    "requirements",
    "benefits",
    "apply",
    "id",
    "aliases",
    "extra",
];
/// The keys of `requirements`.
pub const REQUIREMENTS: &[&str] =
    &["education", "fields", "experience", "skills", "preferred", "languages", "certificates"];
/// The keys of `salary`.
pub const SALARY: &[&str] = &["min", "max", "currency", "per"];
/// The keys of a location or an address.
pub const LOCATION: &[&str] = &["city", "region", "country", "postal_code", "street"];

/// One of a fixed set of words.
pub fn word<W: Word>(value: Value<'_>, problems: &mut Problems) -> Option<W> {
    let written = text(value, problems)?;
    let found = W::from_word(&written);
    if found.is_none() {
        let words = || W::ALL.iter().map(|w| w.word());
        let subject = value.key().unwrap_or("value");
        problems.add("unknown-value", value.span(), format!("unknown {subject} `{}`", shortened(&written)), |d| {
            let d = d.help(format!("it is one of {}", suggest::one_of(words())));
            match suggest::nearest(&written, words()) {
                Some(near) => d.label(format!("did you mean `{near}`?")),
                None => d,
            }
        });
    }
    found
}

/// A day of the calendar, `YYYY-MM-DD`.
pub fn date(value: Value<'_>, problems: &mut Problems) -> Option<Date> {
    let written = text(value, problems)?;
    if let Some(date) = strict_date(&written) {
        return Some(date);
    }
    let message = match day_that_is_not(&written) {
        Some(why) => why,
        None => format!("`{}` is not a date", shortened(&written)),
    };
    problems.add("wrong-date", value.span(), message, |d| match mended_date(&written) {
        Some(mended) => d.label(format!("write `{mended}`")),
        None => d.help("a date is year, month and day: `2026-11-30`"),
    });
    None
}

fn strict_date(written: &str) -> Option<Date> {
    let shape = written.len() == 10
        && written.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    written.parse().ok().filter(|_| shape)
}

/// The date that was meant by a known other way of writing it.
fn mended_date(written: &str) -> Option<Date> {
    let day = written.split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let number = |part: &str| part.parse::<i16>().ok();
    let [first, second, third] = parts.as_slice() else {
        return ["%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y"]
            .iter()
            .find_map(|format| Date::strptime(format, written).ok());
    };
    // Only orders that leave no doubt: the year first, or day.month.year with dots.
    let (year, month, day) = match (first.len(), third.len()) {
        (4, _) => (first, second, third),
        (_, 4) if day.contains('.') => (third, second, first),
        _ => return None,
    };
    Date::new(number(year)?, number(month)?.try_into().ok()?, number(day)?.try_into().ok()?).ok()
}

/// Says why a date of the right shape is none: `2026-02-30`.
fn day_that_is_not(written: &str) -> Option<String> {
    let mut parts = written.split('-').map(|part| part.parse::<i16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    let Ok(first) = Date::new(year, month.try_into().ok()?, 1) else {
        return Some(format!("there is no month {month}"));
    };
    let days = first.days_in_month();
    (day < 1 || day > i16::from(days)).then(|| format!("`{written}` is not a day: that month has {days} days"))
}

/// A country by its ISO 3166-1 code.
pub fn country(value: Value<'_>, problems: &mut Problems) -> Option<Country> {
    let written = text(value, problems)?;
    let found = Country::from_code(&written);
    if found.is_none() {
        problems.add("unknown-country", value.span(), format!("`{}` is no country's code", shortened(&written)), |d| {
            match Country::from_name(&written) {
                Some(meant) => d.label(format!("did you mean `{}`?", meant.code())),
                None => d.help("a country is given by its two letters of ISO 3166, such as `DE`, `GB` or `US`"),
            }
        });
    }
    found
}

/// A currency by its ISO 4217 code.
pub fn currency(value: Value<'_>, problems: &mut Problems) -> Option<Currency> {
    let written = text(value, problems)?;
    let found = Currency::from_code(&written);
    if found.is_none() {
        let meant = match written.as_str() {
            "€" => Some("EUR"),
            "$" | "US$" => Some("USD"),
            "£" => Some("GBP"),
            _ => (written.len() == 3).then(|| suggest::nearest(&written, Currency::codes())).flatten(),
        };
        problems.add(
            "unknown-currency",
            value.span(),
            format!("`{}` is no currency's code", shortened(&written)),
            |d| match meant {
                Some(code) => d.label(format!("did you mean `{code}`?")),
                None => d.help("a currency is given by its three letters of ISO 4217, such as `EUR` or `USD`"),
            },
        );
    }
    found
}

/// A web address, `http` or `https`.
pub fn web_address(value: Value<'_>, problems: &mut Problems) -> Option<String> {
    let written = text(value, problems)?;
    let good = is_web_address(&written);
    if !good {
        problems.add("wrong-address", value.span(), format!("`{}` is not a web address", shortened(&written)), |d| {
            let candidate = format!("https://{written}");
            if !written.contains(':') && written.contains('.') && is_web_address(&candidate) {
                d.label(format!("write `{candidate}`"))
            } else {
                d.help("an address begins with `https://`")
            }
        });
    }
    good.then_some(written)
}

fn is_web_address(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// A picture: a web address, or a path from the site's root.
pub fn picture(value: Value<'_>, problems: &mut Problems) -> Option<String> {
    match value.text() {
        Some(path) if path.starts_with('/') && !path.starts_with("//") => text(value, problems),
        _ => web_address(value, problems),
    }
}

/// Where to apply: a web address or an e-mail address.
pub fn apply(value: Value<'_>, problems: &mut Problems) -> Option<Apply> {
    let written = text(value, problems)?;
    let address = written.strip_prefix("mailto:").unwrap_or(&written);
    if is_email(address) {
        return Some(Apply::Email(address.to_owned()));
    }
    // `{slug}` and `{id}` of a site's pattern are no part of an address, so they stand in as letters.
    if is_web_address(&written.replace("{slug}", "slug").replace("{id}", "id")) {
        return Some(Apply::Page(written));
    }
    let message = format!("`{}` is neither a web address nor an e-mail address", shortened(&written));
    problems.add("wrong-address", value.span(), message, |d| {
        d.help("write `https://example.com/apply` or `jobs@example.com`")
    });
    None
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |part: &str, also: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || also.contains(c)) && !part.contains("..")
    };
    plain(local, ".!#$%*+-/=^_{}~'")
        && plain(domain, ".-")
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
}

/// Kinds of employment: one or a list.
pub fn employment(value: Value<'_>, problems: &mut Problems) -> Vec<Employment> {
    let mut kinds: Vec<Employment> = Vec::new();
    for item in items(value) {
        if let Some(kind) = word(item, problems).filter(|kind| !kinds.contains(kind)) {
            kinds.push(kind);
        }
    }
    kinds
}

/// Countries where applicants may live, or `anywhere`.
pub fn applicants_in(value: Value<'_>, problems: &mut Problems) -> Vec<ApplicantArea> {
    let mut areas = Vec::new();
    for item in items(value) {
        let anywhere = item.text().is_some_and(|t| t.trim().eq_ignore_ascii_case("anywhere"));
        let area =
            if anywhere { Some(ApplicantArea::Anywhere) } else { country(item, problems).map(ApplicantArea::Country) };
        if let Some(area) = area.filter(|area| !areas.contains(area)) {
            areas.push(area);
        }
    }
    areas
}

/// Places: one or a list, each "City, CC", a country's code, or a mapping.
pub fn locations(value: Value<'_>, problems: &mut Problems) -> Vec<Location> {
    items(value).into_iter().filter_map(|item| location(item, problems)).collect()
}

/// One place.
pub fn location(value: Value<'_>, problems: &mut Problems) -> Option<Location> {
    if *value.kind() == Kind::Map {
        let fields = Fields::of(value, LOCATION, "a location", problems);
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
            problems.add("unknown-country", value.span(), message, |d| match (Country::from_name(code), city) {
                (Some(meant), Some(city)) => d.label(format!("did you mean `{city}, {}`?", meant.code())),
                (Some(meant), None) => d.label(format!("did you mean `{}`?", meant.code())),
                _ => d.help("a place is a city and its country's two letters: `Berlin, DE`"),
            });
            None
        }
    }
}

/// Pay: `{ min: 60000, max: 90000, currency: EUR, per: year }`.
pub fn salary(value: Value<'_>, problems: &mut Problems) -> Option<Salary> {
    if *value.kind() != Kind::Map {
        problems.add("wrong-type", value.span(), "`salary` must say the numbers apart", |d| {
            d.help("write for example `salary: { min: 60000, max: 90000, currency: EUR, per: year }`")
        });
        return None;
    }
    let fields = Fields::of(value, SALARY, "`salary`", problems);
    let (min_field, max_field) = (fields.get("min"), fields.get("max"));
    let min = min_field.map(|v| amount(v, problems));
    let max = max_field.map(|v| amount(v, problems));
    let currency_field = fields.get("currency");
    let currency = currency_field.and_then(|v| currency(v, problems));
    let per = match fields.get("per") {
        Some(v) => word(v, problems),
        None => Some(Period::Year),
    };
    let range = match (min, max) {
        (None, None) => {
            problems.add("empty-salary", value.key_span(), "this salary has neither `min` nor `max`", |d| {
                d.help("give one of them or both, or leave `salary` out")
            });
            return None;
        }
        (Some(min), None) => SalaryRange::From(min?),
        (None, Some(max)) => SalaryRange::UpTo(max?),
        (Some(min), Some(max)) => {
            let (min, max) = (min?, max?);
            if min > max {
                problems.add("min-above-max", min_field.and_then(|v| v.span()), "`min` is above `max`", |d| {
                    d.help("exchange the two numbers")
                });
                return None;
            }
            SalaryRange::Between(min, max)
        }
    };
    Some(Salary { range, currency, per: per? })
}

fn amount(value: Value<'_>, problems: &mut Problems) -> Option<Amount> {
    let units = match value.kind() {
        Kind::Int(number) => Some(*number as f64),
        Kind::Float(number) => Some(*number),
        _ => None,
    };
    let found = units.and_then(Amount::from_units);
    if found.is_none() {
        problems.add("wrong-number", value.span(), "this must be an amount of money above zero", |d| {
            let digits: String =
                value.text().unwrap_or_default().chars().filter(|c| !matches!(c, ',' | '.' | ' ' | '_')).collect();
            match (digits.parse::<u32>(), digits.strip_suffix(['k', 'K']).map(str::parse::<u32>)) {
                (Ok(number), _) if number > 0 => d.label(format!("did you mean `{number}`?")),
                (_, Some(Ok(thousands))) => d.label(format!("did you mean `{thousands}000`?")),
                _ => d.help("write digits only, without currency and thousands' marks: `60000`"),
            }
        });
    }
    found
}

/// What a role asks for.
pub fn requirements(value: Value<'_>, problems: &mut Problems) -> Requirements {
    let fields = Fields::of(value, REQUIREMENTS, "`requirements`", problems);
    let skills: Vec<RequiredSkill> = fields.get("skills").map(|v| skills(v, problems)).unwrap_or_default();
    let mut preferred: Vec<RequiredSkill> =
        fields.get("preferred").map(|v| self::skills(v, problems)).unwrap_or_default();
    // What is required need not be preferred as well.
    preferred.retain(|p| !skills.iter().any(|s| s.name.eq_ignore_ascii_case(&p.name)));
    Requirements {
        education: fields.get("education").and_then(|v| word(v, problems)),
        fields: fields.get("fields").map(|v| texts(v, problems)).unwrap_or_default(),
        experience: fields.get("experience").map(|v| experience(v, problems)).unwrap_or_default(),
        skills,
        preferred,
        languages: fields.get("languages").map(|v| languages(v, problems)).unwrap_or_default(),
        certificates: fields.get("certificates").map(|v| texts(v, problems)).unwrap_or_default(),
    }
}

fn skills(value: Value<'_>, problems: &mut Problems) -> Vec<RequiredSkill> {
    let mut skills: Vec<RequiredSkill> = Vec::new();
    for item in items(value) {
        if let Some((name, level)) = named_level::<SkillLevel>(item, "a skill", problems)
            && !skills.iter().any(|s| s.name.eq_ignore_ascii_case(&name))
        {
            skills.push(RequiredSkill { name, level });
        }
    }
    skills
}

fn languages(value: Value<'_>, problems: &mut Problems) -> Vec<RequiredLanguage> {
    let mut languages: Vec<RequiredLanguage> = Vec::new();
    for item in items(value) {
        if let Some((name, level)) = named_level::<LanguageLevel>(item, "a language", problems)
            && !languages.iter().any(|l| l.name.eq_ignore_ascii_case(&name))
        {
            languages.push(RequiredLanguage { name, level });
        }
    }
    languages
}

/// A name by itself, or `{ name: ..., level: ... }`.
fn named_level<L: Word>(value: Value<'_>, inside: &str, problems: &mut Problems) -> Option<(String, Option<L>)> {
    if *value.kind() != Kind::Map {
        return text(value, problems).map(|name| (name, None));
    }
    let fields = Fields::of(value, &["name", "level"], inside, problems);
    let level = fields.get("level").and_then(|v| word(v, problems));
    match fields.get("name") {
        Some(name) => text(name, problems).map(|name| (name, level)),
        None => {
            problems.add("missing-key", value.span(), format!("{inside} needs a `name`"), |d| d);
            None
        }
    }
}

fn experience(value: Value<'_>, problems: &mut Problems) -> Vec<Experience> {
    items(value)
        .into_iter()
        .filter_map(|item| {
            if *item.kind() != Kind::Map {
                return years(item, problems).map(|years| Experience { years, scope: None });
            }
            let fields = Fields::of(item, &["years", "in"], "`experience`", problems);
            let scope = fields.get("in").and_then(|v| text(v, problems));
            match fields.get("years") {
                Some(v) => years(v, problems).map(|years| Experience { years, scope }),
                None => {
                    problems.add("missing-key", item.span(), "an entry of `experience` needs its `years`", |d| {
                        d.help("write for example `{ years: 5, in: software industry }`")
                    });
                    None
                }
            }
        })
        .collect()
}

fn years(value: Value<'_>, problems: &mut Problems) -> Option<u8> {
    let found = match value.kind() {
        Kind::Int(years) => u8::try_from(*years).ok().filter(|y| *y <= Experience::MOST),
        _ => None,
    };
    if found.is_none() {
        let message = format!("years of experience are a whole number from 0 to {}", Experience::MOST);
        problems.add("wrong-number", value.span(), message, |d| {
            let digits: String = value.text().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
            match digits.parse::<u8>() {
                Ok(number) if number <= Experience::MOST => d.label(format!("did you mean `{number}`?")),
                _ => d,
            }
        });
    }
    found
}

/// Former addresses as paths from the site's root.
pub fn aliases(value: Value<'_>, problems: &mut Problems) -> Vec<String> {
    let mut aliases = Vec::new();
    for item in items(value) {
        let Some(written) = text(item, problems) else { continue };
        let plain = written.starts_with('/')
            && !written.contains(['?', '#', '\\', '"', '<', '>', ':', '*', '|', ' ', '%'])
            && written.trim_matches('/').split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        if !plain {
            problems.add(
                "wrong-alias",
                item.span(),
                format!("`{}` is not a path on this site", shortened(&written)),
                |d| d.help("an alias is an address without the host: `/old/address/`"),
            );
            continue;
        }
        let is_file = written.rsplit('/').next().is_some_and(|last| last.contains('.'));
        let alias = if is_file || written.ends_with('/') { written } else { format!("{written}/") };
        if !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    aliases
}

/// A language tag of BCP 47 in its usual spelling: `de`, `pt-BR`, `zh-Hans`.
pub fn language_tag(value: Value<'_>, problems: &mut Problems) -> Option<String> {
    let written = text(value, problems)?;
    let mut parts = written.split(['-', '_']);
    let first_is_good =
        parts.next().is_some_and(|p| matches!(p.len(), 2 | 3) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    let rest_is_good = parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    if !(first_is_good && rest_is_good) {
        problems.add(
            "unknown-language",
            value.span(),
            format!("`{}` is not a language's code", shortened(&written)),
            |d| d.help("a language is given by its two letters, such as `en`, `de` or `zh`"),
        );
        return None;
    }
    let spelled = written.split(['-', '_']).enumerate().map(|(i, part)| match (i, part.len()) {
        (0, _) => part.to_ascii_lowercase(),
        (_, 2) => part.to_ascii_uppercase(),
        (_, 4) => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
        _ => part.to_ascii_lowercase(),
    });
    Some(spelled.collect::<Vec<_>>().join("-"))
}
