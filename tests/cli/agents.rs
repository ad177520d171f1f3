//! The server for agents, spoken to over its streams.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use crate::bench::{Bench, faulty, miswritten};
use crate::program::{assert_no_failure, program};

/// An agent with its server.
struct Agent {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    asked: u64,
}

impl Agent {
    /// Starts the server for the folder of a bench, and introduces the agent.
    fn start(bench: &Bench) -> Agent {
        let mut server = program()
            .args(["--mcp", "--lang", "en"])
            .arg(bench.path("inner"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (server.stdin.take().unwrap(), BufReader::new(server.stdout.take().unwrap()));
        let mut agent = Agent { server, input, output, asked: 0 };
        let introduction = json!({
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" },
        });
        let server = agent.ask("initialize", &introduction);
        assert_eq!(server["result"]["serverInfo"]["name"], "gaireport-lsp", "{server}");
        agent.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }).to_string());
        agent
    }

    fn send(&mut self, line: &str) {
        self.input.write_all(line.as_bytes()).unwrap();
        self.input.write_all(b"\n").unwrap();
        self.input.flush().unwrap();
    }

    /// Asks, and returns the answer.
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string());
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).unwrap(), 0, "the server left");
            let message: Value = serde_json::from_str(&line).unwrap();
            if message["id"] == id {
                return message;
            }
        }
    }

    /// Calls a tool; the texts of its answer, and whether it is an error.
    fn call(&mut self, tool: &str, arguments: &Value) -> (String, bool) {
        let answer = self.ask("tools/call", &json!({ "name": tool, "arguments": arguments }));
        let result = &answer["result"];
        let texts = result["content"].as_array().unwrap().iter().map(|block| block["text"].as_str().unwrap());
        (texts.collect(), result["isError"] == true)
    }

    /// Calls a tool that answers with a JSON document.
    fn document(&mut self, tool: &str, arguments: &Value) -> Value {
        let (text, failed) = self.call(tool, arguments);
        assert!(!failed, "{text}");
        let document = serde_json::from_str(&text).unwrap();
        assert_no_failure(&document);
        document
    }

    /// Leaves, and expects the server to end.
    fn leave(mut self) {
        drop(self.input);
        assert!(self.server.wait().unwrap().success());
    }
}

fn bench() -> Bench {
    Bench::new().file("inner/a.md", faulty()).file("inner/b.md", miswritten()).file("outer.md", faulty())
}

#[test]
fn an_agent_gets_the_findings_of_the_command_line() {
    let bench = bench();
    let mut agent = Agent::start(&bench);
    let tools = agent.ask("tools/list", &json!({}));
    let names: Vec<&str> =
        tools["result"]["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["check", "extract", "explain", "list_rules", "fix"]);
    let checked = agent.document("check", &json!({ "paths": ["a.md"] }));
    let printed: Value =
        serde_json::from_str(&bench.run(&["--check", "inner/a.md", "--format", "json", "--lang", "en"]).stdout)
            .unwrap();
    assert_eq!(checked["files"][0]["findings"], printed["files"][0]["findings"]);
    let typed = agent.document("check", &json!({ "text": faulty(), "name": "a.md" }));
    assert_eq!(typed["files"][0]["findings"], printed["files"][0]["findings"]);
    let figures = agent.document("extract", &json!({ "paths": ["a.md"] }));
    let extracted: Value =
        serde_json::from_str(&bench.run(&["--extract", "inner/a.md", "--lang", "en"]).stdout).unwrap();
    assert_eq!(figures["files"][0]["tables"], extracted["files"][0]["tables"]);
    assert!(agent.call("explain", &json!({ "rule": "row-sum-mismatch" })).0.contains("row-sum-mismatch"));
    assert!(agent.call("list_rules", &json!({})).0.contains("row-sum-mismatch"));
    agent.leave();
}

#[test]
fn paths_outside_the_roots_are_refused_whether_they_are_there_or_not() {
    let bench = bench();
    let mut agent = Agent::start(&bench);
    let outer = bench.path("outer.md");
    for path in ["../outer.md", "../missing.md", outer.to_str().unwrap(), "/etc/passwd", "--help"] {
        for tool in ["check", "extract", "fix"] {
            let (sentence, failed) = agent.call(tool, &json!({ "paths": [path] }));
            assert!(failed, "{tool} {path}: {sentence}");
            assert_eq!(sentence, format!("path {path:?} does not exist or is not below an allowed folder"));
        }
    }
    for name in ["previous", "roster"] {
        let (sentence, failed) = agent.call("check", &json!({ "paths": ["a.md"], name: "../outer.md" }));
        assert!(failed, "{name}: {sentence}");
    }
    agent.leave();
}

#[test]
fn nothing_is_written_unless_asked_for() {
    let bench = bench();
    let mut agent = Agent::start(&bench);
    let (difference, failed) = agent.call("fix", &json!({ "paths": ["b.md"] }));
    assert!(!failed && difference.contains('０'), "{difference}");
    assert_eq!(bench.read("inner/b.md"), miswritten().as_bytes());
    let (fixed, failed) = agent.call("fix", &json!({ "text": miswritten(), "name": "b.md", "write": true }));
    assert!(!failed && fixed.contains("政府信息公开") && !fixed.contains('０'), "{fixed}");
    assert_eq!(bench.read("inner/b.md"), miswritten().as_bytes());
    assert!(!agent.call("fix", &json!({ "paths": ["b.md"], "write": true })).1);
    assert_eq!(bench.read("inner/b.md"), fixed.as_bytes());
    agent.leave();
}

#[test]
fn broken_messages_wrong_arguments_and_the_longest_draft_leave_the_server_well() {
    let bench = bench();
    let mut agent = Agent::start(&bench);
    for line in ["{", "[]", "null", "\u{feff}", r#"{"jsonrpc":"2.0","id":"x","method":"tools/call","params":7}"#] {
        agent.send(line);
    }
    for (tool, arguments) in [
        ("check", json!({})),
        ("check", json!({ "paths": "a.md" })),
        ("check", json!({ "paths": [7] })),
        ("check", json!({ "paths": ["a.md"], "text": "" })),
        ("check", json!({ "paths": ["a.md"], "year": "x" })),
        ("check", json!({ "paths": ["a.md"], "output-file": "x" })),
        ("explain", json!({ "rule": "no-such-rule" })),
        ("explain", json!({})),
        ("nothing", json!({})),
    ] {
        let (sentence, failed) = agent.call(tool, &arguments);
        assert!(failed && !sentence.is_empty(), "{tool} {arguments}: {sentence}");
    }
    let long = format!("{}{}", faulty(), "年".repeat(17 * 1024 * 1024 / 3));
    let (answer, failed) = agent.call("check", &json!({ "text": long, "name": "long.md" }));
    assert!(!failed && answer.contains("16 MiB"), "{answer}");
    assert!(
        !agent.document("check", &json!({ "paths": ["a.md"] }))["files"][0]["findings"].as_array().unwrap().is_empty()
    );
    agent.leave();
}
