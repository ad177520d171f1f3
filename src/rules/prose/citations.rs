//! Citations of the law and of the notices on the report.

use std::sync::LazyLock;

use super::{edition_of_whole, place};
use crate::edit::Edit;
use crate::lexicon::Sign;
use crate::lexicon::phrases::phrases;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::Prose;
use crate::standard::{Edition, Notice, editions, notices};
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
        (self.year, self.number) == citation.code && self.meant_issuer() == citation.notice.prefix
    }

    /// Whether the title before it is the document's.
    fn is_titled(&self, citation: &Citation, text: &str) -> bool {
        let title = self.title.and_then(|(start, end)| text.get(start..end));
        title.is_some_and(|title| title.contains(&citation.notice.title_words))
    }
}

/// A document that reports cite by title and number.
struct Citation {
    notice: &'static Notice,
    /// Year and serial of its number.
    code: (u16, u32),
    /// The edition of the format that it issued.
    edition: Option<&'static Edition>,
}

/// The documents, the newest edition's first.
fn citations() -> &'static [Citation] {
    static CITATIONS: LazyLock<Vec<Citation>> = LazyLock::new(|| {
        let known = |notice: &'static Notice| {
            let edition = editions().iter().find(|edition| edition.notice == notice.number);
            Some(Citation { notice, code: notice.code()?, edition }).filter(|_| !notice.title_words.is_empty())
        };
        let mut all: Vec<Citation> = notices().iter().filter_map(known).collect();
        all.sort_by_key(|citation| std::cmp::Reverse(citation.edition.map(|edition| edition.index)));
        all
    });
    &CITATIONS
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
    let numbered = citations().iter().find(|citation| cited.is(citation));
    let entitled: Vec<&Citation> = citations().iter().filter(|citation| cited.is_titled(citation, text)).collect();
    let agrees = numbered.is_some_and(|numbered| entitled.iter().any(|citation| citation.code == numbered.code));
    if let Some(meant) = meant(context, cited, &entitled).filter(|_| !agrees) {
        if let (Some(numbered), Some(title)) = (numbered, cited.title)
            && is_own(context, numbered)
        {
            // The number is that of the report's edition: the title is that of another.
            let expected = format!("《{}》", numbered.edition?.notice_title);
            return Some(finding(context, title.0, title.1, &expected).suggest(context, title.0, title.1, &expected));
        }
        let (start, end, expected) = (cited.start, cited.end, &meant.notice.number);
        return Some(finding(context, start, end, expected).suggest(context, start, end, expected));
    }
    let issuers = citations().iter().any(|citation| citation.notice.prefix == cited.meant_issuer());
    let form = cited.issuer.contains('涵') || !cited.has_right_brackets();
    (issuers && form).then(|| {
        let expected = format!("{}〔{}〕{}号", cited.meant_issuer(), cited.year, cited.number);
        let span = context.report.prose.span(cited.start, cited.end);
        let edits = context.document.replace(span, &expected);
        finding(context, cited.start, cited.end, &expected)
            .safely(Message::new("fix").with("expected", &expected), edits)
    })
}

/// The document that is meant: of those that have the title the one of the report's edition, else the newest; without a
/// title the one whose number this is but for a slip.
fn meant(context: &Context, cited: &Cited, entitled: &[&'static Citation]) -> Option<&'static Citation> {
    let own = entitled.iter().find(|citation| is_own(context, citation));
    let slip = || citations().iter().find(|citation| is_slip(cited, citation));
    own.or(entitled.first()).copied().or_else(slip)
}

/// Whether the document is the notice of the report's edition.
fn is_own(context: &Context, citation: &Citation) -> bool {
    let own = context.report.edition.zip(citation.edition);
    own.is_some_and(|(own, edition)| own.id == edition.id)
}

/// Whether a number without its title is surely meant for the document: only the year is another.
fn is_slip(cited: &Cited, citation: &Citation) -> bool {
    let (_, serial) = citation.code;
    let alone = citations().iter().filter(|other| other.code.1 == serial).count() == 1;
    let known = citations().iter().any(|other| cited.is(other));
    let same = cited.number == serial && cited.meant_issuer() == citation.notice.prefix;
    same && alone && !known && cited.title.is_none() && cited.issuer.chars().count() >= LONGEST_ISSUER
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

/// `outdated-citation`. Source: the notice of an edition takes the place of those before it from its first year on.
pub fn outdated_citation(context: &Context, sink: &mut Sink) {
    let Some(edition) = edition_of_whole(context) else { return };
    let prose = &context.report.prose;
    let text = &prose.folded.text;
    let older = |citation: &&Citation| citation.edition.is_some_and(|other| other.index < edition.index);
    let outdated = |cited: &Cited| {
        citations().iter().filter(older).find(|old| cited.is(old)).map(|old| cited.is_titled(old, text))
    };
    let own = citations().iter().find(|citation| is_own(context, citation));
    let is_current = |cited: &Cited| {
        let titled = own.is_some_and(|own| cited.is_titled(own, text));
        own.is_some_and(|own| cited.is(own)) || (titled && outdated(cited) != Some(true))
    };
    let cited: Vec<Cited> = all(context).collect();
    let old = cited.iter().find(|cited| outdated(cited).is_some());
    let Some(cited) = old.filter(|_| !cited.iter().any(is_current)) else { return };
    let replace = |(start, end): (usize, usize), text: &str| context.document.replace(prose.span(start, end), text);
    let title = cited.title.map(|title| replace(title, &format!("《{}》", edition.notice_title)));
    let number = replace((cited.start, cited.end), &edition.notice);
    let edits: Vec<Edit> = title.into_iter().flatten().chain(number).collect();
    let span: Span = place(context, cited.start, cited.end);
    let actual = super::words(context, prose.span(cited.start, cited.end));
    let with = |template| Message::new(template).with("expected", &edition.notice).with("actual", &actual);
    let message = with("message").with("year", edition.years.0.to_string());
    let mut finding = Finding::new(span, message).expecting(&edition.notice).suggesting(with("fix"), edits);
    finding.actual = Some(actual.clone());
    sink.push(finding);
}
