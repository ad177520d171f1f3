//! The copy of the crate with the invented edition, and what its tests came to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{env, fs};

use gaireport::standard::edition;

use super::notice;

/// What the copy consists of, below the root of the crate.
const PARTS: [&str; 12] = [
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "editors/vscode",
    "editors/web/engine",
    "tests/bench",
    "tests/edition_2027",
    "tests/edition_2027.rs",
    "tests/editors.rs",
    "tests/reports",
    "tests/standard.rs",
    "tests/strict",
];
/// Test programs that the copy is held to.
const PROGRAMS: [&str; 3] = ["edition_2027", "standard", "editors"];
/// Folders that are fetched or built.
const LEFT_OUT: [&str; 3] = ["node_modules", "dist", "bin"];
/// Name of the copy and of its program, which must not take the place of the program under test.
const NAME: &str = "gaireport-2027";

/// The copy, once its tests ran.
pub struct Copy {
    root: PathBuf,
    /// What each test program said.
    outputs: BTreeMap<&'static str, String>,
}

/// Runs a check in the copy; elsewhere asks how its test ended there.
pub fn in_the_copy(test: &str, check: impl FnOnce()) {
    if edition(notice::ID).is_some() {
        return check();
    }
    let (ended, output) = (format!("test {test} ... ok"), &copy().outputs["edition_2027"]);
    assert!(output.lines().any(|line| line == ended), "{output}");
}

/// Holds the copy to what its other test programs and files say; the copy itself has no copy.
pub fn of_the_copy(check: impl FnOnce(&Copy)) {
    if edition(notice::ID).is_none() {
        check(copy());
    }
}

/// The copy, made and tested by whoever asks first.
fn copy() -> &'static Copy {
    static COPY: LazyLock<Copy> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(NAME);
        fill(&root);
        let outputs = PROGRAMS.iter().map(|program| (*program, test(&root, program))).collect();
        Copy { root, outputs }
    });
    &COPY
}

impl Copy {
    /// A file of the copy.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.root.join(name)).unwrap()
    }

    /// Tests of a test program that did not pass; that there were none is one complaint.
    pub fn complaints(&self, program: &str) -> Vec<&str> {
        let output = &self.outputs[program];
        let tests: Vec<&str> =
            output.lines().filter(|line| line.starts_with("test ") && line.contains(" ... ")).collect();
        match tests[..] {
            [] => vec![output],
            _ if tests.iter().all(|line| line.ends_with("... ok")) => Vec::new(),
            _ => output.lines().filter(|line| !line.ends_with("... ok")).collect(),
        }
    }
}

/// Makes the copy, or makes it equal to the crate again: what did not change keeps its time, and is not built again.
fn fill(root: &Path) {
    let mut files = Vec::new();
    for part in PARTS {
        list(&Path::new(env!("CARGO_MANIFEST_DIR")).join(part), Path::new(part), &mut files);
    }
    let mut names: BTreeSet<PathBuf> = BTreeSet::new();
    for (path, name) in files {
        write(&root.join(&name), &changed(&name, fs::read(path).unwrap()));
        names.insert(name);
    }
    let before = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/standard/2021.toml")).unwrap();
    let name = Path::new("src/standard").join(format!("{}.toml", notice::ID));
    write(&root.join(&name), notice::edition(&before).as_bytes());
    names.insert(name);
    remove_others(root, root, &names);
}

/// All files at a path, each with its name below the root.
fn list(path: &Path, name: &Path, files: &mut Vec<(PathBuf, PathBuf)>) {
    if path.is_file() {
        return files.push((path.to_owned(), name.to_owned()));
    }
    for entry in fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())) {
        let entry = entry.unwrap();
        if !LEFT_OUT.iter().any(|left_out| entry.file_name() == *left_out) {
            list(&entry.path(), &name.join(entry.file_name()), files);
        }
    }
}

/// A file as the copy has it: the package under another name, the edition before closed, and the line of the new one.
fn changed(name: &Path, content: Vec<u8>) -> Vec<u8> {
    let change = |change: &dyn Fn(String) -> String| change(String::from_utf8(content.clone()).unwrap()).into_bytes();
    let renamed = |text: String| text.replace("name = \"gaireport-lsp\"", &format!("name = \"{NAME}\""));
    let line = "    include_str!(\"2021.toml\"),\n";
    match name.to_str().unwrap().replace('\\', "/").as_str() {
        // It is built faster than it runs: its tests are few.
        "Cargo.toml" => change(&|text| renamed(text) + &format!("\n[profile.dev.package.{NAME}]\nopt-level = 0\n")),
        "Cargo.lock" => change(&|text| renamed(text).replace("\"gaireport-lsp\"", &format!("\"{NAME}\""))),
        "editors/web/engine/Cargo.toml" => change(&|text| text.replace("gaireport-lsp =", &format!("{NAME} ="))),
        "src/standard/2021.toml" => change(&|text| notice::closed(&text)),
        "src/standard/load.rs" => change(&|text| {
            assert_eq!(text.matches(line).count(), 1, "the line of the edition before");
            text.replace(line, &format!("{line}{}", line.replace("2021", "2027")))
        }),
        _ => content,
    }
}

fn write(path: &Path, content: &[u8]) {
    if fs::read(path).is_ok_and(|known| known == content) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// Takes out what an earlier copy had.
fn remove_others(folder: &Path, root: &Path, names: &BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            remove_others(&path, root, names);
        } else if !names.contains(path.strip_prefix(root).unwrap()) {
            fs::remove_file(path).unwrap();
        }
    }
}

/// Builds and runs a test program of the copy beside the crate, whose dependencies it shares. What editors are given is
/// written anew.
fn test(root: &Path, program: &str) -> String {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["test", "--offline", "--locked", "--color", "never", "--test", program]);
    command.current_dir(root).env("CARGO_TARGET_DIR", target).env("BLESS", "1");
    let output = command.output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout))
}
