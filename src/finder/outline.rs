//! The structure of a posting: which section each sentence stands in, and which lines name a fact.

use std::ops::Range;

use super::document::{Document, Line, LineKind};
use super::pay;
use super::reading::Reading;
use super::section::{
    heading_section, inline_heads, is_heading_cue, is_job, is_kind_below, rated, run_in, take_desired, take_stack,
};
use super::tokens::{Token, TokenKind};
use super::words::{Cue, Fact, Section, Small};

/// A sentence, a heading, a list item or the value of a line that names a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The section it stands in.
    pub section: Section,
    /// The fact that its line names.
    pub label: Option<Fact>,
    /// What it is.
    pub kind: Kind,
    /// The line with a colon above the list that it stands in: "You should be familiar with:".
    pub lead: Option<Range<usize>>,
}

/// What a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A heading of any look.
    Heading,
    /// A list item, or one of its sentences.
    Item,
    /// A sentence of a paragraph.
    Prose,
    /// A part of a line that lists facts: "Berlin | Full-time | $24 an hour".
    Part,
}

/// A heading has at most this many words, if only its look makes it one.
pub const LONGEST_HEADING: usize = 14;

/// A line that lists facts has at most this many tokens.
const LONGEST_FACTS: usize = 60;

/// What is longer in tokens is taken for several sentences.
const LONGEST_SENTENCE: usize = 400;

/// Some lines that belong together.
struct Block {
    tokens: Range<usize>,
    kind: BlockKind,
    indent: usize,
    after_blank: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BlockKind {
    /// A heading; a greater number is lower.
    Heading(u8),
    /// Words with a colon before a list or a paragraph: as low as a heading can be.
    Label,
    Item,
    Row,
    Paragraph,
}

/// The rank of a line that is a heading by its look alone: below all of Markdown's.
const BY_NUMBER: u8 = 7;
const BY_LOOK: u8 = 8;
const BY_COLON: u8 = 9;

/// The statements of a body in their order.
pub fn statements(document: &Document, reading: &Reading<'_>) -> Vec<Statement> {
    let blocks = blocks(document, reading);
    let mut outline =
        Outline { reading, open: Vec::new(), label: None, lead: None, inner: Vec::new(), statements: Vec::new() };
    for (number, block) in blocks.iter().enumerate() {
        outline.block(block, blocks.get(number + 1));
    }
    let mut statements = outline.statements;
    take_stack(reading, &mut statements);
    take_desired(reading, &mut statements);
    statements
}

/// The blocks of a body.
fn blocks(document: &Document, reading: &Reading<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut previous: Option<&Line> = None;
    let mut first = 0;
    for line in &document.lines {
        let length = reading.tokens[first..].iter().take_while(|token| token.start < line.end).count();
        let tokens = first..first + length;
        first += length;
        if tokens.is_empty() {
            continue;
        }
        if let Some(above) = previous
            && is_heading_of_list(reading, above, line, blocks.last())
            && let Some(block) = blocks.last_mut()
        {
            block.kind = BlockKind::Heading(BY_LOOK);
        }
        let goes_on = previous
            .is_some_and(|above| blocks.last().is_some_and(|block| goes_on(reading, above, line, block, &tokens)));
        if goes_on && let Some(block) = blocks.last_mut() {
            block.tokens.end = tokens.end;
        } else {
            let kind = match line.kind {
                LineKind::Heading(level) => BlockKind::Heading(level),
                LineKind::Item | LineKind::Numbered => BlockKind::Item,
                LineKind::Row => BlockKind::Row,
                LineKind::Text => BlockKind::Paragraph,
            };
            blocks.push(Block { tokens, kind, indent: line.indent, after_blank: line.after_blank });
        }
        let last = blocks.len() - 1;
        if let Some(rank) = heading_by_look(reading, line, &blocks[last]) {
            blocks[last].kind = rank;
        }
        previous = Some(line);
    }
    blocks
}

/// Whether the line above is a numbered heading of plain text: "2. Architecture: systematic thinking", and a list or a
/// paragraph of its own right below.
fn is_heading_of_list(reading: &Reading<'_>, above: &Line, line: &Line, block: Option<&Block>) -> bool {
    let is_below =
        matches!(line.kind, LineKind::Text | LineKind::Item) && !line.after_blank && line.indent == 0 && !line.bold;
    let Some(block) =
        block.filter(|block| above.kind == LineKind::Numbered && is_below && block.kind == BlockKind::Item)
    else {
        return false;
    };
    let ends = reading.tokens[block.tokens.end - 1];
    above.indent == 0 && block.tokens.len() <= LONGEST_HEADING && !ends_sentence(&ends)
}

/// Whether a line goes on with the block above.
fn goes_on(reading: &Reading<'_>, above: &Line, line: &Line, block: &Block, tokens: &Range<usize>) -> bool {
    if line.kind != LineKind::Text || line.after_blank || above.broken || line.bold {
        return false;
    }
    if !matches!(block.kind, BlockKind::Item | BlockKind::Paragraph) {
        return false;
    }
    if label(reading, tokens.clone()).is_some() || is_numbered_heading(reading, tokens.clone()) {
        return false;
    }
    let starts_like_sentence = reading.word(tokens.start).chars().next().is_some_and(|c| !c.is_lowercase());
    let ends = reading.tokens[..tokens.start].last().is_some_and(|last| ends_sentence(last) || last.is_mark(':'));
    let length = above.end - above.start;
    // "1. Basic qualifications" of plain text, and its paragraph below.
    let is_below = above.kind == LineKind::Numbered && line.indent == 0 && starts_like_sentence;
    // Lines of plain text that are sentences each; a wrapped line is long, and the next one begins anywhere.
    !is_below && !(starts_like_sentence && (ends && length < 60 || length < 32))
}

fn ends_sentence(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Mark('.' | '!' | '?' | ';'))
}

