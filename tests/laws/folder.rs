//! The folder of a county office: a right one is silent, each fault is said once, with file, cell and figures.

use std::sync::Arc;

use gaireport::analysis::Options;
use gaireport::compose::Target;
use gaireport::dialect::Kind;
use gaireport::folder::compare::{Difference, Side, Subject, compare};
use gaireport::folder::indicators::indicators;
use gaireport::folder::overlap::measure;
use gaireport::folder::{Roster, Sheet, sheets};
use gaireport::lint::Severity;
use gaireport::number::Decimal;

use crate::laws::county::{County, Found, Paper};
use crate::laws::random::Random;
use crate::laws::story;
use crate::laws::tally::{drafts, grave};
use crate::strict::{analyze, convert};

/// The file of a unit's report this year.
fn file(county: &County, unit: &str) -> String {
    let paper = county.papers.iter().find(|paper| paper.unit.contains(unit)).expect("the county has the unit");
    paper.path.clone()
}

fn text(figure: Option<&String>) -> &str {
    figure.map_or("", String::as_str)
}

#[test]
fn nothing_is_said_of_a_right_county() {
    let found = County::usual().found();
    assert_eq!(found.said, []);
    assert_eq!(found.missing(), [""; 0]);
    assert_eq!((found.findings.units, found.findings.year), (43, Some(2023)));
}

#[test]
fn nothing_is_said_of_any_right_county() {
    for number in 0..drafts(200) {
        let mut random = Random::new(number as u64 + 11_000_000);
        let (towns, bureaus) = (3 + random.below(6), 4 + random.below(10));
        let county = County::new(towns, bureaus, &mut random);
        assert_eq!(county.alone(), [], "county {number}");
        let found = county.found();
        assert_eq!(found.said, [], "county {number}");
        assert_eq!(found.missing(), [""; 0], "county {number}");
    }
}

#[test]
fn a_wrong_figure_of_the_government_is_named() {
    let mut county = County::usual();
    let cell = "disclosure.penalties.decisions";
    let figure = county.paper("县人民政府").figure(cell);
    let right = *figure;
    *figure = right.plus(Decimal::from(7000)).unwrap();
    let wrong = figure.to_string();
    let found = county.found();
    let (said, finding) = found.only();
    assert_eq!((said.rule, &said.file), ("roll-up-mismatch", &file(&county, "县人民政府")));
    assert_eq!(said.cell.as_deref(), Some(cell));
    assert_eq!((text(finding.expected.as_ref()), text(finding.actual.as_ref())), (&right.to_string()[..], &wrong[..]));
    assert_eq!(finding.message.template, "message");
    assert_eq!(finding.severity, Severity::Warning);
}

#[test]
fn a_wrong_figure_of_a_unit_below_names_the_unit() {
    let mut county = County::usual();
    let cell = "disclosure.coercion.decisions";
    let figure = county.paper("审计局").figure(cell);
    *figure = figure.plus(Decimal::from(9000)).unwrap();
    let found = county.found();
    let (said, finding) = found.only();
    assert_eq!((said.rule, said.cell.as_deref()), ("roll-up-mismatch", Some(cell)));
    assert_eq!(finding.message.template, "message.wrong");
    let there = finding.related[0].elsewhere.as_ref().expect("the other file is named");
    assert_eq!(&*there.path, file(&county, "审计局"));
}

#[test]
fn two_cells_that_a_unit_mixed_up_are_one_finding() {
    let mut county = County::usual();
    let (one, other) = ("disclosure.documents.issued", "disclosure.licensing.decisions");
    let paper = county.paper("石桥镇");
    *paper.figure(one) = Decimal::from(3);
    *paper.figure(other) = Decimal::from(5210);
    *paper.figure("disclosure.documents.valid") = Decimal::from(6000);
    add_up(&mut county);
    let paper = county.paper("石桥镇");
    (*paper.figure(one), *paper.figure(other)) = (Decimal::from(5210), Decimal::from(3));
    let found = county.found();
    let (said, finding) = found.only();
    assert_eq!((said.rule, said.cell.as_deref()), ("roll-up-mismatch", Some(one)));
    assert_eq!(finding.message.template, "message.pair");
}

