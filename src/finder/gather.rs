//! All rules over all statements of a body.

use std::ops::Range;

use super::document::{Document, LineKind};
use super::lexicon::{Lexicon, Mark};
use super::outline::{self, Kind, Statement};
use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Fact, Section, Small};
use super::{
    Found, Order, Stated, applying, certificates, deadline, department, education, employment, languages, names,
    naming, pay, place, seniority, skills, workplace, years,
};
use crate::posting::{ApplicantArea, Education, Employment, RequiredSkill, Salary, SalaryRange, Workplace};
use crate::source::Span;

/// All that a body states.
pub fn find(lexicon: &Lexicon, source: &str) -> Found {
    let document = Document::read(source);
    let begins = document.lines.iter().filter(|line| line.kind != LineKind::Text || line.after_blank || line.bold);
    let reading = Reading::new(&document.text, begins.map(|line| line.start), lexicon);
    let statements = outline::statements(&document, &reading);
    let order = statements.iter().find_map(|statement| order(&reading, &statement.tokens));
    let mut gatherer = Gatherer {
        lexicon,
        document: &document,
        reading: &reading,
        order,
        found: Found::default(),
        remote_line: false,
        employment_line: false,
        bare_contract: false,
        has_location_line: false,
    };
    gatherer.title(&statements);
    let mut before = None;
    for statement in &statements {
        gatherer.facts(statement);
        gatherer.requirements(statement, before);
        before = Some(statement);
    }
    // A sentence is heard only where no line has named the fact.
    for statement in &statements {
        gatherer.sentences(statement);
    }
    if gatherer.found.workplace.is_none()
        && let Some(own) = statements.iter().find_map(|statement| workplace::in_office(&reading, statement))
    {
        gatherer.found.workplace = Some(gatherer.stated(Workplace::Onsite, own));
    }
    gatherer.areas(&statements);
    if let Some((value, link)) = applying::address(&reading, &document, &statements) {
        gatherer.found.apply = Some(Stated { value, span: document.span(link.start, link.end) });
    }
    let employers = names::employers(lexicon, &reading, &statements);
    for list in [&mut gatherer.found.skills, &mut gatherer.found.preferred] {
        list.retain(|skill| !employers.contains(&skill.value.name));
    }
    gatherer.finish()
}

/// Which number of `03/04/2026` is the month, if a date of these tokens leaves no doubt.
fn order(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Order> {
    tokens.clone().find_map(|at| {
        let is_date = reading.is(at + 1, '/') && reading.is(at + 3, '/') && reading.word(at + 4).len() == 4;
        let (first, second) = (reading.number(at)?, reading.number(at + 2)?);
        let order = Order::of(first as i32, second as i32)?;
        (is_date && first != second && first.max(second) <= 31).then_some(order)
    })
}

struct Gatherer<'a> {
    lexicon: &'a Lexicon,
    document: &'a Document,
    reading: &'a Reading<'a>,
    order: Option<Order>,
    found: Found,
    /// A line has said that the role is remote.
    remote_line: bool,
    /// A line has named the kinds of employment.
    employment_line: bool,
    /// A line has said "contract" and no more, which may be a fixed term as well.
    bare_contract: bool,
    /// A line has named the places.
    has_location_line: bool,
}

