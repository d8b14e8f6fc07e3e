//! Tests of what drafts mean: fields, texts and titles held against the posting that they become.

use super::*;
use crate::import::draft::{Address, Amounts, Fact, Moment, Stated};
use crate::posting::parse::posting;
use proptest::prelude::*;

/// What a draft with these facts becomes, as the lines of its front matter.
fn lines(facts: Vec<Fact>) -> (Vec<String>, Vec<Left>) {
    with_body(facts, "")
}

fn with_body(facts: Vec<Fact>, body: &str) -> (Vec<String>, Vec<Left>) {
    let mut draft = Draft::new("7", "Cook", body);
    for fact in facts {
        draft.state("field", Some(fact));
    }
    let imported = on_ground(|ground| understand(draft, ground)).unwrap();
    let text = imported.text(&Origin::new("Kitchen", &imported.key));
    let front_matter = text.lines().skip(3).take_while(|line| *line != "---").map(str::to_owned).collect();
    (front_matter, imported.left)
}

#[test]
fn a_field_counts_and_says_its_name() {
    let facts = vec![
        Fact::Department("Kitchen".into()),
        Fact::Company("ACME".into()),
        Fact::Address(Address { city: Some("Ulm".into()), country: Some("Germany".into()), ..Address::default() }),
        Fact::Workplace("on-site".into()),
        Fact::Posted(Moment::Milliseconds(1_767_344_400_000)),
        Fact::Amounts(Amounts { min: Some(18.5), max: None, currency: Some("€".into()), per: Some("HOUR".into()) }),
        Fact::Apply("mailto:jobs@inn.example".into()),
        Fact::Tags(vec!["k8s".into(), "team".into()]),
    ];
    let (lines, left) = lines(facts);
    let wanted = [
        "department: Kitchen                 # from `field`",
        "company: acme                       # from `field`",
        "locations: Ulm, DE                  # from `field`",
        "workplace: onsite                   # from `field`",
        "posted: 2026-01-02                  # from `field`",
        "salary: { min: 18.50, currency: EUR, per: hour }  # from `field`",
        "requirements:",
        "  skills:",
        "    - Kubernetes                    # from `field`",
        "apply: jobs@inn.example             # from `field`",
    ];
    assert_eq!(lines, wanted);
    assert_eq!(left.iter().map(|left| left.what.as_str()).collect::<Vec<_>>(), ["field: team", "the text"]);
}

#[test]
fn a_tag_that_may_be_the_kind_of_work_is_no_skill() {
    let (lines, left) = lines(vec![Fact::Tags(vec!["Customer Service".into(), "SAP".into(), "Buchhaltung".into()])]);
    assert_eq!(lines, ["requirements:", "  skills:", "    - SAP                           # from `field`"]);
    assert_eq!(left[0].what, "field: Customer Service, Buchhaltung");
}

#[test]
fn what_has_no_certain_meaning_is_left_and_said() {
    for fact in [
        Fact::Company("Other".into()),
        Fact::Employment("permanent".into()),
        Fact::Level("Mid-Senior level".into()),
        Fact::Posted(Moment::Text("Invalid date".into())),
        Fact::Closes(Moment::Text("2024-17-01".into())),
        Fact::Status("maybe".into()),
        Fact::Pay("Competitive".into()),
        Fact::Amounts(Amounts { min: Some(5.0), currency: Some("EUR".into()), ..Amounts::default() }),
        Fact::Amounts(Amounts { min: Some(9.0), max: Some(5.0), per: Some("hour".into()), ..Amounts::default() }),
        Fact::Apply("{{ site.apply }}".into()),
        Fact::Alias("/:title/".into()),
        Fact::Language("Klingon!".into()),
    ] {
        let (lines, left) = lines(vec![fact.clone()]);
        assert_eq!(lines, [] as [&str; 0], "{fact:?}");
        assert!(left[0].what.starts_with("field: "), "{fact:?}: {left:?}");
    }
}

