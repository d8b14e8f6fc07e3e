//! `jobs.json`: every open role's facts, for other people's programs.

use super::Site;

/// The file's text.
pub fn job_list(site: &Site) -> String {
    let _ = site;
    String::new()
}
