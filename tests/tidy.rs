//! The sources keep the shape that `lib.rs` promises: layers, sizes, no word of the standard outside its data, every rule
//! with its page and its line in both READMEs.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gaireport::analysis::{Options, analyze, remember};
use gaireport::dialect::Kind;
use gaireport::edit::Applicability;
use gaireport::language::Language;
use gaireport::lint::{Family, Rule, Severity};
use gaireport::page::page;
use gaireport::report::Previous;
use gaireport::rules::RULES;
use gaireport::standard::editions;

/// Longest Rust file, its tests apart, and longest function, in lines.
const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 60;

/// Labels of the standard of at least this many characters stand in its data only.
const TELLING: usize = 5;

/// Each module with those that it may use. An arrow that is not here points up or sideways. `module::part` allows that part
/// alone: the server reads drafts on disk as the command line does.
#[rustfmt::skip]
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("han", &[]),
    ("language", &[]),
    ("encoding", &[]),
    ("number", &["han"]),
    ("edit", &["language", "text"]),
    ("standard", &[]),
    ("lexicon", &["han"]),
    ("dialect", &["edit", "han", "number", "text"]),
    ("package", &["dialect", "encoding", "han", "number", "text"]),
    ("report", &["dialect", "han", "lexicon", "number", "standard", "text"]),
    ("lint", &["dialect", "edit", "language", "lexicon", "report", "text"]),
    ("compose", &["dialect", "edit", "han", "lint", "number", "report", "standard", "text"]),
    ("suppress", &["dialect", "lint", "report", "text"]),
    ("rules", &["compose", "dialect", "edit", "han", "lexicon", "lint", "number", "report", "standard", "suppress", "text"]),
    ("analysis", &["compose", "dialect", "lexicon", "lint", "report", "rules", "suppress", "text"]),
    ("page", &["language", "lint", "rules"]),
    ("fixing", &["analysis", "edit", "lint", "text"]),
    ("config", &["language", "lint", "page", "rules", "standard"]),
    ("ide", &["analysis", "compose", "dialect", "edit", "fixing", "han", "language", "lint", "number", "page", "report", "rules", "standard", "text"]),
    // The server and the command line find and read files by the same rules.
    ("drafts", &["analysis", "config", "dialect", "encoding", "language", "lexicon", "lint", "package", "page", "report", "text"]),
    ("cli", &["analysis", "compose", "config", "dialect", "drafts", "edit", "encoding", "fixing", "language", "lexicon", "lint", "number", "package", "page", "report", "rules", "standard", "text"]),
    ("server", &["analysis", "compose", "config", "dialect", "drafts", "edit", "fixing", "ide", "language", "lexicon", "lint", "page", "report", "rules", "standard", "text"]),
    ("main", &["cli", "server"]),
    ("lib", &[]),
];

/// The shells: they alone meet files, the environment, clocks and the terminal. Bytes in memory are read by `std::io` too.
const SHELLS: &[&str] = &["cli", "config", "drafts", "main", "server"];
const OUTSIDE_WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::time",
    "std::net",
    "std::process",
    "stdin()",
    "stdout()",
    "stderr()",
    "print!(",
    "println!(",
];

/// A Rust file under `src`.
struct Source {
    /// Its path below `src`, `rules/totals.rs`.
    name: String,
    text: String,
}

impl Source {
    /// The module right under the crate that it belongs to.
    fn module(&self) -> &str {
        self.name.split(['/', '.']).next().unwrap_or_default()
    }

    /// The file without its tests, which come last or are a file of their own.
    fn code(&self) -> &str {
        if self.name.ends_with("/tests.rs") {
            return "";
        }
        let end = self.text.find("\n#[cfg(test)]\nmod tests");
        &self.text[..end.map_or(self.text.len(), |end| end + 1)]
    }

