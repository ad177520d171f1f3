//! Reads the list numbering of a Word file, in its own XML and in that of 2003.

use quick_xml::events::BytesStart;

use super::styles::Styles;
use super::{Part, is_on, number};
use crate::package::Fault;
use crate::package::lists::{LEVELS, Level, List, Lists, Scheme};
use crate::package::ordinal;
use crate::package::xml::{Step, attribute, walk};

/// Element being read: a kind of list or a list, and the level in it.
#[derive(Default)]
struct Place {
    scheme: Option<usize>,
    list: Option<usize>,
    level: usize,
    /// True if a whole level of a list is given, not only where it starts.
    whole: bool,
}

/// Reads the kinds of lists and the lists.
pub(super) fn read(part: Part, styles: &Styles) -> Result<Lists, Fault> {
    let mut lists = Lists::default();
    let mut place = Place::default();
    walk(part.xml, &mut |step, _| {
        if let Step::Open(element) = step {
            take(&mut lists, element, &mut place);
        }
        Ok(())
    })?;
    follow_links(&mut lists, styles);
    Ok(lists)
}

/// Puts the kind that a style names in place of one that only names the style.
fn follow_links(lists: &mut Lists, styles: &Styles) {
    let linked = |scheme: &Scheme| {
        let style = styles.numbering(scheme.link.as_deref()?)?;
        Some(lists.lists.get(&style.list?)?.scheme)
    };
    let links = lists.schemes.iter().filter_map(|(id, scheme)| Some((*id, linked(scheme)?)));
    let links: Vec<(usize, usize)> = links.collect();
    for list in lists.lists.values_mut() {
        let link = links.iter().find(|(from, _)| *from == list.scheme);
        list.scheme = link.map_or(list.scheme, |(_, to)| *to);
    }
}

fn take(lists: &mut Lists, element: &BytesStart, place: &mut Place) {
    let level_of = || attribute(element, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(LEVELS);
    let id_of = |names: [&str; 2]| names.iter().find_map(|name| attribute(element, name)?.parse().ok());
    let name = element.local_name();
    let list = place.list.and_then(|id| lists.lists.get_mut(&id));
    match name.as_ref() {
        "abstractNum" | "listDef" => {
            *place = Place { scheme: id_of(["abstractNumId", "listDefId"]), ..Place::default() };
            lists.schemes.extend(place.scheme.map(|id| (id, Scheme::default())));
        }
        "num" | "list" => {
            *place = Place { list: id_of(["numId", "ilfo"]), ..Place::default() };
            lists.lists.extend(place.list.map(|id| (id, List::default())));
        }
        "abstractNumId" | "ilst" => {
            if let (Some(list), Some(scheme)) = (list, number(element)) {
                list.scheme = scheme;
            }
        }
        "numStyleLink" | "listStyleLink" => {
            if let Some(scheme) = place.scheme.and_then(|id| lists.schemes.get_mut(&id)) {
                scheme.link = attribute(element, "val");
            }
        }
        "lvlOverride" => (place.level, place.whole) = (level_of(), false),
        "startOverride" => {
            if let (Some(list), Some(start)) = (list, number(element)) {
                list.starts.insert(place.level, start);
            }
        }
        "lvl" => (place.level, place.whole) = (level_of(), true),
        name => {
            if let Some(level) = level_at(lists, place) {
                take_level(level, name, element);
            }
        }
    }
}

/// The level that is being read.
fn level_at<'l>(lists: &'l mut Lists, place: &Place) -> Option<&'l mut Level> {
    if !place.whole || place.level >= LEVELS {
        return None;
    }
    if let Some(list) = place.list.and_then(|id| lists.lists.get_mut(&id)) {
        return Some(list.levels.entry(place.level).or_default());
    }
    lists.schemes.get_mut(&place.scheme?)?.level(place.level)
}

fn take_level(level: &mut Level, name: &str, element: &BytesStart) {
    match name {
        "start" => level.start = number(element).unwrap_or(1),
        "numFmt" => level.format = attribute(element, "val").unwrap_or_default(),
        "nfc" => level.format = ordinal::format(number(element).unwrap_or(0)).to_owned(),
        "lvlText" => level.text = attribute(element, "val").unwrap_or_default(),
        "isLgl" => level.decimal = is_on(element),
        "lvlRestart" => level.restarts = number(element) != Some(0),
        "suff" => level.tight = attribute(element, "val").is_some_and(|kind| kind.eq_ignore_ascii_case("nothing")),
        "pStyle" => level.style = attribute(element, "val"),
        _ => {}
    }
}
