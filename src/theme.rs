//! The theme: the built-in templates and assets with the site's own files laid over, and the compiled templates.

pub mod eject;
mod script;
mod settle;
pub mod text;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use tera::Tera;

use crate::diagnostic::{Diagnostic, suggest};
use crate::posting::parse::read_text;
use crate::source::{Entry, Fingerprint, MemorySources, ProjectPath, Sources, Span};
use text::Texts;

/// The templates that every site has.
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
/// The style and script that every site has. The rest of this repository's `static/` belongs to the demo.
static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static/assets");

/// The built-in copy of a template is always to be had under this prefix, so that a site's own can extend it.
const BUILT_IN: &str = "rolecall/";

/// How the site looks and speaks.
#[derive(Debug)]
pub struct Theme {
    /// The compiled templates.
    pub templates: Templates,
    /// The interface texts in the site's language.
    pub texts: Arc<Texts>,
    /// The files of `static/assets/`, published under names that change with their content.
    pub assets: Arc<[Asset]>,
}

/// The compiled templates.
#[derive(Debug)]
pub struct Templates {
    engine: Tera,
    /// The site's own templates by name, for showing where one fails.
    own: BTreeMap<String, String>,
}

/// A file of `static/assets/`.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its path below `static/assets/`.
    pub name: String,
    /// Its path in the output: `assets/style-0123456789ab.css`.
    pub path: String,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

impl Theme {
    /// What identifies the site's own files of the theme; `None` when one cannot be read.
    pub fn fingerprint(sources: &dyn Sources, language: &str) -> Option<Fingerprint> {
        let mut inputs = format!("{language}\n");
        for (path, _) in files_below(sources, "templates").chain(files_below(sources, "static/assets")) {
            inputs.push_str(&format!("{path}\n{}\n", Fingerprint::of(&sources.read(path).ok()?)));
        }
        Some(Fingerprint::of(inputs.as_bytes()))
    }

    /// The built-in theme alone.
    ///
    /// # Panics
    /// When a built-in template is broken, which every test of this crate would show.
    pub fn built_in(language: &str) -> Self {
        Self::load(&MemorySources::new(), language).expect("the built-in theme can be used")
    }

    /// Lays the site's files over the built-in ones and compiles the templates.
    ///
    /// # Errors
    /// Everything that is wrong with the site's templates, texts and assets.
    pub fn load(sources: &dyn Sources, language: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        let own = own_templates(sources, &mut diagnostics);
        let templates = if diagnostics.is_empty() { compiled(&own, &mut diagnostics) } else { None };
        let texts = texts(sources, language, &mut diagnostics);
        let assets = assets(sources, &mut diagnostics);
        match templates {
            Some(engine) if diagnostics.is_empty() => {
                Ok(Self { templates: Templates { engine, own }, texts: Arc::new(texts), assets: assets.into() })
            }
            _ => Err(diagnostics),
        }
    }
}

/// Templates in which all that is the same on every page is filled in already: see `settle`.
#[derive(Debug)]
pub struct Settled(Tera);

impl Templates {
    /// The templates with all filled in that depends on nothing but these variables, which are the same in every page's
    /// context; none where a template uses one of their names for something else.
    pub fn settled(&self, common: &[&str], context: &tera::Context) -> Option<Settled> {
        let mut all = with_built_in(&self.own);
        if self.own.is_empty() {
            // Nobody extends these.
            all.retain(|name, _| !name.starts_with(BUILT_IN));
        }
        if all.values().any(|text| settle::rebinds(text, common)) {
            return None;
        }
        let fill = |part: &str| self.engine.render_str(part, context, true).ok();
        let settled = all.iter().map(|(name, text)| (name, settle::settled(text, common, &fill)));
        let mut engine = Tera::new();
        engine.add_raw_templates(settled).ok()?;
        Some(Settled(engine))
    }

    /// Fills in a template, by way of the settled ones where there are any.
    ///
    /// # Errors
    /// Where the template fails and why.
    pub fn render(
        &self,
        settled: Option<&Settled>,
        template: &str,
        context: &tera::Context,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        // Most pages fit into this, so that the buffer seldom grows.
        let mut page = Vec::with_capacity(32 << 10);
        if let Some(Settled(engine)) = settled {
            if engine.render_to(template, context, &mut page).is_ok() {
                return Ok(page);
            }
            // Only the site's own text tells where the mistake is.
            page.clear();
        }
        match self.engine.render_to(template, context, &mut page) {
            Ok(()) => Ok(page),
            Err(error) => {
                let first = template_errors(&error, template, &self.own).into_iter().next();
                Err(Box::new(first.unwrap_or_else(|| template_error(template, None, &error.to_string()))))
            }
        }
    }
}

