//! Titles that shout, or say more than the job's title.

use super::Role;
use super::file::Step::Key;
use crate::diagnostic::Diagnostic;

/// Titles with fewer letters may be acronyms: QA, MLOPS.
const LETTERS: usize = 8;
/// Words that advertise rather than name a job, in lower case.
const ADVERTISING: &[&str] = &[
    "urgent",
    "urgently",
    "now hiring",
    "hiring now",
    "we are hiring",
    "we're hiring",
    "apply now",
    "immediate start",
    "start immediately",
    "wanted",
    "join us",
    "great pay",
    "competitive salary",
];

/// All lints about the title.
pub(super) fn all(role: &Role<'_>, found: &mut Vec<Diagnostic>) {
    let title = role.posting.title.as_str();
    let place = || role.file.value(&[Key("title")]);
    if let Some(plain) = shouted(title) {
        found.push(
            role.warn("shouting-title", format!("the title `{title}` shouts"))
                .at(place())
                .help(format!("write `title: {plain}`")),
        );
    }
    if let Some(extra) = extra(title) {
        found.push(
            role.warn("title-extras", format!("`{extra}` is no part of a job's title"))
                .at(place())
                .help("search engines want the job alone; pay is `salary`, a place is `locations`"),
        );
    }
}

/// The title in plain letters, if it is in capitals or has signs that call out.
fn shouted(title: &str) -> Option<String> {
    let is_capital =
        title.chars().filter(|c| c.is_uppercase()).count() >= LETTERS && !title.contains(char::is_lowercase);
    let calls = ["!", "??", "***", "~~", "$$"].iter().any(|sign| title.contains(sign));
    if !is_capital && !calls {
        return None;
    }
    let quiet = title.replace(['!', '*', '~'], "").replace("??", "?").replace("$$", "$");
    let words = quiet.split_whitespace().map(|word| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if is_capital && word.chars().count() > 3 => {
                first.to_string() + &letters.as_str().to_lowercase()
            }
            _ => word.to_owned(),
        }
    });
    Some(words.collect::<Vec<_>>().join(" "))
}

/// What of a title is pay or advertising.
fn extra(title: &str) -> Option<&str> {
    let lower = title.to_ascii_lowercase();
    let is_word = |at: usize, length: usize| {
        let before = lower[..at].chars().next_back();
        let after = lower[at + length..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    let word = ADVERTISING.iter().find_map(|word| {
        let at = lower.find(word).filter(|at| is_word(*at, word.len()))?;
        Some(&title[at..at + word.len()])
    });
    word.or_else(|| pay(title))
}

/// An amount of money: `€90k`, `$ 50,000`, `60.000 EUR`.
fn pay(title: &str) -> Option<&str> {
    let sign = title.find(['€', '$', '£', '¥'])?;
    let end = |from: usize| {
        let rest = &title[from..];
        from + rest.find(|c: char| !(c.is_ascii_digit() || ",.kK -–€$£¥".contains(c))).unwrap_or(rest.len())
    };
    let start = title[..sign]
        .rfind(|c: char| !(c.is_ascii_digit() || ",.kK ".contains(c)))
        .map_or(0, |at| at + title[at..].chars().next().map_or(1, char::len_utf8));
    let amount = title[start..end(sign)].trim_matches([' ', ',', '.', '-', '–']);
    amount.contains(|c: char| c.is_ascii_digit()).then_some(amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_shout_are_offered_in_plain_letters() {
        assert_eq!(shouted("SENIOR SALES MANAGER").as_deref(), Some("Senior Sales Manager"));
        assert_eq!(shouted("Nurse wanted!!!").as_deref(), Some("Nurse wanted"));
        for plain in ["QA", "MLOPS", "SAP ABAP Developer", "数据平台工程师", "C# Engineer", "What now?"] {
            assert_eq!(shouted(plain), None, "{plain}");
        }
    }

    #[test]
    fn pay_and_advertising_are_found_and_trades_are_not() {
        assert_eq!(extra("URGENT: Nurse"), Some("URGENT"));
        assert_eq!(extra("Driver, €90k"), Some("€90k"));
        assert_eq!(extra("Driver 60.000 € a year"), Some("60.000 €"));
        for plain in ["Hiring Manager", "Cash Manager", "Unwanted Goods Clerk", "€"] {
            assert_eq!(extra(plain), None, "{plain}");
        }
    }
}
