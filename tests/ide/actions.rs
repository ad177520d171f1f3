//! Quick-fixes, suppressions, all safe fixes, conversion of a draft.

use gaireport::analysis::Options;
use gaireport::dialect::{Form, Kind};
use gaireport::edit::Applicability;
use gaireport::ide::actions::{Action, ActionKind, Change, Deferred, actions, resolve};
use gaireport::language::Language;
use gaireport::lint::{Family, Severity};
use gaireport::text::{LineEnd, Span, lines};

use crate::desk::{Desk, FORMS, edited, real, report};
use crate::strict::{analyze, convert, fix};

fn at(desk: &Desk, span: Span) -> Vec<Action> {
    actions(&desk.snapshot(), span)
}

fn edits(action: &Action) -> Vec<gaireport::edit::Edit> {
    match &action.change {
        Change::Edits(edits) => edits.clone(),
        Change::Deferred(_) => panic!("{} is at hand", action.title),
    }
}

/// A report with a wrong total in the first row of 表三.
fn wrong(form: Form, kind: Kind) -> Desk {
    Desk::new(kind, &report(form, &[("new", "total", "17")]))
}

#[test]
fn the_mending_fix_comes_first_and_is_preferred_and_ignoring_comes_last() {
    for (form, kind) in FORMS {
        let desk = wrong(form, kind);
        let finding = &desk.analysis.findings[0];
        assert_eq!((desk.analysis.findings.len(), finding.rule.id), (1, "row-sum-mismatch"), "{form:?}");
        let actions = at(&desk, finding.span);
        let first = &actions[0];
        assert_eq!((first.title.as_str(), first.kind, first.preferred), ("改为 16", ActionKind::QuickFix, true));
        assert_eq!(first.findings, [0]);
        let mended = desk.after(&edits(first));
        assert!(analyze(&mended, &desk.options).findings.is_empty(), "{form:?}");
        let last = actions.last().unwrap();
        assert_eq!(last.title, "此处不再提示：第三部分横向合计不符（row-sum-mismatch）", "{form:?}");
        assert!(!last.preferred);
    }
}

#[test]
fn with_several_ways_to_mend_none_is_preferred() {
    let desk = Desk::new(
        Kind::Text,
        &report(Form::Tabs, &[]).replace("信息内容\t本年处理决定数量\t\t\n行政许可\t0\t\t\n", ""),
    );
    let finding = desk.analysis.findings.iter().find(|finding| finding.rule.id == "missing-row").unwrap();
    assert!(finding.fixes.len() > 1, "blank and zeros");
    let mends: Vec<Action> =
        at(&desk, finding.span).into_iter().filter(|action| action.kind == ActionKind::QuickFix).collect();
    assert!(mends.len() > 2 && mends.iter().all(|action| !action.preferred));
}

#[test]
fn ignoring_a_finding_keeps_just_it_quiet() {
    let mut drafts: Vec<Desk> = real().into_iter().map(|(_, desk)| desk).collect();
    for (form, kind) in FORMS {
        drafts.push(wrong(form, kind));
        let two = report(form, &[("new", "total", "17")]).replace("一、总体情况", "一、概述");
        drafts.push(Desk::new(kind, &two));
    }
    let page = convert(&drafts[5].source, &drafts[5].options, gaireport::compose::Target::Html);
    drafts.push(Desk::new(Kind::Html, &page));
    let mut offered = 0;
    for desk in &drafts {
        for (index, finding) in desk.analysis.findings.iter().enumerate() {
            let mut ignoring = at(desk, finding.span).into_iter().filter(|action| {
                action.findings.contains(&index)
                    && action.title.contains("此处不再提示")
                    && action.title.contains(finding.rule.id)
            });
            let Some(action) = ignoring.next() else {
                assert_eq!(finding.rule.family, Family::Tool, "{}: {}", desk.source, finding.rule.id);
                continue;
            };
            offered += 1;
            let text = desk.after(&edits(&action));
            let after = analyze(&text, &desk.options);
            let count = |findings: &[gaireport::lint::Finding], id: &str| {
                findings.iter().filter(|finding| finding.rule.id == id).count()
            };
            let before = count(&desk.analysis.findings, finding.rule.id);
            assert!(count(&after.findings, finding.rule.id) < before, "{}\n{text}", finding.rule.id);
            assert_eq!(count(&after.findings, "unused-suppression"), 0, "{text}");
            let others = |findings: &[gaireport::lint::Finding]| findings.len() - count(findings, finding.rule.id);
            assert_eq!(others(&after.findings), others(&desk.analysis.findings), "{}\n{text}", finding.rule.id);
        }
    }
    assert!(offered > 40, "{offered}");
}

