//! Descriptions that are nothing but text: plain text and Markdown without front matter.

mod clean;
mod plain;
mod programs;

pub use clean::cleaned;
pub use programs::without_programs;

/// A description: the title that it gives itself, if any, and its text as Markdown without that title.
#[derive(Debug, PartialEq, Eq)]
pub struct Description {
    /// The title.
    pub title: Option<String>,
    /// The text.
    pub body: String,
}

/// The longest line that can be a title, in characters.
const LONGEST_TITLE: usize = 90;
/// What stands before a title on its line.
const TITLE_LABELS: [&str; 16] = [
    "job title",
    "position title",
    "title",
    "position",
    "role",
    "job",
    "vacancy",
    "stellenbezeichnung",
    "stelle",
    "position/titel",
    "职位名称",
    "岗位名称",
    "职位",
    "岗位",
    "招聘职位",
    "招聘岗位",
];

/// Takes a description apart.
pub fn read(text: &str) -> Description {
    if let Some(text) = of_asciidoc(text) {
        return markdown(&text);
    }
    if is_markdown(text) {
        return markdown(text);
    }
    let lines: Vec<&str> = text.lines().collect();
    if let Some(title) = labelled_title(&lines) {
        return Description { title: Some(title), body: plain::markdown(text) };
    }
    let first = lines.iter().position(|line| !line.trim().is_empty());
    if let Some(at) = first.filter(|at| is_title(without_call(lines[*at].trim()), lines.get(at + 1).copied())) {
        let title = without_call(lines[at].trim()).to_owned();
        return Description { title: Some(title), body: plain::markdown(&lines[at + 1..].join("\n")) };
    }
    if let Some((at, title)) = headed(&lines) {
        let rest = [&lines[..at], &lines[at + 1..]].concat();
        return Description { title: Some(title), body: plain::markdown(&rest.join("\n")) };
    }
    Description { title: None, body: plain::markdown(text) }
}

/// The title of a text that begins with short lines of facts, the job first: "Line Cook", "Ulm, Germany", "Full-time".
fn headed(lines: &[&str]) -> Option<(usize, String)> {
    let first = lines.iter().position(|line| !line.trim().is_empty())?;
    let block: Vec<&str> = lines[first..].iter().map(|line| line.trim()).take_while(|line| !line.is_empty()).collect();
    // A name for an address: "line-cook-ulm".
    let is_slug = |line: &str| line.contains('-') && !line.contains(' ') && !line.contains(char::is_uppercase);
    let at = usize::from(is_slug(block.first()?));
    let is_short = |line: &&str| {
        line.chars().count() <= 60
            && !line.ends_with(['.', ':', ';', ',', '!', '?', '。', '：', '；'])
            && !plain::is_marked(line)
    };
    let says_facts = |line: &&str| {
        let plain = line.to_lowercase().replace(['-', ' '], "");
        ["fulltime", "parttime", "vollzeit", "teilzeit", "全职", "兼职", "contract", "internship", "remote"]
            .contains(&&*plain)
            || line.contains(['$', '€', '£']) && line.contains(|c: char| c.is_ascii_digit())
    };
    let title = block.get(at)?;
    // "Koch / Köchin (m/w/d) in Vollzeit", and in the next line the house: the genders are those of a job.
    let has_gender = |line: &&str| {
        let plain = line.to_lowercase().replace(' ', "");
        ["(m/w/d)", "(w/m/d)", "(m/f/d)", "(f/m/d)", "(m/w/x)", "(w/m/x)", "(h/f)", "(m/w)", "(f/m/x)"]
            .iter()
            .any(|sign| plain.contains(sign))
    };
    let is_sentence = |line: &&str| {
        let speaks = ["suchen", "sucht", "we", "wir", "seek", "seeks", "ist", "is"];
        line.to_lowercase().split_whitespace().any(|word| speaks.contains(&word))
    };
    let goes_on = block.get(at + 1).is_some_and(|next| next.starts_with(char::is_lowercase));
    if block.len() <= 8
        && !goes_on
        && block.get(at).is_some_and(|first| has_gender(first) && is_short(first) && !is_sentence(first))
    {
        return Some((first + at, block[at].to_owned()));
    }
    let is_head = (at + 2..=8).contains(&block.len()) && block[at..].iter().all(is_short);
    let is_title = is_title(title, None) && !says_facts(title);
    (is_head && is_title && block[at + 1..].iter().any(says_facts)).then(|| (first + at, (*title).to_owned()))
}

