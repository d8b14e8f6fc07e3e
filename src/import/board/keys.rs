//! What the keys of other generators' front matter mean: one fact has many names.

mod section;
mod values;

use super::tree::{Entry, Tree};
use crate::import::draft::{Draft, Fact, Left, Stated};
pub(super) use section::Section;
pub(in crate::import) use values::addresses;

/// What a key states. Of several keys that state one fact, those that stand first in [`KEYS`] count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Title,
    Department,
    Team,
    Company,
    Language,
    Workplace,
    Place,
    City,
    Region,
    Country,
    PostalCode,
    Street,
    Applicants,
    Employment,
    Level,
    Posted,
    Updated,
    Closes,
    /// True means a draft.
    Draft,
    /// True means a draft is none: `published`.
    Published,
    /// True means open: `active`.
    Active,
    /// True means closed.
    Closed,
    Status,
    Pay,
    PayMin,
    PayMax,
    PayCurrency,
    PayPer,
    Education,
    Experience,
    Skills,
    Tags,
    Benefits,
    Apply,
    Number,
    Alias,
    Slug,
    /// A short text about the posting.
    Summary,
    /// Nothing about the role.
    Layout,
}

/// The names of each fact. Spaces and dashes count as `_`, and `applyEmail` is `apply_email`.
const KEYS: &[(Meaning, &[&str])] = &[
    (Meaning::Title, &["title", "job_title", "jobtitle", "position_title", "role", "position", "name", "headline"]),
    (Meaning::Department, &["department", "dept", "division", "business_unit", "departments"]),
    (Meaning::Team, &["team", "group"]),
    (
        Meaning::Company,
        &[
            "company",
            "company_name",
            "organization",
            "organisation",
            "employer",
            "org",
            "hiring_organization",
            "hiring_org",
        ],
    ),
    (Meaning::Language, &["language", "lang", "locale"]),
    (
        Meaning::Place,
        &["location", "locations", "place", "places", "office", "offices", "job_location", "where", "duty_station"],
    ),
    (Meaning::City, &["city", "town"]),
    (Meaning::Region, &["region", "state_province", "province"]),
    (Meaning::Country, &["country", "country_code"]),
    (Meaning::PostalCode, &["postal_code", "zip", "zip_code", "postcode"]),
    (Meaning::Street, &["street", "street_address"]),
    (
        Meaning::Workplace,
        &[
            "workplace",
            "workplace_type",
            "work_mode",
            "work_model",
            "remote",
            "is_remote",
            "remote_type",
            "remote_ok",
            "telecommute",
            "telecommuting",
            "location_type",
            "hybrid",
            "onsite",
            "on_site",
        ],
    ),
    (Meaning::Applicants, &["applicants_in", "remote_countries", "countries", "applicant_location"]),
    (
        Meaning::Employment,
        &[
            "employment_type",
            "employment",
            "job_type",
            "contract_type",
            "appointment_type",
            "contract",
            "commitment",
            "work_schedule",
            "schedule",
            "type",
            "hours",
        ],
    ),
    (Meaning::Level, &["level", "seniority", "experience_level", "career_level", "job_level"]),
    (
        Meaning::Posted,
        &[
            "date_posted",
            "dateposted",
            "posted",
            "posted_on",
            "posted_at",
            "posting_date",
            "opens",
            "open_date",
            "opening_date",
            "published_at",
            "publish_date",
            "published_on",
            "publishdate",
            "pubdate",
            "date",
            "created",
            "created_at",
            "created_on",
            "sort_date",
        ],
    ),
    (
        Meaning::Updated,
        &[
            "updated",
            "updated_at",
            "updated_on",
            "last_modified",
            "last_modified_at",
            "lastmod",
            "modified",
            "date_modified",
        ],
    ),
    (
        Meaning::Closes,
        &[
            "closes",
            "closing_date",
            "close_date",
            "closes_at",
            "deadline",
            "application_deadline",
            "apply_by",
            "apply_before",
            "expires",
            "expires_on",
            "expires_at",
            "expiry",
            "expiry_date",
            "expirydate",
            "expiration",
            "expiration_date",
            "valid_through",
            "validthrough",
            "end_date",
        ],
    ),
    (Meaning::Draft, &["draft", "hidden", "is_draft"]),
    (Meaning::Published, &["published", "is_published", "publish"]),
    (Meaning::Active, &["active", "is_active", "open", "is_open", "available"]),
    (Meaning::Closed, &["closed", "is_closed", "filled", "expired", "archived"]),
    (Meaning::Status, &["status", "job_status", "state"]),
    (
        Meaning::Pay,
        &["salary", "salary_range", "compensation", "pay", "pay_range", "wage", "remuneration", "rate", "gs"],
    ),
    (Meaning::PayMin, &["salary_min", "min_salary", "min_payrange", "pay_min", "salary_from"]),
    (Meaning::PayMax, &["salary_max", "max_salary", "max_payrange", "pay_max", "salary_to"]),
    (Meaning::PayCurrency, &["salary_currency", "currency"]),
    (Meaning::PayPer, &["salary_period", "salary_unit", "salary_interval", "pay_period"]),
    (Meaning::Education, &["education", "degree", "education_level"]),
    (Meaning::Experience, &["experience", "years", "years_of_experience", "experience_years"]),
    (Meaning::Skills, &["skills", "required_skills", "technologies", "tech_stack", "techstack", "stack"]),
    (Meaning::Tags, &["tags", "keywords", "tag"]),
    (Meaning::Benefits, &["benefits", "perks", "perks_and_benefits"]),
    (
        Meaning::Apply,
        &[
            "apply_url",
            "apply_link",
            "application_url",
            "application_link",
            "url_apply",
            "apply",
            "apply_here",
            "apply_at",
            "apply_email",
            "application_email",
            "applyemail",
            "how_to_apply",
            "email",
            "contact_email",
            "contact",
            "link",
            "external_url",
            "job_url",
            "source_url",
            "url",
            "original_url",
        ],
    ),
    (
        Meaning::Number,
        &[
            "id",
            "job_id",
            "jobid",
            "reference",
            "ref",
            "requisition_id",
            "req_id",
            "job_number",
            "vacancy_number",
            "announcement_number",
        ],
    ),
    (Meaning::Alias, &["permalink", "aliases", "alias", "redirect_from", "redirects"]),
    (Meaning::Slug, &["slug"]),
    (
        Meaning::Summary,
        &[
            "description",
            "summary",
            "excerpt",
            "abstract",
            "subtitle",
            "tagline",
            "meta_description",
            "seo_description",
        ],
    ),
    (
        Meaning::Layout,
        &[
            "layout",
            "template",
            "weight",
            "order",
            "image",
            "images",
            "thumbnail",
            "cover",
            "logo",
            "author",
            "authors",
            "toc",
            "comments",
            "sitemap",
            "sitemap_exclude",
            "eleventy_navigation",
            "eleventy_exclude_from_collections",
            "css",
            "js",
            "menu",
            "menus",
            "nav",
            "nav_order",
            "header",
            "footer",
            "categories",
            "category",
            "excerpt_separator",
            "in_search_index",
            "sidebar",
            "show_in_nav",
            "noindex",
            "robots",
            "og_image",
            "featured",
            "pinned",
            "collection",
            "parent",
            "status_alert",
            "alert_keywords",
        ],
    ),
];

