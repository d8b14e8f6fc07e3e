//! Tests of boards: what their front matter states, and what of it is text.

use super::*;
use crate::import::draft::{Fact, Moment};
use proptest::prelude::*;

fn draft_of(text: &str) -> Draft {
    read("jobs/2024-01-02-line-cook.md", text).expect("front matter").expect("a posting").drafts.remove(0)
}

fn facts(text: &str) -> Vec<Fact> {
    draft_of(text).stated.into_iter().map(|stated| stated.fact).collect()
}

#[test]
fn one_fact_has_many_names() {
    let day = |text: &str| Moment::Text(text.into());
    for (front_matter, wanted) in [
        ("application link: https://a.example/x", Fact::Apply("https://a.example/x".into())),
        ("how_to_apply: Write to jobs@inn.example, please.", Fact::Apply("jobs@inn.example".into())),
        ("how_to_apply:\n  - See [us](https://inn.example/a)", Fact::Apply("https://inn.example/a".into())),
        ("contact: { name: Jo, email: jo@inn.example }", Fact::Apply("jo@inn.example".into())),
        ("applyEmail: jo@inn.example", Fact::Apply("jo@inn.example".into())),
        ("date_posted: !!timestamp 2024-01-02T03:04:05Z", Fact::Posted(day("2024-01-02T03:04:05Z"))),
        ("sort_date: 1704164645", Fact::Posted(day("1704164645"))),
        ("deadline: August 22, 2024", Fact::Closes(day("August 22, 2024"))),
        ("postedDate: 2024-01-02", Fact::Posted(day("2024-01-02"))),
        ("prepared-on-date: 2024-01-02", Fact::Posted(day("2024-01-02"))),
        ("timestamp: 1704164645000", Fact::Posted(day("1704164645000"))),
        ("expire: 2024-01-02", Fact::Closes(day("2024-01-02"))),
        ("closedDate: 2024-01-02", Fact::Closes(day("2024-01-02"))),
        ("draft: true", Fact::Status("draft".into())),
        ("published: false", Fact::Status("draft".into())),
        ("active: \"false\"", Fact::Status("closed".into())),
        ("open: \"false\"", Fact::Status("closed".into())),
        ("status: searching", Fact::Status("searching".into())),
        ("appointment type: term", Fact::Employment("term".into())),
        ("pay: $24-$26/hour", Fact::Pay("$24-$26/hour".into())),
        ("jobLocation: Ulm", Fact::Place("Ulm".into())),
        ("Einsatzort: Ulm", Fact::Place("Ulm".into())),
        ("工作地点: 成都", Fact::Place("成都".into())),
        ("Arbeitszeit: Vollzeit", Fact::Employment("Vollzeit".into())),
        ("a_job_type: Full Time", Fact::Employment("Full Time".into())),
        ("Bewerbungsfrist: 31.01.2027", Fact::Closes(day("31.01.2027"))),
        ("remote: true", Fact::Workplace("remote".into())),
        ("permalink: /old/cook/", Fact::Alias("/old/cook/".into())),
    ] {
        assert_eq!(facts(&format!("---\ntitle: Cook\n{front_matter}\n---\nText\n")), [wanted], "{front_matter}");
    }
}

#[test]
fn the_more_telling_name_comes_first_and_drawers_are_opened() {
    let text = "---\nposition:\n  title: Cook\n  date: 2024-01-01\n  date_posted: 2024-02-01\n---\nText\n";
    let draft = draft_of(text);
    assert_eq!((draft.title.as_str(), draft.stem.as_deref()), ("Cook", Some("line-cook")));
    assert_eq!(draft.stated[0].field, "position.date_posted");
}

#[test]
fn the_job_alone_is_the_title() {
    let title = |position: &str| draft_of(&format!("---\ntitle: Upland Inn Line Cook\n{position}\n---\nText\n")).title;
    assert_eq!(title("position: Line Cook"), "Line Cook");
    assert_eq!(title("position: Kitchen"), "Upland Inn Line Cook");
}

