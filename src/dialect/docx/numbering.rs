//! Automatic numbers of paragraphs in a Word file, written out as a reader sees them.

use std::collections::{HashMap, HashSet};

use super::ordinal::written;
use super::styles::Styles;
use super::{Fault, Step, attribute, is_on, number, walk};

/// Levels a list can have.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: usize,
    format: String,
    /// `%1、`, with a hole for the number of each level.
    text: String,
    /// Whether the numbers of all levels are shown as decimal ones.
    decimal: bool,
    /// Whether it begins anew below each number of a level above.
    restarts: bool,
    /// Whether nothing parts number and text.
    tight: bool,
    /// The style whose paragraphs stand on this level.
    style: Option<String>,
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

/// How a kind of list numbers.
#[derive(Clone, Debug, Default)]
struct Scheme {
    levels: Vec<Level>,
    /// The style that says how, instead.
    link: Option<String>,
}

/// A list: its kind, with what it says otherwise.
#[derive(Clone, Debug, Default)]
struct List {
    scheme: usize,
    starts: HashMap<usize, usize>,
    levels: HashMap<usize, Level>,
}

/// All lists of a document, and how far each has counted.
pub(super) struct Lists {
    schemes: HashMap<usize, Scheme>,
    lists: HashMap<usize, List>,
    styles: Styles,
    counts: HashMap<usize, [Option<usize>; LEVELS]>,
    begun: HashSet<usize>,
}

/// What is being read: a kind of list or a list, and the level in it.
#[derive(Default)]
struct Place {
    scheme: Option<usize>,
    list: Option<usize>,
    level: usize,
    /// Whether a whole level of a list is given, not only where it starts.
    whole: bool,
}

impl Lists {
    /// Reads the kinds of lists and the lists.
    pub(super) fn read(xml: &str, styles: Styles) -> Result<Lists, Fault> {
        let mut lists = Lists {
            schemes: HashMap::new(),
            lists: HashMap::new(),
            styles,
            counts: HashMap::new(),
            begun: HashSet::new(),
        };
        let mut place = Place::default();
        walk(xml, &mut |step| {
            if let Step::Open(element) = step {
                lists.take(element, &mut place);
            }
            Ok(())
        })?;
        Ok(lists)
    }

    fn take(&mut self, element: &quick_xml::events::BytesStart, place: &mut Place) {
        let level_of =
            || attribute(element, "ilvl").and_then(|level| level.parse().ok()).filter(|level| *level < LEVELS);
        let id_of = |name: &str| attribute(element, name).and_then(|id| id.parse().ok());
        match element.local_name().as_ref() {
            "abstractNum" => {
                *place = Place { scheme: id_of("abstractNumId"), ..Place::default() };
                self.schemes.extend(place.scheme.map(|id| (id, Scheme::default())));
            }
            "num" => {
                *place = Place { list: id_of("numId"), ..Place::default() };
                self.lists.extend(place.list.map(|id| (id, List::default())));
            }
            "abstractNumId" => {
                if let (Some(list), Some(scheme)) = (place.list.and_then(|id| self.lists.get_mut(&id)), number(element))
                {
                    list.scheme = scheme;
                }
            }
            "numStyleLink" => {
                if let Some(scheme) = place.scheme.and_then(|id| self.schemes.get_mut(&id)) {
                    scheme.link = attribute(element, "val");
                }
            }
            "lvlOverride" => (place.level, place.whole) = (level_of().unwrap_or(LEVELS), false),
            "startOverride" => {
                if let (Some(list), Some(start)) = (place.list.and_then(|id| self.lists.get_mut(&id)), number(element))
                {
                    list.starts.insert(place.level, start);
                }
            }
            "lvl" => (place.level, place.whole) = (level_of().unwrap_or(LEVELS), true),
            _ => {
                if let Some(level) = self.level_at(place) {
                    level.take(element);
                }
            }
        }
    }

    /// The level that is being read.
    fn level_at(&mut self, place: &Place) -> Option<&mut Level> {
        if !place.whole || place.level >= LEVELS {
            return None;
        }
        if let Some(list) = place.list.and_then(|id| self.lists.get_mut(&id)) {
            return Some(list.levels.entry(place.level).or_default());
        }
        let scheme = self.schemes.get_mut(&place.scheme?)?;
        if scheme.levels.len() <= place.level {
            scheme.levels.resize_with(place.level + 1, Level::default);
        }
        scheme.levels.get_mut(place.level)
    }

