//! Last year's reports while drafts are open: those on disk, and those that are open themselves.

use std::fs;
use std::path::{Path, PathBuf};

use gaireport::compose::{Target, new_draft};
use serde_json::{Value, json};

use super::client::{Client, address, pulling, pushed, slice};
use super::configuration::{expect, has, touched, watching};

const MISMATCH: &str = "carry-over-mismatch";

/// A new report of which one row has figures: the first and the last are `one`.
fn carrying(year: u16, label: &str, one: &str) -> String {
    let draft = new_draft("清河镇人民政府", year, Target::Markdown).unwrap();
    let fill = |line: &str| {
        let mut cells: Vec<String> = line.split('|').map(str::to_owned).collect();
        let end = cells.len() - 1;
        cells[end - 7..end].iter_mut().enumerate().for_each(|(at, cell)| {
            *cell = format!(" {} ", if at == 0 || at == 6 { one } else { "0" });
        });
        cells.join("|")
    };
    let lines = draft.lines().map(|line| if line.contains(label) { fill(line) } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}

fn last_year(one: &str) -> String {
    carrying(2023, "结转下年度", one)
}

fn this_year(one: &str) -> String {
    carrying(2024, "上年结转", one)
}

/// A folder for each year, that of this year configured to go on from `previous`; and the drafts in them, not written yet.
fn two_years(previous: &str) -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let (last, this) = (root.join("2023/年报.md"), root.join("2024/年报.md"));
    for path in [&last, &this] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
    }
    fs::write(root.join("2024/gaireport.toml"), format!("previous = \"{previous}\"\n")).unwrap();
    (folder, last, this)
}

/// What stands at the other place of the finding, which is in that file, whose text is given.
fn at_other_place(found: &[Value], file: &Path, text: &str) -> String {
    let mismatch = found.iter().find(|one| one["code"] == MISMATCH).unwrap_or_else(|| panic!("{found:?}"));
    let place = &mismatch["relatedInformation"][0]["location"];
    assert_eq!(place["uri"], address(file));
    slice(text, &place["range"]).trim().to_owned()
}

/// Waits until what is published of this year's draft says that last year carried forward that figure, or nothing.
fn carried(client: &mut Client, this: &Path, last: &Path, text: &str, figure: Option<&str>) {
    expect(client, &address(this), |found| match figure {
        Some(figure) => has(found, MISMATCH) && at_other_place(found, last, text) == figure,
        None => !has(found, MISMATCH) && !has(found, "configuration"),
    });
}

#[test]
fn of_last_years_report_that_is_open_the_text_in_the_editor_counts() {
    for previous in ["../2023", "../2023/年报.md"] {
        let (_folder, last, this) = two_years(previous);
        fs::write(&last, last_year("1")).unwrap();
        let mut client = Client::start(pushed());
        client.open_as(&address(&this), "markdown", &this_year("0"));
        carried(&mut client, &this, &last, &last_year("1"), Some("1"));
        client.open_as(&address(&last), "markdown", &last_year("0"));
        carried(&mut client, &this, &last, "", None);
        let moved = format!("\n\n{}", last_year("2"));
        client.replace(&address(&last), 2, &moved);
        carried(&mut client, &this, &last, &moved, Some("2"));
        let start = json!({ "line": 0, "character": 0 });
        client.change(&address(&last), 3, json!([{ "range": { "start": start, "end": start }, "text": "\n" }]));
        let moved = format!("\n{moved}");
        carried(&mut client, &this, &last, &moved, Some("2"));
        client.close(&address(&last));
        carried(&mut client, &this, &last, &last_year("1"), Some("1"));
    }
}

#[test]
fn last_years_report_may_be_one_that_was_never_saved() {
    let (_folder, last, this) = two_years("../2023/年报.md");
    let mut client = Client::start(pushed());
    client.open_as(&address(&this), "markdown", &this_year("0"));
    assert!(has(&client.published(&address(&this), 1), "configuration"));
    client.open_as(&address(&last), "markdown", &last_year("3"));
    carried(&mut client, &this, &last, &last_year("3"), Some("3"));
    client.close(&address(&last));
    expect(&mut client, &address(&this), |found| has(found, "configuration"));
}

