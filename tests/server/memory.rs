//! Memory of a server that works for long.

use serde_json::{Value, json};

use super::client::{Client, frame, pushed, report};

const DRAFTS: usize = 20;
const EDITS: usize = 100_000;
/// Edits between two looks.
const WAVE: usize = 10_000;
/// Most memory, in bytes.
const MOST: usize = 60 << 20;

/// Memory that a process holds now, in bytes.
fn resident(process: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    let kilobytes: usize = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kilobytes << 10
}

fn uri(draft: usize) -> String {
    format!("file:///d/{draft}.txt")
}

/// Types a character into a draft, or takes it out again.
fn edit(draft: usize, version: usize) -> Vec<u8> {
    let typed = version.is_multiple_of(2);
    let start = json!({ "line": 3, "character": 0 });
    let end = if typed { start.clone() } else { json!({ "line": 3, "character": 1 }) };
    let params = json!({
        "textDocument": { "uri": uri(draft), "version": version },
        "contentChanges": [{ "range": { "start": start, "end": end }, "text": if typed { "年" } else { "" } }],
    });
    frame(&json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params }))
}

#[cfg(target_os = "linux")]
#[test]
fn twenty_drafts_and_a_hundred_thousand_edits_leave_memory_flat() {
    let mut client = Client::start(pushed());
    for draft in 0..DRAFTS {
        client.open(&uri(draft), &report(draft % 5));
        client.published(&uri(draft), 1);
    }
    let mut seen = Vec::new();
    for wave in 0..EDITS / WAVE {
        for step in 0..WAVE {
            let edit = edit(step % DRAFTS, 2 + wave * (WAVE / DRAFTS) + step / DRAFTS);
            client.send_raw(&edit);
        }
        let last = 1 + (wave + 1) * (WAVE / DRAFTS);
        for draft in 0..DRAFTS {
            client.published(&uri(draft), last as i64);
        }
        client.everything();
        seen.push(resident(client.process()));
    }
    let (second, last) = (seen[1], seen[seen.len() - 1]);
    assert!(last < MOST, "{seen:?}");
    assert!(last < second + second / 5, "{seen:?}");
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
}
