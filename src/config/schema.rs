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
                "description": "单位名册（CSV、XLSX 或 TOML），相对于本文件 / roster of the units that must report (CSV, XLSX or TOML), relative to this file",
                "type": "string"
            },
            "overlap": {
                "description": "内容雷同的界限 / limits of likeness between reports",
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "warning": { "description": "从百分之几起为警告 / percent from which it is a warning", "type": "integer", "minimum": 1, "maximum": 100, "default": 80 },
                    "information": { "description": "从百分之几起为提示 / percent from which it is information", "type": "integer", "minimum": 1, "maximum": 100, "default": 60 },
                    "shortest": { "description": "不足这么多字的不比较 / characters under which nothing is compared", "type": "integer", "minimum": 50, "maximum": 5000, "default": 200 }
                }
            },
            "profile": profile(),
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

/// Local requirements, or the file that holds them.
fn profile() -> Value {
    let texts = |description: &str| json!({ "description": description, "type": "array", "items": { "type": "string", "minLength": 1 } });
    json!({
        "description": "本地对年报的要求，或者写有这些要求的文件 / what the place asks for, or the file that says so",
        "type": ["object", "string"],
        "additionalProperties": false,
        "properties": {
            "longest": { "description": "总体情况最多多少字 / characters that section 一 may have", "type": "integer", "minimum": 100, "maximum": 100_000 },
            "due": {
                "description": "单位名称的结尾 = 最晚的月和日 / end of the organ's name = last month and day",
                "type": "object",
                "additionalProperties": { "type": "string", "pattern": "^[0-9]{1,2}-[0-9]{1,2}$" }
            },
            "figures": {
                "description": "总体情况须写明的数字 / figures that section 一 must state",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["name", "words"],
                    "properties": {
                        "name": { "description": "名称 / its name", "type": "string", "minLength": 1 },
                        "aspect": { "description": "属于哪个方面 / the aspect that it belongs to", "type": "string" },
                        "words": texts("同一句里会有的词 / words one of which stands in its sentence"),
                        "units": texts("计量单位 / what is counted"),
                        "organs": texts("哪些单位须写，按名称的结尾 / ends of the names of the organs that must state it"),
                        "severity": { "description": "级别 / severity", "enum": ["warning", "info"], "default": "warning" }
                    }
                }
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