/// Makes the government's figures the sums again.
fn add_up(county: &mut County) {
    for table in 0..3 {
        let mut sum = county.papers[1].figures[table].clone();
        for other in &county.papers[2..] {
            for (row, others) in sum.iter_mut().zip(&other.figures[table]) {
                row.iter_mut().zip(others).for_each(|(sum, figure)| *sum = sum.plus(*figure).expect("sums are small"));
            }
        }
        county.papers[0].figures[table] = sum;
    }
}

#[test]
fn a_unit_that_was_left_out_or_counted_twice_is_one_finding() {
    for (sign, template) in [(-1, "message.all-left-out"), (1, "message.all-twice")] {
        let mut county = County::usual();
        let out = county.paper("青山镇").figures.clone();
        for (own, out) in county.papers[0].figures.iter_mut().zip(&out) {
            for (row, others) in own.iter_mut().zip(out) {
                for (sum, figure) in row.iter_mut().zip(others) {
                    *sum = if sign < 0 { sum.minus(*figure) } else { sum.plus(*figure) }.unwrap();
                }
            }
        }
        let found = county.found();
        let (said, finding) = found.only();
        assert_eq!((said.rule, finding.message.template), ("roll-up-mismatch", template));
        assert_eq!(&*finding.related[0].elsewhere.as_ref().unwrap().path, file(&county, "青山镇"));
    }
}

#[test]
fn a_part_that_is_wrong_with_its_total_is_said_once_and_a_sum_that_the_report_itself_breaks_not_at_all() {
    let mut county = County::usual();
    let government = county.paper("县人民政府");
    for cell in [
        "new.natural_person",
        "new.total",
        "granted.natural_person",
        "granted.total",
        "handled.natural_person",
        "handled.total",
    ] {
        let figure = government.figure(&format!("requests.{cell}"));
        *figure = figure.plus(Decimal::from(4)).unwrap();
    }
    let cells: Vec<_> = county.found().said.into_iter().filter_map(|said| said.cell).collect();
    assert_eq!(cells, ["requests.new.natural_person", "requests.granted.natural_person"]);
}

#[test]
fn a_missing_unit_is_named_and_sums_are_not_compared() {
    let mut county = County::usual();
    county.papers.retain(|paper| !paper.unit.contains("青山镇"));
    let found = county.found();
    assert_eq!(found.missing(), ["青山镇人民政府"]);
    let missing = &found.findings.missing[0];
    assert_eq!((text(missing.parent.as_ref()), text(missing.due.as_ref())), (&county.papers[0].unit[..], "2024-01-31"));
    let (said, finding) = found.only();
    assert_eq!((said.rule, &said.file), ("roll-up-incomplete", &file(&county, "县人民政府")));
    assert!(finding.message.arguments.contains(&("units", "青山镇人民政府".to_owned())));
}

#[test]
fn two_drafts_of_one_unit_are_said_on_one_of_them_with_the_other() {
    let mut county = County::usual();
    let mut copy = county.paper("清河镇").clone();
    copy.path = "2023/清河镇（修改）.txt".to_owned();
    copy.overview = story::overview(copy.year, &mut Random::new(5));
    county.papers.push(copy);
    let found = county.found();
    let (said, finding) = found.only();
    assert_eq!((said.rule, &said.file[..]), ("duplicate-report", "2023/清河镇（修改）.txt"));
    assert_eq!(&*finding.related[0].elsewhere.as_ref().unwrap().path, file(&county, "清河镇人民政府"));
}

#[test]
fn a_unit_that_is_not_on_the_roster_is_said() {
    let mut county = County::usual();
    let mut other = county.paper("清河镇").clone();
    (other.unit, other.path) = ("凤鸣镇人民政府".to_owned(), "2023/凤鸣镇.txt".to_owned());
    other.overview = story::overview(other.year, &mut Random::new(6));
    other.improvement = story::improvement(other.year, &mut Random::new(7));
    county.papers.push(other);
    let found = county.found();
    let (said, _) = found.only();
    assert_eq!((said.rule, &said.file[..]), ("unlisted-report", "2023/凤鸣镇.txt"));
    assert_eq!(found.missing(), [""; 0]);
}

