//! The names of the law and of the office that issues the notices, and the decree that the law is cited by.

use crate::lexicon::content::{Names, content};
use crate::lexicon::phrases::phrases;
use crate::report::Prose;
use crate::rules::wording::typos;

/// Longest name that is looked at, in bytes.
const LONGEST_NAME: usize = 3 * 24;
/// Distance behind a title, and before it, within which the decree is looked for, in bytes.
const NEAR: usize = 3 * 24;

/// Wrong names and numbers, each with what should stand there: bytes of the folded text, in order.
pub fn wrong(prose: &Prose) -> Vec<(usize, usize, String)> {
    let (text, names) = (prose.folded.text.as_str(), &content().names);
    let mut found = wrong_laws(text, names);
    found.extend(wrong_offices(text, names));
    found.extend(wrong_decrees(text, names));
    found.retain(|(start, end, _)| !typos::is_in(prose, *start, *end));
    found.sort_unstable();
    found
}

/// Finds a word in a text.
fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    memchr::memmem::find_iter(text.as_bytes(), word)
}

/// The ideographs that a text begins with, no more than a name has.
fn name(text: &str) -> &str {
    let ideographs = text.chars().take_while(|mark| matches!(mark, '\u{4E00}'..='\u{9FFF}'));
    let length: usize = ideographs.map(char::len_utf8).sum();
    &text[..length.min(LONGEST_NAME)]
}

/// 中华人民共和国信息公开条例 and the like, and wrong short names before a decree.
fn wrong_laws(text: &str, names: &Names) -> Vec<(usize, usize, String)> {
    let full = places(text, &names.law_begin).filter_map(|start| {
        let length = law_length(&text[start..], names)?;
        let law = &text[start..start + length];
        let signed = names.law_signs.iter().any(|sign| law.contains(sign.as_str()));
        (law != names.law && signed).then(|| (start, start + length, names.law.clone()))
    });
    let short = names.wrong_shorts.iter().flat_map(|short| {
        let fits = move |start: &usize| {
            let end = start + short.len();
            let titled = text[..*start].ends_with('《') && text[end..].starts_with("》");
            titled && decree_behind(&text[end..], names).is_some()
        };
        places(text, short).filter(fits).map(move |start| (start, start + short.len(), names.law_short.clone()))
    });
    full.chain(short).collect()
}

/// Bytes of the name of a law that a text begins with.
fn law_length(text: &str, names: &Names) -> Option<usize> {
    let name = name(text);
    if let Some(at) = name.find(names.law_end.as_str()) {
        return Some(at + names.law_end.len());
    }
    // 法 ends names, but other words hold it: only right before 》.
    let titled = text[name.len()..].starts_with('》');
    (titled && names.short_ends.iter().any(|end| name.ends_with(end.as_str()))).then_some(name.len())
}

/// 国务院办公厅政府信息公开办公室 and the like.
fn wrong_offices(text: &str, names: &Names) -> Vec<(usize, usize, String)> {
    let wrong = |start: usize| {
        let name = name(&text[start..]);
        let length = name.find(names.office_end.as_str())? + names.office_end.len();
        let office = &name[..length];
        let another = names.office_not.iter().any(|word| office.contains(word.as_str()));
        (office != names.office && !another).then(|| (start, start + length, names.office.clone()))
    };
    places(text, &names.office_begin).filter_map(wrong).collect()
}

/// Numbers of decrees cited for the law that are not its own.
fn wrong_decrees(text: &str, names: &Names) -> Vec<(usize, usize, String)> {
    let orders = &phrases().citation.orders;
    let expected = orders.first().map(u32::to_string).unwrap_or_default();
    let decree = |start: usize| {
        let end = start + names.law_short.len();
        let titled = text[end..].strip_prefix('》')?;
        let begin = title_begin(text, start, names)?;
        let behind = decree_behind(&text[end..], names).map(|(at, length)| (end + at, length));
        let (at, length) = behind.or_else(|| decree_before(text, begin, names))?;
        let number: u32 = text[at..at + length].parse().ok()?;
        (!orders.contains(&number) && !titled.is_empty()).then(|| (at, at + length, expected.clone()))
    };
    places(text, &names.law_short).filter_map(decree).collect()
}

/// Finds the beginning of the title that ends with the law's short name: 《, or 《中华人民共和国 before it.
fn title_begin(text: &str, start: usize, names: &Names) -> Option<usize> {
    let head = &text[..start];
    let head = head.strip_suffix(names.law_begin.as_str()).unwrap_or(head);
    head.strip_suffix('《').map(str::len)
}

/// The number of the only decree of the State Council that is cited in brackets behind a title: its place and length.
fn decree_behind(behind: &str, names: &Names) -> Option<(usize, usize)> {
    let cited = behind.strip_prefix("》(")?;
    let lead = behind.len() - cited.len();
    let cited = cited.split([')', '。', '\n']).next().unwrap_or("");
    let (at, length) = only_decree(cited, names)?;
    Some((lead + at, length))
}

/// The number of the decree that stands right before a title: 国务院令第711号《…》.
fn decree_before(text: &str, begin: usize, names: &Names) -> Option<(usize, usize)> {
    let head = &text[..begin];
    let start = head.char_indices().rev().map(|(at, _)| at).take_while(|at| begin - at <= NEAR).last()?;
    let near = &head[start..];
    let near_start = near
        .rfind(['。', ',', ';', '、', '(', '》', '\n'])
        .map_or(0, |at| at + near[at..].chars().next().map_or(0, char::len_utf8));
    let cited = &near[near_start..];
    let ends = cited.ends_with('号') || cited.ends_with(names.order.as_str());
    let (at, length) = only_decree(cited, names).filter(|_| ends)?;
    Some((start + near_start + at, length))
}

/// The number of a decree of the State Council, where a text names one and no other number.
fn only_decree(cited: &str, names: &Names) -> Option<(usize, usize)> {
    let mut numbers = places(cited, "号").filter_map(|end| {
        let digits = cited[..end].bytes().rev().take_while(u8::is_ascii_digit).count();
        (digits > 0).then_some((end - digits, digits))
    });
    let (at, length) = numbers.next().filter(|_| numbers.next().is_none())?;
    let head = cited[..at].strip_suffix('第').unwrap_or(&cited[..at]);
    let tail = &cited[at + length + '号'.len_utf8()..];
    let order = head.ends_with(names.order.as_str()) || tail.starts_with(names.order.as_str());
    (order && head.contains(names.state.as_str())).then_some((at, length))
}
