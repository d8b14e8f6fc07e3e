//! Where a link of a text leads: read as a browser would read it, and allowed or not.

use std::borrow::Cow;

use url::Url;

use super::{LinkContext, input};

/// Where an allowed link leads. The addresses are normalised, and percent-encoded but for other scripts' letters.
#[derive(Debug, PartialEq)]
pub(super) enum Destination {
    /// A place of the same text: the fragment, percent-decoded, without `#`.
    Fragment(String),
    /// Another page or file of the site.
    Site(String),
    /// Another site, by http or https.
    Elsewhere(String),
    /// A mail address or telephone number.
    Contact(String),
}

/// Where a link leads that was written like this; `None` if it is not allowed, or leads nowhere.
///
/// A browser's own steps come first, since what counts is the address that it would open: controls vanish, spaces
/// around are cut, `\` means `/` (<https://url.spec.whatwg.org/#concept-basic-url-parser>).
pub(super) fn destination(written: &str, links: &LinkContext) -> Option<Destination> {
    let is_invisible = |c| matches!(c, '\t' | '\n' | '\r') || input::is_forbidden(c);
    let visible = if written.contains(is_invisible) {
        Cow::Owned(written.replace(is_invisible, ""))
    } else {
        Cow::Borrowed(written)
    };
    let address = visible.trim_matches(' ');

    if let Some(fragment) = address.strip_prefix('#') {
        return Some(Destination::Fragment(percent_decoded(fragment).into_owned()));
    }
    // Whatever stands before a colon in the first part is taken for a scheme, even if it could not be one: so a
    // reading of the address that is laxer than ours cannot find one either.
    if let Some((scheme, rest)) = address.split_once(':')
        && !scheme.contains(['/', '\\', '?', '#'])
    {
        let scheme = scheme.to_ascii_lowercase();
        return match scheme.as_str() {
            "http" | "https" => elsewhere(&scheme, &forward_slashes(rest)),
            "mailto" | "tel" if !rest.is_empty() => Some(Destination::Contact(format!("{scheme}:{}", encoded(rest)))),
            _ => None,
        };
    }
    let address = forward_slashes(address);
    if address.starts_with("//") {
        elsewhere("https", &address)
    } else if let Some(path) = address.strip_prefix('/') {
        Some(Destination::Site(format!("{}{}", links.root, encoded(path))))
    } else if address.is_empty() {
        None
    } else {
        Some(Destination::Site(encoded(&address).into_owned()))
    }
}

/// An address of another site, from what follows `http:` or `https:`.
fn elsewhere(scheme: &str, rest: &str) -> Option<Destination> {
    // Without `//` it would be a path of this site, or of another, by how the page was opened.
    let rest = rest.strip_prefix("//")?.trim_start_matches('/');
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    // Brackets mean an IPv6 address in a host, and nothing after it.
    let host = if host.contains('[') { Cow::Borrowed(host) } else { encoded(host) };
    let address = [scheme, "://", &host, &encoded(path)].concat();
    (is_plain_host(&host) || Url::parse(&address).is_ok()).then_some(Destination::Elsewhere(address))
}

/// Whether a host is valid at first sight, as nearly all are: letters, digits, dots and hyphens, no IP address, nothing
/// in Punycode. It saves most of a link's time.
fn is_plain_host(host: &str) -> bool {
    host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && host.rsplit('.').next().is_some_and(|label| label.starts_with(|c: char| c.is_ascii_alphabetic()))
        && !host.contains("--")
}

/// The address with every `\` of its path as the `/` that browsers take it for.
fn forward_slashes(address: &str) -> Cow<'_, str> {
    let path = address.find(['?', '#']).unwrap_or(address.len());
    if address[..path].contains('\\') {
        Cow::Owned(format!("{}{}", address[..path].replace('\\', "/"), &address[path..]))
    } else {
        Cow::Borrowed(address)
    }
}

