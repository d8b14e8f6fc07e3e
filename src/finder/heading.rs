//! What a title says besides the job: the unit before it, and its pay grade.

use std::ops::Range;

use super::lexicon::Meaning;
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Small};

/// A unit's name has at most this many words.
const LONGEST_UNIT: usize = 8;

/// A title in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// The job alone.
    pub title: String,
    /// The unit that stands before it: "Office of Solutions: Fraud Analyst".
    pub unit: Option<String>,
}

/// The parts of a title, as far as they are certain; `heading` is the first heading of the text below it, if it has one.
pub fn parts(reading: &Reading<'_>, heading: Option<&str>) -> Heading {
    let own = bare(reading);
    let (unit, job) = unit(reading, own, heading);
    let job = without_grade(reading, job.clone()).unwrap_or(job);
    let unit = unit.map(|tokens| reading.words(tokens)).filter(|unit| !unit.is_empty());
    Heading { title: reading.words(job), unit }
}

/// The tokens of the unit, if one is certain, and those of the job.
fn unit(reading: &Reading<'_>, all: Range<usize>, heading: Option<&str>) -> (Option<Range<usize>>, Range<usize>) {
    if let Some(colon) = all.clone().find(|&at| reading.is(at, ':') && !reading.tokens[at].begins)
        && is_job(reading, colon + 1..all.end)
        && is_unit(reading, all.start..colon)
    {
        return (Some(all.start..colon), colon + 1..all.end);
    }
    // "HUD Fellow - Product Lead", and below it the heading "Product Lead": only the heading makes it certain.
    let last_dash = all.clone().rfind(|&at| is_dash(reading, at));
    if let Some(dash) = last_dash
        && heading.is_some_and(|heading| {
            crate::slug::fold(heading.trim()) == crate::slug::fold(&reading.words(dash + 1..all.end))
        })
        && is_job(reading, dash + 1..all.end)
    {
        return (None, dash + 1..all.end);
    }
    // "Museum Registrar - City Botanical Garden", "Upland University Libraries - Web Developer": the employer beside the job.
    if let Some(dash) = last_dash {
        let (before, after) = (all.start..dash, dash + 1..all.end);
        if is_job_beside(reading, &before) && is_organisation(reading, &after) {
            return (None, before);
        }
        if is_organisation(reading, &before) && is_job_beside(reading, &after) {
            return (None, after);
        }
    }
    (None, all)
}

/// Whether what stands beside an employer's name is the job: without a trade that we know, a name's end still tells.
fn is_job_beside(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    !tokens.is_empty() && !is_organisation(reading, tokens) && !tokens.clone().any(|at| reading.is(at, ':'))
}

/// Words that names of employers end with, and that one other word makes such a name.
const ORGANISATIONS: [&str; 36] = [
    "society",
    "library",
    "libraries",
    "museum",
    "museums",
    "university",
    "college",
    "institute",
    "institution",
    "foundation",
    "association",
    "garden",
    "gardens",
    "consortium",
    "archives",
    "academy",
    "hospital",
    "laboratory",
    "laboratories",
    "gmbh",
    "inc",
    "ltd",
    "llc",
    "ag",
    "se",
    "plc",
    "universität",
    "hochschule",
    "stiftung",
    "verein",
    "klinikum",
    "ministry",
    "authority",
    "company",
    "corporation",
    "council",
];
/// Words that are of other things, too: a name of three words and more.
const UNITS: [&str; 11] = [
    "office",
    "center",
    "centre",
    "system",
    "department",
    "division",
    "agency",
    "school",
    "trust",
    "group",
    "commission",
];