fn own_templates(sources: &dyn Sources, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    files_below(sources, "templates")
        .filter(|(_, name)| name.ends_with(".html"))
        .filter_map(|(path, name)| Some((name.to_owned(), read_text(sources, path, diagnostics)?)))
        .collect()
}

fn compiled(own: &BTreeMap<String, String>, diagnostics: &mut Vec<Diagnostic>) -> Option<Tera> {
    // One by one first: the engine stops at the first mistake, and all are to be shown.
    for (name, text) in own {
        if let Err(error) = Tera::new().add_raw_template(name, text)
            && matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
        {
            diagnostics.extend(template_errors(&error, name, own));
        }
    }
    if !diagnostics.is_empty() {
        return None;
    }
    let mut tera = Tera::new();
    match tera.add_raw_templates(with_built_in(own)) {
        Ok(()) => Some(tera),
        Err(error) => {
            let name = own.keys().next().map_or("base.html", String::as_str);
            diagnostics.extend(template_errors(&error, name, own));
            None
        }
    }
}

/// All templates by name: the built-in ones with the site's own laid over.
fn with_built_in(own: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in built_in(&TEMPLATES).filter(|(name, _)| name.ends_with(".html")) {
        let text = String::from_utf8_lossy(text).into_owned();
        all.insert(format!("{BUILT_IN}{name}"), text.clone());
        all.insert(name, text);
    }
    all.extend(own.clone());
    all
}

/// A template engine's error as diagnostics about files of the site; `name` is the template at hand, for errors that do
/// not say where they are.
fn template_errors(error: &tera::Error, name: &str, own: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let text_of = |name: &str| own.get(name).map_or("", String::as_str);
    let plain = |name: &str, message: &str| vec![template_error(name, None, message)];
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            let (text, at) = (text_of(report.filename()), report.span());
            let start = offset(text, at.start_line, at.start_col);
            let span = Span::new(start, offset(text, at.end_line, at.end_col));
            vec![template_error(report.filename(), (!text.is_empty()).then_some(span), report.message())]
        }
        tera::ErrorKind::MissingParent { current, parent } => {
            plain(current, &format!("this template extends `{parent}`, which does not exist"))
        }
        tera::ErrorKind::CircularExtend { tpl, .. } => plain(tpl, "this template extends itself"),
        tera::ErrorKind::CircularInclude { tpl, .. } => plain(tpl, "this template includes itself"),
        _ => {
            let reports = reports(&error.to_string(), own);
            if reports.is_empty() { plain(name, &error.to_string()) } else { reports }
        }
    }
}

fn template_error(name: &str, span: Option<Span>, message: &str) -> Diagnostic {
    let message =
        message.trim_end_matches('.').replacen(char::is_uppercase, &message[..message.len().min(1)].to_lowercase(), 1);
    Diagnostic::error("template", &ProjectPath::new(&format!("templates/{name}")), message).at(span)
}

/// The reports in a text of several: unknown filters, blocks and includes of all templates come as one text, each as
/// `error: what`, then `--> file:line:column`, then the line with `^^^` below it.
fn reports(text: &str, own: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lost_blocks: Vec<&str> = Vec::new();
    for report in text.split("error: ").skip(1) {
        let mut lines = report.lines();
        let message = lines.next().unwrap_or_default();
        let Some(place) = lines.find_map(|line| line.trim_start().strip_prefix("--> ")) else { continue };
        let mut parts = place.trim().rsplitn(3, ':');
        let (column, line, name) = (parts.next(), parts.next(), parts.next());
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<usize>().ok());
        let (Some(column), Some(line), Some(name)) = (number(column), number(line), name) else { continue };
        let template = own.get(name).map_or("", String::as_str);
        // A built-in template fails when the site's own layout lacks a block that it fills.
        if let Some(block) = message.split('`').nth(1).filter(|_| template.is_empty() && message.starts_with("Block "))
        {
            if !lost_blocks.contains(&block) {
                lost_blocks.push(block);
            }
            continue;
        }
        let start = offset(template, line, column.saturating_sub(1));
        let carets = lines.map(|line| line.matches('^').count()).find(|count| *count > 0).unwrap_or(1);
        let span = (!template.is_empty()).then(|| Span::new(start, (start + carets).min(template.len())));
        found.push(template_error(name, span, message));
    }
    let layout = ["list.html", "base.html"].into_iter().rfind(|layout| own.contains_key(*layout));
    if let (Some(layout), false) = (layout, lost_blocks.is_empty()) {
        let message = format!(
            "built-in templates that extend this one fill blocks that it does not have: {}",
            suggest::one_of(lost_blocks).replace(" or ", " and ")
        );
        let help = format!("extend `rolecall/{layout}` and change a block of it, or replace those templates too");
        found.push(template_error(layout, None, &message).help(help));
    }
    found
}

