//! Word files as their XML, a trait at a time; whole files made by a word processor are tested on the binary.

use super::*;
use crate::package::Making;

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

fn parts<'x>(document: &'x str, styles: &'x str, numbering: &'x str) -> Parts<'x> {
    let part = |xml| Part { xml, ..Part::default() };
    Parts { document: part(document), styles: part(styles), numbering: part(numbering), ..Parts::default() }
}

fn drawn(parts: &Parts) -> Result<Drawn, Fault> {
    draw(Format::Docx, parts, chunk::Chunks::new(), &mut Budget::new())
}

fn text(body: &str) -> String {
    drawn(&parts(&document(body), "", "")).unwrap().text
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
}

#[test]
fn paragraphs_are_parted_and_blank_ones_left_out() {
    let body = format!("{}<w:p/>{}", paragraph("一&amp;&#x4E8C;"), paragraph(" 　"));
    assert_eq!(text(&(body + &paragraph("三"))), "一&二\n\n三\n");
}

#[test]
fn signs_within_a_run_are_written() {
    let run = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/>\
               <w:t>三</w:t><w:noBreakHyphen/><w:sym w:font=\"W\" w:char=\"F0A8\"/><w:sym w:char=\"25A1\"/></w:r></w:p>";
    assert_eq!(text(run), "一 二\n三-□\n");
}

#[test]
fn changes_are_taken_as_accepted() {
    let run = "<w:p><w:r><w:t>收</w:t></w:r><w:ins><w:r><w:t>3</w:t></w:r></w:ins><w:del><w:r><w:delText>2</w:delText>\
               </w:r></w:del><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>件</w:t></w:r></w:moveTo></w:p>";
    assert_eq!(text(run), "收3件\n");
    let joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>总体</w:t></w:r></w:p>";
    assert_eq!(text(&(joined.to_owned() + &paragraph("情况"))), "总体情况\n");
    let rows = format!(
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{0}{0}</w:tr><w:tr><w:trPr><w:ins/></w:trPr>{1}{1}</w:tr></w:tbl>",
        cell("", "旧"),
        cell("", "新")
    );
    assert_eq!(text(&rows), "新\t新\n");
}

#[test]
fn what_nobody_sees_is_left_out() {
    let run = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t></w:r>\
               <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r>\
               <w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    assert_eq!(text(run), "显音\n");
}

#[test]
fn merged_cells_leave_empty_places() {
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val=\"restart\"/>", "结果"),
        cell("<w:gridSpan w:val=\"2\"/>", "申请人"),
        cell("<w:vMerge/>", "看不见"),
        cell("", "自然人"),
        cell("", "总计"),
        cell("", "1"),
        cell("", "2"),
    );
    assert_eq!(text(&table), "结果\t申请人\t\n\t自然人\t总计\n\t1\t2\n");
}

#[test]
fn lines_of_a_cell_are_one_label() {
    let lines = format!(
        "<w:tbl><w:tr><w:tc>{}{}</w:tc>{}</w:tr></w:tbl>",
        paragraph("本年新"),
        paragraph("收 数"),
        cell("", "12")
    );
    assert_eq!(text(&lines), "本年新收 数\t12\n");
}

#[test]
fn a_table_that_lays_out_a_page_is_what_stands_in_it() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", "规章"), cell("", "0"));
    let frame = format!("<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>", paragraph("一、"), paragraph("二、"));
    assert_eq!(text(&frame), "一、\n\n规章\t0\n\n二、\n");
    let columns = format!("<w:tbl><w:tr>{}<w:tc>{inner}</w:tc></w:tr></w:tbl>", cell("", "左"));
    assert_eq!(text(&columns), "左\n\n规章\t0\n");
}

#[test]
fn a_text_box_stands_behind_its_paragraph_and_once() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", paragraph("框中"));
    let run = format!(
        "<w:p><w:r><w:t>前</w:t><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><wps:txbx xmlns:wps=\"s\">{content}</wps:txbx>\
         </mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>"
    );
    assert_eq!(text(&run), "前后\n\n框中\n");
}

