//! A draft on the desk: text, cursor, marked places, and what was found; and drafts with known figures in every form.

use gaireport::analysis::{Analysis, Options};
use gaireport::compose::grid;
use gaireport::dialect::{Form, Kind, write};
use gaireport::edit::{Applicability, Edit, Fix, apply};
use gaireport::ide::Snapshot;
use gaireport::language::Language;
use gaireport::lint::Message;
use gaireport::standard::{Edition, edition};
use gaireport::text::Span;

use crate::strict::analyze;

/// Stands for the cursor.
pub const CURSOR: &str = "$0";

/// A draft with what was found in it.
pub struct Desk {
    pub source: String,
    pub cursor: usize,
    /// Places between ⟦ and ⟧.
    pub marked: Vec<Span>,
    pub options: Options,
    pub analysis: Analysis,
}

impl Desk {
    /// A draft with a cursor and marked places, both of which may be left out.
    pub fn new(kind: Kind, draft: &str) -> Desk {
        let (mut source, mut cursor, mut marked, mut open) = (String::new(), 0, Vec::new(), None);
        let mut rest = draft;
        while let Some(character) = rest.chars().next() {
            if let Some(behind) = rest.strip_prefix(CURSOR) {
                (cursor, rest) = (source.len(), behind);
                continue;
            }
            rest = &rest[character.len_utf8()..];
            match character {
                '⟦' => open = Some(source.len()),
                '⟧' => marked.push(Span::new(open.take().unwrap(), source.len())),
                _ => source.push(character),
            }
        }
        let options = Options::new(kind);
        let analysis = analyze(&source, &options);
        Desk { source, cursor, marked, options, analysis }
    }

    pub fn snapshot(&self) -> Snapshot<'_> {
        self.speaking(Language::Chinese)
    }

    pub fn speaking(&self, language: Language) -> Snapshot<'_> {
        Snapshot { source: &self.source, options: &self.options, analysis: &self.analysis, language }
    }

    /// The place of the only occurrence of a text.
    pub fn find(&self, text: &str) -> Span {
        let mut places = self.source.match_indices(text);
        let (at, _) = places.next().unwrap_or_else(|| panic!("{text} in\n{}", self.source));
        assert!(places.next().is_none(), "{text} stands there once");
        Span::new(at, at + text.len())
    }

    /// The texts at these places.
    pub fn texts(&self, spans: impl IntoIterator<Item = Span>) -> Vec<&str> {
        spans.into_iter().map(|span| span.of(&self.source)).collect()
    }

    /// The draft after edits.
    pub fn after(&self, edits: &[Edit]) -> String {
        edited(&self.source, edits)
    }
}

/// A text after edits, all of which must go in.
pub fn edited(source: &str, edits: &[Edit]) -> String {
    let fix = Fix { title: Message::new("fix"), applicability: Applicability::Suggestion, edits: edits.to_vec() };
    let (text, applied) = apply(source, [&fix]);
    assert!(edits.is_empty() || applied == 1, "{edits:?}");
    text
}

/// Every form, with the kind of file that holds it.
pub const FORMS: [(Form, Kind); 8] = [
    (Form::Tabs, Kind::Text),
    (Form::TabLed, Kind::Text),
    (Form::Pipes, Kind::Text),
    (Form::PipeCells, Kind::Text),
    (Form::Markdown, Kind::Markdown),
    (Form::Html, Kind::Markdown),
    (Form::Words, Kind::Text),
    (Form::Lines, Kind::Text),
];

pub fn newest() -> &'static Edition {
    edition(2021).unwrap()
}

/// Figures of 表三 other than 0; those of the other tables are 0.
pub const SOUND: [(&str, &str, &str); 16] = [
    ("new", "natural_person", "12"),
    ("new", "business", "4"),
    ("new", "total", "16"),
    ("carried_over", "natural_person", "1"),
    ("carried_over", "total", "1"),
    ("granted", "natural_person", "8"),
    ("granted", "business", "3"),
    ("granted", "total", "11"),
    ("denied.internal", "natural_person", "3"),
    ("denied.internal", "business", "1"),
    ("denied.internal", "total", "4"),
    ("handled", "natural_person", "11"),
    ("handled", "business", "4"),
    ("handled", "total", "15"),
    ("carried_forward", "natural_person", "2"),
    ("carried_forward", "total", "2"),
];

/// A table with these figures of 表三 in place of the sound ones.
pub fn table(edition: &'static Edition, id: &str, form: Form, other: &[(&str, &str, &str)]) -> String {
    let index = edition.table(id).unwrap();
    let facts = &edition.tables[index];
    let value = |row: usize, column: usize| {
        let name = &facts.columns[facts.columns_of(row).start + column].id;
        let is = |known: &&(&str, &str, &str)| id == "requests" && known.0 == facts.rows[row].id && known.1 == *name;
        let figure = other.iter().find(is).or_else(|| SOUND.iter().find(is));
        figure.map_or("0", |known| known.2).to_owned()
    };
    write(&grid(edition, index, &value), form)
}

/// What the sections without a table or a sentence of the standard say: all that a report must treat.
const OVERVIEW: &str = "本县主动公开信息31条，存在的问题是更新不及时，今后改进。\
                        依申请公开、政府信息管理、平台建设、监督保障均有专人负责并接受社会评议，未收取信息处理费。";

/// A whole report in a form, with these figures of 表三 in place of the sound ones.
pub fn report(form: Form, other: &[(&str, &str, &str)]) -> String {
    report_of(newest(), form, other)
}

/// A whole report of an edition.
pub fn report_of(edition: &'static Edition, form: Form, other: &[(&str, &str, &str)]) -> String {
    let year = edition.years.0;
    let mut blocks = vec![format!("某某县人民政府{year}年政府信息公开工作年度报告")];
    blocks.push(edition.texts.preface.clone());
    blocks.push(edition.texts.period.replace("{year}", &year.to_string()));
    for (index, section) in edition.sections.iter().enumerate() {
        blocks.push(format!("{}、{}", section.ordinal, section.name));
        match edition.tables.iter().find(|table| table.section == index) {
            Some(facts) => blocks.push(table(edition, &facts.id, form, other)),
            None if section.body.is_empty() => blocks.push(OVERVIEW.to_owned()),
            None => blocks.push(section.body.replace("{year}", &year.to_string())),
        }
    }
    blocks.join("\n\n") + "\n"
}

/// The five real reports.
pub fn real() -> Vec<(String, Desk)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 5);
    let desk = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        (path.file_name().unwrap().to_string_lossy().into_owned(), Desk::new(Kind::Text, &text))
    };
    files.iter().map(desk).collect()
}
