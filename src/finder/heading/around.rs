//! What stands around a job in a title: signs, notices, calls, hours, places, pay and the names of pages.

use std::ops::Range;

use super::super::lexicon::Meaning;
use super::super::reading::Reading;
use super::super::tokens::TokenKind;
use super::super::words::{Cue, Small};
use super::{call, chinese, is_dash, names_job};

/// A job in front of a question has at most this many tokens.
const LONGEST_NAME: usize = 8;

/// The title without what is put around it: signs, calls and notices.
pub(super) fn bare(reading: &Reading<'_>, whole: Range<usize>) -> Range<usize> {
    let mut own = whole.clone();
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
        if own.is_empty() {
            return whole;
        }
        if let Some(end) = call::with_mark(reading, &own).or_else(|| call::in_words(reading, &own)) {
            own.start = end;
        }
        if let Some(end) = call::behind(reading, &own, own.start > whole.start).or_else(|| aside(reading, &own)) {
            own.end = end;
        }
        if let Some(start) = aside_before(reading, &own) {
            own.start = start;
        }
        if let Some(part) = beside_page(reading, &own) {
            own = part;
        }
        if let Some(end) = before_question(reading, &own).or_else(|| without_noun(reading, &own)) {
            own.end = end;
        }
        if let Some(part) = chinese::on_site(reading, &own) {
            own = part;
        }
        if own == before {
            return chinese::alone(reading, own);
        }
    }
}

/// "Line Cook? Come and cook with us!": a job that a question names, and a call behind it that names none.
fn before_question(reading: &Reading<'_>, own: &Range<usize>) -> Option<usize> {
    let question = own.clone().find(|&at| reading.is(at, '?') && !reading.is(own.end - 1, '?'))?;
    let is_job = names_job(reading, own.start..question) && !names_job(reading, question + 1..own.end);
    let asks = reading.is_word(own.start, &["are", "is", "do", "want", "bist", "sind", "er", "är", "ben", "es"]);
    (is_job && !asks && question - own.start <= LONGEST_NAME).then_some(question)
}

