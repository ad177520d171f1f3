//! Fixes the text of a file as the call asks, in memory.

use std::borrow::Cow;

use gaireport::analysis::Options;
use gaireport::fixing;

use super::arguments::Fixing;
use crate::drafts::source::Source;

/// The text of a file once what is to be fixed is fixed; that of a package stays as it is.
pub fn final_text<'s>(source: &'s Source, options: &Options, fixing: Fixing) -> Cow<'s, str> {
    match fixing {
        Fixing::Write(most) | Fixing::Diff(most) if source.origin.package().is_none() => {
            fixing::fix(&source.text, options, most).into()
        }
        _ => Cow::Borrowed(&source.text),
    }
}
