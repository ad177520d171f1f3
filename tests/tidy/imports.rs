//! Arrows between files: each use and each path in code, followed to the file that it comes from.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Source, sources};

/// Circles that are to be opened. The list is exact, so that it only gets shorter.
const KNOWN: &[&[&str]] = &[];

/// The files at the roots of the two crates, which have no module in common.
const ROOTS: [&str; 2] = ["lib", "main"];

/// Segments of a path: `["report", "bind", "value"]`.
type Path = Vec<String>;

/// What a file imports.
#[derive(Default)]
struct File {
    /// The paths of its imports by the names that it knows them by, as they are written.
    imports: BTreeMap<String, Path>,
    /// Names that it passes on.
    exported: BTreeSet<String>,
    /// All paths, those of imports and those in code, as they are written.
    paths: Vec<Path>,
}

impl File {
    fn read(source: &Source) -> File {
        let bare = source.bare();
        let (mut file, mut code) = (File::default(), String::new());
        let mut statements = bare.split_inclusive([';', '{', '}', ']']).peekable();
        while let Some(statement) = statements.next() {
            let Some((visibility, tree)) = import(statement) else {
                code.push_str(statement);
                continue;
            };
            let mut tree = tree.to_owned();
            while !tree.ends_with(';') {
                tree.extend(statements.next());
            }
            file.import(&tree, !visibility.is_empty());
        }
        file.paths
            .extend(code.split(|letter: char| !(letter.is_alphanumeric() || "_:".contains(letter))).filter_map(path));
        file
    }

    /// Adds an import, which the file may pass on.
    fn import(&mut self, tree: &str, passed_on: bool) {
        let tree: String = tree.trim_end_matches(';').split_whitespace().collect::<Vec<_>>().join(" ");
        for (path, name) in leaves(&tree) {
            self.exported.extend(passed_on.then(|| name.clone()));
            self.imports.insert(name, path.clone());
            self.paths.push(path);
        }
    }
}

/// Visibility and tree of a statement that begins an import.
fn import(statement: &str) -> Option<(&str, &str)> {
    let statement = statement.trim_start();
    let (visibility, tree) = statement.split_once("use ")?;
    let is_visibility =
        matches!(visibility, "" | "pub ") || visibility.starts_with("pub(") && visibility.ends_with(") ");
    is_visibility.then_some((visibility, tree))
}

/// A path of at least two segments.
fn path(words: &str) -> Option<Path> {
    let segments: Path = words.trim_matches(':').split("::").map(str::to_owned).collect();
    (segments.len() > 1).then_some(segments)
}

/// The paths of a tree `a::{b, c::d as e}`, each with the name that it is known by.
fn leaves(tree: &str) -> Vec<(Path, String)> {
    let tree = tree.trim();
    if let Some((prefix, list)) = tree.split_once('{') {
        let inner = entries(list.trim_end().trim_end_matches('}')).into_iter().flat_map(leaves);
        let prefix: Path = prefix.split("::").map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect();
        return inner.map(|(path, name)| ([prefix.clone(), path].concat(), name)).map(without_self).collect();
    }
    let (path, name) = tree.split_once(" as ").unwrap_or((tree, tree.rsplit("::").next().unwrap_or(tree)));
    vec![(path.split("::").map(str::to_owned).collect(), name.to_owned())]
}

/// `a::{self}` is `a`.
fn without_self((mut path, mut name): (Path, String)) -> (Path, String) {
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
        if name == "self" {
            name = path.last().cloned().unwrap_or_default();
        }
    }
    (path, name)
}

/// Splits a list at the commas outside of braces.
fn entries(list: &str) -> Vec<&str> {
    let mut depth = 0;
    let split = list.split(|letter| {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        letter == ',' && depth == 0
    });
    split.filter(|entry| !entry.trim().is_empty()).collect()
}

/// All files by the paths of their modules.
struct Files(BTreeMap<Path, File>);

impl Files {
    fn read(sources: &[Source]) -> Files {
        Files(sources.iter().map(|source| (module(&source.name), File::read(source))).collect())
    }