#[test]
fn toml_and_json_and_no_first_line_are_front_matter_too() {
    let day = Fact::Posted(Moment::Text("2024-01-02".into()));
    assert_eq!(facts("+++\ntitle = \"Cook\"\ndate = 2024-01-02\n[extra]\ndraft = true\n+++\nText\n").len(), 2);
    assert_eq!(facts("title: Cook\ndate: 2024-01-02\n---\nText\n"), std::slice::from_ref(&day));
    let json = with_json("cook.md", "{\"title\": \"Cook\", \"date\": \"2024-01-02\"}\nText\n").unwrap().unwrap();
    assert_eq!((json.drafts[0].stated[0].fact.clone(), json.drafts[0].body.as_str()), (day, "Text"));
    let wrong = read("a.md", "+++\ntitle = \"Cook\"\ndate = x\n+++\n").unwrap().unwrap_err();
    let (span, text) = *wrong.place.unwrap();
    assert_eq!(text.line(span.start).0, 3);
}

#[test]
fn broken_yaml_is_mended_where_it_is_certain() {
    let colon = draft_of("---\ntitle: Cook: the inn's best\nteam: Kitchen\n---\nText\n");
    assert_eq!(colon.title, "Cook: the inn's best");
    assert!(colon.left[0].why.contains("quotation marks") && colon.left[0].line == Some(2));
    let tabs = draft_of("---\ntitle: Cook\nlocation:\n\tcity: Ulm\n\tcountry: DE\n---\nText\n");
    assert!(matches!(&tabs.stated[0].fact, Fact::Address(address) if address.city.as_deref() == Some("Ulm")));
    let list = "---\ntitle: Cook\nbenefits:\n  - Soup every day\n- Bread every day\n---\nText\n";
    assert_eq!(facts(list), [Fact::Benefits(vec!["Soup every day".into(), "Bread every day".into()])]);
}

#[test]
fn text_in_the_front_matter_goes_where_its_code_stood() {
    let text = "---\ntitle: Cook\nkey objectives:\n  - Cook the soup well\n    - and hot\n  - Bake: bread\n---\n## Key objectives\n\n\
                {% include key_objectives.html %}\n\nEnd {{ x }}\n";
    let draft = draft_of(text);
    assert_eq!(draft.body, "## Key objectives\n\n- Cook the soup well\n  - and hot\n- Bake: bread\n\nEnd {{ x }}");
    assert_eq!(
        draft.left.iter().map(|left| (left.what.as_str(), left.line)).collect::<Vec<_>>(),
        [("{{ x }}", Some(12))]
    );
}

#[test]
fn requirements_under_any_key_are_a_section_of_the_text() {
    for (front_matter, wanted) in [
        ("must_have: [Rust, SQL]", "## Must have\n\n- Rust\n- SQL"),
        ("qualifications: Two years at a stove", "## Qualifications\n\nTwo years at a stove"),
        ("requirements:\n  technical: [Rust, SQL]", "## Technical requirements\n\n- Rust\n- SQL"),
        ("requirements:\n  nice_to_have: [Rust]", "## Nice to have\n\n- Rust"),
        ("Anforderungen: [Kochen, Backen]", "## Anforderungen\n\n- Kochen\n- Backen"),
    ] {
        assert_eq!(
            draft_of(&format!("---\ntitle: Cook\n{front_matter}\n---\nText\n")).body,
            format!("Text\n\n{wanted}")
        );
    }
}

