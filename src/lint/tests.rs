//! Tests of the lints: what each says, and what it leaves alone.

use super::*;
use crate::diagnostic::Severity;
use crate::diagnostic::position::{Lined, Position};
use crate::meter::Unmetered;
use crate::pipeline::{self, Clock, Memo, Request};
use crate::source::{MemorySources, Span};
use jiff::civil::date;
use proptest::prop_assert;
use proptest::test_runner::{Config, TestRunner};

/// A site that has nothing to be said about but what a test adds.
const SITE: &str = "base_url: https://example.org/\ncompany: { name: Acme, address: { country: CH } }\napply: jobs@example.org\nequal_opportunity: Yes.\n";
/// A text long enough.
const TEXT: &str = "We look after the machines of three hundred bakeries, and you would be the one who knows them by their sounds and smells.\n";

/// The codes and lines that a check of some files gives.
fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let mut sources = MemorySources::new().with("content/site.yaml", SITE);
    for (path, text) in files {
        sources.insert(path, *text);
    }
    let request = Request { clock: Clock::Day(date(2026, 11, 22)), drafts: false, base_url: None };
    let made = pipeline::make(&sources, &request, &mut Memo::default(), &Unmetered);
    let report = check(&sources, &made).report(&made.built.site);
    let line = |d: &Diagnostic| {
        let bytes = sources.read(&d.path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        d.span.map_or(String::new(), |span| bytes[span.range()].replace('\n', " "))
    };
    report.diagnostics().iter().map(|d| format!("{}: {}", d.code, line(d))).collect()
}

/// What a check says of a posting with these keys and this text.
fn of(keys: &str, body: &str) -> Vec<String> {
    findings(&[("content/jobs/a.md", &format!("---\n{keys}\n---\n{body}"))])
}

