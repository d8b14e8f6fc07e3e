//! The sitemap (sitemaps.org), in parts past 50,000 addresses: open roles, content pages, and the first page of the
//! index and of each term.
//!
//! A page's date is the day its newest role was posted or changed, never the day of the build: crawlers trust
//! `lastmod` only where it is true.

use jiff::civil::Date;
use quick_xml::escape::escape;

use super::{Site, links};
use crate::catalog::{Role, RoleId, TermId};

/// The most addresses that one file may list. The 50 MB that it may have cannot be reached with them: a slug has at most
/// 200 bytes, 600 when percent-encoded, so an address stays far below 1,000.
const PER_PART: usize = 50_000;

/// How many parts the sitemap has; 1 when one file is enough.
pub fn parts(site: &Site) -> u32 {
    // The index counts for one.
    let terms: usize = site.catalog.facets().present().map(|facet| facet.terms.len()).sum();
    let roles = site.catalog.listed().iter().filter(|role| role.stage.is_open()).count();
    (1 + site.contents.len() + terms + roles).div_ceil(PER_PART) as u32
}

/// The path in the output of a part, from 0.
pub fn part_path(part: u32) -> String {
    format!("sitemap-{}.xml", part + 1)
}

/// `sitemap.xml`: all addresses, or the index of the parts.
pub fn sitemap(site: &Site) -> String {
    let parts = parts(site);
    if parts == 1 {
        return part(site, 0);
    }
    let mut xml = String::from(HEAD);
    xml.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for part in 0..parts {
        xml.push_str("<sitemap><loc>");
        xml.push_str(&escape(site.links.absolute(&part_path(part))));
        xml.push_str("</loc></sitemap>\n");
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

/// One part of a sitemap that is too long for one file.
pub fn part(site: &Site, part: u32) -> String {
    let mut xml = String::from(HEAD);
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let days = Days::of(site);
    // Dates are found behind the cut, so that each term's roles are gone through for one part only.
    for listed in all(site).skip(part as usize * PER_PART).take(PER_PART) {
        let (below_root, date) = listed.entry(site, &days);
        xml.push_str("<url><loc>");
        xml.push_str(&escape(site.links.absolute(&below_root)));
        xml.push_str("</loc>");
        if let Some(date) = date {
            xml.push_str("<lastmod>");
            xml.push_str(&date.to_string());
            xml.push_str("</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A page that the sitemap lists.
#[derive(Clone, Copy)]
enum Listed {
    Index,
    Content(usize),
    Term(TermId),
    Role(RoleId),
}

fn all(site: &Site) -> impl Iterator<Item = Listed> {
    let terms = site.catalog.facets().present().flat_map(|facet| {
        let count = facet.terms.len() as u32;
        (0..count).map(|index| Listed::Term(TermId { facet: facet.kind, index }))
    });
    let roles = (0..).zip(site.catalog.listed()).filter(|(_, role)| role.stage.is_open());
    std::iter::once(Listed::Index)
        .chain((0..site.contents.len()).map(Listed::Content))
        .chain(terms)
        .chain(roles.map(|(id, _)| Listed::Role(id)))
}

impl Listed {
    /// The path below the root, and the day of the last change.
    fn entry(self, site: &Site, days: &Days) -> (String, Option<Date>) {
        match self {
            Self::Index => (String::new(), days.0.iter().copied().flatten().max()),
            Self::Content(index) => (format!("{}/", site.contents[index].slug), None),
            Self::Term(id) => {
                let facet = site.catalog.facets().get(id.facet);
                let roles = facet.terms[id.index as usize].roles.iter().chain(&facet.not_stated);
                (links::term(&site.catalog, id), days.newest(roles))
            }
            Self::Role(id) => (links::role(&site.catalog.role(id).posting.slug), days.0[id as usize]),
        }
    }
}

/// The day of the last change of each listed role that is open. Terms ask for each role dozens of times.
struct Days(Vec<Option<Date>>);

impl Days {
    fn of(site: &Site) -> Self {
        let day = |role: &Role| if role.stage.is_open() { changed(site, role) } else { None };
        Self(site.catalog.listed().iter().map(day).collect())
    }

    fn newest<'r>(&self, roles: impl Iterator<Item = &'r RoleId>) -> Option<Date> {
        roles.filter_map(|&role| self.0[role as usize]).max()
    }
}

/// The day on which a role last changed. An `updated` that has not come yet says nothing so far.
pub(super) fn changed(site: &Site, role: &Role) -> Option<Date> {
    role.posting.updated.filter(|day| *day <= site.today).or(role.posting.posted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::fixture::{site, site_of_many};

    fn entries(xml: &str) -> Vec<(String, String)> {
        let between = |text: &str, from: &str, to: &str| {
            let rest = text.split_once(from).map_or("", |(_, rest)| rest);
            rest.split_once(to).map_or("", |(inner, _)| inner).to_owned()
        };
        xml.lines()
            .filter(|line| line.starts_with("<url>"))
            .map(|line| (between(line, "<loc>", "</loc>"), between(line, "<lastmod>", "</lastmod>")))
            .collect()
    }

    #[test]
    fn it_lists_what_may_be_found_with_the_day_of_the_last_change() {
        let config = "base_url: https://e.org/a&b/";
        let site = site(&[
            ("content/site.yaml", config),
            ("content/pages/about.md", "---\ntitle: About\n---\n"),
            ("old.md", "---\ntitle: Old\nposted: 2026-10-01\nupdated: 2026-11-05\ndepartment: X\n---\n"),
            ("new.md", "---\ntitle: New\nposted: 2026-11-02\nupdated: 2027-01-01\n---\n"),
            ("数据.md", "---\ntitle: No date\n---\n"),
            ("draft.md", "---\ntitle: Draft\nstatus: draft\nposted: 2026-11-20\n---\n"),
            ("closed.md", "---\ntitle: Closed\ncloses: 2026-11-01\n---\n"),
            ("filled.md", "---\ntitle: Filled\nstatus: filled\n---\n"),
        ]);
        assert_eq!(parts(&site), 1);
        let wanted = [
            ("", "2026-11-05"),
            ("about/", ""),
            ("department/x/", "2026-11-05"),
            // What is said to have changed in the future has not changed yet.
            ("jobs/new/", "2026-11-02"),
            ("jobs/old/", "2026-11-05"),
            ("jobs/%E6%95%B0%E6%8D%AE/", ""),
        ]
        .map(|(path, day)| (format!("https://e.org/a&amp;b/{path}"), day.to_owned()));
        assert_eq!(entries(&sitemap(&site)), wanted);
    }

    #[test]
    fn past_fifty_thousand_addresses_it_comes_in_parts() {
        // The index is an address too.
        let site = site_of_many(49_999, "");
        assert_eq!((parts(&site), entries(&sitemap(&site)).len()), (1, 50_000));
        let site = site_of_many(50_000, "posted: 2026-11-01");
        assert_eq!(parts(&site), 2);
        let index = sitemap(&site);
        assert!(index.contains("<sitemapindex") && entries(&index).is_empty());
        let addresses = ["sitemap-1.xml", "sitemap-2.xml"].map(|part| format!("<loc>http://localhost/{part}</loc>"));
        assert!(addresses.iter().all(|address| index.contains(address)), "{index}");
        let (first, second) = (entries(&part(&site, 0)), entries(&part(&site, 1)));
        assert_eq!((first.len(), second.len()), (50_000, 1));
        assert_eq!(first[0].1, "2026-11-01");
        assert!(
            first.iter().chain(&second).map(|(loc, _)| loc).collect::<std::collections::HashSet<_>>().len() == 50_001
        );
        assert_eq!(site.page(&part_path(1)), Some(crate::site::Page::SitemapPart(1)));
    }
}
