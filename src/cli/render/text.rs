//! `--format text`: each finding with the line of the draft it stands on.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use gaireport::language::Language;
use gaireport::lint::{Finding, Message, Severity};
use gaireport::page::words;
use gaireport::render::summary::severity_word;
pub use gaireport::render::summary::{Written, summary};
use gaireport::text::{LineIndex, Span};

use super::quote::quote;
use super::{Draft, MISSING, Units};
use crate::cli::escape::{log_lines, visible};

/// Draws findings, coloured or plain.
pub struct Painter {
    renderer: Renderer,
    /// Stands before the place, as the renderer would write it.
    arrow: &'static str,
}

/// Something to mark in a draft, in order of importance.
struct Mark {
    /// Line, from 1.
    line: usize,
    /// Bytes within the line.
    range: Range<usize>,
    kind: AnnotationKind,
    label: Option<String>,
}

impl Painter {
    /// Draws in colours, as a terminal understands them.
    pub fn coloured() -> Painter {
        let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
        Painter { renderer, arrow: "\u{1b}[1m\u{1b}[94m-->\u{1b}[0m" }
    }

    /// Draws in plain text.
    pub fn plain() -> Painter {
        Painter { renderer: Renderer::plain().decor_style(DecorStyle::Ascii), arrow: "-->" }
    }

    /// Writes all findings of a draft.
    pub fn draft(&self, draft: &Draft, out: &mut Vec<u8>) {
        if draft.analysis.findings.is_empty() {
            return;
        }
        let index = LineIndex::new(draft.text);
        let path = visible(draft.path);
        for finding in &draft.analysis.findings {
            out.extend_from_slice(log_lines(&self.finding(draft, &index, &path, finding)).as_bytes());
            out.extend_from_slice(b"\n\n");
        }
    }

    /// Writes of every unit without a report that it has none.
    pub fn missing(&self, units: &[Units], out: &mut Vec<u8>) {
        for units in units {
            let roster = visible(&units.roster);
            for (_, message) in units.messages() {
                let title = level(units.severity, units.language).primary_title(visible(&message)).id(MISSING);
                let head = self.renderer.render(&[Group::with_title(title)]);
                out.extend_from_slice(log_lines(&format!("{head}\n  {} {roster}\n\n", self.arrow)).as_bytes());
            }
        }
    }

    fn finding(&self, draft: &Draft, index: &LineIndex, path: &str, finding: &Finding) -> String {
        let title = draft.message(finding);
        let lines = by_line(marks(draft, index, finding));
        let mut group = Group::with_title(
            level(finding.severity, draft.language).primary_title(visible(&title)).id(finding.rule.id),
        );
        for (line, marks) in &lines {
            group = group.element(snippet(draft, index, *line, marks));
        }
        for related in &finding.related {
            let Some(place) = &related.elsewhere else { continue };
            let (path, at) = (visible(&place.path), place.start);
            let note =
                format!("{path}:{}:{}: {}", at.line, at.column, words(finding.rule, &related.message, draft.language));
            group = group.element(named(Level::NOTE, "另见", draft.language).message(visible(&note).into_owned()));
        }
        if let Some(fix) = finding.fixes.first() {
            let title = words(finding.rule, &fix.title, draft.language);
            group = group.element(named(Level::HELP, "建议", draft.language).message(visible(&title).into_owned()));
        }
        let rendered = self.renderer.render(&[group]);
        // The renderer counts columns in what is quoted, which may be cut: the place is put in here.
        let (head, body) = rendered.split_once('\n').unwrap_or((&rendered, ""));
        let place = index.position(draft.text, finding.span.start);
        let width = lines.iter().map(|(line, _)| line.to_string().len()).max().unwrap_or_default();
        format!("{head}\n{:width$}{} {path}:{}:{}\n{body}", "", self.arrow, place.line, place.column)
    }
}

fn level(severity: Severity, language: Language) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
    };
    named(level, severity_word(severity, Language::Chinese), language)
}

/// The level under its Chinese name, where Chinese is spoken.
fn named(level: Level<'static>, chinese: &'static str, language: Language) -> Level<'static> {
    match language {
        Language::Chinese => level.with_name(chinese),
        Language::English => level,
    }
}

/// The finding's own place, then the related ones.
fn marks(draft: &Draft, index: &LineIndex, finding: &Finding) -> Vec<Mark> {
    let own = mark(draft, index, finding.span, AnnotationKind::Primary, None);
    let here = finding.related.iter().filter(|related| related.elsewhere.is_none());
    let related = here.map(|related| {
        let label = words(finding.rule, &brief(&related.message), draft.language);
        mark(draft, index, related.span, AnnotationKind::Context, Some(visible(&label).into_owned()))
    });
    [own].into_iter().chain(related).flatten().collect()
}

