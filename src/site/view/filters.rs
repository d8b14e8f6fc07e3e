//! The view of the filters' form: what it can be asked for. The script fills in the values of facets, which have thousands.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::term_name;
use crate::catalog::{FacetKind, Role, TermId};
use crate::posting::{Education, Period, Word};
use crate::site::{Site, filter_index};

/// The spans of days since posting that a reader can choose from.
const POSTED: [usize; 5] = [1, 3, 7, 14, 30];

/// The form that filters lists. The same on all pages, so it is made once.
#[derive(Debug, Serialize)]
pub struct FiltersView<'s> {
    data: String,
    choices: Vec<ChoiceView<'s>>,
    scales: Vec<ScaleView<'s>>,
    currencies: Vec<&'static str>,
    periods: Vec<ValueView>,
    matched: Vec<ChoiceView<'s>>,
    degrees: Vec<ValueView>,
    /// A row with the names of its variables in place of their values, of which the script makes rows.
    row: Value,
    /// The rendered form, once it is made of the rest.
    pub form: Value,
}

/// A facet of which any number of terms can be chosen.
#[derive(Debug, Serialize)]
struct ChoiceView<'s> {
    name: &'static str,
    title: &'s str,
    only: Option<&'static str>,
    label: &'s str,
}

/// A facet of which one value is chosen: what the reader has.
#[derive(Debug, Serialize)]
struct ScaleView<'s> {
    name: &'static str,
    label: &'s str,
    values: Vec<ValueView>,
}

#[derive(Debug, Serialize)]
struct ValueView {
    value: String,
    name: String,
}

impl<'s> FiltersView<'s> {
    /// The form of a site; none while it lists no role. `row` is the template of a row, see [`super::role::RowView::blank`].
    pub fn of(site: &'s Site, row: &str) -> Option<Self> {
        if site.filter_files.is_empty() {
            return None;
        }
        let texts = &site.texts;
        let text = |key: &str| texts.get(&[key]);
        let present = || site.catalog.facets().present().map(|facet| facet.kind);
        let choice = |kind: FacetKind, label: &'s str| ChoiceView {
            name: kind.name(),
            title: texts.get(&["facets", kind.name(), "many"]),
            only: filter_index::only(kind),
            label,
        };
        let roles = site.catalog.listed();
        let mut scales: Vec<ScaleView<'_>> = present()
            .filter(|kind| kind.is_ordered())
            .map(|kind| ScaleView {
                name: kind.name(),
                label: texts.get(&[&format!("filter_{}", kind.name())]),
                values: terms(site, kind),
            })
            .collect();
        if roles.iter().any(|role| role.posting.posted.is_some()) {
            let values = POSTED.map(|days| value(&days.to_string(), &texts.plural("posted_within", days)));
            scales.push(ScaleView { name: "posted", label: text("filter_posted"), values: values.into() });
        }
        let mut periods: Vec<ValueView> =
            Period::ALL.iter().map(|period| value(period.word(), texts.get(&["per", period.word()]))).collect();
        periods.reverse();
        let degrees = Education::ALL.iter().filter(|degree| **degree != Education::None);
        Some(Self {
            data: site.links.path(filter_index::MANIFEST),
            choices: present()
                .filter(|kind| !kind.is_ordered())
                .map(|kind| choice(kind, texts.get(&[&format!("only_{}", kind.name())])))
                .collect(),
            scales,
            currencies: currencies(roles),
            periods,
            matched: present()
                .filter(|kind| filter_index::only(*kind).is_some())
                .map(|kind| choice(kind, texts.get(&[&format!("match_{}", kind.name())])))
                .collect(),
            degrees: degrees.map(|d| value(d.word(), texts.word("education", d.word()))).collect(),
            row: Value::safe_string(row),
            form: Value::safe_string(""),
        })
    }
}

/// The currencies of salaries, that of most roles first: it is the one that is meant when nobody chooses.
fn currencies(roles: &[Role]) -> Vec<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for currency in roles.iter().filter(|role| role.posting.salary.is_some()).filter_map(|role| role.currency) {
        *counts.entry(currency.code()).or_default() += 1;
    }
    let mut currencies: Vec<_> = counts.into_iter().collect();
    currencies.sort_by_key(|(_, count)| Reverse(*count));
    currencies.into_iter().map(|(code, _)| code).collect()
}

/// The terms of a facet, each with what stands for it in addresses.
fn terms(site: &Site, kind: FacetKind) -> Vec<ValueView> {
    let terms = &site.catalog.facets().get(kind).terms;
    (0u32..)
        .zip(terms)
        .map(|(index, term)| value(&term.slug, &term_name(site, TermId { facet: kind, index })))
        .collect()
}

fn value(value: &str, name: &str) -> ValueView {
    ValueView { value: value.to_owned(), name: name.to_owned() }
}
