//! Drafts as they are opened, changed and closed, and what is said of them.

use serde_json::{Value, json};

use super::client::{Client, example, position, pulling, pushed, report};
use super::random::Random;

const URI: &str = "file:///d/%E5%B9%B4%E6%8A%A5.txt";

/// What was found, without what differs between two ways of asking.
fn brief(diagnostics: &[Value]) -> Vec<(String, Value)> {
    diagnostics.iter().map(|one| (one["code"].as_str().unwrap().to_owned(), one["range"].clone())).collect()
}

fn published(messages: &[Value]) -> Vec<&Value> {
    let published = messages.iter().filter(|message| message["method"] == "textDocument/publishDiagnostics");
    published.map(|message| &message["params"]).collect()
}

#[test]
fn a_draft_that_is_typed_in_is_the_draft_that_is_opened() {
    for index in 0..5 {
        let text = report(index);
        let mut client = Client::start(pushed());
        client.open(URI, &text);
        let expected = client.published(URI, 1);
        assert!(!expected.is_empty());
        client.open("file:///d/typed.txt", "");
        client.published("file:///d/typed.txt", 1);
        let version = type_in(&mut client, "file:///d/typed.txt", &text, index as u64);
        assert_eq!(brief(&client.published("file:///d/typed.txt", version)), brief(&expected));
        assert_eq!(client.leave(), 0);
    }
}

/// Types a text, several pieces a change, with questions between that must not hold anything up.
fn type_in(client: &mut Client, uri: &str, text: &str, seed: u64) -> i64 {
    let mut random = Random::new(seed);
    let (mut version, mut typed, mut asked) = (1, 0, Vec::new());
    while typed < text.len() {
        let mut changes = Vec::new();
        for _ in 0..random.below(4) {
            let next = (typed + 1 + random.below(40)).min(text.len());
            let next = (next..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap();
            let place = position(text, typed);
            changes.push(json!({ "range": { "start": place, "end": place }, "text": &text[typed..next] }));
            typed = next;
        }
        version += 1;
        client.change(uri, version, json!(changes));
        asked.push(client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } })));
    }
    asked.into_iter().for_each(|id| drop(client.answer(id)));
    version
}

#[test]
fn places_are_counted_as_agreed() {
    // A character that counts 4, 2 and 1, and a finding behind it on the same line.
    let text = report(0).replacen("\t", "𠮷\t", 1);
    let mut places = Vec::new();
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut capabilities = pushed();
        capabilities["general"]["positionEncodings"] = json!([encoding, "utf-16"]);
        let mut client = Client::silent(&mut crate::strict::program());
        let able = client.introduce(json!({ "capabilities": capabilities }));
        assert_eq!(able["positionEncoding"], encoding);
        client.open(URI, &text);
        let offset = |place: &Value| offset(&text, place, encoding);
        let found = client.published(URI, 1);
        places.push(
            found.iter().map(|one| (offset(&one["range"]["start"]), offset(&one["range"]["end"]))).collect::<Vec<_>>(),
        );
    }
    assert!(!places[0].is_empty());
    assert_eq!(places[0], places[1]);
    assert_eq!(places[0], places[2]);
}

fn offset(text: &str, place: &Value, encoding: &str) -> usize {
    let line = place["line"].as_u64().unwrap() as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut units = place["character"].as_u64().unwrap() as usize;
    for (at, character) in text[start..].char_indices() {
        if units == 0 {
            return start + at;
        }
        units -= match encoding {
            "utf-8" => character.len_utf8(),
            "utf-16" => character.len_utf16(),
            _ => 1,
        };
    }
    text.len()
}

#[test]
fn an_editor_that_names_no_encoding_counts_in_utf_16() {
    let mut client = Client::silent(&mut crate::strict::program());
    let able = client.introduce(json!({ "capabilities": {} }));
    assert_eq!(able["positionEncoding"], "utf-16");
    assert_eq!(able["textDocumentSync"]["change"], 2);
}

#[test]
fn each_version_is_told_of_and_taken_back_on_close() {
    let mut client = Client::start(pushed());
    client.open(URI, &report(0));
    assert!(!client.published(URI, 1).is_empty());
    client.replace(URI, 7, "今天天气不错。\n");
    assert_eq!(client.published(URI, 7), Vec::<Value>::new());
    client.replace(URI, 8, &report(0));
    assert!(!client.published(URI, 8).is_empty());
    client.close(URI);
    let cleared = client.wait("the findings to be taken back", |message| {
        message["params"]["uri"] == URI && message["params"].get("version").is_none()
    });
    assert_eq!(cleared["params"]["diagnostics"], json!([]));
}

#[test]
fn a_draft_that_is_opened_again_at_once_keeps_its_findings() {
    let mut client = Client::start(pushed());
    client.open(URI, &report(0));
    client.published(URI, 1);
    for _ in 0..50 {
        client.close(URI);
        client.open(URI, &report(0));
    }
    client.replace(URI, 100, &report(0));
    client.published(URI, 100);
    client.everything();
    client.replace(URI, 101, &report(0));
    client.published(URI, 101);
    assert_eq!(published(&client.everything()), Vec::<&Value>::new());
}

