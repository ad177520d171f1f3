//! The last line: what came of a check as a whole.

use super::tally::Tally;
use crate::language::Language;
use crate::lint::Severity;

/// Destination of changed texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// They are the files' now.
    Files,
    /// They were only shown.
    Nothing,
}

/// The name of a severity for people.
pub fn severity_word(severity: Severity, language: Language) -> &'static str {
    let chinese = match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Information => "提示",
    };
    language.pick(|| chinese, || severity.word())
}

/// The last line: how many reports, and what was found.
pub fn summary(tally: &Tally, written: Written, language: Language) -> String {
    let [infos, warnings, errors] = tally.severities;
    let (reports, failed, changed) = (tally.reports, tally.failed, tally.changed);
    let mut line = match language {
        Language::Chinese => format!("{reports} 份报告：{errors} 个错误，{warnings} 个警告，{infos} 条提示"),
        Language::English => {
            let many = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
            let found = [many(errors, "error"), many(warnings, "warning"), many(infos, "info")].join(", ");
            format!("{}: {found}", many(reports, "report"))
        }
    };
    if changed > 0 {
        line += &match (language, written) {
            (Language::Chinese, Written::Files) => format!("；已修改 {changed} 个文件"),
            (Language::English, Written::Files) => format!("; files changed: {changed}"),
            (Language::Chinese, Written::Nothing) => format!("；可修改 {changed} 个文件，未写入"),
            (Language::English, Written::Nothing) => format!("; files that would change: {changed}, none written"),
        };
    }
    if failed > 0 {
        line += &match language {
            Language::Chinese => format!("；{failed} 个文件未能检查"),
            Language::English => format!("; files not checked: {failed}"),
        };
    }
    line
}
