//! Matches the names by which reports and rosters call the same unit.

use rustc_hash::FxHashMap;

use super::unit::Unit;
use crate::lexicon::units::{shortened, units};
use crate::lexicon::{Match, Vocabulary};
use crate::report::fold::fold;

/// Most units above a unit.
const DEEPEST: usize = 16;
/// Shortest name of a place without its level, in characters.
const SHORTEST_PLACE: usize = 2;

/// A name as names are compared: wordings made short, the word for government dropped.
pub fn key(name: &str) -> String {
    let folded = fold(name);
    let names = &units().names;
    let office = names.offices.iter().find(|office| folded.ends_with(office.as_str())).zip(names.offices.last());
    let folded = match office {
        Some((written, short)) => format!("{}{short}", &folded[..folded.len() - written.len()]),
        None => folded,
    };
    without_government(&short(&folded)).to_owned()
}

fn short(name: &str) -> String {
    let (mut short, mut end) = (String::with_capacity(name.len()), 0);
    for found in shortened().find(name) {
        short.extend([&name[end..found.start], units().short[found.meaning].to.as_str()]);
        end = found.end;
    }
    short + &name[end..]
}

/// The place that a government is named by; the name as it is where it names no government.
fn without_government(name: &str) -> &str {
    let mut governments = units().names.governments.iter();
    governments.find_map(|word| name.strip_suffix(word.as_str()).filter(|place| level(place).is_some())).unwrap_or(name)
}

/// The word for its level that the name of a place ends with.
pub fn level(place: &str) -> Option<&'static str> {
    let levels = units().names.levels.iter().map(String::as_str);
    levels.into_iter().find(|level| place.len() > level.len() && place.ends_with(level))
}

/// Tells whether a name, as `key` has it, is that of a township.
pub fn is_town(key: &str) -> bool {
    units().names.towns.iter().any(|town| key.ends_with(town.as_str()))
}

/// The units above one, the nearest first.
pub fn above(all: &[Unit], unit: usize) -> impl Iterator<Item = usize> + '_ {
    let parent = |unit: &usize| all.get(*unit).and_then(|unit| unit.parent);
    std::iter::successors(parent(&unit), parent).take(DEEPEST)
}

/// The ways in which the place of a unit begins the names of units below it: `平川县`, `平川`.
pub fn stems(unit: &Unit) -> Vec<String> {
    let whole = key(&unit.name);
    let Some(level) = level(&whole) else { return Vec::new() };
    let place = whole[..whole.len() - level.len()].to_owned();
    let long = place.chars().nth(SHORTEST_PLACE - 1).is_some();
    std::iter::once(whole).chain(long.then_some(place)).collect()
}

/// Characters of a file's name that are looked at.
const LONGEST_FILE: usize = 80;

/// Units by what they are called.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Units by full names and aliases.
    whole: FxHashMap<String, Vec<usize>>,
    /// Units by names without the place above them.
    bare: FxHashMap<String, Vec<usize>>,
    /// Places that have units below them.
    stems: Option<std::sync::Arc<Vocabulary<usize>>>,
    /// For each number in `stems` the units that are that place.
    places: Vec<Vec<usize>>,
}

impl Names {
    /// Looks up the units of a roster.
    pub fn new(all: &[Unit]) -> Names {
        let mut names = Names::default();
        for (index, unit) in all.iter().enumerate() {
            for name in unit.aliases.iter().chain([&unit.name]) {
                let key = key(name);
                add(&mut names.bare, bare(all, index, &key), index);
                add(&mut names.whole, key, index);
            }
        }
        let mut stems: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut parents: Vec<usize> = all.iter().filter_map(|unit| unit.parent).collect();
        parents.sort_unstable();
        parents.dedup();
        for parent in parents {
            self::stems(&all[parent]).into_iter().for_each(|stem| add(&mut stems, stem, parent));
        }
        let mut words = Vec::new();
        for (stem, places) in stems {
            words.push((stem, names.places.len()));
            names.places.push(places);
        }
        names.stems = (!words.is_empty()).then(|| std::sync::Arc::new(Vocabulary::new(words)));
        names
    }

    /// The unit whose full name or alias stands in a text, the longest; `None` where that is of more than one.
    pub fn find_inside(&self, text: &str) -> Option<usize> {
        let key = key(text);
        let ends: Vec<usize> = key.char_indices().map(|(at, _)| at).chain([key.len()]).take(LONGEST_FILE).collect();
        let lengths = (SHORTEST_PLACE..ends.len()).rev();
        let mut parts =
            lengths.flat_map(|length| ends.windows(length + 1).map(move |window| (window[0], window[length])));
        let units = parts.find_map(|(start, end)| self.whole.get(&key[start..end]))?;
        (units.len() == 1).then(|| units[0])
    }

    /// The unit that goes by a name; `None` where there is none, or more than one.
    pub fn find(&self, all: &[Unit], name: &str) -> Option<usize> {
        let key = key(name);
        let alone = |units: Option<&Vec<usize>>| units.filter(|units| units.len() == 1).map(|units| units[0]);
        if let Some(unit) = alone(self.whole.get(&key)).or_else(|| alone(self.bare.get(&key))) {
            return Some(unit);
        }
        let places: Vec<_> = self.stems.as_deref()?.find(&key).collect();
        places.into_iter().rev().find_map(|Match { start, end, meaning: stem }| {
            let from_place = alone(self.whole.get(&key[start..])).filter(|_| start > 0);
            from_place.or_else(|| {
                let below = |unit: &usize| above(all, *unit).any(|place| self.places[stem].contains(&place));
                let mut units = self.bare.get(&key[end..])?.iter().copied().filter(below);
                units.next().filter(|_| units.next().is_none())
            })
        })
    }
}

fn add(map: &mut FxHashMap<String, Vec<usize>>, name: String, unit: usize) {
    let units = map.entry(name).or_default();
    if !units.contains(&unit) {
        units.push(unit);
    }
}

/// A unit's name without the places above it.
pub fn bare(all: &[Unit], unit: usize, key: &str) -> String {
    let mut stems: Vec<String> = above(all, unit).flat_map(|place| stems(&all[place])).collect();
    stems.sort_by_key(|stem| std::cmp::Reverse(stem.len()));
    let mut rest = key;
    for _ in 0..DEEPEST {
        let stem = stems.iter().find_map(|stem| rest.strip_prefix(stem.as_str()).filter(|rest| !rest.is_empty()));
        match stem {
            Some(shorter) if level(rest).is_none_or(|level| shorter != level) => rest = shorter,
            _ => break,
        }
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_unit_have_one_key() {
        for (one, other) in [
            ("平川县人民政府", "平川县"),
            ("清河镇政府", "清河镇人民政府"),
            ("城关街道办事处", "城关街道"),
            ("发展和改革局", "发改局"),
            ("平川县住房和城乡建设局", "平川县住建局"),
            ("卫生健康委员会", "卫健委"),
            ("平川县人民政府办公室", "平川县政府办"),
            ("国有资产监督管理委员会", "国资委"),
            ("高新技术产业开发区管理委员会", "高新区管委会"),
        ] {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("平川县教育局"), key("平川县教育体育局"));
        assert_ne!(key("自然资源局"), key("自然资源和规划局"));
    }
}
