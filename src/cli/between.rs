//! Checks the reports of a call against each other, roster by roster, before any finding is printed.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use anyhow::anyhow;
use gaireport::analysis::{Levels, Options, analyze};
use gaireport::dialect::Kind;
use gaireport::folder::{self, FolderOptions, Limits, Member, Roster, Sheet, Sources};
use gaireport::lint::{Finding, Severity};
use xxhash_rust::xxh3::xxh3_128;

use super::arguments::{Arguments, Fixing};
use super::escape::{visible, visible_path};
use super::fixed::final_text;
use super::messages;
use super::output::note;
use super::render::Units;
use super::sweep::{Opened, Sweep, shown};
use super::totals;
use crate::drafts::between::{files_of_last_year, sheets_of};
use crate::drafts::folder::{absolute, kind};
use crate::drafts::problem::{Problem, complaint_words};
use crate::drafts::roster::read_roster;
use crate::drafts::source::{read_file, source};

/// Findings between reports.
#[derive(Default)]
pub struct Between {
    /// By the file that they stand in, as it is shown: the hash of the text that they were found in, and they.
    findings: HashMap<String, (u128, Vec<Finding>)>,
    /// The units of each roster.
    pub units: Vec<Units>,
    /// The rosters that were read.
    pub rosters: Vec<PathBuf>,
}

/// A file as the checks between reports see it.
struct Read {
    roster: Option<PathBuf>,
    /// Its name as it is shown.
    shown: String,
    sheets: Vec<Sheet>,
    /// The hash of the text.
    hash: u128,
    levels: Levels,
    modified: Option<u64>,
    previous: Option<PathBuf>,
}

impl Between {
    /// The findings of a file; none where it is no longer the text that was checked.
    pub fn of(&self, path: &str, text: &str) -> Vec<Finding> {
        let found = self.findings.get(path).filter(|(hash, _)| *hash == xxh3_128(text.as_bytes()));
        found.map(|(_, findings)| findings.clone()).unwrap_or_default()
    }
}

/// Checks the reports of each roster together; without one only where the call asks for sums or copied words. `None` where
/// nothing is compared.
pub fn find(sweep: &Sweep, fixing: Fixing) -> anyhow::Result<Option<Between>> {
    let Sweep { arguments, files, scopes } = *sweep;
    let asked = arguments.roll_up || arguments.overlap;
    if !asked && !files.entries.iter().any(|entry| scopes.roster(&entry.path).is_some()) {
        return Ok(None);
    }
    let mut groups: BTreeMap<Option<PathBuf>, Vec<Read>> = BTreeMap::new();
    let needed = needed_levels();
    for read in sweep.collect(|opened| read(sweep, opened, fixing, &needed)) {
        groups.entry(read.roster.clone()).or_default().push(read);
    }
    // A roster of which no unit has reported is a roster all the same.
    if let Some(roster) = &arguments.roster {
        groups.entry(Some(roster.clone())).or_default();
    }
    let texts = Texts { sweep, fixing, known: RefCell::default() };
    let mut between = Between::default();
    for (roster, reads) in groups.into_iter().filter(|(roster, _)| asked || roster.is_some()) {
        between.check(&texts, roster, &reads)?;
    }
    Ok(Some(between))
}

fn read(sweep: &Sweep, opened: &Opened, fixing: Fixing, needed: &Levels) -> Result<Read, Problem> {
    let source = source(opened.bytes)?;
    let options = source.options(&opened.scope.options);
    let text: Arc<str> = final_text(&source, &options, fixing).into();
    let analysis = analyze(&text, &Options { levels: needed.clone(), ..options.clone() });
    let modified = std::fs::metadata(opened.path).and_then(|facts| facts.modified()).ok();
    Ok(Read {
        roster: sweep.scopes.roster(opened.path),
        shown: opened.shown.to_owned(),
        sheets: without_sources(folder::sheets(opened.shown, &text, &analysis)),
        hash: xxh3_128(text.as_bytes()),
        modified: modified.and_then(|time| Some(time.duration_since(UNIX_EPOCH).ok()?.as_secs())),
        previous: opened.scope.previous.clone(),
        levels: options.levels,
    })
}

/// Leaves the texts out: they are most of what there is of a folder.
fn without_sources(mut sheets: Vec<Sheet>) -> Vec<Sheet> {
    sheets.iter_mut().for_each(|sheet| sheet.source = Arc::default());
    sheets
}

/// The texts of files as they were read, for the few that are shown beside another. Each is read once more.
struct Texts<'s> {
    sweep: &'s Sweep<'s>,
    fixing: Fixing,
    known: RefCell<HashMap<String, Option<Arc<str>>>>,
}

