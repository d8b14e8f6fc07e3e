//! A line's emphasis, links, tags and entities, read into plain text.

use super::{ADDRESS, Document, Line, LineKind, Link, Run};

/// Tags and targets of links that are longer are text.
const LONGEST_TAG: usize = 2048;

/// Reads the content of a line, which stands at `source`; tags that break lines make several of it.
pub(super) fn read(document: &mut Document, content: &str, source: usize, line: Line) {
    let mut reader = Reader {
        document,
        content,
        source,
        at: 0,
        line,
        bold: false,
        plain: false,
        open: Vec::new(),
        anchor: None,
        no_close: [false; 3],
    };
    reader.run();
}

struct Reader<'a> {
    document: &'a mut Document,
    content: &'a str,
    /// Where the content stands in the source.
    source: usize,
    at: usize,
    line: Line,
    /// Whether the text is bold here.
    bold: bool,
    /// Whether the line has text that is not bold.
    plain: bool,
    /// The open brackets, as places in the text.
    open: Vec<usize>,
    /// The open `<a>`: where its words start, and its target.
    anchor: Option<(usize, String)>,
    /// Whether no `)`, `>` or `;` is left in the content.
    no_close: [bool; 3],
}

impl Reader<'_> {
    fn run(&mut self) {
        while let Some(c) = self.content[self.at..].chars().next() {
            let rest = &self.content[self.at..];
            let length = match c {
                '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                    self.at += 1;
                    self.push(1, None);
                    1
                }
                '*' | '`' => self.emphasis(rest, c),
                '_' if !self.inside_word(rest) => self.emphasis(rest, c),
                '!' if rest.starts_with("![") => self.image(rest),
                '[' => {
                    self.open.push(self.document.text.len());
                    1
                }
                ']' => self.bracket(rest),
                '<' => self.tag(rest),
                '&' => self.entity(rest),
                'h' if is_address(rest) && !self.inside_word(rest) => self.address(rest),
                _ => {
                    self.push(c.len_utf8(), None);
                    c.len_utf8()
                }
            };
            self.at += length;
        }
        self.finish();
    }

    /// Adds bytes of the content to the text; `instead` is what they mean, if not themselves.
    fn push(&mut self, length: usize, instead: Option<char>) {
        let source = self.source + self.at;
        let piece = &self.content[self.at..self.at + length];
        let start = self.document.text.len();
        let goes_on = instead.is_none()
            && self.document.runs.last().is_some_and(|run| {
                run.other_length.is_none() && run.source + start.saturating_sub(run.start) == source
            });
        if !goes_on {
            self.document.runs.push(Run { start, source, other_length: instead.map(|_| length) });
        }
        match instead {
            Some(c) => self.document.text.push(c),
            None => self.document.text.push_str(piece),
        }
        self.plain |= !self.bold && piece.chars().any(char::is_alphanumeric);
    }

    fn inside_word(&self, rest: &str) -> bool {
        let before = self.content[..self.at].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = rest.chars().nth(1).is_some_and(char::is_alphanumeric);
        before && after
    }

    fn emphasis(&mut self, rest: &str, mark: char) -> usize {
        let run = rest.len() - rest.trim_start_matches(mark).len();
        if mark != '`' && run >= 2 {
            self.bold = !self.bold;
        }
        run
    }

    /// Where a closing character is in the rest, looked for in vain at most once a line.
    fn close(&mut self, rest: &str, which: usize) -> Option<usize> {
        if self.no_close[which] {
            return None;
        }
        let near =
            (LONGEST_TAG.min(rest.len())..=rest.len()).find(|&end| rest.is_char_boundary(end)).unwrap_or(rest.len());
        let found = rest[..near].find([')', '>', ';'][which]);
        self.no_close[which] = found.is_none() && near == rest.len();
        found
    }

    fn image(&mut self, rest: &str) -> usize {
        let end = self.close(rest, 0);
        match end.filter(|&end| rest[..end].contains("](")) {
            Some(end) => end + 1,
            None => 1,
        }
    }

    fn bracket(&mut self, rest: &str) -> usize {
        let Some(start) = self.open.pop() else { return 1 };
        if !rest.starts_with("](") {
            return 1;
        }
        let Some(end) = self.close(rest, 0) else { return 1 };
        let target = rest[2..end].split_whitespace().next().unwrap_or("").trim_matches(['<', '>']).to_owned();
        let words_end = self.document.text.len();
        if words_end > start {
            self.document.links.push(Link { start, end: words_end, target });
        }
        end + 1
    }

    fn address(&mut self, rest: &str) -> usize {
        let end =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | ']')).unwrap_or(rest.len());
        let end = rest[..end].trim_end_matches(['.', ',', ';', ':', '*', '_', '!', '?', '。', '，']).len();
        let start = self.document.text.len();
        self.push(end, Some(ADDRESS));
        self.document.links.push(Link { start, end: self.document.text.len(), target: rest[..end].to_owned() });
        end
    }

    fn tag(&mut self, rest: &str) -> usize {
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
        let Some(end) = is_tag.then(|| self.close(rest, 1)).flatten() else {
            self.push(1, None);
            return 1;
        };
        let inside = &rest[1..end];
        if is_address(inside) || inside.contains('@') && !inside.contains([' ', '=']) {
            self.at += 1;
            let start = self.document.text.len();
            self.push(inside.len(), Some(ADDRESS));
            let target = if is_address(inside) { inside.to_owned() } else { format!("mailto:{inside}") };
            self.document.links.push(Link { start, end: self.document.text.len(), target });
            return inside.len() + 1;
        }
        let closes = inside.starts_with('/');
        let name: String = inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        match name.to_ascii_lowercase().as_str() {
            "" => {
                self.push(1, None);
                return 1;
            }
            "b" | "strong" => self.bold = !closes,
            "a" if !closes => self.anchor = attribute(inside, "href").map(|target| (self.document.text.len(), target)),
            "a" => {
                if let Some((start, target)) = self.anchor.take() {
                    self.document.links.push(Link { start, end: self.document.text.len(), target });
                }
            }
            "br" => self.next_line(self.line.kind, false),
            "li" if !closes => self.next_line(LineKind::Item, false),
            heading @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") if !closes => {
                self.next_line(LineKind::Heading(heading.as_bytes()[1] - b'0'), true);
            }
            "p" | "div" | "li" | "ul" | "ol" | "table" | "tr" | "td" | "th" | "section" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "article" | "dt" | "dd" => self.next_line(LineKind::Text, true),
            _ => {}
        }
        end + 1
    }

    fn entity(&mut self, rest: &str) -> usize {
        let Some(end) = self.close(rest, 2).filter(|&end| end < 10) else {
            self.push(1, None);
            return 1;
        };
        let name = &rest[1..end];
        let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        });
        let c = match (number.and_then(char::from_u32), name) {
            (Some(c), _) if !c.is_control() => c,
            (_, "amp") => '&',
            (_, "lt") => '<',
            (_, "gt") => '>',
            (_, "quot") => '"',
            (_, "apos" | "rsquo" | "lsquo") => '\'',
            (_, "nbsp" | "ensp" | "emsp") => ' ',
            (_, "ndash" | "mdash") => '-',
            (_, "euro") => '€',
            (_, "pound") => '£',
            (_, "auml") => 'ä',
            (_, "ouml") => 'ö',
            (_, "uuml") => 'ü',
            (_, "Auml") => 'Ä',
            (_, "Ouml") => 'Ö',
            (_, "Uuml") => 'Ü',
            (_, "szlig") => 'ß',
            (_, "eacute") => 'é',
            _ => {
                self.push(1, None);
                return 1;
            }
        };
        self.push(end + 1, Some(c));
        end + 1
    }

    /// Ends this line, if it has text, and starts one of this kind.
    fn next_line(&mut self, kind: LineKind, after_blank: bool) {
        let has_text = !self.document.text[self.line.start..].trim().is_empty();
        if has_text {
            self.finish();
            self.plain = false;
        }
        self.line = Line {
            start: self.document.text.len(),
            kind,
            after_blank: after_blank || !has_text && self.line.after_blank,
            broken: true,
            ..self.line
        };
    }

    fn finish(&mut self) {
        self.document.open_bold = self.bold;
        let text = &self.document.text[self.line.start..];
        if text.trim().is_empty() {
            return;
        }
        mails(text, self.line.start, &mut self.document.links);
        hosts(text, self.line.start, &mut self.document.links);
        let end = self.document.text.len();
        let bold = !self.plain && text.chars().any(char::is_alphanumeric);
        self.document.lines.push(Line { end, bold, ..self.line.clone() });
        self.document.text.push('\n');
        self.open.clear();
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://") || text.starts_with("mailto:")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let after = tag[tag.find(name)? + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after[1..].split(quote).next().map(str::to_owned)
}