#[test]
fn of_several_fields_the_first_that_is_understood_counts() {
    let day = |text: &str| Fact::Posted(Moment::Text(text.into()));
    let (lines, left) = lines(vec![day("soon"), day("2026-02-01"), day("2026-03-01")]);
    assert_eq!(lines, ["posted: 2026-02-01                  # from `field`"]);
    assert_eq!(left.len(), 2);
}

#[test]
fn two_facts_that_cannot_both_be_true_are_not_both_written() {
    let day = |text: &str| Moment::Text(text.into());
    let facts = vec![Fact::Posted(day("2026-05-01")), Fact::Closes(day("2026-04-01")), Fact::Status("draft".into())];
    let (lines, left) = lines(facts);
    assert_eq!(
        lines,
        ["closes: 2026-04-01                  # from `field`", "status: draft                       # from `field`"]
    );
    assert!(left[0].why.contains("behind the day"));
}

#[test]
fn what_the_text_states_names_its_line_of_the_file() {
    let stated = Stated { field: "type".into(), line: Some(4), fact: Fact::Level("senior".into()) };
    let mut draft = Draft::new("7", "Cook", "We cook.\n\nEmployment: full time\n");
    draft.stated.push(stated);
    let text = on_ground(|ground| understand(draft, ground)).unwrap().text(&Origin::new("Kitchen", "7"));
    let employment = text.lines().position(|line| line.starts_with("Employment")).unwrap() + 1;
    assert!(text.contains(&format!("employment: full-time               # line {employment}\n")), "{text}");
    assert!(text.contains("level: senior                       # from `type`, line 4\n"), "{text}");
    assert_eq!(origin_of(&text), Some(Origin::new("Kitchen", "7")));
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let text = || "([a-zA-Z0-9 ,.:;#'\"@/{}|>&*%!?\u{e9}\u{4e2d}\u{202e}\n\t-]|Ulm|DE|remote|full-time|2026-01-02|https://a.example/){0,12}";
    let amount = || prop::option::of(-10.0..1e14);
    prop_oneof![
        text().prop_map(Fact::Department),
        text().prop_map(Fact::Place),
        (text(), text()).prop_map(|(a, b)| Fact::PlaceIn(a, b)),
        prop::array::uniform5(prop::option::of(text())).prop_map(|[city, region, country, postal_code, street]| {
            Fact::Address(Address { city, region, country, postal_code, street })
        }),
        text().prop_map(Fact::Employment),
        text().prop_map(|text| Fact::Posted(Moment::Text(text))),
        any::<i64>().prop_map(|time| Fact::Closes(Moment::Milliseconds(time))),
        (amount(), amount(), prop::option::of(text()), prop::option::of("year|hour"))
            .prop_map(|(min, max, currency, per)| Fact::Amounts(Amounts { min, max, currency, per })),
        prop::collection::vec(text(), 0..4).prop_map(Fact::Skills),
        prop::collection::vec(text(), 0..4).prop_map(Fact::Benefits),
        text().prop_map(Fact::Apply),
        text().prop_map(Fact::Alias),
        text().prop_map(Fact::Number),
        text().prop_map(Fact::Language),
        text().prop_map(Fact::Status),
    ]
}

/// A draft without a key or a text: found by the property below.
#[test]
fn a_title_alone_is_accepted() {
    let imported = on_ground(|ground| understand(Draft::new("", "A", ""), ground)).unwrap();
    let origin = Origin::new("A board", "");
    let text = imported.text(&origin);
    assert!(posting(&ProjectPath::new("content/jobs/a.md"), text.as_bytes()).is_ok(), "{text}");
    assert_eq!(origin_of(&text), Some(origin));
}

