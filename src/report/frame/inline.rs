//! Headings inside a line, in a draft that stands on one line or a few.

use super::headings::{
    Heading, LONGEST, Numbering, VERY_SIMILAR, goes_on, is_ordinal_character, name_length as right_name_length, ordinal,
};
use super::names::{Meant, Wording, names, similar_name};
use super::parts::is_list_of_parts;
use crate::dialect::{Document, LineKind};
use crate::number::{is_blank, trim};
use crate::report::fold::{fold, fold_into};
use crate::standard::{newest, wordings};

/// Bytes from which a line may hold a table and the heading behind it.
const LONG_LINE: usize = 200;
/// Headings from which on a line that begins with one is the line of several sections.
const FEWEST_ON_LINE: usize = 2;

/// Characters before a heading in which a sentence on the parts is looked for.
const LONGEST_LEAD: usize = 120;

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

/// Finds the end of a title that shares its line with the text behind it, before the first heading.
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

/// Returns whether the texts before and behind a name allow it to be a heading.
fn stands_alone(before: &str, behind: &str) -> bool {
    let opened = before.chars().next_back().is_none_or(|last| is_blank(last) || matches!(last, '。' | '|'));
    let listed = trim(behind).starts_with(['；', ';', '、', '，', ',', '”']);
    opened && !listed
}

/// Finds headings of sections inside paragraphs, in order: the line and the offset at which each begins. A name
/// inside a text is believed with its own number, behind a stop or a blank, and where no line has the heading.
pub fn run_in_places(document: &Document, text: &str, headings: &[Heading]) -> Vec<(usize, u32)> {
    let mut places = Vec::new();
    let mut before: Option<usize> = None;
    let mut known = headings.iter().filter(|heading| is_sure(heading)).peekable();
    for (index, line) in document.lines.iter().enumerate() {
        while let Some(heading) = known.next_if(|heading| heading.line <= index) {
            before = heading.section;
        }
        if matches!(line.kind, LineKind::Row(_)) {
            continue;
        }
        let behind = known.peek().and_then(|heading| heading.section);
        let start = line.span.start;
        for (at, section) in inside(line.span.of(text)) {
            if is_between(before, section, behind) {
                places.push((index, start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))));
                before = Some(section);
            }
        }
    }
    places
}

/// Tells whether a heading shows where its section stands.
fn is_sure(heading: &Heading) -> bool {
    heading.section.is_some() && heading.numbering == Numbering::Standard && heading.wording != Wording::Mistaken
}

/// Tells whether a section has its place between two others; where the later comes first, a new report begins between them.
fn is_between(before: Option<usize>, section: usize, behind: Option<usize>) -> bool {
    let (after, ahead) = (before.is_none_or(|before| before < section), behind.is_none_or(|behind| section < behind));
    match (before, behind) {
        (Some(before), Some(behind)) if before >= behind => after || ahead,
        (Some(_), None) => after,
        _ => after && ahead,
    }
}

/// The headings inside a line, not at its start: where each begins, and its section. Names side by side are a list.
fn inside(line: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (stop, mark) in line.match_indices(['、', '．', '.']) {
        let numeral = line[..stop].chars().next_back().filter(|&numeral| is_ordinal_character(numeral));
        let Some(start) = numeral.map(|numeral| stop - numeral.len_utf8()) else { continue };
        found.extend(heading_at(line, start, stop + mark.len()).map(|(end, section)| (start, end, section)));
    }
    let touches = |end: usize, start: usize| line.get(end..start).is_some_and(|between| trim(between).is_empty());
    let alone = |at: &usize| {
        let before = at.checked_sub(1).is_some_and(|before| touches(found[before].1, found[*at].0));
        !before && found.get(at + 1).is_none_or(|behind| !touches(found[*at].1, behind.0))
    };
    (0..found.len()).filter(alone).map(|at| (found[at].0, found[at].2)).collect()
}

/// The end and the section of the heading whose number and name begin there, if the text lets it be one.
fn heading_at(line: &str, start: usize, name: usize) -> Option<(usize, usize)> {
    let (head, number) = (&line[..start], ordinal(&line[start..])?);
    let end = name + right_name_length(&line[name..])?;
    let meant = Meant { name: names().exact.get(&fold(&line[name..end]))?, exact: true };
    let (section, _) = meant.in_edition(newest())?;
    let stopped =
        head.chars().next_back().is_some_and(|last| is_blank(last) || matches!(last, '。' | '！' | '：' | ':' | '|'));
    let own = usize::from(number.value) == section + 1 && !trim(head).is_empty();
    let near = head.char_indices().rev().nth(LONGEST_LEAD).map_or(head, |(at, _)| &head[at..]);
    let sentence = near.rsplit('。').next().unwrap_or(near);
    (own && stopped && !goes_on(&line[end..]) && !is_list_of_parts(sentence)).then_some((end, section))
}
