//! What is unwise in a site's content, though it can be built: the warnings of `rolecall check`.
//!
//! A lint is a pure function from what was read to [`Diagnostic`]s. Their codes, weights and reasons are in
//! [`crate::diagnostic::codes`]; site.yaml's `lints` has the last word on the weights.
//!
//! | module | what it looks at |
//! |---|---|
//! | `file` | one file at hand: its text, and where a key or a part of the body stands in it |
//! | `pay`, `laws` | pay, where the law of a place asks for it |
//! | `dates`, `listing` | dates; what search engines and candidates need |
//! | `facts` | what the text asks for and the keys do not, and the other way round |
//! | `titles`, `words` | shouting; words that keep people away |
//! | `structure`, `links` | headings, pictures, removed links; where links lead |
//! | `names` | names that look alike and are not one |
//! | `settings` | site.yaml |
//! | `copies` | built-in files that the site has copied |

mod copies;
mod dates;
mod facts;
mod file;
mod laws;
mod links;
mod listing;
mod names;
mod pay;
mod settings;
mod structure;
#[cfg(test)]
mod tests;
mod titles;
mod words;

use foldhash::HashMap;
use rayon::prelude::*;

use crate::catalog::Stage;
use crate::config::Employer;
use crate::content::Company;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::finder::Finder;
use crate::pipeline::Made;
use crate::posting::Posting;
use crate::posting::markdown::survey::{Survey, survey};
use crate::render::{Failure, Renderer};
use crate::site::Site;
use crate::source::{ProjectPath, Sources};
use file::TextFile;
pub use links::Elsewhere;

/// What a check finds.
#[derive(Debug)]
pub struct Findings {
    diagnostics: Vec<Diagnostic>,
    /// The links that lead to other sites.
    pub elsewhere: Vec<Elsewhere>,
}

impl Findings {
    /// Adds the links that do not work; `why` gives what is known against an address.
    #[must_use]
    pub fn with_dead(mut self, why: impl Fn(&str) -> Option<String>) -> Self {
        let dead = self.elsewhere.iter().filter_map(|link| Some(links::dead(link, &why(&link.url)?)));
        self.diagnostics.extend(dead);
        self
    }

    /// Everything that is wrong or unwise, with the weights that site.yaml gives.
    pub fn report(self, site: &Site) -> Report {
        limited(&Report::new(settings::weighed(self.diagnostics, &site.config.lints)))
    }
}

/// The same with the first so many warnings of a kind in a file: nobody reads more, and a text can have one on each line.
fn limited(report: &Report) -> Report {
    const MOST: usize = 100;
    let mut counts: HashMap<(&ProjectPath, &str), usize> = HashMap::default();
    let mut kept = Vec::new();
    for diagnostic in report.diagnostics() {
        let count = counts.entry((&diagnostic.path, diagnostic.code)).or_default();
        *count += 1;
        if *count <= MOST || diagnostic.severity == Severity::Error {
            kept.push(diagnostic.clone());
        }
    }
    for last in report.diagnostics() {
        if let Some(count) = counts.remove(&(&last.path, last.code)).filter(|count| *count > MOST)
            && last.severity == Severity::Warning
        {
            let message = format!("{} more warnings of this kind are not shown", count - MOST);
            kept.push(Diagnostic::lint(last.code, &last.path, message));
        }
    }
    Report::new(kept)
}

