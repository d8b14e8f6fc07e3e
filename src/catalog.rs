//! The catalog: every role that has a page, in order, with its address, its state and the terms it is found under.

pub mod facets;
pub mod qualify;
pub mod related;

use foldhash::{HashMap, HashMapExt as _};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::Config;
use crate::content::Company;
use crate::diagnostic::{Diagnostic, suggest};
use crate::posting::{Apply, Currency, Posting, RequiredSkill, Status};
use crate::skills::Vocabulary;
use crate::slug::fold;
use crate::source::{ProjectPath, Span};

pub use facets::{Facet, FacetKind, Facets, Term, TermId};

/// A role's place in [`Catalog::roles`].
pub type RoleId = u32;

/// Before this many days from its last day, a role is said to close soon.
const CLOSING_DAYS: i32 = 14;

/// All roles that have a page, and the facets of those that are listed.
#[derive(Debug)]
pub struct Catalog {
    /// The listed roles, newest first, then those that are closed.
    roles: Vec<Role>,
    /// How many of them are listed.
    listed: usize,
    /// The employers of a board; empty on a company's own site.
    companies: Vec<Company>,
    facets: Arc<Facets>,
}

/// One role of the site.
#[derive(Debug, Clone)]
pub struct Role {
    /// What it says of itself.
    pub posting: Arc<Posting>,
    /// Where it is in its life today.
    pub stage: Stage,
    /// The currency of its salary, the site's default filled in.
    pub currency: Option<Currency>,
    /// Where to apply, the company's and the site's patterns filled in; `None` for roles that are over.
    pub apply: Option<Apply>,
    /// Its employer in [`Catalog::companies`].
    pub company: Option<usize>,
    /// The terms it is found under, sorted; empty for roles that are not listed.
    pub terms: Arc<[TermId]>,
}

/// Where a role is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not ready to be seen; shown only on request.
    Draft,
    /// It can be applied for.
    Open,
    /// It can be applied for, but not for long: the last day.
    Closing(Date),
    /// Its last day has passed.
    Closed(Date),
    /// Somebody was found.
    Filled,
}

impl Stage {
    /// The stage of a posting on a day; `None` before the day it is posted.
    pub fn of(posting: &Posting, today: Date) -> Option<Self> {
        if posting.status == Status::Draft {
            return Some(Self::Draft);
        }
        if posting.posted.is_some_and(|posted| posted > today) {
            return None;
        }
        if posting.status == Status::Filled {
            return Some(Self::Filled);
        }
        Some(match posting.closes {
            Some(last) if last < today => Self::Closed(last),
            Some(last) if (last - today).get_days() <= CLOSING_DAYS => Self::Closing(last),
            _ => Self::Open,
        })
    }

    /// Whether the role can be applied for.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Closing(_))
    }

    /// Whether the role stands in lists; drafts do, where they are built at all.
    pub fn is_listed(self) -> bool {
        self.is_open() || self == Self::Draft
    }

    /// Its name in templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closing(_) => "closing",
            Self::Closed(_) => "closed",
            Self::Filled => "filled",
        }
    }
}

/// What the catalog is made of.
pub struct Parts<'a> {
    /// All valid postings, in path order.
    pub postings: &'a [Arc<Posting>],
    /// All employers, in path order.
    pub companies: Vec<Company>,
    /// The settings.
    pub config: &'a Config,
    /// The skill names.
    pub vocabulary: &'a Vocabulary,
    /// The day for which the site is built.
    pub today: Date,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// The facets of another catalog, which are used again when they are those of this one.
    pub known: Option<Arc<Facets>>,
    /// Finds the place of a front matter's key, or of an entry of its list, for messages.
    pub place: &'a (dyn Fn(&ProjectPath, &str, &str) -> Option<Span> + Sync),
}

