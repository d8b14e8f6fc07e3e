//! Where the work is done: remote, hybrid or on site.

use std::ops::Range;

use super::lexicon::Mark;
use super::outline::{Kind, Statement};
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Section, Small};
use crate::posting::{Country, Workplace};

/// What the value of a line such as "Location: ..." says: hybrid before remote, remote before on site.
pub fn in_value(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Workplace> {
    let mut found = workplaces(reading, tokens.clone());
    // "On-site, with occasional remote work"
    if found.len() > 1 {
        found.retain(|(_, mark)| mark.first == tokens.start || !reading.small(mark.first - 1, Small::NotWorkplace));
    }
    // "Location: virtual"
    if found.is_empty() && tokens.len() <= 2 && reading.is_word(tokens.start, &["virtual"]) {
        return Some(Workplace::Remote);
    }
    let best = [Workplace::Hybrid, Workplace::Remote, Workplace::Onsite]
        .into_iter()
        .find(|wanted| found.iter().any(|(workplace, _)| workplace == wanted));
    // "We are not recruiting remotely for it": it is done in the office that the line names.
    let is_denied = |mark: &Mark| {
        (mark.first.saturating_sub(3).max(tokens.start)..mark.first).any(|at| reading.is_word(at, &["not", "nicht"]))
    };
    if best == Some(Workplace::Remote) && found.iter().any(|(_, mark)| is_denied(mark)) {
        return Some(Workplace::Onsite);
    }
    // "Remote: yes" has it in the label.
    best.filter(|_| !reading.is_word(tokens.start, &["no", "not", "nein"]))
}

/// The word that says where the work of a sentence is done, if it speaks of this job.
pub fn in_sentence<'a>(reading: &'a Reading<'_>, statement: &Statement) -> Option<(Workplace, &'a Mark)> {
    let tokens = statement.tokens.clone();
    // "Upland seeks a counsel that can be located remotely", "Remote work is not possible for this position": this job,
    // though the employer is told of.
    let is_this = tokens.clone().any(|at| {
        reading.is_word(at, &["seeking", "seeks", "hiring"])
            || reading.is_word(at, &["this", "the"]) && reading.is_word(at + 1, &["position", "role", "job", "post"])
    });
    // "Remote work is not possible for this position" may stand among its duties, "you work with clients remotely" is one.
    let is_denied_here = || {
        reading.has(tokens.clone(), |cue| cue == Cue::Workplace(Workplace::Onsite))
            && tokens.clone().any(|at| reading.is_word(at, &["not", "no", "cannot"]))
    };
    let is_elsewhere = match statement.section {
        Section::Company => !is_this && statement.kind != Kind::Heading,
        Section::Duties => !(is_this && is_denied_here()) && statement.kind != Kind::Heading,
        _ => false,
    };
    let is_short = tokens.len() <= 6;
    let found = workplaces(reading, tokens.clone());
    // "Bis zu drei Tage Homeoffice" is said of nothing but the work, wherever it stands.
    let days = found.iter().find(|(workplace, mark)| *workplace == Workplace::Hybrid && mark.end - mark.first > 1);
    if let Some((workplace, mark)) = days
        && !is_elsewhere
    {
        return Some((*workplace, mark));
    }
    // "Fully remote: you will work with a team on several continents"
    let fully = found.iter().find(|(workplace, mark)| {
        *workplace == Workplace::Remote
            && mark.first == tokens.start
            && mark.end > mark.first + 1
            && reading.small(mark.first, Small::Fully)
    });
    if let Some((workplace, mark)) = fully.filter(|_| statement.section != Section::Preferred) {
        return Some((*workplace, mark));
    }
    // "We are a fully remote team", "remote-first since the first day": everybody works so.
    let of_all = reading
        .cues(tokens.clone())
        .find(|(cue, mark)| *cue == Cue::Workplace(Workplace::Remote) && works_so(reading, &tokens, mark));
    if let Some((_, mark)) = of_all.filter(|_| !found.iter().any(|(workplace, _)| *workplace == Workplace::Hybrid)) {
        return Some((Workplace::Remote, mark));
    }
    let (workplace, mark) = [Workplace::Hybrid, Workplace::Remote, Workplace::Onsite]
        .into_iter()
        .find_map(|wanted| found.iter().find(|(workplace, _)| *workplace == wanted).copied())?;
    // "This fully remote position is open to ...", below whatever heading.
    let is_early = speaks_of_job(reading, &(tokens.start..tokens.end.min(tokens.start + 6)))
        && mark.end <= tokens.start + 4
        && reading.has(mark.end..(mark.end + 1).min(tokens.end), |cue| cue == Cue::Job);
    // "You work from home and on site"
    let is_both = workplace == Workplace::Remote
        && found.iter().any(|(other, onsite)| {
            let between = mark.end.min(onsite.end)..mark.first.max(onsite.first);
            *other == Workplace::Onsite && between.len() <= 4 && between.clone().any(|at| reading.small(at, Small::And))
        });
    // Among what is offered, "teleworking" and "remote work options" are for some days.
    let is_offer = workplace == Workplace::Remote
        && statement.section == Section::Benefits
        && (mark.first.saturating_sub(4).max(tokens.start)..(mark.end + 4).min(tokens.end))
            .any(|at| reading.small(at, Small::Possible) || reading.small(at, Small::Optional))
        && !(mark.first.saturating_sub(2).max(tokens.start)..mark.first).any(|at| reading.small(at, Small::Fully));
    // "100% remote or hybrid": who likes may work from afar all the time.
    let is_choice = workplace == Workplace::Hybrid
        && found.iter().any(|(other, remote)| {
            let between = mark.end.min(remote.end)..mark.first.max(remote.first);
            let near = between.end.saturating_sub(NEAR_OR).max(between.start)..between.end;
            *other == Workplace::Remote
                && between.len() <= LONGEST_CHOICE
                && near.clone().any(|at| reading.small(at, Small::Or))
        });
    if is_choice && !is_elsewhere {
        return Some((Workplace::Remote, mark));
    }
    if is_both && !is_elsewhere || is_offer {
        return Some((Workplace::Hybrid, mark));
    }
    // "In the office on Tuesdays, and remotely the rest of the week"
    let is_mixed = workplace == Workplace::Remote
        && tokens.clone().any(|at| reading.is_word(at, &["office", "campus", "onsite", "büro"]))
        && tokens
            .clone()
            .any(|at| reading.is_word(at, &["rest", "remaining", "mix", "split", "tuesdays", "combination"]));
    if is_mixed && !is_elsewhere {
        return Some((Workplace::Hybrid, mark));
    }
    if is_elsewhere && !is_early {
        return None;
    }
    // "Gleitzeit, Homeoffice": among what is offered.
    let is_denied_before =
        |mark: &Mark| mark.first > tokens.start && reading.small(mark.first - 1, Small::NotWorkplace);
    if workplace == Workplace::Hybrid && statement.section == Section::Benefits && !is_denied_before(mark) {
        return Some((workplace, mark));
    }
    let near = mark.first.saturating_sub(5).max(tokens.start)..(mark.end + 3).min(tokens.end);
    let is_job = reading.has(near.clone(), |cue| cue == Cue::Job)
        || near.clone().any(|at| {
            reading.is_word(
                at,
                &[
                    "fully",
                    "100",
                    "entirely",
                    "completely",
                    "done",
                    "performed",
                    "carried",
                    "located",
                    "work",
                    "works",
                    "worked",
                ],
            )
        });
    let is_denied = near.clone().take_while(|&at| at < mark.first).any(|at| reading.small(at, Small::NotWorkplace));
    // "On-site in Saint Louis, Missouri": a line with nothing but the place.
    let leads_place = tokens.len() <= 12 && mark.first == tokens.start && reading.is_word(mark.end, &["in", "at"]);
    // "Hybrid: two days a week in our office"
    let leads_line = mark.first == tokens.start
        && matches!(reading.tokens.get(mark.end).map(|token| token.kind), Some(TokenKind::Mark(':' | '(' | '-')));
    let starts = mark.first <= tokens.start + 1 && is_short || leads_place || leads_line;
    ((is_job || starts) && !is_denied && statement.section != Section::Apply).then_some((workplace, mark))
}

