//! A project in a folder of its own, and what a clean build of it gives.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rolecall::diagnostic::Report;
use rolecall::edge::build::default_out;
use rolecall::edge::disk::DiskSources;
use rolecall::pipeline::{self, Clock, Memo, Request};
use rolecall::render::{Failure, Renderer};
use rolecall::site::Output;

/// Everything that a build writes, by its path in the output.
pub struct Built {
    /// The path of the site: `/`, `/jobs-site/`.
    pub root: String,
    pub files: BTreeMap<String, Vec<u8>>,
}

/// A project, removed with this.
pub struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// A small site with something of everything.
    pub fn new() -> Self {
        let project = Self::empty();
        project.write("content/site.yaml", SITE);
        project.write("content/jobs/a.md", &posting("Alpha", "Engineering", "About alpha."));
        project.write("content/jobs/b.md", &posting("Beta", "Sales", "About beta."));
        project.write("content/jobs/deep/c.md", &posting("Gamma", "Sales", "About gamma."));
        project.write("content/pages/about.md", "---\ntitle: About\nmenu: true\n---\nWho we are.\n");
        project.write("static/logo.svg", "<svg/>");
        project
    }

    /// A folder without any file.
    pub fn empty() -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        fs::create_dir_all(project.path("content")).expect("a folder can be made");
        project
    }

    /// The real root; a folder beside it is removed with it.
    pub fn root(&self) -> PathBuf {
        fs::canonicalize(self.folder.path()).expect("it is there").join("site")
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// A place beside the project.
    pub fn aside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    /// Makes all files a day old, so that their times alone say that they are the same.
    pub fn age(&self) {
        let then = SystemTime::now() - Duration::from_secs(86_400);
        let mut waiting = vec![self.root()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                if entry.path().is_dir() {
                    waiting.push(entry.path());
                } else {
                    let file = File::options().write(true).open(entry.path());
                    file.and_then(|file| file.set_modified(then)).expect("a time can be set");
                }
            }
        }
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("it was there");
    }

    pub fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("it can be renamed");
    }
}

pub const SITE: &str = "title: Careers\nbase_url: https://example.com/\nper_page: 2\n";

/// A posting without anything to warn of but what it does not say.
pub fn posting(title: &str, department: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndepartment: {department}\nposted: 2026-11-01\n---\n{body}\n")
}

/// What a build of this folder gives, made from nothing; what is wrong if there are errors.
pub fn build(root: &Path, clock: Clock, drafts: bool) -> Result<Built, Report> {
    let sources = DiskSources::list(root, Some(&default_out(root))).expect("the project can be listed");
    let request = Request { clock, drafts, base_url: None };
    let (built, report) = pipeline::build(&sources, &request, &mut Memo::default());
    let Some(built) = built else { return Err(report) };
    let site = &built.site;
    let mut renderer = Renderer::new(site, &built.theme.templates, &sources);
    // As a build does: a template that fails on one of these pages is an error.
    let tried = renderer
        .prepare()
        .and_then(|()| renderer.samples().into_iter().try_for_each(|page| renderer.render(page).map(drop)));
    match tried {
        Err(Failure::Template(diagnostic)) => return Err(report.with(*diagnostic)),
        tried => tried.expect("nobody changes the files now"),
    }
    let bytes = |output: Output<'_>| match output {
        Output::Bytes(bytes) => bytes.into_owned(),
        Output::Pieces(pieces) => pieces.flatten().collect(),
        Output::CopyOf(path) => fs::read(sources.absolute(path)).expect("a static file"),
    };
    let files = site.pages().iter().map(|entry| {
        let output = renderer.render(entry.page).unwrap_or_else(|failure| panic!("{}: {failure:?}", entry.path));
        (entry.path.to_string(), bytes(output))
    });
    Ok(Built { root: site.links.root().to_owned(), files: files.collect() })
}