impl Catalog {
    /// Puts the postings in order. Postings that cannot stand in the catalog are reported and left out.
    pub fn new(parts: Parts<'_>) -> (Self, Vec<Diagnostic>) {
        let by_slug: HashMap<&str, usize> =
            parts.companies.iter().enumerate().map(|(i, company)| (company.slug.as_str(), i)).collect();
        let (mut diagnostics, read): (_, Vec<_>) = rayon::join(
            || one_address_each(&parts),
            || parts.postings.par_iter().map(|posting| role_of(posting, &parts, &by_slug)).collect(),
        );
        let mut unordered: Vec<Option<Role>> = Vec::with_capacity(parts.postings.len());
        for (role, found) in read {
            unordered.push(role);
            diagnostics.extend(found);
        }
        // Listed before closed; newest first; no date last; then by address, which is unique.
        // By short keys: roles are long, and lie all over the memory.
        let key = |role: &Role| (!role.stage.is_listed(), std::cmp::Reverse(role.posting.posted));
        let places = unordered.iter().enumerate();
        let mut order: Vec<_> = places.filter_map(|(place, role)| Some((key(role.as_ref()?), place))).collect();
        let slug = |place: usize| unordered[place].as_ref().map(|role| &role.posting.slug);
        order.par_sort_unstable_by(|(a, i), (b, j)| a.cmp(b).then_with(|| slug(*i).cmp(&slug(*j))).then(i.cmp(j)));
        let mut roles: Vec<Role> = order.into_iter().filter_map(|(_, place)| unordered[place].take()).collect();
        let listed = roles.partition_point(|role| role.stage.is_listed());
        let key = facets::key(&roles[..listed], &parts.companies, parts.vocabulary);
        let facets = match parts.known.filter(|known| known.key == key) {
            Some(known) => known,
            None => Arc::new(Facets::of(key, &roles[..listed], &parts.companies, parts.vocabulary)),
        };
        roles.par_iter_mut().zip(&facets.terms_of_roles).for_each(|(role, terms)| {
            role.terms = Arc::clone(terms);
            ask_once(role, &facets);
        });
        roles[listed..].par_iter_mut().for_each(|role| name_skills(role, parts.vocabulary));
        (Self { roles, listed, companies: parts.companies, facets }, diagnostics)
    }

    /// The role of an id.
    pub fn role(&self, id: RoleId) -> &Role {
        &self.roles[id as usize]
    }

    /// All roles that have a page: the listed ones first.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// The roles that stand in lists, newest first.
    pub fn listed(&self) -> &[Role] {
        &self.roles[..self.listed]
    }

    /// The employers of a board.
    pub fn companies(&self) -> &[Company] {
        &self.companies
    }

    /// Whether the site lists several employers.
    pub fn is_board(&self) -> bool {
        !self.companies.is_empty()
    }

    /// The facets of the listed roles.
    pub fn facets(&self) -> &Arc<Facets> {
        &self.facets
    }
}

/// Two postings, or two companies, cannot have one address, and no posting's alias can be another's address, be that one
/// still a draft: a site that is built every day should not fail on the day when it appears.
fn one_address_each(parts: &Parts<'_>) -> Vec<Diagnostic> {
    let postings = parts.postings.iter().map(|posting| ("jobs", posting.slug.as_str(), &posting.path));
    let companies = parts.companies.iter().map(|company| ("company", company.slug.as_str(), &company.path));
    let mut first: HashMap<(&str, &str), &ProjectPath> = HashMap::with_capacity(parts.postings.len());
    let mut diagnostics = Vec::new();
    for (folder, slug, path) in postings.chain(companies) {
        if let Some(other) = first.insert((folder, slug), path) {
            let message = format!("this file has the same address as {other}: `/{folder}/{slug}/`");
            diagnostics.push(
                Diagnostic::error("same-address", path, message)
                    .help("rename one of the two files; the address comes from the file's name"),
            );
        }
    }
    for posting in parts.postings {
        for alias in &posting.aliases {
            let slug = alias.strip_prefix("/jobs/").and_then(|rest| rest.strip_suffix('/'));
            if let Some(other) = slug.and_then(|slug| first.get(&("jobs", slug))) {
                diagnostics.push(
                    Diagnostic::error(
                        "same-address",
                        &posting.path,
                        format!("the alias `{alias}` is the address of {other}"),
                    )
                    .at((parts.place)(&posting.path, "aliases", alias))
                    .help("change the alias or take it away"),
                );
            }
        }
    }
    diagnostics
}

