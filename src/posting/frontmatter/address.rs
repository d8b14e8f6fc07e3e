//! Web and e-mail addresses, and paths on the site.

use crate::posting::Apply;
use crate::yaml::Value;
use crate::yaml::read::{Problems, items, shortened, text};

/// A web address, `http` or `https`.
pub fn web_address(value: Value<'_>, problems: &mut Problems) -> Option<String> {
    let written = text(value, problems)?;
    let good = is_web_address(&written);
    if !good {
        problems.add("wrong-address", value.span(), format!("`{}` is not a web address", shortened(&written)), |d| {
            let candidate = format!("https://{written}");
            if !written.contains(':') && written.contains('.') && is_web_address(&candidate) {
                d.label(format!("write `{candidate}`"))
            } else {
                d.help("an address begins with `https://`")
            }
        });
    }
    good.then_some(written)
}

fn is_web_address(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// A picture: a web address, or a path from the site's root.
pub fn picture(value: Value<'_>, problems: &mut Problems) -> Option<String> {
    match value.text() {
        Some(path) if path.starts_with('/') && !path.starts_with("//") => text(value, problems),
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
    if is_web_address(&written.replace("{slug}", "slug").replace("{id}", "id")) {
        return Some(Apply::Page(written));
    }
    let message = format!("`{}` is neither a web address nor an e-mail address", shortened(&written));
    problems.add("wrong-address", value.span(), message, |d| {
        d.help("write `https://example.com/apply` or `jobs@example.com`")
    });
    None
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |part: &str, also: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || also.contains(c)) && !part.contains("..")
    };
    plain(local, ".!#$%*+-/=^_{}~'")
        && plain(domain, ".-")
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
}

/// Former addresses as paths from the site's root.
pub fn aliases(value: Value<'_>, problems: &mut Problems) -> Vec<String> {
    let mut aliases = Vec::new();
    for item in items(value) {
        let Some(written) = text(item, problems) else { continue };
        let plain = written.starts_with('/')
            && !written.contains(['?', '#', '\\', '"', '<', '>', ':', '*', '|', ' ', '%'])
            && written.trim_matches('/').split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        if !plain {
            problems.add(
                "wrong-alias",
                item.span(),
                format!("`{}` is not a path on this site", shortened(&written)),
                |d| d.help("an alias is an address without the host: `/old/address/`"),
            );
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
