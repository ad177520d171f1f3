//! Reads a line as a title: the words of it that are the title, and the organ and year that they name.

use std::ops::Range;
use std::sync::LazyLock;

use super::margin::{self, Tail};
use super::year::{find_year, year_words};
use crate::lexicon::frame::{TitleWords, ends_with_any, frame, holds_any};
use crate::report::frame::squeeze::Squeezed;
use crate::report::likeness::Compared;
use crate::standard::{for_year, wordings};

/// Longest title, in characters.
const LONGEST: usize = 70;
/// Longest name of a report in a title, in characters.
const LONGEST_NAME: usize = 24;
/// Likeness in percent from which a text is the standard's name of the report with wrong characters.
const LIKE_NAME: usize = 75;
/// The same for a text that ends in no word for a report.
const MUCH_LIKE_NAME: usize = 80;
/// Marks that no title holds.
const SENTENCE_MARKS: [char; 14] = ['，', ',', '；', ';', '。', '！', '>', '》', '《', '|', '=', '@', '→', '＞'];
/// Marks between an organ and the rest of a title.
const COLONS: [char; 2] = ['：', ':'];

/// Likeness of a title to the standard's, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Garbled, or under another name: believed only where a report stands below.
    Loose,
    /// Names the report in other words.
    Other,
    /// Accepted.
    Standard,
}

/// A text read as a title.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Bytes of the squeezed text that are the title.
    pub(super) place: Range<usize>,
    /// The organ, in the characters of the draft; empty where none is named.
    pub(super) organ: String,
    pub(super) year: Option<u16>,
    pub(super) form: Form,
    /// Set behind a label, a number of a list or a date: a page says it of a report.
    pub(super) labelled: bool,
    /// Set for forms that were never filled in.
    pub(super) blank: bool,
    /// Set for reports of another kind.
    pub(super) other: bool,
}

/// Words of titles of all editions.
struct Wordings {
    endings: Vec<&'static str>,
    closings: Vec<&'static str>,
    others: Vec<&'static str>,
}

fn of_editions() -> &'static Wordings {
    static WORDS: LazyLock<Wordings> = LazyLock::new(|| Wordings {
        endings: wordings(|texts| &texts.title_endings),
        closings: wordings(|texts| &texts.title_closings),
        others: wordings(|texts| &texts.title_others),
    });
    &WORDS
}

/// Says whether the edition of a year, where there is one, has an ending.
fn is_of_year(ending: &str, year: Option<u16>) -> bool {
    let edition = year.and_then(for_year);
    edition.is_none_or(|edition| edition.texts.title_endings.iter().any(|known| known == ending))
}

fn words() -> &'static TitleWords {
    &frame().title
}

/// Words that titles end with.
fn closings() -> impl Iterator<Item = &'static str> {
    of_editions().closings.iter().copied().chain(words().closings.iter().map(String::as_str))
}

fn is_closed(text: &str) -> bool {
    closings().any(|closing| text.ends_with(closing))
}

/// Reads a title; `None` where the words are none.
pub(super) fn read(squeezed: &Squeezed) -> Option<Reading> {
    let (start, labelled) = margin::lead(squeezed)?;
    let rest = &squeezed.simple[start..];
    let mut ends: Vec<usize> = closings().flat_map(|word| word_ends(rest, word)).collect();
    ends.sort_unstable();
    ends.dedup();
    ends.into_iter().find_map(|end| {
        let again = || (rest[..end] == rest[end..]).then(Tail::default);
        let tail = margin::tail(squeezed, start + end).or_else(again)?;
        let core = Core::new(squeezed, start..start + end)?;
        core.exact(&tail).or_else(|| core.named(&tail)).and_then(|found| core.reading(found, &tail, labelled))
    })
}

/// Reads a title that is garbled or names the report by another name.
pub(super) fn read_loosely(squeezed: &Squeezed) -> Option<Reading> {
    let (start, labelled) = margin::lead(squeezed)?;
    let end = margin::loose_end(squeezed, start);
    let tail = margin::tail(squeezed, end)?;
    let core = Core::new(squeezed, start..end)?;
    let found = core.garbled(&tail).or_else(|| core.by_another_name(&tail)).or_else(|| core.nameless())?;
    core.reading(found, &tail, labelled)
}