/// Keys with a mapping below them that belongs together; any other mapping is only a drawer.
const WHOLE: [Meaning; 6] =
    [Meaning::Place, Meaning::Pay, Meaning::Company, Meaning::Apply, Meaning::Workplace, Meaning::Experience];

/// A key and its value, wherever it is nested.
struct Found<'a> {
    /// The key with those above it, as written: `position.title`.
    name: String,
    /// The key alone, plain.
    key: String,
    line: Option<usize>,
    value: &'a Tree,
    raw: Option<&'a str>,
    /// What it states, and its rank among the keys that state the same.
    meaning: Option<(Meaning, usize)>,
}

/// A key in its plain spelling.
fn plain(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut was_small = false;
    for c in key.trim().chars() {
        if c.is_uppercase() && was_small {
            out.push('_');
        }
        was_small = c.is_lowercase() || c.is_ascii_digit();
        out.extend(if matches!(c, ' ' | '-' | '.') { '_' } else { c }.to_lowercase());
    }
    out
}

fn meaning_of(key: &str) -> Option<(Meaning, usize)> {
    let places =
        KEYS.iter().filter_map(|(meaning, names)| Some((*meaning, names.iter().position(|name| *name == key)?)));
    places.into_iter().next()
}

fn gather<'a>(entries: &'a [Entry], above: &str, line: Option<usize>, out: &mut Vec<Found<'a>>) {
    for entry in entries {
        let key = plain(&entry.key);
        let name = if above.is_empty() { entry.key.clone() } else { format!("{above}.{}", entry.key) };
        let line = entry.line.or(line);
        let meaning = meaning_of(&key);
        let is_whole = meaning.is_some_and(|(meaning, _)| WHOLE.contains(&meaning));
        // `position: { title: Cook }` is a drawer, `location: { city: Ulm }` is not.
        let has_title =
            |entries: &[Entry]| entries.iter().any(|entry| matches!(&*plain(&entry.key), "title" | "job_title"));
        match &entry.value {
            Tree::Map(inner) if !is_whole || has_title(inner) => gather(inner, &name, line, out),
            value => out.push(Found { name, key, line, value, raw: entry.raw.as_deref(), meaning }),
        }
    }
}

