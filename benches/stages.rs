//! How the time of each stage grows with the board: parse, catalog, site, each kind of page, the filters' data, writing.
//!
//! `cargo bench` runs all, `cargo bench -- render/` some. The board is that of `board.py`.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, missing_docs, reason = "a bench stands outside")]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use criterion::{BatchSize, BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rolecall::catalog::{self, Catalog};
use rolecall::edge::output::Opening;
use rolecall::pipeline::{self, Built, Clock, Memo, Request};
use rolecall::posting::parse;
use rolecall::render::Renderer;
use rolecall::site::{FeedFormat, Output, Page, Site, pages};
use rolecall::source::{MemorySources, ProjectPath, Sources as _};

/// How many postings the boards have.
const SIZES: [usize; 3] = [100, 1000, 10_000];
/// The day of the board.
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 22);

/// A board in memory, and the site of it.
struct Board {
    count: usize,
    sources: MemorySources,
    built: Built,
}

impl Board {
    /// The board of `board.py` with so many postings.
    fn of(count: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/board.py");
        let laid = Command::new("python3").arg(script).arg(count.to_string()).arg(folder.path()).status();
        assert!(laid.is_ok_and(|status| status.success()), "python3 lays the board");
        let mut sources = MemorySources::new();
        for name in
            ["site.yaml"].into_iter().map(str::to_owned).chain((0..count).map(|n| format!("jobs/role-{n:06}.md")))
        {
            let path = format!("content/{name}");
            sources.insert(&path, fs::read(folder.path().join(&path)).expect("a file of the board"));
        }
        let request = Request { clock: Clock::Day(TODAY), drafts: false, base_url: None };
        let (built, _) = pipeline::build(&sources, &request, &mut Memo::default());
        Self { count, sources, built: built.expect("the board has no errors") }
    }

    fn catalog(&self) -> Catalog {
        let site = &self.built.site;
        let postings: Vec<_> = site.catalog.roles().iter().map(|role| Arc::clone(&role.posting)).collect();
        let (config, vocabulary) = (&site.config, &site.vocabulary);
        let place = &|_: &ProjectPath, _: &str, _: &str| None;
        let (companies, today) = (Vec::new(), TODAY);
        Catalog::new(catalog::Parts {
            postings: &postings,
            companies,
            config,
            vocabulary,
            today,
            drafts: false,
            known: None,
            place,
        })
        .0
    }

    fn site(&self, catalog: Catalog) -> Site {
        let known = &self.built.site;
        Site::new(pages::Parts {
            config: known.config.clone(),
            texts: Arc::clone(&known.texts),
            vocabulary: Arc::clone(&known.vocabulary),
            catalog,
            contents: Vec::new(),
            today: TODAY,
            assets: Arc::clone(&known.assets),
            statics: Vec::new(),
            place: &|_: &ProjectPath, _: &str, _: &str| None,
        })
        .0
    }

    fn renderer(&self) -> Renderer<'_> {
        let mut renderer = Renderer::new(&self.built.site, &self.built.theme.templates, &self.sources);
        assert!(renderer.prepare().is_ok(), "the theme renders the rows");
        renderer
    }

    /// All pages of a kind.
    fn pages(&self, is: impl Fn(Page) -> bool) -> Vec<Page> {
        self.built.site.pages().iter().map(|entry| entry.page).filter(|page| is(*page)).collect()
    }
}

fn stages(criterion: &mut Criterion) {
    for board in SIZES.map(Board::of) {
        let mut group = criterion.benchmark_group("parse");
        let files: Vec<_> =
            board.sources.entries().keys().filter(|path| path.below("content/jobs").is_some()).collect();
        let texts: Vec<_> = files.iter().map(|path| board.sources.read(path).expect("a file of the board")).collect();
        measure(&mut group, &board, |bencher| {
            bencher.iter(|| {
                for (path, text) in files.iter().zip(&texts) {
                    assert!(black_box(parse::posting(path, text)).is_ok());
                }
            });
        });
        group.finish();
        let mut group = criterion.benchmark_group("catalog");
        measure(&mut group, &board, |bencher| bencher.iter_with_large_drop(|| board.catalog()));
        group.finish();
        let mut group = criterion.benchmark_group("site");
        measure(&mut group, &board, |bencher| {
            bencher.iter_batched(|| board.catalog(), |catalog| board.site(catalog), BatchSize::PerIteration);
        });
        group.finish();
        let mut group = criterion.benchmark_group("rows");
        measure(&mut group, &board, |bencher| bencher.iter_with_large_drop(|| drop(board.renderer())));
        group.finish();
    }
}

