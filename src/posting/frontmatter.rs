//! Reading the values of front matter, and of the site's other YAML files, into the model's types.

mod address;
mod day;
mod meant;
mod pay;
mod place;
mod requirements;

use super::{Employment, Word};
use crate::diagnostic::suggest;
use crate::yaml::Value;
use crate::yaml::read::{Problems, items, shortened, text};

pub use address::{aliases, apply, picture, web_address};
pub use day::date;
pub use pay::{currency, salary};
pub use place::{applicants_in, location, locations};
pub use requirements::requirements;

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
/// What to say to keys that other systems use, or that stand in the wrong place.
pub const MISPLACED: &[(&str, &str)] = &[
    ("skills", "skills belong under `requirements:`"),
    ("preferred", "this belongs under `requirements:`"),
    ("experience", "this belongs under `requirements:`"),
    ("education", "this belongs under `requirements:`"),
    ("languages", "languages belong under `requirements:`; `language` is the one that the posting is written in"),
    ("certificates", "this belongs under `requirements:`"),
    ("fields", "this belongs under `requirements:`"),
    ("location", "write `locations: \"Berlin, DE\"`, or a list of places"),
    ("city", "write `locations: \"Berlin, DE\"`, or a list of places"),
    ("country", "write `locations: \"Berlin, DE\"`, or a list of places"),
    ("date", "the first day it is listed is `posted`"),
    ("date_posted", "the first day it is listed is `posted`"),
    ("created", "the first day it is listed is `posted`"),
    ("deadline", "the last day to apply is `closes`"),
    ("closing_date", "the last day to apply is `closes`"),
    ("expires", "the last day to apply is `closes`"),
    ("draft", "write `status: draft`"),
    ("published", "write `status: open` or `status: draft`"),
    ("active", "write `status: open` or `status: filled`"),
    ("description", "what the role is about is the text below the second `---`"),
    ("email", "an e-mail address to apply to is `apply`"),
    ("apply_url", "the address to apply at is `apply`"),
    ("link", "the address to apply at is `apply`"),
    ("type", "the kind of employment is `employment`"),
    ("employment_type", "the kind of employment is `employment`"),
    ("contract", "the kind of employment is `employment`"),
    ("remote", "write `workplace: remote`"),
    ("compensation", "pay is `salary: { min: 60000, max: 90000, currency: EUR }`"),
    ("pay", "pay is `salary: { min: 60000, max: 90000, currency: EUR }`"),
    ("tags", "what a role asks for is `skills`, under `requirements:`"),
    ("organization", "on a board of several employers this is `company`"),
    ("min", "this belongs under `salary:`, two spaces further in"),
    ("max", "this belongs under `salary:`, two spaces further in"),
    ("currency", "this belongs under `salary:`, two spaces further in"),
    ("per", "this belongs under `salary:`, two spaces further in"),
];
/// The keys of `requirements`.
pub const REQUIREMENTS: &[&str] =
    &["education", "fields", "experience", "skills", "preferred", "languages", "certificates"];
/// The keys of `salary`.
pub const SALARY: &[&str] = &["min", "max", "currency", "per"];
/// What to say to other keys of `salary`.
pub const SALARY_INSTEAD: &[(&str, &str)] = &[
    ("minimum", "the lower end is `min`"),
    ("from", "the lower end is `min`"),
    ("maximum", "the upper end is `max`"),
    ("to", "the upper end is `max`"),
    ("amount", "write `min` and `max`; both may be the same number"),
    ("value", "write `min` and `max`; both may be the same number"),
    ("period", "what it is paid for is `per`: hour, day, week, month or year"),
    ("unit", "what it is paid for is `per`: hour, day, week, month or year"),
];
/// The keys of a location or an address.
pub const LOCATION: &[&str] = &["city", "region", "country", "postal_code", "street"];
/// What to say to other keys of a location.
pub const LOCATION_INSTEAD: &[(&str, &str)] = &[
    ("town", "a town is a `city`"),
    ("place", "the town is `city`"),
    ("name", "the town is `city`"),
    ("state", "a state is a `region`"),
    ("province", "a province is a `region`"),
    ("zip", "this is `postal_code`, in quotes"),
    ("zip_code", "this is `postal_code`, in quotes"),
    ("postcode", "this is `postal_code`, in quotes"),
    ("plz", "this is `postal_code`, in quotes"),
    ("address", "street and number are `street`"),
];

/// One of a fixed set of words.
pub fn word<W: Word>(value: Value<'_>, problems: &mut Problems) -> Option<W> {
    let written = text(value, problems)?;
    let found = W::from_word(&written);
    if found.is_none() {
        let words = || W::ALL.iter().map(|w| w.word());
        let key = value.key().unwrap_or("value");
        let subject = if key == "per" { "period" } else { key };
        problems.add("unknown-value", value.span(), format!("unknown {subject} `{}`", shortened(&written)), |d| {
            let d = d.help(format!("it is one of {}", suggest::one_of(words())));
            match meant::word::<W>(key, &written).or_else(|| suggest::nearest(&written, words())) {
                Some(near) => d.label(format!("did you mean `{near}`?")),
                None => d,
            }
        });
    }
    found
}

/// Kinds of employment: one or a list.
pub fn employment(value: Value<'_>, problems: &mut Problems) -> Vec<Employment> {
    let mut kinds: Vec<Employment> = Vec::new();
    for item in items(value, problems) {
        if let Some(kind) = word(item, problems).filter(|kind| !kinds.contains(kind)) {
            kinds.push(kind);
        }
    }
    kinds
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
            |d| match meant::language(&written) {
                Some(code) => d.label(format!("did you mean `{code}`?")),
                None => d.help("a language is given by its two letters, such as `en`, `de` or `zh`"),
            },
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