#[test]
fn a_report_of_another_year_is_said_and_its_unit_is_not_missing_besides() {
    let mut county = County::usual();
    county.roster = county.roster.replace("2024-01-31", "");
    let place = county.papers.iter().position(|paper| paper.unit.contains("清河镇")).unwrap();
    county.papers[place] = county.last[place].clone();
    county.last.clear();
    let found = county.found();
    let rules: Vec<(&str, &str)> = found.said.iter().map(|said| (said.rule, &said.file[..])).collect();
    let [government, town] = ["县人民政府", "清河镇"].map(|unit| file(&county, unit));
    assert_eq!(rules, [("roll-up-incomplete", &government[..]), ("wrong-report-year", &town[..])]);
    assert_eq!(found.missing(), [""; 0]);
}

/// The words of another unit with its figures and names changed.
fn copied(from: &Paper, to: &mut Paper) {
    let changed = |text: &String| text.replace("群众", "村民").replace("一次", "两次");
    to.overview = from.overview.iter().map(changed).collect();
}

#[test]
fn a_copied_section_is_said_with_the_place_it_was_copied_from() {
    let mut county = County::usual();
    let from = county.paper("清河镇").clone();
    copied(&from, county.paper("大湾镇"));
    let found = county.found();
    let (said, finding) = found.only();
    assert_eq!((said.rule, &said.file), ("content-overlap", &file(&county, "大湾镇")));
    assert_eq!(said.severity, Severity::Warning);
    let there = finding.related[0].elsewhere.as_ref().unwrap();
    assert_eq!(&*there.path, from.path);
    let here = county.papers.iter().find(|paper| paper.path == said.file).unwrap().text();
    let [here, there] = [finding.span.of(&here), there.span.of(&from.text())]
        .map(|passage| passage.chars().filter(|character| character.is_alphanumeric()).collect::<String>());
    assert_eq!(here, there);
    assert!(here.chars().count() > 20, "{here}");
}

#[test]
fn last_years_text_with_the_year_changed_is_said() {
    let mut county = County::usual();
    let place = county.papers.iter().position(|paper| paper.unit.contains("清河镇")).unwrap();
    county.papers[place].overview =
        county.last[place].overview.iter().map(|text| text.replace("2022", "2023")).collect();
    let found = county.found();
    let (said, finding) = found.only();
    assert_eq!((said.rule, &said.file), ("overlap-with-last-year", &county.papers[place].path));
    assert_eq!(finding.message.template, "message.figures");
    assert_eq!(&*finding.related[0].elsewhere.as_ref().unwrap().path, county.last[place].path);
}

#[test]
fn last_years_reports_may_lie_in_the_same_folder() {
    let mut county = County::usual();
    let last = std::mem::take(&mut county.last);
    county.papers.extend(last);
    assert_eq!(county.found().said, []);
    county.papers.retain(|paper| !(paper.unit.contains("青山镇") && paper.year == 2023));
    let found = county.found();
    assert_eq!(found.missing(), ["青山镇人民政府"]);
    assert_eq!(found.only().0.rule, "roll-up-incomplete");
}

#[test]
fn a_comment_keeps_a_finding_quiet() {
    let mut county = County::usual();
    let from = county.paper("清河镇").clone();
    copied(&from, county.paper("大湾镇"));
    county.paper("大湾镇").overview.insert(0, "# gaireport-ignore-file content-overlap".to_owned());
    assert_eq!(county.found().said, []);
}

#[test]
fn a_sheet_written_as_json_says_the_same() {
    let mut county = County::usual();
    let from = county.paper("清河镇").clone();
    copied(&from, county.paper("大湾镇"));
    *county.paper("县人民政府").figure("disclosure.penalties.decisions") = Decimal::from(1);
    county.papers.remove(7);
    let again = |paper: &Paper| -> Sheet {
        let json = serde_json::to_string(&paper.sheet()).unwrap();
        serde_json::from_str(&json).unwrap()
    };
    let sheets: Vec<Sheet> = county.papers.iter().map(again).collect();
    let previous: Vec<Sheet> = county.last.iter().map(again).collect();
    let roster = Roster::from_csv(&county.roster).0;
    let found = Found::of(&sheets, &previous, Some(&roster));
    let expected = county.found();
    assert_eq!((&found.said, found.missing()), (&expected.said, expected.missing()));
    assert!(!found.said.is_empty());
}

#[test]
fn without_a_roster_the_only_government_sums_up_the_others_by_the_way() {
    let mut county = County::usual();
    *county.paper("县人民政府").figure("disclosure.penalties.decisions") = Decimal::from(1);
    let sheets: Vec<Sheet> = county.papers.iter().map(Paper::sheet).collect();
    let found = Found::of(&sheets, &[], None);
    let (said, finding) = found.only();
    assert_eq!((said.rule, finding.severity), ("roll-up-mismatch", Severity::Information));
    assert_eq!(found.findings.units, 43);
}

