//! Automatic numbers of paragraphs, written out as a reader sees them.

use std::collections::{HashMap, HashSet};

use super::Fault;
use super::budget::Budget;
use super::ordinal::written;

/// Levels a list can have.
pub(super) const LEVELS: usize = 10;

/// A level of a list.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub(super) start: usize,
    /// The format of its numbers, by Word's name of it.
    pub(super) format: String,
    /// `%1、`, with a hole for the number of each level.
    pub(super) text: String,
    /// True if the numbers of all levels are shown as decimal ones.
    pub(super) decimal: bool,
    /// True if it begins anew below each number of a level above.
    pub(super) restarts: bool,
    /// True if nothing parts number and text.
    pub(super) tight: bool,
    /// The style whose paragraphs stand on this level.
    pub(super) style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Level {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            decimal: false,
            restarts: true,
            tight: false,
            style: None,
        }
    }
}

/// Numbering scheme of a kind of list.
#[derive(Clone, Debug, Default)]
pub(super) struct Scheme {
    pub(super) levels: Vec<Level>,
    /// The style that says how, instead.
    pub(super) link: Option<String>,
}

/// A list: its kind, with what it says otherwise.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub(super) scheme: usize,
    /// Start numbers that replace those of its levels.
    pub(super) starts: HashMap<usize, usize>,
    /// Levels it has of its own.
    pub(super) levels: HashMap<usize, Level>,
}

/// All lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) schemes: HashMap<usize, Scheme>,
    pub(super) lists: HashMap<usize, List>,
    counts: HashMap<usize, [Option<usize>; LEVELS]>,
    begun: HashSet<usize>,
}

impl Scheme {
    /// Returns a level to be told about, with those above it.
    pub(super) fn level(&mut self, index: usize) -> Option<&mut Level> {
        if index < LEVELS && self.levels.len() <= index {
            self.levels.resize_with(index + 1, Level::default);
        }
        self.levels.get_mut(index)
    }
}

impl Lists {
    /// Returns the level of a list that paragraphs of a style stand on.
    pub(super) fn level_of(&self, list: usize, style: &str) -> Option<usize> {
        let scheme = self.schemes.get(&self.lists.get(&list)?.scheme)?;
        scheme.levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Has a list begin anew at a level and those below it.
    pub(super) fn restart(&mut self, id: usize, level: usize) {
        if let Some(counts) = self.lists.get(&id).and_then(|list| self.counts.get_mut(&list.scheme)) {
            counts.iter_mut().skip(level).for_each(|count| *count = None);
        }
    }

    /// Has the next number of a list be this one.
    pub(super) fn set(&mut self, id: usize, level: usize, number: usize) {
        if let Some(list) = self.lists.get(&id)
            && let Some(count) = self.counts.entry(list.scheme).or_default().get_mut(level)
        {
            *count = number.checked_sub(1);
        }
    }

    /// Counts a paragraph and returns what stands before it; nothing where there is no such list.
    pub(super) fn next(&mut self, id: usize, level: usize, budget: &mut Budget) -> Result<String, Fault> {
        let level = level.min(LEVELS - 1);
        let Some(list) = self.lists.get(&id) else { return Ok(String::new()) };
        let Some(scheme) = self.schemes.get(&list.scheme) else { return Ok(String::new()) };
        let unsaid = Level::default();
        let levels: Vec<&Level> =
            (0..=level).map(|index| list.levels.get(&index).or(scheme.levels.get(index)).unwrap_or(&unsaid)).collect();
        let counts = self.counts.entry(list.scheme).or_default();
        if self.begun.insert(id) {
            for (index, start) in list.starts.iter().filter(|(index, _)| **index < LEVELS) {
                counts[*index] = start.checked_sub(1);
            }
        }
        for (count, level) in counts.iter_mut().zip(&levels[..level]) {
            *count = count.or(Some(level.start));
        }
        counts[level] = Some(counts[level].map_or(levels[level].start, |count| count.saturating_add(1)));
        let restarts = |index: usize| scheme.levels.get(index).is_none_or(|level| level.restarts);
        (level + 1..LEVELS).filter(|index| restarts(*index)).for_each(|index| counts[index] = None);
        let numbers: Vec<usize> = counts[..=level].iter().map(|count| count.unwrap_or(1)).collect();
        levels[level].label(&levels, &numbers, budget)
    }
}

impl Level {
    /// The number written out; a blank behind it where it does not end by a mark of its own.
    fn label(&self, levels: &[&Level], numbers: &[usize], budget: &mut Budget) -> Result<String, Fault> {
        let mut label = String::new();
        if self.format == "bullet" {
            return Ok(label);
        }
        let mut rest = self.text.as_str();
        while let Some((before, behind)) = rest.split_once('%') {
            budget.take(before.len())?;
            label.push_str(before);
            let hole = behind.bytes().next().filter(u8::is_ascii_digit).map(|digit| usize::from(digit - b'0'));
            // A hole of two digits is the tenth level.
            let (hole, width) = if behind.starts_with("10") { (Some(10), 2) } else { (hole, 1) };
            let Some(index) = hole.and_then(|hole| hole.checked_sub(1)) else {
                label.push('%');
                rest = behind;
                continue;
            };
            if let (Some(level), Some(number)) = (levels.get(index), numbers.get(index)) {
                let number = written(*number, if self.decimal { "decimal" } else { &level.format });
                budget.take(number.len())?;
                label.push_str(&number);
            }
            rest = &behind[width..];
        }
        budget.take(rest.len() + 1)?;
        label.push_str(rest);
        let closed = label.ends_with(['、', '）', '，', '．', '：', '】', '〉', '》', ' ', '\u{3000}']);
        if !label.is_empty() && !closed && !self.tight {
            label.push(' ');
        }
        Ok(label)
    }
}
