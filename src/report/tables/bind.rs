//! Binds a table of the draft to the rows and columns of the standard, every value with the span it came from.

use super::align::{Fate, Fit, align};
use super::cells::{Grid, Places, value};
use super::labels::{Drawn, Role, lexicon};
use super::mend::mend;
use super::merged::written;
use super::pieces::may_be_value;
use super::runs::{Run, Runs, group};
use super::table::{BoundRow, BoundTable, Clues, Extra, LabelUse, RowState};
use super::tokens::{Stream, Token, TokenKind};
use crate::dialect::Document;
use crate::number::Class;
use crate::report::fold::fold;
use crate::report::likeness::{Compared, similarity};
use crate::standard::{Edition, Layout, Table, editions, nearest};
use crate::text::Span;

/// Rows that do not fit, from which on a table is tried as another edition's that its labels allow.
const FEWEST_MISFITS: usize = 3;
/// The same for a table of crossing rows and columns, of which editions may draw one group only otherwise.
const FEWEST_MISFITS_OF_ONE_GROUP: usize = 2;
/// Factor by which another edition must fit such a table better, unless it fits perfectly.
const MUCH_BETTER: usize = 8;

/// Likeness in percent from which a label without figures is a row's.
const MISSPELT: usize = 75;

/// Binds the stream of one table in the edition that its labels show. Where they allow several, the one of the year,
/// `expected`, comes first; the others are tried if the rows do not fit it.
pub fn bind(document: &Document, text: &str, stream: &Stream, expected: &'static Edition) -> BoundTable {
    let votes = Votes::of(stream);
    let likely = votes.likely(stream);
    let by_group = (likely.len() > 1).then(|| by_group(stream, text, &likely, expected)).flatten();
    let edition = by_group.or_else(|| nearest(likely.iter().copied(), expected)).unwrap_or(expected);
    let bind_as = |edition, sure| bind_as(document, text, stream, edition, votes.clues(edition, sure));
    let bound = bind_as(edition, by_group.is_some() || (votes.telling > 0 && likely.len() == 1));
    let crosstab = bound.table().layout == Layout::Crosstab;
    let fewest = if crosstab { FEWEST_MISFITS_OF_ONE_GROUP } else { FEWEST_MISFITS };
    let fits = bound.table().layout == Layout::Line || bound.misfits() < fewest;
    if fits || bound.clues.is_mixed() {
        return bound;
    }
    let others = likely.iter().rev().filter(|other| other.id != edition.id);
    let others = others.map(|other| bind_as(other, votes.telling > 0));
    let better = |other: &BoundTable| match other.misfits() {
        0 => true,
        misfits if crosstab => MUCH_BETTER * misfits < bound.misfits(),
        misfits => 2 * misfits < bound.misfits(),
    };
    others.min_by_key(BoundTable::misfits).filter(better).unwrap_or(bound)
}

fn bind_as(document: &Document, text: &str, stream: &Stream, edition: &'static Edition, clues: Clues) -> BoundTable {
    let index = edition.table(stream.table).expect("a table is bound in an edition that has it");
    let lines = stream.tokens.iter().map(|token| token.line as usize);
    let mut labels = Vec::with_capacity(stream.tokens.len());
    labels.extend(stream.tokens.iter().filter_map(label_use));
    let span = lines.clone().min().unwrap_or(0)..lines.max().map_or(0, |last| last + 1);
    let mut bound = BoundTable::new(edition, index, span, labels, clues);
    if bound.table().layout == Layout::Line {
        super::line::bind(document, text, &stream.tokens, &mut bound);
    } else {
        bind_rows(document, text, &stream.tokens, &mut bound);
    }
    bound.settle(document, text);
    bound
}

fn label_use(token: &Token) -> Option<LabelUse> {
    match token.kind {
        TokenKind::Label { label, exact } => Some(LabelUse { span: token.span, label, exact }),
        _ => None,
    }
}

/// Counts, for each edition, the exactly worded labels of a stream that not all editions have. Labels under the title
/// of a part that not all editions have are left out, since they may be left over with it.
struct Votes {
    telling: u16,
    /// By edition.
    own: Vec<u16>,
}

