//! A project on disk, built by the program, and the files of its output.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// A project in a folder of its own, removed with it.
pub struct Project {
    folder: tempfile::TempDir,
}

/// The bytes and times of files by their path.
pub type Files = BTreeMap<String, (Vec<u8>, SystemTime)>;

impl Project {
    pub fn new() -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        project.write("content/site.yaml", "title: Careers\nper_page: 2\n");
        for (name, department) in [("a", "Engineering"), ("b", "Engineering"), ("c", "Sales"), ("d", "Sales")] {
            project.write(&format!("content/jobs/{name}.md"), &posting(name, department, "Text."));
        }
        project.write("static/logo.svg", "<svg/>");
        project
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolecall"));
        command
            .current_dir(self.root())
            .env_remove("SOURCE_DATE_EPOCH")
            .args(["build", "--today", "2026-11-22"])
            .args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program starts")
    }

    /// Builds, and gives what was written.
    pub fn build(&self) -> Files {
        let output = self.run(&[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        files(&self.path("public"))
    }
}

pub fn posting(title: &str, department: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndepartment: {department}\nposted: 2026-11-01\n---\n{body}\n")
}

/// All files below a folder, dot files too.
pub fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(path);
                continue;
            }
            let time = entry.metadata().and_then(|data| data.modified()).expect("a file has a time");
            let name = path.strip_prefix(folder).expect("below the folder").to_string_lossy().into_owned();
            found.insert(name, (fs::read(&path).unwrap_or_default(), time));
        }
    }
    found
}

pub fn bytes(files: &Files) -> BTreeMap<&str, &[u8]> {
    files.iter().map(|(path, (bytes, _))| (path.as_str(), bytes.as_slice())).collect()
}

/// The paths whose bytes or times differ, those that come and go among them.
pub fn touched(before: &Files, after: &Files) -> Vec<String> {
    let paths: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    paths.into_iter().filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

/// Long enough for a file's time to differ.
pub fn wait_for_the_clock() {
    sleep(Duration::from_millis(20));
}
