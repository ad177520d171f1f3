//! Drafts, their names and whatever else stands in a folder, as somebody might send them who means harm.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::bench::{Bench, Run, TITLE, faulty, miswritten, names};
use crate::formats::FORMATS;
use crate::program::program;
use crate::settings::carrying;

/// Names that a program, a build server or a spreadsheet might take for something else.
const NAMES: [&str; 9] = [
    "--output-file=x.md",
    "--config=y.md",
    "-",
    "::error::a.md",
    "##[error]b.md",
    "=1+1.md",
    "空 格\"'<i>.md",
    "换\n::stop-commands::行.md",
    "红\u{1b}[31m\u{202e}.md",
];

fn everything(text: &str) -> Bench {
    NAMES.iter().fold(Bench::new(), |bench, name| bench.file(name, text))
}

#[cfg(unix)]
fn pipe(bench: &Bench, name: &str) {
    assert!(Command::new("mkfifo").arg(bench.path(name)).status().unwrap().success());
}

#[cfg(unix)]
fn link(bench: &Bench, target: impl AsRef<Path>, name: &str) {
    std::os::unix::fs::symlink(target, bench.path(name)).unwrap();
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_no_files_wherever_they_stand() {
    let bench = Bench::new().file("d/a.md", TITLE).file("pipe.toml", "previous = \"pipe\"\nroster = \"pipe.csv\"");
    for name in ["d/pipe.md", "pipe", "pipe.csv", "d/pipe.docx", "d/pipe.xml"] {
        pipe(&bench, name);
    }
    link(&bench, "/dev/zero", "d/zero.md");
    link(&bench, "/dev/zero", "zero");
    let run = bench.run(&["--check", "d", "--format", "json"]);
    let files = run.json()["files"].as_array().unwrap().clone();
    let errors: Vec<(&str, bool)> =
        files.iter().map(|file| (file["path"].as_str().unwrap(), file["error"].is_string())).collect();
    assert_eq!(errors, [("d/a.md", false), ("d/pipe.docx", true), ("d/pipe.md", true), ("d/zero.md", true)]);
    assert_eq!(run.code, 2);
    for file in ["pipe", "zero", "d/zero.md", "/dev/null"] {
        for option in ["--check", "--baseline", "--config", "--previous", "--roster"] {
            let call =
                if option == "--check" { vec!["--check", file] } else { vec!["--check", "d/a.md", option, file] };
            let run = bench.run(&call);
            assert!(run.code == 2 && run.stderr.contains("不是普通文件"), "{call:?}: {}", run.stderr);
        }
    }
    let configured = bench.run(&["--check", "d/a.md", "--config", "pipe.toml"]);
    assert!(configured.code == 2 && configured.stderr.contains("不是普通文件"), "{}", configured.stderr);
}

#[cfg(unix)]
#[test]
fn ignore_files_and_configurations_that_are_none_hold_nothing_up() {
    for name in [".gitignore", ".gaireportignore"] {
        let bench = Bench::new().file("a.md", TITLE).file("list", "a.md\n");
        pipe(&bench, name);
        let run = bench.run(&["--check", "--fail-on", "never"]);
        assert!(run.code == 0 && run.stderr.contains(name), "{}", run.stderr);
        std::fs::remove_file(bench.path(name)).unwrap();
        link(&bench, "/dev/zero", name);
        assert!(bench.run(&["--check", "--fail-on", "never"]).stderr.contains(name));
        std::fs::remove_file(bench.path(name)).unwrap();
        link(&bench, "list", name);
        let run = bench.run(&["--check", "--fail-on", "never"]);
        assert!(run.stderr.contains(name) && run.stdout.contains("1 份报告"), "{}{}", run.stdout, run.stderr);
    }
    for name in ["gaireport.toml", ".gaireport.toml"] {
        let bench = Bench::new().file("a.md", TITLE);
        pipe(&bench, name);
        assert_eq!(bench.run(&["--check", "a.md", "--fail-on", "never"]).code, 0);
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_a_folder_is_said_and_not_followed() {
    let bench = Bench::new().file("secret.md", faulty()).file("d/a.md", TITLE).file("d/text", TITLE);
    for (target, name) in [("../secret.md", "d/out.md"), ("gone.md", "d/gone.md"), ("a.md", "d/again.md")] {
        link(&bench, target, name);
    }
    link(&bench, "text", "d/named.md");
    link(&bench, "..", "d/up");
    let run = bench.run(&["--check", "d", "--format", "json"]);
    let said = |path: &str| {
        let files = run.json()["files"].as_array().unwrap().clone();
        files.iter().find(|file| file["path"] == path).map(|file| file["error"].clone())
    };
    assert_eq!((said("d/a.md"), said("d/named.md"), said("d/again.md")), (Some(Value::Null), Some(Value::Null), None));
    for path in ["d/out.md", "d/gone.md"] {
        assert!(said(path).unwrap().as_str().unwrap().contains("链接"), "{path}");
    }
    assert!(run.code == 2 && !run.stdout.contains("row-sum-mismatch"), "{}", run.stdout);
    // Whoever names a link means it.
    assert_eq!(bench.run(&["--check", "d/out.md"]).code, 1);
}

#[test]
fn on_a_build_server_a_configuration_reads_nothing_outside_its_repository() {
    let bench = Bench::new()
        .file("2021/a.md", carrying(2021, "carried_forward"))
        .file("r/2022/a.md", carrying(2022, "carried_over"))
        .file("r/2022/gaireport.toml", "previous = \"../../2021\"\n")
        .folder("r/.git");
    let run = |ci: &str| {
        let mut command = bench.command(&["--check", "r", "--fail-on", "never"]);
        Run::of(command.env("CI", ci))
    };
    assert_eq!(run("").code, 0);
    let refused = run("true");
    assert!(refused.code == 2 && refused.stderr.contains("在仓库或工作区之外"), "{}", refused.stderr);
    bench.write("r/2022/gaireport.toml", "previous = \"//host/share\"\n");
    assert!(run("").stderr.contains("在仓库或工作区之外"));
}

#[cfg(unix)]
#[test]
fn a_configuration_of_another_user_is_not_obeyed() {
    let bench = Bench::new().file("gaireport.toml", "[rules]\nrow-sum-mismatch = \"off\"\n").file("a.md", faulty());
    assert_eq!(bench.run(&["--check", "a.md"]).stdout.matches("[row-sum-mismatch]").count(), 0);
    // Only the administrator can give a file away.
    let given = std::os::unix::fs::chown(bench.path("gaireport.toml"), Some(12345), None).is_ok();
    let run = bench.run(&["--check", "a.md"]);
    assert_eq!(run.stdout.contains("[row-sum-mismatch]"), given, "{}", run.stdout);
    assert_eq!(run.stderr.contains("属于其他用户"), given, "{}", run.stderr);
    // Whoever names it obeys it.
    assert!(!bench.run(&["--check", "a.md", "--config", "gaireport.toml"]).stdout.contains("[row-sum-mismatch]"));
}

#[cfg(unix)]
#[test]
fn no_name_acts_in_any_form() {
    let bench = everything(&faulty());
    for format in FORMATS {
        let run = bench.run(&["--check", "--format", format]);
        assert_eq!(run.code, 1, "{format}: {}", run.stderr);
        let is_data = ["json", "jsonl", "sarif", "gitlab", "rdjson"].contains(&format);
        assert!(is_data || !run.stdout.contains(['\u{1b}', '\u{202e}']), "{format}");
        let obeyed = |line: &&str| line.trim_start().strip_prefix("::").is_some_and(|rest| rest.contains("::"));
        let commands = |output: &str| output.lines().filter(obeyed).count();
        match format {
            "github" => {
                let is_own =
                    |line: &str| ["::error ", "::warning ", "::notice "].iter().any(|own| line.starts_with(own));
                assert!(run.stdout.lines().all(is_own), "{}", run.stdout);
            }
            "text" => assert!(commands(&run.stdout) == 0 && !run.stdout.contains("##[")),
            "html" | "junit" => assert!(!run.stdout.contains("<i>")),
            "json" | "sarif" | "gitlab" | "rdjson" => drop(run.json()),
            _ => {}
        }
        assert_eq!(commands(&run.stderr), 0, "{format}: {}", run.stderr);
    }
    let run = bench.run(&["--extract", "--format", "csv"]);
    assert!(run.stdout.contains("'=1+1.md,") && run.stdout.lines().all(|line| !line.starts_with(['=', ':'])));
    let lost = bench.run(&["--check", "::error::lost.md", "##[error]lost.md"]);
    assert!(lost.stderr.lines().all(|line| !line.trim_start().starts_with("::") && !line.contains("##[")));
}

#[test]
fn a_diff_in_the_log_of_a_build_server_gives_it_no_commands() {
    let bench = Bench::new().file("a.md", miswritten().replace("\n\n", "\n\n::error::甲\n"));
    let call = ["--check", "--fix", "--diff", "--select", "number-format", "a.md"];
    let on_server = Run::of(bench.command(&call).env("GITHUB_ACTIONS", "true"));
    assert!(on_server.stdout.lines().all(|line| !line.trim_start().starts_with("::")), "{}", on_server.stdout);
    let plain = Run::of(bench.command(&call).env_remove("GITHUB_ACTIONS").env_remove("TF_BUILD"));
    assert!(plain.stdout.contains("\n ::error::甲\n"), "{}", plain.stdout);
}

/// The call of a hook of the file for pre-commit: entry and arguments.
fn hook(id: &str) -> Vec<String> {
    let hooks = include_str!("../../.pre-commit-hooks.yaml");
    let own = hooks.split("- id: ").find(|hook| hook.starts_with(&format!("{id}\n"))).unwrap();
    let value = |key: &str| {
        let line = own.lines().find_map(|line| line.trim().strip_prefix(key)).unwrap();
        line.split(" #").next().unwrap().trim().trim_matches(['[', ']']).split([' ', ',']).map(str::to_owned)
    };
    value("entry:").skip(1).chain(value("args:")).filter(|word| !word.is_empty()).collect()
}

#[cfg(unix)]
#[test]
fn hooks_take_every_name_for_that_of_a_file() {
    let bench = everything(&faulty());
    let call: Vec<String> = hook("gaireport").into_iter().chain(NAMES.map(str::to_owned)).collect();
    let run = bench.run(&call.iter().map(String::as_str).collect::<Vec<_>>());
    let found = run.stdout.matches("[row-sum-mismatch]").count();
    assert_eq!((run.code, found, run.stderr.as_str()), (1, NAMES.len(), ""), "{}", run.stdout);
    assert_eq!(names(&bench.path("")).len(), NAMES.len());
    let bench = everything(&miswritten());
    let call: Vec<String> = hook("gaireport-fix").into_iter().chain(NAMES.map(str::to_owned)).collect();
    bench.run(&call.iter().map(String::as_str).collect::<Vec<_>>());
    for name in NAMES {
        assert!(!String::from_utf8(bench.read(name)).unwrap().contains('０'), "{name}");
    }
    assert_eq!(names(&bench.path("")).len(), NAMES.len());
}

#[cfg(unix)]
#[test]
fn the_action_takes_every_name_for_that_of_a_file() {
    let action = include_str!("../../action.yml");
    let script = action.split("run: |\n").last().unwrap().lines().map(str::trim_start).collect::<Vec<_>>().join("\n");
    let bench = everything(&faulty());
    let named = NAMES.into_iter().filter(|name| !name.contains('\n'));
    let mut command = Command::new("bash");
    command.args(["-ec", &script]).current_dir(bench.path("")).stdin(Stdio::null());
    command
        .env("GAIREPORT", program().get_program())
        .env("SOURCE", env!("CARGO_MANIFEST_DIR"))
        .env("PATHS", named.clone().collect::<Vec<_>>().join("\n"));
    command.env("FAIL_ON", "error").env("FORMAT", "github").env("OUTPUT_FILE", "");
    let run = Run::of(&mut command);
    assert_eq!(run.stdout.matches("title=row-sum-mismatch").count(), named.count(), "{}{}", run.stdout, run.stderr);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_whole_drafts_and_the_next_run_tidies_up() {
    let bench = Bench::new();
    for round in 0..6_u64 {
        for number in 0..60 {
            bench.write(&format!("{number}.md"), miswritten());
        }
        let mut child = bench.command(&["--check", "--fix", "--select", "number-format", "--quiet"]).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(5 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        for number in 0..60 {
            let text = String::from_utf8(bench.read(&format!("{number}.md"))).unwrap();
            assert!(text == miswritten() || text == miswritten().replace('０', "0"));
        }
    }
    bench.write(".gaireport-a1b2c3.tmp", "left");
    assert_eq!(bench.run(&["--check", "--fix", "--select", "number-format", "--quiet"]).code, 0);
    assert!(names(&bench.path("")).iter().all(|name| name.ends_with(".md")), "{:?}", names(&bench.path("")));
}

/// Whoever ends a run waits for no draft, and finds none that is half written.
#[cfg(unix)]
#[test]
fn a_run_that_is_told_to_end_leaves_nothing_behind() {
    for (signal, round) in [("INT", 1_u64), ("TERM", 2), ("INT", 3), ("TERM", 4)] {
        let bench = Bench::new();
        (0..200).for_each(|number| bench.write(&format!("{number}.md"), miswritten()));
        let mut child = bench.command(&["--check", "--fix", "--select", "number-format", "--quiet"]).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(10 * round));
        let sent = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        child.wait().unwrap();
        assert_eq!(names(&bench.path("")).len(), 200, "{signal}");
    }
}

/// A limit on the length of files stands for a disk that is full.
#[cfg(unix)]
#[test]
fn what_cannot_be_written_whole_changes_nothing() {
    let bench = Bench::new().file("a.md", miswritten()).file("out", "before");
    let program = program().get_program().to_str().unwrap().to_owned();
    for call in ["--fix", "--format json --output-file out"] {
        let call = format!("trap '' XFSZ; ulimit -f 0; exec {program} --check a.md --select number-format {call}");
        let mut command = Command::new("bash");
        let run = Run::of(command.args(["-c", &call]).current_dir(bench.path("")).env("LC_ALL", "zh_CN"));
        assert_eq!(run.code, 2, "{call}: {}", run.stderr);
        assert_eq!((bench.read("a.md"), bench.read("out")), (miswritten().into_bytes(), b"before".to_vec()));
        assert_eq!(names(&bench.path("")), ["a.md", "out"]);
    }
}

#[cfg(unix)]
#[test]
fn an_output_file_keeps_its_place_its_mode_and_its_other_names() {
    use std::fs::{Permissions, hard_link, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new().file("a.md", faulty()).file("d/out", "before").file("shared", "before");
    set_permissions(bench.path("d/out"), Permissions::from_mode(0o600)).unwrap();
    link(&bench, "d/out", "out");
    hard_link(bench.path("shared"), bench.path("other")).unwrap();
    for name in ["out", "shared"] {
        assert_eq!(bench.run(&["--check", "a.md", "--format", "json", "--output-file", name]).code, 1);
        assert!(bench.read(name).starts_with(b"{\"version\":1"), "{name}");
    }
    assert!(bench.path("out").is_symlink() && bench.read("other") == bench.read("shared"));
    assert_eq!(metadata(bench.path("d/out")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(bench.run(&["--check", "a.md", "--fix", "--output-file", "d/new"]).code, 1);
    assert_eq!(metadata(bench.path("d/new")).unwrap().permissions().mode() & 0o700, 0o600);
}
