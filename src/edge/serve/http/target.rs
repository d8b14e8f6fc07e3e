//! The target of a request: its path decoded, its query, and the host if it names one (RFC 9112, section 3.2).

/// A target that was understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The host of an absolute target, `http://host/path`, as a client writes it that takes us for a proxy.
    pub(super) host: Option<String>,
    /// As [`Ask::path`](super::Ask::path) promises.
    pub(super) path: String,
    /// As it was written; what is not UTF-8 is replaced.
    pub(super) query: Option<String>,
}

impl Target {
    /// Reads a target; the error says what is wrong with it.
    pub(super) fn read(target: &[u8]) -> Result<Self, &'static str> {
        let (host, rest) = match scheme_removed(target) {
            None => (None, target),
            Some(rest) => {
                let end = rest.iter().position(|b| matches!(b, b'/' | b'?')).unwrap_or(rest.len());
                let host = std::str::from_utf8(&rest[..end]).map_err(|_| "its host is not a name")?;
                (Some(host.to_owned()), &rest[end..])
            }
        };
        let mut parts = rest.splitn(2, |b| *b == b'?');
        let path = match (parts.next().unwrap_or_default(), &host) {
            // `http://localhost` and `http://localhost?x`.
            (b"", Some(_)) => b"/",
            (path, _) => path,
        };
        let query = parts.next().map(|query| String::from_utf8_lossy(query).into_owned());
        Ok(Self { host, path: decoded(path)?, query })
    }
}

/// What follows `http://` or `https://`.
fn scheme_removed(target: &[u8]) -> Option<&[u8]> {
    ["http://", "https://"].iter().find_map(|scheme| {
        let (start, rest) = target.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme.as_bytes()).then_some(rest)
    })
}

/// The path without percent-encoding, if nothing in it could lead out of a folder.
fn decoded(path: &[u8]) -> Result<String, &'static str> {
    if path.first() != Some(&b'/') {
        return Err("it does not start with `/`");
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => bytes.push(escaped(rest.next(), rest.next()).ok_or("a `%` in it is not followed by two digits")?),
            _ => bytes.push(byte),
        }
    }
    let path = String::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
    if path.contains(|c: char| c.is_control()) {
        return Err("it has a control character in it");
    }
    if path.contains('\\') {
        return Err("it has a backslash in it");
    }
    if path.split('/').any(|segment| segment == "." || segment == "..") {
        return Err("it has `.` or `..` between slashes");
    }
    Ok(path)
}

/// The byte that two hexadecimal digits stand for.
fn escaped(high: Option<u8>, low: Option<u8>) -> Option<u8> {
    let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::Target;

    fn path(target: &str) -> Result<String, &'static str> {
        Target::read(target.as_bytes()).map(|target| target.path)
    }

    #[test]
    fn a_path_is_decoded_and_its_query_is_not() {
        let target = Target::read(b"/jobs/%C3%BCber%20uns/?q=a%20b?c").unwrap();
        assert_eq!((target.path.as_str(), target.query.as_deref()), ("/jobs/\u{fc}ber uns/", Some("q=a%20b?c")));
        assert_eq!(path("/\u{fc}ber"), Ok("/\u{fc}ber".into()));
        assert_eq!(path("/a%2fb%25"), Ok("/a/b%".into()));
        assert_eq!(path("/?"), Ok("/".into()));
        assert_eq!(path("/a..b/.x/...//"), Ok("/a..b/.x/...//".into()));
    }

    #[test]
    fn an_absolute_target_names_its_host() {
        let target = Target::read(b"HTTP://evil.example:80/a?b").unwrap();
        assert_eq!((target.host.as_deref(), target.path.as_str()), (Some("evil.example:80"), "/a"));
        let bare = Target::read(b"https://localhost?b").unwrap();
        assert_eq!((bare.path.as_str(), bare.query.as_deref()), ("/", Some("b")));
    }

    #[test]
    fn nothing_leads_out_of_a_folder() {
        for target in [
            "/..",
            "/../x",
            "/a/../b",
            "/a/..",
            "/.",
            "/a/./b",
            "/%2e%2e/x",
            "/.%2E/x",
            "/..%2fx",
            "/a%2f..%2fx",
            "/\\x",
            "/..%5cx",
            "/%00",
            "/x%0a",
            "/x\x7f",
            "/%ff",
            "/%C3",
            "/%",
            "/%2",
            "/%g0",
            "/%+1",
            "",
            "x",
            "*",
            "x/..",
            "localhost:80",
            "file:///x",
            "?q",
        ] {
            assert!(path(target).is_err(), "{target}");
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let mut state = 1_u32;
        for length in 0..4000 {
            let bytes: Vec<u8> = (0..length % 40)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    b"/%.2eEfF\\\0?:http\xc3\xbc/"[(state >> 24) as usize % 19]
                })
                .collect();
            if let Ok(target) = Target::read(&bytes) {
                assert!(target.path.starts_with('/') && !target.path.split('/').any(|s| s == ".."), "{bytes:?}");
            }
        }
    }
}
