//! Headings inside a line, in a draft that stands on one line or a few.

use super::fold::{fold, fold_into};
use super::headings::{LONGEST, VERY_SIMILAR, is_ordinal_character};
use super::names::{names, similar_name};
use crate::number::{is_blank, trim};
use crate::standard::wordings;

/// Bytes from which a line may hold a table and the heading behind it.
const LONG_LINE: usize = 200;
/// Headings from which on a line that begins with one is the line of several sections.
const FEWEST_ON_LINE: usize = 2;

/// Longest title that is looked for in front of other text on its line, in characters.
const LONGEST_TITLE: usize = 120;

/// Offsets at which to break lines so that headings inside them stand at line starts: before and behind each heading that
/// follows a full stop, a blank or a bar, has its number and name, and is no member of a list.
pub fn inline_breaks(text: &str) -> Vec<u32> {
    breaks_at(text, &headings_in(text))
}

/// The same for the lines that begin with a heading and go on with others: a page of which all tables became one line.
pub fn breaks_of_lines(text: &str) -> Vec<u32> {
    let mut breaks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.len() >= LONG_LINE && line.trim_start_matches(is_blank).starts_with(is_ordinal_character) {
            let headings = headings_in(line);
            let own = headings.first().is_some_and(|first| trim(&line[..first.0]).is_empty());
            if own && headings.len() >= FEWEST_ON_LINE {
                let shift = u32::try_from(start).unwrap_or(u32::MAX);
                breaks.extend(breaks_at(line, &headings).into_iter().map(|offset| offset.saturating_add(shift)));
            }
        }
        start += line.len();
    }
    breaks
}

/// The headings inside a text: where each begins and ends.
fn headings_in(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (stop, mark) in text.match_indices(['、', '．', '.']) {
        let Some(ordinal) = text[..stop].chars().next_back().filter(|&ordinal| is_ordinal_character(ordinal)) else {
            continue;
        };
        let start = stop - ordinal.len_utf8();
        let name = stop + mark.len();
        if let Some(length) = name_length(&text[name..])
            && stands_alone(&text[..start], &text[name + length..])
        {
            found.push((start, name + length));
        }
    }
    found
}

/// Breaks before and behind each of these headings of a text, behind its title, and behind its stops.
fn breaks_at(text: &str, headings: &[(usize, usize)]) -> Vec<u32> {
    let offsets = headings.iter().flat_map(|&(start, end)| [start, end]);
    let mut breaks: Vec<u32> = offsets.map(|offset| u32::try_from(offset).unwrap_or(u32::MAX)).collect();
    if !breaks.is_empty() {
        breaks.extend(title_end(text, breaks.iter().copied().min().unwrap_or(0) as usize));
        let stops = text.match_indices('。').map(|(at, stop)| at + stop.len());
        breaks.extend(stops.map(|offset| u32::try_from(offset).unwrap_or(u32::MAX)));
    }
    breaks.sort_unstable();
    breaks.dedup();
    breaks
}

/// Bytes of the longest name of a section that the text begins with.
fn name_length(text: &str) -> Option<usize> {
    let mut folded = String::new();
    let mut longest = None;
    for (at, character) in text.char_indices().take(LONGEST) {
        let before = folded.len();
        fold_into(&text[at..at + character.len_utf8()], &mut folded);
        // What folding drops, such as the bracket that opens the text behind, belongs to no name.
        if folded.len() > before && names().exact.contains_key(folded.as_str()) {
            longest = Some(at + character.len_utf8());
        }
    }
    longest.or_else(|| similar_name_length(text))
}

/// The same for a name that is nearly a section's and ends at a blank or a stop.
fn similar_name_length(text: &str) -> Option<usize> {
    let end = text.char_indices().take(LONGEST).find(|(_, mark)| is_blank(*mark) || "。（(|：:".contains(*mark))?.0;
    similar_name(&fold(&text[..end]), VERY_SIMILAR).map(|_| end)
}

/// Where a title ends that stands on one line with the text behind it, before the first heading.
fn title_end(text: &str, first_heading: usize) -> Option<u32> {
    let head = &text[..first_heading];
    let endings = wordings(|texts| &texts.title_endings);
    let mut squeezed = String::new();
    for (at, character) in head.char_indices().take(LONGEST_TITLE) {
        if is_blank(character) {
            if endings.iter().any(|ending| squeezed.ends_with(ending)) {
                return u32::try_from(at).ok();
            }
        } else {
            squeezed.push(character);
        }
    }
    None
}

/// Whether what stands before and behind lets the name between be a heading.
fn stands_alone(before: &str, behind: &str) -> bool {
    let opened = before.chars().next_back().is_none_or(|last| is_blank(last) || matches!(last, '。' | '|'));
    let listed = trim(behind).starts_with(['；', ';', '、', '，', ',', '”']);
    opened && !listed
}