#[test]
fn automatic_numbers_are_written_out() {
    let level = |index: usize, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"3\">{}{}{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"3\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"3\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>\
         </w:numbering>",
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCountingThousand", "（%2）"),
        level(2, "decimal", "%3.")
    );
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"1\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
                  <w:style w:styleId=\"a\"><w:basedOn w:val=\"1\"/></w:style><w:style w:styleId=\"b\"><w:basedOn w:val=\"b\"/></w:style></w:styles>";
    let styled = |style: &str, list: &str, words: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{list}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let on = |list: usize, level: usize| {
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
    };
    let body = [
        styled("a", "", "甲"),
        styled("", &on(1, 1), "乙"),
        styled("", &on(1, 2), "丙"),
        styled("", &on(1, 1), "丁"),
        styled("1", "", "戊"),
        styled("", &on(1, 1), "己"),
        styled("1", &on(0, 0), "无"),
        styled("", &on(2, 0), "庚"),
        styled("b", "", "圈"),
        styled("", &on(9, 0), "缺"),
    ];
    let read = drawn(&parts(&document(&body.concat()), styles, &numbering)).unwrap();
    let lines: Vec<&str> = read.text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["一、甲", "（一）乙", "1. 丙", "（二）丁", "二、戊", "（一）己", "无", "五、庚", "圈", "缺"]);
}

#[test]
fn what_is_no_document_is_refused_and_not_followed() {
    let read = |xml: &str| drawn(&parts(xml, "", "")).map(|drawn| drawn.text);
    assert_eq!(read("<a><b></a>"), Err(Fault::Malformed));
    assert_eq!(read("<a>"), Err(Fault::Malformed));
    assert_eq!(read("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>"), Err(Fault::Declares));
    assert_eq!(read(&document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")), Err(Fault::Declares));
    assert_eq!(read(&"<a>".repeat(100_000)), Err(Fault::Nested));
    assert_eq!(read(""), Ok(String::new()));
}

fn numbered(properties: &str, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>{properties}</w:pPr>{words}</w:p>"
    )
}

fn run(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

/// The text with one list, `一、`.
fn listed(body: &str, styles: &str) -> String {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
                     <w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum>\
                     <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    drawn(&parts(&document(body), styles, numbering)).unwrap().text
}

#[test]
fn what_nobody_sees_takes_no_number() {
    let gone = [
        numbered("<w:rPr><w:del/></w:rPr>", "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"),
        numbered("<w:rPr><w:moveFrom/></w:rPr>", "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"),
        numbered("<w:rPr><w:vanish/></w:rPr>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>旧</w:t></w:r>"),
        numbered("<w:pStyle w:val=\"h\"/>", &run("旧")),
        format!("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>", numbered("", &run("旧"))),
    ];
    let styles = "<w:styles><w:style w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    for gone in gone {
        let body = [numbered("", &run("甲")), gone, numbered("", &run("乙"))].concat();
        assert_eq!(listed(&body, styles), "一、甲\n\n二、乙\n", "{body}");
    }
}

#[test]
fn a_paragraph_whose_end_was_removed_is_numbered_once() {
    let body =
        [numbered("<w:rPr><w:del/></w:rPr>", &run("总体")), numbered("", &run("情况")), numbered("", &run("乙"))];
    assert_eq!(listed(&body.concat(), ""), "一、总体情况\n\n二、乙\n");
}

#[test]
fn of_fields_the_result_is_seen_however_deep_they_lie() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let inner = [mark("begin"), mark("separate"), run("75"), mark("end")].concat();
    let shown = [mark("begin"), mark("separate"), run("3"), mark("end")].concat();
    let body =
        ["<w:p>", &mark("begin"), &inner, &mark("separate"), &run("15"), &shown, &mark("end"), "</w:p>"].concat();
    assert_eq!(text(&body), "153\n");
}

