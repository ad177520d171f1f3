//! Lists of property changes (`grpprl`): codes with operands, of which few matter here.

use crate::package::ole::u16_at;

pub(super) const DELETED: u16 = 0x0800;
pub(super) const HIDDEN: u16 = 0x083C;
pub(super) const CHARACTER_STYLE: u16 = 0x4A30;
pub(super) const RAISED: u16 = 0x2A48;
pub(super) const SYMBOL: u16 = 0x6A09;
pub(super) const IN_TABLE: u16 = 0x2416;
pub(super) const ROW_END: u16 = 0x2417;
pub(super) const DEPTH: u16 = 0x6649;
pub(super) const INNER_CELL_END: u16 = 0x244B;
pub(super) const INNER_ROW_END: u16 = 0x244C;
pub(super) const LIST: u16 = 0x460B;
pub(super) const LEVEL: u16 = 0x260A;
pub(super) const LONG: [u16; 2] = [0x6645, 0x6646];
pub(super) const TABLE: u16 = 0xD608;
pub(super) const MERGE: u16 = 0x5624;
pub(super) const MERGE_DOWN: u16 = 0xD62B;

/// Goes through the changes of a list.
pub(super) fn each(mut list: &[u8], mut take: impl FnMut(u16, &[u8])) {
    while let Some(code) = u16_at(list, 0) {
        let rest = &list[2..];
        let Some(operand) = length(code, rest).and_then(|length| rest.get(..length)) else { return };
        take(code, operand);
        list = &rest[operand.len()..];
    }
}

/// Bytes of the operand, its own length included.
fn length(code: u16, rest: &[u8]) -> Option<usize> {
    let counted = || Some(1 + usize::from(*rest.first()?));
    match code >> 13 {
        0 | 1 => Some(1),
        2 | 4 | 5 => Some(2),
        3 => Some(4),
        7 => Some(3),
        _ => match code {
            0xD606 | TABLE => Some(1 + usize::from(u16_at(rest, 0)?)),
            // Tab stops of more than 255 bytes count themselves; nothing behind them is asked for.
            0xC615 if rest.first() == Some(&255) => None,
            _ => counted(),
        },
    }
}
