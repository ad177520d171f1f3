//! gaireport

pub mod analysis;
pub mod dialect;
pub mod edit;
pub mod lint;
pub mod number;
pub mod page;
pub mod report;
pub mod rules;
pub mod standard;
pub mod text;
