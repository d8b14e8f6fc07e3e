//! Interface texts in the site's language, and the ways of writing numbers, dates and money that go with it.

use std::collections::HashMap;
use std::fmt::Write as _;

use foldhash::fast::FixedState;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use jiff::civil::Date;
use serde_json::Value as Json;

use crate::diagnostic::{Diagnostic, suggest};
use crate::posting::{Amount, Currency, Salary, SalaryRange, Word as _};
use crate::source::ProjectPath;
use crate::yaml::read::{Problems, shortened};
use crate::yaml::{Document, Kind, Value};

const ENGLISH: &str = include_str!("../../templates/text/en.yaml");

/// The interface texts of one language.
pub struct Texts {
    tree: Json,
    /// The same texts for looking up: every page asks for dozens of them.
    index: Index,
    plurals: Option<PluralRules>,
}

/// Texts by their key; keys that belong together have a table of their own.
#[derive(Default)]
struct Index {
    texts: HashMap<Box<str>, Box<str>, FixedState>,
    groups: HashMap<Box<str>, Index, FixedState>,
}

impl Index {
    fn of(tree: &Json) -> Self {
        let mut index = Self::default();
        for (key, value) in tree.as_object().into_iter().flatten() {
            match value {
                Json::String(text) => drop(index.texts.insert(key.as_str().into(), text.as_str().into())),
                Json::Object(_) => drop(index.groups.insert(key.as_str().into(), Self::of(value))),
                _ => {}
            }
        }
        index
    }

    fn get(&self, key: &[&str]) -> Option<&str> {
        match key {
            [] => None,
            [last] => self.texts.get(*last).map(|text| &**text),
            [group, rest @ ..] => self.groups.get(*group)?.get(rest),
        }
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("tree", &self.tree).finish_non_exhaustive()
    }
}

impl Texts {
    /// The built-in English texts, which name every key there is.
    pub fn english() -> Self {
        let path = ProjectPath::new("templates/text/en.yaml");
        let tree = match Document::parse(&path, ENGLISH, 0) {
            Ok(document) => document.root().to_json(),
            Err(problem) => unreachable!("the built-in texts are valid: {problem:?}"),
        };
        let mut texts = Self { index: Index::of(&tree), tree, plurals: None };
        texts.set_language("en");
        texts
    }

    /// Takes the plural rules of another language.
    pub fn set_language(&mut self, language: &str) {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        self.plurals = PluralRules::try_new(locale.into(), icu_plurals::PluralRulesOptions::default()).ok();
    }

    /// Replaces the texts that a file gives, and reports keys that do not exist.
    pub fn lay_over(&mut self, path: &ProjectPath, text: &str) -> Vec<Diagnostic> {
        let document = match Document::of_file(path, text) {
            Ok(document) => document,
            Err(diagnostic) => return vec![*diagnostic],
        };
        let mut problems = Problems::new(path);
        if *document.root().kind() != Kind::Null {
            lay_over(&mut self.tree, document.root(), "the interface texts", &mut problems);
            self.index = Index::of(&self.tree);
        }
        problems.into_vec()
    }

    /// All texts, for templates.
    pub fn tree(&self) -> &Json {
        &self.tree
    }

    /// The text of a key; parts of a nested key stand apart.
    pub fn get(&self, key: &[&str]) -> &str {
        self.index.get(key).unwrap_or_default()
    }

    /// The text of a key with its `{words}` filled in.
    pub fn fill(&self, key: &[&str], words: &[(&str, &str)]) -> String {
        fill(self.get(key), words)
    }

    /// The form of a plural for a number, with the number as `{n}`: "3 open roles".
    pub fn plural(&self, key: &str, n: usize) -> String {
        let category = match self.plurals.as_ref().map(|rules| rules.category_for(n)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        };
        let form = match self.get(&[key, category]) {
            "" => self.get(&[key, "other"]),
            form => form,
        };
        fill(form, &[("n", &self.number(n as u64))])
    }

