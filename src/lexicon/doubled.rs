//! One character that stands twice in a row: whether two words meet in it, or a slip of the hand put it there again.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Any ideograph, among the characters beside a seam.
const ANY: char = '*';
/// Any digit there.
const DIGIT: char = '0';

/// The characters that are looked at: `lexicon/doubled.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doubled {
    /// Words and ways of speaking that hold a character twice.
    words: Vec<String>,
    /// Characters that never stand twice but where two words meet.
    seams: FxHashMap<char, Seam>,
    /// Characters that may stand twice, but not behind certain others.
    behind: FxHashMap<char, Behind>,
}

/// The seam between a word that ends with a character and one that begins with it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seam {
    /// Characters before it at the end of a word.
    ends: String,
    /// Characters behind it at the beginning of a word.
    begins: String,
    /// Longer beginnings.
    #[serde(default)]
    also: Vec<String>,
    /// The character is a word of its own: one side is enough.
    #[serde(default)]
    either: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Behind {
    /// Characters behind which a second one is too many.
    after: String,
    /// Characters behind it at the beginning of another word.
    begins: String,
}

impl Doubled {
    /// Returns whether a character that stands twice between these texts is a slip.
    pub fn is_slip(&self, character: char, head: &str, tail: &str) -> bool {
        let (before, next) = (head.chars().next_back(), tail.chars().next());
        // 一步步, 一项项.
        if before == Some('一') || self.is_of_word(character, head, tail) {
            return false;
        }
        if let Some(seam) = self.seams.get(&character) {
            let ends = holds(&seam.ends, before);
            let begins = holds(&seam.begins, next) || seam.also.iter().any(|word| tail.starts_with(word.as_str()));
            return !(if seam.either { ends || begins } else { ends && begins });
        }
        self.behind.get(&character).is_some_and(|behind| holds(&behind.after, before) && !holds(&behind.begins, next))
    }

    /// Returns whether a character doubles to a word of its own, as 件件 does.
    pub fn doubles(&self, character: char) -> bool {
        self.behind.contains_key(&character)
    }

    /// Returns whether it stands twice in a word that does have it twice.
    fn is_of_word(&self, character: char, head: &str, tail: &str) -> bool {
        let twice: String = [character; 2].iter().collect();
        let fits = |word: &String| {
            let parts = word.match_indices(twice.as_str()).map(|(at, _)| (&word[..at], &word[at + twice.len()..]));
            parts.into_iter().any(|(begin, end)| head.ends_with(begin) && tail.starts_with(end))
        };
        self.words.iter().any(fits)
    }
}

/// Returns whether a character is one of those listed.
fn holds(listed: &str, character: Option<char>) -> bool {
    let Some(character) = character else { return false };
    let ideograph = matches!(character, '\u{4E00}'..='\u{9FFF}');
    listed.contains(character)
        || (ideograph && listed.contains(ANY))
        || (character.is_ascii_digit() && listed.contains(DIGIT))
}

/// The characters of `doubled.toml`.
pub fn doubled() -> &'static Doubled {
    static DOUBLED: LazyLock<Doubled> = LazyLock::new(|| {
        toml::from_str(include_str!("doubled.toml")).expect("a file of the program that a test reads")
    });
    &DOUBLED
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters of a text that are said to stand there once too often.
    fn slips(text: &str) -> Vec<char> {
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let pairs = characters.windows(2).filter(|pair| pair[0].1 == pair[1].1);
        let slip = |(at, character): (usize, char)| {
            let end = at + 2 * character.len_utf8();
            doubled().is_slip(character, &text[..at], &text[end..]).then_some(character)
        };
        pairs.filter_map(|pair| slip(pair[0])).collect()
    }

    #[test]
    fn a_character_too_many_is_a_slip() {
        assert_eq!(slips("乙镇镇人民政府"), ['镇']);
        assert_eq!(slips("按照国家、省和市有有关规定"), ['有']);
        assert_eq!(slips("属于过程性性信息的0件"), ['性']);
        assert_eq!(slips("公开信息12条条，及时时更新"), ['条', '时']);
    }

    #[test]
    fn words_that_meet_and_words_that_double_are_right() {
        for text in [
            "把公开作为工作作为重点",
            "法律法规规章",
            "领导小组组长",
            "乙镇镇长、乙镇镇村两级",
            "津市市人民政府",
            "所有有关部门",
            "可行性性质",
            "方方面面",
            "一步步推进，一条条落实",
            "12个个人、5项项目、3期期刊",
            "事事有回音、件件有着落",
            "层层落实，处处方便",
        ] {
            assert_eq!(slips(text), [] as [char; 0], "{text}");
        }
    }

    #[test]
    fn no_character_is_judged_in_two_ways() {
        let twice: Vec<&char> =
            doubled().behind.keys().filter(|character| doubled().seams.contains_key(character)).collect();
        assert_eq!(twice, [] as [&char; 0]);
    }
}
