//! What an editor is told of a draft, and how it recognises that nothing changed.

use std::hash::Hasher;
use std::sync::Arc;
use std::time::Instant;

use gaireport::analysis::{Placed, Volume};
use gaireport::text::Span;
use ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString};
use rustc_hash::FxHasher;

use super::convert::SOURCE;
use super::finding::diagnostic;
use super::revision::Revision;
use super::told::{LONG, Told};

/// Code of what is said about a configuration that cannot be used.
const CONFIGURATION: &str = "configuration";

/// Returns what an editor is told of a draft. Worked out once, and apart from the reading: of a long draft this is quicker.
pub fn of(revision: &Revision) -> &Arc<Told> {
    revision.told(|before| find(revision, before))
}

/// Finds everything to be said about a draft. What was found in it before helps where the draft is long.
fn find(revision: &Revision, before: Option<&Told>) -> Told {
    if let Some(problem) = &revision.scope.problem {
        // As on the command line: a draft whose configuration is broken is not checked, and that is said.
        let said = Diagnostic {
            range: revision.range(Span::default()),
            severity: Some(DiagnosticSeverity::ERROR),
            code: Some(NumberOrString::String(CONFIGURATION.to_owned())),
            source: Some(SOURCE.to_owned()),
            message: problem.words(revision.scope.language),
            ..Diagnostic::default()
        };
        return Told { diagnostics: vec![said], ..Told::default() };
    }
    if revision.scope.excluded {
        return Told::default();
    }
    if revision.text.len() >= LONG {
        return find_in_long(revision, before);
    }
    let reading = revision.reading();
    let diagnostics = reading.analysis.findings.iter().map(|finding| diagnostic(revision, finding)).collect();
    Told { diagnostics, took: reading.took, volume: None }
}

fn find_in_long(revision: &Revision, before: Option<&Told>) -> Told {
    let begun = Instant::now();
    let (source, options) = (revision.text.whole(), &revision.scope.options);
    let known = |before: &'_ Told| before.volume.as_ref().is_some_and(|(_, scope)| Arc::ptr_eq(scope, &revision.scope));
    let before = before.filter(|before| known(before));
    let (volume, diagnostics) = match before.and_then(|before| Some((&before.volume.as_ref()?.0, &before.diagnostics)))
    {
        Some((old, told)) => {
            let volume = old.again(source, options);
            let diagnostics = carry_over(revision, volume.findings(), old.findings(), told);
            (volume, diagnostics)
        }
        None => {
            let volume = Volume::read(source, options);
            let diagnostics = volume.findings().iter().map(|one| diagnostic(revision, &one.finding())).collect();
            (volume, diagnostics)
        }
    };
    Told { diagnostics, took: begun.elapsed(), volume: Some((volume, Arc::clone(&revision.scope))) }
}

/// What is to be said of findings, most of which are those that were `told` of before, at the start or at the end.
fn carry_over(revision: &Revision, now: &[Placed], then: &[Placed], told: &[Diagnostic]) -> Vec<Diagnostic> {
    let same = |(one, other): &(&Placed, &Placed)| Arc::ptr_eq(&one.finding, &other.finding);
    let start = now.iter().zip(then).take_while(same).count();
    let rest = now.len().min(then.len()) - start;
    let end = now.iter().rev().zip(then.iter().rev()).take(rest).take_while(same).count();
    let known = |index: usize| match () {
        () if index < start => Some(index),
        () if index >= now.len() - end => Some(index + then.len() - now.len()),
        () => None,
    };
    let one = |(index, placed): (usize, &Placed)| {
        let moved = known(index).and_then(|index| moved(revision, placed, told.get(index)?));
        moved.unwrap_or_else(|| diagnostic(revision, &placed.finding()))
    };
    now.iter().enumerate().map(one).collect()
}

/// What was told of a finding, at the line that it is on now: a report that did not change moves by whole lines.
fn moved(revision: &Revision, placed: &Placed, told: &Diagnostic) -> Option<Diagnostic> {
    let line = revision.text.line(placed.span().start as usize);
    let by = i64::from(line) - i64::from(told.range.start.line);
    let mut diagnostic = told.clone();
    let related = diagnostic.related_information.as_deref_mut().unwrap_or_default();
    // Places that could not be shown were left out: it is not known which.
    if revision.editor.related && related.len() != placed.finding.related.len() {
        return None;
    }
    let own = related.iter_mut().zip(&placed.finding.related).filter(|(_, related)| related.elsewhere.is_none());
    for range in own.map(|(place, _)| &mut place.location.range).chain([&mut diagnostic.range]) {
        for place in [&mut range.start, &mut range.end] {
            place.line = u32::try_from(i64::from(place.line) + by).ok()?;
        }
    }
    Some(diagnostic)
}

/// A name for these diagnostics: the same ones have the same.
pub fn result_id(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    hasher.write(&serde_json::to_vec(diagnostics).unwrap_or_default());
    format!("{:016x}", hasher.finish())
}
