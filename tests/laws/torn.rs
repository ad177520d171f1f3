//! Small drafts, each with one row torn in a way that drafts were once misread in, and what is said of their tables.

use gaireport::analysis::{Analysis, Options};
use gaireport::dialect::Kind;
use gaireport::lint::{Family, Finding};
use gaireport::standard::{Edition, editions};

use crate::laws::tally::grave;
use crate::strict::analyze;

const ZEROS: &str = "0 0 0 0 0 0 0";
/// A row of figures, and one whose first figure is a text, as conversion from PDF gives them.
const BARS: &str = "| 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n|---|---|---|---|---|---|---|";
const TEXT_BARS: &str = "| 若干 | 0 | 0 | 0 | 0 | 0 | 0 |\n|---|---|---|---|---|---|---|";

fn edition(id: u16) -> &'static Edition {
    editions().iter().find(|edition| edition.id == id).expect("both editions are there")
}

/// A draft of that year with nothing but one table, drawn by an edition.
fn draft(year: u16, edition: &Edition, table: usize, body: &str) -> String {
    let section = &edition.sections[edition.tables[table].section];
    let title = format!("清河镇人民政府{year}年政府信息公开工作年度报告");
    format!("{title}\n\n{}、{}\n\n{body}\n", section.ordinal, section.name)
}

