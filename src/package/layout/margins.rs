//! Finds the text area of a document's pages: tells lines that go on from the heads and feet of pages.

use std::collections::HashMap;

use super::Piece;
use super::lines::Line;

/// Lines at the top and at the bottom of a page that may be its head and foot.
const EDGE: usize = 2;

/// Digits that the number of a page may have.
const LONGEST_NUMBER: usize = 4;

/// The area of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Margins {
    left: i32,
    right: i32,
}

impl Margins {
    /// Finds the area that lines and tables of all pages fill.
    pub(super) fn of(pages: &[Vec<Piece>]) -> Self {
        let edges = pages.iter().flatten().filter_map(|piece| match piece {
            Piece::Line(line) => Some((line.x0, line.x1)),
            Piece::Grid(grid) => Some((grid.left, grid.right)),
            Piece::Rows(_) => None,
        });
        let (left, right) = edges.fold((i32::MAX, i32::MIN), |(left, right), (x0, x1)| (left.min(x0), right.max(x1)));
        Margins { left, right }
    }

    /// Returns whether the next line goes on with the paragraph: this one ends at the edge, and the next begins there without a number
    /// of its own.
    pub(super) fn goes_on(&self, line: &Line, next: &Line) -> bool {
        let height = line.height();
        let alike = (height - next.height()).abs() * 4 < height;
        let full = line.x1 >= self.right - height * 3 / 2;
        alike && full && next.x0 <= self.left + height && !begins_item(&next.text)
    }

    /// Leaves out the numbers of pages, and what stands on several pages at one place.
    pub(super) fn drop_heads(&self, pages: &mut [Vec<Piece>]) {
        let mut seen: HashMap<(String, i32), usize> = HashMap::new();
        for page in pages.iter() {
            for index in edges(page) {
                *seen.entry(key(&page[index])).or_default() += 1;
            }
        }
        let most = pages.len();
        for page in pages.iter_mut() {
            let heads: Vec<usize> = edges(page)
                .into_iter()
                .filter(|index| {
                    let repeated = seen.get(&key(&page[*index])).is_some_and(|times| *times > 1 && 2 * times > most);
                    repeated || matches!(&page[*index], Piece::Line(line) if is_page_number(&line.text))
                })
                .collect();
            if heads.len() == page.len() {
                continue;
            }
            let mut index = 0;
            page.retain(|_| {
                index += 1;
                !heads.contains(&(index - 1))
            });
        }
    }
}

/// The lines that may be head or foot of a page: the first and the last, before and behind any table.
fn edges(page: &[Piece]) -> Vec<usize> {
    let is_line = |index: &usize| matches!(page[*index], Piece::Line(_));
    let mut edges: Vec<usize> = (0..page.len()).take_while(is_line).take(EDGE).collect();
    edges.extend((0..page.len()).rev().take_while(is_line).take(EDGE));
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// Returns what a line says without its digits, and where it stands.
fn key(piece: &Piece) -> (String, i32) {
    match piece {
        Piece::Line(line) => (line.text.chars().filter(|sign| !sign.is_ascii_digit()).collect(), line.y0 / 100),
        _ => (String::new(), i32::MIN),
    }
}

/// `— 5 —`, `5`, `第5页 共9页`, `5/9`.
fn is_page_number(text: &str) -> bool {
    let number = |sign: char| sign.is_ascii_digit();
    let frame = |sign: char| sign.is_whitespace() || "-—–－·第页共/".contains(sign);
    let digits = text.split(|sign| !number(sign)).filter(|part| !part.is_empty());
    text.chars().all(|sign| number(sign) || frame(sign))
        && matches!(digits.clone().count(), 1 | 2)
        && digits.clone().all(|part| part.len() <= LONGEST_NUMBER)
}

/// Returns whether text begins with a number of its own: `一、`, `（二）`, `3.`, `第四部分`.
pub(super) fn begins_item(text: &str) -> bool {
    let ordinal = |sign: char| sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign);
    let opened = text.trim_start_matches(['（', '(', '第']);
    let rest = opened.trim_start_matches(ordinal);
    rest.len() < opened.len()
        && rest.starts_with(['、', '）', ')', '.', '．', '部', '条'])
        && (opened.len() < text.len() || !rest.starts_with(['部', '条']))
}
