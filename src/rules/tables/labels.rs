//! Wording of labels, and what an organ's name says about its figures.

use super::checked;
use crate::lexicon::traditional::simplified;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::fold::fold;
use crate::report::likeness::similarity;
use crate::report::tables::labels::{Role, Sense};
use crate::report::{BoundTable, LabelUse};
use crate::rules::cells::value_span;
use crate::text::Span;

/// Similarity in percent from which a wording that only contains a label's key is surely meant for the label.
const SIMILAR: usize = 50;
/// The same for a wording as long as the label that contains no key.
const MISSPELT: usize = 75;

/// A row or column is worded otherwise than in the standard; once a label, all its places together.
pub fn nonstandard_label(context: &Context, sink: &mut Sink) {
    for table in checked(context) {
        let mut said: Vec<Worded> = Vec::new();
        for label in &table.labels {
            let Some(worded) = worded(context, table, label) else { continue };
            match said.iter_mut().find(|known| known.of == worded.of) {
                // Wordings that are known may be changed unasked; others stand for themselves.
                Some(known) if known.exact == worded.exact => known.places.extend(worded.places),
                Some(_) => {}
                None => said.push(worded),
            }
        }
        for worded in &said {
            sink.push(differently_worded(context, worded));
        }
        for (row, standard) in table.rows.iter().zip(&table.table().rows) {
            let span = row.label.filter(|span| is_misspelt(context, table, *span, &standard.label));
            let misspelt = |span| Worded { of: None, standard: &standard.label, exact: false, places: vec![span] };
            sink.push_some(span.map(|span| differently_worded(context, &misspelt(span))));
        }
    }
}

/// A label of the standard as the draft words it, wherever it stands in a table.
struct Worded {
    /// Its meaning; `None` for one that is only alike.
    of: Option<(Role, u8)>,
    standard: &'static str,
    /// True if the draft's wording is a known one.
    exact: bool,
    places: Vec<Span>,
}

/// A label whose wording deserves a word.
fn worded(context: &Context, table: &BoundTable, label: &LabelUse) -> Option<Worded> {
    let sense = label.label.sense(table.edition)?;
    let standard = standard_wording(table, sense)?;
    let of = Some((sense.role, sense.index));
    differs(context, table, label, sense, standard).then(|| Worded {
        of,
        standard,
        exact: label.exact,
        places: vec![label.span],
    })
}

/// Returns whether an unknown label is a misspelling of a row's: equally long, and nearly the same.
fn is_misspelt(context: &Context, table: &BoundTable, span: Span, standard: &str) -> bool {
    if table.labels.iter().any(|label| label.span == span) {
        return false;
    }
    let (draft, standard) = (fold(span.of(context.text)), fold(standard));
    draft.chars().count() == standard.chars().count() && draft != standard && similarity(&draft, &standard) >= MISSPELT
}

/// The standard's wording of a label; `None` for those whose wording is not checked.
fn standard_wording(table: &BoundTable, sense: Sense) -> Option<&'static str> {
    let standard = table.table();
    let index = usize::from(sense.index);
    match sense.role {
        Role::Row => standard.rows.get(index).map(|row| row.label.as_str()),
        Role::Column => standard.columns.get(index).map(|column| column.label.as_str()),
        Role::Part => standard.parts.get(index).map(|part| part.title.as_str()),
        Role::Group | Role::Header | Role::Corner => None,
    }
}

/// Returns whether the wording should be reported. A piece of a label, and a label among others in one cell, are right.
fn differs(context: &Context, table: &BoundTable, label: &LabelUse, sense: Sense, standard: &str) -> bool {
    if label.exact {
        return !sense.standard;
    }
    let shared = table.labels.iter().filter(|other| other.span == label.span).count() > 1;
    if sense.role != Role::Row || shared {
        return false;
    }
    let (draft, standard) = (fold(label.span.of(context.text)), fold(standard));
    !standard.contains(&draft) && !draft.contains(&standard) && similarity(&draft, &standard) >= SIMILAR
}

fn differently_worded(context: &Context, worded: &Worded) -> Finding {
    let (span, standard) = (worded.places.first().copied().unwrap_or_default(), worded.standard);
    let actual = span.of(context.text);
    let message = Message::new("message").with("expected", standard).with("actual", actual);
    let mut finding = Finding::new(context.document.source_span(span), message).expecting(standard);
    finding.actual = Some(actual.to_owned());
    let edits = context.document.replace_each(worded.places.iter().map(|place| (*place, standard)));
    let title = Message::new("fix").with("expected", standard);
    if worded.exact { finding.safely(title, edits) } else { finding.suggesting(title, edits) }
}

/// 规章 other than 0 in the report of an organ that cannot make any (《立法法》: departments of the State Council and
/// governments of provinces and cities with districts can).
pub fn regulations_without_power(context: &Context, sink: &mut Sink) {
    let organ = context.report.organization.as_deref();
    let Some(organ) = organ.filter(|organ| lacks_power(&simplified(organ))) else { return };
    for table in checked(context) {
        let Some(row) = table.table().row("regulations") else { continue };
        let columns = 0..table.table().columns_of(row).len();
        let Some(place) = columns.into_iter().find(|&column| table.count(row, column).is_some_and(|count| count > 0))
        else {
            continue;
        };
        let actual = table.figure(row, place).map_or_else(String::new, |figure| figure.to_string());
        let message = Message::new("message")
            .with("organ", organ)
            .with("cell", table.table().cell_label(row, place))
            .with("actual", actual.clone());
        sink.push(
            Finding::new(value_span(context, table, row, place), message).about(table.cell_name(row, place), actual),
        );
    }
}

/// Returns whether the last administrative word of an organ's name is of one without the power to make 规章.
fn lacks_power(organ: &str) -> bool {
    if organ.ends_with('局') {
        let national = organ.starts_with("国家") || organ.ends_with("总局");
        return !national && organ.contains(['县', '区', '市', '镇', '旗']);
    }
    let offices = ["街道办事处", "办事处", "人民政府", "政府"];
    let place = offices.iter().find_map(|office| organ.strip_suffix(office)).unwrap_or(organ);
    let street = organ.ends_with("办事处") && organ.contains("街道");
    street || (place.ends_with(['乡', '镇', '县', '区', '旗']) && !place.ends_with("自治区")) || place.ends_with("街道")
}

#[cfg(test)]
mod tests {
    use super::lacks_power;

    #[test]
    fn the_last_administrative_word_decides() {
        for organ in ["甲县乙镇人民政府", "甲街道办事处", "甲市乙区", "甲市教育局", "甲县"] {
            assert!(lacks_power(organ), "{organ}");
        }
        for organ in ["甲自治区人民政府", "国家甲局", "甲总局", "甲市人民政府", "甲省人民政府"]
        {
            assert!(!lacks_power(organ), "{organ}");
        }
    }
}
