//! Measures what is found in real postings against what people have labelled: precision and recall for each field.
//!
//! `scripts/measure-import CORPUS [--labels FOLDER] [--show FIELD]`; tests/import/labels/README.md tells what a label is, and
//! which of them are held out: `--show` never shows those, so that their totals stay those of postings that the rules have
//! not seen. With `--labels` another collection is measured, whose labels lie in that folder.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a tool for those who work on the rules"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rolecall::finder::Finder;
use rolecall::import;
use rolecall::import::meaning::{Ground, understand};
use rolecall::posting::{ApplicantArea, Apply, Location, Posting, Salary, Status, Word};
use rolecall::skills::Vocabulary;
use rolecall::slug::fold;
use serde_yaml::Value;

/// The fields in the order in which they are shown.
const FIELDS: [&str; 21] = [
    "title",
    "department",
    "team",
    "education",
    "fields",
    "years",
    "skills",
    "preferred",
    "skill level",
    "languages",
    "certificates",
    "employment",
    "workplace",
    "applicants_in",
    "locations",
    "salary",
    "level",
    "posted",
    "closes",
    "status",
    "apply",
];

/// The values of a posting by field, in a form in which equal values are equal.
type Facts = BTreeMap<&'static str, BTreeSet<String>>;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut corpus, mut shown) = (None, None);
    let mut labels = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/labels");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--show" => shown = arguments.next(),
            "--labels" => labels = arguments.next().map(PathBuf::from).unwrap_or_default(),
            other => corpus = Some(PathBuf::from(other)),
        }
    }
    let Some(corpus) = corpus else {
        eprintln!("usage: scripts/measure-import CORPUS [--labels FOLDER] [--show FIELD]");
        return ExitCode::from(2);
    };
    let (vocabulary, _) = Vocabulary::read(None);
    let finder = Finder::new(&vocabulary);
    let companies = BTreeSet::new();
    let ground =
        Ground { finder: &finder, vocabulary: &vocabulary, companies: &companies, language: "en", has_currency: false };
    let (mut tuning, mut held_out) = (Tally::default(), Tally::default());
    let of_tuning = labels_in(&labels).into_iter().map(|label| (label, false));
    let held_out_labels = Some(labels.join("held-out")).filter(|folder| folder.is_dir());
    let of_held_out = held_out_labels.iter().flat_map(|folder| labels_in(folder)).map(|label| (label, true));
    for (label, is_held_out) in of_tuning.chain(of_held_out) {
        let wanted: Value = serde_yaml::from_str(&std::fs::read_to_string(&label).unwrap()).unwrap();
        let file = wanted["file"].as_str().expect("the label's `file`");
        let Ok(bytes) = std::fs::read(corpus.join(file)) else {
            eprintln!("{file} is not in {}", corpus.display());
            return ExitCode::from(2);
        };
        let name = label.file_stem().unwrap().to_string_lossy();
        let drafts = import::read(file, &bytes).map(|batch| batch.drafts).unwrap_or_default();
        let postings: Vec<Posting> = drafts
            .into_iter()
            .filter_map(|draft| understand(draft, ground).ok())
            .map(|imported| imported.posting)
            .collect();
        // What is labelled as no posting should give none, everything else one.
        if postings.len() != usize::from(wanted["skip"].is_null()) {
            println!("{name}: {} postings", postings.len());
        }
        let Some(posting) = postings.first() else { continue };
        let found = of_posting(posting, &vocabulary, &finder);
        let wanted = of_label(&wanted, &vocabulary, &finder);
        if let Some(field) = shown.as_deref().filter(|_| !is_held_out) {
            show(field, &name, &found, &wanted);
        }
        if is_held_out { held_out.count(&found, &wanted) } else { tuning.count(&found, &wanted) }
    }
    println!(
        "{:14} {:>34}   {:>34}",
        "",
        format!("tuning ({} postings)", tuning.postings),
        format!("held out ({} postings)", held_out.postings)
    );
    for field in FIELDS {
        println!("{field:14} {}   {}", tuning.line(field), held_out.line(field));
    }
    ExitCode::SUCCESS
}

