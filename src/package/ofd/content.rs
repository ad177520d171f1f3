//! Interprets the drawing of an OFD page: characters at their places, and paths.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::measure::{Matrix, ONE, length, steps};
use super::path::{Drawing, rulings};
use crate::package::Fault;
use crate::package::budget::Budget;
use crate::package::layout::{Glyph, Page};
use crate::package::xml::{Step, attribute, walk};

/// Drawings within drawings that are followed.
const DEEPEST: usize = 4;

/// The size of characters where none is given, in millionths of a millimetre: 10.5 points.
const USUAL_SIZE: i64 = 3_704_000;

/// Drawings that pages show by their numbers.
pub(super) type Units = HashMap<String, String>;

/// The characters of one line while they are read.
#[derive(Debug, Default)]
struct Code {
    x: i64,
    y: i64,
    across: Vec<i64>,
    down: Vec<i64>,
    text: String,
}

/// The object that is being read.
#[derive(Clone, Copy, Debug)]
struct Object {
    matrix: Matrix,
    size: i64,
    /// Width of characters, in millionths of the usual.
    stretch: i64,
    drawing: Drawing,
}

/// The walk through the content of a page.
pub(super) struct Content<'p> {
    units: &'p Units,
    page: &'p mut Page,
    budget: &'p mut Budget,
    object: Option<Object>,
    code: Option<Code>,
    /// True if the characters that come are those of the line.
    in_code: bool,
    data: Option<String>,
    /// Elements from the outermost one down that is not shown.
    unseen: usize,
}

/// Returns the numbers of the templates that a page stands on.
pub(super) fn templates(xml: &str) -> Result<Vec<String>, Fault> {
    let mut templates = Vec::new();
    walk(xml, &mut |step, _| {
        if let Step::Open(element) = step
            && element.local_name().as_ref() == "Template"
        {
            templates.extend(attribute(element, "TemplateID"));
        }
        Ok(())
    })?;
    Ok(templates)
}

