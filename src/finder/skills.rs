//! Skills with their level, required against preferred.

mod level;

use std::ops::Range;

use super::chinese;
use super::doing;
use super::education;
use super::german;
use super::guards;
use super::latin;
use super::lexicon::{Lexicon, Meaning};
use super::names;
use super::outline::{Kind, Statement};
use super::phrases;
use super::reading::Reading;
use super::tokens::TokenKind;
use super::wishes;
use super::words::{Cue, Fact, Guard, Section, Small};
use crate::posting::SkillLevel;
use level::level;

/// The parts of a German compound have at least this many letters.
const SHORTEST_PART: usize = 3;

/// A skill that a statement names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its name: the vocabulary's, or as the text has it.
    pub name: String,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How well it is asked for.
    pub level: Option<SkillLevel>,
    /// Whether it is only nice to have.
    pub wished: bool,
}

/// The skills that a statement asks for.
///
/// `before` is the statement above it, to which "those languages" goes back.
pub fn in_statement(
    lexicon: &Lexicon,
    reading: &Reading<'_>,
    statement: &Statement,
    before: Option<&Statement>,
) -> Vec<Named> {
    if !may_ask(reading, statement) {
        return Vec::new();
    }
    let mut named = own(lexicon, reading, statement);
    if let Some((before, those)) = before.zip(goes_back(reading, &statement.tokens)) {
        let mut referred = own(lexicon, reading, &Statement { section: Section::Required, ..before.clone() });
        // "Extensive experience with at least one of those languages": the level is said where it goes back.
        let level = level(reading, statement, &(those..those + 1));
        referred.retain(|before| named.iter().all(|own| own.name != before.name));
        named.extend(referred.into_iter().map(|named| Named { level: named.level.or(level), ..named }));
    }
    named
}

/// The skills that a statement itself names.
fn own(lexicon: &Lexicon, reading: &Reading<'_>, statement: &Statement) -> Vec<Named> {
    let subjects = education::subjects(reading, statement);
    let studied = education::zone(reading, statement);
    let asks_from = asks_from(reading, statement);
    let mut named: Vec<Named> = Vec::new();
    let mut add = |name: String, own: Range<usize>| {
        if named.iter().all(|known| known.name != name) {
            let level = level(reading, statement, &own);
            let wished = statement.section == Section::Preferred || wishes::is_wished(reading, &statement.tokens, &own);
            named.push(Named { name, tokens: own, level, wished });
        }
    };
    let phrases = phrases::named(lexicon, reading, &(asks_from..statement.tokens.end));
    let mut last_end = None;
    for (skill, own) in mentioned(lexicon, reading, &statement.tokens) {
        let named_before = last_end.replace(own.end);
        let is_subject = subjects.iter().any(|(_, subject)| subject.start < own.end && own.start < subject.end)
            || studied.as_ref().is_some_and(|studied| studied.contains(&own.start));
        // "Teaching license", "forklift license": what is asked for is the certificate.
        let is_certificate = reading
            .cues(statement.tokens.clone())
            .any(|(cue, mark)| matches!(cue, Cue::Certificate(_)) && mark.first < own.end && own.start < mark.end);
        let is_in_phrase = phrases.iter().any(|phrase| phrase.start < own.end && own.start < phrase.end);
        if own.start < asks_from
            || is_in_phrase
            || is_subject
            || is_certificate
            || is_kind(lexicon.skill(skill), &named_before, &own, reading)
            || is_degree(reading, statement, &own)
            || is_studied(reading, statement, &own)
            || !guards::admits(lexicon, reading, statement, skill, &own)
        {
            continue;
        }
        add(lexicon.skill(skill).to_owned(), own);
    }
    if matches!(statement.section, Section::Required | Section::Preferred | Section::Other) {
        for (skill, own) in doing::in_tokens(lexicon, reading, &(asks_from..statement.tokens.end)) {
            if lexicon.guard(skill) != Some(Guard::Never) {
                add(lexicon.skill(skill).to_owned(), own);
            }
        }
    }
    let asked = asks_from..statement.tokens.end;
    for own in names::unknown(lexicon, reading, &asked).into_iter().chain(latin::names(reading, &asked)) {
        add(reading.words(own.clone()).replace('’', "'"), own);
    }
    let is_subject = |own: &Range<usize>| {
        subjects.iter().any(|(_, subject)| subject.start < own.end && own.start < subject.end)
            || studied.as_ref().is_some_and(|studied| studied.contains(&own.start))
    };
    let phrases = phrases.into_iter().map(|own| (phrases::written(reading, own.clone()), own));
    let chinese = chinese::names(lexicon, reading, &asked).into_iter().map(|own| (reading.words(own.clone()), own));
    for (name, own) in phrases.chain(german::named(reading, &asked)).chain(chinese) {
        if !is_subject(&own) {
            add(name, own);
        }
    }
    named
}

