//! What is kept between runs: it changes nothing but the time.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::bench::{Bench, Run, TITLE, faulty, miswritten, names};
use crate::formats::FORMATS;
use crate::settings::carrying;
use crate::strict::checked;

/// Files of the store: records, and entries of key, offset and length that say where each is.
const RECORDS: &str = "gaireport-results.data";
const INDEX: &str = "gaireport-results.index";
const LOCK: &str = "gaireport-results.lock";
const ENTRY: usize = 32;

fn record_file(bench: &Bench) -> PathBuf {
    bench.kept().join(RECORDS)
}

fn index_file(bench: &Bench) -> PathBuf {
    bench.kept().join(INDEX)
}

fn fixture(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)).unwrap()
}

/// Enough drafts for a store to be made, with what can be wrong with files and all that holds for them.
fn bench() -> Bench {
    let bench = Bench::new()
        .file("a.md", faulty())
        .file("b.md", miswritten())
        .file("none.md", "会议纪要")
        .file("empty.txt", "")
        .file("broken.txt", b"a\0b")
        .file("cut.md", &TITLE.as_bytes()[..9])
        .file("damaged.docx", b"PK\x03\x04 and no more")
        .file("word.docx", fixture("cli/word/r001.docx"))
        .file("甲/a, b%.md", faulty().replace("清河镇", "<i>&\"清河镇"))
        .file("c/gaireport.toml", "language = \"en\"\n[rules]\nrow-sum-mismatch = \"warning\"\n")
        .file("c/a.md", faulty())
        .file("e/gaireport.toml", "rules = 1\n")
        .file("e/a.md", faulty())
        .file("2021/a.md", carrying(2021, "carried_forward"))
        .file("2022/a.md", carrying(2022, "granted"));
    for (index, name) in names(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports")).iter().enumerate() {
        bench.write(&format!("r/{index}.txt"), fixture(&format!("reports/{name}")));
    }
    assert_eq!(bench.run(&["--check", "a.md", "r/0.txt", "--write-baseline", "known.json"]).code, 0);
    bench
}

fn seen(run: &Run) -> (i32, &[u8], &str) {
    (run.code, &run.bytes, &run.stderr)
}

/// Without, with an empty store, and with a full one: all must say the same. Gives what they say.
fn thrice(bench: &Bench, arguments: &[&str]) -> Run {
    let plain = bench.run(&[arguments, &["--no-cache"]].concat());
    let (first, second) = (bench.run(arguments), bench.run(arguments));
    assert!(seen(&first) == seen(&plain), "first {arguments:?}");
    assert!(seen(&second) == seen(&plain), "second {arguments:?}");
    second
}

/// Puts words of the same length into the records, their checksums set right. Gives how many changed.
fn plant(bench: &Bench, old: &str, new: &str) -> usize {
    assert_eq!(old.len(), new.len());
    let (index, mut records) = (fs::read(index_file(bench)).unwrap(), fs::read(record_file(bench)).unwrap());
    let mut changed = 0;
    for entry in index.chunks_exact(ENTRY).skip(1) {
        let number = |from: usize| u64::from_le_bytes(entry[from..from + 8].try_into().unwrap());
        let (offset, length) = (number(16) as usize, number(24) as usize);
        let (content, sum) = records[offset..offset + length].split_at_mut(length - 8);
        let places: Vec<usize> = content
            .windows(old.len())
            .enumerate()
            .filter(|(_, word)| *word == old.as_bytes())
            .map(|(at, _)| at)
            .collect();
        places.iter().for_each(|at| content[*at..at + new.len()].copy_from_slice(new.as_bytes()));
        sum.copy_from_slice(&xxh3_64_with_seed(content, number(0)).to_le_bytes());
        changed += usize::from(!places.is_empty());
    }
    fs::write(record_file(bench), records).unwrap();
    changed
}

/// Length of the records.
fn length(bench: &Bench) -> u64 {
    fs::metadata(record_file(bench)).map_or(0, |metadata| metadata.len())
}

#[test]
fn every_call_says_the_same_with_and_without() {
    let bench = bench();
    let calls: [&[&str]; 9] = [
        &[],
        &["--quiet", "--statistics"],
        &["--lang", "en", "--fail-on", "info"],
        &["--color", "always", "--threads", "1"],
        &["--no-config", "--select", "row-sum-mismatch,number-format"],
        &["--baseline", "known.json"],
        &["--previous", "2021"],
        &["--output-file", "out"],
        &["r", "none.md", "a.md", "gone.md", "--year", "2020", "--edition", "2019"],
    ];
    for format in FORMATS {
        for call in calls {
            let arguments = [&["--check", "--format", format], call].concat();
            thrice(&bench, &arguments);
            if call.contains(&"--output-file") {
                let kept = bench.read("out");
                bench.run(&[&arguments[..], &["--no-cache"]].concat());
                assert!(kept == bench.read("out"), "{format}");
            }
        }
    }
    for format in ["json", "jsonl", "csv"] {
        thrice(&bench, &["--extract", "--format", format]);
    }
}

