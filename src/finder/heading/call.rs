//! Calls around a job: "We're hiring: Cook", "Upland Inn seeks a cook", "Koch gesucht!".

use std::ops::Range;

use super::super::reading::Reading;
use super::super::tokens::TokenKind;
use super::super::words::{Cue, Small};
use super::{is_dash, names_job};

/// A call has at most this many tokens.
const LONGEST: usize = 9;

/// One past a call before the job that a mark ends: "We're hiring - Cook", "Now hiring: Nurse".
pub(super) fn with_mark(reading: &Reading<'_>, own: &Range<usize>) -> Option<usize> {
    let ends = |at: usize| {
        (reading.is(at, ':') || reading.is(at, '!')) && reading.tokens.get(at + 1).is_some_and(|next| !next.glued)
            || &reading.text[reading.tokens[at].range()] == "："
            || is_dash(reading, at)
    };
    let end = own.clone().take(LONGEST).find(|&at| ends(at))?;
    let is_call = reading.cues(own.start..end).any(|(cue, mark)| {
        cue == Cue::Call && mark.first == own.start && (mark.end == end || rest_is_gender(reading, mark.end..end))
    });
    (is_call && end + 1 < own.end).then_some(end + 1)
}

/// "Mitarbeiter*in gesucht": what a phrase leaves out.
fn rest_is_gender(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    tokens.len() <= 3 && tokens.clone().all(|at| reading.is_word(at, &["in", "innen"]) || is_sign(reading, at))
}

fn is_sign(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.tokens[at].kind, TokenKind::Mark('*' | ':' | '/' | '_' | '(' | ')' | '!'))
}

/// Verbs of a call and what must follow them: their last word.
const VERBS: [&[&str]; 66] = [
    &["hiring"],
    &["seeking", "to", "recruit"],
    &["seeks", "to", "recruit"],
    &["wish", "to", "recruit"],
    &["seeking", "to", "hire"],
    &["looking", "to", "recruit"],
    &["looking", "to", "appoint"],
    &["looking", "to", "hire"],
    &["seeks"],
    &["seeking"],
    &["seek"],
    &["recruiting"],
    &["recruits"],
    &["hire"],
    &["hires"],
    &["wants"],
    &["needs"],
    &["need"],
    &["looking", "for"],
    &["looks", "for"],
    &["in", "search", "of"],
    &["on", "the", "lookout", "for"],
    &["vacancy", "for"],
    &["vacancies", "for"],
    &["opening", "for"],
    &["openings", "for"],
    &["opportunity", "for"],
    &["opportunity", "as"],
    &["position", "of"],
    &["position", "as"],
    &["applications", "for"],
    &["apply", "for"],
    &["invited", "for"],
    &["recruiting", "for"],
    &["join", "us", "as"],
    &["team", "as"],
    &["become"],
    &["wanted"],
    &["sucht"],
    &["suchen"],
    &["gesucht"],
    &["stellenausschreibung"],
    &["stellenangebot"],
    &["stellenanzeige"],
    &["vacature"],
    &["vaga"],
    &["oferta", "de", "empleo"],
    &["vaga", "de", "emprego"],
    &["recrutement"],
    &["zoekt"],
    &["zoeken"],
    &["recherche"],
    &["recrute"],
    &["cherche"],
    &["busca"],
    &["recrutons"],
    &["recherchons"],
    &["cherchons"],
    &["buscamos"],
    &["procuramos"],
    &["cerchiamo"],
    &["cercasi"],
    &["söker"],
    &["søker"],
    &["søger"],
    &["szukamy"],
];

/// One past a call before the job that is made of words: "Upland Inn seeks a", "Hiring our next", "Vacancy for a".
pub(super) fn in_words(reading: &Reading<'_>, own: &Range<usize>) -> Option<usize> {
    let limit = own.end.min(own.start + LONGEST);
    let (verb, end) = (own.start..limit).find_map(|at| verb_end(reading, at).map(|end| (at, end)))?;
    if (own.start..verb).any(|at| reading.small(at, Small::Role)) {
        return None;
    }
    let mut from = end;
    // "Recherche d'un stagiaire": what a stroke leaves out.
    let is_elided = |at: usize| matches!(reading.word(at), "d" | "'un" | "’un" | "l");
    // "Wir suchen zum nächstmöglichen Zeitpunkt eine Köchin", "Vi söker en kock"
    let is_between =
        |at: usize| reading.is_word(at, &["zum", "nächstmöglichen", "zeitpunkt", "ab", "sofort", "en", "ett", "et"]);
    let is_lead =
        |at: usize| reading.small(at, Small::Article) || is_sign(reading, at) || is_elided(at) || is_between(at);
    while from < own.end && is_lead(from) {
        from += 1;
    }
    let is_led = from > end || verb > own.start || !reading.is_word(verb, &["hiring", "recruiting", "wanted"]);
    // "Hiring Manager" is a job, and "Vacature kok" is none.
    let is_trade = from == end
        && verb == own.start
        && reading.small(from, Small::Role)
        && !reading.is_word(verb, &["stellenausschreibung", "stellenangebot", "stellenanzeige", "vacature", "vaga"]);
    let is_han = reading.tokens.get(from).is_some_and(|token| token.kind == TokenKind::Character);
    (from < own.end && (is_led || is_han) && !is_trade && names_job(reading, from..own.end)).then_some(from)
}

/// One past the verb of a call that begins with a token: "looking for".
pub(in super::super) fn verb_end(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let is_verb = |verb: &&&[&str]| verb.iter().enumerate().all(|(next, word)| reading.is_word(at + next, &[word]));
    if let Some(verb) = VERBS.iter().filter(is_verb).max_by_key(|verb| verb.len()) {
        return Some(at + verb.len());
    }
    let is_two = |first: &str, second: &str| reading.word(at) == first && reading.word(at + 1) == second;
    (is_two("招", "聘") || is_two("诚", "聘") || is_two("招", "募") || is_two("急", "招")).then_some(at + 2)
}

/// Where a call behind the job begins: "Koch gesucht!", "Cook wanted", "平台工程师2名". A mark alone is the end of a call only
/// where one stood in front: `is_called`.
pub(super) fn behind(reading: &Reading<'_>, own: &Range<usize>, is_called: bool) -> Option<usize> {
    // "A cook to join our team": what the call goes on with.
    if is_called
        && let Some(at) = own.clone().find(|&at| reading.is_word(at, &["to"]) && reading.is_word(at + 1, &["join"]))
        && names_job(reading, own.start..at)
    {
        return Some(at);
    }
    let mut end = own.end;
    while end > own.start + 1 && reading.is(end - 1, '!') {
        end -= 1;
    }
    let last = end - 1;
    let is_call = reading.is_word(last, &["gesucht", "wanted", "needed", "vacancy", "gezocht"]);
    let is_count =
        |at: usize| reading.is_digits(at) || matches!(reading.word(at), "一" | "二" | "两" | "三" | "数" | "若" | "干");
    if ["名", "人"].contains(&reading.word(last))
        && let Some(at) = (own.start..last).rfind(|&at| !is_count(at))
        && at + 1 < last
        && names_job(reading, own.start..at + 1)
    {
        return Some(at + 1);
    }
    let start = if is_call { last } else { end };
    ((is_call || is_called) && start > own.start && start < own.end && names_job(reading, own.start..start))
        .then_some(start)
}
