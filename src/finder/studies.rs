//! Fields of study that no list has, told by how their names are built.

use std::ops::Range;

use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Small};

/// A field of study has at most this many words.
const LONGEST: usize = 4;

/// How far behind its first word the head may stand that several studies share.
const NEAR_HEAD: usize = 14;

/// A Chinese field of study has at most this many characters.
const LONGEST_CHINESE: usize = 10;

/// What stands before "engineering" and is no study by itself: "mechanical, electrical or civil engineering".
const KINDS_OF_ENGINEERING: &[&str] = &[
    "mechanical",
    "electrical",
    "electronic",
    "civil",
    "chemical",
    "industrial",
    "aerospace",
    "aeronautical",
    "biomedical",
    "biological",
    "biochemical",
    "environmental",
    "structural",
    "software",
    "hardware",
    "computer",
    "nuclear",
    "petroleum",
    "geotechnical",
    "geological",
    "agricultural",
    "automotive",
    "mining",
    "hydraulic",
    "architectural",
    "mechatronic",
    "metallurgical",
    "materials",
    "systems",
];

/// What stands before "science" and is no study by itself, with the form that the name has: "natural or social sciences".
const KINDS_OF_SCIENCE: &[(&str, &str)] = &[
    ("natural", "Sciences"),
    ("social", "Sciences"),
    ("physical", "Sciences"),
    ("life", "Sciences"),
    ("earth", "Sciences"),
    ("health", "Sciences"),
    ("behavioral", "Sciences"),
    ("behavioural", "Sciences"),
    ("biological", "Sciences"),
    ("biomedical", "Sciences"),
    ("agricultural", "Sciences"),
    ("atmospheric", "Sciences"),
    ("applied", "Sciences"),
    ("environmental", "Science"),
    ("computer", "Science"),
    ("information", "Science"),
    ("library", "Science"),
    ("political", "Science"),
    ("materials", "Science"),
    ("data", "Science"),
    ("animal", "Science"),
    ("plant", "Science"),
    ("soil", "Science"),
    ("marine", "Science"),
    ("food", "Science"),
    ("exercise", "Science"),
    ("cognitive", "Science"),
];

/// The last words of English names of studies: "Museum Studies", "Urban Planning".
const HEADS: &[&str] = &[
    "science",
    "sciences",
    "studies",
    "engineering",
    "management",
    "administration",
    "design",
    "arts",
    "history",
    "technology",
    "technologies",
    "education",
    "planning",
    "policy",
    "analytics",
    "therapy",
    "economics",
    "physics",
    "chemistry",
    "biology",
    "psychology",
    "mathematics",
    "statistics",
    "informatics",
    "linguistics",
    "literature",
    "law",
    "finance",
    "medicine",
    "relations",
    "affairs",
    "health",
    "mechanics",
    "journalism",
];

/// The endings of English names of studies: "Oceanography", "Hydrogeology".
const ENDINGS: &[&str] = &["ology", "ography", "onomy", "onomics", "omatics", "metrics", "ophysics", "ochemistry"];

/// The endings of German names of studies: "Siedlungswasserwirtschaft", "Getränketechnologie".
const GERMAN_ENDINGS: &[&str] = &[
    "technik",
    "technologie",
    "wissenschaft",
    "wissenschaften",
    "wesen",
    "wirtschaft",
    "wirtschaftslehre",
    "informatik",
    "pädagogik",
    "physik",
    "chemie",
    "biologie",
    "ökonomie",
    "psychologie",
    "mathematik",
    "planung",
    "gestaltung",
    "design",
    "logistik",
    "mechanik",
    "elektronik",
    "soziologie",
    "ingenieurwesen",
    "therapie",
    "management",
    "kommunikation",
    "geschichte",
    "medizin",
];

