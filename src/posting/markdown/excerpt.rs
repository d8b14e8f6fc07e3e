//! The first words of a text, for lists and descriptions.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::input;

/// The most bytes of a text that are read for an excerpt, up to the end of a block.
const MAX_BYTES: usize = 2048;

/// The first words of a Markdown text as plain text: at most `max` characters, cut at a word, with … when cut.
///
/// The words are those of the paragraphs before the second heading; of the lists, if there is no paragraph. Headings,
/// images, tables, code blocks and raw HTML are left out. Reads only the beginning of the text, so that its cost does
/// not grow with the body.
pub fn excerpt(markdown: &str, max: usize) -> String {
    // Most bodies begin with a paragraph that is long enough: the parser need not see what follows.
    let small = max.saturating_mul(2).saturating_add(256).min(MAX_BYTES);
    for size in [small, MAX_BYTES] {
        let beginning = Beginning::of(markdown, size);
        let text = input::prepared(beginning.text);
        let words = Words::of(&text, max);
        if words.are_enough || beginning.is_all || size == MAX_BYTES {
            return cut(&words.text, max, beginning.is_cut);
        }
    }
    String::new()
}

/// The beginning of a text.
struct Beginning<'a> {
    text: &'a str,
    /// Whether nothing follows.
    is_all: bool,
    /// Whether it ends inside a block.
    is_cut: bool,
}

impl<'a> Beginning<'a> {
    /// At most `size` bytes, up to the end of a block if there is one.
    fn of(text: &'a str, size: usize) -> Self {
        if text.len() <= size {
            return Self { text, is_all: true, is_cut: false };
        }
        let text = &text[..text.floor_char_boundary(size)];
        let block = text.rfind("\n\n").max(text.rfind("\n\r\n"));
        match block.filter(|&end| !text[..end].trim().is_empty()) {
            Some(end) => Self { text: &text[..end], is_all: false, is_cut: false },
            None => {
                let word = text.rfind(char::is_whitespace).filter(|&end| end >= size / 2);
                Self { text: &text[..word.unwrap_or(text.len())], is_all: false, is_cut: true }
            }
        }
    }
}

/// The plain words that a text begins with, white space folded.
struct Words {
    text: String,
    /// Whether the rest of the text would change nothing.
    are_enough: bool,
}

impl Words {
    /// Somewhat more than `max` characters, if there are as many.
    fn of(text: &str, max: usize) -> Self {
        let mut paragraphs = Folded { text: String::with_capacity(max.min(MAX_BYTES) + 64), ..Folded::default() };
        let mut lists = Folded::default();
        let (mut in_list, mut in_paragraph, mut skipped) = (0, false, 0);
        for event in super::parser(text) {
            match event {
                Event::Start(Tag::Heading { .. }) if !paragraphs.text.is_empty() => {
                    return Self { text: paragraphs.text, are_enough: true };
                }
                Event::Start(Tag::Image { .. } | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_)) => {
                    skipped += 1;
                }
                Event::End(TagEnd::Image | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table) => skipped -= 1,
                Event::Start(Tag::List(_)) => in_list += 1,
                Event::End(TagEnd::List(_)) => in_list -= 1,
                Event::Start(Tag::Paragraph) => in_paragraph = true,
                Event::End(TagEnd::Paragraph) => {
                    in_paragraph = false;
                    paragraphs.needs_space = true;
                    lists.needs_space = true;
                }
                Event::End(TagEnd::Item) => lists.end_item(),
                Event::Text(words) | Event::Code(words) if skipped == 0 => {
                    if in_list > 0 {
                        lists.push(&words, max);
                    } else if in_paragraph {
                        paragraphs.push(&words, max);
                        if paragraphs.is_full {
                            return Self { text: paragraphs.text, are_enough: true };
                        }
                    }
                }
                Event::SoftBreak | Event::HardBreak => {
                    paragraphs.needs_space = true;
                    lists.needs_space = true;
                }
                _ => {}
            }
        }
        let text = if paragraphs.text.is_empty() { lists.text } else { paragraphs.text };
        Self { text, are_enough: false }
    }
}

/// Words with single spaces between them.
#[derive(Default)]
struct Folded {
    text: String,
    length: usize,
    needs_space: bool,
    is_full: bool,
}

