//! Words of the command line itself, in both languages.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use gaireport::language::Language;

/// One of two wordings.
pub fn pick<'w>(language: Language, chinese: &'w str, english: &'w str) -> &'w str {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// An option lacks another.
pub fn missing(option: &str, needed: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{option} 须与 {needed} 一起使用"),
        Language::English => format!("{option} needs {needed}"),
    }
}

/// A format that the mode does not have.
pub fn wrong_format(word: &str, option: &str, known: &[&str], language: Language) -> String {
    match language {
        Language::Chinese => format!("{option} 没有格式 {word}，可用 {}", known.join("、")),
        Language::English => format!("{option} has no format {word}, only {}", known.join(", ")),
    }
}

/// A `--severity` that does not say `ID=LEVEL`.
pub fn no_level(setting: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("--severity {setting} 应为 ID=LEVEL，LEVEL 为 error、warning、info 或 off"),
        Language::English => format!("--severity {setting} must be ID=LEVEL, LEVEL one of error, warning, info, off"),
    }
}

/// A file that would be written is there already.
pub fn is_there(path: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{path} 已存在，没有写入任何文件"),
        Language::English => format!("{path} exists already; nothing was written"),
    }
}

/// Letters were written into a folder.
pub fn letters_written(path: &str, count: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("{path}：写入 {count} 份退改意见"),
        Language::English => format!("{path}: letters written: {count}"),
    }
}

/// Copies with comments were written into a folder.
pub fn copies_written(path: &str, count: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("{path}：写入 {count} 份带批注的 Word 文件"),
        Language::English => format!("{path}: Word files with comments written: {count}"),
    }
}

/// No edition of the format covers the year.
pub fn no_edition(year: u16, language: Language) -> String {
    match language {
        Language::Chinese => format!("没有适用于 {year} 年的年报格式"),
        Language::English => format!("no edition of the format covers {year}"),
    }
}

/// A named file is no report.
pub fn no_report(path: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{path}：不是政府信息公开工作年度报告"),
        Language::English => format!("{path}: not an annual report on government information disclosure"),
    }
}

/// A folder holds no report.
pub fn no_reports(path: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{path}：没有政府信息公开工作年度报告"),
        Language::English => format!("{path}: no annual report on government information disclosure"),
    }
}

/// The list of paths cannot be read.
pub fn no_list(path: &str, why: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("路径列表 {path}：{why}"),
        Language::English => format!("list of paths {path}: {why}"),
    }
}

/// A baseline cannot be used.
pub fn broken_baseline(path: &str, why: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("基线文件 {path}：{why}"),
        Language::English => format!("baseline {path}: {why}"),
    }
}

/// Why a file is no baseline.
pub enum BaselineFault {
    /// It is no JSON.
    Syntax,
    /// It holds something else.
    Content,
    /// It is of this version, and only that one is known.
    Version(u64, u64),
}

impl BaselineFault {
    /// The fault in words.
    pub fn words(&self, language: Language) -> String {
        let write = pick(language, "，可用 --write-baseline 重新生成", "; --write-baseline makes a new one");
        let fault = match (self, language) {
            (BaselineFault::Syntax, _) => pick(language, "不是 JSON", "not JSON").to_owned(),
            (BaselineFault::Content, _) => {
                pick(language, "不是 --write-baseline 生成的内容", "not what --write-baseline writes").to_owned()
            }
            (BaselineFault::Version(found, known), Language::Chinese) => {
                format!("版本为 {found}，本程序只能读取版本 {known}")
            }
            (BaselineFault::Version(found, known), Language::English) => {
                format!("of version {found}, this program reads version {known} only")
            }
        };
        fault + write
    }
}

/// A roster cannot be used, or not a line of it.
pub fn broken_roster(path: &str, why: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("名册 {path}：{why}"),
        Language::English => format!("roster {path}: {why}"),
    }
}

