//! Why a file could not be dealt with, in one sentence.

use std::path::PathBuf;
use std::sync::Arc;

use gaireport::config;
use gaireport::dialect::docx::Fault;
use gaireport::language::Language;

use super::word::Foreign;

/// What went wrong with one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is none of that name.
    Missing,
    /// It may not be read.
    Denied,
    /// Anything else the system says.
    System(String),
    /// Over 16 MiB.
    TooLarge,
    /// The parts of a Word file unpack to more than is read.
    TooMuchPacked,
    /// A kind of file that is not read.
    Foreign(Foreign),
    /// An archive that cannot be unpacked.
    BrokenArchive,
    /// An archive that holds no text of Word.
    NoWord,
    /// A Word file with something wrong in it.
    Word(Fault),
    /// A NUL byte at this offset: no text.
    Binary(usize),
    /// Text of this encoding that ends inside a character, which begins at this offset.
    Cut(&'static str, usize),
    /// Text of this encoding with a wrong byte at this offset.
    Invalid(&'static str, usize),
    /// A page that declares an encoding that is not read.
    Declared(String),
    /// None of the encodings that are read.
    Undecodable,
    /// Last year's report at this path, for the reason given.
    Previous(PathBuf, Box<Problem>),
    /// Its configuration is broken.
    Configuration(Arc<config::Problem>),
    /// A fault of this program.
    Internal(String),
    /// A character that the file's encoding cannot write.
    Unencodable(char),
    /// Its bytes do not come back from decoding and encoding.
    Inexact,
    /// It was changed while it was dealt with.
    Changed,
    /// It may not be written.
    ReadOnly,
}

impl Problem {
    /// The problem in one sentence.
    pub fn words(&self, language: Language) -> String {
        language.pick(|| self.chinese(), || self.english())
    }

    fn chinese(&self) -> String {
        match self {
            Problem::Missing => "文件不存在".to_owned(),
            Problem::Denied => "没有读写权限".to_owned(),
            Problem::System(error) => format!("无法读写：{error}"),
            Problem::TooLarge => "文件超过 16 MiB，不检查".to_owned(),
            Problem::TooMuchPacked => "文件解压后超过 64 MiB，不检查".to_owned(),
            Problem::Foreign(Foreign::OldWord) => {
                "旧版 Word、WPS 文件或加密的 .docx 不能读取，在 Word 或 WPS 中打开，另存为不加密的 .docx 后可检查"
                    .to_owned()
            }
            Problem::Foreign(Foreign::Pdf) => {
                "PDF 文件不能读取，用 Word 或 WPS 转换为 .docx，或者全选复制到 .txt 后可检查".to_owned()
            }
            Problem::Foreign(Foreign::RichText) => {
                "RTF 文件不能读取，在 Word 或 WPS 中另存为 .docx 后可检查".to_owned()
            }
            Problem::BrokenArchive => "压缩包已损坏或已加密，无法读取".to_owned(),
            Problem::NoWord => "压缩包里没有 Word 正文，不是 .docx 文件".to_owned(),
            Problem::Word(Fault::Malformed) => ".docx 文件已损坏：正文不是合法的 XML".to_owned(),
            Problem::Word(Fault::Declares) => ".docx 文件含有自定义实体，不读取".to_owned(),
            Problem::Word(Fault::Nested) => ".docx 文件嵌套过深，不读取".to_owned(),
            Problem::Binary(offset) => format!("二进制文件，不是文本（第 {offset} 字节为 NUL）"),
            Problem::Cut(name, offset) => format!("{name} 文本不完整：文件在第 {offset} 字节处的字符中间结束"),
            Problem::Invalid(name, offset) => format!("{name} 文本有误：第 {offset} 字节不合法"),
            Problem::Declared(name) => format!("网页声明的编码 {name} 不支持，可用 UTF-8、UTF-16（带 BOM）、GB18030"),
            Problem::Undecodable => "无法识别编码，可用 UTF-8、UTF-16（带 BOM）、GB18030".to_owned(),
            Problem::Previous(path, problem) => format!("上年年报 {}：{}", path.display(), problem.chinese()),
            Problem::Configuration(problem) => problem.words(Language::Chinese),
            Problem::Internal(what) => format!("程序内部错误：{what}"),
            Problem::Unencodable(character) => format!("文件的编码无法写出字符 {character}，文件未改动"),
            Problem::Inexact => "文件的编码无法原样写回，文件未改动".to_owned(),
            Problem::Changed => "文件在处理过程中被修改，未写入".to_owned(),
            Problem::ReadOnly => "文件只读，未写入".to_owned(),
        }
    }

    fn english(&self) -> String {
        match self {
            Problem::Missing => "no such file".to_owned(),
            Problem::Denied => "permission denied".to_owned(),
            Problem::System(error) => format!("cannot be read or written: {error}"),
            Problem::TooLarge => "larger than 16 MiB, not checked".to_owned(),
            Problem::TooMuchPacked => "unpacks to more than 64 MiB, not checked".to_owned(),
            Problem::Foreign(Foreign::OldWord) => {
                "an older Word or WPS file, or a .docx with a password, is not read; saved by Word or WPS as .docx without a password it can be checked".to_owned()
            }
            Problem::Foreign(Foreign::Pdf) => {
                "a PDF is not read; converted to .docx by Word or WPS, or copied into a .txt, it can be checked".to_owned()
            }
            Problem::Foreign(Foreign::RichText) => {
                "an RTF file is not read; saved by Word or WPS as .docx it can be checked".to_owned()
            }
            Problem::BrokenArchive => "the archive is damaged or encrypted".to_owned(),
            Problem::NoWord => "an archive without the text of a Word file, no .docx".to_owned(),
            Problem::Word(Fault::Malformed) => "damaged .docx: its text is not well-formed XML".to_owned(),
            Problem::Word(Fault::Declares) => "the .docx declares entities, not read".to_owned(),
            Problem::Word(Fault::Nested) => "the .docx is nested too deeply, not read".to_owned(),
            Problem::Binary(offset) => format!("binary file, not text (NUL at byte {offset})"),
            Problem::Cut(name, offset) => {
                format!("{name} text is cut: the file ends inside the character at byte {offset}")
            }
            Problem::Invalid(name, offset) => format!("{name} text is invalid at byte {offset}"),
            Problem::Declared(name) => {
                format!("the page declares encoding {name}; only UTF-8, UTF-16 with BOM and GB18030 are read")
            }
            Problem::Undecodable => "encoding is none of UTF-8, UTF-16 with BOM, GB18030".to_owned(),
            Problem::Previous(path, problem) => format!("last year's report {}: {}", path.display(), problem.english()),
            Problem::Configuration(problem) => problem.words(Language::English),
            Problem::Internal(what) => format!("internal error: {what}"),
            Problem::Unencodable(character) => {
                format!("the encoding of the file cannot write {character}, file left unchanged")
            }
            Problem::Inexact => {
                "the encoding of the file cannot be written back exactly, file left unchanged".to_owned()
            }
            Problem::Changed => "changed by someone else meanwhile, not written".to_owned(),
            Problem::ReadOnly => "read-only, not written".to_owned(),
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Problem::Missing,
            std::io::ErrorKind::PermissionDenied => Problem::Denied,
            _ => Problem::System(error.to_string()),
        }
    }
}
