//! Word files as their XML, a trait at a time; whole files made by a word processor are tested on the binary.

use super::*;

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

fn text(body: &str) -> String {
    read(&Parts { document: &document(body), ..Parts::default() }).unwrap()
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
    let parts = Parts { document: &document(&body.concat()), styles, numbering: &numbering };
    let read = read(&parts).unwrap();
    let lines: Vec<&str> = read.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["一、甲", "（一）乙", "1. 丙", "（二）丁", "二、戊", "（一）己", "无", "五、庚", "圈", "缺"]);
}

#[test]
fn what_is_no_document_is_refused_and_not_followed() {
    let read = |xml: &str| read(&Parts { document: xml, ..Parts::default() });
    assert_eq!(read("<a><b></a>"), Err(Fault::Malformed));
    assert_eq!(read("<a>"), Err(Fault::Malformed));
    assert_eq!(read("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>"), Err(Fault::Declares));
    assert_eq!(read(&document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")), Err(Fault::Declares));
    assert_eq!(read(&"<a>".repeat(100_000)), Err(Fault::Nested));
    assert_eq!(read(""), Ok(String::new()));
}

#[test]
fn the_package_says_which_part_holds_the_text() {
    let relations = "<Relationships><Relationship Type=\"http://x/metadata\" Target=\"docProps/core.xml\"/>\
                     <Relationship Type=\"http://x/officeDocument\" Target=\"/word/main.xml\"/></Relationships>";
    assert_eq!(main_part(relations), Ok("word/main.xml".to_owned()));
    assert_eq!(main_part(""), Ok("word/document.xml".to_owned()));
}
