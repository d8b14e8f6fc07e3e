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
    let data = JobPosting {
        context: "https://schema.org",
        kind: "JobPosting",
        title: &posting.title,
        description: description(site, role, body)?,
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
    let mut json = Vec::with_capacity(body.len() + body.len() / 4 + 2048);
    data.serialize(&mut serde_json::Serializer::with_formatter(&mut json, InScript)).ok()?;
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
    description: Cow<'a, str>,
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

/// Writes JSON so that nothing in it can end a script element or a line of script: `<`, `>`, `&` and the two line ends
/// of Unicode as `\u003c`. One pass over the text, while it is written.
struct InScript;

impl serde_json::ser::Formatter for InScript {
    fn write_string_fragment<W: io::Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment.as_bytes();
        while let Some(at) = rest.iter().position(|byte| SUSPECT[usize::from(*byte)]) {
            let (escape, length): (&[u8], usize) = match rest[at] {
                b'<' => (b"\\u003c", 1),
                b'>' => (b"\\u003e", 1),
                b'&' => (b"\\u0026", 1),
                _ if rest[at..].starts_with("\u{2028}".as_bytes()) => (b"\\u2028", 3),
                _ if rest[at..].starts_with("\u{2029}".as_bytes()) => (b"\\u2029", 3),
                _ => (&rest[at..=at], 1),
            };
            writer.write_all(&rest[..at])?;
            writer.write_all(escape)?;
            rest = &rest[at + length..];
        }
        writer.write_all(rest)
    }
}

