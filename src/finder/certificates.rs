//! Certificates and licences that are asked for: those that a list has, and those that are written as names.

use std::ops::Range;

use super::lexicon::Meaning;
use super::outline::Statement;
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Section, Small};
use super::{languages, wishes};

/// A certificate's name has at most this many words.
const LONGEST: usize = 6;

/// The certificates that a statement asks for.
pub fn in_statement(reading: &Reading<'_>, statement: &Statement) -> Vec<(String, Range<usize>)> {
    let tokens = statement.tokens.clone();
    if !languages::may_ask(reading, statement) && !is_labelled(reading, statement) {
        return Vec::new();
    }
    let named = reading.cues(tokens.clone()).filter_map(|(cue, mark)| match cue {
        Cue::Certificate(name) => Some((name, mark.first..mark.end)),
        _ => None,
    });
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    for (name, own) in named.clone() {
        // "CDL" inside of "Class A CDL": the longer name says all.
        let is_part = named.clone().any(|(longer, other)| {
            longer != name
                && other.len() > own.len()
                && other.start <= own.start
                && own.end <= other.end
                && !is_row(reading, &other)
        });
        if is_part {
            continue;
        }
        let first = reading.word(own.start);
        let is_written = !first.is_ascii() || first.len() > 5 || first.starts_with(char::is_uppercase) || own.len() > 1;
        if is_written && !wishes::is_wished(reading, &tokens, &own) && found.iter().all(|(known, _)| known != name) {
            found.push((name.to_owned(), own));
        }
    }
    let mut unknown = written(reading, &tokens);
    unknown.extend(listed(reading, &tokens));
    unknown.extend(compounds(reading, &tokens));
    unknown.extend(chinese(reading, &tokens));
    for own in unknown {
        let name = reading.words(own.clone());
        let is_known =
            reading.marks_over(own.clone()).any(|mark| matches!(mark.meaning, Meaning::Cue(Cue::Certificate(_))))
                || found.iter().any(|(known, other)| *known == name || other.start < own.end && own.start < other.end);
        if !is_known && !wishes::is_wished(reading, &tokens, &own) {
            found.push((name, own));
        }
    }
    found
}

/// "Licenses/Certifications: ServSafe", "证书要求:电工证": a line that names what it lists.
fn is_labelled(reading: &Reading<'_>, statement: &Statement) -> bool {
    const NAMES: &[&str] = &[
        "license",
        "licenses",
        "licence",
        "licences",
        "licensure",
        "certification",
        "certifications",
        "certificate",
        "certificates",
        "credentials",
        "zertifikate",
        "zertifizierungen",
        "führerschein",
        "permis",
        "certificats",
        "certificaten",
        "certificados",
    ];
    let may = matches!(statement.section, Section::Other | Section::Facts | Section::Duties | Section::Required);
    let near = statement.tokens.start..statement.tokens.end.min(statement.tokens.start + LONGEST);
    let Some(colon) = near.clone().find(|&at| reading.is(at, ':')) else { return false };
    let is_named = (near.start..colon).any(|at| reading.is_word(at, NAMES) || reading.word(at) == "证");
    may && is_named && !reading.has(near.start..colon, |cue| matches!(cue, Cue::Wished | Cue::WishedNext))
}

/// Words that are no part of a certificate's name, though written with a capital.
fn says_nothing(reading: &Reading<'_>, at: usize) -> bool {
    const OTHERS: &[&str] = &[
        "valid",
        "current",
        "active",
        "relevant",
        "required",
        "requires",
        "appropriate",
        "professional",
        "industry",
        "applicable",
        "necessary",
        "additional",
        "other",
        "any",
        "all",
        "a",
        "an",
        "the",
        "must",
        "have",
        "hold",
        "holds",
        "possess",
        "possession",
        "obtain",
        "maintain",
        "and",
        "or",
        "of",
        "in",
        "with",
        "your",
        "our",
        "technical",
        "related",
        "similar",
        "new",
        "full",
        "clean",
        "unrestricted",
        "formal",
        "recognized",
        "recognised",
        "some",
        "no",
        "strong",
        "proof",
        "copy",
        "required",
        "preferred",
        "minimum",
        "advanced",
        "universal",
        "special",
    ];
    reading.is_word(at, OTHERS)
}

/// Certificates and licences of things, which nobody has as a person: "SSL certificate", "open source licence".
const OF_THINGS: &[&str] = &[
    "ssl",
    "tls",
    "https",
    "gift",
    "birth",
    "marriage",
    "software",
    "source",
    "apache",
    "mit",
    "gpl",
    "agpl",
    "bsd",
    "commons",
    "business",
    "vendor",
    "vendors",
    "customer",
    "customers",
    "product",
    "products",
    "iso",
    "ce",
    "school",
    "college",
    "university",
    "degree",
    "education",
    "work",
    "liquor",
    "energy",
    "building",
    "tax",
    "death",
    "stock",
    "medical",
    "b",
    "google",
    "microsoft",
];

fn is_capital(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at).starts_with(char::is_uppercase)
}

