//! Every feature once through the pipes: that it is announced, answers in the protocol's words, and counts rightly.
//! What the answers say is tested where they are made.

use gaireport::compose::{Target, new_draft};
use serde_json::{Value, json};

use super::client::{Client, address, edited, example, offset, position, pushed, report, slice};

const URI: &str = "file:///d/1.txt";

/// Opens a draft.
fn opened(capabilities: Value, text: &str) -> Client {
    let mut client = Client::start(capabilities);
    client.open(URI, text);
    client.published(URI, 1);
    client
}

fn ask(client: &mut Client, method: &str, extra: Value) -> Value {
    let mut params = json!({ "textDocument": { "uri": URI } });
    for (name, value) in extra.as_object().unwrap() {
        params[name] = value.clone();
    }
    client.request(&format!("textDocument/{method}"), params)
}

fn whole() -> Value {
    json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99999, "character": 0 } })
}

/// Where the figure of that name stands.
fn cell(client: &mut Client, id: &str) -> Value {
    let figures = client.request("gaireport/figures", json!({ "uri": URI }));
    let tables = figures["reports"][0]["tables"].as_array().unwrap();
    let cells =
        tables.iter().flat_map(|table| table["rows"].as_array().unwrap()).flat_map(|row| row.as_array().unwrap());
    let cell = cells.into_iter().find(|cell| cell["id"] == id).unwrap_or_else(|| panic!("no {id}"));
    cell["range"].clone()
}

#[test]
fn every_feature_is_announced() {
    let mut client = Client::silent(&mut crate::strict::program());
    let able = client.introduce(json!({ "capabilities": pushed() }));
    let features = [
        "completionProvider",
        "hoverProvider",
        "codeActionProvider",
        "codeLensProvider",
        "inlayHintProvider",
        "documentSymbolProvider",
        "workspaceSymbolProvider",
        "documentHighlightProvider",
        "definitionProvider",
        "referencesProvider",
        "foldingRangeProvider",
        "selectionRangeProvider",
        "documentLinkProvider",
        "documentFormattingProvider",
        "documentRangeFormattingProvider",
        "documentOnTypeFormattingProvider",
        "executeCommandProvider",
    ];
    for feature in features {
        assert!(!able[feature].is_null(), "{feature}");
    }
    for command in able["executeCommandProvider"]["commands"].as_array().unwrap() {
        assert!(command.as_str().unwrap().starts_with("gaireport.server."), "{command}");
    }
}

#[test]
fn nothing_is_said_of_a_draft_that_is_not_open() {
    let mut client = Client::start(pushed());
    for method in ["hover", "completion", "documentSymbol", "definition"] {
        let answer = ask(&mut client, method, json!({ "position": { "line": 0, "character": 0 } }));
        assert_eq!(answer, Value::Null, "{method}");
    }
    assert_eq!(client.request("gaireport/figures", json!({ "uri": URI })), Value::Null);
}

#[test]
fn text_that_is_no_report_is_left_alone() {
    let text = "# 购物清单\n\n| 品名 | 数量 |\n|---|---|\n| 苹果 | 3 |\n";
    let mut client = opened(pushed(), text);
    let at = json!({ "position": position(text, text.find('苹').unwrap()) });
    for method in ["hover", "definition"] {
        assert_eq!(ask(&mut client, method, at.clone()), Value::Null, "{method}");
    }
    for method in ["documentSymbol", "codeLens", "documentLink", "documentHighlight", "references"] {
        let mut params = at.clone();
        params["context"] = json!({ "includeDeclaration": true });
        assert_eq!(ask(&mut client, method, params), json!([]), "{method}");
    }
    assert_eq!(ask(&mut client, "inlayHint", json!({ "range": whole() })), json!([]));
}

