//! Which of the names that a source and its text have for the job is the title.

use super::{Fact, Ground};
use crate::finder::{Found, Naming};
use crate::import::draft::Draft;
use crate::import::html;

/// The title: the source's, unless that is a call or the name of a file and something else names the job.
pub(super) fn title_of(draft: &Draft, found: &Found, ground: Ground<'_>) -> String {
    let own = line(&draft.title);
    let naming = |title: &str| ground.finder.naming(title);
    let own_naming = naming(&own);
    let of_text = found.title.as_ref().map(|title| title.value.clone());
    let is_job = |title: &String| naming(title) == Naming::Job;
    let others = || draft.other_titles.iter().map(|title| line(title)).find(is_job);
    let sought = || found.sought.as_ref().map(|sought| sought.value.clone());
    let title = match (draft.has_weak_title, own_naming) {
        (false, Naming::Job) => None,
        (false, Naming::Unknown) => others().or_else(|| of_text.clone().filter(is_job)),
        (false, Naming::Call) => of_text.clone().filter(is_job).or_else(others).or_else(sought).or(of_text),
        (true, Naming::Job) => {
            of_text.clone().filter(is_job).or_else(others).or(of_text.filter(|title| shares_a_word(title, &own)))
        }
        (true, _) => of_text.clone().filter(is_job).or_else(others).or(of_text).or_else(sought),
    };
    without_employer(title.unwrap_or(own), draft, ground)
}

/// Whether a heading and the name of a file have a word in common: then the heading is no slogan.
fn shares_a_word(heading: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| word.chars().count() > 2).collect()
    };
    let named = words(name);
    words(heading).iter().any(|word| named.contains(word))
}

/// A title in one line, without entities of HTML.
fn line(title: &str) -> String {
    crate::yaml::read::folded(&html::plain(title))
}

/// The title without the employer beside the job, where the source names the employer: "Upland Inn Line Cook".
fn without_employer(title: String, draft: &Draft, ground: Ground<'_>) -> String {
    let employers = draft.stated.iter().filter_map(|stated| match &stated.fact {
        Fact::Company(name) => Some(crate::yaml::read::folded(name)),
        _ => None,
    });
    for employer in employers.filter(|name| name.chars().count() > 2) {
        let (begins, ends) = (title.get(..employer.len()), title.len().checked_sub(employer.len()));
        let before = begins.filter(|start| start.eq_ignore_ascii_case(&employer)).map(|_| &title[employer.len()..]);
        let behind = ends.filter(|at| title.get(*at..).is_some_and(|end| end.eq_ignore_ascii_case(&employer)));
        let rest = before.or(behind.map(|at| &title[..at])).filter(|rest| {
            // A word that only begins like the employer's name is another.
            !rest.starts_with(char::is_alphanumeric) || rest.len() < title.len() - employer.len()
        });
        let is_mark = |c: char| c.is_whitespace() || "-–—|:,@·".contains(c);
        if let Some(rest) = rest.map(|rest| rest.trim_matches(is_mark))
            && ground.finder.naming(rest) == Naming::Job
        {
            return rest.to_owned();
        }
    }
    title
}
