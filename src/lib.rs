//! gaireport: what a draft of a 政府信息公开工作年度报告 says, bound to the national format, and what is wrong with it.
//!
//! # Code map
//!
//! Arrows point down only; a test reads the sources and holds them to it.
//!
//! | band | module | owns |
//! |---|---|---|
//! | shells | `cli`, `server`, `main.rs` | arguments and output; the editor's protocol |
//! | | `drafts` | drafts as they lie in folders: names, kinds, effective settings, last year's reports; shared by both |
//! | | [`config`] | `gaireport.toml`, found upward from a file; shared by every shell |
//! | ide | [`ide`] | what editors show and offer, in their words and without their protocol |
//! | answers | [`render`] | what was found as one JSON document or one page, whichever shell gives it out |
//! | | [`source`], [`problem`] | a draft as it lies in a file; why a file could not be dealt with |
//! | core | [`fixing`] | fixes applied until nothing changes |
//! | | [`folder`] | what only shows between the reports of a folder: roster, roll-up, overlap |
//! | | [`analysis`] | the one door for one text: text in, findings out |
//! | | [`suppress`] | comments that keep findings quiet |
//! | | [`rules`], [`page`] | the checks, and the page of each with its words, source and examples |
//! | | [`compose`] | tables and sections of the standard written into a draft, whole drafts, conversion |
//! | | [`lint`] | what a rule, a finding and a message are |
//! | | [`report`] | meaning: sections, tables, figures by the standard's names, and what the sums say |
//! | form | [`dialect`] | text to lines and cells, and grids back to text; knows no word of the standard |
//! | | [`package`] | text drawn out of files of word processors, and marks in their copies, from bytes alone |
//! | facts | [`standard`] | the national format as data; parses no draft |
//! | | [`lexicon`] | words as data: wrong wordings, how prose speaks of figures, names of organs and places |
//! | base | [`disk`] | the one door to files that others chose: regular, bounded, never waited for |
//! | | [`text`], [`number`], [`han`] | spans, positions and line ends; figures; Han numerals |
//! | | [`language`], [`edit`], [`encoding`] | languages and messages before their words; changes to a text; bytes to text and back |
//!
//! # A draft on its way
//!
//! [`dialect::read`] turns a text into lines and cells, each with its span. `report::frame::headings` finds the
//! sections by name, those inside paragraphs by `report::frame::inline`; `report::frame::division` cuts the text at its
//! titles and parts each report from the web page around it, and `report::frame::kind` tells reports from papers that
//! speak of them; `report::tables::tokens` cuts the lines into one stream of labels and values a table;
//! `report::tables::runs` groups a stream into candidates for rows; `report::tables::align` pairs these with the
//! ordered rows of the standard at the least cost; `report::tables::cells` puts the values of a row into its columns;
//! `report::tables::solve` finds the wrong figure behind sums that do not hold. `report::prose` joins the text around
//! the tables into paragraphs, finds the words that rules look at, and reads what its sentences count: `prose::claims`
//! pairs figures with the cells they may mean, `prose::lists` totals with their parts. Rules then only say what is
//! there to be seen.
//!
//! A keystroke's way is drawn in the documentation of the program's `server`.
//!
//! # Where to look, where to add
//!
//! | question | answer |
//! |---|---|
//! | Where is a row bound? | `report::tables::align` pairs it with a row of the standard, `report::tables::bind` keeps what came of it |
//! | Where does a message get its words? | a rule pushes a [`language::Message`], the name of a template with its values; [`page::words`] takes the template from the rule's page in the reader's language |
//! | A new edition of the format | a file in `src/standard/`, and its line in `src/standard/load.rs` |
//! | A new rule | a function in its family's module below [`rules`], a line in `src/rules.rs`, a page in `src/rules/pages/` |
//! | A new form of tables in text | a variant of [`dialect::Form`], its reader among the modules of [`dialect`], its writer in `dialect::write`; a law holds that what is written is read back |
//! | Where does a comment of Word get its place? | `package::marks::place` follows the pieces of the drawn text back to the runs of the file |
//! | A reader of a new file format | a variant of [`package::Format`], its signature in `package::kind`, and a module that gives the blocks (paragraphs and tables) which `package::blocks` makes the text of |
//! | A new feature of the editors | a module of [`ide`] in bytes of the draft, and a handler in the program's `server::handlers` that converts positions |
//! | A new output format | a module of the program's `cli::render` |
//!
//! # Invariants
//!
//! - The core is pure and total: no `Result`, clock, file, environment or locale. Bad input is a finding.
//! - Facts of the standard are data (`standard/*.toml`); a label in Rust code is a defect, and a test looks for it.
//! - Spans of lines, cells and bound values refer to *what was read* ([`dialect::Document::text`]), which is the source
//!   itself except in HTML; spans of findings and edits always refer to the *source*.
//! - One cause, one finding. A rule is silent by construction where its input is missing.
//! - A figure is changed by a person: no safe fix writes one.
//! - Text is composed with LF. What is handed out to be written into a draft ends its lines as most of the draft's lines
//!   end ([`text::LineEnd`]): the analysis sees to it for fixes, each editor feature for its own edits.
//!
//! # Where this differs from a plainer layout, and why
//!
//! - Every form is read into the *same* lines and cells, line by line, so that forms may be mixed in one draft; there is
//!   no reader a form chooses. Binding goes by labels first and by geometry last, because geometry is what conversion
//!   destroys.
//! - The sums are solved while a table is bound, not in the rules: whether a blank cell is believed depends on them, and
//!   four rules share the result.
//! - Each text is analysed whole, after each change and in each run: nothing is cached in memory or on disk. A report of
//!   7 KB takes a quarter of a millisecond, a text of a hundred reports some thirty.
//! - Figures of the prose are read with the report, not by the rules: an editor follows them to their cells and back, and
//!   two rules share them. Which words mean which cells is data (`lexicon/prose.toml`): the grammar knows parts of speech.
//! - A rule's words stand in its page rather than in a table of messages, so that a rule is one function, one line, one file.
//!
//! # Glossary
//!
//! | Chinese | here |
//! |---|---|
//! | 年度报告 | `report` |
//! | 表二, 表三, 表四 | `table`: `disclosure`, `requests`, `review` |
//! | 第二十条第（一）项 等 | `part` of a table |
//! | 本年新收 | `new` |
//! | 上年结转 | `carried_over` |
//! | 结转下年度 | `carried_forward` |
//! | （七）总计 | `handled` |
//! | 勾稽关系 | `identity`; at one place of a table a `check` |
//! | a number bound to a cell | `figure` |
//! | what a rule reports | `finding` |
//! | what the prose says of cells | `claim`; with the cells named a `link` |
//! | 其中、分别 with figures | `list` of a total and its `parts` |
//! | a way of writing tables | `form` |
//! | 名册 | `roster` of `unit`s |
//! | 汇总 | `roll-up` |
//! | 内容雷同 | `overlap` |

pub mod analysis;
pub mod compose;
pub mod config;
pub mod dialect;
pub mod disk;
pub mod edit;
pub mod encoding;
pub mod fixing;
pub mod folder;
pub mod han;
pub mod ide;
pub mod language;
pub mod lexicon;
pub mod lint;
pub mod number;
pub mod package;
pub mod page;
pub mod problem;
pub mod render;
pub mod report;
pub mod rules;
pub mod source;
pub mod standard;
pub mod suppress;
pub mod text;
