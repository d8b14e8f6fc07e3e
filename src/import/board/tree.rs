//! Front matter of any language as one tree, in which every scalar is the text that was written.

use crate::yaml::{Kind, Value};

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The key as written.
    pub(super) key: String,
    /// The line of the file, where it is known.
    pub(super) line: Option<usize>,
    /// The value.
    pub(super) value: Tree,
    /// The lines below the key as they were written, for what is Markdown as much as YAML.
    pub(super) raw: Option<String>,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    Nothing,
    Text(String),
    List(Vec<Tree>),
    Map(Vec<Entry>),
    /// Lines that are no YAML.
    Unreadable(String),
}

impl Tree {
    /// A value of YAML.
    pub(super) fn of_yaml(value: Value<'_>) -> Self {
        match value.kind() {
            Kind::Null => Self::Nothing,
            Kind::List => Self::List(value.children().map(Self::of_yaml).collect()),
            Kind::Map => Self::Map(
                value
                    .children()
                    .map(|child| Entry::new(child.key().unwrap_or_default(), Self::of_yaml(child)))
                    .collect(),
            ),
            _ => Self::scalar(value.text().unwrap_or_default().into_owned()),
        }
    }

    /// A value of TOML.
    pub(super) fn of_toml(value: toml::Value) -> Self {
        match value {
            toml::Value::Array(items) => Self::List(items.into_iter().map(Self::of_toml).collect()),
            toml::Value::Table(table) => {
                Self::Map(table.into_iter().map(|(key, value)| Entry::new(&key, Self::of_toml(value))).collect())
            }
            toml::Value::String(text) => Self::scalar(text),
            toml::Value::Integer(number) => Self::Text(number.to_string()),
            toml::Value::Float(number) => Self::Text(number.to_string()),
            toml::Value::Boolean(truth) => Self::Text(truth.to_string()),
            toml::Value::Datetime(day) => Self::Text(day.to_string()),
        }
    }

    /// A value of JSON.
    pub(super) fn of_json(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Nothing,
            serde_json::Value::Array(items) => Self::List(items.iter().map(Self::of_json).collect()),
            serde_json::Value::Object(entries) => {
                Self::Map(entries.iter().map(|(key, value)| Entry::new(key, Self::of_json(value))).collect())
            }
            serde_json::Value::String(text) => Self::scalar(text.clone()),
            other => Self::scalar(other.to_string()),
        }
    }

    fn scalar(text: String) -> Self {
        if text.trim().is_empty() { Self::Nothing } else { Self::Text(text) }
    }

    /// The text of a scalar, its spaces folded.
    pub(super) fn line(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ => None,
        }
    }

    /// The texts of a list, or one text.
    pub(super) fn lines(&self) -> Vec<String> {
        match self {
            Self::List(items) => items.iter().flat_map(Self::lines).collect(),
            other => other.line().into_iter().collect(),
        }
    }

    /// The entries of a mapping.
    pub(super) fn entries(&self) -> &[Entry] {
        match self {
            Self::Map(entries) => entries,
            _ => &[],
        }
    }
}

impl Entry {
    pub(super) fn new(key: &str, value: Tree) -> Self {
        Self { key: key.to_owned(), line: None, value, raw: None }
    }
}
