//! Han numerals: read, written, and told from other characters, with the look-alikes that conversion leaves in their place.

/// Every numeral in its plain form.
pub const NUMERALS: &str = "〇零○一二两三四五六七八九十百千";

/// Most characters that [`value`] reads.
const LONGEST: usize = 9;

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const UNITS: [(usize, char); 4] = [(10_000, '万'), (1000, '千'), (100, '百'), (10, '十')];

/// Puts the numeral in place of the radical or compatibility ideograph that looks like it (⼀ for 一), as fonts of PDF
/// files make of it; leaves any other character as it is.
pub fn plain(character: char) -> char {
    match character {
        '\u{2F00}' => '一',
        '\u{2F06}' => '二',
        '\u{2F0B}' => '八',
        '\u{2F17}' => '十',
        '\u{F9B2}' => '零',
        '\u{F9D1}' => '六',
        _ => character,
    }
}

/// Returns the value of a digit, 〇 to 九.
pub fn digit(character: char) -> Option<u8> {
    Some(match plain(character) {
        '〇' | '○' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Tells the characters that counts are written with: digits, 两, 十, 百 and 千.
pub fn is_numeral(character: char) -> bool {
    digit(character).is_some() || matches!(character, '两' | '百' | '千') || plain(character) == '十'
}

/// Tells the characters that numbers of headings and items are written with: 一 to 十.
pub fn is_ordinal(character: char) -> bool {
    digit(character).is_some_and(|digit| digit > 0) || plain(character) == '十'
}

/// Reads the number of a heading, an item, a month or a day: 一, 十, 二十一. `None` for anything else than 1 to 99.
pub fn ordinal(text: &str) -> Option<u8> {
    let one = |text: &str| {
        let mut characters = text.chars();
        let value = characters.next().and_then(digit).filter(|value| *value > 0);
        value.filter(|_| characters.next().is_none())
    };
    let Some((at, ten)) = text.char_indices().find(|(_, character)| plain(*character) == '十') else {
        return one(text);
    };
    let (tens, ones) = (&text[..at], &text[at + ten.len_utf8()..]);
    let tens = if tens.is_empty() { 1 } else { one(tens)? };
    Some(10 * tens + if ones.is_empty() { 0 } else { one(ones)? })
}

/// Reads a count, 三百零二, or digits one by one, 二〇. `None` where the characters make none.
pub fn value(text: &str) -> Option<i64> {
    let digit = |character: char| if character == '两' { Some(2) } else { digit(character).map(i64::from) };
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    if text.chars().all(|character| digit(character).is_some()) {
        return text.chars().try_fold(0, |value, character| Some(value * 10 + digit(character)?));
    }
    let (mut sum, mut pending) = (0, None);
    for character in text.chars() {
        match plain(character) {
            '十' => sum += pending.take().unwrap_or(1) * 10,
            '百' => sum += pending.take().unwrap_or(1) * 100,
            '千' => sum += pending.take().unwrap_or(1) * 1000,
            _ => pending = Some(digit(character)?),
        }
    }
    Some(sum + pending.unwrap_or(0))
}

/// Writes a number below 100,000 as a count: 一, 十, 二十一, 一百零五.
pub fn written(number: usize) -> String {
    let text = units(number);
    text.strip_prefix("一十").map_or(text.clone(), |ones| format!("十{ones}"))
}

/// Writes a number below 100,000 with the numerals of cheques: 壹拾贰.
pub fn financial(number: usize) -> String {
    const PLAIN: &str = "一二三四五六七八九十百千万";
    const FINANCIAL: &str = "壹贰叁肆伍陆柒捌玖拾佰仟萬";
    let by_place = |character: char| PLAIN.chars().position(|plain| plain == character);
    let financial = |character| by_place(character).and_then(|at| FINANCIAL.chars().nth(at)).unwrap_or(character);
    units(number).chars().map(financial).collect()
}

/// Writes a number digit by digit: 二〇二一.
pub fn digit_by_digit(number: usize) -> String {
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

/// Writes a number with a digit before each unit, one 零 for units left out between others.
fn units(number: usize) -> String {
    let (mut text, mut gap) = (String::new(), false);
    for (unit, name) in UNITS.into_iter().map(|(unit, name)| (unit, Some(name))).chain([(1, None)]) {
        let digit = number / unit % 10;
        if digit == 0 {
            gap |= !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push('零');
        }
        text.push(DIGITS[digit]);
        text.extend(name);
    }
    if text.is_empty() { "零".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ordinal_is_read_as_it_is_written() {
        for number in 1..100 {
            assert_eq!(ordinal(&written(number)), u8::try_from(number).ok(), "{number}");
        }
        for text in ["", "〇", "一一", "十十", "二十〇", "一百", "壹", "1", "第一"] {
            assert_eq!(ordinal(text), None, "{text}");
        }
    }

    #[test]
    fn look_alikes_are_read_as_the_numerals_they_stand_for() {
        assert_eq!(["⼀", "⼆", "⼋", "⼗", "⼗⼆", "\u{F9D1}"].map(ordinal), [1, 2, 8, 10, 12, 6].map(Some));
        assert_eq!(["⼆〇⼆⼀", "⼆⼗", "\u{F9B2}"].map(value), [2021, 20, 0].map(Some));
        assert!("⼀⼆⼋⼗".chars().all(|character| is_ordinal(character) && is_numeral(character)));
        assert!("⼈⼝人口两百万①㈠".chars().all(|character| !is_ordinal(character)));
    }

    #[test]
    fn counts_are_read_with_their_units_and_digit_by_digit() {
        let cases = [
            ("三十二", Some(32)),
            ("两", Some(2)),
            ("两百零五", Some(205)),
            ("二〇二一", Some(2021)),
            ("○", Some(0)),
            ("千", Some(1000)),
            ("三人", None),
            ("一二三四五六七八九〇", None),
        ];
        for (text, expected) in cases {
            assert_eq!(value(text), expected, "{text}");
        }
        for number in [7, 10, 18, 20, 105, 110, 1009, 9999] {
            assert_eq!(value(&written(number)), i64::try_from(number).ok(), "{number}");
        }
    }

    #[test]
    fn every_numeral_is_told_from_other_characters() {
        let told: String = ('\u{3000}'..'\u{A000}').filter(|character| is_numeral(*character)).collect();
        assert!(told.chars().all(|character| NUMERALS.contains(character)), "{told}");
        assert!(NUMERALS.chars().all(is_numeral));
    }

    #[test]
    fn numbers_are_written_in_every_style() {
        let cases = [(0, "零", "零", "〇"), (10, "十", "壹拾", "一〇"), (12, "十二", "壹拾贰", "一二")];
        for (number, plain, cheque, digits) in cases {
            assert_eq!((written(number), financial(number)), (plain.to_owned(), cheque.to_owned()), "{number}");
            assert_eq!(digit_by_digit(number), digits);
        }
        assert_eq!([105, 110, 1001, 20_020].map(written), ["一百零五", "一百一十", "一千零一", "二万零二十"]);
        assert_eq!(financial(10_203), "壹萬零贰佰零叁");
    }
}
