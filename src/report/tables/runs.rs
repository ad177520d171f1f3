//! Groups the tokens of a table into runs: the labels that come together, and the values behind them.

use super::labels::Role;
use super::pieces::{begins_item, may_be_value};
use super::tokens::{Token, TokenKind, form_of};
use crate::dialect::{Document, Form};
use crate::number::Class;
use crate::standard::Edition;
use crate::text::Span;

/// A value, or the place of one.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Its span, in bytes of the text as read; empty for an empty cell without blanks.
    pub span: Span,
    /// Its class, by form.
    pub class: Class,
    /// Line it stands on.
    pub line: u32,
    /// Column in its row.
    pub column: u16,
}

/// Labels that come together and the values behind them: a candidate for a row.
#[derive(Clone, Debug)]
pub struct Run {
    /// Row that a label names; the last one where several do.
    pub row: Option<u8>,
    /// True if the row's label is a known wording.
    pub exact: bool,
    /// Span of the row's label, or else of the last label.
    pub label: Option<Span>,
    /// True if a label names a row that only another edition has.
    pub foreign: bool,
    /// True if the title of its part is one that only another edition has.
    pub in_foreign_part: bool,
    /// Line of the first label or value.
    pub line: u32,
    /// The values, empty places included, `slots.0..slots.1` of `Runs::slots`.
    pub slots: (u32, u32),
    /// True if the form of the values marks empty cells.
    pub grid: bool,
    /// Labels that no wording or key explains, in order, behind the row's label.
    pub(super) trailing: Option<Slot>,
    /// The first such label before any label of a row.
    pub(super) leading: Option<Slot>,
    /// The last unexplained label before the values.
    pub(super) last: Option<Slot>,
    pub(super) filled: u16,
    pub(super) figures: u16,
    /// Line of the row's label, and once a value has come, of the first value.
    value_line: u32,
}

/// All runs of a table.
#[derive(Debug, Default)]
pub struct Runs {
    /// The runs, in order.
    pub runs: Vec<Run>,
    /// The values of all runs.
    pub slots: Vec<Slot>,
}

impl Runs {
    /// The values of a run.
    pub fn slots_of(&self, run: &Run) -> &[Slot] {
        &self.slots[run.slots.0 as usize..run.slots.1 as usize]
    }
}

impl Run {
    /// Number of its values that are not empty.
    pub fn filled(&self) -> usize {
        usize::from(self.filled)
    }

    /// Number of its values that are figures.
    pub fn figures(&self) -> usize {
        usize::from(self.figures)
    }
}

/// Groups the tokens of a table as an edition reads their labels.
pub fn group(document: &Document, text: &str, tokens: &[Token], edition: &'static Edition) -> Runs {
    let all = Runs { runs: Vec::with_capacity(tokens.len() / 4), slots: Vec::with_capacity(tokens.len()) };
    let mut grouper = Grouper { document, text, edition, all, open: None, in_foreign_part: false };
    let mut at = 0;
    while at < tokens.len() {
        let line = tokens[at].line;
        let end = at + tokens[at..].iter().take_while(|token| token.line == line).count();
        grouper.read_line(&tokens[at..end]);
        at = end;
    }
    grouper.close();
    grouper.all
}

struct Grouper<'d> {
    document: &'d Document,
    text: &'d str,
    edition: &'static Edition,
    all: Runs,
    open: Option<Run>,
    in_foreign_part: bool,
}

