//! The tests themselves: each file of them is run, and none calls the program past what fails where the program does.

use crate::imports::paths;
use crate::source::{Source, expect_none, files_below, read, root, rust_below};

/// Functions of the analysis that catch panics.
const CATCHING: [&str; 5] = [
    "gaireport::analysis",
    "gaireport::analysis::analyze",
    "gaireport::analysis::convert",
    "gaireport::fixing",
    "gaireport::fixing::fix",
];

/// Where they are called, and a panic that was caught fails. A panic ends the fuzz target whoever catches it.
const STRICT: [&str; 4] = ["bench/analysis.rs", "bench/folder.rs", "fuzz/inputs.rs", "strict/mod.rs"];

/// Where programs are run: ours, and a panic that it reports fails; in a copy of the crate, where it has another name; and
/// cargo.
const PROGRAMS: [&str; 3] = ["strict/program.rs", "edition_2027/program.rs", "edition_2027/copy.rs"];

/// Scripts, by the ends of their names.
const SCRIPTS: [&str; 6] = [".cjs", ".el", ".lua", ".mjs", ".py", ".sh"];

fn tests() -> Vec<Source> {
    rust_below(&root().join("tests"))
}

#[test]
fn no_test_passes_over_a_panic_that_was_caught() {
    let mut complaints = Vec::new();
    for source in tests() {
        let called = paths(&source).into_iter().map(|path| path.join("::"));
        for path in called.filter(|path| CATCHING.contains(&path.as_str()) && !STRICT.contains(&source.name.as_str())) {
            complaints.push(format!("tests/{}: {path} catches panics, strict::… does not", source.name));
        }
        let unchecked = source.bare().lines().zip(source.text.lines()).find_map(unchecked);
        complaints.extend(
            unchecked
                .filter(|_| !PROGRAMS.contains(&source.name.as_str()))
                .map(|line| format!("tests/{}: {line}", source.name)),
        );
    }
    expect_none(&complaints);
}

/// A line that runs the program and does not look whether a panic was reported.
fn unchecked<'t>((bare, line): (&str, &'t str)) -> Option<&'t str> {
    let runs = bare.contains(".output()") || bare.contains("wait_with_output()") && !bare.contains("checked(");
    (runs || line.contains(concat!("CARGO_BIN", "_EXE"))).then_some(line)
}

/// Whether a file of the tests is one that is run: by itself, or as a module of another.
fn is_wired(source: &Source, all: &[Source]) -> bool {
    let path = source.name.trim_end_matches(".rs").trim_end_matches("/mod");
    let (folder, module) = path.rsplit_once('/').unwrap_or(("", path));
    let declared = format!("mod {module};");
    let by_path = format!("#[path = \"{}\"]", source.name);
    let declares = |other: &&Source| {
        let parent = other.name.trim_end_matches(".rs").trim_end_matches("/mod");
        let beside = parent == folder || folder.is_empty() && !parent.contains('/');
        let declares = |line: &str| beside && line.trim_end_matches('\n') == declared || line == by_path;
        other.name != source.name && other.text.lines().map(str::trim).any(declares)
    };
    !source.name.contains('/') || is_target(&source.name) || all.iter().any(|other| declares(&other))
}

/// Whether a manifest names the file.
fn is_target(name: &str) -> bool {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let own = root().join("tests").join(folder).join("Cargo.toml");
    let names = |manifest: &std::path::Path, path: &str| {
        manifest.is_file() && read(manifest).contains(&format!("path = \"{path}\""))
    };
    names(&root().join("Cargo.toml"), &format!("tests/{name}")) || names(&own, file)
}

#[test]
fn each_file_of_the_tests_is_run() {
    let tests = tests();
    let loose = tests.iter().filter(|source| !is_wired(source, &tests));
    expect_none(&loose.map(|source| format!("tests/{} is no module of a test", source.name)).collect::<Vec<_>>());
}

/// Those that pytest looks for by their names apart.
#[test]
fn each_script_of_the_tests_is_named_by_another_file() {
    let mut files = files_below(&root().join("tests"));
    files.extend([root().join("README.md"), root().join(".ci/run")]);
    let texts: Vec<String> = files.iter().map(|path| std::fs::read_to_string(path).unwrap_or_default()).collect();
    let mut complaints = Vec::new();
    for (at, path) in files.iter().enumerate() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let script = SCRIPTS.iter().any(|end| name.ends_with(end)) && !name.starts_with("test_");
        if script && !texts.iter().enumerate().any(|(other, text)| other != at && text.contains(&*name)) {
            complaints.push(format!("{} is named nowhere", path.display()));
        }
    }
    expect_none(&complaints);
}
