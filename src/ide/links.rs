//! Laws and notices that the draft cites, each with a page of its own.

use std::sync::LazyLock;

use regex::Regex;

use super::Snapshot;
use super::pages::notice_address;
use crate::standard::{Notice, notices};
use crate::text::Span;

/// A citation.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its span in the source.
    pub span: Span,
    /// Address of the notice's page, for `ide::pages::text`.
    pub address: String,
    /// Number and title of the notice.
    pub tooltip: String,
}

/// All citations of known notices, in order.
pub fn links(snapshot: &Snapshot) -> Vec<Link> {
    if snapshot.analysis.reports.is_empty() {
        return Vec::new();
    }
    citations(snapshot, Span::new(0, snapshot.text().len()))
        .map(|(notice, span)| Link { span, address: notice_address(notice), tooltip: tooltip(notice) })
        .collect()
}

/// The notice cited at an offset.
pub(super) fn notice_at(snapshot: &Snapshot, offset: usize) -> Option<(&'static Notice, Span)> {
    let lines = &snapshot.document().lines;
    let begun = lines.partition_point(|line| snapshot.place(line.span).start as usize <= offset);
    let line = lines.get(begun.checked_sub(1)?)?;
    let inside = |span: Span| span.start as usize <= offset && offset < span.end as usize;
    citations(snapshot, line.span).find(|(_, span)| inside(*span))
}

fn tooltip(notice: &Notice) -> String {
    let title = if notice.title.is_empty() { String::new() } else { format!("《{}》", notice.title) };
    format!("{}{title}", notice.number)
}

fn citations<'s>(snapshot: &'s Snapshot, within: Span) -> impl Iterator<Item = (&'static Notice, Span)> + 's {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let each: Vec<String> = notices().iter().map(|notice| format!("({})", wordings(notice))).collect();
        Regex::new(&each.join("|")).expect("the notices are part of the program and a test searches for them")
    });
    let start = within.start as usize;
    PATTERN.captures_iter(within.of(snapshot.text())).filter_map(move |captures| {
        let index = captures.iter().skip(1).position(|group| group.is_some())?;
        let whole = captures.get(0)?;
        Some((notices().get(index)?, snapshot.place(Span::new(start + whole.start(), start + whole.end()))))
    })
}

/// A pattern for what drafts call a notice: its wordings, and its number with any brackets, or none, round the year.
fn wordings(notice: &Notice) -> String {
    let mut all: Vec<String> = notice.wordings.iter().map(|wording| regex::escape(wording)).collect();
    let number = notice.number.strip_prefix(&notice.prefix).filter(|_| !notice.prefix.is_empty());
    if let Some(number) = number {
        let digits: Vec<&str> =
            number.split(|mark: char| !mark.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let rest = digits.join(r"\s*[〔〕\[\]【】（）()﹝﹞〖〗]?\s*");
        all.push(format!(r"{}\s*[〔\[【（(﹝〖]?\s*{rest}\s*号", regex::escape(&notice.prefix)));
    }
    all.join("|")
}