/// "Unix-like operating systems", "SQL databases": what kind of thing the name before is.
fn is_kind(name: &str, before: &Option<usize>, own: &Range<usize>, reading: &Reading<'_>) -> bool {
    let is_general = ["Operating Systems", "Databases", "Cloud Computing", "Middleware", "Software Engineering"];
    before.is_some_and(|end| {
        is_general.contains(&name)
            && (end == own.start || end + 1 == own.start && reading.is_word(end, &["like", "based"]))
    })
}

/// "MFA" beside "degree": no authentication.
fn is_degree(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    reading.cues(own.clone()).any(|(cue, _)| matches!(cue, Cue::Degree(_)))
        && reading.has(statement.tokens.clone(), |cue| matches!(cue, Cue::DegreeWord | Cue::Subject(_)))
}

/// "Ausbildung, vorzugsweise im Bereich Elektrotechnik", "laufendes Studium der Pädagogik": a study, and no skill.
fn is_studied(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let mut before = reading.cues(statement.tokens.start..own.start);
    let degree = before.rfind(|(cue, _)| matches!(cue, Cue::Degree(_) | Cue::DegreeWord));
    let is_subject = reading.marks_over(own.clone()).any(|mark| {
        matches!(mark.meaning, Meaning::Cue(Cue::Subject(_))) && mark.first <= own.start && own.end <= mark.end
    });
    is_subject
        && degree.is_some_and(|(_, degree)| {
            let between = degree.end..own.start;
            between.clone().any(|at| reading.is_word(at, &["bereich", "fachrichtung", "studienrichtung", "richtung"]))
                && !reading.has(between, |cue| matches!(cue, Cue::Knowing | Cue::Skilled(_) | Cue::Experience))
        })
}

