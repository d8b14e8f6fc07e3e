//! From a draft to a posting: what the source's fields mean, and what the finder finds in the text beside them.
//!
//! A field counts more than the text. What a field says in words that have no certain meaning is left out and said.

mod body;
mod fields;
mod places;
mod title;
mod words;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Refusal;
use super::draft::{Draft, Fact, Left, TitleKind};
use super::html::TOO_LONG;
use crate::finder::{Finder, Heading};
use crate::posting::parse::LONGEST_BODY;
use crate::posting::{Currency, Posting};
use crate::skills::Vocabulary;
use crate::slug::fold;
use crate::source::ProjectPath;

pub use written::{Origin, origin_of};

/// What is known of the site that postings are imported into.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// Finds what a text states.
    pub finder: &'a Finder,
    /// The site's skills.
    pub vocabulary: &'a Vocabulary,
    /// The slugs of the employers that the site describes.
    pub companies: &'a BTreeSet<String>,
    /// The language of the site.
    pub language: &'a str,
    /// Whether the site has a currency for salaries that name none.
    pub has_currency: bool,
}

/// A posting that was understood, with all that is to be said about it.
#[derive(Debug, Clone)]
pub struct Imported {
    /// What its source calls it.
    pub key: String,
    /// The name that its file should have; `None` to name it after its title.
    pub stem: Option<String>,
    /// What it says.
    pub posting: Posting,
    /// Its text as Markdown.
    pub body: String,
    /// Where each value came from: by the key and, in a list, the number of the item.
    pub origins: BTreeMap<(String, Option<usize>), From>,
    /// What was left out, and why.
    pub left: Vec<Left>,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// A field of the source, with its line where people read that.
    Field(String, Option<usize>),
    /// A line of the text, from 1.
    Text(usize),
    /// The title.
    Title,
}

impl From {
    fn field(name: &str, line: Option<usize>) -> Self {
        Self::Field(name.to_owned(), line)
    }
}

/// Makes a posting of a draft.
///
/// # Errors
/// Why it would be none that `check` accepts.
pub fn understand(draft: Draft, ground: Ground<'_>) -> Result<Imported, Refusal> {
    // Before it is looked through: that takes many times its memory.
    if draft.body.len() > LONGEST_BODY {
        return Err(Refusal::of(&draft.title, TOO_LONG));
    }
    // What it is on disk is not known yet.
    let path = ProjectPath::new("content/jobs/imported.md");
    let found = ground.finder.find(&draft.body);
    let says_usd = draft.says_usd();
    let is_stated = draft.title_kind == TitleKind::Stated;
    let posting = Posting::of_title(path, title::title_of(&draft, &found, ground));
    // What stands beside the job goes out of the title, and is heard before.
    let of_title = body::OfTitle::read(&posting.title, ground.finder);
    let heading = ground.finder.heading(&posting.title, found.title.as_ref().map(|title| title.value.as_str()));
    let mut understood = Imported {
        key: draft.key,
        stem: draft.stem,
        posting,
        body: draft.body,
        origins: BTreeMap::new(),
        left: draft.left,
    };
    let employers = draft.stated.iter().filter_map(|stated| match &stated.fact {
        Fact::Company(name) => Some(fold(name)),
        _ => None,
    });
    let employers: BTreeSet<String> = employers.collect();
    let (tags, stated): (Vec<_>, Vec<_>) =
        draft.stated.into_iter().partition(|stated| matches!(stated.fact, Fact::Tags(_)));
    let (in_short, stated) = stated.into_iter().partition(|stated| matches!(stated.fact, Fact::InShort(_)));
    fields::take(&mut understood, stated, ground);
    // A system's title stays whole where it says more than the posting's keys would.
    if !is_stated || heading.unit.is_some() || of_title.is_known(&understood.posting) {
        understood.take_heading(heading, &employers);
    }
    body::take(&mut understood, found, of_title, ground);
    fields::take(&mut understood, in_short, ground);
    // Tags say what a posting has to do with: what is required the text knows better.
    fields::take(&mut understood, tags, ground);
    if !says_usd {
        understood.take_dollars_of_the_place();
    }
    understood.drop_contradictions(ground);
    if understood.body.trim().is_empty() {
        understood.leave("the text", "there is none", None);
    }
    understood.checked()
}

impl Imported {
    fn leave(&mut self, what: impl Into<String>, why: impl Into<String>, line: Option<usize>) {
        self.left.push(Left { what: what.into(), why: why.into(), line, is_kept: false });
    }

    /// Notes where a key's value came from.
    fn note(&mut self, key: &str, from: From) {
        self.origins.insert((key.to_owned(), None), from);
    }

    /// Notes where an item of a key's list came from.
    fn note_item(&mut self, key: &str, index: usize, from: From) {
        self.origins.insert((key.to_owned(), Some(index)), from);
    }

