//! The one file that speaks to the library that reads PDF: characters with their places, and lines.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdfboss_core::filters::{ascii_hex, ascii85};
use pdfboss_core::{Document, Error, Immediate, ObjRef, Object, ObjectSource, Stream, block_on, page_content_with};
use pdfboss_text::{ArtifactKind, FontCache, ReadingOrder, TextSpan, extract_spans_and_rulings_reporting_cached_with};

use super::guard::measure;
use crate::package::budget::Budget;
use crate::package::layout::{Glyph, Page, Ruling};
use crate::package::{Fault, Format};

/// Pages that are read.
const MOST_PAGES: usize = 2000;

/// Bytes that a stream may unfold to, and bytes that objects fetched again and again may have together.
const MOST_IN_ONE: u64 = 8 << 20;
const MOST_FETCHED: usize = 512 << 20;

/// Bytes that say what a page draws, and what the drawings on it draw: for each text that they show the library makes a
/// record of some hundred bytes.
const MOST_DRAWN: usize = 3 << 19;

/// Bytes of a stream with a filter that is not measured beforehand.
const MOST_UNMEASURED: usize = 16 << 10;

/// A document that counts what is asked of it.
struct Counted<'d, 'b> {
    document: &'d Document,
    budget: RefCell<&'b mut Budget>,
    fetched: Cell<usize>,
    drawn: Cell<usize>,
    fault: Cell<Option<Fault>>,
}

