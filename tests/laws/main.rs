//! The laws of the design, held on random projects in memory.
//!
//! `PROPTEST_CASES=500 cargo test --test laws` tries harder; without it each law takes a few seconds.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test may read its environment")]

mod generate;
mod hostile;
mod html;
mod reference;

use std::collections::{BTreeMap, BTreeSet};

use generate::{Desk, Project, TODAY};
use jiff::ToSpan as _;
use proptest::prelude::*;
use reference::Listed;
use rolecall::catalog::related::Related;
use rolecall::diagnostic::Report;
use rolecall::pipeline::{self, Built, Clock, Memo, Request};
use rolecall::render::{Failure, Renderer};
use rolecall::site::key::Keys;
use rolecall::site::shard::Shard;
use rolecall::site::{Output, Page, Site};
use rolecall::source::{Fingerprint, MemorySources, Sources as _};

/// So many cases, unless the environment says how many.
fn cases(usual: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() }
}

/// All files of a build, or why there are none.
type Files = Result<BTreeMap<String, Vec<u8>>, String>;

fn build(sources: &MemorySources, request: &Request, memo: &mut Memo) -> (Files, Report) {
    let (built, report) = pipeline::build(sources, request, memo);
    let files = match built {
        Some(built) => all_files(&built, sources).map_err(|failure| format!("{failure:?}")),
        None => Err("errors".to_owned()),
    };
    (files, report)
}

fn all_files(built: &Built, sources: &MemorySources) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let related = Related::of(&built.site.catalog, built.site.config.related);
    let mut renderer = Renderer::new(&built.site, &built.theme.templates, sources).with_related(&related);
    renderer.prepare()?;
    let entries = built.site.pages().iter();
    entries.map(|entry| Ok((entry.path.to_string(), bytes(&renderer, entry.page, sources)?))).collect()
}

fn bytes(renderer: &Renderer<'_>, page: Page, sources: &MemorySources) -> Result<Vec<u8>, Failure> {
    Ok(match renderer.render(page)? {
        Output::Bytes(bytes) => bytes.into_owned(),
        Output::Pieces(pieces) => pieces.flatten().collect(),
        Output::CopyOf(path) => sources.read(path).map_err(|_| Failure::Changed(path.clone()))?.into_owned(),
    })
}

/// Where two builds differ, in few words.
fn assert_same(a: &Files, b: &Files) -> Result<(), TestCaseError> {
    match (a, b) {
        (Ok(a), Ok(b)) => {
            let paths: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for path in paths {
                if a.get(path) != b.get(path) {
                    let text = |files: &BTreeMap<String, Vec<u8>>| {
                        files.get(path).map(|b| String::from_utf8_lossy(b).into_owned())
                    };
                    prop_assert_eq!(text(a), text(b), "{} differs", path);
                }
            }
        }
        (a, b) => prop_assert_eq!(a.as_ref().err(), b.as_ref().err()),
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(30))]

    /// Law 1: a page is a pure function of the site: rendered alone or among all others, it has the same bytes.
    #[test]
    fn law_1_a_page_alone_is_the_page_of_the_build(project in generate::project(12)) {
        let sources = project.sources();
        let (built, report) = pipeline::build(&sources, &project.request(), &mut Memo::default());
        prop_assert_eq!(report.diagnostics(), []);
        let built = built.expect("no errors");
        let whole = all_files(&built, &sources).expect("the theme renders");
        let alone = Renderer::new(&built.site, &built.theme.templates, &sources);
        // From the last page to the first, so that no page can rest on an earlier one.
        for entry in built.site.pages().iter().rev() {
            let found = bytes(&alone, entry.page, &sources).expect("the theme renders");
            prop_assert!(found == whole[&*entry.path], "{} differs", entry.path);
            prop_assert_eq!(built.site.page(&entry.path), Some(entry.page));
        }
        prop_assert_eq!(whole.len(), built.site.pages().len());
    }
}

