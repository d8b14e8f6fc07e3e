//! What a job description states, found and never guessed.
//!
//! A text is read in four steps: `document` takes the Markdown away and keeps where each word stood; `reading` marks every
//! skill, number and cue word in one pass over a `lexicon`; `outline` says which section each sentence stands in; and
//! a module for each fact has the rules that make a value of the marks. The words of the languages are data, in `words`.

mod applying;
mod certificates;
mod chinese;
mod cities;
mod day;
mod deadline;
mod department;
mod document;
mod doing;
mod education;
mod employment;
mod gather;
mod german;
mod guards;
mod heading;
mod hours;
mod languages;
mod latin;
mod lexicon;
mod names;
mod naming;
mod outline;
mod pay;
mod phrases;
mod place;
mod reading;
mod scope;
mod section;
mod seniority;
mod skills;
mod studies;
mod tokens;
mod wishes;
mod words;
mod workplace;
mod years;

use jiff::civil::Date;

use crate::posting::{
    ApplicantArea, Apply, Country, Education, Employment, Experience, Level, Location, RequiredLanguage, RequiredSkill,
    Salary, Workplace,
};
use crate::skills::Vocabulary;
use crate::source::Span;
pub use employment::is_hours;
pub use heading::{Heading, Naming};
use lexicon::Lexicon;
pub use place::is_house;
use reading::Reading;

/// Whether a skill's name is a common word as well, so that it says little by itself.
pub fn is_common(name: &str) -> bool {
    words::guards().any(|(guard, guarded)| guard != words::Guard::Name && guarded == name)
}

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
    /// The job as a sentence names it that seeks somebody, which is less certain than a title.
    pub sought: Option<Stated<String>>,
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

impl Found {
    /// Takes out the names that an address of the web is a part of, in whose place one sign stands.
    fn drop_addresses(&mut self) {
        let is_name = |text: &String| !text.contains(document::ADDRESS);
        for name in [&mut self.title, &mut self.sought, &mut self.department, &mut self.team, &mut self.id] {
            name.take_if(|name| !is_name(&name.value));
        }
        self.locations.retain(|Stated { value: place, .. }| {
            [&place.city, &place.region, &place.postal_code, &place.street].into_iter().flatten().all(is_name)
        });
        for list in [&mut self.fields, &mut self.certificates] {
            list.retain(|name| is_name(&name.value));
        }
        for years in &mut self.experience {
            years.value.scope.take_if(|scope| !is_name(scope));
        }
    }
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

impl Finder {
    /// A finder of these skills.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        Self { lexicon: Lexicon::new(vocabulary) }
    }

    fn reading<'a>(&self, text: &'a str) -> Reading<'a> {
        Reading::new(text, std::iter::empty(), &self.lexicon)
    }

    /// All that the body of a posting states; `text` is Markdown, or plain text.
    pub fn find(&self, text: &str) -> Found {
        let mut found = gather::find(&self.lexicon, text);
        found.drop_addresses();
        found
    }

    /// The parts of a title, as far as they are certain; `heading` is the first heading of the text below it.
    pub fn heading(&self, title: &str, heading: Option<&str>) -> Heading {
        heading::parts(&self.reading(title), heading)
    }

    /// Whether a title names a job, as far as we know.
    pub fn naming(&self, title: &str) -> Naming {
        heading::naming(&self.reading(title))
    }

    /// The kinds of employment that a short text names, each once: "full time", "Vollzeit oder Teilzeit".
    pub fn employment(&self, text: &str) -> Vec<Employment> {
        let reading = self.reading(text);
        employment::in_line(&reading, reading.all()).into_iter().map(|(kind, _)| kind).collect()
    }

    /// The seniority that a title or a short text names: "Senior Engineer", "entry level".
    pub fn level(&self, text: &str) -> Option<Level> {
        seniority::in_text(&self.reading(text))
    }

    /// The kinds of employment and the workplace that a title sets apart: "Barista (part-time)", "Engineer, remote".
    pub fn beside_title(&self, title: &str) -> (Vec<Employment>, Option<Workplace>) {
        let reading = self.reading(title);
        let employment = employment::in_title(&reading).into_iter().map(|(kind, _)| kind).collect();
        (employment, workplace::in_title(&reading))
    }

    /// The countries that a title of remote work sets apart: "Engineer (Remote) (India)", "Cook - Remote, US".
    pub fn areas_of_title(&self, title: &str) -> Vec<Country> {
        workplace::areas_in_title(&self.reading(title))
    }

    /// The places that a title sets apart: "Cook - Berlin".
    pub fn places_of_title(&self, title: &str) -> Vec<crate::posting::Location> {
        place::in_title(&self.reading(title))
    }

    /// The pay that a short text states, if amount, currency and period leave no doubt: "$24-$26/hour".
    pub fn pay(&self, text: &str) -> Option<Salary> {
        let reading = self.reading(text);
        pay::in_tokens(&reading, reading.all(), 0..0).map(|(salary, _)| salary)
    }

    /// The places that a short text names: "Berlin, Germany", "Remote (US only)", "London or remote".
    pub fn place(&self, text: &str) -> Place {
        // "ohio": a name that is written small is one nevertheless, where nothing else stands.
        let is_small = text.is_ascii() && !text.bytes().any(|b| b.is_ascii_uppercase());
        let capital = is_small.then(|| capitalised(text));
        let reading = self.reading(capital.as_deref().unwrap_or(text));
        place::in_value(&reading, reading.all()).0
    }

    /// The part of the world that a short text names and that is no country: "EMEA", "Latin America".
    pub fn area(&self, text: &str) -> Option<String> {
        let reading = self.reading(text);
        let mut areas = reading.cues(reading.all()).filter(|(cue, _)| *cue == words::Cue::Area);
        areas.next().map(|(_, mark)| reading.words(mark.first..mark.end))
    }

    /// The day that a short text states, in any usual shape that leaves no doubt.
    pub fn day(&self, text: &str) -> Option<Date> {
        day::in_text(&self.reading(text))
    }
}

/// "granite city" as "Granite City".
fn capitalised(text: &str) -> String {
    let mut begins = true;
    let capital = |c: char| {
        if std::mem::replace(&mut begins, !c.is_alphanumeric()) { c.to_ascii_uppercase() } else { c }
    };
    text.chars().map(capital).collect()
}

/// All that a text states, by these skills; who reads many texts makes a [`Finder`] once.
pub fn find(text: &str, vocabulary: &Vocabulary) -> Found {
    Finder::new(vocabulary).find(text)
}
