//! Small words, by the rule that looks at them; `small.txt` lists the words of each.

/// An enumeration whose members have a key in the lists.
macro_rules! keyed {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$member_doc])* $member),+ }

        impl $name {
            /// The one of this key.
            pub(super) fn from_key(key: &str) -> Option<Self> {
                Some(match key {
                    $($key => Self::$member,)+
                    _ => return None,
                })
            }
        }
    };
}

keyed! {
/// Small words, by the rule that looks at them.
Small {
    /// May stand between a number and "years": "5 or more years".
    InYears = "in-years",
    /// Between two numbers: "3 to 5 years".
    To = "to",
    /// Between two alternatives.
    Or = "or",
    /// Between two things that are both meant.
    And = "and",
    /// Between "years" and what they are of.
    BeforeScope = "before-scope",
    /// Says nothing of what the years are of: "relevant".
    Vague = "vague",
    /// Ends the words about what the years are of.
    EndsScope = "ends-scope",
    /// An abbreviation, whose point ends no sentence.
    Abbreviation = "abbreviation",
    /// What is remote or hybrid besides work: "remote communities".
    NotWork = "not-work",
    /// Somebody is sought: "we seek", "join".
    Hires = "hires",
    /// Before "in" and the place of others: "headquartered in".
    ElsewhereIn = "elsewhere-in",
    /// Before a workplace that is not where the work is done: "may require on-site visits".
    NotWorkplace = "not-workplace",
    /// Capitalised in the value of a place, but no city: "Various".
    NotCity = "not-city",
    /// Inside a city's name: "Frankfurt am Main".
    InCity = "in-city",
    /// Around a city's name: "Greater London area".
    AroundCity = "around-city",
    /// Behind a language that is not spoken: "the Chinese market".
    NotSpoken = "not-spoken",
    /// A degree that is not yet there: "pursuing".
    Earning = "earning",
    /// Ends the words about a degree's subjects.
    EndsSubjects = "ends-subjects",
    /// Names nothing in Latin letters, though in Chinese text: "API", "bug".
    NotNamed = "not-named",
    /// No kind of employment of this job, though near one: "full-time employees receive".
    NotThisJob = "not-this-job",
    /// Says that this job is meant: "this is a".
    ThisJob = "this-job",
    /// Hours that are not those of this job: "overtime".
    NotHours = "not-hours",
    /// A job that may be for a limited time: "a two-year appointment".
    LimitedJob = "limited-job",
    /// Between the time and the job: "a 2-year fixed-term contract".
    InLimited = "in-limited",
    /// Behind "part-time": it is one of the ways: "possible".
    Possible = "possible",
    /// Says by itself that a job is for a limited time: "befristet".
    ForATime = "for-a-time",
    /// May be chosen: "remote work options".
    Optional = "optional",
    /// Working somewhere: "join us", "you work".
    Joins = "joins",
    /// What is done with contracts: "a contract manager" is not on contract.
    OfContracts = "of-contracts",
    /// An hour as a unit.
    Hour = "hour",
    /// A week as a unit.
    Week = "week",
    /// The first day of the working week.
    Monday = "monday",
    /// Its last day.
    Friday = "friday",
    /// Of money that is not earned: "costs", "budget".
    OtherMoney = "other-money",
    /// The employer as those who work there: "a fully remote team".
    Company = "company",
    /// Wholly so: "fully remote".
    Fully = "fully",
    /// Says for how long a job is: "is available for".
    Holds = "holds",
    /// What pays for a job: "funding".
    Funds = "funds",
    /// Before a number that is the most: "up to".
    UpTo = "up-to",
    /// What an employer is or does: "a company", "hiring".
    Employer = "employer",
    /// Leads to examples: "such as".
    LeadsExamples = "leads-examples",
    /// Those whose examples are no skills: "clients such as".
    HasExamples = "has-examples",
    /// Says that a time ends: "grant-funded", "fixed".
    Lasts = "lasts",
    /// May become so, and is not: "with the chance of a full-time position".
    Perhaps = "perhaps",
    /// Sending an application.
    Send = "send",
    /// The act of applying.
    Applying = "applying",
    /// Asking, not applying: "questions".
    Asking = "asking",
    /// Ends a name that shares a word with the one before.
    EndsName = "ends-name",
    /// Shows that the word before is a product's name: "Spring framework".
    AfterName = "after-name",
    /// People of a trade: "application development teams".
    People = "people",
    /// Before an example: "such as R".
    Example = "example",
    /// What people are by their job: "analyst".
    Role = "role",
    /// The same of rarer trades and other languages: in titles.
    Trade = "trade",
    /// Goes on behind a skill without making it another thing: "compliance program".
    AfterSkill = "after-skill",
    /// What everybody is to be good at: "troubleshooting skills".
    Quality = "quality",
    /// Between what one does and what one does it to: "managing large projects".
    BeforeObject = "before-object",
    /// Between a call and the job: "hiring our next".
    Article = "article",
    /// Between a call and the job it praises: "seeking a motivated".
    BeforeJob = "before-job",
    /// A job of no trade: "position".
    AnyJob = "any-job",
    /// Ends an employer's name.
    Organisation = "organisation",
    /// Ends a unit's name, and other things.
    Unit = "unit",
    /// Beside the job in brackets: "ab sofort".
    Aside = "aside",
    /// Before a region's name: "regio".
    Region = "region",
}
}
