//! From a page to its bytes: the site's view of the page, filled into the theme's template.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;
use tera::{Context, Value};

use crate::catalog::facets::Key;
use crate::catalog::related::Related;
use crate::catalog::{FacetKind, RoleId, TermId};
use crate::diagnostic::Diagnostic;
use crate::meter::{Meter, Unmetered, Work};
use crate::posting::markdown::{self, LinkContext};
use crate::posting::parse::decode;
use crate::site::view::filters::FiltersView;
use crate::site::view::list::{FacetView, ListView, TermView, browse};
use crate::site::view::role::{RoleView, RowView};
use crate::site::view::shared::{Shared, value};
use crate::site::view::{PageView, SiteView, menu};
use crate::site::{FeedFormat, Output, Page, Site, feeds, filter_index, hosting, job_list, json_ld, sitemap};
use crate::source::{Fingerprint, ProjectPath, Sources};
use crate::theme::{Settled, Templates};

/// The variables that have the same value in the context of every page.
const COMMON: &[&str] = &["site", "t"];

/// Renders the pages of one site. A page depends on nothing but the site and the files that it was made of.
pub struct Renderer<'s> {
    site: &'s Site,
    templates: &'s Templates,
    sources: &'s dyn Sources,
    meter: &'s dyn Meter,
    /// What every template gets.
    base: Context,
    /// What many pages show.
    shared: Shared<'s>,
    /// The form of the filters, once it is asked for.
    filters: OnceLock<Result<Value, Failure>>,
    /// The ways into the board, once they are asked for.
    browse: OnceLock<Value>,
    /// The templates with what all pages share filled in, once they are prepared.
    settled: Option<Settled>,
    /// The rows of all listed roles, once they are prepared.
    rows: Option<Vec<Box<str>>>,
    /// The related roles of all listed roles, where they were found before.
    related: Option<&'s Related>,
}

/// Why a page has no bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A template fails on the page.
    Template(Box<Diagnostic>),
    /// The page's file is no longer what the site was made of.
    Changed(ProjectPath),
}

impl<'s> Renderer<'s> {
    /// A renderer of a site.
    pub fn new(site: &'s Site, templates: &'s Templates, sources: &'s dyn Sources) -> Self {
        let mut base = Context::new();
        base.insert("site", &SiteView::of(site));
        base.insert("t", site.texts.tree());
        base.insert("menu", &menu(site, Page::NotFound));
        Self {
            site,
            templates,
            sources,
            meter: &Unmetered,
            base,
            shared: Shared::of(site),
            filters: OnceLock::new(),
            browse: OnceLock::new(),
            settled: None,
            rows: None,
            related: None,
        }
    }

    /// The same, while a meter takes the time of each page.
    #[must_use]
    pub fn metered(self, meter: &'s dyn Meter) -> Self {
        Self { meter, ..self }
    }

    /// The same, with the related roles of all roles at hand.
    #[must_use]
    pub fn with_related(self, related: &'s Related) -> Self {
        Self { related: Some(related), ..self }
    }

    /// Does ahead what many pages have in common: fills in the parts of templates that are the same on all of them, and
    /// renders the rows of all listed roles. Every role stands in dozens of lists, so a whole build is many times faster
    /// with its rows at hand; a preview, which renders a page at a time, does without.
    ///
    /// # Errors
    /// Where `row.html` fails.
    pub fn prepare(&mut self) -> Result<(), Failure> {
        self.settled = self.templates.settled(COMMON, &self.base);
        let count = self.site.catalog.listed().len() as RoleId;
        let rows: Result<Vec<Box<str>>, Failure> =
            (0..count).into_par_iter().map(|id| self.fresh_row(id).map(String::into_boxed_str)).collect();
        self.rows = Some(rows?);
        Ok(())
    }

