//! Every code that a diagnostic can have: how much it weighs, what it means, why, and where that is known from.
//!
//! `rolecall check --explain CODE` shows an entry; site.yaml's `lints` may name those that are warnings.

mod errors;
mod lints;

use super::Severity;

/// One kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Its stable name: `unknown-key`.
    pub name: &'static str,
    /// How much it weighs when nobody says otherwise.
    pub severity: Severity,
    /// Whether it is said only where site.yaml asks for it.
    pub is_off: bool,
    /// What it says, in a sentence.
    pub meaning: &'static str,
    /// Why that matters, and what to do.
    pub reason: &'static str,
    /// Where it is known from: addresses and publications.
    pub sources: &'static [&'static str],
}

impl Code {
    const fn error(name: &'static str, meaning: &'static str, reason: &'static str) -> Self {
        Self { name, severity: Severity::Error, is_off: false, meaning, reason, sources: &[] }
    }

    const fn lint(
        name: &'static str,
        meaning: &'static str,
        reason: &'static str,
        sources: &'static [&'static str],
    ) -> Self {
        Self { name, severity: Severity::Warning, is_off: false, meaning, reason, sources }
    }

    const fn off(self) -> Self {
        Self { is_off: true, ..self }
    }

    /// Its weight in words: `error`, `warning`, or `off`.
    pub fn weight(&self) -> &'static str {
        if self.is_off { "off" } else { self.severity.name() }
    }

    /// Whether site.yaml may give it another weight: what is an error cannot be built, whatever a file says.
    pub fn is_lint(&self) -> bool {
        self.severity == Severity::Warning
    }
}

/// All codes, first the errors.
pub fn all() -> impl Iterator<Item = &'static Code> {
    errors::ERRORS.iter().chain(lints::LINTS)
}

/// The code of a name.
pub fn find(name: &str) -> Option<&'static Code> {
    all().find(|code| code.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_there_once_and_explained() {
        let mut names = BTreeSet::new();
        for code in all() {
            assert!(names.insert(code.name), "`{}` is there twice", code.name);
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(code.name.chars().all(plain), "{}", code.name);
            for text in [code.meaning, code.reason] {
                assert!(text.ends_with('.') && text.len() > 20, "`{}` says too little: {text}", code.name);
            }
        }
    }
}
