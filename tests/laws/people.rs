//! Tables as people write them: notes in labels, columns in other words, amounts in yuan, rows half filled. In every form that
//! shows it, no figure is read in another place, and no more is said than is to be said.

use gaireport::analysis::Analysis;
use gaireport::lint::Finding;
use gaireport::standard::{Kind, Layout, editions};

use crate::laws::dialects::{self, ALL, Dialect, Written};
use crate::laws::drafts::Draft;
use crate::laws::figures::Scale;
use crate::laws::random::Random;
use crate::laws::reading::differing;
use crate::laws::sheet::Sheet;
use crate::laws::tally::{analysis, drafts, grave, keep, shown};

/// Drafts of each dialect and edition.
const USUAL: usize = 12;

/// Notes behind the label of a row.
const NOTES: [&str; 8] = [
    "（含联合发文）",
    "（注：不含规章）",
    "（行政机关发布的决定、公告、通知）",
    "(除规章以外的文件)",
    "（件）",
    "：含联合发文",
    "（截至年底，含往年2件）",
    "（含行政确认、行政检查（不含涉密））",
];

/// Forms that tear labels, or take them off their rows.
const TEARING: [Dialect; 3] = [Dialect::TornTabs, Dialect::Fragments, Dialect::MiniTables];

/// Forms that draw every cell of a row, blank or not.
const DRAWING: [Dialect; 3] = [Dialect::Markdown, Dialect::Html, Dialect::Tabs];

/// Drafts of both editions in the forms that `dialects` names, changed by `change`; `wrong` says what is wrong about each.
fn over(
    name: &str,
    dialects: &[Dialect],
    change: impl Fn(&mut Draft, &mut Random),
    wrong: impl Fn(&Draft, &Written, &Analysis) -> Option<String>,
) {
    let mut complaints = Vec::new();
    for (dialect, edition) in
        dialects.iter().flat_map(|dialect| editions().iter().map(move |edition| (*dialect, edition)))
    {
        for number in 0..drafts(USUAL) {
            let mut random = Random::new(number as u64 * 100 + dialect as u64 + 40_000_000);
            let mut draft = Draft::of(edition, Scale::Dense, &mut random);
            change(&mut draft, &mut random);
            let written = dialects::write(&draft, dialect, &mut random);
            if let Some(complaint) = wrong(&draft, &written, &analysis(&written)) {
                let kept = keep(&format!("{name}-{dialect:?}-{}-{number}.txt", edition.id), &written.text);
                complaints.push(format!("{dialect:?} {} {number} ({kept}): {complaint}", edition.id));
            }
        }
    }
    let first = &complaints[..complaints.len().min(12)];
    assert!(complaints.is_empty(), "{name}, {} drafts:\n{}", complaints.len(), first.join("\n"));
}

/// The first figure that is not read as it is written.
fn misread(draft: &Draft, analysis: &Analysis) -> Option<String> {
    let [report] = &analysis.reports[..] else { return Some(format!("{} reports", analysis.reports.len())) };
    draft.sheets().find_map(|sheet| {
        let bound = report.table(&sheet.table().id).filter(|bound| bound.edition.id == sheet.edition.id);
        let Some(bound) = bound else {
            return Some(format!("{} is not there as {}", sheet.table().name, sheet.edition.id));
        };
        differing(sheet, bound).next().map(|cell| cell.to_string())
    })
}

/// Misread figures, and what is said besides the rules that may speak.
fn misread_or_said(draft: &Draft, written: &Written, analysis: &Analysis, may: &[&str]) -> Option<String> {
    let other = |finding: &&Finding| !may.contains(&finding.rule.id);
    let said = || grave(analysis).into_iter().find(other).map(|finding| shown(finding, &written.text));
    misread(draft, analysis).or_else(said)
}

