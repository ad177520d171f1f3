//! A text of several reports under change: each is read alone, and what did not change is not read again.

use std::ops::Range;
use std::sync::Arc;

use super::{
    MOST_FINDINGS, Options, contained, context, given, read_document, report_of_tool, run_rules, silence,
    write_line_ends,
};
use crate::compose::Manner;
use crate::dialect::{Document, Line};
use crate::lexicon::traditional::simplified;
use crate::lint::{Finding, Rule};
use crate::report::{self, Heading, Piece, Title};
use crate::rules::tool;
use crate::suppress::{self, Outline};
use crate::text::{LineEnd, Span};

/// What is found in a text, kept so that after a change only the reports that it touches are read again. What is found is
/// the same as [`analyze`](super::analyze) finds.
///
/// The law that lets a report be kept: what is found in it depends on its own lines, headings and title, on the bytes of
/// the line before it and of the one behind it, and on the ways of the whole text. All of these are compared.
#[derive(Debug, Default)]
pub struct Volume {
    source: String,
    document: Document,
    headings: Vec<Heading>,
    /// The ways of the whole text; `None` where nothing can be kept, because lines begin inside lines of the source.
    manner: Option<Manner>,
    leaves: Vec<Leaf>,
    findings: Vec<Placed>,
    reread: usize,
}

/// A piece of the text in which a report may stand, with what was found in it.
#[derive(Debug)]
struct Leaf {
    piece: Piece,
    /// Bytes that it depends on: its lines, the one before and the one behind.
    bytes: Range<usize>,
    found: Arc<Found>,
    /// How far it moved since that was found, in bytes and in lines of the document.
    moved: (i64, i64),
}

/// What was found in a report, as it stood then.
#[derive(Debug)]
struct Found {
    /// Its blocks; `None` where it is no report.
    outline: Option<Outline>,
    /// What the rules found, in their order.
    findings: Vec<Arc<Finding>>,
}

/// A finding and how far it moved since it was made. While it is kept it is the same finding in memory.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The finding as it was made.
    pub finding: Arc<Finding>,
    /// Bytes that the text before it grew by since then.
    pub moved: i64,
}

impl Placed {
    fn new(finding: Finding) -> Placed {
        Placed { finding: Arc::new(finding), moved: 0 }
    }

    /// Where it is.
    pub fn span(&self) -> Span {
        moved(self.finding.span, self.moved)
    }

    /// The finding with all its places where they are.
    pub fn finding(&self) -> Finding {
        let mut finding = Finding::clone(&self.finding);
        finding.span = self.span();
        for related in finding.related.iter_mut().filter(|related| related.elsewhere.is_none()) {
            related.span = moved(related.span, self.moved);
        }
        for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = moved(edit.span, self.moved);
        }
        finding
    }
}

impl Volume {
    /// Reads a text.
    pub fn read(source: String, options: &Options) -> Volume {
        Volume::over(source, options, None)
    }

    /// Reads the text that this one became. The options must be those that this one was read with.
    #[must_use]
    pub fn again(&self, source: String, options: &Options) -> Volume {
        Volume::over(source, options, Some(self))
    }

    /// The text.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What is found in it, in the order of [`analyze`](super::analyze).
    pub fn findings(&self) -> &[Placed] {
        &self.findings
    }

    /// Bytes of the reports that were read for this, with their neighbouring lines: few, where most were kept.
    pub fn reread(&self) -> usize {
        self.reread
    }

    /// Bytes that are read again at most when a change touches one report only.
    pub fn longest(&self) -> usize {
        let longest = self.leaves.iter().map(|leaf| leaf.bytes.len()).max();
        longest.filter(|_| self.manner.is_some()).unwrap_or(self.source.len())
    }

    fn over(source: String, options: &Options, before: Option<&Volume>) -> Volume {
        let volume = contained(&source, options, || find(&source, options, before)).unwrap_or_else(|findings| Volume {
            findings: findings.into_iter().map(Placed::new).collect(),
            ..Volume::default()
        });
        Volume { source, ..volume }
    }
}

fn find(source: &str, options: &Options, before: Option<&Volume>) -> Volume {
    let (document, headings) = read_document(source, options);
    let whole = !document.broken && document.inside.is_empty();
    let manner = (document.view.is_none() && whole).then(|| Manner::of(source, &document, options.kind));
    let kept = before.filter(|before| manner.is_some() && before.manner == manner);
    let kept = kept.map(|before| Kept::new(before, source));
    let (mut leaves, mut reread, line_end) = (Vec::new(), 0, LineEnd::of(source));
    let simple = simplified(document.text(source));
    let draft = report::Source::new(&document, document.text(source), &simple);
    for piece in report::pieces(draft, &headings) {
        let bytes = if manner.is_some() { surroundings(source, &document, &piece.lines) } else { 0..source.len() };
        let known = kept.as_ref().and_then(|kept| kept.leaf(&document, &headings, &piece, &bytes));
        leaves.push(known.unwrap_or_else(|| {
            reread += bytes.len();
            read_leaf((source, line_end), options, draft, &headings, piece, bytes)
        }));
    }
    let findings = gather(source, options, &document, &leaves);
    // Where nothing can be kept, every report depends on the whole text.
    let reread = if manner.is_some() { reread } else { source.len() };
    Volume { source: String::new(), document, headings, manner, leaves, findings, reread }
}

