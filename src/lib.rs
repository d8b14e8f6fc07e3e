//! rolecall turns a folder of Markdown postings into a careers site.
//!
//! # The tour
//!
//! ```text
//!  edge::disk         pure, no I/O                                                edge
//!  ┌─────────┐  ┌──────────────────────────────────────────────────────┐  ┌────────────────────────┐
//!  │ Sources │─►│ files ─parse─► Postings ─► Catalog ─► Site (pages) ──┼─►│ build: render all,     │
//!  └────▲────┘  │     └────────────── diagnostics ─────────► Report    │  │ write what differs     │
//!  edge::watch  │                                                      │  │ serve: render what is  │
//!  (the preview)│                                                      │  │ asked for              │
//!               └──────────────────────────────────────────────────────┘  └────────────────────────┘
//! ```
//!
//! Read the modules in this order; each uses only those before it, and a test holds that order.
//!
//! | module | what it is for |
//! |---|---|
//! | [`source`] | the inputs as values, and the one door through which files are read |
//! | [`meter`] | what is being done, told to whoever takes the time |
//! | [`diagnostic`] | what is wrong with the user's content: collected, sorted, shown with a caret |
//! | [`yaml`] | reading YAML with positions, key by key |
//! | [`slug`] | readable parts of addresses |
//! | [`posting`] | the model of a role, how a file becomes one, and one a file (`format`); Markdown made safe; the schema |
//! | [`config`], [`skills`], [`content`] | `site.yaml`; the skill vocabulary; pages and companies |
//! | [`catalog`] | open and closed roles in order; facets, their terms, and who qualifies |
//! | [`finder`] | what a job description states: the facts of a posting, found in its text |
//! | [`import`] | foreign job descriptions become postings: systems' answers, other boards, plain text |
//! | [`theme`] | templates, interface texts and assets: the built-in ones with the site's own laid over |
//! | [`site`] | every page that exists, and what templates see of it; structured data, feeds, sitemap |
//! | [`render`] | a page and the theme make bytes |
//! | [`pipeline`] | the stages in order, and the memo of parsed postings; what a site already says, for the next posting |
//! | [`lint`] | what is unwise in the content, for `check`; the codes of all messages are in [`diagnostic::codes`] |
//! | [`edge`] | files, clock, watcher, network: the only place that touches the outside world; `edge::serve` is the preview |
//! | [`cli`] | arguments and printing |
//!
//! # Five laws
//!
//! 1. A page is a pure function of the site: [`site::Site`] knows every page, [`render::Renderer::render`] gives the bytes
//!    of one. A build renders all of them in parallel and writes each as it is made, so memory holds postings and never
//!    the output. The text of a posting is not held either: it is read again when its page is rendered, and its
//!    fingerprint says whether it is still the one that the site was made of. (A build has the files of a usual board kept
//!    from the first reading to the second, see [`edge::disk::Kept`].)
//! 2. Warm equals cold: what is carried from run to run is [`pipeline::Memo`], keyed by the files' bytes and by what the facets
//!    are made of; and, from one build to the next, the pages' keys ([`site::key`]), values that identify all that a page is
//!    made of. Neither knows of changes: both are compared, never patched.
//! 3. Same inputs, same bytes: whatever the machine, the number of threads or the order of files.
//! 4. The outside world is in [`edge`] alone; lints (`clippy.toml`) and `tests/borders.rs` hold the border.
//! 5. Pages are independent of one another, so a build can be divided by their paths ([`site::shard`]).
//!
//! The filters have a half of their own in the browser: [`site::filter_index`] writes the data, `static/assets/filters/` reads it
//! (`list.js` is the page, `filter.js` the rules, `board.js` the data), and `tests/web/parity` holds that both halves agree.
//!
//! Two kinds of failure are never mixed: a [`diagnostic::Diagnostic`] is about content, is a value, and all of them are
//! shown; an [`edge::error::Error`] is about the environment and ends the command.

pub mod catalog;
pub mod cli;
pub mod config;
pub mod content;
pub mod diagnostic;
pub mod edge;
pub mod finder;
pub mod import;
pub mod lint;
pub mod meter;
pub mod pipeline;
pub mod posting;
pub mod render;
pub mod site;
pub mod skills;
pub mod slug;
pub mod source;
pub mod theme;
pub mod yaml;
