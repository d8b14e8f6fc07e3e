//! The lists of words. The stems are those of Gaucher, Friesen and Kay (2011), doi:10.1037/a0022530, appendix; a word is
//! coded when it begins with one. The other lists are short and our own.

/// Stems of words that readers connect with men.
pub(super) const MASCULINE: &[&str] = &[
    "active",
    "adventurous",
    "aggress",
    "ambitio",
    "analy",
    "assert",
    "athlet",
    "autonom",
    "battle",
    "boast",
    "challeng",
    "champion",
    "compet",
    "confident",
    "courag",
    "decid",
    "decision",
    "decisive",
    "defend",
    "determin",
    "domina",
    "driven",
    "fearless",
    "fight",
    "force",
    "greedy",
    "head-strong",
    "headstrong",
    "hierarch",
    "hostil",
    "impulsive",
    "independen",
    "individual",
    "intellect",
    "lead",
    "logic",
    "objective",
    "opinion",
    "outspoken",
    "persist",
    "principle",
    "reckless",
    "self-confiden",
    "self-relian",
    "self-sufficien",
    "selfconfiden",
    "selfrelian",
    "selfsufficien",
    "stubborn",
    "superior",
    "unreasonab",
];

/// Stems of words that readers connect with women.
pub(super) const FEMININE: &[&str] = &[
    "affectionate",
    "agree",
    "cheer",
    "child",
    "co-operat",
    "collab",
    "commit",
    "communal",
    "compassion",
    "connect",
    "considerate",
    "cooperat",
    "depend",
    "emotiona",
    "empath",
    "enthusias",
    "feel",
    "flatterable",
    "gentle",
    "honest",
    "inclusive",
    "inter-dependen",
    "inter-persona",
    "interdependen",
    "interpersona",
    "kind",
    "kinship",
    "loyal",
    "modesty",
    "nag",
    "nurtur",
    "pleasant",
    "polite",
    "quiet",
    "respon",
    "sensitiv",
    "share",
    "sharin",
    "submissive",
    "support",
    "sympath",
    "tender",
    "together",
    "trust",
    "understand",
    "warm",
    "whin",
    "yield",
];

/// Words to be found, and what to say instead.
pub(super) struct Phrase {
    /// The words, in lower case.
    pub(super) words: &'static str,
    /// How to mend it.
    pub(super) instead: &'static str,
    /// Whether they mean something else in a text, such as the build tool Ninja or an installation wizard.
    pub(super) is_for_titles: bool,
}

const fn phrase(words: &'static str, instead: &'static str) -> Phrase {
    Phrase { words, instead, is_for_titles: false }
}

const fn in_titles(words: &'static str, instead: &'static str) -> Phrase {
    Phrase { words, instead, is_for_titles: true }
}

const TRADE: &str = "name the trade: engineer, designer, analyst";
const ABILITY: &str = "say what the work needs: expert knowledge of X, years of Y";

/// Words that call people something grand.
pub(super) const HYPE: &[Phrase] = &[
    phrase("rockstar", TRADE),
    phrase("rock star", TRADE),
    phrase("rock-star", TRADE),
    in_titles("ninja", TRADE),
    phrase("coding ninja", TRADE),
    phrase("code ninja", TRADE),
    in_titles("guru", TRADE),
    in_titles("wizard", TRADE),
    in_titles("unicorn", TRADE),
    in_titles("jedi", TRADE),
    in_titles("hacker", TRADE),
    phrase("superstar", ABILITY),
    phrase("10x developer", ABILITY),
    phrase("10x engineer", ABILITY),
    phrase("world-class talent", ABILITY),
];

/// Words that mean one gender.
pub(super) const GENDERED: &[Phrase] = &[
    phrase("he/she", "write `they`"),
    phrase("she/he", "write `they`"),
    phrase("s/he", "write `they`"),
    phrase("he or she", "write `they`"),
    phrase("his/her", "write `their`"),
    phrase("his or her", "write `their`"),
    phrase("him/her", "write `them`"),
    phrase("chairman", "write `chair`"),
    phrase("salesman", "write `salesperson`"),
    phrase("saleswoman", "write `salesperson`"),
    phrase("salesmen", "write `salespeople`"),
    phrase("businessman", "write `business person`"),
    phrase("foreman", "write `supervisor`"),
    phrase("repairman", "write `repairer` or `technician`"),
    phrase("handyman", "write `maintenance worker`"),
    phrase("craftsman", "write `craftsperson` or `artisan`"),
    phrase("policeman", "write `police officer`"),
    phrase("fireman", "write `firefighter`"),
    phrase("stewardess", "write `flight attendant`"),
    phrase("waitress", "write `server`"),
    phrase("manpower", "write `staff`"),
    phrase("man-hours", "write `working hours`"),
];

const ENTRY: &str = "say what the work needs, such as `entry level` or `no experience needed`";

/// Words that mean an age.
pub(super) const AGE: &[Phrase] = &[
    phrase("recent graduate", ENTRY),
    phrase("recent graduates", ENTRY),
    phrase("recent college graduate", ENTRY),
    phrase("recent college graduates", ENTRY),
    phrase("new graduates only", ENTRY),
    phrase("digital native", "say which tools they use with ease"),
    phrase("digital natives", "say which tools they use with ease"),
    phrase("young and dynamic", "say what makes the team one that people like"),
    phrase("young team", "say what makes the team one that people like"),
    phrase("young, dynamic", "say what makes the team one that people like"),
    phrase("youthful", "say what makes the team one that people like"),
    phrase("mature person", "say what the work needs"),
    phrase("overqualified", "say what the work is; candidates decide"),
    phrase("no older than", "leave the age out"),
    phrase("maximum age", "leave the age out"),
];
