//! Template code and comments in a body: other programs would fill it in, so it states nothing.

/// The text with spaces in place of template code, comments, scripts and styles; every other byte stays where it is.
pub(super) fn without_code(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut copied = 0;
    let mut finder = Ends::default();
    let mut at = 0;
    while let Some(next) = source[at..].find(['{', '<']) {
        let start = at + next;
        match code_at(source, start, &mut finder) {
            Some(end) => {
                out.push_str(&source[copied..start]);
                out.extend(source[start..end].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
                copied = end;
                at = end;
            }
            None => at = start + 1,
        }
    }
    out.push_str(&source[copied..]);
    out
}

/// The ends that are not in the rest of the text: looked for once, so that the time stays linear.
#[derive(Default)]
struct Ends {
    missing: Vec<&'static str>,
}

impl Ends {
    /// One past an end behind a place.
    fn after(&mut self, source: &str, from: usize, end: &'static str) -> Option<usize> {
        if self.missing.contains(&end) {
            return None;
        }
        let found = source.get(from..)?.find(end).map(|at| from + at + end.len());
        if found.is_none() {
            self.missing.push(end);
        }
        found
    }
}

/// One past the code that starts at a place.
fn code_at(source: &str, start: usize, ends: &mut Ends) -> Option<usize> {
    let rest = &source[start..];
    if rest.starts_with("{{") {
        return ends.after(source, start + 2, "}}");
    }
    if rest.starts_with("{#") {
        return ends.after(source, start + 2, "#}");
    }
    if rest.starts_with("{%") {
        let end = ends.after(source, start + 2, "%}")?;
        let inside = source[start + 2..end].trim_start_matches(['-', ' ', '\t', '\n']);
        if inside.starts_with("comment") {
            let closing = ends.after(source, end, "endcomment")?;
            return ends.after(source, closing, "%}");
        }
        return Some(end);
    }
    if rest.starts_with("<!--") {
        return ends.after(source, start + 4, "-->");
    }
    for (open, close) in [("<script", "</script>"), ("<style", "</style>")] {
        if rest.get(..open.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(open)) {
            return ends.after(source, start, close);
        }
    }
    None
}
