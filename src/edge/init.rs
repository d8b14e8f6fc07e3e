//! Starting a site: a small one to begin with, and on request a workflow that checks, previews and publishes it.
//!
//! The files are those of `init/site` and `init/ci`, with a few names between `@` filled in.

use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, File, include_dir};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::create;
use super::error::Error;
use crate::slug::slug;
use crate::source::ProjectPath;

static SITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/edge/init/site");
static CI: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/edge/init/ci");

/// What keeps the site's files and runs its workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Forge {
    /// GitHub Actions
    Github,
    /// GitLab CI/CD
    Gitlab,
}

/// Where a workflow publishes the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Host {
    /// The pages of GitHub or GitLab itself; no previews
    Pages,
    /// Netlify, with previews of drafts
    Netlify,
    /// Cloudflare Pages, with previews of drafts
    Cloudflare,
}

/// What a new site is made of.
#[derive(Debug, Clone)]
pub struct Starter {
    /// The name of the site's folder.
    pub name: String,
    /// The day on which the newest of its roles is posted.
    pub today: Date,
    /// The workflow to write, if one is wanted.
    pub workflow: Option<Workflow>,
}

/// A workflow.
#[derive(Debug, Clone)]
pub struct Workflow {
    /// Whose language it is written in.
    pub forge: Forge,
    /// Where it publishes.
    pub host: Host,
    /// The repository of the program, from which the workflow installs it.
    pub program: String,
}

impl Starter {
    /// The files with their texts, in path order.
    pub fn files(&self) -> Vec<(ProjectPath, String)> {
        let mut files: Vec<(ProjectPath, String)> = files(&SITE)
            .map(|file| (ProjectPath::new(&place(file)), self.filled(file.contents_utf8().unwrap_or_default())))
            .collect();
        if let Some(workflow) = &self.workflow {
            let (name, path) = match workflow.forge {
                Forge::Github => ("github", ".github/workflows/site.yml"),
                Forge::Gitlab => ("gitlab", ".gitlab-ci.yml"),
            };
            let host = match workflow.host {
                Host::Pages => "pages",
                Host::Netlify => "netlify",
                Host::Cloudflare => "cloudflare",
            };
            let file = CI.get_file(format!("{name}-{host}.yml")).and_then(File::contents_utf8);
            files.push((ProjectPath::new(path), self.filled(file.unwrap_or_default())));
        }
        files.sort();
        files
    }

    /// A starter file's text with the names between `@` filled in.
    fn filled(&self, text: &str) -> String {
        let project = Some(slug(&self.name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "careers".into());
        let (program, ci) = match &self.workflow {
            Some(workflow) => (workflow.program.as_str(), " The workflow does that."),
            None => ("", ""),
        };
        let ago = |days: i32| (self.today - days.days()).to_string();
        text.replace("@NAME@", &self.name)
            .replace("@PROJECT@", &project)
            .replace("@PROGRAM@", program)
            .replace("@CI@", ci)
            .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
            .replace("@TODAY@", &ago(0))
            .replace("@DAYS-AGO-2@", &ago(2))
            .replace("@DAYS-AGO-9@", &ago(9))
    }
}

/// Where a starter file belongs. A `.gitignore` of its own would hide files from this repository.
fn place(file: &File<'_>) -> String {
    let path = file.path().to_string_lossy().replace('\\', "/");
    if path == "gitignore" { ".gitignore".into() } else { path }
}

fn files<'d>(folder: &'d Dir<'d>) -> impl Iterator<Item = &'d File<'d>> {
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files());
    }
    files.into_iter()
}

