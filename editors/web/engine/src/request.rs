//! Requests of the page and their answers: a line of JSON, then bytes that belong to it.

use serde::{Deserialize, Serialize};

/// A request; what a file holds follows its line.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Request {
    /// Forgets all files; what follows is said in this language.
    Start {
        /// Chinese or English.
        language: Speech,
    },
    /// Names of files, of which the page would know the drafts.
    Names {
        /// Their paths, with slashes.
        paths: Vec<String>,
    },
    /// Last year's report of some unit, which drafts are compared with from then on.
    Previous {
        /// Name of the file.
        path: String,
    },
    /// The units that must report.
    Roster {
        /// Name of the file.
        path: String,
    },
    /// A draft, which is checked and kept.
    Draft {
        /// Its path in the folder, with slashes.
        path: String,
        /// Time of its last change, in seconds.
        modified: Option<u64>,
    },
    /// Forgets a draft.
    Drop {
        /// Its path.
        path: String,
    },
    /// Checks the drafts that are kept against each other.
    Folder {
        /// Sums over units are compared with the reports of the units above them.
        #[serde(rename = "rollUp")]
        roll_up: bool,
        /// Copied words are looked for.
        overlap: bool,
    },
    /// A draft that is kept, with what the check of the folder found in it.
    Show {
        /// Its path.
        path: String,
    },
    /// The bytes of a draft, to be given back with its fixes.
    Fix {
        /// Its path.
        path: String,
        /// Also applies what a person should look at.
        suggestions: bool,
    },
    /// The bytes of a draft that is kept, to be given back as a Word file with a comment on each finding.
    Annotate {
        /// Its path.
        path: String,
        /// Also proposes all fixes as tracked changes.
        tracked: bool,
    },
    /// All that is kept as one page.
    Page,
    /// The figures of all reports, a line each.
    Figures,
}

/// A language of the page.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speech {
    /// 中文.
    Chinese,
    /// English.
    English,
}

/// The line of an answer.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// Reason that nothing was done, in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Number of reports in a file of last year; number of units of a roster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// Kind of each of the names: `draft`, `foreign` for drafts in a form that is not read, `other`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<&'static str>,
    /// Lines that are left out of a roster, a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub complaints: Vec<String>,
    /// Drafts about which the check of the folder found something, or had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<Vec<String>>,
    /// Name of a file to save, and whether it differs from what was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub save: Option<Save>,
}

/// A file to save.
#[derive(Debug, Serialize)]
pub struct Save {
    /// Its name.
    pub name: String,
    /// False where it is what was read.
    pub changed: bool,
}
