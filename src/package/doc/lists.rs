//! Reads the list numbering of a Word file (`PlfLst`, `PlfLfo`).

use std::collections::HashMap;

use super::structure::{File, LIST_USES, LISTS};
use crate::package::Fault;
use crate::package::budget::Budget;
use crate::package::lists::{Level, List, Lists, Scheme};
use crate::package::ole::{u16_at, u32_at};
use crate::package::ordinal;

/// Bytes of the records: a list, its use, a change of a level by a use, the fixed part of a level.
const LIST: usize = 28;
const USE: usize = 16;
const CHANGE: usize = 8;
const LEVEL: usize = 28;

/// Levels of a list that has more than one.
const LEVELS: usize = 9;

/// Reads the lists by the numbers that paragraphs use them by.
pub(super) fn read(file: &File, budget: &mut Budget) -> Result<Lists, Fault> {
    let mut lists = Lists::default();
    let ids = read_schemes(file, &mut lists, budget)?;
    read_uses(file.part(LIST_USES), &ids, &mut lists, budget)?;
    Ok(lists)
}

/// Reads the kinds of lists, their levels behind the list of them; returns their places by id.
fn read_schemes(file: &File, lists: &mut Lists, budget: &mut Budget) -> Result<HashMap<u32, usize>, Fault> {
    let listed = file.part(LISTS);
    let count = u16_at(listed, 0).map_or(0, usize::from);
    // The levels are no part of what the header counts.
    let whole = file.behind(LISTS);
    let mut at = 2 + LIST * count;
    let mut ids = HashMap::new();
    for index in 0..count {
        let Some(record) = whole.get(2 + LIST * index..).and_then(|rest| rest.get(..LIST)) else { break };
        ids.insert(u32_at(record, 0).unwrap_or(0), index);
        let simple = record[26] & 1 == 1;
        let mut scheme = Scheme::default();
        for _ in 0..if simple { 1 } else { LEVELS } {
            let Some((level, length)) = whole.get(at..).and_then(read_level) else { break };
            budget.take(size_of::<Level>() + level.text.len())?;
            scheme.levels.push(level);
            at += length;
        }
        lists.schemes.insert(index, scheme);
    }
    Ok(ids)
}

/// Reads a level; returns the bytes that it takes too.
fn read_level(bytes: &[u8]) -> Option<(Level, usize)> {
    const NOTHING_BEHIND: u8 = 2;
    let fixed = bytes.get(..LEVEL)?;
    let (changes, paragraph) = (usize::from(fixed[24]), usize::from(fixed[25]));
    let text = LEVEL + changes + paragraph;
    let length = usize::from(u16_at(bytes, text)?);
    let units = bytes.get(text + 2..)?.get(..2 * length)?;
    let units: Vec<u16> = units.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
    // A hole is the number of its level.
    let holes: String = char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .map(|sign| match u32::from(sign) {
            level @ 0..9 => format!("%{}", level + 1),
            _ if sign == '%' => String::new(),
            _ => sign.to_string(),
        })
        .collect();
    let level = Level {
        start: usize::try_from(u32_at(fixed, 0)?).ok()?,
        format: ordinal::format(usize::from(fixed[4])).to_owned(),
        text: holes,
        decimal: fixed[5] & 0x04 != 0,
        restarts: fixed[5] & 0x08 == 0,
        tight: fixed[15] == NOTHING_BEHIND,
        style: None,
    };
    Some((level, text + 2 + 2 * length))
}

/// Reads the uses of lists, which paragraphs name, with what each says otherwise.
fn read_uses(bytes: &[u8], ids: &HashMap<u32, usize>, lists: &mut Lists, budget: &mut Budget) -> Result<(), Fault> {
    let count = u32_at(bytes, 0).and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    let mut at = 4 + USE * count.min(bytes.len() / USE);
    for index in 0..count.min(bytes.len() / USE) {
        let record = &bytes[4 + USE * index..];
        let (Some(id), Some(changes)) = (u32_at(record, 0), record.get(12)) else { break };
        budget.take(size_of::<List>())?;
        let mut list = List { scheme: ids.get(&id).copied().unwrap_or(usize::MAX), ..List::default() };
        // Four bytes of no meaning stand before the changes of each use.
        at += 4;
        for _ in 0..*changes {
            let Some(change) = bytes.get(at..).and_then(|rest| rest.get(..CHANGE)) else { break };
            let level = usize::from(change[4] & 0x0F);
            at += CHANGE;
            if change[4] & 0x10 != 0 {
                list.starts.insert(level, u32_at(change, 0).and_then(|start| usize::try_from(start).ok()).unwrap_or(1));
            }
            if change[4] & 0x20 != 0 {
                let Some((whole, length)) = bytes.get(at..).and_then(read_level) else { break };
                budget.take(size_of::<Level>() + whole.text.len())?;
                list.levels.insert(level, whole);
                at += length;
            }
        }
        // Paragraphs count the uses from 1.
        lists.lists.insert(index + 1, list);
    }
    Ok(())
}