proptest! {
    #![proptest_config(cases(24))]

    /// Law 2: warm equals cold: what earlier runs left behind never shows.
    #[test]
    fn law_2_a_site_built_on_an_old_one_is_the_site_built_from_nothing(edits in generate::edits(14)) {
        let mut desk = Desk::new();
        let mut memo = Memo::default();
        let mut named: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for (step, edit) in edits.iter().enumerate() {
            desk.apply(edit);
            let (warm, warm_report) = build(&desk.sources, &desk.request, &mut memo);
            let (cold, cold_report) = build(&desk.sources, &desk.request, &mut Memo::default());
            prop_assert_eq!(&warm_report, &cold_report, "the reports differ after step {}", step);
            assert_same(&warm, &cold)?;
            // The filters' data is named by what it is made of: browsers keep it for ever under that name.
            for (path, bytes) in cold.iter().flatten().filter(|(path, _)| path.starts_with("assets/roles-")) {
                let known = named.entry(path.clone()).or_insert_with(|| bytes.clone());
                prop_assert!(known == bytes, "{} has two contents", path);
            }
        }
    }
}

/// The bytes of pages by their path and key.
type Known = BTreeMap<(String, Fingerprint), Vec<u8>>;

/// Notes the pages of a site by their keys, and says where a key had other bytes before.
fn note(sources: &MemorySources, request: &Request, known: &mut Known) -> Result<(), TestCaseError> {
    let (Some(built), _) = pipeline::build(sources, request, &mut Memo::default()) else { return Ok(()) };
    let Ok(files) = all_files(&built, sources) else { return Ok(()) };
    let related = Related::of(&built.site.catalog, built.site.config.related);
    let surroundings = pipeline::surroundings(sources, request).expect("all files can be read");
    let keys = Keys::of(&built.site, surroundings, &related);
    for entry in built.site.pages() {
        let Some(key) = keys.key(entry.page) else { continue };
        let bytes = &files[&*entry.path];
        let before = known.entry((entry.path.to_string(), key)).or_insert_with(|| bytes.clone());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        prop_assert_eq!(text(before), text(bytes), "{} has two contents under one key", entry.path);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(40))]

    /// Law 2, on which a second build rests: what has the same key has the same bytes, whatever else has changed.
    #[test]
    fn law_2_equal_keys_mean_equal_bytes(
        mut project in generate::project(14),
        tweaks in generate::tweaks(12),
        edits in generate::edits(8),
    ) {
        let mut known = Known::new();
        note(&project.sources(), &project.request(), &mut known)?;
        for (step, tweak) in (0..).zip(tweaks) {
            tweak.apply(&mut project);
            let clock = Clock::Day(TODAY + (step % 4).days());
            note(&project.sources(), &Request { clock, ..project.request() }, &mut known)?;
        }
        let mut desk = Desk::new();
        for edit in &edits {
            desk.apply(edit);
            note(&desk.sources, &desk.request, &mut known)?;
        }
    }
}

/// Law 2 where random projects seldom meet it: what a closed role says looks the same whatever open roles call it.
#[test]
fn law_2_a_closed_role_shows_its_skills_whether_or_not_an_open_one_spells_them_so() {
    let mut known = Known::new();
    let request = Request { clock: Clock::Day(TODAY), drafts: false, base_url: None };
    let closed =
        "---\ntitle: Past\nstatus: filled\nrequirements: { skills: [cpp, Rust], preferred: [C++, k8s] }\n---\n";
    for spelled in ["C++, Kubernetes", "cpp, Kubernetes", "cpp, k8s", "C++"] {
        let mut sources = MemorySources::new();
        sources.insert("content/jobs/past.md", closed);
        let open = format!("---\ntitle: Open\nrequirements: {{ skills: [{spelled}] }}\n---\n");
        sources.insert("content/jobs/open.md", open);
        note(&sources, &request, &mut known).expect("one content for each key");
        let (built, _) = build(&sources, &request, &mut Memo::default());
        let page = String::from_utf8_lossy(&built.expect("no errors")["jobs/past/index.html"]).into_owned();
        assert_eq!(page.matches("href=\"/skill/c-plus-plus/\"").count(), 1, "with {spelled}: {page}");
        assert!(page.contains("Kubernetes") && !page.contains("k8s"), "with {spelled}: {page}");
    }
}