impl Folded {
    /// Adds words until there are more than `max` characters.
    fn push(&mut self, words: &str, max: usize) {
        let is_plain = words.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !is_plain || self.length + words.len() >= max {
            return self.push_each(words, max);
        }
        // All of it is seen and fits, with a space before it too: word by word instead of sign by sign.
        for (place, word) in words.split(' ').enumerate() {
            self.needs_space |= place > 0;
            if !word.is_empty() {
                if self.needs_space && !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.text.push_str(word);
                self.needs_space = false;
            }
        }
        self.length = self.text.chars().count();
    }

    /// The same, sign by sign.
    fn push_each(&mut self, words: &str, max: usize) {
        for c in words.chars() {
            if self.is_full {
                return;
            }
            if c.is_whitespace() {
                self.needs_space = true;
            } else if !input::is_forbidden(c) {
                if self.needs_space && !self.text.is_empty() {
                    self.text.push(' ');
                    self.length += 1;
                }
                self.needs_space = false;
                self.text.push(c);
                self.length += 1;
                self.is_full = self.length > max;
            }
        }
    }

    /// Ends a list's item: the next is parted from it like a sentence or like a word of an enumeration.
    fn end_item(&mut self) {
        if !self.is_full && self.text.ends_with(char::is_alphanumeric) {
            self.text.push(',');
            self.length += 1;
        }
        self.needs_space = true;
    }
}

/// At most `max` characters of a text, with … if something is missing.
fn cut(text: &str, max: usize, more_follows: bool) -> String {
    let text = text.trim_end_matches(',');
    let is_short = text.chars().count() <= max.saturating_sub(usize::from(more_follows));
    if is_short && (!more_follows || text.is_empty()) {
        return text.to_owned();
    }
    let Some(room) = max.checked_sub(1) else {
        return String::new();
    };
    let end = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    let (mut kept, dropped) = text.split_at(end);
    if !dropped.is_empty() && !dropped.starts_with(' ') {
        // Without a space, as in Chinese, or with one only far back, before a very long word, the word is cut.
        match kept.rfind(' ') {
            Some(space) if space >= kept.len() / 2 => kept = &kept[..space],
            _ => {}
        }
    }
    let kept = kept.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—'));
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_paragraphs_are_taken() {
        for (markdown, expected) in [
            ("", ""),
            (" \n\n", ""),
            ("Hello **world**,\nthis is [us](https://x).", "Hello world, this is us."),
            ("# Title\n\nOne.\n\nTwo.\n\n## More\n\nThree.", "One. Two."),
            ("![Logo](a.png)\n\nOne `code`\\\ntwo.", "One code two."),
            ("<div>\nraw\n</div>\n\nA <b>bold</b> word.", "A bold word."),
            ("```\ncode\n```\n\n| a |\n|---|\n| b |\n\nText.", "Text."),
            ("- one\n- two.\n- [ ] three\n\n# Title\n", "one, two. three"),
            ("- one\n\n  more\n- two", "one more, two"),
            ("- one\n\nA paragraph.", "A paragraph."),
            ("> Quoted.", "Quoted."),
            ("Nul\0l, tab&Tab;and &#11;entity &lt;b&gt;.", "Null, tab and entity <b>."),
            ("a\r\nb\r\n\r\nc", "a b c"),
        ] {
            assert_eq!(excerpt(markdown, 100), expected, "{markdown:?}");
        }
    }

    #[test]
    fn cut_at_a_word() {
        let text = "We build, and run, things.";
        for (max, expected) in [
            (0, ""),
            (1, "…"),
            (4, "We…"),
            (9, "We build…"),
            (10, "We build…"),
            (14, "We build, and…"),
            (25, "We build, and run…"),
            (26, text),
            (99, text),
        ] {
            assert_eq!(excerpt(text, max), expected, "{max}");
        }
        assert_eq!(excerpt("我们正在寻找工程师加入", 6), "我们正在寻…");
    }

    #[test]
    fn only_the_beginning_is_read() {
        let long = "word ".repeat(1_000_000);
        assert!(excerpt(&long, 5000).ends_with("word…"));
        assert_eq!(excerpt(&format!("One.\n\n{}", "## x\n\n".repeat(100_000)), 50), "One.");
        let late = format!("{}Text.", "# Title\n\n".repeat(100));
        assert_eq!(excerpt(&late, 50), "Text.");
        assert_eq!(excerpt(&format!("{}\n\nText.", "ü".repeat(MAX_BYTES)), 10), "üüüüüüüüü…");
    }
}
