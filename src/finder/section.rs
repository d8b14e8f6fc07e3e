//! Which section a heading, the first words of a block or the last cell of a row open.

use std::ops::Range;

use super::lexicon::Mark;
use super::outline::{Kind, LONGEST_HEADING, Statement, label};
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Section, Small};

/// Whether a line is nothing but a phrase of headings: "What you'll do", "【任职要求】".
pub fn is_heading_cue(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let is_letter = |at: &usize| !matches!(reading.tokens[*at].kind, TokenKind::Mark(_));
    let Some(first) = tokens.clone().find(is_letter) else { return false };
    let Some(last) = tokens.rev().find(is_letter) else { return false };
    reading
        .cues(first..last + 1)
        .any(|(cue, mark)| matches!(cue, Cue::Heading(_)) && mark.first == first && mark.end == last + 1)
}

/// What a heading says of the text below it.
pub fn heading_section(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Section> {
    let letters = tokens.clone().filter(|&at| !matches!(reading.tokens[at].kind, TokenKind::Mark(_))).count();
    // "Essential duties": what a longer phrase has is no phrase of its own.
    let is_part = |own: &Mark| {
        let near =
            own.first.saturating_sub(LONGEST_HEADING).max(tokens.start)..(own.end + LONGEST_HEADING).min(tokens.end);
        reading.cues(near).any(|(cue, mark)| {
            matches!(cue, Cue::Heading(_))
                && mark.first <= own.first
                && own.end <= mark.end
                && mark.end - mark.first > own.end - own.first
        })
    };
    let found = reading.cues(tokens.clone()).filter_map(|(cue, mark)| match cue {
        Cue::Heading(section) if !is_part(mark) => Some((mark.end - mark.first, section)),
        _ => None,
    });
    // Of several the longest phrase counts, and of equally long ones the first; but a wish comes before a requirement
    // ("desired technical skills"), and duties ("for this job") give way to both.
    let rank = |section: Section| usize::from(section != Section::Duties);
    let mut best: Option<(usize, Section)> = None;
    for (length, section) in found {
        let better = best.is_none_or(|(most, other)| match (other, section) {
            (Section::Duties, Section::Required | Section::Preferred) | (Section::Required, Section::Preferred) => true,
            (Section::Required | Section::Preferred, Section::Duties) | (Section::Preferred, Section::Required) => {
                false
            }
            _ => length > most || length == most && rank(section) > rank(other),
        });
        if better {
            best = Some((length, section));
        }
    }
    // One word of many does not make a heading: "Fellow Experience Supervisor, Design".
    best.filter(|&(length, _)| length > 1 || letters <= 3 || letters <= LONGEST_HEADING && length * 6 >= letters)
        .map(|(_, section)| section)
}

/// Whether a heading names a kind of skills and nothing that asks for them, below one that does not ask either: "Tools" below
/// "Nice to have", "Development practices" below "What you'll learn".
pub fn is_kind_below(reading: &Reading<'_>, tokens: &Range<usize>, above: Section, known: Option<Section>) -> bool {
    const KINDS: [&str; 9] =
        ["tools", "technologies", "stack", "skills", "practices", "frameworks", "languages", "software", "platforms"];
    const DEMANDS: [&str; 8] =
        ["required", "requirements", "must", "essential", "minimum", "needed", "need", "qualifications"];
    matches!(above, Section::Preferred | Section::Benefits)
        && known.is_none_or(|section| section == Section::Required)
        && tokens.clone().any(|at| reading.is_word(at, &KINDS))
        && !tokens.clone().any(|at| reading.is_word(at, &DEMANDS))
}

/// "Desired skills and experience" alone is what a posting asks for; beside requirements it is what would be nice.
pub fn take_desired(reading: &Reading<'_>, statements: &mut [Statement]) {
    if statements.iter().any(|statement| statement.section == Section::Required) {
        return;
    }
    let mut is_desired = false;
    for statement in statements {
        if statement.kind == Kind::Heading {
            is_desired = statement.tokens.clone().any(|at| reading.is_word(at, &["desired"]));
        }
        if is_desired && statement.section == Section::Preferred {
            statement.section = Section::Required;
        }
    }
}

/// A list below "Tech stack" and "We love working with these" is what the employer has, and nothing that is asked for.
pub fn take_stack(reading: &Reading<'_>, statements: &mut [Statement]) {
    let (mut is_stack, mut is_theirs) = (false, false);
    for statement in statements {
        let (first, tokens) = (statement.tokens.start, statement.tokens.clone());
        let asks =
            |at: usize| reading.is_word(at, &["expect", "need", "want", "require", "ask", "seek", "are", "look"]);
        let tells = (first..tokens.end.min(first + 4)).any(|at| reading.is_word(at, &["we", "our"]) && !asks(at + 1))
            && !reading.has(tokens.clone(), |cue| matches!(cue, Cue::Demanded | Cue::Asked));
        match statement.kind {
            Kind::Heading if !tells => {
                is_stack = tokens.clone().any(|at| reading.is_word(at, &["stack", "technologies", "tools"]));
                is_theirs = false;
            }
            Kind::Heading | Kind::Prose => is_theirs |= is_stack && tells,
            Kind::Item | Kind::Part => {}
        }
        if is_theirs && statement.section == Section::Required {
            statement.section = Section::Company;
        }
    }
}

/// Where Chinese headings stand inside of a paragraph, which boards make of the whole text: "...。任职要求：1、...".
pub fn inline_heads(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<usize> {
    let is_parted = |at: usize| {
        at > tokens.start && matches!(reading.tokens[at - 1].kind, TokenKind::Mark('.' | ';' | '!' | ')' | ',' | ']'))
    };
    // "职位要求1、本科以上学历": the first of a list right behind.
    let is_first_item = |at: usize| {
        at + 1 < tokens.end && reading.is_word(at, &["1", "一"]) && matches!(reading.word(at + 1), "、" | "." | "．")
    };
    let heads = reading.cues(tokens.clone()).filter(|(cue, mark)| {
        matches!(cue, Cue::Heading(_))
            && reading.tokens[mark.first].kind == TokenKind::Character
            && (reading.is(mark.end, ':') || is_first_item(mark.end))
            && is_parted(mark.first)
    });
    let mut heads: Vec<usize> = heads.map(|(_, mark)| mark.first).collect();
    heads.dedup();
    heads
}

/// The section that the first words of a block open for it alone, and where its text begins: "Requirements: a degree
/// and ...", "About us. We are ...".
pub fn run_in(reading: &Reading<'_>, tokens: Range<usize>) -> Option<(Section, usize)> {
    let limit = tokens.end.saturating_sub(1).min(tokens.start + 8);
    let end = (tokens.start + 1..limit).find(|&at| reading.is(at, ':') || reading.is(at, '.'))?;
    let head = tokens.start..end;
    // "Skills." alone may be a sentence of any text.
    let is_certain =
        reading.is(end, ':') || head.len() > 1 && reading.tokens.get(end + 1).is_some_and(|next| !next.glued);
    if !is_certain || label(reading, tokens).is_some() || !is_heading_cue(reading, head.clone()) {
        return None;
    }
    heading_section(reading, head).map(|section| (section, end + 1))
}

/// What the last cell of a row says of the criterion before it, and where that ends: "| Knowledge of SQL | Desirable |",
/// or the letter alone, as British employers write their person specifications.
pub fn rated(reading: &Reading<'_>, row: Range<usize>) -> Option<(Section, usize)> {
    let is_bar = |at: usize| reading.is(at, '|');
    let last = row.clone().rfind(|&at| !is_bar(at))?;
    if last == row.start || !is_bar(last - 1) {
        return None;
    }
    let section = if reading.is_word(last, &["d", "desirable", "preferred", "desired"]) {
        Section::Preferred
    } else if reading.is_word(last, &["e", "essential", "required"]) {
        Section::Required
    } else {
        return None;
    };
    (row.start..last).any(|at| !is_bar(at)).then_some((section, last - 1))
}

/// Whether a heading is a job's name, though a word of it may head a section: "User Experience Designer, Research".
pub fn is_job(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let is_role = |at: usize| reading.small(at, Small::Role) && !reading.is_word(at, &["role", "professional"]);
    let is_section = reading.has(tokens.start..tokens.start + 1, |cue| matches!(cue, Cue::Heading(_)));
    is_role(tokens.end - 1) || !is_section && tokens.clone().any(is_role)
}
