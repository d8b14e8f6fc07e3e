//! The questions that `rolecall new` asks at a terminal, with choices from the site itself.

use inquire::autocompletion::{Autocomplete, Replacement};
use inquire::validator::Validation;
use inquire::{CustomUserError, InquireError, Select, Text};

use crate::cli::print::complain;
use crate::edge::error::Error;
use crate::pipeline::known::Known;
use crate::posting::answers::Answer;
use crate::posting::guide::Guide;
use crate::slug::fold;

/// Suggestions shown at once.
const SHOWN: usize = 7;
/// The choice that says nothing.
const UNSTATED: &str = "(not stated)";

/// Asks for what has not been answered.
pub(super) fn missing(answers: &mut Vec<Answer>, known: &Known) -> Result<(), Error> {
    complain("Enter leaves a question out, Tab completes a name, Ctrl-C ends it.\n");
    let mut asking = Asking { answers };
    asking.text("title", "Job title", "as a candidate would look for it", Vec::new(), None)?;
    if !known.companies.is_empty() {
        let slugs = known.companies.iter().map(|company| company.slug.clone()).collect();
        asking.choice("company", "Company", slugs)?;
    }
    asking.text("department", "Department", "", known.departments(), None)?;
    asking.text("locations", "Where", "such as Berlin, DE; several with ; between", known.places(), Some(';'))?;
    for (key, question) in [("workplace", "Workplace"), ("employment", "Employment"), ("level", "Level")] {
        let words = Guide::to(key).map(Guide::choices).unwrap_or_default();
        asking.choice(key, question, words.into_iter().map(str::to_owned).collect())?;
    }
    asking.text("requirements.skills", "Required skills", "with , between", known.skills(), Some(','))?;
    asking.text("requirements.experience", "Years of experience", "such as 5, or 5 in accounting", Vec::new(), None)?;
    let degrees = Guide::to("requirements.education").map(Guide::choices).unwrap_or_default();
    asking.choice("requirements.education", "Lowest degree", degrees.into_iter().map(str::to_owned).collect())?;
    asking.text(
        "requirements.languages",
        "Languages",
        "such as English C1; with , between",
        known.languages(),
        Some(','),
    )?;
    asking.text("salary", "Pay", "such as 60000-90000 EUR per year", Vec::new(), None)?;
    asking.text("closes", "Last day to apply", "such as 2027-01-31", Vec::new(), None)?;
    if known.config.apply.is_none() {
        asking.text("apply", "Where to apply", "a web or an e-mail address", Vec::new(), None)?;
    }
    Ok(())
}

struct Asking<'a> {
    answers: &'a mut Vec<Answer>,
}

impl Asking<'_> {
    fn is_answered(&self, key: &str) -> bool {
        self.answers.iter().any(|answer| answer.key == key)
    }

    /// Asks for a text; for several with `separator` between them.
    fn text(
        &mut self,
        key: &'static str,
        question: &str,
        help: &str,
        names: Vec<String>,
        separator: Option<char>,
    ) -> Result<(), Error> {
        if self.is_answered(key) {
            return Ok(());
        }
        let question = format!("{question}:");
        let check = move |typed: &str| judge(key, typed, separator);
        let prompt = Text::new(&question).with_page_size(SHOWN).with_validator(check);
        let prompt = if help.is_empty() { prompt } else { prompt.with_help_message(help) };
        let prompt = if names.is_empty() { prompt } else { prompt.with_autocomplete(Completion { names, separator }) };
        let typed = prompt.prompt_skippable().map_err(stopped)?.unwrap_or_default();
        self.answers.extend(parts(&typed, separator).map(|text| Answer { key, text: text.to_owned() }));
        Ok(())
    }

    /// Asks for one of some words.
    fn choice(&mut self, key: &'static str, question: &str, mut words: Vec<String>) -> Result<(), Error> {
        if self.is_answered(key) {
            return Ok(());
        }
        words.insert(0, UNSTATED.into());
        let question = format!("{question}:");
        let chosen = Select::new(&question, words).with_page_size(10).prompt_skippable().map_err(stopped)?;
        self.answers.extend(chosen.filter(|word| word != UNSTATED).map(|text| Answer { key, text }));
        Ok(())
    }
}