#[test]
fn a_place_left_over_from_another_countys_report_is_said() {
    for unit in ["清河镇", "县财政局"] {
        let mut county = County::usual();
        let paper = county.paper(unit);
        paper.improvement[1].push_str("下一年沭阳县将完善栏目，沭阳县各部门及时更新。");
        let (text, path) = (paper.text(), paper.path.clone());
        let said = paper.findings().into_iter().map(|finding| (finding.rule.id, path.clone(), finding.span));
        let between = county.found();
        let found = between.findings.findings.iter().zip(&county.papers);
        let found = found.flat_map(|(findings, paper)| findings.iter().map(move |finding| (finding, paper)));
        let all: Vec<_> =
            said.chain(found.map(|(finding, paper)| (finding.rule.id, paper.path.clone(), finding.span))).collect();
        let [(rule, file, span)] = &all[..] else { panic!("{all:?}") };
        assert_eq!((*rule, file, span.of(&text)), ("foreign-name", &path, "沭阳县"));
    }
}

#[test]
fn another_unit_of_the_county_as_the_subject_is_said() {
    for (unit, words, name) in [
        ("县财政局", "县民政局高度重视政府信息公开工作。", "民政局"),
        ("县财政局", "平川县发展和改革局认真贯彻条例。", "发展和改革局"),
    ] {
        let mut county = County::usual();
        let words = words.replace("平川县", county.name);
        let paper = county.paper(unit);
        paper.overview[1].push_str(&words);
        let text = paper.text();
        let found = county.found();
        let (said, finding) = found.only();
        assert_eq!((said.rule, finding.span.of(&text)), ("foreign-name", name));
    }
}

#[test]
fn other_units_and_places_in_other_affairs_are_no_fault() {
    let mut county = County::usual();
    let town = county.paper("清河镇");
    town.overview[1]
        .push_str("会同青山镇清理信息，转发县教育局的解读。组织人员赴沭阳县考察学习。学习《沭阳县政府信息公开指南》。");
    let bureau = county.paper("县财政局");
    bureau.overview[1].push_str("配合县民政局公开惠民资金，到清河镇、青山镇核对台账。与沭阳县对口协作。");
    assert_eq!(county.found().said, []);
}

/// Findings that ask for a change, by rule.
fn rules(text: &str, kind: Kind) -> Vec<&'static str> {
    let analysis = analyze(text, &Options::new(kind));
    grave(&analysis).iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn the_draft_of_a_government_lacks_words_only_and_holds_the_sums() {
    let county = County::usual();
    for (target, kind) in [(Target::Markdown, Kind::Markdown), (Target::Text, Kind::Text), (Target::Html, Kind::Html)] {
        let drafts = county.drafts(target);
        let [draft] = &drafts[..] else { panic!("{}", drafts.len()) };
        assert_eq!((&draft.unit, draft.year, draft.absent.len()), (&county.papers[0].unit, 2023, 0));
        let said = rules(&draft.text, kind);
        assert!(said.iter().all(|rule| *rule == "empty-section"), "{target:?}: {said:?}\n{}", draft.text);
        let analysis = analyze(&draft.text, &Options::new(kind));
        for (index, figures) in county.papers[0].figures.iter().enumerate() {
            let report = &analysis.reports[0];
            let table = report.table(&report.standard().tables[index].id).expect("the draft has all tables");
            for (row, figures) in figures.iter().enumerate() {
                for (column, figure) in figures.iter().enumerate() {
                    let read = table.figure(row, column).unwrap();
                    assert!(read.minus(*figure).unwrap().is_zero(), "{target:?} {}", table.cell_name(row, column));
                }
            }
        }
    }
}