    /// A path as it is written in a file, from the root of the crate; `None` for what comes from elsewhere.
    fn absolute(&self, here: &Path, path: &[String]) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        let module = if ROOTS.contains(&here.join("/").as_str()) { &[] } else { &here[..] };
        match first.as_str() {
            "crate" | "gaireport" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => Some(above(module, path)),
            _ if self.0.contains_key(&[module, &path[..1]].concat()) => Some([module, path].concat()),
            _ => {
                let import = self.0.get(here)?.imports.get(first).filter(|import| import[0] != *first)?;
                Some([self.absolute(here, import)?, rest.to_vec()].concat())
            }
        }
    }

    /// The file that an item comes from, whoever passes it on; `None` for a module, and for what stands in a root.
    fn file(&self, item: &[String]) -> Option<Path> {
        let length = (1..=item.len()).rev().find(|length| self.0.contains_key(&item[..*length]))?;
        let (module, rest) = item.split_at(length);
        let first = rest.first()?;
        let file = &self.0[module];
        let passed_on = file.exported.contains(first).then(|| &file.imports[first]);
        match passed_on.and_then(|path| self.absolute(&module.to_vec(), path)) {
            Some(path) => self.file(&[&path, &rest[1..]].concat()),
            None => Some(module.to_vec()),
        }
    }

    /// The files that a file uses. What the files above it declare for all below them does not count.
    fn used(&self, here: &Path) -> BTreeSet<Path> {
        let paths = self.0[here].paths.iter().filter_map(|path| self.absolute(here, path));
        paths.filter_map(|path| self.file(&path)).filter(|file| !here.starts_with(file)).collect()
    }

    /// Sets of files each of which uses the others, perhaps by way of further ones.
    fn circles(&self) -> BTreeSet<BTreeSet<Path>> {
        let used: BTreeMap<&Path, BTreeSet<Path>> = self.0.keys().map(|file| (file, self.used(file))).collect();
        let reached: BTreeMap<&Path, BTreeSet<Path>> = used.keys().map(|file| (*file, reach(file, &used))).collect();
        let circle = |file: &Path| {
            let back = |other: &&Path| reached[*other].contains(file);
            reached[file].iter().filter(back).cloned().collect::<BTreeSet<Path>>()
        };
        self.0.keys().map(circle).filter(|circle| circle.len() > 1).collect()
    }
}

/// All files that a file uses, and those that they use.
fn reach(file: &Path, used: &BTreeMap<&Path, BTreeSet<Path>>) -> BTreeSet<Path> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![file]);
    while let Some(file) = open.pop() {
        open.extend(used[file].iter().filter(|other| reached.insert((*other).clone())));
    }
    reached
}

/// A path that goes up, from a module of that path.
fn above(module: &[String], path: &[String]) -> Path {
    match path.strip_prefix(&["super".to_owned()]) {
        Some(rest) => above(&module[..module.len().saturating_sub(1)], rest),
        None => [module, path].concat(),
    }
}

/// The path of the module that a file holds.
fn module(file: &str) -> Path {
    file.trim_end_matches(".rs").split('/').map(str::to_owned).collect()
}

/// All paths of a file, as they are written.
pub fn paths(source: &Source) -> Vec<Vec<String>> {
    File::read(source).paths
}

/// The modules right under the crate that each file uses.
pub fn modules_used(sources: &[Source]) -> Vec<BTreeSet<String>> {
    let files = Files::read(sources);
    let used = |source: &Source| {
        let here = module(&source.name);
        let paths = files.0[&here].paths.iter().filter_map(|path| files.absolute(&here, path));
        paths.filter_map(|path| path.into_iter().next()).collect()
    };
    sources.iter().map(used).collect()
}

fn shown(circles: &BTreeSet<BTreeSet<Path>>) -> Vec<Vec<String>> {
    circles.iter().map(|circle| circle.iter().map(|file| file.join("/")).collect()).collect()
}

#[test]
fn no_files_use_each_other() {
    assert_eq!(shown(&Files::read(&sources()).circles()), KNOWN, "circles of files");
}

#[test]
fn a_circle_is_seen_however_it_is_written() {
    let circle = |other: &str| {
        let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
        let files = [
            source("a.rs", "pub use b::{Item, self as alias};\nmod b;\nmod c;\npub struct Own;\n"),
            source("a/b.rs", "use super::c::{self, Other};\nfn f() { c::g(\"super::super::a\") }\n"),
            source("a/c.rs", other),
        ];
        shown(&Files::read(&files).circles())
    };
    let none: Vec<Vec<String>> = Vec::new();
    for free in ["use super::Own;", "// super::b::Item", "fn g() { \"super::b::Item\" }", "use crate::a;"] {
        assert_eq!(circle(free), none, "{free}");
    }
    for bound in [
        "use super::Item;",
        "use crate::a::{Own, b::f};",
        "fn g() { super::b::f() }",
        "fn g() { crate::a::alias::f() }",
    ] {
        assert_eq!(circle(bound), [["a/b", "a/c"]], "{bound}");
    }
}
