//! A figure typed into a table that is shown beside the draft: written where it belongs, and no other figure touched.

use rustc_hash::FxHashMap;

use super::{differences, tables};
use crate::analysis::{Analysis, analyze};
use crate::compose::{self, Target};
use crate::dialect::Kind;
use crate::edit::{Applicability, Edit, Fix, apply};
use crate::ide::place::{cells_of, meets};
use crate::ide::words::Words;
use crate::ide::{Snapshot, TableAt};
use crate::language::Language;
use crate::lint::Message;
use crate::number::{self, Class, Unit, trim};

/// Reason why a figure is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not a figure that a cell can hold.
    NotAFigure,
    /// The report has no such cell, nor a heading below which its table could stand.
    NoCell,
    /// The row has another number of figures than it should, so that nobody can tell which is which.
    Unclear,
}

impl Refusal {
    /// The reason in one sentence.
    pub fn words(self, language: Language) -> &'static str {
        let words = Words(language);
        match self {
            Refusal::NotAFigure => words.pick("只能填数字，例如 12", "Only a figure can stand here, such as 12"),
            Refusal::NoCell => words.pick(
                "草稿里没有这张表，先补上这一部分的标题",
                "The draft lacks this table: add the heading of its section first",
            ),
            Refusal::Unclear => words.pick(
                "草稿里这一行的数字个数不对，先在草稿里改好",
                "The row has another number of figures in the draft: mend it there first",
            ),
        }
    }
}

/// Edits that make a cell hold a figure, or nothing where `text` is blank. `cell` is its name, as in
/// [`figures`](crate::ide::figures::figures()). Where the draft's form cannot take a figure by itself the table is drawn
/// anew; a table that is missing is put in below its heading. Every way is tried out before it is given away: all other
/// cells must read as they did.
pub fn set_figure(snapshot: &Snapshot, report: usize, cell: &str, text: &str) -> Result<Vec<Edit>, Refusal> {
    let figure = figure_of(text).ok_or(Refusal::NotAFigure)?;
    let Some((at, row, column)) = find(snapshot.analysis, report, cell) else {
        return into_new_table(snapshot, report, cell, &figure);
    };
    let bound = snapshot.table(at).ok_or(Refusal::NoCell)?.1;
    let value = bound.value(row, column);
    if value.is_some_and(|value| trim(value.span.of(snapshot.text())) == figure) {
        return Ok(Vec::new());
    }
    let in_place = value.map(|value| match value.class {
        Class::Empty => snapshot.document().fill(value.line, value.span, &figure),
        _ => snapshot.document().replace(value.span, &figure),
    });
    let before = values(snapshot.analysis, snapshot.source);
    let changes = |edits: &Vec<Edit>| is_sole_change(snapshot, &before, edits, ((report, cell), &figure));
    if let Some(edits) = in_place.filter(changes) {
        return Ok(edits);
    }
    // The last is that of a new draft: some forms cannot show rows of blanks.
    let new = match snapshot.kind() {
        Kind::Markdown => Target::Markdown,
        Kind::Text => Target::Text,
        Kind::Html => Target::Html,
    };
    let forms = [tables::form_of(snapshot, bound), compose::form_for(snapshot.document(), snapshot.kind()), new.form()];
    let mut redrawn =
        forms.into_iter().filter_map(|form| tables::redraw_with(snapshot, at, form, (row, column, &figure)));
    redrawn.find(changes).ok_or(Refusal::Unclear)
}

/// The figure as the format writes it; empty for a blank.
fn figure_of(text: &str) -> Option<String> {
    let text = trim(text);
    if text.is_empty() {
        return Some(String::new());
    }
    let figure = number::parse(text)?;
    let bare = figure.unit == Unit::None && !figure.signed && figure.length == text.len();
    figure.value.filter(|_| bare).map(|value| value.to_string())
}

/// The cell of that name, where the report has its table.
fn find(analysis: &Analysis, report: usize, cell: &str) -> Option<(TableAt, usize, usize)> {
    let tables = analysis.reports.get(report)?.tables.iter().enumerate();
    let mut found = tables.filter_map(|(table, bound)| {
        let (row, column) = cells_of(bound).find(|&(row, column)| bound.cell_name(row, column) == cell)?;
        Some((TableAt { report, table }, row, column))
    });
    found.next()
}

/// Puts the table that a cell belongs to below its heading by the fix that is offered there, and the figure into it.
fn into_new_table(snapshot: &Snapshot, report: usize, cell: &str, figure: &str) -> Result<Vec<Edit>, Refusal> {
    let facts = snapshot.analysis.reports.get(report).ok_or(Refusal::NoCell)?;
    let headings = || facts.headings.iter().map(|heading| snapshot.place(heading.span));
    let near = snapshot.analysis.findings.iter().filter(|found| headings().any(|heading| meets(heading, found.span)));
    for fix in near.flat_map(|finding| &finding.fixes) {
        let (source, _) = apply(snapshot.source, [fix]);
        let analysis = analyze(&source, snapshot.options);
        let drawn = Snapshot { source: &source, analysis: &analysis, ..*snapshot };
        if find(&analysis, report, cell).is_some() {
            let edits = set_figure(&drawn, report, cell, figure)?;
            return Ok(differences(snapshot.source, &applied(&source, &edits)));
        }
    }
    Err(Refusal::NoCell)
}

fn applied(source: &str, edits: &[Edit]) -> String {
    let fix = Fix { title: Message::new("fix"), applicability: Applicability::Suggestion, edits: edits.to_vec() };
    apply(source, [&fix]).0
}

/// Text of each cell of a draft, by its report and its name.
type Values = FxHashMap<(usize, String), String>;

fn values(analysis: &Analysis, source: &str) -> Values {
    let text = analysis.document.text(source);
    let mut values = Values::default();
    for (index, report) in analysis.reports.iter().enumerate() {
        for bound in &report.tables {
            for (row, column) in cells_of(bound) {
                let Some(value) = bound.value(row, column) else { continue };
                values.insert((index, bound.cell_name(row, column)), trim(value.span.of(text)).to_owned());
            }
        }
    }
    values
}

/// Tells whether the edits change that one cell, and no other but for blanks that can be told apart now.
fn is_sole_change(
    snapshot: &Snapshot,
    before: &Values,
    edits: &[Edit],
    ((report, cell), figure): ((usize, &str), &str),
) -> bool {
    let source = applied(snapshot.source, edits);
    let analysis = analyze(&source, snapshot.options);
    let after = values(&analysis, &source);
    let is_own = |key: &(usize, String)| key.0 == report && key.1 == cell;
    let kept = before.iter().all(|(key, value)| is_own(key) || after.get(key) == Some(value));
    let grown = after
        .iter()
        .all(|(key, value)| if is_own(key) { value == figure } else { value.is_empty() || before.contains_key(key) });
    let own = after.contains_key(&(report, cell.to_owned()));
    own && kept && grown && analysis.reports.len() == snapshot.analysis.reports.len()
}
