//! JobPosting structured data (schema.org) as Google for Jobs asks for it.
//!
//! <https://developers.google.com/search/docs/appearance/structured-data/job-posting>. Only facts that the page shows are
//! told, and what the rules do not allow is left out rather than guessed: a wrong value costs the whole posting.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::io;

use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::{Serialize, Serializer};

use super::view::role::employer;
use super::{Site, links};
use crate::catalog::{FacetKind, Role};
use crate::config::Employer;
use crate::posting::{
    ApplicantArea, Country, Education, Employment, Location, Period, Posting, Requirements, SalaryRange, Word as _,
    Workplace,
};

/// The role's JobPosting as JSON that is safe inside a script element; `None` when the role is not open or lacks what
/// Google requires: a date, a text, and a place or, for a remote role, a country.
pub fn job_posting(site: &Site, role: &Role, body: &str) -> Option<String> {
    if !role.stage.is_open() {
        return None;
    }
    let posting = &*role.posting;
    let requirements = &posting.requirements;
    let employer = employer(site, role);
    let (job_location, applicants) = places(posting, employer)?;
    let description = description(site, role, body)?;
    let data = JobPosting {
        context: "https://schema.org",
        kind: "JobPosting",
        title: &posting.title,
        url: site.links.absolute(&links::role(&posting.slug)),
        date_posted: Shown(posting.posted?),
        valid_through: posting.closes.map(|last| Shown(EndOfDay { last, timezone: &site.config.timezone })),
        hiring_organization: Organization {
            kind: "Organization",
            name: &employer.name,
            same_as: employer.url.as_deref().map(Cow::Borrowed).and_then(web_address),
            logo: employer.logo.as_deref().map(|l| site.links.written_absolute(l).into()).and_then(web_address),
        },
        job_location,
        job_location_type: (posting.workplace == Some(Workplace::Remote)).then_some("TELECOMMUTE"),
        applicant_location_requirements: applicants,
        employment_type: one_or_many(posting.employment.iter().map(|kind| employment_type(*kind))),
        base_salary: base_salary(role),
        identifier: posting.id.as_deref().map(|value| Identifier {
            kind: "PropertyValue",
            name: &employer.name,
            value,
        }),
        // The form is never on this page: the link leads to the employer's own.
        direct_apply: false,
        education_requirements: education(requirements),
        experience_requirements: requirements.years().map(|years| match years {
            0 => OrNone::None(NO_REQUIREMENTS),
            _ => OrNone::Some(Experience {
                kind: "OccupationalExperienceRequirements",
                months_of_experience: u16::from(years) * 12,
            }),
        }),
        qualifications: &requirements.certificates,
        skills: requirements.skills.iter().map(|skill| shown_name(site, FacetKind::Skill, &skill.name)).collect(),
        job_benefits: &posting.benefits,
        employment_unit: posting
            .department
            .as_deref()
            .map(|department| Unit { kind: "Organization", name: shown_name(site, FacetKind::Department, department) }),
    };
    let mut json = Vec::with_capacity(description.len() + description.len() / 8 + 2048);
    data.serialize(&mut serde_json::Serializer::with_formatter(&mut json, InScript)).ok()?;
    // The text is most of it, and not worth serde's look at each byte: it goes in behind the other members.
    json.pop();
    json.extend_from_slice(b",\"description\":\"");
    push_escaped_json(&description, &mut json);
    json.extend_from_slice(b"\"}");
    String::from_utf8(json).ok()
}

const NO_REQUIREMENTS: &str = "no requirements";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JobPosting<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    title: &'a str,
    url: String,
    date_posted: Shown<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_through: Option<Shown<EndOfDay<'a>>>,
    hiring_organization: Organization<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_location: Option<OneOrMany<Place<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_location_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    applicant_location_requirements: Option<OneOrMany<Area<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    employment_type: Option<OneOrMany<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base_salary: Option<MonetaryAmount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<Identifier<'a>>,
    direct_apply: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    education_requirements: Option<OrNone<OneOrMany<Credential>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    experience_requirements: Option<OrNone<Experience>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    qualifications: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    skills: Vec<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    job_benefits: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    employment_unit: Option<Unit<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Organization<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Unit<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    address: PostalAddress<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PostalAddress<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    street_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_locality: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
    address_country: &'a str,
}

