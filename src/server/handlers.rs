//! What the editor asks for, one file a feature: the protocol's parameters in, its answers out, the thinking elsewhere.

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