/// An address with all ASCII that may not stand in one percent-encoded. Letters of other scripts stay readable, as
/// HTML allows; `%` stays, since the author may have encoded.
fn encoded(address: &str) -> Cow<'_, str> {
    const FORBIDDEN: [(char, &str); 12] = [
        (' ', "%20"),
        ('"', "%22"),
        ('<', "%3C"),
        ('>', "%3E"),
        ('[', "%5B"),
        ('\\', "%5C"),
        (']', "%5D"),
        ('^', "%5E"),
        ('`', "%60"),
        ('{', "%7B"),
        ('|', "%7C"),
        ('}', "%7D"),
    ];
    let code = |c| FORBIDDEN.iter().find(|(forbidden, _)| *forbidden == c).map(|(_, code)| *code);
    if !address.contains(|c: char| !c.is_ascii_alphanumeric() && code(c).is_some()) {
        return Cow::Borrowed(address);
    }
    let mut encoded = String::with_capacity(address.len() + 8);
    for c in address.chars() {
        match code(c) {
            Some(code) => encoded.push_str(code),
            None => encoded.push(c),
        }
    }
    Cow::Owned(encoded)
}

/// A fragment as its author meant it: `%C3%BC` is `ü`. What is not UTF-8 then stays as it was.
fn percent_decoded(fragment: &str) -> Cow<'_, str> {
    if !fragment.contains('%') {
        return Cow::Borrowed(fragment);
    }
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if let (b'%', [high, low, after @ ..]) = (first, tail)
            && let (Some(high), Some(low)) = (char::from(*high).to_digit(16), char::from(*low).to_digit(16))
            && let Ok(byte) = u8::try_from(high * 16 + low)
        {
            bytes.push(byte);
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(fragment), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::{Destination::*, *};

    fn read(written: &str) -> Option<Destination> {
        destination(written, &LinkContext { root: "/base/" })
    }

    #[test]
    fn allowed_addresses() {
        for (written, expected) in [
            ("https://example.com/a?b=c#d", Elsewhere("https://example.com/a?b=c#d".into())),
            (" HTTP://example.com ", Elsewhere("http://example.com".into())),
            ("//example.com/a", Elsewhere("https://example.com/a".into())),
            (r"\\example.com\a", Elsewhere("https://example.com/a".into())),
            ("/\t/example.com", Elsewhere("https://example.com".into())),
            (r"/\example.com", Elsewhere("https://example.com".into())),
            (r"https:\\example.com", Elsewhere("https://example.com".into())),
            ("https:////example.com", Elsewhere("https://example.com".into())),
            ("https://[::1]/[a]", Elsewhere("https://[::1]/%5Ba%5D".into())),
            ("https://münchen.de/straße", Elsewhere("https://münchen.de/straße".into())),
            ("MailTo:jobs@example.com?subject=a b", Contact("mailto:jobs@example.com?subject=a%20b".into())),
            ("tel:+4930123", Contact("tel:+4930123".into())),
            ("/benefits/", Site("/base/benefits/".into())),
            ("/", Site("/base/".into())),
            ("../other/", Site("../other/".into())),
            ("team.html?a:b", Site("team.html?a:b".into())),
            ("./a:b", Site("./a:b".into())),
            ("?q=\"x\"", Site("?q=%22x%22".into())),
            ("#Über%20uns", Fragment("Über uns".into())),
            ("#%C3%BC", Fragment("ü".into())),
            ("#100%", Fragment("100%".into())),
            ("#%ff", Fragment("%ff".into())),
        ] {
            assert_eq!(read(written), Some(expected), "{written:?}");
        }
    }

    #[test]
    fn refused_addresses() {
        for written in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}\u{1F} javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\r\nscript:alert(1)",
            "java\u{0}script:alert(1)",
            "javascript\t:alert(1)",
            "javascript :alert(1)",
            "\u{A0}javascript:alert(1)",
            "javascript://example.com/%0Aalert(1)",
            "feed:javascript:alert(1)",
            "view-source:https://example.com",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "blob:https://example.com/x",
            "file:///etc/passwd",
            "ftp://example.com",
            ":x",
            "http:",
            "https://",
            "https:example.com",
            "https://exa mple.com",
            "https://<b>",
            "https://x.org:port/",
            "mailto:",
            "",
            " ",
            "//",
        ] {
            assert_eq!(read(written), None, "{written:?}");
        }
    }

    #[test]
    fn the_root_of_a_site_at_the_top_changes_nothing() {
        assert_eq!(destination("/a/", &LinkContext { root: "/" }), Some(Site("/a/".into())));
    }
}
