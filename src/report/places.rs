//! Names of places in the prose, and which of them are foreign to an organ: left over from another report.

use crate::lexicon::places::{Level, places};
use crate::lexicon::units::{Foreign, units};

use super::prose::{Paragraph, Prose};

/// Characters before a name that are looked at.
const NEAR_BEFORE: usize = 16;
/// Characters behind a name that are looked at.
const NEAR_BEHIND: usize = 12;
/// Characters before a name among which a quotation that holds it begins.
const LONGEST_QUOTATION: usize = 100;
/// Characters that the name of a county has which the country does not know.
const SHORTEST_COUNTY: usize = 3;
/// Places that are looked at in a report.
const MOST: usize = 200;

/// A place that the prose names, neither quoted nor where another place is rightly named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// First byte of the folded text.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// The name.
    pub name: &'static str,
}

/// The places that paragraphs name.
pub fn mentions<'p>(prose: &Prose, paragraphs: impl Iterator<Item = &'p Paragraph>) -> Vec<Mention> {
    let named = paragraphs.flat_map(|paragraph| {
        let text = prose.text(paragraph);
        let named = places().find(text).into_iter().filter(move |&(start, end, _)| speaks_of_itself(text, start, end));
        named.map(move |(start, end, name)| Mention {
            start: paragraph.start + start,
            end: paragraph.start + end,
            name,
        })
    });
    named.take(MOST).collect()
}

/// Tells whether a name between these bytes of a folded paragraph can only be the report's own: it is not quoted, no part of
/// another word, and nothing near it tells of visits, help or other affairs of two places.
pub fn speaks_of_itself(text: &str, start: usize, end: usize) -> bool {
    let Foreign { before, after, .. } = &units().foreign;
    let (head, tail) = (last_characters(&text[..start], LONGEST_QUOTATION), &text[end..]);
    if begins_other_word(tail) || is_quoted(head) {
        return false;
    }
    let sentence = head.rsplit(['。', ';']).next().unwrap_or(head);
    let near = last_characters(sentence, NEAR_BEFORE);
    let clause = tail.char_indices().take(NEAR_BEHIND).take_while(|(_, mark)| !matches!(mark, '。' | ';' | ','));
    let behind = &tail[..clause.last().map_or(0, |(at, last)| at + last.len_utf8())];
    !before.iter().any(|word| near.contains(word.as_str())) && !after.iter().any(|word| behind.contains(word.as_str()))
}

/// Tells whether a quotation or the title of a book is open at a byte of a folded paragraph.
pub fn in_quotation(text: &str, at: usize) -> bool {
    is_quoted(last_characters(&text[..at], LONGEST_QUOTATION))
}

fn last_characters(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last().map_or(0, |(at, _)| at);
    &text[start..]
}

/// Tells whether a quotation or the title of a book is open at the end of a text.
fn is_quoted(head: &str) -> bool {
    let open = |opening, closing| head.rfind(opening) > head.rfind(closing);
    open('《', '》') || open('“', '”') || open('〈', '〉')
}

/// The places that an organ belongs to, as far as its name tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// Its places among those of the country, the smallest of each kind.
    known: Vec<usize>,
    /// The name of the organ: no place that it holds is foreign, even where the country knows them in other provinces.
    organ: String,
    /// The name of its county where the country has none of that name.
    county: Option<String>,
}

impl Home {
    fn new(organ: &str, known: Vec<usize>, county: Option<String>) -> Home {
        Home { known, organ: organ.to_owned(), county }
    }

    /// The places that the name of an organ holds; `None` where it names none of county level or above.
    pub fn of(organ: &str) -> Option<Home> {
        let parts = parts(organ);
        let named = |level: Level| {
            let of_level = |name: &&str| places().named(name).iter().any(|&place| places().place(place).level == level);
            parts.iter().rev().find(|name| of_level(name)).copied()
        };
        let smallest = named(Level::County).or_else(|| named(Level::City)).or_else(|| named(Level::Province));
        let unknown = parts.iter().find(|part| places().named(part).is_empty() && is_county(part));
        match (smallest, unknown) {
            (Some(name), _) => Some(Home::new(organ, agreeing(places().named(name), &parts), None)),
            (None, Some(county)) => Some(Home::new(organ, Vec::new(), Some((*county).to_owned()))),
            (None, None) => None,
        }
    }

    /// Tells whether a place is neither above nor below those of the organ. Where these are not known by their country, only
    /// another county is surely foreign.
    pub fn is_foreign(&self, name: &str) -> bool {
        if self.organ.contains(name) {
            return false;
        }
        let named = places().named(name);
        if let Some(county) = &self.county {
            let only_counties = named.iter().all(|&place| places().place(place).level == Level::County);
            return only_counties && county != name;
        }
        let above = |place: usize| self.known.iter().any(|&own| places().chain(own).any(|part| part == place));
        let below = |place: usize| places().chain(place).any(|part| self.known.contains(&part));
        !named.iter().any(|&place| above(place) || below(place))
    }
}

