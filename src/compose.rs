//! Writes what the standard asks for in a draft's own form: tables, rows, sections, whole drafts, and the edits that put
//! them in.

mod convert;
mod draft;
mod grid;
mod insert;
mod leftovers;
mod place;
mod redraw;
mod render;
mod rewrite;
mod rows;
mod word;

pub use convert::{convert, convert_to_word};
pub use draft::{aspect_heading, filled_draft, new_draft, new_word_draft, section, section_text};
pub use grid::{grid, part_grid, row_cells};
pub use insert::{
    insert_after_line, insert_before_line, insert_rows_after, insert_rows_before, replace_table, replace_text,
};
pub use redraw::{carry_over, redraw, redraw_with};
pub use rewrite::rewrite_table;
pub use rows::{delete_part, insert_part, insert_rows};

use crate::dialect::{self, Document, Form, LineKind, write};
use crate::standard::Edition;

/// Content of the value cells of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Nothing: the author writes every figure.
    Blank,
    /// A 0 in each, which the author confirms.
    Zeros,
}

/// The form of a whole draft: `--format` and `--to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `md`: Markdown, with Markdown tables.
    Markdown,
    /// `txt`: plain text, with tables as grids of tabs.
    Text,
    /// `html`: a page.
    Html,
}

impl Fill {
    /// The text of a value cell.
    pub fn text(self) -> &'static str {
        match self {
            Fill::Blank => "",
            Fill::Zeros => "0",
        }
    }
}

impl Target {
    /// The form of its tables.
    pub fn form(self) -> Form {
        match self {
            Target::Markdown => Form::Markdown,
            Target::Text => Form::Tabs,
            Target::Html => Form::Html,
        }
    }
}

/// The form in which tables are inserted: the one most rows of the draft have, as long as it can show a blank and is
/// written a row at a time; a grid of tabs otherwise.
pub fn form_for(document: &Document, kind: dialect::Kind) -> Form {
    if document.page || kind == dialect::Kind::Html {
        return Form::Html;
    }
    match document.commonest_form() {
        Some(Form::PipeCells | Form::Words | Form::Lines) => Form::Tabs,
        Some(form) => form,
        None if kind == dialect::Kind::Markdown => Form::Markdown,
        None => Form::Tabs,
    }
}

/// The form in which rows are inserted beside that line: its own, if rows can be added to it.
pub fn form_at(document: &Document, kind: dialect::Kind, line: usize) -> Form {
    match document.lines.get(line).map(|line| line.kind) {
        Some(LineKind::Row(Form::PipeCells)) | None => form_for(document, kind),
        Some(LineKind::Row(form)) => form,
        Some(_) => Form::Tabs,
    }
}

/// A table of the standard as text, without a line end behind it.
pub fn table_text(edition: &Edition, table: usize, form: Form, fill: Fill) -> String {
    write(&grid(edition, table, &|_, _| fill.text().to_owned()), form)
}

#[cfg(test)]
mod tests;
