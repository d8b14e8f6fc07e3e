//! Random projects: roles made of few words, so that they share terms, and edits of every kind of file.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::select;
use rolecall::config::BaseUrl;
use rolecall::pipeline::{Clock, Request};
use rolecall::source::{MemorySources, Trouble};

/// The day around which everything happens.
pub const TODAY: Date = jiff::civil::date(2026, 11, 22);

const DEPARTMENTS: &[&str] =
    &["Engineering", "engineering", "  ENGINEERING ", "Ops/Dev", "Ops Dev", "R&D", "数据", "Größe"];
const COMPANIES: &[&str] = &["acme", "globex"];
const CITIES: &[&str] = &["Berlin", "berlin", "Zürich", "ZÜRICH", "Köln", "上海"];
const COUNTRIES: &[&str] = &["DE", "de", "AT", "US", "no", "UK"];
const WORKPLACES: &[&str] = &["onsite", "hybrid", "remote"];
const EMPLOYMENTS: &[&str] = &["full-time", "part-time", "contract"];
const LEVELS: &[&str] = &["junior", "senior", "lead"];
/// Degrees, lowest first.
pub const DEGREES: &[&str] = &["none", "high-school", "associate", "bachelor", "master", "doctorate"];
const SKILLS: &[&str] = &[
    "Rust",
    "rust",
    "k8s",
    "Kubernetes",
    "golang",
    "Go",
    "C",
    "C++",
    "cpp",
    "C#",
    ".NET",
    "A/B",
    "A B",
    "茶艺",
    "Welding",
];
const LANGUAGES: &[&str] = &["English", "english", "German", "中文"];
const TITLES: &[&str] =
    &["Engineer", "Architect: core", "Führungskraft (m/w/d)", "数据工程师", "<b>R&D</b>", "2026", "#1 \"Sales\""];
const BODIES: &[&str] =
    &["", "We need you.", "# What\n\nText with *words*.\n\n- a\n- b\n", "Größe, 上海.\n\n## Zwei\n\n## Zwei\n"];

/// What one posting says.
#[derive(Debug, Clone)]
pub struct Role {
    pub title: &'static str,
    pub department: Option<&'static str>,
    pub company: Option<&'static str>,
    /// City and country, at least one of them.
    pub places: Vec<(Option<&'static str>, Option<&'static str>)>,
    pub applicants: Vec<&'static str>,
    pub workplace: Option<&'static str>,
    pub employment: Vec<&'static str>,
    pub level: Option<&'static str>,
    /// Days from `TODAY`.
    pub posted: Option<i32>,
    /// Days from `posted`, or from `TODAY` when there is none.
    pub closes: Option<i32>,
    pub status: &'static str,
    pub salary: Option<(u32, u32)>,
    pub education: Option<&'static str>,
    pub years: Vec<u8>,
    pub skills: Vec<&'static str>,
    pub preferred: Vec<&'static str>,
    pub languages: Vec<&'static str>,
    pub alias: Option<u8>,
    pub body: &'static str,
}

impl Role {
    pub fn posted_on(&self) -> Option<Date> {
        self.posted.map(|days| TODAY + days.days())
    }

    pub fn closes_on(&self) -> Option<Date> {
        self.closes.map(|days| self.posted_on().unwrap_or(TODAY) + days.days())
    }

    /// The file.
    pub fn text(&self) -> String {
        let mut out = format!("---\ntitle: {}\nstatus: {}\n", quoted(self.title), self.status);
        let mut line = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                writeln!(out, "{key}: {value}").expect("a string takes everything");
            }
        };
        line("department", self.department.map(quoted));
        line("company", self.company.map(str::to_owned));
        let place = |(city, country): &(Option<&str>, Option<&str>)| match (city, country) {
            (Some(city), Some(country)) => format!("{{ city: {city}, country: {country} }}"),
            (Some(city), None) => format!("{{ city: {city} }}"),
            (None, country) => country.unwrap_or("DE").to_owned(),
        };
        line("locations", Some(format!("[{}]", self.places.iter().map(place).collect::<Vec<_>>().join(", "))));
        line("applicants_in", Some(format!("[{}]", self.applicants.join(", "))));
        line("workplace", self.workplace.map(str::to_owned));
        line("employment", Some(format!("[{}]", self.employment.join(", "))));
        line("level", self.level.map(str::to_owned));
        line("posted", self.posted_on().map(|day| day.to_string()));
        line("closes", self.closes_on().map(|day| day.to_string()));
        line("salary", self.salary.map(|(min, more)| format!("{{ min: {min}, max: {}, currency: EUR }}", min + more)));
        line("aliases", self.alias.map(|n| format!("[/old/{n}/]")));
        let list =
            |names: &[&str]| format!("[{}]", names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", "));
        line("requirements", Some(String::new()));
        line("  education", self.education.map(str::to_owned));
        let years: Vec<String> = self.years.iter().map(|years| format!("{{ years: {years}, in: work }}")).collect();
        line("  experience", Some(format!("[{}]", years.join(", "))));
        line("  skills", Some(list(&self.skills)));
        line("  preferred", Some(list(&self.preferred)));
        line("  languages", Some(list(&self.languages)));
        out + "---\n" + self.body
    }
}

