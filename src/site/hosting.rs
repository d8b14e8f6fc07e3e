//! Files for static hosts: `robots.txt`, `_headers`, `_redirects`, and the Content-Security-Policy.

use super::Site;

/// The policy for the `<meta>` of every page.
pub fn policy(site: &Site) -> String {
    let _ = site;
    String::new()
}

/// `robots.txt`.
pub fn robots(site: &Site) -> String {
    let _ = site;
    String::new()
}

/// `_headers`, for hosts that send them.
pub fn headers(site: &Site) -> String {
    let _ = site;
    String::new()
}

/// `_redirects`, for hosts that follow them.
pub fn redirects(site: &Site) -> String {
    let _ = site;
    String::new()
}
