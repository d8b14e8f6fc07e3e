//! What holds for every text: cases a reader would look up, the tricks of XSS cheat sheets, and laws for any input.

mod lawful;
mod worst;

use proptest::prelude::*;

use super::*;
use lawful::assert_lawful;

const LINKS: LinkContext = LinkContext { root: "/base/" };

fn html(markdown: &str) -> String {
    to_html(markdown, &LINKS)
}

fn assert_all(cases: &[(&str, &str)]) {
    for (markdown, expected) in cases {
        let html = html(markdown);
        assert_eq!(html.trim_end(), *expected, "{markdown:?}");
        assert_lawful(&html);
    }
}

#[test]
fn headings_form_an_outline() {
    assert_all(&[
        ("# A\n## B", "<h2 id=\"s-a\">A</h2>\n<h3 id=\"s-b\">B</h3>"),
        ("### A\n#### B", "<h2 id=\"s-a\">A</h2>\n<h3 id=\"s-b\">B</h3>"),
        (
            "## A\n#### B\n#### C\n### D",
            "<h2 id=\"s-a\">A</h2>\n<h3 id=\"s-b\">B</h3>\n<h3 id=\"s-c\">C</h3>\n<h3 id=\"s-d\">D</h3>",
        ),
        ("### A\n# B\n## C", "<h2 id=\"s-a\">A</h2>\n<h2 id=\"s-b\">B</h2>\n<h3 id=\"s-c\">C</h3>"),
        ("# A\n# A", "<h2 id=\"s-a\">A</h2>\n<h2 id=\"s-a-2\">A</h2>"),
        ("# A `b` *c* {#d .e}", "<h2 id=\"s-a-b-c-d-e\">A <code>b</code> <em>c</em> {#d .e}</h2>"),
        ("#\n\n## !", "<h2 id=\"s-section\">!</h2>"),
        ("<h4 id=x class=y>A</h4>\n\n##### B", "<h2 id=\"s-a\">A</h2>\n\n<h3 id=\"s-b\">B</h3>"),
    ]);
    let deep: String = (1..=6).map(|level| format!("{} x\n", "#".repeat(level))).collect();
    assert!(html(&deep).contains("<h6 id=\"s-x-5\">x</h6>\n<h6 id=\"s-x-6\">"));
}

#[test]
fn links_lead_somewhere_allowed() {
    assert_all(&[
        ("[a](https://x.org/?b&c)", "<p><a href=\"https://x.org/?b&amp;c\" rel=\"noopener\">a</a></p>"),
        ("[a](//x.org \"t\\\"\")", "<p><a href=\"https://x.org\" title=\"t&quot;\" rel=\"noopener\">a</a></p>"),
        ("[a](/benefits/)", "<p><a href=\"/base/benefits/\">a</a></p>"),
        ("[a](b)", "<p><a href=\"b\">a</a></p>"),
        ("[a](?b)", "<p><a href=\"?b\">a</a></p>"),
        ("<a@x.org>", "<p><a href=\"mailto:a@x.org\">a@x.org</a></p>"),
        ("<tel:+49>", "<p><a href=\"tel:+49\">tel:+49</a></p>"),
        ("[a **b**](javascript:x)", "<p>a <strong>b</strong></p>"),
        ("[a][r]\n\n[r]: /c", "<p><a href=\"/base/c\">a</a></p>"),
        ("[a]()", "<p>a</p>"),
        ("[](https://x.org)", "<p></p>"),
        ("<a href=/b>c</a>", "<p><a href=\"/base/b\">c</a></p>"),
        ("<a href='//x.org' target=_blank>c</a>", "<p><a href=\"https://x.org\" rel=\"noopener\">c</a></p>"),
        ("<a name=b>c</a>", "<p>c</p>"),
    ]);
}

#[test]
fn fragments_find_their_heading() {
    let heading = "\n# Über Uns & Co\n";
    for fragment in ["über-uns-co", "Über-Uns--Co", "%C3%BCber-uns-co", "s-über-uns-co"] {
        let expected = "<p><a href=\"#s-über-uns-co\">a</a></p>";
        assert!(html(&format!("[a](#{fragment})\n{heading}")).contains(expected), "{fragment}");
        let raw = format!("<p><a href=\"#{fragment}\">a</a></p>\n{heading}");
        assert!(html(&raw).contains(expected), "{fragment}");
    }
    assert!(html(&format!("[a](#other)\n{heading}")).starts_with("<p>a</p>"));
    assert!(html(&format!("[a](#)\n{heading}")).starts_with("<p>a</p>"));
}

