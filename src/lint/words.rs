//! Words of English postings that keep people away: coded by gender or age, or hype.

mod lists;

use std::ops::Range;

use super::Role;
use super::file::Step::Key;
use super::file::TextFile;
use crate::diagnostic::{Diagnostic, suggest};
use crate::posting::markdown::survey::Survey;
use lists::{AGE, FEMININE, GENDERED, HYPE, MASCULINE, Phrase};

/// How many more words one side must have than the other: above this the published decoder says "strongly".
const STRONG: usize = 3;
/// How many of the words a message names.
const NAMED: usize = 8;

/// All lints about the words of a role's title and text.
pub(super) fn all(role: &Role<'_>, found: &mut Vec<Diagnostic>) {
    let title = role.posting.title.as_str();
    for (code, phrases) in PHRASES {
        for phrase in *phrases {
            if first(title, phrase.words).is_some() {
                found.push(said(role.file, code, phrase).at(role.file.value(&[Key("title")])));
            }
        }
    }
    found.extend(gender_coded(role.file, role.survey));
    of_body(role.file, role.survey, found);
}

const PHRASES: &[(&str, &[Phrase])] = &[("hype-word", HYPE), ("gendered-word", GENDERED), ("age-coded", AGE)];

/// The lints about single words of a text.
pub(super) fn of_body(file: &TextFile, survey: &Survey, found: &mut Vec<Diagnostic>) {
    let prose = survey.prose.text();
    for (code, phrases) in PHRASES {
        for phrase in phrases.iter().filter(|phrase| !phrase.is_for_titles) {
            if let Some(place) = first(prose, phrase.words) {
                found.push(said(file, code, phrase).at(file.in_body(survey.prose.place(place))));
            }
        }
    }
}

fn said(file: &TextFile, code: &'static str, phrase: &Phrase) -> Diagnostic {
    let message = match code {
        "age-coded" => format!("`{}` speaks of an age", phrase.words),
        "hype-word" => format!("`{}` names no trade, and many do not see themselves in it", phrase.words),
        _ => format!("`{}` leaves people out", phrase.words),
    };
    Diagnostic::lint(code, file.path(), message).help(phrase.instead)
}

/// Where a text first has these words, as whole words in any case.
fn first(text: &str, words: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let begins = words.as_bytes()[0];
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| byte.eq_ignore_ascii_case(&begins)) {
        let at = from + at;
        let end = at + words.len();
        if text.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(words))
            && !is_word(text[..at].chars().next_back())
            && !is_word(text[end..].chars().next())
        {
            return Some(at..end);
        }
        from = at + 1;
    }
    None
}

/// A text that leans to one side. Of the words with one stem only the first counts.
fn gender_coded(file: &TextFile, survey: &Survey) -> Option<Diagnostic> {
    let (mut masculine, mut feminine) = (Coded::default(), Coded::default());
    let prose = survey.prose.text();
    for word in prose.split(|c: char| !c.is_alphanumeric() && c != '-') {
        let stem = |stems: &[&'static str]| {
            let begins = |stem: &&&str| word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem));
            stems.iter().find(begins).copied()
        };
        match (stem(MASCULINE), stem(FEMININE)) {
            (Some(stem), _) => masculine.add(stem, word),
            (None, Some(stem)) => feminine.add(stem, word),
            (None, None) => {}
        }
    }
    let (readers, coded, other) = if masculine.words.len() > feminine.words.len() {
        ("men", masculine, feminine)
    } else {
        ("women", feminine, masculine)
    };
    let (count, others) = (coded.words.len(), other.words.len());
    if count - others <= STRONG {
        return None;
    }
    let message = format!(
        "this text leans to words that readers connect with {readers}: {count} of them, {others} of the other kind"
    );
    let named = suggest::one_of(coded.words.iter().take(NAMED).copied()).replace(" or ", " and ");
    let more = if count > NAMED { " among them" } else { "" };
    let start = coded.words.first()?.as_ptr() as usize - prose.as_ptr() as usize;
    Some(
        Diagnostic::lint("gender-coded", file.path(), message)
            .at(file.in_body(survey.prose.place(start..start + coded.words[0].len())))
            .help(format!("{named}{more}; say some of it in other words")),
    )
}

/// The coded words of a text, one for each stem.
#[derive(Default)]
struct Coded<'a> {
    stems: Vec<&'static str>,
    words: Vec<&'a str>,
}

impl<'a> Coded<'a> {
    fn add(&mut self, stem: &'static str, word: &'a str) {
        if !self.stems.contains(&stem) {
            self.stems.push(stem);
            self.words.push(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_and_in_any_case() {
        assert_eq!(first("A Rockstar!", "rockstar"), Some(2..10));
        assert_eq!(first("a rockstars' bar and a rock star", "rock star"), Some(23..32));
        assert_eq!(first("rockstars", "rockstar"), None);
        assert_eq!(first("ürockstar", "rockstar"), None);
        assert_eq!(first("", "x"), None);
    }
}
