//! What the fields of a source mean.

use super::{From, Ground, Imported, body, places, words};
use crate::finder::is_hours;
use crate::import::board_addresses;
use crate::import::draft::{Fact, Stated};
use crate::posting::frontmatter as read;
use crate::posting::{ApplicantArea, Experience, Location, RequiredSkill, Status};
use crate::source::ProjectPath;
use crate::yaml::read::Problems;
use crate::yaml::write::{Node, Row, write};
use crate::yaml::{Document, Value};

/// Takes in all that the fields state. Of several that state one fact, the first whose meaning is certain counts.
pub(super) fn take(into: &mut Imported, stated: Vec<Stated>, ground: Ground<'_>) {
    for Stated { field, line, fact } in stated {
        let from = From::field(&field, line);
        if let Err((what, why)) = fact_into(into, fact, from, ground) {
            into.leave(format!("{field}: {what}"), why, line);
        }
    }
}

/// What could not be taken in, and why.
type Refused = (String, &'static str);

fn fact_into(into: &mut Imported, fact: Fact, from: From, ground: Ground<'_>) -> Result<(), Refused> {
    match fact {
        Fact::Department(name) => first(into, "department", name, from, |p| &mut p.department),
        Fact::Team(name) => first(into, "team", name, from, |p| &mut p.team),
        Fact::Number(id) => first(into, "id", id, from, |p| &mut p.id),
        Fact::Company(name) => company(into, name, from, ground)?,
        Fact::Language(code) => language(into, code, from, ground)?,
        Fact::Place(text) => {
            // "San Mateo • Remote • Full Time"
            hours(into, &text, &from, ground);
            place(into, text, None, from, ground)?;
        }
        Fact::PlaceIn(text, country) => place(into, text, Some(country), from, ground)?,
        Fact::Address(address) => {
            let parts = [&address.city, &address.region, &address.country, &address.postal_code];
            let written = parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
            let place = places::of_address(&address, ground.finder).ok_or((written, "it names no place"))?;
            // The city of another field, and here its street.
            let is_same = |known: &Location| {
                known.city == place.city
                    && known.city.is_some()
                    && known.street.is_none()
                    && (known.country == place.country || known.country.is_none() || place.country.is_none())
                    && (known.region == place.region || known.region.is_none() || place.region.is_none())
            };
            if let Some(at) = into.posting.locations.iter().position(is_same) {
                let known = &mut into.posting.locations[at];
                known.region = known.region.take().or(place.region);
                known.country = known.country.or(place.country);
                known.postal_code = known.postal_code.take().or(place.postal_code);
                known.street = place.street;
            } else if !into.posting.locations.contains(&place) {
                into.posting.locations.push(place);
                into.note_item("locations", into.posting.locations.len() - 1, from);
            }
        }
        Fact::Workplace(text) => {
            if words::is_unspecified(&text) {
                return Ok(());
            }
            let workplace = words::workplace(&text, ground.finder);
            let workplace = workplace.ok_or((text, "it is neither on site, hybrid nor remote"))?;
            first(into, "workplace", workplace, from, |p| &mut p.workplace);
        }
        Fact::InShort(text) => body::take_short(into, ground.finder.find(&text), &from),
        Fact::Applicants(text) => {
            let anywhere = ["anywhere", "worldwide", "global", "everywhere"].contains(&text.to_lowercase().as_str());
            let area = if anywhere {
                ApplicantArea::Anywhere
            } else {
                let country = places::country(&text, ground.finder);
                ApplicantArea::Country(country.ok_or((text, "it is no country on the ISO list"))?)
            };
            if !into.posting.applicants_in.contains(&area) {
                into.posting.applicants_in.push(area);
                into.note_item("applicants_in", into.posting.applicants_in.len() - 1, from);
            }
        }
        Fact::Employment(text) => {
            let kinds = words::employment(&text, ground.finder);
            if kinds.is_empty() {
                return Err((text, "it names no kind of employment that rolecall knows"));
            }
            for kind in kinds.into_iter().filter(|kind| !into.posting.employment.contains(kind)).collect::<Vec<_>>() {
                into.posting.employment.push(kind);
                into.note_item("employment", into.posting.employment.len() - 1, from.clone());
            }
        }
        Fact::Level(text) => {
            let level = words::level(&text, ground.finder).ok_or((text, "it names no level that rolecall knows"))?;
            first(into, "level", level, from, |p| &mut p.level);
        }
        Fact::Posted(moment) => day(into, "posted", &moment, from, ground)?,
        Fact::Updated(moment) => day(into, "updated", &moment, from, ground)?,
        Fact::Closes(moment) => day(into, "closes", &moment, from, ground)?,
        Fact::Status(text) => {
            let status = words::status(&text).ok_or((text, "it is neither open, draft nor filled"))?;
            // A draft is not to be seen, whatever else is said of it.
            if into.posting.status == Status::Open || status == Status::Draft {
                into.posting.status = status;
                if status != Status::Open {
                    into.note("status", from);
                }
            }
        }
        Fact::Pay(text) => {
            let salary =
                ground.finder.pay(&text).ok_or((text, "it states no amount whose currency and time are certain"))?;
            first(into, "salary", salary, from, |p| &mut p.salary);
        }
        Fact::Amounts(amounts) => {
            let salary = words::salary(&amounts).map_err(|why| (plain_amounts(&amounts), why))?;
            first(into, "salary", salary, from, |p| &mut p.salary);
        }
        Fact::Education(text) => {
            let degree = words::education(&text, ground.finder)
                .ok_or_else(|| (text.clone(), "it names no degree that rolecall knows"))?;
            first(into, "requirements.education", degree, from.clone(), |p| &mut p.requirements.education);
            // "Nursing degree required"
            for subject in words::subjects(&text, ground.finder) {
                if !into.posting.requirements.fields.contains(&subject) {
                    into.posting.requirements.fields.push(subject);
                    into.note_item("requirements.fields", into.posting.requirements.fields.len() - 1, from.clone());
                }
            }
        }
        Fact::Years(years) => {
            into.posting.requirements.experience.push(Experience { years, scope: None });
            into.note_item("requirements.experience", into.posting.requirements.experience.len() - 1, from);
        }
        Fact::Skills(names) => {
            for name in names {
                skill(into, name, from.clone());
            }
        }
        Fact::Tags(names) => tags(into, names, &from, ground),
        Fact::Benefits(texts) => {
            for text in texts {
                into.posting.benefits.push(text);
                into.note_item("benefits", into.posting.benefits.len() - 1, from.clone());
            }
        }
        Fact::Apply(text) => apply(into, text, from)?,
        Fact::Alias(path) => alias(into, path, from)?,
    }
    Ok(())
}

/// Sets a fact that nothing has set before.
fn first<T>(
    into: &mut Imported,
    key: &str,
    value: T,
    from: From,
    place: impl FnOnce(&mut crate::posting::Posting) -> &mut Option<T>,
) {
    let place = place(&mut into.posting);
    if place.is_none() {
        *place = Some(value);
        into.note(key, from);
    }
}

fn company(into: &mut Imported, name: String, from: From, ground: Ground<'_>) -> Result<(), Refused> {
    let slug = crate::slug::slug(&name);
    if !ground.companies.contains(&slug) {
        return Err((name, "the site has no page for this employer; make one in content/companies and import again"));
    }
    first(into, "company", slug, from, |p| &mut p.company);
    Ok(())
}

fn language(into: &mut Imported, code: String, from: From, ground: Ground<'_>) -> Result<(), Refused> {
    let tag = checked(&code, read::language_tag).flatten().ok_or((code, "it is no language's code"))?;
    let same = tag.split('-').next() == ground.language.split('-').next();
    if !same {
        first(into, "language", tag, from, |p| &mut p.language);
    }
    Ok(())
}

fn place(
    into: &mut Imported,
    text: String,
    country: Option<String>,
    from: From,
    ground: Ground<'_>,
) -> Result<(), Refused> {
    if words::is_unspecified(&text) {
        return Ok(());
    }
    let area = ground.finder.area(&text);
    let mut place = places::of_text(&text, ground.finder);
    if let Some(country) = country.and_then(|text| places::country(&text, ground.finder)) {
        places::put_into(&mut place, country);
    }
    if place.locations.is_empty() && place.workplace.is_none() && place.applicants_in.is_empty() {
        let why = if area.is_some() { IS_AREA } else { "it names no place that rolecall knows" };
        return Err((text, why));
    }
    let is_area_lost = place.locations.is_empty() && place.applicants_in.is_empty();
    if let Some(area) = area.filter(|_| is_area_lost)
        && let From::Field(field, line) = &from
    {
        into.leave(format!("{field}: {area}"), IS_AREA, *line);
    }
    for location in place.locations {
        if !into.posting.locations.contains(&location) {
            into.posting.locations.push(location);
            into.note_item("locations", into.posting.locations.len() - 1, from.clone());
        }
    }
    for area in place.applicants_in {
        if !into.posting.applicants_in.contains(&area) {
            into.posting.applicants_in.push(area);
            into.note_item("applicants_in", into.posting.applicants_in.len() - 1, from.clone());
        }
    }
    if let Some(workplace) = place.workplace {
        first(into, "workplace", workplace, from, |p| &mut p.workplace);
    }
    Ok(())
}

const IS_AREA: &str = "it is no city and no country; name the countries in `applicants_in`";

fn day(
    into: &mut Imported,
    key: &str,
    moment: &crate::import::draft::Moment,
    from: From,
    ground: Ground<'_>,
) -> Result<(), Refused> {
    let written = match moment {
        crate::import::draft::Moment::Text(text) => text.clone(),
        crate::import::draft::Moment::Milliseconds(time) => time.to_string(),
    };
    let date = words::day(moment, ground.finder).ok_or((written, "it is no day of the calendar, or could be two"))?;
    first(into, key, date, from, |p| match key {
        "posted" => &mut p.posted,
        "updated" => &mut p.updated,
        _ => &mut p.closes,
    });
    Ok(())
}

fn skill(into: &mut Imported, name: String, from: From) {
    let skills = &mut into.posting.requirements.skills;
    if !skills.iter().any(|known| known.name.eq_ignore_ascii_case(&name)) {
        skills.push(RequiredSkill { name, level: None });
        let index = skills.len() - 1;
        into.note_item("requirements.skills", index, from);
    }
}

/// Whether a text of another key tells the hours, which are taken over if nothing has told them yet.
fn hours(into: &mut Imported, text: &str, from: &From, ground: Ground<'_>) -> bool {
    let told = words::employment(text, ground.finder).into_iter().find(|kind| is_hours(*kind));
    if let Some(kind) = told.filter(|_| into.posting.employment.is_empty()) {
        into.posting.employment.push(kind);
        into.note_item("employment", 0, from.clone());
    }
    told.is_some()
}

/// Tags are for whatever an editor likes; those that the vocabulary knows are skills, but not those that are as often the
/// kind of work ("Customer Service", "Controlling"), and not if the text has said itself which skills are asked for.
fn tags(into: &mut Imported, names: Vec<String>, from: &From, ground: Ground<'_>) {
    // "part-time", "full-time": boards sort by them.
    let names: Vec<String> = names.into_iter().filter(|name| !hours(into, name, from, ground)).collect();
    let requirements = &into.posting.requirements;
    // What would be nice to have says nothing of what is required.
    let is_said = !requirements.skills.is_empty();
    let (known, others): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| ground.vocabulary.find(name).is_some());
    let (kinds, skills): (Vec<_>, Vec<_>) =
        known.into_iter().partition(|name| crate::finder::is_common(ground.vocabulary.canonical(name)));
    let mut unsaid = Vec::new();
    for name in skills {
        let name = ground.vocabulary.canonical(&name).to_owned();
        let requirements = &into.posting.requirements;
        if !is_said && requirements.preferred.iter().all(|known| known.name != name) {
            skill(into, name, from.clone());
        } else if requirements.skills.iter().chain(&requirements.preferred).all(|known| known.name != name) {
            unsaid.push(name);
        }
    }
    let From::Field(field, line) = from else { return };
    for (names, why) in [
        (kinds, "it may be the kind of work"),
        (unsaid, "the skills that are asked for do not have it"),
        (others, "the vocabulary knows no such skill"),
    ] {
        if !names.is_empty() {
            into.leave(format!("{field}: {}", names.join(", ")), why, *line);
        }
    }
}

