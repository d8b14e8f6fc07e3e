//! What a source says of one posting, before anything of it is understood.
//!
//! The modules that know a system only say which of its fields states what; what the texts mean is the business of
//! `meaning`, so that a place or a sum is understood in one way wherever it comes from.

/// One posting as its source states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What its source calls it: an id or a path, the same for as long as it is the same posting.
    pub key: String,
    /// Whether the key is nothing but the title, which another posting may have too.
    pub is_by_title: bool,
    /// The board that it is of, where one file may have postings of several.
    pub board: Option<String>,
    /// Its title.
    pub title: String,
    /// Who has called it so.
    pub title_kind: TitleKind,
    /// What else its source calls it, for a title that names no job.
    pub other_titles: Vec<String>,
    /// Its text as Markdown.
    pub body: String,
    /// The name that its file should have; `None` to name it after its title.
    pub stem: Option<String>,
    /// The facts that the source states apart from the text.
    pub stated: Vec<Stated>,
    /// What was left out, and why.
    pub left: Vec<Left>,
}

/// Who has given a posting its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleKind {
    /// A system's own field for it.
    Stated,
    /// An author, above the text: it may be a call, too.
    Written,
    /// Nobody: it is the name of the file.
    File,
}

/// A fact and where it was stated.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// The source's own name of the field: `categories.commitment`.
    pub field: String,
    /// The line of the source on which it stands, where the source has lines that people read.
    pub line: Option<usize>,
    /// What it states.
    pub fact: Fact,
}

/// Something that was left out, or is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The source's name of it, or its words.
    pub what: String,
    /// Why, in plain words.
    pub why: String,
    /// The line of the source.
    pub line: Option<usize>,
    /// Whether it is there nevertheless, in another form than it was.
    pub is_kept: bool,
}

/// What a field states, in the source's words.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// The department.
    Department(String),
    /// The team.
    Team(String),
    /// The employer, on a board of several.
    Company(String),
    /// The language that the posting is written in.
    Language(String),
    /// A place in one text: `Tallinn, Estonia`, `Remote (EU)`.
    Place(String),
    /// A place in one text that need not name its country, and the country.
    PlaceIn(String, String),
    /// A place in parts.
    Address(Address),
    /// A word for where the work is done: `on-site`, `Hybrid`.
    Workplace(String),
    /// A country in which applicants may live.
    Applicants(String),
    /// A kind of employment: `FullTime`, `fulltime_permanent`.
    Employment(String),
    /// A seniority: `Mid-Senior level`.
    Level(String),
    /// The first day.
    Posted(Moment),
    /// The day of the last change.
    Updated(Moment),
    /// The last day.
    Closes(Moment),
    /// Whether it is open: `published`, `filled`, `draft: true` as `draft`.
    Status(String),
    /// Pay in one text.
    Pay(String),
    /// Pay in parts.
    Amounts(Amounts),
    /// A degree: `bachelor_degree`.
    Education(String),
    /// Years of experience.
    Years(u8),
    /// Names of skills.
    Skills(Vec<String>),
    /// What the source says of the posting in short: beside the text, it may state place, hours and pay.
    InShort(String),
    /// Words among which some may name skills.
    Tags(Vec<String>),
    /// What it offers.
    Benefits(Vec<String>),
    /// Where to apply: an address of the web or of e-mail.
    Apply(String),
    /// The employer's own number.
    Number(String),
    /// An address that the posting had before.
    Alias(String),
}

/// The parts of a place; what is not stated is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The city.
    pub city: Option<String>,
    /// The state, province or canton.
    pub region: Option<String>,
    /// The country: a code or a name.
    pub country: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// Street and number.
    pub street: Option<String>,
}

/// A point of time in one of the ways in which sources write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// A text: `2026-01-02T09:00:00Z`, `August 22, 2024`.
    Text(String),
    /// Milliseconds since 1970.
    Milliseconds(i64),
}

/// The parts of a pay.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Amounts {
    /// The lower end in the currency's units.
    pub min: Option<f64>,
    /// The upper end in the currency's units.
    pub max: Option<f64>,
    /// The currency's code.
    pub currency: Option<String>,
    /// The time it is paid for, as the source says it: `1 YEAR`, `per-year-salary`.
    pub per: Option<String>,
}

impl Draft {
    /// A posting of which nothing but its name and its text is known.
    pub fn new(key: impl Into<String>, title: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            is_by_title: false,
            board: None,
            title: title.into(),
            title_kind: TitleKind::Written,
            other_titles: Vec::new(),
            body: body.into(),
            stem: None,
            stated: Vec::new(),
            left: Vec::new(),
        }
    }

    /// Notes what a field states, if it states something.
    pub fn state(&mut self, field: &str, fact: Option<Fact>) {
        if let Some(fact) = fact {
            self.stated.push(Stated { field: field.to_owned(), line: None, fact });
        }
    }

    /// Notes the department; those beside the first are left out, and said.
    pub fn state_department(&mut self, field: &str, names: Vec<String>) {
        let mut names = names.into_iter();
        self.state(field, names.next().map(Fact::Department));
        let others: Vec<String> = names.collect();
        if !others.is_empty() {
            self.leave(format!("{field}: {}", others.join(", ")), "a posting has one department");
        }
    }

    /// Notes what was left out, and why.
    pub fn leave(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.left.push(Left { what: what.into(), why: why.into(), line: None, is_kept: false });
    }
}

impl Address {
    /// Whether nothing of it is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
