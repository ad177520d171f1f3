//! Styles that stand on each other.

/// Returns the indices of styles in an order in which each comes behind the one that it stands on; circles are cut. Linear in
/// the number of styles, however long the chains.
pub(super) fn order(bases: &[Option<usize>]) -> Vec<usize> {
    let (mut order, mut met) = (Vec::with_capacity(bases.len()), vec![false; bases.len()]);
    let mut path = Vec::new();
    for style in 0..bases.len() {
        let mut next = Some(style);
        while let Some(style) = next.filter(|style| met.get(*style) == Some(&false)) {
            met[style] = true;
            path.push(style);
            next = bases[style];
        }
        order.extend(path.drain(..).rev());
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_style_stands_on_comes_before_it() {
        assert_eq!(order(&[Some(2), None, Some(1)]), [1, 2, 0]);
        // A circle, one that stands on itself, and one on nothing there is.
        assert_eq!(order(&[Some(1), Some(0), Some(2), Some(9)]), [1, 0, 2, 3]);
    }
}