/// The names of places that the name of an organ is put together of, each up to a word for its level: `江苏省`, `沭阳县`.
fn parts(organ: &str) -> Vec<&str> {
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(letter) = organ[at..].chars().next() {
        let level = level_at(organ, at).filter(|_| at > start);
        at += level.unwrap_or(letter.len_utf8());
        if level.is_some() && !begins_other_word(&organ[at..]) {
            // 徐州 is no place of the country, 徐州市 is; of 沭阳县 and 沭阳县市 it is the other way.
            let longer = level_at(organ, at).map(|length| at + length);
            let known = |end: usize| !places().named(&organ[start..end]).is_empty();
            at = longer.filter(|&end| !known(at) && !begins_other_word(&organ[end..])).unwrap_or(at);
            parts.push(&organ[start..at]);
            start = at;
        }
    }
    parts
}

/// Bytes of the word for a level, of county or above, that stands at an offset.
fn level_at(organ: &str, at: usize) -> Option<usize> {
    let names = &units().names;
    let level = names.levels.iter().find(|level| organ[at..].starts_with(level.as_str()));
    level.filter(|level| !names.towns.contains(level)).map(String::len)
}

/// Tells whether a name is that of a county or a district by its last word. A city may have others below it.
fn is_county(name: &str) -> bool {
    let names = &units().names;
    let level = names.levels.iter().find(|level| name.ends_with(level.as_str()));
    level.is_some_and(|level| names.counties.contains(level)) && name.chars().nth(SHORTEST_COUNTY - 1).is_some()
}

/// Tells whether the letters behind a word for a level make another word of it: 市场, 区域.
fn begins_other_word(behind: &str) -> bool {
    units().foreign.joined.iter().any(|letter| behind.starts_with(letter.as_str()))
}

/// Of several places of one name those that lie in another of the parts, where any does.
fn agreeing(named: &[usize], parts: &[&str]) -> Vec<usize> {
    let within = |place: &usize| {
        let mut above = places().chain(*place).skip(1);
        above.any(|above| parts.contains(&places().place(above).name))
    };
    let some: Vec<usize> = named.iter().copied().filter(within).collect();
    if some.is_empty() { named.to_vec() } else { some }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_of_an_organ_are_those_that_its_name_holds() {
        for (organ, own, foreign) in [
            ("江苏省沭阳县颜集镇人民政府", "宿迁市", "宿豫区"),
            ("沛县大屯街道办事处", "徐州市", "丰县"),
            ("宿迁市教育局", "沭阳县", "徐州市"),
            ("浙江省财政厅", "杭州市", "江苏省"),
            ("南京市鼓楼区民政局", "江苏省", "福州市"),
            ("徐州市鼓楼区民政局", "徐州市", "南京市"),
            ("沭阳县市场监督管理局", "江苏省", "永嘉县"),
            ("内蒙古自治区呼伦贝尔市鄂伦春自治旗人民政府", "呼伦贝尔市", "北京市"),
            ("平川县市场监督管理局", "宿迁市", "沭阳县"),
            ("临江市东湖区人民政府", "临江市", "沭阳县"),
        ] {
            let home = Home::of(organ).unwrap();
            assert!(!home.is_foreign(own), "{organ}: {own}");
            assert!(home.is_foreign(foreign), "{organ}: {foreign}");
        }
        for organ in ["新河市人民政府", "清河镇人民政府", "城市管理局", "市场监督管理局", "县财政局", ""]
        {
            assert_eq!(Home::of(organ), None, "{organ}");
        }
        assert!(!Home::of("平川县财政局").unwrap().is_foreign("平川县"));
    }

    #[test]
    fn a_name_is_the_reports_own_only_where_nothing_tells_of_another_place() {
        let own = |text: &str| {
            let found = places().find(text);
            let (start, end, _) = found[0];
            speaks_of_itself(text, start, end)
        };
        assert!(own("2023年,沭阳县认真落实条例。"));
        assert!(own("依托沭阳县人民政府网站公开信息12条。"));
        for text in [
            "组织人员赴沭阳县考察学习。",
            "对口支援沭阳县,选派干部3名。",
            "学习《沭阳县政府信息公开办法》。",
            "宣传“沭阳县花木节”。",
            "由沭阳县人民法院管辖。",
            "承接宿迁市场调查。",
            "借鉴了宿豫区的做法。",
        ] {
            assert!(!own(text), "{text}");
        }
    }
}
