//! Holds `templates/README.md` against what templates really get.

use std::collections::BTreeSet;

use serde::Serialize;

use super::filters::FiltersView;
use super::list::{FacetView, ListView, TermView, browse};
use super::role::{RoleView, RowView};
use super::shared::Shared;
use super::{MenuLink, PageView, SiteView, menu};
use crate::catalog::{FacetKind, TermId};
use crate::site::fixture::site;
use crate::site::{Page, Site};

const README: &str = include_str!("../../../templates/README.md");

fn keys(value: &impl Serialize) -> BTreeSet<String> {
    let json = serde_json::to_value(value).unwrap();
    json.as_object().unwrap().keys().cloned().collect()
}

/// Everything between backticks on the lines of the section of that heading.
fn named_in(section: &str) -> BTreeSet<String> {
    let start = README.find(section).unwrap_or_else(|| panic!("no section {section}"));
    let text = &README[start + section.len()..];
    let text = &text[..text.find("\n## ").unwrap_or(text.len())];
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a name stands in a section, alone or behind what it belongs to.
fn names(section: &str, owner: &str, key: &str) -> bool {
    let named = named_in(section);
    [key.to_owned(), format!("{owner}.{key}"), format!(".{key}")].iter().any(|name| named.contains(name))
}

fn assert_documented(section: &str, owner: &str, value: &impl Serialize) {
    let keys = keys(value);
    for key in &keys {
        assert!(names(section, owner, key), "templates/README.md does not name `{owner}.{key}` under {section:?}");
    }
    for name in named_in(section) {
        if let Some(key) = name.strip_prefix(&format!("{owner}.")) {
            let key = key.split('.').next().unwrap();
            assert!(keys.contains(key), "templates/README.md names `{name}`, which templates do not get");
        }
    }
}

fn example() -> Site {
    site(&[
        ("content/site.yaml", "title: Jobs\nper_page: 1\nmenu: [{ title: A, url: /a/ }]\n"),
        ("a.md", "---\ntitle: A\nrequirements: { experience: 5 }\nlocations: Berlin, DE\n---\nText\n"),
        ("b.md", "---\ntitle: B\nrequirements: { experience: 2 }\n---\nText\n"),
    ])
}

#[test]
fn every_variable_is_documented_and_none_is_made_up() {
    let site = example();
    let page = Page::Index { number: 1 };
    assert_documented("## On every page", "site", &SiteView::of(&site));
    assert_documented("## On every page", "page", &PageView::of(&Shared::of(&site), page));
    let item: &MenuLink = &menu(&site, page)[0];
    assert_documented("## On every page", "menu", item);
    assert_documented("## `list`: one page of roles", "list", &ListView::of(&site, page).unwrap());
    let filters = FiltersView::of(&site, "").unwrap();
    assert_documented("## `filters`: the form that the script shows", "filters", &filters);
    assert_documented("## `browse`: ways into the board", "browse", &browse(&site)[0]);
    assert_documented("## `facet`", "facet", &FacetView::all(&site, FacetKind::Location));
    let term = TermId { facet: FacetKind::Experience, index: 0 };
    assert_documented("## `term`", "term", &TermView::of(&site, term));
    assert_documented("## `role` in `row.html`", "role", &RowView::of(&site, 0));
    assert_documented("## `role` in `role.html`", "role", &RoleView::of(&Shared::of(&site), 0, "", None));
}
