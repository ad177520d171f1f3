//! The element that holds all others of a part: what its namespace is called, and whether it is the strict one.

use crate::package::Fault;
use crate::package::xml::{Step, attribute_named, walk};
use crate::text::Span;

/// Namespace of the text of Word.
pub(super) const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The outermost element of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Root {
    /// Its prefix with the colon; empty where it has none.
    pub(super) prefix: String,
    /// Its namespace.
    pub(super) namespace: String,
    /// Its first tag.
    tag: Span,
    /// Its last tag; empty where the first is the last.
    last: Span,
}

impl Root {
    /// Finds the root of a part.
    pub(super) fn of(xml: &str) -> Result<Root, Fault> {
        let (mut root, mut depth): (Option<Root>, usize) = (None, 0);
        walk(xml, &mut |step, span| {
            match step {
                Step::Open(element) => {
                    depth += 1;
                    if root.is_none() {
                        let name = element.name().as_ref().to_owned();
                        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
                        let declared = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
                        let namespace = attribute_named(element, &declared).unwrap_or_default();
                        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}:") };
                        root = Some(Root { prefix, namespace, tag: span, last: Span::default() });
                    }
                }
                Step::Close => {
                    depth = depth.saturating_sub(1);
                    if let (0, Some(root)) = (depth, &mut root) {
                        root.last = span;
                    }
                }
                Step::Text(_) => {}
            }
            Ok(())
        })?;
        root.ok_or(Fault::Malformed)
    }

    /// The root of a part of the same namespace that is still to be written.
    pub(super) fn fresh(namespace: String) -> Root {
        Root { prefix: "w:".to_owned(), namespace, tag: Span::default(), last: Span::default() }
    }

    /// Returns whether the part is of the strict variant of the format.
    pub(super) fn is_strict(&self) -> bool {
        self.namespace.contains("purl.oclc.org")
    }

    /// Returns the part with one more element at its end.
    pub(super) fn with_last(&self, xml: &str, element: &str) -> String {
        if !self.last.is_empty() {
            let at = self.last.start as usize;
            return format!("{}{element}{}", &xml[..at], &xml[at..]);
        }
        let tag = self.tag.of(xml).trim_end_matches('>').trim_end_matches('/');
        let name = tag.trim_start_matches('<').split_whitespace().next().unwrap_or_default();
        let (before, after) = (&xml[..self.tag.start as usize], &xml[self.tag.end as usize..]);
        format!("{before}{tag}>{element}</{name}>{after}")
    }
}
