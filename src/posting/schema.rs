//! The JSON Schema (2020-12) of a posting's front matter, made of the reader's own key lists and words.
//!
//! It accepts what the reader accepts and refuses what it refuses, as far as a schema can: what it cannot say is listed
//! in `tests/schema.rs`. Each value may be left empty, as in the reader.

use serde_json::{Map, Value, json};

use super::frontmatter::{LOCATION, POSTING, REQUIREMENTS, SALARY};
use super::guide::{Guide, words};
use super::{
    Country, Currency, Education, Employment, Experience, LanguageLevel, Level, Period, SkillLevel, Status, Word,
    Workplace,
};

/// The version of JSON Schema.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// What cannot be seen, and stands for nothing: spaces, and the characters that the reader drops.
const BLANK: &str = r"\s\u0085\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff";
/// What no text may have: control characters that are no spaces.
const CONTROL: &str = r"\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f";

/// The schema of the front matter of `content/jobs/**/*.md`.
pub fn posting() -> Value {
    let mut schema = object(POSTING, |key| {
        let value = match key {
            "title" => json!({ "type": ["string", "number", "boolean"], "maxLength": 200, "pattern": seen() }),
            "language" => language(),
            "locations" => one_or_list(location()),
            "workplace" => word::<Workplace>(),
            "applicants_in" => {
                one_or_list(json!({ "anyOf": [{ "enum": ["anywhere"] }, country(), spelled(&["anywhere"])] }))
            }
            "employment" => one_or_list(word::<Employment>()),
            "level" => word::<Level>(),
            "posted" | "updated" | "closes" => day(),
            "status" => word::<Status>(),
            "salary" => salary(),
            "requirements" => requirements(),
            "benefits" => one_or_list(text()),
            "apply" => apply(),
            "aliases" => one_or_list(alias()),
            "extra" => json!(true),
            _ => text(),
        };
        described(key, if key == "title" { value } else { optional(value) })
    });
    schema.insert("required".into(), json!(["title"]));
    document("A posting of rolecall", "What stands between the two lines of `---` in content/jobs/*.md.", schema)
}

/// A schema as a document of its own.
pub fn document(title: &str, description: &str, schema: Map<String, Value>) -> Value {
    let mut whole = Map::new();
    whole.insert("$schema".into(), json!(DIALECT));
    whole.insert("title".into(), json!(title));
    whole.insert("description".into(), json!(description));
    whole.extend(schema);
    whole.insert("$defs".into(), json!({
        "blank": { "type": ["null", "string"], "pattern": format!("^[{BLANK}]*$") },
        "text": { "type": ["string", "number", "boolean"], "maxLength": 2000, "pattern": format!("^[^{CONTROL}]*$") },
        "country": code(&countries()),
        "currency": code(&currencies()),
    }));
    Value::Object(whole)
}

/// A mapping of these keys and no others.
pub fn object(keys: &[&str], of_key: impl Fn(&str) -> Value) -> Map<String, Value> {
    let properties: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), of_key(key))).collect();
    let Value::Object(schema) = json!({ "type": "object", "properties": properties, "additionalProperties": false })
    else {
        return Map::new();
    };
    schema
}

/// A value that may be left empty.
pub fn optional(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "$ref": "#/$defs/blank" }] })
}

/// One value, or a list of several.
pub fn one_or_list(item: Value) -> Value {
    let list = json!({ "type": "array", "items": optional(item.clone()), "maxItems": 200 });
    json!({ "anyOf": [item, list] })
}

/// A text; a number or truth value is read as its text.
pub fn text() -> Value {
    json!({ "$ref": "#/$defs/text" })
}

/// A text of which something can be seen.
fn seen() -> String {
    format!("^[^{CONTROL}]*[^{BLANK}{CONTROL}][^{CONTROL}]*$")
}

/// The description and the example of a key for an editor.
fn described(key: &str, schema: Value) -> Value {
    let (Some(guide), Value::Object(mut schema)) = (Guide::to(key), schema) else { return json!(true) };
    let choices = guide.choices();
    let says = match choices.as_slice() {
        [] => guide.says.to_owned(),
        words => format!("{}: {}", guide.says, words.join(", ")),
    };
    schema.insert("description".into(), json!(format!("{says}\nExample: {}", guide.example)));
    Value::Object(schema)
}

/// One of the words of a kind: offered in our spelling, accepted in every one.
fn word<W: Word>() -> Value {
    let words = words::<W>();
    json!({ "anyOf": [{ "enum": words }, spelled(&words)] })
}

/// These words in any case, with spaces, `-` and `_` or without.
fn spelled(words: &[&str]) -> Value {
    let letter = |c: char| match (c.to_ascii_lowercase(), c.to_ascii_uppercase()) {
        (lower, upper) if lower == upper => format!("{lower}[-_ ]*"),
        (lower, upper) => format!("[{lower}{upper}][-_ ]*"),
    };
    let any = |word: &&str| word.chars().filter(char::is_ascii_alphanumeric).map(letter).collect::<String>();
    let words: Vec<String> = words.iter().map(any).collect();
    json!({ "type": "string", "pattern": format!(r"^[-_\s]*(?:{})\s*$", words.join("|")) })
}

/// A code in our spelling, and in any case.
fn code(codes: &[&str]) -> Value {
    json!({ "anyOf": [{ "enum": codes }, { "type": "string", "pattern": format!(r"^\s*(?:{})\s*$", any_case(codes)) }] })
}