/// "New Jersey Professional Librarian's Certificate", "PADI certification", "Certified Ophthalmic Technician": names that no
/// list has, as they are written.
fn written(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    const HEADS: &[&str] =
        &["certification", "certificate", "license", "licence", "licensure", "credential", "accreditation"];
    let is_name = |at: usize| {
        (is_capital(reading, at) || reading.is_word(at, &["'s"]))
            && reading.tokens[at].kind == TokenKind::Word
            && !says_nothing(reading, at)
    };
    let mut found = Vec::new();
    for at in tokens.clone() {
        if reading.is_word(at, HEADS) {
            let near = at.saturating_sub(LONGEST).max(tokens.start)..at;
            let mut first = near.clone().rev().take_while(|&at| is_name(at)).last().unwrap_or(at);
            while first < at && reading.is_word(first, &["'s"]) {
                first += 1;
            }
            let is_acronym = |at: usize| reading.word(at).len() > 1 && reading.word(at).chars().all(char::is_uppercase);
            // The first word of a sentence has its capital from there.
            let begins = reading.tokens[first].begins || first == tokens.start;
            let is_name_of_many = at >= first + 2 && is_capital(reading, first + 1);
            let is_written = is_capital(reading, at) || !begins || is_acronym(first) || is_name_of_many;
            let of_things = (first..at).any(|at| reading.is_word(at, OF_THINGS));
            if first < at && is_written && !of_things && !is_topic(reading, tokens, &(first..at + 1)) {
                found.push(first..at + 1);
            }
        }
        if reading.is_word(at, &["certified", "licensed", "registered", "chartered"]) && is_capital(reading, at) {
            let end =
                (at + 1..tokens.end.min(at + LONGEST)).find(|&at| !is_name(at)).unwrap_or(tokens.end.min(at + LONGEST));
            let is_person = end > at + 1 && reading.small(end - 1, Small::Role);
            if is_person && !is_topic(reading, tokens, &(at..end)) {
                found.push(at..end);
            }
        }
    }
    found
}

/// "Knowledge of FDA certification", "certification processes": what one knows of, not what one has.
fn is_topic(reading: &Reading<'_>, tokens: &Range<usize>, own: &Range<usize>) -> bool {
    let near = own.start.saturating_sub(4).max(tokens.start)..own.start;
    let behind =
        ["process", "processes", "program", "programs", "body", "bodies", "standards", "management", "compliance"];
    reading.has(near, |cue| cue == Cue::Knowing) || own.end < tokens.end && reading.is_word(own.end, &behind)
}

/// "Certifications such as WAPT, PPT": the acronyms behind the word.
fn listed(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let heads = ["certifications", "certification", "certificates", "zertifizierungen", "zertifikate", "credentials"];
    let leads = [
        "such",
        "as",
        "like",
        "including",
        "e",
        "g",
        "i",
        "eg",
        "ie",
        "wie",
        "in",
        "or",
        "and",
        "z",
        "B",
        "oder",
        "und",
    ];
    let Some(head) = tokens.clone().find(|&at| reading.is_word(at, &heads)) else { return Vec::new() };
    // "CERTIFICATIONS AND LICENSES" has no acronym.
    let shouts = reading.word(head).chars().all(char::is_uppercase);
    let follows = reading.is(head + 1, ':') || reading.is(head + 1, '(') || reading.is_word(head + 1, &leads);
    let goes_on = follows && !shouts;
    let mut found = Vec::new();
    for at in head + 1..tokens.end {
        if reading.is_word(at, &leads) {
            continue;
        }
        let word = reading.word(at);
        let is_acronym = (3..=7).contains(&word.len())
            && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_uppercase());
        if is_acronym && goes_on {
            let is_skill = reading.marks_over(at..at + 1).any(|mark| matches!(mark.meaning, Meaning::Skill(_)));
            if !is_skill {
                found.push(at..at + 1);
            }
            continue;
        }
        let joins = matches!(reading.tokens[at].kind, TokenKind::Mark(',' | '/' | ':' | '(' | '.'));
        let is_known =
            reading.marks_over(at..at + 1).any(|mark| matches!(mark.meaning, Meaning::Cue(Cue::Certificate(_))));
        if !joins && !is_known {
            break;
        }
    }
    found
}

/// "Tauchschein", "Sachkundenachweis": German words that are built as the names of certificates.
fn compounds(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    const ENDINGS: &[&str] =
        &["schein", "scheins", "zertifikat", "befähigungsnachweis", "kundenachweis", "kundeprüfung"];
    const OTHERS: &[&str] =
        &["gutschein", "lieferschein", "anschein", "augenschein", "krankenschein", "berechtigungsschein", "geldschein"];
    let is_certificate = |at: &usize| {
        let word = reading.word(*at).to_lowercase();
        is_capital(reading, *at)
            && ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
            && !OTHERS.iter().any(|other| word.ends_with(other))
    };
    tokens.clone().filter(is_certificate).map(|at| at..at + 1).collect()
}

/// "持有育婴师资格证": what stands between the verb and the word for a certificate.
fn chinese(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    const ENDINGS: [&str; 6] = ["资格证", "上岗证", "执业证", "操作证", "许可证", "从业证"];
    let is_run =
        |at: usize, run: &str| run.chars().zip(at..).all(|(c, at)| at < tokens.end && reading.word(at).starts_with(c));
    let mut found = Vec::new();
    for at in tokens.clone() {
        if !ENDINGS.iter().any(|ending| is_run(at, ending)) {
            continue;
        }
        let end = if is_run(at + 3, "书") { at + 4 } else { at + 3 };
        let near = at.saturating_sub(8).max(tokens.start)..at;
        let is_lead = |at: usize| {
            reading.tokens[at].kind != TokenKind::Character
                || ["有", "得", "备", "取", "持", "的", "关", "或", "和", "及", "效"].contains(&reading.word(at))
        };
        let first = near.clone().rfind(|&at| is_lead(at)).map_or(near.start, |at| at + 1);
        if first + 2 <= at {
            found.push(first..end);
        }
    }
    found
}

/// "First aid and CPR", "CPR/AED": a name of two certificates.
fn is_row(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    own.clone().any(|at| reading.is(at, '/') || reading.is(at, '&') || reading.is_word(at, &["and", "or"]))
}
