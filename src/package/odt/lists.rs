//! Styles of an OpenDocument text: how lists and headings number, and what is hidden or raised.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use super::{TextStyle, TextStyles};
use crate::package::Fault;
use crate::package::inherit::order;
use crate::package::lists::{Level, List, Lists};
use crate::package::xml::{Step, attribute, walk};

/// The name under which the numbers of headings are kept; no style has it.
const OUTLINE: &str = "";

/// Styles of lists, and of text that is hidden or raised.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Lists by the index of their style.
    pub(super) lists: Lists,
    names: HashMap<String, usize>,
    texts: TextStyles,
    /// Changes that take text away.
    deletions: HashSet<String>,
}

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn read(&mut self, xml: &str) -> Result<(), Fault> {
        let (mut list, mut style, mut change) = (None, None, None);
        walk(xml, &mut |step, _| {
            let Step::Open(element) = step else { return Ok(()) };
            match element.local_name().as_ref() {
                "list-style" => list = attribute(element, "name").map(|name| self.index(&name)),
                "outline-style" => list = Some(self.index(OUTLINE)),
                "style" => {
                    style = attribute(element, "name");
                    self.begin_style(style.as_deref(), element);
                }
                "changed-region" => change = attribute(element, "id"),
                "deletion" => self.deletions.extend(change.take()),
                "text-properties" => {
                    let known = style.as_ref().and_then(|name| self.texts.get_mut(name));
                    known.into_iter().for_each(|known| known.take(element));
                }
                "list-level-style-number" | "outline-level-style" | "list-level-style-bullet" => {
                    list.and_then(|list| self.level(list, element));
                }
                _ => {}
            }
            Ok(())
        })
    }

    fn begin_style(&mut self, name: Option<&str>, element: &BytesStart) {
        let Some(name) = name else { return };
        let base = attribute(element, "parent-style-name");
        self.texts.insert(name.to_owned(), TextStyle { base, ..TextStyle::default() });
    }

    /// Takes a level of a list; bullets are no numbers.
    fn level(&mut self, list: usize, element: &BytesStart) -> Option<()> {
        let index = attribute(element, "level")?.parse::<usize>().ok()?.checked_sub(1)?;
        let level = self.lists.schemes.get_mut(&list)?.level(index)?;
        let shown = attribute(element, "display-levels").and_then(|shown| shown.parse().ok()).unwrap_or(1_usize);
        let holes: Vec<String> =
            ((index + 2).saturating_sub(shown.max(1))..=index + 1).map(|at| format!("%{at}")).collect();
        let around = |name| attribute(element, name).unwrap_or_default().replace('%', "");
        *level = Level {
            start: attribute(element, "start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
            format: format_of(&attribute(element, "num-format").unwrap_or_default()).to_owned(),
            text: format!("{}{}{}", around("num-prefix"), holes.join("."), around("num-suffix")),
            ..Level::default()
        };
        if level.format == "none" {
            level.text.clear();
        }
        Some(())
    }

    /// The index of a list style, new where it was not met yet.
    fn index(&mut self, name: &str) -> usize {
        let next = self.names.len() + 1;
        let index = *self.names.entry(name.to_owned()).or_insert(next);
        self.lists.schemes.entry(index).or_default();
        self.lists.lists.entry(index).or_insert_with(|| List { scheme: index, ..List::default() });
        index
    }

    /// The list of a list style.
    pub(super) fn list(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The list that numbers headings.
    pub(super) fn outline(&self) -> Option<usize> {
        self.list(OUTLINE)
    }

    /// Returns whether text of a style is hidden.
    pub(super) fn hides(&self, name: &str) -> bool {
        self.texts.get(name).and_then(|style| style.hides).unwrap_or(false)
    }

    /// Returns whether a change takes text away.
    pub(super) fn deletes(&self, change: &str) -> bool {
        self.deletions.contains(change)
    }

    /// Returns whether text of a style stands higher or lower than the rest.
    pub(super) fn raises(&self, name: &str) -> bool {
        self.texts.get(name).and_then(|style| style.raises).unwrap_or(false)
    }

    /// Has each style say what those say that it stands on.
    pub(super) fn inherit(&mut self) {
        let names: Vec<String> = self.texts.keys().cloned().collect();
        let index: HashMap<&str, usize> =
            names.iter().enumerate().map(|(index, name)| (name.as_str(), index)).collect();
        let base = |name: &String| index.get(self.texts.get(name)?.base.as_deref()?).copied();
        let bases: Vec<Option<usize>> = names.iter().map(base).collect();
        for style in order(&bases) {
            let Some(base) = bases[style].and_then(|base| self.texts.get(&names[base])) else { continue };
            let (hides, raises) = (base.hides, base.raises);
            if let Some(style) = self.texts.get_mut(&names[style]) {
                (style.hides, style.raises) = (style.hides.or(hides), style.raises.or(raises));
            }
        }
    }
}

impl TextStyle {
    /// Takes what an element says of text.
    fn take(&mut self, element: &BytesStart) {
        if let Some(shown) = attribute(element, "display") {
            self.hides = Some(shown == "none");
        }
        if let Some(place) = attribute(element, "text-position") {
            // A place above or below the line: in words, or in hundredths of the height.
            self.raises = Some(place.split_whitespace().next().is_some_and(|part| !matches!(part, "0%" | "0")));
        }
    }
}

/// The format of numbers by its first sign.
fn format_of(shown: &str) -> &'static str {
    match shown.chars().next() {
        Some('1') => "decimal",
        Some('0') => "decimalZero",
        Some('a') => "lowerLetter",
        Some('A') => "upperLetter",
        Some('i') => "lowerRoman",
        Some('I') => "upperRoman",
        Some('一') => "chineseCounting",
        Some('壹') => "chineseLegalSimplified",
        Some('①') => "decimalEnclosedCircle",
        Some('甲') => "ideographTraditional",
        Some('子') => "ideographZodiac",
        Some('１') => "decimalFullWidth",
        _ => "none",
    }
}
