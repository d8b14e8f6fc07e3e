//! The sitemap (sitemaps.org), in parts past 50,000 addresses.

use super::Site;

/// How many parts the sitemap has; 1 when one file is enough.
pub fn parts(site: &Site) -> u32 {
    let _ = site;
    1
}

/// The path in the output of a part, from 0.
pub fn part_path(part: u32) -> String {
    format!("sitemap-{}.xml", part + 1)
}

/// `sitemap.xml`: all addresses, or the index of the parts.
pub fn sitemap(site: &Site) -> String {
    let _ = site;
    String::new()
}

/// One part of a sitemap that is too long for one file.
pub fn part(site: &Site, part: u32) -> String {
    let _ = (site, part);
    String::new()
}
