//! What is read: files, all files of a folder, or what is handed over on the standard input.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::edge::build::default_out;
use crate::edge::error::{Error, plain_words};
use crate::edge::output::Output;
use crate::import::{self, Batch, LARGEST, Refusal};

/// Files of a folder with another ending are not looked at.
const ENDINGS: [&str; 10] = ["md", "markdown", "mdx", "txt", "text", "html", "htm", "json", "xml", "rss"];
/// Deeper folders are not looked into.
const DEEPEST: usize = 32;

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// What was handed over: its bytes.
    Handed(Vec<u8>),
}

/// A file to read.
#[derive(Debug)]
pub(super) struct Found {
    /// What it is called in messages.
    pub(super) shown: String,
    /// Its path below the folder that is imported, or `-`.
    name: String,
    /// The board that it belongs to if it does not name another: the last folders above `name`.
    pub(super) board: String,
    /// Whether the whole folder is imported.
    pub(super) is_of_folder: bool,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Disk(PathBuf),
    Memory(Vec<u8>),
}

impl Found {
    /// Reads the file. `title` is what a text without a title is called.
    pub(super) fn read(&self, title: Option<&str>) -> Result<Batch, Refusal> {
        let bytes = match &self.place {
            Place::Memory(bytes) => bytes.clone(),
            Place::Disk(path) => {
                read_some(path).map_err(|e| Refusal::file(format!("it cannot be read: {}", plain_words(&e))))?
            }
        };
        match title {
            // A text that is named needs no name of its own.
            Some(title) if self.name == "-" => import::read_titled(title, &bytes),
            _ => import::read(&self.name, &bytes),
        }
    }
}

/// A file's bytes; of one that is too large only so many that it shows.
fn read_some(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What there is to read.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// The files.
    pub(super) files: Vec<Found>,
    /// The boards of the folders, of those without a file too.
    pub(super) folders: Vec<String>,
    /// What stands in them and is not read: its path, and why.
    pub(super) left: Vec<(String, &'static str)>,
}

/// All files to read, in the order given and, in a folder, of their paths.
///
/// # Errors
/// When something that is named is not there, or is content of this very site, whose root is `root`.
pub(super) fn files(inputs: &[Input], root: &Path) -> Result<Inputs, Error> {
    let mut all = Inputs::default();
    let content = root.join("content");
    for input in inputs {
        match input {
            Input::Handed(bytes) => all.files.push(Found {
                shown: "-".into(),
                name: "-".into(),
                board: "-".into(),
                is_of_folder: false,
                place: Place::Memory(bytes.clone()),
            }),
            Input::Path(path) => {
                let real = fs::canonicalize(path).map_err(|e| Error::io("read", path, &e))?;
                if real.starts_with(&content) {
                    return Err(Error::new(format!("`{}` is content of this site already", path.display())));
                }
                if real.starts_with(default_out(root)) {
                    return Err(Error::new(format!("`{}` is this site itself, as rolecall built it", path.display())));
                }
                let metadata = fs::metadata(&real).map_err(|e| Error::io("read", path, &e))?;
                if metadata.is_dir() {
                    let (mut inside, mut left) = (Vec::new(), Vec::new());
                    let mut own = |folder: &Path, below: &str| {
                        let why = own(folder, root);
                        left.extend(why.map(|why| (path.join(below).display().to_string(), why)));
                        why.is_some()
                    };
                    list(&real, "", 0, &mut inside, &mut own).map_err(|e| Error::io("read", path, &e))?;
                    inside.sort();
                    left.sort();
                    all.left.extend(left);
                    all.folders.push(board_of(&real));
                    all.files.extend(inside.into_iter().map(|name| found(path, &real, name)));
                } else {
                    let folder = real.parent().unwrap_or(&real);
                    let name = real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                    let shown = path.display().to_string();
                    let board = board_of(folder);
                    all.files.push(Found { shown, name, board, is_of_folder: false, place: Place::Disk(real.clone()) });
                }
            }
        }
    }
    Ok(all)
}

/// Why a folder is of the site itself, whose postings must not become postings once more.
fn own(folder: &Path, root: &Path) -> Option<&'static str> {
    if folder == root.join("content") {
        return Some("it is content of this site already");
    }
    if folder == root.join("templates") {
        return Some("these are templates of this site");
    }
    let is_built = folder == default_out(root) || fs::symlink_metadata(folder.join(Output::LIST)).is_ok();
    is_built.then_some("it is a site that rolecall has built")
}

fn found(folder: &Path, real: &Path, name: String) -> Found {
    let shown = folder.join(&name).display().to_string();
    Found { shown, board: board_of(real), is_of_folder: true, place: Place::Disk(real.join(&name)), name }
}

/// The last parts of a folder's path, from the first that is not called as every site calls it: two at least. They are the
/// same on every machine that has the project in a folder of one name, and two projects' `content/jobs` are two boards.
/// Where the name is another, `--source` says which board it is.
fn board_of(folder: &Path) -> String {
    const EVERYWHERE: [&str; 26] = [
        "content",
        "contents",
        "jobs",
        "job",
        "_jobs",
        "careers",
        "career",
        "positions",
        "_positions",
        "vacancies",
        "openings",
        "posts",
        "_posts",
        "pages",
        "collections",
        "data",
        "_data",
        "docs",
        "src",
        "app",
        "site",
        "website",
        "web",
        "www",
        "en",
        "de",
    ];
    const MOST: usize = 6;
    let parts: Vec<String> =
        folder.iter().map(|part| part.to_string_lossy().into_owned()).filter(|part| part != "/").collect();
    let is_own = |part: &String| !EVERYWHERE.contains(&&*part.to_lowercase());
    let last_two = parts.len().saturating_sub(2);
    let from = parts.len().saturating_sub(MOST);
    let first_own = (from..=last_two).rev().find(|at| parts.get(*at).is_some_and(is_own));
    parts[first_own.unwrap_or(from).min(last_two)..].join("/")
}

/// The files of a folder and of those in it. Links are not followed, hidden names not looked at.
/// `is_left` says of a folder, and its path below, that it is not looked into.
fn list(
    folder: &Path,
    below: &str,
    depth: usize,
    files: &mut Vec<String>,
    is_left: &mut dyn FnMut(&Path, &str) -> bool,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') || name == "node_modules" {
            continue;
        }
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        let kind = entry.file_type()?;
        if kind.is_dir() && depth < DEEPEST {
            if !is_left(&entry.path(), &path) {
                list(&entry.path(), &path, depth + 1, files, is_left)?;
            }
        } else if kind.is_file() && ENDINGS.iter().any(|ending| has_ending(&name, ending)) {
            files.push(path);
        }
    }
    Ok(())
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_two_projects_are_two_boards() {
        for (folder, board) in [
            ("/a/alpha/content/jobs", "alpha/content/jobs"),
            ("/a/beta/content/jobs", "beta/content/jobs"),
            ("/home/jo/old-site/jobs", "old-site/jobs"),
            ("/home/jo/acme/site/content/jobs", "acme/site/content/jobs"),
            ("/jobs", "jobs"),
            ("/content/jobs", "content/jobs"),
            ("/home/jo/board/cooks", "board/cooks"),
        ] {
            assert_eq!(board_of(Path::new(folder)), board);
        }
    }
}
