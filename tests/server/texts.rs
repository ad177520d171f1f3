//! Edits of every kind, against a model that knows nothing of ropes: the whole text, counted character by character.

use gaireport::text::{Encoding, Point, Text};

use super::random::Random;

/// Sequences of edits for each encoding.
const SEQUENCES: u64 = 10_000;

/// Pieces that texts are made of: what counts differently in each encoding, and everything that ends a line somewhere.
const PIECES: [&str; 20] = [
    "a",
    "年报",
    "𠮷",
    "👨\u{200d}👩\u{200d}👧",
    "e\u{301}",
    "\n",
    "\r\n",
    "\r",
    "\n\r",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{b}",
    "\u{c}",
    "\t",
    "",
    "\u{feff}",
    "　",
    "总计\t12\n",
    "\u{10ffff}",
];

#[test]
fn any_sequence_of_edits_gives_the_text_it_should() {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        for seed in 0..SEQUENCES {
            let mut random = Random::new(seed);
            let mut model = text(&mut random, 12);
            let mut rope = Text::new(&model);
            for _ in 0..1 + random.below(8) {
                let (start, end) = (place(&mut random, &model), place(&mut random, &model));
                let inserted = text(&mut random, 4);
                rope.edit(start, end, &inserted, encoding);
                let (from, to) = (offset(&model, start, encoding), offset(&model, end, encoding));
                model.replace_range(from.min(to)..from.max(to), &inserted);
                assert_eq!(rope.whole(), model, "{encoding:?}, seed {seed}");
            }
            let at = random.below(model.len() + 1);
            let at = (0..=at).rev().find(|&at| model.is_char_boundary(at)).unwrap();
            let there = rope.place(at, encoding);
            // Between the two characters of a line end there is no place of its own.
            let inside = model[..at].ends_with('\r') && model[at..].starts_with('\n');
            assert_eq!(offset(&model, there, encoding), if inside { at - 1 } else { at }, "{encoding:?}, seed {seed}");
        }
    }
}

fn text(random: &mut Random, most: usize) -> String {
    (0..random.below(most + 1)).map(|_| PIECES[random.below(PIECES.len())]).collect()
}

/// A place in the text, or somewhat out of it.
fn place(random: &mut Random, text: &str) -> Point {
    let far = |random: &mut Random, near: usize| match random.below(20) {
        0 => u32::MAX,
        1 => near as u32 + 1000,
        _ => random.below(near + 3) as u32,
    };
    Point { line: far(random, text.matches(['\n', '\r']).count()), character: far(random, 12) }
}

/// The byte at a place, counted from the beginning.
fn offset(text: &str, place: Point, encoding: Encoding) -> usize {
    let mut start = 0;
    for _ in 0..place.line {
        match line_end(text, start) {
            Some((_, next)) => start = next,
            None => return text.len(),
        }
    }
    let end = line_end(text, start).map_or(text.len(), |(end, _)| end);
    let mut units = 0;
    for (at, character) in text[start..end].char_indices() {
        units += match encoding {
            Encoding::Utf8 => character.len_utf8(),
            Encoding::Utf16 => character.len_utf16(),
            Encoding::Utf32 => 1,
        };
        if units > place.character as usize {
            return start + at;
        }
    }
    end
}

/// Where the line that begins at `start` ends, and where the next begins.
fn line_end(text: &str, start: usize) -> Option<(usize, usize)> {
    let end = start + text[start..].find(['\n', '\r'])?;
    Some((end, end + if text[end..].starts_with("\r\n") { 2 } else { 1 }))
}
