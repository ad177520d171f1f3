//! Laws that hold for every draft: made drafts are clean and read exactly, injected faults are found and nothing else is.

mod laws {
    mod chrome;
    mod clean;
    mod dialects;
    mod drafts;
    mod dress;
    mod faults;
    mod figures;
    mod fixes;
    mod found;
    mod last_year;
    mod line_ends;
    mod prefixes;
    mod prose;
    mod random;
    mod reports;
    mod sentences;
    mod sheet;
    mod tally;
    mod templates;
    mod torn;
    mod volumes;
    mod wrong_cells;
}