/// Whether some tokens are the name of an employer or of a part of one: "Queens Library", "Digital Transformation Office".
fn is_organisation(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let mut name = tokens.clone();
    // "County Library System (CLS)"
    if name.len() > 3 && reading.is(name.end - 1, ')') && reading.is(name.end - 3, '(') {
        name.end -= 3;
    }
    while name.len() > 1 && reading.is(name.end - 1, '.') {
        name.end -= 1;
    }
    let words = name.clone().filter(|&at| reading.tokens[at].kind == TokenKind::Word).count();
    let last = name.end.saturating_sub(1);
    let of = |words: &[&str]| {
        reading.is_word(last, words)
            || name.clone().any(|at| reading.is_word(at, words) && reading.is_word(at + 1, &["of", "for", "at"]))
    };
    let is_name = (2..=LONGEST_UNIT + 4).contains(&words) && reading.word(name.start).starts_with(char::is_uppercase);
    let has_role = name.clone().any(|at| reading.small(at, Small::Role));
    is_name && !has_role && (of(&ORGANISATIONS) || words > 2 && of(&UNITS))
}

/// The title without what is put around it: signs, calls and notices.
fn bare(reading: &Reading<'_>) -> Range<usize> {
    let mut own = reading.all();
    loop {
        let before = own.clone();
        // ":rocket: Cook :rocket:", "🔥 Cook"
        while is_sign(reading, own.start) && own.len() > 1 {
            own.start += 1;
        }
        while own.len() > 1 && is_sign(reading, own.end - 1) {
            own.end -= 1;
        }
        if let Some(end) = short_code(reading, own.start) {
            own.start = end.min(own.end);
        }
        if own.len() > 3 && reading.is(own.end - 1, ':') && short_code(reading, own.end - 3) == Some(own.end) {
            own.end -= 3;
        }
        // "(closed) Cook", "[Filled] Cook", "Cook (opens in May)"
        if let Some(end) = notice(reading, own.start, own.end) {
            own.start = end;
        }
        let opens = own.clone().rfind(|&at| matches!(reading.tokens[at].kind, TokenKind::Mark('(' | '[' | '【')));
        if let Some(at) = opens.filter(|&at| at > own.start && notice(reading, at, own.end) == Some(own.end)) {
            own.end = at;
        }
        // "We're hiring - Cook", "Now hiring: Nurse"
        if let Some(end) = call(reading, &own) {
            own.start = end;
        }
        if own.is_empty() {
            return reading.all();
        }
        if own == before {
            return chinese(reading, own);
        }
    }
}

/// A picture's character.
fn is_sign(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.tokens.get(at).map(|token| token.kind), Some(TokenKind::Mark(mark))
        if !mark.is_ascii() && !"（）【】「」『』《》“”‘’„«»€£¥¿¡".contains(mark))
}

/// One past a picture's name between colons: ":rocket:".
fn short_code(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let is_small = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let is_code = reading.is(at, ':')
        && reading.is(at + 2, ':')
        && is_small(reading.word(at + 1))
        && reading.tokens[at + 1].glued
        && reading.tokens[at + 2].glued;
    is_code.then_some(at + 3)
}

/// One past a bracket at a token that tells of the posting: "(coming in May)", "[CLOSED]".
fn notice(reading: &Reading<'_>, at: usize, to: usize) -> Option<usize> {
    const NOTICES: [&str; 18] = [
        "coming",
        "closed",
        "filled",
        "expired",
        "open",
        "opens",
        "opening",
        "new",
        "urgent",
        "hiring",
        "archived",
        "reposted",
        "updated",
        "deadline",
        "besetzt",
        "geschlossen",
        "急聘",
        "内推",
    ];
    let opens = reading.tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Mark('(' | '[' | '【')));
    if !opens {
        return None;
    }
    let near = at + 1..to.min(at + 7);
    let closes = near.clone().find(|&at| matches!(reading.tokens[at].kind, TokenKind::Mark(')' | ']' | '】')))?;
    let first = reading.words(at + 1..(at + 3).min(closes));
    // "(New Business)", "(Open Source)": only alone are they said of the posting.
    let is_adjective = reading.is_word(at + 1, &["new", "open", "hiring", "urgent"]);
    let is_notice = reading.is_word(at + 1, &NOTICES) && (!is_adjective || closes == at + 2);
    (is_notice || NOTICES.contains(&first.as_str())).then_some(closes + 1)
}

