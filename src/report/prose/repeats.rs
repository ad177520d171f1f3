//! Words that stand twice in a row.

/// Longest word that is looked for, in characters.
const LONGEST: usize = 12;
/// Bytes of an ideograph.
const WIDTH: usize = '一'.len_utf8();

/// A word that stands twice in a row, in bytes of the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Its first byte.
    pub start: usize,
    /// Start of the repetition.
    pub middle: usize,
    /// One past the end.
    pub end: usize,
}

/// Finds words of ideographs, none twice in a word, that stand twice in a row: in the order of their ends. Of three in a row
/// the second and the third repeat the one before.
pub fn repeats(text: &str) -> Vec<Repeat> {
    let characters: Vec<char> = text.chars().collect();
    let (mut found, mut free, mut end_byte) = (Vec::new(), 0, 0);
    for (at, last) in characters.iter().enumerate() {
        end_byte += last.len_utf8();
        let end = at + 1;
        let is_twice = |length: &usize| {
            at >= *length
                && characters[at - length] == *last
                && end >= (2 * length).max(free + length)
                && is_repeated(&characters[end - 2 * length..end])
        };
        if let Some(length) = (2..=LONGEST).find(is_twice) {
            let bytes = length * WIDTH;
            found.push(Repeat { start: end_byte - 2 * bytes, middle: end_byte - bytes, end: end_byte });
            free = end;
        }
    }
    found
}

/// Returns whether both halves are the same word of ideographs.
fn is_repeated(both: &[char]) -> bool {
    let (word, behind) = both.split_at(both.len() / 2);
    word.iter().zip(behind).all(|(one, other)| one == other)
        && word.iter().all(|character| is_ideograph(*character))
        && (1..word.len()).all(|at| !word[..at].contains(&word[at]))
}

/// Returns whether a character is an ideograph of the usual block.
pub fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        repeats(text).into_iter().map(|found| &text[found.start..found.end]).collect()
    }

    #[test]
    fn a_word_of_up_to_twelve_ideographs_is_found_where_it_stands_twice() {
        assert_eq!(found("各项工作工作进入"), ["工作工作"]);
        assert_eq!(
            found("甲乙丙丁戊己庚辛壬癸子丑甲乙丙丁戊己庚辛壬癸子丑"),
            ["甲乙丙丁戊己庚辛壬癸子丑甲乙丙丁戊己庚辛壬癸子丑"]
        );
        assert_eq!(found("公开公开公开"), ["公开公开", "公开公开"]);
        assert_eq!(found("abab,,12121、、"), [""; 0]);
        assert_eq!(found("一项一一项一"), [""; 0]);
        assert_eq!(found("层层落实"), [""; 0]);
        assert_eq!(found("政府，政府"), [""; 0]);
    }

    #[test]
    fn places_are_bytes() {
        assert_eq!(repeats("a公开公开"), [Repeat { start: 1, middle: 7, end: 13 }]);
    }
}
