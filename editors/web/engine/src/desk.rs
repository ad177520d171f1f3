//! All files that the page was given, and the answers about them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use gaireport::analysis::{self, Options, analyze};
use gaireport::dialect::Kind;
use gaireport::edit::Applicability;
use gaireport::fixing;
use gaireport::folder::{self, FolderOptions, Limits, Roster, Sheet};
use gaireport::language::Language;
use gaireport::lint::Severity;
use gaireport::problem::{Problem, complaint_words};
use gaireport::render::commented::copy_name;
use gaireport::render::html::Html;
use gaireport::render::json::Lines;
use gaireport::render::name::of_path;
use gaireport::render::tally::Tally;
use gaireport::render::wide::{self, Row};
use gaireport::render::{MISSING, Renderer, Units};
use gaireport::report::Previous;
use gaireport::source::roster::roster;
use gaireport::source::{names, source};

use crate::kept::Kept;
use crate::request::{Answer, Request, Save, Speech};

/// The parts of an answer: its line, the object of a file or a folder as `--format jsonl` prints it, and bytes to show or to
/// save.
#[derive(Default)]
struct Parts {
    answer: Answer,
    file: Vec<u8>,
    bytes: Vec<u8>,
}

/// Everything that the page was given.
pub struct Desk {
    language: Language,
    /// Last year's reports, for figures that go on and for copied words.
    options: Options,
    last_year: Vec<Sheet>,
    roster: Option<(String, Roster)>,
    /// By path, as a folder lists them.
    files: BTreeMap<String, Kept>,
    units: Vec<Units>,
}

impl Default for Desk {
    fn default() -> Self {
        Desk {
            language: Language::default(),
            options: Options::new(Kind::Text),
            last_year: Vec::new(),
            roster: None,
            files: BTreeMap::new(),
            units: Vec::new(),
        }
    }
}

impl Desk {
    /// Answers a request, which the page and the engine agree on: another one is a fault of the program.
    pub fn call(&mut self, request: &[u8]) -> Vec<u8> {
        let end = request.iter().position(|&byte| byte == b'\n').unwrap_or(request.len());
        let (line, bytes) = request.split_at(end);
        let bytes = bytes.get(1..).unwrap_or_default();
        let request = serde_json::from_slice(line).expect("the page asks what the engine knows");
        let parts = self.answer(request, bytes);
        let mut out = serde_json::to_vec(&parts.answer).expect("writing plain data to memory does not fail");
        out.push(b'\n');
        out.extend(parts.file.trim_ascii_end());
        out.push(b'\n');
        out.extend(parts.bytes);
        out
    }

    fn answer(&mut self, request: Request, bytes: &[u8]) -> Parts {
        match request {
            Request::Start { language } => self.start(language),
            Request::Names { paths } => {
                let takes = paths.iter().map(|path| taken(path)).collect();
                Parts { answer: Answer { takes, ..Answer::default() }, ..Parts::default() }
            }
            Request::Previous { path } => self.previous(&path, bytes),
            Request::Roster { path } => self.roster(path, bytes),
            Request::Draft { path, modified } => self.draft(path, modified, bytes),
            Request::Drop { path } => self.forget(&path),
            Request::Folder { roll_up, overlap } => self.folder(roll_up, overlap),
            Request::Show { path } => self.show(&path),
            Request::Fix { path, suggestions } => self.fix(&path, suggestions, bytes),
            Request::Annotate { path, tracked } => self.annotate(&path, tracked, bytes),
            Request::Page => Parts { bytes: self.page(), ..Parts::default() },
            Request::Figures => Parts { bytes: self.figures(), ..Parts::default() },
        }
    }

    fn start(&mut self, language: Speech) -> Parts {
        let language = match language {
            Speech::Chinese => Language::Chinese,
            Speech::English => Language::English,
        };
        *self = Desk { language, ..Desk::default() };
        Parts::default()
    }

    /// Remembers last year's report, or says why it cannot be read.
    fn previous(&mut self, path: &str, bytes: &[u8]) -> Parts {
        let source = match source(bytes) {
            Ok(source) => source,
            Err(problem) => return self.refused(&problem),
        };
        let kind = source.kind(names::kind(Path::new(path)));
        let shared: Arc<str> = source.text.as_ref().into();
        let sheets = folder::sheets(path, &shared, &analyze(&shared, &Options::new(kind)));
        let mut known = self.options.previous.take().map_or_else(Previous::default, Arc::unwrap_or_clone);
        analysis::remember(&mut known, &path.into(), &shared, kind);
        self.options.previous = Some(Arc::new(known));
        let count = sheets.len();
        self.last_year.extend(sheets);
        Parts { answer: Answer { count: Some(count), ..Answer::default() }, ..Parts::default() }
    }

    fn roster(&mut self, path: String, bytes: &[u8]) -> Parts {
        let (roster, complaints) = match roster(Path::new(&path), bytes) {
            Ok(read) => read,
            Err(problem) => return self.refused(&problem),
        };
        let count = Some(roster.units.len());
        let complaints = complaints.iter().map(|complaint| complaint_words(complaint, self.language)).collect();
        self.roster = Some((path, roster));
        Parts { answer: Answer { count, complaints, ..Answer::default() }, ..Parts::default() }
    }

    fn draft(&mut self, path: String, modified: Option<u64>, bytes: &[u8]) -> Parts {
        let kept = Kept::new(&path, modified, bytes, &self.options, self.language);
        let parts = self.shown(&path, &kept);
        self.files.insert(path, kept);
        parts
    }

    fn forget(&mut self, path: &str) -> Parts {
        self.files.remove(path);
        Parts::default()
    }

    fn show(&mut self, path: &str) -> Parts {
        self.files.get(path).map(|kept| self.shown(path, kept)).unwrap_or_default()
    }

