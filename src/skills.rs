//! The skill vocabulary: canonical names with their aliases, so that one skill is one filter.

mod built_in;

use crate::diagnostic::Diagnostic;
use crate::slug::fold;
use crate::source::{Fingerprint, ProjectPath};
use crate::yaml::read::{Fields, Problems, items, shortened, texts};
use crate::yaml::{Document, Kind};
use foldhash::{HashMap, HashMapExt as _};

/// The file that adds a site's own skills.
pub const FILE: &str = "content/skills.yaml";

/// Skills by all their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    skills: Vec<Skill>,
    /// Which skill a folded name or alias means.
    by_name: HashMap<String, usize>,
    /// What identifies the site's own skills.
    fingerprint: Option<Fingerprint>,
}

/// One skill of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skill {
    /// The name that is shown.
    pub name: String,
    /// Other ways to write it.
    pub aliases: Vec<String>,
    /// Skills that who has this one has as well.
    pub implies: Vec<String>,
}

impl Skill {
    /// All its names.
    fn written(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.aliases)
    }
}

impl Vocabulary {
    /// The built-in skills, and those of `content/skills.yaml` laid over: a name or alias that the site gives means what
    /// the site says.
    pub fn read(own: Option<(&ProjectPath, &str)>) -> (Self, Vec<Diagnostic>) {
        let mut vocabulary = Self::default();
        for skill in built_in::skills() {
            let keys = skill.written().map(|name| fold(name)).collect();
            vocabulary.insert(skill, keys);
        }
        let mut diagnostics = Vec::new();
        if let Some((path, text)) = own {
            diagnostics = vocabulary.add(path, text);
            vocabulary.fingerprint = Some(Fingerprint::of(text.as_bytes()));
        }
        (vocabulary, diagnostics)
    }

    fn add(&mut self, path: &ProjectPath, text: &str) -> Vec<Diagnostic> {
        let document = match Document::of_file(path, text) {
            Ok(document) => document,
            Err(diagnostic) => return vec![*diagnostic],
        };
        let mut problems = Problems::new(path);
        match document.root().kind() {
            Kind::Map => {}
            Kind::Null => return Vec::new(),
            _ => {
                problems.add("wrong-type", document.root().span(), "skills are names with a colon after each", |d| {
                    d.help("write for example `Kubernetes: { aliases: [k8s] }` or `Rust: {}`")
                });
                return problems.into_vec();
            }
        }
        // A name that this file gives to two skills is a mistake; one of an earlier file is given anew.
        let first = self.skills.len();
        let mut refused: HashMap<String, String> = HashMap::new();
        for entry in document.root().children() {
            let Some(name) = entry.key().map(str::trim).filter(|name| !name.is_empty()) else { continue };
            let inside = format!("the skill `{}`", shortened(name));
            let fields = Fields::of(entry, &["aliases", "implies"], &inside, &mut problems);
            let skill = Skill {
                name: name.to_owned(),
                aliases: fields.get("aliases").map(|v| texts(v, &mut problems)).unwrap_or_default(),
                implies: fields.get("implies").map(|v| texts(v, &mut problems)).unwrap_or_default(),
            };
            let keys: Vec<String> = skill.written().map(|name| fold(name)).collect();
            let mut is_new = true;
            for (number, (written, key)) in skill.written().zip(&keys).enumerate() {
                let by_other =
                    self.by_name.get(key).filter(|&&index| index >= first).map(|&index| &self.skills[index].name);
                let own = keys[..number].contains(key).then_some(&skill.name);
                if let Some(other) = own.or(by_other).or(refused.get(key)) {
                    is_new = false;
                    let message = if fold(other) == *key {
                        format!("`{}` is given twice", shortened(written))
                    } else {
                        format!("`{}` stands for `{}` already", shortened(written), shortened(other))
                    };
                    let alias = fields.get("aliases").filter(|_| number > 0);
                    let alias = alias.and_then(|v| items(v, &mut problems).into_iter().nth(number - 1));
                    let place = alias.map_or_else(|| entry.key_span(), |alias| alias.span());
                    problems.add("repeated-skill", place, message, |d| d.help("keep one of the two"));
                }
            }
            if is_new {
                self.insert(skill, keys);
            } else {
                refused.extend(keys.into_iter().map(|key| (key, skill.name.clone())));
            }
        }
        problems.into_vec()
    }