/// What a check says of a posting with these keys, besides a title and a date.
fn of_keys(keys: &str) -> Vec<String> {
    of(&format!("title: Baker\nposted: 2026-11-01\n{keys}"), TEXT)
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_plain_posting_has_nothing_to_be_said() {
    assert_eq!(of_keys("department: Bakery"), NOTHING);
}

/// Of as many warnings as a text has lines each was shown by counting the lines above it.
#[test]
fn of_endless_warnings_the_first_are_shown() {
    let found = of("title: Baker\nposted: 2026-11-01", &"#\n".repeat(100_000));
    assert_eq!(found.iter().filter(|line| line.starts_with("heading-order")).count(), 101);
    let text = Lined::new("#\n".repeat(100_000));
    let path = crate::source::ProjectPath::new("a.md");
    for number in 0..100_000 {
        let span = Span::new(2 * number, 2 * number + 1);
        assert_eq!(Position::of(&text, span).line, number + 1);
    }
    let last = Diagnostic::lint("heading-order", &path, "empty").at(Span::new(199_998, 199_999));
    assert!(crate::diagnostic::show::show(&last, Some(&text), false).contains("a.md:100000:1"));
}

#[test]
fn pay_is_asked_for_where_the_law_does() {
    for (place, code) in [
        ("{ city: Albany, region: NY, country: US }", "salary-missing"),
        ("{ city: Seattle, country: US }", "salary-missing"),
        ("{ city: Toronto, region: CA-ON, country: CA }", "salary-missing"),
        ("\"Denver CO, US\"", "salary-missing"),
        ("\"Berlin, DE\"", "salary-before-interview"),
    ] {
        let found = of_keys(&format!("locations: [{place}]"));
        assert!(matches!(&found[..], [one] if one.starts_with(code)), "{place}: {found:?}");
        assert_eq!(of_keys(&format!("locations: [{place}]\nsalary: {{ min: 1, max: 2, currency: EUR }}")), NOTHING);
    }
    for place in ["{ city: Austin, region: TX, country: US }", "\"Bern, CH\"", "\"Boston, GB\"", "\"Sale, US\""] {
        assert_eq!(of_keys(&format!("locations: [{place}]")), NOTHING, "{place}");
    }
    assert_eq!(of_keys("workplace: remote\napplicants_in: [US]"), ["salary-missing: applicants_in"]);
}

#[test]
fn a_range_has_two_ends_and_is_not_too_wide() {
    let toronto = "locations: [{ city: Toronto, region: ON, country: CA }]\n";
    let with = |salary: &str| of_keys(&format!("{toronto}salary: {{ {salary}, currency: CAD }}"));
    assert_eq!(with("min: 60000"), ["salary-open: 60000"]);
    assert_eq!(with("max: 60000"), ["salary-open: 60000"]);
    assert_eq!(with("min: 60000, max: 110001"), ["salary-wide: salary"]);
    assert_eq!(with("min: 30, max: 60, per: hour"), ["salary-wide: salary"]);
    assert_eq!(with("min: 60000, max: 110000"), NOTHING);
    assert_eq!(with("min: 60000, max: 200001"), NOTHING);
}

#[test]
fn every_law_is_in_the_explanation() {
    let reason = crate::diagnostic::codes::find("salary-missing").unwrap().reason;
    for law in laws::LAWS.iter().chain([&laws::COLORADO]) {
        let since = law.since.to_string();
        assert!(reason.split(", ").any(|part| part.contains(law.place)) && reason.contains(&since), "{}", law.place);
    }
}

#[test]
fn dates_are_looked_at_from_today() {
    assert_eq!(of_keys("closes: 2026-11-22"), ["closing-soon: 2026-11-22"]);
    assert_eq!(of_keys("closes: 2026-11-29"), ["closing-soon: 2026-11-29"]);
    assert_eq!(of_keys("closes: 2026-11-30"), NOTHING);
    assert_eq!(of_keys("closes: 2026-11-21"), NOTHING);
    assert_eq!(of("title: A\nposted: 2026-01-01\ncloses: 2026-02-01", TEXT), ["long-closed: 2026-02-01"]);
    assert_eq!(of("title: A\nposted: 2026-01-01", TEXT), ["long-open: 2026-01-01"]);
    assert_eq!(of("title: A\nposted: 2026-01-01\nupdated: 2026-10-01", TEXT), NOTHING);
    assert_eq!(of("title: A\nposted: 2026-01-01\nstatus: filled", ""), NOTHING);
}

#[test]
fn what_search_engines_need_is_asked_for() {
    assert_eq!(of("title: A", TEXT), ["no-date: ---"]);
    assert_eq!(of("title: A\nstatus: draft", TEXT), NOTHING);
    assert_eq!(of_keys("workplace: remote"), ["remote-without-country: remote"]);
    assert_eq!(of_keys("workplace: remote\napplicants_in: anywhere"), ["remote-without-country: anywhere"]);
    assert_eq!(of_keys("locations: [{ city: Bern }]"), ["place-without-country: { city: Bern }"]);
    assert_eq!(of("title: A\nposted: 2026-11-01", "Short.\n"), ["short-text: ---"]);
    let without_address = (
        "content/site.yaml",
        "base_url: https://example.org/\nequal_opportunity: x\ncompany: { name: A }\napply: \"https://e.org/{id}\"\n",
    );
    let posting = format!("---\ntitle: A\nposted: 2026-11-01\n---\n{TEXT}");
    assert_eq!(findings(&[without_address, ("content/jobs/a.md", &posting)]), ["no-apply: ---", "no-place: ---"]);
}

#[test]
fn titles_and_words() {
    let titled = |title: &str| of(&format!("title: \"{title}\"\nposted: 2026-11-01"), TEXT);
    assert_eq!(titled("SENIOR PASTRY BAKER"), ["shouting-title: \"SENIOR PASTRY BAKER\""]);
    assert_eq!(titled("Baker, €90k"), ["title-extras: \"Baker, €90k\""]);
    assert_eq!(titled("Pastry Ninja"), ["hype-word: \"Pastry Ninja\""]);
    assert_eq!(titled("Salesman"), ["gendered-word: \"Salesman\""]);
    let text = |text: &str| of("title: Baker\nposted: 2026-11-01", &format!("{TEXT}\n{text}\n"));
    assert_eq!(text("You are a *rock\nstar* and he/she works."), ["hype-word: rock star", "gendered-word: he/she"]);
    assert_eq!(text("Build with ninja, for recent graduates."), ["age-coded: recent graduates"]);
    let coded = "You are competitive, dominant, fearless, stubborn and decisive; you lead, and you are loyal.";
    assert_eq!(text(coded), ["gender-coded: competitive"]);
    // Each stem once, and no more than three of one kind more.
    assert_eq!(
        text("You lead leaders who lead leading leaders, are active and bold, assert and champion, kind and loyal."),
        NOTHING
    );
}

#[test]
fn postings_of_other_languages_get_no_english_warnings() {
    let german = "Wir sind ein rockstar-Team, competitive, dominant, fearless, stubborn und decisive, he/she, digital native, und das schon seit Jahren.\n";
    for language in ["de", "zh", "de-AT"] {
        assert_eq!(of(&format!("title: Ninja\nposted: 2026-11-01\nlanguage: {language}"), german), NOTHING);
    }
    assert!(!of("title: Ninja\nposted: 2026-11-01\nlanguage: en-GB", german).is_empty());
}

#[test]
fn structure_of_a_text() {
    let text = |text: &str| of("title: Baker\nposted: 2026-11-01", &format!("{TEXT}\n{text}\n"));
    assert_eq!(text("## A\n\n#### B"), ["heading-order: #### B "]);
    assert_eq!(text("# A\n\n## B\n\n# C\n\n## D"), NOTHING);
    assert_eq!(
        text("[x](javascript:y) and [](https://example.com)"),
        ["link-removed: [x](javascript:y)", "link-removed: [](https://example.com)"]
    );
    assert_eq!(text("![a](https://example.com/a.png)"), ["image-elsewhere: ![a](https://example.com/a.png)"]);
    assert_eq!(text("<script>x</script>"), ["html-removed: <script>"]);
    assert_eq!(text("[x](#lost)"), ["broken-anchor: [x](#lost)"]);
}

#[test]
fn links_lead_to_what_the_site_has() {
    let page = |body: &str| format!("---\ntitle: About\n---\n## Our team\n\n{body}\n");
    let posting = |keys: &str| format!("---\ntitle: B\nposted: 2026-11-01\n{keys}\n---\n{TEXT}");
    let (plain, draft, later) =
        (posting(""), posting("status: draft"), "---\ntitle: L\nposted: 2027-01-01\n---\n".to_owned() + TEXT);
    let links = |body: &str| {
        let (page, broken) = (page(body), "---\ntitel: x\n---\n");
        let found = findings(&[
            ("content/pages/about.md", &page),
            ("content/jobs/baker.md", &plain),
            ("content/jobs/draft.md", &draft),
            ("content/jobs/later.md", &later),
            ("content/jobs/broken.md", broken),
            ("static/files/menu.pdf", "x"),
        ]);
        found.into_iter().filter(|code| code.contains("link") || code.contains("anchor")).collect::<Vec<_>>()
    };
    for good in [
        "/jobs/baker/",
        "/jobs/baker",
        "../jobs/baker/",
        "/files/menu.pdf",
        "/",
        "/?skill=rust",
        "/about/#s-our-team",
        "#our-team",
        "https://example.org/about/",
        "https://example.com/x",
        "/jobs/broken/",
        "/feed.xml",
        "mailto:a@example.org",
    ] {
        assert_eq!(links(&format!("[x]({good})")), NOTHING, "{good}");
    }
    for bad in ["/jobs/bakers/", "/files/menu.doc", "/jobs/draft/", "/jobs/later/", "https://example.org/abut/"] {
        assert_eq!(links(&format!("[x]({bad})")), [format!("broken-link: [x]({bad})")], "{bad}");
    }
    assert_eq!(links("[x](/about/#our-team)"), ["broken-anchor: [x](/about/#our-team)"]);
    assert_eq!(links("![](/files/menu.pdf)"), NOTHING);
}

#[test]
fn names_that_look_alike_are_said_where_the_rarer_is() {
    let posting = |skills: &str| {
        format!("---\ntitle: B\nposted: 2026-11-01\nrequirements: {{ skills: [{skills}] }}\n---\n{TEXT}")
    };
    let found = findings(&[
        ("content/jobs/a.md", &posting("Ops/Dev, Oven Care")),
        ("content/jobs/b.md", &posting("Ops Dev, Oven Care, Kubernets")),
        ("content/jobs/c.md", &posting("Ops Dev, Rust, k8s, C, C++")),
    ]);
    assert_eq!(found, ["skills-alike: Ops/Dev", "skills-alike: Kubernets"]);
}

#[test]
fn site_yaml_is_looked_at_and_has_the_last_word() {
    let posting = format!("---\ntitle: A\n---\n{TEXT}");
    let with = |site: &str| findings(&[("content/site.yaml", site), ("content/jobs/a.md", &posting)]);
    let all = [
        "no-apply: ---",
        "no-date: ---",
        "no-place: ---",
        "no-base-url: ",
        "no-company-name: ",
        "no-equal-opportunity: ",
    ];
    assert_eq!(with(""), all);
    let off = "lints: { no-apply: off, no-place: off, no-base-url: off, no-company-name: off, no-equal-opportunity: off, no-date: off }";
    assert_eq!(with(off), NOTHING);
    let wrong =
        format!("{SITE}lints: {{ no-dat: off, unknown-key: off, no-date: off }}\nmenu: [{{ title: X, url: /x/ }}]\n");
    assert_eq!(with(&wrong), ["unknown-lint: no-dat", "unknown-lint: unknown-key", "broken-link: /x/"]);
}

#[test]
fn a_copy_of_a_built_in_file_that_changed_since_is_said() {
    let own = crate::theme::eject::copy("templates/404.html").unwrap();
    assert_eq!(findings(&[("templates/404.html", &own)]), NOTHING);
    let (first, rest) = own.split_once('\n').unwrap();
    // The fingerprint is the last word of the note, before the end of the comment.
    let fingerprint = first.rsplit(' ').nth(1).unwrap();
    let older = first.replace(fingerprint, "000000000000");
    assert_eq!(
        findings(&[("templates/404.html", &format!("{older}\n{rest}"))]),
        [format!("built-in-changed: {older}")]
    );
    let gone = first.replace("404.html", "405.html");
    assert_eq!(findings(&[("templates/404.html", &format!("{gone}\n{rest}"))]), [format!("built-in-changed: {gone}")]);
}

#[test]
fn a_lint_can_be_made_an_error_and_an_error_stays_one() {
    let set = [("no-date".to_owned(), Some(Severity::Error)), ("yaml".to_owned(), None)];
    let path = ProjectPath::new("content/jobs/a.md");
    let weighed =
        settings::weighed(vec![Diagnostic::lint("no-date", &path, "x"), Diagnostic::error("yaml", &path, "x")], &set);
    assert!(weighed.len() == 2 && weighed.iter().all(|d| d.severity == Severity::Error));
}

#[test]
fn what_is_broken_hides_nothing_else() {
    let posting = format!("---\ntitle: Ninja\nposted: 2026-11-01\n---\n{TEXT}");
    let found = findings(&[
        ("content/jobs/a.md", "---\ntitel: x\n---\n"),
        ("content/jobs/b.md", &posting),
        ("templates/role.html", "{% if %}"),
    ]);
    let codes: Vec<&str> = found.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(codes, ["unknown-key", "hype-word", "template"]);
}

#[test]
fn links_to_other_sites_are_named_and_the_dead_ones_said() {
    let page = "---\ntitle: A\n---\n[a](https://example.com/a#b) [c](//example.com/c)\n";
    let sources = MemorySources::new().with("content/site.yaml", SITE).with("content/pages/about.md", page);
    let request = Request { clock: Clock::Day(date(2026, 11, 22)), drafts: false, base_url: None };
    let made = pipeline::make(&sources, &request, &mut Memo::default(), &Unmetered);
    let findings = check(&sources, &made);
    let urls: Vec<&str> = findings.elsewhere.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(urls, ["https://example.com/a#b", "https://example.com/c"]);
    let report = findings.with_dead(|url| url.ends_with('c').then(|| "gone".into())).report(&made.built.site);
    let dead: Vec<_> = report.diagnostics().iter().map(|d| (d.code, &page[d.span.unwrap().range()])).collect();
    assert_eq!(dead, [("dead-link", "[c](//example.com/c)")]);
}

#[test]
fn text_and_keys_should_ask_for_the_same() {
    let with = |keys: &str, text: &str, site: &str| {
        let posting =
            format!("---\ntitle: Engineer\nposted: 2026-11-01\n{keys}\n---\n{TEXT}\n## Requirements\n\n{text}\n");
        findings(&[("content/site.yaml", &format!("{SITE}{site}")), ("content/jobs/a.md", &posting)])
    };
    let keys = "requirements: { education: bachelor, experience: 5, skills: [Rust, PostgreSQL] }";
    let text = "- Bachelor's degree in computer science\n- At least 5 years of experience in software development\n- Experience with Rust and Postgres\n";
    assert_eq!(with(keys, text, ""), NOTHING);
    let codes = |found: Vec<String>| {
        found.iter().map(|one| one.split(':').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes(with("", text, "")), ["requirement-not-in-keys"; 3]);
    let other = "requirements: { education: master, experience: 3, skills: [Rust, PostgreSQL] }";
    assert_eq!(codes(with(other, text, "")), ["requirement-differs"; 2]);
    assert_eq!(
        with(keys, &format!("{text}- You have worked with Kafka, compilers and rail\n"), ""),
        ["requirement-not-in-keys: Kafka"]
    );
    let more = "requirements: { skills: [Rust, Kafka], experience: 2 }";
    let on = "lints: { requirement-not-in-text: warn }\n";
    assert_eq!(with(more, "- Experience with Rust", ""), NOTHING);
    assert_eq!(
        with(more, "- Experience with Rust", on),
        ["requirement-not-in-text: Kafka", "requirement-not-in-text: experience"]
    );
}

/// Whatever a posting holds: no panic, every place inside its file, and every message with a code that is explained.
#[test]
fn any_text_can_be_checked() {
    let title = "[A-Za-zäß€!0-9 ]{1,30}";
    let body = "(?s)([a-zA-Zé数&;:.,!?#\\[\\]()<>\"'/*_` \n-]|https://|&amp;|<script>|<img src=|!\\[|\\]\\(/|\u{1}|rock star|he/she|lead|5 years of \
                experience in |Rust|Bachelor's degree){0,80}";
    // The memo keeps the theme, which is most of the time.
    let memo = std::cell::RefCell::new(Memo::default());
    let request = Request { clock: Clock::Day(date(2026, 11, 22)), drafts: false, base_url: None };
    // Each case is a whole check of a site, templates included.
    let usual = Config::default();
    let config = Config { cases: usual.cases / 8, ..usual };
    let checked = TestRunner::new(config).run(&(title, body), |(title, body)| {
        let keys = "posted: 2026-11-01\nworkplace: remote\napplicants_in: [US]";
        let text = format!("---\ntitle: \"{title}\"\n{keys}\n---\n{body}");
        let sources = MemorySources::new().with("content/jobs/a.md", text.as_bytes());
        let made = pipeline::make(&sources, &request, &mut memo.borrow_mut(), &Unmetered);
        let report = check(&sources, &made).report(&made.built.site);
        for d in report.diagnostics() {
            prop_assert!(crate::diagnostic::codes::find(d.code).is_some(), "{}", d.code);
            prop_assert!(d.span.is_none_or(|span| span.end <= text.len()), "{d:?}");
        }
        Ok(())
    });
    checked.unwrap();
}
