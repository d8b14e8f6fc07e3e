//! Addresses: paths below the site's root, as links and as absolute addresses.

use std::fmt::Write as _;

use crate::catalog::{Catalog, FacetKind, TermId};
use crate::config::BaseUrl;

/// Makes addresses of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    base: BaseUrl,
}

impl Links {
    /// Addresses below this one.
    pub fn new(base: BaseUrl) -> Self {
        Self { base }
    }

    /// The path of the index: `/` or `/jobs-site/`.
    pub fn root(&self) -> &str {
        self.base.root()
    }

    /// The link to a path below the root, percent-encoded: `jobs/数据/` becomes `/jobs/%E6%95%B0%E6%8D%AE/`.
    pub fn path(&self, below_root: &str) -> String {
        let mut link = String::with_capacity(self.base.root().len() + below_root.len() + 8);
        link.push_str(self.base.root());
        encode_into(below_root, &mut link);
        link
    }

    /// The absolute address of a path below the root.
    pub fn absolute(&self, below_root: &str) -> String {
        let mut link = String::with_capacity(self.base.origin().len() + self.base.root().len() + below_root.len() + 8);
        link.push_str(self.base.origin());
        link.push_str(self.base.root());
        encode_into(below_root, &mut link);
        link
    }

    /// The link to what a person wrote in site.yaml: a path from the site's root, or a web address.
    pub fn written(&self, written: &str) -> String {
        match written.strip_prefix('/') {
            Some(below_root) => format!("{}{below_root}", self.base.root()),
            None => written.to_owned(),
        }
    }

    /// The absolute address of what a person wrote in site.yaml.
    pub fn written_absolute(&self, written: &str) -> String {
        match written.strip_prefix('/') {
            Some(below_root) => format!("{}{}{below_root}", self.base.origin(), self.base.root()),
            None => written.to_owned(),
        }
    }
}

/// A role's path below the root.
pub fn role(slug: &str) -> String {
    ["jobs/", slug, "/"].concat()
}

/// The path below the root of a facet's terms.
pub fn terms(facet: FacetKind) -> String {
    [facet.name(), "/"].concat()
}

/// A term's path below the root: `location/de/berlin/`.
pub fn term(catalog: &Catalog, id: TermId) -> String {
    let facet = catalog.facets().get(id.facet);
    let term = &facet.terms[id.index as usize];
    match term.parent {
        Some(parent) => [id.facet.name(), "/", &facet.terms[parent as usize].slug, "/", &term.slug, "/"].concat(),
        None => [id.facet.name(), "/", &term.slug, "/"].concat(),
    }
}

/// The path below the root of a numbered page of a list whose first page is at `first`.
pub fn numbered(first: &str, number: u32) -> String {
    if number == 1 { first.to_owned() } else { format!("{first}page/{number}/") }
}

/// Percent-encodes what a path cannot hold; `/` stays.
fn encode_into(path: &str, out: &mut String) {
    for &byte in path.as_bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            let written = write!(out, "%{byte:02X}");
            debug_assert!(written.is_ok(), "writing to a string cannot fail");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_carry_the_base_path_and_are_encoded() {
        let links = Links::new(BaseUrl::parse("https://example.com/a").unwrap());
        assert_eq!(links.path("jobs/x y/"), "/a/jobs/x%20y/");
        assert_eq!(links.absolute("jobs/数/"), "https://example.com/a/jobs/%E6%95%B0/");
        assert_eq!(links.written("/logo.svg"), "/a/logo.svg");
        assert_eq!(links.written("https://e.org/x"), "https://e.org/x");
        assert_eq!(numbered("department/x/", 2), "department/x/page/2/");
    }
}
