//! The filters' data: what the browser's script needs to know of every listed role, in a few compact files.
//!
//! # The files
//!
//! `filters.json` has a fixed address and names the others, whose names change with what they are made of, so a browser
//! keeps them for ever and a list page does not change when another role does:
//!
//! ```json
//! {"version": 1, "roles": 31204, "facts": "assets/roles-0123456789ab.bin",
//!  "titles": ["assets/roles-0123456789ab-1.bin", "assets/roles-0123456789ab-2.bin"], "titles_each": 20000}
//! ```
//!
//! The facts hold all that roles are filtered, counted and sorted by. Up to [`ROLES_IN_ONE_FILE`] roles they hold the titles
//! too, and `titles` is empty; beyond, each file of titles is about the next `titles_each` of them, so that a first filter need not
//! wait for the words of a hundred thousand.
//!
//! # A `.bin` file
//!
//! Compressed with gzip here, because few hosts compress such files; a script that gets it unpacked, by a host that does,
//! sees so by the first bytes. Unpacked it is the length of a header as four bytes, little-endian; the header, JSON; then
//! columns of whole numbers (unsigned LEB128), one behind the other without separators. Everything about one role stands at
//! the role's place in the catalog's order: newest first.
//!
//! - [`facts`] says which columns the facts have, and what stands in their header.
//! - [`titles`] says the same of titles.

pub mod facts;
mod pack;
pub mod titles;

use serde_json::json;

use super::Site;
use crate::catalog::{FacetKind, Stage};
use crate::source::Fingerprint;

pub use facts::{facts, level};
pub use titles::titles;

/// The version of the format: another number means that an older script cannot read the data.
pub const VERSION: u32 = 1;

/// Up to so many roles, titles stand in the file of the facts; beyond, so many stand in each file of titles.
pub const ROLES_IN_ONE_FILE: usize = 20_000;

/// The address below the root of the file that names the others.
pub const MANIFEST: &str = "filters.json";

/// What identifies the inputs of the data, so that its name is known before it is made.
///
/// The listed roles' front matter, their order and stages, the interface texts, the skill names and the settings that show
/// in it: whoever adds an input to the data adds it here. A test holds that other data has another name.
pub fn fingerprint(site: &Site) -> Fingerprint {
    let config = &site.config;
    let mut inputs = format!(
        "{VERSION} {} {} {} {}\n{}\n",
        env!("CARGO_PKG_VERSION"),
        config.language,
        config.per_page,
        site.vocabulary.fingerprint(),
        site.texts.tree()
    );
    for company in site.catalog.companies() {
        inputs.push_str(&format!("{}={}\n", company.slug, company.employer.name));
    }
    for role in site.catalog.listed() {
        inputs.push_str(&role.posting.slug);
        inputs.push(match flags(role.stage) {
            0 => ' ',
            1 => '!',
            _ => '.',
        });
        inputs.push_str(role.currency.map_or("", |currency| currency.code()));
        inputs.push('\n');
    }
    let mut facts: Vec<u8> = Vec::with_capacity(16 * site.catalog.listed().len());
    for role in site.catalog.listed() {
        facts.extend_from_slice(&role.posting.facts.bytes());
    }
    inputs.push_str(&Fingerprint::of(&facts).to_string());
    Fingerprint::of(inputs.as_bytes())
}

/// The paths of the data's files below the root: the facts, then the titles that stand apart.
pub fn paths(site: &Site) -> Vec<String> {
    let roles = site.catalog.listed().len();
    if roles == 0 {
        return Vec::new();
    }
    let name = fingerprint(site).short();
    let apart = if roles <= ROLES_IN_ONE_FILE { 0 } else { roles.div_ceil(ROLES_IN_ONE_FILE) };
    let titles = (1..=apart).map(|part| format!("assets/roles-{name}-{part}.bin"));
    std::iter::once(format!("assets/roles-{name}.bin")).chain(titles).collect()
}

/// `filters.json`.
pub fn manifest(site: &Site) -> String {
    let (facts, titles) =
        site.filter_files.split_first().map_or((None, &[][..]), |(facts, titles)| (Some(facts), titles));
    let roles = site.catalog.listed().len();
    let each = ROLES_IN_ONE_FILE;
    json!({ "version": VERSION, "roles": roles, "facts": facts, "titles": titles, "titles_each": each }).to_string()
        + "\n"
}

/// The roles whose titles stand in one file.
pub fn roles_of_titles(site: &Site, part: u32) -> std::ops::Range<usize> {
    let start = part as usize * ROLES_IN_ONE_FILE;
    start..(start + ROLES_IN_ONE_FILE).min(site.catalog.listed().len())
}

/// 1 for a draft, 2 for a role that closes soon.
fn flags(stage: Stage) -> u32 {
    match stage {
        Stage::Draft => 1,
        Stage::Closing(_) => 2,
        _ => 0,
    }
}

/// What addresses call the switch to roles that require nothing beyond the chosen terms of a facet: `skills=only`.
pub fn only(facet: FacetKind) -> Option<&'static str> {
    match facet {
        FacetKind::Skill => Some("skills"),
        FacetKind::Language => Some("languages"),
        _ => None,
    }
}