/// The bytes of lines, of the line of the document before them and of the one behind, all as whole lines of the source.
fn surroundings(source: &str, document: &Document, lines: &Range<usize>) -> Range<usize> {
    let bytes = source.as_bytes();
    let start = lines.start.checked_sub(1).map_or(0, |before| {
        let at = document.lines[before].span.start as usize;
        memchr::memrchr2(b'\n', b'\r', &bytes[..at]).map_or(0, |end| end + 1)
    });
    let end = document.lines.get(lines.end).map_or(source.len(), |behind| {
        let at = behind.span.end as usize;
        memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(source.len(), |end| at + end)
    });
    start..end
}

/// Reads a piece and runs the rules.
fn read_leaf(
    (source, line_end): (&str, LineEnd),
    options: &Options,
    draft: report::Source,
    headings: &[Heading],
    piece: Piece,
    bytes: Range<usize>,
) -> Leaf {
    let report = report::read_piece(draft, piece.clone(), headings, given(options, &[]));
    let mut findings = Vec::new();
    if let Some(report) = &report {
        run_rules(&context(source, options, draft.document, report), options, &mut findings);
        write_line_ends(&mut findings, || line_end);
    }
    let outline = report.as_ref().map(Outline::of);
    let found = Found { outline, findings: findings.into_iter().map(Arc::new).collect() };
    Leaf { piece, bytes, found: Arc::new(found), moved: (0, 0) }
}

/// All findings in the order of their places, without those that comments keep quiet.
fn gather(source: &str, options: &Options, document: &Document, leaves: &[Leaf]) -> Vec<Placed> {
    let mut findings: Vec<Placed> = leaves.iter().flat_map(Leaf::findings).collect();
    findings.sort_by_key(Placed::span);
    if suppress::may_stand_in(source) {
        let outlines: Vec<Outline> = leaves.iter().filter_map(Leaf::outline).collect();
        let places: Vec<(Span, &'static Rule)> =
            findings.iter().map(|placed| (placed.span(), placed.finding.rule)).collect();
        let (silenced, said) = silence(source, options, document, &outlines, &places);
        let mut silenced = silenced.into_iter();
        findings.retain(|_| !silenced.next().unwrap_or(false));
        findings.extend(said.into_iter().map(Placed::new));
        findings.sort_by_key(Placed::span);
    }
    if findings.len() > MOST_FINDINGS {
        let rest = findings.split_off(MOST_FINDINGS);
        let mut said = Vec::new();
        let finding = tool::too_many_findings(rest[0].span(), rest.len());
        report_of_tool("too-many-findings", options, &mut said, finding);
        findings.extend(said.into_iter().map(Placed::new));
    }
    findings
}

impl Leaf {
    /// What was found in it, where it is now.
    fn findings(&self) -> impl Iterator<Item = Placed> {
        let moved = self.moved.0;
        self.found.findings.iter().map(move |finding| Placed { finding: Arc::clone(finding), moved })
    }

    /// The blocks of its report, where they are now.
    fn outline(&self) -> Option<Outline> {
        let outline = self.found.outline.as_ref()?;
        let line = |line: usize| shift(line, self.moved.1);
        let lines = |lines: &Range<usize>| line(lines.start)..line(lines.end);
        Some(Outline {
            lines: lines(&outline.lines),
            headings: outline.headings.iter().copied().map(line).collect(),
            tables: outline.tables.iter().map(lines).collect(),
        })
    }

    /// Whether everything that was found belongs to the report. That a rule failed is said at the start of the text.
    fn is_sound(&self) -> bool {
        self.found.findings.iter().all(|finding| finding.rule.id != "internal-error")
    }
}

/// A text as it was, seen from the text that it became.
struct Kept<'v> {
    before: &'v Volume,
    /// Bytes at the start that are the same.
    prefix: usize,
    /// Where the bytes at the end begin that are the same, in the text as it is.
    suffix: usize,
    /// Bytes that the text grew by.
    grown: i64,
}

