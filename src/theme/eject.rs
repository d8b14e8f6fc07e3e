//! Built-in files as copies for a site to change, each with a first line that says what it was copied from.
//!
//! By that line a later version of the program knows whether its own file has changed since: `origin`.

use super::{ASSETS, TEMPLATES, built_in};
use crate::source::{Fingerprint, ProjectPath};

/// What a copied file was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The built-in file: `templates/role.html`.
    pub path: String,
    /// The version of the program that copied it.
    pub version: String,
    /// What has become of the built-in file since.
    pub since: Since,
}

/// What has become of a built-in file since it was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// It is still the same.
    Unchanged,
    /// It is another: the copy may lack what is new.
    Changed,
    /// It is there no more: nothing may use the copy.
    Gone,
}

/// The paths of all built-in files in a site, in order.
pub fn paths() -> Vec<String> {
    files().map(|(path, _)| path).collect()
}

/// A built-in file as a copy of its own: its first line says what it is a copy of. `None` when there is no such file.
pub fn copy(path: &str) -> Option<String> {
    let (_, bytes) = files().find(|(known, _)| known == path)?;
    let (open, close) = comment(path)?;
    let note = format!("{open}{NOTE} {} {path} {}{close}\n", env!("CARGO_PKG_VERSION"), Fingerprint::of(bytes).short());
    Some(note + std::str::from_utf8(bytes).ok()?)
}

/// What a file of the site was copied from, by its first line; `None` for files that were not.
pub fn origin(path: &ProjectPath, bytes: &[u8]) -> Option<Origin> {
    let end = bytes.iter().position(|b| *b == b'\n').unwrap_or(bytes.len());
    let line = std::str::from_utf8(&bytes[..end]).ok()?.trim_start_matches('\u{feff}').trim_end();
    let (open, close) = comment(path.as_str())?;
    let note = line.strip_prefix(open)?.strip_suffix(close.trim_end())?.trim();
    let mut words = note.strip_prefix(NOTE)?.split_whitespace();
    let (version, path, fingerprint) = (words.next()?, words.next()?, words.next()?);
    let since = match files().find(|(known, _)| known == path) {
        None => Since::Gone,
        Some((_, bytes)) if Fingerprint::of(bytes).short() == fingerprint => Since::Unchanged,
        Some(_) => Since::Changed,
    };
    Some(Origin { path: path.into(), version: version.into(), since })
}

/// How a first line begins, inside its comment.
const NOTE: &str = "copied from rolecall";

/// How a comment opens and closes in a file of this ending. That of a template leaves no empty line in the page.
fn comment(path: &str) -> Option<(&'static str, &'static str)> {
    match path.rsplit('.').next()? {
        "html" => Some(("{#- ", " -#}")),
        "css" | "js" => Some(("/* ", " */")),
        "yaml" => Some(("# ", "")),
        _ => None,
    }
}

/// The built-in files that a site can have of its own.
fn files() -> impl Iterator<Item = (String, &'static [u8])> {
    let templates = built_in(&TEMPLATES).map(|(name, bytes)| (format!("templates/{name}"), bytes));
    let assets = built_in(&ASSETS).map(|(name, bytes)| (format!("static/assets/{name}"), bytes));
    assets.chain(templates).filter(|(path, _)| comment(path).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_knows_its_origin_in_every_kind_of_file() {
        for path in paths() {
            let text = copy(&path).unwrap();
            let origin = origin(&ProjectPath::new(&path), text.as_bytes()).unwrap();
            assert_eq!(origin, Origin { path, version: env!("CARGO_PKG_VERSION").into(), since: Since::Unchanged });
        }
        assert!(paths().contains(&"templates/role.html".into()) && paths().contains(&"static/assets/style.css".into()));
        assert_eq!((copy("templates/README.md"), copy("templates/none.html")), (None, None));
    }

    #[test]
    fn a_built_in_file_that_changed_is_noticed_whatever_was_changed_in_the_copy() {
        let read = |path, text: &str| origin(&ProjectPath::new(path), text.as_bytes()).map(|origin| origin.since);
        let copied = copy("templates/role.html").unwrap();
        let edited = copied.replace("<article", "<article class=\"mine\"");
        assert_eq!(read("templates/role.html", &edited), Some(Since::Unchanged));
        let fingerprint = Fingerprint::of(TEMPLATES.get_file("role.html").unwrap().contents()).short();
        let older = copied.replace(&fingerprint, "0123456789ab");
        assert_eq!(read("templates/role.html", &older), Some(Since::Changed));
        assert_eq!(read("templates/role.html", &older.replace('\n', "\r\n")), Some(Since::Changed));
        assert_eq!(read("templates/x.html", &older.replace("role.html", "x.html")), Some(Since::Gone));
        assert_eq!(read("templates/role.html", "{% extends \"rolecall/role.html\" %}"), None);
        // A translation is a copy of the English text under another name.
        let english = copy("templates/text/en.yaml").unwrap();
        assert_eq!(read("templates/text/de.yaml", &english), Some(Since::Unchanged));
    }
}
