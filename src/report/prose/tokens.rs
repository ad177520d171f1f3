//! A sentence cut into words that are known, figures with their units, years, and marks.

use std::ops::Range;

use crate::han::{self, is_numeral};
use crate::lexicon::Match;
use crate::lexicon::phrases::{Meaning, Part, phrases};
use crate::number::{Decimal, MAX_DIGITS};

/// Longest title in 《》, in characters.
const LONGEST_TITLE: usize = 120;

/// Behind one of these, or another numeral, a Han numeral is an ordinal, a part of a word, or of a figure that was read as none.
const NO_FIGURE_BEHIND: &str = "第每同统唯逐任单某专之惟项件个份次户万";

/// Behind the digits these say that a figure is only near.
const VAGUE: [char; 6] = ['余', '多', '几', '来', '万', '亿'];

/// A piece of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Its kind.
    pub kind: TokenKind,
    /// First byte of the folded text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word that is known.
    Word(Meaning),
    /// A figure.
    Number(Number),
    /// A share in percent.
    Percent(Decimal),
    /// A year, 2022年.
    Year(u16),
    /// A day or month.
    Date,
    /// A mark of punctuation.
    Mark(char),
    /// Anything else.
    Unknown,
}

/// A figure of the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its value.
    pub value: Decimal,
    /// End of the digits; the unit follows, and reaches to the end of the token.
    pub digits_end: usize,
    /// True for an exact figure: no 约, 余, 多, 万.
    pub exact: bool,
}

impl Token {
    /// The parts it plays, if it is a word.
    pub fn meaning(&self) -> Meaning {
        match self.kind {
            TokenKind::Word(meaning) => meaning,
            _ => Meaning::default(),
        }
    }

    /// Returns whether it is a word that plays this part.
    pub fn is(&self, part: Part) -> bool {
        self.meaning().is(part)
    }

    /// Returns whether it is a word that plays one of these parts.
    pub fn is_any(&self, parts: &[Part]) -> bool {
        self.meaning().is_any(parts)
    }

    /// Returns whether it is this mark.
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    /// The figure it is.
    pub fn number(&self) -> Option<Number> {
        match self.kind {
            TokenKind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The unit of a figure; empty where it has none.
    pub fn unit<'t>(&self, text: &'t str) -> &'t str {
        self.number().and_then(|number| text.get(number.digits_end..self.end)).unwrap_or("")
    }
}

/// A word found in a text.
pub type Hit = Match<Meaning>;

/// Cuts a sentence of `text`, of which `hits` are the words that are known, in order.
pub fn cut(text: &str, sentence: Range<usize>, hits: &[Hit]) -> Vec<Token> {
    let mut cutter = Cutter { text, at: sentence.start, end: sentence.end, tokens: Vec::new() };
    for hit in hits {
        cutter.fill(hit.start);
        if cutter.at == hit.start {
            cutter.push(TokenKind::Word(hit.meaning), hit.end);
        }
    }
    cutter.fill(sentence.end);
    cutter.tokens
}

struct Cutter<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    tokens: Vec<Token>,
}

