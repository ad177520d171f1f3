//! The words of a section as overlap compares them: without headings, quoted titles, fixed sentences and punctuation,
//! figures masked; with the way back to the draft.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::sketch::Sketch;
use crate::dialect::Document;
use crate::report::Report;
use crate::report::prose::{self, Paragraph, Prose};
use crate::standard::editions;
use crate::text::Span;

/// Most characters of a section that are compared.
const MOST: usize = 8000;
/// Fewest characters of a section that is sketched.
const FEWEST: usize = 40;
/// Longest paragraph without a stop, and longest words behind a number, in characters, that are a heading.
const LONGEST_HEADING: usize = 20;
/// Longest quoted title, in bytes.
const LONGEST_TITLE: usize = 300;
/// Characters that a fixed sentence has more than: a shorter one is said by chance.
const SHORTEST_FIXED: usize = 12;
/// Stands for a figure, whatever it is.
const FIGURE: char = '0';

/// The words of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Id of the section: `overview`, `improvement`.
    pub section: String,
    /// Letters and ideographs, a 0 for every figure.
    pub text: String,
    /// The sketch of `text`.
    pub sketch: Sketch,
    /// A hash of the figures as they stand.
    pub figures: u64,
    /// Bytes of `text` that stand in quotation marks.
    quoted: Vec<(u32, u32)>,
    /// Bytes of `text` from the first on come from the bytes of the source from the second on.
    pieces: Vec<(u32, u32)>,
}

impl Passage {
    /// Returns the place of bytes of the text in the source.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let last = self.text.get(start..end).and_then(|text| text.chars().next_back()).map_or(0, char::len_utf8);
        Span::new(self.source(start), self.source(end.saturating_sub(last)) + last)
    }

    fn source(&self, offset: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.0 as usize <= offset);
        let piece = next.checked_sub(1).and_then(|piece| self.pieces.get(piece));
        piece.map_or(0, |(text, source)| *source as usize + offset - *text as usize)
    }

    /// Tells whether a mark was left out right before a byte of the text, or nothing stands before it.
    pub fn begins_clause(&self, offset: usize) -> bool {
        self.pieces.binary_search_by_key(&offset, |piece| piece.0 as usize).is_ok()
    }

    /// Tells whether a byte of the text stands in quotation marks.
    pub fn is_quoted(&self, offset: usize) -> bool {
        self.quoted.iter().any(|(start, end)| (*start as usize..*end as usize).contains(&offset))
    }
}

/// The words of a section of a report.
pub fn read(document: &Document, report: &Report, section: usize, id: &str) -> Passage {
    let prose = &report.prose;
    let place = |start: usize, end: usize| document.source_span(prose.span(start, end));
    let mut masker = Masker::new(place);
    for paragraph in prose.paragraphs.iter().filter(|paragraph| paragraph.section == Some(section)) {
        masker.paragraph(prose, paragraph);
        if masker.characters >= MOST {
            break;
        }
    }
    let mut passage = masker.passage;
    // Many are kept at once.
    passage.text.shrink_to_fit();
    passage.pieces.shrink_to_fit();
    let sketch = if masker.characters < FEWEST { Sketch::default() } else { Sketch::of(&passage.text) };
    let figures = xxh3_64(masker.figures.as_bytes());
    Passage { section: id.to_owned(), sketch, figures, ..passage }
}

/// Sentences of the national format, masked: every report has them.
fn fixed() -> &'static HashSet<String> {
    static FIXED: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let texts = editions().iter().map(|edition| &edition.texts);
        let sentences = texts.flat_map(|texts| [&texts.preface, &texts.period, &texts.parts, &texts.fee]);
        let bodies = editions().iter().flat_map(|edition| &edition.sections).map(|section| &section.body);
        // A year, as reports put it there.
        let dated = |text: &String| prose::fold(&text.replace("{year}", "2000"));
        let masked = |text: String| text.split('。').map(mask).collect::<Vec<_>>();
        let long = |sentence: &String| sentence.chars().nth(SHORTEST_FIXED).is_some();
        sentences.chain(bodies).map(dated).flat_map(masked).filter(long).collect()
    });
    &FIXED
}

/// A folded text as it is compared.
fn mask(text: &str) -> String {
    let mut masker = Masker::new(Span::new);
    masker.sentence(text, 0);
    masker.passage.text
}

struct Masker<P> {
    /// Maps bytes of the folded text to their place in the source.
    place: P,
    passage: Passage,
    characters: usize,
    /// The figures as they stand, parted by blanks.
    figures: String,
    /// Start of the open quotation.
    quotation: Option<u32>,
}

impl<P: Fn(usize, usize) -> Span> Masker<P> {
    fn new(place: P) -> Self {
        Masker { place, passage: Passage::default(), characters: 0, figures: String::new(), quotation: None }
    }

    fn paragraph(&mut self, prose: &Prose, paragraph: &Paragraph) {
        let text = prose.text(paragraph);
        let heading = heading_length(text);
        let mut at = paragraph.start + heading;
        for sentence in text[heading..].split_inclusive('。') {
            let before = (self.passage.text.len(), self.passage.pieces.len(), self.characters, self.figures.len());
            self.sentence(sentence, at);
            at += sentence.len();
            if fixed().contains(&self.passage.text[before.0..]) {
                self.passage.text.truncate(before.0);
                self.passage.pieces.truncate(before.1);
                self.characters = before.2;
                self.figures.truncate(before.3);
            }
        }
        self.end_quotation();
    }

