//! Offers of headings, sections, tables and parts of tables that the report lacks.

use super::offer::{Body, Offer};
use super::snippet::{HOLE, drawn, with_holes};
use super::{CompletionKind, Scene};
use crate::compose::{Fill, aspect_heading, form_for, grid, part_grid, section, section_text, table_text};
use crate::dialect::Form;
use crate::ide::words::Words;
use crate::report::{Heading, RowState};
use crate::standard::{Layout, Section, Table};

impl<'a> Scene<'a> {
    /// Returns whether whole lines can be written at the cursor.
    fn takes_lines(&self) -> bool {
        self.cursor.begins_line && self.cursor.at_end
    }

    /// The heading that stands before the cursor's line.
    pub(super) fn heading_above(&self) -> Option<&'a Heading> {
        let report = self.report?;
        let place = |heading: &&Heading| self.snapshot.place(heading.span).start < self.cursor.typed.start;
        report.headings.iter().rfind(place)
    }

    /// The section of the standard that the cursor stands in.
    pub(super) fn section(&self) -> Option<usize> {
        self.heading_above()?.section
    }

    fn form(&self) -> Form {
        form_for(self.snapshot.document(), self.snapshot.kind())
    }
}

/// Sections that the report lacks, each with its standard body and as a heading alone.
pub fn headings<'s>(scene: &'s Scene<'s>) -> Vec<Offer<'s>> {
    if !scene.takes_lines() {
        return Vec::new();
    }
    let above = scene.heading_above().and_then(|heading| heading.section);
    // What comes next after the heading above is the likeliest.
    let next = above.map_or(0, |section| section + 1);
    let lacks = |section: &usize| scene.report.is_none_or(|report| lacks_section(scene, report.heading(*section)));
    let all = (0..scene.edition.sections.len()).filter(lacks);
    all.flat_map(|index| {
        let distance = if index >= next { index - next } else { scene.edition.sections.len() + next - index };
        of_section(scene, index, distance)
    })
    .collect()
}

/// Returns whether a section is missing; the heading that is being typed does not count.
fn lacks_section(scene: &Scene, heading: Option<&Heading>) -> bool {
    heading.is_none_or(|heading| {
        let place = scene.snapshot.place(heading.span);
        place.start <= scene.cursor.typed.end && scene.cursor.typed.start <= place.end
    })
}

fn of_section<'s>(scene: &'s Scene<'s>, index: usize, distance: usize) -> Vec<Offer<'s>> {
    let facts = &scene.edition.sections[index];
    let words = Words(scene.snapshot.language);
    let table = scene.edition.table_in(index);
    let words_alone = words.heading_alone();
    let offer = |detail: &str, order: usize, body: Box<dyn Fn() -> Body + 's>| Offer {
        label: facts.heading(),
        detail: detail.to_owned(),
        kind: CompletionKind::Section,
        names: vec![facts.name.clone()],
        rank: (2, distance * 4 + order),
        subject: format!("section/{}/{}", scene.edition.id, facts.id),
        replaced: scene.cursor.typed,
        body,
    };
    let mut offers = Vec::new();
    if scene.cursor.in_element {
        let words = move || Body::plain(facts.heading());
        return vec![offer(words_alone, 2, Box::new(words))];
    }
    if table.is_some() {
        let blank = move || section_body(scene, index, Fill::Blank);
        let zeros = move || section_body(scene, index, Fill::Zeros);
        offers.push(offer(words.with_blank_table(), 0, Box::new(blank)));
        offers.push(offer(words.with_zeros(), 1, Box::new(zeros)));
    } else if !facts.body.is_empty() || !facts.aspects.is_empty() {
        offers.push(offer(words.with_body(), 0, Box::new(move || section_body(scene, index, Fill::Blank))));
    }
    offers.push(offer(words_alone, 2, Box::new(move || heading_body(scene, facts))));
    offers
}

/// A section's heading and body as the draft writes them; a table that is blank with a stop in each cell.
fn section_body(scene: &Scene, index: usize, fill: Fill) -> Body {
    let snapshot = scene.snapshot;
    let text = match scene.report {
        Some(report) => section(&snapshot.context(report), scene.edition, index, fill),
        None => section_text(scene.edition, index, None, scene.form(), snapshot.kind(), fill),
    };
    let text = without_marks(scene, text);
    let table = scene.edition.table_in(index);
    match table.filter(|_| fill == Fill::Blank) {
        Some(table) => {
            let form = scene.form();
            let blank = table_text(scene.edition, table, form, Fill::Blank);
            with_holes(&text.replace(&blank, &table_with_holes(scene, table, form)))
        }
        None => Body::plain(text),
    }
}

fn heading_body(scene: &Scene, facts: &Section) -> Body {
    let heading = facts.heading();
    let whole = section_body(scene, scene.edition.section(&facts.id).unwrap_or(0), Fill::Zeros).text;
    let line = whole.lines().next().filter(|line| line.contains(&heading));
    Body::plain(line.unwrap_or(&heading))
}

