//! What a job description states, found and never guessed.
//!
//! `tokens` and `lexicon` mark every skill, number and cue word of a text in one pass, and a module for each fact has the
//! rules that make a value of the marks. The words of the languages are data, in `words`.

mod day;
#[expect(dead_code, reason = "the rules for skills come next")]
mod lexicon;
mod tokens;
#[expect(dead_code, reason = "the outline comes next")]
mod words;

use jiff::civil::Date;

use crate::posting::{
    ApplicantArea, Apply, Education, Employment, Experience, Level, Location, RequiredLanguage, RequiredSkill, Salary,
    Workplace,
};
use crate::skills::Vocabulary;
use crate::source::Span;
use lexicon::{Lexicon, Mark, Meaning};
use tokens::Token;
use words::Cue;

/// A value with the words that state it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// The words, in bytes of the text.
    pub span: Span,
}

/// All that a text states of a role, in the terms of a posting; what it does not state is empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The job's title.
    pub title: Option<Stated<String>>,
    /// The department.
    pub department: Option<Stated<String>>,
    /// The team inside the department.
    pub team: Option<Stated<String>>,
    /// Where the work is done.
    pub locations: Vec<Stated<Location>>,
    /// On site, hybrid or remote.
    pub workplace: Option<Stated<Workplace>>,
    /// Where people may live who do it remotely.
    pub applicants_in: Vec<Stated<ApplicantArea>>,
    /// The kinds of employment, each once.
    pub employment: Vec<Stated<Employment>>,
    /// The seniority.
    pub level: Option<Stated<Level>>,
    /// The day it was posted.
    pub posted: Option<Stated<Date>>,
    /// The last day of applying.
    pub closes: Option<Stated<Date>>,
    /// The pay.
    pub salary: Option<Stated<Salary>>,
    /// The lowest degree that is enough.
    pub education: Option<Stated<Education>>,
    /// The subjects of the degree.
    pub fields: Vec<Stated<String>>,
    /// The years asked for, each with its scope.
    pub experience: Vec<Stated<Experience>>,
    /// Skills it cannot do without, by the vocabulary's names.
    pub skills: Vec<Stated<RequiredSkill>>,
    /// Skills that are nice to have, by the vocabulary's names.
    pub preferred: Vec<Stated<RequiredSkill>>,
    /// Human languages that are asked for.
    pub languages: Vec<Stated<RequiredLanguage>>,
    /// Certificates that are asked for.
    pub certificates: Vec<Stated<String>>,
    /// Where to apply.
    pub apply: Option<Stated<Apply>>,
    /// The employer's own number.
    pub id: Option<Stated<String>>,
}

/// Finds what texts state; made once for a vocabulary, it reads any number of them.
#[derive(Debug, Clone)]
pub struct Finder {
    lexicon: Lexicon,
}

/// What a short text says of the place of work.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// The places.
    pub locations: Vec<Location>,
    /// Whether it is remote, hybrid or on site, if it says so.
    pub workplace: Option<Workplace>,
    /// Where people may live who do it remotely.
    pub applicants_in: Vec<ApplicantArea>,
}

/// Which number of `03/04/2026` is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// As in most of the world.
    DayFirst,
    /// As in the United States.
    MonthFirst,
}

/// A short text with what its words mean.
#[derive(Debug)]
struct Reading<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    marks: Vec<Mark>,
}

impl Reading<'_> {
    /// The cues in their order, each with the numbers of its tokens.
    fn cues(&self) -> impl Iterator<Item = (Cue, &Mark)> {
        self.marks.iter().filter_map(|mark| match mark.meaning {
            Meaning::Cue(cue) => Some((cue, mark)),
            Meaning::Skill(_) => None,
        })
    }
}

impl Finder {
    /// A finder of these skills.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        Self { lexicon: Lexicon::new(vocabulary) }
    }

    fn reading<'a>(&self, text: &'a str) -> Reading<'a> {
        let tokens = self.lexicon.tokens(text);
        let marks = self.lexicon.marks(&tokens);
        Reading { text, tokens, marks }
    }

    /// All that the body of a posting states; `text` is Markdown, or plain text.
    pub fn find(&self, text: &str) -> Found {
        let reading = self.reading(text);
        let mut found = Found::default();
        for (cue, mark) in reading.cues() {
            let span = Span::new(reading.tokens[mark.first].start, reading.tokens[mark.end - 1].end);
            if let Cue::Employment(value) = cue
                && found.employment.iter().all(|known| known.value != value)
            {
                found.employment.push(Stated { value, span });
            }
        }
        found
    }

    /// The kinds of employment that a short text names, each once: "full time", "Vollzeit oder Teilzeit".
    pub fn employment(&self, text: &str) -> Vec<Employment> {
        let mut kinds = Vec::new();
        for (cue, _) in self.reading(text).cues() {
            if let Cue::Employment(kind) = cue
                && !kinds.contains(&kind)
            {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// The seniority that a title or a short text names: "Senior Engineer", "entry level".
    pub fn level(&self, text: &str) -> Option<Level> {
        let reading = self.reading(text);
        let levels = reading.cues().filter_map(|(cue, _)| match cue {
            Cue::Seniority(level) => Some(level),
            _ => None,
        });
        levels.max()
    }

    /// The pay that a short text states, if amount, currency or period leave no doubt: "$24-$26/hour".
    pub fn pay(&self, text: &str) -> Option<Salary> {
        let _ = text;
        None
    }

    /// The places that a short text names: "Berlin, Germany", "Remote (US only)", "London or remote".
    pub fn place(&self, text: &str) -> Place {
        let reading = self.reading(text);
        let mut place = Place::default();
        for (cue, _) in reading.cues() {
            if let Cue::Workplace(workplace) = cue {
                place.workplace.get_or_insert(workplace);
            }
        }
        place
    }

    /// The day that a short text states, in any usual shape that leaves no doubt.
    pub fn day(&self, text: &str) -> Option<Date> {
        day::in_text(&self.reading(text))
    }
}

/// All that a text states, by these skills; who reads many texts makes a [`Finder`] once.
pub fn find(text: &str, vocabulary: &Vocabulary) -> Found {
    Finder::new(vocabulary).find(text)
}
