//! Names of skills that are common words as well: what must be seen before they count.

use std::ops::Range;

use super::lexicon::{self, Lexicon, Mark, Meaning};
use super::outline::{Kind, Statement};
use super::reading::Reading;
use super::skills::is_connector;
use super::tokens::TokenKind;
use super::words::{Cue, Guard, Section, Small};

/// Whether a skill's name is meant as one in a statement.
pub fn admits(lexicon: &Lexicon, reading: &Reading<'_>, statement: &Statement, skill: u32, own: &Range<usize>) -> bool {
    // "application development teams": people, not what they do.
    let is_lower = reading.word(own.start).starts_with(char::is_lowercase);
    // "Security Operations Center (SOC) engineers"
    let is_shortened = reading.is(own.end, '(') && reading.is(own.end + 2, ')');
    let is_of_people = is_shortened && reading.small(own.end + 3, Small::People)
        || is_lower
            && own.len() > 1
            && (reading.small(own.end, Small::People)
                || reading.is_word(own.end, &["and", "or"]) && reading.small(own.end + 2, Small::People)
                || shares_people(reading, statement, own));
    if is_currency(reading, own)
        || is_in_longer_name(reading, statement, own)
        || is_of_people
        || is_of_colleagues(reading, statement, own)
        || !is_written_as_name(reading, own)
        || is_part_of_name(reading, own)
        || is_of_things(reading, statement, own)
        || is_level(reading, own)
        || is_purpose(reading, own)
        || is_kind_of(lexicon.skill(skill), reading, own)
        || needs_row(reading, own) && !beside_skill(reading, statement, own)
        || is_to_be_learned(reading, statement, own)
    {
        return false;
    }
    match lexicon.guard(skill) {
        None => true,
        Some(Guard::Never) => false,
        Some(Guard::Name) if is_short_form(reading, lexicon.skill(skill), own) => false,
        Some(Guard::Name) => {
            own.len() > 1 && !is_letter(reading, own.start)
                || is_proper_name(reading, statement, own)
                || is_small_name(lexicon, reading, statement, own)
        }
        Some(Guard::Common) if is_other_number(lexicon.skill(skill), reading.word(own.end - 1)) => false,
        Some(Guard::Common)
            if is_reached(reading, own) || is_thing(reading, statement, own) || is_quality(reading, own) =>
        {
            false
        }
        Some(Guard::Common) if own.len() == 1 && is_attribute(reading, own.end) => false,
        Some(Guard::Common) => {
            let is_asked = matches!(statement.section, Section::Required | Section::Preferred);
            is_asked && own.len() > 1 && is_discipline(lexicon.skill(skill)) || is_among_skills(reading, statement, own)
        }
    }
}

/// What is loved stands at most so many tokens behind the word that says it.
const LIKED: usize = 10;

/// "Willingness to learn XQuery", "eager to explore machine learning": nobody has to know it.
fn is_to_be_learned(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    // "A passion for topics like cryptography", "a deep interest in AI"
    let likes = ["passion", "enthusiasm", "love", "interest"];
    let like = (own.start.saturating_sub(LIKED).max(statement.tokens.start)..own.start)
        .rfind(|&at| reading.is_word(at, &likes) && reading.is_word(at + 1, &["for", "to", "of", "in"]));
    // "Interest in DevOps is a plus" wishes for it.
    let is_wish = |like: usize| {
        reading.is_word(like, &["interest"])
            && (statement.section == Section::Preferred
                || reading.has(statement.tokens.clone(), |cue| matches!(cue, Cue::Wished | Cue::WishedNext)))
    };
    // "Current experience or willingness to learn"
    let is_choice = |will: usize| {
        will >= statement.tokens.start + 2
            && reading.is_word(will - 1, &["or"])
            && reading.has(will - 2..will - 1, |cue| matches!(cue, Cue::Knowing | Cue::Experience))
    };
    let knows_since = |from: usize| {
        let knows = |cue| matches!(cue, Cue::Knowing | Cue::Skilled(_) | Cue::Experience | Cue::Years);
        reading.has(from..own.start, knows)
    };
    if like.is_some_and(|like| !is_wish(like) && !is_choice(like) && !knows_since(like)) {
        return true;
    }
    let wills = [
        "willingness",
        "willing",
        "excitement",
        "eager",
        "desire",
        "interest",
        "interested",
        "curious",
        "curiosity",
        "excited",
    ];
    let will = (statement.tokens.start..own.start).rfind(|&at| reading.is_word(at, &wills));
    will.filter(|&will| !is_choice(will)).is_some_and(|will| {
        let is_of_learning = (will + 1..own.start.min(will + 4))
            .any(|at| reading.is_word(at, &["learn", "learning", "explore", "exploring", "discover", "grow"]));
        is_of_learning && !knows_since(will + 1)
    })
}