/// A page of each kind at a time, taken in turn from all pages of that kind.
fn render(criterion: &mut Criterion) {
    let boards = SIZES.map(Board::of);
    type Kind = (&'static str, fn(Page) -> bool);
    let kinds: [Kind; 6] = [
        ("role.html", |page| matches!(page, Page::Role(_))),
        ("index.html", |page| matches!(page, Page::Index { .. })),
        ("term.html", |page| matches!(page, Page::Term { .. })),
        ("terms.html", |page| matches!(page, Page::Terms(_))),
        ("feed.xml", |page| matches!(page, Page::Feed(_, FeedFormat::Atom))),
        ("feed.json", |page| matches!(page, Page::Feed(_, FeedFormat::Json))),
    ];
    for (name, is) in kinds {
        let mut group = criterion.benchmark_group(format!("render/{name}"));
        for board in &boards {
            let renderer = board.renderer();
            let mut pages = board.pages(is).into_iter().cycle();
            group.throughput(Throughput::Elements(1));
            group.bench_function(BenchmarkId::from_parameter(board.count), |bencher| {
                bencher.iter(|| length(&renderer, pages.next().expect("there is one of each kind")));
            });
        }
        group.finish();
    }
    // These tell of the whole board at once.
    let wholes: [Kind; 3] = [
        ("filters' data", |page| matches!(page, Page::FilterFacts | Page::FilterTitles(_))),
        ("jobs.json", |page| matches!(page, Page::JobList)),
        ("sitemap.xml", |page| matches!(page, Page::Sitemap | Page::SitemapPart(_))),
    ];
    for (name, is) in wholes {
        let mut group = criterion.benchmark_group(name);
        for board in &boards {
            let (renderer, pages) = (board.renderer(), board.pages(is));
            measure(&mut group, board, |bencher| {
                bencher.iter(|| pages.iter().map(|page| length(&renderer, *page)).sum::<usize>());
            });
        }
        group.finish();
    }
}

/// Writing all pages of the roles: into a new folder, and over themselves.
fn write(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("write");
    group.sample_size(10);
    for board in SIZES.map(Board::of) {
        let renderer = board.renderer();
        let entries = board.built.site.pages().iter().filter(|entry| matches!(entry.page, Page::Role(_)));
        let pages: Vec<(&str, Vec<u8>)> = entries.map(|entry| (&*entry.path, bytes(&renderer, entry.page))).collect();
        let into = |folder: &Path| {
            // The project that is built is this one as far as the output asks: it must lie elsewhere.
            let project = Path::new(env!("CARGO_MANIFEST_DIR"));
            let paths = pages.iter().map(|(path, _)| *path);
            let out = Opening::look(folder, project, paths).and_then(Opening::open).expect("an output folder");
            for (path, bytes) in &pages {
                out.write(path, bytes).expect("a page is written");
            }
            out.finish().expect("the list is written")
        };
        group.throughput(Throughput::Elements(board.count as u64));
        let new = || tempfile::tempdir().expect("a temporary folder");
        group.bench_function(BenchmarkId::new("new", board.count), |bencher| {
            bencher.iter_batched_ref(new, |folder| into(folder.path()), BatchSize::PerIteration);
        });
        let folder = new();
        into(folder.path());
        group.bench_function(BenchmarkId::new("unchanged", board.count), |bencher| {
            bencher.iter(|| into(folder.path()));
        });
    }
    group.finish();
}

type Group<'a> = BenchmarkGroup<'a, criterion::measurement::WallTime>;

/// Measures something that is done with a whole board.
fn measure(group: &mut Group<'_>, board: &Board, does: impl FnMut(&mut criterion::Bencher<'_>)) {
    group.throughput(Throughput::Elements(board.count as u64)).sample_size(10);
    group.bench_function(BenchmarkId::from_parameter(board.count), does);
}

fn bytes(renderer: &Renderer<'_>, page: Page) -> Vec<u8> {
    match renderer.render(page) {
        Ok(Output::Bytes(bytes)) => bytes.into_owned(),
        Ok(Output::Pieces(pieces)) => pieces.flatten().collect(),
        Ok(Output::CopyOf(_)) | Err(_) => panic!("{page:?} is rendered"),
    }
}

fn length(renderer: &Renderer<'_>, page: Page) -> usize {
    match renderer.render(page) {
        Ok(Output::Bytes(bytes)) => black_box(bytes).len(),
        Ok(Output::Pieces(pieces)) => pieces.map(|piece| black_box(piece).len()).sum(),
        Ok(Output::CopyOf(_)) | Err(_) => panic!("{page:?} is rendered"),
    }
}

criterion_group!(benches, stages, render, write);
criterion_main!(benches);
