//! Fills in ahead what is the same on all pages of a site, so that a whole build does not fill it in for each page.
//!
//! A template is text with tags. `{{ t.apply }}` is the same text on ten thousand pages, and so is a loop or a condition
//! that names nothing but `site`, `t` and its own variables: here the template engine fills in such parts once, and what it
//! wrote takes their place in the template. All others stay as they are, and so does a template that is not understood
//! here. So the pages are the same, which a law on random templates and the laws of the whole build hold.
//!
//! <https://keats.github.io/tera/docs/> describes the tags and how a dash in them takes white space away.

/// A template with its common parts filled in by `fill`, which gives the text of a part, or none when it fails. `common`
/// names the variables that are the same on all pages.
pub(super) fn settled(template: &str, common: &[&str], fill: &dyn Fn(&str) -> Option<String>) -> String {
    let Some(pieces) = pieces(template).filter(|pieces| pieces.iter().all(Piece::is_understood)) else {
        return template.to_owned();
    };
    let mut out = String::with_capacity(template.len() * 2);
    let mut at = 0;
    while at < pieces.len() {
        let part = part(&pieces[at..]);
        let filled = if is_common(part, common) { fill(&whole(part)) } else { None };
        match filled.and_then(|text| in_place(&text, part, &out)) {
            Some(text) => {
                out.push_str(&text);
                at += part.len();
            }
            // Of a part that is not common its inner parts may still be.
            None => {
                out.push_str(pieces[at].whole);
                at += 1;
            }
        }
    }
    out
}

/// Whether a template gives one of these names another meaning.
pub(super) fn rebinds(template: &str, names: &[&str]) -> bool {
    let sets = |piece: &Piece<'_>| {
        let mut words = piece.inside.split(|c: char| !is_of_name(c)).filter(|word| !word.is_empty());
        piece.kind == Kind::Tag && matches!(words.next(), Some("set" | "set_global" | "for")) && {
            let bound = piece.bound();
            bound.iter().any(|name| names.contains(name)) || words.next().is_some_and(|name| names.contains(&name))
        }
    };
    pieces(template).is_none_or(|pieces| pieces.iter().any(sets))
}

/// A piece of a template.
struct Piece<'t> {
    kind: Kind,
    whole: &'t str,
    /// What stands between the braces, without the dashes.
    inside: &'t str,
    /// Whether it takes away the white space before it, and behind it.
    trims: (bool, bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Text, a comment, or a raw block.
    Fixed,
    /// `{{ ... }}`
    Output,
    /// `{% ... %}`
    Tag,
}

impl Piece<'_> {
    fn word(&self) -> &str {
        let word = self.inside.split(|c: char| !is_of_name(c)).next().unwrap_or_default();
        if self.kind == Kind::Tag { word } else { "" }
    }

    /// The variables of a loop.
    fn bound(&self) -> Vec<&str> {
        let names =
            self.inside.strip_prefix("for").and_then(|rest| rest.split_once(" in ")).map_or("", |(names, _)| names);
        names.split(',').map(str::trim).collect()
    }

    /// Whether nothing in it can change what the names around it mean: a component sees other variables than its page.
    fn is_understood(&self) -> bool {
        const TAGS: &[&str] = &[
            "extends",
            "block",
            "endblock",
            "include",
            "set",
            "set_global",
            "endset",
            "if",
            "elif",
            "else",
            "endif",
            "for",
            "endfor",
            "break",
            "continue",
            "filter",
            "endfilter",
        ];
        self.kind != Kind::Tag || TAGS.contains(&self.word())
    }
}

/// Takes a template apart; none when it ends in the middle of a piece.
fn pieces(template: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while !rest.is_empty() {
        let (kind, length) = match rest.get(..2) {
            Some("{{") => (Kind::Output, end_of_code(rest, "}}")?),
            Some("{#") => (Kind::Fixed, rest.find("#}")? + 2),
            Some("{%") => {
                let length = end_of_code(rest, "%}")?;
                match words(&rest[..length]).next() {
                    Some("raw") => (Kind::Fixed, end_of_raw(rest, length)?),
                    _ => (Kind::Tag, length),
                }
            }
            _ => (Kind::Fixed, start_of_code(rest)),
        };
        let (whole, after) = rest.split_at(length);
        rest = after;
        let code = if kind == Kind::Fixed { "" } else { &whole[2..length - 2] };
        // A dash alone, `{{-}}`, is code that the engine refuses.
        let trims = (code.starts_with('-'), code.len() > 1 && code.ends_with('-'));
        let inside = code.strip_prefix('-').unwrap_or(code);
        pieces.push(Piece { kind, whole, inside: inside.strip_suffix('-').unwrap_or(inside).trim(), trims });
    }
    Some(pieces)
}

/// Where the next code or comment begins, or the text ends.
fn start_of_code(text: &str) -> usize {
    let mut braces = memchr::memchr_iter(b'{', text.as_bytes());
    let is_code = |at: &usize| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'#' | b'%'));
    braces.find(is_code).unwrap_or(text.len())
}

