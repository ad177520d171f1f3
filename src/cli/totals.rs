//! `--roll-up --write`: drafts of governments whose figures are the sums of the units below them.

use std::path::Path;

use anyhow::{anyhow, bail};
use gaireport::compose::Target;
use gaireport::folder::draft::{ParentDraft, drafts};
use gaireport::folder::{FolderOptions, Member};

use super::arguments::{Arguments, TARGETS};
use super::escape::{visible, visible_path};
use super::messages::{self, pick};
use super::output::{note, safe_name};
use crate::drafts::writing::create;

/// Writes the draft of every government into a folder, or that of the only one into a file. Files that are there already
/// stay as they are: somebody may have written on in them.
pub fn write(members: &[Member], options: &FolderOptions, path: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    let speech = arguments.speech;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let target = TARGETS.iter().find(|(name, _)| *name == ending && !path.is_dir()).map(|(_, target)| *target);
    let all = drafts(members, options, target.unwrap_or(Target::Markdown));
    if all.is_empty() {
        bail!("{}", pick(speech, "没有可汇总的下级单位", "there are no units to sum up"));
    }
    let one = matches!(all[..], [_]) && target.is_some();
    if !one && target.is_some() {
        bail!(
            "{}",
            pick(speech, "上级单位不止一个，--write 须指定文件夹", "several governments: --write needs a folder")
        );
    }
    for draft in &all {
        let file = if one { path.to_owned() } else { path.join(file_name(draft)) };
        create(&file, draft.text.as_bytes()).map_err(|error| {
            anyhow!(messages::no_output(&visible_path(&file), &visible(&error.to_string()), speech))
        })?;
        if !arguments.quiet {
            note(&messages::draft_written(&visible_path(&file), &draft.absent, speech));
        }
    }
    Ok(())
}

/// A name for the file of a draft that every system takes.
fn file_name(draft: &ParentDraft) -> String {
    format!("{}{}.md", safe_name(&draft.unit), draft.year)
}
