//! What is wrong with the user's content, as values that are collected and shown together.

pub mod codes;
pub mod formats;
pub mod position;
pub mod show;
pub mod suggest;

use crate::source::{ProjectPath, Span};

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site can be built, but something is unwise.
    Warning,
    /// The site cannot be built.
    Error,
}

impl Severity {
    /// Its name: `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that is wrong with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// A stable name for the kind of problem, e.g. `unknown-key`.
    pub code: &'static str,
    /// The file.
    pub path: ProjectPath,
    /// The place in the file; `None` when the whole file is meant.
    pub span: Option<Span>,
    /// What is wrong, in plain words: lower case, no full stop.
    pub message: String,
    /// Words beside the caret; empty when the message says it all.
    pub label: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error about a whole file.
    pub fn error(code: &'static str, path: &ProjectPath, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            path: path.clone(),
            span: None,
            message: message.into(),
            label: String::new(),
            help: None,
        }
    }

    /// A warning about a whole file.
    pub fn lint(code: &'static str, path: &ProjectPath, message: impl Into<String>) -> Self {
        Self::error(code, path, message).warning()
    }

    /// The message, and the words beside the caret, on one line.
    pub fn full_message(&self) -> String {
        if self.label.is_empty() { self.message.clone() } else { format!("{}; {}", self.message, self.label) }
    }

    /// The same at a place in the file.
    #[must_use]
    pub fn at(mut self, span: impl Into<Option<Span>>) -> Self {
        self.span = span.into();
        self
    }

    /// The same with words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with a way to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same as a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}

/// All diagnostics of a run, in path order and from top to bottom inside a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The report of these diagnostics, sorted and without repetitions.
    pub fn new(mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort_by(|a, b| (&a.path, a.span, a.code, &a.message).cmp(&(&b.path, b.span, b.code, &b.message)));
        diagnostics.dedup();
        Self { diagnostics }
    }

    /// The same with one more.
    #[must_use]
    pub fn with(&self, diagnostic: Diagnostic) -> Self {
        Self::new([&self.diagnostics[..], &[diagnostic]].concat())
    }

    /// The diagnostics in order.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// How many of them are errors.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// How many of them are warnings.
    pub fn warnings(&self) -> usize {
        self.diagnostics.len() - self.errors()
    }

    /// In how many files there is an error.
    pub fn files_with_errors(&self) -> usize {
        let mut paths: Vec<_> =
            self.diagnostics.iter().filter(|d| d.severity == Severity::Error).map(|d| &d.path).collect();
        paths.dedup();
        paths.len()
    }
}