    /// The kind of list that numbers, behind a style that says so.
    fn scheme(&self, list: &List) -> Option<(usize, &Scheme)> {
        let scheme = self.schemes.get(&list.scheme)?;
        let linked =
            scheme.link.as_deref().and_then(|style| self.styles.numbering(style)).and_then(|(_, style)| style.list);
        let other = linked
            .and_then(|id| self.lists.get(&id))
            .and_then(|list| Some((list.scheme, self.schemes.get(&list.scheme)?)));
        Some(other.unwrap_or((list.scheme, scheme)))
    }

    /// What stands before a paragraph of that style, list and level, as they are given; nothing where it is not numbered.
    pub(super) fn next(&mut self, style: Option<&str>, list: Option<usize>, level: Option<usize>) -> String {
        self.label(style, list, level).unwrap_or_default()
    }

    fn label(&mut self, style: Option<&str>, list: Option<usize>, level: Option<usize>) -> Option<String> {
        let styled = style.and_then(|style| self.styles.numbering(style));
        let id = list.or_else(|| styled.and_then(|(_, style)| style.list)).filter(|id| *id > 0)?;
        let list = self.lists.get(&id)?;
        let (key, scheme) = self.scheme(list)?;
        let of_style = || {
            let (name, style) = styled?;
            let held = scheme.levels.iter().position(|level| level.style.as_deref() == Some(name));
            style.level.or(held)
        };
        let level = level.or_else(of_style).unwrap_or(0).min(LEVELS - 1);
        let levels: Vec<Level> = (0..=level)
            .map(|index| list.levels.get(&index).or(scheme.levels.get(index)).cloned().unwrap_or_default())
            .collect();
        let kept: Vec<bool> =
            (0..LEVELS).map(|index| scheme.levels.get(index).is_some_and(|level| !level.restarts)).collect();
        let starts = if self.begun.insert(id) { list.starts.clone() } else { HashMap::new() };
        let counts = self.counts.entry(key).or_default();
        for (index, start) in starts.into_iter().filter(|(index, _)| *index < LEVELS) {
            counts[index] = start.checked_sub(1);
        }
        let start = |index: usize| levels[index].start;
        (0..level).for_each(|index| counts[index] = counts[index].or(Some(start(index))));
        counts[level] = Some(counts[level].map_or(start(level), |count| count.saturating_add(1)));
        (level + 1..LEVELS).filter(|index| !kept[*index]).for_each(|index| counts[index] = None);
        let numbers: Vec<usize> = counts[..=level].iter().map(|count| count.unwrap_or(1)).collect();
        Some(levels[level].label(&levels, &numbers))
    }
}

impl Level {
    fn take(&mut self, element: &quick_xml::events::BytesStart) {
        match element.local_name().as_ref() {
            "start" => self.start = number(element).unwrap_or(1),
            "numFmt" => self.format = attribute(element, "val").unwrap_or_default(),
            "lvlText" => self.text = attribute(element, "val").unwrap_or_default(),
            "isLgl" => self.decimal = is_on(element),
            "lvlRestart" => self.restarts = number(element) != Some(0),
            "suff" => self.tight = attribute(element, "val").as_deref() == Some("nothing"),
            "pStyle" => self.style = attribute(element, "val"),
            _ => {}
        }
    }

    /// The number written out; a blank behind it where it does not end by a mark of its own.
    fn label(&self, levels: &[Level], numbers: &[usize]) -> String {
        if self.format == "bullet" {
            return String::new();
        }
        let mut label = self.text.clone();
        for (index, (level, number)) in levels.iter().zip(numbers).enumerate() {
            let format = if self.decimal { "decimal" } else { &level.format };
            label = label.replace(&format!("%{}", index + 1), &written(*number, format));
        }
        let closed = label.ends_with(['、', '）', '，', '．', '：', '】', '〉', '》']);
        if !label.is_empty() && !closed && !self.tight {
            label.push(' ');
        }
        label
    }
}