/// The studies behind a degree that no list has; the words end where `tokens` do.
pub fn unknown(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut found = compounds(reading, &tokens);
    // "(BA/BS) in museum studies", "with a major in urban planning".
    let near = tokens.start..tokens.end.min(tokens.start + 9);
    let leads = ["in", "im", "der", "des", "bereich", "fachrichtung"];
    let Some(start) = near.into_iter().find(|&at| reading.is_word(at, &leads)) else { return found };
    let closing = closing(reading, start..tokens.end).or_else(|| row(reading, start..tokens.end));
    let mut first = start + 1;
    for at in start + 1..=tokens.end {
        let parts = at == tokens.end
            || matches!(reading.tokens[at].kind, TokenKind::Mark(mark) if mark != '&')
            || reading.small(at, Small::Or)
            || reading.is_word(at, &["and", "und", "with", "from", "in", "im", "mit"]);
        if !parts {
            continue;
        }
        let part = without_article(reading, first..at);
        let is_listed = closing.as_ref().is_some_and(|closing| closing.start < at && at < closing.end);
        if is_study(reading, &part) || is_listed && is_plain(reading, &part) {
            found.push(part);
        }
        first = at + 1;
    }
    found
}

/// Where a list of three and more that has a known study ends with its sentence: "in history, museums or archives".
fn row(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let end = tokens
        .clone()
        .find(|&at| matches!(reading.tokens[at].kind, TokenKind::Mark('.' | ';' | '(')))
        .unwrap_or(tokens.end);
    let row = tokens.start..end;
    let commas = row.clone().filter(|&at| reading.is(at, ',')).count();
    let is_row = commas > 1 && row.clone().any(|at| reading.small(at, Small::Or));
    (is_row && reading.has(row, |cue| matches!(cue, Cue::Subject(_)))).then_some(tokens.start..end + 1)
}

/// Where each part of a list is a study, however it is named: "fisheries, shellfish or a related field", and
/// "an appropriate discipline (fisheries, shellfish)".
fn closing(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let kinds = ["field", "fields", "discipline", "disciplines", "subject", "subjects", "area", "areas"];
    let related = ["related", "similar", "relevant", "equivalent", "comparable", "allied", "adjacent", "other"];
    let mut kind = None;
    for at in tokens.clone() {
        // "Illustration, animation or equivalent"
        if reading.small(at, Small::Or) && reading.is_word(at + 1, &["related", "similar", "equivalent", "comparable"])
        {
            return Some(tokens.start..at + 1);
        }
        if reading.is_word(at, &kinds) {
            let is_related = (at.saturating_sub(3).max(tokens.start)..at).any(|at| reading.is_word(at, &related));
            let is_last = (at.saturating_sub(5).max(tokens.start)..at).any(|at| reading.small(at, Small::Or));
            if is_related && is_last {
                return Some(tokens.start..at);
            }
            kind = Some(at);
        }
        let opens = reading.is(at, '(') && kind.is_some_and(|kind| kind + 1 == at);
        if opens && let Some(close) = (at..tokens.end).find(|&at| reading.is(at, ')')) {
            return Some(at..close + 1);
        }
    }
    None
}

/// Whether a part of a list is a name of few words, and none of them says how much or how well.
fn is_plain(reading: &Reading<'_>, part: &Range<usize>) -> bool {
    let is_name = |at: usize| {
        let cues = |cue| {
            matches!(
                cue,
                Cue::Degree(_)
                    | Cue::PerhapsDegree(_)
                    | Cue::DegreeWord
                    | Cue::Experience
                    | Cue::Knowing
                    | Cue::Skilled(_)
                    | Cue::Asked
                    | Cue::Wished
                    | Cue::Instead
                    | Cue::Years
                    | Cue::Number(_)
            )
        };
        reading.tokens[at].kind == TokenKind::Word
            && reading.word(at).chars().count() > 2
            && !reading.has(at..at + 1, cues)
            && !reading.small(at, Small::BeforeScope)
            && !reading.small(at, Small::Role)
            && !says_nothing(reading, at)
    };
    !part.is_empty() && part.len() <= LONGEST && part.clone().all(is_name) && !has_known(reading, part)
}