#[test]
fn every_fix_of_a_real_report_takes_its_finding_away_and_adds_no_error() {
    for (name, desk) in real() {
        let errors = |findings: &[gaireport::lint::Finding]| {
            findings.iter().filter(|finding| finding.severity == Severity::Error).count()
        };
        for (index, finding) in desk.analysis.findings.iter().enumerate() {
            let answers = |action: &&Action| action.findings.contains(&index) && !action.title.contains("此处不再提示");
            let all = at(&desk, finding.span);
            for action in all.iter().filter(answers).filter(|action| action.kind == ActionKind::QuickFix) {
                let after = analyze(&desk.after(&edits(action)), &desk.options);
                let same = |other: &gaireport::lint::Finding| {
                    other.rule.id == finding.rule.id && other.message == finding.message && other.cell == finding.cell
                };
                let (before, left) = (
                    desk.analysis.findings.iter().filter(|other| same(other)).count(),
                    after.findings.iter().filter(|other| same(other)).count(),
                );
                assert!(left < before, "{name}: {} {}", finding.rule.id, action.title);
                assert!(
                    errors(&after.findings) <= errors(&desk.analysis.findings),
                    "{name}: {} {}",
                    finding.rule.id,
                    action.title
                );
            }
        }
    }
}

#[test]
fn all_safe_fixes_are_those_of_the_command_line() {
    for (name, desk) in real() {
        let all = at(&desk, Span::new(0, 0)).into_iter().find(|action| action.kind == ActionKind::FixAll);
        let Some(action) = all else { continue };
        assert_eq!(action.change, Change::Deferred(Deferred::FixAll));
        assert!(!action.findings.is_empty());
        let text = edited(&desk.source, &resolve(&desk.snapshot(), Deferred::FixAll));
        assert_eq!(text, fix(&desk.source, &desk.options, Applicability::Safe), "{name}");
        assert_ne!(text, desk.source, "{name}");
    }
    let clean = Desk::new(Kind::Text, &report(Form::Tabs, &[]));
    assert!(at(&clean, Span::new(0, 0)).iter().all(|action| action.kind != ActionKind::FixAll));
}

#[test]
fn edits_of_all_safe_fixes_touch_only_what_changes() {
    let desk = Desk::new(
        Kind::Text,
        &report(Form::Tabs, &[]).replace("规章\t0\t0", "规章\t０\t0").replace("四、政府", "四.政府"),
    );
    let edits = resolve(&desk.snapshot(), Deferred::FixAll);
    let said: Vec<(&str, &str)> = edits.iter().map(|edit| (edit.span.of(&desk.source), edit.text.as_str())).collect();
    assert_eq!(said, [("０", "0"), (".", "、")]);
}

#[test]
fn a_draft_is_converted_from_its_title() {
    let desk = wrong(Form::Tabs, Kind::Text);
    let title = desk.find("某某县人民政府2021年政府信息公开工作年度报告");
    let conversions: Vec<Action> = at(&desk, Span { start: title.start, end: title.start })
        .into_iter()
        .filter(|action| action.kind == ActionKind::Convert)
        .collect();
    let titles: Vec<&str> = conversions.iter().map(|action| action.title.as_str()).collect();
    assert_eq!(titles, ["将全文转为 Markdown", "将全文转为纯文本", "将全文转为 HTML"]);
    let markdown =
        edited(&desk.source, &resolve(&desk.snapshot(), Deferred::Convert(gaireport::compose::Target::Markdown)));
    let after = analyze(&markdown, &Options::new(Kind::Markdown));
    assert_eq!(after.findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(), ["row-sum-mismatch"]);
    for deferred in conversions.iter().map(|action| &action.change) {
        let Change::Deferred(deferred) = deferred else { panic!("a conversion is deferred") };
        assert_eq!(Deferred::of_word(deferred.word()), Some(*deferred));
    }
    let body = desk.find("一、总体情况");
    assert!(at(&desk, body).iter().all(|action| action.kind != ActionKind::Convert));
}

#[test]
fn titles_come_in_the_language_of_the_person() {
    let desk = wrong(Form::Tabs, Kind::Text);
    let span = desk.analysis.findings[0].span;
    let actions = actions(&desk.speaking(Language::English), span);
    assert_eq!(actions[0].title, "Change to 16");
    assert_eq!(actions.last().unwrap().title, "Ignore here: A row of table 3 does not add up (row-sum-mismatch)");
}

#[test]
fn inserted_lines_end_as_the_lines_of_the_draft_do() {
    let unix = report(Form::Tabs, &[("new", "total", "17")]);
    let windows = unix.replace('\n', "\r\n");
    let drafts = [
        (unix.clone(), LineEnd::Lf),
        (unix.replacen('\n', "\r\n", 1), LineEnd::Lf),
        (windows.clone(), LineEnd::CrLf),
        (windows.replacen("\r\n", "\n", 1), LineEnd::CrLf),
        (unix.replace('\n', "\r"), LineEnd::Cr),
    ];
    for (draft, most) in drafts {
        let desk = Desk::new(Kind::Text, &draft);
        let mut inserted = 0;
        for action in at(&desk, desk.analysis.findings[0].span) {
            let Change::Edits(edits) = &action.change else { continue };
            for edit in edits {
                assert_eq!(most.write(&edit.text), edit.text, "{most:?} {}", action.title);
                inserted += lines(&edit.text).count() - 1;
            }
        }
        assert!(inserted > 0, "{most:?}");
    }
}