    /// The bytes of a page.
    ///
    /// # Errors
    /// A template that fails, or a file that has changed since the site was made.
    pub fn render(&self, page: Page) -> Result<Output<'s>, Failure> {
        match work_of(page) {
            Some(work) => self.meter.measured(work, length, || self.made(page)),
            None => self.made(page),
        }
    }

    fn made(&self, page: Page) -> Result<Output<'s>, Failure> {
        let site = self.site;
        let bytes = match page {
            Page::Index { .. } => self.index(page)?,
            Page::Terms(facet) => self.fill(page, "terms.html", |context| {
                context.insert("facet", &FacetView::all(site, facet));
            })?,
            Page::Term { .. } => self.term(page)?,
            Page::Role(id) => self.role(page, id)?,
            Page::Content(index) => self.content(page, index)?,
            Page::NotFound => self.fill(page, "404.html", |context| context.insert("browse", self.browse()))?,
            Page::Alias(index) => self.fill(page, "alias.html", |context| {
                context.insert("target", &site.links.absolute(&site.aliases[index as usize].to));
            })?,
            Page::Feed(scope, FeedFormat::Atom) => feeds::atom(site, scope).into_bytes(),
            Page::Feed(scope, FeedFormat::Json) => feeds::json(site, scope).into_bytes(),
            Page::Filters => filter_index::manifest(site).into_bytes(),
            Page::FilterFacts => filter_index::facts(site),
            Page::FilterTitles(part) => filter_index::titles(site, part),
            Page::JobList => {
                let pieces = self.meter.measured_pieces(Work::JobList, job_list::job_list(site));
                return Ok(Output::Pieces(Box::new(pieces)));
            }
            Page::Sitemap => sitemap::sitemap(site).into_bytes(),
            Page::SitemapPart(part) => sitemap::part(site, part).into_bytes(),
            Page::Robots => hosting::robots(site).into_bytes(),
            Page::Headers => hosting::headers(site).into_bytes(),
            Page::Redirects => hosting::redirects(site).into_bytes(),
            Page::NoJekyll => Vec::new(),
            Page::Asset(index) => return Ok(Output::Bytes(Cow::Borrowed(&site.assets[index as usize].bytes))),
            Page::Static(index) => return Ok(Output::CopyOf(&site.statics[index as usize].1)),
        };
        Ok(Output::Bytes(Cow::Owned(bytes)))
    }

    /// One page of each kind that a template makes, so that one that fails is found before anything is written.
    pub fn samples(&self) -> Vec<Page> {
        let mut seen = Vec::new();
        let mut samples = Vec::new();
        for entry in self.site.pages() {
            let kind = match entry.page {
                Page::Index { .. } | Page::Terms(_) | Page::Content(_) | Page::NotFound | Page::Alias(_) => {
                    (std::mem::discriminant(&entry.page), true)
                }
                // Roles differ most from one another by whether they are over.
                Page::Role(id) => (std::mem::discriminant(&entry.page), self.site.catalog.role(id).stage.is_open()),
                Page::Term { term, .. } => (std::mem::discriminant(&entry.page), term.facet == FacetKind::Company),
                _ => continue,
            };
            if !seen.contains(&kind) {
                seen.push(kind);
                samples.push(entry.page);
            }
        }
        samples
    }

    fn fill(&self, page: Page, template: &str, with: impl FnOnce(&mut Context)) -> Result<Vec<u8>, Failure> {
        let mut context = self.base.clone();
        context.insert("page", &PageView::of(&self.shared, page));
        with(&mut context);
        self.templates.render(self.settled.as_ref(), template, &context).map_err(|failed| self.named(page, *failed))
    }

    /// Adds to a template's failure which page it failed on.
    fn named(&self, page: Page, diagnostic: Diagnostic) -> Failure {
        let address = crate::site::view::address(self.site, page);
        let help = diagnostic.help.as_deref().map(|help| format!("{help}; ")).unwrap_or_default();
        Failure::Template(Box::new(diagnostic.help(format!("{help}this happened on the page `/{address}`"))))
    }

    fn index(&self, page: Page) -> Result<Vec<u8>, Failure> {
        let list = self.list(page)?;
        let filters = self.filters()?;
        self.fill(page, "index.html", |context| {
            context.insert("filters", filters);
            context.insert("list", &list);
            context.insert("browse", self.browse());
        })
    }

    fn term(&self, page: Page) -> Result<Vec<u8>, Failure> {
        let Page::Term { term, .. } = page else { return Ok(Vec::new()) };
        let list = self.list(page)?;
        let site = self.site;
        let filters = self.filters()?;
        self.fill(page, term_template(term), |context| {
            context.insert("filters", filters);
            context.insert("facet", &FacetView::heading(site, term.facet));
            context.insert("term", &TermView::of(site, term));
            context.insert("list", &list);
            if term.facet == FacetKind::Company {
                context.insert_value("company", self.company(term));
            }
        })
    }

    fn company(&self, term: TermId) -> Value {
        let Key::Company(index) = self.site.catalog.facets().term(term).key else { return Value::none() };
        let company = &self.site.catalog.companies()[index as usize];
        let employer = &company.employer;
        Value::from(BTreeMap::from([
            ("name", employer.name.as_str().into()),
            ("url", employer.url.as_deref().into()),
            ("logo", employer.logo.as_deref().map(|logo| self.site.links.written(logo)).into()),
            ("body", Value::safe_string(&self.html(&company.body))),
        ]))
    }

    fn role(&self, page: Page, id: RoleId) -> Result<Vec<u8>, Failure> {
        let role = self.site.catalog.role(id);
        let path = &role.posting.path;
        let changed = || Failure::Changed(path.clone());
        let bytes = self.meter.read(self.sources, path).map_err(|_| changed())?;
        if Fingerprint::of(&bytes) != role.posting.fingerprint {
            return Err(changed());
        }
        let text = decode(path, &bytes).map_err(|_| changed())?;
        let body = self.html(&text[role.posting.body_start..]);
        let structured_data = json_ld::job_posting(self.site, role, &body);
        let mut related = String::new();
        if role.stage.is_listed() {
            for &other in &*self.related(id) {
                related.push_str(&self.row(other)?);
            }
        }
        self.fill(page, "role.html", |context| {
            context.insert("role", &RoleView::of(&self.shared, id, &body, structured_data.as_deref()));
            context.insert_value("related", Value::safe_string(&related));
        })
    }

    fn related(&self, id: RoleId) -> Cow<'_, [RoleId]> {
        match self.related {
            Some(related) => Cow::Borrowed(related.to(id)),
            None => Cow::Owned(self.site.catalog.related(id, self.site.config.related)),
        }
    }

    fn content(&self, page: Page, index: u32) -> Result<Vec<u8>, Failure> {
        let content = &self.site.contents[index as usize];
        self.fill(page, "page.html", |context| {
            context.insert("menu", &menu(self.site, page));
            let view = BTreeMap::from([
                ("title", content.title.as_str().into()),
                ("body", Value::safe_string(&self.html(&content.body))),
                ("language", content.language.as_deref().into()),
            ]);
            context.insert_value("content", view.into());
        })
    }

    fn html(&self, markdown: &str) -> String {
        markdown::to_html(markdown, &LinkContext { root: self.site.links.root() })
    }

    fn list(&self, page: Page) -> Result<Option<ListView>, Failure> {
        let mut list = ListView::of(self.site, page);
        for section in list.iter_mut().flat_map(|list| &mut list.sections) {
            let mut rows = String::with_capacity(section.roles.len() * 400);
            for &id in &section.roles {
                rows.push_str(&self.row(id)?);
            }
            section.rows = Value::safe_string(&rows);
        }
        Ok(list)
    }

    fn row(&self, id: RoleId) -> Result<Cow<'_, str>, Failure> {
        match &self.rows {
            Some(rows) => Ok(Cow::Borrowed(&rows[id as usize])),
            None => self.fresh_row(id).map(Cow::Owned),
        }
    }

    /// The view of the filters' form, which is the same on all pages, with the form itself.
    fn filters(&self) -> Result<&Value, Failure> {
        let make = || {
            let page = Page::Index { number: 1 };
            let Some(mut view) = FiltersView::of(self.site, &self.row_of(&RowView::blank(), page)?) else {
                return Ok(Value::none());
            };
            let mut context = self.base.clone();
            context.insert("filters", &view);
            view.form = Value::safe_string(&self.text("filters.html", &context, page)?);
            Ok(value(&view))
        };
        let made = self.filters.get_or_init(|| self.meter.measured(Work::Filters, |_| 0, make));
        made.as_ref().map_err(Failure::clone)
    }

    /// The ways into the board, which are the same on all pages.
    fn browse(&self) -> &Value {
        self.browse.get_or_init(|| value(&browse(self.site)))
    }

    fn fresh_row(&self, id: RoleId) -> Result<String, Failure> {
        let row = || self.row_of(&RowView::of(self.site, id), Page::Role(id));
        self.meter.measured(Work::Template("row.html"), |row| row.as_ref().map_or(0, |row| row.len() as u64), row)
    }

    fn row_of(&self, role: &RowView<'_>, page: Page) -> Result<String, Failure> {
        let mut context = self.base.clone();
        context.insert("role", role);
        self.text("row.html", &context, page)
    }

    /// A filled in part of pages; `page` is one that shows it.
    fn text(&self, template: &str, context: &Context, page: Page) -> Result<String, Failure> {
        let bytes = self
            .templates
            .render(self.settled.as_ref(), template, context)
            .map_err(|failed| self.named(page, *failed))?;
        Ok(String::from_utf8(bytes).unwrap_or_default())
    }
}

