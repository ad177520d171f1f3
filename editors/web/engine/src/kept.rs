//! A draft that the page holds, and what is shown of it.

use std::path::Path;
use std::sync::Arc;

use gaireport::analysis::{Analysis, Levels, Options, analyze};
use gaireport::dialect::Kind;
use gaireport::folder::{Member, Sheet, sheets};
use gaireport::language::Language;
use gaireport::lint::Finding;
use gaireport::problem::Problem;
use gaireport::render::commented::{Tracked, commented};
use gaireport::render::tally::Tally;
use gaireport::render::wide::{self, Row};
use gaireport::render::{Draft, Failure, Renderer};
use gaireport::source::{Origin, names, source};

/// A file that was given to be checked.
pub struct Kept {
    /// Time of its last change, in seconds.
    modified: Option<u64>,
    /// Its text, or the reason that there is none.
    read: Result<Text, String>,
}

/// The text of a file.
struct Text {
    text: Arc<str>,
    origin: Origin,
    kind: Kind,
    sheets: Vec<Sheet>,
    /// Findings between it and other files.
    between: Vec<Finding>,
}

impl Kept {
    /// Reads a file and checks it.
    pub fn new(path: &str, modified: Option<u64>, bytes: &[u8], desk: &Options, language: Language) -> Kept {
        let read = read(path, bytes, desk).map_err(|problem| problem.words(language));
        Kept { modified, read }
    }

    /// Adds what a renderer makes of it, and returns its counts.
    pub fn render(
        &self,
        path: &str,
        desk: &Options,
        language: Language,
        renderer: &dyn Renderer,
        out: &mut Vec<u8>,
    ) -> Tally {
        let file = match &self.read {
            Ok(file) => file,
            Err(sentence) => {
                renderer.failure(Failure { path, sentence }, out);
                return Tally::failure();
            }
        };
        let analysis = file.analysis(desk);
        let (text, origin, kind) = (&*file.text, file.origin, file.kind);
        renderer.draft(&Draft { path, text, origin, kind, analysis: &analysis, language }, out);
        Tally::of(&analysis)
    }

    /// Returns whether there is no text of it.
    pub fn is_unread(&self) -> bool {
        self.read.is_err()
    }

    /// A Word file with a comment on each finding, of the bytes that were read.
    pub fn commented(
        &self,
        (path, bytes): (&str, &[u8]),
        desk: &Options,
        language: Language,
        tracked: Tracked,
    ) -> Option<Result<Vec<u8>, Problem>> {
        let file = self.read.as_ref().ok()?;
        let analysis = file.analysis(desk);
        let (text, origin, kind) = (&*file.text, file.origin, file.kind);
        let draft = Draft { path, text, origin, kind, analysis: &analysis, language };
        let options = Options { kind, ..desk.clone() };
        Some(commented(bytes, &draft, &options, tracked).map_err(Problem::Package))
    }

    /// Its reports, as the check of the folder sees them.
    pub fn members<'k>(&'k self, levels: &'k Levels) -> impl Iterator<Item = Member<'k>> {
        let sheets = self.read.as_ref().map_or(&[][..], |file| &file.sheets);
        sheets.iter().map(move |sheet| Member { sheet, levels, modified: self.modified })
    }

    /// Takes what was found between it and others. Returns whether that says anything else than before.
    pub fn set_between(&mut self, findings: Vec<Finding>) -> bool {
        let Ok(file) = &mut self.read else { return false };
        let changed = !(findings.is_empty() && file.between.is_empty());
        file.between = findings;
        changed
    }

    /// The rows of its figures.
    pub fn rows(&self, path: &str, desk: &Options) -> Vec<Row> {
        let rows = |file: &Text| wide::rows(path, &file.text, &file.analysis(desk));
        self.read.as_ref().map_or_else(|_| Vec::new(), rows)
    }
}

impl Text {
    fn analysis(&self, desk: &Options) -> Analysis {
        let mut analysis = analyze(&self.text, &Options { kind: self.kind, ..desk.clone() });
        if !self.between.is_empty() {
            analysis.findings.extend(self.between.iter().cloned());
            analysis.findings.sort_by_key(|finding| finding.span);
        }
        analysis
    }
}

fn read(path: &str, bytes: &[u8], desk: &Options) -> Result<Text, Problem> {
    let source = source(bytes)?;
    let kind = source.kind(names::kind(Path::new(path)));
    let text: Arc<str> = source.text.as_ref().into();
    let mut file = Text { origin: source.origin, text, kind, sheets: Vec::new(), between: Vec::new() };
    file.sheets = sheets(path, &file.text, &file.analysis(desk));
    Ok(file)
}
