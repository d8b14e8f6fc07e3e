//! A posting from answers given one by one, at a prompt or on a command line, each read as the front matter reads it.
//!
//! An answer is what a person types: `60000-90000 EUR per year`. It becomes the YAML that says the same, and the reader of
//! postings judges that, so that an answer is wrong exactly when the file would be.

use super::{LanguageLevel, Period, Posting, Word, parse};
use crate::diagnostic::Diagnostic;
use crate::source::ProjectPath;
use crate::yaml::read::folded;
use crate::yaml::write::{Item, Node, Row, write};

/// What was answered for one key: `salary`, or `requirements.skills` for those inside. Keys of lists may come repeatedly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The key.
    pub key: &'static str,
    /// What was typed.
    pub text: String,
}

/// What is wrong with an answer, in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Wrong {
    fn new(message: impl Into<String>, help: &str) -> Self {
        Self { message: message.into(), help: Some(help.into()) }
    }

    fn of(diagnostic: Diagnostic) -> Self {
        let label = Some(diagnostic.label).filter(|label| !label.is_empty());
        let help = match (label, diagnostic.help) {
            (Some(label), Some(help)) => Some(format!("{label} {help}")),
            (label, help) => label.or(help),
        };
        Self { message: diagnostic.message, help }
    }
}

impl Answer {
    /// Reads the answer by itself.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), Wrong> {
        let title = Self { key: "title", text: "x".into() };
        let answers = if self.key == "title" { vec![self.clone()] } else { vec![title, self.clone()] };
        posting(&ProjectPath::new("x.md"), &answers).map(|_| ())
    }

    /// The value as the front matter would have it.
    fn node(&self) -> Result<Node, Wrong> {
        let text = folded(&self.text);
        match self.key {
            "salary" => salary(&text),
            "requirements.experience" => Ok(experience(&text)),
            "requirements.skills" | "requirements.preferred" => Ok(match text.rsplit_once('=') {
                Some((name, level)) => named(name, level),
                None => Node::Text(text),
            }),
            "requirements.languages" => Ok(match text.rsplit_once('=').or_else(|| text.rsplit_once(' ')) {
                Some((name, level)) if text.contains('=') || LanguageLevel::from_word(level).is_some() => {
                    named(name, level)
                }
                _ => Node::Text(text),
            }),
            _ => Ok(Node::Text(text)),
        }
    }
}

/// The posting that the answers make.
///
/// # Errors
/// The first thing that is wrong with them.
pub fn posting(path: &ProjectPath, answers: &[Answer]) -> Result<Posting, Wrong> {
    let mut rows: Vec<Row> = Vec::new();
    let mut required: Vec<Row> = Vec::new();
    for answer in answers {
        match answer.key.strip_prefix("requirements.") {
            Some(key) => add(&mut required, key, answer.node()?),
            None => add(&mut rows, answer.key, answer.node()?),
        }
    }
    rows.push(Row::Entry("requirements".into(), Node::Section(required).into()));
    let text = format!("---\n{}---\n", write(&rows));
    parse::posting(path, text.as_bytes()).map_err(|mut wrong| match wrong.is_empty() {
        true => Wrong { message: "this is no posting".into(), help: None },
        false => Wrong::of(wrong.swap_remove(0)),
    })
}

/// Adds a value: by itself, and to a list when the key comes again.
fn add(rows: &mut Vec<Row>, key: &str, value: Node) {
    let known = rows.iter_mut().find_map(|row| match row {
        Row::Entry(known, item) if known == key => Some(item),
        _ => None,
    });
    match known {
        Some(Item { value: Node::List(items), .. }) => items.push(value.into()),
        Some(item) => {
            let first = std::mem::replace(&mut item.value, Node::List(Vec::new()));
            item.value = Node::List(vec![first.into(), value.into()]);
        }
        None => rows.push(Row::Entry(key.into(), value.into())),
    }
}

fn named(name: &str, level: &str) -> Node {
    map(vec![("name", Node::Text(name.trim().into())), ("level", Node::Text(level.trim().into()))])
}

fn map(entries: Vec<(&str, Node)>) -> Node {
    Node::Map(entries.into_iter().map(|(key, value)| Row::Entry(key.into(), value.into())).collect())
}

/// A number as one, anything else as a text, for the reader to judge.
fn number(text: &str) -> Node {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_number { Node::Bare(text.into()) } else { Node::Text(text.into()) }
}

/// `5`, or `5 in software industry`.
fn experience(text: &str) -> Node {
    let (years, scope) = match text.split_once(" in ") {
        Some((years, scope)) => (years, Some(scope)),
        None => (text, None),
    };
    let years = years.strip_suffix(" years").or_else(|| years.strip_suffix(" year")).unwrap_or(years);
    match scope {
        Some(scope) => map(vec![("years", number(years)), ("in", Node::Text(scope.into()))]),
        None => number(years),
    }
}

/// How a salary is to be typed.
const SALARY: &str = "write for example `60000-90000 EUR per year`, `from 60000 EUR per year` or `18.50 EUR per hour`";

