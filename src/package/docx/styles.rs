//! Styles of a Word file, as far as they number paragraphs, or hide or raise text.

use std::collections::HashMap;

use super::{Part, is_on, number, raises};
use crate::package::Fault;
use crate::package::inherit::order;
use crate::package::xml::{Step, attribute, walk};

/// Numbers and hiding that a style sets, by itself or by those that it stands on.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    base: Option<String>,
    /// Its list; 0 is none.
    pub(super) list: Option<usize>,
    /// The style that says so.
    pub(super) lister: String,
    /// Its level in the list, where that style says it.
    pub(super) level: Option<usize>,
    hidden: Option<bool>,
    raised: Option<bool>,
}

/// Styles by id.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

/// Reads the styles.
pub(super) fn read(part: Part) -> Result<Styles, Fault> {
    let mut styles: Vec<(String, Style)> = Vec::new();
    walk(part.xml, &mut |step, _| {
        let Step::Open(element) = step else { return Ok(()) };
        let name = element.local_name();
        if name.as_ref() == "style" {
            styles.extend(attribute(element, "styleId").map(|id| (id, Style::default())));
        }
        let Some((_, style)) = styles.last_mut() else { return Ok(()) };
        match name.as_ref() {
            "basedOn" => style.base = attribute(element, "val"),
            "numId" | "ilfo" => style.list = number(element),
            "ilvl" => style.level = number(element),
            "vanish" => style.hidden = Some(is_on(element)),
            "vertAlign" => style.raised = Some(raises(element)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(Styles(inherited(styles)))
}

/// Has each style say what those say that it stands on.
fn inherited(mut styles: Vec<(String, Style)>) -> HashMap<String, Style> {
    let index: HashMap<&str, usize> = styles.iter().enumerate().map(|(index, (id, _))| (id.as_str(), index)).collect();
    let base = |(_, style): &(String, Style)| index.get(style.base.as_deref()?).copied();
    let bases: Vec<Option<usize>> = styles.iter().map(base).collect();
    for index in order(&bases) {
        let base = bases[index].filter(|base| *base != index).map(|base| styles[base].1.clone()).unwrap_or_default();
        let (id, style) = &mut styles[index];
        style.hidden = style.hidden.or(base.hidden);
        style.raised = style.raised.or(base.raised);
        if style.list.is_some() {
            style.lister.clone_from(id);
        } else {
            (style.list, style.level, style.lister) = (base.list, base.level, base.lister);
        }
    }
    styles.into_iter().collect()
}

impl Styles {
    /// The style if it numbers paragraphs.
    pub(super) fn numbering(&self, id: &str) -> Option<&Style> {
        self.0.get(id).filter(|style| style.list.is_some())
    }

    /// Returns whether text of this style is hidden.
    pub(super) fn hides(&self, id: &str) -> bool {
        self.0.get(id).and_then(|style| style.hidden).unwrap_or(false)
    }

    /// Returns whether text of this style stands higher or lower.
    pub(super) fn raises(&self, id: &str) -> bool {
        self.0.get(id).and_then(|style| style.raised).unwrap_or(false)
    }
}
