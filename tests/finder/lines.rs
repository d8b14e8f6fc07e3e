//! Requirements of one line each, with what they ask for: `lines/education.txt` and `lines/years.txt`.

use std::fmt::Write as _;

use rolecall::finder::{Finder, Found};
use rolecall::posting::Word as _;
use rolecall::skills::Vocabulary;

/// Holds each line below a heading for requirements against what stands before its bar.
fn check(lines: &str, shown: fn(&Found) -> String) {
    let finder = Finder::new(&Vocabulary::read(None).0);
    let mut wrong = String::new();
    for line in lines.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (wanted, text) = line.split_once(" | ").expect("a bar before the requirement");
        let found = shown(&finder.find(&format!("## Requirements\n\n- {text}\n")));
        if found != wanted {
            writeln!(wrong, "{text}\n    wanted {wanted}, found {found}").expect("a text takes all");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_lowest_degree_that_is_enough() {
    check(include_str!("lines/education.txt"), |found| {
        let Some(degree) = &found.education else { return "-".to_owned() };
        let fields: Vec<&str> = found.fields.iter().map(|field| field.value.as_str()).collect();
        let fields = if fields.is_empty() { String::new() } else { format!(" [{}]", fields.join(", ")) };
        format!("{}{fields}", degree.value.word())
    });
}

#[test]
fn the_years_that_are_asked_for() {
    check(include_str!("lines/years.txt"), |found| {
        let years: Vec<String> = found.experience.iter().map(|asked| asked.value.years.to_string()).collect();
        if years.is_empty() { "-".to_owned() } else { years.join(", ") }
    });
}
