//! Makes messages of clients fit the protocol's types: addresses written as they may not be, parameters left out.
//!
//! The protocol library silently drops messages that do not fit a type, and an editor would sit there without findings.
//! Addresses that had to be changed go back to the client in its own spelling.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use ls_types::Uri;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_encode, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::introduction;

/// Names under which messages hold addresses.
const ADDRESSES: [&str; 9] =
    ["uri", "rootUri", "scopeUri", "oldUri", "newUri", "targetUri", "baseUri", "target", "href"];

/// Characters that must be escaped in an address. A percent sign is handled separately.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Scheme of an address that has none that could be kept.
const UNKNOWN_SCHEME: &str = "unknown:";

/// Addresses that were changed, with what the client calls them.
#[derive(Debug, Default)]
pub struct Spellings {
    changed: Mutex<HashMap<String, String>>,
}

impl Spellings {
    /// Makes the parameters of a request or notification fit their types.
    pub fn admit(&self, method: &str, params: Option<Value>) -> Option<Value> {
        let mut params = match (method, params) {
            // These take no parameters; clients send null, an object, or nothing.
            ("shutdown" | "exit", _) => return None,
            ("initialized", None | Some(Value::Null)) => json!({}),
            // An editor that cannot introduce itself has no server at all.
            ("initialize", params) => params.filter(Value::is_object).unwrap_or_else(|| json!({})),
            (_, None) => return None,
            (_, Some(params)) => params,
        };
        self.fit(&mut params);
        if let Value::Object(fields) = &mut params {
            if method == "initialize" {
                introduction::pare(fields);
            }
            complete(method, fields);
        }
        Some(params)
    }

    /// Returns whether every address is as the client wrote it.
    pub fn are_kept(&self) -> bool {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Puts addresses back into the client's spelling.
    pub fn restore(&self, message: &mut Value) {
        restore(message, &self.changed.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn fit(&self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(address) if ADDRESSES.contains(&name.as_str()) => self.fit_address(address),
                        Value::Number(_) if name == "line" || name == "character" => *value = clipped(value),
                        // Long, and without any address.
                        Value::String(_) => {}
                        _ => self.fit(value),
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.fit(value)),
            _ => {}
        }
    }

    fn fit_address(&self, address: &mut String) {
        if Uri::from_str(address).is_ok() {
            return;
        }
        let encoded = encode(address);
        let encoded =
            if Uri::from_str(&encoded).is_ok() { encoded } else { format!("{UNKNOWN_SCHEME}{}", opaque(address)) };
        let original = std::mem::replace(address, encoded.clone());
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).insert(encoded, original);
    }
}

/// Puts in what older clients leave out.
fn complete(method: &str, fields: &mut Map<String, Value>) {
    let left_out = match method {
        "workspace/didChangeConfiguration" => ("settings", Value::Null),
        "workspace/diagnostic" => ("previousResultIds", json!([])),
        "initialize" => ("capabilities", json!({})),
        "textDocument/codeAction" => ("context", json!({ "diagnostics": [] })),
        "textDocument/references" => ("context", json!({ "includeDeclaration": true })),
        _ => return,
    };
    let value = fields.entry(left_out.0).or_insert(Value::Null);
    if value.is_null() {
        *value = left_out.1;
    }
}

/// A count as the protocol has them: none below zero, none over 32 bits.
fn clipped(number: &Value) -> Value {
    match (number.as_u64(), number.as_i64()) {
        (Some(count), _) => u32::try_from(count).unwrap_or(u32::MAX).into(),
        (None, Some(_)) => 0.into(),
        (None, None) => number.to_string().split('.').next().and_then(|whole| whole.parse::<u32>().ok()).into(),
    }
}

/// The address with everything encoded that may not stand in one.
fn encode(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len() + 16);
    for (index, piece) in address.split('%').enumerate() {
        if index > 0 {
            let escape = piece.len() > 1 && piece.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
            encoded.push_str(if escape { "%" } else { "%25" });
        }
        encoded.extend(percent_encode(piece.as_bytes(), UNSAFE));
    }
    encoded
}

fn opaque(address: &str) -> String {
    utf8_percent_encode(address, NON_ALPHANUMERIC).to_string()
}

fn restore(value: &mut Value, changed: &HashMap<String, String>) {
    match value {
        Value::String(address) => {
            if let Some(original) = changed.get(address.as_str()) {
                address.clone_from(original);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| restore(value, changed)),
        Value::Object(fields) => {
            if fields.keys().any(|name| changed.contains_key(name)) {
                let renamed = std::mem::take(fields).into_iter();
                *fields = renamed.map(|(name, value)| (changed.get(&name).cloned().unwrap_or(name), value)).collect();
            }
            fields.values_mut().for_each(|value| restore(value, changed));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_may_not_be_is_encoded_and_given_back_as_it_was() {
        let cases = [
            ("file:///d/年报.md", "file:///d/%E5%B9%B4%E6%8A%A5.md"),
            ("file:///d/a b[1].md", "file:///d/a%20b%5B1%5D.md"),
            ("file:///d/100%.md", "file:///d/100%25.md"),
            ("file:///d/%E5%B9%B4 报.md", "file:///d/%E5%B9%B4%20%E6%8A%A5.md"),
            ("/d/年报.md", "unknown:%2Fd%2F%E5%B9%B4%E6%8A%A5%2Emd"),
        ];
        for (written, expected) in cases {
            let spellings = Spellings::default();
            let mut params =
                spellings.admit("textDocument/didClose", Some(json!({"textDocument": {"uri": written}}))).unwrap();
            assert_eq!(params["textDocument"]["uri"], expected);
            params["changes"] = json!({ expected: [{ "newText": expected }] });
            spellings.restore(&mut params);
            assert_eq!(params["textDocument"]["uri"], written);
            assert!(params["changes"].as_object().unwrap().contains_key(written));
        }
    }

    #[test]
    fn a_proper_address_stays_as_it_is() {
        let spellings = Spellings::default();
        for address in ["file:///d%3A/%E5%B9%B4.md", "untitled:Untitled-1", "vscode-vfs://github/a/b.md", "git:/a?b"] {
            let params = spellings.admit("x", Some(json!({ "uri": address }))).unwrap();
            assert_eq!(params["uri"], address);
        }
        assert!(spellings.changed.lock().unwrap().is_empty());
    }

    #[test]
    fn text_is_not_taken_for_an_address() {
        let params = json!({"contentChanges": [{"text": "file:///年 报.md"}]});
        assert_eq!(Spellings::default().admit("textDocument/didChange", Some(params.clone())), Some(params));
    }

    #[test]
    fn what_is_left_out_is_put_in() {
        let spellings = Spellings::default();
        for params in [None, Some(Value::Null), Some(json!({})), Some(json!([]))] {
            assert_eq!(spellings.admit("shutdown", params), None);
        }
        assert_eq!(spellings.admit("initialized", Some(Value::Null)), Some(json!({})));
        let completed = spellings.admit("workspace/diagnostic", Some(json!({ "previousResultIds": null })));
        assert_eq!(completed, Some(json!({ "previousResultIds": [] })));
    }

    #[test]
    fn places_out_of_range_are_clipped() {
        let position = |line: Value| json!({ "position": { "line": line, "character": 1.0 } });
        for (line, expected) in [(json!(-3), 0), (json!(1u64 << 40), u32::MAX), (json!(7), 7)] {
            let params = Spellings::default().admit("x", Some(position(line))).unwrap();
            assert_eq!(params["position"]["line"], json!(expected));
            assert_eq!(params["position"]["character"], json!(1));
        }
    }
}
