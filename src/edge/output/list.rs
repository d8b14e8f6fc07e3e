//! The list `.rolecall` of the files that are ours: what it says, and how it is read and written.

use std::ffi::OsString;
use std::fs;
use std::io::Write;

use super::path::{LIST, STAGING, fault};
use super::place::{Found, Place};
use super::staging::Staging;
use crate::edge::error::Error;
use crate::source::Fingerprint;

/// The first line of the list: what it is, and the version of its format.
const HEADER: &str = "rolecall 1";

/// A folder that holds no more than these is still empty: what version control and file managers put there.
const UNSEEN: [&str; 5] = [".git", ".gitattributes", ".gitignore", ".gitkeep", ".DS_Store"];

/// The list of an output folder as it is on disk.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The files of earlier builds, in order, each once.
    pub(super) earlier: Vec<String>,
    /// What identifies its text; `None` while there is none.
    text: Option<Fingerprint>,
}

impl List {
    /// The list of a folder with these `names`; an empty one where nothing has been built yet.
    ///
    /// # Errors
    /// When the folder is not empty and has no list, or one that cannot be ours.
    pub(super) fn read(place: &Place, names: &[OsString]) -> Result<Self, Error> {
        if !names.iter().any(|name| name == LIST) {
            let empty = names.iter().all(|name| name == STAGING || UNSEEN.iter().any(|unseen| name == unseen));
            return if empty { Ok(Self::default()) } else { Err(not_ours(place)) };
        }
        if !matches!(place.look(LIST)?, Found::File(_)) {
            return Err(not_ours(place));
        }
        let bytes = fs::read(place.path(LIST)).map_err(|e| place.error("read", LIST, &e))?;
        let fingerprint = Some(Fingerprint::of(&bytes));
        let text = String::from_utf8(bytes).map_err(|_| unusable(place, "it is not valid UTF-8"))?;
        let earlier = parse(&text).map_err(|why| unusable(place, &why))?;
        Ok(Self { earlier, text: fingerprint })
    }

    /// Whether a file is one of an earlier build.
    pub(super) fn has(&self, path: &str) -> bool {
        self.earlier.binary_search_by(|earlier| (**earlier).cmp(path)).is_ok()
    }

    /// The files of earlier builds and these, in order, each once.
    pub(super) fn with<'a>(&'a self, files: &[&'a str]) -> Vec<&'a str> {
        let mut all: Vec<&str> = self.earlier.iter().map(String::as_str).chain(files.iter().copied()).collect();
        // The stable sort sees that these are two sorted halves.
        all.sort();
        all.dedup();
        all
    }

    /// Writes the list with this text, unless it is there already.
    pub(super) fn write(&mut self, text: &str, place: &Place, staging: &Staging) -> Result<(), Error> {
        let fingerprint = Some(Fingerprint::of(text.as_bytes()));
        if self.text != fingerprint {
            staging.replace(place, LIST, |file| file.write_all(text.as_bytes()))?;
            self.text = fingerprint;
        }
        Ok(())
    }
}

fn not_ours(place: &Place) -> Error {
    let folder = place.name("");
    Error::new(format!("`{folder}` is not empty, and what is in it was not written by rolecall"))
        .with_help(format!("empty `{folder}` if nothing in it is needed, or choose another folder with `--out`"))
}

fn unusable(place: &Place, why: &str) -> Error {
    Error::new(format!("cannot use `{}`, the list of what earlier builds wrote: {why}", place.name(LIST)))
        .with_help(format!("empty `{}` and build again", place.name("")))
}

/// The text of the list of these files: the header, then one on each line.
pub(super) fn text<'a>(files: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = format!("{HEADER}\n");
    for file in files {
        if !file.bytes().any(|byte| matches!(byte, b'\\' | b'\n' | b'\r')) {
            text.push_str(file);
            text.push('\n');
            continue;
        }
        for char in file.chars() {
            match char {
                '\\' => text.push_str("\\\\"),
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                char => text.push(char),
            }
        }
        text.push('\n');
    }
    text
}

/// The files of a list; what is wrong with it when it is none of ours.
fn parse(text: &str) -> Result<Vec<String>, String> {
    // Version control may have changed the line endings.
    let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    if lines.next() != Some(HEADER) {
        return Err(format!("its first line is not `{HEADER}`"));
    }
    let files = lines.enumerate().filter(|(_, line)| !line.is_empty()).map(|(index, line)| {
        // A list that somebody else wrote must not make us remove files elsewhere.
        let path = unescape(line).filter(|path| fault(path).is_none());
        path.ok_or_else(|| format!("line {} names no file of this folder", index + 2))
    });
    let mut files = files.collect::<Result<Vec<String>, String>>()?;
    files.sort_unstable();
    files.dedup();
    Ok(files)
}

fn unescape(line: &str) -> Option<String> {
    if !line.contains('\\') {
        return Some(line.to_owned());
    }
    let mut path = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        path.push(match char {
            '\\' => match chars.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            char => char,
        });
    }
    Some(path)
}