/// A text as YAML in double quotes.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// A role; `board` says whether it may name a company.
pub fn role(board: bool) -> impl Strategy<Value = Role> {
    let companies = if board { of(select(COMPANIES)).boxed() } else { Just(None).boxed() };
    let place = (of(select(CITIES)), of(select(COUNTRIES))).prop_map(|(city, country)| match (city, country) {
        (None, None) => (None, Some("DE")),
        place => place,
    });
    let applicants = prop_oneof![4 => select(COUNTRIES), 1 => Just("anywhere")];
    let identity = (select(TITLES), of(select(DEPARTMENTS)), companies, weighted(0.2, 0u8..6), select(BODIES));
    let work = (
        vec(place, 0..3),
        vec(applicants, 0..3),
        of(select(WORKPLACES)),
        vec(select(EMPLOYMENTS), 0..3),
        of(select(LEVELS)),
    );
    let life = (
        weighted(0.8, -60i32..3),
        weighted(0.4, 0i32..90),
        prop_oneof![8 => Just("open"), 1 => Just("draft"), 1 => Just("filled")],
        of((1u32..100_000, 0u32..50_000)),
    );
    let asked = (
        of(select(DEGREES)),
        vec(prop_oneof![Just(0u8), Just(1), Just(3), Just(5), Just(10)], 0..3),
        vec(select(SKILLS), 0..4),
        vec(select(SKILLS), 0..3),
        vec(select(LANGUAGES), 0..3),
    );
    (identity, work, life, asked).prop_map(
        |((title, department, company, alias, body), work, (posted, closes, status, salary), asked)| {
            let (places, applicants, workplace, employment, level) = work;
            let (education, years, skills, preferred, languages) = asked;
            Role {
                title,
                department,
                company,
                places,
                applicants,
                workplace,
                employment,
                level,
                posted,
                closes,
                status,
                salary,
                education,
                years,
                skills,
                preferred,
                languages,
                alias,
                body,
            }
        },
    )
}

/// A valid site with what it was made of.
#[derive(Debug, Clone)]
pub struct Project {
    /// By the last part of their address.
    pub roles: Vec<(String, Role)>,
    pub board: bool,
    pub per_page: usize,
    pub keep_closed: bool,
    pub drafts: bool,
    /// `/` or `/a/b/`.
    pub root: &'static str,
    pub pages: Vec<&'static str>,
}

impl Project {
    pub fn sources(&self) -> MemorySources {
        let mut sources = MemorySources::new();
        for (path, text) in self.files() {
            sources.insert(&path, text);
        }
        sources
    }

    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![(
            "content/site.yaml".to_owned(),
            format!(
                "title: Careers\nbase_url: https://example.com{}\nper_page: {}\nclosed: {{ keep: {} }}\nfeed_items: 3\n",
                self.root, self.per_page, self.keep_closed
            ),
        )];
        files.extend(self.roles.iter().map(|(slug, role)| (format!("content/jobs/{slug}.md"), role.text())));
        files.extend(self.pages.iter().map(|page| {
            let text = format!("---\ntitle: {page}\nmenu: true\naliases: [/was/{page}/]\n---\n[Home](/)");
            (format!("content/pages/{page}.md"), text)
        }));
        if self.board {
            files.extend(COMPANIES.iter().map(|company| {
                (
                    format!("content/companies/{company}.md"),
                    format!("---\ntitle: {company} Ltd\n---\nAbout [us](/company/).\n"),
                )
            }));
        }
        files
    }

    pub fn request(&self) -> Request {
        Request { clock: Clock::Day(TODAY), drafts: self.drafts, base_url: None }
    }
}

pub fn project(most: usize) -> impl Strategy<Value = Project> {
    let settings = (1usize..6, any::<bool>(), weighted(0.3, Just(())), select(&["/", "/a/b/"][..]));
    let pages = proptest::sample::subsequence(vec!["about", "benefits/more", "größe"], 0..3);
    any::<bool>().prop_flat_map(move |board| {
        (vec(role(board), 0..most), settings.clone(), pages.clone()).prop_map(move |(roles, settings, pages)| {
            let (per_page, keep_closed, drafts, root) = settings;
            // One alias for two roles is an error, which is another test's business.
            let roles = roles.into_iter().enumerate().map(|(i, mut role)| {
                role.alias = role.alias.map(|_| i as u8);
                (format!("role-{i}"), role)
            });
            let roles = roles.collect();
            Project { roles, board, per_page, keep_closed, drafts: drafts.is_some(), root, pages }
        })
    })
}

