//! Traditional characters and the simplified ones that stand for them.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Deserialize;

/// The characters of the table lie from here on, and take so many places.
const FIRST: u32 = 0x4E00;
const PLACES: usize = 0x5200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    telling: String,
    shared: String,
}

/// For each character its simplified form, or 0, and whether simplified texts do without it.
struct Table(Vec<(u16, bool)>);

fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        let file: File =
            toml::from_str(include_str!("traditional.toml")).expect("a test reads the file of traditional characters");
        let mut table = Table(vec![(0, false); PLACES]);
        table.add(&file.telling, |entry, simple| *entry = (simple, true));
        table.add(&file.shared, |entry, simple| *entry = (simple, false));
        table
    });
    &TABLE
}

impl Table {
    fn add(&mut self, pairs: &str, note: impl Fn(&mut (u16, bool), u16)) {
        let mut characters = pairs.chars().filter(|character| !character.is_whitespace());
        while let (Some(other), Some(simple)) = (characters.next(), characters.next()) {
            if let (Some(place), Ok(simple)) = (place(other), u16::try_from(u32::from(simple))) {
                note(&mut self.0[place], simple);
            }
        }
    }

    fn get(&self, character: char) -> Option<(char, bool)> {
        let (simple, telling) = *self.0.get(place(character)?)?;
        char::from_u32(u32::from(simple)).filter(|_| simple != 0).map(|simple| (simple, telling))
    }
}

fn place(character: char) -> Option<usize> {
    let place = u32::from(character).checked_sub(FIRST)? as usize;
    (place < PLACES).then_some(place)
}

/// The text with simplified characters in place of traditional ones: as long in bytes, every character where it was.
pub fn simplified(text: &str) -> Cow<'_, str> {
    let table = table();
    let changed = text.char_indices().find(|(_, character)| table.get(*character).is_some());
    let Some((first, _)) = changed else { return Cow::Borrowed(text) };
    let mut simple = String::with_capacity(text.len());
    simple.push_str(&text[..first]);
    simple.extend(text[first..].chars().map(|character| table.get(character).map_or(character, |(simple, _)| simple)));
    Cow::Owned(simple)
}

/// Simplifies the characters of a text from an offset on.
pub fn simplify_from(text: &mut String, start: usize) {
    if let Cow::Owned(simple) = simplified(&text[start..]) {
        text.replace_range(start.., &simple);
    }
}

/// Finds the first traditional character of a text that simplified texts do without.
pub fn first_telling(text: &str) -> Option<usize> {
    telling(text).next()
}

/// Counts such characters.
pub fn count_telling(text: &str) -> usize {
    telling(text).count()
}

fn telling(text: &str) -> impl Iterator<Item = usize> + '_ {
    let table = table();
    text.char_indices()
        .filter(|(_, character)| table.get(*character).is_some_and(|(_, telling)| telling))
        .map(|at| at.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_are_read_as_simplified_ones_of_the_same_length() {
        assert_eq!(simplified("總體情況：12條"), "总体情况：12条");
        assert!(matches!(simplified("总体情况：12条"), Cow::Borrowed(_)));
        let all: String = table_characters().collect();
        assert_eq!(simplified(&all).len(), all.len());
        assert_eq!(simplified(&simplified(&all)), simplified(&all));
        assert!(all.chars().count() > 2500);
        assert!(all.chars().all(|character| character.len_utf8() == "总".len()));
    }

    #[test]
    fn a_name_with_a_rare_character_tells_nothing() {
        assert_eq!(count_telling("乾县於家镇后坪乡"), 0);
        assert_eq!(first_telling("甲縣鄉"), Some(3));
    }

    fn table_characters() -> impl Iterator<Item = char> {
        ('\u{4E00}'..='\u{9FFF}').filter(|&character| table().get(character).is_some())
    }
}
