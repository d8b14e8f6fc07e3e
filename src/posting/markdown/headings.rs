//! The headings of a text: which levels and ids they get on the page.

use std::collections::{HashMap, VecDeque};

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

/// What keeps the headings' ids apart from those of the theme.
const PREFIX: &str = "s-";
/// The most characters of a heading that its id repeats.
const MAX_SLUG: usize = 64;

/// A heading as it appears on the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heading {
    pub(super) level: HeadingLevel,
    pub(super) id: String,
}

/// All headings of a text.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// In the text's order; `None` for a heading without words, which a screen reader would announce as nothing.
    headings: VecDeque<Option<Heading>>,
    /// Each id that is taken, with the suffix to try when it is wanted again.
    ids: HashMap<String, usize>,
    /// The author's levels of the sections that are open.
    open: Vec<HeadingLevel>,
}

impl Outline {
    /// The outline of a text's events.
    pub(super) fn of(events: &[Event]) -> Self {
        let mut outline = Self::default();
        for (index, event) in events.iter().enumerate() {
            if let Event::Start(Tag::Heading { level, .. }) = event {
                let words = words(&events[index + 1..]);
                let heading = (!words.trim().is_empty()).then(|| outline.heading(*level, &words));
                outline.headings.push_back(heading);
            }
        }
        outline
    }

    /// Takes the next heading, in the text's order; `None` if it is to be left out.
    pub(super) fn next_heading(&mut self) -> Option<Heading> {
        self.headings.pop_front().flatten()
    }

    /// The id of the heading that a fragment (without `#`, percent-decoded) means: its id, or its words in the
    /// author's spelling.
    pub(super) fn id_of(&self, fragment: &str) -> Option<String> {
        let slug = format!("{PREFIX}{}", slug(fragment));
        [fragment, &slug].into_iter().find(|id| self.ids.contains_key(*id)).map(str::to_owned)
    }

    fn heading(&mut self, author_level: HeadingLevel, words: &str) -> Heading {
        // Depth in the outline, not the author's number: so neither the first level nor a later step is skipped, and
        // headings of one level in one section stay on one level.
        while self.open.last().is_some_and(|&level| level >= author_level) {
            self.open.pop();
        }
        self.open.push(author_level);
        let level = match self.open.len() {
            0 | 1 => HeadingLevel::H2,
            2 => HeadingLevel::H3,
            3 => HeadingLevel::H4,
            4 => HeadingLevel::H5,
            _ => HeadingLevel::H6,
        };
        Heading { level, id: self.unique_id(format!("{PREFIX}{}", slug(words))) }
    }

    fn unique_id(&mut self, wanted: String) -> String {
        let Some(&first_suffix) = self.ids.get(&wanted) else {
            self.ids.insert(wanted.clone(), 2);
            return wanted;
        };
        let mut suffix = first_suffix;
        loop {
            let id = format!("{wanted}-{suffix}");
            suffix += 1;
            if !self.ids.contains_key(&id) {
                self.ids.insert(wanted, suffix);
                self.ids.insert(id.clone(), 2);
                return id;
            }
        }
    }
}

/// The words of a heading whose events begin here, the texts of its images among them.
fn words(events: &[Event]) -> String {
    let mut words = String::new();
    let mut inner = 0_usize;
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            // Raw HTML, sanitised or not, may nest headings.
            Event::Start(Tag::Heading { .. }) => inner += 1,
            Event::End(TagEnd::Heading(_)) if inner == 0 => break,
            Event::End(TagEnd::Heading(_)) => inner -= 1,
            _ => {}
        }
    }
    words
}

/// Lower-case letters and digits of every script, joined by `-`; never empty. Nearer to what authors know from GitHub
/// than the slugs of addresses are, since they write it by hand in links: accents stay, `&` is no word.
fn slug(words: &str) -> String {
    let mut slug = String::new();
    let mut length = 0;
    for c in words.chars() {
        if length >= MAX_SLUG {
            break;
        }
        if c.is_alphanumeric() || (is_mark(c) && !slug.is_empty()) {
            slug.extend(c.to_lowercase());
            length += 1;
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
            length += 1;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Whether a character is a mark on a letter (an accent, a vowel sign, a virama): `is_alphanumeric` leaves out some,
/// and without them words of Indic scripts, Hebrew or Arabic fall apart. By blocks, which is close enough for an id.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}')
        || (matches!(c, '\u{900}'..='\u{1CFF}') && !c.is_whitespace() && !matches!(c, '\u{964}' | '\u{965}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_readable_in_every_script() {
        for (words, expected) in [
            ("Responsibilities", "responsibilities"),
            ("What you’ll do — day 1!", "what-you-ll-do-day-1"),
            ("  Über uns  ", "über-uns"),
            ("职位要求", "职位要求"),
            ("ज़िम्मेदारियाँ", "ज़िम्मेदारियाँ"),
            ("🚀 Mission", "mission"),
            ("C++ & C#", "c-c"),
            ("!!!", "section"),
            ("\u{301}", "section"),
        ] {
            assert_eq!(slug(words), expected);
        }
        assert!(slug(&"a b ".repeat(99)).chars().count() <= MAX_SLUG);
    }

    #[test]
    fn ids_never_meet() {
        let mut outline = Outline::default();
        let ids: Vec<_> = ["a", "a-2", "a", "a", "a-2"].map(|words| outline.unique_id(slug(words))).into();
        assert_eq!(ids, ["a", "a-2", "a-3", "a-4", "a-2-2"]);
    }
}