/// What rendering a page is called where the time is taken; `None` for what is only copied.
fn work_of(page: Page) -> Option<Work> {
    Some(match page {
        Page::Index { .. } => Work::Template("index.html"),
        Page::Terms(_) => Work::Template("terms.html"),
        Page::Term { term, .. } => Work::Template(term_template(term)),
        Page::Role(_) => Work::Template("role.html"),
        Page::Content(_) => Work::Template("page.html"),
        Page::NotFound => Work::Template("404.html"),
        Page::Alias(_) => Work::Template("alias.html"),
        Page::Feed(..) => Work::Feed,
        Page::Filters | Page::FilterFacts | Page::FilterTitles(_) => Work::Filters,
        Page::Sitemap | Page::SitemapPart(_) => Work::Sitemap,
        Page::Robots | Page::Headers | Page::Redirects | Page::NoJekyll => Work::Hosting,
        // Made while it is written, piece by piece.
        Page::JobList => return None,
        Page::Asset(_) | Page::Static(_) => return None,
    })
}

/// The template of a term's pages.
fn term_template(term: TermId) -> &'static str {
    if term.facet == FacetKind::Company { "company.html" } else { "term.html" }
}

fn length(made: &Result<Output<'_>, Failure>) -> u64 {
    match made {
        Ok(Output::Bytes(bytes)) => bytes.len() as u64,
        _ => 0,
    }
}