    /// A whole number with its groups: 100,000.
    pub fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        let group = self.get(&["number", "group"]);
        let mut out = String::with_capacity(digits.len() + 4);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push_str(group);
            }
            out.push(digit);
        }
        out
    }

    /// A day: 1 November 2026.
    pub fn date(&self, date: Date) -> String {
        let month = usize::from(date.month().unsigned_abs()) - 1;
        let month =
            self.tree.get("months").and_then(|months| months.get(month)).and_then(Json::as_str).unwrap_or_default();
        fill(
            self.get(&["date"]),
            &[("day", &date.day().to_string()), ("month", month), ("year", &date.year().to_string())],
        )
    }

    /// A country's name; its code when the language names it not.
    pub fn country<'a>(&'a self, code: &'a str) -> &'a str {
        match self.get(&["countries", code]) {
            "" => code,
            name => name,
        }
    }

    /// A salary: €60,000–€90,000 a year.
    pub fn salary(&self, salary: Salary, currency: Currency) -> String {
        let per = self.get(&["per", salary.per.word()]);
        let money = |amount| self.money(amount, currency);
        match salary.range {
            SalaryRange::Between(min, max) if min == max => {
                self.fill(&["salary_exact"], &[("amount", &money(min)), ("per", per)])
            }
            SalaryRange::Between(min, max) => {
                self.fill(&["salary_range"], &[("min", &money(min)), ("max", &money(max)), ("per", per)])
            }
            SalaryRange::From(min) => self.fill(&["salary_from"], &[("min", &money(min)), ("per", per)]),
            SalaryRange::UpTo(max) => self.fill(&["salary_to"], &[("max", &money(max)), ("per", per)]),
        }
    }

    /// An amount of money: €60,000 or CHF 18.50.
    pub fn money(&self, amount: Amount, currency: Currency) -> String {
        let mut number = self.number(amount.units());
        let thousandths = amount.thousandths();
        if thousandths > 0 {
            number.push_str(self.get(&["number", "decimal"]));
            let written = if thousandths.is_multiple_of(10) {
                write!(number, "{:02}", thousandths / 10)
            } else {
                write!(number, "{thousandths:03}")
            };
            debug_assert!(written.is_ok(), "writing to a string cannot fail");
        }
        match symbol(currency.code()) {
            Some(symbol) => self.fill(&["money"], &[("symbol", symbol), ("amount", &number)]),
            None => self.fill(&["money_code"], &[("code", currency.code()), ("amount", &number)]),
        }
    }

    /// The name of a word of a fixed set: its kind's key, then the word.
    pub fn word<'a>(&'a self, kind: &str, word: &'a str) -> &'a str {
        match self.get(&[kind, word]) {
            "" => word,
            name => name,
        }
    }
}

/// Signs that belong to one currency in most readers' minds; other dollars and crowns go by their code.
fn symbol(code: &str) -> Option<&'static str> {
    Some(match code {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "KRW" => "₩",
        "ILS" => "₪",
        "UAH" => "₴",
        "VND" => "₫",
        "PHP" => "₱",
        "NGN" => "₦",
        "TRY" => "₺",
        _ => return None,
    })
}

