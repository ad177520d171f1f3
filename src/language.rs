//! The languages that people are addressed in, and messages before they are put into words.

/// Language of what a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 简体中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Calls the closure of this language; the other is not called.
    pub fn pick<T>(self, chinese: impl FnOnce() -> T, english: impl FnOnce() -> T) -> T {
        match self {
            Language::Chinese => chinese(),
            Language::English => english(),
        }
    }
}

/// Words of a finding or fix: which template of the rule's page, and what goes into its holes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Name of the template in the page: `message`, `message.blank`, `fix`, `fix.zeros`, …
    pub template: &'static str,
    /// Values for `{name}`.
    pub arguments: Vec<(&'static str, String)>,
}

impl Message {
    /// A message without arguments.
    pub fn new(template: &'static str) -> Self {
        Message { template, arguments: Vec::new() }
    }

    /// Fills one hole.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    /// Writes the arguments into the holes of the template's text. A brace inside a value never opens a hole, and a hole
    /// without a value stays as it is.
    pub fn fill(&self, template: &str) -> String {
        let values: usize = self.arguments.iter().map(|(_, value)| value.len()).sum();
        let mut words = String::with_capacity(template.len() + values);
        let mut rest = template;
        while let Some((before, (hole, after))) =
            rest.split_once('{').and_then(|(before, hole)| Some((before, hole.split_once('}')?)))
        {
            words.push_str(before);
            match self.arguments.iter().find(|(name, _)| *name == hole) {
                Some((_, value)) => words.push_str(value),
                None => words.extend(["{", hole, "}"]),
            }
            rest = after;
        }
        words.push_str(rest);
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brace_inside_a_value_opens_no_hole() {
        let message = Message::new("message").with("expected", "{actual}").with("actual", "5");
        assert_eq!(message.fill("应为 {expected}，实为 {actual}{more} {"), "应为 {actual}，实为 5{more} {");
        assert_eq!(message.fill(""), "");
    }
}
