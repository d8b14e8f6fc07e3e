//! The border to the outside world: the only modules that touch files.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the border")]

pub mod build;
pub mod clock;
pub mod disk;
pub mod error;
pub mod output;
pub mod progress;