#[test]
fn the_appendix_of_a_draft_adds_up() {
    let county = County::usual();
    let draft = county.drafts(Target::Text).swap_remove(0).text;
    let (_, appendix) = draft.split_once("附：").expect("the draft has an appendix");
    let rows: Vec<Vec<&str>> = appendix.lines().skip(3).map(|line| line.split('\t').collect()).collect();
    let mut seen = 0;
    for row in rows.iter().filter(|row| row.len() == 3) {
        let value = |text: &str| gaireport::number::parse(text).unwrap().value.unwrap();
        let parts = row[2].split('；').map(|part| value(part.rsplit_once(' ').unwrap().1));
        let sum = parts.fold(Decimal::from(0), |sum, part| sum.plus(part).unwrap());
        assert!(sum.minus(value(row[1])).unwrap().is_zero(), "{row:?}");
        seen += 1;
    }
    assert!(seen > 150, "{appendix}");
}

#[test]
fn a_draft_of_a_folder_that_is_not_whole_names_who_is_not_in_it() {
    let mut county = County::usual();
    county.papers.retain(|paper| !paper.unit.contains("青山镇") && !paper.unit.ends_with("县人民政府"));
    let draft = county.drafts(Target::Markdown).swap_remove(0);
    assert_eq!(draft.absent, ["青山镇人民政府"]);
    assert!(!draft.text.contains("青山镇"));
}

#[test]
fn zeros_are_asked_about_once_a_unit() {
    let mut county = County::usual();
    let town = county.paper("清河镇");
    for figures in &mut town.figures[1..] {
        figures.iter_mut().flatten().for_each(|figure| *figure = Decimal::from(0));
    }
    *county.paper("审计局").figure("disclosure.licensing.decisions") = Decimal::from(0);
    add_up(&mut county);
    let found = county.found();
    let said: Vec<(&str, &str, Severity)> =
        found.said.iter().map(|said| (said.rule, &said.file[..], said.severity)).collect();
    let [town, bureau] = ["清河镇", "审计局"].map(|unit| file(&county, unit));
    let zero = |file| ("zero-figures", file, Severity::Information);
    assert_eq!(said, [zero(&town[..]), zero(&bureau[..])]);
}

#[test]
fn indicators_are_those_of_the_table() {
    let mut county = County::usual();
    let paper = county.paper("清河镇");
    for (cell, figure) in [("granted", 5), ("partial", 1), ("handled", 8), ("new", 9), ("carried_over", 1)] {
        *paper.figure(&format!("requests.{cell}.total")) = Decimal::from(figure);
    }
    let text = paper.text();
    let analysis = analyze(&text, &Options::new(Kind::Text));
    let mut sheet = sheets("a.txt", &Arc::from(text.as_str()), &analysis).swap_remove(0);
    // The figures of the example are no whole table: its sums are not looked at here.
    let json = serde_json::to_string(&sheet).unwrap().replace("\"trust\":\"doubted\"", "\"trust\":\"sound\"");
    sheet = serde_json::from_str(&json).unwrap();
    let found = indicators(&sheet);
    let names: Vec<&str> = found.iter().map(|indicator| indicator.name).collect();
    assert_eq!(names, ["实质公开率", "无法提供占比", "结转率", "行政复议纠错率", "行政诉讼纠错率"]);
    assert!(found.iter().all(|indicator| indicator.share.is_some()), "{found:?}");
}

fn compared(one: &str, other: &str) -> Vec<Difference> {
    let [first, second] = [one, other].map(|text| analyze(text, &Options::new(Kind::Text)));
    compare(Side { source: one, analysis: &first }, Side { source: other, analysis: &second })
        .expect("both are reports")
}

#[test]
fn a_report_is_the_same_as_its_own_page() {
    let mut county = County::usual();
    let paper = county.paper("清河镇");
    let text = paper.text();
    assert_eq!(compared(&text, &text), []);
    let page = convert(&text, &Options::new(Kind::Text), Target::Html)
        .replace("<body>", "<body><p>首页 &gt; 政府信息公开年报</p><p>浏览次数：128</p>")
        .replace("</body>", "<p>打印本页</p><p>关闭窗口</p></body>");
    let analysis = analyze(&page, &Options::new(Kind::Html));
    let own = analyze(&text, &Options::new(Kind::Text));
    let found = compare(Side { source: &text, analysis: &own }, Side { source: &page, analysis: &analysis }).unwrap();
    assert_eq!(found, []);
}

