//! What the environment refused: a failure that ends the command, in plain words.

use std::fmt;
use std::io;
use std::path::Path;

/// A failure of the environment (files, rights, space), never of the user's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    message: String,
    help: Option<String>,
}

impl Error {
    /// An error with this message: lower case, no full stop.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// What the system said when something was done to a file: "cannot write `public/x`: no space left on device".
    pub fn io(action: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("cannot {action} `{}`: {}", path.display(), plain_words(error)))
    }

    /// The same with a way to mend it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What went wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to mend it.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// The system's words for an error, the same on every system where we know the kind: lower case, without a number.
pub fn plain_words(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let words = match error.kind() {
        Kind::NotFound => "no such file or folder",
        Kind::PermissionDenied => "permission denied",
        Kind::StorageFull => "no space left on device",
        Kind::QuotaExceeded => "disk quota exceeded",
        Kind::ReadOnlyFilesystem => "the file system is read-only",
        Kind::NotADirectory => "a part of the path is not a folder",
        Kind::IsADirectory => "it is a folder",
        Kind::DirectoryNotEmpty => "the folder is not empty",
        Kind::InvalidFilename => "the name is too long or not allowed here",
        Kind::AlreadyExists => "it exists already",
        _ => return own_words(&error.to_string()),
    };
    words.into()
}

/// "Too many open files (os error 24)" in our style.
fn own_words(text: &str) -> String {
    let text = text.split(" (os error").next().unwrap_or(text);
    let mut chars = text.chars();
    match chars.next() {
        // "I/O error" stays as it is: only a capital before a small letter begins a sentence.
        Some(first) if chars.as_str().starts_with(char::is_lowercase) => first.to_lowercase().chain(chars).collect(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_speaks_in_plain_words() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let error = Error::io("write", Path::new("public/jobs/x/index.html"), &full).with_help("make room");
        assert_eq!(error.to_string(), "cannot write `public/jobs/x/index.html`: no space left on device");
        assert_eq!(error.help(), Some("make room"));
        assert_eq!(own_words("Too many open files (os error 24)"), "too many open files");
        assert_eq!(own_words("I/O error (os error 5)"), "I/O error");
        assert_eq!(own_words(""), "");
    }
}