fn all(entries: &[Entry]) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    gather(entries, "", None, &mut found);
    // Of several names of one fact the more telling ones first; else in their order.
    found.sort_by_key(|found| found.meaning.map_or((usize::MAX, 0), |(meaning, rank)| (meaning as usize, rank)));
    found
}

/// The title that the front matter states.
pub(super) fn title(entries: &[Entry]) -> Option<String> {
    let titles = all(entries);
    let mut titles = titles.iter().filter(|found| matches!(found.meaning, Some((Meaning::Title, _))));
    titles.find_map(|found| found.value.line()).filter(|title| title.chars().any(char::is_alphanumeric))
}

/// Notes what the front matter states; gives back what of it is text that belongs into the body.
pub(super) fn state(entries: &[Entry], draft: &mut Draft, is_body_empty: bool) -> Vec<Section> {
    let found = all(entries);
    let mut sections = Vec::new();
    values::state_parts(&found, draft);
    for found in &found {
        if *found.value == Tree::Nothing {
            continue;
        }
        let Some((meaning, _)) = found.meaning else {
            match Section::of(found) {
                Some(section) => sections.push(section),
                None => leave(draft, found, "rolecall has no key for it"),
            }
            continue;
        };
        match meaning {
            Meaning::Summary if is_body_empty => sections.extend(Section::without_heading(found)),
            Meaning::Summary => leave(draft, found, "it repeats the text in short, which rolecall does itself"),
            Meaning::Layout => leave(draft, found, "it says how the other generator shows the page"),
            Meaning::Experience | Meaning::Benefits | Meaning::Skills | Meaning::Education => {
                let facts = values::facts(meaning, found);
                // A text in sentences is read like the rest of the text.
                if facts.is_empty() { sections.extend(Section::any(found)) } else { add(draft, found, facts) }
            }
            _ => {
                let facts = values::facts(meaning, found);
                if facts.is_empty() && !values::is_said_in_parts(meaning) && !values::says_nothing(meaning, found) {
                    leave(draft, found, values::why_not(meaning));
                }
                add(draft, found, facts);
            }
        }
    }
    sections
}

fn add(draft: &mut Draft, found: &Found<'_>, facts: Vec<Fact>) {
    for fact in facts {
        if let Fact::Alias(slug) = &fact
            && found.key == "slug"
        {
            draft.stem = Some(slug.clone());
            continue;
        }
        draft.stated.push(Stated { field: found.name.clone(), line: found.line, fact });
    }
}

fn leave(draft: &mut Draft, found: &Found<'_>, why: &str) {
    let value = found.value.line().filter(|value| value.chars().count() <= 60);
    let what = value.map_or_else(|| found.name.clone(), |value| format!("{}: {value}", found.name));
    draft.left.push(Left { what, why: why.to_owned(), line: found.line, is_kept: false });
}