    /// Takes the unit before the title for the department, and the job alone for the title. Where a field says another
    /// department, what the words before the title are is not certain: the title stays whole.
    fn take_heading(&mut self, heading: Heading, employers: &BTreeSet<String>) {
        let Some(unit) = heading.unit else {
            if !heading.title.is_empty() {
                self.posting.title = heading.title;
            }
            return;
        };
        let is_same = |known: &String| fold(known) == fold(&unit);
        match &self.posting.department {
            Some(known) if !is_same(known) && !self.posting.team.as_ref().is_some_and(is_same) => return,
            Some(_) => {}
            None if employers.contains(&fold(&unit)) => {}
            None => {
                self.posting.department = Some(unit);
                self.note("department", From::Title);
            }
        }
        self.posting.title = heading.title;
    }

    /// Leaves out a former address that is another page's.
    pub fn drop_alias(&mut self, alias: &str) {
        let Some(at) = self.posting.aliases.iter().position(|own| own == alias) else { return };
        self.posting.aliases.remove(at);
        // What was noted of the items behind it moves up with them.
        let key = "aliases";
        for index in at..=self.posting.aliases.len() {
            self.origins.remove(&(key.to_owned(), Some(index)));
            if let Some(from) = self.origins.get(&(key.to_owned(), Some(index + 1))).cloned() {
                self.note_item(key, index, from);
            }
        }
        self.leave(alias, "it is the address of another page", None);
    }

    /// Leaves out a day that another one makes impossible.
    fn drop_day(&mut self, key: &str, why: String, take: impl FnOnce(&mut Posting) -> Option<Date>) {
        let Some(day) = take(&mut self.posting) else { return };
        self.origins.remove(&(key.to_owned(), None));
        self.leave(format!("{key}: {day}"), why, None);
    }

    /// A dollar sign alone is the dollar of the country where the work is done.
    fn take_dollars_of_the_place(&mut self) {
        const DOLLARS: [(&str, &str); 5] = [("CA", "CAD"), ("AU", "AUD"), ("NZ", "NZD"), ("SG", "SGD"), ("HK", "HKD")];
        let countries: BTreeSet<_> =
            self.posting.locations.iter().map(|place| place.country.map(|country| country.code())).collect();
        let [Some(country)] = countries.into_iter().collect::<Vec<_>>()[..] else { return };
        let own = DOLLARS.iter().find(|(code, _)| *code == country).and_then(|(_, own)| Currency::from_code(own));
        if let (Some(salary), Some(own)) = (&mut self.posting.salary, own)
            && salary.currency == Currency::from_code("USD")
        {
            salary.currency = Some(own);
        }
    }

    /// Takes out what two facts together make impossible.
    fn drop_contradictions(&mut self, ground: Ground<'_>) {
        let Posting { posted, updated, closes, .. } = self.posting;
        if let (Some(day), Some(closed)) = (posted, closes)
            && closed < day
        {
            let why = format!("it lies behind the day on which the role closes, {closed}");
            self.drop_day("posted", why, |posting| posting.posted.take());
        }
        if let (Some(day), Some(updated)) = (self.posting.posted, updated)
            && updated < day
        {
            let why = format!("it lies before the day on which it was posted, {day}");
            self.drop_day("updated", why, |posting| posting.updated.take());
        }
        if self.posting.salary.is_some_and(|salary| salary.currency.is_none()) && !ground.has_currency {
            self.posting.salary = None;
            self.origins.remove(&("salary".to_owned(), None));
            self.leave("the salary", "neither it nor the site names a currency", None);
        }
    }
}

impl Draft {
    /// Whether the dollars of the United States are named, and not only a dollar sign.
    fn says_usd(&self) -> bool {
        let names_it = |text: &str| ["USD", "US$", "US dollar", "U.S. dollar"].iter().any(|name| text.contains(name));
        names_it(&self.body)
            || self.stated.iter().any(|stated| match &stated.fact {
                Fact::Pay(text) | Fact::InShort(text) => names_it(text),
                Fact::Amounts(amounts) => amounts.currency.is_some(),
                _ => false,
            })
    }
}

/// The ground that tests stand on: the built-in skills, English, one employer, and no currency. It is made once.
#[cfg(test)]
pub(super) fn on_ground<T>(with: impl FnOnce(Ground<'_>) -> T) -> T {
    static MADE: std::sync::LazyLock<(Vocabulary, Finder)> = std::sync::LazyLock::new(|| {
        let (vocabulary, _) = Vocabulary::read(None);
        let finder = Finder::new(&vocabulary);
        (vocabulary, finder)
    });
    let (vocabulary, finder) = &*MADE;
    let companies = BTreeSet::from(["acme".to_owned()]);
    with(Ground { finder, vocabulary, companies: &companies, language: "en", has_currency: false })
}

#[cfg(test)]
mod tests;
