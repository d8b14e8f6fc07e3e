//! What search engines and candidates need to know of a role.

use super::Role;
use super::file::Step::{Item, Key};
use crate::diagnostic::Diagnostic;
use crate::posting::{Apply, Status, Workplace};
use crate::site::json_ld;

/// Texts of fewer bytes are hardly any.
const SHORT: usize = 100;

/// All lints about what is missing.
pub(super) fn all(role: &Role<'_>, found: &mut Vec<Diagnostic>) {
    let posting = role.posting;
    // A draft gets its date when it is ready.
    if posting.posted.is_none() && posting.status != Status::Draft {
        found.push(
            role.warn("no-date", "this role has no date, so it is listed last and not shown by Google for Jobs")
                .at(role.file.top())
                .help(format!("add the first day it is listed: `posted: {}`", role.site.today)),
        );
    }
    found.extend(place(role));
    found.extend(apply(role));
    let words = role.survey.prose.text().trim().len();
    if words < SHORT {
        let message = if words == 0 { "this role has no text" } else { "this role has nearly no text" };
        found.push(
            role.warn("short-text", message)
                .at(role.file.top())
                .help("say below the second `---` what the work is and whom you look for"),
        );
    }
}

fn place(role: &Role<'_>) -> Option<Diagnostic> {
    let posting = role.posting;
    let nameless = posting.locations.iter().position(|place| place.country.is_none());
    let names_country = json_ld::has_place(posting, role.employer());
    if posting.workplace == Some(Workplace::Remote) && !names_country {
        let message = if posting.applicants_in.is_empty() {
            "this remote role does not say in which countries people may live"
        } else {
            "`anywhere` names no country, so Google for Jobs does not show this role"
        };
        let key = if posting.applicants_in.is_empty() { "workplace" } else { "applicants_in" };
        return Some(
            role.warn("remote-without-country", message)
                .at(role.file.value(&[Key(key)]))
                .help("write for example `applicants_in: [DE, AT]`"),
        );
    }
    if let Some(index) = nameless {
        let city = posting.locations[index].city.as_deref().unwrap_or("this place");
        let place = [Key("locations"), Item(index)];
        return Some(
            role.warn("place-without-country", format!("`{city}` has no country"))
                .at(role.file.value(&place))
                .help("add its two letters: `country: DE`"),
        );
    }
    (!names_country).then(|| {
        role.warn("no-place", "this role has no place, so candidates and Google for Jobs cannot find it by one")
            .at(role.file.top())
            .help("add `locations: \"Berlin, DE\"`, or the company's address to content/site.yaml")
    })
}

fn apply(role: &Role<'_>) -> Option<Diagnostic> {
    let of_company = role.company.and_then(|company| company.apply.as_ref());
    match role.posting.apply.as_ref().or(of_company).or(role.site.config.apply.as_ref()) {
        None => Some(
            role.warn("no-apply", "this role does not say how to apply")
                .at(role.file.top())
                .help("add `apply: jobs@example.com` or a web address; for all roles, to content/site.yaml"),
        ),
        Some(Apply::Page(pattern)) if pattern.contains("{id}") && role.posting.id.is_none() => Some(
            role.warn(
                "no-apply",
                format!("the address to apply at, `{pattern}`, needs an `id`, and this role has none"),
            )
            .at(role.file.top())
            .help("add the role's number: `id: REQ-1024`"),
        ),
        Some(_) => None,
    }
}
