//! Paragraph styles of a Word file, as far as they number paragraphs.

use std::collections::HashMap;

use super::{Fault, Step, attribute, number, walk};

/// Styles that stand on each other; more are a circle.
const LONGEST_CHAIN: usize = 32;

/// What a style says of numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// The style it stands on.
    pub(super) base: Option<String>,
    /// Its list; 0 is none.
    pub(super) list: Option<usize>,
    /// Its level in the list.
    pub(super) level: Option<usize>,
}

/// Styles by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    known: HashMap<String, Style>,
}

/// Reads the styles.
pub(super) fn read(xml: &str) -> Result<Styles, Fault> {
    let mut styles = Styles::default();
    let mut current: Option<(String, Style)> = None;
    walk(xml, &mut |step| {
        let Step::Open(element) = step else { return Ok(()) };
        match (element.local_name().as_ref(), &mut current) {
            ("style", _) => {
                let begun = attribute(element, "styleId").map(|id| (id, Style::default()));
                styles.known.extend(std::mem::replace(&mut current, begun));
            }
            ("basedOn", Some((_, style))) => style.base = attribute(element, "val"),
            ("numId", Some((_, style))) => style.list = number(element),
            ("ilvl", Some((_, style))) => style.level = number(element),
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
        let mut id = id;
        for _ in 0..LONGEST_CHAIN {
            let style = self.known.get(id)?;
            if style.list.is_some() {
                return Some((id, style));
            }
            id = style.base.as_deref()?;
        }
        None
    }
}
