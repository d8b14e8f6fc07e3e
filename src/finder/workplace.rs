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
    let tokens = statement.tokens.clone();
    let is_elsewhere =
        matches!(statement.section, Section::Company | Section::Duties) && statement.kind != Kind::Heading;
    let is_short = tokens.len() <= 6;
    let found = workplaces(reading, tokens.clone());
    // "Bis zu drei Tage Homeoffice" is said of nothing but the work, wherever it stands.
    let days = found.iter().find(|(workplace, mark)| *workplace == Workplace::Hybrid && mark.end - mark.first > 1);
    if let Some((workplace, mark)) = days
        && !is_elsewhere
    {
        return Some((*workplace, mark));
    }
    let (workplace, mark) = [Workplace::Hybrid, Workplace::Remote, Workplace::Onsite]
        .into_iter()
        .find_map(|wanted| found.iter().find(|(workplace, _)| *workplace == wanted).copied())?;
    // "This fully remote position is open to ...", below whatever heading.
    let is_early = speaks_of_job(reading, &(tokens.start..tokens.end.min(tokens.start + 6)))
        && mark.end <= tokens.start + 4
        && reading.has(mark.end..(mark.end + 1).min(tokens.end), |cue| cue == Cue::Job);
    if is_elsewhere && !is_early {
        return None;
    }
    let near = mark.first.saturating_sub(5).max(tokens.start)..(mark.end + 3).min(tokens.end);
    let is_job = reading.has(near.clone(), |cue| cue == Cue::Job)
        || near
            .clone()
            .any(|at| reading.is_word(at, &["fully", "100", "entirely", "completely", "done", "performed", "carried"]));
    let is_denied = near
        .clone()
        .take_while(|&at| at < mark.first)
        .any(|at| reading.is_word(at, &["not", "no", "occasional", "some", "kein", "keine"]));
    // "On-site in Saint Louis, Missouri": a line with nothing but the place.
    let leads_place = tokens.len() <= 12 && mark.first == tokens.start && reading.is_word(mark.end, &["in"]);
    let starts = mark.first <= tokens.start + 1 && is_short || leads_place;
    ((is_job || starts) && !is_denied && statement.section != Section::Apply).then_some((workplace, mark))
}

/// Whether a sentence begins with the job: "This role is a one-year position", "Die Stelle ist befristet".
fn speaks_of_job(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let start = tokens.start..(tokens.start + 4).min(tokens.end);
    reading.is_word(tokens.start, &["this", "diese", "dieser", "本"]) && reading.has(start, |cue| cue == Cue::Job)
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
    let is_elsewhere = match statement.section {
        Section::Company => !speaks_of_job(reading, &statement.tokens),
        Section::Benefits | Section::Apply | Section::Preferred => true,
        _ => false,
    };
    let mut found = employment_in_value(reading, statement.tokens.clone());
    found.retain(|(kind, own)| *kind != Employment::Volunteer || !is_of_volunteers(reading, own));
    if is_elsewhere && !is_heading {
        found.retain(|(_, own)| statement.section == Section::Benefits && is_choice(reading, &statement.tokens, own));
    } else {
        found.retain(|(_, own)| is_this_job(reading, statement, own) || is_choice(reading, &statement.tokens, own));
    }
    found
}

/// "Staff and volunteers", "volunteer organizing": others, and what is done with them.
fn is_of_volunteers(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    let next =
        ["organizing", "organising", "management", "coordination", "engagement", "recruitment", "programs", "work"];
    reading.word(own.end - 1).ends_with('s') || reading.is_word(own.end, &next)
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

/// Whether the hours may be chosen: "in Vollzeit oder Teilzeit", "full-time or part-time"; not those of a staff.
fn is_choice(reading: &Reading<'_>, tokens: &Range<usize>, own: &Range<usize>) -> bool {
    let is_hours = |tokens: Range<usize>| {
        reading.has(tokens, |cue| matches!(cue, Cue::Employment(Employment::FullTime | Employment::PartTime)))
    };
    let joins = |at: usize| reading.is(at, '/') || reading.is_word(at, &["or", "oder", "und", "或"]);
    let of_others = (own.end..(own.end + 6).min(tokens.end)).any(|at| reading.small(at, Small::NotThisJob));
    let behind = own.end + 1 < tokens.end && joins(own.end) && is_hours(own.end + 1..(own.end + 4).min(tokens.end));
    let before = own.start > tokens.start + 1
        && joins(own.start - 1)
        && is_hours(own.start.saturating_sub(4).max(tokens.start)..own.start - 1);
    is_hours(own.clone()) && (behind || before || own.len() > 3) && !of_others
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
    let is_value = own.start > tokens.start && own.end == tokens.end && reading.is(own.start - 1, ':');
    if (is_set_apart(reading, tokens, own) || is_value) && tokens.len() <= 24 && statement.section != Section::Required
    {
        return !is_bare || tokens.len() <= 3;
    }
    let after = own.end..(own.end + 4).min(tokens.end);
    let before = own.start.saturating_sub(12).max(tokens.start)..own.start;
    // "We seek a full-time, benefits-eligible technician": the role in place of the word "position".
    let is_article = own.start > tokens.start && reading.is_word(own.start - 1, &["a", "an", "eine", "einen"]);
    let is_of_role = is_article && (own.end..(own.end + 7).min(tokens.end)).any(|at| reading.small(at, Small::Role));
    let is_of_job = is_of_role
        || reading.has(after.clone(), |cue| cue == Cue::Job)
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
