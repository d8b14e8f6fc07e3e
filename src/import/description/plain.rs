//! Plain text as Markdown: its sections become headings, its dashes lists, and none of its words is lost.

/// The longest heading, in characters.
const LONGEST_HEADING: usize = 100;
/// The longest heading that has no number, in characters and words.
const LONGEST_BARE: (usize, usize) = (60, 8);
/// From this length on a line is a paragraph of its own, which was not wrapped.
const LONG_LINE: usize = 110;
/// Characters that begin the item of a list.
const BULLETS: [char; 29] = [
    '-', '*', '•', '·', '–', '—', '▪', '●', '‣', '◦', '■', '○', '➢', '➤', '✓', '✔', '✅', '❖', '►', '→', '»', '§', '⁃',
    '‐',
    // Symbols of Wingdings, which office programs write as characters of no meaning of their own.
    '\u{f0b7}', '\u{f0a7}', '\u{f0d8}', '\u{f0fc}', '\u{f076}',
];
/// Of these the ones that begin texts as well, and need a space behind them.
const SPACED: [char; 6] = ['-', '*', '→', '»', '§', '‐'];

/// One line of a text, by what it begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line<'a> {
    Blank,
    /// `II. Employment Requirements`, `A. Duties`, `一、岗位职责`: the whole line.
    Part(&'a str),
    /// `1. Qualifications`: the number and the rest.
    Numbered(&'a str, &'a str),
    /// An item of a list: how far it is indented, and its text.
    Item(usize, &'a str),
    /// `Requirements:` or another short line above a list or a paragraph.
    Heading(&'a str),
    /// A line of dashes or the like.
    Rule,
    /// Anything else: how far it is indented, and its text.
    Text(usize, &'a str),
}

/// A plain text as Markdown.
pub(super) fn markdown(text: &str) -> String {
    let mut lines: Vec<Line<'_>> = text.lines().map(line).collect();
    parts_are_headings(&mut lines);
    bare_headings(&mut lines);
    let numbers = numbered_headings(&lines);
    let has_parts = lines.iter().any(|line| matches!(line, Line::Part(_)));
    let (part, inner) = if has_parts { ("## ", "### ") } else { ("## ", "## ") };
    let mut out = Out::default();
    for (at, line) in lines.iter().enumerate() {
        match *line {
            Line::Blank => out.blank(),
            Line::Rule => out.block("---"),
            Line::Part(text) => out.block(&format!("{part}{}", escaped(text))),
            Line::Heading(text) => out.block(&format!("{inner}{}", escaped(text.trim_end_matches([':', '：'])))),
            Line::Numbered(number, text) if numbers[at] => {
                out.block(&format!("{inner}{number} {}", escaped(text)));
            }
            Line::Numbered(number, text) => out.item(0, &ordered(number), text),
            Line::Item(indent, text) => out.item(indent, "-", text),
            Line::Text(indent, text) => out.text(indent, text),
        }
    }
    out.text.trim().to_owned()
}

/// Markdown that is being written.
#[derive(Default)]
struct Out<'a> {
    text: String,
    /// The indents of the items that the last line is in, each with the column of its text.
    items: Vec<(usize, usize)>,
    /// The line before, if it was text and no blank line came since.
    before: Option<&'a str>,
    is_after_blank: bool,
    /// Whether the last line that was written belongs to a list.
    is_in_list: bool,
}

impl<'a> Out<'a> {
    fn blank(&mut self) {
        self.before = None;
        self.is_after_blank = true;
    }

    /// A heading or a rule, with an empty line around it.
    fn block(&mut self, line: &str) {
        self.paragraph();
        self.text.push_str(line);
        self.text.push_str("\n\n");
        self.items.clear();
        self.before = None;
        self.is_after_blank = false;
        self.is_in_list = false;
    }

    fn paragraph(&mut self) {
        let end = self.text.trim_end_matches('\n').len();
        self.text.truncate(end);
        if end > 0 {
            self.text.push_str("\n\n");
        }
    }

    fn item(&mut self, indent: usize, mark: &str, text: &'a str) {
        self.items.retain(|(outer, _)| *outer < indent);
        let column = self.items.last().map_or(0, |(_, column)| *column);
        // Between the items of a list there is no empty line, whatever stood there.
        if !self.is_in_list {
            self.paragraph();
        }
        self.text.push_str(&format!("{}{mark} {}\n", " ".repeat(column), escaped(text)));
        self.items.push((indent, column + mark.len() + 1));
        self.before = Some(text);
        self.is_after_blank = false;
        self.is_in_list = true;
    }

    fn text(&mut self, indent: usize, text: &'a str) {
        let inside = self.items.iter().rev().find(|(outer, _)| indent > *outer).map(|(_, column)| *column);
        let wraps = self.before.is_some_and(|before| continues(before, text));
        match (inside.or_else(|| self.items.last().map(|(_, column)| *column).filter(|_| wraps)), self.before) {
            // The rest of an item.
            (Some(column), _) => {
                if self.is_after_blank {
                    self.paragraph();
                }
                self.text.push_str(&format!("{}{}\n", " ".repeat(column), escaped(text)));
                self.before = Some(text);
                self.is_after_blank = false;
                return;
            }
            (None, Some(before)) if self.items.is_empty() && !before.is_empty() => {
                let end = self.text.trim_end_matches('\n').len();
                self.text.truncate(end);
                let is_row = is_label_with_value(before) || is_label_with_value(text);
                self.text.push_str(match () {
                    () if is_row => "  \n",
                    () if wraps => "\n",
                    () => "\n\n",
                });
                self.text.push_str(&format!("{}\n", escaped(text)));
            }
            (None, _) => {
                self.paragraph();
                self.items.clear();
                self.text.push_str(&format!("{}\n", escaped(text)));
            }
        }
        self.before = Some(text);
        self.is_after_blank = false;
        self.is_in_list = false;
    }
}

/// Whether a line goes on with the sentence of the line before, which was wrapped.
fn continues(before: &str, text: &str) -> bool {
    let length = before.chars().count();
    length < LONG_LINE && (length >= 40 || text.starts_with(char::is_lowercase)) && !before.ends_with([':', '：'])
}

fn line(raw: &str) -> Line<'_> {
    let text = raw.trim();
    let indent = raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    if text.is_empty() {
        return Line::Blank;
    }
    if text.chars().count() >= 3 && text.chars().all(|c| matches!(c, '-' | '=' | '_' | '*' | '–' | '—' | '~')) {
        return Line::Rule;
    }
    if let Some(item) = item(text) {
        return Line::Item(indent, item);
    }
    if let Some((number, rest)) = numbered(text) {
        return Line::Numbered(number, rest);
    }
    if is_part(text) {
        return Line::Part(text);
    }
    Line::Text(indent, text)
}

/// The text of a list's item. A dash needs a space behind it, or a letter in another script than Latin.
fn item(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let mark = chars.next().filter(|c| BULLETS.contains(c));
    // Word writes its hollow bullets as the letter o before a tab or some spaces.
    if mark.is_none() && !text.starts_with("o\t") && !text.starts_with("o  ") {
        return None;
    }
    let rest = chars.as_str().trim_start_matches('\u{fe0f}');
    let is_apart = rest.starts_with(char::is_whitespace) || mark.is_some_and(|mark| !SPACED.contains(&mark));
    let rest = rest.trim_start();
    // "§ 8a SGB VIII": a law.
    if mark == Some('§') && rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    (is_apart && !rest.is_empty()).then_some(rest)
}

/// `1.`, `1)` or `1、` and what follows.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text[digits..].chars().next().filter(|c| matches!(c, '.' | ')' | '、' | '．'))?;
    let end = digits + mark.len_utf8();
    let rest = &text[end..];
    // "2、5年以上开发经验"
    let is_wide = matches!(mark, '、' | '．');
    let is_apart = is_wide || rest.starts_with(char::is_whitespace) || !rest.starts_with(|c: char| c.is_ascii());
    ((1..=3).contains(&digits) && is_apart && !rest.trim().is_empty()).then(|| (&text[..end], rest.trim()))
}

