//! Reads a configuration out of TOML and says exactly what is wrong with it.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use toml::de::DeTable;

use super::value::{Entry, Failure, bad, nearest, string, table, unknown, whole};
use super::{AUTO, Config, Fault, Local, Problem, edition_names, level, profile};
use crate::folder::Limits;
use crate::language::Language;
use crate::lexicon::profile::Profile;
use crate::lint::Level;
use crate::rules::RULES;

/// Puts a value into the configuration.
type KeyReader = fn(&mut Config, Entry) -> Result<(), Failure>;

/// Known top-level keys, and the reader of each.
const KEYS: [(&str, KeyReader); 9] = [
    ("edition", edition),
    ("language", language),
    ("previous", previous),
    ("roster", roster),
    ("overlap", overlap),
    ("profile", profile),
    ("exclude", exclude),
    ("rules", rules),
    ("lexicon", lexicon),
];

/// Reads the text of the configuration file at `path`; paths in it are relative to the folder of that.
pub fn parse(text: &str, path: &Path) -> Result<Config, Problem> {
    read(text, path, |keys| config(keys, path))
}

/// Reads the text of a file of local requirements at `path`: the keys of `[profile]`, or that table itself.
pub fn parse_profile(text: &str, path: &Path) -> Result<Profile, Problem> {
    read(text, path, |keys| {
        let inner =
            keys.iter().find(|(key, _)| key.get_ref() == "profile").and_then(|(_, value)| value.get_ref().as_table());
        profile::read(inner.unwrap_or(keys))
    })
}

fn read<T>(text: &str, path: &Path, read: impl FnOnce(&DeTable) -> Result<T, Failure>) -> Result<T, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let problem = |(fault, at): Failure| {
        let line = text.get(..at).map(|head| head.matches('\n').count() + 1);
        Problem { path: path.to_owned(), line, fault }
    };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        problem((Fault::Syntax(error.message().lines().collect::<Vec<_>>().join(", ")), at))
    })?;
    read(table.get_ref()).map_err(problem)
}

fn config(keys: &DeTable, path: &Path) -> Result<Config, Failure> {
    let mut config = Config {
        path: path.to_owned(),
        edition: None,
        language: None,
        previous: None,
        roster: None,
        overlap: None,
        profile: None,
        exclude: Gitignore::empty(),
        rules: Vec::new(),
        lexicon: Vec::new(),
    };
    for (key, value) in keys {
        let name: &str = key.get_ref();
        let Some((_, reader)) = KEYS.iter().find(|(known, _)| *known == name) else {
            return Err(unknown(key, KEYS.iter().map(|(known, _)| *known)));
        };
        reader(&mut config, (name, value))?;
    }
    Ok(config)
}

/// The id of the rule where there is one of this id, else the fault that names the nearest.
pub(super) fn rule(id: &str) -> Result<&'static str, Fault> {
    let known = RULES.iter().map(|rule| rule.id);
    let unknown = || Fault::UnknownRule(id.to_owned(), nearest(id, known.clone()).map(str::to_owned));
    known.clone().find(|known| *known == id).ok_or_else(unknown)
}

fn edition(config: &mut Config, entry: Entry) -> Result<(), Failure> {
    let value = entry.1.get_ref();
    let written = value.as_str().or_else(|| value.as_integer().map(|integer| integer.as_str()));
    let known = written.filter(|written| edition_names().iter().any(|name| name == written));
    let wanted = || edition_names().join(", ").replace(AUTO, &format!("\"{AUTO}\""));
    let name = known.ok_or_else(|| bad(entry, &wanted()))?;
    config.edition = name.parse().ok();
    Ok(())
}

fn language(config: &mut Config, entry: Entry) -> Result<(), Failure> {
    const WANTED: &str = "\"zh-CN\", \"en\"";
    config.language = match string(entry, WANTED)? {
        "zh-CN" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => return Err(bad(entry, WANTED)),
    };
    Ok(())
}

fn previous(config: &mut Config, entry: Entry) -> Result<(), Failure> {
    let path = string(entry, "\"…\"")?;
    config.previous = Some(folder(config).join(path));
    Ok(())
}

fn roster(config: &mut Config, entry: Entry) -> Result<(), Failure> {
    let path = string(entry, "\"…\"")?;
    config.roster = Some(folder(config).join(path));
    Ok(())
}