fn word_ends<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(word).map(|(at, word)| at + word.len())
}

/// Organ and year as they were found, and how near to the standard.
struct Found {
    organ: Name,
    year: Option<u16>,
    form: Form,
}

/// A name in simplified characters, and in those of the draft.
#[derive(Clone, Debug, Default)]
struct Name {
    simple: String,
    draft: String,
}

impl Name {
    fn keep(&mut self, range: Range<usize>) {
        self.simple = self.simple[range.clone()].to_owned();
        self.draft = self.draft[range].to_owned();
    }

    fn drop_start(&mut self, word: &str) -> bool {
        let found = self.simple.starts_with(word);
        if found {
            self.keep(word.len()..self.simple.len());
        }
        found
    }

    fn drop_end(&mut self, word: &str) -> bool {
        let found = self.simple.ends_with(word);
        if found {
            self.keep(0..self.simple.len() - word.len());
        }
        found
    }

    fn trim(&mut self, mark: impl Fn(char) -> bool) {
        let start = self.simple.len() - self.simple.trim_start_matches(&mark).len();
        self.keep(start..self.simple.len());
        let end = self.simple.trim_end_matches(&mark).len();
        self.keep(0..end);
    }
}

/// The words of a line that may be a title.
struct Core<'s> {
    squeezed: &'s Squeezed,
    place: Range<usize>,
    simple: &'s str,
    draft: &'s str,
}