    /// Takes in a skill, whose name and aliases are these when folded.
    fn insert(&mut self, skill: Skill, keys: Vec<String>) {
        let index = self.skills.len();
        self.by_name.extend(keys.into_iter().map(|key| (key, index)));
        self.skills.push(skill);
    }

    /// The skill that a name or alias means; `None` for names that the vocabulary does not know.
    pub fn find(&self, written: &str) -> Option<&Skill> {
        self.find_folded(&fold(written))
    }

    /// The skill that a name or alias means that is folded already.
    pub fn find_folded(&self, folded: &str) -> Option<&Skill> {
        self.by_name.get(folded).map(|&index| &self.skills[index])
    }

    /// All skills, the built-in ones first.
    pub fn skills(&self) -> &[Skill] {
        &self.skills
    }

    /// What identifies the skills that are known; the built-in ones are the same in every site.
    pub fn fingerprint(&self) -> String {
        self.fingerprint.map(|fingerprint| fingerprint.to_string()).unwrap_or_default()
    }

    /// The names of all skills that who has this one has as well, near and far.
    pub fn implied(&self, name: &str) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        let mut open: Vec<&str> = vec![name];
        while let Some(name) = open.pop() {
            let Some(skill) = self.find(name) else { continue };
            let new = skill.implies.iter().map(String::as_str).filter(|name| !found.contains(name));
            let new: Vec<&str> = new.collect();
            found.extend(&new);
            open.extend(new);
        }
        found
    }

    /// The canonical form of a name: the vocabulary's, or the name itself.
    pub fn canonical<'a>(&'a self, written: &'a str) -> &'a str {
        self.find(written).map_or(written, |skill| &skill.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> (Vocabulary, Vec<Diagnostic>) {
        Vocabulary::read(Some((&ProjectPath::new(FILE), text)))
    }

    #[test]
    fn built_in_aliases_lead_to_one_name() {
        let (vocabulary, _) = Vocabulary::read(None);
        for (alias, name) in
            [("k8s", "Kubernetes"), ("Postgres", "PostgreSQL"), ("GOLANG", "Go"), ("c++", "C++"), ("C", "C")]
        {
            assert_eq!(vocabulary.canonical(alias), name);
        }
        assert_eq!(vocabulary.canonical("Underwater basket weaving"), "Underwater basket weaving");
    }

    #[test]
    fn the_built_in_skills_are_those_that_yaml_reads() {
        let (vocabulary, _) = Vocabulary::read(None);
        let mut as_yaml = Vocabulary::default();
        assert_eq!(as_yaml.add(&ProjectPath::new("vocabulary.yaml"), built_in::TEXT), []);
        assert_eq!(vocabulary, as_yaml);
    }

    #[test]
    fn every_implied_skill_of_the_vocabulary_is_known() {
        let (vocabulary, diagnostics) = Vocabulary::read(None);
        assert_eq!(diagnostics, []);
        for implied in vocabulary.skills.iter().flat_map(|s| &s.implies) {
            assert!(vocabulary.find(implied).is_some(), "{implied}");
        }
    }

    #[test]
    fn the_site_has_the_last_word() {
        let (vocabulary, diagnostics) =
            own("Grid Codes: { aliases: [grid code] }\nKubernetes (AKS): { aliases: [k8s] }\n");
        assert_eq!(diagnostics, []);
        assert_eq!(vocabulary.canonical("Grid  code"), "Grid Codes");
        assert_eq!(vocabulary.canonical("k8s"), "Kubernetes (AKS)");
        assert_eq!(vocabulary.canonical("Kubernetes"), "Kubernetes");
    }

    #[test]
    fn one_alias_for_two_skills_is_an_error() {
        let (_, diagnostics) = own("A: { aliases: [x] }\nB: { aliases: [X] }\nC: { alias: [y] }\n");
        let messages: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(messages, ["`X` stands for `A` already", "unknown key `alias` in the skill `C`"]);
    }
}
