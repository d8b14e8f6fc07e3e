//! Skills that are said as what one does: "managing complex projects" is project management.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::reading::Reading;
use super::skills::is_connector;
use super::tokens::TokenKind;
use super::words::{Cue, Small};

/// What is done, in the forms that say it, and the noun that ends the skill's name.
const DEEDS: [(&str, &[&str], &[&str]); 20] = [
    ("management", &["managing", "manage"], &["management", "direction"]),
    ("development", &["developing", "develop"], &["development"]),
    ("analysis", &["analyzing", "analysing", "analyze", "analyse"], &["analysis"]),
    ("design", &["designing"], &["design"]),
    ("planning", &["planning"], &["planning"]),
    ("collection", &["collecting"], &["collection"]),
    ("testing", &["testing"], &["testing"]),
    ("integration", &["integrating"], &["integration"]),
    ("writing", &["writing"], &[]),
    ("installation", &["installing"], &["installation"]),
    ("fabrication", &["fabricating"], &["fabrication"]),
    ("maintenance", &["maintaining"], &["maintenance"]),
    ("editing", &["editing"], &[]),
    ("administration", &["administering"], &["administration"]),
    ("evaluation", &["evaluating"], &["evaluation"]),
    ("curation", &["curating"], &["curation"]),
    ("production", &["producing"], &["production"]),
    ("repair", &["repairing"], &["repair"]),
    ("coordination", &["coordinating"], &["coordination"]),
    ("supervision", &["supervising"], &["supervision"]),
];

/// Between what is done and what it is done to are at most this many words.
const FARTHEST: usize = 4;

/// The skills that some tokens say as deeds, with the tokens of what they are done to.
pub fn in_tokens(lexicon: &Lexicon, reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<(u32, Range<usize>)> {
    let mut found = Vec::new();
    for at in tokens.clone() {
        found.extend(led(lexicon, reading, at, tokens.end));
        found.extend(been(lexicon, reading, at, tokens.end));
        found.extend(worked_as(lexicon, reading, at, tokens.end));
        for (head, verbs, nouns) in DEEDS {
            let is_noun = reading.is_word(at, nouns);
            let from = if reading.is_word(at, verbs) {
                // "Planning, development and delivery" has no object, "designing, building and installing exhibits" has one.
                let next = (at + 1..tokens.end).find(|&at| !is_connector(reading, at));
                let goes_on = next.is_some_and(|next| reading.word(next).ends_with("ing"));
                Some(at + 1).filter(|&from| !reading.is(from, ',') || goes_on)
            } else if is_noun {
                behind_of(reading, at + 1..tokens.end)
            } else {
                None
            };
            // "To ensure the successful integration of applications": what is reached.
            let is_reached = is_noun
                && (at.saturating_sub(FARTHEST).max(tokens.start)..at)
                    .any(|at| reading.is_word(at, &["ensure", "ensures", "ensuring"]));
            let from = from.filter(|_| !is_reached);
            found.extend(from.and_then(|from| object(lexicon, reading, from..tokens.end, head, is_noun)));
        }
    }
    found
}

/// Projects and programs that are managed, however they are described: "direction of a security and compliance program",
/// "managing large construction projects", "of a program or of projects".
fn led(lexicon: &Lexicon, reading: &Reading<'_>, at: usize, end: usize) -> Vec<(u32, Range<usize>)> {
    let mut found = Vec::new();
    let from = if reading.is_word(at, &["managing", "manage"]) {
        Some(at + 1)
    } else if reading.is_word(at, &["management", "direction"]) {
        behind_of(reading, at + 1..end)
    } else {
        None
    };
    let Some(from) = from else { return found };
    let management = lexicon.word("management");
    for at in from..end.min(from + 12) {
        // "A complex program, product or business": products only in a row with those, not what a shop sells.
        let is_product = !found.is_empty()
            && reading.is_word(at, &["product", "products"])
            && (at + 1 >= end || is_connector(reading, at + 1) || is_mark(reading, at + 1));
        let is_thing = is_product
            || reading.is_word(at, &["project", "projects", "program", "programs", "programme", "programmes"]);
        // "Project teams" are people, a "program office" is a place.
        let goes_on = at + 1 < end
            && (reading.small(at + 1, Small::People)
                || reading.small(at + 1, Small::Role)
                || reading
                    .is_word(at + 1, &["office", "plan", "plans", "staff", "goals", "documentation", "schedules"]));
        if is_thing && !goes_on {
            let skill = lexicon
                .step(0, &reading.tokens[at])
                .zip(management)
                .and_then(|(node, word)| lexicon.step_word(node, word))
                .and_then(|node| lexicon.skill_at(node));
            found.extend(skill.map(|skill| (skill, at..at + 1)));
        }
        let ends = matches!(reading.tokens[at].kind, TokenKind::Mark('.' | ';' | ':' | '('))
            || reading.is_word(at, &["for", "in", "with", "to", "from", "by", "on", "who", "that", "using", "through"]);
        if ends {
            break;
        }
    }
    found
}

fn is_mark(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.tokens[at].kind, TokenKind::Mark(_))
}

