//! Assigns reports to units and years.

use std::borrow::Cow;
use std::sync::Arc;

use super::roster::Roster;
use super::{FolderOptions, Member, Sheet, Sources};
use crate::report::Elsewhere;
use crate::text::{LineIndex, Span};

/// The reports of a folder by unit and year.
pub(super) struct Folder<'f> {
    pub(super) members: &'f [Member<'f>],
    pub(super) options: &'f FolderOptions<'f>,
    /// The units that are given, or those found.
    pub(super) roster: Cow<'f, Roster>,
    /// For each unit those whose reports it sums up.
    pub(super) below: Vec<Vec<usize>>,
    /// The unit of each member.
    pub(super) unit_of: Vec<Option<usize>>,
    /// The year of the reports that are due.
    pub(super) year: Option<u16>,
    /// For each unit its members of that year.
    pub(super) current: Vec<Vec<usize>>,
    /// For each unit its members of other years.
    pub(super) others: Vec<Vec<usize>>,
    /// For each unit its reports of the year before: members, and what is given besides.
    pub(super) last_year: Vec<Vec<&'f Sheet>>,
}

impl<'f> Folder<'f> {
    /// Assigns the members to the units.
    pub(super) fn new(members: &'f [Member<'f>], options: &'f FolderOptions<'f>) -> Self {
        let roster = options.roster.map_or_else(|| Cow::Owned(found(members)), Cow::Borrowed);
        let unit_of: Vec<Option<usize>> = members.iter().map(|member| unit(&roster, member.sheet)).collect();
        let year = options.year.or_else(|| roster.year()).or_else(|| commonest_year(members));
        let none = vec![Vec::new(); roster.units.len()];
        let (mut current, mut others, mut last_year) = (none.clone(), none, vec![Vec::new(); roster.units.len()]);
        for (index, member) in members.iter().enumerate() {
            let Some(unit) = unit_of[index] else { continue };
            let of_year = member.sheet.year.is_none() || member.sheet.year == year;
            let known = if of_year { &mut current } else { &mut others };
            known[unit].push(index);
        }
        let before = |sheet: &Sheet| sheet.year.zip(year).is_some_and(|(own, year)| own + 1 == year);
        let known = members.iter().map(|member| member.sheet).chain(options.previous);
        for sheet in known.filter(|sheet| before(sheet)) {
            if let Some(unit) = unit(&roster, sheet) {
                last_year[unit].push(sheet);
            }
        }
        let below = roster.below();
        Folder { members, options, roster, below, unit_of, year, current, others, last_year }
    }

    /// Tells whether the reports belong together: a roster lists them, or one of them sums up others. Any other folder may hold
    /// versions of one report, or reports of no one office.
    pub(super) fn belongs_together(&self) -> bool {
        let sums_up = |unit: usize| !self.below[unit].is_empty() && self.report_of(unit).is_some();
        self.options.roster.is_some() || (0..self.roster.units.len()).any(sums_up)
    }

    /// Tells whether last year's reports are kept beside this year's: then one of them is no late report.
    pub(super) fn holds_last_year(&self) -> bool {
        let both =
            |unit: &usize| !self.current[*unit].is_empty() && self.others[*unit].iter().any(|&m| self.is_last_year(m));
        let present = self.current.iter().filter(|members| !members.is_empty()).count();
        let both = (0..self.current.len()).filter(both).count();
        both > 1 && 2 * both >= present
    }

    fn is_last_year(&self, member: usize) -> bool {
        self.members[member].sheet.year.zip(self.year).is_some_and(|(own, year)| own + 1 == year)
    }

    /// The member whose figures and words count for a unit: the newest of the year.
    pub(super) fn report_of(&self, unit: usize) -> Option<usize> {
        self.current.get(unit)?.iter().copied().max_by_key(|&member| (self.age(member), std::cmp::Reverse(member)))
    }

    /// The text that the places of a sheet refer to; empty where nobody has it.
    pub(super) fn source(&self, sheet: &Sheet) -> Arc<str> {
        match self.options.sources {
            Some(Sources(of)) if sheet.source.is_empty() => of(&sheet.path).unwrap_or_default(),
            _ => Arc::clone(&sheet.source),
        }
    }

    /// A place in the file of a sheet.
    pub(super) fn place(&self, sheet: &Sheet, span: Span) -> Elsewhere {
        let source = self.source(sheet);
        let index = LineIndex::new(&source);
        let (start, end) = (index.position(&source, span.start), index.position(&source, span.end));
        Elsewhere { path: sheet.path.as_str().into(), span, start, end, words: None }
    }

    /// Returns the age of a report as far as it is known; the later, the greater.
    pub(super) fn age(&self, member: usize) -> (Option<u64>, Option<(u16, u8, u8)>) {
        (self.members[member].modified, self.members[member].sheet.signed)
    }
}

/// The units that the members name.
fn found(members: &[Member]) -> Roster {
    Roster::found(members.iter().filter_map(|member| member.sheet.organization.as_deref()))
}

/// The unit of a report: by its organ, or else by the name of its file.
fn unit(roster: &Roster, sheet: &Sheet) -> Option<usize> {
    match &sheet.organization {
        Some(organization) => roster.find(organization),
        None => roster.find_in_path(&sheet.path),
    }
}

/// The latest year that many of the reports are of: a folder may keep last year's beside them, and one may name its year
/// wrongly.
fn commonest_year(members: &[Member]) -> Option<u16> {
    const MANY: usize = 3;
    let years: Vec<u16> = members.iter().filter_map(|member| member.sheet.year).collect();
    let count = |year: u16| years.iter().filter(|other| **other == year).count();
    let mut distinct = years.clone();
    distinct.sort_unstable();
    distinct.dedup();
    distinct.into_iter().rev().find(|year| MANY * count(*year) >= years.len())
}
