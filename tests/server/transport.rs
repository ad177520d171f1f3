//! Whatever arrives and whoever dies: the server answers what it can, and ends when it should.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;

use serde_json::{Value, json};

use super::client::{Client, DEADLINE, frame, pushed, report};
use crate::strict::{output, program};

const URI: &str = "file:///d/1.txt";

/// Sends something that is no message, and expects that it is said and that the server goes on.
fn survives(bytes: &[u8]) {
    let mut client = Client::start(pushed());
    client.send_raw(bytes);
    let complaint = client.wait("a complaint", |message| message["id"].is_null() && message.get("error").is_some());
    assert_eq!(complaint["error"]["code"], -32700, "{complaint}");
    client.open(URI, &report(0));
    assert!(!client.published(URI, 1).is_empty());
    assert_eq!(client.leave(), 0);
}

fn body(bytes: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", bytes.len()).as_bytes(), bytes].concat()
}

#[test]
fn bad_json_is_answered_and_survived() {
    survives(&body(b"{\"jsonrpc\":\"2.0\","));
}

#[test]
fn bad_utf8_is_answered_and_survived() {
    survives(&body(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}"));
}

#[test]
fn a_batch_is_answered_and_survived() {
    survives(&body(b"[{\"jsonrpc\":\"2.0\",\"method\":\"initialized\"}]"));
}

#[test]
fn json_nested_without_end_is_answered_and_survived() {
    survives(&body("[".repeat(1 << 20).as_bytes()));
}

#[test]
fn a_header_without_a_length_is_answered_and_survived() {
    survives(b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}");
}

#[test]
fn garbage_is_answered_and_survived() {
    survives(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    survives(&[b"\0\x01\x02\xff".repeat(5000), b"\r\n".to_vec()].concat());
}

#[test]
fn a_length_beyond_all_reason_is_answered_and_passed_over() {
    survives(b"Content-Length: 99999999999\r\n\r\n");
}

#[test]
fn a_message_over_the_limit_is_passed_over_and_the_next_is_read() {
    let text = "年".repeat((64 << 20) / 3 + 1);
    let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {
        "textDocument": { "uri": "file:///d/long.txt", "languageId": "plaintext", "version": 1, "text": text }
    } });
    survives(&frame(&message));
}

#[test]
fn a_message_that_is_neither_question_nor_answer_is_refused() {
    let mut client = Client::start(pushed());
    client.send(&json!({ "jsonrpc": "2.0", "id": 77 }));
    assert_eq!(client.answer(77)["error"]["code"], -32600);
    client.send(&json!({ "jsonrpc": "2.0", "id": 12345, "result": null }));
    assert_eq!(client.leave(), 0);
}

#[test]
fn an_unknown_request_is_refused_and_an_unknown_notification_passed_over() {
    let mut client = Client::start(pushed());
    client.notify("$/nonsense", json!({}));
    client.notify("nonsense", Value::Null);
    let id = client.ask("nonsense", json!({}));
    assert_eq!(client.answer(id)["error"]["code"], -32601);
    assert_eq!(client.leave(), 0);
}

#[test]
fn a_request_before_the_introduction_is_refused() {
    let mut client = Client::silent(&mut program());
    let id = client.ask("textDocument/hover", json!({}));
    assert_eq!(client.answer(id)["error"]["code"], -32002);
    client.introduce(json!({ "capabilities": pushed() }));
    assert_eq!(client.leave(), 0);
}

#[test]
fn requests_without_parameters_take_null_and_an_object_and_nothing() {
    for params in [Some(Value::Null), Some(json!({})), None] {
        let mut client = Client::silent(&mut program());
        client.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
        client.send(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": null }));
        let mut shutdown = json!({ "jsonrpc": "2.0", "id": 99, "method": "shutdown" });
        let mut exit = json!({ "jsonrpc": "2.0", "method": "exit" });
        if let Some(params) = params {
            shutdown["params"] = params.clone();
            exit["params"] = params;
        }
        client.send(&shutdown);
        assert_eq!(client.answer(99).get("error"), None);
        client.send(&exit);
        assert_eq!(client.exit_code(), 0);
    }
}

#[test]
fn exit_without_shutdown_ends_with_1() {
    let mut client = Client::start(pushed());
    client.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn the_end_of_input_ends_the_server() {
    let mut client = Client::start(pushed());
    client.hang_up();
    assert_eq!(client.exit_code(), 1);
    let mut client = Client::start(pushed());
    client.request("shutdown", Value::Null);
    client.hang_up();
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn requests_sent_before_the_end_of_input_are_answered() {
    let mut client = Client::start(pushed());
    let id = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    client.hang_up();
    assert_eq!(client.answer(id)["result"]["items"], json!([]));
}

#[test]
fn a_failing_request_is_answered_and_the_next_one_served() {
    let mut client = Client::start(pushed());
    client.expect_panics();
    client.notify("gaireport/failed", Value::Null);
    for method in ["gaireport/fail", "gaireport/failLater"] {
        let id = client.ask(method, Value::Null);
        assert_eq!(client.answer(id)["error"]["code"], -32603);
    }
    client.open(URI, &report(0));
    assert!(!client.published(URI, 1).is_empty());
    assert_eq!(client.leave(), 0);
}

#[test]
fn hundreds_of_requests_at_once_are_all_answered() {
    let mut client = Client::start(pushed());
    client.open(URI, &report(0));
    let mut ids = Vec::new();
    for version in 2..400 {
        client.replace(URI, version, &report(version as usize % 5));
        ids.push(client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } })));
    }
    for id in ids {
        assert!(client.answer(id)["result"]["items"].is_array());
    }
    assert_eq!(client.leave(), 0);
}