/// The rank of a block of one line that looks like a heading.
fn heading_by_look(reading: &Reading<'_>, line: &Line, block: &Block) -> Option<BlockKind> {
    let mut tokens = block.tokens.clone();
    // "... A candidate will contribute by:", at the end of a paragraph.
    if block.kind == BlockKind::Paragraph && tokens.end > 0 && reading.is(tokens.end - 1, ':') {
        let near = tokens.end.saturating_sub(LONGEST_HEADING * 6).max(tokens.start);
        let start = (near..tokens.end - 1).rfind(|&at| ends_here(reading, at, tokens.end));
        tokens.start = start.map_or(tokens.start, |at| at + 1);
    }
    if tokens.len() > LONGEST_HEADING * 6 {
        return None;
    }
    let words = tokens.clone().filter(|&at| !matches!(reading.tokens[at].kind, TokenKind::Mark(_))).count();
    let last = tokens.end.checked_sub(1)?;
    let is_cue = is_heading_cue(reading, tokens.clone());
    match block.kind {
        BlockKind::Paragraph => {}
        // A numbered line is a heading of plain text if it is known as one.
        BlockKind::Item if line.kind == LineKind::Numbered && is_cue => return Some(BlockKind::Heading(BY_NUMBER)),
        BlockKind::Item if line.bold && is_cue => return Some(BlockKind::Heading(BY_LOOK)),
        _ => return None,
    }
    if words == 0 || words > LONGEST_HEADING * 2 {
        return None;
    }
    let colon = reading.is(last, ':');
    if line.bold && words <= LONGEST_HEADING && (!reading.is(last, '.') || words <= 4) {
        return Some(BlockKind::Heading(BY_LOOK));
    }
    if is_numbered_heading(reading, tokens.clone()) {
        return Some(BlockKind::Heading(BY_NUMBER));
    }
    if colon {
        return Some(BlockKind::Label);
    }
    let text = reading.words(tokens);
    let is_capitals = text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    let is_upper = is_capitals && text.chars().all(|c| !super::tokens::is_character(c)) && words > 1 && words <= 8;
    let is_about = words <= 4
        && block.after_blank
        && reading.is_word(block.tokens.start, &["about"])
        && reading.word(last).starts_with(char::is_uppercase);
    (is_upper || is_cue || is_about).then_some(BlockKind::Heading(BY_LOOK))
}

/// "A. Job Responsibilities", "II. Employment Requirements".
fn is_numbered_heading(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let number = reading.word(tokens.start);
    let is_number = number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase())
        || !number.is_empty() && number.len() <= 4 && number.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let marked = reading.is(tokens.start + 1, '.') || reading.is(tokens.start + 1, ')');
    is_number && marked && tokens.len() > 2 && tokens.len() <= LONGEST_HEADING && {
        let next = &reading.tokens[tokens.start + 2];
        !next.glued && !reading.is(tokens.end - 1, '.')
    }
}

