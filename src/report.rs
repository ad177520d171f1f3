//! Reads the meaning of a draft: its title, sections and tables, bound to the standard, with a span for everything.

pub mod fold;
pub mod frame;
mod last_year;
pub mod likeness;
mod links;
pub mod places;
pub mod prose;
pub mod tables;

use std::ops::Range;

pub use frame::headings::{Heading, Numbering, Standing};
pub use frame::names::Wording;
pub use frame::period::{Date, Period, Signature, signature};
pub use frame::title::{Source, Title};
pub use last_year::{Elsewhere, Known, LastYear, Previous};
pub use links::{CellPlace, ProseLink};
pub use prose::Prose;
pub use prose::claims::{Claim, Says, Stated};
pub use tables::table::{BoundRow, BoundTable, Extra, LabelUse, RowState, Value};

use self::frame::division::{Extent, Piece};
use self::frame::kind::Evidence;
use self::frame::{division, headings, kind, period};
use self::prose::claims::Facts;
use self::tables::{bind, tokens};
use crate::dialect::Document;
use crate::lexicon::phrases::phrases;
use crate::lexicon::traditional::simplified;
use crate::standard::{Edition, edition, for_year, newest};
use crate::text::Span;

/// Facts about the report that the caller supplies.
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
    /// True for a whole report, not a pasted table or a half-written draft.
    pub whole: bool,
    /// Its statement on the period of its figures.
    pub period: Option<Period>,
    /// Top-level headings, in order.
    pub headings: Vec<Heading>,
    /// Tables found, at most one of a kind, in the order of the standard.
    pub tables: Vec<BoundTable>,
    /// Its prose.
    pub prose: Prose,
    /// The figures that it states in words.
    pub stated: Stated,
    /// The first line around it that holds words of a web page.
    pub residue: Option<Span>,
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
        let next = self.headings.partition_point(|other| other.line <= heading.line);
        let next = self.headings.get(next).map(|other| other.line);
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

    /// Returns whether the report is of a year before the first edition of the format.
    pub fn is_too_old(&self) -> bool {
        self.year.is_some_and(|year| for_year(year).is_none()) && self.edition.is_none()
    }

    /// The first line that is not blank.
    pub fn first_span(&self, document: &Document) -> Span {
        document.lines.get(self.lines.start).map_or(Span::default(), |line| line.span)
    }
}

/// Number of sections of a report.
pub fn sections() -> usize {
    newest().sections.len()
}

/// Counts the different sections that the headings name.
pub fn sections_named(headings: &[Heading]) -> usize {
    let named = headings.iter().filter_map(|heading| heading.section);
    named.fold(0_u32, |named, section| named | 1 << section.min(31)).count_ones() as usize
}

/// All reports of a document with these headings.
pub fn read(document: &Document, text: &str, headings: &[Heading], given: Given) -> Vec<Report> {
    let simple = simplified(text);
    let source = Source::new(document, text, &simple);
    let pieces = division::pieces(source, headings).into_iter();
    pieces.filter_map(|piece| read_piece(source, piece, headings, given)).collect()
}

/// The report that stands in a piece of a document with these headings; `None` where it is none.
fn read_piece(source: Source, piece: Piece, headings: &[Heading], given: Given) -> Option<Report> {
    let (document, text) = (source.document, source.simple);
    let headings = &headings[piece.headings.clone()];
    let of_newest = headings::of_report(headings, newest());
    let first = of_newest.first().map(|heading| heading.line);
    let Extent { lines, chrome, residue } = division::extent(source, &piece, first);
    let title = piece.title;
    let period = period::find(document, text, lines.clone(), &of_newest);
    let named_year = || title.as_ref().and_then(|title| title.year).or_else(|| period.as_ref().and_then(Period::year));
    let year = given.year.or_else(named_year);
    let chosen = given.edition.and_then(edition).or_else(|| year.and_then(for_year));
    let read = |edition| in_edition(document, text, lines.clone(), headings, edition);
    let (headings, tables) = read(chosen.unwrap_or(newest()));
    let drawn = || year.is_none().then(|| tables.iter().find(|table| table.clues.sure)).flatten();
    let edition = chosen.or_else(|| Some(drawn()?.edition));
    let other = edition.filter(|edition| chosen.is_none() && edition.id != newest().id);
    let (headings, tables) = other.map_or((headings, tables), read);
    let evidence = Evidence {
        source,
        lines: &lines,
        title: title.as_ref(),
        headings: &headings,
        tables: &tables,
        period: period.as_ref(),
        paper: piece.paper,
        alone: piece.alone,
    };
    if !kind::is_report(&evidence) {
        return None;
    }
    let organization = title.as_ref().map(|title| title.organization.clone()).filter(|organ| !organ.is_empty());
    let whole = title.is_some() || sections_named(&headings) >= kind::FEWEST_HEADINGS;
    let frame = prose::Frame { title: title.as_ref(), headings: &headings, tables: &tables, chrome: &chrome };
    let prose = prose::read(document, text, lines.clone(), &frame);
    let organ = simplified(organization.as_deref().unwrap_or(""));
    let names = phrases().organs.names(&organ);
    let facts = Facts { prose: &prose, edition: edition.unwrap_or(newest()), organ: &organ, names: &names, year };
    let stated = stated(&facts);
    Some(Report { lines, title, organization, year, edition, whole, period, headings, tables, prose, stated, residue })
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

/// A table counts where its section has it, or the headers of its only line, under its heading, or where at least two of its
/// rows stand.
fn is_recognised(table: &BoundTable, headings: &[Heading], edition: &Edition) -> bool {
    let section = edition.section(table.section_id());
    let under_heading = headings
        .iter()
        .any(|heading| section.is_some() && heading.section == section && heading.line < table.lines.start);
    let fewest = if under_heading { 1 } else { 2 };
    bound_rows(table) >= fewest || (under_heading && table.is_headed())
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