/// `A.`, `II.` or `一、` before a short line.
fn is_part(text: &str) -> bool {
    let Some((mark, rest)) = text.split_once(['.', ')', '、', '．']) else { return false };
    let mark = mark.trim_start_matches(['(', '（', '第']);
    let is_mark = (mark.len() == 1 && mark.bytes().all(|b| b.is_ascii_uppercase()))
        || (!mark.is_empty() && mark.len() <= 5 && mark.bytes().all(|b| b"IVX".contains(&b)))
        || (!mark.is_empty() && mark.chars().count() <= 3 && mark.chars().all(|c| "一二三四五六七八九十".contains(c)));
    let rest = rest.trim();
    is_mark && !rest.is_empty() && rest.chars().count() <= LONGEST_HEADING && !ends_like_a_sentence(rest)
}

fn ends_like_a_sentence(text: &str) -> bool {
    text.ends_with(['.', ';', ',', '!', '?', '。', '；', '，', '！', '？'])
}

/// Whether a line begins like the item of a list or a numbered heading.
pub(super) fn is_marked(text: &str) -> bool {
    !matches!(line(text), Line::Text(..) | Line::Blank)
}

/// Whether a line is of the form `Location: Berlin`.
pub(super) fn is_label_with_value(text: &str) -> bool {
    text.split_once([':', '：']).is_some_and(|(label, value)| {
        !value.trim().is_empty()
            && !value.starts_with("//")
            && (2..=30).contains(&label.chars().count())
            && label.split_whitespace().count() <= 4
            && label.starts_with(char::is_alphabetic)
    })
}