/// The office that a sentence says this job's work is done in: "The manager is based in our Denver office", "Work will be in
/// our office in Berlin". Other sentences may say that it is done elsewhere as well.
pub fn in_office(reading: &Reading<'_>, statement: &Statement) -> Option<Range<usize>> {
    let tokens = statement.tokens.clone();
    let is_elsewhere = matches!(statement.section, Section::Benefits | Section::Company | Section::Apply);
    // Somebody else's place, or one where nobody has to be: "the director, who is based in", "you need not work in".
    const OTHERS: [&str; 20] = [
        "may",
        "can",
        "could",
        "or",
        "option",
        "opportunity",
        "sometimes",
        "we",
        "not",
        "nobody",
        "never",
        "need",
        "needs",
        "who",
        "whose",
        "if",
        "unless",
        "don",
        "don't",
        "without",
    ];
    let is_of_others =
        || tokens.clone().any(|at| reading.small(at, Small::NotWorkplace) || reading.is_word(at, &OTHERS));
    let office = tokens.clone().find(|&at| reading.is_word(at, &["office", "büro"]))?;
    let near = office.saturating_sub(5).max(tokens.start)..office;
    let article = near.clone().find(|&at| reading.is_word(at, &["our", "the", "unserem", "im"]))?;
    let leads = article.checked_sub(1).filter(|&at| at > tokens.start)?;
    let is_in = reading.is_word(leads, &["in", "at", "from"]);
    let before = leads.saturating_sub(3).max(tokens.start)..leads;
    let works = before.clone().any(|at| reading.is_word(at, &["work", "works"]));
    // "The Operations Manager ... is based in", "This position requires work from", "You work from"
    let first = tokens.clone().find(|&at| matches!(reading.tokens[at].kind, TokenKind::Word))?;
    let beginning = first..(first + 6).min(tokens.end);
    let is_job = beginning.clone().any(|at| reading.small(at, Small::Role))
        || reading.has(beginning.clone(), |cue| cue == Cue::Job)
        || beginning.clone().any(|at| reading.is_word(at, &["location", "position", "role", "job"]));
    let is_this = reading.is_word(first, &["the", "this"]) && is_job;
    let is_led = beginning.clone().any(|at| reading.is_word(at, &["work"]) && reading.is_word(at + 1, &["will", "is"]));
    let is_you = reading.is_word(first, &["you", "sie", "du"]) && works;
    let is_there = works
        || before.clone().any(|at| reading.is_word(at, &["based", "located"]))
        || reading.is_word(leads - 1, &["is", "be"]);
    // "The role is based in the Office of Products", "at the post office"
    let name = article + 1..office;
    let is_room = !reading.word(office).starts_with('O')
        && name.clone().all(|at| {
            reading.word(at).starts_with(char::is_uppercase)
                || reading.is_word(at, &["beautiful", "new", "main", "head"])
        });
    (!is_elsewhere && is_in && is_there && is_room && (is_this || is_led || is_you) && !is_of_others())
        .then_some(before.start..office + 1)
}