fn fill(pattern: &str, words: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    // A page fills in a hundred patterns of a few words each, too short for a search that has to get ready.
    let find = |text: &str, sign: u8| text.bytes().position(|byte| byte == sign);
    while let Some(open) = find(rest, b'{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let word = find(after, b'}').and_then(|close| {
            words.iter().find(|(name, _)| *name == &after[..close]).map(|(_, value)| (close, *value))
        });
        match word {
            Some((close, value)) => {
                out.push_str(value);
                rest = &after[close + 1..];
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn lay_over(tree: &mut Json, value: Value<'_>, inside: &str, problems: &mut Problems) {
    match (tree, value.kind()) {
        (Json::Object(known), Kind::Map) => {
            for entry in value.children() {
                let key = entry.key().unwrap_or_default();
                // Plural forms have more categories in other languages than in English.
                if known.contains_key("other") && matches!(key, "zero" | "two" | "few" | "many") {
                    match entry.text() {
                        Some(text) => drop(known.insert(key.to_owned(), text.into())),
                        None => problems.error("wrong-type", entry.key_span(), format!("`{key}` must be a text")),
                    }
                    continue;
                }
                match known.get_mut(key) {
                    Some(tree) => lay_over(tree, entry, &format!("`{key}`"), problems),
                    None => {
                        let message = format!("unknown key `{}` in {inside}", shortened(key));
                        problems.add("unknown-key", entry.key_span(), message, |d| {
                            match suggest::nearest(key, known.keys().map(String::as_str)) {
                                Some(near) => d.label(format!("did you mean `{near}`?")),
                                None => d.help("the file templates/text/en.yaml of rolecall has all keys"),
                            }
                        });
                    }
                }
            }
        }
        (Json::Array(months), Kind::List)
            if value.children().count() == months.len() && value.children().all(|item| item.text().is_some()) =>
        {
            *months = value.children().map(|item| item.text().unwrap_or_default().into()).collect();
        }
        (tree @ Json::String(_), Kind::Text(_) | Kind::Int(_) | Kind::Float(_) | Kind::Bool(_)) => {
            *tree = value.text().unwrap_or_default().into();
        }
        // A text that is left empty stays English.
        (Json::String(_), Kind::Null) => {}
        (Json::Object(_), _) => problems.error("wrong-type", value.span(), format!("{inside} must be keys with texts")),
        (Json::Array(list), _) => {
            problems.error("wrong-type", value.span(), format!("{inside} must be a list of {} texts", list.len()));
        }
        _ => problems.error("wrong-type", value.span(), format!("{inside} must be a text")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::Period;

    #[test]
    fn money_dates_and_plurals_read_as_people_write_them() {
        let texts = Texts::english();
        let euro = Currency::from_code("EUR").unwrap();
        let amount = |units| Amount::from_units(units).unwrap();
        let salary = |range| Salary { range, currency: None, per: Period::Year };
        assert_eq!(
            texts.salary(salary(SalaryRange::Between(amount(60_000.0), amount(90_000.0))), euro),
            "€60,000–€90,000 a year"
        );
        assert_eq!(texts.salary(salary(SalaryRange::UpTo(amount(1_234_567.0))), euro), "up to €1,234,567 a year");
        assert_eq!(texts.money(amount(18.5), Currency::from_code("CHF").unwrap()), "CHF 18.50");
        assert_eq!(texts.date(jiff::civil::date(2026, 11, 1)), "1 November 2026");
        assert_eq!((texts.plural("years", 1), texts.plural("years", 5)), ("1 year".into(), "5 years".into()));
        assert_eq!(texts.country("DE"), "Germany");
    }

    #[test]
    fn another_language_replaces_what_it_gives_and_has_its_own_plurals() {
        let mut texts = Texts::english();
        texts.set_language("pl");
        let own = "years: { one: \"{n} rok\", few: \"{n} lata\", many: \"{n} lat\", other: \"{n} roku\" }\nnumber: { group: \" \" }\n";
        assert_eq!(texts.lay_over(&ProjectPath::new("templates/text/pl.yaml"), own), []);
        assert_eq!((texts.plural("years", 3), texts.plural("years", 5)), ("3 lata".into(), "5 lat".into()));
        assert_eq!(texts.number(10_000), "10 000");
        assert_eq!(texts.get(&["apply"]), Texts::english().get(&["apply"]));
    }

    #[test]
    fn a_mistyped_key_is_named() {
        let found = Texts::english().lay_over(&ProjectPath::new("t"), "aply: x\nmonths: [a]\nper: x\n");
        let messages: Vec<_> = found.iter().map(|d| d.message.as_str()).collect();
        let wanted = [
            "unknown key `aply` in the interface texts",
            "`months` must be a list of 12 texts",
            "`per` must be keys with texts",
        ];
        assert_eq!(messages, wanted);
    }

    #[test]
    fn filling_leaves_unknown_words_and_inserted_braces_alone() {
        assert_eq!(fill("{a} {b} {", &[("a", "{b}")]), "{b} {b} {");
    }
}