/// The byte at a line from 1 and a column in characters from 0.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text[start..].char_indices().nth(column).map_or(text.len(), |(i, _)| start + i)
}

fn texts(sources: &dyn Sources, language: &str, diagnostics: &mut Vec<Diagnostic>) -> Texts {
    let mut texts = Texts::english();
    texts.set_language(language);
    // `de-AT` takes what `de` says and then what it says itself.
    let base = language.split('-').next().unwrap_or(language);
    let mut names = vec![base];
    if base != language {
        names.push(language);
    }
    for name in names {
        let file = format!("text/{name}.yaml");
        if let Some(text) = TEMPLATES.get_file(&file).and_then(|f| f.contents_utf8()) {
            diagnostics.extend(texts.lay_over(&ProjectPath::new(&format!("templates/{file}")), text));
        }
        let path = ProjectPath::new(&format!("templates/{file}"));
        if matches!(sources.entries().get(&path), Some(Entry::File { .. }))
            && let Some(text) = read_text(sources, &path, diagnostics)
        {
            diagnostics.extend(texts.lay_over(&path, &text));
        }
    }
    texts
}

fn assets(sources: &dyn Sources, diagnostics: &mut Vec<Diagnostic>) -> Vec<Asset> {
    let mut files: BTreeMap<String, Cow<'static, [u8]>> =
        built_in(&ASSETS).map(|(name, bytes)| (name.clone(), built_in_asset(&name, bytes))).collect();
    for (path, name) in files_below(sources, "static/assets") {
        // The fingerprint makes it longer, and file systems take 255 bytes.
        if path.file_name().len() > 200 {
            let message = "this file's name is longer than 200 bytes";
            diagnostics.push(Diagnostic::error("too-long", path, message).help("give it a shorter name"));
            continue;
        }
        match sources.read(path) {
            // A copy of a built-in file is that file.
            Ok(bytes) if ASSETS.get_file(name).is_some_and(|built_in| built_in.contents() == &*bytes) => {}
            Ok(bytes) => {
                files.insert(name.to_owned(), Cow::Owned(bytes.into_owned()));
            }
            Err(trouble) => diagnostics.push(Diagnostic::error("unreadable", path, trouble.to_string())),
        }
    }
    published(files)
}

/// A built-in asset as it is published.
fn built_in_asset(name: &str, bytes: &'static [u8]) -> Cow<'static, [u8]> {
    match std::str::from_utf8(bytes) {
        Ok(text) if name.ends_with(".js") => Cow::Owned(script::without_comments(text).into_bytes()),
        _ => Cow::Borrowed(bytes),
    }
}

/// Gives each file its published path. `style.css` gets its own fingerprint, `assets/style-0123456789ab.css`; the files of a
/// folder share the folder's, `assets/filters-0123456789ab/list.js`, so that they can refer to one another by name.
fn published(files: BTreeMap<String, Cow<'static, [u8]>>) -> Vec<Asset> {
    let mut folders: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for (name, bytes) in &files {
        if let Some((folder, inside)) = name.split_once('/') {
            let inputs = folders.entry(folder).or_default();
            inputs.extend(format!("{inside}\n{}\n", Fingerprint::of(bytes)).bytes());
        }
    }
    let folders: BTreeMap<String, String> =
        folders.into_iter().map(|(folder, inputs)| (folder.to_owned(), Fingerprint::of(&inputs).short())).collect();
    let path = |name: &str, bytes: &[u8]| match name.split_once('/') {
        Some((folder, inside)) => format!("assets/{folder}-{}/{inside}", folders[folder]),
        None => {
            let hash = Fingerprint::of(bytes).short();
            match name.rsplit_once('.') {
                Some((stem, extension)) => format!("assets/{stem}-{hash}.{extension}"),
                None => format!("assets/{name}-{hash}"),
            }
        }
    };
    files.into_iter().map(|(name, bytes)| Asset { path: path(&name, &bytes), name, bytes }).collect()
}

/// The files of a built-in folder with their paths in it.
fn built_in<'d>(folder: &'d Dir<'d>) -> impl Iterator<Item = (String, &'d [u8])> {
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().map(|f| (f.path().to_string_lossy().replace('\\', "/"), f.contents())));
    }
    files.sort();
    files.into_iter()
}

/// The readable files below a folder of the project, with their paths below it.
fn files_below<'s>(sources: &'s dyn Sources, folder: &'s str) -> impl Iterator<Item = (&'s ProjectPath, &'s str)> {
    sources
        .entries()
        .iter()
        .filter(|(_, entry)| matches!(entry, Entry::File { .. }))
        .filter_map(move |(path, _)| path.below(folder).map(|name| (path, name)))
}
