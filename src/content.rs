//! The other texts of a site: `content/pages` and `content/companies`.

use crate::config::Employer;
use crate::diagnostic::Diagnostic;
use crate::posting::parse::{FrontMatterFile, is_keys, required_title};
use crate::posting::{Apply, frontmatter as read};
use crate::slug::slug;
use crate::source::ProjectPath;
use crate::yaml::Document;
use crate::yaml::read::{Fields, Problems, text, truth};

const PAGE: &[&str] = &["title", "description", "language", "menu", "aliases"];
const COMPANY: &[&str] = &["title", "url", "logo", "description", "address", "apply"];

/// A page of `content/pages`.
#[derive(Debug, Clone, PartialEq)]
pub struct ContentPage {
    /// Its file.
    pub path: ProjectPath,
    /// Its address is `/<slug>/`; a page in a sub-folder has the folder's slug before its own.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// For search engines.
    pub description: Option<String>,
    /// The language it is written in, when it differs from the site's.
    pub language: Option<String>,
    /// Whether it stands in the menu.
    pub in_menu: bool,
    /// Former addresses.
    pub aliases: Vec<String>,
    /// The text in Markdown.
    pub body: String,
}

/// An employer on a board of several: `content/companies/*.md`.
#[derive(Debug, Clone, PartialEq)]
pub struct Company {
    /// Its file.
    pub path: ProjectPath,
    /// The last part of its address, from the file name.
    pub slug: String,
    /// Name, site, logo, address.
    pub employer: Employer,
    /// Where to apply for its postings that do not say.
    pub apply: Option<Apply>,
    /// About the company, in Markdown.
    pub body: String,
}

/// Reads a page.
///
/// # Errors
/// All that is wrong with the file.
pub fn page(path: &ProjectPath, bytes: &[u8]) -> Result<ContentPage, Vec<Diagnostic>> {
    read_file(path, bytes, PAGE, "a page", |fields, file, problems| {
        let title = required_title(fields, file, problems);
        let slug = address_of(path, "content/pages", problems);
        Some(ContentPage {
            path: path.clone(),
            slug: slug?,
            description: fields.get("description").and_then(|v| text(v, problems)),
            language: fields.get("language").and_then(|v| read::language_tag(v, problems)),
            in_menu: fields.get("menu").and_then(|v| truth(v, problems)).unwrap_or(false),
            aliases: fields.get("aliases").map(|v| read::aliases(v, problems)).unwrap_or_default(),
            body: file.body.to_owned(),
            title: title?,
        })
    })
}

/// Reads a company.
///
/// # Errors
/// All that is wrong with the file.
pub fn company(path: &ProjectPath, bytes: &[u8]) -> Result<Company, Vec<Diagnostic>> {
    read_file(path, bytes, COMPANY, "a company", |fields, file, problems| {
        let title = required_title(fields, file, problems);
        let slug = address_of(path, "content/companies", problems);
        Some(Company {
            path: path.clone(),
            slug: slug?,
            apply: fields.get("apply").and_then(|v| read::apply(v, problems)),
            employer: Employer {
                url: fields.get("url").and_then(|v| read::web_address(v, problems)),
                logo: fields.get("logo").and_then(|v| read::picture(v, problems)),
                description: fields.get("description").and_then(|v| text(v, problems)),
                address: fields.get("address").and_then(|v| read::location(v, problems)),
                name: title?,
            },
            body: file.body.to_owned(),
        })
    })
}

fn read_file<T>(
    path: &ProjectPath,
    bytes: &[u8],
    keys: &[&'static str],
    inside: &str,
    read: impl FnOnce(&Fields<'_>, &FrontMatterFile<'_>, &mut Problems) -> Option<T>,
) -> Result<T, Vec<Diagnostic>> {
    let file = FrontMatterFile::split(path, bytes).map_err(|d| vec![*d])?;
    let document = Document::parse(path, file.front_matter, file.offset).map_err(|d| vec![*d])?;
    let mut problems = Problems::new(path);
    if !is_keys(&document, &mut problems) {
        return Err(problems.into_vec());
    }
    let fields = Fields::of(document.root(), keys, inside, &mut problems);
    match read(&fields, &file, &mut problems) {
        Some(value) if problems.is_empty() => Ok(value),
        _ => Err(problems.into_vec()),
    }
}

/// The address of a file below its folder: the slugs of its folders and its own.
fn address_of(path: &ProjectPath, folder: &str, problems: &mut Problems) -> Option<String> {
    let below = path.below(folder).unwrap_or(path.file_name());
    let below = below.strip_suffix(".md").unwrap_or(below);
    let parts: Vec<String> = below.split('/').map(slug).collect();
    if parts.iter().any(String::is_empty) {
        problems.error("no-slug", None, "the file's name has neither letters nor digits, so the page has no address");
        return None;
    }
    Some(parts.join("/"))
}