/// How long the code is that begins here and ends with these braces, which may stand in its strings too.
fn end_of_code(text: &str, braces: &str) -> Option<usize> {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(2) {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if byte == b'\\' => is_escaped = true,
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'' | b'`') => quote = Some(byte),
            None if text.as_bytes()[at..].starts_with(braces.as_bytes()) => return Some(at + braces.len()),
            None => {}
        }
    }
    None
}

/// How long the raw block is that begins here with a tag of this length.
fn end_of_raw(text: &str, tag: usize) -> Option<usize> {
    let mut from = tag;
    loop {
        from += text[from..].find("{%")?;
        let length = text[from..].find("%}")? + 2;
        if words(&text[from..from + length]).next() == Some("endraw") {
            return Some(from + length);
        }
        from += 2;
    }
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !is_of_name(c)).filter(|word| !word.is_empty())
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The pieces that belong together from the first on: a loop or a condition up to its end.
fn part<'p, 't>(pieces: &'p [Piece<'t>]) -> &'p [Piece<'t>] {
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate() {
        match piece.word() {
            "for" | "if" => depth += 1,
            "endfor" | "endif" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return &pieces[..=at];
        }
    }
    &pieces[..1]
}

fn whole(part: &[Piece<'_>]) -> String {
    part.iter().map(|piece| piece.whole).collect()
}

/// Whether a part has any code, all of which names only common variables and those of the part's own loops.
fn is_common(part: &[Piece<'_>], common: &[&str]) -> bool {
    let mut loops: Vec<Vec<&str>> = Vec::new();
    let mut is_common = part.first().is_some_and(|piece| piece.kind != Kind::Fixed);
    for piece in part {
        let known = |name: &str| common.contains(&name) || loops.iter().flatten().any(|own| *own == name);
        is_common &= match (piece.kind, piece.word()) {
            (Kind::Fixed, _) | (Kind::Tag, "else" | "endif") => true,
            (Kind::Output, _) => names_only(piece.inside, known),
            (Kind::Tag, word @ ("if" | "elif")) => names_only(&piece.inside[word.len()..], known),
            (Kind::Tag, "for") => {
                let list = piece.inside.split_once(" in ").map_or("", |(_, list)| list);
                let is_known = names_only(list, known);
                let mut own = piece.bound();
                own.push("loop");
                loops.push(own);
                is_known
            }
            (Kind::Tag, "endfor") => loops.pop().is_some(),
            (Kind::Tag, _) => false,
        };
    }
    is_common && loops.is_empty()
}

/// Whether an expression is of the simple kind, paths and comparisons without calls and filters, and each path begins with
/// a known name.
fn names_only(expression: &str, known: impl Fn(&str) -> bool) -> bool {
    let mut paths = 0;
    let is_simple = expression.split_ascii_whitespace().all(|word| match word {
        "not" | "and" | "or" | "==" | "!=" => true,
        text if text.len() > 1 && text.starts_with('"') && text.ends_with('"') => {
            text[1..text.len() - 1].chars().all(|c| is_of_name(c) || c == '-')
        }
        path => {
            paths += 1;
            path.split('.').all(|name| !name.is_empty() && name.chars().all(is_of_name))
                && path.split('.').next().is_some_and(&known)
        }
    });
    is_simple && paths > 0
}

/// A filled in text as it can stand in the template for its part, behind what was written `before`; none where it would
/// read as something else there.
fn in_place(text: &str, part: &[Piece<'_>], before: &str) -> Option<String> {
    let (first, last) = (part.first()?, part.last()?);
    // A dash of the tag before would take the text's own white space away.
    let is_text = !text.contains("{{") && !text.contains("{%") && !text.contains("{#");
    let joins = text.ends_with('{') || (before.ends_with('{') && text.starts_with(['{', '%', '#']));
    if !is_text || joins || text.starts_with(char::is_whitespace) || text.is_empty() {
        return None;
    }
    // What a dash of the part takes away around it, a comment with the dash does; and one behind white space keeps that.
    let before = if first.trims.0 { "{#- #}" } else { "" };
    let behind = match last.trims.1 {
        true => "{# -#}",
        false if text.ends_with(char::is_whitespace) => "{# #}",
        false => "",
    };
    Some(format!("{before}{text}{behind}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tera::{Context, Tera};

    use super::*;

    const COMMON: &[&str] = &["t", "site"];

    fn context() -> Context {
        let mut context = Context::new();
        context
            .insert("t", &serde_json::json!({ "a": "A & B", "brace": "{", "code": "{{ x }}", "no": "", "sp": " s " }));
        context.insert("site", &serde_json::json!({ "list": [{ "x": "1" }, { "x": "<2>" }], "none": null }));
        context.insert("page", &serde_json::json!({ "x": "page", "list": ["p", "q"] }));
        context
    }

    fn settle(template: &str) -> String {
        let (engine, context) = (Tera::new(), context());
        settled(template, COMMON, &|part| engine.render_str(part, &context, true).ok())
    }

    fn rendered(template: &str) -> Result<String, ()> {
        Tera::new().render_str(template, &context(), true).map_err(drop)
    }

    #[test]
    fn common_parts_are_filled_in_and_others_stay() {
        let cases = [
            ("<p>{{ t.a }}</p>", "<p>A &amp; B</p>"),
            ("{{ page.x }} {{ t.a }}", "{{ page.x }} A &amp; B"),
            ("{% if page.x %}{{ t.a }}{% endif %}", "{% if page.x %}A &amp; B{% endif %}"),
            (
                "{% for f in site.list -%}\n<i>{{ f.x }}</i>\n{% endfor -%}\n z",
                "<i>1</i>\n<i>&lt;2&gt;</i>\n{# -#}\n z",
            ),
            ("{% for f in site.list %}{{ page.x }}{% endfor %}", "{% for f in site.list %}{{ page.x }}{% endfor %}"),
            ("{% if t.a == \"x\" %}y{% else %}{{ t.a }}{% endif %}", "A &amp; B"),
            // Each of these would read as something else in its place, or is more than a name.
            ("{{ t.code }}", "{{ t.code }}"),
            ("{{ t.brace }}{{ page.x }}", "{{ t.brace }}{{ page.x }}"),
            ("{{ t.no }}", "{{ t.no }}"),
            ("{{ t.sp }}", "{{ t.sp }}"),
            ("{{ t.a | upper }}", "{{ t.a | upper }}"),
            ("{{ t.missing }}", "{{ t.missing }}"),
            ("{% raw %}{{ t.a }}{% endraw %}{# {{ t.a }} #}", "{% raw %}{{ t.a }}{% endraw %}{# {{ t.a }} #}"),
            ("{{ \"}}\" }}{{ t.a }}", "{{ \"}}\" }}A &amp; B"),
            ("{% component c(t) %}{{ t.a }}{% endcomponent c %}", "{% component c(t) %}{{ t.a }}{% endcomponent c %}"),
        ];
        for (template, wanted) in cases {
            assert_eq!(settle(template), wanted);
        }
    }

    #[test]
    fn a_template_that_calls_something_else_by_a_common_name_is_noticed() {
        for template in
            ["{% set t = 1 %}", "{%- for t in x %}{% endfor %}", "{% for k, site in x %}{% endfor %}", "{{ t"]
        {
            assert!(rebinds(template, COMMON), "{template}");
        }
        assert!(!rebinds("{% set x = t %}{% for k, v in t %}{{ v }}{% endfor %}", COMMON));
    }

    /// Templates whose tags are in pairs, with and without dashes.
    fn template() -> impl Strategy<Value = String> {
        let leaf = proptest::sample::select(vec![
            "a",
            " ",
            "\n ",
            "{",
            "%}",
            "}}",
            "{{ t.a }}",
            "{{- t.a }}",
            "{{ t.a -}}",
            "{{ t.sp }}",
            "{{ t.no -}}",
            "{{ t.brace }}",
            "{{ page.x }}",
            "{{- page.x -}}",
            "{# c #}",
            "{#- c -#}",
            "{% raw -%} {{ {%- endraw %}",
            "{% set f = t.a %}",
            "{{ f }}",
            "{{ t.a | upper }}",
            "{% for f in site.list -%} {{ f.x }} {%- endfor %} ",
        ])
        .prop_map(str::to_owned);
        leaf.prop_recursive(3, 24, 6, |inner| {
            let tag = |choices: &'static [&'static str]| proptest::sample::select(choices);
            let open = tag(&[
                "{% if site.none %}",
                "{% if t.a -%}",
                "{%- if page.x %}",
                "{%- if site.none and page.x -%}",
                "{% for f in site.list -%}",
                "{%- for f in page.list %}",
                "{% for f in t.no %}",
                "{% filter upper -%}",
            ]);
            let middle = tag(&["", "{% else %}", "{%- else -%}"]);
            let dashes = (tag(&["", "-"]), tag(&["", "-"]));
            let body = || proptest::collection::vec(inner.clone(), 0..4).prop_map(|parts| parts.concat());
            let wrapped = (open, body(), middle, body(), dashes).prop_map(|(open, first, middle, second, (l, r))| {
                let word = open.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
                let middle = if word == "filter" { "" } else { middle };
                format!("{open}{first}{middle}{second}{{%{l} end{word} {r}%}}")
            });
            prop_oneof![wrapped, body()]
        })
    }

    proptest! {
        #[test]
        fn a_settled_template_writes_the_same(template in proptest::collection::vec(template(), 1..5)) {
            let template = template.concat();
            let settled = settle(&template);
            prop_assert_eq!(rendered(&settled), rendered(&template), "{} became {}", template, settled);
        }
    }
}
