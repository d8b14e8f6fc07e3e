//! The built-in vocabulary: YAML whose lines all have one form, so that every start of the program need not wait for a
//! reader of all of YAML. A test holds it against that reader.

use super::Skill;

/// The lines, each `Name: { aliases: [a, b], implies: [C] }` or `Name: {}`.
pub(super) const TEXT: &str = include_str!("vocabulary.yaml");

/// The skills that the lines name, in their order.
pub(super) fn skills() -> impl Iterator<Item = Skill> {
    let lines = TEXT.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(|line| {
        let (name, rest) = scalar(line)?;
        let mut skill = Skill { name, aliases: Vec::new(), implies: Vec::new() };
        let mut rest = rest.strip_prefix(": {")?;
        while let Some((key, names)) = rest.trim_start_matches([' ', ',']).split_once(": [") {
            let (names, behind) = list(names)?;
            match key {
                "aliases" => skill.aliases = names,
                "implies" => skill.implies = names,
                _ => return None,
            }
            rest = behind;
        }
        Some(skill)
    })
}

/// The names up to a closing bracket, and what stands behind it.
fn list(mut rest: &str) -> Option<(Vec<String>, &str)> {
    let mut names = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', ',']);
        if let Some(behind) = rest.strip_prefix(']') {
            return Some((names, behind));
        }
        let (name, behind) = scalar(rest)?;
        names.push(name);
        rest = behind;
    }
}

/// A name in quotes, or up to the sign that ends it.
fn scalar(text: &str) -> Option<(String, &str)> {
    let quoted = text.strip_prefix('"').and_then(|inside| inside.split_once('"'));
    let (name, rest) = match quoted {
        Some(quoted) => quoted,
        None => {
            let is_end = |(at, c): &(usize, char)| {
                matches!(c, ',' | ']') || *c == ':' && text[at + 1..].starts_with([' ', '\n'])
            };
            let (end, _) = text.char_indices().find(is_end)?;
            text.split_at(end)
        }
    };
    (!name.is_empty()).then(|| (name.to_owned(), rest))
}