/// "Or" stands so near to the second of a choice.
const NEAR_OR: usize = 3;

/// Between the two ends of a choice stand at most this many tokens.
const LONGEST_CHOICE: usize = 12;

/// Whether those who speak of themselves all work from afar: "we are a fully remote company".
fn works_so(reading: &Reading<'_>, tokens: &Range<usize>, mark: &Mark) -> bool {
    let before = mark.first.saturating_sub(8).max(tokens.start)..mark.first;
    let behind = mark.end..(mark.end + 3).min(tokens.end);
    let is_we = before.clone().any(|at| reading.is_word(at, &["we", "our", "us", "wir", "a", "this"]));
    let is_fully = before.clone().rev().take(2).any(|at| reading.small(at, Small::Fully));
    let is_first = reading.is_word(mark.end - 1, &["first"]);
    let is_company = behind.into_iter().any(|at| reading.small(at, Small::Company));
    let is_of_all =
        is_fully && is_company || is_first && (before.clone().any(|at| reading.is_word(at, &["we"])) || is_company);
    // "Fully remote team (no office, no commute)"
    let is_team = mark.first == tokens.start
        && reading.small(mark.first, Small::Fully)
        && reading.small(mark.end, Small::Company);
    (is_we && is_of_all || is_team) && !before.clone().any(|at| reading.small(at, Small::NotWorkplace))
}

