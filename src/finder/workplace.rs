//! Remote, hybrid or on site; and the kinds of employment.

use std::ops::Range;

use super::lexicon::Mark;
use super::outline::{Kind, Statement};
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Section, Small};
use crate::posting::{Employment, Workplace};

/// What the value of a line such as "Location: ..." says: hybrid before remote, remote before on site.
pub fn in_value(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Workplace> {
    let found = workplaces(reading, tokens.clone());
    let best = [Workplace::Hybrid, Workplace::Remote, Workplace::Onsite]
        .into_iter()
        .find(|wanted| found.iter().any(|(workplace, _)| workplace == wanted));
    // "Remote: yes" has it in the label.
    best.filter(|_| !reading.is_word(tokens.start, &["no", "not", "nein"]))
}

/// The word that says where the work of a sentence is done, if it speaks of this job.
pub fn in_sentence<'a>(reading: &'a Reading<'_>, statement: &Statement) -> Option<(Workplace, &'a Mark)> {
    if matches!(statement.section, Section::Company | Section::Duties) && statement.kind != Kind::Heading {
        return None;
    }
    let tokens = statement.tokens.clone();
    let is_short = tokens.len() <= 6;
    let found = workplaces(reading, tokens.clone());
    let (workplace, mark) = [Workplace::Hybrid, Workplace::Remote, Workplace::Onsite]
        .into_iter()
        .find_map(|wanted| found.iter().find(|(workplace, _)| *workplace == wanted).copied())?;
    let near = mark.first.saturating_sub(5).max(tokens.start)..(mark.end + 3).min(tokens.end);
    let is_job = reading.has(near.clone(), |cue| cue == Cue::Job)
        || near.clone().any(|at| reading.is_word(at, &["fully", "100", "entirely", "completely"]));
    let is_denied = near
        .clone()
        .take_while(|&at| at < mark.first)
        .any(|at| reading.is_word(at, &["not", "no", "occasional", "some", "kein", "keine"]));
    let starts = mark.first <= tokens.start + 1 && is_short;
    ((is_job || starts) && !is_denied && statement.section != Section::Apply).then_some((workplace, mark))
}

/// The workplaces that some tokens name; "remote teams" and "hybrid cloud" are none.
fn workplaces<'a>(reading: &'a Reading<'_>, tokens: Range<usize>) -> Vec<(Workplace, &'a Mark)> {
    let found = reading.cues(tokens).filter_map(|(cue, mark)| match cue {
        Cue::Workplace(workplace) => Some((workplace, mark)),
        _ => None,
    });
    found.filter(|(_, mark)| !reading.small(mark.end, Small::NotWork)).collect()
}