/// The labels right in a folder, by name.
fn labels_in(folder: &Path) -> Vec<PathBuf> {
    let mut labels: Vec<PathBuf> = std::fs::read_dir(folder).expect("the labels").flatten().map(|e| e.path()).collect();
    labels.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    labels.sort();
    labels
}

#[derive(Default)]
struct Tally {
    postings: usize,
    /// By field: right, wrong, missed.
    counts: BTreeMap<&'static str, [usize; 3]>,
}

impl Tally {
    fn count(&mut self, found: &Facts, wanted: &Facts) {
        self.postings += 1;
        let none = BTreeSet::new();
        for field in FIELDS {
            let (found, wanted) = (found.get(field).unwrap_or(&none), wanted.get(field).unwrap_or(&none));
            let counts = self.counts.entry(field).or_default();
            counts[0] += found.intersection(wanted).count();
            counts[1] += found.difference(wanted).count();
            counts[2] += wanted.difference(found).count();
        }
    }

    fn line(&self, field: &str) -> String {
        let [right, wrong, missed] = self.counts.get(field).copied().unwrap_or_default();
        let percent =
            |of: usize| if of == 0 { "   -".to_owned() } else { format!("{:3.0}%", 100.0 * right as f64 / of as f64) };
        format!(
            "precision {} recall {} {:>9}",
            percent(right + wrong),
            percent(right + missed),
            format!("({right}/{})", right + missed)
        )
    }
}

fn show(field: &str, name: &str, found: &Facts, wanted: &Facts) {
    let none = BTreeSet::new();
    let field = FIELDS.iter().find(|known| **known == field).copied().unwrap_or("skills");
    let (found, wanted) = (found.get(field).unwrap_or(&none), wanted.get(field).unwrap_or(&none));
    let wrong: Vec<&String> = found.difference(wanted).collect();
    let missed: Vec<&String> = wanted.difference(found).collect();
    if !wrong.is_empty() || !missed.is_empty() {
        println!("{name}\n    wrong {wrong:?}\n    missed {missed:?}");
    }
}

fn skill(name: &str, vocabulary: &Vocabulary) -> String {
    let singular = |name: &str| name.strip_suffix('s').unwrap_or(name).to_owned();
    let known = vocabulary.find(name).or_else(|| vocabulary.find(&singular(name)));
    singular(&fold(known.map_or(name, |skill| &skill.name)).replace('’', "'"))
}

/// A certificate under the name that all its names share: an RN licence is a licence as a registered nurse.
fn certificate(name: &str, finder: &Finder) -> String {
    let found = finder.find(&format!("Requirements:\n\n- {name}\n")).certificates;
    match found.as_slice() {
        [known] => fold(&known.value),
        _ => fold(name),
    }
}

fn place(city: Option<&str>, country: Option<&str>) -> String {
    format!("{}, {}", city.unwrap_or("-").to_lowercase(), country.unwrap_or("-"))
}

