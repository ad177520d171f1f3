//! Pages of OFD as their XML, a trait at a time; whole files are tested on the binary.

use super::*;

fn content(objects: &str, units: &[(&str, &str)]) -> Page {
    let xml = format!("<ofd:Page><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>");
    let units = units.iter().map(|(id, unit)| ((*id).to_owned(), (*unit).to_owned())).collect();
    let mut page = Page::default();
    Content::new(&units, &mut page, &mut Budget::new()).read(&xml).unwrap();
    page
}

fn text(page: &Page) -> String {
    page.glyphs.iter().map(|glyph| glyph.character).collect()
}

#[test]
fn characters_stand_where_their_steps_put_them() {
    let object = "<ofd:TextObject Boundary=\"10 20 50 5\" Size=\"3\" CTM=\"2 0 0 2 0 0\"><ofd:CGTransform><ofd:Glyphs>1 2</ofd:Glyphs>\
                  </ofd:CGTransform><ofd:TextCode X=\"1\" Y=\"3\" DeltaX=\"g 2 4\">一 二</ofd:TextCode></ofd:TextObject>";
    let page = content(object, &[]);
    assert_eq!(text(&page), "一二");
    let places: Vec<i32> = page.glyphs.iter().map(|glyph| glyph.x0).collect();
    // 10 + 2 · 1 and 10 + 2 · 9 millimetres are 34.01 and 79.37 points.
    assert_eq!(places, [3401, 7937]);
}

#[test]
fn drawings_that_pages_share_are_shown_where_they_are_put() {
    let unit = "<ofd:CompositeGraphicUnit ID=\"7\"><ofd:Content><ofd:TextObject Size=\"3\"><ofd:TextCode X=\"0\" Y=\"3\">框</ofd:TextCode>\
                </ofd:TextObject><ofd:CompositeObject ResourceID=\"7\"/></ofd:Content></ofd:CompositeGraphicUnit>";
    let page = content("<ofd:CompositeObject ResourceID=\"7\" Boundary=\"100 0 9 9\"/>", &[("7", unit)]);
    // One that shows itself ends.
    assert_eq!(page.glyphs.len(), 4);
    assert!(page.glyphs[0].x0 > 28_000);
}

#[test]
fn what_is_not_visible_is_not_read() {
    let object =
        "<ofd:TextObject Visible=\"false\" Size=\"3\"><ofd:TextCode X=\"0\" Y=\"0\">隐</ofd:TextCode></ofd:TextObject>";
    assert_eq!(text(&content(object, &[])), "");
}

#[test]
fn lines_are_drawn_or_thin_areas_are_filled() {
    let path = |more: &str, data: &str| {
        format!(
            "<ofd:PathObject Boundary=\"0 0 1 1\" {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
        )
    };
    let objects = [
        path("", "M 0 0 L 10 0 L 10 10 C"),
        path("Stroke=\"false\"", "M 0 0 L 10 0"),
        path("Fill=\"true\" Stroke=\"false\"", "M 0 0 L 10 0 L 10 0.2 L 0 0.2 C"),
        path("Fill=\"true\" Stroke=\"false\"", "M 0 0 L 10 0 L 10 10 L 0 10 C"),
    ];
    assert_eq!(content(&objects.concat(), &[]).rulings.len(), 4);
}
