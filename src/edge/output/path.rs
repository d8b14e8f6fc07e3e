//! Paths of the output: relative, `/` between their parts, and none that leads out or is rolecall's own.

use std::collections::BTreeSet;

/// The list of our files.
pub(super) const LIST: &str = ".rolecall";

/// The folder where files are written before they get their names.
pub(super) const STAGING: &str = ".rolecall-staging";

/// The folder in it where a new site grows.
pub(super) const NURSERY: &str = ".rolecall-staging/site";

/// Why a path cannot name a file of the output.
pub(super) fn fault(path: &str) -> Option<&'static str> {
    let first = path.split('/').next().unwrap_or_default();
    if path.is_empty() {
        Some("it is empty")
    } else if path.starts_with('/') {
        Some("it does not begin in the output folder")
    } else if path.split('/').any(|part| part == "..") {
        Some("it leads upward")
    } else if path.split('/').any(|part| part.is_empty() || part == ".") {
        Some("a part of it is empty")
    } else if path.contains('\0') || (cfg!(windows) && path.contains(['\\', ':'])) {
        Some("it has a character that is not allowed")
    } else if first.eq_ignore_ascii_case(LIST) || first.eq_ignore_ascii_case(STAGING) {
        Some("this name is rolecall's own")
    } else {
        None
    }
}

/// The folders above a path, outermost first.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// Whether a path's folder is at the top or among these.
pub(super) fn is_below_one_of(folders: &BTreeSet<&str>, path: &str) -> bool {
    path.rsplit_once('/').is_none_or(|(folder, _)| folders.contains(folder))
}
