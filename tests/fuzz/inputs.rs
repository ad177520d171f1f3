//! Bytes as they may arrive — Word files, their XML, pages, GB18030 — through everything that reads them. From the top of
//! the repository, with cargo-fuzz installed, on a stable toolchain too:
//!
//! ```sh
//! tests/fuzz/run --seconds 1800
//! ```

#![no_main]

use gaireport::analysis::{Options, analyze, convert};
use gaireport::compose::Target;
use gaireport::dialect::Kind;
use gaireport::edit::Applicability;
use gaireport::encoding;
use gaireport::fixing::fix;
use gaireport::language::Language;
use gaireport::package;
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

/// A whole file of an office.
fn archive(bytes: &[u8]) {
    match package::read(bytes) {
        Some(Ok(drawn)) => check(&drawn.text, Kind::Text),
        Some(Err(fault)) => assert!(!fault.chinese().is_empty()),
        None => {}
    }
}

/// The XML of a Word file: document, styles, numbering and footnotes between NULs.
fn parts(bytes: &[u8]) {
    const NAMES: [&str; 4] = ["document", "styles", "numbering", "footnotes"];
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let parts = NAMES.iter().zip(text.split('\0')).map(|(name, xml)| {
        format!("<pkg:part pkg:name=\"/word/{name}.xml\"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>")
    });
    let space = "http://schemas.microsoft.com/office/2006/xmlPackage";
    let file = format!("<pkg:package xmlns:pkg=\"{space}\">{}</pkg:package>", parts.collect::<String>());
    archive(file.as_bytes());
}

fn page(bytes: &[u8]) {
    check(&String::from_utf8_lossy(bytes), Kind::Html);
}

/// What is decoded comes back byte for byte, where it can be written at all.
fn encoded(bytes: &[u8]) {
    match encoding::decode(bytes) {
        Ok((text, encoding)) => {
            if let Ok(back) = encoding.encode(&text) {
                let again = encoding::decode(&back).map(|(text, _)| text.into_owned());
                assert_eq!(again.as_deref(), Ok(&*text));
            }
            check(&text, Kind::Text);
        }
        Err(fault) => assert!(!fault.english().is_empty()),
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
