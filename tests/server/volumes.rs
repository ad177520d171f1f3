//! Long texts of many reports as they are changed: what is said of them is what is said of the same text opened anew.

use serde_json::{Value, json};

use super::client::{Client, pulling, pushed, report};
use super::random::Random;

const URI: &str = "file:///d/%E6%B1%87%E7%BC%96.txt";
/// Changes to a text.
const CHANGES: usize = 25;

/// The place of a byte as counted in an encoding.
fn place(text: &str, offset: usize, encoding: &str) -> Value {
    let start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
    let units = |mark: char| match encoding {
        "utf-8" => mark.len_utf8(),
        "utf-16" => mark.len_utf16(),
        _ => 1,
    };
    let character: usize = text[start..offset].chars().map(units).sum();
    json!({ "line": text[..offset].matches('\n').count(), "character": character })
}

/// The end of the last whole character before a byte, or the byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// A text of the five reports in turn, some of their figures wrong.
fn many(count: usize) -> String {
    (0..count).map(|index| report(index % 5).replacen("\t0", "\t𠮷若干", index % 3) + "\n").collect()
}

/// Replaces a few bytes, or many, by words that change much or little.
fn change(text: &mut String, random: &mut Random, encoding: &str) -> Value {
    const WORDS: [&str; 10] = [
        "1",
        "",
        "𠮷",
        "\n",
        "\t",
        "# gaireport-ignore\n",
        "某县2021年政府信息公开工作年度报告\n",
        "一、总体情况\n",
        "<td>",
        "\n\n\n",
    ];
    let place_in = |text: &str, random: &mut Random| floor(text, random.below(text.len() + 1));
    let start = place_in(text, random);
    let end = if random.below(3) == 0 { floor(text, (start + random.below(300)).min(text.len())) } else { start };
    let words =
        if random.below(12) == 0 { report(random.below(5)) } else { WORDS[random.below(WORDS.len())].to_owned() };
    let range = json!({ "start": place(text, start, encoding), "end": place(text, end.max(start), encoding) });
    text.replace_range(start..end.max(start), &words);
    json!({ "range": range, "text": words })
}

/// Findings as published, the address left out.
fn told(diagnostics: Vec<Value>, uri: &str) -> String {
    Value::Array(diagnostics).to_string().replace(uri, "")
}

#[test]
fn what_is_published_of_a_long_text_is_what_is_published_of_it_when_it_is_opened() {
    for (seed, encoding) in ["utf-8", "utf-16", "utf-32"].into_iter().enumerate() {
        let mut capabilities = pushed();
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let mut client = Client::start(capabilities);
        let mut random = Random::new(seed as u64);
        let mut text = many(14);
        client.open(URI, &text);
        assert!(client.published(URI, 1).len() > 20);
        for version in 2..2 + CHANGES as i64 {
            let changes: Vec<Value> =
                (0..1 + random.below(2)).map(|_| change(&mut text, &mut random, encoding)).collect();
            client.change(URI, version, json!(changes));
            let found = client.published(URI, version);
            let other = format!("file:///d/{version}.txt");
            client.open(&other, &text);
            let expected = client.published(&other, 1);
            assert_eq!(told(found, URI), told(expected, &other), "{encoding}, version {version}");
            client.close(&other);
        }
        assert_eq!(client.leave(), 0);
    }
}

#[test]
fn an_editor_that_asks_is_told_the_same_of_a_long_text() {
    let mut client = Client::start(pulling());
    let mut random = Random::new(9);
    let mut text = many(14);
    client.open(URI, &text);
    client.pulled(URI, None);
    for version in 2..8 {
        let edit = change(&mut text, &mut random, "utf-16");
        client.change(URI, version, json!([edit]));
        let found = client.pulled(URI, None);
        let other = format!("file:///d/{version}.txt");
        client.open(&other, &text);
        let expected = client.pulled(&other, None);
        assert_eq!(found["items"].to_string().replace(URI, ""), expected["items"].to_string().replace(&other, ""));
    }
}
