//! The posting model: what one role says of itself, in types that cannot be wrong.
//!
//! A [`Posting`] is always valid; what is wrong with a file is said in diagnostics and gives no posting. It depends on
//! its own file alone: what needs the site (default currency, canonical skill names, today) is joined in the catalog.

pub mod answers;
pub mod format;
pub mod frontmatter;
pub mod guide;
pub mod markdown;
pub mod parse;
pub mod place;
pub mod schema;
pub mod starter;
mod stored;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use place::{ApplicantArea, Country, Location};

use crate::source::{Fingerprint, ProjectPath};

/// One posting: `content/jobs/**/*.md`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Posting {
    /// Its file.
    pub path: ProjectPath,
    /// The last part of its address, from the file name.
    pub slug: String,
    /// The job's title.
    pub title: String,
    /// The language it is written in (BCP 47), when it differs from the site's.
    pub language: Option<String>,
    /// The department, as written.
    pub department: Option<String>,
    /// The team inside the department.
    pub team: Option<String>,
    /// The employer's slug, on a board of several.
    pub company: Option<String>,
    /// Where the work is done.
    pub locations: Vec<Location>,
    /// On site, hybrid or remote.
    pub workplace: Option<Workplace>,
    /// Where people may live who do it remotely.
    pub applicants_in: Vec<ApplicantArea>,
    /// The kinds of employment, each once.
    pub employment: Vec<Employment>,
    /// The seniority.
    pub level: Option<Level>,
    /// The first day it is listed.
    pub posted: Option<Date>,
    /// The day of the last change worth telling.
    pub updated: Option<Date>,
    /// The last day of applying, inclusive, in the site's time zone.
    pub closes: Option<Date>,
    /// What the employer says of its state.
    pub status: Status,
    /// The pay.
    pub salary: Option<Salary>,
    /// What it asks for.
    pub requirements: Requirements,
    /// What it offers beyond pay.
    pub benefits: Vec<String>,
    /// Where to apply, if it says so itself.
    pub apply: Option<Apply>,
    /// The employer's own number.
    pub id: Option<String>,
    /// Former addresses, as paths from the site's root: `/old/address/`.
    pub aliases: Vec<String>,
    /// Anything, for templates of the site's own.
    #[serde(with = "stored::json")]
    pub extra: Option<serde_json::Value>,
    /// The first words of the body as plain text.
    pub summary: String,
    /// What identifies the file's bytes, so that a body read later is known to be the same.
    pub fingerprint: Fingerprint,
    /// What identifies the bytes before the body: all that is known of the role but its text.
    pub facts: Fingerprint,
    /// What identifies all that it is found by: what the facets are made of.
    pub findable: Fingerprint,
    /// Where the body begins in the file, in bytes.
    pub body_start: usize,
}

impl Posting {
    /// A posting of which nothing but its title is known. Its fingerprints are those of no bytes.
    pub fn of_title(path: ProjectPath, title: impl Into<String>) -> Self {
        let none = Fingerprint::of(b"");
        Self {
            slug: crate::slug::slug(path.stem()),
            path,
            title: title.into(),
            language: None,
            department: None,
            team: None,
            company: None,
            locations: Vec::new(),
            workplace: None,
            applicants_in: Vec::new(),
            employment: Vec::new(),
            level: None,
            posted: None,
            updated: None,
            closes: None,
            status: Status::Open,
            salary: None,
            requirements: Requirements::default(),
            benefits: Vec::new(),
            apply: None,
            id: None,
            aliases: Vec::new(),
            extra: None,
            summary: String::new(),
            fingerprint: none,
            facts: none,
            findable: none,
            body_start: 0,
        }
    }

    /// Gives back the room that texts and lists were given while they grew and do not need: a large board holds a hundred
    /// thousand postings, a quarter of whose memory this was.
    pub fn shrink(&mut self) {
        let Self { slug, locations, applicants_in, employment, requirements, benefits, aliases, summary, .. } = self;
        let Requirements { fields, experience, skills, preferred, languages, certificates, .. } = requirements;
        slug.shrink_to_fit();
        summary.shrink_to_fit();
        locations.shrink_to_fit();
        applicants_in.shrink_to_fit();
        employment.shrink_to_fit();
        skills.shrink_to_fit();
        preferred.shrink_to_fit();
        experience.shrink_to_fit();
        languages.shrink_to_fit();
        for texts in [benefits, aliases, fields, certificates] {
            texts.shrink_to_fit();
        }
    }

