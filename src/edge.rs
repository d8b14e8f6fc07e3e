//! The border to the outside world: the only modules that touch files.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the border")]
#![allow(clippy::iter_over_hash_type, reason = "which file is written first does not show in the output")]

pub mod browser;
pub mod build;
pub mod clock;
pub mod create;
pub mod disk;
pub mod error;
pub mod external;
pub mod import;
pub mod init;
pub mod output;
pub mod progress;
pub mod record;
pub mod serve;
pub mod timings;
pub mod watch;