/// The message with a sum named by its left side alone: both sides would not fit behind a line.
fn brief(message: &Message) -> Message {
    let mut brief = message.clone();
    for (_, identity) in brief.arguments.iter_mut().filter(|(name, _)| *name == "identity") {
        identity.truncate(identity.find('＝').unwrap_or(identity.len()));
    }
    brief
}

/// Marks what of the span stands on its first line.
fn mark(draft: &Draft, index: &LineIndex, span: Span, kind: AnnotationKind, label: Option<String>) -> Option<Mark> {
    let line = index.position(draft.text, span.start).line;
    let whole = index.line(draft.text, line)?.range();
    let within = |offset: u32| (offset as usize).clamp(whole.start, whole.end) - whole.start;
    Some(Mark { line, range: within(span.start)..within(span.end), kind, label })
}

/// The marks of each line, the line of the first mark first.
fn by_line(marks: Vec<Mark>) -> Vec<(usize, Vec<Mark>)> {
    let mut lines: Vec<(usize, Vec<Mark>)> = Vec::new();
    for mark in marks {
        match lines.iter_mut().find(|(line, _)| *line == mark.line) {
            Some((_, marks)) => marks.push(mark),
            None => lines.push((mark.line, vec![mark])),
        }
    }
    lines
}

fn snippet<'m>(draft: &Draft, index: &LineIndex, line: usize, marks: &'m [Mark]) -> Snippet<'m, Annotation<'m>> {
    let text = index.line(draft.text, line).map_or("", |span| span.of(draft.text));
    let ranges: Vec<Range<usize>> = marks.iter().map(|mark| mark.range.clone()).collect();
    let quote = quote(text, &ranges);
    let annotation =
        |(mark, range): (&'m Mark, Option<Range<usize>>)| Some(mark.kind.span(range?).label(mark.label.as_deref()));
    let annotations: Vec<_> = marks.iter().zip(quote.marks).filter_map(annotation).collect();
    Snippet::source(quote.text).line_start(line).annotations(annotations)
}

#[cfg(test)]
mod tests {
    use gaireport::analysis::Analysis;
    use gaireport::dialect::Kind;
    use gaireport::encoding::Encoding;
    use proptest::prelude::*;

    use super::*;
    use gaireport::source::Origin;

    /// Paints a finding on `span`, with another place on `related`.
    fn paint(text: &str, span: Span, related: Span) -> String {
        let finding = Finding::new(span, Message::new("m")).relating(related, Message::new("r"));
        let analysis = Analysis { findings: vec![finding], ..Analysis::default() };
        let (origin, kind, language) = (Origin::Text(Encoding::Utf8), Kind::Text, Language::Chinese);
        let mut out = Vec::new();
        let draft = Draft { path: "a.md", text, origin, kind, analysis: &analysis, language };
        Painter::plain().draft(&draft, &mut out);
        String::from_utf8(out).unwrap()
    }

    /// The byte offset of the character that lies at this share of the text.
    fn offset(text: &str, share: usize) -> usize {
        let count = text.chars().count();
        text.char_indices().nth(share * count / 100).map_or(text.len(), |(at, _)| at)
    }

    #[test]
    fn lines_far_apart_are_quoted_with_their_numbers() {
        let text = "报告\n\n\n\n\n\n\n\n\n总计\t6\n";
        let at = text.find('6').unwrap();
        let painted = paint(text, Span::new(at, at + 1), Span::new(0, 6));
        let expected = "提示[unset]: m\n  --> a.md:10:4\n   |\n10 | 总计    6\n   |         ^\n   |\n  ::: \n 1 | 报告\n   | ---- r\n\n";
        assert_eq!(painted, expected);
    }

    proptest! {
        #[test]
        fn any_text_is_painted_and_nothing_in_it_acts(
            text in "[a长\u{301}\u{202e}\u{1b}\r\n\t |𠮷\u{200b}]{0,400}",
            shares in [0_usize..=100, 0..=100, 0..=100, 0..=100],
        ) {
            let place = |share: usize| offset(&text, share);
            let span = |one: usize, other: usize| Span::new(place(one.min(other)), place(one.max(other)));
            let painted = paint(&text, span(shares[0], shares[1]), span(shares[2], shares[3]));
            let acts = painted.contains(['\u{202e}', '\u{1b}']);
            prop_assert!(!acts);
        }
    }
}
