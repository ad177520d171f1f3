//! The folder of a county office: a right one is silent, each fault is said once, with file, cell and figures.

use gaireport::folder::{Roster, Sheet};
use gaireport::lint::Severity;
use gaireport::number::Decimal;

use crate::laws::county::{County, Found, Paper};
use crate::laws::random::Random;
use crate::laws::story;
use crate::laws::tally::drafts;

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
        let found = County::new(towns, bureaus, &mut random).found();
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
                row.iter_mut().zip(others).for_each(|(sum, figure)| *sum = sum.plus(*figure).unwrap());
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
