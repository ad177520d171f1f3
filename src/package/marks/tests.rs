//! Marks in a text of Word, a trait of it at a time; files of real programs are marked by the tests of packages.

use super::*;
use crate::package::archive::packed;
use crate::package::read;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"{NAMESPACE}\"><w:body>{body}</w:body></w:document>")
}

fn drawn(bytes: &[u8]) -> Drawn {
    read(bytes).unwrap().unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    Archive::open(bytes).unwrap().text(name, &mut Budget::new()).unwrap().unwrap_or_default()
}

/// A mark on words of the text, which proposes other words.
fn mark(text: &str, words: &str, instead: Option<&str>) -> Mark {
    let start = text.find(words).unwrap();
    let span = Span::new(start, start + words.len());
    let edits = instead.map(|text| Edit { span, text: text.to_owned() });
    Mark { span, words: vec!["看".to_owned()], edits: edits.into_iter().collect() }
}

/// The body of a file after it was marked.
fn body(before: &str, words: &str, instead: Option<&str>) -> String {
    let bytes = packed(&[("word/document.xml", document(before).as_bytes())]).unwrap();
    let drawn = drawn(&bytes);
    let marked = marked(&bytes, &drawn, &[mark(&drawn.text, words, instead)]).unwrap();
    let xml = part(&marked, "word/document.xml");
    let body = xml.split_once("<w:body>").unwrap().1.trim_end_matches("</w:document>");
    body.trim_end_matches("</w:body>").to_owned()
}

const BEGIN: &str = "<w:commentRangeStart w:id=\"1\"/>";
const END: &str = "<w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r>";

#[test]
fn a_comment_on_all_of_a_run_stands_around_it() {
    let run = "<w:r><w:rPr><w:b/></w:rPr><w:t>13</w:t></w:r>";
    assert_eq!(body(&format!("<w:p>{run}</w:p>"), "13", None), format!("<w:p>{BEGIN}{run}{END}</w:p>"));
}

#[test]
fn a_run_is_cut_where_a_comment_begins_within_it() {
    let before = "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>收到 13件</w:t></w:r></w:p>";
    let again = "<w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">";
    let first = "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">收到 </w:t></w:r>";
    assert_eq!(
        body(before, "13", None),
        format!("{first}{BEGIN}{again}13</w:t></w:r>{END}{again}件</w:t></w:r></w:p>")
    );
}

#[test]
fn a_change_takes_words_away_and_puts_others_in() {
    let before = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>收到13件</w:t></w:r></w:p>";
    let (run, kept) = ("<w:r><w:rPr><w:b/></w:rPr>", "<w:t xml:space=\"preserve\">");
    let gone = format!("{run}<w:delText xml:space=\"preserve\">3</w:delText></w:r>");
    let put = format!("{run}{kept}2</w:t></w:r>");
    let changes = format!(
        "<w:del w:id=\"2\" w:author=\"gaireport\">{gone}</w:del><w:ins w:id=\"3\" w:author=\"gaireport\">{put}</w:ins>"
    );
    let (head, tail) = (format!("{run}{kept}收到</w:t></w:r>"), format!("{run}{kept}件</w:t></w:r>"));
    let after = body(before, "13", Some("12"));
    assert_eq!(after, format!("<w:p>{head}{BEGIN}{run}{kept}1</w:t></w:r>{changes}{END}{tail}</w:p>"));
}

#[test]
fn all_of_a_run_goes_with_its_tags_renamed() {
    let before = "<w:p><w:r><w:t>13</w:t></w:r><w:r><w:t>件</w:t></w:r></w:p>";
    let gone =
        "<w:del w:id=\"2\" w:author=\"gaireport\"><w:r><w:delText xml:space=\"preserve\">13</w:delText></w:r></w:del>";
    let put = "<w:ins w:id=\"3\" w:author=\"gaireport\"><w:r><w:t xml:space=\"preserve\">20</w:t></w:r></w:ins>";
    assert_eq!(body(before, "13", Some("20")), format!("<w:p>{BEGIN}{gone}{put}{END}<w:r><w:t>件</w:t></w:r></w:p>"));
}

#[test]
fn an_empty_cell_is_filled_as_its_paragraph_looks() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let filled = "<w:p><w:r><w:t>规章</w:t></w:r></w:p>";
    let table = |empty: &str| format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(filled), cell(empty));
    let put = |looks: &str| {
        format!(
            "{BEGIN}<w:ins w:id=\"2\" w:author=\"gaireport\"><w:r>{looks}<w:t xml:space=\"preserve\">0</w:t></w:r></w:ins>{END}"
        )
    };
    let fill = |empty: &str| {
        let bytes = packed(&[("word/document.xml", document(&table(empty)).as_bytes())]).unwrap();
        let drawn = drawn(&bytes);
        let place = Span::new(drawn.text.len() - 1, drawn.text.len() - 1);
        let edits = vec![Edit { span: place, text: "0".to_owned() }];
        let marked = marked(&bytes, &drawn, &[Mark { span: place, words: vec![], edits }]).unwrap();
        assert_eq!(read(&marked).unwrap().unwrap().text, "规章\t0\n");
        part(&marked, "word/document.xml")
    };
    assert!(fill("<w:p w:rsidR=\"7\"/>").contains(&format!("<w:p w:rsidR=\"7\">{}</w:p>", put(""))));
    let marked = "<w:p><w:pPr><w:jc w:val=\"center\"/><w:rPr><w:sz w:val=\"21\"/></w:rPr></w:pPr></w:p>";
    let looks = "<w:rPr><w:sz w:val=\"21\"/></w:rPr>";
    assert!(fill(marked).contains(&format!("</w:pPr>{}</w:p>", put(looks))));
    let changed = "<w:p><w:pPr><w:rPr><w:ins w:id=\"9\"/></w:rPr></w:pPr></w:p>";
    assert!(
        fill(changed).contains("<w:ins w:id=\"11\" w:author=\"gaireport\"><w:r><w:t"),
        "the mark's own change is not taken over"
    );
}

