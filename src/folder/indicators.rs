//! Shares that are computed from a report's figures, exactly.

use super::sheet::{Figures, Sheet, Trust};
use crate::lexicon::units::units;
use crate::number::Decimal;

/// A share of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
}

impl Share {
    /// The share in percent, rounded half up to two places; `None` of nothing.
    pub fn percent(self) -> Option<Decimal> {
        let (part, whole) = (i128::from(self.part), i128::from(self.whole));
        if whole <= 0 {
            return None;
        }
        let mantissa = i64::try_from((part * 20_000 + whole).div_euclid(2 * whole)).ok()?;
        Some(Decimal { mantissa, scale: 2 })
    }
}

/// An indicator of a report: its Chinese name, and the share; `None` where a figure is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub share: Option<Share>,
}

/// The indicators of a report. They are derived: no report states them.
pub fn indicators(sheet: &Sheet) -> Vec<Indicator> {
    let names = &units().indicators;
    let requests = |rows: &[&str]| sum(sheet.table("requests")?, rows, "total");
    let review = |rows: &[&str], column: &str| sum(sheet.table("review")?, rows, column);
    let share = |part: Option<i64>, whole: Option<i64>| Some(Share { part: part?, whole: whole? });
    let suits = ["litigation_direct", "litigation_after_review"];
    let handled = requests(&["handled"]);
    let all = [
        (&names.disclosed, share(requests(&["granted", "partial"]), handled)),
        (&names.unavailable, share(requests(&["unavailable"]), handled)),
        (&names.carried_forward, share(requests(&["carried_forward"]), requests(&["new", "carried_over"]))),
        (&names.review_corrected, share(review(&["review"], "corrected"), review(&["review"], "total"))),
        (&names.litigation_corrected, share(review(&suits, "corrected"), review(&suits, "total"))),
    ];
    all.into_iter().map(|(name, share)| Indicator { name, share }).collect()
}

/// The sum over rows, named by id or by the group that the id begins with, in a column; `None` where a figure is in doubt.
fn sum(table: &Figures, names: &[&str], column: &str) -> Option<i64> {
    let rows = table.table()?.rows.iter().filter(|row| {
        let group = row.id.split('.').next().unwrap_or_default();
        names.contains(&row.id.as_str()) || names.contains(&group)
    });
    rows.map(|row| {
        let figure = table.named(&row.id, column).filter(|figure| figure.trust == Trust::Sound)?;
        figure.value.whole()
    })
    .try_fold(0_i64, |sum, figure| sum.checked_add(figure?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_once_and_exactly() {
        let percent = |part, whole| Share { part, whole }.percent().map(|percent| percent.to_string());
        assert_eq!(percent(1, 3).as_deref(), Some("33.33"));
        assert_eq!(percent(2, 3).as_deref(), Some("66.67"));
        assert_eq!(percent(1, 1).as_deref(), Some("100.00"));
        assert_eq!(percent(0, 7).as_deref(), Some("0.00"));
        assert_eq!(percent(1, 80_000).as_deref(), Some("0.00"));
        assert_eq!(percent(1, 20_000).as_deref(), Some("0.01"));
        assert_eq!(percent(3, 0), None);
        assert_eq!(percent(i64::MAX, i64::MAX).as_deref(), Some("100.00"));
    }
}