fn apply(into: &mut Imported, text: String, from: From) -> Result<(), Refused> {
    if into.posting.apply.is_some() {
        return Ok(());
    }
    // A path on the old site is an address that the role had.
    if text.starts_with('/') && !text.starts_with("//") {
        return alias(into, text, from);
    }
    let candidates = std::iter::once(text.clone()).chain(board_addresses(&text));
    let found =
        candidates.filter(|text| !text.contains(['{', '}'])).find_map(|text| checked(&text, read::apply).flatten());
    let address = found.ok_or((text, "it is neither a web address nor an e-mail address"))?;
    first(into, "apply", address, from, |p| &mut p.apply);
    Ok(())
}

fn alias(into: &mut Imported, path: String, from: From) -> Result<(), Refused> {
    let rooted = format!("/{}", path.trim_start_matches('/'));
    let is_plain = !rooted.contains(['{', '}', ':', ' ']);
    let found = checked(&rooted, read::aliases).unwrap_or_default().pop().filter(|_| is_plain);
    let alias = found.ok_or((path, "it is no address that a site can have"))?;
    if alias != "/" && !into.posting.aliases.contains(&alias) {
        into.posting.aliases.push(alias);
        into.note_item("aliases", into.posting.aliases.len() - 1, from);
    }
    Ok(())
}

/// A text read as the value of a key of ours; `None` when there is something wrong with it.
fn checked<T>(text: &str, reader: impl FnOnce(Value<'_>, &mut Problems<'_>) -> T) -> Option<T> {
    let path = ProjectPath::new("imported");
    let yaml = write(&[Row::Entry("value".into(), Node::Text(crate::yaml::read::folded(text)).into())]);
    let document = Document::parse(&path, &yaml, 0).ok()?;
    let value = document.root().children().next()?;
    let mut problems = Problems::new(&path);
    let read = reader(value, &mut problems);
    problems.is_empty().then_some(read)
}

fn plain_amounts(amounts: &crate::import::draft::Amounts) -> String {
    let ends = [amounts.min, amounts.max].into_iter().flatten().map(|end| end.to_string()).collect::<Vec<_>>();
    let rest = [&amounts.currency, &amounts.per].into_iter().flatten().map(|part| format!(" {part}"));
    ends.join(" to ") + &rest.collect::<String>()
}
