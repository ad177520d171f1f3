//! What conversion does to the characters of labels: blanks inside words, other brackets, digits and radicals.

use crate::laws::random::Random;
use crate::laws::sheet::Sheet;

/// Blanks that drafts carry inside words.
const BLANKS: [char; 6] = [' ', '\u{a0}', '\u{3000}', '\u{2003}', '\u{200b}', '\u{feff}'];

/// Characters that some fonts give as Kangxi radicals.
const RADICALS: [(char, char); 12] = [
    ('一', '⼀'),
    ('二', '⼆'),
    ('人', '⼈'),
    ('八', '⼋'),
    ('力', '⼒'),
    ('文', '⽂'),
    ('方', '⽅'),
    ('无', '⽆'),
    ('生', '⽣'),
    ('用', '⽤'),
    ('自', '⾃'),
    ('行', '⾏'),
];

/// How a draft's labels look, the same all through it.
struct Look {
    half_brackets: bool,
    number: Option<&'static str>,
    quotes: Option<(char, char)>,
    radicals: bool,
    blank: Option<char>,
}

impl Look {
    fn any(blanks: bool, random: &mut Random) -> Look {
        let numbers = ["1. ", "1．", "１．", "1、"];
        let quotes = [('"', '"'), ('「', '」'), ('‘', '’')];
        Look {
            half_brackets: random.chance(40),
            number: random.chance(30).then(|| random.pick(&numbers)),
            quotes: random.chance(30).then(|| random.pick(&quotes)),
            radicals: random.chance(10),
            blank: (blanks && random.chance(40)).then(|| random.pick(&BLANKS)),
        }
    }

    fn dress(&self, label: &str, random: &mut Random) -> String {
        let mut text = self.renumber(label);
        if self.half_brackets {
            text = text.replace('（', "(").replace('）', ")");
        }
        if let Some((open, close)) = self.quotes {
            text = text.replace('“', &open.to_string()).replace('”', &close.to_string());
        }
        if self.radicals {
            text = radicals(&text);
        }
        match self.blank {
            Some(blank) => spaced(&text, blank, random),
            None => text,
        }
    }

    /// The number of an item in another form: `1.属于` as `1．属于`.
    fn renumber(&self, label: &str) -> String {
        let (Some(form), Some(digit), Some('.')) = (self.number, label.chars().next(), label.chars().nth(1)) else {
            return label.to_owned();
        };
        let digit = digit.to_digit(10).unwrap_or(1);
        let full = char::from_u32(u32::from('０') + digit).unwrap_or('１');
        let number = form.replace('1', &digit.to_string()).replace('１', &full.to_string());
        format!("{number}{}", &label[2..])
    }
}

/// The text with radicals in place of the characters that look like them.
pub fn radicals(text: &str) -> String {
    let radical = |character: char| RADICALS.iter().find(|pair| pair.0 == character).map_or(character, |pair| pair.1);
    text.chars().map(radical).collect()
}

/// The text with blanks between some of its characters, never behind the digit of an item.
fn spaced(text: &str, blank: char, random: &mut Random) -> String {
    let mut spaced = String::new();
    let numbered = text.starts_with(|first: char| first.is_ascii_digit() || ('０'..='９').contains(&first));
    let first = if numbered { 2 } else { 1 };
    for (at, character) in text.chars().enumerate() {
        if at >= first && random.chance(12) {
            spaced.push(blank);
        }
        spaced.push(character);
    }
    spaced
}

/// Words the labels of a table as one draft would. `blanks` says whether the dialect keeps blanks inside cells.
pub fn dress(sheet: &mut Sheet, blanks: bool, random: &mut Random) {
    let look = Look::any(blanks, random);
    for label in sheet.labels() {
        let said = sheet.said.get(label).map_or(label, String::as_str);
        let worded = look.dress(said, random);
        sheet.wording.insert(label.to_owned(), worded);
    }
}
