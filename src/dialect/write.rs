//! Writes a table in any form, and takes a table that was read apart into a grid again.

use std::borrow::Cow;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::grid::Slot;
use super::html::MAX_SPAN;
use super::view::escape;
use super::{Cell, Document, Form, Grid, GridCell, Line, LineKind};
use crate::number::{Class, is_blank, trim};

/// Least width of a column of a Markdown table: its delimiter row has three dashes.
const MARKDOWN_COLUMN: usize = 3;

/// The text of a table in a form, without a line end behind it. Tabs, line ends and runs of spaces inside a cell become
/// one space. Forms that mark no merged cells write their further places empty; forms that mark no cells leave empty
/// ones out. A grid without rows is an empty text, in HTML an empty `<table>`.
pub fn write(grid: &Grid, form: Form) -> String {
    match form {
        Form::Html => write_html(grid),
        Form::Markdown => write_markdown(&spread(grid)),
        Form::Tabs => joined(&spread(grid), "\n", |row| row.join("\t")),
        Form::TabLed => joined(&spread(grid), "\n\n", |row| format!("\t{}", row.join("\n\t"))),
        Form::Pipes => joined(&spread(grid), "\n", |row| write_bars(row)),
        Form::PipeCells => joined(&spread(grid), "\n", |row| joined(row, "\n", |cell| closed(cell))),
        Form::Words => joined(&without_empty(grid), "\n", |row| row.join(" ")),
        Form::Lines => joined(&without_empty(grid), "\n\n", |row| row.join("\n\n")),
    }
}

/// The rows among the given lines of a document whose form marks cells. Where the form is HTML, what cells cover and
/// whether they are headers is kept; elsewhere each cell has one column, and what is text is a label. Lines that are no
/// such rows, or not in the document, are left out.
pub fn read_grid(document: &Document, source: &str, lines: Range<usize>) -> Grid {
    let text = document.text(source);
    let lines =
        document.lines.get(lines.start.min(document.lines.len())..).unwrap_or_default().iter().take(lines.len());
    let rows = lines.filter_map(|line| match line.kind {
        LineKind::Row(form) => Some(read_row(document, text, line, form)),
        LineKind::Prose | LineKind::Short => None,
    });
    Grid { rows: rows.collect() }
}

fn read_row(document: &Document, text: &str, line: &Line, form: Form) -> Vec<GridCell> {
    let view = document.view.as_ref().filter(|_| form == Form::Html);
    let cells = document.cells_of(line).iter();
    let cell = |cell: &Cell| {
        let content = clean(cell.span.of(text));
        let barred = matches!(form, Form::Pipes | Form::PipeCells | Form::Markdown);
        let content = if barred { content.replace("\\|", "|") } else { content.into_owned() };
        let header = cell.class == Class::Text;
        match view.and_then(|view| view.cell(cell.span)) {
            Some(element) => {
                GridCell { text: content, columns: cell.width, rows: element.rows, header: element.header }
            }
            None => GridCell { text: content, columns: 1, rows: 1, header },
        }
    };
    cells.map(cell).collect()
}

/// The text of a cell on one line, as every reader takes it: no blanks at its ends, one space for a run of them.
fn clean(text: &str) -> Cow<'_, str> {
    let text = trim(text);
    let plain = |pair: &[u8]| pair[0] != b' ' || pair[1] != b' ';
    if !text.bytes().any(|byte| byte.is_ascii_control()) && text.as_bytes().windows(2).all(plain) {
        return Cow::Borrowed(text);
    }
    let words = text.split(|character: char| character == ' ' || character.is_ascii_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    Cow::Owned(words.join(" "))
}

/// The texts of all places of a grid; merged ones are empty.
fn spread(grid: &Grid) -> Vec<Vec<Cow<'_, str>>> {
    grid.spread().into_iter().map(|row| row.into_iter().map(slot_text).collect()).collect()
}

