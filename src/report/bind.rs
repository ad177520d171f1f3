//! Binds a table of the draft to the rows and columns of the standard, every value with the span it came from.

use std::ops::Range;

use super::align::{Fate, Fit, align};
use super::cells::{Grid, Places};
use super::headings::similarity;
use super::identities::checks;
use super::labels::{Label, Role, edition_index};
use super::mend::may_be_value;
use super::runs::{Run, Runs, Slot, group};
use super::solve::{Solution, solve};
use super::tokens::{Stream, Token, TokenKind, form_of};
use crate::dialect::{Document, Form};
use crate::number::{self, Class, Decimal, Unit};
use crate::report::fold::fold;
use crate::standard::{Edition, Layout, Table, editions};
use crate::text::Span;

/// Rows that do not fit, from which on a table without a header is tried as another edition's.
const FEWEST_MISFITS: usize = 3;

/// What a row of the standard is in the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// Nowhere.
    Missing,
    /// There, each value bound to its column.
    Bound,
    /// There, but with this many values where the standard wants another number; none is bound.
    Miscounted {
        /// Cells that hold something.
        filled: u16,
        /// Whether nothing but a blank whose place is unknown explains the number.
        blank: bool,
    },
}

/// A row of the standard in the draft.
#[derive(Clone, Debug)]
pub struct BoundRow {
    /// What it is there.
    pub state: RowState,
    /// Its label, in bytes of what was read.
    pub label: Option<Span>,
    /// From its first to its last value.
    pub values: Option<Span>,
    /// Line of its first value, or of its label where it has none.
    pub line: usize,
    /// Whether it stands out of its order.
    pub moved: bool,
}

/// A value of the draft bound to a cell of the standard.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    /// Where it stands, in bytes of what was read; empty for an empty cell.
    pub span: Span,
    /// Line it stands on.
    pub line: usize,
    /// What it is by form.
    pub class: Class,
    /// Its value where it is a figure that fits into one.
    pub figure: Option<Decimal>,
    /// Whether a figure is written as the format wants it.
    pub plain: bool,
    /// The unit written behind a figure.
    pub unit: Unit,
}

/// A row of the draft that the standard does not have, or has already.
#[derive(Clone, Debug)]
pub struct Extra {
    /// Its label, or its first value.
    pub span: Span,
    /// All of it.
    pub whole: Span,
    /// The row that it repeats.
    pub repeats: Option<u8>,
    /// Whether it stands under the title of a part that only another edition has.
    pub in_foreign_part: bool,
    /// Its line.
    pub line: usize,
}

/// A label of the standard as the draft words it.
#[derive(Clone, Copy, Debug)]
pub struct LabelUse {
    /// Where it stands.
    pub span: Span,
    /// Its meaning.
    pub label: Label,
    /// Whether the whole cell is a known wording.
    pub exact: bool,
}

/// A table of the draft.
#[derive(Clone, Debug)]
pub struct BoundTable {
    /// The edition it is drawn in.
    pub edition: &'static Edition,
    /// Index into `edition.tables`.
    pub index: usize,
    /// Lines it takes, first to last.
    pub lines: Range<usize>,
    /// Rows, in the order of the standard.
    pub rows: Vec<BoundRow>,
    /// Rows that are not the standard's.
    pub extras: Vec<Extra>,
    /// Every label in it.
    pub labels: Vec<LabelUse>,
    /// How many column labels are wordings of one edition only, by edition.
    pub fingerprints: [u16; 2],
    /// What the sums of the table say.
    pub solution: Solution,
    values: Vec<Option<Value>>,
    width: usize,
    /// Which classes the values are of.
    held: [bool; 4],
    odd: bool,
}