/// One past a call before the job.
fn call(reading: &Reading<'_>, own: &Range<usize>) -> Option<usize> {
    const CALLS: [&str; 18] = [
        "we're hiring",
        "we are hiring",
        "we’re hiring",
        "now hiring",
        "hiring",
        "job opening",
        "job opportunity",
        "job posting",
        "job vacancy",
        "open position",
        "vacancy",
        "job",
        "career opportunity",
        "wir suchen",
        "stellenangebot",
        "stellenausschreibung",
        "招聘",
        "诚聘",
    ];
    let end = own
        .clone()
        .take(5)
        .find(|&at| reading.is(at, ':') || reading.is(at, '!') || reading.is(at, '：') || is_dash(reading, at))?;
    let words = reading.words(own.start..end).to_lowercase();
    (end + 1 < own.end && CALLS.contains(&words.as_str())).then_some(end + 1)
}

/// A Chinese title without the city and the notices behind it, and, where a city is named, without the employer before it:
/// "某某-后端工程师-上海", "后端工程师 成都 内推".
fn chinese(reading: &Reading<'_>, own: Range<usize>) -> Range<usize> {
    let is_character = |at: usize| reading.tokens[at].kind == TokenKind::Character;
    if !own.clone().any(is_character) {
        return own;
    }
    let parts = |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark('-' | '|' | '·' | '/' | '—' | '｜'));
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = own.start;
    for at in own.clone() {
        // A hyphen between two characters is no token.
        let is_apart = at > start && reading.tokens[at].start > reading.tokens[at - 1].end;
        if parts(at) || is_apart {
            pieces.push(start..at);
            start = if parts(at) { at + 1 } else { at };
        }
    }
    pieces.push(start..own.end);
    pieces.retain(|piece| !piece.is_empty());
    let is_city = |piece: &Range<usize>| {
        reading.cues(piece.clone()).any(|(cue, mark)| {
            matches!(cue, Cue::City(..))
                && mark.first == piece.start
                && (mark.end..piece.end).all(|at| reading.word(at) == "市")
        })
    };
    let is_notice = |piece: &Range<usize>| {
        ["内推", "急聘", "招聘", "社招", "校招", "全职", "远程", "诚聘"].contains(&&*reading.words(piece.clone()))
    };
    let mut has_city = false;
    while pieces.len() > 1 && pieces.last().is_some_and(|piece| is_city(piece) || is_notice(piece)) {
        has_city |= pieces.pop().is_some_and(|piece| is_city(&piece));
    }
    while pieces.len() > 1 && (is_city(&pieces[0]) || is_notice(&pieces[0])) {
        has_city |= is_city(&pieces.remove(0));
    }
    let is_name = |piece: &Range<usize>| piece.len() <= 6 && piece.clone().all(is_character);
    // "算法工程师-自然语言处理方向": the job, and what of it is done.
    let ends =
        |piece: &Range<usize>, words: &[&str]| words.iter().any(|word| reading.words(piece.clone()).ends_with(word));
    let jobs = ["师", "员", "经理", "总监", "主管", "实习生", "专家", "顾问"];
    if has_city
        && pieces.len() == 2
        && is_name(&pieces[0])
        && pieces[1].len() > pieces[0].len()
        && !ends(&pieces[0], &jobs)
        && !ends(&pieces[1], &["方向"])
    {
        pieces.remove(0);
    }
    pieces[0].start..pieces[pieces.len() - 1].end
}

/// Whether some tokens name a job: "Fraud Analyst", "Director of Outreach".
fn is_job(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    tokens.clone().any(|at| reading.small(at, Small::Role)) && !tokens.clone().any(|at| reading.is(at, ':'))
}

