//! site.yaml: what it leaves out, where its links lead, and the weights that it gives to lints. Companies' own links too.

use rayon::prelude::*;

use super::file::Step::{Item, Key};
use super::file::{Step, TextFile};
use super::links::{Link, Target};
use crate::config::{self, BaseUrl, Config};
use crate::content::Company;
use crate::diagnostic::{Diagnostic, Severity, codes, suggest};
use crate::pipeline::Made;
use crate::posting::{Apply, Status};
use crate::site::Site;
use crate::source::{ProjectPath, Sources};

/// Words of a statement on equal opportunity, in lower case; in the languages that postings are most written in.
const STATEMENTS: &[&str] = &[
    "equal opportunit",
    "equal employment",
    "regardless of",
    "without regard to",
    "chancengleich",
    "unabhängig von",
    "égalité des chances",
    "igualdad de oportunidades",
    "gelijke kansen",
    "平等",
];

/// All lints about the settings, and the links in them.
pub(super) fn site(
    site: &Site,
    made: &Made,
    sources: &dyn Sources,
    found: &mut Vec<Diagnostic>,
    links: &mut Vec<Link>,
) {
    let path = ProjectPath::new(config::FILE);
    let file = TextFile::read_yaml(&path, sources);
    let place = |steps: &[Step<'_>]| file.as_ref().and_then(|file| file.value(steps));
    let key = |steps: &[Step<'_>]| file.as_ref().and_then(|file| file.key(steps));
    let config = &site.config;
    if config.base_url == BaseUrl::default() {
        found.push(
            Diagnostic::lint("no-base-url", &path, "the site's address, `base_url`, is missing")
                .help("add for example `base_url: https://careers.example.com/`"),
        );
    }
    if !config.names_company && made.postings.iter().any(|posting| posting.company.is_none()) {
        found.push(
            Diagnostic::lint("no-company-name", &path, "the employer, `company`, is not named")
                .help("add for example `company: { name: Meridian }`"),
        );
    }
    found.extend(equal_opportunity(config, made, sources, &path));
    for (number, (name, _)) in config.lints.iter().enumerate() {
        let known = codes::find(name);
        if known.is_some_and(codes::Code::is_lint) {
            continue;
        }
        let message = match known {
            Some(_) => format!("`{name}` cannot be changed: a site with this mistake cannot be built"),
            None => format!("no warning of `rolecall check` is called `{name}`"),
        };
        let lint = Diagnostic::lint("unknown-lint", &path, message).at(key(&[Key("lints"), Item(number)]));
        let names = codes::all().filter(|code| code.is_lint()).map(|code| code.name);
        found.push(match suggest::nearest(name, names).filter(|_| known.is_none()) {
            Some(near) => lint.label(format!("did you mean `{near}`?")),
            None => lint.help("`rolecall check --explain` lists them"),
        });
    }
    let mut add = |written: &str, span| links.push(link(&path, written, span));
    for (index, item) in config.menu.iter().enumerate() {
        add(&item.url, place(&[Key("menu"), Item(index), Key("url")]));
    }
    if let Some(logo) = &config.company.logo {
        add(logo, place(&[Key("company"), Key("logo")]));
    }
    if let Some(url) = &config.company.url {
        add(url, place(&[Key("company"), Key("url")]));
    }
    if let Some(Apply::Page(url)) =
        config.apply.as_ref().filter(|apply| !matches!(apply, Apply::Page(url) if url.contains('{')))
    {
        add(url, place(&[Key("apply")]));
    }
}

/// The links in a company's front matter.
pub(super) fn company(company: &Company, sources: &dyn Sources, links: &mut Vec<Link>) {
    let file = TextFile::read(&company.path, sources);
    let place = |key: &str| file.as_ref().and_then(|file| file.value(&[Key(key)]));
    let employer = &company.employer;
    for (name, written) in [("url", &employer.url), ("logo", &employer.logo)] {
        if let Some(written) = written {
            links.push(link(&company.path, written, place(name)));
        }
    }
}

fn link(path: &ProjectPath, written: &str, span: Option<crate::source::Span>) -> Link {
    let to = if written.starts_with('/') {
        Target::Site { address: written.to_owned(), from: String::new() }
    } else {
        Target::Elsewhere(written.to_owned())
    };
    Link { path: path.clone(), span, written: written.to_owned(), to }
}

/// One warning for all roles without a statement.
fn equal_opportunity(config: &Config, made: &Made, sources: &dyn Sources, path: &ProjectPath) -> Option<Diagnostic> {
    if config.equal_opportunity.is_some() {
        return None;
    }
    let is_open = made.postings.par_iter().filter(|posting| posting.status == Status::Open);
    let lacks = is_open.filter(|posting| {
        let text = TextFile::read(&posting.path, sources).map(|file| file.body().to_lowercase()).unwrap_or_default();
        !STATEMENTS.iter().any(|statement| text.contains(statement))
    });
    let example = "add for example `equal_opportunity: We decide by what you can do, and by nothing else.`";
    let message = match lacks.count() {
        0 => return None,
        1 => "one role has no statement on equal opportunity".to_owned(),
        more => format!("{more} roles have no statement on equal opportunity"),
    };
    Some(Diagnostic::lint("no-equal-opportunity", path, message).help(example))
}

/// The diagnostics with the weights that site.yaml gives to warnings; what it switches off is left out.
pub(super) fn weighed(diagnostics: Vec<Diagnostic>, lints: &[(String, Option<Severity>)]) -> Vec<Diagnostic> {
    let weight = |diagnostic: &Diagnostic| {
        if diagnostic.severity == Severity::Error {
            return Some(Severity::Error);
        }
        let usual = || codes::find(diagnostic.code).filter(|code| !code.is_off).map(|_| diagnostic.severity);
        lints.iter().find(|(code, _)| code == diagnostic.code).map_or_else(usual, |(_, severity)| *severity)
    };
    diagnostics.into_iter().filter_map(|d| weight(&d).map(|severity| Diagnostic { severity, ..d })).collect()
}
