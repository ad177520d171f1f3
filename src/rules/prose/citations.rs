//! Citations of the law and of the notices on the report.

use super::{is_recent, place};
use crate::edit::Edit;
use crate::lexicon::Sign;
use crate::lexicon::phrases::{Citation, phrases};
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::Prose;
use crate::standard::{edition, editions};
use crate::text::Span;

/// Longest name of an issuer behind that, in characters.
const LONGEST_ISSUER: usize = 6;
/// Longest title, in bytes.
const LONGEST_TITLE: usize = 400;

/// A document number as the draft writes it: 国办公开办函〔2021〕30号.
struct Cited<'t> {
    /// Bytes of the folded text.
    start: usize,
    end: usize,
    /// What stands before the year.
    issuer: &'t str,
    year: u16,
    number: u32,
    /// Brackets around the year, as far as they are there.
    brackets: [Option<char>; 2],
    /// The title right before it, in bytes of the folded text.
    title: Option<(usize, usize)>,
}

impl<'t> Cited<'t> {
    /// The issuer with its commonest slip undone.
    fn meant_issuer(&self) -> String {
        self.issuer.replace('涵', "函")
    }

    /// Whether the year stands in the brackets that it should; lost ones are conversion's.
    fn has_right_brackets(&self) -> bool {
        !matches!(self.brackets, [Some(open), Some(close)] if (open, close) != ('〔', '〕'))
    }

    fn is(&self, citation: &Citation) -> bool {
        (self.year, self.number) == (citation.year, citation.number) && self.meant_issuer() == citation.issuer
    }
}

/// `wrong-citation`. Source: the documents themselves; GB/T 9704—2012 on the brackets.
pub fn wrong_citation(context: &Context, sink: &mut Sink) {
    let text = &context.report.prose.folded.text;
    for cited in all(context) {
        let finding = wrong(context, &cited, text);
        sink.push_some(finding);
    }
    for (start, end) in wrong_decrees(&context.report.prose) {
        let expected = phrases().order.numbers.first().map(u32::to_string).unwrap_or_default();
        sink.push(finding(context, start, end, &expected).suggest(context, start, end, &expected));
    }
}

fn wrong(context: &Context, cited: &Cited, text: &str) -> Option<Finding> {
    let known = &phrases().citations;
    let issuers = known.iter().any(|citation| citation.issuer == cited.meant_issuer());
    let entitled =
        known.iter().find(|citation| titled(cited, text).is_some_and(|title| title.contains(&citation.title)));
    let meant = match entitled {
        Some(citation) => Some(citation),
        None => known.iter().find(|citation| is_slip(cited, citation)),
    };
    let number_known = known.iter().find(|citation| cited.is(citation));
    if let (Some(entitled), Some(numbered), Some(title)) = (entitled, number_known, cited.title)
        && entitled.year != numbered.year
        && is_recent(context)
    {
        // The number is that of another notice than the title: in reports of its time the number is right.
        return edition(numbered.year).map(|edition| {
            let expected = format!("《{}》", edition.notice_title);
            finding(context, title.0, title.1, &expected).suggest(context, title.0, title.1, &expected)
        });
    }
    if let Some(citation) = meant.filter(|citation| !cited.is(citation)) {
        let expected = code(citation);
        let (start, end) = (cited.start, cited.end);
        return Some(finding(context, start, end, &expected).suggest(context, start, end, &expected));
    }
    let form = cited.issuer.contains('涵') || !cited.has_right_brackets();
    (issuers && form).then(|| {
        let expected = format!("{}〔{}〕{}号", cited.meant_issuer(), cited.year, cited.number);
        let span = context.report.prose.span(cited.start, cited.end);
        let edits = context.document.replace(span, &expected);
        finding(context, cited.start, cited.end, &expected)
            .safely(Message::new("fix").with("expected", &expected), edits)
    })
}

/// Whether a number without its title is surely meant for the document: only the year is another.
fn is_slip(cited: &Cited, citation: &Citation) -> bool {
    let alone = phrases().citations.iter().filter(|other| other.number == citation.number).count() == 1;
    let known = phrases().citations.iter().any(|other| cited.is(other));
    let same = cited.number == citation.number && cited.meant_issuer() == citation.issuer;
    same && alone && !known && cited.title.is_none() && cited.issuer.chars().count() >= LONGEST_ISSUER
}

fn titled<'t>(cited: &Cited, text: &'t str) -> Option<&'t str> {
    let (start, end) = cited.title?;
    text.get(start..end)
}

fn code(citation: &Citation) -> String {
    format!("{}〔{}〕{}号", citation.issuer, citation.year, citation.number)
}

fn finding(context: &Context, start: usize, end: usize, expected: &str) -> Finding {
    let actual = super::words(context, context.report.prose.span(start, end));
    let message = Message::new("message").with("expected", expected).with("actual", &actual);
    let mut finding = Finding::new(place(context, start, end), message).expecting(expected);
    finding.actual = Some(actual);
    finding
}

