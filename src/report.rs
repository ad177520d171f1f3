//! What a draft means: its title, sections and tables, bound to the standard, with a span for everything.

mod align;
mod bind;
mod cells;
pub mod fold;
pub mod headings;
pub mod identities;
pub mod inline;
pub mod labels;
mod last_year;
pub mod likeness;
mod line;
mod links;
mod mend;
mod names;
pub mod parts;
mod period;
mod pieces;
pub mod places;
pub mod prose;
mod runs;
pub mod solve;
mod table;
pub mod title;
mod tokens;
mod torn;

use std::ops::Range;

pub use headings::{Heading, Numbering};
pub use last_year::{Elsewhere, Known, LastYear, Previous};
pub use links::{CellPlace, ProseLink};
pub use names::Wording;
pub use period::{Date, Period, Signature, signature};
pub use prose::Prose;
pub use prose::claims::{Claim, Says, Stated};
pub use table::{BoundRow, BoundTable, Extra, LabelUse, RowState, Value};
pub use title::Title;

use self::prose::claims::Facts;
use crate::dialect::{Document, LineKind};
use crate::standard::{Edition, edition, for_year, newest};
use crate::text::Span;

/// Headings of the six that make a text a whole report even without a title.
const HEADINGS_OF_WHOLE: usize = 3;
/// Headings of the six that make a text such a report at all.
const HEADINGS_OF_REPORT: usize = 2;

/// What the caller knows of the report beforehand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given {
    /// The edition to check against.
    pub edition: Option<u16>,
    /// The report year.
    pub year: Option<u16>,
}

/// One report of a text.
#[derive(Debug, Default)]
pub struct Report {
    /// Lines it takes in the document.
    pub lines: Range<usize>,
    /// Its title.
    pub title: Option<Title>,
    /// The organ, from the title.
    pub organization: Option<String>,
    /// Report year: given by the caller, or of the title, or of the period.
    pub year: Option<u16>,
    /// Edition of the format that the year asks for; `None` for years before the first edition.
    pub edition: Option<&'static Edition>,
    /// Whether it is a whole report, not a pasted table or a half-written draft.
    pub whole: bool,
    /// What it says of the period of its figures.
    pub period: Option<Period>,
    /// Top-level headings, in order.
    pub headings: Vec<Heading>,
    /// Tables found, at most one of a kind, in the order of the standard.
    pub tables: Vec<BoundTable>,
    /// What it says in words.
    pub prose: Prose,
    /// The figures that it states in words.
    pub stated: Stated,
}

impl Report {
    /// The first heading of a section of the standard.
    pub fn heading(&self, section: usize) -> Option<&Heading> {
        self.headings.iter().find(|heading| heading.section == Some(section))
    }

    /// The edition that it is read by: its own, else the newest.
    pub fn standard(&self) -> &'static Edition {
        self.edition.unwrap_or(newest())
    }

    /// The table of that id, in whatever edition it is drawn.
    pub fn table(&self, id: &str) -> Option<&BoundTable> {
        self.tables.iter().find(|table| table.table().id == id)
    }

    /// The heading of the section that holds a table.
    pub fn heading_of(&self, table: &BoundTable) -> Option<&Heading> {
        self.heading(self.standard().section(table.section_id())?)
    }

    /// Lines below a heading, up to the next.
    pub fn body(&self, heading: &Heading) -> Range<usize> {
        let next = self.headings.iter().map(|other| other.line).find(|&line| line > heading.line);
        heading.line + 1..next.unwrap_or(self.lines.end).max(heading.line + 1)
    }

    /// Figures of the prose with the cells that they state, in order.
    pub fn links(&self) -> Vec<ProseLink> {
        let id = |term: &prose::meanings::Term| self.standard().tables[term.table].id.as_str();
        let place = |term: &prose::meanings::Term| CellPlace { table: id(term), row: term.row, column: term.column };
        // A table drawn in another edition has other rows under the same numbers.
        let drawn =
            |term: &&prose::meanings::Term| self.table(id(term)).is_none_or(|table| table.edition.id == term.edition);
        let link = |claim: &Claim| {
            let cells: Vec<CellPlace> = claim.cells(&self.tables).iter().filter(drawn).map(place).collect();
            let span = self.prose.span(claim.said.start, claim.said.end);
            (!cells.is_empty()).then_some(ProseLink { span, cells })
        };
        self.stated.claims.iter().filter_map(link).collect()
    }

    /// Whether the report is of a year before the first edition of the format.
    pub fn is_too_old(&self) -> bool {
        self.year.is_some_and(|year| for_year(year).is_none()) && self.edition.is_none()
    }

    /// The first line that is not blank.
    pub fn first_span(&self, document: &Document) -> Span {
        document.lines.get(self.lines.start).map_or(Span::default(), |line| line.span)
    }
}

