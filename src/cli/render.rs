//! Forms of what is printed about drafts.

pub mod diff;
pub mod fingerprint;
mod github;
mod gitlab;
mod junit;
pub mod letters;
mod place;
mod quote;
mod rdjson;
mod sarif;
pub mod text;
mod way;

use std::path::Path;

pub use gaireport::render::{
    Draft, Failure, LocatedFinding, MISSING, Renderer, Units, address, write_all_json, write_json,
};
use gaireport::render::{html, json};

use super::arguments::{Arguments, Format};

/// The machine-readable forms, and the page, as the command line wants them.
pub fn renderer(format: Format, arguments: &Arguments) -> Option<Box<dyn Renderer>> {
    let Arguments { speech, fail_on, .. } = *arguments;
    let folder = || arguments.output.as_deref().and_then(Path::parent).map(Path::to_owned).unwrap_or_default();
    Some(match format {
        Format::Text | Format::Csv | Format::Letters | Format::Xlsx => return None,
        Format::Json => Box::new(json::Document),
        Format::JsonLines => Box::new(json::Lines),
        Format::Sarif => Box::new(sarif::Sarif::new(speech)),
        Format::GitHub => Box::new(github::GitHub { speech }),
        Format::GitLab => Box::new(gitlab::GitLab),
        Format::Junit => Box::new(junit::Junit { fail_on }),
        Format::RdJson => Box::new(rdjson::RdJson),
        Format::Html => Box::new(html::Html::new(speech, Box::new(way::from(folder())))),
    })
}

/// Address of a rule's page, if this build knows where the pages are published.
fn page_address(rule: &str) -> Option<String> {
    let repository = env!("CARGO_PKG_REPOSITORY");
    (!repository.is_empty()).then(|| format!("{repository}/blob/main/src/rules/pages/{rule}.md"))
}