impl Finding {
    fn suggest(self, context: &Context, start: usize, end: usize, expected: &str) -> Finding {
        let edits = context.document.replace(context.report.prose.span(start, end), expected);
        self.suggesting(Message::new("fix").with("expected", expected), edits)
    }
}

/// Every document number of the State Council's office.
fn all<'c>(context: &Context<'c>) -> impl Iterator<Item = Cited<'c>> {
    let prose = &context.report.prose;
    prose.found(Sign::Issuer).filter_map(|found| read(&prose.folded.text, found.start))
}

fn read(text: &str, start: usize) -> Option<Cited<'_>> {
    let rest = text.get(start..)?;
    let ideograph = |character: &char| matches!(character, '\u{4E00}'..='\u{9FFF}');
    let issuer: usize = rest.chars().take(LONGEST_ISSUER).take_while(ideograph).map(char::len_utf8).sum();
    let (open, behind) = bracket(&rest[issuer..], ['〔', '[', '【', '(', '﹝', '〈']);
    let year: u16 = behind.get(..4)?.parse().ok()?;
    let (close, behind) = bracket(&behind[4..], ['〕', ']', '】', ')', '﹞', '〉']);
    let behind = behind.strip_prefix('第').unwrap_or(behind);
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = behind.get(..digits.min(5))?.parse().ok()?;
    let behind = behind[digits..].strip_prefix('号')?;
    let end = text.len() - behind.len();
    let known_year = (1990..2100).contains(&year);
    known_year.then(|| Cited {
        start,
        end,
        issuer: &rest[..issuer],
        year,
        number,
        brackets: [open, close],
        title: title_before(text, start),
    })
}

/// A bracket that the text begins with, and what follows.
fn bracket(text: &str, known: [char; 6]) -> (Option<char>, &str) {
    match text.chars().next().filter(|first| known.contains(first)) {
        Some(bracket) => (Some(bracket), &text[bracket.len_utf8()..]),
        None => (None, text),
    }
}

/// The title in 《》 right before an offset, one bracket or comma between them.
fn title_before(text: &str, offset: usize) -> Option<(usize, usize)> {
    let head = text.get(..offset)?;
    let head = head.strip_suffix(['(', ',', '〔', '[']).unwrap_or(head);
    let end = head.len();
    if !head.ends_with('》') {
        return None;
    }
    let mut depth = 0_usize;
    let begin = head.char_indices().rev().take_while(|(at, _)| end - at < LONGEST_TITLE).find(|(_, mark)| {
        match mark {
            '》' => depth += 1,
            '《' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    begin.map(|(at, _)| (at, end))
}

/// Numbers of decrees cited for the law that are not its own.
fn wrong_decrees(prose: &Prose) -> Vec<(usize, usize)> {
    let (text, order) = (prose.folded.text.as_str(), &phrases().order);
    let mut wrong = Vec::new();
    for start in prose.found(Sign::Law).map(|found| found.end) {
        let cited = text[start..].split([')', '。', '\n']).next().unwrap_or("");
        let Some(decree) = cited.find("令第") else { continue };
        let digits_at = start + decree + "令第".len();
        let digits = text[digits_at..].bytes().take_while(u8::is_ascii_digit).count();
        let number: Option<u32> = text[digits_at..digits_at + digits].parse().ok();
        let one = cited.matches("令第").count() == 1 && text[digits_at + digits..].starts_with('号');
        if one && number.is_some_and(|number| !order.numbers.contains(&number)) {
            wrong.push((digits_at, digits_at + digits));
        }
    }
    wrong
}

/// `outdated-citation`. Source: 国办公开办函〔2021〕30号 takes the place of 国办公开办函〔2019〕60号 from 2021 on.
pub fn outdated_citation(context: &Context, sink: &mut Sink) {
    if !is_recent(context) {
        return;
    }
    let text = &context.report.prose.folded.text;
    let [new, old, ..] = &phrases().citations[..] else { return };
    let cited: Vec<Cited> = all(context).collect();
    let current =
        cited.iter().any(|cited| cited.is(new) || titled(cited, text).is_some_and(|title| title.contains(&new.title)));
    let Some(cited) = cited.iter().find(|cited| cited.is(old)).filter(|_| !current) else { return };
    let newest = &editions()[editions().len() - 1];
    let prose = &context.report.prose;
    let replace = |(start, end): (usize, usize), text: &str| context.document.replace(prose.span(start, end), text);
    let title = cited.title.map(|title| replace(title, &format!("《{}》", newest.notice_title)));
    let edits: Vec<Edit> =
        title.into_iter().flatten().chain(replace((cited.start, cited.end), &newest.notice)).collect();
    let span: Span = place(context, cited.start, cited.end);
    let actual = super::words(context, prose.span(cited.start, cited.end));
    let with = |template| Message::new(template).with("expected", &newest.notice).with("actual", &actual);
    let mut finding = Finding::new(span, with("message")).expecting(&newest.notice).suggesting(with("fix"), edits);
    finding.actual = Some(actual.clone());
    sink.push(finding);
}
