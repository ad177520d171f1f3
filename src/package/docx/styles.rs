//! Styles of a Word file, as far as they number paragraphs or hide text.

use std::collections::HashMap;

use super::{Part, is_on, number};
use crate::package::Fault;
use crate::package::xml::{Step, attribute, walk};

/// Styles that stand on each other; more are a circle.
const LONGEST_CHAIN: usize = 32;

/// What a style says of numbers and of hiding.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// The style it stands on.
    pub(super) base: Option<String>,
    /// Its list; 0 is none.
    pub(super) list: Option<usize>,
    /// Its level in the list.
    pub(super) level: Option<usize>,
    /// Whether text in it is hidden.
    pub(super) hidden: Option<bool>,
}

/// Styles by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    known: HashMap<String, Style>,
}

/// Reads the styles.
pub(super) fn read(part: Part) -> Result<Styles, Fault> {
    let mut styles = Styles::default();
    let mut current: Option<(String, Style)> = None;
    walk(part.xml, &mut |step, _| {
        let Step::Open(element) = step else { return Ok(()) };
        match (element.local_name().as_ref(), &mut current) {
            ("style", _) => {
                let begun = attribute(element, "styleId").map(|id| (id, Style::default()));
                styles.known.extend(std::mem::replace(&mut current, begun));
            }
            ("basedOn", Some((_, style))) => style.base = attribute(element, "val"),
            ("numId" | "ilfo", Some((_, style))) => style.list = number(element),
            ("ilvl", Some((_, style))) => style.level = number(element),
            ("vanish", Some((_, style))) => style.hidden = Some(is_on(element)),
            _ => {}
        }
        Ok(())
    })?;
    styles.known.extend(current);
    Ok(styles)
}

impl Styles {
    /// The style that numbers paragraphs of this style: itself or one it stands on, with its id.
    pub(super) fn numbering<'s>(&'s self, id: &'s str) -> Option<(&'s str, &'s Style)> {
        self.chain(id).find(|(_, style)| style.list.is_some())
    }

    /// Whether text of this style is hidden.
    pub(super) fn hides(&self, id: &str) -> bool {
        self.chain(id).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    /// A style and those it stands on.
    fn chain<'s>(&'s self, id: &'s str) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let known = |id: &'s str| self.known.get(id).map(|style| (id, style));
        let base = move |(_, style): &(&'s str, &'s Style)| known(style.base.as_deref()?);
        std::iter::successors(known(id), base).take(LONGEST_CHAIN)
    }
}
