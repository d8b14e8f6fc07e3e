//! Where to apply: the link or the address whose words or sentence speak of applying.

use std::ops::Range;

use super::document::{Document, Link};
use super::outline::Statement;
use super::reading::Reading;
use super::words::{Cue, Fact, Section, Small};
use crate::posting::Apply;

/// A line that says where to apply and nothing else has at most this many tokens.
const LONGEST_CALL: usize = 24;

/// "Interested?", "Have we sparked your interest?": longer sentences ask something else.
const LONGEST_QUESTION: usize = 8;

/// The address to apply at, and the link that leads there.
pub fn address<'d>(
    reading: &Reading<'_>,
    document: &'d Document,
    statements: &[Statement],
) -> Option<(Apply, &'d Link)> {
    let mut best: Option<(u8, Apply, &Link)> = None;
    let mut known = None;
    for link in &document.links {
        let Some(rank) = rank_as_application(reading, link, statements, &mut known) else { continue };
        let Some(target) = target(&link.target) else { continue };
        if best.as_ref().is_none_or(|(known, ..)| rank > *known) {
            best = Some((rank, target, link));
        }
    }
    best.map(|(_, target, link)| (target, link))
}

/// How surely a link leads to applying. `known` is of the sentence of the link before, which has often many.
fn rank_as_application(
    reading: &Reading<'_>,
    link: &Link,
    statements: &[Statement],
    known: &mut Option<(usize, [bool; 4])>,
) -> Option<u8> {
    let from = reading.tokens.partition_point(|token| token.start < link.start);
    let to = reading.tokens.partition_point(|token| token.start < link.end).max(from);
    let statement = statements[..statements.partition_point(|s| s.tokens.start <= from)].last()?;
    let is_mail = link.target.starts_with("mailto:");
    let any = |tokens: Range<usize>, small: Small| tokens.into_iter().any(|at| reading.small(at, small));
    let is_act = |tokens: Range<usize>| any(tokens, Small::Applying);
    if statement.label == Some(Fact::Apply) {
        return Some(5);
    }
    let words_apply = from < to && reading.is_word(from, &["apply", "jetzt", "bewerben"]) && is_act(from..to);
    if words_apply && !reading.is_word(from + 1, &["process"]) {
        return Some(4);
    }
    let sentence = statement.tokens.clone();
    let says = || {
        let small = |small| any(sentence.clone(), small);
        let documents = reading.has(sentence.clone(), |cue| cue == Cue::Apply);
        [small(Small::Send), documents, small(Small::Asking), small(Small::Applying)]
    };
    let (_, [sends, documents, asks, acts]) =
        known.filter(|(start, _)| *start == sentence.start).unwrap_or_else(|| (sentence.start, says()));
    *known = Some((sentence.start, [sends, documents, asks, acts]));
    let before = from.saturating_sub(3).max(sentence.start)..from;
    let leads = before.clone().any(|at| {
        reading.is_word(at, &["to", "at", "here", "via", "an", "unter", "auf", "至", "through", "on", "using", "visit"])
    }) || before.is_empty();
    if is_mail && sends && documents && !asks {
        return Some(3);
    }
    // "Application forms to the office: ...", "CVs to ...", "Apply 👉 ...", "简历发送至 ..."
    const PAPERS: [&str; 13] = [
        "cv",
        "cvs",
        "resume",
        "resumes",
        "application",
        "applications",
        "candidature",
        "candidatures",
        "onlinebewerbung",
        "bewerbung",
        "bewerbungen",
        "简",
        "履",
    ];
    let is_first = reading.is_word(sentence.start, &PAPERS) || is_act(sentence.start..sentence.start + 1);
    // "Applications are handled under our privacy policy" leads nowhere.
    let is_bare = is_mail || reading.word(from).starts_with("http") || reading.is_word(from, &["www"]);
    let is_policy = sentence.clone().any(|at| {
        reading
            .is_word(at, &["privacy", "policy", "policies", "terms", "cookies", "datenschutz", "datenschutzerklärung"])
    });
    if is_first && (is_bare || leads) && !is_policy && !asks && sentence.len() <= LONGEST_CALL {
        return Some(2);
    }
    // "Interested? Write to Anna at ..."
    let last = statements[..statements.partition_point(|s| s.tokens.start <= from)].iter().rev().nth(1);
    let is_invited = last
        .filter(|last| last.tokens.len() <= LONGEST_QUESTION && reading.is(last.tokens.end - 1, '?'))
        .is_some_and(|last| {
            last.tokens.clone().any(|at| reading.is_word(at, &["interested", "interessiert", "interesse", "intéressé"]))
        });
    if is_mail && is_invited && !asks {
        return Some(1);
    }
    let begins = is_act(sentence.start..(sentence.start + 2).min(sentence.end)) || is_act(before);
    if !is_mail && acts && leads && documents && !asks && (statement.section == Section::Apply || begins) {
        return Some(2);
    }
    (is_mail && statement.section == Section::Apply && !asks).then_some(1)
}

/// A link's target as an address to apply at.
fn target(written: &str) -> Option<Apply> {
    if let Some(mail) = written.strip_prefix("mailto:") {
        let mail = mail.split('?').next().unwrap_or(mail);
        return mail.contains('@').then(|| Apply::Email(mail.to_owned()));
    }
    (written.starts_with("https://") || written.starts_with("http://")).then(|| Apply::Page(written.to_owned()))
}
