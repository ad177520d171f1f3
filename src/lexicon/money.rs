//! Words by which headers and labels name the unit of an amount.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::number::is_blank;

/// The words of `lexicon/money.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// The unit of the format.
    pub due: String,
    /// The unit of which ten thousand make that one.
    pub small: String,
    /// Characters before `small` that make it a part of another word.
    not_after: String,
}

/// The words for units of money.
pub fn money() -> &'static Money {
    static MONEY: LazyLock<Money> =
        LazyLock::new(|| toml::from_str(include_str!("money.toml")).expect("a file of the program that a test reads"));
    &MONEY
}

impl Money {
    /// Returns whether a header or label names the unit of the format.
    pub fn is_due_in(&self, label: &str) -> bool {
        label.chars().filter(|character| !is_blank(*character)).collect::<String>().contains(&self.due)
    }

    /// Finds the smaller unit in a header or label: its last place as a word of its own.
    pub fn small_in(&self, label: &str) -> Option<usize> {
        let before = |at: usize| label[..at].chars().rev().find(|character| !is_blank(*character));
        let other = |at: usize| before(at).is_some_and(|last| self.not_after.contains(last));
        label.rmatch_indices(&self.small).map(|(at, _)| at).find(|&at| !other(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_a_word_of_its_own() {
        let small = |label| money().small_in(label);
        assert_eq!(small("本年收费金额（单位：元）"), Some("本年收费金额（单位：".len()));
        assert_eq!(small("收费金额（元，不含3单元）"), Some("收费金额（".len()));
        assert_eq!(small("本年收费金额（单位：万元）"), None);
        assert_eq!(small("本年收费金额（千元）"), None);
        assert_eq!(small("本年收费金额（单位：万\u{200b} 元）"), None);
        assert_eq!(small("本年收费金额"), None);
    }

    #[test]
    fn the_unit_of_the_format_is_seen_wherever_it_stands() {
        assert!(money().is_due_in("本年收费金额（万 元）") && !money().is_due_in("本年收费金额（元）"));
    }
}