/// The fact that a line names, and the number of the token where its value starts.
pub fn label(reading: &Reading<'_>, tokens: Range<usize>) -> Option<(Fact, usize)> {
    let limit = tokens.end.min(tokens.start + 9);
    // "Location: Pune", "Location - Pune"
    let parts =
        |at: usize| reading.is(at, ':') || reading.is(at, '|') || reading.is(at, '-') && !reading.tokens[at].glued;
    let colon = (tokens.start + 1..limit).find(|&at| parts(at))?;
    let is_dash = reading.is(colon, '-');
    let name_end = (tokens.start + 1..colon).find(|&at| reading.is(at, '(') || reading.is(at, '/')).unwrap_or(colon);
    let fact = reading.cues(tokens.start..name_end).find_map(|(cue, mark)| match cue {
        Cue::Label(fact) if mark.first == tokens.start && mark.end == name_end => Some(fact),
        _ => None,
    });
    let is_fact = |fact: Fact| matches!(fact, Fact::Location | Fact::Employment | Fact::Salary | Fact::Workplace);
    fact.filter(|fact| !is_dash || is_fact(*fact) && tokens.len() <= LONGEST_HEADING).map(|fact| (fact, colon + 1))
}

struct Outline<'a, 'b> {
    reading: &'a Reading<'b>,
    /// The headings that are open, with their ranks.
    open: Vec<(u8, Section)>,
    /// A fact that a line of its own has named, for the block below.
    label: Option<Fact>,
    /// The last line with a colon above a list, while that is gone through.
    lead: Option<Range<usize>>,
    /// The items that lead to the items below them, the innermost last.
    inner: Vec<Inner>,
    statements: Vec<Statement>,
}

/// An item that leads to the items below it.
struct Inner {
    /// Its own indent.
    own: usize,
    /// The indent of those items.
    items: usize,
    /// The lead of the list that it stands in.
    outer: Option<Range<usize>>,
}

impl Outline<'_, '_> {
    fn section(&self) -> Section {
        self.open.last().map_or(Section::Other, |&(_, section)| section)
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) {
        let is_item = block.kind == BlockKind::Item;
        let leads = is_item && self.reading.is(block.tokens.end - 1, ':');
        while self
            .inner
            .last()
            .is_some_and(|inner| !is_item || block.indent < inner.items || leads && block.indent == inner.own)
        {
            self.close_inner();
        }
        if block.kind != BlockKind::Item {
            self.lead = None;
        }
        match block.kind {
            BlockKind::Heading(rank) => self.heading(block, rank, next),
            BlockKind::Label => {
                let is_before_list = next.is_some_and(|next| next.kind == BlockKind::Item);
                let sentences = sentences(self.reading, block.tokens.clone());
                let last = sentences.last().cloned().unwrap_or(block.tokens.clone());
                let is_known = heading_section(self.reading, last.clone()).is_some() && last.len() <= LONGEST_HEADING;
                if is_before_list || is_known {
                    self.sentences(block.tokens.start..last.start, Kind::Prose, None);
                    let whole = Block { tokens: last, ..*block };
                    self.lead = Some(whole.tokens.clone()).filter(|_| is_before_list);
                    self.heading(&whole, BY_COLON, next);
                } else {
                    self.text(block, Kind::Prose);
                }
            }
            BlockKind::Item => {
                self.text(block, Kind::Item);
                if let Some(next) = next.filter(|next| next.kind == BlockKind::Item && next.indent >= block.indent) {
                    self.open_inner(block, next.indent);
                }
            }
            BlockKind::Row => match rated(self.reading, block.tokens.clone()) {
                Some((section, end)) => {
                    self.open.push((BY_COLON + 1, section));
                    self.text(&Block { tokens: block.tokens.start..end, ..*block }, Kind::Item);
                    self.open.pop();
                }
                None => self.text(block, Kind::Item),
            },
            BlockKind::Paragraph => {
                // A label before a list is for that list alone.
                if block.after_blank && block.indent == 0 {
                    self.close_list();
                }
                self.text(block, Kind::Prose);
            }
        }
    }