/// Returns the drawings of a resource that pages show by their numbers.
pub(super) fn units(xml: &str, budget: &mut Budget) -> Result<Units, Fault> {
    let (mut units, mut open, mut depth) = (HashMap::new(), None, 0_usize);
    walk(xml, &mut |step, span| {
        match step {
            Step::Open(element) => {
                depth += 1;
                if open.is_none() && element.local_name().as_ref() == "CompositeGraphicUnit" {
                    open = attribute(element, "ID").map(|id| (id, span, depth));
                }
            }
            Step::Close => {
                if let Some((id, begun, _)) = open.take_if(|(_, _, begun)| *begun == depth) {
                    let unit = begun.cover(span).of(xml);
                    budget.take(unit.len())?;
                    units.insert(id, unit.to_owned());
                }
                depth = depth.saturating_sub(1);
            }
            Step::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(units)
}

impl<'p> Content<'p> {
    /// Returns a walk that adds to a page.
    pub(super) fn new(units: &'p Units, page: &'p mut Page, budget: &'p mut Budget) -> Self {
        Content { units, page, budget, object: None, code: None, in_code: false, data: None, unseen: 0 }
    }

    /// Reads a page.
    pub(super) fn read(&mut self, xml: &str) -> Result<(), Fault> {
        // Drawings that are still to be read, each with its place and how deep it lies.
        let mut open = vec![(xml, Matrix::PAGE, 0)];
        while let Some((xml, matrix, depth)) = open.pop() {
            let mut shown = Vec::new();
            walk(xml, &mut |step, _| match step {
                Step::Open(element) if self.unseen > 0 || is_unseen(element) => {
                    self.unseen += 1;
                    Ok(())
                }
                Step::Open(element) => {
                    shown.extend(self.begin(element, matrix));
                    Ok(())
                }
                Step::Text(text) => self.take(text),
                Step::Close if self.unseen > 0 => {
                    self.unseen -= 1;
                    Ok(())
                }
                Step::Close => self.close(),
            })?;
            let units: &'p Units = self.units;
            for (id, matrix) in shown.into_iter().filter(|_| depth < DEEPEST) {
                let Some(unit) = units.get(&id) else { continue };
                self.budget.take(unit.len())?;
                open.push((unit, matrix, depth + 1));
            }
        }
        Ok(())
    }

    /// Begins an element; returns the drawing that it shows.
    fn begin(&mut self, element: &BytesStart, outer: Matrix) -> Option<(String, Matrix)> {
        match element.local_name().as_ref() {
            "TextObject" | "PathObject" => {
                self.code = None;
                let is = |name: &str, usual: bool| attribute(element, name).map_or(usual, |word| word == "true");
                self.object = Some(Object {
                    matrix: Matrix::of(element, outer),
                    size: length(element, "Size").filter(|size| *size > 0).unwrap_or(USUAL_SIZE),
                    stretch: length(element, "HScale").filter(|stretch| *stretch > 0).unwrap_or(ONE),
                    drawing: Drawing { strokes: is("Stroke", true), fills: is("Fill", false) },
                });
            }
            "TextCode" => {
                let before = self.code.take().unwrap_or_default();
                self.in_code = true;
                self.code = Some(Code {
                    x: length(element, "X").unwrap_or(before.x),
                    y: length(element, "Y").unwrap_or(before.y),
                    across: attribute(element, "DeltaX").map(|text| steps(&text)).unwrap_or_default(),
                    down: attribute(element, "DeltaY").map(|text| steps(&text)).unwrap_or_default(),
                    text: String::new(),
                });
            }
            "AbbreviatedData" => self.data = Some(String::new()),
            "CompositeObject" => return Some((attribute(element, "ResourceID")?, Matrix::of(element, outer))),
            _ => {}
        }
        None
    }

    fn take(&mut self, text: &str) -> Result<(), Fault> {
        if self.unseen > 0 {
            return Ok(());
        }
        if let Some(data) = &mut self.data {
            data.push_str(text);
        } else if let Some(code) = self.code.as_mut().filter(|_| self.in_code) {
            code.text.push_str(text);
        }
        self.budget.take(text.len())
    }

    fn close(&mut self) -> Result<(), Fault> {
        let Some(object) = self.object else { return Ok(()) };
        if let Some(data) = self.data.take() {
            for ruling in rulings(&data, object.matrix, object.drawing) {
                self.page.rule(ruling, self.budget)?;
            }
        } else if let Some(code) = self.code.as_mut().filter(|_| std::mem::take(&mut self.in_code)) {
            let text = std::mem::take(&mut code.text);
            self.place(object, &text)?;
        }
        Ok(())
    }

    /// Places the characters of a line. Where no step is given the width of the character counts, which only its font knows
    /// exactly.
    fn place(&mut self, object: Object, text: &str) -> Result<(), Fault> {
        let Some(code) = &self.code else { return Ok(()) };
        let (mut x, mut y) = (code.x, code.y);
        let size = object.size;
        for (index, character) in text.chars().filter(|sign| !matches!(sign, '\n' | '\r')).enumerate() {
            let natural = if character.is_ascii() { size / 2 } else { size };
            let natural =
                i64::try_from(i128::from(natural) * i128::from(object.stretch) / i128::from(ONE)).unwrap_or(size);
            let step = code.across.get(index).copied();
            let width = step.filter(|step| *step > 0 && *step < 2 * natural).unwrap_or(natural);
            if !character.is_whitespace() {
                let (one, other) = (object.matrix.at(x, y - size * 4 / 5), object.matrix.at(x + width, y + size / 5));
                let (x0, x1) = (one.0.min(other.0), one.0.max(other.0));
                let (y0, y1) = (one.1.min(other.1), one.1.max(other.1));
                self.page.push(Glyph { x0, x1, y0, y1, character }, self.budget)?;
            }
            let upright = code.across.is_empty() && !code.down.is_empty();
            x = x.saturating_add(step.unwrap_or(if upright { 0 } else { natural }));
            y = y.saturating_add(code.down.get(index).copied().unwrap_or(0));
        }
        Ok(())
    }
}

/// Returns whether nobody sees what an element holds.
fn is_unseen(element: &BytesStart) -> bool {
    attribute(element, "Visible").is_some_and(|word| word == "false")
}
