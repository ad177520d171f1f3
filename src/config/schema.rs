//! The JSON Schema of the configuration, made from the same rule list that reads it.

use serde_json::{Map, Value, json};

use super::{AUTO, edition_names};
use crate::language::Language;
use crate::lint::Rule;
use crate::page::page;
use crate::rules::RULES;

/// A JSON Schema (draft 2020-12) of `gaireport.toml`.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gaireport.toml",
        "description": "gaireport-lsp 的配置 / configuration of gaireport-lsp",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "edition": {
                "description": "年报格式版本 / edition of the format",
                "enum": editions(),
                "default": AUTO
            },
            "language": { "description": "提示语言 / language of messages", "enum": ["zh-CN", "en"], "default": "zh-CN" },
            "previous": {
                "description": "上年年报文件或文件夹，相对于本文件 / file or folder of last year's reports, relative to this file",
                "type": "string"
            },
            "roster": {
                "description": "单位名册（CSV 或 TOML），相对于本文件 / roster of the units that must report (CSV or TOML), relative to this file",
                "type": "string"
            },
            "exclude": {
                "description": "检查文件夹时跳过的文件 / globs of files to pass over in folders, relative to this file",
                "type": "array",
                "items": { "type": "string" }
            },
            "rules": {
                "description": "各规则的级别 / levels of rules",
                "type": "object",
                "additionalProperties": false,
                "properties": rules()
            },
            "lexicon": {
                "description": "错词 = 正词 / wrong word = right word",
                "type": "object",
                "additionalProperties": { "type": "string" }
            }
        }
    })
}

/// Values that `edition` may take: the editions as numbers, or as words, as in an editor's setting.
fn editions() -> Vec<Value> {
    let names = edition_names();
    let numbers = names.iter().filter_map(|name| name.parse::<u16>().ok()).map(Value::from);
    let words = names.iter().filter(|name| *name != AUTO).cloned().map(Value::from);
    std::iter::once(Value::from(AUTO)).chain(numbers).chain(words).collect()
}

fn rules() -> Map<String, Value> {
    let property = |rule: &'static Rule| {
        let title = page(rule).template("title", Language::Chinese).unwrap_or(rule.id);
        let default = rule.severity.map_or("off", |severity| severity.word());
        let levels = ["error", "warning", "info", "off"];
        (rule.id.to_owned(), json!({ "description": title, "enum": levels, "default": default }))
    };
    RULES.iter().map(property).collect()
}
