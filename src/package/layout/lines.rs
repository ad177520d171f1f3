//! Glyphs to lines of text.

use super::Glyph;

/// The height that glyphs without one are taken to have.
const LEAST_HEIGHT: i32 = 100;

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) x0: i32,
    pub(super) x1: i32,
    pub(super) y0: i32,
    pub(super) y1: i32,
    pub(super) text: String,
    /// The words that wide gaps part, from left to right.
    pub(super) words: Vec<Word>,
}

/// A word, or several without a wide gap between them.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) x0: i32,
    pub(super) x1: i32,
    pub(super) text: String,
    /// The span of each character.
    spans: Vec<(i32, i32)>,
}

impl Word {
    fn of(glyph: &Glyph) -> Self {
        Word { x0: glyph.x0, x1: glyph.x1, text: glyph.character.to_string(), spans: vec![(glyph.x0, glyph.x1)] }
    }

    /// Adds a character behind those that it has.
    fn push(&mut self, glyph: &Glyph, height: i32) {
        let ascii = self.text.ends_with(|last: char| last.is_ascii_alphanumeric());
        if ascii && glyph.x0 - self.x1 > height / 5 && glyph.character.is_ascii_alphanumeric() {
            self.text.push(' ');
            self.spans.push((self.x1, glyph.x0));
        }
        self.text.push(glyph.character);
        self.spans.push((glyph.x0, glyph.x1));
        self.x1 = self.x1.max(glyph.x1);
    }

    fn overlaps(&self, other: &Word) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1
    }

    /// The words before and of a figure that stands right behind others, in one of these columns.
    fn split_at(&self, columns: &[(i32, i32)]) -> Option<[Word; 2]> {
        let digits = self.text.bytes().rev().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let (words, figure) = self.text.split_at(self.text.len() - digits);
        if words.is_empty() || !figure.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let (before, behind) = self.spans.split_at(words.chars().count());
        let (first, last) = (behind.first()?, behind.last()?);
        columns.iter().find(|(x0, x1)| first.0 <= *x1 && *x0 <= last.1)?;
        let part = |text: &str, spans: &[(i32, i32)]| {
            let (x0, x1) = (spans.first().map_or(0, |span| span.0), spans.last().map_or(0, |span| span.1));
            Word { x0, x1, text: text.to_owned(), spans: spans.to_vec() }
        };
        Some([part(words, before), part(figure, behind)])
    }
}

impl Line {
    /// Returns the line with figures of their own that stand right behind words, where other figures stand under them.
    pub(super) fn split_at(&self, columns: &[(i32, i32)]) -> Line {
        let split = |word: &Word| word.split_at(columns).map_or_else(|| vec![word.clone()], |parts| parts.to_vec());
        Line { words: self.words.iter().flat_map(split).collect(), ..self.clone() }
    }

    /// Returns whether each word of the line stands under one word of this one, right below it.
    pub(super) fn is_over(&self, below: &Line) -> bool {
        let over = |word: &Word| self.words.iter().filter(|above| above.overlaps(word)).count() == 1;
        self.y0 < below.y0 && (below.y0 - self.y1) * 10 < self.height() * 3 && below.words.iter().all(over)
    }

    /// Has each of its words go on with what stands under it.
    pub(super) fn go_on_with(&mut self, below: Line) {
        for word in below.words {
            let Some(above) = self.words.iter_mut().find(|above| above.overlaps(&word)) else { continue };
            above.text.push_str(&word.text);
            above.spans.extend(word.spans);
            (above.x0, above.x1) = (above.x0.min(word.x0), above.x1.max(word.x1));
        }
        self.text = joined_words(&self.words);
        self.y1 = below.y1;
    }

    /// The height of its glyphs.
    pub(super) fn height(&self) -> i32 {
        (self.y1 - self.y0).max(LEAST_HEIGHT)
    }
}

/// Returns the lines of glyphs from top to bottom.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut sorted = glyphs.to_vec();
    sorted.sort_by_key(|glyph| (glyph.middle().1, glyph.x0));
    let mut lines = Vec::new();
    for group in sorted.chunk_by_mut(beside()) {
        group.sort_by_key(|glyph| glyph.x0);
        lines.extend(line(group));
    }
    lines
}

/// Returns a test for whether the second glyph stands on the line of the first of its group.
fn beside() -> impl FnMut(&Glyph, &Glyph) -> bool {
    let mut first: Option<Glyph> = None;
    move |before, next| {
        let head = *first.get_or_insert(*before);
        let height = (head.y1 - head.y0).max(next.y1 - next.y0).max(LEAST_HEIGHT);
        let fits = (next.middle().1 - head.middle().1).abs() * 2 < height;
        if !fits {
            first = Some(*next);
        }
        fits
    }
}

fn joined_words(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join("  ")
}

/// The line of glyphs from left to right; none where they are blank.
fn line(glyphs: &[Glyph]) -> Option<Line> {
    let mut words: Vec<Word> = Vec::new();
    for glyph in without_marks(glyphs) {
        let height = (glyph.y1 - glyph.y0).max(LEAST_HEIGHT);
        match words.last_mut() {
            Some(word) if glyph.x0 - word.x1 <= height * 2 / 3 => word.push(&glyph, height),
            _ => words.push(Word::of(&glyph)),
        }
    }
    let text = joined_words(&words);
    let (first, last) = (words.first()?, words.last()?);
    let y0 = glyphs.iter().map(|glyph| glyph.y0).min()?;
    let y1 = glyphs.iter().map(|glyph| glyph.y1).max()?;
    Some(Line { x0: first.x0, x1: last.x1, y0, y1, text, words })
}

/// The characters of a line without the marks of notes: smaller ones, raised or lowered, right behind a digit, whose figure they
/// are no part of.
fn without_marks(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut mark: Option<Glyph> = None;
    for glyph in glyphs {
        let behind = |before: &Glyph| (glyph.x0 - before.x1).abs() * 4 <= before.height();
        let of_note = |digit: &&Glyph| {
            let off = (digit.baseline() - glyph.baseline()).abs();
            digit.character.is_ascii_digit()
                && behind(digit)
                && glyph.height() * 10 <= digit.height() * 9
                && off * 20 >= digit.height() * 3
        };
        let goes_on = mark.as_ref().is_some_and(|before| {
            behind(before) && before.height() == glyph.height() && before.baseline() == glyph.baseline()
        });
        if goes_on || mark.is_none() && kept.last().as_ref().is_some_and(of_note) {
            mark = Some(*glyph);
        } else {
            mark = None;
            kept.push(*glyph);
        }
    }
    kept
}

/// Returns the text of a cell's glyphs on one line.
pub(super) fn joined(glyphs: &[Glyph]) -> String {
    let mut text = String::new();
    for line in lines(glyphs) {
        let line = line.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let ascii = text.ends_with(|last: char| last.is_ascii_alphabetic());
        if ascii && line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            text.push(' ');
        }
        text.push_str(&line);
    }
    text
}
