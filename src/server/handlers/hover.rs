//! `textDocument/hover`: what is to be known of the thing under the pointer.

use gaireport::ide::hover::hover;
use ls_types::{Hover, HoverContents, Position};

use crate::server::convert;
use crate::server::revision::Revision;

/// What is shown beside a place; `None` where there is nothing to say.
pub fn at(revision: &Revision, position: Position) -> Option<Hover> {
    let hover = hover(&revision.snapshot(), revision.offset(position))?;
    let contents = HoverContents::Markup(convert::markup(&revision.editor, hover.markdown));
    Some(Hover { contents, range: Some(revision.range(hover.span)) })
}
