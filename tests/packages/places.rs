//! Text knows the places of the package that it was made of.

use gaireport::package::{Making, read};

use crate::made::{files, parts};

#[test]
fn verbatim_pieces_are_what_stands_in_the_part() {
    let mut checked = 0;
    for path in files() {
        let bytes = std::fs::read(&path).unwrap();
        let Some(Ok(drawn)) = read(&bytes) else { continue };
        let known = parts(&bytes);
        for piece in drawn.pieces.iter().filter(|piece| piece.origin.making == Making::Verbatim) {
            let name = &drawn.parts[usize::from(piece.origin.part)];
            let part = known.iter().find(|(part, _)| part.to_lowercase() == *name).map_or(&bytes, |(_, part)| part);
            let source = &part[piece.origin.source.range()];
            let shown = piece.span.of(&drawn.text);
            // A tab that parts no cells is written as a blank.
            assert_eq!(shown, String::from_utf8_lossy(source).replace('\t', " "), "{}", path.display());
            checked += 1;
        }
    }
    assert!(checked > 1000);
}
