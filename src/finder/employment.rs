//! The kinds of employment: full or part time, for a limited time, on contract.

use std::ops::Range;

use super::hours;
use super::outline::{Kind, Statement};
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Section, Small};
use super::workplace::{is_set_apart, speaks_of_job};
use crate::posting::Employment;

/// The kinds of employment that the value of a line names.
pub fn in_value(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<(Employment, Range<usize>)> {
    once(spoken(reading, tokens))
}

/// The first of each kind.
fn once(found: Vec<(Employment, Range<usize>)>) -> Vec<(Employment, Range<usize>)> {
    let mut kept: Vec<(Employment, Range<usize>)> = Vec::new();
    for (kind, own) in found {
        if kept.iter().all(|(known, _)| *known != kind) {
            kept.push((kind, own));
        }
    }
    kept
}

/// The words for kinds of employment.
fn spoken(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<(Employment, Range<usize>)> {
    let mut found: Vec<(Employment, Range<usize>)> = Vec::new();
    let spoken = reading.cues(tokens).filter_map(|(cue, mark)| match cue {
        Cue::Employment(kind) => Some((kind, mark)),
        _ => None,
    });
    for (kind, mark) in spoken {
        // "6-month contract", "fixed-term contract": a time, not a contract for services.
        let is_contract = kind == Employment::Contract && reading.is_word(mark.first, &["contract"]);
        let is_of_employment = is_contract
            && (mark.end - mark.first == 1 && found.iter().any(|(known, _)| *known == Employment::Temporary)
                || reading.is_word(mark.first.wrapping_sub(1), &["permanent", "employment", "term"]));
        if !is_of_employment {
            found.push((kind, mark.first..mark.end));
        }
    }
    found
}

/// The kinds that the value of a line for them states: "Full-time", "40 hours a week", "12 months".
pub fn in_line(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<(Employment, Range<usize>)> {
    let mut found = in_value(reading, tokens.clone());
    if !found.iter().any(|(kind, _)| is_hours(*kind)) {
        found.extend(hours::kinds(reading, tokens.clone(), true));
    }
    if found.iter().all(|(kind, _)| *kind != Employment::Temporary)
        && let Some(own) = hours::duration(reading, &tokens)
    {
        found.push((Employment::Temporary, own));
    }
    found
}

/// Whether a kind tells the hours.
pub fn is_hours(kind: Employment) -> bool {
    matches!(kind, Employment::FullTime | Employment::PartTime)
}

/// The words of an employer who seeks somebody.
const SEEKS: [&str; 5] = ["seeks", "seeking", "hiring", "sucht", "suchen"];

/// What numbers in a sentence say of this job's hours and time.
pub fn by_numbers(reading: &Reading<'_>, statement: &Statement) -> Vec<(Employment, Range<usize>)> {
    // "The programme is seeking two assistants for a two-year term"
    let seeks = statement.tokens.clone().any(|at| reading.is_word(at, &SEEKS));
    let is_elsewhere = match statement.section {
        Section::Company => !seeks && !speaks_of_job(reading, &statement.tokens),
        Section::Benefits => statement.tokens.len() > LONGEST_OFFER && !speaks_of_job(reading, &statement.tokens),
        Section::Apply | Section::Preferred => true,
        _ => false,
    };
    if is_elsewhere || statement.tokens.len() > LONGEST {
        return Vec::new();
    }
    let mut found = hours::kinds(reading, statement.tokens.clone(), false);
    if statement.section != Section::Required
        && let Some(own) = hours::limited(reading, &statement.tokens)
            .or_else(|| hours::until_day(reading, &statement.tokens))
            .or_else(|| hours::renewable(reading, &statement.tokens))
    {
        found.push((Employment::Temporary, own));
    }
    found
}

/// "30 hours per week" among what is offered; a longer line tells of the staff.
const LONGEST_OFFER: usize = 12;

/// A sentence of more tokens tells of more than the hours.
const LONGEST: usize = 80;

/// The kinds of employment that a sentence says this job is.
pub fn in_sentence(reading: &Reading<'_>, statement: &Statement) -> Vec<(Employment, Range<usize>)> {
    let is_heading = statement.kind == Kind::Heading;
    let is_elsewhere = match statement.section {
        Section::Company => !speaks_of_job(reading, &statement.tokens),
        Section::Benefits | Section::Apply | Section::Preferred => true,
        _ => false,
    };
    let mut found = spoken(reading, statement.tokens.clone());
    found.retain(|(kind, own)| match kind {
        Employment::Volunteer => !is_of_volunteers(reading, own),
        // "You guide students and trainees", "no agencies or subcontractors": others.
        Employment::Internship | Employment::Contract => is_heading || !reading.word(own.end - 1).ends_with('s'),
        _ => true,
    });
    if is_elsewhere && !is_heading {
        // "This is a full-time role", below whatever heading.
        let tokens = &statement.tokens;
        let begins = |own: &Range<usize>| {
            reading.is_word(tokens.start, &["this"])
                && own.start <= tokens.start + FARTHEST_KIND
                && is_this_job(reading, statement, own)
        };
        // "Wir bieten: Teilzeit oder Vollzeit", "... eine befristete Elternzeitvertretung", "Full-time position with options"
        let is_said = |own: &Range<usize>| {
            is_choice(reading, tokens, own)
                || reading.small(own.start, Small::ForATime)
                || own.start == tokens.start
                    && (is_job_at(reading, own.end)
                        || reading.word(own.end - 1).ends_with("zeitstelle")
                            && !reading.is_word(own.end, &["not", "nicht"]))
        };
        found.retain(|(_, own)| begins(own) || statement.section == Section::Benefits && is_said(own));
    } else {
        found.retain(|(_, own)| is_this_job(reading, statement, own) || is_choice(reading, &statement.tokens, own));
    }
    once(found)
}

/// Behind "This is a permanent," the kind of employment stands at most this many tokens from the beginning.
const FARTHEST_KIND: usize = 6;

/// "Staff and volunteers", "volunteer organizing": others, and what is done with them.
fn is_of_volunteers(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    let next =
        ["organizing", "organising", "management", "coordination", "engagement", "recruitment", "programs", "work"];
    reading.word(own.end - 1).ends_with('s') || reading.is_word(own.end, &next)
}

/// The kinds of employment that a title sets apart from the job, or is: "Marketing Intern".
pub fn in_title(reading: &Reading<'_>) -> Vec<(Employment, Range<usize>)> {
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
        // "Full Time Bilingual Librarian"
        let is_first = own.start == all.start && is_hours(kind) && own.end < all.end;
        // "Part-Time Temporary Cataloger"
        let is_second = kind == Employment::Temporary
            && found.last().is_some_and(|(known, before)| {
                is_hours(*known) && before.start == all.start && before.end == own.start
            });
        // "[3 Full-Time Positions]"
        let is_of_jobs = is_hours(kind) && reading.has(own.end..(own.end + 1).min(all.end), |cue| cue == Cue::Job);
        if (is_apart || is_first || is_second || is_of_jobs || opens && kind == Employment::Temporary || is_job)
            && found.iter().all(|(known, _)| *known != kind)
        {
            found.push((kind, own));
        }
    }
    if !found.iter().any(|(kind, _)| is_hours(*kind)) {
        found.extend(hours::kinds(reading, all, true));
    }
    found
}

/// Whether the hours may be chosen: "in Vollzeit oder Teilzeit", "full-time or part-time"; not those of a staff.
fn is_choice(reading: &Reading<'_>, tokens: &Range<usize>, own: &Range<usize>) -> bool {
    let is_hours = |tokens: Range<usize>| is_hours_at(reading, &tokens);
    let joins = |at: usize| {
        reading.is(at, '/')
            || reading.is_word(at, &["or", "oder", "und", "或"])
            || reading.is(at, ',') && (reading.is_word(at + 1, &["or"]) || is_hours(at + 1..(at + 4).min(tokens.end)))
    };
    let of_others = (own.end..(own.end + 6).min(tokens.end)).any(|at| reading.small(at, Small::NotThisJob));
    let behind = own.end + 1 < tokens.end && joins(own.end) && is_hours(own.end + 1..(own.end + 4).min(tokens.end));
    let before = own.start > tokens.start + 1
        && joins(own.start - 1)
        && is_hours(own.start.saturating_sub(4).max(tokens.start)..own.start - 1);
    is_hours(own.clone()) && (behind || before || own.len() > 3) && !of_others
}

fn is_job_at(reading: &Reading<'_>, at: usize) -> bool {
    reading.has(at..at + 1, |cue| cue == Cue::Job) && !reading.is_word(at, &["work", "hours", "employee", "schedule"])
}

/// Whether some tokens tell the hours.
fn is_hours_at(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    reading.has(own.clone(), |cue| matches!(cue, Cue::Employment(kind) if is_hours(kind)))
}

/// A line or a sentence of more tokens states more than a fact.
const LONGEST_FACT: usize = 24;

/// A row of facts has at most this many tokens.
const LONGEST_ROW: usize = 10;

/// Whether a sentence seeks somebody for these hours: "We need someone full-time", "Now hiring: part-time barista", "Wir
/// suchen einen Koch für unsere Küche in Vollzeit".
fn is_sought_hours(reading: &Reading<'_>, tokens: &Range<usize>, own: &Range<usize>) -> bool {
    let denies = ["not", "nicht", "kein", "keine", "keinen", "no", "never"];
    if !is_hours_at(reading, own) || (tokens.start..own.start).any(|at| reading.is_word(at, &denies)) {
        return false;
    }
    // "Seeking a cook", "we are currently hiring", but "clients seeking work"
    let seeks = |at: usize| {
        at >= tokens.start
            && reading.is_word(at, &SEEKS)
            && (at == tokens.start
                || reading.is_word(at, &["seeks", "sucht", "suchen"])
                || reading.is_word(at - 1, &["are", "is", "'re", "re", "now", "currently", "actively", "also"]))
    };
    let calls = |at: usize| seeks(at) || at >= tokens.start && reading.is_word(at, &["opening", "openings", "vacancy"]);
    let has_in =
        reading.is_word(own.start, &["in"]) || own.start > tokens.start && reading.is_word(own.start - 1, &["in"]);
    // "Wir suchen einen Koch in Vollzeit", but no longer behind a comma: "..., weil die Kollegin in Teilzeit geht".
    let clause = (tokens.start..own.start).rfind(|&at| reading.is(at, ',')).map_or(tokens.start, |at| at + 1);
    let is_in = || {
        has_in
            && ((clause..own.start).any(|at| reading.is_word(at, &SEEKS))
                || own.end < tokens.end && reading.is_word(own.end, &["gesucht"]))
    };
    let Some(before) = own.start.checked_sub(1).filter(|before| *before >= tokens.start) else { return is_in() };
    let is_someone = || {
        reading.is_word(before, &["someone", "somebody", "jemanden"])
            && before > tokens.start
            && reading.is_word(before - 1, &["need", "seek", "want", "for", "suchen", "brauchen"])
    };
    let is_called = || {
        seeks(before)
            || reading.is(before, ':') && before > tokens.start && calls(before - 1)
            || before > tokens.start && reading.is_word(before, &["for"]) && reading.is_word(before - 1, &["looking"])
    };
    // "Now hiring full-time and part-time cooks"
    let is_second = || {
        reading.is_word(before, &["and", "or", "und", "oder"])
            && reading.cues(tokens.start..before).any(|(_, mark)| {
                mark.end == before && is_sought_hours(reading, &(tokens.start..before), &(mark.first..before))
            })
    };
    is_in() || is_someone() || is_called() || is_second()
}

/// Whether a line states hours by itself: "Full-time preferred", "Part-time evenings and weekends", "Minijob zu vergeben",
/// "auf 538-Euro-Basis".
fn is_line_of_hours(reading: &Reading<'_>, tokens: &Range<usize>, own: &Range<usize>) -> bool {
    const SHIFTS: [&str; 8] =
        ["preferred", "bevorzugt", "evenings", "weekends", "nights", "mornings", "afternoons", "days"];
    let denies = ["nicht", "kein", "keine", "not", "no", "our", "unser", "unsere", "unseren"];
    if !is_hours_at(reading, own) || tokens.clone().any(|at| reading.is_word(at, &denies)) {
        return false;
    }
    let ends = |at: usize| {
        at >= tokens.end
            || matches!(reading.tokens[at].kind, TokenKind::Mark(_))
            || reading.is_word(at, &["and", "or", "und", "oder"])
    };
    let is_shift = own.start == tokens.start && reading.is_word(own.end, &SHIFTS) && ends(own.end + 1);
    let is_minor = reading.is_word(own.start, &["minijob"])
        || reading.is_word(own.start, &["geringfügige"])
        || reading.is_word(own.end - 1, &["basis"]);
    let is_led = own.start > tokens.start && reading.is_word(own.start - 1, &["als", "auf", "im", "on"]);
    let is_short = tokens.len() <= 6 && own.start == tokens.start && !reading.is(own.end, '-');
    is_shift || is_minor && (is_led || is_short)
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
    if (is_set_apart(reading, tokens, own) || is_value)
        && tokens.len() <= LONGEST_FACT
        && statement.section != Section::Required
    {
        // "Exempt staff, full-time, contract"
        let is_row = tokens.len() <= LONGEST_ROW && is_hours_at(reading, &(tokens.start..own.start));
        return !is_bare || is_row || tokens.len() <= 3;
    }
    let after = own.end..(own.end + 4).min(tokens.end);
    let before = own.start.saturating_sub(12).max(tokens.start)..own.start;
    // "We seek a full-time, benefits-eligible technician": the role in place of the word "position".
    let is_article = own.start > tokens.start && reading.is_word(own.start - 1, &["a", "an", "eine", "einen"])
        // "An experienced part-time coordinator"
        || is_hours_at(reading, own)
            && own.start >= tokens.start + 2
            && reading.is_word(own.start - 2, &["a", "an", "eine", "einer"])
            && (reading.small(own.start - 1, Small::BeforeJob) || reading.word(own.start - 1).ends_with("efristete"));
    let is_sought = is_sought_hours(reading, tokens, own)
        || is_article
            && (own.start.saturating_sub(3).max(tokens.start)..own.start).any(|at| reading.is_word(at, &SEEKS));
    let is_of_role = is_sought
        || is_article
            && (own.end..(own.end + 9).min(tokens.end))
                .any(|at| reading.small(at, Small::Role) || is_job_at(reading, at));
    // "Eine unbefristete Festanstellung in Vollzeit"
    let lead = if reading.is_word(own.start, &["in"]) { own.start } else { own.start.saturating_sub(1) };
    let is_job_in = lead > tokens.start && reading.is_word(lead, &["in"]) && is_job_at(reading, lead - 1);
    // "A full-time contract position": the position is in the words themselves.
    let has_job = own.len() > 1 && reading.has(own.end - 1..own.end, |cue| cue == Cue::Job)
        || reading.word(own.end - 1).ends_with("zeitstelle");
    // "We offer a three-month internship", "招聘实习生"
    let near = own.start.saturating_sub(4).max(tokens.start)..own.start;
    let is_internship = reading.has(own.clone(), |cue| cue == Cue::Employment(Employment::Internship))
        && !reading.small(own.end, Small::AfterSkill)
        && near.clone().any(|at| reading.is_word(at, &["a", "an", "ein", "eine"]) || reading.small(at, Small::Hires));
    // "Die Stelle ist auf zwei Jahre befristet", "Part-time is possible", "befristet bis 31.12.2027".
    let is_predicate = reading.has(before.clone(), |cue| cue == Cue::Job)
        && before.clone().any(|at| reading.is_word(at, &["is", "ist", "wird", "be"]));
    // "Join our team full time", "you work part-time in Ulm"
    let is_adverb = near.clone().any(|at| reading.small(at, Small::Joins))
        && (own.end >= tokens.end
            || matches!(reading.tokens[own.end].kind, TokenKind::Mark(_))
            || reading.is_word(own.end, &["in", "at", "from", "to", "on", "with", "for", "and"]));
    // "unbefristet Vollzeit", "Permanent full-time": a line of nothing else.
    const WITHOUT_END: [&str; 4] = ["unbefristet", "unbefristete", "permanent", "festanstellung"];
    let is_line = (own.end == tokens.end
        || own.end + 1 == tokens.end && reading.is_word(own.end, &["employee", "employment", "mitarbeiter"]))
        && (own.len() + 1..=4).contains(&tokens.len())
        && is_hours_at(reading, own)
        && tokens.clone().any(|at| reading.is_word(at, &WITHOUT_END));
    if is_line || is_line_of_hours(reading, tokens, own) {
        return true;
    }
    let is_possible = reading.small(own.end, Small::Possible)
        && reading.has(own.clone(), |cue| cue == Cue::Employment(Employment::PartTime));
    let is_until = reading.small(own.start, Small::ForATime);
    let is_of_job = is_of_role
        || is_job_in
        || has_job
        || is_predicate
        || is_adverb
        || is_internship
        || is_possible
        || is_until
        || reading.has(after.clone(), |cue| cue == Cue::Job)
            && !after.clone().any(|at| reading.small(at, Small::NotThisJob) && reading.number(at - 1).is_none());
    let says_this = before.clone().any(|at| reading.small(at, Small::ThisJob)) || own.start <= tokens.start + 1;
    // "Assignment on contractor basis"
    let is_on = has_job && before.clone().rev().take(2).any(|at| reading.is_word(at, &["on", "auf"]))
        // "Working as an independent contractor"
        || own.len() > 1 && own.start >= tokens.start + 2 && reading.is_word(own.start - 2, &["as"]);
    let manages = ["previous", "prior", "manage", "managing", "supervise", "support", "supporting"];
    // "We are not hiring full-time", "clients seeking full-time work", "Our cleaners are paid on a 538-Euro basis"
    let is_denied = before.clone().rev().take(4).any(|at| reading.is_word(at, &["not", "nicht"]));
    let people = ["clients", "customers", "candidate", "candidates", "students", "those", "kunden"];
    let is_of_people = before.clone().rev().take(4).any(|at| reading.is_word(at, &people))
        || reading.is_word(tokens.start, &["our", "unsere"])
            && !reading.has(tokens.start..own.start, |cue| cue == Cue::Job);
    let is_of_others = is_denied
        || is_of_people
        || before.clone().any(|at| reading.is_word(at, &manages))
        || before.clone().next_back().is_some_and(|at| reading.is_word(at, &["our", "all", "other", "no"]));
    // "We are seeking a contract designer": but not one of contracts.
    let is_contract_role =
        is_of_role && reading.is_word(own.start, &["contract"]) && !reading.small(own.end, Small::OfContracts);
    // "An opportunity to join us on a full-time basis"
    let is_perhaps = !is_adverb && before.clone().any(|at| reading.small(at, Small::Perhaps));
    is_of_job
        && (says_this || is_on || is_article || is_possible || is_until || is_adverb || is_sought || is_internship)
        && !is_of_others
        && !is_perhaps
        && (!is_bare || is_contract_role || reading.has(own.end..(own.end + 1).min(tokens.end), |cue| cue == Cue::Job))
}
