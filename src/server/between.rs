//! Findings between the reports of the open folders: looked for aside, a while after the last change, and kept with what
//! holds for each draft.
//!
//! A report is read again only where its file or its text in the editor is another than before, so that a change of one
//! costs little more than that one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use gaireport::analysis::Levels;
use gaireport::dialect::Kind;
use gaireport::folder::{self, FolderOptions, Member, Sheet};
use gaireport::lint::Finding;
use tokio::time::sleep;
use xxhash_rust::xxh3::xxh3_128;

use super::comparison::{Kept, Key};
use super::files::Stamp;
use super::revision::Revision;
use super::session::Session;
use super::workspace::{self, Draft};
use super::{address, requests};
use crate::drafts::between::{Between, Found, files_of_last_year, sheets_of};
use crate::drafts::folder::{absolute, kind};
use crate::drafts::roster::read_roster;
use crate::drafts::scope::Scope;

/// Idle time after which reports are compared again.
const PAUSE: Duration = Duration::from_millis(400);
/// Reports up to which they are compared: one office has no more of them.
const MOST_FILES: usize = 5000;

/// The reports of a file.
struct Read {
    path: PathBuf,
    sheets: Arc<[Sheet]>,
    levels: Levels,
    previous: Option<PathBuf>,
}

/// Compares the reports unless something changes in the next moment.
pub async fn soon(session: Arc<Session>) {
    let number = session.comparison.ask();
    sleep(PAUSE).await;
    if session.comparison.is_newest(number) {
        now(&session).await;
    }
}

/// Compares the reports, roster by roster, and has drafts looked at anew of which something else is said now. Returns the
/// names of the units without a report.
pub async fn now(session: &Session) -> Vec<String> {
    let mut kept = session.comparison.kept.lock().await;
    let groups = read_all(session, &mut kept).await;
    let (mut between, mut missing) = (Between::new(), Vec::new());
    for (roster, group) in &groups {
        compare(session, (roster, group), &mut kept, &mut between, &mut missing);
        tokio::task::yield_now().await;
    }
    kept.forget_others();
    if session.take_between(between) {
        requests::refresh(&session.client, &session.editor()).await;
    }
    for base in groups.keys().filter_map(|roster| roster.parent()) {
        session.watch(vec![base.to_owned()]).await;
    }
    missing
}

/// The drafts of a roster.
#[derive(Default)]
struct Group {
    reads: Vec<Read>,
    /// Names of files that cannot be read: the units of these did report.
    unread: Vec<String>,
}

/// The drafts of each roster.
async fn read_all(session: &Session, kept: &mut Kept) -> BTreeMap<PathBuf, Group> {
    let mut groups: BTreeMap<PathBuf, Group> = BTreeMap::new();
    if !has_roster(session) {
        return groups;
    }
    for draft in workspace::drafts(session).iter().take(MOST_FILES) {
        let Some(path) = path_of(draft) else { continue };
        let Some(roster) = session.scopes.roster(&path) else { continue };
        let scope = session.scopes.of(Some(&path), kind(&path), &[]);
        if scope.excluded || scope.problem.is_some() {
            continue;
        }
        let group = groups.entry(roster.clone()).or_default();
        match read(session, draft, (&path, &roster), (&scope, kept)) {
            Some(read) => group.reads.push(read),
            None => group.unread.push(shown(&path, &roster)),
        }
        // Between two drafts others get their turn.
        tokio::task::yield_now().await;
    }
    // Of two alike reports the later is spoken of, whichever of them is open.
    groups.values_mut().for_each(|group| group.reads.sort_by(|one, other| one.path.cmp(&other.path)));
    groups
}

/// Tells whether a roster holds for an open folder or an open draft.
fn has_roster(session: &Session) -> bool {
    let folders: Vec<PathBuf> = session.folders().iter().map(|folder| absolute(folder).join("_")).collect();
    let drafts = session.documents.all();
    let open = drafts.iter().filter_map(|revision| address::path(&revision.uri)).map(|path| absolute(&path));
    folders.into_iter().chain(open).any(|path| session.scopes.roster(&path).is_some())
}

fn path_of(draft: &Draft) -> Option<PathBuf> {
    match draft {
        Draft::Open(revision) => address::path(&revision.uri).map(|path| absolute(&path)),
        Draft::File(path) => Some(absolute(path)),
    }
}

