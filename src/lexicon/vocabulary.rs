//! Many words found in one pass over a text, a step a character.
//!
//! A general automaton steps byte by byte, three times a character here, and takes longer to build than most drafts take
//! to be looked at. Here the beginnings of words are marked in a small table, where nearly every place of a text is seen
//! to begin none; what seems to be a word is then compared.

/// Places for marks, two bits each: a few thousand leave most of them empty. Together they stay in the nearest cache, which
/// counts for more than the steps do where a text is looked at between long pauses, as an editor does.
const PLACES: usize = 1 << 16;
/// Slots for words: several may share one.
const SLOTS: usize = 1 << 12;
/// Spreads marks over the places: 2³² by the golden ratio.
const SPREAD: u32 = 0x9E37_79B1;

/// Words to be found in one pass, each with its meaning; where several begin or overlap, the longest of the first.
#[derive(Debug)]
pub struct Vocabulary<M> {
    marked: Marked,
    /// By the slot of a word's mark: the number of the last word that has it, from 1 on; 0 for none.
    slots: Box<[u32; SLOTS]>,
    words: Vec<Word<M>>,
    /// All bytes of each word.
    bytes: Vec<Box<[u8]>>,
}

#[derive(Debug)]
struct Word<M> {
    /// Its first bytes, as `head` has them: nearly all words are no longer, and are compared without a look elsewhere.
    head: u128,
    /// How many bytes it has.
    length: u32,
    meaning: M,
    /// The number of another word with the same slot, or 0.
    before: u32,
}

impl<M: Copy> Vocabulary<M> {
    /// The words with their meanings; of the same word twice the first counts. Empty words are left out.
    pub fn new(words: impl IntoIterator<Item = (String, M)>) -> Self {
        let mut all =
            Vocabulary { marked: Marked::default(), slots: Box::new([0; SLOTS]), words: Vec::new(), bytes: Vec::new() };
        for (word, meaning) in words.into_iter().filter(|(word, _)| !word.is_empty()) {
            all.add(word.into_bytes().into_boxed_slice(), meaning);
        }
        all
    }

    fn add(&mut self, bytes: Box<[u8]>, meaning: M) {
        let Ok(number) = u32::try_from(self.words.len() + 1) else { return };
        let Ok(length) = u32::try_from(bytes.len()) else { return };
        let (mut begun, mut at) = (0, 0);
        while let (code, length @ 1..) = code_at(&bytes, at) {
            begun = mark(begun, code);
            at += length;
            self.marked.add(begun, BEGINNING);
        }
        if self.known(begun, &bytes, 0, bytes.len()).is_none() {
            self.marked.add(begun, WORD);
            let before = std::mem::replace(&mut self.slots[slot(begun)], number);
            self.words.push(Word { head: head(&bytes, 0, bytes.len()), length, meaning, before });
            self.bytes.push(bytes);
        }
    }

    /// Calls `found` with the start, the end and the meaning of every word of a text, in order.
    pub fn each(&self, text: &str, mut found: impl FnMut(usize, usize, M)) {
        self.until(text, |start, end, meaning| {
            found(start, end, meaning);
            false
        });
    }

    /// Whether a text holds one of the words.
    pub fn is_in(&self, text: &str) -> bool {
        self.until(text, |_, _, _| true)
    }

    /// Shows the words in order until one is enough; whether one was.
    fn until(&self, text: &str, mut enough: impl FnMut(usize, usize, M) -> bool) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        let (mut first, mut length) = code_at(bytes, 0);
        while length > 0 {
            let (start, begun) = (at, mark(0, first));
            at += length;
            (first, length) = code_at(bytes, at);
            // Most places are passed over here: two characters tell nearly always that no word begins. One alone tells
            // it of every second place, which a processor cannot guess.
            let known = self.marked.at(begun) & WORD | self.marked.at(mark(begun, first));
            if known != 0
                && let Some((end, meaning)) = self.word_at(bytes, start, bytes.len())
            {
                if enough(start, end, meaning) {
                    return true;
                }
                at = end;
                (first, length) = code_at(bytes, at);
            }
        }
        false
    }

    /// The longest word that a text begins with: its length and meaning.
    pub fn begins(&self, text: &str) -> Option<(usize, M)> {
        self.word_at(text.as_bytes(), 0, text.len())
    }

    /// The longest word at an offset that ends at `last` or before: its end and meaning.
    fn word_at(&self, bytes: &[u8], start: usize, last: usize) -> Option<(usize, M)> {
        let (mut longest, mut begun, mut at) = (None, 0, start);
        while let (code, length @ 1..) = code_at(bytes, at) {
            begun = mark(begun, code);
            at += length;
            let known = self.marked.at(begun);
            if at > last || known == 0 {
                break;
            } else if known & WORD != 0 {
                longest = Some((begun, at));
            }
        }
        let (mark, end) = longest?;
        let known = self.known(mark, bytes, start, end);
        // What seemed to end there may be no word, but a shorter one is.
        known.map(|meaning| (end, meaning)).or_else(|| self.word_at(bytes, start, end - 1))
    }

    /// The meaning of the word that has this mark and stands between these offsets.
    fn known(&self, mark: u32, bytes: &[u8], start: usize, end: usize) -> Option<M> {
        let (head, length) = (head(bytes, start, end), end - start);
        let mut number = self.slots[slot(mark)];
        while let Some(index) = (number as usize).checked_sub(1) {
            let word = self.words.get(index)?;
            let same = word.head == head && word.length as usize == length;
            if same && (length <= HEAD || *self.bytes[index] == bytes[start..end]) {
                return Some(word.meaning);
            }
            number = word.before;
        }
        None
    }

    /// The words with their meanings.
    pub fn iter(&self) -> impl Iterator<Item = (&str, M)> {
        let meanings = self.words.iter().map(|word| word.meaning);
        self.bytes.iter().map(|bytes| std::str::from_utf8(bytes).unwrap_or_default()).zip(meanings)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Bytes of a head.
const HEAD: usize = size_of::<u128>();

/// The first bytes between two offsets as a number.
fn head(bytes: &[u8], start: usize, end: usize) -> u128 {
    let length = (end - start).min(HEAD);
    let Some(chunk) = bytes[start..].first_chunk::<HEAD>() else {
        let mut last = [0; HEAD];
        last[..length].copy_from_slice(&bytes[start..start + length]);
        return u128::from_le_bytes(last);
    };
    u128::from_le_bytes(*chunk) & (u128::MAX >> (8 * (HEAD - length)))
}

/// A number for a beginning: that of what is one character shorter, and the character.
pub(super) fn mark(shorter: u32, code: u32) -> u32 {
    (shorter ^ code).wrapping_mul(SPREAD)
}

fn slot(mark: u32) -> usize {
    (mark >> 8) as usize % SLOTS
}

/// The bytes of the character at an offset as a number, and their count: 0 at the end. Decoding them would take longer.
#[inline]
pub(super) fn code_at(bytes: &[u8], at: usize) -> (u32, usize) {
    match bytes.get(at..at + 4) {
        Some(four) => code(u32::from_le_bytes(four.try_into().unwrap_or_default())),
        None => last_code(bytes.get(at..).unwrap_or_default()),
    }
}

/// Calls `look` with every character as a number and with its offset, in order.
#[inline]
pub(super) fn each_code(bytes: &[u8], mut look: impl FnMut(u32, usize)) {
    let (mut at, last) = (0, bytes.len().saturating_sub(4));
    while at < last {
        let (code, length) = code(u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap_or_default()));
        look(code, at);
        at += length;
    }
    while let (code, length @ 1..) = code_at(bytes, at) {
        look(code, at);
        at += length;
    }
}

