//! All names and cue words in one tree of tokens, so that a text is searched for all of them in one pass.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};

use super::tokens::{self, Token, TokenKind};
use super::words::{self, Cue, Guard, PhraseWord, Small};
use crate::skills::Vocabulary;
use crate::slug::fold;

/// A name that tells with what follows in one German word how well it is known has at least this many bytes.
const SHORTEST_NAME: usize = 4;
/// A word that German bends has at least this many bytes: shorter ones bent may be other words.
const SHORTEST_BASE: usize = 8;

/// The name in a German word that tells that it is known: "buchhaltungskenntnisse".
pub fn known_by(form: &str) -> Option<&str> {
    let ends =
        ["kenntnisse", "kenntnissen", "erfahrung", "erfahrungen", "fachwissen", "wissen", "tätigkeit", "tätigkeiten"];
    ends.into_iter().find_map(|end| form.strip_suffix(end)).filter(|name| !name.is_empty())
}

/// What a run of tokens means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A skill, by its number in [`Lexicon::skill`].
    Skill(u32),
    /// A word that tells what stands near it.
    Cue(Cue),
}

/// A run of tokens that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The number of its first token.
    pub first: usize,
    /// One past the number of its last token.
    pub end: usize,
    /// What it means.
    pub meaning: Meaning,
}

