//! Values on the command line, read as the same values in a posting.

use jiff::civil::Date;

use crate::posting::answers::Answer;

/// A day, `YYYY-MM-DD`.
pub(super) fn day(text: &str) -> Result<Date, String> {
    let answer = Answer { key: "posted", text: text.into() };
    answer.check().map_err(|wrong| match wrong.help {
        Some(help) if help.starts_with("write") => format!("{}; {help}", wrong.message),
        _ => wrong.message,
    })?;
    text.trim().parse().map_err(|_| format!("`{text}` is not a date"))
}

/// A web address.
pub(super) fn web_address(text: &str) -> Result<String, String> {
    let is_good = text.starts_with("https://") || text.starts_with("http://");
    // It stands in a shell's command line.
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/@%+".contains(c));
    if is_good && is_plain {
        Ok(text.into())
    } else {
        Err(format!("`{text}` is not a web address; it begins with `https://`"))
    }
}
