//! What the editor asks for, one file a feature: the protocol's parameters in, its answers out, the thinking elsewhere.

pub mod pull;
pub mod workspace;
