//! The lowest degree that is enough, and its subjects.

use std::ops::Range;

use super::lexicon::Mark;
use super::outline::{Kind, Statement};
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Fact, Section, Small};
use super::{studies, wishes};
use crate::posting::Education;

/// The lowest degree that a statement asks for, with its tokens.
pub fn in_statement(reading: &Reading<'_>, statement: &Statement) -> Option<(Education, Range<usize>)> {
    if !may_ask(reading, statement) {
        return None;
    }
    let tokens = statement.tokens.clone();
    if let Some((_, mark)) = reading.cues(tokens.clone()).find(|(cue, _)| *cue == Cue::NoDegree) {
        return Some((Education::None, mark.first..mark.end));
    }
    let degrees = degrees(reading, &tokens);
    let mut lowest: Option<(Education, Range<usize>)> = None;
    let mut wished = false;
    for (number, (degree, own)) in degrees.iter().enumerate().rev() {
        // "a Bachelor's or Master's is preferred" wishes both: a wish goes back over "or".
        let next = degrees.get(number + 1).map_or(tokens.end, |(_, next)| next.start);
        let here = wishes::is_wished(reading, &(tokens.start..next), own);
        let joined = next < tokens.end && (own.end..next).all(|at| is_joint(reading, at) || reading.is(at, '('));
        wished = here || joined && wished;
        if !wished && lowest.as_ref().is_none_or(|(known, _)| degree <= known) {
            lowest = Some((*degree, own.clone()));
        }
    }
    // "A first degree in biology, and a doctoral degree in genetics": both of them.
    let lowest = match (lowest, degrees.last()) {
        (Some((low, own)), Some((high, last)))
            if *high > low
                && own.end <= last.start
                && needs_both(reading, own.end..last.start)
                && !wishes::is_wished(reading, &tokens, last) =>
        {
            Some((*high, last.clone()))
        }
        (lowest, _) => lowest,
    };
    // "8+ years of experience, or a PhD with 4+ years": the degree stands in for years.
    let lowest = lowest.filter(|(_, own)| {
        let before = own.start.saturating_sub(3).max(tokens.start)..own.start;
        let is_instead = before.clone().any(|at| reading.is_word(at, &["or", "oder"]));
        let is_first = degrees.first().is_some_and(|(_, first)| first.start == own.start);
        !(is_instead && is_first && reading.has(tokens.start..before.start, |cue| cue == Cue::Years))
    });
    lowest.map(|(degree, own)| {
        // "degree in" tells a degree from a degree of autonomy; the words that state it end before.
        let end = if reading.is_word(own.end - 1, &["in", "from", "or", "im", "der", "an", "oder"]) {
            own.end - 1
        } else {
            own.end
        };
        (degree, own.start..end)
    })
}

/// Whether what stands between two degrees asks for the second besides the first: "in biology, and a".
fn needs_both(reading: &Reading<'_>, between: Range<usize>) -> bool {
    const LONGEST: usize = 30;
    let and = between.end.checked_sub(2).filter(|&at| at > between.start && reading.is_word(at, &["and"]));
    let adds = and.is_some() && reading.is_word(between.end - 1, &["a", "an"]);
    adds && (3..=LONGEST).contains(&between.len())
}

/// What a degree is in: "a bachelor's degree in natural resource management or earth sciences".
pub fn zone(reading: &Reading<'_>, statement: &Statement) -> Option<Range<usize>> {
    let (_, degree) = in_statement(reading, statement)?;
    if !reading.is_word(degree.end, &["in"]) {
        return None;
    }
    let stops = |at: usize| {
        reading.small(at, Small::EndsSubjects)
            || reading.is(at, ';')
            || reading.is(at, '(')
            || reading.number(at).is_some()
            || reading.has(at..at + 1, |cue| cue == Cue::Knowing)
            || reading.is_word(
                at,
                &["with", "plus", "who", "have", "has", "strong", "good", "working", "proficient", "familiarity"],
            )
    };
    let end = (degree.end..statement.tokens.end).find(|&at| stops(at)).unwrap_or(statement.tokens.end);
    Some(degree.end..end)
}

