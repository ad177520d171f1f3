//! Runs the tokenizer over a source and tells an outline its tags, text and comments with their byte spans.

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, State, Tokenizer};

use super::outline::Outline;
use super::tables::MAX_SPAN;
use super::tags::{Element, Role, StartTag};
use crate::text::Span;

/// A table out of a text that is not a page.
pub(super) struct TableRead<'s> {
    /// Its content.
    pub(super) outline: Outline<'s>,
    /// Its end in the source.
    pub(super) end: usize,
    /// True if its end tag was found. Without one, the rest of the text holds no further table.
    pub(super) closed: bool,
}

/// Point at which reading stops.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    EndOfText,
    EndOfTable,
}

/// Reads all of a page.
pub(super) fn page(source: &str) -> Outline<'_> {
    let mut outline = Outline::new(source);
    run(source, 0, Until::EndOfText, &mut outline);
    outline.finish();
    outline
}

/// Reads the table that begins at byte `start`, to its end tag. Without an end tag it ends behind the last tag of a
/// table, or with the line of a cell that is still open there. `None` where no tag of a table is complete.
pub(super) fn table(source: &str, start: usize) -> Option<TableRead<'_>> {
    let mut outline = Outline::new(source);
    run(source, start, Until::EndOfTable, &mut outline);
    let (end, in_cell) = outline.last_table_tag;
    let end = end as usize;
    if end > start && outline.tables.is_empty() {
        return Some(TableRead { outline, end, closed: true });
    }
    let rest = source.as_bytes().get(end..).filter(|_| end > start)?;
    let tail = if in_cell { memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()) } else { 0 };
    let head = source.get(..end + tail)?;
    let mut outline = Outline::new(head);
    run(head, start, Until::EndOfText, &mut outline);
    outline.finish();
    Some(TableRead { outline, end: head.len(), closed: false })
}

fn run<'s>(source: &'s str, base: usize, until: Until, outline: &mut Outline<'s>) {
    let Some(rest) = source.get(base..) else { return };
    let mut inner =
        CallbackEmitter::new(Markup { outline, base, until, tag: None, attribute: Attribute::Other, raised: None });
    inner.naively_switch_states(true);
    let scanner = Scanner { inner, source: source.as_bytes(), position: base, seen: base };
    // The only token is the order to stop; reading from memory cannot fail.
    let _ = Tokenizer::new_with_emitter(rest, scanner).next();
}

/// The tokenizer's events: tags and comments go through the library's emitter, text is taken as it comes, since the
/// library joins the pieces and loses which of them were entities.
struct Scanner<'o, 's> {
    inner: CallbackEmitter<Markup<'o, 's>, (), usize>,
    source: &'s [u8],
    /// Bytes read.
    position: usize,
    /// End of the last text or tag.
    seen: usize,
}

impl ForwardingEmitter for Scanner<'_, '_> {
    type Token = ();

    fn inner(&mut self) -> &mut impl Emitter<Token = ()> {
        &mut self.inner
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
        self.inner.move_position(offset);
    }

    fn emit_string(&mut self, text: &[u8]) {
        let (start, end) = (self.position.saturating_sub(text.len()), self.position);
        let skipped = self.source.get(self.seen..start).unwrap_or_default();
        let outline = &mut *self.inner.callback_mut().outline;
        if skipped.first() != Some(&b'&') && self.source.get(start..end) == Some(text) {
            outline.text(Span::new(start, end));
        } else if text == b"\n" {
            // A CR, or the CR of a CRLF.
            outline.text(Span::new(start, end));
        } else {
            let read = self.source.get(self.seen..end).unwrap_or_default();
            let start = memchr::memrchr(b'&', read).map_or(start, |at| self.seen + at);
            outline.entity(&String::from_utf8_lossy(text), Span::new(start, end));
        }
        self.seen = end;
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let state = self.inner.emit_current_tag();
        self.seen = self.position;
        state
    }

    fn emit_current_comment(&mut self) {
        self.inner.emit_current_comment();
        self.seen = self.position;
    }

    fn emit_current_doctype(&mut self) {
        self.inner.emit_current_doctype();
        self.seen = self.position;
    }
}

/// An attribute that matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Columns,
    Rows,
    Other,
}

/// Puts the pieces of a tag together.
struct Markup<'o, 's> {
    outline: &'o mut Outline<'s>,
    base: usize,
    until: Until,
    tag: Option<StartTag>,
    attribute: Attribute,
    /// Beginning of the element that is open and has its text stand higher or lower.
    raised: Option<u32>,
}

impl Callback<(), usize> for Markup<'_, '_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: html5gum::Span<usize>) -> Option<()> {
        let span = Span::new(self.base + span.start, self.base + span.end);
        match event {
            CallbackEvent::OpenStartTag { name } => {
                if is_raised(name) {
                    self.raised = Some(span.start);
                }
                self.tag = Some(StartTag { element: Element::named(name), span, columns: None, rows: None });
            }
            CallbackEvent::AttributeName { name } => self.attribute = attribute(name),
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::CloseStartTag { .. } => {
                if let Some(tag) = self.tag.take() {
                    self.outline.start(StartTag { span: tag.span.cover(span), ..tag });
                }
            }
            CallbackEvent::EndTag { name } if is_raised(name) => {
                self.outline.raised.extend(self.raised.take().map(|start| Span { start, end: span.end }));
                return self.end(None, span);
            }
            CallbackEvent::EndTag { name } => return self.end(Element::named(name), span),
            CallbackEvent::Comment { .. } => self.outline.comment(span),
            CallbackEvent::String { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }
}

impl Markup<'_, '_> {
    /// Of an attribute given twice the first counts.
    fn value(&mut self, value: &[u8]) {
        let Some(tag) = &mut self.tag else { return };
        match self.attribute {
            Attribute::Columns => tag.columns = tag.columns.or(Some(covered(value))),
            Attribute::Rows => tag.rows = tag.rows.or(Some(covered(value))),
            Attribute::Other => {}
        }
        self.attribute = Attribute::Other;
    }

    fn end(&mut self, element: Option<Element>, span: Span) -> Option<()> {
        self.outline.end(element, span);
        let table = element.is_some_and(|element| element.role() == Role::Table);
        (table && self.until == Until::EndOfTable && self.outline.tables.is_empty()).then_some(())
    }
}

/// Returns whether an element has its text stand higher or lower.
fn is_raised(name: &[u8]) -> bool {
    matches!(name, b"sup" | b"sub")
}

fn attribute(name: &[u8]) -> Attribute {
    match name {
        b"colspan" => Attribute::Columns,
        b"rowspan" => Attribute::Rows,
        _ => Attribute::Other,
    }
}

/// The number of columns or rows an attribute gives, within bounds; 1 where it gives none.
fn covered(value: &[u8]) -> u16 {
    let value = value.trim_ascii_start();
    let value = value.strip_prefix(b"+").unwrap_or(value);
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit());
    let number = digits.fold(0_u16, |number, digit| number.saturating_mul(10).saturating_add(u16::from(digit - b'0')));
    number.clamp(1, MAX_SPAN)
}
