//! What holds for any text.

use std::sync::LazyLock;

use proptest::prelude::*;
use rolecall::finder::{Finder, Found, Stated};
use rolecall::skills::Vocabulary;

/// Made once: a property tries many texts.
static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(&Vocabulary::read(None).0));

/// Every span of what was found.
fn spans(found: &Found) -> Vec<(usize, usize)> {
    fn of<T>(stated: &Stated<T>) -> (usize, usize) {
        (stated.span.start, stated.span.end)
    }
    let mut spans = Vec::new();
    spans.extend(found.title.iter().map(of));
    spans.extend(found.department.iter().map(of));
    spans.extend(found.team.iter().map(of));
    spans.extend(found.locations.iter().map(of));
    spans.extend(found.workplace.iter().map(of));
    spans.extend(found.applicants_in.iter().map(of));
    spans.extend(found.employment.iter().map(of));
    spans.extend(found.level.iter().map(of));
    spans.extend(found.posted.iter().chain(&found.closes).map(of));
    spans.extend(found.salary.iter().map(of));
    spans.extend(found.education.iter().map(of));
    spans.extend(found.fields.iter().map(of));
    spans.extend(found.experience.iter().map(of));
    spans.extend(found.skills.iter().chain(&found.preferred).map(of));
    spans.extend(found.languages.iter().map(of));
    spans.extend(found.certificates.iter().map(of));
    spans.extend(found.apply.iter().map(of));
    spans.extend(found.id.iter().map(of));
    spans
}

/// Pieces of which texts are made that come near to real ones.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "# ", "## Requirements\n", "**Location:** ", "Berlin, Germany", "- ", "\n", "\n\n", "5+ years", " of experience in ", "Kubernetes", " or ", ", ", "one (1) year ",
            "Bachelor's degree", " in Computer Science", "$120k - $150k", " per year", "<li>", "</li>", "&amp;", "[Apply](https://a.example/)", "{% comment %}", "{{ x }}", "<!--", "-->",
            "任职要求：", "本科及以上学历", "五年以上工作经验", "精通Docker", "、", "。", "mindestens fünf Jahre Berufserfahrung", "Führerschein", "2026-02-30", "31.01.2027", "03/04/2026", "| a | b |", "***", "__", "`",
            "(", ")", ";", ".", " preferred", "ideally ", "remote", "Full-time", "native English", " C1 ", "familiar with ", "\u{fffc}", "\u{200b}", "x@y.example", "http://", "&#x1F600;", "&#0;", "\\", "9999999999999999999",
        ]).prop_map(str::to_owned),
        2 => "\\PC{0,8}",
        1 => "[\\x00-\\x7f]{0,6}",
    ]
}

proptest! {
    #[test]
    fn evidence_is_a_piece_of_the_text(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let found = FINDER.find(&text);
        for (start, end) in spans(&found) {
            prop_assert!(start < end && text.get(start..end).is_some(), "{start}..{end} of {text:?}");
        }
    }

    #[test]
    fn short_texts_are_read_without_fail(text in "\\PC{0,40}", pieces in prop::collection::vec(piece(), 0..6)) {
        let finder = &*FINDER;
        for text in [text, pieces.concat()] {
            let _ = (finder.pay(&text), finder.place(&text), finder.day(&text), finder.employment(&text), finder.level(&text));
        }
    }
}

/// The evidence has the words that a value is made of.
#[test]
fn evidence_has_the_words() {
    let text = "## Requirements\n\n- **5+ years** of experience with *Kubernetes* &amp; Docker\n- Bachelor’s degree in Computer Science\n\nLocation: Zürich, Switzerland\n";
    let found = FINDER.find(text);
    let words = |span: rolecall::source::Span| &text[span.range()];
    assert_eq!(words(found.education.unwrap().span), "Bachelor’s degree");
    assert_eq!(words(found.fields[0].span), "Computer Science");
    assert!(words(found.experience[0].span).starts_with("5+ years"));
    assert_eq!(found.skills.iter().map(|s| words(s.span)).collect::<Vec<_>>(), ["Kubernetes", "Docker"]);
    assert_eq!(words(found.locations[0].span), "Zürich, Switzerland");
}

/// A paragraph about something else, wherever it stands, changes nothing.
#[test]
fn an_unrelated_paragraph_changes_nothing() {
    let parts = [
        "# Data Engineer",
        "**Location:** Berlin, Germany",
        "## Requirements",
        "- 3+ years of experience in data engineering\n- Bachelor's degree in Statistics\n- Python and SQL",
        "## Benefits",
        "- 30 days of leave",
    ];
    let finder = &*FINDER;
    let values = |parts: &[&str]| {
        let found = finder.find(&parts.join("\n\n"));
        crate::shown::front_matter(&found)
    };
    let plain = values(&parts);
    for at in 1..=parts.len() {
        let mut longer = parts.to_vec();
        longer.insert(at, "The garden behind the house has old trees, and in summer we eat there.");
        assert_eq!(values(&longer), plain, "before part {at}");
    }
}

/// A full stop and nothing else: found by the property above.
#[test]
fn a_mark_alone_is_no_place() {
    assert!(FINDER.place("。").locations.is_empty());
}

/// In the place of an address one sign stands, which is no part of any name.
#[test]
fn an_address_is_no_name() {
    let found = FINDER.find("ID: https://a.example/x\n\nTeam: https://b.example/y\n\n[id]: https://c.example/z\n");
    assert_eq!((found.id, found.team), (None, None));
}
