//! Names left over from another report, where only the roster tells where a unit is and which others there are.

use rustc_hash::FxHashMap;

use super::assign::Folder;
use super::names::{above, bare, key, level, stems};
use super::passage::Passage;
use super::said::Said;
use super::sheet::Sheet;
use super::unit::UnitKind;
use crate::lexicon::units::units;
use crate::lexicon::{Match, Vocabulary};
use crate::lint::{Finding, Message};
use crate::report::fold::fold;
use crate::report::places::Home;
use crate::text::Span;

/// Shortest name of a unit that is looked for, in characters.
const SHORTEST: usize = 3;
/// Bytes between a name and what a report says of its own organ: 人民政府, 党委, a masked year.
const BETWEEN: usize = 24;

/// `foreign-name`, as far as a single report cannot tell.
pub(super) fn check(folder: &Folder, said: &mut Said) {
    if folder.options.roster.is_none() {
        return;
    }
    let siblings = Siblings::new(folder);
    for member in 0..folder.members.len() {
        let Some(unit) = folder.unit_of[member] else { continue };
        let sheet = folder.members[member].sheet;
        places(folder, (member, unit), sheet, said);
        siblings.check(folder, (member, unit), sheet, said);
    }
}

/// Places that a unit does not belong to, by the names of the units above it.
fn places(folder: &Folder, (member, unit): (usize, usize), sheet: &Sheet, said: &mut Said) {
    let all = &folder.roster.units;
    let names = std::iter::once(unit).chain(above(all, unit)).map(|unit| all[unit].name.as_str());
    let Some(home) = names.into_iter().find_map(Home::of).filter(|_| !sheet.places.is_empty()) else { return };
    let mut named: Vec<&str> = Vec::new();
    for place in sheet.places.iter().filter(|place| home.is_foreign(&place.name)) {
        if !named.contains(&place.name.as_str()) {
            named.push(&place.name);
            say(folder, (member, unit), place.span, ("message.place", &place.name), said);
        }
    }
}

fn say(
    folder: &Folder,
    (member, unit): (usize, usize),
    span: Span,
    (template, name): (&'static str, &str),
    said: &mut Said,
) {
    let organ = &folder.roster.units[unit].name;
    let message = Message::new(template).with("actual", name).with("organ", organ);
    said.push(member, "foreign-name", Finding::new(span, message));
}

/// Units by the names that they are called by among themselves.
struct Siblings {
    words: Vocabulary<usize>,
    /// For each word the units of that name.
    named: Vec<Vec<usize>>,
}

impl Siblings {
    fn new(folder: &Folder) -> Siblings {
        let all = &folder.roster.units;
        let mut named: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, unit) in all.iter().enumerate() {
            let names = match unit.kind {
                UnitKind::Town => vec![key(&unit.name)],
                UnitKind::Department => vec![bare(all, index, &key(&unit.name)), bare(all, index, &fold(&unit.name))],
                _ => Vec::new(),
            };
            for name in names.into_iter().filter(|name| name.chars().nth(SHORTEST - 1).is_some()) {
                let units = named.entry(name).or_default();
                units.extend((!units.contains(&index)).then_some(index));
            }
        }
        let words = Vocabulary::new(named.keys().enumerate().map(|(index, name)| (name.clone(), index)));
        Siblings { words, named: named.into_values().collect() }
    }

    /// Speaks of another unit that a report makes its subject, each once.
    fn check(&self, folder: &Folder, (member, unit): (usize, usize), sheet: &Sheet, said: &mut Said) {
        let mut known = Vec::new();
        for passage in &sheet.passages {
            for Match { start, end, meaning: word } in self.words.find(&passage.text) {
                let other = &self.named[word];
                let own = other.iter().any(|other| *other == unit || is_above(folder, unit, *other));
                if own || known.contains(&word) || !is_subject(folder, unit, passage, start, end) {
                    continue;
                }
                let span = passage.span(start, end);
                if sheet.foreign.iter().any(|said| said.contains(span) || span.contains(*said)) {
                    continue;
                }
                known.push(word);
                let name = &folder.roster.units[other[0]].name;
                say(folder, (member, unit), span, ("message.unit", name), said);
            }
        }
    }
}

fn is_above(folder: &Folder, unit: usize, other: usize) -> bool {
    above(&folder.roster.units, unit).any(|above| above == other)
}

/// Tells whether a clause begins with a name, perhaps behind that of the place above, and goes on as reports speak of their own
/// organ.
fn is_subject(folder: &Folder, unit: usize, passage: &Passage, start: usize, end: usize) -> bool {
    let behind = &passage.text[end..];
    let said = |at: usize| units().foreign.self_said.iter().any(|words| behind[at..].starts_with(words.as_str()));
    let spoken = behind.char_indices().map(|(at, _)| at).take_while(|at| *at <= BETWEEN).any(said);
    let head = &passage.text[..start];
    let stems = above(&folder.roster.units, unit).flat_map(|place| stems(&folder.roster.units[place]));
    let levels = stems.flat_map(|stem| [level(&stem).map(str::to_owned), Some(stem)]).flatten();
    let mut starts = levels.filter_map(|place| head.strip_suffix(place.as_str()).map(str::len)).chain([start]);
    spoken && !passage.is_quoted(start) && starts.any(|start| passage.begins_clause(start))
}
