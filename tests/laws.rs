//! Laws that hold for every draft: made drafts are clean and read exactly, injected faults are found and nothing else is.

mod strict;

mod laws {
    mod chrome;
    mod clean;
    mod county;
    mod dialects;
    mod drafts;
    mod dress;
    mod faults;
    mod figures;
    mod fixes;
    mod folder;
    mod found;
    mod last_year;
    mod life;
    mod line_ends;
    mod making;
    mod people;
    mod prefixes;
    mod prose;
    mod random;
    mod reading;
    mod reports;
    mod sentences;
    mod sheet;
    mod story;
    mod tally;
    mod templates;
    mod torn;
    mod word;
    mod wrong_cells;
}