#[test]
fn a_hover_says_what_is_under_the_pointer() {
    let text = example("row-sum-mismatch");
    for (formats, kind) in [(json!(["markdown"]), "markdown"), (json!(["plaintext"]), "plaintext")] {
        let mut capabilities = pushed();
        capabilities["textDocument"]["hover"] = json!({ "contentFormat": formats });
        let mut client = opened(capabilities, text);
        let total = cell(&mut client, "requests.new.total");
        let hover = ask(&mut client, "hover", json!({ "position": total["start"] }));
        assert_eq!(hover["contents"]["kind"], kind);
        assert_eq!(slice(text, &hover["range"]), slice(text, &total));
        assert!(hover["contents"]["value"].as_str().unwrap().contains(slice(text, &total)));
    }
}

#[test]
fn an_offer_replaces_what_is_typed_and_says_more_when_it_is_looked_at() {
    let draft = new_draft("清河镇人民政府", 2021, Target::Markdown).unwrap();
    let text = format!("{}六", &draft[..draft.find("六、").unwrap()]);
    let uri = "file:///d/1.md";
    for snippets in [true, false] {
        let mut capabilities = pushed();
        capabilities["textDocument"]["completion"] = json!({ "completionItem": { "snippetSupport": snippets } });
        let mut client = Client::start(capabilities);
        client.open_as(uri, "markdown", &text);
        let params = json!({ "textDocument": { "uri": uri }, "position": position(&text, text.len()) });
        let offers = client.request("textDocument/completion", params);
        let items = offers["items"].as_array().unwrap();
        assert!(!items.is_empty());
        for item in items {
            assert_eq!(offset(&text, &item["textEdit"]["range"]["end"]), text.len());
            assert!(!item["filterText"].as_str().unwrap().is_empty());
            assert!(snippets || item["insertTextFormat"] == 1, "{item}");
            assert_eq!(item["insertTextMode"], 1);
        }
        let resolved = client.request("completionItem/resolve", items[0].clone());
        assert!(!resolved["documentation"]["value"].as_str().unwrap().is_empty());
    }
}

#[test]
fn sums_stand_beside_wrong_totals_and_above_tables() {
    let text = example("row-sum-mismatch");
    let mut capabilities = pushed();
    capabilities["window"] = json!({ "showDocument": { "support": true } });
    let mut client = opened(capabilities, text);
    let hints = ask(&mut client, "inlayHint", json!({ "range": whole() }));
    let hint = &hints[0];
    let sum = hint["label"].as_str().unwrap().trim_start_matches("应为 ").to_owned();
    assert!(edited(text, &hint["textEdits"]).contains(&sum));
    let lenses = ask(&mut client, "codeLens", json!({}));
    let reveal = lenses.as_array().unwrap().iter().find(|lens| lens["command"]["command"] == "gaireport.server.reveal");
    let command = reveal.expect("a lens leads to what is wrong")["command"].clone();
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    assert_eq!(client.request("workspace/executeCommand", params), true);
    let shown = client.wait("a place to be shown", |message| message["method"] == "window/showDocument");
    assert_eq!(
        (&shown["params"]["uri"], &shown["params"]["selection"]),
        (&json!(URI), &command["arguments"][0]["range"])
    );

    let mut client = opened(pushed(), text);
    for lens in ask(&mut client, "codeLens", json!({})).as_array().unwrap() {
        assert_ne!(lens["command"]["command"], "gaireport.server.reveal", "an editor that cannot show is not told to");
    }
}

