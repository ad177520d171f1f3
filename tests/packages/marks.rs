//! Marks in the Word files of real programs: whatever is marked, nothing but the marks is new, and a change that is accepted
//! reads as if it had been made in the text.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;

use gaireport::edit::Applicability;
use gaireport::edit::{Edit, Fix, apply};
use gaireport::language::Message;
use gaireport::package::{Drawn, Format, Making, Mark, Piece, marked};
use gaireport::text::Span;
use regex::Regex;

use crate::made::{files, parts, read};

/// Word files, with what is drawn out of each.
fn word_files() -> Vec<(PathBuf, Vec<u8>, Drawn)> {
    let read_file = |path: PathBuf| {
        let bytes = fs::read(&path).unwrap();
        let drawn = gaireport::package::read(&bytes)?.ok()?;
        (drawn.format == Some(Format::Docx)).then_some((path, bytes, drawn))
    };
    let found: Vec<_> = files().into_iter().filter_map(read_file).collect();
    assert!(found.len() >= 6, "{}", found.len());
    found
}

/// Stretches of a text: some characters of every line, the whole of it, and the empty place at its end.
fn stretches(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (index, line) in text.split_inclusive(['\n', '\t']).enumerate() {
        let words = line.trim_end_matches(['\n', '\t']);
        let places: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
        let (from, to) = (places[index % places.len()], places[index * 7 % places.len()]);
        spans.push(Span::new(start + from.min(to), start + from.max(to)));
        spans.push(Span::new(start, start + words.len()));
        start += line.len();
    }
    spans
}

fn mark(span: Span, text: Option<&str>) -> Mark {
    let edits = text.map(|text| Edit { span, text: text.to_owned() }).into_iter().collect();
    Mark { span, words: vec!["看这里".to_owned(), "第二段".to_owned()], edits }
}

fn text_of(bytes: &[u8], name: &str) -> String {
    let (_, content) = parts(bytes).into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).unwrap();
    String::from_utf8(content).unwrap()
}