/// A program that reads nothing until everything is said: its pipe fills up, and the server must not wait for it.
#[test]
fn a_client_that_does_not_read_is_still_listened_to() {
    const REQUESTS: i64 = 300;
    let mut child = program().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut said =
        frame(&json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": { "capabilities": pushed() } }));
    said.extend(frame(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} })));
    let document = json!({ "uri": URI, "languageId": "plaintext", "version": 0, "text": report(0) });
    said.extend(frame(
        &json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }),
    ));
    for id in 1..=REQUESTS {
        let change =
            json!({ "textDocument": { "uri": URI, "version": id }, "contentChanges": [{ "text": report(0) }] });
        said.extend(frame(&json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": change })));
        let params = json!({ "textDocument": { "uri": URI } });
        said.extend(frame(
            &json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/diagnostic", "params": params }),
        ));
    }
    let (done, written) = channel();
    let writer = thread::spawn(move || {
        input.write_all(&said).unwrap();
        done.send(()).unwrap();
        input
    });
    written.recv_timeout(DEADLINE).expect("the server reads on although nobody reads from it");
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut answered = 0;
    while answered <= REQUESTS {
        let mut header = String::new();
        output.read_line(&mut header).unwrap();
        let length: usize = header.trim().strip_prefix("Content-Length: ").unwrap().parse().unwrap();
        let mut body = vec![0; length + 2];
        output.read_exact(&mut body).unwrap();
        let message: Value = serde_json::from_slice(&body).unwrap();
        answered += i64::from(message.get("id").is_some() && message.get("method").is_none());
    }
    drop(writer.join().unwrap());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn closed_output_ends_the_server() {
    let mut child = program().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    let initialize = json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": { "capabilities": {} } });
    input.write_all(&frame(&initialize)).unwrap();
    let (sender, ended) = channel();
    thread::spawn(move || sender.send(child.wait().unwrap().code()));
    assert_eq!(ended.recv_timeout(DEADLINE).expect("the server ends"), Some(1));
    drop(input);
}

#[test]
fn the_death_of_the_editor_ends_the_server() {
    let mut editor = Command::new("sleep").arg("1000").spawn().unwrap();
    let mut client = Client::introduced(json!({ "processId": editor.id(), "capabilities": pushed() }));
    client.open(URI, &report(0));
    client.published(URI, 1);
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn an_editor_outside_this_machine_is_served() {
    let mut client = Client::introduced(json!({ "processId": u32::MAX - 1, "capabilities": pushed() }));
    client.open(URI, &report(0));
    client.published(URI, 1);
    assert_eq!(client.leave(), 0);
}

/// Speaks to a server that has connected, from the introduction to the end.
fn converse(mut child: Child, mut stream: impl Read + Write) {
    let initialize = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } });
    stream.write_all(&frame(&initialize)).unwrap();
    let mut header = [0; 16];
    stream.read_exact(&mut header).unwrap();
    assert_eq!(&header, b"Content-Length: ");
    stream.write_all(&frame(&json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }))).unwrap();
    stream.write_all(&frame(&json!({ "jsonrpc": "2.0", "method": "exit" }))).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut printed = String::new();
    child.stdout.take().unwrap().read_to_string(&mut printed).unwrap();
    assert_eq!(printed, "");
}

#[test]
fn an_editor_that_listens_on_a_port_is_served_as_one_at_the_pipes_is() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let child = program().args(["--socket", &port]).stdout(Stdio::piped()).spawn().unwrap();
    let stream = listener.accept().unwrap().0;
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    converse(child, stream);
}

#[cfg(unix)]
#[test]
fn an_editor_that_listens_on_a_socket_of_the_file_system_is_served_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("socket");
    let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let child = program().arg("--pipe").arg(&path).stdout(Stdio::piped()).spawn().unwrap();
    let stream = listener.accept().unwrap().0;
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    converse(child, stream);
}

/// A server that listened would answer whoever can send to the port: a page in a browser, another user of the machine.
#[test]
fn nothing_listens_where_no_editor_does() {
    let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port().to_string();
    for arguments in [["--socket", &port], ["--pipe", "/none/socket"]] {
        let run = output(program().args(arguments).env("LC_ALL", "zh_CN.UTF-8"));
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!((run.status.code(), said.lines().count()), (Some(2), 1), "{said}");
        assert!(said.contains("无法连接编辑器") && said.contains(arguments[1]), "{said}");
    }
}

#[test]
fn stdio_may_be_said() {
    let mut client = Client::silent(program().arg("--stdio"));
    client.introduce(json!({ "capabilities": pushed() }));
    assert_eq!(client.leave(), 0);
}

#[test]
fn the_self_test_proves_the_installation() {
    for (locale, words) in [("zh_CN.UTF-8", "语言服务器运行正常"), ("en_US.UTF-8", "the language server works")]
    {
        let output = output(program().arg("--self-test").env("LC_ALL", locale));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && said.contains(words), "{said}");
    }
}
