//! The words that tell what stands near them, a file for each language.
//!
//! A phrase is compared as a name is: without case, hyphens or a plural's `s`. To teach the finder a new wording, add it
//! to the list of its meaning; a new language is a new file beside the others.

mod small;

pub use small::Small;

use crate::posting::{Education, Employment, LanguageLevel, Level, Period, SkillLevel, Word, Workplace};

/// What a word tells of the text near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    /// In a heading: what stands below it.
    Heading(Section),
    /// Before a colon: which fact stands behind it.
    Label(Fact),
    /// A number in words.
    Number(u8),
    /// The unit of a number: years.
    Years,
    /// The unit of a number: months.
    Months,
    /// What the years are of.
    Experience,
    /// Experience is not asked for.
    NoExperience,
    /// A time that passes, not one that a person has behind them: "the next three years".
    Passing,
    /// How long the job lasts: "appointment", "not to exceed".
    Lasting,
    /// Somebody's age.
    Age,
    /// What is told of others than the candidate: "our team", "founded".
    Others,
    /// The candidate is asked for what follows, beyond doubt: "you must", "candidates should".
    Demanded,
    /// The candidate is perhaps asked for what follows: "you are", "at least".
    Asked,
    /// What stands near is nice to have.
    Wished,
    /// Only what follows is nice to have: "ideally".
    WishedNext,
    /// A degree.
    Degree(Education),
    /// A degree, if another word says that one is meant: "master".
    PerhapsDegree(Education),
    /// "Degree", "Studium": says that one is meant.
    DegreeWord,
    /// No degree is needed.
    NoDegree,
    /// What may stand in for a degree or years.
    Instead,
    /// A field of study.
    Subject(&'static str),
    /// How well a skill is asked for.
    Skilled(SkillLevel),
    /// Knowledge or use of what stands near: "experience with", "Kenntnisse".
    Knowing,
    /// A kind of employment.
    Employment(Employment),
    /// Behind a number: hours of work in a week.
    Weekly,
    /// Near a number: a share of full time.
    Share,
    /// Where the work is done.
    Workplace(Workplace),
    /// The job itself: "position", "Stelle".
    Job,
    /// A human language.
    Tongue(&'static str),
    /// A language is spoken or written: "fluent".
    Speaking,
    /// How well a language is asked for.
    Speaks(LanguageLevel),
    /// A month of the calendar, from 1.
    Month(u8),
    /// Seniority, in a title.
    Seniority(Level),
    /// Pay is spoken of.
    Pay,
    /// The time that pay is for.
    Per(Period),
    /// Pay that is not this role's salary: "bonus".
    OtherPay,
    /// A currency's code.
    Currency(&'static str),
    /// Applying for the job.
    Apply,
    /// A country's code.
    Country(&'static str),
    /// A state or province: its code and its country's.
    Region(&'static str, &'static str),
    /// A city that is alone of its name, and its country's code.
    City(&'static str, &'static str),
    /// The whole world.
    Anywhere,
    /// The place of work follows: "based in".
    BasedIn,
    /// The country follows that one may live in: "residents of".
    LivingIn,
    /// A part of the world that is no country: "North America".
    Area,
    /// A certificate.
    Certificate(&'static str),
    /// Before the job in a title: "now hiring".
    Call,
    /// What a page is called that has postings on it.
    Page,
    /// A small word to which one rule gives its meaning.
    Small(Small),
}

impl Cue {
    /// Whether it tells something in titles alone.
    pub fn is_of_titles(self) -> bool {
        use Small as S;
        matches!(
            self,
            Self::Call
                | Self::Page
                | Self::Small(
                    S::Trade | S::Article | S::BeforeJob | S::AnyJob | S::Organisation | S::Unit | S::Aside | S::Region
                )
        )
    }
}

/// What a part of a posting is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Nothing that is known.
    Other,
    /// What the candidate must bring.
    Required,
    /// What is nice to have.
    Preferred,
    /// What is done in the job.
    Duties,
    /// The employer.
    Company,
    /// What the employer gives, pay aside.
    Benefits,
    /// Pay.
    Pay,
    /// How to apply.
    Apply,
    /// Place, hours and other facts, a line each.
    Facts,
}

/// A fact that a line names: "Location: Berlin".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// The job's title.
    Title,
    /// The department.
    Department,
    /// The team.
    Team,
    /// The place of work.
    Location,
    /// Remote, hybrid or on site.
    Workplace,
    /// The kind of employment.
    Employment,
    /// Pay.
    Salary,
    /// The seniority.
    Level,
    /// The first day.
    Posted,
    /// The last day.
    Closes,
    /// Where to apply.
    Apply,
    /// The employer's number.
    Id,
    /// Education.
    Education,
    /// Years of experience.
    Experience,
    /// Skills.
    Skills,
    /// Languages.
    Languages,
    /// Another fact, which ends the one before.
    Other,
}

/// The files: a meaning, a colon, and the phrases that have it; an indented line goes on.
const FILES: [&str; 9] = [
    include_str!("words/english.txt"),
    include_str!("words/german.txt"),
    include_str!("words/chinese.txt"),
    include_str!("words/others.txt"),
    include_str!("words/certificates.txt"),
    include_str!("words/places.txt"),
    include_str!("words/subjects.txt"),
    include_str!("words/small.txt"),
    include_str!("words/titles.txt"),
];

/// What must be seen before a skill's name counts that is a common word as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// It never counts: a quality that every posting asks for.
    Never,
    /// It must be written as a name.
    Name,
    /// It must stand among skills.
    Common,
}

/// The ends of words that are trades.
pub fn role_endings() -> impl Iterator<Item = &'static str> {
    lists(include_str!("words/titles.txt"), |key| (key == "role-ending").then_some(())).map(|((), ending)| ending)
}