/// The text of a file without its marks: comments taken out, changes refused.
fn refused(xml: &str) -> String {
    let marks = [
        (r#"<w:commentRange(Start|End) w:id="\d+"/>"#, ""),
        (r#"<w:r><w:commentReference w:id="\d+"/></w:r>"#, ""),
        (r#"(?s)<w:ins w:id="\d+" w:author="gaireport">.*?</w:ins>"#, ""),
        (r#"(?s)<w:del w:id="\d+" w:author="gaireport">(.*?)</w:del>"#, "$1"),
        (r"<(/?)w:delText", "<${1}w:t"),
    ];
    marks
        .iter()
        .fold(xml.to_owned(), |xml, (mark, instead)| Regex::new(mark).unwrap().replace_all(&xml, *instead).into_owned())
}

/// A text in which every character of a run stands in a run of its own: how runs are cut makes no difference.
fn apart(xml: &str) -> String {
    let run = Regex::new(r"(?s)(<w:r(?: [^>]*)?>)(<w:rPr>.*?</w:rPr>|<w:rPr/>)?(.*?)</w:r>").unwrap();
    let child = Regex::new(r"(?s)<w:(?:t|delText)(?: [^>]*)?>([^<]*)</w:(?:t|delText)>|<[^<>]*/>|.").unwrap();
    let character = Regex::new(r"(?s)&[^;]*;|.").unwrap();
    let one = |found: &regex::Captures| {
        let looks = format!("{}{}", &found[1], found.get(2).map_or("", |looks| looks.as_str()));
        let mut cut = String::new();
        for child in child.captures_iter(&found[3]) {
            match child.get(1) {
                Some(words) => {
                    cut.extend(character.find_iter(words.as_str()).map(|sign| format!("[{looks}{}]", sign.as_str())))
                }
                None => cut += &format!("[{looks}{}]", &child[0]),
            }
        }
        if cut.is_empty() { format!("[{looks}]") } else { cut }
    };
    // Empty paragraphs are written in either way.
    let closed = Regex::new(r"<w:p( [^>]*[^/>])?/>").unwrap();
    run.replace_all(&closed.replace_all(xml, "<w:p$1></w:p>"), one).into_owned()
}

#[test]
fn without_its_marks_a_copy_is_the_file() {
    for (path, bytes, drawn) in word_files() {
        let spans = stretches(&drawn.text);
        let marks: Vec<Mark> = spans.iter().map(|&span| mark(span, Some("七")).clone()).collect();
        let copy = marked(&bytes, &drawn, &marks).unwrap();
        let name = &drawn.parts[0];
        let (before, after) = (text_of(&bytes, name), text_of(&copy, name));
        let (found, wanted) = (apart(&refused(&after)), apart(&before));
        let alike = found.bytes().zip(wanted.bytes()).take_while(|(one, other)| one == other).count();
        let context = |text: &str| {
            text.chars()
                .skip(text[..text.floor_char_boundary(alike)].chars().count().saturating_sub(80))
                .take(300)
                .collect::<String>()
        };
        assert!(found == wanted, "{path:?}:\n{}\n{}", context(&found), context(&wanted));
        assert!(after.contains("<w:ins ") && after.contains("<w:del "), "{path:?}");
        let old: HashMap<String, Vec<u8>> = parts(&bytes).into_iter().collect();
        let changed: BTreeSet<String> = parts(&copy)
            .into_iter()
            .filter(|(name, content)| old.get(name) != Some(content))
            .map(|(name, _)| name)
            .collect();
        let named = |ending: &str| changed.iter().any(|name| name.to_lowercase().ends_with(ending));
        assert!(changed.len() <= 4 && named("document.xml") && named("comments.xml"), "{path:?}: {changed:?}");
    }
}

#[test]
fn every_mark_is_a_comment_with_its_beginning_and_end() {
    for (path, bytes, drawn) in word_files() {
        let marks: Vec<Mark> = stretches(&drawn.text).into_iter().map(|span| mark(span, None)).collect();
        let copy = marked(&bytes, &drawn, &marks).unwrap();
        let text = text_of(&copy, &drawn.parts[0]);
        let comments = text_of(&copy, "word/comments.xml");
        let numbers = |pattern: &str, text: &str| -> Vec<u32> {
            let numbers = Regex::new(pattern).unwrap();
            numbers.captures_iter(text).map(|found| found[1].parse().unwrap()).collect()
        };
        let known = numbers(r#"<w:comment w:id="(\d+)""#, &comments);
        assert_eq!(known.len(), marks.len(), "{path:?}");
        for element in ["RangeStart", "RangeEnd", "Reference"] {
            let mut met = numbers(&format!(r#"<w:comment{element} w:id="(\d+)"/>"#), &text);
            met.sort_unstable();
            assert_eq!(met, known, "{path:?}: {element}");
        }
        for number in known {
            let place = |element: &str| text.find(&format!("<w:comment{element} w:id=\"{number}\"/>")).unwrap();
            assert!(place("RangeStart") < place("RangeEnd"), "{path:?}: {number}");
        }
        assert_eq!(read(&copy).unwrap().text, drawn.text, "{path:?}");
    }
}

#[test]
fn an_accepted_change_reads_as_if_it_had_been_made() {
    for (path, bytes, drawn) in word_files() {
        let mut made = 0;
        for span in stretches(&drawn.text).into_iter().step_by(11) {
            let new = mark(span, Some("改9"));
            let fix = Fix { title: Message::new("fix"), applicability: Applicability::Safe, edits: new.edits.clone() };
            let text = read(&marked(&bytes, &drawn, &[new]).unwrap()).unwrap().text;
            let whole = is_whole(&drawn, span);
            assert_eq!(text != drawn.text, whole, "{path:?} {span:?} {:?}", span.of(&drawn.text));
            if whole {
                assert_eq!(text, apply(&drawn.text, [&fix]).0, "{path:?} {span:?}");
                made += 1;
            }
        }
        assert!(made > 20, "{path:?}: {made}");
    }
}

/// Returns whether every character of a stretch stands in the text of the file, or a place for one does.
fn is_whole(drawn: &Drawn, span: Span) -> bool {
    let writes = |making: Making| matches!(making, Making::Verbatim | Making::Sign);
    let of_text = drawn.pieces.iter().filter(|piece| piece.origin.part == 0);
    let touching = of_text.filter(|piece| piece.span.start <= span.end && span.start <= piece.span.end);
    if span.is_empty() {
        return touching.into_iter().any(|piece| piece.origin.making != Making::Number);
    }
    let covered =
        |piece: &Piece| piece.span.end.min(span.end).saturating_sub(piece.span.start.max(span.start)) as usize;
    touching.filter(|piece| writes(piece.origin.making)).map(covered).sum::<usize>() == span.len()
}