impl Votes {
    fn of(stream: &Stream) -> Votes {
        let mut votes = Votes { telling: 0, own: vec![0; editions().len()] };
        let all = drawing(stream).count();
        let layout = drawing(stream).last().map(|(_, table)| table.layout);
        let mut in_shared_part = true;
        for token in &stream.tokens {
            let TokenKind::Label { label, exact: true } = token.kind else { continue };
            let shared = label.senses().count() >= all;
            if label.may_be(Role::Part) {
                in_shared_part = shared;
            }
            if !shared && in_shared_part && label.senses().any(|sense| tells_edition(layout, sense.role)) {
                votes.telling += 1;
                let own = editions().iter().filter(|edition| label.sense(edition).is_some());
                own.for_each(|edition| votes.own[edition.index] += 1);
            }
        }
        votes
    }

    /// The editions that have most of the labels.
    fn likely(&self, stream: &Stream) -> Vec<&'static Edition> {
        let most = drawing(stream).map(|(edition, _)| self.own[edition.index]).max();
        let editions = drawing(stream).map(|(edition, _)| edition);
        editions.filter(|edition| Some(self.own[edition.index]) == most).collect()
    }

    fn clues(&self, edition: &Edition, sure: bool) -> Clues {
        Clues { telling: self.telling, own: self.own[edition.index], sure }
    }
}

/// The editions that have the table of a stream, the oldest first, as each draws it.
fn drawing(stream: &Stream) -> impl Iterator<Item = (&'static Edition, &'static Table)> {
    let table = stream.table;
    editions().iter().filter_map(move |edition| Some((edition, edition.tables.get(edition.table(table)?)?)))
}

/// A row or part of another edition may be left over; columns, and the rows of a table that they cross, show how the table
/// is drawn.
fn tells_edition(layout: Option<Layout>, role: Role) -> bool {
    role == Role::Column || (layout == Some(Layout::Crosstab) && role == Role::Row)
}

/// A label that is a row of some editions and a group of others shows by what follows which it is: values make it a row.
fn by_group(
    stream: &Stream,
    text: &str,
    likely: &[&'static Edition],
    expected: &'static Edition,
) -> Option<&'static Edition> {
    let tokens = &stream.tokens;
    let (at, label) = tokens.iter().enumerate().find_map(|(at, token)| match token.kind {
        TokenKind::Label { label, .. } if label.may_be(Role::Row) && label.may_be(Role::Group) => Some((at, label)),
        _ => None,
    })?;
    let mut behind =
        tokens[at + 1..].iter().filter(|token| !matches!(token.kind, TokenKind::Value(Class::Empty))).take(2);
    let value = |token: Option<&Token>| token.is_some_and(|token| matches!(token.kind, TokenKind::Value(_)));
    let next = behind.next();
    let text = next.is_some_and(|next| next.kind == TokenKind::Unknown && may_be_value(next.span.of(text)));
    let filled = value(next) || (text && value(behind.next()));
    let is_row = |edition: &&Edition| label.sense(edition).is_some_and(|sense| sense.role == Role::Row);
    nearest(likely.iter().copied().filter(is_row), expected).filter(|_| filled)
}

/// Labels and arities of the standard for the alignment.
struct Rows<'b> {
    drawn: Drawn,
    text: &'b str,
    runs: &'b Runs,
}

impl Fit for Rows<'_> {
    fn rows(&self) -> usize {
        self.drawn.facts().rows.len()
    }

    fn arity(&self, row: usize) -> usize {
        self.drawn.facts().columns_of(row).len()
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

fn bind_rows(document: &Document, text: &str, tokens: &[Token], bound: &mut BoundTable) {
    let table = bound.table();
    let arity = |row: u8| table.columns_of(usize::from(row)).len();
    let drawn = Drawn { edition: bound.edition, table: bound.index };
    let mut runs = group(document, text, tokens, drawn.edition);
    mend(&mut runs, text, drawn, &arity);
    let fates = align(&runs, &Rows { drawn, text, runs: &runs });
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
            if run.filled() + 1 == arity {
                bound.explain_short_row(row * bound.width(), &written(text, slots));
            }
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