/// Chinese characters as Taiwan and Hong Kong write them, each with the one that the lists have.
pub fn traditional() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("words/traditional.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(|pair| pair.split_at(pair.chars().next().map_or(0, char::len_utf8)))
}

/// Phrases of the vocabulary that say too little to be found in a text.
pub fn weak() -> impl Iterator<Item = &'static str> {
    lists(include_str!("words/guards.txt"), |key| (key == "weak").then_some(())).map(|((), phrase)| phrase)
}

/// The guarded names of the vocabulary.
pub fn guards() -> impl Iterator<Item = (Guard, &'static str)> {
    lists(include_str!("words/guards.txt"), |key| match key {
        "never" => Some(Guard::Never),
        "name" => Some(Guard::Name),
        "common" => Some(Guard::Common),
        _ => None,
    })
}

/// What a word says of the words behind "experience with".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhraseWord {
    /// It is said of a name, and no part of it: "various".
    Before,
    /// No name has it.
    Never,
    /// It is no name by itself.
    Weak,
    /// No name ends with it: "web authoring tools".
    Kind,
    /// It is a name by itself.
    Noun,
}

/// The words that tell names behind "experience with" from other words.
pub fn phrase_words() -> impl Iterator<Item = (PhraseWord, &'static str)> {
    lists(include_str!("words/phrases.txt"), |key| match key {
        "before" => Some(PhraseWord::Before),
        "never" => Some(PhraseWord::Never),
        "weak" => Some(PhraseWord::Weak),
        "kind" => Some(PhraseWord::Kind),
        "noun" => Some(PhraseWord::Noun),
        _ => None,
    })
}

/// All phrases of all languages with their meaning.
pub fn all() -> impl Iterator<Item = (Cue, &'static str)> {
    FILES.into_iter().flat_map(|file| lists(file, cue))
}

/// The phrases of a file, each with what its key means.
fn lists<T: Copy + 'static>(
    file: &'static str,
    meaning_of: fn(&'static str) -> Option<T>,
) -> impl Iterator<Item = (T, &'static str)> {
    let mut meaning = None;
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    let lists = lines.filter_map(move |line| match line.strip_prefix("  ") {
        Some(more) => meaning.map(|meaning| (meaning, more)),
        None => {
            let (key, list) = line.split_once(": ")?;
            meaning = meaning_of(key);
            meaning.map(|meaning| (meaning, list))
        }
    });
    lists.flat_map(|(meaning, list)| {
        list.split(',').map(str::trim).filter(|phrase| !phrase.is_empty()).map(move |phrase| (meaning, phrase))
    })
}

