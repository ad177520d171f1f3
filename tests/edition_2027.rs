//! A national notice of a year to come is one file and one line: everything then knows its edition.
//!
//! The notice is invented. A copy of the crate gets its file and the line that names it; there these tests hold the
//! program to it. Here each says how it ended there.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

#[path = "edition_2027/copy.rs"]
mod copy;
#[path = "edition_2027/drafts.rs"]
mod drafts;
#[path = "edition_2027/editor.rs"]
mod editor;
#[path = "edition_2027/notice.rs"]
mod notice;
#[path = "edition_2027/program.rs"]
mod program;
#[path = "edition_2027/reading.rs"]
mod reading;
#[path = "edition_2027/writing.rs"]
mod writing;

mod strict;

use copy::{in_the_copy, of_the_copy};

#[test]
fn the_year_or_the_labels_tell_the_edition() {
    in_the_copy("the_year_or_the_labels_tell_the_edition", || {
        reading::by_year();
        reading::by_labels();
    });
}

#[test]
fn every_figure_is_bound_in_every_form() {
    in_the_copy("every_figure_is_bound_in_every_form", reading::figures);
}

#[test]
fn a_wrong_figure_in_the_new_row_or_column_is_named() {
    in_the_copy("a_wrong_figure_in_the_new_row_or_column_is_named", reading::sums);
}

#[test]
fn headings_are_those_of_the_year() {
    in_the_copy("headings_are_those_of_the_year", reading::headings);
}

#[test]
fn the_notice_of_the_year_is_the_one_to_cite() {
    in_the_copy("the_notice_of_the_year_is_the_one_to_cite", reading::citations);
}

#[test]
fn last_years_report_goes_on_in_the_new_edition() {
    in_the_copy("last_years_report_goes_on_in_the_new_edition", reading::last_year);
}

#[test]
fn a_new_draft_is_of_the_new_edition() {
    in_the_copy("a_new_draft_is_of_the_new_edition", writing::new_drafts);
}

#[test]
fn a_table_of_another_edition_is_said_and_drawn_anew_with_its_figures() {
    in_the_copy("a_table_of_another_edition_is_said_and_drawn_anew_with_its_figures", || {
        writing::from_older();
        writing::from_newer();
    });
}

#[test]
fn an_editor_explains_and_offers_what_is_new() {
    in_the_copy("an_editor_explains_and_offers_what_is_new", || {
        editor::hovers();
        editor::completions();
        editor::upgrades();
    });
}

#[test]
fn the_command_line_and_the_server_know_it() {
    in_the_copy("the_command_line_and_the_server_know_it", || {
        program::options();
        program::modes();
        program::server();
    });
}

#[test]
fn the_data_is_sound() {
    of_the_copy(|copy| {
        let complaints = copy.complaints("standard");
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    });
}

#[test]
fn the_extension_offers_it_once_its_manifest_is_written_anew() {
    of_the_copy(|copy| {
        let complaints = copy.complaints("editors");
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
        let names = "[\"auto\", \"2019\", \"2021\", \"2027\"]";
        assert!(copy.read("editors/vscode/package.json").contains(names));
        assert!(copy.read("editors/vscode/schemas/gaireport.schema.json").contains("2027,"));
    });
}
