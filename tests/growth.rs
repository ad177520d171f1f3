//! Cost grows with the size of the draft and no faster, and nothing that a file may hold stops the analysis.

mod strict;

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use gaireport::analysis::{Analysis, Options};
use gaireport::dialect::Kind;
use gaireport::edit::{Applicability, Edit, Fix, apply};
use gaireport::ide::{
    Snapshot, actions, completion, figures, folding, formatting, hints, hover, lenses, links, navigation, selection,
    symbols,
};
use gaireport::language::Language;
use gaireport::lint::Message;
use gaireport::text::Span;

use crate::strict::analyze;

const REPORT: &str = include_str!("reports/002_d0f9dbc75b92da1d.txt");
const ONE_CELL_A_LINE: &str = include_str!("reports/001_add16d52b391b067.txt");

/// A run this long is measured well enough.
const MEASURABLE: Duration = Duration::from_millis(8);
/// Sizes are not doubled beyond this, however fast.
const LARGEST: usize = 1 << 17;
/// Runs of each size, the least of which counts; a busy machine gets up to five times as many.
const RUNS: usize = 5;
const MOST_RUNS: usize = 5 * RUNS;
/// Hang detection, the only absolute bound.
const HANGING: Duration = Duration::from_secs(5);

/// Held while something is measured: tests run side by side.
static MEASURING: Mutex<()> = Mutex::new(());

fn time(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

/// Fails if twice the size takes more than 2.3 times as long, at two doublings running: where memory comes from changes
/// at some size, once. `prepare` makes what a run of a size works on.
fn grows_in_proportion<T>(prepare: impl Fn(usize) -> T, run: impl Fn(&T)) {
    let _alone = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut size = 1;
    let mut single = prepare(size);
    while size < LARGEST && (0..3).any(|_| time(|| run(&single)) < MEASURABLE) {
        size *= 2;
        single = prepare(size);
    }
    let mut measured = Vec::new();
    for _ in 0..2 {
        let double = prepare(2 * size);
        let mut pairs = Vec::new();
        while pairs.len() < MOST_RUNS {
            pairs.push((time(|| run(&single)), time(|| run(&double))));
            if pairs.len() >= RUNS && is_proportional(&pairs) {
                return;
            }
        }
        measured.push(format!("{size}, {}: {:?}", 2 * size, pairs.iter().min()));
        (size, single) = (2 * size, double);
    }
    panic!("{}", measured.join("; "));
}

/// Whether the least times of both sizes, or half of the pairs of runs side by side, say so.
fn is_proportional(pairs: &[(Duration, Duration)]) -> bool {
    let holds = |single: Duration, double: Duration| double * 10 < single * 23;
    let least = pairs.iter().copied().reduce(|one, other| (one.0.min(other.0), one.1.min(other.1)));
    let holding = pairs.iter().filter(|(single, double)| holds(*single, *double)).count();
    2 * holding > pairs.len() || least.is_some_and(|(single, double)| holds(single, double))
}

fn analysis_grows_in_proportion(kind: Kind, text: impl Fn(usize) -> String) {
    let options = Options::new(kind);
    grows_in_proportion(text, |text| drop(analyze(text, &options)));
}

/// The report with a word in place of every 0 of its tables.
fn faulty() -> String {
    REPORT.replace("\t0", "\t若干")
}

/// The table of section 三 of the report.
fn table() -> &'static str {
    let at = |needle| REPORT.find(needle).expect("the report has sections 三 and 四");
    let section = &REPORT[at("三、")..at("四、政府")];
    section.split_once('\n').map_or(section, |(_, table)| table)
}

#[test]
fn with_the_number_of_reports() {
    analysis_grows_in_proportion(Kind::Text, |size| REPORT.repeat(size));
}

/// A text with what was found in it.
fn analysed(text: String) -> (String, Options, Analysis) {
    let options = Options::new(Kind::Text);
    let analysis = analyze(&text, &options);
    (text, options, analysis)
}

#[test]
fn what_editors_show_with_the_number_of_reports() {
    let show = |(source, options, analysis): &(String, Options, Analysis)| {
        let snapshot = Snapshot { source, options, analysis, language: Language::Chinese };
        let all = Span::new(0, source.len());
        drop((symbols::symbols(&snapshot), folding::folds(&snapshot), lenses::lenses(&snapshot)));
        drop((links::links(&snapshot), hints::hints(&snapshot, all), formatting::format(&snapshot)));
        drop(figures::figures(&snapshot, |span| span));
    };
    grows_in_proportion(|size| analysed(faulty().repeat(size)), show);
}