proptest! {
    #![proptest_config(cases(20))]

    /// Law 3: same inputs, same bytes: any number of threads, any order of files, any time.
    #[test]
    fn law_3_same_inputs_give_same_bytes(
        edits in generate::edits(12),
        project in generate::project(16),
        order in any::<u64>(),
    ) {
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let (one, eight) = (pool(1), pool(8));
        let mut desk = Desk::new();
        edits.iter().for_each(|edit| desk.apply(edit));
        for (sources, request) in [(desk.sources, desk.request), (project.sources(), project.request())] {
            let first = one.install(|| build(&sources, &request, &mut Memo::default()));
            for pool in [&eight, &eight, &one] {
                let again = pool.install(|| build(&sources, &request, &mut Memo::default()));
                prop_assert_eq!(&first.1, &again.1);
                assert_same(&first.0, &again.0)?;
            }
        }
        let mut files = project.files();
        // Fisher and Yates, by the numbers of a multiplicative generator.
        let mut state = order;
        for i in (1..files.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            files.swap(i, (state >> 33) as usize % (i + 1));
        }
        let mut shuffled = MemorySources::new();
        for (path, text) in files {
            shuffled.insert(&path, text);
        }
        let request = project.request();
        let a = build(&project.sources(), &request, &mut Memo::default());
        let b = build(&shuffled, &request, &mut Memo::default());
        prop_assert_eq!(&a.1, &b.1);
        assert_same(&a.0, &b.0)?;
    }
}

proptest! {
    #![proptest_config(cases(12))]

    /// Law 5: shards add up: of each page one shard knows that it is its own, and gives it the bytes of the whole build.
    #[test]
    fn law_5_shards_are_disjoint_and_add_up(project in generate::project(12)) {
        let (whole, report) = build(&project.sources(), &project.request(), &mut Memo::default());
        prop_assert_eq!(report.diagnostics(), []);
        for of in [1, 2, 3, 7, 16] {
            let mut union = BTreeMap::new();
            for number in 1..=of {
                // Each shard is a build of its own.
                let shard = Shard::new(number, of).expect("a shard");
                let sources = project.sources();
                let built = pipeline::build(&sources, &project.request(), &mut Memo::default()).0.expect("no errors");
                let renderer = Renderer::new(&built.site, &built.theme.templates, &sources);
                for entry in built.site.pages().iter().filter(|entry| shard.has(&entry.path)) {
                    let found = bytes(&renderer, entry.page, &sources).expect("the theme renders");
                    prop_assert!(union.insert(entry.path.to_string(), found).is_none(), "{} is in two shards", entry.path);
                }
            }
            assert_same(&Ok(union), &whole)?;
        }
    }
}

/// Templates that print what is tested and nothing else.
const PROBES: &[(&str, &str)] = &[
    ("templates/row.html", "{{ role.url }}\n"),
    (
        "templates/index.html",
        "{{ list.count }}\n{% for section in list.sections %}{{ section.rows | safe }}{% endfor %}{% for facet in browse %}\
         {% for term in facet.terms %}browse {{ term.url }} {{ term.count }}\n{% endfor %}{% endfor %}",
    ),
    ("templates/term.html", TERM_PROBE),
    ("templates/company.html", TERM_PROBE),
    (
        "templates/terms.html",
        "{% for term in facet.terms %}{{ term.url }} {{ term.count }}\n{% for child in term.children %}\
         {{ child.url }} {{ child.count }}\n{% endfor %}{% endfor %}",
    ),
    ("templates/role.html", "{{ role.stage }}"),
];
const TERM_PROBE: &str = "{{ term.name | safe }}\n{{ term.count }} {{ list.count }}\n{% for section in list.sections %}\
    {% if section.heading %}not stated\n{% endif %}{{ section.rows | safe }}{% endfor %}";

