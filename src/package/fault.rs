//! Why a file of an office could not be read, and what to do, in one sentence.

use super::Format;

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It unfolds to more than is read.
    TooMuchPacked,
    /// A kind of file that is not read.
    Foreign(Foreign),
    /// It has a password.
    Encrypted,
    /// An archive that cannot be unpacked.
    BrokenArchive,
    /// An archive that holds no text of Word.
    NoWord,
    /// A part is no well-formed XML.
    Malformed,
    /// A part declares a document type or entities, which no word processor writes.
    Declares,
    /// A part is nested deeper than any document.
    Nested,
    /// It takes in a file of a kind that is not read.
    Embedded,
    /// It does not hold what its format promises.
    Damaged(Format),
    /// Its pages are pictures, or outlines of characters.
    NoText(Format),
}

/// A kind of file that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Rich text.
    RichText,
    /// The Uniform Office Format.
    Uof,
    /// A workbook.
    Sheet,
    /// Slides.
    Slides,
    /// A picture.
    Picture,
    /// An archive of other files.
    Archive,
    /// A file of Office before 2007 that holds no text of Word.
    OldOffice,
    /// Word before 97.
    OldWord,
}

impl Fault {
    /// Says what is wrong, and what to do, in one Chinese sentence.
    pub fn chinese(self) -> String {
        let sentence = match self {
            Fault::TooMuchPacked => "文件解开后超过 64 MiB，不检查",
            Fault::Foreign(foreign) => foreign.chinese(),
            Fault::Encrypted => "文件已加密（有密码或权限限制），不能读取，取消密码后另存一份可检查",
            Fault::BrokenArchive => "压缩包已损坏，无法读取，在 Word 或 WPS 中打开后另存一份可检查",
            Fault::NoWord => "压缩包里没有 Word 正文，不是 .docx 文件",
            Fault::Malformed => "文件已损坏：其中的内容不是合法的 XML，在 Word 或 WPS 中打开后另存一份可检查",
            Fault::Declares => "文件含有自定义实体，不读取，在 Word 或 WPS 中打开后另存一份可检查",
            Fault::Nested => "文件嵌套过深，不读取",
            Fault::Embedded => {
                "文件里嵌入了别的文件（altChunk），其格式不能读取，在 Word 或 WPS 中打开后另存一份可检查"
            }
            Fault::Damaged(format) => {
                return format!("{} 文件已损坏，无法读取，在原来的软件中打开后另存一份可检查", format.label());
            }
            Fault::NoText(format) => {
                return format!(
                    "{} 文件里没有文字（扫描件，或文字已转为图形），不能检查，识别为文字（OCR）或找到原来的 Word 文件后可检查",
                    format.label()
                );
            }
        };
        sentence.to_owned()
    }

    /// Says the same in English.
    pub fn english(self) -> String {
        let sentence = match self {
            Fault::TooMuchPacked => "unfolds to more than 64 MiB, not checked",
            Fault::Foreign(foreign) => foreign.english(),
            Fault::Encrypted => {
                "encrypted (a password or restricted rights), not read; saved without a password it can be checked"
            }
            Fault::BrokenArchive => "the archive is damaged; opened and saved again by Word or WPS it can be checked",
            Fault::NoWord => "an archive without the text of a Word file, no .docx",
            Fault::Malformed => {
                "damaged: a part is not well-formed XML; opened and saved again by Word or WPS it can be checked"
            }
            Fault::Declares => "declares entities, not read; opened and saved again by Word or WPS it can be checked",
            Fault::Nested => "nested too deeply, not read",
            Fault::Embedded => {
                "takes in another file (altChunk) in a format that is not read; opened and saved again by Word or WPS it can be checked"
            }
            Fault::Damaged(format) => {
                return format!(
                    "damaged {} file; opened and saved again by the program that made it, it can be checked",
                    format.label()
                );
            }
            Fault::NoText(format) => {
                return format!(
                    "no text in the {} file (scanned, or characters drawn as outlines), not checked; recognised as text (OCR), or as the Word file it was made from, it can be",
                    format.label()
                );
            }
        };
        sentence.to_owned()
    }
}

impl Foreign {
    fn chinese(self) -> &'static str {
        match self {
            Foreign::RichText => "RTF 文件不能读取，在 Word 或 WPS 中另存为 .docx 后可检查",
            Foreign::Uof => "UOF（标文通）文件不能读取，在 WPS 中另存为 .docx 后可检查",
            Foreign::Sheet => "Excel 表格文件不能读取，把表格复制到年报的 Word 文件里再检查",
            Foreign::Slides => "演示文稿文件不能读取，不是年报",
            Foreign::Picture => "图片文件不能读取，识别为文字（OCR）或找到原来的 Word 文件后可检查",
            Foreign::Archive => "压缩包不能读取，解压后检查其中的文件",
            Foreign::OldOffice => "旧版 Office 文件里没有 Word 正文，不能读取，另存为 .docx 后可检查",
            Foreign::OldWord => "Word 95 及更早版本的文件不能读取，在 Word 或 WPS 中另存为 .docx 后可检查",
        }
    }

    fn english(self) -> &'static str {
        match self {
            Foreign::RichText => "an RTF file is not read; saved by Word or WPS as .docx it can be checked",
            Foreign::Uof => "a UOF file is not read; saved by WPS as .docx it can be checked",
            Foreign::Sheet => {
                "a workbook is not read; with its tables copied into the report's Word file they can be checked"
            }
            Foreign::Slides => "slides are not read and are no report",
            Foreign::Picture => {
                "a picture is not read; recognised as text (OCR), or as the Word file it was made from, it can be checked"
            }
            Foreign::Archive => "an archive is not read; unpacked, the files in it can be checked",
            Foreign::OldOffice => {
                "a file of an older Office without the text of Word, not read; saved as .docx it can be checked"
            }
            Foreign::OldWord => {
                "a file of Word 95 or before is not read; saved by Word or WPS as .docx it can be checked"
            }
        }
    }
}
