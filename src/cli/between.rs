//! Checks the reports of a call against each other, roster by roster, before any finding is printed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use anyhow::anyhow;
use gaireport::analysis::{Levels, Options, analyze};
use gaireport::dialect::Kind;
use gaireport::folder::{self, FolderOptions, Limits, Member, Roster, Sheet};
use gaireport::lint::{Finding, Severity};

use super::arguments::{Arguments, Fixing};
use super::escape::{visible, visible_path};
use super::fixed::final_text;
use super::messages;
use super::output::note;
use super::render::Units;
use super::sweep::{Opened, Sweep, shown};
use super::totals;
use crate::drafts::folder::{absolute, drafts_in, kind};
use crate::drafts::problem::{Problem, complaint_words};
use crate::drafts::roster::read_roster;
use crate::drafts::source::{read_file, source};

/// Findings between reports.
#[derive(Default)]
pub struct Between {
    /// By the file that they stand in, as it is shown: the text that they were found in, and they.
    findings: HashMap<String, (Arc<str>, Vec<Finding>)>,
    /// The units of each roster.
    pub units: Vec<Units>,
    /// The rosters that were read.
    pub rosters: Vec<PathBuf>,
}

/// A file as the checks between reports see it.
struct Read {
    roster: Option<PathBuf>,
    sheets: Vec<Sheet>,
    levels: Levels,
    modified: Option<u64>,
    previous: Option<PathBuf>,
}

impl Between {
    /// The findings of a file; none where it is no longer the text that was checked.
    pub fn of(&self, path: &str, text: &str) -> Vec<Finding> {
        let found = self.findings.get(path).filter(|(source, _)| **source == *text);
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
    for read in sweep.collect(|opened| read(sweep, opened, fixing)) {
        groups.entry(read.roster.clone()).or_default().push(read);
    }
    // A roster of which no unit has reported is a roster all the same.
    if let Some(roster) = &arguments.roster {
        groups.entry(Some(roster.clone())).or_default();
    }
    let mut between = Between::default();
    for (roster, reads) in groups.into_iter().filter(|(roster, _)| asked || roster.is_some()) {
        between.check(sweep, roster, &reads)?;
    }
    Ok(Some(between))
}

fn read(sweep: &Sweep, opened: &Opened, fixing: Fixing) -> Result<Read, Problem> {
    let source = source(opened.bytes)?;
    let options = source.options(&opened.scope.options);
    let text: Arc<str> = final_text(&source, &options, fixing).into();
    let analysis = analyze(&text, &options);
    let modified = std::fs::metadata(opened.path).and_then(|facts| facts.modified()).ok();
    Ok(Read {
        roster: sweep.scopes.roster(opened.path),
        sheets: folder::sheets(opened.shown, &text, &analysis),
        modified: modified.and_then(|time| Some(time.duration_since(UNIX_EPOCH).ok()?.as_secs())),
        previous: opened.scope.previous.clone(),
        levels: options.levels,
    })
}

impl Between {
    fn check(&mut self, sweep: &Sweep, path: Option<PathBuf>, reads: &[Read]) -> anyhow::Result<()> {
        let arguments = sweep.arguments;
        let roster = path.as_deref().map(|path| roster(path, arguments)).transpose()?;
        let levels = path.as_deref().map(|path| sweep.scopes.of(Some(path), Kind::Text, &[]).options.levels);
        let levels = levels.unwrap_or_default();
        let previous = if arguments.overlap { last_year(reads) } else { Vec::new() };
        let options = FolderOptions {
            roster: roster.as_ref(),
            year: arguments.year,
            levels: &levels,
            previous: &previous,
            roll_up: arguments.roll_up,
            overlap: arguments.overlap.then(Limits::default),
        };
        let members: Vec<Member> = reads.iter().flat_map(members).collect();
        let found = folder::check(&members, &options);
        for (member, findings) in members.iter().zip(found.findings) {
            let known = self.findings.entry(member.sheet.path.clone());
            known.or_insert_with(|| (Arc::clone(&member.sheet.source), Vec::new())).1.extend(findings);
        }
        if let Some(path) = path {
            self.units.push(Units {
                roster: name(&path),
                missing: found.missing,
                severity: found.missing_level.unwrap_or(Severity::Warning),
                count: found.units,
                language: arguments.language.unwrap_or(arguments.speech),
            });
            self.rosters.push(path);
        }
        arguments.written.as_deref().map_or(Ok(()), |path| totals::write(&members, &options, path, arguments))
    }
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

/// The name of a roster: from the folder worked in, if it lies below that.
fn name(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|folder| folder.canonicalize());
    let below = here.ok().and_then(|here| absolute(path).strip_prefix(here).ok().map(Path::to_owned));
    shown(below.as_deref().unwrap_or(path))
}

/// The reports of last year that the files are compared with.
fn last_year(reads: &[Read]) -> Vec<Sheet> {
    let paths: BTreeSet<&Path> = reads.iter().filter_map(|read| read.previous.as_deref()).collect();
    let files = paths.into_iter().flat_map(|path| if path.is_dir() { drafts_in(path) } else { vec![path.to_owned()] });
    // What cannot be read of a folder is passed over, as it is where figures are compared with last year's.
    files.filter_map(|file| sheets(&file).ok()).flatten().collect()
}

fn sheets(file: &Path) -> Result<Vec<Sheet>, Problem> {
    let mut bytes = Vec::new();
    read_file(file, &mut bytes)?;
    let source = source(&bytes)?;
    let text: Arc<str> = source.text.as_ref().into();
    let analysis = analyze(&text, &Options::new(source.kind(kind(file))));
    Ok(folder::sheets(&name(file), &text, &analysis))
}
