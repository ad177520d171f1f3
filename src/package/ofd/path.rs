//! Paths of OFD, as far as they may be lines of a table.

use super::measure::{Matrix, decimal};
use crate::package::layout::Ruling;

/// Thickest filled area that is taken for a line, in hundredths of a point.
const THICKEST: i32 = 300;

/// Strokes and fills of a path.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Drawing {
    pub(super) strokes: bool,
    pub(super) fills: bool,
}

/// Returns the straight lines of a path.
pub(super) fn rulings(data: &str, matrix: Matrix, drawing: Drawing) -> Vec<Ruling> {
    let (mut points, mut lines) = (Vec::new(), Vec::new());
    let (mut now, mut start) = ((0, 0), (0, 0));
    let mut words = data.split_whitespace();
    while let Some(word) = words.next() {
        let mut point = |behind: usize| {
            let mut numbers = words.by_ref().map(decimal).skip(behind);
            Some(matrix.at(numbers.next()??, numbers.next()??))
        };
        match word {
            "M" | "S" => {
                now = point(0).unwrap_or(now);
                start = now;
                points.push(now);
            }
            "L" => {
                let to = point(0).unwrap_or(now);
                lines.push((now, to));
                points.push(to);
                now = to;
            }
            // Of curves only the end matters.
            "Q" => now = point(2).unwrap_or(now),
            "B" => now = point(4).unwrap_or(now),
            "A" => now = point(5).unwrap_or(now),
            "C" => {
                lines.push((now, start));
                now = start;
            }
            _ => {}
        }
    }
    let ruling = |((x0, y0), (x1, y1)): ((i32, i32), (i32, i32))| Ruling { x0, y0, x1, y1 };
    if let Some(line) = thin(&points).filter(|_| drawing.fills) {
        return vec![line];
    }
    if drawing.strokes { lines.into_iter().map(ruling).collect() } else { Vec::new() }
}

/// The line that a thin area is.
fn thin(points: &[(i32, i32)]) -> Option<Ruling> {
    let (x0, x1) = (points.iter().map(|point| point.0).min()?, points.iter().map(|point| point.0).max()?);
    let (y0, y1) = (points.iter().map(|point| point.1).min()?, points.iter().map(|point| point.1).max()?);
    let (width, height) = (x1 - x0, y1 - y0);
    if width.min(height) > THICKEST {
        return None;
    }
    let (x, y) = (x0.midpoint(x1), y0.midpoint(y1));
    Some(if width > height { Ruling { x0, y0: y, x1, y1: y } } else { Ruling { x0: x, y0, x1: x, y1 } })
}
