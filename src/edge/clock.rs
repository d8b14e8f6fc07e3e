//! The clock: the only place that asks what time it is.

use jiff::Timestamp;
use jiff::civil::Date;

use super::error::Error;
use crate::pipeline::Clock;

/// The variable by which reproducible builds set the time: <https://reproducible-builds.org/specs/source-date-epoch/>.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// The day that was asked for, else the instant of `SOURCE_DATE_EPOCH`, else now.
///
/// # Errors
/// When `SOURCE_DATE_EPOCH` is no number of seconds.
pub fn clock(today: Option<Date>) -> Result<Clock, Error> {
    if let Some(day) = today {
        return Ok(Clock::Day(day));
    }
    match std::env::var(EPOCH) {
        // Set but empty is how some build systems leave it out.
        Ok(seconds) if !seconds.trim().is_empty() => {
            let instant = seconds.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
            let wrong = || Error::new(format!("{EPOCH} is not a number of seconds: `{seconds}`"));
            instant.map(Clock::Instant).ok_or_else(wrong)
        }
        _ => Ok(Clock::Instant(Timestamp::now())),
    }
}