/// Writes a new site into a folder that is empty, but for what git keeps there, or is not there yet.
///
/// # Errors
/// When there is something in the folder, and when the system refuses.
pub fn write(folder: &Path, starter: &Starter) -> Result<Vec<ProjectPath>, Error> {
    match fs::read_dir(folder) {
        Ok(entries) => {
            let mut names: Vec<String> =
                entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            names.retain(|name| name != ".git");
            names.sort();
            if let Some(first) = names.first() {
                let more = if names.len() > 1 { format!(" and {} more", names.len() - 1) } else { String::new() };
                let message = format!("`{}` is not empty: there is `{first}`{more}", folder.display());
                return Err(Error::new(message).with_help("name a new folder: `rolecall init my-careers`"));
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder).map_err(|e| Error::io("make the folder", folder, &e))?;
        }
        Err(error) => return Err(Error::io("open", folder, &error)),
    }
    let files = starter.files();
    for (path, text) in &files {
        create::file(folder, path, text.as_bytes())?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::pipeline::{Clock, Memo, Request, build};
    use crate::source::MemorySources;
    use crate::yaml::{Document, Value};
    use clap::ValueEnum as _;

    fn starter(workflow: Option<Workflow>) -> Starter {
        Starter { name: "My Careers".into(), today: jiff::civil::date(2026, 3, 1), workflow }
    }

    #[test]
    fn a_new_site_builds_without_a_word_whenever_it_is_built() {
        let mut sources = MemorySources::new();
        for (path, text) in starter(None).files() {
            if ["content/", "static/", "templates/"].iter().any(|folder| path.as_str().starts_with(folder)) {
                sources.insert(path.as_str(), text);
            }
        }
        for today in [jiff::civil::date(2026, 3, 1), jiff::civil::date(2031, 12, 31)] {
            let request = Request { clock: Clock::Day(today), drafts: false, base_url: None };
            let (built, report) = build(&sources, &request, &mut Memo::default());
            assert_eq!(report.diagnostics(), []);
            let site = built.expect("a site without errors").site;
            assert_eq!(site.catalog.listed().len(), 3, "on {today}");
        }
    }

    #[test]
    fn no_name_is_left_to_be_filled_in() {
        for (path, text) in workflows().flat_map(|workflow| starter(workflow).files()) {
            let mark = text
                .split('@')
                .skip(1)
                .step_by(2)
                .find(|word| word.len() > 3 && word.chars().all(|c| c.is_ascii_uppercase() || c == '-'));
            assert_eq!(mark, None, "{path}");
        }
    }

    fn workflows() -> impl Iterator<Item = Option<Workflow>> {
        let pairs = Forge::value_variants().iter().flat_map(|f| Host::value_variants().iter().map(move |h| (*f, *h)));
        pairs.map(|(forge, host)| Some(Workflow { forge, host, program: "https://example.com/rolecall".into() }))
    }

    /// Every value under a key of this name.
    fn all<'d>(value: Value<'d>, key: &str, found: &mut Vec<Value<'d>>) {
        for child in value.children() {
            if child.key() == Some(key) {
                found.push(child);
            }
            all(child, key, found);
        }
    }

    #[test]
    fn every_workflow_is_sound() {
        for workflow in workflows() {
            let forge = workflow.as_ref().unwrap().forge;
            let files = starter(workflow).files();
            let (path, text) = files.iter().find(|(path, _)| path.as_str().ends_with(".yml")).unwrap();
            let document = Document::of_file(path, text).map_err(|d| d.message).unwrap();
            let (mut steps, mut uses) = (Vec::new(), Vec::new());
            all(document.root(), "steps", &mut steps);
            all(document.root(), "uses", &mut uses);
            assert_eq!(steps.is_empty(), forge == Forge::Gitlab, "{path}");
            for step in steps.iter().flat_map(|steps| steps.children()) {
                assert!(step.children().any(|entry| entry.key() == Some("name")), "a step without a name in {text}");
            }
            for action in uses {
                let action = action.text().unwrap();
                let (_, version) = action.split_once('@').unwrap();
                assert!(version[1..].parse::<u32>().is_ok() && version.starts_with('v'), "{action}");
            }
            assert!(text.contains("rolecall build --drafts") && text.contains("rolecall check"), "{text}");
            assert!(text.contains("cargo install --git https://example.com/rolecall --locked"));
            let is_daily =
                if forge == Forge::Github { "- cron: \"5 0 * * *\"" } else { "a new schedule for every day" };
            assert!(text.contains(is_daily), "{text}");
        }
    }

    #[test]
    fn a_folder_with_anything_in_it_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        fs::write(folder.path().join("notes.txt"), "mine").unwrap();
        let error = write(folder.path(), &starter(None)).unwrap_err();
        assert!(error.message().ends_with("is not empty: there is `notes.txt`"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        fs::remove_file(folder.path().join("notes.txt")).unwrap();
        let written = write(folder.path(), &starter(None)).unwrap();
        assert!(written.contains(&ProjectPath::new(".gitignore")) && folder.path().join("content/site.yaml").is_file());
    }
}
