//! What a title says besides the job: the unit before it, its pay grade, and whatever else stands around it.

mod around;
pub(super) mod call;
mod chinese;
mod grade;

use std::ops::Range;

pub(super) use around::is_page_name;

use super::lexicon::Meaning;
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Small};

/// A unit's name has at most this many words.
const LONGEST_UNIT: usize = 8;

/// A title has at most this many tokens.
const LONGEST: usize = 120;

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
    // What is longer is no title, and is cut.
    let (mut unit, mut job) = (None, reading.all());
    // "Librarian (temporary) - Upland Library - Upland Library"
    while reading.tokens.len() <= LONGEST {
        let before = job.clone();
        job = around::bare(reading, job);
        if unit.is_none() {
            (unit, job) = self::unit(reading, job, heading);
        }
        if job == before {
            break;
        }
    }
    let job = grade::without_grade(reading, job.clone()).unwrap_or(job);
    let unit = unit.map(|tokens| reading.words(tokens)).filter(|unit| !unit.is_empty());
    Heading { title: reading.words(job), unit }
}

/// What a title is, as far as we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// The name of a job.
    Job,
    /// A call, or the name of a page with jobs: "We are hiring!", "Careers".
    Call,
    /// Anything else: a job that we do not know, or one that is said in a word too few, "Postdoc position".
    Unknown,
}

/// What a title is.
pub fn naming(reading: &Reading<'_>) -> Naming {
    let own = if reading.tokens.len() > LONGEST { reading.all() } else { around::bare(reading, reading.all()) };
    let is_mark = |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark(_));
    let is_vague = |at: usize| reading.small(at, Small::AnyJob) || reading.is_digits(at) || is_mark(at);
    if names_job(reading, own.clone()) {
        let says_more = own.clone().any(|at| !is_vague(at)) || own.len() == 1;
        return if says_more { Naming::Job } else { Naming::Unknown };
    }
    let has_page = reading.has(own.clone(), |cue| cue == Cue::Page);
    let calls = own.end > 0 && (reading.is(own.end - 1, '!') || reading.is(own.end - 1, '?'));
    if own.clone().all(is_mark) || has_page || calls { Naming::Call } else { Naming::Unknown }
}

/// The tokens of the unit, if one is certain, and those of the job.
fn unit(reading: &Reading<'_>, all: Range<usize>, heading: Option<&str>) -> (Option<Range<usize>>, Range<usize>) {
    if let Some(colon) = all.clone().find(|&at| reading.is(at, ':') && !reading.tokens[at].begins)
        && !reading.tokens.get(colon + 1).is_some_and(|next| next.glued)
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
    let of = |kind: Small| {
        reading.small(last, kind)
            || name.clone().any(|at| reading.small(at, kind) && reading.is_word(at + 1, &["of", "for", "at", "in"]))
    };
    let is_name = (2..=LONGEST_UNIT + 4).contains(&words) && reading.word(name.start).starts_with(char::is_uppercase);
    let has_role = name.clone().any(|at| reading.small(at, Small::Role));
    is_name && !has_role && (of(Small::Organisation) || words > 2 && of(Small::Unit) || has_legal_form(reading, tokens))
}

/// "Kníhy, s.r.o.", "Bakkerij B.V."
fn has_legal_form(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let text = reading.words(tokens.clone()).to_lowercase().replace(' ', "");
    ["s.r.o.", "a.s.", "b.v.", "n.v.", "s.a.", "s.l.", "s.p.a.", "e.v.", "e.u.", "sp.zo.o."]
        .iter()
        .any(|form| text.ends_with(form))
}

/// Whether some tokens name a job as far as we know: a trade, or a mark of gender as German titles have it.
pub(super) fn names_job(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    const CHINESE: [&str; 42] = [
        "师",
        "師",
        "员",
        "員",
        "经理",
        "經理",
        "总监",
        "總監",
        "主管",
        "实习生",
        "實習生",
        "专家",
        "專家",
        "顾问",
        "顧問",
        "助理",
        "科长",
        "处长",
        "部长",
        "院长",
        "店长",
        "组长",
        "校长",
        "厂长",
        "队长",
        "班长",
        "站长",
        "教授",
        "博士后",
        "博后",
        "司机",
        "护士",
        "医生",
        "会计",
        "出纳",
        "秘书",
        "负责人",
        "助教",
        "学徒",
        "總監",
        "院長",
        "店長",
    ];
    let is_han = |at: usize| reading.tokens[at].kind == TokenKind::Character;
    let ends_han = |at: usize| {
        // The end of a run, or before a call: "人员要求" names no job.
        let is_called = reading.word(at + 1) == "招" && reading.word(at + 2) == "聘" && at + 3 >= tokens.end;
        let is_end = at + 1 >= tokens.end || !is_han(at + 1) || is_called;
        is_han(at) && is_end && {
            let near = reading.words(at.saturating_sub(2).max(tokens.start)..at + 1);
            CHINESE.iter().any(|job| near.ends_with(job)) && !near.ends_with("成员") && !near.ends_with("会员")
        }
    };
    tokens.clone().any(|at| is_trade(reading, at) || has_gender(reading, at)) || tokens.clone().any(ends_han)
}

/// Whether a token is what people are by their job.
pub(super) fn is_trade(reading: &Reading<'_>, at: usize) -> bool {
    (reading.small(at, Small::Role) || reading.small(at, Small::Trade)) && !reading.is_word(at, &["role", "roles"])
}

/// "(m/w/d)", "(w/m)", "(d/f/m)", "(all genders)".
pub(super) fn has_gender(reading: &Reading<'_>, at: usize) -> bool {
    let is_letter = |at: usize| reading.is_word(at, &["m", "w", "d", "f", "x", "h"]);
    reading.is(at, '(')
        && (is_letter(at + 1)
            && (reading.is(at + 2, '/') || reading.is(at + 2, '|') || reading.is(at + 2, ','))
            && is_letter(at + 3)
            || reading.is_word(at + 1, &["all"]) && reading.is_word(at + 2, &["genders", "gender"]))
}

/// Whether some tokens name a job: "Fraud Analyst", "Director of Outreach".
fn is_job(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    tokens.clone().any(|at| is_trade(reading, at)) && !tokens.clone().any(|at| reading.is(at, ':'))
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
