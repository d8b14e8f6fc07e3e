//! Paths of the output: relative, `/` between their parts, and none that leads out or is rolecall's own.

use std::cmp::Ordering;

/// The list of our files.
pub(super) const LIST: &str = ".rolecall";

/// The folder where files are written before they get their names.
pub(super) const STAGING: &str = ".rolecall-staging";

/// The folder in it where a new site grows.
pub(super) const NURSERY: &str = ".rolecall-staging/site";

/// Why a path cannot name a file of the output.
pub(super) fn fault(path: &str) -> Option<&'static str> {
    // Nearly all paths have nothing of what follows, and are done with one look.
    let mut before = b'/';
    let mut may_be_odd = false;
    for byte in path.bytes() {
        may_be_odd |= (before == b'/' && matches!(byte, b'.' | b'/')) || matches!(byte, b'\0' | b'\\' | b':');
        before = byte;
    }
    if !may_be_odd && before != b'/' {
        return None;
    }
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

/// The folder that a path is in; none at the top.
pub(super) fn folder_of(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

/// Of each of some paths, whether it is among others; both are in order.
pub(super) fn are_in(some: &[impl AsRef<str>], others: &[impl AsRef<str>]) -> Vec<bool> {
    let mut others = others.iter().map(AsRef::as_ref).peekable();
    let is_in = |path: &str| {
        while others.next_if(|other| other.cmp(&path) == Ordering::Less).is_some() {}
        others.peek() == Some(&path)
    };
    some.iter().map(AsRef::as_ref).map(is_in).collect()
}