#[test]
fn changed_cells_headings_and_sentences_are_each_told_with_both_sides() {
    let mut county = County::usual();
    let paper = county.paper("清河镇");
    let text = paper.text();
    *paper.figure("disclosure.penalties.decisions") = Decimal::from(4321);
    paper.overview[1].push_str("新增一句话。");
    let changed = paper.text().replace("五、存在的主要问题及改进情况", "五、存在的问题和改进措施");
    let found = compared(&text, &changed);
    let subjects: Vec<&Subject> = found.iter().map(|difference| &difference.subject).collect();
    let cell = Subject::Cell("disclosure.penalties.decisions".to_owned(), "行政处罚".to_owned());
    assert_eq!(subjects, [&Subject::Sentence(0), &cell, &Subject::Heading]);
    let words = |stands: &Option<gaireport::folder::compare::Stands>| stands.as_ref().map(|stands| stands.text.clone());
    assert_eq!((words(&found[0].one), words(&found[0].other).as_deref()), (None, Some("新增一句话。")));
    assert_eq!(words(&found[1].other).as_deref(), Some("4321"));
    let span = found[1].other.as_ref().unwrap().span;
    assert_eq!(span.of(&changed), "4321");
}

/// Reports that share nothing but the way of speaking.
fn different(count: usize, seed: u64) -> Vec<Sheet> {
    let mut random = Random::new(seed);
    let paper = |number: usize, random: &mut Random| Paper {
        unit: format!("第{number}镇人民政府"),
        path: format!("{number}.txt"),
        year: 2023,
        figures: Default::default(),
        overview: story::overview(2023, random),
        improvement: story::improvement(2023, random),
    };
    (0..count).map(|number| paper(number, &mut random).words()).collect()
}

#[test]
fn no_two_of_two_thousand_different_reports_are_alike() {
    let sheets = different(drafts(2000), 23);
    let found = Found::of(&sheets, &[], None);
    assert_eq!(found.said, []);
}

#[test]
fn a_report_that_is_nearly_another_is_found_among_many_and_said_as_the_measure_says() {
    let mut sheets = different(300, 29);
    let mut random = Random::new(31);
    let mut copies = Vec::new();
    for number in 0..60 {
        let from = random.below(300);
        let share = 30 + random.below(71);
        let copy = sheets[from].clone();
        copies.push((from, partly_copied(&copy, number, share, &mut random)));
    }
    sheets.extend(copies.iter().map(|(_, sheet)| sheet.clone()));
    let found = Found::of(&sheets, &[], None);
    let mut said = 0;
    for (number, (from, copy)) in copies.iter().enumerate() {
        for section in ["overview", "improvement"] {
            let (one, other) = (copy.passage(section).unwrap(), sheets[*from].passage(section).unwrap());
            if one.text.chars().count().min(other.text.chars().count()) < 200 {
                continue;
            }
            let measured = measure(one, other).thousandths;
            let findings = &found.findings.findings[300 + number];
            let here = findings.iter().find(|finding| one.span(0, one.text.len()).contains(finding.span));
            said += usize::from(here.is_some());
            match measured {
                800.. => {
                    assert_eq!(here.map(|finding| finding.severity), Some(Severity::Warning), "{number} {measured}")
                }
                660.. => assert!(here.is_some(), "{number} {section} {measured}"),
                ..600 => assert!(here.is_none(), "{number} {section} {measured}"),
                _ => {}
            }
        }
    }
    assert!(said > 40, "{said}");
}

/// A copy of which so many percent of the sentences stay.
fn partly_copied(from: &Sheet, number: usize, share: usize, random: &mut Random) -> Sheet {
    let sentences = from.source.split_inclusive('。').map(|sentence| {
        let plain = !sentence.contains('\n') && !sentence.contains('（');
        if plain && !random.chance(share) { story::sentence(random) } else { sentence.to_owned() }
    });
    let text: String = sentences.collect::<String>().replace("第", &format!("第{number}0"));
    let analysis = analyze(&text, &Options::new(Kind::Text));
    sheets(&format!("copy-{number}.txt"), &Arc::from(text.as_str()), &analysis).swap_remove(0)
}

#[test]
fn the_real_reports_are_not_alike() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let analysis = analyze(&text, &Options::new(Kind::Text));
        all.extend(sheets(&path.to_string_lossy(), &Arc::from(text.as_str()), &analysis));
    }
    assert_eq!(all.len(), 5);
    let found = Found::of(&all, &[], None);
    let alike: Vec<_> = found.said.iter().filter(|said| said.rule != "zero-figures").collect();
    assert!(alike.is_empty(), "{alike:#?}");
}
