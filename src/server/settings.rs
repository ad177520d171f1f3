//! Reads the settings of an editor as configuration files are read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gaireport::config::{self, Config};
use gaireport::language::Language;
use serde_json::{Map, Value};

use super::log::log;
use crate::drafts::scope::{EditorSettings, Scopes};

/// Keys of the configuration that an editor may set too. Whatever else it sets is its own affair.
const KEYS: [&str; 9] =
    ["edition", "language", "previous", "roster", "overlap", "profile", "exclude", "rules", "lexicon"];

/// Says whether the person trusts the folders that are open, where the editor asks that.
const TRUSTED: &str = "trusted";

/// Says which configuration files are not obeyed, each once until it is read anew.
pub fn say_disobeyed(scopes: &Scopes) {
    for path in scopes.disobeyed() {
        log(&format!("{:?} belongs to another user, not obeyed", path.as_os_str()));
    }
}

/// Reads the settings for drafts outside all folders, and those of each folder; `Null` sets nothing.
pub fn read(general: &Value, folders: impl IntoIterator<Item = (PathBuf, Value)>) -> EditorSettings {
    let folders: Vec<(PathBuf, Value)> = folders.into_iter().collect();
    let nothing = general.is_null() && folders.iter().all(|(_, value)| value.is_null());
    let written = if nothing { String::new() } else { format!("{general}{folders:?}") };
    let of_folder = |(folder, value): (PathBuf, Value)| {
        let config = settings(&value, &folder);
        (folder, config)
    };
    EditorSettings {
        folders: folders.into_iter().map(of_folder).collect(),
        general: settings(general, Path::new("")),
        restricted: general.get(TRUSTED) == Some(&Value::Bool(false)),
        written,
    }
}

/// Reads settings as a configuration file in that folder would be read. A key or rule that cannot be used is left out
/// and said in the log: nobody could work with an editor that refuses everything because of one.
fn settings(value: &Value, folder: &Path) -> Option<Arc<Config>> {
    let fields = value.as_object()?;
    let mut usable = toml::Table::new();
    for key in KEYS {
        let Some(value) = fields.get(key).filter(|value| !value.is_null()) else { continue };
        let entries = match (key, value) {
            ("rules", Value::Object(rules)) => rules.iter().map(|rule| section(key, rule)).collect(),
            _ => vec![Map::from_iter([(key.to_owned(), value.clone())])],
        };
        for entry in entries {
            merge(&mut usable, &entry, folder);
        }
    }
    let text = toml::to_string(&usable).ok()?;
    config::parse(&text, &folder.join(config::NAMES[0])).ok().map(Arc::new)
}

fn section(key: &str, (name, value): (&String, &Value)) -> Map<String, Value> {
    Map::from_iter([(key.to_owned(), Value::Object(Map::from_iter([(name.clone(), value.clone())])))])
}

/// Puts an entry in if it can be used by itself.
fn merge(usable: &mut toml::Table, entry: &Map<String, Value>, folder: &Path) {
    let Ok(toml::Value::Table(entry)) = toml::Value::try_from(entry) else { return };
    let read = toml::to_string(&entry).ok().map(|text| config::parse(&text, &folder.join("settings")));
    match read {
        Some(Ok(_)) => {}
        Some(Err(problem)) => return log(&problem.words(Language::English)),
        None => return,
    }
    for (key, value) in entry {
        match (usable.get_mut(&key), value) {
            (Some(toml::Value::Table(known)), toml::Value::Table(more)) => known.extend(more),
            (_, value) => drop(usable.insert(key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_setting_that_cannot_be_used_leaves_the_others() {
        let rules = json!({"no-such-rule": "error", "empty-cell": "loud", "number-format": "off"});
        let value =
            json!({"rules": rules, "edition": 2020, "language": "en", "server": {"path": "x"}, "previous": null});
        let config = settings(&value, Path::new("/d")).unwrap();
        assert_eq!((config.edition, config.language), (None, Some(Language::English)));
        assert_eq!(config.rules, [("number-format".to_owned(), None)]);
    }
}