    /// "The following is desired:" as an item above those that it speaks of, which stand at this indent; or, without the
    /// colon, "Hardware skills (desirable)" above items that are indented further.
    fn open_inner(&mut self, block: &Block, indent: usize) {
        let has_colon = self.reading.is(block.tokens.end - 1, ':');
        let lead = sentences(self.reading, block.tokens.clone()).pop().unwrap_or(block.tokens.clone());
        let is_wish = self.reading.has(lead.clone(), |cue| cue == Cue::Wished);
        let outer = self.section();
        let is_open = matches!(outer, Section::Other | Section::Required | Section::Preferred);
        let known = heading_section(self.reading, lead.clone()).filter(|_| is_open && !has_colon);
        if !has_colon && (indent <= block.indent || lead.len() > LONGEST_HEADING || known.is_none() && !is_wish) {
            return;
        }
        // "- Requirements:" above items that are indented further: a page that is one list of its sections.
        let is_section = has_colon && indent > block.indent && outer == Section::Other && lead.len() <= LONGEST_HEADING;
        let own = heading_section(self.reading, lead.clone()).filter(|_| is_section);
        let section = match known {
            _ if is_wish => Section::Preferred,
            _ if own.is_some() => own.unwrap_or(outer),
            Some(Section::Preferred) => Section::Preferred,
            Some(Section::Required) if outer == Section::Other => Section::Required,
            _ => outer,
        };
        self.open.push((BY_COLON + 1, section));
        self.inner.push(Inner { own: block.indent, items: indent, outer: self.lead.replace(lead) });
    }

    fn close_inner(&mut self) {
        if let Some(inner) = self.inner.pop() {
            if self.open.last().is_some_and(|&(rank, _)| rank > BY_COLON) {
                self.open.pop();
            }
            self.lead = inner.outer;
        }
    }

    /// Leaves what a line with a colon had opened, if a list has followed it.
    fn close_list(&mut self) {
        let after_list = self.statements.last().is_some_and(|last| last.kind == Kind::Item);
        if after_list && self.open.last().is_some_and(|&(rank, _)| rank == BY_COLON) {
            self.open.pop();
        }
    }

    fn heading(&mut self, block: &Block, rank: u8, next: Option<&Block>) {
        let is_first = self.open.is_empty();
        self.open.retain(|&(open, _)| open < rank);
        let named = label(self.reading, block.tokens.clone());
        if let Some((fact, value)) = named
            && value < block.tokens.end
        {
            self.label = None;
            let (section, label) = (self.section(), Some(fact));
            for tokens in in_pieces(value..block.tokens.end) {
                self.statements.push(Statement { tokens, section, label, kind: Kind::Prose, lead: None });
            }
            return;
        }
        let fact = named.map(|(fact, _)| fact).or_else(|| self.bare_label(block.tokens.clone()));
        let is_title = is_first && rank != BY_COLON && is_job(self.reading, block.tokens.clone());
        let mut known = heading_section(self.reading, block.tokens.clone()).filter(|_| !is_title);
        let is_kind = rank != BY_COLON && is_kind_below(self.reading, &block.tokens, self.section(), known);
        let fact = fact.filter(|_| !is_kind || self.section() == Section::Preferred);
        known = known.filter(|_| !is_kind);
        // "Candidates must demonstrate the following:" before a list.
        if rank == BY_COLON {
            let has = |wanted: fn(Cue) -> bool| self.reading.has(block.tokens.clone(), wanted);
            // "Besides your SQL skills, the following are relevant, though not essential": the wish is what is said of the list.
            let is_wish = has(|cue| matches!(cue, Cue::Wished | Cue::WishedNext));
            // "Several of these:", below a heading of wishes, asks for no more than that.
            let is_must = block.tokens.clone().any(|at| self.reading.is_word(at, &["must", "required", "essential"]));
            // "Applicants are desired to:", "The successful candidate will be expected to:"
            let is_said = |words: &[&str]| {
                block.tokens.clone().any(|at| self.reading.is_word(at, words) && self.reading.is_word(at + 1, &["to"]))
            };
            let is_wish = is_wish || is_said(&["desired"]);
            let is_duty = block.tokens.clone().any(|at| self.reading.is_word(at, &["will"])) && is_said(&["expected"]);
            // "You will have the chance to:"
            let offers = block.tokens.clone().any(|at| self.reading.is_word(at, &["opportunity", "chance", "access"]));
            let is_below_wish = self.section() == Section::Preferred && !is_must;
            let is_asked = known.is_none_or(|section| matches!(section, Section::Required | Section::Duties));
            if is_asked && (is_wish && !is_must || is_below_wish) {
                known = Some(Section::Preferred);
            } else if is_duty {
                known = Some(Section::Duties);
            } else if has(|cue| cue == Cue::Demanded) && !offers {
                known = known.filter(|section| *section != Section::Duties).or(Some(Section::Required));
            }
        }
        let before_text = next.is_some_and(|next| next.kind == BlockKind::Paragraph);
        self.label = fact.filter(|_| before_text || known.is_none());
        let section = known.unwrap_or_else(|| self.section());
        self.open.push((rank, section));
        // "Have experience with the following tools:" is a heading and a sentence.
        let kind =
            if rank == BY_COLON && block.tokens.len() > LONGEST_HEADING / 2 { Kind::Prose } else { Kind::Heading };
        for tokens in in_pieces(block.tokens.clone()) {
            self.statements.push(Statement { tokens, section, label: None, kind, lead: None });
        }
    }

