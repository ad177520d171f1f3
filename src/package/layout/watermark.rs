//! Marks that are printed over a page: characters far larger than its text that lie on other characters.

use super::Glyph;

/// Large characters of a page that are looked at; one mark has a dozen.
const MOST_LOOKED_AT: usize = 200;

/// Returns the characters of a page without those of marks over them, of which any lies on smaller characters.
pub(super) fn without(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut heights: Vec<i32> = glyphs.iter().map(Glyph::height).collect();
    heights.sort_unstable();
    let usual = heights.get(heights.len() / 2).copied().unwrap_or(0);
    let is_large = |glyph: &&Glyph| glyph.height() > 2 * usual;
    let lies_on = |large: &&Glyph| {
        glyphs.iter().filter(|glyph| !is_large(glyph)).any(|glyph| {
            let (x, y) = glyph.middle();
            large.x0 < x && x < large.x1 && large.y0 < y && y < large.y1
        })
    };
    let mut marks: Vec<i32> =
        glyphs.iter().filter(is_large).take(MOST_LOOKED_AT).filter(lies_on).map(Glyph::height).collect();
    marks.sort_unstable();
    marks.dedup();
    glyphs.iter().filter(|glyph| marks.binary_search(&glyph.height()).is_err()).copied().collect()
}