/// A small change of a valid project: a role says of one thing what another role says of it. Few terms come and go by it, so
/// that what depends on the other roles of a list, on their order and on counts shows.
#[derive(Debug, Clone, Copy)]
pub struct Tweak {
    /// Which role, counted around.
    role: usize,
    /// Which role it is like afterwards.
    like: usize,
    /// In what.
    what: usize,
}

impl Tweak {
    pub fn apply(self, project: &mut Project) {
        let count = project.roles.len();
        if count == 0 {
            return;
        }
        let like = project.roles[self.like % count].1.clone();
        let role = &mut project.roles[self.role % count].1;
        match self.what {
            0 => role.title = like.title,
            1 => role.department = like.department,
            2 => role.company = like.company,
            3 => role.places = like.places,
            4 => role.applicants = like.applicants,
            5 => role.workplace = like.workplace,
            6 => role.employment = like.employment,
            7 => role.level = like.level,
            8 => role.posted = like.posted,
            9 => role.closes = like.closes,
            10 => role.status = like.status,
            11 => role.salary = like.salary,
            12 => role.education = like.education,
            13 => role.years = like.years,
            14 => role.skills = like.skills,
            15 => role.preferred = like.preferred,
            16 => role.languages = like.languages,
            17 => role.alias = role.alias.xor(Some(self.role as u8)),
            _ => role.body = like.body,
        }
    }
}

pub fn tweaks(most: usize) -> impl Strategy<Value = Vec<Tweak>> {
    let tweak = (any::<u8>(), any::<u8>(), 0usize..22);
    vec(tweak.prop_map(|(role, like, what)| Tweak { role: role.into(), like: like.into(), what }), 1..most)
}

