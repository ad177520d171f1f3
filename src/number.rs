//! Figures as drafts write them: what a cell's text is, and its exact decimal value.

use std::fmt;

use crate::han;

/// Most digits a count may have; longer ones are surely two figures run together.
pub const MAX_DIGITS: usize = 15;

/// An exact decimal number: `mantissa / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits as one whole number, signed.
    pub mantissa: i64,
    /// Number of digits after the decimal point.
    pub scale: u8,
}

impl Decimal {
    /// The whole number, or `None` where digits other than zero stand after the point.
    pub fn whole(self) -> Option<i64> {
        let unit = 10_i64.checked_pow(u32::from(self.scale))?;
        (self.mantissa % unit == 0).then_some(self.mantissa / unit)
    }

    /// The sum, exactly; `None` where it no longer fits.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        let aligned = |decimal: Decimal| {
            let unit = 10_i64.checked_pow(u32::from(scale - decimal.scale))?;
            decimal.mantissa.checked_mul(unit)
        };
        Some(Decimal { mantissa: aligned(self)?.checked_add(aligned(other)?)?, scale }.shortened())
    }

    /// The difference, exactly; `None` where it no longer fits.
    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        self.plus(Decimal { mantissa: other.mantissa.checked_neg()?, scale: other.scale })
    }

    /// The same value without zeros at its end behind the point.
    pub fn shortened(mut self) -> Decimal {
        while self.scale > 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }

    /// Returns whether the value is zero.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The same value with the point moved four places to the left: 元 into 万元. `None` where it no longer fits.
    pub fn in_ten_thousands(self) -> Option<Decimal> {
        Some(Decimal { mantissa: self.mantissa, scale: self.scale.checked_add(4)? }.shortened())
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Decimal { mantissa: value, scale: 0 }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(formatter, "{}", self.mantissa);
        }
        let unit = 10_u64.pow(u32::from(self.scale));
        let (whole, part) = (self.mantissa.unsigned_abs() / unit, self.mantissa.unsigned_abs() % unit);
        let sign = if self.mantissa < 0 { "-" } else { "" };
        write!(formatter, "{sign}{whole}.{part:0width$}", width = usize::from(self.scale))
    }
}

/// Class of a cell's text, judged by its form alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Blank characters only.
    Empty,
    /// Begins with a figure and holds nothing but it, a unit and a note in brackets.
    Figure,
    /// `/ - — 无 零 不适用 ×`: something that stands for "no figure".
    Placeholder,
    /// Anything else.
    Text,
}

/// A figure as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its value; `None` where it has more digits than a figure can have.
    pub value: Option<Decimal>,
    /// True if written as the format wants it: half-width digits, no separators, no leading zeros, no unit.
    pub plain: bool,
    /// True if a sign or 增/减 stands before it.
    pub signed: bool,
    /// The unit written behind it.
    pub unit: Unit,
    /// Bytes of the cell from the first that belong to the figure and its unit; a note in brackets follows.
    pub length: usize,
}

/// The unit a cell writes behind its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// None.
    None,
    /// 件, 项, 个 …
    Things,
    /// 元.
    Yuan,
    /// 万元.
    TenThousandYuan,
}

/// Blank characters of every kind that drafts carry.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}' | '\u{00AD}')
}

/// The text without blank characters at either end.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Returns the value of a decimal digit, half-width or full-width.
pub fn digit(character: char) -> Option<u8> {
    let offset = match character {
        '0'..='9' => '0',
        '０'..='９' => '０',
        _ => return None,
    };
    u8::try_from(u32::from(character) - u32::from(offset)).ok()
}

/// Tells decimal digits, half-width or full-width.
pub fn is_digit(character: char) -> bool {
    digit(character).is_some()
}

/// Reads the number of a heading, an item, a month or a day: in digits, or in Han numerals up to 99.
pub fn ordinal(text: &str) -> Option<u32> {
    let add = |value: u32, character| value.checked_mul(10)?.checked_add(u32::from(digit(character)?));
    let in_digits = text.chars().try_fold(0, add).filter(|_| !text.is_empty());
    in_digits.or_else(|| han::ordinal(text).map(u32::from))
}

/// Says what the text of a cell is.
pub fn classify(text: &str) -> Class {
    let text = trim(text);
    if text.is_empty() {
        Class::Empty
    } else if is_placeholder(text) {
        Class::Placeholder
    } else if parse(text).is_some() {
        Class::Figure
    } else {
        Class::Text
    }
}

