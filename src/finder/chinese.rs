//! Chinese names of skills that no vocabulary has: those in a row with names that it has, behind words of knowing.

use std::ops::Range;

use super::lexicon::{Lexicon, Meaning};
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Guard};

/// A name has at least and at most this many characters: two alone are mostly a common word.
const SHORTEST: usize = 3;
const LONGEST: usize = 8;

/// A row is looked at for at most so many tokens.
const LONGEST_ROW: usize = 80;

/// So many names in a row are names though none of them is known.
const LONG_ROW: usize = 4;

/// What stands behind a name and is no part of it: "网络编程技术", "存储设备原理等".
const BEHIND: [&str; 12] =
    ["相关技术", "基本原理", "基础知识", "技术栈", "技术", "理论", "知识", "基础", "经验", "相关", "课程", "等"];

/// No name has such a character: it is one of sentences and of qualities.
const OF_SENTENCES: &str =
    "的有能对你我他它们各种一熟悉掌握了解使用并可会者性强好不相关参进行其在为是将及与或和做要求到以之于从至少等懂";

/// No name ends so: qualities, people, and words that say what kind of thing is meant.
const NO_NAMES: [&str; 37] = [
    "方法",
    "规范",
    "原则",
    "机制",
    "特性",
    "能力",
    "精神",
    "意识",
    "习惯",
    "思维",
    "态度",
    "敏感",
    "沟通",
    "表达",
    "协作",
    "合作",
    "责任心",
    "心态",
    "兴趣",
    "热情",
    "人员",
    "团队",
    "工具",
    "语言",
    "平台",
    "框架",
    "产品",
    "组件",
    "软件",
    "场景",
    "业务",
    "问题",
    "工作",
    "项目",
    "行业",
    "公司",
    "流程",
];

/// The names in rows behind words of knowing: "熟悉Linux、文件系统、存储设备等".
pub fn names(lexicon: &Lexicon, reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = tokens.start;
    for (cue, mark) in reading.cues(tokens.clone()) {
        let is_chinese = reading.tokens[mark.first].kind == TokenKind::Character;
        if !is_chinese || !matches!(cue, Cue::Knowing | Cue::Skilled(_)) || mark.end < from {
            continue;
        }
        let limit = tokens.end.min(mark.end + LONGEST_ROW);
        let end = row_end(lexicon, reading, mark.end..limit);
        from = end.max(mark.end + 1);
        row(lexicon, reading, mark.end..end, &mut found);
        // "熟悉常用中间件(消息队列、缓存等)", "包括:关系抽取、知识抽取": the examples that follow.
        for open in (end..limit).filter(|&at| reading.is(at, '(') || reading.is(at, ':')) {
            let close = (open + 1..limit).find(|&at| ends_row(reading, at)).unwrap_or(limit);
            row(lexicon, reading, open + 1..close, &mut found);
            from = from.max(close);
        }
    }
    // "具有以下实验技术中的2项：组织培养、载体构建"
    for open in (from..tokens.end).filter(|&at| reading.is(at, ':')) {
        let near = open.saturating_sub(FARTHEST_LEAD).max(from)..open;
        if near.clone().any(|at| reading.word(at) == "以" && reading.word(at + 1) == "下") {
            let limit = tokens.end.min(open + LONGEST_ROW);
            let close = (open + 1..limit).find(|&at| ends_row(reading, at)).unwrap_or(limit);
            row(lexicon, reading, open + 1..close, &mut found);
        }
    }
    found
}

/// "以下" stands at most so many tokens before the colon of its row.
const FARTHEST_LEAD: usize = 16;

/// Where the row ends that begins some tokens. The comma that parts clauses parts names as well where nothing but names
/// stands between many: "熟练核酸提取，蛋白表达，载体构建，分子克隆等".
fn row_end(lexicon: &Lexicon, reading: &Reading<'_>, tokens: Range<usize>) -> usize {
    let near = tokens.clone().find(|&at| ends_row(reading, at)).unwrap_or(tokens.end);
    let far = tokens.clone().find(|&at| ends_row(reading, at) && !is_clause(reading, at)).unwrap_or(tokens.end);
    let pieces = pieces(reading, tokens.start..far);
    let is_short = |piece: &Range<usize>| {
        is_name(reading, piece)
            || piece.len() <= LONGEST
                && reading.marks(piece.clone()).any(|mark| {
                    matches!(mark.meaning, Meaning::Skill(skill) if lexicon.guard(skill).is_none())
                        && mark.first == piece.start
                })
    };
    let inner = pieces.get(1..pieces.len().saturating_sub(1)).unwrap_or_default();
    if inner.len() + 1 >= LONG_ROW && inner.iter().all(is_short) { far } else { near }
}

