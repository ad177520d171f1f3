//! No text makes the analysis fail: every beginning of the real reports, and pieces of made drafts.

use std::panic::catch_unwind;

use gaireport::analysis::Options;
use gaireport::dialect::Kind;

use crate::laws::dialects::{self, ALL};
use crate::laws::drafts::Draft;
use crate::laws::random::Random;
use crate::laws::reports::REPORTS;
use crate::laws::tally::{drafts, keep};
use crate::strict::analyze;

/// Pieces that are cut out of each made draft.
const PIECES: usize = 12;

/// Analyses a text and looks at what every finding stands on and edits: spans lie in the text, on whole characters.
fn survives(text: &str, kind: Kind) {
    let analysis = catch_unwind(|| analyze(text, &Options::new(kind)));
    let Ok(analysis) = analysis else { panic!("as {kind:?}, the analysis fails on {}", keep("fails.txt", text)) };
    for finding in analysis.findings {
        let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        let related = finding.related.iter().map(|related| related.span);
        for span in edits.chain(related).chain([finding.span]) {
            assert!(text.get(span.range()).is_some(), "{} stands on {span:?} of {} bytes", finding.rule.id, text.len());
        }
        assert!(!finding.span.is_empty() || text.is_empty(), "{} stands on nothing", finding.rule.id);
    }
}

/// The first place at or behind `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[test]
fn no_beginning_of_a_real_report_fails() {
    for report in REPORTS {
        for (at, _) in report.char_indices() {
            survives(&report[..at], Kind::Text);
        }
    }
}

#[test]
fn no_piece_of_a_made_draft_fails() {
    for dialect in ALL {
        for number in 0..drafts(10) {
            let mut random = Random::new((number * ALL.len() + dialect as usize) as u64 + 5_000_000);
            let draft = Draft::new(&mut random);
            let written = dialects::write(&draft, dialect, &mut random);
            let text = written.text.as_str();
            for _ in 0..PIECES {
                let start = if random.chance(50) { 0 } else { boundary(text, random.below(text.len())) };
                let end = boundary(text, start + random.below(text.len() - start + 1));
                survives(&text[start..end], random.pick(&[written.kind, Kind::Text, Kind::Markdown, Kind::Html]));
            }
        }
    }
}
