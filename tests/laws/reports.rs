//! The five real reports.

/// Their texts.
pub const REPORTS: [&str; 5] = [
    include_str!("../reports/000_44f9fedcd8ca93d8.txt"),
    include_str!("../reports/001_add16d52b391b067.txt"),
    include_str!("../reports/002_d0f9dbc75b92da1d.txt"),
    include_str!("../reports/003_905ef34499d184c8.txt"),
    include_str!("../reports/004_bb513833b144f186.txt"),
];
