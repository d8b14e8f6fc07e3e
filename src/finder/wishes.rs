//! What is nice to have, told from what is required, inside one sentence.

use std::ops::Range;

use super::lexicon::{Mark, Meaning};
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::Cue;

/// Whether some tokens of a sentence are only wished for: "a plus" behind them, or "ideally" before them.
pub fn is_wished(reading: &Reading<'_>, sentence: &Range<usize>, tokens: &Range<usize>) -> bool {
    let before = reading.cues(sentence.start..tokens.start);
    let is_next = before.clone().any(|(cue, mark)| {
        let behind = mark.end..tokens.start;
        cue == Cue::WishedNext && !has_end(reading, behind.clone()) && !leaves_brackets(reading, behind)
    });
    // "Any of these would be an advantage: UML, SysML": a list behind the wish.
    let is_listed = before.clone().any(|(cue, mark)| {
        let denied = mark.first > sentence.start && reading.is_word(mark.first - 1, &["not", "nicht"]);
        cue == Cue::Wished && !denied && reading.is(mark.end, ':') && !has_end(reading, mark.end..tokens.start)
    });
    // "Some programming skills desirable (Java, SQL)": what stands in brackets right behind the wish.
    let is_named = before.clone().any(|(cue, mark)| {
        cue == Cue::Wished
            && reading.is(mark.end, '(')
            && !(mark.end..tokens.start).any(|at| reading.is(at, ')'))
            && !has_end(reading, mark.end..tokens.start)
            && !(mark.end..sentence.end).take_while(|&at| !reading.is(at, ')')).any(|at| {
                reading.is_word(at, &["required", "must", "but", "not", "needed", "erforderlich", "aber", "nicht"])
            })
    });
    // "有推理经验者优先，包括TensorRT": the examples of what is wished for.
    let has_examples = before.clone().any(|(cue, mark)| {
        cue == Cue::Wished
            && reading.is(mark.end, ',')
            && reading.is_word(mark.end + 1, &["包", "如", "例", "比"])
            && !has_end(reading, mark.end..tokens.start)
    });
    is_next
        || is_listed
        || is_named
        || has_examples
        || wish_after(reading, sentence, tokens.end).is_some_and(|wish| reaches(reading, tokens.end..wish))
}

/// The first word behind a place that wishes, if none that requires is before it.
fn wish_after(reading: &Reading<'_>, sentence: &Range<usize>, from: usize) -> Option<usize> {
    let requires = |at: usize| {
        reading.is_word(at, &["required", "must", "erforderlich", "vorausgesetzt", "zwingend", "mandatory"])
    };
    let denied = |at: usize| at > sentence.start && reading.is_word(at - 1, &["not", "nicht"]);
    // "Hilfreich sind Kenntnisse in": the wish is for what comes next.
    let is_next = |wish: &Mark| {
        reading.cues(wish.first..sentence.end).take_while(|(_, mark)| mark.first == wish.first).any(|(cue, mark)| {
            // "Property management, preferably with Yardi"
            // "Experience preferably within five years", "a degree (preferably in law)"
            let is_new = reading.is(mark.first.wrapping_sub(1), ',')
                || reading.is(mark.first.wrapping_sub(1), '(')
                || reading.is_word(mark.first, &["preferably", "ideally", "idealerweise", "vorzugsweise"]);
            let goes_on =
                is_new && mark.end < sentence.end && !matches!(reading.tokens[mark.end].kind, TokenKind::Mark(_));
            cue == Cue::WishedNext && (mark.end > wish.end || mark.end == wish.end && goes_on)
        })
    };
    let (_, mark) = reading
        .cues(from..sentence.end)
        .find(|(cue, mark)| *cue == Cue::Wished && !denied(mark.first) && !is_next(mark))?;
    let is_required = (from..mark.first).any(|at| requires(at) && !denied(at));
    (!is_required).then_some(mark.first)
}

/// Whether a wish reaches back over these tokens: not over a new start of the sentence, and in Chinese not over a comma.
fn reaches(reading: &Reading<'_>, between: Range<usize>) -> bool {
    let is_chinese = reading.tokens.get(between.end).is_some_and(|token| token.kind == TokenKind::Character);
    // "熟悉Docker，Kubernetes等云原生生态优先": names of one row go on behind a comma, which then ends nothing.
    let is_row = between.clone().any(|at| reading.is_word(at, &["等"]));
    let is_name = |at: usize| is_row && reading.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    let ends_clause =
        is_chinese && between.clone().any(|at| reading.is(at, ',') && reading.word(at) != "、" && !is_name(at + 1));
    // "A degree in law (Master's a plus)": the wish is for what stands in the brackets with it.
    let opens = between.clone().rfind(|&at| reading.is(at, '('));
    let is_inside = opens.is_some_and(|at| {
        // "(BE von Vorteil)" names a class of driving licences.
        let says_only_how = |at: usize| {
            reading.word(at) != "BE" && reading.is_word(at, &["strongly", "highly", "is", "a", "very", "would", "be"])
        };
        !(at..between.end).any(|at| reading.is(at, ')')) && !(at + 1..between.end).all(says_only_how)
    });
    // "A degree in accounting: CPA preferred"
    let is_told_more = between.clone().find(|&at| reading.is(at, ':')).is_some_and(|at| {
        reading.marks(at + 1..between.end).any(|mark| match mark.meaning {
            Meaning::Skill(_) => true,
            Meaning::Cue(cue) => matches!(cue, Cue::Certificate(_) | Cue::Degree(_) | Cue::PerhapsDegree(_)),
        })
    });
    !ends_clause
        && !is_inside
        && !is_told_more
        && !has_end(reading, between.clone())
        && !between.clone().any(|at| {
            // "..., but not required" is of what stands before, "..., but Docker preferred" is not.
            let is_next = at + 2 >= between.end && !reading.is_word(at, &["with"]);
            reading.is_word(at, &["but", "however", "aber", "with"])
                && reading.is(at.wrapping_sub(1), ',')
                && !(is_next
                    && (at + 1..between.end).all(|at| reading.is_word(at, &["is", "are", "ist", "it", "also"])))
        })
}

/// "Python (2 and ideally 3) and Django": what stands behind the brackets of a wish is not wished for.
fn leaves_brackets(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let bracket = tokens.clone().find(|&at| reading.is(at, '(') || reading.is(at, ')'));
    bracket.is_some_and(|at| reading.is(at, ')'))
}

fn has_end(reading: &Reading<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| reading.is(at, ';'))
}