    /// Each module used, with the item where one is named: `report::BoundTable`.
    fn uses(&self) -> Vec<String> {
        let code = self.code();
        let paths = ["crate::", "gaireport::"].into_iter().flat_map(|root| code.split(root).skip(1));
        paths.flat_map(unfold).flat_map(with_items).collect()
    }
}

/// A path as it stands, or the entries of the braced list that begins here.
fn unfold(path: &str) -> Vec<&str> {
    let Some(listed) = path.strip_prefix('{') else { return vec![path] };
    let (mut entries, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, character) in listed.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                entries.push(listed[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        if character == '}' && start == at + 1 {
            break;
        }
    }
    entries.retain(|entry| !entry.is_empty());
    entries
}

/// The module that begins the path, with each item that the path goes on with.
fn with_items(path: &str) -> Vec<String> {
    let module = name(path);
    let Some(rest) = path[module.len()..].strip_prefix("::") else { return vec![module.to_owned()] };
    unfold(rest).into_iter().map(|item| format!("{module}::{}", name(item))).collect()
}

/// The name that the text begins with.
fn name(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    &text[..end.unwrap_or(text.len())]
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, without what is built or fetched.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    const LEFT_OUT: [&str; 3] = ["target", ".git", "node_modules"];
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        let left_out = path.file_name().is_some_and(|name| LEFT_OUT.iter().any(|left_out| name == *left_out));
        if left_out {
            continue;
        }
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sources() -> Vec<Source> {
    let folder = root().join("src");
    let rust =
        files_below(&folder).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let name = |path: &Path| path.strip_prefix(&folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
    rust.map(|path| Source { name: name(&path), text: read(&path) }).collect()
}

/// Fails with all complaints at once.
fn expect_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn arrows_point_down() {
    let mut complaints = Vec::new();
    for source in sources() {
        let module = source.module();
        let Some((_, allowed)) = LAYERS.iter().find(|(known, _)| *known == module) else {
            complaints.push(format!("src/{}: the module {module} has no place in LAYERS", source.name));
            continue;
        };
        for used in source.uses() {
            let target = used.split("::").next().unwrap_or_default();
            if target != module && !allowed.contains(&target) && !allowed.contains(&used.as_str()) {
                complaints.push(format!("src/{}: {module} may not use {used}", source.name));
            }
        }
    }
    expect_none(&complaints);
}

#[test]
fn the_core_does_not_touch_the_outside_world() {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|source| !SHELLS.contains(&source.module())) {
        for word in OUTSIDE_WORLD.iter().filter(|word| source.code().contains(**word)) {
            complaints.push(format!("src/{}: {word}", source.name));
        }
    }
    expect_none(&complaints);
}

#[test]
fn files_are_short_and_say_what_they_own() {
    let mut complaints = Vec::new();
    for source in sources() {
        let lines = source.code().lines().count();
        if lines > LONGEST_FILE {
            complaints.push(format!("src/{}: {lines} lines, at most {LONGEST_FILE}", source.name));
        }
        if !source.text.starts_with("//!") {
            complaints.push(format!("src/{}: does not begin with //!", source.name));
        }
    }
    expect_none(&complaints);
}

#[test]
fn functions_are_short() {
    let mut complaints = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.code().lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| begins_function(line)) {
            let indent = line.len() - line.trim_start().len();
            let closing = format!("{}}}", " ".repeat(indent));
            let length = lines[at..].iter().take_while(|line| **line != closing).count() + 1;
            if !line.ends_with(['}', ';']) && length > LONGEST_FUNCTION {
                complaints.push(format!("src/{}:{}: {length} lines, at most {LONGEST_FUNCTION}", source.name, at + 1));
            }
        }
    }
    expect_none(&complaints);
}

fn begins_function(line: &str) -> bool {
    let mut words =
        line.split_whitespace().skip_while(|word| word.starts_with("pub") || matches!(*word, "const" | "async" | "in"));
    words.next() == Some("fn")
}

