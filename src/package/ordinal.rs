//! Numbers as lists of word processors write them.

/// Names of the formats by the numbers that Word has given them since 1997.
const BY_NUMBER: [&str; 40] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
];

/// Returns the format of that number; what is not known shows nothing.
pub(super) fn format(number: usize) -> &'static str {
    BY_NUMBER.get(number).copied().unwrap_or("none")
}

use crate::han;

/// Over this a number is written in digits: no list of a document is that long.
const LARGEST: usize = 99_999;

/// From a half-width character to the full-width one.
const FULL_WIDTH: u32 = 0xFEE0;

/// A number in one of the formats of lists; in digits where the format is another.
pub(super) fn written(number: usize, format: &str) -> String {
    if number > LARGEST {
        return number.to_string();
    }
    match format {
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => han::written(number),
        "chineseLegalSimplified" => han::financial(number),
        "ideographDigital" | "taiwaneseDigital" | "koreanDigital2" | "japaneseDigitalTenThousand" => {
            han::digit_by_digit(number)
        }
        "decimalFullWidth" | "decimalFullWidth2" => full_width(number),
        "decimalZero" => format!("{number:02}"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(number, '①', 20),
        "decimalEnclosedParen" => enclosed(number, '⑴', 20),
        "decimalEnclosedFullstop" => enclosed(number, '⒈', 20),
        "ideographEnclosedCircle" => enclosed(number, '㊀', 10),
        "ideographTraditional" => cycle(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(number, "子丑寅卯辰巳午未申酉戌亥"),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        _ => number.to_string(),
    }
}

fn full_width(number: usize) -> String {
    number.to_string().chars().filter_map(|digit| char::from_u32(u32::from(digit) + FULL_WIDTH)).collect()
}

fn enclosed(number: usize, first: char, last: usize) -> String {
    let place = u32::try_from(number).ok().filter(|_| (1..=last).contains(&number));
    let character = place.and_then(|number| char::from_u32(u32::from(first) + number - 1));
    character.map_or_else(|| number.to_string(), String::from)
}

fn cycle(number: usize, names: &str) -> String {
    number.checked_sub(1).and_then(|place| names.chars().nth(place)).map_or_else(|| number.to_string(), String::from)
}

/// a…z, then aa, bb, … as Word counts.
fn letters(number: usize, first: u8) -> String {
    let Some(place) = number.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(first + u8::try_from(place % 26).unwrap_or(0));
    letter.to_string().repeat(place / 26 + 1)
}

fn roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let (mut rest, mut text) = (number, String::new());
    for (value, sign) in SIGNS {
        text.push_str(&sign.repeat(rest / value));
        rest %= value;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let cases = [
            (1, "chineseCounting", "一"),
            (10, "chineseCountingThousand", "十"),
            (21, "japaneseCounting", "二十一"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (0, "chineseCounting", "零"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (20, "ideographDigital", "二〇"),
            (12, "decimalFullWidth", "１２"),
            (7, "decimalZero", "07"),
            (20, "decimalEnclosedCircle", "⑳"),
            (21, "decimalEnclosedCircle", "21"),
            (2, "ideographTraditional", "乙"),
            (28, "lowerLetter", "bb"),
            (1994, "upperRoman", "MCMXCIV"),
            (3, "none", ""),
            (3, "ordinal", "3"),
            (1_000_000, "upperRoman", "1000000"),
        ];
        for (number, format, text) in cases {
            assert_eq!(written(number, format), text, "{number} {format}");
        }
    }
}
