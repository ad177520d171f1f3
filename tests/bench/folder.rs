//! Speed of the folder checks of two thousand reports: beside the analyses that they need, and where all have copied.

#[path = "../strict/panics.rs"]
mod panics;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use gaireport::analysis::{self, Analysis, Levels, Options};
use gaireport::dialect::Kind;
use gaireport::folder::{FolderOptions, Limits, Member, Sheet, check, sheets};

use crate::panics::strictly;

const REPORTS: usize = 2000;

fn analyze(text: &str, options: &Options) -> Analysis {
    strictly(|| analysis::analyze(text, options))
}

/// The real reports in turn, each of another organ; `mixed` has its sentences in another order and every other one left out.
fn texts(mixed: usize) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let files = std::fs::read_dir(folder).expect("the real reports stand in tests/reports");
    let mut reports: Vec<String> = files
        .map(|file| std::fs::read_to_string(file.expect("a file can be read").path()).expect("reports are UTF-8"))
        .collect();
    reports.sort();
    let sentences: Vec<&str> = reports.iter().flat_map(|report| report.split_inclusive('。')).collect();
    let text = |number: usize| {
        let report = &reports[number % reports.len()];
        let mut place = number;
        let sentence = |sentence: &str| {
            let plain = !sentence.contains(['\n', '\t', '、']);
            place = (place * 31 + 7) % sentences.len();
            let other = sentences[place];
            if plain && mixed > 0 && !other.contains(['\n', '\t']) { other.to_owned() } else { sentence.to_owned() }
        };
        let text: String = report.split_inclusive('。').map(sentence).collect();
        text.replace("人民政府", &format!("{number}号人民政府")).replace('局', &format!("{number}局"))
    };
    (0..REPORTS).map(text).collect()
}

fn folder(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("folder");
    group.sample_size(10);
    for (name, mixed) in [("copied", 0), ("mixed", 1)] {
        let texts: Vec<Arc<str>> = texts(mixed).into_iter().map(Arc::from).collect();
        let options = Options::new(Kind::Text);
        let plain = || texts.iter().map(|text| analyze(black_box(text), &options).findings.len()).sum::<usize>();
        group.bench_function(format!("{name}-analyses"), |bencher| bencher.iter(plain));
        let of = |(number, text): (usize, &Arc<str>)| sheets(&format!("{number}.txt"), text, &analyze(text, &options));
        let all = || -> Vec<Sheet> { texts.iter().enumerate().flat_map(of).collect() };
        group.bench_function(format!("{name}-analyses-and-sheets"), |bencher| bencher.iter(all));
        let (sheets, levels) = (all(), Levels::default());
        let members: Vec<Member> =
            sheets.iter().map(|sheet| Member { sheet, levels: &levels, modified: None }).collect();
        let options = FolderOptions { roll_up: true, overlap: Some(Limits::default()), ..FolderOptions::new(&levels) };
        let checked = || check(black_box(&members), &options).findings.len();
        group.bench_function(format!("{name}-checks"), |bencher| bencher.iter(checked));
    }
}

criterion_group!(benches, folder);
criterion_main!(benches);