#[test]
fn words_over_several_runs_and_signs_go_together() {
    let before = "<w:p><w:r><w:t>收&amp;到</w:t><w:noBreakHyphen/></w:r><w:hyperlink><w:r><w:t>13件</w:t></w:r></w:hyperlink></w:p>";
    let after = body(before, "&到-1", Some("一"));
    let text = drawn(&packed(&[("word/document.xml", document(&after).as_bytes())]).unwrap()).text;
    assert_eq!(text, "收一3件\n");
    assert_eq!(after.matches("<w:del ").count(), 2, "{after}");
}

#[test]
fn what_cannot_be_changed_is_only_commented() {
    let inserted = "<w:p><w:ins w:id=\"4\"><w:r><w:t>13件</w:t></w:r></w:ins></w:p>";
    let after = body(inserted, "13", Some("12"));
    assert!(!after.contains("<w:del ") && after.contains("commentRangeStart w:id=\"5\""), "{after}");
    let cdata = "<w:p><w:r><w:t><![CDATA[13件]]></w:t></w:r></w:p>";
    let after = body(cdata, "13", Some("12"));
    assert!(!after.contains("<w:del ") && after.contains("<w:t><![CDATA[13件]]></w:t>"), "{after}");
}

#[test]
fn a_comment_on_a_text_box_stands_on_the_run_that_holds_it() {
    let inner = "<w:txbxContent><w:p><w:r><w:t>13件</w:t></w:r></w:p></w:txbxContent>";
    let outer = format!("<w:r><w:pict>{inner}</w:pict></w:r>");
    let after = body(&format!("<w:p><w:r><w:t>一</w:t></w:r>{outer}</w:p>"), "13", Some("12"));
    assert_eq!(after, format!("<w:p><w:r><w:t>一</w:t></w:r>{BEGIN}{outer}{END}</w:p>"));
}

#[test]
fn comments_that_are_there_stay() {
    let old = format!("<w:comments xmlns:w=\"{NAMESPACE}\"><w:comment w:id=\"8\"><w:p/></w:comment></w:comments>");
    let relations =
        "<Relationships xmlns=\"r\"><Relationship Id=\"a\" Type=\"x/comments\" Target=\"notes.xml\"/></Relationships>";
    let text = document("<w:p><w:r><w:t>13</w:t></w:r></w:p>");
    let bytes = packed(&[
        ("word/document.xml", text.as_bytes()),
        ("word/notes.xml", old.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ]);
    let bytes = bytes.unwrap();
    let drawn = drawn(&bytes);
    let marked = marked(&bytes, &drawn, &[mark(&drawn.text, "13", None)]).unwrap();
    let comments = part(&marked, "word/notes.xml");
    assert!(comments.starts_with(old.trim_end_matches("</w:comments>")), "{comments}");
    assert!(comments.contains("w:id=\"9\"") && comments.ends_with("</w:comments>"), "{comments}");
    assert_eq!(part(&marked, "word/_rels/document.xml.rels"), relations);
}

#[test]
fn other_prefixes_encodings_and_the_strict_variant_are_kept() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let texts = [
        format!(
            "<ns0:document xmlns:ns0=\"{strict}\"><ns0:body><ns0:p><ns0:r><ns0:t>13件</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>"
        ),
        format!("\u{FEFF}<document xmlns=\"{NAMESPACE}\"><body><p><r><t>13件</t></r></p></body></document>"),
    ];
    for text in &texts {
        let wide: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(text.trim_start_matches('\u{FEFF}').encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for packed_text in [text.as_bytes(), &wide] {
            let bytes = packed(&[("word/document.xml", packed_text)]).unwrap();
            let before = drawn(&bytes);
            let marked = marked(&bytes, &before, &[mark(&before.text, "13", Some("12"))]).unwrap();
            assert_eq!(drawn(&marked).text, "12件\n", "{}", part(&marked, "word/document.xml"));
            let relations = part(&marked, "word/_rels/document.xml.rels");
            assert_eq!(relations.contains("purl.oclc.org"), text.contains("purl.oclc.org"), "{relations}");
            assert!(part(&marked, TYPES).contains("comments+xml"));
        }
    }
}

#[test]
fn words_that_xml_cannot_hold_are_left_out() {
    let bytes = packed(&[("word/document.xml", document("<w:p><w:r><w:t>13</w:t></w:r></w:p>").as_bytes())]).unwrap();
    let drawn = drawn(&bytes);
    let hostile = Mark { words: vec!["a<b>&\u{1}\u{FFFF}".to_owned()], ..mark(&drawn.text, "13", Some("<\u{8}1")) };
    let marked = marked(&bytes, &drawn, &[hostile]).unwrap();
    assert!(part(&marked, "word/comments.xml").contains("a&lt;b&gt;&amp;</w:t>"));
    assert_eq!(read(&marked).unwrap().unwrap().text, "<1\n");
}