/// Whether a row ends at a token: at any mark but those that part its names.
fn ends_row(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.tokens[at].kind, TokenKind::Mark(_)) && !parts(reading, at) || reading.word(at) == "等"
}

/// Whether a token parts the names of a row.
fn parts(reading: &Reading<'_>, at: usize) -> bool {
    ["、", "/", ",", "和", "与", "及", "或"].contains(&reading.word(at))
}

/// Whether a token is the comma that parts clauses.
fn is_clause(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at) == "，"
}

/// What stands between the tokens that part names, and between commas of clauses; some may be empty.
fn pieces(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = tokens.start;
    for at in tokens.start..=tokens.end {
        if at == tokens.end || parts(reading, at) || is_clause(reading, at) {
            pieces.push(start..at);
            start = at + 1;
        }
    }
    pieces
}

/// The unknown names of one row, if another of it is known.
fn row(lexicon: &Lexicon, reading: &Reading<'_>, tokens: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut pieces = pieces(reading, tokens);
    pieces.retain(|piece| !piece.is_empty());
    let is_known = |piece: &Range<usize>| {
        reading.marks(piece.clone()).any(|mark| match mark.meaning {
            Meaning::Skill(skill) => lexicon.guard(skill) != Some(Guard::Never),
            Meaning::Cue(_) => false,
        })
    };
    // "Kafka的分区、消费位点": what a known thing has, and nothing of its own.
    let is_of_thing = |piece: &Range<usize>| {
        let said = piece.clone().find(|&at| reading.word(at) == "的");
        // "NLP方向的文本分类": of a field, not of a thing.
        let is_field = |at: usize| {
            at >= piece.start + 2
                && [("方", "向"), ("领", "域"), ("方", "面")].contains(&(reading.word(at - 2), reading.word(at - 1)))
        };
        said.is_some_and(|at| is_known(&(piece.start..at)) && !is_field(at))
    };
    // A long row of nothing but names needs none that is known: "原生质体制备、遗传转化、组织培养、载体构建".
    let names = pieces.iter().filter(|piece| is_name(reading, piece)).count();
    let is_row = pieces.iter().any(is_known) || pieces.len() >= LONG_ROW && names + 1 >= pieces.len();
    if pieces.len() < 2 || is_of_thing(&pieces[0]) || !is_row {
        return;
    }
    found.extend(pieces.iter().enumerate().filter_map(|(number, piece)| {
        let mut name = piece.clone();
        // "常用的网络编程": what stands before is said of the first name.
        if number == 0 {
            let said = name.clone().rfind(|&at| reading.word(at) == "的");
            name.start = said.map_or(name.start, |at| at + 1);
        }
        let text = |name: &Range<usize>| &reading.text[reading.bytes(name.clone())];
        while let Some(end) = BEHIND.iter().find(|end| text(&name).ends_with(*end) && !name.is_empty()) {
            name.end -= end.chars().count().min(name.len());
        }
        is_name(reading, &name).then_some(name)
    }));
}

/// Whether some characters are a name, and not of a sentence.
fn is_name(reading: &Reading<'_>, name: &Range<usize>) -> bool {
    let is_plain =
        |at: usize| reading.tokens[at].kind == TokenKind::Character && !OF_SENTENCES.contains(reading.word(at));
    let text = &reading.text[reading.bytes(name.clone())];
    (SHORTEST..=LONGEST).contains(&name.len())
        && name.clone().all(is_plain)
        && !reading.marks_over(name.clone()).any(|mark| means_other(&mark.meaning, mark.first..mark.end, name))
        && NO_NAMES.iter().all(|end| !text.ends_with(end))
}

/// Whether what is known of some characters keeps them from being a name of their own.
fn means_other(meaning: &Meaning, own: Range<usize>, name: &Range<usize>) -> bool {
    match meaning {
        // "计算机控制原理" is more than the study that it begins with.
        Meaning::Cue(Cue::Subject(_)) => own.len() >= name.len(),
        // "内核裁剪": one character may be of any word.
        Meaning::Cue(_) if own.len() == 1 => false,
        Meaning::Cue(Cue::Small(_)) => false,
        Meaning::Cue(cue) => !cue.is_of_titles(),
        Meaning::Skill(_) => true,
    }
}