/// "Mechanical, electrical or civil engineering", "natural or social sciences": all but the last, which its name tells.
pub fn of_shared_head(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<(String, Range<usize>)> {
    let head_behind = |at: usize, is_kind: &dyn Fn(usize) -> bool, heads: &[&str]| {
        let near = at + 1..tokens.end.min(at + NEAR_HEAD);
        let joins = |at: usize| {
            matches!(reading.tokens[at].kind, TokenKind::Mark(',' | '/' | '&' | '-'))
                || reading.is_word(at, &["and", "or"])
        };
        let end = near.clone().find(|&at| !joins(at) && !is_kind(at))?;
        (joins(at + 1) && reading.is_word(end, heads)).then_some(())
    };
    let is_engineering = |at: usize| reading.is_word(at, KINDS_OF_ENGINEERING);
    let science = |at: usize| KINDS_OF_SCIENCE.iter().find(|(kind, _)| reading.is_word(at, &[kind]));
    let mut found = Vec::new();
    for at in tokens.start..tokens.end.saturating_sub(1) {
        let kind = if is_engineering(at) && head_behind(at, &is_engineering, &["engineering", "engineer"]).is_some() {
            "Engineering"
        } else if let Some((_, form)) = science(at)
            && head_behind(at, &|at| science(at).is_some(), &["science", "sciences"]).is_some()
        {
            form
        } else {
            continue;
        };
        found.push((format!("{} {kind}", name(reading, at..at + 1)), at..at + 1));
    }
    found
}

/// "Natur- oder Ingenieurwissenschaften": the one whose end stands behind the other.
pub fn of_cut(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    for at in tokens.start + 1..tokens.end.saturating_sub(2) {
        let cut = reading.word(at - 1);
        let is_cut = reading.is(at, '-') && reading.tokens[at].glued && cut.starts_with(char::is_uppercase);
        let joins =
            reading.is_word(at + 1, &["oder", "bzw", "sowie"]) || reading.is(at + 1, '/') || reading.is(at + 1, ',');
        if !is_cut || !joins {
            continue;
        }
        let whole = (at + 2..(at + 6).min(tokens.end)).map(|at| reading.word(at)).find(|word| word.len() > 6);
        let ending = whole.and_then(|word| {
            GERMAN_ENDINGS
                .iter()
                .filter(|ending| word.to_lowercase().ends_with(*ending))
                .max_by_key(|ending| ending.len())
        });
        if let Some(ending) = ending {
            found.push((format!("{cut}{ending}"), at - 1..at));
        }
    }
    found
}

/// "芯片设计和设计自动化相关方向的博士学位", "计算机、数学等专业": what stands before the word for a field of study.
pub fn chinese(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    const KINDS: [&str; 6] = ["专业", "方向", "领域", "学科", "背景", "专科"];
    let is = |at: usize, word: &str| at >= tokens.start && at < tokens.end && reading.word(at) == word;
    let is_pair = |at: usize, pair: &str| pair.chars().zip(at..).all(|(c, at)| is(at, c.encode_utf8(&mut [0; 4])));
    let mut found = Vec::new();
    let mut from = tokens.start;
    for at in tokens.clone() {
        let kind = KINDS.iter().find(|kind| is_pair(at, kind));
        // "法语专业八级" is an examination.
        let is_grade = is(at + 2, "八") || is(at + 2, "四");
        if kind.is_none() || at == from || is_grade {
            continue;
        }
        // "等相关专业", "类专业", "或相关领域"
        let mut end = at;
        while end > from && ["等", "类", "及", "或", "的"].iter().any(|word| is(end - 1, word)) {
            end -= 1;
        }
        let is_related = end >= from + 2 && is_pair(end - 2, "相关");
        let is_listed = is_related || end < at && matches!(kind, Some(&"专业" | &"学科"));
        while end >= from + 2 && is_pair(end - 2, "相关") {
            end -= 2;
            while end > from && ["等", "类", "及", "或", "其", "他", "和", "与"].iter().any(|word| is(end - 1, word))
            {
                end -= 1;
            }
        }
        let parts = |at: usize| {
            matches!(reading.tokens[at].kind, TokenKind::Mark('/'))
                || ["、", "或", "和", "与", "及", "等"].iter().any(|word| is(at, word))
        };
        let near = end.saturating_sub(60).max(from);
        let start = (near..end)
            .rfind(|&at| matches!(reading.tokens[at].kind, TokenKind::Mark(_)) && !parts(at))
            .map_or(near, |at| at + 1);
        let mut first = start;
        let mut names = Vec::new();
        for at in start..=end {
            if at < end && !parts(at) {
                continue;
            }
            names.push(without_degree(reading, first..at));
            first = at + 1;
        }
        let is_known = |part: &Range<usize>| {
            reading
                .cues(part.clone())
                .any(|(cue, mark)| matches!(cue, Cue::Subject(_)) && (mark.first, mark.end) == (part.start, part.end))
        };
        // "土木工程、岩土工程专业": what stands in a row with a known study is one as well.
        let is_listed = is_listed || names.len() > 1 && names.iter().any(is_known);
        let is_name = |part: &Range<usize>| {
            is_known(part) || is_listed && part.clone().all(|at| reading.tokens[at].kind == TokenKind::Character)
        };
        names.retain(|part| (2..=LONGEST_CHINESE).contains(&part.len()) && is_name(part));
        found.append(&mut names);
        from = at + 2;
    }
    found
}

/// "本科及以上学历计算机": the words behind those of the degree; nothing where others than a name's stand among them.
fn without_degree(reading: &Reading<'_>, part: Range<usize>) -> Range<usize> {
    let last = part.clone().rfind(|&at| {
        reading.number(at).is_some()
            || ["历", "科", "士", "上", "业", "制", "有", "备", "的", "是", "为", "年", "者", "生", "限", "求"]
                .contains(&reading.word(at))
                && !is_inside_subject(reading, &part, at)
    });
    last.map_or(part.start, |at| at + 1)..part.end
}

/// "材料科学": the character belongs to a known name.
fn is_inside_subject(reading: &Reading<'_>, part: &Range<usize>, at: usize) -> bool {
    reading.cues(part.clone()).any(|(cue, mark)| matches!(cue, Cue::Subject(_)) && mark.first <= at && at < mark.end)
}

/// A known study with the words that make it another one: "Digitale Geisteswissenschaften", "Bibliotheks- und
/// Archivwissenschaften".
pub fn widened(reading: &Reading<'_>, own: &Range<usize>, from: usize) -> Option<Range<usize>> {
    let first = own.start;
    let is_german = |at: usize| {
        let word = reading.word(at).to_lowercase();
        GERMAN_ENDINGS.iter().any(|ending| word.ends_with(ending))
    };
    if own.len() != 1 || !is_german(first) {
        return None;
    }
    let kinds =
        ["digitale", "angewandte", "technische", "theoretische", "praktische", "allgemeine", "klinische", "neue"];
    if first > from && reading.is_word(first - 1, &kinds) && reading.word(first - 1).starts_with(char::is_uppercase) {
        return Some(first - 1..own.end);
    }
    let is_cut = first >= from + 3
        && reading.is_word(first - 1, &["und", "&"])
        && reading.is(first - 2, '-')
        && reading.tokens[first - 2].glued
        && reading.word(first - 3).starts_with(char::is_uppercase);
    is_cut.then(|| first - 3..own.end)
}

/// A name as it stands in a list: "museum studies" is Museum Studies.
pub fn name(reading: &Reading<'_>, own: Range<usize>) -> String {
    let upper = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        first.chain(chars).collect::<String>()
    };
    // "Des Archivmanagements"
    let is_genitive = own.start > 0 && reading.is_word(own.start - 1, &["des"]);
    let words = reading.words(own);
    let words = words.strip_suffix('s').filter(|_| is_genitive).unwrap_or(&words);
    let is_small = |word: &str| matches!(word, "and" | "of" | "the" | "und");
    let words = words.split(' ').map(|word| if is_small(word) { word.to_owned() } else { upper(word) });
    words.collect::<Vec<_>>().join(" ")
}