impl Cutter<'_> {
    fn push(&mut self, kind: TokenKind, end: usize) {
        let start = self.at;
        self.at = end;
        match self.tokens.last_mut() {
            Some(last) if kind == TokenKind::Unknown && last.kind == TokenKind::Unknown => last.end = end,
            _ => self.tokens.push(Token { kind, start, end }),
        }
    }

    /// Cuts what stands before the next known word.
    fn fill(&mut self, until: usize) {
        while self.at < until {
            let rest = &self.text[self.at..self.end];
            let Some(first) = rest.chars().next() else { return };
            if first.is_ascii_digit() {
                self.digits(rest);
            } else if first == '《' {
                let near = rest.char_indices().take(LONGEST_TITLE).find(|(_, mark)| *mark == '》');
                let close = near.map_or(first.len_utf8(), |(close, mark)| close + mark.len_utf8());
                self.push(TokenKind::Unknown, self.at + close);
            } else if matches!(first, ',' | ';' | ':' | '(' | ')' | '、' | '。' | '!' | '?' | '\n')
                || self.is_stop(first)
            {
                self.push(TokenKind::Mark(first), self.at + first.len_utf8());
            } else if !self.han_figure(rest) {
                self.push(TokenKind::Unknown, self.at + first.len_utf8());
            }
        }
    }

    /// Tells the half-width full stop behind an ideograph, which ends a clause.
    fn is_stop(&self, first: char) -> bool {
        first == '.' && self.text[..self.at].ends_with(|before: char| matches!(before, '\u{4E00}'..='\u{9FFF}'))
    }

    /// A figure in Arabic digits: a year, a date, a share, a count.
    fn digits(&mut self, rest: &str) {
        let (value, length) = decimal(rest);
        let Some(value) = value else { return self.push(TokenKind::Unknown, self.at + length) };
        let (behind, end) = (&rest[length..], self.at + length);
        let year = u16::try_from(value.mantissa).ok().filter(|year| value.scale == 0 && (1990..2100).contains(year));
        if let Some(year) = year.filter(|_| behind.starts_with('年')) {
            let degree = if behind.starts_with("年度") { "年度" } else { "年" };
            return self.push(TokenKind::Year(year), end + degree.len());
        }
        if behind.starts_with('%') {
            return self.push(TokenKind::Percent(value), end + 1);
        }
        if behind.starts_with(['年', '月', '日', '号', '时', '-', '/', '.']) {
            return self.push(TokenKind::Date, end);
        }
        self.figure(value, end);
    }

    /// A figure in Han numerals, believed only before a unit and where no other word holds its numeral.
    fn han_figure(&mut self, rest: &str) -> bool {
        let length: usize = rest.chars().take_while(|next| is_numeral(*next)).map(char::len_utf8).sum();
        let before = || self.text[..self.at].chars().next_back();
        if length == 0 || before().is_some_and(|before| is_numeral(before) || NO_FIGURE_BEHIND.contains(before)) {
            return false;
        }
        let Some(value) = han::value(&rest[..length]) else { return false };
        let Some(unit) = phrases().measure(&rest[length..]) else { return false };
        // 一起, 一次性, 一项项: no counts.
        let tail = &rest[length + unit.len()..];
        if tail.starts_with(['性', '一', '项', '件'])
            || (value == 1 && matches!(unit, "起" | "次" | "个" | "种" | "处" | "位"))
        {
            return false;
        }
        self.figure(Decimal::from(value), self.at + length);
        true
    }

    /// A count whose digits end at `end`.
    fn figure(&mut self, value: Decimal, end: usize) {
        let approximate = |last: &Token| last.end == self.at && last.is(Part::Approximate);
        let mut exact = !self.tokens.last().is_some_and(approximate);
        let mut behind = &self.text[end..self.end];
        let mut digits_end = end;
        if behind.starts_with(VAGUE) {
            for mark in VAGUE {
                // 万元 is a unit.
                if behind.starts_with(mark) && !behind.starts_with("万元") {
                    exact = false;
                    digits_end += mark.len_utf8();
                    behind = &behind[mark.len_utf8()..];
                }
            }
        }
        let unit = phrases().measure(behind).unwrap_or("");
        exact &= !is_vague(&behind[unit.len()..]);
        self.push(TokenKind::Number(Number { value, digits_end, exact }), digits_end + unit.len());
    }
}

/// Returns whether the text behind a unit marks its figure as approximate.
fn is_vague(tail: &str) -> bool {
    match tail.chars().next() {
        Some('余' | '多') => true,
        Some('左' | '以' | '上') => {
            ["左右", "以上", "以下", "以内", "上下"].iter().any(|mark| tail.starts_with(mark))
        }
        _ => false,
    }
}

/// The decimal that the text begins with and its length; no value where it has too many digits.
fn decimal(text: &str) -> (Option<Decimal>, usize) {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut mantissa, mut scale, mut count, mut at) = (0_i64, 0_u8, 0, 0);
    let mut pointed = false;
    loop {
        if digit(at) {
            mantissa = if count < MAX_DIGITS { mantissa * 10 + i64::from(bytes[at] - b'0') } else { 0 };
            count += 1;
            scale += u8::from(pointed && count <= MAX_DIGITS);
            at += 1;
        } else if bytes.get(at) == Some(&b'.') && !pointed && digit(at + 1) {
            pointed = true;
            at += 1;
        } else if bytes.get(at) == Some(&b',') && !pointed && (1..4).all(|next| digit(at + next)) && !digit(at + 4) {
            at += 1;
        } else {
            break;
        }
    }
    let value = (count <= MAX_DIGITS).then_some(Decimal { mantissa, scale });
    (value, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(String, &str, bool)> {
        let hits: Vec<Hit> = phrases().words.find(text).collect();
        let tokens = cut(text, 0..text.len(), &hits);
        let shown = |token: &Token| Some((token.number()?.value.to_string(), token.unit(text), token.number()?.exact));
        tokens.iter().filter_map(shown).collect()
    }

    #[test]
    fn figures_are_read_in_every_numeral_with_their_units() {
        let exact = |value: &str, unit| vec![(value.to_owned(), unit, true)];
        assert_eq!(numbers("收到申请1,234件。"), exact("1234", "件"));
        assert_eq!(numbers("收到申请三十二件。"), exact("32", "件"));
        assert_eq!(numbers("收到申请两件,"), exact("2", "件"));
        assert_eq!(numbers("收到申请〇件,"), exact("0", "件"));
        assert_eq!(numbers("共9472.93万元"), exact("9472.93", "万元"));
    }

    #[test]
    fn what_is_no_exact_count_is_told_apart() {
        assert_eq!(numbers("约12件"), [("12".to_owned(), "件", false)]);
        assert_eq!(numbers("12余件"), [("12".to_owned(), "件", false)]);
        assert_eq!(numbers("12件以上"), [("12".to_owned(), "件", false)]);
        assert_eq!(numbers("1.2万条"), [("1.2".to_owned(), "条", false)]);
        assert_eq!(numbers("2022年,第三项、第三十二件、一项一项、一次性、2022年1月1日、占50%"), []);
    }
}