#[test]
fn text_hidden_by_a_style_is_not_seen() {
    let styles = "<w:styles><w:style w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style>\
                  <w:style w:styleId=\"i\"><w:basedOn w:val=\"h\"/></w:style></w:styles>";
    let styled = |style: &str, direct: &str| {
        format!("<w:r><w:rPr><w:rStyle w:val=\"{style}\"/>{direct}</w:rPr><w:t>{style}</w:t></w:r>")
    };
    let body = format!("<w:p>{}{}{}</w:p>", styled("h", ""), styled("i", "<w:vanish w:val=\"0\"/>"), styled("j", ""));
    assert_eq!(listed(&body, styles), "ij\n");
    let turned = format!("<w:p><w:pPr><w:pStyle w:val=\"h\"/></w:pPr>{}{}</w:p>", styled("i", ""), styled("j", ""));
    assert_eq!(listed(&(turned + &paragraph("后")), styles), "i后\n");
}

#[test]
fn of_several_forms_one_is_seen() {
    let choices = "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"a\"><w:t>1</w:t></mc:Choice><mc:Choice Requires=\"b\">\
                   <w:t>2</w:t></mc:Choice><mc:Fallback><w:t>3</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    assert_eq!(text(choices), "1\n");
    let fallback =
        "<w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>3</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    assert_eq!(text(fallback), "3\n");
}

#[test]
fn a_table_within_a_cell_is_its_text() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", "1.属于"), cell("", "国家秘密"));
    let row = |first: &str| format!("<w:tr><w:tc>{first}</w:tc>{}{}</w:tr>", cell("", "1"), cell("", "2"));
    let table = format!("<w:tbl>{}{}</w:tbl>", row(&paragraph("甲")), row(&inner));
    assert_eq!(text(&table), "甲\t1\t2\n1.属于国家秘密\t1\t2\n");
}

#[test]
fn lines_of_tabs_are_rows_and_indents_are_not() {
    let line = |words: &str| {
        let runs = words.split('|').collect::<Vec<_>>().join("</w:t><w:tab/><w:t>");
        format!("<w:p><w:r><w:t>{runs}</w:t></w:r></w:p>")
    };
    let body = [
        line("规章|1|0||4"),
        line("|许可|2|"),
        line("||一、总体情况"),
        line("甲|乙"),
        line("签字：|||日期："),
        line("收到1件。|a|b"),
    ];
    let shown = text(&body.concat());
    assert_eq!(shown, "规章\t1\t0\t\t4\n\t许可\t2\t\n\n  一、总体情况\n\n甲 乙\n\n签字：   日期：\n\n收到1件。 a b\n");
}

#[test]
fn notes_stand_behind_the_paragraph_or_table_they_are_on() {
    let reference = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let body = [
        format!("<w:tbl><w:tr>{}<w:tc><w:p>{}{reference}</w:p></w:tc></w:tr></w:tbl>", cell("", "规章"), run("5")),
        paragraph("后"),
    ];
    let notes = "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>\
                 <w:footnote w:id=\"2\"><w:p><w:r><w:t>含上年。</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let document = document(&body.concat());
    let notes = Part { xml: notes, index: 1, ..Part::default() };
    let parts = Parts { notes: [notes, Part::default()], ..parts(&document, "", "") };
    assert_eq!(drawn(&parts).unwrap().text, "规章\t5\n\n含上年。\n\n后\n");
}

#[test]
fn every_character_knows_what_it_was_made_of() {
    let body = [
        numbered("", "<w:r><w:t>总&amp;体</w:t><w:tab/><w:t> 情况 </w:t></w:r>"),
        format!("<w:tbl><w:tr>{}<w:tc><w:p/></w:tc></w:tr></w:tbl>", cell("", "规章")),
    ];
    let xml = document(&body.concat());
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"%1.\"/></w:lvl>\
                     </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let drawn = drawn(&parts(&xml, "", numbering)).unwrap();
    assert_eq!(drawn.text, "1. 总&体  情况\n\n规章\t\n");
    let made: Vec<(&str, &str, Making)> = drawn
        .pieces
        .iter()
        .map(|piece| (piece.span.of(&drawn.text), piece.origin.source.of(&xml), piece.origin.making))
        .collect();
    let tag = "<w:p>";
    let expected = [
        ("1. ", tag, Making::Number),
        ("总", "总", Making::Verbatim),
        ("&", "&amp;", Making::Sign),
        ("体", "体", Making::Verbatim),
        (" ", "<w:tab/>", Making::Sign),
        (" 情况", " 情况", Making::Verbatim),
        ("规章", "规章", Making::Verbatim),
        ("", "<w:p/>", Making::Place),
    ];
    assert_eq!(made, expected);
}

