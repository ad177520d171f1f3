//! `--format letters`: a text file for every unit with findings, with what it is to change.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::anyhow;
use gaireport::language::Language;
use gaireport::render::letter;

use super::{Draft, Failure, LocatedFinding, Renderer, Units};
use crate::cli::escape::{visible, visible_lines, visible_path};
use crate::cli::messages;
use crate::cli::output::safe_name;
use crate::cli::tally::Tally;
use crate::drafts::writing::create;

/// Editors of older systems take a text that begins so for UTF-8.
const MARK: &str = "\u{FEFF}";
/// Names of files say this besides the unit. It also keeps them from being those of devices.
const NAMED: &str = "年报退改意见";

/// The letters of a run, kept until all names are known.
#[derive(Default)]
pub struct Letters {
    /// By file, or by unit where there is no file.
    letters: Mutex<BTreeMap<String, Letter>>,
}

struct Letter {
    unit: String,
    year: Option<u16>,
    words: String,
}

impl Letters {
    fn keep(&self, key: &str, letter: Letter) {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), letter);
    }

    /// Writes each letter into a file of its own, and returns their number. A file that is there stays as it is: somebody
    /// may have written on in it.
    pub fn write(&self, folder: &Path, speech: Language) -> anyhow::Result<usize> {
        let letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = HashSet::new();
        let files: Vec<(PathBuf, &Letter)> =
            letters.values().map(|letter| (folder.join(name(letter, &mut taken)), letter)).collect();
        if let Some((file, _)) = files.iter().find(|(file, _)| file.symlink_metadata().is_ok()) {
            return Err(anyhow!(messages::is_there(&visible_path(file), speech)));
        }
        for (file, letter) in &files {
            let text = format!("{MARK}{}", visible_lines(&letter.words).replace('\n', "\r\n"));
            create(file, text.as_bytes()).map_err(|error| {
                anyhow!(messages::no_output(&visible_path(file), &visible(&error.to_string()), speech))
            })?;
        }
        Ok(files.len())
    }
}

/// A name for a letter that no other of the run has, even where capitals do not count.
fn name(letter: &Letter, taken: &mut HashSet<String>) -> String {
    let year = letter.year.map_or_else(String::new, |year| year.to_string());
    let stem = format!("{}{year}{NAMED}", safe_name(&letter.unit));
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let free = std::iter::once(stem.clone()).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or(stem) + ".txt"
}

impl Renderer for Letters {
    fn draft(&self, draft: &Draft, _: &mut Vec<u8>) {
        let lines = draft.lines();
        let found: Vec<LocatedFinding> = draft.found(lines.as_ref()).collect();
        let Some(words) = letter::of_draft(draft, &found) else { return };
        let report = draft.analysis.reports.first();
        let unit = report.and_then(|report| report.organization.clone()).unwrap_or_else(|| stem(draft.path));
        self.keep(draft.path, Letter { unit, year: report.and_then(|report| report.year), words });
    }

    fn failure(&self, failure: Failure, _: &mut Vec<u8>) {
        self.keep(failure.path, Letter { unit: stem(failure.path), year: None, words: letter::of_failure(failure) });
    }

    fn missing(&self, units: &[Units], _: &mut Vec<u8>) {
        for (units, missing) in units.iter().flat_map(|units| units.missing.iter().map(move |missing| (units, missing)))
        {
            let words = letter::of_missing(missing, units.year);
            // No path holds this character.
            self.keep(&format!("\0{}", missing.unit), Letter { unit: missing.unit.clone(), year: units.year, words });
        }
    }

    fn tail(&self, _: &Tally, _: Option<&[Units]>, _: &mut Vec<u8>) {}
}

/// The name of a file without its ending.
fn stem(path: &str) -> String {
    Path::new(path).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}
