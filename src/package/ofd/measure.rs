//! Lengths of OFD in whole numbers: millionths of a millimetre, and where a matrix puts them.

use quick_xml::events::BytesStart;

use crate::package::xml::attribute;

/// A millimetre, or one, in millionths.
pub(super) const ONE: i64 = 1_000_000;

/// More than any page.
const MOST: i64 = 1_000_000 * ONE;

/// Steps between characters that one attribute may give.
const MOST_STEPS: usize = 100_000;

/// Reads a decimal as millionths.
pub(super) fn decimal(text: &str) -> Option<i64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
    if text.starts_with(['-', '+']) {
        return None;
    }
    let (text, power) = match text.split_once(['e', 'E']) {
        Some((text, power)) => (text, power.parse::<i32>().ok()?.clamp(-12, 12)),
        None => (text, 0),
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let mut value = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()?.checked_mul(ONE)? };
    let mut unit = ONE / 10;
    for digit in part.bytes() {
        value = value.checked_add(i64::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?) * unit)?;
        unit /= 10;
    }
    for _ in 0..power.unsigned_abs() {
        value = if power < 0 { value / 10 } else { value.checked_mul(10)? };
    }
    let value = value.clamp(-MOST, MOST);
    Some(if negative { -value } else { value })
}

/// Reads an attribute as a decimal.
pub(super) fn length(element: &BytesStart, name: &str) -> Option<i64> {
    decimal(attribute(element, name)?.trim())
}

/// Reads decimals between blanks.
pub(super) fn decimals(text: &str) -> Vec<i64> {
    text.split_whitespace().filter_map(decimal).collect()
}

/// Reads steps between characters: `g 3 1.5` is 1.5 three times.
pub(super) fn steps(text: &str) -> Vec<i64> {
    let (mut steps, mut words) = (Vec::new(), text.split_whitespace());
    while let Some(word) = words.next() {
        if word != "g" {
            steps.extend(decimal(word));
        } else {
            let times = words.next().and_then(|times| times.parse::<usize>().ok()).unwrap_or(0);
            let step = words.next().and_then(decimal).unwrap_or(0);
            steps.extend(std::iter::repeat_n(step, times.min(MOST_STEPS)));
        }
        if steps.len() > MOST_STEPS {
            break;
        }
    }
    steps
}

/// Map from the coordinates of an object to the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix([i64; 6]);

impl Matrix {
    /// The page itself.
    pub(super) const PAGE: Matrix = Matrix([ONE, 0, 0, ONE, 0, 0]);

    /// Returns the matrix of an object, within that of what holds it.
    pub(super) fn of(element: &BytesStart, outer: Matrix) -> Matrix {
        let own = attribute(element, "CTM").map(|matrix| decimals(&matrix)).unwrap_or_default();
        let [a, b, c, d, e, f] = own.first_chunk().copied().unwrap_or(Self::PAGE.0);
        let corner = attribute(element, "Boundary").map(|boundary| decimals(&boundary)).unwrap_or_default();
        let (x, y) = (corner.first().copied().unwrap_or(0), corner.get(1).copied().unwrap_or(0));
        let (x_axis, y_axis) = (outer.turned(a, b), outer.turned(c, d));
        let origin = outer.turned(e.saturating_add(x), f.saturating_add(y));
        let moved = (origin.0.saturating_add(outer.0[4]), origin.1.saturating_add(outer.0[5]));
        Matrix([x_axis.0, x_axis.1, y_axis.0, y_axis.1, moved.0, moved.1])
    }

    /// A distance, without the origin.
    fn turned(self, x: i64, y: i64) -> (i64, i64) {
        let [a, b, c, d, ..] = self.0.map(i128::from);
        let (x, y) = (i128::from(x), i128::from(y));
        let scaled = |value: i128| {
            let value = (value / i128::from(ONE)).clamp(-i128::from(MOST), i128::from(MOST));
            i64::try_from(value).unwrap_or(0)
        };
        (scaled(a * x + c * y), scaled(b * x + d * y))
    }

    /// A place on the page, in hundredths of a point.
    pub(super) fn at(self, x: i64, y: i64) -> (i32, i32) {
        let (x, y) = self.turned(x, y);
        (points(x.saturating_add(self.0[4])), points(y.saturating_add(self.0[5])))
    }
}

/// Millionths of a millimetre as hundredths of a point: 7,200 of these are 25.4 mm.
fn points(length: i64) -> i32 {
    i32::try_from(length.clamp(-MOST, MOST) * 72 / 254_000).unwrap_or(0).clamp(-10_000_000, 10_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_exactly() {
        let cases = [
            ("1", ONE),
            ("-0.5", -ONE / 2),
            (".25", ONE / 4),
            ("1.5E2", 150 * ONE),
            ("2e-3", 2000),
            ("1.2345678", 1_234_567),
        ];
        for (text, value) in cases {
            assert_eq!(decimal(text), Some(value), "{text}");
        }
        for text in ["", "x", "1.x", "--1", "99999999999999999999"] {
            assert_eq!(decimal(text).filter(|_| !text.is_empty()), None, "{text}");
        }
    }

    #[test]
    fn steps_may_be_counted() {
        assert_eq!(steps("1 g 2 0.5 3"), [ONE, ONE / 2, ONE / 2, 3 * ONE]);
        assert_eq!(steps("g 999999999 1").len(), MOST_STEPS);
    }

    #[test]
    fn an_inch_is_seventy_two_points() {
        assert_eq!(Matrix::PAGE.at(25_400_000, 0), (7200, 0));
    }
}