/// Whether some tokens are a unit's name and nothing else that may stand before a title: no job, place, hours or level.
fn is_unit(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let is_notice = |cue| {
        matches!(cue, Cue::Workplace(_) | Cue::Employment(_) | Cue::Apply | Cue::Asked | Cue::Demanded | Cue::Wished)
    };
    // "Berlin: Cook", "Job: Cook", "Senior, Berlin: Cook": nothing but what else is said of a job.
    let is_other = |at: usize| {
        matches!(reading.tokens[at].kind, TokenKind::Mark(_))
            || reading.marks_over(at..at + 1).any(|mark| match mark.meaning {
                Meaning::Cue(cue) => matches!(
                    cue,
                    Cue::City(..)
                        | Cue::Country(_)
                        | Cue::Region(..)
                        | Cue::Seniority(_)
                        | Cue::Label(_)
                        | Cue::Job
                        | Cue::Month(_)
                ),
                Meaning::Skill(_) => false,
            })
    };
    let first = reading.word(tokens.start);
    !tokens.is_empty()
        && tokens.len() <= LONGEST_UNIT
        && first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && tokens.clone().any(|at| reading.tokens[at].kind == TokenKind::Word)
        && !tokens.clone().any(|at| reading.small(at, Small::Role) || is_dash(reading, at))
        && !reading.has(tokens.clone(), is_notice)
        && !tokens.clone().any(|at| reading.is_word(at, &["hiring", "wanted", "urgent", "urgently", "gesucht"]))
        && !tokens.into_iter().all(is_other)
}

/// A dash between words, not the hyphen of one.
fn is_dash(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.tokens[at].kind, TokenKind::Mark('-'))
        && !reading.tokens[at].glued
        && reading.tokens.get(at + 1).is_some_and(|next| !next.glued)
}

/// The job without a pay grade at its start or its end: "GS-14", "GS 13/14", "GS-0301-15", "TVöD E 13".
fn without_grade(reading: &Reading<'_>, job: Range<usize>) -> Option<Range<usize>> {
    let at = job.clone().find(|&at| grade_end(reading, at, job.end).is_some())?;
    let end = grade_end(reading, at, job.end)?;
    let is_around = |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark(',' | '(' | ')' | '-' | '|' | ':'));
    if (job.start..at).all(is_around) {
        let start = (end..job.end).find(|&at| !is_around(at))?;
        return Some(start..job.end);
    }
    if (end..job.end).all(is_around) {
        let last = (job.start..at).rfind(|&at| reading.is(at, ')') || !is_around(at))?;
        return Some(job.start..last + 1);
    }
    None
}

/// One past a pay grade that starts at a token.
fn grade_end(reading: &Reading<'_>, at: usize, to: usize) -> Option<usize> {
    let word = reading.word(at);
    // "GS14" is one word.
    let digits = word.strip_prefix("GS").or_else(|| word.strip_prefix("SES"));
    let mut end = match digits {
        Some("") => at + 1,
        // GS1 is no grade but a standard.
        Some(digits) if digits != "1" && digits.bytes().all(|byte| byte.is_ascii_digit()) => at + 1,
        _ if ["TVöD", "TV-L", "TVL"].contains(&word) => at + 1,
        _ => return None,
    };
    let has_digits = digits.is_some_and(|digits| !digits.is_empty());
    let goes_on = |at: usize| {
        reading.is_digits(at)
            || matches!(reading.tokens[at].kind, TokenKind::Mark('-' | '/'))
            || reading.is_word(at, &["E", "EG", "a", "b"])
    };
    let from = end;
    while end < to && goes_on(end) {
        end += 1;
    }
    let is_number = |at: usize| reading.is_digits(at);
    (has_digits || (from..end).any(is_number)).then_some(end)
}

#[cfg(test)]
mod tests {
    use crate::finder::Finder;
    use crate::skills::Vocabulary;

    /// The unit, if any, and the job.
    fn parts(title: &str, heading: Option<&str>) -> String {
        let parts = Finder::new(&Vocabulary::read(None).0).heading(title, heading);
        parts.unit.map_or(String::new(), |unit| format!("{unit} | ")) + &parts.title
    }

