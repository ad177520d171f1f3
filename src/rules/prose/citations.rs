//! Citations of the notices on the report by their numbers.

use std::sync::LazyLock;

use super::place;
use crate::edit::Edit;
use crate::lexicon::Sign;
use crate::lexicon::content::content;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::likeness::similarity;
use crate::standard::{Edition, Notice, editions, notices};
use crate::text::Span;

/// Longest name of an issuer, in characters.
const LONGEST_ISSUER: usize = 8;
/// Shortest name of an issuer that tells by itself which number is meant.
const TELLING_ISSUER: usize = 6;
/// Likeness in percent from which an issuer is a slip for another.
const LIKE: usize = 75;
/// Longest title, in bytes.
const LONGEST_TITLE: usize = 400;

/// A notice of the State Council's office that reports cite.
struct Known {
    /// Its whole number: 国办公开办函〔2021〕30号.
    code: &'static str,
    issuer: &'static str,
    year: u16,
    number: u32,
    title: &'static str,
    /// Words that no other title has; empty where the title is not known.
    key: &'static str,
    /// The edition that it issued.
    edition: Option<&'static Edition>,
}

/// The notices of the editions, the newest first, and the others that reports cite.
fn known() -> &'static [Known] {
    static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
        let of = |notice: &'static Notice| {
            let edition = editions().iter().find(|edition| edition.notice == notice.number);
            parse(&notice.number, &notice.title, &notice.title_words, edition)
        };
        let mut all: Vec<Known> = notices().iter().filter_map(of).collect();
        all.sort_by_key(|known| std::cmp::Reverse(known.edition.map(|edition| edition.index)));
        all
    });
    &KNOWN
}

fn parse(
    code: &'static str,
    title: &'static str,
    key: &'static str,
    edition: Option<&'static Edition>,
) -> Option<Known> {
    let cited = read(code, 0).filter(|cited| cited.end == code.len())?;
    Some(Known { code, issuer: cited.issuer, year: cited.year, number: cited.number, title, key, edition })
}

/// A document number as the draft writes it.
struct Cited<'t> {
    /// Bytes of the folded text.
    start: usize,
    end: usize,
    /// Characters before the year.
    issuer: &'t str,
    year: u16,
    number: u32,
    /// Brackets around the year, as far as they are there.
    brackets: [Option<char>; 2],
    /// The title right before it, in bytes of the folded text.
    title: Option<(usize, usize)>,
}

impl Cited<'_> {
    /// The issuer with its commonest slip undone.
    fn meant_issuer(&self) -> String {
        self.issuer.replace('涵', "函")
    }

    /// Returns whether the year has no wrong brackets; missing ones are blamed on conversion.
    fn has_right_brackets(&self) -> bool {
        !matches!(self.brackets, [Some(open), Some(close)] if (open, close) != ('〔', '〕'))
    }

    fn is(&self, known: &Known) -> bool {
        (self.year, self.number) == (known.year, known.number) && self.meant_issuer() == known.issuer
    }

    /// Says whether the title before it is the notice's.
    fn is_titled(&self, known: &Known, text: &str) -> bool {
        let title = self.title.and_then(|(start, end)| text.get(start..end));
        !known.key.is_empty() && title.is_some_and(|title| title.contains(known.key))
    }
}

/// `wrong-citation`. Source: the documents themselves; GB/T 9704—2012 on the brackets.
pub fn wrong_citation(context: &Context, sink: &mut Sink) {
    let text = &context.report.prose.folded.text;
    for cited in all(context) {
        sink.push_some(wrong_number(context, &cited, text));
    }
    for (start, end, expected) in super::names::wrong(&context.report.prose) {
        sink.push(finding(context, start, end, &expected).suggest(context, start, end, &expected));
    }
}

/// The fault of a number, or of the title before it.
fn wrong_number(context: &Context, cited: &Cited, text: &str) -> Option<Finding> {
    let entitled: Vec<&Known> = known().iter().filter(|known| cited.is_titled(known, text)).collect();
    let numbered = known().iter().find(|known| cited.is(known));
    let agrees = numbered.is_some_and(|numbered| entitled.iter().any(|known| known.code == numbered.code));
    // Of several notices with the title the one of the report's edition is meant, else the newest.
    let meant = entitled.iter().find(|known| is_own(context, known)).or(entitled.first()).copied();
    let (start, end) = (cited.start, cited.end);
    let instead = |known: &Known| finding(context, start, end, known.code).suggest(context, start, end, known.code);
    match (meant, numbered) {
        (Some(entitled), Some(numbered)) if !agrees => {
            let title = cited.title.filter(|_| is_own(context, numbered) && entitled.edition.is_some());
            Some(title.map_or_else(|| instead(entitled), |title| wrong_title(context, title, numbered)))
        }
        (_, Some(_)) => wrong_form(context, cited),
        (Some(entitled), None) => Some(instead(entitled)),
        (None, None) => match known().iter().find(|known| is_slip(cited, known, text)) {
            Some(known) => Some(instead(known)),
            None => wrong_form(context, cited),
        },
    }
}

/// Returns whether a notice issued the edition that the report follows: citing it is right.
fn is_own(context: &Context, known: &Known) -> bool {
    let own = context.report.edition.map(|edition| edition.id);
    own.is_some() && own == known.edition.map(|edition| edition.id)
}

