//! Completions: missing headings, tables, rows, the standard sentences, computed sums.

mod cursor;
mod offer;
mod pinyin;
mod rows;
mod sections;
mod sentences;
mod snippet;

use super::Snapshot;
use super::sums::Sum;
use super::words::Words;
use crate::edit::Edit;
use crate::report::Report;
use crate::standard::{Edition, edition, newest};
use crate::text::LineEnd;
use cursor::Cursor;
use offer::Offer;

/// Characters after which an editor should ask, besides letters.
pub const TRIGGERS: [&str; 5] = ["#", "|", "、", "（", "第"];

/// Kind of a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A heading, alone or with what stands below it.
    Section,
    /// A table or a part of one.
    Table,
    /// A row, or its label.
    Row,
    /// A sentence, the title, a whole report.
    Sentence,
    /// A figure.
    Figure,
}

/// Something to be written. Its texts hold tabs and line ends that mean something: they are to be inserted as they are.
#[derive(Clone, Debug)]
pub struct Completion {
    /// Text in the list.
    pub label: String,
    /// Text beside it in the list; may be empty.
    pub detail: String,
    /// Its kind.
    pub kind: CompletionKind,
    /// Text that an editor compares with the replaced text: the words and the initials of their pinyin, the one that
    /// fits the typed text first, since some editors compare the beginning only.
    pub filter: String,
    /// Puts offers in order.
    pub sort: String,
    /// The replacement; its span ends at the cursor.
    pub edit: Edit,
    /// The same text with places to be filled in, `$1`, `${2:…}`, `$0`; `$`, `}` and `\` that are text have a `\` before
    /// them. `None` where there is nothing to be filled in.
    pub snippet: Option<String>,
    /// Names it for [`documentation`].
    pub subject: String,
}

/// Offers at a place.
#[derive(Clone, Debug, Default)]
pub struct Completions {
    /// The offers, the best first.
    pub items: Vec<Completion>,
    /// True if another character may bring up other offers.
    pub incomplete: bool,
}

/// Facts about one place, shared by everything that makes offers.
struct Scene<'a> {
    snapshot: &'a Snapshot<'a>,
    cursor: Cursor<'a>,
    /// The report at the cursor.
    report: Option<&'a Report>,
    /// Its edition, or the newest.
    edition: &'static Edition,
}

/// Completes at an offset: offers the parts that the report lacks and could have there, as far as they match the text
/// typed before the offset. Offers nothing in a text that is no report, unless it is still empty.
pub fn complete(snapshot: &Snapshot, offset: usize) -> Completions {
    let Some(cursor) = Cursor::at(snapshot, offset) else { return Completions::default() };
    let report = snapshot.report_at(offset).map(|(_, report)| report);
    let edition = report.map_or(newest(), Report::standard);
    let scene = Scene { snapshot, cursor, report, edition };
    let mut offers: Vec<Offer> = Vec::new();
    if report.is_none() {
        if scene.cursor.alone_in_text {
            offers.extend(sentences::beginnings(&scene));
            offers.extend(sections::headings(&scene));
        }
    } else {
        offers.extend(rows::figures(&scene, offset));
        offers.extend(rows::rows(&scene));
        offers.extend(sections::tables(&scene));
        offers.extend(sections::headings(&scene));
        offers.extend(sections::aspects(&scene));
        offers.extend(sentences::sentences(&scene));
    }
    let line_end = LineEnd::of(snapshot.source);
    let mut items: Vec<Completion> = offers.iter().filter_map(|offer| offer.finished(&scene, line_end)).collect();
    items.sort_by(|one, other| one.sort.cmp(&other.sort));
    Completions { incomplete: !items.is_empty(), items }
}

/// Documents the subject of an offer in Markdown; `None` if nothing of that name is known.
pub fn documentation(snapshot: &Snapshot, subject: &str) -> Option<String> {
    let mut parts = subject.split('/');
    let (what, edition) = (parts.next()?, edition(parts.next()?.parse().ok()?)?);
    let id = parts.next()?;
    let words = Words(snapshot.language);
    let sourced = |explanation: &str, source: &str| match source {
        "" => explanation.to_owned(),
        source => format!("{explanation}\n\n{}：{source}", words.source()),
    };
    match what {
        "section" => {
            let section = edition.sections.get(edition.section(id)?)?;
            Some(sourced(&section.explanation, &section.source))
        }
        "sentence" => Some(sourced(sentences::of_id(edition, id)?, &edition.notice)),
        "table" => Some(sourced(&edition.tables.get(edition.table(id)?)?.explanation, &edition.notice)),
        _ => {
            let table = edition.tables.get(edition.table(id)?)?;
            let name = parts.next()?;
            match what {
                "row" => {
                    let row = table.rows.get(table.row(name)?)?;
                    Some(sourced(&row.explanation, &row.source))
                }
                "part" => {
                    let part = table.parts.get(name.parse::<usize>().ok()?)?;
                    Some(sourced(&part.explanation, &part.source))
                }
                _ => None,
            }
        }
    }
}

/// The sums that give a figure, with the figures of the draft.
fn origin_of(snapshot: &Snapshot, sum: &Sum) -> String {
    let words = Words(snapshot.language);
    words.sum(sum.place_label(), sum.identity(), &sum.figures(words))
}
