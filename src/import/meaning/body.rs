//! What the finder found in the text, where no field says it.

use super::{From, Ground, Imported};
use crate::finder::{Finder, Found, Stated, is_hours};
use crate::posting::{ApplicantArea, Country, Employment, Location, Posting, Salary, SalaryRange, Workplace};
use crate::slug::fold;

/// What the title says beside the job.
pub(super) struct OfTitle {
    places: Vec<Location>,
    areas: Vec<Country>,
    employment: Vec<Employment>,
    workplace: Option<Workplace>,
}

impl OfTitle {
    /// Reads a title as it was before all of that went out of it.
    pub(super) fn read(title: &str, finder: &Finder) -> Self {
        let (employment, workplace) = finder.beside_title(title);
        let areas = finder.areas_of_title(title);
        Self { places: finder.places_of_title(title), areas, employment, workplace }
    }

    /// Whether it says something, and nothing that a posting's keys do not or could not say as well.
    pub(super) fn is_known(&self, posting: &Posting) -> bool {
        let Self { places, areas, employment, workplace } = self;
        let is_there = |place: &Location| {
            let is_same = |known: &Location| {
                place
                    .city
                    .as_ref()
                    .is_none_or(|city| known.city.as_deref().is_some_and(|known| fold(known) == fold(city)))
                    && place.country.is_none_or(|country| known.country == Some(country))
            };
            posting.locations.is_empty() || posting.locations.iter().any(is_same)
        };
        let is_kind = |kind: &Employment| {
            posting.employment.contains(kind) || posting.employment.iter().all(|known| aspect(*known) != aspect(*kind))
        };
        let is_area = |area: &Country| {
            posting.applicants_in.is_empty() || posting.applicants_in.contains(&ApplicantArea::Country(*area))
        };
        let says_something = !places.is_empty() || !areas.is_empty() || !employment.is_empty() || workplace.is_some();
        says_something
            && places.iter().all(is_there)
            && areas.iter().all(is_area)
            && employment.iter().all(is_kind)
            && workplace.is_none_or(|workplace| posting.workplace.is_none_or(|known| known == workplace))
    }
}

/// Takes in what was found.
pub(super) fn take(into: &mut Imported, found: Found, of_title: OfTitle, ground: Ground<'_>) {
    let lines = Lines::of(&into.body);
    one(into, &lines, "department", found.department, |p| &mut p.department);
    one(into, &lines, "team", found.team, |p| &mut p.team);
    one(into, &lines, "posted", found.posted, |p| &mut p.posted);
    one(into, &lines, "closes", found.closes, |p| &mut p.closes);
    // "$110,000" of a field, and "$110,000 – $150,000" in the text
    let is_more = |known: &Salary, found: &Salary| match (known.range, found.range) {
        (SalaryRange::Between(low, high), SalaryRange::Between(from, to)) => {
            low == high && from == low && to > high && known.per == found.per && known.currency == found.currency
        }
        _ => false,
    };
    if into
        .posting
        .salary
        .as_ref()
        .zip(found.salary.as_ref())
        .is_some_and(|(known, found)| is_more(known, &found.value))
    {
        into.posting.salary = None;
    }
    one(into, &lines, "salary", found.salary, |p| &mut p.salary);
    one(into, &lines, "apply", found.apply, |p| &mut p.apply);
    one(into, &lines, "id", found.id, |p| &mut p.id);
    // A title says the level more surely than a text.
    if into.posting.level.is_none()
        && let Some(level) = ground.finder.level(&into.posting.title)
    {
        into.posting.level = Some(level);
        into.note("level", From::Title);
    }
    if let (None, Some(workplace)) = (into.posting.workplace, of_title.workplace) {
        into.posting.workplace = Some(workplace);
        into.note("workplace", From::Title);
    }
    one(into, &lines, "workplace", found.workplace, |p| &mut p.workplace);
    // What a heading says of the level counts where it is the title, which has been heard.
    let of_heading = found.title.as_ref().map(|title| title.span);
    let level = found.level.filter(|level| of_heading != Some(level.span));
    one(into, &lines, "level", level, |p| &mut p.level);
    one(into, &lines, "requirements.education", found.education, |p| &mut p.requirements.education);
    let of_text: Vec<&Location> = found.locations.iter().map(|place| &place.value).collect();
    let known = &into.posting.locations;
    if names_more(known, &of_text) || names_more(known, &of_title.places.iter().collect::<Vec<_>>()) {
        into.posting.locations.clear();
        into.origins.retain(|(key, _), _| key != "locations");
    }
    all(into, &lines, "locations", found.locations, |p| &mut p.locations);
    if into.posting.locations.is_empty() {
        for (index, place) in of_title.places.into_iter().enumerate() {
            into.posting.locations.push(place);
            into.note_item("locations", index, From::Title);
        }
    }
    all(into, &lines, "applicants_in", found.applicants_in, |p| &mut p.applicants_in);
    if into.posting.applicants_in.is_empty() && into.posting.workplace == Some(Workplace::Remote) {
        into.posting.applicants_in = of_title.areas.into_iter().map(ApplicantArea::Country).collect();
        for index in 0..into.posting.applicants_in.len() {
            into.note_item("applicants_in", index, From::Title);
        }
    }
    employment(into, &lines, found.employment);
    // "(CDD 6 mois)" in a title, and "temps partiel" in the text: hours, term and contract are said apart.
    let known = into.posting.employment.clone();
    for kind in of_title.employment {
        if known.iter().all(|known| aspect(*known) != aspect(kind)) {
            into.posting.employment.push(kind);
            into.note_item("employment", into.posting.employment.len() - 1, From::Title);
        }
    }
    all(into, &lines, "requirements.fields", found.fields, |p| &mut p.requirements.fields);
    all(into, &lines, "requirements.experience", found.experience, |p| &mut p.requirements.experience);
    all(into, &lines, "requirements.languages", found.languages, |p| &mut p.requirements.languages);
    all(into, &lines, "requirements.certificates", found.certificates, |p| &mut p.requirements.certificates);
    // Skills of a field and skills of the text go together.
    for skill in found.skills {
        let known = &mut into.posting.requirements.skills;
        match known.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&skill.value.name)) {
            Some(known) => known.level = known.level.or(skill.value.level),
            None => {
                known.push(skill.value);
                let index = known.len() - 1;
                into.note_item("requirements.skills", index, lines.from(skill.span.start));
            }
        }
    }
    let required: Vec<String> =
        into.posting.requirements.skills.iter().map(|skill| skill.name.to_lowercase()).collect();
    let preferred = found.preferred.into_iter().filter(|skill| !required.contains(&skill.value.name.to_lowercase()));
    all(into, &lines, "requirements.preferred", preferred.collect(), |p| &mut p.requirements.preferred);
}