/// A draft of sums was written, without the units that did not report.
pub fn draft_written(path: &str, absent: &[String], language: Language) -> String {
    let without = match (language, absent) {
        (_, []) => String::new(),
        (Language::Chinese, _) => format!("，不含未报送的 {}", absent.join("、")),
        (Language::English, _) => format!(", without {}", absent.join(", ")),
    };
    match language {
        Language::Chinese => format!("{path}：已写入汇总草稿{without}"),
        Language::English => format!("{path}: draft of the sums written{without}"),
    }
}

/// So many findings stand in a baseline now.
pub fn baseline_written(path: &str, count: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("{path}：{count} 条问题写入基线"),
        Language::English => format!("{path}: findings in the baseline: {count}"),
    }
}

/// Changes cannot be watched for.
pub fn no_watch(why: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("无法监视文件：{why}"),
        Language::English => format!("cannot watch files: {why}"),
    }
}

/// A check is done, and the next waits for a change.
pub fn watching(language: Language) -> &'static str {
    pick(language, "等待文件修改，Ctrl-C 结束", "waiting for changes, Ctrl-C ends")
}

/// An ignore file that is not heeded.
pub fn unheeded(path: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{path}：是链接、不是普通文件或超过 1 MiB，不按它忽略文件"),
        Language::English => format!("{path}: a link, no regular file or larger than 1 MiB, not heeded"),
    }
}

/// A configuration file that is not obeyed.
pub fn disobeyed(path: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{path}：属于其他用户，未采用；确需采用，用 --config 指明"),
        Language::English => format!("{path}: belongs to another user, not obeyed; --config names it if it should be"),
    }
}

/// Spreadsheets of a folder, which are not read.
pub fn passed_over(first: &str, count: usize, language: Language) -> String {
    match language {
        Language::Chinese => {
            format!("{first} 等 {count} 个电子表格没有检查；其中如有年报，在 Word 或 WPS 中另存为 .docx 后可检查")
        }
        Language::English => {
            format!(
                "{count} spreadsheets not checked ({first} first); a report in one can be, saved by Word or WPS as .docx"
            )
        }
    }
}

/// The output cannot be written.
pub fn no_output(path: &str, why: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("无法写入 {path}：{why}"),
        Language::English => format!("cannot write {path}: {why}"),
    }
}

/// The output file is one of the drafts.
pub fn output_is_input(path: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("输出文件 {path} 同时是被检查的文件"),
        Language::English => format!("output file {path} is also one of the drafts"),
    }
}

/// A line that begins with the word for an error.
pub fn error(sentence: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("错误：{sentence}"),
        Language::English => format!("error: {sentence}"),
    }
}

/// Describes a parser error in one sentence; falls back to the parser's own words.
pub fn refused(error: &clap::Error, language: Language) -> String {
    let own = || error.to_string().trim_start_matches("error: ").lines().next().unwrap_or_default().to_owned();
    let given = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        Some(ContextValue::Strings(words)) => Some(words.join(pick(language, "、", ", "))),
        _ => None,
    };
    let argument = given(ContextKind::InvalidArg).unwrap_or_default();
    let words = match (language, error.kind()) {
        (Language::English, _) => None,
        (_, ErrorKind::UnknownArgument) => Some(format!("未知的参数 {argument}")),
        (_, ErrorKind::InvalidValue | ErrorKind::ValueValidation) => Some(match given(ContextKind::InvalidValue) {
            Some(value) if !value.is_empty() => format!("{argument} 的值 {value} 不可用"),
            _ => format!("{argument} 缺少值"),
        }),
        (_, ErrorKind::ArgumentConflict) => {
            given(ContextKind::PriorArg).map(|prior| format!("{argument} 不能与 {prior} 同用"))
        }
        (_, ErrorKind::MissingRequiredArgument) => Some(format!("缺少参数 {argument}")),
        _ => None,
    };
    let words = words.unwrap_or_else(own);
    let known = given(ContextKind::ValidValue).map(|values| match language {
        Language::Chinese => format!("，可用 {values}"),
        Language::English => String::new(),
    });
    let nearest = given(ContextKind::SuggestedArg).map(|nearest| match language {
        Language::Chinese => format!("，最接近的是 {nearest}"),
        Language::English => format!(", the nearest known one is {nearest}"),
    });
    [words, known.unwrap_or_default(), nearest.unwrap_or_default()].concat()
}
