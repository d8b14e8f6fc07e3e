//! The nearest known name to a mistyped one.

/// The known name nearest to `written`, if one is near enough to have been meant.
///
/// Distance is Damerau-Levenshtein without regard to case, spaces, `-` and `_`; a third of the name may be wrong.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A name of hundreds of characters is no typing error, and comparing it would cost its length squared.
    if written.len() > 64 {
        return None;
    }
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', ' '], "");
    let target = plain(written);
    let allowed = (target.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&target, &plain(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Names as a list in words: "`a`, `b` or `c`".
pub fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} or {last}", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant_and_nothing_far_off() {
        let keys = ["title", "requirements", "employment", "applicants_in"];
        assert_eq!(nearest("Titel", keys), Some("title"));
        assert_eq!(nearest("applicants-in", keys), Some("applicants_in"));
        assert_eq!(nearest("employement", keys), Some("employment"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest(&"title".repeat(100), keys), None);
    }

    #[test]
    fn lists_in_words() {
        assert_eq!(one_of(["a"]), "`a`");
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