/// Whether the text names cities of the one state or country that a field gives: "Illinois", and "in Granite City, Illinois".
fn names_more(known: &[Location], found: &[&Location]) -> bool {
    let [Location { city: None, region, country, .. }] = known else { return false };
    !found.is_empty()
        && found.iter().all(|value| {
            let is_there = value.country == *country && (region.is_none() || value.region == *region);
            value.city.is_some() && is_there
        })
}

/// What a source says in short, where neither a field nor the text has said it: "Base: Berlin", "30 hours a week".
pub(super) fn take_short(into: &mut Imported, found: Found, from: &From) {
    let posting = &mut into.posting;
    let mut taken = Vec::new();
    if let (None, Some(workplace)) = (posting.workplace, found.workplace) {
        posting.workplace = Some(workplace.value);
        taken.push(("workplace", None));
    }
    if let (None, Some(salary)) = (&posting.salary, found.salary) {
        posting.salary = Some(salary.value);
        taken.push(("salary", None));
    }
    if posting.locations.is_empty() {
        posting.locations = found.locations.into_iter().map(|place| place.value).collect();
        taken.extend((0..posting.locations.len()).map(|index| ("locations", Some(index))));
    }
    if posting.employment.is_empty() {
        posting.employment = found.employment.into_iter().map(|kind| kind.value).collect();
        taken.extend((0..posting.employment.len()).map(|index| ("employment", Some(index))));
    }
    for (key, index) in taken {
        match index {
            Some(index) => into.note_item(key, index, from.clone()),
            None => into.note(key, from.clone()),
        }
    }
}

/// What a kind of employment tells: the hours, the term, or whose work it is.
fn aspect(kind: Employment) -> u8 {
    match kind {
        kind if is_hours(kind) => 0,
        Employment::Temporary => 1,
        _ => 2,
    }
}

/// A field for the term says nothing of the hours: then the text may.
fn employment(into: &mut Imported, lines: &Lines, found: Vec<Stated<Employment>>) {
    let known = into.posting.employment.clone();
    let has_hours = known.iter().any(|kind| is_hours(*kind));
    for found in found.into_iter().filter(|found| known.is_empty() || (!has_hours && is_hours(found.value))) {
        into.posting.employment.push(found.value);
        into.note_item("employment", into.posting.employment.len() - 1, lines.from(found.span.start));
    }
}

/// Takes in one value, if none is known.
fn one<T>(
    into: &mut Imported,
    lines: &Lines,
    key: &str,
    found: Option<Stated<T>>,
    place: impl FnOnce(&mut Posting) -> &mut Option<T>,
) {
    let place = place(&mut into.posting);
    if let (None, Some(found)) = (&place, found) {
        *place = Some(found.value);
        into.note(key, lines.from(found.span.start));
    }
}

/// Takes in a list of values, if none is known.
fn all<T>(
    into: &mut Imported,
    lines: &Lines,
    key: &str,
    found: Vec<Stated<T>>,
    place: impl FnOnce(&mut Posting) -> &mut Vec<T>,
) {
    let place = place(&mut into.posting);
    if !place.is_empty() {
        return;
    }
    let (values, spans): (Vec<T>, Vec<_>) = found.into_iter().map(|found| (found.value, found.span)).unzip();
    *place = values;
    for (index, span) in spans.into_iter().enumerate() {
        into.note_item(key, index, lines.from(span.start));
    }
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    fn from(&self, at: usize) -> From {
        From::Text(self.0.partition_point(|start| *start <= at))
    }
}
