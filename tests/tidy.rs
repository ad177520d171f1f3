//! The sources keep the shape that `lib.rs` promises: layers, sizes, no word of the standard outside its data, every rule
//! with its page and its line in both READMEs; and the tests are run, all of them.

#[path = "tidy/doors.rs"]
mod doors;
#[path = "tidy/english.rs"]
mod english;
#[path = "tidy/functions.rs"]
mod functions;
#[path = "tidy/imports.rs"]
mod imports;
#[path = "tidy/programs.rs"]
mod programs;
#[path = "tidy/readmes.rs"]
mod readmes;
#[path = "tidy/source.rs"]
mod source;
mod strict;

use std::collections::BTreeSet;
use std::fs;

use gaireport::standard::editions;

use crate::imports::modules_used;
use crate::source::{expect_none, files_below, read, root, sources};

/// Longest Rust file, its tests apart, in lines.
const LONGEST_FILE: usize = 400;

/// Labels of the standard of at least this many characters stand in its data only.
const TELLING: usize = 5;

/// Each module with those that it may use. An arrow that is not here points up or sideways.
#[rustfmt::skip]
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("han", &[]),
    ("language", &[]),
    ("disk", &["language"]),
    ("encoding", &[]),
    ("number", &["han"]),
    ("edit", &["language", "text"]),
    ("standard", &[]),
    ("lexicon", &["han", "number", "standard"]),
    ("dialect", &["edit", "han", "number", "text"]),
    ("package", &["dialect", "edit", "encoding", "han", "number", "text"]),
    ("report", &["dialect", "han", "lexicon", "number", "standard", "text"]),
    ("lint", &["dialect", "edit", "language", "lexicon", "report", "text"]),
    ("compose", &["dialect", "edit", "han", "lint", "number", "package", "report", "standard", "text"]),
    ("suppress", &["dialect", "lint", "report", "text"]),
    ("rules", &["compose", "dialect", "edit", "han", "lexicon", "lint", "number", "report", "standard", "suppress", "text"]),
    ("analysis", &["compose", "dialect", "lexicon", "lint", "package", "report", "rules", "suppress", "text"]),
    ("folder", &["analysis", "compose", "dialect", "lexicon", "lint", "number", "report", "rules", "standard", "suppress", "text"]),
    ("page", &["language", "lint", "rules"]),
    ("fixing", &["analysis", "edit", "lint", "text"]),
    ("config", &["disk", "folder", "language", "lexicon", "lint", "page", "rules", "standard"]),
    ("ide", &["analysis", "compose", "dialect", "edit", "fixing", "han", "language", "lint", "number", "page", "report", "rules", "standard", "text"]),
    ("problem", &["config", "disk", "encoding", "folder", "language", "package"]),
    ("source", &["analysis", "dialect", "encoding", "folder", "package", "problem"]),
    ("render", &["analysis", "compose", "dialect", "edit", "fixing", "folder", "language", "lint", "number", "package", "page", "report", "rules", "source", "standard", "text"]),
    // The server and the command line find and read files by the same rules.
    ("drafts", &["analysis", "config", "dialect", "disk", "encoding", "folder", "language", "lexicon", "lint", "package", "page", "problem", "report", "source", "text"]),
    ("mcp", &["language"]),
    ("cli", &["analysis", "compose", "config", "dialect", "disk", "drafts", "edit", "encoding", "fixing", "folder", "language", "lexicon", "lint", "mcp", "number", "package", "page", "problem", "render", "report", "rules", "source", "standard", "text"]),
    ("server", &["analysis", "compose", "config", "dialect", "disk", "drafts", "edit", "fixing", "folder", "ide", "language", "lexicon", "lint", "page", "problem", "report", "rules", "standard", "text"]),
    ("main", &["cli", "server"]),
    ("lib", &[]),
];

/// The shells: they alone meet files, the environment, clocks and the terminal. Bytes in memory are read by `std::io` too.
const SHELLS: &[&str] = &["cli", "config", "disk", "drafts", "main", "mcp", "server"];
const OUTSIDE_WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::time",
    "std::net",
    "std::process",
    "stdin()",
    "stdout()",
    "stderr()",
    "print!(",
    "println!(",
];