    /// What identifies all that a posting is found by.
    pub fn findable_by(&self) -> Fingerprint {
        let mut inputs: Vec<u8> = Vec::with_capacity(256);
        // No text has a control character, so these keep apart what stands side by side.
        let mut note = |text: Option<&str>| {
            inputs.extend(text.unwrap_or("\u{2}").as_bytes());
            inputs.push(1);
        };
        let Self { department, company, locations, applicants_in, workplace, employment, level, requirements, .. } =
            self;
        note(department.as_deref());
        note(company.as_deref());
        for place in locations {
            note(place.city.as_deref());
            note(place.country.map(Country::code));
        }
        note(None);
        for area in applicants_in {
            note(match area {
                ApplicantArea::Country(country) => Some(country.code()),
                ApplicantArea::Anywhere => Some("anywhere"),
            });
        }
        note(None);
        note(workplace.map(Word::word));
        for kind in employment {
            note(Some(kind.word()));
        }
        note(None);
        note(level.map(Word::word));
        for skill in requirements.skills.iter().chain(&requirements.preferred) {
            note(Some(&skill.name));
        }
        note(None);
        for language in &requirements.languages {
            note(Some(&language.name));
        }
        note(None);
        note(requirements.education.map(Word::word));
        inputs.push(requirements.years().map_or(u8::MAX, |years| years));
        Fingerprint::of(&inputs)
    }
}

/// What a role asks for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Requirements {
    /// The lowest degree that is enough; `None` when not stated.
    pub education: Option<Education>,
    /// The subjects of the degree.
    pub fields: Vec<String>,
    /// The years asked for, each with its scope; empty when not stated, which is not the same as 0 years.
    pub experience: Vec<Experience>,
    /// Skills it cannot do without.
    pub skills: Vec<RequiredSkill>,
    /// Skills that are nice to have.
    pub preferred: Vec<RequiredSkill>,
    /// Human languages.
    pub languages: Vec<RequiredLanguage>,
    /// Certificates.
    pub certificates: Vec<String>,
}

impl Requirements {
    /// The years that filters count: the largest of all that are asked for.
    pub fn years(&self) -> Option<u8> {
        self.experience.iter().map(|e| e.years).max()
    }

    /// Whether anything at all is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Years of experience in something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experience {
    /// Full years, at most [`Experience::MOST`].
    pub years: u8,
    /// In what; `None` for experience in general.
    pub scope: Option<String>,
}

impl Experience {
    /// More years than this are a mistake.
    pub const MOST: u8 = 60;
}

/// A skill, as written, with the level asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredSkill {
    /// The name as written; its canonical form is the vocabulary's business.
    pub name: String,
    /// How well; `None` when not stated.
    pub level: Option<SkillLevel>,
}

/// A human language with the level asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredLanguage {
    /// Its name as written.
    pub name: String,
    /// How well; `None` when not stated.
    pub level: Option<LanguageLevel>,
}

/// Pay per period, from, to, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Salary {
    /// The range; at least one end is given.
    pub range: SalaryRange,
    /// ISO 4217; `None` leaves it to the site.
    pub currency: Option<Currency>,
    /// The time it is paid for.
    pub per: Period,
}

/// The ends of a salary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SalaryRange {
    /// From one amount up to a larger or equal one.
    Between(Amount, Amount),
    /// From an amount, with an open top.
    From(Amount),
    /// Up to an amount.
    UpTo(Amount),
}

impl SalaryRange {
    /// The lower end.
    pub fn min(self) -> Option<Amount> {
        match self {
            Self::Between(min, _) | Self::From(min) => Some(min),
            Self::UpTo(_) => None,
        }
    }

    /// The upper end.
    pub fn max(self) -> Option<Amount> {
        match self {
            Self::Between(_, max) | Self::UpTo(max) => Some(max),
            Self::From(_) => None,
        }
    }
}

/// An amount of money in thousandths of the currency's unit (three places are the most that any currency has).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Amount(u64);

impl Amount {
    /// The amount nearest to a number of units, if it is above zero and below a million million.
    pub fn from_units(units: f64) -> Option<Self> {
        let thousandths = (units * 1000.0).round();
        (1.0..1e15).contains(&thousandths).then_some(Self(thousandths as u64))
    }

    /// Whole units.
    pub fn units(self) -> u64 {
        self.0 / 1000
    }

    /// Thousandths beyond the whole units.
    pub fn thousandths(self) -> u64 {
        self.0 % 1000
    }

    /// All of it in thousandths of a unit.
    pub fn in_thousandths(self) -> u64 {
        self.0
    }

    /// As a JSON number: whole when it is whole.
    pub fn to_json(self) -> serde_json::Value {
        if self.thousandths() == 0 { self.units().into() } else { (self.0 as f64 / 1000.0).into() }
    }
}