impl Gatherer<'_> {
    fn span(&self, tokens: Range<usize>) -> Span {
        let bytes = self.reading.bytes(tokens);
        self.document.span(bytes.start, bytes.end)
    }

    fn stated<T>(&self, value: T, tokens: Range<usize>) -> Stated<T> {
        Stated { value, span: self.span(tokens) }
    }

    /// The tokens of a value as a line has it, without the point at its end.
    fn value(&self, statement: &Statement) -> Range<usize> {
        let mut tokens = statement.tokens.clone();
        while tokens.len() > 1 && (self.reading.is(tokens.end - 1, '.') || self.reading.is(tokens.end - 1, ',')) {
            tokens.end -= 1;
        }
        tokens
    }

    /// What lines and headings call the job, and a sentence that seeks somebody.
    fn title(&mut self, statements: &[Statement]) {
        let reading = self.reading;
        if let Some(tokens) = naming::title(reading, self.document, statements) {
            let words = reading.words(tokens.clone());
            if words.len() <= 160 && words.chars().any(char::is_alphabetic) {
                self.found.title = Some(self.stated(words, tokens));
            }
        }
        if let Some(tokens) = naming::sought(reading, statements) {
            self.found.sought = Some(self.stated(naming::written(&reading.words(tokens.clone())), tokens));
        }
    }

    /// What a line says that names its fact.
    fn facts(&mut self, statement: &Statement) {
        let Some(fact) = statement.label else { return };
        let tokens = self.value(statement);
        let words = self.reading.words(tokens.clone());
        let is_name = words.chars().any(char::is_alphabetic) && words.len() <= 100 && tokens.len() <= 14;
        match fact {
            Fact::Department | Fact::Team | Fact::Id
                if is_name || fact == Fact::Id && words.chars().any(char::is_alphanumeric) =>
            {
                let stated = self.stated(words, tokens);
                let place = match fact {
                    Fact::Department => &mut self.found.department,
                    Fact::Team => &mut self.found.team,
                    _ => &mut self.found.id,
                };
                set(place, stated);
            }
            Fact::Level => {
                if let Some((level, own)) = seniority::in_tokens(self.reading, tokens) {
                    let stated = self.stated(level, own);
                    set(&mut self.found.level, stated);
                }
            }
            Fact::Posted | Fact::Closes => self.day(fact, tokens),
            Fact::Salary => {
                self.salary(statement);
                self.hours(tokens);
            }
            Fact::Location | Fact::Workplace => {
                self.location(tokens.clone());
                self.hours(tokens);
            }
            Fact::Employment => self.employment(tokens),
            _ => {}
        }
    }

    /// The day that a line names, or the two of "Application period: 1 March 2026 to 31 March 2026".
    fn day(&mut self, fact: Fact, tokens: Range<usize>) {
        let named = deadline::of_line(self.reading, self.order, fact, tokens);
        for (place, day) in [(&mut self.found.posted, named.posted), (&mut self.found.closes, named.closes)] {
            if let Some((day, own)) = day {
                let bytes = self.reading.bytes(own);
                set(place, Stated { value: day, span: self.document.span(bytes.start, bytes.end) });
            }
        }
    }

    fn salary(&mut self, statement: &Statement) {
        let tokens = statement.tokens.clone();
        let name = match statement.label {
            Some(Fact::Salary) => {
                let near = tokens.start.saturating_sub(6)..tokens.start;
                let begin = near.clone().rfind(|&at| self.reading.tokens[at].begins).unwrap_or(near.start);
                begin..tokens.start
            }
            _ => tokens.start..tokens.start,
        };
        let Some((salary, own)) = pay::in_tokens(self.reading, tokens, name) else { return };
        // In a sentence a number is only money if a currency says so.
        if statement.label != Some(Fact::Salary) && salary.currency.is_none() {
            return;
        }
        let stated = self.stated(salary, own);
        match &mut self.found.salary {
            // A line with the ranges of two grades: the role pays from the lowest to the highest.
            Some(known) if known.value.per == salary.per && known.value.currency == salary.currency => {
                let ends = |salary: Salary| salary.range.min().zip(salary.range.max());
                if let (Some((low, high)), Some((lower, higher))) = (ends(known.value), ends(salary)) {
                    known.value.range = SalaryRange::Between(low.min(lower), high.max(higher));
                }
            }
            Some(_) => {}
            none => *none = Some(stated),
        }
    }

    fn location(&mut self, tokens: Range<usize>) {
        // "Location: Ulm. You travel to Linz."
        let is_travel = tokens.clone().any(|at| self.reading.is_word(at, &["travel", "reisen", "reist"]));
        if self.has_location_line && is_travel {
            return;
        }
        let (found, placed) = place::in_value(self.reading, tokens.clone());
        if let Some(workplace) = found.workplace {
            let stated = self.stated(workplace, tokens.clone());
            set(&mut self.found.workplace, stated);
        }
        for area in found.applicants_in {
            self.area(area, tokens.clone());
        }
        if found.workplace == Some(Workplace::Remote) {
            self.remote_line = true;
        }
        // "Location: we welcome everybody to apply, but would like somebody from ...": a sentence, and no place.
        if placed.first().is_some_and(|(_, own)| own.start > tokens.start + LONGEST_BEFORE_PLACE) {
            return;
        }
        // "Location: Applicants from elsewhere will be considered. However, you will relocate to Ulm."
        let placed = if placed.is_empty() { place::in_sentence(self.reading, tokens, false) } else { placed };
        self.has_location_line |= !placed.is_empty();
        for (location, own) in placed {
            let stated = self.stated(location, own);
            add(&mut self.found.locations, stated);
        }
    }

    fn area(&mut self, area: ApplicantArea, tokens: Range<usize>) {
        let stated = self.stated(area, tokens);
        add(&mut self.found.applicants_in, stated);
    }

    /// "Location: Ulm, full-time", "Salary: Full-time, competitive".
    fn hours(&mut self, tokens: Range<usize>) {
        for (kind, own) in employment::in_value(self.reading, tokens) {
            if employment::is_hours(kind) {
                let stated = self.stated(kind, own);
                add(&mut self.found.employment, stated);
            }
        }
    }

    fn employment(&mut self, tokens: Range<usize>) {
        for (kind, own) in employment::in_line(self.reading, tokens) {
            self.employment_line = true;
            self.bare_contract |= self.reading.is_word(own.start, &["contract"]) && own.len() == 1;
            let stated = self.stated(kind, own);
            add(&mut self.found.employment, stated);
        }
    }

    /// Degree, years, skills, languages and certificates.
    fn requirements(&mut self, statement: &Statement, before: Option<&Statement>) {
        let reading = self.reading;
        if let Some((degree, own)) = education::in_statement(reading, statement) {
            // A school's certificate in a line of its own is asked for as well, not instead; years beside it or "or" before
            // it make it another way in.
            // "All candidates must have a high school diploma": beside the ways that stand above.
            let of_all = statement.tokens.clone().any(|at| {
                reading.is_word(at, &["all"]) && reading.is_word(at + 1, &["candidates", "applicants", "employees"])
            });
            let is_way = !of_all
                && (reading.small(statement.tokens.start, Small::Or)
                    || reading.has(statement.tokens.clone(), |cue| cue == Cue::Years));
            let is_school = |degree: Education| degree == Education::HighSchool && !is_way;
            let counts = match self.found.education.as_ref().map(|known| known.value) {
                None => true,
                // "No degree is needed; a school's certificate is enough": that is asked for.
                Some(Education::None) => is_school(degree),
                Some(known) if is_school(known) => degree != Education::None,
                Some(known) => degree < known && !is_school(degree),
            };
            if counts {
                self.found.education = Some(self.stated(degree, own));
            }
        }
        for (subject, own) in education::subjects(reading, statement) {
            let stated = self.stated(subject, own);
            add(&mut self.found.fields, stated);
        }
        for (experience, own) in years::in_statement(reading, statement, before) {
            let stated = self.stated(experience, own);
            add(&mut self.found.experience, stated);
        }
        for named in skills::in_statement(self.lexicon, reading, statement, before) {
            let skill = RequiredSkill { name: named.name, level: named.level };
            let stated = self.stated(skill, named.tokens);
            let list = if named.wished { &mut self.found.preferred } else { &mut self.found.skills };
            let has_room = list.len() < MOST_SKILLS;
            match list.iter_mut().find(|known| known.value.name == stated.value.name) {
                Some(known) => known.value.level = known.value.level.max(stated.value.level),
                None if has_room => list.push(stated),
                None => {}
            }
        }
        for (language, own) in languages::in_statement(reading, statement) {
            if self.found.languages.iter().all(|known| known.value.name != language.name) {
                let stated = self.stated(language, own);
                self.found.languages.push(stated);
            }
        }
        for (certificate, own) in certificates::in_statement(reading, statement) {
            let stated = self.stated(certificate, own);
            add(&mut self.found.certificates, stated);
        }
    }

    /// What sentences say of place, hours, pay and days.
    fn sentences(&mut self, statement: &Statement) {
        let reading = self.reading;
        if statement.label == Some(Fact::Apply) {
            self.deadline(statement);
        }
        if statement.label.is_some_and(|fact| !matches!(fact, Fact::Other | Fact::Title)) {
            return;
        }
        if statement.kind == Kind::Part && statement.label.is_none() {
            self.part(statement);
        }
        if self.found.department.is_none()
            && let Some(own) = department::in_sentence(reading, statement)
        {
            self.found.department = Some(self.stated(reading.words(own.clone()), own));
        }
        if self.found.workplace.is_none()
            && let Some((value, mark)) = workplace::in_sentence(reading, statement)
        {
            self.found.workplace = Some(self.stated(value, mark.first..mark.end));
        }
        // "🌎 Ulm, or remote within Germany": a sign for a place begins the value of a line.
        let begins =
            reading.cues(statement.tokens.clone()).take_while(|(_, mark)| mark.first <= statement.tokens.start + 1);
        let is_sign = |mark: &Mark| !reading.word(mark.first).chars().any(char::is_alphanumeric);
        if self.found.workplace.is_none()
            && let Some((_, sign)) = begins.into_iter().find(|(cue, mark)| *cue == Cue::BasedIn && is_sign(mark))
            && let Some(value) = workplace::in_value(reading, sign.end..statement.tokens.end)
        {
            self.found.workplace = Some(self.stated(value, sign.first..statement.tokens.end));
        }
        if statement.kind != Kind::Part {
            self.employment_of_sentence(statement);
        }
        // A company's own lines may tell of hiring, too: "We seek a cook for our hotel in Ulm".
        let is_open = statement.section != Section::Company
            || statement
                .tokens
                .clone()
                .any(|at| reading.is_word(at, &["seek", "seeking", "seeks", "hiring", "suchen", "sucht"]));
        let is_hiring = !matches!(statement.section, Section::Benefits | Section::Apply | Section::Duties);
        if self.found.locations.is_empty() && !self.remote_line && is_open {
            for (location, own) in place::in_sentence(reading, statement.tokens.clone(), is_hiring) {
                let stated = self.stated(location, own);
                self.found.locations.push(stated);
            }
        }
        // "### SRE (北京)"
        let is_first_heading = statement.kind == Kind::Heading && statement.tokens.start < FIRST_LINES;
        if self.found.locations.is_empty() && is_first_heading {
            for (location, own) in place::in_heading(reading, statement.tokens.clone()) {
                let stated = self.stated(location, own);
                self.found.locations.push(stated);
            }
        }
        // "Ulm, Germany", at the beginning of a line above all sections.
        let is_above = statement.section == Section::Other && statement.tokens.start < FIRST_LINES;
        if self.found.locations.is_empty()
            && is_above
            && statement.tokens.len() <= 24
            && let Some(location) = place::of_line(reading, self.value(statement))
        {
            let stated = self.stated(location, statement.tokens.clone());
            self.found.locations.push(stated);
        }
        // "Full-time, $24-$26/hour": a short line with a period is about pay, a sentence may tell of other money.
        let is_line = statement.tokens.len() <= 18
            && matches!(statement.section, Section::Other | Section::Facts)
            && !statement.tokens.clone().any(|at| reading.small(at, Small::OtherMoney));
        let is_about_pay = statement.section == Section::Pay
            || statement.kind == Kind::Part
            || is_line && statement.tokens.len() <= 12 && self.starts_with_money(statement)
            || is_line && reading.has(statement.tokens.clone(), |cue| matches!(cue, Cue::Per(_)))
            || reading.has(statement.tokens.clone(), |cue| cue == Cue::Pay)
            || pay::is_range_with_period(reading, &statement.tokens)
            || pay::is_in_thousands(reading, &statement.tokens);
        if self.found.salary.is_none() && is_about_pay && statement.section != Section::Company {
            self.salary(statement);
        }
        self.deadline(statement);
        if self.found.posted.is_none()
            && let Some((day, own)) = deadline::posting_day(reading, self.order, &statement.tokens)
        {
            self.found.posted = Some(self.stated(day, own));
        }
    }

    fn deadline(&mut self, statement: &Statement) {
        if self.found.closes.is_none()
            && let Some((day, own)) = deadline::in_sentence(self.reading, self.order, &statement.tokens)
        {
            self.found.closes = Some(self.stated(day, own));
        }
    }

    /// What a sentence says of the kinds of employment, where no line has named them.
    fn employment_of_sentence(&mut self, statement: &Statement) {
        let named = |found: &Found, kind: Employment| found.employment.iter().any(|known| known.value == kind);
        let has_hours = |found: &Found| found.employment.iter().any(|known| employment::is_hours(known.value));
        // A line for the term says nothing of the hours: then a sentence may; and a "contract" beside a fixed term is none
        // for services.
        let is_bare = self.found.employment.iter().all(|known| known.value == Employment::Contract);
        for (kind, own) in employment::in_sentence(self.reading, statement) {
            let may_add = !self.employment_line || is_bare || employment::is_hours(kind) && !has_hours(&self.found);
            if may_add {
                let stated = self.stated(kind, own);
                add(&mut self.found.employment, stated);
            }
        }
        let (had_hours, had_time) = (has_hours(&self.found), named(&self.found, Employment::Temporary));
        for (kind, own) in employment::by_numbers(self.reading, statement) {
            let is_known = if kind == Employment::Temporary { had_time } else { had_hours };
            if !is_known {
                let stated = self.stated(kind, own);
                add(&mut self.found.employment, stated);
            }
        }
    }

    /// Where those who work from afar may live, if no line has said it.
    fn areas(&mut self, statements: &[Statement]) {
        let is_remote = self.found.workplace.as_ref().is_some_and(|known| known.value == Workplace::Remote);
        if !is_remote || !self.found.applicants_in.is_empty() {
            return;
        }
        for statement in statements.iter().filter(|statement| statement.section != Section::Company) {
            for (country, own) in place::living_in(self.reading, statement.tokens.clone()) {
                self.area(ApplicantArea::Country(country), own);
            }
        }
    }

    /// "£28-32k depending on experience."
    fn starts_with_money(&self, statement: &Statement) -> bool {
        let first = self.reading.tokens[statement.tokens.start].kind;
        matches!(first, TokenKind::Mark('$' | '€' | '£')) || first == TokenKind::Number && statement.tokens.len() <= 8
    }

    /// What a part of a line that lists facts says: "Denver, CO", "Full-time".
    fn part(&mut self, statement: &Statement) {
        let tokens = statement.tokens.clone();
        if !self.employment_line {
            // "ab € 3.100 brutto/Monat (Vollzeit)": the hours that the pay is for.
            let is_pay = self.reading.has(tokens.clone(), |cue| matches!(cue, Cue::Per(_)));
            for (kind, own) in employment::in_value(self.reading, tokens.clone()) {
                let is_of_pay = is_pay && own.start > tokens.start && self.reading.is(own.start - 1, '(');
                if !is_of_pay {
                    let stated = self.stated(kind, own);
                    add(&mut self.found.employment, stated);
                }
            }
        }
        let (place, placed) = place::in_value(self.reading, tokens.clone());
        if let Some(workplace) = place.workplace {
            let stated = self.stated(workplace, tokens);
            set(&mut self.found.workplace, stated);
        }
        // A name alone may be of anything: only a place with its country is certain.
        if !self.has_location_line {
            for (location, own) in placed {
                if location.city.is_some() && location.country.is_some() {
                    let stated = self.stated(location, own);
                    add(&mut self.found.locations, stated);
                }
            }
        }
    }

    fn finish(mut self) -> Found {
        if self.bare_contract && self.found.employment.iter().any(|known| known.value == Employment::Temporary) {
            self.found.employment.retain(|known| known.value != Employment::Contract);
        }
        if self.found.level.is_none()
            && let Some(title) = &self.found.title
        {
            let level = seniority::in_text(&Reading::new(&title.value, std::iter::empty(), self.lexicon));
            self.found.level = level.map(|value| Stated { value, span: title.span });
        }
        // "Experience: 5 years", and in a list "5 years of sales": the same years.
        let scoped: Vec<u8> =
            self.found.experience.iter().filter(|e| e.value.scope.is_some()).map(|e| e.value.years).collect();
        self.found.experience.retain(|e| e.value.scope.is_some() || !scoped.contains(&e.value.years));
        // A skill that is required is not wished for as well.
        let required: Vec<String> = self.found.skills.iter().map(|skill| skill.value.name.clone()).collect();
        self.found.preferred.retain(|skill| !required.contains(&skill.value.name));
        self.found
    }
}

/// The lines of facts at a posting's beginning are among this many tokens.
const FIRST_LINES: usize = 60;

/// A line that names a place begins with it, or with a few words.
const LONGEST_BEFORE_PLACE: usize = 10;

/// No posting asks for more skills; the limit keeps the time linear.
const MOST_SKILLS: usize = 400;

/// No posting states more places or more kinds of experience than this.
const MOST_VALUES: usize = 64;

/// Adds a value that is not there yet.
fn add<T: PartialEq>(list: &mut Vec<Stated<T>>, stated: Stated<T>) {
    if list.len() < MOST_VALUES && list.iter().all(|known| known.value != stated.value) {
        list.push(stated);
    }
}

/// Sets a value that nothing has set yet.
fn set<T>(place: &mut Option<Stated<T>>, stated: Stated<T>) {
    place.get_or_insert(stated);
}
