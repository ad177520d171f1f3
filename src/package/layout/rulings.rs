//! Lines that are drawn to the straight lines of tables: pieces of one line put together.

use super::Ruling;

/// Lines nearer to each other than this are one; what is shorter is a dot.
pub(super) const NEAR: i32 = 200;

/// A line across or down: where it lies, and from where to where it goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Straight {
    pub(super) at: i32,
    pub(super) from: i32,
    pub(super) to: i32,
}

/// Returns the lines across and the lines down.
pub(super) fn straight(rulings: &[Ruling]) -> (Vec<Straight>, Vec<Straight>) {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for ruling in rulings {
        let (width, height) = ((ruling.x1 - ruling.x0).abs(), (ruling.y1 - ruling.y0).abs());
        let (x0, x1) = (ruling.x0.min(ruling.x1), ruling.x0.max(ruling.x1));
        let (y0, y1) = (ruling.y0.min(ruling.y1), ruling.y0.max(ruling.y1));
        // Borders may be drawn dash by dash: these are put together before any is left out as a dot.
        if height <= NEAR && width >= height {
            across.push(Straight { at: y0.midpoint(y1), from: x0, to: x1 });
        } else if width <= NEAR {
            down.push(Straight { at: x0.midpoint(x1), from: y0, to: y1 });
        }
    }
    (joined(across), joined(down))
}

/// Puts lines together that lie on each other or go on from each other.
fn joined(mut lines: Vec<Straight>) -> Vec<Straight> {
    lines.sort_by_key(|line| line.at);
    // Lines nearly at one place are put at the place of the first.
    let mut last = i32::MIN;
    for line in &mut lines {
        if line.at.saturating_sub(last) <= NEAR {
            line.at = last;
        } else {
            last = line.at;
        }
    }
    lines.sort_by_key(|line| (line.at, line.from));
    let mut joined: Vec<Straight> = Vec::new();
    for line in lines {
        match joined.last_mut() {
            Some(before) if before.at == line.at && line.from <= before.to + NEAR => before.to = before.to.max(line.to),
            _ => joined.push(line),
        }
    }
    joined.retain(|line| line.to - line.from > NEAR);
    joined
}

/// Returns the places of lines in order, each once.
pub(super) fn places(lines: &[Straight]) -> Vec<i32> {
    let mut places: Vec<i32> = lines.iter().map(|line| line.at).collect();
    places.sort_unstable();
    places.dedup_by(|next, place| *next - *place <= NEAR);
    places
}