#[test]
fn a_burst_of_changes_is_answered_by_few_publications_the_last_of_them_right() {
    const CHANGES: i64 = 3000;
    let mut client = Client::start(pushed());
    let text = report(1);
    client.open(URI, &text);
    let expected = client.published(URI, 1);
    let start = json!({ "line": 0, "character": 0 });
    let mut burst = Vec::new();
    for change in 0..CHANGES {
        let end = json!({ "line": 0, "character": change % 2 });
        let inserted = if change % 2 == 0 { "年" } else { "" };
        let params = json!({
            "textDocument": { "uri": URI, "version": change + 2 },
            "contentChanges": [{ "range": { "start": start, "end": end }, "text": inserted }],
        });
        let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params });
        burst.extend(super::client::frame(&message));
    }
    client.send_raw(&burst);
    assert_eq!(brief(&client.published(URI, CHANGES + 1)), brief(&expected));
    let before = client.everything();
    assert!(published(&before).len() <= 2, "{} publications before the last", published(&before).len());
}

#[test]
fn an_editor_that_asks_is_not_told_unasked() {
    let mut client = Client::start(pulling());
    client.open(URI, &report(0));
    let answer = client.pulled(URI, None);
    assert_eq!(answer["kind"], "full");
    assert!(!answer["items"].as_array().unwrap().is_empty());
    client.replace(URI, 2, &report(1));
    client.pulled(URI, None);
    client.close(URI);
    assert_eq!(published(&client.everything()), Vec::<&Value>::new());
}

#[test]
fn an_editor_that_does_not_ask_is_not_told_that_it_could() {
    let mut client = Client::silent(&mut crate::strict::program());
    let able = client.introduce(json!({ "capabilities": pushed() }));
    assert_eq!(able.get("diagnosticProvider"), None);
}

#[test]
fn an_answer_that_is_known_is_not_given_again() {
    let mut client = Client::start(pulling());
    client.open(URI, &report(0));
    let first = client.pulled(URI, None);
    let id = first["resultId"].as_str().unwrap().to_owned();
    let again = client.pulled(URI, Some(&id));
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": id }));
    client.replace(URI, 2, &format!("\n{}", report(0)));
    let moved = client.pulled(URI, Some(&id));
    assert_eq!(moved["kind"], "full");
    client.replace(URI, 3, &report(0));
    assert_eq!(client.pulled(URI, Some(&id))["kind"], "unchanged");
}

#[test]
fn a_finding_comes_with_its_page_and_its_other_places() {
    let mut client = Client::start(pushed());
    client.open(URI, &report(0));
    let found = client.published(URI, 1);
    for one in &found {
        assert_eq!(one["source"], "gaireport");
        assert_eq!(one["codeDescription"]["href"], json!(format!("gaireport:rule/{}", one["code"].as_str().unwrap())));
        assert!(one["data"].is_object());
    }
    client.open("file:///d/1.txt", example("row-sum-mismatch"));
    let found = client.published("file:///d/1.txt", 1);
    let sum = found.iter().find(|one| one["relatedInformation"].is_array()).expect("a sum that does not hold");
    assert_eq!(sum["relatedInformation"][0]["location"]["uri"], "file:///d/1.txt");
    client.open("file:///d/2.txt", &format!("{}\n# gaireport-ignore empty-cell\n", report(0)));
    let found = client.published("file:///d/2.txt", 1);
    let unused = found.iter().find(|one| one["code"] == "unused-suppression").expect("a comment without effect");
    assert_eq!(unused["tags"], json!([1]));
}

#[test]
fn an_editor_that_shows_little_is_sent_little() {
    let mut client = Client::start(json!({}));
    client.open(URI, &report(0));
    for one in client.published(URI, 1) {
        assert_eq!((one.get("relatedInformation"), one.get("codeDescription"), one.get("tags")), (None, None, None));
    }
}

#[test]
fn findings_speak_the_language_of_the_editor() {
    for (locale, han) in [("zh-cn", true), ("zh-TW", true), ("en", false), ("de", false)] {
        let mut client = Client::introduced(json!({ "capabilities": pushed(), "locale": locale }));
        client.open(URI, &report(0));
        let message = client.published(URI, 1)[0]["message"].as_str().unwrap().to_owned();
        assert_eq!(
            message.contains('应') || message.contains('为') || message.contains('缺'),
            han,
            "{locale}: {message}"
        );
    }
}

#[test]
fn addresses_that_may_not_be_are_answered_as_they_were_written() {
    for uri in ["file:///d/年报.txt", "file:///d/a b.txt", "file:///d/[1].txt", "file:///d/100%.txt", "/d/年报.txt"]
    {
        let mut client = Client::start(pushed());
        client.open(uri, example("row-sum-mismatch"));
        let found = client.published(uri, 1);
        let related = found.iter().find(|one| one["relatedInformation"].is_array()).unwrap();
        assert_eq!(related["relatedInformation"][0]["location"]["uri"], uri);
        client.replace(uri, 2, "");
        assert_eq!(client.published(uri, 2), Vec::<Value>::new());
    }
}

#[test]
fn places_out_of_range_are_the_nearest_there_is() {
    let mut client = Client::start(pushed());
    client.open(URI, "甲\r\n");
    client.published(URI, 1);
    let far = json!([
        { "range": { "start": { "line": 0, "character": 99 }, "end": { "line": 0, "character": 99 } }, "text": "乙" },
        { "range": { "start": { "line": 99, "character": 0 }, "end": { "line": 5_000_000_000u64, "character": 0 } }, "text": report(0) },
        { "range": { "start": { "line": 0, "character": -4 }, "end": { "line": 1, "character": 0 } }, "text": "" },
    ]);
    client.change(URI, 2, far);
    let found = client.published(URI, 2);
    client.open("file:///d/2.txt", &report(0));
    assert_eq!(brief(&found), brief(&client.published("file:///d/2.txt", 1)));
}

#[test]
fn a_text_over_the_limit_gets_one_finding() {
    let mut client = Client::start(pushed());
    client.open(URI, &"年".repeat((16 << 20) / 3 + 1));
    let found = client.published(URI, 1);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["code"], "file-too-large");
}
