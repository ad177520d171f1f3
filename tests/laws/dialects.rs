//! Writes a draft in any of the dialects that drafts are seen in, independently of the engine's own writers.

mod bars;
mod fragments;
mod html;
mod tabs;
mod words;

use gaireport::dialect::Kind;

use crate::laws::drafts::{Block, Draft};
use crate::laws::dress::{dress, radicals};
use crate::laws::random::Random;
use crate::laws::sheet::{Grid, MARK, Sheet, Slot, is_blank, spread};

/// A way in which drafts write their tables, by the numbers of the design page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// L1: tabs, merged cells kept as empty ones.
    Tabs,
    /// L1 with page breaks, changing widths and labels torn over rows.
    TornTabs,
    /// L1 without the places of merged cells.
    BareTabs,
    /// L2: a cell a paragraph.
    Lines,
    /// L3: each cell a line led by a tab.
    TabLed,
    /// L4: bars, a line a row, none in front.
    Bars,
    /// L4b: the same with a bar in front and double spaces.
    LedBars,
    /// L5: `cell |` on a line of its own.
    BarCells,
    /// L5b: the bar on a line of its own too.
    LoneBars,
    /// L5c: rows led by a bar on its own line.
    LedBarCells,
    /// L6: words and figures between blanks.
    Words,
    /// L7: single rows as Markdown tables, labels torn off.
    Fragments,
    /// L8: a small Markdown table a group, with invented headers.
    MiniTables,
    /// L9: Markdown tables.
    Markdown,
    /// L10: HTML.
    Html,
    /// L11: all on one line, words.
    OneLine,
    /// L11: all on one line, bars.
    OneLineBars,
}

/// Every dialect.
pub const ALL: [Dialect; 17] = [
    Dialect::Tabs,
    Dialect::TornTabs,
    Dialect::BareTabs,
    Dialect::Lines,
    Dialect::TabLed,
    Dialect::Bars,
    Dialect::LedBars,
    Dialect::BarCells,
    Dialect::LoneBars,
    Dialect::LedBarCells,
    Dialect::Words,
    Dialect::Fragments,
    Dialect::MiniTables,
    Dialect::Markdown,
    Dialect::Html,
    Dialect::OneLine,
    Dialect::OneLineBars,
];

/// A draft as text.
pub struct Written {
    /// The text.
    pub text: String,
    /// What kind of file it is given out for.
    pub kind: Kind,
    /// From the first to the last mark of an injected fault.
    pub region: Option<(usize, usize)>,
}

impl Dialect {
    fn kind(self, random: &mut Random) -> Kind {
        match self {
            Dialect::Html => random.pick(&[Kind::Html, Kind::Html, Kind::Text]),
            Dialect::Markdown => Kind::Markdown,
            _ => random.pick(&[Kind::Text, Kind::Text, Kind::Markdown]),
        }
    }

    /// Whether everything stands on one line.
    pub fn is_one_line(self) -> bool {
        matches!(self, Dialect::OneLine | Dialect::OneLineBars)
    }

    /// Whether blanks inside a label stay inside its cell.
    fn keeps_blanks(self) -> bool {
        !matches!(self, Dialect::Words | Dialect::OneLine)
    }
}

/// Writes a draft.
pub fn write(draft: &Draft, dialect: Dialect, random: &mut Random) -> Written {
    let (text, kind) = write_marked(draft, dialect, random);
    unmark(&text, kind)
}

/// Writes a draft, the marks of an injected fault still in it.
pub fn write_marked(draft: &Draft, dialect: Dialect, random: &mut Random) -> (String, Kind) {
    let kind = dialect.kind(random);
    let look = random.chance(10);
    let pieces: Vec<String> = draft.blocks.iter().map(|(_, block)| piece(block, dialect, look, random)).collect();
    let mut text = match dialect {
        Dialect::Html => html::page(&pieces, random),
        Dialect::OneLine | Dialect::OneLineBars => one_line(&pieces, random),
        Dialect::TabLed | Dialect::Bars if random.chance(50) => pieces.join("\n"),
        _ => pieces.join("\n\n"),
    };
    text.push('\n');
    match random.below(10) {
        0 => text = text.replace('\n', "\r\n"),
        1 if dialect != Dialect::Html => text = text.replace('\n', "\r"),
        _ => {}
    }
    (text, kind)
}

