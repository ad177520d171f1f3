//! HTML: whole pages, and text with HTML tables inside.

mod compose;
mod outline;
mod scan;
mod tables;
mod tags;

use super::view::{Block, View};
use super::{Document, lines};
use crate::number;
use crate::text::Span;

pub(super) use tables::MAX_SPAN;

/// A page shows itself by one of these within its first bytes.
const PAGE_TAGS: [&str; 3] = ["!doctype html", "html", "body"];

/// A piece of a page begins with one of these.
const BLOCK_TAGS: [&str; 12] =
    ["div", "p", "h1", "h2", "h3", "section", "article", "main", "center", "head", "meta", "style"];

/// Tags of tables that may stand in a text without a `<table>` around them.
const ROW_TAGS: [&str; 6] = ["tr", "td", "th", "tbody", "thead", "tfoot"];

/// Bytes in which the beginning of a page is looked for.
const PAGE_HEAD: usize = 2048;

/// Returns whether the source is an HTML page: its beginning holds `<!doctype html>`, `<html>` or `<body>`, or it
/// begins with a block of a page.
pub(super) fn looks_like_page(source: &str) -> bool {
    let bytes = source.as_bytes();
    if let Some(tail) = source.trim_start_matches(number::is_blank).strip_prefix('<')
        && BLOCK_TAGS.iter().any(|name| opens(tail.as_bytes(), name))
    {
        return true;
    }
    find_tag(&bytes[..bytes.len().min(PAGE_HEAD)], 0, &PAGE_TAGS).is_some()
}

/// Returns whether the source holds an HTML table, or rows or cells of one.
pub(super) fn has_table(source: &str) -> bool {
    first_table(source.as_bytes()).is_some()
}

/// Reads a page. Never fails: tags that are missing are taken as browsers take them.
pub(super) fn read_page(source: &str) -> Document {
    let mut document = Document { page: true, ..Document::default() };
    let mut view = View::default();
    compose::compose(source, &scan::page(source), &mut document, &mut view);
    document.view = Some(view);
    document
}

/// Reads plain text or Markdown with tables in HTML. What stands outside them is in the view as it is in the source.
pub(super) fn read_mixed(source: &str) -> Document {
    let mut document = Document::default();
    let mut view = View::default();
    let mut from = 0;
    let mut next = first_table(source.as_bytes());
    while let Some(table) = next.and_then(|start| scan::table(source, start).zip(Some(start))) {
        let (table, start) = table;
        read_outside(source, Span::new(from, start), &mut document, &mut view);
        compose::compose(source, &table.outline, &mut document, &mut view);
        from = table.end;
        next = find_tag(source.as_bytes(), from, &["table"]).filter(|_| table.closed);
    }
    read_outside(source, Span::new(from, source.len()), &mut document, &mut view);
    document.view = Some(view);
    document
}

/// Reads text between tables.
fn read_outside(source: &str, span: Span, document: &mut Document, view: &mut View) {
    if span.is_empty() {
        return;
    }
    view.end_line();
    let start = Span::new(view.text.len(), view.text.len()).start;
    view.copy(source, span);
    view.plain.push(Span::new(start as usize, view.text.len()));
    let mut inner = lines::read(span.of(source), &[]);
    let first_cell = u32::try_from(document.cells.len()).unwrap_or(u32::MAX);
    let shift = |inner: Span, by: u32| Span { start: inner.start + by, end: inner.end + by };
    for line in &mut inner.lines {
        let place = shift(line.span, span.start);
        view.blocks.push(Block { element: place, outer: place });
        line.span = shift(line.span, start);
        line.cells = (line.cells.0 + first_cell, line.cells.1 + first_cell);
    }
    for cell in &mut inner.cells {
        cell.span = shift(cell.span, start);
    }
    document.lines.append(&mut inner.lines);
    document.cells.append(&mut inner.cells);
}

/// Finds the start of the first table, or else of the first row or cell.
fn first_table(bytes: &[u8]) -> Option<usize> {
    find_tag(bytes, 0, &["table"]).or_else(|| find_tag(bytes, 0, &ROW_TAGS))
}