fn of_posting(posting: &Posting, vocabulary: &Vocabulary, finder: &Finder) -> Facts {
    let mut facts = Facts::new();
    let mut add = |field: &'static str, value: String| _ = facts.entry(field).or_default().insert(value);
    add("title", fold(&posting.title));
    for (field, value) in [("department", &posting.department), ("team", &posting.team)] {
        value.iter().for_each(|value| add(field, fold(value)));
    }
    let requirements = &posting.requirements;
    requirements.education.iter().for_each(|degree| add("education", degree.word().to_owned()));
    requirements.fields.iter().for_each(|field| add("fields", fold(field)));
    requirements.experience.iter().for_each(|asked| add("years", asked.years.to_string()));
    for (field, list) in [("skills", &requirements.skills), ("preferred", &requirements.preferred)] {
        for asked in list {
            let name = skill(&asked.name, vocabulary);
            if let Some(level) = asked.level {
                add("skill level", format!("{name}: {}", level.word()));
            }
            add(field, name);
        }
    }
    requirements.languages.iter().for_each(|asked| add("languages", fold(&asked.name)));
    requirements.certificates.iter().for_each(|name| add("certificates", certificate(name, finder)));
    posting.employment.iter().for_each(|kind| add("employment", kind.word().to_owned()));
    posting.workplace.iter().for_each(|place| add("workplace", place.word().to_owned()));
    for area in &posting.applicants_in {
        add(
            "applicants_in",
            match area {
                ApplicantArea::Country(country) => country.code().to_owned(),
                ApplicantArea::Anywhere => "anywhere".to_owned(),
            },
        );
    }
    let of_place = |l: &Location| place(l.city.as_deref(), l.country.map(|country| country.code()));
    posting.locations.iter().for_each(|location| add("locations", of_place(location)));
    let of_salary = |s: &Salary| {
        let units = |amount: Option<rolecall::posting::Amount>| amount.map_or(0, rolecall::posting::Amount::units);
        format!(
            "{}-{} {} {}",
            units(s.range.min()),
            units(s.range.max()),
            s.currency.map_or("", |c| c.code()),
            s.per.word()
        )
    };
    posting.salary.iter().for_each(|salary| add("salary", of_salary(salary)));
    posting.level.iter().for_each(|level| add("level", level.word().to_owned()));
    posting.posted.iter().for_each(|day| add("posted", day.to_string()));
    posting.closes.iter().for_each(|day| add("closes", day.to_string()));
    if posting.status != Status::Open {
        add("status", posting.status.word().to_owned());
    }
    posting.apply.iter().for_each(|apply| {
        add(
            "apply",
            match apply {
                Apply::Page(address) | Apply::Email(address) => address.trim_end_matches('/').to_owned(),
            },
        );
    });
    facts
}

fn of_label(label: &Value, vocabulary: &Vocabulary, finder: &Finder) -> Facts {
    let mut facts = Facts::new();
    let mut add = |field: &'static str, value: String| _ = facts.entry(field).or_default().insert(value);
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let items = |value: &Value| {
        value.as_sequence().cloned().unwrap_or_else(|| if value.is_null() { Vec::new() } else { vec![value.clone()] })
    };
    for field in ["title", "department", "team"] {
        text(&label[field]).into_iter().for_each(|value| add(field, fold(&value)));
    }
    let requirements = &label["requirements"];
    text(&requirements["education"]).into_iter().for_each(|value| add("education", value));
    items(&requirements["fields"]).iter().filter_map(text).for_each(|value| add("fields", fold(&value)));
    for years in items(&requirements["experience"]) {
        text(if years.is_mapping() { &years["years"] } else { &years })
            .into_iter()
            .for_each(|value| add("years", value));
    }
    for field in ["skills", "preferred"] {
        for item in items(&requirements[field]) {
            let Some(name) = text(if item.is_mapping() { &item["name"] } else { &item }) else { continue };
            let name = skill(&name, vocabulary);
            if item.is_mapping() {
                text(&item["level"]).into_iter().for_each(|level| add("skill level", format!("{name}: {level}")));
            }
            add(field, name);
        }
    }
    for language in items(&requirements["languages"]) {
        text(if language.is_mapping() { &language["name"] } else { &language })
            .into_iter()
            .for_each(|value| add("languages", fold(&value)));
    }
    items(&requirements["certificates"])
        .iter()
        .filter_map(text)
        .for_each(|value| add("certificates", certificate(&value, finder)));
    for field in ["employment", "applicants_in"] {
        items(&label[field]).iter().filter_map(text).for_each(|value| add(field, value));
    }
    for field in ["workplace", "level", "posted", "closes", "status"] {
        text(&label[field]).into_iter().for_each(|value| add(field, value));
    }
    for location in items(&label["locations"]) {
        add("locations", place(location["city"].as_str(), location["country"].as_str()));
    }
    let salary = &label["salary"];
    if salary.is_mapping() {
        let number = |key: &str| salary[key].as_f64().unwrap_or(0.0) as u64;
        add(
            "salary",
            format!(
                "{}-{} {} {}",
                number("min"),
                number("max"),
                salary["currency"].as_str().unwrap_or(""),
                salary["per"].as_str().unwrap_or("year")
            ),
        );
    }
    text(&label["apply"]).into_iter().for_each(|value| add("apply", value.trim_end_matches('/').to_owned()));
    facts
}