#[test]
fn arrows_point_down() {
    let mut complaints = Vec::new();
    let sources = sources();
    for (source, used) in sources.iter().zip(modules_used(&sources)) {
        let module = source.module();
        let Some((_, allowed)) = LAYERS.iter().find(|(known, _)| *known == module) else {
            complaints.push(format!("src/{}: the module {module} has no place in LAYERS", source.name));
            continue;
        };
        for used in used.iter().filter(|used| *used != module && !allowed.contains(&used.as_str())) {
            complaints.push(format!("src/{}: {module} may not use {used}", source.name));
        }
    }
    expect_none(&complaints);
}

#[test]
fn the_core_does_not_touch_the_outside_world() {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|source| !SHELLS.contains(&source.module())) {
        for word in OUTSIDE_WORLD.iter().filter(|word| source.code().contains(**word)) {
            complaints.push(format!("src/{}: {word}", source.name));
        }
    }
    expect_none(&complaints);
}

#[test]
fn files_are_short_and_say_what_they_own() {
    let mut complaints = Vec::new();
    for source in sources() {
        let lines = source.code().lines().count();
        if lines > LONGEST_FILE {
            complaints.push(format!("src/{}: {lines} lines, at most {LONGEST_FILE}", source.name));
        }
        if !source.text.starts_with("//!") {
            complaints.push(format!("src/{}: does not begin with //!", source.name));
        }
    }
    expect_none(&complaints);
}

#[test]
fn nothing_is_left_undone_or_waved_through() {
    let everywhere = ["#[allow", "#![allow", "todo!(", "unimplemented!(", "dbg!("];
    let mut complaints = Vec::new();
    for source in sources() {
        let in_code = [".unwrap()"].into_iter().filter(|word| source.code().contains(word));
        for word in everywhere.into_iter().filter(|word| source.text.contains(word)).chain(in_code) {
            complaints.push(format!("src/{}: {word}", source.name));
        }
    }
    expect_none(&complaints);
}

/// Headings, and labels of parts, rows, columns and groups, of every edition.
fn words_of_the_standard() -> BTreeSet<&'static str> {
    let mut words = BTreeSet::new();
    for edition in editions() {
        for section in &edition.sections {
            words.extend([&section.name].into_iter().chain(&section.accepted).map(String::as_str));
        }
        for table in &edition.tables {
            words.insert(&table.corner);
            words.extend(table.parts.iter().flat_map(|part| [part.title.as_str(), part.label_header.as_str()]));
            words.extend(table.rows.iter().flat_map(|row| row.path.iter().chain([&row.label]).map(String::as_str)));
            words.extend(
                table.columns.iter().flat_map(|column| column.path.iter().chain([&column.label]).map(String::as_str)),
            );
        }
    }
    words.retain(|word| word.chars().count() >= TELLING);
    words
}

/// Comments may name what they explain.
fn without_comment(line: &str) -> &str {
    let comment = if line.trim_start().starts_with("//") { Some(0) } else { line.find(" // ") };
    &line[..comment.unwrap_or(line.len())]
}

#[test]
fn no_word_of_the_standard_stands_in_rust() {
    let words = words_of_the_standard();
    assert!(words.len() > 50, "the standard has more than {} telling words", words.len());
    let mut complaints = Vec::new();
    for source in sources() {
        for (at, line) in source.code().lines().map(without_comment).enumerate() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                complaints.push(format!("src/{}:{}: {word} belongs into src/standard", source.name, at + 1));
            }
        }
    }
    expect_none(&complaints);
}

#[test]
fn the_changelog_has_this_version() {
    let changelog = read(&root().join("CHANGELOG.md"));
    let heading = format!("\n## [{}]", env!("CARGO_PKG_VERSION"));
    assert!(changelog.contains(&heading), "CHANGELOG.md has no {}", heading.trim());
}

#[test]
fn the_repository_stands_alone() {
    // Put together here, so that this file does not hold what it looks for.
    let elsewhere = [
        concat!("../", "shared"),
        concat!("/wor", "k/"),
        concat!(".lib", "rary"),
        concat!("crates", ".io"),
        concat!("npmjs", "."),
        concat!("pypi", ".org"),
        concat!("pythonhosted", ".org"),
    ];
    let locks = ["Cargo.lock", "package-lock.json"];
    let mut complaints = Vec::new();
    for path in files_below(root()) {
        let lock = path.file_name().is_some_and(|name| locks.iter().any(|lock| name == *lock));
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for word in elsewhere.iter().filter(|word| !lock && text.contains(**word)) {
            complaints.push(format!("{}: {word}", path.display()));
        }
    }
    expect_none(&complaints);
}
