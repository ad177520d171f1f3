//! Why a file could not be dealt with, in one sentence.

use std::path::PathBuf;
use std::sync::Arc;

use crate::config;
use crate::disk::Refusal;
use crate::encoding;
use crate::folder::roster::{Complaint, RosterFault};
use crate::language::Language;
use crate::package;

/// Reason that a file could not be processed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It cannot be read or written.
    Disk(Refusal),
    /// It leads out of the folder that it lies in, or nowhere.
    Link,
    /// Over 16 MiB; over 64 MiB for a package.
    TooLarge,
    /// It is no text that is read, or cannot be written as it was.
    Encoding(encoding::Fault),
    /// A file of a word processor that cannot be read.
    Package(package::Fault),
    /// Last year's report at this path, for the reason given.
    Previous(PathBuf, Box<Problem>),
    /// It lists no unit, though it should be a roster.
    Roster(Option<Complaint>),
    /// A workbook of Excel before 2007, though it should be a roster.
    OldSheet,
    /// Its configuration is broken.
    Configuration(Arc<config::Problem>),
    /// A fault of this program.
    Internal(String),
    /// Its bytes do not come back from decoding and encoding.
    Inexact,
    /// It was changed while it was dealt with.
    Changed,
    /// It may not be written.
    ReadOnly,
    /// Other names lead to it too.
    SeveralNames,
    /// A configuration leads to this path, which is not for it to name.
    Outside(PathBuf),
}

impl Problem {
    /// The problem in one sentence.
    pub fn words(&self, language: Language) -> String {
        language.pick(|| self.chinese(), || self.english())
    }

    fn chinese(&self) -> String {
        match self {
            Problem::Disk(refusal) => refusal.chinese(),
            Problem::Link => "链接指向文件夹之外或不存在的文件，不检查".to_owned(),
            Problem::TooLarge => "文件超过 16 MiB（Word、PDF 等文件为 64 MiB），不检查".to_owned(),
            Problem::Encoding(fault) => fault.chinese(),
            Problem::Package(fault) => fault.chinese(),
            Problem::Previous(path, problem) => format!("上年年报 {}：{}", path.display(), problem.chinese()),
            Problem::Roster(Some(complaint)) => complaint_words(complaint, Language::Chinese),
            Problem::Roster(None) => {
                "没有列出单位：第一行应为列名（单位名称、上级、类别、截止日期），或者每行以单位名称开头".to_owned()
            }
            Problem::OldSheet => "旧版 Excel 表格不能用作名册，另存为 .xlsx 后可用".to_owned(),
            Problem::Configuration(problem) => problem.words(Language::Chinese),
            Problem::Internal(what) => format!("程序内部错误：{what}"),
            Problem::Inexact => "文件的编码无法原样写回，文件未改动".to_owned(),
            Problem::Changed => "文件在处理过程中被修改，未写入".to_owned(),
            Problem::ReadOnly => "文件只读，未写入".to_owned(),
            Problem::SeveralNames => "文件有几个硬链接，未写入".to_owned(),
            Problem::Outside(path) => format!("配置文件指向的 {} 在仓库或工作区之外，未读取", path.display()),
        }
    }

    fn english(&self) -> String {
        match self {
            Problem::Disk(refusal) => refusal.english(),
            Problem::Link => "a link out of the folder or to nothing, not checked".to_owned(),
            Problem::TooLarge => "larger than 16 MiB (files of Word, PDF and the like: 64 MiB), not checked".to_owned(),
            Problem::Encoding(fault) => fault.english(),
            Problem::Package(fault) => fault.english(),
            Problem::Previous(path, problem) => format!("last year's report {}: {}", path.display(), problem.english()),
            Problem::Roster(Some(complaint)) => complaint_words(complaint, Language::English),
            Problem::Roster(None) => {
                "lists no unit: its first row names the columns (unit, parent, kind, due), or each row begins with a unit".to_owned()
            }
            Problem::OldSheet => "a workbook of an older Excel is no roster; saved as .xlsx it can be".to_owned(),
            Problem::Configuration(problem) => problem.words(Language::English),
            Problem::Internal(what) => format!("internal error: {what}"),
            Problem::Inexact => {
                "the encoding of the file cannot be written back exactly, file left unchanged".to_owned()
            }
            Problem::Changed => "changed by someone else meanwhile, not written".to_owned(),
            Problem::ReadOnly => "read-only, not written".to_owned(),
            Problem::SeveralNames => "a file with several hard links, not written".to_owned(),
            Problem::Outside(path) => {
                format!("the configuration names {} outside the repository or workspace, not read", path.display())
            }
        }
    }
}

/// Says what is wrong with a line of a roster.
pub fn complaint_words(complaint: &Complaint, language: Language) -> String {
    let Complaint { line, fault, words } = complaint;
    let chinese = || match fault {
        RosterFault::Unreadable => format!("第 {line} 行无法读取：{words}"),
        RosterFault::NoName => format!("第 {line} 行没有单位名称，未采用"),
        RosterFault::Twice => format!("第 {line} 行的 {words} 已经列出，未采用"),
        RosterFault::UnknownKind => format!("第 {line} 行的类别 {words} 未知，按单位名称判断"),
        RosterFault::Circle => format!("第 {line} 行的上级 {words} 是该单位自己或其下级，未采用上级"),
    };
    let english = || match fault {
        RosterFault::Unreadable => format!("line {line} cannot be read: {words}"),
        RosterFault::NoName => format!("line {line} names no unit, left out"),
        RosterFault::Twice => format!("line {line} lists {words} again, left out"),
        RosterFault::UnknownKind => format!("line {line} has the unknown kind {words}, told by the name instead"),
        RosterFault::Circle => format!("line {line} puts a unit below itself ({words}), kept without a parent"),
    };
    language.pick(chinese, english)
}

impl From<encoding::Fault> for Problem {
    fn from(fault: encoding::Fault) -> Self {
        Problem::Encoding(fault)
    }
}

impl From<package::Fault> for Problem {
    fn from(fault: package::Fault) -> Self {
        Problem::Package(fault)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooLarge(_) => Problem::TooLarge,
            refusal => Problem::Disk(refusal),
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Refusal::from(error).into()
    }
}