/// The bytes that [`InScript`] must look at: the signs, and what U+2028 and U+2029 begin with.
const SUSPECT: [bool; 256] = {
    let mut suspect = [false; 256];
    suspect[b'<' as usize] = true;
    suspect[b'>' as usize] = true;
    suspect[b'&' as usize] = true;
    suspect[0xE2] = true;
    suspect
};

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::site::fixture::{role, site};

    const BERLIN: &str = "content/site.yaml";

    /// The JobPosting of a posting's front matter, on a site in Berlin whose company has no address.
    fn of(front_matter: &str) -> Option<Value> {
        of_site("timezone: Europe/Berlin\ncompany: Acme\nbase_url: https://e.org/x/", front_matter)
    }

    fn of_site(config: &str, front_matter: &str) -> Option<Value> {
        let text = format!("---\ntitle: Baker\nposted: 2026-11-01\n{front_matter}\n---\nText\n");
        let site = site(&[(BERLIN, config), ("baker.md", &text)]);
        job_posting(&site, role(&site, "baker"), "<p>Text</p>").map(|json| serde_json::from_str(&json).unwrap())
    }

    #[test]
    fn what_google_requires_is_there_and_no_more_than_is_stated() {
        let wanted = json!({
            "@context": "https://schema.org", "@type": "JobPosting",
            "title": "Baker", "description": "<p>Text</p>", "url": "https://e.org/x/jobs/baker/", "datePosted": "2026-11-01",
            "hiringOrganization": { "@type": "Organization", "name": "Acme" },
            "jobLocation": { "@type": "Place", "address": {
                "@type": "PostalAddress", "addressLocality": "Berlin", "addressCountry": "DE" } },
            "directApply": false,
        });
        assert_eq!(of("locations: 'Berlin, DE'"), Some(wanted));
    }

    #[test]
    fn nothing_in_a_posting_can_close_the_script_element() {
        let evil = "</script><script>alert(1)</script>\u{2028}\u{2029}&amp;";
        let text = format!("---\ntitle: \"{evil}\"\nposted: 2026-11-01\nlocations: DE\nid: \"<!--\"\n---\n");
        let site = site(&[("x.md", &text)]);
        let json = job_posting(&site, role(&site, "x"), &format!("<p>{evil} €</p>")).unwrap();
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{json}");
        let data: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(data["description"], format!("<p>{evil} €</p>"));
        assert_eq!(data["identifier"]["value"], "<!--");
    }

    #[test]
    fn only_an_open_role_with_a_date_and_a_place_has_one() {
        for front_matter in [
            "locations: DE\nstatus: draft",
            "locations: DE\nstatus: filled",
            "locations: DE\ncloses: 2026-11-21",
            "",
            "locations: [{ city: Berlin }]",
        ] {
            assert_eq!(of(front_matter), None, "{front_matter}");
        }
        assert!(of("locations: DE\ncloses: 2026-11-22").is_some(), "the last day counts");
        let site = site(&[("x.md", "---\ntitle: T\nlocations: DE\n---\n")]);
        assert_eq!(job_posting(&site, role(&site, "x"), "text"), None, "without a date");
    }

    #[test]
    fn a_remote_role_needs_a_country() {
        let countries = |front_matter: &str| {
            let data = of(&format!("workplace: remote\n{front_matter}"))?;
            assert_eq!(data["jobLocationType"], "TELECOMMUTE");
            Some(data.get("applicantLocationRequirements").cloned().unwrap_or_default())
        };
        assert_eq!(countries(""), None);
        assert_eq!(countries("applicants_in: anywhere"), None);
        let country = |name: &str| json!({ "@type": "Country", "name": name });
        assert_eq!(countries("applicants_in: DE"), Some(country("DE")));
        assert_eq!(countries("applicants_in: [DE, AT]"), Some(json!([country("DE"), country("AT")])));
        assert_eq!(countries("locations: 'Berlin, DE'"), Some(Value::Null));
        assert_eq!(countries("locations: [{ city: Berlin }]\napplicants_in: [anywhere]"), None);
        let hybrid = of("workplace: hybrid\nlocations: DE\napplicants_in: DE").unwrap();
        assert!(hybrid.get("jobLocationType").is_none() && hybrid.get("applicantLocationRequirements").is_none());
    }

    #[test]
    fn the_head_office_stands_in_for_no_place_at_all() {
        let config = "company: { name: Acme, address: { city: Oslo, country: NO, postal_code: '0150' } }";
        let place = |front_matter: &str| {
            let address = &of_site(config, front_matter)?["jobLocation"]["address"];
            Some((address["addressLocality"].clone(), address["addressCountry"].clone()))
        };
        assert_eq!(place(""), Some(("Oslo".into(), "NO".into())));
        assert_eq!(place("locations: 'Bergen, NO'"), Some(("Bergen".into(), "NO".into())));
        assert_eq!(place("locations: [{ city: Bergen }]"), None, "the place is another one");
        assert_eq!(place("workplace: remote"), None, "an office says nothing about where applicants may live");
    }

    #[test]
    fn a_role_is_valid_to_the_last_second_of_its_last_day() {
        let end = |zone: &str, day: &str| {
            let data = of_site(&format!("timezone: {zone}"), &format!("locations: DE\ncloses: {day}")).unwrap();
            data["validThrough"].as_str().unwrap().to_owned()
        };
        assert_eq!(end("Europe/Berlin", "2027-01-31"), "2027-01-31T23:59:59+01:00");
        assert_eq!(end("Europe/Berlin", "2027-07-31"), "2027-07-31T23:59:59+02:00");
        assert_eq!(end("Europe/Berlin", "2027-03-28"), "2027-03-28T23:59:59+02:00", "the day the clocks change");
        assert_eq!(end("UTC", "2027-01-31"), "2027-01-31T23:59:59+00:00");
        assert_eq!(end("America/St_Johns", "2027-01-31"), "2027-01-31T23:59:59-03:30");
        assert_eq!(end("Asia/Kolkata", "2027-01-31"), "2027-01-31T23:59:59+05:30");
        // In Nuuk the last hour of a day in March is skipped, and one in October comes twice.
        for (day, next) in [("2027-03-27", "2027-03-28"), ("2027-10-30", "2027-10-31")] {
            let last: jiff::Timestamp = end("America/Nuuk", day).parse().unwrap();
            let zone = TimeZone::get("America/Nuuk").unwrap();
            let begin = next.parse::<Date>().unwrap().to_zoned(zone).unwrap().timestamp();
            assert_eq!(begin.as_second() - last.as_second(), 1, "{day}");
        }
    }

    #[test]
    fn pay_is_told_in_numbers_per_period() {
        let pay = |salary: &str| {
            of(&format!("locations: DE\nsalary: {{ {salary}, currency: EUR }}")).unwrap()["baseSalary"]["value"].take()
        };
        let value = |mut fields: Value| {
            fields["@type"] = "QuantitativeValue".into();
            fields
        };
        assert_eq!(
            pay("min: 18.5, max: 20, per: hour"),
            value(json!({ "minValue": 18.5, "maxValue": 20, "unitText": "HOUR" }))
        );
        assert_eq!(pay("min: 60000, max: 60000"), value(json!({ "value": 60000, "unitText": "YEAR" })));
        assert_eq!(pay("min: 4000, per: month"), value(json!({ "minValue": 4000, "unitText": "MONTH" })));
        assert_eq!(pay("max: 500, per: day"), value(json!({ "maxValue": 500, "unitText": "DAY" })));
        assert!(of("locations: DE").unwrap().get("baseSalary").is_none());
    }

    #[test]
    fn requirements_use_googles_words_and_unknown_is_not_none() {
        let asked = |requirements: &str| {
            let data = of(&format!("locations: DE\nrequirements: {{ {requirements} }}")).unwrap();
            (data["educationRequirements"].clone(), data["experienceRequirements"].clone())
        };
        let credential =
            |name: &str| json!({ "@type": "EducationalOccupationalCredential", "credentialCategory": name });
        let months = |n: u32| json!({ "@type": "OccupationalExperienceRequirements", "monthsOfExperience": n });
        assert_eq!(asked("fields: [Physics]"), (Value::Null, Value::Null));
        assert_eq!(asked("education: none, experience: 0"), (NO_REQUIREMENTS.into(), NO_REQUIREMENTS.into()));
        assert_eq!(asked("education: doctorate, experience: 1"), (credential("postgraduate degree"), months(12)));
        let (education, experience) = asked(
            "education: bachelor, certificates: [CPA], experience: [{ years: 2, in: a }, { years: 5, in: b }, 3]",
        );
        assert_eq!(education, json!([credential("bachelor degree"), credential("professional certificate")]));
        assert_eq!(experience, months(60));
        assert_eq!(asked("education: none, certificates: [CPA]").0, credential("professional certificate"));
    }

    #[test]
    fn facts_are_named_as_on_the_page() {
        let data =
            of("locations: DE\nemployment: [full-time, internship]\ndepartment: Bakery\nbenefits: [Bread]\nid: R-1\n\
                       requirements: { skills: [k8s, Ovens], preferred: [Cake] }")
            .unwrap();
        assert_eq!(data["skills"], json!(["Kubernetes", "Ovens"]));
        assert_eq!(data["employmentType"], json!(["FULL_TIME", "INTERN"]));
        assert_eq!(of("locations: DE\nemployment: contract").unwrap()["employmentType"], "CONTRACTOR");
        assert_eq!(data["jobBenefits"], json!(["Bread"]));
        assert_eq!(data["employmentUnit"]["name"], "Bakery");
        assert_eq!(data["identifier"], json!({ "@type": "PropertyValue", "name": "Acme", "value": "R-1" }));
    }

    #[test]
    fn on_a_board_the_employer_is_the_company() {
        let company = "---\ntitle: Bäcker & Co\nurl: https://bäcker.example/\nlogo: /logos/a b.svg\n---\n";
        let site = site(&[
            ("content/site.yaml", "base_url: https://e.org/x/"),
            ("content/companies/co.md", company),
            ("x.md", "---\ntitle: T\ncompany: co\nposted: 2026-11-01\nlocations: DE\n---\n"),
        ]);
        let data: Value = serde_json::from_str(&job_posting(&site, role(&site, "x"), "text").unwrap()).unwrap();
        let wanted = json!({
            "@type": "Organization", "name": "Bäcker & Co",
            "sameAs": "https://xn--bcker-gra.example/", "logo": "https://e.org/x/logos/a%20b.svg",
        });
        assert_eq!(data["hiringOrganization"], wanted);
    }

    #[test]
    fn a_posting_without_a_body_is_described_by_what_it_asks_for_and_offers() {
        let of = |front_matter: &str| {
            let text = format!("---\ntitle: T\nposted: 2026-11-01\nlocations: DE\n{front_matter}\n---\n");
            let site = site(&[("x.md", &text)]);
            let json = job_posting(&site, role(&site, "x"), "\n")?;
            serde_json::from_str::<Value>(&json).unwrap()["description"].as_str().map(str::to_owned)
        };
        assert_eq!(of(""), None);
        let wanted = "<p>Required skills</p><ul><li>R &amp; D</li></ul><p>Experience</p><ul><li>5 years in x &lt; y</li></ul>\
                      <p>Benefits</p><ul><li>Tea</li></ul>";
        let front_matter = "benefits: [Tea]\nrequirements: { skills: [R & D], experience: [{ years: 5, in: x < y }] }";
        assert_eq!(of(front_matter).as_deref(), Some(wanted));
    }
}