#[derive(Serialize)]
struct Area<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct MonetaryAmount {
    #[serde(rename = "@type")]
    kind: &'static str,
    currency: &'static str,
    value: QuantitativeValue,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct QuantitativeValue {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_value: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_value: Option<serde_json::Value>,
    unit_text: &'static str,
}

#[derive(Serialize)]
struct Identifier<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Credential {
    #[serde(rename = "@type")]
    kind: &'static str,
    credential_category: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Experience {
    #[serde(rename = "@type")]
    kind: &'static str,
    months_of_experience: u16,
}

/// A value by itself when there is one, else a list.
#[derive(Serialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

fn one_or_many<T>(values: impl Iterator<Item = T>) -> Option<OneOrMany<T>> {
    let mut values: Vec<T> = values.collect();
    match values.len() {
        0 => None,
        1 => values.pop().map(OneOrMany::One),
        _ => Some(OneOrMany::Many(values)),
    }
}

/// What is required, or the words that say that nothing is.
#[derive(Serialize)]
#[serde(untagged)]
enum OrNone<T> {
    None(&'static str),
    Some(T),
}

/// A value that is written as its text.
struct Shown<T>(T);

impl<T: fmt::Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// The last second of a day in a time zone, by RFC 3339: `2027-01-31T23:59:59+01:00`.
struct EndOfDay<'a> {
    last: Date,
    timezone: &'a TimeZone,
}

impl fmt::Display for EndOfDay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.last.to_datetime(Time::constant(23, 59, 59, 0));
        // Some zones change their clocks at the end of a day. Where the last hour comes twice, the second one counts; where
        // it is skipped, the offset behind it makes 23:59:59 the second before the next day's first.
        let offset = match self.timezone.to_ambiguous_timestamp(end).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset,
            AmbiguousOffset::Gap { after, .. } | AmbiguousOffset::Fold { after, .. } => after,
        };
        let minutes = offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        write!(f, "{}T23:59:59{sign}{:02}:{:02}", self.last, minutes.abs() / 60, minutes.abs() % 60)
    }
}

/// Whether a posting says of its place what Google requires: a place with its country, or, for a remote role, a country.
pub fn has_place(posting: &Posting, employer: &Employer) -> bool {
    places(posting, employer).is_some()
}

/// Where the work is done, and where applicants may live; `None` when neither says what Google requires.
#[expect(clippy::type_complexity, reason = "the two belong together and are used once")]
fn places<'a>(
    posting: &'a Posting,
    employer: &'a Employer,
) -> Option<(Option<OneOrMany<Place<'a>>>, Option<OneOrMany<Area<'a>>>)> {
    let at = one_or_many(posting.locations.iter().filter_map(place));
    if posting.workplace == Some(Workplace::Remote) {
        let countries = posting.applicants_in.iter().filter_map(|area| match area {
            ApplicantArea::Country(country) => Some(Area { kind: "Country", name: country.code() }),
            ApplicantArea::Anywhere => None,
        });
        let applicants = one_or_many(countries);
        return (at.is_some() || applicants.is_some()).then_some((at, applicants));
    }
    // The head office stands in for no place at all, never for a place that lacks its country.
    let office = || employer.address.iter().filter_map(place);
    let at = if posting.locations.is_empty() { one_or_many(office()) } else { at };
    at.map(|at| (Some(at), None))
}

fn place(location: &Location) -> Option<Place<'_>> {
    let country: &Country = location.country.as_ref()?;
    Some(Place {
        kind: "Place",
        address: PostalAddress {
            kind: "PostalAddress",
            street_address: location.street.as_deref(),
            address_locality: location.city.as_deref(),
            address_region: location.region.as_deref(),
            postal_code: location.postal_code.as_deref(),
            address_country: country.code(),
        },
    })
}

fn employment_type(kind: Employment) -> &'static str {
    match kind {
        Employment::FullTime => "FULL_TIME",
        Employment::PartTime => "PART_TIME",
        Employment::Contract => "CONTRACTOR",
        Employment::Temporary => "TEMPORARY",
        Employment::Internship => "INTERN",
        Employment::Volunteer => "VOLUNTEER",
        Employment::PerDiem => "PER_DIEM",
    }
}

fn base_salary(role: &Role) -> Option<MonetaryAmount> {
    let salary = role.posting.salary?;
    let unit_text = match salary.per {
        Period::Hour => "HOUR",
        Period::Day => "DAY",
        Period::Week => "WEEK",
        Period::Month => "MONTH",
        Period::Year => "YEAR",
    };
    let mut value = QuantitativeValue { kind: "QuantitativeValue", unit_text, ..QuantitativeValue::default() };
    match salary.range {
        SalaryRange::Between(min, max) if min == max => value.value = Some(min.to_json()),
        range => {
            value.min_value = range.min().map(|amount| amount.to_json());
            value.max_value = range.max().map(|amount| amount.to_json());
        }
    }
    Some(MonetaryAmount { kind: "MonetaryAmount", currency: role.currency?.code(), value })
}

/// The degree in the five categories that Google knows; a certificate is one of them.
fn education(requirements: &Requirements) -> Option<OrNone<OneOrMany<Credential>>> {
    let degree = match requirements.education {
        None | Some(Education::None) => None,
        Some(Education::HighSchool) => Some("high school"),
        Some(Education::Associate) => Some("associate degree"),
        Some(Education::Bachelor) => Some("bachelor degree"),
        Some(Education::Master | Education::Doctorate) => Some("postgraduate degree"),
    };
    let certificate = (!requirements.certificates.is_empty()).then_some("professional certificate");
    let credentials = degree.into_iter().chain(certificate);
    let credentials = credentials
        .map(|credential_category| Credential { kind: "EducationalOccupationalCredential", credential_category });
    match one_or_many(credentials) {
        Some(credentials) => Some(OrNone::Some(credentials)),
        None => requirements.education.map(|_| OrNone::None(NO_REQUIREMENTS)),
    }
}