/// The pages of one list, each as its lines, in the order of their numbers.
#[derive(Default)]
struct List {
    pages: BTreeMap<u32, Vec<String>>,
}

proptest! {
    #![proptest_config(cases(40))]

    /// The filters' rules: each term's pages list exactly the roles of the plain reference, with its counts, each once.
    #[test]
    fn terms_list_exactly_the_roles_that_the_rules_give(project in generate::project(24)) {
        let mut sources = project.sources();
        for (path, text) in PROBES {
            sources.insert(path, *text);
        }
        let (built, report) = pipeline::build(&sources, &project.request(), &mut Memo::default());
        prop_assert_eq!(report.diagnostics(), []);
        let built = built.expect("no errors");
        let files = all_files(&built, &sources).expect("the probes render");
        let reference = reference::of(&project);

        let mut index = List::default();
        let mut terms: BTreeMap<(String, String), List> = BTreeMap::new();
        let mut counts: Vec<(String, usize)> = Vec::new();
        for entry in built.site.pages() {
            let lines = || -> Vec<String> {
                String::from_utf8_lossy(&files[&*entry.path]).lines().map(str::to_owned).collect()
            };
            match entry.page {
                Page::Index { number } => {
                    let (browse, rows): (Vec<String>, Vec<String>) =
                        lines().into_iter().partition(|line| line.starts_with("browse "));
                    counts.extend(browse.iter().map(|line| count_line(&line["browse ".len()..])));
                    index.pages.insert(number, rows);
                }
                Page::Terms(_) => counts.extend(lines().iter().map(|line| count_line(line))),
                Page::Term { term, number } => {
                    let address = entry.path.strip_suffix("index.html").expect("a page of a list");
                    let first = address.strip_suffix(&format!("page/{number}/")).unwrap_or(address);
                    terms.entry((term.facet.name().to_owned(), first.to_owned())).or_default().pages.insert(number, lines());
                }
                _ => {}
            }
        }

        let head = vec![reference.listed.len().to_string()];
        let wanted = Listed { matching: reference.listed.clone(), not_stated: Vec::new() };
        check_list(&index, &head, &wanted, &project, "the index")?;

        let mut found: BTreeSet<(&str, String)> = BTreeSet::new();
        for ((facet, address), list) in &terms {
            let name = &list.pages[&1][0];
            let key = key_of(facet, address, name);
            let known = reference.terms.iter().find(|((f, k), _)| f == facet && *k == key);
            let Some(((facet, _), wanted)) = known else {
                return Err(TestCaseError::fail(format!("/{address} ({name}) should not exist: {key}")));
            };
            let count = wanted.matching.len() + wanted.not_stated.len();
            let head = vec![name.clone(), format!("{count} {count}")];
            check_list(list, &head, wanted, &project, address)?;
            prop_assert!(found.insert((facet, key)), "a second page for {}", address);
            let shown: Vec<usize> = counts.iter().filter(|(url, _)| *url == format!("{}{}", project.root, encoded(address))).map(|(_, n)| *n).collect();
            prop_assert!(!shown.is_empty(), "/{} stands on no list of terms", address);
            prop_assert!(shown.iter().all(|n| *n == count), "counts {:?} of /{} should be {}", shown, address, count);
        }
        let wanted: BTreeSet<(&str, String)> = reference.terms.into_keys().collect();
        prop_assert_eq!(found, wanted);
    }
}