/// "User experience/user interface designers": people share the word that names them.
fn shares_people(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let is_word = |at: usize| reading.tokens[at].kind == TokenKind::Word;
    let end = statement.tokens.end.min(own.end + 4);
    reading.is(own.end, '/')
        && (own.end + 1..end)
            .take_while(|&at| is_word(at))
            .any(|at| at > own.end + 1 && reading.small(at, Small::People))
}

/// "Writing JavaScript", "writing grants", "open source security tools": said of what the next words name, and nothing by itself.
fn is_of_things(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let before_skill = || {
        reading
            .marks(own.end..statement.tokens.end)
            .any(|mark| matches!(mark.meaning, super::lexicon::Meaning::Skill(_)) && mark.first == own.end)
    };
    let is_writing = own.len() == 1 && reading.is_word(own.start, &["writing"]);
    let is_open = reading.is_word(own.start, &["open"])
        && reading.is_word(own.end - 1, &["source"])
        && reading.is_word(own.end, &["security", "model", "models", "data", "monitoring", "database", "databases"]);
    let before_things = own.len() == 1
        && reading.is_word(own.start, &["writing", "editing"])
        && own.end < statement.tokens.end
        && reading.word(own.end).ends_with('s')
        && !reading.has(own.end..own.end + 1, |cue| matches!(cue, Cue::Knowing));
    // "Estimating resource requirements"
    let is_estimating = own.len() == 1
        && reading.is_word(own.start, &["estimating"])
        && own.end < statement.tokens.end
        && reading.word(own.end).starts_with(char::is_lowercase)
        && !reading.small(own.end, Small::EndsName);
    is_writing && own.end < statement.tokens.end && before_skill()
        || is_estimating
        || before_things
        || is_open
        || is_attribute_of_thing(reading, own)
}

/// "项目管理工具", "编程语言", "测试人员": Chinese joins what a thing or a person is for to its name.
fn is_attribute_of_thing(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    let is_chinese = |at: usize| reading.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Character);
    let things = ["工具", "语言", "人员", "团队", "部门", "同学"];
    is_chinese(own.end - 1)
        && is_chinese(own.end + 1)
        && things.contains(&&reading.text[reading.bytes(own.end..own.end + 2)])
}

/// Whether a name is of what one does, not of things: "Data Integration", not "Digital Services".
fn is_discipline(name: &str) -> bool {
    !name.ends_with('s') || ["sis", "ics", "ions"].iter().any(|ending| name.ends_with(ending))
}

/// "Leading agile project managers", "work with Java developers": what others know.
fn is_of_colleagues(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let end = statement.tokens.end;
    let is_plural = |at: usize| {
        at < end
            && (reading.small(at, Small::People) || reading.small(at, Small::Role))
            && reading.word(at).ends_with('s')
            && reading.word(at).len() > 4
    };
    let is_noun =
        |at: usize| at < end && reading.word(at).starts_with(char::is_lowercase) && !reading.small(at, Small::EndsName);
    let leads = ["leading", "lead", "managing", "manage", "with", "supervising", "coaching", "as", "including"];
    (is_plural(own.end) || is_noun(own.end) && is_plural(own.end + 1))
        && (statement.tokens.start..own.start).any(|at| reading.is_word(at, &leads))
}

/// "Americans with Disabilities Act (ADA)": not the language Ada.
fn is_short_form(reading: &Reading<'_>, name: &str, own: &Range<usize>) -> bool {
    own.start > 1
        && is_capitals(reading.word(own.start))
        && !is_capitals(name)
        && reading.is(own.start - 1, '(')
        && reading.is(own.end, ')')
        && reading.word(own.start - 2).starts_with(char::is_uppercase)
}

/// "Word, Excel", "invoicing and collections": what else may be any word, or what a museum has, counts in a row of skills.
fn needs_row(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    own.len() == 1 && reading.is_word(own.start, &["word", "access", "collections", "publisher", "docs", "sheets"])
}

