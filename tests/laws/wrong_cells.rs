//! 表三 filled in: right figures break no sum, and any one wrong figure is named, with the right one and a fix that mends it.

use gaireport::analysis::Analysis;
use gaireport::edit::apply;
use gaireport::lint::{Family, Finding};
use gaireport::standard::editions;

use crate::laws::dialects::{self, ALL, Dialect, Written};
use crate::laws::drafts::Draft;
use crate::laws::faults::{Expected, wrong_request};
use crate::laws::figures::Scale;
use crate::laws::random::Random;
use crate::laws::tally::{analysis, drafts, grave, keep, shown};

/// What is said of the sums.
fn sums(analysis: &Analysis) -> Vec<&Finding> {
    analysis.findings.iter().filter(|finding| finding.rule.family == Family::Totals).collect()
}

/// Says what is wrong where the only finding of the sums is not on the very figure, with the right one for it, or where
/// its fix leaves a sum broken.
fn complaint(written: &Written, expected: &Expected) -> Option<String> {
    let analysis = analysis(written);
    let said = sums(&analysis);
    let all = said.iter().map(|finding| shown(finding, &written.text)).collect::<Vec<_>>().join("; ");
    let [finding] = said[..] else { return Some(format!("{} findings for {:?}: {all}", said.len(), expected.cell)) };
    let named = finding.cell == expected.cell && finding.expected == expected.figure && finding.suspects.is_empty();
    let place = (finding.span.start as usize, finding.span.end as usize);
    if !named || written.region != Some(place) {
        return Some(format!("{all} for {:?} {:?} {:?}", expected.cell, expected.figure, written.region));
    }
    let text = apply(&written.text, finding.fixes.first()).0;
    let mended = self::analysis(&Written { text, kind: written.kind, region: None });
    (!sums(&mended).is_empty()).then(|| format!("the fix leaves a wrong sum: {all}"))
}

#[test]
fn any_one_wrong_figure_of_the_requests_is_named_with_the_right_one() {
    let forms = [(Scale::Zero, Dialect::Markdown), (Scale::Dense, Dialect::Tabs), (Scale::Huge, Dialect::Html)];
    let mut complaints = Vec::new();
    for (edition, (scale, dialect)) in editions().iter().flat_map(|edition| forms.map(|form| (edition, form))) {
        let columns = edition.tables[1].columns.len();
        for cell in 0..edition.tables[1].rows.len() * columns {
            let mut random = Random::new(cell as u64);
            let mut draft = Draft::of(edition, scale, &mut random);
            let expected = wrong_request(&mut draft, cell / columns, cell % columns, &mut random);
            complaints.extend(complaint(&dialects::write(&draft, dialect, &mut random), &expected));
        }
    }
    assert!(complaints.is_empty(), "{} wrong figures: {:#?}", complaints.len(), &complaints[..complaints.len().min(8)]);
}

/// A draft with a wrong figure in one cell of 表三, any one.
fn once_wrong(dialect: Dialect, number: usize) -> (Written, Expected) {
    let mut random = Random::new((number * ALL.len() + dialect as usize) as u64 + 7_000_000);
    let mut draft = Draft::new(&mut random);
    let (rows, columns) = (draft.figures[1].len(), draft.figures[1][0].len());
    let expected = wrong_request(&mut draft, random.below(rows), random.below(columns), &mut random);
    (dialects::write(&draft, dialect, &mut random), expected)
}

#[test]
fn one_wrong_figure_is_named_in_every_dialect_exactly_once() {
    let count = drafts(200);
    let (mut table, mut complaints) = (String::new(), Vec::new());
    for dialect in ALL {
        let wrong = (0..count).filter_map(|number| {
            let (written, expected) = once_wrong(dialect, number);
            let complaint = complaint(&written, &expected)?;
            let path = keep(&format!("wrong-{dialect:?}-{number}.txt"), &written.text);
            Some(format!("{dialect:?} {number} ({path}): {complaint}"))
        });
        let wrong: Vec<String> = wrong.collect();
        table.push_str(&format!("{:<14} {:>4} of {count}\n", format!("{dialect:?}"), count - wrong.len()));
        complaints.extend(wrong.into_iter().take(3));
    }
    eprintln!("one wrong figure, named:\n{table}");
    assert!(complaints.is_empty(), "one wrong figure, named:\n{table}{complaints:#?}");
}

/// A draft with two wrong cells of 表三 in different rows and columns, and the two cells.
fn twice_wrong(dialect: Dialect, number: usize) -> (Written, [Expected; 2]) {
    let mut random = Random::new((number * ALL.len() + dialect as usize) as u64 + 9_000_000);
    let mut draft = Draft::new(&mut random);
    let (rows, columns) = (draft.figures[1].len(), draft.figures[1][0].len());
    let (row, column) = (random.below(rows), random.below(columns));
    let other = ((row + 1 + random.below(rows - 1)) % rows, (column + 1 + random.below(columns - 1)) % columns);
    let first = wrong_request(&mut draft, row, column, &mut random);
    let second = wrong_request(&mut draft, other.0, other.1, &mut random);
    (dialects::write(&draft, dialect, &mut random), [first, second])
}

/// Whether both are named, each with its right figure, and nothing else.
fn both_named(dialect: Dialect, number: usize) -> bool {
    let (written, expected) = twice_wrong(dialect, number);
    let analysis = analysis(&written);
    let said = grave(&analysis);
    let named = |one: &Expected| said.iter().any(|finding| finding.cell == one.cell && finding.expected == one.figure);
    said.len() == 2 && expected.iter().all(named)
}

#[test]
fn of_two_wrong_figures_both_are_named_in_95_of_100() {
    let count = drafts(200);
    let named = ALL.map(|dialect| (0..count).filter(|&number| both_named(dialect, number)).count());
    let rows =
        ALL.iter().zip(named).map(|(dialect, named)| format!("{:<14} {named:>4} of {count}\n", format!("{dialect:?}")));
    let table: String = rows.collect();
    eprintln!("two wrong figures, both named:\n{table}");
    assert!(named.iter().all(|&named| named * 100 >= count * 95), "two wrong figures, both named:\n{table}");
}