#[test]
fn nothing_is_left_undone_or_waved_through() {
    let everywhere = ["#[allow", "#![allow", "todo!(", "unimplemented!(", "dbg!("];
    let mut complaints = Vec::new();
    for source in sources() {
        let in_code = [".unwrap()"].into_iter().filter(|word| source.code().contains(word));
        for word in everywhere.into_iter().filter(|word| source.text.contains(word)).chain(in_code) {
            complaints.push(format!("src/{}: {word}", source.name));
        }
    }
    expect_none(&complaints);
}

/// Headings, and labels of parts, rows, columns and groups, of every edition.
fn words_of_the_standard() -> BTreeSet<&'static str> {
    let mut words = BTreeSet::new();
    for edition in editions() {
        for section in &edition.sections {
            words.extend([&section.name].into_iter().chain(&section.accepted).map(String::as_str));
        }
        for table in &edition.tables {
            words.insert(&table.corner);
            words.extend(table.parts.iter().flat_map(|part| [part.title.as_str(), part.label_header.as_str()]));
            words.extend(table.rows.iter().flat_map(|row| row.path.iter().chain([&row.label]).map(String::as_str)));
            words.extend(
                table.columns.iter().flat_map(|column| column.path.iter().chain([&column.label]).map(String::as_str)),
            );
        }
    }
    words.retain(|word| word.chars().count() >= TELLING);
    words
}

/// Comments may name what they explain.
fn without_comment(line: &str) -> &str {
    let comment = if line.trim_start().starts_with("//") { Some(0) } else { line.find(" // ") };
    &line[..comment.unwrap_or(line.len())]
}

#[test]
fn no_word_of_the_standard_stands_in_rust() {
    let words = words_of_the_standard();
    assert!(words.len() > 50, "the standard has more than {} telling words", words.len());
    let mut complaints = Vec::new();
    for source in sources() {
        for (at, line) in source.code().lines().map(without_comment).enumerate() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                complaints.push(format!("src/{}:{}: {word} belongs into src/standard", source.name, at + 1));
            }
        }
    }
    expect_none(&complaints);
}

#[test]
fn each_rule_has_its_page_and_each_page_its_rule() {
    let pages: BTreeSet<String> = files_below(&root().join("src/rules/pages"))
        .iter()
        .map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    let rules: BTreeSet<String> = RULES.iter().map(|rule| format!("{}.md", rule.id)).collect();
    assert_eq!(pages, rules);
    for rule in RULES {
        let file = root().join("src/rules/pages").join(format!("{}.md", rule.id));
        assert_eq!(rule.page, read(&file).replace("\r\n", "\n"), "{} holds another rule's page", rule.id);
    }
}