/// The reports of a draft; `None` where it cannot be read.
fn read(
    session: &Session,
    draft: &Draft,
    (path, roster): (&Path, &Path),
    (scope, kept): (&Scope, &mut Kept),
) -> Option<Read> {
    let given = (scope.options.edition, scope.options.year);
    let key = match draft {
        Draft::Open(revision) => Key::Text(xxh3_128(revision.text.whole().as_bytes()), given),
        Draft::File(path) => Key::File(Stamp::of(path)?, given),
    };
    let make = || match draft {
        Draft::Open(revision) => Some(sheets(revision, &shown(path, roster))),
        Draft::File(file) => {
            let revision = workspace::read(session, file, address::of(file)?)?;
            Some(sheets(&revision, &shown(path, roster)))
        }
    };
    let sheets = kept.sheets(path, key, make)?;
    Some(Read { path: path.to_owned(), sheets, levels: scope.options.levels.clone(), previous: scope.previous.clone() })
}

fn sheets(revision: &Revision, shown: &str) -> Arc<[Sheet]> {
    let reading = revision.reading();
    folder::sheets(shown, &Arc::from(reading.source.as_str()), &reading.analysis).into()
}

/// The path from the roster's folder, as messages name it.
fn shown(path: &Path, roster: &Path) -> String {
    let base = roster.parent().unwrap_or(roster);
    path.strip_prefix(base).unwrap_or(path).to_string_lossy().into_owned()
}

/// The sheets of last year's reports.
fn last_year(reads: &[Read], kept: &mut Kept) -> Vec<Sheet> {
    let paths: BTreeSet<&Path> = reads.iter().filter_map(|read| read.previous.as_deref()).collect();
    let mut all = Vec::new();
    for file in files_of_last_year(paths).take(MOST_FILES) {
        let Some(stamp) = Stamp::of(&file) else { continue };
        let make = || sheets_of(&file, &file.to_string_lossy()).ok().map(Arc::from);
        let sheets = kept.sheets(&file, Key::File(stamp, (None, None)), make);
        all.extend(sheets.iter().flat_map(|sheets| sheets.iter().cloned()));
    }
    all
}

fn compare(
    session: &Session,
    (roster, Group { reads, unread }): (&Path, &Group),
    kept: &mut Kept,
    between: &mut Between,
    missing: &mut Vec<String>,
) {
    // A roster that cannot be read is told of on the command line; an editor shows the drafts without it.
    let Ok((units, _)) = read_roster(roster) else { return };
    let levels = session.scopes.of(Some(roster), Kind::Text, &[]).options.levels;
    let previous = last_year(reads, kept);
    let options = FolderOptions {
        roster: Some(&units),
        previous: &previous,
        unread,
        roll_up: true,
        overlap: Some(session.scopes.overlap(roster)),
        ..FolderOptions::new(&levels)
    };
    let files: Vec<(&Read, &Sheet)> =
        reads.iter().flat_map(|read| read.sheets.iter().map(move |sheet| (read, sheet))).collect();
    let members: Vec<Member> = files.iter().map(|(read, sheet)| member(read, sheet)).collect();
    let found = folder::check(&members, &options);
    let mut by_file: BTreeMap<&Path, (&Sheet, Vec<Finding>)> = BTreeMap::new();
    for ((read, sheet), findings) in files.iter().zip(found.findings).filter(|(_, findings)| !findings.is_empty()) {
        by_file.entry(&read.path).or_insert_with(|| (sheet, Vec::new())).1.extend(findings);
    }
    let base = roster.parent().unwrap_or(roster);
    between.extend(by_file.into_iter().map(|(path, (sheet, findings))| {
        (path.to_owned(), Arc::new(Found::new(base.to_owned(), &sheet.source, findings)))
    }));
    missing.extend(found.missing.into_iter().map(|missing| missing.unit));
}

fn member<'r>(read: &'r Read, sheet: &'r Sheet) -> Member<'r> {
    let modified = read.path.metadata().and_then(|facts| facts.modified()).ok();
    let modified = modified.and_then(|time| Some(time.duration_since(UNIX_EPOCH).ok()?.as_secs()));
    Member { sheet, levels: &read.levels, modified }
}