/// The title of another notice before the number that the report should cite.
fn wrong_title(context: &Context, (start, end): (usize, usize), known: &Known) -> Finding {
    let expected = format!("《{}》", known.title);
    finding(context, start, end, &expected).suggest(context, start, end, &expected)
}

/// 办涵 and other brackets than 〔〕.
fn wrong_form(context: &Context, cited: &Cited) -> Option<Finding> {
    let issuer = cited.meant_issuer();
    let form = cited.issuer != issuer || !cited.has_right_brackets();
    (form && known().iter().any(|known| known.issuer == issuer)).then(|| {
        let expected = format!("{issuer}〔{}〕{}号", cited.year, cited.number);
        let span = context.report.prose.span(cited.start, cited.end);
        let edits = context.document.replace(span, &expected);
        let title = Message::new("fix").with("expected", &expected);
        finding(context, cited.start, cited.end, &expected).safely(title, edits)
    })
}

/// Returns whether a number without a known title is surely meant for a notice.
fn is_slip(cited: &Cited, known: &Known, text: &str) -> bool {
    if cited.title.is_some() || known.edition.is_none() && cited.meant_issuer() != known.issuer {
        return false;
    }
    let (issuer, same) = (cited.meant_issuer(), (cited.year == known.year, cited.number == known.number));
    let telling = issuer.chars().count() >= TELLING_ISSUER && issuer == known.issuer;
    match (issuer == known.issuer, same) {
        // 〔2020〕30号: only the year is another.
        (true, (false, true)) => telling && is_alone(known),
        // 〔2021〕31号 in a sentence on the report.
        (true, (true, false)) => telling && known.edition.is_some() && speaks_of_reports(text, cited),
        // 国办公开办〔2021〕30号, or 国办发〔2021〕30号 in a sentence on the report.
        (false, (true, true)) => similarity(&issuer, known.issuer) >= LIKE || speaks_of_reports(text, cited),
        _ => false,
    }
}

/// Returns whether no other notice has the number.
fn is_alone(known: &Known) -> bool {
    self::known().iter().filter(|other| other.number == known.number).count() == 1
}

/// Returns whether the sentence of a number speaks of the annual report.
fn speaks_of_reports(text: &str, cited: &Cited) -> bool {
    let stop = |mark| matches!(mark, '。' | '\n');
    let before = text[..cited.start].rsplit(stop).next().unwrap_or_default();
    let behind = text[cited.end..].split(stop).next().unwrap_or_default();
    content().names.reports.iter().any(|word| before.contains(word.as_str()) || behind.contains(word.as_str()))
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
pub(super) fn title_before(text: &str, offset: usize) -> Option<(usize, usize)> {
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

/// `outdated-citation`. Source: 国办公开办函〔2021〕30号 takes the place of 国办公开办函〔2019〕60号 from 2021 on.
pub fn outdated_citation(context: &Context, sink: &mut Sink) {
    let Some(edition) = super::edition_of_whole(context) else { return };
    let Some(own) = known().iter().find(|known| is_own(context, known)) else { return };
    let text = &context.report.prose.folded.text;
    let older = |known: &&Known| known.edition.is_some_and(|other| other.index < edition.index);
    let outdated = |cited: &Cited| known().iter().filter(older).find(|old| cited.is(old));
    let is_current = |cited: &Cited| {
        let by_title = || outdated(cited).is_none_or(|old| !cited.is_titled(old, text));
        cited.is(own) || (cited.is_titled(own, text) && by_title())
    };
    let cited: Vec<Cited> = all(context).collect();
    let old = cited.iter().find(|cited| outdated(cited).is_some());
    if let Some(cited) = old.filter(|_| !cited.iter().any(is_current)) {
        sink.push(take_place(context, cited, own));
    }
}

/// The finding on a number in place of which another stands today, and the fix that writes it with its title.
fn take_place(context: &Context, cited: &Cited, own: &Known) -> Finding {
    let prose = &context.report.prose;
    let replace = |(start, end): (usize, usize), text: &str| context.document.replace(prose.span(start, end), text);
    let title = cited.title.map(|title| replace(title, &format!("《{}》", own.title)));
    let edits: Vec<Edit> = title.into_iter().flatten().chain(replace((cited.start, cited.end), own.code)).collect();
    let span: Span = place(context, cited.start, cited.end);
    let actual = super::words(context, prose.span(cited.start, cited.end));
    let with = |template| Message::new(template).with("expected", own.code).with("actual", &actual);
    let year = own.edition.map_or_else(String::new, |edition| edition.years.0.to_string());
    let mut finding =
        Finding::new(span, with("message").with("year", year)).expecting(own.code).suggesting(with("fix"), edits);
    finding.actual = Some(actual.clone());
    finding
}

#[cfg(test)]
mod tests {
    use super::known;
    use crate::standard::newest;

    #[test]
    fn every_notice_with_a_number_of_the_office_is_known() {
        let codes: Vec<&str> = known().iter().map(|known| known.code).collect();
        let newest = newest().notice.as_str();
        assert_eq!(codes.first(), Some(&newest));
        assert!(["国办公开办函〔2019〕60号", "国办函〔2020〕109号"].iter().all(|code| codes.contains(code)));
        assert!(known().iter().all(|known| known.edition.is_none() || !known.key.is_empty()));
    }
}
