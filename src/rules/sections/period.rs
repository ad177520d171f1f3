//! The period of the figures and the date below the report.

use super::{edition, first_place, is_whole, place, with_year};
use crate::compose;
use crate::edit::Edit;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::{Date, signature};

/// `missing-period`.
pub fn missing_period(context: &Context, sink: &mut Sink) {
    let report = context.report;
    if !is_whole(context) || report.period.is_some() {
        return;
    }
    let text = report.year.map(|year| with_year(&edition(context).texts.period, year));
    let message = Message::new("message");
    let finding = Finding::new(first_place(context), message);
    let edits = text.as_ref().and_then(|text| insert(context, text)).into_iter().collect();
    let finding = finding.suggesting(Message::new("fix").with("expected", text.clone().unwrap_or_default()), edits);
    sink.push(match text {
        Some(text) => finding.expecting(text),
        None => finding,
    });
}

/// Before the first heading, behind what introduces the report.
fn insert(context: &Context, text: &str) -> Option<Edit> {
    let heading = context.report.headings.first()?;
    Some(compose::insert_before_line(context, heading.line, text))
}

/// `wrong-period`.
pub fn wrong_period(context: &Context, sink: &mut Sink) {
    let report = context.report;
    let Some((from, to)) = report.period.as_ref().filter(|period| period.sure).and_then(|period| period.days) else {
        return;
    };
    let Some(year) = report.year.filter(|_| !report.is_too_old()) else { return };
    let edits: Vec<Edit> = [(from, (1, 1)), (to, (12, 31))]
        .into_iter()
        .filter(|(date, day)| is_wrong(date, year, *day))
        .flat_map(|(date, (month, day))| {
            context.document.replace(date.span, &written(date.year.map(|_| year), month, day))
        })
        .collect();
    if edits.is_empty() {
        return;
    }
    let span = from.span.cover(to.span);
    let actual: String = span.of(context.text).split_whitespace().collect();
    let expected = format!("{}至{}", written(Some(year), 1, 1), written(Some(year), 12, 31));
    let message = Message::new("message").with("expected", &expected).with("actual", &actual);
    let fix = Message::new("fix").with("expected", &expected);
    let mut finding = Finding::new(place(context, span), message).expecting(expected).suggesting(fix, edits);
    finding.actual = Some(actual);
    sink.push(finding);
}

/// Returns whether a date certainly differs: one whose marks were lost in conversion is not certain.
fn is_wrong(date: &Date, year: u16, day: (u8, u8)) -> bool {
    date.exact && (date.year.is_some_and(|written| written != year) || (date.month, date.day) != day)
}

fn written(year: Option<u16>, month: u8, day: u8) -> String {
    let year = year.map(|year| format!("{year}年")).unwrap_or_default();
    format!("{year}{month}月{day}日")
}

/// Month and day by which all have reported (第四十九条).
const LAST_DAY: (u8, u8) = (3, 31);

/// `implausible-date`: the report of a year is signed after it, and by 31 March or by the day that the place sets.
pub fn implausible_date(context: &Context, sink: &mut Sink) {
    let report = context.report;
    let Some(year) = report.year.filter(|_| is_whole(context)) else { return };
    let Some(signature) = signature(context.document, context.text, report.lines.clone(), &report.headings) else {
        return;
    };
    let date = signature.date;
    let signed = (date.year.unwrap_or(year + 1), date.month, date.day);
    let organ = report.organization.as_deref().unwrap_or_default();
    let (month, day) = context.profile.and_then(|profile| profile.due(organ)).unwrap_or(LAST_DAY);
    let template = match signed {
        (signed, ..) if signed <= year => "message",
        signed if signed > (year + 1, month, day) => "message.late",
        _ => return,
    };
    let actual: String = date.span.of(context.text).split_whitespace().collect();
    let last = written(Some(year + 1), month, day);
    let message = Message::new(template).with("actual", &actual).with("year", year.to_string()).with("last", last);
    let mut finding = Finding::new(place(context, date.span), message);
    finding.actual = Some(actual);
    sink.push(finding);
}
