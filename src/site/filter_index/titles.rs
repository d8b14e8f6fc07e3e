//! The titles and addresses of roles, word by word: the same few words make most of them.
//!
//! Header: `version`, `start` (the first role's place), `roles`, `words` (the dictionary of the words between the spaces of
//! titles, sorted) and `parts` (the dictionary of what stands between the hyphens of slugs, sorted). Columns: how many words
//! each title has; the words; how many parts each slug has; the parts.

use std::ops::Range;

use serde::Serialize;

use super::pack::{Columns, Dictionary, file};
use super::{VERSION, roles_of_titles};
use crate::catalog::Role;
use crate::site::Site;

/// The header of titles.
#[derive(Debug, Serialize)]
pub struct Header<'s> {
    version: u32,
    start: usize,
    roles: usize,
    words: Vec<&'s str>,
    parts: Vec<&'s str>,
}

/// A file of titles, from 0.
pub fn titles(site: &Site, part: u32) -> Vec<u8> {
    let mut columns = Columns::default();
    let header = write(site, roles_of_titles(site, part), &mut columns);
    file(&header, &columns)
}

/// Adds the columns of some roles' titles, and gives the header that goes with them.
pub(super) fn write<'s>(site: &'s Site, range: Range<usize>, columns: &mut Columns) -> Header<'s> {
    let roles = &site.catalog.listed()[range.clone()];
    let words = texts(roles, ' ', |role| &role.posting.title, columns);
    let parts = texts(roles, '-', |role| &role.posting.slug, columns);
    Header { version: VERSION, start: range.start, roles: roles.len(), words, parts }
}

/// Adds the columns of texts that are cut at a character, and gives their dictionary.
fn texts<'s>(roles: &'s [Role], at: char, text: fn(&Role) -> &str, columns: &mut Columns) -> Vec<&'s str> {
    let (dictionary, words) = Dictionary::sorted(roles.iter().flat_map(|role| text(role).split(at)));
    let numbers = |role: &Role| text(role).split(at).filter_map(|word| dictionary.number(&word)).collect();
    let lists: Vec<Vec<u32>> = roles.iter().map(numbers).collect();
    columns.lists(&lists);
    words
}
