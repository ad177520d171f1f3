//! Numbers of documents: what stands around their year.

use super::place;
use crate::edit::Edit;
use crate::lexicon::content::content;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::Prose;

/// Brackets that drafts put around the year, each with its partner; the first pair is right.
const BRACKETS: [(char, char); 6] = [('〔', '〕'), ('[', ']'), ('【', '】'), ('(', ')'), ('〈', '〉'), ('{', '}')];
/// Digits of a year.
const YEAR: usize = 4;
/// Longest issuer that is looked at, in characters.
const LONGEST_ISSUER: usize = 8;
/// Most digits of a number.
const MOST_DIGITS: usize = 5;

/// The year of a document number in its brackets, in bytes of the folded text.
pub struct Bracketed {
    /// The bracket that opens.
    pub open: usize,
    /// The bracket that closes.
    pub close: usize,
    /// One past the number and its 号.
    pub end: usize,
    /// The brackets as they are.
    pub brackets: [char; 2],
}

impl Bracketed {
    fn is_right(&self) -> bool {
        let (open, close) = BRACKETS[0];
        self.brackets == [open, close]
    }
}

/// `number-brackets`. Source: GB/T 9704—2012, 7.2.5.
pub fn number_brackets(context: &Context, sink: &mut Sink) {
    let prose = &context.report.prose;
    for number in all(prose).iter().filter(|number| !number.is_right()) {
        let (head, _) = prose.around(number.open, number.end);
        if is_cited(head) || content().numbers.certificates.iter().any(|word| head.ends_with(word.as_str())) {
            continue;
        }
        let width = number.brackets[1].len_utf8();
        let start = number.open;
        let marks =
            [prose.span(start, start + number.brackets[0].len_utf8()), prose.span(number.close, number.close + width)];
        let right = [BRACKETS[0].0.to_string(), BRACKETS[0].1.to_string()];
        let edits: Vec<Edit> =
            marks.iter().zip(&right).flat_map(|(mark, right)| context.document.replace(*mark, right)).collect();
        let year = &prose.folded.text[start + number.brackets[0].len_utf8()..number.close];
        let actual: String = prose.span(start, number.close + width).of(context.text).split_whitespace().collect();
        let with = |template| Message::new(template).with("expected", format!("〔{year}〕")).with("actual", &actual);
        let mut finding = Finding::new(place(context, start, number.close + width), with("message"));
        (finding.expected, finding.actual) = (Some(format!("〔{year}〕")), Some(actual.clone()));
        sink.push(finding.safely(with("fix"), edits));
    }
}

/// Returns whether it is a number that `wrong-citation` looks at.
fn is_cited(head: &str) -> bool {
    let issuer = head.char_indices().rev().take_while(|(_, mark)| matches!(mark, '\u{4E00}'..='\u{9FFF}'));
    let start = issuer.take(LONGEST_ISSUER).last().map_or(head.len(), |(at, _)| at);
    content().numbers.cited.iter().any(|issuer| head[start..].contains(issuer.as_str()))
}

/// Every document number whose year stands in brackets, whichever these are.
pub fn all(prose: &Prose) -> Vec<Bracketed> {
    let text = prose.folded.text.as_str();
    let years = memchr::memmem::find_iter(text.as_bytes(), "号").filter_map(|end| before(text, end));
    years.collect()
}

/// The bracketed year of a number that ends with the 号 at this offset.
fn before(text: &str, end: usize) -> Option<Bracketed> {
    let digits = text[..end].bytes().rev().take_while(u8::is_ascii_digit).count();
    let head = &text[..end - digits];
    let (head, counted) = head.strip_suffix('第').map_or((head, false), |head| (head, true));
    let shut = head.chars().next_back().filter(|shut| BRACKETS.iter().any(|(_, close)| close == shut))?;
    let close = head.len() - shut.len_utf8();
    let year = head.get(close.checked_sub(YEAR)?..close)?;
    let known = year.starts_with("19") || year.starts_with("20");
    let before = &head[..close - YEAR];
    let opened = before.chars().next_back().filter(|opened| BRACKETS.iter().any(|(open, _)| open == opened))?;
    let open = before.len() - opened.len_utf8();
    let issuer = before[..open].chars().next_back().filter(|last| matches!(last, '\u{4E00}'..='\u{9FFF}'))?;
    let numbered = (1..=MOST_DIGITS).contains(&digits) && known && year.bytes().all(|digit| digit.is_ascii_digit());
    // 国用（2008）第12号 is no document, 甲政发（2024）第12号 is one.
    let of_document = !counted || content().numbers.issuers.contains(issuer);
    (numbered && of_document).then(|| Bracketed { open, close, end: end + '号'.len_utf8(), brackets: [opened, shut] })
}

/// The place at which a year and its number ran together because the bracket between them was lost: 〔202130号.
pub fn runs_together(tail: &str) -> bool {
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    digits > YEAR && tail[digits..].starts_with('号')
}