/// What people of a trade do, by the word that ends their name.
const TRADES: [(&[&str], &str); 9] = [
    (&["manager", "managers"], "management"),
    (&["designer", "designers"], "design"),
    (&["engineer", "engineers"], "engineering"),
    (&["developer", "developers"], "development"),
    (&["scientist", "scientists"], "science"),
    (&["analyst", "analysts"], "analysis"),
    (&["architect", "architects"], "architecture"),
    (&["administrator", "administrators"], "administration"),
    (&["researcher", "researchers"], "research"),
];

/// The skill of a trade that one has worked in: "experience as a product manager" is product management.
fn been(lexicon: &Lexicon, reading: &Reading<'_>, at: usize, end: usize) -> Option<(u32, Range<usize>)> {
    let is_past = at > 0
        && reading.is_word(at, &["as"])
        && reading.is_word(at + 1, &["a", "an", "the"])
        && reading.is_word(
            at - 1,
            &["experience", "experienced", "worked", "working", "background", "practice", "serving", "served"],
        );
    if !is_past {
        return None;
    }
    (at + 2..end.min(at + 5)).find_map(|start| {
        let mut node = 0;
        for person in start..end.min(start + 3) {
            let doing = TRADES.iter().find(|(people, _)| person > start && reading.is_word(person, people));
            if let Some((_, doing)) = doing {
                let word = lexicon.word(doing)?;
                let skill = lexicon.step_word(node, word).and_then(|node| lexicon.skill_at(node))?;
                return Some((skill, start..person));
            }
            node = lexicon.step(node, &reading.tokens[person])?;
        }
        None
    })
}

/// What people of a trade of one word do: the end of their name, and that of what they do.
const WORKERS: [(&str, &str); 27] = [
    ("bookkeeper", "bookkeeping"),
    ("accountant", "accounting"),
    ("welder", "welding"),
    ("carpenter", "carpentry"),
    ("electrician", "electrical installation"),
    ("plumber", "plumbing"),
    ("roofer", "roofing"),
    ("teacher", "teaching"),
    ("nurse", "nursing"),
    ("cook", "cooking"),
    ("baker", "baking"),
    ("bartender", "bartending"),
    ("recruiter", "recruiting"),
    ("copywriter", "copywriting"),
    ("translator", "translation"),
    ("surveyor", "surveying"),
    ("controller", "controlling"),
    ("buchhalter", "buchhaltung"),
    ("leiter", "leitung"),
    ("manager", "management"),
    ("entwickler", "entwicklung"),
    ("programmierer", "programmierung"),
    ("betreuer", "betreuung"),
    ("berater", "beratung"),
    ("planer", "planung"),
    ("verwalter", "verwaltung"),
    ("techniker", "technik"),
];

