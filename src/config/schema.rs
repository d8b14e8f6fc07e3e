//! The JSON Schema (2020-12) of `site.yaml`, made of the reader's own key lists.

use serde_json::{Map, Value, json};

use super::{COMPANY, FEED_ITEMS, KEYS, PER_PAGE, RELATED};
use crate::diagnostic::codes;
use crate::posting::schema::{
    apply, currency, document, language, location, object, one_or_list, optional, picture, text, web_address,
};

/// The schema of `content/site.yaml`.
pub fn site() -> Value {
    let schema = object(KEYS, |key| {
        let value = match key {
            "base_url" => base_url(),
            "language" => language(),
            "timezone" => timezone(),
            "company" => company(),
            "apply" => apply(),
            "currency" => currency(),
            "per_page" => whole(&PER_PAGE),
            "feed_items" => whole(&FEED_ITEMS),
            "related" => whole(&RELATED),
            "menu" => one_or_list(menu_item()),
            "closed" => Value::Object(object(&["keep"], |_| optional(json!({ "type": "boolean" })))),
            "lints" => lints(),
            "extra" => json!(true),
            _ => text(),
        };
        described(key, optional(value))
    });
    // A file of nothing but remarks is a site too.
    let mut whole = Map::new();
    whole.insert("type".into(), json!(["object", "null"]));
    whole.extend(schema.into_iter().filter(|(key, _)| key != "type"));
    document("The settings of a rolecall site", "content/site.yaml; every key may be left out.", whole)
}

fn described(key: &str, schema: Value) -> Value {
    let says = match key {
        "title" => "the name of the site, shown in the header and in search results",
        "base_url" => "the address at which the site will be found, such as https://careers.example.com/",
        "language" => "the language of the site, such as en or de",
        "timezone" => "decides when a day ends: a continent and a city, such as Europe/Berlin, or UTC",
        "company" => "the employer, as search engines and candidates see it",
        "apply" => "where to apply, for postings that do not say; {slug} becomes the file name, {id} the number",
        "currency" => "for salaries that name no currency, three letters such as EUR",
        "per_page" => "how many roles there are on one page of the list; 50 if left out",
        "feed_items" => "how many of the newest roles the feeds carry; 50 if left out",
        "related" => "how many similar roles are shown under each role; 4 if left out",
        "menu" => "the links at the top of every page, such as { title: Benefits, url: /benefits/ }",
        "equal_opportunity" => "shown under every role",
        "closed" => "{ keep: false } removes the page of a role that is filled or past its last day",
        "lints" => "how strict `rolecall check` is about single points: off, warn or error for each code",
        _ => "anything, for templates of your own",
    };
    let Value::Object(mut schema) = schema else { return schema };
    schema.insert("description".into(), json!(says));
    Value::Object(schema)
}

/// Each finding of `check` with its weight; a code that is not known is accepted, as another version may know it.
fn lints() -> Value {
    let weight = json!({ "enum": ["off", "warn", "error", false] });
    let codes = codes::all().filter(|code| code.is_lint());
    let known: Map<String, Value> = codes.map(|code| (code.name.to_owned(), weight.clone())).collect();
    json!({ "type": "object", "properties": known, "additionalProperties": weight })
}

fn whole(range: &std::ops::RangeInclusive<i64>) -> Value {
    json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() })
}

/// A host and a path, without the parts that a site's address cannot have.
fn base_url() -> Value {
    json!({ "type": "string", "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@]+(?:/[^\s/?#]+)*/?\s*$" })
}

/// The names of the time zone database.
fn timezone() -> Value {
    let mut names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    names.sort();
    json!({ "enum": names })
}

fn company() -> Value {
    let map = object(COMPANY, |key| {
        optional(match key {
            "url" => web_address(),
            "logo" => picture(),
            "address" => location(),
            _ => text(),
        })
    });
    json!({ "anyOf": [text(), map] })
}

fn menu_item() -> Value {
    let stated = |value: Value| json!({ "allOf": [value, { "not": { "$ref": "#/$defs/blank" } }] });
    let mut map = object(&["title", "url"], |key| stated(if key == "url" { picture() } else { text() }));
    map.insert("required".into(), json!(["title", "url"]));
    Value::Object(map)
}