/// The role of a posting, if it has a page today, and what is wrong with its place on the site.
fn role_of(
    posting: &Arc<Posting>,
    parts: &Parts<'_>,
    by_slug: &HashMap<&str, usize>,
) -> (Option<Role>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let company = company_of(posting, parts, by_slug, &mut diagnostics);
    let currency = currency_of(posting, parts, &mut diagnostics);
    let stage = Stage::of(posting, parts.today).filter(|stage| match stage {
        Stage::Draft => parts.drafts,
        stage => stage.is_listed() || parts.config.keep_closed,
    });
    let role = stage.map(|stage| {
        let employer_apply = company.and_then(|i| parts.companies[i].apply.as_ref());
        let pattern = posting.apply.as_ref().or(employer_apply).or(parts.config.apply.as_ref());
        let apply = pattern.filter(|_| stage.is_listed()).and_then(|apply| filled_in(apply, posting));
        Role { posting: Arc::clone(posting), stage, currency, apply, company, terms: Arc::default() }
    });
    (role, diagnostics)
}

/// Leaves out a skill that a posting asks for twice under two names, `k8s` and `Kubernetes`.
fn ask_once(role: &mut Role, facets: &Facets) {
    let asked = role.posting.requirements.skills.len() + role.posting.requirements.preferred.len();
    let terms = role.terms.iter().filter(|term| term.facet == FacetKind::Skill).count();
    if asked == terms {
        return;
    }
    let skills = facets.get(FacetKind::Skill);
    let mut seen = Vec::with_capacity(terms);
    let mut is_new = |name: &str| {
        let term = skills.find_name(name);
        let is_new = !seen.contains(&term);
        seen.push(term);
        is_new
    };
    let posting = Arc::make_mut(&mut role.posting);
    posting.requirements.skills.retain(|skill| is_new(&skill.name));
    posting.requirements.preferred.retain(|skill| is_new(&skill.name));
}

/// Gives the skills of a role that is over the vocabulary's names, each once. A facet knows only the spellings of listed
/// roles: left as written, `k8s` would lead to Kubernetes as long as some open role spells it so too, and no longer.
fn name_skills(role: &mut Role, vocabulary: &Vocabulary) {
    let mut requirements = role.posting.requirements.clone();
    let mut seen = Vec::new();
    let mut is_new = |skill: &mut RequiredSkill| {
        skill.name = vocabulary.canonical(&skill.name).to_owned();
        let folded = fold(&skill.name);
        let is_new = !seen.contains(&folded);
        seen.push(folded);
        is_new
    };
    requirements.skills.retain_mut(&mut is_new);
    requirements.preferred.retain_mut(is_new);
    // A posting is copied whole to be changed, so only where there is something to change.
    if requirements != role.posting.requirements {
        Arc::make_mut(&mut role.posting).requirements = requirements;
    }
}

fn company_of(
    posting: &Posting,
    parts: &Parts<'_>,
    by_slug: &HashMap<&str, usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let wanted = posting.company.as_deref()?;
    let found = by_slug.get(wanted).copied();
    if found.is_none() {
        let place = (parts.place)(&posting.path, "company", "");
        let d = Diagnostic::error("unknown-company", &posting.path, format!("unknown company `{wanted}`")).at(place);
        diagnostics.push(match suggest::nearest(wanted, parts.companies.iter().map(|c| c.slug.as_str())) {
            Some(near) => d.label(format!("did you mean `{near}`?")),
            None => d.help(format!("describe it in `content/companies/{wanted}.md`, or leave the key out")),
        });
    }
    found
}

fn currency_of(posting: &Posting, parts: &Parts<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Currency> {
    let salary = posting.salary?;
    let currency = salary.currency.or(parts.config.currency);
    if currency.is_none() {
        let place = (parts.place)(&posting.path, "salary", "");
        diagnostics.push(
            Diagnostic::error("no-currency", &posting.path, "this salary names no currency")
                .at(place)
                .help("add `currency: EUR` to it, or `currency` to content/site.yaml for all postings"),
        );
    }
    currency
}

/// A site's or company's pattern with `{slug}` and `{id}` filled in; `None` where it needs an id and there is none.
fn filled_in(apply: &Apply, posting: &Posting) -> Option<Apply> {
    let Apply::Page(pattern) = apply else { return Some(apply.clone()) };
    if !pattern.contains('{') {
        return Some(apply.clone());
    }
    if pattern.contains("{id}") && posting.id.is_none() {
        return None;
    }
    let encoded =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let id = posting.id.as_deref().unwrap_or_default();
    Some(Apply::Page(pattern.replace("{slug}", &encoded(&posting.slug)).replace("{id}", &encoded(id))))
}
