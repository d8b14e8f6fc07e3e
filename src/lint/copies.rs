//! Built-in files that the site has copied, to change them, and that have changed in the program since.

use crate::diagnostic::Diagnostic;
use crate::source::{Entry, Sources, Span};
use crate::theme::eject::{Since, origin};

/// The copies whose built-in file is no longer what it was.
pub(super) fn outdated(sources: &dyn Sources) -> Vec<Diagnostic> {
    let files = sources.entries().iter().filter(|(_, entry)| matches!(entry, Entry::File { .. })).map(|(path, _)| path);
    let themed = files.filter(|path| ["templates", "static/assets"].iter().any(|folder| path.below(folder).is_some()));
    themed
        .filter_map(|path| {
            let bytes = sources.read(path).ok()?;
            let origin = origin(path, &bytes)?;
            let (message, help) = match origin.since {
                Since::Unchanged => return None,
                Since::Changed => (
                    format!("the built-in `{}` has changed since this copy of rolecall {}", origin.path, origin.version),
                    "move this file away, eject it again and carry your changes over; or delete its first line to keep it as it is",
                ),
                Since::Gone => (
                    format!("rolecall has no `{}` any more, of which this is a copy", origin.path),
                    "the built-in templates do not use it: delete it, unless templates of your own do",
                ),
            };
            let first = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len());
            Some(Diagnostic::lint("built-in-changed", path, message).at(Span::new(0, first)).help(help))
        })
        .collect()
}
