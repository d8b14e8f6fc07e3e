//! Roles that close soon, closed long ago, or stay open for ever.

use jiff::civil::Date;

use super::Role;
use super::file::Step::Key;
use crate::diagnostic::Diagnostic;
use crate::posting::Status;

/// A last day this near is said.
const SOON: i32 = 7;
/// A role that closed more than so many days ago may go.
const LONG_CLOSED: i32 = 90;
/// A role that was posted more than so many days ago should say that it is still open.
const LONG_OPEN: i32 = 180;

/// A role whose last day passed long ago.
pub(super) fn long_closed(role: &Role<'_>, last: Date) -> Option<Diagnostic> {
    let days = (role.site.today - last).get_days();
    (days > LONG_CLOSED).then(|| {
        role.warn("long-closed", format!("this role closed {days} days ago"))
            .at(role.file.value(&[Key("closes")]))
            .help("delete the file, or give it a later day if it is open again")
    })
}

/// The lints about the dates of a role that is open, or will be.
pub(super) fn all(role: &Role<'_>, found: &mut Vec<Diagnostic>) {
    let (posting, today) = (role.posting, role.site.today);
    if posting.status == Status::Draft {
        return;
    }
    if let Some(last) = posting.closes {
        let days = (last - today).get_days();
        if (0..=SOON).contains(&days) {
            let when = match days {
                0 => "closes today".to_owned(),
                1 => "closes tomorrow".to_owned(),
                _ => format!("closes in {days} days"),
            };
            found.push(
                role.warn("closing-soon", format!("this role {when}"))
                    .at(role.file.value(&[Key("closes")]))
                    .help("move the day if it should stay open"),
            );
        }
        return;
    }
    let last_seen = posting.updated.or(posting.posted);
    if let Some(days) = last_seen.map(|day| (today - day).get_days()).filter(|days| *days > LONG_OPEN) {
        let (key, what) = if posting.updated.is_some() { ("updated", "changed") } else { ("posted", "posted") };
        found.push(
            role.warn("long-open", format!("this role was {what} {days} days ago and has no closing date"))
                .at(role.file.value(&[Key(key)]))
                .help(format!("write `status: filled`, a day for `closes`, or `updated: {today}` if it is open still")),
        );
    }
}
