//! What a site already says, for who writes the next posting: its departments, places and skills, the most used first.
//!
//! It is read leniently: what is wrong with a file is the build's to say, and its words are not offered.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Request, config, documents, vocabulary};
use crate::config::Config;
use crate::content::{self, Company};
use crate::posting::{Location, Posting, parse};
use crate::skills::Vocabulary;
use crate::slug::{fold, slug};
use crate::source::{ProjectPath, Sources};

/// What a site already says.
#[derive(Debug)]
pub struct Known {
    /// The site's settings.
    pub config: Config,
    /// The skills with their aliases.
    pub vocabulary: Arc<Vocabulary>,
    /// The employers of a board.
    pub companies: Vec<Company>,
    postings: Vec<Posting>,
    /// The files of postings with the last part of their addresses, the unreadable ones too.
    addresses: Vec<(ProjectPath, String)>,
}

impl Known {
    /// Reads a site.
    pub fn of(sources: &dyn Sources, request: &Request) -> Self {
        let mut ignored = Vec::new();
        let files: Vec<&ProjectPath> =
            sources.entries().keys().filter(|p| p.below("content/jobs").is_some() && p.extension() == "md").collect();
        let read = |path: &&ProjectPath| parse::posting(path, &sources.read(path).ok()?).ok();
        Self {
            config: config(sources, request, &mut ignored),
            vocabulary: vocabulary(sources, &mut None).0,
            companies: documents(sources, "content/companies", content::company, &mut ignored),
            postings: files.par_iter().filter_map(read).collect(),
            addresses: files.iter().map(|path| ((*path).clone(), slug(path.stem()))).collect(),
        }
    }

    /// The file that has an address already: its posting's own, or an old one that leads to it.
    pub fn at(&self, slug: &str) -> Option<&ProjectPath> {
        let own = self.addresses.iter().find(|(_, known)| known == slug).map(|(path, _)| path);
        let address = format!("/jobs/{slug}");
        let leads_here =
            |posting: &&Posting| posting.aliases.iter().any(|alias| alias.trim_end_matches('/') == address);
        own.or_else(|| self.postings.iter().find(leads_here).map(|posting| &posting.path))
    }

    /// Departments in use.
    pub fn departments(&self) -> Vec<String> {
        by_use(self.postings.iter().filter_map(|posting| posting.department.clone()))
    }

    /// Teams in use.
    pub fn teams(&self) -> Vec<String> {
        by_use(self.postings.iter().filter_map(|posting| posting.team.clone()))
    }

    /// Places in use, as "Berlin, DE".
    pub fn places(&self) -> Vec<String> {
        let short = |place: &Location| match (&place.city, place.country) {
            (Some(city), Some(country)) => Some(format!("{city}, {}", country.code())),
            _ => None,
        };
        by_use(self.postings.iter().flat_map(|posting| posting.locations.iter().filter_map(short)))
    }

    /// Skills in use, and after them those of the vocabulary.
    pub fn skills(&self) -> Vec<String> {
        let asked = self.postings.iter().map(|posting| &posting.requirements);
        let asked = asked.flat_map(|asked| asked.skills.iter().chain(&asked.preferred));
        let mut names = by_use(asked.map(|skill| self.vocabulary.canonical(&skill.name).to_owned()));
        let more: Vec<String> = self
            .vocabulary
            .skills()
            .iter()
            .map(|skill| &skill.name)
            .filter(|name| !names.contains(name))
            .cloned()
            .collect();
        names.extend(more);
        names
    }

    /// Human languages in use.
    pub fn languages(&self) -> Vec<String> {
        let asked = self.postings.iter().flat_map(|posting| &posting.requirements.languages);
        by_use(asked.map(|language| language.name.clone()))
    }
}

/// Each name once, as it was first spelled, the most used first and then by the alphabet.
fn by_use(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut counted: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for name in names {
        counted.entry(fold(&name)).or_insert((0, name)).0 += 1;
    }
    let mut counted: Vec<(usize, String)> = counted.into_values().collect();
    counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    counted.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Clock;
    use crate::source::MemorySources;

    #[test]
    fn what_is_used_most_comes_first_and_broken_files_do_not_matter() {
        let posting = |title: &str, more: &str| format!("---\ntitle: {title}\n{more}\n---\n");
        let sources = MemorySources::new()
            .with(
                "content/jobs/a.md",
                posting("A", "department: Sales\nlocations: \"Berlin, DE\"\nrequirements: { skills: [k8s] }"),
            )
            .with("content/jobs/b.md", posting("B", "department: Finance\naliases: [/jobs/old-b/]"))
            .with("content/jobs/x/c.md", posting("C", "department: finance"))
            .with("content/jobs/broken.md", "no front matter")
            .with("content/site.yaml", "titel: x\nbase_url: https://example.com/careers/\n");
        let clock = Clock::Day(jiff::civil::date(2026, 11, 22));
        let known = Known::of(&sources, &Request { clock, drafts: true, base_url: None });
        assert_eq!(known.departments(), ["Finance", "Sales"]);
        assert_eq!(known.places(), ["Berlin, DE"]);
        assert_eq!(known.skills()[0], "Kubernetes");
        assert!(known.skills().contains(&"Excel".to_owned()));
        assert_eq!(known.config.base_url.root(), "/careers/");
        let at = |slug| known.at(slug).map(|path| path.as_str());
        assert_eq!(at("c"), Some("content/jobs/x/c.md"));
        assert_eq!((at("broken"), at("old-b")), (Some("content/jobs/broken.md"), Some("content/jobs/b.md")));
        assert_eq!(at("d"), None);
    }
}