/// The answers in what was typed.
fn parts(typed: &str, separator: Option<char>) -> impl Iterator<Item = &str> {
    let parts: Vec<&str> = match separator {
        Some(separator) => typed.split(separator).collect(),
        None => vec![typed],
    };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty())
}

/// Whether every part of what was typed can stand in a posting; a title must be there.
fn judge(key: &'static str, typed: &str, separator: Option<char>) -> Result<Validation, CustomUserError> {
    if key == "title" && typed.trim().is_empty() {
        return Ok(Validation::Invalid("the title is the one thing that every posting needs".into()));
    }
    for text in parts(typed, separator) {
        if let Err(wrong) = (Answer { key, text: text.to_owned() }).check() {
            let help = wrong.help.map(|help| format!("; {help}")).unwrap_or_default();
            return Ok(Validation::Invalid(format!("{}{help}", wrong.message).into()));
        }
    }
    Ok(Validation::Valid)
}

/// Why the questions ended before their time.
fn stopped(error: InquireError) -> Error {
    match error {
        InquireError::OperationInterrupted | InquireError::OperationCanceled => {
            Error::new("stopped; nothing was written")
        }
        other => Error::new(format!("the terminal cannot be asked: {other}"))
            .with_help("give the answers as options, with `--no-input`; `rolecall new --help` lists them"),
    }
}

/// Completes the name that is being typed from those that are known.
#[derive(Debug, Clone)]
struct Completion {
    names: Vec<String>,
    separator: Option<char>,
}

impl Completion {
    /// What stands before the name that is being typed, and the name so far.
    fn taken_apart<'t>(&self, typed: &'t str) -> (&'t str, &'t str) {
        let start = self.separator.and_then(|separator| typed.rfind(separator)).map_or(0, |at| at + 1);
        let name = typed[start..].trim_start();
        typed.split_at(typed.len() - name.len())
    }
}

impl Autocomplete for Completion {
    fn get_suggestions(&mut self, typed: &str) -> Result<Vec<String>, CustomUserError> {
        let (before, name) = self.taken_apart(typed);
        let wanted = fold(name);
        let starts = |known: &&String| {
            let known = fold(known);
            known.starts_with(&wanted) || known.split(' ').any(|word| word.starts_with(&wanted))
        };
        Ok(self.names.iter().filter(starts).take(SHOWN).map(|name| format!("{before}{name}")).collect())
    }

    fn get_completion(&mut self, typed: &str, highlighted: Option<String>) -> Result<Replacement, CustomUserError> {
        match highlighted {
            Some(chosen) => Ok(Some(chosen)),
            None => Ok(self.get_suggestions(typed)?.into_iter().next()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_name_of_a_list_is_completed() {
        let names = ["Rust", "Data Engineering", "Excel"].map(str::to_owned).into();
        let mut completion = Completion { names, separator: Some(',') };
        assert_eq!(completion.get_suggestions("Excel, ru").unwrap(), ["Excel, Rust"]);
        assert_eq!(completion.get_completion("engin", None).unwrap().as_deref(), Some("Data Engineering"));
        assert_eq!(completion.get_completion("zzz", None).unwrap(), None);
    }

    #[test]
    fn every_part_is_judged() {
        let valid = |key, typed: &str, separator| matches!(judge(key, typed, separator), Ok(Validation::Valid));
        assert!(valid("locations", "Berlin, DE; Oslo, NO;", Some(';')));
        assert!(!valid("locations", "Berlin, DE; Oslo", Some(';')));
        assert!(valid("salary", "", None) && !valid("salary", "lots of it", None) && !valid("title", " ", None));
    }
}
