//! Which of the names that a source and its text have for the job is the title.

use super::{Fact, Ground};
use crate::finder::{Found, Naming};
use crate::import::draft::{Draft, TitleKind};
use crate::import::html;

/// The title: the source's, unless its author's is a call or it is the name of a file, and something else names the job.
pub(super) fn title_of(draft: &Draft, found: &Found, ground: Ground<'_>) -> String {
    let own = line(&draft.title);
    let naming = |title: &str| ground.finder.naming(title);
    let own_naming = naming(&own);
    let of_text = found.title.as_ref().map(|title| line(&title.value));
    let is_job = |title: &String| naming(title) == Naming::Job;
    let others = || draft.other_titles.iter().map(|title| line(title)).find(is_job);
    let sought = || found.sought.as_ref().map(|sought| line(&sought.value));
    let title = match (draft.title_kind, own_naming) {
        (TitleKind::Stated, _) => None,
        // "manager", and in the text "We seek a Lab Manager"
        (TitleKind::Written, Naming::Job) => sought().filter(|sought| says_more(sought, &own)),
        (TitleKind::Written, Naming::Unknown) => others().or_else(|| of_text.clone().filter(is_job)),
        (TitleKind::Written, Naming::Call) => {
            of_text.clone().filter(is_job).or_else(others).or_else(sought).or(of_text)
        }
        (TitleKind::File, Naming::Job) => {
            of_text.clone().filter(is_job).or_else(others).or(of_text.filter(|title| shares_a_word(title, &own)))
        }
        (TitleKind::File, _) => of_text.clone().filter(is_job).or_else(others).or(of_text).or_else(sought),
    };
    let title = without_employer(title.unwrap_or(own), draft, ground);
    without_speaker(&title, &draft.body, ground).unwrap_or(title)
}

/// The title without the employer's name in front, where the text speaks of an employer of that name: "Upland Inn Line
/// Cook", and in the text "at Upland Inn". A name of one word may be the trade.
fn without_speaker(title: &str, body: &str, ground: Ground<'_>) -> Option<String> {
    const BEHIND: [&str; 11] = [
        " is ",
        " seeks ",
        " offers ",
        " provides ",
        " was ",
        "'s ",
        "’s ",
        " ist ",
        " sucht ",
        " bietet ",
        " and its ",
    ];
    const BEFORE: [&str; 9] = ["About ", "at ", "At ", "join ", "Join ", "joining ", "Über ", "bei ", "Bei "];
    let ends: Vec<usize> = title.match_indices(' ').map(|(at, _)| at).skip(1).take(4).collect();
    ends.into_iter().rev().find_map(|end| {
        let (name, rest) = (&title[..end], title[end..].trim());
        let speaks = |at: usize| {
            let (before, after) = (&body[..at], &body[at + name.len()..]);
            BEHIND.iter().any(|word| after.starts_with(word)) || BEFORE.iter().any(|word| before.ends_with(word))
        };
        let is_name = name.starts_with(char::is_uppercase) && ground.finder.naming(name) == Naming::Unknown;
        let is_job = rest.starts_with(char::is_uppercase) && ground.finder.naming(rest) == Naming::Job;
        let has_employer = || body.match_indices(name).take(50).any(|(at, _)| speaks(at));
        (is_name && is_job && has_employer()).then(|| rest.to_owned())
    })
}

/// Whether a name ends with the one word, written small, that is all of another.
fn says_more(name: &str, word: &str) -> bool {
    if !word.starts_with(char::is_lowercase) {
        return false;
    }
    let (name, word) = (name.to_lowercase(), word.to_lowercase());
    !word.contains(' ') && name.strip_suffix(&word).is_some_and(|before| before.ends_with(' '))
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
        // A word that only begins or ends like the employer's name is another.
        let before = before.filter(|rest| !rest.starts_with(char::is_alphanumeric));
        let behind = behind.map(|at| &title[..at]).filter(|rest| !rest.ends_with(char::is_alphanumeric));
        let rest = before.or(behind);
        let is_mark = |c: char| c.is_whitespace() || "-–—|:,@·".contains(c);
        if let Some(rest) = rest.map(|rest| rest.trim_matches(is_mark))
            && ground.finder.naming(rest) == Naming::Job
        {
            return rest.to_owned();
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::meaning::on_ground;

    fn title(draft: &Draft) -> String {
        on_ground(|ground| title_of(draft, &ground.finder.find(&draft.body), ground))
    }

    #[test]
    fn where_the_title_is_a_call_the_text_names_the_job() {
        for (body, wanted) in [
            ("Position: Night Porter\n\nWe are an inn.", "Night Porter"),
            ("## Why us\n\nWe are nice.\n\n## Head of Housekeeping\n\nYou lead.", "Head of Housekeeping"),
            ("Pastry Chef / Baker\n\nAbout the position:\n\nOur inn has an oven.", "Pastry Chef / Baker"),
            ("We are looking for an experienced, full-time pastry chef to join us.", "Pastry Chef"),
            ("Wir suchen zum 1. Mai eine:n Koch/Köchin (m/w/d) in Vollzeit.", "Koch/Köchin (m/w/d)"),
            ("## 公司介绍\n\n我们是一家公司。\n\n### 数据分析师\n\n- SQL", "数据分析师"),
            ("Our inn is old, and so are the guests.", "We are hiring!"),
        ] {
            assert_eq!(title(&Draft::new("a", "We are hiring!", body)), wanted);
        }
    }

    #[test]
    fn what_the_source_calls_the_job_is_the_title_wherever_it_does() {
        let body = "# Our kitchen manager\n\nPosition: Porter\n\nWe seek a porter.";
        for own in ["Line Cook", "Soups & Sauces, Upland"] {
            let wanted = if own == "Line Cook" { own } else { "Porter" };
            assert_eq!(title(&Draft::new("a", own, body)), wanted);
        }
        assert_eq!(title(&Draft::new("a", "Soups & Sauces", "# Our kitchen\n\nOur cook is kind.")), "Soups & Sauces");
        let other = Draft { other_titles: vec!["Night Porter".into()], ..Draft::new("a", "Upland Inn", "Text") };
        assert_eq!(title(&other), "Night Porter");
        assert_eq!(title(&Draft::new("a", "Cook &amp; Driver", "Text")), "Cook & Driver");
        let body = "We seek a Lab Manager for our lab.";
        let titles = ["manager", "Manager"].map(|own| title(&Draft::new("a", own, body)));
        assert_eq!(titles, ["Lab Manager", "Manager"]);
        let stated =
            Draft { title_kind: TitleKind::Stated, ..Draft::new("a", "Talent Pool", "## Line Cook\n\nYou cook.") };
        assert_eq!(title(&stated), "Talent Pool");
    }

    #[test]
    fn the_employer_in_front_of_the_job_is_no_part_of_it() {
        let mut named = Draft::new("a", "Inn7 Line Cook", "Text");
        named.state("company", Some(Fact::Company("Inn7".into())));
        assert_eq!(title(&named), "Line Cook");
        named.title = "Line Cook | Inn7".into();
        assert_eq!(title(&named), "Line Cook");
        let spoken = |body: &str| title(&Draft::new("a", "Upland Valley Line Cook", body));
        assert_eq!(spoken("Come and cook at Upland Valley."), "Line Cook");
        assert_eq!(spoken("Upland Valley has hills."), "Upland Valley Line Cook");
    }
}
