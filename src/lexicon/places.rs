//! Names of provinces, cities and counties (GB/T 2260), each with the place that it lies in.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Vocabulary;
use super::units::units;

/// Shortest name that is looked for, in characters: shorter ones are parts of other words too often.
const SHORTEST: usize = 3;

/// A place.
#[derive(Debug)]
pub struct Place {
    /// Its name.
    pub name: &'static str,
    /// Its level.
    pub level: Level,
    /// The place that it lies in.
    pub within: Option<usize>,
}

/// Level of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A province, a municipality, an autonomous region.
    Province,
    /// A city, a prefecture.
    City,
    /// A county, a district, a city of that rank.
    County,
}

/// All places.
#[derive(Debug)]
pub struct Places {
    places: Vec<Place>,
    named: FxHashMap<&'static str, Vec<usize>>,
    words: Vocabulary<&'static str>,
}

/// The places of the country.
pub fn places() -> &'static Places {
    static PLACES: LazyLock<Places> = LazyLock::new(|| Places::read(include_str!("places.txt")));
    &PLACES
}

impl Places {
    /// Reads the list: a province a line, indented below it a city a line with its counties.
    fn read(list: &'static str) -> Places {
        let (mut places, mut province) = (Vec::new(), None);
        let mut add = |name, level, within| {
            places.push(Place { name, level, within });
            Some(places.len() - 1)
        };
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            if !line.starts_with(' ') {
                province = add(line, Level::Province, None);
                continue;
            }
            let mut names = line.split_whitespace();
            let city = names.next().filter(|name| *name != "-").and_then(|name| add(name, Level::City, province));
            for name in names {
                add(name, Level::County, city.or(province));
            }
        }
        let mut named: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (index, place) in places.iter().enumerate() {
            named.entry(place.name).or_default().push(index);
        }
        let common = |name: &str| units().foreign.common.iter().any(|common| common == name);
        let words = named.keys().filter(|name| name.chars().nth(SHORTEST - 1).is_some() && !common(name));
        let words = Vocabulary::new(words.map(|name| ((*name).to_owned(), *name)));
        Places { places, named, words }
    }

    /// The places of that name.
    pub fn named(&self, name: &str) -> &[usize] {
        self.named.get(name).map_or(&[], Vec::as_slice)
    }

    /// A place.
    pub fn place(&self, index: usize) -> &Place {
        &self.places[index]
    }

    /// The place and those that it lies in, the smallest first.
    pub fn chain(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(index), |&index| self.places[index].within)
    }

    /// Names of places in a text, in order: start, end, name.
    pub fn find(&self, text: &str) -> Vec<(usize, usize, &'static str)> {
        self.words.find(text).map(|found| (found.start, found.end, found.meaning)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_county_lies_in_a_province() {
        let places = places();
        let of = |level| places.places.iter().filter(|place| place.level == level).count();
        assert!(of(Level::Province) == 34 && of(Level::City) > 300 && of(Level::County) > 2800);
        for index in 0..places.places.len() {
            let top = places.chain(index).last().map(|top| places.place(top).level);
            assert_eq!(top, Some(Level::Province), "{}", places.place(index).name);
        }
    }

    #[test]
    fn names_are_found_with_what_they_lie_in() {
        let found = places().find("赴沭阳县、宿迁市宿豫区学习");
        assert_eq!(found.iter().map(|found| found.2).collect::<Vec<_>>(), ["沭阳县", "宿迁市", "宿豫区"]);
        let county = places().named("沭阳县")[0];
        let chain: Vec<&str> = places().chain(county).map(|index| places().place(index).name).collect();
        assert_eq!(chain, ["沭阳县", "宿迁市", "江苏省"]);
        assert_eq!(places().named("鼓楼区").len(), 4);
        assert!(places().find("新城区和开发区").is_empty());
    }
}