#[test]
fn totals_parts_and_prose_lead_to_each_other() {
    let text = example("row-sum-mismatch");
    let mut client = opened(pushed(), text);
    let (total, part) = (cell(&mut client, "requests.new.total"), cell(&mut client, "requests.new.natural_person"));
    let lights = ask(&mut client, "documentHighlight", json!({ "position": total["start"] }));
    assert!(lights.as_array().unwrap().iter().any(|light| light["range"] == part), "{lights}");
    let target = ask(&mut client, "definition", json!({ "position": part["start"] }));
    assert!(target.as_array().unwrap().iter().any(|place| place["range"] == total && place["uri"] == URI), "{target}");
    for declaration in [true, false] {
        let context = json!({ "includeDeclaration": declaration });
        let bound = ask(&mut client, "references", json!({ "position": total["start"], "context": context }));
        let has = |range: &Value| bound.as_array().unwrap().iter().any(|place| place["range"] == *range);
        assert_eq!((has(&part), has(&total)), (true, declaration));
    }
    let mut capabilities = pushed();
    capabilities["textDocument"]["definition"] = json!({ "linkSupport": true });
    let mut client = opened(capabilities, text);
    let links = ask(&mut client, "definition", json!({ "position": part["start"] }));
    assert_eq!((&links[0]["targetUri"], &links[0]["originSelectionRange"]), (&json!(URI), &part));
}

#[test]
fn an_outline_is_a_tree_or_a_list() {
    let text = report(0);
    let mut capabilities = pushed();
    capabilities["textDocument"]["documentSymbol"] = json!({ "hierarchicalDocumentSymbolSupport": true });
    let mut client = opened(capabilities, &text);
    let tree = ask(&mut client, "documentSymbol", json!({}));
    let mut names = 0;
    let mut open: Vec<Value> = tree.as_array().unwrap().clone();
    while let Some(symbol) = open.pop() {
        let (outer, inner) = (&symbol["range"], &symbol["selectionRange"]);
        let at = |range: &Value, end: &str| offset(&text, &range[end]);
        assert!(at(outer, "start") <= at(inner, "start") && at(inner, "end") <= at(outer, "end"), "{symbol}");
        assert!(!symbol["name"].as_str().unwrap().trim().is_empty());
        names += 1;
        open.extend(symbol["children"].as_array().into_iter().flatten().cloned());
    }
    let mut client = opened(pushed(), &text);
    let list = ask(&mut client, "documentSymbol", json!({}));
    assert_eq!(list.as_array().unwrap().len(), names);
    assert_eq!(list[0]["location"]["uri"], URI);
}

#[test]
fn a_search_finds_headings_in_open_and_in_other_drafts() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    std::fs::write(root.join("年报.txt"), report(0)).unwrap();
    let mut client = Client::introduced(json!({ "capabilities": pushed(), "rootUri": address(&root) }));
    client.open(URI, &report(1));
    let found = client.request("workspace/symbol", json!({ "query": "行政复议" }));
    let places: Vec<&Value> = found.as_array().unwrap().iter().map(|one| &one["location"]["uri"]).collect();
    assert!(places.contains(&&json!(URI)) && places.contains(&&json!(address(&root.join("年报.txt")))), "{places:?}");
    assert_eq!(client.request("workspace/symbol", json!({ "query": "没有这样的标题" })), json!([]));
}

#[test]
fn sections_fold_and_selections_grow() {
    let text = report(0);
    for lines in [true, false] {
        let mut capabilities = pushed();
        capabilities["textDocument"]["foldingRange"] = json!({ "lineFoldingOnly": lines });
        let mut client = opened(capabilities, &text);
        let folds = ask(&mut client, "foldingRange", json!({}));
        assert!(folds.as_array().unwrap().len() >= 6, "{folds}");
        for fold in folds.as_array().unwrap() {
            assert!(fold["startLine"].as_u64() < fold["endLine"].as_u64());
            assert_eq!(fold.get("startCharacter").is_none(), lines);
        }
        let total = cell(&mut client, "requests.new.total");
        let positions = json!([total["start"], { "line": 0, "character": 0 }, { "line": 99999, "character": 9 }]);
        let ranges = ask(&mut client, "selectionRange", json!({ "positions": positions }));
        assert_eq!(ranges.as_array().unwrap().len(), 3);
        let (mut range, mut length) = (&ranges[0], 0);
        loop {
            let next = slice(&text, &range["range"]).len();
            assert!(next > length, "{ranges}");
            length = next;
            match range.get("parent") {
                Some(parent) => range = parent,
                None => break,
            }
        }
        assert_eq!(length, text.len());
    }
}