/// The kinds of employment that the value of a line names.
pub fn employment_in_value(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<(Employment, Range<usize>)> {
    let mut found: Vec<(Employment, Range<usize>)> = Vec::new();
    let spoken = reading.cues(tokens).filter_map(|(cue, mark)| match cue {
        Cue::Employment(kind) => Some((kind, mark)),
        _ => None,
    });
    for (kind, mark) in spoken {
        // "6-month contract", "fixed-term contract": a time, not a contract for services.
        let is_of_employment = kind == Employment::Contract
            && mark.end - mark.first == 1
            && reading.is_word(mark.first, &["contract"])
            && found.iter().any(|(known, _)| *known != Employment::Contract)
            || kind == Employment::Contract
                && reading.is_word(mark.first.wrapping_sub(1), &["permanent", "employment", "term"]);
        if !is_of_employment && found.iter().all(|(known, _)| *known != kind) {
            found.push((kind, mark.first..mark.end));
        }
    }
    found
}

/// The kinds of employment that a sentence says this job is.
pub fn employment_in_sentence(reading: &Reading<'_>, statement: &Statement) -> Vec<(Employment, Range<usize>)> {
    let is_heading = statement.kind == Kind::Heading;
    if matches!(statement.section, Section::Company | Section::Benefits | Section::Apply | Section::Preferred)
        && !is_heading
    {
        return Vec::new();
    }
    let mut found = employment_in_value(reading, statement.tokens.clone());
    found.retain(|(_, own)| is_this_job(reading, statement, own));
    found
}

/// The workplace that a title sets apart from the job.
pub fn in_title(reading: &Reading<'_>) -> Option<Workplace> {
    let found = workplaces(reading, reading.all());
    let apart = |(_, mark): &&(Workplace, &Mark)| is_set_apart(reading, &reading.all(), &(mark.first..mark.end));
    [Workplace::Hybrid, Workplace::Remote, Workplace::Onsite]
        .into_iter()
        .find(|wanted| found.iter().filter(apart).any(|(workplace, _)| workplace == wanted))
}

/// The kinds of employment that a title sets apart from the job, or is: "Marketing Intern".
pub fn employment_in_title(reading: &Reading<'_>) -> Vec<(Employment, Range<usize>)> {
    let all = reading.all();
    let mut found: Vec<(Employment, Range<usize>)> = Vec::new();
    for (cue, mark) in reading.cues(all.clone()) {
        let Cue::Employment(kind) = cue else { continue };
        let own = mark.first..mark.end;
        // "(CDD 6 mois)": what the brackets say more of it.
        let opens = own.start > all.start && matches!(reading.tokens[own.start - 1].kind, TokenKind::Mark('(' | '['));
        // "Internship Coordinator" is no intern.
        let is_job = kind == Employment::Internship
            && !reading.small(own.end, Small::Role)
            && !reading.small(own.end, Small::AfterSkill);
        let is_apart = own.start > all.start && is_set_apart(reading, &all, &own);
        if (is_apart || opens && kind == Employment::Temporary || is_job)
            && found.iter().all(|(known, _)| *known != kind)
        {
            found.push((kind, own));
        }
    }
    found
}

/// Whether marks stand around some tokens: "(part-time)", "- remote", "Full-time |".
fn is_set_apart(reading: &Reading<'_>, tokens: &Range<usize>, own: &Range<usize>) -> bool {
    let parts = |at: usize| {
        matches!(
            reading.tokens[at].kind,
            TokenKind::Mark(',' | '|' | '(' | ')' | '[' | ']' | '/' | ';' | '.' | '-' | '·')
        )
    };
    (own.start == tokens.start || parts(own.start - 1)) && (own.end >= tokens.end || parts(own.end))
}

/// Whether a kind of employment that a sentence names is that of this job.
fn is_this_job(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let tokens = &statement.tokens;
    // "contract", "intern", "temp" are words of other things, too.
    let is_bare = own.len() == 1
        && reading
            .is_word(own.start, &["contract", "interim", "intern", "volunteer", "voluntary", "unpaid", "contractor"]);
    if statement.kind == Kind::Heading {
        return !is_bare || reading.is_word(own.start, &["intern", "contractor"]);
    }
    // "Full-time, $24 an hour": a line that lists facts.
    if is_set_apart(reading, tokens, own) && tokens.len() <= 24 && statement.section != Section::Required {
        return !is_bare || tokens.len() <= 3;
    }
    let after = own.end..(own.end + 4).min(tokens.end);
    let before = own.start.saturating_sub(6).max(tokens.start)..own.start;
    let is_of_job = reading.has(after.clone(), |cue| cue == Cue::Job)
        && !after.clone().any(|at| reading.small(at, Small::NotThisJob));
    let says_this = before.clone().any(|at| reading.small(at, Small::ThisJob)) || own.start <= tokens.start + 1;
    let is_of_others = before.clone().any(|at| {
        reading.is_word(
            at,
            &["previous", "prior", "manage", "managing", "supervise", "support", "supporting", "our", "all"],
        )
    });
    is_of_job
        && says_this
        && !is_of_others
        && (!is_bare || reading.has(own.end..(own.end + 1).min(tokens.end), |cue| cue == Cue::Job))
}