#[test]
fn images_come_from_the_site() {
    assert_all(&[
        ("![a *b*](/c.png)", "<p><img src=\"/base/c.png\" alt=\"a b\" loading=\"lazy\"></p>"),
        ("![](c.png \"t\")", "<p><img src=\"c.png\" alt=\"\" title=\"t\" loading=\"lazy\"></p>"),
        ("![a](https://x.org/c.png)", "<p><a href=\"https://x.org/c.png\" rel=\"noopener\">a</a></p>"),
        ("![](https://x.org/c.png)", "<p></p>"),
        ("![<b>](data:image/png,x)", "<p></p>"),
        ("![a](data:image/png,x)", "<p>a</p>"),
        ("![a ![b](c) d](e)", "<p><img src=\"e\" alt=\"a b d\" loading=\"lazy\"></p>"),
        ("[![a](https://x.org/c)](/d)", "<p><a href=\"/base/d\">a</a></p>"),
        ("[![a](c)](d)", "<p><a href=\"d\"><img src=\"c\" alt=\"a\" loading=\"lazy\"></a></p>"),
        ("[![](c)](d)", "<p><img src=\"c\" alt=\"\" loading=\"lazy\"></p>"),
        ("<img src=/c alt='\"' onerror=x>", "<img src=\"/base/c\" alt=\"&quot;\" loading=\"lazy\">"),
        ("<p><img alt=a src=//x.org/c></p>", "<p><a href=\"https://x.org/c\" rel=\"noopener\">a</a></p>"),
    ]);
}

#[test]
fn blocks_are_plain_and_accessible() {
    assert_all(&[
        ("- [ ] a\n- [x] b", "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>"),
        ("~~a~~ \"b\" -- [^c]", "<p><del>a</del> \"b\" -- [^c]</p>"),
        (
            "|a|b|\n|:-|-:|\n|c|d|",
            "<table><thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr></thead><tbody>\n\
             <tr><td>c</td><td>d</td></tr>\n</tbody></table>",
        ),
        ("```js evil\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("a<!-- b -->c", "<p>ac</p>"),
        ("a &#11;&#xFFFE;&#0;\u{c}\0b", "<p>a \u{FFFD}b</p>"),
        ("<b>a&#8;</b>", "<p><b>a</b></p>"),
    ]);
}

#[test]
fn raw_html_is_sanitised() {
    assert_all(&[
        ("<p class=a style=b id=c onclick=d lang=en>e</p>", "<p lang=\"en\">e</p>"),
        ("<details open><summary>a</summary>b</details>", "<details open=\"\"><summary>a</summary>b</details>"),
        ("<form action=/a><input name=b><button>c</button></form>", "c"),
        ("<iframe src=//x.org>a</iframe>b", "b"),
        ("<td colspan=2>a", "a"),
        (
            "<table><tr><th scope=row rowspan=0>a<td colspan=2>b</table>",
            "<table><tbody><tr><th scope=\"row\">a</th><td colspan=\"2\">b</td></tr></tbody></table>",
        ),
        ("<ol start=x reversed><li>a</ol>", "<ol><li>a</li></ol>"),
        ("a <kbd>b</kbd> &lt;i&gt; &amp;amp;", "<p>a <kbd>b</kbd> &lt;i&gt; &amp;amp;</p>"),
    ]);
}

/// From the cheat sheets of OWASP and PortSwigger, and from the advisories of sanitisers.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.org/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\u{0}>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"javascript:alert(1)\">",
    "<img src=`javascript:alert(1)`>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<img/src/onerror=alert(1)>",
    "<img src=x:x onerror\u{0b}=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text y=9>x</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"javascript:alert(1)\"></object><embed src=//x.org>",
    "<base href=\"javascript:/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=//x.org>",
    "<style>@import '//x.org';</style>",
    "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<a href=\"java&Tab;script:alert(1)\">x</a>",
    "<a href=\"&#x6A;avascript&colon;alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=javascript&colon;alert(1)>x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href=\"https://x.org\" onmouseover=alert(1)//\">x</a>",
    "<a\u{c}href=javascript:alert(1)>x</a>",
    "<details ontoggle=alert(1) open>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<input autofocus onfocus=alert(1)>",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">",
    "<xmp><p title=\"</xmp><script>alert(1)</script>\">",
    "<plaintext><a href=javascript:x>",
    "<!--><script>alert(1)</script>-->",
    "<!--><img src=x onerror=alert(1)>--!>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml <script>alert(1)</script> ?>",
    "<template><script>alert(1)</script></template>",
    "<select><template shadowroot=open><script>x</script></template></select>",
    "<h1 id=__proto__ name=body>x</h1>",
    "<h3><div><h2>x</h2></div></h3>",
    "<table><td><a href=/a>x<table><td><a href=/b>y",
    "<b a=1><b a=2><b a=3><b a=4><p>x<p>y",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](java&#x0A;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](java\\script:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//x.org\\@y.org)",
    "[x](/\\x.org)",
    "[x](/&Tab;/x.org)",
    "[x](\\\\x.org)",
    "[x](https:x)",
    "[x](#x \"\\\" onclick=alert(1) a=\\\"\")",
    "[x]('\"><script>alert(1)</script>)",
    "[x]: javascript:alert(1)\n",
    "![x\" onerror=\"alert(1)](x)",
    "![x](x\"onerror=alert(1))",
    "![x](javascript:alert(1))",
    "![x](https://x.org/\"onerror=alert(1))",
    "![![x](y)](https://x.org)",
    "[a ![b](//x.org) [c](d)](e)",
    "<javascript:alert(1)>",
    "<https://x.org/\"onclick=alert(1)>",
    "<a@x.org>",
    "```\"><script>alert(1)</script>\n",
    "# <script>alert(1)</script>\n",
    "# \" onclick=alert(1)\n",
    "#### x {#a onclick=alert(1)}\n",
    "|a|<b>|\n|-|:-|\n|<script>|x|\n",
    "- [ ] <input>\n",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "\\<script>",
    "**",
    "*",
    "_",
    "`",
    "~~",
    "[",
    "](",
    ")",
    "!",
    "<",
    ">",
    "\"",
    "'",
    "&",
    "&#",
    ";",
    "\\",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "# ",
    "## ",
    "##### ",
    "    ",
    "\t",
    "\r\n",
    "\u{0}",
    "\u{b}",
    "\u{FFFE}",
    "\u{202E}",
    "é",
    "中",
    "x",
    "</p>",
    "</a>",
    "</div>",
    "</table>",
    "<div>",
    "<p>",
    "<a href=/x>",
    "<h5>",
    "</h5>",
    "<td>",
    "<pre>",
    "<li>",
];

