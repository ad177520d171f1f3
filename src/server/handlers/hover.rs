//! `textDocument/hover`: what is to be known of the thing under the pointer.

use gaireport::ide::hover::hover;
use ls_types::{Hover, HoverContents, Position};

use crate::server::convert;
use crate::server::revision::Revision;

/// Answers a hover request; `None` if there is nothing to show.
pub fn at(revision: &Revision, position: Position) -> Option<Hover> {
    let hover = hover(&revision.snapshot(), revision.offset(position))?;
    let contents = HoverContents::Markup(convert::markup(&revision.editor, hover.markdown));
    Some(Hover { contents, range: Some(revision.range(hover.span)) })
}
