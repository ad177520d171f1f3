//! Folding of labels for comparison: blanks, brackets, stops and quotes dropped, compatibility characters made plain.

use unicode_normalization::UnicodeNormalization;

use crate::lexicon::traditional::simplify_from;
use crate::number::is_blank;

/// Appends the folded text. Digits and letters stay, so `（七）总计` and `总计` remain apart; traditional characters become
/// simplified ones.
pub fn fold_into(text: &str, folded: &mut String) {
    let start = folded.len();
    fold_form(text, folded);
    simplify_from(folded, start);
}

fn fold_form(text: &str, folded: &mut String) {
    for character in text.chars() {
        match character {
            '\u{4E00}'..='\u{9FFF}' => folded.push(character),
            _ if character.is_ascii() => fold_ascii(character, folded),
            '\u{FF01}'..='\u{FF5E}' => fold_ascii(narrow(character), folded),
            _ if is_dropped(character) => {}
            '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{3200}'..='\u{33FF}' | '\u{2000}'..='\u{24FF}' => {
                character
                    .nfkc()
                    .filter(|character| !is_dropped(*character))
                    .for_each(|plain| fold_ascii(plain, folded));
            }
            _ => folded.push(character),
        }
    }
}

/// The folded text.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// The half-width form of a full-width character.
fn narrow(character: char) -> char {
    char::from_u32(u32::from(character) - 0xFF01 + 0x21).unwrap_or(character)
}

fn fold_ascii(character: char, folded: &mut String) {
    let dropped = matches!(
        character,
        ' ' | '\t'
            | '\n'
            | '\r'
            | '\x0B'
            | '\x0C'
            | '('
            | ')'
            | '['
            | ']'
            | ':'
            | ','
            | '.'
            | '/'
            | '"'
            | '\''
            | '*'
            | '#'
            | '_'
            | '\\'
    );
    if !dropped {
        folded.push(character);
    }
}

fn is_dropped(character: char) -> bool {
    matches!(
        character,
        '、' | '。'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '﹝'
            | '﹞'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '「'
            | '」'
            | '『'
            | '』'
            | '︵'
            | '︶'
    ) || is_blank(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_conversion_changes_is_folded_away() {
        assert_eq!(fold(" 结 果　维\u{200B}持 "), fold("结果维持"));
        assert_eq!(fold("(三)“甲乙”：１．"), "三甲乙1");
        assert_eq!(fold("⼀、⾏政"), fold("一、行政"));
        assert_eq!(fold("規範性文件"), fold("规范性文件"));
    }
}