#[test]
fn hostile_texts_are_harmless() {
    for text in HOSTILE {
        let html = html(text);
        assert_lawful(&html);
        for code in ["<script", "<style", "<svg", "<iframe"] {
            assert!(!html.to_lowercase().contains(code), "{text:?} gives {html:?}");
        }
        // The same inside other things.
        for (before, after) in [
            ("> - ", ""),
            ("# ", ""),
            ("a ", " b"),
            ("[", "](/x)"),
            ("![", "](/x)"),
            ("<div>", "</div>"),
            ("<b>x</b> ", ""),
        ] {
            assert_lawful(&to_html(&format!("{before}{text}{after}"), &LINKS));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_text_obeys_the_laws(pieces in prop::collection::vec(prop::sample::select(HOSTILE), 0..12)) {
        let text = pieces.concat();
        let html = html(&text);
        assert_lawful(&html);
        prop_assert_eq!(&html, &to_html(&text, &LINKS));
    }

    #[test]
    fn any_characters_obey_the_laws(text in "(\\PC|[<>\"'&=/#\\[\\]()!*_`|:\n\t -]|[\u{0}-\u{1f}]|javascript:|<a href=|<img src=){0,60}") {
        assert_lawful(&html(&text));
    }

    #[test]
    fn raw_html_changes_no_rule(pieces in prop::collection::vec(prop::sample::select(HOSTILE), 0..6)) {
        // What came out once is fit to come in again: all its links and headings stay.
        let once = html(&format!("<div>x</div>\n\n{}", pieces.concat()));
        let again = html(&format!("<div>{}</div>", once.replace('\n', " ")));
        assert_lawful(&again);
        prop_assert_eq!(once.matches("<h").count(), again.matches("<h").count(), "{} {}", once, again);
    }

    #[test]
    fn excerpts_are_short_and_plain(pieces in prop::collection::vec(prop::sample::select(HOSTILE), 0..12), max in 0_usize..60) {
        let excerpt = excerpt(&pieces.concat(), max);
        prop_assert!(excerpt.chars().count() <= max);
        prop_assert!(!excerpt.chars().any(input::is_forbidden));
        prop_assert_eq!(excerpt.split_whitespace().collect::<Vec<_>>().join(" "), excerpt);
    }
}

#[test]
fn a_heading_in_a_heading_is_its_text() {
    let html = html("<h5>a <unknown><h1>b</h1> c</h5>\n\nd");
    assert_eq!(html.matches("<h").count(), 1, "{html}");
    assert!(html.contains("a b c</h"), "{html}");
}

#[test]
fn too_much_raw_html_is_shown_as_text() {
    for text in ["a <b>\n\n".repeat(5000), format!("a <b>\n\n{}", "|a|\n|-|\n\n".repeat(9000))] {
        let html = html(&text);
        assert!(html.starts_with("<p>a &lt;b&gt;</p>\n"), "{}", &html[..50]);
        assert!(!html.contains("&lt;th"));
        assert_lawful(&html);
    }
}