/// How many sections a report has.
pub fn sections() -> usize {
    newest().sections.len()
}

/// How many of them the headings name.
pub fn sections_named(headings: &[Heading]) -> usize {
    let named = headings.iter().filter_map(|heading| heading.section);
    named.fold(0_u32, |named, section| named | 1 << section.min(31)).count_ones() as usize
}

/// All reports of a document with these headings.
pub fn read(document: &Document, text: &str, headings: &[Heading], given: Given) -> Vec<Report> {
    let titles = title::find(document, text);
    let one = |(lines, title): (Range<usize>, Option<Title>)| {
        let first = headings.partition_point(|heading| heading.line < lines.start);
        let last = headings.partition_point(|heading| heading.line < lines.end);
        read_one(document, text, lines, title, &headings[first..last], given)
    };
    split(document, headings, titles).into_iter().filter_map(one).collect()
}

/// A title after a heading or a table begins a new report.
fn split(document: &Document, headings: &[Heading], titles: Vec<Title>) -> Vec<(Range<usize>, Option<Title>)> {
    let mut reports: Vec<(Range<usize>, Option<Title>)> = Vec::new();
    let (mut start, mut seen, mut rows) = (0, 0, false);
    let mut current: Option<Title> = None;
    for title in titles {
        let first = first_line_of(document, &title);
        let next = headings.partition_point(|heading| heading.line < start);
        // Each line is looked at once, however many titles stand below each other.
        rows |= document.lines[seen.min(first)..first].iter().any(|line| matches!(line.kind, LineKind::Row(_)));
        seen = seen.max(first);
        // A page says its title and where it was published, in a table too, before the report says it again.
        let again = current.as_ref().is_none_or(|known| is_said_again(known, &title));
        let begun = headings.get(next).is_some_and(|heading| heading.line < first) || (rows && !again);
        if begun {
            if !title.standard && title.year.is_none() {
                continue;
            }
            reports.push((start..first, current.take()));
            (start, rows) = (first, false);
        }
        let better = current.as_ref().is_none_or(|known| title.rank() > known.rank());
        if better {
            current = Some(title);
        }
    }
    reports.push((start..document.lines.len(), current));
    reports
}

/// Whether two titles name the same year and organ, as far as they name any.
fn is_said_again(known: &Title, title: &Title) -> bool {
    let (one, other) = (known.organization.as_str(), title.organization.as_str());
    known.year == title.year && (one.ends_with(other) || other.ends_with(one))
}

fn first_line_of(document: &Document, title: &Title) -> usize {
    document.lines.partition_point(|line| line.span.start < title.span.start).min(title.line)
}

