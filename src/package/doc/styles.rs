//! Styles of a Word file (`STSH`), as far as they number paragraphs or hide text.

use super::properties::{Paragraph, character};
use super::sprm;
use crate::package::ole::u16_at;

/// Styles that stand on each other; more are a circle.
const LONGEST_CHAIN: usize = 32;

/// The style that stands on none.
const NO_BASE: usize = 0xFFF;

/// The kinds of styles.
const OF_PARAGRAPHS: u16 = 1;
const OF_CHARACTERS: u16 = 2;

/// What a style says of numbers and of hiding.
#[derive(Debug, Default)]
struct Style {
    base: usize,
    list: Option<u16>,
    level: Option<u8>,
    hidden: Option<u8>,
}

/// Styles by number.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Style>);

/// Reads the styles.
pub(super) fn read(sheet: &[u8]) -> Styles {
    let header = u16_at(sheet, 0).map_or(0, usize::from);
    let (count, base) = (u16_at(sheet, 2).unwrap_or(0), u16_at(sheet, 4).map_or(0, usize::from));
    let (mut styles, mut at) = (Vec::new(), 2 + header);
    for _ in 0..count {
        let Some(length) = u16_at(sheet, at).map(usize::from) else { break };
        let style = sheet.get(at + 2..).and_then(|rest| rest.get(..length));
        styles.push(
            style.and_then(|bytes| read_style(bytes, base)).unwrap_or(Style { base: NO_BASE, ..Style::default() }),
        );
        // Styles begin at even offsets.
        at += 2 + length + length % 2;
    }
    Styles(styles)
}

/// Reads a style, whose fixed part has `fixed` bytes.
fn read_style(bytes: &[u8], fixed: usize) -> Option<Style> {
    let (kind, changes) = (u16_at(bytes, 2)?, u16_at(bytes, 4)?);
    let mut style = Style { base: usize::from(kind >> 4), ..Style::default() };
    let name = usize::from(u16_at(bytes, fixed)?);
    // The name is counted before and ends by NUL.
    let mut at = fixed + 2 + 2 * name + 2;
    for index in 0..changes & 0xF {
        let length = usize::from(u16_at(bytes, at)?);
        let list = bytes.get(at + 2..)?.get(..length)?;
        match (kind & 0xF, index) {
            (OF_PARAGRAPHS, 0) => {
                let mut paragraph = Paragraph::default();
                sprm::each(list.get(2..).unwrap_or_default(), |code, operand| paragraph.take(code, operand));
                (style.list, style.level) = (paragraph.list, paragraph.level);
            }
            (OF_PARAGRAPHS, 1) | (OF_CHARACTERS, 0) => style.hidden = character(list).hidden,
            _ => {}
        }
        at += 2 + length + length % 2;
    }
    Some(style)
}

impl Styles {
    /// The list and level that a style gives, by itself or by one that it stands on.
    pub(super) fn list(&self, style: u16) -> (Option<u16>, Option<u8>) {
        let list = self.chain(style).find_map(|style| style.list);
        (list, self.chain(style).find_map(|style| style.level))
    }

    /// Whether any style hides text.
    pub(super) fn hide_any(&self) -> bool {
        self.0.iter().any(|style| style.hidden.is_some())
    }

    /// Whether a style hides text: by itself or by one that it stands on.
    pub(super) fn hides(&self, style: u16) -> bool {
        self.chain(style).find_map(|style| style.hidden).is_some_and(|operand| operand & 1 == 1)
    }

    fn chain(&self, style: u16) -> impl Iterator<Item = &Style> {
        let first = self.0.get(usize::from(style));
        std::iter::successors(first, |style| self.0.get(style.base)).take(LONGEST_CHAIN)
    }
}
