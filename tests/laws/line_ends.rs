//! What is written into a draft ends its lines as most lines of the draft end.

use gaireport::analysis::{Options, convert};
use gaireport::compose::Target;
use gaireport::dialect::Kind;
use gaireport::edit::Applicability;
use gaireport::fixing::fix;
use gaireport::text::{LineEnd, lines};

use crate::laws::dialects::{self, ALL, Dialect};
use crate::laws::drafts::Draft;
use crate::laws::faults::{self, inject};
use crate::laws::random::Random;
use crate::laws::reports::REPORTS;

/// Fewest lines of which most tell how lines end.
const FEWEST_LINES: usize = 12;

/// How the lines of a draft end, by their number, and how most of them do.
type Manner = (fn(usize) -> &'static str, LineEnd);

const MANNERS: [Manner; 6] = [
    (|_| "\n", LineEnd::Lf),
    (|line| if line == 0 { "\r\n" } else { "\n" }, LineEnd::Lf),
    (|_| "\r\n", LineEnd::CrLf),
    (|line| if line == 0 { "\n" } else { "\r\n" }, LineEnd::CrLf),
    (|line| ["\r\n", "\n", "\r\n", "\r"][line % 4], LineEnd::CrLf),
    (|_| "\r", LineEnd::Cr),
];

/// The text with its line ends as they are given.
fn with_ends(text: &str, end: fn(usize) -> &'static str) -> String {
    let text = LineEnd::Lf.write(text);
    let lines = text.split_inclusive('\n').enumerate();
    lines
        .map(|(number, line)| line.strip_suffix('\n').map_or(line.to_owned(), |line| line.to_owned() + end(number)))
        .collect()
}

/// How often LF, CRLF and CR end a line.
fn ends(text: &str) -> [usize; 3] {
    let both = text.matches("\r\n").count();
    [text.matches('\n').count() - both, both, text.matches('\r').count() - both]
}

/// Line ends of other kinds than most have.
fn others(text: &str, most: LineEnd) -> usize {
    let [feeds, both, returns] = ends(text);
    match most {
        LineEnd::Lf => both + returns,
        LineEnd::CrLf => feeds + returns,
        LineEnd::Cr => feeds + both,
    }
}

/// Faulty drafts in each dialect, of so many lines that one does not make a majority.
fn faulty() -> impl Iterator<Item = (Dialect, String, Kind)> {
    let all = ALL.into_iter().flat_map(|dialect| {
        faults::ALL.iter().enumerate().map(move |(number, fault)| {
            let mut random = Random::new((number * ALL.len() + dialect as usize) as u64 + 9_000_000);
            let mut draft = Draft::new(&mut random);
            inject(*fault, &mut draft, dialect, &mut random);
            let written = dialects::write(&draft, dialect, &mut random);
            (dialect, written.text, written.kind)
        })
    });
    all.filter(|(_, text, _)| lines(text).count() > FEWEST_LINES)
}

#[test]
fn fixes_add_no_line_end_that_most_lines_of_the_draft_do_not_have() {
    let mut inserted = [0; 3];
    for (dialect, text, kind) in faulty() {
        for (end, most) in MANNERS.into_iter().filter(|(_, most)| *most != LineEnd::Cr || dialect != Dialect::Html) {
            let text = with_ends(&text, end);
            let fixed = fix(&text, &Options::new(kind), Applicability::Suggestion);
            assert!(others(&fixed, most) <= others(&text, most), "{dialect:?} {most:?}\n{text:?}\n{fixed:?}");
            for (inserted, (after, before)) in inserted.iter_mut().zip(ends(&fixed).into_iter().zip(ends(&text))) {
                *inserted += after.saturating_sub(before);
            }
        }
    }
    assert!(inserted.iter().all(|count| *count > 100), "{inserted:?}");
}

#[test]
fn a_converted_draft_has_one_line_end() {
    for report in REPORTS {
        for (end, most) in MANNERS {
            let text = with_ends(report, end);
            for target in [Target::Markdown, Target::Text, Target::Html] {
                let converted = convert(&text, &Options::new(Kind::Text), target);
                assert_eq!(others(&converted, most), 0, "{most:?} {target:?}");
                assert!(ends(&converted).iter().sum::<usize>() > 50);
            }
        }
    }
}