#[test]
fn a_text_in_pieces_is_put_together() {
    let text = "---\ntitle: Cook\nsections:\n  - heading: Requirements\n    items: [Two years at a stove, A clean apron]\n  \
                - heading: Our inn\n    body: We cook for guests from all over the world and for the village.\n---\n";
    let wanted = "## Requirements\n\n- Two years at a stove\n- A clean apron\n\n## Our inn\n\nWe cook for guests from all over \
                  the world and for the village.";
    assert_eq!(draft_of(text).body, wanted);
    let nodes = "---\ntitle: Cook\ntext:\n  - { type: paragraph, content: [{ type: text, marks: [{ type: bold }], text: You }] }\n  \
                 - { type: paragraph, content: [{ type: text, text: 'You have cooked ' }, { type: text, text: soup and bread \
                 for many guests in many towns. }] }\n---\n";
    assert_eq!(draft_of(nodes).body, "**You**\n\nYou have cooked soup and bread for many guests in many towns.");
    // Nodes in a drawer that calls itself a text, and items in a list of their own.
    let drawer = nodes
        .replace("text:\n  - {", "components:\n  - type: text\n    text:\n      - {")
        .replace("\n  - {", "\n      - {");
    assert_eq!(draft_of(&drawer).body, draft_of(nodes).body, "{drawer}");
    let nested =
        "---\ntitle: Cook\nlist_one:\n  list-items:\n    - item: Soup and bread for all guests\n    - item: Tea\n---\n";
    assert_eq!(draft_of(nested).body, "## List items\n\n- Soup and bread for all guests\n- Tea");
}

#[test]
fn json_between_rules_and_keys_that_nothing_closes_are_front_matter_too() {
    let json =
        draft_of("---\n{\n\t\"title\": { \"original\": \"Cook\" },\n\t\"postedDate\": \"2024-01-02\"\n}\n---\nText\n");
    assert_eq!((json.title.as_str(), json.body.as_str()), ("Cook", "Text"));
    let day = Fact::Posted(Moment::Text("2024-01-02".into()));
    assert_eq!(json.stated[0].fact, day);
    let open = draft_of("Title: Cook\nDate: 2024-01-02\n\nText\n");
    assert_eq!((open.title.as_str(), open.body.as_str(), open.stated[0].fact.clone()), ("Cook", "Text", day));
    assert!(read("a.md", "Title: Cook\nLocation: Ulm\n\nText\n").is_none());
}

#[test]
fn templates_and_what_is_about_the_board_are_no_postings() {
    for (name, title) in
        [("jobs/README.md", "Jobs"), ("_TEMPLATE.md", "Cook"), ("a.md", "Org: Job title"), ("a.md", "About us")]
    {
        let batch = read(name, &format!("---\ntitle: \"{title}\"\n---\nText\n")).unwrap().unwrap();
        assert!(batch.drafts.is_empty() && batch.skipped.len() == 1, "{name} {title}");
    }
}

#[test]
fn what_nothing_closes_and_what_stands_twice_is_mended_and_said() {
    for title in ["\"Cook", "[Cook", "'Cook"] {
        assert_eq!(draft_of(&format!("---\ntitle: {title}\nlocation: Ulm\n---\nText\n")).title, "Cook", "{title}");
    }
    let twice = draft_of("---\ntitle: Cook\ntitle: Baker\nlocation: Ulm\n---\nText\n");
    assert_eq!(twice.title, "Cook");
    assert!(twice.left.iter().any(|left| left.what == "title: Baker" && left.line == Some(3)), "{:?}", twice.left);
}

#[test]
fn a_role_may_have_the_words_of_a_template_in_its_title() {
    for (name, title) in [
        ("email-template-designer.md", "Email Template Designer"),
        ("a.md", "How to apply machine learning: Staff Engineer"),
    ] {
        let batch = read(name, &format!("---\ntitle: \"{title}\"\n---\nText\n")).unwrap().unwrap();
        assert!(batch.drafts.len() == 1, "{name} {title}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "(---\n|\\+\\+\\+\n|\\{\"|title|: |date|- |\t|\n|\"|'|\\[|\\{\\{|%\\}|=|#|é|[a-z]{1,3}|location|salary|  ){0,30}") {
        let _ = (read("a.md", &text), with_json("a.md", &text));
    }
}