/// The meaning that a key names, such as `degree bachelor`.
fn cue(key: &'static str) -> Option<Cue> {
    let (kind, what) = key.split_once(' ').unwrap_or((key, ""));
    Some(match kind {
        "heading" => Cue::Heading(section(what)?),
        "label" => Cue::Label(fact(what)?),
        "number" => Cue::Number(what.parse().ok()?),
        "years" => Cue::Years,
        "months" => Cue::Months,
        "experience" => Cue::Experience,
        "no-experience" => Cue::NoExperience,
        "passing" => Cue::Passing,
        "lasting" => Cue::Lasting,
        "age" => Cue::Age,
        "others" => Cue::Others,
        "demanded" => Cue::Demanded,
        "asked" => Cue::Asked,
        "wished" => Cue::Wished,
        "wished-next" => Cue::WishedNext,
        "degree" => Cue::Degree(Word::from_word(what)?),
        "perhaps-degree" => Cue::PerhapsDegree(Word::from_word(what)?),
        "degree-word" => Cue::DegreeWord,
        "no-degree" => Cue::NoDegree,
        "instead" => Cue::Instead,
        "subject" => Cue::Subject(what),
        "skilled" => Cue::Skilled(Word::from_word(what)?),
        "knowing" => Cue::Knowing,
        "employment" => Cue::Employment(Word::from_word(what)?),
        "weekly" => Cue::Weekly,
        "share" => Cue::Share,
        "workplace" => Cue::Workplace(Word::from_word(what)?),
        "job" => Cue::Job,
        "tongue" => Cue::Tongue(what),
        "speaking" => Cue::Speaking,
        "speaks" => Cue::Speaks(Word::from_word(what)?),
        "month" => Cue::Month(what.parse().ok()?),
        "seniority" => Cue::Seniority(Word::from_word(what)?),
        "pay" => Cue::Pay,
        "other-pay" => Cue::OtherPay,
        "per" => Cue::Per(Word::from_word(what)?),
        "currency" => Cue::Currency(what),
        "apply" => Cue::Apply,
        "based-in" => Cue::BasedIn,
        "living-in" => Cue::LivingIn,
        "anywhere" => Cue::Anywhere,
        "area" => Cue::Area,
        "country" => Cue::Country(what),
        "region" => {
            let (country, code) = what.split_once(' ')?;
            Cue::Region(code, country)
        }
        "city" => {
            let (country, name) = what.split_once(' ')?;
            Cue::City(name, country)
        }
        "certificate" => Cue::Certificate(what),
        "call" => Cue::Call,
        "page" => Cue::Page,
        "small" => Cue::Small(Small::from_key(what)?),
        _ => return None,
    })
}

fn section(word: &str) -> Option<Section> {
    Some(match word {
        "required" => Section::Required,
        "preferred" => Section::Preferred,
        "duties" => Section::Duties,
        "company" => Section::Company,
        "benefits" => Section::Benefits,
        "pay" => Section::Pay,
        "apply" => Section::Apply,
        "facts" => Section::Facts,
        _ => return None,
    })
}

fn fact(word: &str) -> Option<Fact> {
    Some(match word {
        "title" => Fact::Title,
        "department" => Fact::Department,
        "team" => Fact::Team,
        "location" => Fact::Location,
        "workplace" => Fact::Workplace,
        "employment" => Fact::Employment,
        "salary" => Fact::Salary,
        "level" => Fact::Level,
        "posted" => Fact::Posted,
        "closes" => Fact::Closes,
        "apply" => Fact::Apply,
        "id" => Fact::Id,
        "education" => Fact::Education,
        "experience" => Fact::Experience,
        "skills" => Fact::Skills,
        "languages" => Fact::Languages,
        "other" => Fact::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_files_has_a_meaning_and_phrases() {
        for line in FILES.iter().flat_map(|file| file.lines()) {
            if line.is_empty() || line.starts_with(['#', ' ']) {
                continue;
            }
            let (key, list) = line.split_once(": ").unwrap_or_else(|| panic!("no phrases: {line}"));
            assert!(
                (cue(key).is_some() || key == "role-ending") && !list.trim().is_empty(),
                "unknown or empty: {line}"
            );
        }
    }
}