impl<'v> Kept<'v> {
    fn new(before: &'v Volume, source: &str) -> Kept<'v> {
        let (old, new) = (before.source.as_bytes(), source.as_bytes());
        let prefix = common(old.chunks(CHUNK), new.chunks(CHUNK), common_start);
        let rest = old.len().min(new.len()) - prefix;
        let (old_rest, new_rest) = (&old[old.len() - rest..], &new[new.len() - rest..]);
        let same = common(old_rest.rchunks(CHUNK), new_rest.rchunks(CHUNK), common_end);
        Kept { before, prefix, suffix: new.len() - same, grown: difference(new.len(), old.len()) }
    }

    /// What was found in a piece before, if nothing that it depends on is other than it was.
    fn leaf(&self, document: &Document, headings: &[Heading], piece: &Piece, bytes: &Range<usize>) -> Option<Leaf> {
        let by = match () {
            () if bytes.end <= self.prefix => 0,
            () if bytes.start >= self.suffix => self.grown,
            () => return None,
        };
        let then = shift(bytes.start, -by)..shift(bytes.end, -by);
        let leaves = &self.before.leaves;
        let at = leaves.partition_point(|leaf| leaf.bytes.start < then.start);
        let mut there = leaves[at..].iter().take_while(|leaf| leaf.bytes.start == then.start);
        let leaf = there.find(|leaf| leaf.bytes == then && leaf.is_sound())?;
        let now = Now { document, headings, piece, by };
        now.is(&leaf.piece, self.before).then(|| {
            let down = difference(piece.lines.start, leaf.piece.lines.start);
            let moved = (leaf.moved.0 + by, leaf.moved.1 + down);
            Leaf { piece: piece.clone(), bytes: bytes.clone(), found: Arc::clone(&leaf.found), moved }
        })
    }
}

/// A piece of the text as it is, and how far it moved.
struct Now<'n> {
    document: &'n Document,
    headings: &'n [Heading],
    piece: &'n Piece,
    by: i64,
}

impl Now<'_> {
    /// Whether the piece was read from its bytes as that one was from the same.
    fn is(&self, then: &Piece, before: &Volume) -> bool {
        let now = self.piece;
        let down = difference(now.lines.start, then.lines.start);
        let (lines, lines_then) = (around(&now.lines, self.document), around(&then.lines, &before.document));
        let (headings, headings_then) = (&self.headings[now.headings.clone()], &before.headings[then.headings.clone()]);
        let title = match (&now.title, &then.title) {
            (Some(title), Some(then)) => self.is_title(title, then, down),
            (None, None) => true,
            _ => false,
        };
        title
            && now.is_of_same_paper(then)
            && now.lines.len() == then.lines.len()
            && lines.len() == lines_then.len()
            && difference(lines.start, lines_then.start) == down
            && lines.zip(lines_then).all(|(line, then)| self.is_line(line, &before.document, then))
            && headings.len() == headings_then.len()
            && headings.iter().zip(headings_then).all(|(heading, then)| self.is_heading(heading, then, down))
    }

    fn is_line(&self, line: usize, before: &Document, then: usize) -> bool {
        let (now, then) = (&self.document.lines[line], &before.lines[then]);
        let facts = |line: &Line| (line.kind, line.gap, line.marked);
        let (cells, cells_then) = (self.document.cells_of(now), before.cells_of(then));
        facts(now) == facts(then)
            && now.span == moved(then.span, self.by)
            && cells.len() == cells_then.len()
            && cells.iter().zip(cells_then).all(|(cell, then)| {
                (cell.column, cell.width, cell.class) == (then.column, then.width, then.class)
                    && cell.span == moved(then.span, self.by)
            })
    }

    fn is_heading(&self, now: &Heading, then: &Heading, down: i64) -> bool {
        let facts = |heading: &Heading| (heading.ordinal, heading.numbering, heading.section, heading.wording);
        facts(now) == facts(then)
            && now.line == shift(then.line, down)
            && now.span == moved(then.span, self.by)
            && now.name == moved(then.name, self.by)
    }

    fn is_title(&self, now: &Title, then: &Title, down: i64) -> bool {
        (now.year, now.standard) == (then.year, then.standard)
            && now.organization == then.organization
            && now.line == shift(then.line, down)
            && now.span == moved(then.span, self.by)
    }
}

/// Lines with the one before and the one behind.
fn around(lines: &Range<usize>, document: &Document) -> Range<usize> {
    lines.start.saturating_sub(1)..(lines.end + 1).min(document.lines.len())
}

/// Bytes that are compared at once.
const CHUNK: usize = 1 << 12;

/// How many bytes two texts, cut into chunks from one end, have in common at that end.
fn common<'b>(
    one: impl Iterator<Item = &'b [u8]>,
    other: impl Iterator<Item = &'b [u8]>,
    within: impl Fn(&[u8], &[u8]) -> usize,
) -> usize {
    let mut same = 0;
    for (one, other) in one.zip(other) {
        if one != other {
            return same + within(one, other);
        }
        same += one.len();
    }
    same
}

fn common_start(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

fn common_end(one: &[u8], other: &[u8]) -> usize {
    one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count()
}

fn moved(span: Span, by: i64) -> Span {
    let offset = |offset: u32| u32::try_from(i64::from(offset) + by).unwrap_or_default();
    Span { start: offset(span.start), end: offset(span.end) }
}

fn shift(place: usize, by: i64) -> usize {
    usize::try_from(i64::try_from(place).unwrap_or_default() + by).unwrap_or_default()
}

fn difference(now: usize, then: usize) -> i64 {
    i64::try_from(now).unwrap_or_default() - i64::try_from(then).unwrap_or_default()
}