/// Web addresses in a line's text that leave out how they begin: `www.acme.example/jobs`.
fn hosts(text: &str, offset: usize, links: &mut Vec<Link>) {
    let mut from = 0;
    while let Some(at) = text[from..].find("www.").map(|at| from + at) {
        let is_inside = text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '@' | '-'));
        let ends = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | ',');
        let end = text[at..].find(ends).map_or(text.len(), |end| at + end);
        // What stands in one word is looked at once.
        from = end.max(at + 4);
        let host = text[at..end].trim_end_matches(['.', ':', ';', '!', '?']);
        if !is_inside && host.is_ascii() && host.get(4..).is_some_and(|rest| rest.contains('.')) {
            let (start, end) = (offset + at, offset + at + host.len());
            links.push(Link { start, end, target: format!("https://{host}") });
        }
    }
}

/// E-mail addresses in a line's text.
fn mails(text: &str, offset: usize, links: &mut Vec<Link>) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let mut from = 0;
    while let Some(at) = text[from..].find('@').map(|at| from + at) {
        let start = text[from..at]
            .rfind(|c| !is_part(c))
            .map_or(from, |before| from + before + text[from + before..].chars().next().map_or(1, char::len_utf8));
        let after = &text[at + 1..];
        let end = at + 1 + after.find(|c| !is_part(c)).unwrap_or(after.len());
        let end = at + 1 + text[at + 1..end].trim_end_matches(['.', '-', '_', '+']).len();
        if start < at && text[at + 1..end].contains('.') {
            let known = links.iter().rev().take(8).any(|link| link.start <= offset + start && offset + end <= link.end);
            if !known {
                links.push(Link {
                    start: offset + start,
                    end: offset + end,
                    target: format!("mailto:{}", &text[start..end]),
                });
            }
        }
        from = end.max(at + 1);
    }
}