/// An alternation of codes in any case.
fn any_case(codes: &[&str]) -> String {
    let letter = |c: char| format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase());
    codes.iter().map(|code| code.chars().map(letter).collect::<String>()).collect::<Vec<_>>().join("|")
}

/// All countries' codes, and `UK`, which is read as `GB`.
fn countries() -> Vec<&'static str> {
    let mut codes: Vec<&str> = codes_of(2).filter_map(|code| Country::from_code(&code).map(Country::code)).collect();
    codes.dedup();
    codes.push("UK");
    codes
}

fn currencies() -> Vec<&'static str> {
    codes_of(3).filter_map(|code| Currency::from_code(&code).map(Currency::code)).collect()
}

/// All words of so many capital letters, in order.
fn codes_of(length: u32) -> impl Iterator<Item = String> {
    (0..26u32.pow(length)).map(move |number| {
        let letter = |place: u32| char::from(b'A' + ((number / 26u32.pow(place)) % 26) as u8);
        (0..length).rev().map(letter).collect()
    })
}

/// A country by its code.
fn country() -> Value {
    json!({ "$ref": "#/$defs/country" })
}

/// A currency by its code.
pub fn currency() -> Value {
    json!({ "$ref": "#/$defs/currency" })
}

/// A tag of BCP 47.
pub fn language() -> Value {
    json!({ "type": "string", "pattern": r"^\s*[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*\s*$" })
}

/// A day of the calendar.
fn day() -> Value {
    let year = r"\d{4}";
    let days =
        "(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8])";
    let leap = r"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29";
    json!({ "type": "string", "pattern": format!(r"^\s*(?:{year}-(?:{days})|{leap})\s*$") })
}

/// A place: "Berlin, DE", a country's code, or a mapping.
pub fn location() -> Value {
    let short = format!(r"^(?:[\s\S]*,)?\s*(?:{})\s*$", any_case(&countries()));
    let mut map = object(LOCATION, |key| optional(if key == "country" { country() } else { text() }));
    let stated =
        |key: &str| json!({ "required": [key], "properties": { key: { "not": { "$ref": "#/$defs/blank" } } } });
    map.insert("anyOf".into(), json!([stated("city"), stated("region"), stated("country")]));
    json!({ "anyOf": [{ "type": "string", "pattern": short }, map] })
}

fn salary() -> Value {
    // Thousandths are the smallest amounts; see `Amount`.
    let amount = json!({ "type": "number", "minimum": 0.0005, "maximum": 999_999_999_999.999 });
    let mut map = object(SALARY, |key| {
        optional(match key {
            "currency" => currency(),
            "per" => word::<Period>(),
            _ => amount.clone(),
        })
    });
    let stated = |key: &str| json!({ "required": [key], "properties": { key: { "type": "number" } } });
    map.insert("anyOf".into(), json!([stated("min"), stated("max")]));
    Value::Object(map)
}

fn requirements() -> Value {
    Value::Object(object(REQUIREMENTS, |key| {
        let value = match key {
            "education" => word::<Education>(),
            "experience" => one_or_list(experience()),
            "skills" | "preferred" => one_or_list(named::<SkillLevel>()),
            "languages" => one_or_list(named::<LanguageLevel>()),
            _ => one_or_list(text()),
        };
        described(&format!("requirements.{key}"), optional(value))
    }))
}

fn experience() -> Value {
    let years = json!({ "type": "integer", "minimum": 0, "maximum": Experience::MOST });
    let mut map = object(&["years", "in"], |key| if key == "years" { years.clone() } else { optional(text()) });
    map.insert("required".into(), json!(["years"]));
    json!({ "anyOf": [years, map] })
}

/// A name by itself, or with its level.
fn named<L: Word>() -> Value {
    let name = json!({ "allOf": [text(), { "not": { "$ref": "#/$defs/blank" } }] });
    let mut map = object(&["name", "level"], |key| if key == "name" { name.clone() } else { optional(word::<L>()) });
    map.insert("required".into(), json!(["name"]));
    json!({ "anyOf": [text(), map] })
}

/// A web or an e-mail address; `{slug}` and `{id}` are filled in.
pub fn apply() -> Value {
    let local = r"[\p{L}\p{N}!#$%*+\-/=^_~']+";
    let part = r"[\p{L}\p{N}-]+";
    let email = format!(r"^\s*(?:mailto:)?\.?{local}(?:\.{local})*\.?@{part}(?:\.{part})+\s*$");
    let page = r"^\s*[Hh][Tt][Tt][Pp][Ss]?:[/\\]+(?:[^\s/\\?#{}]|\{slug\}|\{id\})+(?:[^\s{}]|\{slug\}|\{id\})*\s*$";
    json!({ "type": "string", "maxLength": 2000, "anyOf": [{ "pattern": page }, { "pattern": email }] })
}

/// A web address, `http` or `https`.
pub fn web_address() -> Value {
    json!({ "type": "string", "maxLength": 2000, "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?:[/\\]+[^\s/\\?#]+[^\s]*\s*$" })
}

/// A web address, or a path from the site's root.
pub fn picture() -> Value {
    json!({ "anyOf": [{ "type": "string", "pattern": r"^/(?!/)[^\\]*$" }, web_address()] })
}

/// A former address as a path from the site's root.
fn alias() -> Value {
    let part = r#"[^/._\s?#\\"<>:*|%](?:[^/\s?#\\"<>:*|%]{0,148}[^/.\s?#\\"<>:*|%])?"#;
    json!({ "type": "string", "pattern": format!(r"^\s*(?:/{part})+/?\s*$"), "maxLength": 500 })
}