/// One block of the draft.
fn piece(block: &Block, dialect: Dialect, look: bool, random: &mut Random) -> String {
    let marked = |mark: &str, text: &str| match dialect {
        Dialect::Markdown => format!("{mark} {text}"),
        _ if look && !dialect.is_one_line() => radicals(text),
        _ => text.to_owned(),
    };
    match block {
        Block::Title(lines) if dialect == Dialect::Html => html::title(lines),
        Block::Title(lines) if dialect == Dialect::Markdown => format!("# {}", lines.concat()),
        Block::Title(lines) => lines.join(if random.chance(30) { "\n\n" } else { "\n" }),
        Block::Heading(text) if dialect == Dialect::Html => html::heading(text, random),
        Block::Heading(text) => marked("##", text),
        Block::Paragraph(text) if dialect == Dialect::Html => html::paragraph(text, random),
        Block::Paragraph(text) => text.clone(),
        Block::Table(sheet) => {
            let mut sheet = sheet.clone();
            dress(&mut sheet, dialect.keeps_blanks(), random);
            table(&sheet, dialect, random)
        }
    }
}

fn table(sheet: &Sheet, dialect: Dialect, random: &mut Random) -> String {
    match dialect {
        Dialect::Tabs => tabs::merged(&sheet.grid(), random),
        Dialect::TornTabs => tabs::torn(sheet, random),
        Dialect::BareTabs => tabs::bare(&sheet.grid()),
        Dialect::TabLed => tabs::led(&sheet.grid(), random),
        Dialect::Lines => words::lines(&sheet.grid(), random),
        Dialect::Words => words::words(&sheet.grid(), random),
        Dialect::OneLine => words::plain(&sheet.grid()).replace('\n', " "),
        Dialect::Bars => bars::open(&sheet.grid(), random),
        Dialect::LedBars => bars::led(&sheet.grid(), random),
        Dialect::BarCells => bars::cells(&sheet.grid(), random),
        Dialect::LoneBars => bars::lone(&sheet.grid(), random),
        Dialect::LedBarCells => bars::led_cells(&sheet.grid(), random),
        Dialect::OneLineBars => bars::one_line(&sheet.grid()),
        Dialect::Markdown => bars::markdown(&sheet.grid()),
        Dialect::Fragments => fragments::fragments(sheet, random),
        Dialect::MiniTables => fragments::mini_tables(sheet, random),
        Dialect::Html => html::table(&sheet.grid(), random),
    }
}

/// Everything on one line, the title perhaps on its own.
fn one_line(pieces: &[String], random: &mut Random) -> String {
    let flat: Vec<String> = pieces.iter().map(|piece| piece.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let between = if random.chance(50) { "\n" } else { " " };
    match flat.split_first() {
        Some((title, rest)) => format!("{title}{between}{}", rest.join(" ")),
        None => String::new(),
    }
}

/// Takes the marks out and notes where they stood.
pub fn unmark(marked: &str, kind: Kind) -> Written {
    let (mut text, mut region) = (String::with_capacity(marked.len()), None::<(usize, usize)>);
    for character in marked.chars() {
        if character == MARK {
            let at = text.len();
            region = Some(region.map_or((at, at), |(first, _)| (first, at)));
        } else {
            text.push(character);
        }
    }
    Written { text, kind, region }
}

/// Texts of all places of a grid; merged places are empty.
fn texts(grid: &Grid) -> Vec<Vec<String>> {
    let text = |slot: Slot<'_>| if let Slot::Cell(cell) = slot { cell.text.clone() } else { String::new() };
    spread(grid).into_iter().map(|row| row.into_iter().map(text).collect()).collect()
}

/// Texts of a grid without merged places.
fn contents(grid: &Grid) -> Vec<Vec<String>> {
    grid.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect()
}

/// The text broken in two somewhere, `between` in the gap: a line holds a few characters before it breaks.
fn broken(text: &str, between: &str, random: &mut Random) -> String {
    let characters = text.chars().count();
    let least = if characters > 8 { 5 } else { 2 };
    if characters < least + 2 || is_blank(text) {
        return text.to_owned();
    }
    let at = least + random.below(characters - least - 1);
    let byte = text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    format!("{}{between}{}", text[..byte].trim_end(), text[byte..].trim_start())
}
