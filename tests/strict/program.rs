//! The program as tests run it. A panic that it catches, it reports and goes on; here that fails the test.

use std::process::{Command, Output};

use serde_json::Value;

/// The program under test.
pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_gaireport-lsp"))
}

/// Runs a command to its end.
pub fn output(command: &mut Command) -> Output {
    checked(command.output().expect("the program can be run"))
}

/// Fails if the program failed in a run.
pub fn checked(output: Output) -> Output {
    assert_no_panic(&String::from_utf8_lossy(&output.stderr));
    output
}

/// Fails if a panic is reported among what the program wrote to its standard error.
pub fn assert_no_panic(words: &str) {
    assert!(!words.contains("panicked at"), "the program failed, and caught it: internal-error\n{words}");
}

/// Fails if a finding, anywhere in what the program said, is that a rule failed.
pub fn assert_no_failure(said: &Value) {
    let fails = |value: &Value| value == "internal-error";
    match said {
        Value::Object(members) => {
            let failed = ["code", "rule"].iter().any(|key| members.get(*key).is_some_and(fails));
            assert!(!failed, "the program failed, and caught it: internal-error\n{said}");
            members.values().for_each(assert_no_failure);
        }
        Value::Array(elements) => elements.iter().for_each(assert_no_failure),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use serde_json::json;

    use super::*;

    #[test]
    fn a_finding_that_a_rule_failed_fails_the_test() {
        let said = |code: &str| {
            let params = json!({ "diagnostics": [{ "code": "row-sum-mismatch" }, { "code": code, "message": "" }] });
            json!({ "method": "textDocument/publishDiagnostics", "params": params })
        };
        assert_no_failure(&said("missing-row"));
        assert!(catch_unwind(|| assert_no_failure(&said("internal-error"))).is_err());
        assert!(catch_unwind(|| assert_no_failure(&json!({ "rule": "internal-error" }))).is_err());
        assert_no_failure(&json!({ "rules": [{ "id": "internal-error" }] }));
    }

    #[test]
    fn a_panic_that_is_reported_fails_the_test() {
        let script = "echo \"thread 'main' panicked at src/rules.rs:1:1:\" >&2";
        assert!(catch_unwind(|| drop(output(Command::new("sh").args(["-c", script])))).is_err());
        assert!(output(program().arg("--version")).status.success());
    }
}