proptest! {
    #[test]
    fn every_draft_becomes_a_file_that_is_accepted_or_is_refused(
        title in "[ \\PC\n]{0,30}",
        key in "\\PC{0,12}",
        body in "(---\n|# |\\PC{0,6}|\n|- ){0,12}",
        facts in prop::collection::vec(any_fact(), 0..8),
    ) {
        let mut draft = Draft::new(key.clone(), title, body);
        for fact in facts {
            draft.state("any: # field\n", Some(fact));
        }
        if let Ok(imported) = on_ground(|ground| understand(draft, ground)) {
            let origin = Origin::new("A board", &key);
            let text = imported.text(&origin);
            let path = ProjectPath::new("content/jobs/a.md");
            let read = posting(&path, text.as_bytes());
            prop_assert!(read.is_ok(), "{:?}\n{text}", read.err());
            prop_assert_eq!(origin_of(&text), Some(origin));
        }
    }
}

#[test]
fn a_dollar_sign_is_the_dollar_of_the_place_unless_the_text_says_which() {
    let calgary = || Fact::Place("Calgary, AB, Canada".into());
    let salary = |facts: Vec<Fact>, body: &str| {
        let (lines, _) = with_body(facts, body);
        lines.into_iter().find(|line| line.starts_with("salary:")).unwrap_or_default()
    };
    assert!(salary(vec![calgary()], "Pay: $20 an hour\n").contains("currency: CAD"));
    assert!(salary(vec![calgary()], "Pay: $20 USD an hour\n").contains("currency: USD"));
    assert!(salary(vec![], "Pay: $20 an hour\n").contains("currency: USD"));
}

#[test]
fn the_text_names_the_city_of_the_state_that_a_field_gives() {
    let places = |field: &str, body: &str| {
        let (lines, _) = with_body(vec![Fact::Place(field.into())], body);
        lines.join("\n")
    };
    let body = "We are looking for a nurse in Granite City, Illinois.\n";
    assert!(places("Illinois", body).contains("city: Granite City, region: IL"), "{}", places("Illinois", body));
    assert!(!places("Ohio", body).contains("Granite City"), "{}", places("Ohio", body));
}

#[test]
fn what_a_source_says_in_short_counts_where_nothing_else_says_it() {
    let short = || Fact::InShort("Base: Berlin, 20 hours per week".into());
    let (lines, _) = lines(vec![short()]);
    assert!(lines[0].starts_with("locations: Berlin, DE "), "{lines:?}");
    assert!(lines[1].starts_with("employment: part-time "), "{lines:?}");
    let (lines, _) = with_body(vec![short()], "Location: Ulm, Germany\n");
    assert!(lines[0].starts_with("locations: Ulm, DE "), "{lines:?}");
}

#[test]
fn parts_of_the_world_are_no_cities_and_are_said() {
    for (written, wanted, left) in [
        ("Remote - EMEA", "workplace: remote", "EMEA"),
        ("LATAM", "", "LATAM"),
        ("Anywhere in Europe", "", "Anywhere in Europe"),
        ("Remote US, Remote Canada", "workplace: remote applicants_in: - US - CA", ""),
        ("Hybrid- Fremont, CA", "locations: - { city: Fremont, region: CA, country: US } workplace: hybrid", ""),
        ("US-NY-New York", "locations: - { city: New York, region: NY, country: US }", ""),
        ("Frankfurt (Main)", "locations: Frankfurt, DE", ""),
        ("IT-Support", "locations: - { city: IT-Support }", ""),
        ("N/A", "", ""),
        ("HQ", "", "HQ"),
    ] {
        let (lines, all) = lines(vec![Fact::Place(written.into())]);
        let plain = |line: &String| line.split('#').next().unwrap_or_default().trim().to_owned();
        assert_eq!(lines.iter().map(plain).collect::<Vec<_>>().join(" "), wanted, "{written}");
        let said = all.iter().any(|said| !left.is_empty() && said.what.ends_with(left));
        assert_eq!(said, !left.is_empty(), "{written}: {all:?}");
    }
}