#[test]
fn the_xml_of_word_2003_goes_the_same_way() {
    let item = |properties: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:listPr><w:ilvl w:val=\"0\"/><w:ilfo w:val=\"1\"/></w:listPr>{properties}</w:pPr>{words}</w:p>"
        )
    };
    let gone = "<w:rPr><aml:annotation w:type=\"Word.Deletion\"/></w:rPr>";
    let deletion = "<aml:annotation w:type=\"Word.Deletion\"><aml:content><w:r><w:delText>旧</w:delText></w:r></aml:content></aml:annotation>";
    let insertion = "<aml:annotation w:type=\"Word.Insertion\"><aml:content><w:r><w:t>新</w:t></w:r></aml:content></aml:annotation>";
    let comment = "<aml:annotation w:type=\"Word.Comment\"><aml:content><w:p><w:r><w:t>批注</w:t></w:r></w:p></aml:content></aml:annotation>";
    let note = "<w:r><w:footnote><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote></w:r>";
    let merged = cell("<w:vmerge w:val=\"restart\"/>", "结果") + &cell("", "1");
    let body = [
        item("", &(run("甲") + insertion + comment + note)),
        item(gone, deletion),
        item("", &run("乙")),
        format!("<w:tbl><w:tr>{merged}</w:tr><w:tr>{}{}</w:tr></w:tbl>", cell("<w:vmerge/>", "看不见"), cell("", "2")),
        "<w:sectPr><w:hdr><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr></w:sectPr>".to_owned(),
    ];
    let file = format!(
        "<w:wordDocument xmlns:w=\"w\" xmlns:aml=\"a\"><w:lists><w:listDef w:listDefId=\"3\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
         <w:nfc w:val=\"37\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:listDef><w:list w:ilfo=\"1\"><w:ilst w:val=\"3\"/></w:list></w:lists>\
         <w:styles/><w:body><wx:sect xmlns:wx=\"x\">{}</wx:sect></w:body></w:wordDocument>",
        body.concat()
    );
    let drawn = word_2003(&file, &mut Budget::new()).unwrap();
    assert_eq!(drawn.text, "一、甲新\n\n脚注\n\n二、乙\n\n结果\t1\n\t2\n");
    let verbatim = drawn.pieces.iter().filter(|piece| piece.origin.making == Making::Verbatim);
    assert!(verbatim.clone().all(|piece| piece.span.of(&drawn.text) == piece.origin.source.of(&file)));
    assert!(verbatim.count() > 5);
}

#[test]
fn a_raised_mark_beside_a_figure_is_no_digit_of_it() {
    let styles = "<w:styles><w:style w:styleId=\"note\"><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
                  <w:style w:styleId=\"own\"><w:basedOn w:val=\"note\"/></w:style></w:styles>";
    let raised = |property: &str, text: &str| format!("<w:r><w:rPr>{property}</w:rPr><w:t>{text}</w:t></w:r>");
    let up = "<w:vertAlign w:val=\"superscript\"/>";
    let cells = [
        run("1494") + &raised(up, "1"),
        run("7365") + &raised("<w:vertAlign w:val=\"subscript\"/>", "[2]"),
        run("12") + &raised("<w:rStyle w:val=\"own\"/>", "①"),
        run("3") + &raised("<w:rStyle w:val=\"own\"/><w:vertAlign w:val=\"baseline\"/>", "4"),
        raised(up, "2") + &run("56"),
        run("平方米") + &raised(up, "2"),
        raised(up, "9"),
    ];
    let cells: String = cells.iter().map(|cell| format!("<w:tc><w:p>{cell}</w:p></w:tc>")).collect();
    let body = document(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p>{}{}</w:p>", run("1"), raised(up, "2")));
    let drawn = drawn(&parts(&body, styles, "")).unwrap();
    assert_eq!(drawn.text, "1494\t7365\t12\t34\t56\t平方米2\t9\n\n12\n");
    assert!(drawn.pieces.iter().all(|piece| piece.span.of(&drawn.text) == piece.origin.source.of(&body)));
}
