//! The extension says of rules and settings what the program says, and says everything in both languages.
//!
//! With `BLESS` set the manifest's rules and the schema are written instead of being compared.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use gaireport::config;
use gaireport::language::Language;
use gaireport::lint::Rule;
use gaireport::page::page;
use gaireport::rules::RULES;
use serde_json::{Map, Value};

/// What each language's words of the manifest stand in.
const WORDS: [(&str, Language); 2] =
    [("package.nls.json", Language::English), ("package.nls.zh-cn.json", Language::Chinese)];

/// Begins the line of a rule's words.
const RULE_WORDS: &str = "  \"rule.";

/// Stand around the names of the editions in the manifest.
const EDITIONS_OPEN: &str =
    "\"gaireport.edition\": { \"order\": 2, \"scope\": \"resource\", \"type\": \"string\", \"enum\": [";
const EDITIONS_CLOSE: &str = "]";

/// Stands over the settings of the rules in the manifest.
const RULES_OPEN: &str = "\"title\": \"%configuration.rules%\",\n        \"order\": 2,\n        \"properties\": {\n";
const RULES_CLOSE: &str = "        }\n";

fn extension(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode").join(file)
}

fn read(file: &str) -> String {
    let path = extension(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.replace("\r\n", "\n")
}

fn object(file: &str) -> Map<String, Value> {
    serde_json::from_str(&read(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Holds a file to what it should be, or writes it.
fn hold(file: &str, expected: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::write(extension(file), expected).expect("the extension's files can be written");
    } else {
        let advice = "run `BLESS=1 cargo test --test editors` and look at the change";
        assert!(read(file) == expected, "editors/vscode/{file} is not what the rules say: {advice}");
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// What a rule is about: its title, and the first paragraph of its page in that language.
fn words_of(rule: &'static Rule, language: Language) -> String {
    let page = page(rule);
    let title = page.template("title", language).unwrap_or(rule.id);
    let body = match language {
        Language::Chinese => page.body,
        Language::English => page.body.split_once("\n## In English\n").map_or("", |(_, english)| english),
    };
    let first = body.trim_start().split("\n\n").next().unwrap_or_default().trim().replace('\n', " ");
    format!("{title}\n\n{first}")
}

#[test]
fn the_settings_have_every_edition_and_every_rule_with_its_level() {
    hold("package.json", &with_rules(&with_editions(&read("package.json"))));
}

/// The manifest with the names of the editions.
fn with_editions(manifest: &str) -> String {
    let (head, rest) = manifest.split_once(EDITIONS_OPEN).expect("the manifest has the place of the editions");
    let (_, tail) = rest.split_once(EDITIONS_CLOSE).expect("the place of the editions ends");
    let names: Vec<String> = config::edition_names().iter().map(|name| quoted(name)).collect();
    format!("{head}{EDITIONS_OPEN}{}{EDITIONS_CLOSE}{tail}", names.join(", "))
}

/// The manifest with the rules and their levels.
fn with_rules(manifest: &str) -> String {
    let (head, rest) = manifest.split_once(RULES_OPEN).expect("the manifest has the place of the rules");
    let (_, tail) = rest.split_once(RULES_CLOSE).expect("the place of the rules ends");
    let mut settings = Vec::new();
    for rule in RULES {
        let level = rule.severity.map_or("off", |severity| severity.word());
        settings.push(format!(
            "          \"gaireport.rules.{0}\": {{ \"scope\": \"resource\", \"type\": \"string\", \"enum\": [\"error\", \"warning\", \
             \"info\", \"off\"], \"default\": \"{level}\", \"markdownDescription\": \"%rule.{0}%\" }}",
            rule.id
        ));
    }
    format!("{head}{RULES_OPEN}{}\n{RULES_CLOSE}{tail}", settings.join(",\n"))
}

#[test]
fn the_settings_describe_each_rule_in_both_languages() {
    for (file, language) in WORDS {
        let words = read(file);
        let own = words.lines().filter(|line| !line.starts_with(RULE_WORDS) && *line != "}");
        let mut expected: String = own.collect::<Vec<_>>().join("\n").trim_end_matches(',').to_owned();
        for rule in RULES {
            let _ = write!(expected, ",\n{RULE_WORDS}{}\": {}", rule.id, quoted(&words_of(rule, language)));
        }
        expected.push_str("\n}\n");
        hold(file, &expected);
    }
}

#[test]
fn the_schema_is_what_the_program_prints() {
    let mut expected = serde_json::to_string_pretty(&config::schema()).expect("a schema is JSON");
    expected.push('\n');
    hold("schemas/gaireport.schema.json", &expected);
}

#[test]
fn every_key_of_the_configuration_can_be_set() {
    let manifest = read("package.json");
    let schema = config::schema();
    let keys = schema["properties"].as_object().expect("the schema has keys");
    for key in keys.keys() {
        assert!(manifest.contains(&format!("\"gaireport.{key}")), "the manifest has no setting for {key}");
    }
}

#[test]
fn both_languages_say_the_same_things() {
    let [english, chinese] = WORDS.map(|(file, _)| object(file));
    let keys = |words: &Map<String, Value>| words.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&english), keys(&chinese));
    let manifest = read("package.json");
    let used: BTreeSet<String> =
        manifest.split("\"%").skip(1).filter_map(|rest| Some(rest.split_once("%\"")?.0.to_owned())).collect();
    assert_eq!(used, keys(&english), "words of the manifest that are missing, or that nothing uses");
    for key in english.keys().filter(|key| !key.ends_with(".media")) {
        let han = |text: &Value| text.as_str().is_some_and(|text| text.chars().any(|c| ('一'..='鿿').contains(&c)));
        assert!(han(&chinese[key]), "{key} is not in Chinese");
    }
    for file in english.iter().chain(&chinese).filter(|(key, _)| key.ends_with(".media")) {
        assert!(extension(file.1.as_str().unwrap_or_default()).is_file(), "{} has no page", file.0);
    }
}

/// The strings that the sources give to `l10n.t`.
fn spoken() -> BTreeSet<String> {
    let mut strings = BTreeSet::new();
    for entry in fs::read_dir(extension("src")).expect("the extension has sources") {
        let path = entry.expect("an entry can be read").path();
        let Ok(source) = fs::read_to_string(&path) else { continue };
        for call in source.split("l10n.t(").skip(1) {
            let call = call.trim_start();
            let mut stream = serde_json::Deserializer::from_str(call).into_iter::<String>();
            let string = stream.next().and_then(Result::ok);
            strings.insert(string.unwrap_or_else(|| panic!("{}: l10n.t without a string", path.display())));
        }
    }
    strings
}

#[test]
fn everything_that_the_extension_says_has_its_chinese() {
    let chinese: BTreeSet<String> = object("l10n/bundle.l10n.zh-cn.json").keys().cloned().collect();
    let spoken = spoken();
    assert!(spoken.len() > 30, "the sources speak");
    assert_eq!(spoken, chinese);
}

#[test]
fn the_extension_has_the_version_of_the_program() {
    assert_eq!(object("package.json")["version"], env!("CARGO_PKG_VERSION"));
}