#[test]
fn a_second_run_prints_what_the_first_one_kept() {
    for mode in ["--check", "--extract"] {
        let bench = bench();
        let call = [mode, "--format", "jsonl"];
        let first = bench.run(&call);
        let count = |run: &Run, word: &str| run.stdout.matches(word).count();
        assert!(count(&first, "清河镇") > 1 && count(&first, "青河镇") == 0);
        assert!(plant(&bench, "清河镇", "青河镇") > 1);
        let second = bench.run(&call);
        assert_eq!(second.stdout, first.stdout.replace("清河镇", "青河镇"), "{mode}");
        assert_eq!((second.code, &second.stderr), (first.code, &first.stderr));
        assert_eq!(bench.run(&[&call[..], &["--no-cache"]].concat()).stdout, first.stdout);
    }
}

#[test]
fn what_changed_is_looked_at_again_and_the_rest_is_not() {
    let bench = bench();
    let call = ["--check", "--format", "jsonl"];
    let first = bench.run(&call);
    let before = length(&bench);
    bench.write("b.md", miswritten().replace("2022", "2023"));
    let second = bench.run(&call);
    let changed: Vec<_> = first.stdout.lines().zip(second.stdout.lines()).filter(|(old, new)| old != new).collect();
    assert!(changed.len() == 1 && changed[0].1.contains("\"year\":2023"), "{changed:?}");
    let line = changed[0].1.len() as u64;
    assert!((line..line + 500).contains(&(length(&bench) - before)));
    // A file of the same bytes elsewhere has its own name.
    bench.write("f.md", miswritten());
    assert!(bench.run(&call).stdout.contains("\"path\":\"f.md\""));
}

#[test]
fn one_setting_changed_is_seen_at_once() {
    let bench = bench();
    let base = ["--check", "--format", "jsonl"];
    let mut known = thrice(&bench, &base);
    let mut other = |what: &str, arguments: &[&str]| {
        let run = thrice(&bench, &[&base[..], arguments].concat());
        assert!(run.bytes != known.bytes, "{what}");
        known = run;
    };
    other("level", &["--severity", "row-sum-mismatch=info"]);
    other("rules", &["--ignore", "row-sum-mismatch"]);
    other("language", &["--lang", "en"]);
    other("edition", &["--edition", "2019"]);
    other("year", &["--year", "2019"]);
    bench.write("gaireport.toml", "[rules]\nrow-sum-mismatch = \"info\"\n");
    other("configuration", &[]);
    bench.write("gaireport.toml", "[rules]\nrow-sum-mismatch = \"warning\"\n");
    other("its level", &[]);
    bench.write("gaireport.toml", "[lexicon]\n\"工作\" = \"作业\"\n");
    other("lexicon", &[]);
    bench.write("gaireport.toml", "[lexicon]\n\"工作\" = \"劳作\"\n");
    other("its words", &[]);
    other("last year's report", &["--previous", "2021"]);
    bench.write("2021/a.md", carrying(2021, "carried_over"));
    other("its figures", &["--previous", "2021"]);
    bench.write("gaireport.toml", "previous = \"2021\"\n");
    bench.write("2021/a.md", carrying(2021, "carried_forward"));
    other("that of the configuration", &[]);
    bench.write("2021/a.md", format!("\n{}", carrying(2021, "carried_forward")));
    other("the line in it", &[]);
    other("baseline", &["--baseline", "known.json"]);
    assert_eq!(bench.run(&["--check", "r/0.txt", "--write-baseline", "known.json"]).code, 0);
    other("its findings", &["--baseline", "known.json"]);
}

#[test]
fn a_page_is_kept_for_the_folder_that_it_goes_to() {
    let bench = bench().folder("out");
    let call = ["--check", "--format", "html", "--previous", "2021", "--select", "carry-over-mismatch"];
    thrice(&bench, &call);
    let page = |output: &str, more: &[&str]| {
        bench.run(&[&call[..], &["--output-file", output], more].concat());
        String::from_utf8(bench.read(output)).unwrap()
    };
    assert!(page("page.html", &[]).contains("<a href=\"2021/a.md\""));
    assert!(page("out/page.html", &[]).contains("<a href=\"../2021/a.md\""));
    assert_eq!(page("out/page.html", &[]), page("out/page.html", &["--no-cache"]));
}

