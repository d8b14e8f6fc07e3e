//! A posting that was understood as the text of its file, with the places where each value came from.

use super::{From, Imported};
use crate::import::Refusal;
use crate::import::html::TOO_LONG;
use crate::posting::format::{Notes, format};
use crate::posting::parse::{LONGEST_BODY, posting};
use crate::source::ProjectPath;

/// The longest title that a posting may have, in characters.
const LONGEST_TITLE: usize = 200;
/// How the line begins that says where a posting was imported from.
const MARK: &str = "# imported from ";

/// Which posting of which board a file is: the line by which it is known again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The kind of source and the board: `Greenhouse boards.greenhouse.io/example`.
    pub board: String,
    /// What the source calls the posting.
    pub key: String,
}

/// The origin that a file states; `None` for one that was not imported.
pub fn origin_of(text: &str) -> Option<Origin> {
    let lines = text.lines().skip(1).take_while(|line| line.trim_end() != "---");
    let mut marks = lines.filter_map(|line| line.strip_prefix(MARK));
    marks.find_map(|rest| rest.rsplit_once(" | ")).map(|(board, key)| Origin { board: board.into(), key: key.into() })
}

impl Origin {
    /// The origin with this board and key, in one line each.
    pub fn new(board: &str, key: &str) -> Self {
        let line = |text: &str| match crate::yaml::read::folded(text).replace('|', "/") {
            line if line.is_empty() => "-".to_owned(),
            line => line,
        };
        Self { board: line(board), key: line(key) }
    }
}

impl Imported {
    /// The posting, if its text is one that `check` accepts.
    pub(super) fn checked(mut self) -> Result<Self, Refusal> {
        let title = &self.posting.title;
        if title.chars().count() > LONGEST_TITLE {
            let short: String = title.chars().take(LONGEST_TITLE - 1).collect();
            self.leave("the end of the title", "a title has at most 200 characters", None);
            self.posting.title = short + "…";
        }
        if self.body.len() + 2 > LONGEST_BODY {
            return Err(Refusal::of(&self.posting.title, TOO_LONG));
        }
        let text = self.text(&Origin::new("", &self.key));
        match posting(&ProjectPath::new("content/jobs/imported.md"), text.as_bytes()) {
            Ok(_) => Ok(self),
            Err(diagnostics) => {
                let why: Vec<String> = diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect();
                Err(Refusal::of(&self.posting.title, why.join("; ")))
            }
        }
    }

    /// The text of its file.
    pub fn text(&self, origin: &Origin) -> String {
        let body = if self.body.is_empty() { String::new() } else { format!("\n{}\n", self.body.trim_end()) };
        let write = |before: usize| format(&self.posting, &self.notes(origin, before), &body);
        // The notes name lines of the file, which are known when the lines above the text are.
        let first = write(0);
        let above = first[..first.len() - body.len()].lines().count() + 1;
        write(above)
    }

    /// The notes, when so many lines stand before the text.
    fn notes(&self, origin: &Origin, before: usize) -> Notes {
        let mut notes = Notes::default();
        let mark = format!("{}{} | {}", MARK.trim_start_matches("# "), origin.board, origin.key);
        notes.above("title", mark);
        for ((key, index), from) in &self.origins {
            let remark = match from {
                From::Field(name, Some(line)) => format!("from `{name}`, line {line}"),
                From::Field(name, None) => format!("from `{name}`"),
                From::Text(line) => format!("line {}", before + line),
                From::Title => "from the title".into(),
            };
            match index {
                Some(index) => notes.beside_item(key, *index, remark),
                None => notes.beside(key, remark),
            };
        }
        notes
    }
}