/// One change of a project, or of the world around it.
#[derive(Debug, Clone)]
pub enum Edit {
    /// Write a posting.
    Role(usize, Box<Role>),
    /// Write one of the texts that are broken in some way, or odd.
    Odd(usize, usize),
    /// Give a posting's text to another file.
    Rename(usize, usize),
    /// Exchange the texts of two postings.
    Swap(usize, usize),
    /// Remove a posting.
    Remove(usize),
    /// A posting's file cannot be read.
    Unreadable(usize),
    /// Write one of [`FILES`].
    File(usize),
    /// Remove one of [`FILES`].
    RemoveFile(usize),
    /// Another day.
    Today(i32),
    /// Drafts shown or not.
    Drafts(bool),
    /// Another address.
    BaseUrl(Option<&'static str>),
}

/// Where postings are: two with one address, folders, odd names.
const PATHS: &[&str] = &["a.md", "b.md", "c.md", "sub/a.md", "sub/d.md", "größe.md", "数据.md", "e.markdown"];

/// Postings that are wrong or odd.
const ODD: &[&str] = &[
    "",
    "---\ntitle: Only\n---\n",
    "---\ntitle: Only\n---\nAnother body.\n",
    "---\ntitel: x\nlevel: wizard\n---\n",
    "---\ntitle: a: b\n---\n",
    "no front matter",
    "---\ntitle: Unclosed\n",
    "\u{feff}---\r\ntitle: Windows\r\ndepartment: Engineering\r\n---\r\nText.\r\n",
    "---\ntitle: X\ncompany: nobody\n---\n",
    "---\ntitle: X\nsalary: { min: 5 }\n---\n",
    "---\ntitle: X\naliases: [/department/, /old/1/]\ndepartment: D\n---\n",
];

/// Everything but postings, each with the texts it may have.
const FILES: &[(&str, &str)] = &[
    ("content/site.yaml", "title: Careers\nper_page: 2\n"),
    (
        "content/site.yaml",
        "base_url: https://example.com/x/\ntimezone: Pacific/Auckland\nclosed: { keep: false }\nrelated: 0\n",
    ),
    ("content/site.yaml", "language: de\ncurrency: EUR\napply: https://e.org/{slug}\nmenu: [{ title: A, url: /a/ }]\n"),
    ("content/site.yaml", "titel: broken\n"),
    ("content/site.yaml", "a: b: c\n"),
    ("content/skills.yaml", "Rust Language: { aliases: [rust] }\nWelding: {}\n"),
    ("content/skills.yaml", "Kubernetes (own): { aliases: [k8s] }\n"),
    ("content/skills.yaml", "A: { alias: x }\n"),
    ("content/pages/about.md", "---\ntitle: About\nmenu: true\n---\nUs.\n"),
    ("content/pages/about.md", "---\ntitle: Department\naliases: [/department/]\n---\n"),
    ("content/pages/department.md", "---\ntitle: It collides\n---\n"),
    ("content/pages/sub/page.md", "---\nmenu: maybe\n---\n"),
    ("content/companies/acme.md", "---\ntitle: Acme\napply: jobs@acme.example\n---\nAbout.\n"),
    ("content/companies/acme.md", "---\ntitle: Acme GmbH\nlogo: /acme.svg\n---\n"),
    ("content/companies/globex.md", "---\ntitle: Globex\nsector: x\n---\n"),
    ("templates/row.html", "<li>{{ role.title }} {{ role.url }}</li>\n"),
    ("templates/row.html", "<li>{{ role.nothing }}</li>"),
    ("templates/role.html", "{% extends \"rolecall/role.html\" %}{% block after_body %}<p>More.</p>{% endblock %}"),
    ("templates/role.html", "{% if %}"),
    ("templates/term.html", "{{ list.count }} {{ term.name }}"),
    ("templates/text/de.yaml", "apply: Bewerben\nmonths: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]\n"),
    ("templates/text/de.yaml", "aply: Bewerben\n"),
    ("templates/text/en.yaml", "apply: Go on\n"),
    ("static/robots.txt", "own"),
    ("static/a/b.txt", "file"),
    ("static/a/b.txt", "another file"),
    ("static/assets/custom.css", "p { margin: 0 }"),
    ("static/assets/style.css", "p { margin: 1em }"),
    ("static/jobs/a/index.html", "collides"),
    ("content/stray.txt", "unused"),
];

pub fn edits(most: usize) -> impl Strategy<Value = Vec<Edit>> {
    let path = 0..PATHS.len();
    let edit = prop_oneof![
        8 => (path.clone(), role(true)).prop_map(|(path, role)| Edit::Role(path, Box::new(role))),
        3 => (path.clone(), 0..ODD.len()).prop_map(|(path, odd)| Edit::Odd(path, odd)),
        2 => (path.clone(), path.clone()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => (path.clone(), path.clone()).prop_map(|(a, b)| Edit::Swap(a, b)),
        2 => path.clone().prop_map(Edit::Remove),
        1 => path.prop_map(Edit::Unreadable),
        4 => (0..FILES.len()).prop_map(Edit::File),
        3 => (0..FILES.len()).prop_map(Edit::RemoveFile),
        2 => (-70i32..100).prop_map(Edit::Today),
        1 => any::<bool>().prop_map(Edit::Drafts),
        1 => select(&[None, Some("https://example.org/other/"), Some("http://localhost:8000/")][..]).prop_map(Edit::BaseUrl),
    ];
    vec(edit, 1..most)
}

/// A project while it is edited.
#[derive(Debug, Clone)]
pub struct Desk {
    pub sources: MemorySources,
    pub request: Request,
    postings: Vec<Option<String>>,
}

impl Desk {
    pub fn new() -> Self {
        let request = Request { clock: Clock::Day(TODAY), drafts: false, base_url: None };
        Self { sources: MemorySources::new(), request, postings: vec![None; PATHS.len()] }
    }

    fn put(&mut self, path: usize, text: Option<String>) {
        let name = format!("content/jobs/{}", PATHS[path]);
        match &text {
            Some(text) => self.sources.insert(&name, text.as_bytes()),
            None => _ = self.sources.remove(&name),
        }
        self.postings[path] = text;
    }

    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Role(path, role) => self.put(*path, Some(role.text())),
            Edit::Odd(path, odd) => self.put(*path, Some(ODD[*odd].to_owned())),
            Edit::Rename(from, to) => {
                let text = self.postings[*from].clone();
                self.put(*from, None);
                self.put(*to, text);
            }
            Edit::Swap(a, b) => {
                let (first, second) = (self.postings[*a].clone(), self.postings[*b].clone());
                self.put(*a, second);
                self.put(*b, first);
            }
            Edit::Remove(path) => self.put(*path, None),
            Edit::Unreadable(path) => {
                self.put(*path, None);
                let trouble = Trouble::Unreadable("permission denied".into());
                self.sources.insert_broken(&format!("content/jobs/{}", PATHS[*path]), trouble);
            }
            Edit::File(index) => self.sources.insert(FILES[*index].0, FILES[*index].1),
            Edit::RemoveFile(index) => _ = self.sources.remove(FILES[*index].0),
            Edit::Today(days) => self.request.clock = Clock::Day(TODAY + days.days()),
            Edit::Drafts(drafts) => self.request.drafts = *drafts,
            Edit::BaseUrl(url) => self.request.base_url = url.map(|url| BaseUrl::parse(url).expect("a base address")),
        }
    }
}