/// The names of a vocabulary and the cue words of all languages.
#[derive(Debug, Clone)]
pub struct Lexicon {
    skills: Vec<(Box<str>, Option<Guard>)>,
    words: HashMap<Box<str>, u32>,
    /// The node that a word leads to from a node; 0 is the root.
    edges: HashMap<(u32, u32), u32>,
    /// What ends at each node.
    ends: Vec<Vec<Meaning>>,
    phrase_words: HashSet<(u32, PhraseWord)>,
    /// The ends of words that are trades, by their length in bytes, the longest first.
    role_endings: Vec<(usize, HashSet<&'static str>)>,
    /// The number of a word that only such an end makes a trade.
    role: u32,
}

/// What no text has as a word: it stands for all those that are trades by their end.
const ANY_ROLE: &str = "\0";

impl Lexicon {
    /// The names of this vocabulary with the cue words.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let mut lexicon = Self {
            skills: Vec::new(),
            words: HashMap::new(),
            edges: HashMap::new(),
            ends: vec![Vec::new()],
            phrase_words: HashSet::new(),
            role_endings: Vec::new(),
            role: 0,
        };
        for (cue, phrase) in words::all() {
            lexicon.add(phrase, Meaning::Cue(cue));
        }
        lexicon.add_role_endings();
        let weak: HashSet<String> = words::weak().map(fold).collect();
        let guards: HashMap<&str, Guard> = words::guards().map(|(guard, name)| (name, guard)).collect();
        for skill in vocabulary.skills() {
            let number = lexicon.skills.len() as u32;
            lexicon.skills.push((skill.name.as_str().into(), guards.get(skill.name.as_str()).copied()));
            for name in std::iter::once(&skill.name).chain(&skill.aliases) {
                // What a site calls by a name of the built-in vocabulary is what the site says.
                let key = fold(name);
                let is_own = vocabulary.find_folded(&key).is_some_and(|found| found.name == skill.name);
                if is_own && !weak.contains(&key) {
                    lexicon.add(name, Meaning::Skill(number));
                }
            }
        }
        for (kind, word) in words::phrase_words() {
            tokens::read(word, |_, form| {
                let number = lexicon.number(form);
                lexicon.phrase_words.insert((number, kind));
            });
        }
        for (traditional, simple) in words::traditional() {
            if let Some(&number) = lexicon.words.get(simple) {
                lexicon.words.entry(traditional.into()).or_insert(number);
            }
        }
        lexicon
    }

    /// The number of a word, a new one where it has none.
    fn number(&mut self, form: &str) -> u32 {
        let next = self.words.len() as u32;
        *self.words.entry(form.into()).or_insert(next)
    }

    fn add_role_endings(&mut self) {
        let mut endings: BTreeMap<usize, HashSet<&'static str>> = BTreeMap::new();
        for ending in words::role_endings() {
            endings.entry(ending.len()).or_default().insert(ending);
        }
        self.role_endings = endings.into_iter().rev().collect();
        self.role = self.words.len() as u32;
        self.words.insert(ANY_ROLE.into(), self.role);
        let node = self.ends.len() as u32;
        self.edges.insert((0, self.role), node);
        self.ends.push(vec![Meaning::Cue(Cue::Small(Small::Trade))]);
    }

    /// Whether a word that is in no list is a trade by its end.
    fn is_role(&self, form: &str) -> bool {
        self.role_endings.iter().any(|(length, endings)| {
            form.len().checked_sub(*length).and_then(|start| form.get(start..)).is_some_and(|end| endings.contains(end))
        })
    }

    fn add(&mut self, phrase: &str, meaning: Meaning) {
        let mut node = 0;
        tokens::read(phrase, |_, form| {
            let word = self.number(form);
            let fresh = self.ends.len() as u32;
            node = *self.edges.entry((node, word)).or_insert(fresh);
            if node == fresh {
                self.ends.push(Vec::new());
            }
        });
        let ends = &mut self.ends[node as usize];
        if node != 0 && !ends.contains(&meaning) {
            ends.push(meaning);
        }
    }

    /// The canonical name of a skill.
    pub fn skill(&self, number: u32) -> &str {
        &self.skills[number as usize].0
    }

    /// What must be seen before the skill counts.
    pub fn guard(&self, number: u32) -> Option<Guard> {
        self.skills[number as usize].1
    }

    /// The tokens of a text, each with its number here.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        tokens::read(text, |token, form| {
            let known = self.words.get(form).copied();
            let by_end = || (token.kind == TokenKind::Word && self.is_role(form)).then_some(self.role);
            let is_noun = token.kind == TokenKind::Word && text[token.start..].starts_with(char::is_uppercase);
            let german = || is_noun.then(|| self.german_base(form)).flatten();
            tokens.push(Token { word: known.or_else(german).or_else(by_end).unwrap_or(Token::UNKNOWN), ..token });
        });
        tokens
    }

    /// The skill of one word that a German noun is a form of: "Hydraulikanlagen" in the dative, "Montageerfahrung".
    fn german_base(&self, form: &str) -> Option<u32> {
        let is_skill = |word: &u32| self.step_word(0, *word).is_some_and(|node| self.skill_at(node).is_some());
        let skill = |name: &str| self.words.get(name).copied().filter(is_skill);
        if let Some(name) = known_by(form) {
            return skill(name).or_else(|| skill(name.strip_suffix('s')?)).filter(|_| name.len() >= SHORTEST_NAME);
        }
        let bases = ["en", "n", "es", "s", "e"].into_iter().filter_map(|ending| form.strip_suffix(ending));
        bases.filter(|base| base.len() >= SHORTEST_BASE).find_map(skill)
    }

    /// The node after a token, from the root or another node.
    pub fn step(&self, node: u32, token: &Token) -> Option<u32> {
        self.step_word(node, token.word)
    }

    /// Whether a token is a word that says this of a name.
    pub fn is_phrase_word(&self, token: &Token, kind: PhraseWord) -> bool {
        self.phrase_words.contains(&(token.word, kind))
    }

    /// The number of a word as names and cues are compared, if any of them has it.
    pub fn word(&self, form: &str) -> Option<u32> {
        self.words.get(form).copied()
    }

    /// The node after a word.
    pub fn step_word(&self, node: u32, word: u32) -> Option<u32> {
        self.edges.get(&(node, word)).copied()
    }

    /// The skill whose name ends at a node.
    pub fn skill_at(&self, node: u32) -> Option<u32> {
        self.ends[node as usize].iter().find_map(|meaning| match meaning {
            Meaning::Skill(skill) => Some(*skill),
            Meaning::Cue(_) => None,
        })
    }

    /// All that the tokens mean, by their first token: every cue, and of skills the longest name from the left.
    pub fn marks(&self, tokens: &[Token]) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut skills_from = 0;
        for first in 0..tokens.len() {
            let mut node = 0;
            let mut longest = None;
            for (end, token) in (first + 1..).zip(&tokens[first..]) {
                if token.begins && end > first + 1 {
                    break;
                }
                let Some(next) = self.step(node, token) else { break };
                node = next;
                for &meaning in &self.ends[node as usize] {
                    match meaning {
                        Meaning::Skill(_) => longest = Some(Mark { first, end, meaning }),
                        Meaning::Cue(_) => marks.push(Mark { first, end, meaning }),
                    }
                }
            }
            if let Some(mark) = longest.filter(|_| first >= skills_from) {
                skills_from = mark.end;
                marks.push(mark);
            }
        }
        marks
    }
}
