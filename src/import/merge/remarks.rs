//! Remarks in front matter: whose they are, and what becomes of them when the line that they stand at is written anew.

/// A line without its remark, and the remark with its `#`.
pub(super) fn split(line: &str) -> (&str, Option<&str>) {
    let line = line.trim_end_matches(['\n', '\r']);
    let mut quote = None;
    let mut before = ' ';
    let mut is_escaped = false;
    for (at, c) in line.char_indices() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match quote {
            // `''` in single quotes and `\"` in double ones are marks of the text.
            Some('\'') if c == '\'' && line[at + 1..].starts_with('\'') => is_escaped = true,
            Some('"') if c == '\\' => is_escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '#' && before.is_whitespace() => return (&line[..at], Some(&line[at..])),
            // A mark inside a word is an apostrophe.
            None if matches!(c, '"' | '\'') && matches!(before, ' ' | '[' | '{' | ',') => quote = Some(c),
            None => {}
        }
        before = c;
    }
    (line, None)
}

/// Whether the program writes remarks like this one.
fn is_programs(remark: &str) -> bool {
    let words = remark.trim_start_matches('#').trim();
    words == "from the title" || words.starts_with("from `") || number(remark).is_some()
}

/// The line of the file that a remark names: `# line 25`.
fn number(remark: &str) -> Option<usize> {
    remark.strip_prefix("# line ")?.trim_end().parse().ok()
}

/// What a line says, without its margin and its remark.
fn said(line: &str) -> &str {
    split(line).0.trim()
}

/// Whether a `#` in these lines may be a part of a text of several lines.
fn is_text(lines: &str) -> bool {
    lines.lines().map(said).any(|said| [": |", ": >", "- |", "- >"].iter().any(|mark| said.contains(mark)))
}

/// `after` takes the place of `now`: what was written by hand goes along with the line that it stands at, in `lost` is what
/// had none to go to. `before` is what the program wrote last.
pub(super) fn carried(before: &str, after: &str, now: &str, lost: &mut Vec<String>) -> String {
    if is_text(now) || is_text(after) {
        return after.to_owned();
    }
    let known: Vec<&str> = before.lines().filter_map(|line| split(line).1).collect();
    let is_own = |remark: &str| !known.contains(&remark) && !is_programs(remark);
    let mut lines: Vec<String> = after.split_inclusive('\n').map(str::to_owned).collect();
    let mut above: Vec<&str> = Vec::new();
    for line in now.lines() {
        let (code, remark) = split(line);
        let code = code.trim();
        if code.is_empty() {
            above.extend(remark.filter(|remark| is_own(remark)).map(|_| line));
            continue;
        }
        let place = lines.iter().position(|new| said(new) == code);
        match (place, remark.filter(|remark| is_own(remark))) {
            (Some(at), Some(remark)) => {
                let kept = split(&lines[at]).0.trim_end().to_owned();
                lines[at] = format!("{kept}  {remark}\n");
            }
            (None, Some(remark)) => lost.push(words(remark)),
            _ => {}
        }
        match place {
            Some(at) => above.drain(..).rev().for_each(|line| lines.insert(at, format!("{line}\n"))),
            None => lost.extend(above.drain(..).map(words)),
        }
    }
    // Behind the last line they stand at no other.
    lines.extend(above.into_iter().map(|line| format!("{line}\n")));
    lines.concat()
}

/// The remarks of lines that go, as far as they were written by hand.
pub(super) fn own(before: &str, now: &str) -> Vec<String> {
    let known: Vec<&str> = before.lines().filter_map(|line| split(line).1).collect();
    let remarks = now.lines().filter_map(|line| split(line).1);
    remarks.filter(|remark| !known.contains(remark) && !is_programs(remark)).map(words).collect()
}

fn words(remark: &str) -> String {
    remark.trim().to_owned()
}

/// The lines of `now` with the program's own remarks as they stand in `after`, at lines that say the same.
pub(super) fn refreshed(now: &str, after: &str) -> String {
    if is_text(now) {
        return now.to_owned();
    }
    let fresh = |line: &str| {
        let (code, remark) = split(line);
        let is_old = remark.is_some_and(is_programs);
        let new = after.lines().find(|new| said(new) == code.trim()).filter(|_| is_old && !code.trim().is_empty());
        match new.and_then(|new| split(new).1).filter(|new| is_programs(new)) {
            Some(new) => format!("{code}{new}\n"),
            None => line.to_owned(),
        }
    };
    now.split_inclusive('\n').map(fresh).collect()
}

/// In longer files lines are not counted anew, which would take a look through all of the text for each remark and line.
const MOST_LINES: usize = 5_000;

/// The front matter of a merged file with the lines that its remarks name counted in that file: `new` is the file that the
/// source alone would have, whose lines they name so far.
pub(super) fn counted(front_matter: &str, body: &str, new: &str) -> String {
    let old: Vec<&str> = new.lines().collect();
    if old.len() > MOST_LINES {
        return front_matter.to_owned();
    }
    let above = front_matter.lines().count() + 2;
    let own: Vec<&str> = body.lines().collect();
    let fresh = |line: &str| {
        let (code, remark) = split(line);
        let is_theirs = old.iter().any(|new| said(new) == code.trim() && split(new).1 == remark);
        let Some(named) = remark.and_then(number).filter(|_| is_theirs) else { return line.to_owned() };
        // A line that was changed by hand stands as far below the last that was not as it did.
        let found = (0..named.min(old.len())).find_map(|up| {
            let at = named - 1 - up;
            let text = old.get(at).filter(|text| up == 0 || !text.trim().is_empty())?;
            // Of several equal lines it is the one with as many before it.
            let above = old[..at].iter().rev().take_while(|line| **line != "---");
            let earlier = above.filter(|line| *line == text).count();
            let (at, _) = own.iter().enumerate().filter(|(_, line)| *line == text).nth(earlier)?;
            (at + up < own.len()).then_some(at + up)
        });
        match found {
            Some(at) => format!("{code}# line {}\n", above + at + 1),
            None => line.to_owned(),
        }
    };
    front_matter.split_inclusive('\n').map(fresh).collect()
}
