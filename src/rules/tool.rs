//! Findings about the tool itself, made by the analysis around the rules and reported under these rules.

use crate::edit::Edit;
use crate::lint::{Context, Family, Finding, Message, Sink};
use crate::rules::RULES;
use crate::suppress::Suppression;
use crate::text::Span;

/// Found by the analysis, not by looking at a report.
pub fn found_elsewhere(_: &Context, _: &mut Sink) {}

/// Tells whether a suppression names a rule on folders: it may keep something quiet that one report does not show.
pub fn names_folder_rule(suppression: &Suppression) -> bool {
    let of_folder = |name: &str| RULES.iter().any(|rule| rule.id == name && rule.family == Family::Folder);
    suppression.rules.iter().any(|(name, _)| of_folder(name))
}

/// Reports a suppression that keeps nothing quiet.
pub fn unused_suppression(suppression: &Suppression) -> Finding {
    let message = || Finding::new(suppression.span, Message::new("message"));
    let removal = Edit { span: suppression.span, text: String::new() };
    unknown_rule(suppression).unwrap_or_else(message).safely(Message::new("fix"), vec![removal])
}

/// Reports the first rule named by a suppression that there is none of.
pub fn unknown_rule(suppression: &Suppression) -> Option<Finding> {
    let (name, span) = suppression.rules.iter().find(|(name, _)| !RULES.iter().any(|rule| rule.id == name))?;
    Some(Finding::new(*span, Message::new("message.unknown").with("rule", name.clone())))
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