    /// A heading that is nothing but a fact's name: "Location".
    fn bare_label(&self, tokens: Range<usize>) -> Option<Fact> {
        self.reading.cues(tokens.clone()).find_map(|(cue, mark)| match cue {
            Cue::Label(fact) if mark.first == tokens.start && mark.end == tokens.end => Some(fact),
            _ => None,
        })
    }

    fn text(&mut self, block: &Block, kind: Kind) {
        let heads = inline_heads(self.reading, block.tokens.clone());
        if !heads.is_empty() {
            let mut start = block.tokens.start;
            for end in heads.into_iter().chain([block.tokens.end]) {
                self.text(&Block { tokens: start..end, ..*block }, kind);
                start = end;
            }
            return;
        }
        let label = self.label.take();
        if let Some((section, value)) = run_in(self.reading, block.tokens.clone()) {
            self.open.push((BY_COLON + 1, section));
            self.piece(value..block.tokens.end, kind, label);
            self.open.pop();
            return;
        }
        let (breaks, lists_facts) = self.breaks(block);
        let kind = if lists_facts { Kind::Part } else { kind };
        // "Berlin | Full-time | Salary: ..." is several statements.
        let mut start = block.tokens.start;
        for end in breaks {
            if end > start {
                self.piece(start..end, kind, label);
            }
            start = end + 1;
        }
        // The items of a list all belong to the label above it.
        if kind == Kind::Item {
            self.label = label;
        }
    }

    /// Where the parts of a line end: at bars and dots, and at dashes if the line lists facts. Says whether it does.
    fn breaks(&self, block: &Block) -> (Vec<usize>, bool) {
        let reading = self.reading;
        let is_break = |at: &usize| reading.is(*at, '|') || reading.is(*at, '·') || reading.is(*at, '•');
        let mut breaks: Vec<usize> = block.tokens.clone().filter(is_break).collect();
        let named = label(reading, block.tokens.clone()).is_some();
        if named && (breaks.len() == 1 || block.kind == BlockKind::Row) {
            breaks.clear();
        }
        if breaks.is_empty() && block.kind == BlockKind::Paragraph && block.tokens.len() <= LONGEST_FACTS {
            let mut dashes: Vec<usize> = block.tokens.clone().filter(|&at| is_dash_of_facts(reading, at)).collect();
            dashes.push(block.tokens.end);
            if dashes.len() > 1 && self.lists_facts(block, &dashes) {
                return (dashes, true);
            }
        }
        breaks.push(block.tokens.end);
        let lists_facts = breaks.len() > 1 && self.lists_facts(block, &breaks);
        (breaks, lists_facts)
    }

    /// Whether a line of these parts lists facts: short parts, no sentence, and one of them the hours, the workplace or pay.
    fn lists_facts(&self, block: &Block, ends: &[usize]) -> bool {
        let reading = self.reading;
        let mut start = block.tokens.start;
        let mut has_fact = false;
        for &end in ends {
            let part = start.min(end)..end;
            let is_fact = |cue| matches!(cue, Cue::Employment(_) | Cue::Workplace(_) | Cue::Per(_));
            has_fact |= reading.has(part.clone(), is_fact) || part.clone().any(|at| reading.is(at, '$'));
            if part.len() > LONGEST_HEADING {
                return false;
            }
            start = end + 1;
        }
        let is_open = matches!(self.section(), Section::Other | Section::Facts | Section::Duties);
        has_fact
            && is_open
            && block.kind == BlockKind::Paragraph
            && block.tokens.len() <= LONGEST_FACTS
            && !ends_sentence(&reading.tokens[block.tokens.end - 1])
    }

