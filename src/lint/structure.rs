//! A text's headings and pictures, and what the page leaves out of it.

use super::file::TextFile;
use crate::diagnostic::Diagnostic;
use crate::posting::markdown::survey::{Leads, Survey};
use crate::yaml::read::shortened;

/// All lints about a text's structure.
pub(super) fn all(file: &TextFile, survey: &Survey, found: &mut Vec<Diagnostic>) {
    let warn = |code, message: String| Diagnostic::lint(code, file.path(), message);
    for pair in survey.headings.windows(2) {
        let (above, below) = (&pair[0], &pair[1]);
        if below.level > above.level + 1 {
            let (is, fits) = ("#".repeat(below.level.into()), "#".repeat(usize::from(above.level) + 1));
            found.push(
                warn("heading-order", format!("this heading skips a level: `{is}` below `{}`", &fits[1..]))
                    .at(file.in_body(below.place.clone()))
                    .help(format!("begin it with `{fits}`")),
            );
        }
    }
    for heading in survey.headings.iter().filter(|heading| heading.words.trim().is_empty()) {
        let empty = warn("heading-order", "this heading has no words, and the page leaves it out".into());
        found.push(empty.at(file.in_body(heading.place.clone())));
    }
    for image in &survey.images {
        let place = file.in_body(image.place.clone());
        match image.leads {
            Leads::Site(_) if image.words.trim().is_empty() => found.push(
                warn(
                    "image-without-words",
                    format!("the picture `{}` has no alternative text", shortened(&image.address)),
                )
                .at(place)
                .help("say in a few words what it shows: `![The team in the control room](...)`"),
            ),
            Leads::Site(_) => {}
            Leads::Elsewhere(_) => found.push(
                warn(
                    "image-elsewhere",
                    format!("the page shows a link in place of the picture `{}`", shortened(&image.address)),
                )
                .at(place)
                .help("put the picture into `static/` and write its path: `![...](/picture.png)`"),
            ),
            _ => found.push(
                warn(
                    "link-removed",
                    format!("`{}` is no picture's address, and the page leaves it out", shortened(&image.address)),
                )
                .at(place)
                .help("put the picture into `static/` and write its path: `![...](/picture.png)`"),
            ),
        }
    }
    for link in &survey.links {
        let address = shortened(&link.address);
        let (message, help) = match link.leads {
            Leads::Refused if link.address.trim().is_empty() => (
                "this link has no address, and the page leaves it out".to_owned(),
                "write it between the round brackets",
            ),
            Leads::Refused => (
                format!("the page leaves out the link to `{address}`: such addresses are not allowed"),
                "links begin with `https://`, `mailto:`, `tel:`, `/` or `#`",
            ),
            Leads::Wordless => (
                format!("the page leaves out the link to `{address}`: it has no words"),
                "write them between the square brackets: `[How we hire](...)`",
            ),
            _ => continue,
        };
        found.push(warn("link-removed", message).at(file.in_body(link.place.clone())).help(help));
    }
    for (name, place) in &survey.removed {
        found.push(
            warn("html-removed", format!("the page leaves out `<{}>`", shortened(name)))
                .at(file.in_body(place.clone()))
                .help("write it in Markdown, or leave it out"),
        );
    }
}