/// `60000-90000 EUR per year`, `from 60000`, `up to 90000 EUR`, `18.50 EUR per hour`.
fn salary(text: &str) -> Result<Node, Wrong> {
    let wrong = || Wrong::new(format!("`{text}` cannot be read as a salary"), SALARY);
    let plain = text.replace(['–', '—'], "-").replace(" - ", "-").replace('/', " per ");
    let (pay, period) = match plain.rsplit_once(" per ").or_else(|| plain.rsplit_once(" a ")) {
        Some((pay, period)) => (pay.trim(), period.trim()),
        None => (plain.as_str(), Period::Year.word()),
    };
    let mut words: Vec<&str> = pay.split(' ').filter(|word| !word.is_empty()).collect();
    let currency = match words.last() {
        Some(last) if words.len() > 1 && !last.starts_with(|c: char| c.is_ascii_digit()) => words.pop(),
        _ => None,
    };
    let mut entries = match words.as_slice() {
        ["from", min] => vec![("min", *min)],
        ["up", "to", max] => vec![("max", *max)],
        [min, "to", max] => vec![("min", *min), ("max", *max)],
        [one] => match one.split_once('-') {
            Some((min, "")) => vec![("min", min)],
            Some(("", max)) => vec![("max", max)],
            Some((min, max)) => vec![("min", min), ("max", max)],
            None => vec![("min", *one), ("max", *one)],
        },
        _ => return Err(wrong()),
    };
    let amounts = entries.drain(..).map(|(key, amount)| (key, number(amount)));
    let currency = currency.map(|currency| ("currency", Node::Text(currency.into())));
    Ok(map(amounts.chain(currency).chain([("per", Node::Text(period.into()))]).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::format::{Notes, format};

    fn front_matter(key: &'static str, answers: &[&str]) -> Result<String, String> {
        let title = Answer { key: "title", text: "T".into() };
        let given = answers.iter().map(|text| Answer { key, text: (*text).into() });
        let answers: Vec<Answer> = std::iter::once(title).chain(given).collect();
        match posting(&ProjectPath::new("content/jobs/a.md"), &answers) {
            Ok(posting) => {
                let text = format(&posting, &Notes::default(), "");
                Ok(text
                    .trim_start_matches("---\ntitle: T\n")
                    .trim_end_matches("---\n")
                    .trim()
                    .replace("requirements:\n  ", ""))
            }
            Err(wrong) => Err(format!("{}: {}", wrong.message, wrong.help.unwrap_or_default())),
        }
    }

    #[test]
    fn salaries_are_read_as_people_type_them() {
        for (typed, wanted) in [
            ("60000-90000 EUR per year", "{ min: 60000, max: 90000, currency: EUR, per: year }"),
            ("60000 – 90000 eur / month", "{ min: 60000, max: 90000, currency: EUR, per: month }"),
            ("60000 to 90000", "{ min: 60000, max: 90000, per: year }"),
            ("from 60000 EUR a year", "{ min: 60000, currency: EUR, per: year }"),
            ("up to 90000", "{ max: 90000, per: year }"),
            ("18.50 USD per hour", "{ min: 18.50, max: 18.50, currency: USD, per: hour }"),
        ] {
            assert_eq!(front_matter("salary", &[typed]), Ok(format!("salary: {wanted}")), "{typed}");
        }
    }

    #[test]
    fn a_wrong_answer_is_told_as_in_a_posting() {
        let wrong = |key, typed: &str| front_matter(key, &[typed]).unwrap_err();
        assert!(wrong("salary", "90000-60000 EUR").starts_with("`min` is above `max`: exchange the two numbers"));
        assert!(wrong("salary", "60k-90k EUR").contains("did you mean `60000`?"));
        assert!(wrong("salary", "60000 EURO").contains("did you mean `EUR`?"));
        assert!(
            wrong("salary", "good pay for all of us")
                .starts_with("`good pay for all of us` cannot be read as a salary")
        );
        assert!(wrong("level", "senor").contains("did you mean `senior`?"));
        assert!(wrong("closes", "31.1.2027").contains("write `2027-01-31`"));
        assert!(wrong("locations", "Berlin, Germany").contains("did you mean `Berlin, DE`?"));
        assert!(wrong("requirements.experience", "many").contains("whole number"));
        assert!(wrong("requirements.skills", "Rust=guru").contains("`guru`"));
        assert!(wrong("apply", "the office").contains("neither a web address nor an e-mail address"));
    }

    #[test]
    fn lists_grow_by_repetition() {
        assert_eq!(front_matter("locations", &["Berlin, DE", "CN"]).unwrap(), "locations: [\"Berlin, DE\", CN]");
        assert_eq!(
            front_matter("employment", &["Full Time", "contract"]).unwrap(),
            "employment: [full-time, contract]"
        );
        let skills = front_matter("requirements.skills", &["C++", "Rust = expert", "Go: fast"]);
        assert_eq!(skills.unwrap(), "skills:\n    - C++\n    - { name: Rust, level: expert }\n    - \"Go: fast\"");
        let languages = front_matter("requirements.languages", &["English C1", "Old Norse"]);
        assert_eq!(languages.unwrap(), "languages:\n    - { name: English, level: C1 }\n    - Old Norse");
        let years = front_matter("requirements.experience", &["5 years in sales", "2"]);
        assert_eq!(years.unwrap(), "experience:\n    - { years: 5, in: sales }\n    - 2");
    }
}