#[test]
fn a_note_behind_a_label_changes_nothing() {
    let note = |draft: &mut Draft, random: &mut Random| {
        for line in draft.sheets_mut().filter(|sheet| sheet.index < 2).flat_map(Sheet::lines_mut) {
            let noted = line.label.chars().skip(1).any(|character| character == '（');
            if !noted && random.chance(30) {
                line.label.push_str(random.pick(&NOTES));
            }
        }
    };
    let whole: Vec<Dialect> =
        ALL.into_iter().filter(|dialect| !dialect.is_one_line() && !TEARING.contains(dialect)).collect();
    over("notes", &whole, note, |draft, written, analysis| misread_or_said(draft, written, analysis, &[]));
}

#[test]
fn columns_in_other_words_are_columns_of_their_edition() {
    let reword = |draft: &mut Draft, random: &mut Random| {
        for sheet in draft.sheets_mut() {
            for column in &sheet.table().columns {
                let words: Vec<&str> = column.nonstandard.iter().map(String::as_str).collect();
                if !words.is_empty() {
                    sheet.said.insert(column.label.clone(), random.pick(&words).to_owned());
                }
            }
        }
    };
    let whole: Vec<Dialect> =
        ALL.into_iter().filter(|dialect| !dialect.is_one_line() && !TEARING.contains(dialect)).collect();
    over("words", &whole, reword, |draft, written, analysis| misread_or_said(draft, written, analysis, &[]));
}

#[test]
fn amounts_in_yuan_are_said_and_read() {
    let in_yuan = |draft: &mut Draft, random: &mut Random| {
        let Some(sheet) = draft.sheets_mut().next() else { return };
        let table = sheet.table();
        for (index, column) in table.columns.iter().enumerate() {
            if !matches!(column.kind, Kind::Money | Kind::BareMoney) {
                continue;
            }
            let label: String = column.label.chars().take_while(|character| *character != '（').collect();
            let unit = random.pick(&["（单位：元）", "（元）", "(单位:元)"]);
            sheet.said.insert(column.label.clone(), format!("{label}{unit}"));
            for line in sheet.parts.iter_mut().flat_map(|part| &mut part.rows) {
                let columns = table.columns_of(line.row);
                if columns.contains(&index) {
                    line.cells[index - columns.start] = (10_000 + 100 * random.below(900)).to_string();
                }
            }
        }
    };
    // Where a header may be broken over lines, its note may stand apart from it.
    let apart = |dialect: &Dialect| matches!(dialect, Dialect::Lines | Dialect::LoneBars);
    let kept = |dialect: &Dialect| !dialect.is_one_line() && !TEARING.contains(dialect) && !apart(dialect);
    let whole: Vec<Dialect> = ALL.into_iter().filter(kept).collect();
    over("yuan", &whole, in_yuan, |draft, written, analysis| {
        let said = grave(analysis).iter().filter(|finding| finding.rule.id == "money-unit").count();
        let complaint = misread_or_said(draft, written, analysis, &["money-unit", "procurement-mismatch"]);
        complaint.or_else(|| (said != 1).then(|| format!("money-unit is said {said} times")))
    });
}

#[test]
fn a_row_half_filled_keeps_its_figures() {
    let half = |draft: &mut Draft, random: &mut Random| {
        for sheet in draft.sheets_mut() {
            let rows = sheet.table().rows.len();
            let chosen = random.below(rows);
            let layout = sheet.table().layout;
            for line in sheet.lines_mut() {
                let columns = line.cells.len();
                let emptied = match layout {
                    // A row without a label among padded headers is read once it is whole.
                    Layout::Line => 0,
                    _ if line.row == chosen && columns > 2 => 2 + random.below(columns - 2),
                    _ => 0,
                };
                line.cells[columns - emptied..].iter_mut().for_each(String::clear);
            }
        }
    };
    over("half", &DRAWING, half, |draft, written, analysis| {
        misread_or_said(draft, written, analysis, &["empty-cell", "blank-table"])
    });
}
