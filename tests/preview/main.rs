//! The live preview over HTTP, on real folders: after whatever happened to the files, every address gives the bytes of a
//! clean build; open pages follow; what is broken is said and never ends it.
//!
//! `PROPTEST_CASES=200 cargo test --test preview random` tries harder.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test of the program stands outside of it"
)]

mod broken;
mod changes;
mod client;
mod desk;
mod endurance;
mod page;
mod program;
mod project;
mod random;
mod reload;
mod saves;
mod time;
mod trouble;
