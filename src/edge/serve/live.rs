//! What makes an open page follow: a small script that is added to each page on its way out, and the answer it waits for.
//!
//! The script says which version of its page it shows and waits; it is answered when there is another. So nothing that
//! happens between two requests is lost, nothing comes twice, and what did not change stays.

use serde_json::json;

use super::http::Ask;
use super::problems::Problems;
use crate::site::{Site, filter_index};
use crate::source::Fingerprint;

/// The script. Its paths begin with `_`, which no page of a site does.
pub(super) const SCRIPT: &str = include_str!("live.js");

/// What the script asks for.
pub(super) enum Asked {
    /// The script itself.
    Script,
    /// Another version of the page at a path than the one that is known.
    News {
        /// The page's path.
        path: String,
        /// The version that the browser shows.
        known: String,
    },
}

/// What the script asks for, if a request is the script's.
pub(super) fn asked(ask: &Ask) -> Option<Asked> {
    let (_, name) = ask.path.rsplit_once("/_rolecall/")?;
    match name {
        "live.js" => Some(Asked::Script),
        "news" => {
            let query = ask.query.as_deref().unwrap_or_default();
            let mut asked = (String::new(), String::new());
            for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
                match &*key {
                    "page" => asked.0 = value.into_owned(),
                    "known" => asked.1 = value.into_owned(),
                    _ => {}
                }
            }
            Some(Asked::News { path: asked.0, known: asked.1 })
        }
        _ => None,
    }
}

/// What a page shows: it, its style sheets, and what is wrong.
#[derive(Debug)]
pub(super) struct Version {
    page: String,
    styles: Vec<String>,
    problems: Option<(String, String)>,
}

impl Version {
    /// The version of a page's bytes. Style sheets count apart, since they can be changed without a reload.
    pub(super) fn of(bytes: &[u8], site: Option<&Site>, has_filters: bool, problems: Option<&Problems>) -> Self {
        let mut styles = Vec::new();
        let mut page = String::from_utf8_lossy(bytes).into_owned();
        if let Some(site) = site {
            for asset in site.assets.iter().filter(|asset| asset.name.ends_with(".css")) {
                let link = site.links.path(&asset.path);
                if page.contains(&link) {
                    page = page.replace(&link, "style");
                    styles.push(link);
                }
            }
            // The filters of a list show what stands in their data.
            if has_filters {
                page.push_str(&filter_index::manifest(site));
            }
        }
        let broken = problems.filter(|problems| problems.is_broken());
        Self {
            page: Fingerprint::of(page.as_bytes()).short(),
            styles,
            problems: broken.map(|problems| (problems.id(), problems.text().to_owned())),
        }
    }

    /// All of it in one word, for comparing.
    pub(super) fn tag(&self) -> String {
        let problems = self.problems.as_ref().map_or("", |(id, _)| id);
        let styles = Fingerprint::of(self.styles.join(" ").as_bytes()).short();
        format!("{}.{styles}.{problems}", self.page)
    }

    /// For the script.
    pub(super) fn json(&self) -> Vec<u8> {
        let problems = self.problems.as_ref().map(|(_, text)| text);
        json!({ "page": self.page, "styles": self.styles, "problems": problems, "tag": self.tag() })
            .to_string()
            .into_bytes()
    }
}

/// A page with the script at its end. `is_told` says whether it shows already what is wrong.
pub(super) fn with_script(mut page: Vec<u8>, root: &str, version: &Version, is_told: bool) -> Vec<u8> {
    let mut known = version.tag();
    if !is_told {
        // It knows of no problems, so it is told of them as soon as it asks.
        known.truncate(known.rfind('.').map_or(0, |dot| dot + 1));
    }
    let script = format!(
        "<script defer src=\"{root}_rolecall/live.js\" data-page=\"{}\" data-known=\"{known}\"></script>\n",
        version.page
    );
    let end = b"</body>";
    let place = page.windows(end.len()).rposition(|window| window == end).unwrap_or(page.len());
    page.splice(place..place, script.into_bytes());
    page
}
