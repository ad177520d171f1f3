//! The server's own words, in both languages.

use gaireport::language::Language;

/// The words of the server in one language.
pub struct ServerWords {
    /// Title of the task that goes through all drafts.
    pub checking: &'static str,
    /// Summary of the numbers of reports checked, and of errors, warnings and remarks found in them.
    pub checked: fn(usize, usize, usize, usize) -> String,
    /// Addition about that many units without a report, with the names of the first.
    pub missing: fn(usize, &str) -> String,
    /// The server does what it should.
    pub works: &'static str,
    /// It does not.
    pub fails: &'static str,
    /// No editor listens where one should, or it is somebody else's.
    pub unreachable: &'static str,
}

static CHINESE: ServerWords = ServerWords {
    checking: "检查年报",
    checked: |reports, errors, warnings, infos| {
        format!("检查了 {reports} 份年报：错误 {errors} 个，警告 {warnings} 个，提示 {infos} 个")
    },
    missing: |count, names| format!("；缺报 {count} 个单位：{names}"),
    works: "语言服务器运行正常",
    fails: "语言服务器不能正常运行",
    unreachable: "无法连接编辑器",
};

static ENGLISH: ServerWords = ServerWords {
    checking: "Checking reports",
    checked: |reports, errors, warnings, infos| {
        format!("{reports} reports checked: {errors} errors, {warnings} warnings, {infos} infos")
    },
    missing: |count, names| format!("; units without a report: {count}: {names}"),
    works: "the language server works",
    fails: "the language server does not work",
    unreachable: "cannot connect to the editor",
};

impl ServerWords {
    /// The words in that language.
    pub fn of(language: Language) -> &'static ServerWords {
        match language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        }
    }
}
