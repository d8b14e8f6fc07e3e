//! What a user relies on: the output folder holds the site of the last build, and nobody's files are lost.

mod broken;
mod histories;
#[cfg(unix)]
mod links;
mod refusals;
mod writing;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::path::LIST;
use super::{Error, Opening, Output, Summary};

/// A project with an output folder.
struct Project {
    folder: TempDir,
}

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/jobs")).unwrap();
        Self { folder }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn open_at<'p>(&self, place: &str, planned: &[&'p str]) -> Result<Output<'p>, Error> {
        Opening::look(&self.at(place), self.folder.path(), planned.iter().copied())?.open()
    }

    fn open<'p>(&self, planned: &[&'p str]) -> Result<Output<'p>, Error> {
        self.open_at("public", planned)
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<Summary, Error> {
        let planned: Vec<_> = files.iter().map(|(path, _)| *path).collect();
        let output = self.open(&planned)?;
        for (path, text) in files {
            output.write(path, text.as_bytes())?;
        }
        output.finish()
    }

    fn refusal(&self, planned: &[&str]) -> String {
        self.open(planned).map(|_| ()).unwrap_err().to_string()
    }

    /// Every file of a folder (folders that are empty end with `/`), without the list.
    fn tree(&self, folder: &str) -> BTreeMap<String, String> {
        let mut tree = BTreeMap::new();
        read_tree(&self.at(folder), "", &mut tree);
        tree.remove(LIST);
        tree
    }
}

fn read_tree(folder: &Path, prefix: &str, tree: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            let before = tree.len();
            read_tree(&entry.path(), &format!("{path}/"), tree);
            if tree.len() == before {
                tree.insert(path + "/", String::new());
            }
        } else {
            tree.insert(path, fs::read_to_string(entry.path()).unwrap_or_default());
        }
    }
}

fn tree(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}
