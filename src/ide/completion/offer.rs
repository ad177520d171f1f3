//! An offer on its way to the list: whether it goes with what is typed, and what it replaces.

use super::pinyin::initials;
use super::{Completion, CompletionKind, Scene};
use crate::edit::Edit;
use crate::report::fold::fold;
use crate::text::{LineEnd, Span};

/// Fewest letters that may stand inside the initials, not at their beginning.
const FEWEST_INSIDE: usize = 2;

/// The text of an offer, made once it is clear that it goes with what is typed.
pub struct Body {
    /// The text.
    pub text: String,
    /// The same with places to be filled in.
    pub snippet: Option<String>,
}

impl Body {
    /// A text with nothing to fill in.
    pub fn plain(text: impl Into<String>) -> Body {
        Body { text: text.into(), snippet: None }
    }
}

/// Something that may be written.
pub struct Offer<'o> {
    /// Text in the list.
    pub label: String,
    /// Text beside it in the list.
    pub detail: String,
    /// Its kind.
    pub kind: CompletionKind,
    /// By which words it is found; the label is always one.
    pub names: Vec<String>,
    /// Its place in the list: group, then order within it.
    pub rank: (u8, usize),
    /// Names it for its documentation.
    pub subject: String,
    /// The span to replace.
    pub replaced: Span,
    /// Its text.
    pub body: Box<dyn Fn() -> Body + 'o>,
}

impl Offer<'_> {
    /// Returns the offer as the list has it, with the line ends of the draft; `None` where it does not go with what is
    /// typed.
    pub fn finished(&self, scene: &Scene, line_end: LineEnd) -> Option<Completion> {
        let typed = self.replaced.of(scene.snapshot.source);
        let names: Vec<&str> =
            std::iter::once(self.label.as_str()).chain(self.names.iter().map(String::as_str)).collect();
        let filter = filter(typed, &names)?;
        let body = (self.body)();
        let text = line_end.write(&body.text).into_owned();
        if text == typed {
            return None;
        }
        Some(Completion {
            label: self.label.clone(),
            detail: self.detail.clone(),
            kind: self.kind,
            filter,
            sort: format!("{:02}{:03}", self.rank.0, self.rank.1),
            edit: Edit { span: self.replaced, text },
            snippet: body.snippet.map(|snippet| line_end.write(&snippet).into_owned()),
            subject: self.subject.clone(),
        })
    }
}

/// Builds the text that an editor compares with the typed text: first the name or initials that begin with it, then the
/// others. `None` if none of them matches the typed text.
fn filter(typed: &str, names: &[&str]) -> Option<String> {
    let letters: Vec<String> = names.iter().map(|name| initials(name)).collect();
    let all = || names.iter().copied().chain(letters.iter().map(String::as_str));
    if typed.is_empty() {
        return Some(all().collect::<Vec<_>>().join(" "));
    }
    let lower = typed.to_lowercase();
    let beginning = all().find(|words| words.starts_with(typed) || words.starts_with(&lower));
    let first = match beginning {
        Some(words) => words.to_owned(),
        None => {
            format!("{typed} {}", names.iter().zip(&letters).find(|pair| goes_with(typed, &lower, pair.0, pair.1))?.0)
        }
    };
    let rest = all().filter(|words| *words != first);
    Some(std::iter::once(first.as_str()).chain(rest).collect::<Vec<_>>().join(" "))
}

/// Returns whether the typed text begins a name, blanks and brackets aside, or its letters occur inside the initials.
fn goes_with(typed: &str, lower: &str, name: &str, letters: &str) -> bool {
    let folded = fold(typed);
    let inside = lower.is_ascii() && lower.len() >= FEWEST_INSIDE && letters.contains(lower);
    (!folded.is_empty() && fold(name).starts_with(&folded)) || inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_stands_first_in_the_filter() {
        let names = ["一、总体情况", "总体情况"];
        assert_eq!(filter("", &names).unwrap(), "一、总体情况 总体情况 yztqk ztqk");
        assert_eq!(filter("zt", &names).unwrap(), "ztqk 一、总体情况 总体情况 yztqk");
        assert_eq!(filter("总", &names).unwrap(), "总体情况 一、总体情况 yztqk ztqk");
        assert_eq!(filter("一.总", &names).unwrap(), "一.总 一、总体情况 一、总体情况 总体情况 yztqk ztqk");
        assert_eq!(filter("qk", &names).unwrap(), "qk 一、总体情况 一、总体情况 总体情况 yztqk ztqk");
        assert_eq!(filter("四", &names), None);
    }
}
