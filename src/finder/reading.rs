//! A text with what its words mean: what all rules look at.

use std::ops::Range;

use super::lexicon::{Lexicon, Mark, Meaning};
use super::tokens::{Token, TokenKind};
use super::words::{Cue, Small};

/// A phrase of several words has fewer tokens than that, or else its first ones count.
const LONGEST_PHRASE: usize = 16;

/// A text, its tokens, and what they mean.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// What they mean, by their first token.
    pub marks: Vec<Mark>,
}

impl<'a> Reading<'a> {
    /// Reads a text, in which something new begins at these bytes.
    pub fn new(text: &'a str, begins: impl Iterator<Item = usize>, lexicon: &Lexicon) -> Self {
        let mut tokens = lexicon.tokens(text);
        let mut at = 0;
        for start in begins {
            at += tokens[at..].iter().take_while(|token| token.start < start).count();
            if let Some(token) = tokens.get_mut(at) {
                token.begins = true;
            }
        }
        let marks = lexicon.marks(&tokens);
        Self { text, tokens, marks }
    }

    /// All tokens.
    pub fn all(&self) -> Range<usize> {
        0..self.tokens.len()
    }

    /// The word of a token, as written; empty where no token is.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range()])
    }

    /// Whether a token is a number in digits.
    pub fn is_digits(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    /// Whether a token is this mark.
    pub fn is(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(mark))
    }

    /// Whether a token is one of these words, in any case.
    pub fn is_word(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && words.iter().any(|other| word.eq_ignore_ascii_case(other))
    }

    /// Whether a token is a small word of this meaning.
    pub fn small(&self, at: usize, small: Small) -> bool {
        let from = self.marks.partition_point(|mark| mark.first < at);
        self.marks[from..]
            .iter()
            .take_while(|mark| mark.first == at)
            .any(|mark| mark.end == at + 1 && mark.meaning == Meaning::Cue(Cue::Small(small)))
    }

    /// The number that a token states in digits or words.
    pub fn number(&self, at: usize) -> Option<u32> {
        let token = self.tokens.get(at)?;
        if token.kind == TokenKind::Number {
            return self.word(at).parse().ok();
        }
        self.cues(at..at + 1).find_map(|(cue, _)| match cue {
            Cue::Number(number) => Some(u32::from(number)),
            _ => None,
        })
    }

    /// The bytes of some tokens; empty where there are none.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.start..last.end,
            (Some(first), _) => first.start..first.start,
            _ => self.text.len()..self.text.len(),
        }
    }

    /// The words of some tokens as written, with single spaces.
    pub fn words(&self, tokens: Range<usize>) -> String {
        self.text[self.bytes(tokens)].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The marks of some tokens.
    pub fn marks(&self, tokens: Range<usize>) -> impl DoubleEndedIterator<Item = &Mark> + Clone {
        let from = self.marks.partition_point(|mark| mark.first < tokens.start);
        let to = self.marks.partition_point(|mark| mark.first < tokens.end);
        self.marks[from..to.max(from)].iter().filter(move |mark| mark.end <= tokens.end)
    }

    /// The marks that have any of some tokens.
    pub fn marks_over(&self, tokens: Range<usize>) -> impl Iterator<Item = &Mark> {
        // No phrase is longer than that.
        let from = self.marks.partition_point(|mark| mark.first + LONGEST_PHRASE < tokens.start);
        let to = self.marks.partition_point(|mark| mark.first < tokens.end);
        self.marks[from..to.max(from)].iter().filter(move |mark| mark.end > tokens.start)
    }

    /// Whether some of these tokens mean something, not only in titles.
    pub fn is_known(&self, tokens: Range<usize>) -> bool {
        self.marks_over(tokens).any(|mark| !matches!(mark.meaning, Meaning::Cue(cue) if cue.is_of_titles()))
    }

    /// The cues of some tokens, each with its mark.
    pub fn cues(&self, tokens: Range<usize>) -> impl DoubleEndedIterator<Item = (Cue, &Mark)> + Clone {
        self.marks(tokens).filter_map(|mark| match mark.meaning {
            Meaning::Cue(cue) => Some((cue, mark)),
            Meaning::Skill(_) => None,
        })
    }

    /// Whether some tokens have such a cue.
    pub fn has(&self, tokens: Range<usize>, is_wanted: impl Fn(Cue) -> bool) -> bool {
        self.cues(tokens).any(|(cue, _)| is_wanted(cue))
    }
}