/// 表三 of an edition, all zeros, a row a paragraph of words; each row named in `torn` as it stands there, without the
/// labels of the groups that begin with it.
fn requests(edition: &Edition, torn: &[(&str, &str)]) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut path: &[String] = &[];
    for row in &edition.tables[1].rows {
        let begins = row.path.iter().enumerate().filter(|(depth, group)| path.get(*depth) != Some(group));
        match torn.iter().find(|(id, _)| *id == row.id) {
            Some((_, text)) => paragraphs.push((*text).to_owned()),
            None => {
                paragraphs.extend(begins.map(|(_, group)| group.clone()));
                paragraphs.push(format!("{} {ZEROS}", row.label));
            }
        }
        path = &row.path;
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

/// What is said of tables: the rule, and the cell where there is one.
fn said(text: &str) -> Vec<String> {
    let analysis: Analysis = analyze(text, &Options::new(Kind::Text));
    let of_tables = |finding: &&Finding| {
        let family = finding.rule.family;
        family == Family::Tables || family == Family::Totals || finding.rule.id == "edition-mismatch"
    };
    let shown =
        |finding: &Finding| format!("{} {}", finding.rule.id, finding.cell.as_deref().unwrap_or("")).trim().to_owned();
    grave(&analysis).into_iter().filter(of_tables).map(shown).collect()
}

/// What is said of 表三 with such rows, in a draft of the edition's time.
fn said_of_rows(id: u16, torn: &[(&str, &str)]) -> Vec<String> {
    let edition = edition(id);
    said(&draft(id, edition, 1, &requests(edition, torn)))
}

#[test]
fn an_untorn_table_is_clean() {
    assert_eq!(said_of_rows(2019, &[]), [""; 0]);
    assert_eq!(said_of_rows(2021, &[]), [""; 0]);
}

#[test]
fn a_tail_that_names_its_row_belongs_to_the_head_before_the_figures() {
    let law = format!("2. 其他 法 律\n\n{BARS}\n\n行政法规禁止公开");
    let petition = format!("5.要求行\n\n{BARS}\n\n政机关确认或　重新出　具已获取　信息");
    for rows in [[("denied.law", law.as_str())], [("rejected.confirmation", petition.as_str())]] {
        assert_eq!(said_of_rows(2019, &rows), [""; 0]);
        assert_eq!(said_of_rows(2021, &rows), [""; 0]);
    }
}

#[test]
fn a_row_missing_behind_a_torn_one_is_the_one_that_is_missed() {
    let internal = format!("5.属于三类\n{ZEROS}\n内部事务信息");
    assert_eq!(said_of_rows(2021, &[("denied.internal", &internal), ("denied.process", "")]), ["missing-row"]);
}

#[test]
fn a_group_torn_to_a_row_of_the_other_edition_is_a_group() {
    let zeros = ZEROS.replace(' ', "\t");
    for (head, tail) in [
        ("1.申请人", "无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
        ("1.申请人无正当理由逾", "期不补正、行政机关不再处理其政府信息公开申请"),
    ] {
        let torn = format!("\t（六）其他\t{head}\t{zeros}\n\n\t\t{tail}\t\t\t\t\t\t\t");
        assert_eq!(said_of_rows(2021, &[("other.not_corrected", &torn)]), [""; 0], "{head}");
    }
}

#[test]
fn words_of_another_table_inside_a_torn_label_are_its_words() {
    for (head, tail) in [("一、 本年新 收", "政府信息公开申请数量"), ("一、 本 年新 收政", "府信息公开申请数量")]
    {
        let torn = format!("{head}\n\n{BARS}\n\n{tail}");
        assert_eq!(said_of_rows(2021, &[("new", &torn)]), [""; 0], "{head}");
    }
}

#[test]
fn text_in_place_of_a_figure_is_seen_beside_labels_that_stand_first() {
    let both = format!("5.属于三类内部事务信息\n\n6.属于四类过程性信息\n\n{BARS}\n\n{TEXT_BARS}");
    let rows = [("denied.internal", both.as_str()), ("denied.process", "")];
    assert_eq!(said_of_rows(2021, &rows), ["not-a-number requests.denied.process.natural_person"]);
}

#[test]
fn text_in_place_of_a_figure_is_seen_between_pieces_of_a_label() {
    let next = format!("8.属于行政查\n\n{BARS}\n\n询事项");
    let enforcement = format!("7.属于行\n\n{TEXT_BARS}\n\n政执法案卷");
    let rows = [("denied.enforcement", enforcement.as_str()), ("denied.inquiry", next.as_str())];
    assert_eq!(said_of_rows(2021, &rows), ["not-a-number requests.denied.enforcement.natural_person"]);
    let unpaid = format!("2.申请人逾期未按收费通知\n\n{TEXT_BARS}\n\n要求缴纳费用、行政机关不再处理其政府信息公开申请");
    assert_eq!(said_of_rows(2021, &[("other.unpaid", &unpaid)]), ["not-a-number requests.other.unpaid.natural_person"]);
    let unclear = "３．补正 见附件 0 0 0 0 0 0\n后申请内容仍不明确";
    let cell = "not-a-number requests.unavailable.unclear.natural_person";
    assert_eq!(said_of_rows(2021, &[("unavailable.unclear", unclear)]), [cell]);
}

#[test]
fn a_table_of_the_other_edition_is_known_though_its_telling_label_is_torn() {
    for bars in [format!("\n\n{BARS}\n\n"), format!(" {ZEROS}\n")] {
        let torn = format!("（六）其{bars}他处理");
        let body = requests(edition(2019), &[("other", &torn)]);
        assert_eq!(said(&draft(2022, edition(2019), 1, &body)), ["edition-mismatch"]);
        assert_eq!(said_of_rows(2019, &[("other", &torn)]), [""; 0]);
    }
}

#[test]
fn a_word_for_no_figure_is_one_where_it_makes_no_label() {
    let facts = edition(2021);
    let row = |id: &str| facts.tables[0].row(id).expect("it is there");
    let words = |none: &str| {
        let mut words = Vec::new();
        for part in &facts.tables[0].parts {
            words.extend([part.title.as_str(), &part.label_header]);
            words.extend(facts.tables[0].columns[part.columns.clone()].iter().map(|column| column.label.as_str()));
            for at in part.rows.clone() {
                words.push(&facts.tables[0].rows[at].label);
                words.extend(part.columns.clone().map(|_| if at == row("coercion") { none } else { "0" }));
            }
        }
        words.join(" ")
    };
    for none in ["无", "不适用", "空"] {
        let cell = "placeholder-cell disclosure.coercion.decisions";
        assert_eq!(said(&draft(2021, facts, 0, &words(none))), [cell], "{none}");
    }
    for label in ["4. 无 正当理由大量反复申请", "4. 无 正 当理由大量反复申请"] {
        let torn = format!("{label} {ZEROS}");
        assert_eq!(said_of_rows(2021, &[("rejected.abusive", &torn)]), [""; 0], "{label}");
    }
}

#[test]
fn a_stroke_before_figures_is_no_item_of_a_list() {
    let facts = edition(2021);
    let heads = "行政复议 行政诉讼\n结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉\n\
                 结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计";
    let text = draft(2021, facts, 2, &format!("{heads}\n- {ZEROS} {ZEROS}"));
    assert_eq!(said(&text), ["placeholder-cell review.review.upheld"]);
}

#[test]
fn a_change_bound_to_another_column_shows_that_its_row_lost_a_cell() {
    let facts = edition(2019);
    let columns = |part: &gaireport::standard::Part| {
        facts.tables[0].columns[part.columns.clone()].iter().map(|column| column.label.clone()).collect::<Vec<_>>()
    };
    let mut cells = Vec::new();
    for part in &facts.tables[0].parts {
        cells.extend([part.title.clone(), "|".to_owned(), part.label_header.clone()]);
        cells.extend(columns(part).into_iter().chain(["|".to_owned()]));
        for row in &facts.tables[0].rows[part.rows.clone()] {
            let zeros = part.columns.clone().map(|_| "0".to_owned());
            let values: Vec<String> =
                if row.id == "penalties" { vec!["-15".to_owned(), "20".to_owned()] } else { zeros.collect() };
            cells.extend([row.label.clone()].into_iter().chain(values).chain(["|".to_owned()]));
        }
    }
    let body = cells.join(" | ").replace("| | |", "| |");
    assert_eq!(said(&draft(2019, facts, 0, &format!("| {body}"))), ["wrong-cell-count"]);
}