impl Grouper<'_> {
    fn read_line(&mut self, tokens: &[Token]) {
        let form = form_of(self.document, tokens[0].line);
        let grid = form.is_some_and(|form| form != Form::PipeCells);
        let first_label = tokens.iter().position(|token| !matches!(token.kind, TokenKind::Value(_)));
        let first_value = tokens.iter().position(is_filled);
        let unlabelled = first_label.is_none_or(|label| first_value.is_some_and(|value| value < label));
        if self.starts_new_row(tokens, grid, unlabelled) {
            self.close();
        }
        for (index, token) in tokens.iter().enumerate() {
            // Empty cells before the labels of a row are its merged cells.
            let before_label = grid && !unlabelled && first_label.is_some_and(|label| index < label);
            match token.kind {
                TokenKind::Value(_) if before_label => {}
                TokenKind::Value(class) => self.take_value(token, class, grid),
                TokenKind::Unknown => self.take_unknown(token, grid),
                TokenKind::Label { .. } => self.take_label(token, grid),
            }
        }
    }

    /// A line of values without a label belongs to the run before it only while that has no values, or where each value
    /// stands on a line of its own.
    fn starts_new_row(&self, tokens: &[Token], grid: bool, unlabelled: bool) -> bool {
        let Some(open) = &self.open else { return false };
        if unlabelled && open.grid && !grid && open.slots.0 < open.slots.1 {
            return true;
        }
        if !unlabelled || open.filled == 0 {
            return false;
        }
        let alone = tokens.iter().filter(|token| is_filled(token)).count() <= 1;
        let one_a_line = open.value_line != open.line || open.filled > 1 && self.last_value_line() != open.value_line;
        grid || !alone || !one_a_line
    }

    fn last_value_line(&self) -> u32 {
        self.all.slots.last().map_or(0, |slot| slot.line)
    }

    fn take_value(&mut self, token: &Token, class: Class, grid: bool) {
        let slots = self.mark();
        let run = self.open.get_or_insert_with(|| new_run(token.line, self.in_foreign_part, slots));
        if class != Class::Empty {
            if run.filled == 0 {
                run.value_line = token.line;
            }
            run.filled = run.filled.saturating_add(1);
            run.figures = run.figures.saturating_add(u16::from(class == Class::Figure));
        }
        run.grid |= grid;
        self.all.slots.push(Slot { span: token.span, class, line: token.line, column: token.column });
        run.slots.1 = slots + 1;
    }

    /// Text behind the label of a row, in a form that marks cells, stands where a value should.
    fn take_unknown(&mut self, token: &Token, grid: bool) {
        let slot = Slot { span: token.span, class: Class::Text, line: token.line, column: token.column };
        let in_row = |run: &Run| (run.row.is_some() || run.filled > 0) && run.value_line == token.line;
        // The label stands on a line of its own, and the row begins with text in place of a figure.
        let first =
            |run: &Run| run.row.is_some() && run.slots.0 == run.slots.1 && may_be_value(token.span.of(self.text));
        if grid && self.open.as_ref().is_some_and(|run| in_row(run) || first(run)) {
            return self.take_value(token, Class::Text, grid);
        }
        self.close_if_filled();
        // What came before is a group, or the tail of the label above.
        let ends = |run: &Run| run.row.is_none() || run.line != token.line;
        if begins_item(token.span.of(self.text)) && self.open.as_ref().is_some_and(ends) {
            self.close();
        }
        let slots = self.mark();
        let run = self.open.get_or_insert_with(|| new_run(token.line, self.in_foreign_part, slots));
        if run.row.is_some() {
            run.trailing = Some(slot);
        } else {
            run.leading.get_or_insert(slot);
            run.last = Some(slot);
            run.label = Some(token.span);
        }
    }

    fn take_label(&mut self, token: &Token, grid: bool) {
        let TokenKind::Label { label, exact } = token.kind else { return };
        self.close_if_filled();
        let sense = label.sense(self.edition);
        let role = sense.or_else(|| label.senses().next()).map(|sense| sense.role);
        let repeated = self.open.as_ref().is_some_and(|run| run.row.is_some() || run.slots.0 < run.slots.1);
        if role == Some(Role::Part) || (matches!(role, Some(Role::Row | Role::Group)) && repeated) {
            self.close();
        }
        if role == Some(Role::Part) {
            self.in_foreign_part = sense.is_none();
        }
        let slots = self.mark();
        let run = self.open.get_or_insert_with(|| new_run(token.line, self.in_foreign_part, slots));
        run.grid |= grid;
        match (role, sense) {
            (Some(Role::Row), Some(sense)) if sense.role == Role::Row => {
                (run.row, run.exact, run.label, run.trailing) = (Some(sense.index), exact, Some(token.span), None);
                run.value_line = token.line;
            }
            (Some(Role::Row), None) => (run.foreign, run.label) = (true, Some(token.span)),
            _ => run.label = run.label.or(Some(token.span)),
        }
    }

    fn mark(&self) -> u32 {
        u32::try_from(self.all.slots.len()).unwrap_or(u32::MAX)
    }

    fn close_if_filled(&mut self) {
        if self.open.as_ref().is_some_and(|run| run.filled > 0) {
            self.close();
        }
    }

    fn close(&mut self) {
        if let Some(run) = self.open.take() {
            self.all.runs.push(run);
        }
    }
}

fn is_filled(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Value(class) if class != Class::Empty)
}

fn new_run(line: u32, in_foreign_part: bool, slots: u32) -> Run {
    Run {
        row: None,
        exact: false,
        label: None,
        foreign: false,
        in_foreign_part,
        line,
        slots: (slots, slots),
        grid: false,
        trailing: None,
        leading: None,
        last: None,
        filled: 0,
        figures: 0,
        value_line: line,
    }
}
