//! Files for static hosts: `robots.txt`, `_headers`, `_redirects`, and the Content-Security-Policy.
//!
//! `_headers` and `_redirects` are read by Netlify and Cloudflare Pages; other hosts leave them alone.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Site;

/// The most lines of `_redirects` that Cloudflare Pages reads, and the longest that it takes.
const MOST_REDIRECTS: usize = 2000;
const LONGEST_REDIRECT: usize = 1000;
/// Past so many hosts of pictures the policy, which is part of every page and must fit a header's line, lets pictures come
/// from anywhere.
const MOST_PICTURE_HOSTS: usize = 20;

/// The policy for the `<meta>` of every page.
///
/// Nothing but the site's own files; pictures also from where the employers' logos are. Without `frame-ancestors`, which
/// browsers take from a header only and complain about elsewhere.
pub fn policy(site: &Site) -> String {
    let mut pictures = String::from("'self' data:");
    for source in picture_sources(site) {
        pictures.push(' ');
        pictures.push_str(&source);
    }
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src {pictures}; font-src 'self'; \
         connect-src 'self'; base-uri 'none'; form-action 'self'"
    )
}

/// Where logos of other hosts come from, in a fixed order.
fn picture_sources(site: &Site) -> BTreeSet<String> {
    let employers = site.catalog.companies().iter().map(|company| &company.employer);
    let logos = std::iter::once(&site.config.company).chain(employers).filter_map(|employer| employer.logo.as_deref());
    let origins: BTreeSet<String> = logos
        .filter(|logo| !logo.starts_with('/'))
        .filter_map(|logo| Some(url::Url::parse(logo).ok()?.origin().ascii_serialization()))
        // A host may hold characters that would end the directive.
        .filter(|origin| origin.bytes().all(|b| b.is_ascii_alphanumeric() || b".:/-_[]".contains(&b)))
        .filter(|origin| origin != site.config.base_url.origin())
        .collect();
    if origins.len() <= MOST_PICTURE_HOSTS {
        return origins;
    }
    origins.iter().filter_map(|origin| Some(format!("{}:", origin.split_once("://")?.0))).collect()
}

/// `robots.txt`.
pub fn robots(site: &Site) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", site.links.absolute("sitemap.xml"))
}

/// `_headers`, for hosts that send them.
pub fn headers(site: &Site) -> String {
    let root = site.links.root();
    let policy = policy(site);
    // An asset's name changes with its content, so a browser need never ask for it again.
    format!(
        "{root}*\n  \
         Content-Security-Policy: {policy}; frame-ancestors 'none'\n  \
         X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), microphone=(), geolocation=()\n\
         \n\
         {root}assets/*\n  \
         Cache-Control: public, max-age=31536000, immutable\n"
    )
}

/// `_redirects`, for hosts that follow them.
pub fn redirects(site: &Site) -> String {
    let mut text = String::new();
    let mut lines = 0;
    let mut left_out = 0;
    for alias in site.standing_aliases() {
        let line = format!("{} {} 301\n", site.links.path(&alias.from), site.links.path(&alias.to));
        if lines == MOST_REDIRECTS || line.len() > LONGEST_REDIRECT {
            left_out += 1;
        } else {
            text.push_str(&line);
            lines += 1;
        }
    }
    if left_out > 0 {
        let written =
            writeln!(text, "# {left_out} more old addresses are too many or too long for here: their pages lead on.");
        debug_assert!(written.is_ok(), "writing to a string cannot fail");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::fixture::site;

    fn with_config(config: &str) -> Site {
        site(&[("content/site.yaml", config)])
    }

    #[test]
    fn the_policy_lets_in_the_sites_own_files_and_the_employers_logos() {
        let own = policy(&with_config("company: { name: A, logo: /logo.svg }"));
        assert!(own.contains("default-src 'none'; ") && own.contains("img-src 'self' data:; "), "{own}");
        assert!(!own.contains("frame-ancestors"));
        let board = site(&[
            ("content/site.yaml", "base_url: https://e.org/\ncompany: { name: A, logo: 'https://e.org/logo.png' }"),
            ("content/companies/a.md", "---\ntitle: A\nlogo: https://z.example:8443/a.png\n---\n"),
            ("content/companies/b.md", "---\ntitle: B\nlogo: https://a.example/b.png?c;d\n---\n"),
            ("content/companies/c.md", "---\ntitle: C\nlogo: https://a.example/c.png\n---\n"),
            ("content/companies/d.md", "---\ntitle: D\nlogo: https://x;script-src/c.png\n---\n"),
        ]);
        assert!(
            policy(&board).contains("img-src 'self' data: https://a.example https://z.example:8443; "),
            "{}",
            policy(&board)
        );
    }

    #[test]
    fn a_board_of_many_employers_keeps_its_policy_short() {
        let companies: Vec<(String, String)> = (0..500)
            .map(|n| {
                (
                    format!("content/companies/c{n}.md"),
                    format!("---\ntitle: C{n}\nlogo: https://c{n}.example/l.png\n---\n"),
                )
            })
            .collect();
        let files: Vec<(&str, &str)> = companies.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert!(policy(&site(&files)).contains("img-src 'self' data: https:; "));
    }

    #[test]
    fn headers_hold_below_the_base_path_and_carry_the_same_policy() {
        let site = with_config("base_url: https://e.org/jobs-site/");
        let headers = headers(&site);
        assert!(headers.starts_with("/jobs-site/*\n  Content-Security-Policy: "));
        assert!(headers.contains(&format!("{}; frame-ancestors 'none'\n", policy(&site))));
        assert!(headers.contains("\n/jobs-site/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"));
        assert!(headers.lines().all(|line| line.len() < 2000));
    }

    #[test]
    fn every_alias_is_a_redirect_below_the_base_path() {
        let site = site(&[
            ("content/site.yaml", "base_url: https://e.org/x/"),
            ("content/pages/about.md", "---\ntitle: A\naliases: [/über-uns/]\n---\n"),
            ("rust.md", "---\ntitle: R\naliases: [/old/rust, /rust.html]\n---\n"),
        ]);
        let wanted =
            "/x/old/rust/ /x/jobs/rust/ 301\n/x/rust.html /x/jobs/rust/ 301\n/x/%C3%BCber-uns/ /x/about/ 301\n";
        assert_eq!(redirects(&site), wanted);
    }

    #[test]
    fn no_host_reads_more_redirects_than_there_may_be() {
        let long = "/üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü".repeat(4);
        let mut files = vec![("a.md".to_owned(), format!("---\ntitle: A\naliases: [{long}/]\n---\n"))];
        for many in 0..21 {
            let aliases: Vec<String> = (0..100).map(|n| format!("/old/{many:02}{n:02}/")).collect();
            files.push((format!("b{many:02}.md"), format!("---\ntitle: B\naliases: [{}]\n---\n", aliases.join(", "))));
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let site = site(&files);
        let text = redirects(&site);
        let (comments, lines): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
        assert_eq!((lines.len(), lines[0]), (2000, "/old/0000/ /jobs/b00/ 301"));
        assert!(comments.len() == 1 && comments[0].contains("101 more"), "{comments:?}");
        assert!(lines.iter().all(|line| line.len() <= 1000));
        assert_eq!(redirects(&with_config("")), "");
    }

    #[test]
    fn crawlers_are_let_in_and_shown_the_sitemap() {
        let robots = robots(&with_config("base_url: https://e.org/x"));
        assert_eq!(robots, "User-agent: *\nAllow: /\n\nSitemap: https://e.org/x/sitemap.xml\n");
    }
}
