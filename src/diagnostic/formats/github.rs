//! GitHub's workflow commands, which become annotations of a pull request.
//!
//! <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>; what must be escaped is in the runner's
//! `ActionCommand.cs`: `%` and line ends everywhere, `:` and `,` in properties too.

use super::super::position::Placed;

/// The diagnostics, a workflow command each. `folder` is the project's in the repository: `careers/`, or empty.
pub fn github(diagnostics: &[Placed<'_>], folder: &str) -> String {
    let mut commands = String::new();
    for Placed { diagnostic, position } in diagnostics {
        let place = position.map_or_else(String::new, |place| {
            // Columns are taken of one line only.
            let columns = if place.line == place.end_line {
                format!(",col={},endColumn={}", place.column, place.end_column)
            } else {
                String::new()
            };
            format!(",line={},endLine={}{columns}", place.line, place.end_line)
        });
        let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        commands.push_str(&format!(
            "::{} file={}{place},title={}::{}\n",
            diagnostic.severity.name(),
            property(&format!("{folder}{}", diagnostic.path)),
            property(&format!("rolecall ({})", diagnostic.code)),
            data(&format!("{}{help}", diagnostic.full_message())),
        ));
    }
    commands
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{diagnostics, placed};
    use super::*;

    #[test]
    fn signs_with_a_meaning_are_escaped() {
        let wanted = "::error file=content/jobs/a%2C b%3Ac.md,line=3,endLine=3,col=2,endColumn=7,title=rolecall (unknown-key)::unknown key `50%25`; did you mean `x`?%0Ahelp: look: again\n\
                      ::warning file=content/jobs/a%2C b%3Ac.md,title=rolecall (no-date)::two%0Alines\n";
        assert!(github(&placed(&diagnostics()), "my site/").contains(" file=my site/content/"));
        assert_eq!(github(&placed(&diagnostics()), ""), wanted);
    }
}
