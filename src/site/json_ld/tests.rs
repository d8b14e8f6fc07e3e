//! Cases of structured data that Google for Jobs would refuse, and those that it takes.

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
    let json = job_posting(&site, role(&site, "x"), &format!("<p>{evil} €\u{1}\t\r\n\"\\</p>")).unwrap();
    // Without `<` there is neither a tag nor a comment in a script element.
    assert!(!json.contains(['<', '\u{2028}', '\u{2029}']), "{json}");
    let data: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(data["description"], format!("<p>{evil} €\u{1}\t\r\n\"\\</p>"));
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
    let credential = |name: &str| json!({ "@type": "EducationalOccupationalCredential", "credentialCategory": name });
    let months = |n: u32| json!({ "@type": "OccupationalExperienceRequirements", "monthsOfExperience": n });
    assert_eq!(asked("fields: [Physics]"), (Value::Null, Value::Null));
    assert_eq!(asked("education: none, experience: 0"), (NO_REQUIREMENTS.into(), NO_REQUIREMENTS.into()));
    assert_eq!(asked("education: doctorate, experience: 1"), (credential("postgraduate degree"), months(12)));
    let (education, experience) =
        asked("education: bachelor, certificates: [CPA], experience: [{ years: 2, in: a }, { years: 5, in: b }, 3]");
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

#[test]
fn a_sign_is_escaped_wherever_it_stands() {
    for sign in ["<", "\"", "\\", "\n", "\u{1}", "\u{2028}", "ü", "中"] {
        for (before, after) in (0..40).flat_map(|before| [(before, 0), (before, 1), (before, 33)]) {
            let text = format!("{}{sign}{}", "a".repeat(before), "b".repeat(after));
            let mut json = b"\"".to_vec();
            push_escaped_json(&text, &mut json);
            json.push(b'"');
            assert!(!json.contains(&b'<'), "{text}");
            assert_eq!(serde_json::from_slice::<String>(&json).unwrap(), text);
        }
    }
}
