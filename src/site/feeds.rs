//! Feeds of the newest roles: Atom 1.0 (RFC 4287) and JSON Feed 1.1.

use super::{FeedScope, Site};

/// The Atom feed of a scope.
pub fn atom(site: &Site, scope: FeedScope) -> String {
    let _ = (site, scope);
    String::new()
}

/// The JSON Feed of a scope.
pub fn json(site: &Site, scope: FeedScope) -> String {
    let _ = (site, scope);
    String::new()
}
