//! The functions of the sources: how long they are, what they take, and that none stands twice.

use std::collections::BTreeMap;

use crate::source::{Source, expect_none, name, sources};

/// Lines of the longest function, and of one half of all.
const LONGEST: usize = 60;
const MEDIAN: usize = 8;

/// Bodies of this many lines or more stand once.
const TELLING: usize = 6;

/// Public functions that take a flag although their callers cannot tell what it says. The list is exact.
const FLAGGED: &[&str] = &[];

/// Functions whose bodies stand elsewhere too. The list is exact.
const DOUBLED: &[&[&str]] = &[];

/// A function with a body.
struct Function {
    /// File and name, `rules/totals.rs: row_sums`.
    place: String,
    is_public: bool,
    /// What it takes, without the types' own lists.
    parameters: String,
    /// Its lines, from `fn` to the last brace.
    lines: usize,
    /// Lines of its body without comments and indents.
    body: Vec<String>,
}

/// All functions of the sources, their tests apart.
fn functions() -> Vec<Function> {
    sources().iter().flat_map(functions_of).collect()
}

fn functions_of(source: &Source) -> Vec<Function> {
    let bare = source.bare();
    let starts = bare.match_indices("fn ").map(|(at, _)| at);
    starts.filter(|at| !bare[..*at].ends_with(is_of_name)).filter_map(|at| function(source, &bare, at)).collect()
}

fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// The function whose `fn` stands there; `None` where it has no name or no body.
fn function(source: &Source, bare: &str, at: usize) -> Option<Function> {
    let name = name(&bare[at + 3..]);
    let open = at + end_of(&bare[at..], |letter| matches!(letter, '{' | ';'))?;
    if name.is_empty() || bare[open..].starts_with(';') {
        return None;
    }
    let close = open + 1 + end_of(&bare[open + 1..], |letter| letter == '}')?;
    let start = bare[..at].rfind(['\n', ';', '{', '}']).map_or(0, |end| end + 1);
    let lines = |from: usize, to: usize| bare[from..to].matches('\n').count();
    let first = lines(0, open);
    let body = source.code().lines().zip(bare.lines()).skip(first + 1).take(lines(open, close).saturating_sub(1));
    Some(Function {
        place: format!("{}: {name}", source.name),
        is_public: bare[start..at].trim_start().starts_with("pub"),
        parameters: parameters(&bare[at..open]).to_owned(),
        lines: lines(at, close) + 1,
        body: body.filter(|(_, bare)| !bare.trim().is_empty()).map(|(line, _)| line.trim().to_owned()).collect(),
    })
}

/// The first wanted letter outside of brackets.
fn end_of(bare: &str, wanted: impl Fn(char) -> bool) -> Option<usize> {
    let mut depth = 0;
    bare.char_indices().find_map(|(at, letter)| {
        if depth == 0 && wanted(letter) {
            return Some(at);
        }
        depth += i32::from(matches!(letter, '(' | '[' | '{')) - i32::from(matches!(letter, ')' | ']' | '}'));
        None
    })
}

/// The list of parameters of a head.
fn parameters(head: &str) -> &str {
    let Some(open) = head.find('(') else { return "" };
    let close = end_of(&head[open + 1..], |letter| letter == ')').unwrap_or_default();
    &head[open + 1..open + 1 + close]
}

/// Whether a parameter is a plain flag.
fn takes_flag(function: &Function) -> bool {
    let mut rest = function.parameters.as_str();
    while let Some(end) = end_of(rest, |letter| letter == ',').or((!rest.is_empty()).then_some(rest.len())) {
        if rest[..end].trim_end().ends_with(": bool") {
            return true;
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    false
}

#[test]
fn functions_are_short() {
    let functions = functions();
    let mut lengths: Vec<usize> = functions.iter().map(|function| function.lines).collect();
    lengths.sort_unstable();
    let (median, longest) = (lengths[lengths.len() / 2], lengths[lengths.len() - 1]);
    eprintln!("{} functions, median {median} lines, longest {longest}", lengths.len());
    let long = functions.iter().filter(|function| function.lines > LONGEST);
    expect_none(&long.map(|function| format!("{}: {} lines", function.place, function.lines)).collect::<Vec<_>>());
    assert!(median <= MEDIAN, "one half of all functions has {median} lines or more");
}

#[test]
fn public_functions_take_no_flags() {
    let flagged = functions().into_iter().filter(|function| function.is_public && takes_flag(function));
    assert_eq!(flagged.map(|function| function.place).collect::<Vec<_>>(), FLAGGED, "take a bool");
}

#[test]
fn no_body_stands_twice() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for function in functions().into_iter().filter(|function| function.body.len() >= TELLING) {
        places.entry(function.body.join("\n")).or_default().push(function.place);
    }
    let mut doubled: Vec<Vec<String>> = places.into_values().filter(|places| places.len() > 1).collect();
    doubled.sort();
    assert_eq!(doubled, DOUBLED, "have the same body");
}

#[test]
fn functions_are_read_as_they_are_written() {
    let text = "impl A {\n    pub(crate) const fn f<T: Fn(bool)>(g: impl Fn(u8, bool), h: [u8; 2]) -> bool {\n        // }\n        \
                '}' == \"}\"\n    }\n}\nfn one(a: u8, is_b: bool) { a }\ntrait B {\n    fn none(&self, is_c: bool);\n}\n";
    let source = Source { name: "a.rs".to_owned(), text: text.to_owned() };
    let functions = functions_of(&source);
    let read = |function: &Function| (function.place.clone(), function.is_public, takes_flag(function), function.lines);
    let read: Vec<_> = functions.iter().map(read).collect();
    assert_eq!(read, [("a.rs: f".to_owned(), true, false, 4), ("a.rs: one".to_owned(), false, true, 1)]);
    assert_eq!(functions[0].body, ["'}' == \"}\""]);
}
