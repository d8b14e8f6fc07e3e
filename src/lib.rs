//! tour
pub mod source;
pub mod diagnostic;
pub mod yaml;
pub mod slug;
pub mod posting;
pub mod config;
pub mod skills;
pub mod content;
pub mod catalog;
pub mod theme;
pub mod site;
pub mod render;
pub mod pipeline;
pub mod edge;
pub mod cli;