/// "Abgeschlossenes Studium im Bereich der Siedlungswasserwirtschaft": long German words that no list has.
fn compounds(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let is_compound = |at: &usize| {
        let word = reading.word(*at);
        let is_genitive = *at > 0 && reading.is_word(*at - 1, &["des"]);
        let name = word.strip_suffix('s').filter(|_| is_genitive).unwrap_or(word);
        let is_alone = !reading.is_word(at.wrapping_sub(1), &["für", "in", "mit", "als"])
            || reading.is_word(at.wrapping_sub(1), &["in"]) && *at == tokens.start + 1;
        word.starts_with(char::is_uppercase)
            && GERMAN_ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && name.ends_with(ending))
            && is_alone
            && !reading.has(*at..*at + 1, |cue| matches!(cue, Cue::Subject(_)))
    };
    tokens.clone().filter(is_compound).map(|at| at..at + 1).collect()
}

/// The words without those that lead to a name, and without the kind behind it: "a relevant area of fisheries".
fn without_article(reading: &Reading<'_>, mut part: Range<usize>) -> Range<usize> {
    const LEADS: &[&str] = &[
        "a",
        "an",
        "the",
        "either",
        "one",
        "of",
        "any",
        "such",
        "as",
        "like",
        "preferably",
        "ideally",
        "including",
        "relevant",
        "related",
        "appropriate",
        "area",
        "areas",
        "field",
        "fields",
        "discipline",
        "disciplines",
        "subject",
        "to",
        "der",
        "des",
        "die",
        "bereich",
        "bereiche",
        "fachrichtung",
        "fach",
    ];
    while !part.is_empty() && reading.is_word(part.start, LEADS) {
        part.start += 1;
    }
    let kinds = ["field", "fields", "discipline", "disciplines", "degree", "preferred", "required", "area", "areas"];
    while !part.is_empty() && reading.is_word(part.end - 1, &kinds) {
        part.end -= 1;
    }
    part
}