impl BoundTable {
    /// The standard's table.
    pub fn table(&self) -> &'static Table {
        &self.edition.tables[self.index]
    }

    /// The value in a cell; `column` counts within the row's columns, from 0. `None` where nothing is bound.
    pub fn value(&self, row: usize, column: usize) -> Option<&Value> {
        self.values.get(row * self.width + column)?.as_ref()
    }

    /// The figure in a cell; `None` where the draft has none or the row has the wrong number of cells.
    pub fn figure(&self, row: usize, column: usize) -> Option<Decimal> {
        self.value(row, column)?.figure
    }

    /// Name of a cell, `requests.granted.natural_person`.
    pub fn cell_name(&self, row: usize, column: usize) -> String {
        let table = self.table();
        let columns = table.columns_of(row);
        format!("{}.{}.{}", table.id, table.rows[row].id, table.columns[columns.start + column].id)
    }

    /// Whether any value is of that class.
    pub fn holds(&self, class: Class) -> bool {
        self.held[class as usize]
    }

    /// Whether any figure is written otherwise than as a plain whole number of things.
    pub fn holds_odd_figures(&self) -> bool {
        self.odd
    }

    /// Binds a value to a cell.
    pub fn set(&mut self, row: usize, column: usize, value: Value) {
        self.held[value.class as usize] = true;
        let most = 10_i64.pow(number::MAX_DIGITS as u32);
        let whole = value.figure.is_some_and(|figure| figure.scale == 0 && (0..most).contains(&figure.mantissa));
        self.odd |= value.class == Class::Figure && !(whole && value.plain && value.unit == Unit::None);
        self.values[row * self.width + column] = Some(value);
    }

    /// The count in a cell as the sums use it: whole, not negative, of at most 15 digits; `None` is an unknown.
    pub fn count(&self, row: usize, column: usize) -> Option<i64> {
        let value = self.value(row, column).filter(|value| value.class == Class::Figure)?;
        let count = value.figure?.whole()?;
        (0..10_i64.pow(number::MAX_DIGITS as u32)).contains(&count).then_some(count)
    }

    /// How badly the table fits its edition: rows that are missing, miscounted or not the edition's.
    fn misfits(&self) -> usize {
        self.rows.iter().filter(|row| row.state != RowState::Bound).count() + self.extras.len()
    }

    /// Columns that a cell number of the sums is counted with.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Row and column of a cell number of the sums.
    pub fn place(&self, cell: usize) -> (usize, usize) {
        (cell / self.width, cell % self.width)
    }

    fn solve(&self) -> Solution {
        if self.table().identities.is_empty() {
            return Solution::default();
        }
        let cells = self.rows.len() * self.width;
        let counts: Vec<Option<i64>> =
            (0..cells).map(|cell| self.count(cell / self.width, cell % self.width)).collect();
        solve(checks(self.edition, self.index), &counts)
    }

    /// Solves the sums. A row whose blanks stand at one end may have lost a cell elsewhere, the blank being a merged place:
    /// where the sums are broken with it and hold without it, its geometry is not believed.
    fn settle(&mut self, document: &Document) {
        self.solution = self.solve();
        if self.solution.faults.is_empty() {
            return;
        }
        if self.table().layout == Layout::Line {
            return self.settle_line();
        }
        for row in 0..self.rows.len() {
            if !self.may_be_shifted(document, row) {
                continue;
            }
            let kept = self.clone();
            self.unbind(row, true);
            self.solution = self.solve();
            if self.solution.faults.is_empty() {
                return;
            }
            *self = kept;
        }
    }

    /// The same for a table of one line, whose rows share its cells.
    fn settle_line(&mut self) {
        let blank =
            |row: usize, column: usize| self.value(row, column).is_some_and(|value| value.class == Class::Empty);
        if blank(0, 0) || blank(self.rows.len() - 1, self.width - 1) {
            let filled = self.values.iter().flatten().filter(|value| value.class != Class::Empty).count();
            let state = RowState::Miscounted { filled: u16::try_from(filled).unwrap_or(u16::MAX), blank: true };
            self.values.fill(None);
            self.rows.iter_mut().for_each(|row| row.state = state);
            self.solution = Solution::default();
        }
    }

    /// Whether the blanks of a bound row stand all at its beginning or all at its end, in a form that marks cells only by
    /// what separates them.
    fn may_be_shifted(&self, document: &Document, row: usize) -> bool {
        let arity = self.table().columns_of(row).len();
        let empty = |column: usize| self.value(row, column).is_some_and(|value| value.class == Class::Empty);
        let blanks = (0..arity).filter(|&column| empty(column)).count();
        let form = form_of(document, u32::try_from(self.rows[row].line).unwrap_or(0));
        let at_one_end = (0..blanks).all(empty) || (arity - blanks..arity).all(empty);
        form != Some(Form::Html) && blanks > 0 && blanks < arity && at_one_end
    }

    /// Takes back what was bound in a row: its geometry turned out to be wrong.
    pub fn unbind(&mut self, row: usize, blank: bool) {
        let cells = row * self.width..(row + 1) * self.width;
        let filled = self.values[cells.clone()].iter().flatten().filter(|value| value.class != Class::Empty).count();
        self.values[cells].fill(None);
        self.rows[row].state = RowState::Miscounted { filled: u16::try_from(filled).unwrap_or(u16::MAX), blank };
    }
}