/// Reads what all pages draw. The library may panic over a damaged file: that is caught here, and only here.
pub(super) fn pages(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Page>, Fault> {
    let read = catch_unwind(AssertUnwindSafe(|| read(bytes, budget)));
    read.unwrap_or(Err(Fault::Damaged(Format::Pdf)))
}

fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Page>, Fault> {
    let document = Document::load(bytes.to_vec()).map_err(|error| match error {
        Error::Encrypted => Fault::Encrypted,
        _ => Fault::Damaged(Format::Pdf),
    })?;
    let count = document.flattened_page_count();
    if count > MOST_PAGES {
        return Err(Fault::TooMuchPacked);
    }
    let (fonts, layers) = (FontCache::default(), document.oc_state());
    let mut pages = Vec::new();
    for index in 0..count {
        let page = document.page(index).map_err(|_| Fault::Damaged(Format::Pdf))?;
        let counted = Counted {
            document: &document,
            budget: RefCell::new(&mut *budget),
            fetched: Cell::new(0),
            drawn: Cell::new(0),
            fault: Cell::new(None),
        };
        let content = block_on(page_content_with(Immediate(&counted), &page));
        if counted.fault.get().is_none() && content.is_ok_and(|content| content.len() > MOST_DRAWN) {
            return Err(Fault::TooMuchPacked);
        }
        let order = ReadingOrder::Content;
        let drawn = block_on(extract_spans_and_rulings_reporting_cached_with(
            Immediate(&counted),
            &page,
            &fonts,
            layers.as_ref(),
            None,
            order,
        ));
        if let Some(fault) = counted.fault.get() {
            return Err(fault);
        }
        let (spans, rulings, _) = drawn.map_err(|_| Fault::Damaged(Format::Pdf))?;
        pages.push(page_of(&spans, &rulings, budget)?);
    }
    Ok(pages)
}

/// Returns what a page shows, turned as it is read.
fn page_of(spans: &[TextSpan], rulings: &[pdfboss_text::Ruling], budget: &mut Budget) -> Result<Page, Fault> {
    let mut page = Page::default();
    let turn = usual_turn(spans);
    let aside = |span: &TextSpan| span.artifact.as_ref().is_some_and(|aside| aside.kind == ArtifactKind::Pagination);
    let usual = mostly_slanted(spans);
    let other = |span: &TextSpan| is_slanted(span) && !usual;
    for span in spans.iter().filter(|span| span.rotate == turn && !span.invisible && !aside(span) && !other(span)) {
        add(span, turn, &mut page, budget)?;
    }
    for ruling in rulings {
        let start = turned(turn, hundredths(ruling.start.x), hundredths(ruling.start.y));
        let end = turned(turn, hundredths(ruling.end.x), hundredths(ruling.end.y));
        page.rule(Ruling { x0: start.0, y0: start.1, x1: end.0, y1: end.1 }, budget)?;
    }
    Ok(page)
}

/// The turn that most characters have.
fn usual_turn(spans: &[TextSpan]) -> i32 {
    let count =
        |turn: &i32| spans.iter().filter(|span| span.rotate == *turn).map(|span| span.text.len()).sum::<usize>();
    [270, 180, 90, 0].into_iter().max_by_key(count).unwrap_or(0)
}

/// Returns whether text runs neither across nor down the page, but for the few degrees of a page that was laid askew: it is a
/// mark over the page.
fn is_slanted(span: &TextSpan) -> bool {
    const STRAIGHT: i32 = 12;
    let x = (hundredths(span.end_x) - hundredths(span.x)).abs();
    let y = (hundredths(span.end_y) - hundredths(span.y)).abs();
    x.saturating_mul(STRAIGHT) > y && y.saturating_mul(STRAIGHT) > x
}

/// Returns whether that holds for most characters of a page, which then is read as it is.
fn mostly_slanted(spans: &[TextSpan]) -> bool {
    let count = |slanted: bool| {
        spans.iter().filter(|span| is_slanted(span) == slanted).map(|span| span.text.len()).sum::<usize>()
    };
    count(true) > count(false)
}

/// Adds the characters of a span, each where it begins.
fn add(span: &TextSpan, turn: i32, page: &mut Page, budget: &mut Budget) -> Result<(), Fault> {
    let characters = i32::try_from(span.text.chars().count()).unwrap_or(i32::MAX).max(1);
    let (start, end) = (
        turned(turn, hundredths(span.x), hundredths(span.y)),
        turned(turn, hundredths(span.end_x), hundredths(span.end_y)),
    );
    let size = hundredths(span.size).abs();
    let known = |index: usize| span.glyph_x.get(index).filter(|_| turn == 0).map(|x| hundredths(*x));
    for (index, character) in span.text.chars().enumerate() {
        let share = |index: usize| {
            let part = i64::from(end.0 - start.0) * i64::try_from(index).unwrap_or(0) / i64::from(characters);
            start.0.saturating_add(i32::try_from(part).unwrap_or(0))
        };
        let x0 = known(index).unwrap_or_else(|| share(index));
        let last = index + 1 == span.text.chars().count();
        let x1 = if last { end.0 } else { known(index + 1).unwrap_or_else(|| share(index + 1)) };
        if !character.is_whitespace() && !character.is_control() {
            let (y0, y1) = (start.1 - size / 5 * 4, start.1 + size / 5);
            page.push(Glyph { x0, x1: x1.max(x0), y0, y1, character }, budget)?;
        }
    }
    Ok(())
}

/// A place of a page as it is read: to the right and down.
fn turned(turn: i32, x: i32, y: i32) -> (i32, i32) {
    match turn {
        90 => (y, x),
        180 => (-x, y),
        270 => (-y, -x),
        _ => (x, -y),
    }
}

/// Points as hundredths of a point.
#[expect(clippy::float_arithmetic, clippy::cast_possible_truncation, reason = "the library gives lengths as floats")]
fn hundredths(length: f32) -> i32 {
    ((length * 100.0).round() as i32).clamp(-10_000_000, 10_000_000)
}

impl Counted<'_, '_> {
    /// Counts an object that is fetched.
    fn count(&self, object: Object) -> Result<Object, Error> {
        let fetched = self.fetched.get().saturating_add(weight(&object));
        self.fetched.set(fetched);
        if fetched > MOST_FETCHED {
            return Err(self.refuse(Fault::TooMuchPacked));
        }
        Ok(object)
    }

    /// Notes why nothing more is read.
    fn refuse(&self, fault: Fault) -> Error {
        self.fault.set(Some(fault));
        Error::Decode(String::new())
    }

    /// Counts what a stream will unfold to before it does.
    fn measure(&self, stream: &Stream) -> Result<(), Error> {
        let filters = filters(&self.document.resolve(stream.dict.get("Filter").unwrap_or(&Object::Null))?);
        let mut data = std::borrow::Cow::Borrowed(stream.data.as_slice());
        let mut length = data.len() as u64;
        for (index, filter) in filters.iter().enumerate() {
            match filter.as_str() {
                "ASCII85Decode" | "A85" => data = ascii85::decode(&data)?.into(),
                "ASCIIHexDecode" | "AHx" => data = ascii_hex::decode(&data)?.into(),
                "FlateDecode" | "Fl" if index + 1 == filters.len() => {
                    length = measure(&data, MOST_IN_ONE).ok_or_else(|| self.refuse(Fault::TooMuchPacked))?;
                }
                // Pictures are not read here.
                "DCTDecode" | "DCT" | "JPXDecode" => {}
                _ if index + 1 == filters.len() && data.len() <= MOST_UNMEASURED => {}
                _ => return Err(self.refuse(Fault::Damaged(Format::Pdf))),
            }
        }
        let length = usize::try_from(length.max(data.len() as u64)).unwrap_or(usize::MAX);
        if stream.dict.get_name("Subtype").is_some_and(|kind| kind.0.as_str() == "Form") {
            self.drawn.set(self.drawn.get().saturating_add(length));
            if self.drawn.get() > MOST_DRAWN {
                return Err(self.refuse(Fault::TooMuchPacked));
            }
        }
        self.budget.borrow_mut().take(length).map_err(|fault| self.refuse(fault))
    }
}

fn filters(filter: &Object) -> Vec<String> {
    let name = |object: &Object| object.as_name().map(|name| name.0.to_string());
    match filter {
        Object::Array(all) => all.iter().filter_map(name).collect(),
        one => name(one).into_iter().collect(),
    }
}

/// Takes the drawings of its characters and their names from a font that says in Unicode what they are. Browsers print with a
/// hundred such fonts of as many drawings each, and the library looks every name up.
fn without_drawings(mut object: Object) -> Object {
    if let Object::Dict(font) = &mut object
        && font.get_name("Subtype").is_some_and(|kind| kind.0.as_str() == "Type3")
        && font.get("ToUnicode").is_some()
    {
        font.remove("CharProcs");
        font.remove("Encoding");
    }
    object
}

/// Bytes of an object, about; without recursion.
fn weight(object: &Object) -> usize {
    let (mut open, mut weight) = (vec![object], 0_usize);
    while let Some(object) = open.pop() {
        weight = weight.saturating_add(size_of::<Object>());
        match object {
            Object::Array(items) => open.extend(items),
            Object::Dict(dictionary) => open.extend(dictionary.iter().map(|(_, value)| value)),
            Object::Stream(stream) => {
                weight = weight.saturating_add(stream.data.len());
                open.extend(stream.dict.iter().map(|(_, value)| value));
            }
            Object::String(text) => weight = weight.saturating_add(text.len()),
            _ => {}
        }
    }
    weight
}

impl ObjectSource for Counted<'_, '_> {
    fn get(&self, reference: ObjRef) -> Result<Object, Error> {
        self.count(without_drawings(self.document.get(reference)?))
    }

    fn stream_data(&self, stream: &Stream) -> Result<Vec<u8>, Error> {
        self.measure(stream)?;
        self.document.stream_data(stream)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The characters that a page of this content shows.
    fn shown(content: &str) -> String {
        let file = format!(
            "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
             3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>\nendobj\n\
             4 0 obj\n<</Length {}>>\nstream\n{content}\nendstream\nendobj\n\
             5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\ntrailer\n<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n",
            content.len()
        );
        let pages = pages(file.as_bytes(), &mut Budget::new()).unwrap();
        pages[0].glyphs.iter().map(|glyph| glyph.character).collect()
    }

    #[test]
    fn text_at_another_angle_than_that_of_the_page_is_a_mark_over_it() {
        let line = "BT /F 10 Tf 20 200 Td (figures) Tj ET ";
        let turned =
            |sine: &str, text: &str| format!("q 0.866 {sine} -{sine} 0.866 50 50 cm BT /F 10 Tf ({text}) Tj ET Q ");
        assert_eq!(shown(&(line.to_owned() + &turned("0.5", "mark"))), "figures");
        // A page that was laid askew by a few degrees, and one of which most is turned.
        assert_eq!(shown(&(line.to_owned() + &turned("0.05", "mark"))), "figuresmark");
        assert_eq!(shown(&turned("0.5", "all")), "all");
    }
}
