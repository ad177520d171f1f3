//! All rules. A rule is one function, one line in `RULES` and one page.

use crate::lint::{Family, Rule};

/// Stands in a finding until the sink names its rule.
pub static UNSET: Rule = Rule { id: "unset", family: Family::Tool, severity: None, page: "", check: |_, _| {} };

/// Every rule, in the order in which they are listed.
pub static RULES: &[Rule] = &[];