/// Binds the stream of one table. `expected` is the edition of the year, used where the table does not show its own; where
/// nothing but its rows can show it, the edition to which it binds best.
pub fn bind(document: &Document, text: &str, stream: &Stream, expected: &'static Edition) -> BoundTable {
    let fingerprints = fingerprints(stream);
    let edition = drawn_in(stream, text, fingerprints, expected);
    let bound = bind_as(document, text, stream, fingerprints, edition);
    let layout = bound.table().layout;
    if fingerprints != [0, 0] || layout == Layout::Line || bound.misfits() < FEWEST_MISFITS {
        return bound;
    }
    let others = editions().iter().filter(|other| other.id != edition.id);
    let others = others.map(|other| bind_as(document, text, stream, fingerprints, other));
    // The editions' 表三 differ in one group only: there a better fit has to be a perfect one.
    let better = |other: &BoundTable| match layout {
        Layout::Crosstab => other.misfits() == 0,
        _ => 2 * other.misfits() < bound.misfits(),
    };
    others.min_by_key(BoundTable::misfits).filter(better).unwrap_or(bound)
}

fn bind_as(
    document: &Document,
    text: &str,
    stream: &Stream,
    fingerprints: [u16; 2],
    edition: &'static Edition,
) -> BoundTable {
    let index = edition_index(edition);
    let table = &edition.tables[stream.table];
    let lines = stream.tokens.iter().map(|token| token.line as usize);
    let mut bound = BoundTable {
        edition,
        index: stream.table,
        lines: lines.clone().min().unwrap_or(0)..lines.max().map_or(0, |last| last + 1),
        rows: vec![
            BoundRow { state: RowState::Missing, label: None, values: None, line: 0, moved: false };
            table.rows.len()
        ],
        extras: Vec::new(),
        labels: stream.tokens.iter().filter_map(label_use).collect(),
        fingerprints,
        solution: Solution::default(),
        width: (0..table.rows.len()).map(|row| table.columns_of(row).len()).max().unwrap_or(0),
        values: Vec::new(),
        held: [false; 4],
        odd: false,
    };
    bound.values = vec![None; bound.width * table.rows.len()];
    if table.layout == Layout::Line {
        super::line::bind(document, text, &stream.tokens, &mut bound);
    } else {
        bind_rows(document, text, &stream.tokens, index, &mut bound);
    }
    bound.settle(document);
    bound
}

fn label_use(token: &Token) -> Option<LabelUse> {
    match token.kind {
        TokenKind::Label { label, exact } => Some(LabelUse { span: token.span, label, exact }),
        _ => None,
    }
}

/// Counts the labels that show how the table is drawn: exactly worded, known to one edition only. Those under the title of
/// a part that one edition alone has may be left over with it and do not count.
fn fingerprints(stream: &Stream) -> [u16; 2] {
    let mut counts = [0; 2];
    let mut in_shared_part = true;
    for token in &stream.tokens {
        let TokenKind::Label { label, exact: true } = token.kind else { continue };
        if label.senses.iter().flatten().any(|sense| sense.role == Role::Part) {
            in_shared_part = label.senses.iter().all(Option::is_some);
        }
        if let [Some(sense), None] | [None, Some(sense)] = label.senses
            && in_shared_part
            && tells_edition(stream.table, sense.role)
        {
            counts[usize::from(label.senses[1].is_some())] += 1;
        }
    }
    counts
}

/// A row or part of the other edition may be left over; columns, and the rows of 表三, show how the table is drawn.
fn tells_edition(table: usize, role: Role) -> bool {
    let layout = editions()[0].tables[table].layout;
    role == Role::Column || (layout == Layout::Crosstab && role == Role::Row)
}

