//! Template code and comments in a body: other programs would fill it in, so it states nothing but a pay that it is handed.

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
                let code = &source[start..end];
                match pay_in(code) {
                    Some(pay) => out.push_str(&pay),
                    None => out.extend(code.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' })),
                }
                copied = end;
                at = end;
            }
            None => at = start + 1,
        }
    }
    out.push_str(&source[copied..]);
    out
}

/// The pay that a posting's author hands to an include, as a line of as many bytes:
/// `{% include salary.html min="$90,000" max="$95,000" %}`.
fn pay_in(code: &str) -> Option<String> {
    const LABEL: &str = "Salary:";
    let inside = code.strip_prefix("{%").or_else(|| code.strip_prefix("{{"))?.trim_start_matches(['-', '<', '%', ' ']);
    let (name, _) = inside.split_once('=')?;
    let is_of_pay = ["salary", "compensation", "pay-range", "pay_range"].iter().any(|word| name.contains(word));
    let is_shown = inside.starts_with("include") || code.starts_with("{{<") || code.starts_with("{{%");
    let is_one_line = code.is_ascii() && !code.contains('\n');
    if !is_of_pay || !is_shown || !is_one_line {
        return None;
    }
    let mut out = String::with_capacity(code.len());
    let mut amounts = 0;
    for (at, part) in code.split('"').enumerate() {
        let is_value = at % 2 == 1;
        let has_amount = is_value && part.contains(|c: char| c.is_ascii_digit());
        amounts += usize::from(has_amount);
        // Of the quotes the opening one holds the dash of a range.
        if at > 0 {
            out.push(if has_amount && amounts == 2 { '-' } else { ' ' });
        }
        if is_value { out.push_str(part) } else { out.extend(part.bytes().map(|_| ' ')) }
    }
    let is_room = out.get(..LABEL.len()).is_some_and(|start| start.trim().is_empty());
    if amounts == 0 || !is_room {
        return None;
    }
    out.replace_range(..LABEL.len(), LABEL);
    Some(out)
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
    for (open, close) in [("<!--", "-->"), ("<%", "%>"), ("<?", "?>")] {
        if rest.starts_with(open) {
            return ends.after(source, start + open.len(), close);
        }
    }
    for (open, close) in [("<script", "</script>"), ("<style", "</style>")] {
        if rest.get(..open.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(open)) {
            return ends.after(source, start, close);
        }
    }
    None
}