#[test]
fn a_store_that_is_broken_says_nothing_and_is_begun_anew() {
    let bench = bench();
    let call = ["--check", "--format", "json"];
    let right = thrice(&bench, &call);
    let whole = length(&bench);
    let (records, index) = (fs::read(record_file(&bench)).unwrap(), fs::read(index_file(&bench)).unwrap());
    let turned: Vec<u8> = records.iter().map(|byte| !byte).collect();
    let cases: [(&str, &[u8], &[u8]); 8] = [
        ("no records", b"", &index),
        ("half of them", &records[..records.len() / 2], &index),
        ("others", &turned, &index),
        ("no index", &records, b""),
        ("half an entry", &records, &index[..index.len() - ENTRY / 2]),
        ("half a head", &records, &index[..ENTRY / 2]),
        ("something else", b"SQLite format 3\0", b"SQLite format 3\0 and what follows it"),
        ("entries that lead nowhere", &records, &[&index[..ENTRY], &[0xFF; 7 * ENTRY]].concat()),
    ];
    for (what, records, index) in cases {
        fs::write(record_file(&bench), records).unwrap();
        fs::write(index_file(&bench), index).unwrap();
        assert!(seen(&bench.run(&call)) == seen(&right), "{what}");
        assert!(seen(&bench.run(&call)) == seen(&right), "{what}");
        assert!(length(&bench) >= whole, "{what}");
        assert!(plant(&bench, "清河镇", "青河镇") > 1, "{what}");
        assert!(bench.run(&call).stdout.contains("青河镇"), "{what}");
    }
}

#[test]
fn where_nothing_can_be_kept_the_check_goes_on() {
    let bench = bench().file("file", "kept by somebody");
    let right = bench.run(&["--check", "--no-cache"]);
    assert_eq!(seen(&bench.run(&["--check", "--cache-dir", "file"])), seen(&right));
    assert_eq!(seen(&bench.run(&["--check", "--cache-dir", "file/below"])), seen(&right));
    fs::create_dir_all(bench.path("odd").join(RECORDS)).unwrap();
    assert_eq!(seen(&bench.run(&["--check", "--cache-dir", "odd"])), seen(&right));
    let mut homeless = bench.command(&["--check"]);
    ["GAIREPORT_CACHE_DIR", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"].iter().for_each(|name| {
        homeless.env_remove(name);
    });
    assert_eq!(Run::of(&mut homeless).bytes, right.bytes);
    assert_eq!(bench.read("file"), b"kept by somebody");
}

#[test]
fn while_one_run_writes_others_read() {
    let bench = bench();
    let call = ["--check", "--format", "jsonl"];
    let right = thrice(&bench, &call);
    plant(&bench, "清河镇", "青河镇");
    let before = length(&bench);
    let lock = File::options().write(true).open(bench.kept().join(LOCK)).unwrap();
    lock.try_lock().unwrap();
    assert_eq!(bench.run(&call).stdout, right.stdout.replace("清河镇", "青河镇"));
    bench.write("b.md", TITLE);
    bench.run(&call);
    assert_eq!(length(&bench), before);
    drop(lock);
    bench.run(&call);
    assert!(length(&bench) > before);
    // Where nothing may be written it is read all the same.
    fs::remove_file(bench.kept().join(LOCK)).unwrap();
    fs::create_dir(bench.kept().join(LOCK)).unwrap();
    assert!(bench.run(&call).stdout.contains("青河镇"));
}

#[test]
fn many_runs_at_once_leave_a_store_that_can_be_read() {
    let bench = bench();
    let call = ["--check", "--format", "jsonl"];
    let right = bench.run(&[&call[..], &["--no-cache"]].concat());
    let start = |_| bench.command(&call).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let running: Vec<_> = (0..6).map(start).collect();
    for run in running {
        assert_eq!(checked(run.wait_with_output().unwrap()).stdout, right.bytes);
    }
    bench.run(&call);
    assert!(plant(&bench, "清河镇", "青河镇") > 1);
    assert_eq!(bench.run(&call).stdout, right.stdout.replace("清河镇", "青河镇"));
}

#[test]
fn the_folder_is_the_one_that_is_asked_for_and_its_owners() {
    let bench = bench();
    for arguments in [&["--no-cache"][..], &["--fix", "--diff"], &["--no-cache", "--cache-dir", "here"]] {
        bench.run(&[&["--check"], arguments].concat());
    }
    bench.run_on(&["--check", "-"], faulty());
    assert!(!bench.kept().exists() && !bench.path("here").exists());
    bench.run(&["--check", "--cache-dir", "here"]);
    assert!(bench.path("here").join(INDEX).exists() && !bench.kept().exists());
    assert_eq!(bench.read("here/.gitignore"), b"*\n");
    bench.run(&["--check"]);
    assert_eq!(names(&bench.kept()), [".gitignore", "CACHEDIR.TAG", RECORDS, INDEX, LOCK]);
    // A folder that was there before is somebody's: nothing but the store is put into it.
    bench.run(&["--check", "--cache-dir", "甲"]);
    assert_eq!(names(&bench.path("甲")), ["a, b%.md", RECORDS, INDEX, LOCK]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!([mode(bench.kept()), mode(record_file(&bench)), mode(index_file(&bench))], [0o700, 0o600, 0o600]);
    }
}
