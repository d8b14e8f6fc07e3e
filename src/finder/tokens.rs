//! Text as words: what names and cue words are compared by.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

/// One word, one digit run, one Han character or one mark, with where it stands in the text it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: TokenKind,
    /// Whether nothing stands between it and the token before.
    pub glued: bool,
    /// Whether something new begins with it, so that no phrase reaches over its start.
    pub begins: bool,
    /// Its number in the lexicon; [`Token::UNKNOWN`] for words that no name and no cue has.
    pub word: u32,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with digits among or after them.
    Word,
    /// Digits alone.
    Number,
    /// One character of a script that is written without spaces.
    Character,
    /// A character that is neither letter nor digit.
    Mark(char),
}

impl Token {
    /// The word of no lexicon.
    pub const UNKNOWN: u32 = u32::MAX;

    /// Its bytes in the text.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it is this mark.
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }
}

/// Reads a text into tokens, each with its form for comparing: `take` gets the token and that form.
///
/// A hyphen between two words is left out, so that `front-end` and `front end` are the same two words, and so is an
/// apostrophe at a word's end; `'s` is a word of its own, which tells `master's` from `masters`.
pub fn read(text: &str, mut take: impl FnMut(Token, &str)) {
    let mut form = String::new();
    let mut end_of_last = usize::MAX;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() || is_invisible(c) {
            continue;
        }
        let glued = end_of_last == start;
        let mut end = start + c.len_utf8();
        let kind = if is_character(c) {
            TokenKind::Character
        } else if c.is_alphanumeric() {
            let mut digits_only = c.is_ascii_digit();
            while let Some(&(at, next)) = chars.peek() {
                // `5年` and `10years`: a number ends where letters begin; `k8s` stays one word.
                let goes_on = next.is_alphanumeric() && !is_character(next) || is_combining(next);
                if !goes_on || digits_only && !next.is_ascii_digit() && !is_ordinal(&text[start..], at - start) {
                    break;
                }
                digits_only &= next.is_ascii_digit();
                end = at + next.len_utf8();
                chars.next();
            }
            if digits_only { TokenKind::Number } else { TokenKind::Word }
        } else if is_apostrophe(c) {
            let rest = &text[end..];
            let word = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            if !glued || word == 0 || word > 2 {
                continue;
            }
            (0..word).for_each(|_| _ = chars.next());
            end += word;
            form.clear();
            form.push('\'');
            form.push_str(&rest[..word].to_ascii_lowercase());
            take(Token { start, end, kind: TokenKind::Word, glued, begins: false, word: Token::UNKNOWN }, &form);
            end_of_last = end;
            continue;
        } else {
            let next = chars.peek().map(|&(_, next)| next);
            if is_hyphen(c) && glued && next.is_some_and(char::is_alphabetic) {
                end_of_last = end;
                continue;
            }
            TokenKind::Mark(plain_mark(c))
        };
        match kind {
            TokenKind::Mark(mark) => {
                form.clear();
                form.push(mark);
            }
            _ => fold_into(&mut form, &text[start..end]),
        }
        take(Token { start, end, kind, glued, begins: false, word: Token::UNKNOWN }, &form);
        end_of_last = end;
    }
}

/// Whether a digit run goes on as a name: `3D`, `2nd`; not `10years` or `90k`.
fn is_ordinal(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let letters = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    matches!(&rest[..letters], "D" | "d" | "st" | "nd" | "rd" | "th" | "er")
}

/// The form in which words are compared: lower case, composed, and in the singular where a final `s` makes the plural.
fn fold_into(form: &mut String, word: &str) {
    form.clear();
    if word.is_ascii() {
        form.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        singular(form);
    } else {
        form.extend(word.chars().flat_map(char::to_lowercase).nfkc());
    }
}

fn singular(form: &mut String) {
    // `redis` and `analysis` are no plurals, `apis` is one.
    let keeps =
        form == "canvas" || form.ends_with("ss") || form.ends_with("us") || form.ends_with("is") && form.len() > 4;
    if form.len() < 4 || !form.ends_with('s') || keeps || !form.bytes().all(|b| b.is_ascii_alphabetic()) {
        return;
    }
    form.pop();
    if form.ends_with("ie") && form.len() > 4 {
        form.truncate(form.len() - 2);
        form.push('y');
    } else if form.ends_with("sse") || form.ends_with("xe") || form.ends_with("che") || form.ends_with("she") {
        form.pop();
    }
}

/// Chinese and Japanese are written without spaces, so each character is a word.
pub fn is_character(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Characters that take no room: soft hyphen, zero-width spaces and joiners, direction marks, the byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{fe0f}' | '\u{feff}')
        || c.is_control()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '`' | '\u{b4}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Marks that are written in several ways: all dashes are `-`, full-width marks those of ASCII.
fn plain_mark(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' | '\u{ff5e}' | '\u{301c}' => '-',
        '\u{ff0c}' | '\u{3001}' => ',',
        '\u{ff1a}' => ':',
        '\u{ff1b}' => ';',
        '\u{3002}' => '.',
        '\u{ff08}' => '(',
        '\u{ff09}' => ')',
        '\u{ff0b}' => '+',
        '\u{ff0f}' => '/',
        '\u{ff01}' => '!',
        '\u{ff1f}' => '?',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<String> {
        let mut forms = Vec::new();
        read(text, |_, form| forms.push(form.to_owned()));
        forms
    }

    #[test]
    fn words_are_those_that_names_have() {
        assert_eq!(forms("Front-end & front end"), ["front", "end", "&", "front", "end"]);
        assert_eq!(forms("C++, C#; Node.js"), ["c", "+", "+", ",", "c", "#", ";", "node", ".", "js"]);
        assert_eq!(forms("Master’s, masters, 5 years' k8s"), ["master", "'s", ",", "master", ",", "5", "year", "k8s"]);
        assert_eq!(forms("10years 3D 3–5年以上"), ["10", "year", "3d", "3", "-", "5", "年", "以", "上"]);
        assert_eq!(
            forms("Databases, libraries, processes, redis, APIs"),
            ["database", ",", "library", ",", "process", ",", "redis", ",", "api"]
        );
        assert_eq!(forms("Fähig\u{ad}keiten Zu\u{308}rich"), ["fähig", "keiten", "zürich"]);
    }

    proptest! {
        #[test]
        fn tokens_follow_one_another_on_whole_characters(text in "\\PC{0,60}") {
            let mut last = 0;
            read(&text, |token, _| {
                assert!(token.start >= last && token.end > token.start && text.get(token.range()).is_some());
                last = token.end;
            });
        }
    }
}