/// Compares the pages of a list with what they should list: every page full but the last, every role once.
fn check_list(
    list: &List,
    head: &[String],
    wanted: &Listed,
    project: &Project,
    what: &str,
) -> Result<(), TestCaseError> {
    let all: Vec<(&String, bool)> = wanted
        .matching
        .iter()
        .map(|slug| (slug, true))
        .chain(wanted.not_stated.iter().map(|slug| (slug, false)))
        .collect();
    let chunks: Vec<&[(&String, bool)]> =
        if all.is_empty() { vec![&[]] } else { all.chunks(project.per_page).collect() };
    prop_assert_eq!(list.pages.len(), chunks.len(), "pages of {}", what);
    for (number, chunk) in (1u32..).zip(chunks) {
        let mut lines = head.to_vec();
        for (i, (slug, stated)) in chunk.iter().enumerate() {
            if !stated && (i == 0 || chunk[i - 1].1) {
                lines.push("not stated".to_owned());
            }
            lines.push(format!("{}jobs/{slug}/", project.root));
        }
        prop_assert_eq!(list.pages.get(&number), Some(&lines), "page {} of {}", number, what);
    }
    Ok(())
}

/// The reference's name of a term: of places, scales and fixed words by the address, of others by the name.
fn key_of(facet: &str, address: &str, name: &str) -> String {
    let parts: Vec<&str> = address.split('/').filter(|part| !part.is_empty()).collect();
    match (facet, &parts[1..]) {
        ("location", [country, _city]) => format!("{country}/{}", reference::folded(name)),
        ("location", [place]) if place.len() == 2 || *place == "anywhere" => (*place).to_owned(),
        ("location", _) => format!("/{}", reference::folded(name)),
        ("company" | "workplace" | "employment" | "level" | "education" | "experience", [slug]) => (*slug).to_owned(),
        _ => reference::folded(name),
    }
}

fn count_line(line: &str) -> (String, usize) {
    let (url, count) = line.rsplit_once(' ').expect("an address and a count");
    (url.to_owned(), count.parse().expect("a count"))
}

fn encoded(path: &str) -> String {
    path.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"/-_.~".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

proptest! {
    #![proptest_config(cases(30))]

    /// Every link of every page, feed and sitemap to the site itself leads to a page that exists.
    #[test]
    fn every_internal_link_leads_to_a_page(project in generate::project(12)) {
        let sources = project.sources();
        let (built, report) = pipeline::build(&sources, &project.request(), &mut Memo::default());
        prop_assert_eq!(report.diagnostics(), []);
        let built = built.expect("no errors");
        for (path, bytes) in all_files(&built, &sources).expect("the theme renders") {
            let text = String::from_utf8_lossy(&bytes);
            let links = match path.rsplit('.').next() {
                Some("html") => html::links(&text),
                Some("xml" | "json" | "txt") => html::addresses(&text, "https://example.com/"),
                _ => Vec::new(),
            };
            for link in links {
                if let Err(why) = check_link(&built.site, project.root, &link) {
                    return Err(TestCaseError::fail(format!("{path}: {link}: {why}")));
                }
            }
        }
    }
}

fn check_link(site: &Site, root: &str, link: &str) -> Result<(), String> {
    let own = link.strip_prefix("https://example.com").unwrap_or(link);
    if own.starts_with('#') || own.contains(':') {
        return Ok(());
    }
    let path = own.split(['?', '#']).next().unwrap_or_default();
    let below = path.strip_prefix(root).ok_or("it is not below the site's root")?;
    if site.has(&html::percent_decoded(below)) { Ok(()) } else { Err("there is no such page".to_owned()) }
}

/// The instant decides by the site's time zone, and what a day shows depends on nothing else.
#[test]
fn an_instant_is_the_day_of_the_time_zone() {
    let sources = MemorySources::new()
        .with("content/site.yaml", "timezone: Pacific/Auckland\n")
        .with("content/jobs/a.md", "---\ntitle: A\nposted: 2026-11-23\n---\n");
    let at = |clock| {
        let request = Request { clock, drafts: false, base_url: None };
        build(&sources, &request, &mut Memo::default()).0.expect("no errors")
    };
    let evening = "2026-11-22T11:30:00Z".parse().expect("an instant");
    assert!(at(Clock::Instant(evening)) == at(Clock::Day(jiff::civil::date(2026, 11, 23))));
    assert!(!at(Clock::Day(TODAY)).contains_key("jobs/a/index.html"));
}
