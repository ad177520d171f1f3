//! A draft at one version: its text, its effective settings, and its analysis and diagnostics once somebody asked.

use std::sync::{Arc, OnceLock};

use gaireport::analysis::{Analysis, analyze};
use gaireport::ide::Snapshot;
use gaireport::text::{Span, Text};
use ls_types::{Diagnostic, Position, Range, Uri};

use super::convert;
use super::editor::Editor;
use crate::drafts::scope::Scope;

/// A draft at one version. Answers are made from one of these, so that every position in them fits one text.
pub struct Revision {
    /// Its address.
    pub uri: Uri,
    /// The editor's number for it.
    pub version: i32,
    /// Its text.
    pub text: Text,
    /// Its effective settings.
    pub scope: Arc<Scope>,
    /// Who looks at it.
    pub editor: Arc<Editor>,
    reading: OnceLock<Reading>,
    /// Held by the one of several requests that has it read.
    reader: tokio::sync::Mutex<()>,
    diagnostics: OnceLock<Vec<Diagnostic>>,
}

/// The analysis of a text.
pub struct Reading {
    /// The text in one piece, for spans to refer to.
    pub source: String,
    /// Result of the analysis.
    pub analysis: Analysis,
}

impl Revision {
    /// A draft of which nothing is known yet.
    pub fn new(uri: Uri, version: i32, text: Text, scope: Arc<Scope>, editor: Arc<Editor>) -> Revision {
        Revision {
            uri,
            version,
            text,
            scope,
            editor,
            reading: OnceLock::new(),
            reader: tokio::sync::Mutex::default(),
            diagnostics: OnceLock::new(),
        }
    }

    /// The draft that this one becomes.
    pub fn next(&self, version: i32, text: Text, scope: Arc<Scope>) -> Revision {
        Revision::new(self.uri.clone(), version, text, scope, Arc::clone(&self.editor))
    }

    /// Returns its diagnostics, made once, by the first who asks.
    pub fn diagnostics(&self, make: impl FnOnce() -> Vec<Diagnostic>) -> &[Diagnostic] {
        self.diagnostics.get_or_init(make)
    }

    /// Returns its analysis, made once; whoever asks meanwhile waits.
    pub fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| {
            let source = self.text.whole();
            let analysis = analyze(&source, &self.scope.options);
            Reading { source, analysis }
        })
    }

    /// Has it read before several requests ask for that at once: those that wait here leave the threads to others.
    pub async fn read(&self) {
        if self.reading.get().is_none() {
            let _reader = self.reader.lock().await;
            self.reading();
        }
    }

    /// Snapshot from which the features of an editor are computed.
    pub fn snapshot(&self) -> Snapshot<'_> {
        let reading = self.reading();
        Snapshot {
            source: &reading.source,
            options: &self.scope.options,
            analysis: &reading.analysis,
            language: self.scope.language,
        }
    }

    /// A span as the editor counts it.
    pub fn range(&self, span: Span) -> Range {
        let position = |offset: u32| convert::position(self.text.place(offset as usize, self.editor.encoding));
        Range { start: position(span.start), end: position(span.end) }
    }

    /// The byte at a place of the editor's.
    pub fn offset(&self, position: Position) -> usize {
        self.text.offset(convert::place(position), self.editor.encoding)
    }

    /// The span of a range of the editor's.
    pub fn span(&self, range: Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }
}
