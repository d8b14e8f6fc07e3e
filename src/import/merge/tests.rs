//! What of a changed posting is taken, and what stays.

use super::*;
use proptest::prelude::*;

const LAST: &str = "---\n# imported from x | 1\ntitle: Cook\nlocations: Ulm, DE   # from `city`\nlevel: senior\nrequirements:\n  \
                    education: bachelor\n  skills: [Soup]\n---\n\nWe cook.\n\nJoin us.\n";

#[test]
fn what_the_source_changed_is_taken_and_what_was_changed_by_hand_stays() {
    let new = LAST
        .replace("Ulm", "Bonn")
        .replace("[Soup]", "[Soup, Bread]")
        .replace("We cook", "We cook well")
        .replace("level: senior\n", "");
    let now = LAST.replace("bachelor", "none").replace("title: Cook", "title: Head Cook").replace("Join us", "Come");
    let merged = merge(LAST, &new, &now);
    let wanted = "---\n# imported from x | 1\ntitle: Head Cook\nlocations: Bonn, DE   # from `city`\nrequirements:\n  \
                  education: none\n  skills: [Soup, Bread]\n---\n\nWe cook well.\n\nCome.\n";
    assert_eq!(merged.text, wanted);
    assert_eq!(merged.kept, ["title", "requirements.education", "the text"]);
    assert_eq!(merged.contested, [] as [&str; 0]);
    // What was imported is the source's word now: nothing is left to do.
    assert_eq!(merge(&new, &new, &merged.text).text, merged.text);
}

#[test]
fn where_both_changed_it_the_hand_wins_and_is_named() {
    let new = LAST.replace("senior", "lead").replace("We cook", "We bake");
    let now = LAST.replace("level: senior", "# asked Jo\nlevel: mid").replace("We cook", "We roast");
    let merged = merge(LAST, &new, &now);
    assert_eq!(merged.text, now);
    assert_eq!(merged.contested, ["level", "the text"]);
    let without = LAST.replace("level: senior\n", "");
    assert_eq!(merge(LAST, &new, &without).contested, ["level"]);
    assert_eq!(merge(LAST, LAST, &without), Merged { kept: vec!["level".into()], ..Merged::of(without) });
}

#[test]
fn looks_do_not_count() {
    let now = LAST.replace("locations: Ulm, DE   # from `city`", "locations: \"Ulm, DE\" # right");
    assert_eq!(merge(LAST, LAST, &now).kept, [] as [&str; 0]);
    let new = LAST.replace("Ulm", "Bonn").replace("level: senior", "level: senior\nstatus: draft");
    let merged = merge(LAST, &new, &now);
    assert!(merged.text.contains("locations: Bonn, DE") && merged.text.contains("level: senior\nstatus: draft\n"));
}

#[test]
fn a_change_that_would_make_the_file_wrong_is_not_made() {
    let last = "---\ntitle: Cook\ncloses: 2026-05-01\n---\n";
    let now = "---\ntitle: Cook\nposted: 2026-04-01\ncloses: 2026-05-01\n---\n";
    let merged = merge(last, "---\ntitle: Cook\ncloses: 2026-03-01\n---\n", now);
    assert_eq!((merged.text.as_str(), merged.contested.as_slice()), (now, &["the file".to_owned()][..]));
}

#[test]
fn a_role_is_filled_by_one_line() {
    let text = filled(LAST).unwrap();
    assert_eq!(text, LAST.replace("title: Cook\n", "title: Cook\nstatus: filled\n"));
    assert_eq!(filled(&text), None);
    let draft = LAST.replace("level: senior", "status: draft   # soon");
    assert_eq!(filled(&draft).unwrap(), LAST.replace("level: senior", "status: filled"));
}

proptest! {
    #[test]
    fn nothing_makes_it_panic_and_the_unchanged_takes_what_is_new(
        texts in prop::array::uniform3("(---\n|title: [ab]\n|level: senior\n|requirements:\n|  skills: [a]\n|# x\n|\n|  - a\n|text\n){0,10}"),
    ) {
        let [last, new, now] = texts;
        let _ = (merge(&last, &new, &now), filled(&now));
        prop_assert_eq!(merge(&last, &new, &last).text, new);
    }
}

