//! Every rule has its page, and its line in both READMEs.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use gaireport::analysis::{Options, remember};
use gaireport::dialect::Kind;
use gaireport::edit::Applicability;
use gaireport::language::Language;
use gaireport::lint::{Family, Rule, Severity};
use gaireport::page::page;
use gaireport::report::Previous;
use gaireport::rules::RULES;

use crate::source::{files_below, read, root};
use crate::strict::analyze;

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
    families: [&'static str; 8],
    levels: [&'static str; 4],
    fixes: [&'static str; 4],
}

const READMES: [Readme; 2] = [
    Readme {
        file: "README.md",
        language: Language::English,
        header: ["Rule", "What it finds", "Severity", "Fix"],
        families: [
            "Sections",
            "Tables",
            "Totals",
            "Last year",
            "Prose",
            "Wording",
            "Between reports",
            "The tool itself",
        ],
        levels: ["error", "warning", "info", "off"],
        fixes: ["–", "suggested", "safe", "safe or suggested"],
    },
    Readme {
        file: "README.zh-CN.md",
        language: Language::Chinese,
        header: ["规则", "检查什么", "级别", "修正"],
        families: ["结构", "表格", "勾稽关系", "上年衔接", "正文", "用语", "报告之间", "工具"],
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
            Family::Folder,
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
