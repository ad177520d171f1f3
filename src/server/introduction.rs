//! Takes out of the parameters of `initialize` what the protocol's types do not know: a value that an editor need not send
//! is no reason to leave it without a server.

use ls_types::InitializeParams;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The one field that must be there.
const REQUIRED: &str = "capabilities";

/// Removes each value that has no meaning in its place, and no more than that around it.
pub fn pare(fields: &mut Map<String, Value>) {
    fields.retain(|name, value| {
        keep(value, &|value| {
            let alone = match name.as_str() {
                REQUIRED => json!({ REQUIRED: value }),
                name => json!({ REQUIRED: {}, name: value }),
            };
            InitializeParams::deserialize(&alone).is_ok()
        })
    });
}

/// Removes from a value the members that do not fit when they stand there alone; tells whether the rest fits.
fn keep(value: &mut Value, fits: &dyn Fn(&Value) -> bool) -> bool {
    if fits(value) {
        return true;
    }
    match value {
        Value::Object(members) => {
            members.retain(|name, member| keep(member, &|member| fits(&json!({ name.as_str(): member }))));
        }
        Value::Array(items) => items.retain_mut(|item| keep(item, &|item| fits(&json!([item])))),
        _ => return false,
    }
    fits(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pared(mut params: Value) -> Value {
        pare(params.as_object_mut().unwrap());
        params
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        let params = json!({ "processId": 7, "trace": "verbose", "unknown": [1], "initializationOptions": { "a": [null] },
            "capabilities": { "general": { "positionEncodings": ["utf-8"] }, "experimental": { "b": 1 } } });
        assert_eq!(pared(params.clone()), params);
    }

    #[test]
    fn a_value_without_meaning_goes_and_its_neighbours_stay() {
        let folder = json!({ "uri": "file:///d", "name": "d" });
        let params = json!({ "processId": -1, "trace": "compact", "locale": 7, "clientInfo": { "name": "editor", "version": 3 },
            "workspaceFolders": [folder, { "name": 5 }],
            "capabilities": { "workspace": { "applyEdit": "yes", "configuration": true }, "window": 3 } });
        let expected = json!({ "clientInfo": { "name": "editor" }, "workspaceFolders": [folder],
            "capabilities": { "workspace": { "configuration": true } } });
        assert_eq!(pared(params), expected);
    }
}