    /// The object of a file and its part of the page.
    fn shown(&self, path: &str, kept: &Kept) -> Parts {
        let mut parts = Parts::default();
        kept.render(path, &self.options, self.language, &Lines, &mut parts.file);
        kept.render(path, &self.options, self.language, &self.sheet(), &mut parts.bytes);
        parts
    }

    /// Checks the drafts against each other, as the command line does: with a roster always, else where it is asked for.
    fn folder(&mut self, roll_up: bool, overlap: bool) -> Parts {
        let levels = self.options.levels.clone();
        let unread: Vec<String> =
            self.files.iter().filter(|(_, kept)| kept.is_unread()).map(|(path, _)| path.clone()).collect();
        let options = FolderOptions {
            roster: self.roster.as_ref().map(|(_, roster)| roster),
            year: None,
            levels: &levels,
            previous: if overlap { &self.last_year } else { &[] },
            roll_up,
            overlap: overlap.then(Limits::default),
            unread: &unread,
            sources: None,
        };
        let members: Vec<_> = self.files.values().flat_map(|kept| kept.members(&levels)).collect();
        let asked = roll_up || overlap || self.roster.is_some();
        let found = if asked { folder::check(&members, &options) } else { Default::default() };
        let mut between: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for (member, findings) in members.iter().zip(found.findings) {
            between.entry(member.sheet.path.clone()).or_default().extend(findings);
        }
        let units = self.roster.as_ref().map(|(path, _)| Units {
            roster: path.clone(),
            missing: found.missing,
            severity: found.missing_level.unwrap_or(Severity::Warning),
            count: found.units,
            year: found.year,
            language: self.language,
        });
        self.units = units.into_iter().collect();
        let files = self.files.iter_mut();
        let changed = files.filter_map(|(path, kept)| {
            kept.set_between(between.remove(path).unwrap_or_default()).then(|| path.clone())
        });
        let answer = Answer { changed: Some(changed.collect()), ..Answer::default() };
        let (mut file, mut bytes) = (Vec::new(), Vec::new());
        if self.units.iter().any(|units| !units.missing.is_empty()) {
            Lines.missing(&self.units, &mut file);
            self.sheet().missing(&self.units, &mut bytes);
        }
        Parts { answer, file, bytes }
    }

    /// The bytes of a draft with its fixes, in its own encoding.
    fn fix(&self, path: &str, suggestions: bool, bytes: &[u8]) -> Parts {
        let most = if suggestions { Applicability::Suggestion } else { Applicability::Safe };
        let fixed = source(bytes).and_then(|source| {
            let named = Options { kind: names::kind(Path::new(path)), ..self.options.clone() };
            let text = fixing::fix(&source.text, &source.options(&named), most);
            Ok((source.encode(&text, bytes)?, text != *source.text))
        });
        match fixed {
            Ok((bytes, changed)) => {
                let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned();
                let answer = Answer { save: Some(Save { name, changed }), ..Answer::default() };
                Parts { answer, bytes, ..Parts::default() }
            }
            Err(problem) => self.refused(&problem),
        }
    }

    /// A Word file with a comment on each finding of a draft.
    fn annotate(&self, path: &str, tracked: bool, bytes: &[u8]) -> Parts {
        let tracked = tracked.then_some(Applicability::Suggestion);
        let kept = self.files.get(path);
        let copy = kept.and_then(|kept| kept.commented((path, bytes), &self.options, self.language, tracked));
        match copy {
            Some(Ok(bytes)) => {
                let (stem, extension) = copy_name(Path::new(path));
                let save = Save { name: format!("{stem}.{extension}"), changed: true };
                Parts { answer: Answer { save: Some(save), ..Answer::default() }, bytes, ..Parts::default() }
            }
            Some(Err(problem)) => self.refused(&problem),
            None => Parts::default(),
        }
    }

    /// All that was found, as `--format html` writes it.
    fn page(&self) -> Vec<u8> {
        let (sheet, mut tally) = (self.sheet(), Tally::default());
        let mut page = sheet.head().into_owned().into_bytes();
        for (path, kept) in &self.files {
            tally.add(&kept.render(path, &self.options, self.language, &sheet, &mut page));
        }
        if self.units.iter().any(|units| !units.missing.is_empty()) {
            sheet.missing(&self.units, &mut page);
        }
        self.units.iter().for_each(|units| tally.count(MISSING, units.severity, units.missing.len()));
        sheet.tail(&tally, None, &mut page);
        page
    }

    /// A row a report and a column a cell, as `--extract --format csv --wide` writes it.
    fn figures(&self) -> Vec<u8> {
        let rows: Vec<Row> = self.files.iter().flat_map(|(path, kept)| kept.rows(path, &self.options)).collect();
        wide::csv(&wide::in_blocks(rows, self.roster.as_ref().map(|(_, roster)| roster.clone()))).into_bytes()
    }

    /// The renderer of the page. Other files are other parts of it.
    fn sheet(&self) -> Html {
        Html::new(self.language, Box::new(|path| Some(format!("#{}", of_path(path)))))
    }

    fn refused(&self, problem: &Problem) -> Parts {
        Parts { answer: Answer { error: Some(problem.words(self.language)), ..Answer::default() }, ..Parts::default() }
    }
}

/// Tells by its name what a file of a folder is. Hidden files and the locks of word processors are passed over.
fn taken(path: &str) -> &'static str {
    let hidden = path.split('/').any(|name| name.starts_with('.') || name.starts_with("~$"));
    match Path::new(path) {
        _ if hidden => "other",
        path if names::is_draft(path) => "draft",
        path if names::may_be_draft(path) => "foreign",
        _ => "other",
    }
}
