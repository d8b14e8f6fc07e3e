//! No text keeps a build busy.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "it takes the time")]

use std::time::{Duration, Instant};

use super::{LINKS, excerpt, to_html};

/// The worst that we know, 1 MiB in a release build: each took seconds or hours, or overflowed the stack, in some parser.
/// Raw HTML is sanitised up to 64 KiB only, so that it is tried in this size, too.
#[test]
fn no_text_takes_long() {
    for size in if cfg!(debug_assertions) { [8 * 1024, 32 * 1024] } else { [60 * 1024, 1024 * 1024] } {
        for text in worst_texts(size) {
            assert_quick(&text);
        }
    }
}

fn assert_quick(text: &str) {
    let beginning: String = text.chars().take(30).collect();
    let start = Instant::now();
    let html = to_html(text, &LINKS);
    assert!(start.elapsed() < Duration::from_secs(5), "{beginning:?} took {:?}", start.elapsed());
    assert!(html.len() < 40 * text.len() + 100, "{beginning:?} grew to {}", html.len());
    let start = Instant::now();
    excerpt(text, 160);
    assert!(start.elapsed() < Duration::from_secs(1), "excerpt of {beginning:?} took {:?}", start.elapsed());
}

fn worst_texts(size: usize) -> Vec<String> {
    let fill = |pattern: &str| pattern.repeat(size / pattern.len());
    let half = |pattern: &str| pattern.repeat(size / 2 / pattern.len());
    let numbered = |pattern: &str| -> String {
        (0..size / (pattern.len() + 6)).map(|number| pattern.replace('N', &number.to_string())).collect()
    };
    let mut texts: Vec<String> = [
        "[",
        "]",
        "![",
        "[a](",
        "](",
        "*",
        "**a ",
        "*a _b ",
        "_",
        "~~a",
        "`",
        "`a``b",
        "<",
        ">",
        "> ",
        "- ",
        "1. ",
        "\t- ",
        "- > ",
        "#",
        "# a\n",
        "\n",
        "|",
        "|-|\n",
        "a|b\n-|-\n",
        "&",
        "\\",
        "<a ",
        "<!--",
        "<![CDATA[",
        "!-- <",
        "[a]: b\n",
        "[a]: <",
        "[a]: b '",
        "<div>",
        "<div>\n",
        "</div>",
        "<b>",
        "<b>\n\n",
        "<a href=x>",
        "<table><td>",
        "<p>",
        "</p>",
        "<svg>",
        "<math><mi>",
        "<select>",
        "<h1><div>",
        "<a><table><td>",
        "<div a",
        "<b></i>",
        "<table><b>",
        "<!a",
        "<?",
        "&#1;",
        "\u{0}",
        "[a](#a)\n# a\n",
    ]
    .into_iter()
    .map(fill)
    .collect();
    texts.extend([
        half("- ") + "a\n" + &half("a\n"),
        half(">") + "a\n" + &half("a\n"),
        half("1) ") + "a\n" + &half("\n"),
        half("[") + &half("]"),
        half("[") + &half("](a)"),
        half("*a ") + &half("a* "),
        half("<div>") + &half("</div>"),
        half("<b><i>") + &half("a\n\n"),
        format!("|{}\n|{}\n", half("a|"), half("-|")),
        format!("|{}\n|{}\n{}", "a|".repeat(1000), "-|".repeat(1000), half("|\n")),
        format!("[a]: {}\n\n{}", half("b"), half("[a]")),
        numbered("[aN]: b\n\n"),
        numbered("[aN]\n\n[aN]: b\n\n"),
        numbered("# aN\n\n[b](#aN)\n\n"),
        numbered("<b id=N>") + &half("a\n\n"),
        numbered("<b id=N></i>") + &half("<p>a"),
        format!("<div {}>", numbered(" aN")),
        numbered("<div aN>\n"),
        (0..).map(|depth| format!("{}- a\n", "\t".repeat(depth / 2))).take(300).collect::<String>() + &half("a\n"),
    ]);
    texts
}
