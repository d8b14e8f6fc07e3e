//! A diagnostic as a compiler would show it: the file, the line, a caret, and how to mend it.