fn slot_text(slot: Slot<'_>) -> Cow<'_, str> {
    match slot {
        Slot::Content(cell) => clean(&cell.text),
        Slot::Merged => Cow::Borrowed(""),
    }
}

/// The words of each row: its cells without the empty ones, and without blanks inside.
fn without_empty(grid: &Grid) -> Vec<Vec<String>> {
    let word = |cell: &GridCell| cell.text.chars().filter(|&character| !is_blank(character)).collect::<String>();
    let words = |row: &Vec<GridCell>| row.iter().map(word).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    grid.rows.iter().map(words).filter(|row| !row.is_empty()).collect()
}

fn joined<T>(parts: &[T], between: &str, write: impl Fn(&T) -> String) -> String {
    parts.iter().map(write).collect::<Vec<_>>().join(between)
}

/// `cell |`; an empty cell is a bar alone.
fn closed(cell: &str) -> String {
    if cell.is_empty() { "|".to_owned() } else { format!("{} |", bar_free(cell)) }
}

/// `a | b | c`. An empty cell at either end needs a bar outside of it to be seen, as does a cell alone.
fn write_bars(row: &[Cow<'_, str>]) -> String {
    let mut text = String::new();
    if row.first().is_some_and(|cell| cell.is_empty()) {
        text.push_str("| ");
    }
    for (index, cell) in row.iter().enumerate() {
        if index > 0 {
            text.push_str(if text.ends_with(' ') { "| " } else { " | " });
        }
        text.push_str(&bar_free(cell));
    }
    if row.len() == 1 || row.last().is_some_and(|cell| cell.is_empty()) {
        text.push_str(if text.ends_with(' ') { "|" } else { " |" });
    }
    text
}

/// A bar inside a cell would end it.
fn bar_free(text: &str) -> String {
    text.replace('|', "\\|")
}

fn write_markdown(rows: &[Vec<Cow<'_, str>>]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| bar_free(cell)).collect()).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0).max(MARKDOWN_COLUMN);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let delimiters: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
    let mut lines: Vec<String> = rows.iter().map(|row| markdown_row(row, &widths)).collect();
    if !lines.is_empty() {
        lines.insert(1, markdown_row(&delimiters, &widths));
    }
    lines.join("\n")
}

fn markdown_row(row: &[String], widths: &[usize]) -> String {
    let mut line = String::from("|");
    for (cell, width) in row.iter().zip(widths) {
        let padding = " ".repeat(width.saturating_sub(cell.width()));
        line.push_str(&format!(" {cell}{padding} |"));
    }
    line
}

fn write_html(grid: &Grid) -> String {
    let row = |row: &Vec<GridCell>| format!("  <tr>{}</tr>\n", joined(row, "", html_cell));
    format!("<table>\n{}</table>", joined(&grid.rows, "", row))
}

fn html_cell(cell: &GridCell) -> String {
    let name = if cell.header { "th" } else { "td" };
    let (columns, rows) = (attribute("colspan", cell.columns), attribute("rowspan", cell.rows));
    format!("<{name}{columns}{rows}>{}</{name}>", escape(&clean(&cell.text)))
}

fn attribute(name: &str, covered: u16) -> String {
    if covered > 1 { format!(" {name}=\"{}\"", covered.min(MAX_SPAN)) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{Kind, read};

    fn value(text: &str) -> GridCell {
        GridCell::value(text)
    }

    fn fees() -> Grid {
        let title = vec![GridCell::label("第（八）项收费", 4, 1)];
        let head = vec![GridCell::label("信息内容", 1, 1), GridCell::label("本年金额", 3, 1)];
        let group = vec![GridCell::label("收费", 1, 2), value("0"), value(""), value("1.5")];
        let rest = vec![value("a<b>&c"), value(" x\ty  z\n"), value("")];
        Grid { rows: vec![title, head, group, rest] }
    }

    /// A table of labels, figures and empty cells, merged here and there, without blank rows.
    fn made(seed: u64) -> Grid {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut below = move |bound: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % bound
        };
        let texts = ["0", "12", "", "规章", "（一）甲类", "1.5", "a & b", "—", "总 计", "-", "<x>"];
        let columns = 2 + below(5) as u16;
        let rows = (0..2 + below(6)).map(|row| {
            let (mut cells, mut left) = (vec![GridCell::label(format!("行{row}"), 1, 1)], columns - 1);
            while left > 0 {
                let covers = (1 + below(2) as u16).min(left);
                let (text, header) = (texts[below(11) as usize].to_owned(), below(4) == 0);
                cells.push(GridCell { text, columns: covers, rows: 1, header });
                left -= covers;
            }
            cells
        });
        Grid { rows: rows.collect() }
    }

    fn reread(text: &str) -> Grid {
        let document = read(text, Kind::Text, &[]);
        read_grid(&document, text, 0..document.lines.len())
    }

    #[test]
    fn each_form_writes_merged_and_empty_cells_its_own_way() {
        let head = "第（八）项收费\t\t\t\n信息内容\t本年金额\t\t\n收费\t0\t\t1.5\n\ta<b>&c\tx y z\t";
        assert_eq!(write(&fees(), Form::Tabs), head);
        let bars = "第（八）项收费 | | | |\n信息内容 | 本年金额 | | |\n收费 | 0 | | 1.5\n| | a<b>&c | x y z | |";
        assert_eq!(write(&fees(), Form::Pipes), bars);
        let one = Grid {
            rows: vec![vec![value("规章"), value(""), value("0")], vec![value("甲|乙"), value("1"), value("")]],
        };
        assert_eq!(write(&one, Form::TabLed), "\t规章\n\t\n\t0\n\n\t甲|乙\n\t1\n\t");
        assert_eq!(write(&one, Form::PipeCells), "规章 |\n|\n0 |\n甲\\|乙 |\n1 |\n|");
        assert_eq!(
            write(&one, Form::Markdown),
            "| 规章   |     | 0   |\n| ------ | --- | --- |\n| 甲\\|乙 | 1   |     |"
        );
        let spaced = Grid { rows: vec![vec![value("总 计"), value(""), value("0")], vec![value("1")]] };
        assert_eq!(write(&spaced, Form::Words), "总计 0\n1");
        assert_eq!(write(&spaced, Form::Lines), "总 计\n\n0\n\n1".replace("总 计", "总计"));
    }

    #[test]
    fn html_is_written_with_spans_and_escapes() {
        let text = write(&fees(), Form::Html);
        assert!(text.starts_with("<table>\n  <tr><th colspan=\"4\">第（八）项收费</th></tr>\n"), "{text}");
        assert!(text.contains("<th rowspan=\"2\">收费</th><td>0</td><td></td>"), "{text}");
        assert!(text.ends_with("<td>a&lt;b&gt;&amp;c</td><td>x y z</td><td></td></tr>\n</table>"), "{text}");
    }

    #[test]
    fn what_is_written_is_read_and_written_the_same() {
        for form in [Form::Html, Form::Tabs, Form::TabLed, Form::Pipes, Form::PipeCells, Form::Markdown] {
            for grid in [fees()].into_iter().chain((1..200).map(made)) {
                let text = write(&grid, form);
                assert_eq!(write(&reread(&text), form), text, "{form:?}\n{text}");
            }
        }
    }

    #[test]
    fn an_empty_grid_is_written_in_every_form() {
        for form in [Form::Tabs, Form::TabLed, Form::Pipes, Form::PipeCells, Form::Markdown, Form::Words, Form::Lines] {
            assert_eq!(write(&Grid::default(), form), "");
        }
        assert_eq!(write(&Grid::default(), Form::Html), "<table>\n</table>");
    }
}
