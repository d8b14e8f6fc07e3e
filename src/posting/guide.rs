//! What a person who writes a posting may want to know of each key: in new postings, and in editors by the schema.

use super::{Education, Employment, LanguageLevel, Level, Period, SkillLevel, Status, Word, Workplace};

/// A key with an example and what it says.
#[derive(Debug, Clone, Copy)]
pub struct Guide {
    /// `salary`, or `requirements.education` for those inside.
    pub key: &'static str,
    /// A value as it stands in a file.
    pub example: &'static str,
    /// What the key says: lower case, no full stop.
    pub says: &'static str,
}

/// The guide to all keys of a posting, in the order of the file.
pub const GUIDES: &[Guide] = &[
    of("title", "Senior Accountant", "the job's title, as a candidate would look for it"),
    of("language", "de", "when it is not written in the site's language"),
    of("department", "Finance", "the department; spelled alike in all postings"),
    of("team", "Group Reporting", "the team inside the department"),
    of("company", "acme", "on a board of several employers: the name of its file in content/companies"),
    of("locations", "[\"Berlin, DE\"]", "places, each a city and its country's two letters"),
    of("workplace", "hybrid", "where the work is done"),
    of("applicants_in", "[DE, AT]", "remote roles: countries where people may live, or anywhere"),
    of("employment", "full-time", "the kind of employment, one or a list"),
    of("level", "senior", "the seniority"),
    of("posted", "2026-11-01", "the first day it is listed"),
    of("updated", "2026-11-05", "the day of the last change worth telling"),
    of("closes", "2027-01-31", "the last day to apply"),
    of("status", "draft", "a draft is seen only with --drafts"),
    of("salary", "{ min: 60000, max: 90000, currency: EUR, per: year }", "the pay; one end may be left out"),
    of("requirements", "{ education: bachelor }", "what the role asks for, and is found by"),
    of("requirements.education", "bachelor", "the lowest degree that is enough"),
    of("requirements.fields", "[Business Administration, Accounting]", "subjects of the degree"),
    of("requirements.experience", "5", "years; or several, such as { years: 5, in: accounting }"),
    of("requirements.skills", "[Excel, { name: IFRS, level: expert }]", "what nobody can do without"),
    of("requirements.preferred", "[SAP]", "skills that are nice to have"),
    of("requirements.languages", "[{ name: English, level: C1 }]", "human languages"),
    of("requirements.certificates", "[CPA]", "certificates"),
    of("benefits", "[30 days of leave]", "what it offers beyond pay"),
    of("apply", "jobs@example.com", "an e-mail or a web address; site.yaml may have one for all"),
    of("id", "REQ-1024", "your own number"),
    of("aliases", "[/old/address/]", "old addresses that lead here"),
    of("extra", "{ hiring_manager: Ada }", "anything, for templates of your own"),
];

const fn of(key: &'static str, example: &'static str, says: &'static str) -> Guide {
    Guide { key, example, says }
}

impl Guide {
    /// The guide to a key.
    pub fn to(key: &str) -> Option<&'static Self> {
        GUIDES.iter().find(|guide| guide.key == key)
    }

    /// The words that can be chosen from; empty where anything can be written.
    pub fn choices(&self) -> Vec<&'static str> {
        match self.key {
            "workplace" => words::<Workplace>(),
            "employment" => words::<Employment>(),
            "level" => words::<Level>(),
            "status" => words::<Status>(),
            "salary" => words::<Period>(),
            "requirements.education" => words::<Education>(),
            "requirements.skills" => words::<SkillLevel>(),
            "requirements.languages" => words::<LanguageLevel>(),
            _ => Vec::new(),
        }
    }

    /// What stands behind the value in a new posting: the choices where there are some.
    pub fn remark(&self) -> String {
        let words = self.choices().join(" | ");
        match self.key {
            _ if words.is_empty() => self.says.into(),
            "salary" => format!("per {words}"),
            "requirements.skills" | "requirements.languages" => format!("level: {words}"),
            _ => words,
        }
    }
}

/// All words of a kind.
pub fn words<W: Word>() -> Vec<&'static str> {
    W::ALL.iter().map(|word| word.word()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::frontmatter::{POSTING, REQUIREMENTS};

    #[test]
    fn every_key_has_a_guide() {
        let inner = REQUIREMENTS.iter().map(|key| format!("requirements.{key}"));
        for key in POSTING.iter().map(|key| (*key).to_owned()).chain(inner) {
            assert!(Guide::to(&key).is_some(), "{key}");
        }
    }
}