/// Checks all content.
pub fn check(sources: &dyn Sources, made: &Made) -> Findings {
    let site = &made.built.site;
    let mut diagnostics = made.report.diagnostics().to_vec();
    let mut links = Vec::new();
    let finder = Finder::new(&site.vocabulary);
    let companies = site.catalog.companies().iter().map(|company| (company.slug.as_str(), company)).collect();
    let ground = Ground { site, finder: &finder, companies, sources };
    let of_roles: Vec<_> = made.postings.par_iter().filter_map(|posting| of_role(&ground, posting)).collect();
    let of_pages = site.contents.iter().filter_map(|page| {
        let address = format!("{}/", page.slug);
        of_text(site, &page.path, &address, page.language.as_deref(), sources)
    });
    let of_companies = site.catalog.companies().iter().filter_map(|company| {
        let address = format!("company/{}/", company.slug);
        let (found, mut links) = of_text(site, &company.path, &address, None, sources)?;
        settings::company(company, sources, &mut links);
        Some((found, links))
    });
    for (found, more) in of_roles.into_iter().chain(of_pages).chain(of_companies) {
        diagnostics.extend(found);
        links.extend(more);
    }
    diagnostics.extend(names::alike(site, &made.postings, sources));
    diagnostics.extend(copies::outdated(sources));
    settings::site(site, made, sources, &mut diagnostics, &mut links);
    diagnostics.extend(failing_template(sources, made));
    let (broken, elsewhere) = links::followed(site, made, sources, links);
    diagnostics.extend(broken);
    Findings { diagnostics, elsewhere }
}

/// What all roles are looked at with.
struct Ground<'a> {
    site: &'a Site,
    finder: &'a Finder,
    companies: HashMap<&'a str, &'a Company>,
    sources: &'a dyn Sources,
}

/// A role at hand.
struct Role<'a> {
    posting: &'a Posting,
    company: Option<&'a Company>,
    file: &'a TextFile,
    site: &'a Site,
    survey: &'a Survey,
}

impl Role<'_> {
    fn warn(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::lint(code, &self.posting.path, message)
    }

    fn employer(&self) -> &Employer {
        self.company.map_or(&self.site.config.company, |company| &company.employer)
    }

    fn is_english(&self) -> bool {
        is_english(self.posting.language.as_deref().unwrap_or(&self.site.config.language))
    }
}

fn is_english(language: &str) -> bool {
    language.split('-').next() == Some("en")
}

type Found = (Vec<Diagnostic>, Vec<links::Link>);

/// Everything about one role; nothing when its file is no longer what was read.
fn of_role(ground: &Ground<'_>, posting: &Posting) -> Option<Found> {
    let site = ground.site;
    let file = TextFile::read(&posting.path, ground.sources)?;
    let survey = survey(file.body());
    let company = posting.company.as_deref().and_then(|slug| ground.companies.get(slug).copied());
    let role = Role { posting, company, file: &file, site, survey: &survey };
    let mut found = Vec::new();
    match Stage::of(posting, site.today) {
        Some(Stage::Closed(last)) => found.extend(dates::long_closed(&role, last)),
        Some(Stage::Filled) => {}
        _ => {
            pay::all(&role, &mut found);
            dates::all(&role, &mut found);
            listing::all(&role, &mut found);
            titles::all(&role, &mut found);
            facts::all(&role, ground.finder, &mut found);
            if role.is_english() {
                words::all(&role, &mut found);
            }
        }
    }
    structure::all(&file, &survey, &mut found);
    let mut links = links::of_text(&file, &survey, &format!("jobs/{}/", posting.slug));
    links.extend(links::of_posting(&role));
    Some((found, links))
}

/// Everything about a page's or company's text.
fn of_text(
    site: &Site,
    path: &ProjectPath,
    address: &str,
    language: Option<&str>,
    sources: &dyn Sources,
) -> Option<Found> {
    let file = TextFile::read(path, sources)?;
    let survey = survey(file.body());
    let mut found = Vec::new();
    structure::all(&file, &survey, &mut found);
    if is_english(language.unwrap_or(&site.config.language)) {
        words::of_body(&file, &survey, &mut found);
    }
    Some((found, links::of_text(&file, &survey, address)))
}

/// A template that fails on a page of its kind, as a build would find it before it writes.
fn failing_template(sources: &dyn Sources, made: &Made) -> Option<Diagnostic> {
    if made.report.errors() > 0 {
        return None;
    }
    let mut renderer = Renderer::new(&made.built.site, &made.built.theme.templates, sources);
    let failed = renderer.prepare().err().or_else(|| {
        let samples = renderer.samples();
        samples.into_iter().find_map(|page| renderer.render(page).err())
    });
    match failed? {
        Failure::Template(diagnostic) => Some(*diagnostic),
        Failure::Changed(_) => None,
    }
}