/// The name under which the page shows what a posting says.
fn shown_name<'a>(site: &'a Site, facet: FacetKind, written: &'a str) -> &'a str {
    let facet = site.catalog.facets().get(facet);
    facet.find_name(written).map_or(written, |index| &facet.terms[index as usize].name)
}

/// The address as a URI, whose characters are all ASCII.
fn web_address(written: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte);
    if written.bytes().all(plain) {
        return Some(written);
    }
    url::Url::parse(&written).ok().map(|url| Cow::Owned(url.into()))
}

/// The text of the posting; where it has none, what it asks for and offers. `None` when there is not even that.
fn description<'a>(site: &Site, role: &Role, body: &'a str) -> Option<Cow<'a, str>> {
    if !body.trim().is_empty() {
        return Some(Cow::Borrowed(body));
    }
    let posting = &*role.posting;
    let requirements = &posting.requirements;
    let mut html = String::new();
    let mut list = |label: &str, items: &mut dyn Iterator<Item = String>| {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return;
        }
        html.push_str("<p>");
        push_escaped(site.texts.get(&[label]), &mut html);
        html.push_str("</p><ul>");
        for item in items {
            html.push_str("<li>");
            push_escaped(&item, &mut html);
            html.push_str("</li>");
        }
        html.push_str("</ul>");
    };
    // The same words as on the page: what stands here must be visible there.
    let skill = |name: &str| shown_name(site, FacetKind::Skill, name).to_owned();
    list("label_skills", &mut requirements.skills.iter().map(|s| skill(&s.name)));
    list(
        "label_experience",
        &mut requirements.experience.iter().map(|e| {
            let mut text = site.texts.plural("years", usize::from(e.years));
            if let Some(scope) = &e.scope {
                let written = write!(text, " {} {scope}", site.texts.get(&["experience_in"]));
                debug_assert!(written.is_ok(), "writing to a string cannot fail");
            }
            text
        }),
    );
    list(
        "label_education",
        &mut requirements.education.iter().map(|e| site.texts.word("education", e.word()).to_owned()),
    );
    list("label_fields", &mut requirements.fields.iter().cloned());
    let language = |name: &str| shown_name(site, FacetKind::Language, name).to_owned();
    list("label_languages", &mut requirements.languages.iter().map(|l| language(&l.name)));
    list("label_certificates", &mut requirements.certificates.iter().cloned());
    list("label_preferred", &mut requirements.preferred.iter().map(|s| skill(&s.name)));
    list("benefits", &mut posting.benefits.iter().cloned());
    (!html.is_empty()).then_some(Cow::Owned(html))
}

fn push_escaped(text: &str, html: &mut String) {
    html.push_str(&quick_xml::escape::minimal_escape(text));
}

/// Writes JSON so that nothing in it can end a script element or a line of script.
struct InScript;

impl serde_json::ser::Formatter for InScript {
    fn write_string_fragment<W: io::Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if first_suspect(fragment.as_bytes()).is_none() {
            return writer.write_all(fragment.as_bytes());
        }
        let mut escaped = Vec::with_capacity(fragment.len());
        push_escaped_json(fragment, &mut escaped);
        writer.write_all(&escaped)
    }
}

/// Adds the characters of a JSON string so that they can stand in a script element: `<` as `\u003c`, without which no tag
/// and no comment begins there, and the two line ends of Unicode, which older scripts take for theirs, as `\u2028`.
///
/// <https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements>
fn push_escaped_json(text: &str, json: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some(at) = first_suspect(rest) {
        json.extend_from_slice(&rest[..at]);
        let (byte, after) = (rest[at], &rest[at + 1..]);
        rest = after;
        match byte {
            b'<' => json.extend_from_slice(b"\\u003c"),
            b'\n' => json.extend_from_slice(b"\\n"),
            quote @ (b'"' | b'\\') => json.extend_from_slice(&[b'\\', quote]),
            0xE2 if after.starts_with(b"\x80\xA8") || after.starts_with(b"\x80\xA9") => {
                json.extend_from_slice(if after[1] == 0xA8 { b"\\u2028" } else { b"\\u2029" });
                rest = &after[2..];
            }
            control @ ..0x20 => json.extend_from_slice(format!("\\u{control:04x}").as_bytes()),
            other => json.push(other),
        }
    }
    json.extend_from_slice(rest);
}

/// Where the first byte stands that [`push_escaped_json`] must look at: one that JSON escapes, `<`, or what U+2028 and U+2029
/// begin with.
fn first_suspect(bytes: &[u8]) -> Option<usize> {
    /// Tags stand too close together in a text for looking at many bytes at once to pay.
    const SUSPECT: [bool; 256] = {
        let mut suspect = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            suspect[byte] = byte < 0x20 || matches!(byte as u8, b'"' | b'\\' | b'<' | 0xE2);
            byte += 1;
        }
        suspect
    };
    bytes.iter().position(|byte| SUSPECT[usize::from(*byte)])
}

#[cfg(test)]
mod tests;