/// A README with its words for what the table of rules says.
struct Readme {
    file: &'static str,
    language: Language,
    header: [&'static str; 4],
    families: [&'static str; 7],
    levels: [&'static str; 4],
    fixes: [&'static str; 4],
}

const READMES: [Readme; 2] = [
    Readme {
        file: "README.md",
        language: Language::English,
        header: ["Rule", "What it finds", "Severity", "Fix"],
        families: ["Sections", "Tables", "Totals", "Last year", "Prose", "Wording", "The tool itself"],
        levels: ["error", "warning", "info", "off"],
        fixes: ["–", "suggested", "safe", "safe or suggested"],
    },
    Readme {
        file: "README.zh-CN.md",
        language: Language::Chinese,
        header: ["规则", "检查什么", "级别", "修正"],
        families: ["结构", "表格", "勾稽关系", "上年衔接", "正文", "用语", "工具"],
        levels: ["错误", "警告", "提示", "关闭"],
        fixes: ["–", "建议", "自动", "自动或建议"],
    },
];

impl Readme {
    /// The tables of all rules, one a family, in the order of the slice.
    fn rules(&self) -> String {
        let mut tables = String::new();
        let families = [
            Family::Sections,
            Family::Tables,
            Family::Totals,
            Family::Previous,
            Family::Prose,
            Family::Wording,
            Family::Tool,
        ];
        for (family, name) in families.into_iter().zip(self.families) {
            let rules: Vec<&'static Rule> = RULES.iter().filter(|rule| rule.family == family).collect();
            if rules.is_empty() {
                continue;
            }
            let _ = write!(tables, "\n### {name}\n\n| {} |\n|---|---|---|---|\n", self.header.join(" | "));
            rules.into_iter().for_each(|rule| tables.push_str(&self.row(rule)));
        }
        tables + "\n"
    }

    fn row(&self, rule: &'static Rule) -> String {
        let title = page(rule).template("title", self.language).unwrap_or_default();
        let level = match rule.severity {
            Some(Severity::Error) => self.levels[0],
            Some(Severity::Warning) => self.levels[1],
            Some(Severity::Information) => self.levels[2],
            None => self.levels[3],
        };
        format!(
            "| [`{0}`](src/rules/pages/{0}.md) | {title} | {level} | {1} |\n",
            rule.id,
            self.fixes[kind_of_fix(rule)]
        )
    }
}

/// What the rule offers for the bad examples of its page: 0 nothing, 1 suggestions, 2 safe fixes, 3 both.
fn kind_of_fix(rule: &Rule) -> usize {
    let mut kinds = 0;
    for example in page(rule).examples("bad") {
        let kind = if example.starts_with(['#', '|']) { Kind::Markdown } else { Kind::Text };
        let mut options = Options::new(kind);
        options.levels.set(rule.id, Some(rule.severity.unwrap_or(Severity::Warning)));
        let mut previous = Previous::default();
        for last in page(rule).examples("previous") {
            remember(&mut previous, &"previous".into(), last, kind);
        }
        options.previous = Some(Arc::new(previous));
        let findings = analyze(example, &options).findings;
        for fix in findings.iter().filter(|finding| finding.rule.id == rule.id).flat_map(|finding| &finding.fixes) {
            kinds |= if fix.applicability == Applicability::Safe { 2 } else { 1 };
        }
    }
    kinds
}

/// With `BLESS` set the tables are written into the READMEs instead of being compared.
#[test]
fn both_readmes_list_the_rules_as_they_are() {
    const OPEN: &str = "<!-- rules -->\n";
    const CLOSE: &str = "<!-- end of rules -->";
    for readme in READMES {
        let path = root().join(readme.file);
        let text = read(&path).replace("\r\n", "\n");
        let (head, rest) = text.split_once(OPEN).expect("the README has the place of the rules");
        let (table, tail) = rest.split_once(CLOSE).expect("the place of the rules ends");
        let expected = readme.rules();
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, format!("{head}{OPEN}{expected}{CLOSE}{tail}")).expect("the README can be written");
        } else {
            assert_eq!(table, expected, "{}: run `BLESS=1 cargo test --test tidy` and look at the change", readme.file);
        }
    }
}

#[test]
fn the_changelog_has_this_version() {
    let changelog = read(&root().join("CHANGELOG.md"));
    let heading = format!("\n## [{}]", env!("CARGO_PKG_VERSION"));
    assert!(changelog.contains(&heading), "CHANGELOG.md has no {}", heading.trim());
}

#[test]
fn the_repository_stands_alone() {
    // Put together here, so that this file does not hold what it looks for.
    let elsewhere = [
        concat!("../", "shared"),
        concat!("/wor", "k/"),
        concat!(".lib", "rary"),
        concat!("crates", ".io"),
        concat!("npmjs", "."),
        concat!("pypi", ".org"),
        concat!("pythonhosted", ".org"),
    ];
    let locks = ["Cargo.lock", "package-lock.json"];
    let mut complaints = Vec::new();
    for path in files_below(root()) {
        let lock = path.file_name().is_some_and(|name| locks.iter().any(|lock| name == *lock));
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for word in elsewhere.iter().filter(|word| !lock && text.contains(**word)) {
            complaints.push(format!("{}: {word}", path.display()));
        }
    }
    expect_none(&complaints);
}
