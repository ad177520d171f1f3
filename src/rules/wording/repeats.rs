//! Words that stand twice in a row.

use super::{begins_ideograph, place};
use crate::lexicon::wording;
use crate::lint::{Context, Finding, Message, Sink};

/// Longest word that is looked for, in characters.
const LONGEST: usize = 12;
/// Places in which the last occurrence of a character is kept.
const PLACES: usize = 1 << (32 - HASH_SHIFT);
/// Spreads characters over the places: 2³² by the golden ratio.
const HASH: u32 = 0x9E37_79B1;
/// Bits of the product that are dropped.
const HASH_SHIFT: u32 = 23;

/// `duplicated-word`. Source: a slip of the pen or of pasting; no text of law.
pub fn duplicated_word(context: &Context, sink: &mut Sink) {
    let prose = &context.report.prose;
    for (start, middle, end) in repeats(&prose.folded.text) {
        let word = &prose.folded.text[start..middle];
        let (_, tail) = prose.around(start, end);
        if is_wrong(word, tail) && prose.is_unbroken(start, end) {
            let with = |template| Message::new(template).with("word", word);
            let edits = context.document.replace(prose.span(middle, end), "");
            let mut finding = Finding::new(place(context, start, end), with("message")).expecting(word);
            finding.actual = Some(word.repeat(2));
            sink.push(finding.suggesting(with("fix"), edits));
        }
    }
}

/// Whether the repetition of a word before `tail` is neither a way of speaking nor the seam of two words.
fn is_wrong(word: &str, tail: &str) -> bool {
    let wording = wording();
    let numeral = word.chars().next().is_some_and(|first| wording.repeats.numerals.contains(first));
    let verb = wording.repeats.verbs.iter().any(|verb| verb == word);
    let seam = |word: &str| {
        let known = wording.repeated.iter().find(|repeat| repeat.word == word);
        known.is_some_and(|repeat| repeat.after.iter().any(|after| tail.starts_with(after.as_str())))
    };
    !(numeral || verb || seam(word))
}

/// Every run of ideographs that stands twice in a row: its start, its middle and its end. One pass: a character as far
/// from its last occurrence as the one before it goes on with a repetition.
fn repeats(text: &str) -> Vec<(usize, usize, usize)> {
    let bytes = text.as_bytes();
    // A character in the high half, its place in the low half.
    let mut last = [0_u64; PLACES];
    let (mut found, mut lag, mut run, mut at) = (Vec::new(), 0, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        if !begins_ideograph(byte) {
            (lag, run) = (0, 0);
            at += 1;
            continue;
        }
        let character = character_at(&bytes[at..]);
        let here = u64::from(character) << 32 | at as u64;
        let place = &mut last[(character.wrapping_mul(HASH) >> HASH_SHIFT) as usize];
        // Another character is further away than any text is long: no comparison, whose outcome cannot be guessed.
        let distance = here.wrapping_sub(*place);
        *place = here;
        if (6..=3 * LONGEST as u64).contains(&distance) {
            run = if distance == lag { run + 3 } else { 3 };
            lag = distance;
        } else {
            lag = 0;
        }
        at += 3;
        if lag > 0 && run == lag {
            let length = lag as usize;
            found.push((at - 2 * length, at - length, at));
            (lag, run) = (0, 0);
        }
    }
    found
}

/// The three bytes of an ideograph as a number.
fn character_at(bytes: &[u8]) -> u32 {
    match (bytes.first_chunk::<4>(), bytes) {
        (Some(chunk), _) => u32::from_le_bytes(*chunk) & 0xFF_FFFF,
        (None, [first, second, third]) => u32::from_le_bytes([*first, *second, *third, 0]),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<&str> {
        let found = repeats(text).into_iter();
        found
            .filter(|&(start, middle, end)| is_wrong(&text[start..middle], &text[end..]))
            .map(|f| &text[f.0..f.1])
            .collect()
    }

    #[test]
    fn repeated_words_are_found_whatever_their_length() {
        assert_eq!(wrong("各项工作工作进入程序化"), ["工作"]);
        assert_eq!(wrong("主动公开政府政府情况"), ["政府"]);
        assert_eq!(wrong("政府信息政府信息公开"), ["政府信息"]);
        assert_eq!(wrong("公开了公开了"), ["公开了"]);
    }

    #[test]
    fn seams_of_words_and_ways_of_speaking_are_right() {
        for text in [
            "清河镇人民政府政府信息公开工作",
            "二〇二〇年",
            "一项一项落实，一件一件办理",
            "应公开尽公开",
            "政务公开公开栏",
            "便民服务服务窗口",
            "各部门部门预决算",
            "文件等等方式",
            "常常致使，层层落实",
            "收取政府信息信息处理费",
            "加强规范规范性文件管理",
        ] {
            assert_eq!(wrong(text), [""; 0], "{text}");
        }
    }
}
