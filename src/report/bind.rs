//! Binds a table of the draft to the rows and columns of the standard, every value with the span it came from.

use super::align::{Fate, Fit, align};
use super::cells::{Grid, Places, value};
use super::labels::{Drawn, Role, edition_index, lexicon};
use super::likeness::{Compared, similarity};
use super::mend::mend;
use super::pieces::may_be_value;
use super::runs::{Run, Runs, group};
use super::table::{BoundRow, BoundTable, Extra, LabelUse, RowState};
use super::tokens::{Stream, Token, TokenKind};
use crate::dialect::Document;
use crate::number::Class;
use crate::report::fold::fold;
use crate::standard::{Edition, Layout, Table, editions};
use crate::text::Span;

/// Rows that do not fit, from which on a table without a header is tried as another edition's.
const FEWEST_MISFITS: usize = 3;
/// The same for 表三, of which the editions draw one group only otherwise: one row in place of three.
const FEWEST_MISFITS_OF_ONE_GROUP: usize = 2;

/// Likeness in percent from which a label without figures is a row's.
const MISSPELT: usize = 75;

/// Binds the stream of one table. `expected` is the edition of the year, used where the table does not show its own; where
/// nothing but its rows can show it, the edition to which it binds best.
pub fn bind(document: &Document, text: &str, stream: &Stream, expected: &'static Edition) -> BoundTable {
    let fingerprints = fingerprints(stream);
    let edition = drawn_in(stream, text, fingerprints, expected);
    let bound = bind_as(document, text, stream, fingerprints, edition);
    let layout = bound.table().layout;
    let fewest = if layout == Layout::Crosstab { FEWEST_MISFITS_OF_ONE_GROUP } else { FEWEST_MISFITS };
    if fingerprints != [0, 0] || layout == Layout::Line || bound.misfits() < fewest {
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
    let mut labels = Vec::with_capacity(stream.tokens.len());
    labels.extend(stream.tokens.iter().filter_map(label_use));
    let span = lines.clone().min().unwrap_or(0)..lines.max().map_or(0, |last| last + 1);
    let mut bound = BoundTable::new(edition, stream.table, span, labels, fingerprints);
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
    drawn: Drawn,
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

    fn likeness(&self, run: usize) -> Option<Vec<usize>> {
        let draft = fold(self.runs.runs[run].label?.of(self.text));
        let compared = Compared::new(&draft);
        // The head of a label that a page break tore is like it whatever its length.
        let likeness = |row: &String| if row.starts_with(&draft) { 100 } else { compared.likeness(row) };
        Some(lexicon().row_labels(self.drawn).iter().map(likeness).collect())
    }

    fn is_misspelt(&self, run: usize, row: usize) -> bool {
        let Some(label) = self.runs.runs[run].label else { return false };
        similarity(&fold(label.of(self.text)), &lexicon().row_labels(self.drawn)[row]) >= MISSPELT
    }
}

fn bind_rows(document: &Document, text: &str, tokens: &[Token], edition: usize, bound: &mut BoundTable) {
    let table = bound.table();
    let arity = |row: u8| table.columns_of(usize::from(row)).len();
    let drawn = Drawn { table: bound.index, edition };
    let mut runs = group(document, text, tokens, drawn.edition);
    mend(&mut runs, text, drawn, &arity);
    let fates = align(&runs, &Rows { table, drawn, text, runs: &runs });
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
    let state = match grid.places(runs, run, arity) {
        Places::All => {
            slots.iter().enumerate().for_each(|(column, slot)| bound.set(row, column, value(text, slot)));
            RowState::Bound
        }
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
