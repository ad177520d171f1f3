//! Living with findings: baselines, watching, progress, the manual.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::bench::{Bench, TITLE, draft, faulty, miswritten};
use crate::program::{assert_no_panic, program};
use crate::settings::carrying;

/// Longer than anything here takes.
const DEADLINE: Duration = Duration::from_secs(60);

#[test]
fn a_baseline_keeps_quiet_about_what_was_there() {
    let bench = Bench::new().file("d/a.md", faulty()).file("b.md", miswritten());
    let run = bench.run(&["--check", "--write-baseline", "known.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    assert!(run.stderr.starts_with("known.json：") && run.stderr.ends_with(" 条问题写入基线\n"), "{}", run.stderr);
    for format in ["text", "json", "sarif", "html"] {
        let run = bench.run(&["--check", "--baseline", "known.json", "--format", format]);
        assert_eq!(run.code, 0, "{format}");
    }
    let summary = &bench.run(&["--check", "--baseline", "known.json", "--format", "json"]).json()["summary"];
    assert_eq!((&summary["errors"], &summary["warnings"], &summary["infos"]), (&0.into(), &0.into(), &0.into()));
    // Lines may move, and the same file may be named from elsewhere.
    bench.write("d/a.md", faulty().replace(TITLE, &format!("{TITLE}\n说明一句。\n")));
    assert_eq!(bench.run(&["--check", "--baseline", "known.json", "d/../d/a.md"]).code, 0);
}

#[test]
fn one_more_of_a_known_kind_is_heard() {
    let bench = Bench::new().file("a.md", faulty());
    let arguments = ["--check", "a.md", "--select", "row-sum-mismatch"];
    assert_eq!(bench.run(&[&arguments[..], &["--write-baseline", "b.json"]].concat()).code, 0);
    let based = [&arguments[..], &["--baseline", "b.json"]].concat();
    assert_eq!(bench.run(&based).code, 0);
    let other = "（一）予以公开";
    let text = faulty();
    let row = text.lines().find(|line| line.starts_with(other)).unwrap();
    bench.write("a.md", text.replace(row, &format!("{}9", row.trim_end_matches('0'))));
    let run = bench.run(&based);
    assert!(run.code == 1 && run.stdout.contains("1 个错误") && run.stdout.contains(other), "{}", run.stdout);
}

#[test]
fn a_baseline_that_is_none_is_refused() {
    let bench = Bench::new().file("a.md", TITLE).file("b.json", "{\"version\":9,\"findings\":[]}").file("c.json", "[]");
    for name in ["b.json", "c.json", "gone.json"] {
        let run = bench.run(&["--check", "--baseline", name]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.lines().count()), (2, "", 1), "{name}");
        assert!(run.stderr.contains(name), "{}", run.stderr);
    }
    for more in [&["--format", "json"][..], &["--baseline", "b.json"], &["--fix"], &["--output-file", "o"]] {
        let run = bench.run(&[&["--check", "--write-baseline", "n.json"], more].concat());
        assert_eq!((run.code, bench.path("n.json").exists()), (2, false), "{more:?}");
    }
}

#[test]
fn a_baseline_is_read_with_a_mark_and_named_in_plain_words() {
    let bench = Bench::new().file("a.md", faulty());
    assert_eq!(bench.run(&["--check", "a.md", "--write-baseline", "b.json"]).code, 0);
    bench.write("marked.json", [b"\xEF\xBB\xBF".to_vec(), bench.read("b.json")].concat());
    assert_eq!(bench.run(&["--check", "a.md", "--baseline", "marked.json"]).code, 0);
    for (text, said) in
        [("[]", "不是 --write-baseline 生成的内容"), ("甲", "不是 JSON"), ("{\"version\":9}", "版本为 9")]
    {
        bench.write("wrong.json", text);
        let run = bench.run(&["--check", "a.md", "--baseline", "wrong.json"]);
        assert!(run.code == 2 && run.stderr.contains(said), "{text}: {}", run.stderr);
    }
}

#[test]
fn a_folder_in_whose_place_another_is_put_is_watched_on() {
    let bench = Bench::new().file("d/a.md", faulty());
    let mut child = bench.command(&["--check", "d", "--watch", "--select", "row-sum-mismatch"]);
    let mut child = Running(child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let (output, notes) = (lines(child.0.stdout.take().unwrap()), lines(child.0.stderr.take().unwrap()));
    until(&notes, "等待文件修改");
    std::fs::rename(bench.path("d"), bench.path("old")).unwrap();
    bench.write("d/a.md", faulty());
    until(&notes, "等待文件修改");
    bench.write("d/a.md", draft(["0"; 7]));
    until(&output, "1 份报告：0 个错误");
}

/// A process that is ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Lines as they come.
fn lines(reader: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(reader).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

/// The lines up to one that holds `sign`.
fn until(lines: &Receiver<String>, sign: &str) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let line = lines.recv_timeout(DEADLINE).unwrap_or_else(|_| panic!("no {sign} after {seen:?}"));
        assert_no_panic(&line);
        let found = line.contains(sign);
        seen.push(line);
        if found {
            return seen;
        }
    }
}

#[test]
fn a_watched_folder_is_checked_again_when_a_draft_changes() {
    let bench = Bench::new().file("d/a.md", faulty());
    let mut child = bench.command(&["--check", "d", "--watch", "--select", "row-sum-mismatch"]);
    let mut child = Running(child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let (output, notes) = (lines(child.0.stdout.take().unwrap()), lines(child.0.stderr.take().unwrap()));
    let waiting = "等待文件修改";
    until(&notes, waiting);
    until(&output, "1 份报告：1 个错误");
    bench.write("d/a.md", draft(["0"; 7]));
    until(&notes, waiting);
    until(&output, "1 份报告：0 个错误");
    bench.write("d/e/b.md", faulty());
    until(&output, "2 份报告：1 个错误");
}

#[test]
fn a_word_file_in_a_watched_folder_is_checked_again_when_it_changes() {
    let bench = Bench::new().file("a.md", faulty()).file("b.md", draft(["0"; 7])).folder("d");
    let write = |name: &str| {
        // Word puts another file in the place of the old one.
        assert_eq!(bench.run(&["--convert", name, "--to", "docx", "--output-file", "d/年报.docx"]).code, 0);
    };
    write("a.md");
    let mut child = bench.command(&["--check", "d", "--watch", "--select", "row-sum-mismatch"]);
    let mut child = Running(child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let (output, notes) = (lines(child.0.stdout.take().unwrap()), lines(child.0.stderr.take().unwrap()));
    until(&output, "1 份报告：1 个错误");
    until(&notes, "等待文件修改");
    write("b.md");
    until(&output, "1 份报告：0 个错误");
}

#[test]
fn a_watched_file_is_checked_again_when_another_takes_its_place() {
    let bench = Bench::new().file("a.md", faulty());
    let mut child = bench.command(&["--check", "a.md", "--watch", "--select", "row-sum-mismatch"]);
    let mut child = Running(child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let (output, notes) = (lines(child.0.stdout.take().unwrap()), lines(child.0.stderr.take().unwrap()));
    until(&notes, "等待文件修改");
    until(&output, "1 份报告：1 个错误");
    bench.write("b.tmp", draft(["0"; 7]));
    std::fs::rename(bench.path("b.tmp"), bench.path("a.md")).unwrap();
    until(&output, "1 份报告：0 个错误");
}

#[test]
fn a_configuration_above_what_is_watched_is_seen() {
    for path in ["d/e", "d/e/a.md"] {
        let bench = Bench::new().file("d/e/a.md", faulty());
        let mut child = bench.command(&["--check", path, "--watch"]);
        let mut child = Running(child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
        let (output, notes) = (lines(child.0.stdout.take().unwrap()), lines(child.0.stderr.take().unwrap()));
        until(&notes, "等待文件修改");
        assert!(until(&output, "1 份报告：").concat().contains("错误[row-sum-mismatch]"));
        bench.write("d/gaireport.toml", "[rules]\nrow-sum-mismatch = \"info\"\n");
        assert!(until(&output, "1 份报告：").concat().contains("提示[row-sum-mismatch]"));
    }
}

#[test]
fn what_else_the_call_names_is_watched() {
    let bench = Bench::new().file("d/a.md", faulty()).file("c/own.toml", "");
    let mut child = bench.command(&["--check", "d", "--watch", "--config", "c/own.toml"]);
    let mut child = Running(child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let (output, notes) = (lines(child.0.stdout.take().unwrap()), lines(child.0.stderr.take().unwrap()));
    until(&notes, "等待文件修改");
    assert!(until(&output, "1 份报告：").concat().contains("错误[row-sum-mismatch]"));
    bench.write("c/own.toml", "[rules]\nrow-sum-mismatch = \"info\"\n");
    assert!(until(&output, "1 份报告：").concat().contains("提示[row-sum-mismatch]"));
}

#[test]
fn last_years_reports_that_a_configuration_names_are_watched() {
    for named in ["2021", "2021/a.md"] {
        let bench = Bench::new()
            .file("2021/a.md", carrying(2021, "carried_over"))
            .file("2022/a.md", draft(["0"; 7]))
            .file("2022/gaireport.toml", format!("previous = \"../{named}\"\n"));
        let mut child = bench.command(&["--check", "2022", "--watch", "--select", "carry-over-mismatch"]);
        let mut child = Running(child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
        let (output, notes) = (lines(child.0.stdout.take().unwrap()), lines(child.0.stderr.take().unwrap()));
        until(&notes, "等待文件修改");
        until(&output, "1 份报告：0 个错误");
        bench.write("2021/a.md", carrying(2021, "carried_forward"));
        assert!(until(&output, "1 份报告：").concat().contains("[carry-over-mismatch]"));
    }
}

#[test]
fn a_profile_that_a_configuration_names_is_watched() {
    let bench = Bench::new()
        .file("d/a.md", format!("{TITLE}\n## 一、总体情况\n\n{}\n", "把办理流程画成一张图贴出来。".repeat(20)))
        .file("d/gaireport.toml", "profile = \"../c/city.toml\"\n")
        .file("c/city.toml", "longest = 5000\n");
    let mut child = bench.command(&["--check", "d", "--watch", "--select", "overview-too-long"]);
    let mut child = Running(child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let (output, notes) = (lines(child.0.stdout.take().unwrap()), lines(child.0.stderr.take().unwrap()));
    until(&notes, "等待文件修改");
    until(&output, "1 份报告：0 个错误，0 个警告，0 条提示");
    bench.write("c/city.toml", "longest = 100\n");
    assert!(until(&output, "1 份报告：").concat().contains("overview-too-long"));
}

#[test]
fn what_cannot_change_is_not_watched() {
    let bench = Bench::new().file("list", "a.md");
    for arguments in [&["-"][..], &["--files-from", "list"]] {
        let run = bench.run(&[&["--check", "--watch"], arguments].concat());
        assert_eq!((run.code, run.stderr.contains("--watch")), (2, true), "{arguments:?}");
    }
    assert_eq!(bench.run(&["--check", "--watch", "gone/b.md"]).code, 2);
}

/// `script` gives the program a terminal; a pipe with a name holds the work up until the bar has been seen.
#[cfg(target_os = "linux")]
#[test]
fn a_bar_is_drawn_where_a_person_waits() {
    let bench = Bench::new().file("a.md", TITLE).file("c.md", TITLE);
    let pipe = bench.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let program = program().get_program().to_str().unwrap().to_owned();
    let call = format!("cat {pipe} | {program} --check a.md - c.md --output-file o", pipe = pipe.display());
    let mut script = Command::new("script");
    script.args(["-qefc", &call, "/dev/null"]).current_dir(bench.path(".")).env_remove("NO_COLOR").env("TERM", "xterm");
    let mut child = Running(script.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap());
    let mut screen = child.0.stdout.take().unwrap();
    let (sender, seen) = mpsc::channel();
    thread::spawn(move || {
        let (mut text, mut bytes) = (String::new(), [0; 256]);
        while let Ok(count @ 1..) = screen.read(&mut bytes) {
            text += &String::from_utf8_lossy(&bytes[..count]);
            if text.contains("/3") && sender.send(text.clone()).is_err() {
                return;
            }
        }
    });
    seen.recv_timeout(DEADLINE).expect("the bar is drawn");
    std::fs::write(&pipe, TITLE).unwrap();
    assert!(child.0.wait().unwrap().code().is_some_and(|code| code < 2));
    assert!(String::from_utf8(bench.read("o")).unwrap().contains("3 份报告"));
}

#[test]
fn the_manual_names_every_option() {
    let bench = Bench::new();
    for language in ["zh-CN", "en"] {
        let page = bench.run(&["--man", "--lang", language]).stdout;
        assert!(page.contains(".TH gaireport-lsp") && page.contains("write\\-baseline"), "{page}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_go_in_circles_are_not_followed() {
    use std::os::unix::fs::symlink;
    let bench = Bench::new().file("d/a.md", TITLE);
    symlink(bench.path("d"), bench.path("d/e")).unwrap();
    symlink(bench.path("loop"), bench.path("loop")).unwrap();
    let run = bench.run(&["--check", "d", "--format", "jsonl"]);
    assert_eq!(run.paths(), ["d/a.md"]);
    assert_eq!(bench.run(&["--check", "d/e/e/e", "--format", "jsonl"]).paths(), ["d/e/e/e/a.md"]);
    let run = bench.run(&["--check", "loop", "d/a.md", "--format", "jsonl"]);
    assert_eq!((run.code, run.paths().len(), run.stderr.lines().count()), (2, 2, 1), "{}", run.stderr);
}
