//! What is wrong with a file or folder, in the words of a diagnostic.

use std::io;

use crate::edge::error::plain_words;
use crate::source::Trouble;

/// What the system said.
pub(super) fn unreadable(error: &io::Error) -> Trouble {
    Trouble::Unreadable(plain_words(error))
}

/// A socket, a pipe, or a folder where a file was.
pub(super) fn not_a_file() -> Trouble {
    Trouble::Unreadable("not a regular file".into())
}

/// A file called `content`, `static` or `templates`.
pub(super) fn not_a_folder() -> Trouble {
    Trouble::Unreadable("not a folder".into())
}
