//! Handlers of the editor's requests, one file a feature: translate parameters and answers, decide nothing.

pub mod actions;
pub mod beside;
pub mod check;
pub mod commands;
pub mod completion;
pub mod custom;
pub mod formatting;
pub mod hover;
pub mod navigation;
pub mod pull;
pub mod structure;
pub mod symbols;
pub mod workspace;