impl Texts<'_> {
    fn of(&self, shown: &str) -> Option<Arc<str>> {
        let known = self.known.borrow().get(shown).cloned();
        known.unwrap_or_else(|| {
            let text = self.read(shown);
            self.known.borrow_mut().insert(shown.to_owned(), text.clone());
            text
        })
    }

    fn read(&self, shown: &str) -> Option<Arc<str>> {
        let path = Path::new(shown);
        let mut bytes = Vec::new();
        read_file(path, &mut bytes).ok()?;
        let source = source(&bytes).ok()?;
        let options = source.options(&self.sweep.scopes.of(Some(path), kind(path), &[]).options);
        Some(final_text(&source, &options, self.fixing).into())
    }
}

/// The rules that run where a report is read for the folder: what the others find is looked for once, later.
fn needed_levels() -> Levels {
    let mut levels = Levels::default();
    levels.select(&folder::NEEDED_RULES.map(str::to_owned));
    levels
}

impl Between {
    fn check(&mut self, texts: &Texts, path: Option<PathBuf>, reads: &[Read]) -> anyhow::Result<()> {
        let sweep = texts.sweep;
        let arguments = sweep.arguments;
        let roster = path.as_deref().map(|path| roster(path, arguments)).transpose()?;
        let levels = path.as_deref().map(|path| sweep.scopes.of(Some(path), Kind::Text, &[]).options.levels);
        let levels = levels.unwrap_or_default();
        let before = reads.iter().filter(|_| arguments.overlap).filter_map(|read| read.previous.as_deref());
        // What cannot be read of a folder is passed over, as it is where figures are compared with last year's.
        let previous: Vec<Sheet> = files_of_last_year(before.collect())
            .filter_map(|file| sheets_of(&file, &name(&file)).ok())
            .flatten()
            .collect();
        let unread = unread(sweep, path.as_deref(), reads);
        let options = FolderOptions {
            roster: roster.as_ref(),
            unread: &unread,
            year: arguments.year,
            levels: &levels,
            previous: &previous,
            roll_up: arguments.roll_up,
            overlap: arguments.overlap.then(|| limits(sweep, path.as_deref())),
            sources: Some(Sources(&|shown| texts.of(shown))),
        };
        let members: Vec<Member> = reads.iter().flat_map(members).collect();
        let found = folder::check(&members, &options);
        let hashes = reads.iter().flat_map(|read| read.sheets.iter().map(|_| read.hash));
        let found_in = members.iter().zip(hashes).zip(found.findings).filter(|(_, findings)| !findings.is_empty());
        for ((member, hash), findings) in found_in {
            let known = self.findings.entry(member.sheet.path.clone());
            known.or_insert_with(|| (hash, Vec::new())).1.extend(findings);
        }
        if let Some(path) = path {
            self.units.push(Units {
                roster: name(&path),
                missing: found.missing,
                severity: found.missing_level.unwrap_or(Severity::Warning),
                count: found.units,
                year: found.year,
                language: arguments.language.unwrap_or(arguments.speech),
            });
            self.rosters.push(path);
        }
        arguments.written.as_deref().map_or(Ok(()), |path| totals::write(&members, &options, path, arguments))
    }
}

/// The files beside these that belong to the same roster and could not be read.
fn unread(sweep: &Sweep, roster: Option<&Path>, reads: &[Read]) -> Vec<String> {
    let known: HashSet<&str> = reads.iter().map(|read| read.shown.as_str()).collect();
    let entries = sweep.files.entries.iter().filter(|entry| sweep.scopes.roster(&entry.path).as_deref() == roster);
    let passed = |path: &Path| sweep.scopes.of(Some(path), kind(path), &[]).excluded;
    let names = entries.filter(|entry| !passed(&entry.path)).map(|entry| shown(&entry.path));
    names.filter(|name| !known.contains(name.as_str())).collect()
}

fn members(read: &Read) -> impl Iterator<Item = Member<'_>> {
    read.sheets.iter().map(|sheet| Member { sheet, levels: &read.levels, modified: read.modified })
}

/// Reads a roster, and says which of its lines are left out.
pub fn roster(path: &Path, arguments: &Arguments) -> anyhow::Result<Roster> {
    let speech = arguments.speech;
    let broken =
        |problem: Problem| anyhow!(messages::broken_roster(&visible_path(path), &problem.words(speech), speech));
    let (roster, complaints) = read_roster(path).map_err(broken)?;
    for complaint in complaints.iter().filter(|_| !arguments.quiet) {
        let words = complaint_words(complaint, speech);
        note(&messages::broken_roster(&visible_path(path), &visible(&words), speech));
    }
    Ok(roster)
}

/// The limits of likeness that are configured where the roster lies, or else for the first file.
fn limits(sweep: &Sweep, roster: Option<&Path>) -> Limits {
    let first = || sweep.files.entries.first().map(|entry| entry.path.as_path());
    roster.or_else(first).map_or_else(Limits::default, |path| sweep.scopes.overlap(path))
}

/// The name of a roster: from the folder worked in, if it lies below that.
fn name(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|folder| folder.canonicalize());
    let below = here.ok().and_then(|here| absolute(path).strip_prefix(here).ok().map(Path::to_owned));
    shown(below.as_deref().unwrap_or(path))
}