/// A text as Markdown, whichever of the two it is; nothing of it is taken for a title.
pub fn markdown_of(text: &str) -> String {
    if is_markdown(text) { text.trim().to_owned() } else { plain::markdown(text) }
}

/// AsciiDoc with the headings of Markdown, and without the attributes below its title; `None` for another text.
fn of_asciidoc(text: &str) -> Option<String> {
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
    let title = lines.next().filter(|line| line.starts_with("= ") && line.len() > 2)?;
    if !text.lines().any(|line| line.starts_with("== ")) {
        return None;
    }
    let mut out = format!("# {}\n", title[2..].trim());
    for line in lines.skip_while(|line| line.starts_with(':')) {
        let marks = line.bytes().take_while(|byte| *byte == b'=').count();
        match line.get(marks..).filter(|rest| (2..=6).contains(&marks) && rest.starts_with(' ')) {
            Some(rest) => out.push_str(&format!("{}{rest}", "#".repeat(marks))),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    Some(out)
}

/// Whether a text has the marks that nobody writes but for Markdown.
fn is_markdown(text: &str) -> bool {
    let heading = |line: &str| {
        let marks = line.bytes().take_while(|byte| *byte == b'#').count();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ')
    };
    let lines = || text.lines().map(str::trim_end);
    let underlined = || lines().zip(lines().skip(1)).any(|(line, next)| is_underlined(line, next));
    lines().any(|line| heading(line) || line.starts_with("```"))
        || underlined()
        || text.contains("](")
        || lines().any(|line| line.matches("**").count() >= 2)
}

/// Whether a line is a heading of the first rank by the rule under it.
fn is_underlined(line: &str, next: &str) -> bool {
    let next = next.trim();
    line.chars().any(char::is_alphanumeric) && next.len() > 2 && next.bytes().all(|byte| byte == b'=')
}

/// Markdown: the title is its first heading of the first rank, which may stand below a picture.
fn markdown(text: &str) -> Description {
    let mut title = None;
    let mut body = String::with_capacity(text.len());
    let mut is_fenced = false;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        is_fenced ^= line.trim_start().starts_with("```");
        if title.is_none() && !is_fenced && lines.next_if(|next| is_underlined(line, next)).is_some() {
            title = Some(plain_line(line.trim())).filter(|title| !title.is_empty());
            continue;
        }
        match line.strip_prefix("# ").filter(|_| title.is_none() && !is_fenced) {
            Some(heading) => title = Some(plain_line(heading.trim().trim_end_matches('#'))).filter(|t| !t.is_empty()),
            None => {
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    let lines: Vec<&str> = text.lines().collect();
    let title = title.or_else(|| labelled_title(&lines)).or_else(|| bold_title(&lines));
    let title = title.or_else(|| headed(&lines).map(|(_, title)| title));
    Description { title, body: body.trim().to_owned() }
}

/// The title of a text whose first line is nothing but bold: "**Line Cook**".
fn bold_title(lines: &[&str]) -> Option<String> {
    let at = lines.iter().position(|line| !line.trim().is_empty())?;
    let inner = lines[at].trim().strip_prefix("**")?.strip_suffix("**")?;
    (!inner.contains("**") && is_title(inner, lines.get(at + 1).copied())).then(|| plain_line(inner))
}

/// A line of Markdown without its marks.
pub fn plain_line(line: &str) -> String {
    let text = line.replace("**", "").replace("__", "").replace('`', "");
    // `[Cook](https://...)` is called "Cook".
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('[') {
        let Some((label, target)) = after.split_once("](") else { break };
        let Some((_, behind)) = target.split_once(')') else { break };
        out.push_str(before.strip_suffix('!').unwrap_or(before));
        out.push_str(label);
        rest = behind;
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title of a line such as `Position: Cook`, among the first lines.
fn labelled_title(lines: &[&str]) -> Option<String> {
    let mut first = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).take(12);
    first.find_map(|line| {
        let line = plain_line(line);
        let (label, title) = line.split_once([':', '：'])?;
        let is_label = TITLE_LABELS.contains(&label.trim().to_lowercase().as_str());
        let title = title.trim();
        (is_label && !title.is_empty() && title.chars().count() <= LONGEST_TITLE).then(|| title.to_owned())
    })
}

/// A line without the call around its title: "Koch gesucht!".
fn without_call(line: &str) -> &str {
    let bare = line.trim_end_matches('!').trim_end();
    let called = [" gesucht", " wanted"].iter().find_map(|call| bare.strip_suffix(call));
    called.map_or(line, str::trim_end)
}

/// Whether the first line is a title: short, no sentence, no heading of a section, and apart from what follows.
fn is_title(line: &str, next: Option<&str>) -> bool {
    let is_apart = next.is_none_or(|next| next.trim().is_empty() || plain::is_label_with_value(next.trim()));
    is_apart
        && line.chars().count() <= LONGEST_TITLE
        && line.chars().any(char::is_alphabetic)
        && !line.ends_with(['.', ':', ';', ',', '!', '?', '。', '：', '；', '！'])
        && !plain::is_marked(line)
        && !plain::is_label_with_value(line)
        && !plain::is_section_name(line)
}

/// The title that a file's name gives: `software-architect.txt` is "Software Architect".
pub fn title_of_stem(stem: &str) -> Option<String> {
    let stem = stem.trim_matches(['_', '-', ' ', '.']);
    let words: Vec<String> = stem
        .split(['_', '-', ' ', '+'])
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut chars = word.chars();
            match chars.next() {
                Some(first) if !SMALL.contains(&word) => first.to_uppercase().chain(chars).collect(),
                _ => word.to_owned(),
            }
        })
        .collect();
    let title = words.join(" ");
    title.chars().any(char::is_alphabetic).then_some(title)
}

/// Words that stay small in a title.
const SMALL: [&str; 11] = ["of", "and", "for", "in", "the", "at", "to", "with", "und", "für", "im"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_line_that_stands_for_itself() {
        assert_eq!(read("Line Cook\n\nWe cook.\n").title.as_deref(), Some("Line Cook"));
        assert_eq!(read("Koch/Köchin gesucht!\n\nWir kochen.\n").title.as_deref(), Some("Koch/Köchin"));
        assert_eq!(read("Line Cook (nights)\n=====\n\nWe cook.\n").title.as_deref(), Some("Line Cook (nights)"));
        assert_eq!(read("We cook for guests from all over the world.\n\nJoin us.").title, None);
        assert_eq!(read("Job Description\n\nPosition: Line Cook\n").title.as_deref(), Some("Line Cook"));
        assert_eq!(read("岗位名称：数据工程师\n岗位职责\n1. 建模\n").title.as_deref(), Some("数据工程师"));
        let headed = read("line-cook-ulm\nLine Cook\nUlm, Germany\n$20 an hour\nFull-time\n\nWe cook.\n");
        assert_eq!(headed.title.as_deref(), Some("Line Cook"));
        assert_eq!(read("Our kitchen\nOur guests\nOur rooms\n\nWe cook.\n").title, None);
        let asciidoc = read("= Line Cook\n:date: 2026-01-02\n\nWe cook.\n\n== You\n\n* cook\n");
        assert_eq!(asciidoc.title.as_deref(), Some("Line Cook"));
        assert_eq!(asciidoc.body, "We cook.\n\n## You\n\n* cook");
        assert_eq!(read("**Line Cook**\n\nWe **cook**.\n").title.as_deref(), Some("Line Cook"));
        let markdown = read("![logo](/logo.png)\n\n# Line **Cook**\n\nWe cook.\n");
        assert_eq!(
            (markdown.title.as_deref(), markdown.body.as_str()),
            (Some("Line Cook"), "![logo](/logo.png)\n\n\nWe cook.")
        );
    }

    #[test]
    fn a_file_name_gives_a_title() {
        assert_eq!(title_of_stem("software-architect").as_deref(), Some("Software Architect"));
        assert_eq!(title_of_stem("head_of data").as_deref(), Some("Head of Data"));
        assert_eq!(title_of_stem("123"), None);
    }
}