/// Returns whether the trimmed text is only a mark for “no figure”.
fn is_placeholder(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "无",
        "無",
        "空",
        "零",
        "〇",
        "○",
        "O",
        "o",
        "不适用",
        "不適用",
        "（无）",
        "(无)",
        "（無）",
        "(無)",
        "N/A",
        "n/a",
    ];
    let dashes =
        |character: char| matches!(character, '-' | '—' | '–' | '－' | '―' | '─' | '/' | '／' | '×' | '\\' | '*' | '…');
    text.len() <= 12 && (WORDS.contains(&text) || text.chars().all(dashes))
}

/// Reads the figure that begins the trimmed text. `None` where it is something else: `1.属于…`, `2020年`, `若干`.
pub fn parse(text: &str) -> Option<Figure> {
    if matches!(text, "0/0" | "0／0") {
        // 增/减: neither more nor less.
        let value = Some(Decimal { mantissa: 0, scale: 0 });
        return Some(Figure { value, plain: false, signed: true, unit: Unit::None, length: text.len() });
    }
    let mut reader = FigureReader { rest: text, plain: true };
    let negative = reader.sign();
    let signed = negative.is_some();
    let (mantissa, scale) = reader.digits()?;
    let unit = reader.unit();
    let length = text.len() - reader.rest.len();
    if !ends_or_notes(reader.rest) {
        return None;
    }
    let sign = if negative == Some(true) { -1 } else { 1 };
    let value = mantissa.map(|mantissa| Decimal { mantissa: sign * mantissa, scale });
    Some(Figure { value, plain: reader.plain, signed, unit, length })
}

/// After a figure only a note in brackets may follow: `22（其中修订16件）`.
fn ends_or_notes(rest: &str) -> bool {
    let rest = trim(rest);
    rest.is_empty() || (rest.starts_with(['（', '(']) && rest.ends_with(['）', ')']))
}

/// Reads a figure from left to right, noting what is not written plainly.
struct FigureReader<'t> {
    rest: &'t str,
    plain: bool,
}

impl FigureReader<'_> {
    fn take(&mut self, accepted: impl Fn(char) -> bool) -> Option<char> {
        let character = self.rest.chars().next().filter(|&character| accepted(character))?;
        self.rest = &self.rest[character.len_utf8()..];
        Some(character)
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(is_blank);
    }

    /// `Some(true)` for minus or 减, `Some(false)` for plus or 增.
    fn sign(&mut self) -> Option<bool> {
        let sign =
            self.take(|character| matches!(character, '+' | '-' | '＋' | '－' | '−' | '增' | '减' | '減' | '—'))?;
        if matches!(sign, '增' | '减' | '減') {
            self.take(|character| matches!(character, '加' | '少'));
        }
        self.skip_blanks();
        Some(matches!(sign, '-' | '－' | '−' | '减' | '減' | '—'))
    }

    /// One decimal digit, full-width ones too.
    fn digit(&mut self) -> Option<i64> {
        let character = self.take(is_digit)?;
        self.plain &= character.is_ascii_digit();
        digit(character).map(i64::from)
    }

    /// Digits with separators and a decimal part. The mantissa is `None` where there are too many digits.
    fn digits(&mut self) -> Option<(Option<i64>, u8)> {
        let first = self.digit()?;
        let (mut mantissa, mut count, mut scale) = (Some(first), 1_usize, 0_u8);
        let mut push = |digit: i64, mantissa: &mut Option<i64>| {
            count += 1;
            *mantissa = mantissa
                .filter(|_| count <= MAX_DIGITS + 3)
                .and_then(|value| value.checked_mul(10)?.checked_add(digit));
        };
        loop {
            if let Some(digit) = self.digit() {
                push(digit, &mut mantissa);
            } else if !self.separator() {
                break;
            }
        }
        if first == 0 && count_digits(mantissa, count) {
            self.plain = false;
        }
        if self.point() {
            while let Some(digit) = self.digit() {
                count += 1;
                scale = scale.saturating_add(1);
                mantissa = mantissa.filter(|_| count <= 18).and_then(|value| value.checked_mul(10)?.checked_add(digit));
            }
        }
        Some((mantissa, scale))
    }

    /// A thousands separator or a blank inside the figure; only believed before exactly three digits.
    fn separator(&mut self) -> bool {
        let Some(mark) = self.rest.chars().next().filter(|&mark| matches!(mark, ',' | '，') || is_blank(mark)) else {
            return false;
        };
        let rest = &self.rest[mark.len_utf8()..];
        let digits = rest.chars().take_while(|character| is_digit(*character)).count();
        // A character without width is no gap: conversion leaves it between any two digits.
        let invisible = matches!(mark, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}' | '\u{00AD}');
        if digits != 3 && !(invisible && digits > 0) {
            return false;
        }
        self.rest = rest;
        self.plain = false;
        true
    }

    /// A decimal point with a digit behind it.
    fn point(&mut self) -> bool {
        let mut characters = self.rest.chars();
        let point = characters.next().filter(|&point| matches!(point, '.' | '．'));
        let digit = characters.next().is_some_and(is_digit);
        if let (Some(point), true) = (point, digit) {
            self.rest = &self.rest[point.len_utf8()..];
            self.plain &= point == '.';
            return true;
        }
        false
    }

    /// A unit written into the cell.
    fn unit(&mut self) -> Unit {
        const UNITS: [(&str, Unit); 10] = [
            ("万元", Unit::TenThousandYuan),
            ("元", Unit::Yuan),
            ("件", Unit::Things),
            ("项", Unit::Things),
            ("个", Unit::Things),
            ("条", Unit::Things),
            ("宗", Unit::Things),
            ("起", Unit::Things),
            ("份", Unit::Things),
            ("次", Unit::Things),
        ];
        let rest = self.rest.trim_start_matches(is_blank);
        let Some((word, unit)) = UNITS.iter().find(|(word, _)| rest.starts_with(word)) else {
            return Unit::None;
        };
        self.rest = &rest[word.len()..];
        self.plain &= *unit != Unit::Things;
        *unit
    }
}

