//! `--baseline` and `--write-baseline`: findings that were there before are kept quiet, counted by file, rule and
//! fingerprint, so that they stay quiet when lines move and one more of them is heard.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use gaireport::analysis::Analysis;
use gaireport::language::Language;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::escape::visible_path;
use super::messages::{BaselineFault, broken_baseline};
use super::render::fingerprint::fingerprint;
use super::render::{Draft, Failure, Renderer, Units, write_all_json};
use super::tally::Tally;
use crate::drafts::source::read_file;

/// The version of the file; another is refused.
const VERSION: u64 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(rename = "version")]
    _version: u64,
    findings: Vec<Entry>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    rule: String,
    fingerprint: String,
    count: usize,
}

/// Number of equal findings in a file, by rule and fingerprint.
type Counts = HashMap<(String, String), usize>;

/// Findings recorded by an earlier run.
pub struct Baseline {
    folder: PathBuf,
    files: HashMap<String, Counts>,
}

/// Writes what is there now.
pub struct Writer {
    folder: PathBuf,
}

impl Baseline {
    /// Reads a baseline; the error is one sentence.
    pub fn load(path: &Path, speech: Language) -> Result<Baseline, String> {
        let broken = |why: &str| broken_baseline(&visible_path(path), why, speech);
        let mut bytes = Vec::new();
        read_file(path, &mut bytes).map_err(|problem| broken(&problem.words(speech)))?;
        let document = document(&bytes).map_err(|fault| broken(&fault.words(speech)))?;
        let mut files: HashMap<String, Counts> = HashMap::new();
        for entry in document.findings {
            let counts = files.entry(entry.path).or_default();
            let count = counts.entry((entry.rule, entry.fingerprint)).or_default();
            *count = count.saturating_add(entry.count);
        }
        Ok(Baseline { folder: folder_of(path), files })
    }

    /// Marks the findings of a draft that are not in the baseline, in order.
    pub fn fresh(&self, draft: &Draft) -> Vec<bool> {
        let mut left = self.files.get(&name(draft.path, &self.folder)).cloned().unwrap_or_default();
        let known = |left: &mut Counts, key: &(String, String)| {
            let count = left.get_mut(key).filter(|count| **count > 0);
            count.map(|count| *count -= 1).is_some()
        };
        keys(draft).map(|key| !known(&mut left, &key)).collect()
    }
}

/// Reads the text of a baseline, whatever mark an editor put before it.
fn document(bytes: &[u8]) -> Result<Document, BaselineFault> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(text).map_err(|_| BaselineFault::Syntax)?;
    match value.get("version").map(Value::as_u64) {
        Some(Some(version)) if version != VERSION => Err(BaselineFault::Version(version, VERSION)),
        Some(Some(_)) => Document::deserialize(value).map_err(|_| BaselineFault::Content),
        _ => Err(BaselineFault::Content),
    }
}

/// Keeps the findings that are marked.
pub fn retain(analysis: &mut Analysis, kept: &[bool]) {
    let mut kept = kept.iter();
    analysis.findings.retain(|_| kept.next().copied().unwrap_or(true));
}

impl Writer {
    /// Writes paths as they are seen from the baseline.
    pub fn new(path: &Path) -> Writer {
        Writer { folder: folder_of(path) }
    }
}

impl Renderer for Writer {
    fn head(&self) -> Cow<'static, str> {
        format!("{{\"version\":{VERSION},\"findings\":[\n").into()
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn draft(&self, draft: &Draft, out: &mut Vec<u8>) {
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        keys(draft).for_each(|key| *counts.entry(key).or_default() += 1);
        let path = name(draft.path, &self.folder);
        let entry = |((rule, fingerprint), count)| Entry { path: path.clone(), rule, fingerprint, count };
        write_all_json(counts.into_iter().map(entry), ",\n", out);
    }

    fn failure(&self, _: Failure, _: &mut Vec<u8>) {}

    /// A unit that has not reported yet stays due.
    fn missing(&self, _: &[Units], _: &mut Vec<u8>) {}

    fn tail(&self, _: &Tally, _: Option<&[Units]>, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\n]}\n");
    }
}

/// Rule and fingerprint of each finding.
fn keys<'d>(draft: &'d Draft) -> impl Iterator<Item = (String, String)> + 'd {
    let key = |finding| format!("{:032x}", fingerprint(draft, finding));
    draft.analysis.findings.iter().map(move |finding| (finding.rule.id.to_owned(), key(finding)))
}

/// The folder of a file, without links, as far as it is there.
fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// Returns the name of a draft in a baseline: its path relative to the folder, if it lies below that.
fn name(path: &str, folder: &Path) -> String {
    let below = Path::new(path).canonicalize().ok();
    let below = below.as_deref().and_then(|path| path.strip_prefix(folder).ok()).and_then(Path::to_str);
    below.map_or_else(|| path.to_owned(), |path| path.replace('\\', "/"))
}
