//! Values of TOML as the keys of a configuration want them, and what is said of those that are not.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Fault;

/// A value with its key as the person wrote it.
pub(super) type Entry<'v, 'i> = (&'v str, &'v Spanned<DeValue<'i>>);

/// A fault and the byte it is at.
pub(super) type Failure = (Fault, usize);

/// The known word that takes the fewest changes; the first of several.
pub fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    known.into_iter().min_by_key(|known| strsim::damerau_levenshtein(word, known))
}

/// The fault that a key's value is not what it should be.
pub(super) fn bad(entry: Entry, wanted: &str) -> Failure {
    (Fault::BadValue(entry.0.to_owned(), wanted.to_owned()), entry.1.span().start)
}

/// The fault that there is no such key, with the nearest that there is.
pub(super) fn unknown<'k>(key: &Spanned<std::borrow::Cow<str>>, known: impl IntoIterator<Item = &'k str>) -> Failure {
    let nearest = nearest(key.get_ref(), known).unwrap_or_default();
    (Fault::UnknownKey(key.get_ref().to_string(), nearest.to_owned()), key.span().start)
}

pub(super) fn string<'v>(entry: Entry<'v, '_>, wanted: &str) -> Result<&'v str, Failure> {
    entry.1.get_ref().as_str().ok_or_else(|| bad(entry, wanted))
}

pub(super) fn table<'v, 'i>(entry: Entry<'v, 'i>, wanted: &str) -> Result<&'v DeTable<'i>, Failure> {
    entry.1.get_ref().as_table().ok_or_else(|| bad(entry, wanted))
}

/// A whole number from `least` to `most`.
pub(super) fn whole(entry: Entry, (least, most): (usize, usize)) -> Result<usize, Failure> {
    let written = entry.1.get_ref().as_integer().map(|integer| integer.as_str());
    let known = written.and_then(|written| written.parse().ok()).filter(|number| (least..=most).contains(number));
    known.ok_or_else(|| bad(entry, &format!("{least}–{most}")))
}

/// Texts, none of them empty.
pub(super) fn strings(entry: Entry) -> Result<Vec<String>, Failure> {
    const WANTED: &str = "[\"…\", …]";
    let values = entry.1.get_ref().as_array().ok_or_else(|| bad(entry, WANTED))?;
    let text = |value| Ok(string((entry.0, value), WANTED)?.to_owned());
    let texts: Vec<String> = values.iter().map(text).collect::<Result<_, Failure>>()?;
    if texts.iter().any(String::is_empty) { Err(bad(entry, WANTED)) } else { Ok(texts) }
}
