//! Styles of a Word file (`STSH`), as far as they number paragraphs or hide text.

use super::properties::{Paragraph, character};
use super::sprm;
use crate::package::inherit::order;
use crate::package::ole::u16_at;

/// The style that stands on none.
const NO_BASE: usize = 0xFFF;

/// The kinds of styles.
const OF_PARAGRAPHS: u16 = 1;
const OF_CHARACTERS: u16 = 2;

/// Numbers and hiding that a style sets.
#[derive(Debug, Default)]
struct Style {
    base: usize,
    list: Option<u16>,
    level: Option<u8>,
    hidden: Option<u8>,
}

/// Styles by number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: Vec<Style>,
    /// True if any hides text.
    hiding: bool,
}

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
    inherit(&mut styles);
    Styles { hiding: styles.iter().any(|style| style.hidden.is_some()), known: styles }
}

/// Has each style say what those say that it stands on.
fn inherit(styles: &mut [Style]) {
    let bases: Vec<Option<usize>> = styles.iter().map(|style| Some(style.base)).collect();
    for index in order(&bases) {
        let Some(base) = styles.get(styles[index].base) else { continue };
        let (list, level, hidden) = (base.list, base.level, base.hidden);
        let style = &mut styles[index];
        (style.list, style.level) = (style.list.or(list), style.level.or(level));
        style.hidden = style.hidden.or(hidden);
    }
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
    /// The list and level that a style gives.
    pub(super) fn list(&self, style: u16) -> (Option<u16>, Option<u8>) {
        self.known.get(usize::from(style)).map_or((None, None), |style| (style.list, style.level))
    }

    /// Returns whether any style hides text.
    pub(super) fn hide_any(&self) -> bool {
        self.hiding
    }

    /// Returns whether a style hides text.
    pub(super) fn hides(&self, style: u16) -> bool {
        self.known.get(usize::from(style)).and_then(|style| style.hidden).is_some_and(|operand| operand & 1 == 1)
    }
}
