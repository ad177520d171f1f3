//! Bytes as they may arrive — Word files, their XML, pages, GB18030 — through everything that reads them. From the top of
//! the repository, with cargo-fuzz installed, on a stable toolchain too:
//!
//! ```sh
//! tests/fuzz/run --seconds 1800
//! ```

#![no_main]

#[path = "../../src/drafts/decode.rs"]
#[expect(dead_code, reason = "the target uses a part of what the program does")]
mod decode;
#[path = "../../src/drafts/problem.rs"]
#[expect(dead_code, reason = "the target uses a part of what the program does")]
mod problem;
#[path = "../../src/drafts/word.rs"]
#[expect(dead_code, reason = "the target uses a part of what the program does")]
mod word;

use gaireport::analysis::{Options, analyze, convert};
use gaireport::compose::Target;
use gaireport::dialect::Kind;
use gaireport::dialect::docx::{self, Parts};
use gaireport::edit::Applicability;
use gaireport::fixing::fix;
use gaireport::language::Language;
use gaireport::page::words;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&form, bytes)) = bytes.split_first() else { return };
    match form % 4 {
        0 => archive(bytes),
        1 => parts(bytes),
        2 => page(bytes),
        _ => encoded(bytes),
    }
});

/// A whole Word file.
fn archive(bytes: &[u8]) {
    match word::text(bytes) {
        Some(Ok(text)) => check(&text, Kind::Text),
        Some(Err(problem)) => assert!(!problem.words(Language::Chinese).is_empty()),
        None => {}
    }
}

/// The XML of a Word file: document, styles and numbering between NULs.
fn parts(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut parts = text.split('\0');
    let mut next = || parts.next().unwrap_or_default();
    let parts = Parts { document: next(), styles: next(), numbering: next() };
    if let Ok(text) = docx::read(&parts) {
        check(&text, Kind::Text);
    }
}

fn page(bytes: &[u8]) {
    check(&String::from_utf8_lossy(bytes), Kind::Html);
}

/// What is decoded comes back byte for byte, where it can be written at all.
fn encoded(bytes: &[u8]) {
    match decode::decode(bytes) {
        Ok((text, encoding)) => {
            if let Ok(back) = encoding.encode(&text) {
                let again = decode::decode(&back).map(|(text, _)| text.into_owned());
                assert_eq!(again.as_deref(), Ok(&*text));
            }
            check(&text, Kind::Text);
        }
        Err(problem) => assert!(!problem.words(Language::English).is_empty()),
    }
}

/// More than everything that fixes put into one report, in bytes: the tables of both editions and all six sections.
const REPORT: usize = 64 << 10;

/// Reads, fixes and converts a text; every finding stands in it and has words, and no fix writes a thing again and again.
fn check(text: &str, kind: Kind) {
    let options = Options::new(kind);
    let analysis = analyze(text, &options);
    for finding in &analysis.findings {
        assert!(finding.rule.id != "internal-error", "{:?}", finding.message);
        assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
        assert!(!words(finding.rule, &finding.message, Language::Chinese).is_empty());
    }
    let fixed = fix(text, &options, Applicability::Suggestion);
    let reports = analysis.reports.len();
    assert!(fixed.len() <= 4 * text.len() + (reports + 1) * REPORT, "{} became {} bytes", text.len(), fixed.len());
    convert(text, &options, Target::Markdown);
}