/// "Head of School Position", "Line Cook Vacancy": a word that says only that there is a job. "PhD position" needs it.
fn without_noun(reading: &Reading<'_>, own: &Range<usize>) -> Option<usize> {
    let last = own.end.checked_sub(1).filter(|last| *last > own.start + 1)?;
    // "前端工程师招聘"
    if reading.word(last - 1) == "招" && reading.word(last) == "聘" && names_job(reading, own.start..last - 1) {
        return Some(last - 1);
    }
    // "Line Cook position available"
    if reading.is_word(last, &["available"]) && reading.is_word(last - 1, &["position", "positions"]) {
        return Some(last).filter(|_| names_job(reading, own.start..last - 1));
    }
    let is_noun = reading.is_word(last, &["position", "positions", "vacancy", "opening", "role", "stelle"]);
    let job = own.start..last;
    let is_whole = names_job(reading, job.clone()) && !reading.small(last - 1, Small::AnyJob);
    (is_noun && is_whole && !is_dash(reading, last - 1)).then_some(last)
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
    const NOTICES: [&str; 22] = [
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
        "社招",
        "校招",
        "remoto",
        "remota",
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

/// What parts a title.
fn parts(reading: &Reading<'_>, at: usize) -> bool {
    is_dash(reading, at)
        || matches!(reading.tokens[at].kind, TokenKind::Mark('|' | '»' | '›' | '>' | '•' | '·' | '｜' | '¦'))
        || reading.is(at, ':') && reading.tokens.get(at + 1).is_some_and(|next| !next.glued)
}

/// The part of a title with the job, where another part is the name of a page: "Cook - Jobs", "Upland Inn: Careers: Cook".
fn beside_page(reading: &Reading<'_>, own: &Range<usize>) -> Option<Range<usize>> {
    let marks: Vec<usize> = own.clone().filter(|&at| parts(reading, at)).collect();
    if marks.is_empty() {
        return None;
    }
    let starts = std::iter::once(own.start).chain(marks.iter().map(|at| at + 1));
    let pieces: Vec<Range<usize>> =
        starts.zip(marks.iter().copied().chain([own.end])).map(|(start, end)| start..end).collect();
    let is_page = |piece: &Range<usize>| !piece.is_empty() && is_page_part(reading, piece);
    let first = pieces.iter().position(is_page)?;
    let others: Vec<&Range<usize>> = pieces.iter().filter(|piece| !piece.is_empty() && !is_page(piece)).collect();
    let jobs: Vec<&&Range<usize>> = others.iter().filter(|piece| names_job(reading, (**piece).clone())).collect();
    match (others.as_slice(), jobs.as_slice()) {
        ([], _) => None,
        ([other], _) => Some((*other).clone()),
        (_, [job]) => Some((**job).clone()),
        // "Cook - Soups - Jobs": all that stands before the page's name.
        _ if first + 1 == pieces.len() => Some(own.start..marks[first - 1]),
        _ => None,
    }
}

/// Whether a part of a title is the name of a page, with or without the employer's: "Careers", "Upland Inn Jobs".
fn is_page_part(reading: &Reading<'_>, piece: &Range<usize>) -> bool {
    const ENDS: [&str; 7] = ["careers", "career", "jobs", "vacancies", "karriere", "stellenangebote", "stellenmarkt"];
    let is_ending = reading.is_word(piece.end - 1, &ENDS) && piece.len() <= 8;
    is_page_name(reading, piece.clone()) || is_ending && !names_job(reading, piece.clone())
}

/// Whether some tokens are nothing but the name of a page: "Careers", "Open positions".
pub(in super::super) fn is_page_name(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    reading.cues(tokens.clone()).any(|(cue, mark)| {
        cue == Cue::Page
            && mark.first == tokens.start
            && (mark.end..tokens.end).all(|at| matches!(reading.tokens[at].kind, TokenKind::Mark(_)))
    })
}

/// Where what is said of the job at its side begins: "(Edinburgh, UK)", "- hybrid", ", Berlin", "at Upland Inn", "12-25K".
fn aside(reading: &Reading<'_>, own: &Range<usize>) -> Option<usize> {
    let last = own.end.checked_sub(1).filter(|last| *last > own.start)?;
    let trimmed = |at: usize| {
        let is_open = |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark(',' | '-' | '|' | '·' | '/' | ':'));
        (own.start..at).rfind(|&at| !is_open(at)).map(|last| last + 1)
    };
    if matches!(reading.tokens[last].kind, TokenKind::Mark(')' | ']' | '】')) {
        let opens = own
            .clone()
            .rfind(|&at| matches!(reading.tokens[at].kind, TokenKind::Mark('(' | '[' | '【')))
            .filter(|opens| *opens > own.start)?;
        // "(J18456)", "(#2041)": the employer's number.
        let number = reading.words(opens + 1..last);
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let is_number =
            digits >= 4 && !number.contains(' ') && number.len() <= 16 && !number.contains(['.', '%', '$', '€']);
        let is_told = is_number || numbered(reading, opens + 1..last) || tells_last_day(reading, opens + 1..last);
        return (is_told || says_other(reading, opens + 1..last)).then(|| trimmed(opens)).flatten();
    }
    if let Some(at) = money(reading, own) {
        return trimmed(at);
    }
    if let Some(at) = percentage(reading, own) {
        return trimmed(at);
    }
    if let Some(at) = hours(reading, own) {
        return trimmed(at);
    }
    // "Cook - hybrid", "Cook | Full-time", "Cook, remote", "Cook - Berlin"
    let mark = own.clone().rfind(|&at| parts(reading, at) || reading.is(at, ','));
    if let Some(at) = mark.filter(|&at| at > own.start && at < last) {
        let is_named = names_job(reading, own.start..at);
        let is_place = placed(reading, at + 1..own.end) && !reading.is(at, ':');
        let is_said = says_other(reading, at + 1..own.end);
        let is_number = numbered(reading, at + 1..own.end);
        if is_named && (is_place || is_said || is_number || tells_last_day(reading, at + 1..own.end)) {
            return trimmed(at);
        }
    }
    // "Cook in Berlin", "Cook at Upland Inn", "Cook @ Upland Inn"
    let is_before = |at: usize| reading.is_word(at, &["in", "at", "bei", "chez", "bij", "hos"]) || reading.is(at, '@');
    let Some(at) = own.clone().rfind(|&at| is_before(at)) else { return in_town(reading, own).and_then(trimmed) };
    let next = reading.word(at + 1);
    let is_job = at > own.start && names_job(reading, own.start..at);
    let is_gender = at > own.start && reading.tokens[at].glued;
    let is_employer = !reading.is_word(at, &["in"])
        && next.starts_with(char::is_uppercase)
        && !reading.is_word(at + 1, &["large", "risk", "home", "sea", "scale", "height", "heights", "work", "school"]);
    let is_city = reading.is_word(at, &["in"]) && placed(reading, at + 1..own.end);
    (is_job && !is_gender && (is_employer || is_city)).then(|| trimmed(at)).flatten()
}

/// "Kuchař v Plzni", "Kock i Malmö", "Cuisinier à Lyon": a town behind a word that is "in", where only names have capitals.
fn in_town(reading: &Reading<'_>, own: &Range<usize>) -> Option<usize> {
    let at = own.clone().rfind(|&at| {
        matches!(reading.word(at), "v" | "ve" | "w" | "we" | "i" | "à" | "em" | "en" | "te" | "till" | "til")
    })?;
    let town = at + 1..own.end;
    let is_town = |at: usize| reading.word(at).starts_with(char::is_uppercase) && !reading.is_word(at, &["it", "hr"]);
    let has_small = (own.start + 1..at).any(|at| reading.word(at).starts_with(char::is_lowercase));
    let is_single = at == own.start + 1;
    let is_name = (1..=3).contains(&town.len())
        && town.clone().all(is_town)
        && !reading.marks_over(town.clone()).any(|mark| matches!(mark.meaning, Meaning::Skill(_)));
    ((has_small || is_single) && is_name && names_job(reading, own.start..at)).then_some(at)
}

/// Where hours stand at the end of a title without a mark before them, and perhaps a place behind them: "Kok 32-40 uur p/w
/// Utrecht", "Cook 20 hours per week".
fn hours(reading: &Reading<'_>, own: &Range<usize>) -> Option<usize> {
    const HOURS: [&str; 12] =
        ["uur", "uren", "hours", "hrs", "stunden", "std", "wochenstunden", "h", "timmar", "timer", "heures", "horas"];
    let unit = own.clone().rfind(|&at| reading.is_word(at, &HOURS))?;
    let is_count =
        |at: usize| reading.is_digits(at) || matches!(reading.tokens[at].kind, TokenKind::Mark('-' | '/' | '.' | ','));
    let start = (own.start..unit).rfind(|&at| !is_count(at))? + 1;
    let start = (start..unit).find(|&at| reading.is_digits(at))?;
    let is_of_hours = |at: usize| {
        matches!(reading.tokens[at].kind, TokenKind::Mark(_))
            || reading.small(at, Small::Aside)
            || reading.is_word(at, &["p", "w", "weekly", "wöchentlich", "la", "semaine", "veckan", "uke"])
            || covered(reading, at, |cue| {
                matches!(cue, Cue::City(..) | Cue::Country(_) | Cue::Region(..) | Cue::Per(_))
            })
    };
    ((unit + 1..own.end).all(is_of_hours) && names_job(reading, own.start..start)).then_some(start)
}

/// Where the title begins behind a bracket that says something beside the job: "[Remote] Cook".
fn aside_before(reading: &Reading<'_>, own: &Range<usize>) -> Option<usize> {
    let opens = matches!(reading.tokens[own.start].kind, TokenKind::Mark('(' | '[' | '【'));
    let closes = own
        .clone()
        .find(|&at| matches!(reading.tokens[at].kind, TokenKind::Mark(')' | ']' | '】')))
        .filter(|_| opens)?;
    (closes + 1 < own.end && says_other(reading, own.start + 1..closes)).then_some(closes + 1)
}

/// Whether some tokens are places and nothing else: "Edinburgh, UK", "Berlin Süd".
fn placed(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let is_place = |cue| matches!(cue, Cue::City(..) | Cue::Country(_) | Cue::Region(..));
    let begins = reading
        .marks_over(tokens.start..tokens.start + 1)
        .any(|mark| mark.first == tokens.start && matches!(mark.meaning, Meaning::Cue(cue) if is_place(cue)));
    let is_led = tokens.start > 0 && reading.is_word(tokens.start - 1, &["in"]);
    let is_part = |at: usize| {
        covered(reading, at, is_place)
            || matches!(reading.tokens[at].kind, TokenKind::Mark(',' | '/' | '&' | '-'))
            || reading.small(at, Small::Or)
            || reading.small(at, Small::And)
            || reading.small(at, Small::AroundCity)
            // "in Berlin Süd", but "Country Manager, Germany Operations"
            || is_led && reading.word(at).starts_with(char::is_uppercase) && at > tokens.start && tokens.len() <= 3
    };
    begins && tokens.len() <= 12 && tokens.clone().all(is_part)
}

/// Whether a phrase of such a meaning has a token.
fn covered(reading: &Reading<'_>, at: usize, is_wanted: impl Fn(Cue) -> bool) -> bool {
    reading.marks_over(at..at + 1).any(|mark| matches!(mark.meaning, Meaning::Cue(cue) if is_wanted(cue)))
}

/// "Ref 12345", "Job ID: 2041": the employer's number of the job.
fn numbered(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let names = ["ref", "reference", "id", "req", "requisition", "kennziffer", "referenznummer", "no", "nr"];
    let last = tokens.end.saturating_sub(1);
    tokens.len() <= 5
        && reading.word(last).chars().filter(char::is_ascii_digit).count() > 2
        && (tokens.start..last).any(|at| reading.is_word(at, &names))
}

/// "Deadline 3 May 2026", "Apply by May 3"
fn tells_last_day(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let first = tokens.start;
    let is_told = reading.is_word(first, &["deadline", "closes", "bewerbungsfrist", "frist"])
        || reading.is_word(first, &["closing", "apply"]) && reading.is_word(first + 1, &["date", "by", "before"]);
    is_told && tokens.clone().any(|at| reading.is_digits(at))
}

/// Whether some tokens say where, when or for how much the work is done, and nothing else: "75%, 30 h/Woche".
fn says_other(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let is_fact = |at: usize| {
        covered(reading, at, |cue| {
            matches!(
                cue,
                Cue::City(..)
                    | Cue::Country(_)
                    | Cue::Region(..)
                    | Cue::Workplace(_)
                    | Cue::Employment(_)
                    | Cue::Anywhere
                    | Cue::BasedIn
                    | Cue::Per(_)
                    | Cue::Currency(_)
            )
        })
    };
    // "regio Zaanstad"
    let names_region = tokens.len() == 2
        && reading.small(tokens.start, Small::Region)
        && reading.word(tokens.start + 1).starts_with(char::is_uppercase);
    let is_known = |at: usize| {
        is_fact(at)
            || reading.small(at, Small::Aside)
            || reading.is_digits(at)
            || matches!(reading.tokens[at].kind, TokenKind::Mark(_))
    };
    let says_fact = tokens.clone().any(|at| is_fact(at) || reading.is(at, '%'))
        || tokens.clone().any(|at| reading.is_digits(at)) && tokens.clone().any(|at| reading.small(at, Small::Aside));
    names_region || !tokens.is_empty() && tokens.clone().all(is_known) && says_fact
}

/// Where pay at the end of a title begins: "40.000 - 50.000", "12-25K", "$24/hour".
fn money(reading: &Reading<'_>, own: &Range<usize>) -> Option<usize> {
    let is_of_money = |at: usize| {
        reading.is_digits(at)
            || matches!(
                reading.tokens[at].kind,
                TokenKind::Mark('.' | ',' | '-' | '/' | '+' | '$' | '€' | '£' | '¥' | '\'')
            )
            || covered(reading, at, |cue| matches!(cue, Cue::Currency(_) | Cue::Per(_)))
            || reading.is_word(at, &["k", "薪", "p", "a", "pa"])
    };
    let start = own.clone().rfind(|&at| !is_of_money(at)).map_or(own.start, |at| at + 1);
    let start =
        (start..own.end).find(|&at| !matches!(reading.tokens[at].kind, TokenKind::Mark('-' | ',' | '/' | '.')))?;
    let digits = (start..own.end).filter(|&at| reading.is_digits(at)).map(|at| reading.word(at).len()).sum::<usize>();
    let has_unit = (start..own.end).any(|at| {
        matches!(reading.tokens[at].kind, TokenKind::Mark('$' | '€' | '£' | '¥'))
            || reading.is_word(at, &["k"])
            || covered(reading, at, |cue| matches!(cue, Cue::Currency(_)))
    });
    let is_range = (start..own.end).any(|at| reading.is(at, '-'));
    (start > own.start && digits > 1 && (has_unit || is_range && digits >= 8)).then_some(start)
}

/// Where a part of full hours at the end of a title begins: "Koch 80-100%", "Koch, 80 %".
fn percentage(reading: &Reading<'_>, own: &Range<usize>) -> Option<usize> {
    let last = own.end.checked_sub(1).filter(|&at| reading.is(at, '%'))?;
    let is_part = |at: usize| reading.is_digits(at) || matches!(reading.tokens[at].kind, TokenKind::Mark('-' | '%'));
    let start = (own.start..last).rfind(|&at| !is_part(at)).map(|at| at + 1)?;
    (start < last).then_some(start)
}
