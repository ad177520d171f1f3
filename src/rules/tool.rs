//! What the tool says about itself. These are found by the analysis around the rules, which only lends them its rule.

use crate::edit::Edit;
use crate::lint::{Context, Family, Finding, Message, Sink};
use crate::rules::RULES;
use crate::suppress::Suppression;
use crate::text::Span;

/// Found by the analysis, not by looking at a report.
pub fn found_elsewhere(_: &Context, _: &mut Sink) {}

/// A suppression that names an unknown rule, or keeps nothing quiet. One that names a rule on folders may do so elsewhere.
pub fn unused_suppression(suppression: &Suppression, used: bool) -> Option<Finding> {
    let of_folder = |name: &str| RULES.iter().any(|rule| rule.id == name && rule.family == Family::Folder);
    let used = used || suppression.rules.iter().any(|(name, _)| of_folder(name));
    let unknown = suppression.rules.iter().find(|(name, _)| !RULES.iter().any(|rule| rule.id == name));
    let (span, message) = match unknown {
        Some((name, span)) => (*span, Message::new("message.unknown").with("rule", name.clone())),
        None if used => return None,
        None => (suppression.span, Message::new("message")),
    };
    let removal = Edit { span: suppression.span, text: String::new() };
    let edits = if unknown.is_some() && used { Vec::new() } else { vec![removal] };
    Some(Finding::new(span, message).safely(Message::new("fix"), edits))
}

/// More findings than a person will read: the rest are counted.
pub fn too_many_findings(span: Span, rest: usize) -> Finding {
    Finding::new(span, Message::new("message").with("count", rest.to_string()))
}

/// A rule that failed; the others went on.
pub fn internal_error(span: Span, rule: &str) -> Finding {
    Finding::new(span, Message::new("message").with("rule", rule))
}

/// A text that could not be read: nothing in it was checked.
pub fn unread(span: Span) -> Finding {
    Finding::new(span, Message::new("message.unread").with("rule", "report"))
}

/// A text over the limit, which is not analysed.
pub fn file_too_large(span: Span, limit: usize) -> Finding {
    Finding::new(span, Message::new("message").with("limit", (limit >> 20).to_string()))
}