#[test]
fn a_cited_notice_leads_to_its_page() {
    let text = report(0).replacen("。", "，依据国办公开办函〔2021〕30号。", 1);
    let mut client = opened(pushed(), &text);
    let links = ask(&mut client, "documentLink", json!({}));
    let link = links.as_array().unwrap().iter().find(|link| slice(&text, &link["range"]).contains("30")).unwrap();
    let page = client.request("gaireport/page", json!({ "uri": link["target"] }));
    assert!(page["text"].as_str().unwrap().contains("国办公开办函〔2021〕30号"), "{page}");
}

#[test]
fn every_finding_has_a_page() {
    let mut client = opened(pushed(), &report(0));
    client.replace(URI, 2, &report(0));
    for one in client.published(URI, 2) {
        let page = client.request("gaireport/page", json!({ "uri": one["codeDescription"]["href"] }));
        assert!(page["text"].as_str().unwrap().contains(one["code"].as_str().unwrap()), "{page}");
    }
    assert_eq!(client.request("gaireport/page", json!({ "uri": "gaireport:rule/none" })), Value::Null);
    assert_eq!(client.request("gaireport/page", json!({ "uri": "file:///etc/passwd" })), Value::Null);
}

#[test]
fn tables_are_lined_up_wholly_in_part_and_while_they_are_typed() {
    let text = "# 一\n\n|年|数|\n|---|---|\n|二〇二一|1|\n\n文\n\n|年|数|\n|---|---|\n|甲|22|\n";
    let draft = "file:///d/1.md";
    let mut client = Client::start(pushed());
    client.open_as(draft, "markdown", text);
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let document = json!({ "uri": draft });
    let all = client.request("textDocument/formatting", json!({ "textDocument": document, "options": options }));
    let lined = edited(text, &all);
    assert!(lined.contains("| 二〇二一 |") && lined.contains("| 22  |"), "{lined}");
    let range = json!({ "start": { "line": 9, "character": 0 }, "end": { "line": 9, "character": 1 } });
    let params = json!({ "textDocument": document, "range": range, "options": options });
    let part = edited(text, &client.request("textDocument/rangeFormatting", params));
    assert!(part.contains("|二〇二一|1|") && part.contains("| 22  |"), "{part}");
    let at = position(text, text.find("|22|").unwrap() + 4);
    let params = json!({ "textDocument": document, "position": at, "ch": "|", "options": options });
    let typed = client.request("textDocument/onTypeFormatting", params);
    assert!(typed.is_array());
    client.change(draft, 2, json!([{ "text": lined }]));
    let again = client.request("textDocument/formatting", json!({ "textDocument": document, "options": options }));
    assert_eq!(again, json!([]), "what is lined up stays");
}

#[test]
fn figures_are_drawn_with_their_places() {
    let text = example("row-sum-mismatch");
    let mut client = opened(pushed(), text);
    for params in [json!({ "uri": URI }), json!({ "textDocument": { "uri": URI } })] {
        let figures = client.request("gaireport/figures", params);
        assert_eq!(figures["documentVersion"], 1);
        assert_eq!(figures["version"], 1);
    }
    let figures = client.request("gaireport/figures", json!({ "uri": URI }));
    let tables = figures["reports"][0]["tables"].as_array().unwrap();
    let cells =
        tables.iter().flat_map(|table| table["rows"].as_array().unwrap()).flat_map(|row| row.as_array().unwrap());
    let values: Vec<&Value> = cells.filter(|cell| cell["figure"].is_string()).collect();
    assert!(values.len() > 100, "{}", values.len());
    for value in values {
        assert_eq!(slice(text, &value["range"]), value["text"].as_str().unwrap());
    }
}
