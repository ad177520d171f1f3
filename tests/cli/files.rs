//! Which files are looked at, and in what order.

use crate::bench::{Bench, TITLE, faulty};

const LIST: [&str; 4] = ["--check", "--format", "jsonl", "--fail-on=never"];

fn paths(bench: &Bench, arguments: &[&str]) -> Vec<String> {
    bench.run(&[&LIST[..], arguments].concat()).paths()
}

#[test]
fn folders_are_walked_for_drafts_by_name() {
    let bench = Bench::new();
    for name in [
        "a.md",
        "b.markdown",
        "c.TXT",
        "d.text",
        "e.html",
        "f.htm",
        "g.rs",
        "h",
        ".i.md",
        "j/k.md",
        ".l/m.md",
        "~$n.docx",
    ] {
        bench.write(name, TITLE);
    }
    let expected = ["a.md", "b.markdown", "c.TXT", "d.text", "e.html", "f.htm", "j/k.md"];
    assert_eq!(paths(&bench, &[]), expected);
    assert_eq!(paths(&bench, &["j"]), ["j/k.md"]);
    assert_eq!(paths(&bench, &["h", "g.rs", ".i.md"]), ["h", "g.rs", ".i.md"]);
}

#[test]
fn ignore_files_are_honoured_outside_a_repository_too() {
    let bench = Bench::new().file(".gitignore", "old/\n").file(".gaireportignore", "b.md\n").file(".ignore", "c.md\n");
    for name in ["a.md", "b.md", "c.md", "old/d.md"] {
        bench.write(name, TITLE);
    }
    assert_eq!(paths(&bench, &[]), ["a.md", "c.md"]);
    assert_eq!(paths(&bench, &["--no-ignore"]), ["a.md", "b.md", "c.md", "old/d.md"]);
    assert_eq!(paths(&bench, &["b.md"]), ["b.md"]);
}

#[test]
fn a_path_named_twice_is_looked_at_once() {
    let bench = Bench::new().file("d/a.md", TITLE).file("d/b.md", TITLE);
    assert_eq!(paths(&bench, &["d/b.md", "./d/b.md", "d", "d/../d/a.md"]), ["d/b.md", "d/a.md"]);
}

#[test]
fn a_list_names_files_one_a_line() {
    let bench = Bench::new().file("a.md", TITLE).file("d/b.md", TITLE).file("c.md", TITLE);
    bench.write("list", "\u{feff}d\r\n\r\na.md\n");
    assert_eq!(paths(&bench, &["--files-from", "list"]), ["d/b.md", "a.md"]);
    let arguments = [&LIST[..], &["--files-from", "-"]].concat();
    assert_eq!(bench.run_on(&arguments, "c.md\na.md").paths(), ["c.md", "a.md"]);
    assert_eq!(bench.run_on(&arguments, "").stdout, "");
    let run = bench.run(&["--check", "--files-from", "gone"]);
    assert_eq!((run.code, run.stderr.contains("gone")), (2, true));
    assert_eq!(bench.run_on(&["--check", "--files-from", "-", "-"], "").code, 2);
}

#[test]
fn the_order_is_that_of_the_paths_whatever_the_threads() {
    let bench = Bench::new();
    for number in 0..400 {
        let padding = "另一段。\n\n".repeat((number * 37) % 200);
        bench.write(&format!("{:02}/{number:03}.md", number % 7), format!("{TITLE}\n{padding}"));
    }
    let one = bench.run(&["--check", "--format", "json", "--threads", "1"]);
    for threads in ["2", "8", "64"] {
        assert!(bench.run(&["--check", "--format", "json", "--threads", threads]).stdout == one.stdout, "{threads}");
    }
    let output = one.json();
    let paths: Vec<&str> =
        output["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert!(paths.len() == 400 && paths.is_sorted());
}

#[test]
fn standard_input_is_checked_under_the_name_it_is_given() {
    let bench = Bench::new();
    let object = bench.run_on(&["--check", "-", "--format", "jsonl"], TITLE).json();
    assert_eq!((object["path"].as_str(), object["year"].as_u64()), (Some("-"), Some(2022)));
    let named = ["--check", "-", "--stdin-filename", "d/a.md", "--format", "jsonl"];
    let object = bench.run_on(&named, TITLE).json();
    assert_eq!((object["path"].as_str(), object["dialect"].as_str()), (Some("d/a.md"), Some("markdown")));
    assert_eq!(bench.run_on(&["--check", "-"], faulty()).code, 1);
}