/// The edition a table is drawn in.
fn drawn_in(stream: &Stream, text: &str, fingerprints: [u16; 2], expected: &'static Edition) -> &'static Edition {
    let all = editions();
    match fingerprints {
        [0, 0] => by_group(stream, text).unwrap_or(expected),
        [old, new] if old > new => &all[0],
        [old, new] if new > old => &all[1],
        _ => expected,
    }
}

/// A label that is a row of one edition and a group of the other shows by what follows which it is: values make it a row.
fn by_group(stream: &Stream, text: &str) -> Option<&'static Edition> {
    let tokens = &stream.tokens;
    let at = tokens.iter().position(|token| match token.kind {
        TokenKind::Label { label, .. } => {
            matches!(label.senses.map(|sense| sense.map(|sense| sense.role)), [Some(Role::Row), Some(Role::Group)])
        }
        _ => false,
    })?;
    let mut behind =
        tokens[at + 1..].iter().filter(|token| !matches!(token.kind, TokenKind::Value(Class::Empty))).take(2);
    let value = |token: Option<&Token>| token.is_some_and(|token| matches!(token.kind, TokenKind::Value(_)));
    let next = behind.next();
    let text = next.is_some_and(|next| next.kind == TokenKind::Unknown && may_be_value(next.span.of(text)));
    (value(next) || (text && value(behind.next()))).then(|| &editions()[0])
}

/// Labels and arities of the standard for the alignment.
struct Rows<'b> {
    table: &'b Table,
    text: &'b str,
    runs: &'b Runs,
}

impl Fit for Rows<'_> {
    fn rows(&self) -> usize {
        self.table.rows.len()
    }

    fn arity(&self, row: usize) -> usize {
        self.table.columns_of(row).len()
    }

    fn likeness(&self, run: usize, row: usize) -> Option<usize> {
        let label = self.runs.runs[run].label?;
        let (draft, standard) = (fold(label.of(self.text)), fold(&self.table.rows[row].label));
        // The head of a label that a page break tore is like it whatever its length.
        Some(if standard.starts_with(&draft) { 100 } else { similarity(&draft, &standard) })
    }
}

fn bind_rows(document: &Document, text: &str, tokens: &[Token], edition: usize, bound: &mut BoundTable) {
    let table = bound.table();
    let arity = |row: u8| table.columns_of(usize::from(row)).len();
    let runs = group(document, text, tokens, edition, &arity);
    let fates = align(&runs, &Rows { table, text, runs: &runs });
    let rows = |fate: &Fate| match fate {
        Fate::Row(row) | Fate::Moved(row) => Some(usize::from(*row)),
        _ => None,
    };
    let grid = Grid::measure(
        document,
        &runs,
        table.layout,
        fates.iter().map(|fate| rows(fate).map(|row| table.columns_of(row).len())),
    );
    for (run, fate) in runs.runs.iter().zip(&fates) {
        match rows(fate) {
            Some(row) => bind_row(&grid, text, &runs, run, row, *fate, bound),
            None => bound.extras.extend(extra(&runs, run, *fate)),
        }
    }
}

fn bind_row(grid: &Grid, text: &str, runs: &Runs, run: &Run, row: usize, fate: Fate, bound: &mut BoundTable) {
    let slots = runs.slots_of(run);
    let arity = bound.table().columns_of(row).len();
    let filled = slots.iter().filter(|slot| slot.class != Class::Empty);
    let spans = filled.map(|slot| slot.span).reduce(Span::cover);
    let state = match grid.places(slots, arity, run.grid) {
        Places::Known(places) => {
            for (column, place) in places.into_iter().enumerate() {
                bound.set(row, column, value(text, &slots[place]));
            }
            RowState::Bound
        }
        Places::Unknown { blank } => {
            RowState::Miscounted { filled: u16::try_from(run.filled()).unwrap_or(u16::MAX), blank }
        }
    };
    bound.rows[row] = BoundRow {
        state,
        label: run.label,
        values: spans,
        line: slots.first().map_or(run.line, |slot| slot.line) as usize,
        moved: matches!(fate, Fate::Moved(_)),
    };
}

/// A value as bound: its class and exact figure.
pub fn value(text: &str, slot: &Slot) -> Value {
    let read = (slot.class == Class::Figure).then(|| number::parse(slot.span.of(text))).flatten();
    Value {
        span: slot.span,
        line: slot.line as usize,
        class: slot.class,
        figure: read.and_then(|figure| figure.value),
        plain: read.is_none_or(|figure| figure.plain),
        unit: read.map_or(Unit::None, |figure| figure.unit),
    }
}

fn extra(runs: &Runs, run: &Run, fate: Fate) -> Option<Extra> {
    let repeats = match fate {
        Fate::Repeated(row) => Some(row),
        Fate::Unknown => None,
        _ => return None,
    };
    let slots = runs.slots_of(run).iter().map(|slot| slot.span);
    let span = run.label.or_else(|| slots.clone().find(|span| !span.is_empty()))?;
    let whole = slots.fold(span, Span::cover);
    Some(Extra { span, whole, repeats, in_foreign_part: run.in_foreign_part, line: run.line as usize })
}