#[test]
fn how_far_keys_stand_from_the_margin_does_not_count() {
    for indent in [1, 3, 4] {
        let space = " ".repeat(indent);
        let now = LAST.replace("\n  ", &format!("\n{space}"));
        let same = merge(LAST, LAST, &now);
        assert_eq!(same, Merged::of(&*now), "{indent}");
        let new = LAST.replace("bachelor", "none").replace("[Soup]", "[Soup]\n  languages:\n    - English");
        let merged = merge(LAST, &new, &now);
        let wanted = new.replace("\n  ", &format!("\n{space}"));
        assert_eq!((merged.text.as_str(), merged.kept.len()), (&*wanted, 0), "{indent}");
    }
    for remark in ["# a\n", "  # a\n", "      # a\n"] {
        let now = LAST.replace("requirements:\n", &format!("requirements:\n{remark}"));
        assert_eq!(merge(LAST, LAST, &now).text, now);
        let new = LAST.replace("Soup", "Bread");
        assert_eq!(merge(LAST, &new, &now).text, now.replace("Soup", "Bread"), "{remark}");
    }
}

#[test]
fn how_lines_end_does_not_count() {
    let now = LAST.replace('\n', "\r\n");
    assert_eq!(merge(LAST, LAST, &now), Merged::of(&*now));
    let new = LAST.replace("Ulm", "Bonn").replace("We cook", "We roast").replace("bachelor", "none");
    assert_eq!(merge(LAST, &new, &now), Merged::of(new.replace('\n', "\r\n")));
    let by_hand = now.replace("Join us", "Come");
    let merged = merge(LAST, &new, &by_hand);
    assert_eq!(merged.text, new.replace("Join us", "Come").replace('\n', "\r\n"));
    assert_eq!(filled(&now).unwrap(), filled(LAST).unwrap().replace('\n', "\r\n"));
}

#[test]
fn remarks_stay_at_their_lines_or_are_named() {
    let last = LAST.replace("[Soup]", "\n    - Soup   # line 12\n    - Bread");
    let now = last
        .replace("level: senior", "# ask Jo\nlevel: senior   # Jo says so")
        .replace("    - Bread", "    # the best\n    - Bread   # really")
        .replace("- Soup   # line 12", "- Soup   # mine");
    let new = last.replace("    - Soup   # line 12\n", "    - Cake\n").replace("senior", "lead");
    let merged = merge(&last, &new, &now);
    let wanted =
        new.replace("level", "# ask Jo\nlevel").replace("    - Bread", "    # the best\n    - Bread  # really");
    assert_eq!(merged.text, wanted);
    assert_eq!(merged.lost, ["# Jo says so", "# mine"]);
    let without = merge(&last, &last.replace("level: senior\n", ""), &now);
    assert_eq!(without.lost, ["# ask Jo", "# Jo says so"]);
}

#[test]
fn the_programs_own_remarks_are_counted_anew() {
    let last = "---\ntitle: Cook\nlevel: senior  # line 7\nemployment: full-time  # from `time`, line 3\n---\n\nA senior cook.\n";
    let new = "---\ntitle: Cook\nlevel: senior  # line 9\nemployment: full-time  # from `time`, line 4\n---\n\nFirst.\n\nA senior cook.\n";
    let now = last.replace("title: Cook", "# mine\ntitle: Head Cook");
    let merged = merge(last, new, &now);
    let wanted = new.replace("title: Cook", "# mine\ntitle: Head Cook").replace("line 9", "line 10");
    assert_eq!(merged.text, wanted);
    assert_eq!(merge(new, new, &wanted).text, wanted);
    // Also where somebody has changed the line itself.
    let last = new.replace("line 4", "line 3");
    let by_hand = wanted.replace("line 4", "line 3").replace("line 10", "line 9").replace("A senior", "A very good");
    assert_eq!(merge(&last, new, &by_hand).text, wanted.replace("A senior", "A very good"));
}

#[test]
fn a_status_by_hand_is_told_from_one_that_was_imported() {
    let closed = filled(LAST).unwrap();
    assert!(!is_status_by_hand(&closed, &closed) && !is_status_by_hand(LAST, LAST));
    assert!(is_status_by_hand(&closed, &closed.replace("status: filled", "status: open # still hiring")));
    assert!(is_status_by_hand(&closed, LAST) && is_status_by_hand(LAST, &closed));
}
