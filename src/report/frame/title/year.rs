//! Years in titles and dates, in Arabic or Han numerals.

use crate::han;

/// The first year in the text, in Arabic or Han numerals: where, how long, which.
pub fn find_year(text: &str) -> Option<(usize, usize, u16)> {
    let mut inside = false;
    for (at, character) in text.char_indices() {
        let value = digit(character);
        let begins = value == Some(2) && !inside;
        inside = value.is_some();
        if let Some((length, year)) = begins.then(|| year_at(&text[at..])).flatten() {
            return Some((at, length, year));
        }
    }
    None
}

/// The year that a text begins with, no more and no fewer than four digits: how long, which.
fn year_at(text: &str) -> Option<(usize, u16)> {
    let (mut count, mut length, mut year) = (0, 0, 0);
    for (character, value) in text.chars().map_while(|character| Some((character, digit(character)?))).take(5) {
        (count, length, year) = (count + 1, length + character.len_utf8(), year * 10 + value);
    }
    (count == 4 && year / 100 == 20).then_some((length, year))
}

/// Bytes of a year that the text begins with and that takes `length` of them, with the word for a year behind it.
pub(super) fn year_words(text: &str, length: usize) -> usize {
    let behind = text.get(length..).unwrap_or("");
    let rest = behind.strip_prefix('年').unwrap_or(behind);
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    text.len() - rest.len()
}

/// Returns the value of a digit of a year; some write a letter for 〇.
fn digit(character: char) -> Option<u16> {
    let arabic = || u8::try_from(character.to_digit(10)?).ok();
    han::digit(if character == 'Ｏ' { '〇' } else { character }).or_else(arabic).map(u16::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_in_both_numerals() {
        assert_eq!(find_year("甲2020年").map(|found| found.2), Some(2020));
        assert_eq!(find_year("二〇二二年").map(|found| found.2), Some(2022));
        assert_eq!(find_year("12020").map(|found| found.2), None);
        assert_eq!(year_words("2022年度报告", 4), "2022年度".len());
        assert_eq!(year_words("2022年年度报告", 4), "2022年".len());
    }
}