fn read_one(
    document: &Document,
    text: &str,
    lines: Range<usize>,
    title: Option<Title>,
    headings: &[Heading],
    given: Given,
) -> Option<Report> {
    let period = period::find(document, text, lines.clone(), &headings::of_report(headings, newest()));
    let named_year = || title.as_ref().and_then(|title| title.year).or_else(|| period.as_ref().and_then(Period::year));
    let year = given.year.or_else(named_year);
    let chosen = given.edition.and_then(edition).or_else(|| year.and_then(for_year));
    let read = |edition| in_edition(document, text, lines.clone(), headings, edition);
    let (headings, tables) = read(chosen.unwrap_or(newest()));
    let drawn = || year.is_none().then(|| tables.iter().find(|table| table.clues.sure)).flatten();
    let edition = chosen.or_else(|| Some(drawn()?.edition));
    let other = edition.filter(|edition| chosen.is_none() && edition.id != newest().id);
    let (headings, tables) = other.map_or((headings, tables), read);
    let named = headings.iter().filter(|heading| heading.section.is_some()).count();
    let of_other_kind = tables.is_empty() && title.as_ref().is_some_and(|title| title.other);
    let is_report = !of_other_kind
        && (title.as_ref().is_some_and(|title| title.standard || title.year.is_some() || named > 0)
            || named >= HEADINGS_OF_REPORT
            || tables.iter().any(|table| bound_rows(table) > 1));
    let organization = title.as_ref().map(|title| title.organization.clone()).filter(|organ| !organ.is_empty());
    let whole = title.is_some() || named >= HEADINGS_OF_WHOLE;
    is_report.then(|| {
        let frame = prose::Frame { title: title.as_ref(), headings: &headings, tables: &tables };
        let prose = prose::read(document, text, lines.clone(), &frame);
        let organ = organization.as_deref().unwrap_or("");
        let facts = Facts { prose: &prose, edition: edition.unwrap_or(newest()), organ, year };
        let stated = stated(&facts);
        Report { lines, title, organization, year, edition, whole, period, headings, tables, prose, stated }
    })
}

/// The figures that are stated in section 一 and in the lines that introduce the tables.
fn stated(facts: &Facts) -> Stated {
    let overview = facts.edition.section("overview");
    let of_table = |section| facts.edition.tables.iter().any(|table| Some(table.section) == section);
    let looked_at = |section: Option<usize>| section.is_some() && (section == overview || of_table(section));
    let paragraphs = facts.prose.paragraphs.iter().filter(|paragraph| looked_at(paragraph.section));
    prose::claims::read(facts, paragraphs)
}

/// The headings and tables of a report as an edition understands them.
fn in_edition(
    document: &Document,
    text: &str,
    lines: Range<usize>,
    headings: &[Heading],
    edition: &'static Edition,
) -> (Vec<Heading>, Vec<BoundTable>) {
    let headings = headings::of_report(headings, edition);
    let streams = join(tokens::cut(document, text, lines, &headings, edition), edition);
    let tables = streams.iter().map(|stream| bind::bind(document, text, stream, edition));
    let tables = tables.filter(|table| is_recognised(table, &headings, edition)).collect();
    (headings, tables)
}

fn bound_rows(table: &BoundTable) -> usize {
    table.rows.iter().filter(|row| row.state != RowState::Missing).count()
}

/// A table counts where its section has it under its heading, or where at least two of its rows stand.
fn is_recognised(table: &BoundTable, headings: &[Heading], edition: &Edition) -> bool {
    let section = edition.section(table.section_id());
    let under_heading = headings
        .iter()
        .any(|heading| section.is_some() && heading.section == section && heading.line < table.lines.start);
    bound_rows(table) >= if under_heading { 1 } else { 2 }
}

/// One stream a table: continuations are joined, a stray label elsewhere in the text is left out.
fn join(streams: Vec<tokens::Stream>, edition: &Edition) -> Vec<tokens::Stream> {
    let mut joined: Vec<tokens::Stream> = Vec::new();
    let values = |stream: &tokens::Stream| {
        stream
            .tokens
            .iter()
            .filter(
                |token| matches!(token.kind, tokens::TokenKind::Value(class) if class != crate::number::Class::Empty),
            )
            .count()
    };
    for stream in streams {
        match joined.iter_mut().find(|known| known.table == stream.table) {
            None => joined.push(stream),
            Some(known) if values(known) < 2 => *known = stream,
            Some(known) if values(&stream) >= 2 => known.tokens.extend(stream.tokens),
            Some(_) => {}
        }
    }
    joined.sort_by_key(|stream| edition.table(stream.table).unwrap_or(usize::MAX));
    joined
}