#[test]
fn what_editors_offer_at_a_place_with_the_number_of_reports() {
    let offer = |(source, options, analysis): &(String, Options, Analysis)| {
        let snapshot = Snapshot { source, options, analysis, language: Language::Chinese };
        let offset = source.rfind("若干").unwrap_or_default();
        drop((hover::hover(&snapshot, offset), completion::complete(&snapshot, offset)));
        drop((navigation::highlights(&snapshot, offset), selection::selection(&snapshot, offset)));
        drop((
            actions::actions(&snapshot, Span::new(offset, offset)),
            formatting::format_typed(&snapshot, offset, '|'),
        ));
    };
    grows_in_proportion(|size| analysed(faulty().repeat(size)), offer);
}

#[test]
fn with_the_number_of_lines() {
    analysis_grows_in_proportion(Kind::Text, |size| ONE_CELL_A_LINE.repeat(size));
}

#[test]
fn with_the_length_of_one_line() {
    for kind in [Kind::Text, Kind::Markdown, Kind::Html] {
        analysis_grows_in_proportion(kind, |size| {
            format!("{}{}", REPORT, "2020年收到申请12件，其中公民5件、企业7件。".repeat(size * 50))
        });
    }
}

#[test]
fn with_the_number_of_words_of_one_line() {
    analysis_grows_in_proportion(Kind::Text, |size| format!("{}{}", REPORT, "予以公开 0 3 ".repeat(size * 50)));
}

#[test]
fn with_the_length_of_the_prose() {
    analysis_grows_in_proportion(Kind::Text, |size| {
        let prose = "（一）全年主动公开信息252条，其中政策解读2条，法律法规1条。\n\n2、加强培训\n".repeat(size * 20);
        REPORT.replacen("二、主动公开", &format!("{prose}二、主动公开"), 1)
    });
}

#[test]
fn with_the_number_of_sentences_of_figures_and_of_words_that_are_looked_at() {
    let sentences = [
        "收到政府信息公开申请3件，其中予以公开2件、部分公开1件，占33.3%；未发生行政复议、行政诉讼。",
        "各项工作工作进入程序化，建全机制，。信息　　条，8余条，国办公开办涵【2021】30号（国务院令第771号）",
        "2019年，发布信息252条（其中甲2条，乙（丙3条，丁4条），",
        "《甲（（252条、其中3件，",
        "无依申请公开行政复议全部办结",
        "零结转",
        "行政复议4件，维持1件、纠正2件，",
        "网络3件、信函2件，合计5件",
    ];
    for sentence in sentences {
        analysis_grows_in_proportion(Kind::Text, |size| {
            REPORT.replacen("二、主动公开", &format!("{}\n二、主动公开", sentence.repeat(size * 10)), 1)
        });
        analysis_grows_in_proportion(Kind::Text, |size| {
            REPORT.replacen(
                "二、主动公开",
                &format!("{}\n二、主动公开", format!("{sentence}\n\n").repeat(size * 10)),
                1,
            )
        });
    }
}

#[test]
fn with_the_number_of_tables() {
    let more = |size: usize| format!("{REPORT}\n{}", table().repeat(size));
    analysis_grows_in_proportion(Kind::Text, more);
    analysis_grows_in_proportion(Kind::Html, |size| {
        let rows: String =
            table().lines().map(|line| format!("<tr><td>{}</tr>\n", line.replace('\t', "<td>"))).collect();
        format!("<h1>某县2020年政府信息公开工作年度报告</h1>{}", format!("<table>\n{rows}</table>\n").repeat(size))
    });
    analysis_grows_in_proportion(Kind::Markdown, |size| {
        let rows: String = table().lines().map(|line| format!("|{}|\n", line.replace('\t', "|"))).collect();
        format!("# 某县2020年政府信息公开工作年度报告\n\n{}", format!("{rows}\n").repeat(size))
    });
}

#[test]
fn with_the_number_of_findings() {
    let faulty = faulty();
    analysis_grows_in_proportion(Kind::Text, |size| faulty.repeat(size));
}

#[test]
fn with_the_number_of_suppressions() {
    let words = "\n# gaireport-ignore not-a-number".repeat(20);
    let faulty = faulty().replace("\n三、", &format!("{words}\n三、"));
    assert!(faulty.contains("gaireport-ignore"), "the report has a section 三");
    analysis_grows_in_proportion(Kind::Text, |size| faulty.repeat(size));
}

#[test]
fn with_the_number_of_suppressions_on_one_line_or_below_each_other() {
    for mark in ["gaireport-ignore ", "<!-- gaireport-ignore ", "# gaireport-ignore typo\n"] {
        analysis_grows_in_proportion(Kind::Text, |size| format!("{REPORT}\n{}", mark.repeat(size * 50)));
    }
}

