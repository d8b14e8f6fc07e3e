//! The border to the outside world: the only modules that touch files.

pub mod build;
pub mod clock;
pub mod disk;
pub mod error;
pub mod output;
pub mod progress;