/// The subjects that a statement names beside its degree.
pub fn subjects(reading: &Reading<'_>, statement: &Statement) -> Vec<(String, Range<usize>)> {
    let tokens = statement.tokens.clone();
    let Some((_, degree)) = in_statement(reading, statement).filter(|(degree, _)| *degree > Education::HighSchool)
    else {
        // "计算机相关专业,基础扎实": a field is asked for, and no degree.
        let is_asked = statement.section == Section::Required && statement.kind != Kind::Heading;
        return match statement.label {
            Some(Fact::Education) => of_label(reading, &tokens),
            _ if is_asked => chinese(reading, &tokens),
            _ => Vec::new(),
        };
    };
    let all = degrees(reading, &tokens);
    let stops = |at: usize| {
        reading.small(at, Small::EndsSubjects) && !is_instead(reading, at)
            || reading.is(at, ';')
            || reading
                .number(at)
                .is_some_and(|_| reading.is_digits(at) || !reading.is_word(at, &["ein", "eine", "einer"]))
            || reading.is_word(at, &["strong", "excellent", "solid", "proven", "have", "has"])
            // "From a school that is recognized by the board of education"
            || reading.is_word(at, &["recognized", "recognised", "accredited", "approved"])
                && reading.is_word(at + 1, &["by"])
            // "硕士及以上,深刻理解计算机原理"
            || reading.tokens[at].kind == TokenKind::Character && says_knowing(reading, at)
    };
    let end = end_of_subjects(reading, degree.end..tokens.end, stops);
    let near = |degree: &Range<usize>| {
        let near = degree.start.saturating_sub(12).max(tokens.start);
        (near..degree.start).rfind(|&at| stops(at) || reading.is(at, ':')).map_or(near, |at| at + 1)
    };
    // "A degree in physics, chemistry or biology, or a completed apprenticeship": what the higher degree is in counts.
    let is_study = |at: &(Education, Range<usize>)| at.0 > Education::HighSchool && at.1.start < degree.start;
    let first = all.iter().find(|other| is_study(other) && !(other.1.end..degree.start).any(stops));
    let start = near(first.map_or(&degree, |(_, first)| first));
    let mut subjects: Vec<(String, Range<usize>)> = Vec::new();
    let mut covered = start;
    let mut marks: Vec<(&'static str, &Mark)> = reading
        .cues(start..end)
        .filter_map(|(cue, mark)| match cue {
            Cue::Subject(name) => Some((name, mark)),
            _ => None,
        })
        .collect();
    marks.sort_by_key(|(_, mark)| (mark.first, std::cmp::Reverse(mark.end)));
    for (name, mark) in marks {
        let is_new = subjects.iter().all(|(known, _)| known != name);
        // "Bachelor of Science" is no science, but the letters of "MLIS" name what it is of.
        // "Computer science degree" is of computer science, though "science degree" is a degree.
        let in_degree = all
            .iter()
            .any(|(_, degree)| mark.first < degree.end && degree.start < mark.end && degree.start <= mark.first)
            && !(reading.word(mark.first).chars().all(char::is_uppercase)
                && reading.cues(mark.first..mark.end).any(|(cue, of)| {
                    matches!(cue, Cue::Degree(_) | Cue::PerhapsDegree(_))
                        && (of.first, of.end) == (mark.first, mark.end)
                }));
        // "Accredited law school", "a related engineering field", and "accounting is a plus".
        let is_other = reading.is_word(mark.end, &["school", "firm", "de"])
            || is_any(reading, mark)
            || is_of_experience(reading, mark, tokens.end)
            || is_of_trade(reading, mark, degree.end)
            || is_wished(reading, &tokens, &degree, &(mark.first..mark.end));
        // "BSc Paramedic Science" is not of science in general.
        let is_part = mark.end == mark.first + 1
            && reading.is_word(mark.first, &["science", "sciences", "engineering"])
            && mark.first > tokens.start
            && reading.tokens[mark.first - 1].kind == TokenKind::Word
            && reading.word(mark.first - 1).starts_with(char::is_uppercase)
            && !all.iter().any(|(_, degree)| degree.end == mark.first);
        if mark.first >= covered && is_new && !in_degree && !is_other && !is_part {
            match studies::widened(reading, &(mark.first..mark.end), start) {
                Some(own) => {
                    subjects.retain(|(_, known)| known.end <= own.start);
                    subjects.push((studies::name(reading, own.clone()), own));
                }
                None => subjects.push((name.to_owned(), mark.first..mark.end)),
            }
        }
        covered = covered.max(mark.end);
    }
    for (name, own) in
        studies::of_shared_head(reading, start..end).into_iter().chain(studies::of_cut(reading, start..end))
    {
        let is_known = subjects.iter().any(|(known, other)| *known == name || other.contains(&own.start));
        if !is_known && !is_wished(reading, &tokens, &degree, &own) {
            subjects.push((name, own));
        }
    }
    // Behind the degree, what no list has, but what is built as the names of studies are.
    let behind = first.map_or(degree.end, |(_, first)| first.end);
    for own in studies::unknown(reading, behind..end) {
        // "S/W engineering" is known as a whole.
        let is_part = subjects
            .iter()
            .any(|(_, known)| known.start <= own.start && known.end > own.start && known.len() >= own.len());
        if !is_part
            && !is_wished(reading, &tokens, &degree, &own)
            && !all.iter().any(|(_, degree)| own.start < degree.end && degree.start < own.end)
        {
            subjects.retain(|(_, known)| known.start < own.start || own.end < known.end);
            subjects.push((studies::name(reading, own.clone()), own));
        }
    }
    for (name, own) in chinese(reading, &tokens) {
        subjects.retain(|(_, known)| known.end <= own.start || own.end <= known.start);
        subjects.push((name, own));
    }
    subjects.sort_by_key(|(_, own)| own.start);
    subjects
}

/// "理解", "熟悉": what is known, and no field of study.
fn says_knowing(reading: &Reading<'_>, at: usize) -> bool {
    let pair = (reading.word(at), reading.word(at + 1));
    matches!(pair, ("理", "解") | ("熟", "悉") | ("熟", "练") | ("掌", "握") | ("了", "解") | ("精", "通"))
}

/// "专业:机械设计", "Studienrichtung: Physik": fields behind their label, where no degree stands with them.
fn of_label(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut covered = tokens.start;
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let mut marks: Vec<(&'static str, Range<usize>)> = reading
        .cues(tokens.clone())
        .filter_map(|(cue, mark)| match cue {
            Cue::Subject(name) => Some((name, mark.first..mark.end)),
            _ => None,
        })
        .collect();
    marks.sort_by_key(|(_, own)| (own.start, std::cmp::Reverse(own.end)));
    for (name, own) in marks {
        if own.start >= covered
            && found.iter().all(|(known, _)| known != name)
            && !wishes::is_wished(reading, tokens, &own)
        {
            covered = own.end;
            found.push((name.to_owned(), own));
        }
    }
    let is_named = |at: usize| {
        reading.tokens[at].kind != TokenKind::Word
            || reading.small(at, Small::Or)
            || reading.small(at, Small::And)
            || found.iter().any(|(_, own)| own.contains(&at))
    };
    let is_all = tokens.clone().all(is_named);
    if is_all { found } else { Vec::new() }
}

/// The Chinese fields of study of a statement that are asked for.
fn chinese(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    for own in studies::chinese(reading, tokens) {
        let name = reading.words(own.clone());
        if !wishes::is_wished(reading, tokens, &own) && found.iter().all(|(known, _)| *known != name) {
            found.push((name, own));
        }
    }
    found
}

/// What stands between a degree that is asked for and the subjects that it should best have.
const NARROWS: [&str; 7] =
    ["preferably", "ideally", "idealerweise", "vorzugsweise", "bevorzugt", "möglichst", "bestenfalls"];

/// Whether a subject is only wished for: not where the degree is asked for, "a degree, preferably in law".
fn is_wished(reading: &Reading<'_>, tokens: &Range<usize>, degree: &Range<usize>, own: &Range<usize>) -> bool {
    let is_next = (degree.end..own.start).find(|&at| reading.is_word(at, &NARROWS));
    let is_narrower = is_next.is_some_and(|at| {
        at - degree.end <= 3 && !reading.has(own.end..(own.end + 2).min(tokens.end), |cue| cue == Cue::Wished)
    });
    // "A BS in physics, an MS preferred": the wish is for the degree behind.
    let next = reading
        .cues(own.end..tokens.end)
        .find(|(cue, _)| matches!(cue, Cue::Degree(_) | Cue::PerhapsDegree(_)))
        .map(|(_, mark)| mark.first)
        .filter(|&next| (own.end..next).any(|at| reading.is(at, ',')));
    !is_narrower && wishes::is_wished(reading, &(tokens.start..next.unwrap_or(tokens.end)), own)
}

/// "Ausbildung als Elektroniker für Gebäudetechnik": the words of a trade's name, not of a study.
fn is_of_trade(reading: &Reading<'_>, mark: &Mark, from: usize) -> bool {
    let near = mark.first.saturating_sub(4).max(from)..mark.first;
    near.clone().any(|at| reading.is_word(at, &["für"])) && !near.clone().any(|at| reading.is(at, ','))
}

/// "Education and experience", "a combination of education and training", "marketing skills": of no degree.
fn is_of_experience(reading: &Reading<'_>, mark: &Mark, end: usize) -> bool {
    let before = |words: &[&str]| mark.first > 0 && reading.is_word(mark.first - 1, words);
    let is_any_education = reading.is_word(mark.first, &["education"])
        && mark.end == mark.first + 1
        && (before(&["equivalent", "formal", "relevant", "continuing", "additional", "further"])
            || before(&["of"])
                && mark.first > 1
                && reading.is_word(mark.first - 2, &["combination", "mix", "years", "level"]));
    // "**Education** related BS degree": the name of the line.
    let names_line = is_line_name(reading, mark);
    let nouns = ["experience", "skills", "skill", "knowledge", "principles", "team", "role", "position", "department"];
    is_any_education || names_line || mark.end < end && reading.is_word(mark.end, &nouns) && !before(&["in"])
}

/// "Education" at the beginning of a line, with the words for any degree behind it.
fn is_line_name(reading: &Reading<'_>, mark: &Mark) -> bool {
    const BEHIND: [&str; 9] = ["related", "a", "an", "minimum", "bachelor", "master", "bs", "ba", "relevant"];
    reading.is_word(mark.first, &["education"])
        && mark.end == mark.first + 1
        && (mark.first == 0 || reading.tokens[mark.first].begins)
        && reading.is_word(mark.end, &BEHIND)
}

/// "A degree or equivalent experience in marketing": the subject is that of both.
fn is_instead(reading: &Reading<'_>, at: usize) -> bool {
    let words = ["equivalent", "comparable", "relevant", "work", "practical", "professional"];
    let or = (0..at).rev().take(3).find(|&at| !reading.is_word(at, &words));
    reading.is_word(at, &["experience"])
        && reading.is_word(at + 1, &["in"])
        && or.is_some_and(|at| reading.is_word(at, &["or"]))
}

/// "A related engineering field", "another technical discipline": any of its kind, not a subject by itself.
fn is_any(reading: &Reading<'_>, mark: &Mark) -> bool {
    let any = ["related", "similar", "relevant", "equivalent", "comparable", "other", "another", "allied", "adjacent"];
    let is_any = |at: usize| at < mark.first && reading.is_word(at, &any);
    let kind = ["field", "fields", "discipline", "disciplines", "area", "areas", "degree", "subject", "background"];
    (is_any(mark.first.wrapping_sub(1)) || is_any(mark.first.wrapping_sub(2))) && reading.is_word(mark.end, &kind)
}

/// Where the subjects behind a degree end: not inside of "(or equivalent experience)".
fn end_of_subjects(reading: &Reading<'_>, tokens: Range<usize>, stops: impl Fn(usize) -> bool) -> usize {
    let mut is_inside = false;
    for at in tokens.clone() {
        match reading.tokens[at].kind {
            TokenKind::Mark('(') => is_inside = true,
            TokenKind::Mark(')') => is_inside = false,
            _ if !is_inside && stops(at) => return at,
            _ => {}
        }
    }
    tokens.end
}

/// Whether a statement may ask for a degree at all.
fn may_ask(reading: &Reading<'_>, statement: &Statement) -> bool {
    if statement.kind == Kind::Heading && statement.section != Section::Required {
        return false;
    }
    let tokens = statement.tokens.clone();
    if statement.label == Some(Fact::Education) || statement.label == Some(Fact::Skills) {
        return true;
    }
    match statement.section {
        Section::Required => true,
        Section::Preferred | Section::Company | Section::Benefits | Section::Apply | Section::Pay => false,
        Section::Other | Section::Duties | Section::Facts => {
            let is_asked = reading.has(tokens.clone(), |cue| matches!(cue, Cue::Asked | Cue::Demanded));
            let leads = reading
                .cues(tokens.clone())
                .take_while(|(_, mark)| mark.first <= tokens.start + 1)
                .any(|(cue, _)| matches!(cue, Cue::Degree(_) | Cue::PerhapsDegree(_) | Cue::NoDegree));
            // "Our team has ten PhDs", but "a person with a PhD who has ..."
            let first = reading.cues(tokens.clone()).find(|(cue, _)| matches!(cue, Cue::Degree(_)));
            let of_others =
                first.is_some_and(|(_, degree)| reading.has(tokens.start..degree.first, |cue| cue == Cue::Others));
            // "Hochschulabschluss:" of an empty form.
            let is_empty = reading.is(statement.tokens.end.saturating_sub(1), ':');
            (is_asked || leads && !is_empty) && !of_others
        }
    }
}

/// The degrees that some tokens name, from the left, no two of the same words.
fn degrees(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<(Education, Range<usize>)> {
    let mut degrees: Vec<(Education, Range<usize>)> = Vec::new();
    let mut marks: Vec<(Cue, &Mark)> =
        reading.cues(tokens.clone()).filter(|(cue, _)| matches!(cue, Cue::Degree(_) | Cue::PerhapsDegree(_))).collect();
    marks.sort_by_key(|(_, mark)| (mark.first, std::cmp::Reverse(mark.end)));
    for (cue, mark) in marks {
        let degree = match cue {
            Cue::Degree(degree) => degree,
            Cue::PerhapsDegree(degree) if is_meant(reading, tokens, mark) => degree,
            _ => continue,
        };
        if !is_written_as_degree(reading, mark)
            || is_being_earned(reading, tokens, mark.first)
            || is_taught(reading, tokens, mark.first)
            || is_of_school(reading, mark)
            || is_of_craft(reading, tokens, mark)
        {
            continue;
        }
        // "PhD degree in", "Master's degree in": one degree.
        let goes_on = degrees.last().is_some_and(|(_, last)| {
            mark.first < last.end
                || mark.first == last.end && reading.is_word(mark.first, &["degree", "degrees", "studium"])
        });
        // "A university degree (Master or Diplom)": the brackets say which one.
        let is_told = |(_, last): &(Education, Range<usize>)| {
            reading.is(last.end, '(') && last.end + 1 == mark.first && is_of_any_level(reading, last)
        };
        match degrees.last_mut() {
            Some(last) if is_told(last) => *last = (degree, last.1.start..mark.end),
            Some((_, last)) if goes_on => last.end = last.end.max(mark.end),
            _ => degrees.push((degree, mark.first..mark.end)),
        }
    }
    degrees
}

/// "Hochschulstudium", "university degree": says of no level by itself.
fn is_of_any_level(reading: &Reading<'_>, own: &Range<usize>) -> bool {
    let words = reading.words(own.clone()).to_lowercase();
    let says_level = ["bachelor", "master", "diplom", "doctor", "bwl"].iter().any(|level| words.contains(level));
    let is_any = ["studium", "hochschulabschluss", "studienabschluss", "university degree", "academic degree"];
    !says_level && is_any.iter().any(|kind| words.ends_with(kind))
}

/// "A plumber at the journeyman and master level", "master electrician": of a craft.
fn is_of_craft(reading: &Reading<'_>, tokens: &Range<usize>, mark: &Mark) -> bool {
    const CRAFTS: [&str; 7] =
        ["journeyman", "plumber", "electrician", "carpenter", "mechanic", "craftsman", "craftsperson"];
    let near = mark.first.saturating_sub(4).max(tokens.start)..(mark.end + 4).min(tokens.end);
    let is_degree = reading.is_word(mark.first + 1, &["degree", "of", "in"]);
    !is_degree && reading.is_word(mark.first, &["master"]) && near.into_iter().any(|at| reading.is_word(at, &CRAFTS))
}

/// Whether a word such as "master" or "MS" means a degree here.
fn is_meant(reading: &Reading<'_>, tokens: &Range<usize>, mark: &Mark) -> bool {
    let near = mark.first.saturating_sub(4).max(tokens.start)..(mark.end + 4).min(tokens.end);
    let others = |cue| matches!(cue, Cue::DegreeWord | Cue::Degree(_));
    // "Research Associate in the arts"
    let is_trade = mark.first > tokens.start
        && reading.is_word(mark.first, &["associate"])
        && reading.is_word(mark.first - 1, &["research", "sales", "teaching", "senior", "clinical"]);
    if is_trade {
        return false;
    }
    // "BS/MS in CS": the subject stands behind all of them.
    let is_degree = |at: usize| reading.has(at..at + 1, |cue| matches!(cue, Cue::PerhapsDegree(_) | Cue::Degree(_)));
    let behind = mark.end..tokens.end.min(mark.end + 6);
    let last = behind.clone().find(|&at| !is_joint(reading, at) && !is_degree(at)).unwrap_or(mark.end);
    let last = if (mark.end..last).any(is_degree) { last } else { mark.end };
    let subject = last..(last + 8).min(tokens.end);
    // "Studium Bauingenieurwesen": of no level by itself, so its subject has to follow.
    if reading.is_word(mark.first, &["studium"]) {
        let follows = mark.end..(mark.end + 3).min(tokens.end);
        return reading.cues(follows).any(|(cue, of)| matches!(cue, Cue::Subject(_)) && of.first == mark.end);
    }
    reading.has(near, others)
        || reading.is_word(last, &["in", "of"]) && reading.has(subject, |cue| matches!(cue, Cue::Subject(_)))
}

/// Whether short forms are written as such: `MS`, `B.A.`, not `ms` or `be`; and are not a place or a product.
fn is_written_as_degree(reading: &Reading<'_>, mark: &Mark) -> bool {
    let first = reading.word(mark.first);
    let is_short = first.len() <= 2 && first.is_ascii();
    let is_product = reading.is_word(mark.end, &["office", "teams", "sql", "excel", "project", "word", "dynamics"]);
    let in_place = mark.first > 0 && reading.is(mark.first - 1, ',') && reading.is_word(mark.first, &["ma"]);
    // "Do you have a degree?"
    let is_word = first == "Do";
    !is_short || first.starts_with(char::is_uppercase) && !is_product && !in_place && !is_word
}

/// "Currently pursuing a Bachelor's degree": the degree itself is not asked for.
fn is_being_earned(reading: &Reading<'_>, tokens: &Range<usize>, first: usize) -> bool {
    // "Eingeschriebener Student einer Hochschule in Bachelor oder Master", "在校大学生或研究生"
    let is_enrolled = (tokens.start..first).any(|at| {
        let word = reading.word(at).to_lowercase();
        word.starts_with("eingeschrieben")
            || word.starts_with("immatrikuliert")
            || word == "在" && reading.word(at + 1) == "校" && reading.word(at + 2) != "期"
    });
    if is_enrolled {
        return true;
    }
    let near = first.saturating_sub(6).max(tokens.start)..first;
    // "The student should have a Master's degree"
    near.into_iter()
        .any(|at| reading.small(at, Small::Earning) && !reading.has(at + 1..first, |cue| cue == Cue::Demanded))
}

/// "High school sports", "PhD students", "master theses": of the school, not its diploma.
fn is_of_school(reading: &Reading<'_>, mark: &Mark) -> bool {
    let others =
        ["sports", "students", "teacher", "teachers", "teaching", "programs", "classes", "athletics", "pupils"];
    let learners = [
        "student",
        "students",
        "candidate",
        "candidates",
        "researcher",
        "researchers",
        "position",
        "positions",
        "project",
        "projects",
        "scholarship",
        "supervision",
        "committee",
        "fellow",
        "fellows",
        "fellowship",
    ];
    reading.is_word(mark.end - 1, &["school", "college", "university"]) && reading.is_word(mark.end, &others)
        || reading.is_word(mark.end - 1, &["phd", "doctoral", "d"]) && reading.is_word(mark.end, &learners)
        || reading.is_word(mark.end, &["theses", "thesis"])
}

/// "Experience of teaching Maths to GCSE", "supervising bachelor theses": what others learn.
fn is_taught(reading: &Reading<'_>, tokens: &Range<usize>, first: usize) -> bool {
    let near = first.saturating_sub(6).max(tokens.start)..first;
    let teaches = ["teach", "teaching", "taught", "tutoring", "supervising", "lecturing", "unterrichten", "betreuung"];
    // "Teaching experience, Bachelor's degree required": a new thing.
    let parts = |at: usize| {
        matches!(reading.tokens[at].kind, TokenKind::Mark(_))
            || reading
                .is_word(at, &["and", "or", "with", "experience", "license", "licence", "certificate", "in", "a", "an"])
    };
    near.clone().any(|at| reading.is_word(at, &teaches) && !(at + 1..near.end).any(parts))
}

fn is_joint(reading: &Reading<'_>, at: usize) -> bool {
    reading.is(at, '/') || reading.is(at, ',') || reading.is_word(at, &["or", "oder", "degree", "a", "an", "'s", "ou"])
}