/// Finds the first start tag of one of the `names`, from byte `from` on, ignoring comments.
fn find_tag(bytes: &[u8], from: usize, names: &[&str]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let (mut visible, mut closes) = (0, true);
    for at in memchr::memchr_iter(b'<', rest) {
        if at < visible {
            continue;
        }
        if closes && rest[at..].starts_with(b"<!--") {
            let end = memchr::memmem::find(&rest[at..], b"-->");
            closes = end.is_some();
            visible = at + end.unwrap_or(0);
        } else if names.iter().any(|name| opens(&rest[at + 1..], name)) {
            return Some(from + at);
        }
    }
    None
}

/// Returns whether the text behind a `<` begins with a tag of this name.
fn opens(tail: &[u8], name: &str) -> bool {
    let found = tail.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()));
    found && tail.get(name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{Kind, LineKind, read};

    /// A row as `text@column` or `text@column+width` for each cell, another line as its text after its kind.
    fn shown(document: &Document, source: &str) -> Vec<String> {
        let text = document.text(source);
        let cell = |cell: &crate::dialect::Cell| match cell.width {
            1 => format!("{}@{}", cell.span.of(text), cell.column),
            width => format!("{}@{}+{width}", cell.span.of(text), cell.column),
        };
        let line = |line: &crate::dialect::Line| match line.kind {
            LineKind::Row(_) => document.cells_of(line).iter().map(cell).collect::<Vec<_>>().join(" "),
            LineKind::Prose => format!("p {}", line.span.of(text)),
            LineKind::Short if line.marked => format!("# {}", line.span.of(text)),
            LineKind::Short => format!("s {}", line.span.of(text)),
        };
        document.lines.iter().map(line).collect()
    }

    fn page(source: &str) -> Vec<String> {
        shown(&read_page(source), source)
    }

    #[test]
    fn a_raised_mark_beside_a_figure_is_no_digit_of_it() {
        let row = "<table><tr><td>1494<sup>1</sup></td><td>7365 <SUP>[<b>2</b>]</SUP></td><td>5<sub>①</sub></td><td>平方米<sup>2</sup></td>\
                   <td><sup>8</sup></td><td>9<sup>3</td></tr></table>";
        assert_eq!(page(row), ["1494@0 7365@1 5@2 平方米2@3 8@4 93@5"]);
    }

    /// Every span of every cell and line maps into the source, and its end is not before its start.
    fn check_spans(source: &str, document: &Document) {
        let view = document.view.as_ref().unwrap();
        assert_eq!(view.blocks.len(), document.lines.len(), "{source}");
        let spans = document.lines.iter().map(|line| line.span).chain(document.cells.iter().map(|cell| cell.span));
        for span in spans {
            assert!(view.text.get(span.range()).is_some(), "{source}: {span:?}");
            let place = view.source_span(span);
            assert!(place.start <= place.end && source.get(place.range()).is_some(), "{source}: {place:?}");
            for edit in view.replace(span, "新") {
                assert!(source.get(edit.span.range()).is_some(), "{source}: {edit:?}");
            }
        }
        for block in &view.blocks {
            assert!(source.get(block.element.range()).is_some(), "{source}: {block:?}");
            assert!(source.get(block.outer.range()).is_some(), "{source}: {block:?}");
        }
        let mut end = 0;
        for segment in &view.segments {
            assert_eq!(segment.view.start, end);
            end = segment.view.end;
        }
        assert_eq!(end as usize, view.text.len());
    }

    const REPORT: &str = "\u{feff}<!DOCTYPE html>\r\n<html><head><title>年报</title><style>p { color: red }</style>\
        <script>if (a < b) document.write('<p>不读</p>');</script></head>\r\n<body><h1>某局2023年<br>年度&nbsp;报告</h1>\
        <!-- 无关 --><p>本局认真&ldquo;落实&rdquo;\r\n    条例。</p><div align=center>一、基本\n<b>面</b>貌</div>\
        <!-- gaireport-ignore total-mismatch -->\
        <table border=1><thead><tr><th rowspan=2>信息\n    内容<th colspan='2'>数量</thead>\
        <tbody><tr><td rowspan=2>规章<td><span>1</span><span>2</span></td><td>&nbsp;</td></tr><tr><td>3<td>4 5\
        </table>说明 0 0<p>完";

    #[test]
    fn a_page_is_read_as_a_browser_shows_it() {
        let expected = [
            "# 某局2023年",
            "# 年度\u{a0}报告",
            "p 本局认真“落实”条例。",
            "s 一、基本面貌",
            "p gaireport-ignore total-mismatch",
            "信息内容@0 数量@1+2",
            "规章@0 12@1 @2",
            "3@1 4 5@2",
            "s 说明 0 0",
            "s 完",
        ];
        assert_eq!(page(REPORT), expected);
        let document = read_page(REPORT);
        let gaps: Vec<bool> = document.lines.iter().map(|line| line.gap).collect();
        assert_eq!(gaps, [true, false, true, true, true, true, false, false, true, true]);
        check_spans(REPORT, &document);
    }

    #[test]
    fn blocks_are_the_elements_that_hold_one_line_only() {
        let source =
            "<div>甲<p>乙</p>\n 丙<br>丁 <i>戊</i></div><p>己<p>庚</p><h2>辛</h2><table><tr><td>1<td>2</table>";
        let document = read_page(source);
        let view = document.view.unwrap();
        let elements: Vec<&str> = view.blocks.iter().map(|block| block.element.of(source)).collect();
        let row = "<tr><td>1<td>2";
        let expected = ["甲", "<p>乙</p>", "丙<br>", "丁 <i>戊</i>", "<p>己", "<p>庚</p>", "<h2>辛</h2>", row];
        assert_eq!(elements, expected);
        assert_eq!(view.blocks[7].outer.of(source), "<table><tr><td>1<td>2</table>");
    }

    #[test]
    fn cells_below_a_row_span_keep_their_columns() {
        let source = "<table><tr><td rowspan=3>a<td colspan=2>b<td rowspan=2>c<tr><td>d<td>e<tr><td>f<td>g<td>h\
            <tr><td>i<td colspan=0>j<td rowspan=0>k<td colspan=99999>l<tr><td>m</table>";
        let expected = ["a@0 b@1+2 c@3", "d@1 e@2", "f@1 g@2 h@3", "i@0 j@1 k@2 l@3+1000", "m@0"];
        assert_eq!(page(source), expected);
        let overlapping = "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d</table>";
        assert_eq!(page(overlapping), ["a@0 b@1", "c@0+2 d@2"]);
        let groups = "<table><thead><tr><td rowspan=9>a<td>b<tbody><tr><td>c<td>d</tbody></table>";
        assert_eq!(page(groups), ["a@0 b@1", "c@0 d@1"]);
    }

    #[test]
    fn layout_tables_are_blocks_and_tables_inside_are_tables() {
        let source = "<table><tr><td>首页<td>导航</td></tr><tr><td><p>一、基本面貌</p><p>工作扎实。</p>\
            <table><tr><td>规章<td>0</table>后文</td><td>右</td></tr></table>";
        assert_eq!(
            page(source),
            ["s 首页", "s 导航", "s 一、基本面貌", "p 工作扎实。", "规章@0 0@1", "s 后文", "s 右"]
        );
        assert_eq!(page("<table><tr><td>某局年度报告</table>"), ["s 某局年度报告"]);
        let noted = "<table><tr><td colspan=2>说明如下。</td></tr><tr><td>规章<td>0</tr></table>";
        assert_eq!(page(noted), ["p 说明如下。", "规章@0 0@1"]);
        let long = format!("<table><tr><td>栏目<td><p>{}</p><p>二、情况</p></table>", "工作扎实。".repeat(50));
        assert_eq!(page(&long)[2], "s 二、情况");
    }

    #[test]
    fn blocks_in_a_cell_are_one_text() {
        let source = "<table><tr><td><p>本年新</p>\n<p>栽树数量</p><td>12<br>34<td>一<br/>&nbsp;<td>A<p>中</p><td> \
            <b> 1 </b> 2 </td></table>";
        assert_eq!(page(source), ["本年新栽树数量@0 12 34@1 一@2 A中@3 1 2@4"]);
    }

    #[test]
    fn text_beside_cells_and_tags_out_of_place_do_no_harm() {
        assert_eq!(
            page("<table>表名<tr>游离<td>a<td>b</td>文字</tr></table>"),
            ["s 表名", "s 游离", "s 文字", "a@0 b@1"]
        );
        assert_eq!(page("<tr><td>a<td>b<tr><td>c<td>d"), ["a@0 b@1", "c@0 d@1"]);
        assert_eq!(page("</td></tr></table></p></div>甲</span><p></b>乙"), ["s 甲", "s 乙"]);
        assert_eq!(page("<table><tr><td>a<td>b<table><tr><td>c<td>d"), ["s a", "s b", "c@0 d@1"]);
        assert_eq!(page("<table><tr><td>a<td>b</tr><table><tr><td>c<td>d"), ["a@0 b@1", "c@0 d@1"]);
        assert_eq!(
            page("a &lt b &amp;amp; &semi; &#x4e00;&bogus; &</>&nbsp;x"),
            ["s a < b &amp; ; 一&bogus; &\u{a0}x"]
        );
        assert_eq!(page("<template><p>甲</p></template><textarea>乙</textarea><noscript>丙</noscript>丁"), ["s 丁"]);
        assert_eq!(page("<pre>甲\n\n  乙 0\r\n丙</pre>"), ["s 甲", "s 乙 0", "s 丙"]);
    }

    #[test]
    fn empty_rows_of_cells_stand_and_rows_without_cells_do_not() {
        assert_eq!(page("<table><tr></tr><tr><td></td><td>&nbsp;</td></tr></table>"), ["@0 @1"]);
        let source = "<table><tr><td></td></tr><tr><td> </td></tr></table>";
        let document = read_page(source);
        let elements = document.cells.iter().map(|cell| document.source_span(cell.span).of(source));
        assert_eq!(elements.collect::<Vec<_>>(), ["<td></td>", "<td> </td>"]);
    }

    /// The source after the first cell whose text is `old` got the text `new`.
    fn replaced(source: &str, old: &str, new: &str) -> String {
        let document = read(source, Kind::Text, &[]);
        let view = document.view.as_ref().unwrap();
        let cell = document.cells.iter().find(|cell| cell.span.of(&view.text) == old).unwrap();
        let mut result = source.to_owned();
        for edit in view.replace(cell.span, new).into_iter().rev() {
            result.replace_range(edit.span.range(), &edit.text);
        }
        result
    }

    #[test]
    fn a_cell_is_replaced_without_touching_tags() {
        let cases = [
            ("<td><span>1</span><span>2</span></td>", "12", "<td><span>13</span><span></span></td>"),
            ("<td>&nbsp;</td>", "", "<td>13</td>"),
            ("<td> &nbsp;&#160;</td>", "", "<td> 13</td>"),
            ("<td></td>", "", "<td>13</td>"),
            (
                "<td><p class=x><span lang=EN><o:p></o:p></span></p></td>",
                "",
                "<td><p class=x><span lang=EN><o:p>13</o:p></span></p></td>",
            ),
            ("<td><p>&nbsp;<b></b></p>&nbsp;</td>", "", "<td><p>13<b></b></p>&nbsp;</td>"),
            ("<td><img src=a><br></td>", "", "<td>13<img src=a><br></td>"),
            ("<td>\n  1 234&nbsp;件 \n</td>", "1 234\u{a0}件", "<td>\n  13 \n</td>"),
            ("<td>&lt;1&gt;</td>", "<1>", "<td>13</td>"),
            ("<td><p>1</p><p>2</p></td>", "1 2", "<td><p>13</p><p></p></td>"),
            ("<td>&emsp;1&emsp;</td>", "1", "<td>&emsp;13&emsp;</td>"),
        ];
        for (cell, old, new) in cases {
            let source = |cell: &str| format!("<table><tr><td>规章</td>{cell}</tr></table>");
            assert_eq!(replaced(&source(cell), old, "13"), source(new));
            for text in ["13", "<b>&amp;", "规 章"] {
                let again = replaced(&source(cell), old, text);
                assert_eq!(page(&again), [format!("规章@0 {text}@1")], "{again}");
            }
        }
    }

    #[test]
    fn spans_of_the_view_are_found_in_the_source() {
        let source =
            "<p>共&nbsp;<b>1</b>2&lt;</p><table><tr><td>a</td><td><p> </p></td><td>c</td></tr><tr><td><td></table>";
        let document = read_page(source);
        let view = document.view.as_ref().unwrap();
        let at = |needle: &str| view.text.find(needle).map(|at| Span::new(at, at + needle.len())).unwrap();
        assert_eq!(view.source_span(at("12<")).of(source), "1</b>2&lt;");
        assert_eq!(view.source_span(at("\u{a0}")).of(source), "&nbsp;");
        assert_eq!(view.source_span(at("2")).of(source), "2");
        assert_eq!(view.source_span(document.cells_of(&document.lines[1])[1].span).of(source), "<td><p> </p></td>");
        assert_eq!(view.source_span(document.lines[2].span).of(source), "<td><td>");
        let end = view.source_span(Span::new(at("12<").end as usize, at("12<").end as usize));
        assert_eq!((end.is_empty(), source[..end.range().start].ends_with("&lt;")), (true, true));
        assert_eq!(View::default().source_span(Span::new(3, 9)), Span::default());
    }

    #[test]
    fn tables_in_plain_text_are_read_among_its_lines() {
        let source = "二、甲乙\n\n前言。<TABLE>\n<tr><td>规章</td><td>0</td></tr>\n</TABLE>\n三、收到 0\n\
            <table><tr><td>a<td>b</table>\n甲\t1\t2\n";
        assert!(has_table(source) && !looks_like_page(source));
        let document = read(source, Kind::Text, &[]);
        let expected = ["s 二、甲乙", "p 前言。", "规章@0 0@1", "s 三、收到 0", "a@0 b@1", "甲@0 1@1 2@2"];
        assert_eq!(shown(&document, source), expected);
        assert!(!document.page);
        check_spans(source, &document);
        for line in &document.lines {
            assert!(
                matches!(line.kind, LineKind::Row(crate::dialect::Form::Html))
                    || document.source_span(line.span).of(source) == line.span.of(document.text(source))
            );
        }
        let cell = document.cells.iter().find(|cell| cell.span.of(document.text(source)) == "2").unwrap();
        assert_eq!(document.source_span(cell.span).of(source), "2");
        assert_eq!(replaced(source, "2", "<3>"), source.replace("\t2", "\t<3>"));
        assert_eq!(replaced(source, "b", "<3>"), source.replace("<td>b", "<td>&lt;3&gt;"));
    }

    #[test]
    fn an_unclosed_table_in_plain_text_ends_with_its_last_tag() {
        let read = |source: &str| shown(&read_mixed(source), source);
        assert_eq!(read("<table><tr><td>规章<td>0\n三、收到\n"), ["规章@0 0@1", "s 三、收到"]);
        assert_eq!(read("<table><tr><td>规章<td>0</tr>\n三、收到\n"), ["规章@0 0@1", "s 三、收到"]);
        assert_eq!(read("甲\n<table\n三、收到 a"), ["s 甲", "s <table", "s 三、收到 a"]);
        assert!(!has_table("<!-- <table> -->"));
        assert_eq!(read("<td>规章</td><td>0</td>\n三、收到\n"), ["规章@0 0@1", "s 三、收到"]);
    }

    #[test]
    fn pages_and_tables_are_told_from_text() {
        for source in
            ["\u{feff}\n <!DOCTYPE HTML PUBLIC>", "<HTML lang=zh>", "x<body>", "<html", "<div>", " <p class=a>"]
        {
            assert!(looks_like_page(source), "{source}");
        }
        for source in ["", "<", "<htmlx>", "a < b", "<b>", "<!doctype"] {
            assert!(!looks_like_page(source), "{source}");
        }
        assert!(!looks_like_page(&format!("{}<html>", "中".repeat(2000))));
        assert!(has_table("a <Table border=1>") && has_table("<TD>") && !has_table("<tab> <tdx> a<b"));
    }

    #[test]
    fn no_prefix_of_a_page_fails() {
        let mixed = "甲。\n<table><tr><td colspan=2>规&nbsp;章<td>0</table>\n乙 1 2\n";
        for source in [REPORT, mixed] {
            for (end, _) in source.char_indices() {
                let head = &source[..end];
                check_spans(head, &read_page(head));
                check_spans(head, &read_mixed(head));
            }
        }
    }

    /// Reads take time in proportion to the text: these would not end otherwise.
    #[test]
    fn deep_and_hostile_pages_are_read() {
        let hostile = [
            "<div>",
            "<table><tr><td>",
            "<table>",
            "<table><script>",
            "<template>",
            "<b>",
            "<td>",
            "<tr>",
            "&",
            "<!--",
            "<p>a",
        ];
        for piece in hostile {
            let source = piece.repeat(20_000);
            check_spans(&source, &read_page(&source));
            check_spans(&source, &read_mixed(&source));
        }
        let wide = "<td rowspan=999>a<td rowspan=1000>b".repeat(2000);
        let source = format!("<table><tr>{wide}{}", "<tr><td>c".repeat(20_000));
        assert_eq!(read_page(&source).lines.len(), 20_001);
        let spanning = format!("<table>{}", "<tr><td colspan=1000 rowspan=1000>a<td>b".repeat(20_000));
        assert_eq!(read_page(&spanning).lines.len(), 20_000);
    }
}
