//! Speed of one analysis: each real report, all in turn, a hundred reports in one text, a report full of faults.

#[path = "../strict/panics.rs"]
mod panics;

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gaireport::analysis::{Options, analyze};
use gaireport::dialect::Kind;

use crate::panics::strictly;

fn reports() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut reports: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the real reports stand in tests/reports")
        .map(|entry| {
            let path = entry.expect("the folder can be listed").path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("the real reports are UTF-8"))
        })
        .collect();
    reports.sort();
    reports
}

/// A report with a word in place of every 0 of its tables.
fn faulty(report: &str) -> String {
    let cell = |cell: &str| if cell.trim() == "0" { cell.replace('0', "若干") } else { cell.to_owned() };
    let line = |line: &str| line.split('\t').map(cell).collect::<Vec<_>>().join("\t");
    report.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// How many findings a text has.
fn count(text: &str, options: &Options) -> usize {
    strictly(|| analyze(text, options).findings.len())
}

fn analysis(criterion: &mut Criterion) {
    let options = Options::new(Kind::Text);
    let mut group = criterion.benchmark_group("analysis");
    let mut bench = |name: &str, texts: &[&str]| {
        group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
        let all = || texts.iter().map(|text| count(black_box(text), &options)).sum::<usize>();
        group.bench_function(name, |bencher| bencher.iter(all));
    };
    let reports = reports();
    for (name, text) in &reports {
        bench(name, &[text]);
    }
    // A text that is read over and over is known by heart to the processor, which then guesses every branch. In turn, the
    // reports take as long as one does that was just opened, or that is one of many.
    let texts: Vec<&str> = reports.iter().map(|(_, text)| text.as_str()).collect();
    bench("in-turn", &texts);
    let hundred: String = reports.iter().cycle().take(100).map(|(_, text)| format!("{text}\n")).collect();
    bench("hundred-reports", &[&hundred]);
    let faulty = faulty(&reports[2].1).repeat(2);
    let count = count(&faulty, &options);
    assert!(count >= 200, "the faulty report has only {count} findings");
    bench("two-hundred-findings", &[&faulty]);
}

criterion_group!(benches, analysis);
criterion_main!(benches);
