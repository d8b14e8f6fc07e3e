//! Sites for tests, made of texts.

use std::sync::Arc;

use jiff::civil::{Date, date};

use super::{Site, pages};
use crate::catalog::{self, Catalog, Role};
use crate::config::Config;
use crate::pipeline::{self, Clock, Memo, Request};
use crate::posting::{Posting, parse};
use crate::skills::Vocabulary;
use crate::source::{MemorySources, ProjectPath};
use crate::theme::text::Texts;

/// The day for which the sites are built.
pub const TODAY: Date = date(2026, 11, 22);

/// The site of some files. A path without a folder is a posting: `rust.md`.
pub fn site(files: &[(&str, &str)]) -> Site {
    let mut sources = MemorySources::new();
    for (path, text) in files {
        let path = if path.contains('/') { (*path).to_owned() } else { format!("content/jobs/{path}") };
        sources.insert(&path, *text);
    }
    let request = Request { clock: Clock::Day(TODAY), drafts: true, base_url: None };
    let (built, report) = pipeline::build(&sources, &request, &mut Memo::default());
    built.unwrap_or_else(|| panic!("{report:?}")).site
}

/// The site of so many equal postings, for limits; each has the front matter given.
pub fn site_of_many(count: usize, front_matter: &str) -> Site {
    let text = format!("---\ntitle: T\n{front_matter}\n---\nText\n");
    let one = parse::posting(&ProjectPath::new("content/jobs/x.md"), text.as_bytes()).unwrap();
    let postings: Vec<_> = (0..count).map(|n| Arc::new(Posting { slug: format!("r{n}"), ..one.clone() })).collect();
    let config = Config::default();
    let (catalog, _) = Catalog::new(catalog::Parts {
        postings: &postings,
        companies: Vec::new(),
        config: &config,
        vocabulary: &Vocabulary::default(),
        today: TODAY,
        drafts: false,
        known: None,
        place: &|_, _, _| None,
    });
    let (contents, assets, statics) = (Vec::new(), Arc::new([]), Vec::new());
    let place = &|_: &ProjectPath, _: &str, _: &str| None;
    let (texts, vocabulary) = (Arc::new(Texts::english()), Arc::new(Vocabulary::default()));
    Site::new(pages::Parts { config, texts, vocabulary, catalog, contents, today: TODAY, assets, statics, place }).0
}

/// The role of an address.
pub fn role<'s>(site: &'s Site, slug: &str) -> &'s Role {
    site.catalog.roles().iter().find(|role| role.posting.slug == slug).unwrap()
}
