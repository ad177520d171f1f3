//! OpenDocument texts as their XML, a trait at a time; whole files are tested on the binary.

use super::*;
use crate::package::{Making, Piece};

fn drawn(styles: &str, body: &str) -> Drawn {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}\
         </office:text></office:body></office:document-content>"
    );
    draw("", &content, CONTENT, &mut Budget::new()).unwrap()
}

fn text(styles: &str, body: &str) -> String {
    drawn(styles, body).text
}

#[test]
fn blanks_are_one_and_signs_are_written() {
    let body = "<text:p>一\n  二<text:s text:c=\"2\"/>三<text:tab/>四<text:line-break/>五</text:p><text:p> </text:p>";
    assert_eq!(text("", body), "一 二  三 四\n五\n");
}

#[test]
fn lists_number_their_first_paragraphs() {
    let style = "<text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"一, 二, 三, ...\" \
                 style:num-suffix=\"、\"/><text:list-level-style-number text:level=\"2\" style:num-format=\"1\" style:num-suffix=\".\" \
                 text:display-levels=\"2\"/></text:list-style>";
    let item = |words: &str| format!("<text:list-item><text:p>{words}</text:p><text:p>续</text:p></text:list-item>");
    let nested = format!("<text:list-item><text:list>{}</text:list></text:list-item>", item("丙"));
    let body = format!(
        "<text:list text:style-name=\"L\">{}{}{nested}</text:list><text:list text:style-name=\"L\" text:continue-numbering=\"true\">{}\
         </text:list><text:list text:style-name=\"L\">{}</text:list>",
        item("甲"),
        item(""),
        item("丁"),
        item("戊")
    );
    let lines: Vec<String> = text(style, &body).lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    assert_eq!(lines, ["一、甲", "续", "续", "二.1. 丙", "续", "三、丁", "续", "一、戊", "续"]);
}

#[test]
fn what_nobody_sees_is_left_out() {
    let styles = "<style:style style:name=\"H\"><style:text-properties text:display=\"none\"/></style:style>\
                  <style:style style:name=\"I\" style:parent-style-name=\"H\"/>";
    let body = "<text:tracked-changes><text:deletion><text:p>删</text:p></text:deletion></text:tracked-changes>\
                <text:p>显<text:span text:style-name=\"I\">隐</text:span><office:annotation><text:p>注</text:p></office:annotation></text:p>\
                <text:p text:style-name=\"H\">隐</text:p><text:section text:display=\"none\"><text:p>节</text:p></text:section>";
    assert_eq!(text(styles, body), "显\n");
}

#[test]
fn covered_cells_are_empty_places_and_cells_may_be_repeated() {
    let cell = |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let body = format!(
        "<table:table><table:table-row>{}<table:covered-table-cell/>{}</table:table-row><table:table-row table:number-rows-repeated=\"2\">\
         {}<table:table-cell table:number-columns-repeated=\"2\"><text:p>0</text:p></table:table-cell></table:table-row></table:table>",
        cell("甲"),
        cell("乙"),
        cell("丙")
    );
    assert_eq!(text("", &body), "甲\t\t乙\n丙\t0\t0\n丙\t0\t0\n");
}

#[test]
fn notes_and_boxes_stand_behind_their_paragraph() {
    let body = "<text:p>前<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p></text:note-body>\
                </text:note><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>后</text:p><text:p>末</text:p>";
    assert_eq!(text("", body), "前后\n\n框\n\n注\n\n末\n");
}

#[test]
fn pieces_know_their_part() {
    let drawn = drawn("", "<text:p>甲</text:p>");
    let [Piece { span, origin }] = drawn.pieces[..] else { panic!("{:?}", drawn.pieces) };
    assert_eq!((span.of(&drawn.text), origin.making), ("甲", Making::Verbatim));
    assert_eq!(drawn.parts[usize::from(origin.part)], CONTENT);
}

#[test]
fn a_raised_mark_beside_a_figure_is_no_digit_of_it() {
    let style = |name: &str, place: &str| {
        format!(
            "<style:style style:name=\"{name}\"><style:text-properties style:text-position=\"{place}\"/></style:style>"
        )
    };
    let styles = style("up", "super 58%") + &style("down", "-33% 58%") + &style("level", "0% 100%");
    let cell = |style: &str, mark: &str| {
        format!(
            "<table:table-cell><text:p>14<text:span text:style-name=\"{style}\">{mark}</text:span></text:p></table:table-cell>"
        )
    };
    let row = [cell("up", "1"), cell("down", "[2]"), cell("level", "3"), cell("up", "日")].concat();
    let body = format!("<table:table><table:table-row>{row}</table:table-row></table:table>");
    assert_eq!(text(&styles, &body), "14\t14\t143\t14\n");
}

#[test]
fn what_a_change_took_away_between_its_marks_is_not_seen() {
    let region = |id: &str, kind: &str| {
        format!(
            "<text:changed-region xml:id=\"{id}\" text:id=\"{id}\"><text:{kind}><office:change-info/></text:{kind}></text:changed-region>"
        )
    };
    let marked = |id: &str, text: &str| {
        format!("<text:change-start text:change-id=\"{id}\"/>{text}<text:change-end text:change-id=\"{id}\"/>")
    };
    let body = format!(
        "<text:tracked-changes>{}{}</text:tracked-changes><text:p>共{}{}件{}</text:p><text:p>末</text:p>",
        region("a", "deletion"),
        region("b", "insertion"),
        marked("a", "88"),
        marked("b", "97"),
        marked("a", "。</text:p><text:p>旧"),
    );
    assert_eq!(text("", &body), "共97件\n\n末\n");
}