/// Where "at least one of those languages" goes back to the sentence before, which has the names.
fn goes_back(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<usize> {
    tokens.clone().find(|&at| {
        reading.is_word(at, &["those", "these"])
            && reading.is_word(
                at + 1,
                &["languages", "technologies", "tools", "frameworks", "platforms", "systems", "skills", "areas"],
            )
    })
}

/// "No structural background", but "No less than two years of Java" and "No degree, but strong SQL".
fn is_denied(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    reading.is_word(tokens.start, &["no", "kein", "keine"])
        && !reading.is_word(tokens.start + 1, &["less", "fewer", "more", "matter", "later"])
        && !tokens.clone().any(|at| reading.is_word(at, &["but", "just", "only", "aber", "sondern", "however"]))
}

/// Whether a statement may ask for skills: by its section, or because it speaks of the candidate.
fn may_ask(reading: &Reading<'_>, statement: &Statement) -> bool {
    if statement.kind == Kind::Heading {
        return false;
    }
    if matches!(statement.kind, Kind::Prose | Kind::Item)
        && tells_of_employer(reading, statement.kind, &statement.tokens)
    {
        return false;
    }
    // "Application forms to the school office: ...", below the last list.
    if statement.kind == Kind::Prose && reading.small(statement.tokens.start, Small::Applying) {
        return false;
    }
    if statement.kind == Kind::Item && is_denied(reading, &statement.tokens) {
        return false;
    }
    match statement.label {
        Some(Fact::Skills) => return true,
        Some(Fact::Education | Fact::Experience | Fact::Languages | Fact::Other) | None => {}
        Some(_) => return false,
    }
    match statement.section {
        // "The Academy is committed to safeguarding", below the requirements.
        Section::Required | Section::Preferred => {
            let asks = |cue| matches!(cue, Cue::Asked | Cue::Demanded | Cue::Knowing | Cue::Skilled(_));
            statement.kind != Kind::Prose
                || !reading.has(statement.tokens.clone(), |cue| cue == Cue::Others)
                || reading.has(statement.tokens.clone(), asks)
        }
        Section::Benefits | Section::Apply | Section::Pay => false,
        // "We're looking for a designer with strong Figma skills", in the paragraph that tells of the team.
        Section::Company => {
            reading.has(statement.tokens.clone(), |cue| cue == Cue::Demanded) && is_about_candidate(reading, statement)
        }
        Section::Other | Section::Facts | Section::Duties => is_about_candidate(reading, statement),
    }
}

/// "We run Python on AWS", "our services are written in Go": what the employer has, though under "Our stack".
fn tells_of_employer(reading: &Reading<'_>, kind: Kind, tokens: &Range<usize>) -> bool {
    let first = tokens.clone().find(|&at| matches!(reading.tokens[at].kind, TokenKind::Word));
    let is_we = kind == Kind::Prose && first.is_some_and(|at| reading.is_word(at, &["we", "our", "wir", "unsere", "unser"]))
        // "In the future, our platform will include Helm".
        || tokens.clone().take(12).any(|at| reading.is_word(at, &["we", "our"]) && reading.is_word(at + 1, &["use", "run", "platform", "stack"]));
    // "The core team works as a distributed, agile team", "the product is open source"
    let has_end = tokens.end.min(tokens.start + 6);
    let is_theirs = kind == Kind::Prose
        && first.is_some_and(|at| reading.is_word(at, &["the"]))
        && (tokens.start + 1..has_end).any(|at| {
            reading.is_word(at, &["team", "product", "company", "platform", "stack"])
                && reading.is_word(at + 1, &["works", "is", "uses", "runs", "builds", "has"])
        });
    (is_we || is_theirs)
        && !reading.has(tokens.clone(), |cue| matches!(cue, Cue::Asked | Cue::Demanded | Cue::Wished | Cue::Knowing))
}

/// Whether a sentence outside of the sections for it asks something of the candidate.
fn is_about_candidate(reading: &Reading<'_>, statement: &Statement) -> bool {
    let tokens = statement.tokens.clone();
    let has = |wanted: fn(Cue) -> bool| reading.has(tokens.clone(), wanted);
    if has(|cue| cue == Cue::Others) {
        return false;
    }
    // "Known for its excellence in research": the employer's own.
    let is_own = |first: usize| first > tokens.start && reading.is_word(first - 1, &["its", "our", "their"]);
    let knows = reading
        .cues(tokens.clone())
        .any(|(cue, mark)| matches!(cue, Cue::Knowing | Cue::Skilled(_)) && !is_own(mark.first));
    // "Must have Python experience"
    let has_known = reading.cues(tokens.clone()).any(|(cue, mark)| {
        cue == Cue::Experience
            && reading
                .marks(tokens.start..mark.first)
                .any(|skill| skill.end == mark.first && matches!(skill.meaning, Meaning::Skill(_)))
    });
    if (knows || has_known) && has(|cue| cue == Cue::Demanded) || goes_on_asking(reading, &tokens) {
        return true;
    }
    // "Experience using ...", "Ability to ...": a quality, even among duties.
    let begins =
        reading.cues(tokens.clone()).take_while(|(_, mark)| mark.first <= tokens.start + 1).any(|(cue, mark)| {
            matches!(cue, Cue::Knowing | Cue::Skilled(_))
                && (mark.first == tokens.start
                    || reading
                        .is_word(tokens.start, &["and", "also", "und", "proven", "demonstrated", "excellent", "good"]))
                && !reading.is_word(mark.first, &["use"])
                || cue == Cue::Demanded
        });
    // "You are well versed in": asked, even where duties are told.
    let is_told = reading.cues(tokens.clone()).filter(|(cue, _)| *cue == Cue::Asked).any(|(_, asked)| {
        reading
            .cues(asked.end..tokens.end.min(asked.end + 6))
            .any(|(cue, mark)| mark.first <= asked.end + 1 && matches!(cue, Cue::Knowing | Cue::Skilled(_)))
    });
    let asks = has(|cue| matches!(cue, Cue::Asked | Cue::Wished | Cue::WishedNext));
    // "We seek a Scala developer with two years of Scala".
    let seeks = statement.section != Section::Duties
        && has(|cue| cue == Cue::Years)
        && tokens.clone().any(|at| reading.is_word(at, &["seek", "seeks", "seeking", "looking"]));
    seeks
        || begins
        || is_told
        || wishes_behind(reading, &tokens)
        || knows && asks && statement.section != Section::Duties
}

/// "They should have experience in one of these: managing data; teaching; SQL": what a semicolon parts is asked for as the
/// first part is.
fn goes_on_asking(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let mut start = tokens.start;
    for _ in 0..FARTHEST_PART {
        if start == 0 || !reading.is(start - 1, ';') || reading.tokens[start].begins {
            return false;
        }
        let limit = start.saturating_sub(LONGEST_PART);
        let is_end = |at: &usize| matches!(reading.tokens[*at].kind, TokenKind::Mark(';' | '.' | '!' | '?'));
        let end = start - 1;
        start = (limit..end).rfind(|at| is_end(at) || reading.tokens[at + 1].begins).map_or(limit, |at| at + 1);
        let has = |wanted: fn(Cue) -> bool| reading.has(start..end, wanted);
        if has(|cue| cue == Cue::Demanded) {
            return has(|cue| matches!(cue, Cue::Knowing | Cue::Skilled(_) | Cue::Degree(_)));
        }
    }
    false
}

/// So many parts of a sentence go back to the first, and none has more tokens than that.
const FARTHEST_PART: usize = 8;
const LONGEST_PART: usize = 60;

/// "Research and interaction design skills are a bonus": what stands before is wished for, wherever it is said.
fn wishes_behind(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    reading.cues(tokens.clone()).filter(|(cue, _)| *cue == Cue::Knowing).any(|(_, knowing)| {
        reading.cues(knowing.end..tokens.end.min(knowing.end + 4)).any(|(cue, wish)| {
            cue == Cue::Wished && wish.first == knowing.end + 1 && reading.is_word(knowing.end, &["are", "is"])
        })
    })
}

/// Where the words about knowledge begin in a sentence outside of the sections for it: duties may stand before them.
fn asks_from(reading: &Reading<'_>, statement: &Statement) -> usize {
    if matches!(statement.section, Section::Required | Section::Preferred)
        || statement.label.is_some()
        || wishes_behind(reading, &statement.tokens)
    {
        return statement.tokens.start;
    }
    let first = reading.cues(statement.tokens.clone()).find(|(cue, _)| matches!(cue, Cue::Knowing | Cue::Skilled(_)));
    let Some((_, first)) = first else { return statement.tokens.start };
    // "You must have Python experience": the name stands before it.
    let names_before = reading
        .marks(statement.tokens.start..first.first)
        .any(|skill| skill.end == first.first && matches!(skill.meaning, Meaning::Skill(_)));
    let mut asked = reading.cues(statement.tokens.start..first.first);
    match asked.rfind(|(cue, _)| matches!(cue, Cue::Demanded)) {
        Some((_, asked)) if names_before => asked.end,
        _ => first.first,
    }
}

/// The names of some tokens with those that share a word: "vulnerability and threat management".
fn mentioned(lexicon: &Lexicon, reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<(u32, Range<usize>)> {
    let mut found: Vec<(u32, Range<usize>)> = reading
        .marks(tokens.clone())
        .filter_map(|mark| match mark.meaning {
            Meaning::Skill(skill) => Some((skill, mark.first..mark.end)),
            Meaning::Cue(_) => None,
        })
        .collect();
    let mut shared = Vec::new();
    for at in tokens.clone() {
        shared.extend(with_end_of_compound(lexicon, reading, tokens, at));
        if !is_connector(reading, at) {
            continue;
        }
        shared.extend(with_later_end(lexicon, reading, tokens, at));
        if let Some((_, own)) = found.iter().find(|(_, own)| own.end == at && own.len() > 1) {
            shared.extend(with_earlier_start(lexicon, reading, tokens, own, at));
        }
    }
    for (skill, own) in shared {
        // What shares a word is longer than what stands there by itself: "data center, ... architecture".
        found.retain(|(_, other)| other.start != own.start);
        found.push((skill, own));
    }
    found.sort_by_key(|(_, own)| (own.start, own.end));
    found
}

/// Whether a token parts the names of a row.
pub fn is_connector(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.tokens[at].kind, TokenKind::Mark(',' | '/' | '&'))
        || reading.is_word(at, &["and", "or", "und", "oder", "lub", "ou", "et", "和", "与", "及", "或"])
}

/// A name that starts before a connector and ends with the last word of what follows: "relational and NoSQL databases".
fn with_later_end(
    lexicon: &Lexicon,
    reading: &Reading<'_>,
    tokens: &Range<usize>,
    connector: usize,
) -> Option<(u32, Range<usize>)> {
    for start in connector.saturating_sub(3).max(tokens.start)..connector {
        let Some(node) = walk(lexicon, reading, 0, start..connector) else { continue };
        if start > tokens.start && !is_start(reading, start) {
            continue;
        }
        // "SQL and NoSQL databases", "Docker and Docker Compose": a name by itself shares nothing.
        let is_whole = |mark: &super::lexicon::Mark| {
            mark.first == start
                && mark.end == connector
                && matches!(mark.meaning, Meaning::Skill(skill) if lexicon.guard(skill).is_none())
        };
        if reading.marks(start..connector).any(is_whole) {
            continue;
        }
        for head in connector + 2..(connector + 13).min(tokens.end) {
            if reading.tokens[head - 1].is_mark('.')
                || reading.is_word(head - 1, &["to", "for", "of", "with", "in", "on", "by"])
            {
                break;
            }
            // The shared word is a word of its own: not the signs of "C and C++"; and it is the last of its row: not in
            // "quality, workforce management, and training".
            if reading.tokens[head].glued || !is_end_of_row(reading, connector, head) {
                continue;
            }
            let Some(next) = lexicon.step(node, &reading.tokens[head]) else { continue };
            let (mut node, mut end) = (next, head + 1);
            while lexicon.skill_at(node).is_none() && end < tokens.end {
                let Some(next) = lexicon.step(node, &reading.tokens[end]) else { break };
                node = next;
                end += 1;
            }
            let is_known = |mark: &super::lexicon::Mark| {
                matches!(mark.meaning, Meaning::Skill(_))
                    && mark.end >= end
                    && mark.first < head
                    && mark.first > connector
            };
            if let Some(skill) = lexicon.skill_at(node)
                && reading.marks(connector + 1..tokens.end).any(is_known)
            {
                return Some((skill, start..end));
            }
        }
    }
    None
}

/// A German name that ends as the compound behind the connector does: "Holz- und Modulbau" is Holzbau as well.
fn with_end_of_compound(
    lexicon: &Lexicon,
    reading: &Reading<'_>,
    tokens: &Range<usize>,
    hyphen: usize,
) -> Option<(u32, Range<usize>)> {
    let is_elided = hyphen > tokens.start && reading.is(hyphen, '-') && reading.tokens[hyphen].glued;
    // "Java- und TypeScript-Kenntnisse": a name of its own.
    let is_known = || reading.marks(hyphen - 1..hyphen).any(|mark| matches!(mark.meaning, Meaning::Skill(_)));
    if !is_elided || is_known() || reading.tokens.get(hyphen + 1).is_none_or(|next| next.glued) {
        return None;
    }
    // "Kälte-, Klima- und Lüftungstechnik": the compound may be the last of several.
    let is_between =
        |at: usize| is_connector(reading, at) || reading.is(at, '-') || reading.is_word(at, &["sowie", "bzw"]);
    let end = tokens.end.min(hyphen + 9);
    let last = (hyphen + 1..end).find(|&at| !is_between(at) && !reading.is(at + 1, '-'))?;
    let (start, compound) = (reading.word(hyphen - 1).to_lowercase(), reading.word(last).to_lowercase());
    if !is_connector(reading, hyphen + 1) && !is_between(hyphen + 1) {
        return None;
    }
    let ends = compound.char_indices().skip(SHORTEST_PART).map(|(at, _)| &compound[at..]);
    // "WIG- und MAG-Schweißen": the end stands apart.
    let run = (last + 1..tokens.end)
        .take_while(|&at| reading.tokens[at].glued && reading.tokens[at].kind == TokenKind::Word)
        .last();
    let apart = run.and_then(|end| {
        let node = lexicon.step(lexicon.step(0, &reading.tokens[hyphen - 1])?, &reading.tokens[end])?;
        lexicon.skill_at(node)
    });
    if let Some(skill) = apart {
        return Some((skill, hyphen - 1..hyphen));
    }
    let names = ends.filter(|end| end.len() >= SHORTEST_PART).filter_map(|end| {
        let word = lexicon.word(&(start.clone() + end))?;
        lexicon.step_word(0, word).and_then(|node| lexicon.skill_at(node))
    });
    names.map(|skill| (skill, hyphen - 1..hyphen)).next()
}

/// Whether the last connector before a word is "and", "or" or a slash.
fn is_end_of_row(reading: &Reading<'_>, first: usize, head: usize) -> bool {
    let last = (first..head).rfind(|&at| is_connector(reading, at));
    last.is_some_and(|at| !reading.is(at, ','))
}

/// A name that ends behind a connector and starts with the first word of the name before: "network design and operations".
fn with_earlier_start(
    lexicon: &Lexicon,
    reading: &Reading<'_>,
    tokens: &Range<usize>,
    first: &Range<usize>,
    connector: usize,
) -> Vec<(u32, Range<usize>)> {
    let mut found = Vec::new();
    let Some(node) = walk(lexicon, reading, 0, first.start..first.start + 1) else { return found };
    let mut start = connector;
    while start < tokens.end && is_connector(reading, start) {
        while start < tokens.end && is_connector(reading, start) {
            start += 1;
        }
        let end = (start..tokens.end.min(start + 4))
            .find(|&at| is_connector(reading, at) || is_stop(reading, at))
            .unwrap_or(tokens.end.min(start + 4));
        let is_known = reading.marks(start..end).any(|mark| matches!(mark.meaning, Meaning::Skill(_)));
        let name = walk(lexicon, reading, node, start..end).and_then(|node| lexicon.skill_at(node));
        match name {
            Some(skill) if !is_known && end > start => found.push((skill, start..end)),
            _ => {}
        }
        start = end.max(start + 1);
    }
    found
}

fn is_stop(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.tokens[at].kind, TokenKind::Mark(_)) || reading.small(at, Small::EndsName)
}

/// Whether a name may start here: behind a connector or a word that joins, not in the middle of another.
fn is_start(reading: &Reading<'_>, at: usize) -> bool {
    at == 0
        || is_connector(reading, at - 1)
        || is_stop(reading, at - 1)
        || !reading.marks(at - 1..at + 1).any(|mark| matches!(mark.meaning, Meaning::Skill(_)))
}

fn walk(lexicon: &Lexicon, reading: &Reading<'_>, node: u32, tokens: Range<usize>) -> Option<u32> {
    reading.tokens[tokens].iter().try_fold(node, |node, token| lexicon.step(node, token))
}