#[test]
fn with_the_number_of_titles_and_headings() {
    let title = "某县2020年政府信息公开工作年度报告\n";
    let headings = "一、总体情况\n六、其他需要报告的事项\n七、附件\n";
    let chrome = "上一篇：某县2019年政府信息公开工作年度报告\n来源：某县 发布日期：2021-01-20\n打印 关闭\n";
    let run_in = "完成了工作。一、总体情况 2020年公开信息2条。详见二、主动公开政府信息情况 的内容，";
    let loose = "（一）总体情况\n第三，其他需要报告的事项\n";
    let texts = [title, headings, chrome, run_in, loose].map(str::to_owned);
    let mixed = [format!("{title}{headings}"), format!("{title}0\t0\n"), format!("{title}{chrome}{run_in}{loose}")];
    for text in texts.into_iter().chain(mixed) {
        analysis_grows_in_proportion(Kind::Text, |size| text.repeat(size * 20));
    }
}

#[test]
fn with_the_number_of_fixes() {
    let fix = |at: usize| {
        let edits = vec![Edit { span: Span::new(2 * at, 2 * at + 1), text: "1".to_owned() }];
        Fix { title: Message::new("fix"), applicability: Applicability::Safe, edits }
    };
    let prepare = |size: usize| ("0 ".repeat(size), (0..size).map(fix).collect::<Vec<_>>());
    grows_in_proportion(prepare, |(text, fixes)| assert_eq!(apply(text, fixes).1, fixes.len()));
}

/// Analyses a text as every kind of file.
fn survives(text: &str) {
    for kind in [Kind::Text, Kind::Markdown, Kind::Html] {
        let elapsed = time(|| drop(analyze(text, &Options::new(kind))));
        assert!(elapsed < HANGING, "{elapsed:?} as {kind:?}");
    }
}

#[test]
fn emptiness_is_survived() {
    for text in ["", " ", "\n", "\r", "\u{FEFF}", "\t", "|", "<", "&", "0", "一、"] {
        survives(text);
    }
}

#[test]
fn nul_bytes_are_survived() {
    survives(&"\0".repeat(100_000));
    survives(&REPORT.replace('\t', "\0"));
    survives(&REPORT.replace('0', "\0"));
}

#[test]
fn a_row_of_one_table_among_those_of_another_is_survived() {
    survives("其他对外管理服务事项<td><d>0<tr>无正当理由大量反复<td>0</td><");
}

#[test]
fn a_line_of_two_megabytes_is_survived() {
    survives(&"长".repeat(700_000));
    survives(&"0 ".repeat(1_000_000));
    survives(&"<b>".repeat(700_000));
    survives(&REPORT.repeat(400).replace(['\n', '\r'], " "));
}

#[test]
fn half_a_million_pipes_are_survived() {
    survives(&"|".repeat(500_000));
    survives(&"|\n".repeat(500_000));
    survives(&format!("{REPORT}{}", "|0".repeat(500_000)));
    survives(&"\t".repeat(500_000));
}

#[test]
fn deep_nesting_is_survived() {
    for tags in ["<div>", "<table><tr><td>", "<ul><li>", "<b><i>", "<!--", "</td>", "<td colspan=65534 rowspan=65534>"]
    {
        survives(&tags.repeat(20_000));
    }
    survives(&"> ".repeat(20_000));
    survives(&"（".repeat(20_000));
}

#[test]
fn a_figure_of_four_hundred_digits_is_survived() {
    let figure = "9".repeat(400);
    survives(&REPORT.replace("\t0", &format!("\t{figure}")));
    survives(&REPORT.replace("\t0", &format!("\t-0.{figure}")));
    survives(&REPORT.replace("2020", &figure));
}

/// All of them stand on one line of a report.
#[test]
fn with_the_number_of_headings_and_parts_in_a_paragraph() {
    for piece in
        ["一、总体情况 ", "二、主动公开政府信息情况：", "内容包括主动公开，", "本报告由一、总体情况、", "截至12月31日"]
    {
        analysis_grows_in_proportion(Kind::Text, |size| {
            format!(
                "某县2020年政府信息公开工作年度报告\n\n现报告如下：{}。\n\n六、其他需要报告的事项\n",
                piece.repeat(size * 50)
            )
        });
    }
}

#[test]
fn with_the_number_of_headings_of_one_section() {
    analysis_grows_in_proportion(Kind::Markdown, |size| {
        format!("# 某县2020年政府信息公开工作年度报告\n\n{}", "## 一、总体情况\n\n".repeat(size * 50))
    });
}
