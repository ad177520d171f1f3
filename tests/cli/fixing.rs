//! `--fix`, `--unsafe-fixes` and `--diff`.

use crate::bench::{Bench, draft, faulty, miswritten, names};

const FIX: [&str; 4] = ["--check", "--fix", "--select", "number-format"];

fn fixed() -> String {
    miswritten().replace('０', "0")
}

#[test]
fn fixing_ends_by_what_remains() {
    let bench = Bench::new().file("a.md", miswritten()).file("b.md", fixed());
    let run = bench.run(&[&FIX[..], &["--fail-on", "info"]].concat());
    assert_eq!((run.code, run.stdout.as_str()), (0, "2 份报告：0 个错误，0 个警告，0 条提示；已修改 1 个文件\n"));
    assert_eq!(String::from_utf8(bench.read("a.md")).unwrap(), fixed());
    assert_eq!(names(&bench.path("")), ["a.md", "b.md"]);
}

#[test]
fn a_diff_writes_nothing_and_prints_what_would_change() {
    let bench = Bench::new().file("a.md", miswritten());
    let run = bench.run(&[&FIX[..], &["--diff", "a.md"]].concat());
    assert!(run.code == 0 && run.stdout.starts_with("--- a.md\n+++ a.md\n@@ -3,5 +3,5 @@\n"), "{}", run.stdout);
    let marked = |mark: &str| run.stdout.lines().filter(|line| line.starts_with(mark)).nth(1).unwrap().to_owned();
    assert_eq!(marked("-").replace('０', "0")[1..], marked("+")[1..]);
    assert_eq!(bench.read("a.md"), miswritten().as_bytes());
    assert!(run.stderr.contains("；可修改 1 个文件，未写入"), "{}", run.stderr);
    assert!(bench.run(&[&FIX[..], &["--unsafe-fixes", "--diff"]].concat()).stdout == run.stdout);
    assert_eq!(bench.read("a.md"), miswritten().as_bytes());
}

#[test]
fn suggestions_are_applied_only_when_asked_for() {
    let bench = Bench::new().file("a.md", faulty());
    assert_eq!(bench.run(&["--check", "--fix", "--select", "row-sum-mismatch", "a.md"]).code, 1);
    assert_eq!(bench.read("a.md"), faulty().as_bytes());
    let run = bench.run(&["--check", "--fix", "--unsafe-fixes", "--select", "row-sum-mismatch", "a.md"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(String::from_utf8(bench.read("a.md")).unwrap(), draft(["0"; 7]));
}

#[test]
fn the_fixed_text_of_standard_input_is_printed() {
    let bench = Bench::new();
    let gb18030 = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let run = bench.run_on(&[&FIX[..], &["-"]].concat(), gb18030(&miswritten()));
    assert_eq!((run.code, run.bytes == gb18030(&fixed())), (0, true));
    assert_eq!(bench.run_on(&[&FIX[..], &["-", "a.md"]].concat(), "").code, 2);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_mode_stays() {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};
    let bench = Bench::new().file("d/a.md", miswritten());
    set_permissions(bench.path("d/a.md"), Permissions::from_mode(0o640)).unwrap();
    symlink(bench.path("d/a.md"), bench.path("b.md")).unwrap();
    assert_eq!(bench.run(&[&FIX[..], &["b.md"]].concat()).code, 0);
    assert!(bench.path("b.md").is_symlink());
    assert_eq!(bench.read("d/a.md"), fixed().into_bytes());
    assert_eq!(metadata(bench.path("d/a.md")).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_read_only_file_is_not_replaced() {
    let bench = Bench::new().file("a.md", miswritten());
    let mut permissions = std::fs::metadata(bench.path("a.md")).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(bench.path("a.md"), permissions).unwrap();
    assert_eq!(bench.run(&FIX).code, 2);
    assert_eq!(bench.read("a.md"), miswritten().as_bytes());
}