/// The first character of fewer than four bytes as a number, and its bytes.
#[cold]
fn last_code(rest: &[u8]) -> (u32, usize) {
    if rest.is_empty() {
        return (0, 0);
    }
    code(rest.iter().rev().fold(0, |bytes, byte| bytes << 8 | u32::from(*byte)))
}

/// The first character of four bytes. Nearly all are ideographs: a step of known length does not wait for the look. What
/// else there is cannot be guessed, and is looked up.
#[inline]
fn code(bytes: u32) -> (u32, usize) {
    if bytes & 0xF0 == 0xE0 {
        return (bytes & MASKS[3], 3);
    }
    let length = LENGTHS[(bytes & 0xFF) as usize / 16];
    (bytes & MASKS[usize::from(length) % 8], usize::from(length))
}

/// Bytes of a character, by the first four bits of its first byte.
const LENGTHS: [u8; 16] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4];
/// The bytes of a character of that length.
const MASKS: [u32; 8] = [0, 0xFF, 0xFFFF, 0xFF_FFFF, u32::MAX, 0, 0, 0];

/// Some word begins so.
const BEGINNING: u64 = 1;
/// A word is this.
const WORD: u64 = 2;

/// What is known of marks, or seems to be: another may share the place.
struct Marked(Box<[u64; PLACES / 32]>);

impl Default for Marked {
    fn default() -> Self {
        Marked(Box::new([0; PLACES / 32]))
    }
}

impl std::fmt::Debug for Marked {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} marks", self.0.iter().map(|bits| bits.count_ones()).sum::<u32>())
    }
}

impl Marked {
    fn add(&mut self, mark: u32, known: u64) {
        let place = (mark >> 16) as usize % PLACES;
        self.0[place / 32] |= known << (place % 32 * 2);
    }

    fn at(&self, mark: u32) -> u64 {
        let place = (mark >> 16) as usize % PLACES;
        self.0[place / 32] >> (place % 32 * 2) & (BEGINNING | WORD)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_of_the_first_place_is_found() {
        let words = ["公开", "公开指南", "开", "申请公开", "ab", ","].map(|word| (word.to_owned(), word));
        let words = Vocabulary::new(words.into_iter().chain([(String::new(), "")]));
        let found = |text| {
            let mut all = Vec::new();
            words.each(text, |start, end, word| all.push((start, end, word)));
            all
        };
        assert_eq!(found("公开指南"), [(0, 12, "公开指南")]);
        assert_eq!(found("公开指,开"), [(0, 6, "公开"), (9, 10, ","), (10, 13, "开")]);
        assert_eq!(found("依申请公开公"), [(3, 15, "申请公开")]);
        assert_eq!(found("😀ab"), [(4, 6, "ab")]);
        assert_eq!(found(""), []);
        assert_eq!(words.begins("公开指南"), Some((12, "公开指南")));
        assert_eq!(words.begins("依申请公开"), None);
        assert!(Vocabulary::<()>::new([]).is_empty());
    }

    #[test]
    fn words_that_share_a_mark_are_told_apart() {
        // More than two bytes can number.
        let all: Vec<String> = (0..70_000_u32).map(|number| format!("公{number}")).collect();
        let words = Vocabulary::new(all.iter().cloned().zip(0..));
        for (word, number) in all.iter().zip(0..) {
            assert_eq!(words.begins(&format!("{word}号")), Some((word.len(), number)), "{word}");
        }
        assert_eq!(words.begins("公"), None);
    }
}