    #[test]
    fn a_unit_before_the_job_is_told_from_it() {
        for (title, wanted) in [
            ("Office of Solutions: Fraud Analyst", "Office of Solutions | Fraud Analyst"),
            ("Public Experience (PX): Contact Center Analyst", "Public Experience (PX) | Contact Center Analyst"),
            ("Growth: Senior Product Manager", "Growth | Senior Product Manager"),
            ("Vertrieb: Sachbearbeiter (m/w/d)", "Vertrieb | Sachbearbeiter (m/w/d)"),
        ] {
            assert_eq!(parts(title, None), wanted);
        }
    }

    #[test]
    fn what_may_be_anything_else_stays_in_the_title() {
        for title in [
            "Berlin: Sales Manager",
            "Remote: Backend Engineer",
            "Senior: Engineer",
            "Engineer: Platform",
            "Fellow Supervisor: Design Lead",
            "Sales: part of something greater",
            "Marketing - Product Manager",
            "Front-End Developer",
            "Cook",
            "12:30 Lunch Cook",
        ] {
            assert_eq!(parts(title, None), title);
        }
    }

    #[test]
    fn what_is_put_around_the_job_is_no_part_of_it() {
        for (title, wanted) in [
            ("Now hiring: Nurse", "Nurse"),
            ("Job: Cook", "Cook"),
            ("We're hiring - Line Cook", "Line Cook"),
            (":fire: Line Cook :fire:", "Line Cook"),
            ("🔥 Line Cook", "Line Cook"),
            ("(opens in May) Line Cook", "Line Cook"),
            ("[CLOSED] Line Cook", "Line Cook"),
            ("Line Cook (filled)", "Line Cook"),
            ("Line Cook (nights)", "Line Cook (nights)"),
            ("Koch (m/w/d)", "Koch (m/w/d)"),
            ("某某-资深后端开发工程师-上海", "资深后端开发工程师"),
            ("后端工程师 成都 内推", "后端工程师"),
            ("前端工程师-支付方向", "前端工程师-支付方向"),
            ("Java 开发工程师", "Java 开发工程师"),
        ] {
            assert_eq!(parts(title, None), wanted);
        }
    }

    #[test]
    fn the_employer_beside_the_job_is_no_part_of_it() {
        for (title, wanted) in [
            ("Museum Registrar - Northport Botanical Garden", "Museum Registrar"),
            ("Systems Administrator - Upland Library System (ULS)", "Systems Administrator"),
            ("Upland University Libraries - Web Developer", "Web Developer"),
            ("Designer — Digital Transformation Office", "Designer"),
            ("Product Manager - Growth", "Product Manager - Growth"),
            ("Technician - Data Center", "Technician - Data Center"),
            ("Buyer - Library Assistant", "Buyer - Library Assistant"),
        ] {
            assert_eq!(parts(title, None), wanted);
        }
    }

    #[test]
    fn what_the_text_calls_the_job_is_the_job() {
        assert_eq!(parts("City Fellow - Product Lead", Some("Product lead")), "Product Lead");
        assert_eq!(parts("City Fellow - Product Lead", Some("About us")), "City Fellow - Product Lead");
    }

    #[test]
    fn a_pay_grade_is_no_part_of_the_job() {
        for (title, wanted) in [
            ("Engineer GS15", "Engineer"),
            ("Innovation Specialist, GS-0301-13", "Innovation Specialist"),
            ("GS 14 IT Specialist", "IT Specialist"),
            ("Program Manager (GS-13/14)", "Program Manager"),
            ("Referent (m/w/d) TVöD E 13", "Referent (m/w/d)"),
            ("GS1 Standards Consultant in Retail", "GS1 Standards Consultant in Retail"),
            ("GS-15", "GS-15"),
        ] {
            assert_eq!(parts(title, None), wanted);
        }
    }
}
