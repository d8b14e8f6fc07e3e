//! Chinese titles: the job between an employer, a city and notices.

use std::ops::Range;

use super::super::reading::Reading;
use super::super::tokens::TokenKind;
use super::super::words::Cue;
use super::names_job;

/// A Chinese title without the city and the notices behind it, and, where a city is named, without the employer before it:
/// "某某-后端工程师-上海", "后端工程师 成都 内推".
pub(super) fn alone(reading: &Reading<'_>, own: Range<usize>) -> Range<usize> {
    let is_character = |at: usize| reading.tokens[at].kind == TokenKind::Character;
    if !own.clone().any(is_character) {
        return own;
    }
    // "【北京】某某集团急招，后端工程师，多HC，内推快"
    let is_comma = |at: usize| matches!(&reading.text[reading.tokens[at].range()], "，" | "！" | "~" | "～");
    let parts = |at: usize| {
        is_comma(at) || matches!(reading.tokens[at].kind, TokenKind::Mark('-' | '|' | '·' | '/' | '—' | '｜'))
    };
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = own.start;
    for at in own.clone() {
        // A hyphen between two characters is no token.
        let is_apart = at > start && reading.tokens[at].start > reading.tokens[at - 1].end;
        if parts(at) || is_apart {
            pieces.push(start..at);
            start = if parts(at) { at + 1 } else { at };
        }
    }
    pieces.push(start..own.end);
    pieces.retain(|piece| !piece.is_empty());
    let is_city = |piece: &Range<usize>| {
        reading.cues(piece.clone()).any(|(cue, mark)| {
            matches!(cue, Cue::City(..))
                && mark.first == piece.start
                && (mark.end..piece.end).all(|at| reading.word(at) == "市")
        })
    };
    let is_notice = |piece: &Range<usize>| {
        let words = reading.words(piece.clone());
        let says_more =
            ["HC", "内推", "直推", "流程", "虚位", "急招", "待遇", "福利"].iter().any(|word| words.contains(word));
        says_more && !names_job(reading, piece.clone())
            || ["内推", "急聘", "招聘", "社招", "校招", "全职", "远程", "诚聘", "急招", "长期", "兼职"]
                .contains(&&*words)
    };
    let mut has_city = false;
    while pieces.len() > 1 && pieces.last().is_some_and(|piece| is_city(piece) || is_notice(piece)) {
        has_city |= pieces.pop().is_some_and(|piece| is_city(&piece));
    }
    while pieces.len() > 1 && (is_city(&pieces[0]) || is_notice(&pieces[0])) {
        has_city |= is_city(&pieces.remove(0));
    }
    let is_name = |piece: &Range<usize>| piece.len() <= 6 && piece.clone().all(is_character);
    // "算法工程师-自然语言处理方向": the job, and what of it is done.
    let ends =
        |piece: &Range<usize>, words: &[&str]| words.iter().any(|word| reading.words(piece.clone()).ends_with(word));
    let jobs = ["师", "员", "经理", "总监", "主管", "实习生", "专家", "顾问"];
    if has_city
        && pieces.len() == 2
        && is_name(&pieces[0])
        && pieces[1].len() > pieces[0].len()
        && !ends(&pieces[0], &jobs)
        && !ends(&pieces[1], &["方向"])
    {
        pieces.remove(0);
    }
    pieces[0].start..pieces[pieces.len() - 1].end
}

/// The job in the name of a page on a site for jobs: "「后端工程师招聘」_某某招聘-BOSS直聘", "【后端工程师】-某某-猎聘".
pub(super) fn on_site(reading: &Reading<'_>, own: &Range<usize>) -> Option<Range<usize>> {
    let is_mark = |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark('-' | '_' | '|' | '—' | '–' | '｜'));
    let is_site = |cue: Cue| cue == Cue::Page;
    let (_, site) = reading.cues(own.clone()).find(|(cue, mark)| is_site(*cue) && mark.end == own.end)?;
    let has_characters = || own.clone().any(|at| reading.tokens[at].kind == TokenKind::Character);
    // A hyphen between two words is no token.
    let is_apart = |at: usize| is_mark(at - 1) || reading.tokens[at].start > reading.tokens[at - 1].end;
    if site.first < own.start + 3 || !is_apart(site.first) || !has_characters() {
        return None;
    }
    let is_open = |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark('「' | '【' | '『' | '《' | '['));
    let is_close = |at: usize| matches!(reading.tokens[at].kind, TokenKind::Mark('」' | '】' | '』' | '》' | ']'));
    let job = if is_open(own.start) {
        own.start + 1..(own.start..site.first).find(|&at| is_close(at))?
    } else {
        let first = (own.start..site.first).find(|&at| reading.is(at, '_'));
        own.start..first.or_else(|| (own.start + 1..=site.first).find(|&at| is_apart(at)))?
    };
    names_job(reading, job.clone()).then_some(job)
}
