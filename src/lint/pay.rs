//! Pay, where the law of the role's place asks for it.

use super::Role;
use super::file::Step::{Item, Key};
use super::laws::{self, Law};
use crate::diagnostic::Diagnostic;
use crate::posting::{Amount, ApplicantArea, SalaryRange, Workplace};

/// All lints about pay. A role says each at the first place whose law asks.
pub(super) fn all(role: &Role<'_>, found: &mut Vec<Diagnostic>) {
    let posting = role.posting;
    let today = role.site.today;
    let law = posting.locations.iter().enumerate().find_map(|(i, place)| Some((i, laws::at(place, today)?)));
    match (&posting.salary, law) {
        (None, Some((index, law))) => found.push(
            role.warn("salary-missing", format!("no salary is stated, and {} asks for it in job postings", law.place))
                .at(role.file.value(&[Key("locations"), Item(index)]))
                .help(concerns(law, "add for example `salary: { min: 60000, max: 90000 }`")),
        ),
        (None, None) if is_remote_in_colorado(role) => found.push(
            role.warn(
                "salary-missing",
                "no salary is stated, and Colorado asks for it also of remote roles that could be done from there",
            )
            .at(role.file.key(&[Key("applicants_in")]))
            .help(concerns(&laws::COLORADO, "add for example `salary: { min: 60000, max: 90000 }`")),
        ),
        (None, None) => found.extend(before_interview(role)),
        (Some(salary), Some((_, law))) => {
            let open = |given: &str, missing: &str| {
                let message = format!("this salary has only `{given}`, and {} asks for a range", law.place);
                role.warn("salary-open", message)
                    .at(role.file.value(&[Key("salary"), Key(given)]))
                    .help(concerns(law, &format!("add `{missing}`")))
            };
            let a_year = |amount: Amount| amount.units() * salary.per.times_a_year();
            match salary.range {
                SalaryRange::From(_) => found.push(open("min", "max")),
                SalaryRange::UpTo(_) => found.push(open("max", "min")),
                SalaryRange::Between(min, max) => {
                    if let Some((widest, up_to)) = law.widest
                        && a_year(max) <= up_to
                        && a_year(max) - a_year(min) > widest
                    {
                        let message = format!(
                            "this range is {} a year wide, and {} allows {widest} in job postings",
                            a_year(max) - a_year(min),
                            law.place
                        );
                        found.push(
                            role.warn("salary-wide", message)
                                .at(role.file.key(&[Key("salary")]))
                                .help(concerns(law, "narrow it, or post two roles")),
                        );
                    }
                }
            }
        }
        (Some(_), None) => {}
    }
}

/// For whom a law is, and how to follow it.
fn concerns(law: &Law, mend: &str) -> String {
    format!("since {} this concerns employers {}; {mend} (no legal advice)", law.since, law.employers)
}

/// Whether a remote role could be done from Colorado.
fn is_remote_in_colorado(role: &Role<'_>) -> bool {
    let posting = role.posting;
    let is_there = |area: &ApplicantArea| match area {
        ApplicantArea::Country(country) => country.code() == "US",
        ApplicantArea::Anywhere => false,
    };
    posting.workplace == Some(Workplace::Remote)
        && role.site.today >= laws::COLORADO.since
        && posting.applicants_in.iter().any(is_there)
}

/// The European Union's directive asks for the pay before the interview.
fn before_interview(role: &Role<'_>) -> Option<Diagnostic> {
    if role.site.today < laws::EU_SINCE {
        return None;
    }
    let is_in_eu = |code: &str| laws::EU.contains(&code);
    let places = &role.posting.locations;
    let at = places.iter().position(|place| place.country.is_some_and(|country| is_in_eu(country.code())));
    let lives_there = role.posting.workplace == Some(Workplace::Remote)
        && role.posting.applicants_in.iter().any(|area| match area {
            ApplicantArea::Country(country) => is_in_eu(country.code()),
            ApplicantArea::Anywhere => false,
        });
    let place = match at {
        Some(index) => role.file.value(&[Key("locations"), Item(index)]),
        None if lives_there => role.file.key(&[Key("applicants_in")]),
        None => return None,
    };
    let message = "no salary is stated, and in the European Union applicants are to learn it before the interview";
    Some(role.warn("salary-before-interview", message).at(place).help(
        "Directive (EU) 2023/970, due since 2026-06-07; if they learn it otherwise, write `lints: { salary-before-interview: off }` \
         in content/site.yaml (no legal advice)",
    ))
}
