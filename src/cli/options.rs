//! The table of options: parser, help and completions are all made from it.

use std::sync::LazyLock;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgGroup, Command};
use gaireport::config;
use gaireport::language::Language;

use super::messages::pick;

/// Value that an option takes.
#[derive(Clone, Copy)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// One value of this name.
    One(&'static str),
    /// Two values of this name.
    Two(&'static str),
    /// One number of this name, in this range.
    Number(&'static str, u16, u16),
    /// Values of this name; may be repeated, commas separate.
    Many(&'static str),
    /// One of these words, a bar between each.
    OneOf(&'static str),
    /// The name of an edition of the format.
    Edition,
}

/// Group of an option in the help.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// Exactly one of these is given.
    Mode,
    /// Fixing, on top of `--check`.
    Fixing,
    /// Rules, their levels, and the standard to check against.
    Rules,
    /// Checks that run between reports.
    Between,
    /// Form and target of the output.
    Output,
    /// Selection of files.
    Files,
    /// For `--new` and `--convert`.
    Drafts,
}

/// An option.
pub struct Entry {
    /// Its long name.
    pub name: &'static str,
    /// Value it takes.
    pub takes: Takes,
    /// Its group in the help.
    pub heading: Heading,
    /// An option that must be given with it.
    pub with: Option<&'static str>,
    /// One line of help.
    pub chinese: &'static str,
    /// The same in English.
    pub english: &'static str,
}

impl Entry {
    const fn new(
        heading: Heading,
        name: &'static str,
        takes: Takes,
        chinese: &'static str,
        english: &'static str,
    ) -> Entry {
        Entry { name, takes, heading, with: None, chinese, english }
    }

    const fn with(self, with: &'static str) -> Entry {
        Entry { with: Some(with), ..self }
    }
}

use Heading::{Between, Drafts, Files, Fixing, Mode, Output, Rules};
use Takes::{Edition, Many, Nothing, Number, One, OneOf, Two};

/// Formats of every mode; which goes with which is said by the mode.
const FORMATS: &str = "text|json|jsonl|sarif|github|gitlab|junit|rdjson|html|letters|csv|xlsx|md|txt|docx";
const TARGETS: &str = "md|txt|html|docx";
const SHELLS: &str = "bash|elvish|fish|powershell|zsh";

/// Every option, in the order of the help.
#[rustfmt::skip]
pub static OPTIONS: &[Entry] = &[
    Entry::new(Mode, "check", Nothing, "检查文件和文件夹（默认当前文件夹，- 为标准输入）", "check files and folders (default: this folder; - is standard input)"),
    Entry::new(Mode, "extract", Nothing, "按标准名称提取表格数字", "print the figures by the standard's names"),
    Entry::new(Mode, "new", Nothing, "生成新年报：各部分标题和空白表格", "print a new draft: headings and blank tables"),
    Entry::new(Mode, "convert", One("FILE"), "把年报的表格改写为标准形式", "print a draft with its tables in standard form"),
    Entry::new(Mode, "compare", Two("FILE"), "比较两份年报（如审定稿和网页）的数字、标题和文字", "compare the figures, headings and words of two reports, as of a draft and its page"),
    Entry::new(Mode, "explain", One("ID"), "解释一条规则", "explain a rule"),
    Entry::new(Mode, "rules", Nothing, "列出全部规则", "list all rules"),
    Entry::new(Mode, "completions", OneOf(SHELLS), "输出命令行补全脚本", "print a completion script"),
    Entry::new(Mode, "man", Nothing, "输出手册页", "print the manual page"),
    Entry::new(Mode, "config-schema", Nothing, "输出 gaireport.toml 的 JSON Schema", "print the JSON Schema of gaireport.toml"),
    Entry::new(Mode, "self-test", Nothing, "试运行语言服务器，检查安装是否正常", "try the language server out: proves an installation"),
    Entry::new(Mode, "stdio", Nothing, "语言服务器（不带任何模式时的默认）", "language server (the default without a mode)"),
    Entry::new(Mode, "socket", Number("PORT", 1, u16::MAX), "语言服务器，连接编辑器在 127.0.0.1 上监听的这个端口", "language server for an editor that listens on this port of 127.0.0.1"),
    Entry::new(Mode, "pipe", One("NAME"), "语言服务器，连接编辑器监听的这个套接字", "language server for an editor that listens on this socket"),
    Entry::new(Mode, "mcp", Nothing, "供智能体使用的服务器（MCP，标准输入输出），只能读写所列文件夹（默认当前文件夹）", "server for agents (MCP on standard input and output), for these folders only (default: this folder)"),
    Entry::new(Fixing, "fix", Nothing, "修改只涉及形式的问题并写回", "apply the fixes that change form only").with("check"),
    Entry::new(Fixing, "unsafe-fixes", Nothing, "也应用须由人判断的修改（会改动数字）", "apply suggestions too (they change figures)"),
    Entry::new(Fixing, "diff", Nothing, "只显示修改，不写文件", "print what would change, write nothing").with("fix"),
    Entry::new(Rules, "select", Many("ID"), "只用这些规则", "these rules only"),
    Entry::new(Rules, "ignore", Many("ID"), "不用这些规则", "without these rules"),
    Entry::new(Rules, "severity", Many("ID=LEVEL"), "改变规则的级别：error、warning、info、off", "set the level of a rule: error, warning, info, off"),
    Entry::new(Rules, "fail-on", OneOf("error|warning|info|never"), "从哪一级起退出码为 1（默认 error）", "level from which the exit code is 1 (default: error)"),
    Entry::new(Rules, "edition", Edition, "年报格式版本（默认按年度判断）", "edition of the format (default: by the year)"),
    Entry::new(Rules, "year", Number("YEAR", 1990, 2999), "报告年度（默认从标题读取）", "report year (default: from the title)"),
    Entry::new(Rules, "previous", One("PATH"), "上年年报文件或文件夹，按单位对应", "file or folder of last year's reports, matched by organ").with("check"),
    Entry::new(Between, "roster", One("FILE"), "单位名册（CSV、XLSX 或 TOML）：缺报、重报、不在名册上的报告", "roster of units (CSV, XLSX or TOML): who is missing, reported twice or is not listed"),
    Entry::new(Between, "roll-up", Nothing, "上级的数字与下级各单位之和核对", "compare the figures of a government with the sums of the units below it").with("check"),
    Entry::new(Between, "write", One("PATH"), "把下级各单位之和写成上级的年报草稿（文件或文件夹）", "write these sums as the government's draft (a file or a folder)").with("roll-up"),
    Entry::new(Between, "overlap", Nothing, "与其他单位或本单位上年的报告文字雷同", "words copied from another report, or from last year's").with("check"),
    Entry::new(Output, "format", OneOf(FORMATS), "--check：text、json、jsonl、sarif、github、gitlab、junit、rdjson、html、letters；--extract：json、jsonl、csv、xlsx；--new：md、txt、html、docx；--compare：text、json", "--check: text, json, jsonl, sarif, github, gitlab, junit, rdjson, html, letters; --extract: json, jsonl, csv, xlsx; --new: md, txt, html, docx; --compare: text, json"),
    Entry::new(Output, "sketch", Nothing, "jsonl 另附每份报告的单位、上级、数字和查雷同用的键，供多台机器分头核对", "jsonl also has each report's unit, parent, figures and the keys of copied words, for checks that many machines share").with("check"),
    Entry::new(Output, "wide", Nothing, "CSV 每份报告一行、每格一列，下级之后列合计", "CSV with a row a report and a column a cell, sums behind the units below").with("extract"),
    Entry::new(Output, "output-file", One("FILE"), "输出到文件", "print into a file"),
    Entry::new(Output, "output-dir", One("DIR"), "--format letters：每个有问题的单位一份退改意见（.txt），写入这个文件夹", "--format letters: a letter (.txt, Chinese) for each unit with findings, into this folder").with("check"),
    Entry::new(Output, "annotate", One("DIR"), "把问题写成批注：每份有问题的年报一份 Word 文件，写入这个文件夹，原文件不动", "findings as comments: a copy (.docx) of each report with findings, into this folder; the drafts stay as they are").with("check"),
    Entry::new(Output, "tracked", Nothing, "--annotate：只涉及形式的修改写成修订，由人接受或拒绝（--unsafe-fixes：须由人判断的也写）", "--annotate: fixes that change form only as tracked changes (--unsafe-fixes: suggestions too)").with("annotate"),
    Entry::new(Output, "baseline", One("FILE"), "不报告基线中已有的问题", "keep quiet about the findings of a baseline").with("check"),
    Entry::new(Output, "write-baseline", One("FILE"), "把现有问题写成基线", "write the findings of now as a baseline").with("check"),
    Entry::new(Output, "watch", Nothing, "文件修改后重新检查，Ctrl-C 结束", "check again whenever a file changes, until Ctrl-C").with("check"),
    Entry::new(Output, "statistics", Nothing, "列出各规则的次数", "count the findings of each rule").with("check"),
    Entry::new(Output, "quiet", Nothing, "不输出汇总和提示", "no summary and no notes"),
    Entry::new(Output, "color", OneOf("auto|always|never"), "颜色（默认 auto，NO_COLOR 有效）", "colours (default: auto; NO_COLOR is honoured)"),
    Entry::new(Output, "lang", OneOf("zh-CN|en"), "提示语言（默认按 LC_ALL、LANG，否则 zh-CN）", "language (default: LC_ALL or LANG, else zh-CN)"),
    Entry::new(Files, "files-from", One("FILE"), "从文件读取路径，每行一个或以 NUL 分隔（- 为标准输入）", "read paths from a file, one a line or separated by NUL (- is standard input)"),
    Entry::new(Files, "stdin-filename", One("NAME"), "标准输入的文件名", "name of what is read from standard input"),
    Entry::new(Files, "no-ignore", Nothing, "不理会 .gitignore 和 .gaireportignore", "pay no heed to .gitignore and .gaireportignore"),
    Entry::new(Files, "force-exclude", Nothing, "点名的文件也按 exclude 和 .gaireportignore 跳过", "pass over named files too where exclude or .gaireportignore says so"),
    Entry::new(Files, "config", One("FILE"), "使用这个配置文件", "use this configuration"),
    Entry::new(Files, "no-config", Nothing, "不读取配置文件", "use no configuration"),
    Entry::new(Files, "threads", Number("N", 1, 256), "线程数（默认为处理器数）", "number of threads (default: of processors)"),
    Entry::new(Drafts, "org", One("NAME"), "单位名称", "name of the organ").with("new"),
    Entry::new(Drafts, "to", OneOf(TARGETS), "--convert 的目标形式", "form to convert to").with("convert"),
];

/// The command line, its help in `language`.
pub fn command(language: Language) -> Command {
    let modes = OPTIONS.iter().filter(|option| option.heading == Mode).map(|option| option.name);
    let paths = Arg::new("paths")
        .value_name("PATH")
        .num_args(0..)
        .value_parser(clap::value_parser!(std::path::PathBuf))
        .help(pick(language, "文件或文件夹", "files or folders"))
        .help_heading(title(Files, language));
    Command::new("gaireport-lsp")
        .version(env!("CARGO_PKG_VERSION"))
        .about(pick(
            language,
            "检查政府信息公开工作年度报告草稿",
            "Checks drafts of China's annual report on government information disclosure",
        ))
        .override_usage(usage())
        .help_template(pick(
            language,
            "{about}\n\n用法：\n  {usage}\n\n{all-args}{after-help}",
            "{about}\n\nUsage:\n  {usage}\n\n{all-args}{after-help}",
        ))
        .after_help(pick(
            language,
            "退出码：0 没有达到 --fail-on 的问题；1 有；2 无法完成（参数、文件或配置有误）",
            "Exit code: 0 nothing at or above --fail-on; 1 something; 2 could not do what was asked",
        ))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args_override_self(true)
        .args(OPTIONS.iter().map(|option| argument(option, language)))
        .arg(flag("help", 'h', ArgAction::Help, pick(language, "显示帮助", "print this help"), language))
        .arg(flag("version", 'V', ArgAction::Version, pick(language, "显示版本", "print the version"), language))
        .arg(paths)
        .group(ArgGroup::new("mode").args(modes).multiple(false))
}

fn usage() -> &'static str {
    "gaireport-lsp --check [PATH…] [--format text|json|jsonl|sarif|github|gitlab|junit|rdjson|html]
  gaireport-lsp --check [PATH…] --format letters --output-dir DIR
  gaireport-lsp --check [PATH…] --annotate DIR [--tracked [--unsafe-fixes]]
  gaireport-lsp --check [PATH…] --fix [--unsafe-fixes] [--diff]
  gaireport-lsp --check [PATH…] [--roster FILE] [--roll-up [--write PATH]] [--overlap]
  gaireport-lsp --extract [PATH…] [--format json|jsonl|csv [--wide [--roster FILE]]]
  gaireport-lsp --extract [PATH…] --format xlsx [--roster FILE] --output-file FILE
  gaireport-lsp --new --org NAME --year YEAR [--format md|txt|html|docx]
  gaireport-lsp --convert FILE --to md|txt|html|docx
  gaireport-lsp --compare FILE FILE [--format text|json]
  gaireport-lsp --explain ID | --rules | --completions SHELL | --man | --config-schema
  gaireport-lsp --mcp [FOLDER…]
  gaireport-lsp [--stdio | --socket PORT | --pipe NAME | --self-test]"
}

fn flag(name: &'static str, short: char, action: ArgAction, help: &'static str, language: Language) -> Arg {
    Arg::new(name).short(short).long(name).action(action).help(help).help_heading(title(Mode, language))
}

fn title(heading: Heading, language: Language) -> &'static str {
    match heading {
        Mode => pick(language, "模式", "Modes"),
        Fixing => pick(language, "修改", "Fixing"),
        Rules => pick(language, "规则", "Rules"),
        Between => pick(language, "报告之间", "Between reports"),
        Output => pick(language, "输出", "Output"),
        Files => pick(language, "文件", "Files"),
        Drafts => pick(language, "新建和转换", "New drafts and conversion"),
    }
}

fn argument(option: &Entry, language: Language) -> Arg {
    let argument = Arg::new(option.name)
        .long(option.name)
        .help(pick(language, option.chinese, option.english))
        .help_heading(title(option.heading, language));
    let argument = match option.with {
        Some(with) => argument.requires(with),
        None => argument,
    };
    match option.takes {
        Nothing => argument.action(ArgAction::SetTrue),
        One(name) => argument.value_name(name).value_parser(clap::value_parser!(std::ffi::OsString)),
        Two(name) => argument.value_name(name).num_args(2).value_parser(clap::value_parser!(std::ffi::OsString)),
        Number(name, low, high) => {
            let range = clap::value_parser!(u16).range(i64::from(low)..=i64::from(high));
            argument.value_name(name).value_parser(range)
        }
        Many(name) => argument.value_name(name).action(ArgAction::Append).value_delimiter(','),
        OneOf(words) => one_of(argument, words),
        Edition => one_of(argument, edition_words()),
    }
}

fn one_of(argument: Arg, words: &'static str) -> Arg {
    let known = PossibleValuesParser::new(words.split('|'));
    argument.value_name(words).value_parser(known).hide_possible_values(true)
}

/// Words that `--edition` takes, separated by bars.
fn edition_words() -> &'static str {
    static WORDS: LazyLock<String> = LazyLock::new(|| config::edition_names().join("|"));
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_makes_a_command_in_both_languages() {
        command(Language::Chinese).debug_assert();
        command(Language::English).debug_assert();
    }

    #[test]
    fn every_requirement_is_an_option() {
        for with in OPTIONS.iter().filter_map(|option| option.with) {
            assert!(OPTIONS.iter().any(|option| option.name == with), "{with}");
        }
    }
}
