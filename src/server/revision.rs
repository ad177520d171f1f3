//! A draft at one moment: its text, what holds for it, and what was found in it once somebody asked.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use gaireport::analysis::{Analysis, Before as Known, again, analyze};
use gaireport::ide::Snapshot;
use gaireport::text::{Span, Text};
use ls_types::{Position, Range, Uri};

use super::convert;
use super::editor::Editor;
use super::told::{LONG, Told};
use crate::drafts::scope::Scope;

/// A draft at one version. Answers are made from one of these, so that every position in them fits one text.
pub struct Revision {
    /// Its address.
    pub uri: Uri,
    /// The editor's number for it.
    pub version: i32,
    /// Its text.
    pub text: Text,
    /// What holds for it.
    pub scope: Arc<Scope>,
    /// Who looks at it.
    pub editor: Arc<Editor>,
    reading: OnceLock<Arc<Reading>>,
    /// Held by the one of several requests that has it read.
    reader: tokio::sync::Mutex<()>,
    told: OnceLock<Arc<Told>>,
    /// What was known of it last, until that is found anew.
    before: Mutex<Before>,
}

/// What is known of a draft as it was before it changed.
#[derive(Clone, Default)]
struct Before {
    /// What the editor was told.
    told: Option<Arc<Told>>,
    /// What was read, unless it is long: then what was found holds its reports.
    reading: Option<Arc<Reading>>,
}

/// What was found in a text.
pub struct Reading {
    /// The text in one piece, for spans to refer to.
    pub source: String,
    /// What was found.
    pub analysis: Analysis,
    /// How long that took.
    pub took: Duration,
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
            told: OnceLock::new(),
            before: Mutex::default(),
        }
    }

    /// The draft that this one becomes.
    pub fn next(&self, version: i32, text: Text, scope: Arc<Scope>) -> Revision {
        // In this order: what was found before is dropped only when there is something newer.
        let mut before = self.before().clone();
        before.told = self.told.get().map(Arc::clone).or(before.told);
        let short = |reading: &Arc<Reading>| reading.source.len() < LONG;
        before.reading = self.reading.get().map(Arc::clone).or(before.reading).filter(short);
        let next = Revision::new(self.uri.clone(), version, text, scope, Arc::clone(&self.editor));
        Revision { before: Mutex::new(before), ..next }
    }

    /// Returns what the editor is told of it, found once: what it was told before may help.
    pub fn told(&self, find: impl FnOnce(Option<&Told>) -> Told) -> &Arc<Told> {
        self.told.get_or_init(|| {
            let before = self.before().told.clone();
            Arc::new(find(before.as_deref()))
        })
    }

    /// Lets go of what was known before it, which takes a while: once the editor was told what is found in it.
    pub fn forget(&self) {
        let before = std::mem::take(&mut *self.before());
        drop(before);
    }

    fn before(&self) -> MutexGuard<'_, Before> {
        self.before.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is found in it. Worked out once; whoever asks meanwhile waits.
    pub fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| {
            let begun = Instant::now();
            let source = self.text.whole();
            let before = self.before().reading.clone();
            let analysis = match &before {
                Some(before) => {
                    let before = Known { source: &before.source, analysis: &before.analysis };
                    again(&source, &self.scope.options, before)
                }
                None => analyze(&source, &self.scope.options),
            };
            Arc::new(Reading { source, analysis, took: begun.elapsed() })
        })
    }

    /// Has it read before several requests ask for that at once: those that wait here leave the threads to others.
    pub async fn read(&self) {
        if self.reading.get().is_none() {
            let _reader = self.reader.lock().await;
            self.reading();
        }
    }

    /// What the features of an editor are made from.
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
        let (start, end) = self.text.places(span.start as usize, span.end as usize, self.editor.encoding);
        Range { start: convert::position(start), end: convert::position(end) }
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