    /// Takes a sentence of the folded text that stands there at `start`.
    fn sentence(&mut self, sentence: &str, start: usize) {
        let mut at = 0;
        while let Some(first) = sentence[at..].chars().next() {
            let rest = &sentence[at..];
            at += match first {
                '《' => title_length(rest),
                '“' => {
                    self.quotation.get_or_insert(self.end());
                    first.len_utf8()
                }
                '”' => {
                    self.end_quotation();
                    first.len_utf8()
                }
                '0'..='9' => self.figure(rest, start + at),
                _ if first.is_alphanumeric() => self.run(rest, start + at),
                _ => first.len_utf8(),
            };
        }
    }

    fn end(&self) -> u32 {
        u32::try_from(self.passage.text.len()).unwrap_or(u32::MAX)
    }

    fn end_quotation(&mut self) {
        let end = self.end();
        self.passage.quoted.extend(self.quotation.take().map(|start| (start, end)));
    }

    /// Takes the figure that a text begins with; returns its length.
    fn figure(&mut self, text: &str, start: usize) -> usize {
        let length = text.find(|mark: char| !mark.is_ascii_digit() && mark != '.').unwrap_or(text.len());
        self.figures.extend([&text[..length], " "]);
        if self.characters < MOST {
            self.piece((self.place)(start, start + 1).start);
            self.passage.text.push(FIGURE);
            self.characters += 1;
        }
        length
    }

    /// Takes the letters and ideographs that a text begins with; returns their length.
    fn run(&mut self, text: &str, start: usize) -> usize {
        let end = text.find(|mark: char| !mark.is_alphanumeric() || mark.is_ascii_digit()).unwrap_or(text.len());
        let left = MOST.saturating_sub(self.characters);
        let taken = text[..end].char_indices().nth(left).map_or(end, |(at, _)| at);
        let first = (self.place)(start, start + taken);
        if first.len() == taken {
            self.piece(first.start);
            self.passage.text.push_str(&text[..taken]);
        } else {
            for (at, letter) in text[..taken].char_indices() {
                let place = (self.place)(start + at, start + at + letter.len_utf8());
                self.piece(place.start);
                self.passage.text.push(letter);
            }
        }
        self.characters += text[..taken].chars().count();
        end
    }

    /// Notes where what comes next stands in the source.
    fn piece(&mut self, source: u32) {
        let end = self.end();
        let goes_on = self.passage.pieces.last().is_some_and(|(text, known)| known + (end - text) == source);
        if !goes_on {
            self.passage.pieces.push((end, source));
        }
    }
}

/// Bytes of the quoted title that a text begins with; of its mark alone where it does not end soon.
fn title_length(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, mark) in text.char_indices().take_while(|(at, _)| *at < LONGEST_TITLE) {
        match mark {
            '《' | '〈' => depth += 1,
            '》' | '〉' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + mark.len_utf8();
        }
    }
    '《'.len_utf8()
}

/// Bytes of the heading that a paragraph begins with: a number in brackets or before 、 or a point, with the words up to
/// the first stop where these are few; or all of a short paragraph without a stop.
fn heading_length(text: &str) -> usize {
    let number = number_length(text);
    let behind = &text[number..];
    let stop = behind.char_indices().take(LONGEST_HEADING).find(|(_, mark)| is_stop(*mark));
    match stop {
        Some((at, mark)) if number > 0 && matches!(mark, '。' | ':') => number + at + mark.len_utf8(),
        Some(_) => number,
        None if behind.chars().nth(LONGEST_HEADING).is_none() => text.len(),
        None => number,
    }
}

fn is_stop(mark: char) -> bool {
    matches!(mark, '。' | ':' | ';' | ',' | '!' | '?')
}

/// Bytes of the number that a paragraph begins with: `(一)`, `1.`, `二、`.
fn number_length(text: &str) -> usize {
    let numeral = |mark: char| mark.is_ascii_digit() || "一二三四五六七八九十".contains(mark);
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.find(|mark| !numeral(mark)).unwrap_or(0);
    let closes = |mark: &char| if inner.len() < text.len() { *mark == ')' } else { matches!(mark, '.' | '、' | ')') };
    let close = inner[digits..].chars().next().filter(closes);
    if digits == 0 { 0 } else { close.map_or(0, |close| text.len() - inner.len() + digits + close.len_utf8()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::newest;

    #[test]
    fn headings_titles_figures_and_marks_are_left_out() {
        assert_eq!(mask("公开信息1,204条,占12.5%。"), "公开信息00条占0");
        assert_eq!(mask("学习《中华人民共和国〈档案〉法》(主席令)后"), "学习主席令后");
        assert_eq!(mask("没有结束的《书名"), "没有结束的书名");
    }

    #[test]
    fn a_number_with_few_words_before_a_stop_is_a_heading() {
        for (text, heading) in [
            ("(一)主动公开。全年公开信息", "(一)主动公开。"),
            ("(一)主动公开", "(一)主动公开"),
            ("1.加强培训,提高能力,不断改进工作,把公开落到实处。", "1."),
            ("一是公开内容不够全面;二是更新不够及时。", ""),
            ("存在的主要问题:一是公开内容不够全面。", ""),
            ("主动公开情况", "主动公开情况"),
        ] {
            assert_eq!(&text[..heading_length(text)], heading);
        }
    }

    #[test]
    fn sentences_of_the_format_are_fixed_whatever_the_year() {
        let texts = &newest().texts;
        assert!(fixed().contains(&mask(&prose::fold(&texts.fee.replace("{year}", "2024")))));
        assert!(fixed().contains(&mask(&prose::fold(&texts.parts))));
    }
}
