//! All printing. A reader that has seen enough, such as `head`, is no failure; what cannot be written otherwise is one.

use std::io::{self, Write as _};

use crate::edge::error::{Error, plain_words};

/// Writes to the standard output.
///
/// # Errors
/// When it takes no more, for another reason than that nobody reads on.
pub(super) fn print(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(format!("cannot write to the standard output: {}", plain_words(&error))))
        }
        _ => Ok(()),
    }
}

/// Writes to the standard error. When that fails, nobody is left who could be told.
pub(super) fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A text of somebody else's in one line that does nothing to a terminal but to be shown.
pub(super) fn harmless(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || is_mark(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_does_not_speak_to_the_terminal() {
        assert_eq!(harmless("a\u{1b}[31mb\u{7}\nc\u{202e}ü"), "a\\u{1b}[31mb\\u{7} c\\u{202e}ü");
    }
}