/// The skills of trades of one word that one has worked in: "Erfahrung als Controller oder Buchhalter", "three years as
/// a welder".
fn worked_as(lexicon: &Lexicon, reading: &Reading<'_>, at: usize, end: usize) -> Vec<(u32, Range<usize>)> {
    let is_past = reading.is_word(at, &["as", "als"])
        && at > 0
        && reading.has(at - 1..at, |cue| matches!(cue, Cue::Experience | Cue::Years));
    if !is_past {
        return Vec::new();
    }
    let row = (at + 1..end.min(at + 16)).take_while(|&at| {
        !matches!(reading.tokens[at].kind, TokenKind::Mark('.' | ';' | ':'))
            && !reading.is_word(at, &["with", "in", "mit", "of", "for", "to", "im", "bei"])
    });
    let skill = |at: usize| {
        let word = reading.word(at).to_lowercase();
        let (start, doing) = WORKERS.iter().find_map(|(who, doing)| Some((word.strip_suffix(who)?, doing)))?;
        let name = format!("{start}{doing}");
        let node = name.split(' ').try_fold(0, |node, word| lexicon.step_word(node, lexicon.word(word)?));
        node.and_then(|node| lexicon.skill_at(node)).map(|skill| (skill, at..at + 1))
    };
    row.filter_map(skill).collect()
}

/// The token behind the "of" that a noun leads to: "management, and direction of projects".
fn behind_of(reading: &Reading<'_>, tokens: Range<usize>) -> Option<usize> {
    let end = tokens.end.min(tokens.start + 2 * FARTHEST);
    let joins = |at: &usize| {
        reading.is(*at, ',')
            || reading.is_word(
                *at,
                &[
                    "and",
                    "or",
                    "management",
                    "direction",
                    "delivery",
                    "integration",
                    "design",
                    "implementation",
                    "interpretation",
                    "execution",
                    "evaluation",
                    "maintenance",
                    "oversight",
                    "deployment",
                ],
            )
    };
    let at = (tokens.start..end).find(|at| !joins(at))?;
    reading.is_word(at, &["of"]).then_some(at + 1)
}

/// The first thing that makes a skill's name with what is done to it, which a noun says or a verb.
fn object(
    lexicon: &Lexicon,
    reading: &Reading<'_>,
    tokens: Range<usize>,
    head: &str,
    is_noun: bool,
) -> Option<(u32, Range<usize>)> {
    let word = lexicon.word(head)?;
    let mut words = 0;
    for start in tokens.clone() {
        words += usize::from(!reading.is(start, ','));
        if words > FARTHEST + 1 {
            return None;
        }
        let mut node = 0;
        for end in start + 1..=tokens.end.min(start + 3) {
            let Some(next) = lexicon.step(node, &reading.tokens[end - 1]) else { break };
            node = next;
            let skill = lexicon.step_word(node, word).and_then(|node| lexicon.skill_at(node));
            // "Financial, human and information resources": a quality, not a thing.
            let is_quality = reading.word(end - 1).ends_with("al");
            // "Design of solutions", "developing a product strategy", "development of products": what is made, or its plan.
            let is_product = reading.is_word(end - 1, &["product", "products"]);
            let is_made = match head {
                "design" => {
                    let goes_on = reading.is_word(end - 1, &["information"]) && reading.is_word(end, &["technology"]);
                    is_product || goes_on || reading.is_word(end - 1, &["solution", "solutions"])
                }
                "development" => {
                    is_product
                        && (is_noun
                            || reading.is_word(end, &["strategy", "strategies", "vision", "roadmap", "roadmaps"]))
                }
                _ => false,
            };
            if let Some(skill) = skill.filter(|_| !is_quality && !is_made) {
                return Some((skill, start..end));
            }
        }
        let is_between = reading.small(start, Small::BeforeObject) || reading.is(start, ',');
        if !is_between && !reading.word(start).ends_with("ing") {
            return None;
        }
    }
    None
}