/// Limits of likeness, in percent and in characters.
fn overlap(config: &mut Config, entry: Entry) -> Result<(), Failure> {
    const PERCENT: (usize, usize) = (1, 100);
    let mut limits = Limits::default();
    for (key, value) in table(entry, "[overlap]")? {
        let entry: Entry = (key.get_ref(), value);
        match entry.0 {
            "warning" => limits.warning = 10 * whole(entry, PERCENT)?,
            "information" => limits.information = 10 * whole(entry, PERCENT)?,
            "shortest" => limits.shortest = whole(entry, (50, 5000))?,
            _ => return Err(unknown(key, ["warning", "information", "shortest"])),
        }
    }
    config.overlap = Some(limits);
    Ok(())
}

fn profile(config: &mut Config, entry: Entry) -> Result<(), Failure> {
    config.profile = Some(match entry.1.get_ref().as_str() {
        Some(path) => Local::File(folder(config).join(path)),
        None => Local::Here(profile::read(table(entry, "[profile], \"…\"")?)?.into()),
    });
    Ok(())
}

fn exclude(config: &mut Config, entry: Entry) -> Result<(), Failure> {
    const WANTED: &str = "[\"…\", …]";
    let globs = entry.1.get_ref().as_array().ok_or_else(|| bad(entry, WANTED))?;
    let mut builder = GitignoreBuilder::new(folder(config));
    for glob in globs.iter() {
        let pattern = string((entry.0, glob), WANTED)?;
        builder.add_line(None, pattern).map_err(|_| bad((entry.0, glob), WANTED))?;
    }
    config.exclude = builder.build().map_err(|_| bad(entry, WANTED))?;
    Ok(())
}

fn folder(config: &Config) -> &Path {
    config.path.parent().unwrap_or(Path::new(""))
}

fn rules(config: &mut Config, entry: Entry) -> Result<(), Failure> {
    for (id, value) in table(entry, "[rules]")? {
        let known = rule(id.get_ref()).map_err(|fault| (fault, id.span().start))?;
        config.rules.push((known.to_owned(), rule_level((known, value))?));
    }
    Ok(())
}

fn rule_level(entry: Entry) -> Result<Level, Failure> {
    const WANTED: &str = "\"error\", \"warning\", \"info\", \"off\"";
    level(string(entry, WANTED)?).ok_or_else(|| bad(entry, WANTED))
}

fn lexicon(config: &mut Config, entry: Entry) -> Result<(), Failure> {
    for (wrong, right) in table(entry, "[lexicon]")? {
        let right = string((wrong.get_ref(), right), "\"…\"")?;
        config.lexicon.push((wrong.get_ref().to_string(), right.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (Fault, Option<usize>) {
        let problem = parse(text, Path::new("/d/gaireport.toml")).unwrap_err();
        (problem.fault, problem.line)
    }

    #[test]
    fn every_key_is_read() {
        let rule = RULES[0].id;
        let text = format!(
            "edition = \"auto\"\nlanguage = \"en\"\nprevious = \"../2023\"\nexclude = [\"旧/**\"]\n[rules]\n{rule} = \"off\"\n\
             [lexicon]\n\"建全\" = \"健全\"\n"
        );
        let config = parse(&text, Path::new("/d/e/gaireport.toml")).unwrap();
        assert_eq!((config.edition, config.language), (None, Some(Language::English)));
        assert_eq!(config.previous.as_deref(), Some(Path::new("/d/e/../2023")));
        assert_eq!(config.rules, [(rule.to_owned(), None)]);
        assert_eq!(config.lexicon, [("建全".to_owned(), "健全".to_owned())]);
        assert!(config.exclude.matched_path_or_any_parents("旧/甲.md", false).is_ignore());
        assert!(config.exclude.matched_path_or_any_parents("新/甲.md", false).is_none());
    }

    #[test]
    fn an_unknown_key_names_the_nearest_and_its_line() {
        assert_eq!(fault("\nediton = 2019"), (Fault::UnknownKey("editon".to_owned(), "edition".to_owned()), Some(2)));
    }

    #[test]
    fn an_unknown_rule_names_the_nearest() {
        let id = RULES[0].id;
        let (fault, line) = fault(&format!("[rules]\n{id}s = \"off\""));
        assert_eq!((fault, line), (Fault::UnknownRule(format!("{id}s"), Some(id.to_owned())), Some(2)));
    }

    #[test]
    fn a_bad_value_says_what_it_can_be() {
        let id = RULES[0].id;
        let texts =
            ["edition = 2020", "language = \"fr\"", "exclude = \"a\"", "previous = 1", "rules = 1", "lexicon = []"];
        for text in texts.into_iter().map(str::to_owned).chain([format!("[rules]\n{id} = \"loud\"")]) {
            assert!(matches!(fault(&text).0, Fault::BadValue(..)), "{text}");
        }
        assert!(matches!(fault("edition ="), (Fault::Syntax(_), Some(1))));
    }
}