#[test]
fn however_fast_last_years_report_is_changed_its_last_text_counts() {
    let (_folder, last, this) = two_years("../2023");
    let mut client = Client::start(pushed());
    client.open_as(&address(&last), "markdown", &last_year("1"));
    client.open_as(&address(&this), "markdown", &this_year("0"));
    for version in 2..300 {
        client.replace(&address(&last), version, &last_year(&(version % 7 + 1).to_string()));
    }
    client.replace(&address(&last), 300, &last_year("9"));
    carried(&mut client, &this, &last, &last_year("9"), Some("9"));
    client.everything();
    client.replace(&address(&last), 301, &last_year("0"));
    carried(&mut client, &this, &last, "", None);
}

#[test]
fn an_editor_that_asks_is_told_to_ask_again_when_last_years_report_changes_in_it() {
    let (_folder, last, this) = two_years("../2023");
    fs::write(&last, last_year("1")).unwrap();
    let mut client = Client::start(pulling());
    client.open_as(&address(&this), "markdown", &this_year("0"));
    let items = |pulled: Value| pulled["items"].as_array().unwrap().clone();
    assert_eq!(at_other_place(&items(client.pulled(&address(&this), None)), &last, &last_year("1")), "1");
    client.open_as(&address(&last), "markdown", &last_year("0"));
    client.wait("a refresh", |message| message["method"] == "workspace/diagnostic/refresh");
    assert!(!has(&items(client.pulled(&address(&this), None)), MISMATCH));
    client.close(&address(&last));
    client.wait("a refresh", |message| message["method"] == "workspace/diagnostic/refresh");
    assert!(has(&items(client.pulled(&address(&this), None)), MISMATCH));
}

#[test]
fn last_years_report_is_compared_with_and_watched() {
    let (folder, last, this) = two_years("../2023");
    let root = folder.path().canonicalize().unwrap();
    fs::write(&last, last_year("1")).unwrap();
    let mut capabilities = watching(pushed());
    capabilities["workspace"]["didChangeWatchedFiles"]["relativePatternSupport"] = json!(true);
    let mut client = Client::introduced(json!({ "capabilities": capabilities, "rootUri": address(&root) }));
    client.open_as(&address(&this), "markdown", &this_year("0"));
    let found = client.published(&address(&this), 1);
    let mismatch = found.iter().find(|one| one["code"] == MISMATCH).unwrap_or_else(|| panic!("{found:?}"));
    let place = &mismatch["relatedInformation"][0]["location"];
    assert_eq!(place["uri"], address(&last));
    assert_eq!(slice(&fs::read_to_string(&last).unwrap(), &place["range"]).trim(), "1");
    client.wait("last year's folder to be watched", |message| {
        let pattern = &message["params"]["registrations"][0]["registerOptions"]["watchers"][0]["globPattern"];
        pattern["baseUri"] == address(&root.join("2023"))
    });
    fs::write(&last, last_year("0")).unwrap();
    touched(&mut client, &last);
    expect(&mut client, &address(&this), |found| !has(found, MISMATCH));
    fs::remove_dir_all(root.join("2023")).unwrap();
    touched(&mut client, &last);
    expect(&mut client, &address(&this), |found| found.len() == 1 && found[0]["code"] == "configuration");
}

/// What is found in this year's draft by an editor that has a folder open, and says this of itself.
fn found_with(open: &Path, options: Value, this: &Path) -> Vec<Value> {
    let introduction = json!({ "capabilities": pushed(), "rootUri": address(open), "initializationOptions": options });
    let mut client = Client::introduced(introduction);
    client.open_as(&address(this), "markdown", &this_year("0"));
    let found = client.published(&address(this), 1);
    assert_eq!(client.leave(), 0);
    found
}

#[test]
fn a_configuration_reads_nothing_outside_the_folder_that_is_open_nor_in_one_that_is_not_trusted() {
    let (folder, last, this) = two_years("../2023");
    let root = folder.path().canonicalize().unwrap();
    fs::write(&last, last_year("1")).unwrap();
    assert!(has(&found_with(&root, json!({ "trusted": true }), &this), MISMATCH));
    let untrusted = found_with(&root, json!({ "trusted": false }), &this);
    assert!(!has(&untrusted, MISMATCH) && !has(&untrusted, "configuration"), "{untrusted:?}");
    let outside = found_with(&root.join("2024"), json!({}), &this);
    assert!(has(&outside, "configuration") && !has(&outside, MISMATCH), "{outside:?}");
}