/// Returns whether a figure that starts with 0 has further digits before its point: `00`, `07`.
fn count_digits(mantissa: Option<i64>, count: usize) -> bool {
    count > 1 && mantissa.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        Some(parse(text)?.value?.to_string())
    }

    #[test]
    fn figures_are_read_exactly_however_they_are_written() {
        let cases = [
            ("0", "0"),
            ("４４５３．４０１８", "4453.4018"),
            ("1,234,567", "1234567"),
            ("1 234", "1234"),
            ("22（其中修订 16 件）", "22"),
            ("0件", "0"),
            ("+3", "3"),
            ("－2", "-2"),
            ("增10", "10"),
            ("减3", "-3"),
            ("1276.5534万元", "1276.5534"),
            ("999999999999999", "999999999999999"),
            ("-0.50", "-0.50"),
        ];
        for (text, expected) in cases {
            assert_eq!(value(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn sums_are_exact() {
        let value = |text: &str| parse(text).unwrap().value.unwrap();
        assert_eq!(value("1.25").plus(value("2.7500")), Some(value("4")));
        assert_eq!(value("0.1").minus(value("0.3")), Some(value("-0.2")));
        assert_eq!(value("5").minus(value("5.00")), Some(Decimal::from(0)));
        assert_eq!(Decimal::from(i64::MAX).plus(Decimal::from(1)), None);
        assert_eq!(Decimal::from(i64::MAX).plus(value("0.1")), None);
    }

    #[test]
    fn labels_years_and_pages_are_no_figures() {
        for text in ["1.属于国家秘密", "2020年", "1、", "若干", "0 0", "12月", "1-2", "三", "（1）", "5.", "+"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"9".repeat(400)).unwrap().value, None);
    }

    #[test]
    fn form_tells_blank_placeholder_figure_and_text_apart() {
        let cases = [
            ("\u{a0}\u{3000}", Class::Empty),
            ("—", Class::Placeholder),
            ("--", Class::Placeholder),
            ("不适用", Class::Placeholder),
            ("〇", Class::Placeholder),
            ("O", Class::Placeholder),
            (" 0 ", Class::Figure),
            ("0/0", Class::Figure),
            ("1/2", Class::Text),
            ("规章", Class::Text),
            ("", Class::Empty),
        ];
        for (text, class) in cases {
            assert_eq!(classify(text), class, "{text}");
        }
    }

    #[test]
    fn only_plain_figures_are_plain() {
        for (text, plain) in
            [("12", true), ("１２", false), ("1,000", false), ("0件", false), ("00", false), ("0.5", true)]
        {
            assert_eq!(parse(text).unwrap().plain, plain, "{text}");
        }
    }

    #[test]
    fn yuan_become_ten_thousand_yuan_without_rounding() {
        assert_eq!(parse("251000元").unwrap().value.unwrap().in_ten_thousands().unwrap().to_string(), "25.1");
    }
}