/// Parts that only count up line by line are the items of a list.
fn parts_are_headings(lines: &mut [Line<'_>]) {
    let has_content = lines
        .windows(2)
        .any(|pair| matches!(pair[0], Line::Part(_)) && !matches!(pair[1], Line::Part(_) | Line::Blank))
        || lines.windows(3).any(|three| {
            matches!(three[0], Line::Part(_))
                && three[1] == Line::Blank
                && !matches!(three[2], Line::Part(_) | Line::Blank)
        });
    if !has_content {
        for line in lines {
            if let Line::Part(text) = *line {
                *line = Line::Text(0, text);
            }
        }
    }
}

/// Which numbered lines are headings: those of a part in which text stands below one of them.
fn numbered_headings(lines: &[Line<'_>]) -> Vec<bool> {
    let mut headings = vec![false; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let end = (start + 1..lines.len()).find(|at| matches!(lines[*at], Line::Part(_) | Line::Heading(_)));
        let end = end.unwrap_or(lines.len());
        let numbered: Vec<usize> = (start..end).filter(|at| matches!(lines[*at], Line::Numbered(..))).collect();
        let fits = |at: &usize| match lines[*at] {
            Line::Numbered(_, text) => text.chars().count() <= LONGEST_HEADING && !ends_like_a_sentence(text),
            _ => false,
        };
        let has_text = |at: &usize| {
            let below = lines[at + 1..end].iter().find(|line| **line != Line::Blank);
            // An indented line is the rest of an item.
            matches!(below, Some(Line::Text(0, _) | Line::Item(0, _)))
        };
        // A list that only counts may have a paragraph below it, behind an empty line.
        let is_end =
            |at: usize| numbered.len() > 1 && Some(&at) == numbered.last() && lines.get(at + 1) == Some(&Line::Blank);
        if numbered.iter().all(fits) && numbered.iter().any(|at| has_text(at) && !is_end(*at)) {
            numbered.iter().for_each(|at| headings[*at] = true);
        }
        start = end;
    }
    headings
}

/// Names of sections that are headings wherever they stand alone on a line.
const SECTION_NAMES: [&str; 48] = [
    "requirements",
    "qualifications",
    "responsibilities",
    "about us",
    "about you",
    "about the role",
    "the role",
    "benefits",
    "what we offer",
    "what you'll do",
    "what you will do",
    "what you bring",
    "your profile",
    "job description",
    "overview",
    "role summary",
    "how to apply",
    "nice to have",
    "nice-to-haves",
    "preferred qualifications",
    "required qualifications",
    "minimum qualifications",
    "required skills",
    "skills",
    "experience",
    "education",
    "key responsibilities",
    "duties",
    "compensation",
    "perks",
    "who you are",
    "who we are",
    "what we're looking for",
    "ihr profil",
    "dein profil",
    "deine aufgaben",
    "ihre aufgaben",
    "aufgaben",
    "profil",
    "anforderungen",
    "wir bieten",
    "über uns",
    "岗位职责",
    "任职要求",
    "职位描述",
    "岗位要求",
    "职位要求",
    "工作职责",
];

/// Whether a line is the usual name of a section.
pub(super) fn is_section_name(text: &str) -> bool {
    let plain = text.trim_end_matches([':', '：']).trim().to_lowercase().replace('’', "'");
    SECTION_NAMES.contains(&plain.as_str())
}

/// Short lines that stand above something are headings.
fn bare_headings(lines: &mut [Line<'_>]) {
    for at in 0..lines.len() {
        let Line::Text(0, text) = lines[at] else { continue };
        // "- A degree from an", and in the next line "accredited university"
        let goes_on = at > 0
            && matches!(lines[at - 1], Line::Item(_, item) | Line::Numbered(_, item)
                if text.starts_with(char::is_lowercase) || item.ends_with('-') || is_lead_in(item) || is_open(item));
        if goes_on {
            continue;
        }
        let is_first = at == 0 || matches!(lines[at - 1], Line::Blank | Line::Item(..) | Line::Part(_) | Line::Rule);
        let below = lines[at + 1..].iter().find(|line| **line != Line::Blank);
        let Some(below) = below else { continue };
        let has_colon = text.ends_with([':', '：']);
        let bare = text.trim_end_matches([':', '：']);
        let is_short = bare.chars().count() <= LONGEST_BARE.0
            && bare.split_whitespace().count() <= LONGEST_BARE.1
            && bare.chars().any(char::is_alphabetic)
            && !bare.contains([':', '：', '@'])
            && !ends_like_a_sentence(bare)
            && !(has_colon && is_lead_in(bare));
        let stands_above = match below {
            Line::Item(..) | Line::Numbered(..) => true,
            Line::Text(_, next) => {
                let is_apart = lines[at + 1] == Line::Blank;
                has_colon && !is_label_with_value(next) || is_apart && next.chars().count() > LONGEST_BARE.0
            }
            _ => false,
        };
        if is_short && (is_section_name(text) || is_first && stands_above) {
            lines[at] = Line::Heading(text);
        }
    }
}

/// Whether a line ends with a word that something has to follow: "from an".
fn is_open(text: &str) -> bool {
    const OPEN: [&str; 14] =
        ["a", "an", "the", "from", "by", "at", "on", "as", "der", "die", "das", "den", "einer", "einem"];
    text.split_whitespace().next_back().is_some_and(|last| OPEN.contains(&last.to_lowercase().as_str()))
}

/// Whether a line with a colon is the beginning of a sentence that the list below ends: "You should be familiar with:". In a
/// heading only a question ends like this: "What you will work with".
fn is_lead_in(bare: &str) -> bool {
    const OPEN: [&str; 19] = [
        "with", "of", "in", "to", "for", "and", "or", "have", "has", "are", "is", "be", "mit", "von", "zu", "über",
        "für", "haben", "und",
    ];
    const QUESTIONS: [&str; 14] =
        ["what", "who", "why", "how", "where", "which", "was", "wer", "warum", "wie", "wo", "wofür", "womit", "woran"];
    let bare = bare.to_lowercase();
    let mut words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let asks = words.next().is_some_and(|first| QUESTIONS.contains(&first));
    !asks && words.next_back().is_some_and(|last| OPEN.contains(&last))
}

/// A number as Markdown counts.
fn ordered(number: &str) -> String {
    format!("{}.", number.trim_end_matches(['.', ')', '、', '．']))
}

/// A text in which nothing can be read as Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let is_mark = match c {
            '\\' => next.is_ascii_punctuation(),
            '*' | '`' | '[' | ']' | '~' => true,
            // In `snake_case` it means nothing.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '<' => next.is_alphabetic() || matches!(next, '/' | '!' | '?'),
            '&' => next.is_ascii_alphabetic() || next == '#',
            '#' | '>' | '+' | '-' | '=' | '|' => at == 0,
            // `2. ` in the middle of a paragraph would begin a list.
            '.' | ')' => next == ' ' && at > 0 && at <= 9 && text[..at].bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbered_sections_become_headings_and_dashes_lists() {
        let text = "II. Employment Requirements\n1. Basic qualifications: degrees\nA degree, with 5 years of experience.\n\
                    2. Architecture ability\n- Proficient in design;\n- Has *rich* practice;\n3. Depth\n";
        let wanted = "## II. Employment Requirements\n\n### 1. Basic qualifications: degrees\n\n\
                      A degree, with 5 years of experience.\n\n### 2. Architecture ability\n\n- Proficient in design;\n\
                      - Has \\*rich\\* practice;\n\n### 3. Depth";
        assert_eq!(markdown(text), wanted);
    }

    #[test]
    fn labels_stand_above_lists_and_numbers_that_only_count_are_a_list() {
        let text = "We run an inn.\n\nRequirements:\n\u{2022} Cook\n  \u{2013} well\n\u{2022} Smile\n\nLocation: Ulm\nPay: 20 EUR\n\nSteps\n1) Write\n2) Call\n";
        let wanted = "We run an inn.\n\n## Requirements\n\n- Cook\n  - well\n- Smile\n\nLocation: Ulm  \nPay: 20 EUR\n\n\
                      ## Steps\n\n1. Write\n2. Call";
        assert_eq!(markdown(text), wanted);
    }

    #[test]
    fn what_a_list_ends_is_no_heading_unless_it_asks() {
        let text = "Requirements\n\nYou should be familiar with:\n- Docker\n\nWhat you will work with:\n- Rust\n";
        let wanted =
            "## Requirements\n\nYou should be familiar with:\n\n- Docker\n\n## What you will work with\n\n- Rust";
        assert_eq!(markdown(text), wanted);
    }

    #[test]
    fn lists_as_other_programs_write_them_are_lists() {
        for mark in ["➤", "✔", "→", "»", "❖", "✅", "\u{f0a7}", "o  "] {
            let text = format!("You:\n{mark} Cook\n{mark} Bake\n");
            assert_eq!(markdown(&text), "## You\n\n- Cook\n- Bake", "{mark}");
        }
        let law = "§ 8a SGB VIII gilt.";
        assert_eq!(markdown(law), law);
        let wrapped = "You have:\n- A degree in soup from an\naccredited university\n- A spoon\n";
        assert_eq!(markdown(wrapped), "You have:\n\n- A degree in soup from an\n  accredited university\n- A spoon");
        let counted = "We want:\n1) Soup\n2) Bread\n3) Tea\n\nNOT WANTED: a long paragraph about all the things that we do not want.\n";
        assert!(
            markdown(counted).starts_with("## We want\n\n1. Soup\n2. Bread\n3. Tea\n\nNOT"),
            "{}",
            markdown(counted)
        );
        assert_eq!(markdown("任职要求：\n1、本科；\n2、5年以上经验；"), "## 任职要求\n\n1. 本科；\n2. 5年以上经验；");
    }

    #[test]
    fn chinese_parts_are_headings() {
        let text = "一、岗位职责\n1、负责架构设计；\n2、负责代码评审。\n二、任职要求\n1、本科及以上学历；\n";
        let wanted =
            "## 一、岗位职责\n\n1. 负责架构设计；\n2. 负责代码评审。\n\n## 二、任职要求\n\n1. 本科及以上学历；";
        assert_eq!(markdown(text), wanted);
    }

    /// The words of a text.
    fn words(text: &str) -> Vec<String> {
        let cut = |c: char| !c.is_alphanumeric();
        text.split(cut).filter(|word| word.chars().any(char::is_alphabetic)).map(str::to_owned).collect()
    }

    /// What a reader of Markdown sees.
    fn seen(markdown: &str) -> String {
        use pulldown_cmark::{Event, Parser};
        let pieces = Parser::new(markdown).map(|event| match event {
            Event::Text(text) | Event::Code(text) => text.into_string(),
            Event::Html(html) | Event::InlineHtml(html) => format!("HTML {html}"),
            // Texts follow one another inside a line; anything else parts them.
            Event::Start(_) | Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => " ".into(),
            _ => String::new(),
        });
        pieces.collect()
    }

    /// A heading without words before a list: found by the property below.
    #[test]
    fn no_word_is_lost_behind_an_empty_heading() {
        let text = "#\n1. a ";
        assert_eq!(words(&seen(&markdown(text))), words(text));
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in "([A-Z]\\. |[1-3]\\. |- |\\* |\u{2022} |    |\t|#|<|&lt;|_|[a-z]{1,4} |[a-z]{20} |:|\\.|\n|\n\n){0,40}") {
            // Every word is there, in its order, and none is taken for HTML.
            prop_assert_eq!(words(&seen(&markdown(&text))), words(&text));
        }
    }
}