/// Whether a sentence begins with the job: "This role is a one-year position", "Die Stelle ist befristet".
pub(super) fn speaks_of_job(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let start = tokens.start..(tokens.start + 4).min(tokens.end);
    let is_this = reading.is_word(tokens.start, &["this", "diese", "dieser", "本"]);
    // "As a contract designer you ..."
    let is_as = reading.is_word(tokens.start, &["as", "als"]) && reading.is_word(tokens.start + 1, &["a", "an"]);
    is_as || is_this && reading.has(start, |cue| cue == Cue::Job)
}

/// The workplaces that some tokens name; "remote teams" and "hybrid cloud" are none.
fn workplaces<'a>(reading: &'a Reading<'_>, tokens: Range<usize>) -> Vec<(Workplace, &'a Mark)> {
    let found = reading.cues(tokens.clone()).filter_map(|(cue, mark)| match cue {
        Cue::Workplace(workplace) => Some((workplace, mark)),
        _ => None,
    });
    let found: Vec<(Workplace, &Mark)> = found.take(MOST_FOUND).collect();
    // "Not remote" is more than the "remote" in it.
    let is_inside = |mark: &Mark| {
        found.iter().any(|(_, other)| {
            other.first <= mark.first && mark.end <= other.end && other.end - other.first > mark.end - mark.first
        })
    };
    // "A budget for your home office"
    let is_paid = |mark: &Mark| {
        (mark.first.saturating_sub(4).max(tokens.start)..mark.first)
            .any(|at| reading.is_word(at, &["budget", "stipend", "allowance", "reimbursement", "auxílio"]))
    };
    let is_work = |mark: &Mark| !reading.small(mark.end, Small::NotWork) && !is_paid(mark);
    found.iter().filter(|(_, mark)| is_work(mark) && !is_inside(mark)).copied().collect()
}

/// No text says more often where the work is done; the limit keeps the time linear.
const MOST_FOUND: usize = 64;

/// The workplace that a title sets apart from the job.
pub fn in_title(reading: &Reading<'_>) -> Option<Workplace> {
    let found = workplaces(reading, reading.all());
    // "Cook - 100 % remote möglich"
    let end = |mark: &Mark| if reading.small(mark.end, Small::Possible) { mark.end + 1 } else { mark.end };
    let apart = |(_, mark): &&(Workplace, &Mark)| is_set_apart(reading, &reading.all(), &(mark.first..end(mark)));
    [Workplace::Hybrid, Workplace::Remote, Workplace::Onsite]
        .into_iter()
        .find(|wanted| found.iter().filter(apart).any(|(workplace, _)| workplace == wanted))
}

/// The countries that a title of remote work sets apart.
pub fn areas_in_title(reading: &Reading<'_>) -> Vec<Country> {
    if in_title(reading) != Some(Workplace::Remote) {
        return Vec::new();
    }
    let all = reading.all();
    let mut countries = Vec::new();
    for (cue, mark) in reading.cues(all.clone()) {
        let Cue::Country(code) = cue else { continue };
        let is_name = reading.word(mark.first).starts_with(char::is_uppercase);
        if is_name && is_set_apart(reading, &all, &(mark.first..mark.end)) {
            countries.extend(Country::from_code(code).filter(|country| !countries.contains(country)));
        }
    }
    countries
}

/// Whether marks stand around some tokens: "(part-time)", "- remote", "Full-time |".
pub(super) fn is_set_apart(reading: &Reading<'_>, tokens: &Range<usize>, own: &Range<usize>) -> bool {
    let parts = |at: usize| {
        matches!(
            reading.tokens[at].kind,
            TokenKind::Mark(',' | '|' | '(' | ')' | '[' | ']' | '/' | ';' | '.' | '-' | '·')
        )
    };
    // "100 % remote"
    let starts = own.start == tokens.start
        || parts(own.start - 1)
        || reading.is(own.start - 1, '%')
        || reading.is_word(own.start - 1, &["fully"]);
    starts && (own.end >= tokens.end || parts(own.end))
}