/// A currency of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The currency of a three-letter code in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        iso_currency::Currency::from_code(&code.to_ascii_uppercase()).map(Self)
    }

    /// Its three-letter code.
    pub fn code(self) -> &'static str {
        self.0.code()
    }
}

/// Where to apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Apply {
    /// A page; `http` or `https`.
    Page(String),
    /// An e-mail address.
    Email(String),
}

/// Makes an enumeration of a fixed set of words, with their spelling in front matter, data and addresses.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

/// One of a fixed set of words.
pub trait Word: Copy + 'static {
    /// All of them, in their natural order.
    const ALL: &'static [Self];

    /// Its spelling in front matter, data and addresses.
    fn word(self) -> &'static str;

    /// The one of this spelling; case, spaces, `-` and `_` do not count.
    fn from_word(text: &str) -> Option<Self> {
        let plain = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
        // Nearly all are spelled as they should be.
        Self::ALL.iter().copied().find(|word| word.word() == text).or_else(|| {
            let wanted = plain(text);
            Self::ALL.iter().copied().find(|word| plain(word.word()) == wanted)
        })
    }
}

words! {
    /// Where the work is done.
    Workplace { /** at the employer's place */ Onsite = "onsite", /** partly there */ Hybrid = "hybrid", /** from anywhere agreed */ Remote = "remote" }
}
words! {
    /// The kind of employment.
    Employment {
        /** full hours */ FullTime = "full-time", /** fewer hours */ PartTime = "part-time", /** by contract for services */ Contract = "contract",
        /** for a limited time */ Temporary = "temporary", /** to learn */ Internship = "internship", /** unpaid */ Volunteer = "volunteer",
        /** by the day */ PerDiem = "per-diem",
    }
}
words! {
    /// Seniority, lowest first.
    Level {
        /** intern */ Intern = "intern", /** junior */ Junior = "junior", /** mid */ Mid = "mid", /** senior */ Senior = "senior",
        /** staff */ Staff = "staff", /** principal */ Principal = "principal", /** lead */ Lead = "lead", /** executive */ Executive = "executive",
    }
}
words! {
    /// What the employer says of a posting's state.
    Status { /** it can be applied for, its dates allowing */ Open = "open", /** not ready to be seen */ Draft = "draft", /** somebody was found */ Filled = "filled" }
}
words! {
    /// The time a salary is paid for.
    Period { /** hour */ Hour = "hour", /** day */ Day = "day", /** week */ Week = "week", /** month */ Month = "month", /** year */ Year = "year" }
}
impl Period {
    /// How often it comes in a year of work: 12 months, 52 weeks, 260 days, 2,080 hours.
    pub fn times_a_year(self) -> u64 {
        match self {
            Self::Hour => 2080,
            Self::Day => 260,
            Self::Week => 52,
            Self::Month => 12,
            Self::Year => 1,
        }
    }
}

words! {
    /// Degrees, lowest first.
    Education {
        /** no degree is needed, and that is stated */ None = "none", /** high school */ HighSchool = "high-school", /** associate */ Associate = "associate",
        /** bachelor */ Bachelor = "bachelor", /** master */ Master = "master", /** doctorate */ Doctorate = "doctorate",
    }
}
words! {
    /// How well a skill is asked for, lowest first.
    SkillLevel { /** has met it */ Familiar = "familiar", /** works with it */ Proficient = "proficient", /** others ask them */ Expert = "expert" }
}
words! {
    /// How well a language is asked for: the Common European Framework's six levels, and `native`.
    LanguageLevel { /** A1 */ A1 = "A1", /** A2 */ A2 = "A2", /** B1 */ B1 = "B1", /** B2 */ B2 = "B2", /** C1 */ C1 = "C1", /** C2 */ C2 = "C2", /** native */ Native = "native" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_every_usual_spelling() {
        assert_eq!(Employment::from_word("Full Time"), Some(Employment::FullTime));
        assert_eq!(Employment::from_word("per_diem"), Some(Employment::PerDiem));
        assert_eq!(Workplace::from_word("on-site"), Some(Workplace::Onsite));
        assert_eq!(Level::from_word("wizard"), None);
        assert!(Education::HighSchool < Education::Bachelor);
    }

    #[test]
    fn amounts_keep_cents_and_refuse_nonsense() {
        let hourly = Amount::from_units(18.5).unwrap();
        assert_eq!((hourly.units(), hourly.thousandths(), hourly.to_json().to_string()), (18, 500, "18.5".into()));
        assert_eq!(Amount::from_units(60_000.0).unwrap().to_json().to_string(), "60000");
        assert!([0.0, -5.0, f64::NAN, f64::INFINITY, 1e18].into_iter().all(|n| Amount::from_units(n).is_none()));
    }
}
