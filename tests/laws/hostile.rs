//! Postings of strangers: whatever is in them, nothing panics and no page runs what they brought.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rolecall::pipeline::{self, Memo, Request};
use rolecall::source::MemorySources;

use super::generate::{TODAY, quoted};
use super::{Clock, all_files, cases, html};

/// Pieces that have broken other programs.
const PIECES: &[&str] = &[
    "<script>alert(1)</script>",
    "</script>",
    "<script",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "[x](javascript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "![x](\"onerror=\"alert(1))",
    "[x]: javascript:alert(1)",
    "&#60;script&#62;",
    "&lt;script&gt;",
    "\" onclick=\"alert(1)",
    "' onclick='alert(1)",
    "{{ 1 }}",
    "{% include \"x\" %}",
    "{#",
    "<iframe srcdoc='<script>1</script>'>",
    "<style>*{}</style>",
    "<base href=//evil>",
    "<form action=//evil>",
    "<math><mi//xlink:href=\"data:x,<script>1</script>\">",
    "\u{202e}",
    "\u{2028}",
    "\u{0}",
    "\u{feff}",
    "\r\n",
    "\n",
    "\n\n",
    "# ",
    "- ",
    "> ",
    "`",
    "```\n",
    "|a|b|\n|-|-|\n",
    "[^1]",
    "*",
    "_",
    "\\",
    "%0a",
    "<",
    ">",
    "&",
    "data:text/html,<script>1</script>",
    "<p style=\"position:fixed\">",
    "<meta http-equiv=refresh content=0;url=//evil>",
    "<template><script>1</script></template>",
    "<noscript><p title=\"</noscript><script>1</script>\">",
    "https://e.org/\"><script>1",
];

fn hostile(most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,8}", 1 => "[a-z ]{0,6}"];
    vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

/// A posting that is read although all its texts are hostile.
fn readable() -> impl Strategy<Value = String> {
    let texts = vec(hostile(4), 12);
    (texts, hostile(12)).prop_map(|(texts, body)| {
        let t: Vec<String> = texts.iter().map(|text| quoted(&text.replace(|c: char| c.is_control(), " "))).collect();
        format!(
            "---\ntitle: {}\ndepartment: {}\nteam: {}\nlocations: [{{ city: {}, country: DE, street: {} }}]\nposted: 2026-11-01\n\
             salary: {{ min: 1, currency: EUR }}\nbenefits: [{}, {}]\nid: {}\nextra: {{ a: {} }}\nrequirements:\n  skills: [{}]\n  \
             experience: [{{ years: 1, in: {} }}]\n  certificates: [{}]\n---\n{body}",
            t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9], t[10], t[11]
        )
    })
}

fn built(files: &[(&str, &[u8])]) -> Option<Vec<(String, String)>> {
    let mut sources = MemorySources::new();
    for (path, bytes) in files {
        sources.insert(path, *bytes);
    }
    let request = Request { clock: Clock::Day(TODAY), drafts: true, base_url: None };
    let (built, _) = pipeline::build(&sources, &request, &mut Memo::default());
    let built = built?;
    let files = all_files(&built, &sources).expect("the theme renders whatever a posting says");
    Some(files.into_iter().map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect())
}

/// Fails on whatever could run or load something that the theme did not put there.
fn check_page(path: &str, page: &str) -> Result<(), TestCaseError> {
    for tag in html::tags(page) {
        let name = tag.name.as_str();
        let forbidden =
            ["iframe", "object", "embed", "base", "style", "svg", "math", "template", "noscript", "frame", "applet"];
        // The theme's own row, which the filters' script fills in; no posting's text is in it.
        let is_row = name == "template" && tag.get("id") == Some("row") && !path.starts_with("jobs/");
        prop_assert!(is_row || !forbidden.contains(&name), "{}: {:?}", path, tag);
        for (attribute, value) in &tag.attributes {
            prop_assert!(
                !attribute.starts_with("on") && attribute != "style" && attribute != "srcdoc",
                "{}: {:?}",
                path,
                tag
            );
            if matches!(attribute.as_str(), "href" | "src" | "action" | "srcset" | "formaction") {
                let scheme = value.split_once(':').map(|(scheme, _)| scheme);
                let plain = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
                let scheme =
                    scheme.filter(|scheme| !scheme.contains(['/', '?', '#'])).map(|s| s.replace(|c| !plain(c), ""));
                let known = ["http", "https", "mailto", "tel"];
                prop_assert!(
                    scheme.as_ref().is_none_or(|s| known.contains(&s.to_lowercase().as_str())),
                    "{}: {:?}",
                    path,
                    tag
                );
            }
        }
        if name == "script" {
            match tag.get("type") {
                Some("application/ld+json") => {
                    let json = serde_json::from_str::<serde_json::Value>(&tag.content);
                    prop_assert!(json.is_ok(), "{}: {:?}: {}", path, json.err(), tag.content);
                }
                _ => prop_assert!(
                    tag.get("src").is_some_and(|src| src.starts_with("/assets/")) && tag.content.trim().is_empty()
                ),
            }
        }
        if name == "meta" {
            let equiv = tag.get("http-equiv");
            prop_assert!(matches!(equiv, None | Some("Content-Security-Policy")), "{}: {:?}", path, tag);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_readable_posting_of_a_stranger_runs_nothing(posting in readable()) {
        let files = built(&[("content/jobs/a.md", posting.as_bytes())]);
        // Without letters in a title that is left of hostile pieces, a posting may be refused, and is harmless.
        for (path, text) in files.unwrap_or_default() {
            if path.ends_with(".html") {
                check_page(&path, &text)?;
            } else if path.ends_with(".xml") {
                prop_assert!(!text.to_lowercase().contains("<script"), "{}", path);
                prop_assert!(!text.contains(|c: char| c.is_control() && !"\n\r\t".contains(c)), "{} has control characters", path);
            } else if path.ends_with(".json") {
                let json = serde_json::from_str::<serde_json::Value>(&text);
                prop_assert!(text.is_empty() || json.is_ok(), "{}: {:?}", path, json.err());
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(50))]

    #[test]
    fn no_file_makes_it_panic(
        posting in hostile(16),
        front_matter in "(?s)[-a-z:#\\[\\]{}&*!|>'\"%@`,? \t\n\r\\\\0-9é]{0,80}",
        bytes in vec(any::<u8>(), 0..60),
        site in hostile(6),
        template in hostile(6),
    ) {
        let wrapped = format!("---\ntitle: T\n{front_matter}\n---\n{posting}");
        let keyed = format!("---\ntitle: T\nsalary: {front_matter}\n---\n");
        built(&[("content/jobs/a.md", wrapped.as_bytes()), ("content/jobs/b.md", posting.as_bytes())]);
        built(&[("content/jobs/a.md", keyed.as_bytes()), ("content/jobs/b.md", &bytes), ("content/pages/p.md", wrapped.as_bytes())]);
        built(&[("content/site.yaml", site.as_bytes()), ("content/skills.yaml", front_matter.as_bytes())]);
        // A template may fail; it says where.
        let mut sources = MemorySources::new().with("templates/role.html", template.as_bytes());
        sources.insert("content/jobs/a.md", "---\ntitle: T\n---\n");
        let request = Request { clock: Clock::Day(TODAY), drafts: true, base_url: None };
        if let (Some(built), _) = pipeline::build(&sources, &request, &mut Memo::default()) {
            let _ = all_files(&built, &sources);
        }
    }
}