fn is_capitals(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// "CAD 190,000"
fn is_currency(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    reading.has(own.clone(), |cue| matches!(cue, Cue::Currency(_)))
        && (reading.is_digits(own.end) || own.start > 0 && reading.is_digits(own.start - 1))
}

/// "Payment Card Industry (PCI)", "Security Operations Center (SOC)": the short form tells where the whole name ends, and a
/// piece of it is nothing of its own.
fn is_in_longer_name(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let limit = statement.tokens.end.min(own.end + 6);
    let is_capital = |at: usize| reading.word(at).starts_with(char::is_uppercase);
    let joins = |at: usize| reading.is_word(at, &["and", "of", "for", "the"]) || reading.is(at, '&');
    let Some(open) = (own.end..limit).find(|&at| !is_capital(at) && !joins(at)) else { return false };
    let short = reading.word(open + 1);
    let is_short = reading.is(open, '(') && reading.is(open + 2, ')') && is_capitals(short);
    open > own.end && is_short && short.ends_with(|c| reading.word(open - 1).starts_with(c))
}

/// "A focus on the customer experience", "a culture of continuous improvement": a thing, not what one knows.
fn is_thing(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let before = own.start.wrapping_sub(1);
    let is_named = reading.is_word(before, &["the", "their", "its", "overall"]);
    // "Committed to excellent customer service": a stance.
    let is_stance = (statement.tokens.start..own.start).any(|at| {
        reading.is_word(at, &["committed", "commitment", "passion", "passionate", "dedication", "dedicated"])
            && !reading.has(at..own.start, |cue| matches!(cue, Cue::Knowing | Cue::Skilled(_)))
    });
    let is_culture =
        reading.is_word(before, &["of"]) && reading.is_word(before.wrapping_sub(1), &["culture", "spirit"]);
    let ends = own.end >= statement.tokens.end || matches!(reading.tokens[own.end].kind, TokenKind::Mark(_));
    own.start > statement.tokens.start && (is_culture || is_stance || is_named && ends)
}

/// "Professional level design experience": how good one is at design, not what is built for a game.
fn is_level(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    own.start > 0
        && reading.is_word(own.start, &["level"])
        && reading.is_word(
            own.start - 1,
            &["professional", "senior", "entry", "mid", "junior", "high", "low", "system", "expert"],
        )
}

/// "To promote interoperability and automation": what is to come of it, not what one knows.
fn is_purpose(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    let is_verb = |at: usize| reading.is_word(at, &["promote", "foster", "increase"]);
    let first = own.start.wrapping_sub(1);
    is_verb(first) || reading.is_word(first, &["and", "or"]) && is_verb(own.start.wrapping_sub(3))
}

/// "Web technologies such as authentication": what is meant comes behind the kind of thing.
fn is_kind_of(name: &str, reading: &Reading<'_>, own: &Range<usize>) -> bool {
    const KINDS: [&str; 3] = ["Web Technologies", "Version Control", "Operating Systems"];
    KINDS.contains(&name)
        && (reading.is_word(own.end, &["such"]) && reading.is_word(own.end + 1, &["as"])
            || reading.is_word(own.end, &["like", "including"])
            || reading.is(own.end, '('))
}

/// "To obtain compliance with policies": what is reached, not what one knows.
fn is_reached(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    reading.is_word(own.start, &["compliance"])
        && own.len() == 1
        && (reading.is_word(own.end, &["with"])
            || own.start > 0 && reading.is_word(own.start - 1, &["obtain", "ensure", "ensuring", "in", "maintain"]))
}

/// "Excellent troubleshooting and reporting skills": what everybody is to be good at is no field of knowledge.
fn is_quality(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    let is_skill = |at: usize| reading.is_word(at, &["skills", "skill", "abilities", "ability"]);
    own.len() == 1
        && reading.small(own.start, Small::Quality)
        && (is_skill(own.end) || reading.is_word(own.end, &["and", "&"]) && is_skill(own.end + 2))
}

/// "Policy initiatives": a word of which nothing is known goes on.
fn is_attribute(reading: &Reading<'_>, next: usize) -> bool {
    reading.tokens.get(next).is_some_and(|token| token.kind == TokenKind::Word && !token.begins)
        && reading.word(next).starts_with(char::is_lowercase)
        && !reading.small(next, Small::AfterSkill)
        && !reading.is_known(next..next + 1)
}

/// "Communication" where the skill is "Communications": words that differ by the number alone mean other things.
fn is_other_number(name: &str, written: &str) -> bool {
    name.strip_suffix('s').is_some_and(|singular| singular.eq_ignore_ascii_case(written))
}

/// Short forms are written with a capital: `UI`, `Git`, not `ts` or `ci`.
fn is_written_as_name(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    let word = reading.word(own.start);
    let is_short = own.len() == 1 && word.len() <= 3 && word.is_ascii();
    !is_short
        || is_among_characters(reading, own)
        || word.chars().any(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        || ["dbt", "npm", "git", "php", "sql", "css"].contains(&word)
}

/// `C` in `C-level` or `Series C`, `R` in `R&D`: a part of something else.
fn is_part_of_name(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    let next = reading.tokens.get(own.end).filter(|next| next.glued);
    let goes_on = next.is_some_and(|next| matches!(next.kind, TokenKind::Mark('&' | '@' | '+' | '#')));
    let before = own.start.checked_sub(1).map(|at| &reading.tokens[at]);
    let comes_from = reading.tokens[own.start].glued
        && before.is_some_and(|before| matches!(before.kind, TokenKind::Mark('&' | '@' | '$' | '#')));
    goes_on || comes_from
}

/// "熟悉vue、react": Latin letters among Chinese characters are a name, however they are written.
fn is_among_characters(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    let near = own.start.saturating_sub(FARTHEST_CHARACTER)..(own.end + FARTHEST_CHARACTER).min(reading.tokens.len());
    let is_character = |at: usize| reading.tokens[at].kind == TokenKind::Character;
    let is_sentence = |at: usize| {
        reading.tokens[at].kind == TokenKind::Word && reading.word(at).len() < 5 && reading.small(at, Small::EndsName)
    };
    near.clone().any(is_character) && !near.clone().any(is_sentence)
}

/// Chinese characters stand at most so many tokens from a name in a row of names among them.
const FARTHEST_CHARACTER: usize = 8;

fn is_letter(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at).len() == 1
}

/// A capital, in a place where not every word has one, or beside other names.
fn is_proper_name(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let word = reading.word(own.start);
    let is_capital = word.chars().any(char::is_uppercase);
    if !is_capital {
        return is_among_characters(reading, own);
    }
    if reading.small(own.end, Small::AfterName) {
        return true;
    }
    let is_first =
        own.start == statement.tokens.start || reading.is(own.start - 1, '"') || reading.is(own.start - 1, '.');
    let is_example = reading.small(own.start.wrapping_sub(1), Small::Example)
        || own.start > 1 && reading.is(own.start - 1, ',') && reading.small(own.start - 2, Small::Example);
    let beside = beside_skill(reading, statement, own) || is_example;
    if is_letter(reading, own.start) {
        let glued = reading
            .tokens
            .get(own.end)
            .is_some_and(|next| next.glued && !matches!(next.kind, TokenKind::Mark(',' | '.' | ';' | ')' | '/')));
        return beside
            && !glued
            && !reading.is_word(
                own.start.wrapping_sub(1),
                &["series", "class", "section", "type", "grade", "level", "option", "part", "vitamin", "hepatitis"],
            );
    }
    // "Sous Chef": a job, unless it stands among skills.
    let is_role = reading.small(own.start, Small::Role);
    beside
        || !is_role && is_first && says_how_much(reading, own.end)
        || is_first && reading.is(own.end, '(')
        || is_first && reading.is(own.end, '-') && !reading.tokens[own.end].glued
        || is_first && !is_role && statement.kind == Kind::Item && reading.is_word(own.end, &["for"])
        || is_first && reading.is_word(own.end, &["to"]) && reading.is_word(own.end + 1, &["a", "an"])
        || !is_first
            && !is_role
            && (word.len() > 2 || knows_before(reading, statement, own))
            && !reading.is_word(own.end, &["to", "beyond", "live", "market"])
}

/// "docker, bash and nodejs": written small, as those do who know them, in a row beside what can only be a skill, or spelled
/// as no word is.
fn is_small_name(lexicon: &Lexicon, reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let word = reading.word(own.start);
    // Shorter ones are small words of sentences as well: "go".
    if own.len() != 1 || word.len() < 3 {
        return false;
    }
    if word.ends_with("js") || word.ends_with("lang") || statement.kind == Kind::Item && *own == statement.tokens {
        return true;
    }
    let end = statement.tokens.end;
    let is_skill = |at: usize| reading.marks_over(at..at + 1).any(|mark| matches!(mark.meaning, Meaning::Skill(_)));
    let is_certain = |at: usize| {
        let certain = |mark: &Mark| matches!(mark.meaning, Meaning::Skill(skill) if lexicon.guard(skill).is_none());
        reading.marks_over(at..at + 1).any(certain)
    };
    let before = own.start.checked_sub(2).filter(|&at| at >= statement.tokens.start && is_connector(reading, at + 1));
    let behind = Some(own.end + 1).filter(|&at| at < end && is_connector(reading, at - 1));
    // "Python and swift communication", "Python, spark and joy": the row does not go on so.
    let ends = own.end >= end || matches!(reading.tokens[own.end].kind, TokenKind::Mark('.' | ';' | ')' | ':'));
    let goes_on = behind.is_some_and(is_skill) || behind.is_none() && ends;
    goes_on && [before, behind].into_iter().flatten().any(is_certain)
}

/// "Rust is a plus", "Swift experience required": behind the first word of a sentence, what is said of skills.
fn says_how_much(reading: &Reading<'_>, next: usize) -> bool {
    let near = next..(next + 3).min(reading.tokens.len());
    let says = reading.cues(near.clone()).any(|(cue, mark)| {
        matches!(cue, Cue::Wished | Cue::Experience | Cue::Knowing)
            && (mark.first == next
                || mark.first == next + 1 && reading.is_word(next, &["is", "are", "ist", "or", "and"]))
    });
    says && !reading.tokens[next].begins || reading.is_word(next, &["required", "erforderlich"])
}

/// Whether another skill stands right beside, parted by a comma, a slash, "and" or "or"; or it is a list of its own.
fn beside_skill(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let tokens = &statement.tokens;
    let joins = |at: usize| {
        matches!(reading.tokens[at].kind, TokenKind::Mark(',' | '/' | '(' | ')' | '&' | '+' | '|'))
            || reading.is_word(at, &["and", "or", "und", "oder", "with", "和", "或", "与", "e", "g", "like", "as"])
    };
    if tokens.len() <= own.len() + 1 {
        return true;
    }
    let after = (own.end..tokens.end.min(own.end + 3)).take_while(|&at| joins(at)).last();
    let before = (tokens.start.max(own.start.saturating_sub(3))..own.start).rev().take_while(|&at| joins(at)).last();
    let skill_at = |range: Range<usize>, test: &dyn Fn(&super::lexicon::Mark) -> bool| {
        reading.marks(range).any(|mark| matches!(mark.meaning, super::lexicon::Meaning::Skill(_)) && test(mark))
    };
    after.is_some_and(|at| skill_at(at + 1..tokens.end, &|mark| mark.first == at + 1))
        || before.is_some_and(|at| skill_at(tokens.start..at, &|mark| mark.end == at))
}

/// Whether words such as "experience with" come before it.
fn knows_before(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let near = own.start.saturating_sub(12).max(statement.tokens.start);
    // "Ability to troubleshoot", but not "ability to work under supervision"; "skill in writing to obtain compliance".
    let reaches = |end: usize, first: usize| {
        end == own.start
            || !reading.is_word(first, &["ability"]) && !(end..own.start - 1).any(|at| reading.is_word(at, &["to"]))
    };
    reading
        .cues(near..own.start)
        .any(|(cue, mark)| matches!(cue, Cue::Knowing | Cue::Skilled(_)) && reaches(mark.end, mark.first))
}

fn is_among_skills(reading: &Reading<'_>, statement: &Statement, own: &Range<usize>) -> bool {
    let behind = reading
        .cues(own.end..(own.end + 3).min(statement.tokens.end))
        .any(|(cue, _)| matches!(cue, Cue::Knowing | Cue::Experience));
    // "Buchhaltungskenntnisse": the word itself says so.
    let says_itself = own.len() == 1 && lexicon::known_by(&reading.word(own.start).to_lowercase()).is_some();
    knows_before(reading, statement, own)
        || behind
        || says_itself
        || statement.tokens.len() <= own.len() + 3
        || statement.label.is_some()
        || beside_skill(reading, statement, own)
}