    fn piece(&mut self, tokens: Range<usize>, kind: Kind, above: Option<Fact>) {
        let mut tokens = tokens;
        while tokens.len() > 1 && self.reading.is(tokens.end - 1, '|') {
            tokens.end -= 1;
        }
        match label(self.reading, tokens.clone()) {
            Some((fact, value)) if value < tokens.end => self.sentences(value..tokens.end, kind, Some(fact)),
            Some((fact, _)) => self.label = Some(fact),
            None => self.sentences(tokens, kind, above),
        }
    }

    fn sentences(&mut self, tokens: Range<usize>, kind: Kind, label: Option<Fact>) {
        let section = self.section();
        for tokens in sentences(self.reading, tokens) {
            let lead = self.lead.clone().filter(|_| kind == Kind::Item);
            self.statements.push(Statement { tokens, section, label, kind, lead });
        }
    }
}

/// A dash between two facts: not inside of a word, and not between two numbers.
fn is_dash_of_facts(reading: &Reading<'_>, at: usize) -> bool {
    let is_sign = |at: usize| {
        matches!(
            reading.tokens.get(at).map(|token| token.kind),
            Some(TokenKind::Mark('$' | '€' | '£' | '¥' | '₹' | '%'))
        ) || reading.has(at..at + 1, |cue| matches!(cue, Cue::Currency(_)))
            || reading.is_word(at, &["k", "tsd", "ca", "us", "s", "hk", "nt", "a", "au", "c", "ca", "nz", "r"])
    };
    // "EUR45,000 - EUR55,000"
    let is_amount = |at: usize| reading.is_digits(at) || pay::code_in_word(reading, at).is_some();
    let follows = (at + 1..at + 4).find(|&at| !is_sign(at)).is_some_and(is_amount);
    let is_range = at > 0 && (reading.is_digits(at - 1) || is_sign(at - 1)) && follows;
    reading.is(at, '-')
        && !reading.tokens[at].glued
        && reading.tokens.get(at + 1).is_some_and(|next| !next.glued)
        && !is_range
}

/// A heading is one sentence, whatever its marks; one that is longer than any is cut, so that time stays linear.
fn in_pieces(tokens: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = tokens.end;
    tokens.step_by(LONGEST_SENTENCE).map(move |start| start..end.min(start + LONGEST_SENTENCE))
}

/// The sentences of some tokens.
fn sentences(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = tokens.start;
    for at in tokens.clone() {
        // Rules look over whole sentences for each of their words: a limit keeps the time linear.
        if ends_here(reading, at, tokens.end) || at - start >= LONGEST_SENTENCE {
            sentences.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.end {
        sentences.push(start..tokens.end);
    }
    sentences
}

/// Whether a token ends a sentence; the point of "B.S.", "e.g." and "Node.js" does not.
fn ends_here(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    let token = &reading.tokens[at];
    match token.kind {
        TokenKind::Mark(';' | '!' | '?') => true,
        // "(... are a bonus.) Part of the role": the bracket closes with its sentence.
        TokenKind::Mark(')') => {
            let is_closing = at > 1 && reading.is(at - 1, '.') && !reading.small(at - 2, Small::Abbreviation);
            is_closing
                && at + 1 < end
                && !reading.tokens[at + 1].glued
                && reading.word(at + 1).starts_with(char::is_uppercase)
        }
        TokenKind::Mark('.') => {
            if &reading.text[token.range()] == "。" {
                return true;
            }
            let Some(next) = reading.tokens.get(at + 1).filter(|_| at + 1 < end) else { return true };
            let before = if at == 0 { "" } else { reading.word(at - 1) };
            let is_short = before.chars().count() == 1 && before.chars().all(char::is_alphabetic);
            let is_abbreviation = is_short || at > 0 && reading.small(at - 1, Small::Abbreviation);
            // "1. Dezember 2026"
            let is_day =
                at > 0 && reading.is_digits(at - 1) && reading.has(at + 1..at + 2, |cue| matches!(cue, Cue::Month(_)));
            let next_word = reading.word(at + 1);
            let starts_upper = next_word.chars().next().is_some_and(|c| !c.is_lowercase());
            !next.glued && starts_upper && !is_abbreviation && !is_day
        }
        _ => false,
    }
}