/// Marks of a heading that are typed already are not written again.
fn without_marks(scene: &Scene, text: String) -> String {
    if scene.cursor.marks.is_empty() {
        return text;
    }
    let bare = text.trim_start_matches('#').trim_start_matches(' ').to_owned();
    if scene.cursor.head.ends_with('#') { format!(" {bare}") } else { bare }
}

fn table_with_holes(scene: &Scene, table: usize, form: Form) -> String {
    drawn(&grid(scene.edition, table, &|_, _| HOLE.to_string()), form)
}

/// The table of the section at the cursor, where the report lacks it; or the parts that it lacks.
pub fn tables<'s>(scene: &'s Scene<'s>) -> Vec<Offer<'s>> {
    let free = scene.takes_lines() && !scene.cursor.in_element;
    let (Some(section), Some(report), true) = (scene.section(), scene.report, free) else {
        return Vec::new();
    };
    let Some(index) = scene.edition.table_in(section) else { return Vec::new() };
    match report.table(&scene.edition.tables[index].id) {
        None => whole_table(scene, index),
        Some(bound) if bound.edition.id == scene.edition.id => {
            let facts = bound.table();
            let missing = |part: &usize| {
                let rows = facts.parts[*part].rows.clone();
                facts.layout == Layout::Blocks && bound.rows[rows].iter().all(|row| row.state == RowState::Missing)
            };
            (0..facts.parts.len()).filter(missing).map(|part| of_part(scene, index, facts, part)).collect()
        }
        Some(_) => Vec::new(),
    }
}

fn whole_table<'s>(scene: &'s Scene<'s>, index: usize) -> Vec<Offer<'s>> {
    let facts = &scene.edition.tables[index];
    let words = Words(scene.snapshot.language);
    let name = scene.edition.sections[facts.section].name.clone();
    let offer = |detail: &str, order: usize, body: Box<dyn Fn() -> Body + 's>| Offer {
        label: facts.name.clone(),
        detail: detail.to_owned(),
        kind: CompletionKind::Table,
        names: vec![name.clone(), facts.short.clone()],
        rank: (0, order),
        subject: format!("table/{}/{}", scene.edition.id, facts.id),
        replaced: scene.cursor.typed,
        body,
    };
    let blank = move || with_holes(&table_with_holes(scene, index, scene.form()));
    let zeros = move || Body::plain(table_text(scene.edition, index, scene.form(), Fill::Zeros));
    vec![offer(words.blank_table(), 0, Box::new(blank)), offer(words.table_of_zeros(), 1, Box::new(zeros))]
}

fn of_part<'s>(scene: &'s Scene<'s>, table: usize, facts: &'static Table, part: usize) -> Offer<'s> {
    let body = move || {
        let grid = part_grid(scene.edition, table, part, &|_, _| HOLE.to_string());
        let text = drawn(&grid, scene.form());
        // Inside a Markdown table there is no second delimiter row.
        let lines: Vec<&str> = text.lines().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| line).collect();
        with_holes(&if scene.form() == Form::Markdown { lines.join("\n") } else { text })
    };
    let rows = facts.parts[part].rows.clone();
    Offer {
        label: facts.parts[part].title.clone(),
        detail: facts.name.clone(),
        kind: CompletionKind::Table,
        names: facts.rows[rows].iter().map(|row| row.label.clone()).collect(),
        rank: (0, part),
        subject: format!("part/{}/{}/{part}", scene.edition.id, facts.id),
        replaced: scene.cursor.typed,
        body: Box::new(body),
    }
}

/// Sub-headings for the aspects that the section at the cursor must treat.
pub fn aspects<'s>(scene: &'s Scene<'s>) -> Vec<Offer<'s>> {
    let Some(section) = scene.section().and_then(|section| scene.edition.sections.get(section)) else {
        return Vec::new();
    };
    if !scene.takes_lines() || section.aspects.is_empty() || scene.cursor.cells.is_some() {
        return Vec::new();
    }
    let body = scene.heading_above().zip(scene.report).map(|(heading, report)| report.body(heading));
    let written = scene.snapshot.document().lines.get(body.unwrap_or_default()).unwrap_or_default();
    let text = scene.snapshot.text();
    let stands = |words: &str| written.iter().any(|line| line.span.of(text).starts_with(words));
    let titles = section.aspects.iter().zip(0..).map(|(aspect, index)| (aspect_heading(section, index), &aspect.name));
    let offer = |(order, (title, aspect)): (usize, (String, &String))| {
        let label = title.clone();
        Offer {
            label,
            detail: section.name.clone(),
            kind: CompletionKind::Section,
            names: vec![aspect.clone()],
            rank: (1, order),
            subject: format!("section/{}/{}", scene.edition.id, section.id),
            replaced: scene.cursor.typed,
            body: Box::new(move || Body::plain(title.clone())),
        }
    };
    titles.filter(|(title, _)| !stands(title)).enumerate().map(offer).collect()
}