impl<'s> Core<'s> {
    fn new(squeezed: &'s Squeezed, place: Range<usize>) -> Option<Core<'s>> {
        let simple = squeezed.simple.get(place.clone())?;
        let fits = simple.chars().count() <= LONGEST && !simple.contains(SENTENCE_MARKS);
        fits.then(|| Core { squeezed, simple, draft: &squeezed.draft[place.clone()], place })
    }

    fn name(&self, pieces: [Range<usize>; 2]) -> Name {
        let [one, other] = pieces;
        let join = |text: &str| format!("{}{}", &text[one.clone()], &text[other.clone()]);
        Name { simple: join(self.simple), draft: join(self.draft) }
    }

    /// A title that ends as the standard has it, once a year among its last words is set aside.
    fn exact(&self, tail: &Tail) -> Option<Found> {
        let endings = &of_editions().endings;
        if let Some(ending) = endings.iter().find(|ending| self.simple.ends_with(**ending)) {
            let end = self.simple.len() - ending.len();
            let own = self.government_of(end);
            let (year, organ) = self.year_and_organ(own.unwrap_or(end));
            let inside = year.is_none() && tail.year.is_some();
            let other = inside || tail.setting.is_some() || own.is_some() || !is_of_year(ending, year);
            let form = if other { Form::Other } else { Form::Standard };
            return Some(Found { organ, year: year.or(tail.year), form });
        }
        let (at, length, year) = find_year(self.simple)?;
        [year_words(&self.simple[at..], length), length].into_iter().find_map(|length| {
            let without = format!("{}{}", &self.simple[..at], &self.simple[at + length..]);
            let ending = endings.iter().find(|ending| without.ends_with(**ending))?;
            let end = without.len() - ending.len();
            // 县人民政府2022年信息公开: the government before the year is the organ's.
            let end = (at > end + words().government.len()).then(|| self.government_of(end).unwrap_or(end))?;
            Some(Found { organ: self.name([0..end, 0..0]), year: Some(year), form: Form::Other })
        })
    }

    /// Returns the end of the name of an organ whose government a title names once only: 县人民政府信息公开, not
    /// 县人民政府政府信息公开.
    fn government_of(&self, end: usize) -> Option<usize> {
        let longer = end + words().government.len();
        let is_organ = |text: &str| ends_with_any(text, &words().organs);
        let own = self.simple.get(end..longer).is_some_and(|next| next == words().government);
        (own && self.simple[..end].ends_with(|last| words().levels.contains(last)) && !is_organ(&self.simple[..end]))
            .then_some(longer)
    }

    /// A title that names the report in other words.
    fn named(&self, tail: &Tail) -> Option<Found> {
        let start = words().subjects.iter().filter_map(|subject| self.simple.find(subject.as_str())).min()?;
        if self.simple[start..].chars().count() > LONGEST_NAME {
            return None;
        }
        let (year, organ) = self.year_and_organ(start);
        let year = year.or_else(|| find_year(&self.simple[start..]).map(|found| found.2)).or(tail.year);
        let form = if year.is_none() { Form::Loose } else { Form::Other };
        Some(Found { organ: without_subject(organ), year, form })
    }

    /// A title whose last words are the standard's but for a few characters.
    fn garbled(&self, tail: &Tail) -> Option<Found> {
        let closed = is_closed(self.simple);
        let year = find_year(self.simple);
        let behind_year = year.map(|(at, length, _)| at + year_words(&self.simple[at..], length));
        let begins = |(at, character): (usize, char)| of_editions().endings[0].starts_with(character).then_some(at);
        let starts = behind_year.into_iter().chain(self.simple.char_indices().filter_map(begins));
        let likeness = |start: usize| {
            let compared = Compared::new(&self.simple[start..]);
            of_editions().endings.iter().map(|ending| compared.likeness(ending)).max().unwrap_or(0)
        };
        let (like, start) = starts.map(|start| (likeness(start), start)).max()?;
        if like < if closed { LIKE_NAME } else { MUCH_LIKE_NAME } {
            return None;
        }
        let (year, organ) = self.year_and_organ(start);
        Some(Found { organ, year: year.or(tail.year), form: Form::Loose })
    }

    /// A title that calls the report a summary, or says what it is about only.
    fn by_another_name(&self, tail: &Tail) -> Option<Found> {
        let closed = is_closed(self.simple);
        let loosely = ends_with_any(self.simple, &words().loose_closings);
        let start = words().subjects.iter().filter_map(|subject| self.simple.find(subject.as_str())).min()?;
        let (year, organ) = self.year_and_organ(start);
        let year = year.or_else(|| find_year(&self.simple[start..]).map(|found| found.2)).or(tail.year);
        let organ = without_subject(organ);
        let told = year.is_some() || (!organ.simple.is_empty() && ends_with_any(&organ.simple, &words().organs));
        (closed || (loosely && told)).then_some(Found { organ, year, form: Form::Loose })
    }

    /// A title that says of which organ and year it is, and no more: 某镇2022年年报.
    fn nameless(&self) -> Option<Found> {
        let (at, length, year) = find_year(self.simple)?;
        let behind = &self.simple[at + year_words(&self.simple[at..], length)..];
        let organ = self.name([0..at, 0..0]);
        let told = closings().any(|closing| behind == closing) || words().years.iter().any(|word| behind == word);
        let named = told && ends_with_any(&organ.simple, &words().organs);
        named.then_some(Found { organ, year: Some(year), form: Form::Loose })
    }

    /// The year of what stands before `end`, and the rest of it.
    fn year_and_organ(&self, end: usize) -> (Option<u16>, Name) {
        let head = &self.simple[..end];
        let Some((at, length, year)) = find_year(head) else { return (None, self.name([0..end, 0..0])) };
        let behind = at + year_words(&head[at..], length);
        // What stands before the subject in a title of another form belongs to it, not to the organ.
        let behind = if at > 0 && head[behind..] == words().government { end } else { behind };
        (Some(year), self.name([0..at, behind..end]))
    }

    /// Tells whether a title speaks of the information of an enterprise or a school, which is not the government's.
    fn is_of_enterprise(&self, organ: &str) -> bool {
        !self.simple.contains(words().government.as_str()) && ends_with_any(organ, &words().enterprises)
    }

    /// The organ that a note behind the title names: 年度报告（某镇）.
    fn noted(&self, place: Range<usize>) -> Name {
        Name { simple: self.squeezed.simple[place.clone()].to_owned(), draft: self.squeezed.draft[place].to_owned() }
    }

    /// `None` where what stands in the place of an organ is a piece of a sentence.
    fn reading(&self, found: Found, tail: &Tail, labelled: bool) -> Option<Reading> {
        let unfilled = holds_any(self.simple, &words().blanks);
        let blank = tail.template || unfilled || holds_any(self.simple, &words().templates);
        let (organ, plain) = clean(found.organ);
        // 某镇：2022年……
        let parted = self.simple.contains(COLONS);
        let split = organ.simple.contains(COLONS) || (parted && !ends_with_any(&organ.simple, &words().organs));
        if split || holds_any(&organ.simple, &words().sentences) {
            return None;
        }
        let organ = if unfilled && holds_any(&organ.simple, &words().blanks) { Name::default() } else { organ };
        let (organ, behind) = match tail.organ.clone().filter(|_| organ.simple.is_empty()) {
            Some(place) => (self.noted(place), true),
            None => (organ, false),
        };
        // A note that the proposal takes up or leaves out is a part of what it replaces.
        let note =
            tail.organ.as_ref().filter(|_| behind).and_then(|place| self.squeezed.simple[place.end..].chars().next());
        let behind_end = tail.setting.or(note.and_then(|mark| Some(tail.organ.as_ref()?.end + mark.len_utf8())));
        let named = (found.year.is_some(), !organ.simple.is_empty());
        let form = match named {
            (false, false) => Form::Loose,
            (true, true) if plain && !blank && !parted && !behind => found.form,
            _ => found.form.min(Form::Other),
        };
        let other = holds_any(self.simple, &words().others)
            || self.is_of_enterprise(&organ.simple)
            || of_editions().others.iter().any(|word| self.simple.contains(word));
        Some(Reading {
            place: self.place.start..behind_end.unwrap_or(self.place.end),
            organ: organ.draft,
            year: found.year,
            form,
            labelled: labelled || tail.of_site,
            blank,
            other,
        })
    }
}

/// The name without the words that belong to the subject of a title: 办公室政府信息公开 speaks of the information of the
/// government, 县人民政府信息公开 of that of an organ.
fn without_subject(mut organ: Name) -> Name {
    let government = words().government.as_str();
    let named = |before: &str| before.ends_with(|last| words().levels.contains(last));
    if organ.simple.strip_suffix(government).is_some_and(|before| !named(before)) {
        organ.drop_end(government);
    }
    organ
}

/// The name without what belongs to none, and whether there was nothing of that kind.
fn clean(mut organ: Name) -> (Name, bool) {
    organ.trim(|mark| {
        !mark.is_alphanumeric() && !matches!(mark, '（' | '）' | '(' | ')' | '×' | '_' | '〔' | '〕' | '○' | '□')
    });
    let mut plain = true;
    for word in &words().about {
        plain &= !organ.drop_start(word);
        plain &= !organ.drop_end(word);
    }
    plain &= !organ.drop_end("的");
    if let Some((at, length, _)) = find_year(&organ.simple).filter(|found| found.0 > 0) {
        // The year stands twice.
        let whole = at + year_words(&organ.simple[at..], length) == organ.simple.len();
        plain &= !whole;
        organ.keep(0..if whole { at } else { organ.simple.len() });
    }
    while ["年度", "年", "度"].iter().any(|word| organ.drop_end(word)) {}
    // One character names nobody: what stood before it was never filled in.
    if words().nobody.contains(&organ.simple) || organ.simple.chars().nth(1).is_none() {
        organ = Name::default();
    }
    (without_repetition(organ), plain)
}

/// The organ's line is often repeated above the title.
fn without_repetition(mut organ: Name) -> Name {
    let half = organ.simple.len() / 2;
    if organ.simple.chars().count() > 3 && organ.simple.get(..half).is_some_and(|first| first == &organ.simple[half..])
    {
        organ.keep(0..half);
    }
    organ
}