/// Whether some words are built as the name of a study, and no list has them.
fn is_study(reading: &Reading<'_>, part: &Range<usize>) -> bool {
    if part.is_empty() || part.len() > LONGEST {
        return false;
    }
    let last = reading.word(part.end - 1).to_lowercase();
    let is_head = part.len() > 1 && HEADS.contains(&last.as_str());
    let is_ending = ENDINGS.iter().any(|ending| last.len() > ending.len() + 1 && last.ends_with(ending));
    (is_head || is_ending) && !part.clone().any(|at| says_nothing(reading, at)) && !has_known(reading, part)
}

/// Whether a list has the name: one word of it may end a longer name, a longer one is the name.
fn has_known(reading: &Reading<'_>, part: &Range<usize>) -> bool {
    reading.cues(part.clone()).any(|(cue, mark)| {
        matches!(cue, Cue::Subject(_))
            && (mark.end - mark.first == part.len() || mark.end - mark.first > 1 || mark.end != part.end)
    })
}

/// "Any related field", "a quantitative area": words that are of no study's name.
fn says_nothing(reading: &Reading<'_>, at: usize) -> bool {
    const OTHERS: &[&str] = &[
        "related",
        "similar",
        "relevant",
        "any",
        "other",
        "equivalent",
        "comparable",
        "appropriate",
        "applicable",
        "your",
        "our",
        "this",
        "strong",
        "good",
        "quantitative",
        "technical",
        "scientific",
        "experience",
        "allied",
        "another",
        "some",
        "accredited",
        "following",
        "area",
        "areas",
        "least",
        "work",
        "project",
        "professional",
        "specific",
        "higher",
        "advanced",
        "same",
        "many",
        "working",
        "these",
        "those",
        "that",
        "which",
        "who",
        "is",
        "are",
        "be",
        "would",
        "will",
        "desirable",
        "desired",
        "ideal",
        "required",
        "completed",
        "recognized",
        "recognised",
        "demonstrated",
        "proven",
        "minimum",
        "university",
        "college",
        "institution",
        "school",
        "emphasis",
        "concentration",
        "focus",
        "minor",
        "major",
        "coursework",
        "training",
        "certification",
        "license",
        "preferred",
        "background",
    ];
    reading.is_word(at, OTHERS) || reading.tokens[at].kind != TokenKind::Word
}
