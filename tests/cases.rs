//! Small drafts, each with what must and what must not be said of it. `cases/README.md` says how one is written.

#[path = "cases/case.rs"]
mod case;
#[path = "cases/judge.rs"]
mod judge;
#[path = "strict/program.rs"]
mod program;
#[path = "cases/reading.rs"]
mod reading;
mod strict;

use std::collections::BTreeSet;

use crate::case::{Case, folder};
use crate::judge::complaints;

#[test]
fn every_case_holds() {
    let cases = case::all();
    let failed: Vec<String> = cases
        .iter()
        .flat_map(|case| complaints(case).into_iter().map(|said| format!("{}: {said}", case.name)))
        .collect();
    eprintln!("{} cases", cases.len());
    assert!(failed.is_empty(), "\n{}\n", failed.join("\n"));
}

#[test]
fn every_case_has_a_name_of_its_own_and_says_why() {
    let mut names = BTreeSet::new();
    for case in case::all() {
        assert!(names.insert(case.name.clone()), "{} stands there twice", case.name);
        assert!(!case.kind.is_empty() && case.why.ends_with('.'), "{}: its kind, and why", case.name);
        assert_ne!(case.draft.is_some(), case.run.is_some(), "{}: a draft or a script", case.name);
    }
}

#[test]
fn every_file_belongs_to_a_case() {
    let used: BTreeSet<String> = case::all().iter().flat_map(Case::inputs).collect();
    let entries = std::fs::read_dir(folder()).expect("the folder of the cases can be listed");
    let names = entries.map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned());
    let own = |name: &String| [".toml", ".rs", "README.md"].iter().any(|end| name.ends_with(end));
    assert_eq!(names.filter(|name| !own(name)).collect::<BTreeSet<_>>(), used);
}
