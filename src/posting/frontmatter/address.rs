//! Web and e-mail addresses, and paths on the site.

use super::meant;
use crate::posting::Apply;
use crate::yaml::Value;
use crate::yaml::read::{Problems, items, shortened, text};

/// A web address, `http` or `https`.
pub fn web_address(value: Value<'_>, problems: &mut Problems) -> Option<String> {
    let written = text(value, problems)?;
    let good = is_web_address(&written);
    if !good {
        problems.add("wrong-address", value.span(), format!("`{}` is not a web address", shortened(&written)), |d| {
            match meant::address(&written, is_web_address) {
                Some(address) => d.label(format!("write `{address}`")),
                None => d.help("an address begins with `https://`"),
            }
        });
    }
    good.then_some(written)
}

fn is_web_address(text: &str) -> bool {
    // Browsers mend `https:/example.com`, other programs do not.
    !text.contains(char::is_whitespace)
        && text.contains("://")
        && url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// A picture: a web address, or a path from the site's root.
pub fn picture(value: Value<'_>, problems: &mut Problems) -> Option<String> {
    match value.text() {
        Some(path) if path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') => text(value, problems),
        Some(name) if !name.contains(':') && !name.starts_with('/') => {
            let message = format!("`{}` is neither a path on this site nor a web address", shortened(&name));
            problems.add("wrong-address", value.span(), message, |d| d.label(format!("write `/{}`", shortened(&name))));
            None
        }
        _ => web_address(value, problems),
    }
}

/// Where to apply: a web address or an e-mail address.
pub fn apply(value: Value<'_>, problems: &mut Problems) -> Option<Apply> {
    let written = text(value, problems)?;
    let address = written.strip_prefix("mailto:").unwrap_or(&written);
    if is_email(address) {
        return Some(Apply::Email(address.to_owned()));
    }
    // `{slug}` and `{id}` of a site's pattern are no part of an address, so they stand in as letters.
    let filled = written.replace("{slug}", "slug").replace("{id}", "id");
    if is_web_address(&filled) {
        if filled.contains(['{', '}']) {
            problems.add("unknown-value", value.span(), "only `{slug}` and `{id}` can be filled in here", |d| d);
            return None;
        }
        return Some(Apply::Page(written));
    }
    let message = format!("`{}` is neither a web address nor an e-mail address", shortened(&written));
    problems.add("wrong-address", value.span(), message, |d| {
        match meant::address(&written, |address| is_email(address) || is_web_address(address)) {
            Some(address) => d.label(format!("write `{address}`")),
            None => d.help("write `https://example.com/apply` or `jobs@example.com`"),
        }
    });
    None
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |part: &str, also: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || also.contains(c)) && !part.contains("..")
    };
    plain(local, ".!#$%*+-/=^_~'")
        && plain(domain, ".-")
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
}

/// Former addresses as paths from the site's root.
pub fn aliases(value: Value<'_>, problems: &mut Problems) -> Vec<String> {
    let mut aliases = Vec::new();
    for item in items(value, problems) {
        let Some(written) = text(item, problems) else { continue };
        if !is_plain_path(&written) {
            let message = format!("`{}` cannot be an address on this site", shortened(&written));
            problems.add("wrong-alias", item.span(), message, |d| {
                let path = written
                    .split_once("://")
                    .map_or(&*written, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
                let path = format!("/{}", path.trim_start_matches('/'));
                let d = d.help("an alias is an old address without the host, such as `/old/address/`");
                if is_plain_path(&path) { d.label(format!("write `{path}`")) } else { d }
            });
            continue;
        }
        let is_file = written.rsplit('/').next().is_some_and(|last| last.contains('.'));
        let alias = if is_file || written.ends_with('/') { written } else { format!("{written}/") };
        if !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    aliases
}

/// Whether a path can be a page: no empty or long parts, none that a host or a tool gives a meaning of its own
/// (`.git`, `.htaccess`, `_headers`, `_worker.js`), no characters that would have to be written otherwise.
fn is_plain_path(path: &str) -> bool {
    const LONGEST: usize = 500;
    const LONGEST_PART: usize = 150;
    let inner = path.strip_prefix('/').unwrap_or_default();
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    path.len() <= LONGEST
        && !path.contains(['?', '#', '\\', '"', '<', '>', ':', '*', '|', ' ', '%'])
        && inner.split('/').all(|part| {
            !part.is_empty() && part.len() <= LONGEST_PART && !part.starts_with(['.', '_']) && !part.ends_with('.')
        })
}
